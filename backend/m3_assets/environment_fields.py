"""Fields of what farmers grow: sunflowers, lavender and wheat in rows that run away from the viewer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import PhysicsProperties
from .contract import Build, Part, Surface
from .crown_geometry import unit
from .geometry import merge, tube
from .geometry_grid import lump
from .nature_materials import nature
from .plant_geometry import leaf_cards

Array = NDArray[np.float64]

_LANE_M = 1.1
"""half the width of the way through the field that is free behind the scene"""
_ROAD_M = 4.8
_FAR_M = 46.0
_VARIANTS = 3
Piece = tuple[str, Surface, str]
"""part, its surface, its look"""


@dataclass(frozen=True, kw_only=True)
class Crop:
    """What grows there."""

    rows_m: float
    """from row to row"""
    apart_m: float
    """from plant to plant"""
    looks: dict[str, tuple[str, str]]
    """material -> look of nature, colour"""


CROPS = {
    "sunflower field": Crop(rows_m=0.95, apart_m=0.62, looks={
        "stalk": ("leaf", "#5f7a34"), "leaves": ("leaf", "#4f7a2c"), "petals": ("leaf", "#f2b418"),
        "disc": ("bark", "#4a2d16")}),
    "lavender field": Crop(rows_m=1.25, apart_m=0.5, looks={"leaves": ("leaf", "#6d7f5c"),
                                                            "petals": ("leaf", "#7a58b8")}),
    "wheat field": Crop(rows_m=0.55, apart_m=0.5, looks={"leaves": ("dry blade", "#c9a24a"),
                                                         "petals": ("dry blade", "#d9b65c")}),
}  # fmt: skip


def field_build(name: str, stage_m: float, has_road: bool, rng: np.random.Generator) -> Build:
    """The rows of a field round the scene, a few different plants that stand many times; none where people are, nor
    before the camera."""
    crop = CROPS[name]
    x = np.arange(-_FAR_M, _FAR_M, crop.rows_m)
    y = np.arange(-14.0, _FAR_M + stage_m, crop.apart_m)
    grid = np.stack(np.meshgrid(x, y, indexing="ij"), -1).reshape(-1, 2)
    grid = grid + rng.normal(0.0, 0.1, grid.shape) * [0.5 * crop.rows_m, crop.apart_m]
    out = np.hypot(grid[:, 0], grid[:, 1])
    # people stand among the plants: the field begins a step behind them, and where the camera looks in there is a way
    free = (out < 0.55 * stage_m + 0.4) | (np.abs(grid[:, 0]) < (_ROAD_M if has_road else _LANE_M))
    free |= (grid[:, 1] < 0.3 * stage_m) & (np.abs(grid[:, 0]) < 0.75 * np.abs(grid[:, 1] - stage_m) + 1.6)
    grid = grid[~free & (rng.uniform(size=len(grid)) < np.clip(1.25 - out / (1.15 * _FAR_M), 0.25, 1.0))]
    turn = rng.normal(0.0, 0.45, len(grid)) if name == "sunflower field" else rng.uniform(0.0, 6.28, len(grid))
    places = np.column_stack([grid, np.zeros(len(grid)), turn, rng.uniform(0.8, 1.18, len(grid))])
    make = {"sunflower field": _sunflower, "lavender field": _lavender, "wheat field": _wheat}[name]
    parts: list[Part] = []
    standing: dict[str, Array] = {}
    for k in range(_VARIANTS):
        group, pieces = f"plant_{k + 1}", make(rng)
        standing[group] = places[k + 1 :: _VARIANTS]
        if k == 0:  # the root is never empty: one plant stands for itself
            c, s = np.cos(places[0, 3]), np.sin(places[0, 3])
            spin = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
            for part, surface, look in pieces:
                own = Surface(vertices=surface.vertices @ spin + [*places[0, :2], 0.0], face_sizes=surface.face_sizes,
                              face_vertices=surface.face_vertices, uv=surface.uv)  # fmt: skip
                parts.append(Part(name=part, surface=own, material=look, closed=False))
        parts += [Part(name=part, surface=surface, material=look, closed=False, moves_with=group)
                  for part, surface, look in pieces]  # fmt: skip
    return Build(
        parts=tuple(parts), materials=tuple(nature(key, *look) for key, look in crop.looks.items()), instances=standing,
        collision_shapes=(), physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
    )  # fmt: skip


def _sunflower(rng: np.random.Generator) -> list[Piece]:
    """As high as a child's head or a man's: a stalk that nods, broad leaves, a dark disc in a ring of petals."""
    high = float(rng.uniform(1.15, 1.6))
    neck = np.array([0.0, -0.09, high])
    stalk = tube([(0, 0, -0.02), (0.02, 0.01, 0.5 * high), (0, 0, 0.94 * high), neck], (0.018, 0.016, 0.013, 0.012), 6)
    angle = np.arange(7) * 2.4 + float(rng.uniform(0, 6))
    foot = np.column_stack([np.zeros((7, 2)), np.linspace(0.25, 0.85, 7) * high])
    along = unit(np.column_stack([np.cos(angle), np.sin(angle), np.full(7, 0.25)]))
    up = unit(np.cross(along, np.column_stack([-np.sin(angle), np.cos(angle), np.zeros(7)])))
    leaves = leaf_cards(foot, along, np.where(up[:, 2:] < 0.0, -up, up), rng.uniform(0.22, 0.34, 7), width=0.75)
    face = unit(np.array([[0.0, -1.0, 0.22]]))[0]
    side, top = np.array([1.0, 0.0, 0.0]), np.cross(np.array([1.0, 0.0, 0.0]), -face)
    middle = neck + 0.03 * face
    disc = lump(lambda directions: np.full(len(directions), 0.085), 4, (1.0, 0.35, 1.0))
    disc = Surface(vertices=disc.vertices + middle, face_sizes=disc.face_sizes, face_vertices=disc.face_vertices,
                   uv=disc.uv)  # fmt: skip
    turn = 2.0 * np.pi * np.arange(18) / 18
    out = np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * top
    petals = leaf_cards(middle + 0.07 * out, unit(out + 0.15 * face), np.tile(face, (18, 1)),
                        rng.uniform(0.10, 0.14, 18), width=0.42)  # fmt: skip
    return [("stalk", stalk, "stalk"), ("leaves", leaves, "leaves"), ("petals", petals, "petals"),
            ("disc", disc, "disc")]  # fmt: skip


def _lavender(rng: np.random.Generator) -> list[Piece]:
    """A round tuft of thin stalks with a spike of flowers on each."""
    count = 40
    angle, lean = rng.uniform(0.0, 6.28, count), rng.uniform(0.05, 0.7, count)
    along = unit(np.column_stack([lean * np.cos(angle), lean * np.sin(angle), np.ones(count)]))
    side = np.column_stack([-np.sin(angle), np.cos(angle), np.zeros(count)])
    length = rng.uniform(0.32, 0.5, count)
    base = 0.05 * np.column_stack([np.cos(angle), np.sin(angle), np.zeros(count)])
    stalks = leaf_cards(base, along, np.cross(side, along), length, width=0.05)
    spikes = [leaf_cards(base + (0.72 * length)[:, None] * along, along, np.cross(facing, along), 0.4 * length,
                         width=0.24)
              for facing in (side, unit(np.cross(side, along)))]  # fmt: skip
    return [("leaves", stalks, "leaves"), ("petals", merge(spikes), "petals")]


def _wheat(rng: np.random.Generator) -> list[Piece]:
    """A sheaf of stalks with heavy ears."""
    count = 34
    angle, lean = rng.uniform(0.0, 6.28, count), rng.uniform(0.0, 0.28, count)
    along = unit(np.column_stack([lean * np.cos(angle) + 0.08, lean * np.sin(angle), np.ones(count)]))
    side = unit(np.cross(along, rng.normal(size=(count, 3))))
    base = np.column_stack([rng.normal(0.0, 0.14, (count, 2)), np.zeros(count)])
    length = rng.uniform(0.7, 0.95, count)
    stalks = leaf_cards(base, along, side, length, width=0.022)
    nod = unit(along + np.array([0.25, 0.0, 0.0]))
    ears = leaf_cards(base + (0.86 * length)[:, None] * along, nod, side, 0.24 * length, width=0.28)
    return [("leaves", stalks, "leaves"), ("petals", ears, "petals")]
