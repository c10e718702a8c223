"""A street after a war: houses of which walls stand, holes for windows, floors that hang out, rubble at their feet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .contract import Surface
from .environment_fitting import Fitting, box
from .environment_terrain import boulder
from .geometry import merge, rotated, rounded_box, translated
from .materials import material
from .shapes import collision_around

Array = NDArray[np.float64]

_HALF_M, _BAY_M, _STOREY_M, _WALL_M = 7.2, 2.7, 3.1, 0.35
"""from the middle of the street to the houses; the bays and storeys of their fronts, how thick their walls are"""
_STUFFS = (("concrete", "#7d776d"), ("plaster", "#9a8c76"), ("brick", "#7a4f40"), ("plaster", "#8a8478"))


def ruined_street(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    """Broken fronts along both sides of a street that runs away from the viewer, and one that closes it."""
    rubble: list[Surface] = []
    steel: list[Surface] = []
    number = 0
    for side in (-1, 1):
        y = 0.5 * stage_m - 1.0
        while y < stage_m + 46.0:
            bays = int(rng.integers(3, 6))
            stuff, color = _STUFFS[int(rng.integers(len(_STUFFS)))]
            number += 1
            look = material(f"ruin {number}", stuff, color, pattern="brick" if stuff == "brick" else "",
                            pattern_scale_m=0.22)  # fmt: skip
            front, bars = _front(bays, rng)
            foot = side * _HALF_M, y + 0.5 * bays * _BAY_M, 0.0
            placed = [translated(rotated(piece, -side * 0.5 * np.pi, (0.0, 0.0, 1.0)), foot) for piece in (front, bars)]
            f.add(f"house_{number}", look, placed[0])
            steel.append(placed[1])
            rubble += _heap((side * (_HALF_M - 0.6), y + 0.5 * bays * _BAY_M), (1.3, 0.5 * bays * _BAY_M), 16, rng)
            y += bays * _BAY_M + float(rng.uniform(0.3, 3.0))
        outer = side * (_HALF_M + 8.0), stage_m + 46.0, 8.0
        f.solids.append(collision_around(box((side * _HALF_M, 0.0, 0.0), outer)))
    end, bars = _front(7, rng)
    f.add("house_end", material("ruin end", "concrete", "#756f66"), translated(end, (0.0, stage_m + 50.0, 0.0)))
    steel.append(translated(bars, (0.0, stage_m + 50.0, 0.0)))
    for _ in range(6):
        spot = float(rng.uniform(-5.0, 5.0)), stage_m + float(rng.uniform(3.0, 30.0))
        rubble += _heap(spot, (1.0, 1.0), 7, rng)
    f.add("rubble", material("rubble", "concrete", "#6f6a62"), *rubble)
    f.add("steel", material("bent steel", "iron", "#4a3a30"), merge(steel))
    dust = [box((side * (_HALF_M - 3.4), -12.0, 0.0), (side * (_HALF_M - 0.1), stage_m + 46.0, 0.05), 0.01)
            for side in (-1, 1)]  # fmt: skip
    f.add("dust", material("dust", "concrete", "#5d5952"), *dust)


def _front(bays: int, rng: np.random.Generator) -> tuple[Surface, Surface]:
    """A house's front along X, seen from -Y: piers and what is left between them of each storey, the stumps of its
    floors behind; and the steel that sticks out where it broke."""
    broken = 3.2 + 1.3 * np.sin(np.linspace(0.0, 3.0, bays + 1) + float(rng.uniform(0, 6)))
    top = np.clip(broken + rng.uniform(-0.9, 0.9, bays + 1), 0.6, 5.0) * _STOREY_M
    half = 0.5 * bays * _BAY_M
    pieces: list[Surface] = []
    bars: list[Surface] = []
    for k in range(bays + 1):
        x = k * _BAY_M - half
        pieces.append(box((x - 0.38, 0.0, -0.1), (x + 0.38, _WALL_M, float(top[k])), 0.03))
        for off in (-0.2, 0.1):
            bar = rotated(rounded_box((0.03, 0.03, 0.7), (0, 0, 0.35), 0.008), float(rng.normal(0, 0.5)), (0, 1, 0))
            bars.append(translated(bar, (x + off, 0.5 * _WALL_M, float(top[k]) - 0.1)))
    for k in range(bays):
        x0, x1 = k * _BAY_M - half + 0.3, (k + 1) * _BAY_M - half - 0.3
        limit = float(min(top[k], top[k + 1]) + rng.uniform(-0.8, 0.9))
        for storey in range(5):
            z = storey * _STOREY_M
            if z + 0.5 > limit:
                break
            if storey:  # the wall under the window, and the floor that it carries
                pieces.append(box((x0, 0.0, z - 0.45), (x1, _WALL_M, min(z + 0.85, limit)), 0.03))
                if rng.uniform() < 0.75:
                    pieces.append(box((x0 - 0.3, 0.1, z - 0.25), (x1 + 0.3, float(rng.uniform(1.2, 5.0)), z), 0.03))
            if storey and rng.uniform() < 0.3 and z + 2.6 < limit:  # walled up
                pieces.append(box((x0, 0.05, z + 0.8), (x1, _WALL_M - 0.05, z + 2.6), 0.03))
    pieces.append(box((-half, 5.0, -0.1), (half, 5.3, float(0.55 * top.mean())), 0.03))
    return merge(pieces), merge(bars)


def _heap(
    spot: tuple[float, float], spread: tuple[float, float], count: int, rng: np.random.Generator
) -> list[Surface]:
    """Broken slabs and stones, the larger below."""
    found = []
    for k in range(count):
        x, y = spot[0] + float(rng.normal(0.0, 0.5 * spread[0])), spot[1] + float(rng.normal(0.0, 0.55 * spread[1]))
        size = float(rng.uniform(0.12, 0.55))
        if k % 3:
            found.append(translated(boulder(0.6 * size, rng), (x, y, 0.1 * size)))
        else:
            slab = rounded_box((1.6 * size, 1.1 * size, 0.22), (0, 0, 0), 0.02)
            slab = rotated(rotated(slab, float(rng.uniform(0, 6)), (0, 0, 1)), float(rng.normal(0, 0.5)), (1, 0, 0))
            found.append(translated(slab, (x, y, 0.25 * size + 0.05)))
    return found
