"""Things of bronze, iron and stone that tell of the past: anchor, bell, trophy, tombstone, cannon, coffin."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, extrude, fillet, lathe, loft, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import outward
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides, ring
from .vessel_geometry import smooth_line, wall_profile


def _anchor(values: Values) -> Sketch:
    """An admiralty anchor that leans nowhere: shank, stock with balls, shackle, curved arms with flukes, a bill."""
    iron, wood = main_look("Iron", values), look("Stock", "iron", "#3a3d40")
    shank = lathe([(0, 0.10), (0.062, 0.12), (0.055, 0.2), (0.042, 1.18), (0.046, 1.24), (0.046, 1.34), (0, 1.35)], 16)
    arm = smooth_line([(0, 0, 0.085), (0.24, 0, 0.115), (0.44, 0, 0.26), (0.535, 0, 0.47)], 5)
    arms = [tube(arm, np.interp(np.linspace(0, 1, len(arm)), [0, 0.8, 1], [0.068, 0.05, 0.03]), 12)]
    fluke = extrude([(-0.0, -0.17), (0.12, -0.03), (0.13, 0.06), (0.0, 0.215), (-0.13, 0.06), (-0.12, -0.03)], 0.04,
                    plane="yz", edge=0.012, caps="fan")  # fmt: skip
    flukes = [translated(rotated(fluke, 0.42, (0, 1, 0)), (0.475, 0, 0.42))]
    crown = superellipsoid((0.17, 0.15, 0.17), (0, 0, 0.09), 2.4, 5)
    stock = [cylinder(0.03, 1.0, (0, 0, 1.2), axis=1, segments=14),
             *(superellipsoid((0.1, 0.1, 0.1), (0, s * 0.5, 1.2), 2.0, 5) for s in (-1, 1)),
             *(cylinder(0.042, 0.03, (0, s * 0.065, 1.2), axis=1, segments=14) for s in (-1, 1))]  # fmt: skip
    shackle = [translated(ring(0.085, 0.017, 28, 10), (0, 0, 1.40))]
    eye = rotated(cylinder(0.05, 0.06, (0, 0, 1.325), axis=0, segments=18), 0.0, (0, 0, 1))
    foot = [rounded_box((0.30, 0.24, 0.03), (0, 0, 0.015), 0.01)]
    parts = [part("shank", "Iron", shank), part("arms", "Iron", both_sides(*arms), crown),
             part("flukes", "Iron", both_sides(*flukes)), part("stock", "Stock", *stock),
             part("shackle", "Iron", *shackle, eye), part("foot", "Stock", *foot)]  # fmt: skip
    return Sketch(parts=parts, looks=[iron, wood], grip=False, solids=(solid("shank", "foot"), solid("arms"),
                                                                       solid("stock")))  # fmt: skip


def _bell(values: Values) -> Sketch:
    """A cast bell with mouldings and a lip, hollow, its clapper inside, hung by its crown from a yoke between posts."""
    bronze, iron = main_look("Bell", values), look("Iron", "iron")
    wood = look("Frame", "oak")
    outside = smooth_line([(0.255, 0.20), (0.250, 0.215), (0.205, 0.29), (0.165, 0.42), (0.145, 0.53), (0.12, 0.585),
                           (0.06, 0.605)], 4)[::-1]  # fmt: skip
    inner = np.column_stack([outside[:, 0] - 0.022, np.minimum(outside[:, 1], 0.585) - 0.004])
    inner[:, 0] = np.maximum(inner[:, 0], 0.0)
    keep = inner[(inner[:, 0] > 0.02) & (inner[:, 1] < 0.575)]
    shell = lathe(np.vstack([[0, 0.575], keep, [0.246, 0.198], outside[::-1], [0, 0.607]]), 36)
    bands = [lathe([(r - 0.012, z), (r + 0.002, z + 0.002), (r + 0.004, z + 0.009), (r + 0.001, z + 0.016),
                    (r - 0.012, z + 0.018)], 36, closed_profile=True)
             for r, z in ((0.196, 0.315), (0.150, 0.50), (0.236, 0.235))]  # fmt: skip
    crown = [tube(smooth_line([(-0.045, 0, 0.60), (-0.04, 0, 0.65), (0.04, 0, 0.65), (0.045, 0, 0.60)], 4), 0.014, 10),
             tube(smooth_line([(0, -0.045, 0.60), (0, -0.04, 0.66), (0, 0.04, 0.66), (0, 0.045, 0.60)], 4), 0.014, 10)]
    clapper = [tube([(0, 0, 0.57), (0, 0, 0.25)], 0.011, 10), superellipsoid((0.07, 0.07, 0.08), (0, 0, 0.235), 2.0, 5)]
    yoke = [rounded_box((0.62, 0.09, 0.10), (0, 0, 0.70), 0.016), *(rounded_box((0.03, 0.10, 0.11), (x, 0, 0.695),
            0.006)
                                                                  for x in (-0.1, 0.1))]  # fmt: skip
    posts = [rounded_box((0.07, 0.10, 0.80), (0.33, 0, 0.43), 0.01), rounded_box((0.09, 0.50, 0.06), (0.33, 0, 0.03),
             0.012),
             tube([(0.33, -0.2, 0.05), (0.33, 0, 0.36)], 0.025, 8), tube([(0.33, 0.2, 0.05), (0.33, 0, 0.36)], 0.025,
                                                                         8)]
    beam = rounded_box((0.76, 0.11, 0.06), (0, 0, 0.845), 0.012)
    rope = tube(smooth_line([(0, 0, 0.20), (0, -0.02, 0.14), (0.015, -0.03, 0.07)], 4), 0.009, 8)
    knot = superellipsoid((0.035, 0.035, 0.045), (0.016, -0.031, 0.06), 2.0, 4)
    parts = [part("bell", "Bell", shell), part("bands", "Bell", *bands), part("crown", "Iron", *crown),
             part("clapper", "Iron", *clapper), part("rope", "Rope", rope, knot), part("yoke", "Frame", *yoke[:1]),
             part("straps", "Iron", *yoke[1:]), part("posts", "Frame", both_sides(*posts), beam)]  # fmt: skip
    return Sketch(parts=parts, looks=[bronze, iron, wood, look("Rope", "straw")],
                  solids=(solid("posts"), solid("bell", kind="cylinder")))  # fmt: skip


def _trophy(values: Values) -> Sketch:
    """A cup with two scrolled handles on a knopped stem, a stepped plinth with its plate."""
    gold, stone = main_look("Cup", values), look("Plinth", "granite", "#1d1a1a")
    plate = look("Plate", "brass")
    outside = smooth_line([(0.018, 0.185), (0.05, 0.205), (0.075, 0.26), (0.082, 0.32), (0.086, 0.365), (0.094,
                          0.38)], 4)
    cup = lathe(wall_profile(outside, 0.004, 0.006), 36)
    stem = lathe([(0, 0.078), (0.052, 0.078), (0.050, 0.088), (0.03, 0.104), (0.013, 0.125), (0.012, 0.14), (0.024,
                 0.15),
                  (0.024, 0.158), (0.012, 0.168), (0.016, 0.186), (0.024, 0.196), (0, 0.20)], 28)  # fmt: skip
    bands = [lathe([(0.08, z), (0.0845, z + 0.001), (0.0855, z + 0.005), (0.084, z + 0.009), (0.08, z + 0.01)], 36,
                   closed_profile=True) for z in (0.318,)]  # fmt: skip
    grip = smooth_line([(0.083, 0, 0.345), (0.125, 0, 0.365), (0.150, 0, 0.335), (0.135, 0, 0.285), (0.095, 0, 0.255),
                        (0.066, 0, 0.245)], 5)  # fmt: skip
    handles = [tube(grip, np.interp(np.linspace(0, 1, len(grip)), [0, 0.4, 1], [0.0065, 0.0085, 0.006]), 10),
               superellipsoid((0.024, 0.02, 0.02), (0.152, 0, 0.345), 2.0, 4)]  # fmt: skip
    base = [rounded_box((0.15, 0.15, 0.022), (0, 0, 0.011), 0.004), rounded_box((0.122, 0.122, 0.045), (0, 0, 0.044),
            0.004),
            rounded_box((0.134, 0.134, 0.012), (0, 0, 0.072), 0.004)]
    label = rounded_box((0.085, 0.004, 0.03), (0, -0.0625, 0.044), 0.001)
    star = [(r * np.sin(a), 0.285 + r * np.cos(a)) for a, r in zip(np.pi * np.arange(10) / 5.0, [0.026, 0.0115] * 5,
                                                                  strict=True)]  # fmt: skip
    badge = extrude(star, 0.006, plane="xz", center=-0.081, edge=0.0015, caps="fan")
    parts = [part("cup", "Cup", cup), part("bands", "Cup", *bands), part("stem", "Cup", stem),
             part("handles", "Cup", both_sides(*handles)), part("star", "Plate", badge),
             part("plinth", "Plinth", *base), part("plate", "Plate", label)]  # fmt: skip
    return Sketch(parts=parts, looks=[gold, stone, plate], grip=True, push=False,
                  solids=(solid("plinth"), solid("cup", "stem", kind="cylinder")))  # fmt: skip


def _tombstone(values: Values) -> Sketch:
    """An upright slab with a round head and a chamfered border, on a plinth; an engraved cross and lines, some ivy of
    moss at its foot."""
    stone, carved = main_look("Stone", values), look("Carving", "granite", "#26272a")
    moss = look("Moss", "wool", "#4c5b2e")
    turn = np.linspace(0.0, np.pi, 13)

    def slab(half: float, low: float, shoulder: float, deep: float, centre: float, edge: float) -> Surface:
        outline = [(-half, low), (half, low), *zip(half * np.cos(turn), shoulder + half * np.sin(turn), strict=True)]
        return extrude(outline, deep, plane="xz", center=centre, edge=edge, caps="fan")

    body = [slab(0.30, 0.16, 0.62, 0.13, 0.0, 0.022), slab(0.262, 0.24, 0.62, 0.02, -0.06, 0.008)]
    base = [rounded_box((0.74, 0.28, 0.10), (0, 0, 0.05), 0.02, 4), rounded_box((0.66, 0.22, 0.09), (0, 0, 0.14),
            0.02, 4)]
    cross = [rounded_box((0.034, 0.012, 0.20), (0, -0.072, 0.70), 0.003), rounded_box((0.13, 0.012, 0.034),
                                                                                    (0, -0.072, 0.735),
                                                                                     0.003)]  # fmt: skip
    lines = [rounded_box((w, 0.008, 0.022), (0, -0.071, z), 0.002)
             for w, z in ((0.34, 0.53), (0.26, 0.475), (0.38, 0.41), (0.36, 0.365), (0.22, 0.32))]  # fmt: skip
    tufts = [superellipsoid((w, 0.06, 0.045), (x, -0.14, 0.022), 2.2, 4)
             for x, w in ((-0.31, 0.13), (-0.2, 0.1), (0.27, 0.15), (0.33, 0.09))]  # fmt: skip
    parts = [part("slab", "Stone", *body), part("plinth", "Stone", *base), part("carving", "Carving", *cross, *lines),
             part("moss", "Moss", *tufts)]  # fmt: skip
    return Sketch(parts=parts, looks=[stone, carved, moss], grip=False, solids=(solid("plinth"), solid("slab")))


def _cannon(values: Values) -> Sketch:
    """A cast barrel with rings, trunnions and a button, on a wooden field carriage with two spoked wheels and a trail;
    a few balls."""
    iron, wood = main_look("Barrel", values), look("Carriage", "oak")
    tyre = look("Iron", "iron")
    profile = [(0.0, -0.92), (0.045, -0.92), (0.05, -0.86), (0.03, -0.83), (0.09, -0.80), (0.15, -0.76), (0.16, -0.70),
               (0.15, -0.66), (0.135, -0.30), (0.148, -0.28), (0.148, -0.22), (0.13, -0.20), (0.108, 0.62), (0.122,
                                                                                                             0.66),
               (0.14, 0.72), (0.142, 0.80), (0.12, 0.84), (0.07, 0.84), (0.065, 0.78), (0.064, 0.40), (0.0, 0.40)]
    tilt = 0.16
    barrel = rotated(rotated(lathe(profile, 28), 0.5 * np.pi, (1, 0, 0)), -tilt, (1, 0, 0))
    barrel = translated(barrel, (0, -0.10, 0.80))
    trunnion = cylinder(0.05, 0.50, (0, -0.10, 0.80), axis=0, segments=16)
    cheek = extrude([(-0.36, 0.50), (-0.16, 0.85), (0.10, 0.85), (0.55, 0.48), (1.42, 0.06), (1.50, 0.0), (1.22, 0.0),
                     (0.42, 0.34), (0.0, 0.40)], 0.075, plane="yz", center=0.205, edge=0.012, caps="fan")  # fmt: skip
    cross = [rounded_box((0.36, 0.09, 0.09), (0, y, z), 0.01) for y, z in ((-0.2, 0.50), (0.62, 0.36), (1.25, 0.08))]
    axle = [cylinder(0.04, 1.24, (0, -0.06, 0.55), axis=0, segments=14), rounded_box((0.86, 0.11, 0.11), (0, -0.06,
            0.55),
                                                                                   0.012)]  # fmt: skip
    caps = [rounded_box((0.085, 0.14, 0.02), (0.205, -0.10, 0.865), 0.006), ]
    radius = 0.55
    felloe = lathe([(radius - 0.085, -0.035), (radius - 0.012, -0.035), (radius - 0.012, 0.035), (radius - 0.085,
                   0.035)],
                   36, closed_profile=True)  # fmt: skip
    band = lathe([(radius - 0.014, -0.034), (radius, -0.034), (radius, 0.034), (radius - 0.014, 0.034)], 36,
                 closed_profile=True)  # fmt: skip
    nave = lathe([(0, -0.12), (0.06, -0.12), (0.085, -0.03), (0.085, 0.03), (0.06, 0.12), (0, 0.12)], 18)
    spokes = [rotated(cylinder(0.022, 0.43, (0, 0, 0.27), segments=8, top_radius=0.018), 2 * np.pi * k / 12, (0, 1, 0))
              for k in range(12)]  # fmt: skip
    parts = [part("barrel", "Barrel", barrel), part("trunnions", "Barrel", trunnion),
             part("cheeks", "Carriage", both_sides(cheek), *cross), part("axle", "Carriage", *axle),
             part("caps", "Iron", both_sides(*caps))]  # fmt: skip
    joints = {}
    for side, sign in (("L", 1.0), ("R", -1.0)):
        name, centre = f"wheel.{side}", (sign * 0.55, -0.06, radius)
        upright = [rotated(one, 0.5 * np.pi, (0, 1, 0)) for one in (felloe, nave)]
        rims = [translated(upright[0], centre), *(translated(rotated(s, 0.5 * np.pi, (0, 0, 1)),
                centre) for s in spokes)]
        hubs = [translated(upright[1], centre)]
        parts += [part(f"felloe.{side}", "Carriage", *rims, *hubs, moves_with=name),
                  part(f"tyre.{side}", "Iron", translated(rotated(band, 0.5 * np.pi, (0, 1, 0)), centre),
                       moves_with=name)]  # fmt: skip
        joints[name] = shapes.joint("wheel", centre, (1, 0, 0), (-1e4, 1e4))
    return Sketch(parts=parts, looks=[iron, wood, tyre], joints=joints, grip=False,
                  solids=(solid("barrel"), solid("cheeks"), solid("tyre.L", kind="cylinder", axis=0),
                          solid("tyre.R", kind="cylinder", axis=0)))  # fmt: skip


def _coffin(values: Values) -> Sketch:
    """Six-sided, wide at the shoulders: sides with a moulding, a raised lid with a cross, brass handles and screws."""
    wood, brass = main_look("Wood", values), look("Brass", "brass", fill=0.5)
    plan = np.array([(-0.24, -1.0), (0.24, -1.0), (0.36, 0.42), (0.25, 1.0), (-0.25, 1.0), (-0.36, 0.42)])

    def shell(rows: list[tuple[float, float]]) -> Surface:
        rings = []
        for grow, z in rows:
            outline = fillet(plan * (1.0 + np.array([grow / 0.36, grow / 1.0])), 0.012, 2, closed=True)
            rings.append(np.column_stack([outline, np.full(len(outline), z)]))
        return outward(loft(np.array(rings), caps="ladder"))

    box = shell([(-0.05, 0.03), (-0.045, 0.028), (-0.012, 0.33), (-0.016, 0.335)])
    foot = shell([(-0.035, 0.0), (-0.03, 0.004), (-0.03, 0.045), (-0.035, 0.05)])
    moulding = shell([(0.0, 0.325), (0.008, 0.332), (0.008, 0.355), (0.0, 0.362)])
    lid = shell([(0.0, 0.358), (-0.006, 0.375), (-0.06, 0.42), (-0.075, 0.445), (-0.085, 0.45)])
    cross = [rounded_box((0.035, 0.62, 0.014), (0, 0.28, 0.453), 0.005), rounded_box((0.26, 0.035, 0.014), (0, 0.42,
             0.453),
                                                                                   0.005)]  # fmt: skip
    handles, plates = [], []
    for y in (-0.62, -0.05, 0.62):
        x = float(np.interp(y, [-1.0, 0.42, 1.0], [0.24, 0.36, 0.25])) - 0.022
        plates.append(rounded_box((0.012, 0.16, 0.06), (x, y, 0.21), 0.004))
        handles.append(tube(smooth_line([(x, y - 0.065, 0.215), (x + 0.035, y - 0.06, 0.19), (x + 0.035, y + 0.06,
                       0.19),
                                         (x, y + 0.065, 0.215)], 4), 0.008, 8))  # fmt: skip
    screws = [cylinder(0.012, 0.016, (float(np.interp(y, [-1.0, 0.42, 1.0], [0.24, 0.36, 0.25])) - 0.03, y, 0.374),
                       segments=12) for y in (-0.9, -0.3, 0.3, 0.85)]  # fmt: skip
    parts = [part("box", "Wood", box, foot), part("moulding", "Wood", moulding), part("lid", "Wood", lid),
             part("cross", "Brass", *cross), part("handles", "Brass", both_sides(*handles, *plates)),
             part("screws", "Brass", both_sides(*screws))]  # fmt: skip
    return Sketch(parts=parts, looks=[wood, brass], grip=False,
                  places=(shapes.surface_top("lid", (0.0, 0.1, 0.45), 0.4, 1.5),))  # fmt: skip


CATEGORIES = (
    thing("anchor", "relic", (1.15, 1.1, 1.5), _anchor, material="iron", span=4, mass_kg=90),
    thing("bell", "relic", (0.76, 0.5, 0.88), _bell, material="bronze", span=6, mass_kg=45),
    thing("trophy", "relic", (0.328, 0.188, 0.382), _trophy, material="gold", span=4, mass_kg=1.6,
          synonyms=("award", "prize cup"), stuffs=("gold", "gold", "silver")),
    thing("tombstone", "relic", (0.75, 0.31, 0.92), _tombstone, material="stone", span=3, mass_kg=180,
          synonyms=("gravestone", "headstone")),
    thing("cannon", "relic", (1.34, 2.45, 1.1), _cannon, material="iron", span=3, mass_kg=420),
    thing("coffin", "relic", (0.74, 2.02, 0.46), _coffin, material="mahogany", span=2.5, mass_kg=45,
          synonyms=("casket",)),
)  # fmt: skip
