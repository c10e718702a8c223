"""How the strides of one person differ: drawn from what captures leave of people's mean cycles (training/m4_motion).

A Gaussian process over the phase, correlated between the channels, smooth (Rasmussen & Williams 2006, chapters 2, 9);
drawn as a sum of cosines (Rahimi & Recht 2007). What markers shake is not in it. Steps vary in length, time and width
(Hausdorff et al. 1995).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from .channels import Array

_WAVES = 16
"""cosines of a component"""
_WAITS_S = 0.45
"""about a step, within which people who stand together set out"""
_RARE = 2.0
"""standard deviations beyond which no step and no person is drawn"""


def profile_basis(phase: Array) -> Array:
    """(T, 5): mean and two harmonics, of how far a channel strays at phases (T,) in cycles."""
    k = 2.0 * np.pi * np.arange(1, 3)[None] * np.asarray(phase)[:, None]
    return np.concatenate([np.ones((len(k), 1)), np.cos(k), np.sin(k)], axis=1)


@dataclass(frozen=True)
class Variation:
    """One gait's fitted variation. Lengths are in leg lengths, angles in rad."""

    channels: Mapping[str, int]
    """column of each; those of limbs with their side"""
    profile: Array
    """(C, 5) standard deviation over the phase"""
    mixing: Array
    """(K, C) of each component, in units of the profile"""
    lengths: Array
    """(K,) cycles over which a component lasts"""
    step_length: float
    """standard deviations, shares of the mean"""
    step_time: float
    step_aside: float
    """of a footprint, leg lengths"""
    stride_of_people: float
    """of a person's strides from those of others at the same speed, share"""

    def strides(self, person: int, way: int, among_others: bool = False) -> Strides:
        """Those of a person (seed) along one way (number).

        among_others: who might set out at the same moment, and then does not quite.
        """
        own = np.random.default_rng([person])
        rng = np.random.default_rng([person, way])
        count = len(self.lengths)
        # One wave from each of equally likely bands, so that few waves have the right spectrum and no common period
        share = 0.5 + 0.5 * (np.arange(_WAVES)[None] + rng.uniform(size=(count, _WAVES))) / _WAVES
        normal = NormalDist()
        rate = np.array([[normal.inv_cdf(min(float(s), 0.9999)) for s in row] for row in share])
        return Strides(
            variation=self,
            waves=rate / (2.0 * np.pi * self.lengths[:, None]),
            starts=rng.uniform(0.0, 2.0 * np.pi, (count, _WAVES)),
            stride=float(np.exp(self.stride_of_people * _drawn(own, 1)[0])),
            first="LR"[int(own.integers(2))],
            waits_s=float(own.uniform(0.0, _WAITS_S)) if among_others else 0.0,
            rng=rng,
        )


@dataclass(frozen=True)
class Strides:
    """One person's strides along one way."""

    variation: Variation
    waves: Array
    """(K, W) per cycle"""
    starts: Array
    """(K, W) rad"""
    stride: float
    """factor on the length of this person's strides"""
    first: str
    """the foot that goes first where the way is straight"""
    waits_s: float
    """before the first step"""
    rng: np.random.Generator
    """draws the steps"""

    def apart(self, phase: Array) -> dict[str, Array]:
        """How far (T,) every channel that varies is from its mean cycle at phases (T,) of the left foot."""
        of = self.variation
        angles = 2.0 * np.pi * self.waves * np.asarray(phase, dtype=np.float64)[:, None, None] + self.starts
        components = np.sqrt(2.0 / _WAVES) * np.cos(angles).sum(axis=-1)
        values = (components @ of.mixing) * (profile_basis(phase) @ of.profile.T)
        return {name: values[:, column] for name, column in of.channels.items()}

    def steps(self, count: int) -> tuple[Array, Array, Array]:
        """Of the next steps, logarithms of factors on length and time, and how far to the left of their place they are
        (leg lengths)."""
        of = self.variation
        return (
            of.step_length * _drawn(self.rng, count),
            of.step_time * _drawn(self.rng, count),
            of.step_aside * _drawn(self.rng, count),
        )


def _drawn(rng: np.random.Generator, count: int) -> Array:
    """(count,) standard normal numbers, none of them rare."""
    return np.clip(rng.standard_normal(count), -_RARE, _RARE)


def variation_of(entry: Mapping[str, Any]) -> Variation:
    """From the coefficients that `training/m4_motion/stride_variation.py` fits."""
    return Variation(
        channels={name: column for column, name in enumerate(entry["channels"])},
        profile=np.array(entry["profile"]),
        mixing=np.array(entry["mixing"]),
        lengths=np.array(entry["lengths"]),
        step_length=entry["step_length"],
        step_time=entry["step_time"],
        step_aside=entry["step_aside"],
        stride_of_people=entry["stride_of_people"],
    )
