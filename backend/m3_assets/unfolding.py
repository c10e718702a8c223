"""Things that take more room in use than their usual size says: a bird with its wings spread, a kite on its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..protocol.scene import Entity
from .contract import Category, Values
from .geometry import bounds_of
from .sampler import Value
from .sketch import Sketch

_NAMES = ("width_m", "depth_m", "height_m")


def unfolding(category: Category, draw: Callable[[Values], Sketch], parameter: str, folded: str) -> Category:
    """The category with sizes that grow where `parameter` is not `folded`: the body keeps the size that was chosen."""
    sample = category.sample

    def sized(entity: Entity, rng: np.random.Generator) -> dict[str, Value]:
        values = sample(entity, rng)
        if values[parameter] == folded:
            return values
        usual, spread = (
            np.ptp(bounds_of([one.surface for one in draw(each).parts]), axis=0)
            for each in ({**values, parameter: folded}, values)
        )
        grown = float(np.mean([float(values[name]) / size for name, size in zip(_NAMES, usual, strict=True)]))
        return values | {name: round(grown * float(size), 4) for name, size in zip(_NAMES, spread, strict=True)}

    return replace(category, sample=sized)
