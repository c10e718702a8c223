"""Frames moved onto one another along the renderer's own motion vectors: where a pixel was, and whether it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]
_AGREE_PX = 1.0
"""a way there and the way back may differ by that much, where nothing hides the pixel"""
_AGREE_SHARE = 0.05
"""and by that share of its length"""


@dataclass(frozen=True, kw_only=True)
class Motion:
    """What a frame says of where its pixels come from and go to."""

    vector: Image
    """(H, W, 4) Blender's Vector pass, pixels, Y up: the previous place minus this one, this one minus the next"""
    index: Image | None = None
    """(H, W) one number for each object"""

    @property
    def to_previous(self) -> Image:
        """(H, W, 2) pixels right and down, from a pixel to where it was one frame before"""
        return _finite(self.vector[..., :2] * np.array([1.0, -1.0], np.float32))

    @property
    def to_next(self) -> Image:
        """(H, W, 2) pixels right and down, to where it is one frame later"""
        return _finite(self.vector[..., 2:] * np.array([-1.0, 1.0], np.float32))


def scaled(motion: Motion, size_px: tuple[int, int]) -> Motion:
    """For pictures of another size: nearest pixels, so that no vector is a mean of two objects'."""
    width, height = size_px
    if motion.vector.shape[:2] == (height, width):
        return motion
    share = np.array([width / motion.vector.shape[1], height / motion.vector.shape[0]] * 2, np.float32)
    vector: Image = cv2.resize(motion.vector, size_px, interpolation=cv2.INTER_NEAREST) * share
    index: Any = None
    if motion.index is not None:
        index = cv2.resize(motion.index, size_px, interpolation=cv2.INTER_NEAREST)
    return Motion(vector=vector, index=index)


def sampled(image: Any, places: Image, interpolation: int = cv2.INTER_LANCZOS4) -> Any:
    """The image (H, W[, C]) at (H, W, 2) places x, y in pixels; its border goes on."""
    x, y = np.ascontiguousarray(places[..., 0]), np.ascontiguousarray(places[..., 1])
    return cv2.remap(image, x, y, interpolation, borderMode=cv2.BORDER_REPLICATE)


def grid(height: int, width: int) -> Image:
    """(H, W, 2) places of the pixels themselves."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return np.stack([x, y], axis=-1)


def places_in(here: Motion, there: Motion, *, is_before: bool) -> tuple[Image, Mask]:
    """Where this frame's pixels are in the neighbouring one, (H, W, 2), and whether they are seen there, (H, W).

    Seen: inside the picture, of the same object, and the neighbour's own vectors lead back.
    """
    way = here.to_previous if is_before else here.to_next
    height, width = way.shape[:2]
    own = grid(height, width)
    places = own + way
    inside = (places >= -0.5).all(axis=-1) & (places[..., 0] <= width - 0.5) & (places[..., 1] <= height - 0.5)
    way_back = sampled(there.to_next if is_before else there.to_previous, places, cv2.INTER_NEAREST)
    error = np.linalg.norm(way + way_back, axis=-1)
    seen = inside & (error <= _AGREE_PX + _AGREE_SHARE * np.linalg.norm(way, axis=-1))
    if here.index is not None and there.index is not None:
        seen &= _bits(sampled(there.index, places, cv2.INTER_NEAREST)) == _bits(here.index)
    return places, seen


def carried(picture: Image, here: Motion, previous: Motion) -> tuple[Image, Mask]:
    """The previous frame's picture (H, W, C) as it would be seen now, and where that holds."""
    places, seen = places_in(here, previous, is_before=True)
    return sampled(picture, places), seen


def _bits(index: Image) -> NDArray[np.int32]:
    """Cryptomatte's numbers are hashes: some are no numbers at all, and compare as their bits."""
    return np.ascontiguousarray(index, np.float32).view(np.int32)


def _finite(way: Image) -> Image:
    return np.nan_to_num(way, nan=0.0, posinf=0.0, neginf=0.0)
