"""A few steps from noise to motion: DPM-Solver++ (2M), data prediction, on the squared-cosine schedule.

Lu et al. 2022, "DPM-Solver++", algorithm 2; Nichol & Dhariwal 2021 for the schedule. The same numbers as diffusers'
`DPMSolverMultistepScheduler` with trailing steps, without torch.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def cosine_schedule(count: int = 1000) -> NDArray[np.float64]:
    """(count,) share of the signal's power that is left at each step."""

    def power(t: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.cos((t + 0.008) / 1.008 * np.pi / 2.0) ** 2)

    t = np.arange(count + 1) / count
    betas = np.minimum(1.0 - power(t[1:]) / power(t[:-1]), 0.999)
    return np.asarray(np.cumprod(1.0 - betas))


def step_times(steps: int, count: int = 1000, strength: float = 1.0) -> NDArray[np.int64]:
    """The times that are visited, the noisiest first; a strength below one starts further in (SDEdit)."""
    times = np.round(np.arange(count, 0, -count / steps)).astype(np.int64) - 1
    kept = max(1, round(strength * steps))
    return times[steps - kept :]


def sample(
    denoise: Callable[[Floats, int], Floats], noise: Floats, steps: int, *, start: Floats | None = None,
    strength: float = 1.0,
) -> Floats:  # fmt: skip
    """The clean motion. `denoise(x, time)` predicts it from a noisy one; `start` is noised and denoised again from
    `strength` of the way on."""
    left = cosine_schedule()
    alpha, sigma = np.sqrt(left), np.sqrt(1.0 - left)
    times = step_times(steps, strength=strength if start is not None else 1.0)
    x = noise if start is None else alpha[times[0]] * start + sigma[times[0]] * noise
    x = x.astype(np.float32)
    last: Floats | None = None
    for index, time in enumerate(times):
        clean = denoise(x, int(time))
        if index + 1 == len(times):
            return clean
        following = times[index + 1]
        log_ratio = np.log(alpha / sigma)
        h = log_ratio[following] - log_ratio[time]
        estimate = clean
        if last is not None:
            r = (log_ratio[time] - log_ratio[times[index - 1]]) / h
            estimate = (1.0 + 0.5 / r) * clean - 0.5 / r * last
        x = (sigma[following] / sigma[time] * x - alpha[following] * np.expm1(-h) * estimate).astype(np.float32)
        last = clean
    return x
