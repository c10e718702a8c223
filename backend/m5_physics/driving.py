"""What drives, flies or sails: straight past the camera, up to something, or round a bend.

The front of a vehicle follows the path and its back trails behind it, as the back axle of a car does (a tractrix),
so it turns into a bend without skidding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.picture import way_in_view
from ..protocol.scene import AssetSet, SceneDescription, SceneLayout
from .courses import Path
from .cues import Cue, words_of
from .floating import Waters
from .runner import Runner
from .wheels import road_wheels
from .world import Array

_SPEED_M_S = {
    "walk": 1.6, "waddle": 1.1, "march": 1.6, "stroll": 1.2, "wander": 1.2, "crawl": 1.0, "hop": 3.0, "run": 6.5,
    "scurry": 5.5, "sprint": 9.0, "dash": 8.0,
    "race": 9.0, "speed": 9.0, "rush": 8.0, "fly": 5.0, "sail": 1.2, "float": 0.5, "drift": 0.5, "arrive": 4.0,
    "swim": 1.1, "paddle": 0.9, "plow": 1.5,
    "plough": 1.5, "till": 1.5, "harvest": 1.3, "mow": 1.2, "dive": 1.6, "clean": 0.55, "vacuum": 0.55, "sweep": 0.55,
}  # fmt: skip
_USUAL_M_S, _USUAL_LENGTH_M = 4.5, 4.5
_QUICK, _SLOW = frozenset(("fast", "quickly", "rapidly")), frozenset(("slowly", "slow", "carefully", "leisurely"))
_LANES = ("road", "street", "bridge", "track", "runway", "river", "sea", "lake", "water", "sky",
          "grass", "ground", "floor", "field", "train track")
_PASSED = ("past", "along", "on", "across", "over", "through", "by", "around", "under", "between")
_STARTS_HERE, _ENDS_HERE = frozenset(("away", "off", "leaves", "departs")), ("arrive", "stop", "park", "brake")
_CURVES = frozenset({"bend", "curve", "corner", "bends", "curves", "turn"})
_GAP_M = 0.8
_ASPECT = 16.0 / 9.0
_SIDE_STEPS = 8


@dataclass(frozen=True)
class Vehicle:
    """Where the axles of a thing are in asset space, whose -Y is ahead."""

    front_m: float
    back_m: float
    """ahead of the origin"""
    wheeled: bool

    @property
    def wheelbase_m(self) -> float:
        return self.front_m - self.back_m


def vehicles(assets: AssetSet, layout: SceneLayout) -> Mapping[str, Vehicle]:
    """Everything that could drive: on its own wheels, or else as if on wheels under its ends."""
    found: dict[str, Vehicle] = {}
    for object_id, placement in layout.placements.items():
        asset = assets.assets[object_id]
        length = float(placement.transform.scale[1])
        axles = [-float(wheel.joint.origin[1]) * length for wheel in road_wheels(asset) if wheel.joint is not None]
        reach = 0.3 * float(asset.dimensions[1]) * length
        if axles and max(axles) - min(axles) > 0.1 * reach:
            found[object_id] = Vehicle(max(axles), min(axles), True)
        elif asset.role != "character":
            found[object_id] = Vehicle(reach, -reach, False)
    return found


@dataclass(frozen=True)
class Drives:
    """Plans the way of a vehicle from what is said of it."""

    description: SceneDescription
    layout: SceneLayout
    runner: Runner
    vehicles: Mapping[str, Vehicle]
    num_frames: int
    waters: Waters

    def path(self, cue: Cue, index: int, target: int | None) -> Path:
        """Poses from the first frame on where it is under way already, else from the cue's frame on.

        target  the body it drives to or past, where one is named
        """
        runner, object_id = self.runner, self.runner.bodies[index].id
        vehicle = self.vehicles[object_id]
        moving = self.under_way(cue)
        first = 0 if moving else cue.frame
        seconds = max(self.num_frames - 1 - first, 1) / runner.fps
        speed = self._speed(cue, index)
        turn = np.asarray(self.layout.placements[object_id].transform.rotation, dtype=float)
        ahead = quat.mul_vec(turn, np.array([0.0, -1.0, 0.0]))
        start = np.asarray(self.layout.placements[object_id].transform.translation, dtype=float)
        bend = {"left": 1.0, "right": -1.0}
        side = next((bend[word] for word in words_of(cue.action)[1] if word in bend), 0.0)
        river = self.waters.way(object_id, 0.5 * speed * seconds)
        curves = bool(words_of(cue.action)[1] & _CURVES)
        if river is not None:
            points = river
            stops = False
        elif target is not None and not self._only_passes(cue, index):
            points = self._up_to(index, target, start, 0.5 * speed * seconds if moving else 0.0)
            stops = True
        elif curves or (cue.action.verb.split()[0] == "turn" and side):
            points = _bend(start, ahead, side or 1.0, 0.7 * speed * seconds, 1.8 * vehicle.wheelbase_m)
            stops = False
        else:
            reach = self.in_view(start, ahead, 0.5 * speed * seconds)
            stops = words_of(cue.action)[0] in _ENDS_HERE
            leaves = not moving or bool(words_of(cue.action)[1] & _STARTS_HERE)
            points = np.stack([start - (0.0 if leaves else reach) * ahead, start + (0.0 if stops else reach) * ahead])
        length = float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())
        time = np.linspace(0.0, 1.0, self.num_frames - first)
        if stops:  # brakes over the second half
            share = _braking(time * max(1.0, seconds * speed / max(1.6 * length, 1e-6)))
        else:
            share = time if moving else time * time * (2.0 - time)
        first_way = points[1] - points[0] if moving else ahead
        poses = _trailing(points, share * length, vehicle, first_way)
        body, origin = runner.bodies[index], start
        local = quat.mul_vec(quat.inv(turn), body.translation - origin)
        own = quat.mul(quat.inv(turn), body.rotation)
        return Path(first, poses[0] + quat.mul_vec(poses[1], local), quat.mul(poses[1], own))

    def under_way(self, cue: Cue) -> bool:
        """Nothing is to happen before: it drives in the first frame already."""
        return cue.frame <= self.runner.fps // 2 and not cue.caused

    def _speed(self, cue: Cue, index: int) -> float:
        """m/s; small ones are slower, as the square root of their length (equal Froude numbers)."""
        words = words_of(cue.action)
        speed = _SPEED_M_S.get(words[0], _USUAL_M_S)
        speed *= 2.0 if words[1] & _QUICK else 0.5 if words[1] & _SLOW else 1.0
        length = float(np.ptp(self.runner.bodies[index].corners()[:, 1]))
        return float(speed * np.sqrt(np.clip(length / _USUAL_LENGTH_M, 0.02, 1.5)))

    def _only_passes(self, cue: Cue, index: int) -> bool:
        """It drives on, by or along the thing named, not to it."""
        said = next(
            (r.predicate.split()[-1] for r in self.description.relations
             if r.subject_id == cue.action.actor_id and r.object_id == cue.action.target_id),
            "",
        )  # fmt: skip
        entity = next((e for e in self.description.entities if e.id == cue.action.target_id), None)
        support = self.layout.placements[self.runner.bodies[index].id].support_id
        lies_on = entity is not None and (support in entity.object_ids or entity.category in _LANES)
        return lies_on or (said in _PASSED and said != "to")

    def _up_to(self, index: int, target: int, start: Array, wanted_m: float) -> Array:
        """To a stop before the target's box, from where it stands or, where that is near already, from further off."""
        low, high = self.runner.boxes()
        goal = 0.5 * (low[target] + high[target])
        way = (goal - start) * [1.0, 1.0, 0.0]
        distance = float(np.linalg.norm(way))
        way = way / max(distance, 1e-9)
        half = 0.5 * (high[target] - low[target])
        inside = min((half[axis] / abs(way[axis]) for axis in (0, 1) if abs(way[axis]) > 1e-6), default=0.0)
        own = float(np.ptp(self.runner.bodies[index].corners()[:, 1])) / 2
        reach = distance - inside - own - _GAP_M
        missing = wanted_m - reach
        before = self.in_view(start, way, missing) if missing > 0.0 else 0.0
        return np.stack([start - before * way, start + max(reach, 0.05) * way])

    def in_view(self, start: Array, ahead: Array, wanted_m: float) -> float:
        """How far to both sides of its place it can go before it leaves the picture."""
        return way_in_view(self.layout, start, ahead, wanted_m)


def _bend(start: Array, ahead: Array, side: float, length: float, radius: float) -> Array:
    """Straight on and a quarter of a circle to one side: (K, 3), half of the bend before the place."""
    left = np.array([-ahead[1], ahead[0], 0.0]) * side
    straight = max(length - 0.5 * np.pi * radius, 0.3 * radius)
    angles = np.linspace(0.0, 0.5 * np.pi, 24)[1:]
    corner = start - radius * (0.71 * ahead + 0.29 * left)  # the middle of the bend is where it was placed
    curve = corner + radius * (np.sin(angles)[:, None] * ahead + (1.0 - np.cos(angles))[:, None] * left)
    return np.concatenate([[corner - straight * ahead, corner], curve])


def _braking(time: Array) -> Array:
    """Even speed, then ever slower to a stop: share of the way at share of the time."""
    t = np.clip(time, 0.0, 1.0)
    # v = 1.6 up to t = .25, then falls evenly to 0: 0.4 + 0.6
    late = np.maximum(t - 0.25, 0.0)
    return np.where(t < 0.25, 1.6 * t, 0.4 + 1.6 * late - 0.5 * 1.6 / 0.75 * late * late)


def _trailing(points: Array, ways: Array, vehicle: Vehicle, ahead: Array) -> tuple[Array, Array]:
    """Poses (T, 3), (T, 4) of the origin whose front axle is `ways` (T,) metres further along a path of (K, 3).

    ahead  where the vehicle points at first; the axle then stands that way before the path's start
    """
    ahead = ahead / max(float(np.linalg.norm(ahead)), 1e-9)
    last = points[-1] - points[-2]
    # The path is that of the origin: the axle begins ahead of its start, and ends as far beyond its end.
    track = np.concatenate([points, [points[-1] + vehicle.front_m * last / max(float(np.linalg.norm(last)), 1e-9)]])
    start = points[0] + vehicle.front_m * ahead
    track[0] = start
    corners = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(track, axis=0), axis=1))])
    back, before = points[0] + vehicle.back_m * ahead, 0.0
    out, headings = [], []
    for way in ways.tolist():
        for step in range(1, _SIDE_STEPS + 1):
            at = before + (way - before) * step / _SIDE_STEPS
            tip = np.array([np.interp(at, corners, track[:, axis]) for axis in range(3)])
            along = (tip - back) * [1.0, 1.0, 0.0]
            along /= max(float(np.linalg.norm(along)), 1e-9)
            back = tip - vehicle.wheelbase_m * along
        before = way
        out.append(tip - vehicle.front_m * along)
        headings.append(np.arctan2(along[0], -along[1]))
    turns = quat.from_angle_axis(np.unwrap(np.array(headings)), np.array([0.0, 0.0, 1.0]))
    return np.array(out), turns
