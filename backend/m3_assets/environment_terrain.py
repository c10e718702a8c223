"""Open country round the stage: ground that is flat where things stand, hills, tree belts, grass tufts, water."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import CollisionShape, PhysicsProperties
from .contract import Build, Part, Surface
from .crown_geometry import leaf_clusters, unit
from .geometry import merge, rounded_box, translated
from .geometry_grid import grid_corners, lump, patch, quads
from .kit_nature_terrain import SNOW_LINE, mountain_heights
from .nature_materials import hazed, nature
from .plant_geometry import smooth_noise
from .shapes import IDENTITY, at, surface_top

Array = NDArray[np.float64]

GROUND_REACH_M = 170.0


def plane() -> CollisionShape:
    """The endless floor at height 0."""
    return CollisionShape(
        kind="plane", transform=at((0.0, 0.0, 0.0), IDENTITY), dimensions=np.ones(3, dtype=np.float32)
    )


def smoothstep(low: float, high: float, x: Array) -> Array:
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((x - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))


def ground_sheet(
    flat_m: float, rise_m: float, rng: np.random.Generator, *, roughness: float = 0.045, segments: int = 40,
    shore_y_m: float | None = None,
) -> Surface:  # fmt: skip
    """An open sheet, level at 0 within `flat_m`, rolling up to `rise_m` farther out; beyond a shore it dips under."""
    s = np.linspace(-1.0, 1.0, segments + 1)
    line = GROUND_REACH_M * np.sinh(3.2 * s) / np.sinh(3.2)
    x, y = np.meshgrid(line, line, indexing="xy")
    points = np.stack([x, y, np.zeros_like(x)], -1)
    distance = np.hypot(x, y)
    rolling = 0.5 + 0.5 * np.clip(smooth_noise(points, rng, roughness), -1.0, 1.0)
    z = rise_m * rolling * smoothstep(flat_m, flat_m + 70.0, distance)
    if shore_y_m is not None:
        z = z * (1.0 - smoothstep(shore_y_m - 12.0, shore_y_m, y))
        z = z - 1.2 * smoothstep(shore_y_m, shore_y_m + 14.0, y)
    points[..., 2] = z
    vertices = points.reshape(-1, 3)
    corners = grid_corners(segments + 1, segments + 1)
    return quads(vertices, corners, vertices[corners][..., :2])


def ground_build(sheet: Surface, look: str, color: str = "", friction: float = 0.7, restitution: float = 0.25) -> Build:
    """A ground of one look with the floor plane under it."""
    return Build(
        parts=(Part(name="ground", surface=sheet, material="ground", closed=False),),
        materials=(nature("ground", look, color, pattern_scale_m=0.4),),
        physics=PhysicsProperties(mass_kg=0.0, friction=friction, restitution=restitution, static=True),
        collision_shapes=(plane(),),
        affordances=(surface_top("ground", (0.0, 0.0, 0.0), 40.0, 40.0),),
    )


def hills(
    look: str, rng: np.random.Generator, *, height_m: float = 16.0, near_m: float = 105.0, layers: int = 3,
    open_y: bool = False, woods: int = 0, air: float = 1.0,
) -> Build:  # fmt: skip
    """Layered ridges all round that break the horizon, paler with distance; `open_y` leaves the sea in front of +Y.

    `woods`: crowns of trees that stand in belts on the nearest two ridges. `air`: haze before them, 1 as on Earth.
    """
    parts, materials = [], []
    standing: dict[str, Array] = {}
    for layer in range(layers):
        radius = near_m * (1.0 + 0.42 * layer)
        angle = -np.linspace(0.0, 2.0 * np.pi, 121)
        direction = np.stack([np.cos(angle), np.sin(angle), np.zeros_like(angle)], -1)
        # broad hills a fifth of a picture wide, shoulders on them: a level skyline looks like a wall
        ridge = 0.5 + 0.42 * smooth_noise(direction, rng, 5.0) + 0.13 * smooth_noise(direction, rng, 13.0)
        ridge = np.clip(ridge, 0.08, 1.1) + 0.025 * smooth_noise(direction, rng, 34.0)
        ridge[-1] = ridge[0]
        if open_y:
            ridge = ridge * (1.0 - 0.97 * smoothstep(0.1, 0.55, np.sin(angle)))
        high = height_m * (1.0 + 0.55 * layer) * np.maximum(ridge, 0.02)
        rows = [direction * (radius - 0.9 * high)[:, None]]
        for share, back in _SLOPE:
            row = direction * (radius + back * high)[:, None]
            row[:, 2] = share * high
            rows.append(row)
        slope = np.array(rows)
        name = f"ridge_{layer + 1}"
        parts.append(Part(name=name, surface=patch(slope), material=name, closed=False))
        materials.append(hazed(nature(name, look), air * (0.10 + 0.13 * layer), _HILL_AIR))
        places = _belts(slope, woods // (1 + layer) if layer < 2 else 0, rng)
        if len(places):
            kind = f"wood_{layer + 1}"
            parts.append(Part(name=kind, surface=_crown(rng), material=kind, closed=False, moves_with=kind))
            materials.append(hazed(nature(kind, "wood"), 0.02 + 0.08 * layer, _HILL_AIR))
            standing[kind] = places
    return Build(
        parts=tuple(parts),
        materials=tuple(materials),
        physics=PhysicsProperties(mass_kg=0.0, static=True),
        collision_shapes=(),
        instances=standing,
    )


_HILL_AIR = (0.10, 0.17, 0.25)
"""what far slopes turn to: bluer, not brighter. The light of the air before them is added where they are seen; a pale
slope would take a low sun's colour and outshine what stands before it"""
_SLOPE = ((0.45, -0.35), (0.8, 0.05), (1.0, 0.5), (0.9, 0.9))
"""shares of a hill's height with how far behind its line they lie, in heights"""


def _crown(rng: np.random.Generator) -> Surface:
    """The crown of a tree as it is seen from a hundred metres, 1 m wide, its middle at the origin: a body of boughs,
    and sprays of leaves on it that tear up its outline and shade each other."""
    seeds = [np.random.default_rng(seed) for seed in rng.integers(2**32, size=3)]

    def radius(directions: Array) -> Array:
        boughs, leaves = (smooth_noise(directions, seed, f) for seed, f in zip(seeds, (5.0, 11.0), strict=False))
        return np.asarray(0.43 + 0.085 * boughs + 0.025 * leaves)

    squash = np.array([1.0, 1.0, 0.95])
    out = unit(seeds[2].normal(size=(_SPRAYS, 3)))
    sprays = leaf_clusters(radius(out)[:, None] * out * squash, out, 0.05, 0.105, seeds[2], leaves=_SPRAY_LEAVES)
    return merge([lump(radius, 5, squash), sprays])


_SPRAYS, _SPRAY_LEAVES = 110, 5
"""on a crown, and the leaves of each: a leaf stands for a twig of them"""


def _belts(slope: Array, count: int, rng: np.random.Generator) -> Array:
    """Places (N, 5) of crowns on a ridge (R, C, 3): woods with clearings between them, not an even sprinkle."""
    rows, columns, _ = slope.shape
    row = rng.uniform(0.6, rows - 2.0, 5 * count)
    column = rng.uniform(0.0, columns - 1.0, 5 * count)
    i, j = row.astype(int), np.minimum(column.astype(int), columns - 2)
    u, v = (row - i)[:, None], (column - j)[:, None]
    points = (1 - u) * ((1 - v) * slope[i, j] + v * slope[i, j + 1]) + u * (
        (1 - v) * slope[i + 1, j] + v * slope[i + 1, j + 1]
    )
    wooded = smooth_noise(points / np.linalg.norm(points[:, :2], axis=1, keepdims=True), rng, 16.0) > 0.15
    points = points[wooded & (points[:, 2] > 0.5)][:count]
    size = rng.uniform(3.2, 6.0, len(points))
    return np.column_stack([points[:, :2], points[:, 2] + 0.22 * size, rng.uniform(0, 2 * np.pi, len(points)), size])


_BEHIND = 1.5
"""1 = as many in every direction; at 1.5 there are twice as many straight behind the stage"""


def ring_places(
    count: int,
    near_m: float,
    far_m: float,
    rng: np.random.Generator,
    *,
    spacing_m: float = 3.0,
    camera_gap: bool = True,
) -> Array:
    """Places (N, 2) in a ring, apart from each other: more of them behind the stage, where they are seen, none where a
    camera in front of it would stand."""
    places: list[Array] = []
    for _ in range(count * 12):
        if len(places) == count:
            break
        radius = np.sqrt(rng.uniform(near_m**2, far_m**2))
        side = rng.uniform(-1.0, 1.0)
        angle = np.pi * np.sign(side) * abs(side) ** _BEHIND
        point = radius * np.array([np.sin(angle), np.cos(angle)])
        if camera_gap and point[1] < 0.0 and abs(point[0]) < 0.75 * abs(point[1]) + 3.0 and radius < 26.0:
            continue
        if all(np.hypot(*(point - other)) > spacing_m for other in places):
            places.append(point)
    return np.array(places).reshape(-1, 2)


def _boulder_radius(seed: np.random.Generator, directions: Array) -> Array:
    return 1.0 + 0.22 * smooth_noise(directions, seed, 2.2)


def boulders(count: int, near_m: float, far_m: float, rng: np.random.Generator, size_m: float = 0.7) -> Surface:
    """Rounded rocks half sunk into the ground."""
    pieces = []
    for x, y in ring_places(count, near_m, far_m, rng):
        scale = size_m * rng.uniform(0.4, 1.5)
        pieces.append(translated(boulder(scale, rng), (x, y, 0.25 * scale)))
    return merge(pieces)


def boulder(scale_m: float, rng: np.random.Generator) -> Surface:
    """A rounded rock, flat below, its middle at the origin."""
    seed = np.random.default_rng(rng.integers(2**32))
    rock = lump(partial(_boulder_radius, seed), 5, (1.2 * scale_m, scale_m, 0.8 * scale_m))
    rock.vertices[:, 2] = np.maximum(rock.vertices[:, 2], -0.25 * scale_m)
    return rock


def water_sheet(shore_y_m: float, z_m: float, reach_m: float = 400.0) -> Surface:
    """Open water from the shore to the horizon."""
    y = shore_y_m + (reach_m - shore_y_m) * np.linspace(0.0, 1.0, 9) ** 2
    x = np.linspace(-reach_m, reach_m, 9)
    gx, gy = np.meshgrid(x, y, indexing="xy")
    return patch(np.stack([gx, gy, np.full_like(gx, z_m)], -1))


def foam_line(shore_y_m: float, z_m: float, rng: np.random.Generator) -> Surface:
    """A wavering line of foam where the water meets the sand, closed."""
    x = np.linspace(-60.0, 60.0, 81)
    sway = 0.5 * smooth_noise(np.stack([x, 0 * x, 0 * x], -1), rng, 0.35)
    width = 0.16 + 0.12 * (1.0 + smooth_noise(np.stack([x, 0 * x + 5, 0 * x], -1), rng, 0.9))
    rows = [np.stack([x, shore_y_m + sway + k * width, np.full_like(x, z_m + 0.02 * (k == 0))], -1) for k in (-1, 0, 1)]
    return patch(np.array(rows))


def pitch_lines(length_m: float = 60.0, width_m: float = 40.0) -> Surface:
    """Half-way line, centre circle, touch-lines and penalty boxes as thin closed strips on the grass."""
    t, z = 0.11, 0.004
    half_x, half_y = 0.5 * width_m, 0.5 * length_m
    boxes = [((width_m, t), (0.0, 0.0))]
    boxes += [((width_m, t), (0.0, s * half_y)) for s in (-1, 1)] + [
        ((t, length_m), (s * half_x, 0.0)) for s in (-1, 1)
    ]
    for s in (-1, 1):
        boxes.append(((22.0, t), (0.0, s * (half_y - 11.0))))
        boxes += [((t, 11.0), (side * 11.0, s * (half_y - 5.5))) for side in (-1, 1)]
    pieces = [translated(rounded_box((*size, z), (0, 0, 0), 0.001), (*centre, 0.5 * z)) for size, centre in boxes]
    from .geometry import lathe

    radius = 6.0
    pieces.append(
        lathe(
            [(radius - 0.5 * t, 0.0), (radius + 0.5 * t, 0.0), (radius + 0.5 * t, z), (radius - 0.5 * t, z)],
            64,
            closed_profile=True,
        )
    )
    pieces.append(lathe([(0.0, 0.0), (0.14, 0.0), (0.14, z), (0.0, z)], 16))
    return merge(pieces)


def scenery(
    name_surfaces: tuple[tuple[str, Surface, str, bool], ...], collide: tuple[CollisionShape, ...] = ()
) -> Build:
    """A build from (part name, surface, look, closed) rows."""
    looks = dict.fromkeys(look for _, _, look, _ in name_surfaces)
    return Build(
        parts=tuple(Part(name=n, surface=s, material=look, closed=c) for n, s, look, c in name_surfaces),
        materials=tuple(nature(look, look) for look in looks),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
        collision_shapes=collide,
    )


def massifs(rng: np.random.Generator, *, count: int = 5, height_m: float = 70.0, near_m: float = 130.0) -> Build:
    """Mountains that stand round the far side of the plain, snow on their tops, pale with distance."""
    rock: list[Surface] = []
    snow: list[Surface] = []
    n = 36
    line = np.linspace(-1.0, 1.0, n + 1)
    x, y = np.meshgrid(line, line, indexing="xy")
    corners = grid_corners(n + 1, n + 1)
    for k in range(count):
        z = mountain_heights(x, y, rng)
        high = height_m * rng.uniform(0.75, 1.15)
        vertices = np.stack([95.0 * x, 60.0 * y, high * z / z.max()], -1).reshape(-1, 3)
        bearing = (k - 0.5 * (count - 1)) * 0.62 + rng.uniform(-0.1, 0.1)
        distance = near_m * rng.uniform(1.0, 1.35)
        c, s = np.cos(bearing), np.sin(bearing)
        placed = vertices @ np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
        placed[:, :2] += distance * np.array([s, c])
        level = vertices[corners][..., 2]
        snowed = level.mean(axis=1) > SNOW_LINE * 1.15 * height_m
        for pieces, chosen in ((rock, ~snowed), (snow, snowed)):
            faces = corners[chosen & (level.max(axis=1) > 0.5)]
            if len(faces):
                used, inverse = np.unique(faces, return_inverse=True)
                local = inverse.reshape(-1, 4).astype(np.int32)
                pieces.append(quads(placed[used], local, placed[used][local][..., :2]))
    parts = [Part(name="rock", surface=merge(rock), material="rock", closed=False)]
    materials = [hazed(nature("rock", "mountain rock"), 0.08)]
    if snow:
        parts.append(Part(name="snow", surface=merge(snow), material="snow", closed=False))
        materials.append(hazed(nature("snow", "mountain snow"), 0.04, (0.62, 0.68, 0.74)))
    return Build(
        parts=tuple(parts),
        materials=tuple(materials),
        physics=PhysicsProperties(mass_kg=0.0, static=True),
        collision_shapes=(),
    )
