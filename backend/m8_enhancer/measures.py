"""How good a repainted shot is, in numbers that need no second model: the renderer's passes are the truth."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .controls import Image, inverse_depth
from .warping import Motion, carried

_EDGE = 0.08
"""relative step of 1/z between neighbours that ends a surface"""


def warping_error(pictures: Sequence[Image], motions: Sequence[Motion]) -> float:
    """Root mean square between a frame (H, W, 3) and the one before it moved along the true vectors, where seen."""
    total, count = 0.0, 0
    for picture, before, here, previous in zip(pictures[1:], pictures, motions[1:], motions, strict=False):
        moved, seen = carried(before, here, previous)
        total += float(((picture - moved)[seen] ** 2).sum())
        count += int(seen.sum()) * picture.shape[-1]
    return float(np.sqrt(total / max(count, 1)))


def flicker(pictures: Sequence[Image], motions: Sequence[Motion]) -> float:
    """Root mean square between a frame and the mean of its neighbours moved onto it: slow change does not count."""
    total, count = 0.0, 0
    for i in range(1, len(pictures) - 1):
        before, seen = carried(pictures[i - 1], motions[i], motions[i - 1])
        after, seen_after = carried(pictures[i + 1], motions[i], motions[i + 1], is_before=False)
        both = seen & seen_after
        total += float(((pictures[i] - 0.5 * (before + after))[both] ** 2).sum())
        count += int(both.sum()) * pictures[i].shape[-1]
    return float(np.sqrt(total / max(count, 1)))


def depth_adherence(picture: Image, depth: Image) -> float:
    """How well edges of a picture (H, W, 3) stand where surfaces end in depth (H, W) m: 0.5 is chance, 1 all.

    The chance that a pixel at the end of a surface has a steeper gradient than one elsewhere (Mann-Whitney).
    """
    gradient = _gradient(cv2.cvtColor(np.ascontiguousarray(picture, np.float32), cv2.COLOR_RGB2GRAY))
    inverse = inverse_depth(depth)
    ends = np.zeros(depth.shape, np.bool_)  # both sides of a step
    across = np.abs(np.diff(inverse, axis=1)) > _EDGE * np.maximum(inverse[:, 1:], inverse[:, :-1])
    down = np.abs(np.diff(inverse, axis=0)) > _EDGE * np.maximum(inverse[1:], inverse[:-1])
    ends[:, 1:] |= across
    ends[:, :-1] |= across
    ends[1:] |= down
    ends[:-1] |= down
    if not ends.any() or ends.all():
        return 0.5
    ranks = _ranks(gradient.ravel())[ends.ravel()]
    inside, outside = int(ends.sum()), int((~ends).sum())
    return float((ranks.sum() - inside * (inside + 1) / 2.0) / (inside * outside))


def sharpness(picture: Image) -> float:
    """Mean gradient of a picture (H, W, 3)."""
    return float(np.mean([_gradient(np.ascontiguousarray(picture[..., c], np.float32)).mean() for c in range(3)]))


def color_drift(rendered: Sequence[Image], enhanced: Sequence[Image]) -> float:
    """The largest change over a shot of what the enhancer adds to the mean colour, 0…1."""
    added = np.array([(e - r).reshape(-1, 3).mean(axis=0) for r, e in zip(rendered, enhanced, strict=True)])
    return float(np.abs(added - added[0]).max())


def _gradient(gray: Image) -> NDArray[np.float64]:
    across = cv2.Sobel(gray, cv2.CV_64F, 1, 0, ksize=3)
    down = cv2.Sobel(gray, cv2.CV_64F, 0, 1, ksize=3)
    length: NDArray[np.float64] = np.hypot(across, down)
    return length


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """From 1; equal values share the mean of theirs."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: NDArray[np.float64] = (last - (counts - 1) / 2.0)[places.ravel()]
    return ranks
