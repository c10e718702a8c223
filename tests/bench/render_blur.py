"""Runs in the bpy module for judge_blur.py: the small scenes with their passes, and with Cycles' own blur."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import blur_scenes
import bpy

from addon.passes import render_frames

SHUTTER, F_STOP, FOCUS_M = 0.5, 0.18, 7.5


def main(folder: Path, samples: int) -> None:
    seconds = {}
    for name, build in blur_scenes.SCENES.items():
        bpy.ops.wm.read_factory_settings(use_empty=False)
        scene = build()
        render, cycles, dof = scene.render, scene.cycles, scene.camera.data.dof
        render.engine = "CYCLES"
        cycles.samples, cycles.use_denoising, cycles.use_adaptive_sampling = samples, False, False
        cycles.max_bounces = 1
        render.resolution_x, render.resolution_y = blur_scenes.SIZE_PX
        render.resolution_percentage = 100
        dof.use_dof, dof.focus_distance, dof.aperture_fstop = True, FOCUS_M, F_STOP
        for _ in render_frames(scene, folder / name, range(blur_scenes.FRAME, blur_scenes.FRAME + 1), is_still=True):
            pass
        for kind in ("motion_blur", "depth_of_field"):
            dof.use_dof, render.use_motion_blur = kind == "depth_of_field", kind == "motion_blur"
            render.motion_blur_shutter = SHUTTER
            settings = render.image_settings
            if hasattr(settings, "media_type"):
                settings.media_type = "IMAGE"
            settings.file_format, settings.color_depth = "OPEN_EXR", "32"
            render.filepath = str(folder / f"{name}_{kind}.exr")
            start_s = time.perf_counter()
            bpy.ops.render.render(write_still=True)
            seconds[f"{name}_{kind}"] = time.perf_counter() - start_s
    (folder / f"seconds_{samples}_samples.json").write_text(json.dumps(seconds))


main(Path(sys.argv[1]), int(sys.argv[2]))
sys.stdout.flush()
os._exit(0)
