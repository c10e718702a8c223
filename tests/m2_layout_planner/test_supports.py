"""Things stand on what carries them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from planned import Planned, plan
from scenes import SIZES

from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.m2_layout_planner.stage import LayoutPlanner


def test_small_things_share_a_table() -> None:
    found = plan("table, ball, vase, 4 cup, 2 book", "ball on table; vase on table; cup on table; book on table")
    assert not found.colliding
    assert not found.floating
    assert not found.layout.unsatisfied
    for object_id, placement in found.layout.placements.items():
        if object_id != "table_1":
            assert placement.support_id == "table_1"
            assert placement.transform.translation[2] == pytest.approx(SIZES["table"][2], abs=1e-3)


def test_stacked_boxes_rise() -> None:
    found = plan("3 stacked box")
    heights = [found.layout.placements[f"box_1.{n}"].transform.translation[2] for n in (1, 2, 3)]
    assert heights == pytest.approx([0.0, 0.45, 0.9], abs=1e-3)
    for above, below in (("box_1.2", "box_1.1"), ("box_1.3", "box_1.2")):
        assert np.linalg.norm(found.at(above) - found.at(below)) < 0.1


def test_books_are_shared_out_over_the_shelves() -> None:
    found = plan("bookshelf, 8 book", "book on bookshelf")
    heights = {round(float(found.layout.placements[f"book_1.{n}"].transform.translation[2]), 2) for n in range(1, 9)}
    assert heights == {0.3, 0.7, 1.1, 1.5}
    assert not found.colliding


def test_flowers_go_into_the_vase_on_the_table() -> None:
    found = plan("table, vase, flower", "vase on table; flower in vase")
    assert found.layout.placements["flower_1"].support_id == "vase_1"
    assert found.layout.placements["flower_1"].transform.translation[2] == pytest.approx(0.74 + 0.02, abs=1e-3)
    assert np.linalg.norm(found.at("flower_1") - found.at("vase_1")) < 0.06


def test_too_big_is_said() -> None:
    found = plan("vase, crate", "crate in vase")
    assert found.layout.unsatisfied == ("The crate is not in the vase: the crate is too big for it.",)
    assert found.layout.placements["crate_1"].support_id is None


def test_things_that_would_carry_each_other() -> None:
    found = plan("box, crate", "box on crate; crate on box")
    assert any("carry each other" in text for text in found.layout.unsatisfied)
    assert not found.floating


def test_pictures_hang_on_the_wall_of_the_room() -> None:
    found = plan("picture, door, clock, couch", "", room=(4.0, 3.5, 2.6))
    assert not found.colliding
    picture = found.stands["picture_1"]
    assert 1.2 < picture.base + 0.22 < 1.8
    assert found.stands["door_1"].base == 0.0
    for object_id in ("picture_1", "door_1", "clock_1"):
        x, y = found.at(object_id)
        assert min(2.0 - abs(x), 1.75 - abs(y)) < 0.1
    assert "the camera's side stays open", found.at("picture_1")[1] > -1.7


@pytest.mark.parametrize(("windows", "hangs"), [("", True), (", 4 window", False)])
def test_a_picture_that_nobody_asked_for_hangs_only_where_there_is_room(windows: str, hangs: bool) -> None:
    asked = plan(f"picture, ball{windows}", "", room=(2.0, 2.0, 2.6))
    assert any("picture" in line.lower() for line in asked.layout.unsatisfied) is not hangs
    others = tuple(e for e in asked.description.entities if e.category != "picture")
    description = replace(asked.description, entities=others)
    layout = LayoutPlanner.load().run(description, asked.assets, rng=stage_rng(1, "layout"), progress=silent)
    assert ("picture_1" in layout.placements) is hangs
    assert not any("picture" in line.lower() for line in layout.unsatisfied)


def test_a_wall_outdoors_carries_its_picture() -> None:
    found = plan("wall, picture", "picture on wall")
    assert found.layout.placements["picture_1"].support_id == "wall_1"
    assert abs(found.gap("picture_1", "wall_1")) < 0.01
    assert found.stands["picture_1"].base > 1.0


def test_clouds_are_in_the_sky_and_behind() -> None:
    found = plan("house, 2 cloud")
    for cloud in ("cloud_1.1", "cloud_1.2"):
        assert found.stands[cloud].base > 4.0
    assert not found.colliding


def test_seated_people_belong_to_their_seat() -> None:
    found = plan("man, chair", "man on chair")
    assert found.layout.placements["man_1"].support_id == "chair_1"
    offset = found.at("man_1") - found.at("chair_1")
    heading = found.stands["chair_1"].pose[2]
    assert offset @ [np.sin(heading), -np.cos(heading)] > 0.3


def test_books_are_piled_up_on_a_crowded_desk_only() -> None:
    few = plan("desk, 2 book", "book on desk")
    assert few.layout.placements["book_1.2"].support_id == "desk_1"
    crowded = plan("desk, 2 laptop, 10 book, bowl", "laptop on desk; book on desk; bowl on desk")
    assert crowded.layout.placements["book_1.2"].support_id == "book_1.1"
    assert not crowded.floating


def test_what_a_cup_on_the_desk_is_beside_is_on_the_desk_too() -> None:
    found = plan("desk, cup, book", "cup on desk; cup left_of book")
    assert found.layout.placements["book_1"].support_id == "desk_1"
    assert not found.layout.unsatisfied


def test_a_bench_under_a_tree_stands_before_its_trunk() -> None:
    from backend.m1_scene_parser.stage import SceneParser
    from backend.m3_assets.stage import AssetBuilder

    description = SceneParser.load().run("a bench under a big tree", progress=silent)
    assets = AssetBuilder.load().run(description, rng=stage_rng(1, "assets"), progress=silent)
    for seed in range(3):
        layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(seed, "layout"), progress=silent)
        assert not layout.unsatisfied
        found = Planned(description, assets, layout)
        assert not found.colliding
        assert found.at("bench_1")[1] < found.at("tree_1")[1]


def test_a_kicked_stack_stays_beside_what_it_is_beside() -> None:
    found = plan("boy, 3 stacked box, crate", "box next_to crate", "boy kick box")
    assert found.gap("box_1.1", "crate_1") <= 0.5
