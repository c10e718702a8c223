"""What is in the artist's scene already, as surroundings: solid, without a mesh, and nothing to build."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..protocol.scene import Asset, Obstacle, PhysicsProperties
from .shapes import collision_box

OBSTACLES_ID = "already_there"


def obstacle_asset(obstacles: Sequence[Obstacle]) -> Asset:
    """One asset for at least one box (3,) m in world space, placed at the world's origin as all surroundings are."""
    low, high = (np.array([getattr(box, end) for box in obstacles], dtype=np.float64) for end in ("low", "high"))
    shapes = tuple(
        collision_box(np.maximum(b - a, 0.01), 0.5 * (a + b)) for a, b in zip(low, high, strict=True)
    )
    return Asset(
        object_id=OBSTACLES_ID,
        category="obstacles",
        label="Already there",
        role="environment",
        source="scene",
        meshes=(),
        materials=(),
        bounds=np.stack([low.min(axis=0), high.max(axis=0)]).astype(np.float32),
        physics=PhysicsProperties(mass_kg=0.0, static=True),
        collision_shapes=shapes,
    )
