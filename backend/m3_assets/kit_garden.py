"""What stands in a park: gazebo, fountain, birdcage."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, extrude, fillet, lathe, loft, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import outward
from .making import Look, look, main_look
from .materials import material
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line

SIDES = 8


def prism(radius_low: float, low: float, radius_high: float, high: float, edge: float = 0.015) -> Surface:
    """An eight-sided block about Z, its first side to the front, with soft corners."""
    rings = []
    turn = 2.0 * np.pi * (np.arange(SIDES) + 0.5) / SIDES - 0.5 * np.pi
    unit = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    for radius, z in ((radius_low - edge, low), (radius_low, low + edge), (radius_high, high - edge),
                      (radius_high - edge, high)):  # fmt: skip
        outline = fillet(radius * unit, 0.03, 2, closed=True)
        rings.append(np.column_stack([outline, np.full(len(outline), z)]))
    return outward(loft(np.array(rings)))


def _gazebo(values: Values) -> Sketch:
    """Eight turned posts on a planked floor with steps, balusters with rails but for the entrance, brackets, a tiled
    roof in two tiers with hips, a lantern and a finial."""
    wood, tiles = main_look("Wood", values), look("Roof", "clay", "#6d4a3a")
    planks, brass = look("Floor", "oak"), look("Finial", "brass")
    radius = 1.55
    corners = [2.0 * np.pi * (k + 0.5) / SIDES - 0.5 * np.pi for k in range(SIDES)]
    places = [radius * np.array([np.cos(a), np.sin(a)]) for a in corners]
    post = lathe([(0, 0.3), (0.07, 0.3), (0.07, 0.62), (0.055, 0.66), (0.048, 0.74), (0.052, 1.1), (0.046, 1.9),
                  (0.06, 1.98), (0.07, 2.02), (0.07, 2.36), (0, 2.36)], 14)  # fmt: skip
    posts = [translated(post, (*p, 0.0)) for p in places]
    floor = [prism(1.86, 0.22, 1.86, 0.30), prism(1.78, 0.0, 1.78, 0.23)]
    gaps = [rounded_box((0.012, 2.0 * np.sqrt(max(1.72**2 - x * x, 0.1)) - 0.1, 0.006), (x, 0, 0.301), 0.002)
            for x in np.arange(-1.5, 1.6, 0.25)]  # fmt: skip
    steps = [rounded_box((1.10, 0.34, 0.10), (0, -1.95, 0.05), 0.015), rounded_box((1.10, 0.2, 0.10), (0, -1.84, 0.15),
                                                                                  0.015)]  # fmt: skip
    rails, balusters, beams, brackets = [], [], [], []
    for k in range(SIDES):
        a, b = places[k], places[(k + 1) % SIDES]
        middle, span = 0.5 * (a + b), b - a
        angle, length = float(np.arctan2(span[1], span[0])), float(np.linalg.norm(span))
        beam = rounded_box((length + 0.05, 0.10, 0.16), (0, 0, 2.36), 0.012)
        beams.append(translated(rotated(beam, angle, (0, 0, 1)), (*middle, 0)))
        for s in (-1, 1):
            curve = smooth_line([(s * (0.5 * length - 0.06), 0, 1.95), (s * (0.5 * length - 0.12), 0, 2.14),
                                 (s * (0.5 * length - 0.34), 0, 2.29)], 4)  # fmt: skip
            brackets.append(translated(rotated(tube(curve, 0.022, 8), angle, (0, 0, 1)), (*middle, 0)))
        if abs(middle[0]) < 0.1 and middle[1] < 0.0:
            continue  # the way in
        for z in (0.42, 1.05):
            rails.append(translated(rotated(rounded_box((length - 0.12, 0.07, 0.05), (0, 0, z), 0.012), angle, (0, 0,
                         1)),
                                    (*middle, 0)))  # fmt: skip
        for t in np.linspace(-0.5, 0.5, 7)[1:-1]:
            spot = middle + 0.92 * t * span
            balusters.append(cylinder(0.019, 0.60, (*spot, 0.735), segments=8))
    roof = [prism(2.08, 2.40, 0.95, 3.02, 0.02), prism(1.05, 2.98, 0.50, 3.14, 0.02)]
    upper = [prism(0.80, 3.34, 0.10, 3.86, 0.015)]
    lantern = [prism(0.46, 3.10, 0.46, 3.36)]
    hips = []
    for turn in corners:
        way = np.array([np.cos(turn), np.sin(turn)])
        hips.append(tube([(*(2.06 * way), 2.42), (*(0.96 * way), 3.02)], 0.035, 8))
        hips.append(tube([(*(0.79 * way), 3.36), (*(0.09 * way), 3.86)], 0.026, 8))
    finial = lathe([(0, 3.82), (0.10, 3.82), (0.05, 3.90), (0.03, 3.98), (0.075, 4.06), (0.06, 4.13), (0.02, 4.2),
                    (0.008, 4.34), (0, 4.35)], 16)  # fmt: skip
    parts = [
        *(part(f"post_{k + 1}", "Wood", one) for k, one in enumerate(posts)), part("beams", "Wood", *beams),
         part("brackets", "Wood", *brackets),
        part("rails", "Wood", *rails), part("balusters", "Wood", *balusters), part("floor", "Floor", *floor),
        part("floor_gaps", "Gaps", *gaps), part("steps", "Floor", *steps), part("roof", "Roof", *roof, *upper),
        part("hips", "Hips", *hips), part("lantern", "Wood", *lantern), part("finial", "Finial", finial),
    ]  # fmt: skip
    looks = [wood, tiles, planks, brass, look("Gaps", "walnut", "#2a1a10"), look("Hips", "clay", "#573a2d")]
    return Sketch(parts=parts, looks=looks, grip=False, push=False,
                  places=(shapes.surface_top("floor", (0.0, 0.0, 0.30), 2.4, 2.4, 2.0),),
                  solids=(solid("floor", "steps"), solid("roof"), *(solid(f"post_{k + 1}") for k in range(SIDES))))


def _fountain(values: Values) -> Sketch:
    """A basin with a moulded rim and water, a pedestal, two bowls one above the other, jets and falling water."""
    stone = main_look("Stone", values)
    water = Look(material("Water", "glass", "#7fb0c4", roughness=0.03), "glass")
    basin = lathe([(0, 0), (1.55, 0), (1.55, 0.10), (1.42, 0.14), (1.40, 0.36), (1.47, 0.42), (1.50, 0.48), (1.48,
                  0.54),
                   (1.30, 0.54), (1.26, 0.50), (1.25, 0.14), (0, 0.14)], 48)  # fmt: skip
    column = lathe([(0, 0.10), (0.36, 0.10), (0.36, 0.22), (0.24, 0.28), (0.17, 0.45), (0.14, 0.75), (0.20, 0.92),
                    (0.24, 1.0), (0, 1.02)], 28)  # fmt: skip
    big = lathe([(0, 0.97), (0.22, 0.98), (0.55, 1.06), (0.74, 1.20), (0.80, 1.28), (0.78, 1.31), (0.70, 1.27),
                 (0.50, 1.17), (0.0, 1.12)], 40)  # fmt: skip
    upper = lathe([(0, 1.08), (0.16, 1.08), (0.10, 1.20), (0.07, 1.42), (0.10, 1.58), (0.12, 1.64), (0, 1.65)], 24)
    small = lathe([(0, 1.62), (0.12, 1.63), (0.30, 1.69), (0.40, 1.78), (0.42, 1.83), (0.39, 1.84), (0.30, 1.79),
                   (0.0, 1.72)], 36)  # fmt: skip
    knob = lathe([(0, 1.70), (0.06, 1.71), (0.05, 1.82), (0.085, 1.90), (0.075, 1.97), (0.03, 2.02), (0, 2.03)], 20)
    pools = [lathe([(0, z - 0.02), (r, z - 0.02), (r, z), (0, z)], 40) for r, z in ((1.25, 0.44), (0.70, 1.265),
                                                                                  (0.34, 1.80))]  # fmt: skip
    falls = []
    for r, high, low, out, count in ((0.415, 1.835, 1.26, 0.18, 12), (0.79, 1.305, 0.44, 0.26, 16)):
        for a in 2.0 * np.pi * np.arange(count) / count:
            way = np.array([np.cos(a), np.sin(a)])
            line = smooth_line([(*(r * way), high), (*((r + 0.5 * out) * way), high - 0.10),
                                (*((r + 0.9 * out) * way), 0.5 * (high + low)), (*((r + out) * way), low)],
                                 4)  # fmt: skip
            falls.append(tube(line, np.linspace(0.016, 0.009, len(line)), 8))
    jet = tube(smooth_line([(0, 0, 2.0), (0, 0, 2.25), (0.0, 0, 2.45)], 4), np.linspace(0.022, 0.01, 9), 8)
    parts = [part("basin", "Stone", basin), part("column", "Stone", column, upper), part("bowls", "Stone", big, small),
             part("knob", "Stone", knob), part("water", "Water", *pools), part("jets", "Water", jet, *falls)]
    return Sketch(parts=parts, looks=[stone, water], grip=False, push=False,
                  solids=(solid("basin", kind="cylinder"), solid("column", "bowls", kind="cylinder")))  # fmt: skip


def _birdcage(values: Values) -> Sketch:
    """A round tray, wires up to a dome, hoops, a ring on top, a little door, a swing with its perch, a bird."""
    wire, tray = main_look("Wire", values), look("Tray", "painted metal", "#d8cfb8")
    wood, bird = look("Perch", "oak"), look("Bird", "plastic", "#e8c31a")
    beak = look("Beak", "plastic", "#d9641a")
    base = [lathe([(0, 0), (0.19, 0), (0.2, 0.012), (0.2, 0.05), (0.188, 0.058), (0.18, 0.05), (0.178, 0.02), (0,
            0.02)],
                  36)]  # fmt: skip
    wires = []
    for a in 2.0 * np.pi * np.arange(24) / 24:
        way = np.array([np.cos(a), np.sin(a)])
        line = [(*(0.185 * way), 0.045), (*(0.185 * way), 0.36)]
        line += [(*(0.185 * np.cos(t) * way), 0.36 + 0.17 * np.sin(t)) for t in np.linspace(0.25, 1.45, 6)]
        wires.append(tube(line, 0.0022, 6))
    turn = 2.0 * np.pi * np.arange(36) / 36

    def hoop(radius: float, z: float, thick: float = 0.0035) -> Surface:
        return tube(np.column_stack([radius * np.cos(turn), radius * np.sin(turn), np.full(36, z)]), thick, 8,
                    closed_path=True)  # fmt: skip

    hoops = [hoop(0.186, z) for z in (0.09, 0.225, 0.36)]
    top = [lathe([(0, 0.52), (0.03, 0.52), (0.02, 0.545), (0, 0.55)], 16),
           translated(rotated(tube(np.column_stack([0.024 * np.cos(turn), 0 * turn, 0.024 * np.sin(turn)]), 0.0035, 8,
                                   closed_path=True), 0.3, (0, 0, 1)), (0, 0, 0.572))]  # fmt: skip
    door = [tube([(x, -0.19, 0.1), (x, -0.19, 0.21)], 0.0032, 6) for x in (-0.05, 0.05)]
    door += [tube([(-0.05, -0.19, z), (0.05, -0.19, z)], 0.0032, 6) for z in (0.1, 0.21)]
    door.append(superellipsoid((0.012, 0.016, 0.012), (0.045, -0.197, 0.155), 2.0, 3))
    swing = [tube([(s * 0.06, 0, 0.50), (s * 0.06, 0, 0.26)], 0.002, 6) for s in (-1, 1)]
    perch = cylinder(0.006, 0.15, (0, 0, 0.26), axis=0, segments=10)
    body = superellipsoid((0.05, 0.085, 0.055), (0, 0.004, 0.30), 2.0, 5)
    head = superellipsoid((0.038, 0.04, 0.038), (0, -0.034, 0.333), 2.0, 5)
    tail = extrude([(-0.012, 0.04), (0.012, 0.04), (0.016, 0.115), (-0.016, 0.115)], 0.006, plane="xy", center=0.29,
                   edge=0.002)  # fmt: skip
    bill = translated(rotated(lathe([(0, 0), (0.007, 0), (0.001, 0.016), (0, 0.017)], 10), 0.5 * np.pi, (1, 0, 0)),
                      (0, -0.052, 0.333))  # fmt: skip
    parts = [part("tray", "Tray", *base), part("wires", "Wire", *wires), part("hoops", "Wire", *hoops),
             part("ring", "Wire", *top), part("door", "Wire", *door), part("swing", "Wire", *swing),
             part("perch", "Perch", perch), part("bird", "Bird", body, head, tail), part("beak", "Beak", bill)]
    return Sketch(parts=parts, looks=[wire, tray, wood, bird, beak], push=False,
                  solids=(solid("tray", "wires", kind="cylinder"),))  # fmt: skip


CATEGORIES = (
    thing("gazebo", "building", (3.84, 4.04, 4.35), _gazebo, material="painted wood", color="#eeebe2", span=2.5,
          mass_kg=1800, static=True, synonyms=("pavilion", "bandstand", "pergola")),
    thing("fountain", "building", (3.1, 3.1, 2.45), _fountain, material="stone", span=4, mass_kg=3500, static=True,
          equal_sides=True, stuffs=("stone", "marble", "stone")),
    thing("birdcage", "decoration", (0.4, 0.4, 0.6), _birdcage, material="brass", span=4, mass_kg=2, equal_sides=True,
          synonyms=("bird cage", "cage")),
)  # fmt: skip
