"""Bodies as flesh swept along bones: tubes with an elliptic section whose middle line lies in a sagittal plane.

A row of a sweep is (forward, up, side, half width, dorsal, ventral): where the middle line passes, and how far the
flesh reaches to the side, to the left of the way it goes (up for a trunk, to the front for a leg) and to its right.
All are shares of the height at the withers. `forward` is -Y.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

_FINE = 3
"""pieces per row interval"""
_FAR = 9.0


def interpolate(x: Array, rows: Array, at: Array) -> Array:
    """Rows (K, C) at x (K,) as a cubic without overshoot at (N,): slopes after Fritsch & Carlson (1980)."""
    h = np.diff(x)[:, None]
    delta = np.diff(rows, axis=0) / h
    slopes = np.concatenate([delta[:1], np.zeros((len(x) - 2, rows.shape[1])), delta[-1:]])
    if len(x) > 2:
        left, right = delta[:-1], delta[1:]
        same = left * right > 0.0
        w1, w2 = 2.0 * h[1:] + h[:-1], h[1:] + 2.0 * h[:-1]
        mean = (w1 + w2) / (w1 / np.where(same, left, 1.0) + w2 / np.where(same, right, 1.0))
        slopes[1:-1] = np.where(same, mean, 0.0)
    k = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    u = ((at - x[k]) / h[k, 0])[:, None]
    first, second = slopes[k] * h[k], slopes[k + 1] * h[k]
    cubic = (2 * u**3 - 3 * u**2 + 1) * rows[k] + (u**3 - 2 * u**2 + u) * first
    return np.asarray(cubic + (3 * u**2 - 2 * u**3) * rows[k + 1] + (u**3 - u**2) * second)


@dataclass(frozen=True, eq=False)
class Sweep:
    """One tube of flesh; it has a mirror twin where `side` is not 0."""

    name: str
    rows: Array
    """(K, 6)"""
    bones: tuple[str, ...]
    """the chain that moves it, first to last"""
    blend: float = 0.05
    """how softly it joins the rest"""

    @cached_property
    def _fine(self) -> Array:
        """(N, 7): the rows and the length along them, interpolated without overshoot."""
        lengths = np.r_[0.0, np.cumsum(np.hypot(*np.diff(self.rows[:, :2], axis=0).T))]
        at = np.concatenate(
            [np.linspace(a, b, _FINE, endpoint=False) for a, b in pairwise(lengths)]
        )
        at = np.r_[at, lengths[-1]]
        return np.column_stack([interpolate(lengths, self.rows, at), at])

    @property
    def length(self) -> float:
        return float(self._fine[-1, 6])

    def along(self, points: ArrayLike) -> Array:
        """Length along the middle line nearest to (N, 2) points in the sagittal plane."""
        return self.section(np.asarray(points, dtype=np.float64))[4]

    def section(self, points: Array) -> tuple[Array, Array, Array, Array, Array, Array]:
        """At (N, 2) sagittal points: squared ratio to the outline, side, half width, scale, length along, offset."""
        line = self._fine
        start, way = line[:-1, :2], np.diff(line[:, :2], axis=0)
        square = np.sum(way**2, axis=1)
        rel = points[:, None, :] - start[None]
        t = np.clip(np.einsum("nsk,sk->ns", rel, way) / square, 0.0, 1.0)
        off = rel - t[..., None] * way
        nearest = np.argmin(np.einsum("nsk,nsk->ns", off, off), axis=1)
        rows = np.arange(len(points))
        share = t[rows, nearest]
        away = off[rows, nearest]
        tangent = way[nearest] / np.sqrt(square[nearest])[:, None]
        across = away[:, 1] * tangent[:, 0] - away[:, 0] * tangent[:, 1]
        over = away[:, 0] * tangent[:, 0] + away[:, 1] * tangent[:, 1]
        here = line[nearest] + share[:, None] * (line[nearest + 1] - line[nearest])
        side, width, dorsal, ventral, along = here[:, 2], here[:, 3], here[:, 4], here[:, 5], here[:, 6]
        thickness = np.where(across >= 0.0, dorsal, ventral)
        end = 0.5 * (np.minimum(width, dorsal) + np.minimum(width, ventral))
        ratio = (across / thickness) ** 2 + (over / end) ** 2
        return ratio, side, width, np.minimum(width, 0.5 * (dorsal + ventral)), along, across

    def distance(self, points: Array) -> Array:
        """Roughly the distance (N,) of (N, 3) points (side, forward, up) from the flesh, negative inside."""
        ratio, side, width, scale, *_ = self.section(points[:, 1:])
        return np.asarray((np.sqrt(ratio + ((points[:, 0] - side) / width) ** 2) - 1.0) * scale)

    def on_grid(self, side: Array, flat: Array) -> Array:
        """The same for all of (X,) sides over (N, 2) sagittal points: (X, N)."""
        result = np.full((len(side), len(flat)), _FAR)
        reach = float(self.rows[:, 3:].max()) + 2.0 * self.blend
        low, high = self.rows[:, :2].min(axis=0) - reach, self.rows[:, :2].max(axis=0) + reach
        near = np.flatnonzero(np.all((flat > low) & (flat < high), axis=1))
        columns = np.flatnonzero(np.abs(side) < float((self.rows[:, 2] + self.rows[:, 3]).max()) + 2.0 * self.blend)
        ratio, middle, width, scale, *_ = self.section(flat[near])
        r = np.sqrt(ratio[None] + ((np.abs(side[columns])[:, None] - middle) / width) ** 2)
        result[np.ix_(columns, near)] = (r - 1.0) * scale
        return result


def smooth_union(a: Array, b: Array, blend: float) -> Array:
    """The nearer of two surfaces, rounded where they meet (quadratic polynomial, Quilez)."""
    h = np.maximum(blend - np.abs(a - b), 0.0) / blend
    return np.asarray(np.minimum(a, b) - 0.25 * blend * h * h)


def union_distance(sweeps: tuple[Sweep, ...], points: Array) -> Array:
    """Distance (N,) of (N, 3) points from the whole body."""
    mirrored = np.column_stack([np.abs(points[:, 0]), points[:, 1:]])
    total = sweeps[0].distance(mirrored)
    for sweep in sweeps[1:]:
        total = smooth_union(total, sweep.distance(mirrored), sweep.blend)
    return total
