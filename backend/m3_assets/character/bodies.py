"""The people that are checked: all body types, and what they wear."""

from __future__ import annotations

import numpy as np

from ...protocol.scene import Asset, Attribute, Entity
from .build import build_character

# lemma, what is said of the person, what they wear
BODIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("man", "", ("shirt", "trousers", "shoe")),
    ("woman", "", ("t-shirt", "trousers", "shoe")),
    ("man", "strong", ("t-shirt", "shorts", "shoe")),
    ("man", "fat", ("jacket", "trousers", "boot")),
    ("woman", "fat", ("t-shirt", "trousers", "shoe")),
    ("man", "thin", ("shirt", "trousers", "shoe")),
    ("woman", "thin", ("t-shirt", "shorts", "shoe")),
    ("man", "old", ("coat", "trousers", "shoe")),
    ("woman", "", ("dress", "shoe")),
    ("woman", "", ("t-shirt", "skirt", "boot")),
    ("woman", "old", ("robe", "shoe")),
    ("boy", "", ("t-shirt", "shorts", "shoe")),
    ("girl", "", ("dress", "shoe")),
    ("knight", "", ()),
    ("astronaut", "", ()),
)


def dressed(lemma: str, said: str, worn: tuple[str, ...], seed: int = 0) -> Asset:
    """A person as the stage would build it."""
    attributes = (Attribute(type="other", value=said),) if said else ()
    person = Entity(id="p_1", lemma=lemma, category="person", role="character", attributes=attributes)
    things = tuple(Entity(id=f"{word}_1", lemma=word, category=word) for word in worn)
    return build_character(person, things, np.random.default_rng(seed))
