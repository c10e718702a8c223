"""Making parts of a scene anew: other seeds for single stages, and objects that were moved by hand."""

from __future__ import annotations

import numpy as np
import pytest

from backend.pipeline import Stages, generate
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import SceneBundle, Transform

PROMPT = "A woman walks to a wooden table and waves, a red ball is on the table, a tree stands far from the table"


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


@pytest.fixture(scope="module")
def first(stages: Stages) -> SceneBundle:
    return generate(GenerateRequest(prompt=PROMPT, seed=2), stages)


def test_another_seed_for_the_motion_leaves_things_and_places_alone(stages: Stages, first: SceneBundle) -> None:
    again = generate(GenerateRequest(prompt=PROMPT, seed=2, stage_seeds={"motion": 9}), stages)
    for object_id, placement in first.layout.placements.items():
        assert np.array_equal(again.layout.placements[object_id].transform.translation, placement.transform.translation)
    table, same_table = (b.assets.assets["table_1"].meshes[0].mesh.vertices for b in (first, again))
    assert np.array_equal(table, same_table)
    ours, theirs = (b.motion.clips["woman_1"].joint_rotations for b in (first, again))
    assert ours.shape != theirs.shape or not np.array_equal(ours, theirs)


def test_what_was_moved_by_hand_stays_and_what_stands_on_it_follows(stages: Stages, first: SceneBundle) -> None:
    old = first.layout.placements
    moved = old["table_1"].transform
    there = (moved.translation + np.array([1.5, 1.0, 0.0])).astype(np.float32)
    fixed = {"table_1": Transform(translation=there, rotation=moved.rotation), "gone_9": moved}
    again = generate(GenerateRequest(prompt=PROMPT, seed=2, fixed=fixed), stages).layout.placements
    assert np.array_equal(again["table_1"].transform.translation, there)
    ball, ball_before = again["ball_1"].transform.translation, old["ball_1"].transform.translation
    assert np.abs(ball - there)[:2].max() < 1.0, "the ball is on the moved table"
    assert not np.allclose(ball, ball_before)
    assert np.array_equal(again["ground"].transform.translation, old["ground"].transform.translation)
