"""What a party has in the air: balloons on their ribbons."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Values
from .geometry import lathe, superellipsoid, tube
from .making import fine, look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line

_HAND_M = 0.55
"""where a hand takes the ribbon: a standing person's then holds the balloon over the head"""


def _ribbon(foot_m: float, top_m: float) -> np.ndarray:
    """(K, 3) from a loose coil on the floor up to the knot: it winds less the tauter it hangs."""
    turn = np.linspace(0.0, 3.0 * np.pi, 28)
    coil = np.column_stack([
        (0.075 - 0.004 * turn) * np.cos(turn), (0.075 - 0.004 * turn) * np.sin(turn), np.full(len(turn), foot_m)
    ])  # fmt: skip
    rise = np.linspace(0.0, 1.0, 60)[1:]
    swing = 0.037 * (1.0 - rise) ** 2.0
    angle = turn[-1] + 2.0 * np.pi * 4.0 * rise
    hang = np.column_stack([swing * np.cos(angle), swing * np.sin(angle), foot_m + (top_m - foot_m) * rise])
    return np.concatenate([coil, hang])


def _balloon(values: Values) -> Sketch:
    """A pear of thin glossy rubber, full above and drawn out to a rolled knot, on a ribbon that curls on the floor."""
    rubber = fine(look("Rubber", "rubber", str(values["color"]), roughness=0.16), 0.0)
    ribbon = look("Ribbon", "cotton", "#e8e4da")
    low, high = 1.085, 1.44
    shares = np.array([(0.075, 0.012), (0.16, 0.05), (0.36, 0.145), (0.66, 0.31), (0.90, 0.49), (1.0, 0.655),
                       (0.955, 0.81), (0.78, 0.92), (0.48, 0.98), (0.2, 0.997)])  # fmt: skip
    line = smooth_line(shares * (0.14, high - low) + (0.0, low), 4)
    body = lathe(np.vstack([[0.0, low], line, [0.0, high]]), 40)
    neck = smooth_line([(0.0095, low + 0.010), (0.0075, low - 0.002), (0.011, low - 0.012), (0.019, low - 0.022)], 3)
    mouth = lathe(np.vstack([[0.0, low - 0.024], neck[::-1], [0.0, low + 0.011]]), 20)
    knot = superellipsoid((0.024, 0.022, 0.012), (0.0, 0.0, low - 0.003), 2.0, 4)
    bow = [tube(_loose_end(s, low - 0.012), 0.0018, 6, edge=0.0) for s in (-1.0, 1.0)]
    return Sketch(
        parts=[part("body", "Rubber", body), part("knot", "Rubber", mouth, knot),
               part("ribbon", "Ribbon", tube(_ribbon(0.0024, low - 0.012), 0.0022, 6, edge=0.0), *bow)],
        looks=[rubber, ribbon], grip=False, push=False, solids=(solid("", kind="cylinder"),),
        places=(shapes.grip((0.0, 0.0, _HAND_M), 0.006, 0.05),),
    )  # fmt: skip


def _loose_end(side: float, z_m: float) -> np.ndarray:
    """(K, 3) one loose end of the ribbon beside the knot."""
    return smooth_line([(0.0, 0.0, z_m), (0.012 * side, -0.006, z_m - 0.010), (0.021 * side, -0.004, z_m - 0.028),
                        (0.016 * side, 0.004, z_m - 0.045)], 3)  # fmt: skip


CATEGORIES = (
    thing("balloon", "party", (0.28, 0.28, 1.38), _balloon, material="rubber", color="#c81e2c", span=3.0,
          equal_sides=True, mass_kg=0.012, synonyms=("party balloon", "air balloon", "helium balloon"),
          colors=("#c81e2c", "#1d5fc4", "#f0b713", "#2b9a4a", "#e0589b", "#7a3bb0", "#e8701a")),
)  # fmt: skip
