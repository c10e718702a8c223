"""Rowing boats, motor boats, sailing boats and ships."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, deformed, fillet, lathe, loft, merge, rotated, rounded_box, translated, tube
from .geometry_grid import outward, thick_sheet
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides, long_body, window_row
from .vessel_geometry import smooth_line

_OAR_SLOPE_RAD = 0.27
OARS_OUT = (4.95, 3.444, 0.8155)
"""width, depth, height in m of a rowing boat with its oars out"""
Station = tuple[float, float, float, float]
"""y, half width at the gunwale, height of the gunwale, height of the keel"""


def open_hull(stations: Sequence[Station], wall: float, fullness: float = 2.4) -> Surface:
    """A hull that is open above, with walls and a floor of thickness `wall`, from the bow to the stern."""
    turn = np.linspace(0.0, np.pi, 17)
    rings = []
    for y, half, top, keel in stations:
        cosine, sine = np.cos(turn), np.sin(turn)
        x = half * np.sign(cosine) * np.abs(cosine) ** (2 / fullness)
        z = top - (top - keel) * np.abs(sine) ** (2 / fullness)
        inner_half, inner_keel = max(half - wall, 0.3 * half), min(keel + 1.6 * wall, top - 0.3 * (top - keel))
        inner_x = inner_half * np.sign(cosine) * np.abs(cosine) ** (2 / fullness)
        inner_z = top + 0.002 - (top - inner_keel) * np.abs(sine) ** (2 / fullness)
        ring = np.concatenate([np.column_stack([x, z]), np.column_stack([inner_x, inner_z])[::-1]])
        rings.append(np.column_stack([ring[:, 0], np.full(len(ring), y), ring[:, 1]]))
    return outward(loft(np.array(rings), caps="ladder"))


def line_of(stations: Sequence[Station], steps: int = 4) -> np.ndarray:
    """Along the gunwale of one side."""
    rows = np.array(stations)
    return smooth_line(np.column_stack([rows[:, 1], rows[:, 0], rows[:, 2]]), steps)


def smooth_stations(stations: Sequence[Station], steps: int = 4) -> list[Station]:
    """More stations between these, along smooth lines."""
    rows = np.array(stations)
    a, b = smooth_line(rows[:, :3], steps), smooth_line(rows[:, [0, 3, 2]], steps)
    return [(float(p[0]), max(float(p[1]), 0.01), float(p[2]), float(q[1])) for p, q in zip(a, b, strict=True)]


def _boat(values: Values) -> Sketch:
    """A rowing boat: planked hull with gunwale, three thwarts, ribs, oars in rowlocks. A motor boat has a deck, a
    windscreen, seats and an engine at its stern."""
    hull, wood = main_look("Hull", values), look("Wood", "oak")
    metal, dark = look("Metal", "steel"), look("Dark", "plastic", "#18191b")
    white, glass = look("White", "lacquer", "#efece4"), look("Glass", "glass", "#8fa9b5")
    motor = values["style"] == "motor"
    k = 1.25 if motor else 1.0
    stations = smooth_stations([(-1.8 * k, 0.02, 0.78, 0.45), (-1.6 * k, 0.22, 0.74, 0.16),
                                (-1.0 * k, 0.50, 0.64, 0.03),
                        (-0.2 * k, 0.66, 0.56, 0.0), (0.7 * k, 0.66, 0.54, 0.0), (1.4 * k, 0.55, 0.57, 0.04),
                        (1.62 * k, 0.5, 0.6, 0.1)], 4)  # fmt: skip
    rim = line_of(stations[::2])
    gunwale = tube(rim + np.array([0.0, 0.0, 0.006]), 0.026, 8)
    parts = [part("hull", "Hull", open_hull(stations, 0.03)), part("gunwale", "Wood", both_sides(gunwale)),
             part("transom", "Wood", rounded_box((0.86, 0.035, 0.4), (0, 1.6 * k, 0.4), 0.01))]  # fmt: skip
    if motor:
        deck = [thick_sheet(np.array([[(s * x, y, z + 0.02 * (1 - abs(s))) for s in np.linspace(-1, 1, 7)]
                                      for y, x, z, _ in stations if y < -0.55]), 0.02)]  # fmt: skip
        pane = rounded_box((0.98, 0.012, 0.3), (0, 0, 0), 0.005, 2, (8, 1, 1))
        pane = deformed(pane, lambda p: p + np.column_stack([0 * p[:, 0], 0.5 * p[:, 0] ** 2, 0 * p[:, 0]]))
        pane = translated(rotated(pane, -0.5, (1, 0, 0)), (0, -0.72, 0.82))
        seats = []
        for s in (-1, 1):
            seats += [rounded_box((0.44, 0.42, 0.14), (0.28 * s, 0.1, 0.32), 0.04, 4),
                      rotated(rounded_box((0.44, 0.1, 0.42), (0.28 * s, 0.3, 0.55), 0.04, 4), -0.15, (1, 0, 0),
                              (0, 0.3, 0.4))]  # fmt: skip
        seats.append(rounded_box((1.0, 0.4, 0.26), (0, 1.25, 0.36), 0.05, 4))
        wheel = lathe([(0.13, -0.012), (0.15, 0.0), (0.13, 0.012), (0.122, 0.0)], 24, closed_profile=True)
        wheel = translated(rotated(merge([wheel, rounded_box((0.25, 0.03, 0.015), (0, 0, 0), 0.005)]), 1.1, (1, 0, 0)),
                           (0.28, -0.42, 0.62))  # fmt: skip
        engine = [rounded_box((0.3, 0.36, 0.34), (0, 2.2, 0.86), 0.08, 6), rounded_box((0.12, 0.2, 0.6),
                                                                                       (0, 2.16, 0.42), 0.04),
                  cylinder(0.05, 0.3, (0, 2.24, 0.14), axis=1, segments=16)]  # fmt: skip
        blades = [rotated(rounded_box((0.05, 0.012, 0.14), (0, 2.4, 0.21), 0.005), 2 * np.pi * j / 3, (0, 1, 0),
                          (0, 0, 0.14)) for j in range(3)]  # fmt: skip
        parts += [part("deck", "White", *deck), part("windscreen", "Glass", pane), part("seats", "White", *seats),
                  part("steering_wheel", "Dark", wheel, rounded_box((1.0, 0.2, 0.22), (0, -0.6, 0.6), 0.04)),
                  part("engine", "Dark", *engine), part("propeller", "Metal", *blades, moves_with="propeller"),
                  part("floor", "Wood", rounded_box((0.7, 2.2, 0.03), (0, 0.5, 0.14), 0.008)),
                  part("cleats", "Metal", rounded_box((0.04, 0.16, 0.03), (0, -1.85, 0.82), 0.01))]  # fmt: skip
        joints = {"propeller": shapes.joint("wheel", (0, 2.4, 0.14), (0, 1, 0), (-1e4, 1e4))}
        places = [shapes.affordance("seat", "sit_at", (0.28, 0.1, 0.39), (0.44, 0.42, 0))]
    else:
        thwarts = [rounded_box((2 * x, 0.2, 0.03), (0, y, 0.36), 0.008) for y, x in ((-0.95, 0.47), (-0.05, 0.63),
                                                                                     (0.95, 0.6))]
        ribs = [tube(np.column_stack([x * np.cos(a), np.full(9, y), 0.52 - 0.48 * np.sin(a) ** 0.9]), 0.014, 6)
                for y, x in ((-0.6, 0.54), (0.35, 0.625), (0.7, 0.615)) for a in [np.linspace(0.15, np.pi - 0.15,
                                                                                              9)]]  # fmt: skip
        out = values["oars"] == "out"
        oars = {}
        for s, name in ((1, "oar.L"), (-1, "oar.R")):
            shaft = cylinder(0.022, 2.0, (0, 0, 0), segments=12)
            blade = rounded_box((0.15, 0.018, 0.5), (0, 0, -1.2), 0.008)
            oar = merge([shaft, blade])
            if out:  # square to the boat, the blade in the water; at the catch it is turned toward the bow
                oar = rotated(translated(oar, (0.0, 0.0, -0.42)), -s * (0.5 * np.pi - _OAR_SLOPE_RAD), (0, 1, 0))
                oars[name] = translated(oar, (s * 0.655, 0.35, 0.62))
            else:
                oar = rotated(rotated(oar, -np.pi / 2 * 0.92, (1, 0, 0)), s * 0.10, (0, 0, 1))
                oars[name] = translated(oar, (0.3 * s, 0.32, 0.56))
        floor = [rounded_box((0.16, 1.9, 0.02), (x, 0.25, 0.095), 0.005) for x in (-0.2, 0.0, 0.2)]
        locks = [cylinder(0.014, 0.08, (0.655 * s, 0.35, 0.6), segments=10) for s in (-1, 1)]
        parts += [part(name, "Wood", oar, moves_with=name if out else None) for name, oar in oars.items()]
        parts += [part("thwarts", "Wood", *thwarts), part("ribs", "Wood", *ribs),
                  part("floor", "Wood", *floor), part("rowlocks", "Metal", *locks)]  # fmt: skip
        joints = {name: shapes.joint("hinge", (s * 0.655, 0.35, 0.62), (0, 0, -s), (-0.8, 0.8))
                  for s, name in ((1, "oar.L"), (-1, "oar.R"))} if out else {}  # fmt: skip
        facing = np.pi if out else 0.0  # who rows looks astern
        places = [shapes.affordance("thwart", "sit_at", (0, -0.05, 0.375), (1.0, 0.2, 0), facing),
                  shapes.affordance("stern_thwart", "sit_at", (0, 0.95, 0.375), (0.9, 0.2, 0)),
                  shapes.affordance("bow_thwart", "sit_at", (0, -0.95, 0.375), (0.7, 0.2, 0), np.pi)]
    return Sketch(parts=parts, looks=[hull, wood, metal, dark, white, glass], joints=joints, places=places, grip=False,
                  solids=(solid("hull", kind="hull"),))  # fmt: skip


def _sail(foot: float, height: float, y: float, z: float, belly: float, toward: float) -> Surface:
    """A three-cornered sail with its luff upright at `y`, its foot reaching `toward` (+1 aft, -1 forward)."""
    rows = []
    for v in np.linspace(0.0, 0.985, 13):
        width = foot * (1 - v)
        rows.append([(belly * np.sin(np.pi * u) * (1 - 0.6 * v), y + toward * width * u, z + height * v)
                     for u in np.linspace(0, 1, 9)])  # fmt: skip
    return thick_sheet(np.array(rows), 0.02)


def _sailboat(values: Values) -> Sketch:
    """A white hull with a stripe and keel, a cabin with portholes, mast, boom, main sail, jib, shrouds, tiller."""
    hull, sails = main_look("Hull", values), look("Sails", "cotton", str(values["second_color"]) or "#f3efe4")
    wood, metal = look("Wood", "oak"), look("Metal", "aluminium", fill=0.2)
    glass, stripe = look("Glass", "lacquer", "#10161c"), look("Stripe", "plastic", "#1d4f8a")
    stations = smooth_stations([(-3.4, 0.03, 1.75, 1.2), (-3.0, 0.35, 1.68, 0.92), (-1.9, 0.85, 1.58, 0.68),
                        (-0.4, 1.12, 1.5, 0.6),
                        (1.2, 1.1, 1.47, 0.62), (2.6, 0.85, 1.5, 0.78), (3.0, 0.72, 1.53, 0.95)], 4)  # fmt: skip
    deck = thick_sheet(np.array([[(s * 0.97 * x, y, z - 0.06 + 0.05 * (1 - s * s)) for s in np.linspace(-1, 1, 7)]
                                 for y, x, z, _ in stations]), 0.03)  # fmt: skip
    keel = deformed(rounded_box((0.16, 1.5, 0.75), (0, 0.1, 0.375), 0.05, 4), lambda p: p + np.column_stack(
        [0 * p[:, 0], 0.3 * (p[:, 2] - 0.4), 0 * p[:, 0]]) * [1, -1, 1])  # fmt: skip
    cabin = long_body([(-1.5, 1.4, 1.62, 0.45), (-1.2, 1.4, 1.84, 0.62), (-0.2, 1.4, 1.95, 0.72),
                       (0.7, 1.4, 1.98, 0.72)],
                      0.1, 0.12)  # fmt: skip
    holes = [cylinder(0.09, 0.05, (0.685, y, 1.77), axis=0, segments=18) for y in (-0.5, 0.0, 0.45)]
    rail = line_of(stations[::2]) + np.array([0, 0, 0.01])
    mast_y = -0.9
    top = 8.2
    stays = [tube([(x, y, z), (0, mast_y, top - 0.1)], 0.012, 4, edge=0.0)
             for x, y, z in ((1.05, -0.6, 1.5), (-1.05, -0.6, 1.5), (0, -3.3, 1.75), (0, 2.9, 1.55))]  # fmt: skip
    parts = [
        part("hull", "Hull", open_hull(stations, 0.05)), part("deck", "Wood", deck), part("keel", "Stripe", keel),
        part("rubbing_strake", "Stripe", both_sides(tube(rail - [0, 0, 0.12], 0.035, 8))),
        part("rail", "Wood", both_sides(tube(rail, 0.03, 8))), part("cabin", "Hull", cabin),
        part("portholes", "Glass", both_sides(*holes)),
        part("hatch", "Wood", rounded_box((0.6, 0.06, 0.45), (0, 0.72, 1.72), 0.02)),
        part("mast", "Metal", cylinder(0.06, top - 1.4, (0, mast_y, 0.5 * (top + 1.4)), top_radius=0.04, segments=14)),
        part("stays", "Metal", *stays),
        part("jib", "Sails", _sail(2.25, 5.6, mast_y - 0.15, 1.95, -0.28, -1.0)),
        part("tiller", "Wood", tube([(0, 2.85, 1.55), (0, 1.9, 1.85)], 0.03, 8)),
        part("rudder", "Wood", rounded_box((0.06, 0.4, 1.2), (0, 3.15, 0.95), 0.02)),
        part("boom", "Metal", cylinder(0.045, 3.5, (0, mast_y + 1.75, 2.25), axis=1, segments=12), moves_with="boom"),
        part("mainsail", "Sails", _sail(3.4, 5.6, mast_y + 0.06, 2.32, 0.35, 1.0), moves_with="boom"),
    ]  # fmt: skip
    joints = {"boom": shapes.joint("hinge", (0, mast_y, 2.25), (0, 0, 1), (-1.2, 1.2))}
    return Sketch(parts=parts, looks=[hull, sails, wood, metal, glass, stripe], joints=joints, grip=False, push=False,
                  solids=(solid("hull", kind="hull"), solid("keel"), solid("cabin")))  # fmt: skip


def _ship(values: Values) -> Sketch:
    """A steel hull with a red underwater body, decks with rows of windows, a bridge, funnels, masts, lifeboats."""
    hull, white = main_look("Hull", values), look("White", "painted metal", "#eeece6", fill=0.1)
    red, glass = look("Red", "painted metal", "#8c1c1c", fill=0.1), look("Glass", "lacquer", "#10161c")
    funnel, wood = look("Funnel", "painted metal", "#c8461f", fill=0.1), look("Deck", "oak", fill=0.1)
    dark = look("Dark", "painted metal", "#1a1b1d", fill=0.1)
    rows = [(-45.0, 0.3, 12.5, 3.0), (-43.5, 1.2, 12.0, 1.5), (-36.0, 4.4, 10.6, 0.2), (-22.0, 6.6, 9.7, 0.0),
            (5.0, 6.9, 9.3, 0.0), (30.0, 6.4, 9.6, 0.2), (40.0, 4.8, 10.2, 1.6), (43.0, 3.4, 10.6, 3.2)]  # fmt: skip
    stations = smooth_stations(rows, 4)
    low = [(y, h * 0.99, 3.4 if k < 3.2 else k + 0.2, k - 0.12) for y, h, z, k in stations]
    deck = thick_sheet(np.array([[(s * 0.98 * x, y, z - 0.6) for s in np.linspace(-1, 1, 7)] for y, x, z,
                                 _ in stations]),
                       0.3)  # fmt: skip
    houses, panes = [], []
    for k, (start, end, half) in enumerate(((-22, 30, 5.4), (-20, 27, 5.0), (-18, 18, 4.5))):
        z = 9.2 + 2.6 * k
        houses.append(long_body([(start, z, z + 2.4, half * 0.86), (start + 1.5, z, z + 2.5, half),
                                 (end, z, z + 2.5, half)],
                                0.4, 0.01))  # fmt: skip
        panes.append(window_row(half - 0.005, start + 2.5, end - 1.0, z + 1.4, 0.9, 15 - 3 * k, 0.9))
    bridge = long_body([(-17, 17.0, 19.4, 4.6), (-16, 17.0, 19.6, 5.6), (-12, 17.0, 19.6, 5.6)], 0.4, 0.01)
    panes.append(rounded_box((9.6, 0.3, 1.0), (0, -16.6, 18.5), 0.1))
    stacks = [rotated(cylinder(1.5, 7.0, (0, y, 20.2), segments=24, edge=0.2), -0.12, (1, 0, 0), (0, y, 17))
              for y in (-3, 9)]
    bands = [rotated(cylinder(1.54, 1.3, (0, y, 23.2), segments=24, edge=0.1), -0.12, (1, 0, 0), (0, y, 17))
             for y in (-3, 9)]
    portholes = [cylinder(0.4, 0.5, (np.interp(y, *np.array(stations)[:, :2].T) * 0.985, y, 7.2), axis=0, segments=10)
                 for y in np.arange(-28, 32, 6.0)]  # fmt: skip
    lifeboats = [translated(rotated(lathe(fillet([(0, -2.2), (0.7, -1.5), (0.85, 0), (0.7, 1.5), (0, 2.2)], 0.4, 3),
                                          14),
                                    np.pi / 2, (1, 0, 0)), (5.5, y, 15.0)) for y in (-8, -1, 6, 13)]  # fmt: skip
    masts = [cylinder(0.3, 16, (0, -31, 17.0), top_radius=0.14, segments=10), cylinder(0.28, 12, (0, 34, 15.5),
                                                                                       segments=10),
             rounded_box((5.0, 0.2, 0.2), (0, -31, 21.5), 0.06),
             *(tube([(0, -31, 24.5), (0, y, z)], 0.07, 4, edge=0.0) for y, z in ((-44, 12), (-17, 20)))]  # fmt: skip
    rails = line_of(stations[::2]) + np.array([0, 0, 0.7])
    parts = [
        part("hull", "Hull", open_hull(stations, 0.4, 3.2)), part("bottom", "Red", open_hull(low, 0.5, 3.2)),
        part("deck", "Deck", deck), part("houses", "White", *houses, bridge), part("windows", "Glass", *panes),
        part("funnels", "Funnel", *stacks), part("funnel_bands", "Dark", *bands),
        part("portholes", "Glass", both_sides(*portholes)), part("lifeboats", "Funnel", both_sides(*lifeboats)),
        part("masts", "Dark", *masts), part("rails", "White", both_sides(tube(rails, 0.12, 6))),
        part("anchor", "Dark", both_sides(rounded_box((0.3, 0.5, 2.0), (3.2, -38, 7.6), 0.1),
                                          rounded_box((0.4, 1.6, 0.5), (3.2, -38, 6.6), 0.15))),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[hull, white, red, glass, funnel, wood, dark], grip=False, push=False,
                  solids=(solid("hull", kind="hull"), solid("houses")))  # fmt: skip


CATEGORIES = (
    thing("boat", "boat", (1.5, 3.5, 0.83), _boat, material="painted wood", color="#e9e4d6", span=2.5, mass_kg=110,
          synonyms=("rowboat", "row boat", "rowing boat", "dinghy", "fishing boat", "motorboat", "speedboat",
                    "lifeboat"),
          colors=("#e9e4d6", "#2f6fa5", "#a5332a"), extra=(shapes.choice("style", "row", ("row", "motor")),
                 shapes.choice("oars", "in", ("in", "out"), "where the oars are")),
          sized={"motor": (1.5, 4.6, 1.05)},
          presets={w: {"style": "motor", "material": "lacquer"} for w in ("motorboat", "speedboat")}),
    thing("sailboat", "boat", (2.24, 6.75, 8.2), _sailboat, material="lacquer", color="#f4f2ec", span=2.5, mass_kg=2400,
          synonyms=("sailing boat", "yacht", "sail boat"), patterned=True, colors=("#f4f2ec", "#1d3f6b", "#8c1f24")),
    thing("ship", "boat", (13.8, 88.0, 25.2), _ship, material="painted metal", color="#15181d", span=2.5,
          synonyms=("cruise ship", "ferry", "ocean liner", "steamship"), mass_kg=6_000_000,
          colors=("#15181d", "#1c2f4d", "#f0eee8")),
)  # fmt: skip
