"""Rooms seen from outside: the walls between the camera and the room let the camera through and still bounce light."""

from __future__ import annotations

from collections.abc import Iterable

import bpy
import numpy as np
from mathutils import Matrix

from .._vendor.backend.protocol.conventions import FloatArray
from .._vendor.backend.protocol.scene import Camera
from .collections import Generation

_MIN_DISTANCE_M = 0.02


def open_walls(root: bpy.types.Object, pose: Matrix, cameras: tuple[Camera, ...]) -> list[bpy.types.Object]:
    """Hide walls and ceiling of a room from cameras that stand behind them; returns the objects hidden.

    `root` is a room whose walls are thin meshes along its axes; `pose` is where it stands in the bundle's world.
    """
    walls = [root, *root.children]
    boxes = [vertex_bounds(wall) for wall in walls]
    centre = np.mean([boxes_min_max.mean(axis=0) for boxes_min_max in boxes], axis=0)
    to_room = np.array(pose.inverted())
    eyes = [to_room[:3, :3] @ key.translation + to_room[:3, 3] for camera in cameras for key in camera.keys]
    hidden = []
    for wall, box in zip(walls, boxes, strict=True):
        axis = int(np.argmin(box[1] - box[0]))
        plane = box.mean(axis=0)[axis]
        outward = np.sign(plane - centre[axis])
        if any((eye[axis] - plane) * outward > _MIN_DISTANCE_M for eye in eyes):
            wall.visible_camera = False
            wall.display_type = "WIRE"  # the viewport knows no camera visibility
            hidden.append(wall)
    return hidden


def let_light_out(
    roots: Iterable[bpy.types.Object], lamps: Iterable[bpy.types.Object], generation: Generation
) -> None:
    """Walls that the camera looks through throw no shadow of the room's own lamps: the floor on this side of them is
    in the picture and would be black. Sun and sky stay outside."""
    walls = [wall for root in roots for wall in (root, *root.children) if not wall.visible_camera]
    lamps = [lamp for lamp in lamps if lamp.type == "LIGHT" and lamp.data.type != "SUN"]
    if not walls or not lamps:
        return
    passed = generation.keep(bpy.data.collections.new("Walls That Let Light Out"))
    for wall in walls:
        passed.objects.link(wall)
    for one in passed.collection_objects:
        one.light_linking.link_state = "EXCLUDE"
    for lamp in lamps:
        lamp.light_linking.blocker_collection = passed


def vertex_bounds(target: bpy.types.Object) -> FloatArray:
    """(2, 3) of the object's vertices, in its own space."""
    vertices = np.empty(3 * len(target.data.vertices), dtype=np.float32)
    target.data.attributes["position"].data.foreach_get("vector", vertices)
    points = vertices.reshape(-1, 3)
    return np.stack([points.min(axis=0), points.max(axis=0)])
