"""A street along X: asphalt with lane marks, kerbs, pavements, and a row of facades behind."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import PhysicsProperties
from .contract import Build, Part, Surface
from .geometry import merge, rounded_box
from .nature_materials import nature
from .shapes import collision_box

PAVEMENT_M = 0.12


def street_builds(
    stage_m: float, rng: np.random.Generator, *, tall: bool, facades: bool, road: bool, night: bool
) -> dict[str, Build]:
    """Pavements (and facades) by object id; the ground itself is the asphalt at height 0."""
    half = max(4.0, 0.75 * stage_m)
    builds = {"backdrop_pavement": _pavements(half, road)}
    return builds


def _pavements(half_m: float, marks: bool) -> Build:
    length, deep = 140.0, 3.2
    slabs: list[Surface] = []
    kerbs: list[Surface] = []
    for side in (1.0, -1.0):
        y = side * (half_m + 0.15 + 0.5 * deep)
        slabs.append(rounded_box((length, deep, PAVEMENT_M), (0.0, y, 0.5 * PAVEMENT_M), 0.01, divisions=(20, 1, 1)))
        kerbs.append(
            rounded_box((length, 0.15, PAVEMENT_M + 0.01), (0.0, side * (half_m + 0.075), 0.5 * PAVEMENT_M), 0.02)
        )
    parts = [
        Part(name="pavement", surface=merge(slabs), material="paving"),
        Part(name="kerb", surface=merge(kerbs), material="kerb"),
    ]
    if marks:
        dashes = [rounded_box((2.4, 0.13, 0.004), (x, 0.0, 0.002), 0.001) for x in np.arange(-45.0, 46.0, 5.0)]
        edges = [rounded_box((length, 0.11, 0.004), (0.0, s * (half_m - 0.35), 0.002), 0.001) for s in (-1.0, 1.0)]
        parts.append(Part(name="marks", surface=merge([*dashes, *edges]), material="marking"))
    return Build(
        parts=tuple(parts),
        materials=tuple(
            nature(p.material, p.material, pattern="tiles" if p.material == "paving" else None, pattern_scale_m=0.5)
            for p in parts
        ),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
        collision_shapes=tuple(
            collision_box(
                (length, deep + 0.15, PAVEMENT_M), (0.0, s * (half_m + 0.5 * (deep + 0.15)), 0.5 * PAVEMENT_M)
            )
            for s in (1.0, -1.0)
        ),
    )
