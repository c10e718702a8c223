"""Noise goes, edges stay: what scanners and marching cubes leave on a surface is filtered out of its normals.

Symbols: V vertices, F triangles, E edges. Everything here wants closed triangles of one winding in a cube of edge 1.
Sources: Zheng et al. 2011, "Bilateral normal filtering for mesh denoising" (the local scheme, with the neighbours
across edges); Sun et al. 2007, "Fast and effective feature-preserving mesh denoising" (vertices follow normals).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.spatial import cKDTree

from .solids import thin_enough
from .triangles import ColorSamples, Floats, Ints, edge_keys, pieces_of

ROUGH_DEG = 1.5
"""of a noisy piece, at least: modelled ones measure below 1, marching cubes of a noisy field 3 to 5"""
CRUMPLED_DEG = 12.0
"""of a piece whose faces fold over each other: there normals tell nothing until its vertices were evened out"""
MOST_FACES = 150_000
"""noisy meshes of more are thinned first: what is finer is noise"""
LEAST_FACES = 100
"""a piece of fewer has its shape in every face"""
_PASSES, _NORMAL_ROUNDS, _VERTEX_ROUNDS, _CRUMPLED_ROUNDS = 3, 20, 10, 6
_ALIKE = 0.38
"""length of the difference of two normals that still count as one surface; across a right angle it is 1.4"""
_FARTHEST = 0.03
"""how far noise may reach"""


def smoothed(
    vertices: Floats, triangles: Ints, samples: ColorSamples | None = None
) -> tuple[Floats, Ints, ColorSamples | None, list[str]]:
    """Without noise, and what was done, in words; pieces that have none stay as they are. The colours of the surface
    go where it goes."""
    piece, rough_deg, is_rough = _rough_pieces(vertices, triangles)
    if not is_rough.any():
        return vertices, triangles, samples, []
    if len(triangles) > MOST_FACES and (coarse := thin_enough(vertices, triangles, MOST_FACES)) is not None:
        vertices, triangles = coarse
        piece, rough_deg, is_rough = _rough_pieces(vertices, triangles)
    used, local = np.unique(triangles[is_rough[piece]], return_inverse=True)
    faces, owner = local.reshape(-1, 3), piece[is_rough[piece]]
    points = vertices[used]
    is_crumpled = rough_deg > CRUMPLED_DEG
    if is_crumpled[owner].any():
        moves = np.zeros(len(points), dtype=bool)
        moves[faces[is_crumpled[owner]]] = True
        points = np.where(moves[:, None], _evened(points, faces), points)
    for _ in range(_PASSES):
        points = _following(points, faces, _filtered_normals(points, faces))
    result = vertices.copy()
    result[used] = points
    count = int(is_rough.sum())
    steps = [f"smoothed the noise of {count:,} piece{'s' if count > 1 else ''}"]
    return result, triangles, samples and _carried(samples, vertices, result - vertices), steps


def _carried(samples: ColorSamples, vertices: Floats, moves: Floats) -> ColorSamples:
    """Moved as the vertices (V, 3) about them are."""
    distance, index = cKDTree(vertices).query(samples.points, k=3)
    weight = 1.0 / np.maximum(distance, 1e-9)
    weight /= weight.sum(axis=1, keepdims=True)
    moved = np.einsum("nk,nkd->nd", weight, moves[index])
    noise = float(np.median(np.linalg.norm(moved, axis=1)))
    return replace(samples, points=samples.points + moved, noise=noise)


def _rough_pieces(vertices: Floats, triangles: Ints) -> tuple[Ints, Floats, NDArray[np.bool_]]:
    """Each triangle's piece (F,); of every piece how rough it is (P,), and whether that is noise."""
    piece = pieces_of(triangles)
    rough_deg = _roughness_deg(vertices, triangles, piece)
    return piece, rough_deg, (rough_deg > ROUGH_DEG) & (np.bincount(piece) >= LEAST_FACES)


def _roughness_deg(vertices: Floats, triangles: Ints, piece: Ints) -> Floats:
    """(P,) of each piece: how much bending about a vertex cancels out, the median by area. A round or an edge bends one
    way all along, noise to and fro."""
    one, other = _across_edges(triangles)
    normals, area = _normals(vertices, triangles)
    corners = triangles.reshape(-1)
    start, end = corners[one], np.roll(triangles, -1, axis=1).reshape(-1)[one]
    along = vertices[end] - vertices[start]
    length = np.maximum(np.linalg.norm(along, axis=1), 1e-300)
    face, beside = one // 3, other // 3
    across = np.einsum("ij,ij->i", np.cross(normals[face], normals[beside]), along) / length
    bend = length * np.arctan2(across, np.einsum("ij,ij->i", normals[face], normals[beside]))
    count = len(vertices)
    ends = np.concatenate([start, end])
    whole, left = (np.bincount(ends, np.tile(part, 2), count) for part in (np.abs(bend), bend))
    total = np.bincount(ends, np.tile(length, 2), count)
    rough = np.degrees((whole - np.abs(left)) / np.maximum(total, 1e-300))
    weight = np.bincount(corners, np.repeat(area, 3), count)
    owner = np.zeros(count, dtype=np.int64)
    owner[corners] = np.repeat(piece, 3)
    order = np.lexsort([rough, owner])
    summed = np.cumsum(weight[order])
    last = np.searchsorted(owner[order], np.arange(int(piece.max()) + 1), side="right") - 1
    before = np.concatenate([[0.0], summed[last[:-1]]])
    middle = np.searchsorted(summed, 0.5 * (before + summed[last]))
    return np.asarray(rough[order][np.minimum(middle, last)])


def _evened(points: Floats, faces: Ints) -> Floats:
    """(V, 3) drawn to the neighbours within the reach of the noise, and back again against shrinking (Taubin 1995)."""
    one, _ = _across_edges(faces)
    start, end = faces.reshape(-1)[one], np.roll(faces, -1, axis=1).reshape(-1)[one]
    rows, columns = np.concatenate([start, end]), np.concatenate([end, start])
    count = len(points)
    off = points - _sums(rows, points[columns], count) / np.bincount(rows, minlength=count)[:, None]
    reach = min(float(np.median(np.linalg.norm(off, axis=1))), _FARTHEST)
    for number in range(2 * _CRUMPLED_ROUNDS):
        step = points[columns] - points[rows]
        weight = np.exp(-np.einsum("ij,ij->i", step, step) / reach**2)
        mean = _sums(rows, weight[:, None] * step, count) / (1.0 + np.bincount(rows, weight, count))[:, None]
        points = points + (1.0 if number % 2 == 0 else -0.5) * mean
    return points


def _filtered_normals(points: Floats, faces: Ints) -> Floats:
    """(F, 3) each drawn to those across its edges, the more the more they are alike."""
    normals, area = _normals(points, faces)
    one, other = _across_edges(faces)
    partner = np.empty(3 * len(faces), dtype=np.int64)
    partner[one], partner[other] = other // 3, one // 3
    beside = partner.reshape(-1, 3)
    # by the root of the area: by the area itself, rows of slivers would part a round into terraces
    reliable = np.minimum(area[beside] / np.maximum(area, 1e-300)[:, None], 1.0) ** 0.5
    for _ in range(_NORMAL_ROUNDS):
        neighbours = normals[beside]  # (F, 3, 3)
        apart = neighbours - normals[:, None]
        weight = reliable * np.exp(-np.einsum("fkd,fkd->fk", apart, apart) / (2.0 * _ALIKE**2))
        normals = normals + np.einsum("fk,fkd->fd", weight, neighbours)
        normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-300)
    return normals


def _following(points: Floats, faces: Ints, normals: Floats) -> Floats:
    """(V, 3) moved until the faces lie at right angles to their normals."""
    corners = faces.reshape(-1)
    count = len(points)
    shares = 1.0 / np.bincount(corners, minlength=count)[corners]
    mean = coo_matrix((shares, (corners, np.arange(len(corners)))), shape=(count, len(corners))).tocsr()
    for _ in range(_VERTEX_ROUNDS):
        off = np.einsum("fcd,fd->fc", points[faces].mean(axis=1)[:, None] - points[faces], normals)
        points = points + mean @ (off[..., None] * normals[:, None]).reshape(-1, 3)
    return points


def _normals(vertices: Floats, triangles: Ints) -> tuple[Floats, Floats]:
    """(F, 3) of length 1, and areas (F,)."""
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    normals = np.cross(b - a, c - a)
    length = np.linalg.norm(normals, axis=1)
    return normals / np.maximum(length, 1e-300)[:, None], 0.5 * length


def _across_edges(triangles: Ints) -> tuple[Ints, Ints]:
    """(E,), (E,) the corners before every edge, in the two faces that share it."""
    keys, _ = edge_keys(triangles)
    one, other = np.argsort(keys, kind="stable").reshape(-1, 2).T
    return one, other


def _sums(index: Ints, values: Floats, count: int) -> NDArray[np.float64]:
    """(count, 3) of values (N, 3) with the same index."""
    return np.stack([np.bincount(index, values[:, k], count) for k in range(3)], axis=-1)
