"""The humanoid skeleton of every generated person, and forward kinematics."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..protocol.scene import Skeleton
from . import quat

# Rest pose: standing, facing -Y, arms 45 degrees down to the sides, palms facing the thighs and down, soles on z = 0.
# Head and tail of every bone in metres for a stature of 1 m, left side; the right side mirrors x.
# Proportions after Drillis & Contini (1966) segment lengths and Winter (2009), table 4.1.
_CENTRE = {
    "hips": (None, (0.0, 0.006, 0.535), (0.0, 0.006, 0.590)),
    "spine": ("hips", (0.0, 0.006, 0.590), (0.0, 0.010, 0.660)),
    "chest": ("spine", (0.0, 0.010, 0.660), (0.0, 0.014, 0.735)),
    "upper_chest": ("chest", (0.0, 0.014, 0.735), (0.0, 0.014, 0.822)),
    "neck": ("upper_chest", (0.0, 0.014, 0.822), (0.0, -0.002, 0.876)),
    "head": ("neck", (0.0, -0.002, 0.876), (0.0, -0.002, 1.0)),
}
_A = np.sqrt(0.5)


def _arm_point(along: float, forward: float = 0.0, up: float = 0.0) -> tuple[float, float, float]:
    """A point along the left arm line from the shoulder joint, 45 degrees down; `up` is normal to the arm."""
    return (
        float(0.100 + _A * along + _A * up),
        float(0.012 - forward),
        float(0.815 - _A * along + _A * up),
    )


_SIDE = {
    "eye": ("head", (0.0192, -0.0425, 0.9365), (0.0192, -0.0575, 0.9365)),
    "shoulder": ("upper_chest", (0.012, 0.010, 0.815), _arm_point(0.0)),
    "upper_arm": ("shoulder", _arm_point(0.0), _arm_point(0.172, forward=-0.004)),
    "forearm": ("upper_arm", _arm_point(0.172, forward=-0.004), _arm_point(0.318, forward=0.004)),
    "hand": ("forearm", _arm_point(0.318, forward=0.004), _arm_point(0.370, forward=0.006)),
    "thigh": ("hips", (0.0525, 0.004, 0.530), (0.0525, 0.0, 0.285)),
    "shin": ("thigh", (0.0525, 0.0, 0.285), (0.0525, 0.014, 0.046)),
    "foot": ("shin", (0.0525, 0.014, 0.046), (0.0560, -0.074, 0.012)),
    "toe": ("foot", (0.0560, -0.074, 0.012), (0.0570, -0.112, 0.010)),
}
# finger: forward offset at its knuckle, start along the arm, three phalanx lengths
_FINGERS = {
    "index": (0.024, 0.372, (0.0245, 0.0140, 0.0110)),
    "middle": (0.008, 0.374, (0.0270, 0.0160, 0.0115)),
    "ring": (-0.006, 0.371, (0.0250, 0.0150, 0.0115)),
    "pinky": (-0.019, 0.366, (0.0195, 0.0110, 0.0100)),
}


def _named_bones() -> list[tuple[str, str | None, NDArray[np.float64], NDArray[np.float64]]]:
    bones: list[tuple[str, str | None, NDArray[np.float64], NDArray[np.float64]]] = []
    for name, (parent, head, tail) in _CENTRE.items():
        bones.append((name, parent, np.array(head), np.array(tail)))
    side = dict(_SIDE)
    for finger, (forward, start, lengths) in _FINGERS.items():
        along, parent = start, "hand"
        for number, length in enumerate(lengths, start=1):
            name = f"{finger}_{number}"
            side[name] = (parent, _arm_point(along, forward), _arm_point(along + length, forward))
            along, parent = along + length, name
    # before the palm, and bent at both of its joints, as a hand rests
    thumb = [(0.325, 0.0145, -0.005), (0.346, 0.035, -0.0125), (0.363, 0.045, -0.0165), (0.3785, 0.0480, -0.0205)]
    parent = "hand"
    for number in range(3):
        side[f"thumb_{number + 1}"] = (parent, _arm_point(*thumb[number]), _arm_point(*thumb[number + 1]))
        parent = f"thumb_{number + 1}"
    for suffix, sign in ((".L", 1.0), (".R", -1.0)):
        mirror = np.array([sign, 1.0, 1.0])
        for name, (parent_name, head, tail) in side.items():
            parent_side = parent_name if parent_name in _CENTRE else parent_name + suffix
            bones.append((name + suffix, parent_side, np.array(head) * mirror, np.array(tail) * mirror))
    return bones


def _bend_normal(name: str) -> NDArray[np.float64]:
    """The direction of local +Z, roughly: bones bend about their local X."""
    base = name.split(".")[0]
    if base in ("foot", "toe", "eye"):
        return np.array([0.0, 0.0, 1.0])
    if base == "hand" or base[-1].isdigit():
        inward = -1.0 if name.endswith(".L") else 1.0
        palm = np.array([inward * _A, 0.0, -_A])
        return palm + np.array([0.0, 1.0, 0.0]) if base.startswith("thumb") else palm
    return np.array([0.0, -1.0, 0.0])


@lru_cache(maxsize=1)
def _unit_skeleton() -> tuple[
    tuple[str, ...], NDArray[np.int32], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]
]:
    bones = _named_bones()
    names = tuple(name for name, *_ in bones)
    index = {name: i for i, name in enumerate(names)}
    parents = np.array([-1 if parent is None else index[parent] for _, parent, _, _ in bones], dtype=np.int32)
    heads = np.array([head for *_, head, _ in bones])
    rotations = np.zeros((len(bones), 4))
    lengths = np.zeros(len(bones))
    for i, (name, _, head, tail) in enumerate(bones):
        y = tail - head
        lengths[i] = np.linalg.norm(y)
        y = y / lengths[i]
        x = np.cross(y, _bend_normal(name))
        x /= np.linalg.norm(x)
        rotations[i] = quat.from_matrix(np.stack([x, y, np.cross(x, y)], axis=-1))
    return names, parents, heads, rotations, lengths


def humanoid_skeleton(
    stature_m: float = 1.70,
    head_scale: float = 1.0,
    leg_scale: float = 1.0,
    arm_scale: float = 1.0,
    shoulder_scale: float = 1.0,
    hip_scale: float = 1.0,
    eye: tuple[float, float, float] | None = None,
) -> Skeleton:
    """The skeleton of a person of `stature_m`; the scales change proportions, then all is fitted to the stature.

    `eye`: the left eye's centre for a stature of 1 m, where a head is not an adult's (before `head_scale`).

    Local axes at rest: +Y along the bone, +Z to the front (feet and eyes: up; hands and fingers: out of
    the palm). Bones bend about local X: positive flexes hip, elbow and fingers, negative flexes the knee.
    """
    names, parents, heads, rotations, lengths = _unit_skeleton()
    offsets = heads - np.where(parents[:, None] >= 0, heads[parents], 0.0)
    lengths = lengths.copy()
    for i, name in enumerate(names):
        base = name.split(".")[0]
        if base in ("shin", "foot"):
            offsets[i] *= leg_scale
        elif base in ("forearm", "hand") or base[-1].isdigit():
            offsets[i] *= arm_scale
        elif base == "upper_arm":
            offsets[i, 0] *= shoulder_scale
        elif base == "thigh":
            offsets[i, 0] *= hip_scale
        elif base == "eye":
            if eye is not None:
                offsets[i] = np.array(eye) * (1.0 if name.endswith(".L") else -1.0, 1.0, 1.0) - heads[parents[i]]
            offsets[i] *= head_scale
        if base in ("thigh", "shin"):
            lengths[i] *= leg_scale
        elif base in ("upper_arm", "forearm", "hand") or base[-1].isdigit():
            lengths[i] *= arm_scale
        elif base in ("head", "eye"):
            lengths[i] *= head_scale
        elif base == "shoulder":
            lengths[i] *= shoulder_scale
    # soles on the floor: raise the root by what the legs grew, then fit the stature
    leg_length = heads[names.index("thigh.L"), 2] - heads[names.index("foot.L"), 2]
    offsets[0, 2] += (leg_scale - 1.0) * (leg_length + heads[names.index("foot.L"), 2])
    positions = offsets.copy()
    for i, parent in enumerate(parents):
        if parent >= 0:
            positions[i] += positions[parent]
    scale = stature_m / (positions[names.index("head"), 2] + lengths[names.index("head")])
    world_parent = np.where(parents[:, None] >= 0, rotations[parents], quat.IDENTITY)
    return Skeleton(
        joint_names=names,
        parents=parents,
        rest_translations=(quat.mul_vec(quat.inv(world_parent), offsets) * scale).astype(np.float32),
        rest_rotations=quat.normalize(quat.mul(quat.inv(world_parent), rotations)).astype(np.float32),
        bone_lengths=(lengths * scale).astype(np.float32),
    )


def forward_kinematics(
    skeleton: Skeleton, root_translations: ArrayLike, joint_rotations: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """World joint heads and rotations.

    root_translations (..., 3), joint_rotations (..., J, 4) in rest frames
    -> positions (..., J, 3), rotations (..., J, 4)
    """
    local = quat.mul(skeleton.rest_rotations, np.asarray(joint_rotations, dtype=np.float64))
    positions = np.empty((*local.shape[:-1], 3))
    rotations = np.empty_like(local)
    for joint, parent in enumerate(skeleton.parents):
        if parent < 0:
            positions[..., joint, :] = root_translations
            rotations[..., joint, :] = local[..., joint, :]
        else:
            offset = quat.mul_vec(rotations[..., parent, :], skeleton.rest_translations[joint])
            positions[..., joint, :] = positions[..., parent, :] + offset
            rotations[..., joint, :] = quat.mul(rotations[..., parent, :], local[..., joint, :])
    return positions, rotations


def rest_pose(skeleton: Skeleton) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Joint heads (J, 3) and rotations (J, 4) at rest, in asset space."""
    identity = np.tile(quat.IDENTITY, (len(skeleton.joint_names), 1))
    return forward_kinematics(skeleton, skeleton.rest_translations[0], identity)
