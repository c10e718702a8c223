"""Cameras in rooms: where walls and ceiling let them be, and what they see beyond the open side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .framing import ASPECT, SENSOR_MM, Fill, View, fit
from .moves import Shooting, aimed
from .placing import Scene
from .separation import Array

WHOLE: Fill = (0.95, 0.92)
"""share of the frame for a picture of everything"""


def allowed(scene: Scene, found: Shooting, points: Array) -> Shooting:
    """Above the ground; indoors below the ceiling and between the side walls, then aimed at the points' middle."""
    positions, targets = found.positions.copy(), found.targets.copy()
    positions[:, 2] = np.maximum(positions[:, 2], 0.22)
    if scene.room is not None:
        low, high = scene.room.astype(np.float64)
        positions[:, 2] = np.minimum(positions[:, 2], high[2] - 0.25)
        positions[:, 0] = np.clip(positions[:, 0], low[0] + 0.3, high[0] - 0.3)
        if len(positions) == 1 and np.abs(positions - found.positions).max() > 0.3:
            return _from_within(found, positions[0], points, low[0] + 0.3, high[0] - 0.3)
    return replace(found, positions=positions, targets=targets)


def _from_within(found: Shooting, position: Array, points: Array, left: float, right: float) -> Shooting:
    """A camera that a side wall has stopped: it looks at the points' middle from there, as far back as shows them."""
    for _ in range(3):
        offset = position - points.mean(axis=0)
        level = float(np.hypot(offset[0], offset[1]))
        view = View(azimuth=float(np.arctan2(offset[0], -offset[1])), pitch=float(np.arctan2(offset[2], level)))
        fitted, _ = fit(points, view, found.lens_mm, WHOLE)
        position = np.array([np.clip(fitted[0], left, right), min(fitted[1], position[1]), position[2]])
    return aimed(view, found.lens_mm, position, points)


def beyond_the_room(scene: Scene, found: Shooting) -> float:
    """Metres by which the frame's corner rays pass beside the room's open side: 0 where only the room is seen."""
    if scene.room is None:
        return 0.0
    worst = 0.0
    right, up, forward = found.view.axes()
    slope = SENSOR_MM / (2.0 * found.lens_mm)
    for position in found.positions:
        if position[1] >= scene.room[0, 1]:
            continue
        for x, y in ((-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)):
            ray = forward + slope * (x * right + y / ASPECT * up)
            if ray[1] <= 1e-6:
                return 10.0
            point = position + ray * (scene.room[0, 1] - position[1]) / ray[1]
            for axis in (0, 2):
                worst = max(worst, float(scene.room[0, axis] - point[axis]), float(point[axis] - scene.room[1, axis]))
    return worst
