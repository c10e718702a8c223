"""Feet that stand: where a target's feet and hips go, and the bend of the legs that takes them there."""

from __future__ import annotations

import numpy as np

from .. import quat
from .bodies import SIDES
from .frames import Array
from .transport import Body

_REACH = 0.9995
"""of a leg's length: never quite straight"""
_HEEL, _TIP = 0.42, 0.42
"""of the foot's length: the heel behind the ankle, and the tip of the toes before the ball"""
_SMOOTH_FRAMES = 4


def leg_length(body: Body) -> float:
    """From hip to floor, m, the mean of both sides."""
    lengths = [
        np.linalg.norm(body.at("thigh" + side) - body.at("shin" + side))
        + np.linalg.norm(body.at("shin" + side) - body.at("foot" + side))
        for side in SIDES
    ]
    return float(np.mean(lengths)) + ankle_height(body)


def floor_height(body: Body) -> float:
    """Height of the floor under the rest pose, m: the skeleton's own zero, unless the ankles are far from it."""
    low = float(np.mean([body.at("foot" + side)[2] for side in SIDES]))
    leg = float(np.mean([body.at("thigh" + side)[2] for side in SIDES])) - low
    return 0.0 if 0.0 < low < 0.3 * leg else low - 0.1 * leg


def ankle_height(body: Body) -> float:
    return float(np.mean([body.at("foot" + side)[2] for side in SIDES])) - floor_height(body)


def sole_points(body: Body, side: str) -> tuple[Array, Array]:
    """Under the rest pose: heel and ball (2, 3) in the foot's frame, from the ankle; tip (1, 3) in the toe's, from the
    toe (or in the foot's where there is no toe)."""
    floor = floor_height(body)
    ankle, foot = body.at("foot" + side), body.rotations[body.joints["foot" + side]]
    has_toe = "toe" + side in body.joints
    forward = quat.mul_vec(body.facing, np.array([0.0, -1.0, 0.0]))
    ball = body.at("toe" + side) if has_toe else ankle + 0.15 * leg_length(body) * forward
    length = float(np.linalg.norm((ball - ankle)[:2]))
    forward = (ball - ankle) * [1.0, 1.0, 0.0] / max(length, 1e-9)
    ground = np.array([1.0, 1.0, 0.0])
    points = np.array([ankle - _HEEL * length * forward, ball]) * ground + [0.0, 0.0, floor]
    tip = (ball + _TIP * length * forward) * ground + [0.0, 0.0, floor]
    toe, toe_turn = (ball, body.rotations[body.joints["toe" + side]]) if has_toe else (ankle, foot)
    return quat.mul_vec(quat.inv(foot), points - ankle), quat.mul_vec(quat.inv(toe_turn), tip - toe)[None]


def sole_depth(body: Body, side: str, foot: Array, toe: Array) -> tuple[Array, Array]:
    """How far below the ankle the lowest point of the sole is (T,), and where the ball is from it (T, 3).

    foot, toe: world rotations (T, 4).
    """
    under, tip = sole_points(body, side)
    has_toe = "toe" + side in body.joints
    from_ankle = quat.mul_vec(foot[:, None], under)  # (T, 2, 3)
    joint = np.zeros(3)
    if has_toe:
        joint = quat.mul_vec(
            quat.inv(body.rotations[body.joints["foot" + side]]), body.at("toe" + side) - body.at("foot" + side)
        )
    at_toe = quat.mul_vec(foot, joint)
    tips = at_toe + quat.mul_vec(toe if has_toe else foot, tip[0])
    lowest = np.minimum(from_ankle[:, :, 2].min(axis=1), tips[:, 2])
    return -lowest, at_toe if has_toe else from_ankle[:, 1]


def wide_minimum(values: Array, frames: int) -> Array:
    """(T,) the least within so many frames on either side."""
    padded = np.pad(values, frames, mode="edge")
    return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, 2 * frames + 1).min(axis=-1))


def smoothed(values: Array, frames: int) -> Array:
    """(T,) under a bell as wide."""
    at = np.arange(-2 * frames, 2 * frames + 1)
    bell = np.exp(-0.5 * (at / max(frames, 1e-6)) ** 2)
    padded = np.pad(values, 2 * frames, mode="edge")
    return np.asarray(np.convolve(padded, bell / bell.sum(), mode="valid"))


def hip_drop(hips: Array, goals: dict[str, Array], reach_m: dict[str, float], standing: dict[str, Array]) -> Array:
    """(T,) m by which the hips must come down for standing feet to be reached; smooth, never less than needed.

    hips: heads of the thighs (T, 2, 3) in the order of SIDES; goals: ankles (T, 3); standing: 0…1 (T,).
    """
    needed = np.zeros(len(hips))
    for column, side in enumerate(SIDES):
        offset = goals[side] - hips[:, column]
        flat = np.sum(offset[:, :2] ** 2, axis=1)
        depth = np.sqrt(np.maximum(reach_m[side] ** 2 - flat, 0.0))  # how far below the hip the ankle may be
        needed = np.maximum(needed, standing[side] * np.maximum(-offset[:, 2] - depth, 0.0))
    wide = -wide_minimum(-needed, _SMOOTH_FRAMES)
    return np.maximum(smoothed(wide, _SMOOTH_FRAMES // 2), needed)


def reach_with(start: Array, upper: Array, lower: Array, hinge: Array, goal: Array) -> tuple[Array, Array]:
    """Two-bone reach that keeps the plane of the bend: turns (T, 4) in the world to put before those of both bones.

    start (T, 3); upper, lower: from joint to joint (T, 3); hinge: the axis (T, 3) about which
    a straight limb begins to bend, right-handed.
    """
    length_a, length_b = np.linalg.norm(upper, axis=1), np.linalg.norm(lower, axis=1)
    to_goal = goal - start
    distance = np.clip(
        np.linalg.norm(to_goal, axis=1), np.abs(length_a - length_b) * 1.001 + 1e-6, (length_a + length_b) * _REACH
    )
    axis = np.cross(upper, lower)
    sine = np.linalg.norm(axis, axis=1) / (length_a * length_b)
    share = np.clip((sine - 0.02) / 0.06, 0.0, 1.0)[:, None]  # a straight limb bends about its hinge
    axis = share * axis / np.maximum(length_a * length_b * sine, 1e-9)[:, None] + (1.0 - share) * hinge
    axis /= np.maximum(np.linalg.norm(axis, axis=1, keepdims=True), 1e-9)
    bend_now = np.arctan2(np.sum(np.cross(upper, lower) * axis, axis=1), np.sum(upper * lower, axis=1))
    cosine = (distance**2 - length_a**2 - length_b**2) / (2.0 * length_a * length_b)
    bend = np.arccos(np.clip(cosine, -1.0, 1.0))
    knee = quat.from_angle_axis(bend - bend_now, axis)
    swing = quat.between(upper + quat.mul_vec(knee, lower), to_goal)
    return swing, quat.mul(swing, knee)
