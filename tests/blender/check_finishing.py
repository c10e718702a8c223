"""Selecting what was made, merging layers, clean copies, and Blender's start-up objects."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import bpy
from generating import generated

PACKAGE = "bl_ext.user_default.sceneloom"


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def check_selecting_tells_what_was_changed(folder: Path) -> None:
    scene = generated("a red ball on a table")
    layer = scene.view_layers[0]
    scene.objects["Table"].location.x += 1.0
    with bpy.context.temp_override(scene=scene, view_layer=layer):
        bpy.ops.sceneloom.select_generated(which="CHANGED")
        assert [o.name for o in layer.objects if o.select_get()] == ["Table"]
        bpy.ops.sceneloom.select_generated(which="UNTOUCHED")
        untouched = {o.name for o in layer.objects if o.select_get()}
        assert "Red Ball" in untouched
        assert "Table" not in untouched


def pose_at(scene: bpy.types.Scene, rig: bpy.types.Object, frame: int) -> list[float]:
    scene.frame_set(frame)
    bones = rig.evaluated_get(scene.view_layers[0].depsgraph).pose.bones
    return [value for name in ("head", "hand.R", "foot.L", "hips") for row in bones[name].matrix for value in row]


def check_one_action_plays_what_both_layers_did(folder: Path) -> None:
    scene = generated("A woman walks to a wooden table and waves. A man claps three times.", seed=1)
    rig, layer = scene.objects["Woman"], scene.view_layers[0]
    head = rig.pose.bones["head"]
    for frame, turn in ((1, 0.0), (30, 0.4), (50, 0.0)):
        head.rotation_quaternion = (1.0, 0.0, turn, 0.0)
        head.keyframe_insert("rotation_quaternion", frame=frame)
    frames = (1, 12, 30, 41, 60)
    before = [pose_at(scene, rig, frame) for frame in frames]
    fingerprints = module("scene_builder.fingerprints")
    curves = len(list(fingerprints.curves_of(fingerprints.generated_actions(rig)[0])))
    with bpy.context.temp_override(scene=scene, view_layer=layer, selected_objects=[rig]):
        assert bpy.ops.sceneloom.merge_action() == {"FINISHED"}
    assert not rig.animation_data.nla_tracks
    merged = rig.animation_data.action
    assert merged.name.startswith("Woman · Merged")
    assert abs(len(list(fingerprints.curves_of(merged))) - curves) <= 4
    for frame, expected in zip(frames, before, strict=True):
        worst = max(abs(a - b) for a, b in zip(pose_at(scene, rig, frame), expected, strict=True))
        assert worst < 0.01, (frame, worst)
    with bpy.context.temp_override(scene=scene, view_layer=layer, selected_objects=[]):
        assert bpy.ops.sceneloom.regenerate() == {"FINISHED"}
    assert rig.animation_data.action == merged, "merged motion is the artist's own"


def check_a_clean_copy_holds_nothing_of_ours(folder: Path) -> None:
    scene = generated("a red ball on a table, a man waves")
    understood = scene.sceneloom.understood
    understood.things["Ball"].count = 3
    path, name = folder / "clean.blend", scene.name
    assert bpy.ops.sceneloom.clean_copy(filepath=str(path)) == {"FINISHED"}
    understood = scene.sceneloom.understood
    assert understood.things["Ball"].count == 3, "the open file stays as it is"
    assert scene.sceneloom.prompt.startswith("a red ball")
    assert scene.objects["Table"]["sceneloom_object_id"] == "table_1"
    originals = module("scene_builder.fingerprints").originals(module("generations").shown(scene))
    assert module("scene_builder.fingerprints").changed_by_hand(originals.values()) == {}
    with bpy.context.temp_override(scene=scene):
        assert bpy.ops.sceneloom.regenerate() == {"FINISHED"}
    bpy.ops.wm.open_mainfile(filepath=str(path))
    kinds = ("objects", "meshes", "collections", "materials", "actions", "worlds", "armatures", "scenes")
    blocks = [block for kind in kinds for block in getattr(bpy.data, kind)]
    left = [(block.name, key) for block in blocks for key in list(block.keys()) if "sceneloom" in key]
    assert not left, left
    assert bpy.data.scenes[name].sceneloom.prompt == ""
    assert "Red Ball" in bpy.data.objects
    assert bpy.data.objects["Man"].animation_data.nla_tracks


def check_startup_objects_go_only_when_asked_and_untouched(folder: Path) -> None:
    scene = bpy.context.scene
    assert bpy.ops.sceneloom.generate(prompt="a chair", in_this_scene=True) == {"FINISHED"}
    assert {"Cube", "Light", "Camera"} <= set(scene.objects.keys())
    bpy.ops.wm.read_homefile(use_factory_startup=True)
    scene = bpy.context.scene
    assert bpy.ops.sceneloom.generate(prompt="a chair", in_this_scene=True, replace_startup=True) == {"FINISHED"}
    assert "Cube" not in bpy.data.objects
    assert "Cube" not in bpy.data.meshes
    assert scene.camera is not None
    assert scene.camera.get("sceneloom_generation") == 1
    bpy.ops.wm.read_homefile(use_factory_startup=True)
    scene = bpy.context.scene
    scene.objects["Cube"].location.x = 1.0
    assert bpy.ops.sceneloom.generate(prompt="a chair", in_this_scene=True, replace_startup=True) == {"FINISHED"}
    assert "Cube" in scene.objects
    report = json.loads(scene.sceneloom.report_json)
    assert report["objects"] > 3
