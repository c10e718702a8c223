"""Strokes at balls, what rolls and what is towed: from the words to where ball, club, rope and hands are."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.m2_layout_planner.framing import on_frame
from backend.pipeline import Stages, generate
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import SceneBundle
from tests.scenes import joint, made


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


def track(bundle: SceneBundle, object_id: str) -> np.ndarray:
    return bundle.simulation.object_tracks[object_id].translations.astype(float)


def points_of(bundle: SceneBundle, object_id: str, local: np.ndarray) -> np.ndarray:
    """(T, 3) of a point of a thing's own space."""
    poses = bundle.simulation.object_tracks[object_id]
    return np.asarray(poses.translations + quat.mul_vec(poses.rotations.astype(float), local))


def test_a_golf_ball_waits_for_the_club_and_rolls_into_the_hole(stages: Stages) -> None:
    bundle = made("A golfer hits a golf ball toward a hole with a flag", stages)
    assert bundle.warnings == ()
    ball, club = track(bundle, "golf_ball_1"), bundle.assets.assets["golf_club_1"]
    hit = int(np.argmax(np.linalg.norm(np.diff(ball, axis=0), axis=1) > 0.02))
    head = points_of(bundle, "golf_club_1", np.array([club.bounds[0][0] + 0.03, 0.0, 0.05]))
    assert np.linalg.norm(head[hit : hit + 2] - ball[hit], axis=1).min() < 0.12
    assert np.ptp(head[:hit, 2]) > 1.2  # up over the shoulder before it comes down
    hole = bundle.assets.assets["hole_1"].meshes[0].mesh
    placed = bundle.layout.placements["hole_1"].transform
    rim = hole.vertices[hole.vertices[:, 2] < 0.004].mean(axis=0) * placed.scale
    cup = placed.translation + quat.mul_vec(placed.rotation.astype(float), rim.astype(float))
    assert np.linalg.norm(ball[-1, :2] - cup[:2]) < 0.06
    assert ball[-1, 2] < -0.01
    for side in "LR":
        grip = points_of(bundle, "golf_club_1", np.array([club.bounds[1][0] - 0.12, 0.0, 0.013]))
        assert np.linalg.norm(joint(bundle, "golfer_1", f"hand.{side}") - grip, axis=1).max() < 0.25


def test_a_tennis_ball_goes_over_the_net_from_strings_to_strings(stages: Stages) -> None:
    bundle = made("Two women play tennis", stages)
    ball = track(bundle, "tennis_ball_1")
    ball[:, 2] += 0.033
    turns = np.flatnonzero(np.diff(np.sign(np.diff(ball[:, 0]))) != 0) + 1
    assert len(turns) >= 3
    for frame in turns:
        heads = [points_of(bundle, f"tennis_racket_1.{n}", np.array([0.0, 0.17, 0.014]))[frame] for n in (1, 2)]
        assert min(np.linalg.norm(head - ball[frame]) for head in heads) < 0.30
    middle = bundle.layout.placements["tennis_net_1"].transform.translation
    over = np.flatnonzero(np.diff(np.sign(ball[:, 0] - middle[0])) != 0)
    assert len(over) >= 2
    assert ball[over, 2].min() > 0.92


def test_who_pushes_a_stroller_walks_behind_it_all_the_way(stages: Stages) -> None:
    bundle = made("A woman pushes a stroller along a park path", stages)
    assert bundle.warnings == ()
    way = track(bundle, "stroller_1")
    assert np.linalg.norm(way[-1] - way[0]) > 4.0
    bar = next(p for p in bundle.assets.assets["stroller_1"].affordances if p.kind == "push_at").frame.translation
    moving = np.flatnonzero(np.linalg.norm(np.diff(way, axis=0), axis=1) > 0.01)
    hands = 0.5 * (joint(bundle, "woman_1", "hand.L") + joint(bundle, "woman_1", "hand.R"))
    apart = np.linalg.norm((hands - points_of(bundle, "stroller_1", bar.astype(float)))[moving], axis=1)
    assert apart.max() < 0.20


def test_a_sled_follows_on_a_taut_rope(stages: Stages) -> None:
    bundle = made("A boy pulls a sled through the snow by a rope", stages)
    assert bundle.warnings == ()
    sled = track(bundle, "sled_1")
    assert np.linalg.norm(sled[-1] - sled[0]) > 3.0
    rope = bundle.assets.assets["tow_rope_1"]
    slide = next(p.values for p in bundle.simulation.part_tracks if p.object_id == "tow_rope_1")[:, 0]
    end = points_of(bundle, "tow_rope_1", np.array([0.0, rope.bounds[0][1], 0.011]))
    knot = points_of(bundle, "tow_rope_1", np.array([0.0, rope.bounds[1][1], 0.011]))
    along = (end - knot) / np.linalg.norm(end - knot, axis=1, keepdims=True)
    fist = joint(bundle, "boy_1", "hand.R")
    assert np.linalg.norm(end + slide[:, None] * along - fist, axis=1).max() < 0.12
    assert np.linalg.norm(knot[:, :2] - sled[:, :2], axis=1).max() < 0.9


def test_a_doctor_has_the_hand_at_the_chest(stages: Stages) -> None:
    bundle = made("A doctor examines a patient", stages)
    chest = 0.5 * (joint(bundle, "patient_1", "upper_arm.L") + joint(bundle, "patient_1", "upper_arm.R"))
    finger = np.linalg.norm(joint(bundle, "doctor_1", "middle_2.R") - chest, axis=1)
    assert finger[0] > 0.5
    assert np.sum(finger < 0.30) > 3.0 * bundle.timeline.fps


def test_what_is_thrown_to_nobody_goes_beside_what_stands_in_the_way(stages: Stages) -> None:
    prompt = (
        "Sunny backyard: a father and his two children, a boy and a girl, stand on the grass near a white fence. The "
        "boy throws a yellow ball to the right, the girl points at it and then runs after it. Behind them is a brown "
        "house with a blue door. No dogs, no cars. Wide shot, ten seconds."
    )
    bundle = generate(GenerateRequest(prompt=prompt, seed=25), stages)
    ball = track(bundle, "ball_1")
    moves = np.diff(ball[:, :2], axis=0)
    released = int(np.argmax(np.linalg.norm(moves, axis=1) > 0.15))
    flown = ball[-1, :2] - ball[released, :2]
    assert flown[0] > 0.7 * np.linalg.norm(flown)  # to the right all the same
    going = moves[released:][np.linalg.norm(moves[released:], axis=1) > 0.02]
    turns = np.arctan2(going[:, 1], going[:, 0]) - np.arctan2(flown[1], flown[0])
    assert np.abs(turns).max() < 0.2  # it hits nothing


def test_a_goal_that_is_shot_at_is_in_the_picture_with_who_shoots(stages: Stages) -> None:
    bundle = made("A girl kicks a ball into the goal and cheers", stages)
    camera = bundle.layout.cameras[0]
    places = [joint(bundle, "girl_1", "hips")[-1], track(bundle, "ball_1")[-1],
              bundle.layout.placements["goal_1"].transform.translation]  # fmt: skip
    key = camera.keys[-1]
    seen = on_frame(np.array(places, dtype=float), key.translation.astype(float), key.target.astype(float),
                    camera.lens_mm)  # fmt: skip
    assert np.abs(seen).max() < 1.0
