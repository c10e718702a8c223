"""Two-bone inverse kinematics in closed form, which keeps the bend plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_FULL_REACH = 0.9995


def unit(v: Array) -> Array:
    """Normalised along the last axis."""
    return np.asarray(v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-9))


def two_bone(
    root: Array, target: Array, first: float, second: float, pole: Array, full_reach: float = _FULL_REACH
) -> tuple[Array, Array, Array]:
    """Middle joint, end joint and hinge of a limb from `root` to `target` that bends toward `pole`, all (..., 3).

    The end stops where the limb is straight (`full_reach` of its length); lengths never change.
    """
    reach = target - root
    distance = np.linalg.norm(reach, axis=-1, keepdims=True)
    direction = reach / np.maximum(distance, 1e-9)
    distance = np.clip(distance, abs(first - second) * 1.02 + 1e-4, (first + second) * full_reach)
    cosine = np.clip((first**2 + distance**2 - second**2) / (2.0 * first * distance), -1.0, 1.0)
    bend = unit(pole - np.sum(pole * direction, axis=-1, keepdims=True) * direction)
    middle = root + first * (cosine * direction + np.sqrt(1.0 - cosine**2) * bend)
    return middle, root + distance * direction, np.cross(bend, direction)
