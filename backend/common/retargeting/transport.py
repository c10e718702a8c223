"""Turns carried from one body to another, whatever their rest poses are.

A joint's turn since rest is the same for both bodies in the world, once the target's rest pose has been brought to
that of the source: turned to face the same way, and limb by limb swung onto the source's directions (T-pose to A-pose).
Swings are the shortest ones, so that the twist of a limb stays what it was. Trunk, feet and toes keep their own rest
pose: a back keeps its curve and a sole stays flat.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ...protocol.scene import Skeleton
from .. import quat
from .bodies import FINGERS, SIDES, BodyMap
from .frames import Array, rest_frames

_ARM, _LEG = ("upper_arm", "forearm", "hand"), ("thigh", "shin", "foot")


class Body:
    """A skeleton at rest with the parts of its body."""

    def __init__(self, skeleton: Skeleton, parts: BodyMap) -> None:
        self.skeleton, self.parts = skeleton, parts
        self.heads, self.rotations = rest_frames(skeleton)
        self.joints = parts.joints

    def at(self, role: str) -> Array:
        """(3,) where a part is at rest."""
        return np.asarray(self.heads[self.joints[role]])

    @property
    def facing(self) -> Array:
        """(4,) the turn about the vertical from a body that faces -Y to this one."""
        left = self.at("thigh.L") - self.at("thigh.R")
        return quat.from_angle_axis(np.arctan2(left[1], left[0]), np.array([0.0, 0.0, 1.0]))


def rest_alignment(source: Body, target: Body) -> dict[str, Array]:
    """By role, the turn (4,) in the world that brings the target's rest pose to the source's."""
    facing = quat.mul(source.facing, quat.inv(target.facing))
    shared = [role for role in target.joints if role in source.joints or role.startswith(("spine", "neck", "head"))]
    turns = dict.fromkeys(shared, facing)
    for side in SIDES:
        turn = facing
        for upper, lower in pairwise(_LEG):
            turn = _swung(turn, source, target, upper + side, lower + side)
            turns[upper + side] = turn
        turn = facing
        for upper, lower in pairwise(_ARM):
            turn = _swung(turn, source, target, upper + side, lower + side)
            turns[upper + side] = turn
        turns["hand" + side] = _hand_turn(turn, source, target, side)
        for finger in FINGERS:
            turn = turns["hand" + side]
            for number in (1, 2, 3):
                role, following = f"{finger}_{number}{side}", f"{finger}_{number + 1}{side}"
                if role in turns:
                    turn = _swung(turn, source, target, role, following)
                    turns[role] = turn
    return turns


def _swung(turn: Array, source: Body, target: Body, role: str, following: str) -> Array:
    """`turn`, and on top of it the shortest one that lays the way from a joint to the next along the source's."""
    if any(name not in body.joints for body in (source, target) for name in (role, following)):
        return turn
    wanted = source.at(following) - source.at(role)
    now = quat.mul_vec(turn, target.at(following) - target.at(role))
    return np.asarray(quat.mul(quat.between(now, wanted), turn))


def _hand_turn(turn: Array, source: Body, target: Body, side: str) -> Array:
    """A palm is told by its knuckles; without two of them the hand lies on as the forearm does."""
    names = ("index_1" + side, "middle_1" + side, "pinky_1" + side)
    if any(name not in body.joints for body in (source, target) for name in names):
        return turn
    frames = []
    for body in (source, target):
        index, middle, pinky = (body.at(name) for name in names)
        along = middle - body.at("hand" + side)
        along = along / np.linalg.norm(along)
        across = np.cross(along, index - pinky)
        across /= np.linalg.norm(across)
        frames.append(quat.from_matrix(np.stack([np.cross(along, across), along, across], axis=-1)))
    return np.asarray(quat.mul(frames[0], quat.inv(frames[1])))


def carried_rotations(source: Body, target: Body, source_rotations: Array) -> dict[int, Array]:
    """World rotations (T, 4) of every mapped joint of the target, from the source's (T, J, 4)."""
    turned = quat.mul(source_rotations, quat.inv(source.rotations))  # (T, J, 4), since rest, in the world
    own = {role: turned[:, joint] for role, joint in source.joints.items()}
    own |= _along_chain(turned, (source.parts.hips, *source.parts.spine), target.parts.spine, "spine")
    if target.parts.neck:
        chest = source.parts.spine[-1] if source.parts.spine else source.parts.hips
        own |= _along_chain(turned, (chest, *source.parts.neck), target.parts.neck, "neck")
    alignment = rest_alignment(source, target)
    return {
        joint: quat.mul(own[role], quat.mul(alignment[role], target.rotations[joint]))
        for role, joint in target.joints.items()
        if role in own
    }


def _along_chain(turned: Array, links: tuple[int, ...], wanted: tuple[int, ...], name: str) -> dict[str, Array]:
    """The turns of a chain with another number of links: each takes what the source has at the same share of it."""
    found = {}
    for number in range(1, len(wanted) + 1):
        place = number / len(wanted) * (len(links) - 1)
        low = min(int(place), len(links) - 1)
        high = min(low + 1, len(links) - 1)
        found[f"{name}_{number}"] = quat.slerp(turned[:, links[low]], turned[:, links[high]], place - low)
    return found
