"""A bone's collision capsule, the same for people and animals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..protocol.scene import CollisionShape, Transform

_Z_TO_BONE = quat.from_angle_axis(-0.5 * np.pi, np.array([1.0, 0.0, 0.0]))
"""a capsule lies along its local Z, a bone along its local Y"""


def bone_capsule(
    joint: str, middle: NDArray[np.floating], rotation: NDArray[np.floating], radius: float, length: float
) -> CollisionShape:
    """A capsule of `radius` m round `middle` (3,) m along a bone turned by `rotation` (4,); no shorter than wide."""
    return CollisionShape(
        kind="capsule",
        transform=Transform(
            translation=middle.astype(np.float32), rotation=quat.mul(rotation, _Z_TO_BONE).astype(np.float32)
        ),
        dimensions=np.array([2 * radius, 2 * radius, max(length, 2 * radius)], dtype=np.float32),
        joint=joint,
    )
