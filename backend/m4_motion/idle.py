"""Standing still is never still: breath, slow weight shifts, small looks."""

from __future__ import annotations

import numpy as np

from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .footsteps import standing_point
from .performer import Performer, Segment

_SHIFT_S = 9.0


def idle(body: Body, pose: Array, frames: int, fps: float, phase: float, sitting: bool = False) -> Array:
    """The current pose, alive, for a number of frames: relaxed arms, weight from one leg to the other and back.

    phase: where the slow cycles start (rad), so that no two people sway alike.
    """
    t = np.arange(1, frames + 1) / fps
    goal = pose.copy()
    if not sitting:
        x, y, heading = standing_point(body, pose)
        rest = body.standing(x, y, heading)
        names = ("x", "y", "hips.z", "hips.pitch", "spine.pitch", "head.pitch")
        relaxed = {name: float(rest[INDEX[name]]) for name in names}
        relaxed |= dict.fromkeys(("hips.roll", "hips.yaw", "spine.roll", "spine.yaw", "head.roll", "head.yaw"), 0.0)
        goal = changed(goal, relaxed)
    motion = pose + minimum_jerk(t / 0.7)[:, None] * (goal - pose)
    grow = minimum_jerk(t / 1.2)
    # The weight rests on one leg for some seconds, then goes over to the other: that hip is high, the other knee soft,
    # the shoulders lean against it.
    shift = np.tanh(2.6 * np.sin(2 * np.pi * t / _SHIFT_S + phase)) * grow * (0.0 if sitting else 1.0)
    heading = float(pose[INDEX["heading"]])
    sway = 0.034 * body.leg * shift
    motion[:, INDEX["x"]] += np.cos(heading) * sway
    motion[:, INDEX["y"]] += np.sin(heading) * sway
    motion[:, INDEX["hips.z"]] -= 0.004 * body.leg * np.abs(shift)
    motion[:, INDEX["hips.roll"]] -= 0.050 * shift
    motion[:, INDEX["spine.roll"]] += 0.078 * shift
    motion[:, INDEX["head.roll"]] -= 0.022 * shift
    motion[:, INDEX["hips.yaw"]] += 0.035 * shift
    for side in SIDES:
        motion[:, INDEX[f"knee.{side}"]] += 0.10 * np.maximum(-SIGN[side] * shift, 0.0)
    wander = grow * np.sin(2 * np.pi * t / 3.7 + 1.7 * phase)
    motion[:, INDEX["head.yaw"]] += 0.07 * wander
    motion[:, INDEX["head.pitch"]] += 0.02 * grow * np.sin(2 * np.pi * t / 2.9 + phase)
    for side in SIDES:
        drift = grow * np.sin(2 * np.pi * t / 4.4 + phase + SIGN[side])
        motion[:, INDEX[f"arm.flex.{side}"]] += 0.018 * drift
        motion[:, INDEX[f"elbow.{side}"]] += 0.025 * drift
        motion[:, INDEX[f"wrist.flex.{side}"]] += 0.03 * drift
    return motion


def breathe(motion: Array, fps: float, phase: float, rate_hz: float = 0.26, depth: float = 1.0) -> None:
    """Chest and shoulders rise and fall over a whole timeline, in place."""
    t = np.arange(len(motion)) / fps
    breath = depth * np.sin(2 * np.pi * rate_hz * t + phase)
    motion[:, INDEX["spine.pitch"]] -= 0.011 * breath
    motion[:, INDEX["head.pitch"]] += 0.008 * breath
    for side in SIDES:
        motion[:, INDEX[f"shoulder.lift.{side}"]] += 0.014 * breath
        motion[:, INDEX[f"arm.abduct.{side}"]] += 0.006 * breath


def wait_until(performer: Performer, frame: int) -> None:
    """Idle in the posture that one is in, or go on with what goes on, up to a frame of the timeline."""
    missing = frame - performer.length
    if missing > 0 and performer.goes_on is not None:
        performer.play(Segment(motion=performer.goes_on(missing), seam_s=0.0), performer.segments[-1][0])
    elif missing > 0:
        motion = idle(
            performer.body, performer.pose, missing, performer.fps, performer.idle_phase, performer.posture != "stand"
        )
        performer.play(Segment(motion=motion), "idle")


def stay(act: Act) -> None:
    """Stand (or sit, or lie) and breathe."""
    performer = act.performer
    frames = max(2, round((act.duration_s or 1.6) * act.fps))
    motion = idle(act.body, performer.pose, frames, act.fps, performer.idle_phase, performer.posture != "stand")
    performer.play(Segment(motion=motion), act.action.id)
