"""What hides what from the camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .placing import Scene
from .separation import Array, turn
from .take import Take
from .things import PLANTS, Thing

SLAB_M = 0.6
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
        """(N,) bool: which points (N, 3) a box stands before, as seen from the eye (slab test in each box's frame)."""
        kept = np.array([owner not in leave_out for owner in self.owners], dtype=bool)
        if not kept.any():
            return np.zeros(len(points), dtype=bool)
        poses, low, high = self.poses[kept], self.low[kept], self.high[kept]
        start, end = _local(poses, eye[None]), _local(poses, points)  # (B, 1, 3), (B, N, 3)
        step = np.where(np.abs(end - start) < 1e-9, 1e-9, end - start)
        first, second = (low[:, None] - start) / step, (high[:, None] - start) / step
        enter = np.minimum(first, second).max(axis=-1)
        leave = np.maximum(first, second).min(axis=-1)
        return np.asarray(((enter < leave) & (leave > 0.02) & (enter < 0.97)).any(axis=0))


def _local(poses: Array, points: Array) -> Array:
    """Points (N, 3) in the frames of B boxes: (B, N, 3)."""
    delta = points[None, :, :2] - poses[:, None, :2]
    cos, sin = np.cos(poses[:, 2])[:, None], np.sin(poses[:, 2])[:, None]
    x, y = delta[..., 0] * cos + delta[..., 1] * sin, delta[..., 1] * cos - delta[..., 0] * sin
    return np.stack([x, y, np.broadcast_to(points[None, :, 2], x.shape)], axis=-1)


def blocks_of(scene: Scene, moved: Sequence[str] = ()) -> Blocks:
    """Everything that can hide something: things where they stand but people and `moved`, crowns, the surroundings."""
    rows: list[tuple[str, Array, Array, Array]] = []
    for thing in scene.surroundings:
        low, high = np.append(-thing.half, thing.bottom), np.append(thing.half, thing.top)
        rows.append(("", np.append(thing.centre, 0.0), low, high))
        if thing.top > 2.0 and max(thing.half) < 0.5 and thing.asset.source != "scene":
            crown = np.full(2, CROWN_RADIUS_M)
            rows.append(("", np.append(thing.centre, 0.0), np.append(-crown, CROWN_FROM_M), np.append(crown, 7.0)))
    for object_id, thing in scene.things.items():
        if thing.kind in ("environment", "ground", "sky") or thing.is_person or object_id in moved:
            continue
        stand = scene.stands[object_id]
        boxes = [(*piece.polygon.min(axis=0), piece.bottom, *piece.polygon.max(axis=0), piece.top)
                 for piece in thing.pieces]  # fmt: skip
        if thing.words & PLANTS:
            boxes += _crown(thing)
        for box in np.array(boxes):
            centre = 0.5 * (box[:2] + box[3:5])
            foot = stand.pose[:2] + turn(float(stand.pose[2]), centre - thing.centre)
            half = 0.5 * (box[3:5] - box[:2])
            low, high = np.append(-half, box[2] + stand.base), np.append(half, box[5] + stand.base)
            rows.append((object_id, np.append(foot, stand.pose[2]), low, high))
    return _blocks(rows)


def _blocks(rows: list[tuple[str, Array, Array, Array]]) -> Blocks:
    """From owner, pose (3,), low (3,), high (3,) of each box."""
    poses, low, high = (np.array([row[k] for row in rows]).reshape(-1, 3) for k in (1, 2, 3))
    return Blocks(owners=tuple(row[0] for row in rows), poses=poses, low=low, high=high)


def _crown(thing: Thing) -> list[tuple[float, ...]]:
    """The leaves of a tree or bush as boxes, one above the other, in asset space."""
    found: list[tuple[float, ...]] = []
    meshes = [part.mesh.vertices.astype(np.float64) for part in thing.asset.meshes]
    points = np.concatenate(meshes or [np.zeros((0, 3))])
    for base in np.arange(thing.bottom, thing.top, SLAB_M):
        slab = points[(points[:, 2] >= base) & (points[:, 2] < base + SLAB_M)]
        if len(slab) > 3:
            (x0, y0), (x1, y1) = 0.85 * slab[:, :2].min(axis=0), 0.85 * slab[:, :2].max(axis=0)
            found.append((x0, y0, base, x1, y1, base + SLAB_M))
    return found


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
    return _blocks(rows)
