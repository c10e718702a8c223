"""Open places that are more than their ground: what stands round a schoolyard, a graveyard, a vineyard, a market."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..common.crops import OVER_GRASS, crop_of
from .contract import Build
from .environment_fitting import Fitting, box
from .environment_growth import Grows
from .environment_ruined import ruined_street
from .environment_stadium import stadium
from .geometry import cylinder, merge
from .materials import glowing, material
from .nature_materials import nature

Array = NDArray[np.float64]
Spot = tuple[float, float, float]
"""m to the right, m behind the stage, heading in degrees"""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Things of one category that belong to a place."""

    category: str
    spots: tuple[Spot, ...]
    values: tuple[tuple[str, float | str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """A place in the open."""

    setting: str
    """the setting whose trees, sky line and light it shares"""
    look: str = ""
    """of the ground; empty = that of the setting"""
    standing: tuple[Standing, ...] = ()
    built: str = ""
    """what is built there: a name of `_BUILT`"""
    encloses: bool = False
    """whether that is all there is to see: no street runs there"""


def _of(category: str, *spots: Spot, **values: float | str) -> Standing:
    return Standing(category=category, spots=spots, values=tuple(values.items()))


def _grid(columns: int, rows: int, across_m: float, back_m: float, start_m: float, gap_m: float = 0.0) -> tuple[Spot,
      ...]:
    """Rows one behind the other; a way of `gap_m` is left free in the middle."""
    return tuple(
        ((c - 0.5 * (columns - 1)) * across_m + np.sign(c - 0.5 * (columns - 1)) * 0.5 * gap_m + 0.25 * (r % 2),
         start_m + r * back_m, 7.0 * ((3 * c + 5 * r) % 5 - 2))
        for r in range(rows) for c in range(columns)
    )  # fmt: skip


GROUNDS: dict[str, Grounds] = {
    "schoolyard": Grounds(setting="park", look="asphalt", built="school", standing=(
        _of("basketball hoop", (6.5, 2.0, -35.0)), _of("bench", (-4.5, 4.4, 0.0), (-7.5, 4.4, 0.0)),
        _of("bicycle", (3.4, 5.6, 80.0), (4.1, 5.6, 80.0), (4.8, 5.6, 80.0)))),
    "playground": Grounds(setting="park", standing=(
        _of("swing", (-4.6, 2.6, 15.0)), _of("slide", (4.2, 3.0, -40.0)), _of("seesaw", (0.4, 6.5, 20.0)),
        _of("bench", (8.5, 5.0, -25.0)), _of("fence", *[(x, 11.0, 0.0) for x in np.arange(-14.0, 14.1, 2.0)]))),
    "backyard": Grounds(setting="park", standing=(
        _of("house", (7.5, 10.0, -15.0)), _of("clothesline", (-4.6, 4.0, 15.0)),
        _of("fence", *[(x, 8.5, 0.0) for x in np.arange(-18.0, 0.1, 2.0)]), _of("bush", (-2.0, 7.6, 0.0),
              (0.4, 7.8, 50.0)))),
    "graveyard": Grounds(setting="field", standing=(
        _of("tombstone", *_grid(8, 5, 2.3, 2.5, 1.0, 1.2)), _of("tree", (-7.0, 9.0, 0.0), (9.0, 13.0, 0.0),
              style="bare"),
        _of("church", (6.0, 30.0, -20.0)), _of("fence", *[(x, 15.0, 0.0) for x in np.arange(-20.0, 20.1, 2.0)]))),
    "farm": Grounds(setting="field", standing=(
        _of("barn", (9.5, 24.0, -25.0)), _of("tractor", (-7.0, 13.0, 60.0)), _of("hay bale", (-3.4, 6.0, 20.0),
              (-4.4, 6.4, -35.0), (3.2, 7.0, 70.0)),
        _of("fence", *[(x, 10.0, 0.0) for x in np.arange(-26.0, 26.1, 2.0)]), _of("barrel", (4.6, 5.0, 0.0)))),
    "vineyard": Grounds(setting="field", standing=(
        _of("bush", *[(x, y, 40.0 * (i + j)) for i, x in enumerate((-9.5, -7.0, -4.5, -2.0, 2.0, 4.5, 7.0, 9.5))
                      for j, y in enumerate(np.arange(0.4, 26.0, 0.95))], height=1.25, width=0.9, depth=0.9),
        _of("house", (-7.0, 34.0, 20.0)), _of("barrel", (4.6, -0.3, 0.0)))),
    "tilled field": Grounds(setting="field", look="soil"),
    "orchard": Grounds(setting="field", standing=(
        _of("tree", *_grid(6, 7, 4.6, 4.4, 0.6, 1.5), height=3.6, width=3.2, depth=3.2),
        _of("ladder", (2.3, 1.4, 10.0)), _of("crate", (3.3, 0.8, 25.0), (4.0, 1.0, -10.0)),
        _of("basket", (-2.6, 0.6, 0.0)))),
    "pumpkin patch": Grounds(setting="field", look="soil", standing=(
        _of("pumpkin", *_grid(9, 9, 1.25, 1.3, 0.0, 1.2)), _of("scarecrow", (-3.4, 4.6, 12.0)),
        _of("hay bale", (4.6, 2.2, 25.0), (5.2, 2.8, -15.0)), _of("wheelbarrow", (3.2, 1.4, 60.0)))),
    "market square": Grounds(setting="square", look="paving", standing=(
        _of("market stall", (-5.4, 1.2, 20.0), (-1.9, 3.4, 6.0), (2.3, 3.4, -6.0), (5.9, 1.2, -20.0), (-9.0, -1.0,
              40.0)),
        _of("crate", (-3.6, 1.4, 10.0), (4.1, 1.6, 30.0)), _of("barrel", (0.3, 3.0, 0.0)))),
    "construction site": Grounds(setting="field", look="soil", built="scaffold", standing=(
        _of("excavator", (-5.6, 3.6, 50.0)), _of("traffic cone", (-2.2, 0.8, 0.0), (0.2, 1.4, 0.0), (2.6, 0.9, 0.0)),
        _of("crate", (4.4, 1.6, 20.0), (5.4, 1.9, -5.0)), _of("wheelbarrow", (3.0, 2.6, 70.0)), _of("barrel",
              (6.4, 2.2, 0.0)))),
    "gas station": Grounds(setting="street", built="canopy", standing=(
        _of("gas pump", (-2.4, 1.3, 0.0), (2.4, 1.3, 0.0)), _of("car", (4.4, 3.2, 80.0)))),
    "parking lot": Grounds(setting="park", look="asphalt", built="bays", standing=(
        _of("car", (-7.6, 4.0, 0.0), (-2.4, 4.0, 180.0), (5.4, 4.0, 0.0), color="silver"),
        _of("car", (-5.0, 4.0, 180.0), (2.8, 4.0, 0.0), (8.0, 11.0, 180.0), color="#7d2f2a"),
        _of("street light", (0.2, 7.6, 0.0), (10.0, 7.6, 0.0), (-10.0, 7.6, 0.0)))),
    "battlefield": Grounds(setting="field", look="soil", built="earthworks", standing=(
        _of("cannon", (-4.4, 2.0, 40.0), (5.2, 3.4, -30.0)), _of("flag", (-1.8, 4.6, 0.0), (7.6, 7.0, 0.0)),
        _of("stump", (2.4, 2.0, 0.0), (-7.4, 5.0, 0.0)), _of("shield", (1.4, 0.8, 60.0)),
        _of("tree", (-9.0, 12.0, 0.0), (10.0, 16.0, 0.0), style="bare"), _of("campfire", (-2.8, 8.0, 0.0),
              (4.4, 12.0, 0.0)))),
    "alley": Grounds(setting="street", look="asphalt", built="alley", encloses=True, standing=(
        _of("trash can", (-2.6, 0.6, 10.0), (-2.5, 1.4, -20.0), (2.6, 5.0, 0.0)), _of("crate", (2.5, 1.2, 12.0),
              (2.4, 8.6, 0.0)),
        _of("box", (2.1, 2.2, 30.0)), _of("barrel", (-2.5, 7.4, 0.0)))),
    "ruins": Grounds(setting="field", built="ruins", standing=(_of("bush", (-3.4, 3.6, 0.0), (6.6, 4.4, 0.0)),)),
    "swamp": Grounds(setting="forest", look="grass", standing=(
        _of("tree", (-5.0, 3.5, 0.0), (3.8, 5.0, 0.0), (9.0, 4.0, 0.0), (-9.5, 7.0, 0.0), style="bare"),
        _of("log", (2.8, 1.4, 60.0), (-3.0, 3.2, 20.0)), _of("stump", (5.6, 2.2, 0.0)))),
    "village": Grounds(setting="park", standing=(
        _of("house", (-9.5, 7.0, 25.0), (10.5, 8.5, -30.0), (-2.0, 19.0, 8.0), (20.0, 21.0, -40.0), (-19.0, 17.0, 40.0),
            (9.0, 31.0, -12.0)),
        _of("church", (-9.0, 40.0, 10.0)), _of("well", (3.8, 3.2, 20.0)), _of("cart", (-4.2, 3.0, 50.0)),
        _of("fence", *[(x, 4.6, 0.0) for x in np.arange(6.0, 15.1, 2.0)]), _of("barrel", (-5.6, 3.4, 0.0)),
        _of("hay bale", (5.6, 5.2, 40.0)))),
    "ruined city": Grounds(setting="street", look="asphalt", built="ruined street", encloses=True, standing=(
        _of("car", (-3.6, 4.0, 35.0), (4.2, 13.0, -70.0), color="#4a3a32"), _of("street light", (-5.4, 9.0, 20.0)))),
    "stadium": Grounds(setting="pitch", built="stadium", encloses=True),
    "savanna": Grounds(setting="plain", look="dry grass", standing=(
        _of("tree", (-9.0, 9.0, 0.0), (7.5, 15.0, 0.0), (-3.0, 30.0, 0.0), (19.0, 28.0, 0.0), height=4.2, width=6.5,
              depth=6.5),
        _of("bush", (-4.4, 5.0, 0.0), (4.8, 6.0, 0.0), (10.0, 9.0, 0.0), color="#8a7a3a"), _of("rock",
              (3.4, 2.6, 0.0)))),
    "ice rink": Grounds(setting="snow", look="ice"),
    "canyon": Grounds(setting="desert", built="canyon"),
    "amusement park": Grounds(setting="park", look="paving", standing=(
        _of("ferris wheel", (-10.0, 52.0, 15.0), (26.0, 66.0, -20.0)), _of("carousel", (9.0, 27.0, 0.0)),
        _of("hot dog stand", (-4.6, 2.6, 25.0)),
        _of("market stall", (4.4, 2.4, -25.0)), _of("street light", (-1.8, 5.0, 0.0), (11.0, 6.0, 0.0)))),
    "zoo": Grounds(setting="park", built="enclosure", standing=(
        _of("bench", (-5.6, 0.8, 30.0)), _of("sign", (3.4, 0.6, -15.0)), _of("rock", (-3.4, 6.0, 0.0),
              (3.0, 8.0, 40.0), (5.0, 6.4, 0.0)),
        _of("log", (0.4, 5.4, 30.0)))),
    "airport": Grounds(setting="plain", look="asphalt", built="runway", standing=(
        _of("airplane", (-6.0, 17.0, 60.0)), _of("airplane", (20.0, 40.0, 90.0)), _of("tower", (14.0, 40.0, 0.0)),
        _of("traffic cone", (-2.6, 1.6, 0.0), (2.8, 1.8, 0.0)), _of("cart", (4.6, 3.0, 60.0)))),
}  # fmt: skip
_WORDS = {
    "school yard": "schoolyard", "school playground": "playground", "cemetery": "graveyard", "market": "market square",
    "street market": "market square", "town square": "market square", "ruin": "ruins", "fairground": "amusement park",
    "building site": "construction site", "petrol station": "gas station", "car park": "parking lot",
    "savannah": "savanna", "battleground": "battlefield", "front yard": "backyard", "tarmac": "airport",
    "football stadium": "stadium", "soccer stadium": "stadium", "baseball stadium": "stadium", "arena": "stadium",
    "hamlet": "village", "alleyway": "alley", "marsh": "swamp", "bog": "swamp",
}  # fmt: skip


_FEW, _BED_M = 3, 0.6


def grounds_of(place: str) -> str:
    """The name in `GROUNDS` of a place word; empty where it is none."""
    name = _WORDS.get(place, place)
    if (crop := crop_of(name)) and crop not in OVER_GRASS and not name.startswith("road"):
        name = "tilled field"
    return name if name in GROUNDS else ""


def grounds_builds(
    name: str, stage_m: float, named: set[str], excluded: set[str], rng: np.random.Generator,
    grows: Grows | None = None,
) -> dict[str, Build]:  # fmt: skip
    """What stands there, by object id, beyond the stage; none of what the prompt rules out, nor of what it names, but
    of what there are many: a car comes to a lot full of cars.

    `grows`: on which places (N, 2+) there is land; all by default."""
    grounds = GROUNDS[name]
    builds: dict[str, Build] = {}
    many = {c for c in named if sum(len(one.spots) for one in grounds.standing if one.category == c) > _FEW}
    for one in grounds.standing:
        if one.category in excluded | (named - many):
            continue
        spots = np.array([(x, stage_m + back, np.radians(turn)) for x, back, turn in one.spots])
        is_rooted = one.category == "tree"  # in the bed, where there is water
        if grows is not None and not is_rooted:
            spots = spots[grows(spots)]
        made = Fitting()
        made.stand(one.category, [(float(x), float(y), float(turn)) for x, y, turn in spots],
              z=-_BED_M if grows is not None and is_rooted else 0.0, **dict(one.values))
        if not made.parts:
            continue
        number = sum(key.startswith(f"backdrop_{one.category}") for key in builds)
        builds[f"backdrop_{one.category.replace(' ', '_')}" + (f"_{number + 1}" if number else "")] = made.build()
    if grounds.built:
        made = Fitting()
        _BUILT[grounds.built](made, stage_m, rng)
        builds[f"backdrop_{grounds.built}"] = made.build()
    return builds


def _school(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    """A school of two floors with rows of windows and its door up some steps; the lines of a game on the yard."""
    y, half, high = stage_m + 8.0, 17.0, 8.2
    rows = [(x, z) for z in (1.2, 4.9) for x in np.arange(-half + 1.6, half - 1.0, 2.3) if z > 2.0 or abs(x) > 2.0]
    f.add("walls", material("school walls", "brick", pattern="brick", pattern_scale_m=0.22),
          box((-half, y + 0.25, 0.0), (half, y + 9.0, high)), solid=True)
    piers = [box((x - 1.15 - 0.2, y, 0.0), (x - 1.15 + 0.2, y + 0.3, high)) for x in np.arange(-half + 1.6,
          half - 0.9, 2.3)]
    f.add("piers", material("piers", "plaster", "#d8cfb8"), *piers, box((-half, y, high - 0.5), (half, y + 0.3, high)),
          box((-half, y, 3.7), (half, y + 0.3, 4.3)), box((-half - 0.3, y - 0.3, high), (half + 0.3, y + 9.3,
                high + 0.3)))  # fmt: skip
    f.add("windows", material("school windows", "lacquer", "#5f7f96"),
          *[box((x - 0.8, y + 0.2, z), (x + 0.8, y + 0.27, z + 1.9), 0.004) for x, z in rows])
    f.add("frames", material("window frames", "painted wood", "#ece9e0"),
          *[merge([box((x - 0.85, y + 0.12, z - 0.05), (x + 0.85, y + 0.26, z)), box((x - 0.03, y + 0.15, z),
                (x + 0.03, y + 0.26, z + 1.9)), box((x - 0.85, y + 0.15, z + 1.2), (x + 0.85, y + 0.26, z + 1.26))])
                      for x, z in rows])
    f.add("door", material("school door", "painted wood", "#7a3a2c"),
          *[box((s * 0.85 - 0.82, y + 0.1, 0.45), (s * 0.85 + 0.82, y + 0.28, 3.0)) for s in (-1, 1)])
    f.add("steps", material("steps", "concrete"), *[box((-2.4, y - 1.2 + 0.4 * k, 0.0), (2.4, y + 0.3,
          0.15 * (k + 1))) for k in range(3)])
    lines = [box((x0, y0, 0.0), (x1, y1, 0.006), 0.002) for x0, y0, x1, y1 in
             ((-4.0, -0.6, 4.0, -0.5), (-4.0, -0.6, -3.9, 5.5), (3.9, -0.6, 4.0, 5.5), (-4.0, 5.4, 4.0, 5.5), (-4.0,
                   2.4, 4.0, 2.5))]  # fmt: skip
    f.add("lines", nature("lines", "marking"), *lines)


def _scaffold(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    """The raw frame of a building: slabs on posts, a scaffold before it, a stack of bricks."""
    y, half = stage_m + 7.0, 8.0
    slabs = [box((-2.0, y, z), (2.0 * half - 2.0, y + 8.0, z + 0.25)) for z in (0.0, 3.0, 6.0)]
    posts = [box((x - 0.18, v - 0.18, z), (x + 0.18, v + 0.18, z + 2.75)) for z in (0.25, 3.25)
          for x in np.arange(-1.6, 14.0, 3.9) for v in (y + 0.4, y + 7.5)]
    f.add("frame", material("raw concrete", "concrete"), *slabs, *posts, solid=True)
    tubes = [cylinder(0.03, 7.2, (x, y - d, 3.6), segments=8) for x in np.arange(-1.8, 14.0, 2.0) for d in (0.3, 1.2)]
    tubes += [cylinder(0.03, 15.8, (6.0, y - d, z), axis=0, segments=8) for d in (0.3, 1.2) for z in (1.0, 2.0, 3.2,
          4.2, 5.2, 6.4, 7.1)]
    f.add("scaffold", material("scaffold", "steel"), *tubes)
    f.add("planks", material("planks", "pine"), *[box((-1.9, y - 1.25, z), (13.9, y - 0.3, z + 0.05)) for z in (2.05,
          4.25, 6.45)])
    bricks = [box((2.0 + 0.24 * i, stage_m + 4.0 + 0.13 * j, 0.08 * k), (2.22 + 0.24 * i, stage_m + 4.12 + 0.13 * j,
          0.08 * k + 0.07), 0.004) for i in range(5) for j in range(4) for k in range(9)]
    f.add("bricks", material("bricks", "brick"), *bricks)


def _canopy(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    """The roof over the pumps on its posts, the island they stand on."""
    y = stage_m + 1.3
    f.add("island", material("island", "concrete"), box((-3.6, y - 0.6, 0.0), (3.6, y + 0.6, 0.13), 0.03))
    f.add("posts", material("posts", "painted metal", "#e0e2e2"),
          *[box((x - 0.16, y - 0.16, 0.0), (x + 0.16, y + 0.16, 4.3)) for x in (-4.2, 4.2)], solid=True)
    f.add("roof", material("canopy", "painted metal", "#e6e8e8"), box((-6.0, y - 2.6, 4.3), (6.0, y + 3.2, 4.75)))
    f.add("band", material("band", "painted metal", "#b5302a"), box((-6.03, y - 2.63, 4.42), (6.03, y - 2.58, 4.62),
          0.004))


def _bays(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    lines = [box((x - 0.06, stage_m + y0, 0.0), (x + 0.06, stage_m + y0 + 5.0, 0.005), 0.002)
          for x in np.arange(-11.5, 11.6, 2.6) for y0 in (1.6, 8.6)]
    f.add("lines", nature("lines", "marking"), *lines, box((-11.5, stage_m + 6.6, 0.0), (11.5, stage_m + 6.72, 0.005),
          0.002))


def _earthworks(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    """Stakes and earthworks."""
    stakes = []
    for x in np.arange(-9.0, 9.1, 0.6):
        stakes.append(cylinder(0.07, 1.6, (x, stage_m + 9.0 + 0.4 * np.sin(x), 0.6), top_radius=0.01, segments=8))
    f.add("stakes", material("stakes", "weathered wood"), *stakes)


def _ruins(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    """Broken columns in two rows, a lintel that still stands, fallen drums, the stump of a wall."""
    stone, y0 = material("old stone", "stone", "#a89a82"), stage_m + 1.4
    pieces = []
    for k, (x, y) in enumerate([(s * 4.4, y0 + 3.1 * r) for r in range(5) for s in (-1, 1)]):
        high = (1.2, 4.6, 2.4, 4.6, 3.4, 0.7, 4.6, 2.0, 4.6, 4.6)[k]
        pieces += [box((x - 0.55, y - 0.55, 0.0), (x + 0.55, y + 0.55, 0.25), 0.04), cylinder(0.4, high,
              (x, y, 0.25 + 0.5 * high), top_radius=0.34, segments=20)]
        if high > 4.0:
            pieces.append(box((x - 0.5, y - 0.5, 0.25 + high), (x + 0.5, y + 0.5, 0.5 + high), 0.04))
    pieces += [box((-4.9, y0 + 12.0, 5.1), (4.9, y0 + 12.8, 5.8), 0.05)]
    pieces += [cylinder(0.4, 0.8, (-2.2, y0 + 1.6, 0.4), axis=0, segments=20), cylinder(0.38, 0.9,
          (1.6, y0 + 4.2, 0.38), axis=1, segments=20)]
    pieces += [box((-9.0 + 1.1 * k, y0 + 8.0, 0.0), (-7.9 + 1.1 * k, y0 + 8.6, high), 0.05) for k,
          high in enumerate((2.6, 2.1, 1.3, 0.7))]
    f.add("stones", stone, *pieces, solid=True)
    f.add("paving", material("old paving", "stone", "#8f8675", pattern="tiles", pattern_scale_m=0.9),
          box((-3.4, -2.0, 0.0), (3.4, y0 + 13.0, 0.008), 0.003))


def _alley(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    """Walls of brick on both sides, near enough to touch one another's balconies; doors, pipes, a lamp, an end."""
    half, high, y0, y1 = 3.3, 8.5, -0.6, stage_m + 26.0
    brick = {s: material(f"wall {s}", "brick", c, pattern="brick", pattern_scale_m=0.22)
             for s, c in ((-1, ""), (1, "#8f7a6a"))}  # fmt: skip
    iron, glass = material("alley iron", "iron"), material("alley glass", "lacquer", "#39464f")
    for s in (-1, 1):
        f.add(f"wall_{s}", brick[s], box((s * half, y0, 0.0), (s * (half + 4.0), y1, high), 0.02), solid=True)
        f.add(f"foot_{s}", material("wall foot", "concrete"), box((s * (half - 0.06), y0, 0.0), (s * half, y1, 0.5)))
        rows = [(y, z) for z in (3.4, 6.2) for y in np.arange(y0 + 2.0, y1 - 1.0, 3.1)]
        f.add(f"windows_{s}", glass, *[box((s * (half - 0.01), y - 0.5, z), (s * half, y + 0.5, z + 1.5), 0.004)
                                       for y, z in rows])  # fmt: skip
        f.add(f"sills_{s}", material("sills", "concrete"), *[box((s * (half - 0.12), y - 0.6, z - 0.1), (s * half,
              y + 0.6, z)) for y, z in rows], *[box((s * (half - 0.05), y - 0.55, z + 1.5), (s * half, y + 0.55,
              z + 1.66)) for y, z in rows])
        f.add(f"doors_{s}", material(f"alley door {s}", "painted metal", "#4a5a50" if s < 0 else "#6b3a30"),
              *[box((s * (half - 0.03), y - 0.5, 0.0), (s * half, y + 0.5, 2.1)) for y in (y0 + 4.0 + s, y0 + 14.0)])
        f.add(f"pipe_{s}", iron, *[cylinder(0.06, high, (s * (half - 0.1), y, 0.5 * high), segments=12)
                                   for y in (y0 + 2.6 - s, y0 + 12.0 + s)])  # fmt: skip
    stairs = [box((half - 1.1, y, z), (half, y + 3.0, z + 0.05)) for y in (y0 + 6.0,) for z in (2.9, 5.7)]
    stairs += [box((half - 1.12, y0 + 6.0, z + 0.9), (half - 1.07, y0 + 9.0, z + 0.95)) for z in (2.9, 5.7)]
    stairs += [cylinder(0.015, 0.9, (half - 1.09, y, z + 0.47), segments=6) for z in (2.9, 5.7)
               for y in np.arange(y0 + 6.0, y0 + 9.01, 0.25)]
    f.add("fire_escape", iron, *stairs)
    f.add("end", brick[-1], box((-half, y1 - 0.4, 0.0), (half, y1, 6.0), 0.02), solid=True)
    f.add("lamp_arm", iron, box((-half, y0 + 5.0, 3.0), (-half + 0.7, y0 + 5.05, 3.05)),
          cylinder(0.16, 0.16, (-half + 0.7, y0 + 5.02, 2.94), top_radius=0.05, segments=18))
    f.add("lamp_bulb", glowing("alley lamp", "#ffcf8a", 12.0), cylinder(0.08, 0.06, (-half + 0.7, y0 + 5.02, 2.84),
          segments=14))


def _canyon(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    """Walls of layered rock on both sides that close in behind."""
    colors = ("#9c5a38", "#b5714a", "#8a4a30", "#c08a5f", "#a5623f")
    for layer, color in enumerate(colors):
        pieces = []
        low, high = 3.4 * layer, 3.4 * (layer + 1)
        for side in (-1, 1):
            for k in range(14):
                y = -14.0 + 6.0 * k
                x = side * (9.5 + 1.4 * layer + 2.2 * np.sin(0.7 * k + side) - 0.16 * k + float(rng.uniform(-0.6, 0.6)))
                pieces.append(cylinder(5.2, high - low, (x + side * 4.2, y, 0.5 * (low + high)), top_radius=4.7,
                      edge=0.5, segments=10))
        for k in range(7):
            pieces.append(cylinder(7.0, high - low, (-18.0 + 6.0 * k,
                  stage_m + 62.0 + 4.0 * np.sin(2.0 * k) + 1.5 * layer, 0.5 * (low + high)), top_radius=6.2, edge=0.6,
                        segments=10))
        f.add(f"layer_{layer + 1}", material(f"layer {layer + 1}", "stone", color), *pieces)


def _enclosure(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    """The railing of an enclosure with its gate-posts, a pool and a rock behind."""
    y = stage_m + 2.2
    iron = material("railing", "painted metal", "#2f5a40")
    bars = [cylinder(0.014, 1.15, (x, y, 0.6), segments=8) for x in np.arange(-10.0, 10.01, 0.16)]
    f.add("railing", iron, *bars, *[box((-10.0, y - 0.03, z), (10.0, y + 0.03, z + 0.05)) for z in (0.1, 1.12)])
    f.add("posts", iron, *[cylinder(0.06, 1.35, (x, y, 0.68), segments=14) for x in np.arange(-10.0, 10.1, 2.5)])
    f.add("pool", nature("pool", "water"), cylinder(2.2, 0.02, (-0.6, y + 6.4, 0.0), segments=36))


def _runway(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    lines = [box((x, stage_m + 24.0, 0.0), (x + 4.0, stage_m + 24.6, 0.006), 0.002) for x in np.arange(-60.0, 60.0,
          8.0)]
    f.add("lines", material("taxi line", "painted metal", "#d9a520"), box((-60.0, stage_m + 3.0, 0.0),
          (60.0, stage_m + 3.2, 0.006), 0.002))
    f.add("marks", nature("marks", "marking"), *lines)
    f.add("terminal", material("terminal", "concrete"), box((-40.0, stage_m + 52.0, 0.0), (4.0, stage_m + 60.0, 7.0)))
    f.add("glass", material("terminal glass", "lacquer", "#5f86a0"), box((-39.0, stage_m + 51.9, 1.0),
          (3.0, stage_m + 52.0, 5.8), 0.004))


_BUILT = {
    "alley": _alley, "bays": _bays, "canopy": _canopy, "canyon": _canyon, "enclosure": _enclosure,
    "ruined street": ruined_street, "ruins": _ruins, "stadium": stadium, "runway": _runway, "scaffold": _scaffold,
    "school": _school, "earthworks": _earthworks,
}  # fmt: skip
