"""Frames moved onto one another along the renderer's own motion vectors: where a pixel was, and whether it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
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
_REACH_PX = 4
"""how far Lanczos' kernel looks"""


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

    @cached_property
    def beside_outlines(self) -> Any:
        """(H, W) 1 where another object is within the reach of what samples a picture, 0 elsewhere"""
        assert self.index is not None, "the caller asks"
        objects = _bits(self.index)
        lines = np.zeros(objects.shape, np.uint8)
        lines[:, 1:] |= objects[:, 1:] != objects[:, :-1]
        lines[1:] |= objects[1:] != objects[:-1]
        side_px = 2 * _REACH_PX + 1
        return cv2.dilate(lines, np.ones((side_px, side_px), np.uint8))


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


def sampled_within(
    image: Any, places: Image, here: Motion, there: Motion, interpolation: int = cv2.INTER_LANCZOS4
) -> Any:
    """`there`'s image (H, W, C) at the places of `here`'s pixels, each from pixels of its own object alone.

    Else the outline of what moves past would leave a fringe on what is behind, wider in each frame.
    """
    result = sampled(image, places, interpolation)
    if here.index is None or there.index is None:
        return result
    rows, columns = np.nonzero(sampled(there.beside_outlines, places, cv2.INTER_NEAREST))
    own, objects = _bits(here.index)[rows, columns], _bits(there.index)
    height, width = objects.shape
    low = np.floor(places[rows, columns])
    share = places[rows, columns] - low
    total, weights = np.zeros((len(rows), image.shape[2]), np.float32), np.zeros((len(rows), 1), np.float32)
    for right in (0, 1):
        for down in (0, 1):
            x = np.clip(low[:, 0] + right, 0, width - 1).astype(np.intp)
            y = np.clip(low[:, 1] + down, 0, height - 1).astype(np.intp)
            weight = np.abs(1 - right - share[:, 0]) * np.abs(1 - down - share[:, 1]) * (objects[y, x] == own)
            total += weight[:, None] * image[y, x]
            weights += weight[:, None]
    is_own = weights[:, 0] > 1e-3
    result[rows[is_own], columns[is_own]] = (total / np.maximum(weights, 1e-3))[is_own]
    return result


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


def carried(picture: Image, here: Motion, there: Motion, *, is_before: bool = True) -> tuple[Image, Mask]:
    """The picture (H, W, C) of the frame before (or after) as it would be seen now, and where that holds."""
    places, seen = places_in(here, there, is_before=is_before)
    return sampled_within(picture, places, here, there), seen


def _bits(index: Image) -> NDArray[np.int32]:
    """Cryptomatte's numbers are hashes: some are no numbers at all, and compare as their bits."""
    return np.ascontiguousarray(index, np.float32).view(np.int32)


def _finite(way: Image) -> Image:
    return np.nan_to_num(way, nan=0.0, posinf=0.0, neginf=0.0)
