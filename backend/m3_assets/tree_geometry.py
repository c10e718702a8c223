"""Trees of several habits as parts: trunk, boughs, foliage masses, leaves; and fitting parts to a size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .contract import Part
from .crown_geometry import (
    LEAVES_PER_CLUSTER,
    cluster_places,
    flared_trunk,
    leaf_clusters,
    needle_sprays,
    reaching_bough,
    twigs,
    unit,
)
from .geometry import merge, scaled, translated, tube
from .geometry_grid import cube_sphere
from .plant_geometry import GOLDEN_ANGLE_RAD, Bough, bark, bough, frond, trunk

Array = NDArray[np.float64]


def fitted(parts: list[Part], size: tuple[float, float, float]) -> tuple[tuple[Part, ...], Array]:
    """The parts scaled to `size` (3,) m, centred, standing on z = 0; and the factors and offset used (2, 3)."""
    points = [part.surface.vertices for part in parts]
    low = np.min([p.min(axis=0) for p in points], axis=0)
    high = np.max([p.max(axis=0) for p in points], axis=0)
    factors = np.array(size) / (high - low)
    offset = -np.array([0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]), low[2]]) * factors
    result = tuple(replace(p, surface=translated(scaled(p.surface, factors), offset)) for p in parts)
    return result, np.stack([factors, offset])


def moved_point(point: Array, fit: Array) -> Array:
    return np.asarray(point * fit[0] + fit[1])


def broadleaf_parts(
    height_m: float, width_m: float, rng: np.random.Generator, masses: int, leaves: int, *, light: bool = False,
    clear: float = 0.24, slim: float = 1.0, droop: float = 0.15,
) -> list[Part]:  # fmt: skip
    """Trunk with roots, boughs that carry clumps of leaves with sky between them, twigs, leaves in light and shade.

    `light` trees stand far off and make do with fewer, larger leaves; `clear` is the share of bare trunk.
    """
    radius = 0.031 * height_m * slim
    stem = trunk(0.80 * height_m, radius, rng, taper=0.16)
    clumps: list[tuple[Array, Array]] = []
    boughs: list[Bough] = []
    heading = rng.uniform(0.0, 2.0 * np.pi)
    for k in range(masses):
        share = (k + 0.3) / masses
        heading += GOLDEN_ANGLE_RAD * rng.uniform(0.88, 1.12)
        # the crown is widest a third of the way up it
        reach = 0.40 * width_m * np.sin(np.pi * (0.30 + 0.58 * share)) * rng.uniform(0.78, 1.12)
        z = height_m * (clear + 0.17 + (0.74 - clear) * share * rng.uniform(0.94, 1.06))
        size = width_m * rng.uniform(0.19, 0.26) * (1.05 - 0.2 * share)
        centre = np.array([reach * np.cos(heading), reach * np.sin(heading), z])
        low = min(z - 0.55 * reach - 0.04 * height_m, 0.76 * height_m)
        start = _on_stem(stem, max(low, clear * height_m * rng.uniform(0.92, 1.1)))
        thick = 0.52 * float(np.interp(start[2], stem.points[:, 2], stem.radii))
        boughs.append(reaching_bough(start, centre, thick, rng, segments=4 if light else 6))
        clumps.append((centre, np.array([size, size, size * rng.uniform(0.66, 0.85)])))
    top = stem.points[-1]
    for height, size in ((0.07, 0.19), (-0.13, 0.22)):
        clumps.append((top + np.array([0.0, 0.0, height * height_m]), width_m * np.array([size, size, 0.9 * size])))
    per_clump = max(2, round(leaves / LEAVES_PER_CLUSTER / len(clumps)))
    middle = np.array([0.0, 0.0, 0.5 * (1.0 + clear) * height_m])
    starts, places, outward, shaded = [], [], [], []
    for centre, radii in clumps:
        ends = cluster_places(centre, radii, per_clump, rng)
        starts.append(centre + 0.35 * (ends - centre) * rng.uniform(0.2, 1.0, (len(ends), 1)))
        places.append(ends)
        away = unit((ends - centre) / radii)
        outward.append(away + 0.5 * unit(ends - middle))
        shaded.append(away[:, 2] + 0.7 * unit(ends - middle)[:, 2] < 0.05)
    start, place, out = (np.concatenate(rows) for rows in (starts, places, outward))
    dark = np.concatenate(shaded)
    # as many leaves as are asked for cover the crown, however large it is
    length = (0.050 if not light else 0.064) * float(np.sqrt(height_m * max(width_m, 0.3)))
    spread = 0.050 * width_m
    bright = leaf_clusters(place[~dark], out[~dark], spread, length, rng, droop=droop)
    dim = leaf_clusters(place[dark], out[dark], spread, length, rng, droop=droop)
    wood = [bark(boughs, 4 if light else 6)]
    if not light:
        wood.append(twigs(start, place, np.full(len(start), 0.0032 * height_m * slim), rng))
    return [
        Part(name="trunk", surface=flared_trunk(stem, 8 if light else 14, rng), material="bark"),
        Part(name="branches", surface=merge(wood), material="bark"),
        Part(name="leaves_shade", surface=dim, material="leaf shade", closed=False),
        Part(name="leaves", surface=bright, material="leaf", closed=False),
    ]


def _on_stem(stem: Bough, height_m: float | Array) -> Array:
    """The points (…, 3) of a stem at heights (…)."""
    return np.stack([np.interp(height_m, stem.points[:, 2], stem.points[:, i]) for i in range(3)], -1)


def pine_parts(
    height_m: float, width_m: float, rng: np.random.Generator, tiers: int = 20, per_branch: int = 22
) -> list[Part]:
    """A conifer: a straight trunk and whorls of drooping branches that shrink upwards, each a spray of needles."""
    stem = trunk(0.97 * height_m, 0.018 * height_m, rng, lean=0.004, taper=0.08)
    bases, tips = [], []
    for k in range(tiers):
        share = k / (tiers - 1)
        z = height_m * (0.10 + 0.86 * share**0.92)
        reach = 0.5 * width_m * ((1.0 - share) ** 0.82 * 0.96 + 0.035)
        count = max(4, round(11 * (1.0 - 0.55 * share)))
        angle = 2.0 * np.pi * (np.arange(count) + rng.uniform()) / count + rng.normal(0.0, 0.12, count)
        length = reach * rng.uniform(0.78, 1.06, count)
        # whorls run into each other: no branch stands exactly at the height of its neighbour
        height = np.clip(z + rng.uniform(-0.5, 0.5, count) * height_m / tiers, 0.02 * height_m, 0.955 * height_m)
        foot = _on_stem(stem, height)
        rise = (0.42 * share - 0.30) * length + rng.normal(0.0, 0.05, count) * reach
        bases.append(foot + np.array([0.0, 0.0, 0.012 * height_m]))
        tips.append(foot + np.stack([length * np.cos(angle), length * np.sin(angle), rise], -1))
    base, tip = np.concatenate(bases), np.concatenate(tips)
    lower = np.arange(len(base)) % 3 == 0
    reach = 0.5 * width_m
    sprays = [needle_sprays(base[part], tip[part], reach, per_branch, rng) for part in (lower, ~lower)]
    thickness = 0.0035 * height_m * np.linalg.norm(tip - base, axis=1) / reach + 0.001 * height_m
    crown = sprays[1]
    leader = needle_sprays(
        stem.points[-1:] - np.array([0.0, 0.0, 0.1 * height_m]), stem.points[-1:] + np.array([0.0, 0.0, 0.04]),
        0.3 * reach, 9, rng,
    )  # fmt: skip
    return [
        Part(name="trunk", surface=flared_trunk(stem, 8, rng), material="bark"),
        Part(name="branches", surface=twigs(base, base + 0.8 * (tip - base), thickness, rng), material="bark"),
        Part(name="needles_shade", surface=sprays[0], material="needle shade", closed=False),
        Part(name="needles", surface=merge([crown, leader]), material="needle", closed=False),
    ]


def palm_parts(height_m: float, width_m: float, rng: np.random.Generator) -> list[Part]:
    """A leaning ringed trunk, a crown of fronds, a few coconuts."""
    t = np.linspace(0.0, 1.0, 29)
    lean, heading = rng.uniform(0.06, 0.16) * height_m, rng.uniform(0.0, 2.0 * np.pi)
    top = 0.80 * height_m
    bow = lean * (t**1.8)
    points = np.column_stack([np.cos(heading) * bow, np.sin(heading) * bow, t * top])
    rings = 1.0 + 0.10 * (np.arange(len(t)) % 2)
    radii = 0.021 * height_m * (1.0 - 0.35 * t + 0.45 * np.exp(-t / 0.05)) * rings
    crown = points[-1]
    ribs, leaflets = [], []
    count = 13
    for k in range(count):
        pitch = 0.95 - 0.75 * (k % 3) / 2 + rng.normal(0.0, 0.08)
        rib, leaf = frond(crown, k * GOLDEN_ANGLE_RAD, 0.56 * width_m * rng.uniform(0.9, 1.05), rng, pitch)
        ribs.append(rib)
        leaflets.append(leaf)
    size = 0.017 * height_m
    nuts = [
        translated(
            cube_sphere((size, size, 1.15 * size), 4), crown + 1.6 * size * np.array([np.cos(a), np.sin(a), -0.75])
        )
        for a in rng.uniform(0, 2 * np.pi) + np.arange(4) * 1.7
    ]
    return [
        Part(name="trunk", surface=tube(points, radii.tolist(), 12), material="bark"),
        Part(name="ribs", surface=bark(ribs, 6), material="leaf"),
        Part(name="leaves", surface=merge(leaflets), material="leaf", closed=False),
        Part(name="coconuts", surface=merge(nuts), material="nut"),
    ]


def poplar_parts(height_m: float, width_m: float, rng: np.random.Generator, leaves: int) -> list[Part]:
    """A slender upright crown on a short trunk."""
    stem = trunk(0.86 * height_m, 0.02 * height_m, rng, lean=0.01, taper=0.12)
    count = max(8, leaves // LEAVES_PER_CLUSTER)
    share = (np.arange(count) + rng.uniform(size=count)) / count
    angle = np.arange(count) * GOLDEN_ANGLE_RAD + rng.normal(0.0, 0.3, count)
    girth = np.sin(np.pi * (0.12 + 0.80 * share))
    reach = 0.46 * width_m * girth**0.7 * (0.45 + 0.55 * rng.uniform(size=count) ** 0.5)
    z = height_m * (0.12 + 0.85 * share)
    place = np.stack([reach * np.cos(angle), reach * np.sin(angle), z], -1)
    low = np.maximum(z - 1.5 * reach - 0.05 * height_m, 0.06 * height_m)
    start = _on_stem(stem, np.minimum(low, 0.86 * height_m))
    out = np.stack([np.cos(angle), np.sin(angle), np.full(count, 0.4)], -1)
    dark = reach < 0.25 * width_m * girth
    length = 0.085 * height_m**0.5
    spread = 0.075 * width_m
    return [
        Part(name="trunk", surface=flared_trunk(stem, 10, rng), material="bark"),
        Part(name="branches", surface=twigs(start, place, np.full(count, 0.003 * height_m), rng), material="bark"),
        Part(name="leaves_shade", material="leaf shade", closed=False,
             surface=leaf_clusters(place[dark], out[dark], spread, length, rng, droop=-0.5)),
        Part(name="leaves", material="leaf", closed=False,
             surface=leaf_clusters(place[~dark], out[~dark], spread, length, rng, droop=-0.5)),
    ]  # fmt: skip


def bare_parts(height_m: float, width_m: float, rng: np.random.Generator) -> list[Part]:
    """A leafless tree: three orders of branches."""
    stem = trunk(0.94 * height_m, 0.027 * height_m, rng, lean=0.05, taper=0.05)
    first: list[Bough] = []
    thin: list[Bough] = []
    heading = rng.uniform(0.0, 2.0 * np.pi)
    for k in range(9):
        share = k / 8
        heading += GOLDEN_ANGLE_RAD * rng.uniform(0.85, 1.15)
        z = height_m * (0.26 + 0.5 * share)
        start = _on_stem(stem, z)
        radius = 0.62 * float(np.interp(z, stem.points[:, 2], stem.radii))
        limb = bough(
            start, heading, 0.55 + 0.3 * share, width_m * (0.5 - 0.22 * share), radius, rng, upturn=0.6, taper=0.2
        )
        first.append(limb)
        for j in (2, 3, 4, 5, 6):
            side = heading + (0.9 if j % 2 else -0.9) + rng.normal(0.0, 0.2)
            thin.append(
                bough(
                    limb.points[j],
                    side,
                    0.5 + rng.normal(0, 0.15),
                    0.16 * width_m,
                    0.55 * limb.radii[j],
                    rng,
                    upturn=0.7,
                    segments=4,
                    taper=0.15,
                )
            )
    return [
        Part(name="trunk", surface=flared_trunk(stem, 14, rng), material="bark"),
        Part(name="branches", surface=bark(first, 6), material="bark"),
        Part(name="twigs", surface=bark(thin, 4), material="bark"),
    ]
