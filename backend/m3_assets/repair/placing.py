"""Up, front and size of a mesh from elsewhere, judged by what the thing usually measures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .triangles import Floats

_TURN_GAIN, _YAW_GAIN = 0.35, 0.2
"""how much better (spread of the log ratios to the usual size) another axis must fit before the file is overruled"""
_TRUSTED = 1.7
"""a size in metres that is off the usual by no more than this factor is kept"""
UNKNOWN_SIZE_M = 0.5
_PLAUSIBLE_M = (0.01, 30.0)
"""largest extent of a thing of unknown size that is kept"""


@dataclass(frozen=True, kw_only=True)
class Placing:
    """`place(points)` brings points of the file to asset space."""

    rotation: Floats
    """(3, 3)"""
    scale: float
    steps: tuple[str, ...]


def placing(
    points: Floats, usual_m: Floats | None, up_axis: int, turn_rad: float, is_real_size: bool = True,
    length: tuple[int, float] | None = None,
) -> Placing:  # fmt: skip
    """How to stand the points (N, 3) upright, facing -Y, at the usual size (3,) m where it is known.

    up_axis, turn_rad: what its format says. is_real_size: whether its unit may be the metre. length: an axis,
    and the metres that it shall have there.
    """
    steps: list[str] = []
    rotation = _about_z(turn_rad) @ _UP[up_axis]
    if usual_m is not None:
        turns = [(axis, yaw) for axis in _UP for yaw in (0.0, 0.5 * np.pi)]
        choices = [(_spread(points, _about_z(yaw) @ _UP[axis], usual_m), axis, yaw) for axis, yaw in turns]
        said = _spread(points, rotation, usual_m)
        on_its_feet = min((c for c in choices if c[1] == up_axis), key=lambda c: c[0])
        best = min(choices, key=lambda c: c[0])
        if best[0] < on_its_feet[0] - _TURN_GAIN:
            rotation = _about_z(best[2]) @ _UP[best[1]]
            steps.append(f"stood it up along its {'XYZ'[best[1]]} axis")
        elif on_its_feet[0] < said - _YAW_GAIN:
            rotation = _about_z(0.5 * np.pi) @ rotation
            steps.append("turned its long side to the front" if usual_m[0] > usual_m[1] else "turned its front to -Y")
    size = _extents(points, rotation)
    scale = _scale(size, usual_m, is_real_size) if length is None else length[1] / float(size[length[0]])
    if scale != 1.0:
        steps.append(f"scaled × {scale:.4g} to {' × '.join(f'{value:.3g}' for value in scale * size)} m")
    return Placing(rotation=rotation, scale=scale, steps=tuple(steps))


def placed(points: Floats, how: Placing) -> Floats:
    """The points (N, 3) turned and scaled, on the floor, their box's middle over the origin."""
    turned = how.scale * (points @ how.rotation.T)
    low, high = turned.min(axis=0), turned.max(axis=0)
    return np.asarray(turned - [0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]), low[2]])


def _scale(size: Floats, usual_m: Floats | None, is_real_size: bool) -> float:
    if usual_m is None:
        longest = float(size.max())
        kept = is_real_size and _PLAUSIBLE_M[0] <= longest <= _PLAUSIBLE_M[1]
        return 1.0 if kept else UNKNOWN_SIZE_M / longest
    ratio = float(np.exp(np.mean(np.log(usual_m / np.maximum(size, 0.02 * size.max())))))
    return 1.0 if is_real_size and 1.0 / _TRUSTED <= ratio <= _TRUSTED else ratio


def _spread(points: Floats, rotation: Floats, usual_m: Floats) -> float:
    size = _extents(points, rotation)
    return float(np.std(np.log(np.maximum(size, 0.02 * size.max()) / usual_m)))


def _extents(points: Floats, rotation: Floats) -> Floats:
    return np.asarray(np.ptp(points @ rotation.T, axis=0))


def _about_z(angle_rad: float) -> Floats:
    sine, cosine = np.sin(angle_rad), np.cos(angle_rad)
    return np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])


_UP = {
    2: np.eye(3),
    1: np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]]),  # glTF: +Y up, +Z front
    0: np.array([[0.0, 0.0, -1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]),
}
