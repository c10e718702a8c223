"""Feet under a body that moves: planted while they stand, swung to where they will be needed next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..channels import Array, minimum_jerk
from .gait import Manner, duty_factor, gait_mix, offsets, speed_at, stride_length
from .pose import INDEX, LEGS, Body

_RATE = 240.0
_FURTHEST = 0.46
"""how far from its place at rest a foot can stand, of the hip's height"""
_SLOWEST = 0.62
"""stride frequency below which no step is made, of a walk's"""

Course = Callable[[Array], Array]
"""times (N,) to x, y, heading (N, 3) of the body"""


@dataclass(frozen=True)
class Swing:
    """One step of one foot: seconds, and (x, y, yaw) before and after."""

    lift: float
    land: float
    start: Array
    end: Array


@dataclass(frozen=True)
class Steps:
    """What feet and phase do while a body follows its course."""

    seconds: float
    times: Array
    """(N,) samples"""
    phase: Array
    """(N,) strides"""
    speed: Array
    trot: Array
    gallop: Array
    swings: dict[str, list[Swing]]
    first: dict[str, Array]
    """(3,) prints at the start"""


def plan_steps(body: Body, pose: Array, course: Course, arrive_s: float, speed: Array, manner: Manner) -> Steps:
    """Footfalls for `course`, which rests from `arrive_s` on; `speed` (N,) at 240 Hz until then."""
    spare_s = 2.2 / (_SLOWEST * _walk_frequency(body))
    times = np.arange(0.0, arrive_s + spare_s, 1.0 / _RATE)
    pace = np.zeros(len(times))
    pace[: min(len(speed), len(times))] = speed[: len(times)]
    stride = manner.stride * stride_length(np.maximum(pace, 1e-3), body.leg)
    frequency = np.maximum(pace / stride, _SLOWEST * _walk_frequency(body))
    trot, gallop = gait_mix(pace, body.leg, manner)
    duty = duty_factor(np.maximum(pace, 0.3 * speed_at(0.24, body.leg)), body.leg)
    duty = np.minimum(duty, manner.longest_stance)
    phase = float(duty[0]) + np.r_[0.0, np.cumsum(frequency[:-1])] / _RATE
    down = offsets(trot, gallop, manner)
    where = course(times)
    furthest = manner.reach * body.leg * (_FURTHEST - 0.10 * gallop)
    goal = where[-1]
    swings: dict[str, list[Swing]] = {}
    first: dict[str, Array] = {}
    last_s = arrive_s
    for number, leg in enumerate(LEGS):
        own = np.maximum.accumulate(phase - down[:, number])
        share = own - np.floor(own)
        first[leg] = pose[[INDEX[f"foot.{name}.{leg}"] for name in ("x", "y", "yaw")]]
        here, made, k = first[leg], [], 0
        final = body.print_at(leg, *goal)
        if share[0] >= duty[0] + 1e-9:  # it is to come down next: it stands until its own turn
            k = int(np.argmax(own >= np.floor(own[0]) + 1.0))
        under = _prints_under(body, leg, where)
        while k < len(times):
            late = np.linalg.norm(under[k:] - here[:2], axis=1) > furthest[k:]  # the leg cannot reach back any more
            late &= times[k:] > times[k] + 0.05
            later = np.flatnonzero((share[k:] >= duty[k:]) | late)
            if not len(later):
                break
            lift = k + int(later[0])
            landed = np.flatnonzero(own[lift:] >= np.floor(own[lift]) + 1.0)
            if not len(landed):
                break
            shortest = int(0.6 * (1.0 - duty[lift]) / frequency[lift] * _RATE)
            land = min(lift + max(int(landed[0]), shortest), len(times) - 1)
            middle_s = times[land] + 0.5 * duty[land] / frequency[land]
            there = body.print_at(leg, *course(np.array([middle_s]))[0]) if middle_s < arrive_s else final
            ahead = there[:2] - under[land]
            if (reach := float(np.hypot(*ahead))) > furthest[land] and there is not final:
                there = np.array([*(under[land] + ahead * furthest[land] / reach), there[2]])
            moved = float(np.hypot(*(there - here)[:2])) + 0.2 * body.leg * abs(float(there[2] - here[2]))
            if moved > 0.004 * body.leg:
                made.append(Swing(times[lift], times[land], here, there))
                here = there
                last_s = max(last_s, times[land]) if there is final else last_s
            k = land
            if times[k] > arrive_s and np.allclose(here, final):
                break
        swings[leg] = made
    return Steps(last_s + 0.06, times, phase, pace, trot, gallop, swings, first)


def _prints_under(body: Body, leg: str, where: Array) -> Array:
    """(N, 2) where a foot stands under a body at rest at each of (N, 3) places."""
    side, back = body.toes[leg][:2]
    cosine, sine = np.cos(where[:, 2]), np.sin(where[:, 2])
    return np.asarray(where[:, :2] + np.column_stack([cosine * side - sine * back, sine * side + cosine * back]))


def _walk_frequency(body: Body) -> float:
    speed = speed_at(0.24, body.leg)
    return speed / float(stride_length(speed, body.leg))


def place_feet(body: Body, motion: Array, t: Array, steps: Steps, manner: Manner) -> None:
    """Write all feet at times (T,) into a motion (T, C)."""
    gallop = np.interp(t, steps.times, steps.gallop)
    for leg in LEGS:
        front = leg.startswith("front")
        print_now = np.repeat(steps.first[leg][None], len(t), axis=0)
        height, pitch, fold = np.zeros(len(t)), np.zeros(len(t)), np.zeros(len(t))
        for swing in steps.swings[leg]:
            after = t >= swing.lift
            u = np.clip((t - swing.lift) / (swing.land - swing.lift), 0.0, 1.0)
            print_now[after] = swing.start + minimum_jerk(u[after])[:, None] * (swing.end - swing.start)
            reach = float(np.hypot(*(swing.end - swing.start)[:2])) / body.leg
            strength = float(np.clip(reach / 0.8, 0.35, 1.0))
            inside = (t > swing.lift) & (t < swing.land)
            up = np.sin(np.pi * u) ** 1.3
            height += np.where(inside, up, 0.0) * 0.17 * body.leg * strength * manner.lift * (1.0 + 0.35 * gallop)
            early = np.sin(np.pi * np.clip(u, 0.0, 1.0) ** 0.75) ** 1.4
            fold += np.where(inside, early, 0.0) * strength * (1.0 if front else 0.22) * manner.lift
            # the heel rises before the toe leaves the floor, and the foot hangs back until it reaches forward
            lead = 0.22 * (swing.land - swing.lift) + 0.05
            rising = minimum_jerk((t - swing.lift + lead) / lead) * (t <= swing.lift)
            hanging = np.where(u < 0.45, 1.0, 1.0 - minimum_jerk((u - 0.45) / 0.5)) * inside
            pitch += (0.55 * rising + (0.55 + 0.55 * np.sin(np.pi * np.clip(u / 0.9, 0, 1))) * hanging) * strength
        for name, value in zip(("x", "y", "yaw"), print_now.T, strict=True):
            motion[:, INDEX[f"foot.{name}.{leg}"]] = value
        motion[:, INDEX[f"foot.z.{leg}"]] = height
        motion[:, INDEX[f"foot.pitch.{leg}"]] = pitch * min(1.0, 0.2 + 0.8 * manner.lift)
        motion[:, INDEX[f"foot.fold.{leg}"]] = fold
        motion[:, INDEX[f"foot.flat.{leg}"]] = 0.0 if front or not manner.hops else _heel_down(steps.swings[leg], t)


def _heel_down(swings: list[Swing], t: Array) -> Array:
    """(T,) 0…1 how far a hopper's long hind foot lies on the floor between two hops: down to the heel, then off it."""
    flat = np.zeros(len(t))
    for before, after in pairwise(swings):
        falls = minimum_jerk((t - before.lift) / (before.land - before.lift) / 0.3 - 0.7 / 0.3)
        rises = minimum_jerk((t - before.land) / (after.lift - before.land) / 0.5 - 0.4 / 0.5)
        flat = np.maximum(flat, falls * (1.0 - rises))
    return flat

