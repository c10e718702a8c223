"""Where a thing of an unknown shape can be used: like our own of that name and size, moved to the faces it has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...common import quat
from ...protocol.scene import Affordance
from .. import catalogue
from ..assemble import assemble
from ..shapes import grip, push_places, surface_top
from .triangles import Floats, Ints, areas

_BORROWED = ("surface_top", "sit_at", "lie_at", "kick_at", "hang_at")
_ON_TOP = ("surface_top", "sit_at", "lie_at")
_LEVEL = 0.9
"""least upward part of a face's normal"""
_REACH = 0.2
"""how far above or below, as a share of the height, the place may lie that ours has"""
_COVERED = 0.3
"""least share of a place that has level faces under it"""
_IN_HAND_M = 0.4


def affordances_of(category: str, vertices: Floats, triangles: Ints) -> tuple[Affordance, ...]:
    """Places to put, sit, lie, kick, hold and push, in asset space; only where the mesh has faces for them."""
    width, depth, height = np.ptp(vertices, axis=0).tolist()
    centres, level_areas = _level_faces(vertices, triangles)
    found: list[Affordance] = []
    for one in _of_our_own(category, (width, depth, height)):
        if one.kind not in _ON_TOP:
            found.append(one)
            continue
        z = _height_under(one, centres, level_areas, _REACH * height)
        if z is not None:
            translation = np.array([*one.frame.translation[:2], z], dtype=np.float32)
            found.append(replace(one, frame=replace(one.frame, translation=translation)))
    if not any(one.kind == "surface_top" for one in found):
        found += _level_top(centres, level_areas, width, depth, height)
    if max(width, depth) < _IN_HAND_M:
        found.append(grip((0.0, 0.0, 0.5 * height), min(width, depth)))
    return (*found, *push_places(width, depth, height))


def _of_our_own(category: str, size: tuple[float, float, float]) -> list[Affordance]:
    """Those of the parametric thing of that name, stretched to that size."""
    name = catalogue.canonical(category)
    if name is None:
        return []
    known = catalogue.categories()[name]
    values = {
        p.name: float(np.clip(value, p.minimum or 0.0, p.maximum or np.inf))
        for p, value in zip(known.parameters[:3], size, strict=True)
    }
    asset = assemble(known, values, "twin", name)
    stretch = (np.array(size) / np.maximum(asset.dimensions, 1e-6)).astype(np.float32)
    return [
        replace(one, frame=replace(one.frame, translation=one.frame.translation * stretch))
        for one in asset.affordances
        if one.kind in _BORROWED
    ]


def _level_faces(vertices: Floats, triangles: Ints) -> tuple[Floats, Floats]:
    """Middles (N, 3) and areas (N,) of the faces that look up."""
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    normal = np.cross(b - a, c - a)
    up = normal[:, 2] > _LEVEL * np.maximum(np.linalg.norm(normal, axis=1), 1e-12)
    return (a + b + c)[up] / 3.0, areas(vertices, triangles)[up]


def _height_under(one: Affordance, centres: Floats, area: Floats, reach_m: float) -> float | None:
    """Height of the level faces in the place's rectangle; None where there are too few."""
    local = quat.mul_vec(quat.inv(one.frame.rotation), centres - one.frame.translation)
    half = 0.5 * np.maximum(one.dimensions[:2], 0.05)
    within = (np.abs(local[:, :2]) <= half).all(axis=1) & (np.abs(local[:, 2]) <= reach_m)
    enough = _COVERED * 4.0 * half[0] * half[1]
    from_above = np.argsort(-centres[within, 2], kind="stable")
    covered = np.cumsum(area[within][from_above])
    if not len(covered) or covered[-1] < enough:
        return None
    return float(centres[within, 2][from_above][np.searchsorted(covered, enough)])


def _level_top(centres: Floats, area: Floats, width: float, depth: float, height: float) -> list[Affordance]:
    """The largest level, where it covers a good part of the plan."""
    if not len(centres):
        return []
    step = max(0.03 * height, 1e-4)
    levels = np.round(centres[:, 2] / step).astype(int)
    totals = np.bincount(levels - levels.min(), area)
    best = levels == int(np.argmax(totals)) + levels.min()
    if area[best].sum() < _COVERED * width * depth:
        return []
    low, high = np.quantile(centres[best, :2], 0.1, axis=0), np.quantile(centres[best, :2], 0.9, axis=0)
    middle, size = 0.5 * (low + high), np.maximum(high - low, 1e-3)
    z = float(np.average(centres[best, 2], weights=area[best]))
    return [surface_top("top", (*middle, z), float(size[0]), float(size[1]))]
