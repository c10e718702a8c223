"""Toys for the floor: rings on a peg with letter blocks, dice."""

from __future__ import annotations

import numpy as np

from .contract import Surface, Values
from .geometry import cylinder, lathe, rotated, rounded_box, superellipsoid, translated
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing

RAINBOW = ("#2c6fbf", "#2f9a48", "#efb81a", "#e0701c", "#d0302a")
"""of the rings, from the largest up"""


def _letter(strokes: list[tuple[float, float, float, float, float]], size: float) -> list[Surface]:
    """Raised strokes [x, z, width, height, turn] on a face to -Y, in shares of `size`."""
    return [rotated(rounded_box((w * size, 0.006, h * size), (x * size, 0, z * size), 0.0015), turn, (0, 1, 0),
                    (x * size, 0, z * size)) for x, z, w, h, turn in strokes]  # fmt: skip


_LETTERS = {
    "A": [(-0.13, 0.0, 0.10, 0.62, 0.33), (0.13, 0.0, 0.10, 0.62, -0.33), (0.0, -0.08, 0.26, 0.09, 0.0)],
    "T": [(0.0, -0.04, 0.11, 0.5, 0.0), (0.0, 0.25, 0.5, 0.11, 0.0)],
    "E": [(-0.17, 0.0, 0.11, 0.6, 0.0), (0.0, 0.25, 0.4, 0.10, 0.0), (-0.02, 0.0, 0.34, 0.10, 0.0),
          (0.0, -0.25, 0.4, 0.10, 0.0)],
}  # fmt: skip


def _toy(values: Values) -> Sketch:
    """Five rings that grow smaller on a peg with a ball on top and a rocking base; two letter blocks beside them."""
    main = main_look("Base", values)
    looks = [main, *(look(f"Ring {k + 1}", "plastic", color) for k, color in enumerate(RAINBOW))]
    wood = fine(look("Block", "birch"), 0.03)
    turn = 2.0 * np.pi * np.arange(12) / 12
    rings, z = [], 0.045
    for radius in (0.088, 0.076, 0.065, 0.055, 0.046):
        thick = 0.0215
        profile = np.column_stack([radius - thick + thick * np.cos(turn), 0.019 * np.sin(turn)])
        rings.append(translated(lathe(profile, 32, closed_profile=True), (0, 0, z + 0.019)))
        z += 0.0385
    base = lathe([(0, 0), (0.06, 0.0), (0.085, 0.012), (0.092, 0.03), (0.085, 0.042), (0.03, 0.047), (0, 0.047)], 32)
    peg = cylinder(0.018, 0.20, (0, 0, 0.14), segments=18, top_radius=0.013)
    ball = superellipsoid((0.056,) * 3, (0, 0, z + 0.022), 2.0, 6)
    parts = [part("base", "Base", base), part("peg", "Block", peg), part("ball", "Base", ball),
             *(part(f"ring_{k + 1}", f"Ring {k + 1}", one) for k, one in enumerate(rings))]  # fmt: skip
    for number, (letter, place, angle, color) in enumerate((("A", (0.155, -0.045, 0.0), 0.35, 5),
                                                            ("T", (0.105, -0.135, 0.0), -0.25, 1))):  # fmt: skip
        side = 0.075

        def put(piece: Surface, place: tuple[float, float, float] = place, angle: float = angle) -> Surface:
            return translated(rotated(piece, angle, (0, 0, 1)), place)

        cube = rounded_box((side,) * 3, (0, 0, 0.5 * side), 0.006, 4)
        marks = [translated(one, (0, -0.5 * side - 0.0005, 0.5 * side)) for one in _letter(_LETTERS[letter], side)]
        other = "E" if letter == "A" else "A"
        marks += [rotated(translated(one, (0, -0.5 * side - 0.0005, 0.5 * side)), 0.5 * np.pi, (0, 0, 1))
                  for one in _letter(_LETTERS[other], side)]  # fmt: skip
        edge = 0.5 * side - 0.004
        rims = [rounded_box((0.068, 0.003, 0.005), (0, -0.5 * side, 0.5 * side + s * edge), 0.001) for s in (-1, 1)]
        rims += [rounded_box((0.005, 0.003, 0.068), (s * edge, -0.5 * side, 0.5 * side), 0.001) for s in (-1, 1)]
        rims += [rotated(one, 0.5 * np.pi, (0, 0, 1)) for one in rims]
        parts += [part(f"block_{number + 1}", "Block", put(cube)),
                  part(f"letters_{number + 1}", f"Ring {color}", *map(put, marks), *map(put, rims))]  # fmt: skip
    return Sketch(parts=parts, looks=[*looks, wood], grip=True, push=False,
                  solids=(solid("base", "ring", "ball", kind="cylinder"), solid("block_1"), solid("block_2")))


_PIPS = {
    1: [(0, 0)], 2: [(-1, -1), (1, 1)], 3: [(-1, -1), (0, 0), (1, 1)], 4: [(-1, -1), (-1, 1), (1, -1), (1, 1)],
    5: [(-1, -1), (-1, 1), (1, -1), (1, 1), (0, 0)], 6: [(-1, -1), (-1, 0), (-1, 1), (1, -1), (1, 0), (1, 1)],
}  # fmt: skip


def _dice(values: Values) -> Sketch:
    """A die with soft edges and pips on all six sides; opposite sides add up to seven."""
    body, pip = main_look("Body", values), look("Pips", "plastic",
                                                "#17171a" if values["color"] != "black" else "#f0efe9")
    half, gap = 0.5, 0.25
    pips = []
    for number, axis, turn in ((1, (1, 0, 0), 0.0), (6, (1, 0, 0), np.pi), (2, (1, 0, 0), 0.5 * np.pi),
                               (5, (1, 0, 0), -0.5 * np.pi), (3, (0, 1, 0), 0.5 * np.pi),
                               (4, (0, 1, 0), -0.5 * np.pi)):  # fmt: skip
        for x, y in _PIPS[number]:
            dot = superellipsoid((0.19, 0.19, 0.035), (gap * x, gap * y, half - 0.010), 2.0, 4)
            pips.append(rotated(dot, turn, axis))
    return Sketch(parts=[part("body", "Body", rounded_box((1.0,) * 3, (0, 0, 0), 0.14, 6)), part("pips", "Pips",
                  *pips)],
                  looks=[body, pip], grip=True, push=False)  # fmt: skip


CATEGORIES = (
    thing("toy", "toy", (0.29, 0.265, 0.295), _toy, material="plastic", color="#d0302a", span=4, mass_kg=0.6,
          synonyms=("stacking rings", "toy tower", "baby toy")),
    thing("dice", "toy", (0.05, 0.05, 0.05), _dice, material="plastic", color="#f2efe6", span=20, mass_kg=0.02,
          equal_sides=True, synonyms=("die",)),
)  # fmt: skip
