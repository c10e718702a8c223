"""The stage as a whole: bars, determinism, cancelling, moving things by hand."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planned import plan
from scenes import scene

from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.m2_layout_planner.benchmark import measure, random_scene
from backend.m2_layout_planner.stage import LayoutPlanner
from backend.protocol.errors import JobCancelled, LayoutInfeasibleError
from backend.protocol.scene import Transform

DEMO = ("woman, table, ball, 2 chair", "ball on table; chair near table", "woman walk table; woman pick_up ball")


def test_the_bars_on_random_scenes() -> None:
    runs = [
        measure(*random_scene(size, np.random.default_rng([size, seed])), seed)
        for size in (8, 14, 20)
        for seed in range(6)
    ]
    objects, relations = sum(r.num_objects for r in runs), sum(r.relations for r in runs)
    assert sum(r.colliding for r in runs) <= 0.02 * objects
    assert sum(r.supported for r in runs) >= 0.98 * objects
    assert sum(r.unsatisfied for r in runs) <= 0.05 * relations


def test_a_hundred_things_hardly_collide() -> None:
    runs = [measure(*random_scene(100, np.random.default_rng([100, seed])), seed) for seed in (1, 2)]
    assert sum(r.colliding for r in runs) <= 0.02 * 200
    assert sum(r.unsatisfied for r in runs) <= 0.05 * sum(r.relations for r in runs)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 9))
def test_every_asset_gets_a_finite_place(seed: int, size: int) -> None:
    description, assets = random_scene(size, np.random.default_rng(seed))
    layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(seed, "layout"), progress=silent)
    assert set(layout.placements) == set(assets.assets)
    for placement in layout.placements.values():
        assert np.all(np.isfinite(placement.transform.translation))
        assert np.linalg.norm(placement.transform.rotation) == pytest.approx(1.0, abs=1e-5)
        assert np.all(placement.transform.translation >= layout.bounds[0] - 0.01)
        assert np.all(placement.transform.translation <= layout.bounds[1] + 0.01)


def test_same_seed_same_bytes_and_inputs_stay() -> None:
    description, assets = scene(*DEMO, time="sunset")
    before = pickle.dumps((description, assets))
    one, two = (
        LayoutPlanner.load().run(description, assets, rng=stage_rng(5, "layout"), progress=silent) for _ in range(2)
    )
    other = LayoutPlanner.load().run(description, assets, rng=stage_rng(6, "layout"), progress=silent)
    assert pickle.dumps(one) == pickle.dumps(two)
    assert pickle.dumps(one) != pickle.dumps(other)
    assert pickle.dumps((description, assets)) == before


def test_cancelling() -> None:
    def stop(fraction: float, message: str = "") -> None:
        if fraction > 0.0:
            raise JobCancelled

    description, assets = scene(*DEMO)
    with pytest.raises(JobCancelled):
        LayoutPlanner.load().run(description, assets, rng=stage_rng(1, "layout"), progress=stop)


def test_an_empty_scene_has_a_camera() -> None:
    found = plan("rug")
    assert found.layout.cameras
    description, assets = scene("")
    layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(1, "layout"), progress=silent)
    assert layout.cameras
    assert layout.lights


def test_a_moved_table_takes_along_what_depends_on_it() -> None:
    found = plan("table, ball, chair, lamp, crate", "ball on table; chair near table")
    old = found.layout.placements
    table = old["table_1"].transform
    moved = Transform(
        translation=table.translation + np.array([3.0, 0.5, 0.0], dtype=np.float32), rotation=table.rotation
    )
    again = LayoutPlanner.load().solve_again(
        found.layout, found.assets, found.description, {"table_1": moved}, rng=stage_rng(1, "again"), progress=silent
    ).placements  # fmt: skip
    np.testing.assert_array_equal(again["table_1"].transform.translation, moved.translation)
    for stays in ("lamp_1", "crate_1"):
        np.testing.assert_allclose(again[stays].transform.translation, old[stays].transform.translation, atol=1e-5)
    ball, chair = again["ball_1"].transform.translation, again["chair_1"].transform.translation
    assert np.all(np.abs((ball - moved.translation)[:2]) < [0.8, 0.8])
    assert np.linalg.norm((chair - moved.translation)[:2]) < 2.5


def test_moving_what_is_not_there_is_a_clear_error() -> None:
    found = plan("table")
    with pytest.raises(LayoutInfeasibleError, match="no object lamp_9"):
        LayoutPlanner.load().solve_again(
            found.layout, found.assets, found.description, {"lamp_9": found.layout.placements["table_1"].transform},
            rng=stage_rng(1, "again"), progress=silent,
        )  # fmt: skip


def test_several_cars_on_a_road_stand_apart() -> None:
    from backend.m1_scene_parser.stage import SceneParser
    from backend.m3_assets.stage import AssetBuilder

    description = SceneParser.load().run("three parked cars on a road", progress=silent)
    assets = AssetBuilder.load().run(description, rng=stage_rng(1, "assets"), progress=silent)
    for seed in range(4):
        layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(seed, "layout"), progress=silent)
        assert not layout.unsatisfied
