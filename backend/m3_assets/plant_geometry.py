"""Trunks, branches, foliage masses, leaves and petals, grown from a generator so that every seed differs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .contract import Surface
from .geometry import merge, translated, tube
from .geometry_grid import lump, quads

Array = NDArray[np.float64]

GOLDEN_ANGLE_RAD = np.pi * (3.0 - np.sqrt(5.0))


@dataclass(frozen=True, kw_only=True)
class Bough:
    """A branch as a line with radii."""

    points: Array
    """(K, 3) m from the base to the tip"""
    radii: Array
    """(K,) m"""


def smooth_noise(points: Array, rng: np.random.Generator, frequency: float, waves: int = 7) -> Array:
    """A smooth random field (…,) of about unit range at points (…, 3): a sum of plane waves."""
    directions = rng.normal(size=(waves, 3))
    directions *= frequency / np.linalg.norm(directions, axis=1, keepdims=True)
    directions *= rng.uniform(0.6, 1.5, size=(waves, 1))
    phases = rng.uniform(0.0, 2.0 * np.pi, size=waves)
    field: Array = np.sin(points @ directions.T + phases).sum(axis=-1) / np.sqrt(waves)
    return field


def bough(
    start: ArrayLike,
    azimuth_rad: float,
    pitch_rad: float,
    length_m: float,
    radius_m: float,
    rng: np.random.Generator,
    upturn: float = 0.5,
    segments: int = 6,
    taper: float = 0.25,
) -> Bough:
    """A bent branch that leaves at `pitch_rad` above the horizontal and turns up (or down) on its way."""
    t = np.linspace(0.0, 1.0, segments + 1)
    pitch = pitch_rad + upturn * t
    heading = azimuth_rad + rng.normal(0.0, 0.12, segments + 1).cumsum()
    steps = np.stack([np.cos(pitch) * np.cos(heading), np.cos(pitch) * np.sin(heading), np.sin(pitch)], -1)
    steps *= length_m / segments
    points = np.asarray(start, dtype=np.float64) + np.concatenate([np.zeros((1, 3)), steps[:-1].cumsum(axis=0)])
    return Bough(points=points, radii=radius_m * (1.0 - (1.0 - taper) * t))


def trunk(height_m: float, radius_m: float, rng: np.random.Generator, lean: float = 0.04, taper: float = 0.35) -> Bough:
    """A stem with a flare at the roots and a slight sway."""
    t = np.array([0.0, 0.02, 0.06, 0.14, 0.3, 0.46, 0.62, 0.78, 0.9, 1.0])
    phase = rng.uniform(0.0, 2.0 * np.pi, 2)
    sway = (
        lean
        * height_m
        * np.stack([np.sin(2.6 * t + phase[0]) - np.sin(phase[0]), np.sin(2.2 * t + phase[1]) - np.sin(phase[1])], -1)
    )
    flare = 1.0 + 0.55 * np.exp(-t / 0.035)
    return Bough(
        points=np.concatenate([sway, (t * height_m)[:, None]], axis=1),
        radii=radius_m * flare * (1.0 - (1.0 - taper) * t),
    )


def bark(boughs: list[Bough], sides: int = 8) -> Surface:
    """The wood of some boughs, each a closed tube; thin ones have fewer sides."""
    thickest = max(float(b.radii[0]) for b in boughs)
    return merge(
        [tube(b.points, b.radii, sides if b.radii[0] > 0.4 * thickest else max(4, sides - 2), edge=0.0) for b in boughs]
    )


def foliage_mass(
    centre: ArrayLike, radii: ArrayLike, rng: np.random.Generator, segments: int = 6, roughness: float = 0.16
) -> Surface:
    """A closed lump of leaves about `centre` (3,) with half extents `radii` (3,)."""
    seed = np.random.default_rng(rng.integers(2**32))

    def radius(directions: Array) -> Array:
        return 1.0 + roughness * (
            0.6 * smooth_noise(directions, seed, 2.6) + 0.45 * smooth_noise(directions, seed, 6.0)
        )

    return translated(lump(radius, segments, radii), centre)


def leaf_cards(base: Array, along: Array, up: Array, length_m: Array, width: float = 0.52) -> Surface:
    """Kites (one folded quad each) from `base` (N, 3) along `along`, facing `up`; width as a share of the length."""
    across = np.cross(up, along)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    facing = np.cross(along, across)
    length = length_m[:, None]
    middle = base + 0.45 * length * along
    half = 0.5 * width * length * across
    fold = 0.10 * length * facing
    points = np.stack([base, middle - half + fold, base + length * along, middle + half + fold], axis=1)
    uv = np.stack(
        [
            np.stack([0 * length_m, 0 * length_m], -1),
            np.stack([-0.5 * width * length_m, 0.45 * length_m], -1),
            np.stack([0 * length_m, length_m], -1),
            np.stack([0.5 * width * length_m, 0.45 * length_m], -1),
        ],
        axis=1,
    )
    corners = np.arange(4 * len(base), dtype=np.int32).reshape(-1, 4)
    return quads(points.reshape(-1, 3), corners, uv)


def frond(
    start: ArrayLike, azimuth_rad: float, length_m: float, rng: np.random.Generator, pitch_rad: float = 0.7
) -> tuple[Bough, Surface]:
    """A palm leaf: the line of its rib, and its leaflets (open)."""
    rib = bough(start, azimuth_rad, pitch_rad, length_m, 0.018 * length_m, rng, upturn=-1.75, segments=8, taper=0.15)
    t = np.linspace(0.14, 0.99, 17)
    k = np.linspace(0.0, 1.0, len(rib.points))
    base = np.stack([np.interp(t, k, rib.points[:, i]) for i in range(3)], -1)
    direction = np.gradient(base, axis=0)
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    side = np.cross(direction, [0.0, 0.0, 1.0])
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    up = np.cross(side, direction)
    size = length_m * 0.34 * np.sin(np.pi * np.clip(t * 0.86 + 0.12, 0, 1)) ** 0.7
    leaflets = []
    for sign in (1.0, -1.0):
        along = sign * side * 0.85 + direction * 0.55 - np.array([0.0, 0.0, 0.34]) + rng.normal(0, 0.05, base.shape)
        along /= np.linalg.norm(along, axis=1, keepdims=True)
        leaflets.append(leaf_cards(base, along, up, size, width=0.2))
    return rib, merge(leaflets)


def petal(length_m: float, width_m: float, cup: float, rows: int = 5, point: float = 0.15) -> Array:
    """A petal as a grid of points (R, 5, 3) along +Y from the origin; `cup` bends it up, `point` sharpens its tip."""
    t = np.linspace(0.0, 1.0, rows)
    half = 0.5 * width_m * (np.sin(np.pi * (0.08 + 0.80 * t ** (1.0 - 0.4 * point))) ** 0.8)
    half[-1] *= 1.0 - point
    s = np.linspace(-1.0, 1.0, 5)
    x = half[:, None] * s
    angle = cup * t
    y = np.concatenate([[0.0], np.cumsum(np.cos(angle[1:]) * length_m / (rows - 1))])
    z = np.concatenate([[0.0], np.cumsum(np.sin(angle[1:]) * length_m / (rows - 1))])
    bowl = 0.28 * half[:, None] * s**2
    tip = 0.10 * length_m * (1.0 - s**2) * t[:, None] ** 3
    return np.stack([x, y[:, None] + 0 * x + tip, z[:, None] + bowl], -1)
