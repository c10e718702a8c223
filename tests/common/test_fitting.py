"""Fitted curves stay within their tolerance and key few frames."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.common import quat
from backend.common.fitting import Track, evaluate, fit


def _wave(frames: int, channels: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    t = np.arange(frames)[:, None] / 24.0
    return sum(rng.normal(size=channels) * np.sin(2 * np.pi * f * t + rng.uniform(0, 6, channels)) for f in (0.3, 0.9))


@settings(deadline=None, max_examples=40)
@given(frames=st.integers(1, 300), seed=st.integers(0, 2**32 - 1))
def test_translation_within_tolerance(frames: int, seed: int) -> None:
    track = Track(_wave(frames, 3, seed), 0.001, False, poses=(frames // 2,))
    (curve,) = fit([track])
    assert np.linalg.norm(evaluate(curve, frames) - track.values, axis=1).max() <= 0.0011
    assert curve.frames[0] == 0


@settings(deadline=None, max_examples=40)
@given(frames=st.integers(2, 200), seed=st.integers(0, 2**32 - 1))
def test_rotation_within_tolerance(frames: int, seed: int) -> None:
    values = quat.unroll(quat.from_rotation_vector(_wave(frames, 3, seed)))
    (curve,) = fit([Track(values, np.radians(0.5), True, poses=())])
    fitted = quat.normalize(evaluate(curve, frames))
    angle = np.linalg.norm(quat.to_rotation_vector(quat.mul(quat.inv(fitted), values)), axis=1)
    assert np.degrees(angle.max()) <= 0.51


def test_smooth_motion_keys_at_most_a_quarter_of_the_frames() -> None:
    (curve,) = fit([Track(0.3 * _wave(240, 3, 7), 0.002, False, poses=())])
    assert len(curve.frames) <= 60


def test_bouncing_ball_keeps_its_bounce_and_few_keys() -> None:
    t = np.arange(120) / 24.0
    height = np.zeros(120)
    kinks = []
    velocity, z = 0.0, 2.0
    for frame in range(120):
        height[frame] = z
        z += velocity / 24 - 0.5 * 9.81 / 24**2
        velocity -= 9.81 / 24
        if z < 0:
            kinks.append(frame)
            velocity, z = -0.7 * velocity, 0.0
    values = np.stack([t, 0 * t, height], axis=1)
    (curve,) = fit([Track(values, 0.001, False, poses=(), kinks=tuple(kinks))])
    assert np.abs(evaluate(curve, 120) - values).max() <= 0.0011
    assert set(kinks) <= set(curve.frames.tolist())


def test_jump_of_a_release_is_not_smeared() -> None:
    values = np.zeros((60, 3))
    values[30:, 0] = 5.0 + 0.05 * np.arange(30)
    (curve,) = fit([Track(values, 0.001, False, poses=(), jumps=(30,))])
    assert np.abs(evaluate(curve, 60) - values).max() <= 0.0011
    assert len(curve.frames) <= 8


def test_still_track_gets_one_key() -> None:
    (curve,) = fit([Track(np.ones((100, 3)), 0.001, False, poses=())])
    assert curve.frames.tolist() == [0]
