"""Newspapers and maps: held open before the face by both edges, not on the palm as a book is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from .acts import Act
from .channels import SIGN, Array
from .gesture_layers import OTHER, lay, room
from .holding import SHEET, bring, hold_from_start, placed_scale
from .limbs import arm_angles
from .performer import Held
from .reach import finger_curl, hand_rotation

_SHEETS = frozenset({"newspaper", "map", "poster"})
_TILT = 1.12
"""of the page from lying flat, rad: its top edge away from the reader"""
_AHEAD, _BELOW = 0.205, 0.075
"""of its middle, from the shoulders, in statures"""


def spread_sheet(act: Act) -> bool:
    """Whether what is read is a sheet that may be in the hands from the first frame on, and then it is."""
    asset = act.scene.asset(act.target_id) if act.target_id is not None else None
    if asset is None or asset.category not in _SHEETS or not hold_from_start(act, SHEET):
        return False
    held = act.performer.held
    assert held is not None
    act.performer.held = replace(held, two_hands=True, arms=_spread(act, held))
    return True


def is_spread(act: Act) -> bool:
    """Whether a sheet is held open."""
    held = act.performer.held
    asset = act.scene.asset(held.object_id) if held is not None else None
    return held is not None and held.arms is not None and asset is not None and asset.category in _SHEETS


def read_sheet(act: Act, start: int, frames: int | None) -> None:
    """The eyes go along the columns and down, the head with them; the paper is raised a little and sinks again."""
    count = room(act, start, frames, 5.0 / act.style.tempo)
    seconds = count / act.fps
    lay(act, start, count, [{"head.pitch": 0.16, "spine.pitch": 0.02}], [0.0], 0.6, 0.5, additive=True)
    times = np.arange(0.4, seconds - 0.2, 0.9).tolist() or [0.0]
    lines = [{"head.yaw": 0.10 * (-1.0) ** k, "head.pitch": 0.02 * (k % 4)} for k in range(len(times))]
    lay(act, start, count, lines, times, additive=True)
    shifts = np.arange(0.8, seconds - 0.4, 2.2).tolist() or [0.0]
    lifts = [{"arm.flex": 0.05 * (k % 2), "elbow": 0.04 * (k % 2)} for k in range(len(shifts))]
    lay(act, start, count, lifts, shifts, 0.4, 0.4, additive=True)


def _spread(act: Act, held: Held) -> dict[str, float]:
    """Both arms (channels) with the sheet between the hands, its inner side to the reader."""
    body, side = act.body, held.side
    other = OTHER[side]
    asset = act.scene.asset(held.object_id)
    assert asset is not None
    half = 0.5 * float(asset.dimensions[0] * placed_scale(act.scene, held.object_id)[0])
    turn = quat.mul(
        quat.from_angle_axis(np.array(-_TILT), [1.0, 0.0, 0.0]), quat.from_angle_axis(np.array(np.pi), [0.0, 0.0, 1.0])
    )
    shoulders = body.position("upper_arm.R") * [0.0, 1.0, 1.0]
    middle = shoulders + np.array([0.0, -_AHEAD, -_BELOW]) * body.stature
    edge = middle + np.array([SIGN[side] * (half - 0.02), 0.0, 0.0])
    arms = bring(body, held, edge, turn, (0.75, 0.25, -0.65))
    mirror = np.array([-SIGN[side], 1.0, 1.0])
    fingers = quat.mul_vec(turn, unit(np.array(SHEET.fingers) * mirror)) * [-1.0, 1.0, 1.0]
    palm = quat.mul_vec(turn, unit(np.array(SHEET.palm) * mirror)) * [-1.0, 1.0, 1.0]
    wrist: Array = (edge + quat.mul_vec(turn, held.wrist_from_grip)) * [-1.0, 1.0, 1.0]
    pole = np.array([0.75 * SIGN[other], 0.25, -0.65])
    arms |= arm_angles(
        body, other, wrist - body.position(f"upper_arm.{other}"), pole, hand_rotation(other, fingers, palm)
    )
    return arms | {f"{name}.{other}": value for name, value in finger_curl(body, held.around_m).items()}
