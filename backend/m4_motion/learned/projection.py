"""A motion brought onto what bodies obey: feet that stand stay, nothing is below the floor, bones keep their lengths.

`project` is the constraint side of PhysicsSSM and the last step of every learned clip: spans of contact with
hysteresis, their places held, the hips moved by what both feet ask for, the rest by two-bone IK in the leg's own plane.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from ...common import quat
from ...common.two_bone import two_bone
from ..body import Body, default_body
from ..channels import SIDES, SIGN, minimum_jerk
from ..limbs import bone_frame
from .joints import Array, JointMotion, toe_way

Bools = NDArray[np.bool_]

ANKLES = (13, 18)
_STANDS_M_S, _LEAVES_M_S = 0.30, 0.55
"""a foot comes to stand below the first speed, and leaves above the second"""
_STANDS_M, _LEAVES_M = 0.045, 0.075
_SHORTEST_S, _GAP_S, _RAMP_S = 0.12, 0.08, 0.15
_HIPS_SIGMA_S = 0.12
_CLEARANCE_M, _CLEARANCE = 0.04, 0.25
"""how high a foot is lifted on its way, at most and per metre"""
_STRIDE_SIGMA_S, _SWINGS = 0.2, 0.8
"""over which a body's speed is taken, and the share of it from which on a foot is in the air"""
_FULL_REACH = 0.998


def sole_points(motion: JointMotion, points: Array | None = None) -> Array:
    """(T, 2, 3, 3) m: heel, ball and tip of the left and the right sole."""
    body = default_body()
    points = motion.points if points is None else points
    soles = np.empty((len(points), 2, 3, 3))
    for number, side in enumerate(SIDES):
        ankle, mirror = ANKLES[number], np.array([SIGN[side], 1.0, 1.0])
        down = np.array([0.0, 0.0, body.ankle_height])
        heel, ball = body.heel * mirror - down, body.ball * mirror * np.array([1.0, 1.0, 0.0]) - down
        tip = toe_way(body, side) * np.array([1.0, 1.0, 0.0]) + np.array([0.0, 0.0, -body.ball[2]])
        foot, toe = motion.turns[:, ankle + 1], motion.turns[:, ankle + 2]
        soles[:, number, 0] = points[:, ankle] + quat.mul_vec(foot, heel)
        soles[:, number, 1] = points[:, ankle] + quat.mul_vec(foot, ball)
        soles[:, number, 2] = points[:, ankle + 1] + quat.mul_vec(toe, tip)
    return soles


def contacts_of(soles: Array, fps: float, floor_m: float = 0.0) -> Bools:
    """(T, 2, 2) heel and ball of both feet stand: low and slow, with hysteresis; short flickers are dropped."""
    found = np.zeros((len(soles), 2, 2), dtype=bool)
    for foot in range(2):
        for part in range(2):
            place = soles[:, foot, part]
            speed = np.linalg.norm(np.gradient(place, axis=0), axis=-1) * fps if len(place) > 1 else np.zeros(1)
            height = place[:, 2] - floor_m
            on = (speed < _STANDS_M_S) & (height < _STANDS_M)
            off = (speed > _LEAVES_M_S) | (height > _LEAVES_M)
            found[:, foot, part] = _steadied(_hysteresis(on, off), fps)
    return found


def swinging_feet(soles: Array, root: Array, fps: float) -> Bools:
    """(T, 2) feet that go along with the body or overtake it: whoever walks at v has one foot at rest and one at 2 v.

    soles (T, 2, 3, 3), root (T, 3) m
    """
    if len(root) < 2:
        return np.zeros((len(root), 2), dtype=bool)
    speed = np.linalg.norm(np.gradient(soles[:, :, 1, :2], axis=0), axis=-1) * fps
    body = np.linalg.norm(np.gradient(root[:, :2], axis=0), axis=-1) * fps
    body = gaussian_filter1d(body, _STRIDE_SIGMA_S * fps, mode="nearest")
    return np.asarray(speed > np.maximum(_SWINGS * body[:, None], _LEAVES_M_S))


def _hysteresis(on: Bools, off: Bools) -> Bools:
    state, states = False, np.zeros(len(on), dtype=bool)
    for t in range(len(on)):
        state = (state and not off[t]) or bool(on[t])
        states[t] = state
    return states


def _steadied(states: Bools, fps: float) -> Bools:
    """Short gaps closed, short spans dropped."""
    result = states.copy()
    for first, end in spans_of(~result):
        if first > 0 and end < len(result) and end - first <= round(_GAP_S * fps):
            result[first:end] = True
    for first, end in spans_of(result):
        if end - first < round(_SHORTEST_S * fps):
            result[first:end] = False
    return result


def spans_of(states: Bools) -> list[tuple[int, int]]:
    """First frame and the frame after the last one of every run of true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], states, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def floor_of(soles: Array) -> float:
    """How high the floor seems to be, m: the height over which nearly all of the lowest sole points are."""
    return float(np.percentile(soles[..., 2].min(axis=(1, 2)), 10))


def project(motion: JointMotion, *, standing: Bools | None = None, steps: bool = False) -> JointMotion:
    """The nearest motion with standing feet held and nothing below the floor; a wrong floor height is undone.

    standing: (T, 2) which foot stands, where a network says so; else it is read from heights and speeds
    steps: the network calls feet standing that go along: who travels steps, and lifts the foot that it steps with
    """
    body, fps = default_body(), motion.fps
    points = motion.points
    soles = sole_points(motion, points)
    floor = floor_of(soles)
    if abs(floor) < 0.15:
        motion = motion.moved(np.array([0.0, 0.0, -floor]))
        points, soles = points - [0.0, 0.0, floor], soles - [0.0, 0.0, floor]
    contacts = contacts_of(soles, fps)
    if standing is not None:
        if steps:
            standing = standing & ~swinging_feet(soles, motion.root, fps)
        ball = np.stack([_steadied(standing[:, foot], fps) for foot in range(2)], axis=1)
        contacts = np.stack([contacts[..., 0] & ball, ball], axis=2)

    # 1. What each foot asks for: the way (T, 2, 3) from where it is to where it should be
    asked = np.zeros((len(points), 2, 3))
    for foot in range(2):
        asked[:, foot] = _held(soles[:, foot], contacts[:, foot], fps)
        if steps:
            asked[:, foot, 2] += _lift(soles[:, foot] + asked[:, foot, None], np.asarray(contacts[:, foot].any(axis=1)))
    lowest = (soles[..., 2] + asked[:, :, None, 2]).min(axis=2)
    asked[..., 2] += np.maximum(-lowest, 0.0)

    # 2. Hips go along with what both feet ask for, smoothly
    on_floor = np.asarray(contacts.any(axis=2), dtype=np.float64)
    weight = on_floor + 0.05
    shared = (asked * weight[..., None]).sum(axis=1) / weight.sum(axis=1, keepdims=True)
    shared = gaussian_filter1d(shared, _HIPS_SIGMA_S * fps, axis=0, mode="nearest")
    root = motion.root + shared
    moved = points + shared[:, None]
    asked = asked - shared[:, None]

    # 3. Legs to their feet, hips lower where a standing foot is out of reach
    targets = np.stack([moved[:, ankle] + asked[:, foot] for foot, ankle in enumerate(ANKLES)], axis=1)
    reach = _FULL_REACH * body.leg
    excess = np.zeros(len(root))
    for foot, ankle in enumerate(ANKLES):
        hip = moved[:, ankle - 2]
        across = np.linalg.norm((hip - targets[:, foot])[:, :2], axis=-1)
        high = hip[:, 2] - targets[:, foot, 2] - np.sqrt(np.maximum(reach**2 - across**2, (0.3 * reach) ** 2))
        excess = np.maximum(excess, np.maximum(high, 0.0) * on_floor[:, foot])
    excess = np.minimum(gaussian_filter1d(excess, 1.0, mode="nearest"), 0.15)
    root[:, 2] -= excess
    moved[..., 2] -= excess[:, None]
    turns = motion.turns.copy()
    for foot, side in enumerate(SIDES):
        bend_leg(body, side, moved, targets[:, foot], turns)
    return replace(motion, root=root, turns=quat.unroll(quat.normalize(turns)))


def _held(soles: Array, contacts: Bools, fps: float) -> Array:
    """(T, 3) shift of a foot that keeps its standing parts in place, eased in and out beside each span."""
    shift, weight = np.zeros((len(soles), 3)), np.zeros(len(soles))
    ramp = max(1, round(_RAMP_S * fps))
    for first, end in spans_of(np.asarray(contacts.any(axis=1))):
        parts = contacts[first:end]
        # the part that stands longer leads; where the other takes over, it goes on from where it is
        own = np.zeros((end - first, 3))
        offset, part = None, 1 if parts[:, 1].sum() >= parts[:, 0].sum() else 0
        anchor = np.median(soles[first:end, part][parts[:, part]], axis=0)
        for k, t in enumerate(range(first, end)):
            if not parts[k, part]:
                other = 1 - part
                if parts[k, other]:
                    anchor = soles[t, other] + (offset if offset is not None else anchor - soles[t, part])
                    part = other
            offset = anchor - soles[t, part]
            offset[2] = -soles[t, part, 2]
            own[k] = offset
        low, high = max(0, first - ramp), min(len(soles), end + ramp)
        full = np.concatenate([np.repeat(own[:1], first - low, axis=0), own, np.repeat(own[-1:], high - end, axis=0)])
        ease = np.ones(high - low)
        ease[: first - low] = minimum_jerk(np.linspace(0.0, 1.0, first - low + 2)[1:-1])
        ease[len(ease) - (high - end) :] = minimum_jerk(np.linspace(1.0, 0.0, high - end + 2)[1:-1])
        stronger = ease > weight[low:high]
        shift[low:high][stronger] = (full * ease[:, None])[stronger]
        weight[low:high] = np.maximum(weight[low:high], ease)
    return shift


def _lift(soles: Array, stands: Bools) -> Array:
    """(T,) m by which a foot that goes from one place to another has to be higher to be off the floor on its way.

    soles (T, 3, 3): heel, ball and tip
    """
    lift = np.zeros(len(soles))
    for first, end in spans_of(~stands):
        before, after = max(first - 1, 0), min(end, len(soles) - 1)
        way = float(np.linalg.norm(soles[after, 1, :2] - soles[before, 1, :2]))
        u = (np.arange(first, end) - first + 1.0) / (end - first + 1.0)
        wanted = min(_CLEARANCE_M, _CLEARANCE * way) * np.sin(np.pi * u) ** 0.5
        lift[first:end] = np.maximum(wanted - soles[first:end, :, 2].min(axis=1), 0.0)
    return lift


def bend_leg(body: Body, side: str, points: Array, target: Array, turns: Array) -> None:
    """Write the turns of thigh and shin that bring the ankle to `target` (T, 3); the knee stays in its plane.

    points (T, 21, 3) as they are now; foot and toes keep their world turn
    """
    hip, knee, ankle = (11, 12, 13) if side == "L" else (16, 17, 18)
    lateral = np.array([1.0, 0.0, 0.0])
    rests = [body.offsets[body.index[f"{name}.{side}"]] for name in ("shin", "foot")]
    lengths = [float(np.linalg.norm(rest)) for rest in rests]
    hinge = quat.mul_vec(turns[:, knee], lateral)
    pole = np.cross(target - points[:, hip], hinge)
    middle, end, across = two_bone(points[:, hip], target, lengths[0], lengths[1], pole, _FULL_REACH)
    for slot, way, rest in ((knee, middle - points[:, hip], rests[0]), (ankle, end - middle, rests[1])):
        turns[:, slot] = quat.mul(bone_frame(way, across), quat.inv(bone_frame(rest, lateral)))
