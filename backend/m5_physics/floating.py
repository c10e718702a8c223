"""What floats: the way of boats and swimming birds along a river, and how the water lifts and rocks what lies in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..common import quat
from ..common.afloat import draught_m, floats, hovers, is_underwater, leaps
from ..common.rivers import Watercourse
from ..protocol.conventions import GRAVITY_M_S2
from ..protocol.scene import AssetSet, PoseTrack, SceneDescription, SceneLayout
from .world import Array

_SEA_M, _CALM_M = 0.16, 0.018
"""half of how far a boat of three metres goes up and down on the sea, and on a lake or a river"""
_SEA_HZ, _CALM_HZ = 0.28, 0.42
_STORM = 2.2
_USUAL_M = 3.0
LEAP, _UNDER_S = 0.9, 0.75
"""how far out of the water something leaps, in its own lengths, and how long it is under water between two leaps"""


@dataclass(frozen=True)
class Waters:
    """What the water does to what is in it."""

    description: SceneDescription
    assets: AssetSet
    layout: SceneLayout
    fps: int

    @property
    def course(self) -> Watercourse | None:
        return Watercourse.of(self.assets.assets)

    def level_m(self, object_id: str) -> float | None:
        """Height of the water that a thing lies in; None for what is on dry land."""
        entity, asset = self.description.entity_of(object_id), self.assets.assets[object_id]
        if entity is None or not floats(entity):
            return None
        placed = self.layout.placements[object_id]
        course, height = self.course, float(placed.transform.translation[2])
        if course is not None:
            near = float(course.distance(np.asarray(placed.transform.translation[None, :2], dtype=float))[0])
            return course.level_m if near < 0.0 else None
        is_open = self.is_open
        on_water = self._is_water(placed.support_id)
        deep = draught_m(asset)
        if is_underwater(self.description) and not hovers(self.description, entity):
            return None
        return 0.0 if is_open or on_water or (deep > 0.0 and height < -0.5 * deep) else None

    @property
    def swims(self) -> frozenset[str]:
        """What lies in the water, by object id."""
        return frozenset(i for i in self.layout.placements if self.level_m(i) is not None)

    @property
    def is_open(self) -> bool:
        """Whether there is nothing but water."""
        return any(
            a.role == "environment" and p.name == "place" and str(p.value).startswith("open ")
            for a in self.assets.assets.values() for p in a.parameters
        )

    def _is_water(self, object_id: str | None) -> bool:
        found = self.assets.assets.get(object_id or "")
        return found is not None and found.category == "water"

    def rocked(self, object_id: str, places: Array, turns: Array) -> tuple[Array, Array]:
        """Poses (T, 3), (T, 4) of something that floats, lifted and rocked by the waves; long ones less."""
        asset = self.assets.assets[object_id]
        sea = any(str(p.value) == "open sea" for a in self.assets.assets.values() for p in a.parameters)
        storm = _STORM if self.description.lighting.weather in ("storm", "thunderstorm", "stormy") else 1.0
        length = float(asset.dimensions[:2].max())
        share = float(np.sqrt(_USUAL_M / max(length, 0.3)))
        high = (_SEA_M * storm if sea else _CALM_M) * float(np.clip(length / _USUAL_M, 0.25, 2.2))
        rate = 2.0 * np.pi * (_SEA_HZ if sea else _CALM_HZ) * float(np.clip(share, 0.45, 1.6))
        t = np.arange(len(places)) / self.fps
        begin = float(sum(map(ord, object_id)) % 7)
        swell = np.sin(rate * t + begin) + 0.35 * np.sin(1.7 * rate * t + 2.0 * begin)
        pitch = (0.10 if sea else 0.014) * storm * share * np.cos(rate * t + begin)
        roll = (0.13 if sea else 0.022) * storm * share * np.sin(0.8 * rate * t + 1.3 * begin)
        lifted = places + np.column_stack([np.zeros((len(t), 2)), high * swell])
        own = quat.mul(quat.from_angle_axis(np.clip(pitch, -0.2, 0.2), np.array([1.0, 0.0, 0.0])),
                       quat.from_angle_axis(np.clip(roll, -0.25, 0.25), np.array([0.0, 1.0, 0.0])))  # fmt: skip
        return lifted, quat.mul(turns, own)

    def way(self, object_id: str, reach_m: float) -> Array | None:
        """Points (K, 3) of the way along a river through a thing's place, as that points; None off the river."""
        course, level = self.course, self.level_m(object_id)
        if course is None or level is None:
            return None
        placed = self.layout.placements[object_id].transform
        start = np.asarray(placed.translation, dtype=float)
        ahead = quat.mul_vec(np.asarray(placed.rotation, dtype=float), np.array([0.0, -1.0, 0.0]))[:2]
        middle, flow = course.nearest(start[:2])
        across = float((start[:2] - middle) @ np.array([-flow[1], flow[0]]))
        points = course.line(np.linspace(-reach_m, reach_m, 41), across, start[:2])
        points = points if ahead @ flow > 0.0 else points[::-1]
        return np.column_stack([points, np.full(len(points), start[2])])

    def rocking(self, tracks: Mapping[str, PoseTrack], frames: int) -> dict[str, PoseTrack]:
        """The tracks, with those of what floats rocked by the water."""
        found = dict(tracks)
        for object_id, track in tracks.items():
            entity = self.description.entity_of(object_id)
            if entity is None or self.level_m(object_id) is None or leaps(self.description, entity):
                continue
            places, turns = (np.asarray(v, dtype=float) for v in (track.translations, track.rotations))
            if len(places) < frames:
                places, turns = np.repeat(places[:1], frames, axis=0), np.repeat(turns[:1], frames, axis=0)
            lifted, rocked = self.rocked(object_id, places, turns)
            found[object_id] = replace(track, translations=lifted.astype(np.float32),
                                       rotations=quat.unroll(rocked).astype(np.float32))  # fmt: skip
        return found


def leap(
    start: Array, ahead: Array, length_m: float, high_m: float, level_m: float, middle_m: float, t: Array
) -> tuple[Array, Array]:
    """Poses (T, 3), (T, 4) of something that leaps out of the water along `ahead` (3,), again and again; the middle
    leap is over the place `start`, its middle `high_m` above the surface.

    A flight under gravity above the surface, an arc under it between two flights, its nose along its way.
    """
    up = np.sqrt(2.0 * GRAVITY_M_S2 * high_m)
    flight_s = 2.0 * up / GRAVITY_M_S2
    speed = max(1.5 * length_m / flight_s, 0.5 * up)
    since = t - 0.5 * float(t[-1])
    phase = np.mod(since + 0.5 * flight_s, flight_s + _UNDER_S) - 0.5 * flight_s
    wet = np.clip((phase - 0.5 * flight_s) / _UNDER_S, 0.0, 1.0)
    deep = up * _UNDER_S / np.pi
    z = np.where(phase <= 0.5 * flight_s, high_m - 0.5 * GRAVITY_M_S2 * phase**2, -deep * np.sin(np.pi * wet))
    places = start * [1.0, 1.0, 0.0] + speed * since[:, None] * ahead + np.column_stack(
        [np.zeros((len(t), 2)), level_m + z - middle_m]
    )
    way = np.gradient(places, t, axis=0)
    pitch = np.arctan2(way[:, 2], np.maximum(np.linalg.norm(way[:, :2], axis=1), 1e-6))
    heading = float(np.arctan2(ahead[0], -ahead[1]))
    turned = quat.from_angle_axis(np.full(len(t), heading), np.array([0.0, 0.0, 1.0]))
    return places, quat.mul(turned, quat.from_angle_axis(-pitch, np.array([1.0, 0.0, 0.0])))
