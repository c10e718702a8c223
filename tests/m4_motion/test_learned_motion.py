"""Learned motion as it ships: what no program knows is performed, on the ground, by seed, and in the asked time."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from backend.m1_scene_parser.minilm import MiniLM
from backend.m4_motion.body import default_body
from backend.m4_motion.bvh import write_bvh
from backend.m4_motion.learned import library as library_module
from backend.m4_motion.learned.calibrator import Calibrator
from backend.m4_motion.learned.generator import Generator
from backend.m4_motion.learned.joints import to_character
from backend.m4_motion.router import MotionRouter, is_shipped
from backend.m4_motion.stage import motion_provenance

from .joint_motions import programmed
from .scenes import Figure, at, does, person, play, way

needs_generator = pytest.mark.skipif(not is_shipped("motion_ssm"), reason="this copy ships no generator")
needs_calibrator = pytest.mark.skipif(not is_shipped("physics_ssm"), reason="this copy ships no PhysicsSSM")


def _encode(sentences: list[str]) -> np.ndarray:
    return MiniLM.load().encode(sentences)


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one clip: a walk of four metres."""
    place, body = tmp_path_factory.mktemp("library"), default_body()
    root, rotations = to_character(body, programmed("walk"))
    clip = SimpleNamespace(root_translations=root, joint_rotations=rotations)
    (place / "walk.bvh").write_text(write_bvh(body.skeleton, clip, 20), encoding="ascii")  # type: ignore[arg-type]
    (place / "walk.txt").write_text("a person walks.\n", encoding="utf-8")
    return place


@pytest.mark.parametrize("goal", [(0.0, -3.0), (2.5, -1.5)])
@pytest.mark.parametrize("stature", [1.70, 1.50])
def test_a_clip_goes_where_the_scene_wants(
    walks: Path, goal: tuple[float, float], stature: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "cache_folder", lambda: tmp_path)
    router = MotionRouter(_encode, [walks])
    path = way("m", "a", [(0.0, 2.0), goal], 0.0, 0.6)
    motion = play([person("m", stature)], {"m": at(0, 2)}, [does("a", "m", "walk")], [path], router=router)
    assert motion.clips["m"].source.startswith("retrieval “a person walks.”")
    assert "retrieval" in motion_provenance(motion).method
    figure = Figure(motion, "m", stature)
    _, last = next(span for name, *span in figure.clip.segments if name == "a")
    feet = 0.5 * (figure.of("foot.L")[last, :2] + figure.of("foot.R")[last, :2])
    assert np.linalg.norm(feet - goal) < 0.05
    assert abs(np.degrees(figure.heading()[last] - 0.6)) < 5.0
    assert figure.skate_ratio() < 0.06  # captures have .05 to .075
    for side in "LR":
        assert figure.sole(side).min() > -0.004


def test_programs_are_the_same_with_and_without_a_router(walks: Path) -> None:
    def made(router: MotionRouter | None) -> np.ndarray:
        motion = play([person("m")], {"m": at(0, 2)}, [does("a", "m", "wave"), does("b", "m", "bow")], router=router)
        assert motion.clips["m"].source == "program"
        return motion.clips["m"].joint_rotations

    def never(sentences: list[str]) -> np.ndarray:
        raise AssertionError("programs know this")

    assert np.array_equal(made(None), made(MotionRouter(never)))


@needs_generator
def test_what_no_program_knows_is_generated_by_seed() -> None:
    router = MotionRouter(_encode)

    def made(seed: int) -> Figure:
        deed = does("a", "m", "practice karate")
        motion = play([person("m")], {"m": at(0, 0)}, [deed], seed=seed, router=router)
        assert motion.clips["m"].source.startswith("generator")
        assert not motion.unmet
        return Figure(motion, "m")

    first, again, other = made(1), made(1), made(2)
    assert np.array_equal(first.clip.joint_rotations, again.clip.joint_rotations)
    assert not np.array_equal(first.clip.joint_rotations[:60], other.clip.joint_rotations[:60])
    assert first.skate_ratio() < 0.08
    for side in "LR":
        assert first.sole(side).min() > -0.004


@needs_generator
@pytest.mark.parametrize("seconds", [2.0, 5.0])
def test_generated_clips_are_as_long_as_asked(seconds: float) -> None:
    motion, standing = Generator.load(_encode).generate("a person dances salsa.", seconds, np.random.default_rng(0))
    assert len(motion.root) == len(standing) == round(20 * seconds)
    assert np.isfinite(motion.turns).all()
    assert np.ptp(motion.points[:, 7], axis=0).max() > 0.1  # the hand moves


@needs_calibrator
def test_the_calibrator_keeps_what_is_right_and_calms_what_trembles() -> None:
    calibrator, motion = Calibrator.load(), programmed("dance")
    made = calibrator.calibrate(motion)
    assert len(made.root) == len(motion.root) - 1
    kept = np.linalg.norm(made.points - motion.points[:-1], axis=-1)
    assert kept.mean() < 0.06
