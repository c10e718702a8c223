"""Who aims or fires a gun has it in the hands, and what it is aimed at is what the deed is about."""

from __future__ import annotations

from dataclasses import replace

from ..common.toys import AIM_GUN, GUNS
from ..protocol.scene import Relation, SceneDescription
from .things import people_in

_AIMS = frozenset({"aim", "fire", "shoot", "point", "level", "train"})
_AT = frozenset({"at", "toward", "towards", "into"})


def with_guns(description: SceneDescription) -> SceneDescription:
    """`aims a rifle at a target`, `shoots at a can with a pistol`: the gun is in the hands, the deed about the rest."""
    guns = {e.id for e in description.entities if e.category in GUNS}
    people = people_in(description)
    if not guns:
        return description
    for action in description.actions:
        verb = action.verb.split()[0]
        if action.actor_id not in people or verb not in _AIMS:
            continue
        own = [r for r in description.relations if r.subject_id == action.actor_id]
        armed = [action.target_id, *(r.object_id for r in own)]
        gun = next((i for i in armed if i in guns), None)
        if gun is None:
            continue
        said = [r.object_id for r in own if r.predicate.split()[0] == verb and r.predicate.split()[-1] in _AT]
        target = next((i for i in (*said, action.target_id) if i is not None and i not in guns), None)
        gone = {action.actor_id, gun, target}
        kept = tuple(r for r in description.relations if not {r.subject_id, r.object_id} <= gone)
        held = Relation(subject_id=action.actor_id, predicate="with", spatial=None, object_id=gun)
        description = replace(
            description, relations=(*kept, held),
            actions=tuple(replace(a, verb=AIM_GUN, target_id=target) if a is action else a
                          for a in description.actions),
        )  # fmt: skip
    return description
