"""A hula hoop: the hips go round and keep it up, it rolls round the waist; the arms are out of its way."""

from __future__ import annotations

import numpy as np

from ..common import quat
from .acts import Act
from .body import Body
from .channels import FINGERS, INDEX, SIDES, SIGN, Array, changed
from .girth import SHARES
from .guiding import guided, middle_of
from .holding import placed_scale
from .rope_skipping import together

_ROUND_S, _USUAL_ROUNDS = 0.72, 9
_TUBE = 0.016
"""half the thickness of the hoop, of its width"""
_HIPS_OUT, _LEAN_RAD = 0.030, 0.10
"""how far the hips go round (statures), and how far the hoop hangs lower on its far side"""
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

    def rows(t: Array) -> Array:
        return _circling(body, standing, flat, direction(t), direction(t - 0.25 * _ROUND_S))

    def ways(t: Array) -> dict[str, tuple[Array, Array]]:
        motion, touch = rows(t), direction(t)
        hips = motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]]
        lateral, front = _waist(body)
        radius = 1.0 / np.sqrt((touch[:, 0] / lateral) ** 2 + (touch[:, 1] / front) ** 2)
        centre = hips + quat.mul_vec(flat, -touch * (inner - radius)[:, None])
        centre[:, 2] += _UP * body.stature
        axle = np.cross(touch, [0.0, 0.0, 1.0])
        lean = quat.from_rotation_vector(-_LEAN_RAD * axle)
        spin = quat.from_angle_axis(2.0 * np.pi * t / _ROUND_S * 0.22, [0.0, 0.0, 1.0])
        turn = quat.mul(flat, quat.mul(lean, spin))
        return {hoop: (centre - quat.mul_vec(turn, middle), turn)}

    guided(act, rows, ways, act.duration_s or _USUAL_ROUNDS * _ROUND_S, 0.25 * _ROUND_S)


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
