"""Small, quick pictures of a scene, to look at how it is acted: `film_scene.py SCENE.blend FOLDER`.

Runs in the environment of the bpy module, with the add-on's vendored tree (`sceneloom bench scenes` calls it).
Workbench, every second frame, without what costs most and tells nothing of a motion: anti-aliasing and cavities.
"""

from __future__ import annotations

import sys
from pathlib import Path

import bpy

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from addon import render  # noqa: E402

SIZE_PX, EVERY = (480, 270), 2


def main(blend: str, folder: str) -> None:
    bpy.ops.wm.open_mainfile(filepath=blend)
    scene = bpy.context.scene
    render.set_up_engine(scene, "workbench", clip=True)
    scene.display.render_aa = "OFF"
    scene.display.shading.show_cavity = False
    scene.render.resolution_x, scene.render.resolution_y = SIZE_PX
    scene.render.use_simplify, scene.render.simplify_subdivision_render = True, 0
    scene.render.image_settings.file_format = "JPEG"
    with render.walls_left_out(scene):
        for frame in range(scene.frame_start, scene.frame_end + 1, EVERY):
            scene.frame_set(frame)
            scene.render.filepath = str(Path(folder) / f"{frame:05d}.jpg")
            bpy.ops.render.render(write_still=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
