"""Surroundings: the right place, one flat ground, moderate meshes, rooms with walls that can be hidden one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial import cKDTree

from backend.m3_assets import catalogue
from backend.m3_assets.assemble import complete_values
from backend.m3_assets.environment import ENVIRONMENT_CATEGORIES, build_environment
from backend.m3_assets.environment_places import place_of
from backend.m3_assets.environment_street import PAVEMENT_M, is_on_pavement, pavement_ground
from backend.m3_assets.environment_terrain import ring_places
from backend.protocol.scene import (
    Asset,
    AssetMesh,
    Attribute,
    Entity,
    Lighting,
    Relation,
    SceneDescription,
    Setting,
    Shot,
)

OUTDOORS = ("street", "park", "forest", "beach", "desert", "snow", "stadium", "city", "lake", "mountains", "field")


def described(
    place: str | None = None,
    indoor: bool = False,
    time_of_day: str | None = None,
    entities: tuple[Entity, ...] = (),
    excluded: tuple[str, ...] = (),
) -> SceneDescription:
    return SceneDescription(
        prompt="",
        setting=Setting(place=place, indoor=indoor),
        entities=entities,
        relations=(),
        actions=(),
        shot=Shot(),
        lighting=Lighting(time_of_day=time_of_day),
        excluded=excluded,
    )


def built(description: SceneDescription, seed: int = 1) -> tuple[dict[str, Asset], np.ndarray | None]:
    return build_environment(description, {}, np.random.default_rng(seed))


def standing(one: AssetMesh) -> np.ndarray:
    """Vertices (V, 3) of a mesh at all the places where it stands."""
    if one.instances is None:
        return one.mesh.vertices
    turned = []
    for *place, turn, size in one.instances:
        c, s = np.cos(turn), np.sin(turn)
        turned.append(size * one.mesh.vertices @ np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]]) + place)
    return np.concatenate(turned)


def faces_of(assets: dict[str, Asset]) -> int:
    return sum(len(one.mesh.face_sizes) for asset in assets.values() for one in asset.meshes)


@pytest.mark.parametrize("place", [None, *OUTDOORS])
def test_one_level_ground_and_a_moderate_mesh(place: str | None) -> None:
    assets, room = built(described(place))
    assert room is None
    planes = [i for i, a in assets.items() if any(s.kind == "plane" for s in a.collision_shapes)]
    assert planes == ["ground"]
    assert all(asset.role == "environment" and asset.physics.static for asset in assets.values())
    ground = assets["ground"].meshes[0].mesh.vertices
    near = ground[np.hypot(ground[:, 0], ground[:, 1]) < 3.5]
    assert len(near) >= 1
    assert np.abs(near[:, 2]).max() < 1e-5
    assert faces_of(assets) <= 42_000
    for name, asset in assets.items():
        assert asset.object_id == name
        assert np.isfinite(asset.meshes[0].mesh.vertices).all()
        assert asset.meshes[0].mesh.uv.shape[0] == len(asset.meshes[0].mesh.face_vertices)


@pytest.mark.parametrize("place", ["park", "forest", "beach", "street", "mountains"])
def test_nothing_grows_or_stands_on_the_stage(place: str) -> None:
    assets, _ = built(described(place))
    for name, asset in assets.items():
        if name in ("ground", "backdrop_grass", "backdrop_pavement", "backdrop_lines"):
            continue
        for one in asset.meshes:
            points = standing(one)
            points = points[points[:, 2] < 1.8]
            assert not len(points) or np.hypot(points[:, 0], points[:, 1]).min() > 3.4, name


def test_the_sea_lies_below_the_sand_and_behind_the_stage() -> None:
    assets, _ = built(described("beach"))
    water = assets["backdrop_water"].meshes[0].mesh.vertices
    assert water[:, 2].max() < 0.0
    assert water[:, 1].min() > 5.0


@pytest.mark.parametrize("place", ["living room", "kitchen", "bedroom", "gym"])
def test_a_room_has_four_walls_of_their_own_a_ceiling_and_inner_bounds(place: str) -> None:
    assets, bounds = built(described(place, indoor=True))
    assert bounds is not None
    assert {asset_id for asset_id, asset in assets.items() if asset.role == "environment"} == {"ground", "room"}
    room = assets["room"]
    walls = {one.name: one.mesh.vertices for one in room.meshes if one.name.startswith("wall_")}
    assert set(walls) == {"wall_back", "wall_left", "wall_right", "wall_front"}
    assert room.meshes[0].name == "body"
    low, high = bounds
    assert walls["wall_back"][:, 1].max() > high[1]
    assert walls["wall_front"][:, 1].min() < low[1]
    assert walls["wall_left"][:, 0].min() < low[0]
    assert walls["wall_right"][:, 0].max() > high[0]
    assert (high - low)[2] >= 2.5
    assert any(place.kind == "doorway" for place in room.affordances)
    assert sum(shape.kind == "box" for shape in room.collision_shapes) == 4


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rock_of_a_cave_leaves_room_for_people(seed: int) -> None:
    assets, bounds = built(described("cave", indoor=True), seed)
    assert bounds is not None
    assert set(assets) == {"ground", "room"}
    low, high = bounds
    meshes = {one.name: one.mesh.vertices for one in assets["room"].meshes}
    assert {"body", "wall_back", "wall_left", "wall_right", "wall_front"} == set(meshes)
    for name, vertices in meshes.items():
        inside = ((vertices > low) & (vertices < high)).all(axis=1) & (vertices[:, 2] < 2.0)
        assert not inside.any(), name
    roof = meshes["body"]
    over = ((roof[:, :2] > low[:2]) & (roof[:, :2] < high[:2])).all(axis=1)
    assert roof[over, 2].min() > 2.0
    assert np.ptp(roof[over, 2]) > 0.5  # a vault, not a ceiling
    assert faces_of(assets) < 25_000
    assert not any(place.kind == "doorway" for place in assets["room"].affordances)
    assert sum(shape.kind == "box" for shape in assets["room"].collision_shapes) == 4


def test_a_crypt_has_no_window() -> None:
    assets, _ = built(described("crypt", indoor=True))
    assert not any("window" in place.name for place in assets["room"].affordances)
    assert any(place.kind == "doorway" for place in assets["room"].affordances)


def test_a_room_grows_with_its_furniture() -> None:
    empty, full = {}, {}
    ground, _ = built(described("park"))
    big = ground["ground"]
    for k in range(6):
        piece = np.array([[-1.0, -0.5, 0.0], [1.0, 0.5, 0.8]], dtype=np.float32)
        full[f"couch_{k}"] = Asset(
            object_id=f"couch_{k}",
            category="couch",
            label="Couch",
            role="prop",
            source="parametric",
            meshes=big.meshes,
            materials=big.materials,
            bounds=piece,
            physics=big.physics,
            collision_shapes=(),
        )
    description = described("living room", indoor=True)
    sizes = [
        np.prod(np.ptp(build_environment(description, assets, np.random.default_rng(1))[1], axis=0)[:2])
        for assets in (empty, full)
    ]
    assert sizes[1] > 1.5 * sizes[0]


def test_a_prompt_that_names_only_the_room_gets_its_furniture() -> None:
    assets, _ = built(described("living room", indoor=True))
    assert {"couch", "bookshelf"} <= {asset.category for asset in assets.values() if asset.role == "prop"}
    assets, _ = built(described("living room", indoor=True, excluded=("couch",)))
    assert "couch" not in {asset.category for asset in assets.values()}
    chair = Entity(id="chair_1", lemma="chair", category="chair")
    said = described("living room", indoor=True, entities=(chair,))
    described_only, _ = build_environment(said, {"chair_1": assets["room"]}, np.random.default_rng(1))
    assert set(described_only) == {"ground", "room", "picture_1"}  # the walls are nobody's way
    bare = described("living room", indoor=True, entities=(chair,), excluded=("picture",))
    without, _ = build_environment(bare, {"chair_1": assets["room"]}, np.random.default_rng(1))
    assert set(without) == {"ground", "room"}


def test_own_windows_and_doors_replace_those_of_the_walls() -> None:
    description = described("bedroom", indoor=True)
    assets, _ = built(description)
    parts = {name for one in assets["room"].meshes for name in one.part_names}
    assert {"window_frame", "door_leaf"} <= parts
    stand_in = {"window_1": assets["ground"]}
    window = {
        k: Asset(**{**vars(a), "category": "window", "object_id": k, "role": "prop"}) for k, a in stand_in.items()
    }
    again, _ = build_environment(description, window, np.random.default_rng(1))
    parts = {name for one in again["room"].meshes for name in one.part_names}
    assert "window_frame" not in parts
    assert "door_leaf" in parts


def test_an_entity_that_is_the_ground_is_the_only_ground() -> None:
    grass = Entity(id="grass_1", lemma="grass", category="grass", role="structure")
    assets, _ = built(described(entities=(grass,)))
    assert "ground" not in assets
    assert assets["grass_1"].category == "grass"
    assert "grass" in ENVIRONMENT_CATEGORIES
    floor = Entity(
        id="floor_1",
        lemma="floor",
        category="floor",
        role="structure",
        attributes=(Attribute(type="material", value="concrete"),),
    )
    assets, _ = built(described("room", indoor=True, entities=(floor,)))
    assert assets["floor_1"].materials[0].kind == "concrete"


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        (described(), "studio"),
        (described(time_of_day="sunset"), "field"),
        (described("kitchen", indoor=True), "room"),
        (described("living room"), "room"),
        (described("street corner"), "street"),
        (described(entities=(Entity(id="sand_1", lemma="sand", category="ground"),)), "beach"),
        (described("backyard"), "park"),
        (described(entities=(Entity(id="floor_1", lemma="floor", category="floor"),)), "room"),
    ],
)
def test_the_place_follows_the_words(description: SceneDescription, expected: str) -> None:
    assert place_of(description, {}) == expected


def test_a_road_of_the_prompt_lies_in_open_country() -> None:
    ground = built(described("park"))[0]["ground"]
    road = {"road_1": Asset(**{**vars(ground), "category": "road", "object_id": "road_1", "role": "structure"})}
    description = described("road")
    assert place_of(description, road) == "roadside"
    assets, _ = build_environment(description, road, np.random.default_rng(1))
    assert assets["ground"].materials[0].kind == "grass"
    assert "backdrop_facades" not in assets
    trees = np.concatenate([standing(one) for one in assets["backdrop_trees"].meshes])
    assert np.abs(trees[trees[:, 2] < 1.5][:, 0]).min() > 4.0


def test_a_street_has_parked_cars_unless_the_prompt_says_otherwise() -> None:
    assets, _ = built(described("street"))
    assert any(one.name.startswith("car") for one in assets["backdrop_street"].meshes)
    assets, _ = built(described("street", excluded=("car",)))
    assert not any(one.name.startswith("car") for one in assets["backdrop_street"].meshes)
    assert any(one.name == "tree" for one in assets["backdrop_street"].meshes)


def test_trees_of_a_wood_share_a_few_meshes() -> None:
    assets, _ = built(described("forest"))
    trees = [one for one in assets["backdrop_trees"].meshes if one.instances is not None]
    assert len(trees) == 4
    assert sum(len(one.instances) for one in trees) >= 25
    low, high = assets["backdrop_trees"].bounds
    points = np.concatenate([standing(one) for one in assets["backdrop_trees"].meshes])
    assert (points >= low - 1e-3).all()
    assert (points <= high + 1e-3).all()


def test_no_trees_where_the_prompt_rules_them_out() -> None:
    assets, _ = built(described("park", excluded=("tree",)))
    assert "backdrop_trees" not in assets


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = (built(described("forest"), 7)[0] for _ in range(2))
    for name, asset in first.items():
        for a, b in zip(asset.meshes, second[name].meshes, strict=True):
            assert a.mesh.vertices.tobytes() == b.mesh.vertices.tobytes()
    other, _ = built(described("forest"), 8)
    assert first["ground"].meshes[0].mesh.vertices.tobytes() != other["ground"].meshes[0].mesh.vertices.tobytes()


def test_leaf_cards_face_where_they_are_told() -> None:
    """Solid view shades the side that the winding says: a leaf wound the other way looks black."""
    from backend.m3_assets.environment_growth import _blades
    from backend.m3_assets.plant_geometry import leaf_cards

    flat = leaf_cards(np.zeros((1, 3)), np.array([[1.0, 0.0, 0.0]]), np.array([[0.0, 0.0, 1.0]]), np.ones(1))
    for surface in (flat, _blades(40, np.random.default_rng(3))):
        a, b, c, d = (surface.vertices[surface.face_vertices.reshape(-1, 4)[:, k]] for k in range(4))
        assert (np.cross(c - a, d - b)[:, 2] > 0.0).all()


def _swimming(lemma: str, category: str) -> SceneDescription:
    swimmer = Entity(id=f"{lemma}_1", lemma=lemma, category=category)
    sea = Entity(id="sea_1", lemma="sea", category="water", role="structure")
    return described("underwater", entities=(swimmer, sea))


def test_the_bed_of_a_sea_lies_below_who_swims_and_under_the_feet_of_who_walks() -> None:
    for (lemma, category), bed in ((("shark", "fish"), -2.3), (("crab", "crab"), 0.0)):
        assets, _ = built(_swimming(lemma, category))
        ground = assets["sea_1"]
        sand = ground.meshes[0].mesh.vertices
        near = sand[np.hypot(sand[:, 0], sand[:, 1]) < 3.0]
        assert near[:, 2].max() <= bed + 1e-6
        assert near[:, 2].min() > bed - 0.06  # ripples
        assert next(p.value for p in ground.parameters if p.name == "bed_m") == bed
        plane = next(s for s in ground.collision_shapes if s.kind == "plane")
        assert plane.transform.translation[2] == pytest.approx(bed)
        assert {"backdrop_reef", "backdrop_kelp", "backdrop_light"} <= set(assets)
        assert ("backdrop_fish" in assets) == (category != "fish")


def test_who_is_on_an_island_has_sand_under_them_and_the_sea_all_round() -> None:
    island = Entity(id="island_1", lemma="island", category="island", role="structure")
    man = Entity(id="man_1", lemma="man", category="person", role="character")
    on = Relation(subject_id="man_1", predicate="on", spatial="on", object_id="island_1")
    description = replace(described(entities=(island, man)), relations=(on,))
    assets, _ = built(description)
    assert place_of(description, {}) == "islet"
    sand = assets["island_1"].meshes[0].mesh.vertices
    away = np.hypot(sand[:, 0], sand[:, 1])
    sea_m = assets["backdrop_water"].meshes[0].mesh.vertices[:, 2].min()
    assert np.abs(sand[away < 3.5, 2]).max() < 0.01
    side = np.round(np.arctan2(sand[:, 1], sand[:, 0]) / (0.25 * np.pi)) % 8
    for one in range(8):  # it runs under the water on every side
        assert sand[side == one][np.argmax(away[side == one]), 2] < sea_m
    afloat = replace(description, entities=(*description.entities, Entity(id="boat_1", lemma="boat", category="boat")))
    assert place_of(afloat, {}) != "islet"


def test_a_bus_stop_stands_on_the_pavement_one_kerb_above_the_road() -> None:
    assets, _ = build_environment(described("street"), {}, np.random.default_rng(1))
    assert assets["ground"].meshes[0].mesh.vertices[:, 2].max() == pytest.approx(0.0, abs=1e-6)
    parts = {part.name: part.surface.vertices for part in pavement_ground(3.5, np.random.default_rng(1)).parts}
    assert parts["ground"][:, 2].max() == pytest.approx(-PAVEMENT_M)
    assert parts["pavement"][:, 2].max() == pytest.approx(0.0, abs=1e-6)
    assert parts["pavement"][:, 1].min() < -1.5
    assert parts["pavement"][:, 1].max() > 3.5
    assert is_on_pavement({"bus stop", "person"})
    assert not is_on_pavement({"bus stop", "bus"})


def test_castles_have_moats_and_volcanoes_lava_where_asked_for() -> None:
    castle, mountain = catalogue.category("castle"), catalogue.category("mountain")
    dry = castle.build(complete_values(castle, {}))
    wet = castle.build(complete_values(castle, {"surroundings": "moat"}))
    assert "moat" not in {part.name for part in dry.parts}
    names = {part.name: part.surface.vertices for part in wet.parts}
    walls = np.abs(names["towers"][:, :2]).max()
    assert np.hypot(names["moat"][:, 0], names["moat"][:, 1]).min() > np.abs(names["walls"][:, :2]).max()
    assert np.abs(names["moat"][:, :2]).max() > walls
    assert names["drawbridge"][:, 1].min() < names["moat"][:, 1].min()  # it reaches the far bank
    volcano = mountain.build(complete_values(mountain, {"style": "volcano"}))
    found = {part.name: part.surface.vertices for part in volcano.parts}
    assert {"lava", "smoke", "rock"} <= set(found)
    assert found["smoke"][:, 2].max() > 1.3 * found["rock"][:, 2].max()


@pytest.mark.parametrize("place", ["park", "field"])
def test_a_lawn_has_no_bare_spots_where_people_stand(place: str) -> None:
    """A blade's foot within 15 cm nearly everywhere: sparser, the ground shows and looks like felt."""
    assets, _ = built(described(place))
    blades = np.concatenate([standing(one) for one in assets["backdrop_grass"].meshes if one.instances is not None])
    feet = blades[blades[:, 2] < 0.005][:, :2]
    spots = np.random.default_rng(1).uniform(-3.5, 3.5, (400, 2))
    nearest = cKDTree(feet).query(spots)[0]
    assert np.quantile(nearest, 0.95) < 0.15


def test_woods_on_the_hills_have_torn_outlines_and_hills_are_no_lighter_than_the_meadow() -> None:
    assets, _ = built(described("park"))
    hills = assets["backdrop_hills"]
    wood = next(one for one in hills.meshes if one.name.startswith("wood"))
    reach = np.linalg.norm(wood.mesh.vertices, axis=1)
    assert np.quantile(reach, 0.95) > 1.15 * np.median(reach)
    meadow = next(m for m in assets["ground"].materials if m.name == "ground").base_color.mean()
    ridges = [m.base_color.mean() for m in hills.materials if m.name.startswith("ridge")]
    assert max(ridges) < 1.4 * meadow


def test_bushes_stand_on_open_ground_and_more_grows_where_it_is_seen() -> None:
    assets, _ = built(described("park"))
    bushes = np.concatenate([standing(one) for one in assets["backdrop_bushes"].meshes])
    assert 0.3 < bushes[:, 2].max() < 2.0
    without, _ = built(described("park", excluded=("bush",)))
    assert "backdrop_bushes" not in without
    places = ring_places(400, 10.0, 60.0, np.random.default_rng(1), spacing_m=0.5)
    bearing = np.abs(np.degrees(np.arctan2(places[:, 0], places[:, 1])))
    assert (bearing < 25.0).mean() > 1.6 * 25.0 / 180.0
