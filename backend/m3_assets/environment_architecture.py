"""What is built into a room: columns, beams, the ribs of a vault, windows high up, lamps, doors along a corridor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from .contract import Surface
from .environment_fitting import CLEAR_M, Fitting, Maker, box, look, on_side, steps
from .geometry import cylinder, merge, rotated, rounded_box, translated, tube
from .materials import glowing, material
from .shapes import collision_box

Array = NDArray[np.float64]


def _columns(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, high) = bounds
    radius = 0.2 + 0.015 * high
    pieces = []
    for y in steps(CLEAR_M - 0.4, y1 - 0.9, 2.5):
        for x in (x0 + 0.9, x1 - 0.9):
            pieces += [
                cylinder(radius, high - 0.7, (x, y, 0.5 * high), top_radius=0.86 * radius, segments=24),
                rounded_box((2.9 * radius, 2.9 * radius, 0.16), (x, y, 0.08), 0.015),
                cylinder(1.3 * radius, 0.14, (x, y, 0.23), edge=0.05, segments=24),
                cylinder(0.95 * radius, 0.3, (x, y, high - 0.35), top_radius=1.4 * radius, segments=24),
                rounded_box((3.0 * radius, 3.0 * radius, 0.2), (x, y, high - 0.1), 0.015),
            ]
    if pieces:
        f.add("columns", look(of, "columns"), *pieces)
        for y in steps(CLEAR_M - 0.4, y1 - 0.9, 2.5):
            for x in (x0 + 0.9, x1 - 0.9):
                f.solids.append(collision_box((3.0 * radius, 3.0 * radius, high), (x, y, 0.5 * high)))


def _beams(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, high) = bounds
    beams = [box((x0, y - 0.11, high - 0.28), (x1, y + 0.11, high)) for y in steps(-0.6, y1 - 0.4, 1.5)]
    posts = [box((x - 0.1, y - 0.1, 0.0), (x + 0.1, y + 0.1, high - 0.28))
             for y in steps(0.9, y1 - 0.4, 3.0) for x in (x0 + 0.1, x1 - 0.1)]  # fmt: skip
    f.add("beams", look("walnut", "beams"), *beams, *posts)


def _rafters(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """The slopes of a roof, boards on rafters, from the knee walls to the ridge."""
    (x0, y0, _), (x1, y1, high) = bounds
    knee, run = 0.36 * high, 0.5 * (x1 - x0)
    length, lean = float(np.hypot(run, high - knee)), float(np.arctan2(high - knee, run))
    boards, rafters = [], []
    for side in (-1, 1):
        middle = (side * 0.5 * run + 0.5 * (x0 + x1), 0.0, 0.5 * (knee + high))
        slope = rotated(rounded_box((length + 0.2, y1 - y0, 0.03), (0, 0.5 * (y0 + y1), 0.04), 0.004), side * lean,
                        (0.0, 1.0, 0.0))  # fmt: skip
        boards.append(translated(slope, middle))
        for y in steps(0.1, y1 - 0.2, 1.1):
            rafter = rotated(rounded_box((length, 0.12, 0.16), (0, 0, -0.06), 0.008), side * lean, (0.0, 1.0, 0.0))
            rafters.append(translated(rafter, (middle[0], y, middle[2])))
    ties = [box((x0, y - 0.08, 0.72 * high), (x1, y + 0.08, 0.72 * high + 0.16)) for y in steps(0.7, y1 - 0.4, 2.2)]
    f.add("boards", look("pine", "roof boards"), *boards)
    f.add("rafters", look("walnut", "rafters"), *rafters, *ties)


def _ribs(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """Arches from wall to wall, one behind the other."""
    (x0, _, _), (x1, y1, high) = bounds
    angle = np.linspace(0.0, np.pi, 25)
    rise = min(0.42 * high, 0.5 * (x1 - x0))
    middle, run = 0.5 * (x0 + x1), 0.5 * (x1 - x0) - 0.12
    ribs = []
    for y in steps(0.3, y1 - 0.15, 2.3):
        arch = np.stack([middle - run * np.cos(angle), np.full(25, y), high - 0.14 - rise * (1.0 - np.sin(angle))], -1)
        ribs.append(tube(arch, 0.16, 8))
        ribs += [box((x - 0.17, y - 0.17, 0.0), (x + 0.17, y + 0.17, high - rise)) for x in (x0 + 0.12, x1 - 0.12)]
    f.add("ribs", look(of, "ribs"), *ribs)


def _runner(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (x0, y0, _), (x1, y1, _) = bounds
    half = min(0.8, 0.26 * (x1 - x0))
    f.add("runner", material("runner", "wool", of), box((-half, y0 - 3.0, 0.0), (half, y1 - 0.1, 0.010), 0.003))
    edges = [box((s * half - 0.06, y0 - 3.0, 0.0), (s * half + 0.06, y1 - 0.1, 0.012), 0.003) for s in (-1, 1)]
    f.add("runner_edges", material("runner edges", "wool", "#b99043"), *edges)


def _banners(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, high) = bounds
    cloth, trim = [], []
    for x in (-0.27 * (x1 - x0), 0.27 * (x1 - x0)):
        cloth.append(box((x - 0.5, y1 - 0.05, 0.28 * high), (x + 0.5, y1 - 0.03, 0.86 * high), 0.006))
        trim.append(box((x - 0.2, y1 - 0.065, 0.5 * high), (x + 0.2, y1 - 0.05, 0.5 * high + 0.55), 0.05))
        trim.append(cylinder(0.025, 1.2, (x, y1 - 0.05, 0.86 * high), axis=0, segments=12))
    f.add("banners", material("banners", "velvet", "#7d1f24"), *cloth)
    f.add("banner_signs", material("banner signs", "brass"), *trim)


def _tall_windows(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """Windows with round heads high in the side walls and the back, through which the sky shines."""
    (x0, _, _), (x1, y1, high) = bounds
    low, top, half = 0.34 * high, 0.8 * high, min(0.55, 0.09 * high)
    angle = np.linspace(0.0, np.pi, 13)
    head = np.stack([half * np.cos(angle), np.full(13, -0.03), top - half + half * np.sin(angle)], -1)
    outline = np.concatenate([[[half, -0.03, low]], head, [[-half, -0.03, low]]])
    pane = merge([box((-half, -0.025, low), (half, -0.015, top - half), 0.002),
                  cylinder(half, 0.01, (0.0, -0.02, top - half), axis=1, segments=28)])  # fmt: skip
    bars = [box((-0.02, -0.05, low), (0.02, -0.02, top)), box((-half, -0.05, 0.62 * high), (half, -0.02,
          0.62 * high + 0.03))]
    frame = merge([tube(outline, 0.06, 8), box((-half - 0.1, -0.12, low - 0.08), (half + 0.1, 0.0, low)), *bars])
    put: list[Callable[[Surface], Surface]] = []
    for y in steps(CLEAR_M + 0.8, y1 - 1.2, 2.5):
        for side in (-1, 1):
            put.append(partial(on_side, bounds=bounds, side=side, y=y))
    for x in (-0.27 * (x1 - x0), 0.27 * (x1 - x0)) if high > 6.5 else ():
        put.append(partial(translated, offset=(x, y1, 0.0)))
    f.add("window_frames", look("stone", "window frames"), *[to(frame) for to in put])
    f.add("window_panes", glowing("window light", "#dfe9f2", 3.0), *[to(pane) for to in put])


def _lights(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """Lamps let into the ceiling, in rows that run back."""
    (x0, y0, _), (x1, y1, high) = bounds
    wide = x1 - x0
    across = (0.5 * (x0 + x1),) if wide < 4.5 else (x0 + 0.27 * wide, x1 - 0.27 * wide)
    size = (min(0.3, 0.14 * wide), 1.2)
    spots = [(x, y) for y in steps(y0 + 0.9, y1 - 0.9, 2.3) for x in across]
    f.add("lamps", glowing("lamps", "#fff4e2", 7.0),
          *[rounded_box((*size, 0.02), (x, y, high - 0.012), 0.004) for x, y in spots])  # fmt: skip
    f.add("lamp_frames", material("lamp frames", "painted metal", "#c9cac8"),
          *[rounded_box((size[0] + 0.06, size[1] + 0.06, 0.012), (x, y, high - 0.006), 0.003) for x,
                y in spots])  # fmt: skip


def _pendants(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, high) = bounds
    spots = [(x, y, 2.25) for y in steps(0.9, y1 - 0.9, 2.0) for x in steps(x0 + 1.0, x1 - 1.0, 1.9)]
    shades = [cylinder(0.17, 0.16, (x, y, z), top_radius=0.05, segments=20) for x, y, z in spots]
    cords = [cylinder(0.006, high - z, (x, y, 0.5 * (high + z)), segments=8) for x, y, z in spots]
    f.add("shades", material("shades", "painted metal", "#3a3733"), *shades, *cords)
    f.add("bulbs", glowing("bulbs", "#ffc98a", 90.0), *[cylinder(0.06, 0.05, (x, y, z - 0.08), segments=14) for x, y,
          z in spots])


def _torches(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """Torches in iron holders on the side walls."""
    (_, _, _), (_, y1, high) = bounds
    bowl, flame = [], []
    z = min(2.1, 0.6 * high)
    for y in steps(0.7, y1 - 0.5, 2.5):
        for side in (-1, 1):
            bowl.append(on_side(merge([cylinder(0.02, 0.4, (0.0, -0.14, z - 0.15), top_radius=0.05, segments=12),
                                       box((-0.02, -0.16, z - 0.2), (0.02, 0.0, z - 0.16))]), bounds, side,
                                             y))  # fmt: skip
            flame.append(on_side(cylinder(0.06, 0.22, (0.0, -0.14, z + 0.14), top_radius=0.01, segments=12), bounds,
                  side, y))
    f.add("holders", material("holders", "iron"), *bowl)
    f.add("flames", glowing("flames", "#ff9a3d", 45.0), *flame)


def _sconces(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (_, _, _), (_, y1, _) = bounds
    spots = [(y, side) for y in steps(0.5, y1 - 0.6, 2.2) for side in (-1, 1)]
    shade = cylinder(0.1, 0.22, (0.0, -0.1, 2.0), top_radius=0.14, segments=18)
    f.add("sconces", glowing("sconces", "#ffcf94", 12.0), *[on_side(shade, bounds, side, y) for y, side in spots])


def _chandeliers(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (_, _, _), (_, y1, high) = bounds
    rings, bulbs = [], []
    angle = np.linspace(0.0, 2.0 * np.pi, 13)[:-1]
    for y in steps(1.2, y1 - 1.5, 4.0):
        z = high - 1.5
        for radius, up in ((0.85, 0.0), (0.5, 0.35)):
            ring = np.stack([radius * np.cos(angle), y + radius * np.sin(angle), np.full(12, z + up)], -1)
            rings.append(tube(ring, 0.022, 8, closed_path=True))
            bulbs += [cylinder(0.03, 0.12, point + np.array([0.0, 0.0, 0.08]), top_radius=0.012, segments=10)
                      for point in ring]
            rings += [tube(np.array([point, [0.0, y, z + 1.0]]), 0.008, 6) for point in ring[::3]]
        rings.append(cylinder(0.02, 0.6, (0.0, y, high - 0.3), segments=8))
    f.add("rings", material("rings", "brass"), *rings)
    f.add("candles", glowing("candles", "#ffd9a0", 30.0), *bulbs)


def _doors(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """Doors along both sides of a corridor, and one at its end."""
    (_, _, _), (_, y1, _) = bounds
    leaf = merge([box((-0.44, -0.03, 0.0), (0.44, 0.0, 2.05), 0.004),
                  *[box((x - 0.15, -0.045, z), (x + 0.15, -0.025, z + h), 0.006) for x in (-0.2, 0.2)
                    for z, h in ((0.2, 0.7), (1.05, 0.85))]])  # fmt: skip
    frame = merge([box((x - 0.05, -0.05, 0.0), (x + 0.05, 0.0, 2.15)) for x in (-0.5, 0.5)]
                  + [box((-0.55, -0.05, 2.06), (0.55, 0.0, 2.16))])  # fmt: skip
    knob = merge([cylinder(0.025, 0.06, (0.36, -0.06, 1.0), axis=1, segments=14)])
    put: list[Callable[[Surface], Surface]] = [lambda piece: translated(piece, (0.0, y1, 0.0))]
    for number, y in enumerate(steps(1.0, y1 - 1.2, 2.6)):
        for side in (-1, 1):
            put.append(partial(on_side, bounds=bounds, side=side, y=y + 0.5 * side * (number % 2)))
    f.add("leaves", material("leaves", "painted wood", "#a58a66"), *[to(leaf) for to in put])
    f.add("frames", material("frames", "painted wood", "#e4e0d6"), *[to(frame) for to in put])
    f.add("knobs", material("knobs", "brass"), *[to(knob) for to in put])


ARCHITECTURE: dict[str, Maker] = {
    "columns": _columns, "beams": _beams, "rafters": _rafters, "ribs": _ribs, "runner": _runner, "banners": _banners,
    "tall windows": _tall_windows, "lights": _lights, "pendants": _pendants, "torches": _torches, "sconces": _sconces,
    "chandeliers": _chandeliers, "doors": _doors,
}  # fmt: skip
