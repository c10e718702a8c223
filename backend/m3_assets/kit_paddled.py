"""Boats without a rowlock: canoe, kayak, gondola and raft, each with what moves it."""

from __future__ import annotations

import numpy as np

from . import shapes
from .bar_geometry import shaped_bar
from .contract import Surface, Values
from .geometry import cylinder, fillet, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .geometry_loft import extrude
from .kit_boat import line_of, open_hull, smooth_stations
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line


def _paddle(length: float, double: bool) -> tuple[Surface, list[Surface]]:
    """A shaft along X about the origin, and its blades."""
    half = 0.5 * length
    shaft = tube([(-half + 0.1, 0, 0), (half - 0.1, 0, 0)], 0.0155, 12)
    blade = shaped_bar([(half - 0.46, 0, 0), (half - 0.36, 0, 0), (half - 0.15, 0, 0), (half, 0, 0)],
                       [0.03, 0.12, 0.17, 0.09], [0.028, 0.016, 0.012, 0.006], roundness=2.8)  # fmt: skip
    other = rotated(blade, np.pi, (0, 0, 1))
    top = cylinder(0.017, 0.12, (-half + 0.09, 0, 0), axis=1, segments=14, edge=0.007)
    return shaft, [blade, other] if double else [blade, top]


def _canoe(values: Values) -> Sketch:
    """A slim hull with recurved ends, gunwales, ribs, two cane seats, a thwart, decks, a paddle across it."""
    hull_of, wood = main_look("Hull", values), look("Wood", "oak")
    cane = look("Cane", "wicker")
    stations = smooth_stations([(-2.35, 0.015, 0.66, 0.30), (-2.25, 0.07, 0.62, 0.10), (-1.8, 0.22, 0.46, 0.03),
                                (-1.0, 0.38, 0.36, 0.0), (0.0, 0.44, 0.34, 0.0), (1.0, 0.38, 0.36, 0.0),
                                (1.8, 0.22, 0.46, 0.03), (2.25, 0.07, 0.62, 0.10), (2.35, 0.015, 0.66, 0.30)])
    rim = line_of(stations[::2])
    ribs = [tube(np.column_stack([x * np.cos(a), np.full(9, y), 0.335 - 0.315 * np.sin(a) ** 0.9]), 0.011, 6)
            for y, x in ((-0.9, 0.375), (-0.45, 0.405), (0.0, 0.415), (0.45, 0.405), (0.9, 0.375))
            for a in [np.linspace(0.15, np.pi - 0.15, 9)]]  # fmt: skip
    frames = [rounded_box((2 * x, 0.03, 0.022), (0, y + d, 0.26), 0.006)
              for y, x in ((-1.15, 0.33), (1.05, 0.35)) for d in (-0.13, 0.13)]  # fmt: skip
    seats = [rounded_box((0.46, 0.26, 0.016), (0, y, 0.268), 0.006) for y in (-1.15, 1.05)]
    thwart = rounded_box((0.84, 0.05, 0.022), (0, 0, 0.335), 0.008)
    decks = [thick_sheet(np.array([[(s * x, y, z - 0.01 + 0.02 * (1 - abs(s))) for s in np.linspace(-1, 1, 5)]
                                   for y, x, z, _ in stations if (y * way) > 1.85]), 0.014) for way in (-1, 1)]
    shaft, blades = _paddle(1.5, False)
    turned = [translated(rotated(rotated(one, 0.5 * np.pi, (0, 0, 1)), 0.12, (0, 0, 1)), (0.17, 0.2, 0.362))
              for one in (shaft, *blades)]  # fmt: skip
    return Sketch(
        parts=[part("hull", "Hull", open_hull(stations, 0.014, 2.2)),
               part("gunwales", "Wood", both_sides(tube(rim + np.array([0, 0, 0.004]), 0.017, 8))),
               part("ribs", "Wood", *ribs), part("seat_frames", "Wood", *frames, thwart), part("seats", "Cane", *seats),
               part("decks", "Wood", *decks), part("paddle", "Wood", *turned)],
        looks=[hull_of, wood, cane], grip=False, push=False, solids=(solid("hull", kind="hull"),),
        places=[shapes.affordance("seat", "sit_at", (0, 1.05, 0.278), (0.46, 0.26, 0)),
                shapes.affordance("bow_seat", "sit_at", (0, -1.15, 0.278), (0.46, 0.26, 0))],
    )  # fmt: skip


def _kayak(values: Values) -> Sketch:
    """A long closed deck with a cockpit and its rim, a seat back, hatches, deck lines, a double paddle across it."""
    hull_of, dark = main_look("Hull", values), look("Dark", "rubber", "#1a1b1d")
    white, yellow = look("Belly", "lacquer", "#f0efe9"), look("Blades", "plastic", "#f0c21c")
    rows = [(-2.1, 0.02, 0.02), (-1.9, 0.16, 0.14), (-1.2, 0.42, 0.25), (-0.4, 0.60, 0.31), (0.1, 0.62, 0.30),
            (0.9, 0.52, 0.26), (1.7, 0.26, 0.18), (2.05, 0.06, 0.10), (2.1, 0.02, 0.04)]  # fmt: skip
    lift = [0.30, 0.25, 0.19, 0.17, 0.165, 0.17, 0.20, 0.24, 0.26]
    shell = shaped_bar([(0, y, z) for (y, _, _), z in zip(rows, lift, strict=True)], [w for _, w, _ in rows],
                       [h for _, _, h in rows], roundness=2.3, segments=24)  # fmt: skip
    belly = shaped_bar([(0, y, z - 0.035) for (y, _, _), z in zip(rows, lift, strict=True)],
                       [0.985 * w for _, w, _ in rows], [0.86 * h for _, _, h in rows], roundness=2.3, segments=24)
    turn = 2 * np.pi * np.arange(36) / 36
    rim = tube(np.column_stack([0.215 * np.cos(turn), 0.12 + 0.40 * np.sin(turn), 0.325 - 0.05 * np.sin(turn)]), 0.020,
               8, closed_path=True)  # fmt: skip
    hole = superellipsoid((0.42, 0.79, 0.10), (0, 0.12, 0.30), 2.4, 6)
    hole.vertices[:, 2] -= 0.12 * (hole.vertices[:, 1] - 0.12)
    back = rotated(rounded_box((0.32, 0.05, 0.20), (0, 0.45, 0.36), 0.02, 4), -0.25, (1, 0, 0), (0, 0.45, 0.3))
    hatches = [superellipsoid((0.26, 0.34, 0.05), (0, y, z), 2.4, 5) for y, z in ((-1.15, 0.305), (1.2, 0.285))]
    lines = [tube([(s * 0.10, -1.75, 0.325), (s * 0.20, -0.9, 0.312), (-s * 0.20, -0.55, 0.315)], 0.006, 6)
             for s in (-1, 1)]  # fmt: skip
    loops = [tube(smooth_line(np.array([(0, s * 2.02, 0.30), (0, s * 2.14, 0.34), (0, s * 2.10, 0.25)]), 4), 0.009, 8)
             for s in (-1, 1)]  # fmt: skip
    shaft, blades = _paddle(2.15, True)
    lay = [translated(one, (0, -0.42, 0.385)) for one in (shaft, *blades)]
    return Sketch(
        parts=[part("deck", "Hull", shell), part("belly", "Belly", belly), part("cockpit", "Dark", hole),
               part("rim", "Dark", rim), part("seat_back", "Dark", back), part("hatches", "Dark", *hatches),
               part("deck_lines", "Dark", *lines, *loops), part("paddle_shaft", "Dark", lay[0]),
               part("paddle_blades", "Blades", *lay[1:])],
        looks=[hull_of, white, dark, yellow], grip=False, push=False, solids=(solid("deck", kind="hull"),),
        places=[shapes.affordance("seat", "sit_at", (0, 0.25, 0.20), (0.36, 0.36, 0))],
    )  # fmt: skip


def _gondola(values: Values) -> Sketch:
    """A black hull that sweeps up to both ends, the steel ferro at the bow, decks, red cushioned seats, brass horses,
    the forcola with its long oar at the stern."""
    hull_of, gold = main_look("Hull", values), look("Brass", "brass")
    red, steel = look("Cushions", "velvet", str(values["second_color"]) or "#8c1620"), look("Ferro", "steel")
    wood = look("Wood", "walnut")
    stations = smooth_stations([(-5.2, 0.03, 1.34, 1.00), (-4.8, 0.14, 1.10, 0.66), (-3.8, 0.42, 0.78, 0.26),
                                (-2.2, 0.64, 0.62, 0.05), (-0.4, 0.72, 0.58, 0.0), (1.4, 0.68, 0.60, 0.02),
                                (3.0, 0.50, 0.72, 0.16), (4.4, 0.22, 1.06, 0.56), (5.0, 0.03, 1.38, 1.02)])
    rim = line_of(stations[::2])
    decks = [thick_sheet(np.array([[(s * 0.985 * x, y, z - 0.012 + 0.07 * (1 - s * s) * min(x, 0.5))
                                    for s in np.linspace(-1, 1, 7)]
                                   for y, x, z, _ in stations if low < y < high]), 0.02)
             for low, high in ((-9.0, -1.9), (2.0, 9.0))]  # fmt: skip
    blade = [(-5.14, 0.92), (-5.02, 0.95), (-5.10, 1.30), (-5.14, 1.62), (-5.30, 1.78), (-5.52, 1.80), (-5.40, 1.66),
             (-5.32, 1.52), (-5.30, 1.30), (-5.24, 1.10)]  # fmt: skip
    ferro = [extrude(fillet(blade, 0.02, 2, closed=True), 0.022, plane="yz", edge=0.005, caps="ladder")]
    ferro += [rounded_box((0.022, 0.20, 0.045), (0, -5.36, 1.06 + 0.085 * k), 0.006) for k in range(6)]
    curl = tube(smooth_line(np.array([(0, 4.92, 1.28), (0, 5.10, 1.55), (0, 5.02, 1.72), (0, 4.88, 1.66)]), 5),
                np.linspace(0.04, 0.018, 16), 10)  # fmt: skip
    floor = rounded_box((1.05, 3.9, 0.03), (0, 0.05, 0.16), 0.01)
    seat = [rounded_box((0.98, 0.52, 0.26), (0, 1.30, 0.34), 0.05, 4), rounded_box((0.92, 0.46, 0.12), (0, 1.28, 0.51),
                                                                                   0.05, 4)]
    back = extrude(fillet([(-0.52, 0.40), (0.52, 0.40), (0.56, 0.85), (0.30, 1.06), (0.0, 1.16), (-0.30, 1.06),
                           (-0.56, 0.85)], 0.06, 3, closed=True), 0.08, plane="xz", center=1.58, edge=0.02, caps="fan")
    pad = extrude(fillet([(-0.42, 0.52), (0.42, 0.52), (0.44, 0.82), (0.0, 1.02), (-0.44, 0.82)], 0.05, 3, closed=True),
                  0.07, plane="xz", center=1.525, edge=0.025, caps="fan")
    stools = [superellipsoid((0.36, 0.36, 0.16), (s * 0.30, 0.05, 0.40), 3.0, 5) for s in (-1, 1)]
    legs = [cylinder(0.12, 0.20, (s * 0.30, 0.05, 0.26), segments=16, edge=0.02) for s in (-1, 1)]
    horses = []
    for s in (-1, 1):
        horses += [superellipsoid((0.07, 0.24, 0.12), (s * 0.66, 0.55, 0.78), 2.0, 4),
                   tube(smooth_line(np.array([(s * 0.66, 0.45, 0.80), (s * 0.66, 0.40, 0.92), (s * 0.66, 0.31, 0.90)]),
                                    3), 0.022, 8),
                   cylinder(0.02, 0.16, (s * 0.66, 0.55, 0.68), segments=10)]  # fmt: skip
    forcola = tube(smooth_line(np.array([(-0.50, 3.0, 0.66), (-0.54, 3.0, 0.95), (-0.44, 3.0, 1.10),
                                         (-0.56, 3.0, 1.22)]), 4), np.linspace(0.065, 0.032, 13), 10)  # fmt: skip
    oar_line = np.array([(-0.32, 4.25, 1.92), (-0.515, 3.0, 1.13), (-0.80, 1.2, 0.0)])
    oar = [tube(oar_line, [0.026, 0.030, 0.028], 12),
           shaped_bar([oar_line[1] + t * (oar_line[2] - oar_line[1]) for t in (0.55, 0.72, 1.0)], [0.05, 0.12, 0.13],
                      [0.045, 0.022, 0.012], up=(1, 0, 0), roundness=3.0)]  # fmt: skip
    rug = rounded_box((0.60, 0.80, 0.015), (0, 3.35, 0.885), 0.005)
    rug.vertices[:, 2] += 0.14 * (rug.vertices[:, 1] - 3.35)
    trims = [tube(rim[(rim[:, 1] > -1.95) & (rim[:, 1] < 2.05)] + np.array([0.0, 0, 0.036]), 0.012, 6)]
    return Sketch(
        parts=[part("hull", "Hull", open_hull(stations, 0.028, 2.3)),
               part("gunwales", "Hull", both_sides(tube(rim + np.array([0, 0, 0.004]), 0.030, 8))),
               part("decks", "Hull", *decks), part("ferro", "Ferro", *ferro), part("stern", "Hull", curl),
               part("floor", "Wood", floor), part("seat", "Hull", seat[0], back, *legs),
               part("cushions", "Cushions", seat[1], pad, *stools, rug), part("horses", "Brass", *horses),
               part("trims", "Brass", both_sides(*trims)), part("forcola", "Wood", forcola), part("oar", "Wood", *oar)],
        looks=[hull_of, gold, red, steel, wood], grip=False, push=False, solids=(solid("hull", kind="hull"),),
        places=[shapes.affordance("seat", "sit_at", (0, 1.28, 0.58), (0.9, 0.46, 0)),
                shapes.affordance("stool_left", "sit_at", (0.30, 0.05, 0.48), (0.36, 0.36, 0), np.pi),
                shapes.affordance("stool_right", "sit_at", (-0.30, 0.05, 0.48), (0.36, 0.36, 0), np.pi),
                shapes.affordance("stern", "stand_at", (-0.05, 3.35, 0.89), (0.6, 0.7, 0))],
    )  # fmt: skip


def _raft(values: Values) -> Sketch:
    """Logs side by side, lashed to crossbeams, with a mast, a patched sail, a barrel and a steering oar."""
    bark, ends = main_look("Logs", values), look("Ends", "birch")
    rope, cloth = look("Rope", "linen", "#b79a63"), look("Sail", "linen", str(values["second_color"]) or "#e6dcc0")
    count = 8
    logs, tips = [], []
    for k in range(count):
        x = 0.26 * (k - 0.5 * (count - 1))
        long = 3.1 + 0.22 * np.sin(2.1 * k)
        r = 0.128 + 0.008 * np.cos(3.7 * k)
        logs.append(tube([(x, -0.5 * long, r), (x + 0.01, 0.0, r), (x, 0.5 * long, r)], [r, r * 1.02, r * 0.97], 14,
                         edge=0.12))
        tips += [cylinder(0.80 * r, 0.02, (x, s * (0.5 * long + 0.002), r), axis=1, segments=14, edge=0.006)
                 for s in (-1, 1)]  # fmt: skip
    beams = [tube([(-1.12, y, 0.31), (1.12, y, 0.31)], 0.06, 10) for y in (-1.05, 0.0, 1.05)]
    lashes = []
    for y in (-1.05, 0.0, 1.05):
        for k in range(count):
            x = 0.26 * (k - 0.5 * (count - 1))
            for lean in (-0.045, 0.045):
                lashes.append(tube([(x - 0.055, y - 0.075, 0.25), (x + lean * 0.3, y, 0.378),
                                    (x + 0.055, y + 0.075, 0.25)],
                                   0.012, 6))
    mast = tube([(0, -0.35, 0.10), (0, -0.35, 2.75)], [0.055, 0.035], 12)
    yard = tube([(-0.95, -0.40, 2.45), (0.95, -0.40, 2.45)], 0.032, 10)
    rows = [[(u * (0.88 - 0.08 * (1 - v)), -0.44 - 0.30 * np.sin(np.pi * v) * (1 - 0.35 * u * u), 0.95 + 1.48 * v)
             for u in np.linspace(-1, 1, 9)] for v in np.linspace(0, 1, 9)]  # fmt: skip
    sail = thick_sheet(np.array(rows), 0.012)
    stays = [tube([(s * 1.0, y, 0.34), (0, -0.35, 2.68)], 0.010, 6) for s in (-1, 1) for y in (1.05,)]
    stays += [tube([(s * 0.80, -0.44, 0.95), (s * 0.98, 0.05, 0.34)], 0.010, 6) for s in (-1, 1)]
    oar = [tube([(0.25, 0.85, 1.05), (0.20, 2.15, 0.32)], 0.026, 10),
           shaped_bar([(0.21, 1.95, 0.435), (0.20, 2.15, 0.32), (0.19, 2.45, 0.15)], [0.05, 0.16, 0.14],
                      [0.04, 0.02, 0.014], up=(0, 0.5, 1))]  # fmt: skip
    fork = tube([(0.22, 1.45, 0.30), (0.22, 1.47, 0.78)], 0.035, 8)
    return Sketch(
        parts=[part("logs", "Logs", *logs), part("log_ends", "Ends", *tips), part("beams", "Logs", *beams),
               part("lashings", "Rope", *lashes), part("mast", "Logs", mast, yard, fork), part("stays", "Rope", *stays),
               part("sail", "Sail", sail), part("oar", "Ends", *oar)],
        looks=[bark, ends, rope, cloth], grip=False, push=False, solids=(solid("logs"), solid("mast")),
        places=[shapes.affordance("deck", "stand_at", (0, 0.6, 0.26), (1.6, 1.2, 0)),
                shapes.affordance("seat", "sit_at", (-0.5, 0.55, 0.27), (0.5, 0.4, 0)),
                shapes.affordance("seat_front", "sit_at", (0.5, 0.35, 0.27), (0.5, 0.4, 0))],
    )  # fmt: skip


_SECOND = shapes.finish("", "", True)[3:]
CATEGORIES = (
    thing("canoe", "boat", (0.9135, 4.7176, 0.681), _canoe, material="painted wood", color="#9c2a1e", span=2.0,
          mass_kg=30,
          colors=("#9c2a1e", "#2f6b4a", "#b9803f"), synonyms=("birch bark canoe", "dugout", "pirogue")),
    thing("kayak", "boat", (2.15, 4.2999, 0.4569), _kayak, material="lacquer", color="#e0561c", span=2.0, mass_kg=24,
          colors=("#e0561c", "#d8232b", "#1f7fc8", "#e8b81c"), synonyms=("sea kayak",)),
    thing("gondola", "boat", (1.5788, 10.6216, 1.9944), _gondola, material="lacquer", color="#101114", span=2.0,
          mass_kg=350,
          extra=_SECOND, synonyms=("venetian gondola",)),
    thing("raft", "boat", (2.24, 4.111, 2.7493), _raft, material="weathered wood", color="#7a5c3c", span=2.0,
          mass_kg=380,
          extra=_SECOND, synonyms=("log raft", "wooden raft")),
)  # fmt: skip
