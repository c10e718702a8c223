"""Aiming: a long gun's butt in the shoulder, the other hand under its fore-end, the cheek at it; a pistol in both
hands before the eyes. Who fires is pushed back a little."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.toys import GUNS
from .acts import Act
from .carrying import have_one_from_start
from .channels import SIGN
from .gesture_layers import OTHER, lay, room
from .holding import bring, grip_point, placed_scale
from .performer import flat_direction
from .photographing import palm_under

_SECONDS = 3.6
_POCKET_M = (-0.045, -0.095, 0.025)
"""from the shoulder joint to the middle of the butt: outward, back, up, of somebody 1.7 m tall"""
_PISTOL_M = (0.0, -0.50, -0.085)
"""from between the eyes to the grip"""
_FIRES = frozenset({"fire", "fires", "shoot", "shoots", "firing", "shooting"})


def hold_gun(act: Act) -> bool:
    """Who aims has the gun in the hand from the start."""
    return have_one_from_start(act, GUNS)


def aim_gun(act: Act, start: int, frames: int | None) -> None:
    """Raise it, aim, hold the breath, fire where that is said, lower it."""
    performer, body, held = act.performer, act.body, act.performer.held
    start = performer.length if frames is None else start
    count = room(act, start, frames, _SECONDS / act.style.tempo)
    if held is None:
        act.notes.append(f"There is no gun at hand for “{act.action.text}”.")
        return
    asset = act.scene.asset(held.object_id)
    assert asset is not None
    size, scale = body.stature / 1.7, placed_scale(act.scene, held.object_id)
    grip, _ = grip_point(act.scene, held.object_id)
    eyes = 0.5 * (body.position("eye.L") + body.position("eye.R"))
    butts, fores = asset.affordances_of("shoulder_at"), asset.affordances_of("hold_at")
    if butts:
        pocket = body.position(f"upper_arm.{held.side}") + np.array(_POCKET_M) * [SIGN[held.side], 1.0, 1.0] * size
        spot = pocket - (butts[0].frame.translation * scale - grip)
        head = {"head.pitch": 0.10, "head.roll": 0.10 * SIGN[held.side]}
    else:
        spot = eyes + np.array(_PISTOL_M) * size
        head = {"head.pitch": 0.04}
    lay(act, start, count, [bring(body, held, spot, quat.IDENTITY, (0.75, 0.25, -0.65))], [0.0], 0.6, 0.6)
    under = fores[0].frame.translation * scale - grip if fores else np.array([0.0, 0.0, -0.06 * size])
    lay(act, start, count, [palm_under(body, OTHER[held.side], spot + under)], [0.0], 0.7, 0.6)
    lay(act, start, count, [head], [0.0], 0.5, 0.5, additive=True)
    seconds = count / act.fps
    if _FIRES & set(act.action.text.lower().split()):
        kick = [{"spine.pitch": value} for value in (0.0, -0.09, 0.0)]
        at = 0.55 * seconds
        lay(act, start, count, kick, [at, at + 0.07, at + 0.4], 0.1, 0.1, additive=True)
    if act.target_id is not None:
        performer.gazes.append((start, start + count, act.scene.centre(act.target_id), 0.7))
    else:
        ahead = np.array([*performer.point, eyes[2]]) + 5.0 * flat_direction(performer.heading)
        performer.gazes.append((start, start + count, ahead, 0.7))
