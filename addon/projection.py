"""What the camera sees of a lens and of people: for those who work on the rendered pictures."""

from __future__ import annotations

from typing import Any

import bpy
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

from ._vendor.backend.protocol.scene import FrameCamera

POSE_UNITS = "x and y in pixels from the upper left corner, depth_m along the view"


def camera_of(scene: bpy.types.Scene, *, is_focused: bool) -> FrameCamera:
    """The scene's camera at its current frame; without a focus object, its distance counts where it `is_focused`."""
    render, depsgraph = scene.render, bpy.context.evaluated_depsgraph_get()
    camera = scene.camera.evaluated_get(depsgraph)
    data, dof = camera.data, scene.camera.data.dof
    width, height = picture_size(render)
    fit_width = data.sensor_fit == "HORIZONTAL" or (data.sensor_fit == "AUTO" and width >= height)
    sensor_mm = data.sensor_height if data.sensor_fit == "VERTICAL" else data.sensor_width
    focus_m = 0.0
    if dof.focus_object is not None:
        view = -(camera.matrix_world.to_3x3().col[2]).normalized()
        focus_m = abs((_focus_point(scene.camera, depsgraph) - camera.matrix_world.translation).dot(view))
    elif is_focused:
        focus_m = data.dof.focus_distance
    is_flat = data.type != "PERSP"  # no lens, no circles of confusion
    return FrameCamera(
        lens_mm=data.lens,
        f_stop=data.dof.aperture_fstop,
        focus_m=0.0 if is_flat else focus_m * scene.unit_settings.scale_length,
        pixels_per_mm=(width if fit_width else height) / sensor_mm,
        rotation=tuple(round(value, 7) for value in camera.matrix_world.to_quaternion()),
    )


def picture_size(render: bpy.types.RenderSettings) -> tuple[int, int]:
    """Width and height in pixels."""
    share = render.resolution_percentage / 100.0
    return int(render.resolution_x * share), int(render.resolution_y * share)


def _focus_point(camera: bpy.types.Object, depsgraph: bpy.types.Depsgraph) -> Vector:
    dof = camera.data.dof
    target = dof.focus_object.evaluated_get(depsgraph)
    if dof.focus_subtarget and target.pose is not None and dof.focus_subtarget in target.pose.bones:
        return target.matrix_world @ target.pose.bones[dof.focus_subtarget].head
    return target.matrix_world.translation.copy()


_FACE_POINTS = {"nose": (0.0, -0.85, -0.75), "ear.L": (1.25, 0.95, -0.15), "ear.R": (-1.25, 0.95, -0.15)}
"""from halfway between the eyes, in distances between them: to the left, back and up of the face"""


def _face(posed: bpy.types.Object) -> dict[str, Vector]:
    """Nose, eyes and ears of an armature that has bones for head and eyes, in world space."""
    bones = posed.pose.bones
    if not all(name in bones for name in ("head", "eye.L", "eye.R")):
        return {}
    left, right = (bones[name].bone.head_local for name in ("eye.L", "eye.R"))
    middle, apart = (left + right) / 2.0, (left - right).length
    rest = {name: middle + apart * Vector(offset) for name, offset in _FACE_POINTS.items()}
    rest |= {"eye.L": left, "eye.R": right}
    moved = posed.matrix_world @ bones["head"].matrix @ bones["head"].bone.matrix_local.inverted()
    return {name: moved @ point for name, point in rest.items()}


def pose_points(scene: bpy.types.Scene) -> dict[str, Any]:
    """Where the camera sees the joints of every armature that is rendered, at the current frame."""
    depsgraph = bpy.context.evaluated_depsgraph_get()
    width, height = picture_size(scene.render)
    camera = scene.camera.evaluated_get(depsgraph)
    unit_m = scene.unit_settings.scale_length

    def seen(point: Vector) -> list[float]:
        view = world_to_camera_view(scene, camera, point)
        return [round(view.x * width, 3), round((1.0 - view.y) * height, 3), round(view.z * unit_m, 5)]

    people = []
    for rig in scene.objects:
        if rig.type != "ARMATURE" or rig.hide_render:
            continue
        posed = rig.evaluated_get(depsgraph)
        joints = {}
        for bone in posed.pose.bones:
            if bone.bone.use_deform:
                joints[bone.name] = {
                    "head": seen(posed.matrix_world @ bone.head),
                    "tail": seen(posed.matrix_world @ bone.tail),
                }
        face = {name: seen(point) for name, point in _face(posed).items()}
        people.append({"name": rig.get("sceneloom_object_id", rig.name), "joints": joints, "face": face})
    return {"frame": scene.frame_current, "size_px": [width, height], "units": POSE_UNITS, "people": people}
