"""Ground without life: the Moon and Mars, with dust, craters, boulders and bare ridges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import PhysicsProperties
from . import environment_terrain as terrain
from .contract import Build, Part, Surface
from .geometry import merge, translated
from .geometry_grid import lump, patch
from .materials import material
from .plant_geometry import smooth_noise

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Planet:
    """What a world without life is made of."""

    dust: str
    rock: str
    ridge_m: float
    """height of the ridges on the horizon"""
    air: float
    """how much of the haze on Earth lies before them"""
    craters: int
    has_earth: bool = False
    """whether the Earth stands in the sky"""


PLANETS = {
    "moon": Planet(dust="moon dust", rock="moon rock", ridge_m=5.0, air=0.0, craters=34, has_earth=True),
    "mars": Planet(dust="mars dust", rock="mars rock", ridge_m=16.0, air=1.0, craters=8),
}
_RIM = ((0.0, 0.004), (0.45, 0.006), (0.72, 0.05), (0.9, 0.13), (1.0, 0.16), (1.12, 0.11), (1.35, 0.03), (1.6, -0.02))
"""(distance, height) of a crater's profile in its radius: its bowl lies at the ground, its wall stands above"""


def planet_builds(place: str, stage_m: float, rng: np.random.Generator) -> dict[str, Build]:
    """Craters, boulders, ridges and, over the Moon, the Earth, by object id."""
    planet = PLANETS[place]
    near = terrain.ring_places(planet.craters, stage_m + 3.0, 70.0, rng, spacing_m=4.5)
    craters = merge([_crater(x, y, _radius_m(x, y, stage_m, rng), rng) for x, y in near])
    stones = [
        translated(terrain.boulders(count, stage_m + low, high, rng, size_m=size), (0.0, 0.0, -0.1 * size))
        for count, low, high, size in ((60, 0.6, 22.0, 0.16), (22, 3.0, 60.0, 0.7), (6, 30.0, 90.0, 2.4))
    ]
    builds = {
        "backdrop_craters": terrain.scenery((("craters", craters, planet.dust, False),)),
        "backdrop_rocks": terrain.scenery((("rocks", merge(stones), planet.rock, True),)),
        "backdrop_hills": terrain.hills(planet.dust, rng, height_m=planet.ridge_m, air=planet.air),
    }
    if planet.has_earth:
        builds["backdrop_earth"] = _earth()
    return builds


def _radius_m(x: float, y: float, stage_m: float, rng: np.random.Generator) -> float:
    """Small craters near, large ones far off; none reaches the stage."""
    away = float(np.hypot(x, y)) - stage_m
    return float(min(rng.uniform(0.35, 0.9) + rng.uniform(0.0, 0.11) * away, 0.55 * away))


def _crater(x: float, y: float, radius_m: float, rng: np.random.Generator) -> Surface:
    """A bowl with a raised, uneven rim and the blanket of what was thrown out of it."""
    angle = np.linspace(0.0, 2.0 * np.pi, 37)
    ring = np.stack([np.cos(angle), np.sin(angle), np.zeros_like(angle)], -1)
    worn = rng.uniform(0.5, 1.0)
    wobble = 1.0 + 0.09 * smooth_noise(ring, rng, 2.5)
    wobble[-1] = wobble[0]
    rows = []
    for share, height in _RIM:
        row = ring * (share * radius_m * wobble)[:, None]
        row[:, 2] = height * radius_m * worn * (wobble**2 if height > 0.02 else 1.0)
        rows.append(row)
    return translated(patch(np.array(rows)), (x, y, 0.0))


def _earth() -> Build:
    """The Earth as it stands over the Moon's horizon, low enough for who looks level, of twice its size there."""
    globe = lump(lambda directions: np.full(len(directions), 5.0), 14)
    blue = material("earth", "marble", "#2b5f9e")
    return Build(
        parts=(Part(name="earth", surface=translated(globe, (-75.0, 141.0, 16.5)), material="earth"),),
        materials=(blue,), collision_shapes=(),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
    )
