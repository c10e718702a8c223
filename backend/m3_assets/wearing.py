"""Who wears what: clothes, hats, hair and the like belong to their person and get no asset of their own."""

from __future__ import annotations

from ..common.object_priors import object_prior
from ..protocol.scene import Entity, SceneDescription

WEARING = ("wear", "in", "with", "have", "put on", "dressed in", "of", "sport", "carry on")
BODY, BELT = ("person", "neck", "shoulder"), ("belt", "side", "hip", "waist", "scabbard", "sheath")
WORN_WORDS = (
    "hat", "cap", "helmet", "crown", "beanie", "hood", "glasses", "sunglasses", "goggles", "backpack", "scarf",
    "tie", "belt", "watch", "mask", "apron", "cape", "cloak", "armor", "armour", "uniform", "costume", "clothes",
    "clothing", "outfit", "hoodie", "sweater", "t-shirt", "skirt", "jeans", "shorts", "sneaker", "sandal", "robe",
    "vest", "blouse", "pullover", "trousers", "overalls", "pajamas", "swimsuit", "mustache", "moustache", "ponytail",
    "headphones", "headphone", "headset", "earphones", "stethoscope", "quiver", "scabbard", "shawl", "muffler",
)  # fmt: skip
HUNG_WORDS = ("camera", "sword", "sabre", "saber")
"""what is worn where it hangs round the neck or at the belt, and held else"""
_HANGS_AT = {"round": BODY, "around": BODY, "over": BODY, "at": BELT, "on": BELT, "in": BELT, "from": BELT}
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
    hung = _hung(description)
    placed = {
        relation.subject_id
        for relation in description.relations
        if relation.spatial is not None and relation.object_id in by_id and relation.object_id not in people
    } - hung
    worn: dict[str, list[Entity]] = {}
    for relation in description.relations:
        person_id, thing = relation.subject_id, by_id.get(relation.object_id)
        if relation.object_id in people and relation.subject_id in by_id:  # `a hat on the man`, `hair of the man`
            person_id, thing = relation.object_id, by_id[relation.subject_id]
            round_neck = thing.id in hung and relation.predicate in ("round", "around")
            if relation.predicate not in ("on", "of", *WEARING) and not round_neck:
                continue
        elif relation.predicate not in WEARING:
            continue
        if person_id not in people or thing is None or thing.id in placed:
            continue
        if is_wearable(thing) or thing.id in hung:
            things = worn.setdefault(person_id, [])
            if thing not in things:
                things.append(thing)
    for relation in description.relations:  # the belt that a sword hangs at is of who has the sword
        place = by_id.get(relation.object_id)
        if relation.subject_id not in hung or place is None or place.id in people:
            continue
        for things in worn.values():
            if by_id[relation.subject_id] in things and place not in things:
                things.append(place)
    return {person: tuple(things) for person, things in worn.items()}


def _hung(description: SceneDescription) -> frozenset[str]:
    """Things (entity ids) that hang at a neck or belt by what is said, and that nobody does anything with."""
    by_id = {entity.id: entity for entity in description.entities}
    used = {action.target_id for action in description.actions}
    found = set()
    for relation in description.relations:
        thing, place = by_id.get(relation.subject_id), by_id.get(relation.object_id)
        if thing is None or place is None or thing.id in used or thing.lemma.split()[-1] not in HUNG_WORDS:
            continue
        where = {place.category, place.lemma.split()[-1]}
        if where & set(_HANGS_AT.get(relation.predicate.split()[-1], ())):
            found.add(thing.id)
    return frozenset(found)
