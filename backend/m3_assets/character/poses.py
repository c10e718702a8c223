"""Twelve poses that people are checked in, and how meshes follow them, as in Blender."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ...common import quat
from ...common.skeleton import forward_kinematics, rest_pose
from ...protocol.deform_joints import deform_joints, weights_with_deform_joints
from ...protocol.scene import Mesh, Skeleton

Array = NDArray[np.float64]
Turn = tuple[str, tuple[float, float, float], float]
"""joint, axis in asset space, degrees; `.L` turns are mirrored to `.R` where the joint is given without a side"""

# Flexing a hip, an arm or the trunk forward turns about +X or -X of asset space (people face -Y).
POSES: dict[str, tuple[Turn, ...]] = {
    "stand": (("upper_arm", (0, 1, 0), 38.0),),
    "sit": (("thigh", (-1, 0, 0), 90.0), ("shin", (1, 0, 0), 90.0), ("upper_arm", (0, 1, 0), 36.0)),
    "kneel": (
        ("thigh.L", (-1, 0, 0), 85.0), ("shin.L", (1, 0, 0), 92.0), ("thigh.R", (-1, 0, 0), 5.0),
        ("shin.R", (1, 0, 0), 95.0), ("upper_arm", (0, 1, 0), 36.0),
    ),
    "squat": (
        ("thigh", (-1, 0, 0), 105.0), ("shin", (1, 0, 0), 120.0), ("spine", (1, 0, 0), 15.0),
        ("upper_arm", (-1, 0, 0), 40.0),
    ),
    "arms_up": (("shoulder", (0, -1, 0), 22.0), ("upper_arm", (0, -1, 0), 95.0)),
    "arms_crossed": (
        ("upper_arm", (0, 1, 0), 30.0), ("upper_arm", (-1, 0, 0), 40.0), ("forearm", (0, 0, -1), 55.0),
        ("forearm", (-1, 0, 0), 55.0),
    ),
    "reach_down": (
        ("hips", (1, 0, 0), 25.0), ("spine", (1, 0, 0), 22.0), ("chest", (1, 0, 0), 18.0), ("thigh", (-1, 0, 0), 10.0),
        ("upper_arm", (-1, 0, 0), 50.0),
    ),
    "twist": (
        ("spine", (0, 0, 1), 18.0), ("chest", (0, 0, 1), 18.0), ("upper_chest", (0, 0, 1), 12.0),
        ("neck", (0, 0, 1), 20.0), ("upper_arm", (0, 1, 0), 30.0),
    ),
    "kick": (
        ("thigh.R", (-1, 0, 0), 75.0), ("shin.R", (1, 0, 0), 12.0), ("thigh.L", (1, 0, 0), 12.0),
        ("upper_arm", (0, 1, 0), 20.0),
    ),
    "run_left": (
        ("thigh.L", (-1, 0, 0), 55.0), ("shin.L", (1, 0, 0), 60.0), ("thigh.R", (1, 0, 0), 25.0),
        ("shin.R", (1, 0, 0), 45.0), ("upper_arm", (0, 1, 0), 36.0), ("forearm", (-1, 0, 0), 85.0),
    ),
    "run_right": (
        ("thigh.R", (-1, 0, 0), 55.0), ("shin.R", (1, 0, 0), 60.0), ("thigh.L", (1, 0, 0), 25.0),
        ("shin.L", (1, 0, 0), 45.0), ("upper_arm", (0, 1, 0), 36.0), ("forearm", (-1, 0, 0), 85.0),
    ),
    "lie": (("hips", (-1, 0, 0), 90.0), ("upper_arm", (0, 1, 0), 15.0), ("thigh", (0, -1, 0), 8.0)),
}  # fmt: skip


def pose_rotations(skeleton: Skeleton, turns: tuple[Turn, ...]) -> Array:
    """(J, 4) joint rotations of a pose; turns of one joint follow one another."""
    _, rest = rest_pose(skeleton)
    names = skeleton.joint_names
    rotations = np.tile(quat.IDENTITY, (len(names), 1))
    for joint, axis, degrees in turns:
        for side, flip in ((".L", 1.0), (".R", -1.0)) if joint + ".L" in names else (("", 1.0),):
            index = names.index(joint + side)
            # a mirrored turn keeps its part about X and reverses those about Y and Z
            mirrored = np.array(axis, dtype=np.float64) * np.array([1.0, flip, flip])
            world = quat.from_angle_axis(np.radians(degrees), mirrored / np.linalg.norm(mirrored))
            local = quat.mul(quat.inv(rest[index]), quat.mul(world, rest[index]))
            rotations[index] = quat.mul(rotations[index], local)
    return np.asarray(rotations)


def shaped(mesh: Mesh, values: Mapping[str, float] | None = None) -> Array:
    """(V, 3) with the shape keys at their own or the given values."""
    points = mesh.vertices.astype(np.float64)
    for key in mesh.shape_keys:
        points = points + (key.value if values is None else values.get(key.name, key.value)) * key.offsets
    return points


def deformed(skeleton: Skeleton, mesh: Mesh, points: Array, rotations: Array) -> Array:
    """(V, 3) of skinned points in a pose: linear blending, and dual quaternions (Kavan et al. 2007) by share.

    Helper joints deform as in the rig; without a share of dual quaternions this is what other programs show.
    """
    assert mesh.skin_weights is not None
    assert mesh.skin_joints is not None
    rest_heads, rest = rest_pose(skeleton)
    axes = quat.mul_vec(rest, np.array([0.0, 1.0, 0.0]))
    joints, weights = weights_with_deform_joints(
        skeleton.joint_names,
        rest_heads,
        axes,
        skeleton.bone_lengths,
        mesh.vertices,
        mesh.skin_joints,
        mesh.skin_weights,
        mesh.hangs,
    )
    turn, shift = _moved_joints(skeleton, rotations)
    matrices = np.einsum("vk,vkab->vab", weights, quat.to_matrix(turn)[joints])
    linear = np.einsum("vab,vb->va", matrices, points)
    linear += np.einsum("vk,vka->va", weights, shift[joints])
    if mesh.preserve_volume is None:
        return np.asarray(linear)
    dual = 0.5 * quat.mul(np.concatenate([np.zeros((len(shift), 1)), shift], axis=1), turn)
    real, other = turn[joints], dual[joints]  # (V, 4, 4)
    sign = np.where(np.einsum("vkc,vc->vk", real, real[:, 0]) < 0.0, -1.0, 1.0)
    weights = weights * sign
    blended, moved = np.einsum("vk,vkc->vc", weights, real), np.einsum("vk,vkc->vc", weights, other)
    length = np.linalg.norm(blended, axis=1, keepdims=True)
    blended, moved = blended / length, moved / length
    turned = quat.mul_vec(blended, points) + 2.0 * quat.mul(moved, quat.inv(blended))[:, 1:]
    share = mesh.preserve_volume[:, None].astype(np.float64)
    return np.asarray(share * turned + (1.0 - share) * linear)


def _about_x(turn: Array) -> float:
    """rad, the twist about X, within half a turn."""
    return float(2.0 * np.arctan2(turn[1] * np.sign(turn[0] or 1.0), abs(turn[0])))


def _moved_joints(skeleton: Skeleton, rotations: Array) -> tuple[Array, Array]:
    """Turn (J + H, 4) and shift (J + H, 3) since rest of all joints and helpers: v -> turn v + shift."""
    rest_heads, rest = rest_pose(skeleton)
    heads, world = forward_kinematics(skeleton, skeleton.rest_translations[0], rotations)
    turns = [quat.normalize(quat.mul(world, quat.inv(rest)))]
    shifts = [heads - quat.mul_vec(turns[0], rest_heads)]
    index = {name: joint for joint, name in enumerate(skeleton.joint_names)}
    for helper in deform_joints(skeleton.joint_names):
        parent, at, follows = index[helper.parent], index[helper.at], index[helper.follows]
        own = rotations[follows]
        twist = quat.normalize(own * np.array([1.0, 0.0, 1.0, 0.0]))
        if helper.turns == "twist":
            own = twist
        elif helper.turns == "swing":
            own = quat.mul(own, quat.inv(twist))
        elif helper.turns in ("ahead", "behind"):
            angle = _about_x(own) + _about_x(rotations[skeleton.parents[follows]])
            angle = max(angle, 0.0) if helper.turns == "ahead" else min(angle, 0.0)
            own = quat.from_angle_axis(angle, np.array([1.0, 0.0, 0.0]))
        own = quat.from_rotation_vector(helper.share * quat.to_rotation_vector(own))
        frame = quat.mul(world[parent], quat.mul(quat.inv(rest[parent]), rest[at]))
        turn = quat.normalize(quat.mul(quat.mul(frame, own), quat.inv(rest[at])))
        turns.append(turn[None])
        shifts.append((heads[at] - quat.mul_vec(turn, rest_heads[at]))[None])
    return np.concatenate(turns), np.concatenate(shifts)
