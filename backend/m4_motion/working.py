"""The frame of all work of both hands on the spot: come to it, be busy, go back; eyes on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ..common.two_bone import unit
from . import channels
from .acts import Act
from .channels import INDEX, SIDES, Array
from .performer import Segment, flat_direction, keyed, turned
from .reach import Grip, with_hand

_EASE_S, _LEAVE_S, _GAZE_OFF_S = 0.22, 0.68, 0.4
Moves = Callable[[Array], Mapping[str, Array]]
"""what is added to channels at times (T,) s since the beginning, at the person's own tempo"""


def hands_at_work(
    act: Act, grips: Mapping[str, Grip], at: Array, away: Array, moves: Moves, look_at: Array, come_s: float = 0.7,
    usual_s: float = 3.2,
) -> None:  # fmt: skip
    """The hands go to their grips in the pose `at` (C,), coming and leaving by the way `away` (3,), and work there."""
    performer, fps, tempo = act.performer, act.fps, act.style.tempo
    start = performer.pose
    for side, grip in grips.items():
        start = with_hand(start, side, grip.wrist + away, grip.rotation, 0.0)
    work_s = act.value("seconds", act.duration_s or usual_s, 0.5, 40.0, "s", "how long it goes on")
    come_s, leave_s = come_s / tempo, _LEAVE_S / tempo
    ends = come_s + work_s
    motion, keys = keyed(act.body, fps, [0.0, come_s, ends, ends + leave_s], [start, at, at, start])
    t = np.arange(1, len(motion) + 1) / fps
    busy = channels.minimum_jerk((t - come_s) / _EASE_S) * channels.minimum_jerk((ends - t) / _EASE_S)
    for name, values in moves(t * tempo).items():
        motion[:, INDEX[name]] += busy * values
    first = performer.length
    performer.gazes.append((first, first + len(motion) - round(_GAZE_OFF_S * fps), look_at, 0.9))
    performer.play(Segment(motion=motion, keys=keys), act.action.id)


def hand_ways(act: Act, offset: Callable[[str], Array]) -> dict[str, Array]:
    """Channels that move each hand by offsets (T, 3) m ahead, to the left and up."""
    ahead = flat_direction(act.performer.heading)
    axes = np.stack([ahead, turned(act.performer.heading, np.array([1.0, 0.0, 0.0])), np.array([0.0, 0.0, 1.0])])
    ways = {side: offset(side) @ axes for side in SIDES}
    return {f"hand.{axis}.{side}": ways[side][:, i] for side in SIDES for i, axis in enumerate("xyz")}


def toward(heading: float, ahead: float, left: float, up: float) -> Array:
    """(3,) unit vector in the world, given in the body's frame."""
    across = turned(heading, np.array([1.0, 0.0, 0.0]))
    return unit(ahead * flat_direction(heading) + left * across + np.array([0.0, 0.0, up]))
