"""Joints that only deform: half bends and twists, which a rig adds to a person's skeleton.

With them plain linear skinning, all that most file formats and engines know, keeps the volume of elbows, knees,
shoulders and hips.

They follow the joints of the skeleton and are no part of it: motion knows nothing of them. The add-on makes them bones
with a constraint each, the backend's checks pose them by the same rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .conventions import FloatArray, IntArray

Array = NDArray[np.float64]

_SIDES = (".L", ".R")
# helper, joint that bends, joints on the other side of the bend (the first one carries the helper), share of the bend
_BENDS = (
    ("DEF-shoulder", "upper_arm", ("shoulder", "upper_chest", "chest"), 0.5),
    ("DEF-hip", "thigh", ("hips", "spine"), 0.2),  # a seat fills out by itself when the thigh comes up
    ("DEF-elbow", "forearm", ("upper_arm",), 0.5),
    ("DEF-knee", "shin", ("thigh",), 0.5),
)
# helper, joint it lies along, joint whose twist it takes, share of it, where along the bone it begins and ends to count
_TWISTS = (
    ("DEF-forearm_twist", "forearm", "hand", 0.5, (0.10, 0.80)),
    ("DEF-thigh_twist", "thigh", "thigh", -0.5, (0.60, 0.05)),
)
# what hangs about a thigh without lying on it, a skirt: helper, its parent, share of the thigh's turn and which part of
# it, where it hangs (-Y is the front). When the thigh comes up, the front sinks on it and the back is drawn up under
# it, by its weight; the front is not drawn round a thigh that turns about its length, as in somebody cross-legged
_HANGING: tuple[tuple[str, str, float, Literal["all", "swing"], float], ...] = (
    ("DEF-skirt_front", "hips", 0.87, "swing", -1.0), ("DEF-skirt_back", "thigh", 0.13, "all", 1.0),
)  # fmt: skip
_LAP = "DEF-lap"
"""what of a skirt lies on a thigh, and points where it does"""
_HEMS: tuple[tuple[str, Literal["ahead", "behind"]], ...] = (("DEF-hem_front", "ahead"), ("DEF-hem_back", "behind"))
"""what hangs before and behind a shin: from the knee, as the hips stand, but pushed away by a shin that goes there"""
MAX_INFLUENCES = 4


@dataclass(frozen=True, kw_only=True)
class DeformJoint:
    """A joint at the rest frame of another one, turned by a share of what that or a third one turns."""

    name: str
    parent: str
    at: str
    """the joint whose rest frame it has"""
    follows: str
    """the joint whose turn since rest, against its own parent, it takes a share of"""
    share: float
    turns: Literal["all", "twist", "swing", "ahead", "behind"]
    """twist: only what `follows` turns about its own length, its Y; swing: the rest; ahead, behind: what it and the
    joint above it turn about their X together, and nothing where that is the other way"""


def deform_joints(joint_names: tuple[str, ...]) -> tuple[DeformJoint, ...]:
    """The helpers of a skeleton: eight bends, four twists and ten for skirts; none of an animal."""
    found = []
    for side in _SIDES:
        for name, joint, others, share in _BENDS:
            above = _named(others[0], side, joint_names)
            if above is not None and joint + side in joint_names:
                own = joint + side
                found.append(DeformJoint(name=name + side, parent=above, at=own, follows=own, share=share, turns="all"))
        for name, along, twisted, share, _ in _TWISTS:
            if {along + side, twisted + side} <= set(joint_names):
                found.append(
                    DeformJoint(
                        name=name + side,
                        parent=along + side,
                        at=along + side,
                        follows=twisted + side,
                        share=share,
                        turns="twist",
                    )
                )
        for name, parent, share, part, _ in _HANGING:
            above, own = _named(parent, side, joint_names), "thigh" + side
            if above is not None and own in joint_names:
                found.append(DeformJoint(name=name + side, parent=above, at=own, follows=own, share=share, turns=part))
        if {"hips", "thigh" + side, "shin" + side} <= set(joint_names):
            own = "thigh" + side
            found.append(DeformJoint(name=_LAP + side, parent="hips", at=own, follows=own, share=1.0, turns="swing"))
            own = "shin" + side
            for name, way in _HEMS:
                found.append(DeformJoint(name=name + side, parent="hips", at=own, follows=own, share=1.0, turns=way))
    return tuple(found)


def _named(name: str, side: str, joint_names: tuple[str, ...]) -> str | None:
    return next((known for known in (name + side, name) if known in joint_names), None)


def weights_with_deform_joints(
    joint_names: tuple[str, ...],
    heads: Array,
    axes: Array,
    bone_lengths: FloatArray,
    vertices: FloatArray,
    skin_joints: IntArray,
    skin_weights: FloatArray,
    hangs: bool,
) -> tuple[IntArray, FloatArray]:
    """Skin joints and weights (V, 4) that share out to helpers, numbered after the skeleton's joints.

    heads (J, 3) and axes (J, 3), the joints' heads and local Y at rest; hangs: a skirt, see `Mesh.hangs`
    """
    names = (*joint_names, *(helper.name for helper in deform_joints(joint_names)))
    if len(names) == len(joint_names):
        return skin_joints, skin_weights
    index = {name: joint for joint, name in enumerate(names)}
    weights = np.zeros((len(vertices), len(names)))
    np.add.at(weights, (np.arange(len(vertices))[:, None], skin_joints), skin_weights)
    for side in _SIDES:
        for name, joint, others, _ in _BENDS:
            if name + side in index:
                known = (_named(other, side, joint_names) for other in others)
                above = [index[other] for other in known if other is not None]
                _share_bend(weights, above, index[joint + side], index[name + side])
                if joint == "thigh":
                    own = index[joint + side]
                    _yield_belly(weights, above, index[name + side], (vertices - heads[own]) / bone_lengths[own])
        for name, along, _, _, (start, end) in _TWISTS:
            if name + side in index:
                own = index[along + side]
                place = (vertices - heads[own]) @ axes[own] / bone_lengths[own]
                ramp = _smooth((place - start) / (end - start))
                weights[:, index[name + side]] = weights[:, own] * ramp
                weights[:, own] *= 1.0 - ramp
        if hangs and "thigh" + side in index:
            own = index["thigh" + side]
            _hang(weights, own, [(index[row[0] + side], row[4]) for row in _HANGING if row[0] + side in index],
                  (vertices - heads[own]) / bone_lengths[own])  # fmt: skip
        if hangs and _LAP + side in index:
            lap, own = index[_LAP + side], index["thigh" + side]
            from_hip = (vertices - heads[own]) / bone_lengths[own]
            thigh = [own, *(index[name + side] for name in ("DEF-thigh_twist", "DEF-skirt_back"))]
            _lie_on_thigh(weights, thigh, lap, from_hip, np.abs(vertices[:, 0]) / bone_lengths[own])
            own = index["shin" + side]
            from_knee = (vertices - heads[own]) / bone_lengths[own]
            hems = [index[name + side] for name, _ in _HEMS]
            _hang_from_knee(weights, [own, index["DEF-knee" + side]], lap, hems, from_knee)
    kept = np.argsort(-weights, axis=1, kind="stable")[:, :MAX_INFLUENCES]
    shares = np.take_along_axis(weights, kept, axis=1)
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    return kept.astype(np.int32), shares.astype(np.float32)


def _share_bend(weights: Array, above: list[int], joint: int, helper: int) -> None:
    """Between both sides of a bend the helper comes in: from one side to it, and from it to the other."""
    upper, lower = weights[:, above].sum(axis=1), weights[:, joint].copy()
    both = upper + lower
    share = lower / np.maximum(both, 1e-12)
    weights[:, above] *= (both * np.clip(1.0 - 2.0 * share, 0.0, 1.0) / np.maximum(upper, 1e-12))[:, None]
    weights[:, joint] = both * np.clip(2.0 * share - 1.0, 0.0, 1.0)
    weights[:, helper] = both * (1.0 - np.abs(2.0 * share - 1.0))


_YIELDS = 0.76


def _yield_belly(weights: Array, trunk: list[int], helper: int, from_hip: Array) -> None:
    """The front of the lower belly goes back a little before a thigh that comes up, instead of into it.

    from_hip (V, 3): from the hip joint, in lengths of the thigh; people face -Y
    """
    across, front, up = np.abs(from_hip[:, 0]), -from_hip[:, 1], from_hip[:, 2]
    near = _smooth((front - 0.08) / 0.14) * _smooth((0.62 - up) / 0.30) * _smooth((up + 0.10) / 0.10)
    share = _YIELDS * near * _smooth((0.40 - across) / 0.20)
    taken = weights[:, trunk] * share[:, None]
    weights[:, trunk] -= taken
    weights[:, helper] += taken.sum(axis=1)


def _hang(weights: Array, thigh: int, helpers: list[tuple[int, float]], from_hip: Array) -> None:
    """What of a skirt stands off a thigh, more than its lining, goes with the helpers before and behind it.

    from_hip (V, 3): from the hip joint, in lengths of the thigh
    """
    below = _smooth((-from_hip[:, 2] - 0.20) / 0.25)
    whole = weights[:, thigh].copy()
    for helper, way in helpers:
        taken = whole * below * _smooth((way * from_hip[:, 1] - 0.25) / 0.08)
        weights[:, thigh] -= taken
        weights[:, helper] += taken


def _lie_on_thigh(weights: Array, thigh: list[int], lap: int, from_hip: Array, from_middle: Array) -> None:
    """The rest of what is before a thigh or between both is not drawn round it.

    thigh: it, its twist and what hangs behind it. from_hip (V, 3), from_middle (V,): in lengths of the thigh
    """
    before, between = _smooth((0.10 - from_hip[:, 1]) / 0.20), _smooth((0.20 - from_middle) / 0.12)
    either = np.maximum(before, between)
    taken = weights[:, thigh] * np.stack([either, either, between], axis=1)
    weights[:, thigh] -= taken
    weights[:, lap] += taken.sum(axis=1)


def _hang_from_knee(weights: Array, shin: list[int], lap: int, hems: list[int], from_knee: Array) -> None:
    """What of a long skirt stands off a shin, before it and behind it.

    shin: it and the bend over it, where a hem shares with the lap. from_knee (V, 3): in lengths of the shin
    """
    off = _smooth((np.hypot(from_knee[:, 0], from_knee[:, 1]) - 0.20) / 0.10)
    before = _smooth((0.15 - from_knee[:, 1]) / 0.30)
    taken = weights[:, shin] * np.stack([off, off * before], axis=1)  # behind the knee the bend stays
    weights[:, shin] -= taken
    hanging = taken @ [1.0, 0.5]
    weights[:, hems] += np.stack([before * hanging, (1.0 - before) * hanging], axis=1)
    weights[:, lap] += taken @ [0.0, 0.5]


def _smooth(values: Array) -> Array:
    """0…1 with level ends."""
    share = np.clip(values, 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share))
