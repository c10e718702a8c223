"""What is pulled by a rope: a sled or a wagon comes behind who walks ahead with its rope."""

from __future__ import annotations

from dataclasses import replace

from ..common.sports import TOW
from ..protocol.scene import Entity, Relation, SceneDescription
from .things import free_id, people_in

_PULLS = frozenset({"pull", "drag", "tow", "haul"})
_TOWED = frozenset({"sled", "cart", "wheelbarrow"})
_ROPES = frozenset({"rope", "string", "cord", "leash"})
_BY = frozenset({"by", "with", "on"})


def with_towed(description: SceneDescription) -> SceneDescription:
    """The description in which such things are towed, by a rope that is there anyway or comes with them."""
    kinds = {e.id: e for e in description.entities}
    for action in description.actions:
        thing = kinds.get(action.target_id or "")
        if action.verb.split()[0] not in _PULLS or action.actor_id not in people_in(description) or thing is None:
            continue
        ropes = [r.object_id for r in description.relations if r.subject_id in (action.actor_id, thing.id)
                 and r.predicate.split()[-1] in _BY and kinds[r.object_id].lemma.split()[-1] in _ROPES]  # fmt: skip
        first = next(a for a in description.actions if a.actor_id == action.actor_id) is action
        if thing.count > 1 or not first or not (thing.category in _TOWED or (ropes and thing.role == "prop")):
            continue
        name = free_id("tow_rope", kinds)
        rope = Entity(id=name, lemma="rope", category="tow rope")
        return replace(
            description, entities=(*(e for e in description.entities if e.id not in ropes), rope),
            relations=(*(r for r in description.relations if not {r.subject_id, r.object_id} & {*ropes}
                         and (r.subject_id, r.object_id) != (action.actor_id, thing.id)),
                       Relation(subject_id=action.actor_id, predicate=f"{TOW} with", spatial=None, object_id=name)),
            actions=tuple(replace(a, verb=TOW) if a is action else a for a in description.actions),
        )  # fmt: skip
    return description
