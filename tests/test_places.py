"""Places look like themselves: their kind, what fills them, and that nothing of it is in the way of who acts there."""

from __future__ import annotations

import numpy as np
import pytest

from backend.m1_scene_parser.stage import SceneParser
from backend.m2_layout_planner.separation import corners, polygon_separation
from backend.m2_layout_planner.sight import Blocks
from backend.m3_assets import catalogue
from backend.m3_assets.environment import build_environment
from backend.m3_assets.environment_fittings import FITTINGS, fitting_builds
from backend.m3_assets.environment_furnishing import FURNISHING
from backend.m3_assets.environment_grounds import GROUNDS, grounds_builds
from backend.m3_assets.environment_places import place_of
from backend.m3_assets.environment_styles import KINDS, STYLES, kind_of
from backend.pipeline import Stages
from backend.protocol.scene import Asset, SceneBundle
from tests.scenes import made, setting


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


def dressing(bundle: SceneBundle) -> dict[str, Asset]:
    """What came with the place: no word of the prompt names it."""
    named = {i for entity in bundle.description.entities for i in entity.object_ids}
    return {i: a for i, a in bundle.assets.assets.items() if i not in named and a.role != "environment"}


def footprint(bundle: SceneBundle, object_id: str) -> np.ndarray:
    """(4, 2) m corners of the box about an object, seen from above."""
    place, bounds = bundle.layout.placements[object_id].transform, bundle.assets.assets[object_id].bounds.astype(float)
    heading = 2.0 * float(np.arctan2(place.rotation[3], place.rotation[0]))
    middle, half = 0.5 * (bounds[0] + bounds[1]), 0.5 * (bounds[1] - bounds[0])
    cos, sin = np.cos(heading), np.sin(heading)
    foot = place.translation[:2] + np.array([cos * middle[0] - sin * middle[1], sin * middle[0] + cos * middle[1]])
    return corners(np.array([*foot, heading]), half[:2])


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("in a throne room", "throne room"), ("in a hallway", "corridor"), ("in a hospital corridor",
              "hospital corridor"),
        ("in a laboratory", "laboratory"), ("in a prison cell", "cell"), ("in a temple", "temple"),
        ("in a greenhouse", "greenhouse"), ("in a stable", "barn interior"), ("in a cinema", "cinema"),
        ("in a tavern", "tavern"), ("in a subway station", "station"),
        ("in an airplane cabin", "cabin"), ("in a pharmacy", "pharmacy"), ("in a swimming pool hall", "pool hall"),
    ],
)  # fmt: skip
def test_who_is_in_a_place_is_in_a_room_of_its_kind(parser: SceneParser, place: str, kind: str) -> None:
    description = parser.run(f"a man stands {place}")
    assert description.setting.indoor
    assert {entity.lemma for entity in description.entities} == {"man"}
    assert kind_of(description.setting.place) == kind
    assert place_of(description, {}) == "room"


@pytest.mark.parametrize(
    "prompt", ["a dog runs around a barn", "a woman walks past a temple", "a man stands in front of a greenhouse"]
)
def test_what_is_passed_is_a_building_in_the_open(parser: SceneParser, prompt: str) -> None:
    description = parser.run(prompt)
    assert not description.setting.indoor
    assert prompt.split()[-1] in {entity.lemma for entity in description.entities}


@pytest.mark.parametrize(
    ("place", "made_for"),
    [("on a balcony", "balcony"), ("on a rooftop", "rooftop"), ("in a schoolyard", "schoolyard"),
     ("in a graveyard", "graveyard"), ("on top of a mountain", "summit"), ("in the savanna", "savanna"),
     ("on a construction site", "construction site"), ("at a gas station", "gas station"), ("in a canyon", "canyon")],
)  # fmt: skip
def test_open_places_are_made_as_themselves(parser: SceneParser, place: str, made_for: str) -> None:
    description = parser.run(f"a man stands {place}")
    assets, room = build_environment(description, {}, np.random.default_rng(1))
    assert room is None
    said = [p.value for asset in assets.values() for p in asset.parameters if p.name == "place"]
    assert said == [made_for]
    assert sum(any(s.kind == "plane" for s in asset.collision_shapes) for asset in assets.values()) == 1


def test_every_word_kind_and_thing_of_the_tables_exists() -> None:
    assert set(KINDS.values()) <= set(STYLES)
    assert {each.partition(":")[0] for style in STYLES.values() for each in style.fittings} == set(FITTINGS)
    for row in FURNISHING.values():
        assert all(catalogue.canonical(item.split(":")[0]) for item in row if item != "curtain")


@pytest.mark.parametrize("kind", [kind for kind, style in STYLES.items() if style.fittings])
def test_fittings_leave_the_front_of_the_room_to_people(kind: str) -> None:
    style = STYLES[kind]
    half = 0.5 * max(style.width_m, 4.4 if style.widest_m > 4.4 else style.width_m)
    bounds = np.array([[-half, -1.9, 0.0], [half, max(style.depth_m - 1.9, 2.2), style.height_m]])
    for name, build in fitting_builds(style.fittings, bounds, np.random.default_rng(2)).items():
        for shape in build.collision_shapes:
            low = shape.transform.translation - 0.5 * shape.dimensions
            high = low + shape.dimensions
            before = low[1] < 0.45 and high[0] > -0.28 * 2 * half and low[0] < 0.28 * 2 * half and low[2] < 1.9
            assert not before, f"{name} stands where people act"
        points = np.concatenate([part.surface.vertices for part in build.parts])
        assert np.isfinite(points).all()
        assert np.abs(points[:, 0]).max() < half + 0.35, name
        assert points[:, 1].max() < bounds[1, 1] + 0.2, name


@pytest.mark.parametrize("name", GROUNDS)
def test_what_stands_on_open_grounds_stands_beyond_the_stage(name: str) -> None:
    stage_m = 3.5
    for object_id, build in grounds_builds(name, stage_m, set(), set(), np.random.default_rng(1)).items():
        for shape in build.collision_shapes:
            half = 0.5 * shape.dimensions[:2]
            nearest = np.maximum(np.abs(shape.transform.translation[:2]) - half, 0.0)
            ahead = shape.transform.translation[1] + half[1] < -0.5 and abs(shape.transform.translation[0]) < 5.0
            assert np.hypot(*nearest) > 1.5, object_id
            assert not ahead, object_id


PEOPLE_ACT = (
    "a king sits on a throne in a throne room", "a scientist looks through a microscope in a laboratory",
    "two people talk in a bar", "a woman drinks coffee in a cafe", "a man reads a book in a living room",
    "a chef cooks soup in a kitchen",
)  # fmt: skip


@pytest.mark.parametrize("prompt", PEOPLE_ACT)
def test_what_came_with_a_place_is_never_before_who_acts(prompt: str, stages: Stages) -> None:
    bundle = made(prompt, stages)
    assert not [warning for warning in bundle.warnings if "too little room" in warning]
    assert setting(bundle) == "room"
    carriers = {placement.support_id for placement in bundle.layout.placements.values()}
    extra = {i: a for i, a in dressing(bundle).items() if i not in carriers and bundle.layout.placements[i].support_id
             not in carriers and a.category not in ("picture", "mirror")}  # fmt: skip
    people = [i for i, asset in bundle.assets.assets.items() if asset.role == "character"]
    key = bundle.layout.cameras[0].keys[0]
    boxes = []
    for object_id, asset in extra.items():
        outline = footprint(bundle, object_id)
        boxes.append((object_id, outline, float(asset.bounds[1, 2])))
        for person in people:
            body = bundle.simulation.clips[person].root_translations[:, :2]
            away = min(float(np.linalg.norm(body - outline.mean(axis=0), axis=1).min()), 9.0)
            assert away > 0.3, f"{object_id} stands in the way of {person}"
    for person in people:
        middle = bundle.simulation.clips[person].root_translations.mean(axis=0).astype(float)
        points = middle + np.array([[0.0, 0.0, z] for z in (-0.3, 0.0, 0.35)])
        for object_id, outline, top in boxes:
            low, high = outline.min(axis=0), outline.max(axis=0)
            block = Blocks(owners=(object_id,), poses=np.array([[*(0.5 * (low + high)), 0.0]]),
                           low=np.array([[*(-0.5 * (high - low)), 0.0]]),
                                 high=np.array([[*(0.5 * (high - low)), top]]))  # fmt: skip
            hidden = block.hide(key.translation.astype(float), points)
            assert not hidden.any(), f"{object_id} hides {person}"
    footprints = [outline for _, outline, _ in boxes]
    for k, one in enumerate(footprints):
        assert all(polygon_separation(one, other) > -0.02 for other in footprints[:k])


def test_what_is_looked_through_stands_on_the_table(stages: Stages) -> None:
    bundle = made("a scientist looks through a microscope in a laboratory", stages)
    support = bundle.layout.placements["microscope_1"].support_id
    assert support is not None
    assert bundle.assets.assets[support].category == "table"
    assert float(bundle.layout.placements["microscope_1"].transform.translation[2]) > 0.6


def test_a_summit_falls_off_to_all_sides_below_who_stands_on_it(parser: SceneParser) -> None:
    description = parser.run("a man stands on top of a mountain")
    assets, _ = build_environment(description, {}, np.random.default_rng(1))
    ground = next(asset for asset in assets.values() if any(s.kind == "plane" for s in asset.collision_shapes))
    points = ground.meshes[0].mesh.vertices.astype(float)
    out = np.hypot(points[:, 0], points[:, 1])
    assert np.abs(points[out < 3.5, 2]).max() < 1e-5
    assert points[(out > 25.0) & (out < 60.0), 2].max() < -5.0
    peaks = assets["backdrop_mountains"].meshes[0].mesh.vertices
    assert peaks[:, 2].max() > -20.0  # seen over the edge


def test_what_a_prompt_names_leaves_the_rest_of_its_place_there(parser: SceneParser, stages: Stages) -> None:
    bundle = made("a man lifts a barbell in a gym", stages)
    there = [asset.category for asset in bundle.assets.assets.values()]
    assert there.count("barbell") == 1
    assert {"punching bag", "mirror"} <= set(there)
    lot = grounds_builds("parking lot", 5.0, {"car", "street light"}, {"street light"}, np.random.default_rng(1))
    assert "backdrop_car" in lot
    assert "backdrop_street_light" not in lot


def test_below_the_sea_fish_are_in_the_water_and_what_sank_lies_on_its_bed(stages: Stages) -> None:
    bundle = made("A shark swims over a treasure chest at the bottom of the sea", stages)
    places = {i: p.transform.translation for i, p in bundle.layout.placements.items()}
    chest = next(i for i in places if i.startswith("treasure_chest"))
    assert places[chest][2] == pytest.approx(-2.3, abs=0.05)
    shark = bundle.simulation.object_tracks["shark_1"].translations
    assert shark[:, 2].min() > places[chest][2] + 1.0
    assert bundle.layout.world.fog_density > 0.03
    assert bundle.layout.world.colors[0][2] > 3.0 * bundle.layout.world.colors[0][0]  # blue-green
