"""From what the model painted to the frame in its full size: steadied over time, with the render's own fine detail."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from .deflicker import RADIUS, Repainted, deflickered
from .stage import Shot, motion_of, small_picture
from .store import Store

Image = NDArray[np.float32]


class Finisher:
    """Finished frames of a painted shot."""

    def __init__(self, shot: Shot, store: Store, strength: float) -> None:
        self._shot, self._store, self._strength = shot, store, strength
        self._frame = lru_cache(maxsize=2 * (2 * RADIUS + 1))(self._repainted)
        self._is_steadied = len(shot.numbers) > 1 and "vector" in shot.pass_names

    def picture(self, number: int) -> Image:
        """(H, W, 4) as it is shown, 0…1, with the render's alpha."""
        full = self._shot.picture(number)
        if self._strength == 0.0:
            return full
        small = self.steadied(number)
        height, width = full.shape[:2]
        rendered_small = small_picture(self._shot, number, self._store.size_px)
        # Detail that is finer than the model's picture stays for the share that is not repainted
        detail = full[..., :3] - _enlarged(rendered_small, (width, height))
        colors = _enlarged(small, (width, height)) + np.float32(1.0 - self._strength) * detail
        result = np.empty_like(full)
        result[..., :3], result[..., 3] = np.clip(colors, 0.0, 1.0), full[..., 3]
        return result

    def steadied(self, number: int) -> Image:
        """(H, W, 3) in the model's size: what is painted, of a clip with its flicker taken out."""
        if not self._is_steadied:
            return self._store.blended(number)
        numbers = self._shot.numbers
        first, last = max(number - RADIUS, numbers[0]), min(number + RADIUS, numbers[-1])
        return deflickered([self._frame(n) for n in range(first, last + 1)], number - first)

    def _repainted(self, number: int) -> Repainted:
        size_px = self._store.size_px
        return Repainted(
            rendered=small_picture(self._shot, number, size_px),
            enhanced=self._store.blended(number),
            motion=motion_of(self._shot, number, size_px),
        )


def _enlarged(picture: Image, size_px: tuple[int, int]) -> Image:
    if (picture.shape[1], picture.shape[0]) == size_px:
        return picture
    enlarged: Image = cv2.resize(picture, size_px, interpolation=cv2.INTER_CUBIC)
    return enlarged
