"""Backpacks, handbags, briefcases, shopping bags."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, deformed, fillet, loft, rounded_box, sweep, translated, tube
from .geometry_grid import outward
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line

_STRAP = fillet([(-0.019, -0.003), (0.019, -0.003), (0.019, 0.003), (-0.019, 0.003)], 0.0025, 2, closed=True)


def stuffed(rows: list[tuple[float, float, float, float]], power: float = 3.2, count: int = 36) -> Surface:
    """A soft body through level sections [z, half width, half depth, y]; a higher power is boxier."""
    turn = 2 * np.pi * np.arange(count) / count
    cosine = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** (2 / power)
    sine = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** (2 / power)
    smooth = smooth_line(np.array(rows)[:, :3], 3), smooth_line(np.array(rows)[:, [0, 3, 3]], 3)
    rings = [np.column_stack([a * cosine, y + b * sine, np.full(count, z)])
             for (z, a, b), (_, y, _) in zip(*smooth, strict=True)]  # fmt: skip
    return outward(loft(np.array(rings)))


def _backpack(values: Values) -> Sketch:
    """A rounded sack with a front and two side pockets, zips, two shoulder straps, a loop to hang it by."""
    cloth, dark = fine(main_look("Cloth", values), 0.08), fine(look("Trim", "fabric", "#1c1d20"), 0.05)
    metal = look("Zip", "aluminium")
    body = stuffed([(0.0, 0.13, 0.07, 0), (0.012, 0.15, 0.09, 0), (0.08, 0.165, 0.105, 0), (0.24, 0.162, 0.10, 0),
                    (0.36, 0.145, 0.085, 0.008), (0.43, 0.105, 0.06, 0.02), (0.455, 0.05, 0.03, 0.03)])
    pocket = stuffed([(0.025, 0.09, 0.03, -0.10), (0.04, 0.115, 0.045, -0.10), (0.12, 0.12, 0.05, -0.098),
                      (0.20, 0.11, 0.042, -0.094), (0.225, 0.08, 0.025, -0.09)])
    flank = translated(stuffed([(0.03, 0.02, 0.05, 0), (0.05, 0.03, 0.065, 0), (0.12, 0.032, 0.068, 0),
                                (0.17, 0.022, 0.06, 0)]),
                       (0.16, 0, 0))  # fmt: skip
    arch = np.linspace(0, np.pi, 15)
    zips = [np.column_stack([0.088 * np.cos(arch), np.full(15, -0.139) + 0.012 * np.sin(arch),
                             0.165 + 0.045 * np.sin(arch)])]
    turn = np.linspace(-0.2, np.pi + 0.2, 25)
    zips.append(np.column_stack([0.158 * np.cos(turn), np.full(25, -0.052) + 0.04 * np.sin(turn),
                                 0.27 + 0.155 * np.sin(turn)]))
    straps = [sweep(smooth_line([(0.06, 0.075, 0.42), (0.07, 0.13, 0.41), (0.085, 0.165, 0.32), (0.10, 0.16, 0.2),
                                 (0.115, 0.125, 0.1), (0.12, 0.085, 0.05)], 4), 1.35 * _STRAP, up=(0, 0, 1),
                                 caps="ladder")]
    loop = tube(smooth_line([(-0.03, 0.05, 0.44), (-0.025, 0.052, 0.475), (0, 0.053, 0.487), (0.025, 0.052, 0.475),
                             (0.03, 0.05, 0.44)], 4), 0.006, 8)  # fmt: skip
    pulls = [rounded_box((0.007, 0.004, 0.026), (0.088, -0.142, 0.15), 0.0015),
             rounded_box((0.007, 0.004, 0.026), (0.15, -0.062, 0.24), 0.0015)]  # fmt: skip
    badge = rounded_box((0.05, 0.006, 0.03), (0, -0.148, 0.09), 0.002)
    parts = [part("sack", "Cloth", body), part("pocket", "Cloth", pocket), part("side_pockets", "Trim",
                                                                                both_sides(flank)),
             part("zips", "Trim", *(tube(line, 0.0035, 6) for line in zips)), part("pulls", "Zip", *pulls),
             part("straps", "Trim", both_sides(*straps)), part("loop", "Trim", loop), part("badge", "Trim", badge)]
    return Sketch(parts=parts, looks=[cloth, dark, metal], grip=False, solids=(solid("sack", "pocket"),),
                  places=(shapes.grip((0, 0.053, 0.48), 0.012, 0.06),
                          shapes.affordance("hook", "hang_at", (0, 0.053, 0.485), (0, 0, 0))))  # fmt: skip


def _handbag(values: Values) -> Sketch:
    """A trapezoid body with a flap and a clasp, seams, two feet, a bow of a handle on rings; a shopping bag of paper
    is open above with two cords."""
    if values["style"] == "shopping":
        return _shopping_bag(values)
    hide, metal = fine(main_look("Hide", values), 0.05), look("Clasp", "brass")
    dark = fine(look("Seam", "leather", "#1a120d"), 0.02)
    body = stuffed([(0.0, 0.145, 0.055, 0), (0.01, 0.155, 0.065, 0), (0.08, 0.15, 0.062, 0), (0.16, 0.135, 0.045, 0),
                    (0.205, 0.125, 0.028, 0), (0.212, 0.115, 0.018, 0)], 4.0)
    flap = smooth_line([(0, 0.026, 0.205), (0, 0.0, 0.218), (0, -0.036, 0.205), (0, -0.055, 0.165), (0, -0.066, 0.115)],
                       4)
    section = fillet([(-0.126, -0.0025), (0.126, -0.0025), (0.126, 0.0025), (-0.126, 0.0025)], 0.002, 2, closed=True)
    lid = sweep(flap, section, up=(0, 1, 0), scales=np.linspace(0.98, 1.06, len(flap)), caps="ladder")
    bow = tube(smooth_line([(-0.075, -0.005, 0.215), (-0.078, -0.002, 0.27), (-0.05, 0, 0.325), (0, 0, 0.342),
                            (0.05, 0, 0.325), (0.078, -0.002, 0.27), (0.075, -0.005, 0.215)], 5), 0.0075, 10)
    turn = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    rings = [tube(np.column_stack([0.075 * s + 0.012 * np.cos(turn), 0 * turn, 0.218 + 0.012 * np.sin(turn)]), 0.0025,
                  6,
                  closed_path=True) for s in (-1, 1)]  # fmt: skip
    clasp = [rounded_box((0.036, 0.01, 0.03), (0, -0.068, 0.12), 0.004), cylinder(0.007, 0.012, (0, -0.074, 0.12),
                                                                                  axis=1)]
    seams = [tube(np.column_stack([np.full(9, 0.128 * s), np.interp(np.linspace(0, 1, 9), [0, 1], [-0.064, -0.05]),
                                   np.linspace(0.012, 0.17, 9)]), 0.002, 6) for s in (-1, 1)]  # fmt: skip
    parts = [part("bag", "Hide", body), part("flap", "Hide", lid), part("handle", "Seam", bow),
             part("rings", "Clasp", *rings),
             part("clasp", "Clasp", *clasp), part("seams", "Seam", *seams)]
    return Sketch(parts=parts, looks=[hide, metal, dark], grip=False, solids=(solid("bag", "flap"),),
                  places=(shapes.grip((0, 0, 0.34), 0.016, 0.09),
                          shapes.affordance("hook", "hang_at", (0, 0, 0.34), (0, 0, 0))))  # fmt: skip


def _shopping_bag(values: Values) -> Sketch:
    paper, cord = main_look("Paper", values), look("Cord", "cotton", "#f2ead8")
    w, d, h, t = 0.26, 0.11, 0.30, 0.003
    sides = [rounded_box((t, d, h), ((w - t) / 2 * s, 0, h / 2), 0.001, 2, (1, 4, 2)) for s in (-1, 1)]
    fronts = [rounded_box((w - 2 * t + 0.001, t, h), (0, (d - t) / 2 * s, h / 2), 0.001) for s in (-1, 1)]

    def pleat(points: np.ndarray) -> np.ndarray:
        moved = points.copy()
        share = np.clip(1 - np.abs(points[:, 1]) / (d / 2), 0, 1) * np.clip(points[:, 2] / h, 0, 1)
        moved[:, 0] -= np.sign(points[:, 0]) * 0.035 * share
        return moved

    cords = [tube(smooth_line([(-0.055, y, h - 0.02), (-0.06, 1.1 * y, h + 0.07), (-0.03, 1.1 * y, h + 0.125),
                               (0.03, 1.1 * y, h + 0.125), (0.06, 1.1 * y, h + 0.07), (0.055, y, h - 0.02)], 4), 0.004,
                               8)
             for y in (-d / 2 - 0.003, d / 2 + 0.003)]  # fmt: skip
    fold = [rounded_box((w, 0.002, 0.03), (0, y, h - 0.016), 0.0008) for y in (-d / 2 - 0.0005, d / 2 + 0.0005)]
    parts = [part("bag", "Paper", *(deformed(s, pleat) for s in sides), *fronts, rounded_box((w, d, t), (0, 0, t / 2),
                                                                                             0.001)),
             part("hem", "Paper", *fold), part("handles", "Cord", *cords)]  # fmt: skip
    return Sketch(parts=parts, looks=[paper, cord], grip=False, solids=(solid("bag"),),
                  places=(shapes.grip((0, 0, h + 0.12), 0.02, 0.06),
                          shapes.affordance("inside", "inside", (0, 0, t), (w - 0.02, d - 0.02, h))))  # fmt: skip


def _briefcase(values: Values) -> Sketch:
    """Two shells that meet at a seam, corners, two locks, a handle; the front opens at its hinges below."""
    hide, metal = fine(main_look("Hide", values), 0.06), look("Lock", "brass")
    dark, lining = look("Handle", "leather", "#16110d"), look("Lining", "fabric", "#4a3a2e")
    w, d, h = 0.43, 0.1, 0.30
    parts = [part("case", "Hide", rounded_box((w, d * 0.62, h), (0, 0.19 * d, h / 2), 0.018, 6)),
             part("lining", "Lining", rounded_box((w - 0.03, 0.004, h - 0.03), (0, -0.125 * d, h / 2), 0.0015)),
             part("lid", "Hide", rounded_box((w, d * 0.36, h), (0, -0.32 * d, h / 2), 0.016, 6), moves_with="lid")]
    corners = [rounded_box((0.034, d * 0.64, 0.034), (sx * (w / 2 - 0.016), 0.19 * d, h / 2 + sz * (h / 2 - 0.016)),
                           0.012, 4)
               for sx in (-1, 1) for sz in (-1, 1)]  # fmt: skip
    grip = tube(smooth_line([(-0.06, 0, h), (-0.06, 0, h + 0.03), (-0.04, 0, h + 0.045), (0.04, 0, h + 0.045),
                             (0.06, 0, h + 0.03), (0.06, 0, h)], 4), 0.011, 10)  # fmt: skip
    locks = [rounded_box((0.05, 0.04, 0.012), (0.13 * s, -0.012, h + 0.002), 0.004) for s in (-1, 1)]
    parts += [part("corners", "Lock", *(translated(c, (0, 0, 0)) for c in corners)), part("handle", "Handle", grip),
              part("locks", "Lock", *locks)]  # fmt: skip
    joints = {"lid": shapes.joint("hinge", (0, -0.14 * d, 0.006), (1, 0, 0), (0.0, 1.7))}
    return Sketch(parts=parts, looks=[hide, metal, dark, lining], joints=joints, grip=False,
                  solids=(solid("case", "lid"),),
                  places=(shapes.grip((0, 0, h + 0.04), 0.022, 0.1),))  # fmt: skip


CATEGORIES = (
    thing("backpack", "bag", (0.38, 0.33, 0.49), _backpack, material="fabric", color="#274b7a", patterned=True, span=3,
          synonyms=("rucksack", "school bag", "schoolbag", "knapsack"), mass_kg=0.9,
          colors=("#274b7a", "#a8322a", "#3f5a34", "#30323a")),
    thing("handbag", "bag", (0.31, 0.13, 0.35), _handbag, material="leather", color="", patterned=True, span=3,
          synonyms=("bag", "purse", "tote bag", "shopping bag", "paper bag"), mass_kg=0.8,
          colors=("", "#8f1d22", "#1d1d22", "#b98a4a"), extra=(shapes.choice("style", "hand", ("hand", "shopping")),),
          sized={"shopping": (0.26, 0.125, 0.43)},
          presets={w: {"style": "shopping", "material": "cardboard", "color": ""} for w in ("shopping bag",
                                                                                            "paper bag")}),
    thing("briefcase", "bag", (0.43, 0.1, 0.357), _briefcase, material="leather", color="", span=3, mass_kg=1.6,
          synonyms=("attache case", "attaché case"), colors=("", "#17130f")),
)  # fmt: skip
