"""A hula hoop: the hips go round and keep it up, it rolls round the waist; the arms are out of its way."""

from __future__ import annotations

import numpy as np

from ..common import quat
from .acts import Act
from .body import Body
from .channels import FINGERS, INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .girth import SHARES
from .guiding import middle_of
from .holding import placed_scale
from .in_use import use
from .limb_targets import with_wrist
from .reach import PALM_THICKNESS, finger_curl, hand_rotation
from .rope_skipping import together

_ROUND_S, _USUAL_ROUNDS = 0.72, 9
_TUBE = 0.016
"""half the thickness of the hoop, of its width"""
_HIPS_OUT, _LEAN_RAD = 0.030, 0.10
"""how far the hips go round (statures), and how far the hoop hangs lower on its far side"""
_LETS_GO_S, _TAKES_S = 0.05, 0.40
"""before the hoop goes round by itself the hands have let go, and how long that takes"""
_UP = 0.055
"""of the hoop over the hips joint, statures"""


def hula_hoop(act: Act) -> None:
    """Round and round the waist, which pushes it outward where it touches."""
    performer, body, hoop = act.performer, act.body, act.target_id
    asset = act.scene.asset(hoop) if hoop is not None else None
    if hoop is None or asset is None:
        act.notes.append(f"There is no hoop for “{act.action.text}”; {act.actor} stays.")
        return
    width = float(asset.dimensions[0] * placed_scale(act.scene, hoop)[0])
    inner = 0.5 * width - 2.0 * _TUBE * width
    standing = together(body.standing(*performer.xy, performer.heading))
    for side in SIDES:  # a little wider than the hips
        for axis, share in zip("xy", (np.cos(performer.heading), np.sin(performer.heading)), strict=True):
            standing[INDEX[f"foot.{axis}.{side}"]] += 0.035 * body.stature * SIGN[side] * share
    flat = quat.from_angle_axis(np.array(performer.heading), [0.0, 0.0, 1.0])
    middle = middle_of(act, hoop)

    def direction(t: Array) -> Array:
        """(T, 3) from the waist to where the hoop touches it, in the body's frame."""
        angle = 2.0 * np.pi * t / _ROUND_S
        return np.stack([np.cos(angle), np.sin(angle), 0.0 * angle], axis=-1)

    def carried(out: Array) -> Array:
        """(T,) 1 where both hands have it round the waist: one lets go just before it is set going."""
        return minimum_jerk((np.abs(out) - _LETS_GO_S) / _TAKES_S)

    def rows(t: Array, out: Array) -> Array:
        motion = _circling(body, standing, flat, direction(t), direction(t - 0.25 * _ROUND_S))
        hips = motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]] + [0.0, 0.0, _UP * body.stature]
        for side in SIDES:
            fingers, palm = np.array([0.0, -0.80, -0.60]), np.array([-SIGN[side], 0.0, 0.0])
            rim = np.array([SIGN[side] * (0.5 * width - _TUBE * width), 0.0, 0.0])
            off = palm * (_TUBE * width + PALM_THICKNESS * body.stature / 1.7) + fingers * body.palm
            motion = with_wrist(motion, side, hips + quat.mul_vec(flat, rim - off),
                                quat.mul(flat, hand_rotation(side, fingers, palm)), carried(out))  # fmt: skip
            curl = finger_curl(body, 2.0 * _TUBE * width)
            for name, value in curl.items():
                motion[:, INDEX[f"{name}.{side}"]] += carried(out) * (value - motion[:, INDEX[f"{name}.{side}"]])
        return motion

    def ways(t: Array, out: Array) -> dict[str, tuple[Array, Array]]:
        motion, touch = rows(t, out), direction(t)
        rolls = (1.0 - carried(out))[:, None]
        hips = motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]]
        lateral, front = _waist(body)
        radius = 1.0 / np.sqrt((touch[:, 0] / lateral) ** 2 + (touch[:, 1] / front) ** 2)
        centre = hips + quat.mul_vec(flat, -rolls * touch * (inner - radius)[:, None])
        centre[:, 2] += _UP * body.stature
        axle = np.cross(touch, [0.0, 0.0, 1.0])
        lean = quat.from_rotation_vector(-_LEAN_RAD * rolls * axle)
        spin = quat.from_angle_axis(2.0 * np.pi * t / _ROUND_S * 0.22, [0.0, 0.0, 1.0])
        turn = quat.mul(flat, quat.mul(lean, spin))
        return {hoop: (centre - quat.mul_vec(turn, middle), turn)}

    use(act, rows, ways, seconds=act.duration_s or _USUAL_ROUNDS * _ROUND_S, beat_s=0.25 * _ROUND_S,
        cycle_s=0.25 * _ROUND_S)  # fmt: skip


def _waist(body: Body) -> tuple[float, float]:
    """Half the width of the waist, and from its middle to the front, clothes included, m."""
    girth = next(g for g in body.girths if g.start == "hips")
    return float(np.interp(0.35, SHARES, girth.lateral_m)), float(np.interp(0.35, SHARES, girth.front_m))


def _circling(body: Body, standing: Array, flat: Array, touch: Array, before: Array) -> Array:
    """(T, C): hips toward where the hoop touches, the chest stays over the feet, hands beside the shoulders."""
    motion = np.repeat(standing[None], len(touch), axis=0)
    out = quat.mul_vec(flat, _HIPS_OUT * body.stature * touch)
    motion[:, INDEX["x"]] += out[:, 0]
    motion[:, INDEX["y"]] += out[:, 1]
    motion[:, INDEX["hips.z"]] -= 0.035 * body.leg
    motion[:, INDEX["hips.roll"]] += 0.13 * touch[:, 0]
    motion[:, INDEX["spine.roll"]] -= 0.26 * touch[:, 0]
    motion[:, INDEX["hips.pitch"]] += 0.02 + 0.12 * touch[:, 1]
    motion[:, INDEX["spine.pitch"]] -= 0.02 + 0.24 * touch[:, 1]
    motion[:, INDEX["head.roll"]] += 0.10 * touch[:, 0]
    motion[:, INDEX["head.pitch"]] += 0.06 + 0.08 * touch[:, 1]
    for side in SIDES:
        motion[:, INDEX[f"arm.abduct.{side}"]] = 1.22 + 0.05 * SIGN[side] * before[:, 0]
        motion[:, INDEX[f"arm.flex.{side}"]] = 0.16 + 0.06 * before[:, 1]
        motion[:, INDEX[f"arm.twist.{side}"]] = -0.85
        motion[:, INDEX[f"elbow.{side}"]] = 1.35 + 0.08 * before[:, 0]
        motion[:, INDEX[f"pronate.{side}"]] = 0.4
    return changed(motion, {"knee": 0.12, **dict.fromkeys(FINGERS, 0.25)})
