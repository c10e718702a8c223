"""Runs in the bpy module for look_sheet.py: the middle frame of a scene with its passes, by Cycles."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import bpy

from addon.passes import render_frames


def main(blend: Path, folder: Path) -> None:
    bpy.ops.wm.open_mainfile(filepath=str(blend))
    scene = bpy.context.scene
    middle = (scene.frame_start + scene.frame_end) // 2
    for _ in render_frames(
        scene, folder, range(middle, middle + 1), engine="cycles", size_px=(960, 540), is_still=True
    ):
        pass


main(Path(sys.argv[1]), Path(sys.argv[2]))
sys.stdout.flush()
os._exit(0)
