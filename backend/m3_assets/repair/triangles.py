"""What comes in: triangles with their colours, and what is counted of them.

Symbols: V vertices, F triangles, N samples, E edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ...protocol.scene import MeshFigures

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NUM_SAMPLES = 150_000
"""points at which the colours of a surface are looked up"""


@dataclass(frozen=True, kw_only=True)
class ColorSamples:
    """Colours at points of a surface; they stay where they are while the triangles change."""

    points: Floats
    """(N, 3)"""
    colors: Floats
    """(N, 3) scene-linear"""
    noise: float = 0.0
    """how far off the points lay before noise was taken from the surface, in the median"""


@dataclass(frozen=True, kw_only=True)
class TriangleMesh:
    """Triangles as somebody else made them: any unit, any axes, perhaps broken."""

    vertices: Floats
    """(V, 3)"""
    triangles: Ints
    """(F, 3)"""
    colors: ColorSamples | None = None
    up_axis: int = 2
    """1 or 2: the axis that points up by the convention of its format"""
    turn_rad: float = 0.0
    """about up, that brings its front to -Y"""


def figures(vertices: Floats, triangles: Ints, weld: bool = True) -> MeshFigures:
    """What the mesh is made of; corners at the same place count as one vertex where `weld` says so."""
    usable = triangles[finite(vertices)[triangles].all(axis=1)] if len(triangles) else triangles.reshape(0, 3)
    if not len(usable):
        return MeshFigures(num_faces=len(triangles), num_pieces=0, num_open_edges=0, num_tangled_edges=0,
                           dimensions_m=np.zeros(3, np.float32))  # fmt: skip
    welded = same_places(vertices, usable)[usable] if weld else usable
    uses, agreeing = edge_uses(welded)
    extent = np.ptp(vertices[np.unique(usable)], axis=0)
    return MeshFigures(
        num_faces=len(triangles),
        num_pieces=int(pieces_of(welded).max()) + 1,
        num_open_edges=int((uses == 1).sum()),
        num_tangled_edges=int(((uses > 2) | ((uses == 2) & ~agreeing)).sum()),
        dimensions_m=extent.astype(np.float32),
    )


def finite(points: Floats) -> NDArray[np.bool_]:
    """(N,) whether all three coordinates are numbers."""
    return np.asarray(np.isfinite(points).all(axis=1), dtype=np.bool_)


def same_places(vertices: Floats, triangles: Ints) -> Ints:
    """(V,) the first vertex at the same place, among those that triangles use."""
    used = np.unique(triangles)
    places = np.ascontiguousarray(vertices[used] + 0.0)  # -0 is 0
    keys = places.view(np.dtype((np.void, places.dtype.itemsize * 3))).reshape(-1)
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    result = np.arange(len(vertices))
    result[used] = used[first[inverse]]
    return result


def edge_keys(triangles: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """(3F,) a number for the undirected edge after each corner, and whether it runs from the lower to the higher."""
    start, end = triangles.reshape(-1), np.roll(triangles, -1, axis=1).reshape(-1)
    count = int(triangles.max(initial=0)) + 1
    return np.minimum(start, end) * count + np.maximum(start, end), start < end


def edge_uses(triangles: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Of every edge (E,): how many triangles use it, and whether as many go one way as the other."""
    keys, forward = edge_keys(triangles)
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    uses = np.diff(np.append(starts, len(keys)))
    balance = np.add.reduceat(np.where(forward[order], 1, -1), starts)
    return uses, balance == 0


def pieces_of(triangles: Ints) -> Ints:
    """(F,) number of the piece that each triangle belongs to; pieces share no vertex."""
    count = int(triangles.max()) + 1
    start = triangles[:, [0, 1]].reshape(-1)
    end = triangles[:, [1, 2]].reshape(-1)
    graph = coo_matrix((np.ones(len(start), dtype=np.int8), (start, end)), shape=(count, count))
    _, label = connected_components(graph, directed=False)
    _, piece = np.unique(label[triangles[:, 0]], return_inverse=True)
    return np.asarray(piece)


def areas(vertices: Floats, triangles: Ints) -> Floats:
    """(F,)"""
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    return np.asarray(0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1))


def spread(vertices: Floats, triangles: Ints) -> tuple[Ints, Floats]:
    """Points all over a surface, by area and the same for the same triangles: triangle (N,), weights of its corners
    (N, 3)."""
    area = np.cumsum(areas(vertices, triangles))
    count = max(NUM_SAMPLES, len(triangles))
    face = np.searchsorted(area, (np.arange(count) + 0.5) / count * area[-1]).clip(0, len(triangles) - 1)
    # the R2 sequence spreads the points within the triangles (Roberts 2018)
    u, v = (np.arange(count) * 0.7548776662) % 1.0, (np.arange(count) * 0.5698402910) % 1.0
    u, v = np.where(u + v > 1.0, 1.0 - u, u), np.where(u + v > 1.0, 1.0 - v, v)
    return face, np.stack([1.0 - u - v, u, v], axis=1)


def spread_colors(vertices: Floats, triangles: Ints, corner_colors: Floats) -> ColorSamples:
    """Samples of colours (F, 3, 3) at the corners of triangles: large faces have theirs all over, not at corners that
    lie nearer to something else."""
    face, weights = spread(vertices, triangles)
    return ColorSamples(
        points=np.einsum("nk,nkd->nd", weights, vertices[triangles[face]]),
        colors=np.einsum("nk,nkd->nd", weights, corner_colors[face]),
    )


def signed_volumes(vertices: Floats, triangles: Ints, piece: Ints) -> Floats:
    """(P,) of each piece, measured from its own middle so that far-off ones lose no precision."""
    count = int(piece.max()) + 1
    corners = vertices[triangles]
    middles: Floats = np.stack([np.bincount(piece, corners[..., k].mean(axis=1), count) for k in range(3)], -1)
    middles = middles / np.bincount(piece, minlength=count)[:, None]
    a, b, c = np.moveaxis(corners - middles[piece][:, None], 1, 0)
    return np.asarray(np.bincount(piece, np.einsum("ij,ij->i", a, np.cross(b, c)) / 6.0, count), np.float64)


def used_only(vertices: Floats, triangles: Ints) -> tuple[Floats, Ints]:
    """Without vertices that no triangle uses."""
    used, inverse = np.unique(triangles, return_inverse=True)
    return vertices[used], inverse.reshape(-1, 3)
