"""Creatures of old: the dinosaur."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .contract import Surface, Values
from .creature_geometry import blob, flowing, skin
from .geometry import lathe, translated, tube
from .making import fine, look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line

Array = NDArray[np.float64]


def _jaws(at: Array, size: float) -> tuple[list[Surface], list[Surface]]:
    """An upper and a lower jaw towards -Y at `at`, and their teeth."""
    upper = flowing([tuple(at + size * np.array(p)) for p in ((0, 0.25, 0.05), (0, 0.0, 0.12), (0, -0.4, 0.05),
                                                              (0, -0.75, 0.0), (0, -0.9, -0.04))],
                    [(0.2 * size, 0.2 * size), (0.27 * size, 0.3 * size), (0.2 * size, 0.19 * size),
                     (0.16 * size, 0.13 * size), (0.07 * size, 0.06 * size)], 18)
    lower = flowing([tuple(at + size * np.array(p)) for p in ((0, 0.2, -0.16), (0, -0.2, -0.26), (0, -0.55, -0.34),
                                                              (0, -0.75, -0.38))],
                    [(0.18 * size, 0.12 * size), (0.17 * size, 0.09 * size), (0.14 * size, 0.07 * size),
                     (0.06 * size, 0.04 * size)], 16)
    teeth = []
    for k in range(7):
        y = -0.2 - 0.1 * k
        wide = 0.17 * np.interp(y, [-0.9, -0.2], [0.5, 1.0])
        for s in (-1, 1):
            point = lathe([(0, 0.02 * size), (0.022 * size, 0.0), (0.004 * size, -0.075 * size),
                           (0, -0.077 * size)][::-1], 6)
            teeth.append(translated(point,
                tuple(at + size * np.array([s * wide, y, -0.07 - 0.02 * (k % 2) + 0.06 * (y + 0.2)]))))
    return [upper, lower], teeth


def _dinosaur(values: Values) -> Sketch:
    """A great two-legged lizard: heavy head with open jaws and teeth, small arms with two claws, strong legs with three
    toes, a long tail as counterweight, a ridge of plates."""
    hide, belly = skin(values, bump=0.4), fine(look("Belly", "leather", "#c9b98a"), 0.2)
    claw, dark = look("Claws", "plastic", "#2a241c"), look("Eyes", "plastic", "#e0a81c")
    white = look("Teeth", "ceramic", "#efe9d6")
    body = flowing([(0, 3.6, 1.5), (0, 2.6, 1.55), (0, 1.5, 1.75), (0, 0.5, 2.0), (0, -0.5, 2.15), (0, -1.15, 2.55),
                    (0, -1.45, 3.0)],
                   [(0.03, 0.03), (0.14, 0.16), (0.32, 0.38), (0.55, 0.66), (0.5, 0.6), (0.3, 0.36), (0.24, 0.28)])
    jaws, teeth = _jaws(np.array([0.0, -1.55, 3.15]), 1.15)
    leg = [flowing([(0.42, 0.45, 1.95), (0.5, 0.1, 1.45), (0.5, -0.05, 1.15)], [(0.22, 0.42), (0.24, 0.34),
                                                                                (0.16, 0.18)], 16),
           tube(smooth_line([(0.5, -0.05, 1.2), (0.5, 0.35, 0.65), (0.5, 0.1, 0.14)], 4), np.linspace(0.17, 0.1, 9),
                12)]
    toes = [tube([(0.5, 0.1, 0.13), (0.5 + 0.3 * np.sin(a), 0.1 - 0.42 * np.cos(a), 0.06)], [0.09, 0.06], 10)
            for a in (-0.5, 0.0, 0.5)]
    nails = [tube([(0.5 + 0.3 * np.sin(a), 0.1 - 0.42 * np.cos(a), 0.06),
        (0.5 + 0.4 * np.sin(a), 0.1 - 0.58 * np.cos(a), 0.03)], [0.05, 0.008], 8) for a in (-0.5, 0.0, 0.5)]
    arm = [tube(smooth_line([(0.36, -0.85, 2.2), (0.42, -1.05, 1.9), (0.36, -1.3, 1.85)], 4),
                np.linspace(0.12, 0.06, 9), 10)]
    fingers = [tube([(0.36, -1.3, 1.85), (0.36 + 0.05 * s, -1.45, 1.76)], [0.035, 0.006], 8) for s in (-1, 1)]
    ridge = [blob(0, float(y), float(z), 0.07, 0.26, 0.2, 3) for y, z in zip(np.linspace(2.6, -1.0, 12),
                                                                             np.interp(np.linspace(2.6, -1.0, 12),
             [-1.2, -0.5, 0.5, 1.5, 2.6], [2.9, 2.75, 2.66, 2.14, 1.73]), strict=True)]  # fmt: skip
    parts = [
        part("body", "Skin", body), part("belly", "Belly", blob(0, -0.1, 1.86, 0.82, 2.1, 0.86, 7)),
        part("head", "Skin", *jaws), part("teeth", "Teeth", *teeth),
        part("eyes", "Eyes", both_sides(blob(0.24, -1.72, 3.42, 0.1, 0.12, 0.12, 4))),
        part("brows", "Skin", both_sides(blob(0.22, -1.68, 3.5, 0.16, 0.3, 0.1, 4))),
        part("legs", "Skin", both_sides(*leg, *toes)), part("claws", "Claws", both_sides(*nails, *fingers)),
        part("arms", "Skin", both_sides(*arm)), part("ridge", "Claws", *ridge),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[hide, belly, claw, dark, white], push=False,
                  solids=(solid("body", "belly", kind="hull"), solid("legs")))


CATEGORIES = (
    thing("dinosaur", "animal", (1.3, 6.3, 3.75), _dinosaur, material="leather", color="#5f6b3a", span=4, mass_kg=3500,
          synonyms=("t-rex", "tyrannosaurus", "trex", "t rex"), colors=("#5f6b3a", "#7a5f3f")),
)  # fmt: skip
