"""The nearest place from which a camera shows given points, and how big things are in its picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .separation import Array

ASPECT = 16.0 / 9.0
SENSOR_MM = 36.0
RAISED = 0.66
"""where the camera stands in the slack between the lowest (0) and the highest (1) place that shows everything: sky and
walls are worth more of the frame than the floor in front"""
THIRD = 1.0 / 3.0
"""half the frame's width to its thirds: the most that a subject is set aside to have room to look into"""

Fill = tuple[float, float]
"""shares of the frame's width and height that the points may take up"""


@dataclass(frozen=True, kw_only=True)
class View:
    """A camera direction: where the camera is as seen from the subject."""

    azimuth: float
    """rad from -Y toward +X"""
    pitch: float
    """rad, positive = the camera looks down"""

    def axes(self) -> tuple[Array, Array, Array]:
        """right, up, forward unit vectors (3,)."""
        return self._axes

    @cached_property
    def _axes(self) -> tuple[Array, Array, Array]:
        sin_a, cos_a, sin_p, cos_p = np.sin(self.azimuth), np.cos(self.azimuth), np.sin(self.pitch), np.cos(self.pitch)
        forward = np.array([-sin_a * cos_p, cos_a * cos_p, -sin_p])
        right = np.array([cos_a, sin_a, 0.0])
        return right, np.cross(right, forward), forward


def fit(points: Array, view: View, lens_mm: float, fill: Fill, look: float = 0.0) -> tuple[Array, float]:
    """Camera position (3,) and distance such that points (N, 3) lie within `fill` of the frame's width and height.

    Each frame border is a plane through the camera; the nearest camera that keeps all points inside touches both
    borders of one pair. `look` (-1…1): see `place`.
    """
    local = np.stack(view.axes()) @ points.T
    depth = np.inf
    for value, slope in zip(local, _slopes(lens_mm, fill), strict=False):
        widest = float((value - slope * local[2]).max()) + float((-value - slope * local[2]).max())
        depth = min(depth, -widest / (2.0 * slope))
    distance = float(local[2].mean() - depth)
    return place(points, view, lens_mm, fill, distance, look), distance


def place(points: Array, view: View, lens_mm: float, fill: Fill, distance: float, look: float = 0.0) -> Array:
    """Camera position (3,) at a distance from the points' middle.

    In the slack that it leaves, the camera stands high, and aside: with `look` = 1 the subject looks to the right of
    the picture and is set to its left third.
    """
    axes = np.stack(view.axes())
    x, y, z = axes @ points.T
    depth = float(z.mean()) - distance
    found = []
    for value, slope in zip((x, y), _slopes(lens_mm, fill), strict=True):
        # the borders touch at (value - c) = ±slope (z - depth)
        found.append((float((value - slope * (z - depth)).max()), float((value + slope * (z - depth)).min())))
    (left, right), (low, high) = found
    aside = min(max(0.5 * (right - left), 0.0), THIRD * _slopes(lens_mm, (1.0, 1.0))[0] * distance)
    return np.asarray(axes.T @ np.array([0.5 * (left + right) + look * aside, low + RAISED * (high - low), depth]))


def _slopes(lens_mm: float, fill: Fill) -> tuple[float, float]:
    half = SENSOR_MM / (2.0 * lens_mm)
    return half * fill[0], half / ASPECT * fill[1]


def on_frame(points: Array, position: Array, target: Array, lens_mm: float) -> Array:
    """Frame coordinates (..., N, 2), -1…1 across width and height; far out for what is behind the camera.

    points (..., N, 3), position and target (..., 3).
    """
    forward = _unit(target - position)
    right = _unit(np.cross(forward, [0.0, 0.0, 1.0]))
    axes = np.stack([right, np.cross(right, forward), forward], axis=-1)
    local = (points - position[..., None, :]) @ axes
    depth = local[..., 2:]
    across = local[..., :2] / (np.maximum(depth, 1e-3) * np.array(_slopes(lens_mm, (1.0, 1.0))))
    return np.asarray(np.where(depth > 0.01, across, 99.0))


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def height_share(points: Array, position: Array, target: Array, lens_mm: float) -> float:
    """Share of the frame's height that points (N, 3) take up."""
    return float(np.ptp(on_frame(points, position, target, lens_mm)[:, 1])) / 2.0
