"""The 251 values and the 21 joints: nothing is lost on the way there and back, and left stays left."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.common.skeleton import humanoid_skeleton
from backend.m4_motion.body import default_body, measure
from backend.m4_motion.learned import features as F
from backend.m4_motion.learned.fitting import travel_of
from backend.m4_motion.learned.joint_groups import CHANNEL_GROUPS, GROUP_NAMES
from backend.m4_motion.learned.joints import INDEX, from_character, from_points, to_character
from backend.m4_motion.learned.library_files import _FROM_SMPL, humanml_to_motion, library_files, read_vectors
from backend.m4_motion.learned.physics_state import physics_state
from backend.m4_motion.learned.rigging import to_channels
from backend.m4_motion.solve import solve
from backend.protocol.errors import InvalidRequestError

from .joint_motions import apart_degrees, apart_mm, programmed, random_motion

VERBS = ("walk", "wave", "jump", "dance", "sit")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_features_give_the_motion_back(seed: int) -> None:
    motion = random_motion(seed)
    values = F.from_motion(motion)
    assert values.shape == (len(motion.root) - 1, F.WIDTH)
    again = F.to_motion(values)
    placed = F.placed_at_origin(motion)
    assert apart_mm(again, placed) < 1.0
    assert apart_degrees(again, placed) < 1.0


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(-3.0, 3.0), st.floats(-5.0, 5.0))
def test_features_do_not_know_where_one_stands_and_faces(seed: int, angle: float, away: float) -> None:
    motion = random_motion(seed)
    moved = motion.moved(np.array([away, -away, 0.0]), angle, np.zeros(3))
    assert np.allclose(F.from_motion(motion), F.from_motion(moved), atol=2e-4)


def test_two_mirrors_are_none() -> None:
    motion = random_motion(3)
    assert apart_mm(motion.mirrored().mirrored(), motion) < 1e-6
    left, right = INDEX["LW"], INDEX["RW"]
    assert np.allclose(motion.mirrored().points[:, left, 0], -motion.points[:, right, 0])


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("stature", [1.70, 1.55])
def test_a_clip_of_a_person_comes_back(verb: str, stature: float) -> None:
    body, motion = measure(humanoid_skeleton(stature)), programmed(verb)
    root, rotations = to_character(body, motion)
    again = from_character(body, root, rotations, motion.fps)
    assert apart_mm(again, motion) < 1.0
    assert apart_degrees(again, motion) < 1.0


@pytest.mark.parametrize("verb", VERBS)
def test_the_rig_plays_what_the_joints_do(verb: str) -> None:
    motion, body = programmed(verb), default_body()
    posed = solve(body, to_channels(body, motion), motion.fps)
    again = from_character(body, posed.root, posed.joint_rotations, motion.fps)
    assert 1e3 * np.linalg.norm(again.points - motion.points, axis=-1).mean() < 8.0
    assert 1e3 * np.linalg.norm(again.points[:, :5] - motion.points[:, :5], axis=-1).max() < 25.0


@pytest.mark.parametrize("verb", VERBS)
def test_points_alone_tell_the_body(verb: str) -> None:
    motion = programmed(verb)
    again = from_points(motion.points, motion.fps)
    # Heads, wrists and soles have turns that points do not show; joints are where they were.
    assert 1e3 * np.linalg.norm(again.points - motion.points, axis=-1).mean() < 12.0


# --- KIT-ML ---------------------------------------------------------------------------------------------------------


def test_kit_files_are_a_mirror_image_in_millimetres_at_their_own_rate() -> None:
    motion = programmed("walk")
    values = F.motion_to_kit(motion)
    seconds = (len(motion.root) - 1) / motion.fps
    assert abs(len(values) / 12.5 - seconds) < 0.2
    assert 480.0 < values[:, 3].mean() < 620.0  # root height: published mean 560
    left_hip = values[:, 4 + 3 * (INDEX["LH"] - 1)].mean()
    assert left_hip < -30.0  # published mean -44.9: the performer's left is at -X


@pytest.mark.parametrize("verb", VERBS)
def test_kit_files_come_back_right_handed(verb: str) -> None:
    motion = programmed(verb)
    again = F.kit_to_motion(F.motion_to_kit(motion))
    same = F.placed_at_origin(motion.resampled(12.5))
    count = min(len(again.root), len(same.root))
    ours, theirs = (m.points[:count] - m.points[:count, :1] for m in (same, again))
    assert 1e3 * np.linalg.norm(ours - theirs, axis=-1).mean() < 25.0
    for name in ("LW", "RW", "LA", "RA"):
        assert 1e3 * np.linalg.norm(ours[:, INDEX[name]] - theirs[:, INDEX[name]], axis=-1).mean() < 40.0


def test_a_folder_in_kit_format_is_read_with_its_captions(tmp_path: Path) -> None:
    (tmp_path / "new_joint_vecs").mkdir()
    (tmp_path / "texts").mkdir()
    np.save(tmp_path / "new_joint_vecs" / "00001.npy", F.motion_to_kit(programmed("walk")))
    lines = ["a person walks.#a/DET person/NOUN walk/VERB#0.0#0.0", "the end of it#the/DET#1.0#2.0", "odd#x/X#nan#nan"]
    (tmp_path / "texts" / "00001.txt").write_text("\n".join(lines), encoding="utf-8")
    whole, part = sorted(library_files(tmp_path), key=lambda file: file.span_s is not None)
    assert whole.captions == ("a person walks.", "odd")
    assert whole.motion().fps == 12.5
    assert part.captions == ("the end of it",)
    assert len(part.motion().root) == pytest.approx(12.5, abs=1.0)


def test_humanml_files_are_read_with_left_on_the_left() -> None:
    motion = F.placed_at_origin(programmed("walk"))
    points = F.scene_to_features(motion.points)
    smpl = np.zeros((len(points), 22, 3))
    for ours, theirs in enumerate(_FROM_SMPL):
        if theirs is not None:
            smpl[:, theirs] = points[:, ours]
    for spare, near in ((9, 12), (13, 12), (14, 12)):  # chest and collars, which are not among the 21
        smpl[:, spare] = smpl[:, near]
    values = np.zeros((len(points) - 1, 263))
    values[:, 1:3] = np.diff(points[:, 0], axis=0)[:, [0, 2]]  # heading stays: the walk goes straight on
    values[:, 3] = points[:-1, 0, 1]
    local = smpl[:-1, 1:].copy()
    local[..., [0, 2]] -= points[:-1, :1][..., [0, 2]]
    values[:, 4:67] = local.reshape(len(values), -1)
    again = humanml_to_motion(values)
    assert again.fps == 20.0
    ours, theirs = (m.points[: len(values)] - m.points[: len(values), :1] for m in (motion, again))
    assert 1e3 * np.linalg.norm(ours - theirs, axis=-1).mean() < 25.0
    assert travel_of(again) == pytest.approx(travel_of(motion), rel=0.05)


@pytest.mark.parametrize("values", [np.zeros((10, 250)), np.zeros(251), np.array("no"), np.zeros((1, 251))])
def test_files_that_are_no_features_are_refused_by_name(tmp_path: Path, values: np.ndarray) -> None:
    np.save(tmp_path / "x.npy", values)
    with pytest.raises(InvalidRequestError, match=r"shape|features"):
        read_vectors(tmp_path / "x.npy")


# --- What is read of a motion ---------------------------------------------------------------------------------------


def test_every_physics_channel_says_something() -> None:
    rows = np.concatenate([physics_state(programmed(verb)) for verb in VERBS])
    assert rows.shape[1] == 64
    assert np.isfinite(rows).all()
    depths = slice(36, 42)  # programs never sink in
    moving = rows.std(axis=0) > 1e-4
    sunk = physics_state(programmed("walk").moved(np.array([0.0, 0.0, -0.05])))
    assert moving[np.r_[0:36, 42:64]].all()
    assert (sunk[:, depths].max(axis=0) > 0.03).all()


def test_every_value_belongs_to_a_joint_group() -> None:
    assert len(CHANNEL_GROUPS) == F.WIDTH
    assert set(CHANNEL_GROUPS) == set(range(len(GROUP_NAMES)))
