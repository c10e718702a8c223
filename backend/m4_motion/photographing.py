"""Taking pictures: the camera before the eye, the other hand under the lens, or a phone held out; the body still."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.implements import IMPLEMENTS
from ..common.two_bone import unit
from .acts import Act
from .body import Body
from .carrying import have_one_from_start
from .channels import SIGN, Array
from .gesture_layers import OTHER, hand_at, lay, room
from .holding import bring, grip_point
from .performer import flat_direction

_SECONDS = 3.4
_OFF_THE_FACE_M, _PHONE_OFF_M, _PHONE_THICK_M = 0.075, 0.30, 0.03
"""from between the eyes to the back of a camera, past the nose; and to a phone, which is looked at"""
_UNDER = {"index": 0.5, "middle": 0.55, "ring": 0.6, "pinky": 0.6, "thumb": 0.3, "spread": 0.02}
_FINGERS = (-0.6, -0.8, 0.0)
"""of the hand under the lens; x counts outward"""


def hold_camera(act: Act) -> bool:
    """Who photographs has the camera, or the phone, in the hand from the start."""
    return have_one_from_start(act, IMPLEMENTS["photograph"].instead)


def photograph(act: Act, start: int, frames: int | None) -> None:
    """Lift it to the eye, aim, hold the breath, press, lower it."""
    performer, body, held = act.performer, act.body, act.performer.held
    start = performer.length if frames is None else start
    count = room(act, start, frames, _SECONDS / act.style.tempo)
    size = body.stature / 1.7
    eyes = 0.5 * (body.position("eye.L") + body.position("eye.R"))
    if held is not None and not held.two_hands:
        asset = act.scene.asset(held.object_id)
        assert asset is not None
        grip, _ = grip_point(act.scene, held.object_id)
        middle = np.array([0.0, asset.bounds[1][1], 0.5 * (asset.bounds[0][2] + asset.bounds[1][2])])  # of its back
        is_phone = float(asset.dimensions[1]) < _PHONE_THICK_M
        off = np.array([0.0, _PHONE_OFF_M, 0.05]) if is_phone else np.array([0.0, _OFF_THE_FACE_M, 0.0])
        spot = eyes - off * size + grip - middle
        lay(act, start, count, [bring(body, held, spot, quat.IDENTITY, (0.7, 0.2, -0.7))], [0.0], 0.7, 0.6)
        if not is_phone:
            lens = spot - grip + np.array([0.0, 0.5 * asset.bounds[0][1], asset.bounds[0][2]])
            lay(act, start, count, [palm_under(body, OTHER[held.side], lens)], [0.0], 0.8, 0.6)
    else:
        act.notes.append(f"There is no camera at hand for “{act.action.text}”.")
    seconds = count / act.fps
    press = [{"spine.pitch": -0.02, "head.pitch": 0.03}, {"spine.pitch": 0.01, "head.pitch": 0.05}]
    lay(act, start, count, press, [0.5 * seconds, 0.62 * seconds], 0.5, 0.5, additive=True)
    if act.target_id is not None:
        at = act.scene.centre(act.target_id)
    else:
        at = np.array([*performer.point, eyes[2]]) + 3.0 * flat_direction(performer.heading)
    performer.gazes.append((start, start + count, at, 0.6))


def palm_under(body: Body, side: str, point: Array) -> dict[str, float]:
    """Arm channels with the palm up under a point (3,) of the standing body, the fingers forward and inward."""
    fingers = unit(np.array(_FINGERS))
    wrist = point - fingers * body.palm * [SIGN[side], 1.0, 1.0] - np.array([0.0, 0.0, body.palm_flesh])
    away = (wrist - body.position(f"upper_arm.{side}")) / body.arm * [SIGN[side], 1.0, 1.0]
    return hand_at(body, side, away.tolist(), fingers.tolist(), (0.0, 0.0, 1.0), (0.5, 0.1, -0.8), _UNDER)
