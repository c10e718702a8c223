"""Rings and lanes from the prompt to the simulation: who stands on the canvas, what the ball knocks over."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.pipeline import Stages, generate
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import SceneBundle

PINS = tuple(f"pin_1.{k}" for k in range(1, 11))


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


@pytest.fixture(scope="module")
def bowled(stages: Stages) -> SceneBundle:
    prompt = "A bowling ball rolls down the lane and knocks over ten pins."
    return generate(GenerateRequest(prompt=prompt, duration_s=3.0), stages)


def test_ten_pins_stand_in_a_triangle_on_their_lane(bowled: SceneBundle) -> None:
    places = np.array([bowled.layout.placements[i].transform.translation[:2] for i in PINS])
    rows = (places[:, 1] - places[0, 1]) / (places[1, 1] - places[0, 1])
    assert np.bincount(np.round(rows).astype(int)).tolist() == [1, 2, 3, 4]
    nearest = [np.sort(np.linalg.norm(places - p, axis=1))[1] for p in places]
    assert np.ptp(nearest) < 0.01
    assert 0.25 < np.mean(nearest) < 0.32
    lane = bowled.layout.placements["lane_1"]
    away = np.column_stack([places, np.zeros(len(places))]) - lane.transform.translation
    across = quat.mul_vec(quat.inv(lane.transform.rotation.astype(float)), away)
    assert np.all(np.abs(across[:, :2]) < 0.5 * lane.dimensions[:2] - [0.2, 0.0])


def test_the_ball_knocks_them_over(bowled: SceneBundle) -> None:
    tracks = bowled.simulation.object_tracks
    ups = [quat.mul_vec(tracks[i].rotations[-1].astype(float), np.array([0.0, 0.0, 1.0]))[2] for i in PINS]
    assert np.sum(np.array(ups) < np.cos(np.radians(60.0))) >= 9  # one may be left standing, as in the sport


def test_boxers_face_each_other_between_the_ropes(stages: Stages) -> None:
    bundle = generate(GenerateRequest(prompt="Two boxers fight in a ring.", duration_s=2.0), stages)
    ring = bundle.layout.placements["ring_1"]
    top = next(a for a in bundle.assets.assets["ring_1"].affordances if a.kind == "stand_at")
    for clip in bundle.simulation.clips.values():
        feet = clip.root_translations
        assert np.all(np.abs(feet[:, :2] - ring.transform.translation[:2]) < 2.3), clip.actor_id
        assert feet[:, 2].min() > top.frame.translation[2] + 0.4, clip.actor_id
