"""The body of a skeleton: by its names where they tell it, by its shape where they do not."""

from __future__ import annotations

import numpy as np

from ...protocol.errors import InvalidRequestError
from ...protocol.scene import Skeleton
from .. import quat
from .bodies import NEEDED, SIDES, BodyMap, ancestors, between, common_ancestor
from .frames import rest_frames
from .names import parts_by_name
from .shapes import head_above, parts_by_shape, top_of


def map_body(skeleton: Skeleton) -> BodyMap:
    """Find the parts of a body; InvalidRequestError names those that cannot be told."""
    parents = [int(parent) for parent in skeleton.parents]
    heads, rotations = rest_frames(skeleton)
    along = np.zeros((len(parents), 3))
    along[:, 1] = skeleton.bone_lengths
    tails = heads + quat.mul_vec(rotations, along)
    parts = parts_by_name(skeleton.joint_names, parents)
    needed = [role + side for role in NEEDED for side in SIDES]
    if not all(role in parts for role in needed):
        by_shape = parts_by_shape(heads, tails, parents)
        if all(role in by_shape for role in needed):
            parts = by_shape
    missing = [role for role in needed if role not in parts]
    if missing:
        raise InvalidRequestError(
            f"The armature has no {_spoken(missing)} that can be told by name or by shape.",
            hint="Name the bones as Rigify, Mixamo, MakeHuman, VRM, SMPL or Unreal do, or choose another armature.",
        )
    limbs = {role: joint for role, joint in parts.items() if role.rpartition(".")[0] in (*NEEDED, "shoulder", "toe")}
    hips = common_ancestor(parents, parts["thigh.L"], parts["thigh.R"], parts["upper_arm.L"])
    chest = common_ancestor(parents, parts["upper_arm.L"], parts["upper_arm.R"])
    broken = [role for role, above in _ABOVE.items() for side in SIDES
              if limbs[above + side] not in ancestors(parents, limbs[role + side])]  # fmt: skip
    if hips is None or chest is None or broken:
        raise InvalidRequestError(
            "The armature's limbs do not hang together: legs and arms need one bone that carries them all.",
            hint="Choose the armature that deforms the body, not one of controls only.",
        )
    head = parts.get("head")
    if head is None or chest not in ancestors(parents, head):
        head = head_above(chest, top_of(chest, heads, tails, parents), heads, tails, parents)
    return BodyMap(
        hips=hips,
        spine=tuple(between(parents, hips, chest)),
        neck=tuple(between(parents, chest, head)[:-1]) if head is not None else (),
        head=head,
        limbs=limbs,
        fingers={role: joint for role, joint in parts.items() if role[-3:-2].isdigit()},
    )


_ABOVE = {"forearm": "upper_arm", "hand": "forearm", "shin": "thigh", "foot": "shin"}


def _spoken(missing: list[str]) -> str:
    """`left thigh and right hand`; `thighs, shins` where both sides are missing."""
    named = []
    for role in NEEDED:
        sides = [side for side in SIDES if role + side in missing]
        word = role.replace("_", " ")
        if len(sides) == 2:
            named.append("feet" if word == "foot" else f"{word}s")
        elif sides:
            named.append(f"{'left' if sides[0] == '.L' else 'right'} {word}")
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
