"""A picture moved on through a shot, and what optical flow would say of the motion."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.m8_enhancer.warping import Motion, carried, places_in, sampled

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]


def moved_on(
    pictures: Sequence[Image], motions: Sequence[Motion], trusted: Sequence[Mask] | None = None
) -> list[tuple[Image, Mask]]:
    """The first picture (H, W, 3) moved on from frame to frame, and where it has been seen (and trusted) all the time.

    What was hidden takes the frame's own picture, as the enhancer does.
    """
    trust = trusted or [np.ones(pictures[0].shape[:2], np.bool_)] * len(motions)
    picture, known = pictures[0], trust[0]
    moved = [(picture, known)]
    for i in range(1, len(motions)):
        there, seen = carried(picture, motions[i], motions[i - 1])
        picture = np.where(seen[..., None], there, pictures[i])
        places, _ = places_in(motions[i], motions[i - 1], is_before=True)
        known = seen & trust[i] & (sampled(known.astype(np.float32), places, cv2.INTER_NEAREST) > 0.5)
        moved.append((picture, known))
    return moved


def optical_flow(pictures: Sequence[Image]) -> list[Motion]:
    """What OpenCV's DIS estimates between the pictures (H, W, 3), as vectors."""
    estimate = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    gray = [np.rint(255.0 * cv2.cvtColor(p, cv2.COLOR_RGB2GRAY)).astype(np.uint8) for p in pictures]
    nothing = np.zeros((*gray[0].shape, 2), np.float32)
    found = []
    for i, here in enumerate(gray):
        before = estimate.calc(here, gray[i - 1], None) if i > 0 else nothing
        after = estimate.calc(here, gray[i + 1], None) if i + 1 < len(gray) else nothing
        vector = np.concatenate([before * (1.0, -1.0), after * (-1.0, 1.0)], axis=2)
        found.append(Motion(vector=vector.astype(np.float32)))
    return found
