"""What the first camera sees from its first place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import SceneLayout

Array = NDArray[np.float64]

_IN_VIEW = 0.8
_NEAREST_M = 2.0


def way_in_view(layout: SceneLayout, start: Array, ahead: Array, wanted_m: float) -> float:
    """How far something can go from `start` (3,), along `ahead` (3,) and against it, before it leaves the picture."""
    if not layout.cameras or not layout.cameras[0].keys:
        return wanted_m
    camera = layout.cameras[0]
    eye = np.asarray(camera.keys[0].translation, dtype=float)
    look = np.asarray(camera.keys[0].target, dtype=float) - eye
    look /= max(float(np.linalg.norm(look)), 1e-9)
    right = np.cross(look, [0.0, 0.0, 1.0])
    right /= max(float(np.linalg.norm(right)), 1e-9)
    half_width = 0.5 * camera.sensor_width_mm / camera.lens_mm
    ways = np.linspace(0.0, wanted_m, 33)[1:]
    for sign in (-1.0, 1.0):
        at = start + sign * ways[:, None] * ahead - eye
        depth = at @ look
        seen = (depth > _NEAREST_M) & (np.abs(at @ right) < _IN_VIEW * half_width * np.maximum(depth, 0.0))
        ways = ways[: int(np.argmin(seen))] if not seen.all() else ways
    return float(ways[-1]) if len(ways) else min(0.5 * wanted_m, 1.0)
