"""Casting a spell: the staff goes up, is thrust ahead with the other hand open before it, and held there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common import quat
from .acts import Act
from .channels import SIGN, Array
from .facing import face
from .gesture_layers import OPEN, OTHER, hand_at, lay, room
from .holding import HANDLE, bring, take_in_hand

_STAFFS = frozenset({"staff", "wand", "scepter", "sceptre", "stick", "broom"})
_GATHER_S, _RAISE_S, _THRUST_S, _HELD_S, _SPELL_S = 0.6, 1.35, 1.75, 3.1, 4.0


def take_staff(act: Act) -> bool:
    """The staff or wand is in the hand from the start."""
    for entity in act.scene.description.entities:
        for thing in act.scene.objects_of(entity.id) if entity.category in _STAFFS else ():
            if thing not in act.scene.taken_things and act.performer.held is None and act.scene.asset(thing):
                take_in_hand(replace(act, target_id=thing), thing, HANDLE)
                act.scene.taken_things.add(thing)
                return True
    return False


def conjure(act: Act, start: int, frames: int | None) -> None:
    """Gather, up over the head, thrust ahead with the body behind it, hold, let down."""
    performer, body = act.performer, act.body
    if act.target_id is not None and frames is None and act.scene.asset(act.target_id) is not None:
        face(act, act.scene.centre(act.target_id), act.name_of(act.target_id), 0.2)
        start = performer.length
    count = room(act, start, frames, _SPELL_S / act.style.tempo)
    held, size = performer.held, body.stature / 1.7
    side = held.side if held is not None else act.side
    times = [share * count / act.fps / _SPELL_S for share in (_GATHER_S, _RAISE_S, _THRUST_S, _HELD_S)]

    def lifted(out: float, ahead: float, up: float, tilt: float) -> dict[str, float]:
        """The leading hand, with what it holds tilted ahead by `tilt` rad."""
        at: Array = np.array([SIGN[side] * out, -ahead, up]) * size
        if held is not None and not held.two_hands:
            return bring(body, held, at, quat.from_angle_axis(np.array(tilt), [1.0, 0.0, 0.0]), (0.8, 0.1, -0.6))
        wrist = (at - body.position(f"upper_arm.{side}")) / body.arm * [SIGN[side], 1.0, 1.0]
        return hand_at(body, side, wrist.tolist(), (-0.1, -0.6, 0.8), (0.0, -0.8, -0.6), (0.8, 0.1, -0.6), OPEN)

    def free(wrist: tuple[float, float, float], fingers: tuple[float, float, float]) -> dict[str, float]:
        return hand_at(body, OTHER[side], wrist, fingers, (-0.1, -0.9, -0.3), (0.8, 0.1, -0.6), OPEN)

    gather = lifted(0.10, 0.34, 1.10, -0.1) | free((-0.10, -0.50, -0.12), (-0.4, -0.3, 0.85))
    high = lifted(0.24, 0.10, 1.72, -0.15) | free((0.42, -0.25, 0.62), (0.25, -0.3, 0.9))
    out = lifted(0.16, 0.52, 1.42, 0.55) | free((0.05, -0.86, 0.10), (0.05, -0.45, 0.9))
    lay(act, start, count, [gather, high, out, out], times, 0.45, 0.6)
    still = {"spine.pitch": 0.04, "spine.yaw": 0.0, "head.pitch": 0.04, "hips.z": 0.0}
    up = {"spine.pitch": -0.14, "spine.yaw": 0.12 * SIGN[side], "head.pitch": -0.22, "hips.z": 0.0}
    down = {"spine.pitch": 0.14, "spine.yaw": -0.10 * SIGN[side], "head.pitch": 0.02, "hips.z": -0.035 * body.leg}
    lay(act, start, count, [still, up, down, down], times, 0.3, 0.5, additive=True)
