"""A motion of one body on another: turns carried over, hips scaled with the legs, feet and hands put where they belong.

Numpy only. The source is a skeleton of ours; the target is any armature as a `Skeleton` in world axes and metres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...protocol.messages import Grip
from ...protocol.scene import Skeleton
from .. import quat
from .bodies import SIDES, BodyMap
from .frames import Array, local_rotations, posed_frames
from .mapping import map_body
from .standing import hip_drop, leg_length, reach_with, smoothed, sole_depth, wide_minimum
from .transport import Body, carried_rotations

__all__ = ["BodyMap", "Retargeted", "map_body", "posed_frames", "retarget"]

_JUMP_S, _LANDING_S = 0.5, 0.12
_UPRIGHT = (0.55, 0.90)
"""hip heights, of the source's leg, between which the difference of the legs begins to count where the path is kept"""
_GIVES_WAY_M = 0.005
_TOGETHER_M, _WITHIN_M = 0.02, 0.6
"""hands hold together that stay this still to one another, no farther apart than this"""
_NEAR_GROUND = 0.10
"""of the leg's length: a sole lower than this stands, the lower the more"""


@dataclass(frozen=True, kw_only=True)
class Retargeted:
    """The motion of the target."""

    parts: BodyMap
    places: NDArray[np.float32]
    """(T, 3) m, the head of the joint `parts.hips`"""
    joint_rotations: NDArray[np.float32]
    """(T, J, 4) parent-relative, in rest frames; joints that are no part of the body rest"""


def retarget(
    source: Skeleton,
    root_translations: ArrayLike,
    joint_rotations: ArrayLike,
    target: Skeleton,
    *,
    fps: float,
    keep_path: bool = False,
    grips: tuple[Grip, ...] = (),
) -> Retargeted:
    """`root_translations` (T, 3) and `joint_rotations` (T, J, 4) of `source` as a motion of `target`.

    keep_path  feet and hips stay over the places where the source's are; else ways grow with the legs
    """
    # 1. Both bodies at rest, and turns carried from one to the other
    first, second = Body(source, map_body(source)), Body(target, map_body(target))
    start = np.asarray(root_translations, dtype=np.float64)
    heads, rotations = posed_frames(source, 0, start, np.asarray(joint_rotations, dtype=np.float64))
    world = carried_rotations(first, second, rotations)

    # 2. Where hips and soles go: ways and heights stretched as the legs are
    leg = leg_length(second) / leg_length(first)
    path = 1.0 if keep_path else leg
    soles = {side: _sole(first, side, heads, rotations) for side in SIDES}
    ground = np.minimum(*(lowest for _, lowest in soles.values()))
    ground = smoothed(wide_minimum(ground, round(_JUMP_S * fps)), round(_LANDING_S * fps))
    middle = heads[:, [first.joints["thigh" + side] for side in SIDES]].mean(axis=1)
    anchor = middle[0] * [1.0, 1.0, 0.0]
    height = middle[:, 2] - ground
    if keep_path:  # what sits or lies keeps its height over what it is on
        low, high = (share * leg_length(first) for share in _UPRIGHT)
        upright = np.clip((height - low) / (high - low), 0.0, 1.0)
        height = height + (leg - 1.0) * leg_length(first) * upright * upright * (3.0 - 2.0 * upright)
    else:
        height = leg * height
    wanted = anchor + path * (middle - anchor)
    wanted[:, 2] = path * ground + height
    goals = {side: _ankle_goal(second, side, world, soles[side], anchor, path) for side in SIDES}

    # 3. Hips, then legs onto the soles' goals
    reach = {side: 0.999 * _limb_length(second, ("thigh", "shin", "foot"), side) for side in SIDES}
    near = {side: np.clip(1.5 - (lowest - ground) / (_NEAR_GROUND * leg_length(first)), 0.0, 1.0)
            for side, (_, lowest) in soles.items()}  # fmt: skip
    hips = world[second.parts.hips]
    sockets = np.stack([_socket(second, side, hips) for side in SIDES], axis=1)  # (T, 2, 3) from the hips' head
    places = wanted - sockets.mean(axis=1)
    places[:, 2] -= hip_drop(places[:, None] + sockets, goals, reach, near)
    for column, side in enumerate(SIDES):
        hinge = quat.mul_vec(rotations[:, first.joints["shin" + side]], np.array([-1.0, 0.0, 0.0]))
        _reach(second, ("thigh", "shin", "foot"), side, world, places + sockets[:, column], hinge, goals[side])

    # 4. Hands that hold something
    for grip in (*grips, *_other_hands(grips, first, heads, rotations)):
        side = grip.hand[-2:]
        own = posed_frames(target, second.parts.hips, places, local_rotations(target, world, len(start)))[0]
        weight = _held(grip, len(start), fps)[:, None]
        hand = own[:, second.joints[grip.hand]]
        goal = weight * heads[:, first.joints[grip.hand]] + (1.0 - weight) * hand
        hinge = quat.mul_vec(rotations[:, first.joints["forearm" + side]], np.array([1.0, 0.0, 0.0]))
        upper = own[:, second.joints["upper_arm" + side]]
        _reach(second, ("upper_arm", "forearm", "hand"), side, world, upper, hinge, goal)

    return Retargeted(
        parts=second.parts,
        places=places.astype(np.float32),
        joint_rotations=local_rotations(target, world, len(start)).astype(np.float32),
    )


def _sole(body: Body, side: str, heads: Array, rotations: Array) -> tuple[Array, Array]:
    """Where the ball of a foot is (T, 3), and the height of the lowest point of its sole (T,)."""
    ankle = heads[:, body.joints["foot" + side]]
    foot, toe = (rotations[:, body.joints.get(name + side, body.joints["foot" + side])] for name in ("foot", "toe"))
    below, to_ball = sole_depth(body, side, foot, toe)
    return ankle + to_ball, ankle[:, 2] - below


def _ankle_goal(
    body: Body, side: str, world: dict[int, Array], sole: tuple[Array, Array], anchor: Array, path: float
) -> Array:
    """(T, 3): the ball over the place where it belongs, the lowest point of the sole at its height."""
    foot = world[body.joints["foot" + side]]
    toe = world.get(body.joints.get("toe" + side, -1), foot)
    below, to_ball = sole_depth(body, side, foot, toe)
    ball, lowest = sole
    goal = anchor + path * (ball - anchor) - to_ball
    # a source that sinks in by itself may go on to, but no deeper and no further than skin gives way
    goal[:, 2] = np.maximum(path * lowest, np.clip(lowest, -_GIVES_WAY_M, 0.0)) + below
    return goal


def _limb_length(body: Body, roles: tuple[str, str, str], side: str) -> float:
    upper, lower, end = (body.at(role + side) for role in roles)
    return float(np.linalg.norm(lower - upper) + np.linalg.norm(end - lower))


def _socket(body: Body, side: str, hips: Array) -> Array:
    """(T, 3) from the hips' head to the hip joint; what is between them rests."""
    rest = quat.inv(body.rotations[body.parts.hips])
    return np.asarray(quat.mul_vec(hips, quat.mul_vec(rest, body.at("thigh" + side) - body.at("hips"))))


def _reach(
    body: Body,
    roles: tuple[str, str, str],
    side: str,
    world: dict[int, Array],
    start: Array,
    hinge: Array,
    goal: Array,
) -> None:
    """Turn both bones of a limb in `world` so that its end gets to the goal; the end keeps its own turn."""
    upper, lower, end = (body.joints[role + side] for role in roles)
    ways = []
    for joint, following in ((upper, lower), (lower, end)):
        rest = quat.mul_vec(quat.inv(body.rotations[joint]), body.heads[following] - body.heads[joint])
        ways.append(quat.mul_vec(world[joint], rest))
    swing, bent = reach_with(start, ways[0], ways[1], hinge, goal)
    world[upper], world[lower] = quat.mul(swing, world[upper]), quat.mul(bent, world[lower])


def _other_hands(grips: tuple[Grip, ...], body: Body, heads: Array, rotations: Array) -> list[Grip]:
    """Hands that go along with a hand that holds something, as both do that carry a ball."""
    found = []
    for grip in grips:
        other = "hand" + (".R" if grip.hand.endswith(".L") else ".L")
        own, theirs = body.joints[grip.hand], body.joints[other]
        span = slice(grip.first, grip.last + 1)
        apart = quat.mul_vec(quat.inv(rotations[span, own]), heads[span, theirs] - heads[span, own])
        usual = np.median(apart, axis=0)
        along = np.flatnonzero(np.linalg.norm(apart - usual, axis=1) < _TOGETHER_M)
        if np.linalg.norm(usual) < _WITHIN_M and len(along) > 0.5 * len(apart):
            found.append(Grip(hand=other, first=grip.first + int(along[0]), last=grip.first + int(along[-1])))
    return found


def _held(grip: Grip, num_frames: int, fps: float) -> Array:
    """(T,) 1 while held, up and down over a third of a second."""
    away = np.maximum(grip.first - np.arange(num_frames), np.arange(num_frames) - grip.last)
    share = np.clip(1.0 - away / (fps / 3.0), 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share))
