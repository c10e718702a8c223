"""Where the left eye sits on the skin, and which way it looks."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .species import Species
from .sweep import Array, Sweep, union_distance


def on_skin(flesh: tuple[Sweep, ...], forward: float, up: float) -> tuple[Array, Array]:
    """The outermost point (3,) of the left flank of the flesh at a sagittal place, and the outward normal there."""
    side = np.linspace(0.0, 0.6, 400)
    values = union_distance(flesh, np.column_stack([side, np.full(400, forward), np.full(400, up)]))
    inside = np.flatnonzero(values < 0.0)
    at = np.array([[side[inside[-1]] if len(inside) else 0.0, forward, up]])
    slope = np.array([(union_distance(flesh, at + 1e-3 * axis) - union_distance(flesh, at))[0] for axis in np.eye(3)])
    return at[0], slope / np.linalg.norm(slope)


@lru_cache(maxsize=64)
def eye_frame(species: Species) -> tuple[Array, Array, Array, Array]:
    """(side, forward, up) of the centre of the left ball, and its axes: where it looks, across, above."""
    forward, up, radius = species.eye
    at, normal = on_skin(species.flesh, forward, up)
    look = normal + np.array([0.25, 0.45, 0.0])
    look /= np.linalg.norm(look)
    across = np.cross(look, [0.0, 0.0, 1.0])
    across /= np.linalg.norm(across)
    return at - 0.35 * radius * normal, look, across, np.cross(across, look)
