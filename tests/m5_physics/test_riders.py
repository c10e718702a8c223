"""What stands on a thing goes where that is carried, and comes down with it."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from tests.m5_physics.scenes import box_shape, clip, cylinder_shape, person, pose, simulate, thing
from tests.m5_physics.test_stage import ENGINES, TABLE_TOP, grasp, reaching, release


@pytest.mark.parametrize("engine", ENGINES)
def test_glasses_ride_on_a_tray_that_is_taken_and_set_down(engine: str) -> None:
    frames = 50
    table = thing("table_1", [box_shape((1.0, 0.6, 0.05), (0, 0, 0.725))], 20.0, static=True)
    tray = thing("tray_1", [box_shape((0.5, 0.3, 0.02))], 0.9)
    glass = thing("glass_1", [cylinder_shape(0.08, 0.13)], 0.2)
    root, rotations = reaching(frames, np.array([0.0, 0.0, 0.9]), 8, 40)
    root[20:34] += [0.3, 0.0, 0.1]
    on_table = {"tray_1": pose((0, 0, TABLE_TOP)), "glass_1": pose((0.1, 0, TABLE_TOP + 0.02))}
    places = {"table_1": pose((0, 0, 0)), **on_table}
    simulation = simulate(
        [table, tray, glass, person()], places | {"man_1": pose((0, 0, 0))}, num_frames=frames,
        clips=[clip("man_1", root, rotations)], events=[grasp(10, "tray_1"), release(38, (0, 0, 0), "tray_1")],
        supports={"tray_1": "table_1", "glass_1": "tray_1"}, engine=engine,
    )  # fmt: skip
    assert simulation.missed == ()
    assert {(a.object_id, a.frame_start, a.frame_end) for a in simulation.attachments} == {
        ("tray_1", 10, 38), ("glass_1", 10, 38)
    }  # fmt: skip
    below, above = simulation.object_tracks["tray_1"], simulation.object_tracks["glass_1"]
    away = quat.mul_vec(
        quat.inv(below.rotations.astype(float)), above.translations.astype(float) - below.translations.astype(float)
    )
    assert np.abs(away - [0.1, 0.0, 0.02]).max() < 0.004
    assert below.translations[25, 2] > TABLE_TOP + 0.05
    assert below.translations[-1, 2] == pytest.approx(TABLE_TOP, abs=0.004)


def test_what_stands_on_a_thing_flies_off_with_it() -> None:
    frames = 40
    tray = thing("tray_1", [box_shape((0.5, 0.3, 0.02))], 0.9)
    glass = thing("glass_1", [cylinder_shape(0.08, 0.13)], 0.2)
    root, rotations = reaching(frames, np.array([0.0, 0.0, 1.2]), 6, 38)
    simulation = simulate(
        [tray, glass, person()],
        {"tray_1": pose((0, 0, 1.1)), "glass_1": pose((0.1, 0, 1.12)), "man_1": pose((0, 0, 0))}, num_frames=frames,
        clips=[clip("man_1", root, rotations)], events=[grasp(8, "tray_1"), release(20, (0, -2, 1), "tray_1")],
        supports={"glass_1": "tray_1"},
    )  # fmt: skip
    glass_track = simulation.object_tracks["glass_1"].translations
    assert glass_track[24, 1] < glass_track[20, 1] - 0.2
