"""Camp, fire and shelter: tent, campfire, fire, torch, lantern, igloo, well, pyramid."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
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
from .geometry_grid import lump, outward, thick_sheet
from .making import Look, look, main_look
from .materials import burning, glowing
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line


def flame(height: float, width: float, phase: float, segments: int = 14) -> Surface:
    """A tongue of fire that leans and tapers."""
    t = np.linspace(0, 1, 16)
    radius = width * np.sin(np.pi * np.clip(0.22 + 0.78 * t, 0, 1)) ** 0.9 * (1 - 0.55 * t)
    radius[-1] = 0.02 * width
    sway = width * (0.45 * np.sin(2.6 * t + phase) + 0.30 * np.sin(6.5 * t + 2.0 * phase)) * t
    line = np.column_stack([sway, 0.6 * sway * np.cos(phase), height * t])
    turn = 2 * np.pi * np.arange(segments) / segments
    return outward(loft(np.array([np.column_stack([c[0] + r * np.cos(turn), c[1] + 0.8 * r * np.sin(turn),
                                                   np.full(segments, c[2])])
                                  for c, r in zip(line, radius, strict=True)])))  # fmt: skip


def tongues(reach: float, height: float, count: int, seed: int) -> tuple[list[Surface], list[Surface]]:
    """Outer and inner tongues of a fire about the Z axis."""
    rng = np.random.default_rng(seed)
    outer, inner = [], []
    for k in range(count):
        a, r = 2.4 * k, reach * np.sqrt((k + 0.2) / count)
        tall = height * (1 - 0.55 * r / reach) * rng.uniform(0.85, 1.1)
        at = (r * np.cos(a), r * np.sin(a), 0.0)
        outer.append(translated(flame(tall, 0.125 * height * rng.uniform(0.7, 1.15), float(rng.uniform(0, 6))), at))
        if k < count // 2 + 1:
            inner.append(translated(flame(0.5 * tall, 0.075 * height, float(rng.uniform(0, 6))),
                                    (0.9 * at[0], 0.9 * at[1] - 0.075 * height, 0.0)))
    return outer, inner


def _fire_looks() -> list[Look]:
    return [Look(burning("Flames", "#ff5a0c", 2.6), "paper"), Look(burning("Heart", "#ffb02a", 5.0), "paper")]


def _stone(size: float, phase: np.ndarray) -> Surface:
    """A rounded stone, no two alike."""

    def radius(way: np.ndarray) -> np.ndarray:
        bumps = 0.16 * np.sin(3 * way[:, 0] + phase[0]) + 0.12 * np.sin(4 * way[:, 1] + phase[1])
        return np.asarray(size * (1 + bumps + 0.1 * np.cos(5 * way[:, 2] + phase[2])))

    return lump(radius, 4, (1.15, 0.95, 0.8))


def _campfire(values: Values) -> Sketch:
    """A ring of stones, logs leaning together with charred ends, glowing embers, tongues of fire."""
    wood, char = main_look("Logs", values), look("Char", "iron", "#120f0d")
    stone = Look(nature("Stones", "rock"), "stone")
    ember = Look(glowing("Embers", "#ff3a0c", 1.5), "paper")
    stones, logs, ends, rings = [], [], [], []
    rng = np.random.default_rng(7)
    for k in range(11):
        a = 2 * np.pi * k / 11
        phase = rng.uniform(0, 6, 3)
        size = rng.uniform(0.10, 0.135)
        rock = _stone(size, phase)
        rock = rotated(rock, a, (0, 0, 1))
        stones.append(translated(rock, (0.52 * np.cos(a), 0.52 * np.sin(a), -float(rock.vertices[:, 2].min()))))
    for k in range(6):
        a = 2 * np.pi * k / 6 + 0.3
        foot, tip = np.array([0.36 * np.cos(a), 0.36 * np.sin(a), 0.05]), np.array([-0.05 * np.cos(a),
                                                                                    -0.05 * np.sin(a), 0.42])
        logs.append(tube([foot, 0.5 * (foot + tip), tip], [0.05, 0.046, 0.04], 10, edge=0.15))
        ends.append(tube([tip * 0.86 + foot * 0.14, tip * 1.02 - foot * 0.02], 0.0445, 10, edge=0.2))
        rings.append(tube([foot + 0.004 * (foot - tip), foot - 0.016 * (foot - tip)], 0.0475, 10, edge=0.1))
    outer, inner = tongues(0.2, 0.85, 14, 3)
    embers = [superellipsoid((0.09, 0.08, 0.06), (0.25 * np.sqrt(k / 14) * np.cos(2.4 * k),
                                                  0.25 * np.sqrt(k / 14) * np.sin(2.4 * k), 0.028), 3,
                                                  2) for k in range(14)]
    parts = [part("stones", "Stones", *stones), part("logs", "Logs", *logs), part("charred_ends", "Char", *ends),
             part("cut_ends", "Cut", *rings),
             part("embers", "Embers", *embers), part("flames", "Flames", *(translated(f, (0, 0, 0.05)) for f in outer)),
             part("heart", "Heart", *(translated(f, (0, 0, 0.05)) for f in inner))]  # fmt: skip
    return Sketch(parts=parts, looks=[wood, char, stone, ember, look("Cut", "pine"), *_fire_looks()], grip=False,
                  push=False,
                  solids=(solid("stones", kind="cylinder"),))


def _fire(values: Values) -> Sketch:
    """Tongues of fire alone, on a bed of embers."""
    outer, inner = tongues(0.3, 1.2, 22, 5)
    embers = [superellipsoid((0.13, 0.11, 0.06), (0.34 * np.sqrt(k / 18) * np.cos(2.4 * k),
                                                  0.34 * np.sqrt(k / 18) * np.sin(2.4 * k), 0.028), 3,
                                                  2) for k in range(18)]
    flames, heart = _fire_looks()
    if values["color"]:
        flames = Look(burning("Flames", str(values["color"]), 2.6), "paper")
    return Sketch(parts=[part("flames", "Flames", *outer), part("heart", "Heart", *inner),
                         part("embers", "Embers", *embers)], looks=[flames, heart, look("Embers", "iron", "#170f0b")],
                  grip=False, push=False, solids=(solid("embers", kind="cylinder"),))  # fmt: skip


def _torch(values: Values) -> Sketch:
    """A tapering shaft with a wrapped head in an iron basket, burning."""
    wood, iron, cloth = main_look("Shaft", values), look("Iron", "iron"), look("Wrap", "linen", "#4a3a28")
    outer, inner = tongues(0.035, 0.26, 5, 2)
    bars = [tube(smooth_line([(0.02 * np.cos(a), 0.02 * np.sin(a), 0.42), (0.05 * np.cos(a), 0.05 * np.sin(a), 0.49),
                              (0.052 * np.cos(a), 0.052 * np.sin(a), 0.58)], 3), 0.005, 6)
            for a in 2 * np.pi * np.arange(6) / 6]
    turn = 2 * np.pi * np.arange(24) / 24
    hoop = tube(np.column_stack([0.054 * np.cos(turn), 0.054 * np.sin(turn), 0 * turn + 0.57]), 0.006, 6,
                closed_path=True)
    shaft = lathe(fillet([(0, 0), (0.014, 0), (0.022, 0.45), (0, 0.45)], 0.004, 2), 16)
    parts = [part("shaft", "Shaft", shaft), part("wrap", "Wrap",
                                                 lathe(fillet([(0, 0.43), (0.03, 0.43), (0.042, 0.5), (0.038, 0.56),
                                                               (0, 0.57)], 0.01, 3), 18)),
             part("basket", "Iron", *bars, hoop), part("flames", "Flames",
                                                       *(translated(f, (0, 0, 0.52)) for f in outer)),
                                                       part("heart", "Heart",
                                                            *(translated(f, (0, 0, 0.52)) for f in inner))]
    return Sketch(parts=parts, looks=[wood, iron, cloth, *_fire_looks()],
                  solids=(solid("shaft", "wrap", kind="cylinder"),), places=(shapes.grip((0, 0, 0.2), 0.035, 0.0),),
                  grip=False, push=False)


def _lantern(values: Values) -> Sketch:
    """A foot with a fuel tank and a wheel, a glass with a flame inside, guard wires, a vented cap, a bow to
    carry it by."""
    metal, glass = main_look("Metal", values), look("Glass", "glass")
    light = Look(glowing("Flame", "#ffb545", 30.0), "paper")
    base = lathe(fillet([(0, 0), (0.075, 0), (0.08, 0.02), (0.072, 0.065), (0.04, 0.08), (0.04, 0.092), (0, 0.092)],
                        0.006, 3), 28)
    globe = lathe(fillet([(0.036, 0.09), (0.056, 0.13), (0.054, 0.18), (0.036, 0.215), (0.033, 0.215), (0.051, 0.18),
                          (0.053, 0.13), (0.033, 0.09)], 0.004, 2, closed=True), 28, True)
    cap = lathe(fillet([(0, 0.212), (0.05, 0.212), (0.056, 0.225), (0.034, 0.245), (0.034, 0.26), (0.045, 0.268),
                        (0.02, 0.29), (0, 0.292)], 0.004, 2), 28)
    wires = [tube(smooth_line([(0.072, 0, 0.06), (0.085, 0, 0.12), (0.085, 0, 0.2), (0.05, 0, 0.262)], 4), 0.0055, 8)]
    rings = [tube(np.column_stack([0.06 * np.cos(a), 0.06 * np.sin(a), 0 * a + z]), 0.0025, 6, closed_path=True)
             for z in (0.125, 0.18) for a in [2 * np.pi * np.arange(24) / 24]]
    bow = tube(smooth_line([(-0.075, 0, 0.235), (-0.085, 0, 0.30), (-0.05, 0, 0.36), (0, 0, 0.378), (0.05, 0, 0.36),
                            (0.085, 0, 0.30), (0.075, 0, 0.235)], 5), 0.0035, 8)
    wheel = cylinder(0.012, 0.008, (0.0, -0.085, 0.06), axis=1, segments=16)
    parts = [part("base", "Metal", base), part("glass", "Glass", globe), part("cap", "Metal", cap),
             part("guard", "Metal", both_sides(*wires), *rings),
             part("bow", "Metal", bow), part("wheel", "Metal", wheel, cylinder(0.003, 0.03, (0, -0.07, 0.06), axis=1)),
             part("burner", "Metal", cylinder(0.016, 0.02, (0, 0, 0.1), segments=16)),
             part("flame", "Flame", translated(flame(0.06, 0.011, 0.5), (0, 0, 0.108)))]
    return Sketch(parts=parts, looks=[metal, glass, light], solids=(solid("base", "glass", "cap", kind="cylinder"),),
                  grip=False, push=False,
                  places=(shapes.grip((0, 0, 0.378), 0.01, 0.08), shapes.affordance("hook", "hang_at", (0, 0, 0.378),
                                                                                    (0, 0, 0))))


def _tent(values: Values) -> Sketch:
    """A ridge tent: two slopes of cloth with a hem, an open front with rolled flaps, poles, guy ropes and pegs."""
    cloth, dark = main_look("Cloth", values), look("Floor", "plastic", "#2b2f33")
    pole, cord = look("Pole", "aluminium"), look("Cord", "cotton", "#e9e3d2")
    w, d, h = 2.1, 2.5, 1.55

    def slope(sign: float) -> Surface:
        rows = []
        for u in np.linspace(0, 1, 9):
            sag = 0.07 * np.sin(np.pi * u)
            rows.append(
                [
                    (
                        sign * (w / 2 * u - 0.5 * sag),
                        y,
                        h * (1 - u) - sag * (1 - (2 * y / d) ** 2) - 0.05 * (1 - u) * (1 - (2 * y / d) ** 2),
                    )
                    for y in np.linspace(-d / 2, d / 2, 13)
                ]
            )
        grid = np.array(rows)
        return thick_sheet(grid if sign < 0 else grid[:, ::-1], 0.012)

    def triangle(y: float, open_share: float) -> list[Surface]:
        sheets = []
        for s in (-1, 1):
            rows = [[(s * (w / 2) * (1 - u) * (open_share + (1 - open_share) * v),
                      y + 0.05 * np.sin(np.pi * v) * (1 - u) * np.sign(y), h * u * 0.985 + 0.003)
                     for v in np.linspace(0, 1, 7)] for u in np.linspace(0, 0.985, 9)]
            sheets.append(thick_sheet(np.array(rows), 0.01))
        return sheets

    rolls = [tube(smooth_line([(0.0, -d / 2 - 0.02, h - 0.06), (0.2 * s, -d / 2 - 0.03, 0.8 * h),
                               (0.62 * s * w / 2, -d / 2 - 0.05, 0.3 * h), (0.7 * s * w / 2, -d / 2 - 0.03, 0.05)], 4),
                               0.035, 8)
             for s in (-1, 1)]
    poles = [cylinder(0.016, h + 0.08, (0, y, (h + 0.08) / 2), segments=10) for y in (-d / 2 + 0.02, d / 2 - 0.02)]
    ropes, pegs = [], []
    for y, s in ((-d / 2, -1), (d / 2, 1)):
        ropes.append(tube([(0, y, h), (0, y + 1.0 * s, 0.04)], 0.008, 6, edge=0.0))
        pegs.append(rotated(cylinder(0.012, 0.16, (0, y + 1.0 * s, 0.06), segments=8), -0.3 * s, (1, 0, 0),
                            (0, y + s, 0)))
    for sx in (-1, 1):
        for y in (-0.9, 0.9):
            ropes.append(tube([(sx * w * 0.27, y, h * 0.46), (sx * (w / 2 + 0.45), y, 0.04)], 0.006, 6, edge=0.0))
            pegs.append(rotated(cylinder(0.012, 0.16, (sx * (w / 2 + 0.45), y, 0.06), segments=8), 0.3 * sx, (0, 1, 0),
                                (sx * (w / 2 + 0.45), y, 0)))
    pegs = [translated(p, (0, 0, max(0.0, -float(p.vertices[:, 2].min())))) for p in pegs]
    parts = [part("roof", "Cloth", slope(-1.0), slope(1.0)), part("back", "Cloth", *triangle(d / 2 - 0.01, 0.0)),
             part("front", "Cloth", *triangle(-d / 2 + 0.01, 0.68)),
             part("rolls", "Floor", *rolls), part("floor", "Floor", rounded_box((w - 0.06, d - 0.05, 0.02),
                                                                                (0, 0, 0.01), 0.008)),
                                                                                part("poles", "Pole", *poles),
                                                                                part("ropes", "Cord", *ropes),
             part("pegs", "Pole", *pegs)]  # fmt: skip
    return Sketch(parts=parts, looks=[cloth, dark, pole, cord], grip=False, push=False,
                  solids=(solid("roof", kind="hull"),),
                  places=(shapes.affordance("lie", "lie_at", (0, 0, 0.02), (1.2, 2.0, 0)),))  # fmt: skip


def _igloo(values: Values) -> Sketch:
    """Rings of snow blocks, each set back, and a vaulted entrance with a dark opening."""
    snow, dark = Look(nature("Snow", "snow", str(values["color"])), "plaster"), look("Dark", "plastic", "#10151c")
    blocks, r = [], 1.75
    levels = 7
    for k in range(levels):
        a0, a1 = np.pi / 2 * k / levels, np.pi / 2 * (k + 1) / levels
        count = max(5, round(17 * np.cos(a0)))
        for j in range(count):
            start = 2 * np.pi * (j + 0.5 * (k % 2)) / count
            stop = start + 2 * np.pi / count * 0.985
            if k < 3 and abs(np.angle(np.exp(1j * (0.5 * (start + stop) + np.pi / 2)))) < 0.33:
                continue
            rings = []
            for a in np.linspace(a0 + 0.004, a1 - 0.004, 3):
                turn = np.linspace(start, stop, 5)
                outer = [(r * np.cos(a) * np.cos(t), r * np.cos(a) * np.sin(t), r * np.sin(a)) for t in turn]
                inner = [(0.88 * x, 0.88 * y, 0.88 * z) for x, y, z in outer][::-1]
                rings.append([*outer, *inner])
            blocks.append(outward(loft(np.array(rings), caps="ladder")))
    core = lathe(np.array([(0.0, 0.0), *[(1.7 * np.cos(a), 1.7 * np.sin(a)) for a in np.linspace(0, np.pi / 2 - 0.12,
                                                                                                 10)], (0.0, 1.7)]), 32)
    vault = []
    for k in range(3):
        y = -1.45 - 0.32 * k
        for j in range(7):
            turn = np.linspace(np.pi * j / 7 + 0.01, np.pi * (j + 1) / 7 - 0.01, 4)
            ring = [(0.68 * np.cos(t), 0.82 * np.sin(t)) for t in turn] + [(0.5 * np.cos(t), 0.64 * np.sin(t))
                                                                           for t in turn[::-1]]
            vault.append(outward(loft(np.array([[(x, yy, z) for x, z in ring] for yy in (y, y - 0.31)]),
                                      caps="ladder")))
    hole = outward(
        loft(
            np.array(
                [
                    [(0.5 * np.cos(t), y, 0.64 * max(np.sin(t), 0.0) + 0.002) for t in np.linspace(0, np.pi, 12)]
                    for y in (-1.2, -2.1)
                ]
            ),
            caps="ladder",
        )
    )
    parts = [part("dome", "Snow", core), part("blocks", "Snow", *blocks), part("entrance", "Snow", *vault),
             part("opening", "Dark", hole)]
    return Sketch(parts=parts, looks=[snow, dark], grip=False, push=False, solids=(solid("dome", kind="hull"),
                                                                                   solid("entrance")))


def _well(values: Values) -> Sketch:
    """A round wall of stones, two posts with a shingled roof, a windlass with a crank and a rope, a bucket."""
    stone, wood = main_look("Stone", values), look("Wood", "weathered wood")
    roof, water = look("Roof", "clay", str(values["color"]) or "#7a3a28"), look("Water", "glass", "#2d5a68")
    iron, cord = look("Iron", "iron"), look("Rope", "linen")
    blocks = []
    for k in range(5):
        for j in range(14):
            a = 2 * np.pi * (j + 0.5 * (k % 2)) / 14
            block = rounded_box((0.265, 0.2, 0.165), (0, -0.56, 0.085 + 0.168 * k), 0.03)
            blocks.append(rotated(block, a, (0, 0, 1)))
    ring = lathe(fillet([(0.45, 0.84), (0.68, 0.84), (0.68, 0.92), (0.45, 0.92)], 0.02, 2, closed=True), 32, True)
    tank = lathe([(0, 0.3), (0.47, 0.3), (0.47, 0.32), (0, 0.32)], 24)
    posts = [rounded_box((0.1, 0.1, 1.25), (0.58 * s, 0, 1.5), 0.01) for s in (-1, 1)]
    boards = []
    for s in (-1, 1):
        for k in range(5):
            board = rounded_box((1.75, 0.24, 0.03), (0, 0, 0), 0.006)
            board = rotated(board, -0.63 * s, (1, 0, 0))
            boards.append(translated(board, (0, s * (0.72 - 0.15 * k), 2.02 + 0.125 * k)))
    bar = [cylinder(0.06, 1.06, (0, 0, 1.55), axis=0, segments=16), cylinder(0.02, 0.3, (0.72, 0, 1.55), axis=0),
           rounded_box((0.03, 0.03, 0.26), (0.86, 0, 1.44), 0.008),
           cylinder(0.02, 0.16, (0.93, 0, 1.33), axis=0, segments=10)]
    coils = [lathe([(0.058, x - 0.012), (0.075, x), (0.058, x + 0.012), (0.05, x)], 16, True)
             for x in np.linspace(-0.12, 0.12, 9)]
    coil = translated(rotated(merge(coils), np.pi / 2, (0, 1, 0)), (0, 0, 1.55))
    pail = lathe(fillet([(0, 1.0), (0.1, 1.0), (0.125, 1.22), (0.115, 1.22), (0.092, 1.015), (0, 1.015)], 0.004, 2), 20)
    hoops = [lathe([(r, z), (r + 0.005, z), (r + 0.006, z + 0.025), (r, z + 0.025)], 20, True) for r,
             z in ((0.103, 1.03), (0.118, 1.15))]
    ropes = [tube([(0, -0.065, 1.55), (0, -0.065, 1.36)], 0.01, 6, edge=0.0),
             tube(smooth_line([(-0.12, -0.065, 1.2), (-0.08, -0.065, 1.31), (0, -0.065, 1.36), (0.08, -0.065, 1.31),
                               (0.12, -0.065, 1.2)], 4), 0.007, 6)]
    parts = [part("wall", "Stone", *blocks, ring), part("water", "Water", tank), part("posts", "Wood", *posts,
                                                                                      rounded_box((1.3, 0.1, 0.1),
                                                                                                  (0, 0, 2.1), 0.01)),
                                                                                                  part("roof", "Roof",
                                                                                                       *boards),
             part("windlass", "Wood", *bar, moves_with="windlass"), part("coil", "Rope", coil, moves_with="windlass"),
             part("bucket", "Wood", translated(pail, (0, -0.065, 0))),
             part("hoops", "Iron", *(translated(h, (0, -0.065, 0)) for h in hoops)),
             part("rope", "Rope", *ropes)]  # fmt: skip
    joints = {"windlass": shapes.joint("wheel", (0, 0, 1.55), (1, 0, 0), (-1e4, 1e4))}
    return Sketch(parts=parts, looks=[stone, wood, roof, water, iron, cord], joints=joints, grip=False, push=False,
                  solids=(solid("wall", kind="cylinder"), solid("posts", "roof")))


def _pyramid(values: Values) -> Sketch:
    """Courses of stone that step back to a point, with an entrance."""
    stone, dark = main_look("Stone", values), look("Dark", "plastic", "#0e0c0a")
    courses = []
    count = 26
    for k in range(count):
        half = 70.0 * (1 - k / count)
        courses.append(rounded_box((2 * half, 2 * half, 3.45), (0, 0, 1.72 + 3.4 * k), 0.25))
    door = [rounded_box((4.0, 3.0, 6.0), (0, -66.5, 9.5), 0.2), rounded_box((9.0, 5.0, 2.0), (0, -67.0, 13.5), 0.3),
            rounded_box((2.2, 5.0, 8.0), (3.2, -67.0, 8.8), 0.2), rounded_box((2.2, 5.0, 8.0), (-3.2, -67.0, 8.8), 0.2)]
    parts = [part("courses", "Stone", *courses), part("entrance", "Stone", *door[1:]),
             part("door", "Dark", translated(door[0], (0, -2.4, -1.0)))]
    return Sketch(parts=parts, looks=[stone, dark], grip=False, push=False, solids=(solid("courses", kind="hull"),))


CATEGORIES = (
    thing("tent", "shelter", (3.0, 4.5, 1.63), _tent, material="cotton", color="#c9722c", patterned=True, span=3,
          mass_kg=6, synonyms=("camping tent", "canopy tent", "wigwam"),
          colors=("#c9722c", "#3f6b45", "#2f5f94")),
    thing("campfire", "fire", (1.32, 1.32, 0.95), _campfire, material="weathered wood", span=4, mass_kg=40,
          synonyms=("bonfire", "camp fire", "fireplace fire"), equal_sides=True),
    thing("fire", "fire", (0.95, 0.95, 1.25), _fire, material="paper", color="", span=10, mass_kg=2,
          synonyms=("flame", "flames", "blaze")),
    thing("torch", "fire", (0.12, 0.12, 0.82), _torch, material="weathered wood", span=3, mass_kg=0.8,
          synonyms=("burning torch",)),
    thing("lantern", "fire", (0.18, 0.17, 0.38), _lantern, material="painted metal", color="#2f3a34", span=4,
          mass_kg=1.1, synonyms=("oil lamp", "oil lantern", "hurricane lamp"),
          colors=("#2f3a34", "#8c1f1a", "#b98a3a")),
    thing("igloo", "shelter", (3.5, 4.2, 1.76), _igloo, material="plaster", color="", span=3, static=True,
          mass_kg=5000),
    thing("well", "shelter", (2.0, 1.76, 2.68), _well, material="stone", span=3, static=True, mass_kg=1800,
          synonyms=("wishing well", "water well"), stuffs=("stone", "brick")),
    thing("pyramid", "building", (140.0, 140.0, 88.4), _pyramid, material="stone", color="#c9a86c", span=20,
          static=True, mass_kg=1_000_000_000),
)  # fmt: skip
