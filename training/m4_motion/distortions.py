"""Real clips made wrong in known ways, with what is right and which joint groups were touched when.

Feet that drift, roots whose way is stretched or bent, heights that are off, jitter, frames that hang, warped time, hard
seams between two clips whose right answer is an inertialised one, and what the generator makes of a clip (`denoised`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.ndimage import gaussian_filter1d

from backend.common import quat
from backend.m4_motion.body import default_body
from backend.m4_motion.channels import SIDES, decay
from backend.m4_motion.learned.features import from_motion
from backend.m4_motion.learned.joint_groups import GROUP_NAMES, JOINT_GROUPS
from backend.m4_motion.learned.joints import Array, JointMotion
from backend.m4_motion.learned.physics_state import physics_state
from backend.m4_motion.learned.projection import ANKLES, bend_leg, project

_ROOT, _TRUNK = 0, 1
_LEGS = {"L": GROUP_NAMES.index("leg.L"), "R": GROUP_NAMES.index("leg.R")}
_SEAM_S = 0.3


@dataclass(frozen=True, kw_only=True)
class Example:
    """One window, wrong and right, as features that are not normalised yet."""

    motion: Array
    """(T, 251) distorted"""
    projected: Array
    """(T, 251) the projection of the distorted"""
    state: Array
    """(T, 64) of the distorted"""
    target: Array
    """(T, 251)"""
    touched: Array
    """(T, G) 1 where a group was distorted"""


def example(
    motion: JointMotion, other: JointMotion, rng: np.random.Generator, *, made: JointMotion | None = None
) -> Example:
    """A window of a clip distorted once to three times; one in eight stays as it is. A seam leads to `other`.

    made: what the generator makes of the window; that is the distortion then, and the only one
    """
    target, wrong = motion, motion
    touched = np.zeros((len(motion.root), len(GROUP_NAMES)))
    if made is not None:
        wrong, touched = made, touched + 1.0
    elif rng.uniform() < 0.15 and len(other.root) > 20:
        wrong, target, span = _seam(motion, other, rng)
        touched[span] = 1.0
    count = 0 if made is not None or rng.uniform() < 0.125 else int(rng.integers(1, 4))
    for index in rng.choice(len(DISTORTIONS), size=count, replace=False):
        wrong, where = DISTORTIONS[index](wrong, rng)
        touched = np.maximum(touched, where)
    return Example(
        motion=from_motion(wrong), projected=from_motion(project(wrong)), state=physics_state(wrong)[:-1],
        target=from_motion(target), touched=touched[:-1],
    )  # fmt: skip


def _untouched(motion: JointMotion) -> Array:
    return np.zeros((len(motion.root), len(GROUP_NAMES)))


def _wander(count: int, sigma: float, size: float, rng: np.random.Generator, width: int = 3) -> Array:
    """(count, width) smooth noise whose deviation is `size`."""
    noise = gaussian_filter1d(rng.normal(size=(count + int(6 * sigma), width)), sigma, axis=0)[int(3 * sigma) :][:count]
    return np.asarray(noise / max(float(noise.std()), 1e-9) * size)


def foot_drift(motion: JointMotion, rng: np.random.Generator) -> tuple[JointMotion, Array]:
    """A foot wanders by centimetres while it should stand."""
    turns, points, where = motion.turns.copy(), motion.points, _untouched(motion)
    for number, side in enumerate(SIDES):
        if rng.uniform() < 0.3:
            continue
        shift = _wander(len(points), rng.uniform(4.0, 15.0), rng.uniform(0.01, 0.06), rng) * [1.0, 1.0, 0.3]
        bend_leg(default_body(), side, points, points[:, ANKLES[number]] + shift, turns)
        where[:, _LEGS[side]] = 1.0
    return replace(motion, turns=turns), where


def stretched_way(motion: JointMotion, rng: np.random.Generator) -> tuple[JointMotion, Array]:
    """The root's way is .8 to 1.25 of what the legs walk."""
    root, where = motion.root.copy(), _untouched(motion)
    root[:, :2] = root[0, :2] + (root[:, :2] - root[0, :2]) * rng.uniform(0.8, 1.25)
    where[:, _ROOT] = float(np.linalg.norm(root[-1, :2] - root[0, :2]) > 0.2)
    return replace(motion, root=root), where


def bent_way(motion: JointMotion, rng: np.random.Generator) -> tuple[JointMotion, Array]:
    """The path bends while the steps do not know of it."""
    angles = np.cumsum(_wander(len(motion.root), 15.0, rng.uniform(0.005, 0.02), rng, 1)[:, 0])
    turn = quat.from_angle_axis(angles, np.array([0.0, 0.0, 1.0]))
    steps = quat.mul_vec(turn[1:], np.diff(motion.root, axis=0))
    root = np.concatenate([motion.root[:1], motion.root[0] + np.cumsum(steps, axis=0)])
    where = _untouched(motion)
    where[:, _ROOT] = 1.0
    return replace(motion, root=root, turns=quat.mul(turn[:, None], motion.turns)), where


def wrong_height(motion: JointMotion, rng: np.random.Generator) -> tuple[JointMotion, Array]:
    """Up to six centimetres above or below the floor."""
    where = _untouched(motion)
    where[:, _ROOT] = 1.0
    return motion.moved(np.array([0.0, 0.0, rng.uniform(-0.06, 0.06)])), where


def jitter(motion: JointMotion, rng: np.random.Generator) -> tuple[JointMotion, Array]:
    """Frames shake: some groups or all of them."""
    where, turns, root = _untouched(motion), motion.turns.copy(), motion.root.copy()
    groups = np.flatnonzero(rng.uniform(size=len(GROUP_NAMES)) < 0.5)
    for joint, group in enumerate(JOINT_GROUPS):
        if group in groups:
            noise = quat.from_rotation_vector(rng.normal(size=(len(root), 3)) * rng.uniform(0.01, 0.05))
            turns[:, joint] = quat.mul(noise, turns[:, joint])
    if _ROOT in groups:
        root += rng.normal(size=root.shape) * rng.uniform(0.002, 0.012)
        turns[:, [1, 11, 16]] = turns[:, :1]
    where[:, groups] = 1.0
    return replace(motion, root=root, turns=quat.normalize(turns)), where


def hanging_frames(motion: JointMotion, rng: np.random.Generator) -> tuple[JointMotion, Array]:
    """Frames are dropped, and the one before shown again."""
    frames, where = np.arange(len(motion.root)), _untouched(motion)
    for _ in range(int(rng.integers(1, 4))):
        first, length = int(rng.integers(1, len(frames) - 4)), int(rng.integers(1, 5))
        frames[first : first + length] = frames[first - 1]
        where[max(0, first - 1) : first + length + 1] = 1.0
    return replace(motion, root=motion.root[frames], turns=motion.turns[frames]), where


def warped_time(motion: JointMotion, rng: np.random.Generator) -> tuple[JointMotion, Array]:
    """Time runs up to three frames ahead or behind."""
    shift = _wander(len(motion.root), 12.0, rng.uniform(0.5, 1.5), rng, 1)[:, 0]
    frames = np.maximum.accumulate(np.clip(np.arange(len(shift)) + shift, 0.0, len(shift) - 1.0))
    return motion.at(frames), _untouched(motion) + 1.0


DISTORTIONS = (foot_drift, stretched_way, bent_way, wrong_height, jitter, hanging_frames, warped_time, foot_drift)


def _seam(first: JointMotion, second: JointMotion, rng: np.random.Generator) -> tuple[JointMotion, JointMotion, slice]:
    """Cut from one clip to another: hard, and inertialised (Bollo, GDC 2018) as it should be."""
    count, fps = len(first.root), first.fps
    at = int(rng.integers(8, count - 10))
    length = min(count - at, len(second.root))
    part = second.cut(0, length)
    ahead = [quat.mul_vec(turn, np.array([0.0, -1.0, 0.0])) for turn in (first.turns[at, 0], part.turns[0, 0])]
    angles = [float(np.arctan2(way[0], -way[1])) for way in ahead]
    pivot = part.root[0] * [1.0, 1.0, 0.0]
    here = first.root[at] * [1.0, 1.0, 0.0]
    part = part.moved(here - pivot, angles[0] - angles[1], pivot)
    root = np.concatenate([first.root[:at], part.root])
    turns = np.concatenate([first.turns[:at], part.turns])
    if len(root) < count:  # the other clip was short: its last pose stays
        root = np.concatenate([root, np.repeat(root[-1:], count - len(root), axis=0)])
        turns = np.concatenate([turns, np.repeat(turns[-1:], count - len(turns), axis=0)])
    hard = JointMotion(fps=fps, root=root, turns=quat.unroll(turns))
    seconds = np.arange(count - at) / fps
    soft_root, soft_turns = root.copy(), turns.copy()
    gap = 2.0 * first.root[at - 1] - first.root[max(at - 2, 0)] - root[at]
    speed = (first.root[at - 1] - first.root[max(at - 2, 0)] - (root[min(at + 1, count - 1)] - root[at])) * fps
    soft_root[at:] += decay(gap, speed, seconds, _SEAM_S)
    between = quat.to_rotation_vector(quat.mul(first.turns[at - 1], quat.inv(turns[at])))  # (21, 3)
    left = decay(between.reshape(-1), np.zeros(between.size), seconds, _SEAM_S).reshape(len(seconds), -1, 3)
    soft_turns[at:] = quat.mul(quat.from_rotation_vector(left), turns[at:])
    soft = JointMotion(fps=fps, root=soft_root, turns=quat.unroll(quat.normalize(soft_turns)))
    return hard, soft, slice(max(0, at - 2), min(count, at + round(_SEAM_S * fps)))
