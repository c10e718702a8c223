"""Who is carried by whom, and how: what the parser says of it and the motion reads."""

from __future__ import annotations

from collections.abc import Iterator

from ..protocol.scene import SceneDescription

ACROSS, FRONT, ON_BACK, ON_SHOULDERS = "across the arms", "in the arms", "on the back", "on the shoulders"
_CARRIED = "carried "


def carried_predicate(manner: str) -> str:
    """The relation of who is carried to who carries."""
    return f"{_CARRIED}{manner} of"


def carried_people(description: SceneDescription) -> Iterator[tuple[str, str, str]]:
    """(carrier's object id, carried one's, manner) of every pair."""
    objects = {entity.id: entity.object_ids for entity in description.entities}
    for relation in description.relations:
        if relation.predicate.startswith(_CARRIED):
            manner = relation.predicate.removeprefix(_CARRIED).removesuffix(" of")
            for carried, carrier in zip(objects[relation.subject_id], objects[relation.object_id], strict=False):
                yield carrier, carried, manner
