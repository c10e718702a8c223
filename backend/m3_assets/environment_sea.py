"""A sea: its surface, how high its waves are, and whether somebody is at its edge."""

from __future__ import annotations

import numpy as np

from ..common.afloat import SWIMMING, is_sea
from ..protocol.scene import SceneDescription
from .contract import Surface
from .geometry_grid import patch

AT_SHORE_M = 0.8
"""how far behind the middle of the scene a beach begins to fall off where people are at its edge: two metres before the
water"""
_SHORES = frozenset({"shore", "seashore", "shoreline", "waterfront"})
_AT = frozenset({"next_to", "near", "along", "at", "facing"})


def is_at_shore(description: SceneDescription) -> bool:
    """Whether the scene is where the sea meets its beach, not farther up on the sand."""
    seas = {e.id for e in description.entities if is_sea(e)}
    at_it = any(r.object_id in seas and (r.spatial in _AT or r.predicate.split()[-1] in _AT)
                for r in description.relations)  # fmt: skip
    return at_it or bool(set((description.setting.place or "").split()) & _SHORES)


def waves_m(description: SceneDescription) -> float:
    """How high the waves of a sea are: lower where somebody swims in it."""
    storm = description.lighting.weather in ("storm", "thunderstorm", "stormy", "wind", "windy")
    swims = {a.actor_id for a in description.actions if a.verb.split()[0] in SWIMMING}
    people = any(e.id in swims and e.role == "character" for e in description.entities)
    return 0.1 if people else 0.85 if storm else 0.34


def sea_sheet(reach_m: float = 400.0, segments: int = 130) -> Surface:
    """Open water all round, fine enough near the middle for waves to be raised on it."""
    line = reach_m * np.sinh(3.6 * np.linspace(-1.0, 1.0, segments + 1)) / np.sinh(3.6)
    x, y = np.meshgrid(line, line, indexing="xy")
    return patch(np.stack([x, y, np.zeros_like(x)], -1))
