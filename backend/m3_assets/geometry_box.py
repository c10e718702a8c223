"""Rounded boxes, cushions, pillows and superellipsoids: all on one lattice of quads."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from .contract import Surface
from .geometry_core import CHART_GAP_M, Floats, Ints, deformed

Divisions = tuple[int, int, int]


@lru_cache(maxsize=256)
def _lattice(segments: int, divisions: Divisions, grain: int) -> tuple[Ints, Ints, Ints, Floats]:
    """Vertices as lattice indices (V, 3), quads (F, 4), and per corner the lattice index along U and V
    (4 F, 2), the UV axes (4 F, 2), signs (4 F, 2), and chart (4 F,), packed as columns (4 F, 7)."""
    counts = [segments + divisions[axis] + 1 for axis in range(3)]
    g, p, q = grain, (grain + 1) % 3, (grain + 2) % 3
    # normal axis, its sign, U axis, U sign, V axis, V sign: U x V looks outward; the first four unroll around the grain
    charts = [
        (q, 1, g, 1, p, 1), (p, 1, g, 1, q, -1), (q, -1, g, 1, p, -1), (p, -1, g, 1, q, 1),
        (g, 1, p, 1, q, 1), (g, -1, q, 1, p, 1),
    ]  # fmt: skip
    triples, columns = [], []
    for chart, (normal, side, u_axis, u_sign, v_axis, v_sign) in enumerate(charts):
        i, j = (
            axis.reshape(-1)
            for axis in np.meshgrid(np.arange(counts[u_axis] - 1), np.arange(counts[v_axis] - 1), indexing="ij")
        )
        u = np.stack([i, i + 1, i + 1, i], axis=-1)
        v = np.stack([j, j, j + 1, j + 1], axis=-1)
        if u_sign < 0:
            u = counts[u_axis] - 1 - u
        if v_sign < 0:
            v = counts[v_axis] - 1 - v
        triple = np.zeros((*u.shape, 3), dtype=np.int64)
        triple[..., normal] = counts[normal] - 1 if side > 0 else 0
        triple[..., u_axis], triple[..., v_axis] = u, v
        triples.append(triple.reshape(-1, 3))
        one = np.ones(u.size, dtype=np.int64)
        columns.append(
            np.stack(
                [u.reshape(-1), v.reshape(-1), one * u_axis, one * v_axis, one * u_sign, one * v_sign, one * chart], -1
            )
        )
    lattice, corners = np.unique(np.concatenate(triples), axis=0, return_inverse=True)
    quads = corners.reshape(-1, 4).astype(np.int32)
    return lattice.astype(np.int32), quads, np.concatenate(columns).astype(np.int32), np.array(counts, dtype=np.float64)


def rounded_box(
    size: ArrayLike,
    center: ArrayLike = (0.0, 0.0, 0.0),
    radius: float = 0.004,
    segments: int = 2,
    divisions: Divisions = (1, 1, 1),
    grain: int | None = None,
) -> Surface:
    """A closed box of `size` (3,) m about `center` with edges rounded by `radius` in an even number of `segments`.

    `divisions` cut its flat faces (for bending); U runs along the axis `grain` (default: the longest).
    54 quads with the defaults. The radius is cut to 45 % of the thinnest side.
    """
    half = 0.5 * np.asarray(size, dtype=np.float64)
    radius = min(radius, 0.9 * float(half.min()))
    grain = int(np.argmax(half)) if grain is None else grain
    lattice, quads, columns, _ = _lattice(segments, divisions, grain)
    k = segments // 2
    width = segments + max(divisions) + 1
    angle, flat = np.zeros((3, width)), np.zeros((3, width))
    for axis, cells in enumerate(divisions):
        rise = np.linspace(-np.pi / 4, 0.0, k + 1)
        angle[axis, : k + 1], angle[axis, k + cells : segments + cells + 1] = rise, -rise[::-1]
        flat[axis, :k], flat[axis, k + cells : segments + cells + 1] = -1.0, 1.0
        flat[axis, k : k + cells + 1] = np.linspace(-1.0, 1.0, cells + 1)
    axes = np.arange(3)
    direction = np.tan(angle)[axes, lattice]
    direction /= np.linalg.norm(direction, axis=-1, keepdims=True)
    vertices = np.asarray(center, dtype=np.float64) + (half - radius) * flat[axes, lattice] + radius * direction
    arc = radius * angle + (half - radius)[:, None] * flat
    u = arc[columns[:, 2], columns[:, 0]] * columns[:, 4]
    v = arc[columns[:, 3], columns[:, 1]] * columns[:, 5]
    reach = half - radius + radius * np.pi / 4  # half the unrolled width of a side
    p, q = (grain + 1) % 3, (grain + 2) % 3
    v_start = np.array([0.0, 2 * reach[p], 2 * (reach[p] + reach[q]), 4 * reach[p] + 2 * reach[q], 0.0, 0.0])
    v_half = np.array([reach[p], reach[q], reach[p], reach[q], reach[q], reach[p]])
    u_half = np.array([reach[grain]] * 4 + [reach[p], reach[q]])
    first_end = 2 * reach[grain] + CHART_GAP_M
    u_start = np.array([0.0] * 4 + [first_end, first_end + 2 * reach[p] + CHART_GAP_M])
    chart = columns[:, 6]
    uv = np.stack([u + u_start[chart] + u_half[chart], v + v_start[chart] + v_half[chart]], axis=-1)
    return Surface(
        vertices=vertices,
        face_sizes=np.full(len(quads), 4, dtype=np.int32),
        face_vertices=quads.reshape(-1),
        uv=uv,
    )


def cushion(
    size: ArrayLike, center: ArrayLike = (0.0, 0.0, 0.0), radius: float = 0.04, crown: float = 0.02, axis: int = 2
) -> Surface:
    """A stuffed block: big soft edges, and the two faces across `axis` bulge by `crown` m (within `size`)."""
    size = np.asarray(size, dtype=np.float64)
    center = np.asarray(center, dtype=np.float64)
    half = 0.5 * size
    cells = [6, 6, 6]
    cells[axis] = 2
    block = rounded_box(size, center, radius, 4, (cells[0], cells[1], cells[2]))
    a, b = (axis + 1) % 3, (axis + 2) % 3

    def bulge(points: Floats) -> Floats:
        local = (points - center) / half
        fall = np.clip(1.0 - local[:, a] ** 2, 0.0, 1.0) * np.clip(1.0 - local[:, b] ** 2, 0.0, 1.0)
        moved = points.copy()
        moved[:, axis] -= np.sign(local[:, axis]) * np.abs(local[:, axis]) * crown * (1.0 - fall**0.7)
        return moved

    return deformed(block, bulge)


def pillow(size: ArrayLike, center: ArrayLike = (0.0, 0.0, 0.0), pinch: float = 0.07) -> Surface:
    """A pillow lying flat: full in the middle, thin at its seam, with pointed corners."""
    half = 0.5 * np.asarray(size, dtype=np.float64)
    center = np.asarray(center, dtype=np.float64)
    block = rounded_box(2 * half, (0.0, 0.0, 0.0), 0.3 * float(half.min()), 2, (10, 10, 2))

    def stuff(points: Floats) -> Floats:
        x, y, z = (points / half).T
        fall = np.clip((1.0 - np.abs(x) ** 3.0) * (1.0 - np.abs(y) ** 3.0), 0.0, 1.0) ** 0.5
        corner = 1.0 - 0.06 * (x * y) ** 2
        shape = np.stack(
            [
                x * (1.0 - pinch * (1.0 - y**2)) * corner,
                y * (1.0 - pinch * (1.0 - x**2)) * corner,
                z * (0.1 + 0.9 * fall),
            ],
            axis=-1,
        )
        return np.asarray(center + half * shape)

    return deformed(block, stuff)


def superellipsoid(
    size: ArrayLike, center: ArrayLike = (0.0, 0.0, 0.0), exponent: float = 2.0, divisions: int = 6
) -> Surface:
    """|x|^e + |y|^e + |z|^e = 1 scaled to `size`: 2 is an ellipsoid, 4 a soft box; no poles."""
    half = 0.5 * np.asarray(size, dtype=np.float64)
    center = np.asarray(center, dtype=np.float64)
    cube = rounded_box((2.0, 2.0, 2.0), (0.0, 0.0, 0.0), 0.2, 2, (divisions, divisions, divisions))

    def inflate(points: Floats) -> Floats:
        spread = points / np.abs(points).max(axis=-1, keepdims=True)
        if exponent < 3.0:  # round: equal angles rather than equal steps keep the quads even
            spread = np.tan(0.25 * np.pi * spread)
        norm = np.sum(np.abs(spread) ** exponent, axis=-1, keepdims=True) ** (1.0 / exponent)
        return np.asarray(center + half * spread / norm)

    ball = deformed(cube, inflate)
    # a sphere has 0.72² of the area of the cube around it
    return replace(ball, uv=cube.uv * (0.72 if exponent < 3.0 else 0.9) * float(np.mean(half)))
