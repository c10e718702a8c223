"""One MakeHuman figure in this project's rest pose: its shape, its skeleton with our joints, and how points follow.

The skeleton has the joint names and conventions of `common/skeleton.py` and MakeHuman's proportions: arms and legs are
turned about their joints until their bones point as ours do, so that every motion fits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...common import quat
from ...common.skeleton import humanoid_skeleton, rest_pose
from ...protocol.scene import Skeleton
from ..character.words import Person
from .data import Array, HumanData, Indices

_TRUNK = {
    "hips": "pelvis", "spine": "spine_01", "chest": "spine_02", "upper_chest": "spine_03", "neck": "neck_01",
    "head": "head",
}  # fmt: skip
_LIMBS = {
    "shoulder": "clavicle", "upper_arm": "upperarm", "forearm": "lowerarm", "hand": "hand", "thigh": "thigh",
    "shin": "calf", "foot": "foot", "toe": "ball",
}  # fmt: skip
_FINGERS = ("thumb", "index", "middle", "ring", "pinky")
_TURNED = ("upper_arm", "forearm", "hand", "thigh", "shin", *_FINGERS)
_HIPS_BACK = 0.006
"""of the stature, behind the origin, as in our own skeleton"""


def bone_of(joint: str) -> str | None:
    """MakeHuman's bone of one of our joints; eyes have none."""
    base, _, side = joint.partition(".")
    if base in _TRUNK:
        return _TRUNK[base]
    if base in _LIMBS:
        return f"{_LIMBS[base]}_{side.lower()}"
    finger, _, number = base.partition("_")
    return f"{finger}_0{number}_{side.lower()}" if finger in _FINGERS else None


def macro_targets(person: Person, ancestry: str, weight: float, muscle: float) -> list[tuple[str, float]]:
    """Names and shares of the targets that give a body: ancestry, sex and age, then build."""
    sex = "female" if person.sex == "woman" else "male"
    age = {"child": "child", "adult": "young", "old": "old"}[person.age]
    chosen = [(f"macrodetails/{ancestry}-{sex}-{age}", 1.0)]
    shares = {
        "muscle": {"min": max(-muscle, 0.0), "max": max(muscle, 0.0)},
        "weight": {"min": max(-weight, 0.0), "max": max(weight, 0.0)},
    }
    for kind in shares.values():
        kind["average"] = 1.0 - kind["min"] - kind["max"]
    for strength, m in shares["muscle"].items():
        for heft, w in shares["weight"].items():
            if m * w > 1e-6 and (strength, heft) != ("average", "average"):
                chosen.append((f"macrodetails/universal-{sex}-{age}-{strength}muscle-{heft}weight", m * w))
    return chosen


@dataclass(frozen=True)
class Figure:
    """A shape in MakeHuman's space, and how it goes to ours."""

    data: HumanData
    points: Array
    """(V, 3) dm, all of the base mesh, in MakeHuman's pose"""
    skeleton: Skeleton
    turns: Array
    """(J, 4) of each joint from MakeHuman's pose to ours"""
    pivots: Array
    """(J, 3) m, joint heads in MakeHuman's pose, in our axes"""
    heads: Array
    """(J, 3) m in ours"""
    scale: float
    joints: Indices
    """(V, 4)"""
    weights: Array
    """(V, 4)"""

    def posed(self, points: Array, joints: Indices, weights: Array) -> Array:
        """(V, 3) m in our pose, from dm in MakeHuman's."""
        at = self.scale * axes(points)
        moved = quat.mul_vec(self.turns[joints], at[:, None] - self.pivots[joints]) + self.heads[joints]
        return np.asarray(np.einsum("vk,vka->va", weights, moved))

    def turned(self, offsets: Array, joints: Indices, weights: Array) -> Array:
        """(V, 3) m, offsets carried along."""
        moved = quat.mul_vec(self.turns[joints], self.scale * axes(offsets)[:, None])
        return np.asarray(np.einsum("vk,vka->va", weights, moved))


def axes(points: Array) -> Array:
    """Decimetres with Y up -> metres with Z up, facing -Y."""
    return 0.1 * np.stack([points[..., 0], -points[..., 2], points[..., 1]], axis=-1)


def figure_of(data: HumanData, person: Person, ancestry: str) -> Figure:
    """A person's body: shape by the macro targets, size by the stature."""
    points = data.points.copy()
    for name, share in macro_targets(person, ancestry, person.weight, person.muscle):
        points += share * data.target(name)
    body = points[np.unique(data.groups["body"])]
    low, high = float(body[:, 1].min()), float(body[:, 1].max())
    points = points - np.array([0.0, low, 0.0])
    scale = person.stature_m / (0.1 * (high - low))
    names = humanoid_skeleton(1.0).joint_names
    skeleton, turns, pivots, heads = _skeleton(data, points, scale, person.stature_m)
    joints, weights = _four(data, names, len(points))
    return Figure(data, points, skeleton, turns, pivots, heads, scale, joints, weights)


def _skeleton(data: HumanData, points: Array, scale: float, stature_m: float) -> tuple[Skeleton, Array, Array, Array]:
    """Ours with MakeHuman's lengths; how each joint turns from MakeHuman's pose; its head there, and here."""
    ours = humanoid_skeleton(1.0)
    names, parents = ours.joint_names, ours.parents
    _, frames = rest_pose(ours)
    heads, tails = np.zeros((len(names), 3)), np.zeros((len(names), 3))
    for j, name in enumerate(names):
        bone = bone_of(name)
        if bone is None:
            ends = [np.unique(data.groups[f"joint-{name[-1].lower()}-eye"])] * 2
        else:
            ends = list(data.bones[bone][1:])
        heads[j], tails[j] = (scale * axes(points[vertices].mean(axis=0)) for vertices in ends)
        if bone is None:
            tails[j] = heads[j] + np.array([0.0, -0.015 * stature_m, 0.0])
    head = names.index("head")
    tails[head] = np.array([heads[head, 0], heads[head, 1], stature_m])
    index = {name: j for j, name in enumerate(names)}
    turns, posed = np.tile(quat.IDENTITY, (len(names), 1)), heads.copy()
    rest, lengths = np.zeros((len(names), 4)), np.zeros(len(names))
    for j, name in enumerate(names):
        parent = int(parents[j])
        if parent >= 0:
            posed[j] = posed[parent] + quat.mul_vec(turns[parent], heads[j] - heads[parent])
        base = name.split(".")[0].split("_")[0] if name.split("_")[0] in _FINGERS else name.split(".")[0]
        way = tails[j] - heads[j]
        lengths[j] = np.linalg.norm(way)
        if base in _TURNED:
            own = quat.mul_vec(frames[j], [0.0, 1.0, 0.0])
            before = turns[parent] if base not in ("upper_arm", "thigh") else quat.IDENTITY
            turns[j] = quat.mul(quat.between(quat.mul_vec(before, way / lengths[j]), own), before)
            if base == "hand":  # the knuckles lie along the way that we face
                row = heads[index[f"pinky_1{name[-2:]}"]] - heads[index[f"index_1{name[-2:]}"]]
                row = quat.mul_vec(turns[j], row)
                row, back = (v - (v @ own) * own for v in (row, np.array([0.0, 1.0, 0.0])))
                angle = np.arctan2(np.cross(row, back) @ own, row @ back)
                turns[j] = quat.mul(quat.from_angle_axis(np.array(angle), own), turns[j])
            rest[j] = frames[j]
        else:  # trunk, head and feet stay as they are, and their bones lie in them
            y = way / lengths[j]
            x = np.cross(y, quat.mul_vec(frames[j], [0.0, 0.0, 1.0]))
            x /= np.linalg.norm(x)
            rest[j] = quat.from_matrix(np.stack([x, y, np.cross(x, y)], axis=-1))
    shift = np.array([-posed[0, 0], _HIPS_BACK * stature_m - posed[0, 1], 0.0])
    ankles = posed[[index["foot.L"], index["foot.R"]], 2] - heads[[index["foot.L"], index["foot.R"]], 2]
    shift[2] = -float(ankles.mean())  # legs that now stand straight are longer
    posed = posed + shift
    above = np.where(parents[:, None] >= 0, rest[parents], quat.IDENTITY)
    offsets = posed - np.where(parents[:, None] >= 0, posed[parents], 0.0)
    skeleton = Skeleton(
        joint_names=names,
        parents=parents,
        rest_translations=quat.mul_vec(quat.inv(above), offsets).astype(np.float32),
        rest_rotations=quat.normalize(quat.mul(quat.inv(above), rest)).astype(np.float32),
        bone_lengths=lengths.astype(np.float32),
    )
    return skeleton, turns, heads, posed


def _four(data: HumanData, names: tuple[str, ...], count: int) -> tuple[Indices, Array]:
    """The four heaviest joints of every vertex of the base mesh, and their weights, which sum to 1."""
    dense = np.zeros((count, len(names)))
    by_bone = {bone_of(name): j for j, name in enumerate(names)}
    for bone, (vertices, weights) in data.weights.items():
        dense[vertices, by_bone.get(bone, 0)] += weights
    for side in "lr":
        eye = np.unique(data.groups[f"helper-{side}-eye"])
        dense[eye] = 0.0
        dense[eye, names.index(f"eye.{side.upper()}")] = 1.0
    dense[dense.sum(axis=1) == 0.0, 0] = 1.0
    return four_heaviest(dense)


def four_heaviest(dense: Array) -> tuple[Indices, Array]:
    """(V, 4) joints and weights of dense weights (V, J)."""
    joints = np.argsort(-dense, axis=1, kind="stable")[:, :4].astype(np.int32)
    weights = np.take_along_axis(dense, joints, axis=1)
    return joints, weights / weights.sum(axis=1, keepdims=True)
