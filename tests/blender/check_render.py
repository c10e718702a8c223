"""Stills and clips: the file is there, of the asked size, and the artist's settings are as before."""

from __future__ import annotations

import ctypes.util
import importlib
import sys
import unittest
from pathlib import Path

import bpy
import hand_made_bundle as made
from mathutils import Matrix, Vector

render = importlib.import_module(f"{made.PACKAGE}.render")


def settings(scene: bpy.types.Scene) -> tuple[object, ...]:
    view, image = scene.view_settings, scene.render.image_settings
    return (
        scene.render.engine,
        scene.render.resolution_x,
        scene.render.filepath,
        view.view_transform,
        view.look,
        view.exposure,
        image.file_format,
        scene.cycles.samples,
        scene.render.use_simplify,
        scene.render.simplify_subdivision_render,
    )


def needs_workbench() -> None:
    """Without a GL library Workbench ends the whole process."""
    if sys.platform == "linux" and ctypes.util.find_library("EGL") is None:
        raise unittest.SkipTest("Workbench needs libEGL, which is not installed")


def check_generated_scenes_render_with_cycles_as_they_are(folder: Path) -> None:
    scene = made.build().scene
    assert scene.render.engine == "CYCLES"
    assert scene.cycles.samples == 16
    assert scene.cycles.use_denoising == render.denoiser_available()
    scene.render.resolution_x, scene.render.resolution_y = 32, 18
    scene.render.filepath = str(folder / "still.png")
    bpy.ops.render.render(write_still=True, scene=scene.name)
    assert (folder / "still.png").exists()


def check_still_and_clip_are_written_and_settings_kept(folder: Path) -> None:
    needs_workbench()
    scene = made.build().scene
    scene.frame_end = 3
    before = settings(scene)
    full_size, render.STILL_SIZE = render.STILL_SIZE, (320, 180)
    try:
        for name in ("still.png", "still.jpg"):
            render.render_still(scene, str(folder / name), "workbench")
            image = bpy.data.images.load(str(folder / name))
            assert tuple(image.size) == (320, 180)
    finally:
        render.STILL_SIZE = full_size
    render.render_clip(scene, str(folder / "clip.mp4"))
    clip = bpy.data.movieclips.load(str(folder / "clip.mp4"))
    assert tuple(clip.size) == render.CLIP_SIZE
    assert clip.frame_duration == 3
    assert settings(scene) == before


def check_a_clip_leaves_out_the_subdivision_that_nobody_sees(folder: Path) -> None:
    needs_workbench()
    builder = made.build()
    scene, rig = builder.scene, builder.objects["woman_1"]
    skin = next(o for o in rig.children if o.type == "MESH")
    skin.modifiers.new("Subdivision", "SUBSURF").render_levels = 1
    scene.render.resolution_x, scene.render.resolution_y = render.CLIP_SIZE
    far_px = render.finest_face_px(scene)
    scene.camera.constraints.clear()
    for target in (scene.camera, scene.objects["Camera Target"]):
        target.animation_data_clear()
    scene.camera.matrix_world = Matrix.Translation(rig.matrix_world.translation + Vector((0.0, -1.0, 1.5)))
    near_px = render.finest_face_px(scene)
    assert near_px > 2.0 * far_px > 0.0, (near_px, far_px)
    seen = {}

    def note(scene: bpy.types.Scene, *_: object) -> None:
        seen[limit] = scene.render.use_simplify

    scene.frame_end, before = scene.frame_start, settings(scene)
    bpy.app.handlers.render_pre.append(note)
    kept = render._FACE_SEEN_PX
    try:
        for limit in (0.5 * near_px, 2.0 * near_px):
            render._FACE_SEEN_PX = limit
            render.render_clip(scene, str(folder / f"{limit:.0f}.mp4"))
    finally:
        render._FACE_SEEN_PX = kept
        bpy.app.handlers.render_pre.remove(note)
    assert list(seen.values()) == [False, True]
    assert settings(scene) == before


def check_walls_that_hide_the_room_are_left_out(folder: Path) -> None:
    scene = made.build().scene
    wall = next(o for o in scene.objects if o.type == "MESH")
    wall.visible_camera = False
    for engine, left_out in (("BLENDER_WORKBENCH", True), ("CYCLES", False)):
        scene.render.engine = engine
        with render.walls_left_out(scene):
            assert wall.hide_render == left_out
        assert not wall.hide_render


def check_a_failed_render_gives_the_settings_back(folder: Path) -> None:
    scene = made.build().scene
    before = settings(scene)
    scene.camera = None
    try:
        render.render_still(scene, str(folder / "still.png"), "cycles")
    except RuntimeError:
        pass
    else:
        raise AssertionError("a scene without a camera was rendered")
    assert settings(scene) == before
