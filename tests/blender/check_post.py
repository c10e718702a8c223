"""The operators of Render and Post: a preview, a picture, a clip with its sound, a strip, looks as files."""

from __future__ import annotations

import json
import math
import struct
import wave
from pathlib import Path

import bpy
import numpy as np
from check_passes import module, run, scene_with_a_moving_cube

VERSIONS = ("4.2", "5.2")


def _small_scene() -> bpy.types.Scene:
    scene = scene_with_a_moving_cube()
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = 1, False
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = 64, 32, 100
    scene.frame_start, scene.frame_end = 1, 4
    return scene


def check_a_look_fills_the_panel_and_comes_back_from_it(folder: Path) -> None:
    look_module, properties = module("_vendor.backend.protocol.look"), module("look_properties")
    settings = bpy.context.scene.sceneloom.look
    for name in look_module.BUILT_IN_LOOKS:
        settings.look = name
        file = properties._LOOKS / f"{name}.json"
        wanted = look_module.look_from_json(json.loads(file.read_text()))
        made = look_module.look_to_json(properties.look_of(settings))
        wanted = look_module.look_to_json(wanted)
        made["name"] = wanted["name"]
        assert made == wanted, (made, wanted)
    settings.grain_strength = 0.123
    path = folder / "mine.json"
    assert bpy.ops.sceneloom.save_look(filepath=str(path)) == {"FINISHED"}
    settings.look = "clean"
    assert settings.grain_strength == 0.0
    assert bpy.ops.sceneloom.load_look(filepath=str(path)) == {"FINISHED"}
    assert settings.look == "custom"
    assert abs(settings.grain_strength - 0.123) < 1e-6
    assert len(json.loads(settings.curves_json)["red_curve"]) == 4  # of the last look that ships
    (folder / "broken.json").write_text("{")
    assert bpy.ops.sceneloom.load_look(filepath=str(folder / "broken.json")) == {"CANCELLED"}
    assert abs(settings.grain_strength - 0.123) < 1e-6


def check_a_preview_shows_before_and_after(folder: Path) -> None:
    scene = _small_scene()
    scene.frame_set(2)
    settings = scene.sceneloom.look
    settings.look = "noir"
    assert bpy.ops.sceneloom.preview_look() == {"FINISHED"}
    image = bpy.data.images["Sceneloom Preview"]
    assert tuple(image.size) == (32, 16)
    pixels = np.array(image.pixels[:]).reshape(16, 32, 4)
    assert np.ptp(pixels[..., :3], axis=2).max() < 0.01, "noir is grey"
    settings.look, settings.exposure_temperature_k = "clean", 15000.0
    assert bpy.ops.sceneloom.refresh_preview() == {"FINISHED"}
    warm = np.array(image.pixels[:]).reshape(16, 32, 4)
    assert (warm[..., 0] - warm[..., 2]).mean() > 0.05
    settings.wipe = 0.5
    wiped = np.array(image.pixels[:]).reshape(16, 32, 4)
    assert (wiped[:, 24:] == warm[:, 24:]).all()
    assert (wiped[:, :8, 0] - wiped[:, :8, 2]).mean() < (warm[:, :8, 0] - warm[:, :8, 2]).mean() - 0.03
    preview = module("live_preview")
    kept = preview.PREVIEW.folder
    assert kept.is_dir()
    bpy.ops.wm.read_homefile(use_factory_startup=True)
    assert not kept.exists(), "another file has another frame"


def _add_tone(scene: bpy.types.Scene, path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48000)
        tone = (int(9000 * math.sin(0.05 * index)) for index in range(48000))
        file.writeframes(b"".join(struct.pack("<h", value) for value in tone))
    editor = scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    strips.new_sound("Tone", str(path), 1, 1)


def check_render_and_post_writes_clips_with_sound_and_pictures(folder: Path) -> None:
    scene = _small_scene()
    has_sound = bpy.app.build_options.audaspace  # the bpy module of 4.2 has none
    if has_sound:
        _add_tone(scene, folder / "tone.wav")
    settings = scene.sceneloom
    settings.look.look = "documentary"
    settings.post_output, settings.post_frames = str(folder / "clip.mkv"), str(folder / "frames")
    settings.post_add_strip = True
    assert bpy.ops.sceneloom.render_and_post() == {"FINISHED"}
    assert (folder / "clip.mkv").stat().st_size > 1000
    assert len(list((folder / "frames").glob("frame_*.exr"))) == 4
    assert json.loads((folder / "frames" / "sequence.json").read_text())["sound"] == ("sound.wav" if has_sound else "")
    clip = bpy.data.movieclips.load(str(folder / "clip.mkv"))
    assert (tuple(clip.size), clip.frame_duration) == ((64, 32), 4)
    if has_sound:
        assert bpy.data.sounds.load(str(folder / "clip.mkv")).channels != "INVALID"
    cut = bpy.data.scenes["Sceneloom Cut"]
    assert (cut.frame_start, cut.frame_end) == (1, 4)
    assert bpy.ops.sceneloom.render_and_post(filepath=str(folder / "still.png")) == {"FINISHED"}
    assert tuple(bpy.data.images.load(str(folder / "still.png")).size) == (64, 32)
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def check_wrong_outputs_are_refused_before_anything_is_rendered(folder: Path) -> None:
    scene = _small_scene()
    for name in (f"{folder}/clip.gif", "//clip.mp4"):
        scene.sceneloom.post_output = name
        assert bpy.ops.sceneloom.render_and_post() == {"CANCELLED"}
    assert not list(folder.iterdir())
    scene.camera = None
    steps = module("passes").render_frames(scene, folder / "frames", range(1, 2))
    try:
        run(steps)
    except module("_vendor.backend.protocol.errors").InvalidRequestError as error:
        said = str(error)
    else:
        raise AssertionError("a scene without a camera was rendered")
    assert "no camera" in said, said
