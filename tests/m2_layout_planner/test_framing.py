"""Cameras that show given points, and cameras that go along."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.m2_layout_planner.framing import View, fit, on_frame
from backend.m2_layout_planner.moves import Shooting, follow, orbit, outside

FILL = (0.84, 0.74)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-1.2, 1.2), st.floats(-0.3, 1.3), st.floats(-1.0, 1.0))
def test_everything_is_in_the_picture(seed: int, azimuth: float, pitch: float, look: float) -> None:
    points = np.random.default_rng(seed).uniform(-1.0, 1.0, (20, 3)) * [2.0, 1.0, 1.5]
    view = View(azimuth=azimuth, pitch=pitch)
    position, distance = fit(points, view, 50.0, FILL, look)
    assert distance > 0.0
    seen = np.abs(on_frame(points, position, position + view.axes()[2], 50.0))
    # a subject set aside for its look leaves the middle, never the picture
    assert seen[:, 0].max() <= 1.0
    assert seen[:, 1].max() <= 1.0
    if look == 0.0:
        assert seen[:, 0].max() <= FILL[0] + 1e-6


@pytest.mark.parametrize("length_m", [4.0, 9.0])
def test_a_followed_walk_stays_in_the_picture_at_one_size(length_m: float) -> None:
    body = np.array([[x, y, z] for x in (-0.3, 0.3) for y in (-0.2, 0.2) for z in (0.0, 1.7)])
    moments = body + np.linspace(0.0, length_m, 25)[:, None, None] * [1.0, -0.2, 0.0]
    found, distance = follow(moments, np.ones(25), View(azimuth=0.3, pitch=0.1), 50.0, FILL)
    assert outside(found, moments) <= 1.0
    assert len(found.fractions) <= 5
    heights = np.linalg.norm(found.positions - found.targets, axis=1)
    assert heights == pytest.approx(distance, abs=0.01)
    assert distance < 11.0


def test_an_orbit_keeps_everything_and_its_distance() -> None:
    moments = np.random.default_rng(3).uniform(-1.0, 1.0, (25, 8, 3)) * [1.5, 1.0, 0.8]
    found = orbit(moments, View(azimuth=0.2, pitch=0.1), 50.0, FILL)
    assert outside(found, moments) <= 1.0
    radius = np.linalg.norm((found.positions - found.targets)[:, :2], axis=1)
    assert np.ptp(radius) < 0.05 * radius.mean()


def test_the_camera_rests_at_both_ends_and_passes_its_keys() -> None:
    positions = np.array([[0.0, 0.0, 1.0], [1.0, 0.5, 1.0], [3.0, 0.0, 1.0]])
    found = Shooting(view=View(azimuth=0.0, pitch=0.0), lens_mm=50.0, fractions=np.array([0.0, 0.5, 1.0]),
                     positions=positions, targets=positions + np.array([0.0, 5.0, 0.0]))  # fmt: skip
    at, _ = found.at(np.array([0.0, 0.001, 0.5, 0.999, 1.0]))
    np.testing.assert_allclose(at[[0, 2, 4]], positions, atol=1e-9)
    assert np.linalg.norm(at[1] - at[0]) < 1e-4
    assert np.linalg.norm(at[4] - at[3]) < 1e-4
