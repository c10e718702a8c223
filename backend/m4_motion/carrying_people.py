"""Somebody in somebody's arms, on their back or shoulders: the carried body goes with the carrier's, hands hold it.

What a nursery nurse, a groom and a father at a fair do: a baby lies across both forearms with its head on the left
one, a child rides on the hip with its arms about the neck, who is nearly as big lies on the forearms at back and knees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..common.people_carried import ACROSS, FRONT, ON_BACK, ON_SHOULDERS, carried_people
from ..protocol.scene import SceneDescription
from . import channels
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed
from .idle import wait_until
from .mounted import foot_at, hand_at
from .performer import Layer, Performer, Segment
from .riding import placed_rows

_SMOOTH_S = 0.08
_CHILD = 0.78
"""of the carrier's stature: who is smaller rides on the hip, who is taller lies in the arms"""


@dataclass(frozen=True)
class _Hold:
    """Where a carried body is, all from the carrier's hips: x to the left, -y ahead, z up, m."""

    heading: float
    """rad, of the carried from the carrier's"""
    hips: Array
    body: Mapping[str, float]
    """channels of the carried body"""
    feet: Mapping[str, Array]
    foot_pitch: float
    hands: Mapping[str, tuple[Array, Array, Array]]
    """of the carried: wrist, fingers, palm; sides that are missing hang as `body` says"""
    grips: Mapping[str, tuple[Array, Array, Array]]
    """of the carrier"""
    lean: float = 0.0
    """of the carrier's back, rad ahead"""


def carry_people(description: SceneDescription, performers: Mapping[str, Performer], frames: int) -> None:
    """Everybody who is carried goes along from the first frame to the last; nothing else of their bodies is kept but
    what is laid over it."""
    for carrier_id, carried_id, manner in carried_people(description):
        carrier, carried = performers.get(carrier_id), performers.get(carried_id)
        if carrier is None or carried is None:
            continue
        wait_until(carrier, frames)
        _go_along(carrier, carried, manner)


def _go_along(carrier: Performer, carried: Performer, manner: str) -> None:
    motion = np.concatenate(carrier.pieces)
    hold = _hold(carrier.body, carried.body, manner)
    columns = [INDEX["x"], INDEX["y"], INDEX["hips.z"]]
    root = channels.smooth(motion[:, columns], _SMOOTH_S * carrier.fps)
    headings = motion[:, INDEX["heading"]]
    hips = root + placed_rows(headings, hold.hips)
    # 1. The carried body
    rows = np.repeat(changed(carried.body.standing(), hold.body)[None], len(motion), axis=0)
    rows[:, INDEX["heading"]] = headings + hold.heading
    rows[:, columns] = hips
    for side in SIDES:
        rows = foot_at(carried.body, rows, side, root, headings, hold.feet[side], pitch=hold.foot_pitch, toes_out=0.0)
        rows[:, INDEX[f"foot.yaw.{side}"]] = headings + hold.heading + SIGN[side] * 0.1
    for side, (place, fingers, palm) in hold.hands.items():
        rows = hand_at(carried.body, rows, side, root, headings, place, fingers, palm, 0.06)
    carried.pieces, carried.length, carried.keys, carried.segments = [], 0, [], []
    carried.layers = [layer for layer in carried.layers if layer.additive]
    carried.pose, carried.posture = rows[0].copy(), "ride"
    step = max(2, round(0.2 * carried.fps))
    carried.play(Segment(motion=rows, keys=tuple(range(0, len(rows), step)), seam_s=0.0), "carried")
    # 2. The hands that hold it
    held = motion.copy()
    arms: list[int] = []
    for side, (place, fingers, palm) in hold.grips.items():
        held = hand_at(carrier.body, held, side, root, headings, place, fingers, palm, 0.10)
        arms += [*channels.hand_columns(side), *(INDEX[f"{name}.{side}"] for name in channels.FINGERS)]
    carrier.layers.append(Layer(start=0, columns=tuple(arms), values=held[:, arms], weight=np.ones(len(motion))))
    if hold.lean:
        lean = np.full((len(motion), 1), hold.lean)
        carrier.layers.append(Layer(start=0, columns=(INDEX["spine.pitch"],), values=lean, weight=np.ones(len(motion)),
                                    additive=True))  # fmt: skip


def _hold(carrier: Body, carried: Body, manner: str) -> _Hold:
    tall, small = carrier.stature, carried.stature
    if manner == FRONT and small > _CHILD * tall:
        manner = ACROSS
    build = {ACROSS: _across, FRONT: _before, ON_BACK: _on_back, ON_SHOULDERS: _on_shoulders}[manner]
    return build(carrier, carried)


def _up(carrier: Body, share: float) -> float:
    """A height above the floor as a share of the stature, from the hips."""
    return share * carrier.stature - carrier.hip_height


def _across(carrier: Body, carried: Body) -> _Hold:
    """On both forearms, face up: head toward the carrier's left, knees over the right arm, shins hanging."""
    tall, small = carrier.stature, carried.stature
    recline, raised = 0.42, 0.60
    """rad: the back from level, and the thighs from level"""
    thigh, shin = 0.245 * small, 0.245 * small
    back = np.array([np.cos(recline), 0.0, np.sin(recline)]) * 0.20 * small
    knee = np.array([-np.cos(raised), 0.0, np.sin(raised)]) * thigh
    hips = np.array([-0.5 * (back[0] + knee[0]), -(0.095 * tall + 0.105 * small), _up(carrier, 0.625) + 0.02 * small])
    ankle = knee + np.array([-0.34, 0.0, -0.94]) * shin
    feet = {side: hips + ankle + np.array([0.0, SIGN[side] * -0.035 * small, 0.0]) for side in SIDES}
    under = np.array([0.0, -0.045 * small, -0.075 * small])
    toward = np.array([-0.25, -0.9, 0.25])
    grips = {
        "L": (hips + back + under, toward, np.array([-0.55, 0.15, 0.8])),
        "R": (hips + knee + np.array([0.01 * small, -0.045 * small, -0.06 * small]), -toward * [1.0, -1.0, -1.0],
              np.array([0.45, 0.15, 0.85])),
    }  # fmt: skip
    body = {
        "hips.pitch": recline - 0.5 * np.pi, "spine.pitch": 0.18, "head.pitch": 0.20, "head.roll": 0.22, "knee": 0.0,
        "arm.flex.L": 0.55, "arm.abduct.L": 0.12, "arm.twist.L": 0.5, "elbow.L": 1.55, "pronate.L": 0.7,
        "arm.flex.R": 0.45, "arm.abduct.R": 0.10, "arm.twist.R": 0.5, "elbow.R": 1.75, "pronate.R": 0.7, "toe": 0.0,
    }  # fmt: skip
    hands = {}
    if small > _CHILD * tall:  # one arm round the neck, the other along the own body
        body |= {"arm.flex.L": 0.10, "arm.abduct.L": 0.10, "arm.twist.L": 0.75, "elbow.L": 1.0}
        nape = np.array([0.06 * tall, 0.055 * tall, _up(carrier, 0.845)])
        hands["R"] = (nape, np.array([-0.9, 0.2, 0.1]), np.array([0.0, -1.0, 0.0]))
    return _Hold(-0.5 * np.pi, hips, body, feet, 0.5, hands, grips)


def _before(carrier: Body, carried: Body) -> _Hold:
    """Before the chest, a little to the left: face to face, legs about the waist, arms about the neck."""
    tall, small = carrier.stature, carried.stature
    left = 0.05 * tall
    hips = np.array([left, -(0.085 * tall + 0.075 * small), _up(carrier, 0.62)])
    feet = {side: np.array([left - SIGN[side] * (0.125 * tall + 0.02 * small), 0.03 * tall, hips[2] - 0.24 * small])
            for side in SIDES}  # fmt: skip
    neck = np.array([0.0, 0.02 * tall, _up(carrier, 0.835)])
    hands = {side: (neck - np.array([SIGN[side] * 0.055 * tall, 0.0, 0.0]), np.array([SIGN[side] * 0.75, 0.6, -0.1]),
                    np.array([SIGN[side] * 0.3, 0.6, -0.75])) for side in SIDES}  # fmt: skip
    grips = {
        "L": (hips + np.array([0.02 * tall, -0.055 * small, -0.085 * small]), np.array([-0.9, -0.35, 0.0]),
              np.array([0.1, 0.1, 1.0])),
        "R": (hips + np.array([-0.04 * tall, -0.075 * small, 0.20 * small]), np.array([0.75, -0.35, 0.5]),
              np.array([0.2, 0.95, 0.0])),
    }  # fmt: skip
    body = {"hips.pitch": 0.10, "spine.pitch": 0.12, "head.pitch": -0.05, "head.yaw": 0.7, "knee": 0.5, "toe": 0.0}
    return _Hold(np.pi, hips, body, feet, 0.5, hands, grips, lean=-0.06)


def _on_back(carrier: Body, carried: Body) -> _Hold:
    """Piggyback: legs about the waist, held under the thighs, arms over the shoulders."""
    tall, small = carrier.stature, carried.stature
    hips = np.array([0.0, 0.085 * tall + 0.075 * small, _up(carrier, 0.60)])
    feet = {side: np.array([SIGN[side] * (0.125 * tall + 0.015 * small), -0.10 * tall, hips[2] - 0.22 * small])
            for side in SIDES}  # fmt: skip
    hands = {side: (np.array([SIGN[side] * 0.045 * tall, -0.085 * tall, _up(carrier, 0.765)]),
                    np.array([-SIGN[side] * 0.7, -0.3, -0.6]), np.array([0.0, 1.0, -0.1])) for side in SIDES}
    grips = {side: (np.array([SIGN[side] * 0.155 * tall, -0.02 * tall, hips[2] - 0.055 * small]),
                    np.array([-SIGN[side] * 0.5, -0.8, 0.2]), np.array([-SIGN[side] * 0.5, 0.1, 0.85]))
             for side in SIDES}  # fmt: skip
    body = {"hips.pitch": 0.16, "spine.pitch": 0.12, "head.pitch": -0.18, "head.yaw": 0.35, "knee": 0.45, "toe": 0.0}
    return _Hold(0.0, hips, body, feet, 0.5, hands, grips, lean=0.16)


def _on_shoulders(carrier: Body, carried: Body) -> _Hold:
    """Astride the neck: shins before the chest, held at the ankles, hands on the head."""
    tall, small = carrier.stature, carried.stature
    hips = np.array([0.0, 0.045 * tall + 0.03 * small, _up(carrier, 0.845) + 0.06 * small])
    feet = {side: np.array([SIGN[side] * 0.085 * tall, -0.125 * tall, hips[2] - 0.29 * small]) for side in SIDES}
    hands = {side: (np.array([SIGN[side] * 0.055 * tall, -0.02 * tall, _up(carrier, 1.0)]),
                    np.array([-SIGN[side] * 0.35, -0.8, 0.1]), np.array([0.0, 0.1, -1.0])) for side in SIDES}
    grips = {side: (np.array([SIGN[side] * 0.10 * tall, -0.165 * tall, hips[2] - 0.24 * small]),
                    np.array([-SIGN[side] * 0.55, 0.0, 0.85]), np.array([-SIGN[side] * 0.5, 0.85, 0.1]))
             for side in SIDES}  # fmt: skip
    body = {"hips.pitch": 0.06, "spine.pitch": 0.05, "head.pitch": 0.10, "knee": 0.1, "toe": 0.0}
    return _Hold(0.0, hips, body, feet, 0.4, hands, grips)
