"""Every category of the ball, lathe, nature, building and vehicle kits keeps the contract of a parametric asset."""

from __future__ import annotations

import numpy as np
import pytest

from backend.m3_assets import (
    kit_ball,
    kit_building,
    kit_food,
    kit_lathe,
    kit_lathe_dish,
    kit_lathe_store,
    kit_nature,
    kit_nature_terrain,
    kit_vehicle,
)
from backend.m3_assets.contract import Build, Category, Values
from backend.m3_assets.geometry_check import problems
from backend.protocol.scene import Attribute, Entity

KITS = (
    kit_ball,
    kit_building,
    kit_food,
    kit_lathe,
    kit_lathe_dish,
    kit_lathe_store,
    kit_nature,
    kit_nature_terrain,
    kit_vehicle,
)
CATEGORIES = [category for kit in KITS for category in kit.CATEGORIES]
VARIANTS = {
    "ball": ({"pattern": "striped"}, {"material": "steel"}),
    "cup": ({"style": "tea"}, {"style": "paper", "handle": False}),
    "glass": ({"style": "wine", "filled": True}, {"filled": True}),
    "bottle": ({"style": "beer"}, {"style": "water"}),
    "vase": tuple({"style": style} for style in kit_lathe_dish.VASES),
    "tree": tuple({"style": style} for style in kit_nature.TREE_STYLES),
    "bush": ({"style": "flowering"},),
    "flower": ({"style": "tulip"}, {"style": "rose"}, {"style": "sunflower"}),
    "pot": ({"style": "cooking"}, {"plant": False}),
    "barrel": ({"material": "steel"},),
    "mountain": ({"style": "hill"},),
    "road": ({"style": "path"},),
    "house": ({"chimney": False, "shutters": False},),
    "building": ({"lit": True},),
    "car": tuple({"style": style} for style in kit_vehicle.STYLES),
}
CASES = [(category, {}) for category in CATEGORIES] + [
    (category, change) for category in CATEGORIES for change in VARIANTS.get(category.name, ())
]


def defaults(category: Category) -> dict[str, float | int | bool | str]:
    return {parameter.name: parameter.value for parameter in category.parameters}


def points_of(build: Build) -> np.ndarray:
    return np.concatenate([part.surface.vertices for part in build.parts])


def name_of(case: tuple[Category, Values]) -> str:
    return "-".join([case[0].name, *(f"{key}={value}" for key, value in case[1].items())])


@pytest.mark.parametrize(("category", "change"), CASES, ids=[name_of(case) for case in CASES])
def test_parts_are_sound_and_stand_on_the_floor(category: Category, change: Values) -> None:
    values = {**defaults(category), **change}
    build = category.build(values)
    for part in build.parts:
        assert problems(part.surface, part.closed) == [], part.name
    points = points_of(build)
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.array([float(values[key]) for key in ("width_m", "depth_m", "height_m")])
    assert abs(low[2]) < 0.002 * max(1.0, size[2])
    assert np.abs(0.5 * (low + high)[:2]).max() < 0.03 * size.max()
    rich = change.get("style") in ("classic", "vintage")  # chrome, spokes, louvres
    assert sum(len(part.surface.face_sizes) for part in build.parts) <= (12_000 if rich else 9_000)
    materials = {material.name for material in build.materials}
    assert {part.material for part in build.parts} <= materials
    for material in build.materials:
        assert material.base_color.min() >= 0.0
        assert material.base_color.max() <= 1.0
    for part in build.parts:
        assert part.moves_with is None or part.moves_with in build.joints


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.name)
def test_a_size_that_is_asked_for_is_the_size_that_is_built(category: Category) -> None:
    values = defaults(category)
    build = category.build(values)
    built = np.ptp(points_of(build), axis=0)
    asked = np.array([float(values[key]) for key in ("width_m", "depth_m", "height_m")])
    if category.name == "water":
        asked[2] = built[2]  # the stones on the shore stand higher than the water
    np.testing.assert_allclose(built, asked, rtol=0.08, atol=0.012)


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.name)
def test_sampling_is_repeatable_and_building_gives_the_same_bytes(category: Category) -> None:
    entity = Entity(id="thing_1", lemma=category.name, category=category.name)
    first, second = (category.sample(entity, np.random.default_rng(5)) for _ in range(2))
    assert first == second
    values = {**defaults(category), **first}
    builds = [category.build(values) for _ in range(2)]
    for a, b in zip(builds[0].parts, builds[1].parts, strict=True):
        assert a.surface.vertices.tobytes() == b.surface.vertices.tobytes()
        assert a.surface.uv.tobytes() == b.surface.uv.tobytes()


@pytest.mark.parametrize("name", ["ball", "car", "bowl", "house", "vase", "flower"])
def test_a_colour_word_reaches_the_main_material(name: str) -> None:
    category = next(c for c in CATEGORIES if c.name == name)
    entity = Entity(id="x_1", lemma=name, category=name, attributes=(Attribute(type="color", value="blue"),))
    values = {**defaults(category), **category.sample(entity, np.random.default_rng(1))}
    build = category.build(values)
    colors = [m.base_color for m in build.materials]
    assert any(color[2] > 2.0 * max(color[0], color[1]) for color in colors)


def test_size_words_make_things_larger() -> None:
    category = next(c for c in CATEGORIES if c.name == "tree")
    plain = Entity(id="tree_1", lemma="tree", category="tree")
    tall = Entity(id="tree_1", lemma="tree", category="tree", attributes=(Attribute(type="size", value="huge"),))
    heights = [float(category.sample(entity, np.random.default_rng(2))["height_m"]) for entity in (plain, tall)]
    assert heights[1] > 1.3 * heights[0]


def test_trees_and_rocks_of_other_seeds_have_other_silhouettes() -> None:
    for name in ("tree", "bush", "rock", "cloud"):
        category = next(c for c in CATEGORIES if c.name == name)
        outlines = set()
        for seed in range(1, 21):
            points = points_of(category.build({**defaults(category), "seed": seed}))
            image = np.histogram2d(points[:, 0], points[:, 2], bins=14)[0] > 0
            outlines.add(image.tobytes())
        assert len(outlines) == 20


def test_balls_roll_and_wheels_turn() -> None:
    for category in kit_ball.CATEGORIES:
        build = category.build(defaults(category))
        assert [shape.kind for shape in build.collision_shapes] == ["sphere"]
        assert {affordance.kind for affordance in build.affordances} >= {"grip_at", "kick_at"}
        assert (build.physics.restitution > 0.3) == (category.name != "bowling ball")
    car = kit_vehicle.CATEGORIES[0]
    build = car.build(defaults(car))
    wheels = {f"wheel_{axle}.{side}" for axle in ("front", "back") for side in "LR"}
    assert set(build.joints) == wheels
    for name in wheels:
        parts = [part for part in build.parts if part.moves_with == name]
        points = np.concatenate([part.surface.vertices for part in parts])
        np.testing.assert_allclose(points.mean(axis=0)[1:], build.joints[name].origin[1:], atol=0.01)
        assert abs(points[:, 2].min()) < 0.002


def test_a_soccer_ball_has_twelve_dark_and_twenty_light_panels() -> None:
    build = kit_ball.build_soccer_ball(defaults(next(c for c in CATEGORIES if c.name == "soccer ball")))
    panels = {part.name: part.surface for part in build.parts}
    assert len(panels["panels_dark"].face_sizes) % 12 == 0
    assert len(panels["panels_light"].face_sizes) % 20 == 0
    dark, light = (panels[name].vertices for name in ("panels_dark", "panels_light"))
    assert np.linalg.norm(dark - dark.mean(axis=0), axis=1).max() <= 0.111
    assert len(light) > len(dark)
