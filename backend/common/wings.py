"""What flies, in which way, and the names of the parts that beat."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action, Attribute, SceneDescription
from .kites import kites_flown

LEFT, RIGHT = "wing.L", "wing.R"
FLYING = frozenset({"fly", "soar", "glide", "hover", "swoop", "flap", "flutter", "circle"})
"""verbs of what is in the air by itself"""
LANDING = frozenset({"land", "alight", "perch", "settle"})
FLYERS = frozenset({
    "bird", "butterfly", "airplane", "plane", "helicopter", "dragon", "balloon", "hot air balloon", "rocket", "bee",
    "drone", "ufo", "kite", "spaceship", "space shuttle",
})  # fmt: skip
"""categories and words that can be there"""


def flight_of(description: SceneDescription, object_id: str) -> Action | None:
    """The first action by which a thing is in the air by itself."""
    entity = description.entity_of(object_id)
    if entity is None or not {entity.category, entity.lemma} & FLYERS:
        return None
    own = (action for action in description.actions if action.actor_id == entity.id)
    return next((action for action in own if action.verb.split()[0] in FLYING), None)


def passed_in_flight(description: SceneDescription, action: Action) -> tuple[str, str] | None:
    """What something flies over or round (an entity), and the word for how: `flies over the castle`."""
    for relation in description.relations:
        said = relation.predicate.split()
        if relation.subject_id == action.actor_id and said[0] == action.verb.split()[0] and len(said) > 1:
            return relation.object_id, said[-1]
    return None if action.target_id is None else (action.target_id, "over")


def in_the_air(description: SceneDescription) -> frozenset[str]:
    """Things (object ids) that fly by themselves or on a line."""
    ids = [object_id for entity in description.entities for object_id in entity.object_ids]
    return frozenset(kites_flown(description)) | {i for i in ids if flight_of(description, i) is not None}


def with_spread_wings(description: SceneDescription) -> SceneDescription:
    """The description with the state `flying` for what is in the air, which is built so."""
    aloft = in_the_air(description)
    entities = tuple(
        replace(entity, attributes=(*entity.attributes, Attribute(type="state", value="flying")))
        if aloft & set(entity.object_ids) and "flying" not in entity.values("state")
        else entity
        for entity in description.entities
    )
    return replace(description, entities=entities)
