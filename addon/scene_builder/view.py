"""What an artist sees first: the camera's view, in Material Preview."""

from __future__ import annotations

import bpy


def show_scene(window: bpy.types.Window, scene: bpy.types.Scene) -> None:
    """Show a generated scene in a window; its 3D views look through the camera and see to the horizon."""
    window.scene = scene
    for area in window.screen.areas:
        if area.type == "VIEW_3D":
            space = area.spaces.active
            space.shading.type = "MATERIAL"
            if scene.camera is not None:
                space.region_3d.view_perspective = "CAMERA"
                space.clip_end = max(space.clip_end, scene.camera.data.clip_end)
