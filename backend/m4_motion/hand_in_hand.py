"""Two who go hand in hand: the inner hands meet between them, whatever else the bodies do."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common import quat
from ..common.pursuits import HAND_IN_HAND
from ..protocol.scene import Action
from . import channels
from .channels import INDEX, SIGN, Array
from .performer import Layer, Performer, ramp
from .reach import finger_curl, hand_rotation

_LOW, _APART = 0.415, 0.9375
"""where the hands hang, and how far from each other two can be at most (mean statures)"""
_EASE_S, _SMOOTH_S, _PALM_M = 0.5, 0.12, 0.018


def pairs_of(actions: tuple[Action, ...], people: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, str, str]]:
    """Two people (object ids) and the action of each in which they have each other's hand.

    people: object ids by entity id.
    """
    joined = [(i, a.id) for a in actions if HAND_IN_HAND in a.manner for i in people.get(a.actor_id, ())]
    who = list(dict(joined))
    found = []
    for first, second in zip(who[::2], who[1::2], strict=False):
        deeds = [[action for name, action in joined if name == each] for each in (first, second)]
        found += [(first, second, one, other) for one, other in zip(*deeds, strict=False)]
    return found


def join_hands(first: Performer, second: Performer, start: int, end: int) -> bool:
    """The inner hands of both at one place from a frame to another; False where they are too far apart."""
    count = end - start + 1
    motions = [np.concatenate(each.pieces)[start : end + 1] for each in (first, second)]
    if count < 4 or any(len(motion) < count for motion in motions):
        return False
    stature = 0.5 * (first.body.stature + second.body.stature)
    places = [channels.smooth(motion[:, [INDEX["x"], INDEX["y"]]], _SMOOTH_S * first.fps) for motion in motions]
    between = places[1] - places[0]
    apart = np.linalg.norm(between, axis=1)
    if float(np.median(apart)) > _APART * stature or float(np.min(apart)) < 0.15:
        return False
    lower = min(first.body.stature, second.body.stature)
    height = max(_LOW * stature, 0.60 * stature - 0.16 * lower)
    spot = np.column_stack([0.5 * (places[0] + places[1]), np.full(count, height)])
    weight = ramp(count, first.fps, _EASE_S, _EASE_S) * channels.minimum_jerk((0.72 * stature - apart) / 0.1 + 1.0)
    for performer, motion, toward in ((first, motions[0], between), (second, motions[1], -between)):
        _lay(performer, motion, spot, toward / apart[:, None], start, weight)
    return True


def _lay(performer: Performer, motion: Array, spot: Array, toward: Array, start: int, weight: Array) -> None:
    """One hand that goes to a spot (T, 3), its palm toward the other (T, 2)."""
    body = performer.body
    headings = motion[:, INDEX["heading"]]
    left = np.column_stack([np.cos(headings), np.sin(headings)])
    side = "L" if float(np.mean(np.sum(left * toward, axis=1))) > 0.0 else "R"
    fingers = np.array([0.0, -0.25, -0.97])
    standing = hand_rotation(side, fingers, np.array([SIGN[side], 0.0, 0.0]))
    about = quat.from_angle_axis(headings, np.array([0.0, 0.0, 1.0]))
    rotation = quat.mul(about, standing)
    base = motion[:, [INDEX[f"hand.q{axis}.{side}"] for axis in "wxyz"]]
    rotation = rotation * np.where(np.sum(rotation * base, axis=1) < 0.0, -1.0, 1.0)[:, None]
    own = spot - np.pad(toward, ((0, 0), (0, 1))) * _PALM_M - quat.mul_vec(about, fingers) * 0.8 * body.palm
    curl = {f"{name}.{side}": value for name, value in finger_curl(body, 0.03).items()}
    values = np.column_stack([np.ones(len(motion)), own, rotation, *(np.full(len(motion), v) for v in curl.values())])
    columns = [INDEX[f"hand.{name}.{side}"] for name in ("w", "x", "y", "z", "qw", "qx", "qy", "qz")]
    columns += [INDEX[name] for name in curl]
    performer.layers.append(Layer(start=start, columns=tuple(columns), values=values, weight=weight))
