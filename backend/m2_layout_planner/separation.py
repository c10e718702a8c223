"""How far two footprints are apart: smooth with gradients for the solver, exact for the check.

A footprint is a rectangle with half extents (w, h), turned by a heading, and grown by a radius; round things have
half extents 0. The signed distance follows the separating axis theorem: over a few axes, the largest gap between
the projections (Gottschalk, Lin & Manocha 1996, "OBBTree", section 5, in the plane).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Footprints:
    """What stands in one plane, P items."""

    half: Array
    """(P, 2) m half extents along the item's own x and y"""
    radius: Array
    """(P,) m added all round"""


def smooth_separation(
    poses: Array, footprints: Footprints, first: NDArray[np.intp], second: NDArray[np.intp], softness_m: float
) -> tuple[Array, Array, Array]:
    """Smooth signed distances of K pairs, and their gradients.

    poses (S, P, 3) x, y, heading -> distance (S, K), gradient to `first` (S, K, 3), gradient to `second` (S, K, 3).
    The distance is a lower bound that is at most `softness_m * ln 5` below the exact one.
    """
    pose_a, pose_b = poses[:, first], poses[:, second]
    width_a, height_a = footprints.half[first].T
    width_b, height_b = footprints.half[second].T
    delta = pose_b[..., :2] - pose_a[..., :2]
    cos_a, sin_a, cos_b, sin_b = (f(p[..., 2]) for p in (pose_a, pose_b) for f in (np.cos, np.sin))
    turn_cos = cos_a * cos_b + sin_a * sin_b
    turn_sin = sin_b * cos_a - cos_b * sin_a
    abs_cos, abs_sin = np.abs(turn_cos), np.abs(turn_sin)
    # derivatives of |cos t| and |sin t| to the turn t = heading_b - heading_a
    slope_cos, slope_sin = -np.sign(turn_cos) * turn_sin, np.sign(turn_sin) * turn_cos

    distance = np.empty((5, *delta.shape[:2]))
    grad_a, grad_b = np.empty((5, *delta.shape)), np.empty((5, *delta.shape))
    turn_a, turn_b = np.zeros((5, *delta.shape[:2])), np.zeros((5, *delta.shape[:2]))
    axes = (
        (cos_a, sin_a, width_a, width_b, height_b, abs_cos, abs_sin, slope_cos, slope_sin),
        (-sin_a, cos_a, height_a, width_b, height_b, abs_sin, abs_cos, slope_sin, slope_cos),
        (cos_b, sin_b, width_b, width_a, height_a, abs_cos, abs_sin, slope_cos, slope_sin),
        (-sin_b, cos_b, height_b, width_a, height_a, abs_sin, abs_cos, slope_sin, slope_cos),
    )
    for k, (x, y, own, other_w, other_h, part_w, part_h, slope_w, slope_h) in enumerate(axes):
        along = delta[..., 0] * x + delta[..., 1] * y
        sign = np.where(along >= 0.0, 1.0, -1.0)
        distance[k] = np.abs(along) - own - other_w * part_w - other_h * part_h
        grad_b[k] = np.stack([sign * x, sign * y], axis=-1)
        grad_a[k] = -grad_b[k]
        slope = other_w * slope_w + other_h * slope_h
        swing = sign * (delta[..., 1] * x - delta[..., 0] * y)  # the axis itself turns with its owner
        turn_a[k], turn_b[k] = slope, -slope
        (turn_a if k < 2 else turn_b)[k] += swing

    # the line through both centres: exact for round things, and it fills the corners
    length = np.sqrt((delta**2).sum(-1) + 1e-9)
    x, y = delta[..., 0] / length, delta[..., 1] / length
    along_a, across_a = x * cos_a + y * sin_a, y * cos_a - x * sin_a
    along_b, across_b = x * cos_b + y * sin_b, y * cos_b - x * sin_b
    distance[4] = (
        length - width_a * np.abs(along_a) - height_a * np.abs(across_a)
        - width_b * np.abs(along_b) - height_b * np.abs(across_b)
    )  # fmt: skip
    # supports as functions of (direction angle - heading): derivative of w|cos| + h|sin|
    swing_a = -width_a * np.sign(along_a) * across_a + height_a * np.sign(across_a) * along_a
    swing_b = -width_b * np.sign(along_b) * across_b + height_b * np.sign(across_b) * along_b
    sideways = -(swing_a + swing_b) / length
    grad_b[4] = np.stack([x - sideways * y, y + sideways * x], axis=-1)
    grad_a[4] = -grad_b[4]
    turn_a[4], turn_b[4] = swing_a, swing_b

    peak = distance.max(axis=0)
    weight = np.exp((distance - peak) / softness_m)
    total = weight.sum(axis=0)
    weight /= total
    smooth = peak + softness_m * (np.log(total) - np.log(5.0)) - footprints.radius[first] - footprints.radius[second]
    mixed_a = np.concatenate([grad_a, turn_a[..., None]], axis=-1)
    mixed_b = np.concatenate([grad_b, turn_b[..., None]], axis=-1)
    return smooth, np.einsum("ksp,kspc->spc", weight, mixed_a), np.einsum("ksp,kspc->spc", weight, mixed_b)


def turn(heading: float, point: Array) -> Array:
    """(2,) turned about +Z."""
    cos, sin = np.cos(heading), np.sin(heading)
    return np.array([cos * point[0] - sin * point[1], sin * point[0] + cos * point[1]])


def corners(pose: Array, half: Array) -> Array:
    """Corners of a footprint's rectangle (4, 2), counter-clockwise; pose (3,), half (2,)."""
    cos, sin = np.cos(pose[2]), np.sin(pose[2])
    local = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    return np.asarray(pose[:2] + local @ np.array([[cos, sin], [-sin, cos]]))


def polygon_separation(a: Array, b: Array) -> float:
    """Exact signed distance along the best face normal of two convex polygons (N, 2), counter-clockwise.

    Negative is the penetration depth; positive is a lower bound of the distance.
    """
    best = -np.inf
    for own, other in ((a, b), (b, a)):
        edges = np.roll(own, -1, axis=0) - own
        normals = np.stack([edges[:, 1], -edges[:, 0]], axis=-1)
        lengths = np.linalg.norm(normals, axis=-1)
        normals = normals[lengths > 1e-9] / lengths[lengths > 1e-9, None]
        if len(normals) == 0:
            continue
        gaps = (other @ normals.T).min(axis=0) - (own @ normals.T).max(axis=0)
        best = max(best, float(gaps.max()))
    return best


def polygon_distance(a: Array, b: Array) -> float:
    """Euclidean distance of two convex polygons (N, 2); 0 where they overlap."""
    if polygon_separation(a, b) <= 0.0:
        return 0.0
    nearest = np.inf
    for own, other in ((a, b), (b, a)):
        start, edge = own, np.roll(own, -1, axis=0) - own
        length = np.maximum((edge**2).sum(-1), 1e-18)
        offset = other[:, None] - start[None]
        t = np.clip((offset * edge).sum(-1) / length, 0.0, 1.0)
        gap = np.linalg.norm(offset - t[..., None] * edge, axis=-1)
        nearest = min(nearest, float(gap.min()))
    return nearest
