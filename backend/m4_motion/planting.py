"""Planting a flag: lifted in both hands, driven into the ground push by push, let go, looked up to."""

from __future__ import annotations

import numpy as np

from ..common.two_bone import unit
from . import channels
from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, changed
from .guiding import guided
from .limb_targets import with_wrist
from .performer import flat_direction, turned
from .reach import PALM_THICKNESS, finger_curl, hand_rotation
from .swinging import LONGEST_S

_LIFT_M, _DEPTHS_M = 0.42, (-0.04, -0.13, -0.20)
"""how high its foot is held at first, and how deep it is after each push"""
_FIRST_S, _EACH_S, _FALL_S = 1.1, 0.85, 0.30
_LETS_GO_S, _OFF_S = 0.7, 0.6
_AHEAD, _HIGH, _APART = 0.27, 0.60, 0.11
"""from the feet to the pole; how high the upper hand ends, and how far below it the other is, statures"""


def plant_flag(act: Act, flag: str) -> None:
    """From the first frame on; what is planted stays in the ground."""
    performer, body = act.performer, act.body
    ahead, left = flat_direction(performer.heading), turned(performer.heading, np.array([1.0, 0.0, 0.0]))
    places, placed = act.scene.places(flag, "grip_at"), act.scene.transform(flag)
    assert placed is not None
    thick = float(places[0][0].dimensions[0])
    pole = places[0][1].translation.astype(np.float64) * [1.0, 1.0, 0.0]
    offset = placed.translation.astype(np.float64) - pole
    stem = np.array([*performer.point, 0.0]) + _AHEAD * body.stature * ahead
    standing = body.standing(*performer.xy, performer.heading)
    tempo = act.style.tempo
    last = (_FIRST_S + _EACH_S * (len(_DEPTHS_M) - 1) + _FALL_S + _LETS_GO_S) / tempo

    def foot(t: Array) -> Array:
        """(T,) m of the pole's lower end over the ground."""
        low = _LIFT_M + 0.05 * channels.minimum_jerk(t * tempo / (0.8 * _FIRST_S))
        before = _LIFT_M + 0.05
        for number, depth in enumerate(_DEPTHS_M):
            begin = (_FIRST_S + number * _EACH_S) / tempo
            low = low + (depth - before) * channels.minimum_jerk((t - begin) / (_FALL_S / tempo)) ** 1.5
            before = depth
        return np.asarray(low)

    def pressed(t: Array) -> Array:
        """(T,) 0 upright, 1 with the weight of the body in a push."""
        share = np.zeros_like(t)
        for number in range(len(_DEPTHS_M)):
            begin = (_FIRST_S + number * _EACH_S) / tempo
            down = channels.minimum_jerk((t - begin + 0.1) / 0.35)
            share = np.maximum(share, down * channels.minimum_jerk((begin + 0.85 - t) / 0.45))
        return share

    def rows(t: Array) -> Array:
        share, low = pressed(t), foot(t)
        motion = np.repeat(standing[None], len(t), axis=0)
        motion[:, INDEX["hips.z"]] -= (0.015 + 0.10 * share) * body.leg
        motion[:, INDEX["hips.pitch"]] += 0.16 * share
        motion[:, INDEX["spine.pitch"]] += 0.20 * share
        away = channels.minimum_jerk((t - last) / _OFF_S)
        motion[:, INDEX["head.pitch"]] += 0.10 * share - 0.30 * away
        for side in SIDES:
            high = _HIGH * body.stature - _DEPTHS_M[-1] - (0.0 if side == act.side else _APART * body.stature)
            at = stem + np.outer(low + high, [0.0, 0.0, 1.0])
            palm = unit(-SIGN[side] * left + 0.3 * ahead)
            fingers = unit(ahead + SIGN[side] * 0.3 * left)
            off = palm * (0.5 * thick + PALM_THICKNESS * body.stature / 1.7) + fingers * body.palm
            motion = with_wrist(motion, side, at - off, hand_rotation(side, fingers, palm))
            motion[:, INDEX[f"hand.w.{side}"]] *= 1.0 - away
            for name, value in finger_curl(body, thick).items():
                column = INDEX[f"{name}.{side}"]
                motion[:, column] += (1.0 - away) * (value - motion[:, column])
        return changed(motion, {"knee": 0.06})

    def ways(t: Array) -> dict[str, tuple[Array, Array]]:
        places = stem + offset * [1.0, 1.0, 0.0] + np.outer(foot(t), [0.0, 0.0, 1.0])
        turns = np.repeat(np.asarray(placed.rotation, dtype=np.float64)[None], len(t), axis=0)
        return {flag: (places, turns)}

    if guided(act, rows, ways, act.duration_s or last + _OFF_S + 1.2, _EACH_S):
        performer.gazes.append((0, round(LONGEST_S * act.fps), stem + np.array([0.0, 0.0, act.scene.top(flag)]), 0.25))
