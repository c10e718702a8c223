"""Axes, units, quaternions, frames and time: said once, used everywhere.

Space is right-handed, Z up, in metres. At identity things and characters face -Y, with their left
at +X and their origin on the floor under their centre. Quaternions are (w, x, y, z), unit,
sign-continuous along time. Angles are radians. A heading is the angle about +Z: heading 0 faces -Y,
heading pi/2 faces +X. Stages count in seconds; frame `i` of a timeline is Blender frame
`frame_start + i` at `t = i / fps`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FORWARD = np.array([0.0, -1.0, 0.0])
UP = np.array([0.0, 0.0, 1.0])
LEFT = np.array([1.0, 0.0, 0.0])
GRAVITY_M_S2 = 9.81

DEFAULT_FPS = 24
MAX_DURATION_S = 600.0
MAX_PROMPT_WORDS = 2000
STEP_OVER_M = 0.12
"""what is no higher is in nobody's way"""
WIND_KEYS = ("wind_sine", "wind_cosine")
"""shape keys of cloth that the wind moves"""

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int32]
BoolArray = NDArray[np.bool_]
ByteArray = NDArray[np.uint8]


def heading_quaternion(heading_rad: float) -> FloatArray:
    """Rotation about +Z by `heading_rad`: (4,) quaternion [w, x, y, z]."""
    half = 0.5 * heading_rad
    return np.array([np.cos(half), 0.0, 0.0, np.sin(half)], dtype=np.float32)


def heading_direction(heading_rad: float) -> NDArray[np.float64]:
    """Unit vector (3,) in the floor plane that a thing with this heading faces."""
    return np.array([np.sin(heading_rad), -np.cos(heading_rad), 0.0])


def direction_heading(direction: NDArray[np.floating]) -> float:
    """The heading that faces along `direction` (2,) or (3,), radians in (-pi, pi]."""
    return float(np.arctan2(direction[0], -direction[1]))


def frame_count(duration_s: float, fps: int) -> int:
    """Number of frames of a clip of `duration_s` seconds, at least one."""
    return max(1, round(duration_s * fps))
