"""Motion blur and depth of field in post-processing against Cycles' own, on small scenes; one Blender will do.

`sceneloom bench blur` does it for all of them, with more samples.
"""

from __future__ import annotations

import json
from pathlib import Path

import blur_scenes
import bpy
from check_passes import measured, module, run

VERSIONS = ("5.0",)
_SAMPLES = 32
_LEAST_DB, _LEAST_GAIN_DB = 32.0, 3.0


def check_motion_blur_is_that_of_cycles(folder: Path) -> None:
    for name in ("pan", "turning"):
        bpy.ops.wm.read_homefile(use_factory_startup=True)
        scene = _set_up(name)
        reference = folder / f"{name}.exr"
        scene.render.use_motion_blur, scene.render.motion_blur_shutter = True, 0.5
        _render_reference(scene, reference)
        _compare(folder / name, {"motion_blur": {"shutter": 0.5}}, reference)


def check_depth_of_field_is_that_of_cycles(folder: Path) -> None:
    for name in ("crossing", "row"):
        bpy.ops.wm.read_homefile(use_factory_startup=True)
        scene = _set_up(name)
        reference = folder / f"{name}.exr"
        _render_reference(scene, reference)
        _compare(folder / name, {"depth_of_field": {"strength": 1.0}}, reference)


def _set_up(name: str) -> bpy.types.Scene:
    scene = blur_scenes.SCENES[name]()
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.samples, cycles.use_denoising, cycles.use_adaptive_sampling = _SAMPLES, False, False
    cycles.max_bounces = 1
    width, height = blur_scenes.SIZE_PX
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = (
        width // 2,
        height // 2,
        100,
    )
    dof = scene.camera.data.dof
    dof.use_dof, dof.focus_distance, dof.aperture_fstop = True, 7.5, 0.09
    return scene


def _render_reference(scene: bpy.types.Scene, path: Path) -> None:
    """With the blur of the renderer itself, and the frame's passes beside it."""
    scene.camera.data.dof.use_dof = not scene.render.use_motion_blur
    settings = scene.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "IMAGE"
    settings.file_format, settings.color_depth = "OPEN_EXR", "32"
    scene.render.filepath = str(path)
    scene.frame_set(blur_scenes.FRAME)
    bpy.ops.render.render(write_still=True)
    frames = range(blur_scenes.FRAME, blur_scenes.FRAME + 1)
    run(module("passes").render_frames(scene, path.with_suffix(""), frames, is_still=True))


def _compare(frames: Path, look: dict[str, object], reference: Path) -> None:
    path = frames / "look.json"
    path.write_text(json.dumps(look))
    found = measured("psnr", frames, blur_scenes.FRAME, path, reference)
    print(f"{frames.name}: {found['after']:.1f} dB, {found['before']:.1f} dB without", flush=True)
    assert found["after"] >= _LEAST_DB, found
    assert found["after"] >= found["before"] + _LEAST_GAIN_DB, found
