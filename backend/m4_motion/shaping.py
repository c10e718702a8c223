"""Building with the hands: patting and smoothing the near side of a thing, on one knee before what is low; milking."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.naming import capitalized
from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, changed
from .exertions import named_beside
from .facing import face
from .moving import get_to
from .performer import flat_direction, turned
from .postures import kneel
from .reach import Grip, hand_rotation, reaching_pose
from .working import hand_ways, hands_at_work, toward

_LOW = 0.62
"""of the stature: what is not higher is built on one knee"""
_UDDER = 0.34
"""of the height of a cow"""
_ON_FLOOR = 0.25
"""of the stature: what begins higher stands on something, and is built standing before that"""
_APART_M = 0.11
_BEFORE, _DEEP = 0.13, 0.36
"""of the stature: from the feet to what one bends over, and how far ahead of them the hands go"""
_BAND_M = 0.12
_OFF_M = 0.02
"""from the middle of a palm to the skin of the wrist's side"""


def shape(act: Act) -> None:
    """Both palms to the thing's near side, one pats while the other smooths, eyes on them."""
    body, performer = act.body, act.performer
    thing = act.target_id or named_beside(act)
    if thing is None or act.scene.asset(thing) is None:
        act.notes.append(f"There is nothing to {act.action.verb} here; the hands work on the ground.")
    else:
        face(act, act.scene.centre(thing), act.name_of(thing), 0.2)
    ahead = flat_direction(performer.heading)
    top = act.scene.top(thing) if thing is not None else 0.0
    lifted = thing is not None and act.scene.bottom(thing) > _ON_FLOOR * body.stature
    milks = act.verb == "milk"
    low = milks or (top < _LOW * body.stature and not lifted)
    height = min(max(0.75 * top, top - 0.08), 0.66 * body.stature)
    if low:
        height = float(np.clip((_UDDER if milks else 0.6) * top, 0.12, 0.30 * body.stature))
    reach = (0.24 if low else 0.27) * body.stature
    near = performer.point + reach * ahead[:2]
    if thing is not None:
        near = _near_side(act, thing, (height - _BAND_M, height + _BAND_M), ahead)
        below = float((near - _near_side(act, thing, (0.1, height), ahead)) @ ahead[:2])
        reach = max(reach, below + _BEFORE * body.stature)  # not into what is wider below
        stand = near - reach * ahead[:2]
        if np.linalg.norm(stand - performer.point) > 0.10:
            get_to(act, stand, performer.heading, reach)
    if low and performer.posture == "stand":
        kneel(act)
    left = turned(performer.heading, np.array([1.0, 0.0, 0.0]))
    grips = {}
    for side in SIDES:
        fingers = toward(performer.heading, 0.35, -0.3 * SIGN[side], 0.85)
        spot = np.array([*near, height]) + SIGN[side] * _APART_M * left
        wrist = spot - _OFF_M * ahead - fingers * 0.9 * body.palm
        grips[side] = Grip(wrist=wrist, rotation=hand_rotation(side, fingers, ahead), normal=ahead)
    at, missing = reaching_pose(body, performer.pose, grips, performer.posture != "stand")
    if thing is not None and missing > 0.06:
        act.notes.append(capitalized(f"{act.said(thing)} is {missing * 100:.0f} cm out of reach for both hands."))
    at = changed(at, {"head.pitch": at[INDEX["head.pitch"]] + 0.1})
    hands_at_work(
        act, grips, at, -0.10 * ahead,
        lambda t: hand_ways(act, lambda side: (_pull if milks else _stroke)(t, side == act.side)),
        np.array([*near, height]),
    )  # fmt: skip


def repair(act: Act) -> None:
    """Bent over what stands open, both hands in there: one holds, the other turns; else as one builds."""
    body, performer = act.body, act.performer
    thing = act.target_id or named_beside(act)
    places = act.scene.places(thing, "reach_at") if thing is not None else []
    if thing is None or not places:
        shape(act)
        return
    place = places[0][1].translation.astype(np.float64)
    face(act, place, act.name_of(thing), 0.1)
    ahead = flat_direction(performer.heading)
    foremost = _near_side(act, thing, (0.1, float(place[2])), ahead)
    stand = foremost - _BEFORE * body.stature * ahead[:2]
    if np.linalg.norm(stand - performer.point) > 0.05:
        get_to(act, stand, performer.heading, float(np.linalg.norm(stand - performer.point)))
    left = turned(performer.heading, np.array([1.0, 0.0, 0.0]))
    # no deeper in than the arms reach
    deep = min(float((place[:2] - stand) @ ahead[:2]), _DEEP * body.stature)
    grips = {}
    for side in SIDES:
        fingers = toward(performer.heading, 0.75, -0.35 * SIGN[side], -0.65)
        palm = -SIGN[side] * left - 0.35 * np.array([0.0, 0.0, 1.0])
        spot = np.array([*(stand + deep * ahead[:2]), place[2]]) + SIGN[side] * _APART_M * left
        wrist = spot - fingers * 1.6 * body.palm
        grips[side] = Grip(wrist=wrist, rotation=hand_rotation(side, fingers, palm), normal=palm)
    at, missing = reaching_pose(body, performer.pose, grips, False)
    if missing > 0.06:
        act.notes.append(capitalized(f"{act.said(thing)} is {missing * 100:.0f} cm out of reach for both hands."))
    curl = {f"{finger}.{side}": 0.75 for side in SIDES for finger in ("index", "middle", "ring", "pinky")}
    at = changed(at, curl | {"head.pitch": at[INDEX["head.pitch"]] + 0.15})
    hands_at_work(
        act, grips, at, np.array([0.0, 0.0, 0.12]) - 0.08 * ahead,
        lambda t: hand_ways(act, lambda side: _wrench(t, side == act.side)), place, 1.0, 5.0,
    )  # fmt: skip


def _wrench(t: Array, works: bool) -> Array:
    """(T, 3) m ahead, left, up: pulls round a bolt and back, a rest after each few; the other hand holds fast."""
    if not works:
        return np.stack([0.0 * t, 0.008 * np.sin(2.0 * np.pi * 0.3 * t), 0.0 * t], -1)
    turn = 0.75 * np.sin(2.0 * np.pi * 0.8 * t) * (0.65 + 0.35 * np.sin(2.0 * np.pi * 0.13 * t))
    return np.stack([0.09 * np.sin(turn), 0.05 * np.sin(2.0 * turn), 0.11 * (1.0 - np.cos(turn)) + 0.02 * turn], -1)


def _stroke(t: Array, pats: bool) -> Array:
    """(T, 3) m ahead, left, up: pats that leave the thing and come back, or slow circles along it."""
    if pats:
        back = -0.07 * (0.5 - 0.5 * np.cos(2.0 * np.pi * 1.3 * t))
        return np.stack([back, 0.03 * np.sin(2.0 * np.pi * 0.21 * t), 0.05 * np.sin(2.0 * np.pi * 0.33 * t)], -1)
    turn = 2.0 * np.pi * 0.55 * t
    return np.stack([0.0 * t, 0.05 * np.sin(turn), 0.05 * np.cos(turn) - 0.05], -1)


def _pull(t: Array, first: bool) -> Array:
    """(T, 3) m ahead, left, up: the hands draw down by turns."""
    down = np.clip(np.sin(2.0 * np.pi * 0.9 * t + (0.0 if first else np.pi)), 0.0, 1.0)
    return np.stack([0.06 + 0.0 * t, 0.0 * t, -0.06 * down], -1)


def _near_side(act: Act, thing: str, between: tuple[float, float], ahead: Array) -> Array:
    """(2,) the foremost point of a thing between two heights, straight before the person."""
    asset, transform = act.scene.asset(thing), act.scene.transform(thing)
    assert asset is not None
    assert transform is not None
    meshes = [part.mesh.vertices + (part.joint.origin if part.joint else 0.0) for part in asset.meshes]
    points = np.concatenate([*meshes, asset.bounds])
    turn = np.asarray(transform.rotation, dtype=np.float64)
    points = quat.mul_vec(turn, points * transform.scale) + transform.translation
    away = (points[:, :2] - act.performer.point) @ ahead[:2]
    aside = np.abs((points[:, :2] - act.performer.point) @ np.array([-ahead[1], ahead[0]]))
    level = (points[:, 2] > between[0]) & (points[:, 2] < between[1]) & (away > 0.0)
    met = level & (aside < 0.2)
    if not level.any():
        return np.asarray(act.scene.centre(thing)[:2])
    distance = float(away[met if met.any() else level].min())
    return np.asarray(act.performer.point + distance * ahead[:2])
