"""Fit how the strides of a person differ from that person's own mean cycle, without what the markers shake.

What captures leave of a person's mean cycle is measured as a Gaussian process over the phase, correlated between the
channels, plus white noise (Rasmussen & Williams 2006, chapters 2 and 9: a linear model of coregionalisation with
squared exponential kernels). White noise has no covariance between neighbouring frames, so that the covariance at one
and at two frames, extrapolated to none, is that of the strides alone (the nugget of Cressie 1993, section 2.4). Step
lengths, times and widths vary as well (Hausdorff et al. 1995); clips of three strides are too short to tell how long
that lasts, so steps are drawn one by one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.m4_motion.variation import profile_basis

from .captured_gaits import RATE, person_of, standing
from .phase_series import basis

Array = NDArray[np.float64]

BODY = ("hips.side", "hips.ahead", "hips.z", "hips.yaw", "hips.roll", "spine.yaw", "spine.roll", "spine.pitch")
LIMBS = ("arm.flex", "arm.abduct", "elbow", "foot.pitch")
_CLIPS = 5
"""of one person, from which on a mean cycle is that of the person and not of the clip"""
_KEPT = 0.95
"""share of the variance that the components explain"""
_LEAST = 0.3
"""of its mean, that a channel varies in its calmest phase at least: estimates of a variance may be negative"""


def channel_names() -> list[str]:
    """Of the columns: the body's channels, then each limb's left and right."""
    return [*BODY, *(f"{name}.{side}" for name in LIMBS for side in "LR")]


def fit_variation(clips: list[dict], harmonics: int) -> dict:
    """Coefficients of one gait as `backend/m4_motion/variation.py` reads them."""
    apart = [(clip["phase"], residual) for own in _people(clips) for clip, residual in _residuals(own, harmonics)]
    apart += [(phase + 0.5, _mirrored(residual)) for phase, residual in apart]

    # 1. How far each channel strays at each phase: products of neighbouring frames know no white noise
    phases = np.concatenate([phase[:-1] for phase, _ in apart])
    products = np.concatenate([residual[:-1] * residual[1:] for _, residual in apart])
    rows = profile_basis(phases)
    variance = np.linalg.lstsq(rows, products, rcond=None)[0]
    grid = np.arange(64) / 64.0
    spread = np.sqrt(np.maximum(profile_basis(grid) @ variance, _LEAST**2 * variance[0]))
    profile = np.linalg.lstsq(profile_basis(grid), spread, rcond=None)[0]

    # 2. Covariance of the channels in units of that, at a lag of none, and its components
    scaled = [(phase, residual / (profile_basis(phase) @ profile)) for phase, residual in apart]
    one, two = _covariance(scaled, 1), _covariance(scaled, 2)
    values, vectors = np.linalg.eigh((4.0 * one - two) / 3.0)
    order = np.argsort(values)[::-1]
    values, vectors = values[order], vectors[:, order]
    positive = np.maximum(values, 0.0)
    count = int(np.searchsorted(np.cumsum(positive) / positive.sum(), _KEPT)) + 1
    values, vectors = values[:count], vectors[:, :count]

    # 3. How long each component lasts, from what is left of it one frame later
    frame = float(np.mean(np.concatenate([np.diff(phase) for phase, _ in apart])))
    left = np.clip(np.einsum("ck,cd,dk->k", vectors, one, vectors) / values, 0.05, 0.999)
    lengths = frame / np.sqrt(-2.0 * np.log(left))
    return {
        "channels": channel_names(),
        "profile": np.round(profile.T, 5).tolist(),
        "mixing": np.round((vectors * np.sqrt(values)).T, 4).tolist(),
        "lengths": np.round(lengths, 4).tolist(),
        **_steps(clips),
    }


def _people(clips: list[dict]) -> list[list[dict]]:
    """The clips of everybody of whom there are enough."""
    by_person: dict[str, list[dict]] = {}
    for clip in clips:
        by_person.setdefault(person_of(clip), []).append(clip)
    return [own for own in by_person.values() if len(own) >= _CLIPS]


def _columns(clip: dict) -> Array:
    index = clip["index"]
    columns = [clip["body"][name][index] for name in BODY]
    columns += [clip["limbs"][side][name][index] for name in LIMBS for side in "LR"]
    return np.stack(columns, axis=-1)


def _residuals(own: list[dict], harmonics: int) -> list[tuple[dict, Array]]:
    """Of each clip (T, C) what the person's mean cycle at its speed leaves, about the clip's own mean."""
    speeds = np.array([clip["speed"] for clip in own])
    centre, spread = float(np.median(speeds)), float(np.std(speeds))
    bases = [basis(clip["phase"], harmonics) for clip in own]
    rows = [
        np.concatenate([b, b * (clip["speed"] - centre) / spread], axis=1) for clip, b in zip(own, bases, strict=True)
    ]
    columns = [_columns(clip) for clip in own]
    mean = np.linalg.lstsq(np.concatenate(rows), np.concatenate(columns), rcond=None)[0]
    left = [values - row @ mean for row, values in zip(rows, columns, strict=True)]
    return [(clip, residual - residual.mean(axis=0)) for clip, residual in zip(own, left, strict=True)]


def _mirrored(residual: Array) -> Array:
    """The same person in a mirror (T, C)."""
    odd = np.array([-1.0 if name.endswith(("side", "yaw", "roll")) else 1.0 for name in BODY])
    limbs = residual[:, len(BODY) :].reshape(len(residual), len(LIMBS), 2)[:, :, ::-1]
    return np.concatenate([residual[:, : len(BODY)] * odd, limbs.reshape(len(residual), -1)], axis=1)


def _covariance(scaled: list[tuple[Array, Array]], lag: int) -> Array:
    """(C, C) between frames that are `lag` apart, symmetric."""
    total = sum(values[:-lag].T @ values[lag:] for _, values in scaled)
    covariance = np.asarray(total) / sum(len(values) - lag for _, values in scaled)
    return 0.5 * (covariance + covariance.T)


def _steps(clips: list[dict]) -> dict:
    """Standard deviations: of a step's length and time (shares of the mean), of a footprint aside (leg lengths), of
    people's stride lengths about the law of all (share).

    Those of steps are about the mean of the clip and about what is left and right in it.
    """
    aside: list[Array] = []
    shares: dict[str, list[Array]] = {"length": [], "time": []}
    for own in _people(clips):
        samples: dict[str, list[tuple[int, float, float]]] = {"length": [], "time": []}
        for number, clip in enumerate(own):
            index, phase = clip["index"], clip["phase"]
            falls = np.arange(np.ceil(2.0 * phase[0]), np.floor(2.0 * phase[-1]) + 1.0)
            times = np.interp(0.5 * falls, phase, index) / RATE
            prints, sides = _prints(clip, falls)
            aside.append(sides[np.isfinite(sides)] - np.nanmean(sides))
            for name, steps in (("length", np.diff(prints)), ("time", np.diff(times))):
                lead = 1.0 - 2.0 * (falls[1:] % 2.0)
                known = np.isfinite(steps)
                samples[name] += [
                    (number, of, value) for of, value in zip(lead[known], np.log(steps[known]), strict=True)
                ]
        for name, found in samples.items():
            which, lead, value = np.array(found).T
            rows = np.concatenate([which[:, None] == np.arange(len(own)), lead[:, None]], axis=1)
            left = value - rows @ np.linalg.lstsq(rows, value, rcond=None)[0]
            shares[name].append(left * np.sqrt(len(left) / (len(left) - rows.shape[1])))
    return {
        "step_length": round(float(np.std(np.concatenate(shares["length"]))), 4),
        "step_time": round(float(np.std(np.concatenate(shares["time"]))), 4),
        "step_aside": round(float(np.std(np.concatenate(aside))), 4),
        "stride_of_people": round(_stride_of_people(clips), 4),
    }


def _prints(clip: dict, falls: Array) -> tuple[Array, Array]:
    """Where along the way and how far aside (N,) the foot of each fall stands, leg lengths; NaN where it is unseen."""
    index, phase = clip["index"], clip["phase"]
    along, aside = np.full(len(falls), np.nan), np.full(len(falls), np.nan)
    for i, fall in enumerate(falls):
        side = "L" if fall % 2.0 == 0.0 else "R"
        at = index[(np.abs(phase - 0.5 * fall) < 0.5) & standing(phase, side)]
        at = at[phase[np.searchsorted(index, at)] > 0.5 * fall]
        if len(at):
            along[i] = np.median(clip["limbs"][side]["print"][at])
            aside[i] = np.median(clip["limbs"][side]["foot.side"][at])
    return along, aside


def _stride_of_people(clips: list[dict]) -> float:
    """Standard deviation of log stride between people about a power of their speed; 0 with fewer than four of them."""
    by_person: dict[str, list[Array]] = {}
    for clip in clips:
        by_person.setdefault(person_of(clip), []).append(np.log([clip["speed"], clip["stride"]]))
    means = np.array([np.mean(own, axis=0) for own in by_person.values()])
    if len(means) < 4:
        return 0.0
    law = np.polyfit(means[:, 0], means[:, 1], 1)
    return float(np.std(means[:, 1] - np.polyval(law, means[:, 0]), ddof=2))
