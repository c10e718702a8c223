"""A volcano: a steep cone with a crater, lava in it and down its flanks, and the smoke that stands over it."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Material
from .contract import Surface
from .geometry import merge, translated
from .geometry_grid import lump
from .materials import glowing
from .nature_materials import nature
from .plant_geometry import smooth_noise

Array = NDArray[np.float64]

VOLCANO_SHARE = 0.62
"""of the height of the whole, smoke and all, that is the mountain"""
_CRATER, _FOOT = 0.12, 0.86
"""radius of the crater and where grass begins, in those of the mountain"""
_STREAMS_RAD = ((-1.35, 0.62), (-2.2, 0.42), (0.35, 0.5), (2.5, 0.4))
"""where lava runs down, from +X, and how far"""


def volcano_heights(x: Array, y: Array, rng: np.random.Generator) -> Array:
    """Heights over a unit square (-1…1): concave flanks with gullies, a crater at the top."""
    out, turn = np.hypot(x, y), np.arctan2(y, x)
    points = np.stack([x, y, np.zeros_like(x)], -1)
    ring = np.stack([np.cos(turn), np.sin(turn), np.zeros_like(x)], -1)
    gullies = np.abs(smooth_noise(ring, rng, 6.0)) * np.clip((out - _CRATER) / 0.4, 0.0, 1.0)
    cone = np.clip(1.0 - out, 0.0, 1.0) ** 1.75 * (1.0 - 0.16 * gullies)
    cone += 0.015 * smooth_noise(points, rng, 9.0) * (out < 0.95)
    rim = (1.0 - _CRATER) ** 1.75 * (1.0 + 0.05 * smooth_noise(ring, rng, 3.0))
    return np.asarray(np.where(out < _CRATER, rim - 0.14 * (1.0 - (out / _CRATER) ** 2), np.clip(cone, 0.0, None)))


def volcano_bands(x: Array, y: Array, color: str) -> tuple[dict[str, NDArray[np.bool_]], dict[str, Material]]:
    """Which faces, by their middles (-1…1), are grass, dark rock or lava, and the materials of all of it."""
    out, turn = np.hypot(x, y), np.arctan2(y, x)
    lava = out < 0.72 * _CRATER
    for start, reach in _STREAMS_RAD:
        bend = start + 0.22 * np.sin(7.0 * out + 3.0 * start)
        off = np.abs(np.angle(np.exp(1j * (turn - bend)))) * out
        lava |= (off < 0.016 + 0.024 * (1.0 - out / reach)) & (out < reach)
    foot = (out > _FOOT) & ~lava
    looks = {"foot": nature("foot", "mountain grass"), "rock": nature("rock", "cliff", color or "#3d3733"),
             "lava": glowing("lava", "#ff4a10", 18.0), "smoke": nature("smoke", "cloud", "#6f6862")}  # fmt: skip
    return {"foot": foot, "rock": ~foot & ~lava, "lava": lava}, looks


def smoke_plume(rng: np.random.Generator) -> Surface:
    """Puffs that swell as they rise and drift to one side, in the space of the whole: widths -0.5…0.5, height 0…1."""
    puffs = []
    for rise in np.linspace(0.0, 1.0, 13):
        size = 0.028 + 0.075 * rise**0.8
        place = (0.15 * rise**1.6 + float(rng.normal(0.0, 0.012 + 0.025 * rise)), float(rng.normal(0.0, 0.02)),
                 0.6 * VOLCANO_SHARE + 0.17 + (0.9 - 0.6 * VOLCANO_SHARE - 0.20) * rise)  # fmt: skip
        puffs.append(translated(lump(partial(_billow, int(rng.integers(2**32))), 8, (size, size, 2.0 * size)), place))
    return merge(puffs)


def _billow(seed: int, directions: Array) -> Array:
    return np.asarray(1.0 + 0.16 * smooth_noise(directions, np.random.default_rng(seed), 3.2))
