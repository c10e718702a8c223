"""A sea all round: its surface, and how high its waves are."""

from __future__ import annotations

import numpy as np

from ..common.afloat import SWIMMING
from ..protocol.scene import SceneDescription
from .contract import Surface
from .geometry_grid import patch


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
