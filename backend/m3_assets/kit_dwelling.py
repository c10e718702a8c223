"""Small and odd buildings: treehouse, doghouse, gingerbread house, water tower, silo."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from . import shapes
from .bar_geometry import shaped_bar
from .building_geometry import gabled_body
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import cube_sphere
from .geometry_loft import extrude
from .making import Look, look, main_look
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing
from .tree_geometry import broadleaf_parts
from .vessel_geometry import smooth_line


def _gable_roof(width: float, depth: float, eaves: float, ridge: float, over: float, thick: float) -> list[Surface]:
    """Two slabs on a gable whose ridge runs along Y."""
    run, rise = 0.5 * width, ridge - eaves
    slope, length = float(np.arctan2(rise, run)), float(np.hypot(rise, run)) + over
    slabs = []
    for s in (-1.0, 1.0):
        slab = rounded_box((length, depth + 2 * over, thick), (0.5 * length, 0, 0.5 * thick), 0.2 * thick)
        slab = rotated(slab, slope, (0, 1, 0))
        slab = translated(slab, (0, 0, ridge))
        slabs.append(slab if s > 0 else rotated(slab, np.pi, (0, 0, 1)))
    return slabs


def _gabled(width: float, depth: float, eaves: float, ridge: float) -> Surface:
    """Walls whose pointed gables look to -Y and +Y, closed."""
    return rotated(gabled_body(depth, width, eaves, ridge), 0.5 * np.pi, (0, 0, 1))


def _bead(size: tuple[float, float, float], at: ArrayLike, segments: int = 3) -> Surface:
    """A round sweet or lump of icing: few faces, for there are many."""
    return translated(cube_sphere([0.5 * one for one in size], segments), at)


def _treehouse(values: Values) -> Sketch:
    """A broad tree; on its trunk a plank floor with railings and struts, a hut with a gable roof, window and door,
    a ladder down to the ground and a rope swing."""
    planks, roof_of = main_look("Planks", values), look("Roof", "painted wood",
                                                        str(values["second_color"]) or "#8c3a2a")
    dark, rope, trim = look("Dark", "lacquer", "#1d1712"), look("Rope", "linen", "#b79a63"), look("Trim", "birch")
    bark = Look(nature("bark", "bark"), "oak")
    leaves = [Look(nature("leaf", "leaf"), "fabric"), Look(nature("leaf shade", "leaf shade"), "fabric")]
    tree = broadleaf_parts(7.6, 6.4, np.random.default_rng(3), 9, 1300)
    floor_z, half = 2.35, 1.35
    boards = [rounded_box((0.165, 2 * half + 0.5, 0.05), (-half - 0.05 + 0.174 * k, -0.25, floor_z), 0.012)
              for k in range(17)]  # fmt: skip
    joists = [rounded_box((2 * half + 0.2, 0.12, 0.16), (0, y, floor_z - 0.10), 0.015) for y in (-1.45, -0.35, 0.85)]
    struts = [shaped_bar([(0.12 * sx, 0.10 * sy, 1.25), (1.05 * sx, (1.15 * sy) - 0.2, floor_z - 0.14)], [0.10] * 2,
                         [0.10] * 2, roundness=5.0, steps=3) for sx in (-1, 1) for sy in (-1, 1)]  # fmt: skip
    low, top, ridge = floor_z + 0.02, floor_z + 1.45, floor_z + 2.15
    hut = translated(_gabled(2.0, 1.7, top - low, ridge - low), (0.10, 0.10, low))
    lines = [rounded_box((2.03, 1.73, 0.018), (0.10, 0.10, low + 0.20 * k), 0.004) for k in range(1, 7)]
    roof = [translated(one, (0.10, 0.10, 0)) for one in _gable_roof(2.0, 1.7, top, ridge, 0.28, 0.07)]
    door = rounded_box((0.56, 0.05, 1.10), (-0.28, -0.77, low + 0.56), 0.02)
    frames = [rounded_box((0.06, 0.07, 1.16), (-0.28 + s * 0.31, -0.77, low + 0.58), 0.015) for s in (-1, 1)]
    frames += [rounded_box((0.68, 0.07, 0.06), (-0.28, -0.77, low + 1.16), 0.015)]
    pane = [rounded_box((0.46, 0.04, 0.42), (0.60, -0.765, low + 0.85), 0.01),
            rounded_box((0.04, 0.46, 0.42), (1.115, 0.10, low + 0.85), 0.01)]  # fmt: skip
    for s in (-1, 1):
        frames += [rounded_box((0.05, 0.06, 0.50), (0.60 + s * 0.25, -0.775, low + 0.85), 0.012),
                   rounded_box((0.54, 0.06, 0.05), (0.60, -0.775, low + 0.85 + s * 0.23), 0.012),
                   rounded_box((0.06, 0.05, 0.50), (1.12, 0.10 + s * 0.25, low + 0.85), 0.012)]  # fmt: skip
    frames += [rounded_box((0.03, 0.05, 0.46), (0.60, -0.78, low + 0.85), 0.008),
               rounded_box((0.50, 0.05, 0.03), (0.60, -0.78, low + 0.85), 0.008),
               superellipsoid((0.05, 0.05, 0.05), (-0.09, -0.805, low + 0.56), 2.0, 3)]  # fmt: skip
    edge = [(-half, -1.80), (0.42, -1.80), (half, -1.80), (half, 1.25), (-half, 1.25)]
    posts = [rounded_box((0.07, 0.07, 0.80), (x, y, floor_z + 0.40), 0.015)
             for x, y in [*edge, (-half, -0.3), (half, -0.3), (1.12, -1.80)]]  # fmt: skip
    rails = []
    for z in (0.42, 0.76):
        rails += [rounded_box((1.80, 0.05, 0.06), (-half + 0.90, -1.80, floor_z + z), 0.012),
                  rounded_box((0.26, 0.05, 0.06), (half - 0.12, -1.80, floor_z + z), 0.012)]
        rails += [rounded_box((0.05, 3.05, 0.06), (s * half, -0.27, floor_z + z), 0.012) for s in (-1, 1)]
    ladder = [shaped_bar([(0.77 + s * 0.22, -2.55, 0.0), (0.77 + s * 0.22, -1.82, floor_z + 0.35)], [0.06] * 2,
                         [0.06] * 2,
                         roundness=4.0, steps=3) for s in (-1, 1)]  # fmt: skip
    rungs = [cylinder(0.024, 0.46, (0.77, -2.55 + 0.73 * t, t * (floor_z + 0.35)), axis=0, segments=10)
             for t in np.linspace(0.10, 0.86, 8)]  # fmt: skip
    hang = [tube([(-0.85 + s * 0.2, -1.55, floor_z - 0.10), (-0.85 + s * 0.2, -1.55, 0.55)], 0.014, 6) for s in (-1, 1)]
    board = rounded_box((0.52, 0.20, 0.035), (-0.85, -1.55, 0.54), 0.01)
    parts = [*tree, part("floor", "Planks", *boards), part("joists", "Planks", *joists, *struts),
             part("hut", "Planks", hut), part("board_lines", "Trim", *lines), part("roof", "Roof", *roof),
             part("door", "Roof", door), part("frames", "Trim", *frames), part("windows", "Dark", *pane),
             part("railing", "Trim", *posts, *rails), part("ladder", "Trim", *ladder, *rungs),
             part("swing_ropes", "Rope", *hang), part("swing", "Trim", board)]  # fmt: skip
    return Sketch(parts=parts, looks=[planks, roof_of, dark, rope, trim, bark, *leaves], grip=False, push=False,
                  solids=(solid("floor"), solid("hut", "roof"), solid("trunk", kind="cylinder")),
                  places=(shapes.surface_top("floor", (-0.4, -1.3, floor_z + 0.03), 1.6, 0.9),))  # fmt: skip


def _doghouse(values: Values) -> Sketch:
    """Board walls with a round-topped opening, a shingled gable roof, a name board with a bone, a bowl before it."""
    paint, roof_of = main_look("Walls", values), look("Roof", "painted wood", str(values["second_color"]) or "#3a4754")
    dark, white, steel = look("Dark", "lacquer", "#14100d"), look("White", "painted wood", "#f1ede2"), look("Bowl",
                                                                                                            "steel")
    width, depth, eaves, ridge = 0.86, 1.0, 0.62, 0.98
    body = _gabled(width, depth, eaves, ridge)
    lines = [rounded_box((width + 0.012, depth + 0.012, 0.010), (0, 0, 0.10 + 0.10 * k), 0.003) for k in range(6)]
    arch = np.linspace(0.0, np.pi, 13)
    outline = np.vstack([[(-0.20, 0.05)], [(0.20, 0.05)], np.column_stack([0.20 * np.cos(arch),
                                                                           0.40 + 0.20 * np.sin(arch)])])
    hole = extrude(outline, 0.02, plane="xz", center=-0.5 * depth - 0.005, edge=0.004, caps="fan")
    frame = tube(np.array([(x * 1.08, -0.5 * depth - 0.012, 0.05 + (z - 0.05) * 1.03) for x, z in
                           [(-0.20, 0.05), *[(0.20 * np.cos(a), 0.40 + 0.20 * np.sin(a)) for a in arch[::-1]],
                            (0.20, 0.05)]]), 0.022, 8)  # fmt: skip
    roof = _gable_roof(width, depth, eaves, ridge, 0.10, 0.035)
    slope = float(np.arctan2(ridge - eaves, 0.5 * width))
    battens = []
    for s in (-1, 1):
        for t in np.linspace(0.10, 0.60, 6):
            x, z = s * t * np.cos(slope), ridge - t * np.sin(slope) + 0.040
            battens.append(rotated(rounded_box((0.09, depth + 0.21, 0.016), (x, 0, z), 0.005), s * (slope - 0.06),
                                   (0, 1, 0),
                                   (x, 0, z)))  # fmt: skip
    ridge_cap = rounded_box((0.12, depth + 0.22, 0.05), (0, 0, ridge + 0.035), 0.015)
    board = rounded_box((0.34, 0.02, 0.11), (0, -0.5 * depth - 0.012, 0.755), 0.008)
    bone = [tube([(-0.075, -0.5 * depth - 0.026, 0.755), (0.075, -0.5 * depth - 0.026, 0.755)], 0.010, 8)]
    bone += [superellipsoid((0.034, 0.014, 0.034), (sx * 0.085, -0.5 * depth - 0.026, 0.755 + sz * 0.014), 2.0, 3)
             for sx in (-1, 1) for sz in (-1, 1)]  # fmt: skip
    base = rounded_box((width + 0.06, depth + 0.06, 0.05), (0, 0, 0.025), 0.01)
    bowl = translated(lathe(fillet([(0.0, 0.0), (0.11, 0.0), (0.085, 0.055), (0.078, 0.055), (0.06, 0.02), (0.0, 0.02)],
                                   [0, 0.006, 0.004, 0.004, 0.01, 0], 2), 28), (0.32, -0.72, 0.0))  # fmt: skip
    parts = [part("base", "White", base), part("walls", "Walls", body), part("board_lines", "Walls", *lines),
             part("opening", "Dark", hole), part("frame", "White", frame), part("roof", "Roof", *roof),
             part("shingles", "Roof", *battens, ridge_cap), part("name_board", "White", board),
             part("bone", "Roof", *bone), part("bowl", "Bowl", bowl)]  # fmt: skip
    return Sketch(parts=parts, looks=[paint, roof_of, dark, white, steel], grip=False,
                  solids=(solid("walls", "roof"), solid("bowl", kind="cylinder")))  # fmt: skip


def _gingerbread(values: Values) -> Sketch:
    """Brown walls edged with icing, a roof with icing scallops and sweets, a door of wafer, sugar windows, candy canes,
    a chimney with smoke of cotton candy, gumdrops along the eaves."""
    bread, ice = main_look("Gingerbread", values), look("Icing", "ceramic", "#fbf8f1")
    red, green, yellow = (look(name, "lacquer", color) for name, color in (
        ("Red Sweets", "#d8232f"), ("Green Sweets", "#2fa44e"), ("Yellow Sweets", "#f2c21c")))
    wafer, sugar, pink = look("Wafer", "clay", "#d8a058"), look("Sugar Glass", "lacquer", "#f6d27a"), look(
        "Cotton Candy", "cotton", "#f3b7d2")  # fmt: skip
    width, depth, eaves, ridge = 3.0, 2.8, 2.1, 3.7
    body = _gabled(width, depth, eaves, ridge)
    roof = _gable_roof(width, depth, eaves, ridge, 0.30, 0.16)
    slope = float(np.arctan2(ridge - eaves, 0.5 * width))
    length = float(np.hypot(ridge - eaves, 0.5 * width)) + 0.30
    front = -0.5 * depth
    snow = []
    sweets: dict[str, list[Surface]] = {"Red Sweets": [], "Green Sweets": [], "Yellow Sweets": []}
    for s in (-1, 1):
        away = np.array([s * np.cos(slope), 0.0, -np.sin(slope)])
        up = np.array([s * np.sin(slope), 0.0, np.cos(slope)])
        top = np.array([0.0, 0.0, ridge])
        for y in np.linspace(front - 0.22, -front + 0.22, 11):
            at = top + away * (length - 0.02) + np.array([0, y, 0]) + up * 0.06
            snow.append(_bead((0.24, 0.36, 0.30 + 0.10 * np.cos(7 * y)), at))
        for i in range(5):
            for j in range(6):
                at = top + away * (0.35 + 0.40 * i) + up * 0.19 + np.array([0, front + 0.20 + 0.48 * j, 0])
                name = list(sweets)[(i + 2 * j) % 3]
                sweets[name].append(_bead((0.17, 0.17, 0.13), at))
        for y in (front - 0.28, -front + 0.28):
            line = np.array([top + away * t + up * (0.08 + 0.03 * np.cos(9 * t)) + np.array([0, y, 0])
                             for t in np.linspace(0, length, 12)])  # fmt: skip
            snow.append(tube(line, 0.10, 8))
    snow.append(tube([(0, front - 0.3, ridge + 0.16), (0, -front + 0.3, ridge + 0.16)], 0.12, 10))
    snow += [tube([(s * 0.5 * width, y, 0.0), (s * 0.5 * width, y, eaves)], 0.075, 8) for s in (-1, 1)
             for y in (front, -front)]  # fmt: skip
    door = extrude(fillet([(-0.42, 0.0), (0.42, 0.0), (0.42, 1.15), (0.0, 1.55), (-0.42, 1.15)], 0.12, 3, closed=True),
                   0.10,
                   plane="xz", center=front - 0.03, edge=0.03, caps="fan")  # fmt: skip
    edge = np.array([(-0.47, front - 0.08, 0.0), (-0.47, front - 0.08, 1.15), (0, front - 0.08, 1.64),
                     (0.47, front - 0.08, 1.15), (0.47, front - 0.08, 0.0)])  # fmt: skip
    snow.append(tube(smooth_line(edge, 3), 0.055, 8))
    panes = []
    for x in (-1.0, 1.0):
        panes.append(rounded_box((0.52, 0.08, 0.56), (x, front - 0.01, 1.15), 0.06, 4))
        ring = np.array([(x - 0.28, front - 0.05, 0.86), (x + 0.28, front - 0.05, 0.86), (x + 0.28, front - 0.05, 1.45),
                         (x - 0.28, front - 0.05, 1.45)])  # fmt: skip
        snow += [tube(ring, 0.045, 8, closed_path=True), tube([(x, front - 0.05, 0.86), (x, front - 0.05, 1.45)],
                                                              0.028, 6),
                 tube([(x - 0.28, front - 0.05, 1.15), (x + 0.28, front - 0.05, 1.15)], 0.028, 6)]
    heart = [superellipsoid((0.30, 0.12, 0.30), (s * 0.10, front - 0.02, 2.62), 2.0, 4) for s in (-1, 1)]
    heart.append(rotated(rounded_box((0.26, 0.12, 0.26), (0, front - 0.02, 2.52), 0.04, 4), np.pi / 4, (0, 1, 0),
                         (0, front - 0.02, 2.52)))  # fmt: skip
    sweets["Red Sweets"] += heart
    canes = []
    for s in (-1, 1):
        bend = np.linspace(0.0, np.pi, 9)
        x0 = s * 0.85
        line = np.vstack([[(x0, front - 0.32, 0.0), (x0, front - 0.32, 0.55)],
                          np.column_stack([x0 - s * 0.18 * (1 - np.cos(bend)), 0 * bend + front - 0.32,
                                           1.05 + 0.20 * np.sin(bend)])])  # fmt: skip
        path = smooth_line(line, 3)
        snow.append(tube(path, 0.055, 10))
        canes += [_bead((0.135, 0.135, 0.080), path[k]) for k in range(2, len(path) - 1, 4)]
    sweets["Red Sweets"] += canes
    for k, y in enumerate(np.linspace(front - 1.2, front - 0.15, 5)):
        for s in (-1, 1):
            drop = _bead((0.24, 0.24, 0.30), (s * 0.55, y, 0.13), 4)
            sweets[list(sweets)[k % 3]].append(drop)
    chimney = rounded_box((0.42, 0.42, 1.0), (0.85, 0.5, 3.35), 0.05)
    snow.append(rounded_box((0.52, 0.52, 0.14), (0.85, 0.5, 3.86), 0.06, 4))
    puff = [superellipsoid((0.42 + 0.12 * k,) * 3, (0.85 + 0.10 * k, 0.5, 4.05 + 0.28 * k), 2.0, 4) for k in range(3)]
    knob = superellipsoid((0.12, 0.12, 0.12), (0.26, front - 0.12, 0.70), 2.0, 3)
    parts = [part("walls", "Gingerbread", body, chimney), part("roof", "Gingerbread", *roof),
             part("icing", "Icing", *snow),
             part("door", "Wafer", door), part("knob", "Yellow Sweets", knob), part("windows", "Sugar Glass", *panes),
             part("smoke", "Cotton Candy", *puff),
             *(part(name.lower().replace(" ", "_"), name, *pieces) for name, pieces in sweets.items())]  # fmt: skip
    return Sketch(parts=parts, looks=[bread, ice, red, green, yellow, wafer, sugar, pink], grip=False, push=False,
                  solids=(solid("walls", "roof"),))  # fmt: skip


def _water_tower(values: Values) -> Sketch:
    """A wooden tank with hoops and a cone on four braced legs, a platform with a rail, a ladder, a spout."""
    wood, iron = main_look("Staves", values), look("Iron", "iron", "#4a4540")
    roof_of = look("Roof", "painted metal", str(values["second_color"]) or "#5b3a2a")
    floor_z, r, tall = 6.6, 1.9, 3.0
    staves = []
    for k in range(32):
        a = 2 * np.pi * k / 32
        board = rounded_box((0.075, 0.36, tall), (r, 0, floor_z + 0.22 + 0.5 * tall), 0.02)
        staves.append(rotated(board, a, (0, 0, 1)))
    core = cylinder(r - 0.02, tall - 0.04, (0, 0, floor_z + 0.22 + 0.5 * tall), segments=32, edge=0.02)
    hoops = []
    for z in (0.25, 0.75, 1.35, 2.05, 2.75):
        hoops.append(lathe([(r + 0.03, floor_z + 0.22 + z - 0.04), (r + 0.062, floor_z + 0.22 + z - 0.04),
                            (r + 0.062, floor_z + 0.22 + z + 0.04), (r + 0.03, floor_z + 0.22 + z + 0.04)], 40, True))
    cone = lathe(fillet([(0.0, floor_z + tall + 0.22), (r + 0.22, floor_z + tall + 0.20),
                         (r + 0.22, floor_z + tall + 0.26),
                         (0.10, floor_z + tall + 1.25), (0.0, floor_z + tall + 1.27)], [0, 0.02, 0.02, 0.05, 0], 2), 36)
    ball = superellipsoid((0.26, 0.26, 0.30), (0, 0, floor_z + tall + 1.33), 2.0, 4)
    deck = cylinder(r + 0.55, 0.12, (0, 0, floor_z + 0.10), segments=36, edge=0.02)
    turn = 2 * np.pi * np.arange(40) / 40
    rails = [tube(np.column_stack([(r + 0.50) * np.cos(turn), (r + 0.50) * np.sin(turn), 0 * turn + floor_z + z]),
                  0.028, 6,
                  closed_path=True) for z in (0.62, 1.05)]  # fmt: skip
    rails += [tube([((r + 0.5) * np.cos(a), (r + 0.5) * np.sin(a), floor_z + 0.12),
                    ((r + 0.5) * np.cos(a), (r + 0.5) * np.sin(a), floor_z + 1.05)], 0.026, 6)
              for a in 2 * np.pi * np.arange(12) / 12]  # fmt: skip
    feet, heads = [], []
    for k in range(4):
        a = np.pi / 4 + k * np.pi / 2
        feet.append(np.array([2.25 * np.cos(a), 2.25 * np.sin(a), 0.0]))
        heads.append(np.array([1.45 * np.cos(a), 1.45 * np.sin(a), floor_z]))
    legs = [shaped_bar([f, h], [0.22] * 2, [0.22] * 2, roundness=6.0, steps=3) for f,
            h in zip(feet, heads, strict=True)]
    braces, ties = [], []
    for k in range(4):
        fa, ha, fb, hb = feet[k], heads[k], feet[(k + 1) % 4], heads[(k + 1) % 4]
        for low, high in ((0.05, 0.48), (0.52, 0.96)):
            a0, b1 = fa + low * (ha - fa), fb + high * (hb - fb)
            b0, a1 = fb + low * (hb - fb), fa + high * (ha - fa)
            braces += [tube([a0, b1], 0.035, 6), tube([b0, a1], 0.035, 6)]
        for t in (0.50, 0.97):
            ties.append(tube([fa + t * (ha - fa), fb + t * (hb - fb)], 0.07, 8))
    blocks = [rounded_box((0.62, 0.62, 0.22), (f[0], f[1], 0.11), 0.03) for f in feet]
    pipe = cylinder(0.14, floor_z, (0, 0, 0.5 * floor_z), segments=18, edge=0.02)
    ladder = [tube([(x, -r - 0.60, 0.0), (x, -r - 0.56, floor_z + 1.1)], 0.03, 6) for x in (-0.22, 0.22)]
    ladder += [tube([(-0.22, -r - 0.58, z), (0.22, -r - 0.58, z)], 0.02, 6) for z in np.arange(0.4, floor_z, 0.4)]
    parts = [part("tank", "Staves", core, *staves), part("hoops", "Iron", *hoops), part("roof", "Roof", cone, ball),
             part("deck", "Staves", deck), part("rails", "Iron", *rails), part("legs", "Staves", *legs, *ties),
             part("braces", "Iron", *braces), part("footings", "Iron", *blocks), part("pipe", "Iron", pipe),
             part("ladder", "Iron", *ladder)]  # fmt: skip
    return Sketch(parts=parts, looks=[wood, iron, roof_of], grip=False, push=False,
                  solids=(solid("tank", kind="cylinder"), solid("legs")))  # fmt: skip


def _silo(values: Values) -> Sketch:
    """A round shaft with hoops under a dome, a ladder in its cage, a chute along its side, a hatch."""
    wall, dome_of = main_look("Wall", values), look("Dome", "aluminium", "#b9bec2", fill=0.1)
    iron = look("Iron", "iron", "#55585a")
    r, tall = 2.2, 11.0
    body = lathe(fillet([(0.0, 0.0), (r + 0.15, 0.0), (r + 0.15, 0.35), (r, 0.42), (r, tall), (0.0, tall)],
                        [0, 0.02, 0.03, 0.02, 0.02, 0], 2), 44)  # fmt: skip
    hoops = [lathe([(r - 0.02, z - 0.05), (r + 0.045, z - 0.05), (r + 0.045, z + 0.05), (r - 0.02, z + 0.05)], 44, True)
             for z in np.arange(1.0, tall, 0.95)]  # fmt: skip
    a = np.linspace(0.0, 0.5 * np.pi, 10)
    dome = lathe(np.vstack([[(0.0, tall - 0.02)], [(r + 0.10, tall - 0.02)],
                            np.column_stack([(r + 0.10) * np.cos(a), tall + 0.08 + 1.5 * np.sin(a)])[:-1],
                            [(0.0, tall + 1.58)]]), 44)  # fmt: skip
    ribs = []
    for k in range(12):
        line = np.column_stack([(r + 0.11) * np.cos(a[:-1]), 0 * a[:-1], tall + 0.09 + 1.5 * np.sin(a[:-1])])
        ribs.append(rotated(tube(line, 0.035, 6), 2 * np.pi * k / 12, (0, 0, 1)))
    cap = lathe(fillet([(0.0, tall + 1.5), (0.35, tall + 1.5), (0.35, tall + 1.75), (0.42, tall + 1.78),
                        (0.0, tall + 2.0)],
                       [0, 0.01, 0.01, 0.02, 0], 2), 24)  # fmt: skip
    chute = rounded_box((0.75, 0.62, tall - 0.6), (0.9, -r - 0.12, 0.5 * tall + 0.25), 0.10, 4)
    hood = superellipsoid((0.85, 0.80, 0.8), (0.9, -r - 0.10, tall - 0.05), 2.6, 5)
    ladder = [tube([(x, -r - 0.22, 0.2), (x, -r - 0.22, tall + 0.5)], 0.03, 6) for x in (-0.55, -0.15)]
    ladder += [tube([(-0.55, -r - 0.22, z), (-0.15, -r - 0.22, z)], 0.018, 6) for z in np.arange(0.5, tall, 0.38)]
    half = np.linspace(0, np.pi, 9)
    cage = [tube(np.column_stack([-0.35 + 0.34 * np.cos(half), -r - 0.24 - 0.48 * np.sin(half), 0 * half + z]), 0.018,
                 6)
            for z in np.arange(2.4, tall + 0.3, 0.9)]  # fmt: skip
    hatch = rounded_box((0.9, 0.14, 1.2), (-1.35, -r + 0.52, 0.95), 0.05, 4)
    hatch = rotated(hatch, -0.62, (0, 0, 1), (-1.35, -r + 0.52, 0.95))
    parts = [part("shaft", "Wall", body), part("hoops", "Iron", *hoops), part("dome", "Dome", dome),
             part("ribs", "Dome", *ribs), part("cap", "Dome", cap), part("chute", "Dome", chute, hood),
             part("ladder", "Iron", *ladder, *cage), part("hatch", "Iron", hatch)]  # fmt: skip
    return Sketch(parts=parts, looks=[wall, dome_of, iron], grip=False, push=False,
                  solids=(solid("shaft", "dome", kind="cylinder"),))  # fmt: skip


_SECOND = shapes.finish("", "", True)[3:]
CATEGORIES = (
    thing("treehouse", "building", (7.4752, 8.082, 8.1399), _treehouse, material="pine", span=2.0, mass_kg=6000,
          extra=_SECOND,
          synonyms=("tree house", "tree fort")),
    thing("doghouse", "building", (1.0525, 1.4361, 1.04), _doghouse, material="painted wood", color="#a8322a", span=2.0,
          mass_kg=40, extra=_SECOND, colors=("#a8322a", "#2f6b9c", "#c9a25f"), synonyms=("dog house", "kennel")),
    thing("gingerbread house", "building", (3.695, 4.5083, 4.96), _gingerbread, material="clay", color="#9a5a26",
          span=20.0,
          mass_kg=4000, synonyms=("candy house",)),
    thing("water tower", "building", (4.9, 4.9759, 11.0967), _water_tower, material="weathered wood", span=2.0,
          mass_kg=30000, extra=_SECOND, synonyms=("water tank tower",)),
    thing("silo", "building", (4.7, 5.3, 13.0), _silo, material="concrete", color="#c9c4b8", span=2.0, mass_kg=150000,
          synonyms=("grain silo", "grain elevator")),
)  # fmt: skip
