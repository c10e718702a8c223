"""A street along X: asphalt with lane marks, kerbs, pavements, and a row of facades behind."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import PhysicsProperties
from . import catalogue
from .assemble import complete_values
from .building_geometry import Block, block
from .contract import Build, Part, Surface
from .environment_growth import light_tree
from .environment_terrain import ground_build, ground_sheet
from .geometry import merge, rotated, rounded_box, translated
from .kit_building import window_glass
from .materials import glowing, material
from .nature_materials import nature
from .shapes import collision_box

Array = NDArray[np.float64]

PAVEMENT_M = 0.12
PAVEMENT_DEPTH_M = 3.2
AWNINGS = ("#8c2f2a", "#2f5d50", "#27415f", "#b07d2c")
WALLS = (("brick", ""), ("plaster", "#d8c9a8"), ("plaster", "#a9b7b5"), ("concrete", ""), ("plaster", "#c98f6b"))


def street_builds(
    stage_m: float, rng: np.random.Generator, *, tall: bool, facades: bool, road: bool, night: bool
) -> dict[str, Build]:
    """Pavements and facades by object id; the ground itself is the asphalt at height 0."""
    half = max(4.0, 0.75 * stage_m)
    builds = {"backdrop_pavement": _pavements(half, road)}
    if facades:
        builds["backdrop_facades"] = town_facades(half + PAVEMENT_DEPTH_M + 0.4, rng, tall=tall, lit=night)
    return builds


ON_PAVEMENTS = frozenset({"bus stop", "fire hydrant", "mailbox", "phone booth", "parking meter", "newspaper stand"})
"""categories of what stands on a pavement, and never on the road"""
_ON_ROADS = frozenset({"car", "bus", "truck", "van", "taxi", "motorcycle", "bicycle", "skateboard", "road", "cart",
                       "fire truck", "police car"})  # fmt: skip
_KERB_M = -2.3
"""where the pavement ends before what stands on it"""


def is_on_pavement(named: set[str]) -> bool:
    """Whether a scene in a street is on its pavement: what belongs there is there, and nothing that drives."""
    return bool(named & ON_PAVEMENTS) and not named & _ON_ROADS


def pavement_ground(stage_m: float, rng: np.random.Generator) -> Build:
    """The ground of such a scene: a broad pavement at height 0, the road one kerb lower before it."""
    length, behind = 140.0, stage_m + 0.8
    road = ground_sheet(300.0, 0.0, rng)
    road.vertices[:, 2] -= PAVEMENT_M
    made = ground_build(road, "asphalt")
    deep = behind - _KERB_M
    slab = rounded_box((length, deep, PAVEMENT_M), (0.0, 0.5 * (behind + _KERB_M), -0.5 * PAVEMENT_M), 0.01,
                       divisions=(20, 1, 1))  # fmt: skip
    kerb = rounded_box((length, 0.16, PAVEMENT_M + 0.01), (0.0, _KERB_M - 0.08, -0.5 * PAVEMENT_M), 0.02)
    marks = [rounded_box((2.4, 0.13, 0.004), (x, _KERB_M - 3.4, 0.002 - PAVEMENT_M), 0.001)
             for x in np.arange(-45.0, 46.0, 5.0)]  # fmt: skip
    marks.append(rounded_box((length, 0.11, 0.004), (0.0, _KERB_M - 0.55, 0.002 - PAVEMENT_M), 0.001))
    return replace(
        made, parts=(*made.parts, Part(name="pavement", surface=slab, material="paving"),
                     Part(name="kerb", surface=kerb, material="kerb"),
                     Part(name="marks", surface=merge(marks), material="marking")),
        materials=(*made.materials, nature("paving", "paving", pattern="tiles", pattern_scale_m=0.5),
                   nature("kerb", "kerb"), nature("marking", "marking")),
    )  # fmt: skip


def street_life(stage_m: float, rng: np.random.Generator, named: set[str]) -> Build:
    """Trees in iron grates and lamps along the far pavement, cars parked at its kerb; none of what the prompt names."""
    half = max(4.0, 0.75 * stage_m)
    far = np.arange(-4, 5) * 9.0 + rng.uniform(-1.0, 1.0)
    far = far[np.abs(far) > stage_m + 1.0]
    trees = np.column_stack([far, np.full((len(far), 2), (half + 0.95, PAVEMENT_M)), rng.uniform(0, 6.28, len(far)),
                             rng.uniform(0.75, 0.95, len(far))])  # fmt: skip
    frames = [
        translated(rounded_box((w, d, 0.02), (x, y, 0.01), 0.003), (tree[0], tree[1], PAVEMENT_M))
        for tree in trees
        for w, d, x, y in ((1.1, 0.1, 0.0, 0.5), (1.1, 0.1, 0.0, -0.5), (0.1, 0.9, 0.5, 0.0), (0.1, 0.9, -0.5, 0.0))
    ]
    parts = [Part(name="grates", surface=merge(frames), material="grate")]
    looks = {"grate": material("grate", "iron")}
    standing: dict[str, Array] = {}
    standing["tree"] = trees
    for part in light_tree("broadleaf", rng):
        looks[part.material] = nature(part.material, part.material)
        parts.append(replace(part, moves_with="tree"))
    between = far[:-1] + 4.5
    between = between[np.abs(between) > stage_m + 1.0][::2]
    rows: list[tuple[str, dict[str, str], Array, float, float, float]]
    rows = [("street light", {}, between, half + 0.45, PAVEMENT_M, 0.0)]
    spots = np.concatenate([np.arange(stage_m + 4.2, 36.0, 6.3), -np.arange(stage_m + 4.6, 36.0, 6.3)])
    spots = spots[rng.uniform(size=len(spots)) < 0.72]
    for color, own in (("silver", spots[::2]), ("#7d2f2a", spots[1::2])):
        rows.append(("car", {"color": color}, own, half - 1.15, 0.0, 0.5 * np.pi))
    for number, (category, values, places, y, z, turn) in enumerate(rows):
        if category in named or not len(places):
            continue
        name = f"{category.replace(' ', '_')}_{number + 1}"
        standing[name] = np.column_stack([places, np.full((len(places), 2), (y, z)), np.full(len(places), turn),
                                          np.ones(len(places))])  # fmt: skip
        found = catalogue.category(category)
        build = found.build(complete_values(found, values))
        for one in build.materials:
            looks[f"{name} {one.name}"] = replace(one, name=f"{name} {one.name}")
        parts += [replace(part, material=f"{name} {part.material}", moves_with=name) for part in build.parts]
    return Build(
        parts=tuple(parts), materials=tuple(looks.values()), instances=standing, collision_shapes=(),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
    )  # fmt: skip


def _pavements(half_m: float, marks: bool) -> Build:
    length, deep = 140.0, PAVEMENT_DEPTH_M
    slabs: list[Surface] = []
    kerbs: list[Surface] = []
    for side in (1.0, -1.0):
        y = side * (half_m + 0.15 + 0.5 * deep)
        slabs.append(rounded_box((length, deep, PAVEMENT_M), (0.0, y, 0.5 * PAVEMENT_M), 0.01, divisions=(20, 1, 1)))
        edge = (0.0, side * (half_m + 0.075), 0.5 * PAVEMENT_M)
        kerbs.append(rounded_box((length, 0.15, PAVEMENT_M + 0.01), edge, 0.02))
    parts = [
        Part(name="pavement", surface=merge(slabs), material="paving"),
        Part(name="kerb", surface=merge(kerbs), material="kerb"),
    ]
    if marks:
        dashes = [rounded_box((2.4, 0.13, 0.004), (x, 0.0, 0.002), 0.001) for x in np.arange(-45.0, 46.0, 5.0)]
        edges = [rounded_box((length, 0.11, 0.004), (0.0, s * (half_m - 0.35), 0.002), 0.001) for s in (-1.0, 1.0)]
        parts.append(Part(name="marks", surface=merge([*dashes, *edges]), material="marking"))
    looks = {
        "paving": nature("paving", "paving", pattern="tiles", pattern_scale_m=0.5),
        "kerb": nature("kerb", "kerb"),
        "marking": nature("marking", "marking"),
    }
    return Build(
        parts=tuple(parts),
        materials=tuple(looks[part.material] for part in parts),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
        collision_shapes=tuple(
            collision_box((length, deep + 0.15, PAVEMENT_M), (0.0, s * (half_m + 0.5 * deep + 0.075), 0.5 * PAVEMENT_M))
            for s in (1.0, -1.0)
        ),
    )


def town_facades(front_y: float, rng: np.random.Generator, *, tall: bool, lit: bool) -> Build:
    """A terrace of houses, wall to wall, whose fronts stand at y = `front_y`."""
    parts: list[Part] = []
    materials = [window_glass("panes"), material("frames", "painted metal", "#2c2f33")]
    glow: list[Surface] = []
    panes: list[Surface] = []
    shops: list[Surface] = []
    frames: list[Surface] = []
    x, number, depth = -38.0, 0, 8.0
    while x < 38.0:
        width = float(rng.uniform(8.5, 13.0))
        floors = int(rng.integers(7, 12)) if tall else int(rng.integers(3, 5))
        ground, storey = 3.6, 3.05
        height = ground + floors * storey
        made = block(width, depth, height, max(3, round(width / 2.7)), 2, floors, ground, sides=("front",))
        place = (x + 0.5 * width, front_y + 0.5 * depth, PAVEMENT_M)
        stuff, color = WALLS[int(rng.integers(len(WALLS)))]
        name = f"house_{number + 1}"
        shop = _shop(width, depth, ground)
        cornice = rounded_box((width + 0.1, depth + 0.3, 0.35), (0.0, -0.1, height + 0.1), 0.04)
        walls = merge([made.bands, made.piers, shop.walls, cornice])
        parts.append(Part(name=name, surface=translated(walls, place), material=name))
        materials.append(
            material(name, stuff, color, pattern="brick" if stuff == "brick" else "", pattern_scale_m=0.22)
        )
        panes.append(translated(made.core, place))
        shops.append(translated(shop.panes, place))
        frames += [translated(made.mullions, place), translated(shop.bars, place)]
        parts.append(
            Part(name=f"awning_{number + 1}", surface=translated(shop.awning, place), material=f"awning_{number + 1}")
        )
        tint = AWNINGS[int(rng.integers(len(AWNINGS)))]
        materials.append(
            material(
                f"awning_{number + 1}", "cotton", tint, pattern="striped", second_color="#e9e4d8", pattern_scale_m=0.5
            )
        )
        if lit:
            glow += [translated(piece, place) for piece in _lit(made, rng)]
        x += width + 0.02
        number += 1
    parts += [
        Part(name="panes", surface=merge(panes), material="panes"),
        Part(name="shop_windows", surface=merge(shops), material="shop window"),
        Part(name="frames", surface=merge(frames), material="frames"),
    ]
    # lamps are on in the shops all day; at night they are brighter than the street
    materials.append(replace(glowing("shop window", "#ffd9a8", 0.8 if lit else 0.25), roughness=0.08))
    if glow:
        parts.append(Part(name="lit_windows", surface=merge(glow), material="lit"))
        materials.append(glowing("lit", "#ffc27a", 6.0))
    return Build(
        parts=tuple(parts),
        materials=tuple(materials),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
        collision_shapes=(collision_box((80.0, depth, 10.0), (0.0, front_y + 0.5 * depth, 5.0)),),
    )


@dataclass(frozen=True, kw_only=True)
class Shop:
    """The ground floor of a house in a street."""

    walls: Surface
    """end piers, a fascia, a plinth"""
    panes: Surface
    """shop windows set back between them, behind which a light is on"""
    bars: Surface
    """of the windows, and the door"""
    awning: Surface


def _shop(width: float, depth: float, ground: float) -> Shop:
    front = -0.5 * depth
    piers = [
        rounded_box((0.7, 0.5, ground - 0.1), (s * (0.5 * width - 0.37), front + 0.28, 0.5 * ground - 0.05), 0.02)
        for s in (-1, 1)
    ]
    middle = rounded_box((0.5, 0.5, ground - 0.1), (0.12 * width, front + 0.28, 0.5 * ground - 0.05), 0.02)
    plinth = rounded_box((width - 0.2, 0.45, 0.5), (0.0, front + 0.31, 0.25), 0.02)
    fascia = rounded_box((width - 0.1, 0.62, 0.6), (0.0, front + 0.24, ground - 0.5), 0.03)
    window = rounded_box((width - 0.5, 0.05, ground - 0.5), (0.0, front + 0.17, 0.5 * ground), 0.01)
    count = max(3, round(width / 2.2))
    across = np.linspace(-0.5 * width + 0.8, 0.5 * width - 0.8, count)
    bars = [rounded_box((0.06, 0.08, ground - 0.9), (x, front + 0.12, 0.5 * ground), 0.01) for x in across]
    bars.append(rounded_box((width - 1.0, 0.08, 0.07), (0.0, front + 0.12, ground - 1.35), 0.01))
    bars.append(rounded_box((0.96, 0.1, 2.2), (0.12 * width + 0.85, front + 0.13, 1.1), 0.02))
    shade = rounded_box((0.42 * width, 1.25, 0.035), (0.0, 0.0, 0.0), 0.008)
    shade = translated(rotated(shade, 0.42, (1.0, 0.0, 0.0)), (-0.22 * width, front - 0.50, ground - 1.02))
    return Shop(walls=merge([*piers, middle, plinth, fascia]), panes=window, bars=merge(bars), awning=shade)


def _lit(made: Block, rng: np.random.Generator) -> list[Surface]:
    """Warm panes before some of the windows."""
    width, height = made.pane
    pane = rounded_box((0.96 * width, 0.02, height), (0.0, 0.0, 0.0), 0.003)
    chosen = made.cells[rng.random(len(made.cells)) < 0.35]
    return [translated(rotated(pane, float(cell[3]), (0.0, 0.0, 1.0)), cell[:3]) for cell in chosen]
