"""What grows round the stage: a few kinds of trees, tufts of grass, flowers and ferns, each standing at many places."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import CollisionShape, Material, PhysicsProperties
from .contract import Build, Part, Surface
from .crown_geometry import leaf_clusters, unit
from .geometry import merge, translated
from .geometry_grid import lump
from .nature_materials import nature
from .plant_geometry import leaf_cards, smooth_noise
from .shapes import at
from .tree_geometry import broadleaf_parts, palm_parts, pine_parts

Array = NDArray[np.float64]
Grows = Callable[[Array], NDArray[np.bool_]]
"""which of places (N, 2+) something grows on"""

VARIANTS = 4
"""different trees of a wood, different tufts of a lawn"""


# --- trees ----------------------------------------------------------------------------------------


AUTUMN = ("#b8601c", "#c98a1e", "#9c3a1a", "#8f7a24")
"""leaves that turn, each tree in its own colour"""


def tree_belt(
    kinds: tuple[str, ...], places: Array, rng: np.random.Generator, earth: str = "soil", color: str = "",
    *, autumn: bool = False,
) -> Build:  # fmt: skip
    """Light trees on given places (N, 2): a few different ones, turned and scaled, on bare earth."""
    parts: list[Part] = []
    looks: dict[str, Material] = {"earth": nature("earth", earth)}
    standing: dict[str, Array] = {}
    turn, size = rng.uniform(0.0, 2.0 * np.pi, len(places)), rng.uniform(0.78, 1.28, len(places))
    parts.append(Part(name="earth", surface=_mounds(places, size, rng), material="earth", closed=False))
    for k in range(max(VARIANTS, len(kinds))):
        kind, name = kinds[k % len(kinds)], f"tree_{k + 1}"
        own = np.arange(len(places)) % max(VARIANTS, len(kinds)) == k
        if not own.any():
            continue
        standing[name] = np.column_stack([places[own], np.zeros(own.sum()), turn[own], size[own]])
        for part in light_tree(kind, rng):
            look = f"{kind} {part.material}" if kind in ("palm", "birch") and part.material != "leaf shade" else ""
            kind_of_look = look or part.material
            tint = color if kind_of_look == "needle" else ""
            material = kind_of_look
            if autumn and kind_of_look in ("leaf", "leaf shade"):
                material, tint = f"{kind_of_look} {k + 1}", AUTUMN[k % len(AUTUMN)]
            looks.setdefault(material, nature(material, kind_of_look, tint))
            parts.append(
                Part(name=part.name, surface=part.surface, material=material, closed=part.closed, moves_with=name)
            )
    trunks = tuple(
        CollisionShape(kind="cylinder", transform=at((*place, 1.5)), dimensions=np.array([0.4, 0.4, 3.0], np.float32))
        for place in places[:24]
    )
    return Build(parts=tuple(parts), materials=tuple(looks.values()), instances=standing, collision_shapes=trunks,
                 physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True))  # fmt: skip


def light_tree(kind: str, rng: np.random.Generator) -> list[Part]:
    """A tree of some four thousand faces, standing on z = 0."""
    if kind == "pine":
        parts = pine_parts(rng.uniform(7.0, 10.0), rng.uniform(2.8, 3.6), rng, tiers=16, per_branch=15)
    elif kind == "palm":
        parts = [p for p in palm_parts(rng.uniform(6.0, 8.0), 4.6, rng) if p.name != "coconuts"]
    elif kind == "birch":
        parts = broadleaf_parts(
            rng.uniform(6.5, 9.0), rng.uniform(2.8, 3.6), rng, 8, 4400, light=True, clear=0.3, slim=0.62, droop=0.5
        )
    else:
        parts = broadleaf_parts(rng.uniform(5.5, 8.5), rng.uniform(4.2, 6.0), rng, 9, 4600, light=True)
    low = min(float(part.surface.vertices[:, 2].min()) for part in parts)
    return [
        Part(name=p.name, surface=translated(p.surface, (0.0, 0.0, -low)), material=p.material, closed=p.closed)
        for p in parts
    ]


def _mounds(places: Array, size: Array, rng: np.random.Generator) -> Surface:
    """Bare earth about the feet of trees: low irregular heaps."""
    heaps = []
    for (x, y), scale in zip(places, size, strict=True):
        seed = np.random.default_rng(rng.integers(2**32))
        radius = scale * rng.uniform(0.5, 0.85)
        heap = lump(partial(_ragged, seed), 4, (radius, radius, 0.07))
        heaps.append(translated(heap, (x, y, -0.012)))
    return merge(heaps)


def _ragged(seed: np.random.Generator, directions: Array) -> Array:
    return 1.0 + 0.2 * smooth_noise(directions * np.array([1.0, 1.0, 0.2]), seed, 3.2)


# --- ground cover ---------------------------------------------------------------------------------


def lawn(
    look: str, stage_m: float, rng: np.random.Generator, *, height_m: float, flowers: int, grows: Grows | None = None
) -> Build:
    """Grass as patches of blades that stand on many places, thinner with distance; flowers here and there.

    Blades are short on the stage, where people stand. `grows`: on which places (N, 2+) anything does; all by default.
    """
    near, far = stage_m + 8.0, stage_m + 34.0
    places = np.concatenate(
        [
            _spread(round(2.6 * np.pi * near**2), 0.0, near, rng, height_m / 0.10, drift=0.12),
            _spread(round(0.42 * np.pi * (far**2 - near**2)), near, far, rng, 1.25 * height_m / 0.10),
        ]
    )
    # wild grass is high beyond the stage and trodden on it
    trodden = np.clip((np.hypot(places[:, 0], places[:, 1]) - 0.6 * stage_m) / (0.7 * stage_m), 0.0, 1.0)
    places[:, 4] *= (_TRODDEN_M / max(height_m, _TRODDEN_M)) ** (1.0 - trodden)
    places = places if grows is None else places[grows(places)]
    parts: list[Part] = []
    standing: dict[str, Array] = {}
    green, dry = f"{look} blade", "dry blade"
    # where no flowers grow, a few single blades stand for them: the root is never empty
    blossoms = _spread(max(flowers, 12), 0.3 * stage_m, stage_m + 12.0, rng, 1.0)
    blossoms = blossoms if grows is None else blossoms[grows(blossoms)]
    stalk, petals, middles = _daisies(blossoms, 0.6 * height_m + 0.05, rng)
    parts.append(Part(name="stalks", surface=stalk, material=green, closed=False))
    if flowers:
        parts.append(Part(name="petals", surface=petals, material="petal", closed=False))
        parts.append(Part(name="centres", surface=middles, material="centre", closed=False))
    for k in range(VARIANTS):
        name = f"patch_{k + 1}"
        standing[name] = places[k::VARIANTS]
        for part, count, material in (("blades", 96, green), ("dry_blades", 18 if k == 0 else 4, dry)):
            blades = _blades(count, rng, _PATCH_M * 0.10 / min(height_m, _TRODDEN_M))
            parts.append(Part(name=part, surface=blades, material=material, closed=False, moves_with=name))
    looks = [nature(green, green), nature(dry, dry)]
    if flowers:
        looks += [nature("petal", "petal"), nature("centre", "leaf", "#e8b422")]
    return Build(
        parts=tuple(parts), materials=tuple(looks), instances=standing, collision_shapes=(),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
    )  # fmt: skip


def clumps(
    look: str, count: int, stage_m: float, rng: np.random.Generator, height_m: float, grows: Grows | None = None
) -> Build:
    """Single clumps of long leaves far apart: beach grass, desert shrubs, ferns of a wood. `grows`: as for a lawn."""
    places = _spread(count, stage_m + 0.9, stage_m + 24.0, rng, 1.0)
    places = places if grows is None else places[grows(places)]
    shapes = [
        fan_of_leaves(46, height_m * rng.uniform(0.8, 1.2), rng, wide=look == "fern") for _ in range(VARIANTS)
    ]
    return _scattered(shapes, places, "clump", nature(look, look))


def bushes(places: Array, rng: np.random.Generator, color: str = "") -> Build:
    """Bushes in groups about places (N, 2): the middle ground between those who act and the hills."""
    members = rng.integers(2, 5, len(places))
    offsets = rng.normal(0.0, 0.75, (int(members.sum()), 2))
    spots = np.repeat(places, members, axis=0) + offsets
    spots = spots[np.argsort(-np.hypot(spots[:, 0], spots[:, 1]), kind="stable")]  # the root, alone, is the farthest
    count = len(spots)
    turn, size = rng.uniform(0.0, 2.0 * np.pi, count), rng.uniform(0.55, 1.25, count)
    shapes = [bush(rng.uniform(0.75, 1.1), rng) for _ in range(VARIANTS)]
    standing = np.column_stack([spots, np.zeros(count), turn, size])
    return _scattered(shapes, standing, "bush", nature("bush", "leaf shade", color))


def bush(height_m: float, rng: np.random.Generator) -> Surface:
    """A dome of leaves, as wide as high and open, standing on z = 0."""
    out = unit(rng.normal(size=(130, 3)) + np.array([0.0, 0.0, 0.35]))
    out[:, 2] = np.abs(out[:, 2])
    lobes = 1.0 + 0.22 * smooth_noise(out, rng, 3.4)
    depth = rng.uniform(0.55, 1.0, (len(out), 1))  # some within, so that none looks hollow
    places = depth * lobes[:, None] * out * np.array([0.62, 0.62, 0.86]) * height_m
    return leaf_clusters(places, out, 0.06 * height_m, 0.115 * height_m, rng, leaves=8)


def _scattered(shapes: list[Surface], places: Array, name: str, material: Material) -> Build:
    """Open shapes in turn on places (N, 5); the first stands once, as the root."""
    x, y, _, turn, size = places[0]
    c, s = np.cos(turn), np.sin(turn)
    root = shapes[0]
    root.vertices[:] = size * root.vertices @ np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]]) + [x, y, 0.0]
    parts = [Part(name="leaves", surface=root, material=material.name, closed=False)]
    standing: dict[str, Array] = {}
    for k, shape in enumerate(shapes[1:], start=1):
        own = places[k :: len(shapes) - 1]
        if len(own):
            standing[f"{name}_{k}"] = own
            parts.append(
                Part(name="leaves", surface=shape, material=material.name, closed=False, moves_with=f"{name}_{k}")
            )
    return Build(
        parts=tuple(parts), materials=(material,), instances=standing, collision_shapes=(),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
    )  # fmt: skip


def _spread(
    count: int, near_m: float, far_m: float, rng: np.random.Generator, size: float, drift: float = 0.35
) -> Array:
    """Places (N, 5) evenly in a ring, in drifts: more in some spots than in others, by `drift`."""
    radius = np.sqrt(rng.uniform(near_m**2, far_m**2, 2 * count))
    angle = rng.uniform(-np.pi, np.pi, 2 * count)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.zeros(2 * count)], -1)
    wanted = 0.5 + drift * smooth_noise(points, rng, 0.55) > rng.uniform(size=2 * count)
    order = np.concatenate([np.flatnonzero(wanted), np.flatnonzero(~wanted)])[:count]
    points = points[np.sort(order)]
    turn = rng.uniform(0.0, 2.0 * np.pi, count)
    return np.column_stack([points, turn, size * rng.uniform(0.7, 1.3, count)])


_TRODDEN_M = 0.075
"""height of grass that people walk on"""
_PATCH_M = 0.25
"""standard deviation of the places of a patch's blades: short grass stands on as much ground as high grass"""


def _blades(count: int, rng: np.random.Generator, spread_m: float = _PATCH_M) -> Surface:
    """Bent blades of grass of about 8 cm about a place, open; `spread_m` is the standard deviation of theirs."""
    base = np.column_stack([rng.normal(0.0, spread_m, (count, 2)), np.full(count, -0.004)])
    along = unit(np.column_stack([rng.normal(0.0, 0.42, (count, 2)), np.ones(count)]))
    up = _upward(unit(np.cross(along, rng.normal(size=(count, 3)))))
    return leaf_cards(base, along, up, 0.085 * rng.uniform(0.45, 1.25, count), width=0.085)


def _upward(normals: Array) -> Array:
    """The side of each blade that sees the sky: Solid view shades the other one black."""
    return np.where(normals[:, 2:] < 0.0, -normals, normals)


def fan_of_leaves(count: int, height_m: float, rng: np.random.Generator, *, wide: bool) -> Surface:
    """Long leaves that spread from one foot, open; ferns lean out farther and are broader."""
    angle = rng.uniform(0.0, 2.0 * np.pi, count)
    lean = rng.uniform(0.5, 1.5, count) if wide else rng.uniform(0.08, 0.7, count)
    along = unit(np.column_stack([lean * np.cos(angle), lean * np.sin(angle), np.ones(count)]))
    side = np.column_stack([-np.sin(angle), np.cos(angle), np.zeros(count)])
    base = 0.06 * height_m * np.column_stack([np.cos(angle), np.sin(angle), np.zeros(count)])
    return leaf_cards(
        base, along, np.cross(side, along), height_m * rng.uniform(0.6, 1.15, count), width=0.2 if wide else 0.06
    )


def _daisies(places: Array, height_m: float, rng: np.random.Generator) -> tuple[Surface, Surface, Surface]:
    """Stalks, petals and centres of small flowers, open."""
    count, petals = len(places), 7
    foot = places[:, :3]
    along = unit(np.column_stack([rng.normal(0.0, 0.15, (count, 2)), np.ones(count)]))
    height = height_m * rng.uniform(0.7, 1.3, count)
    up = _upward(unit(np.cross(along, rng.normal(size=(count, 3)))))
    head = foot + height[:, None] * along
    angle = (2.0 * np.pi * np.arange(petals) / petals)[None] + places[:, 3:4]
    out = np.stack([np.cos(angle), np.sin(angle), np.full_like(angle, 0.25)], -1)
    middle = np.repeat(head, petals, axis=0)
    upward = np.broadcast_to(np.array([0.0, 0.0, 1.0]), (count * petals, 3))
    ring = leaf_cards(middle, unit(out).reshape(-1, 3), upward, np.repeat(0.021 * places[:, 4], petals), width=0.55)
    dots = leaf_cards(
        head + np.array([-0.006, 0.0, 0.004]), np.tile([1.0, 0.0, 0.0], (count, 1)), upward[:count],
        np.full(count, 0.012), width=0.9,
    )  # fmt: skip
    return leaf_cards(foot, along, up, height, width=0.045), ring, dots
