"""Who goes to a place is there, and who drives or rides along is in a car."""

from __future__ import annotations

import pytest

from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(("prompt", "place", "indoor"), [
    ("a woman walks to the beach", "beach", False),
    ("a boy runs to the park", "park", False),
    ("a family goes to the zoo", "zoo", False),
    ("kids run into the sea", "beach", False),
    ("a woman walks out of the forest", "forest", False),
    ("a man goes to the gym", "gym", True),
    ("a woman goes to the kitchen", "kitchen", True),
])  # fmt: skip
def test_a_place_one_goes_to_is_where_it_happens(prompt: str, place: str, indoor: bool, parser: SceneParser) -> None:
    description = parser.run(prompt)
    assert (description.setting.place, description.setting.indoor) == (place, indoor)
    assert {entity.category for entity in description.entities} == {"person"}


@pytest.mark.parametrize("prompt", ["a girl walks to school", "a woman walks to the church"])
def test_a_building_that_one_goes_to_is_seen_from_outside(prompt: str, parser: SceneParser) -> None:
    description = parser.run(prompt)
    assert not description.setting.indoor
    assert {entity.role for entity in description.entities} == {"character", "structure"}


def test_a_second_place_is_a_house_there(parser: SceneParser) -> None:
    description = parser.run("a cowboy rides his horse through the desert to a village")
    assert description.setting.place == "desert"
    assert next(e.category for e in description.entities if e.lemma == "village") == "house"


@pytest.mark.parametrize(("prompt", "drivers", "riders"), [
    ("a man drives down a country road", {"man_1"}, set()),
    ("a father drives his kids to school", {"father_1"}, {"kid_1"}),
    ("a girl rides in the car that her father drives", {"father_1"}, {"girl_1"}),
    ("a man drives a red car past a house, his wife sits beside him", {"man_1"}, {"wife_1"}),
    ("two women ride in a taxi", set(), {"woman_1"}),
])  # fmt: skip
def test_who_drives_or_rides_is_in_a_car(prompt: str, drivers: set[str], riders: set[str], parser: SceneParser) -> None:
    description = parser.run(prompt)
    cars = {entity.id for entity in description.entities if entity.category == "car"}
    assert len(cars) == 1
    inside = {verb: {a.actor_id for a in description.actions if a.verb == verb and a.target_id in cars}
              for verb in ("drive", "ride")}  # fmt: skip
    assert (inside["drive"], inside["ride"]) == (drivers, riders)


@pytest.mark.parametrize("prompt", ["a shepherd drives his sheep down a road", "a golfer drives a ball",
                                    "a boy drives a nail into a board"])  # fmt: skip
def test_what_else_is_driven_needs_no_car(prompt: str, parser: SceneParser) -> None:
    assert all(entity.category != "car" for entity in parser.run(prompt).entities)
