"""The projection onto constraints: feet hold, nothing sinks, bones stay as long as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.m4_motion.learned.joints import PARENTS, JointMotion
from backend.m4_motion.learned.projection import contacts_of, project, sole_points, spans_of

from .joint_motions import apart_mm, programmed, random_motion


def _slide(motion: JointMotion) -> float:
    """m/s of the balls of feet that stand."""
    soles = sole_points(motion)
    standing = contacts_of(soles, motion.fps).any(axis=2)
    speed = np.linalg.norm(np.diff(soles[:, :, 1, :2], axis=0), axis=-1) * motion.fps
    on = standing[1:] & standing[:-1]
    return float(speed[on].mean()) if on.any() else 0.0


@pytest.mark.parametrize("verb", ["walk", "wave", "jump", "dance"])
def test_what_is_right_stays(verb: str) -> None:
    motion = programmed(verb)
    assert 1e3 * np.abs(project(motion).points - motion.points).mean() < 6.0


def test_sliding_feet_hold() -> None:
    motion = programmed("wave")
    drift = np.linspace(0.0, 0.12, len(motion.root))[:, None] * np.array([1.0, 0.3, 0.0])
    sliding = replace(motion, root=motion.root + drift)
    assert _slide(sliding) > 0.02
    assert _slide(project(sliding)) < 0.005


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.floats(-0.06, 0.06))
def test_nothing_is_below_the_floor_and_bones_keep_their_lengths(seed: int, height: float) -> None:
    motion = random_motion(seed, bend_rad=0.3).moved(np.array([0.0, 0.0, height]))
    made = project(motion)
    for joint, parent in enumerate(PARENTS):
        if parent >= 0:
            before, after = (np.linalg.norm(m.points[:, joint] - m.points[:, parent], axis=-1) for m in (motion, made))
            # the two joints between BT and the neck are one slot: their bend is shared, their sum may give a little
            assert np.allclose(before, after, atol=0.02 if joint in (3, 5, 8) else 1e-6)
    standing = contacts_of(sole_points(made), made.fps).any(axis=2)
    low = sole_points(made)[..., 2].min(axis=2)
    assert (low[standing] > -0.03).all()


def test_a_wrong_floor_is_undone() -> None:
    motion = programmed("walk")
    assert apart_mm(project(motion.moved(np.array([0.0, 0.0, 0.05]))), project(motion)) < 15.0


def test_spans() -> None:
    assert spans_of(np.array([True, True, False, True])) == [(0, 2), (3, 4)]
    assert spans_of(np.zeros(3, dtype=bool)) == []


@pytest.mark.parametrize("verb", ["walk", "run"])
def test_who_travels_steps_though_both_feet_are_said_to_stand(verb: str) -> None:
    motion = programmed(verb)
    made = project(motion, standing=np.ones((len(motion.root), 2), dtype=bool), steps=True)
    # no splits: the body stays as high as it was, and each foot where the other motion had it
    assert (motion.root[:, 2] - made.root[:, 2]).max() < 0.08
    assert 1e3 * np.abs(made.points - motion.points).mean() < 60.0


def test_a_foot_that_is_dragged_is_lifted() -> None:
    motion = programmed("walk")
    floor = replace(motion, turns=np.repeat(motion.turns[:1], len(motion.root), axis=0))  # slides in its first pose
    standing = np.zeros((len(motion.root), 2), dtype=bool)
    standing[:3] = standing[-3:] = True
    lowest = sole_points(project(floor, standing=standing, steps=True))[..., 2].min(axis=2)
    assert lowest[len(lowest) // 3 : -len(lowest) // 3].min() > 0.02
