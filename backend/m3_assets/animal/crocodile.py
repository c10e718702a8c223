"""Crocodile: a long flat head full of teeth, a low wide trunk with rows of scutes, splayed legs, a crested tail."""

from __future__ import annotations

import numpy as np

from .species import BACK, FRONT, SPINE, Ear, Lock, Point, Species, paw, sweep

_HALF, _TEETH = 8, 9
"""teeth of a ridge per bone; teeth of a jaw per side"""


def _ridge(part: str, bone: str, line: tuple[tuple[float, float, float], ...], tall: float) -> Lock:
    """A row of scutes: a thin sheet along a line, its edge toothed like a saw."""
    points = np.array(line)
    share = np.linspace(0.0, 1.0, 2 * _HALF)
    along = np.linspace(0.0, 1.0, len(points))
    path = np.column_stack([np.interp(share, along, points[:, k]) for k in range(3)])
    widths = [float(tall * (1.0 if k % 2 else 0.45)) for k in range(4 * _HALF)]
    return Lock(part=part, points=tuple((float(a), float(b), float(c)) for a, b, c in path), widths=tuple(widths),
                bone=bone, look="lid", flat=0.42, paired=True)  # fmt: skip


def teeth(
    part: str, bone: str, line: tuple[tuple[float, float, float], ...], long: float, width: float = 0.026
) -> tuple[Lock, ...]:
    """Pointed teeth along one side of a jaw; `long` is negative for those that hang."""
    points = np.array(line)
    found = []
    for k, share in enumerate(np.linspace(0.0, 1.0, _TEETH)):
        x, y, z = (float(np.interp(share, np.linspace(0.0, 1.0, len(points)), points[:, axis])) for axis in range(3))
        tall = long * (1.25 if k % 3 == 1 else 0.85)
        found.append(Lock(part=f"{part}_{k}", points=((x, y, z), (x, y, z + 0.5 * tall), (x, y, z + tall)),
                          widths=(width, 0.77 * width, 0.15 * width), bone=bone, look="horn", paired=True))  # fmt: skip
    return tuple(found)


_TAIL: tuple[Point, ...] = ((-1.700, 0.580), (-2.400, 0.500), (-3.100, 0.380), (-3.800, 0.240), (-4.450, 0.130))

CROCODILE = Species(
    name="crocodile",
    bare=True,
    iris="8A7A22",
    spine=(
        (-1.100, 0.700), (-0.400, 0.740), (0.350, 0.740), (0.950, 0.720), (1.250, 0.700), (1.500, 0.700),
        (1.750, 0.680), (3.350, 0.500),
    ),
    shoulder=((0.950, 0.720), (1.060, 0.500), (0.860, 0.340), (1.000, 0.160), (1.030, 0.070), (1.290, 0.0)),
    hip=((-1.100, 0.520), (-0.900, 0.370), (-1.160, 0.190), (-1.100, 0.070), (-0.830, 0.0)),
    tracks=(0.620, 0.620),
    tail=_TAIL,
    jaw=((1.850, 0.520), (3.300, 0.380)),
    flesh=(
        sweep("torso", SPINE[:4], """
            -1.800 0.560 0 0.300 0.300 0.260
            -1.350 0.570 0 0.430 0.360 0.330
            -0.800 0.570 0 0.550 0.380 0.390
            -0.100 0.570 0 0.610 0.380 0.410
             0.550 0.570 0 0.570 0.380 0.390
             1.000 0.580 0 0.470 0.350 0.350
             1.300 0.580 0 0.390 0.310 0.290
        """),
        sweep("neck", ("chest", "neck_1", "neck_2"), """
            1.100 0.600 0 0.410 0.310 0.290
            1.450 0.600 0 0.360 0.270 0.260
            1.750 0.600 0 0.350 0.250 0.240
        """, 0.10),
        sweep("head", ("head",), """
            1.700 0.620 0 0.330 0.200 0.140
            2.000 0.620 0 0.360 0.200 0.130
            2.250 0.580 0 0.290 0.150 0.110
            2.550 0.540 0 0.225 0.105 0.090
            2.900 0.520 0 0.190 0.090 0.080
            3.200 0.520 0 0.195 0.105 0.080
            3.380 0.510 0 0.150 0.085 0.060
        """, 0.08),
        sweep("head brow", ("head",), """
            1.880 0.800 0.190 0.085 0.075 0.080
            2.120 0.790 0.190 0.080 0.070 0.080
        """, 0.08),
        sweep("head nose", ("head",), """
            3.180 0.620 0.060 0.070 0.050 0.060
            3.300 0.600 0.060 0.070 0.045 0.060
        """, 0.08),
        sweep("front", FRONT[:4], """
            0.980 0.580 0.400 0.170 0.170 0.170
            1.000 0.480 0.540 0.150 0.150 0.150
            0.900 0.350 0.630 0.120 0.120 0.120
            0.950 0.220 0.635 0.100 0.100 0.100
            1.020 0.100 0.620 0.090 0.085 0.090
        """, 0.10),
        sweep("back", BACK[:3], """
            -1.100 0.560 0.400 0.210 0.230 0.220
            -0.970 0.430 0.560 0.180 0.180 0.180
            -0.960 0.320 0.635 0.145 0.145 0.145
            -1.100 0.200 0.640 0.110 0.110 0.110
            -1.115 0.100 0.620 0.095 0.095 0.095
        """, 0.10),
        *paw("front", FRONT[4], 1.030, 0.620, 2.40),
        *paw("back", BACK[3], -1.100, 0.620, 2.50),
    ),
    ears=Ear(root=(0.200, 1.760, 0.680), tip=(0.220, 1.700, 0.700), width=0.030),
    eye=(2.030, 0.800, 0.0620),
    nostril=(0.065, 3.330, 0.640, 0.0280),
    jaw_rows=(
        (1.850, 0.530, 0.330, 0.160, 0), (2.250, 0.470, 0.270, 0.130, 0), (2.700, 0.440, 0.195, 0.100, 0),
        (3.120, 0.440, 0.175, 0.085, 0), (3.320, 0.445, 0.130, 0.065, 0),
    ),
    cell=0.0470,
    locks=(
        Lock(part="tail", points=((0, -1.500, 0.580), (0, -1.900, 0.560), (0, -2.400, 0.490), (0, -3.100, 0.370),
                                  (0, -3.800, 0.230), (0, -4.450, 0.120)),
             widths=(0.320, 0.315, 0.255, 0.185, 0.115, 0.030), bone="tail_1", look="coat", flat=0.72),
        _ridge("tail_crest", "tail_1", ((0.110, -1.850, 0.835), (0.090, -2.400, 0.720), (0.050, -3.100, 0.555),
                                        (0.020, -3.800, 0.360), (0.004, -4.400, 0.200)), 0.150),
        _ridge("scutes_hips", "hips", ((0.130, -1.850, 0.830), (0.160, -1.300, 0.910), (0.170, -0.450, 0.925)), 0.115),
        _ridge("scutes_loin", "spine_1", ((0.170, -0.450, 0.925), (0.170, 0.400, 0.925)), 0.115),
        _ridge("scutes_back", "spine_2", ((0.170, 0.400, 0.925), (0.150, 1.000, 0.900)), 0.115),
        _ridge("scutes_outer_hips", "hips", ((0.330, -1.300, 0.790), (0.380, -0.450, 0.840)), 0.095),
        _ridge("scutes_outer_loin", "spine_1", ((0.390, -0.450, 0.840), (0.380, 0.400, 0.840)), 0.095),
        *teeth("tooth", "head", ((0.300, 2.180, 0.505), (0.205, 2.650, 0.470), (0.185, 3.150, 0.465),
                                  (0.120, 3.360, 0.475)), -0.085),
    ),
    coats={"green": ("4E5230", "A79C6B", "", 0.1), "brown": ("54482F", "A99A72", "", 0.1)},
    markings={"green": "crocodile", "brown": "crocodile"},
)  # fmt: skip
