"""Of a circus ring: the hoop that animals jump through."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from .contract import Surface, Values
from .geometry import cylinder, rounded_box, superellipsoid, tube
from .making import Look, look, main_look
from .materials import burning
from .sketch import Sketch, part, solid, thing

HOOP, HOOP_M = "jumping hoop", (1.45, 0.74, 1.68)
"""name and usual size"""
RING_M, MIDDLE_M = 0.62, 1.02
"""radius of the ring, and height of its middle, of a hoop of the usual size"""


def _hoop(values: Values) -> Sketch:
    """A wide ring on two posts with feet, striped; it stands across Y, what jumps through it goes along Y. A flaming
    one burns all round."""
    paint, white = main_look("Ring", values), look("Stripes", "lacquer", "#f2efe6", fill=0.2)
    iron = look("Stand", "painted metal", "#2a2d33", fill=0.3)
    looks = [paint, white, iron]
    turn = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
    arcs: tuple[list[Surface], list[Surface]] = ([], [])
    for k, start in enumerate(turn):
        a = np.linspace(start, start + 2.0 * np.pi / 16 + 0.004, 7)
        line = np.column_stack([RING_M * np.cos(a), 0 * a, MIDDLE_M + RING_M * np.sin(a)])
        arcs[k % 2].append(tube(line, 0.034, 12))
    posts = [cylinder(0.026, MIDDLE_M, (s * (RING_M + 0.06), 0.0, 0.5 * MIDDLE_M), segments=14) for s in (-1, 1)]
    clamps = [rounded_box((0.11, 0.08, 0.10), (s * (RING_M + 0.03), 0.0, MIDDLE_M), 0.02) for s in (-1, 1)]
    feet = [rounded_box((0.09, 0.74, 0.05), (s * (RING_M + 0.06), 0.0, 0.025), 0.015) for s in (-1, 1)]
    parts = [part("ring", "Ring", *arcs[0]), part("stripes", "Stripes", *arcs[1]),
             part("stand", "Stand", *posts, *clamps, *feet)]  # fmt: skip
    if values["flaming"]:
        rng = np.random.default_rng(3)
        flames, cores = [], []
        for a in np.linspace(0.0, 2.0 * np.pi, 34, endpoint=False):
            high = float(rng.uniform(0.16, 0.34))
            spot = np.array([RING_M * np.cos(a), float(rng.uniform(-0.02, 0.02)), MIDDLE_M + RING_M * np.sin(a)])
            flames.append(superellipsoid((0.085, 0.075, high), spot + np.array([0, 0, 0.36 * high]), 1.3, 3))
            cores.append(superellipsoid((0.045, 0.04, 0.55 * high), spot + np.array([0, -0.012, 0.22 * high]), 1.4, 3))
        parts += [part("flames", "Flames", *flames), part("cores", "Cores", *cores)]
        looks += [Look(burning(name, color, watts), "glass", 0.05)
                  for name, color, watts in (("Flames", "#ff7a1a", 5.0), ("Cores", "#ffd35a", 9.0))]  # fmt: skip
    return Sketch(parts=parts, looks=looks, grip=False, push=False, solids=(solid("stand"),))


_FLAMING = Parameter(name="flaming", value=False, description="whether the ring burns")

CATEGORIES = (
    thing(HOOP, "circus", HOOP_M, _hoop, material="lacquer", color="#c8261f", span=3.0, mass_kg=14.0,
          extra=(_FLAMING,), synonyms=("ring of fire", "circus hoop", "fire hoop"),
          presets={word: {"flaming": True} for word in ("ring of fire", "fire hoop")}),
)  # fmt: skip
