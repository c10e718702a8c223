"""Places high up: a mountain's summit with peaks beyond, a balcony and a roof over a city."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import CollisionShape, PhysicsProperties
from . import environment_terrain as terrain
from .contract import Build
from .environment_fitting import Fitting, Point, box, steps
from .environment_street import town_facades
from .geometry import cylinder, rounded_box, translated
from .geometry_grid import grid_corners, patch, quads
from .kit_building import window_glass
from .materials import material
from .plant_geometry import smooth_noise
from .shapes import collision_around, surface_top

Array = NDArray[np.float64]

BELOW_M = 13.0
"""how far the street is below a roof"""
DEEP_M = 96.0
"""how far the valleys are below a summit"""
CLOUDS_M = 17.0
"""the same of the clouds that one looks down on"""
_PARAPET_M = 0.9


def summit_builds(
    volcano: bool, has_clouds: bool, stage_m: float, rng: np.random.Generator
) -> tuple[Build, dict[str, Build]]:
    """The level top that people stand on, falling off to all sides, and the peaks and valleys round it; over a
    prompt's clouds only the peaks are seen."""
    s = np.linspace(-1.0, 1.0, 61)
    line = 170.0 * np.sinh(4.2 * s) / np.sinh(4.2)
    x, y = np.meshgrid(line, line, indexing="xy")
    points = np.stack([x, y, np.zeros_like(x)], -1)
    out = np.maximum(np.hypot(x, y) - (stage_m + 0.4), 0.0)
    rough = smooth_noise(points, rng, 0.33) + 0.5 * smooth_noise(points, rng, 1.1)
    fall = 1.0 * out**2 / (out + 1.4)  # steep enough that what lies below is seen past its edge
    points[..., 2] = np.where(out > 0.0, np.minimum(-fall + 0.5 * np.clip(out, 0.0, 3.0) / 3.0 * (rough - 0.3), 0.35),
          0.0)
    points[..., 2] = np.maximum(points[..., 2], -DEEP_M - 4.0)
    vertices, corners = points.reshape(-1, 3), grid_corners(61, 61)
    ground = terrain.ground_build(quads(vertices, corners, vertices[corners][..., :2]), "rock",
                                  "#4a423f" if volcano else "#544f49")  # fmt: skip
    peaks = terrain.massifs(rng, count=7, height_m=95.0, near_m=175.0)
    valley = terrain.hills("grass", rng, height_m=38.0, near_m=110.0, layers=3)
    stones = terrain.scenery((("rocks", terrain.boulders(14, stage_m - 0.3, stage_m + 0.9, rng, 0.5), "rock", True),))
    builds = {"backdrop_mountains": _lowered(peaks, DEEP_M), "backdrop_hills": _lowered(valley, DEEP_M),
              "backdrop_rocks": _lowered(stones, 0.35)}  # fmt: skip
    return ground, builds | ({"backdrop_clouds": _sea_of_clouds(rng)} if has_clouds else {})


def _sea_of_clouds(rng: np.random.Generator) -> Build:
    """What clouds look like from above: heaps and hollows to the horizon, out of which the highest peaks stand."""
    out = np.concatenate([np.linspace(6.0, 60.0, 34), np.linspace(64.0, 330.0, 30)])
    angle = np.linspace(0.0, 2.0 * np.pi, 161)
    rows = np.stack(np.broadcast_arrays(out[:, None] * np.cos(angle), out[:, None] * np.sin(angle), 0.0), -1).copy()
    heaps = smooth_noise(rows, rng, 0.09) + 0.45 * smooth_noise(rows, rng, 0.28)
    heaps[:, -1] = heaps[:, 0]
    rows[..., 2] = -CLOUDS_M + 3.6 * np.abs(heaps)  # folded: round above, sharp between
    return terrain.scenery((("clouds", patch(rows[::-1]), "cloud top", False),))


def _lowered(build: Build, by_m: float) -> Build:
    parts = tuple(replace(one, surface=translated(one.surface, (0.0, 0.0, -by_m))) for one in build.parts)
    return replace(build, parts=parts, collision_shapes=())


def city_below(rng: np.random.Generator, night: bool) -> dict[str, Build]:
    """Streets far below, houses whose roofs are at the height of the eye, taller ones beyond."""
    ground = terrain.ground_sheet(300.0, 0.0, rng)
    builds = {"backdrop_streets": _lowered(terrain.scenery((("streets", ground, "asphalt", False),)), BELOW_M)}
    for name, front_y, tall in (("backdrop_facades", 26.0, False), ("backdrop_towers", 60.0, True)):
        builds[name] = _lowered(town_facades(front_y, rng, tall=tall, lit=night), BELOW_M)
    return builds


def balcony_build(color: str) -> Build:
    """A tiled slab with its railing at the back and the right, the house with its glazed door at the left."""
    f = Fitting()
    x0, x1, y0, y1 = -2.2, 7.0, -1.6, 1.6
    f.add("slab", material("tiles", "tile", color or "#a8907a", pattern="tiles", pattern_scale_m=0.3),
          box((x0, y0, -0.12), (x1, y1, 0.0), 0.008))  # fmt: skip
    f.add("edge", material("edge", "concrete"), box((x0, y0 - 0.06, -0.3), (x1 + 0.06, y1 + 0.06, -0.02), 0.012))
    iron = material("railing", "iron")
    posts = [cylinder(0.011, 0.95, (x, y1 - 0.08, 0.5), segments=8) for x in np.arange(x0 + 0.1, x1, 0.12)]
    posts += [cylinder(0.011, 0.95, (x1 - 0.08, y, 0.5), segments=8) for y in np.arange(y0 + 0.1, y1, 0.12)]
    rails = [box((x0, y1 - 0.11, z), (x1, y1 - 0.05, z + 0.05)) for z in (0.06, 0.98)]
    rails += [box((x1 - 0.11, y0, z), (x1 - 0.05, y1, z + 0.05)) for z in (0.06, 0.98)]
    f.add("railing", iron, *posts, *rails)
    f.solids += _solids(((x0, y1 - 0.1, 0.0), (x1, y1, 1.0)), ((x1 - 0.1, y0, 0.0), (x1, y1, 1.0)))
    wall = [box((x0 - 0.3, y0 - 0.4, -BELOW_M), (x0, y0 + 0.5, 9.0)), box((x0 - 0.3, y1 - 0.5, -BELOW_M),
          (x0, y1 + 0.6, 9.0)),
            box((x0 - 0.3, y0 + 0.4, 2.3), (x0, y1 - 0.4, 9.0)), box((x0 - 0.3, y0 + 0.4, -BELOW_M),
                  (x0, y1 - 0.4, -0.05))]  # fmt: skip
    f.add("wall", material("facade", "plaster", "#d8c9a8"), *wall)
    f.solids += _solids(((x0 - 0.3, y0 - 0.4, 0.0), (x0, y1 + 0.6, 9.0)))
    frame = [box((x0 - 0.14, y - 0.05, 0.0), (x0 + 0.02, y + 0.05, 2.3)) for y in (y0 + 0.5, 0.0, y1 - 0.5)]
    frame += [box((x0 - 0.14, y0 + 0.5, z), (x0 + 0.02, y1 - 0.5, z + 0.1)) for z in (0.0, 0.6, 2.2)]
    f.add("door", material("door", "painted wood", "#e4e0d6"), *frame)
    f.looks["panes"] = window_glass("panes")
    f.add("panes", f.looks["panes"], box((x0 - 0.08, y0 + 0.5, 0.05), (x0 - 0.05, y1 - 0.5, 2.25), 0.002))
    f.stand("pot", [(x0 + 0.4, y1 - 0.4, 0.0), (3.4, y1 - 0.4, 1.0)])
    return _grounded(f, x1 - x0, y1 - y0)


def rooftop_build(color: str) -> Build:
    """A flat roof with its parapet, the head of the stairs, an air conditioner and a tank."""
    f = Fitting()
    half, y0, y1 = 9.0, -7.0, 6.5
    f.add("roof", material("roof", "concrete", color, pattern="tiles", pattern_scale_m=1.0), box((-half, y0, -0.3),
          (half, y1, 0.0)))
    walls = [box((-half, y1 - 0.3, 0.0), (half, y1, _PARAPET_M)), box((-half, y0, 0.0), (-half + 0.3, y1, _PARAPET_M)),
             box((half - 0.3, y0, 0.0), (half, y1, _PARAPET_M))]  # fmt: skip
    f.add("parapet", material("parapet", "plaster", "#b9a78c"), *walls, solid=True)
    f.add("coping", material("coping", "concrete"), box((-half, y1 - 0.36, _PARAPET_M), (half, y1 + 0.05,
          _PARAPET_M + 0.08)))
    f.add("house", material("house", "brick", pattern="brick", pattern_scale_m=0.22), box((3.6, 3.2, 0.0),
          (6.6, 6.0, 2.6)), solid=True)
    f.add("house_roof", material("house roof", "concrete"), box((3.4, 3.0, 2.6), (6.8, 6.2, 2.75)))
    f.add("house_door", material("house door", "painted metal", "#5d3a32"), box((4.4, 3.17, 0.0), (5.3, 3.21, 2.05)))
    f.add("machine", material("machine", "painted metal", "#b9bdbd"), rounded_box((1.5, 1.0, 1.0), (-4.6, 5.0, 0.55),
          0.03), solid=True)
    f.add("fan", material("fan", "iron"), cylinder(0.38, 0.06, (-4.6, 5.0, 1.08), segments=28))
    tank = [cylinder(0.9, 1.5, (-7.0, 4.9, 2.0), segments=28), cylinder(0.95, 0.45, (-7.0, 4.9, 2.95),
          top_radius=0.05, segments=28)]
    f.add("tank", material("tank", "weathered wood"), *tank)
    f.add("tank_legs", material("tank legs", "iron"), *[cylinder(0.05, 1.3, (-7.0 + sx * 0.6, 4.9 + sy * 0.6, 0.65),
          segments=10) for sx in (-1, 1) for sy in (-1, 1)])
    f.solids += _solids(((-8.0, 3.9, 0.0), (-6.0, 5.9, 3.0)))
    f.add("pipe", material("pipe", "steel"), *[cylinder(0.08, 0.9, (x, 5.7, 0.45), segments=12) for x in steps(-1.5,
          2.5, 2.0)])
    return _grounded(f, 2.0 * half, y1 - y0)


def _solids(*boxes: tuple[Point, Point]) -> list[CollisionShape]:
    return [collision_around(box(low, high)) for low, high in boxes]


def _grounded(f: Fitting, width_m: float, depth_m: float) -> Build:
    """A floor in the open: the plane at height 0 is what everything stands on."""
    made = f.build()
    return replace(
        made, collision_shapes=(terrain.plane(), *made.collision_shapes),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, restitution=0.25, static=True),
        affordances=(surface_top("floor", (0.0, 0.0, 0.0), width_m, depth_m),),
    )  # fmt: skip


