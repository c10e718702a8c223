"""Bodies that flow along a path, rounded lumps, and hide without the weave of large cloth."""

from __future__ import annotations

import numpy as np

from .contract import Surface, Values
from .geometry import loft, superellipsoid
from .geometry_grid import outward
from .making import Look, fine, main_look
from .vessel_geometry import smooth_line


def skin(values: Values, name: str = "Skin", bump: float = 0.15) -> Look:
    """The main look without the weave of large cloth."""
    return fine(main_look(name, values), bump)


def flowing(path: list[tuple[float, float, float]], sizes: list[tuple[float, float]], sides: int = 22) -> Surface:
    """A body along a path in the plane of symmetry with [half width, half height] sections."""
    line = smooth_line(np.array(path), 5)
    share = np.linspace(0, len(sizes) - 1, len(line))
    fine_sizes = smooth_line(np.column_stack([np.arange(len(sizes)), np.array(sizes)]), 5)
    half = np.column_stack([np.interp(share, fine_sizes[:, 0], fine_sizes[:, k]) for k in (1, 2)])
    way = np.gradient(line, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    up = np.cross(np.array([1.0, 0.0, 0.0]), way)
    up /= np.linalg.norm(up, axis=1, keepdims=True)
    turn = 2 * np.pi * np.arange(sides) / sides
    x = np.array([1.0, 0.0, 0.0])
    rings = line[:, None] + np.maximum(half[:, :1], 0.004)[..., None] * np.cos(turn)[None, :, None] * x
    rings = rings + np.maximum(half[:, 1:], 0.004)[..., None] * np.sin(turn)[None, :, None] * up[:, None]
    return outward(loft(rings))


def blob(x: float, y: float, z: float, width: float, depth: float, height: float, divisions: int = 5) -> Surface:
    """An ellipsoid."""
    return superellipsoid((width, depth, height), (x, y, z), 2.0, divisions)
