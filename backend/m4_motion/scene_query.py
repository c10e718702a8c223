"""Questions that programs ask of the scene: where is the grip, the seat, the ball, the other person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..common import quat
from ..common.ballistics import SOFT_ROLLING_FRICTION, on_soft_ground, rolled
from ..protocol.conventions import GRAVITY_M_S2
from ..protocol.scene import Action, Affordance, Asset, AssetSet, SceneDescription, SceneLayout, Transform, WalkPath
from .channels import Array

_HARD_ROLLING_FRICTION = 0.01


@dataclass(frozen=True)
class Place:
    """An affordance in the world."""

    translation: Array
    """(3,) m"""
    rotation: Array
    """(4,)"""
    dimensions: Array
    """(3,) m, scaled"""

    def axis(self, x: float, y: float, z: float) -> Array:
        """A direction of the frame, in the world."""
        return quat.mul_vec(self.rotation, np.array([x, y, z]))


def in_world(frame: Transform, placement: Transform, dimensions: ArrayLike | None = None) -> Place:
    """A frame in asset space, put where the asset stands."""
    scale = np.asarray(placement.scale, dtype=np.float64)
    offset = np.asarray(frame.translation, dtype=np.float64) * scale
    return Place(
        translation=np.asarray(placement.translation, dtype=np.float64) + quat.mul_vec(placement.rotation, offset),
        rotation=quat.mul(
            np.asarray(placement.rotation, dtype=np.float64), np.asarray(frame.rotation, dtype=np.float64)
        ),
        dimensions=(np.zeros(3) if dimensions is None else np.asarray(dimensions, dtype=np.float64)) * scale,
    )


@dataclass(frozen=True, kw_only=True)
class Flight:
    """A thing on its way through the air."""

    actor_id: str
    """who sent it"""
    frame: int
    """of the release"""
    seconds: float
    start: Array
    """(3,) m"""
    landing: Array
    """(3,) m"""
    rolling_friction: float = 0.0
    """of the ground it lands on, as a share of its weight; 0: it stays where it lands"""

    def at(self, seconds: float) -> Array:
        """Where the thing is so long after its release (3,): in the air, then rolling on."""
        t = min(max(seconds, 0.0), self.seconds)
        way = self.landing - self.start
        rise = 0.5 * GRAVITY_M_S2 * t * (self.seconds - t)
        place = self.start + way * (t / self.seconds) + np.array([0.0, 0.0, rise])
        across = float(np.hypot(way[0], way[1]))
        if self.rolling_friction > 0.0 and seconds > self.seconds and across > 0.1:
            on = rolled(across / self.seconds, self.rolling_friction, seconds - self.seconds)
            place[:2] += on * way[:2] / across
        return np.asarray(place)


@dataclass(frozen=True)
class Ride:
    """How a car goes, from the first frame of the scene on."""

    origin: Array
    """(T, 3) m"""
    headings: Array
    """(T,)"""


class SceneQuery:
    """What is where. Things that were put down stay known at their new place; nothing of the input is changed."""

    def __init__(self, description: SceneDescription, assets: AssetSet, layout: SceneLayout) -> None:
        self.description = description
        self.assets = assets
        self.layout = layout
        self.moved: dict[str, Transform] = {}
        self.opened: set[str] = set()
        """doors, lids and drawers that stand open"""
        self.flights: dict[str, Flight] = {}
        self.rolling_friction = SOFT_ROLLING_FRICTION if on_soft_ground(assets) else _HARD_ROLLING_FRICTION
        self.taken_things: set[str] = set()
        """held by somebody from the start"""
        self.taken_seats: set[tuple[str, str]] = set()
        self.rides: dict[str, Ride] = {}
        """how cars go with those in them"""

    def path(self, actor_id: str, action_id: str) -> WalkPath | None:
        """The way M2 found for this action."""
        return next((p for p in self.layout.paths if p.actor_id == actor_id and p.action_id == action_id), None)

    def transform(self, object_id: str) -> Transform | None:
        """Where an object stands now."""
        if object_id in self.moved:
            return self.moved[object_id]
        placement = self.layout.placements.get(object_id)
        return placement.transform if placement else None

    def asset(self, object_id: str) -> Asset | None:
        return self.assets.assets.get(object_id)

    def objects_of(self, entity_id: str | None) -> tuple[str, ...]:
        """Placed objects of an entity (or the object itself)."""
        if entity_id is None:
            return ()
        entity = next((e for e in self.description.entities if e.id == entity_id), None)
        ids = entity.object_ids if entity else (entity_id,)
        return tuple(i for i in ids if i in self.layout.placements)

    def target(self, action: Action, actor_id: str, near: Array) -> str | None:
        """The object an action is about: what the path leads to, else the nearest of the entity's instances."""
        path = self.path(actor_id, action.id)
        candidates = [i for i in self.objects_of(action.target_id) if i != actor_id]
        if path is not None and path.target_id in candidates:
            return path.target_id
        if not candidates:
            return None
        company = self.description.entity_of(actor_id)
        if company is not None and len(company.object_ids) == len(candidates) > 1:  # each their own
            return candidates[company.object_ids.index(actor_id)]
        return min(candidates, key=lambda i: (round(float(np.linalg.norm(self.centre(i)[:2] - near[:2])), 6), i))

    def centre(self, object_id: str) -> Array:
        """Middle of an object's bounds."""
        transform = self.transform(object_id)
        asset = self.asset(object_id)
        if transform is None:
            return np.zeros(3)
        if asset is None:
            return np.asarray(transform.translation, dtype=np.float64)
        middle = Transform(translation=asset.bounds.mean(axis=0), rotation=np.array([1.0, 0.0, 0.0, 0.0], np.float32))
        return in_world(middle, transform).translation

    def places(self, object_id: str, kind: str) -> list[tuple[Affordance, Place]]:
        """All affordances of a kind, in the world."""
        asset, transform = self.asset(object_id), self.transform(object_id)
        if asset is None or transform is None:
            return []
        return [(a, in_world(a.frame, transform, a.dimensions)) for a in asset.affordances_of(kind)]

    def part_points(self, object_id: str, name: str) -> Array:
        """(N, 3) m, the vertices of a named part of a thing's first mesh, in the world; none where it has no such."""
        asset, transform = self.asset(object_id), self.transform(object_id)
        if asset is None or transform is None or not asset.meshes or name not in asset.meshes[0].part_names:
            return np.zeros((0, 3))
        mesh, names = asset.meshes[0].mesh, asset.meshes[0].part_names
        own = mesh.face_vertices[np.repeat(mesh.part_index, mesh.face_sizes) == names.index(name)]
        points = mesh.vertices[np.unique(own)].astype(np.float64) * transform.scale
        return np.asarray(transform.translation + quat.mul_vec(np.asarray(transform.rotation, np.float64), points))

    def nearest_place(self, object_id: str, kind: str, near: Array) -> Place | None:
        """The affordance of a kind that is nearest to a point."""
        found = [place for _, place in self.places(object_id, kind)]
        return min(found, key=lambda p: float(np.linalg.norm((p.translation - near)[:2])), default=None)

    def top(self, object_id: str) -> float:
        """Height of the highest point of an object."""
        asset, transform = self.asset(object_id), self.transform(object_id)
        if asset is None or transform is None:
            return 0.0
        return float(transform.translation[2] + asset.bounds[1][2] * transform.scale[2])

    def bottom(self, object_id: str) -> float:
        """Height of the lowest point of an object."""
        asset, transform = self.asset(object_id), self.transform(object_id)
        if asset is None or transform is None:
            return 0.0
        return float(transform.translation[2] + asset.bounds[0][2] * transform.scale[2])

    def radius(self, object_id: str) -> float:
        """Half of an object's larger side, seen from above."""
        asset, transform = self.asset(object_id), self.transform(object_id)
        if asset is None or transform is None:
            return 0.05
        return 0.5 * float((asset.dimensions * transform.scale)[:2].max())

    def support_of(self, object_id: str) -> str | None:
        """The object on whose surface another stands; None on the floor."""
        centre, bottom = self.centre(object_id), self.bottom(object_id)
        for name in sorted(self.layout.placements):
            for place in (place for _, place in self.places(name, "surface_top") if name != object_id):
                local = quat.mul_vec(quat.inv(place.rotation), centre - place.translation)
                within = np.all(np.abs(local[:2]) <= 0.5 * place.dimensions[:2])
                if within and abs(bottom - place.translation[2]) < 0.03 and place.translation[2] > 0.05:
                    return name
        return None

    def is_character(self, object_id: str | None) -> bool:
        asset = self.asset(object_id) if object_id else None
        return asset is not None and asset.skeleton is not None

    def related(self, subject_id: str, words: tuple[str, ...]) -> str | None:
        """The object of a relation whose predicate holds one of the words (`throw to`, `kick into`)."""
        for relation in self.description.relations:
            if relation.subject_id == subject_id and any(word in relation.predicate.split() for word in words):
                return relation.object_id
        return None
