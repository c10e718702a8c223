"""Slight things of wood, chalk and rods: cutting board, chalk, wand, crutch, tripod."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Values
from .geometry import cylinder, extrude, fillet, lathe, loft, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import outward
from .kit_optics import knurled
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line


def _cutting_board(values: Values) -> Sketch:
    """A slab of wood with soft edges, a handle with a hole, a groove for the juice, rubber feet."""
    wood, groove = main_look("Wood", values), look("Groove", "walnut")
    feet = look("Feet", "rubber")
    wide, deep, thick, z = 0.26, 0.34, 0.022, 0.015
    outline = fillet([(-0.5 * wide, -0.5 * deep), (0.5 * wide, -0.5 * deep), (0.5 * wide, 0.5 * deep),
                      (0.048, 0.5 * deep), (0.030, 0.5 * deep + 0.03), (0.030, 0.5 * deep + 0.09),
                      (-0.030, 0.5 * deep + 0.09), (-0.030, 0.5 * deep + 0.03), (-0.048, 0.5 * deep),
                      (-0.5 * wide, 0.5 * deep)], [0.02, 0.02, 0.02, 0.012, 0.02, 0.026, 0.026, 0.02, 0.012, 0.02], 4,
                     closed=True)  # fmt: skip
    board = extrude(np.roll(outline, -(len(outline) // 4), axis=0), thick, plane="xy", center=z, edge=0.005, caps="fan")
    run = fillet([(-0.112, -0.152), (0.112, -0.152), (0.112, 0.152), (-0.112, 0.152)], 0.015, 4, closed=True)
    line = np.column_stack([run, np.full(len(run), z + 0.5 * thick - 0.0012)])
    moat = tube(line, 0.0028, 8, closed_path=True)
    hole = cylinder(0.011, thick + 0.0008, (0, 0.5 * deep + 0.063, z), segments=20, edge=0.001)
    pads = [cylinder(0.009, 0.005, (sx * 0.11, sy * 0.15, 0.0025), segments=14) for sx in (-1, 1) for sy in (-1, 1)]
    return Sketch(parts=[part("board", "Wood", board), part("groove", "Groove", moat),
                         part("hole", "Groove", hole), part("feet", "Feet", *pads)],
                  looks=[wood, groove, feet], grip=False, push=False,
                  places=[shapes.surface_top("top", (0, 0, z + 0.5 * thick), wide, deep),
                          shapes.grip((0, 0.5 * deep + 0.05, z), thick, 0.06)])  # fmt: skip


def _chalk(values: Values) -> Sketch:
    """A stick that tapers a little, flat at one end, worn to a slant at the other."""
    chalk = main_look("Chalk", values)
    turn = 2.0 * np.pi * np.arange(20) / 20
    rings = []
    for y, r in ((-0.040, 0.0036), (-0.0385, 0.0047), (-0.030, 0.0051), (0.02, 0.0054), (0.0385, 0.0056),
                 (0.040, 0.0050)):  # fmt: skip
        ring = np.column_stack([r * np.cos(turn), np.full(20, y), r * np.sin(turn)])
        if y < -0.035:
            ring[:, 1] += 0.45 * ring[:, 2]
        rings.append(ring)
    return Sketch(parts=[part("stick", "Chalk", outward(loft(np.array(rings))))], looks=[chalk], push=False,
                  grip=True)  # fmt: skip


def _wand(values: Values) -> Sketch:
    """A tapering rod, thicker turned rings where the hand holds it, a pale tip and a pale pommel."""
    rod, tip = main_look("Rod", values), look("Tip", "lacquer", str(values["second_color"]) or "#f0ece0")
    brass = look("Rings", "brass", fill=0.4)
    shaft = rotated(lathe([(0, -0.10), (0.0066, -0.10), (0.0072, -0.06), (0.0060, 0.02), (0.0040, 0.20), (0, 0.20)],
                          18),
                    0.5 * np.pi, (1, 0, 0))  # fmt: skip
    rings = [translated(rotated(lathe(fillet([(0.003, -0.004), (0.0098, -0.004), (0.0098, 0.004), (0.003, 0.004)],
                                             0.0025,
                                             3, True), 18, True), 0.5 * np.pi, (1, 0, 0)), (0, y, 0))
             for y in (0.098, 0.050, -0.012)]  # fmt: skip
    end = rotated(lathe([(0, 0.1985), (0.0042, 0.1985), (0.0036, 0.234), (0.002, 0.2385), (0, 0.239)], 18), 0.5 * np.pi,
                  (1, 0, 0))  # fmt: skip
    pommel = superellipsoid((0.018, 0.020, 0.018), (0, 0.110, 0), 2.0, 5)
    return Sketch(parts=[part("rod", "Rod", shaft), part("rings", "Rings", *rings), part("tip", "Tip", end, pommel)],
                  looks=[rod, tip, brass], push=False, grip=False,
                  places=[shapes.grip((0, 0.07, 0), 0.014, 0.08)])  # fmt: skip


def _crutch(values: Values) -> Sketch:
    """Underarm: two bowed staves that meet below, a padded rest, a handgrip between them, pins, a rubber foot."""
    wood, pad = main_look("Staves", values), look("Pads", "rubber", "#4a4038")
    pin = look("Pins", "steel")
    stave = tube(smooth_line([(0.012, 0, 0.36), (0.020, 0, 0.50), (0.048, 0, 0.85), (0.066, 0, 1.18), (0.070, 0, 1.29)],
                             4), 0.0125, 10)  # fmt: skip
    rest = [rounded_box((0.20, 0.045, 0.055), (0, 0, 1.315), 0.022, 4)]
    rest[0].vertices[:, 2] -= 0.9 * (0.10**2 - rest[0].vertices[:, 0] ** 2) * 1.6
    grip = rotated(lathe([(0, -0.052), (0.013, -0.052), (0.016, -0.03), (0.0175, 0.0), (0.016, 0.03), (0.013, 0.052),
                          (0, 0.052)], 18), 0.5 * np.pi, (0, 1, 0))  # fmt: skip
    foot_post = tube([(0, 0, 0.62), (0, 0, 0.045)], 0.014, 12)
    tip = lathe([(0, 0), (0.026, 0), (0.028, 0.008), (0.022, 0.022), (0.019, 0.07), (0, 0.07)], 20)
    pins = [cylinder(0.006, 0.14, (0, 0, 0.86), axis=0, segments=10), cylinder(0.005, 0.062, (0, 0, 0.40), axis=0,
            segments=10), cylinder(0.005, 0.072, (0, 0, 0.58), axis=0, segments=10)]  # fmt: skip
    return Sketch(parts=[part("staves", "Staves", both_sides(stave), foot_post), part("rest", "Pads", *rest),
                         part("grip", "Pads", translated(grip, (0, 0, 0.86))), part("foot", "Pads", tip),
                         part("pins", "Pins", *pins)],
                  looks=[wood, pad, pin], push=False, grip=False,
                  places=[shapes.grip((0, 0, 0.86), 0.034, 0.09)])  # fmt: skip


def _tripod(values: Values) -> Sketch:
    """Three legs of two tubes each with clamps and rubber feet, a spider of struts, a column with its crank, a pan head
    with a plate and a handle."""
    paint, black = main_look("Tubes", values), look("Black", "plastic", "#1a1b1e")
    rubber, steel = look("Rubber", "rubber"), look("Steel", "steel", fill=0.4)
    top, knee = 1.16, 0.62
    upper, lower, clamps, feet, struts = [], [], [], [], []
    for k in range(3):
        a = 2.0 * np.pi * k / 3.0 - 0.5 * np.pi
        out = np.array([np.cos(a), np.sin(a), 0.0])

        def at(reach: float, z: float, out: np.ndarray = out) -> np.ndarray:
            return np.asarray(reach * out + [0, 0, z])

        upper.append(tube([at(0.045, top), at(0.235, knee)], 0.0145, 12))
        lower.append(tube([at(0.220, knee + 0.045), at(0.435, 0.03)], 0.0105, 12))
        clamps += [superellipsoid((0.052, 0.052, 0.05), at(0.236, knee), 3.4, 4),
                   superellipsoid((0.055, 0.055, 0.06), at(0.045, top), 3.4, 4)]  # fmt: skip
        feet.append(tube([at(0.425, 0.055), at(0.447, 0.0)], [0.015, 0.019], 12))
        struts.append(tube([at(0.022, 0.60), at(0.150, 0.855)], 0.006, 8))
    column = [cylinder(0.014, 0.70, (0, 0, 0.98), segments=16), cylinder(0.026, 0.03, (0, 0, 0.60), segments=18)]
    shoulder = [lathe(fillet([(0, top - 0.05), (0.05, top - 0.05), (0.058, top + 0.02), (0.03, top + 0.05),
                              (0, top + 0.05)], [0, 0.01, 0.01, 0.008, 0], 3), 24)]  # fmt: skip
    crank = [tube([(0.03, 0, top + 0.012), (0.085, 0, top + 0.012)], 0.006, 8),
             tube([(0.085, 0, top + 0.012), (0.092, 0, top - 0.045)], 0.006, 8)]  # fmt: skip
    head = [cylinder(0.028, 0.05, (0, 0, 1.355), segments=24), rounded_box((0.052, 0.07, 0.06), (0, 0, 1.40), 0.012, 4),
            rounded_box((0.075, 0.115, 0.018), (0, 0, 1.44), 0.006)]  # fmt: skip
    plate = [rounded_box((0.055, 0.09, 0.008), (0, 0, 1.452), 0.003), cylinder(0.004, 0.014, (0, 0, 1.46), segments=10)]
    handle = [tube([(0.0, 0.03, 1.40), (0.03, 0.16, 1.355), (0.06, 0.27, 1.30)], 0.007, 10)]
    grip = [tube([(0.042, 0.205, 1.333), (0.067, 0.295, 1.287)], 0.0135, 12)]
    knobs = [knurled(0.015, 0.02, (0.036, 0, 1.40)), knurled(0.014, 0.02, (0.036, 0, top + 0.012), teeth=12)]
    return Sketch(
        parts=[part("legs", "Tubes", *upper), part("lower_legs", "Tubes", *lower), part("clamps", "Black", *clamps),
               part("feet", "Rubber", *feet), part("spider", "Black", *struts), part("column", "Tubes", *column),
               part("shoulder", "Black", *shoulder), part("crank", "Steel", *crank), part("head", "Black", *head),
               part("plate", "Steel", *plate), part("pan_handle", "Steel", *handle), part("grip", "Rubber", *grip),
               part("knobs", "Rubber", *knobs)],
        looks=[paint, black, rubber, steel], grip=False, push=False,
        solids=(solid("legs", "lower_legs", "feet", kind="hull"), solid("head", "column")),
        places=[shapes.surface_top("plate", (0, 0, 1.456), 0.06, 0.09), shapes.grip((0, 0, 0.95), 0.03, 0.2)],
    )  # fmt: skip


_TIP = Parameter(name="second_color", value="", description="of the tip")
CATEGORIES = (
    thing("cutting board", "kitchen", (0.26, 0.43, 0.0276), _cutting_board, material="birch", span=3.0, mass_kg=1.1,
          synonyms=("chopping board", "bread board", "breadboard"), stuffs=("birch", "oak", "walnut", "bamboo")),
    thing("chalk", "decoration", (0.0112, 0.08162, 0.0112), _chalk, material="plaster", color="#f3f1ea", span=6.0,
          mass_kg=0.008, synonyms=("chalk stick", "piece of chalk", "stick of chalk")),
    thing("wand", "tool", (0.0196, 0.3588, 0.0193), _wand, material="ebony", span=3.0, mass_kg=0.05,
          synonyms=("magic wand", "wizard wand", "wizard's wand", "fairy wand"), extra=(_TIP,)),
    thing("crutch", "tool", (0.2, 0.056, 1.34), _crutch, material="birch", span=2.0, mass_kg=0.9,
          synonyms=("crutches", "walking crutch")),
    thing("tripod", "electronics", (0.808, 0.764, 1.473), _tripod, material="aluminium", color="#3c4046", span=3.0,
          mass_kg=2.2, synonyms=("camera tripod", "camera stand"), colors=("#3c4046", "#1d1e21", "#7c8288")),
)  # fmt: skip
