"""Chases and walks behind somebody: one pace for both, looks over the shoulder, and an end on the run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common.pursuits import Pursuit, pursuits_of
from ..protocol.scene import WalkPath
from .acts import Act
from .animals.gait import FROUDE, speed_at
from .animals.performer import Animal
from .animals.pose import INDEX as ANIMAL_INDEX
from .animals.programs import animal_program
from .channels import INDEX
from .gesture_layers import lay
from .moving import usual_speed
from .performer import Performer
from .scene_query import SceneQuery
from .verbs import program_for

_SPURT = 1.45
"""how much faster than usual the slower one of two can be"""
_GRIP = 0.55
"""of gravity: how hard feet push to the side in a bend"""
_ON_THE_RUN = 0.85
"""of the highest speed: from where it falls below this the end of a chase is not shown"""
_GLANCES, _GLANCE_S = (0.30, 0.72), 0.62


class Pursuits:
    """All pursuits of a performance."""

    def __init__(
        self, scene: SceneQuery, performers: Mapping[str, Performer], animals: Mapping[str, Animal], tempo: float
    ) -> None:
        self.pace_m_s: dict[str, float] = {}
        """action to the speed that both keep"""
        self.fled: set[str] = set()
        """actions of those who are chased"""
        self._open: set[str] = set()
        actors: dict[str, Performer | Animal] = {**performers, **animals}
        for pursuit in pursuits_of(scene.description):
            usual = [_usual(action.actor_id, action.verb, scene, actors) for action in (pursuit.flight, pursuit.chase)]
            if pursuit.is_implied:
                pace = min(max(usual), _SPURT * min(usual))
                pace = min([pace, *(_bend_speed(p) for p in scene.layout.paths if p.action_id == pursuit.flight.id)])
                self.pace_m_s |= {pursuit.chase.id: pace * tempo, pursuit.flight.id: pace * tempo}
                self._leave_open(pursuit, scene)
            else:
                self.pace_m_s[pursuit.chase.id] = usual[0] * tempo
            if not pursuit.is_slow:
                self.fled.add(pursuit.flight.id)

    def _leave_open(self, pursuit: Pursuit, scene: SceneQuery) -> None:
        """Nothing follows: the scene ends while they are under way."""
        both = {pursuit.chase.id, pursuit.flight.id}
        people = {pursuit.chase.actor_id, pursuit.flight.actor_id}
        if not any(a.actor_id in people and a.id not in both for a in scene.description.actions):
            self._open |= {i for name in people for i in scene.objects_of(name)}

    def end_frame(self, actors: Mapping[str, Performer | Animal]) -> int | None:
        """When the first of those who run to the end of the scene slows down; None without such."""
        ends = [_slows_down(actor) for name, actor in actors.items() if name in self._open and actor.length > 2]
        return min(ends, default=None)

    def is_open(self, actor_id: str) -> bool:
        """Whether an actor is still under way in the last frame."""
        return actor_id in self._open


def _usual(entity_id: str, verb: str, scene: SceneQuery, actors: Mapping[str, Performer | Animal]) -> float:
    """The speed (m/s) of the slowest of an entity in the gait of a verb."""
    speeds = []
    for name in scene.objects_of(entity_id):
        actor = actors.get(name)
        action = next(a for a in scene.description.actions if a.actor_id == entity_id and a.verb == verb)
        if isinstance(actor, Animal):
            program, _ = animal_program(verb, actor.manner.hops)
            speeds.append(speed_at(FROUDE.get(program, FROUDE["walk"]), actor.body.leg))
        elif actor is not None:
            speeds.append(usual_speed(program_for(action)[0], actor.body.leg))
    return min(speeds, default=usual_speed("walk", 0.82))


def _bend_speed(path: WalkPath) -> float:
    """The highest speed (m/s) for the tightest bend of a way."""
    points = path.points[:, :2].astype(np.float64)
    if len(points) < 5:
        return 99.0
    way = points[2:] - points[:-2]
    turned = np.abs(np.diff(np.unwrap(np.arctan2(way[:, 1], way[:, 0]))))
    step = 0.5 * np.linalg.norm(way, axis=1)[:-1]
    width = min(5, len(turned))
    bend = np.convolve(turned / np.maximum(step, 1e-6), np.ones(width) / width, mode="valid").max()
    return float(np.sqrt(_GRIP * 9.81 / max(float(bend), 1e-3)))


def _slows_down(actor: Performer | Animal) -> int:
    motion = np.concatenate(actor.pieces)
    index = INDEX if isinstance(actor, Performer) else ANIMAL_INDEX
    speed = np.linalg.norm(np.diff(motion[:, [index["x"], index["y"]]], axis=0), axis=1)
    fast = np.flatnonzero(speed > _ON_THE_RUN * np.percentile(speed, 90))
    return int(fast[-1]) + 1 if len(fast) else actor.length


def glance_back(act: Act, first: int, count: int) -> None:
    """Over the shoulder, head and a little of the chest, twice on the way."""
    for number, share in enumerate(_GLANCES):
        frames = round(_GLANCE_S * act.fps)
        start = first + int(share * count)
        if start + frames > first + count:
            return
        side = 1.0 if number % 2 == 0 else -1.0
        look: dict[str, float] = {"head.yaw": 0.95 * side, "spine.yaw": 0.30 * side, "head.pitch": 0.05}
        lay(act, start, frames, [look], [0.0], 0.26, 0.28, additive=True)
