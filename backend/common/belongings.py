"""What the words say about things before anything happens: what people have in their hands, what lies in something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from ..protocol.scene import Action, Asset, Entity, Relation, SceneDescription
from .implements import IMPLEMENTS
from .openings import OPEN_VERBS
from .toys import GUNS

HOLDING = frozenset({"hold", "carry", "bring", "clutch", "grip", "cradle"})
"""verbs of who has a thing in the hands, however it got there"""
_TAKEN_ALONG = frozenset({
    "umbrella", "cane", "stick", "staff", "sword", "spear", "axe", "bag", "handbag", "suitcase", "briefcase", "balloon",
    "torch", "lantern", "flag", "basket", "bouquet", "bucket", "broom", "camera", "tray",
    "magnifying glass", "pitchfork", "rake", "hoe", "mop", "trident", "wand", "megaphone", "bow", "jump rope",
    "stethoscope", "scissors", "letter", "pool cue", "cue stick", *GUNS, "scythe", "pickaxe", "oar", "hockey stick",
    "halberd", "mace", "whip", "lasso", "lollipop", "paintbrush",
})  # fmt: skip
"""what somebody with it has in the hand"""
_WORKED_WITH = frozenset({"wrench", "screwdriver", "brush", "paintbrush", "sponge", "cloth"})
"""what somebody has in the hand who does something with it"""
_RAISING, _SERVING = frozenset({"raise"}), frozenset({"pour"})
_USING = frozenset({"eat", "drink", "sip", "bite", "lick", "read"})
"""verbs of who has a thing in the hands where there is nothing to take it from"""
_CARRIERS = frozenset({"table", "desk", "counter", "shelf", "bookshelf", "cabinet", "refrigerator", "nightstand"})
THROWING = frozenset({"throw", "toss", "pitch", "hurl", "fling", "lob", "pass"})
GIVING = frozenset({"give", "hand", "offer", "present"})
_TAKING = frozenset({"take", "get", "pull", "grab", "lift", "pick", "fetch", "remove", "draw"})
_POSTURES = frozenset({"sit", "stand", "wait", "kneel", "lean", "rest", "lie"})
_OUT = frozenset({"out", "from"})
_TOWARD = frozenset({"to", "into", "toward", "towards", "onto", "over", "across", "through", "up", "down", "along"})
_MUTUAL = ("each other", "one another", "back and forth")
_HEAVIEST_KG, _LONGEST_M, _LONGEST_SHAFT_M, _SHAFT_M = 30.0, 1.5, 3.0, 0.5
"""what one has in the hands without its being said how it got there"""
_HANGING_M = 0.2
"""as high is what hangs beside the thigh, not in the fist"""


def held_at_start(description: SceneDescription, assets: Mapping[str, Asset]) -> dict[str, str]:
    """Things (object ids) that are in somebody's hands from the first frame on, and whose.

    `A waitress carries a tray`, `a cup in her hand`, `throws a ball`: but not where somebody did something
    to the thing before, nor where the prompt puts it anywhere else.
    """
    entities = {entity.id: entity for entity in description.entities}
    held: dict[str, str] = {}
    touched: set[str] = set()
    having = HOLDING | _RAISING | _SERVING
    if not any({entity.category, entity.lemma} & _CARRIERS for entity in description.entities):
        having |= _USING
    for owned, owner in _in_the_hand(description, entities):
        _give(held, _present(owned, assets), _present(owner, assets), assets)
    for number, action in enumerate(description.actions):
        thing, person = entities.get(action.target_id or ""), entities.get(action.actor_id)
        if thing is None or person is None:
            continue
        base = action.verb.split()[0]
        before = [a for a in description.actions[:number] if a.actor_id == action.actor_id]
        begins = action.during is not None or all(a.verb.split()[0] in _POSTURES for a in before)
        gives = base in GIVING and _to_somebody(description, action, entities, assets)
        has = base in having or gives or base in THROWING
        if has and begins and thing.id not in touched and not _is_placed(description, thing, entities, assets):
            givers = _present(person, assets)
            shared = base in HOLDING and len(givers) > 1 and thing.count == 1  # they carry it together
            if not shared:
                _give(held, _present(thing, assets), givers, assets)
        touched.add(thing.id)
    return held


def thrown_to(description: SceneDescription, action: Action, thrower: str, assets: Mapping[str, Asset]) -> str | None:
    """The person (object id) whom `thrower` throws or gives something to: named, or `each other` in turn."""
    entities = {entity.id: entity for entity in description.entities}
    if is_mutual(action):
        ring = [
            object_id
            for other in description.actions
            if other.verb == action.verb and other.text == action.text and other.actor_id in entities
            for object_id in _present(entities[other.actor_id], assets)
            if _has_hands(assets[object_id])
        ]
        ring = list(dict.fromkeys(ring))
        if thrower in ring and len(ring) > 1:
            return ring[(ring.index(thrower) + 1) % len(ring)]
    if "back" in " ".join(action.manner).split():
        before = description.actions[: description.actions.index(action)] if action in description.actions else ()
        for other in reversed(before):
            if other.actor_id != action.actor_id and other.target_id == action.target_id and other.actor_id in entities:
                people = [i for i in _present(entities[other.actor_id], assets) if _has_hands(assets[i])]
                return people[0] if people else None
    for relation in description.relations:
        said = relation.predicate.split()
        if relation.subject_id == action.actor_id and said[0] == action.verb.split()[0] and set(said[1:]) & _TOWARD:
            entity = entities.get(relation.object_id)
            people = [i for i in _present(entity, assets) if _has_hands(assets[i]) and i != thrower] if entity else []
            if people:
                return people[0]
    for other in description.actions:
        if other.verb in ("catch", "receive") and other.actor_id in entities and other.actor_id != action.actor_id:
            people = [i for i in _present(entities[other.actor_id], assets) if _has_hands(assets[i])]
            if people:
                return people[0]
    return None


_STANDING_WITH = frozenset({"wait with", "stand with", "pose with", "walk with", "sit with", "run with", "look with",
                            "search with"})  # fmt: skip


def is_mutual(action: Action) -> bool:
    """Whether something goes to and fro: `to each other`."""
    words = f"{action.text} {' '.join(action.manner)}".lower()
    return any(word in words for word in _MUTUAL)


def goal_of(description: SceneDescription, action: Action) -> Entity | None:
    """Where something is carried: `carries a tray to a table`."""
    for relation in description.relations:
        said = relation.predicate.split()
        if relation.subject_id == action.actor_id and said[0] == action.verb.split()[0] and set(said[1:]) & _TOWARD:
            return next((e for e in description.entities if e.id == relation.object_id), None)
    return None


def goes_along(description: SceneDescription, action: Action) -> bool:
    """Whether the same person does something else meanwhile: `walks along the road holding an umbrella`."""
    return any(
        other.actor_id == action.actor_id and (other.id == action.during or other.during == action.id)
        for other in description.actions
    )


def taken_from(description: SceneDescription, action: Action) -> str | None:
    """The entity that something is taken out of: named, or what the same person has opened before."""
    said = action.verb.split()
    if said[0] not in _TAKING or action.target_id is None:
        return None
    for relation in description.relations:
        words = relation.predicate.split()
        from_it = words[0] == said[0] and set(words[1:]) & _OUT and relation.object_id != action.target_id
        if relation.subject_id == action.actor_id and from_it:
            return relation.object_id
    before = description.actions[: description.actions.index(action)]
    opened = [a for a in before if a.actor_id == action.actor_id and a.verb in OPEN_VERBS and a.target_id]
    if not opened or opened[-1].target_id == action.target_id:
        return None
    place = description.actions.index(opened[-1])
    left = any(a.target_id not in (None, opened[-1].target_id) for a in before[place + 1 :] if a.verb != said[0])
    return None if left else opened[-1].target_id


def inside_at_start(description: SceneDescription) -> Iterator[tuple[Entity, Entity, bool]]:
    """Things that are taken out of something later, what they are in until then, and whether `out` is said: what is
    taken from a table is on it."""
    entities = {entity.id: entity for entity in description.entities}
    for number, action in enumerate(description.actions):
        holder = entities.get(taken_from(description, action) or "")
        thing = entities.get(action.target_id or "")
        if holder is None or thing is None or holder.role == "character" or thing.role == "character":
            continue
        if all(earlier.target_id != thing.id for earlier in description.actions[:number]):
            said = [action.verb, *(r.predicate for r in description.relations if r.object_id == holder.id)]
            yield thing, holder, any("out" in words.split() for words in said)


def _in_the_hand(description: SceneDescription, entities: Mapping[str, Entity]) -> Iterator[tuple[Entity, Entity]]:
    """`a cup in her hand`, `a woman with an umbrella`, `digs with a shovel`"""
    for relation in description.relations:
        owner, owned = entities.get(relation.subject_id), entities.get(relation.object_id)
        has = relation.predicate == "with" or relation.predicate in _STANDING_WITH
        if owner is not None and owned is not None and has and owner.role == "character":
            if {owned.category, owned.lemma, owned.lemma.split()[-1]} & _TAKEN_ALONG:
                yield owned, owner
            continue
        thing, person = entities.get(relation.subject_id), entities.get(relation.object_id)
        said = relation.predicate.split()
        of_hand = person is not None and {person.category, person.lemma} & (_TAKEN_ALONG | _WORKED_WITH)
        works = (said[0] in IMPLEMENTS or of_hand) and said[-1] == "with"
        works = works and thing is not None and thing.role == "character"
        if works and thing is not None and person is not None and person.role != "character":
            fetched = any(a.target_id == person.id for a in description.actions)
            if not fetched:
                yield person, thing
            continue
        if thing is None or person is None or relation.spatial != "in":
            continue
        if person.role == "character" and thing.role != "character":
            yield thing, person


def _to_somebody(
    description: SceneDescription, action: Action, entities: Mapping[str, Entity], assets: Mapping[str, Asset]
) -> bool:
    people = _present(entities[action.actor_id], assets)
    return bool(people) and thrown_to(description, action, people[0], assets) is not None


def _is_placed(
    description: SceneDescription, thing: Entity, entities: Mapping[str, Entity], assets: Mapping[str, Asset]
) -> bool:
    """Whether the prompt says where a thing stands."""

    def places(relation: Relation) -> bool:
        other = entities.get(relation.object_id)
        if relation.subject_id != thing.id or relation.spatial is None or other is None or other is thing:
            return False
        return any(assets[i].role != "environment" for i in _present(other, assets))

    return any(places(relation) for relation in description.relations)


def _give(held: dict[str, str], things: list[str], people: list[str], assets: Mapping[str, Asset]) -> None:
    """One thing each, to those who have a hand free; what hangs from one hand leaves the other for another such."""
    free = [i for i in people if _has_hands(assets[i]) and i not in held.values()]
    light = [i for i in things if _is_portable(assets[i]) and i not in held]
    held.update(zip(light, free, strict=False))
    handed = [i for i in free if i in held.values()]
    hanging = [i for i in light if i not in held and hangs_from_hand(assets[i])]
    held.update(zip(hanging, handed, strict=False))


def hangs_from_hand(asset: Asset) -> bool:
    """Whether a thing has its handle on top: a bucket, a suitcase."""
    low, height = float(asset.bounds[0][2]), float(asset.dimensions[2])
    grips = asset.affordances_of("grip_at")
    return height > _HANGING_M and any(float(grip.frame.translation[2]) - low > 0.85 * height for grip in grips)


def _present(entity: Entity, assets: Mapping[str, Asset]) -> list[str]:
    return [object_id for object_id in entity.object_ids if object_id in assets]


def _has_hands(asset: Asset) -> bool:
    return asset.skeleton is not None and "hand.R" in asset.skeleton.joint_names


def _is_portable(asset: Asset) -> bool:
    physics = asset.physics
    _, second_m, longest_m = np.sort(asset.dimensions)
    handy = longest_m < _LONGEST_M or (longest_m < _LONGEST_SHAFT_M and second_m < _SHAFT_M)
    light = 0.0 < physics.mass_kg < _HEAVIEST_KG and bool(handy)
    return light and not physics.static and asset.skeleton is None and asset.role in ("prop", "structure")
