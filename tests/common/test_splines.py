"""Least-squares splines stay within their tolerance with fewer keys than curves through the samples need."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.common import quat
from backend.common.fitting import Track, evaluate, fit
from backend.common.splines import fit_smooth


def _steps(frames: int, channels: int, seed: int) -> np.ndarray:
    """Something like a leg at a walk: harmonics of a cycle of 25 frames."""
    rng = np.random.default_rng(seed)
    phase = 2 * np.pi * np.arange(frames)[:, None] / 25.0
    return sum(rng.normal(size=channels) / k**2 * np.sin(k * phase + rng.uniform(0, 6, channels)) for k in range(1, 6))


@settings(deadline=None, max_examples=25)
@given(frames=st.integers(1, 200), seed=st.integers(0, 2**32 - 1), rotation=st.booleans())
def test_every_sample_is_met(frames: int, seed: int, rotation: bool) -> None:
    values = 0.3 * _steps(frames, 3, seed)
    tolerance = 0.004
    if rotation:
        values = quat.unroll(quat.from_rotation_vector(values))
    poses = (frames // 3, frames // 2)
    (curve,) = fit_smooth([Track(values, tolerance, rotation, poses=poses)])
    fitted = evaluate(curve, frames)
    error = np.linalg.norm(fitted - values, axis=1)
    if rotation:
        between = quat.mul(quat.inv(quat.normalize(fitted)), values)
        error = np.linalg.norm(quat.to_rotation_vector(between), axis=1)
    assert error.max() <= 1.01 * tolerance
    assert curve.frames[0] == 0
    if len(curve.frames) > 1:
        assert set(poses) <= set(curve.frames.tolist())


@pytest.mark.parametrize("seed", range(4))
def test_fewer_keys_than_curves_through_the_samples(seed: int) -> None:
    track = Track(0.3 * _steps(150, 3, seed), 0.002, False, poses=())
    assert len(fit_smooth([track])[0].frames) <= 0.85 * len(fit([track])[0].frames)


def test_the_tolerance_may_change_along_the_way() -> None:
    values = 0.3 * _steps(120, 3, 3)
    tolerance = np.where(np.arange(120) < 60, 0.0005, 0.01)
    (curve,) = fit_smooth([Track(values, tolerance, False, poses=())])
    assert np.all(np.linalg.norm(evaluate(curve, 120) - values, axis=1) <= 1.01 * tolerance)
    assert np.sum(curve.frames < 60) > 1.3 * np.sum(curve.frames >= 60)


def test_a_still_track_gets_one_key() -> None:
    moving, still = Track(_steps(50, 3, 1), 0.01, False, ()), Track(np.ones((50, 3)), 0.01, False, (10,))
    curves = fit_smooth([still, moving])
    assert curves[0].frames.tolist() == [0]
    assert len(curves[1].frames) > 4
