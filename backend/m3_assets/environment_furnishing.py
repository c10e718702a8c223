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
    "bathroom": ("bathtub", "toilet", "sink", "mirror", "cabinet", "basket"),
    "shop": ("shelf", "counter", "table", "chair", "pot"),
    "cafe": ("counter", "table:round table", "chair", "chair", "table:round table", "chair", "chair", "pot", "picture"),
    "bar": ("counter:bar", "chair:bar stool", "chair:bar stool", "chair:bar stool", "shelf", "picture"),
    "library": ("bookshelf", "bookshelf", "table", "chair", "chair", "lamp:floor lamp", "picture"),
    "dining room": ("table:dining table", "chair", "chair", "chair", "chair", "cabinet", "picture", "pot"),
    "nursery": ("crib", "teddy bear", "cabinet:dresser", "toy", "picture", "lamp:floor lamp"),
    "church": ("bench:pew", "bench:pew", "bench:pew", "bench:pew", "table:altar", "candle"),
    "museum": ("statue", "picture", "picture", "vase", "bench"),
    "gym": ("barbell", "punching bag", "ball:exercise ball", "mirror"),
    "warehouse": ("shelf", "shelf", "crate", "crate", "barrel", "box", "ladder"),
    "workshop": ("table:workbench", "chair:stool", "shelf", "ladder", "bucket", "hammer", "saw", "crate"),
    "garage": ("car", "shelf", "bicycle", "ladder", "trash can", "box"),
    "hall": ("chair", "chair", "chair", "piano", "pot", "picture"),
    "room": ("table", "chair", "bookshelf", "pot", "picture"),
}
"""place, or kind of room -> `category` or `category:the word to build it for`"""


_LIKE = {
    "café": "cafe", "restaurant": "cafe", "diner": "cafe", "pub": "bar", "bookshop": "library", "study": "office",
    "gallery": "museum", "basement": "warehouse", "factory": "warehouse", "theatre": "hall", "theater": "hall",
}  # fmt: skip


def furnish(place: str, kind: str, rng: np.random.Generator, excluded: frozenset[str]) -> dict[str, Asset]:
    """Ordinary things (role prop) of a place that is a room of some kind, by object id: `couch_1`, …; none of the
    categories and words that are excluded."""
    assets: dict[str, Asset] = {}
    numbers: dict[str, int] = {}
    for item in FURNISHING.get(_LIKE.get(place, place), FURNISHING.get(kind, ())):
        name, _, lemma = item.partition(":")
        if catalogue.canonical(name) is None or {name, lemma} & excluded:
            continue
        category = catalogue.category(name)
        numbers[name] = numbers.get(name, 0) + 1
        object_id = f"{name.replace(' ', '_')}_{numbers[name]}"
        entity = Entity(id=object_id, lemma=lemma or name, category=name)
        assets[object_id] = assemble(category, category.sample(entity, rng), object_id, (lemma or name).capitalize())
    return assets
