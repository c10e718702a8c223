"""Exposure and white balance: one matrix in scene-linear light."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ..protocol.look import Exposure

Image = NDArray[np.float32]

# Rec.709 to XYZ with D65 white, and Bradford's cone responses (Lindbloom, "Chromatic Adaptation").
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_TO_CONES = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_TINT = 0.05
"""of the green cone's response at a tint of 1"""


def exposed(image: Image, exposure: Exposure) -> Image:
    """The image (H, W, 4) at this exposure and white balance; the same array where both are neutral."""
    matrix = exposure_matrix(exposure)
    if np.array_equal(matrix, np.eye(3)):
        return image
    whole = np.eye(4)
    whole[:3, :3] = matrix
    changed: Image = cv2.transform(image, whole.astype(np.float32))
    return changed


def exposure_matrix(exposure: Exposure) -> NDArray[np.float64]:
    """(3, 3) linear RGB to linear RGB."""
    matrix = np.eye(3)
    if exposure.temperature_k != 6500.0 or exposure.tint != 0.0:
        white = _white(6500.0) / _white(exposure.temperature_k)  # what was white at that temperature becomes white
        cones = _TO_CONES @ _TO_XYZ
        gains = white * np.array([1.0, 1.0 - _TINT * exposure.tint, 1.0])
        matrix = np.linalg.inv(cones) @ np.diag(gains) @ cones
        grey = matrix.sum(axis=1) @ _TO_XYZ[1]
        matrix /= grey  # grey keeps its brightness
    result: NDArray[np.float64] = 2.0**exposure.exposure_ev * matrix
    return result


def _white(temperature_k: float) -> NDArray[np.float64]:
    """Cone responses (3,) of daylight of that colour temperature (CIE D series; below 4000 K Planck's, Kim et al.)."""
    t = temperature_k
    if t >= 4000.0:
        x = (
            -4.6070e9 / t**3 + 2.9678e6 / t**2 + 0.09911e3 / t + 0.244063
            if t <= 7000.0
            else -2.0064e9 / t**3 + 1.9018e6 / t**2 + 0.24748e3 / t + 0.237040
        )
        y = -3.0 * x * x + 2.870 * x - 0.275
    else:
        x = -0.2661239e9 / t**3 - 0.2343589e6 / t**2 + 0.8776956e3 / t + 0.179910
        y = -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
        if t >= 2222.0:
            y = -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    white: NDArray[np.float64] = _TO_CONES @ np.array([x / y, 1.0, (1.0 - x - y) / y])
    return white
