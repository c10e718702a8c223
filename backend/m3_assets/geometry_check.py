"""What is wrong with a surface, in words: closed, manifold, outward, quads, no zero-area face."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .contract import Surface
from .geometry_core import Floats, Ints

MIN_QUAD_SHARE = 0.95
MIN_FACE_AREA_M2 = 1e-10


def quad_share(piece: Surface) -> float:
    """Quads as a share of all faces."""
    return float(np.mean(piece.face_sizes == 4))


def _fan_triangles(piece: Surface) -> tuple[Ints, Ints]:
    """Triangles (M, 3) that fan every face, and the face of each (M,)."""
    starts = np.concatenate([[0], np.cumsum(piece.face_sizes)[:-1]])
    triangles, owners = [], []
    for size in np.unique(piece.face_sizes):
        faces = np.flatnonzero(piece.face_sizes == size)
        corners = piece.face_vertices[starts[faces][:, None] + np.arange(size)]
        for k in range(1, size - 1):
            triangles.append(corners[:, [0, k, k + 1]])
            owners.append(faces)
    return np.concatenate(triangles).astype(np.int32), np.concatenate(owners).astype(np.int32)


def face_areas(piece: Surface) -> Floats:
    """(F,) m²: the length of each face's vector area."""
    triangles, owners = _fan_triangles(piece)
    a, b, c = (piece.vertices[triangles[:, k]] for k in range(3))
    vector = np.zeros((len(piece.face_sizes), 3))
    np.add.at(vector, owners, 0.5 * np.cross(b - a, c - a))
    return np.asarray(np.linalg.norm(vector, axis=-1))


def shell_volumes(piece: Surface) -> Floats:
    """(S,) m³ signed volume of each connected shell; negative where it is inside out."""
    following = np.roll(piece.face_vertices, -1)
    ends = np.cumsum(piece.face_sizes) - 1
    following[ends] = piece.face_vertices[ends - piece.face_sizes + 1]
    graph = coo_matrix((np.ones(len(following)), (piece.face_vertices, following)), shape=(len(piece.vertices),) * 2)
    count, label = connected_components(graph, directed=False)
    triangles, _ = _fan_triangles(piece)
    # measured from each shell's own middle, so that far-off shells lose no precision
    sums = np.stack([np.bincount(label, piece.vertices[:, k], count) for k in range(3)], -1).astype(np.float64)
    middle = sums / np.bincount(label, minlength=count)[:, None]
    shell = label[triangles[:, 0]]
    a, b, c = (piece.vertices[triangles[:, k]] - middle[shell] for k in range(3))
    volume = np.zeros(count)
    np.add.at(volume, shell, np.einsum("ij,ij->i", a, np.cross(b, c)) / 6.0)
    return volume[np.unique(shell)]


def problems(
    piece: Surface, closed: bool = True, *,
    min_quad_share: float = MIN_QUAD_SHARE, min_face_area_m2: float = MIN_FACE_AREA_M2,
) -> list[str]:  # fmt: skip
    """Everything that breaks the contract of a part; empty when it is sound."""
    found = []
    corners, sizes = piece.face_vertices, piece.face_sizes
    if len(piece.uv) != len(corners) or int(sizes.sum()) != len(corners):
        return ["corner counts do not add up"]
    if not np.isfinite(piece.vertices).all() or not np.isfinite(piece.uv).all():
        return ["not finite"]
    if quad_share(piece) < min_quad_share:
        found.append(f"only {quad_share(piece):.0%} quads")
    if face_areas(piece).min() < min_face_area_m2:
        found.append(f"{int((face_areas(piece) < min_face_area_m2).sum())} faces without area")
    following = np.roll(corners, -1)
    ends = np.cumsum(sizes) - 1
    following[ends] = corners[ends - sizes + 1]
    directed = corners.astype(np.int64) * len(piece.vertices) + following
    if len(np.unique(directed)) != len(directed):
        found.append("neighbouring faces wind differently, or an edge has more than two faces")
    undirected = np.minimum(corners, following).astype(np.int64) * len(piece.vertices) + np.maximum(corners, following)
    uses = np.unique(undirected, return_counts=True)[1]
    if uses.max() > 2:
        found.append("an edge has more than two faces")
    if len(np.unique(corners)) != len(piece.vertices):
        found.append("loose vertices")
    if closed:
        if (uses == 1).any():
            found.append(f"{int((uses == 1).sum())} open edges")
        elif (shell_volumes(piece) <= 0.0).any():
            found.append("a shell is inside out")
    return found
