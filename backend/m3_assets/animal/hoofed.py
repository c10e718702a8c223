"""Horse, unicorn, zebra and donkey."""

from __future__ import annotations

from dataclasses import replace

from .species import BACK, FRONT, SPINE, Ear, Lock, Species, stretched, sweep, with_head

_CREST = (
    ("neck_1", 0.315, 1.015), ("neck_1", 0.355, 1.055), ("neck_1", 0.395, 1.098), ("neck_2", 0.435, 1.140),
    ("neck_2", 0.475, 1.182), ("neck_2", 0.512, 1.222), ("neck_2", 0.548, 1.262), ("head", 0.585, 1.298),
)  # fmt: skip
"""bone, forward and up along the top of the neck"""


def _mane() -> tuple[Lock, ...]:
    """Locks that fall to the right, and one over the forehead."""
    falling = tuple(
        Lock(
            part=f"mane_{number}",
            points=((0.012, f + 0.010, u - 0.015), (-0.030, f, u + 0.010), (-0.078, f - 0.012, u - 0.050),
                    (-0.098, f - 0.020, u - 0.125), (-0.100, f - 0.030, u - 0.190 + 0.02 * (number % 3))),
            widths=(0.014, 0.019, 0.018, 0.014, 0.004), bone=bone, look="hair", flat=2.2,
        )
        for number, (bone, f, u) in enumerate(_CREST)
    )  # fmt: skip
    forelock = Lock(
        part="forelock",
        points=((0, 0.615, 1.300), (0, 0.665, 1.318), (0.006, 0.725, 1.262), (0.010, 0.760, 1.200)),
        widths=(0.018, 0.022, 0.017, 0.004), bone="head", look="hair", flat=1.4,
    )  # fmt: skip
    return (*falling, forelock)


def _tufted_tail() -> tuple[Lock, ...]:
    """A thin tail with hair at its end."""
    return (
        Lock(part="tail", points=((0, -0.520, 0.880), (0, -0.590, 0.830), (0, -0.630, 0.700), (0, -0.645, 0.560)),
             widths=(0.026, 0.022, 0.019, 0.017), bone="tail_1", look="coat"),
        Lock(part="tuft", points=((0, -0.643, 0.590), (0, -0.650, 0.480), (0, -0.640, 0.340)),
             widths=(0.018, 0.036, 0.006), bone="tail_3", look="hair"),
    )  # fmt: skip


def _brush() -> tuple[Lock, ...]:
    """A mane that stands up."""
    return tuple(
        Lock(
            part=f"mane_{number}",
            points=((0, f + 0.020, u - 0.025), (0, f - 0.008, u + 0.020), (0, f - 0.028, u + 0.058)),
            widths=(0.026, 0.026, 0.015), bone=bone, look="hair", flat=0.5,
        )
        for number, (bone, f, u) in enumerate(_CREST)
    )  # fmt: skip


HORSE = Species(
    name="horse",
    listed_height=1.03,
    spine=(
        (-0.440, 0.900), (-0.220, 0.890), (0.000, 0.870), (0.200, 0.880), (0.360, 0.900), (0.500, 1.080),
        (0.630, 1.250), (0.930, 1.000),
    ),
    shoulder=((0.270, 0.950), (0.440, 0.660), (0.280, 0.540), (0.295, 0.310), (0.302, 0.125), (0.385, 0.0)),
    hip=((-0.420, 0.780), (-0.290, 0.550), (-0.500, 0.365), (-0.472, 0.125), (-0.390, 0.0)),
    tracks=(0.115, 0.120),
    tail=((-0.540, 0.870), (-0.610, 0.800), (-0.650, 0.660), (-0.660, 0.500), (-0.650, 0.330)),
    jaw=((0.720, 1.110), (0.910, 0.920)),
    flesh=(
        sweep("torso", SPINE[:4], """
            -0.545 0.790 0 0.075 0.085 0.105
            -0.480 0.790 0 0.145 0.125 0.155
            -0.360 0.775 0 0.174 0.168 0.175
            -0.200 0.755 0 0.178 0.168 0.185
             0.000 0.730 0 0.184 0.170 0.205
             0.160 0.720 0 0.178 0.205 0.215
             0.280 0.730 0 0.162 0.240 0.205
             0.400 0.735 0 0.125 0.185 0.175
             0.470 0.735 0 0.085 0.105 0.115
        """),
        sweep("neck", ("chest", "neck_1", "neck_2"), """
            0.280 0.800 0 0.105 0.185 0.190
            0.420 0.930 0 0.084 0.150 0.160
            0.550 1.080 0 0.068 0.120 0.125
            0.640 1.200 0 0.058 0.092 0.100
        """, 0.10),
        sweep("head", ("head",), """
            0.630 1.255 0 0.054 0.052 0.080
            0.690 1.210 0 0.070 0.056 0.108
            0.760 1.140 0 0.062 0.055 0.084
            0.840 1.060 0 0.046 0.045 0.050
            0.905 0.995 0 0.044 0.042 0.040
            0.940 0.962 0 0.042 0.036 0.034
        """, 0.05),
        sweep("front", FRONT[:4], """
            0.285 0.890 0.100 0.055 0.105 0.105
            0.400 0.730 0.125 0.068 0.098 0.112
            0.370 0.630 0.130 0.067 0.078 0.102
            0.290 0.540 0.125 0.054 0.062 0.072
            0.290 0.440 0.118 0.042 0.047 0.047
            0.295 0.335 0.115 0.036 0.039 0.038
            0.295 0.300 0.115 0.032 0.036 0.036
            0.296 0.240 0.115 0.025 0.026 0.028
            0.298 0.170 0.115 0.024 0.025 0.028
            0.302 0.125 0.115 0.029 0.031 0.034
        """, 0.06),
        sweep("back", BACK[:3], """
            -0.420 0.810 0.080 0.085 0.135 0.125
            -0.380 0.690 0.115 0.092 0.132 0.142
            -0.330 0.580 0.130 0.077 0.092 0.132
            -0.370 0.490 0.128 0.057 0.062 0.087
            -0.460 0.405 0.122 0.038 0.040 0.052
            -0.500 0.365 0.120 0.034 0.038 0.042
            -0.490 0.300 0.120 0.028 0.030 0.032
            -0.480 0.190 0.120 0.025 0.027 0.029
            -0.472 0.125 0.120 0.030 0.032 0.035
        """, 0.07),
        sweep("front pastern", (FRONT[4],), """
            0.302 0.125 0.115 0.029 0.031 0.033
            0.325 0.085 0.115 0.026 0.027 0.028
            0.341 0.055 0.115 0.031 0.031 0.031
        """, 0.015),
        sweep("back pastern", (BACK[3],), """
            -0.472 0.125 0.120 0.030 0.032 0.034
            -0.450 0.085 0.120 0.027 0.028 0.029
            -0.434 0.055 0.120 0.031 0.031 0.031
        """, 0.015),
    ),
    ears=Ear(root=(0.030, 0.628, 1.290), tip=(0.046, 0.650, 1.405), width=0.026, opening=(0.5, 0.9, 0.0)),
    eye=(0.738, 1.198, 0.0165),
    nostril=(0.030, 0.948, 0.985, 0.0110),
    jaw_rows=(
        (0.720, 1.090, 0.046, 0.040, 0), (0.790, 1.034, 0.036, 0.034, 0), (0.855, 0.976, 0.032, 0.028, 0),
        (0.905, 0.936, 0.026, 0.022, 0),
    ),
    foot="hoof",
    hoof=(0.098, 0.043, 0.066),
    cell=0.0160,
    locks=(
        *_mane(),
        Lock(part="tail", points=((0, -0.515, 0.885), (0, -0.590, 0.850), (0, -0.645, 0.720), (0, -0.665, 0.560),
                                  (0, -0.660, 0.400), (0, -0.645, 0.260)),
             widths=(0.030, 0.044, 0.056, 0.058, 0.044, 0.008), bone="tail_1", look="hair"),
    ),
    coats={
        "brown": ("6F4A2C", "17110D", "", 0.1), "bay": ("74472A", "17110D", "", 0.1),
        "chestnut": ("7A3E1A", "8A4A22", "", 0.1), "black": ("17130F", "0E0C0A", "", 0.1),
        "gray": ("8C8A88", "4E4C4B", "dots", 0.07), "white": ("DDD6CA", "B9AFA2", "", 0.1),
        "palomino": ("BF8F4D", "E6D9BE", "", 0.1), "pinto": ("E3DCD0", "5B331A", "patches", 0.55),
    },
    markings={"brown": "points", "bay": "points", "gray": "muzzle", "palomino": "socks", "chestnut": "mane"},
)  # fmt: skip

UNICORN = replace(
    HORSE,
    name="unicorn",
    form_of="horse",
    locks=(
        *HORSE.locks,
        Lock(part="unicorn_horn", points=((0, 0.700, 1.240), (0, 0.790, 1.370), (0, 0.900, 1.530)),
             widths=(0.024, 0.016, 0.002), bone="head", look="horn"),
    ),
    coats={"white": ("E6E0D6", "CFC4B4", "", 0.1)},
    hair={"white": "D9B8C4"},
)  # fmt: skip

ZEBRA = with_head(replace(
    HORSE,
    name="zebra",
    listed_height=1.06,
    ears=replace(HORSE.ears, tip=(0.060, 0.640, 1.400), width=0.034),
    locks=(*_brush(), *_tufted_tail()),
    coats={"zebra": ("E2DCD0", "14110F", "zebra", 0.105)},
    markings={"zebra": "muzzle"},
), 1.10)  # fmt: skip

DONKEY = with_head(replace(
    stretched(HORSE, 0.97, 1.0),
    name="donkey",
    listed_height=1.04,
    ears=Ear(root=(0.036, 0.605, 1.285), tip=(0.085, 0.590, 1.520), width=0.044, opening=(0.5, 0.9, 0.0)),
    locks=stretched(replace(HORSE, locks=(*_brush(), *_tufted_tail())), 0.97, 1.0).locks,
    coats={"gray": ("736B63", "DAD3C6", "", 0.1), "brown": ("5D4632", "D2C3A8", "", 0.1)},
    markings={"gray": "donkey", "brown": "donkey"},
    third={"gray": "2B2622", "brown": "221914"},
), 1.20)  # fmt: skip
"""long ears, a large head, a pale muzzle, ring round the eye and belly, a dark line along the back"""
