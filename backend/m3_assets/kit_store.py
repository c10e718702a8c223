"""To keep and carry things in: chest, cart, wheelbarrow, shopping cart, jar, tray; rope, wheel, curtain."""

from __future__ import annotations

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
    sweep,
    translated,
    tube,
)
from .geometry_grid import outward, thick_sheet
from .geometry_loft import extrude
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import ring
from .vehicle_geometry import brake, rim
from .vehicle_geometry import tyre as car_tyre
from .vessel_geometry import smooth_line


def _chest(values: Values) -> Sketch:
    """Planks bound with iron bands and corners, a vaulted lid on hinges, a lock, ring handles, gold coins inside."""
    wood, iron = main_look("Wood", values), look("Iron", "iron", fill=0.4)
    brass, gold = look("Lock", "brass", fill=0.5), look("Gold", "gold")
    w, d, h, r = 0.8, 0.48, 0.32, 0.24
    boards = []
    for k in range(3):
        z = 0.02 + (h - 0.02) / 3 * (k + 0.5)
        tall = (h - 0.02) / 3 - 0.004
        boards += [rounded_box((w, 0.025, tall), (0, s * (d / 2 - 0.0125), z), 0.005) for s in (-1, 1)]
        boards += [rounded_box((0.025, d - 0.05, tall), (s * (w / 2 - 0.0125), 0, z), 0.005) for s in (-1, 1)]
    boards.append(rounded_box((w - 0.02, d - 0.02, 0.025), (0, 0, 0.0125), 0.004))
    lid_boards = []
    slats = 7
    for k in range(slats):
        a0, a1 = np.pi * k / slats + 0.012, np.pi * (k + 1) / slats - 0.012
        section = [(r * np.cos(a), h + 0.86 * r * np.sin(a)) for a in np.linspace(a0, a1, 4)] + [
            ((r - 0.024) * np.cos(a), h + 0.86 * (r - 0.024) * np.sin(a)) for a in np.linspace(a1, a0, 4)
        ]
        lid_boards.append(extrude(np.array(section), w, plane="yz", edge=0.004, caps="ladder"))
    half = np.array([(r * 0.97 * np.cos(a), h + 0.84 * r * np.sin(a)) for a in np.linspace(0, np.pi, 15)])
    ends = [extrude(half, 0.025, plane="yz", center=s * (w / 2 - 0.0125), edge=0.004, caps="fan") for s in (-1, 1)]
    arch = np.linspace(0, np.pi, 19)
    strap = fillet([(-0.025, -0.003), (0.025, -0.003), (0.025, 0.003), (-0.025, 0.003)], 0.002, 1, closed=True)
    bands, lid_bands, studs = [], [], []
    for x in (-0.34, 0.0, 0.34):
        bands += [rounded_box((0.05, 0.008, h - 0.02), (x, s * (d / 2 + 0.002), h / 2), 0.003) for s in (-1, 1)]
        lid_bands.append(sweep(np.column_stack([0 * arch + x, (r + 0.002) * np.cos(arch),
                                                h + 0.86 * (r + 0.003) * np.sin(arch)]), strap, up=(0, 1, 0),
                                                caps="ladder"))
        studs += [superellipsoid((0.018, 0.012, 0.018), (x, -d / 2 - 0.006, z), 2, 2) for z in (0.06, 0.16, 0.26)]
    bands += [rounded_box((0.05, 0.05, 0.05), (sx * (w / 2 - 0.02), sy * (d / 2 - 0.02), z), 0.006) for sx in (-1, 1)
              for sy in (-1, 1) for z in (0.027, h - 0.03)]
    handles = [tube(smooth_line([(s * (w / 2 + 0.01), -0.06, 0.21), (s * (w / 2 + 0.045), -0.055, 0.16),
                                 (s * (w / 2 + 0.05), 0, 0.145), (s * (w / 2 + 0.045), 0.055, 0.16),
                                 (s * (w / 2 + 0.01), 0.06, 0.21)], 4), 0.008, 8) for s in (-1, 1)]
    rng = np.random.default_rng(5)
    coins = []
    for _ in range(46):
        x, y = rng.uniform(-0.34, 0.34), rng.uniform(-0.18, 0.18)
        z = 0.25 + 0.06 * np.cos(2.2 * x) * np.cos(4 * y) + rng.uniform(-0.01, 0.01)
        coins.append(translated(rotated(cylinder(0.022, 0.006, segments=12, edge=0.0015), rng.uniform(-0.9, 0.9),
                                        (1, 0, 0)), (x, y, z)))
    heap = superellipsoid((w - 0.08, d - 0.08, 0.24), (0, 0, 0.15), 3.2, 6)
    parts = [part("body", "Wood", *boards), part("bands", "Iron", *bands, *studs), part("handles", "Iron", *handles),
             part("treasure", "Gold", heap, *coins),
             part("lid", "Wood", *lid_boards, *ends, moves_with="lid"), part("lid_bands", "Iron", *lid_bands,
                                                                             moves_with="lid"),
             part("lock", "Lock", rounded_box((0.1, 0.02, 0.1), (0, -d / 2 - 0.012, h - 0.03), 0.01),
                  cylinder(0.014, 0.03, (0, -d / 2 - 0.018, h - 0.03), axis=1)),
             part("keyhole", "Iron", rounded_box((0.008, 0.006, 0.03), (0, -d / 2 - 0.033, h - 0.035), 0.002))]
    joints = {"lid": shapes.joint("hinge", (0, d / 2, h), (1, 0, 0), (-1.7, 0.0))}
    return Sketch(parts=parts, looks=[wood, iron, brass, gold], joints=joints, solids=(solid("body", "lid"),),
                  grip=False, places=(shapes.affordance("inside", "inside", (0, 0, 0.288), (0.68, 0.30, 0.16)),))


def spoked(radius: float, x: float, y: float, spokes: int = 12) -> tuple[Surface, Surface]:
    """A cart's wheel about X: felloes with spokes and nave, and its iron tyre."""
    wood = [ring(radius - 0.05, 0.035, 36, 8), cylinder(0.09, 0.2, axis=0, segments=18, edge=0.02)]
    wood += [rotated(rounded_box((0.035, 0.03, radius - 0.1), (0, 0, 0.5 * radius), 0.008), 2 * np.pi * k / spokes,
                     (1, 0, 0)) for k in range(spokes)]
    tyre = rotated(lathe([(radius - 0.022, -0.035), (radius, -0.035), (radius, 0.035), (radius - 0.022, 0.035)], 36,
                         closed_profile=True), np.pi / 2, (0, 1, 0))
    return translated(merge(wood), (x, y, radius)), translated(tyre, (x, y, radius))


def _cart(values: Values) -> Sketch:
    """A two-wheeled cart: plank floor, slatted sides, spoked wheels on an axle, two shafts towards -Y and a
    prop; hay."""
    wood, iron = main_look("Wood", values), look("Iron", "iron", fill=0.4)
    hay = look("Load", "straw")
    w, d, z = 1.1, 1.7, 0.72
    floor = [rounded_box((w / 7 - 0.008, d, 0.035), (-w / 2 + w / 7 * (k + 0.5), 0.2, z), 0.006) for k in range(7)]
    frame = [rounded_box((0.07, d + 0.1, 0.09), (0.42 * s, 0.2, z - 0.06), 0.01)
             for s in (-1, 1)] + [rounded_box((w + 0.04, 0.07, 0.07), (0, y, z - 0.045), 0.01) for y in (-0.6, 1.0)]
    rails = []
    for s in (-1, 1):
        rails += [rounded_box((0.04, 0.05, 0.5), (s * (w / 2 + 0.01), 0.2 + dy, z + 0.24), 0.008)
                  for dy in np.linspace(-0.8, 0.8, 6)]
        rails += [rounded_box((0.03, d, 0.09), (s * (w / 2 - 0.012), 0.2, z + dz), 0.008) for dz in (0.1, 0.26, 0.42)]
    rails += [rounded_box((w - 0.02, 0.03, 0.09), (0, 0.2 + s * (d / 2 - 0.02), z + dz), 0.008) for s in (-1, 1)
              for dz in (0.1, 0.26, 0.42)]
    shafts = [tube(smooth_line([(0.42 * s, 0.2, z - 0.04), (0.42 * s, -0.7, z - 0.04), (0.36 * s, -1.3, z + 0.02),
                                (0.33 * s, -1.9, z + 0.06)], 4), np.linspace(0.045, 0.03, 13), 10) for s in (-1, 1)]
    shafts.append(cylinder(0.028, 0.72, (0, -1.55, z + 0.04), axis=0, segments=10))
    prop = [rounded_box((0.06, 0.06, z), (0.0, -0.78, z / 2), 0.01)]
    rng = np.random.default_rng(3)
    heap = [superellipsoid((1.0, 1.5, 0.62), (0, 0.2, z + 0.26), 2.3, 8)]
    for _ in range(60):
        a, u = rng.uniform(0, 2 * np.pi), np.sqrt(rng.uniform(0, 0.9))
        x, y = 0.47 * u * np.cos(a), 0.2 + 0.7 * u * np.sin(a)
        stalk = rounded_box((0.012, rng.uniform(0.2, 0.4), 0.012), (0, 0, 0), 0.004)
        stalk = rotated(rotated(stalk, rng.uniform(-0.5, 0.5), (1, 0, 0)), rng.uniform(0, 6.3), (0, 0, 1))
        heap.append(translated(stalk, (x, y, z + 0.26 + 0.31 * np.sqrt(max(1 - u * u, 0.0)))))
    parts = [part("floor", "Wood", *floor), part("frame", "Wood", *frame), part("sides", "Wood", *rails),
             part("shafts", "Wood", *shafts), part("prop", "Wood", *prop),
             part("axle", "Iron", cylinder(0.03, 1.5, (0, 0.3, 0.55), axis=0, segments=12),
                  *(rounded_box((0.06, 0.1, 0.14), (0.42 * s, 0.3, 0.6), 0.01) for s in (-1, 1)))]
    if values["load"]:
        parts.append(part("hay", "Load", *heap))
    joints = {}
    for side, sign in (("L", 1.0), ("R", -1.0)):
        name = f"wheel.{side}"
        timber, tyre = spoked(0.55, 0.68 * sign, 0.3)
        parts += [part(f"{name}_spokes", "Wood", timber, moves_with=name), part(f"{name}_tyre", "Iron", tyre,
                                                                                moves_with=name)]
        joints[name] = shapes.joint("wheel", (0.68 * sign, 0.3, 0.55), (1, 0, 0), (-1e4, 1e4))
    return Sketch(
        parts=parts,
        looks=[wood, iron, hay],
        joints=joints,
        grip=False,
        solids=(solid("floor", "sides"), solid("prop"), *(solid(f"{n}_tyre", kind="cylinder", axis=0) for n in joints)),
        places=(shapes.surface_top("bed", (0, 0.2, z + 0.02), 0.95, 1.5),),
    )


def _wheelbarrow(values: Values) -> Sketch:
    """A tray that slopes to the front, one wheel, two shafts with grips, two legs."""
    tray_look, metal = main_look("Tray", values), look("Frame", "steel", fill=0.3)
    rubber, wood = look("Tyre", "rubber"), look("Grips", "rubber", "#1b1b1d")
    rows = []
    for z, x, front, back in ((0.33, 0.2, -0.22, 0.22), (0.36, 0.22, -0.27, 0.25), (0.6, 0.33, -0.52, 0.38),
                              (0.62, 0.35, -0.55, 0.40)):
        rows.append(np.column_stack([fillet([(-x, front), (x, front), (x, back), (-x, back)], 0.06, 4, closed=True),
                                     np.full(20, z)]))
    inner = [np.column_stack([(r[:, :2] - r[:, :2].mean(axis=0)) * 0.965 + r[:, :2].mean(axis=0), r[:, 2] + dz]) for r,
             dz in zip(rows[::-1], (-0.003, 0.0, 0.008, 0.012), strict=True)]
    tray = outward(loft(np.array([*rows, *inner])))
    shafts = [tube(smooth_line([(0.05 * s, -0.72, 0.2), (0.14 * s, -0.45, 0.3), (0.2 * s, 0.1, 0.34),
                                (0.26 * s, 0.5, 0.46), (0.28 * s, 0.85, 0.58)], 4), 0.017, 10) for s in (-1, 1)]
    legs = [tube(smooth_line([(0.21 * s, 0.1, 0.33), (0.23 * s, 0.2, 0.03), (0.23 * s, 0.26, 0.016),
                              (0.235 * s, 0.32, 0.03), (0.25 * s, 0.42, 0.42)], 4), 0.014, 8) for s in (-1, 1)]
    grips = [tube([(0.276 * s, 0.76, 0.55), (0.282 * s, 0.91, 0.6)], 0.024, 12) for s in (-1, 1)]
    name = "wheel"
    spokes = [rotated(rounded_box((0.02, 0.02, 0.24), (0, -0.72, 0.2), 0.006), np.pi * k / 4, (1, 0, 0),
                      (0, -0.72, 0.2)) for k in range(4)]
    parts = [part("tray", "Tray", tray), part("frame", "Frame", *shafts, *legs), part("grips", "Grips", *grips),
             part("tyre", "Tyre", translated(ring(0.16, 0.04), (0, -0.72, 0.2)), moves_with=name),
             part("hub", "Frame", cylinder(0.03, 0.12, (0, -0.72, 0.2), axis=0), *spokes, moves_with=name)]
    joints = {name: shapes.joint("wheel", (0, -0.72, 0.2), (1, 0, 0), (-1e4, 1e4))}
    return Sketch(parts=parts, looks=[tray_look, metal, rubber, wood], joints=joints, grip=False,
                  solids=(solid("tray", kind="hull"), solid("frame"), solid("tyre", kind="cylinder", axis=0)),
                  places=(shapes.affordance("inside", "inside", (0, 0, 0.35), (0.4, 0.5, 0.25)),))


def _shopping_cart(values: Values) -> Sketch:
    """A wire basket that tapers, a handle, a frame with a lower rack, four castors."""
    metal, grip = main_look("Wire", values), look("Handle", "plastic", "#b3161c")
    rubber = look("Wheels", "rubber")
    wires: list[Surface] = []

    def corner(s: float, y: float, z: float) -> np.ndarray:
        wide = np.interp(z, [0.5, 0.95], [0.2, 0.27]) * np.interp(y, [-0.45, 0.4], [0.82, 1.0])
        return np.array([s * wide, y, z])

    ends = {z: (np.interp(z, [0.5, 0.95], [-0.36, -0.46]), np.interp(z, [0.5, 0.95], [0.32, 0.42])) for z in (0.5, 0.57,
                                                                                                              0.65,
                                                                                                              0.72, 0.8,
                                                                                                              0.87,
                                                                                                              0.95)}
    for z, (front, back) in ends.items():
        loop = [corner(-1, front, z), corner(1, front, z), corner(1, back, z), corner(-1, back, z)]
        wires.append(tube(np.array([loop[0], 0.5 * (loop[0] + loop[1]), loop[1], 0.5 * (loop[1] + loop[2]), loop[2],
                                    0.5 * (loop[2] + loop[3]), loop[3], 0.5 * (loop[3] + loop[0])]),
                          0.006 if z in (0.5, 0.95) else 0.003, 6, closed_path=True))
    for u in np.linspace(0, 1, 15):
        low, high = ends[0.5], ends[0.95]
        y0, y1 = low[0] + u * (low[1] - low[0]), high[0] + u * (high[1] - high[0])
        wires += [tube([corner(s, y0, 0.5), corner(s, y1, 0.95)], 0.0028, 4, edge=0.0) for s in (-1, 1)]
        wires.append(tube([corner(-1, y0, 0.5), corner(1, y0, 0.5)], 0.0028, 4, edge=0.0))
    for u in np.linspace(-0.9, 0.9, 9):
        for k in (0, 1):
            a, b = ends[0.5][k], ends[0.95][k]
            wires.append(tube([corner(1, a, 0.5) * [u, 1, 1], corner(1, b, 0.95) * [u, 1, 1]], 0.0028, 4, edge=0.0))
    frame = []
    for s in (-1, 1):
        frame += [tube(smooth_line([(0.2 * s, -0.36, 0.15), (0.22 * s, 0.0, 0.18), (0.24 * s, 0.38, 0.22),
                                    (0.25 * s, 0.45, 0.5), (0.255 * s, 0.5, 0.98)], 4), 0.014, 8),
                  tube([(0.21 * s, 0.3, 0.2), (0.2 * s, 0.0, 0.5)], 0.011, 8),
                  tube([(0.2 * s, -0.3, 0.16), (0.17 * s, -0.3, 0.5)], 0.011, 8)]
    frame += [cylinder(0.01, 0.42, (0, y, 0.16 + 0.06 * (y > 0)), axis=0, segments=8) for y in (-0.34, 0.36)]
    rack = [tube([(0.18 * u, -0.33, 0.17), (0.2 * u, 0.35, 0.22)], 0.004, 6, edge=0.0) for u in np.linspace(-1, 1, 8)]
    parts: list[Part] = [part("basket", "Wire", *wires), part("frame", "Wire", *frame, *rack),
                         part("handle", "Handle", cylinder(0.019, 0.5, (0, 0.505, 0.985), axis=0, segments=14,
                                                           edge=0.006))]
    joints = {}
    for name, x, y in (("wheel_front.L", 0.2, -0.34), ("wheel_front.R", -0.2, -0.34), ("wheel_back.L", 0.235, 0.36),
                       ("wheel_back.R", -0.235, 0.36)):
        parts += [part(name, "Wheels", cylinder(0.06, 0.03, (x, y, 0.06), axis=0, segments=20, edge=0.01),
                       moves_with=name),
                  part(f"fork_{name}", "Wire", *(rounded_box((0.005, 0.04, 0.11), (x + d, y, 0.11), 0.002)
                                                 for d in (-0.022, 0.022)), rounded_box((0.05, 0.045, 0.012),
                                                                                        (x, y, 0.16), 0.004))]
        joints[name] = shapes.joint("wheel", (x, y, 0.06), (1, 0, 0), (-1e4, 1e4))
    return Sketch(parts=parts, looks=[metal, grip, rubber], joints=joints, grip=False,
                  solids=(solid("basket", kind="hull"), solid("frame"),
                          *(solid(n, kind="cylinder", axis=0) for n in joints)),
                  push=False,  # by its bar and from nowhere else
                  places=(shapes.affordance("inside", "inside", (0, 0, 0.5), (0.4, 0.65, 0.4)),
                          shapes.affordance("push_back", "push_at", (0, 0.505, 0.985), (0.5, 0.0, 0.985), np.pi)))


def _jar(values: Values) -> Sketch:
    """A glass with a shoulder and a screw lid, filled with jam, with a label."""
    glass, lid = look("Glass", "glass"), look("Lid", "painted metal", "#b8892a")
    jam, paper = look("Jam", "lacquer", str(values["color"]) or "#8c1222"), look("Label", "paper", "#f2ead6")
    body = lathe(fillet([(0, 0), (0.042, 0), (0.045, 0.01), (0.045, 0.085), (0.034, 0.104), (0.034, 0.112),
                         (0.031, 0.112), (0.031, 0.103), (0.042, 0.084), (0.042, 0.008), (0, 0.006)], 0.004, 2), 36)
    fill = lathe(fillet([(0, 0.0066), (0.0412, 0.0085), (0.0414, 0.082), (0.034, 0.092), (0, 0.092)], 0.003, 2), 32)
    cap = lathe(fillet([(0, 0.104), (0.037, 0.104), (0.037, 0.122), (0, 0.124)], 0.003, 2), 36)
    ridges = [rotated(rounded_box((0.0018, 0.0016, 0.012), (0, -0.0372, 0.113), 0.0006), a, (0, 0, 1))
              for a in 2 * np.pi * np.arange(40) / 40]
    turn = np.linspace(-0.95, 0.95, 13) - np.pi / 2
    label = thick_sheet(np.array([[(0.0456 * np.cos(a), 0.0456 * np.sin(a), z) for a in turn] for z in (0.025, 0.05,
                                                                                                        0.072)]),
                                                                                                        0.0006)
    lines = [
        thick_sheet(
            np.array(
                [
                    [(0.0462 * np.cos(a), 0.0462 * np.sin(a), z) for a in np.linspace(-w, w, 7) - np.pi / 2]
                    for z in (z0, z0 + 0.004)
                ]
            ),
            0.0005,
        )
        for z0, w in ((0.055, 0.5), (0.045, 0.6), (0.036, 0.35))
    ]
    parts = [part("glass", "Glass", body), part("jam", "Jam", fill), part("lid", "Lid", cap, *ridges),
             part("label", "Label", label), part("print", "Jam", *lines)]
    return Sketch(parts=parts, looks=[glass, jam, lid, paper], solids=(solid("glass", "lid", kind="cylinder"),))


def _tray(values: Values) -> Sketch:
    """A flat board with a raised rim and two handles."""
    wood, metal = main_look("Board", values), look("Handles", "brass")
    rim = fillet([(-0.23, -0.15), (0.23, -0.15), (0.23, 0.15), (-0.23, 0.15)], 0.04, 6, closed=True)
    path = np.column_stack([rim, np.full(len(rim), 0.026)])
    edge = sweep(path, fillet([(-0.006, -0.022), (0.006, -0.022), (0.006, 0.022), (-0.006, 0.022)], 0.004, 2,
                              closed=True), closed_path=True)
    grips = [tube(smooth_line([(0.232 * s, -0.05, 0.044), (0.245 * s, -0.045, 0.07), (0.25 * s, 0, 0.078),
                               (0.245 * s, 0.045, 0.07), (0.232 * s, 0.05, 0.044)], 4), 0.006, 8) for s in (-1, 1)]
    parts = [part("board", "Board", extrude(rim * 0.995, 0.01, plane="xy", center=0.007, edge=0.003, caps="ladder")),
             part("rim", "Board", edge), part("handles", "Handles", *grips)]
    return Sketch(parts=parts, looks=[wood, metal], solids=(solid("board", "rim"),),
                  places=(shapes.surface_top("top", (0, 0, 0.012), 0.42, 0.27),), grip=True)


def _rope(values: Values) -> Sketch:
    """A coil of twisted rope with its end thrown over it."""
    fibre = main_look("Rope", values)
    turns = 5.4
    t = np.linspace(0, 1, 230)
    angle = 2 * np.pi * turns * t
    layer = np.floor(turns * t)
    r = 0.19 - 0.004 * layer
    z = 0.016 + 0.026 * np.clip(turns * t - 0.3, 0, None)
    coil = np.column_stack([r * np.cos(angle), r * np.sin(angle), z])
    end = smooth_line(np.vstack([coil[-3], coil[-1], coil[-1] + [0.03, 0.06, 0.02], coil[-1] + [0.13, 0.05, -0.03],
                                 [coil[-1][0] + 0.2, coil[-1][1] - 0.02, 0.03], [coil[-1][0] + 0.28, coil[-1][1] - 0.12,
                                                                                 0.016]]), 6)
    line = np.vstack([coil, end[7:]])
    strands = 6
    twist = np.arange(12) * 2 * np.pi / 12
    section = 0.0145 * (1 + 0.13 * np.cos(strands / 2 * twist))[:, None] * np.column_stack([np.cos(twist),
                                                                                            np.sin(twist)])
    body = sweep(line, section)
    rings = body.vertices[: len(line) * 12].reshape(len(line), 12, 3)
    arc = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    spin = arc * 70
    for k in range(len(line)):  # the strands wind about the rope
        lobe = 1 + 0.13 * np.cos(3 * twist + spin[k])
        plain = 1 + 0.13 * np.cos(strands / 2 * twist)
        rings[k] = line[k] + (rings[k] - line[k]) * (lobe / plain)[:, None]
    whip = [superellipsoid((0.036, 0.036, 0.036), tuple(line[-1]), 2, 3)]
    return Sketch(parts=[part("rope", "Rope", body), part("knot", "Rope", *whip)], looks=[fibre],
                  solids=(solid("rope"),), grip=True)


def _wheel(values: Values) -> Sketch:
    """A car's wheel standing upright: tyre with tread, spoked rim, hub; or a wooden one with an iron tyre."""
    if values["style"] == "wooden":
        wood, iron = look("Wood", "oak"), look("Iron", "iron")
        timber, tyre = spoked(0.45, 0, 0, 12)
        return Sketch(parts=[part("spokes", "Wood", timber), part("tyre", "Iron", tyre)], looks=[wood, iron],
                      solids=(solid("tyre", kind="cylinder", axis=0),), grip=False)
    rubber, metal = look("Tyre", "rubber"), main_look("Rim", values)
    r, w = 0.32, 0.21
    blocks = [rotated(rounded_box((0.075, 0.022, 0.012), (0.055 * s, 0, r - 0.002), 0.003),
                      2 * np.pi * (k + 0.25 * s) / 44, (1, 0, 0)) for k in range(44) for s in (-1, 1)]
    parts = [part("tyre", "Tyre", car_tyre(r, w), *blocks), part("rim", "Rim", rim(r, w, 1.0, 6), rim(r, w, -1.0, 6)),
             part("hub", "Dark", brake(r, w, 1.0))]
    return Sketch(parts=parts, looks=[metal, rubber, look("Dark", "iron")],
                  solids=(solid("tyre", kind="cylinder", axis=0),), grip=False)


def _curtain(values: Values) -> Sketch:
    """Two lengths of pleated cloth held aside by bands, rings on a rail with knobs at its ends."""
    cloth, metal = main_look("Cloth", values), look("Rail", "brass", fill=0.3)
    band = look("Bands", "velvet", "#c9a23a")
    w, h = 1.7, 2.2
    lengths = []
    for s in (-1, 1):
        rows = []
        for z in np.linspace(0.0, h - 0.06, 19):
            drawn = 0.42 + 0.42 * abs(z / h - 0.42) ** 0.9 * 2.0
            drawn = min(drawn, 1.0) if z > 0.42 * h else 0.5 + 0.18 * (1 - z / (0.42 * h))
            u = np.linspace(0, 1, 57)
            x = w / 2 - 0.5 * w * drawn * (1 - u) * 0.98
            y = 0.045 * np.sin(2 * np.pi * 8 * u) * (0.75 + 0.25 * np.cos(3 * z)) + 0.012 * np.sin(
                2 * np.pi * 3 * u + z
            )
            rows.append(np.column_stack([s * x, y, np.full(57, z)]))
        grid = np.array(rows)
        lengths.append(thick_sheet(grid if s > 0 else grid[:, ::-1], 0.008))
    rail = [cylinder(0.014, w + 0.3, (0, 0, h), axis=0, segments=14)] + [superellipsoid((0.06, 0.06, 0.06),
                                                                                        (s * (w / 2 + 0.17), 0, h), 2,
                                                                                        5) for s in (-1, 1)]
    rail += [rounded_box((0.02, 0.1, 0.03), (s * (w / 2 + 0.08), 0.05, h), 0.006) for s in (-1, 1)]
    hoops = [translated(ring(0.026, 0.004, 20, 6), (float(s * x), 0, h - 0.012)) for s in (-1, 1)
             for x in np.linspace(0.06, w / 2 - 0.03, 8)]
    ties = [
        tube(
            np.column_stack(
                [s * (w / 2 - 0.215) + 0.235 * np.cos(a), 0.075 * np.sin(a), 0.42 * h + 0.05 * np.cos(a) * s]
            ),
            0.022,
            8,
            closed_path=True,
        )
        for s in (-1, 1)
        for a in [2 * np.pi * np.arange(24) / 24]
    ]
    parts = [part("curtains", "Cloth", *lengths), part("rail", "Rail", *rail), part("rings", "Rail", *hoops),
             part("ties", "Bands", *ties)]
    return Sketch(parts=parts, looks=[cloth, metal, band], grip=False, push=False,
                  places=(shapes.affordance("hook", "hang_at", (0, 0.1, h), (0, 0, 0)),))


CATEGORIES = (
    thing("chest", "boxy", (0.91, 0.52, 0.53), _chest, material="walnut", span=3, mass_kg=28,
          synonyms=("treasure chest", "trunk", "toy chest", "treasure"), stuffs=("walnut", "oak")),
    thing("cart", "vehicle", (1.56, 2.95, 1.3), _cart, material="weathered wood", span=2.5, mass_kg=120,
          synonyms=("wagon", "hay cart", "wooden cart", "handcart"),
          extra=(shapes.flag("load", True, "hay on it"),)),
    thing("wheelbarrow", "vehicle", (0.7, 1.83, 0.62), _wheelbarrow, material="painted metal", color="#2f7a3f",
          span=2.5, mass_kg=14, synonyms=("barrow",), colors=("#2f7a3f", "#b3161c", "#1f5fa8")),
    thing("shopping cart", "vehicle", (0.56, 0.99, 1.0), _shopping_cart, material="chrome", span=2, mass_kg=22,
          synonyms=("shopping trolley", "trolley")),
    thing("jar", "lathe", (0.091, 0.091, 0.124), _jar, color="", span=4, mass_kg=0.5, equal_sides=True,
          synonyms=("jam jar", "mason jar", "honey jar"), colors=("#8c1222", "#d9861c", "#5a1a3c")),
    thing("tray", "panel", (0.51, 0.31, 0.084), _tray, material="walnut", span=3, mass_kg=0.9,
          synonyms=("tea tray", "serving tray"), stuffs=("walnut", "oak", "bamboo")),
    thing("rope", "sweep", (0.56, 0.42, 0.19), _rope, material="linen", color="#b99a62", span=4, mass_kg=2.5,
          synonyms=("coil of rope", "cord")),
    thing("wheel", "vehicle", (0.23, 0.66, 0.66), _wheel, material="aluminium", span=3, mass_kg=18,
          synonyms=("tire", "tyre", "wagon wheel", "car wheel"),
          extra=(shapes.choice("style", "car", ("car", "wooden")),),
          sized={"wooden": (0.2, 0.9, 0.9)}, presets={"wagon wheel": {"style": "wooden"}}),
    thing("curtain", "fabric", (2.1, 0.16, 2.26), _curtain, material="velvet", color="", patterned=True, span=3,
          mass_kg=4, synonyms=("curtains", "drape", "drapes"), colors=("", "#2f4f7a", "#6b7a4a", "#c9a86a")),
)  # fmt: skip
