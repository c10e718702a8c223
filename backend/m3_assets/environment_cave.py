"""A cave: walls and a vault of rock that lean in and bulge, stalactites, fallen stones along the foot of the walls.

Built as a room is (`environment_room`): the same objects by the same names, about the same inner bounds, so that light,
camera and walls that are hidden for it work as they do in rooms. Rock never reaches inside the bounds.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Affordance, CollisionShape, Material, PhysicsProperties
from .contract import Build, Part, Surface
from .geometry import merge, rotated, translated
from .geometry_grid import lump, patch
from .materials import material
from .nature_materials import nature
from .plant_geometry import smooth_noise
from .shapes import affordance, collision_box

Array = NDArray[np.float64]

_STEP_M = 0.12
"""between the points of the rock"""
_BACK_M = 0.75
"""how far the mean rock lies behind the bounds: what bulges has room before it"""
_OVER_M = 1.2
"""how far walls run on past their corners, and over the vault's edge"""
_SIDES = {"wall_back": (0, 1), "wall_left": (-1, 0), "wall_right": (1, 0), "wall_front": (0, -1)}


def cave_build(bounds: Array, rng: np.random.Generator, *, icy: bool = False) -> Build:
    """The vault as `ceiling`, and `wall_back`, `wall_left`, `wall_right`, `wall_front` with stones at their feet.

    icy: the rock is ice, smooth and blue."""
    (x0, y0, _), (x1, y1, height) = bounds
    width, depth = x1 - x0, y1 - y0
    parts = [Part(name="ceiling", surface=_vault(bounds, rng), material="rock", closed=False)]
    shapes: list[CollisionShape] = []
    places: list[Affordance] = []
    for name, (across, ahead) in _SIDES.items():
        inner = width if across == 0 else depth
        turn = float(np.arctan2(-across, ahead))  # the wall is made as one at the back
        foot = np.array([0.5 * (x0 + x1), 0.5 * (y0 + y1), 0.0]) + 0.5 * np.array([across * width, ahead * depth, 0.0])
        for piece, part in ((_rock_wall(inner, height, rng), name), (_stones(inner, rng), f"{name}_stones")):
            parts.append(Part(name=part, surface=translated(rotated(piece, turn, (0.0, 0.0, 1.0)), foot),
                              material="rock", closed=part != name, moves_with=name))  # fmt: skip
        shapes.append(collision_box((inner, 0.2, height) if across == 0 else (0.2, inner, height),
                                    foot + np.array([0.1 * across, 0.1 * ahead, 0.5 * height])))  # fmt: skip
        places.append(affordance(name, "lean_at", foot, (inner, 0.0, height), turn))
    return Build(
        parts=tuple(parts), materials=(_ice() if icy else material("rock", "stone", "#8a8074"),),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.8, restitution=0.2, static=True),
        collision_shapes=tuple(shapes), affordances=tuple(places),
    )  # fmt: skip


def _ice() -> Material:
    return replace(nature("rock", "snow", "#9cc9e4"), roughness=0.16)


def _bulges(points: Array, rng: np.random.Generator) -> Array:
    """(...,) m, from 0 to about 1: large forms, ledges that run along, and the grain of broken rock."""
    flat = points.reshape(-1, 3)
    large, middle, small, fine = (smooth_noise(flat, rng, frequency) for frequency in (0.8, 1.9, 4.6, 10.0))
    ledges = np.abs(np.sin(2.1 * flat[:, 2] + 0.9 * large + 0.5 * middle))
    # broken rock has edges: the folds of |noise| are ridges and clefts
    value = 0.42 + 0.26 * large + 0.34 * (0.5 - np.abs(middle)) + 0.20 * (0.4 - np.abs(small)) + 0.05 * fine
    value += 0.14 * ledges
    return np.asarray(np.clip(value, 0.0, 1.2).reshape(points.shape[:-1]))


def _rock_wall(inner_m: float, height_m: float, rng: np.random.Generator) -> Surface:
    """Along X, seen from -Y; the bounds are at y = 0. It runs on past both corners and leans in at the top."""
    half, top = 0.5 * inner_m + _OVER_M, height_m + _OVER_M
    x = np.linspace(-half, half, max(9, round(2 * half / _STEP_M)))
    z = np.linspace(-0.15, top, max(9, round(top / _STEP_M)))
    rows = np.stack(np.broadcast_arrays(x[None], 0.0, z[:, None]), -1)
    lean = np.clip(rows[..., 2] / height_m - 0.55, 0.0, None) ** 2
    corner = np.clip(np.abs(rows[..., 0]) / (0.5 * inner_m) - 0.8, 0.0, None) ** 2
    back = _BACK_M * (1.0 - 0.9 * _bulges(rows + rng.uniform(0.0, 40.0, 3), rng)) - 0.9 * lean - 0.5 * corner
    inside = np.abs(rows[..., 0]) < 0.5 * inner_m
    floor = np.where(inside & (rows[..., 2] < 2.1), 0.02, -np.inf)  # where people are the rock keeps out
    return patch(np.stack([rows[..., 0], np.maximum(back, floor) + 0.05, rows[..., 2]], -1))


def _vault(bounds: Array, rng: np.random.Generator) -> Surface:
    """The roof: high in the middle, down to the walls, with stalactites hanging from it."""
    (x0, y0, _), (x1, y1, height) = bounds
    x = np.linspace(x0 - _OVER_M, x1 + _OVER_M, max(9, round((x1 - x0 + 2 * _OVER_M) / _STEP_M)))
    y = np.linspace(y0 - _OVER_M, y1 + _OVER_M, max(9, round((y1 - y0 + 2 * _OVER_M) / _STEP_M)))
    rows = np.stack(np.broadcast_arrays(x[None], y[:, None], height), -1).astype(np.float64)
    away = np.maximum(np.abs(rows[..., 0] - 0.5 * (x0 + x1)) / (0.5 * (x1 - x0)),
                      np.abs(rows[..., 1] - 0.5 * (y0 + y1)) / (0.5 * (y1 - y0)))  # fmt: skip
    rise = 0.9 * (1.0 - np.clip(away, 0.0, 1.0) ** 2)
    rows[..., 2] += rise + 0.7 * (0.5 - _bulges(rows + rng.uniform(0.0, 40.0, 3), rng))
    vault = patch(rows)
    hanging = []
    for _ in range(round(1.2 * (x1 - x0) * (y1 - y0) / 4.0)):
        spot = (int(rng.integers(4, len(y) - 4)), int(rng.integers(4, len(x) - 4)))
        place, length = rows[spot], float(rng.uniform(0.25, 0.9))
        if place[2] - length > 2.3:
            hanging.append(translated(_spike(length, rng), place + np.array([0.0, 0.0, 0.08])))
    return merge([vault, *hanging])


def _spike(length_m: float, rng: np.random.Generator) -> Surface:
    """A stalactite from the origin down: ringed, uneven, thin at its tip."""
    angle = np.linspace(0.0, 2.0 * np.pi, 13)
    share = np.linspace(0.0, 1.0, 9)
    wobble = 1.0 + 0.12 * np.sin(9.0 * share + rng.uniform(0.0, 6.0))
    radius = 0.28 * length_m * (1.0 - share) ** 1.4 * wobble + 0.006
    ring = np.stack([np.cos(angle), np.sin(angle)], -1)
    rows = np.concatenate([radius[:, None, None] * ring[None], np.broadcast_to(-length_m * share[:, None, None],
                           (len(share), len(angle), 1))], axis=-1)  # fmt: skip
    return patch(rows[::-1])


def _stones(inner_m: float, rng: np.random.Generator) -> Surface:
    """Fallen stones between the bounds (y = 0) and the rock, some half in the ground."""
    pieces = []
    for _ in range(max(4, round(1.3 * inner_m))):
        size = float(rng.uniform(0.12, 0.34))
        points = rng.normal(size=(18, 3))  # a stone is what some planes leave of it
        planes = points / np.linalg.norm(points, axis=1, keepdims=True)
        cut = size * rng.uniform(0.75, 1.0, len(planes))

        def radius(directions: Array, planes: Array = planes, cut: Array = cut, size: float = size) -> Array:
            facing = directions @ planes.T
            reach = np.where(facing > 0.05, cut / np.maximum(facing, 0.05), np.inf)
            return np.asarray(np.minimum(reach.min(axis=-1), 1.3 * size))

        stone = lump(radius, 8, (1.0, 0.8, 0.7))
        x = float(rng.uniform(-0.5 * inner_m, 0.5 * inner_m))
        pieces.append(translated(stone, (x, 0.3 + size, 0.35 * size)))
    return merge(pieces)
