"""Ways to walk: clearance from everything solid, A* on an inflated floor plan, string pulling and smoothing."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..protocol.conventions import STEP_OVER_M
from .separation import Array
from .stand import Stand
from .things import Thing

BODY_RADIUS_M = 0.24
COMFORT_M = 0.42
CELL_M = 0.1
HEAD_HEIGHT_M = 1.8
POINT_SPACING_M = 0.2


@dataclass(frozen=True, kw_only=True)
class FloorPlan:
    """Solid footprints on the floor, O of them, and the room's border."""

    centres: Array
    """(O, 2)"""
    headings: Array
    """(O,)"""
    half: Array
    """(O, 2)"""
    radius: Array
    """(O,)"""
    room: Array | None
    """(2, 2) m low and high corner"""

    @classmethod
    def of(
        cls, things: dict[str, Thing], stands: dict[str, Stand], room: Array | None, leave_out: Sequence[str] = (),
        surroundings: Sequence[Thing] = (),
    ) -> FloorPlan:  # fmt: skip
        """Everything that a walker may not walk through; low and flat things, and those overhead, are no obstacle."""
        solid = [
            (things[i], stand)
            for i, stand in stands.items()
            if i not in leave_out and things[i].kind not in ("environment", "sky") and _in_the_way(things[i], stand)
        ]
        around = ((t, Stand(pose=np.array([*t.centre, 0.0]), base=0.0)) for t in surroundings)
        solid += [(thing, stand) for thing, stand in around if _in_the_way(thing, stand)]
        return cls(
            centres=np.array([s.pose[:2] for _, s in solid]).reshape(-1, 2),
            headings=np.array([s.pose[2] for _, s in solid]),
            half=np.array([t.half for t, _ in solid]).reshape(-1, 2),
            radius=np.array([t.radius for t, _ in solid]),
            room=None if room is None else room[:, :2].astype(np.float64),
        )

    def clearance(self, points: Array) -> Array:
        """Distance (N,) from points (N, 2) to the nearest solid thing; negative inside."""
        nearest = np.full(len(points), 10.0)
        if len(self.centres):
            delta = points[:, None] - self.centres
            cos, sin = np.cos(self.headings), np.sin(self.headings)
            x = np.abs(delta[..., 0] * cos + delta[..., 1] * sin) - self.half[:, 0]
            y = np.abs(delta[..., 1] * cos - delta[..., 0] * sin) - self.half[:, 1]
            outside = np.hypot(np.maximum(x, 0.0), np.maximum(y, 0.0))
            nearest = np.minimum(nearest, (outside + np.minimum(np.maximum(x, y), 0.0) - self.radius).min(axis=1))
        if self.room is not None:
            nearest = np.minimum(nearest, (points - self.room[0]).min(axis=1))
            nearest = np.minimum(nearest, (self.room[1] - points).min(axis=1))
        return nearest

    def is_free(self, start: Array, goal: Array, radius_m: float = BODY_RADIUS_M) -> bool:
        """Whether a straight walk keeps `radius_m` from everything, apart from what its ends are close to already."""
        points = np.linspace(start, goal, max(2, int(np.linalg.norm(goal - start) / 0.05) + 1))
        ends = self.clearance(np.array([start, goal]))
        needed = np.full(len(points), radius_m)
        along = np.linspace(0.0, np.linalg.norm(goal - start), len(points))
        needed = np.minimum(needed, ends[0] + 0.7 * along)
        needed = np.minimum(needed, ends[1] + 0.7 * along[::-1])
        return bool(np.all(self.clearance(points) >= needed - 1e-3))


def _in_the_way(thing: Thing, stand: Stand) -> bool:
    if thing.kind == "ground":
        return bool(thing.words & {"water", "lake", "river", "pond", "pool", "sea", "ocean"})
    return stand.base + thing.top > STEP_OVER_M and stand.base + thing.bottom < HEAD_HEIGHT_M


def plan_path(plan: FloorPlan, start: Array, goal: Array) -> Array | None:
    """Points (K, 2) of a smooth way from start to goal, or None where there is none."""
    if plan.is_free(start, goal, COMFORT_M):
        return resample(np.array([start, goal]))
    for radius in (COMFORT_M, BODY_RADIUS_M, BODY_RADIUS_M - 0.04):
        way = _a_star(plan, start, goal, radius)
        if way is not None:
            return resample(_smooth(plan, _pull_string(plan, way, radius), radius))
    return None


def _a_star(plan: FloorPlan, start: Array, goal: Array, radius_m: float) -> Array | None:
    """Cheapest way over grid cells with enough clearance, 8 neighbours; ends may be closer to things."""
    margin = 3.0 + 0.5 * float(np.linalg.norm(goal - start))
    low = np.minimum(start, goal) - margin
    size = np.ceil((np.maximum(start, goal) + margin - low) / CELL_M).astype(int) + 1
    cell_m = CELL_M if size.max() <= 220 else CELL_M * size.max() / 220.0
    size = np.ceil((np.maximum(start, goal) + margin - low) / cell_m).astype(int) + 1
    xs, ys = low[0] + np.arange(size[0]) * cell_m, low[1] + np.arange(size[1]) * cell_m
    grid = np.stack(np.meshgrid(xs, ys, indexing="ij"), axis=-1)
    clear = plan.clearance(grid.reshape(-1, 2)).reshape(size[0], size[1])
    for end in (start, goal):  # a stand-off point is closer to its target than a walker would pass it
        own = float(plan.clearance(end[None])[0])
        if own < radius_m:
            distance = np.linalg.norm(grid - end, axis=-1)
            clear = np.where((distance < 0.6) & (clear >= own - 0.03), np.maximum(clear, radius_m), clear)
    dear = 1.0 + 1.5 * np.clip(COMFORT_M + 0.15 - clear, 0.0, 0.5)
    free = clear >= radius_m
    first = tuple(np.clip(np.round((start - low) / cell_m).astype(int), 0, size - 1).tolist())
    last = tuple(np.clip(np.round((goal - low) / cell_m).astype(int), 0, size - 1).tolist())
    free[first] = free[last] = True
    cost = {first: 0.0}
    previous: dict[tuple[int, ...], tuple[int, ...]] = {}
    queue = [(0.0, first)]
    closed = set()
    steps = [(dx, dy, float(np.hypot(dx, dy))) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
    while queue:
        _, cell = heapq.heappop(queue)
        if cell == last:
            cells = [cell]
            while cell in previous:
                cell = previous[cell]
                cells.append(cell)
            points = low + np.array(cells[::-1], dtype=np.float64) * cell_m
            points[0], points[-1] = start, goal
            return np.asarray(points)
        if cell in closed:
            continue
        closed.add(cell)
        for dx, dy, length in steps:
            x, y = cell[0] + dx, cell[1] + dy
            if not (0 <= x < size[0] and 0 <= y < size[1]) or not free[x, y] or (x, y) in closed:
                continue
            total = cost[cell] + length * float(dear[x, y])
            if total < cost.get((x, y), np.inf):
                cost[(x, y)] = total
                previous[(x, y)] = cell
                heuristic = float(np.hypot(x - last[0], y - last[1]))
                heapq.heappush(queue, (total + heuristic, (x, y)))
    return None


def _pull_string(plan: FloorPlan, way: Array, radius_m: float) -> Array:
    """Leaves out every point that a straight walk can skip."""
    kept, position = [way[0]], 0
    while position < len(way) - 1:
        ahead = len(way) - 1
        while ahead > position + 1 and not plan.is_free(way[position], way[ahead], radius_m - 0.03):
            ahead -= max(1, (ahead - position) // 8)
        ahead = max(ahead, position + 1)
        kept.append(way[ahead])
        position = ahead
    return np.array(kept)


def _smooth(plan: FloorPlan, corners: Array, radius_m: float) -> Array:
    """Rounds corners by Chaikin's cutting as long as the way stays clear."""
    points = corners
    for _ in range(3):
        if len(points) < 3:
            break
        start, end = points[:-1], points[1:]
        cut = np.stack([0.75 * start + 0.25 * end, 0.25 * start + 0.75 * end], axis=1).reshape(-1, 2)
        cut = np.concatenate([points[:1], cut[1:-1], points[-1:]])
        middle = resample(cut)[1:-1]
        inner = plan.clearance(middle)
        away = np.minimum(np.linalg.norm(middle - points[0], axis=1), np.linalg.norm(middle - points[-1], axis=1))
        if np.any(inner[away > 0.6] < radius_m - 0.06):
            break
        points = cut
    return points


def resample(points: Array, spacing_m: float = POINT_SPACING_M) -> Array:
    """Evenly spaced points along a polyline, ends kept."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    if along[-1] < 1e-6:
        return points[:1]
    targets = np.linspace(0.0, along[-1], max(2, round(along[-1] / spacing_m) + 1))
    return np.stack([np.interp(targets, along, points[:, k]) for k in range(2)], axis=-1)
