"""Closed quad primitives with UVs in metres and built-in fillets: one place to import them from."""

from .geometry_box import cushion, pillow, rounded_box, superellipsoid
from .geometry_core import (
    bounds_of,
    deformed,
    fillet,
    flattened,
    merge,
    mirrored,
    rotated,
    scaled,
    surface,
    tapered,
    translated,
)
from .geometry_loft import circle, cylinder, extrude, inset, lathe, leg, loft, sweep, tube

__all__ = [
    "bounds_of",
    "circle",
    "cushion",
    "cylinder",
    "deformed",
    "extrude",
    "fillet",
    "flattened",
    "inset",
    "lathe",
    "leg",
    "loft",
    "merge",
    "mirrored",
    "pillow",
    "rotated",
    "rounded_box",
    "scaled",
    "superellipsoid",
    "surface",
    "sweep",
    "tapered",
    "translated",
    "tube",
]
