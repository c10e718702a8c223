"""Strides that differ as people's do: how much, how smoothly, and that the feet stay where they are set."""

from __future__ import annotations

import numpy as np
import pytest

from backend.m4_motion.gait import load_gaits
from training.m4_motion.captured_gaits import RATE, levelled
from training.m4_motion.leave_one_out import programmed
from training.m4_motion.stride_variation import LIMBS, channel_names, fit_variation

from .scenes import Figure, at, does, person, play, way


def _stride_times(clip: dict) -> np.ndarray:
    falls = np.arange(np.ceil(clip["phase"][0]), np.floor(clip["phase"][-1]) + 1.0)
    return np.diff(np.interp(falls, clip["phase"], clip["index"])) / RATE


def test_strides_vary_by_seed_as_much_as_healthy_adults_do() -> None:
    gait = load_gaits()["walk"]
    alike, one, again, other = (programmed(gait, 0.43, seed) for seed in (None, 1, 1, 2))
    assert np.array_equal(one["points"]["LA"], again["points"]["LA"])
    assert one["points"]["LA"].shape != other["points"]["LA"].shape or not np.allclose(
        one["points"]["LA"], other["points"]["LA"]
    )
    assert _stride_times(alike).std() < 0.005
    for clip in (one, other):
        times = _stride_times(clip)
        assert 0.008 < times.std() / times.mean() < 0.035  # Hausdorff (1995): 1 to 3 %


@pytest.mark.parametrize("name", ["walk", "run"])
def test_what_varies_is_slower_than_what_markers_shake(name: str) -> None:
    """All but a thousandth of the drawn power is below the seventh harmonic of the stride, 6 Hz of a walk."""
    gait = load_gaits()[name]
    phase = np.arange(0.0, 64.0, 1.0 / 32.0)
    for channel, values in gait.variation.strides(3, 0).apart(phase).items():
        power = np.abs(np.fft.rfft(values * np.hanning(len(values)))) ** 2
        harmonic = np.fft.rfftfreq(len(values), 1.0 / 32.0)
        assert power[harmonic > 7.0].sum() < 1e-3 * power.sum(), channel


def test_the_fit_finds_the_strides_and_leaves_the_noise() -> None:
    """Clips with a known slow variation and marker noise on top: the noise is not in what is fitted."""
    rng = np.random.default_rng(0)
    clips = []
    for number in range(40):
        phase = np.arange(0.0, 3.0, 0.045)
        slow = sum(np.cos(2 * np.pi * k * phase + rng.uniform(0, 6.28)) for k in (0.7, 1.1, 1.6)) * np.sqrt(2.0 / 3.0)
        values = {channel: 0.02 * slow + rng.normal(0.0, 0.02, len(phase)) for channel in channel_names()}
        index = np.arange(len(phase))
        prints = {"print": 0.8 * phase, "foot.side": np.zeros(len(phase))}
        limbs = {side: {name: values[f"{name}.{side}"] for name in LIMBS} | prints for side in "LR"}
        body = {name: value for name, value in values.items() if not name.endswith((".L", ".R"))}
        clips.append({"trial": f"{number % 2}_{number}", "speed": 0.4 + 0.01 * (number % 7), "stride": 1.6,
                      "phase": phase, "index": index, "body": body, "limbs": limbs})  # fmt: skip
    fitted = fit_variation(clips, 4)
    total = np.array(fitted["profile"])[:, 0] * np.sqrt(np.sum(np.array(fitted["mixing"]) ** 2, axis=0))
    assert np.all((total > 0.012) & (total < 0.025))  # 0.02 of strides, not 0.028 of strides and noise
    assert min(fitted["lengths"]) > 0.08


def test_two_who_walk_side_by_side_are_not_in_lock_step() -> None:
    ways = [way(name, action, [(x, 6), (x, -4)], 0, 0) for name, action, x in (("m", "a", 0.0), ("n", "b", 1.0))]
    motion = play([person("m"), person("n")], {"m": at(0, 6), "n": at(1, 6)},
                  [does("a", "m", "walk"), does("b", "n", "walk")], ways, seed=2)  # fmt: skip
    figures = [Figure(motion, name) for name in ("m", "n")]
    swing = [figure.of("foot.L")[40:160, 1] - figure.of("foot.R")[40:160, 1] for figure in figures]
    assert np.corrcoef(*swing)[0, 1] < 0.9
    for figure in figures:
        assert figure.skate_ratio() <= 0.06
        assert min(figure.sole("L").min(), figure.sole("R").min()) > -0.002


def test_a_run_in_which_no_foot_stands_twice_is_not_tilted() -> None:
    run = programmed(load_gaits()["run"], 1.18)
    index, phase = run["index"], run["phase"]
    start = np.searchsorted(phase, np.ceil(phase[0]) + 0.55)
    short = {name: track[index[start] : index[start] + 17] for name, track in run["points"].items()}
    assert all(np.array_equal(levelled(short)[name], short[name]) for name in short)
