"""The lens: distortion, chromatic aberration, bloom."""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from ..protocol.look import Optics

Image = NDArray[np.float32]


def through_lens(image: Image, optics: Optics) -> Image:
    """The image (H, W, 4) as the glass draws it; the same array where it does nothing."""
    if optics.distortion != 0.0 or optics.chromatic_aberration != 0.0:
        image = _bent(image, optics.distortion, optics.chromatic_aberration)
    if optics.bloom > 0.0:
        image = _bloomed(image, optics.bloom, optics.bloom_radius)
    return image


def _bent(image: Image, distortion: float, aberration: float) -> Image:
    height, width = image.shape[:2]
    if aberration == 0.0:
        return _resampled(image, _map(height, width, distortion, 0.0))
    channels = cv2.split(image)
    shifts = (aberration, 0.0, -aberration, 0.0)
    bent = [
        _resampled(channel, _map(height, width, distortion, shift))
        for channel, shift in zip(channels, shifts, strict=True)
    ]
    merged: Image = cv2.merge(bent)
    return merged


def _resampled(image: Image, places: tuple[Image, Image]) -> Image:
    bent: Image = cv2.remap(image, *places, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    np.maximum(bent, 0.0, out=bent)  # a cubic rings below zero beside highlights
    return bent


@lru_cache(maxsize=8)
def _map(height: int, width: int, distortion: float, shift: float) -> tuple[Image, Image]:
    """Where each pixel of the picture comes from: radius r of half a diagonal comes from r·(1 + k·r²)·(1 − shift).

    Zoomed so that the picture stays full: nothing comes from beyond its border.
    """
    half_diagonal = 0.5 * math.hypot(width, height)
    x = (np.arange(width, dtype=np.float32) - 0.5 * (width - 1)) / half_diagonal
    y = (np.arange(height, dtype=np.float32) - 0.5 * (height - 1)) / half_diagonal
    square = (x * x)[None, :] + (y * y)[:, None]
    # The farthest reach beyond the border is in a corner (barrel) or in the middle of a side (pincushion).
    sides = (float(x[-1]), float(y[-1]), 1.0)
    zoom = max(1.0, *(1.0 + distortion * side**2 for side in sides))
    scale = (1.0 + distortion * square) / zoom * (1.0 - shift) * half_diagonal
    return (
        np.ascontiguousarray(scale * x[None, :] + 0.5 * (width - 1), dtype=np.float32),
        np.ascontiguousarray(scale * y[:, None] + 0.5 * (height - 1), dtype=np.float32),
    )


def _bloomed(image: Image, share: float, radius: float) -> Image:
    """A share of the light scatters over a wide, soft kernel: a sum of Gaussians, each twice as wide as the last.

    Light is only moved, never added, so an evenly lit picture stays as it is.
    """
    levels = max(1, round(math.log2(max(2.0, radius * image.shape[0]))))
    pyramid = [image]
    for _ in range(levels):
        if min(pyramid[-1].shape[:2]) < 4:
            break
        pyramid.append(cv2.pyrDown(pyramid[-1], borderType=cv2.BORDER_REFLECT_101))
    scattered = pyramid[-1]
    for number, level in enumerate(reversed(pyramid[:-1]), start=1):
        size = (level.shape[1], level.shape[0])
        scattered = cv2.resize(scattered, size, interpolation=cv2.INTER_LINEAR)
        if number < len(pyramid) - 1:  # the sharp picture itself is no part of the glow
            scattered = cv2.addWeighted(scattered, number / (number + 1.0), level, 1.0 / (number + 1.0), 0.0)
    glowing: Image = cv2.addWeighted(image, 1.0 - share, scattered, share, 0.0)
    glowing[..., 3] = image[..., 3] if image[..., 3].min() >= 1.0 else np.maximum(glowing[..., 3], image[..., 3])
    return glowing
