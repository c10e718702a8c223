"""Dragon: a deep chest on four clawed legs, a swan's neck with a horned head, wings of skin, a long spiked tail."""

from __future__ import annotations

import numpy as np

from .crocodile import teeth
from .species import BACK, FRONT, Breath, Ear, Lock, Point, Species, Wings, paw, sweep
from .sweep import Array, Sweep

_SPINE: tuple[Point, ...] = (
    (-0.750, 0.900), (-0.350, 0.950), (0.050, 0.960), (0.400, 0.960), (0.620, 1.020), (0.860, 1.190), (0.975, 1.460),
    (1.030, 1.740), (1.160, 1.980), (1.820, 1.870),
)  # fmt: skip
_TAIL: tuple[Point, ...] = (
    (-0.950, 0.860), (-1.450, 0.740), (-1.950, 0.560), (-2.450, 0.405), (-2.950, 0.310), (-3.400, 0.290),
    (-3.850, 0.330),
)  # fmt: skip
_NECK = ("neck_1", "neck_2", "neck_3", "neck_4")
_TAILS = tuple(f"tail_{k}" for k in range(1, len(_TAIL)))
_SPIKE_APART = 0.135
"""along the back, of the height"""

_TORSO = sweep("torso", ("hips", "spine_1", "spine_2", "chest"), """
    -1.050 0.850 0 0.170 0.165 0.160
    -0.750 0.860 0 0.245 0.215 0.230
    -0.350 0.855 0 0.245 0.215 0.235
     0.050 0.840 0 0.295 0.240 0.300
     0.380 0.825 0 0.315 0.260 0.350
     0.620 0.870 0 0.250 0.220 0.290
     0.760 0.960 0 0.180 0.170 0.200
""")
_THROAT = sweep("neck", ("chest", *_NECK), """
    0.560 0.920 0 0.215 0.200 0.240
    0.840 1.140 0 0.165 0.160 0.180
    0.975 1.430 0 0.132 0.140 0.145
    1.030 1.720 0 0.118 0.130 0.125
    1.150 1.950 0 0.122 0.120 0.120
""", 0.10)
_STERN = sweep("tail", ("hips", *_TAILS), """
    -0.850 0.860 0 0.205 0.185 0.195
    -1.200 0.800 0 0.165 0.155 0.160
    -1.700 0.655 0 0.122 0.120 0.120
    -2.200 0.485 0 0.092 0.090 0.090
    -2.700 0.355 0 0.069 0.068 0.066
    -3.200 0.298 0 0.049 0.049 0.048
    -3.820 0.328 0 0.026 0.027 0.026
""", 0.10)


def _spikes(flesh: Sweep, heads: dict[str, Point], tall: tuple[float, float]) -> tuple[Lock, ...]:
    """Blades along the upper edge of a tube, raked back, each on the bone below it; `tall` at its ends."""
    line = np.column_stack([np.interp(np.linspace(0.0, 1.0, 200), np.linspace(0.0, 1.0, len(flesh.rows)), column)
                            for column in flesh.rows.T])  # fmt: skip
    length = np.r_[0.0, np.cumsum(np.hypot(*np.diff(line[:, :2], axis=0).T))]
    names = list(heads)
    found = []
    count = int(length[-1] / _SPIKE_APART)
    for k in range(count):
        share = (k + 0.5) / count
        at = int(np.searchsorted(length, share * length[-1]))
        way = line[min(at + 1, 199), :2] - line[max(at - 1, 0), :2]
        way = way / np.hypot(*way) * np.sign(way[0] + 1e-9 if flesh is not _THROAT else 1.0)
        up = np.array([-way[1], way[0]])
        root = line[at, :2] + 0.86 * line[at, 4] * up
        high = tall[0] + share * (tall[1] - tall[0])
        bone = min(names, key=lambda name: float(np.hypot(*(line[at, :2] - heads[name]))))
        points = (root, root + 0.55 * high * up - 0.20 * high * way, root + high * up - 0.75 * high * way)
        found.append(Lock(
            part=f"spike_{flesh.name}_{k}", points=tuple((0.0, float(p[0]), float(p[1])) for p in points),
            widths=(0.42 * high, 0.27 * high, 0.03 * high), bone=bone, look="horn", flat=0.32, rigid=True,
        ))  # fmt: skip
    return tuple(found)


def _middles(names: tuple[str, ...], points: tuple[Point, ...]) -> dict[str, Point]:
    """The middle of each bone."""
    middle: Array = 0.5 * (np.array(points[:-1]) + np.array(points[1:]))
    return {name: (float(p[0]), float(p[1])) for name, p in zip(names, middle, strict=True)}


_BACKBONES = _middles(("hips", "spine_1", "spine_2", "chest", *_NECK, "head"), _SPINE)

DRAGON = Species(
    name="dragon",
    bare=True,
    iris="D8A21A",
    foot="talon",
    young=0.30,
    listed_height=2.27,
    spine=_SPINE,
    shoulder=((0.400, 1.000), (0.520, 0.720), (0.340, 0.520), (0.460, 0.260), (0.480, 0.080), (0.800, 0.0)),
    hip=((-0.700, 0.820), (-0.450, 0.520), (-0.800, 0.280), (-0.700, 0.080), (-0.360, 0.0)),
    tracks=(0.285, 0.300),
    tail=_TAIL,
    jaw=((1.200, 1.900), (1.760, 1.800)),
    flesh=(
        _TORSO, _THROAT, _STERN,
        sweep("head", ("head",), """
            1.080 2.000 0 0.130 0.110 0.110
            1.220 2.015 0 0.165 0.120 0.115
            1.360 1.985 0 0.152 0.105 0.075
            1.520 1.940 0 0.115 0.080 0.055
            1.680 1.910 0 0.100 0.070 0.048
            1.810 1.880 0 0.070 0.052 0.042
        """, 0.06),
        sweep("head brow", ("head",), """
            1.240 2.110 0.105 0.050 0.045 0.060
            1.420 2.070 0.098 0.045 0.036 0.050
        """, 0.05),
        sweep("head nose", ("head",), """
            1.690 1.965 0.050 0.042 0.038 0.040
            1.780 1.945 0.048 0.040 0.030 0.040
        """, 0.05),
        sweep("front", FRONT[:4], """
            0.420 0.990 0.190 0.095 0.150 0.150
            0.500 0.760 0.260 0.120 0.160 0.170
            0.385 0.545 0.285 0.098 0.115 0.110
            0.440 0.340 0.288 0.076 0.082 0.080
            0.468 0.190 0.285 0.066 0.066 0.070
            0.490 0.095 0.285 0.074 0.062 0.068
        """, 0.08),
        sweep("back", BACK[:3], """
            -0.720 0.870 0.170 0.130 0.200 0.200
            -0.610 0.690 0.255 0.140 0.190 0.190
            -0.500 0.530 0.290 0.108 0.130 0.130
            -0.660 0.395 0.298 0.082 0.086 0.092
            -0.785 0.285 0.300 0.066 0.070 0.072
            -0.740 0.170 0.300 0.060 0.060 0.062
            -0.705 0.095 0.300 0.070 0.060 0.062
        """, 0.08),
        *paw("front", FRONT[4], 0.480, 0.285, 2.05),
        *paw("back", BACK[3], -0.700, 0.300, 2.15),
    ),
    ears=Ear(root=(0.130, 1.170, 1.990), tip=(0.330, 0.960, 2.080), width=0.075, opening=(0.5, 0.9, 0.2)),
    eye=(1.395, 2.030, 0.0460),
    nostril=(0.052, 1.800, 1.945, 0.0200),
    jaw_rows=(
        (1.200, 1.905, 0.138, 0.100, 0), (1.360, 1.885, 0.118, 0.085, 0), (1.550, 1.868, 0.086, 0.068, 0),
        (1.700, 1.852, 0.074, 0.056, 0), (1.790, 1.848, 0.052, 0.042, 0),
    ),
    cell=0.0310,
    locks=(
        Lock(part="horn", points=((0.080, 1.180, 2.080), (0.125, 1.000, 2.215), (0.170, 0.780, 2.270),
                                  (0.185, 0.580, 2.225)),
             widths=(0.058, 0.046, 0.030, 0.005), bone="head", look="horn", paired=True),
        Lock(part="horn_low", points=((0.135, 1.170, 1.960), (0.200, 1.060, 1.945), (0.245, 0.930, 1.970)),
             widths=(0.034, 0.024, 0.004), bone="head", look="horn", paired=True),
        Lock(part="horn_nose", points=((0.0, 1.740, 1.950), (0.0, 1.735, 2.020), (0.0, 1.690, 2.080)),
             widths=(0.032, 0.022, 0.003), bone="head", look="horn"),
        Lock(part="spur", points=((0.0, 1.700, 1.810), (0.0, 1.680, 1.750), (0.0, 1.620, 1.690)),
             widths=(0.026, 0.018, 0.003), bone="jaw", look="horn"),
        *teeth("tooth", "head", ((0.118, 1.400, 1.905), (0.098, 1.560, 1.885), (0.085, 1.700, 1.870),
                                 (0.050, 1.800, 1.865)), -0.046, 0.013),
        *teeth("tooth_low", "jaw", ((0.088, 1.420, 1.880), (0.070, 1.570, 1.862), (0.058, 1.700, 1.850),
                                    (0.036, 1.780, 1.845)), 0.034, 0.011),
        *_spikes(_THROAT, _BACKBONES, (0.125, 0.085)),
        *_spikes(_TORSO, _BACKBONES, (0.115, 0.135)),
        *_spikes(_STERN, _middles(_TAILS, _TAIL), (0.115, 0.045)),
        Lock(part="tail_spade", points=((0.0, -3.720, 0.322), (0.0, -3.900, 0.332), (0.0, -4.060, 0.342),
                                        (0.0, -4.260, 0.355)),
             widths=(0.022, 0.036, 0.030, 0.003), bone=_TAILS[-1], look="horn", flat=4.6, rigid=True),
    ),
    wings=Wings(
        root=(0.190, 0.330, 1.030),
        ways=((0.40, -0.72, 0.56), (0.16, 0.66, 0.73), (0.10, -0.97, -0.16), (0.13, -0.92, -0.36), (0.13, -0.81, -0.57),
              (0.10, -0.64, -0.76), (0.10, -0.70, -0.72)),
        lengths=(0.62, 0.80, 1.72, 1.66, 1.44, 1.18, 0.80), thickness=0.068,
        flank=(("chest", 0.240, 0.300, 0.980), ("spine_2", 0.255, 0.000, 0.960), ("spine_1", 0.235, -0.400, 0.950)),
    ),
    breath=Breath(kind="fire", bone="head", start=(1.580, 1.875), way=(1.0, -0.10), length=3.0, width=0.52),
    coats={"green": ("3B5A2C", "C0A766", "", 0.1), "red": ("7E1A12", "CF9A54", "", 0.1),
           "blue": ("22456B", "B9B08C", "", 0.1), "black": ("1D1C20", "6A5238", "", 0.1)},
    markings=dict.fromkeys(("green", "red", "blue", "black"), "dragon"),
    hair={"green": "7A3420", "red": "3E1712", "blue": "1A2A46", "black": "4A1514"},
)  # fmt: skip
