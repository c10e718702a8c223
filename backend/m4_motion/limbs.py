"""Limbs in closed form: frames of bones, and the angles of an arm that should reach a point."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.two_bone import two_bone, unit
from .body import Body
from .channels import SIGN, Array


def euler(pitch: Array, roll: Array, yaw: Array) -> Array:
    """Rotation (..., 4) that pitches about x, then rolls about y, then yaws about z."""
    qx = quat.from_angle_axis(pitch, [1.0, 0.0, 0.0])
    qy = quat.from_angle_axis(roll, [0.0, 1.0, 0.0])
    qz = quat.from_angle_axis(yaw, [0.0, 0.0, 1.0])
    return quat.mul(qz, quat.mul(qy, qx))


def bone_frame(direction: Array, hinge: Array) -> Array:
    """Rotation whose +Y runs along the bone and whose X is the hinge, both (..., 3)."""
    y = unit(direction)
    x = unit(hinge - np.sum(hinge * y, axis=-1, keepdims=True) * y)
    return quat.from_matrix(np.stack([x, y, np.cross(x, y)], axis=-1))


def twist_about(q: Array, axis: Array) -> Array:
    """Angle (...) of the rotation's part about a unit axis, in -pi…pi."""
    q = np.where(q[..., :1] < 0.0, -q, q)
    return np.asarray(2.0 * np.arctan2(np.sum(q[..., 1:] * axis, axis=-1), q[..., 0]))


def arm_angles(body: Body, side: str, wrist: Array, pole: Array, hand: Array | None = None) -> dict[str, float]:
    """Channels that bring the wrist to a point in the frame of the upper chest (shoulder joint at its rest offset).

    wrist (3,) from the shoulder joint, pole (3,) elbow direction, hand (4,) wished rotation of the hanging hand.
    Used once per key pose, to have carry and catch poses as plain joint angles.
    """
    sign = SIGN[side]
    rest = {name: body.position(f"{name}.{side}") for name in ("upper_arm", "forearm", "hand")}
    first = np.linalg.norm(rest["forearm"] - rest["upper_arm"])
    second = np.linalg.norm(rest["hand"] - rest["forearm"])
    middle, end, hinge = two_bone(np.zeros(3), wrist, float(first), float(second), pole)
    upper_rest = quat.mul_vec(body.hang[side], rest["forearm"] - rest["upper_arm"])
    lower_rest = quat.mul_vec(body.hang[side], rest["hand"] - rest["forearm"])
    rest_hinge = np.array([-1.0, 0.0, 0.0])
    upper = quat.mul(bone_frame(middle, hinge), quat.inv(bone_frame(upper_rest, rest_hinge)))
    lower = quat.mul(bone_frame(end - middle, hinge), quat.inv(bone_frame(lower_rest, rest_hinge)))
    m = quat.to_matrix(upper)  # Rx(-flex) Ry(-s abduct) Rz(-s twist)
    flex = float(-np.arctan2(-m[1, 2], m[2, 2]))
    angles = {
        # An arm comes over the head from the front, never from behind
        f"arm.flex.{side}": flex + 2.0 * np.pi if flex < -1.8 else flex,
        f"arm.abduct.{side}": float(-sign * np.arcsin(np.clip(m[0, 2], -1.0, 1.0))),
        f"arm.twist.{side}": float(-sign * np.arctan2(-m[0, 1], m[0, 0])),
        f"elbow.{side}": float(-quat.to_rotation_vector(quat.mul(quat.inv(upper), lower))[0]),
    }
    if hand is not None:
        wrist_rotation = quat.mul(quat.inv(lower), hand)
        turn = float(twist_about(wrist_rotation, np.array([0.0, 0.0, 1.0])))
        rest_of_it = quat.mul(quat.from_angle_axis(np.array(-turn), [0.0, 0.0, 1.0]), wrist_rotation)
        bend = quat.to_rotation_vector(rest_of_it)
        angles |= {
            f"pronate.{side}": -sign * turn,
            f"wrist.flex.{side}": float(np.clip(sign * bend[1], -1.2, 1.2)),
            f"wrist.deviate.{side}": float(np.clip(-bend[0], -0.5, 0.5)),
        }
    return angles
