"""Wings that beat: what belongs to them hangs on a hinge at each shoulder."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..common.wings import LEFT, RIGHT
from ..protocol.scene import PartJoint
from . import shapes
from .contract import Part, Surface
from .geometry import merge
from .geometry_core import mirrored
from .geometry_grid import thick_sheet
from .sketch import part

_BEAT_RAD = (-1.2, 1.3)


def wing_joints(shoulder: ArrayLike) -> dict[str, PartJoint]:
    """Hinges at the left shoulder (3,) and its mirror image; positive lifts the wing."""
    x, y, z = (float(v) for v in np.asarray(shoulder))
    return {
        LEFT: shapes.joint("hinge", (x, y, z), (0, -1, 0), _BEAT_RAD),
        RIGHT: shapes.joint("hinge", (-x, y, z), (0, 1, 0), _BEAT_RAD),
    }


def on_wings(name: str, material: str, *left: Surface) -> list[Part]:
    """A part of the left wing, and its mirror image on the right one."""
    piece = merge(left)
    return [part(f"{name}.L", material, piece, moves_with=LEFT),
            part(f"{name}.R", material, mirrored(piece), moves_with=RIGHT)]  # fmt: skip


def spread_wing(span: float, root: NDArray[np.float64]) -> list[Surface]:
    """A bird's left wing held out from its root (3,): a vaulted arm, secondaries along its back, a fan of primaries."""

    def front(u: float) -> float:
        return float(np.interp(u, [0.0, 0.35, 0.7, 1.0], [-0.02, -0.14, -0.10, 0.02]))

    def lift(u: float) -> float:
        return 0.10 * float(np.sin(0.8 * np.pi * u))

    rows = []
    for u in np.linspace(0.0, 1.0, 9):
        chord = float(np.interp(u, [0.0, 0.3, 0.7, 1.0], [0.34, 0.32, 0.24, 0.14]))
        rows.append([(0.62 * span * u, front(u) + chord * v, lift(u) + 0.035 * np.sin(np.pi * v)) for v in
                     np.linspace(0.0, 1.0, 6)])  # fmt: skip
    blades = [thick_sheet(np.array(rows), 0.03)]

    def blade(at: tuple[float, float, float], way: float, length: float, wide: float) -> Surface:
        along, across = np.array([np.cos(way), np.sin(way), 0.0]), np.array([-np.sin(way), np.cos(way), 0.0])
        grid = []
        for u in np.linspace(0.0, 1.0, 6):
            half = 0.5 * wide * float(np.interp(u, [0.0, 0.3, 0.8, 1.0], [0.6, 1.0, 0.95, 0.3]))
            grid.append([np.array(at) + length * u * along + half * v * across + [0, 0, -0.02 * u * u] for v in
                         (-1.0, -0.4, 0.4, 1.0)])  # fmt: skip
        return thick_sheet(np.array(grid), 0.012)

    for k, u in enumerate(np.linspace(0.06, 0.92, 8)):
        at = (0.62 * span * u, front(u) + 0.12, lift(u) - 0.006 * (k % 2))
        blades.append(blade(at, 0.5 * np.pi - 0.30 * u, float(np.interp(u, [0, 1], [0.42, 0.36])), 0.12))
    for k, way in enumerate(np.linspace(0.06, 1.15, 7)):
        at = (0.60 * span, front(1.0) + 0.02 + 0.012 * k, lift(1.0) - 0.006 * (k % 2))
        blades.append(blade(at, float(way), 0.40 * span * float(np.interp(k, [0, 2, 6], [0.92, 1.0, 0.72])), 0.11))
    return [Surface(vertices=b.vertices + root, face_sizes=b.face_sizes, face_vertices=b.face_vertices, uv=b.uv)
            for b in blades]  # fmt: skip
