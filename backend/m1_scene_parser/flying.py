"""What flies has its wings spread: a state that goes without saying."""

from __future__ import annotations

from dataclasses import replace

from ..common.kites import kites_flown
from ..common.wings import flight_of
from ..protocol.scene import Attribute, SceneDescription


def with_flights(description: SceneDescription) -> SceneDescription:
    """The description with the state `flying` for each thing that flies by itself, or on a line."""
    kites = kites_flown(description)
    entities = tuple(
        replace(entity, attributes=(*entity.attributes, Attribute(type="state", value="flying")))
        if _flies(description, entity.object_ids[0], kites) and "flying" not in entity.values("state")
        else entity
        for entity in description.entities
    )
    return replace(description, entities=entities)


def _flies(description: SceneDescription, object_id: str, kites: dict[str, str]) -> bool:
    return object_id in kites or flight_of(description, object_id) is not None
