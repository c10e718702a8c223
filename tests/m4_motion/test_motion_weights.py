"""Weights that are missing or not the right ones are an error that names the file, never random numbers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backend.common import resources
from backend.m4_motion.learned.generator import Generator, grounded
from backend.m4_motion.learned.projection import sole_points
from backend.m4_motion.learned.sampler import sample, step_times
from backend.m4_motion.learned.weights import check_weights
from backend.m4_motion.router import MotionRouter
from backend.protocol.errors import ResourceError, WeightsNotFoundError

from .joint_motions import programmed


def _encode(sentences: list[str]) -> np.ndarray:
    return np.zeros((len(sentences), 384), np.float32)


def _folder(place: Path) -> Path:
    (place / "denoiser.onnx").write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()
    listing = {"denoiser.onnx": digest, "text.onnx": digest, "model.safetensors": digest}
    (place / "checksums.json").write_text(json.dumps(listing), encoding="utf-8")
    return place


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsNotFoundError, match=r"text\.onnx"):
        Generator.load(_encode, _folder(tmp_path))
    with pytest.raises(WeightsNotFoundError, match=r"checksums\.json"):
        check_weights(tmp_path / "nowhere")


def test_changed_weights_are_named(tmp_path: Path) -> None:
    _folder(tmp_path)
    (tmp_path / "text.onnx").write_bytes(b"others")
    with pytest.raises(ResourceError, match=r"text\.onnx"):
        check_weights(tmp_path)


def test_what_only_training_needs_may_be_missing(tmp_path: Path) -> None:
    _folder(tmp_path)
    (tmp_path / "text.onnx").write_bytes(b"weights")
    check_weights(tmp_path)


def test_a_generator_that_is_not_there_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_ROOT", tmp_path)
    router = MotionRouter(_encode, only="generator")
    with pytest.raises(ResourceError, match="motion_ssm"):
        router.choose("a person walks.", True, np.random.default_rng(0))
    assert MotionRouter(_encode).choose("a person juggles.", False, np.random.default_rng(0)).source == "program"


def test_partial_denoising_begins_further_in() -> None:
    assert step_times(10, strength=0.5).tolist() == step_times(10).tolist()[5:]
    start = np.ones((1, 4, 3), np.float32)
    noise = np.random.default_rng(0).standard_normal(start.shape).astype(np.float32)
    kept = sample(lambda x, time: x, noise, 10, start=start, strength=0.1)
    assert np.abs(kept - start).mean() < np.abs(noise - start).mean()


def test_nobody_hovers_and_who_leaps_still_leaps() -> None:
    motion, frames = programmed("wave").cut(0, 40), np.arange(40)
    standing = np.zeros((40, 2), dtype=bool)
    down, held = grounded(motion.moved(np.array([0.0, 0.0, 0.2])), standing)
    assert sole_points(down)[..., 2].min(axis=(1, 2)).max() < 0.05
    assert held.any(axis=1).all()
    arc = np.where((frames >= 15) & (frames < 25), 0.2, 0.0)[:, None] * np.array([0.0, 0.0, 1.0])
    leap = replace(motion, root=motion.root + arc)
    assert np.allclose(grounded(leap, standing)[0].root, leap.root)
