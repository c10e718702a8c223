"""The camera shows all of it, from where it can be seen."""

from __future__ import annotations

import numpy as np
import pytest
from planned import Planned, plan

from backend.m2_layout_planner.framing import View, height_share, on_frame
from backend.m2_layout_planner.moves import Shooting, outside
from backend.m2_layout_planner.stage import _prepare
from backend.m2_layout_planner.take import Take, rehearse
from backend.protocol.scene import Shot


def on_screen(found: Planned, points: np.ndarray, number: int = 0) -> np.ndarray:
    """Frame coordinates (N, 2), -1…1 across width and height."""
    camera = found.layout.cameras[0]
    key = camera.keys[number]
    forward = key.target - key.translation
    forward = forward / np.linalg.norm(forward)
    right = np.cross(forward, [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    up = np.cross(right, forward)
    offset = points - key.translation
    depth = offset @ forward
    assert depth.min() > 0.0
    scale = 2.0 * camera.lens_mm / camera.sensor_width_mm
    return np.stack([offset @ right * scale / depth, offset @ up * scale * 16 / 9 / depth], axis=-1)


def take_and_camera(found: Planned) -> tuple[Take, Shooting]:
    """Where everything is along the planned ways, and the camera over the same moments."""
    scene = _prepare(found.description, found.assets)
    scene.stands.update(found.stands)
    camera = found.layout.cameras[0]
    keys = [np.array([getattr(k, name) for k in camera.keys], float) for name in ("fraction", "translation", "target")]
    view = View(azimuth=0.0, pitch=0.0)
    shooting = Shooting(view=view, lens_mm=camera.lens_mm, fractions=keys[0], positions=keys[1], targets=keys[2])
    return rehearse(scene, found.layout.paths), shooting


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_whole_action_is_in_the_picture(seed: int) -> None:
    found = plan("woman, table, ball, 2 chair, house, tree", "ball on table; chair near table",
                 "woman walk table; woman pick_up ball", seed=seed)  # fmt: skip
    take, shooting = take_and_camera(found)
    assert outside(shooting, take.outlines["woman_1"]) <= 1.0
    eyes, targets = shooting.at(np.linspace(0.0, 1.0, take.count))
    for object_id in ("table_1", "ball_1"):
        assert np.abs(on_frame(take.outlines[object_id][-1], eyes[-1], targets[-1], shooting.lens_mm)).max() <= 1.0


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("things", ["woman, table, ball, house, tree", "woman, table, ball, 3 chair, bookshelf, couch"])
def test_scenery_does_not_make_people_small(things: str, seed: int) -> None:
    found = plan(things, "ball on table", "woman walk table; woman pick_up ball", seed=seed)
    take, shooting = take_and_camera(found)
    eyes, targets = shooting.at(np.linspace(0.0, 1.0, take.count))
    assert height_share(take.outlines["woman_1"][-1], eyes[-1], targets[-1], shooting.lens_mm) >= 0.48


def test_a_long_run_is_followed_with_few_keys() -> None:
    found = plan("man", "", "man run > runs fast across the meadow")
    take, shooting = take_and_camera(found)
    assert outside(shooting, take.outlines["man_1"]) <= 1.0
    assert len(shooting.fractions) <= 5
    eyes, targets = shooting.at(np.linspace(0.0, 1.0, take.count))
    each = zip(take.outlines["man_1"], eyes, targets, strict=True)
    shares = [height_share(outline, eye, target, shooting.lens_mm) for outline, eye, target in each]
    assert min(shares) >= 0.5


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_faces_are_seen(seed: int) -> None:
    found = plan("man, ball, goal", "", "man kick ball > kicks the ball into the goal", seed=seed)
    take, shooting = take_and_camera(found)
    toward = (shooting.positions[-1] - take.outlines["man_1"][-1, 0])[:2]
    face = take.faces["man_1"][-1, :2]
    assert np.degrees(np.arccos(face @ toward / np.linalg.norm(toward))) < 95.0


def test_a_lone_person_fills_most_of_the_height() -> None:
    found = plan("man")
    x, y = found.at("man_1")
    seen = on_screen(found, np.array([[x, y, 0.0], [x, y, 1.7]]))[:, 1]
    assert 0.55 <= np.ptp(seen) / 2.0 <= 0.78


def test_shot_sizes_come_closer() -> None:
    distances = []
    for size in ("wide", "full", "medium", "close-up"):
        found = plan("man", shot=Shot(size=size))
        camera = found.layout.cameras[0]
        key = camera.keys[0]
        distances.append(float(np.linalg.norm(key.translation - key.target)) * 50.0 / camera.lens_mm)
    assert distances == sorted(distances, reverse=True)
    head = np.array([[*found.at("man_1"), 1.6]])
    assert np.abs(on_screen(found, head)).max() < 0.6
    assert found.layout.cameras[0].lens_mm == 85.0


@pytest.mark.parametrize(("angle", "low", "high"), [("high", 25, 45), ("top", 75, 90), ("low", -20, 0), ("eye", -5, 8)])
def test_angles(angle: str, low: float, high: float) -> None:
    key = plan("man, crate", shot=Shot(angle=angle)).layout.cameras[0].keys[0]
    down = key.translation - key.target
    pitch = np.degrees(np.arctan2(down[2], np.linalg.norm(down[:2])))
    assert low <= pitch <= high


def test_from_behind_the_subject_shows_its_back() -> None:
    found = plan("car", shot=Shot(angle="behind"))
    heading = found.stands["car_1"].pose[2]
    offset = (found.layout.cameras[0].keys[0].translation - found.layout.cameras[0].keys[0].target)[:2]
    assert offset @ [np.sin(heading), -np.cos(heading)] < 0.0


def test_indoors_the_camera_is_below_the_ceiling_and_between_the_walls() -> None:
    found = plan("couch, tv, table, man", "", "man walk couch", room=(4.5, 4.0, 2.6))
    x, _, z = found.layout.cameras[0].keys[0].translation
    assert abs(x) < 2.25
    assert 0.1 < z < 2.6


def test_nothing_stands_before_the_subject() -> None:
    found = plan("man, bookshelf, couch", "bookshelf in_front_of couch; man next_to couch", "man wave")
    key = found.layout.cameras[0].keys[0]
    chest = np.array([*found.at("man_1"), 1.3])
    pose, half = found.stands["bookshelf_1"].pose, found.things["bookshelf_1"].half
    for share in np.linspace(0.0, 1.0, 200):
        point = key.translation + share * (chest - key.translation)
        cos, sin = np.cos(pose[2]), np.sin(pose[2])
        local = (point[:2] - pose[:2]) @ np.array([[cos, -sin], [sin, cos]])
        assert not (np.all(np.abs(local) < half) and point[2] < 1.9)


@pytest.mark.parametrize("movement", ["orbit", "dolly_in", "dolly_out", "pan_left", "follow"])
def test_movements_have_keys(movement: str) -> None:
    found = plan("man, crate", "", "man walk crate", shot=Shot(movement=movement))
    keys = found.layout.cameras[0].keys
    assert len(keys) >= 2
    assert keys[0].fraction == 0.0
    assert keys[-1].fraction == 1.0
    assert (
        np.linalg.norm(keys[0].translation - keys[-1].translation) + np.linalg.norm(keys[0].target - keys[-1].target)
        > 0.3
    )
    if movement == "orbit":
        radius = [np.linalg.norm(k.translation - k.target) for k in keys]
        assert np.ptp(radius) < 0.05
