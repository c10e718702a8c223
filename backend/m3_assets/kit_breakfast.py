"""Breakfast: a stack of pancakes, cheese."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import fillet, lathe, rotated, rounded_box, superellipsoid, translated
from .geometry_loft import extrude
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing

_PANCAKE_M = 0.013
"""thickness"""
_PLATE_M = 0.012
"""height of the plate's well"""


def _pancake(rng: np.random.Generator, z: float) -> tuple[Surface, Surface]:
    """The pale round edge of a pancake and its browned faces, a little out of round and off the middle."""
    radius = 0.073 * rng.uniform(0.95, 1.04)
    half = 0.5 * _PANCAKE_M
    edge = lathe(fillet([(0, -half), (radius, -half), (radius, half), (0, half)], [0, 0.0058, 0.0058, 0], 2), 32)
    face = lathe(fillet([(0, -half - 0.0006), (0.93 * radius, -half - 0.0006), (0.93 * radius, half + 0.0006),
                         (0, half + 0.0006)], [0, 0.003, 0.003, 0], 1), 32)  # fmt: skip
    waves, phase = rng.integers(2, 4), rng.uniform(0, 6.3)
    shift = rng.uniform(-0.0045, 0.0045, 2)
    for piece in (edge, face):
        angle = np.arctan2(piece.vertices[:, 1], piece.vertices[:, 0])
        piece.vertices[:, :2] *= (1.0 + 0.022 * np.sin(waves * angle + phase))[:, None]
        reach = np.hypot(piece.vertices[:, 0], piece.vertices[:, 1]) / radius
        piece.vertices[:, 2] += z - 0.0035 * reach**3  # it hangs over the one below
        piece.vertices[:, :2] += shift
    return edge, face


def _syrup(rng: np.random.Generator, top: float, drop: float) -> list[Surface]:
    """A pool on the topmost with a wavy shore, and runs down the side of the stack."""
    pool = superellipsoid((0.112, 0.112, 0.0055), (0, 0, top + 0.0006), 2.4, 8)
    angle = np.arctan2(pool.vertices[:, 1], pool.vertices[:, 0])
    pool.vertices[:, :2] *= (1.0 + 0.09 * np.sin(3 * angle + 0.4) + 0.05 * np.sin(7 * angle))[:, None]
    runs = [pool]
    for a in (-2.0, -1.35, -0.55, 0.5, 2.4):
        length = drop * rng.uniform(0.45, 0.95)
        way = np.array([np.cos(a), np.sin(a)])
        over = superellipsoid((0.040, 0.014, 0.005), (0.0565, 0, top - 0.0005), 2.2, 4)
        run = superellipsoid((0.007, 0.013, length), (0.0742, 0, top - 0.5 * length + 0.001), 2.4, 4)
        bead = superellipsoid((0.010, 0.015, 0.017), (0.0755, 0, top - length + 0.004), 2.0, 4)
        runs += [rotated(piece, float(np.arctan2(way[1], way[0])), (0, 0, 1)) for piece in (over, run, bead)]
    return runs


def _pancakes(values: Values) -> Sketch:
    """A stack on a plate: browned faces, pale edges, syrup that runs down, a pat of butter, berries beside it."""
    color = str(values["color"])
    dough = fine(look("Dough", "clay", color or "#e2b566"), 0.06)
    brown = fine(look("Browned", "clay", color or "#b06a26"), 0.12)
    syrup = fine(look("Syrup", "lacquer", "#6b2a08", roughness=0.08), 0.0)
    butter, glaze = fine(look("Butter", "plastic", "#f3d774", roughness=0.35), 0.0), look("Plate", "ceramic", "#e9e6df")
    red, blue = fine(look("Strawberry", "plastic", "#c01a22"), 0.05), fine(look("Blueberry", "plastic", "#26304f"), 0.0)
    green = look("Leaves", "plastic", "#3f7a2c")
    rng = np.random.default_rng(8)
    count = int(values["count"])
    bottom = _PLATE_M if values["plate"] else 0.0
    layers = [_pancake(rng, bottom + 0.0046 + _PANCAKE_M * (k + 0.5)) for k in range(count)]
    top = bottom + 0.0046 + _PANCAKE_M * count
    pat = rotated(rounded_box((0.030, 0.028, 0.010), (0.004, -0.002, top + 0.0075), 0.0025, 4), 0.5, (0, 0, 1))
    parts = [part("dough", "Dough", *(edge for edge, _ in layers)),
             part("browned", "Browned", *(face for _, face in layers)),
             part("syrup", "Syrup", *_syrup(rng, top, top - bottom)), part("butter", "Butter", pat)]  # fmt: skip
    if values["plate"]:
        profile = fillet([(0, 0.004), (0.062, 0.004), (0.064, 0), (0.074, 0), (0.076, 0.005), (0.096, 0.008),
                          (0.134, 0.021), (0.135, 0.0235), (0.130, 0.0245), (0.094, 0.0125), (0, 0.0115)],
                         0.0012, 2)  # fmt: skip
        parts.append(part("plate", "Plate", lathe(profile, 48)))
        fruit: list[Surface] = []
        leaves: list[Surface] = []
        for a, turn in ((-0.95, 0.4), (-0.62, 1.8)):
            spot = (0.103 * np.cos(a), 0.103 * np.sin(a), _PLATE_M + 0.019)
            berry = superellipsoid((0.026, 0.026, 0.034), (0, 0, 0), 2.0, 5)
            berry.vertices[:, :2] *= (1.0 + 13.0 * berry.vertices[:, 2:3])  # broad at the leaves, pointed below
            crown = [rotated(superellipsoid((0.017, 0.006, 0.0022), (0.008, 0, 0.0165), 2.0, 3), k * 1.257, (0, 0, 1))
                     for k in range(5)]  # fmt: skip
            for piece, group in ((berry, fruit), *((c, leaves) for c in crown)):
                group.append(translated(rotated(rotated(piece, 1.9, (0, 1, 0)), turn, (0, 0, 1)), spot))
        blues = [superellipsoid((0.0135, 0.0135, 0.012), (0.101 * np.cos(a), 0.101 * np.sin(a), _PLATE_M + 0.0075), 2.0,
                                4) for a in (-0.33, -0.18, -2.2, -2.38)]  # fmt: skip
        parts += [part("strawberries", "Strawberry", *fruit), part("strawberry_leaves", "Leaves", *leaves),
                  part("blueberries", "Blueberry", *blues)]  # fmt: skip
    return Sketch(parts=parts, looks=[dough, brown, syrup, butter, glaze, red, blue, green], push=False,
                  solids=(solid("plate", "dough", kind="cylinder"),))  # fmt: skip


def _cheese(values: Values) -> Sketch:
    """A wedge cut from a wheel, with its rind, and holes in the faces of the cut."""
    paste, rind = main_look("Cheese", values), look("Rind", "plastic", "#c98a2e")
    hole = look("Holes", "plastic", "#c99a3c")
    radius, high, half = 0.14, 0.075, 0.36
    angle = np.linspace(-half, half, 13)
    arc = np.column_stack([radius * np.sin(angle), -0.07 + radius * np.cos(angle)])
    wedge = extrude(np.vstack([[[0.0, -0.07]], arc[::-1]])[::-1], high, plane="xy", center=0.5 * high, edge=0.003,
                    caps="fan")  # fmt: skip
    edge = np.vstack([1.0 * arc, (arc - [0.0, -0.07])[::-1] * 0.965 + [0.0, -0.07]])
    skin = extrude(edge, high + 0.002, plane="xy", center=0.5 * high, edge=0.001, caps="ladder")
    rng = np.random.default_rng(4)
    holes = []
    for side in (-1.0, 1.0):
        along = np.array([side * np.sin(half), np.cos(half)])
        for share, z in ((0.30, 0.045), (0.48, 0.022), (0.62, 0.054), (0.76, 0.030), (0.88, 0.058)):
            x, y = np.array([0.0, -0.07]) + share * radius * along
            size = float(rng.uniform(0.012, 0.020))
            dimple = superellipsoid((0.004, size, size), (0.0, 0.0, 0.0), 2.0, 4)
            holes.append(translated(rotated(dimple, -side * half, (0, 0, 1)), (x, y, z)))
    for x, y in ((0.0, 0.03), (-0.018, 0.0), (0.02, 0.045)):
        holes.append(superellipsoid((0.016, 0.016, 0.003), (x, y, high), 2.0, 4))
    return Sketch(parts=[part("cheese", "Cheese", wedge), part("rind", "Rind", skin), part("holes", "Holes", *holes)],
                  looks=[fine(paste, 0.02), rind, hole], push=False, grip=True)  # fmt: skip


CATEGORIES = (
    thing("cheese", "food", (0.10, 0.14, 0.077), _cheese, material="plastic", color="#e6bd4e", span=3.0, mass_kg=0.35,
          synonyms=("piece of cheese", "wedge of cheese", "slice of cheese", "cheddar")),
    thing("pancakes", "food", (0.27, 0.27, 0.095), _pancakes, material="clay", color="", span=3.0, equal_sides=True,
          mass_kg=0.75, synonyms=("pancake", "stack of pancakes", "flapjack", "hotcake"),
          extra=(shapes.number("count", 5, 1, 9, "pancakes in the stack"), shapes.flag("plate", True, "on a plate"))),
)  # fmt: skip
