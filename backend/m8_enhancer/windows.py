"""Clips are longer than what a video model sees at once: windows that overlap, and how much each of them counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def next_window(num_done: int, num_frames: int, length: int, overlap: int) -> range | None:
    """The frames (from 0) to make when the first `num_done` are there; None when all are.

    It begins with frames that are there, `overlap` of them or, at the end of the clip, as many as make it whole.
    """
    if num_done >= num_frames:
        return None
    if num_frames <= length:
        return range(num_frames)
    start = max(num_done - min(overlap, length - 1), 0)
    start = min(start, num_frames - length)
    return range(start, start + length)


def schedule(num_frames: int, length: int, overlap: int) -> list[range]:
    """All windows of a clip, in order."""
    windows: list[range] = []
    done = 0
    while (window := next_window(done, num_frames, length, overlap)) is not None:
        windows.append(window)
        done = window.stop
    return windows


def window_weights(windows: Sequence[range], num_frames: int) -> NDArray[np.float64]:
    """(windows, frames): ramps where windows meet, the sum over each frame is 1.

    Rising within what a window shares with those before it, falling within what it shares with those after it.
    """
    weights = np.zeros((len(windows), num_frames))
    for row, window in enumerate(windows):
        places = np.arange(len(window), dtype=np.float64)
        before = max((other.stop - window.start for other in windows[:row]), default=0)
        after = max((window.stop - other.start for other in windows[row + 1 :]), default=0)
        rising = (places + 1.0) / (max(before, 0) + 1.0)
        falling = (len(window) - places) / (max(after, 0) + 1.0)
        weights[row, window.start : window.stop] = np.minimum(np.minimum(rising, falling), 1.0)
    weights /= weights.sum(axis=0, keepdims=True)
    return weights
