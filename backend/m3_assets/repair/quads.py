"""Pairs of triangles that lie flat beside each other become quads, which people find easier to select and to edit."""

from __future__ import annotations

import numpy as np

from .triangles import Floats, Ints, edge_keys, pieces_of, signed_volumes

_FLAT = 0.96
"""least cosine between the two triangles' normals"""
_SQUARE = 0.3
"""least sine of every corner's angle"""
_BENT_SHARE = 0.5
"""of a piece's volume that may hang on which way its quads are bent"""


def quads_of(
    vertices: Floats, triangles: Ints, uv: Floats, material: Ints
) -> tuple[Ints, Ints, Floats, Ints, int]:
    """Corners of each face (F,), vertices of the corners (L,), UVs (L, 2), material of each face, number of quads.

    triangles: (T, 3) closed, of one winding; uv: (3T, 2). No edge with a seam or between two materials goes, and no
    vertex is left with fewer than three edges.
    """
    # 1. The two corners before each edge: a quad goes on from one triangle's tip over the other's
    keys, _ = edge_keys(triangles)
    one, other = np.argsort(keys, kind="stable").reshape(-1, 2).T
    flat, flat_uv = triangles.reshape(-1), uv.reshape(-1, 2)
    following = np.arange(len(flat)).reshape(-1, 3)[:, [1, 2, 0]].reshape(-1)
    tip, far = following[following[one]], following[following[other]]
    ring = np.stack([tip, one, far, other], axis=1)  # corners, counter-clockwise
    face, beside = one // 3, other // 3

    # 2. Which may go
    same_uv = np.isclose(flat_uv[one], flat_uv[following[other]]).all(axis=1) & np.isclose(
        flat_uv[other], flat_uv[following[one]]
    ).all(axis=1)
    normal = np.cross(vertices[triangles[:, 1]] - vertices[triangles[:, 0]],
                      vertices[triangles[:, 2]] - vertices[triangles[:, 0]])  # fmt: skip
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-300)
    flatness = np.einsum("ij,ij->i", normal[face], normal[beside])
    squareness = _least_sine(vertices[flat[ring]], normal[face] + normal[beside])
    piece = pieces_of(triangles)
    room = _BENT_SHARE * signed_volumes(vertices, triangles, piece) / np.bincount(piece)
    keeps_inside = _bent_volume(vertices[flat[ring]]) < room[piece[face]]
    may = same_uv & (material[face] == material[beside]) & (flatness > _FLAT) & (squareness > _SQUARE) & keeps_inside

    # 3. The squarest first; each triangle once
    edges_left = np.bincount(flat, minlength=len(vertices))
    is_taken = np.zeros(len(triangles), dtype=bool)
    chosen = []
    candidates = np.flatnonzero(may)
    for edge in candidates[np.argsort(-squareness[candidates] - flatness[candidates], kind="stable")].tolist():
        ends = flat[[one[edge], other[edge]]]
        if is_taken[face[edge]] or is_taken[beside[edge]] or (edges_left[ends] <= 3).any():
            continue
        is_taken[[face[edge], beside[edge]]] = True
        edges_left[ends] -= 1
        chosen.append(edge)

    # 4. Quads, then the triangles that are left
    quads = ring[np.array(chosen, dtype=np.int64)]
    corners = np.concatenate([quads.reshape(-1), np.flatnonzero(np.repeat(~is_taken, 3))])
    sizes = np.concatenate([np.full(len(quads), 4), np.full(int((~is_taken).sum()), 3)])
    first = np.cumsum(sizes) - sizes
    return sizes, flat[corners], flat_uv[corners], material[corners[first] // 3], len(quads)


def _bent_volume(corners: Floats) -> Floats:
    """(N,) between the two ways in which quads (N, 4, 3) can be split."""
    a, b, c, d = np.moveaxis(corners, 1, 0)
    return np.asarray(np.abs(np.einsum("ij,ij->i", b - a, np.cross(c - a, d - a))) / 6.0)


def _least_sine(corners: Floats, up: Floats) -> Floats:
    """(N,) of the angles of quads (N, 4, 3) as seen along `up` (N, 3); negative where one bends inward."""
    up = up / np.maximum(np.linalg.norm(up, axis=1, keepdims=True), 1e-300)
    ahead = np.roll(corners, -1, axis=1) - corners
    ahead = ahead / np.maximum(np.linalg.norm(ahead, axis=2, keepdims=True), 1e-300)
    back = np.roll(ahead, 1, axis=1)
    return np.asarray(np.einsum("nkd,nd->nk", np.cross(back, ahead), up).min(axis=1))
