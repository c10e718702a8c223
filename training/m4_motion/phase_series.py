"""Fourier series in phase, linear in speed, of measured clips."""

from __future__ import annotations

import numpy as np


def basis(phase: np.ndarray, harmonics: int) -> np.ndarray:
    """(N, 1 + 2 H): 1, cos, sin of each harmonic."""
    k = 2.0 * np.pi * np.arange(1, harmonics + 1)[None] * phase[:, None]
    return np.concatenate([np.ones((len(phase), 1)), np.cos(k), np.sin(k)], axis=1)


def fit(
    samples: list[tuple[np.ndarray, np.ndarray, dict]], centre: float, spread: float, harmonics: int
) -> list[list[float]]:
    """Least squares over samples (phase, values, clip) by weight -> coefficients [at centre, per unit speed]."""
    rows, values = [], []
    for phase, value, clip in samples:
        weight = np.sqrt(clip["weight"] / len(phase))
        b = basis(phase, harmonics) * weight
        rows.append(np.concatenate([b, b * (clip["speed"] - centre) / spread], axis=1))
        values.append(value * weight)
    a, y = np.concatenate(rows), np.concatenate(values)
    width = a.shape[1] // 2
    ridge = np.diag(np.r_[np.full(width, 1e-3), np.full(width, 0.05 * len(samples))])
    coefficients = np.linalg.solve(a.T @ a + ridge * 0.2, a.T @ y)
    return [
        [round(float(c), 5) for c in coefficients[:width]],
        [round(float(c) / spread, 5) for c in coefficients[width:]],
    ]
