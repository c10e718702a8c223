"""What no later step can use goes first: numbers that are none, faces without area, doubles, crumbs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ...protocol.errors import InvalidRequestError
from .triangles import Floats, Ints, areas, edge_uses, finite, pieces_of, same_places, used_only

MAX_FACES = 5_000_000
MAX_PIECES = 5_000
"""a surface in more pieces than that is a heap of shreds"""
WELD_SHARES = (1e-7, 1e-5, 1e-3)
"""of the diagonal: how far apart corners of one vertex may lie, tried in turn while most edges stay open"""
_MOSTLY_OPEN = 0.3
_CRUMB = 1e-5
"""share of the whole area below which a piece is a crumb"""


@dataclass(frozen=True)
class Cube:
    """Where a mesh lay before it was brought to a cube of edge 1 about the origin."""

    middle: Floats
    """(3,)"""
    size: float


def cleaned(vertices: Floats, triangles: Ints) -> tuple[Floats, Ints, Cube, list[str]]:
    """Finite, welded, each face once, in a cube of edge 1 about the origin; that cube; and what was done, in words.

    Raises InvalidRequestError where nothing is left, or nothing that holds together.
    """
    steps: list[str] = []
    vertices = np.asarray(vertices, np.float64).reshape(-1, 3)
    triangles = np.asarray(triangles, np.int64).reshape(-1, 3)
    if not len(triangles):
        raise _refused("has no faces")
    if len(triangles) > MAX_FACES:
        raise _refused(f"has {len(triangles):,} faces; {MAX_FACES:,} is the most", "Decimate it first.")
    if triangles.min() < 0 or triangles.max() >= len(vertices):
        raise _refused("names vertices that it does not have")

    # 1. Numbers that are none
    usable = finite(vertices)[triangles].all(axis=1)
    if not usable.all():
        steps.append(f"dropped {int((~usable).sum()):,} faces whose corners are no numbers")
        triangles = triangles[usable]
    if not len(triangles):
        raise _refused("has no face whose corners are numbers")

    # 2. About the origin, in a cube of edge 1
    vertices, triangles = used_only(vertices, triangles)
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    size = float((high - low).max())
    if not (size > 0.0 and np.isfinite(size)):
        raise _refused("is a single point" if size == 0.0 else "is too large to measure")
    cube = Cube(0.5 * (low + high), size)
    vertices = (vertices - cube.middle) / cube.size

    # 3. One vertex for each place
    vertices, triangles, reach = _welded(vertices, triangles)
    if reach > WELD_SHARES[0]:
        steps.append(f"welded corners that lay up to {100 * reach:.1g} % of the size apart")

    # 4. Faces without area, and doubles
    whole = (triangles != np.roll(triangles, 1, axis=1)).all(axis=1) & (areas(vertices, triangles) > 1e-14)
    _, first = np.unique(np.sort(triangles, axis=1), axis=0, return_index=True)
    single = np.zeros(len(triangles), dtype=bool)
    single[first] = True
    for chosen, what in ((~whole, "faces without area"), (whole & ~single, "doubled faces")):
        if chosen.any():
            steps.append(f"dropped {int(chosen.sum()):,} {what}")
    triangles = triangles[whole & single]
    if not len(triangles):
        raise _refused("has no face with an area")

    # 5. Crumbs
    piece = pieces_of(triangles)
    area = np.bincount(piece, areas(vertices, triangles))
    crumbs = area < _CRUMB * area.sum()
    if crumbs.any() and not crumbs.all():
        steps.append(f"dropped {int(crumbs.sum()):,} crumbs")
        triangles = triangles[~crumbs[piece]]
        piece = pieces_of(triangles)
    if piece.max() >= MAX_PIECES:
        raise _refused(
            f"falls into {int(piece.max()) + 1:,} pieces", "Merge its vertices by distance in its own program first."
        )
    vertices, triangles = used_only(vertices, triangles)
    return vertices, triangles, cube, steps


def _welded(vertices: Floats, triangles: Ints) -> tuple[Floats, Ints, float]:
    """Joined as far as it takes to make a surface of it, and how far that was; exactly equal places where nothing
    helps."""
    vertices, triangles = used_only(vertices, same_places(vertices, triangles)[triangles])
    if not (areas(vertices, triangles) > 0.0).any():
        raise _refused("has no face with an area")
    sides = np.linalg.norm(vertices[triangles] - vertices[np.roll(triangles, -1, axis=1)], axis=2)
    longest_reach = 0.2 * float(np.median(sides))  # else a fine mesh would melt
    for share in WELD_SHARES:
        reach = min(share, longest_reach)
        joined = _joined(vertices, triangles, reach)
        whole = joined[1][(joined[1] != np.roll(joined[1], 1, axis=1)).all(axis=1)]
        if len(whole) and (edge_uses(whole)[0] == 1).mean() < _MOSTLY_OPEN:
            return *joined, reach
    return vertices, triangles, 0.0


def _joined(vertices: Floats, triangles: Ints, reach: float) -> tuple[Floats, Ints]:
    """Vertices within reach of each other become one."""
    pairs = cKDTree(vertices).query_pairs(reach, output_type="ndarray")
    if not len(pairs):
        return vertices, triangles
    count = len(vertices)
    graph = coo_matrix((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    _, label = connected_components(graph, directed=False)
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    return used_only(vertices, first[inverse][triangles])


def _refused(why: str, hint: str = "Check the file in the program that made it.") -> InvalidRequestError:
    return InvalidRequestError(f"The mesh cannot be used: it {why}.", hint=hint, stage="assets")
