"""What stands in a room of which the prompt names the place, and no furniture."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

import numpy as np

from ..protocol.scene import Asset, Attribute, Entity
from . import catalogue
from .assemble import assemble

FURNISHING: dict[str, tuple[str, ...]] = {
    "living room": ("couch", "table:coffee table", "bookshelf", "lamp:floor lamp", "pot", "picture"),
    "bedroom": ("bed", "cabinet:nightstand", "lamp", "picture", "pot"),
    "kitchen": ("counter", "oven:stove", "refrigerator", "table:dining table", "chair", "chair", "pot"),
    "office": ("desk", "chair:office chair", "bookshelf", "pot", "picture"),
    "classroom": ("blackboard", "bookshelf", "globe", "picture"),
    "kindergarten": ("table:round table", "chair", "chair", "bookshelf", "toy", "teddy bear", "ball", "picture"),
    "bathroom": ("bathtub", "toilet", "sink", "mirror", "cabinet", "basket"),
    "shop": ("shelf", "counter", "shelf", "pot", "picture"),
    "supermarket": ("counter:checkout", "cash register", "shopping cart"),
    "bakery": ("counter:bakery counter:oak", "cash register", "basket", "basket"),
    "butcher shop": ("counter:butcher counter", "cash register"),
    "pharmacy": ("counter:pharmacy counter", "cash register"),
    "cafe": ("counter:cafe counter:oak", "table:round table", "chair", "chair",
             "table:round table", "chair", "chair", "pot", "picture"),
    "restaurant": ("table:dining table", "chair", "chair", "table:dining table", "chair", "chair",
                   "table:dining table", "chair", "chair", "pot", "picture"),
    "bar": ("counter:bar:walnut", "chair:bar stool", "chair:bar stool", "chair:bar stool"),
    "tavern": ("counter:bar:oak", "chair:stool", "chair:stool", "barrel", "barrel", "table:wooden table", "chair",
               "chair"),
    "dining room": ("table:dining table", "chair", "chair", "chair", "chair", "cabinet", "picture", "pot"),
    "nursery": ("crib", "teddy bear", "cabinet:dresser", "toy", "picture", "lamp:floor lamp"),
    "ward": ("bed:hospital bed", "cabinet:nightstand", "bed:hospital bed", "cabinet:nightstand", "curtain"),
    "salon": ("pot", "picture"),
    "laboratory": ("table:laboratory table:steel", "chair:stool"),
    "museum": ("statue", "vase", "statue", "bench", "picture", "picture"),
    "gallery": ("picture:painting", "picture:painting", "picture:painting", "picture:painting", "bench"),
    "studio": ("easel", "table:wooden table", "chair:stool", "shelf", "pot"),
    "throne room": ("throne",),
    "gym": ("barbell", "punching bag", "dumbbell", "dumbbell", "ball:exercise ball", "bench", "mirror", "mirror"),
    "dojo": ("sword:katana stand", "pot"),
    "warehouse": ("shelf", "shelf", "crate", "crate", "barrel", "box", "ladder"),
    "workshop": ("table:workbench", "shelf", "ladder", "crate", "bucket", "barrel", "chair:stool"),
    "forge": ("fireplace:forge", "anvil", "barrel", "bucket", "crate", "chest"),
    "attic": ("chest", "box", "box", "suitcase", "crate", "mirror", "chair"),
    "garage": ("car", "shelf", "bicycle", "ladder", "trash can", "box"),
    "laundry room": ("washing machine", "washing machine", "washing machine", "basket:laundry basket", "shelf"),
    "lobby": ("counter:reception desk:walnut", "couch", "table:coffee table", "pot", "pot", "picture"),
    "dungeon": ("barrel", "chest", "crate"),
    "crypt": ("coffin", "coffin"),
    "hall": ("piano", "pot", "pot", "picture"),
    "room": ("table", "chair", "bookshelf", "pot", "picture"),
}
"""place, or kind of room -> `category`,
`category:the word to build it for` or with `:material`; what makes the place first"""
HUNG = frozenset({"picture"})
"""what hangs on a wall and is in nobody's way: a room that a prompt arranges has it too"""
_SEATS, _CARRIERS = frozenset({"chair"}), frozenset({"table", "desk", "counter"})


def furnish(
    place: str, kind: str, rng: np.random.Generator, excluded: frozenset[str], there: Mapping[str, str], *,
    only: frozenset[str] = frozenset(),
) -> dict[str, Asset]:  # fmt: skip
    """Ordinary things (role prop) of a place that is a room of some kind, by object id: `couch_1`, …; none of the
    categories and words that are excluded, and one less of a category for each thing of it that is `there` already
    (object id -> category). `only`: nothing but these categories."""
    assets: dict[str, Asset] = {}
    numbers: dict[str, int] = {}
    left = list(there.values())
    is_carrier_there = False
    for item in FURNISHING.get(place, FURNISHING.get(kind, ())):
        name, lemma, stuff = [*item.split(":"), "", ""][:3]
        if catalogue.canonical(name) is None or {name, lemma} & excluded:
            continue
        if name in _CARRIERS:
            is_carrier_there = name in left
        if name in left:
            left.remove(name)
            continue
        if name in _SEATS and is_carrier_there:  # it would stand at the table that the prompt has
            continue
        if only and name not in only:
            continue
        category = catalogue.category(name)
        key = name.replace(" ", "_")
        numbers[name] = next(n for n in count(numbers.get(name, 0) + 1) if f"{key}_{n}" not in there)
        object_id = f"{key}_{numbers[name]}"
        made_of = (Attribute(type="material", value=stuff),) if stuff else ()
        entity = Entity(id=object_id, lemma=lemma or name, category=name, attributes=made_of)
        assets[object_id] = assemble(category, category.sample(entity, rng), object_id, (lemma or name).capitalize())
    return assets
