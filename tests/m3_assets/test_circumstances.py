"""What the rest of the prompt makes of a thing."""

from __future__ import annotations

import pytest

from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.m1_scene_parser.stage import SceneParser
from backend.m3_assets.stage import AssetBuilder
from backend.protocol.scene import Asset


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def built(parser: SceneParser, prompt: str, object_id: str) -> Asset:
    description = parser.run(prompt)
    found = AssetBuilder.load().run(description, rng=stage_rng(3, "assets"), progress=silent).assets[object_id]
    assert isinstance(found, Asset)
    return found


@pytest.mark.parametrize(("time", "lit"), [("at dusk", True), ("at night", True), ("at noon", False), ("", False)])
def test_lights_are_on_after_dark(parser: SceneParser, time: str, lit: bool) -> None:
    house = built(parser, f"a house by a lake {time}", "house_1")
    panes = next(material for material in house.materials if material.name == "panes")
    assert (panes.emission_w_m2 > 0.0) == lit


def test_flowers_stand_in_water_and_nothing_else_does(parser: SceneParser) -> None:
    assert "water" in {m.name for m in built(parser, "a glass vase with a rose in it", "vase_1").materials}
    assert "water" not in {m.name for m in built(parser, "a glass vase on a table", "vase_1").materials}


@pytest.mark.parametrize(
    ("prompt", "said"),
    [("a pot on the stove", "cooking"), ("a cook stirs a pot", "open"), ("a pot on the window sill", "plant")],
)
def test_a_pot_on_the_stove_is_one_to_cook_in(parser: SceneParser, prompt: str, said: str) -> None:
    style = next(p.value for p in built(parser, prompt, "pot_1").parameters if p.name == "style")
    assert style == said


def test_a_stone_counter_is_stone_all_over(parser: SceneParser) -> None:
    counter = built(parser, "a stone counter", "counter_1")
    kinds = {material.name: material.kind for material in counter.materials}
    assert kinds["Front"] == kinds["Worktop"] == "stone"
    assert "Handle" not in kinds


@pytest.mark.parametrize(
    ("prompt", "whole"),
    [
        ("a woman looks at herself in a mirror", True),
        ("a woman brushes her hair in front of a mirror", True),
        ("a mirror on the wall", False),
    ],
)
def test_a_mirror_that_is_looked_into_shows_the_face(parser: SceneParser, prompt: str, whole: bool) -> None:
    assert (built(parser, prompt, "mirror_1").dimensions[2] > 1.5) == whole


@pytest.mark.parametrize(
    ("prompt", "part"),
    [("a pirate holds a pistol", "ramrod"), ("a sheriff with a gun", "cylinder"),
     ("a soldier holds a rifle", "magazine"), ("a man holds a rifle", "scope")],
)  # fmt: skip
def test_arms_are_those_of_their_bearer(parser: SceneParser, prompt: str, part: str) -> None:
    arm = "rifle_1" if "rifle" in prompt else "pistol_1" if "pistol" in prompt else "gun_1"
    assert part in {name for mesh in built(parser, prompt, arm).meshes for name in mesh.part_names}


@pytest.mark.parametrize(
    ("prompt", "thing", "part"),
    [("a police car on a road", "police_car_1", "light_blue"), ("a yellow taxi", "taxi_1", "taxi_sign"),
     ("an ambulance", "ambulance_1", "crosses")],
)  # fmt: skip
def test_cars_of_service_carry_their_lights(parser: SceneParser, prompt: str, thing: str, part: str) -> None:
    assert part in {name for mesh in built(parser, prompt, thing).meshes for name in mesh.part_names}
