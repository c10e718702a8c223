"""The bed of a sea: rippled sand, rocks with corals, kelp, a shoal of fish, and the light that falls through the water.

Near things keep their colours; behind the shoal rises a reef that the water turns into a blue shape.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..common.afloat import bed_m
from ..common.colors import linear_color
from ..protocol.scene import Material, Parameter, PhysicsProperties, SceneDescription
from . import environment_terrain as terrain
from .contract import Build, Part, Surface
from .environment_fitting import Fitting
from .geometry import lathe, merge, translated, tube
from .geometry_grid import lump, patch
from .materials import material
from .nature_materials import nature
from .plant_geometry import leaf_cards, smooth_noise
from .shapes import at, surface_top

Array = NDArray[np.float64]

_RIPPLE_M, _RIPPLES_APART_M = 0.022, 0.62
"""half the height of the ripples of the sand, and from one to the next"""
_SHAFTS_M = 11.0
"""how high above the bed the light comes in"""
_CORALS = (("branching", "#d9583f"), ("branching", "#d98fb0"), ("round", "#c99a3a"), ("tubes", "#8a4f9c"),
           ("plate", "#4f9c7a"))  # fmt: skip


def bed_level(bed: float) -> Parameter:
    """What tells the planner how deep below those who swim the bed is."""
    return Parameter(name="bed_m", value=bed, unit="m", description="height of the bed below those who swim")


def seabed_builds(
    description: SceneDescription, stage_m: float, rng: np.random.Generator
) -> tuple[Build, dict[str, Build]]:
    """The sand, and by object id what stands on it and lies in the water round the scene."""
    bed = bed_m(description)
    named = {e.category for e in description.entities} | set(description.excluded)
    builds = {"backdrop_reef": _reef(stage_m, bed, rng), "backdrop_kelp": _kelp(stage_m, bed, rng),
              "backdrop_ridges": _ridges(stage_m, bed, rng), "backdrop_light": _shafts(stage_m, bed, rng)}  # fmt: skip
    if "fish" not in named:
        builds["backdrop_fish"] = _shoal(stage_m, bed, rng)
    return _sand(stage_m, bed, rng), builds


def _sand(stage_m: float, bed: float, rng: np.random.Generator) -> Build:
    sheet = terrain.ground_sheet(stage_m + 3.0, 5.0, rng, roughness=0.11, segments=90)
    x, y, _ = sheet.vertices.T
    near = 1.0 - terrain.smoothstep(12.0, 26.0, np.hypot(x, y))
    wander = 2.2 * smooth_noise(sheet.vertices, rng, 0.16)
    ripples = np.sin(2.0 * np.pi * (0.35 * x + y) / _RIPPLES_APART_M + wander) - 1.0
    sheet.vertices[:, 2] += bed + _RIPPLE_M * near * ripples
    made = terrain.ground_build(sheet, "sand")
    return replace(
        made, collision_shapes=(replace(terrain.plane(), transform=at((0.0, 0.0, bed))),),
        affordances=(surface_top("ground", (0.0, 0.0, bed), 40.0, 40.0),),
    )  # fmt: skip


def _reef(stage_m: float, bed: float, rng: np.random.Generator) -> Build:
    """Boulders in a few heaps, and corals that stand on them and about their feet."""
    heaps = terrain.ring_places(9, stage_m + 1.2, stage_m + 13.0, rng, spacing_m=3.4)
    stones: list[Surface] = []
    spots: list[tuple[float, float, float]] = []
    for x, y in heaps:
        for k in range(int(rng.integers(3, 6))):
            scale = float(rng.uniform(0.35, 1.0)) * (1.0 if k else 1.5)
            away, turn = (0.0 if k == 0 else float(rng.uniform(0.7, 1.8))), float(rng.uniform(0.0, 2.0 * np.pi))
            place = x + away * np.cos(turn), y + away * np.sin(turn)
            stones.append(translated(terrain.boulder(scale, rng), (*place, bed + 0.2 * scale)))
            spots.append((*place, bed + 0.85 * scale))
            spots += [(place[0] + float(r * np.cos(a)), place[1] + float(r * np.sin(a)), bed - 0.03)
                      for r, a in zip(scale * rng.uniform(1.2, 1.9, 2), rng.uniform(0.0, 6.28, 2), strict=True)]
    parts = [Part(name="rocks", surface=merge(stones), material="rocks")]
    looks = [nature("rocks", "rock", "#7d7a6e")]
    standing: dict[str, Array] = {}
    chosen = np.array(spots)[rng.permutation(len(spots))]
    for k, (kind, color) in enumerate(_CORALS):
        name, own = f"coral_{k + 1}", chosen[k :: len(_CORALS)]
        standing[name] = np.column_stack([own, rng.uniform(0.0, 6.28, len(own)), rng.uniform(0.55, 1.25, len(own))])
        parts.append(Part(name=kind, surface=_CORAL_SHAPES[kind](rng), material=name, moves_with=name))
        looks.append(nature(name, "rock", color))
    return Build(parts=tuple(parts), materials=tuple(looks), instances=standing, collision_shapes=(),
                 physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True))  # fmt: skip


def _branching(rng: np.random.Generator) -> Surface:
    """Staghorn: branches that lean out of one foot and fork, thinner to their tips."""
    branches = []
    for angle in np.arange(9) * 2.4:
        lean, length = float(rng.uniform(0.15, 0.75)), float(rng.uniform(0.35, 0.62))
        out = np.array([np.cos(angle), np.sin(angle), 0.0])
        tip = length * (lean * out + np.array([0.0, 0.0, 1.0]))
        middle = 0.55 * tip + 0.06 * out
        branches.append(tube([(0, 0, -0.05), middle, tip], (0.045, 0.034, 0.02), 8))
        side = np.cross(out, [0.0, 0.0, 1.0]) * float(rng.choice([-1.0, 1.0]))
        fork = middle + 0.5 * length * (0.45 * out + 0.4 * side + np.array([0.0, 0.0, 0.8]))
        branches.append(tube([middle, 0.5 * (middle + fork) + 0.03 * side, fork], (0.03, 0.026, 0.018), 6))
    return merge(branches)


def _round(rng: np.random.Generator) -> Surface:
    """Brain coral: a dome with winding furrows."""
    seed = int(rng.integers(2**32))

    def radius(directions: Array) -> Array:
        furrows = np.sin(9.0 * smooth_noise(directions, np.random.default_rng(seed), 2.2))
        return np.asarray(0.33 + 0.018 * furrows)

    return translated(lump(radius, 14, (1.0, 1.0, 0.8)), (0.0, 0.0, 0.12))


def _tubes(rng: np.random.Generator) -> Surface:
    """Sponges: open tubes of several heights, side by side."""
    found: list[Surface] = []
    for angle in np.arange(7) * 2.4:
        high, wide = float(rng.uniform(0.3, 0.75)), float(rng.uniform(0.05, 0.085))
        wall = [(0.0, 0.0), (0.7 * wide, 0.0), (wide, 0.6 * high), (1.12 * wide, high), (0.85 * wide, high),
                (0.7 * wide, 0.7 * high), (0.0, 0.65 * high)]  # fmt: skip
        away = 0.16 * np.sqrt(len(found) / 7.0)
        found.append(translated(lathe(wall, 12), (away * np.cos(angle), away * np.sin(angle), -0.03)))
    return merge(found)


def _plate(rng: np.random.Generator) -> Surface:
    """Table coral: a wavering disc on a foot."""
    disc = lathe([(0.0, 0.0), (0.09, 0.0), (0.07, 0.22), (0.5, 0.33), (0.52, 0.36), (0.0, 0.3)], 28)
    angle = np.arctan2(disc.vertices[:, 1], disc.vertices[:, 0])
    out = np.hypot(disc.vertices[:, 0], disc.vertices[:, 1])
    waver = float(rng.uniform(0.0, 6.28))
    disc.vertices[:, 2] += 0.05 * out * np.sin(5.0 * angle + waver) / 0.5
    disc.vertices[:, :2] *= (1.0 + 0.12 * np.sin(3.0 * angle + waver))[:, None]
    return disc


_CORAL_SHAPES = {"branching": _branching, "round": _round, "tubes": _tubes, "plate": _plate}


def _kelp(stage_m: float, bed: float, rng: np.random.Generator) -> Build:
    """Tall weeds in stands at both sides and behind, and low sea grass; all lean the way the water goes."""
    parts, standing = [], {}
    holdfasts = []
    stands = terrain.ring_places(7, stage_m + 2.0, stage_m + 12.0, rng, spacing_m=3.0)
    places = np.concatenate([stand + rng.normal(0.0, 0.55, (5, 2)) for stand in stands])
    for k in range(3):
        own = places[k::3]
        standing[f"kelp_{k + 1}"] = np.column_stack(
            [own, np.full(len(own), bed - 0.05), rng.uniform(-0.5, 0.5, len(own)), rng.uniform(0.6, 1.2, len(own))]
        )
        stalk, leaves = _weed(float(rng.uniform(3.2, 5.0)), rng)
        parts += [Part(name="stalk", surface=stalk, material="stalk", moves_with=f"kelp_{k + 1}"),
                  Part(name="leaves", surface=leaves, material="kelp", closed=False, moves_with=f"kelp_{k + 1}")]
    for x, y in places[:: 3]:
        holdfasts.append(translated(terrain.boulder(0.12, rng), (x, y, bed)))
    grass = terrain.ring_places(46, 0.8 * stage_m, stage_m + 10.0, rng, spacing_m=0.7)
    standing["grass"] = np.column_stack([grass, np.full(len(grass), bed - 0.03), rng.uniform(0.0, 6.28, len(grass)),
                                         rng.uniform(0.6, 1.3, len(grass))])  # fmt: skip
    parts.append(Part(name="sea_grass", surface=_sea_grass(rng), material="sea grass", closed=False,
                      moves_with="grass"))  # fmt: skip
    return Build(
        parts=(Part(name="holdfasts", surface=merge(holdfasts), material="holdfasts"), *parts),
        materials=(nature("holdfasts", "rock"), nature("stalk", "bark", "#6d6a2c"), nature("kelp", "leaf", "#7d7f2f"),
                   nature("sea grass", "leaf", "#4f8a4a")),
        instances=standing, collision_shapes=(), physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
    )  # fmt: skip


def _weed(high_m: float, rng: np.random.Generator) -> tuple[Surface, Surface]:
    """A kelp of its height: a stalk that sways, blades from it on alternate sides."""
    rise = np.linspace(0.0, 1.0, 14)
    sway = np.column_stack([0.10 * high_m * rise**1.5 + 0.12 * np.sin(5.0 * rise + float(rng.uniform(0, 6))),
                            0.10 * np.sin(4.0 * rise + float(rng.uniform(0, 6))), high_m * rise])  # fmt: skip
    sway[:, :2] -= sway[0, :2]
    spots = np.linspace(0.06, 1.0, round(11 * high_m))
    base = np.column_stack([np.interp(spots, rise, sway[:, k]) for k in range(3)])
    angle = np.arange(len(spots)) * 2.4 + rng.normal(0.0, 0.3, len(spots))
    along = np.column_stack([0.8 * np.cos(angle) + 0.35, 0.8 * np.sin(angle), rng.uniform(0.25, 0.7, len(spots))])
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    up = np.cross(along, np.column_stack([-np.sin(angle), np.cos(angle), np.zeros(len(spots))]))
    return tube(sway, np.linspace(0.022, 0.010, len(sway)), 6), leaf_cards(
        base, along, up, rng.uniform(0.45, 0.8, len(spots)), width=0.2)  # fmt: skip


def _sea_grass(rng: np.random.Generator) -> Surface:
    count = 24
    angle = rng.uniform(0.0, 2.0 * np.pi, count)
    base = np.column_stack([rng.normal(0.0, 0.12, (count, 2)), np.zeros(count)])
    along = np.column_stack([0.25 * np.cos(angle) + 0.2, 0.25 * np.sin(angle), np.ones(count)])
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = np.column_stack([-np.sin(angle), np.cos(angle), np.zeros(count)])
    return leaf_cards(base, along, np.cross(side, along), rng.uniform(0.25, 0.6, count), width=0.07)


def _ridges(stage_m: float, bed: float, rng: np.random.Generator) -> Build:
    """A reef far behind, which the water leaves as shapes one behind the other."""
    rocks = []
    for x, y in terrain.ring_places(16, stage_m + 15.0, stage_m + 34.0, rng, spacing_m=5.0):
        size = rng.uniform((2.0, 2.0, 2.2), (4.5, 3.5, 5.5))
        rock = lump(partial(_craggy, np.random.default_rng(rng.integers(2**32))), 8, size)
        rocks.append(translated(rock, (x, y, bed)))
    return terrain.scenery((("ridges", merge(rocks), "rock", True),))


def _craggy(seed: np.random.Generator, directions: Array) -> Array:
    return np.asarray(1.0 + 0.28 * smooth_noise(directions, seed, 2.4))


def _shoal(stage_m: float, bed: float, rng: np.random.Generator) -> Build:
    """Small fish that go one way together, above and behind the scene."""
    made = Fitting()
    for color, count, middle in (("#e8a51c", 18, (-0.45 * stage_m - 1.0, 2.2)), ("#5f8fd0", 15, (0.6 * stage_m, 4.5))):
        where = np.array([middle[0], 0.5 * stage_m + middle[1]]) + rng.normal(0.0, (1.1, 0.8), (count, 2))
        heading = 1.35 + rng.normal(0.0, 0.12, count)
        before = len(made.instances)
        made.stand("fish", [(float(x), float(y), float(h)) for (x, y), h in zip(where, heading, strict=True)],
                   z=bed + 2.4, color=color)  # fmt: skip
        school = list(made.instances)[before]
        made.instances[school][:, 2] += rng.normal(0.0, 0.55, count - 1)
        made.instances[school][:, 4] = rng.uniform(0.6, 1.2, count - 1)
    return replace(made.build(), collision_shapes=())


def _shafts(stage_m: float, bed: float, rng: np.random.Generator) -> Build:
    """Light that comes in where waves gather it: slanting sheets one within the other, each to a point farther down, so
    that their edges are soft and they fade with depth."""
    sheets = []
    top = bed + _SHAFTS_M
    for x in np.linspace(-9.0, 9.0, 8) + rng.uniform(-0.8, 0.8, 8):
        y, wide = stage_m + float(rng.uniform(1.0, 8.0)), float(rng.uniform(0.35, 0.95))
        slant = 3.4 + 0.16 * float(x)
        for share, deep in ((1.0, 0.62), (0.72, 0.75), (0.46, 0.9), (0.22, 1.02)):
            foot = np.array([x - slant * deep, y - 0.8 * deep, top - deep * (top - bed)])
            ends = [[(x - share * w, y, top) for w in (wide, 0.0, -wide)],
                    [foot - np.array([0.12 * share * w, 0.0, 0.0]) for w in (wide, 0.0, -wide)]]  # fmt: skip
            sheets.append(patch(np.array(ends)))
    return Build(
        parts=(Part(name="shafts", surface=merge(sheets), material="shafts", closed=False),), materials=(_beam(),),
        physics=PhysicsProperties(mass_kg=0.0, static=True), collision_shapes=(),
    )  # fmt: skip


def _beam() -> Material:
    tint = linear_color("#c4f0e8")
    assert tint is not None
    return replace(material("shafts", "plastic"), kind="light", roughness=1.0, bump=0.0, emission_w_m2=0.16,
                   base_color=tint.astype(np.float32))  # fmt: skip
