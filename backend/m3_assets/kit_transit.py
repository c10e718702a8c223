"""Buses, vans, trucks and trains."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Part, Values
from .geometry import cylinder, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_loft import extrude
from .making import Look, look, main_look
from .materials import glowing
from .sketch import Sketch, Solid, part, solid, thing
from .transit_geometry import arches, both_sides, long_body, pane, turning_wheels, wheel_solids, window_row


def _looks(values: Values, second: str = "white") -> list[Look]:
    return [
        main_look("Paint", values), look("Glass", "lacquer", "#0d1218"), look("Trim", "plastic", "#1b1c1f"),
        look("Tyre", "rubber"), look("Rim", "aluminium", "#9a9da1"), look("Lamp", "ceramic", "#f4f2e6"),
        look("Tail Lamp", "ceramic", "#a80f14"), look("Second", "painted metal", second),
        look("Orange Lamp", "ceramic", "#e07a10"),
    ]  # fmt: skip


def _bus(values: Values) -> Sketch:
    """A long body with a row of windows, a windscreen, folding doors, a destination board, lamps, mirrors and wheels.

    A school bus has a bonnet, black rails and a stop sign; a double-decker a second row of windows."""
    school, double = values["style"] == "school", values["style"] == "double decker"
    half, r = 1.22, 0.48
    top = 4.3 if double else 3.05
    front, back = -5.0, 5.0
    axles = (("front", -3.2), ("back", 3.0)) if not school else (("front", -4.0), ("back", 2.9))
    nose = -3.55 if school else front
    rows = [(nose, 0.45, top - 0.35, half - 0.08), (nose + 0.06, 0.38, top - 0.12, half - 0.02),
            (nose + 0.3, 0.36, top - 0.01, half), (back - 0.4, 0.36, top, half),
            (back - 0.06, 0.38, top - 0.08, half - 0.02), (back, 0.5, top - 0.3, half - 0.09)]  # fmt: skip
    parts = [part("body", "Paint", long_body(rows, 0.28))]
    low_z = 1.95
    parts.append(part("windows", "Glass", window_row(half - 0.008, nose + 1.45, back - 0.5, low_z, 0.85, 7)))
    if double:
        parts.append(part("windows_upper", "Glass", window_row(half - 0.034, nose + 0.6, back - 0.5, 3.5, 0.75, 8),
                          rounded_box((2.1, 0.05, 0.72), (0, nose - 0.005, 3.5), 0.02)))  # fmt: skip
    parts.append(part("windscreen", "Glass", rounded_box((2.15, 0.06, 1.05 if not school else 0.8),
                                                         (0, nose - 0.012, 1.78 if not school else 2.05), 0.025),
                      rounded_box((1.9, 0.05, 0.7), (0, back, 2.0), 0.02)))  # fmt: skip
    doors = [pane(-half + 0.005, nose + 0.75 + s * 0.24, 1.45, 0.44, 1.9) for s in (-1, 1)]
    parts.append(part("doors", "Glass", *doors))
    frame = [rounded_box((0.05, 0.03, 2.0), (-half - 0.004, nose + 0.75 + d, 1.45), 0.01) for d in (-0.48, 0.0, 0.48)]
    trim = [*frame, rounded_box((2.3, 0.12, 0.24), (0, (front if school else nose) - 0.02, 0.5), 0.05),
            rounded_box((2.3, 0.12, 0.24), (0, back + 0.02, 0.52), 0.05)]  # fmt: skip
    if school:
        hood = [(front, 0.55, 1.35, 0.82), (front + 0.05, 0.5, 1.45, 0.88), (front + 0.5, 0.45, 1.55, 0.95),
                (nose + 0.1, 0.45, 1.68, 1.02)]  # fmt: skip
        parts.append(part("bonnet", "Paint", long_body(hood, 0.2)))
        fenders = [superellipsoid((0.42, 1.3, 0.62), (0.98, -4.0, 0.92), 2.6, 5)]
        parts.append(part("wings", "Paint", both_sides(*fenders)))
        trim += [rounded_box((2 * half + 0.02, back - nose - 0.3, 0.05), (0, 0.5 * (nose + back), z), 0.015)
                 for z in (0.75, 1.05, 1.36)]  # fmt: skip
        trim += [rounded_box((1.0, 0.05, 0.5), (0, front - 0.01, 1.0), 0.02)]
        disc = lathe([(0, -0.012), (0.24, -0.012), (0.24, 0.012), (0, 0.012)], 8)
        plate = translated(rotated(rotated(disc, np.pi / 8, (0, 0, 1)), np.pi / 2, (1, 0, 0)), (half + 0.28, nose + 1.4,
                                                                                                1.6))
        parts.append(part("stop_sign", "Tail Lamp", plate))
        trim.append(rounded_box((0.3, 0.03, 0.06), (half + 0.1, nose + 1.4, 1.6), 0.01))
        parts.append(part("beacons", "Orange Lamp", *(superellipsoid((0.22, 0.08, 0.16), (x, nose + 0.06, top - 0.16),
                                                                     3, 2)
                                                      for x in (-0.8, -0.45, 0.45, 0.8))))  # fmt: skip
    else:
        board_z = 2.66 if not double else 2.62
        parts.append(part("destination_board", "Trim", rounded_box((1.7, 0.08, 0.3), (0, nose + 0.04, board_z), 0.02)))
        letters = [rounded_box((0.09 + 0.05 * (k % 3), 0.02, 0.14), (-0.6 + 0.2 * k, nose - 0.006, board_z), 0.006)
                   for k in range(7)]  # fmt: skip
        parts.append(part("letters", "Orange Lamp", *letters))
        parts.append(part("stripe", "Second", rounded_box((2 * half + 0.012, back - nose - 0.5, 0.16),
                                                          (0, 0.0, 1.2), 0.004)))  # fmt: skip
    mirrors = [superellipsoid((0.18, 0.14, 0.36), (half + 0.22, nose - 0.12, 2.15), 3, 3),
               tube([(half - 0.04, nose + 0.1, 2.45), (half + 0.22, nose - 0.1, 2.4)], 0.025, 6)]  # fmt: skip
    parts += [
        part("mirrors", "Trim", both_sides(*mirrors)), part("trim", "Trim", *trim),
        part("arches", "Trim", arches(axles, half, r)),
        part("headlights", "Lamp", both_sides(superellipsoid((0.34, 0.14, 0.22), (0.82 if not school else 0.66,
             (nose if not school else front) + 0.01, 0.82), 3, 3))),
        part("tail_lights", "Tail Lamp", both_sides(superellipsoid((0.2, 0.1, 0.34), (0.98, back - 0.01, 0.95), 3, 3))),
    ]  # fmt: skip
    wheels, joints = turning_wheels(axles, half + 0.012, r, 0.28)
    return Sketch(parts=[*parts, *wheels], looks=_looks(values), joints=joints, grip=False,
                  solids=(solid("body"), *wheel_solids(axles)))  # fmt: skip


def _van(values: Values) -> Sketch:
    """A tall body with a short sloping nose, grille and framed lamps, wipers, front doors with windows, a sliding door
    and its rail, back doors, side strips, wheels."""
    half, r = 0.96, 0.34
    axles = (("front", -1.65), ("back", 1.55))
    rows = [(-2.55, 0.42, 0.86, 0.80), (-2.5, 0.34, 0.98, 0.88), (-2.3, 0.3, 1.08, 0.94), (-1.75, 0.28, 1.24, half),
            (-1.62, 0.28, 1.34, half), (-0.98, 0.28, 2.0, half), (-0.8, 0.28, 2.08, half), (2.3, 0.28, 2.1, half),
            (2.46, 0.3, 2.04, half - 0.01), (2.5, 0.36, 1.9, half - 0.05)]  # fmt: skip
    body = long_body(rows, 0.16, 0.09)
    slope = float(np.arctan2(2.0 - 1.34, 1.62 - 0.98))
    screen = rotated(rounded_box((1.56, 0.86, 0.03), (0, 0, 0), 0.012), slope, (1, 0, 0))
    seams = [rounded_box((0.012, 0.012, 1.45), (half - 0.004, y, 1.1), 0.003) for y in (0.9,)]
    rail = rounded_box((0.02, 1.5, 0.03), (half, 1.45, 1.22), 0.006)
    handles = [rounded_box((0.03, 0.16, 0.035), (half + 0.006, y, 1.1), 0.01) for y in (-0.58, -0.25)]
    quarter = fillet([(-1.42, 1.32), (-0.5, 1.32), (-0.5, 1.86), (-0.92, 1.86)], 0.05, 3, closed=True)
    side_glass = extrude(quarter, 0.03, plane="yz", center=half - 0.018, edge=0.008, caps="fan")
    mirrors = [superellipsoid((0.12, 0.16, 0.28), (half + 0.12, -1.32, 1.42), 3, 3),
               rounded_box((0.16, 0.06, 0.05), (half + 0.02, -1.3, 1.36), 0.015)]  # fmt: skip
    outline = np.array([(-1.45, 0.42), (-0.44, 0.42), (-0.44, 1.93), (-0.96, 1.93), (-1.45, 1.36)])
    door = tube(np.column_stack([half * (1.0 - 0.045 * np.clip(outline[:, 1] - 1.2, 0, 1)), outline]), 0.008, 4,
                closed_path=True)  # fmt: skip
    strip = rounded_box((0.03, 2.35, 0.10), (half - 0.002, -0.05, 0.62), 0.012)
    lamps = [rounded_box((0.34, 0.10, 0.20), (0.66, -2.525, 0.80), 0.05, 4)]
    bezels = [rounded_box((0.40, 0.08, 0.26), (0.66, -2.515, 0.80), 0.06, 4)]
    fog = [cylinder(0.055, 0.05, (0.62, -2.60, 0.42), axis=1, segments=16)]
    winkers = [rounded_box((0.10, 0.09, 0.16), (0.885, -2.43, 0.80), 0.03, 4)]
    bars = [rounded_box((0.90, 0.03, 0.022), (0, -2.552, z), 0.008) for z in (0.735, 0.785, 0.835)]
    badge = cylinder(0.055, 0.03, (0, -2.56, 0.79), axis=1, segments=20)
    wipers = [tube([(x, -1.62, 1.385), (x + 0.46, -1.36, 1.645)], 0.012, 6) for x in (-0.62, -0.02)]
    back = [rounded_box((0.7, 0.03, 0.5), (0.4 * s, 2.485, 1.6), 0.012) for s in (-1, 1)]
    parts = [
        part("body", "Paint", body),
        part("windscreen", "Glass", translated(screen, (0, -1.31, 1.685))),
        part("side_windows", "Glass", both_sides(side_glass)), part("back_windows", "Glass", *back),
        part("seams", "Trim", both_sides(*seams, rail), rounded_box((0.012, 0.02, 1.5), (0, 2.5, 1.15), 0.003)),
        part("door_handles", "Trim", both_sides(*handles)), part("mirrors", "Trim", both_sides(*mirrors)),
        part("bumpers", "Trim", rounded_box((1.72, 0.2, 0.2), (0, -2.5, 0.42), 0.05),
             rounded_box((1.8, 0.14, 0.2), (0, 2.5, 0.42), 0.04)),
        part("grille", "Trim", rounded_box((0.96, 0.06, 0.17), (0, -2.525, 0.785), 0.03), both_sides(*bezels)),
        part("grille_bars", "Rim", *bars, badge), part("side_strips", "Trim", both_sides(strip)),
        part("doors", "Trim", both_sides(door)), part("wipers", "Trim", *wipers),
        part("fog_lamps", "Lamp", both_sides(*fog)), part("winkers", "Orange Lamp", both_sides(*winkers)),
        part("number_plates", "Second", rounded_box((0.5, 0.02, 0.11), (0, -2.605, 0.45), 0.004),
             rounded_box((0.5, 0.02, 0.11), (0, 2.57, 0.45), 0.004)),
        part("headlights", "Lamp", both_sides(*lamps)),
        part("tail_lights", "Tail Lamp", both_sides(superellipsoid((0.12, 0.1, 0.5), (0.87, 2.46, 1.1), 3.4, 3))),
        part("arches", "Trim", arches(axles, half, r)),
    ]  # fmt: skip
    wheels, joints = turning_wheels(axles, half + 0.01, r, 0.22)
    looks = _looks(values)
    if values["style"] == "ambulance":
        stripe = [rounded_box((0.03, 4.3, 0.20), (half - 0.004, 0.25, 0.92), 0.012)]
        cross = [rounded_box((0.03, *size), (half - 0.012, 1.15, 1.52), 0.012) for size in ((0.56, 0.18), (0.18, 0.56))]
        bar = rounded_box((1.30, 0.28, 0.05), (0, -0.62, 2.10), 0.02)
        lamps = [superellipsoid((0.50, 0.30, 0.15), (s * 0.36, -0.62, 2.18), 4.0, 4) for s in (-1, 1)]
        back_lamps = [superellipsoid((0.30, 0.14, 0.13), (s * 0.60, 2.36, 2.13), 4.0, 3) for s in (-1, 1)]
        parts += [part("stripe", "Tail Lamp", both_sides(*stripe)), part("crosses", "Tail Lamp", both_sides(*cross)),
                  part("light_bar", "Trim", bar), part("beacons", "Beacon", *lamps, *back_lamps)]  # fmt: skip
        looks.append(Look(glowing("Beacon", "#2a6bff", 14.0), "glass"))
    return Sketch(parts=[*parts, *wheels], looks=looks, joints=joints, grip=False,
                  solids=(solid("body"), *wheel_solids(axles)))  # fmt: skip


def _truck(values: Values) -> Sketch:
    """A cab with windows, grille and steps in front of a load: a box, or a fire engine's lockers, ladder, beacons."""
    fire = values["style"] == "fire"
    half, r = 1.22, 0.5
    axles = (("front", -3.0), ("middle", 1.55), ("back", 2.75))
    cab = [(-4.0, 0.62, 2.3, 1.10), (-3.95, 0.55, 2.55, 1.16), (-3.75, 0.5, 2.8, 1.2), (-2.2, 0.5, 2.92, 1.2),
           (-2.1, 0.55, 2.86, 1.18)]  # fmt: skip
    doors = [pane(1.19, -3.1, 2.2, 0.95, 0.72)]
    handles = [rounded_box((0.04, 0.2, 0.05), (1.215, -2.75, 1.62), 0.015)]
    seams = [rounded_box((0.012, 0.02, 1.6), (1.2, y, 1.75), 0.003) for y in (-3.68, -2.5)]
    steps = [rounded_box((0.16, 0.5, 0.06), (1.16, -3.1, 0.5 + 0.28 * k), 0.02) for k in range(2)]
    mirrors = [superellipsoid((0.14, 0.14, 0.45), (1.45, -3.95, 2.2), 3, 3),
               tube([(1.16, -3.8, 2.5), (1.45, -3.95, 2.45)], 0.025, 6)]  # fmt: skip
    bars = [rounded_box((1.5, 0.05, 0.05), (0, -4.0, 1.02 + 0.11 * k), 0.015) for k in range(5)]
    parts = [
        part("cab", "Paint", long_body(cab, 0.2)),
        part("windscreen", "Glass", rounded_box((2.05, 0.05, 0.8), (0, -4.0, 2.04), 0.02)),
        part("side_windows", "Glass", both_sides(*doors)),
        part("grille", "Trim", rounded_box((1.6, 0.06, 0.62), (0, -3.97, 1.24), 0.03)), part("grille_bars", "Rim",
                                                                                             *bars),
        part("bumper", "Second", rounded_box((2.42, 0.2, 0.34), (0, -4.0, 0.62), 0.06)),
        part("trim", "Trim", both_sides(*handles, *seams, *steps, *mirrors)),
        part("headlights", "Lamp", both_sides(superellipsoid((0.36, 0.12, 0.2), (0.93, -4.1, 0.66), 3, 3))),
        part("chassis", "Trim", rounded_box((0.9, 7.6, 0.26), (0, 0.1, 0.72), 0.03),
             rounded_box((2.3, 0.1, 0.25), (0, 3.9, 0.65), 0.03)),
        part("tank", "Rim", both_sides(cylinder(0.3, 1.2, (0.85, -0.5, 0.68), axis=1, segments=24, edge=0.05))),
        part("tail_lights", "Tail Lamp", both_sides(rounded_box((0.3, 0.05, 0.14), (0.95, 3.96, 0.66), 0.02))),
    ]  # fmt: skip
    if fire:
        lockers = [pane(half, -0.95 + 1.22 * k, 1.75, 1.1, 1.2) for k in range(4)]
        slats = [rounded_box((0.02, 1.04, 0.02), (half + 0.02, -0.95 + 1.22 * k, 1.3 + 0.15 * j), 0.006)
                 for k in range(4) for j in range(7)]  # fmt: skip
        rails = [rounded_box((0.08, 5.6, 0.1), (0.32 * s, 0.4, 3.15), 0.02) for s in (-1, 1)]
        rungs = [cylinder(0.025, 0.62, (0, y, 3.15), axis=0, segments=8) for y in np.linspace(-2.2, 3.0, 17)]
        parts += [
            part("load_body", "Paint", rounded_box((2 * half, 5.7, 2.0), (0, 1.1, 1.95), 0.06)),
            part("lockers", "Rim", both_sides(*lockers)), part("locker_slats", "Trim", both_sides(*slats)),
            part("ladder", "Rim", *rails, *rungs),
            part("ladder_rests", "Trim", *(rounded_box((0.9, 0.12, 0.16), (0, y, 3.02), 0.03) for y in (-1.4, 2.6))),
            part("stripe", "Second", rounded_box((2 * half + 0.02, 5.66, 0.14), (0, 1.1, 1.06), 0.004),
                 rounded_box((2.42, 1.5, 0.14), (0, -3.0, 1.06), 0.004)),
            part("beacons", "Blue Lamp", *(superellipsoid((0.4, 0.24, 0.2), (x, -3.2, 2.98), 3, 3)
                                           for x in (-0.5, 0.5))),
        ]  # fmt: skip
    else:
        ribs = [rounded_box((0.02, 0.04, 2.2), (half + 0.06, y, 2.15), 0.006) for y in np.linspace(-1.6, 3.8, 10)]
        edges = [rounded_box((2 * half + 0.16, 0.08, 0.09), (0, y, z), 0.02) for y in (-1.85, 3.95) for z in (1.0, 3.3)]
        edges += [rounded_box((0.09, 5.8, 0.09), (s * (half + 0.045), 1.05, z), 0.02) for s in (-1, 1)
                  for z in (1.0, 3.3)]
        locks = [cylinder(0.02, 2.1, (x, 4.0, 2.15), segments=8) for x in (-0.5, -0.3, 0.3, 0.5)]
        parts += [
            part("load_box", "Second", rounded_box((2 * half + 0.1, 5.75, 2.3), (0, 1.05, 2.15), 0.02)),
            part("ribs", "Second", both_sides(*ribs)), part("box_frame", "Rim", *edges, *locks),
        ]  # fmt: skip
    wheels, joints = turning_wheels(axles, half + 0.02, r, 0.32)
    guards = [rounded_box((0.34, 1.2, 0.06), (1.05, y, 1.12 - 0.05 * fire), 0.02) for y in (-3.0,)]
    parts.append(part("mudguards", "Trim", both_sides(*guards),
                      *([arches(axles[1:], half, r)] if fire else []), arches(axles[:1], 1.2, r)))  # fmt: skip
    looks = [*_looks(values), look("Blue Lamp", "ceramic", "#1547c4")]
    return Sketch(parts=[*parts, *wheels], looks=looks, joints=joints, grip=False,
                  solids=(solid("cab"), solid("load_b"), solid("chassis"), *wheel_solids(axles)))  # fmt: skip


def _track(length: float) -> list[Part]:
    """Two rails on sleepers, along Y."""
    steel = [rounded_box((0.07, length, 0.14), (0.72 * s, 0, 0.19), 0.015) for s in (-1, 1)]
    places = np.arange(-length / 2 + 0.3, length / 2, 0.62)
    sleepers = [rounded_box((2.4, 0.22, 0.12), (0, y, 0.06), 0.015) for y in places]
    return [part("rails", "Steel", *steel), part("sleepers", "Wood", *sleepers)]


def _train_track(values: Values) -> Sketch:
    """Rails on sleepers in a bed of gravel, as long as it shall be."""
    length = float(values["depth_m"])
    bed = rounded_box((3.2, length, 0.08), (0, 0, 0.02), 0.035, 4)
    looks = [main_look("Wood", values), look("Steel", "steel", fill=0.4), look("Gravel", "stone", "#6f6a62")]
    return Sketch(parts=[*_track(length), part("gravel", "Gravel", bed)], looks=looks, grip=False, push=False,
                  solids=(solid("gravel"),))  # fmt: skip


def _train(values: Values) -> Sketch:
    """A steam engine with boiler, chimney, domes, cab, cow-catcher and coupled wheels; or a railcar with a sloping
    nose, a band of windows and doors. Both on a piece of track."""
    looks = [*_looks(values, "#b5232a"), look("Steel", "steel", fill=0.4), look("Wood", "weathered wood"),
             look("Brass", "brass", fill=0.2), look("Iron", "iron", fill=0.2)]  # fmt: skip
    if values["style"] == "steam":
        return _steam_engine(looks, values)
    half, base = 1.4, 0.28
    front, back = -8.5, 8.5
    rows = [(front, base + 0.5, 1.55, 0.75), (front + 0.25, base + 0.38, 1.95, 1.08), (front + 0.9, base + 0.34, 2.6,
                                                                                       1.3),
            (front + 1.7, base + 0.32, 3.35, half - 0.02), (front + 2.4, base + 0.32, 3.75, half),
            (back - 0.1, base + 0.32, 3.78, half), (back, base + 0.4, 3.7, half - 0.04)]  # fmt: skip
    slope = float(np.arctan2(3.35 - 2.6, 0.8))
    screen = translated(rotated(rounded_box((2.0, 1.02, 0.05), (0, 0, 0), 0.02), slope, (1, 0, 0)),
                        (0, front + 1.26, 3.0))
    doors = [pane(half, y, 2.2, 1.1, 2.3) for y in (-4.9, 6.2)]
    seams = [rounded_box((0.05, 0.03, 2.3), (half + 0.004, y, 2.2), 0.008) for y in (-4.9, 6.2)]
    bogies, joints, wheels = [], {}, []
    for n, centre in enumerate((-5.6, 5.6)):
        bogies.append(both_sides(rounded_box((0.14, 3.0, 0.3), (1.0, centre, base + 0.42), 0.04)))
        for m, y in enumerate((centre - 0.95, centre + 0.95)):
            name = f"axle_{2 * n + m + 1}"
            disc = [cylinder(0.42, 0.12, (0.72 * s, y, base + 0.40), axis=0, segments=28, edge=0.02) for s in (-1, 1)]
            wheels.append(part(f"wheels_{2 * n + m + 1}", "Steel", *disc,
                               cylinder(0.07, 1.6, (0, y, base + 0.40), axis=0), moves_with=name))  # fmt: skip
            joints[name] = shapes.joint("wheel", (0, y, base + 0.40), (1, 0, 0), (-1e4, 1e4))
    parts = [
        part("body", "Paint", long_body(rows, 0.42, 0.07)), part("windscreen", "Glass", screen),
        part("windows", "Glass", window_row(half - 0.002, -4.1, 5.5, 2.65, 0.8, 8, 0.14)),
        part("doors", "Second", both_sides(*doors)), part("door_seams", "Trim", both_sides(*seams)),
        part("stripe", "Second", rounded_box((2 * half + 0.012, 14.2, 0.22), (0, 1.3, 1.72), 0.004)),
        part("headlights", "Lamp", both_sides(superellipsoid((0.36, 0.4, 0.2), (0.72, front + 0.22, 1.62), 2.6, 3))),
        part("coupling", "Trim", rounded_box((0.3, 0.4, 0.24), (0, front, base + 0.62), 0.05),
             rounded_box((2.2, 15.2, 0.3), (0, 0.4, base + 0.4), 0.06), *bogies),
        part("roof_units", "Rim", *(rounded_box((1.3, 2.2, 0.3), (0, y, 3.86), 0.06) for y in (-3.0, 1.5, 5.5))),
        *wheels, *(_track(18.2) if values["rails"] else []),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=looks, joints=joints, grip=False, push=False,
                  solids=(solid("body"), *_bedded(values)))  # fmt: skip


def _bedded(values: Values) -> tuple[Solid, ...]:
    return (solid("rails", "sleepers"),) if values["rails"] else ()


def _steam_engine(looks: list[Look], values: Values) -> Sketch:
    base = 0.27
    boiler = lathe(fillet([(0, -3.6), (0.74, -3.6), (0.78, -3.5), (0.78, 1.7), (0, 1.7)], 0.03, 2), 36)
    boiler = translated(rotated(boiler, -np.pi / 2, (1, 0, 0)), (0, 0, 2.15))
    door = lathe(fillet([(0, 0), (0.62, 0), (0.6, 0.06), (0, 0.12)], 0.02, 2), 32)
    door = translated(rotated(door, np.pi / 2, (1, 0, 0)), (0, -3.58, 2.15))
    bands = [translated(rotated(lathe([(0.775, y - 0.03), (0.8, y - 0.03), (0.8, y + 0.03), (0.775, y + 0.03)], 36,
                                      True),
                                -np.pi / 2, (1, 0, 0)), (0, 0, 2.15)) for y in (-3.2, -1.9, -0.6, 0.7)]  # fmt: skip
    stack = lathe(fillet([(0, 0), (0.24, 0), (0.19, 0.15), (0.2, 0.7), (0.34, 1.0), (0.36, 1.1), (0.26, 1.12),
                          (0, 0.9)],
                         0.02, 2), 24)  # fmt: skip
    dome = lathe(fillet([(0, 0), (0.3, 0), (0.28, 0.3), (0.2, 0.46), (0, 0.5)], 0.1, 3), 24)
    cab = [rounded_box((0.08, 1.7, 1.0), (1.06 * s, 2.5, 1.75), 0.02) for s in (-1, 1)]
    cab += [rounded_box((0.08, 0.16, 0.9), (1.06 * s, y, 2.6), 0.02) for s in (-1, 1) for y in (1.73, 2.5, 3.27)]
    cab += [rounded_box((2.2, 0.08, 1.75), (0, 1.7, 2.15), 0.02)]
    roof = lathe([(0, -1.0), (1.3, -1.0), (1.3, 1.0), (0, 1.0)], 32)
    roof = rotated(roof, -np.pi / 2, (1, 0, 0))
    roof.vertices[:, 2] = np.maximum(roof.vertices[:, 2] * 0.24, -0.02 - 0.02 * np.abs(roof.vertices[:, 2]))
    tender = [rounded_box((2.1, 2.2, 1.3), (0, 4.75, 1.75), 0.06), rounded_box((2.2, 2.4, 0.16), (0, 4.75, 1.1), 0.03)]
    coal = [superellipsoid((0.7, 0.6, 0.45), (x, 4.75 + y, 2.4), 2.4, 3)
            for x in (-0.6, 0.0, 0.6) for y in (-0.6, 0.0, 0.6)]  # fmt: skip
    bars = [tube([(0.16 * k, -4.75 + 0.02 * abs(k), base + 0.12), (0.19 * k, -3.85, base + 0.85)], 0.035, 6)
            for k in range(-5, 6)]  # fmt: skip
    bars += [rounded_box((2.1, 0.14, 0.14), (0, -3.85, base + 0.9), 0.03), rounded_box((1.75, 0.1, 0.1),
             (0, -4.68, base + 0.12), 0.03)]  # fmt: skip
    lamp = translated(rotated(lathe(fillet([(0, 0), (0.2, 0), (0.24, 0.34), (0, 0.34)], 0.03, 2), 24), np.pi / 2,
                              (1, 0, 0)), (0, -3.3, 3.15))  # fmt: skip
    parts = [
        part("boiler", "Iron", boiler), part("smokebox_door", "Iron", door), part("bands", "Brass", *bands),
        part("chimney", "Iron", translated(stack, (0, -3.0, 2.85))),
        part("domes", "Brass", translated(dome, (0, -1.4, 2.85)), translated(dome, (0, 0.3, 2.85))),
        part("cab", "Paint", *cab), part("roof", "Iron", translated(roof, (0, 2.5, 3.08))),
        part("footplate", "Second", rounded_box((2.3, 7.2, 0.12), (0, -0.3, 1.33), 0.02)),
        part("tender", "Paint", *tender), part("coal", "Iron", *coal), part("cow_catcher", "Second", *bars),
        part("headlight", "Brass", lamp), part("headlight_glass", "Lamp", cylinder(0.2, 0.02, (0, -3.65, 3.15),
                                                                                   axis=1)),
        part("cylinders", "Iron", both_sides(cylinder(0.32, 0.95, (0.98, -2.9, base + 0.72), axis=1, segments=24))),
    ]  # fmt: skip
    joints = {}
    drivers = [("driver_1", -1.3, 0.62), ("driver_2", 0.05, 0.62), ("driver_3", 1.4, 0.62), ("pilot", -2.95, 0.34),
               ("tender_1", 4.0, 0.42), ("tender_2", 5.4, 0.42)]  # fmt: skip
    for name, y, radius in drivers:
        z = base + radius
        pieces = []
        for s in (-1, 1):
            x = 0.74 * s
            edge = lathe([(0.84 * radius, -0.06), (radius, -0.06), (radius, 0.06), (0.84 * radius, 0.06)], 32, True)
            pieces.append(translated(rotated(edge, np.pi / 2, (0, 1, 0)), (x, y, z)))
            pieces += [rotated(rounded_box((0.06, 0.06, 1.76 * radius), (x, y, z), 0.015), k * np.pi / 5, (1, 0, 0),
                               (x, y, z)) for k in range(5)]  # fmt: skip
            pieces.append(cylinder(0.2 * radius, 0.16, (x, y, z), axis=0, segments=16))
        pieces.append(cylinder(0.06, 1.5, (0, y, z), axis=0))
        parts.append(part(f"{name}_wheels", "Second", *pieces, moves_with=name))
        joints[name] = shapes.joint("wheel", (0, y, z), (1, 0, 0), (-1e4, 1e4))
    rods = [rounded_box((0.05, 2.9, 0.1), (0.88 * s, 0.05, base + 0.42), 0.02) for s in (-1, 1)]
    rods += [rounded_box((0.05, 2.5, 0.08), (0.95 * s, -1.3, base + 0.58), 0.02) for s in (-1, 1)]
    parts.append(part("coupling_rods", "Steel", *rods))
    parts += _track(11.4) if values["rails"] else []
    return Sketch(parts=parts, looks=looks, joints=joints, grip=False, push=False,
                  solids=(solid("boiler", "cab", "footplate"), solid("tender"), *_bedded(values)))  # fmt: skip


_BUS = {"school bus": {"style": "school", "color": "#f0a800"}, "double decker": {"style": "double decker"},
        "double decker bus": {"style": "double decker", "color": "#b3161c"}}  # fmt: skip
_STEAM = {word: {"style": "steam", "color": "#1d4a34"} for word in ("locomotive", "steam train", "train engine",
                                                                    "steam engine", "steam locomotive")}  # fmt: skip
CATEGORIES = (
    thing("bus", "vehicle", (2.95, 10.3, 3.05), _bus, material="painted metal", color="#b3161c", span=1.8,
          synonyms=("city bus", "tour bus", "coach", *_BUS), presets=_BUS, mass_kg=11000,
          colors=("#b3161c", "#1f5fa8", "#2f8a57"),
          extra=(shapes.choice("style", "city", ("city", "school", "double decker")),),
          sized={"double decker": (2.95, 10.3, 4.3)}),
    thing("van", "vehicle", (2.2, 5.2, 2.1), _van, material="painted metal", color="white", span=1.8, mass_kg=2000,
          synonyms=("minivan", "delivery van", "camper", "ambulance"), colors=("white", "#1f4e8c", "#8f9499"),
          extra=(shapes.choice("style", "panel", ("panel", "ambulance")),), sized={"ambulance": (2.2, 5.2, 2.25)},
          presets={"ambulance": {"color": "white", "style": "ambulance"}}),
    thing("truck", "vehicle", (3.05, 8.1, 3.35), _truck, material="painted metal", color="#1f4e8c", span=1.8,
          synonyms=("lorry", "delivery truck", "semi truck", "fire truck", "fire engine", "box truck"), mass_kg=9000,
          colors=("#1f4e8c", "#b3161c", "#d9d9d6"), extra=(shapes.choice("style", "box", ("box", "fire")),),
          presets={word: {"style": "fire", "color": "#b5121b"} for word in ("fire truck", "fire engine")}),
    thing("train", "vehicle", (2.9, 18.2, 4.0), _train, material="painted metal", color="#d9dadc", span=1.6,
          synonyms=("railcar", "subway train", "tram", "train car", *_STEAM), presets=_STEAM, mass_kg=42000,
          extra=(shapes.choice("style", "modern", ("modern", "steam")),
                 shapes.flag("rails", True, "whether it stands on a piece of track of its own")),
          sized={"steam": (2.4, 11.4, 4.0)}),
    thing("train track", "street", (3.2, 20.0, 0.28), _train_track, material="weathered wood", span=10, static=True,
          synonyms=("railway", "railroad", "train tracks", "railroad track", "rails"), mass_kg=9000),
)  # fmt: skip
