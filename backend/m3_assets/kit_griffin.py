"""A griffin: the front half of an eagle, the back half of a lion."""

from __future__ import annotations

import numpy as np

from .contract import Values
from .creature_geometry import blob, flowing
from .geometry import rotated, tube
from .geometry_grid import thick_sheet
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line
from .wings import on_wings, spread_wing, wing_joints


def _griffin(values: Values) -> Sketch:
    """A lion's trunk, haunches and tufted tail; an eagle's neck, hooked beak, talons and great wings, and ears."""
    fur = fine(main_look("Fur", values), 0.10)
    plume = fine(look("Feathers", "wool", str(values["second_color"]) or "#efe6d2"), 0.10)
    quills, beak = fine(look("Flight Feathers", "wool", "#5d4124"), 0.10), look("Beak", "plastic", "#dfa327")
    dark, claw = look("Eyes", "plastic", "#15110c"), look("Claws", "plastic", "#26211c")
    iris = look("Irises", "plastic", "#e8b21a")
    body = flowing([(0, 1.12, 1.00), (0, 0.98, 1.04), (0, 0.62, 1.08), (0, 0.1, 1.06), (0, -0.4, 1.14),
        (0, -0.68, 1.30),
                    (0, -0.80, 1.56), (0, -0.86, 1.80)],
                   [(0.05, 0.06), (0.24, 0.26), (0.31, 0.36), (0.29, 0.33), (0.34, 0.42), (0.29, 0.33), (0.20, 0.22),
                    (0.17, 0.17)])  # fmt: skip
    bib = flowing([(0, -0.30, 1.02), (0, -0.62, 1.16), (0, -0.84, 1.46), (0, -0.88, 1.74), (0, -0.86, 1.90)],
                  [(0.24, 0.24), (0.30, 0.32), (0.235, 0.235), (0.195, 0.195), (0.17, 0.16)])  # fmt: skip
    head = blob(0, -0.96, 1.93, 0.36, 0.46, 0.36, 6)
    brow = blob(0.12, -1.06, 2.02, 0.10, 0.26, 0.07, 4)
    hook = flowing([(0, -1.08, 1.92), (0, -1.24, 1.92), (0, -1.36, 1.86), (0, -1.40, 1.76), (0, -1.38, 1.71)],
                   [(0.105, 0.115), (0.085, 0.095), (0.055, 0.065), (0.024, 0.03), (0.006, 0.008)], 14)  # fmt: skip
    jaw = flowing([(0, -1.06, 1.83), (0, -1.20, 1.82), (0, -1.30, 1.80)],
        [(0.075, 0.03), (0.055, 0.024), (0.012, 0.01)], 12)
    ears = thick_sheet(np.array([[(0.13 + 0.05 * u + s * w, -0.84 + 0.04 * u, 2.05 + 0.22 * u) for s in np.linspace(-1,
        1, 5)]
                                 for u, w in ((0, 0.05), (0.4, 0.055), (0.8, 0.028), (1.0, 0.006))]), 0.03)  # fmt: skip
    ruff = []
    for k, (y, z) in enumerate(((-0.52, 1.24), (-0.62, 1.42), (-0.70, 1.60), (-0.74, 1.76))):
        for s in range(5):
            a = 0.55 + 0.42 * s
            at = np.array([np.sin(a) * (0.30 - 0.035 * k), y - 0.24 * np.cos(a) * (1 - 0.1 * k), z])
            tip = at + np.array([0.10 * np.sin(a), 0.04 - 0.06 * np.cos(a), -0.18])
            start, middle = at + np.array([0, 0, 0.05]), 0.5 * (at + tip) + np.array([0.02, 0, 0.02])
            ruff.append(tube([start, middle, tip], [0.035, 0.055, 0.008], 8))
    front = [flowing([(0.20, -0.46, 1.14), (0.24, -0.50, 0.86), (0.23, -0.46, 0.62)], [(0.12, 0.17), (0.11, 0.14),
                                                                                      (0.07, 0.08)], 14)]  # fmt: skip
    shank = [tube(smooth_line(np.array([(0.23, -0.46, 0.66), (0.235, -0.42, 0.38), (0.235, -0.48, 0.07)]), 4),
        np.linspace(
        0.065, 0.05, 9), 10)]  # fmt: skip
    nails = []
    for a, reach in ((-0.55, 0.20), (0.0, 0.23), (0.55, 0.20), (np.pi, 0.13)):
        way = np.array([np.sin(a), -np.cos(a), 0.0])
        start = np.array([0.235, -0.48, 0.065])
        shank.append(tube([start, start + 0.6 * reach * way + (0, 0, 0.01), start + reach * way - (0, 0, 0.015)],
            [0.046, 0.036,
                     0.028], 8))  # fmt: skip
        nails.append(tube([start + reach * way - (0, 0, 0.012), start + (reach + 0.05) * way - (0, 0, 0.02),
            start + (reach + 0.08) *
                     way - (0, 0, 0.060)], [0.026, 0.017, 0.003], 8))  # fmt: skip
    back = [flowing([(0.19, 0.84, 1.12), (0.24, 0.80, 0.86), (0.24, 0.64, 0.62)],
        [(0.17, 0.30), (0.15, 0.25), (0.09, 0.12)], 14),
            tube(smooth_line(np.array([(0.24, 0.64, 0.66), (0.24, 0.86, 0.38), (0.24, 0.80, 0.10)]), 4),
            np.linspace(0.10, 0.06, 9),
                 12), blob(0.24, 0.74, 0.065, 0.17, 0.27, 0.13, 4)]  # fmt: skip
    nails += [tube([(0.24 + x, 0.62, 0.055), (0.24 + x, 0.585, 0.020)], [0.02, 0.005], 8) for x in (-0.05, 0.0, 0.05)]
    tail = tube(smooth_line(np.array([(0, 1.08, 1.04), (0, 1.40, 0.92), (0, 1.62, 0.72), (0, 1.78, 0.80),
        (0, 1.84, 1.00)]), 5),
                np.linspace(0.06, 0.030, 21), 10)  # fmt: skip
    tuft = blob(0, 1.86, 1.10, 0.14, 0.15, 0.30, 4)
    root = np.array([0.22, -0.36, 1.34])
    wing = [rotated(one, 0.30, (0, -1, 0), tuple(root)) for one in spread_wing(1.75, root)]
    parts = [
        part("body", "Fur", body), part("neck", "Feathers", bib, both_sides(*ruff)),
        part("head", "Feathers", head, both_sides(brow)),
        part("beak", "Beak", hook, jaw), part("ears", "Feathers", both_sides(ears)),
        part("irises", "Irises", both_sides(blob(0.148, -1.07, 1.955, 0.06, 0.09, 0.09, 4))),
        part("eyes", "Eyes", both_sides(blob(0.165, -1.085, 1.955, 0.045, 0.05, 0.05, 3))),
        part("front_legs", "Feathers", both_sides(*front)), part("talons", "Beak", both_sides(*shank)),
        part("back_legs", "Fur", both_sides(*back)), part("claws", "Claws", both_sides(*nails)),
        part("tail", "Fur", tail),
        part("tail_tuft", "Flight Feathers", tuft), *on_wings("wings", "Flight Feathers", *wing),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[fur, plume, quills, beak, dark, claw, iris], push=False, joints=wing_joints(root),
                  solids=(solid("body", "neck", "head", kind="hull"), solid("front_legs", "back_legs")))  # fmt: skip


CATEGORIES = (
    thing("griffin", "animal", (3.6, 3.33, 2.3), _griffin, material="wool", color="#b8843f", patterned=True, span=5,
          mass_kg=320, synonyms=("gryphon", "hippogriff"), colors=("#b8843f", "#8a5a2c")),
)  # fmt: skip
