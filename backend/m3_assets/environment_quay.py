"""Quays: what stands along the water of a canal in a town, and the boats that lie in a harbour."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..protocol.scene import PhysicsProperties
from .contract import Build, Part
from .environment_fitting import Fitting
from .environment_river import River
from .environment_street import town_facades
from .geometry import lathe, merge, rounded_box, translated
from .materials import material
from .nature_materials import nature

_MOORED = (
    ("sailboat", 0.115, 8.2, 4.6, ((-12.5, 176.0), (-7.4, 183.0), (7.0, 178.0), (11.6, 184.0), (17.0, 177.0))),
    ("boat", 0.26, 0.83, 2.4, ((-2.6, 172.0), (2.8, 188.0), (-17.0, 180.0))),
)
"""category, share of its height that is in the water, its height m, how far out its middle is m;
along the quay m, turn in degrees"""
_WAITING = (
    ("crate", ((1.0, 0.6, 1.0, 0.2), (1.0, 1.5, 1.1, -0.1), (-1.0, 1.2, 1.2, 0.3))),
    ("barrel", ((-1.0, 0.4, 0.9, 0.0), (1.0, 2.6, 0.9, 0.0))),
)
"""category; side, beyond the stage m, before the edge m, turn"""
QUAY_M = 3.4
"""from the water to the houses along it"""


def quay_builds(bank_y: float, rng: np.random.Generator, *, lit: bool) -> dict[str, Build]:
    """What stands along the far bank of a canal in a town, whose water ends at y = `bank_y`: a row of houses, bollards
    and a kerb of stone at the edge."""
    quay = _edge(bank_y + 0.3)
    return {"backdrop_quay": quay, "backdrop_facades": town_facades(bank_y + QUAY_M, rng, tall=False, lit=lit)}


def moorings(river: River, stage_m: float, unwanted: set[str]) -> Build:
    """Boats side by side along the quay behind the stage, crates and barrels that wait beside it."""
    f = Fitting()
    bank = river.off_m + (-0.5 if river.off_m > 0.0 else 0.5) * river.width_m
    for category, share, high, off, spots in _MOORED:
        if category not in unwanted:
            places = [(x, bank + off, np.radians(turn)) for x, turn in spots]
            f.stand(category, places, z=river.level_m - share * high, height=high)
    for category, ashore in _WAITING:
        if category not in unwanted:
            f.stand(category, [(side * (0.6 * stage_m + x), bank - back, turn) for side, x, back, turn in ashore])
    edge = _edge(bank - 0.3)
    return replace(f.build(), parts=(*f.parts, *edge.parts), materials=(*f.looks.values(), *edge.materials))


def _edge(y: float) -> Build:
    """A kerb of stone at the edge of a quay, and bollards on it."""
    kerb = [rounded_box((1.96, 0.5, 0.14), (x, y, 0.0), 0.02) for x in np.arange(-46.0, 46.1, 2.0)]
    bollards = [lathe([(0.0, 0.0), (0.1, 0.0), (0.085, 0.08), (0.075, 0.55), (0.11, 0.6), (0.1, 0.7), (0.0, 0.74)], 16)]
    stand = [translated(bollards[0], (x, y, 0.06)) for x in np.arange(-35.0, 36.0, 5.0)]
    return Build(
        parts=(Part(name="kerb", surface=merge(kerb), material="kerb"),
               Part(name="bollards", surface=merge(stand), material="bollards")),
        materials=(nature("kerb", "kerb"), material("bollards", "iron")),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True), collision_shapes=(),
    )  # fmt: skip
