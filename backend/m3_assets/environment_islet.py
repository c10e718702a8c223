"""An island that somebody is on: a level of sand that runs down into the sea on all sides, palms, stones, the surf."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import environment_terrain as terrain
from .contract import Build, Surface
from .environment_growth import clumps, tree_belt
from .environment_terrain import smoothstep
from .geometry_grid import patch
from .plant_geometry import smooth_noise

Array = NDArray[np.float64]

_BEACH_M, _SEA_M = 7.5, -0.55
"""how wide the beach is from where things stand to the water, and how high the water is"""


def islet_builds(stage_m: float, excluded: set[str], rng: np.random.Generator) -> tuple[Build, dict[str, Build]]:
    """The sand, and by object id the sea round it and what grows on it."""
    angle = np.linspace(0.0, 2.0 * np.pi, 145)
    flat = stage_m + 1.5
    out = np.concatenate([np.linspace(0.01, flat, 9), flat + _BEACH_M * np.linspace(0.06, 1.0, 16),
                          flat + _BEACH_M * np.array([1.15, 1.6, 2.6])])  # fmt: skip
    ring = np.stack([np.cos(angle), np.sin(angle), np.zeros_like(angle)], -1)
    coast = 1.0 + 0.16 * np.clip(smooth_noise(ring, rng, 1.9), -1.2, 1.2)
    coast[-1] = coast[0]
    # level where things stand, whatever the coast does
    stretch = 1.0 + (coast[None] - 1.0) * smoothstep(0.9 * flat, flat + _BEACH_M, out)[:, None]
    rows = np.empty((len(out), len(angle), 3))
    rows[..., :2] = (out[:, None] * stretch)[..., None] * ring[None, :, :2]
    down = smoothstep(flat, flat + _BEACH_M, out)
    rows[..., 2] = -1.15 * down[:, None] - 0.35 * smoothstep(flat + _BEACH_M, flat + 2.6 * _BEACH_M, out)[:, None]
    swell = 0.07 * smooth_noise(rows, rng, 0.5) * (smoothstep(0.9 * stage_m, flat, out) * (1.0 - down))[:, None]
    swell[:, -1] = swell[:, 0]
    rows[..., 2] += swell
    ground = terrain.ground_build(patch(rows[::-1]), "sand")
    builds = {"backdrop_water": terrain.scenery((
        ("water", terrain.water_sheet(-400.0, _SEA_M), "sea", False), ("foam", _surf(rows), "foam", False),
    ))}  # fmt: skip
    dry = flat + 0.25 * _BEACH_M
    if not excluded & {"tree", "palm", "palm tree"}:
        spots = terrain.ring_places(9, stage_m + 0.2, dry, rng, spacing_m=1.7)
        builds["backdrop_trees"] = tree_belt(("palm",), spots, rng, "sand")
    builds["backdrop_clumps"] = clumps("beach grass", 420, 0.7 * stage_m, rng, 0.45,
                                       lambda places: np.hypot(places[:, 0], places[:, 1]) < dry)  # fmt: skip
    stones = terrain.boulders(9, stage_m + 1.0, flat + 0.9 * _BEACH_M, rng, 0.45)
    stones.vertices[:, 2] -= 0.6 * smoothstep(flat, flat + _BEACH_M, np.hypot(*stones.vertices[:, :2].T))
    builds["backdrop_rocks"] = terrain.scenery((("rocks", stones, "rock", True),))
    return ground, builds


def _surf(rows: Array) -> Surface:
    """White water where the sea meets the sand, all round."""
    level = rows[..., 2]
    out = np.hypot(rows[..., 0], rows[..., 1])
    edge = np.array([[np.interp(-(_SEA_M + high), -level[:, k], out[:, k]) for k in range(level.shape[1])]
                     for high in (0.03, -0.05)])  # fmt: skip
    turn = np.arctan2(rows[-1, :, 1], rows[-1, :, 0])
    ripple = 0.18 * np.sin(23.0 * turn) + 0.12 * np.sin(41.0 * turn + 1.0)
    reach = np.stack([edge[1] + 0.15 + ripple, edge[0]])
    return patch(np.stack([reach * np.cos(turn), reach * np.sin(turn), np.full_like(reach, _SEA_M + 0.02)], -1))
