"""The two ways of moving a limb brought together: controls onto joints, joints onto controls, all of it onto joints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import bpy
import numpy as np
from mathutils import Matrix, Quaternion, Vector

from .animation import channels_of, new_curve
from .digests import curves_of
from .merge_action import can_merge, merge_to_one_action
from .playing import played
from .rig_controls import IK_SWITCH, LIMBS, POLE_DISTANCE, SIDES
from .rig_roll_look import EYES_FOLLOW, HEAD_FOLLOWS, LOOK_AT, roll_control

_STRAIGHT = 0.02
"""a limb whose joint is nearer to the straight line than this share of its length has no plane to bend in"""


@dataclass(frozen=True)
class Limb:
    """Names of the bones of one limb."""

    upper: str
    lower: str
    end: str
    control: str
    pole: str
    roll: str
    pole_side: float

    @property
    def joints(self) -> tuple[str, str, str]:
        return self.upper, self.lower, self.end


def limbs_in(rig: bpy.types.Object) -> list[Limb]:
    """The limbs of a rig that can be switched."""
    return [
        Limb(
            upper + side,
            lower + side,
            end + side,
            f"{end}_ik{side}",
            f"{pole}_pole{side}",
            roll_control(side),
            direction,
        )
        for end, (upper, lower, pole, direction, _, _) in LIMBS.items()
        for side in SIDES
        if f"{end}_ik{side}" in rig.pose.bones and IK_SWITCH in rig.pose.bones[f"{end}_ik{side}"]
    ]


def is_character(target: bpy.types.Object | None) -> bool:
    """Whether an object is a generated rig."""
    return target is not None and target.type == "ARMATURE" and target.pose is not None and bool(limbs_in(target))


def snap_joints(rig: bpy.types.Object, limb: Limb) -> list[tuple[str, str]]:
    """Let the joints' own rotations make the pose that is seen now, and lead; returns what was set, for keys."""
    seen = {name: rig.pose.bones[name].matrix.copy() for name in limb.joints}
    above = rig.pose.bones[limb.upper].parent
    parents = {limb.upper: above.matrix.copy(), limb.lower: seen[limb.upper], limb.end: seen[limb.lower]}
    rig.pose.bones[limb.control][IK_SWITCH] = 0.0
    for name in limb.joints:
        bone = rig.pose.bones[name]
        _turn(bone, basis_of(bone.bone, seen[name], parents[name]).to_quaternion())
    return [(name, "rotation_quaternion") for name in limb.joints] + [(limb.control, f'["{IK_SWITCH}"]')]


def snap_controls(rig: bpy.types.Object, limb: Limb) -> list[tuple[str, str]]:
    """Put control and pole where the limb is now, and let them lead; returns what was set, for keys."""
    bones = rig.pose.bones
    control, pole, end = bones[limb.control], bones[limb.pole], bones[limb.end]
    wanted = end.matrix @ end.bone.matrix_local.inverted() @ control.bone.matrix_local
    place = Matrix.Translation(_pole_place(bones, limb))
    basis = basis_of(control.bone, wanted, control.parent.matrix)
    control.location = basis.translation
    _turn(control, basis.to_quaternion())
    pole.location = basis_of(pole.bone, place, pole.parent.matrix).translation
    control[IK_SWITCH] = 1.0
    done = [(limb.control, "location"), (limb.control, "rotation_quaternion"), (limb.pole, "location")]
    if limb.roll in bones and limb.end.startswith("foot"):
        bones[limb.roll].rotation_euler = (0.0, 0.0, 0.0)
        done.append((limb.roll, "rotation_euler"))
    return [*done, (limb.control, f'["{IK_SWITCH}"]')]


def basis_of(bone: bpy.types.Bone, pose: Matrix, parent_pose: Matrix) -> Matrix:
    """What a bone's own channels must say for it to stand at `pose`, all in armature space."""
    rest = (
        bone.matrix_local
        if bone.parent is None
        else parent_pose @ bone.parent.matrix_local.inverted() @ bone.matrix_local
    )
    return rest.inverted() @ pose


def _turn(bone: bpy.types.PoseBone, rotation: Quaternion) -> None:
    """On the side of the quaternion that the bone has now, so that curves do not jump."""
    bone.rotation_quaternion = -rotation if rotation.dot(bone.rotation_quaternion) < 0.0 else rotation


def _pole_place(bones: Iterable[bpy.types.PoseBone], limb: Limb) -> Vector:
    """In the plane in which the limb bends; a straight one bends about its joint's X."""
    upper, lower, end = (bones[name] for name in limb.joints)
    start, knee, stop = upper.head, lower.head, end.head
    line = (stop - start).normalized()
    away = (knee - start) - line * (knee - start).dot(line)
    if away.length < _STRAIGHT * (stop - start).length:
        away = upper.matrix.col[2].to_3d() * limb.pole_side
        away -= line * away.dot(line)
    return knee + away.normalized() * upper.bone.length * POLE_DISTANCE


# --- A whole motion ---------------------------------------------------------------------------------------------------


def bake_to_joints(rig: bpy.types.Object) -> tuple[int, int]:
    """Everything that plays as keys of the joints on every frame, nothing led by controls; returns the frame range.

    Both layers become one Action first. Only what a constraint turns is baked, the rest keeps the keys that it has.
    """
    if can_merge(rig):
        merge_to_one_action(rig)
    action = rig.animation_data.action
    first, last = (round(value) for value in action.frame_range)
    led = {name for limb in limbs_in(rig) for name in limb.joints}
    led |= {bone.name for bone in rig.pose.bones if bone.constraints}
    names = [bone.name for bone in rig.pose.bones if bone.name in led and not bone.name.startswith(("MCH-", "DEF-"))]
    turns = {name: np.empty((last - first + 1, 4), dtype=np.float32) for name in names}
    for row, evaluated in enumerate(played(rig, range(first, last + 1))):
        for name in names:
            bone = evaluated.pose.bones[name]
            turns[name][row] = basis_of(rig.data.bones[name], bone.matrix, bone.parent.matrix).to_quaternion()
    _lead_with_joints(rig, action)
    channels = channels_of(action)
    for name, values in turns.items():
        _write_turns(channels, f'pose.bones["{name}"].rotation_quaternion', name, first, _unrolled(values))
        rig.pose.bones[name].rotation_quaternion = values[0].tolist()
    return first, last


def _lead_with_joints(rig: bpy.types.Object, action: bpy.types.Action) -> None:
    """Switch off what leads, and take away keys of those switches."""
    switches = [(limb.control, IK_SWITCH) for limb in limbs_in(rig)]
    switches += [(LOOK_AT, name) for name in (HEAD_FOLLOWS, EYES_FOLLOW)]
    for bone, switch in switches:
        if bone in rig.pose.bones and switch in rig.pose.bones[bone]:
            rig.pose.bones[bone][switch] = 0.0
    paths = {f'pose.bones["{bone}"]["{switch}"]' for bone, switch in switches}
    channels = channels_of(action)
    for curve in [curve for curve in curves_of(action) if curve.data_path in paths]:
        channels.fcurves.remove(curve)


def _unrolled(turns: np.ndarray) -> np.ndarray:
    """(T, 4) quaternions, each on the side of the one before."""
    flips = np.sum(turns[1:] * turns[:-1], axis=1) < 0.0
    turns[1:] *= np.where(np.cumsum(flips) % 2 == 1, -1.0, 1.0)[:, None].astype(turns.dtype)
    return turns


def _write_turns(channels, path: str, group: str, first: int, turns: np.ndarray) -> None:
    for old in [curve for curve in channels.fcurves if curve.data_path == path]:
        channels.fcurves.remove(old)
    frames = np.arange(first, first + len(turns), dtype=np.float32)
    for index in range(4):
        curve = new_curve(channels, path, group, index)
        curve.keyframe_points.add(len(turns))
        curve.keyframe_points.foreach_set("co", np.stack([frames, turns[:, index]], axis=1).reshape(-1))
        curve.keyframe_points.foreach_set("interpolation", np.full(len(turns), 1, dtype=np.int32))  # linear
        curve.update()
