"""Who pours what into what."""

from __future__ import annotations

from ..protocol.scene import Action, SceneDescription

POURING = frozenset({"pour", "water", "fill"})
_INTO = frozenset({"into", "in", "to", "over", "onto", "on"})


def poured_into(description: SceneDescription, action: Action) -> str | None:
    """The entity that something is poured into, or that is watered; None for anything else."""
    verb = action.verb.split()[0]
    if verb in ("water", "fill"):
        return action.target_id
    if verb != "pour":
        return None
    for relation in description.relations:
        said = relation.predicate.split()
        if relation.subject_id == action.actor_id and said[0] == verb and said[-1] in _INTO and len(said) > 1:
            return relation.object_id
    return None
