"""Quad grids that are neither boxes nor lofts: open patches, thick sheets, cube spheres and lumps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from .contract import Surface
from .geometry_core import CHART_GAP_M, Floats, Ints, surface


def grid_corners(rows: int, columns: int) -> Ints:
    """Corner indices (F, 4) of a rows x columns grid of vertices, counter-clockwise in (column, row)."""
    row, column = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    start = row * columns + column
    return np.stack([start, start + 1, start + columns + 1, start + columns], -1).reshape(-1, 4).astype(np.int32)


def quads(vertices: ArrayLike, corners: Ints, uv: ArrayLike) -> Surface:
    """A surface of quads: vertices (V, 3), corners (F, 4), uv (F, 4, 2)."""
    return surface(vertices, corners, np.asarray(uv, dtype=np.float64).reshape(-1, 2))


def _arc(points: Floats, axis: int) -> Floats:
    """Length along one axis of a grid of points, from 0."""
    steps = np.linalg.norm(np.diff(points, axis=axis), axis=-1)
    shape = list(steps.shape)
    shape[axis] = 1
    arc: Floats = np.concatenate([np.zeros(shape), np.cumsum(steps, axis=axis)], axis=axis)
    return arc


def _grid_uv(grid: Floats) -> Floats:
    """(R * C, 2) lengths along the columns and rows of a grid of points, measured from its middle column."""
    along = _arc(grid, 1)
    up = _arc(grid, 0).mean(axis=1, keepdims=True)
    middle = along[:, grid.shape[1] // 2][:, None]
    return np.stack([along - middle, np.broadcast_to(up, along.shape)], -1).reshape(-1, 2)


def patch(points: ArrayLike) -> Surface:
    """An open sheet over a grid of points (R, C, 3); it faces column direction x row direction."""
    grid = np.asarray(points, dtype=np.float64)
    corners = grid_corners(*grid.shape[:2])
    return quads(grid.reshape(-1, 3), corners, _grid_uv(grid)[corners])


def grid_rim(rows: int, columns: int) -> Ints:
    """The boundary vertices of a rows x columns grid, counter-clockwise in (column, row)."""
    index = np.arange(rows * columns, dtype=np.int32).reshape(rows, columns)
    return np.concatenate([index[0, :-1], index[:-1, -1], index[-1, :0:-1], index[:0:-1, 0]])


def rim_of(corners: Ints) -> Ints:
    """The boundary vertices (B,) of a sheet of quads with one rim, in the direction of its faces."""
    edges = np.stack([corners, np.roll(corners, -1, axis=1)], -1).reshape(-1, 2)
    known = {(int(a), int(b)) for a, b in edges}
    after = {a: b for a, b in sorted(known) if (b, a) not in known}
    start = min(after)
    loop = [start]
    while after[loop[-1]] != start:
        loop.append(after[loop[-1]])
    return np.array(loop, dtype=np.int32)


def panel(outer: Floats, inner: Floats, corners: Ints, uv: Floats, rim: Ints | None = None) -> Surface:
    """A closed sheet: outer vertices (V, 3), the same pushed in, a wall along the rim. corners (F, 4), uv (V, 2) m."""
    rim = rim_of(corners) if rim is None else rim
    count = len(outer)
    after = np.roll(rim, -1)
    wall = np.stack([rim + count, after + count, after, rim], -1)
    faces = np.concatenate([corners, corners[:, ::-1] + count, wall]).astype(np.int32)
    low, high = uv.min(axis=0), uv.max(axis=0)
    width = high[0] - low[0] + CHART_GAP_M
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(outer[after] - outer[rim], axis=1))])
    depth = np.linalg.norm(outer[rim] - inner[rim], axis=1)
    start, end, top = along[:-1] + low[0], along[1:] + low[0], low[1] - CHART_GAP_M
    wall_uv = np.stack(
        [
            np.stack([start, top - depth], -1), np.stack([end, top - np.roll(depth, -1)], -1),
            np.stack([end, np.full_like(end, top)], -1), np.stack([start, np.full_like(end, top)], -1),
        ], 1,
    )  # fmt: skip
    back = (uv + np.array([width, 0.0]))[corners[:, ::-1]]
    return quads(np.concatenate([outer, inner]), faces, np.concatenate([uv[corners], back, wall_uv]))


def thick_sheet(points: ArrayLike, thickness_m: float) -> Surface:
    """A closed thin leaf or petal over a grid of points (R, C, 3)."""
    grid = np.asarray(points, dtype=np.float64)
    corners = grid_corners(*grid.shape[:2])
    normals = np.cross(np.gradient(grid, axis=1), np.gradient(grid, axis=0)).reshape(-1, 3)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    offset = 0.5 * thickness_m * normals
    flat = grid.reshape(-1, 3)
    return panel(flat + offset, flat - offset, corners, _grid_uv(grid), grid_rim(*grid.shape[:2]))


@lru_cache(maxsize=16)
def _unit_cube_sphere(segments: int) -> tuple[Floats, Ints, Floats]:
    """Vertices (V, 3) on the unit sphere, corners (F, 4), uv (F, 4, 2); segments per cube edge."""
    angle = np.linspace(-np.pi / 4, np.pi / 4, segments + 1)
    b, a = np.meshgrid(np.tan(angle), np.tan(angle), indexing="ij")
    arc_b, arc_a = np.meshgrid(angle, angle, indexing="ij")
    one = np.ones_like(a)
    sides = [(a, -one, b), (one, a, b), (-a, one, b), (-one, -a, b), (a, b, one), (a, -b, -one)]
    points = np.stack([np.stack(side, -1).reshape(-1, 3) for side in sides]).reshape(-1, 3)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    local = grid_corners(segments + 1, segments + 1)
    count = (segments + 1) ** 2
    corners = np.concatenate([local + side * count for side in range(6)])
    side_uv = np.stack([arc_a, arc_b], -1).reshape(-1, 2)[local]
    # the four sides in a belt, the two ends above and below its first square
    starts = np.array([(0, 0), (1, 0), (2, 0), (3, 0), (0, 1.05), (0, -1.05)]) * (np.pi / 2)
    uv = np.concatenate([side_uv + start for start in starts])
    # weld the cube's edges: the first of equal points stands for all
    _, first, inverse = np.unique(np.round(points, 9), axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return points[first[order]], rank[inverse.reshape(-1)][corners].astype(np.int32), uv


def cube_sphere(radius_m: float | Sequence[float], segments: int = 8) -> Surface:
    """A sphere (or ellipsoid, with three radii) of quads about the origin, without poles: 6 * segments² faces."""
    points, corners, uv = _unit_cube_sphere(segments)
    radii = np.broadcast_to(np.asarray(radius_m, dtype=np.float64), (3,))
    return quads(points * radii, corners, uv * radii.mean())


def lump(radius_m: Callable[[Floats], Floats], segments: int, squash: ArrayLike = (1.0, 1.0, 1.0)) -> Surface:
    """A closed star-shaped body: `radius_m` maps directions (V, 3) to lengths (V,); `squash` (3,) scales it."""
    points, corners, uv = _unit_cube_sphere(segments)
    lengths = radius_m(points)
    factors = np.asarray(squash, dtype=np.float64)
    return quads(points * lengths[:, None] * factors, corners, uv * float(lengths.mean() * factors.mean()))


def ring_tube(path: ArrayLike, radius_m: float, sides: int = 6) -> Surface:
    """A round tube along a closed path (R, 3) that goes about the Z axis, closed; quicker than a sweep."""
    line = np.asarray(path, dtype=np.float64)
    outwards = line * np.array([1.0, 1.0, 0.0])
    outwards /= np.linalg.norm(outwards, axis=1, keepdims=True)
    turn = 2.0 * np.pi * np.arange(sides + 1) / sides
    up = np.array([0.0, 0.0, 1.0])
    rings = line[:, None] + radius_m * (np.cos(turn)[:, None] * outwards[:, None] + np.sin(turn)[:, None] * up)
    sheet = np.concatenate([rings, rings[:1]])
    rows, columns = len(line), sides + 1
    corners = grid_corners(rows + 1, columns)
    uv = _grid_uv(sheet)[corners]
    row, column = corners // columns % rows, corners % columns % sides
    return outward(quads(rings[:, :-1].reshape(-1, 3), (row * sides + column).astype(np.int32), uv))


def volume_m3(piece: Surface) -> float:
    """Signed volume of a closed surface of quads (divergence theorem)."""
    p = piece.vertices[piece.face_vertices.reshape(-1, 4)]
    first = np.einsum("ij,ij->i", p[:, 0], np.cross(p[:, 1], p[:, 2]))
    second = np.einsum("ij,ij->i", p[:, 0], np.cross(p[:, 2], p[:, 3]))
    return float((first + second).sum() / 6.0)


def outward(piece: Surface) -> Surface:
    """The same closed surface of quads with its faces turned outward."""
    if volume_m3(piece) >= 0.0:
        return piece
    corners = piece.face_vertices.reshape(-1, 4)[:, ::-1].copy()
    return quads(piece.vertices, corners, piece.uv.reshape(-1, 4, 2)[:, ::-1])
