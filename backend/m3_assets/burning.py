"""A thing on fire: charred, with tongues of flame on what faces up and out, larger toward its top."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .contract import Build, Part
from .geometry import merge, translated
from .kit_camp import tongues
from .materials import burning
from .remodelling import triangles_of

_SEATS, _TRIES, _PANES = 11, 6, 5
"""of the fire on the body; draws for each, of which the one farthest from the others is taken; seats behind windows"""
_TALL, _REACH = (0.30, 0.52), 0.22
"""of the thing's height or mean width, whichever is less; of a seat, of its own height"""
_LICKED = ("emission", "flame", "light", "screen", "cloud", "water", "glass")
"""materials that do not char"""

Array = NDArray[np.float64]


def corners_of(part: Part) -> Array:
    """(N, 3, 3) of its triangles."""
    return part.surface.vertices[triangles_of(part.surface)]


def _spread(corners: Array, weight: Array, count: int, rng: np.random.Generator) -> Array:
    """(count, 3) points on triangles, by weight, none close to another where there is room."""
    chosen: list[Array] = []
    for _ in range(count):
        picked = rng.choice(len(corners), _TRIES, p=weight / weight.sum())
        a, b = np.sort(rng.random((2, _TRIES)), axis=0)
        tries = (corners[picked] * np.stack([a, b - a, 1.0 - b], axis=1)[..., None]).sum(axis=1)
        apart = [min((float(np.linalg.norm(one - other)) for other in chosen), default=1.0) for one in tries]
        chosen.append(tries[int(np.argmax(apart))])
    return np.stack(chosen)


def on_fire(build: Build) -> Build:
    """The build with flames about it; its body, joints and weight are as before."""
    still = [part for part in build.parts if part.moves_with is None]
    corners = np.concatenate([corners_of(part) for part in still])
    # 1. Places: by area, most where a surface looks up, and high on the thing
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    areas = 0.5 * np.linalg.norm(normals, axis=1)
    up = normals[:, 2] / np.maximum(2.0 * areas, 1e-12)
    low, high = corners.min(axis=(0, 1)), corners.max(axis=(0, 1))
    share = (corners.mean(axis=1)[:, 2] - low[2]) / max(float(high[2] - low[2]), 1e-6)
    weight = areas * np.clip(up + 0.25, 0.0, 1.0) * (0.05 + share**2)
    rng = np.random.default_rng(len(corners))
    size = min(float(high[2] - low[2]), float(np.mean((high - low)[:2])))
    seats = _spread(corners, weight, _SEATS, rng)
    talls = size * rng.uniform(*_TALL, len(seats))
    panes = [corners_of(part) for part in still if "pane" in part.name or "window" in part.name]
    if panes:
        corners = np.concatenate(panes)
        across = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
        seats = np.concatenate([seats, _spread(corners, across, _PANES, rng)])
        talls = np.concatenate([talls, 0.5 * size * rng.uniform(*_TALL, _PANES)])
    # 2. Tongues
    outer, inner = [], []
    for seat, tall in zip(seats, talls, strict=True):
        tips, hearts = tongues(_REACH * tall, tall, 9, int(rng.integers(2**31)))
        sunk = seat - [0.0, 0.0, 0.10 * tall]
        outer += [translated(one, sunk) for one in tips]
        inner += [translated(one, sunk) for one in hearts]
    names = {one.name for one in build.materials}
    looks = (burning("Blaze", "#ff5a0c", 2.6), burning("Blaze heart", "#ffb02a", 5.0))
    assert not names & {look.name for look in looks}
    charred = tuple(one if one.kind in _LICKED else
                    replace(one, base_color=(0.45 * one.base_color).astype(np.float32), dirt=max(one.dirt, 0.6))
                    for one in build.materials)  # fmt: skip
    flames = (Part(name="flames", surface=merge(outer), material="Blaze"),
              Part(name="flames_heart", surface=merge(inner), material="Blaze heart"))  # fmt: skip
    return replace(build, parts=(*build.parts, *flames), materials=(*charred, *looks))
