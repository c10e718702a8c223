"""What the prompt says of places is what the placements show."""

from __future__ import annotations

import numpy as np
import pytest
from planned import plan

SEEDS = (1, 2, 3)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("spatial", "axis"),
    [("left_of", (-1, 0)), ("right_of", (1, 0)), ("in_front_of", (0, -1)), ("behind", (0, 1))],
)
def test_sides_are_the_viewers(spatial: str, axis: tuple[int, int], seed: int) -> None:
    found = plan("crate, barrel, lamp", f"crate {spatial} barrel", seed=seed)
    camera = found.layout.cameras[0].keys[0]
    away = (camera.target - camera.translation)[:2] / np.linalg.norm((camera.target - camera.translation)[:2])
    right = np.array([away[1], -away[0]])
    delta = found.at("crate_1") - found.at("barrel_1")
    assert delta @ (axis[0] * right + axis[1] * away) > 0.0
    assert not found.layout.unsatisfied
    assert not found.colliding


def test_sides_of_the_object_itself_turn_with_it() -> None:
    found = plan("couch, lamp", "lamp left_of couch (object)")
    heading = found.stands["couch_1"].pose[2]
    left = np.array([np.cos(heading), np.sin(heading)])
    assert (found.at("lamp_1") - found.at("couch_1")) @ left > 0.5


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("spatial", "low", "high"),
    [("next_to", 0.0, 0.5), ("near", 0.5, 1.5), ("far_from", 2.5, 9.0), ("touching", -0.005, 0.01)],
)
def test_distances(spatial: str, low: float, high: float, seed: int) -> None:
    found = plan("crate, barrel", f"crate {spatial} barrel", seed=seed)
    assert low - 1e-3 <= found.gap("crate_1", "barrel_1") <= high + 1e-3
    assert not found.layout.unsatisfied


def test_a_chair_that_nobody_places_stands_at_the_desk_and_faces_it() -> None:
    found = plan("desk, chair")
    assert found.gap("chair_1", "desk_1") <= 0.35
    assert found.facing_error_deg("chair_1", "desk_1") <= 20.0
    assert not found.colliding


@pytest.mark.parametrize("count", [2, 3, 4, 6, 8])
def test_chairs_stand_around_their_table_and_face_it(count: int) -> None:
    found = plan(f"table, {count} chair", "chair around table")
    chairs = [f"chair_1.{n}" for n in range(1, count + 1)]
    assert not found.colliding
    assert not found.layout.unsatisfied
    for chair in chairs:
        assert found.gap(chair, "table_1") <= 0.35
        assert (
            found.facing_error_deg(chair, "table_1") <= 45.0
            if count >= 5
            else found.facing_error_deg(chair, "table_1") <= 10.0
        )
    if count == 4:
        angles = np.sort([np.arctan2(*(found.at(c) - found.at("table_1"))[::-1]) for c in chairs])
        assert np.diff(angles) == pytest.approx(np.pi / 2, abs=0.15)


def test_chairs_near_a_table_face_it() -> None:
    found = plan("table, 2 chair", "chair near table")
    for chair in ("chair_1.1", "chair_1.2"):
        assert found.facing_error_deg(chair, "table_1") <= 30.0


def test_facing_and_opposite() -> None:
    found = plan("man, woman, couch, tv", "man facing woman; couch opposite tv")
    assert found.facing_error_deg("man_1", "woman_1") <= 30.0
    assert max(found.facing_error_deg("couch_1", "tv_1"), found.facing_error_deg("tv_1", "couch_1")) <= 30.0


def test_between() -> None:
    found = plan("bench, 2 tree", "bench between tree")
    a, b, own = found.at("tree_1.1"), found.at("tree_1.2"), found.at("bench_1")
    share = (own - a) @ (b - a) / ((b - a) @ (b - a))
    assert 0.2 < share < 0.8


def test_dominoes_stand_in_a_row_close_enough_to_topple() -> None:
    found = plan("8 domino")
    places = np.array([found.at(f"domino_1.{n}") for n in range(1, 9)])
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    assert steps == pytest.approx(0.6 * 0.48, abs=0.02)
    line = places[-1] - places[0]
    off = np.abs(
        np.cross(np.append(line, 0), np.column_stack([places - places[0], np.zeros(8)]))[:, 2]
    ) / np.linalg.norm(line)
    assert off.max() < 0.02
    front = np.array([np.sin(found.stands["domino_1.1"].pose[2]), -np.cos(found.stands["domino_1.1"].pose[2])])
    assert abs(front @ line) / np.linalg.norm(line) > 0.98


def test_under_the_table_is_under_its_top() -> None:
    found = plan("table, cat", "cat under table")
    assert found.gap("cat_1", "table_1") < -0.1
    assert not found.colliding


def test_people_keep_their_distance() -> None:
    found = plan("5 man")
    for a in range(1, 6):
        for b in range(1, a):
            assert np.linalg.norm(found.at(f"man_1.{a}") - found.at(f"man_1.{b}")) >= 0.9


def test_cars_go_on_the_road_and_houses_do_not() -> None:
    found = plan("road, 2 car, house")
    for car in ("car_1.1", "car_1.2"):
        assert found.gap(car, "road_1") < -0.5
        turn = found.stands[car].pose[2] - found.stands["road_1"].pose[2]
        assert abs(np.sin(turn)) > 0.9, "it drives along the road, whose length is its x"
    assert found.gap("house_1", "road_1") >= -0.01


def test_what_cannot_be_is_named() -> None:
    found = plan("crate, barrel", "crate near barrel; crate far_from barrel")
    assert found.layout.unsatisfied
    assert all("crate" in text and text.endswith(".") for text in found.layout.unsatisfied)
