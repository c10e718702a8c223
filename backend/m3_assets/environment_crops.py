"""Fields of what is grown: rows of sunflowers, corn or lavender, wheat that hides the ground, flowers in a meadow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Material, PhysicsProperties
from .contract import Build, Part, Surface
from .crown_geometry import unit
from .environment_growth import VARIANTS, Grows
from .geometry import cylinder, merge, rotated, translated, tube
from .kit_nature import blossom
from .nature_materials import nature
from .plant_geometry import leaf_cards

Array = NDArray[np.float64]
Pieces = dict[str, Surface]
"""surfaces by the name of their material"""
UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, kw_only=True)
class Crop:
    """What a field is full of."""

    plant: Callable[[np.random.Generator], Pieces]
    """one plant, or a patch of small ones, standing on z = 0"""
    height_m: float
    row_m: float
    """from row to row; the rows run away from the camera"""
    along_m: float
    """from plant to plant in a row"""
    looks: tuple[tuple[str, str, str], ...]
    """material, look of nature, colour"""
    hues: tuple[str, ...] = ()
    """colours of the blossoms, a band of rows each"""
    scattered: bool = False
    """over the grass, not in rows"""


def crop_build(name: str, stage_m: float, rng: np.random.Generator, grows: Grows | None) -> Build:
    """The field about the stage. High plants leave the stage and the camera's side of it free; low ones only where
    people stand. `grows`: on which places (N, 2+) anything does; all by default."""
    crop = CROPS[name]
    places = _places(crop, stage_m, rng)
    places = places if grows is None else places[grows(places)]
    bands = _bands(places, crop)
    parts: list[Part] = []
    standing: dict[str, Array] = {}
    looks: dict[str, Material] = {}
    for k in range(VARIANTS):
        own = places[(np.arange(len(places)) % VARIANTS == k) if not crop.hues else bands % VARIANTS == k]
        if not len(own):
            continue
        pieces = crop.plant(rng)
        for material, look, color in crop.looks:
            tinted = material == "blossom" and bool(crop.hues)
            key = f"{material} {k + 1}" if tinted else material
            looks.setdefault(key, nature(key, look, crop.hues[k % len(crop.hues)] if tinted else color))
            surface = pieces[material]
            parts.append(Part(name=material, surface=surface, material=key, closed=False, moves_with=f"plant_{k + 1}"))
            if k == 0:  # the root stands once
                x, y, z, turn, size = own[0]
                spun = rotated(surface, float(turn), (0.0, 0.0, 1.0))
                spun.vertices[:] *= size
                parts.append(Part(name=material, surface=translated(spun, (x, y, z)), material=key, closed=False))
        standing[f"plant_{k + 1}"] = own[1:] if k == 0 else own
    return Build(
        parts=tuple(parts), materials=tuple(looks.values()), instances=standing, collision_shapes=(),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
    )  # fmt: skip


_KNEE_M, _FAR_M = 0.7, 46.0


def _places(crop: Crop, stage_m: float, rng: np.random.Generator) -> Array:
    """(N, 5) x, y, z, turn and size of plants: closest by the stage, in rows twice as far apart beyond 20 m."""
    found = []
    # three zones, each with twice the spacing of the one before: far off nobody counts rows
    for near, far, thin in ((0.0, stage_m + 9.0, 1), (stage_m + 9.0, stage_m + 20.0, 2), (stage_m + 20.0, _FAR_M, 4)):
        across = np.arange(-far, far + 1e-6, crop.row_m * (1 if thin < 4 else 2))
        along = np.arange(-min(far, stage_m + 9.0), far, crop.along_m * thin)
        x, y = (grid.ravel() for grid in np.meshgrid(across, along))
        spread = 0.5 if crop.scattered else 0.08
        points = np.column_stack([x, y]) + rng.uniform(-spread, spread, (len(x), 2)) * (crop.row_m, crop.along_m * thin)
        away = np.hypot(points[:, 0], points[:, 1])
        found.append(points[(away >= near) & (away < far)])
    points = np.concatenate(found)
    away = np.hypot(points[:, 0], points[:, 1])
    if crop.height_m > _KNEE_M:  # nothing between the camera and who is on the stage
        sideways = np.abs(points[:, 0]) > 0.8 * stage_m + 0.35 * np.maximum(-points[:, 1], 0.0)
        free = (points[:, 1] > 0.42 * stage_m) | (sideways & (points[:, 1] > -0.6 * stage_m))
    else:
        free = away > 0.55 * stage_m
    points = points[free]
    turn = rng.normal(0.0, 0.35, len(points)) if not crop.scattered else rng.uniform(0.0, 2.0 * np.pi, len(points))
    size = rng.normal(1.0, 0.09, len(points)).clip(0.75, 1.25)
    return np.column_stack([points, np.zeros(len(points)), turn, size])


def _bands(places: Array, crop: Crop) -> NDArray[np.int64]:
    """Which colour each plant has: three rows of one, then three of the next."""
    return np.floor(places[:, 0] / (3.0 * crop.row_m)).astype(np.int64)


# --- plants -----------------------------------------------------------------------------------------


def _arching(
    base: Array, azimuth: NDArray[np.floating], reach_m: NDArray[np.floating], rise: float, width: float
) -> Surface:
    """Long leaves (N) that rise from `base` (N, 3) and bend over: two folded quads each."""
    length = np.asarray(reach_m, dtype=np.float64)
    out = np.stack([np.cos(azimuth), np.sin(azimuth), np.zeros(len(azimuth))], -1)
    first, second = unit(out + rise * UP), unit(out - 0.35 * UP)
    side = np.cross(out, UP)
    knee = base + 0.5 * length[:, None] * first
    return merge([
        leaf_cards(base, first, np.cross(side, first), 0.62 * length, width=width),
        leaf_cards(knee, second, np.cross(side, second), 0.62 * length, width=width),
    ])  # fmt: skip


def _sunflower(rng: np.random.Generator) -> Pieces:
    """A stalk as high as a child, broad leaves in a spiral, a nodding head that looks to the camera's side."""
    height = 1.45
    stalk = tube(np.array([[0.0, 0.0, 0.0], [0.02, 0.0, 0.7], [0.0, -0.03, height]]), [0.017, 0.014, 0.011], 6)
    count = 9
    level = np.linspace(0.25, 0.86, count) * height
    angle = np.arange(count) * 2.4 + rng.uniform(0.0, 6.0)
    base = np.column_stack([0.0 * level, 0.0 * level, level])
    leaves = _arching(base, angle, rng.uniform(0.26, 0.36, count) * (1.15 - 0.35 * level / height), 0.45, 0.85)
    petals, disk = blossom("sunflower", 0.30, rng)
    lean = 1.15 + float(rng.normal(0.0, 0.12))
    petals, disk = (translated(rotated(s, lean, (1.0, 0.0, 0.0)), (0.0, -0.03, height)) for s in (petals, disk))
    return {"leaf": leaves, "stalk": stalk, "blossom": petals, "disk": disk}


def _corn(rng: np.random.Generator) -> Pieces:
    """Two metres of stalk, long leaves that arch to both sides, a tassel, an ear."""
    height = 2.05
    stalk = cylinder(0.014, height, (0.0, 0.0, 0.5 * height), top_radius=0.007, segments=6)
    count = 11
    level = np.linspace(0.12, 0.93, count) * height
    angle = np.pi * np.arange(count) + rng.normal(0.0, 0.45, count)
    base = np.column_stack([0.0 * level, 0.0 * level, level])
    leaves = _arching(base, angle, rng.uniform(0.62, 0.86, count) * (1.05 - 0.4 * level / height), 1.3, 0.12)
    tassel = leaf_cards(
        np.tile([0.0, 0.0, height], (7, 1)), unit(np.column_stack([rng.normal(0.0, 0.35, (7, 2)), np.ones(7)])),
        np.tile([0.0, -1.0, 0.0], (7, 1)), rng.uniform(0.16, 0.26, 7), width=0.08,
    )  # fmt: skip
    ear = translated(rotated(cylinder(0.028, 0.22, (0.0, 0.0, 0.11), top_radius=0.012, segments=8), 0.35,
                             (0.0, 1.0, 0.0)), (0.015, 0.0, 0.95))  # fmt: skip
    return {"leaf": leaves, "stalk": merge([stalk, ear]), "tassel": tassel}


def _wheat(rng: np.random.Generator) -> Pieces:
    """A patch of half a metre: thin stalks, ears that nod to one side."""
    count = 42
    base = np.column_stack([rng.uniform(-0.29, 0.29, (count, 2)), np.zeros(count)])
    along = unit(np.column_stack([rng.normal(0.05, 0.09, (count, 2)), np.ones(count)]))
    face = unit(np.cross(along, rng.normal(size=(count, 3))))
    height = rng.uniform(0.58, 0.78, count)
    stalks = leaf_cards(base, along, face, height, width=0.022)
    top = base + 0.94 * height[:, None] * along
    nod = unit(along + np.array([0.55, 0.1, -0.25]))
    ears = leaf_cards(top, nod, unit(np.cross(nod, rng.normal(size=(count, 3)))), rng.uniform(0.08, 0.12, count),
                      width=0.22)  # fmt: skip
    leaves = _arching(base[::3], rng.uniform(0.0, 6.3, len(base[::3])), rng.uniform(0.3, 0.45, len(base[::3])), 2.2,
                      0.05)  # fmt: skip
    return {"stalk": merge([stalks, leaves]), "ear": ears}


def _lavender(rng: np.random.Generator) -> Pieces:
    """A round bush of grey-green stems, each with a violet spike."""
    count = 90
    angle, lean = rng.uniform(0.0, 2.0 * np.pi, count), rng.uniform(0.0, 0.85, count)
    out = np.stack([np.cos(angle), np.sin(angle), np.zeros(count)], -1)
    along = unit(lean[:, None] * out + UP)
    base = 0.14 * lean[:, None] * out
    face = unit(np.cross(along, rng.normal(size=(count, 3))))
    length = rng.uniform(0.34, 0.46, count)
    top = base + 0.9 * length[:, None] * along
    spikes = merge([
        leaf_cards(top, along, turned, rng.uniform(0.11, 0.16, count), width=0.26)
        for turned in (face, np.cross(along, face))
    ])  # fmt: skip
    return {"stalk": leaf_cards(base, along, face, length, width=0.05), "blossom": spikes}


def _cups(count: int, radius_m: float, height_m: float, cup_m: float, rng: np.random.Generator) -> Pieces:
    """A patch of flowers whose six petals make a cup, with leaves at their feet."""
    base = np.column_stack([rng.uniform(-radius_m, radius_m, (count, 2)), np.zeros(count)])
    along = unit(np.column_stack([rng.normal(0.0, 0.08, (count, 2)), np.ones(count)]))
    face = unit(np.cross(along, rng.normal(size=(count, 3))))
    height = height_m * rng.uniform(0.85, 1.15, count)
    top = base + 0.97 * height[:, None] * along
    petals = 6
    angle = (2.0 * np.pi * np.arange(petals) / petals)[None] + rng.uniform(0.0, 1.0, (count, 1))
    out = np.stack([np.cos(angle), np.sin(angle), np.zeros_like(angle)], -1).reshape(-1, 3)
    rise = unit(0.42 * out + UP)
    cups = leaf_cards(np.repeat(top, petals, axis=0) + 0.3 * cup_m * out - 0.2 * cup_m * UP, rise, out,
                      np.full(count * petals, cup_m), width=0.75)  # fmt: skip
    blades = _arching(np.repeat(base, 2, axis=0), rng.uniform(0.0, 6.3, 2 * count),
                      rng.uniform(0.6, 0.8, 2 * count) * height_m, 2.4, 0.14)  # fmt: skip
    return {"stalk": merge([leaf_cards(base, along, face, height, width=0.03), blades]), "blossom": cups}


def _tulip(rng: np.random.Generator) -> Pieces:
    return _cups(7, 0.16, 0.36, 0.062, rng)


def _poppy(rng: np.random.Generator) -> Pieces:
    """A few wide red cups on hairy stems."""
    return _open_flowers(5, 0.42, 0.055, 4, 1.1, rng)


def _wildflower(rng: np.random.Generator) -> Pieces:
    return _open_flowers(6, 0.3, 0.034, 8, 0.5, rng)


def _open_flowers(
    count: int, height_m: float, petal_m: float, petals: int, width: float, rng: np.random.Generator
) -> Pieces:
    """A patch of half a metre with flat flowers at different heights and a few blades."""
    base = np.column_stack([rng.uniform(-0.25, 0.25, (count, 2)), np.zeros(count)])
    along = unit(np.column_stack([rng.normal(0.0, 0.14, (count, 2)), np.ones(count)]))
    face = unit(np.cross(along, rng.normal(size=(count, 3))))
    height = height_m * rng.uniform(0.75, 1.25, count)
    top = base + 0.98 * height[:, None] * along
    angle = (2.0 * np.pi * np.arange(petals) / petals)[None] + rng.uniform(0.0, 1.0, (count, 1))
    out = np.stack([np.cos(angle), np.sin(angle), np.full_like(angle, 0.45)], -1).reshape(-1, 3)
    ring = leaf_cards(np.repeat(top, petals, axis=0), unit(out), np.broadcast_to(UP, out.shape),
                      np.full(count * petals, petal_m), width=width)  # fmt: skip
    blades = _arching(base, rng.uniform(0.0, 6.3, count), rng.uniform(0.5, 0.8, count) * height_m, 2.0, 0.12)
    hearts = leaf_cards(top - 0.004 * np.array([1.0, 0.0, 0.0]) + 0.006 * UP, np.tile([1.0, 0.0, 0.0], (count, 1)),
                        np.broadcast_to(UP, top.shape), np.full(count, 0.35 * petal_m), width=0.9)  # fmt: skip
    stalks = merge([leaf_cards(base, along, face, height, width=0.03), blades])
    return {"stalk": stalks, "blossom": ring, "disk": hearts}


def _cotton(rng: np.random.Generator) -> Pieces:
    """A low bush with white bolls."""
    count = 26
    angle, level = rng.uniform(0.0, 6.3, count), rng.uniform(0.15, 0.75, count)
    out = np.stack([np.cos(angle), np.sin(angle), np.zeros(count)], -1)
    base = np.column_stack([np.zeros((count, 2)), level])
    leaves = _arching(base, angle, rng.uniform(0.22, 0.32, count), 0.5, 0.6)
    bolls = [cylinder(0.030, 0.05, tuple(base[k] + 0.24 * out[k] + 0.06 * UP), edge=0.02, segments=8)
             for k in range(0, count, 2)]
    stalk = cylinder(0.012, 0.8, (0.0, 0.0, 0.4), top_radius=0.006, segments=6)
    return {"stalk": stalk, "leaf": leaves, "blossom": merge(bolls)}


def _rice(rng: np.random.Generator) -> Pieces:
    """A tuft of green blades."""
    count = 30
    base = np.column_stack([rng.normal(0.0, 0.03, (count, 2)), np.zeros(count)])
    return {"leaf": _arching(base, rng.uniform(0.0, 6.3, count), rng.uniform(0.65, 0.95, count), 2.6, 0.03)}


_GREEN = ("stalk", "leaf", "#5f7a34")
CROPS: dict[str, Crop] = {
    "sunflower": Crop(plant=_sunflower, height_m=1.6, row_m=0.72, along_m=0.42, looks=(
        ("leaf", "leaf", ""), _GREEN, ("blossom", "leaf", "#f2b01e"), ("disk", "leaf", "#4a2a12"))),
    "corn": Crop(plant=_corn, height_m=2.2, row_m=0.76, along_m=0.3, looks=(
        ("leaf", "leaf", ""), _GREEN, ("tassel", "leaf", "#c9a85a"))),
    "wheat": Crop(plant=_wheat, height_m=0.8, row_m=0.46, along_m=0.46, scattered=True, looks=(
        ("stalk", "leaf", "#c6a24a"), ("ear", "leaf", "#d8b25c"))),
    "lavender": Crop(plant=_lavender, height_m=0.55, row_m=1.35, along_m=0.4, looks=(
        ("stalk", "leaf", "#7d8a5a"), ("blossom", "leaf", "#7a55b0"))),
    "tulip": Crop(plant=_tulip, height_m=0.42, row_m=0.42, along_m=0.3, hues=("#c8202a", "#f0c22c", "#e27aa8",
                  "#f0ece2"), looks=(("stalk", "leaf", "#5d8a4a"), ("blossom", "leaf", ""))),
    "poppy": Crop(plant=_poppy, height_m=0.5, row_m=0.75, along_m=0.75, scattered=True, looks=(
        ("stalk", "leaf", "#6a8a40"), ("blossom", "leaf", "#d0281c"), ("disk", "leaf", "#241c16"))),
    "wildflower": Crop(plant=_wildflower, height_m=0.4, row_m=0.62, along_m=0.62, scattered=True,
                       hues=("#e8d24a", "#f2eee4", "#8f6ac0", "#d86a9a"), looks=(
        ("stalk", "leaf", "#6a8a40"), ("blossom", "leaf", ""), ("disk", "leaf", "#e0a82a"))),
    "cotton": Crop(plant=_cotton, height_m=0.9, row_m=0.9, along_m=0.45, looks=(
        ("stalk", "leaf", "#6a5038"), ("leaf", "leaf", ""), ("blossom", "leaf", "#f4f2ec"))),
    "rice": Crop(plant=_rice, height_m=0.6, row_m=0.3, along_m=0.26, looks=(("leaf", "leaf", "#7fa03a"),)),
}  # fmt: skip
