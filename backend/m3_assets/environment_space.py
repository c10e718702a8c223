"""Space: no ground below, but the limb of a blue planet, and other worlds far off among the stars."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..common.colors import linear_color
from ..protocol.scene import Material, PhysicsProperties
from . import environment_terrain as terrain
from .contract import Build, Part, Surface
from .geometry import lathe, rotated, translated
from .geometry_grid import lump, patch, quads
from .materials import material
from .nature_materials import nature
from .plant_geometry import smooth_noise
from .shapes import surface_top

Array = NDArray[np.float64]

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
    land = smooth_noise(rows, rng, 0.012) + 0.4 * smooth_noise(rows, rng, 0.05)
    land[:, -1] = land[:, 0]
    clouds = smooth_noise(rows * [1.0, 2.4, 1.0], rng, 0.03) + 0.6 * smooth_noise(rows * [1.0, 2.4, 1.0], rng, 0.11)
    clouds[:, -1] = clouds[:, 0]
    parts = [Part(name="ocean", surface=patch(rows[::-1]), material="ocean", closed=False)]
    for name, kept, lift in (("land", land > 0.35, 0.3), ("clouds", clouds > 0.75, 1.2)):
        parts += [Part(name=name, surface=piece, material=name, closed=False) for piece in _patches(rows, kept, lift)]
    ground = Build(
        parts=tuple(parts), materials=(nature("ocean", "sea", "#1d5fa8"), nature("land", "mountain grass", "#5d7a3c"),
                                       nature("clouds", "snow")),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True), collision_shapes=(terrain.plane(),),
        affordances=(surface_top("ground", (0.0, 0.0, 0.0), 40.0, 40.0),),
    )  # fmt: skip
    return ground, {"backdrop_air": _air(limb), "backdrop_planet": _ringed(), "backdrop_moon": _moon(rng)}


def _patches(rows: Array, kept: NDArray[np.bool_], lift_m: float) -> list[Surface]:
    """The cells of a sheet (R, C, 3) all of whose corners are kept, lifted off it; none where there are none."""
    r, c = np.nonzero(kept[:-1, :-1] & kept[1:, :-1] & kept[:-1, 1:] & kept[1:, 1:])
    if len(r) == 0:
        return []
    points = rows + np.array([0.0, 0.0, lift_m])
    cells = np.stack([points[r, c], points[r + 1, c], points[r + 1, c + 1], points[r, c + 1]], axis=1)
    flat = cells.reshape(-1, 3)
    corners = np.arange(len(flat), dtype=np.int32).reshape(-1, 4)
    return [quads(flat, corners, flat[corners][..., :2])]


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
    place, radius = np.array([-128.0, 190.0, 25.0]), 15.0
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
