"""Trees of several habits as parts: trunk, boughs, foliage masses, leaves; and fitting parts to a size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .contract import Part
from .geometry import merge, rotated, scaled, translated, tube
from .geometry_grid import cube_sphere
from .plant_geometry import (
    GOLDEN_ANGLE_RAD,
    Bough,
    bark,
    bough,
    foliage_mass,
    frond,
    leaves_on,
    needle_tier,
    trunk,
)

Array = NDArray[np.float64]


def fitted(parts: list[Part], size: tuple[float, float, float]) -> tuple[tuple[Part, ...], Array]:
    """The parts scaled to `size` (3,) m, centred, standing on z = 0; and the factors and offset used (2, 3)."""
    points = [part.surface.vertices for part in parts]
    low = np.min([p.min(axis=0) for p in points], axis=0)
    high = np.max([p.max(axis=0) for p in points], axis=0)
    factors = np.array(size) / (high - low)
    offset = -np.array([0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]), low[2]]) * factors
    result = tuple(
        Part(name=p.name, surface=translated(scaled(p.surface, factors), offset), material=p.material, closed=p.closed)
        for p in parts
    )
    return result, np.stack([factors, offset])


def moved_point(point: Array, fit: Array) -> Array:
    return np.asarray(point * fit[0] + fit[1])


def broadleaf_parts(
    height_m: float, width_m: float, rng: np.random.Generator, masses: int, leaves: int, *, segments: int = 5,
    twigs: bool = True,
) -> list[Part]:  # fmt: skip
    """Trunk, boughs, shaded masses of foliage and the leaves around them."""
    clear = 0.25 * height_m
    radius = 0.026 * height_m
    stem = trunk(0.74 * height_m, radius, rng)
    boughs = [stem]
    centres = []
    heading = rng.uniform(0.0, 2.0 * np.pi)
    for k in range(masses):
        share = k / max(masses - 1, 1)
        heading += GOLDEN_ANGLE_RAD * rng.uniform(0.9, 1.1)
        start = np.array(
            [np.interp(clear + share * 0.42 * height_m, stem.points[:, 2], stem.points[:, i]) for i in range(3)]
        )
        # the crown is widest a third of the way up it
        spread = np.sin(np.pi * (0.30 + 0.56 * share))
        length = width_m * 0.34 * spread * rng.uniform(0.85, 1.15)
        pitch = 0.25 + 0.85 * share + rng.normal(0.0, 0.08)
        limb = bough(start, heading, pitch, length, radius * (0.50 - 0.2 * share), rng, upturn=0.5)
        boughs.append(limb)
        centres.append((limb.points[-1], share))
        if twigs and k % 2 == 0:
            middle = limb.points[3]
            side = heading + rng.choice([-0.9, 0.9])
            boughs.append(
                bough(middle, side, pitch + 0.2, 0.55 * length, 0.6 * float(limb.radii[3]), rng, upturn=0.4, segments=4)
            )
    centres.append((stem.points[-1] + np.array([0.0, 0.0, 0.05 * height_m]), 0.8))
    centres.append((stem.points[-1] - np.array([0.0, 0.0, 0.17 * height_m]), 0.2))
    lumps = []
    for centre, share in centres:
        size = width_m * rng.uniform(0.20, 0.26) * (1.0 - 0.10 * share)
        shape = np.array([size, size, size * rng.uniform(0.72, 0.9)])
        lumps.append(foliage_mass(centre, shape, rng, segments=segments))
    per_lump = max(1, leaves // len(lumps))
    # light trees far off make do with fewer, larger leaves
    length = (0.058 if twigs else 0.105) * float(np.sqrt(height_m * max(width_m, 0.3)))
    cards = [leaves_on(lump, per_lump, length, rng) for lump in lumps]
    return [
        Part(name="trunk", surface=bark(boughs[:1], 12 if twigs else 6), material="bark"),
        Part(name="branches", surface=bark(boughs[1:], 6 if twigs else 4), material="bark"),
        Part(name="foliage", surface=merge(lumps), material="leaf shade"),
        Part(name="leaves", surface=merge(cards), material="leaf", closed=False),
    ]


def pine_parts(
    height_m: float, width_m: float, rng: np.random.Generator, tiers: int = 9, teeth: int = 14
) -> list[Part]:
    """A conifer: a straight trunk and drooping tiers that shrink upwards."""
    stem = trunk(0.97 * height_m, 0.018 * height_m, rng, lean=0.004, taper=0.1)
    skirts = []
    for k in range(tiers):
        share = k / (tiers - 1)
        base = height_m * (0.13 + 0.80 * share**0.93)
        radius = 0.5 * width_m * ((1.0 - share) ** 0.85 * 0.94 + 0.07) * rng.uniform(0.93, 1.05)
        thickness = height_m * (0.215 - 0.115 * share)
        top = min(base + 0.55 * thickness + 0.06 * height_m, height_m)
        tier = needle_tier(top, radius, thickness, rng, teeth)
        x, y = (np.interp(base, stem.points[:, 2], stem.points[:, i]) for i in range(2))
        skirts.append(translated(rotated(tier, rng.normal(0.0, 0.035), (1.0, 0.0, 0.0), (0.0, 0.0, base)), (x, y, 0.0)))
    return [
        Part(name="trunk", surface=bark([stem], 10), material="bark"),
        Part(name="needles", surface=merge(skirts), material="needle"),
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
    stem = trunk(0.8 * height_m, 0.02 * height_m, rng, lean=0.01)
    lumps = []
    for k in range(8):
        share = k / 7
        z = height_m * (0.20 + 0.72 * share)
        size = 0.5 * width_m * np.sin(np.pi * (0.22 + 0.70 * share)) ** 0.8
        offset = 0.22 * width_m * rng.normal(size=2) * (1.0 - share)
        lumps.append(foliage_mass((*offset, z), (size, size, 0.12 * height_m), rng, segments=5))
    cards = [leaves_on(lump, leaves // len(lumps), 0.075 * height_m**0.5, rng, droop=-0.4) for lump in lumps]
    return [
        Part(name="trunk", surface=bark([stem], 10), material="bark"),
        Part(name="foliage", surface=merge(lumps), material="leaf shade"),
        Part(name="leaves", surface=merge(cards), material="leaf", closed=False),
    ]


def bare_parts(height_m: float, width_m: float, rng: np.random.Generator) -> list[Part]:
    """A leafless tree: three orders of branches."""
    stem = trunk(0.8 * height_m, 0.026 * height_m, rng, lean=0.06, taper=0.22)
    first: list[Bough] = []
    thin: list[Bough] = []
    heading = rng.uniform(0.0, 2.0 * np.pi)
    for k in range(9):
        share = k / 8
        heading += GOLDEN_ANGLE_RAD * rng.uniform(0.85, 1.15)
        z = height_m * (0.26 + 0.5 * share)
        start = np.array([np.interp(z, stem.points[:, 2], stem.points[:, i]) for i in range(3)])
        radius = 0.55 * float(np.interp(z, stem.points[:, 2], stem.radii))
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
        Part(name="trunk", surface=bark([stem], 12), material="bark"),
        Part(name="branches", surface=bark(first, 6), material="bark"),
        Part(name="twigs", surface=bark(thin, 4), material="bark"),
    ]
