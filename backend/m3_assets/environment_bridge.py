"""A bridge whose deck is level with the banks of its river: stone arches with parapets, or timber with rails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np

from ..common import quat
from ..protocol.scene import Asset, Entity, PhysicsProperties
from .contract import Build, Part, Surface
from .environment_river import River
from .geometry import loft, merge, rotated, rounded_box, translated
from .geometry_grid import outward
from .materials import material
from .nature_materials import nature
from .shapes import affordance, collision_box

Size = tuple[float, float, float]
_WOODEN = frozenset({"wood", "wooden", "timber", "plank", "rope", "log", "footbridge"})
_ENDS_M = 1.3
"""how far a bridge reaches over each bank"""
_WIDE_M, _FOOT_M, _ROAD_M = 3.0, 1.8, 6.5
_CARRIED = frozenset({"car", "truck", "bus", "train", "tractor", "cart", "carriage", "van"})
_PARAPET_M, _THICK_M, _RAIL_M = 0.5, 0.34, 0.95


def bridge_build(entity: Entity, river: River, assets: Mapping[str, Asset]) -> tuple[Build, float]:
    """The bridge across the middle of the scene, in the world, and half of its width."""
    words = {*entity.lemma.split(), *(word for a in entity.attributes for word in a.value.split())}
    half = 0.5 * river.width_m + _ENDS_M
    is_timber = bool(words & _WOODEN)
    wide = _FOOT_M if is_timber or river.width_m < 3.5 else _WIDE_M
    if any(asset.category in _CARRIED for asset in assets.values()):
        wide = _ROAD_M
    color = next(iter(entity.values("color")), "")
    build = _timber(half, wide, color) if is_timber else _arched(half, wide, river, color)
    place, turn = river.points(np.zeros(1), np.zeros(1))[0], river.turn_rad + 0.5 * np.pi
    parts = tuple(replace(p, surface=_placed(p.surface, turn, place)) for p in build.parts)
    spin = quat.from_angle_axis(np.array(turn), np.array([0.0, 0.0, 1.0]))
    boxes = tuple(
        collision_box(size, [*(place + quat.mul_vec(spin, np.array(middle))[:2]), middle[2]], spin)
        for size, middle in _rails(half, wide, _RAIL_M if is_timber else _PARAPET_M)
    )
    deck = replace(affordance("deck", "stand_at", (*place, 0.0), (2.0 * half, wide - 0.7, 0.0)))
    frame = replace(deck.frame, rotation=spin.astype(np.float32))
    return replace(build, parts=parts, collision_shapes=boxes, affordances=(replace(deck, frame=frame),)), 0.5 * wide


def _placed(surface: Surface, turn: float, place: np.ndarray) -> Surface:
    return translated(rotated(surface, turn, (0.0, 0.0, 1.0)), (*place, 0.0))


def _rails(half: float, wide: float, high: float) -> list[tuple[Size, Size]]:
    """Sizes and middles of what keeps people on the deck, the span along X."""
    return [((2.0 * half, 0.3, high), (0.0, s * (0.5 * wide - 0.15), 0.5 * high)) for s in (-1.0, 1.0)]


def _bars(spots: list[tuple[float, float]], section: list[tuple[float, float]]) -> Surface:
    """A beam along X through (x, z) spots with a section (y, z)."""
    rings = [[(x, y, z + dz) for y, dz in section] for x, z in spots]
    return outward(loft(np.array(rings), caps="ladder"))


def _arched(half: float, wide: float, river: River, color: str) -> Build:
    """Arches of cut stone on piers in the bed, a paved deck, parapets with coping, end posts."""
    foot = river.level_m - 0.9
    count = 1 if river.width_m < 9.0 else 3
    clear = (river.width_m - 0.5 - 0.9 * (count - 1)) / count
    middles = [(k - 0.5 * (count - 1)) * (clear + 0.9) for k in range(count)]
    spring, crown = river.level_m - 0.15, -_THICK_M

    def under(x: float) -> float:
        for m in middles:
            if abs(x - m) < 0.5 * clear:
                return spring + (crown - spring) * float(np.sqrt(1.0 - ((x - m) / (0.5 * clear)) ** 2))
        return foot

    jambs = [m + s * 0.5 * clear * k for m in middles for s in (-1, 1) for k in (0.9995, 1.0005)]
    xs = np.unique(np.concatenate([np.linspace(-half, half, 61), jambs]))
    body = outward(loft(np.array([[(x, -0.5 * wide, under(x)), (x, 0.5 * wide, under(x)), (x, 0.5 * wide, -0.015),
                                   (x, -0.5 * wide, -0.015)] for x in xs]), caps="ladder"))  # fmt: skip
    stones, walls = [], []
    for m in middles:
        rise = crown - spring
        for a in np.linspace(0.06, np.pi - 0.06, max(11, round(clear / 0.28))):
            block = rotated(rounded_box((0.30, 0.1, 0.2), (0, 0, 0), 0.015), np.pi / 2 - a, (0, 1, 0))
            spot = (m + (0.5 * clear + 0.12) * np.cos(a), spring + (rise + 0.1) * np.sin(a))
            stones += [translated(block, (spot[0], s * (0.5 * wide + 0.02), spot[1])) for s in (-1, 1)]
    count_of_blocks = max(8, round(2.0 * half / 0.6))
    edges = np.linspace(-half, half, count_of_blocks + 1)
    for s in (-1, 1):
        y = s * (0.5 * wide - 0.15)
        walls.append(_bars([(x, 0.0) for x in np.linspace(-half, half, 25)],
                           [(y - 0.13, -0.02), (y + 0.13, -0.02), (y + 0.13, _PARAPET_M - 0.1),
                            (y - 0.13, _PARAPET_M - 0.1)]))  # fmt: skip
        walls += [rounded_box((b - a - 0.012, 0.36, 0.13), (0.5 * (a + b), y, _PARAPET_M - 0.05), 0.018)
                  for a, b in pairwise(edges)]
        walls += [rounded_box((0.44, 0.44, _PARAPET_M + 0.2), (k * half, y, 0.5 * (_PARAPET_M + 0.2) - 0.02), 0.025)
                  for k in (-1, 1)]
    deck = rounded_box((2.0 * half, wide - 0.5, 0.05), (0.0, 0.0, -0.021), 0.004)
    return Build(
        parts=(Part(name="arches", surface=body, material="stone"),
               Part(name="ring", surface=merge(stones), material="cut"),
               Part(name="parapets", surface=merge(walls), material="cut"),
               Part(name="deck", surface=deck, material="deck")),
        materials=(nature("stone", "cliff", color), nature("cut", "rock", color), nature("deck", "paving")),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True), collision_shapes=(),
    )  # fmt: skip


def _timber(half: float, wide: float, color: str) -> Build:
    """Planks across two beams, posts with a hand rail and a middle rail on both sides."""
    beams = [rounded_box((2.0 * half, 0.16, 0.28), (0.0, s * 0.34 * wide, -0.19), 0.012) for s in (-1, 1)]
    step = 0.17
    planks = [rounded_box((step - 0.012, wide, 0.05), (x, 0.02 * (k % 3 - 1), -0.022), 0.006, grain=1)
              for k, x in enumerate(np.arange(-half + 0.5 * step, half, step))]  # fmt: skip
    rails = []
    posts = np.linspace(-half + 0.12, half - 0.12, max(3, round(2.0 * half / 1.5)))
    for s in (-1, 1):
        y = s * (0.5 * wide - 0.09)
        rails += [rounded_box((0.1, 0.1, _RAIL_M + 0.2), (float(x), y, 0.5 * _RAIL_M - 0.1), 0.01) for x in posts]
        rails += [rounded_box((2.0 * half, 0.07, 0.1), (0.0, y, z), 0.012) for z in (_RAIL_M - 0.02, 0.55 * _RAIL_M)]
    return Build(
        parts=(Part(name="planks", surface=merge(planks), material="planks"),
               Part(name="beams", surface=merge(beams), material="beams"),
               Part(name="rails", surface=merge(rails), material="beams")),
        materials=(material("planks", "oak", color or "#8f7a5c"), material("beams", "oak", color or "#6b5844")),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True), collision_shapes=(),
    )  # fmt: skip
