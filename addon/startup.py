"""Blender's start-up cube, light and camera, which an artist rarely means to keep."""

from __future__ import annotations

import bpy

_NAMES = {"Cube": "MESH", "Light": "LIGHT", "Camera": "CAMERA"}
_CUBE_VERTICES = 8


def untouched(scene: bpy.types.Scene) -> list[bpy.types.Object]:
    """The start-up objects of a scene as they come; empty where anything was moved, changed or taken away."""
    found = [scene.objects[name] for name, kind in _NAMES.items() if _is(scene, name, kind)]
    if len(found) < len(_NAMES):
        return []
    cube = found[0]
    is_cube = len(cube.data.vertices) == _CUBE_VERTICES and cube.location.length == 0.0 and not cube.modifiers
    animated = any(target.animation_data is not None or target.children for target in found)
    return found if is_cube and not animated else []


def _is(scene: bpy.types.Scene, name: str, kind: str) -> bool:
    return name in scene.objects and scene.objects[name].type == kind


def replace(scene: bpy.types.Scene, camera: bpy.types.Object | None) -> None:
    """Let a generated camera take over, and remove the start-up objects."""
    gone = untouched(scene)
    if gone and camera is not None:
        scene.camera = camera
    bpy.data.batch_remove([*(target.data for target in gone), *gone])
