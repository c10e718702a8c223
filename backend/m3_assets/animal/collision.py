"""One capsule per bone that has flesh, in the rest pose, each with the joint it is fixed to."""

from __future__ import annotations

import numpy as np

from ...common import quat
from ...common.skeleton import rest_pose
from ...protocol.scene import CollisionShape, Skeleton, Transform
from .species import Species

_Z_TO_BONE = quat.from_angle_axis(-0.5 * np.pi, np.array([1.0, 0.0, 0.0]))
"""a capsule lies along its local Z, a bone along its local Y"""
_SOLID = ("hips", "spine", "chest", "neck", "head", "trunk", "leg")


def bone_capsules(skeleton: Skeleton, species: Species, height_m: float) -> tuple[CollisionShape, ...]:
    """Capsules in the order of the skeleton's joints; the trunk's are as wide as its flesh."""
    heads, rotations = rest_pose(skeleton)
    shapes = []
    for j, name in enumerate(skeleton.joint_names):
        if not name.startswith(_SOLID):
            continue
        length = float(skeleton.bone_lengths[j])
        middle = heads[j] + quat.mul_vec(rotations[j], np.array([0.0, 0.5 * length, 0.0]))
        place = np.array([abs(middle[0]), -middle[1], middle[2]]) / height_m
        radius = max(_flesh(species, place), 0.02) * height_m
        if name.startswith(("hips", "spine", "chest")):
            middle = middle - np.array([0.0, 0.0, 0.4 * radius])
        radius = min(radius, 0.95 * float(middle[2]))
        shapes.append(
            CollisionShape(
                kind="capsule",
                transform=Transform(
                    translation=middle.astype(np.float32),
                    rotation=quat.mul(rotations[j], _Z_TO_BONE).astype(np.float32),
                ),
                dimensions=np.array([2 * radius, 2 * radius, max(length, 2 * radius)], dtype=np.float32),
                joint=name,
            )
        )
    return tuple(shapes)


def _flesh(species: Species, place: np.ndarray) -> float:
    """How thick the flesh is round a place (side, forward, up)."""
    best = min(species.flesh, key=lambda sweep: float(sweep.distance(place[None])[0]))
    _, _, _, scale, _, _ = best.section(place[None, 1:])
    return float(scale[0])
