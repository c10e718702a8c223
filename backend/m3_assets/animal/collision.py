"""One capsule per bone that has flesh, in the rest pose, each with the joint it is fixed to."""

from __future__ import annotations

import numpy as np

from ...common import quat
from ...common.skeleton import rest_pose
from ...protocol.scene import CollisionShape, Skeleton
from ..bone_capsule import bone_capsule
from .species import Species

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
        shapes.append(bone_capsule(name, middle, rotations[j], radius, length))
    return tuple(shapes)


def _flesh(species: Species, place: np.ndarray) -> float:
    """How thick the flesh is round a place (side, forward, up)."""
    best = min(species.flesh, key=lambda sweep: float(sweep.distance(place[None])[0]))
    _, _, _, scale, _, _ = best.section(place[None, 1:])
    return float(scale[0])
