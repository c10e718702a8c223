"""A foot that rolls over heel, ball and tip from one control, and a point that head and eyes look at.

Both rest at nothing: a generated motion plays as it is until the artist turns the roll or lets the look lead.
"""

from __future__ import annotations

import math

import bpy
from mathutils import Matrix, Vector

from .._vendor.backend.protocol.scene import Skeleton
from .rig_controls import IK_SWITCH, ROOT, SIDES, add_bone, add_switch, drive_influence

LOOK_AT = "look_at"
HEAD_FOLLOWS, EYES_FOLLOW = "head_follows", "eyes_follow"
"""custom properties of `look_at`: how far head and eyes turn to it"""
_PIVOTS = ("heel", "tip", "ball")
_HEEL, _BEHIND = 0.42, 0.45
"""of the foot's length: the heel behind the ankle, and the roll control behind the heel"""
_FLAT_TOE_RAD = math.radians(50.0)
"""up to here a foot rolls over its ball, beyond over its tip"""
_LOOK_DISTANCE = 0.8
"""of the height of the head"""
_AXES = ("TRACK_X", "TRACK_Y", "TRACK_Z", "TRACK_NEGATIVE_X", "TRACK_NEGATIVE_Y", "TRACK_NEGATIVE_Z")


def roll_control(side: str) -> str:
    """`.L` -> `foot_roll.L`"""
    return f"foot_roll{side}"


def _pivot(name: str, side: str) -> str:
    return f"MCH-roll_{name}{side}"


def rolling_sides(skeleton: Skeleton) -> list[str]:
    """The sides on which there are a foot and a toe."""
    names = set(skeleton.joint_names)
    return [side for side in SIDES if {"foot" + side, "toe" + side} <= names]


def add_roll_and_look_bones(bones: bpy.types.ArmatureEditBones, skeleton: Skeleton, rest: dict[str, Matrix]) -> None:
    """Pivots between each foot's control and its target, and the point to look at, in Edit Mode."""
    for side in rolling_sides(skeleton):
        ankle, toe = rest["foot" + side].translation, rest["toe" + side]
        length, forward = bones["foot" + side].length, toe.col[1].to_3d()
        heel = Vector((ankle.x, ankle.y, 0.0)) - Vector((forward.x, forward.y, 0.0)).normalized() * _HEEL * length
        tip = toe.translation + forward * bones["toe" + side].length
        places = {"heel": heel, "tip": Vector((tip.x, tip.y, 0.0)), "ball": toe.translation}
        parent = bones[f"foot_ik{side}"]
        behind = heel - forward * _BEHIND * length + Vector((0.0, 0.0, 0.25 * length))
        add_bone(bones, roll_control(side), _at(behind, toe), 0.5 * length, parent)
        for name in _PIVOTS:
            parent = add_bone(bones, _pivot(name, side), _at(places[name], toe), 0.3 * length, parent)
        bones[f"MCH-foot_target{side}"].parent = parent
    if "head" in rest:
        _add_look_bones(bones, rest)


def _at(place: Vector, frame: Matrix) -> Matrix:
    return Matrix.Translation(place) @ frame.to_3x3().to_4x4()


def _add_look_bones(bones: bpy.types.ArmatureEditBones, rest: dict[str, Matrix]) -> None:
    """The head's own target keeps the height of the head's joint, so that at rest nothing has to turn."""
    head = rest["head"]
    away = _facing(head)[1] * _LOOK_DISTANCE * bones["head"].tail.z
    eyes = [rest["eye" + side].translation for side in SIDES if "eye" + side in rest]
    start = sum(eyes, Vector()) / len(eyes) if eyes else head.translation
    size = 0.4 * bones["head"].length
    look = add_bone(bones, LOOK_AT, Matrix.Translation(start + away), size, bones[ROOT])
    add_bone(bones, "MCH-look_head", Matrix.Translation(head.translation + away), 0.5 * size, look)


def _facing(rest: Matrix) -> tuple[str, Vector]:
    """Which of a bone's axes looks forward (-Y) at rest, and where it points."""
    axes = [rest.col[i].to_3d() for i in range(3)]
    axes += [-axis for axis in axes]
    best = min(range(6), key=lambda i: axes[i].y)
    return _AXES[best], axes[best]


def constrain_roll_and_look(target: bpy.types.Object, skeleton: Skeleton) -> None:
    """Plain constraints: pivots take their share of the roll's turn, the toes stay flat, head and eyes turn."""
    bones = target.pose.bones
    for side in rolling_sides(skeleton):
        control = bones[roll_control(side)]
        control.rotation_mode = "XYZ"
        control.lock_location = control.lock_scale = (True, True, True)
        control.lock_rotation = (False, True, True)
        right_angle, tip_end = math.radians(90.0), math.radians(140.0)
        _share(target, side, "heel", (0.0, right_angle), (0.0, right_angle))
        _share(target, side, "ball", (-_FLAT_TOE_RAD, 0.0), (-_FLAT_TOE_RAD, 0.0))
        _share(target, side, "tip", (-tip_end, -_FLAT_TOE_RAD), (_FLAT_TOE_RAD - tip_end, 0.0))
        flat = bones["toe" + side].constraints.new("COPY_ROTATION")
        flat.name = "Stay Flat"
        flat.target, flat.subtarget = target, _pivot("ball", side)
        flat.target_space = flat.owner_space = "LOCAL"
        flat.use_y = flat.use_z = False
        flat.invert_x = True
        flat.mix_mode = "BEFORE"
        drive_influence(flat, f"foot_ik{side}", IK_SWITCH)
    if LOOK_AT in bones:
        _constrain_look(target)


def _share(
    target: bpy.types.Object, side: str, pivot: str, turned: tuple[float, float], turns: tuple[float, float]
) -> None:
    share = target.pose.bones[_pivot(pivot, side)].constraints.new("TRANSFORM")
    share.target, share.subtarget = target, roll_control(side)
    share.target_space = share.owner_space = "LOCAL"
    share.map_from = share.map_to = "ROTATION"
    share.from_rotation_mode = "XYZ"
    share.map_to_x_from = "X"
    share.from_min_x_rot, share.from_max_x_rot = turned
    share.to_min_x_rot, share.to_max_x_rot = turns


def _constrain_look(target: bpy.types.Object) -> None:
    bones = target.pose.bones
    look = bones[LOOK_AT]
    look.lock_rotation = look.lock_scale = (True, True, True)
    look.lock_rotation_w = True
    add_switch(look, HEAD_FOLLOWS, 0.0, "1: the head turns to this point, 0: it follows its keys")
    if "eye.L" in bones:
        add_switch(look, EYES_FOLLOW, 0.0, "1: the eyes turn to this point, 0: they follow their keys")
    for name, goal, switch in (
        ("head", "MCH-look_head", HEAD_FOLLOWS),
        *(("eye" + side, LOOK_AT, EYES_FOLLOW) for side in SIDES),
    ):
        if name not in bones:
            continue
        turn = bones[name].constraints.new("DAMPED_TRACK")
        turn.name = "Look At"
        turn.target, turn.subtarget = target, goal
        turn.track_axis = _facing(bones[name].bone.matrix_local)[0]
        drive_influence(turn, LOOK_AT, switch)
