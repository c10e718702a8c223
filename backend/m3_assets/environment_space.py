"""Space: no ground below, but the limb of a blue planet, and other worlds far off among the stars."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common.colors import linear_color
from ..protocol.scene import Material, PhysicsProperties
from . import environment_terrain as terrain
from .contract import Build, Part
from .geometry import lathe, rotated, translated
from .geometry_grid import lump, patch
from .materials import material
from .plant_geometry import smooth_noise
from .shapes import surface_top

_RADIUS_M, _BELOW_M = 2600.0, 24.0
"""of the planet that one is above, and how far below its nearest point is: its limb stands six degrees under the
horizon, where a level camera sees it"""
_AIR_M = 7.0


def space_builds(rng: np.random.Generator) -> tuple[Build, dict[str, Build]]:
    """The planet below, and by object id what is in the sky. Nothing falls: the plane that it would fall on is at 0."""
    limb = float(np.sqrt(2.0 * _RADIUS_M * _BELOW_M))
    out = np.concatenate([np.linspace(1.0, 0.8 * limb, 14), np.linspace(0.84 * limb, 1.5 * limb, 16)])
    angle = np.linspace(0.0, 2.0 * np.pi, 97)
    level = -_BELOW_M - out[:, None] ** 2 / (2.0 * _RADIUS_M)
    rows = np.stack(np.broadcast_arrays(out[:, None] * np.cos(angle), out[:, None] * np.sin(angle), level), -1)
    ground = Build(
        parts=(Part(name="globe", surface=patch(rows[::-1]), material="globe", closed=False),),
        materials=(material("globe", "marble", "#2b5f9e"),),  # seas veined with clouds, as the Earth over the Moon has
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True), collision_shapes=(terrain.plane(),),
        affordances=(surface_top("ground", (0.0, 0.0, 0.0), 40.0, 40.0),),
    )  # fmt: skip
    return ground, {"backdrop_air": _air(limb), "backdrop_planet": _ringed(), "backdrop_moon": _moon(rng)}


def _air(limb_m: float) -> Build:
    """The thin blue of the air over the limb, seen from the side."""
    angle = np.linspace(0.0, 2.0 * np.pi, 97)
    foot = -_BELOW_M - limb_m**2 / (2.0 * _RADIUS_M)
    bands = [Part(name=f"band_{k + 1}", material=f"band {k + 1}", closed=False, surface=patch(np.array([
        [(limb_m * np.cos(a), limb_m * np.sin(a), z) for a in angle[::-1]] for z in (foot, foot + _AIR_M * share)
    ]))) for k, share in enumerate((1.0, 0.62, 0.34, 0.16))]  # fmt: skip
    return Build(parts=tuple(bands), materials=tuple(_glow(f"band {k + 1}", "#4f8fe0") for k in range(4)),
                 physics=PhysicsProperties(mass_kg=0.0, static=True), collision_shapes=())  # fmt: skip


def _glow(name: str, color: str) -> Material:
    tint = linear_color(color)
    assert tint is not None
    return replace(material(name, "plastic"), kind="light", roughness=1.0, bump=0.0, emission_w_m2=0.5,
                   base_color=tint.astype(np.float32))  # fmt: skip


def _ringed() -> Build:
    """A banded planet with its ring, far to the left."""
    place, radius = np.array([-128.0, 190.0, 15.0]), 10.0
    globe = lump(lambda directions: np.full(len(directions), radius), 16)
    ring = rotated(lathe([(1.35 * radius, -0.05), (2.05 * radius, -0.05), (2.05 * radius, 0.05), (1.35 * radius, 0.05)],
                         96, closed_profile=True), 0.42, (0.8, 0.6, 0.0))  # fmt: skip
    return Build(
        parts=(Part(name="planet", surface=translated(rotated(globe, 0.42, (0.8, 0.6, 0.0)), place), material="planet"),
               Part(name="ring", surface=translated(ring, place), material="ring")),
        materials=(material("planet", "plaster", "#c98f5a", pattern="striped", pattern_scale_m=3.2),
                   material("ring", "plaster", "#b59f83", pattern="striped", pattern_scale_m=1.1)),
        physics=PhysicsProperties(mass_kg=0.0, static=True), collision_shapes=(),
    )  # fmt: skip


def _moon(rng: np.random.Generator) -> Build:
    """A grey moon to the right."""
    seed = np.random.default_rng(rng.integers(2**32))
    globe = lump(lambda directions: 6.5 + 0.06 * smooth_noise(directions, seed, 4.0), 14)
    return terrain.scenery((("moon", translated(globe, (30.0, 236.0, 33.0)), "moon rock", True),))
