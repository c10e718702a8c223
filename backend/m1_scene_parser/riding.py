"""Who gallops on a horse rides it: the horse is what the deed is about."""

from __future__ import annotations

from dataclasses import replace

from ..common.afloat import ROWED
from ..protocol.scene import Action, SceneDescription
from .seating import sit_first

_GAITS = frozenset({"gallop", "canter", "trot", "ride", "race"})


def with_mounts(description: SceneDescription) -> SceneDescription:
    """`a knight gallops on a horse` as a ride, in that gait."""
    animals = {e.id for e in description.entities if e.role == "character" and e.category != "person"}
    people = {e.id for e in description.entities if e.category == "person"}
    actions: list[Action] = []
    for action in description.actions:
        verb = action.verb.split()[0]
        if action.actor_id in people and verb in _GAITS and action.target_id is None:
            under = [r for r in description.relations if r.subject_id == action.actor_id and r.object_id in animals
                     and r.predicate.split()[-1] == "on"]  # fmt: skip
            if under:
                manner = (*action.manner, *((verb,) if verb != "ride" else ()))
                action = replace(action, verb="ride", target_id=under[0].object_id, manner=manner)
        actions.append(action)
    return _aboard(replace(description, actions=tuple(actions)))


def _aboard(description: SceneDescription) -> SceneDescription:
    """Who rows a boat sits in it from the start."""
    boats = {e.id: e for e in description.entities if e.category in ROWED}
    rowed = {a.actor_id: boats[a.target_id] for a in description.actions
             if a.verb.split()[0] in ("row", "paddle") and a.target_id in boats}  # fmt: skip
    return sit_first(description, rowed) if rowed else description
