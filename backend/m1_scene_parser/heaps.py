"""A pile of gold is one thing, a heap of coins, and not a few of them put on one another."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Attribute, Entity, SceneDescription

_COINS = frozenset({"coin", "gold", "silver", "gold coin", "golden coin", "jewel", "gem", "treasure"})
_HEAP = frozenset({"pile", "heap", "mountain", "stack"})


def with_heaps(description: SceneDescription) -> SceneDescription:
    """The description with a heap for coins that are said to lie in one, and coins for some gold."""
    return replace(description, entities=tuple(_heaped(entity) for entity in description.entities))


def _heaped(entity: Entity) -> Entity:
    if entity.count < 2 or entity.lemma not in _COINS:
        return entity
    if _HEAP & set(entity.values("other")):
        kept = tuple(a for a in entity.attributes if a.value not in _HEAP and a.type != "material")
        return replace(entity, lemma="pile of gold", category="treasure pile", count=1, attributes=kept)
    if entity.lemma in ("gold", "silver"):
        material = Attribute(type="material", value=entity.lemma)
        return replace(entity, lemma="coin", category="coin", attributes=(*entity.attributes, material))
    return entity
