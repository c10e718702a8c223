"""Cameras with a target and a focus, and lamps."""

from __future__ import annotations

import bpy
import numpy as np

from .._vendor.backend.protocol.scene import Camera, CameraKey, Curve, Light, Timeline
from .animation import ActionWriter
from .convert import to_matrix, to_vector

_LIGHT_KINDS = {"sun": "SUN", "area": "AREA", "point": "POINT", "spot": "SPOT"}


def build_light(light: Light) -> bpy.types.Light:
    """Lamp data: power in W (a sun W/m²), a disc of `size_m`."""
    lamp = bpy.data.lights.new(light.name, _LIGHT_KINDS[light.kind])
    lamp.energy = light.power_w
    lamp.color = light.color.tolist()
    if light.kind == "sun":
        lamp.angle = light.size_m
    elif light.kind == "area":
        lamp.shape = "DISK"
        lamp.size = light.size_m
    else:
        lamp.shadow_soft_size = light.size_m / 2.0
    return lamp


def place_light(target: bpy.types.Object, light: Light, origin) -> None:
    """Put a lamp where it shines from."""
    target.matrix_world = origin @ to_matrix(light.transform)


def build_camera(camera: Camera, clip_end_m: float) -> bpy.types.Camera:
    """Lens, sensor, depth of field, clipping."""
    data = bpy.data.cameras.new(camera.name)
    data.lens = camera.lens_mm
    data.sensor_width = camera.sensor_width_mm
    data.clip_start = 0.05
    data.clip_end = clip_end_m
    data.dof.use_dof = camera.aperture_fstop is not None
    if camera.aperture_fstop is not None:
        data.dof.aperture_fstop = camera.aperture_fstop
    data.passepartout_alpha = 0.8
    return data


def aim_camera(
    target: bpy.types.Object,
    aim: bpy.types.Object,
    camera: Camera,
    focus: bpy.types.Object | None,
    timeline: Timeline,
    title: str,
) -> list[bpy.types.Action]:
    """Point a camera object at its aim Empty and move both along the keys; returns the actions made."""
    keys = camera.keys
    target.location = to_vector(keys[0].translation)
    aim.location = to_vector(keys[0].target)
    aim.empty_display_type, aim.empty_display_size = "SPHERE", 0.08
    track = target.constraints.new("TRACK_TO")
    track.name = "Look At"
    track.target = aim
    track.track_axis, track.up_axis = "TRACK_NEGATIVE_Z", "UP_Y"
    target.data.dof.focus_object = focus or aim
    if focus is not None and focus.type == "ARMATURE" and "head" in focus.data.bones:
        target.data.dof.focus_subtarget = "head"
    actions = []
    for moved, field in ((target, "translation"), (aim, "target")):
        points = np.array([getattr(key, field) for key in keys], dtype=np.float64)
        if len(keys) > 1 and np.ptp(points, axis=0).max() > 1e-4:
            writer = ActionWriter(f"{moved.name} · {title}", timeline.frame_start)
            writer.write("location", _smooth_curve(keys, points, timeline), "Object Transforms")
            writer.assign(moved)
            actions.append(writer.action)
    return actions


def _smooth_curve(keys: tuple[CameraKey, ...], points: np.ndarray, timeline: Timeline) -> Curve:
    """Through all keys without corners (Catmull-Rom slopes), from rest to rest."""
    frames = np.rint(np.array([key.fraction for key in keys]) * (timeline.frame_count - 1)).astype(np.int32)
    frames, first = np.unique(frames, return_index=True)
    points = points[first]
    slopes = np.zeros_like(points)
    slopes[1:-1] = (points[2:] - points[:-2]) / (frames[2:] - frames[:-2])[:, None]
    return Curve(frames=frames, values=points, slopes=np.stack([slopes, slopes], axis=1))
