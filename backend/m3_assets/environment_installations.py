"""What makes a place of its kind, built in: the bars of a cell, stalls, barrels, a pool, a train, consoles, mirrors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .contract import Surface
from .environment_fitting import CLEAR_M, Fitting, Maker, box, on_side, steps
from .geometry import cylinder, merge, rounded_box, translated, tube
from .materials import glowing, material
from .nature_materials import nature
from .shapes import collision_around


def _bars(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """The bars of a cell with their gate, a passage behind them; a bunk at the side."""
    (x0, _, _), (x1, y1, high) = bounds
    y = y1 - 1.3
    bars = [cylinder(0.018, high, (x, y, 0.5 * high), segments=10) for x in np.arange(x0 + 0.07, x1, 0.13)]
    rails = [box((x0, y - 0.03, z), (x1, y + 0.03, z + 0.06)) for z in (0.08, 1.05, 2.1)]
    gate = [box((x, y - 0.05, 0.0), (x + 0.06, y + 0.05, 2.16)) for x in (-0.45, 0.39)]
    f.add("bars", material("bars", "iron"), *bars, *rails, *gate)
    f.solids.append(collision_around(box((x0, y - 0.05, 0.0), (x1, y + 0.05, high))))
    f.add("bunk", material("bunk", "iron"), box((x1 - 0.78, 0.4, 0.42), (x1 - 0.02, y - 0.3, 0.48)), solid=True)
    f.add("mattress", material("mattress", "cotton", "#8d8a7c"), rounded_box((0.7, y - 0.8, 0.1),
          (x1 - 0.4, 0.5 * (y + 0.1), 0.53), 0.03))


def _stalls(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """Boxes for horses along both sides, hay in the corner."""
    (x0, _, _), (x1, y1, _) = bounds
    wood = material("stall wood", "weathered wood")
    boards = []
    for side in (-1, 1):
        edge = x0 + 1.9 if side < 0 else x1 - 1.9
        wall = x0 if side < 0 else x1
        ends = steps(CLEAR_M, y1 - 0.2, 2.4)
        for y in ends:
            boards += [box((min(edge, wall), y - 0.03, z), (max(edge, wall), y + 0.03, z + 0.2), 0.01) for z in (0.2,
                  0.5, 0.8, 1.1)]
            boards.append(box((edge - 0.08, y - 0.08, 0.0), (edge + 0.08, y + 0.08, 2.3)))
        for y, after in pairwise(ends):
            boards += [box((edge - 0.03, y + 0.1, z), (edge + 0.03, after - 0.1, z + 0.2), 0.01) for z in (0.15, 0.45,
                  0.75, 1.05)]
        f.solids.append(collision_around(box((min(edge, wall), ends[0], 0.0), (max(edge, wall), y1, 1.4))))
    f.add("stalls", wood, *boards)
    f.stand("hay bale", [(-0.7, y1 - 0.6, 0.0), (0.6, y1 - 0.6, 0.1), (-0.1, y1 - 1.3, 1.4)])


def _barrels(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """Barrels that lie in two rows along both walls, on sleepers."""
    (x0, _, _), (x1, y1, _) = bounds
    wood, hoops, sleepers = [], [], []
    for side in (-1, 1):
        x = x0 + 0.75 if side < 0 else x1 - 0.75
        for y in steps(CLEAR_M - 0.4, y1 - 0.6, 0.98):
            for z, r in ((0.55, 0.44), (1.42, 0.4)):
                half = [cylinder(0.8 * r, 0.5, (x + s * 0.25, y, z), top_radius=r, axis=0, segments=20) for s in (-1,
                      1)]
                flip = half[0].vertices.copy()
                flip[:, 0] = 2.0 * (x - 0.25) - flip[:, 0]
                wood += [cylinder(r, 0.55, (x, y, z), axis=0, segments=20), cylinder(0.84 * r, 1.0, (x, y, z), axis=0,
                      segments=20)]
                hoops += [cylinder(1.02 * r, 0.05, (x + s * 0.22, y, z), axis=0, segments=20) for s in (-1, 1)]
        sleepers += [box((x + d - 0.06, CLEAR_M - 0.9, 0.0), (x + d + 0.06, y1 - 0.2, 0.14)) for d in (-0.3, 0.3)]
        sleepers += [box((x + d - 0.05, CLEAR_M - 0.9, 0.96), (x + d + 0.05, y1 - 0.2, 1.04)) for d in (-0.3, 0.3)]
        f.solids.append(collision_around(box((x - 0.5, CLEAR_M - 0.9, 0.0), (x + 0.5, y1 - 0.2, 1.8))))
    f.add("barrels", material("barrels", "oak"), *wood)
    f.add("hoops", material("hoops", "iron"), *hoops)
    f.add("sleepers", material("sleepers", "weathered wood"), *sleepers)


def _bookcases(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, _) = bounds
    wide = 1.2
    back = [(x, y1 - 0.2, 0.0) for x in steps(x0 + 0.9, x1 - 0.9, wide + 0.03)]
    sides = [(x0 + 0.2 if s < 0 else x1 - 0.2, y, -s * 0.5 * np.pi) for s in (-1, 1) for y in steps(0.6, y1 - 1.2,
          wide + 0.03)]
    f.stand("bookshelf", back + sides, width=wide, height=2.3, depth=0.34, material="walnut")


def _hams(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, _) = bounds
    half = 0.5 * (x1 - x0) - 0.9
    f.add("rail", material("rail", "steel"), cylinder(0.02, 2.0 * half, (0.0, y1 - 0.3, 2.2), axis=0, segments=12))
    spots = steps(-half + 0.3, half - 0.3, 0.42)
    f.add("hooks", material("hooks", "steel"), *[cylinder(0.008, 0.2, (x, y1 - 0.3, 2.1), segments=8) for x in spots])
    f.add("hams", material("hams", "leather", "#8c3b2f"),
          *[cylinder(0.13, 0.5, (x, y1 - 0.3, 1.76), top_radius=0.05, edge=0.05, segments=16)
                for x in spots])  # fmt: skip


def _mirrors(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """Places before mirrors with a lamp over each, and chairs."""
    (x0, _, _), (x1, y1, _) = bounds
    spots = steps(x0 + 1.1, x1 - 1.1, 1.5)
    f.add("mirror_frames", material("mirror frames", "walnut"),
          *[box((x - 0.42, y1 - 0.04, 0.95), (x + 0.42, y1, 2.05)) for x in spots])
    f.add("mirrors", material("mirrors", "chrome"), *[box((x - 0.37, y1 - 0.046, 1.0), (x + 0.37, y1 - 0.038, 2.0),
          0.002) for x in spots])
    f.add("consoles", material("consoles", "walnut"), *[box((x - 0.5, y1 - 0.34, 0.84), (x + 0.5, y1, 0.9))
          for x in spots], solid=True)
    f.add("vanity_lamps", glowing("vanity lamps", "#fff0d8", 12.0),
          *[cylinder(0.03, 0.6, (x, y1 - 0.08, 2.16), axis=0, segments=12) for x in spots])
    leather, steel = material("seats", "leather", "#5c1f22"), material("stands", "chrome")
    f.add("seats", leather, *[merge([rounded_box((0.56, 0.52, 0.14), (x, y1 - 1.0, 0.55), 0.04),
                                     rounded_box((0.52, 0.12, 0.6), (x, y1 - 1.28, 0.9), 0.04)]) for x in spots],
                                           solid=True)  # fmt: skip
    f.add("stands", steel, *[merge([cylinder(0.05, 0.5, (x, y1 - 1.0, 0.25), segments=14), cylinder(0.28, 0.04,
          (x, y1 - 1.0, 0.02), segments=24)]) for x in spots])


def _pool(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, _) = bounds
    low, high = (x0 + 1.3, CLEAR_M + 0.4), (x1 - 1.3, y1 - 1.2)
    f.add("water", nature("pool water", "water", "#4fb3c9"), box((*low, 0.0), (*high, 0.02), 0.004))
    edge = [box((low[0] - 0.3, low[1] - 0.3, 0.0), (high[0] + 0.3, low[1], 0.07)), box((low[0] - 0.3, high[1], 0.0),
          (high[0] + 0.3, high[1] + 0.3, 0.07)),
            box((low[0] - 0.3, low[1], 0.0), (low[0], high[1], 0.07)), box((high[0], low[1], 0.0),
                  (high[0] + 0.3, high[1], 0.07))]  # fmt: skip
    f.add("rim", material("rim", "tile", "#e8ecea"), *edge)
    lanes = steps(low[0] + 1.4, high[0] - 1.4, 1.8)
    f.add("lanes", material("lanes", "plastic", "#c0392b"), *[cylinder(0.05, high[1] - low[1], (x,
          0.5 * (low[1] + high[1]), 0.03), axis=1, segments=10) for x in lanes])
    rails = [tube(np.array([[x + d, low[1] - 0.15, 0.0], [x + d, low[1] - 0.15, 0.8], [x + d, low[1] + 0.3, 0.8],
          [x + d, low[1] + 0.4, 0.0]]), 0.022, 8)
             for x in (low[0] + 0.6,) for d in (0.0, 0.5)]  # fmt: skip
    f.add("ladder", material("ladder", "chrome"), *rails)
    f.solids.append(collision_around(box((low[0] - 0.3, low[1] - 0.3, 0.0), (high[0] + 0.3, high[1] + 0.3, 0.4))))


def _lockers(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, _) = bounds
    paint, handle = material("lockers", "painted metal", "#4f7288"), material("handles", "steel")
    door = merge([box((-0.18, -0.5, 0.08), (0.18, -0.46, 1.9), 0.006),
          *[box((-0.1, -0.51, z), (0.1, -0.5, z + 0.015), 0.002) for z in (1.6, 1.66, 1.72)]])
    case = box((-0.195, -0.47, 0.0), (0.195, 0.0, 1.95))
    knob = box((0.1, -0.53, 1.0), (0.13, -0.5, 1.14))
    for piece, name, paint_of in ((door, "locker_doors", paint), (case, "locker_cases",
          material("cases", "painted metal", "#3d5868")), (knob, "locker_handles", handle)):
        row = [translated(piece, (x, y1, 0.0)) for x in steps(x0 + 0.7, x1 - 0.7, 0.4)]
        row += [on_side(piece, bounds, s, y) for s in (-1, 1) for y in steps(0.4, y1 - 0.8, 0.4)]
        f.add(name, paint_of, *row, solid=name == "locker_cases")
    f.stand("bench", [(0.0, y1 - 1.6, 0.0)], width=1.8, height=0.45)


def _lift(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """The doors at the back, a handrail, the panel of buttons."""
    (x0, _, _), (x1, y1, _) = bounds
    steel = material("doors", "steel")
    f.add("lift_doors", steel, *[box((s * 0.01 if s > 0 else -0.55, y1 - 0.03, 0.0), (0.55 if s > 0 else -0.01,
          y1 - 0.01, 2.1), 0.003) for s in (-1, 1)])
    f.add("lift_frame", material("lift frame", "chrome"), *[box((s * 0.6 - 0.05, y1 - 0.05, 0.0), (s * 0.6 + 0.05, y1,
          2.2)) for s in (-1, 1)], box((-0.65, y1 - 0.05, 2.1), (0.65, y1, 2.2)))
    f.add("floor_display", glowing("floor display", "#ff8a3a", 4.0), box((-0.14, y1 - 0.055, 2.24),
          (0.14, y1 - 0.045, 2.34), 0.002))
    f.add("handrail", material("handrail", "chrome"), *[cylinder(0.02, 1.6, (x, 0.2, 0.92), axis=1, segments=12)
          for x in (x0 + 0.06, x1 - 0.06)])
    f.add("panel", steel, box((0.72, y1 - 0.03, 0.9), (0.95, y1 - 0.005, 1.6), 0.004))
    f.add("buttons", glowing("buttons", "#ffe7b0", 3.0), *[cylinder(0.025, 0.02, (0.79 + 0.09 * c, y1 - 0.035,
          1.0 + 0.11 * r), axis=1, segments=12) for r in range(5) for c in (0, 1)])


def _platform(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """The track side of a platform at the back: a train that has come in, the yellow line, a sign, benches."""
    (x0, _, _), (x1, y1, high) = bounds
    y = y1 - 1.6
    f.add("line", material("line", "painted metal", "#e0b020"), box((x0, y - 0.75, 0.0), (x1, y - 0.6, 0.008), 0.002))
    body = [box((x0, y, 0.35), (x1, y + 1.5, 1.05)), box((x0, y, 2.0), (x1, y + 1.5, 3.0), 0.1)]
    posts = [box((x - 0.2, y, 1.05), (x + 0.2, y + 0.1, 2.0)) for x in np.arange(x0 + 0.5, x1, 1.7)]
    f.add("train", material("train", "aluminium"), *body, *posts, solid=True)
    f.add("stripe", material("stripe", "painted metal", "#b0352f"), box((x0, y - 0.012, 0.62), (x1, y, 0.86), 0.003))
    f.add("train_windows", glowing("train windows", "#e9f0e2", 2.5), box((x0, y + 0.12, 1.05), (x1, y + 0.14, 2.0),
          0.002))
    doors = [box((x - 0.62, y - 0.02, 0.4), (x - 0.02, y + 0.02, 2.3)) for x in np.arange(x0 + 2.1, x1, 3.4)]
    doors += [box((x + 0.02, y - 0.02, 0.4), (x + 0.62, y + 0.02, 2.3)) for x in np.arange(x0 + 2.1, x1, 3.4)]
    f.add("train_doors", material("train doors", "steel"), *doors)
    f.add("pit", material("pit", "rubber"), box((x0, y - 0.55, 0.0), (x1, y, 0.006), 0.001))
    f.add("sign", material("sign", "painted metal", "#1f4f8a"), box((-1.3, y - 1.0, 2.75), (1.3, y - 0.94, 3.15)))
    f.add("sign_band", material("sign band", "painted metal", "#e8e8e4"), box((-1.1, y - 1.012, 2.9),
          (1.1, y - 1.0, 3.0), 0.002))
    f.add("sign_rods", material("sign rods", "steel"), *[cylinder(0.015, high - 3.1, (x, y - 0.97,
          0.5 * (high + 3.1)), segments=8) for x in (-1.0, 1.0)])


def _cabin_windows(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    (_, _, _), (_, y1, _) = bounds
    wide, tall = (0.2, 0.3)
    frame, pane = rounded_box((2.6 * wide, 0.03, 2.2 * tall), (0, -0.015, 1.4), 0.012), rounded_box((2.0 * wide, 0.02,
          1.7 * tall), (0, -0.026, 1.4), 0.008)
    spots = [(s, y) for y in steps(-0.8, y1 - 0.6, 0.95) for s in (-1, 1)]
    f.add("window_rims", material("window rims", "plastic", "#c9c9c4"), *[on_side(frame, bounds, s, y) for s,
          y in spots])
    f.add("window_sky", glowing("window sky", "#cfe2f5", 4.0), *[on_side(pane, bounds, s, y) for s, y in spots])


def _cabin_seats(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """Pairs of seats left and right of an aisle, facing the camera."""
    (x0, _, _), (x1, y1, _) = bounds
    cloth, frame = material("seat cloth", "fabric", of), material("seat shells", "plastic", "#6d7378")
    side = 0.5 * (x1 - x0)
    spots = [(s * (side - off), y) for y in steps(CLEAR_M, y1 - 0.7, 0.95) for s in (-1, 1) for off in (0.32, 0.82)
          if side - off > 0.55]
    f.add("seats", cloth, *[merge([rounded_box((0.46, 0.46, 0.14), (x, y, 0.42), 0.04),
          rounded_box((0.46, 0.12, 0.72), (x, y + 0.24, 0.8), 0.05)]) for x, y in spots], solid=True)
    f.add("headrests", material("headrests", "cotton", "#dcd8cc"),
          *[rounded_box((0.36, 0.04, 0.2), (x, y + 0.17, 1.05), 0.015) for x, y in spots])
    f.add("shells", frame, *[box((x - 0.2, y - 0.15, 0.0), (x + 0.2, y + 0.15, 0.35)) for x, y in spots])
    f.add("end_wall_door", material("end door", "plastic", "#b9bbb8"), box((-0.4, y1 - 0.05, 0.0), (0.4, y1, 2.0)))


def _bins(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    (x0, y0, _), (x1, y1, high) = bounds
    shell = material("bins", "plastic", "#e0dfd9")
    for side, x in ((-1, x0), (1, x1)):
        f.add("bins", shell, *[rounded_box((0.7, 1.15, 0.42), (x - side * 0.35, y, high - 0.24), 0.08)
              for y in steps(y0 + 0.6, y1 - 0.6, 1.2)])


def _consoles(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """Desks of screens and switches along the back and the sides."""
    (x0, _, _), (x1, y1, _) = bounds
    case, keys = material("console cases", "painted metal", "#3d454d"), material("switches", "plastic", "#c9762f")
    wide = 0.5 * (x1 - x0) - 0.6
    body = merge([box((-0.6, -0.6, 0.0), (0.6, 0.0, 0.85), 0.03), box((-0.6, -0.25, 0.85), (0.6, 0.0, 1.45), 0.03)])
    screens = merge([box((x - 0.24, -0.262, 0.95), (x + 0.24, -0.25, 1.36), 0.002) for x in (-0.29, 0.29)])
    buttons = merge([box((-0.5 + 0.12 * k, -0.5 + 0.12 * r, 0.85), (-0.44 + 0.12 * k, -0.44 + 0.12 * r, 0.868), 0.004)
          for k in range(9) for r in range(2)])
    puts: list[Callable[[Surface], Surface]] = [
        partial(translated, offset=(x, y1 - 0.02, 0.0)) for x in steps(-wide + 0.6, wide - 0.6, 1.25)
    ]
    puts += [partial(on_side, bounds=bounds, side=s, y=y) for s in (-1, 1) for y in steps(CLEAR_M, y1 - 1.5, 1.25)]
    f.add("console_cases", case, *[put(body) for put in puts], solid=True)
    f.add("console_screens", glowing("console screens", "#58c7d8", 2.5), *[put(screens) for put in puts])
    f.add("console_switches", keys, *[put(buttons) for put in puts])


def _space_window(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """A wide window at the back on the stars and a planet's limb."""
    (x0, _, _), (x1, y1, high) = bounds
    half, low, top = 0.5 * (x1 - x0) - 0.7, 1.5, high - 0.35
    f.add("space", glowing("space", "#0b1020", 0.6), box((-half, y1 - 0.02, low), (half, y1 - 0.01, top), 0.001))
    stars = [box((x - 0.008, y1 - 0.026, z - 0.008), (x + 0.008, y1 - 0.021, z + 0.008), 0.002)
             for x, z in zip(rng.uniform(-half, half, 90), rng.uniform(low, top, 90), strict=True)]  # fmt: skip
    f.add("stars", glowing("stars", "#ffffff", 14.0), *stars)
    planet = cylinder(0.55, 0.01, (-0.4 * half, y1 - 0.028, 0.5 * (low + top)), axis=1, segments=48)
    f.add("planet", glowing("planet", "#4f86b8", 2.2), planet)
    f.add("struts", material("struts", "painted metal", "#8a929b"),
          *[box((x - 0.05, y1 - 0.08, low), (x + 0.05, y1, top)) for x in np.linspace(-half, half, 5)],
          box((-half, y1 - 0.08, low - 0.06), (half, y1, low)), box((-half, y1 - 0.08, top),
                (half, y1, top + 0.06)))  # fmt: skip


def _pipes(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    (x0, y0, _), (x1, y1, high) = bounds
    long, middle = y1 - y0, 0.5 * (y0 + y1)
    runs = [(x0 + 0.15, 2.0, 0.06), (x0 + 0.32, 2.25, 0.045), (x1 - 0.15, 2.05, 0.07), (x1 - 0.35, 2.3, 0.04)]
    f.add("pipes", material("pipes", "copper"), *[cylinder(r, long, (x, middle, min(z, high - 0.1)), axis=1,
          segments=14) for x, z, r in runs])
    wheel = np.linspace(0.0, 2.0 * np.pi, 17)[:-1]
    ring = np.stack([0.2 * np.cos(wheel), np.full(16, y1 - 0.12), 1.2 + 0.2 * np.sin(wheel)], -1)
    hatch = cylinder(0.55, 0.08, (0.0, y1 - 0.04, 1.2), axis=1, segments=36)
    f.add("hatch", material("hatch", "painted metal", "#8f9a92"), hatch)
    f.add("hatch_wheel", material("hatch wheel", "brass"), tube(ring, 0.018, 8, closed_path=True), cylinder(0.03, 0.1,
          (0.0, y1 - 0.12, 1.2), axis=1, segments=12))


def _neon(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, high) = bounds
    for name, color, z in (("neon_pink", "#ff3fa4", 0.72 * high), ("neon_blue", "#3f8cff", 0.6 * high)):
        tubes = [cylinder(0.025, x1 - x0 - 1.0, (0.0, y1 - 0.06, z), axis=0, segments=10)]
        tubes += [on_side(cylinder(0.025, y1 - 0.6, (0.0, -0.06, z), axis=0, segments=10), bounds, s, 0.5 * y1)
              for s in (-1, 1)]
        f.add(name, glowing(name, color, 18.0), *tubes)
    f.add("ball", material("mirror ball", "chrome"), cylinder(0.3, 0.6, (0.0, 1.6, high - 0.9), edge=0.28, segments=24))
    f.stand("speaker", [(x0 + 0.6, y1 - 0.5, 0.0), (x1 - 0.6, y1 - 0.5, 0.0)], height=1.2)
    f.add("dj_desk", material("dj desk", "lacquer", "#1d1b24"), box((-1.1, y1 - 1.1, 0.0), (1.1, y1 - 0.5, 1.05)),
          solid=True)
    f.add("dj_light", glowing("dj light", "#8a4bff", 6.0), box((-1.05, y1 - 1.115, 0.2), (1.05, y1 - 1.1, 0.85), 0.002))


def _light_floor(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    (_, _, _), (_, y1, _) = bounds
    colors = ("#7a2fa8", "#2f5fc0", "#b02f78")
    cells: dict[int, list[Surface]] = {0: [], 1: [], 2: []}
    for i, x in enumerate(np.arange(-2.7, 2.8, 0.9)):
        for j, y in enumerate(np.arange(-1.35, y1 - 1.6, 0.9)):
            cells[(i + 2 * j) % 3].append(box((x - 0.42, y - 0.42, 0.0), (x + 0.42, y + 0.42, 0.006), 0.002))
    for k, color in enumerate(colors):
        f.add(f"cells_{k + 1}", glowing(f"cells {k + 1}", color, 1.2), *cells[k])


def _canvases(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """Pictures that lean on the back wall and hang there."""
    (x0, _, _), (x1, y1, _) = bounds
    colors = ("#b5543c", "#3f6f8c", "#c9a24a", "#5c7a4f", "#8a5a86")
    for k, x in enumerate(steps(x0 + 0.8, x1 - 0.8, 1.25)):
        wide, tall, low = float(rng.uniform(0.6, 1.0)), float(rng.uniform(0.6, 1.1)), 0.02 if k % 2 else 1.1
        f.add(f"canvas_{k + 1}", material(f"canvas {k + 1}", "cotton", "#e3ded2"),
              box((x - 0.5 * wide, y1 - 0.05, low), (x + 0.5 * wide, y1 - 0.01, low + tall)))
        f.add(f"painting_{k + 1}", material(f"painting {k + 1}", "cotton", colors[k % 5], pattern="striped"
              if k % 3 == 0 else "", second_color=colors[(k + 2) % 5], pattern_scale_m=0.2),
              box((x - 0.44 * wide, y1 - 0.054, low + 0.06), (x + 0.44 * wide, y1 - 0.048, low + tall - 0.06),
                    0.001))  # fmt: skip


def _paper_walls(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """Sliding walls of paper on a wooden lattice."""
    (x0, _, _), (x1, y1, _) = bounds
    half, top = 0.5 * (x1 - x0) - 0.2, 2.4
    bars = [box((x - 0.015, y1 - 0.06, 0.1), (x + 0.015, y1 - 0.03, top), 0.003) for x in np.arange(-half,
          half + 0.01, 0.3)]
    bars += [box((-half, y1 - 0.06, z - 0.015), (half, y1 - 0.03, z + 0.015), 0.003) for z in np.arange(0.5, top, 0.38)]
    bars += [box((-half, y1 - 0.08, z), (half, y1, z + 0.09)) for z in (0.0, top)]
    f.add("lattice", material("lattice", "walnut"), *bars)
    f.add("paper", glowing("paper", "#f2ead6", 1.4), box((-half, y1 - 0.03, 0.09), (half, y1 - 0.02, top), 0.002))


def _theatre_lamp(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """The lamp over an operating table, a table under it, a monitor beside it."""
    (_, _, _), (_, y1, high) = bounds
    y = max(CLEAR_M + 0.5, 0.5 * y1)
    f.add("arm", material("arm", "painted metal", "#e4e6e6"), cylinder(0.035, high - 2.2,
          (0.0, y, 0.5 * (high + 2.2)), segments=14), cylinder(0.42, 0.14, (0.0, y, 2.15), edge=0.05, segments=32))
    f.add("bulbs", glowing("bulbs", "#f4fbff", 14.0), *[cylinder(0.09, 0.02, (0.25 * np.cos(a), y + 0.25 * np.sin(a),
          2.07), segments=18) for a in np.arange(0.0, 6.2, 2.0 * np.pi / 6)])
    f.add("table_base", material("table base", "steel"), cylinder(0.18, 0.8, (0.0, y, 0.4), segments=20),
          box((-0.95, y - 0.3, 0.78), (0.95, y + 0.3, 0.84)), solid=True)
    f.add("table_pad", material("table pad", "cotton", "#4f8f88"), rounded_box((1.9, 0.6, 0.1), (0.0, y, 0.89), 0.04))
    f.add("monitor", material("monitor", "plastic", "#d9dcdc"), box((1.5, y - 0.1, 1.1), (2.0, y + 0.1, 1.5)),
          cylinder(0.03, 1.1, (1.75, y, 0.55), segments=12))
    f.add("trace", glowing("trace", "#5fe07a", 2.0), box((1.53, y - 0.106, 1.14), (1.97, y - 0.1, 1.46), 0.001))


def _glazing_bars(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """The iron frame of a glass house."""
    (x0, y0, _), (x1, y1, high) = bounds
    white = material("glazing bars", "painted metal", "#dfe3df")
    bars = [box((x - 0.02, y1, 0.0), (x + 0.02, y1 + 0.05, high)) for x in steps(x0, x1, 0.75)]
    bars += [box((x0, y1, z), (x1, y1 + 0.05, z + 0.05)) for z in (0.8, 1.9, high - 0.05)]
    for wall in (x0, x1):
        bars += [box((wall - 0.02, y - 0.02, 0.0), (wall + 0.02, y + 0.02, high)) for y in steps(y0, y1, 0.75)]
        bars += [box((wall - 0.02, y0, z), (wall + 0.02, y1, z + 0.05)) for z in (0.8, 1.9, high - 0.05)]
    bars += [box((x0, y - 0.02, high - 0.06), (x1, y + 0.02, high)) for y in steps(y0, y1, 0.75)]
    f.add("bars", white, *bars)
    plinth = material("plinth", "brick", pattern="brick", pattern_scale_m=0.22)
    f.add("plinth", plinth, box((x0, y1 - 0.02, 0.0), (x1, y1 + 0.06, 0.6)),
          *[box((wall - 0.04, y0, 0.0), (wall + 0.04, y1, 0.6)) for wall in (x0, x1)])


def _plants(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """Staging along both sides with pots of plants, taller ones at the back."""
    (x0, _, _), (x1, y1, _) = bounds
    wood = material("staging", "weathered wood")
    for side in (-1, 1):
        x = x0 + 0.55 if side < 0 else x1 - 0.55
        f.add("staging", wood, box((x - 0.45, 0.2, 0.72), (x + 0.45, y1 - 0.8, 0.78)),
              *[box((x + d - 0.04, y - 0.04, 0.0), (x + d + 0.04, y + 0.04, 0.72)) for y in steps(0.4, y1 - 1.0, 1.4)
                    for d in (-0.36, 0.36)])  # fmt: skip
        f.solids.append(collision_around(box((x - 0.45, 0.2, 0.0), (x + 0.45, y1 - 0.8, 1.4))))
        f.stand("pot", [(x + 0.12 * (-1) ** k, y, float(k)) for k, y in enumerate(steps(0.5, y1 - 1.1, 0.55))], 0.78,
              height=0.6)
    f.stand("bush", [(x, y1 - 0.9, 0.7 * k) for k, x in enumerate(steps(x0 + 1.5, x1 - 1.5, 1.1))])


def _lanterns(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, high) = bounds
    spots = [(s * 0.2 * (x1 - x0), y, 0.55 * high) for y in steps(0.9, y1 - 1.4, 2.2) for s in (-1, 1)]
    f.add("lanterns", glowing("lanterns", "#ff8a4a", 8.0), *[cylinder(0.2, 0.4, p, edge=0.12, segments=20)
          for p in spots])
    f.add("cords", material("cords", "iron"), *[cylinder(0.008, high - z - 0.2, (x, y, 0.5 * (high + z + 0.2)),
          segments=6) for x, y, z in spots],
          *[cylinder(0.12, 0.04, (x, y, z + s * 0.2), segments=16) for x, y, z in spots for s in (-1, 1)])  # fmt: skip


def _niche(f: Fitting, bounds: NDArray[np.float64], of: str, rng: np.random.Generator) -> None:
    """The niche of a mosque in a tall tiled frame."""
    (_, _, _), (_, y1, high) = bounds
    top = 0.62 * high
    f.add("niche_frame", material("niche frame", "tile", "#2f6f86", pattern="tiles", pattern_scale_m=0.2),
          box((-1.3, y1 - 0.1, 0.0), (1.3, y1, top + 0.6)))
    f.add("niche_edge", material("niche edge", "gold"), *[box((s * 1.3 - 0.06, y1 - 0.13, 0.0), (s * 1.3 + 0.06, y1,
          top + 0.66)) for s in (-1, 1)], box((-1.36, y1 - 0.13, top + 0.6), (1.36, y1, top + 0.7)))
    f.add("niche", material("niche", "plaster", "#d9c79a"), box((-0.7, y1 - 0.115, 0.0), (0.7, y1 - 0.09, top - 0.7),
          0.004), cylinder(0.7, 0.025, (0.0, y1 - 0.102, top - 0.7), axis=1, segments=40))


INSTALLATIONS: dict[str, Maker] = {
    "bars": _bars, "barrels": _barrels, "bins": _bins, "bookcases": _bookcases, "cabin seats": _cabin_seats,
    "cabin windows": _cabin_windows, "canvases": _canvases, "consoles": _consoles, "glazing bars": _glazing_bars,
    "hams": _hams, "lanterns": _lanterns, "lift": _lift, "light floor": _light_floor, "lockers": _lockers,
    "mirrors": _mirrors, "neon": _neon, "niche": _niche, "paper walls": _paper_walls, "pipes": _pipes,
    "plants": _plants, "platform": _platform, "pool": _pool, "space window": _space_window, "stalls": _stalls,
    "theatre lamp": _theatre_lamp,
}  # fmt: skip
