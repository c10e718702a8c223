"""Distances of footprints: the smooth one bounds the exact one from below."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.m2_layout_planner.separation import (
    Footprints,
    corners,
    polygon_distance,
    polygon_separation,
    smooth_separation,
)

UNIT = np.array([0.5, 0.5])


def test_squares_side_by_side_have_the_gap_between_them() -> None:
    a, b = corners(np.array([0.0, 0.0, 0.0]), UNIT), corners(np.array([1.3, 0.2, 0.0]), UNIT)
    assert polygon_separation(a, b) == pytest.approx(0.3)
    assert polygon_distance(a, b) == pytest.approx(0.3)


def test_diagonal_corners_have_the_euclidean_distance() -> None:
    a, b = corners(np.array([0.0, 0.0, 0.0]), UNIT), corners(np.array([1.3, 1.4, 0.0]), UNIT)
    assert polygon_distance(a, b) == pytest.approx(0.5)


def test_overlap_is_the_penetration_depth() -> None:
    a, b = corners(np.array([0.0, 0.0, 0.0]), UNIT), corners(np.array([0.9, 0.1, 0.0]), UNIT)
    assert polygon_separation(a, b) == pytest.approx(-0.1)


def test_a_corner_turned_into_a_side_is_seen() -> None:
    a, b = corners(np.array([0.0, 0.0, 0.0]), UNIT), corners(np.array([1.1, 0.0, np.pi / 4]), UNIT)
    assert polygon_separation(a, b) == pytest.approx(1.1 - 0.5 - np.sqrt(0.5))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_smooth_distance_is_a_close_lower_bound(seed: int) -> None:
    rng = np.random.default_rng(seed)
    poses = rng.uniform(-1.0, 1.0, (1, 2, 3)) * [1.0, 1.0, np.pi]
    half = rng.uniform(0.1, 0.6, (2, 2))
    softness = 0.005
    smooth, _, _ = smooth_separation(
        poses, Footprints(half=half, radius=np.zeros(2)), np.array([0]), np.array([1]), softness
    )
    exact = polygon_separation(corners(poses[0, 0], half[0]), corners(poses[0, 1], half[1]))
    distance = polygon_distance(corners(poses[0, 0], half[0]), corners(poses[0, 1], half[1]))
    assert smooth[0, 0] <= max(exact, distance) + 1e-9
    assert smooth[0, 0] >= exact - softness * np.log(5.0) - 1e-9


def test_round_things_keep_their_radius() -> None:
    footprints = Footprints(half=np.zeros((2, 2)), radius=np.array([0.3, 0.2]))
    poses = np.array([[[0.0, 0.0, 0.4], [0.6, 0.8, -1.0]]])
    smooth, _, _ = smooth_separation(poses, footprints, np.array([0]), np.array([1]), 1e-4)
    assert smooth[0, 0] == pytest.approx(0.5, abs=1e-3)
