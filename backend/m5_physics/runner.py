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
from .courses import Bones, Course, Path
from .engine import Engine, Touch, open_engine
from .substeps import steps_per_frame, substeps
from .world import Array, Body, rotation_matrices

FIXED, FROZEN, FREE, DRIVEN = range(4)
_STILL_M_S, _STILL_S = 0.01, 0.25
_NEAR_M = 0.005
_BOUNCING_M_S = 0.15
# Share of its own speed that a moving body must be able to give to a resting one to wake it: much more is needed to
# wake what it stands on, or a marble would set the table rocking.
_WAKES, _WAKES_SUPPORT = 0.02, 0.3
_LEFT_BY_A_NET = 0.04
"""of speed and spin, per frame of contact"""
_PARKED = np.array([0.0, 0.0, -100.0])


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
    ignored: dict[int, dict[str, int]] = field(default_factory=dict)
    """body to (person whose bones it passes through, first frame when it no longer does)"""
    forces: dict[int, Array] = field(default_factory=dict)
    """constant forces on free bodies, N"""
    blows: list[tuple[int, int, str, float]] = field(default_factory=list)
    """sudden velocities: frame, body, who or what gave it, N s"""
    frame: int = 0

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
        self._box: tuple[Array, Array] | None = None

    # --- what a script may do ---------------------------------------------------------------------

    def free(self, index: int) -> None:
        """Let a body follow physics from now on."""
        if self.mode[index] in (FROZEN, DRIVEN):
            self.paths.pop(index, None)
            self.mode[index] = FREE
            self._quiet[index] = 0
            if self._engine is not None:
                self._engine.free(index)
                self._tell(index)

    def throw(self, index: int, linear: Array, angular: Array, by: str = "") -> None:
        """Free a body with a velocity; `by` names who or what gave it, for a sudden one."""
        self.free(index)
        impulse = float(self.mass[index]) * float(np.linalg.norm(linear - self.linear[index]))
        if by:
            self.blows.append((self.frame, index, by, impulse))
        self.linear[index], self.angular[index] = linear, angular
        if self._engine is not None:
            self._engine.set_velocity(index, linear, angular)

    def drive(self, index: int, path: Path) -> None:
        """Move a loose body along a path, whatever stands in its way."""
        if self.mode[index] == FROZEN and self._engine is not None:
            self._engine.free(index)
        self.mode[index] = DRIVEN
        self.paths[index] = path

    def put(self, index: int, translation: Array, rotation: Array) -> None:
        """Set a body down somewhere, at rest."""
        self.translations[index], self.rotations[index] = translation, rotation
        self._box = None
        self._freeze(index)
        if self._engine is not None:
            self._tell(index)

    def boxes(self) -> tuple[Array, Array]:
        """World boxes around all bodies: low and high corners, (N, 3) each."""
        if self._box is None:
            turns = rotation_matrices(self.rotations)
            middle = self.translations + np.einsum("nij,nj->ni", turns, self._middle)
            half = np.einsum("nij,nj->ni", np.abs(turns), self._half)
            self._box = middle - half, middle + half
        return self._box

    # --- the run ----------------------------------------------------------------------------------

    def run(self, num_frames: int, script: Script | None = None, progress: Progress = silent) -> Recording:
        """Simulate frames 0 … num_frames - 1; raises SimulationDivergedError."""
        if self.always_awake:
            self.mode[self.mode == FROZEN] = FREE
        try:
            return self._run(num_frames, script, progress)
        finally:
            if self._engine is not None:
                self._engine.close()
                self._engine = None

    def _opened(self) -> Engine:
        """The engine; it is opened when something first moves freely, and learns what has happened so far."""
        if self._engine is None:
            self._engine = open_engine(self.engine_name, self.bodies, self.gravity_m_s2)
            for index in np.flatnonzero(self.mode != FIXED).tolist():
                self._tell(index)
                if self.mode[index] == FROZEN:
                    self._engine.freeze(index)
            self._park([i for group in self.bones for i in range(group.first_body, group.first_body + group.count)])
        return self._engine

    def _tell(self, index: int) -> None:
        assert self._engine is not None
        if self.bodies[index].hinge is None:
            pose = self.translations[index], self.rotations[index]
            self._engine.place(index, *pose, self.linear[index], self.angular[index])
        else:
            self._engine.set_velocity(index, self.linear[index], self.angular[index])

    def _run(self, num_frames: int, script: Script | None, progress: Progress) -> Recording:
        translations = np.empty((num_frames, len(self.bodies), 3))
        rotations = np.empty((num_frames, len(self.bodies), 4))
        counts = np.zeros(num_frames, dtype=np.int32)
        touches: list[tuple[int, Touch]] = []
        for frame in range(num_frames):
            self.frame = frame
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
                start, self.translations[index], turn, self.rotations[index] = path.span(frame)
                self.linear[index] = (self.translations[index] - start) * self.fps
                turned = quat.mul(self.rotations[index], quat.inv(turn))
                self.angular[index] = quat.to_rotation_vector(turned) * self.fps
            self._box = None
        return Recording(translations, rotations, tuple(touches), counts)

    def _advance(self, frame: int) -> tuple[int, list[Touch]]:
        """One frame of physics; returns the sub-steps per step and the strongest touches."""
        engine = self._opened()
        steps = steps_per_frame(self.fps)
        bones = self._near_bones(frame)
        count, iterations = self._substeps(frame, 1.0 / (self.fps * steps), bones)
        total = steps * count
        dt_s = 1.0 / (self.fps * total)
        speed = np.linalg.norm(self.linear, axis=1)
        bouncing = bool(np.any((self.mode == FREE) & self._bouncy & (speed > _BOUNCING_M_S)))
        strongest: dict[tuple[int, int], Touch] = {}
        courses = self._courses(frame, total, bones)
        for step in range(total):
            for course in courses:
                course.place(engine, step)
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
        touched = [strongest[key] for key in sorted(strongest)]
        self._caught(engine, touched)
        self._box = None
        self._check(frame + 1)
        return count, touched

    def _caught(self, engine: Engine, touched: list[Touch]) -> None:
        """A net takes most of the speed and spin out of what flies into it."""
        for touch in touched:
            for index, other in ((touch.a, touch.b), (touch.b, touch.a)):
                if self.bodies[other].yielding and self.mode[index] == FREE:
                    self.linear[index] *= _LEFT_BY_A_NET
                    self.angular[index] *= _LEFT_BY_A_NET
                    engine.set_velocity(index, self.linear[index], self.angular[index])

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
        if self._engine is not None:
            self._engine.freeze(index)
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
            nearest = np.zeros(group.count, dtype=bool)
            for at in group.translations[frame : frame + 2]:
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
        return frame < self.ignored.get(index, {}).get(actor_id, 0)

    def _courses(self, frame: int, steps: int, bones: list[tuple[Bones, list[int]]]) -> list[Course]:
        """What all driven bodies do in this frame."""
        courses = []
        if self.paths:
            spans = [path.span(frame) for path in self.paths.values()]
            a, b, turn_a, turn_b = (np.array(column) for column in zip(*spans, strict=True))
            courses.append(Course.between(list(self.paths), (a, b, turn_a, turn_b), steps, self.fps))
        for group, places in bones:
            indices = [group.first_body + place for place in places]
            poses, turns = group.translations[:, places], group.rotations[:, places]
            span = poses[frame], poses[frame + 1], turns[frame], turns[frame + 1]
            courses.append(Course.between(indices, span, steps, self.fps))
        return courses

    def _park(self, indices: Sequence[int]) -> None:
        for index in indices:
            at = _PARKED - [0.0, 0.0, float(index)]
            self._opened().place(index, at, quat.IDENTITY, np.zeros(3), np.zeros(3))
