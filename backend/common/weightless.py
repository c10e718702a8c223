"""Ghosts: they have no weight, and float, drift or glide where people walk."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Entity, SceneDescription

_WEIGHTLESS = frozenset({"ghost", "spirit", "phantom", "spectre", "specter"})
_DRIFTING = frozenset({"float", "drift", "glide", "hover", "haunt", "fly", "roam", "levitate", "swoop"})


def is_weightless(entity: Entity | None) -> bool:
    """Whether somebody is of those that hover."""
    return entity is not None and bool(_WEIGHTLESS & set(entity.lemma.lower().split()))


def walked(description: SceneDescription) -> SceneDescription:
    """The description in which a ghost that floats along walks: the same way, whose steps nobody sees."""
    ghosts = {entity.id for entity in description.entities if is_weightless(entity)}
    if not ghosts:
        return description
    actions = tuple(
        replace(action, verb=" ".join(["walk", *action.verb.split()[1:]]))
        if action.actor_id in ghosts and action.verb.split()[0] in _DRIFTING else action
        for action in description.actions
    )  # fmt: skip
    return replace(description, actions=actions)
