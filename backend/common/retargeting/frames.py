"""World frames of any joint tree: several roots, and motion that enters at a joint that is not the first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...protocol.scene import Skeleton
from .. import quat

Array = NDArray[np.float64]


def rest_frames(skeleton: Skeleton) -> tuple[Array, Array]:
    """Heads (J, 3) and rotations (J, 4) at rest; roots stand where their own rest translations say."""
    count = len(skeleton.joint_names)
    heads, rotations = np.zeros((count, 3)), np.zeros((count, 4))
    for joint, parent in enumerate(skeleton.parents.tolist()):
        heads[joint], rotations[joint] = skeleton.rest_translations[joint], skeleton.rest_rotations[joint]
        if parent >= 0:
            heads[joint] = heads[parent] + quat.mul_vec(rotations[parent], heads[joint])
            rotations[joint] = quat.mul(rotations[parent], rotations[joint])
    return heads, quat.normalize(rotations)


def posed_frames(skeleton: Skeleton, moved: int, places: Array, joint_rotations: Array) -> tuple[Array, Array]:
    """Heads (T, J, 3) and rotations (T, J, 4): joint `moved` is at `places` (T, 3), all else follows its rotations."""
    turns = quat.mul(skeleton.rest_rotations, joint_rotations)
    heads, rotations = np.zeros((*turns.shape[:-1], 3)), np.zeros_like(turns)
    for joint, parent in enumerate(skeleton.parents.tolist()):
        rest = skeleton.rest_translations[joint]
        if parent < 0:
            heads[:, joint], rotations[:, joint] = rest, turns[:, joint]
        else:
            heads[:, joint] = heads[:, parent] + quat.mul_vec(rotations[:, parent], rest)
            rotations[:, joint] = quat.mul(rotations[:, parent], turns[:, joint])
        if joint == moved:
            heads[:, joint] = places
    return heads, rotations


def local_rotations(skeleton: Skeleton, world: dict[int, Array], num_frames: int) -> Array:
    """(T, J, 4) parent-relative rotations in rest frames, of joints whose world rotations (T, 4) are given; the others
    rest."""
    count = len(skeleton.joint_names)
    own = np.tile(quat.IDENTITY, (num_frames, count, 1))
    rotations = np.zeros((num_frames, count, 4))
    for joint, parent in enumerate(skeleton.parents.tolist()):
        rest = np.broadcast_to(skeleton.rest_rotations[joint].astype(np.float64), (num_frames, 4))
        at_rest = rest if parent < 0 else quat.mul(rotations[:, parent], rest)
        if joint in world:
            own[:, joint] = quat.unroll(quat.normalize(quat.mul(quat.inv(at_rest), world[joint])))
            at_rest = world[joint]
        rotations[:, joint] = at_rest
    return own
