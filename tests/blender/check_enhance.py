"""The enhancer from the panel: what it is asked with, what the frames say for it, and one click without weights."""

from __future__ import annotations

import json
import os
from pathlib import Path

import bpy
import numpy as np
from check_passes import module
from check_post import _small_scene
from mathutils import Matrix, Vector

VERSIONS = ("5.2",)


def _rig_with_a_face() -> bpy.types.Object:
    """Faces the camera, which stands at -Y: its left is to the right in the picture."""
    rig = bpy.data.objects.new("Person", bpy.data.armatures.new("Person"))
    bpy.context.scene.collection.objects.link(rig)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    for name, head, tail in (
        ("head", (0.0, 0.0, 0.0), (0.0, 0.0, 0.2)),
        ("eye.L", (0.1, -0.1, 0.1), (0.1, -0.2, 0.1)),
        ("eye.R", (-0.1, -0.1, 0.1), (-0.1, -0.2, 0.1)),
    ):
        bone = rig.data.edit_bones.new(name)
        bone.head, bone.tail = head, tail
    bpy.ops.object.mode_set(mode="OBJECT")
    return rig


def check_frames_say_how_camera_and_faces_are_turned(folder: Path) -> None:
    scene = _small_scene()
    rig, projection = _rig_with_a_face(), module("projection")
    bpy.context.view_layer.update()
    camera = projection.camera_of(scene, is_focused=False)
    turned = Matrix(np.array(scene.camera.matrix_world.to_3x3()).tolist()).to_quaternion()
    assert np.allclose(camera.rotation, turned, atol=1e-6)

    def face() -> dict[str, list[float]]:
        people = projection.pose_points(scene)["people"]
        return next(person["face"] for person in people if person["name"] == "Person")

    seen = face()
    assert seen["eye.L"][0] > seen["nose"][0] > seen["eye.R"][0], seen
    assert seen["ear.L"][0] > seen["eye.L"][0], seen
    assert seen["nose"][1] > seen["eye.L"][1], "below the eyes, from the top of the picture"
    assert seen["nose"][2] < seen["eye.L"][2] < seen["ear.L"][2], "the nose is nearest"
    rig.pose.bones["head"].matrix = Matrix.Rotation(np.pi, 4, "Z") @ rig.pose.bones["head"].matrix  # looks away
    bpy.context.view_layer.update()
    seen = face()
    assert seen["nose"][2] > seen["ear.L"][2], seen
    assert seen["eye.L"][0] < seen["eye.R"][0], seen
    others = projection.pose_points(scene)["people"]
    assert next(person["face"] for person in others if person["name"] == "Rig") == {}
    assert Vector(rig.location).length == 0.0


def check_the_panel_asks_with_the_prompt_of_the_scene_or_its_own(folder: Path) -> None:
    scene, properties = _small_scene(), module("enhance_properties")
    scene.sceneloom.prompt = "a red cube on a lawn"
    settings = scene.sceneloom.enhancement
    asked = properties.enhancement_of(scene)
    assert (asked.prompt, asked.strength, asked.model) == ("a red cube on a lawn", 0.5, "sd15")
    # of a scene that was generated: its own, whatever is typed for the next one
    made = bpy.data.collections.new("Generation")
    scene.collection.children.link(made)
    made["sceneloom_generation"], made["sceneloom_prompt"] = 1, "a lighthouse in a storm"
    assert properties.enhancement_of(scene).prompt == "a lighthouse in a storm"
    settings.prompt, settings.strength, settings.seed = "an oil painting of a cube", 0.35, 9
    asked = properties.enhancement_of(scene)
    assert (asked.prompt, asked.strength, asked.seed) == ("an oil painting of a cube", 0.35, 9)
    bpy.context.preferences.addons["bl_ext.user_default.sceneloom"].preferences.models_folder = str(folder)
    try:
        assert properties.enhancement_of(scene).models_folder == str(folder)
    finally:
        bpy.context.preferences.addons["bl_ext.user_default.sceneloom"].preferences.models_folder = ""


def check_without_weights_one_click_gives_the_look_and_says_why(folder: Path) -> None:
    scene, session = _small_scene(), module("session").SESSION
    settings = scene.sceneloom
    settings.prompt, settings.enhancement.is_on = "a cube", True
    settings.look.look = "noir"
    bpy.context.preferences.addons["bl_ext.user_default.sceneloom"].preferences.models_folder = str(folder / "none")
    try:
        assert bpy.ops.sceneloom.check_enhancer() == {"FINISHED"}
        assert not session.enhancer.is_available
        assert "stable-diffusion-v1-5" in session.enhancer.text
        assert session.enhancer.hint
        try:
            bpy.ops.sceneloom.preview_enhanced()
        except RuntimeError as error:
            said = str(error)
        else:
            said = ""
        assert "stable-diffusion-v1-5" in said, said
        assert bpy.ops.sceneloom.render_and_post(filepath=str(folder / "still.png")) == {"FINISHED"}
        pixels = np.array(bpy.data.images.load(str(folder / "still.png")).pixels[:]).reshape(-1, 4)
        assert np.ptp(pixels[:, :3], axis=1).max() < 0.01, "noir is grey"
        # before and after are in the Image Editor's picture
        shown = bpy.data.images["Sceneloom Preview"]
        assert tuple(shown.size) == (64, 32)
        # a wish that makes no sense is refused before anything is rendered
        settings.prompt = ""
        assert bpy.ops.sceneloom.render_and_post(filepath=str(folder / "other.png")) == {"CANCELLED"}
        settings.prompt, settings.enhancement.model = "a cube", "sdxl"
        assert bpy.ops.sceneloom.render_and_post(filepath=str(folder / "clip.mp4")) == {"CANCELLED"}
    finally:
        bpy.context.preferences.addons["bl_ext.user_default.sceneloom"].preferences.models_folder = ""
    assert sorted(path.name for path in folder.iterdir()) == ["still.png"]


def check_one_command_generates_renders_and_says_what_it_could_not_enhance(folder: Path) -> None:
    jobs, protocol, render = module("job"), module("_vendor.backend.protocol.job"), module("render")
    preferences = bpy.context.preferences.addons["bl_ext.user_default.sceneloom"].preferences
    kept, render.STILL_SIZE = render.STILL_SIZE, (64, 36)
    preferences.models_folder = str(folder / "none")
    try:
        module("session").SESSION.stop_backend()  # the next one is told where the models are
        files = ["--out", f"{folder}/a.blend", "--render", f"{folder}/a.png"]
        command = ["a red ball", *files, "--look", "noir", "--enhance"]
        job = protocol.job_from_arguments(protocol.generate_parser().parse_args(command))
        options = module("scene_builder.build").BuildOptions(replace_startup=True)
        steps = jobs.generate(job, module("session").SESSION.backend(), options, wait_s=0.05)
        outcome = jobs.run_to_end(steps, lambda fraction, text: None)
    finally:
        render.STILL_SIZE, preferences.models_folder = kept, ""
        module("session").SESSION.stop_backend()
    said = [warning for warning in outcome.report["warnings"] if "not enhanced" in warning]
    assert len(said) == 1, outcome.report["warnings"]
    assert said[0].startswith("a.png is not enhanced"), said
    image = bpy.data.images.load(f"{folder}/a.png")
    assert tuple(image.size) == (64, 36)
    pixels = np.array(image.pixels[:]).reshape(-1, 4)
    assert np.ptp(pixels[:, :3], axis=1).max() < 0.01, "noir is grey"
    assert np.ptp(pixels[:, 0]) > 0.3
    assert sorted(path.name for path in folder.iterdir()) == ["a.blend", "a.png"]


def check_strength_0_gives_the_clip_of_the_look(folder: Path) -> None:
    scene = _small_scene()
    settings = scene.sceneloom
    settings.prompt, settings.enhancement.is_on, settings.enhancement.strength = "a cube", True, 0.0
    settings.look.look, settings.post_add_strip = "clean", True
    settings.post_frames = str(folder / "frames")
    assert bpy.ops.sceneloom.render_and_post(filepath=str(folder / "enhanced.mkv")) == {"FINISHED"}
    settings.enhancement.is_on, settings.post_keep_existing = False, True
    assert bpy.ops.sceneloom.render_and_post(filepath=str(folder / "plain.mkv")) == {"FINISHED"}
    sizes = [os.path.getsize(folder / f"{name}.mkv") for name in ("enhanced", "plain")]
    assert sizes[0] == sizes[1], sizes
    assert bpy.data.scenes["Sceneloom Cut"].frame_end == 8, "both are strips"
    sequence = json.loads((folder / "frames" / "sequence.json").read_text())
    assert len(sequence["cameras"][0]["rotation"]) == 4
