"""Pieces of land and sky that are things of their own: rock, mountain, road, water, cloud."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Affordance, CollisionShape, Entity, Parameter, PhysicsProperties
from .contract import Build, Category, Part, Surface, Values
from .geometry import merge, rounded_box, scaled, translated
from .geometry_grid import grid_corners, lump, panel, quads
from .materials import material
from .nature_materials import nature
from .plant_geometry import smooth_noise
from .sampler import Value, sampler, words_of
from .shapes import IDENTITY, affordance, at, choice, collision_box, number, sizes, surface_top
from .tree_geometry import fitted
from .volcano_geometry import VOLCANO_SHARE, smoke_plume, volcano_bands, volcano_heights

Array = NDArray[np.float64]


# --- rock -----------------------------------------------------------------------------------------


def rock_surface(rng: np.random.Generator, segments: int = 14) -> Surface:
    """A boulder of about unit size: rounded, then cut by planes and roughened, flat underneath."""
    cuts = rng.normal(size=(9, 3))
    cuts[:, 2] = np.abs(cuts[:, 2]) * rng.uniform(0.2, 1.0, 9)
    cuts /= np.linalg.norm(cuts, axis=1, keepdims=True)
    depth = rng.uniform(0.60, 0.88, 9)
    noise = np.random.default_rng(rng.integers(2**32))

    def radius(directions: Array) -> Array:
        base = 1.0 + 0.13 * smooth_noise(directions, noise, 2.0)
        facing = directions @ cuts.T
        # a soft minimum keeps the edges of the cuts a little worn
        limits = np.where(facing > 0.05, depth / np.maximum(facing, 0.05), 10.0)
        sharp = 40.0
        both = np.concatenate([base[:, None], limits], axis=1)
        worn = -np.log(np.exp(-sharp * both).sum(axis=1)) / sharp
        grain = 0.022 * smooth_noise(directions, noise, 9.0) + 0.010 * smooth_noise(directions, noise, 22.0)
        return np.asarray(worn + grain)

    stone = lump(radius, segments)
    flat = stone.vertices.copy()
    low = flat[:, 2] < -0.45
    flat[low, 2] = -0.45 - 0.12 * (1.0 - np.exp(-(-0.45 - flat[low, 2]) / 0.12))
    return Surface(vertices=flat, face_sizes=stone.face_sizes, face_vertices=stone.face_vertices, uv=stone.uv)


_SAT_ON_M, _SEAT_M = (0.25, 0.8), 0.36
"""heights of rocks that one sits on, and how wide a seat is"""


def build_rock(values: Values) -> Build:
    """One boulder, in one convex hull for physics."""
    size = (float(values["width_m"]), float(values["depth_m"]), float(values["height_m"]))
    rng = np.random.default_rng(int(values["seed"]))
    (part,), _ = fitted([Part(name="rock", surface=rock_surface(rng, 22), material="stone")], size)
    points = part.surface.vertices
    hull = points[:: max(1, len(points) // 120)].astype(np.float32)
    mass = 0.55 * size[0] * size[1] * size[2] * 2600.0
    top = points[points[:, 2] > 0.9 * size[2]]
    seats: tuple[Affordance, ...] = ()
    if _SAT_ON_M[0] <= size[2] <= _SAT_ON_M[1] and size[0] > _SEAT_M:
        spot = np.array([0.0, -0.08 * size[1]])
        near = points[np.linalg.norm(points[:, :2] - spot, axis=1) < 0.5 * _SEAT_M]
        seat = (0.0, float(spot[1]), float(near[:, 2].max()))
        seats = (affordance("seat", "sit_at", seat, (0.9 * _SEAT_M, 0.9 * _SEAT_M, 0.0)),)
    return Build(
        parts=(part,), materials=(nature("stone", "rock", str(values["color"])),),
        physics=PhysicsProperties(mass_kg=float(round(max(mass, 0.01), 3)), friction=0.75, restitution=0.15),
        collision_shapes=(
            CollisionShape(kind="hull", transform=at((0, 0, 0), IDENTITY), points=hull,
                           dimensions=np.array(size, dtype=np.float32)),
        ),
        affordances=(
            surface_top("top", (float(top[:, 0].mean()), float(top[:, 1].mean()), size[2] - 0.02 * size[2]),
                        0.35 * size[0], 0.35 * size[1]),
            *seats,
        ),
    )  # fmt: skip


# --- mountain -------------------------------------------------------------------------------------


def mountain_heights(x: Array, y: Array, rng: np.random.Generator, peaks: int = 3) -> Array:
    """Heights 0…1 over a unit square (-1…1): a few peaks joined by ridges, gullies down their flanks."""
    points = np.stack([x, y, np.zeros_like(x)], -1)
    warp = 0.10 * np.stack([smooth_noise(points, rng, 4.0), smooth_noise(points, rng, 4.0)], -1)
    wx, wy = x + warp[..., 0], y + warp[..., 1]
    height = np.zeros_like(x)
    places = np.linspace(-0.52, 0.52, peaks) + rng.uniform(-0.08, 0.08, peaks)
    tall = rng.uniform(0.55, 0.85, peaks)
    tall[int(rng.integers(peaks))] = 1.0
    for px, high in zip(places, tall, strict=True):
        py = rng.uniform(-0.12, 0.12)
        reach = 0.50 * (0.55 + 0.45 * high)
        distance = np.hypot((wx - px) / reach, (wy - py) / (1.35 * reach))
        height = np.maximum(height, high * np.clip(1.0 - distance, 0.0, 1.0) ** 1.15)
    ridged = np.zeros_like(x)
    for octave in range(4):
        wave = smooth_noise(points, rng, 6.0 * 1.9**octave)
        ridged += 0.5**octave * (1.0 - 2.0 * np.abs(np.clip(0.6 * wave, -1.0, 1.0)))
    height = height * (1.0 + 0.34 * ridged) + 0.030 * ridged * (height > 0.02)
    edge = np.clip(1.0 - np.maximum(np.abs(x), np.abs(y)), 0.0, 0.12) / 0.12
    return np.asarray(np.clip(height, 0.0, None) * edge)


TREE_LINE, SNOW_LINE = 0.16, 0.55
"""shares of a mountain's height; the materials blend about them (`mountain` in the texture recipes)"""


def build_mountain(values: Values) -> Build:
    """A massif as a height field with a closed underside; rock above grass, and snow on the tops."""
    size = (float(values["width_m"]), float(values["depth_m"]), float(values["height_m"]))
    rng = np.random.default_rng(int(values["seed"]))
    n = 84 if values["style"] == "volcano" else 56  # its lava runs in narrow streams
    line = np.linspace(-1.0, 1.0, n + 1)
    x, y = np.meshgrid(line, line, indexing="xy")
    hill, volcano = values["style"] == "hill", values["style"] == "volcano"
    if volcano:
        z = volcano_heights(x, y, rng)
    elif hill:
        points = np.stack([x, y, np.zeros_like(x)], -1)
        z = np.clip(1.0 - (x**2 + y**2), 0.0, 1.0) ** 1.5 * (1.0 + 0.12 * smooth_noise(points, rng, 3.0))
    else:
        z = mountain_heights(x, y, rng)
    z = z / z.max() * (VOLCANO_SHARE if volcano else 1.0)
    grid = np.stack([0.5 * size[0] * x, 0.5 * size[1] * y, size[2] * z], -1)
    vertices = grid.reshape(-1, 3)
    corners = grid_corners(n + 1, n + 1)
    corners = corners[vertices[corners][..., 2].max(axis=1) > 0.004 * size[2]]  # no skirt on the plain
    level = (vertices[corners][..., 2].mean(axis=1) / size[2]) + 0.05 * smooth_noise(
        vertices[corners].mean(axis=1) / size[0], np.random.default_rng(5), 40.0
    )
    bands = {"foot": level < TREE_LINE, "rock": (level >= TREE_LINE) & (level < SNOW_LINE), "snow": level >= SNOW_LINE}
    color = str(values["color"])
    rock = nature("rock", "mountain rock", color)
    looks = {"foot": nature("foot", "mountain grass"), "rock": rock, "snow": nature("snow", "mountain snow")}
    if hill:
        bands, looks = {"foot": level < 2.0}, {"foot": nature("foot", "grass")}
    elif volcano:
        middle = vertices[corners].mean(axis=1)
        bands, looks = volcano_bands(middle[:, 0] / (0.5 * size[0]), middle[:, 1] / (0.5 * size[1]), color)
    elif values["snow"] is False:
        bands = {"foot": level < TREE_LINE, "rock": level >= TREE_LINE}
        looks["rock"] = nature("rock", "cliff", color)
    parts = []
    for name, chosen in bands.items():
        if chosen.any():
            used, inverse = np.unique(corners[chosen], return_inverse=True)
            faces = inverse.reshape(-1, 4).astype(np.int32)
            piece = quads(vertices[used], faces, vertices[used][faces][..., :2])
            parts.append(Part(name=name, surface=piece, material=name, closed=False))
    if volcano:
        parts.append(Part(name="smoke", surface=scaled(smoke_plume(rng), size), material="smoke"))
    fitted_parts, _ = fitted(parts, size)
    return Build(
        parts=fitted_parts,
        materials=tuple(looks[part.name] for part in parts),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.8, static=True),
        collision_shapes=(collision_box((0.5 * size[0], 0.5 * size[1], 0.4 * size[2]), (0.0, 0.0, 0.2 * size[2])),),
    )


# --- road and water -------------------------------------------------------------------------------


def build_road(values: Values) -> Build:
    """A straight piece of road along Y: asphalt, edge lines, a dashed middle line."""
    width, length, height = float(values["width_m"]), float(values["depth_m"]), float(values["height_m"])
    thick = max(0.004, height - 0.003)
    path = values["style"] == "path"
    bed = rounded_box((width, length, thick), (0.0, 0.0, 0.5 * thick), 0.002, divisions=(2, max(2, int(length / 4)), 1))
    parts = [Part(name="road", surface=bed, material="surface")]
    materials = [nature("surface", "sand" if path else "asphalt", str(values["color"]))]
    if not path:
        mark_z = thick + 0.5 * (height - thick) - 0.001
        deep = height - thick + 0.002
        marks = [
            rounded_box((0.12, length - 0.2, deep), (s * (0.5 * width - 0.28), 0.0, mark_z), 0.0008)
            for s in (-1.0, 1.0)
        ]
        if values["lanes"]:
            step = 4.5
            count = max(1, int((length - 2.0) / step))
            ys = (np.arange(count) - 0.5 * (count - 1)) * step
            lanes = int(values["lanes"])
            for lane in range(1, lanes):
                x = -0.5 * width + width * lane / lanes
                marks += [rounded_box((0.12, 2.4, deep), (x, float(y), mark_z), 0.0008) for y in ys]
        parts.append(Part(name="marks", surface=merge(marks), material="marking"))
        materials.append(nature("marking", "marking"))
    return Build(
        parts=tuple(parts), materials=tuple(materials),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.8, static=True),
        collision_shapes=(collision_box((width, length, thick), (0.0, 0.0, 0.5 * thick)),),
        affordances=(surface_top("road", (0.0, 0.0, thick), width, length),),
    )  # fmt: skip


def _build_pool(width: float, depth: float, height: float, color: str) -> Build:
    """A swimming pool: clear water in a rim of pale slabs, a blue line along its edge."""
    rim = min(0.5, 0.12 * depth)
    x, y = 0.5 * width, 0.5 * depth
    slabs: list[Surface] = []
    for long, across, middle, axis in ((width, rim, y - 0.5 * rim, 0), (depth - 2.0 * rim, rim, x - 0.5 * rim, 1)):
        count = max(3, round(long / 0.9))
        step = long / count
        for k in range(count):
            at = (k + 0.5) * step - 0.5 * long
            for side in (-1.0, 1.0):
                size = (step - 0.012, across, height) if axis == 0 else (across, step - 0.012, height)
                spot = (at, side * middle, 0.5 * height) if axis == 0 else (side * middle, at, 0.5 * height)
                slabs.append(rounded_box(size, spot, 0.012))
    inner = (width - 2.0 * rim, depth - 2.0 * rim)
    water = rounded_box((*inner, 0.6 * height), (0.0, 0.0, 0.3 * height), 0.002, divisions=(8, 6, 1))
    tiles = [rounded_box((inner[0], 0.05, 0.05), (0.0, s * (y - rim - 0.02), height - 0.03), 0.006) for s in (-1, 1)]
    tiles += [rounded_box((0.05, inner[1], 0.05), (s * (x - rim - 0.02), 0.0, height - 0.03), 0.006) for s in (-1, 1)]
    return Build(
        parts=(Part(name="rim", surface=merge(slabs), material="rim"),
               Part(name="water", surface=water, material="water"),
               Part(name="tiles", surface=merge(tiles), material="tiles")),
        materials=(nature("rim", "paving"), nature("water", "water", color or "#2f9fc4"),
                   material("tiles", "ceramic", "#1f5f8f")),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.3, restitution=0.0, static=True),
        collision_shapes=(collision_box((width, depth, height), (0.0, 0.0, 0.5 * height)),),
    )  # fmt: skip


def build_water(values: Values) -> Build:
    """A pond with a soft outline, its shore of sand and stones; flat enough to lie on the ground. Or a pool."""
    width, depth, height = float(values["width_m"]), float(values["depth_m"]), float(values["height_m"])
    if values["style"] == "pool":
        return _build_pool(width, depth, height, str(values["color"]))
    rng = np.random.default_rng(int(values["seed"]))
    line = np.linspace(-1.0, 1.0, 21)
    a, b = np.meshgrid(line, line, indexing="xy")
    # a square grid mapped onto a disc, then onto a wavering outline
    dx, dy = a * np.sqrt(1.0 - 0.5 * b**2), b * np.sqrt(1.0 - 0.5 * a**2)
    angle = np.arctan2(dy, dx)
    ring = np.stack([np.cos(angle), np.sin(angle), np.zeros_like(angle)], -1)
    waver = 1.0 + 0.14 * np.clip(smooth_noise(ring, rng, 2.2), -1.5, 1.5)
    points = np.stack([dx * waver, dy * waver], -1).reshape(-1, 2)
    low, high = points.min(axis=0), points.max(axis=0)
    points = (points - 0.5 * (low + high)) / (0.5 * (high - low))
    corners = grid_corners(21, 21)

    def slab(scale: float, top: float, bottom: float) -> Surface:
        flat = points * scale * 0.5 * np.array([width, depth])
        outer = np.column_stack([flat, np.full(len(flat), top)])
        inner = np.column_stack([flat, np.full(len(flat), bottom)])
        return panel(outer, inner, corners, flat)

    shore = slab(1.0, 0.55 * height, 0.0)
    water = slab(0.95, 0.85 * height, 0.30 * height)
    rocks = []
    boundary = points[np.linalg.norm(points, axis=1) > 0.9]
    chosen = boundary[rng.permutation(len(boundary))[:12]]
    for place in chosen:
        size = min(0.03 * min(width, depth), 0.35) * rng.uniform(0.35, 0.9)
        stone = rock_surface(np.random.default_rng(rng.integers(2**32)), 4)
        spot = place * 0.93 * 0.5 * np.array([width, depth])
        stone = scaled(stone, (size, 0.8 * size, 0.4 * size))
        lift = -float(stone.vertices[:, 2].min())
        rocks.append(translated(stone, (*spot, lift)))
    parts = [Part(name="shore", surface=shore, material="shore"), Part(name="water", surface=water, material="water")]
    materials = [nature("shore", "sand"), nature("water", "water", str(values["color"]))]
    if values["style"] == "pond":
        parts.append(Part(name="stones", surface=merge(rocks), material="stones"))
        materials.append(nature("stones", "rock"))
    return Build(
        parts=tuple(parts),
        materials=tuple(materials),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.3, restitution=0.0, static=True),
        collision_shapes=(collision_box((0.9 * width, 0.9 * depth, height), (0.0, 0.0, 0.5 * height)),),
    )


# --- cloud ----------------------------------------------------------------------------------------


def _heap_radius(spots: Array, reach: Array, directions: Array) -> Array:
    """(V,) how far a heap of balls about `spots` (K, 3) of radii `reach` (K,) goes from the origin, softly joined."""
    toward = directions @ spots.T
    inside = reach**2 - (np.sum(spots**2, axis=1) - toward**2)
    far = np.where(inside > 0.0, toward + np.sqrt(np.maximum(inside, 0.0)), 0.0)
    return np.asarray(np.sum(np.maximum(far, 0.0) ** 18.0, axis=1) ** (1.0 / 18.0))


def build_cloud(values: Values) -> Build:
    """A cumulus: towers of curds on a flat base, one closed skin."""
    size = (float(values["width_m"]), float(values["depth_m"]), float(values["height_m"]))
    rng = np.random.default_rng(int(values["seed"]))
    along = np.linspace(-0.82, 0.82, 7)
    core = np.column_stack([along, rng.uniform(-0.10, 0.10, 7), np.full(7, 0.04)])
    spots, reach = [core], [0.20 + 0.20 * np.sqrt(1.0 - along**2) * rng.uniform(0.85, 1.15, 7)]
    for radius, count in ((0.20, 16), (0.125, 34)):  # towers on the core, and curds on the towers
        x = rng.uniform(-0.80, 0.80, count)
        swell = np.sqrt(1.0 - x**2)
        turn = rng.uniform(-0.1, np.pi + 0.1, count)
        out = swell * (0.62 - radius) * rng.uniform(0.75, 1.0, count)
        spots.append(np.column_stack([x, out * np.cos(turn), 0.04 + out * np.sin(turn)]))
        reach.append(radius * rng.uniform(0.75, 1.2, count))
    heap = lump(partial(_heap_radius, np.vstack(spots), np.concatenate(reach)), 30)
    heap.vertices[:, 2] = np.where(heap.vertices[:, 2] < 0.0, 0.25 * heap.vertices[:, 2], heap.vertices[:, 2])
    parts, _ = fitted([Part(name="cloud", surface=heap, material="cloud")], size)
    color = str(values["color"])
    look = nature("cloud", "cloud", color)
    return Build(
        parts=parts, materials=(look,), physics=PhysicsProperties(mass_kg=0.0, static=True), collision_shapes=()
    )


# --- what the catalogue sees ----------------------------------------------------------------------


def _seeded(values: dict[str, Value], _: Entity, rng: np.random.Generator) -> None:
    values["seed"] = int(rng.integers(1, 10_000))


def _finish_mountain(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    _seeded(values, entity, rng)
    words = set(words_of(entity))
    if words & {"hill", "hills", "mound"}:
        values.update(style="hill", height_m=0.22 * float(values["height_m"]))
    if words & {"snowy", "snow-covered", "icy"} and not entity.values("color"):
        values["color"] = "#e6ecf2"
    if words & {"green", "desert"}:
        values["snow"] = False
    if "volcano" in words:
        values.update(style="volcano", snow=False, depth_m=values["width_m"],
                      height_m=1.45 * float(values["height_m"]))  # fmt: skip


def _finish_road(values: dict[str, Value], entity: Entity, _: np.random.Generator) -> None:
    words = set(words_of(entity))
    if words & {"path", "trail", "footpath", "dirt"}:
        values.update(style="path", width_m=0.3 * float(values["width_m"]))
    if words & {"highway", "motorway"}:
        values.update(lanes=4, width_m=2.0 * float(values["width_m"]))
    values["height_m"] = 0.008


_SEED = number("seed", 1, 0, 1_000_000, "makes another one of the same kind")
_COLOR = Parameter(name="color", value="", description="a colour word or #rrggbb")
_ROCK = (*sizes((0.7, 0.02, 12.0), (0.6, 0.02, 12.0), (0.42, 0.01, 8.0)), _COLOR, _SEED)
_MOUNTAIN = (
    *sizes((170.0, 4.0, 900.0), (110.0, 4.0, 900.0), (62.0, 1.0, 500.0)),
    choice("style", "massif", ("massif", "hill", "volcano")),
    Parameter(name="snow", value=True, description="snow on the tops"), _COLOR, _SEED,
)  # fmt: skip
_ROAD = (
    *sizes((7.0, 0.6, 40.0), (60.0, 2.0, 400.0), (0.008, 0.006, 0.3)), choice("style", "asphalt", ("asphalt", "path")),
    number("lanes", 2, 0, 8), _COLOR,
)  # fmt: skip
_WATER = (
    *sizes((16.0, 0.3, 200.0), (10.0, 0.3, 200.0), (0.02, 0.008, 0.3)),
    choice("style", "pond", ("pond", "puddle", "pool")),
    _COLOR, _SEED,
)  # fmt: skip
_POOL: dict[str, Value] = {"style": "pool", "width_m": 12.0, "depth_m": 6.5, "height_m": 0.12}
_CLOUD = (*sizes((9.0, 0.3, 200.0), (5.0, 0.2, 200.0), (3.4, 0.15, 80.0)), _COLOR, _SEED)

CATEGORIES = (
    Category(name="rock", family="rock", parameters=_ROCK, build=build_rock, synonyms=("stone", "boulder", "pebble"),
             sample=sampler("rock", _ROCK, finish=_seeded, use_prior=False,
                            presets={"boulder": {"width_m": 1.5, "depth_m": 1.3, "height_m": 1.05},
                                     "pebble": {"width_m": 0.06, "depth_m": 0.05, "height_m": 0.03}})),
    Category(name="mountain", family="terrain", parameters=_MOUNTAIN, build=build_mountain, static=True,
             synonyms=("hill", "peak", "mountain range", "volcano"),
             sample=sampler("mountain", _MOUNTAIN, finish=_finish_mountain, use_prior=False)),
    Category(name="road", family="terrain", parameters=_ROAD, build=build_road, static=True,
             synonyms=("street", "path", "highway", "sidewalk", "lane", "track", "trail", "driveway",
                       "runway", "airstrip"),
             sample=sampler("road", _ROAD, finish=_finish_road, use_prior=False)),
    Category(name="water", family="terrain", parameters=_WATER, build=build_water, static=True,
             synonyms=("lake", "pond", "pool", "river", "sea", "ocean", "puddle", "stream"),
             sample=sampler("water", _WATER, finish=_seeded, use_prior=False,
                            presets={**dict.fromkeys(("pool", "swimming pool"), _POOL),
                                     "puddle": {"style": "puddle", "width_m": 1.2, "depth_m": 0.8,
                                                "height_m": 0.008}})),
    Category(name="cloud", family="sky", parameters=_CLOUD, build=build_cloud, static=True, synonyms=(),
             sample=sampler("cloud", _CLOUD, finish=_seeded, use_prior=False)),
)  # fmt: skip
