"""The stance of who fights: a foot back, the knees soft, the weight coming forward with every blow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .acts import Act
from .channels import INDEX, minimum_jerk
from .footsteps import Step, carry_weight, place_feet
from .gesture_layers import room
from .idle import idle
from .performer import Segment, flat_direction

_BACK, _LOWER, _DRIVE = 0.34, 0.05, 0.05
"""how far the foot goes back, how far the hips come down, and how far they come forward with a blow, leg lengths"""
_STEP_S = 0.26


def room_on_guard(act: Act, start: int, frames: int | None, seconds: float, blows_s: Sequence[float] = ()) -> int:
    """How many frames it has; who stands and does nothing else steps back into a stance, and out of it after."""
    performer, body = act.performer, act.body
    if frames is not None or performer.posture != "stand":
        return room(act, start, frames, seconds)
    seconds = act.value("seconds", act.duration_s or seconds, 0.5, 20.0, "s", "how long it takes") + _STEP_S
    count = max(4, round(seconds * act.fps))
    motion = idle(body, performer.pose, count, act.fps, performer.idle_phase, False)
    t = np.arange(1, count + 1) / act.fps
    rear, ahead = act.side, flat_direction(performer.heading)
    x, y, yaw = (float(performer.pose[INDEX[f"foot.{name}.{rear}"]]) for name in ("x", "y", "yaw"))
    back = _BACK * body.leg
    turned = yaw + (0.45 if rear == "L" else -0.45)
    steps = [Step(rear, 0.04, 0.04 + _STEP_S, x - back * ahead[0], y - back * ahead[1], turned),
             Step(rear, seconds - 0.06 - _STEP_S, seconds - 0.06, x, y, yaw)]  # fmt: skip
    swings = place_feet(motion, t, steps, 0.08)
    share = minimum_jerk(t / 0.4) * minimum_jerk((seconds - t) / 0.4)
    drive = sum((np.exp(-0.5 * ((t - blow) / 0.07) ** 2) for blow in blows_s), np.zeros(count))
    for i, name in enumerate(("x", "y")):
        motion[:, INDEX[name]] += (-0.45 * back + _DRIVE * body.leg * drive) * share * ahead[i]
    motion[:, INDEX["hips.z"]] -= (_LOWER + 0.012 * np.sin(2.0 * np.pi * 1.6 * t)) * body.leg * share
    motion[:, INDEX[f"foot.pitch.{rear}"]] += 0.25 * np.clip(drive, 0.0, 1.0) * share
    motion[:, INDEX[f"toe.{rear}"]] += 0.25 * np.clip(drive, 0.0, 1.0) * share
    carry_weight(body, motion, swings, act.fps)
    performer.play(Segment(motion=motion), act.action.id)
    return count
