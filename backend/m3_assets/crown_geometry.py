"""Crowns: boughs that reach a point, twigs, clusters of leaves and sprays of needles, all as arrays at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .contract import Surface
from .geometry import deformed, tube
from .geometry_grid import quads
from .plant_geometry import Bough, leaf_cards

Array = NDArray[np.float64]

LEAVES_PER_CLUSTER = 14


def unit(vectors: Array) -> Array:
    """Each vector (…, 3) at length 1."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def reaching_bough(
    start: ArrayLike, end: ArrayLike, radius_m: float, rng: np.random.Generator, *, rise: float = 0.14,
    taper: float = 0.3, segments: int = 6,
) -> Bough:  # fmt: skip
    """A bough that leaves outward and turns up to its end: a quadratic Bezier curve, slightly crooked."""
    first, last = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    length = float(np.linalg.norm(last - first))
    middle = 0.5 * (first + last) + np.array([0.0, 0.0, -rise * length]) + rng.normal(0.0, 0.04 * length, 3)
    t = np.linspace(0.0, 1.0, segments + 1)[:, None]
    points = (1 - t) ** 2 * first + 2 * t * (1 - t) * middle + t**2 * last
    points[1:-1] += rng.normal(0.0, 0.012 * length, (segments - 1, 3))
    return Bough(points=points, radii=radius_m * (1.0 - (1.0 - taper) * t[:, 0]))


def flared_trunk(stem: Bough, sides: int, rng: np.random.Generator) -> Surface:
    """The wood of a stem whose foot spreads into roots."""
    radius, height = float(stem.radii[2]), float(stem.points[-1, 2])
    phase, roots = rng.uniform(0.0, 2.0 * np.pi), int(rng.integers(4, 7))
    foot = stem.points[0, :2]

    def spread(points: Array) -> Array:
        offset = points[:, :2] - foot
        angle = np.arctan2(offset[:, 1], offset[:, 0])
        near = np.exp(-np.maximum(points[:, 2], 0.0) / (0.028 * height + 0.8 * radius))
        lobes = 1.0 + near * (0.30 + 0.42 * np.cos(roots * angle + phase) + 0.12 * np.cos(2 * angle + 2.0 * phase))
        moved = points.copy()
        moved[:, :2] = foot + offset * lobes[:, None]
        return moved

    return deformed(tube(stem.points, stem.radii, sides, edge=0.0), spread)


def twigs(starts: Array, ends: Array, radius_m: Array, rng: np.random.Generator) -> Surface:
    """Thin closed bars (four sides, bent once) from `starts` to `ends` (N, 3), tapering from `radius_m` (N,)."""
    count = len(starts)
    along = unit(ends - starts)
    length = np.linalg.norm(ends - starts, axis=1)
    helper = np.where(np.abs(along[:, 2:]) > 0.9, [[1.0, 0.0, 0.0]], [[0.0, 0.0, 1.0]])
    first = unit(np.cross(helper, along))
    second = np.cross(along, first)
    bend = 0.5 * (starts + ends) + 0.08 * length[:, None] * rng.normal(size=(count, 3))
    turn = 0.5 * np.pi * np.arange(4)
    rings = []
    for centre, share in ((starts, 1.0), (bend, 0.7), (ends, 0.3)):
        reach = (share * radius_m)[:, None, None]
        rings.append(
            centre[:, None]
            + reach * (np.cos(turn)[None, :, None] * first[:, None] + np.sin(turn)[None, :, None] * second[:, None])
        )
    vertices = np.stack(rings, axis=1).reshape(count, 12, 3)
    side = [[4 * r + k, 4 * r + (k + 1) % 4, 4 * (r + 1) + (k + 1) % 4, 4 * (r + 1) + k]
            for r in range(2) for k in range(4)]  # fmt: skip
    corners = np.array([*side, [3, 2, 1, 0], [8, 9, 10, 11]], dtype=np.int32)
    faces = (corners[None] + 12 * np.arange(count)[:, None, None]).reshape(-1, 4).astype(np.int32)
    width = 1.6 * radius_m
    uv = np.zeros((count, 10, 4, 2))
    for index in range(8):
        r, k = divmod(index, 4)
        u0, u1 = 0.5 * r * length, 0.5 * (r + 1) * length
        v0, v1 = k * width, (k + 1) * width
        uv[:, index] = np.stack(
            [np.stack([u0, v0], -1), np.stack([u0, v1], -1), np.stack([u1, v1], -1), np.stack([u1, v0], -1)], axis=1
        )
    square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    for index, start in ((8, -1.5), (9, -3.0)):
        uv[:, index] = (square + np.array([start, 0.0])) * width[:, None, None]
    uv[..., 1] += (np.cumsum(5.0 * width) - 5.0 * width)[:, None, None]
    return quads(vertices.reshape(-1, 3), faces, uv.reshape(-1, 4, 2))


def cluster_places(centre: ArrayLike, radii: ArrayLike, count: int, rng: np.random.Generator) -> Array:
    """Twig ends (count, 3) near the upper and outer skin of a clump of leaves."""
    directions = unit(rng.normal(size=(4 * count, 3)))
    # leaves go where the light comes: few below
    wanted = rng.uniform(size=4 * count) < np.clip(0.62 + 0.6 * directions[:, 2], 0.12, 1.0)
    chosen = np.concatenate([directions[wanted], directions[~wanted]])[:count]
    reach = 0.62 + 0.46 * rng.uniform(size=(count, 1)) ** 0.6
    return np.asarray(np.asarray(centre) + chosen * np.asarray(radii) * reach)


def leaf_clusters(
    places: Array, outward: Array, spread_m: float, length_m: float, rng: np.random.Generator, *,
    leaves: int = LEAVES_PER_CLUSTER, width: float = 0.62, droop: float = 0.15,
) -> Surface:  # fmt: skip
    """Open leaves in bunches about `places` (N, 3), looking along `outward` (N, 3) and to the sky."""
    middle = np.repeat(places, leaves, axis=0)
    facing = np.repeat(unit(outward), leaves, axis=0)
    count = len(middle)
    offset = rng.normal(0.0, spread_m, (count, 3)) * np.array([1.0, 1.0, 0.62])
    normal = unit(0.55 * facing + np.array([0.0, 0.0, 0.55]) + rng.normal(0.0, 0.42, (count, 3)))
    along = unit(offset) + 0.5 * facing + rng.normal(0.0, 0.35, (count, 3))
    along[:, 2] -= droop
    along = unit(along - 0.75 * normal * np.sum(along * normal, axis=1, keepdims=True))
    size = length_m * rng.uniform(0.65, 1.25, count)
    return leaf_cards(middle + offset - 0.3 * size[:, None] * along, along, normal, size, width=width)


def needle_sprays(
    base: Array, tip: Array, radius_m: float, per_branch: int, rng: np.random.Generator, width: float = 0.2
) -> Surface:
    """Open needle-covered twigs on both sides of drooping branches from `base` to `tip` (N, 3), a fern-like spray."""
    count = len(base)
    length = np.linalg.norm(tip - base, axis=1)
    t = np.linspace(0.10, 0.97, per_branch)[None] + rng.uniform(-0.03, 0.03, (count, per_branch))
    sag = -0.10 * length[:, None] * np.sin(np.pi * t)
    points = base[:, None] + t[..., None] * (tip - base)[:, None]
    points[..., 2] += sag
    along = unit(tip - base)
    side = unit(np.cross(along, np.array([0.0, 0.0, 1.0])))
    hand = np.where(np.arange(per_branch) % 2 == 0, 1.0, -1.0)[None, :, None]
    last = (np.arange(per_branch) == per_branch - 1)[None, :, None]
    out = 0.62 * along[:, None] + (1.0 - last) * hand * side[:, None] * 0.8
    out = out + rng.normal(0.0, 0.10, (count, per_branch, 3)) - np.array([0.0, 0.0, 0.16])
    size = 0.40 * length[:, None] * np.sin(np.pi * np.clip(0.30 + 0.62 * t, 0.0, 1.0)) ** 0.8 + 0.10 * radius_m
    normal = unit(np.array([0.0, 0.0, 1.0]) + rng.normal(0.0, 0.28, (count, per_branch, 3)))
    return leaf_cards(
        points.reshape(-1, 3), unit(out).reshape(-1, 3), normal.reshape(-1, 3), size.reshape(-1), width=width
    )
