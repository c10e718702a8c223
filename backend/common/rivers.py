"""Which water of a scene is a river, lake or pond, who is in it, over it and on its banks, and where its water is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Asset, Entity, Relation, SceneDescription
from . import quat
from .afloat import SWIMMING, floats, open_water

Array = NDArray[np.float64]
Side = Literal["bridged", "through", "before", "faced", "behind"]

_RIVERS = frozenset({"river", "stream", "creek", "brook", "canal", "rivulet", "waterway"})
_LAKES = frozenset({"lake", "loch", "lagoon", "reservoir", "lakeside", "lakeshore"})
_HARBOURS = frozenset({"harbour", "harbor", "port", "marina", "seaport"})
_PONDS = frozenset({"pond", "waterhole", "swamp", "marsh", "bog"})
_AFLOAT_ON = frozenset({"in", "on", "into", "down", "up", "across", "through", "along", "over", "out_of", "on_top_of"})
_FACING = frozenset({"fish", "angle", "drink", "look", "watch", "gaze", "stare", "admire", "sit", "skip"})
"""verbs of who is at the water and turned to it"""
_RIDES = frozenset({"sit", "row", "ride", "paddle", "steer", "kayak", "canoe", "board", "drive"})
_BESIDE = frozenset({"next_to", "beside", "near", "at", "along", "in_front_of", "behind", "to", "from", "facing"})


def is_river(entity: Entity) -> bool:
    """Whether an entity is water in a bed that is cut into the country: it runs through it, or lies in it."""
    return entity.category == "water" and entity.lemma.split()[-1] in _RIVERS | _LAKES | _PONDS | _HARBOURS


def is_lake(entity: Entity) -> bool:
    """Whether a river is a water so wide that its far bank is a horizon."""
    return entity.lemma.split()[-1] in _LAKES


def is_harbour(entity: Entity) -> bool:
    """Whether a river is the water before a quay, where boats lie."""
    return entity.lemma.split()[-1] in _HARBOURS


def is_pond(entity: Entity) -> bool:
    """Whether a river is a small water with a bank all round."""
    return entity.lemma.split()[-1] in _PONDS


@dataclass(frozen=True, kw_only=True)
class RiverScene:
    """What the prompt says of its river, lake or pond: entity ids."""

    river: Entity
    within: frozenset[str]
    """float or swim in it, or stand in it"""
    over: frozenset[str]
    """bridges"""
    facing: frozenset[str]
    """are on the bank, turned to the water"""
    beside: frozenset[str]
    """are on the bank"""
    is_before: bool
    """the prompt puts the water before somebody, as the viewer sees it"""

    @property
    def side(self) -> Side:
        """Where the water is, seen from the middle of the scene."""
        if self.over:
            return "bridged"
        if self.within:
            return "through"
        return "before" if self.is_before else "faced" if self.facing else "behind"


def river_scene(description: SceneDescription) -> RiverScene | None:
    """The river, lake or pond of a scene in the open, and who is where at it; None where there is none, and where
    somebody is out on it: there is nothing but water then."""
    river = next((e for e in description.entities if is_river(e)), None)
    if river is None or description.setting.indoor or river.count > 1 or river == open_water(description):
        return None
    entities = {entity.id: entity for entity in description.entities}
    own = [r for r in description.relations if r.object_id == river.id and r.subject_id in entities]
    within, facing, beside = set(), set(), set()
    for relation in own:
        subject = entities[relation.subject_id]
        verb = relation.predicate.split()[0]
        if subject.category == "bridge":
            continue
        on_it = floats(subject) and (relation.spatial or relation.predicate.split()[-1]) in _AFLOAT_ON
        stands_in_it = relation.spatial in ("in", "into") and verb not in _FACING
        if on_it or stands_in_it or verb in SWIMMING:
            within.add(subject.id)
        elif subject.role != "structure" and verb in _FACING:
            facing.add(subject.id)
        elif relation.spatial in _BESIDE and relation.spatial not in ("in_front_of", "behind"):
            beside.add(subject.id)
    placed = {r.subject_id for r in description.relations if r.spatial and r.object_id != river.id}
    swims = {a.actor_id for a in description.actions if a.verb.split()[0] in SWIMMING}
    for entity in description.entities:
        if floats(entity) and (entity.id not in placed or entity.id in swims) and entity.id not in beside:
            within.add(entity.id)
    facing |= {a.actor_id for a in description.actions
               if a.target_id == river.id and a.verb.split()[0] in _FACING and a.actor_id not in within}  # fmt: skip
    # who does something to what is in the water stands at it
    facing |= {a.actor_id for a in description.actions if a.target_id in within - _ridden(description)}
    return RiverScene(
        river=river, within=frozenset(within), facing=frozenset(facing - within),
        beside=frozenset(beside - within - facing),
        over=frozenset(e.id for e in description.entities if e.category == "bridge"),
        is_before=any(_is_before(river, r) for r in description.relations),
    )  # fmt: skip


def _ridden(description: SceneDescription) -> set[str]:
    """What somebody sits in or on: who is there does not stand beside it."""
    return {a.target_id for a in description.actions if a.target_id is not None and a.verb.split()[0] in _RIDES}


def _is_before(river: Entity, relation: Relation) -> bool:
    """`behind the river`, `a river before him`: between the viewer and what the picture shows."""
    if relation.object_id == river.id:
        return relation.spatial == "behind"
    return relation.subject_id == river.id and relation.spatial == "in_front_of"


@dataclass(frozen=True, kw_only=True)
class Watercourse:
    """The water of a river: short straight lengths, one after the other. K of them."""

    river_id: str
    centres: Array
    """(K, 2) m"""
    headings: Array
    """(K,) rad, of the way that it flows: 0 is +X"""
    half_lengths: Array
    """(K,) m along the way"""
    half_widths_m: Array
    """(K,) m: a bend is narrower, square to its way"""
    level_m: float
    """height of the water"""
    bridges: dict[str, tuple[Array, Array, float]] = field(default_factory=dict)
    """bridge -> middle (2,) m, direction (2,) of its span, and half of its length m"""

    @classmethod
    def of(cls, assets: Mapping[str, Asset]) -> Watercourse | None:
        """That of the surroundings that were made; None where no river was."""
        return _watercourse(assets)

    @property
    def half_width_m(self) -> float:
        """Where the water is widest: on its straight."""
        return float(self.half_widths_m.max())

    @cached_property
    def along(self) -> Array:
        """(K, 2) unit"""
        return np.stack([np.cos(self.headings), np.sin(self.headings)], axis=-1)

    def nearest(self, point: Array) -> tuple[Array, Array]:
        """The point (2,) of the middle of the water that is nearest to a point, and the way it flows there (2,)."""
        step = np.clip(((point - self.centres) * self.along).sum(axis=1), -self.half_lengths, self.half_lengths)
        spots = self.centres + step[:, None] * self.along
        best = int(np.argmin(np.linalg.norm(spots - point, axis=1)))
        return spots[best], self.along[best]

    def half_width_at(self, point: Array) -> float:
        """Half of the water's width, m, where it is nearest to a point."""
        spot, _ = self.nearest(point)
        steps = np.linalg.norm(self.centres - spot, axis=1) - self.half_lengths
        return float(self.half_widths_m[int(np.argmin(steps))])

    def distance(self, points: Array) -> Array:
        """(N,) m from points (N, 2) to the water's edge, negative in the water."""
        delta = points[:, None] - self.centres
        along = np.abs((delta * self.along).sum(axis=-1)) - self.half_lengths
        across = np.abs(delta[..., 1] * self.along[:, 0] - delta[..., 0] * self.along[:, 1]) - self.half_widths_m
        outside = np.hypot(np.maximum(along, 0.0), np.maximum(across, 0.0))
        return np.asarray(np.where((along <= 0.0) & (across < 0.0), across, outside).min(axis=1))

    def bank(self, point: Array, off_m: float, far: bool = False) -> tuple[Array, Array]:
        """The place (2,) `off_m` from the water's edge nearest to a point, and the direction (2,) to the water there.

        `far`: on the side away from the viewer, else on the point's own side.
        """
        middle, along = self.nearest(point)
        out = np.array([-along[1], along[0]])
        if (out[1] < 0.0) if far else ((point - middle) @ out < 0.0):
            out = -out
        place = middle + (self.half_width_at(middle) + off_m) * out
        for _ in range(3):  # where the bank bends toward it
            place = place + max(off_m - float(self.distance(place[None])[0]), 0.0) * out
        return place, -out

    def line(self, along_m: Array, across_m: float, near: Array) -> Array:
        """Points (N, 2) at ways along the water from the place nearest to `near`, so far to the left of its middle."""
        order = np.concatenate([self.centres, self.centres[-1:] + 2.0 * self.half_lengths[-1] * self.along[-1:]])
        start = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(order, axis=0), axis=1))])
        at = self._way_to(near, start) + np.asarray(along_m)
        points = np.stack([np.interp(at, start, order[:, k]) for k in range(2)], axis=-1)
        turn = np.interp(at, start[:-1], np.unwrap(self.headings))
        return np.asarray(points + across_m * np.stack([-np.sin(turn), np.cos(turn)], axis=-1))


    def shoreline(self, along_m: Array, off_m: float, left: bool, near: Array) -> Array:
        """Points (N, 2) `off_m` from the water's edge on the bank to the left or to the right of its middle, at ways
        along the water from the place nearest to `near`."""
        middle = self.line(along_m, 0.0, near)
        start = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(self.centres, axis=0), axis=1))])
        at = self._way_to(near, start) + np.asarray(along_m)
        turn = np.interp(at, start, np.unwrap(self.headings))
        side = (1.0 if left else -1.0) * np.stack([-np.sin(turn), np.cos(turn)], axis=-1)
        return np.asarray(middle + (np.interp(at, start, self.half_widths_m) + off_m)[:, None] * side)

    def _way_to(self, near: Array, start: Array) -> float:
        """How far along the water the place nearest to `near` is, m; `start`: the same of each length's middle."""
        middle, _ = self.nearest(near)
        step = int(np.argmin(np.linalg.norm(self.centres - middle, axis=1)))
        return float(start[step] + (middle - self.centres[step]) @ self.along[step])


WATER_PART = "water"
"""name of the part of a river that is its water, and of the parameter that says how high it is"""


def _watercourse(assets: Mapping[str, Asset]) -> Watercourse | None:
    for asset in assets.values():
        level = next((float(p.value) for p in asset.parameters if p.name == "water_level_m"), None)
        if asset.role != "environment" or level is None:
            continue
        boxes = [s for s in asset.collision_shapes if s.kind == "box"]
        turns = [quat.mul_vec(np.asarray(s.transform.rotation, dtype=float), np.array([1.0, 0.0, 0.0])) for s in boxes]
        decks = [(a.object_id, p) for a in assets.values() if a.role == "environment" and a.category == "bridge"
                 for p in a.affordances_of("stand_at")]  # fmt: skip
        return Watercourse(
            river_id=asset.object_id,
            centres=np.array([s.transform.translation[:2] for s in boxes], dtype=float),
            headings=np.array([np.arctan2(t[1], t[0]) for t in turns]),
            half_lengths=np.array([0.5 * s.dimensions[0] for s in boxes], dtype=float),
            half_widths_m=np.array([0.5 * s.dimensions[1] for s in boxes], dtype=float), level_m=level,
            bridges={name: _deck(place.frame.translation, place.frame.rotation, place.dimensions)
                     for name, place in decks},
        )  # fmt: skip
    return None


def _deck(
    middle: NDArray[np.float32], rotation: NDArray[np.float32], size: NDArray[np.float32]
) -> tuple[Array, Array, float]:
    span = quat.mul_vec(np.asarray(rotation, dtype=float), np.array([1.0, 0.0, 0.0]))
    return np.asarray(middle[:2], dtype=float), np.asarray(span[:2]), 0.5 * float(size[0])
