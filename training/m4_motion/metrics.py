"""What motions are measured by: text match, distributions, and what bodies obey.

Retrieval precision and matching distance after Guo et al. (CVPR 2022), KID after Bińkowski et al. 2018 (cubic kernel,
unbiased), FID after Heusel et al. 2017; skating as on the design page: a toe under 5 cm in two frames that moves faster
than 0.2 m/s.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import sqrtm

from backend.m4_motion.learned.joints import JointMotion
from backend.m4_motion.learned.projection import sole_points

Array = NDArray[np.float64]
POOL, REPEATS = 16, 20
_TOES = (14, 19)
_LOW_M, _FAST_M_S = 0.05, 0.2


def text_match(texts: Array, motions: Array, captions: Sequence[str], rng: np.random.Generator) -> dict[str, Array]:
    """Per motion (N,), means over pools of distinct captions: hits at 1, 2, 3 and the distance to the own caption.

    texts, motions (N, D) of the evaluator
    """
    count = len(captions)
    distances = np.linalg.norm(motions[:, None] - texts[None], axis=-1)  # motion, text
    hits = np.zeros((count, 3))
    for index in range(count):
        others = [k for k in range(count) if captions[k] != captions[index]]
        for _ in range(REPEATS):
            chosen: list[int] = []
            said = {captions[index]}
            for k in rng.permutation(others):
                if captions[k] not in said:
                    chosen.append(int(k))
                    said.add(captions[k])
                if len(chosen) == POOL - 1:
                    break
            rank = int((distances[index, chosen] < distances[index, index]).sum())
            hits[index] += rank < np.arange(1, 4)
    hits /= REPEATS
    return {"R@1": hits[:, 0], "R@2": hits[:, 1], "R@3": hits[:, 2], "MM-Dist": np.diag(distances)}


def kid(first: Array, second: Array) -> float:
    """Kernel distance of two sets of embeddings; about 0 for two samples of one distribution."""
    width = first.shape[1]

    def kernel(a: Array, b: Array) -> Array:
        return np.asarray((a @ b.T / width + 1.0) ** 3)

    own, other, across = kernel(first, first), kernel(second, second), kernel(first, second)
    m, n = len(first), len(second)
    within = (own.sum() - np.trace(own)) / (m * (m - 1)) + (other.sum() - np.trace(other)) / (n * (n - 1))
    return float(within - 2.0 * across.mean())


def fid(first: Array, second: Array) -> float:
    """Distance of two Gaussians fitted to the embeddings."""
    gap = first.mean(axis=0) - second.mean(axis=0)
    a, b = (np.cov(x.T) + 1e-6 * np.eye(x.shape[1]) for x in (first, second))
    root = sqrtm(a @ b)
    return float(gap @ gap + np.trace(a + b - 2.0 * np.real(root)))


def diversity(embeddings: Array, rng: np.random.Generator, pairs: int = 300) -> float:
    """Mean distance of random pairs."""
    a, b = rng.integers(len(embeddings), size=(2, pairs))
    return float(np.linalg.norm(embeddings[a] - embeddings[b], axis=1).mean())


def bodily(motion: JointMotion) -> dict[str, float]:
    """Skate ratio, penetration and float in mm (means over frames), jerk in m/s³ of one motion."""
    points, fps = motion.points, motion.fps
    toes = points[:, _TOES]
    speed = np.linalg.norm(np.diff(toes[..., :2], axis=0), axis=-1) * fps
    low = (toes[1:, :, 2] < _LOW_M) & (toes[:-1, :, 2] < _LOW_M)
    lowest = sole_points(motion, points)[..., 2].min(axis=(1, 2))
    jerk = np.linalg.norm(np.diff(points, 3, axis=0), axis=-1) * fps**3
    return {
        "skate": float((low & (speed > _FAST_M_S)).mean()) if len(speed) else 0.0,
        "penetration mm": float(1e3 * np.maximum(-lowest, 0.0).mean()),
        "float mm": float(1e3 * np.maximum(lowest, 0.0).mean()),
        "jerk": float(jerk.mean()) if len(jerk) else 0.0,
    }


def interval(
    values: Array, groups: Sequence[str], rng: np.random.Generator, draws: int = 1000
) -> tuple[float, float, float]:
    """Mean and 95 % interval by a bootstrap over groups of trials: windows of a trial are not independent."""
    names = sorted(set(groups))
    sums = np.array([values[[g == name for g in groups]].sum() for name in names])
    counts = np.array([sum(g == name for g in groups) for name in names], dtype=np.float64)
    chosen = rng.integers(len(names), size=(draws, len(names)))
    means = sums[chosen].sum(axis=1) / counts[chosen].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(values.mean()), float(low), float(high)
