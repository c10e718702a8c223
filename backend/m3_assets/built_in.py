"""What is part of a building that is made anyway: “a house with a blue door” needs no second door."""

from __future__ import annotations

from ..protocol.scene import SceneDescription

_BUILDINGS = ("house", "building")
_PARTS = ("door", "roof", "window", "chimney", "shutter", "wall")


def built_in_parts(description: SceneDescription) -> tuple[frozenset[str], dict[str, dict[str, str]]]:
    """Ids of the entities that are parts of a building, and per building the parameters that their colours set.

    A part that also stands in a spatial relation of its own is a thing by itself.
    """
    by_id = {entity.id: entity for entity in description.entities}
    placed = {relation.subject_id for relation in description.relations if relation.spatial is not None}
    parts: set[str] = set()
    values: dict[str, dict[str, str]] = {}
    for relation in description.relations:
        owner, part = by_id.get(relation.subject_id), by_id.get(relation.object_id)
        if owner is None or part is None or relation.predicate not in ("with", "have"):
            continue
        word = part.lemma.split()[-1]
        if owner.category in _BUILDINGS and word in _PARTS and part.id not in placed:
            parts.add(part.id)
            if colors := part.values("color"):
                values.setdefault(owner.id, {})[f"{word}_color"] = colors[0]
    return frozenset(parts), values
