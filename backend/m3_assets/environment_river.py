"""A river: a bed cut into the ground, water that winds through it from end to end of the country, reeds and stones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.rivers import WATER_PART, RiverScene, is_harbour, is_lake, is_pond
from ..protocol.scene import Asset, CollisionShape, Parameter, PhysicsProperties
from .contract import Build, Part, Surface
from .environment_growth import Grows, fan_of_leaves
from .environment_terrain import GROUND_REACH_M, boulder, plane, smoothstep
from .geometry import merge, translated
from .geometry_grid import grid_corners, patch, quads
from .nature_materials import nature
from .plant_geometry import smooth_noise
from .shapes import at, surface_top

Array = NDArray[np.float64]

_WIDTHS_M = {"river": 7.0, "canal": 6.0, "lake": 64.0, "pond": 7.0, "stream": 2.4, "creek": 2.4, "brook": 1.9,
             "rivulet": 1.2, "waterway": 6.0}  # fmt: skip
_MARSHES = 1.9
"""width of a swamp's open water, in those of a pond"""
_BASIN_M, _ROADS_M = 26.0, 110.0
"""the water of a harbour, between quays where there is something on it that is seen from one, else out to the sea"""
_WORDS = {"wide": 1.8, "broad": 1.8, "big": 1.6, "large": 1.6, "mighty": 2.0, "great": 1.6, "narrow": 0.6, "small": 0.7,
          "little": 0.7, "tiny": 0.5}  # fmt: skip
_LEVEL_M, _BED_M = -0.24, 0.55
"""of the water below its banks, and of the bed below the water"""
_BRIDGED_M = -1.25
"""the same of the water below a bridge, which stands level with the banks and arches over it"""
_TURNS_RAD = {"bridged": 1.15, "through": 0.2, "before": 0.15, "faced": 0.78, "behind": 0.22}
"""how far the water is turned from straight across the picture, by where it is"""
_SPANNED_M = 3.4
"""the least width of water that a bridge goes over"""
_BANK_M = 0.65
"""from the water to where grass and trees begin"""
_STRAIGHT_M = 9.0
"""about the middle of the scene, where people are, the water bends little"""
_GROWN_PER_M = 2.33
_OPEN_M = 3.2
"""how far along the bank it is open to both sides of who is there"""
_BOX_M = 2.0
_LONGEST_M = 60.0
"""how far from the middle of the scene the planner knows the water"""


@dataclass(frozen=True)
class River:
    """A middle line that winds about a straight axis, and what the ground does beside it."""

    turn_rad: float
    """of the axis from +X"""
    off_m: float
    """of the axis from the origin, to its left"""
    width_m: float
    level_m: float
    is_canal: bool
    bends: tuple[tuple[float, float, float], ...]
    """(height m, length m, phase rad) of the waves that the middle line is made of"""

    @property
    def axes(self) -> Array:
        """(2, 2) rows: along, and to its left"""
        c, s = np.cos(self.turn_rad), np.sin(self.turn_rad)
        return np.array([[c, s], [-s, c]])

    def sway(self, along: Array) -> Array:
        """How far the middle is to the left of the axis, 0 at the middle of the scene."""
        found = np.zeros_like(along)
        for high, long, phase in self.bends:
            found += high * (np.sin(2.0 * np.pi * along / long + phase) - np.sin(phase))
        return np.asarray(found * (1.0 - np.exp(-((along / _STRAIGHT_M) ** 2))))

    def points(self, along: Array, across: Array) -> Array:
        """(…, 2) in the world"""
        place = np.stack([along, self.off_m + self.sway(along) + across], axis=-1)
        return np.asarray(place @ self.axes)

    @property
    def shore_m(self) -> float:
        """How long the banks are along which something grows."""
        return 180.0

    def edge(self, off_m: Array, rng: np.random.Generator) -> Array:
        """Points (N, 2) along both banks near the middle of the scene, so far from the water's edge."""
        reach = 0.25 * self.shore_m
        along, side = rng.uniform(-reach, reach, len(off_m)), rng.choice([-1.0, 1.0], len(off_m))
        return self.points(along, side * (0.5 * self.width_m + off_m))

    def distance(self, points: Array) -> Array:
        """(N,) m from points (N, 2…) to the water's edge, negative in it."""
        local = points[:, :2] @ self.axes.T
        slope = np.gradient(self.sway(np.arange(-400.0, 400.0, 0.5)), 0.5)
        steep = np.interp(local[:, 0], np.arange(-400.0, 400.0, 0.5), slope)
        across = np.abs(local[:, 1] - self.off_m - self.sway(local[:, 0]))
        return np.asarray((across - 0.5 * self.width_m) / np.sqrt(1.0 + steep**2))


@dataclass(frozen=True, kw_only=True)
class Bed:
    """Where a water of a scene is to be, and how wide."""

    turn_rad: float
    off_m: float
    width_m: float
    level_m: float


def river_of(bed: Bed, scene: RiverScene, in_town: bool, rng: np.random.Generator) -> River:
    """The river, canal or lake in a bed; between the quays of a town it runs straight."""
    is_canal = in_town or scene.river.lemma.split()[-1] == "canal"
    winding = 1.6 if said_of(scene) & {"winding", "meandering", "curvy", "serpentine"} else 1.0
    bends = () if is_canal else (
        (winding * float(rng.uniform(2.0, 3.0)), float(rng.uniform(34.0, 44.0)), float(rng.uniform(-0.6, 0.6))),
        (winding * float(rng.uniform(5.0, 8.0)), float(rng.uniform(85.0, 110.0)), float(rng.uniform(-0.6, 0.6))),
    )  # fmt: skip
    return River(bed.turn_rad, bed.off_m, bed.width_m, bed.level_m, is_canal, bends)


def said_of(scene: RiverScene) -> set[str]:
    """The words that the prompt has for its water."""
    return {*scene.river.lemma.split(), *(w for a in scene.river.attributes for w in a.value.split())}


def bed_of(
    scene: RiverScene, assets: Mapping[str, Asset], stage_m: float, in_town: bool, rng: np.random.Generator
) -> Bed:
    """As wide as the word for it, and as what is on it or spans it wants; where the prompt has it."""
    word = "lake" if is_lake(scene.river) else "pond" if is_pond(scene.river) else scene.river.lemma.split()[-1]
    width = _WIDTHS_M.get(word, 5.0)
    if word == "pond" and scene.river.lemma.split()[-1] not in ("pond", "waterhole"):
        width *= _MARSHES
    if is_harbour(scene.river):
        width = _BASIN_M if scene.within else _ROADS_M
    for said in said_of(scene) & set(_WORDS):
        width *= _WORDS[said]
    on_it = [a for i, a in assets.items() if i.partition(".")[0] in scene.within and a.role != "character"]
    # room for a boat to pass, and to be seen on the water
    width = max([width, *(2.6 * float(a.dimensions[0]) + 1.0 for a in on_it)])
    width = max(width, _SPANNED_M) if scene.over else width
    side = scene.side
    half = 0.5 * width
    turn = 0.0 if in_town else float(rng.choice([-1.0, 1.0])) * _TURNS_RAD[side]
    near = 1.3 if side == "faced" else float(np.clip(0.36 * stage_m, 1.4, 3.2))
    off = {"bridged": 0.0, "through": 0.0, "before": -(half + near)}.get(side, half + near)
    level = _BRIDGED_M if scene.over else 2.0 * _LEVEL_M if in_town or word == "canal" else _LEVEL_M
    return Bed(turn_rad=turn, off_m=off, width_m=width, level_m=level)


def _steps() -> Array:
    """Ways along the water: close to one another where the camera is."""
    s = np.linspace(-1.0, 1.0, 141)
    return np.asarray(1.15 * GROUND_REACH_M * np.sinh(3.4 * s) / np.sinh(3.4))


def riverbed_ground(
    river: River, look: str, color: str, flat_m: float, rise_m: float, rng: np.random.Generator, roughness: float
) -> Build:
    """The ground of the country with the bed of a river in it: level at 0 up to the banks, the bed under the water."""
    half, level = 0.5 * river.width_m, river.level_m
    bank = 0.12 if river.is_canal else 0.55  # m from the edge of the turf down to the water
    floor = level - (1.2 if river.is_canal else min(_BED_M, 0.28 * river.width_m))
    profile = [(half + bank, 0.0), (half + 0.45 * bank, 0.38 * level), (half, 1.04 * level),
               (half - 0.25 * min(half, 2.0), level + 0.6 * (floor - level)), (0.0, floor)]  # fmt: skip
    out = GROUND_REACH_M * np.sinh(3.2 * np.linspace(0.0, 1.0, 26)) / np.sinh(3.2) + half + bank
    along = _steps()

    def strip(across: Array, heights: Array) -> Surface:
        s, t = np.meshgrid(along, across, indexing="xy")
        flat = river.points(s, t)
        points = np.concatenate([flat, np.zeros((*s.shape, 1))], axis=-1)
        distance = np.hypot(flat[..., 0], flat[..., 1])
        rolling = 0.5 + 0.5 * np.clip(smooth_noise(points, np.random.default_rng(seed), roughness), -1.0, 1.0)
        # hills keep away from the water: their feet are at the level of its banks
        apart = smoothstep(2.0, 45.0, np.abs(t) - half - bank)
        points[..., 2] = heights[:, None] + rise_m * rolling * smoothstep(flat_m, flat_m + 70.0, distance) * apart
        vertices = points.reshape(-1, 3)
        corners = grid_corners(len(across), len(along))
        return quads(vertices, corners, vertices[corners][..., :2])

    seed = int(rng.integers(2**32))
    sides = np.array([(-t, z) for t, z in profile] + [(t, z) for t, z in reversed(profile[:-1])])
    order = np.argsort(sides[:, 0], kind="stable")
    bed = strip(sides[order, 0], sides[order, 1])
    turf = [strip(np.sort(sign * out), np.zeros(len(out))) for sign in (-1.0, 1.0)]
    shore = "paving" if river.is_canal else {"snow": "snow", "sand": "sand", "desert sand": "sand"}.get(look, "soil")
    return ground_of_water(merge(turf), bed, look, color, shore)


def ground_of_water(turf: Surface, bed: Surface, look: str, color: str, shore: str) -> Build:
    """The ground beside a water and its bed, of the looks `look` and `shore`."""
    return Build(
        parts=(
            Part(name="ground", surface=turf, material="ground", closed=False),
            Part(name="bed", surface=bed, material="bed", closed=False),
        ),
        materials=(nature("ground", look, color, pattern_scale_m=0.4), nature("bed", shore)),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, restitution=0.25, static=True),
        collision_shapes=(plane(),),
        affordances=(surface_top("ground", (0.0, 0.0, 0.0), 40.0, 40.0),),
    )


def water_build(river: River, color: str, gap_m: float) -> Build:
    """The water's surface from end to end, and boxes that say where it is; none within `gap_m` of a bridge's middle."""
    along = _steps()
    reach = 0.5 * river.width_m + (0.0 if river.is_canal else 0.06)
    rows = []
    for across in np.linspace(-reach, reach, 7):
        flat = river.points(along, np.full_like(along, across))
        rows.append(np.column_stack([flat, np.full(len(along), river.level_m)]))
    surface = patch(np.array(rows))
    near = np.arange(-_LONGEST_M, _LONGEST_M + 0.1, _BOX_M)
    boxes: list[CollisionShape] = []
    for start, end in pairwise(near):
        if gap_m and min(abs(start), abs(end)) < gap_m:
            continue
        ends = river.points(np.array([start, end]), np.zeros(2))
        way = ends[1] - ends[0]
        turn = quat.from_angle_axis(np.array(np.arctan2(way[1], way[0])), np.array([0.0, 0.0, 1.0]))
        deep, long = 0.4, float(np.linalg.norm(way))
        boxes.append(CollisionShape(
            kind="box", transform=at((*ends.mean(axis=0), river.level_m - 0.5 * deep), turn),
            # a bend is narrower, square to its way
            dimensions=np.array([long, 2.0 * reach * (end - start) / long, deep], np.float32),
        ))  # fmt: skip
    return Build(
        parts=(Part(name=WATER_PART, surface=surface, material="water", closed=False),),
        materials=(nature("water", "water", color),),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.3, restitution=0.0, static=True),
        collision_shapes=tuple(boxes),
    )


def water_level(river: River) -> Parameter:
    """What tells the planner that an asset is a river, and how high its water is."""
    return Parameter(name="water_level_m", value=river.level_m, unit="m", description="height of the water")


def where_things_grow(river: River) -> Grows:
    """On land, from the edge of the bank on."""
    return lambda places: river.distance(places) > (0.3 if river.is_canal else _BANK_M)


def growth(river: River, look: str, stage_m: float, visited: bool, rng: np.random.Generator) -> dict[str, Build]:
    """Reeds in the shallows and stones along the water, in drifts; where people are and before the camera none.

    `visited`: somebody is on the bank: nothing grows before them.
    """
    if river.is_canal:
        return {}
    builds: dict[str, Build] = {}
    spots = river.edge(rng.normal(0.02, 0.16, round(_GROWN_PER_M * river.shore_m)), rng)
    drift = smooth_noise(np.column_stack([spots, np.zeros(len(spots))]), rng, 0.5)
    clear = np.hypot(*spots.T) > 0.55 * stage_m + 1.0
    clear &= (spots[:, 1] > 0.5) | (np.abs(spots[:, 0]) > 0.75 * np.abs(spots[:, 1]) + 4.0)  # not before the lens
    if visited:
        clear &= np.abs((spots @ river.axes.T)[:, 0]) > _OPEN_M
    if look in ("grass", "lawn"):
        kept = spots[clear & (drift > -0.1)][: round(0.45 * len(spots))]
        turn, size = rng.uniform(0.0, 2.0 * np.pi, len(kept)), rng.uniform(0.6, 1.25, len(kept))
        depth = np.full(len(kept), river.level_m - 0.12)
        places = np.column_stack([kept, depth, turn, size])
        parts = []
        standing: dict[str, Array] = {}
        for k in range(3):
            leaves = fan_of_leaves(30, float(rng.uniform(0.75, 1.1)), rng, wide=False)
            if k == 0 and len(places):
                parts.append(Part(name="reeds", surface=translated(leaves, (*places[0, :2], places[0, 2])),
                                  material="reeds", closed=False))  # fmt: skip
                continue
            standing[f"reed_{k}"] = places[k :: 2]
            parts.append(Part(name="reeds", surface=leaves, material="reeds", closed=False, moves_with=f"reed_{k}"))
        if len(places) > 4:
            builds["backdrop_reeds"] = Build(
                parts=tuple(parts), materials=(nature("reeds", "grass blade"),), instances=standing,
                physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True), collision_shapes=(),
            )  # fmt: skip
    stones = []
    for (x, y), is_clear in zip(spots[::9], clear[::9], strict=True):
        scale = float(rng.uniform(0.10, 0.34)) * min(1.0, 0.4 + 0.12 * river.width_m)
        stone = boulder(scale, rng)
        if is_clear:
            stones.append(translated(stone, (x, y, river.level_m + 0.1 * scale)))
    if stones:
        builds["backdrop_stones"] = Build(
            parts=(Part(name="stones", surface=merge(stones), material="stones"),),
            materials=(nature("stones", "rock"),),
            physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True), collision_shapes=(),
        )  # fmt: skip
    return builds
