"""Parts of houses: gabled bodies, roofs with overhang, windows, doors, chimneys, facades with rows of windows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .contract import Surface
from .geometry import deformed, lathe, loft, merge, rounded_box, translated
from .geometry_grid import outward

Array = NDArray[np.float64]


def gabled_body(width: float, depth: float, eaves: float, ridge: float, bottom: float = 0.0) -> Surface:
    """Walls with pointed gables at the sides (ridge along X), closed."""
    half_d = 0.5 * depth
    # the outline of a gable in (y, z), even count, from the front foot round the ridge
    outline = np.array(
        [
            (-half_d, bottom),
            (half_d, bottom),
            (half_d, eaves),
            (0.5 * half_d, 0.5 * (eaves + ridge)),
            (0.0, ridge),
            (-0.5 * half_d, 0.5 * (eaves + ridge)),
            (-half_d, eaves),
            (-half_d, 0.5 * eaves),
        ]
    )
    outline = np.roll(outline, -5, axis=0)
    x = np.array([-0.5 * width, -0.5 * width + 0.01, 0.0, 0.5 * width - 0.01, 0.5 * width])
    rings = np.stack([np.broadcast_to(x[:, None], (len(x), len(outline))),
                      np.broadcast_to(outline[:, 0], (len(x), len(outline))),
                      np.broadcast_to(outline[:, 1], (len(x), len(outline)))], -1)  # fmt: skip
    return outward(loft(rings))


def roof_slabs(
    width: float, depth: float, eaves: float, ridge: float, overhang: float, thickness: float = 0.16, rows: int = 9
) -> tuple[Surface, Surface]:
    """Two pitched slabs with courses of tiles, and the ridge cap with barge boards."""
    half_w, half_d = 0.5 * width + overhang, 0.5 * depth
    slope = (ridge - eaves) / half_d
    reach = half_d + overhang
    length = np.hypot(reach, reach * slope)
    pitch = np.arctan(slope)
    courses = []
    step = length / rows
    for side in (-1.0, 1.0):
        for row in range(rows):
            # each course overlaps the one below it and tips up a little
            middle = (row + 0.5) * step
            course = rounded_box((2 * half_w, 1.12 * step, 0.45 * thickness), (0, 0, 0), 0.012)
            tilt = side * -1.0 * (pitch - 0.035)
            c, s = np.cos(tilt), np.sin(tilt)
            turned = course.vertices @ np.array([[1, 0, 0], [0, c, -s], [0, s, c]]).T
            y = side * (reach - middle * np.cos(pitch))
            z = eaves - overhang * slope + middle * np.sin(pitch) + 0.55 * thickness
            courses.append(translated(replace(course, vertices=turned), (0.0, y, z)))
    boards = []
    for side in (-1.0, 1.0):
        for end in (-1.0, 1.0):
            board = rounded_box((0.05, length, 1.15 * thickness), (0, 0, 0), 0.008)
            tilt = side * -1.0 * pitch
            c, s = np.cos(tilt), np.sin(tilt)
            turned = board.vertices @ np.array([[1, 0, 0], [0, c, -s], [0, s, c]]).T
            y, z = side * 0.5 * reach, 0.5 * (eaves - overhang * slope + ridge) + 0.22 * thickness
            boards.append(translated(replace(board, vertices=turned), (end * (half_w + 0.012), y, z)))
    cap = rounded_box((2 * half_w + 0.04, 0.26, 0.09), (0.0, 0.0, ridge + 0.85 * thickness), 0.03)
    return merge([*courses, cap]), merge(boards)


@lru_cache(maxsize=64)
def window(width: float, height: float, *, shutters: bool = False, sill: bool = True) -> dict[str, Surface]:
    """A window in a wall whose face is y = 0, looking to -Y, about its centre: frame, pane, and shutters."""
    f, d = 0.07, 0.06
    frame = [
        rounded_box((f, d, height + f), (s * 0.5 * width, -0.5 * d + 0.01, 0.0), 0.01) for s in (-1.0, 1.0)
    ]  # fmt: skip
    frame += [rounded_box((width + f, d, f), (0.0, -0.5 * d + 0.01, s * 0.5 * height), 0.01) for s in (-1.0, 1.0)]
    frame.append(rounded_box((0.035, 0.03, height), (0.0, -0.02, 0.0), 0.006))
    frame.append(rounded_box((width, 0.03, 0.035), (0.0, -0.02, 0.12 * height), 0.006))
    if sill:
        frame.append(rounded_box((width + 0.28, 0.16, 0.05), (0.0, -0.06, -0.5 * height - 0.05), 0.012))
    pieces = {"frames": merge(frame), "panes": rounded_box((width, 0.02, height), (0.0, -0.008, 0.0), 0.003)}
    if shutters:
        leaves = []
        for s in (-1.0, 1.0):
            leaf_w = 0.46 * width
            x = s * (0.5 * width + 0.5 * leaf_w + 0.06)
            leaves.append(rounded_box((leaf_w, 0.035, height + 0.06), (x, -0.03, 0.0), 0.008))
            leaves += [
                rounded_box((0.78 * leaf_w, 0.02, 0.40 * height), (x, -0.05, k * 0.23 * height), 0.008) for k in (-1, 1)
            ]
        pieces["shutters"] = merge(leaves)
    return pieces


def door(width: float, height: float, *, steps: int = 1) -> dict[str, Surface]:
    """A front door at the foot of a wall face y = 0: casing, panelled leaf, knob, steps."""
    c = 0.12
    casing = [
        rounded_box((c, 0.12, height + c), (s * 0.5 * (width + c), -0.04, 0.5 * (height + c)), 0.012)
        for s in (-1.0, 1.0)
    ]
    casing.append(rounded_box((width + 2 * c + 0.06, 0.16, c), (0.0, -0.05, height + 0.5 * c), 0.015))
    leaf = [rounded_box((width, 0.06, height), (0.0, -0.01, 0.5 * height), 0.006)]
    for low, high in ((0.08, 0.40), (0.45, 0.70)):
        leaf += [rounded_box((0.34 * width, 0.03, (high - low) * height), (s * 0.22 * width, -0.035,
                             0.5 * (low + high) * height), 0.012) for s in (-1, 1)]  # fmt: skip
    light = rounded_box((0.72 * width, 0.02, 0.17 * height), (0.0, -0.04, 0.85 * height), 0.006)
    knob = rounded_box((0.05, 0.09, 0.05), (0.40 * width, -0.07, 0.46 * height), 0.022)
    stone = [
        rounded_box((width + 0.7 + 0.3 * k, 0.75 + 0.32 * k, 0.15), (0.0, -0.36 - 0.16 * k, -0.075 - 0.15 * k), 0.02)
        for k in range(steps)
    ]
    return {"frames": merge(casing), "door": merge(leaf), "panes": light, "knob": knob, "steps": merge(stone)}


def hipped_awning(width: float, y: float, z: float) -> Surface:
    """A small sloping roof over a door."""
    outline = np.array([(0.0, 0.0), (-0.9, -0.38), (-0.9, -0.30), (0.0, 0.10)])
    x = np.linspace(-0.5 * width, 0.5 * width, 3)
    rings = np.stack([np.broadcast_to(x[:, None], (3, 4)), np.broadcast_to(outline[:, 0] + y, (3, 4)),
                      np.broadcast_to(outline[:, 1] + z, (3, 4))], -1)  # fmt: skip
    return outward(loft(rings))


@dataclass(frozen=True, kw_only=True)
class Block:
    """A block of storeys: bands and piers stand proud of a core of glass."""

    bands: Surface
    piers: Surface
    mullions: Surface
    core: Surface
    cells: Array
    """(N, 4) m [x, y, z, turn about Z] of every window's middle"""
    pane: tuple[float, float]
    """width and height of a window, m"""


def block(
    width: float, depth: float, height: float, columns: int, side_columns: int, floors: int, ground_m: float,
    sides: tuple[str, ...] = ("front", "back", "left", "right"),
) -> Block:  # fmt: skip
    """A building on the origin with recessed windows between piers and bands, every piece closed."""
    recess = 0.22
    storey = (height - ground_m) / floors
    band = 0.30 * storey
    core = rounded_box((width - 2 * recess, depth - 2 * recess, height - 0.1), (0, 0, 0.5 * height - 0.05), 0.02)
    bands, piers, mullions, cells = [], [], [], []
    for k in range(floors + 1):
        z = ground_m + k * storey
        thick = band if 0 < k < floors else 1.15 * band
        top = min(z + 0.5 * thick, height)
        bands.append(rounded_box((width, depth, thick), (0.0, 0.0, top - 0.5 * thick), 0.02))
    along = {
        "front": (width, columns, 0.0, 0.5 * depth), "back": (width, columns, np.pi, 0.5 * depth),
        "left": (depth, side_columns, 0.5 * np.pi, 0.5 * width),
        "right": (depth, side_columns, -0.5 * np.pi, 0.5 * width),
    }  # fmt: skip
    pane = (0.0, 0.0)
    for side in sides:
        length, count, turn, out = along[side]
        pitch = length / count
        pier = 0.42 * pitch
        c, s = np.cos(turn), np.sin(turn)
        spin = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])

        def put(size: tuple[float, float, float], x: float, y: float, z: float, spin: Array = spin) -> Surface:
            piece = rounded_box(size, (x, y, z), 0.012)
            return replace(piece, vertices=piece.vertices @ spin.T)

        for k in range(count + 1):
            x = -0.5 * length + k * pitch
            wide = pier if 0 < k < count else 0.5 * pier
            end = 0.5 * length - 0.5 * wide - 0.015
            x = float(np.clip(x, -end, end))
            piers.append(put((wide, 0.30, height - ground_m - 0.02), x, -out + 0.17, 0.5 * (height + ground_m)))
        for k in range(count):
            x = -0.5 * length + (k + 0.5) * pitch
            mullions.append(put((0.06, 0.10, height - ground_m - 0.2), x, -out + recess, 0.5 * (height + ground_m)))
            for floor in range(floors):
                cells.append((*(spin @ np.array([x, -out + recess, ground_m + (floor + 0.5) * storey])), turn))
        pane = (pitch - pier, storey - band)
    return Block(bands=merge(bands), piers=merge(piers), mullions=merge(mullions), core=core, cells=np.array(cells),
                 pane=pane)  # fmt: skip


def square_ring(inner_m: float, outer_m: float, high_m: float) -> Surface:
    """A low ring about Z, nearly square with round corners; the middles of its sides are so far from it."""
    ring = lathe([(inner_m, 0.0), (outer_m, 0.0), (outer_m, high_m), (inner_m, high_m)], 72, closed_profile=True)

    def squared(points: np.ndarray) -> np.ndarray:
        way = points[:, :2] / np.linalg.norm(points[:, :2], axis=1, keepdims=True)
        stretch = (way**4).sum(axis=1) ** -0.25
        return np.asarray(points * np.column_stack([stretch, stretch, np.ones(len(way))]))

    return deformed(ring, squared)
