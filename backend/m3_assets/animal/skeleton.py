"""Bones of a four-legged animal: spine from hips to head, shoulder blades, four legs of four bones, tail, ears, jaw.

Joints: hips, spine_1, spine_2, chest, neck_1, neck_2…, head, jaw, tail_1…, trunk_1…, and on both sides ear, lid,
shoulder, leg_front_upper, _lower, _cannon, _foot, leg_back_upper, _lower, _cannon, _foot, and what WING names. Each leg
lies in one sagittal plane. Local rest axes: +Y along the bone, +Z to the front (spine, tail, feet: up; wings: away from
the body, which is up when they are spread).
"""

from __future__ import annotations

import numpy as np

from ...common import quat
from ...protocol.scene import Skeleton
from .eyes import eye_frame
from .species import BACK, FRONT, WING, Species, Wings
from .sweep import Array

Bone = tuple[str, str | None, Array, Array, Array]
"""name, parent, head and tail in asset space (m), direction of local +Z, roughly"""
_UP, _FORWARD = np.array([0.0, 0.0, 1.0]), np.array([0.0, -1.0, 0.0])


def asset_point(side: float, forward: float, up: float) -> Array:
    """A point of the species' tables in asset space, still as a share of the height."""
    return np.array([side, -forward, up])


def bones_of(species: Species, height_m: float) -> list[Bone]:
    """Every bone, parents first."""
    bones: list[Bone] = []

    def chain(names: tuple[str, ...], parent: str | None, points: list[Array], normal: Array) -> None:
        for name, head, tail in zip(names, points, points[1:], strict=False):
            bones.append((name, parent, head * height_m, tail * height_m, normal))
            parent = name

    middle = [asset_point(0.0, *point) for point in species.spine]
    chain(species.spine_names, None, middle, _UP)
    hinge, chin = (asset_point(0.0, *point) for point in species.jaw)
    chain(("jaw",), "head", [hinge, chin], _UP)
    for name, parent, points in (("tail", "hips", species.tail), ("trunk", "head", species.trunk)):
        line = [asset_point(0.0, *point) for point in points]
        names = tuple(f"{name}_{k}" for k in range(1, len(line)))
        chain(names, parent, line, _UP - _FORWARD if name == "tail" else _FORWARD)
    for suffix, sign in ((".L", 1.0), (".R", -1.0)):
        ear = [asset_point(sign * p[0], p[1], p[2]) for p in (species.ears.root, species.ears.tip)]
        chain((f"ear{suffix}",), "head", ear, _FORWARD)
        for names, parent, points, track in (
            (FRONT, "chest", species.shoulder, species.tracks[0]),
            (BACK, "hips", species.hip, species.tracks[1]),
        ):
            line = [asset_point(sign * track, *point) for point in points]
            own = tuple(name + suffix for name in names)
            chain(own[:-1], parent, line[:-1], _FORWARD)
            chain(own[-1:], own[-2], line[-2:], _UP)
    centre, look, *_ = eye_frame(species)
    for suffix, sign in ((".L", 1.0), (".R", -1.0)):  # last: the stored skins number the bones before them
        ends = [asset_point(sign * p[0], p[1], p[2]) for p in (centre, centre + 2.0 * species.eye[2] * look)]
        chain((f"lid{suffix}",), "head", ends, _UP)
    for suffix, sign in ((".L", 1.0), (".R", -1.0)) if species.wings is not None else ():
        assert species.wings is not None
        for name, (parent, head, tail) in wing_bones(species.wings).items():
            ends = [asset_point(sign * p[0], p[1], p[2]) for p in (head, tail)]
            chain((name + suffix,), parent + suffix if parent in WING else parent, ends, np.array([sign, 0.0, 0.0]))
    return bones


def wing_bones(wings: Wings) -> dict[str, tuple[str, Array, Array]]:
    """Parent, head and tail (3,) of every bone of the left wing, folded, as (side, forward, up)."""
    ends: dict[str, Array] = {"chest": np.array(wings.root)}
    found = {}
    for name, way, length in zip(WING, wings.ways, wings.lengths, strict=True):
        parent = {"wing_upper": "chest", "wing_lower": "wing_upper", "wing_trail": "wing_upper"}.get(name, "wing_lower")
        along = np.array(way) / np.linalg.norm(way)
        found[name] = (parent, ends[parent], ends[parent] + length * along)
        ends[name] = found[name][2]
    return found


def skeleton_of(species: Species, height_m: float) -> Skeleton:
    """The skeleton of one animal."""
    bones = bones_of(species, height_m)
    names = tuple(name for name, *_ in bones)
    index = {name: i for i, name in enumerate(names)}
    parents = np.array([-1 if parent is None else index[parent] for _, parent, *_ in bones], dtype=np.int32)
    heads = np.array([head for _, _, head, _, _ in bones])
    rotations, lengths = np.zeros((len(bones), 4)), np.zeros(len(bones))
    for i, (_, _, head, tail, normal) in enumerate(bones):
        lengths[i] = np.linalg.norm(tail - head)
        y = (tail - head) / lengths[i]
        x = np.cross(y, normal)
        x /= np.linalg.norm(x)
        rotations[i] = quat.from_matrix(np.stack([x, y, np.cross(x, y)], axis=-1))
    offsets = heads - np.where(parents[:, None] >= 0, heads[parents], 0.0)
    world_parent = np.where(parents[:, None] >= 0, rotations[parents], quat.IDENTITY)
    return Skeleton(
        joint_names=names,
        parents=parents,
        rest_translations=quat.mul_vec(quat.inv(world_parent), offsets).astype(np.float32),
        rest_rotations=quat.normalize(quat.mul(quat.inv(world_parent), rotations)).astype(np.float32),
        bone_lengths=lengths.astype(np.float32),
    )
