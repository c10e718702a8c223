"""Monkey: long arms and legs of one length, hands and soles flat on the ground, a bare flat face, a curled tail; apes
are the same without one."""

from __future__ import annotations

from dataclasses import replace

from .species import BACK, FRONT, SPINE, Ear, Lock, Point, Species, paw, stretched, sweep, thicker
from .sweep import Sweep

_TORSO = """
-0.545 0.850 0 0.070 0.070 0.085
-0.470 0.850 0 0.125 0.115 0.120
-0.330 0.845 0 0.142 0.130 0.140
-0.120 0.845 0 0.138 0.130 0.145
 0.080 0.845 0 0.146 0.138 0.160
 0.240 0.865 0 0.148 0.145 0.160
 0.360 0.900 0 0.115 0.120 0.125
"""
_NECK = """
0.250 0.930 0 0.145 0.150 0.155
0.330 1.000 0 0.130 0.130 0.135
0.400 1.070 0 0.125 0.120 0.125
"""
_HEAD = """
0.350 1.110 0 0.130 0.125 0.130
0.440 1.160 0 0.180 0.165 0.170
0.540 1.155 0 0.176 0.152 0.170
0.615 1.095 0 0.128 0.095 0.122
0.662 1.055 0 0.096 0.062 0.084
0.700 1.040 0 0.072 0.046 0.058
"""
_FORE = """
0.250 0.930 0.085 0.062 0.095 0.095
0.335 0.770 0.115 0.062 0.074 0.078
0.300 0.610 0.122 0.053 0.058 0.064
0.272 0.470 0.122 0.044 0.048 0.050
0.283 0.310 0.118 0.040 0.042 0.042
0.298 0.160 0.114 0.031 0.031 0.033
0.310 0.080 0.114 0.035 0.028 0.028
0.335 0.046 0.114 0.040 0.024 0.026
"""
_HIND = """
-0.450 0.850 0.070 0.085 0.120 0.115
-0.345 0.710 0.110 0.082 0.105 0.108
-0.255 0.530 0.130 0.060 0.068 0.075
-0.335 0.365 0.127 0.047 0.053 0.056
-0.425 0.205 0.122 0.034 0.037 0.041
-0.472 0.112 0.120 0.036 0.036 0.042
-0.405 0.062 0.120 0.036 0.031 0.037
-0.305 0.046 0.120 0.040 0.026 0.030
"""

MONKEY = Species(
    name="monkey",
    iris="5A3A18",
    listed_height=1.3,
    spine=(
        (-0.460, 0.930), (-0.240, 0.960), (-0.010, 0.955), (0.190, 0.965), (0.310, 0.985), (0.370, 1.030),
        (0.420, 1.090), (0.720, 1.050),
    ),
    shoulder=((0.240, 1.000), (0.340, 0.780), (0.270, 0.470), (0.300, 0.145), (0.335, 0.050), (0.455, 0.0)),
    hip=((-0.410, 0.830), (-0.240, 0.520), (-0.470, 0.110), (-0.305, 0.050), (-0.170, 0.0)),
    tracks=(0.114, 0.120),
    tail=((-0.520, 0.920), (-0.640, 0.990), (-0.790, 1.130), (-0.870, 1.310), (-0.820, 1.480), (-0.680, 1.540)),
    jaw=((0.530, 1.010), (0.690, 0.975)),
    flesh=(
        sweep("torso", SPINE[:4], _TORSO),
        sweep("neck", ("chest", "neck_1", "neck_2"), _NECK, 0.09),
        sweep("head", ("head",), _HEAD, 0.05),
        sweep("front", FRONT[:4], _FORE, 0.06),
        sweep("back", BACK[:3], _HIND, 0.07),
        *paw("front", FRONT[4], 0.335, 0.114, 1.20),
        *paw("back", BACK[3], -0.305, 0.120, 1.25),
    ),
    ears=Ear(root=(0.168, 0.440, 1.150), tip=(0.268, 0.395, 1.205), width=0.090, opening=(0.75, 0.75, 0.0),
             shape="round"),
    eye=(0.640, 1.158, 0.0350),
    nostril=(0.015, 0.7300, 1.058, 0.0080),
    jaw_rows=(
        (0.530, 1.015, 0.102, 0.066, 0), (0.605, 1.000, 0.090, 0.056, 0), (0.655, 0.994, 0.074, 0.044, 0),
        (0.690, 0.995, 0.056, 0.030, 0),
    ),
    locks=(
        Lock(
            part="tail",
            points=((0, -0.490, 0.900), (0, -0.570, 0.945), (0, -0.690, 1.030), (0, -0.800, 1.145), (0, -0.868, 1.290),
                    (0, -0.850, 1.440), (0, -0.760, 1.535), (0, -0.650, 1.535)),
            widths=(0.050, 0.042, 0.036, 0.033, 0.031, 0.029, 0.026, 0.012), bone="tail_1", look="coat",
        ),
    ),
    cell=0.0200,
    coats={
        "brown": ("7B5B3C", "C99C7E", "", 0.1), "gray": ("77736D", "3A3532", "", 0.1),
        "black": ("1F1B19", "8A6A56", "", 0.1), "golden": ("A67A35", "D6B093", "", 0.1),
        "white": ("DDD6C8", "C79B83", "", 0.1),
    },
    markings={"brown": "monkey", "gray": "monkey", "black": "monkey", "golden": "monkey", "white": "monkey"},
    rare=("white",),
)  # fmt: skip
APE = replace(
    MONKEY,
    name="ape",
    form_of="monkey",
    locks=(),
    coats={"black": ("1C1917", "5A463A", "", 0.1), "brown": ("3A2A1F", "6E5442", "", 0.1),
           "orange": ("8E4A1E", "6A4A38", "", 0.1)},
    markings={"black": "monkey", "brown": "monkey", "orange": "monkey"},
    rare=("orange",),
)  # fmt: skip
_STOUT = {"torso": 1.30, "neck": 1.45, "front": 1.50, "back": 1.35}


def _sloping(species: Species, drop: float) -> Species:
    """The same with a back that falls off toward short hind legs, which keep their feet on the ground."""

    def lower(forward: float, up: float) -> float:
        return up - drop * min(max((0.25 - forward) / 0.65, 0.0), 1.0) * max(up - 0.12, 0.0)

    def at(point: Point) -> Point:
        return point[0], lower(*point)

    def flesh(one: Sweep) -> Sweep:
        rows = one.rows.copy()
        rows[:, 1] = [lower(*row) for row in one.rows[:, :2]]
        return replace(one, rows=rows)

    return replace(
        species, spine=tuple(map(at, species.spine)), shoulder=tuple(map(at, species.shoulder)),
        hip=tuple(map(at, species.hip)), tail=tuple(map(at, species.tail)), flesh=tuple(map(flesh, species.flesh)),
    )  # fmt: skip


_WIDE = _sloping(stretched(replace(MONKEY, locks=()), 0.92, 1.25), 0.30)
GORILLA = replace(
    _WIDE,
    name="gorilla",
    flesh=tuple(thicker(one, _STOUT.get(one.name, 1.0)) for one in _WIDE.flesh),
    coats={"black": ("191716", "2A2523", "", 0.1), "silver": ("2A2726", "1C1A19", "", 0.1)},
    markings={"black": "monkey", "silver": "monkey"},
)  # fmt: skip
