"""Takes flicker out of repainted frames without touching what the render moves.

What the enhancer has added (its frame minus the rendered one) is averaged over time along the true motion vectors:
wholly where it is broad (exposure and colour that pump), by how far it agrees where it is fine (texture that boils), so
that no detail is blurred. The render's own change of light, being no part of what was added, stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .warping import Motion, grid, places_in, sampled, sampled_within

Image = NDArray[np.float32]
RADIUS = 2
"""frames looked at before and after"""
_BROAD_SHARE = 1 / 24
"""of the picture's height: what is broader pumps, what is finer boils"""
_AGREES = 0.06
"""fine differences up to about that are averaged, of the picture's range"""


@dataclass(frozen=True, kw_only=True)
class Repainted:
    """A frame before and after the enhancer, both (H, W, 3) in 0…1, and its motion."""

    rendered: Image
    enhanced: Image
    motion: Motion


def deflickered(frames: Sequence[Repainted], middle: int) -> Image:
    """The enhanced frame at `middle`, (H, W, 3) in 0…1, steadied by its neighbours in the sequence."""
    here = frames[middle]
    own = here.enhanced - here.rendered
    height, width = own.shape[:2]
    sigma_px = max(height * _BROAD_SHARE, 1.0)
    broad_sum, broad_weight = own.copy(), np.ones((height, width, 1), np.float32)
    fine_sum, fine_weight = np.zeros_like(own), np.zeros((height, width, 1), np.float32)
    for step in (-1, 1):
        places, seen = grid(height, width), np.ones((height, width), np.bool_)
        for distance in range(1, RADIUS + 1):
            position = middle + step * distance
            if not 0 <= position < len(frames):
                break
            # One frame further along the way
            near, far = frames[position - step].motion, frames[position].motion
            further, still = places_in(near, far, is_before=step < 0)
            seen &= sampled(still.astype(np.float32), places, cv2.INTER_NEAREST) > 0.5
            places = sampled_within(further, places, here.motion, near, cv2.INTER_LINEAR)
            other = frames[position]
            added = sampled_within(other.enhanced - other.rendered, places, here.motion, far)
            difference = np.where(seen[..., None], added - own, 0.0)
            mask = seen.astype(np.float32)[..., None]
            weight = mask / (distance + 1.0)
            broad = _blurred(difference, mask, sigma_px)
            broad_sum += weight * (own + broad)
            broad_weight += weight
            # A fine difference counts the less the larger it is
            fine = difference - broad
            agreement = weight * np.exp(-0.5 * ((fine / _AGREES) ** 2).mean(axis=-1, keepdims=True))
            fine_sum += agreement * fine
            fine_weight += agreement
    steadied = broad_sum / broad_weight + fine_sum / (1.0 + fine_weight)
    result: Image = np.clip(here.rendered + steadied, 0.0, 1.0)
    return result


def _blurred(values: Image, mask: Image, sigma_px: float) -> Image:
    """A mean over the neighbourhood of what the mask has, (H, W, 3)."""
    total = cv2.GaussianBlur(values * mask, (0, 0), sigma_px)
    share = cv2.GaussianBlur(mask, (0, 0), sigma_px)[..., None]
    mean: Image = total / np.maximum(share, 1e-4)
    return mean
