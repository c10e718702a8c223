"""Bars whose section changes along a bent line: stocks, grips, blades, tines, pastry, hulls of foam."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .contract import Surface
from .geometry import loft
from .vessel_geometry import smooth_line


def shaped_bar(
    points: ArrayLike, wide: ArrayLike, tall: ArrayLike, *, up: ArrayLike = (0.0, 0.0, 1.0), roundness: float = 2.5,
    segments: int = 16, steps: int = 4,
) -> Surface:  # fmt: skip
    """A closed bar along a smooth line through points (K, 3) m, `wide` and `tall` (K,) m at them.

    `up` (3,) is where its height looks at the start; sections are superellipses: `roundness` 2 is round, 5 boxy.
    """
    path = smooth_line(np.asarray(points, dtype=np.float64), steps)
    at = np.arange(len(path)) / steps
    knots = np.arange(len(np.asarray(points)))
    widths, heights = (np.interp(at, knots, np.asarray(one, dtype=np.float64)) for one in (wide, tall))
    turn = 2.0 * np.pi * np.arange(segments) / segments
    across = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** (2.0 / roundness)
    above = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** (2.0 / roundness)
    tangents = np.gradient(path, axis=0)
    tangents /= np.linalg.norm(tangents, axis=1, keepdims=True)
    second = np.asarray(up, dtype=np.float64)
    if abs(float(second @ tangents[0])) > 0.98:
        second = np.array([0.0, -1.0, 0.0])
    rings = np.empty((len(path), segments, 3))
    for k, tangent in enumerate(tangents):
        second = second - tangent * float(second @ tangent)
        second = second / np.linalg.norm(second)
        first = np.cross(second, tangent)
        rings[k] = path[k] + 0.5 * widths[k] * across[:, None] * first + 0.5 * heights[k] * above[:, None] * second
    return loft(rings)
