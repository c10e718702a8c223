"""The animator's rig: a pose is a row of named numbers, a motion a (T, C) array of them.

Feet live in the world and are reached by IK, so a planted foot is a constant and cannot slide. Arms
are joint angles, with a world target for the hand where it must touch something. Everything that
plays with poses (key frames, layers, seams) works on plain arrays of these channels.

Angles in rad, lengths in m, signs equal on both sides:
    x, y, heading      where the hips are and where the body faces (world)
    hips.z             height of the hips joint above the floor
    hips, spine, head  pitch + leans forward, roll + leans to the left, yaw + turns to the left; each on top of the last
    shoulder           lift + up, forward + to the front
    arm                flex + forward, abduct + away from the body, twist + inward; 0 = hanging down
    elbow, pronate     + bends, + turns the palm back; wrist flex + toward the palm, deviate + toward the thumb
    fingers            curl per finger, mean per joint; spread
    foot               x, y, yaw of the footprint (world), level of what is under it, z clearance of the sole over that,
                       pitch + heel up, roll, toe bend + up
    knee               swivel, + outward
    hand               weight of the world target, wrist position x, y, z and rotation qw, qx, qy, qz (of the hanging
                       hand: fingers down, palm toward the thigh), pole: elbow swivel, + outward
    gaze               weight of the point x, y, z that the eyes look at
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SIDES = ("L", "R")
SIGN = {"L": 1.0, "R": -1.0}
FINGERS = ("thumb", "index", "middle", "ring", "pinky")

_BODY = (
    "x", "y", "heading", "hips.z", "hips.pitch", "hips.roll", "hips.yaw", "spine.pitch", "spine.roll", "spine.yaw",
    "head.pitch", "head.roll", "head.yaw", "gaze.w", "gaze.x", "gaze.y", "gaze.z",
)  # fmt: skip
_ARM = (
    "shoulder.lift", "shoulder.forward", "arm.flex", "arm.abduct", "arm.twist", "elbow", "pronate", "wrist.flex",
    "wrist.deviate", "thumb", "index", "middle", "ring", "pinky", "spread",
)  # fmt: skip
_HAND = ("hand.w", "hand.x", "hand.y", "hand.z", "hand.qw", "hand.qx", "hand.qy", "hand.qz", "hand.pole")
_FOOT = ("foot.x", "foot.y", "foot.z", "foot.yaw", "foot.pitch", "foot.roll", "toe", "knee", "foot.level")

NAMES: tuple[str, ...] = _BODY + tuple(f"{name}.{side}" for side in SIDES for name in _ARM + _HAND + _FOOT)
INDEX = {name: i for i, name in enumerate(NAMES)}
COUNT = len(NAMES)


def columns(*names: str) -> list[int]:
    """Column numbers of the named channels; `arm.L` style prefixes are not expanded."""
    return [INDEX[name] for name in names]


def arm_columns(side: str) -> list[int]:
    """Joint angles of one arm, shoulder to fingers."""
    return [INDEX[f"{name}.{side}"] for name in _ARM]


def hand_columns(side: str) -> list[int]:
    """World target of one hand."""
    return [INDEX[f"{name}.{side}"] for name in _HAND]


def foot_columns(side: str) -> list[int]:
    """One foot, knee included."""
    return [INDEX[f"{name}.{side}"] for name in _FOOT]


FEET = foot_columns("L") + foot_columns("R")
ARMS = arm_columns("L") + arm_columns("R")
TORSO = [INDEX[name] for name in _BODY[4:10]]
HEAD = [INDEX[name] for name in _BODY[10:13]]


def changed(pose: Array, values: Mapping[str, float]) -> Array:
    """A copy of a pose (C,) or motion (T, C) with some channels set.

    A name without side (`elbow`) sets both sides.
    """
    result = np.array(pose, dtype=np.float64)
    for name, value in values.items():
        for column in [INDEX[name]] if name in INDEX else [INDEX[f"{name}.L"], INDEX[f"{name}.R"]]:
            result[..., column] = value
    return result


def mirrored_names(values: Mapping[str, float], side: str) -> dict[str, float]:
    """Key poses are written for the right hand: `near` and `far` become the acting side and the other.

    Values of roll and yaw of hips, spine and head are written for the right side and flip for the left.
    """
    flip = 1.0 if side == "R" else -1.0
    other = "L" if side == "R" else "R"
    result = {}
    for name, value in values.items():
        if name.endswith(".near"):
            result[f"{name[:-5]}.{side}"] = value
        elif name.endswith(".far"):
            result[f"{name[:-4]}.{other}"] = value
        elif name in ("hips.roll", "hips.yaw", "spine.roll", "spine.yaw", "head.roll", "head.yaw"):
            result[name] = value * flip
        else:
            result[name] = value
    return result


def minimum_jerk(u: Array | float) -> Array:
    """0…1 to 0…1 with zero speed and acceleration at both ends (Flash & Hogan 1985)."""
    u = np.clip(u, 0.0, 1.0)
    return np.asarray(u * u * u * (10.0 + u * (6.0 * u - 15.0)))


def interpolate(times: Sequence[float], poses: Array, at: Array) -> Array:
    """Key poses (K, C) at `times` (K,) to a motion (len(at), C): cubic, C1, without overshoot, at rest at both ends.

    Fritsch & Carlson (1980) slopes; a held key (equal neighbours) has zero slope.
    """
    x = np.asarray(times, dtype=np.float64)
    if len(x) == 1:
        return np.repeat(poses[:1], len(at), axis=0)
    h = np.diff(x)[:, None]
    delta = np.diff(poses, axis=0) / h
    slopes = np.zeros_like(poses)
    if len(x) > 2:
        left, right = delta[:-1], delta[1:]
        w1, w2 = 2 * h[1:] + h[:-1], h[1:] + 2 * h[:-1]
        same = left * right > 0.0
        safe_left, safe_right = np.where(same, left, 1.0), np.where(same, right, 1.0)
        slopes[1:-1] = np.where(same, (w1 + w2) / (w1 / safe_left + w2 / safe_right), 0.0)
    at = np.clip(at, x[0], x[-1])
    k = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    u = ((at - x[k]) / h[k, 0])[:, None]
    p0, p1, m0, m1 = poses[k], poses[k + 1], slopes[k] * h[k], slopes[k + 1] * h[k]
    # An interval at rest at both ends gets the minimum-jerk profile, the others a cubic.
    cubic = (
        (2 * u**3 - 3 * u**2 + 1) * p0 + (u**3 - 2 * u**2 + u) * m0 + (3 * u**2 - 2 * u**3) * p1 + (u**3 - u**2) * m1
    )
    resting = (slopes[k] == 0.0) & (slopes[k + 1] == 0.0)
    return np.asarray(np.where(resting, p0 + (p1 - p0) * minimum_jerk(u), cubic))


def smooth(values: Array, sigma_frames: float) -> Array:
    """Gaussian along time; the ends are held."""
    if sigma_frames <= 0.05 or len(values) < 3:
        return values
    radius = max(1, int(np.ceil(3.0 * sigma_frames)))
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma_frames) ** 2)
    kernel /= kernel.sum()
    padded = np.concatenate([np.repeat(values[:1], radius, axis=0), values, np.repeat(values[-1:], radius, axis=0)])
    result = np.zeros_like(values)
    for i, weight in enumerate(kernel):
        result += weight * padded[i : i + len(values)]
    return result


def decay(offset: Array, velocity: Array, seconds: Array, blend_s: float) -> Array:
    """What is left of a seam's jump after `seconds` (N,): a quintic from `offset` and `velocity` to rest.

    offset, velocity (C,) -> (N, C). Inertialisation after Bollo (GDC 2018).
    """
    # Speed that moves away from the goal would overshoot: it is dropped.
    velocity = np.where(offset * velocity > 0.0, 0.0, velocity)
    velocity = np.clip(velocity, -5.0 * np.abs(offset) / blend_s, 5.0 * np.abs(offset) / blend_s)
    u = np.clip(seconds / blend_s, 0.0, 1.0)[:, None]
    v = velocity * blend_s
    return np.asarray(offset * (1 - 10 * u**3 + 15 * u**4 - 6 * u**5) + v * (u - 6 * u**3 + 8 * u**4 - 3 * u**5))
