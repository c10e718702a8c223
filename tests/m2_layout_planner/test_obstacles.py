"""What is in the artist's scene already: things stand beside it, people walk around it, and too little room is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scenes import scene

from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.m2_layout_planner.separation import corners, polygon_separation
from backend.m2_layout_planner.stage import LayoutPlanner
from backend.m2_layout_planner.stand import from_transform
from backend.m2_layout_planner.things import gather_things
from backend.m3_assets.obstacles import OBSTACLES_ID, obstacle_asset
from backend.protocol.scene import AssetSet, Obstacle, SceneDescription, SceneLayout


def box(x: float, y: float, width: float, depth: float, top: float = 1.0, bottom: float = 0.0) -> Obstacle:
    return Obstacle(
        low=np.array([x - 0.5 * width, y - 0.5 * depth, bottom], np.float32),
        high=np.array([x + 0.5 * width, y + 0.5 * depth, top], np.float32),
    )


def planned(obstacles: list[Obstacle], *texts: str, seed: int = 1) -> tuple[SceneDescription, AssetSet, SceneLayout]:
    description, assets = scene(*texts)
    if obstacles:
        assets = replace(assets, assets={**assets.assets, OBSTACLES_ID: obstacle_asset(obstacles)})
    layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(seed, "layout"), progress=silent)
    return description, assets, layout


def overlaps(
    description: SceneDescription, assets: AssetSet, layout: SceneLayout, obstacles: list[Obstacle]
) -> list[str]:
    """Things whose footprint reaches more than 1 cm into an obstacle."""
    found = []
    for object_id, thing in gather_things(description, assets).items():
        pose = from_transform(thing, layout.placements[object_id].transform).pose
        if object_id == OBSTACLES_ID or max(thing.extents) == 0.0:
            continue
        outline = corners(pose, thing.extents)
        for obstacle in obstacles:
            middle = 0.5 * (obstacle.low + obstacle.high)[:2]
            around = corners(np.array([*middle, 0.0]), 0.5 * (obstacle.high - obstacle.low)[:2])
            if polygon_separation(outline, around) < -0.01:
                found.append(object_id)
    return found


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.floats(0.2, 2.0), st.floats(0.2, 2.0)), min_size=1, max_size=6
    )
)
def test_things_stand_beside_what_is_there(places: list[tuple[float, float, float, float]]) -> None:
    obstacles = [box(*place) for place in places]
    told = planned(obstacles, "table, 2 chair", "chair near table")
    assert not overlaps(*told, obstacles) or "overlaps what was there" in " ".join(told[2].unsatisfied)


def test_a_table_in_the_middle_of_a_full_room_moves_to_free_ground_with_its_chairs() -> None:
    obstacles = [box(x, y, 0.9, 0.9) for x in np.arange(-2.0, 2.1, 1.0) for y in np.arange(-2.0, 2.1, 1.0)]
    description, assets, layout = planned(obstacles, "table, 2 chair", "chair near table")
    assert not overlaps(description, assets, layout, obstacles)
    assert not layout.unsatisfied
    places = [layout.placements[i].transform.translation[:2] for i in ("table_1", "chair_1.1", "chair_1.2")]
    assert all(np.linalg.norm(place - places[0]) < 2.0 for place in places)


def test_nobody_walks_through_what_is_there() -> None:
    wall = [box(0.0, -0.9, 6.0, 0.2, top=2.5)]
    for seed in range(4):
        _, _, layout = planned(wall, "woman, table, tree", "tree left of table", "woman walk table", seed=seed)
        for path in layout.paths:
            reach = np.maximum(wall[0].low[:2] - path.points[:, :2], path.points[:, :2] - wall[0].high[:2]).max(axis=1)
            assert reach.min() > 0.15, (seed, reach.min())


def test_what_hangs_overhead_or_lies_flat_is_in_nobodys_way() -> None:
    free = planned([], "woman, table", "", "woman walk table")[2]
    overhead = planned([box(0.0, 0.0, 9.0, 9.0, top=3.0, bottom=2.6)], "woman, table", "", "woman walk table")[2]
    assert [p.points.tobytes() for p in free.paths] == [p.points.tobytes() for p in overhead.paths]


def test_no_room_at_all_is_said() -> None:
    _, _, layout = planned([box(0.0, 0.0, 40.0, 40.0)], "table")
    assert "the table" in " ".join(layout.unsatisfied).lower()
