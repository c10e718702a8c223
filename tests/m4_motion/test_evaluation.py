"""The evaluation of learned motion: figures of several folds together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.m4_motion.judging import FoldFigures, per_window, pooled, pooled_ablation
from training.m4_motion.report import decide

from .joint_motions import programmed


def _fold(number: int, lead: float, windows: int = 60) -> FoldFigures:
    """Windows of two in a trial; the full system hits more often than the regression by `lead`."""
    rng = np.random.default_rng(number)
    groups = [f"{number}:{index // 2}" for index in range(windows)]
    hits = {"real": 0.7, "full": 0.4 + lead, "regression": 0.4, "shuffled captions": 0.1}
    figures, embedded = {}, {}
    for row, share in hits.items():
        found = rng.uniform(size=windows) < share
        figures[row] = {name: found.astype(float) for name in ("R@1", "R@2", "R@3", "MM-Dist")}
        if row != "shuffled captions":
            figures[row] |= {name: np.full(windows, 0.05) for name in ("skate", "penetration mm", "float mm", "jerk")}
            figures[row]["copies"] = np.zeros(windows)
            away = 0.0 if row in ("real", "full") else 1.5
            embedded[row] = rng.normal(away, 1.0, (2, windows, 8))
    errors = {"gate learned": rng.normal(50.0, 5.0, 40), "gate 0": rng.normal(60.0, 5.0, 40)}
    return FoldFigures(fold=number, clips=windows, groups=groups, windows=figures, embedded=embedded, ablation=errors,
                       ablation_groups=[f"{number}:{index}" for index in range(40)])  # fmt: skip


def test_folds_are_pooled_and_a_lead_is_told_from_chance() -> None:
    rng = np.random.default_rng(0)
    figures = pooled([_fold(0, 0.3), _fold(1, 0.3)], rng)
    mean, low, high = figures["regression"]["full leads by"]
    assert 0.0 < low < mean < high
    assert figures["regression"]["full nearer by"][1] > 0.0
    assert abs(figures["full"]["KID"]) < 0.5 * figures["regression"]["KID"]
    assert figures["full"]["jerk ratio"] == pytest.approx(1.0)
    assert decide(figures) > 0.5
    # twice as many windows of the same kind: a narrower interval
    one = pooled([_fold(0, 0.3)], rng)["regression"]["full leads by"]
    assert high - low < one[2] - one[1]
    gate = pooled_ablation([_fold(0, 0.3), _fold(1, 0.3)], rng)["gate 0"]["gate learned is better by mm"]
    assert gate[1] > 0.0


def test_without_a_lead_the_router_trusts_nothing() -> None:
    assert decide(pooled([_fold(0, 0.0), _fold(1, -0.1)], np.random.default_rng(0))) == 0.0


def test_figures_of_a_fold_are_kept(tmp_path: Path) -> None:
    fold = _fold(3, 0.2)
    fold.write(tmp_path / "fold_3.npz")
    again = FoldFigures.read(tmp_path / "fold_3.npz")
    assert (again.fold, again.groups, again.ablation_groups) == (3, fold.groups, fold.ablation_groups)
    for row, own in fold.windows.items():
        assert {name: values.tolist() for name, values in own.items()} == {
            name: values.tolist() for name, values in again.windows[row].items()
        }
    assert np.array_equal(again.embedded["full"], fold.embedded["full"])


def test_a_copy_of_a_training_window_is_found() -> None:
    from backend.m4_motion.learned.features import from_motion

    motions = [programmed("walk").cut(0, 61), programmed("dance").cut(0, 61)]
    places = np.array([from_motion(motions[0])[:60:4, 4:64].reshape(-1)])
    found = per_window(motions, places)
    assert found["copies"].tolist() == [1.0, 0.0]
    assert found["penetration mm"].max() < 5.0
