"""What every category promises, walked over the whole catalogue."""

from __future__ import annotations

import zlib
from functools import cache

import numpy as np
import pytest

from backend.common.object_priors import object_prior
from backend.m3_assets import catalogue, treatment
from backend.m3_assets.assemble import assemble, complete_values
from backend.m3_assets.contract import Build
from backend.m3_assets.geometry_check import problems
from backend.m3_assets.listing import listing
from backend.protocol.scene import Asset, Entity

NAMES = sorted(catalogue.categories())
SEEDS = (0, 1)
FACE_BUDGET = 12_000
# The 120 most frequent nouns of captions, the next 40, and what animation prompts want.
ASKED_FOR = """
person, woman, boy, man, girl, baby, road, water, grass, ground, beach, sidewalk, snow, rock, mountain, hill,
lake, sky, cloud, fire, wall, building, window, fence, house, door, tower, roof, bridge, room, floor, tree,
flower, plant, bush, table, chair, bench, bed, couch, desk, pillow, box, shelf, counter, suitcase, cabinet,
toilet, sink, oven, refrigerator, clock, laptop, phone, monitor, watch, tv, computer, camera, sign, pole, flag,
candle, plate, bottle, glass, cup, umbrella, bowl, vase, pot, hat, book, shoe, kite, statue, bag, paper,
picture, mirror, pen, towel, key, helmet, toy, rug, ball, skateboard, surfboard, frisbee, bat, baseball, car,
train, airplane, boat, bus, truck, bicycle, motorcycle, van, cat, dog, horse, bear, elephant, giraffe, bird,
zebra, cow, sheep, pizza, orange, apple, cake, banana, donut, goal, basketball, hoop, stairs, robot, dragon,
sword, guitar, ladder, trampoline, lamp, ramp, domino, crate, barrel, brick, sandwich, pumpkin, river, chest,
rabbit, bread, castle, knife, rope, rocket, curtain, skis, butterfly, duck, rain, toaster, snowboard, cart,
barn, fish, basket, tray, fork, keyboard, dinosaur, jar, train track, fire hydrant, teddy bear, tennis racket,
tennis ball, soccer ball, hot dog, traffic light, palm tree, fruit bowl, trash can
"""
WEATHERS = {"rain", "beach"}
"""made by the scene's weather and place"""
# Rooted or spread things whose origin is where they stand, not the middle of their box.
OFF_CENTRE = {"tree", "bush", "flower"}
# Words for things of any size.
ANY_SIZE = {
    "stand-in", "wall", "fence", "road", "water", "mountain", "cloud", "hill", "rock", "river", "ground", "grass",
    "floor", "room", "sky", "building", "bridge", "tower",
}  # fmt: skip


def sampled(name: str, seed: int) -> dict[str, float | int | bool | str]:
    """Values that the category's sampler draws for the bare word."""
    entity = Entity(id=f"{name}_1", lemma=name, category=name)
    generator = np.random.default_rng([zlib.crc32(name.encode()), seed])
    return catalogue.categories()[name].sample(entity, generator)


@cache
def build_of(name: str, seed: int) -> Build:
    category = catalogue.categories()[name]
    return category.build(complete_values(category, sampled(name, seed)))


@cache
def asset_of(name: str, seed: int) -> Asset:
    return assemble(catalogue.categories()[name], sampled(name, seed), f"{name}_1", name.capitalize())


@pytest.mark.parametrize("name", NAMES)
def test_parts_are_sound(name: str) -> None:
    for seed in SEEDS:
        for part in build_of(name, seed).parts:
            assert problems(part.surface, part.closed) == [], f"{name} {part.name} (seed {seed})"


@pytest.mark.parametrize("name", NAMES)
def test_stands_on_the_floor_under_its_centre(name: str) -> None:
    for seed in SEEDS:
        bounds = asset_of(name, seed).bounds
        size = bounds[1] - bounds[0]
        tolerance = 0.004 + 0.02 * float(size.max())
        assert abs(bounds[0, 2]) <= 0.002 + 0.002 * size[2] or name in ANY_SIZE, (
            f"{name}: lowest point at {bounds[0, 2]:.4f} m"
        )
        if name not in OFF_CENTRE:
            assert np.abs(bounds.mean(axis=0)[:2]).max() <= tolerance, f"{name}: centre at {bounds.mean(axis=0)[:2]}"


@pytest.mark.parametrize("name", NAMES)
def test_has_the_size_it_says(name: str) -> None:
    for seed in SEEDS:
        asset = asset_of(name, seed)
        values = {p.name: p.value for p in asset.parameters}
        wanted = np.array([float(values[key]) for key in ("width_m", "depth_m", "height_m")])
        assert (np.abs(asset.dimensions - wanted) <= 0.02 + 0.2 * wanted.max()).all(), (
            f"{asset.dimensions} for {wanted}"
        )
        if name not in ANY_SIZE and (prior := object_prior(name)) is not None and prior.name == name:
            longest, usual = float(asset.dimensions.max()), max(prior.width_m, prior.depth_m, prior.height_m)
            assert 0.4 * usual <= longest <= 2.5 * usual, f"{name} is {longest:.2f} m long; usual is {usual:.2f} m"


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_complete(name: str) -> None:
    category = catalogue.categories()[name]
    names = [p.name for p in category.parameters]
    assert names[:3] == ["width_m", "depth_m", "height_m"]
    assert len(set(names)) == len(names)
    for parameter in category.parameters:
        if parameter.choices:
            assert parameter.value in parameter.choices, parameter
        elif isinstance(parameter.value, (int, float)) and not isinstance(parameter.value, bool):
            assert parameter.minimum is not None, parameter
            assert parameter.maximum is not None, parameter
            assert parameter.minimum <= parameter.value <= parameter.maximum, parameter
    for seed in SEEDS:
        values = sampled(name, seed)
        assert set(values) <= set(names)
        for parameter in category.parameters:
            value = values.get(parameter.name, parameter.value)
            if parameter.choices:
                assert value in parameter.choices, (parameter.name, value)
        assert [p.name for p in asset_of(name, seed).parameters] == names


@pytest.mark.parametrize("name", NAMES)
def test_mesh_is_complete(name: str) -> None:
    asset = asset_of(name, 0)
    assert asset.meshes[0].name == "body"
    assert asset.meshes[0].joint is None
    assert all(one.joint is not None for one in asset.meshes[1:])
    assert len({one.name for one in asset.meshes}) == len(asset.meshes)
    total = 0
    for one in asset.meshes:
        mesh = one.mesh
        faces, corners = len(mesh.face_sizes), len(mesh.face_vertices)
        total += faces
        assert mesh.uv.shape == (corners, 2)
        assert mesh.material_index.shape == mesh.part_index.shape == (faces,)
        assert 0 <= mesh.material_index.min() <= mesh.material_index.max() < len(asset.materials)
        assert 0 <= mesh.part_index.min() <= mesh.part_index.max() < len(one.part_names)
        assert mesh.vertices.dtype == mesh.uv.dtype == np.float32
        assert mesh.face_sizes.dtype == mesh.face_vertices.dtype == np.int32
    assert total <= FACE_BUDGET
    assert len({material.name for material in asset.materials}) == len(asset.materials)
    for material in asset.materials:
        assert material.base_color.shape == (3,)
        assert material.base_color.dtype == np.float32
        assert 0.0 <= material.base_color.min() <= material.base_color.max() <= 1.0


@pytest.mark.parametrize("name", NAMES)
def test_physics_and_places_are_sensible(name: str) -> None:
    for seed in SEEDS:
        asset = asset_of(name, seed)
        assert asset.physics.mass_kg > 0.0 or asset.physics.static
        assert asset.collision_shapes or asset.physics.static
        low, high = asset.bounds
        reach = 0.15 * float((high - low).max()) + 0.05
        for shape in asset.collision_shapes:
            if shape.kind in ("box", "sphere", "cylinder", "capsule"):
                assert (shape.dimensions > 0.0).all(), (name, shape)
                assert (shape.transform.translation >= low - reach).all(), (name, shape)
                assert (shape.transform.translation <= high + reach).all(), (name, shape)
        for place in asset.affordances:
            slack = 0.03 if place.kind == "grip_at" else reach  # a hand must find the thing
            assert (place.frame.translation >= low - slack).all(), (name, place)
            assert (place.frame.translation <= high + slack).all(), (name, place)
            assert np.linalg.norm(place.frame.rotation) == pytest.approx(1.0, abs=1e-5)
        assert len({place.name for place in asset.affordances}) == len(asset.affordances), name


@pytest.mark.parametrize("name", NAMES)
def test_same_values_same_bytes(name: str) -> None:
    assert sampled(name, 1) == sampled(name, 1)
    category = catalogue.categories()[name]
    first = build_of(name, 1)
    again = category.build(complete_values(category, sampled(name, 1)))
    assert [part.name for part in first.parts] == [part.name for part in again.parts]
    for one, other in zip(first.parts, again.parts, strict=True):
        assert one.surface.vertices.tobytes() == other.surface.vertices.tobytes()
        assert one.surface.uv.tobytes() == other.surface.uv.tobytes()


@pytest.mark.parametrize("name", NAMES)
def test_rebuilds_from_the_parameters_it_carries(name: str) -> None:
    asset = asset_of(name, 1)
    category = catalogue.categories()[name]
    rebuilt = assemble(category, {p.name: p.value for p in asset.parameters}, asset.object_id, asset.label)
    assert rebuilt.meshes[0].mesh.vertices.tobytes() == asset.meshes[0].mesh.vertices.tobytes()
    own = [parameter for parameter in category.parameters if parameter not in treatment.PARAMETERS]
    for parameter in own:  # every choice builds
        for choice in parameter.choices:
            assert category.build(complete_values(category, {parameter.name: choice})).parts


def test_synonyms_lead_to_one_category() -> None:
    assert catalogue.canonical("sofa") == "couch"
    assert catalogue.canonical("wooden garden chair") == "chair"
    assert catalogue.canonical("unheard-of thing") is None


def test_the_list_holds_every_word_people_ask_for() -> None:
    rows = listing()
    names = {row["category"] for row in rows}
    assert len(names) == len(rows) > len(NAMES)
    known = names.union(*(row["synonyms"] for row in rows))
    asked_for = {word.strip() for word in ASKED_FOR.replace("\n", " ").split(",")}
    assert asked_for - known - WEATHERS == set()
