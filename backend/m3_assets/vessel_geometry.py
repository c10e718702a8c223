"""Hollow turned shapes: profiles of cups, glasses, bottles, bowls and vases, and the handles on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .contract import Surface
from .geometry import fillet, lathe, sweep

Array = NDArray[np.float64]


def smooth_line(points: ArrayLike, steps: int = 4) -> Array:
    """A Catmull-Rom curve through points (K, 2 or 3), `steps` spans between neighbours."""
    p = np.asarray(points, dtype=np.float64)
    padded = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    t = (np.arange(steps) / steps)[:, None]
    spans = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    return np.concatenate([*spans, p[-1:]])


def wall_profile(outside: ArrayLike, thickness_m: float, floor_m: float, rim: str = "round") -> Array:
    """The closed outline (K, 2) of a vessel from its outside line [radius, z], foot to rim: wall, lip, inside."""
    outer = np.asarray(outside, dtype=np.float64)
    tangent = np.gradient(outer, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-12)
    inner = outer - thickness_m * np.stack([tangent[:, 1], -tangent[:, 0]], -1)
    inner[-1] = outer[-1] - np.array([thickness_m, 0.0])
    floor_z = float(outer[0, 1]) + floor_m
    order = np.argsort(inner[:, 1], kind="stable")
    radius_at_floor = float(np.interp(floor_z + floor_m, inner[order, 1], inner[order, 0]))
    inner = inner[(inner[:, 1] > floor_z + 0.8 * floor_m) & (inner[:, 0] > 0.08 * outer[:, 0].max())]
    lip = []
    if rim == "round":
        turn = np.radians([30.0, 75.0, 105.0, 150.0])
        middle = outer[-1] - np.array([0.5 * thickness_m, 0.0])
        lip = [middle + 0.5 * thickness_m * np.array([np.cos(a), np.sin(a)]) for a in turn]
    corner = min(0.4 * radius_at_floor, 2.0 * floor_m)
    return np.concatenate(
        [
            [[0.0, outer[0, 1]]],
            outer,
            *([np.array(lip)] if lip else []),
            inner[::-1],
            [
                [max(radius_at_floor - 0.3 * corner, 0.3 * radius_at_floor), floor_z + 0.3 * floor_m],
                [max(radius_at_floor - corner, 0.2 * radius_at_floor), floor_z],
                [0.0, floor_z],
            ],
        ]
    )


def vessel(
    outside: ArrayLike, thickness_m: float, floor_m: float | None = None, segments: int = 32, rim: str = "round"
) -> Surface:
    """A closed, hollow turned vessel from its outside line [radius, z], foot to rim."""
    floor = thickness_m if floor_m is None else floor_m
    return lathe(wall_profile(outside, thickness_m, floor, rim), segments)


def rounded_foot(radius_m: float, fillet_m: float) -> Array:
    """The first points of an outside line: from under the foot round its edge, up to z = `fillet_m`."""
    turn = np.radians([-90.0, -60.0, -30.0, 0.0])
    return np.stack([radius_m - fillet_m + fillet_m * np.cos(turn), fillet_m + fillet_m * np.sin(turn)], -1)


def liquid(radius_m: float, z_m: float, depth_m: float = 0.004, segments: int = 32) -> Surface:
    """A thin closed disc: the surface of what is in the vessel."""
    return lathe([(0.0, z_m - depth_m), (radius_m, z_m - depth_m), (radius_m, z_m), (0.0, z_m)], segments)


def handle(points: ArrayLike, width_m: float, thickness_m: float, steps: int = 5) -> Surface:
    """A flat-oval grip in the XZ plane along points (K, 2) [x, z]; its ends lie inside the wall."""
    line = smooth_line(points, steps)
    path = np.column_stack([line[:, 0], np.zeros(len(line)), line[:, 1]])
    half_w, half_t = 0.5 * width_m, 0.5 * thickness_m
    section = fillet(
        [(-half_w, -half_t), (half_w, -half_t), (half_w, half_t), (-half_w, half_t)], 0.48 * thickness_m, 2, closed=True
    )
    return sweep(path, section, up=(-1.0, 0.0, 0.0), caps="ladder")


def line_through(pairs: Sequence[tuple[float, float]], scale_r: float, scale_z: float, steps: int = 4) -> Array:
    """A smooth outside line through [radius share, height share] pairs, in metres."""
    return smooth_line(np.array(pairs) * np.array([scale_r, scale_z]), steps)
