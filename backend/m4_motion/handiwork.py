"""Work of both hands at a place before the body: type, write, cut, stir, wipe, knead, knit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..common.naming import capitalized
from . import channels
from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, changed
from .exertions import named_beside, work_place
from .facing import face
from .moving import get_to
from .performer import flat_direction, turned
from .reach import Grip, hand_rotation, reaching_pose
from .working import Moves, hand_ways, hands_at_work, toward

FINGERS = ("index", "middle", "ring", "pinky")
Stroke = Callable[[Array, bool], Array]
"""offsets (T, 3) m ahead, to the left and up at times (T,) s, of the hand that works or the one that helps"""


def _cut(t: Array, works: bool) -> Array:
    """The blade goes to and fro and through; the other hand holds fast, and moves on now and then."""
    if not works:
        return _path(left=0.012 * np.sin(2.0 * np.pi * 0.25 * t))
    return _path(ahead=0.045 * np.sin(2.0 * np.pi * 1.7 * t), up=0.028 * (1.0 + np.cos(2.0 * np.pi * 1.7 * t)))


def _stir(t: Array, works: bool) -> Array:
    """Round and round, well above what is stirred; the other hand holds the rim."""
    turn = 2.0 * np.pi * 1.1 * t
    return _path(ahead=0.05 * np.sin(turn), left=0.05 * np.cos(turn), up=0.10 + 0.0 * t) if works else _path(0.0 * t)


def _wipe(t: Array, works: bool) -> Array:
    """Long strokes from side to side that slowly move on; the other hand leans on the thing."""
    stroke = 0.16 * np.sin(2.0 * np.pi * 0.75 * t)
    return _path(ahead=0.06 * np.sin(2.0 * np.pi * 0.12 * t), left=stroke) if works else _path(0.0 * t)


def _knead(t: Array, works: bool) -> Array:
    """Heels of both hands press ahead and down by turns."""
    turn = 2.0 * np.pi * 0.9 * t + (0.0 if works else np.pi)
    return _path(ahead=0.05 * np.sin(turn), up=0.03 * (1.0 + np.cos(turn)))


def _knit(t: Array, works: bool) -> Array:
    """Small quick loops of the needles before the chest, one after the other."""
    turn = 2.0 * np.pi * 1.4 * t + (0.0 if works else 0.5 * np.pi)
    return _path(ahead=0.014 * np.sin(turn), left=0.012 * np.cos(turn), up=0.016 * np.sin(turn + 0.6))


def _path(ahead: Array | float = 0.0, left: Array | float = 0.0, up: Array | float = 0.0) -> Array:
    return np.stack(np.broadcast_arrays(ahead, left, up), axis=-1).astype(np.float64)


_FLAT_HANDS = ("wipe", "knead")
CRAFTS: dict[str, Stroke] = {"cut": _cut, "stir": _stir, "wipe": _wipe, "knead": _knead, "knit": _knit}


def handiwork(act: Act) -> None:
    """Both forearms over the thing, hands or fingers at work, eyes on it."""
    body, performer = act.body, act.performer
    thing = act.target_id or named_beside(act)
    seated = performer.posture == "sit"
    ahead = flat_direction(performer.heading)
    if thing is not None and act.scene.asset(thing) is not None:
        if not seated:
            face(act, act.scene.centre(thing), act.name_of(thing), 0.2)
            ahead = flat_direction(performer.heading)
        keys_at = work_place(act, thing, ahead)
        far = float((keys_at[:2] - performer.point) @ ahead[:2])
        if not seated and far > 0.36 * body.stature:
            spot = performer.point + ahead[:2] * (far - 0.28 * body.stature)
            get_to(act, spot, performer.heading, far - 0.28 * body.stature)
    elif seated:  # over the lap
        hips = np.array([performer.pose[INDEX[name]] for name in ("x", "y", "hips.z")])
        keys_at = hips + np.array([0.0, 0.0, 0.13 * body.stature]) + ahead * 0.20 * body.stature
    else:
        keys_at = np.array([*performer.point, 0.62 * body.stature]) + ahead * 0.24 * body.stature
    left = turned(performer.heading, np.array([1.0, 0.0, 0.0]))
    writes, stroke = act.verb == "write", CRAFTS.get(act.verb)
    grips = {}
    for side in SIDES:
        apart = SIGN[side] * (0.02 if act.verb == "knit" else 0.09 if writes or stroke is not None else 0.05)
        fingers = toward(performer.heading, 1.0, -0.25 * SIGN[side], -0.30)
        palm = np.array([0.0, 0.0, -1.0])
        if writes and side == act.side:  # on the edge of the hand, round the pen
            palm = 0.6 * palm - 0.8 * SIGN[side] * left
        wrist = keys_at + apart * left - fingers * 1.9 * body.palm + np.array([0.0, 0.0, 0.035])
        grips[side] = Grip(wrist=wrist, rotation=hand_rotation(side, fingers, palm), normal=palm)
    at, missing = reaching_pose(body, performer.pose, grips, seated)
    if missing > 0.08:
        act.notes.append(capitalized(f"{act.said(thing)} is {missing * 100:.0f} cm out of reach for both hands."))
    bent = 0.15 if act.verb in _FLAT_HANDS else 0.45 if stroke is None else 0.75
    curl = {f"{finger}.{side}": bent for side in SIDES for finger in FINGERS}
    at = changed(at, curl | {"head.pitch": at[INDEX["head.pitch"]] + 0.12})
    hands_at_work(act, grips, at, np.array([0.0, 0.0, 0.06]), _moves(act, left, ahead), keys_at + 0.12 * ahead)


def _moves(act: Act, left: Array, ahead: Array) -> Moves:
    """What hands and fingers do over the thing."""
    stroke, rng = CRAFTS.get(act.verb), act.rng
    if stroke is not None:
        return lambda t: hand_ways(act, lambda side: stroke(t, side == act.side))
    if act.verb == "write":

        def lines(t: Array) -> dict[str, Array]:
            along = 0.035 * (np.mod(0.5 * t, 1.0) - 0.5)
            wiggle = 0.006 * np.sin(2.0 * np.pi * 4.2 * t)
            way = channels.smooth(along[:, None] * -left + wiggle[:, None] * ahead, 0.03 * act.fps)
            return {f"hand.{axis}.{act.side}": way[:, i] for i, axis in enumerate("xyz")}

        return lines
    beats = {(side, finger): (rng.uniform(2.2, 3.8), rng.uniform(0.0, 6.3)) for side in SIDES for finger in FINGERS}
    drifts = {side: rng.uniform(0.0, 6.3) for side in SIDES}

    def taps(t: Array) -> dict[str, Array]:
        found = {}
        for (side, finger), (rate, phase) in beats.items():
            found[f"{finger}.{side}"] = 0.28 * np.clip(np.sin(2.0 * np.pi * rate * t + phase) - 0.2, 0.0, 1.0)
        for side, phase in drifts.items():
            drift = 0.03 * np.sin(2.0 * np.pi * 0.35 * t + phase)
            found |= {f"hand.{axis}.{side}": drift * left[i] for i, axis in enumerate("xy")}
        return found

    return taps
