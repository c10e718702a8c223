"""Walk, trot, gallop along a path to a goal, and turning on the spot."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import maximum_filter1d

from ..channels import Array, minimum_jerk, smooth
from ..ways import Path
from .gait import Manner, speed_at
from .pose import INDEX, LEGS, Body, misses, solve
from .stepping import Steps, place_feet, plan_steps

_RATE = 240.0
_GAIN = 0.42
"""speed gained and lost, of gravity"""
_GALLOP_HIGHEST, _HOP_HIGHEST = 0.93, 0.48
"""share of the stride, from the fall of the hind feet on, at which the trunk is highest: all feet are in the air"""
_STRETCH = 0.15
"""how much higher a hopper that rises up carries its hips, of their height: bent legs could not fold much more"""


def travel(
    body: Body, pose: Array, points: Array, end_heading: float, speed_m_s: float, manner: Manner, fps: float
) -> tuple[Array, list[int]]:
    """A motion (T, C) along points (K, 2) from the pose to a stand at the last one, and its key frames."""
    # 1. The way: hips and shoulders both follow it, so the body bends into curves
    start_heading = float(pose[INDEX["heading"]])
    path = Path(points, start_heading, end_heading)
    half = 0.5 * body.length
    begun = np.array([pose[INDEX["x"]], pose[INDEX["y"]], start_heading])

    def along(s: Array) -> Array:
        front, _ = path.at(s + half)
        rear, _ = path.at(s - half)
        way = front - rear
        heading = np.unwrap(np.arctan2(way[:, 0], -way[:, 1]))
        return np.column_stack([0.5 * (front + rear), heading])

    ends = along(np.array([0.0, path.length]))
    wished = np.array([*np.asarray(points)[-1], end_heading])
    off_start, off_end = begun - ends[0], wished - ends[1]
    off_start[2], off_end[2] = _nearest(off_start[2]), _nearest(off_end[2])
    if abs(off_end[2]) > 1.0:
        off_end[2] = 0.0  # too much to be turned on the way: turned on the spot afterwards
    turns = along(np.linspace(0.0, path.length, 64))[:, 2]
    base = begun[2] - off_start[2] - turns[0]

    def place(s: Array) -> Array:
        found = along(s)
        u = s / path.length
        whole = np.interp(s, np.linspace(0.0, path.length, 64), turns) + base
        found[:, 2] = whole
        near = min(1.0, 2.2 * body.length / path.length)
        found += (1.0 - minimum_jerk(u / near))[:, None] * off_start
        return np.asarray(found + minimum_jerk((u - 1.0 + near) / near)[:, None] * off_end)

    # 2. Speed: gained and lost no faster than legs can
    speed, arrive_s = _speed_profile(path.length, speed_m_s)
    way = np.minimum(np.r_[0.0, np.cumsum(speed[:-1])] / _RATE, path.length)
    way *= path.length / max(float(way[-1]), 1e-9)
    clock = np.arange(len(speed)) / _RATE

    def course(times: Array) -> Array:
        return place(np.interp(times, clock, way))

    # 3. Feet, then the body over them
    steps = plan_steps(body, pose, course, arrive_s, speed, manner)
    count = max(2, int(np.ceil(steps.seconds * fps)))
    t = np.arange(1, count + 1) / fps
    motion = _resting(pose, count, fps)
    motion[:, [INDEX["x"], INDEX["y"], INDEX["heading"]]] = course(t)
    s = np.interp(t, clock, way)
    _, soon = path.at(np.minimum(s + body.length, path.length))
    _, now = path.at(s)
    bend = smooth(soon - now, 0.08 * fps)
    motion[:, INDEX["spine.yaw"]] += np.clip(0.5 * bend, -0.35, 0.35)
    motion[:, INDEX["neck.yaw"]] += np.clip(0.6 * bend, -0.5, 0.5)
    place_feet(body, motion, t, steps, manner)
    _carry(body, motion, t, steps, manner, fps)
    if manner.upright:
        _rise_up(body, motion, t, steps, manner)
    return lowered(body, motion, fps), _keys(steps, fps, count)


def turn(
    body: Body, pose: Array, angle: float, manner: Manner, fps: float, tempo: float = 1.0
) -> tuple[Array, list[int]]:
    """Step round on the spot by an angle."""
    x, y, heading = (float(pose[INDEX[name]]) for name in ("x", "y", "heading"))
    seconds = 0.35 + abs(angle) / (2.0 * tempo) * np.sqrt(body.leg / 0.42)

    def course(times: Array) -> Array:
        turned = heading + angle * minimum_jerk(times / seconds)
        return np.column_stack([np.full(len(times), x), np.full(len(times), y), turned])

    pace = np.full(int(seconds * _RATE), 0.75 * speed_at(0.24, body.leg))
    steps = plan_steps(body, pose, course, seconds, pace, manner)
    count = max(2, int(np.ceil(steps.seconds * fps)))
    t = np.arange(1, count + 1) / fps
    motion = _resting(pose, count, fps)
    motion[:, [INDEX["x"], INDEX["y"], INDEX["heading"]]] = course(t)
    early = np.sin(np.pi * np.clip(t / seconds, 0.0, 1.0)) * np.clip(angle, -1.2, 1.2)
    motion[:, INDEX["spine.yaw"]] += 0.30 * early
    motion[:, INDEX["neck.yaw"]] += 0.35 * early
    place_feet(body, motion, t, steps, manner)
    return lowered(body, motion, fps), _keys(steps, fps, count)


def lowered(body: Body, motion: Array, fps: float) -> Array:
    """The trunk sinks a little where a foot would not be reached, smoothly before and after."""
    for _ in range(3):
        stands = motion[:, [INDEX[f"foot.z.{leg}"] for leg in LEGS]] < 1e-4
        short = np.where(stands, misses(body, solve(body, motion), motion), 0.0).max(axis=1)
        if short.max() < 5e-4:
            break
        short = np.minimum(short, 0.04 * body.leg)
        width = max(1, round(0.10 * fps))
        sink = smooth(maximum_filter1d(1.6 * short, 2 * width + 1), 0.5 * width)
        motion[:, INDEX["z"]] -= sink
    return motion


def _nearest(angle: float) -> float:
    return float((angle + np.pi) % (2.0 * np.pi) - np.pi)


def _resting(pose: Array, count: int, fps: float) -> Array:
    """The pose held, everything but place and feet returning to rest within a third of a second."""
    motion = np.repeat(pose[None], count, axis=0)
    fade = 1.0 - minimum_jerk(np.arange(1, count + 1) / (0.35 * fps))
    free = [i for name, i in INDEX.items() if not name.startswith("foot.") and name not in ("x", "y", "heading")]
    motion[:, free] *= fade[:, None]
    return motion


def _speed_profile(length: float, speed_m_s: float) -> tuple[Array, float]:
    """m/s at 240 Hz until the goal, and the seconds it takes: smooth rise, level, smooth fall."""
    gain = _GAIN * 9.81
    top = min(speed_m_s, float(np.sqrt(0.5 * gain * length)))
    ramp_s = max(1.5 * top / gain, 0.30)
    level_s = max(0.0, length / top - ramp_s)
    if level_s == 0.0:
        top = length / ramp_s
    seconds = 2.0 * ramp_s + level_s
    t = np.arange(int(np.ceil(seconds * _RATE)) + 1) / _RATE
    speed = top * np.minimum(minimum_jerk(t / ramp_s), minimum_jerk((seconds - t) / ramp_s))
    return np.asarray(speed), seconds


def _carry(body: Body, motion: Array, t: Array, steps: Steps, manner: Manner, fps: float) -> None:
    """Rise and fall of the trunk, its pitch and arching, the nod of the head, by phase and gait."""
    phase = 2.0 * np.pi * np.interp(t, steps.times, steps.phase)
    speed = np.interp(t, steps.times, steps.speed)
    trot, gallop = np.interp(t, steps.times, steps.trot), np.interp(t, steps.times, steps.gallop)
    going = minimum_jerk(speed / (0.5 * speed_at(0.24, body.leg)))
    walk, trot = going * (1.0 - trot), going * trot * (1.0 - gallop)
    run = going * gallop

    def add(name: str, value: Array) -> None:
        motion[:, INDEX[name]] += value

    leg, bounce = body.leg, manner.bounce
    # lowest while the legs are spread: a long stance needs bent joints
    add("z", -leg * (0.020 + manner.crouch) * walk - 0.045 * leg * trot - 0.075 * leg * run)
    add("z", bounce * leg * (0.010 * walk * np.cos(2.0 * phase - 0.6) + 0.026 * trot * np.cos(2.0 * phase - 2.4)))
    highest = _HOP_HIGHEST if manner.hops else _GALLOP_HIGHEST
    add("z", bounce * leg * 0.060 * run * np.cos(phase - 2.0 * np.pi * highest))
    rock = 0.085 * manner.rock * run * np.cos(phase - 2.0 * np.pi * 0.30)
    add("pitch", 0.012 * walk * np.cos(2.0 * phase + 1.0) + rock)
    add("spine.pitch", run * manner.spine_flex * np.cos(phase - 2.0 * np.pi * 0.94))
    add("spine.yaw", 0.055 * walk * np.sin(phase - 0.3) + 0.02 * trot * np.sin(phase))
    add("roll", 0.022 * walk * np.sin(phase + 0.9))
    nod = manner.head_nod
    add("neck.pitch", nod * walk * np.cos(2.0 * phase + 0.6) - 0.05 * walk - 0.06 * trot)
    add("neck.pitch", -(0.30 + 1.2 * nod * np.cos(phase - 2.0 * np.pi * 0.25)) * run * min(1.0, 0.9))
    add("head.pitch", -0.6 * nod * walk * np.cos(2.0 * phase + 0.6) + 0.05 * trot + 0.26 * run)
    add("head.yaw", -0.04 * walk * np.sin(phase - 0.3))
    add("tail.pitch", 0.12 * trot + 0.45 * run)
    add("tail.yaw", 0.10 * walk * np.sin(phase) + 0.06 * trot * np.sin(phase))
    add("tail.curl", 0.25 * run * np.sin(phase - 1.0))
    add("ears", 0.10 * trot * np.sin(2.0 * phase - 1.0) + run * (0.35 + 0.12 * np.sin(phase)))
    add("trunk.curl", walk * (1.15 + 0.12 * np.sin(phase - 0.8)))
    gained = smooth(np.gradient(speed) * fps, 0.10 * fps) / 9.81
    add("pitch", np.clip(0.16 * gained, -0.07, 0.09))
    motion[:, INDEX["z"]] = smooth(motion[:, INDEX["z"]], 0.02 * fps)


def _rise_up(body: Body, motion: Array, t: Array, steps: Steps, manner: Manner) -> None:
    """On two legs while it hops: the trunk rises about the hips, head and tail stay level, forefeet hang before it."""
    speed = np.interp(t, steps.times, steps.speed)
    up = minimum_jerk(speed / (0.55 * speed_at(0.24, body.leg)))
    for name, share in (("pitch", 1.0), ("neck.pitch", -0.35), ("head.pitch", -0.50), ("tail.pitch", 2.0)):
        motion[:, INDEX[name]] += share * manner.upright * up
    motion[:, INDEX["z"]] += 0.5 * body.length * np.sin(manner.upright * up) + _STRETCH * body.leg * up
    ends = [body.at(f"{name}.{side}") for name in ("leg_back_upper", "shoulder") for side in "LR"]
    middle = np.mean(ends, axis=0)
    pitch, heading = motion[:, INDEX["pitch"]], motion[:, INDEX["heading"]]
    for leg in LEGS[:2]:
        away = body.at(f"leg_front_upper.{leg[-1]}") - middle
        back = middle[1] + np.cos(pitch) * away[1] + np.sin(pitch) * away[2] - 0.20 * body.leg
        high = middle[2] - np.sin(pitch) * away[1] + np.cos(pitch) * away[2] + motion[:, INDEX["z"]] - 0.30 * body.leg
        side = 0.75 * (middle[0] + away[0])
        there = {"x": motion[:, INDEX["x"]] + np.cos(heading) * side - np.sin(heading) * back,
                 "y": motion[:, INDEX["y"]] + np.sin(heading) * side + np.cos(heading) * back,
                 "z": high, "pitch": np.full(len(t), 1.1), "fold": np.full(len(t), 0.35)}  # fmt: skip
        for name, value in there.items():
            at = INDEX[f"foot.{name}.{leg}"]
            motion[:, at] += up * (value - motion[:, at])


def _keys(steps: Steps, fps: float, count: int) -> list[int]:
    """Frames in which a foot comes down."""
    moments = [swing.land for swings in steps.swings.values() for swing in swings]
    return sorted({int(np.clip(round(time * fps) - 1, 0, count - 1)) for time in moments})
