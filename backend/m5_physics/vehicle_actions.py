"""What vehicles and what swims do by the words said of them: drive on, take off and land, leap out of the water."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.afloat import floats, leaps
from ..protocol.scene import Asset, SceneDescription, SceneLayout
from .courses import Path
from .creature_gaits import goes
from .cues import Cue, words_of
from .driving import Drives
from .floating import LEAP, leap
from .flying import Flights
from .runner import Runner
from .runways import is_runway_verb, runway_way
from .world import Array

Act = Callable[[Cue, list[int]], None]
AIRCRAFT = frozenset({"airplane", "plane", "helicopter", "rocket", "ufo", "drone", "hot air balloon", "spaceship",
                       "space shuttle"})
_VEHICLES = frozenset({
    "car", "truck", "bus", "van", "motorcycle", "bicycle", "train", "tractor", "excavator", "tank", "taxi", "scooter",
    "cart", "carriage", "wagon", "robot vacuum", "army tank", "rover", "kick scooter", "tricycle", "unicycle",
    "catapult",
})  # fmt: skip
_GOING = frozenset({
    "plow", "plough", "till", "harvest", "mow", "cross", "cruise", "swim", "paddle", "drift", "chug", "steam", "roar",
    "zoom", "cycle", "travel", "depart", "ride", "charge", "pull", "roll", "rush", "move", "row", "dive", "glide",
    "accelerate", "reverse", "circle", "rumble", "head", "cut", "clean", "vacuum", "sweep", "work", "flow", "follow",
})  # fmt: skip
"""verbs of vehicles and of what is in the water that say that they go somewhere, with those of `_verb`"""
RING_MIDDLE = 0.61
"""height of the middle of a hoop's ring, in heights of the hoop"""


@dataclass(frozen=True)
class VehicleActions:
    """Sends vehicles, aircraft and what swims on their ways."""

    description: SceneDescription
    layout: SceneLayout
    runner: Runner
    drives: Drives
    flights: Flights
    num_frames: int

    def act(self, cue: Cue, drive: Act) -> Act | None:
        """What a vehicle, a boat or something that swims does by these words; None for anything else."""
        verb, words = words_of(cue.action)
        entity = next((e for e in self.description.entities if e.id == cue.action.actor_id), None)
        if entity is None:
            return None
        if entity.category in AIRCRAFT and is_runway_verb(verb, words):
            return self._take_off_or_land
        if leaps(self.description, entity):
            return self._leap
        if goes(entity, verb):
            return drive
        if floats(entity) or {entity.category, entity.lemma} & _VEHICLES:
            return drive if verb in _GOING else None
        return None

    def begins(self, act: Act) -> bool:
        """Whether it is under way from the first frame on."""
        return act in (self._take_off_or_land, self._leap)

    def _take_off_or_land(self, cue: Cue, indices: list[int]) -> None:
        way = is_runway_verb(*words_of(cue.action))
        for index in indices:
            self._along(index, lambda asset, start, ahead, t: runway_way(asset, start, ahead, way, t))

    def _leap(self, cue: Cue, indices: list[int]) -> None:
        """Out of the water and in again, through the hoop that is named."""
        target = next((e for e in self.description.entities if e.id == cue.action.target_id), None)
        hoop = next((i for i in target.object_ids if i in self.layout.placements), None) if target else None
        if hoop is not None and self.layout.placements[hoop].category != "jumping hoop":
            hoop = None
        for index in indices:
            level = self.drives.waters.level_m(self.runner.bodies[index].id) or 0.0

            def ways(asset: Asset, start: Array, ahead: Array, t: Array, level: float = level) -> tuple[Array, Array]:
                length = float(asset.dimensions[:2].max())
                high, middle = LEAP * length, 0.5 * float(asset.dimensions[2])
                if hoop is not None:
                    ring = self.layout.placements[hoop]
                    start = np.asarray(ring.transform.translation, dtype=float)
                    ahead = quat.mul_vec(np.asarray(ring.transform.rotation, dtype=float), np.array([0.0, -1.0, 0.0]))
                    high = float(start[2] + RING_MIDDLE * ring.dimensions[2]) - level
                return leap(start, ahead, length, high, level, middle, t)

            self._along(index, ways)

    def _along(self, index: int, ways: Callable[[Asset, Array, Array, Array], tuple[Array, Array]]) -> None:
        """A body on poses from the first frame on, that its asset's origin has."""
        body = self.runner.bodies[index]
        placed = self.layout.placements[body.id].transform
        turn, start = np.asarray(placed.rotation, dtype=float), np.asarray(placed.translation, dtype=float)
        ahead = quat.mul_vec(turn, np.array([0.0, -1.0, 0.0])) * [1.0, 1.0, 0.0]
        ahead /= max(float(np.linalg.norm(ahead)), 1e-9)
        t = np.arange(self.num_frames) / self.runner.fps
        places, turns = ways(self.flights.assets.assets[body.id], start, ahead, t)
        local = quat.mul_vec(quat.inv(turn), body.translation - start)
        own = quat.mul(quat.inv(turn), body.rotation)
        path = Path(0, places + quat.mul_vec(turns, local), quat.mul(turns, own))
        self.runner.put(index, path.translations[0], path.rotations[0])
        self.runner.drive(index, path)
