"""Frames with their passes: what each engine gives is true, and the artist's settings are as before."""

from __future__ import annotations

import ctypes.util
import importlib
import json
import math
import os
import subprocess
import sys
import unittest
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import bpy
import numpy as np
from mathutils import Vector

VERSIONS = ("4.2", "5.0", "5.2")
PACKAGE = "bl_ext.user_default.sceneloom"
MEASURE = Path(__file__).with_name("measure_frames.py")
WIDTH, HEIGHT, FRAME = 128, 64, 2
STEP, LIFT = 0.4, 0.1
"""m a frame, of the cube"""


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


@cache
def measurer() -> subprocess.Popen[str]:
    """The process that answers `measured`; it ends with this one. What it imports takes longer than what it does."""
    command = [os.environ["SCENELOOM_PYTHON"], str(MEASURE)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def measured(*arguments: object) -> Any:
    process = measurer()
    process.stdin.write(json.dumps([str(argument) for argument in arguments]) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    assert line, "see the log"
    return json.loads(line)


def scene_with_a_moving_cube() -> bpy.types.Scene:
    """Seen straight on: one pixel is 1/128 of the distance."""
    scene = bpy.context.scene
    camera, cube = scene.camera, scene.objects["Cube"]
    camera.location, camera.rotation_euler = (0.0, -10.0, 0.0), (math.radians(90.0), 0.0, 0.0)
    camera.data.lens = camera.data.sensor_width = 36.0
    bpy.ops.mesh.primitive_plane_add(size=200.0, location=(0.0, 20.0, 0.0), rotation=(math.radians(90.0), 0.0, 0.0))
    for frame in (FRAME - 1, FRAME + 1):
        cube.location = Vector((STEP, 0.0, LIFT)) * (frame - FRAME)
        cube.keyframe_insert("location", frame=frame)
    rig = bpy.data.objects.new("Rig", bpy.data.armatures.new("Rig"))
    scene.collection.objects.link(rig)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    bone = rig.data.edit_bones.new("arm")
    bone.head, bone.tail = (0.5, -1.0, 0.25), (1.0, -1.0, 0.25)
    bpy.ops.object.mode_set(mode="OBJECT")
    scene.render.resolution_x, scene.render.resolution_y = 2 * WIDTH, 2 * HEIGHT
    scene.render.resolution_percentage = 50
    scene.frame_set(7)
    return scene


def all_settings(scene: bpy.types.Scene) -> dict[str, Any]:
    kept = module("kept_settings")
    owners = [scene.render, scene.render.image_settings, scene.view_settings, scene.display.shading, scene.eevee,
              scene.cycles, scene.view_layers[0], scene.camera.data.dof]  # fmt: skip
    values = {f"{type(o).__name__}.{name}": value for o in owners for name, value in kept._values(o)}
    return values | {"frame": scene.frame_current}


def run(steps: Any) -> Any:
    return module("job").run_to_end(steps, lambda fraction, text: None)


def _check_engine(engine: str | None, folder: Path, precision_px: float) -> None:
    scene = scene_with_a_moving_cube()
    scene.render.use_motion_blur = scene.camera.data.dof.use_dof = True
    scene.camera.data.dof.focus_distance = 3.5
    before = all_settings(scene)
    passes = module("passes")
    sequence = run(passes.render_frames(scene, folder, range(FRAME, FRAME + 1), engine=engine))
    after = all_settings(scene)
    assert after == before, {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    assert set(sequence.passes) == {"combined", "depth", "normal", "vector", "index", "pose"}
    assert sequence.resolution_px == (WIDTH, HEIGHT)
    (camera,) = sequence.cameras
    assert camera.focus_m == 3.5
    assert abs(camera.pixels_per_mm - WIDTH / 36.0) < 1e-6

    found = measured("values", folder, FRAME, WIDTH // 2, HEIGHT // 2, 4, 4)
    moved_px, lifted_px = STEP / 9.0 * WIDTH, LIFT / 9.0 * WIDTH
    expected = {
        "depth": ([9.0], [30.0]),
        "normal": ([0.0, -1.0, 0.0], [0.0, -1.0, 0.0]),
        "vector": ([-moved_px, -lifted_px, -moved_px, -lifted_px], [0.0] * 4),
    }
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values, atol=precision_px, err_msg=f"{engine} {name}")
    assert found["index"][0] != found["index"][1], "the cube and the plane are two objects"
    assert max(found["combined"][0][:3]) > 0.0

    pose = json.loads((folder / f"pose_{FRAME:04d}.json").read_text())
    (person,) = pose["people"]
    head, tail = person["joints"]["arm"]["head"], person["joints"]["arm"]["tail"]
    # 9 m away a metre is 128 / 9 px
    np.testing.assert_allclose(head, [64 + 0.5 * 128 / 9, 32 - 0.25 * 128 / 9, 9.0], atol=0.01)
    np.testing.assert_allclose(tail, [64 + 1.0 * 128 / 9, 32 - 0.25 * 128 / 9, 9.0], atol=0.01)
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


def check_cycles_gives_true_passes(folder: Path) -> None:
    _check_engine("cycles", folder, 1e-3)


def check_workbench_gets_its_passes_from_cycles(folder: Path) -> None:
    needs_gl()
    _check_engine("workbench", folder, 1e-3)


def check_eevee_gives_true_passes(folder: Path) -> None:
    needs_gl()
    if bpy.app.version_string[:3] != "5.0" and "SCENELOOM_ALL_ENGINES" not in os.environ:
        raise unittest.SkipTest("EEVEE takes long without a GPU; with SCENELOOM_ALL_ENGINES set it is checked here too")
    scene = bpy.context.scene
    engines = {item.identifier for item in scene.render.bl_rna.properties["engine"].enum_items}
    scene.render.engine = "BLENDER_EEVEE" if "BLENDER_EEVEE" in engines else "BLENDER_EEVEE_NEXT"
    scene.eevee.taa_render_samples = 1
    _check_engine(None, folder, 0.02)  # it writes half precision


def needs_gl() -> None:
    if sys.platform == "linux" and ctypes.util.find_library("EGL") is None:
        raise unittest.SkipTest("Workbench and EEVEE need libEGL, which is not installed")


def check_frames_that_are_there_are_kept_when_asked(folder: Path) -> None:
    scene = scene_with_a_moving_cube()
    passes = module("passes")
    scene.cycles.samples = 1
    scene.render.engine = "CYCLES"
    frames = range(1, 4)
    run(passes.render_frames(scene, folder, frames))
    made = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.exr")}
    assert len(made) == 3
    (folder / "frame_0002.exr").unlink()
    run(passes.render_frames(scene, folder, frames, keep_existing=True))
    again = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.exr")}
    assert [name for name in made if made[name] != again[name]] == ["frame_0002.exr"]


def check_a_cancelled_render_gives_the_settings_back_and_keeps_what_it_has(folder: Path) -> None:
    scene, passes = scene_with_a_moving_cube(), module("passes")
    before = all_settings(scene)
    steps = passes.render_frames(scene, folder, range(1, 9), engine="cycles", render_key="a")
    for _ in range(3):
        next(steps)
    steps.close()
    assert all_settings(scene) == before
    assert sorted(path.name for path in folder.glob("*.exr")) == ["frame_0001.exr", "frame_0002.exr"]
    frames = module("_vendor.backend.protocol.frames")
    kept = frames.read_sequence(folder)
    assert (list(frames.frame_numbers(kept)), kept.num_planned, len(kept.cameras)) == ([1, 2], 8, 2)
    assert "2 of 8 frames" in frames.ended_early(kept)[0]
    # the same render goes on, another one begins anew
    scene.render.engine, scene.cycles.samples = "CYCLES", 1
    (folder / ".frame_0003.1234.exr").write_bytes(b"what a killed Blender was writing")
    made = (folder / "frame_0001.exr").stat().st_mtime_ns
    whole = run(passes.render_frames(scene, folder, range(1, 4), render_key="a"))
    assert (folder / "frame_0001.exr").stat().st_mtime_ns == made
    assert whole.timeline.frame_count == whole.num_planned == 3
    assert not frames.ended_early(frames.read_sequence(folder))
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]
    steps = passes.render_frames(scene, folder, range(1, 4), render_key="b")
    next(steps)
    assert not list(folder.glob("frame_*")), "no folder mixes two renders"
    steps.close()


def check_a_render_that_fails_gives_the_settings_back_and_says_why(folder: Path) -> None:
    scene, passes = scene_with_a_moving_cube(), module("passes")
    scene.render.engine, scene.cycles.samples = "CYCLES", 1
    before = all_settings(scene)
    (folder / "file").write_text("no folder")
    in_the_middle = passes.render_frames(scene, folder / "frames", range(1, 4))
    for _ in range(2):
        next(in_the_middle)
    (folder / "frames" / f".frame_0002.{os.getpid()}.exr").mkdir()  # no file can be written there
    at_once = passes.render_frames(scene, folder / "file" / "frames", range(1, 2))
    for failing, says in ((in_the_middle, "frame_0002.exr could not be"), (at_once, "file/frames could not be")):
        try:
            run(failing)
        except module("_vendor.backend.protocol.errors").ResourceError as error:
            said = str(error)
        else:
            said = "nothing"
        assert says in said, said
        assert all_settings(scene) == before
    assert module("_vendor.backend.protocol.frames").read_sequence(folder / "frames").timeline.frame_count == 1


def check_the_view_is_that_of_blender(folder: Path) -> None:
    """The same frame as Blender saves it and as post-processing shows it: the same within 1/255."""
    scene = scene_with_a_moving_cube()
    bpy.ops.mesh.primitive_uv_sphere_add(radius=1.0, location=(2.5, -2.0, 0.6))
    glow = bpy.data.materials.new("Glow")
    if glow.node_tree is None:  # 5.x warns where there is nothing to switch on
        glow.use_nodes = True
    shader = glow.node_tree.nodes["Principled BSDF"]
    shader.inputs["Emission Color"].default_value = (1.0, 0.3, 0.05, 1.0)
    shader.inputs["Emission Strength"].default_value = 6.0
    bpy.context.object.data.materials.append(glow)
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = 8, False
    view = scene.view_settings
    looks = {item.identifier for item in view.bl_rna.properties["look"].enum_items}
    images = {}
    for transform, look in (("AgX", "AgX - Medium High Contrast"), ("Standard", "None")):
        view.view_transform = transform
        view.look = look if look in looks else "None"
        view.exposure = 0.4
        run(module("passes").render_frames(scene, folder / transform, range(FRAME, FRAME + 1)))
        settings = scene.render.image_settings
        if hasattr(settings, "media_type"):
            settings.media_type = "IMAGE"
        settings.file_format, settings.color_mode, settings.color_depth = "PNG", "RGB", "8"
        scene.render.dither_intensity = 0.0
        scene.frame_set(FRAME)
        scene.render.filepath = str(folder / f"{transform}.png")
        bpy.ops.render.render(write_still=True)
        backend = module("session").SESSION.backend()
        request = module("_vendor.backend.protocol.messages").PostprocessRequest(
            folder=str(folder / transform), look="clean", out=str(folder / f"{transform}_post.png"), frame=FRAME
        )
        run(module("job").ask(backend, request, share=1.0, wait_s=0.05))
        for name in (transform, f"{transform}_post"):
            image = bpy.data.images.load(str(folder / f"{name}.png"))
            image.colorspace_settings.name = "Non-Color"
            images[name] = np.array(image.pixels[:]).reshape(-1, 4)[:, :3]
        difference = np.abs(images[transform] - images[f"{transform}_post"]).max(axis=1) * 255.0
        assert np.quantile(difference, 0.99) <= 1.01, (transform, np.quantile(difference, 0.99))
        assert difference.max() < 4.0, (transform, difference.max())
