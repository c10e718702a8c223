"""How oars go: the same for the hands on them and for the boat that they hang in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STROKE_S = 2.6
_REACH_RAD, _DRIVE = 0.52, 0.42
"""how far an oar sweeps to each side of square, and the share of a stroke in which it is drawn through the water"""


def oar_angle(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """(T,) rad by which the handles are ahead of the rower: to the catch slowly, through the water quickly."""
    phase = (seconds / STROKE_S) % 1.0
    drawn = 0.5 - 0.5 * np.cos(np.pi * np.clip(phase / _DRIVE, 0.0, 1.0))
    back = 0.5 - 0.5 * np.cos(np.pi * np.clip((phase - _DRIVE) / (1.0 - _DRIVE), 0.0, 1.0))
    return np.asarray(_REACH_RAD * (1.0 - 2.0 * drawn + 2.0 * back))
