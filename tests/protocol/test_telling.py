"""The frame that stands for the whole clip."""

from __future__ import annotations

import numpy as np
import pytest

from backend.pipeline import Stages, generate
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import MotionEvent, MotionSet, PoseTrack, SceneBundle, Simulation, Timeline
from backend.protocol.telling import telling_frame


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


def bundle_of(stages: Stages, prompt: str) -> SceneBundle:
    return generate(GenerateRequest(prompt=prompt, seed=3, fps=24), stages)


def event_of(bundle: SceneBundle, kind: str) -> MotionEvent:
    return next(event for event in bundle.motion.events if event.kind == kind)


def test_what_is_picked_up_is_in_the_hand_and_off_the_table(stages: Stages) -> None:
    bundle = bundle_of(stages, "A woman picks up the red ball on a table")
    frame = telling_frame(bundle.motion, bundle.simulation)
    ball = bundle.simulation.object_tracks["ball_1"].translations
    assert frame > event_of(bundle, "grasp").frame
    assert ball[frame, 2] > ball[0, 2] + 0.02


def test_a_kick_shows_the_ball_on_its_way(stages: Stages) -> None:
    bundle = bundle_of(stages, "A man kicks a ball, then waves")
    frame = telling_frame(bundle.motion, bundle.simulation)
    assert 0 < frame - event_of(bundle, "kick").frame <= 18


def test_a_leap_is_shown_in_the_air(stages: Stages) -> None:
    bundle = bundle_of(stages, "a girl jumps, then claps")
    frame = telling_frame(bundle.motion, bundle.simulation)
    (clip,) = bundle.motion.clips.values()
    assert not clip.foot_contacts[frame].any()


def test_what_is_done_last_on_the_spot_shows_what_came_before(stages: Stages) -> None:
    bundle = bundle_of(stages, "A boy sits down on a bench, then a girl walks over and waves at him")
    frame = telling_frame(bundle.motion, bundle.simulation)
    _, first, last = bundle.motion.clips["girl_1"].segments[-2]
    assert first < frame < last


def test_without_people_most_things_are_on_their_way() -> None:
    timeline = Timeline(fps=24.0, frame_start=1, frame_count=60)

    def rolling(first: int, last: int) -> PoseTrack:
        x = np.clip(np.arange(60) - first, 0, last - first) * 0.1
        where = np.stack([x, 0 * x, 0 * x], axis=1).astype(np.float32)
        return PoseTrack(translations=where, rotations=np.tile(np.float32([1, 0, 0, 0]), (60, 1)))

    tracks = {"ball_1": rolling(0, 59), "bottle_1": rolling(40, 50), "bottle_2": rolling(42, 50)}
    still = MotionSet(timeline=timeline, clips={})
    assert 42 <= telling_frame(still, Simulation(timeline=timeline, object_tracks=tracks, clips={})) < 50
    assert telling_frame(still, Simulation(timeline=timeline, object_tracks={}, clips={})) == 0
