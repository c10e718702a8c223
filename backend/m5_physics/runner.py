"""Steps a world of rigid bodies through the frames of a timeline.

Loose bodies rest, frozen exactly where they were put, until something that moves comes near; they freeze again when
they have come to rest. So what nobody touches keeps its place to the bit, and costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.progress import Progress, silent
from ..protocol.conventions import GRAVITY_M_S2
from ..protocol.errors import SimulationDivergedError
from .engine import Engine, Touch, open_engine
from .substeps import steps_per_frame, substeps
from .world import Array, Body

FIXED, FROZEN, FREE, DRIVEN = range(4)
_STILL_M_S, _STILL_S = 0.01, 0.25
_NEAR_M = 0.005
_BOUNCING_M_S = 0.15
# Share of its own speed that a moving body must be able to give to a resting one to wake it: much more is needed to
# wake what it stands on, or a marble would set the table rocking.
_WAKES, _WAKES_SUPPORT = 0.02, 0.3
_PARKED = np.array([0.0, 0.0, -100.0])


@dataclass(frozen=True)
class Path:
    """Poses of a driven body, one per frame from `first` on; after the last it stands."""

    first: int
    translations: Array
    """(K, 3)"""
    rotations: Array
    """(K, 4)"""

    def at(self, frame: int, fraction: float, fps: int) -> tuple[Array, Array, Array, Array]:
        """Pose and velocity between a frame and the next."""
        i = min(max(frame - self.first, 0), len(self.translations) - 1)
        j = min(i + 1, len(self.translations) - 1) if frame >= self.first else i
        a, b = self.translations[i], self.translations[j]
        turn = quat.to_rotation_vector(quat.mul(self.rotations[j], quat.inv(self.rotations[i])))
        rotation = quat.mul(quat.from_rotation_vector(turn * fraction), self.rotations[i])
        return a + (b - a) * fraction, rotation, (b - a) * fps, turn * fps


@dataclass(frozen=True)
class Bones:
    """The colliders of one person over all frames, as the last bodies of the world."""

    actor_id: str
    first_body: int
    translations: Array
    """(T, C, 3)"""
    rotations: Array
    """(T, C, 4)"""
    reach_m: Array
    """(C,) radius of a ball around each collider"""


class Script(Protocol):
    """Who moves what: called before every frame, it may use all public methods of the runner."""

    def begin_frame(self, frame: int, runner: Runner) -> None: ...


@dataclass(frozen=True)
class Recording:
    """Every body at every frame."""

    translations: Array
    """(T, N, 3)"""
    rotations: Array
    """(T, N, 4)"""
    touches: tuple[tuple[int, Touch], ...]
    """frame and touch, of loose bodies; while a touch lasts only its strongest moment in each frame"""
    substeps: NDArray[np.int32]
    """(T,) sub-steps per step; 0 where nothing had to be simulated"""


@dataclass
class Runner:
    """The state of one run."""

    bodies: Sequence[Body]
    fps: int
    engine_name: str
    bones: Sequence[Bones] = ()
    gravity_m_s2: float = GRAVITY_M_S2
    always_awake: bool = False
    """loose bodies start free and never freeze"""
    paths: dict[int, Path] = field(default_factory=dict)
    ignored: dict[int, tuple[str, int]] = field(default_factory=dict)
    """body to (person whose bones it passes through, first frame when it no longer does)"""
    forces: dict[int, Array] = field(default_factory=dict)
    """constant forces on free bodies, N"""

    def __post_init__(self) -> None:
        count = len(self.bodies)
        self.index = {body.id: i for i, body in enumerate(self.bodies)}
        self.translations = np.array([b.translation for b in self.bodies], dtype=float).reshape(count, 3)
        self.rotations = np.array([b.rotation for b in self.bodies], dtype=float).reshape(count, 4)
        self.linear, self.angular = np.zeros((count, 3)), np.zeros((count, 3))
        self.mass = np.array([b.mass_kg for b in self.bodies])
        self.mode = np.where(self.mass > 0.0, FROZEN, FIXED).astype(np.intp)
        self._quiet = np.zeros(count, dtype=int)
        corners = [b.corners() for b in self.bodies]
        self._middle = np.array([(c.min(axis=0) + c.max(axis=0)) / 2 for c in corners]).reshape(count, 3)
        self._half = np.array([np.ptp(c, axis=0) / 2 for c in corners]).reshape(count, 3)
        self._thickness = np.array([b.thickness_m for b in self.bodies])
        self._round = np.array([all(s.kind == "sphere" for s in b.shapes) for b in self.bodies], dtype=bool)
        self._bouncy = np.array([b.restitution >= 0.15 for b in self.bodies], dtype=bool)
        self._awake_bones: set[int] = set()
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        assert self._engine is not None, "the engine is open during run() only"
        return self._engine

    # --- what a script may do ---------------------------------------------------------------------

    def free(self, index: int) -> None:
        """Let a body follow physics from now on."""
        if self.mode[index] in (FROZEN, DRIVEN):
            self.engine.free(index)
            if self.paths.pop(index, None) is not None:  # the engine learns of paths only while it steps
                pose = self.translations[index], self.rotations[index]
                self.engine.place(index, *pose, self.linear[index], self.angular[index])
            self.mode[index] = FREE
            self._quiet[index] = 0

    def throw(self, index: int, linear: Array, angular: Array) -> None:
        """Free a body with a velocity."""
        self.free(index)
        self.linear[index], self.angular[index] = linear, angular
        self.engine.set_velocity(index, linear, angular)

    def drive(self, index: int, path: Path) -> None:
        """Move a loose body along a path, whatever stands in its way."""
        if self.mode[index] == FROZEN:
            self.engine.free(index)
        self.mode[index] = DRIVEN
        self.paths[index] = path

    def put(self, index: int, translation: Array, rotation: Array) -> None:
        """Set a body down somewhere, at rest."""
        self.translations[index], self.rotations[index] = translation, rotation
        self.engine.place(index, translation, rotation, np.zeros(3), np.zeros(3))
        self._freeze(index)

    def boxes(self) -> tuple[Array, Array]:
        """World boxes around all bodies: low and high corners, (N, 3) each."""
        middle = self.translations + quat.mul_vec(self.rotations, self._middle)
        half = np.einsum("nij,nj->ni", np.abs(quat.to_matrix(self.rotations)), self._half)
        return middle - half, middle + half

    # --- the run ----------------------------------------------------------------------------------

    def run(self, num_frames: int, script: Script | None = None, progress: Progress = silent) -> Recording:
        """Simulate frames 0 … num_frames - 1; raises SimulationDivergedError."""
        self._engine = open_engine(self.engine_name, self.bodies, self.gravity_m_s2)
        try:
            return self._run(num_frames, script, progress)
        finally:
            self._engine.close()
            self._engine = None

    def _run(self, num_frames: int, script: Script | None, progress: Progress) -> Recording:
        for index in np.flatnonzero(self.mode == FROZEN).tolist():
            if self.always_awake:
                self.mode[index] = FREE
            else:
                self.engine.freeze(int(index))
        self._park([i for group in self.bones for i in range(group.first_body, group.first_body + _count(group))])
        translations = np.empty((num_frames, len(self.bodies), 3))
        rotations = np.empty((num_frames, len(self.bodies), 4))
        counts = np.zeros(num_frames, dtype=np.int32)
        touches: list[tuple[int, Touch]] = []
        for frame in range(num_frames):
            progress(frame / num_frames, f"frame {frame + 1} of {num_frames}")
            if script is not None:
                script.begin_frame(frame, self)
            translations[frame], rotations[frame] = self.translations, self.rotations
            if frame + 1 == num_frames:
                break
            self._wake(frame)
            if np.any(self.mode == FREE):
                counts[frame], touched = self._advance(frame)
                touches += [(frame + 1, touch) for touch in touched]
                self._sleep(touched)
            for index, path in self.paths.items():
                pose = path.at(frame + 1, 0.0, self.fps)
                self.translations[index], self.rotations[index], self.linear[index], self.angular[index] = pose
        return Recording(translations, rotations, tuple(touches), counts)

    def _advance(self, frame: int) -> tuple[int, list[Touch]]:
        """One frame of physics; returns the sub-steps per step and the strongest touches."""
        engine = self.engine
        steps = steps_per_frame(self.fps)
        bones = self._near_bones(frame)
        count, iterations = self._substeps(frame, 1.0 / (self.fps * steps), bones)
        total = steps * count
        dt_s = 1.0 / (self.fps * total)
        speed = np.linalg.norm(self.linear, axis=1)
        bouncing = bool(np.any((self.mode == FREE) & self._bouncy & (speed > _BOUNCING_M_S)))
        strongest: dict[tuple[int, int], Touch] = {}
        for step in range(total):
            fraction = step / total
            for index, path in self.paths.items():
                engine.place(index, *path.at(frame, fraction, self.fps))
            for group, places in bones:
                self._drive_bones(group, places, frame, fraction)
            for index, force in self.forces.items():
                if self.mode[index] == FREE:
                    engine.push(index, force)
            engine.step(dt_s, iterations, bouncing)
            if (step + 1) % count == 0:
                for touch in engine.touches():
                    known = strongest.get((touch.a, touch.b))
                    if known is None or touch.impulse_n_s > known.impulse_n_s:
                        strongest[touch.a, touch.b] = touch
        for index in np.flatnonzero(self.mode == FREE).tolist():
            self.translations[index], self.rotations[index] = engine.pose(index)
            self.linear[index], self.angular[index] = engine.velocity(index)
        self._check(frame + 1)
        return count, [strongest[key] for key in sorted(strongest)]

    def _check(self, frame: int) -> None:
        state = np.concatenate([self.translations, self.rotations, self.linear, self.angular], axis=1)
        wrong = np.flatnonzero(~np.isfinite(state).all(axis=1) | (np.abs(self.linear).max(axis=1) > 1e4))
        if len(wrong):
            name = self.bodies[wrong[0]].id
            raise SimulationDivergedError(
                f"The simulation of {name} ran out of bounds at frame {frame}.",
                hint="Make the thing larger or heavier, or leave out what pushes it.",
                stage="physics",
            )

    # --- who takes part ---------------------------------------------------------------------------

    def _freeze(self, index: int) -> None:
        self.engine.freeze(index)
        self.paths.pop(index, None)
        self.mode[index] = FROZEN
        self.linear[index] = self.angular[index] = 0.0

    def _wake(self, frame: int) -> None:
        """Free the frozen bodies that something moving is about to touch, and what those touch in turn."""
        frozen = np.flatnonzero(self.mode == FROZEN)
        size = np.linalg.norm(self._half, axis=1)
        speed = np.linalg.norm(self.linear, axis=1) + np.linalg.norm(self.angular, axis=1) * size
        active = [int(i) for i in np.flatnonzero((self.mode >= FREE) & (speed > 2.0 * _STILL_M_S))]
        if not len(frozen) or not active:
            return
        low, high = self.boxes()
        momentum = {i: self.mass[i] * speed[i] for i in active}
        reach = {i: speed[i] / self.fps + _NEAR_M for i in active}
        while active:
            i = active.pop(0)
            near = np.all((low[i] - reach[i] < high[frozen]) & (high[i] + reach[i] > low[frozen]), axis=1)
            for other in frozen[near]:
                below = high[other, 2] < low[i, 2] + 0.2 * (high[i, 2] - low[i, 2])
                if momentum[i] / self.mass[other] > (_WAKES_SUPPORT if below else _WAKES):
                    self.free(int(other))
                    active.append(int(other))
                    momentum[int(other)], reach[int(other)] = momentum[i], _NEAR_M
            frozen = frozen[self.mode[frozen] == FROZEN]

    def _sleep(self, touched: list[Touch]) -> None:
        if self.always_awake:
            return
        size = np.linalg.norm(self._half, axis=1)
        speed = np.linalg.norm(self.linear, axis=1) + np.linalg.norm(self.angular, axis=1) * size
        supported = np.zeros(len(self.bodies), dtype=bool)
        for touch in touched:
            supported[[touch.a, touch.b]] = True
        quiet = (self.mode == FREE) & (speed < _STILL_M_S) & supported
        self._quiet = np.where(quiet, self._quiet + 1, 0)
        for index in np.flatnonzero(self._quiet >= max(2, round(_STILL_S * self.fps))).tolist():
            if self.bodies[index].hinge is None:
                self._freeze(int(index))

    def _substeps(self, frame: int, dt_s: float, bones: list[tuple[Bones, list[int]]]) -> tuple[int, int]:
        free = np.flatnonzero(self.mode == FREE)
        moving = np.flatnonzero(self.mode >= FREE)
        low, high = self.boxes()
        speed = np.linalg.norm(self.linear, axis=1) + self.gravity_m_s2 / self.fps
        fastest_bone = 0.0
        for group, places in bones:
            moved = group.translations[frame + 1, places] - group.translations[frame, places]
            fastest_bone = max(fastest_bone, float(np.linalg.norm(moved, axis=1).max()) * self.fps)
        count, smallest = 1, 1.0
        for i in moving.tolist():
            margin = float(speed[i]) / self.fps + _NEAR_M
            near = np.all((low[i] - margin < high) & (high[i] + margin > low), axis=1)
            near[i] = False
            thin = float(self._thickness[near].min(initial=0.5))
            clearance = 0.5 * float(self._thickness[i]) + thin
            way = max(float(speed[i]), fastest_bone) * dt_s
            count = max(count, substeps(dt_s, reach_m=way, gap_m=clearance)[0])
            if not self._round[i] and self.mode[i] == FREE:
                smallest = min(smallest, float(self._thickness[i]))
        ratio = float(self.mass[free].max() / self.mass[free].min())
        least, iterations = substeps(dt_s, reach_m=0.0, gap_m=1.0, mass_ratio=ratio, smallest_m=smallest)
        return max(count, least), iterations

    # --- people -----------------------------------------------------------------------------------

    def _near_bones(self, frame: int) -> list[tuple[Bones, list[int]]]:
        """The colliders of people that a free body may meet during this frame; the others are out of the world."""
        free = np.flatnonzero(self.mode == FREE)
        low, high = self.boxes()
        reach = (np.linalg.norm(self.linear, axis=1) / self.fps + 0.02)[:, None]
        found: list[tuple[Bones, list[int]]] = []
        awake: set[int] = set()
        for group in self.bones:
            bodies = [i for i in free if not self._ignores(int(i), group.actor_id, frame)]
            if not bodies:
                continue
            nearest = np.zeros(_count(group), dtype=bool)
            for at in (group.translations[frame], group.translations[min(frame + 1, len(group.translations) - 1)]):
                away = np.maximum(0.0, np.maximum(low[bodies, None] - at[None], at[None] - high[bodies, None]))
                nearest |= np.any(np.linalg.norm(away, axis=2) < group.reach_m[None] + reach[bodies], axis=0)
            places = [int(i) for i in np.flatnonzero(nearest)]
            if places:
                found.append((group, places))
                awake |= {group.first_body + i for i in places}
        self._park(sorted(self._awake_bones - awake))
        self._awake_bones = awake
        return found

    def _ignores(self, index: int, actor_id: str, frame: int) -> bool:
        who, until = self.ignored.get(index, ("", 0))
        return who == actor_id and frame < until

    def _drive_bones(self, group: Bones, places: list[int], frame: int, fraction: float) -> None:
        end = min(frame + 1, len(group.translations) - 1)
        a, b = group.translations[frame, places], group.translations[end, places]
        start = group.rotations[frame, places]
        turn = quat.to_rotation_vector(quat.mul(group.rotations[end, places], quat.inv(start)))
        rotations = quat.mul(quat.from_rotation_vector(turn * fraction), start)
        positions, linear, angular = a + (b - a) * fraction, (b - a) * self.fps, turn * self.fps
        for i, place in enumerate(places):
            self.engine.place(group.first_body + place, positions[i], rotations[i], linear[i], angular[i])

    def _park(self, indices: Sequence[int]) -> None:
        for index in indices:
            at = _PARKED - [0.0, 0.0, float(index)]
            self.engine.place(index, at, quat.IDENTITY, np.zeros(3), np.zeros(3))


def _count(group: Bones) -> int:
    return int(group.translations.shape[1])
