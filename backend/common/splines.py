"""Cubic splines through sampled tracks: least-squares keys, so that few of them come near every sample.

Where `fitting.fit` takes values and slopes from the samples themselves, here both are unknowns of one linear
system per stretch (a C1 cubic spline in Hermite form); the same error costs a third fewer keys.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Curve
from .fitting import Track, Values, derivative, distance, hermite_basis, is_still, segments

Mask = NDArray[np.bool_]

_STRETCH = 48
"""frames solved at once: the ends of a stretch keep their sampled values and slopes"""
_SLOPE_WEIGHT = 0.05
"""how much a key's slope wants to be that of the samples: decides where samples are few"""

_VALUE_WEIGHT = 1.0
"""how much more a key's own sample counts than the others: keys are poses"""
_BLOCK = 64
"""stretches in one linear solve"""
_DROPS = 4
"""rounds in which every third key is tried without"""


def fit_smooth(tracks: Sequence[Track]) -> list[Curve]:
    """One curve per track of equal length, none with kinks or jumps; a track that does not move gets a single key."""
    if not tracks:
        return []
    count = len(tracks[0].values)
    moving = [i for i, track in enumerate(tracks) if not is_still(track)]
    values = np.zeros((len(moving), count, 4))
    required = np.zeros((len(moving), count), dtype=bool)
    required[:, [0, -1]] = True
    for row, i in enumerate(moving):
        values[row, :, : tracks[i].values.shape[1]] = tracks[i].values
        required[row, [f for f in tracks[i].poses if 0 <= f < count]] = True
    tolerance = np.array([np.broadcast_to(tracks[i].tolerance, count) for i in moving]).reshape(len(moving), count)
    rotation = np.array([tracks[i].rotation for i in moving], dtype=bool)
    keys, fitted, slopes = fit_splines(values, derivative(values), rotation, tolerance, required)
    curves = []
    rows = {i: row for row, i in enumerate(moving)}
    for i, track in enumerate(tracks):
        channels = track.values.shape[1]
        frames = np.flatnonzero(keys[rows[i]]) if i in rows else np.zeros(1, dtype=np.intp)
        value = fitted[rows[i], frames, :channels] if i in rows else track.values[:1]
        slope = slopes[rows[i], frames, :channels] if i in rows else np.zeros((1, channels))
        curves.append(
            Curve(
                frames=frames.astype(np.int32), values=value.astype(np.float32),
                slopes=np.repeat(slope[:, None], 2, axis=1).astype(np.float32),
            )
        )  # fmt: skip
    return curves


def fit_splines(
    values: Values, slopes: Values, rotation: Mask, tolerance: Values, required: Mask
) -> tuple[Mask, Values, Values]:
    """Keys (N, T) with their values and slopes (N, T, C), within the tolerance (N, T) of all samples (N, T, C).

    slopes: of the samples, per frame; required: frames that must be keyed.
    """
    number, count = values.shape[:2]
    if count < 3 or number == 0:
        return np.ones((number, count), dtype=bool), values, slopes
    pieces = -(-(count - 1) // _STRETCH)
    length = -(-(count - 1) // pieces)
    first = np.minimum(np.arange(pieces) * length, count - 1)
    last = np.minimum(first + length, count - 1)
    frames = first[:, None] + np.arange(length + 1)[None]
    inside = np.tile(frames <= last[:, None], (number, 1))
    frames = np.minimum(frames, count - 1)

    def cut(tracks: Values) -> Values:
        pieced: Values = tracks[:, frames].reshape(number * pieces, length + 1, *tracks.shape[2:])
        return pieced

    keys = required[:, frames].reshape(inside.shape) & inside
    keys[:, 0] = True
    keys[np.arange(len(keys)), inside.sum(axis=1) - 1] = True
    rows = np.repeat(rotation, pieces)
    keys, fitted, slope = _fit_stretches(cut(values), cut(slopes), rows, cut(tolerance), keys, inside)
    all_keys, all_values, all_slopes = np.zeros((number, count), dtype=bool), values.copy(), slopes.copy()
    for piece in range(pieces):
        where = frames[piece][inside[piece]]
        part, held = slice(piece, None, pieces), inside[piece]
        all_keys[:, where] |= keys[part][:, held]
        all_values[:, where], all_slopes[:, where] = fitted[part][:, held], slope[part][:, held]
    return all_keys, all_values, all_slopes


def _fit_stretches(
    values: Values, slopes: Values, rotation: Mask, tolerance: Values, keys: Mask, inside: Mask
) -> tuple[Mask, Values, Values]:
    """All stretches together: key the worst frame of every segment that is not good enough, then drop what can go."""
    required = keys.copy()

    pinned = np.zeros_like(keys)

    def solve(rows: NDArray[np.intp], tried: Mask) -> tuple[Values, Values, Values]:
        """`_solve` for some stretches, those with about as many keys at a time."""
        results = np.empty((3, *values[rows].shape))
        order = np.argsort(tried.sum(axis=1), kind="stable")
        for block in np.array_split(order, -(-len(order) // _BLOCK)):
            which = rows[block]
            results[:, block] = _solve(
                values[which], slopes[which], tolerance[which], tried[block], pinned[which], inside[which]
            )
        return results[0], results[1], results[2]

    def misfit(rows: NDArray[np.intp], tried: Mask) -> Values:
        """Error over tolerance at every frame of some stretches with some keys."""
        curve = solve(rows, tried)[2]
        error = distance(curve, values[rows], rotation[rows, None]) / tolerance[rows]
        return np.where(inside[rows], error, 0.0)

    keys = keys.copy()
    active = np.arange(len(keys))
    while len(active):
        mine = keys[active]
        excess = misfit(active, mine)
        row, column = np.nonzero(mine & ~pinned[active] & (excess > 1.0))
        pinned[active[row], column] = True  # a key that its neighbours pull away keeps its sample
        again = active[np.unique(row)]
        excess[mine] = 0.0
        row, column = np.nonzero(excess > 1.0)
        segment = row * mine.shape[1] + segments(mine)[0][row, column]
        order = np.lexsort((excess[row, column], segment))
        chosen = order[np.append(np.diff(segment[order]) > 0, True)] if len(order) else order
        keys[active[row[chosen]], column[chosen]] = True
        active = np.union1d(active[np.unique(row)], again)
    for turn in range(_DROPS):
        rank = np.cumsum(keys, axis=1)
        tried = keys & ~required & (rank % 3 == turn % 3)
        rows = np.flatnonzero(tried.any(axis=1))
        for attempt in range(3):
            if not len(rows):
                break
            without = keys[rows] & ~tried[rows]
            wrong = misfit(rows, without) > 1.0
            bad = wrong.any(axis=1)
            keys[rows[~bad]] = without[~bad]
            rows, without, wrong = rows[bad], without[bad], wrong[bad]
            # Where it does not fit the keys come back, at last all of them
            start, end = segments(without)
            i, column = np.nonzero(wrong)
            spans = np.unique(np.stack([i, start[i, column], end[i, column]], axis=-1), axis=0)
            for which, left, right in spans.tolist():
                tried[rows[which], left : right + 1] = False
            if attempt < 2:
                rows = rows[tried[rows].any(axis=1)]
    fitted, slope, _ = solve(np.arange(len(keys)), keys)
    return keys, fitted, slope


def _solve(
    values: Values, slopes: Values, tolerance: Values, keys: Mask, pinned: Mask, inside: Mask
) -> tuple[Values, Values, Values]:
    """Values and slopes at all frames (those of keys count), and the spline (M, T, C), for given keys (M, T)."""
    stretches, count = keys.shape
    rank = np.cumsum(keys, axis=1) - 1
    unknowns = 2 * (int(rank.max()) + 1)
    start, end = segments(keys)
    m, f = np.arange(stretches)[:, None], np.arange(count)[None]
    span, offset = (end - start).astype(float), (f - start).astype(float)
    basis = np.zeros((stretches, count, unknowns))
    before, behind = 2 * rank[m, start], 2 * rank[m, end]
    for unknown, part in zip((before, before + 1, behind, behind + 1), hermite_basis(span, offset), strict=True):
        basis[m, f, unknown] += part * inside
    weighted = basis / tolerance[..., None]
    left = weighted.transpose(0, 2, 1) @ weighted
    right = weighted.transpose(0, 2, 1) @ (values / tolerance[..., None])
    # Slopes want to be the samples'; the ends of the stretch are given, because the next one begins there
    row, frame = np.nonzero(keys)
    number = rank[row, frame]
    ends = (number == 0) | (number == rank[row, -1])
    scale = 1.0 / tolerance[row, frame] ** 2
    for own, given, pull in (
        (2 * number, values[row, frame], np.where(ends | pinned[row, frame], 1e6, _VALUE_WEIGHT**2)),
        (2 * number + 1, slopes[row, frame], np.where(ends, 1e6, _SLOPE_WEIGHT**2)),
    ):
        left[row, own, own] += pull * scale
        right[row, own] += (pull * scale)[:, None] * given
    diagonal = np.arange(unknowns)
    left[:, diagonal, diagonal] += np.where(left[:, diagonal, diagonal] == 0.0, 1.0, 0.0)
    solved = np.linalg.solve(left, right)
    key_values, key_slopes = values.copy(), slopes.copy()
    key_values[row, frame] = np.where(ends[:, None], values[row, frame], solved[row, 2 * number])
    key_slopes[row, frame] = np.where(ends[:, None], slopes[row, frame], solved[row, 2 * number + 1])
    return key_values, key_slopes, basis @ solved
