"""What lies below a point: rays straight down on colliders, without an engine."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from ..common import quat
from .world import Array, Body, Shape


def height_below(
    bodies: Sequence[Body], translations: Array, rotations: Array, point: Array, leave_out: Collection[int] = ()
) -> tuple[float, int] | None:
    """Height of the highest surface at or below `point` (3,), and whose it is; None where there is nothing.

    translations (N, 3) and rotations (N, 4) are the bodies' poses now. Round shapes count as their boxes.
    """
    best: tuple[float, int] | None = None
    for index, body in enumerate(bodies):
        if index in leave_out or body.bone:
            continue
        for shape in body.shapes:
            middle = translations[index] + quat.mul_vec(rotations[index], shape.translation)
            turn = quat.mul(rotations[index], shape.rotation)
            height = _drop(shape, quat.mul_vec(quat.inv(turn), point - middle), quat.inv(turn))
            if height is not None and (best is None or point[2] - height > best[0]):
                best = (float(point[2] - height), index)
    return best


def _drop(shape: Shape, origin: Array, to_local: Array) -> float | None:
    """Way down from `origin` (in the frame of the shape) to the shape, None if it misses; 0 inside."""
    down = quat.mul_vec(to_local, np.array([0.0, 0.0, -1.0]))
    if shape.kind == "plane":
        return float(-origin[2] / down[2]) if origin[2] >= 0.0 and down[2] < 0.0 else None
    if shape.kind == "concave" and shape.points is not None and shape.triangles is not None:
        return _drop_on_triangles(shape.points[shape.triangles], origin, down)
    with np.errstate(divide="ignore", invalid="ignore"):
        near = (-np.sign(down) * 0.5 * shape.dimensions - origin) / down
        far = (np.sign(down) * 0.5 * shape.dimensions - origin) / down
    beside = (np.abs(down) < 1e-9) & (np.abs(origin) > 0.5 * shape.dimensions)
    parallel = np.abs(down) < 1e-9
    start = float(np.max(np.where(parallel, -np.inf, near)))
    end = float(np.min(np.where(parallel, np.inf, far)))
    return None if beside.any() or start > end or end < 0.0 or start < 0.0 else start


def _drop_on_triangles(triangles: Array, origin: Array, down: Array) -> float | None:
    """Nearest hit among triangles (F, 3, 3) (Möller and Trumbore 1997)."""
    a, edge_1, edge_2 = triangles[:, 0], triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    cross = np.cross(down, edge_2)
    scale = np.sum(edge_1 * cross, axis=1)
    safe = np.where(np.abs(scale) > 1e-12, scale, np.inf)
    away = origin - a
    u = np.sum(away * cross, axis=1) / safe
    other = np.cross(away, edge_1)
    v = other @ down / safe
    way = np.sum(edge_2 * other, axis=1) / safe
    hit = (np.abs(scale) > 1e-12) & (u >= -1e-9) & (v >= -1e-9) & (u + v <= 1.0 + 1e-9) & (way >= 0.0)
    return float(way[hit].min()) if hit.any() else None
