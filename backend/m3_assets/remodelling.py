"""Built parts changed afterwards: facets of a low-poly model, the stout limbs of a cartoon, a piece broken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .contract import Part, Surface
from .geometry import bounds_of
from .geometry_grid import lump

if TYPE_CHECKING:
    import manifold3d

Array = NDArray[np.float64]
_FACET = 0.03
"""share of a shell's second side: what is smaller than that goes"""
_OF_WALL, _AT_LEAST = 0.35, 0.008
"""but no more than that share of the wall of what is hollow or a sheet, or it would fold over; in any case this much"""
_LEAVES, _LUMPS = 40, 8
"""open shells from which a part is foliage; lumps of a low-poly crown about the middle one"""
_STICK, _STOUT = 0.4, 1.45
"""a shell whose second side is under that share of its longest is a stick, and a cartoon's grow that much thicker"""


def triangles_of(piece: Surface) -> NDArray[np.int64]:
    """(N, 3) vertex numbers of its polygons as fans."""
    starts = np.cumsum(piece.face_sizes) - piece.face_sizes
    fans = []
    for size in np.unique(piece.face_sizes):
        corners = piece.face_vertices[starts[piece.face_sizes == size][:, None] + np.arange(size)]
        fans += [corners[:, [0, k, k + 1]] for k in range(1, int(size) - 1)]
    return np.concatenate(fans).astype(np.int64)


def _shells(piece: Surface) -> NDArray[np.int64]:
    """(V,) the connected piece that each vertex belongs to."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    triangles = triangles_of(piece)
    ends = np.concatenate([triangles[:, :2], triangles[:, 1:]])
    count = len(piece.vertices)
    graph = coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _solid(vertices: Array, triangles: NDArray[np.int64]) -> manifold3d.Manifold | None:
    """None where the shell is no solid for Manifold."""
    import manifold3d

    mesh = manifold3d.Mesh(np.ascontiguousarray(vertices, np.float32), np.ascontiguousarray(triangles, np.uint32))
    solid = manifold3d.Manifold(mesh)
    return solid if solid.status() == manifold3d.Error.NoError and not solid.is_empty() else None


def _unfolded(vertices: Array, triangles: NDArray[np.int64]) -> Surface:
    """Triangles with UVs in metres, each seen along the axis it faces most."""
    corners = vertices[triangles]
    normal = np.abs(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]))
    axis = np.argmax(normal, axis=1)
    across, up = np.array([1, 0, 0])[axis], np.array([2, 2, 1])[axis]
    rows = np.arange(len(triangles))[:, None]
    uv = np.stack([corners[rows, np.arange(3), across[:, None]], corners[rows, np.arange(3), up[:, None]]], axis=-1)
    return Surface(
        vertices=vertices, face_sizes=np.full(len(triangles), 3, dtype=np.int32),
        face_vertices=triangles.reshape(-1).astype(np.int32), uv=uv.reshape(-1, 2),
    )  # fmt: skip


def _of_solid(solid: manifold3d.Manifold) -> tuple[Array, NDArray[np.int64]]:
    mesh = solid.to_mesh()
    vertices = np.asarray(mesh.vert_properties, dtype=np.float64)[:, :3]
    return vertices, np.asarray(mesh.tri_verts, dtype=np.int64).reshape(-1, 3)


def faceted(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Every solid shell with as few faces as its outline bears, foliage as a few lumps; other sheets stay."""
    return tuple(_faceted(one) for one in parts)


def _faceted(one: Part) -> Part:
    if one.closed:
        return replace(one, surface=_fewer(one.surface))
    shells = _shells(one.surface)
    if int(shells.max()) < _LEAVES:
        return one
    return replace(one, surface=_crown(one.surface.vertices), closed=True)


def _crown(points: Array) -> Surface:
    """Hulls about the leaves next to each of the seeds that lie farthest from one another."""
    import manifold3d

    seeds = points.mean(axis=0)[None]
    for _ in range(_LUMPS):
        farthest = points[np.argmax(np.linalg.norm(points[:, None] - seeds, axis=2).min(axis=1))]
        seeds = np.concatenate([seeds, (0.75 * farthest + 0.25 * seeds[0])[None]])
    nearest = np.argmin(np.linalg.norm(points[:, None] - seeds, axis=2), axis=1)
    vertices, triangles, start = [], [], 0
    for number in range(len(seeds)):
        mine = points[nearest == number]
        if len(mine) < 8:
            continue
        middle = mine.mean(axis=0)
        hull = manifold3d.Manifold.hull_points((middle + 1.12 * (mine - middle)).astype(np.float32))
        hull = hull.simplify(0.12 * float(np.ptp(mine, axis=0).max()))
        if hull.is_empty():
            continue
        corners, faces = _of_solid(hull)
        vertices.append(corners)
        triangles.append(faces + start)
        start += len(corners)
    return _unfolded(np.concatenate(vertices), np.concatenate(triangles))


def _fewer(piece: Surface) -> Surface:
    triangles, shell = triangles_of(piece), _shells(piece)
    found: list[tuple[Array, NDArray[np.int64]]] = []
    for number in range(int(shell.max()) + 1):
        mine = triangles[shell[triangles[:, 0]] == number]
        used, mine = np.unique(mine, return_inverse=True)
        points, mine = piece.vertices[used], mine.reshape(-1, 3)
        sides = np.sort(np.ptp(points, axis=0))
        solid = _solid(points, mine)
        if solid is not None:
            wall = 2.0 * abs(solid.volume()) / max(solid.surface_area(), 1e-12)
            across = float(sides[1])
            thinner = solid.simplify(max(min(_FACET * across, max(_OF_WALL * wall, _AT_LEAST * across)), 1e-5))
            if not thinner.is_empty() and thinner.num_tri() >= 4:
                points, mine = _of_solid(thinner)
        found.append((points, mine))
    starts = np.cumsum([0, *(len(points) for points, _ in found)])
    vertices = np.concatenate([points for points, _ in found])
    return _unfolded(vertices, np.concatenate([mine + start for (_, mine), start in zip(found, starts, strict=False)]))


def plumped(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Sticks (legs, rails, arms, tyres' spokes) grow stout about their own middle; nothing sinks into the floor."""
    low = bounds_of([one.surface for one in parts])[0]
    result = []
    for one in parts:
        vertices, shell = one.surface.vertices.copy(), _shells(one.surface)
        for number in range(int(shell.max()) + 1):
            mine = shell == number
            sides = np.ptp(vertices[mine], axis=0)
            longest = int(np.argmax(sides))
            thin = np.sort(sides)[1]
            if thin < _STICK * sides[longest]:
                grown = np.where(np.arange(3) == longest, 1.0, _STOUT)
                middle = 0.5 * (vertices[mine].min(axis=0) + vertices[mine].max(axis=0))
                vertices[mine] = middle + (vertices[mine] - middle) * grown
        vertices[:, 2] = np.maximum(vertices[:, 2], low[2])
        result.append(replace(one, surface=replace(one.surface, vertices=vertices)))
    return tuple(result)


def chipped(parts: Sequence[Part]) -> tuple[Part, ...]:
    """A jagged piece gone where it stands out most at the upper front right, and a small one on the other side, of all
    that does not move; what lies wholly inside the piece is gone with it."""
    still = [one for one in parts if one.moves_with is None and one.closed] or list(parts)
    points = np.concatenate([one.surface.vertices for one in still])
    size = np.ptp(points, axis=0)
    spread = points / np.maximum(size, 1e-9)
    across = float(np.sqrt(size.max() * np.median(size)))
    bites = [_bite(points[np.argmax(spread @ np.array(way))], share * across, size, seed)
             for way, share, seed in (((0.7, -0.35, 1.0), 0.30, 3), ((-1.0, -0.6, 0.25), 0.12, 8))]  # fmt: skip
    result = []
    for one in parts:
        if one.moves_with is not None or not one.closed:
            result.append(one)
            continue
        solid = _solid(one.surface.vertices, triangles_of(one.surface))
        if solid is None:
            result.append(one)
            continue
        left = solid
        for bite in filter(None, bites):
            left = left - bite
        if left.is_empty():
            continue
        if abs(left.volume() - solid.volume()) > 1e-4 * solid.volume():
            one = replace(one, surface=_unfolded(*_of_solid(left)))
        result.append(one)
    return tuple(result) if any(one.moves_with is None for one in result) else tuple(parts)


def _bite(middle: Array, radius: float, size: Array, seed: int) -> manifold3d.Manifold | None:
    """A crystal-like lump, squeezed as the thing is."""
    rng = np.random.default_rng(seed)
    ways = rng.normal(size=(26, 3))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    reach = rng.uniform(0.62, 1.0, 26)
    piece = lump(lambda way: radius * np.min(reach / np.maximum(way @ ways.T, 0.35), axis=-1), 10,
                 np.clip(size / size.max(), 0.45, 1.0))  # fmt: skip
    return _solid(piece.vertices + middle, triangles_of(piece))
