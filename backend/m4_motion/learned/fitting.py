"""A clip made to fit: its length, where it begins and ends, the way it goes, the seams to what is before and after."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...common import quat
from ..body import Body
from ..channels import INDEX, SIDES, Array, minimum_jerk
from ..footsteps import standing_point
from .joints import JointMotion
from .library import LibraryClip

STRETCH = (0.85, 1.18)
"""how much shorter or longer a way or a time may become without looking wrong"""
TRAVELS_M = 1.0
_BRIDGE_S, _STEP_S, _LIFT_M = 0.35, 0.6, 0.05
_NEAR_M = 0.03


def fit_length(clip: LibraryClip, seconds: float | None) -> JointMotion:
    """The clip in `seconds`: whole, its loop repeated, or cut at a quiet frame; then a little quicker or slower."""
    motion = clip.motion
    if seconds is None:
        return motion
    wanted = max(2, round(seconds * motion.fps))
    low, high = STRETCH
    if wanted > high * len(motion.root) and clip.loop is not None:
        motion = repeated(motion, clip.loop, wanted)
    if wanted < low * len(motion.root):
        ends = [cut for cut in clip.cuts if low * cut <= wanted <= high * cut] or [min(wanted, len(motion.root))]
        motion = motion.cut(0, min(ends, key=lambda end: abs(end - wanted)))
    count = len(motion.root)
    if not low <= wanted / count <= high:
        return motion if count <= wanted else motion.cut(0, wanted)
    return motion.at(np.linspace(0.0, count - 1.0, wanted))


def repeated(motion: JointMotion, loop: tuple[int, int], frames: int) -> JointMotion:
    """The cycle goes on until there are `frames`: each time on from where the last one ended and faced."""
    first, end = loop
    cycle = motion.cut(first, end + 1)
    pivot = cycle.root[0] * [1.0, 1.0, 0.0]
    turned = float(2.0 * np.arctan2(*quat.mul(_facing(cycle, -1), quat.inv(_facing(cycle, 0)))[[3, 0]]))
    result, goal, turn = motion.cut(0, end), motion.root[end], turned
    while len(result.root) < frames:
        whole = cycle.moved(goal * [1.0, 1.0, 0.0] - pivot, turn, pivot)
        result = joined(result, whole.cut(0, end - first))
        goal, turn = whole.root[-1], turn + turned
    return result.cut(0, frames)


def _facing(motion: JointMotion, frame: int) -> Array:
    """(4,) the part about the vertical of the pelvis' turn."""
    ahead = quat.mul_vec(motion.turns[frame, 0], np.array([0.0, -1.0, 0.0]))
    return quat.from_angle_axis(np.arctan2(ahead[0], -ahead[1]), np.array([0.0, 0.0, 1.0]))


def joined(first: JointMotion, second: JointMotion, blend_s: float = 0.3) -> JointMotion:
    """One after another; the jump between them decays over the second (inertialisation, Bollo, GDC 2018)."""
    seconds = np.arange(len(second.root)) / first.fps
    left = 1.0 - minimum_jerk(seconds / blend_s)
    root = second.root + left[:, None] * np.array([0.0, 0.0, 1.0]) * (first.root[-1] - second.root[0])
    apart = quat.to_rotation_vector(quat.mul(first.turns[-1], quat.inv(second.turns[0])))
    turns = quat.mul(quat.from_rotation_vector(left[:, None, None] * apart), second.turns)
    return replace(
        first, root=np.concatenate([first.root, root]),
        turns=quat.unroll(quat.normalize(np.concatenate([first.turns, turns]))),
    )  # fmt: skip


def travel_of(motion: JointMotion) -> float:
    """m from the first place to the last over the floor."""
    return float(np.linalg.norm((motion.root[-1] - motion.root[0])[:2]))


def placed(motion: JointMotion, point: Array, heading: float) -> JointMotion:
    """The clip where somebody stands (2,) and looks."""
    ahead = quat.mul_vec(motion.turns[0, 0], np.array([0.0, -1.0, 0.0]))
    angle = heading - float(np.arctan2(ahead[0], -ahead[1]))
    start = motion.root[0] * [1.0, 1.0, 0.0]
    return motion.moved(np.array([*point, 0.0]) - start, angle, start)


def along_way(
    motion: JointMotion, points: Array, end_heading: float | None, loop: tuple[int, int] | None
) -> JointMotion:
    """A travelling clip led along a way (K, 2) to its end: cycles repeated or left out, the rest stretched; the body
    turns with the way, and to `end_heading` over its last half second."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    total, fps = float(steps.sum()), motion.fps
    if loop is not None and total > STRETCH[1] * travel_of(motion):
        frames = len(motion.root)
        while travel_of(motion) * STRETCH[1] < total and frames < 60 * fps:
            frames += loop[1] - loop[0]
            motion = repeated(motion, loop, frames)
    gone = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(motion.root[:, :2], axis=0), axis=1))]
    if gone[-1] > total / STRETCH[0]:  # too far: what is beyond the goal is left out
        end = max(2, int(np.searchsorted(gone, total)) + 1)
        motion, gone = motion.cut(0, end), gone[:end]
    share = gone / max(gone[-1], 1e-6)
    arc = np.r_[0.0, np.cumsum(steps)] / max(total, 1e-6)
    place = np.stack([np.interp(share, arc, points[:, axis]) for axis in range(2)], axis=1)
    tangents = np.diff(points, axis=0)
    middles = 0.5 * (arc[1:] + arc[:-1])
    headings = np.interp(share, middles, np.unwrap(np.arctan2(tangents[:, 0], -tangents[:, 1])))
    own = motion.root[-1, :2] - motion.root[0, :2]
    start = float(np.arctan2(own[0], -own[1]))
    turn = headings - start
    if end_heading is not None:
        left = (np.arange(len(turn)) - len(turn) + 1) / fps
        missing = (end_heading - (headings[-1]) + np.pi) % (2 * np.pi) - np.pi
        turn = turn + minimum_jerk(1.0 + left / 0.6) * missing
    # how the hips sway over the way stays theirs
    straight = motion.root[0, :2] + share[:, None] * own
    around = quat.from_angle_axis(turn, np.array([0.0, 0.0, 1.0]))
    sway = quat.mul_vec(around, np.concatenate([motion.root[:, :2] - straight, np.zeros((len(turn), 1))], axis=1))
    root = np.concatenate([place + sway[:, :2], motion.root[:, 2:]], axis=1)
    return replace(motion, root=root, turns=quat.unroll(quat.mul(around[:, None], motion.turns)))


def is_on_feet(body: Body, pose: Array) -> bool:
    """Whether a pose (C,) can be stepped into and out of by someone who stands."""
    lean = abs(float(pose[INDEX["hips.pitch"]])) + abs(float(pose[INDEX["hips.roll"]]))
    return bool(pose[INDEX["hips.z"]] > 0.6 * body.hip_height and lean < 0.9)


def bridge(pose: Array, goal: Array, fps: float) -> Array:
    """(N, C) from one pose to another; feet that have to go elsewhere step there one after the other."""
    away = [float(np.hypot(*(goal[INDEX[f"foot.{axis}.{side}"]] - pose[INDEX[f"foot.{axis}.{side}"]] for axis in "xy")))
            for side in SIDES]  # fmt: skip
    stepping = max(away) > _NEAR_M
    count = max(3, round((_STEP_S if stepping else _BRIDGE_S) * fps))
    u = np.arange(1, count + 1) / (count + 1.0)
    rows = pose + minimum_jerk(u)[:, None] * (goal - pose)
    order = SIDES if away[0] >= away[1] else SIDES[::-1]
    for number, side in enumerate(order):
        own = np.clip(2.0 * u - number, 0.0, 1.0) if stepping else u
        columns = [INDEX[f"{name}.{side}"] for name in ("foot.x", "foot.y", "foot.z", "foot.yaw", "foot.pitch",
                                                        "foot.roll", "toe", "foot.level")]  # fmt: skip
        rows[:, columns] = pose[columns] + minimum_jerk(own)[:, None] * (goal[columns] - pose[columns])
        if stepping:
            lift = _LIFT_M * min(1.0, away[SIDES.index(side)] / 0.2)
            rows[:, INDEX[f"foot.z.{side}"]] += lift * np.sin(np.pi * own) ** 2
    return rows


def standing_after(body: Body, pose: Array) -> Array:
    """(C,) a relaxed standing pose about where someone is."""
    x, y, heading = standing_point(body, pose)
    return body.standing(x, y, heading)
