"""Carries out what people do to things: grasp, release, put down, kick, hit, push."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from ..common import quat
from ..common.naming import said_name, said_start
from ..protocol.scene import Attachment, MotionEvent, SceneDescription, SceneLayout, Transform
from .courses import Path
from .people import JointPoses
from .runner import FIXED, FROZEN, Runner
from .surfaces import height_below
from .world import Array

_IN_REACH_M = 0.15
_PLACED_SPEED_M_S = 0.3
_PLACED_DROP_M = 0.15
_PASS_THROUGH_S, _COMES_BACK_S = 0.5, 1.3
_CONTACT_FRAMES = 2


def standing_on(layout: SceneLayout, bodies: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """For each thing all that it carries, directly or on what it carries; of the bodies named."""
    found: dict[str, list[str]] = {}
    for object_id in sorted(bodies & set(layout.placements)):
        below, seen = layout.placements[object_id].support_id, {object_id}
        while below is not None and below in layout.placements and below not in seen:
            seen.add(below)
            found.setdefault(below, []).append(object_id)
            below = layout.placements[below].support_id
    return {name: tuple(riders) for name, riders in found.items()}


@dataclass
class Held:
    """A thing in a hand, now."""

    event: MotionEvent
    object_id: str
    offset: tuple[Array, Array]
    """pose of the body in the joint"""


@dataclass
class EventScript:
    """Walks through the events of a motion, frame by frame."""

    description: SceneDescription
    events: tuple[MotionEvent, ...]
    joints: Mapping[str, JointPoses]
    origins: Mapping[str, tuple[Array, Array]]
    fps: int
    riders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """what stands on a thing, directly or on what stands on it: it goes where that is carried"""
    attachments: list[Attachment] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    later: dict[int, list[Callable[[Runner], None]]] = field(default_factory=dict)
    """what else is to be done at which frame"""
    _held: dict[int, Held] = field(default_factory=dict)

    def at(self, frame: int, act: Callable[[Runner], None]) -> None:
        """Do something when `frame` begins."""
        self.later.setdefault(max(frame, 0), []).append(act)

    def name(self, object_id: str | None) -> str:
        """What a sentence calls an object."""
        return said_name(self.description, object_id)

    def _said(self, object_id: str | None, what: str) -> str:
        return f"{said_start(self.description, object_id)} {what}"

    def begin_frame(self, frame: int, runner: Runner) -> None:
        for act in self.later.pop(frame, []):
            act(runner)
        for event in self.events:
            if event.kind in ("kick", "hit") and event.velocity is None and frame == event.frame - _CONTACT_FRAMES:
                self._let_it_be_hit(event, runner)
            if event.frame == frame and event.kind in ("grasp", "release", "kick", "hit", "push", "guide"):
                index = self._target(event, runner)
                if index is not None:
                    getattr(self, f"_{event.kind}")(event, index, runner)

    def close(self) -> None:
        """After the last frame: what is still held is held to the end."""
        for held in self._held.values():
            self._note_attachment(held, None)
        self._held.clear()
        self.attachments.sort(key=lambda a: (a.frame_start, a.object_id))

    def holder_of(self, index: int) -> str | None:
        held = self._held.get(index)
        return held.event.actor_id if held else None

    # --- one method per kind of event -------------------------------------------------------------

    def _grasp(self, event: MotionEvent, index: int, runner: Runner) -> None:
        if runner.mode[index] == FIXED:
            self.missed.append(self._said(event.target_id, "is fixed and cannot be picked up."))
            return
        if index in self._held:
            held = self._held[index]
            if held.event.actor_id == event.actor_id:
                return  # the second hand joins; the first one carries
            self._note_attachment(self._held.pop(index), event.frame)
        translations, rotations = self.joints[event.actor_id].of(event.joint)
        f = event.frame
        if event.offset is not None:
            offset = self._body_in_hand(event, runner.bodies[index].id)
        else:
            self._near_enough(event, index, runner, "grasps")
            back = quat.inv(rotations[f])
            offset = (
                quat.mul_vec(back, runner.translations[index] - translations[f]),
                quat.mul(back, runner.rotations[index]),
            )
        path = Path(
            first=f,
            translations=translations[f:] + quat.mul_vec(rotations[f:], offset[0]),
            rotations=quat.normalize(quat.mul(rotations[f:], offset[1])),
        )
        self._held[index] = Held(event, runner.bodies[index].id, offset)
        self._take_along(event, index, offset, runner)
        if event.offset is not None:  # in the hand already in this frame
            runner.translations[index], runner.rotations[index] = path.translations[0], path.rotations[0]
        runner.drive(index, path)

    def _take_along(self, event: MotionEvent, index: int, offset: tuple[Array, Array], runner: Runner) -> None:
        """What stands on a thing that is taken keeps its place on it."""
        translations, rotations = self.joints[event.actor_id].of(event.joint)
        f, back = event.frame, quat.inv(runner.rotations[index])
        for name in self.riders.get(runner.bodies[index].id, ()):
            other = runner.index[name]
            if runner.mode[other] == FIXED or other in self._held:
                continue
            away = quat.mul_vec(back, runner.translations[other] - runner.translations[index])
            place = offset[0] + quat.mul_vec(offset[1], away)
            turn = quat.mul(offset[1], quat.mul(back, runner.rotations[other]))
            path = Path(
                first=f,
                translations=translations[f:] + quat.mul_vec(rotations[f:], place),
                rotations=quat.normalize(quat.mul(rotations[f:], turn)),
            )
            self._held[other] = Held(replace(event, target_id=name), name, (place, turn))
            if event.offset is not None:
                runner.translations[other], runner.rotations[other] = path.translations[0], path.rotations[0]
            runner.drive(other, path)

    def _let_along(self, event: MotionEvent, index: int, velocity: Array | None, runner: Runner) -> None:
        """What stands on a thing that is let go: guided down with it, or off with the same velocity."""
        path = runner.paths.get(index)
        for name in self.riders.get(runner.bodies[index].id, ()):
            other = runner.index[name]
            held = self._held.get(other)
            if held is None or held.event.actor_id != event.actor_id:
                continue
            self._note_attachment(self._held.pop(other), event.frame)
            runner.ignored[other] = runner.ignored[index]
            if velocity is not None:
                runner.throw(other, velocity, np.zeros(3))
                continue
            assert path is not None
            turns = quat.mul(path.rotations, quat.inv(path.rotations[0]))
            away = runner.translations[other] - path.translations[0]
            down = Path(
                first=path.first,
                translations=path.translations + quat.mul_vec(turns, away),
                rotations=quat.mul(turns, runner.rotations[other]),
            )
            runner.drive(other, down)
            self._rest_after(other, down)

    def _rest_after(self, index: int, path: Path) -> None:
        """Leave a guided thing where it is led to, unless something else has taken it by then."""

        def rest(later: Runner) -> None:
            if index not in self._held and later.paths.get(index) is path:
                later.put(index, path.translations[-1], path.rotations[-1])

        self.at(path.first + len(path.translations) - 1, rest)

    def _body_in_hand(self, event: MotionEvent, object_id: str) -> tuple[Array, Array]:
        """The pose of a thing's body in the joint, for one whose asset's pose there is planned."""
        assert event.offset is not None
        origin, turn = self.origins[object_id]
        rotation = quat.mul(np.asarray(event.offset.rotation, dtype=float), quat.inv(turn))
        return np.asarray(event.offset.translation, dtype=float) - quat.mul_vec(rotation, origin), rotation

    def _release(self, event: MotionEvent, index: int, runner: Runner) -> None:
        held = self._held.pop(index, None)
        if held is None:
            self.missed.append(
                self._said(event.actor_id, f"lets go of {self.name(event.target_id)} without holding it.")
            )
            return
        self._note_attachment(held, event.frame)
        velocity = np.zeros(3) if event.velocity is None else np.asarray(event.velocity, dtype=float)
        runner.ignored[index] = {event.actor_id: event.frame + round(_PASS_THROUGH_S * self.fps)}
        for catch in self.events:  # it comes to rest in the hands that catch it, not off their fingertips
            if catch.kind == "grasp" and catch.target_id == event.target_id and catch.frame > event.frame:
                runner.ignored[index].setdefault(catch.actor_id, catch.frame)
                break
        if np.linalg.norm(velocity) < _PLACED_SPEED_M_S and self._set_down(event, index, runner):
            self._let_along(event, index, None, runner)
            return
        self._let_along(event, index, velocity, runner)
        spin = 0.5 * runner.angular[index]
        runner.throw(index, velocity, spin * min(1.0, 6.0 / max(float(np.linalg.norm(spin)), 1e-9)))

    def _set_down(self, event: MotionEvent, index: int, runner: Runner) -> bool:
        """Guide a thing upright onto what is just below it; False where that is too far down."""
        body = runner.bodies[index]
        upright = _upright(runner.rotations[index], body.rotation)
        corners = runner.translations[index] + quat.mul_vec(upright, body.corners())
        bottom = float(corners[:, 2].min())
        middle = 0.5 * (corners.min(axis=0) + corners.max(axis=0))
        feet = [middle + (corners[i] - middle) * 0.5 for i in range(0, len(corners), max(1, len(corners) // 8))]
        below = [
            found[0]
            for foot in (middle, *feet)
            if (found := height_below(
                runner.bodies, runner.translations, runner.rotations,
                np.array([foot[0], foot[1], bottom + 0.06]), leave_out=(index,),
            )) is not None
        ]  # fmt: skip
        if not below or bottom - max(below) > _PLACED_DROP_M:
            return False
        drop = max(below) - bottom + 5e-4
        frames = max(2, round(np.sqrt(2.0 * abs(drop) / 9.81) * self.fps) + 2)
        ease = np.linspace(0.0, 1.0, frames + 1)
        ease = ease * ease * (3.0 - 2.0 * ease)
        start = runner.rotations[index].copy()
        turn = quat.to_rotation_vector(quat.mul(upright, quat.inv(start)))
        path = Path(
            first=event.frame,
            translations=runner.translations[index] + ease[:, None] * np.array([0.0, 0.0, drop]),
            rotations=quat.mul(quat.from_rotation_vector(ease[:, None] * turn), start),
        )
        runner.drive(index, path)
        self._rest_after(index, path)
        return True

    def _stacked_with(self, object_id: str) -> set[str]:
        """What a thing stands on, and what stands on that or on it."""
        below = [name for name, riders in self.riders.items() if object_id in riders]
        beside = (name for under in below for name in self.riders[under])
        return {*below, *beside, *self.riders.get(object_id, ())} - {object_id}

    def _kick(self, event: MotionEvent, index: int, runner: Runner) -> None:
        if runner.mode[index] == FIXED:
            self.missed.append(self._said(event.target_id, "is fixed and does not move when it is hit."))
            return
        if event.velocity is not None:
            self._near_enough(event, index, runner, "hits")
            runner.ignored[index] = {event.actor_id: event.frame + round(_PASS_THROUGH_S * self.fps)}
            back = event.frame + round(_COMES_BACK_S * self.fps)
            for name in self._stacked_with(runner.bodies[index].id):  # the leg that comes back does not bear on them
                runner.ignored[runner.index[name]] = {event.actor_id: back}
            self._send(index, np.asarray(event.velocity, dtype=float), runner, event.actor_id)
            return
        own = self.joints[event.actor_id].velocity(event.joint, event.frame, self.fps)

        def check(later: Runner) -> None:
            if np.linalg.norm(later.linear[index]) < 0.2 and np.linalg.norm(later.angular[index]) < 0.5:
                self.missed.append(
                    self._said(event.actor_id, f"misses {self.name(event.target_id)}; it is set going anyway.")
                )
                later.ignored[index] = {event.actor_id: event.frame + round(_PASS_THROUGH_S * self.fps)}
                self._send(index, own, later, event.actor_id)

        self.at(event.frame + _CONTACT_FRAMES, check)

    _hit = _kick

    def _guide(self, event: MotionEvent, index: int, runner: Runner) -> None:
        """Lead a thing along the way that the motion gives it; then it rests, or flies on."""
        way, name = event.way, runner.bodies[index].id
        if way is None or runner.mode[index] == FIXED:
            self.missed.append(self._said(event.target_id, "is fixed and cannot be moved."))
            return
        origin, turn = self.origins[name]
        rotations = quat.normalize(quat.mul(way.rotations.astype(float), quat.inv(turn)))
        path = Path(event.frame, way.translations.astype(float) - quat.mul_vec(rotations, origin), rotations)
        if index in self._held:
            self._note_attachment(self._held.pop(index), event.frame)
        runner.translations[index], runner.rotations[index] = path.translations[0], path.rotations[0]
        runner.drive(index, path)
        if event.velocity is not None:
            self._fly_on(index, path, np.asarray(event.velocity, dtype=float))

    def _fly_on(self, index: int, path: Path, velocity: Array) -> None:
        """Leave a thing to physics where its way ends."""

        def let_go(later: Runner) -> None:
            if later.paths.get(index) is path:
                later.throw(index, velocity, np.zeros(3))

        self.at(path.first + len(path.translations) - 1, let_go)

    def _let_it_be_hit(self, event: MotionEvent, runner: Runner) -> None:
        """From a little before the blow on, a thing without a planned velocity feels the foot."""
        index = self._target(event, runner)
        if index is not None and runner.mode[index] == FROZEN:
            runner.free(index)

    def _send(self, index: int, velocity: Array, runner: Runner, by: str) -> None:
        body = runner.bodies[index]
        spin = np.zeros(3)
        if all(shape.kind == "sphere" for shape in body.shapes) and velocity[2] < 0.3 * np.linalg.norm(velocity):
            spin = 0.5 * np.cross([0.0, 0.0, 1.0], velocity) / (0.5 * body.thickness_m)  # half way to rolling
        runner.throw(index, velocity, spin, by)

    def _push(self, event: MotionEvent, index: int, runner: Runner) -> None:
        """Move a thing along the floor as far as the hand goes forward; it never comes back with the hand."""
        if runner.mode[index] == FIXED:
            self.missed.append(self._said(event.target_id, "is fixed and cannot be pushed."))
            return
        self._near_enough(event, index, runner, "pushes")
        hand = self.joints[event.actor_id].of(event.joint)[0]
        first, last = event.frame, min(event.frame_end or event.frame + self.fps, len(hand) - 1)
        way = (hand[first : last + 1] - hand[first]) * [1.0, 1.0, 0.0]
        length = float(np.linalg.norm(way[-1]))
        if length < 0.02:
            self.missed.append(
                self._said(event.actor_id, f"pushes {self.name(event.target_id)} no further than {length:.2f} m.")
            )
            return
        direction = way[-1] / length
        forward = np.maximum.accumulate(np.maximum(way @ direction, 0.0))
        path = Path(
            first=first,
            translations=runner.translations[index] + forward[:, None] * direction,
            rotations=np.tile(runner.rotations[index], (len(forward), 1)),
        )
        runner.ignored[index] = {event.actor_id: last + round(_PASS_THROUGH_S * self.fps)}
        runner.drive(index, path)

        def let_go(later: Runner) -> None:
            if later.paths.get(index) is path:
                later.throw(index, later.linear[index].copy(), np.zeros(3))

        self.at(last, let_go)

    # --- what they share --------------------------------------------------------------------------

    def _target(self, event: MotionEvent, runner: Runner) -> int | None:
        """The body meant: an object, or of an entity's many instances the one nearest to the joint."""
        if event.target_id is None:
            return None
        if event.target_id in runner.index:
            return runner.index[event.target_id]
        entity = next((e for e in self.description.entities if e.id == event.target_id), None)
        nearest = [runner.index[name] for name in (entity.object_ids if entity else ()) if name in runner.index]
        if not nearest or event.actor_id not in self.joints:
            self.missed.append(f"There is no {self.name(event.target_id).removeprefix('the ')} to {event.kind}.")
            return None
        at = self.joints[event.actor_id].of(event.joint)[0][event.frame]
        return min(nearest, key=lambda i: (float(np.linalg.norm(runner.translations[i] - at)), i))

    def _near_enough(self, event: MotionEvent, index: int, runner: Runner, verb: str) -> None:
        """Note it when the joint is out of reach of the thing's box."""
        at = self.joints[event.actor_id].of(event.joint)[0][event.frame]
        low, high = runner.boxes()
        gap = float(np.linalg.norm(np.maximum(0.0, np.maximum(low[index] - at, at - high[index]))))
        if gap > _IN_REACH_M:
            self.missed.append(
                self._said(event.actor_id, f"{verb} {self.name(event.target_id)} from {gap:.2f} m away "
                                           f"(frame {event.frame}).")
            )

    def _note_attachment(self, held: Held, frame_end: int | None) -> None:
        event = held.event
        translation, rotation = held.offset
        origin, turn = self.origins[held.object_id]
        offset = translation + quat.mul_vec(rotation, origin)
        self.attachments.append(
            Attachment(
                object_id=held.object_id, actor_id=event.actor_id, joint=event.joint,
                frame_start=event.frame, frame_end=frame_end,
                offset=Transform(
                    translation=offset.astype(np.float32),
                    rotation=quat.normalize(quat.mul(rotation, turn)).astype(np.float32),
                ),
            )
        )  # fmt: skip


def _upright(rotation: Array, at_rest: Array) -> Array:
    """The rotation about the vertical, after `at_rest`, that is nearest to `rotation`."""
    turn = quat.mul(rotation, quat.inv(at_rest))
    yaw = np.array([turn[0], 0.0, 0.0, turn[3]])
    return quat.mul(quat.normalize(yaw), at_rest)
