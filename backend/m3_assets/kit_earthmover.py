"""Machines for field and building site: tractor, excavator."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Part, Surface, Values
from .geometry import cylinder, extrude, fillet, lathe, loft, merge, rotated, rounded_box, translated, tube
from .geometry_grid import outward
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vehicle_geometry import brake, rim, tyre
from .vessel_geometry import smooth_line

Point = tuple[float, float, float]


def _lugs(radius: float, width: float, count: int, tall: float) -> Surface:
    """The bars of a field tyre, slanting from both shoulders to its middle in turn."""
    bars = []
    deep, half = 0.13 * tall + 0.025 * radius, 0.28 * width
    corners = np.array([(-half, -deep), (half, -deep), (half, deep), (-half, deep)])
    rings = [np.column_stack([corners * k, np.full(4, radius + z * tall)])
             for k, z in ((1.0, -0.5), (1.0, 0.36), (0.86, 0.5))]  # fmt: skip
    bar = outward(loft(np.array(rings), caps="ladder"))
    for k in range(count):
        for s in (-1.0, 1.0):
            slanted = rotated(translated(bar, (0.25 * s * width, 0, 0)), 0.42 * s, (0, 0, 1), (0.0, 0.0, radius))
            bars.append(rotated(slanted, 2 * np.pi * (k + 0.25 * (1 + s)) / count, (1, 0, 0)))
    return merge(bars)


def _field_wheels(axle: str, y: float, half: float, radius: float, width: float, lugs: int) -> list[Part]:
    """A pair of lugged wheels, their outer faces `half` from the middle."""
    tall = 0.055 * radius + 0.012
    bars = _lugs(radius - 0.55 * tall, width, lugs, tall) if lugs else None
    parts = []
    for side, s in (("L", 1.0), ("R", -1.0)):
        name, at = f"wheel_{axle}.{side}", (s * (half - width / 2), y, radius)
        rubber = [tyre(radius - (0.8 * tall if lugs else 0.0), width), *([bars] if bars is not None else [])]
        parts += [part(f"tyre_{axle}.{side}", "Tyre", *(translated(one, at) for one in rubber), moves_with=name),
                  part(f"rim_{axle}.{side}", "Rim", translated(rim(0.9 * radius, width, s, 8), at), moves_with=name),
                  part(f"disc_{axle}.{side}", "Rim", translated(brake(1.02 * radius, 0.7 * width, s), at),
                       moves_with=name)]  # fmt: skip
    return parts


def _cab(low: Point, size: Point, lean: float) -> tuple[list[Surface], list[Surface], Surface]:
    """Posts and sills, panes, and the roof of a cab whose floor is centred on `low`; its front leans by `lean` m."""
    x, y, z = low
    wide, deep, tall = size
    corners = {(sx, sy): [np.array([x + 0.5 * sx * wide, y + 0.5 * sy * deep, z]),
                          np.array([x + 0.46 * sx * wide, y + 0.5 * sy * deep + (lean if sy < 0 else 0.0), z + tall])]
               for sx in (-1, 1) for sy in (-1, 1)}  # fmt: skip
    posts = [tube(line, 0.038, 6) for line in corners.values()]
    loop = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    for a, b in zip(loop, loop[1:] + loop[:1], strict=True):
        posts.append(tube([corners[a][0], corners[b][0]], 0.045, 6))
    panes = []
    for a, b in zip(loop, loop[1:] + loop[:1], strict=True):
        (a0, a1), (b0, b1) = corners[a], corners[b]
        out = np.cross(b0 - a0, a1 - a0)
        out /= np.linalg.norm(out)
        ring = np.array([a0, b0, b1, a1])
        panes.append(outward(loft(np.stack([ring - 0.006 * out, ring + 0.006 * out]), caps="ladder")))
    roof = rounded_box((wide + 0.14, deep + 0.22 - lean, 0.15), (x, y + 0.5 * lean - 0.02, z + tall + 0.05), 0.06, 4)
    return posts, panes, roof


def _seat(x: float, y: float, z: float) -> list[Surface]:
    return [rounded_box((0.48, 0.46, 0.13), (x, y, z), 0.05, 4),
            rotated(rounded_box((0.46, 0.12, 0.58), (x, y + 0.24, z + 0.30), 0.05, 4), -0.12, (1, 0, 0), (x, y, z))]


def _steering(x: float, y: float, z: float) -> list[Surface]:
    hoop = lathe([(0.165, -0.014), (0.182, 0.0), (0.165, 0.014), (0.152, 0.0)], 24, closed_profile=True)
    wheel = merge([hoop, rounded_box((0.31, 0.03, 0.016), (0, 0, 0), 0.006), cylinder(0.04, 0.03, segments=12)])
    return [translated(rotated(wheel, 0.7, (1, 0, 0)), (x, y, z)), tube([(x, y, z), (x, y - 0.16, z - 0.32)], 0.03, 8)]


def _tractor(values: Values) -> Sketch:
    """Two big lugged wheels behind, two small ones in front; a narrow bonnet with grille, lamps and an upright
    exhaust; mudguards over the back wheels; a cab with a seat and wheel; front axle, weights, steps, tow bar."""
    paint, dark = main_look("Paint", values), look("Chassis", "painted metal", "#1e2023", fill=0.3)
    yellow, rubber = look("Rim", "painted metal", str(values["rim_color"]), fill=0.3), look("Tyre", "rubber", fill=0.3)
    glass, chrome = look("Glass", "glass", "#9fb4ba", fill=0.05), look("Exhaust", "chrome", fill=0.2)
    lamp, amber = look("Lamps", "ceramic", "#f5f2e6"), look("Beacon", "plastic", "#e8820e")
    big, small, back_y, front_y = 0.86, 0.52, 0.78, -1.42
    rows = []
    for y, half, low, top in ((-1.86, 0.25, 0.92, 1.34), (-1.80, 0.31, 0.86, 1.43), (-1.3, 0.345, 0.84, 1.53),
                              (-0.6, 0.37, 0.84, 1.61), (-0.05, 0.38, 0.84, 1.64)):  # fmt: skip
        section = fillet([(-half, low), (half, low), (half * 0.94, top), (-half * 0.94, top)],
                         [0.03, 0.03, 0.13, 0.13], 4, closed=True)
        rows.append(np.column_stack([section[:, 0], np.full(len(section), y), section[:, 1]]))
    bonnet = outward(loft(np.array(rows)))
    grille = [rounded_box((0.40, 0.03, 0.018), (0, -1.865, z), 0.006) for z in np.linspace(0.97, 1.22, 6)]
    vents = [rounded_box((0.016, 0.055, 0.19), (0.362 + 0.012 * k, -1.33 + 0.14 * k, 1.2), 0.006) for k in range(4)]
    lamps = [rounded_box((0.14, 0.05, 0.09), (0.155, -1.845, 1.295), 0.02, 4)]
    belt = [rounded_box((0.012, 1.45, 0.045), (0.358, -0.82, 1.01), 0.005)]
    chassis = [rounded_box((0.46, 2.5, 0.36), (0, -0.62, 0.72), 0.05), rounded_box((0.62, 0.95, 0.52), (0, 0.72, 0.86),
                                                                                   0.08, 4)]  # fmt: skip
    axles = [cylinder(0.13, 1.5, (0, back_y, big), axis=0, segments=18),
             rounded_box((1.36, 0.16, 0.16), (0, front_y, 0.53), 0.04), rounded_box((0.3, 0.3, 0.25),
                                                                                    (0, front_y, 0.62), 0.05)]
    weights = [rounded_box((0.085, 0.22, 0.36), (0.1 * k - 0.25, -1.98, 0.74), 0.03) for k in range(6)]
    weights.append(rounded_box((0.2, 0.3, 0.16), (0, -1.82, 0.72), 0.03))
    turn = np.linspace(0.02, np.pi * 0.86, 17)

    def arc(reach: float) -> np.ndarray:
        return np.column_stack([back_y - reach * np.cos(turn), big + reach * np.sin(turn)])

    fenders = [extrude(np.vstack([arc(0.97), arc(0.925)[::-1]]), 0.46, plane="yz", center=0.81, edge=0.012),
               extrude(np.vstack([arc(0.95), [(back_y + 0.3, big + 0.2), (back_y - 0.5, big - 0.1)]]), 0.03,
                       plane="yz", center=0.60, edge=0.006, caps="fan")]  # fmt: skip
    posts, panes, roof = _cab((0.0, 0.56, 1.42), (1.12, 1.22, 1.1), 0.12)
    floor = rounded_box((1.1, 1.2, 0.1), (0, 0.56, 1.06), 0.02)
    sides = [rounded_box((0.045, 1.22, 0.36), (0.555, 0.56, 1.25), 0.012)]
    front = rounded_box((1.08, 0.05, 0.42), (0, -0.03, 1.22), 0.015)
    dash = rounded_box((0.5, 0.22, 0.3), (0, 0.1, 1.5), 0.06)
    stack = [tube([(0.25, -0.72, 1.55), (0.25, -0.72, 2.28), (0.25, -0.69, 2.36), (0.25, -0.62, 2.42)], 0.036, 12),
             cylinder(0.075, 0.5, (0.25, -0.72, 1.88), segments=18, edge=0.03)]  # fmt: skip
    filter_ = [cylinder(0.055, 0.42, (-0.24, -0.78, 1.76), segments=16), cylinder(0.09, 0.12, (-0.24, -0.78, 2.0),
                                                                                  segments=18, edge=0.03)]
    steps = [rounded_box((0.26, 0.26, 0.03), (0.62, 0.0 - 0.05 * k, z), 0.008) for k, z in enumerate((0.82, 0.5))]
    steps.append(rounded_box((0.03, 0.05, 0.62), (0.72, -0.1, 0.72), 0.008))
    hitch = [tube([(0.28, 1.2, 0.62), (0.34, 1.75, 0.48)], 0.035, 8), tube([(0.2, 1.2, 1.05), (0.33, 1.62, 0.98)],
                                                                            0.03, 8),
             tube([(0.33, 1.62, 0.98), (0.33, 1.66, 0.5)], 0.018, 6)]  # fmt: skip
    tow = [rounded_box((0.12, 0.7, 0.05), (0, 1.4, 0.52), 0.015), cylinder(0.03, 0.14, (0, 1.68, 0.55), segments=12)]
    mirrors = [tube([(0.56, -0.02, 2.2), (0.78, -0.12, 2.22)], 0.012, 6), rounded_box((0.16, 0.03, 0.26),
                                                                                      (0.82, -0.12, 2.1), 0.012)]
    tail = [rounded_box((0.07, 0.03, 0.16), (0.9, back_y + 0.92, big + 0.25), 0.012)]
    work = [rounded_box((0.13, 0.06, 0.08), (0.42, -0.02, 2.66), 0.02)]
    beacon = lathe([(0, 0), (0.06, 0), (0.055, 0.09), (0.03, 0.125), (0, 0.13)], 16)
    parts = [
        part("bonnet", "Paint", bonnet), part("grille", "Chassis", *grille, both_sides(*vents)),
        part("stripe", "Rim", both_sides(*belt)), part("headlamps", "Lamps", both_sides(*lamps), both_sides(*work)),
        part("chassis", "Chassis", *chassis, *tow), part("axles", "Chassis", *axles),
        part("front_weights", "Chassis", *weights), part("mudguards", "Paint", both_sides(*fenders)),
        part("cab_frame", "Chassis", *posts, floor, dash), part("cab_panels", "Paint", both_sides(*sides), front),
        part("roof", "Paint", roof), part("windows", "Glass", *panes), part("seat", "Tyre", *_seat(0, 0.72, 1.52)),
        part("steering_wheel", "Chassis", *_steering(0, 0.26, 1.86)), part("exhaust", "Exhaust", *stack),
        part("air_filter", "Chassis", *filter_), part("steps", "Chassis", both_sides(*steps)),
        part("linkage", "Chassis", both_sides(*hitch)), part("mirrors", "Chassis", both_sides(*mirrors)),
        part("tail_lamps", "Beacon", both_sides(*tail), translated(beacon, (-0.35, 0.9, 2.64))),
        *_field_wheels("front", front_y, 0.86, small, 0.32, 15), *_field_wheels("back", back_y, 1.05, big, 0.48, 18),
    ]  # fmt: skip
    joints = {f"wheel_{axle}.{side}": shapes.joint("wheel", (s * (half - width / 2), y, r), (1, 0, 0), (-1e4, 1e4))
              for axle, y, half, r, width in (("front", front_y, 0.86, small, 0.32), ("back", back_y, 1.05, big, 0.48))
              for side, s in (("L", 1.0), ("R", -1.0))}  # fmt: skip
    return Sketch(parts=parts, looks=[paint, dark, yellow, rubber, glass, chrome, lamp, amber], joints=joints,
                  grip=False,
                  solids=(solid("bonnet", "front_weights", "chassis"), solid("cab_panels", "roof"),
                          *(solid(name.replace("wheel", "tyre"), kind="cylinder", axis=0) for name in joints)),
                  places=(shapes.affordance("driver", "sit_at", (0, 0.7, 1.59), (0.48, 0.46, 0)),))  # fmt: skip


def _belt(length: float, radius: float, shoes: int) -> tuple[np.ndarray, np.ndarray]:
    """The outer line of a crawler belt with its shoes, and the inner one, (N, 2) each about the middle of its foot."""
    half = 0.5 * length - radius
    around = 4 * half + 2 * np.pi * radius
    outer: list[tuple[float, float]] = []
    inner: list[tuple[float, float]] = []
    for k in range(4 * shoes):
        s = (k // 4 + (0.04, 0.46, 0.54, 0.96)[k % 4]) * around / shoes
        tall = 0.0 if k % 4 in (0, 3) else 0.045
        for line, r in ((outer, radius + tall), (inner, radius - 0.05)):
            if s < 2 * half:
                line.append((-half + s, radius - r))
            elif s < 2 * half + np.pi * radius:
                a = (s - 2 * half) / radius - 0.5 * np.pi
                line.append((half + r * np.cos(a), radius + r * np.sin(a)))
            elif s < 4 * half + np.pi * radius:
                line.append((half - (s - 2 * half - np.pi * radius), radius + r))
            else:
                a = (s - 4 * half - np.pi * radius) / radius + 0.5 * np.pi
                line.append((-half + r * np.cos(a), radius + r * np.sin(a)))
    return np.array(outer), np.array(inner)


def crawler(
    x: float, width: float, length: float = 3.5, radius: float = 0.42, shoes: int = 40
) -> tuple[Surface, list[Surface]]:
    """One belt, and the frame with sprocket, idler and rollers inside it."""
    outer, inner = _belt(length, radius, shoes)
    rings = []
    for line, edge in ((outer, -0.5), (outer, 0.5), (inner, 0.5), (inner, -0.5)):
        rings.append(np.column_stack([np.full(len(line), x + edge * width), line[:, 0], line[:, 1]]))
    belt = translated(outward(loft(np.array(rings), closed_path=True)), (0, 0, 0.045))
    half = 0.5 * length - radius
    frame = [rounded_box((0.6 * width, 2 * half - 0.3, 0.3), (x, 0, radius + 0.045), 0.05)]
    for y in (-half, half):
        disc = lathe([(0, -0.36 * width), (0.30, -0.36 * width), (0.35, -0.2 * width), (0.35, 0.2 * width),
                      (0.30, 0.36 * width), (0.16, 0.36 * width), (0.13, 0.46 * width), (0, 0.46 * width)], 20)
        for s in (-1, 1):
            frame.append(translated(rotated(disc, 0.5 * np.pi * s, (0, 1, 0)), (x, y, radius + 0.045)))
    for y in np.linspace(-half + 0.5, half - 0.5, 5):
        frame.append(cylinder(0.115, 0.72 * width, (x, y, 0.21), axis=0, segments=14, edge=0.02))
    return belt, frame


def _ram(start: Sequence[float], end: Sequence[float], thick: float, x: float) -> tuple[Surface, Surface]:
    """A hydraulic cylinder from [y, z] to [y, z]: barrel and bright rod."""
    a, b = np.array([x, *start]), np.array([x, *end])
    return tube([a, a + 0.62 * (b - a)], thick, 12), tube([a + 0.5 * (b - a), b], 0.5 * thick, 10)


def _arm(line: Sequence[Sequence[float]], widths: Sequence[float], across: float, center: float = 0.0) -> Surface:
    """A welded box arm along points [y, z] (K, 2), `widths` high and `across` wide."""
    points = smooth_line(np.array(line, dtype=float), 3)
    high = np.interp(np.linspace(0, 1, len(points)), np.linspace(0, 1, len(widths)), widths)
    ways = np.gradient(points, axis=0)
    normals = np.stack([-ways[:, 1], ways[:, 0]], -1) / np.linalg.norm(ways, axis=1, keepdims=True)
    top, low = points + 0.5 * high[:, None] * normals, points - 0.5 * high[:, None] * normals
    return extrude(np.vstack([top, low[::-1]]), across, plane="yz", center=center, edge=0.018)


def _excavator(values: Values) -> Sketch:
    """Two crawler belts with shoes, sprockets and rollers; a house that turns on them: glass cab on the left, engine
    and counterweight behind; boom, stick and toothed bucket before it, each on its pin, moved by hydraulic rams."""
    paint, dark = main_look("Paint", values), look("Undercarriage", "painted metal", "#232427", fill=0.3)
    glass, steel = look("Glass", "glass", "#9fb4ba", fill=0.05), look("Rods", "chrome", fill=0.5)
    bucket, seat = look("Bucket", "painted metal", "#3a3733", roughness=0.6, fill=0.5), look("Seat", "rubber")
    lamp = look("Lamps", "ceramic", "#f5f2e6")
    belts, frames = zip(*(crawler(s * 0.98, 0.56) for s in (-1, 1)), strict=True)
    under = [rounded_box((1.5, 1.5, 0.34), (0, 0, 0.62), 0.06), cylinder(0.62, 0.2, (0, 0, 0.86), segments=28)]
    deck = rounded_box((2.5, 3.1, 0.2), (0, 0.5, 1.05), 0.06, 4)
    engine = [rounded_box((2.44, 1.35, 0.82), (0, 1.35, 1.52), 0.12, 4),
              rounded_box((1.05, 1.3, 0.66), (-0.68, 0.10, 1.46), 0.08, 4)]  # fmt: skip
    rows = []
    for z, k in ((1.0, 0.96), (1.06, 1.0), (1.75, 1.0), (1.92, 0.97)):
        turn = np.linspace(0.0, np.pi, 13)
        arc = np.column_stack([1.26 * k * np.cos(turn), 1.78 + 0.5 * k * np.sin(turn) ** 0.7])
        flat = np.vstack([arc, [(-1.26 * k, 1.72)], [(0, 1.72)], [(1.26 * k, 1.72)]])
        rows.append(np.column_stack([flat, np.full(len(flat), z)]))
    weight = outward(loft(np.array(rows)))
    louvres = [rounded_box((0.02, 0.9, 0.03), (1.225, 1.2, z), 0.006) for z in np.linspace(1.3, 1.75, 7)]
    louvres += [rounded_box((0.6, 0.5, 0.03), (-0.4, 1.2, 1.94), 0.01)]
    stack = [tube([(-0.75, 1.25, 1.9), (-0.75, 1.25, 2.2), (-0.75, 1.32, 2.3)], 0.055, 12)]
    rails = [tube(smooth_line([(1.15, 0.75, 1.93), (1.15, 0.8, 2.22), (1.15, 1.6, 2.22), (1.15, 1.65, 1.93)], 3), 0.02,
                  8)]  # fmt: skip
    posts, panes, roof = _cab((0.72, -0.32, 1.62), (0.95, 1.5, 1.12), 0.22)
    walls = [rounded_box((0.95, 1.5, 0.5), (0.72, -0.32, 1.38), 0.04), rounded_box((0.04, 0.06, 0.5),
                                                                                  (1.21, 0.05, 1.75), 0.012)]
    work = [rounded_box((0.12, 0.06, 0.09), (x, -0.98, 2.86), 0.02) for x in (0.5, 0.95)]
    foot = (-0.55, 1.30)
    knee, tip = (-1.75, 3.45), (-3.55, 3.35)
    boom = _arm([foot, (-1.05, 2.6), knee, (-2.7, 3.62), tip], (0.30, 0.52, 0.62, 0.48, 0.26), 0.36)
    elbow, wrist = tip, (-3.95, 1.25)
    stick = _arm([(-3.30, 3.95), elbow, (-3.72, 2.5), wrist], (0.18, 0.46, 0.36, 0.2), 0.28)
    lugs = [rounded_box((0.12, 0.5, 0.62), (x, -0.58, 1.35), 0.05) for x in (-0.26, 0.26)]
    ears = [cylinder(0.1, 0.5, (0, y, z), axis=0, segments=16) for y, z in (elbow, tip)]
    profile = np.array([(-3.86, 1.36), (-4.22, 1.26), (-4.42, 0.94), (-4.36, 0.58), (-4.08, 0.36), (-3.62, 0.36),
                        (-3.50, 0.42), (-3.56, 0.46), (-4.02, 0.44), (-4.27, 0.63), (-4.32, 0.94), (-4.16, 1.18)])
    shell = extrude(profile, 0.92, plane="yz", edge=0.012)
    cheeks = [extrude(np.array([(-3.86, 1.36), (-4.22, 1.26), (-4.42, 0.94), (-4.36, 0.58), (-4.08, 0.36),
                                (-3.60, 0.38), (-3.82, 0.8), (-3.72, 1.12)]), 0.035, plane="yz", center=x, edge=0.008,
                      caps="fan") for x in (-0.455, 0.455)]  # fmt: skip
    teeth = [rounded_box((0.1, 0.26, 0.055), (x, -3.45, 0.39), 0.018) for x in np.linspace(-0.4, 0.4, 5)]
    ear = [rounded_box((0.05, 0.34, 0.3), (x, -3.98, 1.32), 0.03) for x in (-0.18, 0.18)]
    rams = [_ram((-0.95, 1.25), (-1.98, 3.30), 0.085, x) for x in (-0.27, 0.27)]
    stick_ram = _ram((-1.75, 3.93), (-3.30, 4.0), 0.08, 0.0)
    bucket_ram = _ram((-3.93, 3.0), (-4.22, 1.65), 0.065, 0.0)
    pins = [cylinder(0.06, 0.64, (0, -1.98, 3.30), axis=0, segments=14),
            rounded_box((0.16, 0.26, 0.3), (0, -1.75, 3.84), 0.05)]  # fmt: skip
    link = [tube([(0, -4.22, 1.65), (0, -4.14, 1.4)], 0.05, 8), rounded_box((0.14, 0.34, 0.2), (0, -3.82, 3.0), 0.05)]
    parts = [
        part("belts", "Undercarriage", *belts), part("rollers", "Undercarriage", *(one for f in frames for one in f)),
        part("undercarriage", "Undercarriage", *under), part("deck", "Undercarriage", deck, moves_with="house"),
        part("engine", "Paint", *engine, moves_with="house"),
        part("counterweight", "Undercarriage", weight, moves_with="house"),
        part("grille", "Undercarriage", both_sides(*louvres[:7]), louvres[7], moves_with="house"),
        part("exhaust", "Rods", *stack, moves_with="house"), part("rails", "Undercarriage", *rails, moves_with="house"),
        part("cab_frame", "Paint", *posts, *walls, moves_with="house"),
        part("roof", "Paint", roof, moves_with="house"), part("windows", "Glass", *panes, moves_with="house"),
        part("seat", "Seat", *_seat(0.72, -0.2, 1.72), moves_with="house"),
        part("lamps", "Lamps", *work, moves_with="house"),
        part("boom_foot", "Undercarriage", *lugs, moves_with="house"),
        part("boom", "Paint", boom, ears[1], *pins, moves_with="boom"),
        part("boom_rams", "Undercarriage", *(barrel for barrel, _ in rams), stick_ram[0], moves_with="boom"),
        part("boom_rods", "Rods", *(rod for _, rod in rams), stick_ram[1], moves_with="boom"),
        part("stick", "Paint", stick, ears[0], moves_with="stick"),
        part("stick_ram", "Undercarriage", bucket_ram[0], *link, moves_with="stick"),
        part("stick_rod", "Rods", bucket_ram[1], moves_with="stick"),
        part("bucket", "Bucket", shell, *cheeks, *ear, moves_with="bucket"),
        part("teeth", "Rods", *teeth, moves_with="bucket"),
    ]  # fmt: skip
    joints = {
        "house": shapes.joint("hinge", (0, 0, 0.95), (0, 0, 1), (-np.pi, np.pi)),
        "boom": shapes.joint("hinge", (0, *foot), (1, 0, 0), (-0.5, 0.6), carrier="house"),
        "stick": shapes.joint("hinge", (0, *elbow), (1, 0, 0), (-0.9, 0.7), carrier="boom"),
        "bucket": shapes.joint("hinge", (0, *wrist), (1, 0, 0), (-0.8, 1.4), carrier="stick"),
    }
    return Sketch(parts=parts, looks=[paint, dark, glass, steel, bucket, seat, lamp], joints=joints, grip=False,
                  solids=(solid("belts", "undercarriage"), solid("engine", "counterweight"), solid("cab_frame"),
                          solid("bucket")),
                  places=(shapes.affordance("driver", "sit_at", (0.72, -0.2, 1.8), (0.48, 0.46, 0)),))  # fmt: skip


CATEGORIES = (
    thing("tractor", "vehicle", (2.1, 3.86, 2.78), _tractor, material="painted metal", color="#1f5f2c", span=3,
          mass_kg=4500, synonyms=("farm tractor",), colors=("#1f5f2c", "#a51c1c", "#1d4f8a", "#c9521a"),
          extra=(Parameter(name="rim_color", value="#e0b21a", description="of the wheels and the stripe"),)),
    thing("excavator", "vehicle", (2.72, 6.8, 4.3), _excavator, material="painted metal", color="#e0a014", span=3,
          mass_kg=21000, synonyms=("digger", "backhoe", "bulldozer"), colors=("#e0a014", "#d9691a", "#e3b51c")),
)  # fmt: skip
