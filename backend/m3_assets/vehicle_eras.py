"""What tells the age of a car: chrome and fins of the fifties, light bars of today, all of one of the thirties."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from . import shapes
from .contract import Part, Surface, Values
from .geometry import (
    cylinder,
    extrude,
    fillet,
    lathe,
    loft,
    merge,
    mirrored,
    rotated,
    rounded_box,
    superellipsoid,
    sweep,
    translated,
    tube,
)
from .geometry_grid import outward
from .making import Look
from .sketch import Sketch, part, solid
from .transit_geometry import both_sides, wheel_solids
from .vehicle_geometry import Silhouette, cabin_rings, flank_x, glass_shell, rim, seam, tyre
from .vehicle_models import car_materials
from .vessel_geometry import smooth_line

Array = NDArray[np.float64]
VINTAGE_SIZE = (0.95, 0.97, 1.12)
"""width, length and height of a car of the thirties, of a sedan's"""
_VINTAGE_AXLES = (("front", -1.34), ("back", 1.34))
_WHEEL_M = 0.355


def round_lamp(radius_m: float, depth_m: float, place: tuple[float, float, float], way: float = -1.0) -> Surface:
    """A domed disc that looks along Y."""
    lens = lathe([(0.0, 0.0), (radius_m, 0.0), (radius_m, 0.3 * depth_m), (0.7 * radius_m, 0.8 * depth_m),
                  (0.0, depth_m)], 20)  # fmt: skip
    return translated(rotated(lens, -way * 0.5 * np.pi, (1.0, 0.0, 0.0)), place)


def bezel(radius_m: float, thick_m: float, place: tuple[float, float, float]) -> Surface:
    """A ring round a lamp that looks along Y."""
    turn = 2.0 * np.pi * np.arange(6) / 6
    profile = np.column_stack([radius_m + thick_m * np.cos(turn), 1.3 * thick_m * np.sin(turn)])
    return translated(rotated(lathe(profile, 16, closed_profile=True), 0.5 * np.pi, (1.0, 0.0, 0.0)), place)


def white_wall(radius_m: float, width_m: float, side: float) -> Surface:
    """The white band on the outer face of a tyre about the X axis."""
    out = side * 0.5 * width_m
    profile = [(0.71 * radius_m, 0.0), (0.84 * radius_m, 0.0), (0.83 * radius_m, 0.008), (0.72 * radius_m, 0.008)]
    band = rotated(lathe(profile, 24, closed_profile=True), side * 0.5 * np.pi, (0.0, 1.0, 0.0))
    return translated(band, (out - side * 0.004, 0.0, 0.0))


def chrome_face(shape: Silhouette, f: Array, length: float) -> list[Part]:
    """Twin round lamps, a wide grille of bars, bumpers with bullets, a spear along the flanks, fins with red cones."""
    half = 0.5 * length
    nose, tail = -half + 0.03 * f[1], half - 0.02 * f[1]
    lamps, bezels = [], []
    for x, r in ((0.52, 0.085), (0.70, 0.085)):
        place = (x * f[0], nose + (0.0 if x < 0.6 else 0.035 * f[1]), 0.70 * f[2])
        lamps.append(round_lamp(r * f[2], 0.05 * f[1], place))
        bezels.append(bezel(1.1 * r * f[2], 0.014, place))
    bars = [rounded_box((0.012, 0.03, 0.15 * f[2]), (x * f[0], nose - 0.008, 0.545 * f[2]), 0.004)
            for x in np.linspace(-0.56, 0.56, 11)]  # fmt: skip
    bars.append(rounded_box((1.24 * f[0], 0.04, 0.022 * f[2]), (0.0, nose - 0.012, 0.545 * f[2]), 0.008))
    mouth = rounded_box((1.22 * f[0], 0.05, 0.17 * f[2]), (0.0, nose + 0.012, 0.545 * f[2]), 0.02)
    bumpers, bullets = [], []
    for y, way in ((-half, -1.0), (half, 1.0)):
        line = smooth_line([(-0.86 * f[0], y - 0.16 * way * f[1], 0.40 * f[2]), (-0.70 * f[0], y, 0.40 * f[2]),
                            (0.0, y + 0.02 * way, 0.40 * f[2]), (0.70 * f[0], y, 0.40 * f[2]),
                            (0.86 * f[0], y - 0.16 * way * f[1], 0.40 * f[2])], 3)  # fmt: skip
        tall, deep = 0.065 * f[2], 0.03
        section = fillet([(-deep, -tall), (deep, -tall), (deep, tall), (-deep, tall)], 0.02, 3, closed=True)
        bumpers.append(sweep(line, section))
        for x in (-0.42, 0.42):
            bullets.append(superellipsoid((0.13 * f[0], 0.20, 0.13 * f[2]), (x * f[0], y + 0.03 * way, 0.43 * f[2]),
                                          2.2, 3))  # fmt: skip
    side = 0.80 * f[0]
    fin = extrude([(0.95 * f[1], 0.86 * f[2]), (tail + 0.03, 0.80 * f[2]), (tail + 0.07, 1.15 * f[2]),
                   (1.75 * f[1], 1.04 * f[2]), (1.0 * f[1], 0.965 * f[2])], 0.09 * f[0], plane="yz", center=side - 0.07,
                  edge=0.02, caps="fan")  # fmt: skip
    cone = lathe([(0.0, 0.0), (0.055 * f[2], 0.0), (0.05 * f[2], 0.03), (0.02 * f[2], 0.13), (0.0, 0.14)], 16)
    cones = [translated(rotated(cone, -0.5 * np.pi, (1.0, 0.0, 0.0)), (side - 0.07, tail + 0.01, z * f[2]))
             for z in (0.88, 0.76)]  # fmt: skip
    ys = np.linspace(-1.95 * f[1], 1.9 * f[1], 15)
    spear = seam(shape, np.column_stack([ys, np.interp(ys, [ys[0], 0.3, ys[-1]], np.array([0.80, 0.72, 0.78]) * f[2])]),
                 0.014)  # fmt: skip
    plates = [rounded_box((0.46, 0.014, 0.11), (0.0, y, z * f[2]), 0.004) for y, z in ((-half - 0.05, 0.42),
                                                                                      (half + 0.0, 0.62))]  # fmt: skip
    chrome = [*bars, *bumpers, *bullets, spear, mirrored(spear)]
    return [
        Part(name="headlights", surface=merge([*lamps, *map(mirrored, lamps)]), material="lamp_front"),
        Part(name="tail_lights", surface=merge([*cones, *map(mirrored, cones)]), material="lamp_back"),
        Part(name="bezels", surface=merge([*bezels, *map(mirrored, bezels)]), material="chrome"),
        Part(name="grille_mouth", surface=mouth, material="trim"),
        Part(name="bumpers", surface=merge(chrome), material="chrome"),
        Part(name="fins", surface=merge([fin, mirrored(fin)]), material="paint"),
        Part(name="number_plates", surface=merge(plates), material="plate"),
    ]


def light_bar_face(shape: Silhouette, f: Array, length: float) -> list[Part]:
    """A thin bar of light from corner to corner at both ends, a closed nose, a dark skirt all round."""
    half = 0.5 * length

    def bar(y: float, way: float, z: float, tall: float, out_m: float) -> Surface:
        edge = float(flank_x(shape, y - 0.13 * way * f[1], np.array([z]))[0]) + out_m
        y = y + way * out_m
        line = smooth_line([(-edge, y - 0.16 * way * f[1], z), (-0.80 * edge, y - 0.035 * way * f[1], z),
                            (0.0, y - 0.004 * way, z), (0.80 * edge, y - 0.035 * way * f[1], z),
                            (edge, y - 0.16 * way * f[1], z)], 6)  # fmt: skip
        section = fillet([(-0.03, -tall), (0.03, -tall), (0.03, tall), (-0.03, tall)], 0.012, 2, closed=True)
        return sweep(line, section)

    skirt = [rounded_box((1.24 * f[0], 0.09, 0.16 * f[2]), (0.0, -half + 0.03, 0.33 * f[2]), 0.03),
             rounded_box((1.24 * f[0], 0.09, 0.18 * f[2]), (0.0, half - 0.03, 0.35 * f[2]), 0.03)]  # fmt: skip
    axles = shape.axles
    reach = 1.08 * shape.arch_m
    run = axles[1] - axles[0] - 2.0 * reach
    sill = rounded_box((0.05, run, 0.10 * f[2]), (0.845 * f[0], 0.5 * sum(axles[:2]), 0.255 * f[2]), 0.02)
    plates = [rounded_box((0.46, 0.014, 0.11), (0.0, way * (half + 0.012), z * f[2]), 0.004)
              for way, z in ((-1.0, 0.42), (1.0, 0.60))]  # fmt: skip
    return [
        Part(name="headlights", surface=bar(-half, -1.0, 0.62 * f[2], 0.014 * f[2], 0.012), material="lamp_front"),
        Part(name="tail_lights", surface=bar(half, 1.0, 0.84 * f[2], 0.016 * f[2], 0.012), material="lamp_back"),
        Part(name="light_bands", material="trim",
             surface=merge([bar(-half, -1.0, 0.61 * f[2], 0.05 * f[2], 0.004), bar(half, 1.0, 0.84 * f[2], 0.05 * f[2],
                                                                                 0.004)])),
        Part(name="bumpers", surface=merge([*skirt, sill, mirrored(sill)]), material="trim"),
        Part(name="number_plates", surface=merge(plates), material="plate"),
    ]


FACES: Mapping[str, Callable[[Silhouette, Array, float], list[Part]]] = {
    "chrome": chrome_face, "light bar": light_bar_face,
}  # fmt: skip


def _hull(rows: list[tuple[float, float, float, float, float]]) -> Surface:
    """A closed body through upright sections [y, half width, low, high, radius of the shoulders]."""
    rings = []
    for y, half, low, high, shoulder in rows:
        section = fillet([(-half, low), (half, low), (half, high), (-half, high)], [0.02, 0.02, shoulder, shoulder], 4,
                         closed=True)  # fmt: skip
        rings.append(np.column_stack([section[:, 0], np.full(len(section), y), section[:, 1]]))
    return outward(loft(np.array(rings), caps="ladder"))


def _mudguard(points: list[tuple[float, float]], half_m: float) -> Surface:
    """A swept wing over a wheel of the left side, through [y, z] points; it tapers at its ends."""
    line = smooth_line(points, 4)
    path = np.column_stack([np.full(len(line), 0.67), line])
    across = np.linspace(-1.0, 1.0, 7)
    over = np.column_stack([half_m * across, 0.055 * (1.0 - across**2)])
    under = np.column_stack([(half_m - 0.008) * across, 0.055 * (1.0 - across**2) - 0.022])[::-1]
    share = np.linspace(0.0, 1.0, len(path))
    scales = np.interp(share, [0.0, 0.2, 0.8, 1.0], [0.72, 1.0, 1.0, 0.9])
    return outward(sweep(path, np.concatenate([under[::-1], over[::-1]]), scales=scales, up=(0.0, -1.0, 0.2),
                         caps="ladder"))  # fmt: skip


def vintage_car(values: Values) -> Sketch:
    """A car of the thirties: a long bonnet with louvres behind an upright grille, lamps on a bar, four wings and
    running boards, an upright cabin, a spare wheel at the back, wire wheels with white walls."""
    looks = [Look(one, "steel", 0.03) for one in car_materials(str(values["color"]) or "#4a1f1c")]

    bonnet = _hull([(-1.72, 0.235, 0.52, 0.98, 0.12), (-1.66, 0.265, 0.50, 1.03, 0.15), (-1.1, 0.33, 0.48, 1.075, 0.17),
                    (-0.52, 0.43, 0.46, 1.115, 0.17), (-0.46, 0.44, 0.46, 1.11, 0.17)])  # fmt: skip
    body = _hull([(-0.47, 0.45, 0.44, 1.10, 0.10), (-0.40, 0.50, 0.43, 1.115, 0.10), (0.1, 0.59, 0.42, 1.115, 0.07),
                  (0.9, 0.61, 0.42, 1.115, 0.07), (1.35, 0.57, 0.44, 1.11, 0.12), (1.72, 0.48, 0.50, 1.00, 0.25),
                  (1.90, 0.38, 0.56, 0.84, 0.12), (1.94, 0.30, 0.60, 0.78, 0.08)])  # fmt: skip
    cabin = np.array([(-0.34, 1.36, 1.09, 0.572), (-0.31, 1.32, 1.28, 0.556), (-0.27, 1.24, 1.50, 0.530)])
    rings = cabin_rings(cabin, grow_m=0.004)
    posts = [tube(rings[:, corner], 0.034, 8, edge=0.0) for corner in (2, 7, 12, 17)]
    for y in (0.36, 0.94):
        posts += [tube([(s * row[3], y, row[2]) for row in cabin], 0.034, 8, edge=0.0) for s in (-1.0, 1.0)]
    roof = [superellipsoid((1.12, 1.66, 0.19), (0.0, 0.48, 1.535), 2.9, 5),
            rounded_box((0.90, 0.24, 0.022), (0.0, -0.36, 1.475), 0.01)]  # fmt: skip
    wings = [_mudguard([(-1.83, 0.40), (-1.72, 0.62), (-1.36, 0.775), (-0.98, 0.64), (-0.72, 0.42), (-0.52, 0.345)],
                       0.155),
             _mudguard([(0.72, 0.345), (0.90, 0.46), (1.08, 0.68), (1.38, 0.775), (1.68, 0.64), (1.86, 0.40)],
                       0.155)]  # fmt: skip
    boards = [rounded_box((0.27, 1.36, 0.035), (0.67, 0.10, 0.33), 0.012)]
    ribs = [rounded_box((0.24, 0.012, 0.01), (0.67, y, 0.35), 0.003) for y in np.linspace(-0.42, 0.62, 6)]
    louvres = []
    for y in np.linspace(-1.42, -0.72, 7):
        x = float(np.interp(y, [-1.66, -1.1, -0.52], [0.265, 0.33, 0.43]))
        louvres.append(rotated(rounded_box((0.014, 0.03, 0.22), (x + 0.002, y, 0.78), 0.006), -0.15, (0, 0, 1),
                               (x, y, 0.0)))  # fmt: skip
    turn = np.linspace(0.12 * np.pi, 0.88 * np.pi, 9)
    shield = [(-0.20, 0.46), (0.20, 0.46), *zip(0.255 * np.cos(turn), 0.90 + 0.145 * np.sin(turn), strict=True)]
    frame = extrude(shield, 0.10, plane="xz", center=-1.76, edge=0.02, caps="fan")
    core = extrude([(0.86 * x, 0.745 + 0.87 * (z - 0.745)) for x, z in shield], 0.02, plane="xz", center=-1.815,
                   edge=0.004, caps="fan")  # fmt: skip
    bars = [rounded_box((0.011, 0.02, 0.46), (x, -1.832, 0.735), 0.004) for x in np.linspace(-0.15, 0.15, 7)]
    mascot = [cylinder(0.028, 0.03, (0.0, -1.73, 1.06), segments=12),
              superellipsoid((0.02, 0.13, 0.055), (0.0, -1.73, 1.09), 2.2, 4)]  # fmt: skip
    bowl = lathe([(0.0, 0.0), (0.05, 0.02), (0.095, 0.085), (0.118, 0.16), (0.122, 0.185), (0.112, 0.19), (0.0, 0.17)],
                 20)  # fmt: skip
    bowl = translated(rotated(bowl, 0.5 * np.pi, (1.0, 0.0, 0.0)), (0.40, -1.50, 0.86))
    lamp_bar = tube(smooth_line([(-0.52, -1.60, 0.72), (-0.3, -1.63, 0.70), (0.3, -1.63, 0.70), (0.52, -1.60, 0.72)],
                                4), 0.016, 8)  # fmt: skip
    stems = [cylinder(0.014, 0.16, (0.40, -1.60, 0.74), segments=8)]
    bumpers = []
    for way, y in ((-1.0, -2.02), (1.0, 2.10)):
        back = y - 0.12 * way
        line = smooth_line([(-0.80, back, 0.42), (-0.45, y, 0.42), (0.45, y, 0.42), (0.80, back, 0.42)], 4)
        section = fillet([(-0.012, -0.045), (0.012, -0.045), (0.012, 0.045), (-0.012, 0.045)], 0.01, 2, closed=True)
        bumpers += [sweep(line, section), both_sides(tube([(0.30, y, 0.42), (0.30, y - 0.34 * way, 0.44)], 0.018, 8))]
    tail = [round_lamp(0.045, 0.04, (0.56, 1.90, 0.62), 1.0)]
    seams = []
    for y in (-0.36, 0.36, 0.94):
        half = float(np.interp(y, [-0.40, 0.1, 0.9], [0.50, 0.59, 0.61]))
        seams.append(rounded_box((0.012, 0.008, 0.60), (half - 0.001, y, 0.77), 0.003))
    handles = [rounded_box((0.03, 0.10, 0.018), (float(np.interp(y, [-0.40, 0.1, 0.9], [0.50, 0.59, 0.61])) + 0.014, y,
                                                 0.99), 0.007) for y in (0.24, 0.84)]  # fmt: skip
    seats = [rounded_box((1.0, 0.14, 0.45), (0.0, y, 1.02), 0.05) for y in (0.36, 1.10)]
    wheel_rim = lathe([(0.175, -0.01), (0.19, 0.0), (0.175, 0.01), (0.165, 0.0)], 20, closed_profile=True)
    steering = translated(rotated(wheel_rim, 1.0, (1.0, 0.0, 0.0)), (0.26, -0.12, 1.12))
    column = tube([(0.26, -0.12, 1.12), (0.26, -0.42, 0.95)], 0.015, 8)
    dash = rounded_box((0.92, 0.10, 0.14), (0.0, -0.36, 1.08), 0.03)
    spare = [translated(rotated(piece, 0.5 * np.pi, (0, 0, 1)), (0.0, 2.00, 0.86)) for piece in
             (tyre(0.31, 0.13), rim(0.31, 0.13, 1.0, 8))]  # fmt: skip
    parts = [
        part("body", "paint", bonnet, body), part("wings", "paint", both_sides(*wings)),
        part("roof", "paint", *roof), part("pillars", "paint", *posts),
        part("windows", "glass", glass_shell(cabin_rings(cabin))),
        part("running_boards", "paint", both_sides(*boards)), part("ribs", "trim", both_sides(*ribs)),
        part("louvres", "paint", both_sides(*louvres)), part("seams", "trim", both_sides(*seams)),
        part("underbody", "trim", rounded_box((0.86, 3.55, 0.14), (0.0, 0.05, 0.44), 0.03),
             *(cylinder(0.035, 1.24, (0.0, y, _WHEEL_M), axis=0, segments=10) for _, y in _VINTAGE_AXLES)),
        part("grille", "chrome", frame, *bars), part("grille_mouth", "trim", core), part("mascot", "chrome", *mascot),
        part("headlights", "lamp_front", both_sides(round_lamp(0.108, 0.03, (0.40, -1.672, 0.86)))),
        part("headlight_bowls", "chrome", both_sides(bowl, *stems), lamp_bar),
        part("bumpers", "chrome", *bumpers), part("tail_lights", "lamp_back", both_sides(*tail)),
        part("door_handles", "chrome", both_sides(*handles)),
        part("interior", "interior", *seats, dash), part("steering_wheel", "trim", steering, column),
        part("spare_tyre", "tyre", spare[0]), part("spare_rim", "chrome", spare[1]),
    ]  # fmt: skip
    joints = {}
    for axle, y in _VINTAGE_AXLES:
        for side, sign in (("L", 1.0), ("R", -1.0)):
            name, centre = f"wheel_{axle}.{side}", (sign * 0.66, y, _WHEEL_M)
            pieces = ((f"tyre_{axle}.{side}", "tyre", tyre(_WHEEL_M, 0.14)),
                      (f"white_wall_{axle}.{side}", "plate", white_wall(_WHEEL_M, 0.14, sign)),
                      (f"rim_{axle}.{side}", "chrome", rim(_WHEEL_M, 0.14, sign, 8)))  # fmt: skip
            parts += [part(label, stuff, translated(piece, centre), moves_with=name) for label, stuff, piece in pieces]
            joints[name] = shapes.joint("wheel", centre, (1, 0, 0), (-1e4, 1e4))
    places = (
        shapes.affordance("driver", "sit_at", (0.26, 0.12, 0.62), (0.45, 0.45, 0.0)),
        shapes.affordance("passenger", "sit_at", (-0.26, 0.12, 0.62), (0.45, 0.45, 0.0)),
        shapes.surface_top("roof", (0.0, 0.48, 1.63), 0.8, 1.2),
        shapes.affordance("push_back", "push_at", (0.0, 2.0, 0.9), (1.0, 0.0, 0.9), np.pi),
    )
    return Sketch(parts=parts, looks=looks, joints=joints,
                  places=places, grip=False, push=False,
                  solids=(solid("body", "wings"), solid("roof", "windows"), *wheel_solids(_VINTAGE_AXLES)))  # fmt: skip
