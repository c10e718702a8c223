"""Lion, tiger, leopard and cheetah."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .feline import CAT_BODY
from .species import BACK, FRONT, SPINE, Ear, Lock, paw, stretched, sweep, thicker, with_head

_TORSO = """
-0.590 0.730 0 0.086 0.092 0.100
-0.520 0.725 0 0.136 0.130 0.140
-0.400 0.715 0 0.150 0.150 0.150
-0.220 0.705 0 0.152 0.150 0.160
-0.020 0.690 0 0.166 0.158 0.190
 0.160 0.685 0 0.180 0.198 0.226
 0.300 0.705 0 0.172 0.222 0.228
 0.420 0.735 0 0.132 0.165 0.175
"""
_NECK = """
0.270 0.780 0 0.150 0.172 0.200
0.390 0.865 0 0.134 0.142 0.170
0.500 0.945 0 0.120 0.112 0.136
"""
_HEAD = """
0.520 0.990 0 0.104 0.086 0.104
0.600 1.010 0 0.132 0.096 0.122
0.680 0.998 0 0.118 0.084 0.112
0.738 0.966 0 0.092 0.064 0.082
0.782 0.944 0 0.084 0.060 0.074
0.816 0.936 0 0.074 0.054 0.062
"""
_FORE = """
0.280 0.790 0.092 0.076 0.120 0.120
0.370 0.660 0.118 0.084 0.112 0.118
0.340 0.540 0.124 0.080 0.094 0.106
0.285 0.430 0.120 0.070 0.076 0.082
0.286 0.310 0.115 0.059 0.062 0.062
0.292 0.170 0.112 0.052 0.053 0.054
0.298 0.100 0.112 0.051 0.052 0.052
0.308 0.065 0.112 0.056 0.052 0.052
"""
_HIND = """
-0.460 0.720 0.076 0.096 0.142 0.140
-0.410 0.590 0.106 0.096 0.138 0.152
-0.350 0.480 0.116 0.080 0.100 0.136
-0.400 0.370 0.114 0.062 0.066 0.086
-0.500 0.270 0.112 0.047 0.050 0.060
-0.545 0.205 0.110 0.042 0.047 0.050
-0.540 0.130 0.110 0.042 0.044 0.047
-0.528 0.065 0.110 0.050 0.047 0.048
"""

_FRAME = replace(
    CAT_BODY,
    name="big cat",
    listed_height=1.08,
    spine=(
        (-0.520, 0.820), (-0.290, 0.830), (-0.040, 0.820), (0.190, 0.840), (0.350, 0.850), (0.450, 0.910),
        (0.555, 0.985), (0.850, 0.950),
    ),
    shoulder=((0.270, 0.900), (0.390, 0.620), (0.282, 0.440), (0.292, 0.170), (0.304, 0.062), (0.440, 0.0)),
    hip=((-0.440, 0.700), (-0.330, 0.460), (-0.540, 0.215), (-0.526, 0.062), (-0.398, 0.0)),
    tracks=(0.112, 0.110),
    tail=((-0.570, 0.780), (-0.690, 0.660), (-0.800, 0.520), (-0.920, 0.420), (-1.060, 0.380), (-1.190, 0.430)),
    jaw=((0.650, 0.930), (0.830, 0.880)),
    flesh=(
        sweep("torso", SPINE[:4], _TORSO),
        sweep("neck", ("chest", "neck_1", "neck_2"), _NECK, 0.10),
        sweep("head", ("head",), _HEAD, 0.06),
        sweep("front", FRONT[:4], _FORE, 0.06),
        sweep("back", BACK[:3], _HIND, 0.07),
        *paw("front", FRONT[4], 0.304, 0.112, 1.45),
        *paw("back", BACK[3], -0.526, 0.110, 1.35),
    ),
    ears=Ear(root=(0.086, 0.585, 1.068), tip=(0.122, 0.575, 1.150), width=0.046, opening=(0.35, 1.0, 0.1),
             shape="round"),
    eye=(0.727, 1.004, 0.0220),
    nostril=(0.0150, 0.8840, 0.950, 0.0070),
    nose=(0.866, 0.958, 0.031),
    iris="B8862C",
    jaw_rows=(
        (0.650, 0.926, 0.078, 0.052, 0), (0.715, 0.908, 0.074, 0.044, 0), (0.770, 0.896, 0.066, 0.038, 0),
        (0.816, 0.892, 0.054, 0.032, 0),
    ),
    cell=0.0175,
    locks=(),
)  # fmt: skip


def _tail(tip: float) -> Lock:
    """A long rope of a tail, `tip` thick at its end."""
    return Lock(
        part="tail",
        points=((0, -0.530, 0.800), (0, -0.640, 0.730), (0, -0.745, 0.600), (0, -0.860, 0.470), (0, -0.990, 0.395),
                (0, -1.100, 0.395), (0, -1.200, 0.440)),
        widths=(0.054, 0.044, 0.038, 0.036, 0.034, 0.030, tip), bone="tail_1", look="coat",
    )  # fmt: skip


def _mane() -> tuple[Lock, ...]:
    """Rings of locks round the face, the neck and down the chest, each laid back over the next."""
    locks = []
    rings = (  # bone, centre (forward, up), half width, height, length, locks on a side, thickness
        ("head", 0.600, 1.005, 0.112, 0.096, 0.210, 11, 0.040),
        ("head", 0.560, 0.985, 0.116, 0.110, 0.250, 10, 0.048),
        ("neck_2", 0.490, 0.930, 0.132, 0.140, 0.280, 10, 0.052),
        ("neck_1", 0.400, 0.860, 0.145, 0.170, 0.270, 9, 0.056),
        ("chest", 0.320, 0.790, 0.158, 0.200, 0.230, 8, 0.058),
    )
    for ring, (bone, forward, up, wide, high, length, count, thick) in enumerate(rings):
        for number, turn in enumerate(np.linspace(0.0, np.pi, count)):
            side, rise = float(np.sin(turn)), float(np.cos(turn))
            if bone == "chest" and rise > 0.3:  # the withers are bare
                continue
            long = length * (1.0 + 0.10 * ((number + ring) % 2)) * (1.3 - 0.3 * rise)
            root = np.array([wide * side, forward, up + high * rise])
            out = np.array([side, -0.25, rise])  # off the skin, then back and down along it
            fall = np.array([0.25 * side, -0.72, -0.75])
            if rise < -0.5:  # beard and chest hang forward
                fall = np.array([0.2 * side, -0.12, -1.0])
            points = (
                root - 0.4 * thick * out, root + 0.24 * long * (0.8 * out + 0.3 * fall),
                root + long * (0.26 * out + 0.40 * fall), root + long * (0.14 * out + 0.80 * fall),
            )  # fmt: skip
            locks.append(
                Lock(
                    part=f"mane_{ring}_{number}",
                    points=tuple((float(p[0]), float(p[1]), float(p[2])) for p in points),
                    widths=(0.7 * thick, thick, 0.75 * thick, 0.004), bone=bone, look="hair", flat=1.1,
                    paired=side > 1e-6,
                )
            )  # fmt: skip
    return tuple(locks)


_TUFT = Lock(
    part="tuft", points=((0, -1.110, 0.395), (0, -1.190, 0.430), (0, -1.290, 0.500)), widths=(0.030, 0.060, 0.008),
    bone="tail_5", look="hair",
)  # fmt: skip

LION = with_head(replace(
    _FRAME,
    name="lion",
    ears=replace(_FRAME.ears, root=(0.094, 0.615, 1.075), tip=(0.140, 0.615, 1.160)),
    locks=(*_mane(), _tail(0.026), _TUFT),
    coats={
        "tawny": ("B58A4F", "DCC39A", "", 0.1), "white": ("DCD0B8", "E8E0D0", "", 0.1),
        "brown": ("8F6638", "C6A678", "", 0.1),
    },
    markings={"tawny": "belly", "white": "belly", "brown": "belly"},
    rare=("white",),
    hair={"tawny": "6E431E", "white": "C9B48A", "brown": "3F2615"},
), 1.12)  # fmt: skip
LIONESS = replace(LION, name="lioness", form_of="lion", locks=(_tail(0.026), _TUFT))

TIGER = with_head(replace(
    stretched(_FRAME, 1.06, 1.0),
    name="tiger",
    locks=(
        *(
            Lock(part=f"cheek_{k}",
                 points=((0.098, f, u), (0.142, f - 0.025, u - 0.030), (0.165, f - 0.085, u - 0.085)),
                 widths=(0.046, 0.044, 0.006), bone="head", look="coat", paired=True, flat=0.6)
            for k, (f, u) in enumerate(((0.670, 0.985), (0.650, 0.945), (0.615, 0.910)))
        ),
        stretched(replace(_FRAME, locks=(_tail(0.018),)), 1.06, 1.0).locks[0],
    ),
    coats={"orange": ("C06A22", "15100D", "tiger", 0.115), "white": ("E4DFD4", "1E1A18", "tiger", 0.115)},
    markings={"orange": "tiger"},
    rare=("white",),
    third={"orange": "EDE4D3"},
), 1.17)  # fmt: skip

LEOPARD = with_head(replace(
    stretched(_FRAME, 1.06, 0.88),
    name="leopard",
    listed_height=1.06,
    flesh=tuple(
        thicker(one, 0.90) if one.name in ("front", "back") else one for one in stretched(_FRAME, 1.06, 0.88).flesh
    ),
    locks=(stretched(replace(_FRAME, locks=(_tail(0.016),)), 1.06, 0.88).locks[0],),
    coats={"spotted": ("C5934E", "1A130E", "rosettes", 0.085), "black": ("1A1715", "0C0B0A", "rosettes", 0.085)},
    markings={"spotted": "tiger"},
    rare=("black",),
    third={"spotted": "E6D8BE"},
), 1.02)  # fmt: skip

_SLIM = stretched(_FRAME, 1.02, 0.78)
CHEETAH = with_head(replace(
    _SLIM,
    name="cheetah",
    listed_height=1.05,
    flesh=tuple(
        thicker(one, 0.74 if one.name in ("front", "back") else 0.90) if "paw" not in one.name and
        "toe" not in one.name else one
        for one in _SLIM.flesh
    ),
    locks=(stretched(replace(_FRAME, locks=(_tail(0.016),)), 1.02, 0.78).locks[0],),
    coats={"spotted": ("CFA35E", "17110D", "dots", 0.050)},
    markings={"spotted": "cheetah"},
    third={"spotted": "EBDDC4"},
), 0.98)  # fmt: skip
