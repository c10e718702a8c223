"""Clothes as own meshes: the loft of the body on an eased figure, offset by the cloth, with hems and their own silhouette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from .body import (
    ARM_ROWS, LEG_ROWS, RING_ANGLES, TORSO_ROWS, add_arm, add_foot, add_leg, add_torso, leg_field, torso_angles, torso_field,
)
from .cage import Cage, Indices, Points, QuadMesh, mirrored
from .figure import Figure
from .implicit import Field, arm, cast, foot, leg, rounded_cone, smooth_union
from .shape import relaxed, symmetric

# level rows below the chest; the skin's own rows follow the leg crease
LEVEL_ROWS = np.array([(z, z + 0.10 * max(z - 0.56, 0.0), z) for z in (0.500, 0.512, 0.536, 0.562, 0.590, 0.618, 0.646)])
WAIST_ROWS = 6


def offset(field: Field, distance_m: float) -> Field:
    return lambda p: field(p) - distance_m


def union(a: Field, b: Field, blend_m: float) -> Field:
    return lambda p: smooth_union(a(p), b(p), blend_m)


def top(
    figure: Figure, *, ease: float, thickness: float, sleeve: int, hem: float = 0.500, sleeve_ease: float = 1.1, collar_rows: int = 18
) -> tuple[Cage, Field]:
    """A garment of the upper body: `sleeve` is the number of arm rings it covers (0 = none), `hem` the height it hangs to."""
    cloth = replace(
        figure, waist=figure.waist * (1.0 + 1.2 * ease), hips=figure.hips * (1.0 + 0.4 * ease), pectoral=figure.pectoral * 0.9 + 0.08,
        glute=figure.glute * (1.0 + 0.3 * ease), upper_arm=figure.upper_arm * sleeve_ease, forearm=figure.forearm * sleeve_ease,
        trapezius=figure.trapezius * 1.02,
    )  # fmt: skip
    trunk = offset(torso_field(cloth), thickness)
    sleeves = offset(lambda p: arm(p, cloth), thickness)
    whole = union(trunk, sleeves, 0.028)
    cage = Cage()
    level = LEVEL_ROWS.copy()
    level[:, :] -= (0.500 - hem) * np.linspace(1.0, 0.0, len(level))[:, None] ** 1.5
    heights = np.concatenate([level, TORSO_ROWS[8:collar_rows]])
    hole = len(level) + 2
    rows = add_torso(cage, trunk, heights, hole)
    cage.softness = [0.6 if i > 17 * 5 else 0.0 for i in range(len(cage.softness))]
    for vertex in rows[-1]:
        cage.softness[vertex] = 0.15
    cage.rim(rows[0], rows[1], "torso", whole, closed=False)
    cage.rim(rows[-1], rows[-2], "neck", whole, closed=False)
    rings = add_arm(cage, rows, sleeves, ARM_ROWS[: max(sleeve, 1)], hole)
    cage.rim(rings[-1], rings[-2], "arm", whole, closed=True)
    return cage, whole


def trousers_field(figure: Figure, *, ease: float, thickness: float) -> Field:
    cloth = replace(
        figure, thigh=figure.thigh * (1.0 + ease), calf=figure.calf * (1.0 + ease), glute=figure.glute * (1.0 + 0.2 * ease)
    )
    knee, ankle = np.array([0.0525, 0.000, 0.330]), np.array([0.0525, 0.014, 0.040])

    def solid(p: Points) -> Points:
        straight = rounded_cone(p, knee, ankle, 0.034 * cloth.calf, 0.0275 * cloth.calf)
        return smooth_union(smooth_union(leg(p, cloth), straight, 0.012), torso_field(cloth)(p), 0.030)

    return offset(solid, thickness)


def trousers(figure: Figure, *, ease: float, thickness: float, leg_rows: int) -> tuple[Cage, Field]:
    """From the waist down both legs for `leg_rows` rings."""
    solid = trousers_field(figure, ease=ease, thickness=thickness)
    cage = Cage()
    rows = add_torso(cage, solid, TORSO_ROWS[:WAIST_ROWS], None)
    below = np.concatenate([LEG_ROWS, [(0.062, 0.0), (0.047, 0.0), (0.034, 0.0)]])[:leg_rows]
    one_leg = offset(
        lambda p: smooth_union(
            leg(p, replace(figure, thigh=figure.thigh * (1.0 + ease), calf=figure.calf * (1.0 + ease))),
            rounded_cone(
                p, np.array([0.0525, 0.000, 0.330]), np.array([0.0525, 0.014, 0.040]),
                0.034 * figure.calf * (1.0 + ease), 0.0275 * figure.calf * (1.0 + ease),
            ), 0.012,
        ), thickness,
    )  # fmt: skip
    rings = add_leg(cage, rows, one_leg, below)
    for ring in rings[5:]:
        for vertex in ring:
            cage.softness[vertex] = 0.0
    cage.rim(rings[-1], rings[-2], "leg", solid, closed=True)
    for vertex in rows[-1]:
        cage.softness[vertex] = 0.0
    cage.rim(rows[-1], rows[-2], "torso", solid, closed=False)
    return cage, solid


def shoes(figure: Figure, *, shaft: tuple[float, ...], thickness: float) -> tuple[Cage, Field]:
    """A shoe per foot; `shaft` are the heights of the rings above the ankle, highest first."""
    big = replace(figure, foot=figure.foot * 1.02)

    def outside(p: Points) -> Points:
        welt = foot(np.stack([p[:, 0], p[:, 1], np.maximum(p[:, 2], 0.014)], axis=1), big) - 0.0012
        slab = np.maximum(welt, p[:, 2] - 0.0105)
        return smooth_union(leg_field(big)(p), slab, 0.004) - thickness

    cage = Cage()
    rings = []
    for z in shaft:
        origins = np.tile(np.array([0.0525, 0.0125, z]), (20, 1))
        directions = np.stack([np.sin(RING_ANGLES), -np.cos(RING_ANGLES), np.zeros(20)], axis=1)
        rings.append(cage.add(cast(origins, directions, outside, 0.06), "leg"))
    cage.ring_strip(rings, "foot")
    cage.rim(rings[0], rings[1], "leg", outside, closed=True, thickness_m=0.0025)
    add_foot(cage, rings[-1], outside)
    cage.softness = [0.0] * len(cage.points)
    for i, point in enumerate(cage.points):
        if cage.parts[i] == "foot" and point[2] < 0.0055:
            point[2] = 0.0
    cage.quad_parts = [
        "sole" if max(cage.points[v][2] for v in quad) < 0.0125 else part for quad, part in zip(cage.quads, cage.quad_parts, strict=True)
    ]
    return cage, outside


def skirt(figure: Figure, *, ease: float, thickness: float, waist: float, hem: float, flare: float) -> tuple[Cage, Field]:
    """Level rings from the waist to the hem, hanging straight from the hips and flaring by `flare`; with soft folds."""
    body = offset(torso_field(replace(figure, glute=figure.glute * (1.0 + ease))), thickness)
    angles = torso_angles()
    cage = Cage()
    rows: list[Indices] = []
    widest = 0.0
    heights = np.concatenate([np.linspace(waist, 0.50, 7), np.linspace(0.50, hem, max(3, round((0.50 - hem) / 0.028)))[1:]])
    directions = np.stack([np.sin(angles), -0.8 * np.cos(angles), np.zeros(17)], axis=1)
    directions[[0, -1], 0] = 0.0
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    for z in heights:
        origins = np.tile(np.array([0.0, 0.008, z]), (17, 1))
        radius = np.linalg.norm(cast(origins, directions, body, 0.16) - origins, axis=1)
        if z < 0.515:
            widest = np.maximum(widest, radius)
            drop = (0.515 - z) / 0.30
            fold = 0.060 * np.clip(drop, 0.0, 1.0) * np.cos(7 * angles) * np.sin(angles) ** 0.5
            radius = widest * (1.0 + flare * drop + fold)
        widest = np.maximum(widest, radius) if z < 0.56 else radius
        rows.append(cage.add(origins + radius[:, None] * directions, "skirt"))
    cage.grid(np.stack(rows), "skirt")
    cage.rim(rows[-1], rows[-2], "skirt", body, closed=False)
    cage.rim(rows[0], rows[1], "skirt", body, closed=False)
    return cage, body


GARMENTS: dict[str, Callable[[Figure], tuple[Cage, Field]]] = {
    "t_shirt": lambda f: top(f, ease=0.05, thickness=0.0052, sleeve=7, sleeve_ease=1.16),
    "shirt": lambda f: top(f, ease=0.05, thickness=0.0054, sleeve=18, sleeve_ease=1.12),
    "jacket": lambda f: top(f, ease=0.09, thickness=0.0085, sleeve=18, sleeve_ease=1.22, hem=0.478),
    "trousers": lambda f: trousers(f, ease=0.05, thickness=0.0034, leg_rows=23),
    "shorts": lambda f: trousers(f, ease=0.10, thickness=0.0036, leg_rows=8),
    "shoes": lambda f: shoes(f, shaft=(0.068, 0.0655), thickness=0.0030),
    "boots": lambda f: shoes(f, shaft=(0.150, 0.147, 0.125, 0.102, 0.085, 0.072), thickness=0.0034),
    "skirt": lambda f: skirt(f, ease=0.03, thickness=0.0042, waist=0.612, hem=0.30, flare=0.22),
}


def build_garment(name: str, figure: Figure) -> QuadMesh:
    """One garment on one figure; same topology for every figure."""
    cage, field = GARMENTS[name](figure)
    mesh = mirrored(cage, closed=False)
    points = relaxed(mesh, field, free=np.zeros(len(mesh.points), dtype=bool))
    if any(part == "sole" for part in mesh.quad_parts):
        points[:, 2] = np.maximum(points[:, 2], 0.0)
    return replace(mesh, points=symmetric(points, mesh.mirror))
