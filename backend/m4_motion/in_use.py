"""Toys in use: things that go with the hands or about the body, carried there before and kept in the hands after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from .acts import Act
from .channels import FINGERS, INDEX, SIDES, Array, foot_columns, hand_columns, minimum_jerk
from .guiding import Way, beats, track
from .performer import Happening, Layer, Performer, Segment

_LEADS_S, _ENDS_S, _LIFT = 0.7, 0.6, 0.025
"""from the last step to the deed, from its end to where it is carried again, and of a foot that is put right (legs)"""
_HIPS = ("x", "y", "hips.z")

Frames = NDArray[np.integer[Any]]
Rows = Callable[[Array, Array], Array]
"""(T, C) poses at times (T,) of a deed, and s (T,) before it began (negative) or since it was over (positive)"""
Ways = Callable[[Array, Array], Mapping[str, Way]]
"""of the same, where things are"""
Turns = Callable[[Array], Mapping[str, Array]]
"""of the same times, values (T,) of a thing's jointed parts"""


@dataclass
class InUse:
    """A deed with a toy, from a frame of the timeline on."""

    rows: Rows
    ways: Ways
    turns: tuple[str, Turns] | None
    """whose parts, and how they are"""
    gaze: tuple[Array, float] | None
    """point and weight"""
    start: int
    fps: float
    ends_s: float = np.inf

    def times(self, frames: Frames) -> tuple[Array, Array]:
        """Of the deed (T,), and before or after it (T,)."""
        seconds = (frames - self.start) / self.fps
        inside = np.clip(seconds, 0.0, self.ends_s)
        return inside, seconds - inside

    def at(self, frames: Frames) -> Array:
        return self.rows(*self.times(frames))


def use(
    act: Act, rows: Rows, ways: Ways, *, seconds: float, beat_s: float, cycle_s: float,
    turns: tuple[str, Turns] | None = None, gaze: tuple[Array, float] | None = None,
) -> None:  # fmt: skip
    """Does a deed for some seconds and goes on with it until something else is to be done.

    beat_s: the time from one key pose to the next; cycle_s: it is left off at whole multiples of this only.
    """
    performer, fps, name = act.performer, act.fps, act.action.id
    own = InUse(rows, ways, turns, gaze, performer.length, fps)
    first = rows(np.zeros(1), np.zeros(1))[0]
    if performer.length > 0:
        lead = round(_LEADS_S * fps)
        own.start += lead
        performer.play(Segment(motion=_into(performer.pose, first, lead, act.body.leg)), name)
    performer.pose = first
    t = np.arange(max(2, round(seconds * fps))) / fps
    performer.play(Segment(motion=rows(t, np.zeros(len(t))), keys=beats(t, beat_s, fps), seam_s=0.0), name)
    performer.goes_on = lambda count: own.at(performer.length + np.arange(count))
    performer.comes_to_end = lambda: _end(performer, own, name, cycle_s)
    performer.in_use.append(own)
    act.scene.taken_things.update(ways(np.zeros(1), np.zeros(1)))


def _into(pose: Array, goal: Array, count: int, leg: float) -> Array:
    """(T, C) from one pose to another, one foot put right after the other; the hands follow what they have."""
    u = np.arange(1, count + 1) / count
    motion = pose + minimum_jerk(u)[:, None] * (goal - pose)
    turn = (goal[INDEX["heading"]] - pose[INDEX["heading"]] + np.pi) % (2.0 * np.pi) - np.pi
    motion[:, INDEX["heading"]] = goal[INDEX["heading"]] - (1.0 - minimum_jerk(u)) * turn
    for number, side in enumerate(SIDES):
        step, columns = np.clip(2.0 * u - number, 0.0, 1.0), foot_columns(side)
        motion[:, columns] = pose[columns] + minimum_jerk(step)[:, None] * (goal - pose)[columns]
        motion[:, INDEX[f"foot.z.{side}"]] += _LIFT * leg * np.sin(np.pi * step) ** 2
    motion[:, [INDEX[f"hand.w.{side}"] for side in SIDES]] = 0.0
    return motion


def _end(performer: Performer, own: InUse, name: str, cycle_s: float) -> None:
    """To the end of a cycle, and to where the thing is carried."""
    seconds = (performer.length - own.start) / own.fps
    own.ends_s = float(np.ceil(seconds / cycle_s - 1e-6) * cycle_s)
    count = round((own.ends_s - seconds + _ENDS_S) * own.fps)
    performer.play(Segment(motion=own.at(performer.length + np.arange(count)), seam_s=0.0), name)
    performer.pose[[INDEX[f"hand.w.{side}"] for side in SIDES]] = 0.0


def lay_in_use(performer: Performer) -> None:
    """The hands' targets and the things' ways over the whole timeline: what is not in use is carried along.

    Where the body is not where the deed has it, hands and things go with its hips.
    """
    motion = np.concatenate(performer.pieces)
    frames = np.arange(len(motion))
    for own in performer.in_use:
        rows, ways = own.at(frames), own.ways(*own.times(frames))
        hips = rows[:, [INDEX[name] for name in _HIPS]]
        moved = motion[:, [INDEX[name] for name in _HIPS]]
        turn = quat.from_angle_axis(motion[:, INDEX["heading"]] - rows[:, INDEX["heading"]], [0.0, 0.0, 1.0])
        values, targets = [], []
        for side in SIDES:
            columns = hand_columns(side)
            hand = rows[:, columns].copy()
            if hand[:, 0].max() <= 0.0:
                continue
            hand[:, 1:4] = moved + quat.mul_vec(turn, hand[:, 1:4] - hips)
            hand[:, 4:8] = quat.unroll(quat.mul(turn, hand[:, 4:8]))
            fingers = [INDEX[f"{name}.{side}"] for name in FINGERS]
            values += [hand, rows[:, fingers]]
            targets += [*columns, *fingers]
        if values:
            performer.layers.insert(0, Layer(start=0, columns=tuple(targets), values=np.concatenate(values, axis=1),
                                             weight=np.ones(len(motion))))  # fmt: skip
        for name, (places, turns) in ways.items():
            way = track(moved + quat.mul_vec(turn, places - hips), quat.mul(turn, turns))
            performer.happenings.append(Happening(kind="guide", frame=0, joint="hand.R", target_id=name, way=way))
        if own.turns is not None:
            thing, values_of = own.turns
            performer.happenings.append(Happening(kind="turn", frame=0, joint="hand.R", target_id=thing,
                                                  turns=values_of(own.times(frames)[0])))  # fmt: skip
        if own.gaze is not None:
            last = len(motion) if np.isinf(own.ends_s) else own.start + round(own.ends_s * own.fps)
            performer.gazes.append((own.start, last, *own.gaze))
