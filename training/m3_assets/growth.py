"""A child's head out of an adult's: one smooth transformation of space, so that face, hair and glasses grow alike.

A growing head keeps its cranium and gains face: the lower part of a child's is short and small, the forehead high and
the eyes, nearly grown, low and large (Todd, Mark, Shaw & Pittenger 1980, "The perception of human growth", Scientific
American 242). The numbers are those of a drawn six-year-old, set by eye from renders.
"""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from .figure import EYE
from .implicit import Points

CHILD_EYE = np.array([0.0207, -0.0405, 0.9260])
"""centre of the left eye of a child's head, for a figure 1 m tall; equal to the one in backend/m3_assets/character"""
CHILD_EYE_SIZE = 1.20
_EYE_WHOLE_M, _EYE_ENDS_M = 0.0185, 0.0480
"""the eye and its lids keep their shape this far from its centre, and the face has its own farther out"""

# height of an adult's head, and of a child's: chin, mouth, nose, lids, brow, crown
_HEIGHT = PchipInterpolator(*np.array([
    (0.855, 0.855), (0.869, 0.8700), (0.895, 0.8910), (0.9365, 0.9260), (0.9545, 0.9450), (0.975, 0.9700),
    (1.000, 1.001), (1.200, 1.201),
]).T)  # fmt: skip
# width at those heights: narrow chin, full cheeks, wide temples
_WIDTH = PchipInterpolator(*np.array([
    (0.855, 1.0), (0.869, 1.12), (0.882, 1.03), (0.900, 1.02), (0.920, 1.05), (0.9455, 1.07), (0.975, 1.06),
    (1.000, 1.05), (1.200, 1.05),
]).T)  # fmt: skip
# how far the front moves back (positive) or forward: jaw and nose back, forehead out
_RETREAT = PchipInterpolator(*np.array([
    (0.855, 0.0), (0.869, 0.0012), (0.895, 0.0006), (0.915, 0.0010), (0.9365, 0.0012), (0.955, -0.0005),
    (0.972, -0.0022), (1.000, -0.0010), (1.200, 0.0),
]).T)  # fmt: skip


def child_head(points: Points) -> Points:
    """(N, 3) of an adult's head to a child's; what lies below the chin stays."""
    x, y, z = points.T
    inside = np.clip(z, 0.855, 1.2)
    width = _WIDTH(inside)
    # the back of the head, which is grown already, is larger beside the small face, and ears sink less than eyes do
    depth = np.where(y > 0.0, 1.0 + 0.9 * (width - 1.0), 1.0)
    front = np.clip(-y / 0.05, 0.0, 1.0)
    t = np.clip((0.012 - y) / 0.050, 0.0, 1.0)
    sunk = 0.30 + 0.70 * t * t * (3.0 - 2.0 * t)
    face = np.stack([x * width, y * depth + _RETREAT(inside) * front, z + sunk * (_HEIGHT(inside) - inside)], axis=1)
    side = np.where(x < 0.0, -1.0, 1.0)[:, None] * np.array([1.0, 0.0, 0.0]) + np.array([0.0, 1.0, 1.0])
    away = points - EYE * side
    eye = CHILD_EYE * side + CHILD_EYE_SIZE * away
    t = np.clip((np.linalg.norm(away, axis=1) - _EYE_WHOLE_M) / (_EYE_ENDS_M - _EYE_WHOLE_M), 0.0, 1.0)
    share = (t * t * (3.0 - 2.0 * t))[:, None]
    return np.asarray(share * face + (1.0 - share) * eye)


def grown(points: Points, youth: float) -> Points:
    """(N, 3) of an adult `youth` of the way to a child's head."""
    return points if youth == 0.0 else points + youth * (child_head(points) - points)
