"""One capsule per major bone, in the rest pose, each with the joint it is fixed to."""

from __future__ import annotations

import numpy as np

from ...common import quat
from ...common.skeleton import rest_pose
from ...protocol.scene import CollisionShape, Skeleton
from ..bone_capsule import bone_capsule

# radius as a share of the stature, and how much of the bone's length the straight part takes (negative: beyond the end)
_RADII = {
    "hips": 0.062, "spine": 0.058, "chest": 0.062, "upper_chest": 0.060, "neck": 0.030, "head": 0.050,
    "upper_arm": 0.026, "forearm": 0.021, "hand": 0.020, "thigh": 0.042, "shin": 0.029, "foot": 0.022,
}  # fmt: skip


def bone_capsules(skeleton: Skeleton, stature_m: float, girth: float) -> tuple[CollisionShape, ...]:
    """Capsules in the order of the skeleton's joints."""
    heads, rotations = rest_pose(skeleton)
    shapes = []
    for j, name in enumerate(skeleton.joint_names):
        base = name.split(".")[0]
        if base not in _RADII:
            continue
        radius = _RADII[base] * stature_m * girth
        length = float(skeleton.bone_lengths[j]) * (1.6 if base == "hand" else 1.0)
        middle = heads[j] + quat.mul_vec(rotations[j], np.array([0.0, 0.5 * length, 0.0]))
        radius = min(radius, 0.9 * float(middle[2])) if base == "foot" else radius
        shapes.append(bone_capsule(name, middle, rotations[j], radius, length))
    return tuple(shapes)
