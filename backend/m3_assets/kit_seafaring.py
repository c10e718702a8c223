"""What one meets at sea: a sailing ship of old, an island."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, deformed, lathe, rounded_box, superellipsoid, tube
from .geometry_grid import thick_sheet
from .kit_boat import open_hull
from .making import Look, look, main_look
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides

_MASTS = ((-7.2, 17.5, 1.0), (0.4, 20.5, 1.15), (7.2, 14.5, 0.8))
"""of a ship's masts: where they stand ahead (-) of its middle, how high they reach, how wide their sails are"""


def _square_sail(y: float, low: float, high: float, half: float) -> Surface:
    """A sail under its yard, its belly blown ahead, its foot a little narrower than its head."""
    u, v = np.meshgrid(np.linspace(-1.0, 1.0, 13), np.linspace(0.0, 1.0, 9), indexing="xy")
    belly = (1.0 - u**2) ** 0.7 * np.sin(np.pi * np.clip(0.08 + 0.92 * v, 0.0, 1.0)) ** 0.8
    wide = half * (1.08 - 0.12 * v)
    foot = 0.10 * (high - low) * (1.0 - u**2) * (1.0 - v)  # the foot is cut hollow
    grid = np.stack([u * wide, y - 0.35 - 0.30 * half * belly, low + (high - low) * v + foot], -1)
    return thick_sheet(grid, 0.04)


def _galleon(values: Values) -> Sketch:
    """A wooden hull with a high stern, gun ports along its sides, three masts with yards, square sails and shrouds,
    a bowsprit with a jib, lanterns at the stern, a flag at the top; a pirate's sails are dark and its flag is black."""
    pirate = values["style"] == "pirate"
    hull, wood = main_look("Hull", values), look("Wood", "oak", "#8a6a44", fill=0.15)
    sails = look("Sails", "linen", "#4a4540" if pirate else "#e6dcc4")
    rope, dark = look("Rope", "leather", "#3a2f22"), look("Dark", "oak", "#2b2119", fill=0.15)
    trim, glass = look("Trim", "painted wood", "#b98a2e"), look("Panes", "glass", "#e8c877", fill=0.2)
    flag = look("Flag", "linen", "#131313" if pirate else "#b3232a")
    rows = [(-14.2, 0.15, 6.6, 4.4), (-13.4, 0.9, 6.1, 2.2), (-11.0, 2.4, 5.2, 0.6), (-6.0, 3.6, 4.5, 0.1),
            (0.0, 3.9, 4.2, 0.0), (6.0, 3.7, 4.6, 0.15), (9.5, 3.3, 6.6, 0.9), (12.2, 2.8, 7.8, 2.2),
            (13.2, 2.6, 8.2, 3.0)]  # fmt: skip
    line = np.array(rows)
    stations = [tuple(row) for row in np.column_stack([np.interp(np.linspace(0, 8, 33), np.arange(9), line[:, k])
                                                       for k in range(4)])]  # fmt: skip
    deck = thick_sheet(np.array([[(s * 0.96 * x, y, z - 0.55) for s in np.linspace(-1, 1, 7)]
                                 for y, x, z, _ in stations]), 0.12)  # fmt: skip
    side = np.array([(0.995 * x, y, z) for y, x, z, _ in stations])
    wales = [both_sides(tube(side - [0.02, 0, drop], 0.09, 8)) for drop in (0.05, 1.0, 1.9)]
    ports = [both_sides(rounded_box((0.16, 0.62, 0.62), (float(np.interp(y, side[:, 1], side[:, 0])) * 0.985, y, 2.75),
                                    0.03)) for y in np.arange(-7.5, 8.0, 2.1)]  # fmt: skip
    guns = [both_sides(cylinder(0.13, 0.9, (float(np.interp(y, side[:, 1], side[:, 0])) + 0.15, y, 2.75), axis=0,
                                segments=12)) for y in np.arange(-7.5, 8.0, 2.1)]  # fmt: skip
    panes = [rounded_box((0.62, 0.1, 0.8), (x, 13.28, z), 0.03)
             for x in (-1.5, -0.75, 0.0, 0.75, 1.5) for z in (5.2, 6.6)]  # fmt: skip
    frames = [rounded_box((4.6, 0.16, 0.14), (0.0, 13.25, z), 0.03) for z in (4.6, 5.85, 7.2)]
    lanterns = [cylinder(0.2, 0.55, (x, 13.4, 8.75), top_radius=0.14, segments=12) for x in (-1.6, 0.0, 1.6)]
    masts, yards, sheets, shrouds = [], [], [], []
    for y, top, wide in _MASTS:
        masts.append(cylinder(0.30, top - 3.4, (0.0, y, 0.5 * (top + 3.4)), top_radius=0.13, segments=14))
        masts.append(cylinder(0.62, 0.5, (0.0, y, 0.62 * top + 1.0), segments=16))  # the top, where one looks out
        levels = [(6.3, 0.60 * top, 3.9 * wide), (0.63 * top, 0.86 * top, 3.0 * wide)]
        for low, high, half in levels:
            sheets.append(_square_sail(y, low, high, half))
            yards.append(cylinder(0.13, 2.2 * half, (0.0, y - 0.28, high + 0.05), axis=0, segments=10))
        reach = float(np.interp(y, side[:, 1], side[:, 0]))
        rail = float(np.interp(y, side[:, 1], side[:, 2]))
        shrouds += [tube([(s * reach, y + off, rail), (0.0, y, 0.62 * top + 0.9)], 0.035, 4, edge=0.0)
                    for s in (-1, 1) for off in (0.2, 0.9, 1.6)]  # fmt: skip
    shrouds += [tube([(0, -18.6, 8.4), (0, -7.2, 16.8)], 0.035, 4, edge=0.0),
                tube([(0, -7.2, 16.8), (0, 0.4, 19.8)], 0.035, 4, edge=0.0),
                tube([(0, 0.4, 19.8), (0, 7.2, 14.0)], 0.035, 4, edge=0.0)]  # fmt: skip
    sprit = tube([(0, -12.6, 5.6), (0, -18.8, 8.4)], np.array([0.22, 0.10]), 12)
    v, u = np.meshgrid(np.linspace(0, 1, 9), np.linspace(0, 1, 7), indexing="ij")
    jib = np.stack([0.7 * np.sin(np.pi * u) * np.sin(np.pi * v), -18.0 + 10.2 * v + (1.03 - v) * u * 5.0,
                    8.4 + 7.6 * v - (1.03 - v) * u * 1.2], -1)  # fmt: skip
    wave = np.linspace(0.0, 1.0, 11)
    cloth = np.stack([np.broadcast_to(0.18 * np.sin(7.0 * wave), (5, 11)), np.broadcast_to(0.5 + 2.6 * wave, (5, 11)),
                      20.6 - 1.5 * np.linspace(0, 1, 5)[:, None] - 0.12 * wave[None] ** 2], -1)  # fmt: skip
    parts = [
        part("hull", "Hull", open_hull(stations, 0.16)), part("deck", "Wood", deck), part("wales", "Trim", *wales),
        part("gun_ports", "Dark", *ports), part("guns", "Dark", *guns), part("stern_windows", "Panes", *panes),
        part("stern", "Trim", *frames), part("lanterns", "Panes", *lanterns), part("masts", "Wood", *masts, sprit),
        part("yards", "Dark", *yards), part("sails", "Sails", *sheets, thick_sheet(jib, 0.03)),
        part("rigging", "Rope", *shrouds), part("flag", "Flag", thick_sheet(cloth, 0.02)),
        part("rudder", "Dark", rounded_box((0.2, 1.0, 3.6), (0, 13.6, 2.0), 0.05)),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[hull, wood, sails, rope, dark, trim, glass, flag], grip=False, push=False,
                  solids=(solid("hull", kind="hull"),),
                  places=[shapes.affordance("deck", "stand_at", (0.0, 0.0, 3.75), (4.0, 6.0, 0.0))])  # fmt: skip


def _island(values: Values) -> Sketch:
    """A low island with a ragged outline: a beach that runs into the water, turf on top, rocks at its edge."""
    sand, turf = Look(nature("Sand", "sand"), "stone"), Look(nature("Turf", "grass", str(values["color"])), "straw")
    rock = Look(nature("Rock", "rock"), "stone")
    rng = np.random.default_rng(4)

    def ragged(points: np.ndarray) -> np.ndarray:
        angle = np.arctan2(points[:, 1], points[:, 0])
        reach = 1.0 + 0.10 * np.sin(2 * angle + 0.7) + 0.06 * np.sin(3 * angle + 2.1) + 0.03 * np.sin(7 * angle)
        return np.column_stack([points[:, 0] * reach, 0.8 * points[:, 1] * reach, points[:, 2]])

    beach = lathe([(0, 0), (9.0, 0.0), (8.9, 0.1), (7.4, 0.62), (6.0, 1.0), (4.0, 1.2), (0, 1.25)], 64)
    top = lathe([(0, 0.9), (5.2, 0.9), (5.3, 1.02), (4.6, 1.22), (3.0, 1.40), (0, 1.48)], 64)
    stones = []
    for angle in rng.uniform(0, 2 * np.pi, 11):
        size = float(rng.uniform(0.3, 0.9))
        spot = 7.6 * np.array([np.cos(angle), np.sin(angle)]) * [1.0, 0.8]
        stones.append(superellipsoid((1.3 * size, size, 0.8 * size), (*spot, 0.45), 2.6, 4))
    parts = [part("beach", "Sand", deformed(beach, ragged)), part("turf", "Turf", deformed(top, ragged)),
             part("rocks", "Rock", *stones)]  # fmt: skip
    return Sketch(parts=parts, looks=[sand, turf, rock], grip=False, push=False, solids=(solid("turf", kind="hull"),),
                  places=[shapes.surface_top("turf", (0.0, 0.0, 1.40), 6.0, 4.6)])  # fmt: skip


_SHIPS = {word: {"style": "pirate"} for word in ("pirate ship", "ghost ship", "corsair")}

CATEGORIES = (
    thing("sailing ship", "boat", (9.87, 32.93, 20.6), _galleon, material="walnut", color="#4d3420", span=2.5,
          mass_kg=400_000, extra=(shapes.choice("style", "merchant", ("merchant", "pirate")),), presets=_SHIPS,
          synonyms=("galleon", "tall ship", "frigate", "schooner", "caravel", "windjammer", *_SHIPS)),
    thing("island", "terrain", (25.2, 17.8, 1.93), _island, material="stone", span=6, static=True, mass_kg=1_000_000,
          synonyms=("isle", "islet", "desert island")),
)  # fmt: skip
