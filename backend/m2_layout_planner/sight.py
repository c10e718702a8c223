"""What hides what from the camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .placing import Scene
from .separation import Array
from .take import Take

NEAR_M = 1e-6
"""more than rounding takes off a circle"""
CROWN_RADIUS_M = 1.7
"""of a tree in the surroundings, whose trunk alone is solid"""
CROWN_FROM_M = 1.6


@dataclass(frozen=True, kw_only=True)
class Blocks:
    """B boxes, upright, that things are made of."""

    owners: tuple[str, ...]
    """(B) object ids; empty for the surroundings"""
    poses: Array
    """(B, 3) x, y, heading of their frames"""
    low: Array
    """(B, 3) m in their frames, z in the world"""
    high: Array

    def hide(self, eye: Array, points: Array, leave_out: Sequence[str] = ()) -> NDArray[np.bool_]:
        """(N,) bool: which points (N, 3) a box stands before, as seen from the eye."""
        return np.asarray(self.hide_each(eye, points[None], [leave_out])[0])

    def hide_each(self, eye: Array, points: Array, leave_out: Sequence[Sequence[str]]) -> NDArray[np.bool_]:
        """(I, N) bool: which points (I, N, 3) a box stands before that is none of those left out for its row.

        A slab test in the box's frame, of those pairs only where the line of sight passes the circle about the box.
        """
        rows, each = points.shape[:2]
        flat = points.reshape(-1, 3)
        to_points, to_boxes = flat[:, :2] - eye[:2], self._middles - eye[:2]
        along = np.clip(to_boxes @ to_points.T / np.maximum((to_points**2).sum(axis=1), 1e-12), 0.0, 1.0)  # (B, M)
        near = np.zeros(along.shape)
        for axis in range(2):
            near += (to_boxes[:, None, axis] - along * to_points[None, :, axis]) ** 2
        crosses = (near <= (self._radii[:, None] + NEAR_M) ** 2).reshape(len(self.owners), rows, each)
        for row, owners in enumerate(leave_out):
            for owner in owners:
                crosses[self._rows_of.get(owner, []), row] = False
        box, point = np.nonzero(crosses.reshape(len(self.owners), rows * each))
        hidden = np.zeros(rows * each, dtype=bool)
        hidden[point[self._stand_before(eye, flat[point], box)]] = True
        return hidden.reshape(rows, each)

    def _stand_before(self, eye: Array, points: Array, box: NDArray[np.intp]) -> NDArray[np.bool_]:
        """(K,) whether each box stands between the eye and its point (K, 3)."""
        poses, low, high = self.poses[box], self.low[box], self.high[box]
        start, end = _local(poses, eye[None]), _local(poses, points)
        step = np.where(np.abs(end - start) < 1e-9, 1e-9, end - start)
        first, second = (low - start) / step, (high - start) / step
        enter = np.minimum(first, second).max(axis=-1)
        leave = np.maximum(first, second).min(axis=-1)
        return np.asarray((enter < leave) & (leave > 0.02) & (enter < 0.97))

    @cached_property
    def _middles(self) -> Array:
        """(B, 2)"""
        x, y = (0.5 * (self.low + self.high)[:, :2]).T
        cos, sin = np.cos(self.poses[:, 2]), np.sin(self.poses[:, 2])
        return np.asarray(self.poses[:, :2] + np.stack([x * cos - y * sin, x * sin + y * cos], axis=-1))

    @cached_property
    def _radii(self) -> Array:
        """(B,)"""
        return np.asarray(0.5 * np.linalg.norm((self.high - self.low)[:, :2], axis=-1))

    @cached_property
    def _rows_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, owner in enumerate(self.owners):
            found.setdefault(owner, []).append(row)
        return found


def _local(poses: Array, points: Array) -> Array:
    """Points (K, 3), or one for all, in the frames (K, 3) of boxes."""
    delta = points[:, :2] - poses[:, :2]
    cos, sin = np.cos(poses[:, 2]), np.sin(poses[:, 2])
    x, y = delta[:, 0] * cos + delta[:, 1] * sin, delta[:, 1] * cos - delta[:, 0] * sin
    return np.stack([x, y, np.broadcast_to(points[:, 2], x.shape)], axis=-1)


def blocks_of(scene: Scene, moved: Sequence[str] = ()) -> Blocks:
    """Everything that can hide something: things where they stand but people and `moved`, crowns, the surroundings."""
    rows: list[tuple[str, Array, Array, Array]] = []
    for thing in scene.surroundings:
        low, high = np.append(-thing.half, thing.bottom), np.append(thing.half, thing.top)
        rows.append(("", np.append(thing.centre, 0.0), low, high))
        if thing.top > 2.0 and max(thing.half) < 0.5 and thing.asset.source != "scene":
            crown = np.full(2, CROWN_RADIUS_M)
            rows.append(("", np.append(thing.centre, 0.0), np.append(-crown, CROWN_FROM_M), np.append(crown, 7.0)))
    owners = [row[0] for row in rows]
    poses, lows, highs = ([np.array([row[k] for row in rows]).reshape(-1, 3)] for k in (1, 2, 3))
    for object_id, thing in scene.things.items():
        if thing.kind in ("environment", "ground", "sky") or thing.is_person or object_id in moved:
            continue
        stand, low, high = scene.stands[object_id], thing.boxes[:, :3], thing.boxes[:, 3:]
        cos, sin = np.cos(stand.pose[2]), np.sin(stand.pose[2])
        x, y = (0.5 * (low + high)[:, :2] - thing.centre).T
        foot = stand.pose[:2] + np.stack([cos * x - sin * y, sin * x + cos * y], axis=-1)
        half = 0.5 * (high - low)[:, :2]
        owners += [object_id] * len(foot)
        poses.append(np.column_stack([foot, np.full(len(foot), stand.pose[2])]))
        lows.append(np.column_stack([-half, low[:, 2] + stand.base]))
        highs.append(np.column_stack([half, high[:, 2] + stand.base]))
    corners = np.concatenate(lows), np.concatenate(highs)
    return Blocks(owners=tuple(owners), poses=np.concatenate(poses), low=corners[0], high=corners[1])


def moving_blocks(scene: Scene, take: Take, moment: int, moving: Sequence[str]) -> Blocks:
    """People, as boxes a little slimmer than they are, and moving things where they are at a moment."""
    rows = []
    for object_id in (i for i, t in scene.things.items() if i in take.outlines and (t.is_person or i in moving)):
        outline = take.outlines[object_id][moment]
        middle, half = 0.5 * (outline.min(axis=0) + outline.max(axis=0)), 0.5 * np.ptp(outline, axis=0)
        if scene.things[object_id].is_person:
            half = np.minimum(half, [0.2, 0.2, 2.0])
        low, high = np.append(-half[:2], middle[2] - half[2]), np.append(half[:2], middle[2] + half[2])
        rows.append((object_id, np.append(middle[:2], 0.0), low, high))
    poses, lows, highs = (np.array([row[k] for row in rows]).reshape(-1, 3) for k in (1, 2, 3))
    return Blocks(owners=tuple(row[0] for row in rows), poses=poses, low=lows, high=highs)
