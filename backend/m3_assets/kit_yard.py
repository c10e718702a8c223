"""What stands and works in the yard: gate, railing, clothesline, chainsaw, lawn mower."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Part, Surface, Values
from .flutter import Flutter
from .geometry import cylinder, extrude, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .kit_optics import knurled
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vehicle_geometry import tyre
from .vessel_geometry import smooth_line


def _gate(values: Values) -> Sketch:
    """Two posts with caps, a leaf of pickets with an arched top on two rails and a brace, strap hinges, a latch; it
    swings on its hinges."""
    wood, iron = main_look("Wood", values), look("Iron", "iron")
    half, low = 0.55, 0.07
    posts = [rounded_box((0.12, 0.12, 1.38), (s * (half + 0.08), 0, 0.69), 0.012) for s in (-1, 1)]
    caps = [rounded_box((0.16, 0.16, 0.03), (s * (half + 0.08), 0, 1.395), 0.008) for s in (-1, 1)]
    knob = lathe(fillet([(0, 1.405), (0.05, 1.405), (0.035, 1.43), (0.055, 1.48), (0.03, 1.525), (0, 1.53)],
                        [0, 0.004, 0.01, 0.03, 0.02, 0], 3), 20)  # fmt: skip
    caps += [translated(knob, (s * (half + 0.08), 0, 0)) for s in (-1, 1)]
    pickets = []
    for k in range(8):
        x = -half + 0.085 + (2 * half - 0.17) * k / 7
        top = 1.12 + 0.13 * np.cos(0.5 * np.pi * x / half)
        outline = [(-0.045, low), (0.045, low), (0.045, top - 0.05), (0.0, top), (-0.045, top - 0.05)]
        pickets.append(translated(extrude(outline, 0.022, plane="xz", center=-0.032, edge=0.004), (x, 0, 0)))
    rails = [rounded_box((2 * half - 0.03, 0.036, 0.09), (0, 0, z), 0.006) for z in (0.27, 0.92)]
    slope = float(np.arctan2(0.56, 2 * half - 0.25))
    rails += [translated(rotated(rounded_box((1.02, 0.034, 0.08), (0, 0, 0), 0.006), -slope, (0, 1, 0)), (0, 0, 0.595))]
    straps = []
    for z in (0.27, 0.92):
        straps.append(rounded_box((0.36, 0.008, 0.036), (half - 0.17, -0.047, z), 0.003))
        straps.append(superellipsoid((0.05, 0.010, 0.06), (half - 0.36, -0.047, z), 2.0, 4))
        straps += [cylinder(0.006, 0.008, (half - 0.08 - 0.1 * k, -0.053, z), axis=1, segments=10) for k in range(3)]
    pins = [cylinder(0.013, 0.09, (half + 0.012, -0.03, z), segments=12) for z in (0.27, 0.92)]
    latch = [rounded_box((0.05, 0.008, 0.15), (-half + 0.07, -0.048, 0.92), 0.003),
             tube(smooth_line([(-half + 0.07, -0.05, 0.86), (-half + 0.07, -0.095, 0.89), (-half + 0.07, -0.095, 0.95),
                               (-half + 0.07, -0.05, 0.98)], 3), 0.007, 8),
             rounded_box((0.17, 0.012, 0.022), (-half + 0.01, -0.057, 0.80), 0.003)]  # fmt: skip
    keeper = [rounded_box((0.03, 0.03, 0.07), (-half - 0.035, -0.068, 0.80), 0.004)]
    leaf = "leaf"
    return Sketch(
        parts=[part("posts", "Wood", *posts), part("caps", "Wood", *caps), part("keeper", "Iron", *keeper),
               part("hinge_pins", "Iron", *pins), part("pickets", "Wood", *pickets, moves_with=leaf),
               part("rails", "Wood", *rails, moves_with=leaf), part("hinges", "Iron", *straps, moves_with=leaf),
               part("latch", "Iron", *latch, moves_with=leaf)],
        looks=[wood, iron], joints={leaf: shapes.joint("hinge", (half + 0.012, -0.03, low), (0, 0, 1), (-1.7, 0.0))},
        grip=False, push=False, solids=(solid("posts", "caps"),),
        places=[shapes.affordance("doorway", "doorway", (0, 0, 0), (2 * half, 0, 2.2)),
                shapes.affordance("handle", "grip_at", (-half + 0.07, -0.095, 0.92), (0.02, 0.08, 0)),
                shapes.affordance("push", "push_at", (-half + 0.12, -0.05, 1.0), (0.3, 0, 1.0))],
    )  # fmt: skip


def _railing(values: Values) -> Sketch:
    """A handrail with curled ends on three posts with feet and knobs, balusters with a collar, a lower rail."""
    iron = main_look("Iron", values)
    long, high = 2.4, 1.0
    xs = (-0.5 * long, 0.0, 0.5 * long)
    posts = [rounded_box((0.05, 0.05, high), (x, 0, 0.5 * high), 0.006) for x in xs]
    plates = [rounded_box((0.14, 0.14, 0.014), (x, 0, 0.007), 0.004) for x in xs]
    bolt = cylinder(0.010, 0.012, (0, 0, 0.018), segments=6, edge=0.002)
    bolts = [translated(bolt, (x + 0.05 * a, 0.05 * b, 0)) for x in xs for a in (-1, 1) for b in (-1, 1)]
    ball = [superellipsoid((0.075, 0.075, 0.075), (x, 0, high + 0.075), 2.0, 6) for x in xs]
    curl = [(0.5 * long, 0, high + 0.005), (0.5 * long + 0.10, 0, high), (0.5 * long + 0.15, 0, high - 0.05),
            (0.5 * long + 0.11, 0, high - 0.10), (0.5 * long + 0.06, 0, high - 0.07)]  # fmt: skip
    line = smooth_line([(-x, y, z) for x, y, z in curl[::-1]] + curl, 5)
    hand = tube(line, 0.024, 12)
    low = [rounded_box((long, 0.03, 0.035), (0, 0, 0.12), 0.006),
           rounded_box((long, 0.03, 0.025), (0, 0, high - 0.10), 0.005)]
    bar = rounded_box((0.018, 0.018, high - 0.22), (0, 0, 0.5 * (high + 0.02)), 0.003)
    knot = superellipsoid((0.042, 0.042, 0.07), (0, 0, 0.55), 2.2, 3)
    places = [x for x in np.arange(-1.08, 1.09, 0.12) if abs(x) > 0.06]
    bars = [translated(bar, (x, 0, 0)) for x in places]
    knots = [translated(knot, (x, 0, 0)) for x in places]
    return Sketch(parts=[part("handrail", "Iron", hand), part("posts", "Iron", *posts),
                         part("feet", "Iron", *plates, *bolts),
                         part("knobs", "Iron", *ball), part("rails", "Iron", *low), part("balusters", "Iron", *bars),
                         part("collars", "Iron", *knots)],
                  looks=[iron], grip=False, push=False,
                  solids=(solid("posts", "rails"), solid("feet")),
                  places=[shapes.affordance("lean", "reach_at", (0, 0, high), (long, 0.05, 0.0))])  # fmt: skip


_WASHING = (("Shirt", "#c9434a"), ("Trousers", "#3f5f8f"), ("Towel", "#e8c86a"), ("Sheet", "#eeeae0"),
            ("Socks", "#4f9a6a"))


_IN_THE_WIND = Flutter(axis=2, pinned="high", amplitude_m=0.08, waves=0.45, across_rad_m=1.6, grows=1.3)


def _hung(outline: list[tuple[float, float]], x: float, y: float, top: float, phase: float) -> Surface:
    """Cloth cut to half an outline [half width, drop], pegged at the top, that the wind lifts a little."""
    half = np.array(outline)
    v = np.linspace(0.0, 1.0, 12)
    drop = half[-1, 1] * v
    wide = np.interp(drop, half[:, 1], half[:, 0])
    u = np.linspace(-1.0, 1.0, 11)
    swell = 0.16 * v[:, None] ** 1.4 + 0.03 * np.sin(4.0 * u[None] + 3.0 * v[:, None] + phase) * v[:, None]
    sag = 0.025 * (1.0 - v[:, None]) * np.sin(np.pi * np.clip((u[None] + 1) / 2, 0, 1)) ** 2
    grid = np.stack([x + wide[:, None] * u[None], y + swell, top - drop[:, None] - sag + 0 * u[None]], -1)
    return thick_sheet(grid[::-1], 0.006)


def _clothesline(values: Values) -> Sketch:
    """Two posts with cross arms and hooks, four cords that sag between them, washing on the front ones, pegs."""
    paint, cord = main_look("Posts", values), look("Cord", "cotton", "#e9e6dd")
    peg = look("Pegs", "pine")
    half, high = 2.1, 1.95
    posts = [cylinder(0.035, high, (s * half, 0, 0.5 * high), segments=18) for s in (-1, 1)]
    posts += [cylinder(0.028, 1.10, (s * half, 0, high - 0.03), axis=1, segments=16, edge=0.01) for s in (-1, 1)]
    posts += [tube([(s * half, 0.0, high - 0.32), (s * half, t * 0.34, high - 0.05)], 0.014, 8)
              for s in (-1, 1) for t in (-1, 1)]  # fmt: skip
    feet = [lathe(fillet([(0, 0), (0.17, 0), (0.15, 0.07), (0.04, 0.10), (0, 0.10)], 0.012, 3), 24)]
    feet = [translated(feet[0], (s * half, 0, 0)) for s in (-1, 1)]
    rows = (-0.48, -0.16, 0.16, 0.48)

    def height(x: float) -> float:
        return high - 0.01 - 0.13 * (1.0 - (x / half) ** 2)

    lines = [tube([(x, y, height(x)) for x in np.linspace(-half, half, 9)], 0.005, 6) for y in rows]
    hooks = [cylinder(0.012, 0.05, (s * half, y, high), axis=0, segments=8) for s in (-1, 1) for y in rows]
    shirt = [(0.20, 0.0), (0.32, 0.03), (0.36, 0.22), (0.34, 0.23), (0.235, 0.21), (0.23, 0.62)]
    towel, sheet = [(0.22, 0.0), (0.22, 0.85)], [(0.62, 0.0), (0.62, 0.95)]
    leg = [(0.105, 0.0), (0.11, 0.3), (0.085, 0.88)]
    front, second = rows[0], rows[1]
    hung = {
        "Shirt": [_hung(shirt, -1.35, front, height(-1.35), 0.0)],
        "Trousers": [_hung(leg, -0.44 + s * 0.115, front, height(-0.44), 0.8 + s) for s in (-1, 1)],
        "Towel": [_hung(towel, 0.42, front, height(0.42), 2.0)],
        "Sheet": [_hung(sheet, -0.2, rows[2], height(-0.2), 1.2)],
        "Socks": [_hung([(0.05, 0.0), (0.048, 0.22), (0.085, 0.25), (0.075, 0.32)], x, second if x > 1.5 else front,
                        height(x), x) for x in (1.0, 1.2, 1.45)],
    }  # fmt: skip
    clip = rounded_box((0.014, 0.03, 0.07), (0, 0, -0.015), 0.004)
    pegs = [translated(clip, (x, y, height(x))) for x, y in
            ((-1.53, front), (-1.17, front), (-0.62, front), (-0.26, front), (0.24, front), (0.60, front), (1.0, front),
             (1.2, front), (1.45, front), (-0.78, rows[2]), (-0.2, rows[2]), (0.38, rows[2]))]  # fmt: skip
    return Sketch(
        parts=[part("posts", "Posts", *posts), part("feet", "Feet", *feet), part("lines", "Cord", *lines),
               part("hooks", "Feet", *hooks), part("pegs", "Pegs", *pegs),
               *(part(name.lower(), name, *pieces, flutter=_IN_THE_WIND) for name, pieces in hung.items())],
        looks=[paint, cord, peg, look("Feet", "concrete"), *(look(name, "cotton", c) for name, c in _WASHING)],
        grip=False, push=False, solids=(solid("posts", "feet", kind="box"),),
    )  # fmt: skip


def _chainsaw(values: Values) -> Sketch:
    """A housing with its grille and starter, a bar with a rounded nose, the chain about it with its teeth, a bow handle
    across, a guard before it, a rear handle with its trigger."""
    shell, dark = main_look("Housing", values), look("Handles", "rubber", "#1b1c1e")
    steel, chain = look("Bar", "steel"), look("Chain", "iron")
    body = [rounded_box((0.13, 0.24, 0.13), (0, 0.02, 0.10), 0.028, 4),
            rounded_box((0.115, 0.12, 0.07), (0, 0.04, 0.175),
                                                                                    0.025, 4)]  # fmt: skip
    cover = [rounded_box((0.03, 0.20, 0.11), (-0.072, -0.01, 0.09), 0.014, 4),
             cylinder(0.012, 0.02, (-0.088, -0.06, 0.10),
             axis=0, segments=6), cylinder(0.012, 0.02, (-0.088, 0.0, 0.10), axis=0, segments=6)]  # fmt: skip
    starter = [cylinder(0.052, 0.03, (0.072, 0.05, 0.105), axis=0, segments=28, edge=0.008)]
    slots = [rotated(rounded_box((0.036, 0.010, 0.03), (0.072, 0.05, 0.138), 0.003), 2 * np.pi * k / 8, (1, 0, 0),
                     (0.072, 0.05, 0.105)) for k in range(8)]  # fmt: skip
    pull = [rounded_box((0.018, 0.05, 0.018), (0.085, 0.095, 0.165), 0.007)]
    caps = [knurled(0.022, 0.018, (0.07, -0.055, 0.07), teeth=12),
            knurled(0.018, 0.018, (0.07, -0.07, 0.125), teeth=12)]
    turn = np.linspace(-0.5 * np.pi, 0.5 * np.pi, 9)
    nose = [(-0.52 - 0.036 * np.cos(t), 0.085 - 0.036 * np.sin(t)) for t in turn]
    bar = extrude([(-0.06, 0.045), (-0.06, 0.125), *nose][::1], 0.006, plane="yz", center=-0.05, edge=0.0015)
    straight = np.linspace(-0.04, -0.50, 8)
    track = [*((y, 0.132 - 0.005 * (y + 0.04) / -0.46) for y in straight),
             *((-0.52 - 0.042 * np.cos(t), 0.085 + 0.042 * np.sin(t)) for t in turn[::-1]),
             *((y, 0.038 + 0.005 * (y + 0.04) / -0.46) for y in straight[::-1])]  # fmt: skip
    line = np.column_stack([np.full(len(track), -0.05), np.array(track)])
    loop = tube(line, 0.0055, 6)
    steps = np.cumsum(np.r_[0, np.linalg.norm(np.diff(line, axis=0), axis=1)])
    tooth = rounded_box((0.011, 0.014, 0.012), (0, 0, 0.006), 0.002)
    teeth = []
    for s in np.arange(0.015, steps[-1] - 0.01, 0.030):
        spot = np.array([np.interp(s, steps, line[:, k]) for k in range(3)])
        ahead = np.array([np.interp(s + 0.004, steps, line[:, k]) for k in range(3)]) - spot
        out = np.array([0.0, ahead[2], -ahead[1]]) / np.linalg.norm(ahead)
        if out @ (spot - [-0.05, -0.27, 0.085]) < 0:
            out = -out
        teeth.append(translated(rotated(tooth, float(np.arctan2(-out[1], out[2])), (1, 0, 0)), spot + 0.003 * out))
    spikes = [rotated(extrude([(-0.012, 0.0), (0.012, 0.0), (0.0, 0.03)], 0.006, plane="xz", edge=0.001), 0.5 * np.pi,
                      (1, 0, 0)) for _ in range(3)]  # fmt: skip
    spikes = [translated(one, (-0.015 + 0.03 * k, -0.098, 0.085)) for k, one in enumerate(spikes)]
    bow = [tube(smooth_line([(-0.085, -0.02, 0.06), (-0.095, -0.03, 0.16), (-0.075, -0.03, 0.245), (0.0, -0.03, 0.265),
                             (0.085, -0.02, 0.24), (0.10, 0.0, 0.14), (0.08, 0.01, 0.06)], 4), 0.0135, 12)]  # fmt: skip
    guard = [rounded_box((0.15, 0.012, 0.10), (0, 0, 0), 0.006)]
    guard = [translated(rotated(guard[0], -0.25, (1, 0, 0)), (-0.01, -0.105, 0.225))]
    rear = tube(smooth_line([(0, 0.12, 0.185), (0, 0.20, 0.19), (0, 0.30, 0.165), (0, 0.335, 0.105), (0, 0.30, 0.045),
                             (0, 0.20, 0.03), (0, 0.11, 0.04)], 5), 0.0185, 14)  # fmt: skip
    trigger = [rounded_box((0.014, 0.05, 0.024), (0, 0.225, 0.155), 0.006), rounded_box((0.016, 0.05, 0.014),
                                                                                         (0, 0.22, 0.212), 0.005)]
    return Sketch(
        parts=[part("housing", "Housing", *body), part("cover", "Handles", *cover),
               part("starter", "Handles", *starter),
               part("vents", "Bar", *slots), part("starter_grip", "Handles", *pull), part("caps", "Handles", *caps),
               part("bar", "Bar", bar), part("chain", "Chain", loop), part("teeth", "Chain", *teeth),
               part("spikes", "Bar", *spikes), part("front_handle", "Handles", *bow), part("guard", "Handles", *guard),
               part("rear_handle", "Handles", rear), part("trigger", "Housing", *trigger)],
        looks=[shell, dark, steel, chain], grip=False, push=False,
        solids=(solid("housing", "rear_handle"), solid("bar")),
        places=[shapes.grip((0, 0.24, 0.19), 0.037, 0.08),
                shapes.affordance("front", "grip_at", (0, -0.03, 0.262), (0.027, 0.12, 0.0))],
    )  # fmt: skip


def _lawn_mower(values: Values) -> Sketch:
    """A pressed deck on four wheels, an engine with cooling fins, a cap and a pull cord, a bag of cloth behind, a
    bar to push it by with its lever and cables."""
    paint, dark = main_look("Deck", values), look("Engine", "plastic", "#26282b")
    rubber, steel = look("Tyres", "rubber"), look("Bar", "painted metal", "#2f3236", fill=0.2)
    cloth, hub = look("Bag", "cotton", "#2b2d30"), look("Hubs", "plastic", "#d9d6cf")
    outline = fillet([(-0.25, -0.36), (0.25, -0.36), (0.25, 0.28), (-0.25, 0.28)], [0.16, 0.16, 0.06, 0.06], 5,
                     closed=True)
    deck = extrude(np.roll(outline, 4, axis=0), 0.09, plane="xy", center=0.165, edge=0.028, caps="fan")
    skirt = extrude(np.roll(1.04 * outline, 4, axis=0), 0.05, plane="xy", center=0.105, edge=0.010, caps="fan")
    dome = superellipsoid((0.40, 0.40, 0.12), (0, -0.10, 0.20), 2.6, 6)
    engine = [cylinder(0.125, 0.10, (0, -0.10, 0.29), segments=32, edge=0.02), cylinder(0.105, 0.03, (0, -0.10, 0.355),
              segments=32, edge=0.01), rounded_box((0.13, 0.13, 0.12), (0, -0.255, 0.27), 0.02, 4)]  # fmt: skip
    fins = [rounded_box((0.15, 0.15, 0.007), (0, -0.265, 0.235 + 0.022 * k), 0.002) for k in range(4)]
    slots = [rotated(rounded_box((0.010, 0.055, 0.006), (0, -0.055, 0.371), 0.002), 2 * np.pi * k / 12, (0, 0, 1),
                     (0, 0, 0)) for k in range(12)]  # fmt: skip
    slots = [translated(one, (0, -0.10, 0)) for one in slots]
    tank = [rounded_box((0.10, 0.17, 0.09), (0.145, -0.08, 0.285), 0.025, 4)]
    caps = [knurled(0.026, 0.022, (0.145, -0.08, 0.340), axis=2, teeth=14), cylinder(0.018, 0.02, (-0.135, -0.20, 0.25),
                                                                                      segments=14)]  # fmt: skip
    parts: list[Part] = []
    joints = {}
    for axle, y, radius in (("front", -0.30, 0.095), ("back", 0.25, 0.115)):
        for name, s in (("L", 1.0), ("R", -1.0)):
            key, at = f"wheel_{axle}.{name}", (s * 0.295, y, radius)
            parts.append(part(f"tyre_{axle}.{name}", "Tyres", translated(tyre(radius, 0.055), at), moves_with=key))
            parts.append(part(f"hub_{axle}.{name}", "Hubs", cylinder(0.68 * radius, 0.044, at, axis=0, segments=24),
                              cylinder(0.02, 0.062, at, axis=0, segments=12), moves_with=key))  # fmt: skip
            joints[key] = shapes.joint("wheel", at, (1, 0, 0), (-1e4, 1e4))
    bar = tube(smooth_line([(0.24, 0.24, 0.17), (0.24, 0.50, 0.45), (0.235, 0.86, 0.86), (0.22, 0.97, 0.96),
                            (0.14, 1.00, 0.98), (0.0, 1.0, 0.98)], 5), 0.0135, 12)  # fmt: skip
    grip = tube([(0.0, 1.0, 0.98), (0.14, 1.0, 0.98), (0.19, 0.985, 0.972)], 0.0175, 12)
    lever = [tube(smooth_line([(0.21, 0.93, 0.92), (0.18, 0.955, 1.0), (0.0, 0.96, 1.02)], 4), 0.006, 8)]
    knobs = [knurled(0.022, 0.02, (0.262, 0.52, 0.475), teeth=12)]
    rod = [cylinder(0.012, 0.47, (0, 0.66, 0.63), axis=0, segments=12)]
    cable = tube(smooth_line([(-0.2, 0.95, 0.95), (-0.21, 0.70, 0.68), (-0.17, 0.30, 0.34), (-0.10, 0.0, 0.31)], 4),
                 0.004, 6)
    bag = [rounded_box((0.40, 0.44, 0.28), (0, 0.50, 0.30), 0.08, 4, (4, 4, 4))]
    bag[0].vertices[:, 2] += 0.16 * (bag[0].vertices[:, 1] - 0.28)
    frame = [tube(smooth_line([(0.19, 0.285, 0.40), (0.195, 0.5, 0.46), (0.19, 0.70, 0.50)], 3), 0.008, 8)]
    return Sketch(
        parts=[part("deck", "Deck", deck, dome), part("skirt", "Engine", skirt), part("engine", "Engine", *engine),
               part("fins", "Bar", *fins), part("vents", "Deck", *slots), part("tank", "Deck", *tank),
               part("caps", "Engine", *caps), part("handlebar", "Bar", both_sides(bar), *rod),
               part("grips", "Tyres", both_sides(grip)), part("lever", "Deck", both_sides(*lever)),
               part("knobs", "Engine", both_sides(*knobs)), part("cable", "Tyres", cable), part("bag", "Bag", *bag),
               part("bag_frame", "Bar", both_sides(*frame)), *parts],
        looks=[paint, dark, rubber, steel, cloth, hub], joints=joints, grip=False, push=False,
        solids=(solid("deck", "engine"), solid("bag"), solid("tyre")),
        places=[shapes.affordance("push_back", "push_at", (0, 1.0, 0.98), (0.4, 0.0, 0.98), np.pi)],
    )  # fmt: skip


CATEGORIES = (
    thing("gate", "structure", (1.42, 0.1869, 1.53), _gate, material="oak", span=2.5, static=True, mass_kg=45,
          synonyms=("garden gate", "swing gate", "wooden gate", "picket gate"),
          stuffs=("oak", "weathered wood", "pine")),
    thing("railing", "structure", (2.82, 0.14, 1.113), _railing, material="iron", span=3, static=True, mass_kg=40,
          synonyms=("handrail", "guardrail", "balustrade", "banister")),
    thing("clothesline", "structure", (4.531, 1.1, 1.962), _clothesline, material="painted metal", color="#6f8f86",
          span=2,
          static=True, mass_kg=60, synonyms=("washing line", "clothes line", "laundry line")),
    thing("chainsaw", "tool", (0.2221, 0.9298, 0.2665), _chainsaw, material="plastic", color="#d8641c", span=2,
          mass_kg=5.5,
          synonyms=("chain saw", "power saw"), colors=("#d8641c", "#b3202a", "#3f7a3a")),
    thing("lawn mower", "vehicle", (0.652, 1.413, 1.026), _lawn_mower, material="painted metal", color="#b3202a",
          span=2,
          mass_kg=32, synonyms=("lawnmower", "mower", "grass cutter"), colors=("#b3202a", "#2f7a3a", "#d8741c")),
)  # fmt: skip
