"""What flies: airplanes, helicopters, rockets, hot-air balloons, flying saucers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from . import shapes
from .contract import Part, Surface, Values
from .geometry import (
    cylinder,
    fillet,
    lathe,
    loft,
    merge,
    rotated,
    rounded_box,
    superellipsoid,
    translated,
    tube,
)
from .geometry_grid import outward
from .geometry_loft import extrude
from .making import Look, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line

Rib = tuple[float, float, float, float, float]
"""x, y of the leading edge, chord, z, thickness"""


def wing(ribs: Sequence[Rib]) -> Surface:
    """A wing through aerofoil sections, from root to tip towards +X; the leading edge looks to -Y."""
    t = np.linspace(0, 1, 9)
    shape = np.sqrt(t) * (1 - t) * 1.9 + 0.03 * (1 - t)
    rings = []
    for x, y, chord, z, thick in ribs:
        upper = np.column_stack([t * chord, 0.6 * thick * shape])
        lower = np.column_stack([t[1:-1][::-1] * chord, -0.4 * thick * shape[1:-1][::-1]])
        ring = np.concatenate([upper, lower])
        rings.append(np.column_stack([np.full(len(ring), x), y + ring[:, 0], z + ring[:, 1]]))
    return outward(loft(np.array(rings), caps="ladder"))


def upright(piece: Surface) -> Surface:
    """A wing turned up about Y: a fin whose tip looks to +Z."""
    x, y, z = piece.vertices.T
    return outward(type(piece)(vertices=np.column_stack([z, y, x]), face_sizes=piece.face_sizes,
                               face_vertices=piece.face_vertices, uv=piece.uv))  # fmt: skip


def body_of_revolution(line: Sequence[tuple[float, float]], z: float = 0.0, segments: int = 28,
                       steps: int = 3) -> Surface:
    """A smooth turned body along Y through [y, radius] points, from the nose to the tail."""
    curve = smooth_line(np.array(line), steps)
    profile = np.column_stack([np.maximum(curve[:, 1], 0.0), -curve[:, 0]])[::-1]
    profile[0, 0] = profile[-1, 0] = 0.0
    turned = rotated(lathe(profile, segments), np.pi / 2, (1, 0, 0))
    return translated(turned, (0, 0, z))


def _looks(values: Values) -> list[Look]:
    return [
        main_look("Paint", values), look("Second", "painted metal", str(values.get("second_color") or "#1f4f96"),
                                         fill=0.1),
        look("Glass", "lacquer", "#0f161d"), look("Metal", "aluminium", fill=0.2), look("Dark", "plastic", "#1a1b1d"),
        look("Tyre", "rubber"), look("Red", "painted metal", "#b8201f", fill=0.1),
    ]  # fmt: skip


def propeller(radius: float, blades: int = 3) -> Surface:
    """Twisted blades about the Y axis at the origin, with a spinner towards -Y."""
    blade = rotated(rounded_box((0.13 * radius, 0.018 * radius + 0.006, 0.92 * radius), (0, 0, 0.54 * radius), 0.004,
                                2),
                    0.45, (0, 0, 1))  # fmt: skip
    pieces = [rotated(blade, 2 * np.pi * k / blades, (0, 1, 0)) for k in range(blades)]
    cone = body_of_revolution([(-0.28 * radius, 0.0), (-0.2 * radius, 0.07 * radius), (0.0, 0.13 * radius),
                               (0.12 * radius, 0.13 * radius), (0.14 * radius, 0.0)], 0.0, 16, 2)  # fmt: skip
    return merge([cone, *pieces])


def _airplane(values: Values) -> Sketch:
    """A jet airliner with swept wings, two engines, tail, cockpit and rows of windows; or a propeller plane with a high
    tail, spats and a turning propeller."""
    return _airliner(values) if values["style"] == "jet" else _light_plane(values)


def _airliner(values: Values) -> Sketch:
    z, r = 3.4, 1.9
    fuselage = body_of_revolution([(-17.5, 0.0), (-17.1, 0.55), (-16.0, 1.2), (-14.0, 1.75), (-11.5, r), (0.0, r),
                                   (7.0, r),
                                   (11.5, 1.6), (15.5, 0.85), (18.3, 0.3), (18.6, 0.0)], z, 32)  # fmt: skip
    points = fuselage.vertices
    points[:, 2] += 0.075 * np.maximum(points[:, 1] - 6.0, 0.0)
    points[:, 2] -= 0.12 * np.maximum(-15.0 - points[:, 1], 0.0)
    main = wing([(1.2, -4.6, 6.4, z - 0.9, 0.9), (6.0, -0.9, 3.6, z - 0.55, 0.5), (15.5, 4.7, 1.5, z + 0.35, 0.18),
                 (16.0, 5.2, 1.1, z + 0.7, 0.12), (16.2, 5.9, 0.8, z + 1.6, 0.08)])  # fmt: skip
    tail = wing([(0.4, 13.4, 3.2, z + 1.1, 0.35), (6.0, 16.8, 1.4, z + 1.5, 0.14)])
    fin = translated(upright(wing([(0.0, 0.0, 4.6, 0.0, 0.4), (1.2, 1.5, 3.6, 0.0, 0.34), (5.6, 4.4, 2.0, 0.0, 0.2)])),
                     (0, 12.4, z + 1.7))  # fmt: skip
    engine = lathe(fillet([(0.62, -1.5), (1.05, -1.55), (1.15, -0.9), (1.1, 0.8), (0.75, 2.0), (0.62, 2.0)], 0.12, 3,
                          closed=True), 28, closed_profile=True)  # fmt: skip
    engine = translated(rotated(engine, -np.pi / 2, (1, 0, 0)), (5.6, -2.6, 1.75))
    fan = [rotated(rounded_box((0.14, 0.05, 0.95), (5.6, -3.6, 1.75 + 0.5), 0.02), 2 * np.pi * k / 14, (0, 1, 0),
                   (5.6, 0, 1.75)) for k in range(14)]  # fmt: skip
    core = translated(body_of_revolution([(-1.2, 0.0), (-0.9, 0.22), (0.0, 0.6), (1.8, 0.5), (2.6, 0.0)], 0.0, 16, 2),
                      (5.6, -2.8, 1.75))  # fmt: skip
    pylon = rounded_box((0.2, 2.4, 1.0), (5.6, -1.4, 2.75), 0.06)
    panes = [rounded_box((0.05, 0.26, 0.36), (r - 0.012, y, z + 0.45), 0.015) for y in np.linspace(-11.0, 9.0, 26)]
    doors = [rounded_box((0.06, 0.9, 1.8), (r - 0.03, y, z + 0.2), 0.02) for y in (-12.3, 10.2)]
    cockpit = []
    for k, a in enumerate((0.35, 1.0)):
        p = np.array([0.98 * np.sin(a), -16.05 + 0.32 * k, z + 0.63])
        cockpit.append(translated(rotated(rotated(rounded_box((0.62, 0.06, 0.5), (0, 0, 0), 0.02), -0.6, (1, 0, 0)), a,
                                          (0, 0, 1)), tuple(p)))  # fmt: skip
    gear: list[Part] = []
    joints = {}
    for name, x, y in (("nose_wheels", 0.0, -13.5), ("main_wheels.L", 2.9, 1.0), ("main_wheels.R", -2.9, 1.0)):
        pair = [cylinder(0.5, 0.32, (x + d, y, 0.5), axis=0, segments=20, edge=0.08) for d in (-0.32, 0.32)]
        gear.append(part(name, "Tyre", *pair, moves_with=name))
        gear.append(part(f"{name}_strut", "Metal", cylinder(0.12, 1.9, (x, y, 1.45), segments=12),
                         cylinder(0.08, 0.8, (x, y, 0.5), axis=0)))  # fmt: skip
        joints[name] = shapes.joint("wheel", (x, y, 0.5), (1, 0, 0), (-1e4, 1e4))
    stripe = [rounded_box((0.04, 19.5, 0.16), (r - 0.008, -1.0, z - 0.12), 0.01)]
    parts = [
        part("fuselage", "Paint", fuselage), part("wings", "Metal", both_sides(main)),
        part("tailplane", "Metal", both_sides(tail)), part("fin", "Second", fin),
        part("engines", "Second", both_sides(engine)), part("fans", "Dark", both_sides(merge(fan), core)),
        part("pylons", "Metal", both_sides(pylon)), part("windows", "Glass", both_sides(*panes)),
        part("cockpit", "Glass", both_sides(*cockpit)), part("doors", "Metal", both_sides(*doors)),
        part("stripe", "Second", both_sides(*stripe)), *gear,
    ]  # fmt: skip
    return Sketch(parts=parts, looks=_looks(values), joints=joints, grip=False, push=False,
                  solids=(solid("fuselage", kind="hull"), solid("wings", kind="hull"), solid("nose_wheels"),
                          solid("main_wheels.L"), solid("main_wheels.R")))  # fmt: skip


def _light_plane(values: Values) -> Sketch:
    """A high-winged plane with struts, spatted wheels and a propeller that turns."""
    z = 1.55
    rows = [(-3.35, 0.42, 1.1, 1.85), (-3.0, 0.5, 1.02, 1.92), (-2.2, 0.56, 0.95, 2.0), (-1.75, 0.6, 0.92, 2.5),
            (-1.3, 0.62, 0.92, 2.7), (0.3, 0.6, 0.95, 2.7), (1.2, 0.45, 1.12, 2.35), (3.0, 0.22, 1.42, 2.02),
            (4.2, 0.1, 1.62, 1.9)]  # fmt: skip
    rings = []
    for y, half, low, high in rows:
        ring = fillet([(-half, low), (half, low), (half, high), (-half, high)],
                      0.42 * min(half, (high - low) / 2) + 0.05, 4,
                      closed=True)  # fmt: skip
        rings.append(np.column_stack([ring[:, 0], np.full(len(ring), y), ring[:, 1]]))
    body = outward(loft(np.array(rings)))
    main = wing([(0.0, -1.45, 1.65, 2.72, 0.26), (3.4, -1.45, 1.6, 2.82, 0.24), (5.3, -1.3, 1.15, 2.88, 0.14)])
    wings = [main]
    if values["style"] == "biplane":
        wings.append(wing([(0.3, -1.3, 1.4, 1.12, 0.22), (3.4, -1.2, 1.35, 1.2, 0.2), (4.8, -1.05, 1.0, 1.25, 0.12)]))
        wings += [tube([(3.3, y, 1.2), (3.3, y, 2.84)], 0.035, 8) for y in (-1.0, -0.2)]
    tail = wing([(0.05, 3.2, 1.0, 1.85, 0.14), (1.7, 3.5, 0.6, 1.87, 0.08)])
    fin = translated(upright(wing([(0.0, 0.0, 1.2, 0.0, 0.12), (1.25, 0.75, 0.65, 0.0, 0.07)])), (0, 3.1, 1.85))
    screen = rotated(rounded_box((1.02, 0.03, 0.62), (0, 0, 0), 0.012), -0.75, (1, 0, 0))
    panes = [rounded_box((0.03, 0.85, 0.5), (0.615, y, 2.32), 0.012) for y in (-0.8, 0.15)]
    gear: list[Part] = []
    joints = {"propeller": shapes.joint("wheel", (0, -3.45, z), (0, 1, 0), (-1e4, 1e4))}
    for name, x, y in (("wheel_nose", 0.0, -2.7), ("wheel_main.L", 1.15, 0.15), ("wheel_main.R", -1.15, 0.15)):
        gear.append(part(name, "Tyre", cylinder(0.24, 0.16, (x, y, 0.24), axis=0, segments=20, edge=0.05),
                         moves_with=name))
        gear.append(part(f"{name}_spat", "Second", superellipsoid((0.26, 0.85, 0.34), (x, y + 0.05, 0.36), 2.2, 4)))
        gear.append(part(f"{name}_leg", "Metal", tube([(x, y, 0.3), (0.38 * x, y, 1.0)], 0.045, 8)))
        joints[name] = shapes.joint("wheel", (x, y, 0.24), (1, 0, 0), (-1e4, 1e4))
    parts = [
        part("fuselage", "Paint", body), part("wings", "Paint", both_sides(*wings)),
        part("tailplane", "Paint", both_sides(tail)), part("fin", "Second", fin),
        part("struts", "Metal", both_sides(tube([(0.5, -0.9, 1.05), (2.9, -0.8, 2.78)], 0.04, 8))),
        part("windscreen", "Glass", translated(screen, (0, -1.98, 2.26))), part("windows", "Glass", both_sides(*panes)),
        part("stripe", "Second", both_sides(rounded_box((0.03, 2.3, 0.14), (0.595, -0.9, 1.5), 0.01))),
        part("cowling", "Dark", both_sides(rounded_box((0.3, 0.05, 0.14), (0.22, -3.32, 1.66), 0.03))),
        part("wing_tips", "Second", both_sides(wing([(4.9, -1.33, 1.26, 2.872, 0.165), (5.34, -1.3, 1.16, 2.886,
                                                                                        0.15)]))),
        part("propeller", "Dark", translated(propeller(0.95, 2), (0, -3.42, z)), moves_with="propeller"), *gear,
    ]  # fmt: skip
    return Sketch(parts=parts, looks=_looks(values), joints=joints, grip=False, push=False,
                  solids=(solid("fuselage", kind="hull"), solid("wings", kind="hull"), solid("wheel_nose"),
                          solid("wheel_main.L"), solid("wheel_main.R")))  # fmt: skip


def _helicopter(values: Values) -> Sketch:
    """A glass nose, a cabin with doors, a tail boom with its small rotor, the large rotor on its mast, two skids."""
    cabin = body_of_revolution([(-2.0, 0.0), (-1.9, 0.42), (-1.3, 0.85), (-0.4, 1.0), (0.6, 0.98), (1.4, 0.75),
                                (2.0, 0.4),
                                (2.4, 0.0)], 1.6, 28)  # fmt: skip
    cabin.vertices[:, 0] *= 0.85
    nose = body_of_revolution([(-2.06, 0.0), (-1.95, 0.46), (-1.35, 0.885), (-0.62, 1.015), (-0.6, 0.9), (-0.58, 0.0)],
                              1.6, 28,
                              2)  # fmt: skip
    nose.vertices[:, 0] *= 0.85
    nose.vertices[:, 2] = np.maximum(nose.vertices[:, 2], 1.42 - 0.02 * np.abs(nose.vertices[:, 2] - 1.42))
    boom = body_of_revolution([(1.2, 0.0), (1.3, 0.42), (2.5, 0.3), (5.0, 0.17), (5.4, 0.0)], 1.85, 18, 2)
    fin = translated(upright(wing([(-0.5, 0.5, 0.7, 0.0, 0.12), (0.1, 0.1, 0.95, 0.0, 0.13),
                                   (1.3, 0.75, 0.55, 0.0, 0.08)])),
                     (0, 4.6, 1.9))  # fmt: skip
    stabil = wing([(0.1, 3.9, 0.5, 1.88, 0.08), (0.9, 4.0, 0.4, 1.88, 0.05)])
    skids = [tube(smooth_line([(0.95, -2.1, 0.32), (0.95, -1.8, 0.08), (0.95, -1.2, 0.05), (0.95, 1.7, 0.05)], 3), 0.05,
                  8)]
    skids += [tube(smooth_line([(0.4, y, 0.85), (0.75, y, 0.6), (0.95, y, 0.06)], 3), 0.045, 8) for y in (-0.8, 0.9)]
    mast = [cylinder(0.11, 0.75, (0, 0.15, 2.85), segments=14), rounded_box((0.9, 1.7, 0.45), (0, 0.35, 2.55), 0.18, 6)]
    blades = [rotated(rounded_box((0.26, 4.6, 0.035), (0, 2.45, 0), 0.012), k * np.pi / 2, (0, 0, 1)) for k in range(4)]
    rotor = translated(merge([*blades, cylinder(0.22, 0.16, segments=16), *(
        rotated(rounded_box((0.12, 0.5, 0.08), (0, 0.3, 0), 0.03), k * np.pi / 2, (0, 0, 1)) for k in range(4))]),
        (0, 0.15, 3.24))  # fmt: skip
    tail = [rotated(rounded_box((0.02, 0.1, 0.62), (0.2, 5.15, 2.5 + 0.33), 0.008), k * np.pi / 2, (1, 0, 0),
                    (0, 5.15, 2.5))
            for k in range(4)]  # fmt: skip
    doors = [rounded_box((0.03, 0.95, 1.0), (0.85, 0.12, 1.62), 0.012)]
    panes = [rounded_box((0.04, 0.75, 0.5), (0.862, 0.12, 1.85), 0.015)]
    parts = [
        part("cabin", "Paint", cabin), part("nose_glass", "Glass", nose), part("boom", "Paint", boom),
        part("fin", "Second", fin),
        part("stabiliser", "Second", both_sides(stabil)), part("skids", "Dark", both_sides(*skids)),
        part("mast", "Paint", *mast), part("doors", "Second", both_sides(*doors)),
        part("windows", "Glass", both_sides(*panes)),
        part("stripe", "Second", both_sides(rounded_box((0.02, 2.0, 0.1), (0.22, 3.3, 1.86), 0.008))),
        part("rotor", "Dark", rotor, moves_with="rotor"),
        part("tail_rotor", "Dark", *tail, cylinder(0.06, 0.3, (0.1, 5.15, 2.5), axis=0), moves_with="tail_rotor"),
    ]  # fmt: skip
    joints = {"rotor": shapes.joint("wheel", (0, 0.15, 3.24), (0, 0, 1), (-1e4, 1e4)),
              "tail_rotor": shapes.joint("wheel", (0.1, 5.15, 2.5), (1, 0, 0), (-1e4, 1e4))}  # fmt: skip
    return Sketch(parts=parts, looks=_looks(values), joints=joints, grip=False, push=False,
                  solids=(solid("cabin", kind="hull"), solid("boom"), solid("skids")))  # fmt: skip


def _rocket(values: Values) -> Sketch:
    """A pointed body with a coloured nose, a round window, bands, four fins and a nozzle."""
    line = smooth_line(np.array([(0.42, 0.55), (0.58, 0.9), (0.74, 1.8), (0.76, 2.8), (0.66, 3.9), (0.46, 4.8)]), 4)
    body = lathe(np.vstack([[0, 0.55], line, [0, 4.8]]), 32)
    nose = lathe(np.vstack([[0, 4.78], smooth_line(np.array([(0.475, 4.78), (0.3, 5.4), (0.1, 5.95), (0.02, 6.1)]), 4),
                            [0, 6.12]]), 32)  # fmt: skip
    bands = [lathe([(r - 0.02, z), (r + 0.012, z), (r + 0.012, z + 0.14), (r - 0.03, z + 0.14)], 32, True)
             for r, z in ((0.475, 4.66), (0.64, 1.15))]  # fmt: skip
    nozzle = lathe(fillet([(0.2, 0.2), (0.36, 0.2), (0.3, 0.45), (0.26, 0.62), (0.14, 0.62)], 0.02, 2, closed=True), 24,
                   True)
    blade = fillet([(0.6, 1.75), (0.95, 1.2), (1.15, 0.3), (1.1, 0.0), (0.98, 0.0), (0.85, 0.45), (0.5, 0.75)], 0.06, 3,
                   closed=True)  # fmt: skip
    blade = blade if len(blade) % 2 == 0 else blade[:-1]
    area = np.sum(blade[:, 0] * np.roll(blade[:, 1], -1) - np.roll(blade[:, 0], -1) * blade[:, 1])
    fin = extrude(blade if area > 0 else blade[::-1], 0.07, plane="xz", edge=0.025, caps="fan")
    fins = [rotated(fin, np.pi / 4 + k * np.pi / 2, (0, 0, 1)) for k in range(4)]
    ring = lathe(fillet([(0.17, 0), (0.25, 0), (0.24, 0.06), (0.17, 0.06)], 0.015, 2, closed=True), 28,
                 closed_profile=True)
    holes, glass = [], []
    for z, r in ((3.55, 0.69), (2.75, 0.755)):
        holes.append(translated(rotated(ring, np.pi / 2, (1, 0, 0)), (0, -r + 0.01, z)))
        glass.append(superellipsoid((0.36, 0.07, 0.36), (0, -r - 0.01, z), 2.0, 4))
    parts = [part("body", "Paint", body), part("nose", "Red", nose), part("bands", "Red", *bands),
             part("fins", "Red", *fins),
             part("nozzle", "Metal", nozzle), part("porthole_rings", "Metal", *holes), part("portholes", "Glass",
                                                                                            *glass)]
    return Sketch(parts=parts, looks=_looks(values), solids=(solid("body", "nose", kind="cylinder"), solid("fins")),
                  grip=False)


def _balloon(values: Values) -> Sketch:
    """A striped envelope in gores, a skirt, ropes to a wicker basket with a burner and its flame."""
    first, second = main_look("Cloth", values), look("Second", "cotton", str(values["second_color"]) or "#f4e9cf")
    wicker, dark = look("Basket", "wicker"), look("Metal", "steel", fill=0.3)
    flame = Look(glowing("Flame", "#ff9a2e", 40.0), "paper")
    curve = smooth_line(np.array([(1.1, 4.6), (2.6, 6.2), (5.0, 8.6), (7.2, 11.6), (7.6, 14.4), (6.4, 17.2),
                                  (3.8, 19.0),
                                  (0.8, 19.7), (0.05, 19.72)]), 3)  # fmt: skip
    inner = curve * [0.985, 1.0] - [0.02, 0.03]
    gores, count = 16, 16
    stripes: dict[str, list[Surface]] = {"Cloth": [], "Second": []}
    for k in range(gores):
        angles = 2 * np.pi * (k + np.linspace(0, 1, 5)) / count
        puff = 1.0 + 0.035 * np.sin(np.pi * np.linspace(0, 1, 5))
        rings = []
        for (r, z), (ri, zi) in zip(curve, inner, strict=True):
            outer = np.column_stack([r * puff * np.cos(angles), r * puff * np.sin(angles), np.full(5, z)])
            inside = np.column_stack([ri * np.cos(angles), ri * np.sin(angles), np.full(5, zi)])[::-1]
            rings.append(np.concatenate([outer, inside]))
        stripes["Cloth" if k % 2 else "Second"].append(outward(loft(np.array(rings), caps="ladder")))
    skirt = lathe(fillet([(0.85, 3.7), (0.9, 3.7), (1.14, 4.62), (1.08, 4.62)], 0.01, 1, closed=True), 32,
                  closed_profile=True)
    basket = lathe(fillet([(0, 0), (0.72, 0), (0.78, 1.1), (0.7, 1.1), (0.66, 0.1), (0, 0.1)], 0.03, 2), 4)
    basket = rotated(basket, np.pi / 4, (0, 0, 1))
    ropes = [tube([(0.52 * sx, 0.52 * sy, 1.1), (0.6 * sx, 0.6 * sy, 3.75)], 0.02, 6) for sx in (-1, 1)
             for sy in (-1, 1)]
    rim = [rounded_box((1.2, 0.1, 0.1), (0, 0.55 * s, 1.1), 0.04) for s in (-1, 1)]
    rim += [rounded_box((0.1, 1.2, 0.1), (0.55 * s, 0, 1.1), 0.04) for s in (-1, 1)]
    fire = lathe(np.vstack([[0, 2.4], smooth_line(np.array([(0.1, 2.45), (0.2, 2.8), (0.12, 3.3), (0.02, 3.7)]), 3),
                            [0, 3.72]]), 14)
    parts = [part("envelope", "Cloth", *stripes["Cloth"]), part("envelope_stripes", "Second", *stripes["Second"]),
             part("skirt", "Cloth", skirt), part("basket", "Basket", basket, *rim), part("ropes", "Metal", *ropes),
             part("burner", "Metal", cylinder(0.18, 0.3, (0, 0, 2.2), segments=16), rounded_box((1.2, 0.06, 0.06),
                                                                                                (0, 0, 2.1),
                                                                                           0.02)),
             part("flame", "Flame", fire)]  # fmt: skip
    return Sketch(parts=parts, looks=[first, second, wicker, dark, flame], grip=False, push=False,
                  solids=(solid("basket"), solid("envelope", kind="sphere")))  # fmt: skip


def _saucer(values: Values) -> Sketch:
    """A disc with a glass dome, a ring of lamps and three legs."""
    shell, glass = main_look("Shell", values), look("Dome", "glass", "#9fd6c4")
    lamp, metal = Look(glowing("Lamps", "#ffd36b", 12.0), "glass"), look("Legs", "chrome", fill=0.3)
    disc = lathe(fillet([(0, 1.0), (1.1, 0.95), (2.6, 1.35), (3.0, 1.55), (2.6, 1.75), (1.3, 2.1), (0, 2.12)],
                        [0, 0.3, 0.3, 0.12, 0.3, 0.2, 0], 4), 48)  # fmt: skip
    dome = lathe(np.vstack([[0, 2.05], smooth_line(np.array([(1.2, 2.05), (1.12, 2.5), (0.75, 2.92), (0.2, 3.1)]), 4),
                            [0, 3.12]]), 32)
    lamps = [superellipsoid((0.2, 0.2, 0.16), (2.62 * np.cos(a), 2.62 * np.sin(a), 1.77), 2, 2)
             for a in 2 * np.pi * np.arange(14) / 14]  # fmt: skip
    legs = []
    for k in range(3):
        a = 2 * np.pi * k / 3 - np.pi / 2
        foot = (2.0 * np.cos(a), 2.0 * np.sin(a))
        legs += [tube([(1.3 * np.cos(a), 1.3 * np.sin(a), 1.1), (*foot, 0.1)], 0.06, 8),
                 cylinder(0.26, 0.1, (*foot, 0.05), segments=18, edge=0.03)]  # fmt: skip
    pilot = [superellipsoid((0.5, 0.4, 0.62), (0, 0, 2.6), 2.2, 4), superellipsoid((0.4, 0.4, 0.4), (0, 0, 2.25), 2.2,
                                                                                   3)]
    parts = [part("disc", "Shell", disc), part("dome", "Dome", dome), part("lamps", "Lamps", *lamps),
             part("legs", "Legs", *legs), part("cockpit", "Cockpit", *pilot)]  # fmt: skip
    looks = [shell, glass, lamp, metal, look("Cockpit", "plastic", "#4f8f3a")]
    return Sketch(parts=parts, looks=looks, solids=(solid("disc", kind="cylinder"), solid("legs")), grip=False)


CATEGORIES = (
    thing("airplane", "aircraft", (32.4, 36.1, 11.3), _airplane, material="painted metal", color="#eeeff0", span=2.5,
          synonyms=("plane", "aeroplane", "airliner", "jet", "aircraft", "passenger plane", "biplane",
                    "light aircraft"),
          patterned=True, mass_kg=42000, sized={"propeller": (10.7, 8.0, 3.15), "biplane": (10.7, 8.0, 3.15)},
          extra=(shapes.choice("style", "jet", ("jet", "propeller", "biplane")),),
          presets={w: {"style": w if w == "biplane" else "propeller", "color": "#f2d024", "second_color": "#b3161c"}
                   for w in ("biplane", "light aircraft")}),
    thing("helicopter", "aircraft", (9.5, 9.2, 3.32), _helicopter, material="painted metal", color="#c3202a", span=2.5,
          synonyms=("chopper helicopter",), patterned=True, mass_kg=2200, colors=("#c3202a", "#1d4f8a", "#e7b416")),
    thing("rocket", "aircraft", (1.66, 1.66, 6.12), _rocket, material="painted metal", color="#e9e9ea", span=4,
          synonyms=("spaceship", "spacecraft", "missile", "rocket ship"), patterned=True, equal_sides=True,
          mass_kg=1500),
    thing("hot air balloon", "aircraft", (15.7, 15.7, 19.7), _balloon, material="cotton", color="#c92d2a", span=2.5,
          patterned=True, equal_sides=True, mass_kg=350, colors=("#c92d2a", "#2567b0", "#e08a1e")),
    thing("ufo", "aircraft", (6.0, 6.0, 3.12), _saucer, material="steel", span=3, mass_kg=1200, equal_sides=True,
          synonyms=("flying saucer", "alien spaceship")),
)  # fmt: skip
