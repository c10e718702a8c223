"""Skating on ice or rollers: long strokes, one foot glides below the body while the other pushes out aside and back."""

from __future__ import annotations

import numpy as np

from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk, smooth
from .gliding import way_of
from .performer import Segment
from .rising import get_up

_SPEED_M_S, _SHORTEST_M = 2.4, 5.0
_STROKE_S = 0.95
_OUT, _BACK, _LIFT = 0.42, 0.30, 0.09
"""how far a foot pushes aside and back, and is lifted on its way home, leg lengths"""
_SWAY = 0.10
"""of the hips over the foot that glides, leg lengths"""


def ice_skate(act: Act) -> None:
    """Along the layout's way, or straight on: strokes while there is way to go, at last a glide on both feet."""
    performer, body, fps = act.performer, act.body, act.fps
    if performer.posture != "stand":
        get_up(act)
    way, heading = way_of(act, _SHORTEST_M)
    speed = act.value("speed_m_s", _SPEED_M_S * act.style.tempo, 0.5, 9.0, "m/s", "speed on the way")
    count = max(2, round((act.duration_s or 1.25 * way.length / speed) * fps))
    t = np.arange(1, count + 1) / fps
    xy, headings = way.at(way.length * (0.75 * t / t[-1] + 0.25 * minimum_jerk(t / t[-1])))
    headings = heading + headings - way.start_heading
    fade = smooth(np.clip((t[-1] - t) / 1.2, 0.0, 1.0), 0.1 * fps) * np.clip(t / 0.6, 0.0, 1.0)
    phase = np.pi * t / _STROKE_S  # half a turn a stroke: the left foot pushes where the sine is positive
    along = np.stack([np.sin(headings), -np.cos(headings)], -1)
    left = np.stack([np.cos(headings), np.sin(headings)], -1) * SIGN["L"]
    beat = np.sin(phase) * fade
    stand = body.standing()
    motion = stand + fade[:, None] * (_crouch(act) - stand)
    hips = xy - (_SWAY * body.leg * beat)[:, None] * left
    motion[:, INDEX["x"]], motion[:, INDEX["y"]] = hips.T
    motion[:, INDEX["heading"]] = headings
    motion[:, INDEX["spine.roll"]] += 0.10 * beat
    for side in SIDES:
        own = SIGN[side] * SIGN["L"] * np.sin(phase)
        push = np.clip(own, 0.0, 1.0) * fade
        home = np.clip(SIGN[side] * SIGN["L"] * np.sin(phase - 0.45), 0.0, 1.0) * fade
        lifted = np.clip(np.where(np.cos(phase) * own < 0.0, push, 0.0), 0.0, 1.0)
        outward = left * SIGN[side] * SIGN["L"]
        foot = xy - (_SWAY * body.leg * beat * (push < 0.02))[:, None] * left
        foot = foot + (0.10 + _OUT * push)[:, None] * body.leg * outward - (_BACK * home * body.leg)[:, None] * along
        motion[:, INDEX[f"foot.x.{side}"]], motion[:, INDEX[f"foot.y.{side}"]] = smooth(foot, 0.03 * fps).T
        motion[:, INDEX[f"foot.z.{side}"]] += smooth(_LIFT * body.leg * lifted, 0.05 * fps)
        motion[:, INDEX[f"foot.yaw.{side}"]] = headings + SIGN[side] * (0.12 + 0.45 * push)
        motion[:, INDEX[f"arm.flex.{side}"]] += -0.55 * own * fade
        motion[:, INDEX[f"arm.abduct.{side}"]] += 0.20 * push
    keys = tuple(range(0, count, max(1, round(0.5 * _STROKE_S * fps))))
    span = performer.play(Segment(motion=motion, keys=keys), act.action.id)
    performer.travelled.append(span)


def _crouch(act: Act) -> Array:
    """(C,) knees bent, the trunk forward, arms away from the body."""
    stand = act.body.standing()
    return changed(stand, {
        "hips.z": stand[INDEX["hips.z"]] - 0.10 * act.body.leg, "hips.pitch": 0.22, "spine.pitch": 0.14,
        "head.pitch": -0.22, "elbow": 0.45, "arm.abduct": 0.42, "knee": 0.08,
    })  # fmt: skip
