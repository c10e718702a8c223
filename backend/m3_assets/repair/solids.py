"""Solids joined into one skin and thinned to a face budget, by the Manifold library and quadric edge collapse.

Sources: Manifold (Lalish 2022); Garland & Heckbert 1997, "Surface simplification using quadric error metrics".
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...protocol.errors import InvalidRequestError
from .closing import FLAT, closed
from .triangles import Floats, Ints, areas, edge_keys, edge_uses, pieces_of, signed_volumes, used_only

SMALLEST_EDGE = 2e-4
"""share of the largest extent below which edges are collapsed"""
_LEAST_VOLUME = 1e-9
"""of a piece in a cube of edge 1"""
_TARGETS = (1.0, 0.95, 0.9, 0.8)
"""shares of the face budget that are aimed at in turn"""
_DISTANCES = (1e-3, 2e-3, 4e-3, 8e-3, 0.016, 0.032, 0.064)
SLIVER = 1e-6
"""height of a face, in a cube of edge 1, below which it is flipped away"""
_MAX_FLIPS = 8


def joined(vertices: Floats, triangles: Ints) -> tuple[Floats, Ints, list[str]]:
    """One skin around all pieces: what overlaps is united, what lies inside goes."""
    import manifold3d

    pieces = [solid for solid in _solids(vertices, triangles) if abs(solid.volume()) > _LEAST_VOLUME]
    if not pieces:
        raise InvalidRequestError(
            "The mesh cannot be used: it encloses nothing.", hint="Give it thickness first.", stage="assets"
        )
    united = manifold3d.Manifold.batch_boolean(pieces, manifold3d.OpType.Add) if len(pieces) > 1 else pieces[0]
    vertices, triangles = _arrays(united)
    after = int(pieces_of(triangles).max()) + 1
    steps = []
    if after != len(pieces):
        steps.append(f"united {len(pieces):,} overlapping or nested pieces into {after:,}")
    return vertices, triangles, steps


def thinned(vertices: Floats, triangles: Ints, max_faces: int) -> tuple[Floats, Ints, list[str]]:
    """At most `max_faces` triangles, still closed and of one winding, without slivers.

    Collapsed by quadrics, which look best; where that stays tangled, of what was merged within a growing distance
    before, which leaves fewer places to tangle at.
    """
    before = len(triangles)
    whole = _solid(vertices, triangles)
    for distance in (SMALLEST_EDGE, *_DISTANCES):
        found = thin_enough(*_arrays(whole.simplify(distance)), max_faces)
        if found is not None:
            steps = [f"thinned {before:,} faces to {len(found[1]):,}"] if before > max_faces else []
            return *found, steps
    raise InvalidRequestError(
        f"The mesh cannot be used: its parts stay tangled at {max_faces:,} faces.",
        hint="Remesh it in the program that made it.", stage="assets",
    )  # fmt: skip


def thin_enough(vertices: Floats, triangles: Ints, max_faces: int) -> tuple[Floats, Ints] | None:
    """Collapsed and mended in turns, as mending adds faces again; None where that leads to nothing sound."""
    for share in _TARGETS:
        target = int(share * max_faces)
        if len(triangles) > target:
            vertices, triangles = _collapsed(vertices, triangles, target)
        vertices, triangles = _outward(*_without_slivers(*_mended(vertices, triangles)))
        if len(triangles) <= max_faces and is_sound(vertices, triangles):
            return vertices, triangles
        if not len(triangles):
            return None
    return None


def _outward(vertices: Floats, triangles: Ints) -> tuple[Floats, Ints]:
    """Collapsing turns small pieces inside out here and there, or leaves nothing inside them."""
    if not len(triangles):
        return vertices, triangles
    piece = pieces_of(triangles)
    volume = signed_volumes(vertices, triangles, piece)
    triangles = np.where((volume < 0.0)[piece][:, None], triangles[:, ::-1], triangles)
    holds = np.abs(volume) > np.maximum(_LEAST_VOLUME, FLAT * np.bincount(piece, areas(vertices, triangles)) ** 1.5)
    return used_only(vertices, triangles[holds[piece]])


def is_sound(vertices: Floats, triangles: Ints) -> bool:
    """Closed, of one winding, no edge with more than two faces, every face with an area, outward."""
    if not len(triangles):
        return False
    uses, agreeing = edge_uses(triangles)
    whole = bool(((uses == 2) & agreeing).all()) and float(areas(vertices, triangles).min()) > 0.0
    return whole and bool((signed_volumes(vertices, triangles, pieces_of(triangles)) > 0.0).all())


def _collapsed(vertices: Floats, triangles: Ints, target: int) -> tuple[Floats, Ints]:
    import fast_simplification

    points, faces = fast_simplification.simplify(
        np.ascontiguousarray(vertices, np.float32), np.ascontiguousarray(triangles, np.int32), target_count=target
    )
    return np.asarray(points, np.float64), np.asarray(faces, np.int64).reshape(-1, 3)


def _mended(vertices: Floats, triangles: Ints) -> tuple[Floats, Ints]:
    """Collapsing tangles a mesh here and there; what it made thin or doubled goes, and its traces are closed."""
    whole = (triangles != np.roll(triangles, 1, axis=1)).all(axis=1)
    triangles = triangles[whole]
    if len(triangles) and not is_sound(vertices, triangles):
        vertices, triangles = used_only(vertices, triangles)
        vertices, triangles, _ = closed(vertices, triangles)
        solid = _solid(vertices, triangles).simplify(SMALLEST_EDGE)
        vertices, triangles = _arrays(solid)
    return vertices, triangles


def _without_slivers(vertices: Floats, triangles: Ints) -> tuple[Floats, Ints]:
    """Faces whose corners lie on a line give their longest edge to the neighbour there (an edge flip).

    Where the flipped edge is there already, the corner moves by as little as gives the face an area.
    """
    for number in range(_MAX_FLIPS):
        corners = vertices[triangles]
        sides = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2)  # of the edge after each corner
        thin = np.flatnonzero(2.0 * areas(vertices, triangles) < SLIVER * np.maximum(sides.max(axis=1), SMALLEST_EDGE))
        if not len(thin):
            break
        keys, _ = edge_keys(triangles)
        order = np.argsort(keys, kind="stable").reshape(-1, 2)  # closed: two corners at each edge
        partner = np.empty(len(keys), dtype=np.int64)
        partner[order[:, 0]], partner[order[:, 1]] = order[:, 1], order[:, 0]
        present = set(keys.tolist())
        count = int(triangles.max()) + 1
        taken: set[int] = set()
        vertices, result = vertices.copy(), triangles.copy()
        for face in thin.tolist():
            side = int(np.argmax(sides[face]))
            other = int(partner[3 * face + side])
            a, b, tip = (int(triangles[face, (side + k) % 3]) for k in range(3))
            far = int(triangles[other // 3, (other % 3 + 2) % 3])
            key = min(tip, far) * count + max(tip, far)
            if face in taken or other // 3 in taken:
                continue
            if key in present or tip == far:
                if number >= _MAX_FLIPS // 2:
                    vertices[tip] += _nudge(vertices[a], vertices[b], vertices[tip], vertices[far])
                continue
            taken |= {face, other // 3}
            present.add(key)
            result[face], result[other // 3] = (a, far, tip), (far, b, tip)
        triangles = result
    return vertices, triangles


def _nudge(a: Floats, b: Floats, tip: Floats, far: Floats) -> Floats:
    """(3,) away from the edge a-b, on the side where the neighbour's corner is not."""
    along = b - a
    away = tip - far
    away = away - along * float(away @ along) / max(float(along @ along), 1e-18)
    if float(np.linalg.norm(away)) < 1e-9:  # the neighbour is a sliver too
        away = np.cross(along, np.eye(3)[int(np.argmin(np.abs(along)))])
    return np.asarray(10.0 * SLIVER * away / max(float(np.linalg.norm(away)), 1e-18))


def _solids(vertices: Floats, triangles: Ints) -> list[Any]:
    """A solid for each piece; Manifold's own taking apart grows with the square of their number."""
    piece = pieces_of(triangles)
    in_order = triangles[np.argsort(piece, kind="stable")]
    starts = np.cumsum(np.bincount(piece))[:-1]
    return [_solid(*used_only(vertices, one)) for one in np.split(in_order, starts)]


def _solid(vertices: Floats, triangles: Ints) -> Any:
    import manifold3d

    mesh = manifold3d.Mesh(np.ascontiguousarray(vertices, np.float32), np.ascontiguousarray(triangles, np.uint32))
    solid = manifold3d.Manifold(mesh)
    if solid.status() != manifold3d.Error.NoError:
        raise InvalidRequestError(
            f"The mesh cannot be used: it stays open ({solid.status().name}).",
            hint="Close its holes in the program that made it.", stage="assets",
        )  # fmt: skip
    return solid


def _arrays(solid: Any) -> tuple[Floats, Ints]:
    mesh = solid.to_mesh()
    vertices, triangles = np.asarray(mesh.vert_properties, np.float64)[:, :3], np.asarray(mesh.tri_verts, np.int64)
    return used_only(vertices, triangles.reshape(-1, 3)) if len(triangles) else (vertices, triangles.reshape(-1, 3))
