"""What grows: trees of four habits, bushes and flowers. The seed parameter grows another one of the same kind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Affordance, CollisionShape, Entity, Parameter, PhysicsProperties
from .christmas_tree import christmas_looks, christmas_parts
from .contract import Build, Category, Part, Surface, Values
from .crown_geometry import LEAVES_PER_CLUSTER, cluster_places, leaf_clusters, twigs, unit
from .geometry import lathe, merge, rotated, rounded_box, translated, tube
from .geometry_grid import thick_sheet
from .nature_materials import nature
from .plant_geometry import foliage_mass, petal
from .sampler import Value, sampler, words_of
from .shapes import affordance, at, choice, collision_cylinder, number, sizes
from .tree_geometry import bare_parts, broadleaf_parts, fitted, moved_point, palm_parts, pine_parts, poplar_parts

Array = NDArray[np.float64]

TREE_STYLES = ("broadleaf", "birch", "pine", "palm", "poplar", "bare", "christmas")


def build_tree(values: Values) -> Build:
    """A tree of the asked habit, of exactly the asked size."""
    size = (float(values["width_m"]), float(values["depth_m"]), float(values["height_m"]))
    style, color = str(values["style"]), str(values["color"])
    rng = np.random.default_rng(int(values["seed"]))
    height, width = size[2], 0.5 * (size[0] + size[1])
    leaves = int(values["leaf_count"])
    if style == "pine":
        parts = pine_parts(height, width, rng)
    elif style == "christmas":
        parts = christmas_parts(height, width, rng)
    elif style == "palm":
        parts = palm_parts(height, width, rng)
    elif style == "poplar":
        parts = poplar_parts(height, width, rng, leaves)
    elif style == "birch":
        parts = broadleaf_parts(
            height, width, rng, int(values["branch_count"]), leaves, clear=0.30, slim=0.62, droop=0.55
        )
    elif style == "bare":
        parts = bare_parts(height, width, rng)
    else:
        parts = broadleaf_parts(height, width, rng, int(values["branch_count"]), leaves)
    fitted_parts, _ = fitted(parts, size)
    used = {part.material for part in fitted_parts}
    looks = {
        "bark": nature("bark", f"{style} bark" if style in ("palm", "birch") else "bark"),
        "leaf": nature("leaf", f"{style} leaf" if style in ("palm", "birch") else "leaf", color),
        "leaf shade": nature("leaf shade", "leaf shade", color),
        "needle": nature("needle", "needle", color),
        "needle shade": nature("needle shade", "needle shade", color),
        "nut": nature("nut", "soil"),
        **(christmas_looks() if style == "christmas" else {}),
    }
    stem_points = fitted_parts[0].surface.vertices
    at_chest = stem_points[stem_points[:, 2] < max(1.4, 0.2 * height)]
    middle = 0.5 * (at_chest.min(axis=0) + at_chest.max(axis=0))
    diameter = float(np.ptp(at_chest[:, 0]) * 0.7)
    shapes = [collision_cylinder(diameter, 0.6 * height, (float(middle[0]), float(middle[1]), 0.3 * height))]
    mass = 600.0 * np.pi * (0.5 * diameter) ** 2 * height
    return Build(
        parts=fitted_parts,
        materials=tuple(look for name, look in looks.items() if name in used),
        physics=PhysicsProperties(mass_kg=float(round(mass, 1)), friction=0.7, static=True),
        collision_shapes=tuple(shapes),
        affordances=(_lean(middle, diameter),),
    )


def _lean(middle: Array, diameter: float) -> Affordance:
    return affordance(
        "trunk", "lean_at", (float(middle[0]), float(middle[1]) - 0.5 * diameter, 1.0), (diameter, 0.0, 1.6)
    )


TREE_WORDS = {
    "pine": "pine", "fir": "pine", "spruce": "pine", "conifer": "pine", "christmas": "christmas", "evergreen": "pine",
    "birch": "birch", "aspen": "birch",
    "palm": "palm", "coconut": "palm", "poplar": "poplar", "cypress": "poplar", "columnar": "poplar", "bare": "bare",
    "dead": "bare", "leafless": "bare", "winter": "bare",
}  # fmt: skip
TREE_SIZES = {"birch": (3.2, 7.2), "pine": (3.2, 7.5), "palm": (4.6, 7.0), "poplar": (1.9, 8.0), "bare": (4.6, 6.2),
              "christmas": (1.3, 2.1)}  # fmt: skip
LEAF_SEASONS = {"autumn": "#b8601c", "fall": "#b8601c", "autumnal": "#b8601c", "cherry": "#e6a3b4", "maple": "#9c3a1a"}


def _grow_tree(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    values["seed"] = int(rng.integers(1, 10_000))
    for word in words_of(entity):
        values["style"] = TREE_WORDS.get(word, values["style"])
        if word in LEAF_SEASONS and not entity.values("color"):
            values["color"] = LEAF_SEASONS[word]
    usual = TREE_SIZES.get(str(values["style"]))
    if usual is not None:
        values["width_m"] = float(values["width_m"]) * usual[0] / 4.4
        values["height_m"] = float(values["height_m"]) * usual[1] / 6.0
    values["depth_m"] = float(values["width_m"]) * float(rng.uniform(0.93, 1.07))
    values["branch_count"] = int(rng.integers(7, 11))


# --- bush -----------------------------------------------------------------------------------------


def build_bush(values: Values) -> Build:
    """A shrub of several leafy clumps down to the ground, with flowers if asked for, or a clipped hedge."""
    size = (float(values["width_m"]), float(values["depth_m"]), float(values["height_m"]))
    rng = np.random.default_rng(int(values["seed"]))
    hedge = values["style"] == "hedge"
    if hedge:
        core, place, out = _hedge(size, int(values["leaf_count"]), rng)
    else:
        core, place, out = _shrub(int(values["leaf_count"]), rng)
    dark = out[:, 2] + rng.normal(0.0, 0.2, len(out)) < 0.1
    leaf, spread = 0.105, 0.075
    if hedge:  # bunches as wide as they stand apart
        spread = 0.42 * float(np.sqrt(2.0 * (size[0] * (size[1] + size[2]) + size[1] * size[2]) / len(place)))
        leaf = float(np.clip(0.62 * spread, 0.04, 0.12))
    a = rng.uniform(0.0, 2.0 * np.pi, 9)
    foot = np.stack([0.06 * np.cos(a), 0.06 * np.sin(a), np.full(9, -0.02)], -1)
    reach = foot + 0.4 * np.stack([np.cos(a), np.sin(a), np.full(9, 1.2)], -1) * (0.5 * min(size) if hedge else 1.0)
    parts = [
        Part(name="stems", surface=twigs(foot, reach, np.full(9, 0.018), rng), material="bark"),
        Part(name="core", surface=core, material="leaf shade"),
        Part(name="leaves_shade", material="leaf shade", closed=False,
             surface=leaf_clusters(place[dark], out[dark], spread, leaf, rng, droop=0.0)),
        Part(name="leaves", material="leaf", closed=False,
             surface=leaf_clusters(place[~dark], out[~dark], spread, leaf, rng, droop=0.0)),
    ]  # fmt: skip
    color = str(values["color"])
    materials = [nature("bark", "bark"), nature("leaf shade", "leaf shade", color), nature("leaf", "leaf", color)]
    if values["style"] == "flowering":
        lit = np.flatnonzero(~dark)
        chosen = np.sort(rng.choice(lit, size=min(70, len(lit)), replace=False))
        blooms = leaf_clusters(place[chosen] + 0.05 * out[chosen], out[chosen], 0.025, 0.085, rng, leaves=5, droop=-0.3)
        parts.append(Part(name="blossoms", surface=blooms, material="blossom", closed=False))
        materials.append(nature("blossom", "leaf", "#d24a7c"))
    fitted_parts, _ = fitted(parts, size)
    radius = 0.8 * min(size[:2])
    return Build(
        parts=fitted_parts, materials=tuple(materials),
        physics=PhysicsProperties(mass_kg=round(18.0 * size[0] * size[1] * size[2], 2), friction=0.8, static=True),
        collision_shapes=(collision_cylinder(radius, 0.85 * size[2], (0.0, 0.0, 0.425 * size[2])),),
    )  # fmt: skip


def _shrub(leaves: int, rng: np.random.Generator) -> tuple[Surface, Array, Array]:
    """A dark core that hides what is behind, and the places (N, 3) and directions (N, 3) of bunches of leaves."""
    clumps = [(np.array([0.0, 0.0, 0.52]), np.array([0.44, 0.44, 0.42]))]
    count = 8
    for k in range(count):
        a = 2.0 * np.pi * k / count + rng.uniform(-0.35, 0.35)
        r, size = rng.uniform(0.34, 0.52), rng.uniform(0.20, 0.31)
        clumps.append((np.array([r * np.cos(a), r * np.sin(a), rng.uniform(0.24, 0.62)]), np.full(3, size)))
    share = max(2, leaves // LEAVES_PER_CLUSTER // len(clumps))
    places, outward = [], []
    for centre, radii in clumps:
        ends = cluster_places(centre, radii, share, rng)
        places.append(ends)
        outward.append(unit((ends - centre) / radii))
    core = merge([foliage_mass(centre, 0.72 * radii, rng, segments=4) for centre, radii in clumps])
    place = np.concatenate(places)
    return core, np.maximum(place, [-9.0, -9.0, 0.06]), np.concatenate(outward)


def _hedge(size: tuple[float, float, float], leaves: int, rng: np.random.Generator) -> tuple[Surface, Array, Array]:
    """The same for a hedge clipped to a box."""
    width, depth, height = size
    core = rounded_box((0.9 * width - 0.06, 0.8 * depth, 0.9 * height - 0.02), (0.0, 0.0, 0.47 * height), 0.05)
    areas = np.array([width * height, width * height, depth * height, depth * height, width * depth])
    normals = np.array([(0, -1, 0), (0, 1, 0), (-1, 0, 0), (1, 0, 0), (0, 0, 1)], dtype=np.float64)
    count = max(20, leaves // LEAVES_PER_CLUSTER)
    side = rng.choice(5, size=count, p=areas / areas.sum())
    half = 0.5 * np.array(size) - 0.04
    place = rng.uniform(-1.0, 1.0, (count, 3)) * half
    out = normals[side]
    place = np.where(out == 0.0, place, out * half) + np.array([0.0, 0.0, 0.5 * height])
    return core, place, out


def _grow_bush(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    values["seed"] = int(rng.integers(1, 10_000))
    if "hedge" in words_of(entity):
        values["style"] = "hedge"
        values["width_m"], values["depth_m"] = 2.3 * float(values["width_m"]), 0.5 * float(values["depth_m"])
    if {"rose", "flowering", "blooming", "hydrangea"} & set(words_of(entity)):
        values["style"] = "flowering"


# --- flower ---------------------------------------------------------------------------------------


def _placed_petal(grid: Array, azimuth_rad: float, pitch_rad: float, start_m: float, thickness_m: float) -> Surface:
    """A petal that leaves the flower's axis at `start_m`, raised by `pitch_rad`."""
    sheet = translated(thick_sheet(grid, thickness_m), (0.0, start_m, 0.0))
    sheet = rotated(sheet, pitch_rad, (1.0, 0.0, 0.0), (0.0, start_m, 0.0))
    return rotated(sheet, azimuth_rad, (0.0, 0.0, 1.0))


def blossom(style: str, diameter_m: float, rng: np.random.Generator) -> tuple[Surface, Surface]:
    """Petals and centre of a flower about the origin, looking up."""
    half = 0.5 * diameter_m
    thin = 0.012 * diameter_m
    petals = []
    if style == "tulip":
        for k in range(6):
            inner = k % 2
            grid = petal(1.5 * half, (1.02 - 0.06 * inner) * half, 0.75, 7, 0.35)
            petals.append(_placed_petal(grid, k * np.pi / 3, 0.95 + 0.10 * inner, 0.16 * half, thin))
        centre = lathe(
            [(0.0, -0.05 * half), (0.3 * half, -0.02 * half), (0.22 * half, 0.22 * half), (0.0, 0.30 * half)], 12
        )
    elif style == "rose":
        for ring, (count, length, pitch, start) in enumerate(
            ((3, 0.62, 1.42, 0.06), (5, 0.74, 1.18, 0.12), (6, 0.86, 0.82, 0.16), (7, 0.94, 0.42, 0.18))
        ):
            grid = petal(length * half, 0.86 * length * half, 0.55, 5, 0.0)
            for k in range(count):
                petals.append(
                    _placed_petal(
                        grid, 2 * np.pi * k / count + 0.7 * ring + rng.normal(0, 0.05), pitch, start * half, thin
                    )
                )
        centre = lathe([(0.0, -0.05 * half), (0.16 * half, 0.0), (0.10 * half, 0.45 * half), (0.0, 0.5 * half)], 12)
    else:
        count, long, wide, core = (21, 0.62, 0.20, 0.40) if style == "sunflower" else (13, 0.74, 0.30, 0.26)
        for ring in range(2 if style == "sunflower" else 1):
            for k in range(count):
                grid = petal(long * half, wide * half, -0.35 + rng.normal(0.0, 0.06), 4, 0.5)
                petals.append(
                    _placed_petal(
                        grid, 2 * np.pi * (k + 0.5 * ring) / count, 0.26 - 0.16 * ring, (core - 0.04) * half, thin
                    )
                )
        centre = lathe(
            half * np.array([(0.0, -0.06), (core, -0.04), (core, 0.05), (0.75 * core, 0.12), (0.4 * core, 0.15),
                             (0.0, 0.155)]), 18,
        )  # fmt: skip
    return merge(petals), centre


def build_flower(values: Values) -> Build:
    """A stem with leaves and one blossom: daisy, tulip, rose or sunflower."""
    size = (float(values["width_m"]), float(values["depth_m"]), float(values["height_m"]))
    style = str(values["style"])
    height, width = size[2], 0.5 * (size[0] + size[1])
    diameter = width * {"tulip": 0.50, "rose": 0.62, "sunflower": 0.85}.get(style, 0.70)
    rng = np.random.default_rng(int(values["seed"]))
    lift = {"tulip": 1.25, "rose": 0.62}.get(style, 0.12) * 0.5 * diameter
    top = height - lift
    t = np.linspace(0.0, 1.0, 9)
    bend = 0.03 * height * np.sin(np.pi * t) * rng.choice([-1.0, 1.0])
    radius = max(0.0022, 0.007 * height) * (1.5 if style == "sunflower" else 1.0)
    line = np.column_stack([bend, 0.3 * bend, t * top])
    stem = tube(line, (radius * (1.15 - 0.3 * t)).tolist(), 8)
    petals, centre = blossom(style, diameter, rng)
    lean = {"daisy": 0.75, "sunflower": 0.75, "rose": 0.2}.get(style, 0.0)
    head = [rotated(piece, lean, (1.0, 0.0, 0.0)) for piece in (petals, centre)]
    petals, centre = (translated(piece, line[-1]) for piece in head)
    cup = translated(
        rotated(
            lathe(
                [
                    (0.0, -0.26 * diameter * 0.5),
                    (0.10 * diameter, -0.13 * diameter * 0.5),
                    (0.15 * diameter, -0.01 * diameter),
                    (0.0, 0.0),
                ],
                12,
            ),
            lean,
            (1.0, 0.0, 0.0),
        ),
        line[-1],
    )
    leaves = []
    for k in range({"tulip": 2, "rose": 3, "daisy": 3}.get(style, 4)):
        share = 0.16 + 0.15 * k
        base = np.array([np.interp(share, t, line[:, i]) for i in range(3)])
        slim = width / height
        long, wide, pitch = (0.62, 0.09, 1.25) if style == "tulip" else (0.62 * slim, 0.25 * slim, 0.75)
        if style == "tulip":
            base = line[0] + np.array([0.0, 0.0, 0.02 * height])
        blade = thick_sheet(
            petal(long * height, wide * height, -0.7 if style != "tulip" else -0.35, 6, 0.7), 0.004 * height
        )
        blade = rotated(rotated(blade, pitch, (1.0, 0.0, 0.0)), 0.6 + 2.2 * k, (0.0, 0.0, 1.0))
        leaves.append(translated(blade, base))
    parts = [
        Part(name="stem", surface=merge([stem, cup]), material="stem"),
        Part(name="leaves", surface=merge(leaves), material="stem"),
        Part(name="petals", surface=petals, material="petal"),
        Part(name="centre", surface=centre, material="centre"),
    ]
    moved, fit = fitted(parts, size)
    usual = {"tulip": "#d23b3b", "rose": "#b0142c", "sunflower": "#f2b01e", "daisy": "#f0eee6"}[style]
    color = str(values["color"]) or usual
    middle = {"sunflower": "#4a2a12", "daisy": "#e8b422", "tulip": "#2a2a1c", "rose": color}[style]
    materials = (
        nature("stem", "leaf"), nature("petal", "leaf", color), nature("centre", "leaf", middle)
    )  # fmt: skip
    stalk = moved_point(0.5 * (line[4] + line[5]), fit)
    foot = moved_point(line[0], fit)
    return Build(
        parts=moved, materials=materials,
        physics=PhysicsProperties(mass_kg=float(round(0.05 * height, 4)), friction=0.6),
        collision_shapes=(
            CollisionShape(
                kind="cylinder", transform=at((float(foot[0]), float(foot[1]), 0.5 * height)),
                dimensions=np.array([max(0.02, 4 * radius)] * 2 + [height], dtype=np.float32),
            ),
        ),
        affordances=(affordance("grip", "grip_at", stalk, (2 * radius, 0.5 * height, 0.0)),),
    )  # fmt: skip


def _grow_flower(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    values["seed"] = int(rng.integers(1, 10_000))
    words = set(words_of(entity))
    for style in ("tulip", "rose", "sunflower", "daisy"):
        if style in words:
            values["style"] = style
    size = {"sunflower": (0.34, 1.3), "tulip": (0.13, 0.36), "rose": (0.15, 0.45)}.get(str(values["style"]))
    if size is not None:
        values["width_m"] = float(values["width_m"]) * size[0] / 0.13
        values["height_m"] = float(values["height_m"]) * size[1] / 0.4
    values["depth_m"] = values["width_m"]


# --- what the catalogue sees ----------------------------------------------------------------------

_SEED = number("seed", 1, 0, 1_000_000, "grows another one of the same kind")
_COLOR = Parameter(name="color", value="", description="of leaves or petals: a colour word or #rrggbb")
_TREE = (
    *sizes((4.4, 0.3, 20.0), (4.4, 0.3, 20.0), (6.0, 0.5, 40.0)), choice("style", "broadleaf", TREE_STYLES),
    number("branch_count", 8, 3, 14), number("leaf_count", 4200, 200, 6000), _COLOR, _SEED,
)  # fmt: skip
_BUSH = (
    *sizes((1.3, 0.2, 5.0), (1.2, 0.2, 5.0), (1.0, 0.15, 4.0)),
    choice("style", "plain", ("plain", "flowering", "hedge")),
    number("leaf_count", 3600, 200, 6000), _COLOR, _SEED,
)  # fmt: skip
_FLOWER = (
    *sizes((0.13, 0.02, 1.0), (0.13, 0.02, 1.0), (0.40, 0.04, 4.0)),
    choice("style", "daisy", ("daisy", "tulip", "rose", "sunflower")), _COLOR, _SEED,
)  # fmt: skip

CATEGORIES = (
    Category(
        name="tree", family="plant", parameters=_TREE, build=build_tree, static=True,
        synonyms=("pine", "pine tree", "palm tree", "palm", "oak tree", "birch", "fir", "christmas tree", "cypress"),
        sample=sampler("tree", _TREE, finish=_grow_tree, use_prior=False),
    ),
    Category(
        name="bush", family="plant", parameters=_BUSH, build=build_bush, static=True,
        synonyms=("shrub", "hedge", "rose bush"), sample=sampler("bush", _BUSH, finish=_grow_bush, use_prior=False),
    ),
    Category(
        name="flower", family="plant", parameters=_FLOWER, build=build_flower,
        synonyms=("rose", "tulip", "daisy", "sunflower", "blossom"),
        sample=sampler("flower", _FLOWER, finish=_grow_flower, use_prior=False),
    ),
)  # fmt: skip
