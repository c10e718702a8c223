"""What things do by themselves: roll, slide, fall, topple, drop, bounce, swing, spin, drive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.naming import said_start
from ..common.wings import FLYERS, FLYING, LANDING, flight_of
from ..protocol.conventions import GRAVITY_M_S2
from ..protocol.scene import SceneDescription, SceneLayout
from .bodies import GROUND_ID
from .courses import Path
from .cues import Cue, words_of
from .directions import camera_axes, downhill, gap_between, said_direction
from .driving import Drives
from .events import EventScript
from .flying import Flights
from .runner import FIXED, FROZEN, Runner
from .surfaces import height_below
from .vehicle_actions import AIRCRAFT, VehicleActions
from .world import Array

_IN_AIR_M = 0.05
_ROLL_M_S, _FASTEST_M_S = 1.5, 6.0
_HARD = frozenset({"knock", "smash", "crash", "strike"})
_RUN_UP_M, _BOWLED_M_S = 3.0, 5.5
"""a ball that comes from farther away to knock something over is bowled"""
_NUDGE_M_S2 = 1.2
_SWING_RAD = 0.45


@dataclass(frozen=True)
class PropActions:
    """Writes the actions of things into a script."""

    description: SceneDescription
    layout: SceneLayout
    runner: Runner
    script: EventScript
    drives: Drives
    flights: Flights
    num_frames: int

    def plan(self, cues: list[Cue]) -> None:
        """Every action at its own frame."""
        moving = VehicleActions(self.description, self.layout, self.runner, self.drives, self.flights, self.num_frames)
        for cue in cues:
            verb, words = words_of(cue.action)
            if verb in FLYING and all(flight_of(self.description, name) is not None for name in cue.object_ids):
                self.script.at(0, self._starter(cue, self._fly))
                continue
            if verb in LANDING and self._perches(cue):
                continue  # it is where it has landed
            act = self._verb(verb, words)
            if (known := moving.act(cue, self._drive)) is not None:
                act = known
            if act is None:
                continue
            if act == self._topple:
                self._fall_as_hit(cue)
            drives = act in (self._drive, self._turn) and self.drives.under_way(cue)
            first = 0 if drives or moving.begins(act) else cue.frame
            self.script.at(first, self._starter(cue, act))

    def _perches(self, cue: Cue) -> bool:
        """Whether what lands has wings of its own, and something to stand on where it is."""
        entity = next((e for e in self.description.entities if e.id == cue.action.actor_id), None)
        placed = [self.layout.placements[i] for i in cue.object_ids if i in self.layout.placements]
        held = all(one.support_id is not None for one in placed)
        if entity is None or entity.category in AIRCRAFT:
            return False
        return held and bool({entity.category, entity.lemma} & FLYERS)

    def _verb(self, verb: str, words: frozenset[str]) -> Callable[[Cue, list[int]], None] | None:
        over = bool(words & {"over", "down"})
        if verb == "fall" and over and not words & {"off", "from", "down"}:
            return self._topple
        verbs: Mapping[str, Callable[[Cue, list[int]], None]] = {
            "roll": self._roll, "hit": self._roll, "strike": self._roll, "bump": self._roll, "crash": self._roll,
            "knock": self._roll, "smash": self._roll, "collide": self._roll, "rush": self._roll,
            "slide": self._slide, "glide": self._slide, "skid": self._slide, "move": self._slide,
            "fall": self._fall, "tumble": self._fall, "drop": self._fall, "land": self._fall,
            "topple": self._topple, "tip": self._topple, "collapse": self._topple, "tilt": self._topple,
            "bounce": self._bounce, "jump": self._bounce, "hop": self._bounce,
            "swing": self._swing, "sway": self._swing, "spin": self._spin, "rotate": self._spin, "turn": self._turn,
            "drive": self._drive, "fly": self._drive, "float": self._drive, "pass": self._drive,
            "race": self._drive, "speed": self._drive, "sail": self._drive, "arrive": self._drive,
            "park": self._drive, "go": self._drive, "come": self._drive, "leave": self._drive, "stop": self._drive,
        }  # fmt: skip
        return verbs.get(verb)

    def _starter(self, cue: Cue, act: Callable[[Cue, list[int]], None]) -> Callable[[Runner], None]:
        def start(runner: Runner) -> None:
            indices = [runner.index[name] for name in cue.object_ids if name in runner.index]
            for index in indices:
                if runner.mode[index] == FIXED:
                    name = said_start(self.script.description, runner.bodies[index].id)
                    self.script.missed.append(f"{name} is fixed in its place and does not {cue.action.verb}.")
            rested = [i for i in indices if runner.mode[i] == FROZEN and not self._has_moved(i)]
            if not cue.caused or len(rested) == len(indices):
                act(cue, [i for i in indices if runner.mode[i] == FROZEN])

        return start

    def _has_moved(self, index: int) -> bool:
        return bool(np.linalg.norm(self.runner.translations[index] - self.runner.bodies[index].translation) > 0.02)

    # --- one method per verb ----------------------------------------------------------------------

    def _roll(self, cue: Cue, indices: list[int]) -> None:
        for index in indices:
            if self._drop_if_in_air(cue, index):
                continue
            direction, distance = self._direction(cue, index)
            if self._slope(cue, index) is not None:
                speed = 0.5
            elif self._is_ball(index):
                resistance = 2.0 * self.runner.bodies[index].rolling_friction * GRAVITY_M_S2
                speed = max(_ROLL_M_S, np.sqrt(resistance * distance) + 1.0, distance / self._time_left(cue, 0.5))
                if cue.action.verb.split()[0] in _HARD and distance > _RUN_UP_M:
                    speed = max(speed, _BOWLED_M_S)
            else:
                self._slide(cue, [index])
                continue
            self._roll_at(index, direction * min(speed, _FASTEST_M_S))

    def _roll_at(self, index: int, velocity: Array) -> None:
        spin = np.zeros(3)
        if self._is_ball(index):
            spin = np.cross([0.0, 0.0, 1.0], velocity) / (0.5 * self.runner.bodies[index].thickness_m)
        self.runner.throw(index, velocity, spin, self._support_of(index))

    def _slide(self, cue: Cue, indices: list[int]) -> None:
        for index in indices:
            if self._drop_if_in_air(cue, index):
                continue
            direction, distance = self._direction(cue, index)
            friction = self.runner.bodies[index].friction
            way = min(distance, 3.0) if cue.action.target_id else 1.0
            speed = 0.3 if self._slope(cue, index) is not None else np.sqrt(2.0 * friction * GRAVITY_M_S2 * way)
            self.runner.throw(index, direction * min(speed, _FASTEST_M_S), np.zeros(3), self._support_of(index))

    def _fall(self, cue: Cue, indices: list[int]) -> None:
        for index in indices:
            if self._drop_if_in_air(cue, index):
                continue
            support = self.layout.placements[self.runner.bodies[index].id].support_id
            if support is not None and support in self.runner.index and self._nudge_off(cue, index, support):
                continue
            self._topple(cue, [index])

    def _topple(self, cue: Cue, indices: list[int]) -> None:
        indices = [i for i in indices if not self._drop_if_in_air(cue, i)]
        if not indices:
            return
        middles = self.runner.translations[indices]
        low, high = self.runner.boxes()
        height = float(np.mean(high[indices, 2] - low[indices, 2]))
        if len(indices) >= 2:
            spread = middles[:, :2] - middles[:, :2].mean(axis=0)
            _, sizes, axes = np.linalg.svd(spread, full_matrices=False)
            along = spread @ axes[0]
            order = np.argsort(along, kind="stable")
            gaps = np.diff(along[order])
            if (len(sizes) < 2 or sizes[1] < 0.35 * sizes[0]) and gaps.max() < 0.9 * height + 0.02:
                if order[-1] == 0:  # the first of them stands at the far end
                    order, axes = order[::-1], -axes
                first = indices[int(order[0])]
                self._tip(first, np.array([*axes[0], 0.0]))
                return
            level = np.ptp(middles[:, 2]) < 0.3 * height
            if not level:  # a stack: its upper half goes
                top = [i for i in indices if self.runner.translations[i][2] >= np.median(middles[:, 2])]
                direction, _ = self._direction(cue, top[0])
                for number, index in enumerate(sorted(top, key=lambda i: self.runner.translations[i][2])):
                    self.runner.throw(index, direction * (0.6 + 0.5 * number), np.zeros(3))
                return
        for index in indices:
            self._tip(index, self._thin_direction(cue, index))

    def _tip(self, index: int, direction: Array) -> None:
        """Turn a body about its lower edge, just fast enough to go over."""
        body, runner = self.runner.bodies[index], self.runner
        assert body.inertia_kg_m2 is not None
        corners = quat.mul_vec(runner.rotations[index], body.corners())
        height, edge = -float(corners[:, 2].min()), float((corners @ direction).max())
        axis = np.cross([0.0, 0.0, 1.0], direction)
        local = quat.mul_vec(quat.inv(runner.rotations[index]), axis)
        inertia = float(body.inertia_kg_m2 @ local**2) + body.mass_kg * (height**2 + edge**2)
        rise = np.hypot(height, edge) - height
        rate = 1.15 * np.sqrt(2.0 * body.mass_kg * GRAVITY_M_S2 * rise / inertia) + 0.3
        arm = np.array([0.0, 0.0, height]) - edge * direction
        runner.throw(index, np.cross(axis * rate, arm), axis * rate, self._support_of(index))

    def _fall_as_hit(self, cue: Cue) -> None:
        """A stack that is to fall goes the way of the blow: what is above the lowest half follows it."""
        for event in self.script.events:
            if event.kind not in ("kick", "hit", "push") or event.velocity is None:
                continue
            if event.target_id not in (cue.action.actor_id, *cue.object_ids):
                continue
            way = np.asarray(event.velocity, dtype=float) * [1.0, 1.0, 0.0]
            way /= max(float(np.linalg.norm(way)), 1e-9)

            def topple(runner: Runner, way: Array = way) -> None:
                indices = [runner.index[name] for name in cue.object_ids if name in runner.index]
                heights = {i: float(runner.translations[i][2]) for i in indices}
                middle = float(np.median(list(heights.values()))) if heights else 0.0
                above = sorted((i for i in indices if heights[i] > middle), key=lambda i: heights[i])
                for number, index in enumerate(above):
                    runner.throw(index, way * (0.7 + 0.5 * number), np.cross([0.0, 0.0, 1.0], way) * 1.5)

            self.script.at(event.frame + 2, topple)

    def _bounce(self, cue: Cue, indices: list[int]) -> None:
        for index in indices:
            if not self._drop_if_in_air(cue, index):
                direction, _ = self._direction(cue, index)
                slow = 0.6 if self._slope(cue, index) is not None or cue.action.target_id else 0.0
                up = np.array([0.0, 0.0, 3.2])
                self.runner.throw(index, up + slow * direction, np.zeros(3), self._support_of(index))

    def _swing(self, cue: Cue, indices: list[int]) -> None:
        """A hung body starts with the speed that carries it to 25 degrees."""
        for index in indices:
            body = self.runner.bodies[index]
            if body.hinge is None or body.inertia_kg_m2 is None:
                continue
            arm = float(np.linalg.norm(body.translation - body.hinge.pivot))
            local = quat.mul_vec(quat.inv(body.rotation), body.hinge.axis)
            inertia = float(body.inertia_kg_m2 @ local**2) + body.mass_kg * arm**2
            energy = body.mass_kg * GRAVITY_M_S2 * arm * (1.0 - np.cos(_SWING_RAD))
            self.runner.throw(index, np.zeros(3), body.hinge.axis * np.sqrt(2.0 * energy / inertia))

    def _spin(self, cue: Cue, indices: list[int]) -> None:
        """Turned about the vertical at an even rate, eased in."""
        frames = self._frames_left(cue)
        time = np.arange(frames) / self.runner.fps
        angle = 2.0 * (time - 0.4 * (1.0 - np.exp(-time / 0.4)))
        turn = quat.from_angle_axis(angle, [0.0, 0.0, 1.0])
        for index in indices:
            place = np.tile(self.runner.translations[index], (frames, 1))
            self.runner.drive(index, Path(cue.frame, place, quat.mul(turn, self.runner.rotations[index])))

    def _drive(self, cue: Cue, indices: list[int]) -> None:
        """Along its way, from the first frame on where it drives all the time."""
        for index in indices:
            target = None if cue.action.target_id is None else self._nearest(cue.action.target_id, index)
            path = self.drives.path(cue, index, target)
            self.runner.put(index, path.translations[0], path.rotations[0])
            self.runner.drive(index, path)

    def _fly(self, cue: Cue, indices: list[int]) -> None:
        """Through the air from the first frame on."""
        for index in indices:
            path = self.flights.path(cue, self.runner.bodies[index].id)
            self.runner.put(index, path.translations[0], path.rotations[0])
            self.runner.drive(index, path)

    def _turn(self, cue: Cue, indices: list[int]) -> None:
        """A car takes a bend; other things turn on the spot."""
        for index in indices:
            wheeled = self.drives.vehicles[self.runner.bodies[index].id].wheeled
            (self._drive if wheeled else self._spin)(cue, [index])

    # --- what they share --------------------------------------------------------------------------

    def _drop_if_in_air(self, cue: Cue, index: int) -> bool:
        """Let go of a thing that has nothing under it; with stairs or a slope below it drifts down them."""
        runner = self.runner
        low, _ = runner.boxes()
        foot = np.array([*runner.translations[index][:2], low[index, 2] + 1e-3])
        below = height_below(runner.bodies, runner.translations, runner.rotations, foot, leave_out=(index,))
        if below is not None and foot[2] - below[0] < _IN_AIR_M:
            return False
        slope = self._slope(cue, index)
        runner.throw(index, np.zeros(3) if slope is None else 0.55 * slope, np.zeros(3))
        return True

    def _nudge_off(self, cue: Cue, index: int, support: str) -> bool:
        """Shove a thing over the nearest edge of what it stands on; False where it is too low to fall."""
        runner, below = self.runner, self.runner.index[support]
        low, _ = runner.boxes()
        if low[index, 2] - low[below, 2] < 0.2:
            return False
        turn = runner.rotations[below]
        corners = runner.bodies[below].corners()
        local = quat.mul_vec(quat.inv(turn), runner.translations[index] - runner.translations[below])
        ways = []
        towards = -camera_axes(self.layout)[1]
        for axis in range(3):
            for sign in (-1.0, 1.0):
                out = quat.mul_vec(turn, sign * np.eye(3)[axis])
                distance = float((corners[:, axis] * sign).max() - local[axis] * sign)
                if abs(out[2]) < 0.5:
                    ways.append((distance - 0.1 * float(out @ towards), distance, tuple(out)))
        _, distance, way = min(ways)
        out = np.array(way)
        distance = max(distance, 0.0) + 0.02
        frames = max(2, round(np.sqrt(2.0 * distance / _NUDGE_M_S2) * runner.fps))
        time = np.arange(frames + 1) / frames
        path = Path(
            cue.frame, runner.translations[index] + (distance * time**2)[:, None] * out,
            np.tile(runner.rotations[index], (frames + 1, 1)),
        )  # fmt: skip
        runner.drive(index, path)

        def let_go(later: Runner) -> None:
            if later.paths.get(index) is path:
                later.throw(index, later.linear[index].copy(), np.zeros(3))

        self.script.at(cue.frame + frames, let_go)
        return True

    def _direction(self, cue: Cue, index: int) -> tuple[Array, float]:
        """Where a thing is to go, (3,) level and unit, and how far."""
        slope = self._slope(cue, index)
        distance = 2.0
        if cue.action.target_id is not None:
            target = self._nearest(cue.action.target_id, index)
            if target is not None:
                way = (self.runner.translations[target] - self.runner.translations[index]) * [1.0, 1.0, 0.0]
                distance = gap_between(self.runner, index, target)
                if slope is None and np.linalg.norm(way) > 0.05:
                    return way / np.linalg.norm(way), distance
        if slope is not None:
            return slope, distance
        said = said_direction(words_of(cue.action)[1], self.layout)
        return (camera_axes(self.layout)[0] if said is None else said), distance

    def _slope(self, cue: Cue, index: int) -> Array | None:
        """Downhill on the ramp or the stairs that a thing is on or above."""
        return downhill(self.runner, self.layout, index)

    def _nearest(self, entity_or_object: str, index: int) -> int | None:
        entity = next((e for e in self.description.entities if e.id == entity_or_object), None)
        names = entity.object_ids if entity else (entity_or_object,)
        found = [self.runner.index[name] for name in names if name in self.runner.index]
        here = self.runner.translations[index]
        return min(found, key=lambda i: (float(np.linalg.norm(self.runner.translations[i] - here)), i), default=None)

    def _thin_direction(self, cue: Cue, index: int) -> Array:
        """Level direction in which a standing thing goes over most easily, to the side that was asked for."""
        wanted, _ = self._direction(cue, index)
        corners = quat.mul_vec(self.runner.rotations[index], self.runner.bodies[index].corners())
        angles = np.arange(8) * np.pi / 4
        ways = np.stack([np.cos(angles), np.sin(angles), np.zeros(8)], axis=1)
        turned = quat.mul_vec(self.runner.rotations[index], np.array([1.0, 0.0, 0.0]))
        base = np.arctan2(turned[1], turned[0])
        ways = quat.mul_vec(quat.from_angle_axis(np.array(base), [0.0, 0.0, 1.0]), ways)
        cost = (corners @ ways.T).max(axis=0) * (1.0 - 0.2 * (ways @ wanted))
        best: Array = ways[int(np.argmin(np.round(cost, 6)))]
        return best

    def _support_of(self, index: int) -> str:
        """What a thing stands on, by name."""
        return self.layout.placements[self.runner.bodies[index].id].support_id or GROUND_ID

    def _is_ball(self, index: int) -> bool:
        return all(shape.kind == "sphere" for shape in self.runner.bodies[index].shapes)

    def _frames_left(self, cue: Cue) -> int:
        return max(2, self.num_frames - cue.frame)

    def _time_left(self, cue: Cue, share: float) -> float:
        return max(0.2, share * self._frames_left(cue) / self.runner.fps)
