"""Cubic Hermite curves fitted to dense tracks, to a stated error and with few keys.

Keys are inserted where the fit is worst (Schneider 1990, "An Algorithm for Automatically Fitting Digitized
Curves", with the slopes taken from the samples), for all tracks of a scene at once; or, for a few tracks, every
segment reaches as far as it can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Curve

_STILL_M, _STILL_RAD = 2e-4, 5e-4

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Track:
    """One property to fit."""

    values: Values
    """(T, C)"""
    tolerance: float | Values
    """m, or rad for a rotation; one for all frames or (T,)"""
    rotation: bool
    poses: tuple[int, ...]
    """frames that must be keyed"""
    kinks: tuple[int, ...] = ()
    """frames where the velocity jumps"""
    jumps: tuple[int, ...] = ()
    """frames b where the value, or the velocity, jumps between b - 1 and b"""
    fewest: bool = False
    """worth a search for the fewest keys, one stretch after the other"""


def fit(tracks: Sequence[Track]) -> list[Curve]:
    """One curve per track; a track that does not move gets a single key."""
    padded = [_fit_group([t for t in tracks if len(t.values) == count]) for count in _lengths(tracks)]
    by_track = {id(track): curve for group in padded for track, curve in group}
    return [by_track[id(track)] for track in tracks]


def _lengths(tracks: Sequence[Track]) -> list[int]:
    return sorted({len(track.values) for track in tracks})


def _fit_group(tracks: list[Track]) -> list[tuple[Track, Curve]]:
    """All tracks of one length together: arrays are (N, T, C)."""
    count = len(tracks[0].values)
    values = np.zeros((len(tracks), count, 4))
    for i, track in enumerate(tracks):
        values[i, :, : track.values.shape[1]] = track.values
    rotation = np.array([t.rotation for t in tracks])
    tolerance = np.array([np.broadcast_to(t.tolerance, count) for t in tracks])
    before, after = _slopes(values, tracks)
    keys = np.zeros((len(tracks), count), dtype=bool)
    keys[:, [0, -1]] = True
    for i, track in enumerate(tracks):
        keys[i, [f for f in (*track.kinks, *track.poses) if 0 <= f < count]] = True
        for jump in track.jumps:
            keys[i, [jump - 1, jump]] = True
    required = keys.copy()
    for i, track in enumerate(tracks):
        if track.fewest:
            keys[i] = _fewest(keys[i], values[i], before[i], after[i], track.rotation, tolerance[i])
    searched = np.array([track.fewest for track in tracks])
    active = others = np.flatnonzero(~searched)
    while len(active):  # the worst frame of every segment that is not good enough
        rows, columns, segment, excess = _misfits(keys, active, values, before, after, rotation, tolerance)
        order = np.lexsort((excess, segment))
        chosen = order[np.append(np.diff(segment[order]) > 0, True)] if len(order) else order
        keys[active[rows[chosen]], columns[chosen]] = True
        active = active[np.unique(rows)]
    for turn in range(4):  # every second key that can go, goes
        rank = np.cumsum(keys, axis=1)
        tried = keys & ~required & (rank % 2 == turn % 2) & ~searched[:, None]
        keys &= ~tried
        rows, columns, _, _ = _misfits(keys, others, values, before, after, rotation, tolerance)
        start, end = segments(keys)
        for row, left, right in {(r, start[r, c], end[r, c]) for r, c in zip(others[rows], columns, strict=True)}:
            keys[row, left:right] |= tried[row, left:right]
    return [(track, _curve(track, i, keys, values, before, after)) for i, track in enumerate(tracks)]


def _fewest(
    keys: NDArray[np.bool_], values: Values, before: Values, after: Values, rotation: bool, tolerance: Values
) -> NDArray[np.bool_]:
    """Keys (T,) such that every segment reaches as far as it can between the keys given."""
    found = keys.copy()
    start = 0
    for end in np.flatnonzero(keys)[1:].tolist():
        while start < end:
            count, ends = 8, np.array([end])
            while True:
                fits = _fitting(start, ends, values, before, after, rotation, tolerance)
                if len(fits) and (fits[-1] < ends[-1] or fits[-1] == end):
                    break
                if len(fits) == 0 and len(ends) > 1:
                    fits = np.array([start + 1])
                    break
                count *= 2
                ends = np.arange(start + 1, min(start + count, end) + 1)
            start = int(fits[-1])
            found[start] = True
    return found


def _fitting(
    start: int, ends: NDArray[np.intp], values: Values, before: Values, after: Values, rotation: bool, tolerance: Values
) -> NDArray[np.intp]:
    """Those of `ends` to which one segment from `start` stays within the tolerance."""
    inside = np.arange(start + 1, ends[-1])
    fitted = hermite(
        values[start], values[ends, None], after[start], before[ends, None],
        (ends - start)[:, None, None].astype(float), (inside - start)[None, :, None].astype(float),
    )  # fmt: skip
    error = distance(fitted, values[inside], np.array(rotation))
    return ends[np.all((error <= tolerance[inside]) | (inside >= ends[:, None]), axis=1)]


def segments(keys: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The keys before (for a key itself too) and after every frame: (N, T) each."""
    frames = np.arange(keys.shape[1])
    start = np.maximum.accumulate(np.where(keys, frames, 0), axis=1)
    start = np.concatenate([start[:, :1], start[:, :-1]], axis=1)
    end = np.minimum.accumulate(np.where(keys, frames, frames[-1])[:, ::-1], axis=1)[:, ::-1]
    return start, end


def _misfits(
    keys: NDArray[np.bool_],
    active: NDArray[np.intp],
    values: Values,
    before: Values,
    after: Values,
    rotation: NDArray[np.bool_],
    tolerance: Values,
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], Values]:
    """Rows (into `active`), frames, segment numbers and error ratios of all samples off by more than the tolerance."""
    start, end = segments(keys[active])
    error = _error(values[active], before[active], after[active], rotation[active], start, end)
    excess = np.where(keys[active], 0.0, error / tolerance[active])
    rows, columns = np.nonzero(excess > 1.0)
    return rows, columns, rows * keys.shape[1] + start[rows, columns], excess[rows, columns]


def _curve(track: Track, i: int, keys: NDArray[np.bool_], values: Values, before: Values, after: Values) -> Curve:
    channels = track.values.shape[1]
    frames = np.nonzero(keys[i])[0]
    if is_still(track):
        frames = frames[:1]
    slopes = np.stack([before[i, frames, :channels], after[i, frames, :channels]], axis=1)
    return Curve(
        frames=frames.astype(np.int32),
        values=values[i, frames, :channels].astype(np.float32),
        slopes=slopes.astype(np.float32),
    )


def is_still(track: Track) -> bool:
    """Whether it moves too little for a second key."""
    return bool(np.ptp(track.values, axis=0).max() < (_STILL_RAD / 2 if track.rotation else _STILL_M))


def _slopes(values: Values, tracks: list[Track]) -> tuple[Values, Values]:
    """Slopes per frame before and after each frame (N, T, C); they differ only at kinks and jumps."""
    central = derivative(values)
    before, after = central.copy(), central.copy()
    last = values.shape[1] - 1
    for i, track in enumerate(tracks):
        start = 0
        breaks = {frame: 0 for frame in track.kinks if 0 < frame < last} | {b: 1 for b in track.jumps if 0 < b <= last}
        for frame in (*sorted(breaks), None):  # each stretch between breaks by itself
            end = last if frame is None else frame - breaks[frame]
            slopes = derivative(values[i : i + 1, start : end + 1])[0]
            after[i, start : end + 1], before[i, start + 1 : end + 1] = slopes, slopes[1:]
            if frame is not None and breaks[frame]:
                after[i, end] = before[i, frame] = values[i, frame] - values[i, end]
            start = frame or 0
    return before, after


def derivative(values: Values) -> Values:
    """Per frame, (N, T, C): fourth order inside, since the slopes' own error must not cost keys, second at the ends."""
    count = values.shape[1]
    if count == 1:
        return np.zeros_like(values)
    slopes: Values = np.gradient(values, axis=1, edge_order=2 if count > 2 else 1)
    if count > 4:
        slopes[:, 2:-2] = (8.0 * (values[:, 3:-1] - values[:, 1:-3]) - (values[:, 4:] - values[:, :-4])) / 12.0
    return slopes


def _error(
    values: Values,
    before: Values,
    after: Values,
    rotation: NDArray[np.bool_],
    start: NDArray[np.intp],
    end: NDArray[np.intp],
) -> Values:
    """Distance (m) or angle (rad) between samples and Hermite curves: (N, T)."""
    rows = np.arange(len(values))[:, None]
    fitted = hermite(
        values[rows, start],
        values[rows, end],
        after[rows, start],
        before[rows, end],
        (end - start)[..., None].astype(float),
        (np.arange(values.shape[1]) - start)[..., None].astype(float),
    )
    return distance(fitted, values, rotation[:, None])


def distance(fitted: Values, values: Values, rotation: NDArray[np.bool_]) -> Values:
    """Between points (m), or between rotations (rad)."""
    distance = np.linalg.norm(fitted - values, axis=-1)
    norm = np.maximum(np.linalg.norm(fitted, axis=-1), 1e-9)
    cosine = np.abs(np.sum(fitted * values, axis=-1)) / norm
    angle = 2.0 * np.arccos(np.clip(cosine, 0.0, 1.0))
    error: Values = np.where(rotation, angle, distance)
    return error


def hermite(p0: Values, p1: Values, m0: Values, m1: Values, span: Values, offset: Values) -> Values:
    """Cubic Hermite segment of `span` frames, slopes per frame, at `offset` frames from its start."""
    a, b, c, d = hermite_basis(span, offset)
    return a * p0 + b * m0 + c * p1 + d * m1


def hermite_basis(span: Values, offset: Values) -> tuple[Values, Values, Values, Values]:
    """What start value, start slope, end value and end slope of a segment count for at `offset`."""
    u = offset / np.maximum(span, 1.0)
    u2, u3 = u * u, u * u * u
    return 2 * u3 - 3 * u2 + 1, (u3 - 2 * u2 + u) * span, 3 * u2 - 2 * u3, (u3 - u2) * span


def evaluate(curve: Curve, frame_count: int) -> Values:
    """The curve at every frame: (T, C). Held constant before the first and after the last key."""
    frames = np.clip(np.arange(frame_count), curve.frames[0], curve.frames[-1])
    right = np.clip(np.searchsorted(curve.frames, frames, side="left"), min(1, len(curve.frames) - 1), None)
    left = np.maximum(right - 1, 0)
    span = (curve.frames[right] - curve.frames[left]).astype(float)[:, None]
    offset = (frames - curve.frames[left]).astype(float)[:, None]
    values, slopes = curve.values.astype(float), curve.slopes.astype(float)
    return hermite(values[left], values[right], slopes[left, 1], slopes[right, 0], span, offset)
