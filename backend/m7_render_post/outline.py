"""The outline of what is in focus before what is blurred: its pixels show both, in shares that the picture tells.

Depth knows one surface a pixel. Kept whole, such a pixel would stand as a step on the blurred background; blurred, it
would smear the foreground over it. So each is taken apart: C = share·F + (1 − share)·B with the colours F and B of the
nearest pixels that show one surface only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]
_GOOD = 0.5
"""where so much of a place is known, it stands for the places around it that are not"""
_APART_PX = 1.0
"""radii that differ less blend without a visible step"""
_NEAR_PX = 3.0
"""farther pixels say nothing of a mixed one"""
_TRUST = 0.1
"""how far the share may be from that of the pixels around"""
_LIKE = 1e-4
"""colours that differ less, squared, are not told apart"""


@dataclass(frozen=True)
class Outline:
    """Mixed pixels, N of them."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    own: Image
    """(N, 4) colours as they were rendered"""
    front: Image
    """(N, 4) colours of what is in focus"""
    back: Image
    """(N, 4) colours of what is behind it"""
    share: Image
    """(N, 1) of the front"""
    is_front: Mask
    """(N, 1) whether depth has the front there"""

    def take_out(self, image: Image) -> None:
        """Leave nothing of the front where the image (H, W, 4) shows what is behind, in place."""
        rows, columns = self.rows[~self.is_front[:, 0]], self.columns[~self.is_front[:, 0]]
        image[rows, columns] = self.back[~self.is_front[:, 0]]

    def background(self, image: Image, known: Image) -> Image:
        """What an image (H, W, 4), known in part (H, W), has there: (N, 4)."""
        if not len(self.rows):
            return np.zeros((0, 4), np.float32)
        whole, share = image.copy(), known.copy()
        fill(whole, share)
        found: Image = whole[self.rows, self.columns]
        return found

    def over(self, background: Image) -> Image:
        """The front over another background, both (N, 4)."""
        exchanged = self.own + (1.0 - self.share) * (background - self.back)
        mixed = self.share * self.front + (1.0 - self.share) * background
        # the front keeps a pattern of its own; of the back's only what is blurred is left
        result: Image = np.where(self.is_front, np.maximum(exchanged, 0.0), mixed)
        return result


def outline_of(image: Image, radii: Image, in_focus: Mask, is_behind: Mask) -> Outline:
    """Where what is in focus (H, W) borders on what lies well behind it (H, W), by the radii of their blur (H, W)."""
    near = np.ones((3, 3), np.uint8)
    beside_front = cv2.dilate(in_focus.astype(np.uint8), near).astype(np.bool_)
    beside_back = cv2.dilate(is_behind.astype(np.uint8), near).astype(np.bool_)
    mixed = beside_front & beside_back & (in_focus | is_behind)
    rows, columns = np.nonzero(mixed)
    front_place, front_px = _nearest(in_focus & ~mixed, mixed)
    back_place, back_px = _nearest(is_behind & ~mixed, mixed)
    flat, flat_radii = image.reshape(-1, 4), np.abs(radii).reshape(-1)
    known = (front_px <= _NEAR_PX) & (back_px <= _NEAR_PX)
    known &= flat_radii[back_place] - flat_radii[front_place] > _APART_PX
    rows, columns, front_place, back_place = (values[known] for values in (rows, columns, front_place, back_place))
    own, front, back = image[rows, columns], flat[front_place], flat[back_place]
    way = front - back
    length = (way**2).sum(axis=1)
    is_front = in_focus[rows, columns]
    # Where both look alike, depth decides; how many pixels around are of the front bounds what colours may say, which
    # a background with a pattern of its own leads astray
    share = np.where(length > _LIKE, ((own - back) * way).sum(axis=1) / np.maximum(length, _LIKE), is_front)
    around = cv2.GaussianBlur(in_focus.astype(np.float32), (3, 3), 0.7)[rows, columns]
    low = np.where(is_front, around - _TRUST, 0.0)
    share = np.clip(share, low, np.where(is_front, 1.0, around + _TRUST))
    return Outline(rows, columns, own, front, back, share[:, None].astype(np.float32), is_front[:, None])


def _nearest(wanted: Mask, asked: Mask) -> tuple[NDArray[np.intp], Image]:
    """For each asked pixel the nearest wanted one, as a place in the flat image, and how far it is in pixels."""
    if not wanted.any():
        nothing = np.zeros(int(asked.sum()), np.intp)
        return nothing, np.full(nothing.shape, np.inf, np.float32)
    distance, labels = cv2.distanceTransformWithLabels(
        (~wanted).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    place_of_label = np.zeros(int(labels.max()) + 1, np.intp)
    place_of_label[labels[wanted]] = np.flatnonzero(wanted)
    near: Any = distance[asked]
    return place_of_label[labels[asked]], near


def fill(image: Image, known: Image) -> None:
    """Make an image that is only known in part whole, in place: what is unknown becomes as the nearest known place.

    image: (H, W, 4), already weighted by `known` (H, W) 0…1, which becomes 1 everywhere.
    """
    if float(known.min()) >= 1.0 - 1e-4:
        return
    is_good = known >= min(_GOOD, float(known.max()))
    is_missing = known < 1.0
    nearest, _ = _nearest(is_good, is_missing)
    missing = (1.0 - known[is_missing]) / known.reshape(-1)[nearest]
    image[is_missing] += missing[:, None] * image.reshape(-1, 4)[nearest]
    known[:] = 1.0
