"""The numbers of the figure: what can vary, and the tables of cross-sections in metres for a stature of 1 m.

Lengths are those of `backend/common/skeleton.py` (Drillis & Contini 1966); girths and depths were set by eye from
renders: the figure of an animated short on purpose, not a scan.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ARM = np.sqrt(0.5)
SHOULDER = np.array([0.100, 0.012, 0.815])
ARM_ALONG = np.array([ARM, 0.0, -ARM])
ARM_UP = np.array([ARM, 0.0, ARM])
ARM_FORWARD = np.array([0.0, -1.0, 0.0])
EYE = np.array([0.0192, -0.0425, 0.9365])
EYE_RADIUS = 0.0150


@dataclass(frozen=True)
class Figure:
    """Everything that a slider can change; the defaults are an average man. Factors are 1, amounts are 0 by default."""

    waist: float = 1.0
    hips: float = 1.0
    chest: float = 1.0
    shoulders: float = 1.0
    belly: float = 0.0
    breast: float = 0.0
    pectoral: float = 1.0
    glute: float = 1.0
    thigh: float = 1.0
    calf: float = 1.0
    upper_arm: float = 1.0
    forearm: float = 1.0
    foot: float = 1.0
    neck: float = 1.0
    trapezius: float = 1.0
    jaw: float = 1.0
    chin: float = 1.0
    cheek: float = 0.0
    brow: float = 1.0
    nose: float = 1.0
    lips: float = 1.0
    eye_height: float = 1.0
    mouth_width: float = 1.0
    blink: float = 0.0
    smile: float = 0.0
    frown: float = 0.0
    mouth_open: float = 0.0
    brow_raise: float = 0.0
    brow_tilt: float = 0.0
    """inner ends down (angry, 1) or up (sad, -1)"""
    sag: float = 0.0
    lash: float = 0.6
    jowl: float = 0.0
    """a soft lower face and a second chin"""
    ears: float = 1.0
    """how far they stand off"""
    crease: float = 0.0
    """folds from nose to mouth, and hollows under the cheekbones"""
    youth: float = 0.0
    """share of the way from an adult's head to a child's (`growth.py`)"""


# z, half width, front y, back y
TORSO = np.array(
    [
        (0.455, 0.050, -0.026, 0.038),
        (0.478, 0.076, -0.046, 0.062),
        (0.505, 0.0855, -0.055, 0.069),
        (0.535, 0.0865, -0.058, 0.066),
        (0.565, 0.0820, -0.0585, 0.057),
        (0.595, 0.0755, -0.0570, 0.0475),
        (0.625, 0.0735, -0.0565, 0.043),
        (0.660, 0.0790, -0.0595, 0.048),
        (0.695, 0.0880, -0.0640, 0.056),
        (0.730, 0.0965, -0.0675, 0.0635),
        (0.760, 0.0995, -0.0670, 0.0675),
        (0.785, 0.0970, -0.0600, 0.0665),
        (0.808, 0.0850, -0.0490, 0.0605),
        (0.828, 0.0630, -0.0340, 0.051),
        (0.845, 0.0360, -0.0200, 0.041),
    ]
)
# z, inner, outer, front, back radius about the leg's axis
LEG = np.array(
    [
        (0.530, 0.048, 0.0390, 0.047, 0.052),
        (0.500, 0.048, 0.0415, 0.0485, 0.053),
        (0.470, 0.0475, 0.0425, 0.0490, 0.051),
        (0.430, 0.0440, 0.0420, 0.0485, 0.0465),
        (0.380, 0.0385, 0.0385, 0.0445, 0.0390),
        (0.330, 0.0310, 0.0315, 0.0365, 0.0325),
        (0.305, 0.0280, 0.0285, 0.0335, 0.0295),
        (0.285, 0.0270, 0.0272, 0.0335, 0.0275),
        (0.262, 0.0262, 0.0262, 0.0295, 0.0300),
        (0.235, 0.0275, 0.0285, 0.0258, 0.0380),
        (0.205, 0.0290, 0.0305, 0.0240, 0.0420),
        (0.170, 0.0262, 0.0278, 0.0215, 0.0370),
        (0.130, 0.0203, 0.0212, 0.0185, 0.0265),
        (0.090, 0.0165, 0.0168, 0.0165, 0.0205),
        (0.062, 0.0172, 0.0170, 0.0180, 0.0208),
        (0.040, 0.0185, 0.0180, 0.0200, 0.0220),
    ]
)
# y, x and y of the leg's axis by z: (z, x, y)
LEG_AXIS = np.array([(0.040, 0.0525, 0.014), (0.046, 0.0525, 0.014), (0.285, 0.0525, 0.002), (0.530, 0.0525, 0.004)])
# along the arm from the shoulder joint; up, down, front, back radius
ARM_TABLE = np.array(
    [
        (-0.020, 0.0195, 0.0270, 0.0260, 0.0280),
        (0.000, 0.0240, 0.0300, 0.0295, 0.0310),
        (0.025, 0.0280, 0.0305, 0.0318, 0.0328),
        (0.050, 0.0278, 0.0285, 0.0308, 0.0310),
        (0.080, 0.0248, 0.0262, 0.0290, 0.0280),
        (0.110, 0.0228, 0.0242, 0.0272, 0.0258),
        (0.145, 0.0205, 0.0212, 0.0232, 0.0222),
        (0.172, 0.0195, 0.0200, 0.0215, 0.0212),
        (0.195, 0.0222, 0.0225, 0.0242, 0.0232),
        (0.218, 0.0222, 0.0226, 0.0240, 0.0234),
        (0.262, 0.0170, 0.0175, 0.0196, 0.0190),
        (0.300, 0.0125, 0.0130, 0.0160, 0.0155),
        (0.325, 0.0122, 0.0127, 0.0166, 0.0161),
    ]
)
# z, half width, front y, back y
HEAD = np.array(
    [
        (0.8665, 0.0150, -0.0500, 0.0060),
        (0.870, 0.0215, -0.0548, 0.0160),
        (0.8755, 0.0288, -0.0570, 0.0280),
        (0.884, 0.0356, -0.0576, 0.0380),
        (0.893, 0.0403, -0.0574, 0.0450),
        (0.906, 0.0446, -0.0572, 0.0510),
        (0.920, 0.0475, -0.0572, 0.0565),
        (0.938, 0.0497, -0.0575, 0.0605),
        (0.952, 0.0505, -0.0588, 0.0620),
        (0.966, 0.0490, -0.0570, 0.0602),
        (0.980, 0.0425, -0.0490, 0.0520),
        (0.990, 0.0328, -0.0372, 0.0395),
        (0.997, 0.0193, -0.0215, 0.0235),
        (1.000, 0.0090, -0.0100, 0.0110),
    ]
)
# y, top z, half width inner, outer
FOOT = np.array(
    [
        (0.0480, 0.0180, 0.0060, 0.0060),
        (0.0460, 0.0280, 0.0120, 0.0120),
        (0.0380, 0.0420, 0.0175, 0.0175),
        (0.0200, 0.0540, 0.0200, 0.0205),
        (0.0000, 0.0560, 0.0200, 0.0210),
        (-0.0200, 0.0500, 0.0200, 0.0215),
        (-0.0450, 0.0380, 0.0215, 0.0240),
        (-0.0700, 0.0275, 0.0250, 0.0270),
        (-0.0850, 0.0230, 0.0260, 0.0255),
        (-0.0980, 0.0200, 0.0245, 0.0210),
        (-0.1080, 0.0165, 0.0180, 0.0135),
        (-0.1130, 0.0110, 0.0070, 0.0050),
    ]
)
