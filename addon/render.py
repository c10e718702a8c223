"""Stills and clips: engine settings that look right without a GPU, and the image or video file of a scene."""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path

import bpy
import numpy as np
from mathutils import Vector

from .interruption import ended_at_once

STILL_ENGINE, CLIP_ENGINE = "cycles", "workbench"
STILL_SIZE, CLIP_SIZE = (1280, 720), (640, 360)
_STILL_SAMPLES, _CLIP_SAMPLES, _EEVEE_SAMPLES = 16, 64, 64
_NIGHT_EXPOSURE = -1.0
_FACE_SEEN_PX = 6.0
"""faces narrower than this look as smooth as subdivided ones"""
_FRAMES_LOOKED_AT = 5
_IMAGE_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".exr": "OPEN_EXR"}
_CONTAINERS = {".mp4": "MPEG4", ".mkv": "MKV", ".mov": "QUICKTIME"}


def render_still(scene: bpy.types.Scene, path: str, engine: str | None = None) -> None:
    """Write the scene's current frame as an image; the suffix of `path` tells the format."""
    with _kept_settings(scene):
        settings = _set_up_output(scene, engine or STILL_ENGINE, STILL_SIZE, "IMAGE")
        settings.file_format = _IMAGE_FORMATS[Path(path).suffix.lower()]
        settings.color_mode = "RGB"
        _write(scene, path, animation=False)


def render_clip(scene: bpy.types.Scene, path: str, engine: str | None = None) -> None:
    """Write the scene's frame range as H.264 video through Blender's own FFmpeg."""
    with _kept_settings(scene):
        settings = _set_up_output(scene, engine or CLIP_ENGINE, CLIP_SIZE, "VIDEO")
        settings.file_format = "FFMPEG"
        settings.color_mode = "RGB"
        ffmpeg = scene.render.ffmpeg
        ffmpeg.format = _CONTAINERS[Path(path).suffix.lower()]
        ffmpeg.codec = "H264"
        ffmpeg.constant_rate_factor = "HIGH"
        ffmpeg.ffmpeg_preset = "GOOD"
        ffmpeg.gopsize = max(1, scene.render.fps // 2)
        ffmpeg.audio_codec = "NONE"
        leave_out_unseen_subdivision(scene)
        _write(scene, path, animation=True)


def leave_out_unseen_subdivision(scene: bpy.types.Scene) -> None:
    """In Workbench subdivision, with the shadows of its faces, is half of a frame's work; where it is small, unseen."""
    if scene.render.engine == "BLENDER_WORKBENCH" and not scene.render.use_simplify:
        scene.render.use_simplify = finest_face_px(scene) < _FACE_SEEN_PX
        scene.render.simplify_subdivision_render = 0


def finest_face_px(scene: bpy.types.Scene) -> float:
    """How wide, at most, a face of a mesh that is subdivided gets in the picture, in pixels; 0 without such a mesh."""
    render, camera = scene.render, scene.camera
    shapes = [o for o in scene.objects if o.type == "MESH" and o.data.polygons]
    meshes = [o for o in shapes if any(m.type == "SUBSURF" for m in o.modifiers)]
    if camera is None or camera.type != "CAMERA" or camera.data.type != "PERSP":
        return float("inf") if meshes else 0.0
    # of each the width of a mean face
    widths = [math.sqrt(sum(face.area for face in o.data.polygons) / len(o.data.polygons)) for o in meshes]
    focal_px = camera.data.lens / camera.data.sensor_width * max(render.resolution_x, render.resolution_y)
    widest, now = 0.0, scene.frame_current
    for frame in np.linspace(scene.frame_start, scene.frame_end, _FRAMES_LOOKED_AT).round().astype(int).tolist():
        scene.frame_set(frame)
        depsgraph = scene.view_layers[0].depsgraph
        eye = camera.evaluated_get(depsgraph).matrix_world.translation
        for target, width in zip(meshes, widths, strict=True):
            posed = target.evaluated_get(depsgraph)
            nearest = min((posed.matrix_world @ Vector(corner) - eye).length for corner in posed.bound_box)
            width_px = width * posed.matrix_world.median_scale * focal_px / max(nearest, camera.data.clip_start)
            widest = max(widest, width_px)
    scene.frame_set(now)
    return widest


def _set_up_output(
    scene: bpy.types.Scene, engine: str, size_px: tuple[int, int], media_type: str
) -> bpy.types.ImageFormatSettings:
    """Engine, size and kind of what is written; returns the settings of its format."""
    set_up_engine(scene, engine, clip=media_type == "VIDEO")
    render = scene.render
    render.resolution_x, render.resolution_y = size_px
    render.resolution_percentage = 100
    if hasattr(render.image_settings, "media_type"):  # 5.0 wants to know it before the format
        render.image_settings.media_type = media_type
    return render.image_settings


def _write(scene: bpy.types.Scene, path: str, *, animation: bool) -> None:
    """Render to exactly `path`. Raises RuntimeError when nothing was written."""
    scene.render.filepath = path
    scene.render.use_file_extension = False
    with walls_left_out(scene), ended_at_once():
        bpy.ops.render.render(animation=animation, write_still=not animation, scene=scene.name)
    if not Path(path).exists():
        raise RuntimeError("the renderer wrote no file")


@contextmanager
def walls_left_out(scene: bpy.types.Scene) -> Iterator[None]:
    """Only Cycles knows objects that the camera does not see; the other engines leave them out."""
    walls = [o for o in scene.objects if o.type == "MESH" and not o.visible_camera and not o.hide_render]
    leave_out = scene.render.engine != "CYCLES"
    try:
        for wall in walls:
            wall.hide_render = leave_out
        yield
    finally:
        for wall in walls:
            wall.hide_render = False


def set_up_engine(scene: bpy.types.Scene, engine: str, *, clip: bool) -> None:
    """Choose `cycles`, `workbench` or `eevee` with settings for a still or for a clip."""
    {"cycles": _set_up_cycles, "workbench": _set_up_workbench, "eevee": _set_up_eevee}[engine](scene, clip)


def _set_up_cycles(scene: bpy.types.Scene, clip: bool) -> None:
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.samples = _CLIP_SAMPLES if clip else _STILL_SAMPLES
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.02
    cycles.use_denoising = denoiser_available()
    if cycles.use_denoising:
        cycles.denoiser = "OPENIMAGEDENOISE"
        cycles.denoising_quality = "FAST"
        cycles.denoising_prefilter = "FAST"
        cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.max_bounces = 6
    cycles.diffuse_bounces = 3
    cycles.glossy_bounces = 4
    cycles.transmission_bounces = 6
    cycles.transparent_max_bounces = 12
    cycles.volume_bounces = 1
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 4.0
    cycles.seed = 0


def denoiser_available() -> bool:
    """Whether this Blender was built with OpenImageDenoise (Debian's are not)."""
    try:
        cycles_library = importlib.import_module("_cycles")
    except ImportError:
        return False
    return bool(cycles_library.with_openimagedenoise)


def _set_up_workbench(scene: bpy.types.Scene, clip: bool) -> None:
    """Solid view: MATERIAL colours are `diffuse_color`, which the materials set."""
    scene.render.engine = "BLENDER_WORKBENCH"
    scene.view_settings.view_transform = "Standard"
    scene.view_settings.look = "None"
    scene.view_settings.exposure = _NIGHT_EXPOSURE if _is_night(scene) else 0.4
    shading = scene.display.shading
    shading.light = "STUDIO"
    shading.studio_light = "paint.sl"
    shading.color_type = "MATERIAL"
    shading.show_cavity = True
    shading.cavity_type = "BOTH"
    shading.show_shadows = True
    shading.shadow_intensity = 0.35
    shading.show_specular_highlight = True
    shading.background_type = "VIEWPORT"
    shading.background_color = _backdrop_color(scene)
    scene.display.render_aa = "5" if clip else "8"
    scene.display.light_direction = _light_direction(scene)


def _backdrop_color(scene: bpy.types.Scene) -> tuple[float, float, float]:
    """The horizon's colour, as bright as Solid view shows things."""
    color = scene.world.color if scene.world is not None else (0.5, 0.5, 0.5)
    return tuple(min(channel, 1.0) ** 0.7 for channel in color)


def _light_direction(scene: bpy.types.Scene) -> tuple[float, float, float]:
    """Shadows fall as the strongest sun says, else from the upper left; Workbench wants (right, up, toward us)."""
    suns = _suns(scene)
    x, y, z = -0.4, -0.4, 0.8
    if suns:
        x, y, z = max(suns, key=lambda lamp: lamp.data.energy).matrix_world.to_3x3().col[2]
    return (x, max(z, 0.5), -y)


def _suns(scene: bpy.types.Scene) -> list[bpy.types.Object]:
    return [o for o in scene.objects if o.type == "LIGHT" and o.data.type == "SUN"]


def _is_night(scene: bpy.types.Scene) -> bool:
    """Dark outdoors: rooms have lamps, but no sun or moon."""
    return scene.world is not None and max(scene.world.color) < 0.15 and bool(_suns(scene))


def _set_up_eevee(scene: bpy.types.Scene, clip: bool) -> None:
    engines = {item.identifier for item in scene.render.bl_rna.properties["engine"].enum_items}
    scene.render.engine = "BLENDER_EEVEE" if "BLENDER_EEVEE" in engines else "BLENDER_EEVEE_NEXT"
    scene.eevee.taa_render_samples = _EEVEE_SAMPLES
    scene.eevee.use_raytracing = True
    scene.eevee.ray_tracing_options.resolution_scale = "2"


_KEPT = {
    "render": ("engine", "resolution_x", "resolution_y", "resolution_percentage", "filepath", "use_file_extension",
               "use_simplify", "simplify_subdivision_render"),
    "render.image_settings": ("media_type", "file_format", "color_mode"),
    "view_settings": ("view_transform", "look", "exposure"),
    "cycles": ("samples",),
}  # fmt: skip
"""what a render changes, in an order in which it can be given back"""


@contextmanager
def _kept_settings(scene: bpy.types.Scene) -> Iterator[None]:
    """Give the artist's settings back afterwards."""
    owners = {path: attrgetter(path)(scene) for path in _KEPT}
    kept = [(owners[path], name) for path, names in _KEPT.items() for name in names if hasattr(owners[path], name)]
    values = [getattr(owner, name) for owner, name in kept]
    try:
        yield
    finally:
        for (owner, name), value in zip(kept, values, strict=True):
            setattr(owner, name, value)
