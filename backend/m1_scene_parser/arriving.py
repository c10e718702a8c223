"""`walks until she reaches the door`: a way that ends there."""

from __future__ import annotations

import re
from dataclasses import replace

from ..common.pursuits import GOING
from ..protocol.scene import Relation, SceneDescription

_ARRIVING = frozenset({"reach", "arrive", "get"})
_UNTIL = re.compile(r"\b(?:until|till)\b", re.IGNORECASE)


def with_arrivals(description: SceneDescription) -> SceneDescription:
    """The description with `until somebody reaches something` as the goal of the way there."""
    if not _UNTIL.search(description.prompt):
        return description
    for way in description.actions:
        end = next((a for a in description.actions if a.after == way.id and a.actor_id == way.actor_id), None)
        if end is None or way.target_id is not None or end.target_id is None:
            continue
        if way.verb.split()[0] not in GOING or end.verb.split()[0] not in _ARRIVING:
            continue
        to = Relation(subject_id=way.actor_id, predicate=f"{way.verb} to", spatial=None, object_id=end.target_id)
        gone = [r for r in description.relations if (r.subject_id, r.object_id) == (end.actor_id, end.target_id)]
        actions = tuple(
            replace(a, target_id=end.target_id) if a is way else replace(a, after=way.id) if a.after == end.id else a
            for a in description.actions
            if a is not end
        )
        kept = tuple(r for r in description.relations if r not in gone)
        return replace(description, actions=actions, relations=(*kept, to))
    return description
