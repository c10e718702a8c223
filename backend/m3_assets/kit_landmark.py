"""Large things that stand: tower, castle, church, barn, bridge, lighthouse, windmill."""

from __future__ import annotations

import numpy as np

from . import shapes
from .building_geometry import square_ring
from .contract import Surface, Values
from .geometry import (
    cylinder,
    fillet,
    lathe,
    loft,
    merge,
    rotated,
    rounded_box,
    tapered,
    translated,
    tube,
)
from .geometry_grid import outward
from .geometry_loft import extrude
from .making import Look, look, main_look
from .materials import glowing
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line


def gable(width: float, depth: float, low: float, ridge: float, over: float = 0.25, thick: float = 0.15) -> Surface:
    """A saddle roof whose ridge runs along Y, as two boards that meet."""
    slope = np.arctan2(ridge - low, width / 2)
    length = np.hypot(width / 2, ridge - low) + over
    boards = []
    for s in (-1, 1):
        board = rounded_box((length, depth + 2 * over, thick), (s * (length / 2 - 0.0), 0, -thick / 2), 0.03)
        boards.append(translated(rotated(board, s * slope, (0, 1, 0)), (0, 0, ridge + thick)))
    return merge(boards)


def gable_wall(width: float, depth: float, height: float, ridge: float) -> Surface:
    """A block with pointed ends under a saddle roof."""
    outline = [(-width / 2, 0), (width / 2, 0), (width / 2, height), (0, ridge), (-width / 2, height)]
    return extrude(np.array(outline), depth, plane="xz", edge=0.01, caps="fan")


def arch_panel(width: float, height: float, thick: float, at: tuple[float, float, float],
               pointed: float = 1.0) -> Surface:
    """A door or window with an arched head, upright, its foot at `at`, facing -Y."""
    turn = np.linspace(0, np.pi, 11)
    head = [(width / 2 * np.cos(a), height - width / 2 * pointed + width / 2 * pointed * np.sin(a)) for a in turn]
    outline = np.array([(-width / 2, 0), (width / 2, 0), *head])
    return translated(extrude(outline, thick, plane="xz", edge=0.15 * thick, caps="fan"), at)


def battlements(radius: float, z: float, count: int, size: tuple[float, float, float]) -> Surface:
    """Merlons in a ring."""
    block = rounded_box(size, (0, -radius + size[1] / 2, z + size[2] / 2), 0.03)
    return merge([rotated(block, 2 * np.pi * k / count, (0, 0, 1)) for k in range(count)])


def round_tower(radius: float, height: float) -> Surface:
    """A shaft with a broader foot and a corbelled parapet."""
    return lathe(fillet([(0, 0), (1.12 * radius, 0), (1.03 * radius, 0.09 * height), (radius, 0.12 * height),
                         (0.97 * radius, 0.82 * height),
                         (1.14 * radius, 0.88 * height), (1.14 * radius, height), (0, height)], 0.04, 2), 28)


def _tower(values: Values) -> Sketch:
    """A round stone tower: battlements under a pointed roof with a flag, slit windows, an arched door with steps."""
    stone, roof = main_look("Stone", values), look("Roof", "clay", "#8c3a28")
    wood, dark = look("Door", "weathered wood"), look("Slits", "plastic", "#0d0d0f")
    cloth = look("Flag", "cotton", "#b3161c")
    r = 2.4
    slits = [rotated(rounded_box((0.28, 0.3, 1.1), (0, -r * 0.985, z), 0.05), a, (0, 0, 1))
             for z, turns in ((4.2, (0.5, 2.6, 4.7)), (7.4, (-0.4, 1.7, 3.8)), (9.3, (0.45, 2.5, 4.6))) for a in turns]
    spire = lathe(fillet([(0, 11.9), (2.35, 11.9), (2.4, 12.2), (0.08, 16.4), (0, 16.5)], 0.03, 2), 28)
    door = arch_panel(1.3, 2.3, 0.3, (0, -r * 1.02, 0.3))
    frame = arch_panel(1.75, 2.6, 0.24, (0, -r * 1.0, 0.2))
    steps = [rounded_box((2.0 + 0.3 * k, 0.4 + 0.35 * k, 0.15), (0, -r * 1.12 - 0.1 * k, 0.26 - 0.15 * k + 0.04), 0.02)
             for k in range(2)]
    flag = [rounded_box((1.1, 0.03, 0.6), (0.6, 0, 17.4), 0.01)]
    parts = [part("shaft", "Stone", round_tower(r, 11.2)), part("battlements", "Stone", battlements(1.14 * r, 11.15, 14,
                                                                                                    (0.65, 0.4, 0.8))),
             part("roof", "Roof", spire), part("slits", "Slits", *slits), part("door_frame", "Stone", frame),
             part("door", "Door", door), part("steps", "Stone", *steps),
             part("flag", "Flag", *flag), part("pole", "Door", cylinder(0.05, 1.6, (0, 0, 17.0),
                                                                        segments=8))]  # fmt: skip
    return Sketch(parts=parts, looks=[stone, roof, wood, dark, cloth], grip=False, push=False,
                  solids=(solid("shaft", kind="cylinder"),))


def _castle(values: Values) -> Sketch:
    """Four round towers with pointed roofs, crenellated walls between them, a gatehouse with a portcullis, a
    keep, flags."""
    stone, roof = main_look("Stone", values), look("Roof", "clay", "#3d4a66")
    wood, dark = look("Wood", "weathered wood"), look("Dark", "plastic", "#0d0d0f")
    iron, cloth = look("Iron", "iron"), look("Flags", "cotton", "#b3161c")
    half, walls, merlons, towers, roofs, flags, slits = 12.0, [], [], [], [], [], []
    for sx in (-1, 1):
        for sy in (-1, 1):
            at = (half * sx, half * sy, 0)
            towers.append(translated(round_tower(2.6, 11.0), at))
            roofs.append(translated(lathe(fillet([(0, 10.9), (3.2, 10.9), (3.25, 11.2), (0.1, 16.5), (0, 16.6)], 0.04,
                                                 2), 20), at))
            flags += [translated(rounded_box((1.6, 0.05, 0.8), (0.85, 0, 18.1), 0.02), at),
                      translated(cylinder(0.07, 2.2, (0, 0, 17.5), segments=6), at)]
            slits += [translated(rotated(rounded_box((0.4, 0.4, 1.4), (0, -2.56, 6.5), 0.05), a, (0, 0, 1)), at)
                      for a in (0.0, 0.8 * sx, -0.9 * sx)]
    for k in range(4):
        wall = rounded_box((2 * half - 3, 1.6, 7.0), (0, -half, 3.5), 0.05)
        teeth = [
            rounded_box((0.9, 0.5, 0.9), (x, -half - 0.55, 7.4), 0.04)
            for x in np.linspace(-half + 3.4, half - 3.4, 10)
            if k or abs(x) > 3.2
        ]
        walls.append(rotated(wall, k * np.pi / 2, (0, 0, 1)))
        merlons += [rotated(t, k * np.pi / 2, (0, 0, 1)) for t in teeth]
    gate = [rounded_box((6.4, 4.0, 9.0), (0, -half - 0.4, 4.5), 0.06)]
    merlons += [rounded_box((0.9, 0.5, 0.9), (x, -half - 2.15, 9.4), 0.04) for x in np.linspace(-2.75, 2.75, 4)]
    arch = arch_panel(3.4, 5.2, 0.5, (0, -half - 2.3, 0))
    bars = [cylinder(0.09, 4.9, (x, -half - 2.6, 2.6), segments=6) for x in np.linspace(-1.3, 1.3, 5)]
    bars += [rounded_box((3.2, 0.12, 0.16), (0, -half - 2.6, z), 0.03) for z in (1.2, 2.4, 3.6)]
    keep = [rounded_box((9.0, 9.0, 13.0), (0, 2.5, 6.5), 0.06)]
    merlons += [translated(rotated(rounded_box((1.1, 0.6, 1.0), (x, -4.2, 13.5), 0.04), k * np.pi / 2, (0, 0, 1)),
                           (0, 2.5, 0))
                for k in range(4) for x in np.linspace(-3.9, 3.9, 5)]
    windows = [arch_panel(0.9, 2.0, 0.2, (x, 2.5 - 4.53, z)) for x in (-2.6, 0.0, 2.6) for z in (8.6,)]
    roofs.append(translated(lathe(fillet([(0, 13.2), (4.6, 13.2), (0.12, 19.5), (0, 19.6)], 0.04, 2), 4), (0, 0, 0)))
    roofs[-1] = translated(rotated(roofs[-1], np.pi / 4, (0, 0, 1)), (0, 2.5, 0))
    flags += [rounded_box((2.2, 0.05, 1.1), (1.15, 2.5, 21.6), 0.02), cylinder(0.08, 2.8, (0, 2.5, 20.8), segments=6)]
    moated = values["surroundings"] == "moat"
    bridge = [rounded_box((3.4, 5.0, 0.3), (0, -half - 4.8, 0.15), 0.05)]
    chains = [tube([(1.6 * s, -half - 2.4, 5.2), (1.6 * s, -half - 6.9, 0.35)], 0.08, 6) for s in (-1, 1)]
    if moated:  # down over the water, from the gate to the far bank
        bridge = [rounded_box((3.4, 10.4, 0.3), (0, -half - 7.5, 0.52), 0.05),
                  rounded_box((3.4, 1.6, 0.34), (0, -half - 13.2, 0.2), 0.1)]
        chains = [tube([(1.6 * s, -half - 2.4, 5.2), (1.6 * s, -half - 9.2, 0.7)], 0.08, 6) for s in (-1, 1)]
    parts = [part("towers", "Stone", *towers), part("walls", "Stone", *walls, *gate), part("keep", "Stone", *keep),
             part("battlements", "Stone", *merlons),
             part("roofs", "Roof", *roofs), part("gate", "Dark", arch), part("portcullis", "Iron", *bars, *chains),
             part("slits", "Dark", *slits, *windows),
             part("drawbridge", "Wood", *bridge), part("flags", "Flags", *flags)]  # fmt: skip
    looks = [stone, roof, wood, dark, iron, cloth]
    if moated:
        parts += [part("banks", "Stone", square_ring(16.3, 17.1, 0.42), square_ring(22.9, 23.7, 0.42)),
                  part("moat", "Water", square_ring(17.0, 23.0, 0.16))]  # fmt: skip
        looks.append(Look(nature("Water", "water"), "glass", 0.3))
    return Sketch(parts=parts, looks=looks, grip=False, push=False, solids=(solid("walls", "towers"), solid("keep")))


def _church(values: Values) -> Sketch:
    """A nave with a saddle roof and arched windows, a steeple with louvres, a clock and a cross, a double door."""
    wall, roof = main_look("Wall", values), look("Roof", "painted wood", "#3a4048")
    dark, wood = look("Glass", "lacquer", "#1d2c44"), look("Door", "walnut")
    white, gold = look("Trim", "painted wood", "white"), look("Gold", "gold", fill=0.2)
    nave = translated(gable_wall(8.0, 14.0, 6.0, 10.2), (0, 3.0, 0))
    panes = [translated(rotated(arch_panel(1.0, 3.4, 0.16, (0, 0, 0), 1.4), np.pi / 2, (0, 0, 1)), (4.04, y, 1.6))
             for y in (-1.5, 1.5, 4.5, 7.5)]
    frames = [translated(rotated(arch_panel(1.3, 3.7, 0.1, (0, 0, 0), 1.4), np.pi / 2, (0, 0, 1)), (4.03, y, 1.45))
              for y in (-1.5, 1.5, 4.5, 7.5)]
    tower = rounded_box((4.0, 4.0, 12.5), (0, -4.6, 6.25), 0.03)
    belfry = rounded_box((3.4, 3.4, 3.4), (0, -4.6, 14.2), 0.03)
    eaves = [rounded_box((4.4, 4.4, 0.3), (0, -4.6, 12.6), 0.05), rounded_box((3.9, 3.9, 0.3), (0, -4.6, 15.95), 0.05)]
    spire = translated(rotated(lathe(fillet([(0, 16.1), (2.6, 16.1), (0.08, 25.0), (0, 25.1)], 0.03, 2), 4), np.pi / 4,
                               (0, 0, 1)), (0, -4.6, 0))
    louvres = [translated(rotated(arch_panel(1.3, 2.2, 0.14, (0, -1.72, 13.2)), k * np.pi / 2, (0, 0, 1)), (0, -4.6, 0))
               for k in range(4)]
    clock = [translated(rotated(cylinder(0.9, 0.14, (0, -2.03, 10.6), axis=1, segments=28), k * np.pi / 2, (0, 0, 1)),
                        (0, -4.6, 0)) for k in (0, 1, 3)]
    hands = [rounded_box((0.08, 0.06, 0.62), (0, -6.74, 10.85), 0.02),
             rotated(rounded_box((0.08, 0.06, 0.45), (0, -6.74, 10.78), 0.02), 2.0, (0, 1, 0), (0, -6.74, 10.6))]
    door = [arch_panel(1.9, 3.1, 0.2, (0, -6.64, 0.3)), rounded_box((3.0, 1.2, 0.3), (0, -7.0, 0.15), 0.03)]
    cross = [rounded_box((0.14, 0.14, 1.5), (0, -4.6, 25.8), 0.03), rounded_box((0.8, 0.14, 0.14), (0, -4.6, 26.05),
                                                                                0.03)]
    parts = [part("nave", "Wall", nave), part("roof", "Roof", translated(gable(8.0, 14.0, 6.0, 10.2, 0.35, 0.2),
                                                                         (0, 3.0, 0)), spire),
                                                                         part("tower", "Wall", tower, belfry),
             part("eaves", "Trim", *eaves, both_sides(*frames), arch_panel(2.4, 3.5, 0.12, (0, -6.62, 0.2))),
             part("windows", "Glass", both_sides(*panes), *louvres),
             part("clock", "Trim", *clock), part("clock_hands", "Glass", *hands), part("door", "Door", *door),
             part("cross", "Gold", *cross)]  # fmt: skip
    return Sketch(parts=parts, looks=[wall, roof, dark, wood, white, gold], grip=False, push=False,
                  solids=(solid("nave"), solid("tower")))


def _barn(values: Values) -> Sketch:
    """A red barn: gambrel roof, board walls with white trim, a big double door with crosses that swings, a
    hayloft door."""
    red, white = main_look("Boards", values), look("Trim", "painted wood", "#efece4")
    roof, dark = look("Roof", "painted metal", "#5a5e63", fill=0.2), look("Dark", "plastic", "#14110f")
    w, d, eave, knee, ridge = 9.0, 13.0, 4.2, 6.6, 8.4
    outline = np.array([(-w / 2, 0), (w / 2, 0), (w / 2, eave), (0.33 * w, knee), (0, ridge), (-0.33 * w, knee),
                        (-w / 2, eave)])
    body = extrude(outline, d, plane="xz", edge=0.01, caps="fan")
    planks = []
    for (x0, z0), (x1, z1) in (((w / 2, eave), (0.33 * w, knee)), ((0.33 * w, knee), (0, ridge))):
        length, slope = np.hypot(x1 - x0, z1 - z0) + 0.25, np.arctan2(z1 - z0, x0 - x1)
        board = rounded_box((length, d + 0.8, 0.14), (0, 0, 0), 0.03)
        planks.append(translated(rotated(board, slope, (0, 1, 0)), (0.5 * (x0 + x1) + 0.06 * np.sin(slope), 0,
                                                                    0.5 * (z0 + z1) + 0.08)))
    battens = [rounded_box((0.06, 0.04, float(np.interp(abs(x), [0, 0.33 * w, w / 2], [ridge, knee, eave])) - 0.1),
                           (x, -d / 2 - 0.02, 0.5 * float(np.interp(abs(x), [0, 0.33 * w, w / 2],
                                                                    [ridge, knee, eave]))), 0.01)
               for x in np.linspace(-w / 2 + 0.3, w / 2 - 0.3, 22)]
    side = [rounded_box((0.04, 0.06, eave), (w / 2 + 0.02, y, eave / 2), 0.01) for y in np.linspace(-d / 2 + 0.3,
                                                                                                    d / 2 - 0.3, 26)]
    trim = [rounded_box((0.22, 0.1, eave), (s * (w / 2 - 0.1), -d / 2 - 0.04, eave / 2), 0.02) for s in (-1, 1)]
    trim += [rounded_box((1.9, 0.1, 1.9), (0, -d / 2 - 0.03, 5.9), 0.02), rounded_box((4.5, 0.1, 3.5),
                                                                                      (0, -d / 2 - 0.03, 1.72), 0.02)]
    hay = [rounded_box((1.6, 0.12, 1.6), (0, -d / 2 - 0.05, 5.9), 0.02)]
    parts = [part("walls", "Boards", body), part("battens", "Boards", *battens, both_sides(*side)),
             part("roof", "Roof", both_sides(*planks)), part("trim", "Trim", *trim),
             part("opening", "Dark", rounded_box((4.0, 0.14, 3.2), (0, -d / 2 - 0.03, 1.62), 0.01)),
             part("hayloft", "Boards", *hay)]  # fmt: skip
    cross = [rotated(rounded_box((0.14, 0.05, 2.15), (0, -d / 2 - 0.14, 5.9), 0.01), a, (0, 1, 0), (0, 0, 5.9))
             for a in (-0.785, 0.785)]
    parts.append(part("hayloft_cross", "Trim", *cross))
    joints = {}
    for name, s in (("door.L", 1.0), ("door.R", -1.0)):
        x = 1.0 * s
        y = -d / 2 - 0.16
        boards = rounded_box((1.96, 0.1, 3.2), (x, y, 1.64), 0.02)
        frame = [rounded_box((1.94, 0.05, 0.16), (x, y - 0.06, z), 0.01) for z in (0.15, 1.64, 3.12)]
        frame += [rounded_box((0.16, 0.05, 3.16), (x + k * 0.89, y - 0.06, 1.64), 0.01) for k in (-1, 1)]
        frame += [rotated(rounded_box((0.13, 0.045, 2.25), (x, y - 0.06, z), 0.01), s * a, (0, 1, 0), (x, 0, z)) for z,
                  a in ((0.9, 0.87), (2.38, -0.87))]
        parts += [part(name, "Boards", boards, moves_with=name), part(f"{name}_frame", "Trim", *frame, moves_with=name),
                  part(f"{name}_handle", "Dark", rounded_box((0.08, 0.1, 0.4), (0.18 * s, y - 0.1, 1.4), 0.02),
                       moves_with=name)]
        joints[name] = shapes.joint("hinge", (1.98 * s, y, 0), (0, 0, 1), (0.0, 1.9) if s > 0 else (-1.9, 0.0))
    return Sketch(parts=parts, looks=[red, white, roof, dark], joints=joints, grip=False, push=False,
                  solids=(solid("walls"),))


def _bridge(values: Values) -> Sketch:
    """A stone bridge that rises over three arches, with parapets and cutwaters; it spans along X."""
    stone, dark = main_look("Stone", values), look("Paving", "concrete")
    half, wide = 12.0, 4.2
    crown, foot, deck_end = 4.4, 0.0, 2.2

    def deck(x: np.ndarray) -> np.ndarray:
        return deck_end + (crown - deck_end) * (1 - (x / half) ** 2)

    spans = ((-6.9, 2.3), (0.0, 3.2), (6.9, 2.3))
    body = []
    for (x0, x1) in zip([-half, *[m for m, _ in spans]], [*[m for m, _ in spans], half], strict=True):
        xs = np.unique(np.concatenate([np.linspace(x0, x1, 17), [m + s * r * 0.9999 for m,
                                                                 r in spans for s in (-1, 1) if x0 < m + s * r < x1]]))
        rings = []
        for x in xs:
            low = foot
            for m, r in spans:
                if abs(x - m) < r:
                    low = foot + (1.02 if r > 3 else 1.05) * float(np.sqrt(max(r * r - (x - m) ** 2, 0.0)))
            high = float(deck(np.array(x)))
            rings.append([(x, -wide / 2, low), (x, wide / 2, low), (x, wide / 2, high), (x, -wide / 2, high)])
        body.append(outward(loft(np.array(rings), caps="ladder")))
    stones = []
    for m, r in spans:
        for a in np.linspace(0.08, np.pi - 0.08, 15 if r > 3 else 13):
            k = 1.02 if r > 3 else 1.05
            block = rounded_box((0.5, 0.2, 0.42), (0, 0, 0), 0.03)
            block = rotated(block, np.pi / 2 - a, (0, 1, 0))
            stones += [translated(block, (m + (r + 0.2) * np.cos(a), s * (wide / 2 + 0.02),
                                          foot + k * (r + 0.2) * np.sin(a))) for s in (-1, 1)]
    xs = np.linspace(-half, half, 29)
    walls = []
    for s in (-1, 1):
        rings = [[(x, s * wide / 2 - 0.2, z - 0.05), (x, s * wide / 2 + 0.2, z - 0.05),
                  (x, s * wide / 2 + 0.2, z + 0.9), (x, s * wide / 2 - 0.2, z + 0.9)]
                 for x, z in zip(xs, deck(xs), strict=True)]
        cap = [[(x, s * wide / 2 - 0.28, z + 0.88), (x, s * wide / 2 + 0.28, z + 0.88),
                (x, s * wide / 2 + 0.24, z + 1.06), (x, s * wide / 2 - 0.24, z + 1.06)]
               for x, z in zip(xs, deck(xs), strict=True)]
        walls += [outward(loft(np.array(r), caps="ladder")) for r in (rings, cap)]
        walls += [rounded_box((0.7, 0.7, 1.5), (k * half * 0.985, s * wide / 2, deck_end + 0.65), 0.05)
                  for k in (-1, 1)]
    cutters = [tapered(rounded_box((1.5, 0.9, 2.4), (x, s * (wide / 2 + 0.35), 1.2), 0.05), 2, 1.0, 0.75)
               for x in (-3.95, 3.95) for s in (-1, 1)]
    road = [[(x, -wide / 2 + 0.21, z - 0.02), (x, wide / 2 - 0.21, z - 0.02), (x, wide / 2 - 0.21, z + 0.04),
             (x, -wide / 2 + 0.21, z + 0.04)]
            for x, z in zip(xs, deck(xs), strict=True)]
    parts = [part("arches", "Stone", *body), part("voussoirs", "Trim", *stones), part("parapets", "Stone", *walls),
             part("cutwaters", "Stone", *cutters),
             part("paving", "Paving", outward(loft(np.array(road), caps="ladder")))]  # fmt: skip
    return Sketch(parts=parts, looks=[stone, dark, look("Trim", "concrete", "#b5ab98")], grip=False, push=False,
                  solids=(solid("paving"), solid("cutwaters")),
                  places=(shapes.surface_top("deck", (0, 0, crown), 8.0, wide - 0.6), shapes.affordance("stand",
                                                                                                        "stand_at",
                                                                                                        (0, 0, crown),
                                                                                                        (6.0,
                                                                                                         wide - 0.6,
                                                                                                         0))))


def _lighthouse(values: Values) -> Sketch:
    """A tapering shaft in red and white bands, a gallery with rails, a lantern room that shines, a dome, a
    door, rocks."""
    white, red = main_look("Shaft", values), look("Bands", "painted metal", str(values["second_color"]) or "#b3161c",
                                                  fill=0.2)
    dark, light = look("Gallery", "painted metal", "#22252a", fill=0.2), Look(glowing("Lantern", "#ffe9a0", 30.0),
                                                                              "glass")
    rock = Look(nature("Rock", "rock"), "stone")
    height = 15.0

    def radius(z: float) -> float:
        return float(np.interp(z, [0, height], [2.2, 1.25]))

    shaft = lathe(fillet([(0, 0), (2.6, 0), (2.5, 0.5), (2.2, 0.6), (1.25, height), (0, height)], 0.04, 2), 32)
    bands = [lathe([(radius(z) - 0.02, z), (radius(z) + 0.03, z), (radius(z + 2.0) + 0.03, z + 2.0),
                    (radius(z + 2.0) - 0.02, z + 2.0)], 32, True) for z in (2.2, 6.4, 10.6)]
    gallery = lathe(fillet([(0, height - 0.1), (1.3, height - 0.1), (1.9, height + 0.25), (1.9, height + 0.42),
                            (0, height + 0.42)], 0.04, 2), 32)
    turn = 2 * np.pi * np.arange(32) / 32
    rails = [tube(np.column_stack([1.8 * np.cos(turn), 1.8 * np.sin(turn), 0 * turn + z]), 0.035, 6, closed_path=True)
             for z in (height + 0.95, height + 1.4)]
    rails += [cylinder(0.03, 1.0, (1.8 * np.cos(a), 1.8 * np.sin(a), height + 0.9), segments=6) for a in turn[::2]]
    lantern = cylinder(0.85, 1.7, (0, 0, height + 1.27), segments=24)
    bars = [rounded_box((0.06, 0.06, 1.8), (0.9 * np.cos(a), 0.9 * np.sin(a), height + 1.3), 0.015) for a in turn[::4]]
    dome = lathe(np.vstack([[0, height + 2.15], smooth_line(np.array([(1.15, height + 2.15), (1.1, height + 2.4),
                                                                      (0.7, height + 3.0), (0.12, height + 3.35)]), 3),
                            [0.04, height + 4.1], [0, height + 4.12]]), 28)
    door = arch_panel(1.0, 2.1, 0.2, (0, -2.28, 0.55))
    windows = [arch_panel(0.5, 0.9, 0.2, (0, -radius(z) + 0.02, z)) for z in (4.9, 9.1, 13.0)]
    windows += [rotated(w, 1.3, (0, 0, 1)) for w in windows]
    rocks = [rounded_box((1.3, 1.1, 0.8), (2.7 * np.cos(k * 0.9), 2.7 * np.sin(k * 0.9), 0.4), 0.3, 4)
             for k in range(7)]
    parts = [part("shaft", "Shaft", shaft), part("bands", "Bands", *bands), part("gallery", "Gallery", gallery, *rails,
                                                                                 *bars), part("lantern", "Lantern",
                                                                                              lantern),
             part("dome", "Bands", dome), part("door", "Gallery", door), part("windows", "Gallery", *windows),
             part("rocks", "Rock", *rocks)]  # fmt: skip
    return Sketch(parts=parts, looks=[white, red, dark, light, rock], grip=False, push=False,
                  solids=(solid("shaft", kind="cylinder"), solid("rocks")))


def _windmill(values: Values) -> Sketch:
    """A tapering round mill with a cap, a door and windows, four lattice sails that turn."""
    wall, wood = main_look("Wall", values), look("Wood", "weathered wood")
    cap, cloth = look("Cap", "painted wood", "#5a3422"), look("Canvas", "linen")
    dark = look("Dark", "lacquer", "#1a2026")
    mill = lathe(fillet([(0, 0), (3.0, 0), (2.9, 0.4), (1.9, 8.0), (0, 8.0)], 0.03, 2), 28)
    hood = lathe(np.vstack([[0, 7.9], smooth_line(np.array([(2.15, 7.9), (2.0, 8.6), (1.3, 9.7), (0.2, 10.2)]), 3),
                            [0, 10.25]]), 24)
    hub = np.array([0.0, -2.5, 8.6])
    sails = []
    canvas = []
    for k in range(4):
        beam = rounded_box((0.2, 0.16, 5.6), (0, 0, 2.8), 0.03)
        slats = [rounded_box((1.25, 0.05, 0.07), (0.72, 0, 1.1 + 0.47 * j), 0.015) for j in range(10)]
        rail = rounded_box((0.07, 0.05, 4.4), (1.32, 0, 3.25), 0.015)
        sheet = rounded_box((1.1, 0.02, 4.2), (0.72, 0.05, 3.25), 0.006)
        turn = np.pi / 4 + k * np.pi / 2
        sails += [translated(rotated(p, turn, (0, 1, 0)), tuple(hub + np.array([0, -0.25, 0]))) for p in (beam, *slats,
                                                                                                          rail)]
        canvas.append(translated(rotated(sheet, turn, (0, 1, 0)), tuple(hub + np.array([0, -0.25, 0]))))
    axle = cylinder(0.22, 1.5, tuple(hub + np.array([0, 0.4, 0])), axis=1, segments=14)
    boss = cylinder(0.35, 0.5, tuple(hub + np.array([0, -0.25, 0])), axis=1, segments=16)
    door = arch_panel(1.2, 2.2, 0.3, (0, -2.8, 0.1))
    windows = [rotated(rounded_box((0.7, 0.2, 0.9), (0, -r, z), 0.03), a, (0, 0, 1)) for z,
               r in ((3.4, 2.55), (5.6, 2.23)) for a in (0.0, 1.2, -1.2)]
    gallery = lathe(fillet([(2.5, 2.55), (3.3, 2.55), (3.3, 2.7), (2.5, 2.7)], 0.03, 2, closed=True), 28, True)
    parts = [part("mill", "Wall", mill), part("cap", "Cap", hood), part("door", "Wood", door),
             part("windows", "Dark", *windows), part("gallery", "Wood", gallery),
             part("axle", "Wood", axle), part("sails", "Wood", *sails, boss, moves_with="sails"),
             part("canvas", "Canvas", *canvas, moves_with="sails")]  # fmt: skip
    joints = {"sails": shapes.joint("wheel", hub, (0, 1, 0), (-1e4, 1e4))}
    return Sketch(parts=parts, looks=[wall, wood, cap, cloth, dark], joints=joints, grip=False, push=False,
                  solids=(solid("mill", kind="cylinder"),))


CATEGORIES = (
    thing("tower", "building", (5.5, 6.1, 17.8), _tower, material="stone", span=4, static=True, mass_kg=300_000,
          synonyms=("watchtower", "stone tower", "turret", "bell tower")),
    thing("castle", "building", (30.2, 32.4, 22.2), _castle, material="stone", span=4, static=True, mass_kg=4_000_000,
          extra=(shapes.choice("surroundings", "plain", ("plain", "moat"), "what runs round its walls"),),
          sized={"moat": (47.4, 49.7, 22.2)},
          synonyms=("fortress", "palace", "medieval castle", "citadel")),
    thing("church", "building", (8.8, 17.8, 26.6), _church, material="painted wood", color="white", span=3, static=True,
          synonyms=("chapel", "cathedral"), mass_kg=400_000, stuffs=("painted wood", "brick", "stone")),
    thing("barn", "building", (9.3, 13.9, 8.6), _barn, material="painted wood", color="#8c1f1a", span=3, static=True,
          synonyms=("stable", "farm barn"), mass_kg=60_000),
    thing("bridge", "building", (24.3, 4.95, 5.46), _bridge, material="stone", span=5, static=True, mass_kg=400_000,
          synonyms=("stone bridge", "footbridge", "overpass"), stuffs=("stone", "brick")),
    thing("lighthouse", "building", (6.7, 6.6, 19.1), _lighthouse, material="painted metal", color="white", span=4,
          patterned=True,
          static=True, equal_sides=True, mass_kg=200_000),
    thing("windmill", "building", (8.0, 6.6, 12.6), _windmill, material="plaster", color="#e6ddc8", span=4, static=True,
          mass_kg=90_000, synonyms=("mill",)),
)  # fmt: skip
