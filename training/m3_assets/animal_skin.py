"""One closed quad mesh round all sweeps: naive surface nets on half a grid, mirrored, relaxed and put on the surface.

Surface nets after Gibson, "Constrained Elastic SurfaceNets" (1998): one vertex per cell that the surface passes
through, one quad per grid edge that it crosses.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.m3_assets.animal.sweep import Array, Sweep, smooth_union, union_distance

Ints = NDArray[np.int64]


def skin_of(sweeps: tuple[Sweep, ...], cell: float) -> tuple[Array, Ints]:
    """Vertices (V, 3) as (side, forward, up) and quads (F, 4), counter-clockwise from outside; first half is +side."""
    # 1. Distances on half a grid; the plane of symmetry runs through the middle of the first cells
    rows = np.concatenate([sweep.rows for sweep in sweeps])
    reach = rows[:, 3:].max(axis=1)
    low = (rows[:, :2] - reach[:, None]).min(axis=0) - 2.5 * cell
    high = (rows[:, :2] + reach[:, None]).max(axis=0) + 2.5 * cell
    side = np.arange(-0.5, float((rows[:, 2] + rows[:, 3]).max()) / cell + 3.0) * cell
    forward, up = (np.arange(a, b, cell) for a, b in zip(low, high, strict=True))
    flat = np.stack(np.meshgrid(forward, up, indexing="ij"), axis=-1).reshape(-1, 2)
    total = sweeps[0].on_grid(side, flat)
    for sweep in sweeps[1:]:
        total = smooth_union(total, sweep.on_grid(side, flat), sweep.blend)
    grid = total.reshape(len(side), len(forward), len(up))

    # 2. Surface nets
    vertices, quads = _surface_nets(grid, (side, forward, up))
    first_column = vertices[:, 0] < 0.25 * cell
    vertices[first_column, 0] = 0.0

    # 3. Even out the quads on the surface; what lies on the plane of symmetry stays there
    vertices = _relaxed(sweeps, vertices, quads, first_column, cell)

    # 4. Soles are flat on the floor; the other half
    vertices[:, 2] = np.maximum(vertices[:, 2], 0.0)
    return _mirrored(vertices, quads, first_column)


def _surface_nets(grid: Array, axes: tuple[Array, Array, Array]) -> tuple[Array, Ints]:
    inside = grid < 0.0
    shape = np.array(grid.shape) - 1
    corner_count = np.zeros(tuple(shape), dtype=np.int8)
    for dx in (0, 1):
        for dy in (0, 1):
            for dz in (0, 1):
                corner_count += inside[dx : dx + shape[0], dy : dy + shape[1], dz : dz + shape[2]]
    active = (corner_count > 0) & (corner_count < 8)
    number = np.full(tuple(shape), -1, dtype=np.int64)
    number[active] = np.arange(int(active.sum()))
    total = np.zeros((int(active.sum()), 3))
    count = np.zeros(int(active.sum()))
    quads: list[Ints] = []
    spacing = np.array([axis[1] - axis[0] for axis in axes])
    origin = np.array([axis[0] for axis in axes])
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        near = [slice(None)] * 3
        far = [slice(None)] * 3
        near[axis], far[axis] = slice(None, -1), slice(1, None)
        crossing = np.argwhere(inside[tuple(near)] != inside[tuple(far)])
        ahead = crossing.copy()
        ahead[:, axis] += 1
        a, b = grid[tuple(crossing.T)], grid[tuple(ahead.T)]
        point = crossing.astype(np.float64)
        point[:, axis] += a / (a - b)
        around = []
        for du, dv in ((-1, -1), (0, -1), (0, 0), (-1, 0)):
            cell = crossing.copy()
            cell[:, u] += du
            cell[:, v] += dv
            valid = np.all((cell >= 0) & (cell < shape), axis=1)
            index = np.where(valid, number[tuple(np.clip(cell, 0, shape - 1).T)], -1)
            around.append(index)
            np.add.at(total, index[valid], point[valid])
            np.add.at(count, index[valid], 1.0)
        quad = np.stack(around, axis=1)
        flip = a > 0.0
        quad[flip] = quad[flip][:, ::-1]
        quads.append(quad[np.all(quad >= 0, axis=1)])
    vertices = total / np.maximum(count, 1.0)[:, None] * spacing + origin
    return vertices, np.concatenate(quads)


def _relaxed(sweeps: tuple[Sweep, ...], vertices: Array, quads: Ints, pinned: NDArray[np.bool_], cell: float) -> Array:
    edges = np.concatenate([quads[:, [i, (i + 1) % 4]] for i in range(4)])
    edges = np.unique(np.sort(edges, axis=1), axis=0)
    degree = np.bincount(edges.ravel(), minlength=len(vertices)).astype(np.float64)
    for turn in range(4):
        mean = (
            np.stack(
                [
                    np.bincount(edges[:, 0], vertices[edges[:, 1], k], len(vertices))
                    + np.bincount(edges[:, 1], vertices[edges[:, 0], k], len(vertices))
                    for k in range(3)
                ],
                axis=1,
            )
            / np.maximum(degree, 1.0)[:, None]
        )
        vertices = vertices + 0.5 * (mean - vertices)
        vertices[pinned, 0] = 0.0
        if turn % 2 == 1:
            vertices = project(sweeps, vertices, pinned, cell)
    return vertices


def project(sweeps: tuple[Sweep, ...], points: Array, pinned: NDArray[np.bool_] | None, cell: float) -> Array:
    """One Newton step (N, 3) along the gradient onto the surface."""
    epsilon = 0.05 * cell
    value = union_distance(sweeps, points)
    slope = np.stack(
        [(union_distance(sweeps, points + epsilon * axis) - value) / epsilon for axis in np.eye(3)], axis=1
    )
    if pinned is not None:
        slope[pinned, 0] = 0.0
    step = (value / np.maximum(np.sum(slope**2, axis=1), 0.2))[:, None] * slope
    length = np.linalg.norm(step, axis=1, keepdims=True)
    return np.asarray(points - step * np.minimum(1.0, 0.6 * cell / np.maximum(length, 1e-12)))


def _mirrored(vertices: Array, quads: Ints, centre: NDArray[np.bool_]) -> tuple[Array, Ints]:
    twin = np.arange(len(vertices))
    own = ~centre
    twin[own] = len(vertices) + np.arange(int(own.sum()))
    other = vertices[own] * np.array([-1.0, 1.0, 1.0])
    return np.concatenate([vertices, other]), np.concatenate([quads, twin[quads][:, ::-1]])
