"""A ring that one fights in is a boxing ring, one that is put on is not; pins stand on a lane of boards."""

from __future__ import annotations

import pytest

from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(
    "prompt",
    ["Two boxers fight in a ring.", "Two men box in a boxing ring.", "A wrestler stands in the ring.",
     "A referee walks around in a wrestling ring."],
)  # fmt: skip
def test_who_fights_stands_on_the_canvas_of_the_ring(parser: SceneParser, prompt: str) -> None:
    read = parser.run(prompt)
    (ring,) = [e for e in read.entities if e.category == "boxing ring"]
    people = {e.id for e in read.entities if e.category == "person"}
    assert {r.subject_id for r in read.relations if r.object_id == ring.id and r.spatial == "on"} == people
    assert read.setting.place is None


def test_a_ring_that_is_worn_stays_one(parser: SceneParser) -> None:
    read = parser.run("A woman puts on a ring.")
    assert all(e.category != "boxing ring" for e in read.entities)


def test_a_place_without_people_is_the_ring_itself(parser: SceneParser) -> None:
    assert [e.category for e in parser.run("A boxing ring.").entities] == ["boxing ring"]


def test_what_rolls_down_a_lane_at_pins_is_bowled_at_them(parser: SceneParser) -> None:
    read = parser.run("A bowling ball rolls down the lane and knocks over ten pins.")
    assert {(e.category, e.count) for e in read.entities} == {
        ("bowling ball", 1), ("bowling lane", 1), ("bowling pin", 10)
    }  # fmt: skip
    (deed,) = read.actions
    pins = next(e for e in read.entities if e.category == "bowling pin")
    assert (deed.target_id, deed.after) == (pins.id, None)


def test_a_car_still_drives_down_a_road(parser: SceneParser) -> None:
    read = parser.run("A red car drives down the lane.")
    assert "bowling lane" not in {e.category for e in read.entities}
