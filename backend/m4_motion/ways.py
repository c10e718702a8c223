"""Ways on the floor."""

from __future__ import annotations

import numpy as np

from .channels import Array, minimum_jerk, smooth


class Path:
    """A smooth way on the floor, by arc length."""

    def __init__(self, points: Array, start_heading: float, end_heading: float) -> None:
        """points (K, 2): corners are rounded; the ends turn toward the given headings where that is a small turn."""
        line = np.asarray(points, dtype=np.float64)[:, :2]
        keep = np.r_[True, np.linalg.norm(np.diff(line, axis=0), axis=-1) > 1e-4]
        line = line[keep]
        for _ in range(3):
            if len(line) > 2:
                a, b = line[:-1], line[1:]
                cut = np.stack([a + 0.25 * (b - a), a + 0.75 * (b - a)], axis=1).reshape(-1, 2)
                line = np.concatenate([line[:1], cut[1:-1], line[-1:]])
        lengths = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=-1))]
        self.length = float(lengths[-1])
        count = max(8, int(self.length / 0.04))
        self._s = np.linspace(0.0, self.length, count)
        self._xy = np.stack([np.interp(self._s, lengths, line[:, i]) for i in range(2)], axis=-1)
        # Each end goes on the other way round, so that it stays where it is and the points keep their distances
        ends = [2.0 * self._xy[at] - beside for at, beside in ((0, self._xy[7:0:-1]), (-1, self._xy[-2:-9:-1]))]
        self._xy = smooth(np.concatenate([ends[0], self._xy, ends[1]]), 2.0)[7:-7]
        ds = np.gradient(self._xy, axis=0)
        heading = np.unwrap(np.arctan2(ds[:, 0], -ds[:, 1]))
        heading += 2.0 * np.pi * np.round((start_heading - heading[0]) / (2.0 * np.pi))
        for at_start, wished in ((True, start_heading), (False, end_heading)):
            current = heading[0] if at_start else heading[-1]
            turn = (wished - current + np.pi) % (2.0 * np.pi) - np.pi
            along = self._s if at_start else self.length - self._s
            share = 1.0 - minimum_jerk(along / min(0.55, 0.45 * self.length + 1e-6))
            if abs(turn) < 1.0:
                heading = heading + turn * share
        self._heading = smooth(heading, 3.0)
        self._heading[0], self._heading[-1] = heading[0], heading[-1]

    def at(self, s: Array) -> tuple[Array, Array]:
        """Points (N, 2) and headings (N,) at arc lengths (N,); beyond the ends it goes straight on."""
        s = np.asarray(s, dtype=np.float64)
        xy = np.stack([np.interp(s, self._s, self._xy[:, i]) for i in range(2)], axis=-1)
        heading = np.interp(s, self._s, self._heading)
        over = s - np.clip(s, 0.0, self.length)
        return xy + over[:, None] * np.stack([np.sin(heading), -np.cos(heading)], axis=-1), heading

    @property
    def start_heading(self) -> float:
        """Where the first step faces."""
        return float(self._heading[0])

    @property
    def end_heading(self) -> float:
        return float(self._heading[-1])
