"""The body of a road vehicle as lofts along its length, with open wheel arches, and its wheels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .contract import Surface
from .geometry import lathe, loft, merge, rotated, rounded_box, tube
from .geometry_grid import outward

Array = NDArray[np.float64]
BAY_DEEP_M = 0.30
"""of a bay below the deck"""


@dataclass(frozen=True, kw_only=True)
class Silhouette:
    """A vehicle seen from the side; y from the front (-) to the back (+), heights above the road."""

    deck: Array
    """(K, 2) m [y, z] of bonnet, beltline and boot from the front to the back"""
    plan: Array
    """(M, 2) m [y, half width] at the widest height"""
    sill_m: float
    """height of the underside"""
    widest_m: float
    """height of the widest line of the flanks"""
    tumble: float
    """how far the shoulders lean in, as a share of the half width"""
    axles: tuple[float, ...]
    """y of each axle"""
    arch_m: float
    """radius of the wheel arches"""
    wheel_m: float
    """radius of the wheels"""
    bay: tuple[float, float] | None = None
    """y where a bay in the deck begins and ends that stands open"""


def _arch_heights(shape: Silhouette, y: Array) -> Array:
    """The lower edge of the flanks: the sill, cut by a circle over every axle."""
    heights = np.full_like(y, shape.sill_m)
    for axle in shape.axles:
        inside = np.abs(y - axle) < shape.arch_m
        top = shape.wheel_m + np.sqrt(np.maximum(shape.arch_m**2 - (y - axle) ** 2, 0.0))
        heights = np.where(inside, np.maximum(heights, top), heights)
    return heights


def _stations(shape: Silhouette) -> Array:
    """Where cross-sections are taken: dense over the arches and at the rounded ends."""
    front, back = shape.deck[0, 0], shape.deck[-1, 0]
    y = [np.linspace(front, back, 25), front + np.array([0.012, 0.035, 0.08]), back - np.array([0.012, 0.035, 0.08])]
    for axle in shape.axles:
        drop = max(0.0, shape.wheel_m - shape.sill_m)
        foot = float(np.sqrt(shape.arch_m**2 - drop**2))
        turn = np.linspace(0.0, np.pi, 13)
        y.append(axle - foot * np.cos(turn))
        y.append(np.array([axle - foot - 0.012, axle + foot + 0.012]))
    if shape.bay is not None:
        y.append(np.array([end + side * 0.005 for end in shape.bay for side in (-1.0, 1.0)]))
    stations = np.sort(np.concatenate(y))
    keep = np.concatenate([[True], np.diff(stations) > 0.008])
    keep[-1] = True
    stations = stations[keep]
    return np.delete(stations, -2) if stations[-1] - stations[-2] < 0.008 else stations


def sections(shape: Silhouette, y: Array, closed: bool = False) -> Array:
    """The right half of the cross-sections at `y` (R,): (R, 12, 2) of [x, z], from the underside to the deck; `closed`:
    as if no bay stood open."""
    deck = np.interp(y, shape.deck[:, 0], shape.deck[:, 1])
    half = np.interp(y, shape.plan[:, 0], shape.plan[:, 1])
    low = np.minimum(_arch_heights(shape, y), deck - 0.10)
    nose = np.minimum(y - shape.deck[0, 0], shape.deck[-1, 0] - y)
    # the ends are rounded in every direction
    tuck = 0.05 * np.clip(1.0 - nose / 0.09, 0.0, 1.0) ** 2
    w, bottom, top = half - tuck, low + 0.8 * tuck, deck - tuck
    middle = np.clip(shape.widest_m, bottom + 0.04, top - 0.05)
    shoulder = w * (1.0 - 0.45 * shape.tumble)
    crown = 0.022
    columns = [
        (0.45 * w, bottom - 0.006), (w - 0.06, bottom), (w - 0.018, bottom + 0.008), (w - 0.006, bottom + 0.03),
        (w, 0.5 * (bottom + middle)), (w, middle), (w - 0.004, middle + 0.016),
        (shoulder + 0.3 * (w - shoulder), top - 0.055), (shoulder - 0.012, top - 0.018), (shoulder - 0.05, top),
        (0.5 * shoulder, top + 0.75 * crown), (0.18 * shoulder, top + crown),
    ]  # fmt: skip
    found = np.stack([np.stack(column, -1) for column in columns], axis=1)
    if shape.bay is not None and not closed:
        within = (y > shape.bay[0]) & (y < shape.bay[1])
        found[within, -2] = np.stack([shoulder - 0.07, top - BAY_DEEP_M], axis=-1)[within]
        found[within, -1] = np.stack([0.18 * shoulder, top - BAY_DEEP_M], axis=-1)[within]
    return found


def body_shell(shape: Silhouette) -> Surface:
    """The closed lower body: underside, flanks with arches, shoulders, deck."""
    y = _stations(shape)
    right = sections(shape, y)
    section = np.concatenate([right, right[:, ::-1] * np.array([-1.0, 1.0])], axis=1)
    rings = np.stack([section[..., 0], np.broadcast_to(y[:, None], section.shape[:2]), section[..., 1]], -1)
    return outward(loft(rings, caps="ladder"))


def flank_x(shape: Silhouette, y: float, z: Array) -> Array:
    """Half width of the body at one `y` and heights `z` (N,)."""
    section = sections(shape, np.array([y]))[0, 2:10]
    return np.asarray(np.interp(z, section[:, 1], section[:, 0]))


def seam(shape: Silhouette, points: Array, radius_m: float = 0.0035) -> Surface:
    """A dark line in the left flank through [y, z] points (K, 2): the gap round a door."""
    path = np.array([[flank_x(shape, y, np.array([z]))[0] - 0.4 * radius_m, y, z] for y, z in points])
    return tube(path, radius_m, 4, edge=0.0)


def cabin_rings(stations: Array, grow_m: float = 0.0) -> Array:
    """Rings (R, 20, 3) of a cabin from [y_front, y_back, z, half width] rows (R, 4), bottom to top, corners rounded."""
    rings = []
    for front, back, z, half in stations:
        front, back, half = front - grow_m, back + grow_m, half + grow_m
        round_m = min(0.16, 0.3 * half)
        corner = np.radians([0.0, 22.5, 45.0, 67.5, 90.0])
        points = []
        for sx, sy, start in ((1, 1, 0.0), (-1, 1, 90.0), (-1, -1, 180.0), (1, -1, 270.0)):
            cx = sx * (half - round_m)
            cy = (back - round_m) if sy > 0 else (front + round_m)
            angle = corner + np.radians(start)
            points.append(np.stack([cx + round_m * np.cos(angle), cy + round_m * np.sin(angle)], -1))
        flat = np.concatenate(points)
        # windscreen and rear window bulge a little
        middle = 1.0 - (flat[:, 0] / half) ** 2
        flat[:, 1] += np.where(flat[:, 1] < 0.5 * (front + back), -0.05, 0.03) * middle
        rings.append(np.column_stack([flat, np.full(len(flat), z)]))
    return np.array(rings)


def tyre(radius_m: float, width_m: float) -> Surface:
    """A tyre about the X axis at the origin: a ring with rounded shoulders and two tread grooves."""
    r, w, rim = radius_m, 0.5 * width_m, 0.66 * radius_m
    groove = 0.016 * r / 0.32
    profile = [
        (rim, -0.82 * w),
        (rim + 0.02 * r, -0.95 * w),
        (0.85 * r, -w),
        (0.955 * r, -0.93 * w),
        (r, -0.74 * w),
        (r, -0.16 * w),
        (r - groove, -0.12 * w),
        (r - groove, 0.12 * w),
        (r, 0.16 * w),
        (r, 0.74 * w),
        (0.955 * r, 0.93 * w),
        (0.85 * r, w),
        (rim + 0.02 * r, 0.95 * w),
        (rim, 0.82 * w),
    ]
    ring = lathe(profile, 24, closed_profile=True)
    return rotated(ring, 0.5 * np.pi, (0.0, 1.0, 0.0))


def rim(radius_m: float, width_m: float, side: float, spokes: int = 5) -> Surface:
    """A wheel rim about the X axis: barrel, hub and spokes; `side` +1 shows its face toward +X."""
    r, w = 0.68 * radius_m, 0.5 * width_m
    barrel = lathe(
        [
            (0.90 * r, -0.86 * w),
            (r, -0.9 * w),
            (r, 0.9 * w),
            (0.93 * r, 0.94 * w),
            (0.88 * r, 0.80 * w),
            (0.86 * r, 0.2 * w),
            (0.86 * r, -0.6 * w),
        ],
        24,
        closed_profile=True,
    )
    hub = lathe(
        [(0.0, 0.36 * w), (0.24 * r, 0.36 * w), (0.24 * r, 0.70 * w), (0.18 * r, 0.78 * w), (0.0, 0.80 * w)], 12
    )
    bars = []
    for k in range(spokes):
        bar = rounded_box((0.74 * r, 0.19 * r, 0.30 * w), (0.52 * r, 0.0, 0.62 * w), 0.03 * r)
        bars.append(rotated(bar, 2.0 * np.pi * k / spokes + 0.5 * np.pi, (0.0, 0.0, 1.0)))
    whole = merge([barrel, hub, *bars])
    return rotated(whole, side * 0.5 * np.pi, (0.0, 1.0, 0.0))


def brake(radius_m: float, width_m: float, side: float) -> Surface:
    """The dark disc that closes the rim from behind."""
    r, w = 0.60 * radius_m, 0.5 * width_m
    disc = lathe([(0.0, -0.1 * w), (r, -0.1 * w), (r, 0.16 * w), (0.0, 0.16 * w)], 20)
    return rotated(disc, side * 0.5 * np.pi, (0.0, 1.0, 0.0))


def glass_shell(rings: Array, thickness_m: float = 0.006) -> Surface:
    """Panes with real thickness, all round: through the rings upwards outside, and down again inside."""
    middle = rings[..., :2].mean(axis=1, keepdims=True)
    away = rings[..., :2] - middle
    inner = rings.copy()
    inner[..., :2] = rings[..., :2] - thickness_m * away / np.linalg.norm(away, axis=-1, keepdims=True)
    return outward(loft(np.concatenate([rings, inner[::-1]]), closed_path=True))
