"""What flies, in which way, and the names of the parts that beat."""

from __future__ import annotations

from ..protocol.scene import Action, SceneDescription

LEFT, RIGHT = "wing.L", "wing.R"
FLYING = frozenset({"fly", "soar", "glide", "hover", "swoop", "flap", "flutter", "circle"})
"""verbs of what is in the air by itself"""
FLYERS = frozenset({
    "bird", "butterfly", "airplane", "plane", "helicopter", "dragon", "balloon", "hot air balloon", "rocket", "bee",
    "drone", "ufo", "kite",
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
