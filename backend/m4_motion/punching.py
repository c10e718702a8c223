"""Boxing: quick straight blows out of a guard, at a bag or into the air."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from .acts import Act
from .channels import SIGN, Array
from .gesture_layers import FIST, OTHER, hand_at, lay, look_at_target, room
from .guard import room_on_guard
from .performer import Happening
from .reach import hand_rotation

_FIST_M = 0.066
"""from the wrist to the knuckles of a fist, statures"""
_APART_M = 0.03
"""how far beside the middle of a bag each fist meets it, statures"""


def punch(act: Act, start: int, frames: int | None) -> None:
    """Guard, then quick straight arms with the shoulder and hips behind them; a bag is met where it is nearest."""
    struck = act.scene.asset(act.target_id) if act.target_id is not None else None
    bag = struck is not None and bool(struck.affordances_of("strike_at"))  # it swings from every blow
    blows = act.count or (5 if bag else 2)
    beat = 0.62 / act.style.tempo
    lands = [0.34 + (k + 0.46) * beat for k in range(blows)]
    wide = 0.4 + blows * beat + 0.5
    count = room(act, start, frames, wide) if bag else room_on_guard(act, start, frames, wide, lands)
    aims = {side: _aimed(act, side) for side in "LR"} if bag and act.performer.posture == "stand" else {}
    resting = {f"hand.w.{side}": 0.0 for side in aims}

    def guard(side: str) -> dict[str, float]:
        return hand_at(
            act.body, side, (-0.12, -0.45, 0.02), (-0.3, -0.4, 0.9), (-0.8, 0.5, 0.1), (0.5, 0.1, -0.9), FIST
        )

    calm = {**guard("L"), **guard("R"), "spine.yaw": 0.0, "hips.yaw": 0.0, **resting}
    for aim in aims.values():
        calm |= aim
    times, poses = [0.0], [calm]
    for k in range(blows):
        side = act.side if k % 2 == 0 else OTHER[act.side]
        blow = hand_at(
            act.body, side, (-0.24, -0.93, 0.06), (-0.1, -1.0, 0.0), (0.0, 0.0, -1.0), (0.6, 0.2, -0.7), FIST
        )
        if aims:
            blow[f"hand.w.{side}"] = 1.0
        turn = 0.32 * -SIGN[side]
        wind = {**calm, "spine.yaw": -0.5 * turn}
        times += [0.34 + (k + 0.25) * beat, 0.34 + (k + 0.48) * beat, 0.34 + (k + 0.9) * beat]
        poses += [wind, {**calm, **blow, "spine.yaw": turn, "hips.yaw": 0.4 * turn}, calm]
    lay(act, start, count, poses, times, 0.3, 0.45)
    if bag:
        act.performer.happenings += [
            Happening(kind="strike", frame=start + round(land_s * act.fps),
                      joint=f"hand.{act.side if k % 2 == 0 else OTHER[act.side]}", target_id=act.target_id)
            for k, land_s in enumerate(lands)
        ]  # fmt: skip
    look_at_target(act, start, count)


def _aimed(act: Act, side: str) -> dict[str, float]:
    """The channels of a hand whose knuckles are on the round side of the bag, beside what is nearest to the body."""
    assert act.target_id is not None
    here, size = np.array([*act.performer.point, 0.0]), act.body.stature
    place = act.scene.nearest_place(act.target_id, "strike_at", here)
    assert place is not None
    radius = 0.5 * float(place.dimensions[0])
    middle = place.translation + quat.mul_vec(place.rotation, np.array([0.0, radius, 0.0]))
    ahead = unit((middle - here) * [1.0, 1.0, 0.0])
    left = np.array([-ahead[1], ahead[0], 0.0])
    beside = min(_APART_M * size, 0.8 * radius)
    high = float(act.body.position(f"upper_arm.{side}")[2]) - 0.01 * size
    spot = middle - ahead * np.sqrt(radius**2 - beside**2) + left * SIGN[side] * beside
    wrist: Array = np.array([spot[0], spot[1], high]) - ahead * _FIST_M * size
    rotation = hand_rotation(side, ahead, np.array([0.0, 0.0, -1.0]))
    aim = {f"hand.{axis}.{side}": float(wrist[i]) for i, axis in enumerate("xyz")}
    return aim | {f"hand.q{axis}.{side}": float(rotation[i]) for i, axis in enumerate("wxyz")}
