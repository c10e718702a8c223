"""Bones that only deform (half bends, twists) and the skin that they share: see `protocol.deform_joints`."""

from __future__ import annotations

import math

import bpy
import numpy as np
from mathutils import Matrix

from .._vendor.backend.protocol.deform_joints import DeformJoint, deform_joints, weights_with_deform_joints
from .._vendor.backend.protocol.scene import Mesh, Skeleton
from .convert import rest_matrices
from .rig_controls import add_bone

_SHORT = 0.3
"""of the length of the bone it lies along"""


def add_deform_bones(bones: bpy.types.ArmatureEditBones, skeleton: Skeleton, rest: dict[str, Matrix]) -> None:
    """One bone for each helper, in Edit Mode."""
    for helper in deform_joints(skeleton.joint_names):
        length = _SHORT * bones[helper.at].length
        add_bone(bones, helper.name, rest[helper.at], length, bones[helper.parent]).use_deform = True


def constrain_deform_bones(target: bpy.types.Object, skeleton: Skeleton) -> None:
    """A share of another joint's turn: of all of it, of the twist about its length or of the rest."""
    for helper in deform_joints(skeleton.joint_names):
        bone = target.pose.bones[helper.name]
        bone.lock_location = bone.lock_rotation = bone.lock_scale = (True, True, True)
        if helper.turns in ("ahead", "behind"):
            _constrain_one_way(target, bone, helper)
            continue
        if helper.turns == "swing":
            swing = bone.constraints.new("DAMPED_TRACK")
            swing.name, swing.influence, swing.track_axis = "Share of Turn", helper.share, "TRACK_Y"
            swing.target, swing.subtarget, swing.head_tail = target, helper.follows, 1.0
            continue
        if helper.turns == "all":
            copy = bone.constraints.new("COPY_ROTATION")
            copy.influence = helper.share
        else:
            copy = bone.constraints.new("TRANSFORM")
            copy.map_from = copy.map_to = "ROTATION"
            copy.from_rotation_mode = "SWING_TWIST_Y"
            copy.map_to_y_from = "Y"
            copy.from_min_y_rot, copy.from_max_y_rot = -math.pi, math.pi
            copy.to_min_y_rot, copy.to_max_y_rot = -math.pi * helper.share, math.pi * helper.share
        copy.name = "Share of Turn"
        copy.target, copy.subtarget = target, helper.follows
        copy.target_space = copy.owner_space = "LOCAL"


def _constrain_one_way(target: bpy.types.Object, bone: bpy.types.PoseBone, helper: DeformJoint) -> None:
    """At its joint, turned about X by what that joint and the one above it turn, but only ahead or only backward."""
    place = bone.constraints.new("COPY_LOCATION")
    place.name, place.target, place.subtarget = "At the Joint", target, helper.at
    for name in (helper.follows, target.pose.bones[helper.follows].parent.name):
        add = bone.constraints.new("TRANSFORM")
        add.name, add.target, add.subtarget = "Share of Turn", target, name
        add.target_space = add.owner_space = "LOCAL"
        add.map_from = add.map_to = "ROTATION"
        add.from_rotation_mode, add.map_to_x_from = "SWING_TWIST_X", "X"
        add.from_min_x_rot, add.from_max_x_rot = -math.pi, math.pi
        add.to_min_x_rot, add.to_max_x_rot = -math.pi * helper.share, math.pi * helper.share
    limit = bone.constraints.new("LIMIT_ROTATION")
    limit.name, limit.owner_space, limit.use_limit_x = "One Way", "LOCAL", True
    limit.min_x, limit.max_x = (0.0, math.pi) if helper.turns == "ahead" else (-math.pi, 0.0)


def skin_of(mesh: Mesh, skeleton: Skeleton) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Bone names, and joints and weights (V, 4) into them, helpers included."""
    rest = rest_matrices(skeleton)
    joints, weights = weights_with_deform_joints(
        skeleton.joint_names,
        np.array([matrix.translation for matrix in rest]),
        np.array([matrix.col[1].to_3d() for matrix in rest]),
        skeleton.bone_lengths,
        mesh.vertices,
        mesh.skin_joints,
        mesh.skin_weights,
        mesh.hangs,
    )
    helpers = tuple(helper.name for helper in deform_joints(skeleton.joint_names))
    return (*skeleton.joint_names, *helpers), joints, weights
