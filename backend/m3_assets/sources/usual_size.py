"""How large a thing is that nobody modelled in metres: its kind, whether it is a likeness of it, and what is said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...common.object_priors import ObjectPrior, object_prior
from ...protocol.scene import Entity
from ..sampler import LENGTH, SIZE_WORDS, words_of

OWN_M: dict[str, tuple[float, float, float]] = {
    "gnome": (0.2, 0.18, 0.42), "figurine": (0.12, 0.1, 0.22), "action figure": (0.12, 0.07, 0.3),
    "bust": (0.45, 0.35, 0.6), "chess piece": (0.04, 0.04, 0.09), "piggy bank": (0.13, 0.19, 0.14),
    "snow globe": (0.1, 0.1, 0.13), "birdhouse": (0.2, 0.22, 0.3), "bird house": (0.2, 0.22, 0.3),
    "dollhouse": (0.7, 0.35, 0.75), "doll house": (0.7, 0.35, 0.75), "sandcastle": (0.6, 0.6, 0.4),
}  # fmt: skip
"""width, depth and height of things that are asked of a generator and are another thing in a scene (a gnome who walks
is a person)"""
LIKENESS_M = {
    "toy": 0.3, "lego": 0.3, "plush": 0.4, "plushie": 0.4, "stuffed": 0.4, "cuddly": 0.4, "knitted": 0.3,
    "crocheted": 0.25, "miniature": 0.25, "figurine": 0.22, "model": 0.4, "doll": 0.4, "wind-up": 0.15, "origami": 0.15,
    "chess": 0.09, "tabletop": 0.25, "keychain": 0.05, "rocking": 1.0, "garden statue": 0.8,
}  # fmt: skip
"""longest extent of the likenesses that a word names, where the thing itself is larger"""
ORNAMENT_M = 0.25
_ORNAMENT_STUFFS = {
    "porcelain", "ceramic", "glass", "crystal", "jade", "ivory", "pewter", "clay", "wax", "rubber", "paper",
    "chocolate", "gingerbread", "sugar", "marzipan", "felt",
}  # fmt: skip
"""what no animal, person, vehicle or building of full size is made of"""
_FULL_SIZED = ("animals", "people", "vehicles")


@dataclass(frozen=True, kw_only=True)
class UsualSize:
    """What a thing usually measures and weighs; None where nobody knows."""

    size_m: NDArray[np.float64] | None
    """(3,) width, depth, height"""
    mass_kg: float | None
    said: tuple[int, float] | None
    """the axis whose length was said, and that length in metres"""


def usual_size(entity: Entity, prior: ObjectPrior | None, said_of_it: str) -> UsualSize:
    """From the knowledge base's entry, likenesses made small, and the words of size; `said_of_it` is the whole noun
    phrase."""
    phrase = f" {said_of_it.lower()} "
    own = next((size for word, size in OWN_M.items() if f" {word} " in phrase), None)
    if own is not None:
        size, mass_kg = np.array(own), None
    elif prior is None:
        return UsualSize(size_m=None, mass_kg=None, said=_said(entity, None))
    else:
        size, mass_kg = np.array([prior.width_m, prior.depth_m, prior.height_m]), prior.mass_kg
        likeness_m = [most_m for word, most_m in LIKENESS_M.items() if f" {word} " in phrase]
        if not likeness_m and _is_ornament(entity, prior):
            likeness_m = [ORNAMENT_M]
        share = min(1.0, *(most_m / float(size.max()) for most_m in likeness_m)) if likeness_m else 1.0
        size = share * size
        mass_kg = None if mass_kg is None else share**3 * mass_kg
    for word in words_of(entity):
        if word not in LIKENESS_M:
            size = size * np.array(SIZE_WORDS.get(word, (1.0, 1.0, 1.0)))
    return UsualSize(size_m=size, mass_kg=mass_kg, said=_said(entity, size))


def _is_ornament(entity: Entity, prior: ObjectPrior) -> bool:
    alive_or_driven = prior.group in _FULL_SIZED or prior.role == "structure" or _stands_for(entity) in _FULL_SIZED
    return alive_or_driven and bool(set(words_of(entity)) & _ORNAMENT_STUFFS)


def _stands_for(entity: Entity) -> str:
    """The file of the knowledge base that the thing's category is in."""
    known = object_prior(entity.category)
    return "" if known is None else known.group


def _said(entity: Entity, size: NDArray[np.float64] | None) -> tuple[int, float] | None:
    """`2 m tall` is that tall; a length without a direction is the longest."""
    for match in filter(None, map(LENGTH.fullmatch, entity.values("size"))):
        axis = {"tall": 2, "deep": 1, "thick": 1, "wide": 0}.get(match["axis"] or "")
        if axis is None:
            level = size is not None and match["axis"] == "long"
            axis = 2 if size is None else int(np.argmax(size[:2] if level else size))
        return axis, float(match["metres"])
    return None
