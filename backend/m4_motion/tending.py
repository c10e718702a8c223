"""Hands at work on somebody: a doctor's at the chest, a dentist's at the mouth, a stylist's at the hair."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from . import channels
from .acts import Act
from .channels import INDEX, SIGN, Array, changed
from .exertions import work_place
from .facing import face
from .gesture_layers import OTHER
from .holding import mouth_of
from .moving import get_to
from .performer import Performer, flat_direction, turned
from .reach import Grip, hand_rotation, reaching_pose
from .solve import place
from .working import hand_ways, hands_at_work, toward

_AT_EASE = 0.42
"""how far one's own middle is from what the hands are at, past the knees of who sits: statures"""
_STAYS_S, _GOES_S = 1.35, 0.4
"""how long a hand stays at a spot of the chest, and how long it takes to the next"""
_PRESSED = {"index": 0.25, "middle": 0.25, "ring": 0.35, "pinky": 0.45, "thumb": 0.3}
_PINCHED = {"index": 0.75, "middle": 0.85, "ring": 1.0, "pinky": 1.1, "thumb": 0.6}


def tend(act: Act) -> None:
    """The hand that works goes to the place and is busy there, the other one holds or steadies; eyes on it."""
    performer, body = act.performer, act.body
    other = act.performers.get(act.target_id or "")
    if act.target_id is None or act.scene.asset(act.target_id) is None:
        act.notes.append(f"There is nobody to tend for “{act.action.text}”; {act.actor} stands instead.")
        return
    spot, out = _place_on(act, other)
    if performer.posture == "stand":
        away = spot[:2] - performer.point
        far, near = float(np.linalg.norm(away)), _AT_EASE * body.stature
        if abs(far - near) > 0.06:
            stand = spot[:2] - away / max(far, 1e-6) * near
            get_to(act, stand, float(np.arctan2(away[0], -away[1])), abs(far - near))
        face(act, spot, "", 0.12)
    heading, ahead = performer.heading, flat_direction(performer.heading)
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    works, helps = act.side, OTHER[act.side]
    at_mouth = "mouth" in act.action.manner
    grips: dict[str, Grip] = {}
    for side in (works, helps):
        inward = -SIGN[side] * left
        if side == works:
            fingers = toward(heading, 0.85, -0.35 * SIGN[side], 0.35)
            palm = unit(-out + 0.35 * inward) if not at_mouth else unit(inward + np.array([0.0, 0.0, -0.6]))
            tip = spot + 0.010 * out
        else:  # at the shoulder, or at the cheek
            fingers = toward(heading, 0.80, -0.30 * SIGN[side], 0.45)
            palm = unit(inward + 0.4 * ahead)
            tip = spot - inward * (0.075 if at_mouth else 0.13) * body.stature / 1.7
            tip = tip + np.array([0.0, 0.0, -0.01 if at_mouth else 0.07])
        palm = unit(palm - float(palm @ fingers) * fingers)
        wrist = tip - fingers * (2.0 if at_mouth and side == works else 1.4) * body.palm
        grips[side] = Grip(wrist=wrist, rotation=hand_rotation(side, fingers, palm), normal=palm)
    at, missing = reaching_pose(body, performer.pose, grips, performer.posture == "sit")
    if missing > 0.08:
        act.notes.append(f"{act.actor} cannot reach {act.said(act.target_id)} by {missing * 100:.0f} cm.")
    curl = {f"{name}.{works}": value for name, value in (_PINCHED if at_mouth else _PRESSED).items()}
    curl |= {f"{name}.{helps}": value for name, value in _PRESSED.items()}
    at = changed(at, curl | {"head.pitch": at[INDEX["head.pitch"]] + 0.10})
    first = performer.length

    def moves(t: Array) -> Mapping[str, Array]:
        return hand_ways(act, lambda side: _busy(t, side == works, at_mouth))

    hands_at_work(act, grips, at, -0.10 * ahead, moves, spot, usual_s=5.4)
    if other is not None and other.posture == "sit":
        other.gazes.append((first, performer.length, performer.actor_id, 0.5))


def _busy(t: Array, works: bool, at_mouth: bool) -> Array:
    """(T, 3) m ahead, to the left and up: from spot to spot of the chest; small rounds in a mouth."""
    zero = np.zeros(len(t))
    if not works:
        return np.stack([zero, zero, 0.004 * np.sin(1.3 * t)], axis=-1)
    if at_mouth:
        return np.stack([0.006 * np.sin(5.1 * t), 0.012 * np.sin(2.3 * t), 0.007 * np.cos(3.7 * t)], axis=-1)
    spots = np.array([[0.0, 0.0], [0.055, -0.03], [-0.045, -0.06], [-0.05, 0.02]])
    number = np.floor(t / _STAYS_S).astype(int)
    share = channels.minimum_jerk((t - number * _STAYS_S - (_STAYS_S - _GOES_S)) / _GOES_S)[:, None]
    side = spots[number % 4] + share * (spots[(number + 1) % 4] - spots[number % 4])
    lifted = -0.035 * np.sin(np.pi * share[:, 0])
    return np.stack([lifted, side[:, 0], side[:, 1]], axis=-1)


def _place_on(act: Act, other: Performer | None) -> tuple[Array, Array]:
    """(3,) where the hands work on somebody, and where that looks (3,)."""
    here = np.array([*act.performer.point, 0.0])
    if other is None:  # an animal, or a thing
        centre = act.scene.centre(str(act.target_id))
        out = unit((here - centre) * [1.0, 1.0, 0.0])
        return centre + out * min(0.7 * act.scene.radius(str(act.target_id)), 0.15), out
    posed = place(other.body, other.pose[None])
    index = other.body.index
    ahead = flat_direction(other.heading)
    if "hair" in act.action.manner:
        return work_place(act, other.actor_id, flat_direction(act.performer.heading)), -ahead
    if "mouth" in act.action.manner:
        turn = quat.from_angle_axis(np.array(other.heading), [0.0, 0.0, 1.0])
        mouth = quat.mul_vec(turn, mouth_of(other.body) - other.body.position("head"))
        return posed.positions[0, index["head"]] + mouth, ahead
    chest = 0.5 * (posed.positions[0, index["upper_arm.L"]] + posed.positions[0, index["upper_arm.R"]])
    spot = chest + 0.075 * other.body.stature * ahead - np.array([0.0, 0.0, 0.075 * other.body.stature])
    return spot, ahead
