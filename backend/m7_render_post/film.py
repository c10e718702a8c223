"""What happens last: vignette and grain, on display-referred colours."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ..protocol.look import Grain, Vignette
from .compiling import compiled

Image = NDArray[np.float32]


def vignetted(image: Image, vignette: Vignette) -> Image:
    """The image (H, W, 4) with darker corners; the same array at strength 0."""
    if vignette.strength == 0.0:
        return image
    result = np.empty_like(image)
    _shade(image, shade_of(*image.shape[:2], vignette), result)
    return result


@lru_cache(maxsize=2)
def shade_of(height: int, width: int, vignette: Vignette) -> Image:
    """(H, W) factor: 1 within the radius, 1 − strength where it has grown fully, smooth in between."""
    half_diagonal = 0.5 * math.hypot(width, height)
    x = (np.arange(width) - 0.5 * (width - 1)) / half_diagonal
    y = (np.arange(height) - 0.5 * (height - 1)) / half_diagonal
    radius = np.sqrt((x * x)[None, :] + (y * y)[:, None])
    t = np.clip((radius - vignette.radius) / vignette.softness, 0.0, 1.0)
    shade: Image = (1.0 - vignette.strength * t * t * (3.0 - 2.0 * t)).astype(np.float32)
    return shade


@compiled
def _shade(image: Any, shade: Any, result: Any) -> None:
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            for channel in range(3):
                result[y, x, channel] = image[y, x, channel] * shade[y, x]
            result[y, x, 3] = image[y, x, 3]


def grained(image: Image, grain: Grain, rng: np.random.Generator) -> Image:
    """The image (H, W, 4) with film grain: most in middle tones, none in black and white; the same array at 0.

    The pattern is normal noise with `grain.strength` as standard deviation where luma is one half; where a pixel is
    wider than a grain it averages several, so that a small picture is as grainy as the large one seen from afar.
    """
    if grain.strength == 0.0:
        return image
    height, width = image.shape[:2]
    result = np.empty_like(image)
    grey = _pattern(rng, height, width, grain.size)
    if grain.color > 0.0:
        colors = [_pattern(rng, height, width, grain.size) for _ in range(3)]
    else:
        colors = [grey] * 3
    strength = grain.strength * min(1.0, grain.size * height / 1080.0)
    # Mixed so that each channel keeps the asked deviation.
    own = grain.color / math.hypot(grain.color, 1.0 - grain.color)
    shared = math.sqrt(1.0 - own * own)
    amounts = np.float32(shared * strength), np.float32(own * strength)
    _add_grain(image, grey, colors[0], colors[1], colors[2], amounts, result)
    return result


def _pattern(rng: np.random.Generator, height: int, width: int, size: float) -> Image:
    """(H, W) normal noise of unit deviation whose grains are `size` pixels wide in a picture 1080 high."""
    noise: Image = rng.standard_normal((height, width), dtype=np.float32)
    sigma = 0.5 * size * height / 1080.0
    if sigma < 0.3:  # narrower than a pixel
        return noise
    side = 2 * math.ceil(2.5 * sigma) + 1
    kernel = cv2.getGaussianKernel(side, sigma, cv2.CV_32F)
    kernel /= math.sqrt(float((kernel**2).sum()))  # what blurs in one direction keeps the deviation with this norm
    grains: Image = cv2.sepFilter2D(noise, cv2.CV_32F, kernel, kernel, borderType=cv2.BORDER_REFLECT_101)
    return grains


@compiled
def _add_grain(
    image: Any, grey: Any, red_noise: Any, green_noise: Any, blue_noise: Any, amounts: Any, result: Any
) -> None:
    shared, own = amounts
    zero, one = np.float32(0.0), np.float32(1.0)
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            red, green, blue = image[y, x, 0], image[y, x, 1], image[y, x, 2]
            luma = np.float32(0.2126) * red + np.float32(0.7152) * green + np.float32(0.0722) * blue
            luma = min(max(luma, zero), one)
            amount = math.sqrt(np.float32(4.0) * luma * (one - luma))
            base = shared * grey[y, x]
            result[y, x, 0] = min(max(red + amount * (base + own * red_noise[y, x]), zero), one)
            result[y, x, 1] = min(max(green + amount * (base + own * green_noise[y, x]), zero), one)
            result[y, x, 2] = min(max(blue + amount * (base + own * blue_noise[y, x]), zero), one)
            result[y, x, 3] = image[y, x, 3]
