"""What comes down a slope begins at its top; stacks, rows, roads and walls, on real assets and boxes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from planned import Planned, plan
from scenes import scene

from backend.common import quat
from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.m2_layout_planner.descents import descent_of
from backend.m2_layout_planner.stage import LayoutPlanner
from backend.m2_layout_planner.surfaces import height_at
from backend.m3_assets.stage import AssetBuilder
from backend.protocol.scene import Attribute


def with_real_assets(things: str, relations: str = "", actions: str = "") -> Planned:
    """A layout of the things as they are built, not of boxes."""
    description, _ = scene(things, relations, actions)
    assets = AssetBuilder.load().run(description, rng=stage_rng(1, "assets"), progress=silent)
    layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(1, "layout"), progress=silent)
    return Planned(description, assets, layout)


def test_a_ball_touches_the_upper_end_of_its_ramp() -> None:
    found = with_real_assets("ball, ramp, 3 box", "", "ball roll ramp; ball hit box")
    placement, ramp = found.layout.placements["ball_1"], found.layout.placements["ramp_1"]
    descent = descent_of(found.things["ramp_1"], 0.1)
    assert descent is not None
    assert placement.support_id == "ramp_1"
    radius = 0.5 * float(placement.dimensions[0])
    middle = placement.transform.translation + np.array([0.0, 0.0, radius])
    local = quat.mul_vec(quat.inv(ramp.transform.rotation), middle - ramp.transform.translation)
    slope_height = float(height_at(found.assets.assets["ramp_1"], local[None, :2])[0])
    assert (local[2] - slope_height) * np.cos(np.arctan(descent.slope)) == pytest.approx(radius, abs=0.01)
    uphill = (local[:2] - found.things["ramp_1"].centre) @ -descent.downhill
    assert uphill > 0.5 * descent.foot_m
    downhill = quat.mul_vec(ramp.transform.rotation, np.array([*descent.downhill, 0.0]))[:2]
    for n in (1, 2, 3):  # what it hits stands beyond the foot, in line
        offset = found.at(f"box_1.{n}") - ramp.transform.translation[:2]
        assert offset @ downhill > descent.foot_m
        assert abs(offset @ [-downhill[1], downhill[0]]) < 1.0
    assert found.colliding <= {"ball_1", "ramp_1"}  # the box around the ramp reaches over its slope


def test_a_ball_begins_on_the_top_step() -> None:
    found = with_real_assets("ball, stairs", "", "ball bounce stairs")
    steps = found.assets.assets["stairs_1"].affordances_of("stand_at")
    highest = max(float(s.frame.translation[2]) for s in steps)
    assert found.layout.placements["ball_1"].transform.translation[2] == pytest.approx(highest, abs=0.01)


def test_what_falls_off_is_near_the_edge() -> None:
    description, assets = scene("table, cup", "cup fall_off table", "cup fall table")
    relation = replace(description.relations[0], spatial=None)
    layout = LayoutPlanner.load().run(
        replace(description, relations=(relation,)), assets, rng=stage_rng(1, "layout"), progress=silent
    )
    found = Planned(description, assets, layout)
    assert layout.placements["cup_1"].support_id == "table_1"
    offset = np.abs(found.at("cup_1") - found.at("table_1"))
    assert np.min(found.things["table_1"].extents - offset) < 0.25


def test_books_lie_straight_on_one_another_and_the_cup_on_top() -> None:
    description, assets = scene("table, 4 stacked book, cup", "book on table; cup on book")
    layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(1, "layout"), progress=silent)
    found = Planned(description, assets, layout)
    heights = [float(layout.placements[f"book_1.{n}"].transform.translation[2]) for n in range(1, 5)]
    assert heights == pytest.approx([0.74, 0.77, 0.80, 0.83], abs=1e-3)
    assert layout.placements["cup_1"].support_id == "book_1.4"
    for n in (2, 3, 4):
        assert np.linalg.norm(found.at(f"book_1.{n}") - found.at("book_1.1")) < 0.015
    assert not layout.unsatisfied


def test_what_is_wider_than_its_support_may_hang_over() -> None:
    found = plan("box, tv", "tv on box")
    assert not found.layout.unsatisfied
    assert np.linalg.norm(found.at("tv_1") - found.at("box_1")) < 0.05


def test_a_row_on_a_desk_is_straight_even_and_on_it() -> None:
    description, assets = scene("desk, 6 cup", "cup on desk")
    cups = replace(description.entities[1], attributes=(Attribute(type="other", value="row"),))
    description = replace(description, entities=(description.entities[0], cups))
    layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(1, "layout"), progress=silent)
    found = Planned(description, assets, layout)
    points = np.array([found.at(f"cup_1.{n}") for n in range(1, 7)])
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    assert np.ptp(steps) < 0.01
    assert np.linalg.norm(points[-1] - points[0]) == pytest.approx(steps.sum(), abs=0.01)
    assert not layout.unsatisfied
    assert not found.floating


def test_houses_stand_on_both_sides_of_the_road_and_face_it() -> None:
    found = plan("6 house, road", "house along road")
    road, heading = found.at("road_1"), found.stands["road_1"].pose[2]
    across = np.array([np.sin(heading + 0.5 * np.pi), -np.cos(heading + 0.5 * np.pi)])
    across = across if found.things["road_1"].extents[1] > found.things["road_1"].extents[0] else np.array(
        [np.sin(heading), -np.cos(heading)]
    )  # fmt: skip
    sides = [float((found.at(f"house_1.{n}") - road) @ across) for n in range(1, 7)]
    assert sum(s > 0.0 for s in sides) == 3
    for n, side in enumerate(sides, start=1):
        facing = np.array([np.sin(found.stands[f"house_1.{n}"].pose[2]), -np.cos(found.stands[f"house_1.{n}"].pose[2])])
        assert facing @ across * np.sign(side) < -0.9
        assert 0.0 < found.gap(f"house_1.{n}", "road_1") < 8.0


def test_a_couch_has_its_back_to_the_wall_and_the_tv_is_before_it() -> None:
    found = plan("couch, wall, tv, table", "couch against wall; tv on table; table facing couch")
    assert 0.0 < found.gap("couch_1", "wall_1") < 0.1
    assert found.facing_error_deg("tv_1", "couch_1") < 30.0
    forward = found.stands["couch_1"].pose[2]
    assert (found.at("tv_1") - found.at("couch_1")) @ [np.sin(forward), -np.cos(forward)] > 0.5


def test_a_run_ends_at_what_is_tripped_on() -> None:
    found = plan("boy, barrel", "", "boy run; boy trip barrel")
    path = found.path("boy_1")
    assert np.linalg.norm(path.points[-1, :2] - found.at("barrel_1")) < 0.3 + 0.25
    assert np.linalg.norm(path.points[-1, :2] - path.points[0, :2]) > 2.0


def test_who_looks_from_the_start_faces_it() -> None:
    found = plan("woman, box", "woman near box", "woman look box")
    assert found.facing_error_deg("woman_1", "box_1") < 5.0


def test_a_window_behind_the_bed_is_seen_above_it() -> None:
    found = plan("bed, window", "window behind bed", room=(5.0, 4.5, 2.6))
    assert found.at("window_1")[1] > found.at("bed_1")[1] + 0.5
    assert abs(found.at("window_1")[0] - found.at("bed_1")[0]) < 0.3


@pytest.mark.parametrize(
    ("things", "relations", "actions", "holder", "height_m"),
    [
        ("ball", "", "ball fall", None, 1.4),
        ("box, table", "box above table", "box drop table", "table_1", 1.4),
        ("ball", "", "ball fall_over", None, 0.0),
    ],
)
def test_what_falls_by_itself_starts_in_the_air(
    things: str, relations: str, actions: str, holder: str | None, height_m: float
) -> None:
    description, assets = scene(things, relations, actions)
    layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(1, "layout"), progress=silent)
    found = Planned(description, assets, layout)
    faller = f"{things.split(',')[0]}_1"
    below = found.things[holder].top if holder else 0.0
    assert float(layout.placements[faller].transform.translation[2]) - below == pytest.approx(height_m, abs=1e-2)
    if holder:
        assert np.linalg.norm(found.at(faller) - found.at(holder)) < 0.05
