"""Every term's gradient against central differences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from backend.m2_layout_planner import energy
from backend.m2_layout_planner.energy import Energy, Term
from backend.m2_layout_planner.separation import Footprints

ITEMS, STARTS = 6, 3
FIRST, SECOND = (axis.astype(np.intp) for axis in np.triu_indices(ITEMS, 1))
PAIRS = len(FIRST)


def terms(rng: np.random.Generator) -> dict[str, Callable[[], Term]]:
    footprints = Footprints(
        half=rng.uniform(0.1, 0.6, (ITEMS, 2)) * np.array([1, 1, 1, 1, 0, 0])[:, None],
        radius=np.array([0, 0, 0, 0, 0.3, 0.2]),
    )
    weight = rng.uniform(0.5, 2.0, PAIRS)

    def draw(*shape: int) -> np.ndarray:
        return rng.normal(size=shape)

    both = {"first": FIRST, "second": SECOND, "weight": weight}
    return {
        "gaps": lambda: energy.Gaps(footprints=footprints, lower=np.full(PAIRS, 0.5), upper=np.full(PAIRS, 1.0),
                                    softness_m=0.03, **both),
        "sides": lambda: energy.Sides(axis=np.tile([0.8, 0.6], (PAIRS, 1)), turns=np.arange(PAIRS) % 2 == 0,
                                      margin=np.full(PAIRS, 0.5), **both,
                                      slack=np.where(np.arange(PAIRS) % 3 == 0, np.inf, 0.4)),
        "facings": lambda: energy.Facings(offset=draw(PAIRS), **both),
        "anchors": lambda: energy.Anchors(offset=draw(PAIRS, 2), heading=draw(PAIRS), weight_heading=weight, **both),
        "centres": lambda: energy.Centres(first=FIRST, members=np.stack([SECOND, (SECOND + 1) % ITEMS], 1),
                                          shares=np.full((PAIRS, 2), 0.5), weight=weight),
        "pulls": lambda: energy.Pulls(first=FIRST, point=draw(PAIRS, 2), slack=np.full(PAIRS, 0.2), weight=weight),
        "headings": lambda: energy.Headings(first=FIRST, heading=draw(PAIRS), weight=weight),
        "limits": lambda: energy.Limits(footprints=footprints, first=FIRST, normal=np.tile([0.6, 0.8], (PAIRS, 1)),
                                        limit=np.zeros(PAIRS), equal=np.arange(PAIRS) % 2 == 0, weight=weight),
        "within": lambda: energy.Within(footprints=footprints, inset=np.full((PAIRS, 2), 0.1), **both),
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["gaps", "sides", "facings", "anchors", "centres", "pulls", "headings", "limits", "within"]
)
def test_gradient_equals_central_differences(name: str) -> None:
    rng = np.random.default_rng(7)
    whole = Energy(free=np.ones(ITEMS, dtype=bool), terms=[terms(rng)[name]()])
    poses = rng.normal(size=(STARTS, ITEMS, 3))
    _, gradient = whole.evaluate(poses)
    numeric = np.zeros_like(poses)
    for place in np.ndindex(*poses.shape):
        step = np.zeros_like(poses)
        step[place] = 1e-6
        numeric[place] = (whole.evaluate(poses + step)[0] - whole.evaluate(poses - step)[0]).sum() / 2e-6
    assert np.abs(gradient).max() > 0.1
    np.testing.assert_allclose(gradient, numeric, atol=2e-5, rtol=1e-5)


def test_fixed_items_get_no_gradient() -> None:
    rng = np.random.default_rng(3)
    free = np.array([True, False, True, True, False, True])
    _, gradient = Energy(free=free, terms=[make() for make in terms(rng).values()]).evaluate(
        rng.normal(size=(1, ITEMS, 3))
    )
    assert np.all(gradient[0, ~free] == 0.0)
    assert np.all(np.abs(gradient[0, free]).max(axis=1) > 0.0)
