"""A growing half mesh of quads: points, rings and grids of the left side, mirrored and oriented at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .implicit import Field, Points, gradient

Indices = NDArray[np.int64]


@dataclass
class Cage:
    """Vertices with a part name and a softness (how freely relaxing moves them); quads with a chart for the UVs."""

    points: list[Points] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    softness: list[float] = field(default_factory=list)
    quads: list[tuple[int, int, int, int]] = field(default_factory=list)
    quad_parts: list[str] = field(default_factory=list)
    quad_chart: list[tuple[int, int, int]] = field(default_factory=list)
    """(chart, row, column) of each quad"""
    charts: list[Indices] = field(default_factory=list)
    loops: dict[str, Indices] = field(default_factory=dict)
    """named vertex loops of the left side"""

    def add(self, points: Points, part: str, softness: float = 0.0) -> Indices:
        start = len(self.points)
        for point in np.asarray(points, dtype=float).reshape(-1, 3):
            point = point.copy()
            if abs(point[0]) < 1e-7:
                point[0] = 0.0
            self.points.append(point)
            self.parts.append(part)
            self.softness.append(softness)
        return np.arange(start, len(self.points))

    def grid(self, rows: Indices, part: str, closed: bool = False, skip: Indices | None = None) -> None:
        """Quads between the rows (R, C) of vertex indices; `closed` joins the ends, `skip` (R-1, C-1) leaves holes."""
        rows = np.asarray(rows)
        if closed:
            rows = np.concatenate([rows, rows[:, :1]], axis=1)
        chart = len(self.charts)
        self.charts.append(rows)
        for r in range(rows.shape[0] - 1):
            for c in range(rows.shape[1] - 1):
                if skip is not None and skip[r, c]:
                    continue
                self.quads.append((rows[r, c], rows[r, c + 1], rows[r + 1, c + 1], rows[r + 1, c]))
                self.quad_parts.append(part)
                self.quad_chart.append((chart, r, c))

    def rim(
        self, loop: Indices, before: Indices, part: str, field: Field, closed: bool, thickness_m: float = 0.0022
    ) -> None:
        """Turn an open edge inward: a hem as thick as the cloth, and a strip inside; `before` is its neighbour."""
        at = np.array(self.points)
        inward = -gradient(at[loop], field)
        inward[at[loop][:, 0] == 0.0, 0] = 0.0
        back = at[before] - at[loop]
        fold = self.add(at[loop] + inward * thickness_m, part)
        inside = self.add(at[loop] + inward * thickness_m * 1.15 + 0.4 * back, part)
        self.grid(np.stack([loop, fold, inside]), part, closed)

    def ring_strip(self, rings: list[Indices], part: str, closed: bool = True) -> None:
        self.grid(np.stack(rings), part, closed)

    def cap(self, ring: Indices, across: int, down: int, part: str, lift: Points | None = None) -> Indices:
        """Fill a closed ring of 2 (across + down) with a grid; the ring starts at a corner and runs along `across`.

        Inner points are blended from the ring (Coons patch) and moved by `lift`.
        """
        ring = np.asarray(ring)
        top, right = ring[: across + 1], ring[across : across + down + 1]
        bottom = ring[across + down : 2 * across + down + 1][::-1]
        left = np.concatenate([ring[2 * across + down :], ring[:1]])[::-1]
        rows = np.zeros((down + 1, across + 1), dtype=int)
        rows[0], rows[-1], rows[:, 0], rows[:, -1] = top, bottom, left, right
        at = np.array(self.points)
        for r in range(1, down):
            for c in range(1, across):
                s, t = c / across, r / down
                point = (1 - t) * at[top[c]] + t * at[bottom[c]] + (1 - s) * at[left[r]] + s * at[right[r]]
                point -= (1 - s) * (1 - t) * at[top[0]] + s * (1 - t) * at[top[-1]]
                point -= (1 - s) * t * at[bottom[0]] + s * t * at[bottom[-1]]
                bulge = 16 * s * (1 - s) * t * (1 - t)
                rows[r, c] = self.add(point + (0.0 if lift is None else lift * bulge), self.parts[ring[0]])[0]
        self.grid(rows, part)
        return rows


@dataclass(frozen=True)
class QuadMesh:
    """A closed mesh of quads, both sides."""

    points: Points
    quads: Indices
    parts: tuple[str, ...]
    """of each vertex"""
    quad_parts: tuple[str, ...]
    quad_rows: Indices
    """(F, 2) row and column of each quad in its grid, the same on both sides"""
    loops: dict[str, Indices]
    """named vertex loops: `eye.L`, `eye.R`, …"""
    uv: Points
    """(F, 4, 2) metres for a figure 1 m tall"""
    mirror: Indices
    """(V,) the vertex on the other side"""
    softness: Points


def _drop_unused(cage: Cage) -> None:
    """Drop the vertices that no quad uses."""
    used = np.zeros(len(cage.points), dtype=bool)
    for quad in cage.quads:
        used[list(quad)] = True
    number = np.cumsum(used) - 1
    cage.quads = [tuple(int(number[v]) for v in quad) for quad in cage.quads]  # type: ignore[misc]
    at = np.array(cage.points)
    keep = np.flatnonzero(used)
    # charts only need positions for their spacing: unused corners keep theirs through the nearest used vertex
    nearest = [
        int(number[v]) if used[v] else int(np.argmin(np.linalg.norm(at[keep] - at[v], axis=1))) for v in range(len(at))
    ]
    cage.charts = [np.array(nearest)[chart] for chart in cage.charts]
    cage.loops = {name: number[loop] for name, loop in cage.loops.items()}
    cage.points = [cage.points[v] for v in keep]
    cage.parts = [cage.parts[v] for v in keep]
    cage.softness = [cage.softness[v] for v in keep]


def mirrored(cage: Cage, closed: bool = True) -> QuadMesh:
    """Both sides of a left half, quads oriented outward; `closed` asks for two quads at every edge."""
    _drop_unused(cage)
    half = np.array(cage.points)
    seam = half[:, 0] == 0.0
    count = len(half)
    other = np.where(seam, np.arange(count), count + np.cumsum(~seam) - 1)
    points = np.concatenate([half, half[~seam] * np.array([-1.0, 1.0, 1.0])])
    mirror = np.concatenate([other, np.flatnonzero(~seam)])
    quads = np.array(cage.quads)
    both = np.concatenate([quads, other[quads][:, ::-1]])
    parts = [p + ".L" if not s else p for p, s in zip(cage.parts, seam, strict=True)]
    parts += [p + ".R" for p, s in zip(cage.parts, seam, strict=True) if not s]
    softness = np.array(cage.softness)
    flips = _outward_flips(both, points, closed)
    both = np.where(flips[:, None], both[:, ::-1], both)
    uv = _chart_uv(cage, half)
    uv = np.concatenate([uv, (uv * np.array([-1.0, 1.0]))[:, ::-1]])
    uv = np.where(flips[:, None, None], uv[:, ::-1], uv)
    return QuadMesh(
        points=points,
        quads=both,
        parts=tuple(parts),
        quad_parts=tuple(cage.quad_parts) * 2,
        uv=uv,
        quad_rows=np.tile(np.array(cage.quad_chart)[:, 1:], (2, 1)),
        loops={
            name + side: loop for name, left in cage.loops.items() for side, loop in ((".L", left), (".R", other[left]))
        },
        mirror=mirror,
        softness=np.concatenate([softness, softness[~seam]]),
    )


def _chart_uv(cage: Cage, points: Points) -> Points:
    """Mean row and column spacing of each chart, charts side by side along u (the left half; the right has -u)."""
    corners = []
    offset = 0.0
    for rows in cage.charts:
        at = points[rows]
        u = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(at, axis=1), axis=2).mean(axis=0))])
        v = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(at, axis=0), axis=2).mean(axis=1))])
        corners.append((u + offset, v))
        offset += u[-1] + 0.01
    uv = np.zeros((len(cage.quads), 4, 2))
    for i, (chart, r, c) in enumerate(cage.quad_chart):
        u, v = corners[chart]
        uv[i] = [(u[c], v[r]), (u[c + 1], v[r]), (u[c + 1], v[r + 1]), (u[c], v[r + 1])]
    return uv


def _outward_flips(quads: Indices, points: Points, closed: bool) -> NDArray[np.bool_]:
    """Which quads to reverse, so that neighbours agree and volumes are positive; edges have two quads at most."""
    edges: dict[tuple[int, int], list[tuple[int, bool]]] = {}
    for i, quad in enumerate(quads):
        for a, b in zip(quad, np.roll(quad, -1), strict=True):
            edges.setdefault((min(a, b), max(a, b)), []).append((i, bool(a < b)))
    wrong = {edge: len(faces) for edge, faces in edges.items() if len(faces) > 2 or (closed and len(faces) != 2)}
    if wrong:
        raise ValueError(f"{len(wrong)} edges do not have two faces, e.g. at {points[next(iter(wrong))[0]]}")
    neighbours: list[list[tuple[int, bool]]] = [[] for _ in quads]
    for faces in edges.values():
        if len(faces) == 1:
            continue
        (i, way_i), (j, way_j) = faces
        neighbours[i].append((j, way_i == way_j))
        neighbours[j].append((i, way_i == way_j))
    flips = np.zeros(len(quads), dtype=bool)
    seen = np.zeros(len(quads), dtype=bool)
    for first in range(len(quads)):
        if seen[first]:
            continue
        seen[first] = True
        stack, piece = [first], [first]
        while stack:
            i = stack.pop()
            for j, opposite in neighbours[i]:
                if not seen[j]:
                    seen[j] = True
                    flips[j] = flips[i] ^ opposite
                    stack.append(j)
                    piece.append(j)
        oriented = np.where(flips[piece, None], quads[piece][:, ::-1], quads[piece])
        corners = points[oriented] - points[oriented].reshape(-1, 3).mean(axis=0)
        a, b, c, d = (corners[:, k] for k in range(4))
        if np.sum(np.cross(b - a, c - a) * a) + np.sum(np.cross(c - a, d - a) * a) < 0:
            flips[piece] = ~flips[piece]
    return flips
