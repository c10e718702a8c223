"""A pier: planks on posts over open water, the land far off."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import PhysicsProperties
from .contract import Build, Part
from .environment_terrain import plane
from .geometry import cylinder, merge, rounded_box
from .materials import material
from .shapes import surface_top

WATER_M = -0.85
"""how far the water is below the planks"""
_LONG_M, _WIDE_M, _BOARD_M, _THICK_M = 18.0, 3.2, 0.15, 0.045
_SPAN_M, _DEEP_M = 2.25, 2.4


def pier_build(color: str, rng: np.random.Generator) -> Build:
    """Weathered boards across two beams on pairs of posts, some of which rise over the planks; it runs across the
    picture, its planks' upper side is the ground that everything stands on."""
    count = round(_LONG_M / _BOARD_M)
    boards = []
    for k in range(count):
        x = (k - 0.5 * (count - 1)) * _BOARD_M
        long, shift = _WIDE_M + rng.uniform(-0.06, 0.06), rng.uniform(-0.03, 0.03)
        boards.append(rounded_box((_BOARD_M - 0.012, long, _THICK_M), (x, shift, -0.5 * _THICK_M), 0.006, grain=1))
    beams = [rounded_box((_LONG_M, 0.12, 0.2), (0.0, y, -_THICK_M - 0.1), 0.01) for y in (-1.25, 1.25)]
    posts, caps = [], []
    for k in range(round(_LONG_M / _SPAN_M) + 1):
        x = (k - 0.5 * round(_LONG_M / _SPAN_M)) * _SPAN_M
        for y in (-1.42, 1.42):
            tall = k % 2 == 0 and y > 0.0  # mooring posts, behind those who are there
            top = 0.75 if tall else -_THICK_M
            posts.append(cylinder(0.10, top + _DEEP_M, (x, y, 0.5 * (top - _DEEP_M)), segments=14))
            caps += [cylinder(0.108, 0.03, (x, y, top), segments=14)] if tall else []
    paint = material("boards", "oak", color or "#8f8373")
    return Build(
        parts=(
            Part(name="boards", surface=merge(boards), material="boards"),
            Part(name="beams", surface=merge(beams), material="posts"),
            Part(name="posts", surface=merge(posts), material="posts"),
            Part(name="caps", surface=merge(caps), material="boards"),
        ),
        materials=(paint, material("posts", "oak", "#5f5346")),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.6, restitution=0.3, static=True),
        collision_shapes=(plane(),),
        affordances=(surface_top("floor", (0.0, 0.0, 0.0), _LONG_M, _WIDE_M),),
    )
