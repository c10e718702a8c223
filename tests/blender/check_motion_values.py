"""Edit Motion: values of motion programs on the actor, acts as named strips, a new bake under the artist's work."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from types import ModuleType

import bpy
import numpy as np
from generating import bones_alone, generated

PACKAGE = "bl_ext.user_default.sceneloom"
ASIDE = "Changed by Hand"
STEP = 3
PROMPT = "A woman walks to a wooden table and waves. A man claps three times."


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def edit(scene: bpy.types.Scene, *selected: bpy.types.Object) -> None:
    layer = scene.view_layers[0]
    with bpy.context.temp_override(scene=scene, view_layer=layer, selected_objects=list(selected)):
        assert bpy.ops.sceneloom.regenerate(what="EDIT") == {"FINISHED"}
    layer.update()


def hips(scene: bpy.types.Scene, rig: bpy.types.Object) -> np.ndarray:
    """(T, 3) at every STEPth frame of the scene, up to its last."""
    places = []
    with bones_alone(scene):
        for frame in (*range(scene.frame_start, scene.frame_end, STEP), scene.frame_end):
            scene.frame_set(frame)
            evaluated = rig.evaluated_get(scene.view_layers[0].depsgraph)
            places.append(evaluated.matrix_world @ evaluated.pose.bones["hips"].head)
    return np.array(places)


def name_of(rig: bpy.types.Object, ending: str) -> str:
    return next(name for name in json.loads(rig["sceneloom_motion_values"]) if name.endswith(ending))


def check_acts_are_named_strips_over_one_action(folder: Path) -> None:
    scene = generated(PROMPT, seed=1)
    rig = scene.objects["Woman"]
    (track,) = rig.animation_data.nla_tracks
    names = [strip.name for strip in track.strips]
    assert any("walk" in name for name in names), names
    assert any("wave" in name for name in names), names
    assert len({strip.action for strip in track.strips}) == 1
    for before, after in zip(track.strips[:-1], track.strips[1:], strict=True):
        assert before.frame_end == after.frame_start
        assert (after.frame_start, after.frame_end) == (after.action_frame_start, after.action_frame_end)
    assert (track.strips[0].frame_start, track.strips[-1].frame_end) == (scene.frame_start, scene.frame_end)
    assert module("scene_builder.fingerprints").changed_by_hand([rig]) == {}
    track.strips[-1].mute = True
    assert module("scene_builder.fingerprints").changed_by_hand([rig]) == {"woman_1": {"motion"}}


def check_values_have_ranges_and_tool_tips(folder: Path) -> None:
    rig = generated(PROMPT, seed=1).objects["Woman"]
    speed = name_of(rig, ".speed_m_s")
    look = rig.id_properties_ui(speed).as_dict()
    assert (look["min"], look["max"]) == (np.float32(0.3), 6.0) or abs(look["min"] - 0.3) < 1e-6
    assert "m/s" in look["description"]
    texts = [text for text, _ in module("scene_builder.motion_values").acts_of(rig)]
    assert any("walks" in text for text in texts), texts
    assert module("scene_builder.motion_values").owner_of(rig.children[0]) == rig


def check_edit_motion_bakes_anew_under_the_artists_layers(folder: Path) -> None:
    scene = generated(PROMPT, seed=1)
    rig, man = scene.objects["Woman"], scene.objects["Man"]
    man_action = man.animation_data.nla_tracks[0].strips[0].action.name
    slow = hips(scene, rig)
    # by hand: a key on the arm, a track of one's own, an edited curve of the generated action
    bone = rig.pose.bones["head"]
    bone.rotation_mode = "QUATERNION"
    bone.rotation_quaternion = (0.9, 0.2, 0.0, 0.0)
    bone.keyframe_insert("rotation_quaternion", frame=10)
    edits = rig.animation_data.action
    mine = rig.animation_data.nla_tracks.new()
    mine.name = "Mine"
    mine.strips.new("breath", 5, bpy.data.actions.new("breath"))
    speed = name_of(rig, ".speed_m_s")
    assert abs(rig[speed] - 1.28) < 0.2
    rig[speed] = 2.4
    edit(scene, rig)
    assert rig == scene.objects["Woman"]
    assert abs(rig[speed] - 2.4) < 1e-4
    assert rig.id_properties_ui(speed).as_dict()["max"] == 6.0
    assert rig.animation_data.action == edits
    assert [track.name for track in rig.animation_data.nla_tracks] == ["Generated", "Mine"]
    fast = hips(scene, rig)
    steps = [np.linalg.norm(np.diff(path[:, :2], axis=0), axis=1).max() for path in (slow, fast)]
    assert steps[1] > 1.2 * steps[0], steps
    assert np.linalg.norm(slow[-1, :2] - fast[-1, :2]) < 0.12, "the goal stays"
    assert man.animation_data.nla_tracks[0].strips[0].action.name == man_action
    values = module("generations").request_of(module("generations").shown(scene))["motion_values"]
    assert values == {"woman_1": {speed: 2.4000000953674316}} or abs(values["woman_1"][speed] - 2.4) < 1e-4
    # a later regeneration keeps what was set
    layer = scene.view_layers[0]
    with bpy.context.temp_override(scene=scene, view_layer=layer, selected_objects=[]):
        assert bpy.ops.sceneloom.regenerate(what="ALL") == {"FINISHED"}
    assert abs(rig[speed] - 2.4) < 1e-4


def check_an_edit_without_a_change_says_so(folder: Path) -> None:
    scene = generated("a man waves", seed=1)
    with bpy.context.temp_override(scene=scene, view_layer=scene.view_layers[0], selected_objects=[]):
        assert bpy.ops.sceneloom.regenerate(what="EDIT") == {"CANCELLED"}


def check_nothing_of_the_artists_is_lost_by_an_edit(folder: Path) -> None:
    scene = generated(PROMPT, seed=1)
    rig, man = scene.objects["Woman"], scene.objects["Man"]
    data, bones = rig.animation_data, rig.pose.bones
    curves_of = module("scene_builder.fingerprints").curves_of
    # keys of one's own, a track, a switch, constraints, a property, a marker, a range
    bones["head"].rotation_mode = "QUATERNION"
    bones["head"].rotation_quaternion = (0.9, 0.2, 0.0, 0.0)
    bones["head"].keyframe_insert("rotation_quaternion", frame=10)
    edits = data.action
    mine = data.nla_tracks.new()
    mine.name = "Mine"
    breath = mine.strips.new("breath", 5, bpy.data.actions.new("breath"))
    breath.influence, breath.blend_type = 0.4, "ADD"
    bones["hand_ik.L"]["ik_fk"] = 0.25
    bones["head"].constraints.new("COPY_ROTATION").name = "Mine"
    rig.constraints.new("LIMIT_SCALE").name = "Look At Me"
    rig["mine"] = 7.0
    scene.timeline_markers.new("beat", frame=12)
    scene.frame_end = 60
    # a curve of the generated action that was changed
    names = [strip.name for strip in data.nla_tracks["Generated"].strips]
    curve = next(iter(curves_of(data.nla_tracks["Generated"].strips[0].action)))
    curve.keyframe_points[0].co[1] += 0.5
    path, index, changed = curve.data_path, curve.array_index, curve.keyframe_points[0].co[1]

    wishes = {(rig, "walk_a1.speed_m_s"): 1.9, (rig, "wave_a2.tempo"): 1.4, (man, "clap_a3.tempo"): 1.3}
    for (who, name), value in wishes.items():
        who[name] = value
    edit(scene, rig, man)

    assert all(abs(who[name] - value) < 1e-4 for (who, name), value in wishes.items())
    assert rig.animation_data.action == edits
    assert edits.users
    assert [round(key.co[0]) for curve in curves_of(edits) for key in curve.keyframe_points] == [10] * 4
    tracks = rig.animation_data.nla_tracks
    assert [(track.name, track.mute) for track in tracks] == [
        ("Generated", False), ("Mine", False), (ASIDE, True)]  # fmt: skip
    assert (tracks["Mine"].strips[0].blend_type, round(tracks["Mine"].strips[0].influence, 3)) == ("ADD", 0.4)
    assert [strip.name for strip in tracks["Generated"].strips] == names
    acts = [[re.sub(r"\.\d+$", "", strip.name) for strip in tracks[track].strips] for track in ("Generated", ASIDE)]
    assert acts[0] == acts[1]
    (aside,) = {strip.action for strip in tracks[ASIDE].strips}
    kept = next(c for c in curves_of(aside) if (c.data_path, c.array_index) == (path, index))
    assert abs(kept.keyframe_points[0].co[1] - changed) < 1e-5
    assert aside not in {strip.action for strip in tracks["Generated"].strips}
    assert abs(bones["hand_ik.L"]["ik_fk"] - 0.25) < 1e-6
    assert "Mine" in bones["head"].constraints
    assert "Look At Me" in rig.constraints
    assert (rig["mine"], scene.frame_end, scene.timeline_markers["beat"].frame) == (7.0, 60, 12)
    assert any("Changed by Hand" in words for words in json.loads(scene.sceneloom.report_json)["kept"])
    assert "Changed by Hand" not in man.animation_data.nla_tracks  # nothing of him was changed
