"""What flies has its wings spread: a state that goes without saying."""

from __future__ import annotations

from dataclasses import replace

from ..common.wings import flight_of
from ..protocol.scene import Attribute, SceneDescription


def with_flights(description: SceneDescription) -> SceneDescription:
    """The description with the state `flying` for each thing that flies by itself."""
    entities = tuple(
        replace(entity, attributes=(*entity.attributes, Attribute(type="state", value="flying")))
        if flight_of(description, entity.object_ids[0]) is not None and "flying" not in entity.values("state")
        else entity
        for entity in description.entities
    )
    return replace(description, entities=entities)
