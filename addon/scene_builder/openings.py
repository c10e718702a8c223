"""A window opens the wall that it hangs on: a box fixed to it is cut out of the wall, and moves with it."""

from __future__ import annotations

from collections.abc import Mapping

import bpy
import numpy as np
from mathutils import Matrix, Vector

from .._vendor.backend.protocol.conventions import FloatArray
from .._vendor.backend.protocol.scene import Asset
from .collections import Generation
from .meshes import polygon_mesh
from .sight import vertex_bounds

_BEFORE_M, _BEYOND_M, _BEHIND_SASH_M = 0.03, 0.8, 0.02
"""how far a cut begins before the back of the window and ends behind it, and how much wider it is than the panes: its
edge lies behind the sash"""
_FACES = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])


def open_walls_behind_windows(
    objects: Mapping[str, bpy.types.Object], assets: Mapping[str, Asset], generation: Generation
) -> None:
    """Cut walls open behind the panes of each window that hangs on one: daylight is seen, no plaster. A wall that the
    prompt names may stand close behind that of the room."""
    owners = [objects[i] for i, asset in assets.items() if asset.category in ("room", "wall") and i in objects]
    windows = [i for i, asset in assets.items() if asset.category == "window" and i in objects]
    for object_id in windows:
        panes = _panes(assets[object_id])
        if panes is None:
            continue
        window = objects[object_id]
        low, high = panes - assets[object_id].pivot
        back = float((assets[object_id].bounds[1] - assets[object_id].pivot)[1])
        box = np.array([
            [low[0] - _BEHIND_SASH_M, back - _BEFORE_M, low[2] - _BEHIND_SASH_M],
            [high[0] + _BEHIND_SASH_M, back + _BEYOND_M, high[2] + _BEHIND_SASH_M],
        ])  # fmt: skip
        walls = [w for owner in owners for w in (owner, *owner.children) if _meets(w, owner, window, box)]
        if walls:
            _cut(window, box, walls, generation)


def _panes(asset: Asset) -> FloatArray | None:
    """(2, 3) bounds of what is clear of an asset, in its own space."""
    clear = np.array([material.transmission >= 0.5 for material in asset.materials])
    found = []
    for part in asset.meshes:
        mesh = part.mesh
        corners = np.repeat(clear[mesh.material_index], mesh.face_sizes)
        origin = np.zeros(3) if part.joint is None else part.joint.origin
        found.append(mesh.vertices[mesh.face_vertices[corners]] + origin)
    points = np.concatenate(found)
    return np.stack([points.min(axis=0), points.max(axis=0)]) if len(points) else None


def _meets(wall: bpy.types.Object, owner: bpy.types.Object, window: bpy.types.Object, box: FloatArray) -> bool:
    """Whether a box in the window's space reaches into a wall, which shares its owner's axes."""
    to_owner = owner.matrix_basis.inverted() @ window.matrix_basis
    corners = np.array([to_owner @ Vector(corner) for corner in _corners(box)])
    low, high = vertex_bounds(wall)
    return bool((corners.min(axis=0) < high).all() and (corners.max(axis=0) > low).all())


def _cut(window: bpy.types.Object, box: FloatArray, walls: list[bpy.types.Object], generation: Generation) -> None:
    name = f"{window.name} Opening"
    mesh = generation.keep(polygon_mesh(name, _corners(box), np.full(6, 4), _FACES.reshape(-1)))
    mesh.update(calc_edges=True)
    cutter = generation.object(name, mesh, window.users_collection[0])
    cutter.parent = window
    cutter.matrix_parent_inverse = Matrix.Identity(4)
    cutter.hide_render = True
    cutter.display_type = "WIRE"
    for wall in walls:
        modifier = wall.modifiers.new(name, "BOOLEAN")
        modifier.operation, modifier.solver, modifier.object = "DIFFERENCE", "EXACT", cutter
        wall.modifiers.move(len(wall.modifiers) - 1, 0)  # before the normals are weighted


def _corners(box: FloatArray) -> FloatArray:
    """(8, 3), x outermost."""
    return np.array([[x, y, z] for x in box[:, 0] for y in box[:, 1] for z in box[:, 2]])
