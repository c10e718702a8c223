"""Footprints in the world: who stands where from when to when, and how a foot swings from one print to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

from ..common import quat
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, minimum_jerk, smooth
from .solve import place

_SOLE_HALF = 0.020
"""half of the width of a sole that carries weight (statures)"""
_EARLY_S, _SHIFT_S = 0.10, 0.06
"""how long before and after a foot swings the weight is off it, and how softly it goes there"""
_WITH_FEET = 0.85
"""of a turn of the hips that goes as the feet step; the rest flows on"""
_NARROW = 0.72
"""feet that step on come as near to one another, in stances"""


@dataclass(frozen=True)
class Step:
    """One foot leaves the floor at `lift_s` and stands on the given print from `land_s` on."""

    side: str
    lift_s: float
    land_s: float
    x: float
    y: float
    yaw: float


def standing_print(body: Body, side: str, x: float, y: float, heading: float) -> tuple[float, float, float]:
    """Footprint x, y, yaw of a person who stands at (x, y)."""
    pose = body.standing(x, y, heading)
    x, y, yaw = (float(pose[INDEX[f"foot.{name}.{side}"]]) for name in ("x", "y", "yaw"))
    return x, y, yaw


def standing_point(body: Body, pose: Array) -> tuple[float, float, float]:
    """The point and heading where a person with these feet stands."""
    feet = np.array([[pose[INDEX[f"foot.{axis}.{side}"]] for axis in ("x", "y")] for side in SIDES])
    heading = float(pose[INDEX["heading"]])
    middle = (
        feet.mean(axis=0)
        - quat.mul_vec(
            quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0]), np.array([0.0, body.foot_origin("L")[1], 0.0])
        )[:2]
    )
    return float(middle[0]), float(middle[1]), heading


def place_feet(
    motion: Array, t: Array, steps: Sequence[Step], lift_m: float | Array, progress: Array | None = None
) -> dict[str, Array]:
    """Write the footprints of `steps` into a motion (T, C) that holds the starting prints.

    lift_m: of the sole over the swing (N,), or the height of a bell; progress (N,) of the footprint, else minimum jerk.
    Returns the swing phase (T,) per side, -1 on the floor.
    """
    swings = {}
    for side in SIDES:
        own = sorted((s for s in steps if s.side == side), key=lambda s: s.land_s)
        columns = [INDEX[f"foot.{name}.{side}"] for name in ("x", "y", "yaw")]
        current = motion[0, columns].copy()
        phase = np.full(len(t), -1.0)
        values = np.repeat(current[None], len(t), axis=0)
        lift = motion[:, INDEX[f"foot.z.{side}"]].copy()
        for step in own:
            target = np.array([step.x, step.y, step.yaw])
            target[2] = current[2] + (target[2] - current[2] + np.pi) % (2.0 * np.pi) - np.pi
            u = np.clip((t - step.lift_s) / (step.land_s - step.lift_s), 0.0, 1.0)
            share = minimum_jerk(u) if progress is None else _over(progress, u)
            turn = minimum_jerk(u)
            later = u > 0.0
            values[later, :2] = (current + (target - current) * share[:, None])[later, :2]
            values[later, 2] = (current[2] + (target[2] - current[2]) * turn)[later]
            swinging = (u > 0.0) & (u < 1.0)
            sole = lift_m * bell(u) if isinstance(lift_m, float) else _over(lift_m, u)
            lift = np.where(swinging, sole, np.where(u >= 1.0, 0.0, lift))
            phase = np.where(swinging, u, phase)
            current = target
        motion[:, columns] = values
        motion[:, INDEX[f"foot.z.{side}"]] = lift
        swings[side] = phase
    return swings


def _stepped(motion: Array, fps: float, tempo: float) -> Array:
    """How much of a turn (T,) 0…1 both feet have stepped, from where they stand at first."""
    yaw = motion[:, [INDEX[f"foot.yaw.{side}"] for side in SIDES]].sum(axis=1)
    return np.asarray(smooth((yaw - yaw[0]) / (yaw[-1] - yaw[0]), 0.10 * fps / tempo))


def bell(u: Array) -> Array:
    """0…1…0 over a swing (T,) 0…1, at rest at both ends."""
    return np.asarray(16.0 * u**2 * (1.0 - u) ** 2)


def _over(profile: Array, u: Array) -> Array:
    """A profile (N,) over 0…1 at (T,)."""
    return np.asarray(PchipInterpolator(np.linspace(0.0, 1.0, len(profile)), profile)(u))


def carry_weight(body: Body, motion: Array, swings: dict[str, Array], fps: float) -> None:
    """Shift the hips of a motion (T, C) so that the centre of mass is over the foot that stands while one swings.

    Only as far as its sole reaches, and there in time: the weight leaves a foot before that leaves the floor.
    """
    t = np.arange(1, len(motion) + 1) / fps
    ends = minimum_jerk(t / 0.16) * minimum_jerk((t[-1] - t) / 0.16)
    early = max(1, round(_EARLY_S * fps))
    for _ in range(2):  # smoothing takes a little of the way away; the second round brings it
        needed = _beside_the_sole(body, motion, swings)
        size = np.linalg.norm(needed, axis=-1)
        around = np.lib.stride_tricks.sliding_window_view(np.pad(size, early), 2 * early + 1)
        widest = np.clip(np.arange(len(size)) - early + around.argmax(axis=1), 0, len(size) - 1)
        way = np.where((size > 0.0)[:, None], needed, needed[widest])
        motion[:, [INDEX["x"], INDEX["y"]]] += smooth(way, _SHIFT_S * fps) * ends[:, None]


def _beside_the_sole(body: Body, motion: Array, swings: dict[str, Array]) -> Array:
    """Way (T, 2) from the centre of mass to the foot that stands alone; nought over it and on both feet."""
    mass = body.centre_of_mass(place(body, motion).positions)[:, :2]
    half, back, front = _SOLE_HALF * body.stature, 0.6 * body.heel[1], -0.8 * body.toe_tip[1]
    way = np.zeros_like(mass)
    for side, other in (("L", "R"), ("R", "L")):
        alone = (swings[other] >= 0.0) & (swings[side] < 0.0)
        yaw = motion[:, INDEX[f"foot.yaw.{side}"]]
        across = np.stack([np.cos(yaw), np.sin(yaw)], axis=-1)
        along = np.stack([np.sin(yaw), -np.cos(yaw)], axis=-1)
        from_foot = mass - motion[:, [INDEX[f"foot.x.{side}"], INDEX[f"foot.y.{side}"]]]
        aside, ahead = np.sum(from_foot * across, axis=-1), np.sum(from_foot * along, axis=-1)
        back_on = across * (np.clip(aside, -half, half) - aside)[:, None]
        back_on += along * (np.clip(ahead, -back, front) - ahead)[:, None]
        way += np.where(alone[:, None], back_on, 0.0)
    return way


def shuffle(body: Body, pose: Array, x: float, y: float, heading: float, fps: float, tempo: float = 1.0) -> Array:
    """A few small steps on the spot to stand at (x, y) with a heading: turning, closing up, making room.

    Head, then shoulders, then hips lead; one foot always carries the weight.
    """
    x0, y0, heading0 = standing_point(body, pose)
    turn = heading - heading0
    if abs(turn) > 1.05 * np.pi:  # a half turn keeps the way round that was asked
        turn = (turn + np.pi) % (2.0 * np.pi) - np.pi
    distance = float(np.hypot(x - x0, y - y0))
    forward = np.array([np.sin(heading0), -np.cos(heading0)])
    ahead = float(np.dot(forward, [x - x0, y - y0]))
    rounds = max(1, int(np.ceil(abs(turn) / 1.65)), int(np.ceil(distance / 0.42)))
    sideways = float(np.dot([forward[1] * -1.0, forward[0]], [x - x0, y - y0]))
    first = "L" if (turn if abs(turn) > 0.2 else sideways) > 0.0 else "R"
    if abs(turn) < 0.2 and abs(ahead) > abs(sideways):
        first = "R"
    order = (first, "R" if first == "L" else "L")
    swing_s, pause_s = 0.32 / tempo, 0.09 / tempo
    start_s = 0.18 / tempo
    steps = []
    for number in range(2 * rounds):
        share = min(1.0, (number // 2 + 1) / rounds)
        side = order[number % 2]
        here = x0 + (x - x0) * share, y0 + (y - y0) * share, heading0 + turn * share
        print_x, print_y, print_yaw = standing_print(body, side, *here)
        if share < 1.0:  # on the way the feet keep close together, under the weight
            other = standing_print(body, order[(number + 1) % 2], *here)
            print_x += 0.5 * (1.0 - _NARROW) * (other[0] - print_x)
            print_y += 0.5 * (1.0 - _NARROW) * (other[1] - print_y)
        lift = start_s + number * (swing_s + pause_s)
        steps.append(Step(side, lift, lift + swing_s, print_x, print_y, print_yaw))
    end_s = steps[-1].land_s
    count = max(2, round((end_s + 0.22 / tempo) * fps))
    t = np.arange(1, count + 1) / fps
    goal = body.standing(x, y, heading0 + turn)
    goal[INDEX["heading"]] = heading0 + turn
    motion = np.repeat(goal[None], count, axis=0)
    for side in SIDES:
        for name in ("foot.x", "foot.y", "foot.yaw"):
            motion[:, INDEX[f"{name}.{side}"]] = pose[INDEX[f"{name}.{side}"]]
    swings = place_feet(motion, t, steps, 0.032 + 0.03 * min(1.0, distance / rounds))
    # Hips follow the feet, as far as a hip joint turns; the weight leans over whichever foot stands
    u = minimum_jerk((t - 0.3 * start_s) / (end_s - 0.3 * start_s))
    turned = u + _WITH_FEET * (_stepped(motion, fps, tempo) - u) if abs(turn) > 0.2 else u
    for name, done in (("x", u), ("y", u), ("heading", turned)):
        motion[:, INDEX[name]] = pose[INDEX[name]] + (goal[INDEX[name]] - pose[INDEX[name]]) * done
    support = smooth((swings["R"] >= 0.0).astype(float) - (swings["L"] >= 0.0).astype(float), 0.11 * fps / tempo)
    motion[:, INDEX["hips.roll"]] += -0.05 * support
    motion[:, INDEX["spine.roll"]] += 0.04 * support
    motion[:, INDEX["hips.z"]] -= 0.012 * body.leg * minimum_jerk(t / start_s) * minimum_jerk((t[-1] - t) / 0.3)
    # The head leads the turn, the shoulders follow it, then the hips
    motion[:, INDEX["spine.yaw"]] += np.clip(turn, -2.0, 2.0) * 0.6 * (minimum_jerk((t + 0.14) / end_s) - u)
    motion[:, INDEX["spine.yaw"]] += np.clip(turn * (u - turned), -0.5, 0.5)
    motion[:, INDEX["head.yaw"]] += np.clip(turn, -2.0, 2.0) * 0.85 * (minimum_jerk((t + 0.28) / end_s) - u)
    rise = {side: np.where(swings[side] >= 0.0, np.sin(np.pi * np.clip(swings[side], 0.0, 1.0)), 0.0) for side in SIDES}
    for side in SIDES:
        motion[:, INDEX[f"foot.pitch.{side}"]] = 0.22 * rise[side] ** 2
        motion[:, INDEX[f"arm.flex.{side}"]] += 0.10 * SIGN[side] * support
    carry_weight(body, motion, swings, fps)
    return motion
