"""Where things can go: down a slope, to the viewer's left, over to another thing."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..protocol.scene import SceneLayout
from .bodies import SLOPES
from .runner import Runner
from .world import Array


def camera_axes(layout: SceneLayout) -> tuple[Array, Array]:
    """The viewer's right and ahead on the floor, (3,) unit each; without a camera +X and +Y."""
    if not layout.cameras or not layout.cameras[0].keys:
        return np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0])
    key = layout.cameras[0].keys[0]
    ahead = (np.asarray(key.target, dtype=float) - np.asarray(key.translation, dtype=float)) * [1.0, 1.0, 0.0]
    length = float(np.linalg.norm(ahead))
    ahead = ahead / length if length > 1e-3 else np.array([0.0, 1.0, 0.0])
    return np.array([ahead[1], -ahead[0], 0.0]), ahead


def said_direction(words: frozenset[str], layout: SceneLayout) -> Array | None:
    """Left, right, forwards (to the viewer) or back, in the viewer's terms."""
    right, ahead = camera_axes(layout)
    ways = {"left": -right, "right": right, "forward": -ahead, "forwards": -ahead, "back": ahead, "away": ahead}
    return next((way for word, way in ways.items() if word in words), None)


def downhill(runner: Runner, layout: SceneLayout, index: int) -> Array | None:
    """Level direction down the slope that a body is on or above; None where there is none."""
    low, high = runner.boxes()
    here = runner.translations[index]
    for object_id, placement in layout.placements.items():
        slope = runner.index.get(object_id)
        if slope is None or slope == index or placement.category not in SLOPES:
            continue
        inside = np.all(here[:2] > low[slope, :2] - 0.25) and np.all(here[:2] < high[slope, :2] + 0.25)
        if not inside or here[2] < low[slope, 2] + 0.25 * (high[slope, 2] - low[slope, 2]):
            continue
        points = _surface_points(runner, slope)
        top = points[points[:, 2] > points[:, 2].max() - 0.2 * np.ptp(points[:, 2])]
        way = (points.mean(axis=0) - top.mean(axis=0)) * [1.0, 1.0, 0.0]
        if np.linalg.norm(way) > 0.02:
            unit: Array = way / np.linalg.norm(way)
            return unit
    return None


def _surface_points(runner: Runner, index: int) -> Array:
    """Corners of all colliders in the world."""
    body = runner.bodies[index]
    points = [
        shape.translation + quat.mul_vec(shape.rotation, shape.points)
        for shape in body.shapes
        if shape.points is not None
    ]
    local = np.concatenate(points) if points else body.corners()
    world: Array = runner.translations[index] + quat.mul_vec(runner.rotations[index], local)
    return world


def gap_between(runner: Runner, index: int, other: int) -> float:
    """Distance between the boxes around two bodies on the floor, m."""
    low, high = runner.boxes()
    apart = np.maximum(0.0, np.maximum(low[index] - high[other], low[other] - high[index]))
    return float(np.linalg.norm(apart[:2]))
