"""What stands in a room of which the prompt names the place, and no furniture."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Asset, Entity
from . import catalogue
from .assemble import assemble

FURNISHING: dict[str, tuple[str, ...]] = {
    "living room": ("couch", "table:coffee table", "bookshelf", "lamp:floor lamp", "pot", "picture"),
    "bedroom": ("bed", "cabinet:nightstand", "lamp", "picture", "pot"),
    "kitchen": ("counter", "oven:stove", "refrigerator", "table:dining table", "chair", "chair", "pot"),
    "office": ("desk", "chair:office chair", "bookshelf", "pot", "picture"),
    "classroom": ("blackboard", "desk", "chair", "desk", "chair", "bookshelf"),
    "shop": ("shelf", "counter", "table", "chair", "pot"),
    "room": ("table", "chair", "bookshelf", "pot", "picture"),
}
"""kind of room -> `category` or `category:the word to build it for`"""


def furnish(kind: str, rng: np.random.Generator, excluded: frozenset[str]) -> dict[str, Asset]:
    """Ordinary things (role prop) by object id, `couch_1`, …; none of the categories and words that are excluded."""
    assets: dict[str, Asset] = {}
    numbers: dict[str, int] = {}
    for item in FURNISHING.get(kind, ()):
        name, _, lemma = item.partition(":")
        if catalogue.canonical(name) is None or {name, lemma} & excluded:
            continue
        category = catalogue.category(name)
        numbers[name] = numbers.get(name, 0) + 1
        object_id = f"{name.replace(' ', '_')}_{numbers[name]}"
        entity = Entity(id=object_id, lemma=lemma or name, category=name)
        assets[object_id] = assemble(category, category.sample(entity, rng), object_id, (lemma or name).capitalize())
    return assets
