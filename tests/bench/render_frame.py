"""Runs in the bpy module for the judges: frames of a scene with their passes and with what surface points they show.

`render_frame.py SCENE.blend FOLDER ENGINE WIDTH HEIGHT middle|all`
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import bpy

from addon.passes import render_frames


def main(blend: Path, folder: Path, engine: str, size_px: tuple[int, int], which: str) -> None:
    bpy.ops.wm.open_mainfile(filepath=str(blend))
    scene = bpy.context.scene
    middle = (scene.frame_start + scene.frame_end) // 2
    is_still = which == "middle"
    frames = range(middle, middle + 1) if is_still else range(scene.frame_start, scene.frame_end + 1)
    for layer in scene.view_layers:
        layer.use_pass_uv = True
    for _ in render_frames(
        scene, folder, frames, engine=engine, size_px=size_px, is_still=is_still, keep_existing=True
    ):
        pass


main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], (int(sys.argv[4]), int(sys.argv[5])), sys.argv[6])
sys.stdout.flush()
os._exit(0)
