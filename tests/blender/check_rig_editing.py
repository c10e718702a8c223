"""What an animator does with a rig: foot roll, look-at, snapping, baking; and that it opens without the add-on."""

from __future__ import annotations

import math
from pathlib import Path

import bpy
import hand_made_bundle as made
import numpy as np
from mathutils import Quaternion

FRAMES = (0, 9, 20, 33, made.FRAMES - 1)
NAMES = made.skeletons.humanoid_skeleton().joint_names


def built() -> bpy.types.Object:
    return made.build().objects["woman_1"]


def joints(rig: bpy.types.Object, frame: int, names: tuple[str, ...] = NAMES) -> np.ndarray:
    """(J, 4, 4) world matrices of joints at a 0-based frame."""
    scene = rig.users_scene[0]
    scene.frame_set(scene.frame_start + frame)
    evaluated = rig.evaluated_get(scene.view_layers[0].depsgraph)
    return np.array([np.array(evaluated.matrix_world @ evaluated.pose.bones[name].matrix) for name in names])


def off_m(first: np.ndarray, second: np.ndarray) -> float:
    """The largest distance between heads, and between points 0.1 m along the bones."""
    points = np.array([[0, 0, 0, 1.0], [0, 0.1, 0, 1.0]]).T
    return float(np.linalg.norm(((first - second) @ points)[:, :3], axis=1).max())


def run(rig: bpy.types.Object, operator, **properties) -> None:
    scene = rig.users_scene[0]
    layer = scene.view_layers[0]
    layer.objects.active = rig
    with bpy.context.temp_override(scene=scene, view_layer=layer, object=rig, active_object=rig, mode="OBJECT"):
        assert operator(**properties) == {"FINISHED"}


def check_a_foot_rolls_over_ball_and_heel(folder: Path) -> None:
    rig = built()
    sides = ("foot.L", "toe.L", "foot.R")
    before = joints(rig, 12, sides)
    roll = rig.pose.bones["foot_roll.L"]
    roll.rotation_euler.x = math.radians(-35.0)
    after = joints(rig, 12, sides)
    assert off_m(after[1:], before[1:]) < 1e-3, "the toes stay flat, the other foot where it is"
    turned = np.degrees(np.arccos(np.clip((np.trace(before[0, :3, :3].T @ after[0, :3, :3]) - 1.0) / 2.0, -1.0, 1.0)))
    assert abs(turned - 35.0) < 0.5, turned
    assert after[0, 2, 3] > before[0, 2, 3] + 0.02, "the heel comes off the floor"
    roll.rotation_euler.x = math.radians(30.0)
    after = joints(rig, 12, sides)
    assert after[1, 2, 3] > before[1, 2, 3] + 0.05, "the toes come off the floor"
    rig.pose.bones["foot_ik.L"]["ik_fk"] = 0.0
    rig.update_tag()
    roll.rotation_euler.x = math.radians(-35.0)
    with_roll = joints(rig, 12, sides)
    roll.rotation_euler.x = 0.0
    assert off_m(joints(rig, 12, sides), with_roll) < 1e-6, "a foot on FK does not roll"


def check_head_and_eyes_turn_to_a_point(folder: Path) -> None:
    rig = built()
    look = rig.pose.bones["look_at"]
    before = joints(rig, 0, ("head", "eye.L"))
    look.location = (0.5, -0.6, 0.3)
    assert off_m(joints(rig, 0, ("head", "eye.L")), before) < 1e-6, "it leads only when it is let"
    look["head_follows"], look["eyes_follow"] = 1.0, 1.0
    rig.update_tag()
    scene = rig.users_scene[0]
    head, eye = joints(rig, 0, ("head", "eye.L"))
    evaluated = rig.evaluated_get(scene.view_layers[0].depsgraph)
    goal = np.array(evaluated.matrix_world @ evaluated.pose.bones["look_at"].matrix)[:3, 3]
    for frame, axis in ((eye, 1), (head, 2)):
        sight = goal - frame[:3, 3]
        off = math.degrees(math.acos(frame[:3, axis] @ sight / np.linalg.norm(sight)))
        assert off < (0.5 if axis == 1 else 6.0), (axis, off)  # the head is level with its own joint


def check_snapping_keeps_the_pose(folder: Path) -> None:
    rig = built()
    scene = rig.users_scene[0]
    frame = 20
    scene.frame_set(scene.frame_start + frame)
    for name, turn in (("upper_arm.L", (0.9, 0.2, 0.3, 0.1)), ("forearm.L", (0.95, 0.3, 0.0, 0.0))):
        bone = rig.pose.bones[name]
        bone.rotation_quaternion = bone.rotation_quaternion @ Quaternion(turn).normalized()
        bone.keyframe_insert("rotation_quaternion")
    posed = joints(rig, frame)
    run(rig, bpy.ops.sceneloom.snap_limbs, what="IK_TO_FK")
    assert rig.pose.bones["hand_ik.L"]["ik_fk"] == 1.0
    heads = np.linalg.norm(joints(rig, frame)[:, :3, 3] - posed[:, :3, 3], axis=1)
    assert heads.max() < 0.001, (NAMES[heads.argmax()], heads.max())

    control = rig.pose.bones["foot_ik.L"]
    control.location.z += 0.15
    control.keyframe_insert("location")
    rig.pose.bones["foot_roll.L"].rotation_euler.x = -0.4
    rig.pose.bones["foot_roll.L"].keyframe_insert("rotation_euler")
    posed = joints(rig, frame)
    run(rig, bpy.ops.sceneloom.snap_limbs, what="FK_TO_IK")
    assert rig.pose.bones["foot_ik.L"]["ik_fk"] == 0.0
    names = [i for i, name in enumerate(NAMES) if not name.startswith("toe")]  # a toe has no say under FK
    assert off_m(joints(rig, frame)[names], posed[names]) < 0.001


def check_baking_keeps_the_motion(folder: Path) -> None:
    """With an edit above the generated motion, a rolled foot, and eyes that follow."""
    rig = built()
    scene = rig.users_scene[0]
    scene.frame_set(scene.frame_start)
    rig.pose.bones["cog"].location.z -= 0.06
    rig.pose.bones["cog"].keyframe_insert("location", frame=scene.frame_start)
    roll = rig.pose.bones["foot_roll.R"]
    for frame, turn in ((1, 0.0), (20, -0.5), (40, 0.3)):
        roll.rotation_euler.x = turn
        roll.keyframe_insert("rotation_euler", frame=frame)
    rig.pose.bones["look_at"]["eyes_follow"] = 1.0
    rig.update_tag()
    every = range(made.FRAMES)
    before = np.array([joints(rig, frame) for frame in every])
    run(rig, bpy.ops.sceneloom.bake_to_fk)
    assert not rig.animation_data.nla_tracks
    switches = [bone["ik_fk"] for bone in rig.pose.bones if "ik_fk" in bone]
    assert switches
    assert not any(switches)
    after = np.array([joints(rig, frame) for frame in every])
    worst = max(off_m(a, b) for a, b in zip(after, before, strict=True))
    assert worst < 0.001, worst
    path = str(folder / "baked.blend")
    name = rig.name
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.open_mainfile(filepath=path)
    assert off_m(joints(bpy.data.objects[name], 20), before[20]) < 0.001


def check_bones_are_sorted_and_shaped(folder: Path) -> None:
    rig = built()
    folders = {folder.name: folder for folder in rig.data.collections}
    assert set(folders) == {"Controls", "Torso", "Arms", "Legs", "Fingers", "Mechanism"}
    assert {"root", "cog", "foot_ik.L", "foot_roll.R", "look_at"} <= {bone.name for bone in folders["Controls"].bones}
    assert not folders["Mechanism"].is_visible
    for bone in rig.pose.bones:
        assert len(bone.bone.collections) == 1, bone.name
        if "Controls" in bone.bone.collections:
            assert bone.custom_shape is not None, bone.name
