"""Hands stay out of the body and the floor: how far each has to move to pass beside trunk and thighs."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from .body import Body
from .channels import INDEX, SIGN, Array, smooth
from .girth import SHARES
from .thumb import THICKNESS, thumb_points

_HAND = 0.010
"""half of a hand's thickness, statures"""
_PHALANX = 0.016
"""mean length of a finger bone, statures"""
_KNUCKLES = (1.0, 2.15, 3.0)
"""bend of each finger bone against the palm, in bends of the first joint"""
_OUTWARD_M = 0.04
"""a hand in the middle of a limb leaves it to its own side"""
_MOST_M = 0.12
_ABOVE_FLOOR = 0.010
"""of the middle of a hand or finger, statures"""
_EARLY_S = 0.11


def hand_clearance(body: Body, positions: Array, turns: Array, side: str, motion: Array, fps: float) -> Array:
    """Way (T, 3) that brings the hand of a posed body out of trunk and thighs; it comes and goes softly.

    motion: channels (T, C), for the bend of the fingers.
    """
    curl, hand = motion[:, INDEX[f"index.{side}"]], body.index[f"hand.{side}"]
    palm = quat.mul_vec(turns[:, hand], body.offsets[body.index[f"middle_1.{side}"]])
    # Wrist, knuckles, last finger joint and finger tip, the fingers bent into the palm
    inward = quat.mul_vec(turns[:, hand], quat.mul_vec(quat.inv(body.hang[side]), np.array([-SIGN[side], 0.0, 0.0])))
    points = [positions[:, hand], positions[:, hand] + palm]
    for share in _KNUCKLES:
        bone = np.cos(share * curl)[:, None] * unit(palm) + np.sin(share * curl)[:, None] * inward
        points.append(points[-1] + _PHALANX * body.stature * bone)
    thicknesses = [_HAND] * len(points)
    thumb = thumb_points(body, side, motion[:, INDEX[f"thumb.{side}"]])
    points += [positions[:, hand] + quat.mul_vec(turns[:, hand], thumb[:, i]) for i in range(thumb.shape[1])]
    thicknesses += THICKNESS.tolist()
    outward = quat.mul_vec(turns[:, body.index["hips"]], np.array([SIGN[side], -0.3, 0.0]))
    total = np.zeros_like(palm)
    for girth in body.girths:
        start, end = positions[:, body.index[girth.start]], positions[:, body.index[girth.end]]
        left = quat.mul_vec(turns[:, body.index[girth.start]], np.array([1.0, 0.0, 0.0]))
        axis = end - start
        length = np.maximum(np.sum(axis * axis, axis=-1), 1e-9)
        deepest, away = np.zeros(len(palm)), np.zeros_like(palm)
        # the thumb of a hand that hangs is between it and the leg; before the chest it is above the hand
        met = len(points) if girth.start != "chest" else len(points) - len(THICKNESS)
        for point, thickness in zip(points[:met], thicknesses[:met], strict=True):
            along = np.clip(np.sum((point - start) * axis, axis=-1) / length, 0.0, 1.0)
            apart = point - (start + along[:, None] * axis)
            aside = np.sum(apart * left, axis=-1)
            distance = np.maximum(np.linalg.norm(apart, axis=-1), 1e-9)
            ahead = np.sqrt(np.maximum(distance**2 - aside**2, 0.0))
            across, front = (np.interp(along, SHARES, values) for values in (girth.lateral_m, girth.front_m))
            radius = distance / np.maximum(np.hypot(aside / across, ahead / front), 1e-9)
            depth = radius + thickness * body.stature - distance
            deeper = depth > deepest
            deepest = np.where(deeper, depth, deepest)
            away = np.where(deeper[:, None], unit(apart + _OUTWARD_M * outward), away)
        total += deepest[:, None] * away
    lowest = np.min([point[:, 2] for point in points], axis=0)
    # who is lower than the floor is in water, and has none below
    under = np.where(positions[:, 0, 2] > 0.0, np.maximum(_ABOVE_FLOOR * body.stature - lowest, 0.0), 0.0)
    if not np.any(total) and not np.any(under):
        return total
    size = np.linalg.norm(total, axis=-1)
    total *= np.minimum(1.0, _MOST_M / np.maximum(size, 1e-9))[:, None]
    # The largest way nearby, so that smoothing does not undo it
    reach = max(1, round(_EARLY_S * fps))
    around = np.lib.stride_tricks.sliding_window_view(np.pad(size, reach), 2 * reach + 1)
    widest = np.clip(np.arange(len(size)) - reach + around.argmax(axis=1), 0, len(size) - 1)
    way = smooth(total[widest], 0.055 * fps)
    way[:, 2] += smooth(np.lib.stride_tricks.sliding_window_view(np.pad(under, reach), 2 * reach + 1).max(axis=1),
                        0.055 * fps)  # fmt: skip
    return way
