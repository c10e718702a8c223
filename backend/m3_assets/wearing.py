"""Who wears what: clothes, hats, hair and the like belong to their person and get no asset of their own."""

from __future__ import annotations

from ..common.object_priors import object_prior
from ..protocol.scene import Entity, SceneDescription

WEARING = ("wear", "in", "with", "have", "put on", "dressed in", "of", "sport", "carry on")
WORN_WORDS = (
    "hat", "cap", "helmet", "crown", "beanie", "hood", "glasses", "sunglasses", "goggles", "backpack", "scarf",
    "tie", "belt", "watch", "mask", "apron", "cape", "cloak", "armor", "armour", "uniform", "costume", "clothes",
    "clothing", "outfit", "hoodie", "sweater", "t-shirt", "skirt", "jeans", "shorts", "sneaker", "sandal", "robe",
    "vest", "blouse", "pullover", "trousers", "overalls", "pajamas", "swimsuit", "mustache", "moustache", "ponytail",
)  # fmt: skip
BODY_WORDS = ("hair", "beard", "eye", "skin", "face", "head", "hand", "arm", "leg", "foot", "body")


def is_wearable(entity: Entity) -> bool:
    """Clothing, headgear, and parts of the body."""
    last = entity.lemma.split()[-1]
    if last in WORN_WORDS or last in BODY_WORDS:
        return True
    prior = object_prior(entity.lemma)
    return prior is not None and prior.group in ("clothing", "body")


def worn_by(description: SceneDescription) -> dict[str, tuple[Entity, ...]]:
    """Person entity id to what that person wears or what their body is said to be.

    A thing that also stands in a spatial relation of its own (`the hat on the table`) is no worn thing.
    """
    by_id = {entity.id: entity for entity in description.entities}
    people = {entity.id for entity in description.entities if entity.category == "person"}
    placed = {
        relation.subject_id
        for relation in description.relations
        if relation.spatial is not None and relation.object_id in by_id and relation.object_id not in people
    }
    worn: dict[str, list[Entity]] = {}
    for relation in description.relations:
        person_id, thing = relation.subject_id, by_id.get(relation.object_id)
        if relation.object_id in people and relation.subject_id in by_id:  # `a hat on the man`, `hair of the man`
            person_id, thing = relation.object_id, by_id[relation.subject_id]
            if relation.predicate not in ("on", "of", *WEARING):
                continue
        elif relation.predicate not in WEARING:
            continue
        if person_id in people and thing is not None and thing.id not in placed and is_wearable(thing):
            things = worn.setdefault(person_id, [])
            if thing not in things:
                things.append(thing)
    return {person: tuple(things) for person, things in worn.items()}
