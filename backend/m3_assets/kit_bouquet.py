"""Flowers bound together: a bouquet in its paper."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import rotated, translated, tube
from .geometry_grid import thick_sheet
from .kit_nature import blossom
from .making import Look, look
from .nature_materials import nature
from .plant_geometry import petal
from .sketch import Sketch, part, solid, thing

_WAIST_M, _RIM_M, _CROWN_M = 0.12, 0.27, 0.33
"""heights where the stems are bound, the paper ends, the flowers in the middle are"""
_DIAMETER_M = {"rose": 0.088, "tulip": 0.070, "daisy": 0.080, "sunflower": 0.115}
_MIXED = (("rose", "#b5182d"), ("daisy", "#f0eee6"), ("rose", "#e58aa6"), ("tulip", "#e9b13a"), ("rose", "#f3dcd6"))


def _bouquet(values: Values) -> Sketch:
    """A dome of blossoms that lean outward, stems crossed where a ribbon binds them, leaves, a cone of paper."""
    rng = np.random.default_rng(5)
    style, color = str(values["flowers"]), str(values["color"])
    kinds = _MIXED if style == "mixed" else tuple((style, one) for _, one in _MIXED)
    if color or style in ("sunflower", "daisy"):
        kinds = tuple((kind, color or {"sunflower": "#f2b01e", "daisy": "#f0eee6"}.get(style, one))
                      for kind, one in kinds)  # fmt: skip
    count = int(values["count"])
    stems, leaves = [], []
    petals: dict[int, list[Surface]] = {}
    centres: dict[int, list[Surface]] = {}
    for k in range(count):
        # even spots on a disc (sunflower order), the outer ones lower and leaning out
        share = np.sqrt((k + 0.3) / count)
        turn = 2.399963 * k
        radius = 0.112 * share
        spot = np.array([radius * np.cos(turn), radius * np.sin(turn), _CROWN_M - 0.07 * share**2])
        kind, _ = kinds[k % len(kinds)]
        flower, centre = blossom(kind, _DIAMETER_M[kind] * float(rng.uniform(0.92, 1.08)), rng)
        axis = (-np.sin(turn), np.cos(turn), 0.0)
        for found, piece in ((petals, flower), (centres, centre)):
            found.setdefault(k % len(kinds), []).append(translated(rotated(piece, 0.75 * share, axis), spot))
        foot = -0.28 * spot * [1.0, 1.0, 0.0]
        stems.append(tube([foot, spot * [0.06, 0.06, 0.0] + [0.0, 0.0, _WAIST_M], spot], 0.0028, 6))
    for k in range(9):
        blade = thick_sheet(petal(0.13, 0.045, -0.5, 6, 0.6), 0.001)
        blade = rotated(rotated(blade, 0.95, (1.0, 0.0, 0.0)), 0.7 * k, (0.0, 0.0, 1.0))
        leaves.append(translated(blade, (0.0, 0.0, _WAIST_M + 0.07)))
    angle = np.linspace(0.35 - 0.5 * np.pi, 2.0 * np.pi - 0.35 - 0.5 * np.pi, 49)  # open toward the front
    rows = []
    for share in np.linspace(0.0, 1.0, 9):
        radius = 0.022 + 0.128 * share**0.9 + 0.008 * share * np.sin(9.0 * angle)
        height = 0.05 + (_RIM_M - 0.05) * share + 0.03 * share**3 * (np.sin(angle) + 0.25 * np.sin(7.0 * angle))
        rows.append(np.column_stack([radius * np.cos(angle), radius * np.sin(angle), height]))
    ribbon = tube([(0.047 * np.cos(a), 0.047 * np.sin(a), _WAIST_M) for a in np.linspace(0, 2 * np.pi, 25)[:-1]],
                  0.006, 8, closed_path=True)  # fmt: skip
    parts = [part("stems", "Stem", *stems), part("leaves", "Stem", *leaves),
              part("paper", "Paper", thick_sheet(np.array(rows), 0.0012)),
             part("ribbon", "Ribbon", ribbon)]  # fmt: skip
    looks = [look("Paper", "paper", str(values["second_color"]) or "#d8c8a8"), Look(nature("Stem", "leaf"), "paper"),
             look("Ribbon", "cotton", "#c9344a")]  # fmt: skip
    for number, (kind, one) in enumerate(kinds):
        if number not in petals:
            continue
        middle = {"sunflower": "#4a2a12", "daisy": "#e8b422", "tulip": "#2a2a1c", "rose": one}[kind]
        parts += [part(f"petals_{number + 1}", f"Petals {number + 1}", *petals[number]),
                  part(f"centres_{number + 1}", f"Centres {number + 1}", *centres[number])]  # fmt: skip
        looks += [Look(nature(f"Petals {number + 1}", "leaf", one), "paper"),
                  Look(nature(f"Centres {number + 1}", "leaf", middle), "paper")]  # fmt: skip
    return Sketch(parts=parts, looks=looks, push=False, solids=(solid("stems", "paper", "petals", kind="hull"),),
                  places=(shapes.grip((0.0, 0.0, _WAIST_M - 0.02), 0.06, 0.05),))  # fmt: skip


CATEGORIES = (
    thing("bouquet", "plant", (0.31, 0.31, 0.39), _bouquet, material="paper", patterned=True, span=3.0, mass_kg=0.4,
          equal_sides=True, synonyms=("bunch of flowers", "flower bouquet", "bouquet of flowers", "posy"),
          extra=(shapes.choice("flowers", "mixed", ("mixed", "rose", "tulip", "daisy", "sunflower")),
                 shapes.number("count", 12, 3, 40, "flowers"))),
)  # fmt: skip
