"""Pictures that say which triangle each pixel shows: drawn by numpy into a depth buffer, without a renderer.

Pixels are sampled at their middles; rows count from the bottom, as Blender's do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Eye:
    """An orthographic view: looks along `-back`, `side_m` of the world across `size_px` pixels."""

    place: Array
    right: Array
    up: Array
    back: Array
    side_m: float
    size_px: int

    def seen(self, points: Array) -> Array:
        """(V, 3) points as (column, row) in pixels and depth in m."""
        away = points - self.place
        scale = self.size_px / self.side_m
        half = 0.5 * self.size_px
        return np.stack([away @ self.right * scale + half, away @ self.up * scale + half, -(away @ self.back)], axis=1)


def looking_at(low: Array, high: Array, side_rad: float, size_px: int, margin: float = 1.25) -> Eye:
    """At a box, from `side_rad` round from its front (-Y), a little above the level."""
    back = np.array([np.sin(side_rad), -np.cos(side_rad), 0.12])
    back /= np.linalg.norm(back)
    right = np.cross([0.0, 0.0, 1.0], back)
    right /= np.linalg.norm(right)
    side_m = margin * float((high - low).max())
    return Eye(0.5 * (low + high) + 4.0 * back, right, np.cross(back, right), back, side_m, size_px)


def nearest_triangles(eye: Eye, points: Array, triangles: Array) -> tuple[Array, Array]:
    """Which of (F, 3) triangles each pixel shows (H, W), -1 where none is, and how far it is (H, W) in m."""
    size = eye.size_px
    seen = eye.seen(points)
    corners = seen[triangles]  # (F, 3, 3)
    low = np.ceil(corners[..., :2].min(axis=1) - 0.5).clip(0, size).astype(np.int64)
    high = np.floor(corners[..., :2].max(axis=1) - 0.5).clip(-1, size - 1).astype(np.int64)
    across, down = (np.maximum(high - low + 1, 0)).T
    count = across * down
    which = np.repeat(np.arange(len(triangles)), count)
    number = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    column = low[which, 0] + number % np.maximum(across[which], 1)
    row = low[which, 1] + number // np.maximum(across[which], 1)
    # barycentric shares of the pixel's middle
    first = corners[:, 0, :2]
    one, two = corners[:, 1, :2] - first, corners[:, 2, :2] - first
    area = one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]
    flat = np.abs(area) < 1e-12
    inverse = 1.0 / np.where(flat, 1.0, area)
    x, y = column + 0.5 - first[which, 0], row + 0.5 - first[which, 1]
    b = (x * two[which, 1] - y * two[which, 0]) * inverse[which]
    c = (y * one[which, 0] - x * one[which, 1]) * inverse[which]
    inside = (b >= -1e-9) & (c >= -1e-9) & (b + c <= 1.0 + 1e-9) & ~flat[which]
    which, b, c = which[inside], b[inside], c[inside]
    pixel = row[inside] * size + column[inside]
    z = corners[..., 2]
    far = z[which, 0] + b * (z[which, 1] - z[which, 0]) + c * (z[which, 2] - z[which, 0])
    last = np.argsort(-far, kind="stable")  # the nearest is written last, and stays
    shown, depth = np.full(size * size, -1), np.full(size * size, np.inf)
    shown[pixel[last]], depth[pixel[last]] = which[last], far[last]
    return shown.reshape(size, size), depth.reshape(size, size)


def places_of(eye: Eye, pixels: Array, depth: Array) -> Array:
    """(N, 3) what (N, 2) pixels (row, column) show at (N,) depths."""
    row, column = pixels[:, 0] + 0.5, pixels[:, 1] + 0.5
    scale, half = eye.side_m / eye.size_px, 0.5 * eye.size_px
    return (
        eye.place
        + ((column - half) * scale)[:, None] * eye.right
        + ((row - half) * scale)[:, None] * eye.up
        - depth[:, None] * eye.back
    )
