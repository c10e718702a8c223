"""People start where their walk is seen, go round things, and end where they can do what they came for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from planned import Planned, plan
from scenes import scene

from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.m2_layout_planner.stage import LayoutPlanner
from backend.protocol.scene import Relation

SEEDS = (1, 2, 3, 4)


def length(path: object) -> float:
    return float(np.linalg.norm(np.diff(path.points, axis=0), axis=1).sum())  # type: ignore[attr-defined]


def walks_through(found: Planned) -> list[str]:
    """Solid things that a path's body touches, further than an arm's length from its ends."""
    hit = []
    for path in found.layout.paths:
        points = path.points[:, :2]
        for object_id, thing in found.things.items():
            if thing.is_person or thing.kind == "ground" or found.stands[object_id].base > 1.8 or thing.top < 0.15:
                continue
            pose = found.stands[object_id].pose
            cos, sin = np.cos(pose[2]), np.sin(pose[2])
            local = (points - pose[:2]) @ np.array([[cos, -sin], [sin, cos]])
            over = np.maximum(np.abs(local) - thing.half, 0.0)
            if np.any(np.linalg.norm(over, axis=1) - thing.radius < 0.02):
                hit.append(object_id)
    return hit


@pytest.mark.parametrize("seed", SEEDS)
def test_walks_to_the_table_and_picks_up_the_ball(seed: int) -> None:
    found = plan(
        "woman, table, ball, 2 chair",
        "ball on table; chair near table",
        "woman walk table; woman pick_up ball",
        seed=seed,
    )
    walk, pick = found.path("woman_1"), found.path("woman_1", 1)
    assert not found.layout.unsatisfied
    assert 2.0 <= length(walk) <= 5.0
    end = walk.points[-1, :2]
    np.testing.assert_allclose(walk.points[0, :2], found.at("woman_1"), atol=1e-5)
    np.testing.assert_allclose(pick.points[0], walk.points[-1], atol=1e-5)
    assert 0.25 <= np.linalg.norm(found.at("ball_1") - end) <= 0.6
    toward = found.at("ball_1") - end
    assert (
        abs(
            np.arctan2(
                np.sin(walk.end_heading_rad - np.arctan2(toward[0], -toward[1])),
                np.cos(walk.end_heading_rad - np.arctan2(toward[0], -toward[1])),
            )
        )
        < 0.3
    )
    assert not walks_through(found)
    camera = found.layout.cameras[0].keys[0]
    away = (camera.target - camera.translation)[:2]
    going = walk.points[-1, :2] - walk.points[0, :2]
    assert away @ going / np.linalg.norm(away) / np.linalg.norm(going) < 0.75, "she walks away from the camera"


@pytest.mark.parametrize("seed", SEEDS)
def test_sits_down_with_the_back_to_the_seat(seed: int) -> None:
    found = plan("man, chair, table", "chair near table", "man walk chair; man sit_down chair", seed=seed)
    end, chair = found.path("man_1").points[-1, :2], found.stands["chair_1"].pose
    front = np.array([np.sin(chair[2]), -np.cos(chair[2])])
    assert 0.25 < (end - chair[:2]) @ front < 0.6
    assert abs((end - chair[:2]) @ [front[1], -front[0]]) < 0.05
    assert np.cos(found.path("man_1").end_heading_rad - chair[2]) > 0.99
    assert not walks_through(found)


@pytest.mark.parametrize("seed", SEEDS)
def test_kicks_from_behind_the_ball(seed: int) -> None:
    found = plan("boy, ball, goal", "", "boy kick ball", seed=seed)
    end, heading = found.path("boy_1").points[-1, :2], found.path("boy_1").end_heading_rad
    forward = np.array([np.sin(heading), -np.cos(heading)])
    assert 0.25 <= (found.at("ball_1") - end) @ forward <= 0.6
    assert np.linalg.norm(found.at("ball_1") - end) <= 0.6


def test_pushes_from_behind() -> None:
    found = plan("man, crate", "", "man push crate")
    path = found.path("man_1")
    forward = np.array([np.sin(path.end_heading_rad), -np.cos(path.end_heading_rad)])
    assert (found.at("crate_1") - path.points[-1, :2]) @ forward > 0.5


def test_goes_round_what_is_in_the_way() -> None:
    found = plan(
        "man, couch, bookshelf, table, tv, 3 crate", "table in_front_of couch",
        "man walk bookshelf; man walk couch; man walk tv", room=(6.0, 5.0, 2.7),
    )  # fmt: skip
    assert not walks_through(found)
    for path in found.layout.paths:
        assert np.all(np.abs(path.points[:, :2]) <= [3.0, 2.5])


def test_chained_walks_join() -> None:
    found = plan("man, chair, lamp", "", "man walk chair; man walk lamp; man wave")
    first, second = found.path("man_1"), found.path("man_1", 1)
    np.testing.assert_allclose(first.points[-1], second.points[0], atol=1e-5)
    assert second.start_heading_rad == pytest.approx(first.end_heading_rad, abs=1e-5)


def test_a_circle_comes_back() -> None:
    path = plan("woman", "", "woman walk > walks in a circle").path("woman_1")
    assert np.linalg.norm(path.points[0] - path.points[-1]) < 0.1
    assert length(path) > 4.0


def test_two_walk_to_each_other_and_meet() -> None:
    found = plan("man, woman", "", "man walk woman; woman walk man; man shake_hands woman")
    a, b = found.path("man_1").points[-1, :2], found.path("woman_1").points[-1, :2]
    assert 0.5 <= np.linalg.norm(a - b) <= 1.3


def test_waves_at_someone_by_turning() -> None:
    found = plan("man, woman", "", "man wave woman")
    path = found.path("man_1")
    assert len(path.points) == 1
    delta = found.at("woman_1") - found.at("man_1")
    assert np.cos(path.end_heading_rad - np.arctan2(delta[0], -delta[1])) > 0.99


@pytest.mark.parametrize("text", ["walks away", "walks forward", "runs to the left", "walks across"])
def test_walks_without_a_goal_go_somewhere(text: str) -> None:
    path = plan("girl, tree", "", f"girl walk > {text}").path("girl_1")
    assert length(path) >= 1.5


def test_three_runners_end_apart() -> None:
    found = plan("3 boy, ball", "", "boy run ball")
    ends = [found.path(f"boy_1.{n}").points[-1, :2] for n in (1, 2, 3)]
    assert min(np.linalg.norm(a - b) for n, a in enumerate(ends) for b in ends[:n]) > 0.45


def test_puts_down_what_was_picked_up_at_the_front_of_the_shelf() -> None:
    description, assets = scene("woman, table, cup, bookshelf", "cup on table", "woman pick_up cup; woman put cup")
    put = Relation(subject_id="woman_1", predicate="put on", spatial=None, object_id="bookshelf_1")
    description = replace(description, relations=(*description.relations, put))
    layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(1, "layout"), progress=silent)
    found = Planned(description, assets, layout)
    path = found.path("woman_1", 1)
    heading = found.stands["bookshelf_1"].pose[2]
    offset = path.points[-1, :2] - found.at("bookshelf_1")
    assert path.target_id == "bookshelf_1"
    assert offset @ [np.sin(heading), -np.cos(heading)] > 0.3
    assert not walks_through(found)


def test_walks_to_a_chair_and_sits() -> None:
    found = plan("man, chair", "", "man walk chair; man sit_down")
    chair, end = found.stands["chair_1"].pose, found.path("man_1").points[-1, :2]
    assert (end - chair[:2]) @ [np.sin(chair[2]), -np.cos(chair[2])] > 0.25
    assert np.cos(found.path("man_1").end_heading_rad - chair[2]) > 0.99


def test_walks_past_a_house_on_the_side_of_the_camera() -> None:
    found = plan("woman, house", "", "woman walk house > walks past the house")
    path = found.path("woman_1")
    assert length(path) > 3.0
    assert path.points[:, 1].max() < found.at("house_1")[1] - 3.5
