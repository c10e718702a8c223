"""How far apart people stand who throw things to each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.m2_layout_planner.exchanges import FARTHEST_M, NEAREST_M, throwing_distance

statures = st.floats(0.8, 2.1)
sizes = st.floats(0.02, 0.6)


@given(statures, statures, sizes)
def test_throwing_distance_keeps_its_bounds_and_its_order(first: float, second: float, size: float) -> None:
    distance = throwing_distance(first, second, size)
    assert NEAREST_M <= distance <= FARTHEST_M
    assert distance == throwing_distance(second, first, size)
    assert throwing_distance(first + 0.2, second, size) >= distance  # grown-ups stand farther apart
    assert throwing_distance(first, second, size + 0.1) <= distance  # and with a smaller ball
