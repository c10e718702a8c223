"""What the camera must show, and the nearest place from which it shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..protocol.scene import WalkPath
from .placing import Scene
from .separation import Array
from .stand import to_world
from .things import WATER, Thing

ASPECT = 16.0 / 9.0
SENSOR_MM = 36.0
FAR_M = 14.0
RAISED = 0.66
"""where the camera stands in the slack between the lowest (0) and the highest (1) place that shows everything"""


@dataclass(frozen=True, kw_only=True)
class View:
    """A camera direction: where the camera is as seen from the subject."""

    azimuth: float
    """rad from -Y toward +X"""
    pitch: float
    """rad, positive = the camera looks down"""

    def axes(self) -> tuple[Array, Array, Array]:
        """right, up, forward unit vectors (3,)."""
        sin_a, cos_a, sin_p, cos_p = np.sin(self.azimuth), np.cos(self.azimuth), np.sin(self.pitch), np.cos(self.pitch)
        forward = np.array([-sin_a * cos_p, cos_a * cos_p, -sin_p])
        right = np.array([cos_a, sin_a, 0.0])
        return right, np.cross(right, forward), forward


def fit(points: Array, view: View, lens_mm: float, fill: tuple[float, float]) -> tuple[Array, float]:
    """Camera position (3,) and distance such that points (N, 3) lie within `fill` of the frame's width and height.

    Each frame border is a plane through the camera; the nearest camera that keeps all points inside touches both
    borders of one pair. In the other it lies half way from left to right, but high: sky and walls are worth more of
    the frame than the floor in front.
    """
    right, up, forward = view.axes()
    axes = np.stack([right, up, forward])
    x, y, z = axes @ points.T
    slope_x = SENSOR_MM / (2.0 * lens_mm) * fill[0]
    slope_y = SENSOR_MM / (2.0 * lens_mm) / ASPECT * fill[1]
    depth = np.inf
    for value, slope in ((x, slope_x), (y, slope_y)):
        depth = min(depth, -(float((value - slope * z).max()) + float((-value - slope * z).max())) / (2.0 * slope))
    place = []
    for value, slope, share in ((x, slope_x, 0.5), (y, slope_y, RAISED)):
        # the borders touch at (value - c) = ±slope (z - depth)
        low, high = float((value - slope * (z - depth)).max()), float((value + slope * (z - depth)).min())
        place.append(low + share * (high - low))
    position = axes.T @ np.array([place[0], place[1], depth])
    return position, float(z.mean() - depth)


def box_corners(thing: Thing, scene: Scene, object_id: str) -> Array:
    """World corners (8, 3) of a thing's box."""
    stand = scene.stands[object_id]
    low, high = thing.asset.bounds.astype(np.float64)
    if thing.is_person:
        low, high = np.array([-0.28, -0.22, 0.0]), np.array([0.28, 0.22, thing.top])
    signs = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
    return np.array([to_world(thing, stand, low + s * (high - low)) for s in signs])


def person_points(thing: Thing, paths: Sequence[WalkPath]) -> Array:
    """Corners of someone's box all along the ways they go."""
    where = np.concatenate([p.points[:, :2] for p in paths]).astype(np.float64)
    where = where[:: max(1, len(where) // 12)] if len(where) > 24 else where
    where = np.concatenate([where, paths[-1].points[-1:, :2]])
    found = []
    for x in (-0.3, 0.3):
        for z in (0.0, thing.top):
            found.append(np.column_stack([where[:, 0] + x, where[:, 1], np.full(len(where), z)]))
    return np.concatenate(found)


def must_show(scene: Scene, paths: Sequence[WalkPath], main_id: str | None) -> tuple[Array, Array]:
    """Points (N, 3) that have to be in the picture, and points (M, 3) that should be as far as that is fair.

    Things and people and their ways have to; houses, trees, mountains and the sky should.
    """
    hard: list[Array] = []
    soft: list[Array] = []
    solid = [i for i, t in scene.things.items() if t.kind not in ("environment", "ground") or _is_pond(t)]
    middle = scene.stands[main_id].pose[:2] if main_id is not None else np.zeros(2)
    small = [i for i in solid if _is_small(scene.things[i]) or i == main_id]
    if main_id is not None and scene.things[main_id].kind == "backdrop":  # a house beside water: both
        small += [i for i in solid if _is_pond(scene.things[i])]
    for object_id in solid:
        thing = scene.things[object_id]
        own = [p for p in paths if p.actor_id == object_id]
        points = person_points(thing, own) if own else box_corners(thing, scene, object_id)
        near = float(np.linalg.norm(scene.stands[object_id].pose[:2] - middle)) < FAR_M
        (hard if (object_id in small and near) or not small else soft).append(points)
    if scene.flights:
        hard.append(np.array(scene.flights))
    if not hard:
        hard.append(np.array([[x, y, z] for x in (-2.0, 2.0) for y in (-1.0, 1.0) for z in (0.0, 1.7)]))
    return np.concatenate(hard), np.concatenate(soft) if soft else np.zeros((0, 3))


def _is_pond(thing: Thing) -> bool:
    """Water that is a thing of the scene, not all there is to see."""
    return thing.kind == "ground" and bool(thing.words & WATER) and thing.reach < FAR_M


def _is_small(thing: Thing) -> bool:
    if thing.kind == "sky":
        return thing.reach < 1.5
    return thing.kind in ("floor", "wall") and (thing.is_person or thing.height < 2.4) and thing.reach < 4.0


def main_subject(scene: Scene, asked: str | None) -> str | None:
    """The object that the picture is about: the asked one, else the first who acts, else the first person or thing.

    None where there is nothing but the surroundings.
    """
    entities = {e.id: e for e in scene.description.entities}
    order = [asked] if asked else []
    order += [a.actor_id for a in scene.description.actions]
    order += [e.id for e in scene.description.entities if e.role == "character"]
    order += [e.id for e in scene.description.entities]
    for entity_id in order:
        entity = entities.get(entity_id or "")
        for object_id in entity.object_ids if entity else ():
            thing = scene.things.get(object_id)
            if thing is not None and (thing.kind not in ("environment", "ground", "sky") or entity_id == asked):
                return object_id
    return next((i for i, t in scene.things.items() if t.kind != "environment"), None)


def hidden_share(scene: Scene, eye: Array, points: Array, leave_out: Sequence[str]) -> float:
    """Share of points (N, 3) that boxes of other things hide from the eye (slab test in each box's frame)."""
    hidden = np.zeros(len(points), dtype=bool)
    for thing in scene.surroundings:
        low, high = (
            np.array([*(thing.centre - thing.half), thing.bottom]),
            np.array([*(thing.centre + thing.half), thing.top]),
        )
        hidden |= _crosses(eye, points, np.array([*thing.centre, 0.0]), 0.0, thing.centre, low, high)
    for object_id, thing in scene.things.items():
        if object_id in leave_out or thing.kind in ("environment", "ground", "sky") or thing.is_person:
            continue
        stand = scene.stands[object_id]
        for piece in thing.pieces:
            low = np.array([*piece.polygon.min(axis=0), piece.bottom])
            high = np.array([*piece.polygon.max(axis=0), piece.top])
            hidden |= _crosses(eye, points, stand.pose, stand.base, thing.centre, low, high)
    return float(hidden.mean())


def hidden_people(scene: Scene, eye: Array) -> float:
    """How many people stand behind another one, seen from the eye: 1 for each whose middle is right behind."""
    where = (
        np.array([scene.stands[i].pose[:2] for i, t in scene.things.items() if t.is_person]).reshape(-1, 2) - eye[:2]
    )
    distance = np.linalg.norm(where, axis=1)
    bearing = np.arctan2(where[:, 0], where[:, 1])
    # shoulders are some half metre wide
    apart = np.abs((bearing[:, None] - bearing + np.pi) % (2.0 * np.pi) - np.pi) * np.maximum(distance, 0.1)
    behind = distance[:, None] < distance
    covered = np.where(behind, np.clip(1.0 - apart / 0.5, 0.0, 1.0), 0.0)
    return float(covered.max(axis=0, initial=0.0).sum())


def _crosses(eye: Array, points: Array, pose: Array, base: float, centre: Array, low: Array, high: Array) -> Array:
    cos, sin = np.cos(pose[2]), np.sin(pose[2])

    def local(p: Array) -> Array:
        d = p[..., :2] - pose[:2]
        x, y = d[..., 0] * cos + d[..., 1] * sin + centre[0], d[..., 1] * cos - d[..., 0] * sin + centre[1]
        return np.stack([x, y, p[..., 2] - base], axis=-1)

    start, end = local(eye[None]), local(points)
    step = np.where(np.abs(end - start) < 1e-9, 1e-9, end - start)
    first, second = (low - start) / step, (high - start) / step
    enter = np.minimum(first, second).max(axis=1)
    leave = np.maximum(first, second).min(axis=1)
    return np.asarray((enter < leave) & (leave > 0.02) & (enter < 0.97))
