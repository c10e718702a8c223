"""Where the flesh of a thumb is, which stands off the palm further than that of the fingers."""

from __future__ import annotations

import numpy as np

from ..common import quat
from .body import Body
from .channels import SIGN, Array

BENDS = {"1": 1.0, "2": 1.15, "3": 0.85}
"""of every finger's joints, of their mean"""
THICKNESS = np.array([0.0078, 0.0072, 0.0050])
"""from the bones to the skin at the points of `thumb_points`, statures (measured on the generated people)"""
_BACK_RAD = np.linspace(-0.4, 0.0, 9)


def thumb_points(body: Body, side: str, curl: Array) -> Array:
    """(T, 3, 3) from the wrist of a hand at rest to second joint, last joint and tip of a thumb bent by (T,) rad."""
    points = []
    at, turn = np.zeros(3), quat.IDENTITY
    for knuckle, share in BENDS.items():
        joint = body.index[f"thumb_{knuckle}.{side}"]
        at = at + quat.mul_vec(turn, body.offsets[joint])
        points.append(at)
        axis = quat.mul_vec(body.rest_rotations[joint], np.array([1.0, 0.0, 0.0]))
        turn = quat.mul(turn, quat.from_angle_axis(share * curl, axis))
    bone = np.array([0.0, float(body.skeleton.bone_lengths[joint]), 0.0])
    points.append(at + quat.mul_vec(turn, quat.mul_vec(body.rest_rotations[joint], bone)))
    return np.stack(points[1:], axis=-2)


def flat_thumb(body: Body) -> float:
    """How far a thumb bends back, rad (negative), until a hand lies on something flat by the palm and not by it."""
    inward = quat.mul_vec(quat.inv(body.hang["L"]), np.array([-SIGN["L"], 0.0, 0.0]))
    reach = (thumb_points(body, "L", _BACK_RAD) @ inward + THICKNESS * body.stature).max(axis=-1)
    return float(np.interp(body.palm_flesh, reach, _BACK_RAD))
