"""One animal on the timeline: segments one after another, seams that fade, and the clip that they become."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ...common import quat
from ...protocol.scene import MotionClip, MotionEvent, PoseTrack
from ..channels import Array, decay, minimum_jerk
from ..parameters import Choices
from .breathing import breath_curves
from .flying import onward
from .gait import MANNERS, Manner
from .pose import COUNT, INDEX, LEGS, LIDS_SHUT, ON_THE_FLOOR, Body, solve
from .trailing import keep_tail_up

_SEAM_S = 0.30
_SPACE = 4
"""frames between key poses: a cat trots in eight"""
_POLE_AWAY = 0.35
"""of the height at the withers, from the joint that bends to its pole"""


@dataclass
class Animal:
    """The state of one actor while the score is played."""

    actor_id: str
    body: Body
    fps: float
    pose: Array
    """(C,) the last pose"""
    idle_phase: float
    base_m: float = 0.0
    """height of what it stands on"""
    pieces: list[Array] = field(default_factory=list)
    levels: list[Array] = field(default_factory=list)
    """(T,) per piece: height of what is under it"""
    length: int = 0
    segments: list[tuple[str, int, int]] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    choices: Choices = field(default_factory=Choices)
    posture: str = "stand"
    events: list[MotionEvent] = field(default_factory=list)
    """what it does to things"""
    joy: list[tuple[int, int]] = field(default_factory=list)
    """frames in which the tail wags"""

    @property
    def manner(self) -> Manner:
        return MANNERS.get(self.body.species, Manner())

    @property
    def point(self) -> Array:
        """(2,) where it stands."""
        return self.pose[[INDEX["x"], INDEX["y"]]]

    @property
    def heading(self) -> float:
        return float(self.pose[INDEX["heading"]])

    @property
    def base(self) -> float:
        """Height of what it stands on now."""
        return float(self.levels[-1][-1]) if self.levels else self.base_m

    def play(self, motion: Array, name: str, keys: list[int], levels: Array | None = None) -> None:
        """Append a segment; the jump from the last pose decays over its first frames, feet stay where they are.

        levels: (T,) height of what is under it, where that changes
        """
        self.levels.append(np.full(len(motion), self.base) if levels is None else levels)
        motion = motion.copy()
        if self.length:
            recent = np.concatenate(self.pieces[-2:])[-3:]
            before = (recent[-1] - recent[-2]) * self.fps if len(recent) > 1 else np.zeros(COUNT)
            offset = self.pose + before / self.fps - motion[0]
            after = (motion[1] - motion[0]) * self.fps if len(motion) > 1 else np.zeros(COUNT)
            velocity = before - after
            offset[ON_THE_FLOOR], velocity[ON_THE_FLOOR] = 0.0, 0.0
            motion += decay(offset, velocity, np.arange(len(motion)) / self.fps, _SEAM_S)
        first = self.length
        self.pieces.append(motion)
        self.length += len(motion)
        self.pose = motion[-1].copy()
        self.keys += [first, *(first + key for key in keys), self.length - 1]
        if self.segments and self.segments[-1][0] == name:
            self.segments[-1] = (name, self.segments[-1][1], self.length - 1)
        else:
            self.segments.append((name, first, self.length - 1))

    def face_from_start(self, heading: float) -> None:
        """Look that way from the first frame on, if nothing but rest came before."""
        if any(name != "idle" for name, _, _ in self.segments) or self.posture != "stand":
            return
        waited, here = self.length, self.point
        self.pieces, self.levels, self.segments, self.keys, self.length = [], [], [], [], 0
        self.pose = self.body.standing(float(here[0]), float(here[1]), heading)
        self.rest(waited)

    def rest(self, frames: int) -> None:
        """Stay as it is for a number of frames, or go on flying; breath and small moves come in the end."""
        if frames > 0 and self.posture == "fly":
            motion, keys = onward(self, frames)
            self.play(motion, "idle", keys, None if self.length else np.zeros(frames))
        elif frames > 0:
            self.play(np.repeat(self.pose[None], frames, axis=0), "idle", [])

    def clip(self, frames: int, source: str) -> MotionClip:
        """The whole performance, `frames` long."""
        self.rest(frames - self.length)
        motion = np.concatenate(self.pieces)[:frames]
        _live(self, motion)
        keep_tail_up(self.body, motion)
        posed = solve(self.body, motion)
        levels = np.concatenate(self.levels)[:frames]
        posed.positions[..., 2] += levels[:, None]  # the root's track is a view of it
        world = quat.mul(posed.turns, self.body.rotations)
        still = np.tile(np.array([1.0, 0.0, 0.0, 0.0], dtype=np.float32), (frames, 1))
        tracks: dict[str, PoseTrack] = {}
        for leg in LEGS:
            kind, side = leg.split(".")
            upper, lower, cannon, foot = (
                self.body.index[f"leg_{kind}_{part}.{side}"] for part in ("upper", "lower", "cannon", "foot")
            )
            tracks[f"leg_{kind}_cannon.{side}"] = PoseTrack(
                translations=posed.positions[:, foot].astype(np.float32),
                rotations=quat.unroll(quat.normalize(world[:, cannon])).astype(np.float32),
            )
            away = (1.0 if kind == "back" else -1.0) * _POLE_AWAY * self.body.withers
            pole = posed.positions[:, lower] + quat.mul_vec(world[:, upper], np.array([0.0, 0.0, away]))
            tracks[f"leg_{kind}.{side}"] = PoseTrack(translations=pole.astype(np.float32), rotations=still)
        return MotionClip(
            actor_id=self.actor_id,
            root_translations=posed.root.astype(np.float32),
            joint_rotations=posed.joint_rotations.astype(np.float32),
            foot_contacts=np.stack([_planted(motion, leg) for leg in LEGS], axis=1),
            control_tracks=tracks,
            pose_frames=_spaced(self.keys, frames),
            source=source,
            segments=tuple((name, a, min(b, frames - 1)) for name, a, b in self.segments if a < frames),
            parameters=tuple(self.choices.used.values()),
            face=breath_curves(self.body.breath, motion[:, INDEX["breath"]], self.fps),
        )


def _planted(motion: Array, leg: str) -> np.ndarray:
    at = motion[:, [INDEX[f"foot.{axis}.{leg}"] for axis in ("x", "y", "z")]]
    moved = np.zeros(len(at))
    if len(at) > 1:
        steps = np.linalg.norm(np.diff(at, axis=0), axis=1)
        moved = np.minimum(np.r_[steps[:1], steps], np.r_[steps, steps[-1:]])
    return np.asarray((at[:, 2] < 1e-3) & (moved < 1e-3))


def _spaced(keys: list[int], frames: int) -> np.ndarray:
    """Key frames within the clip, `_SPACE` apart, first and last among them."""
    kept = [0]
    for key in sorted({k for k in keys if 0 < k < frames - 1}):
        if key - kept[-1] >= _SPACE:
            kept.append(key)
    if frames > 1:
        if len(kept) > 1 and frames - 1 - kept[-1] < _SPACE:
            kept.pop()
        kept.append(frames - 1)
    return np.array(kept, dtype=np.int32)


def _live(animal: Animal, motion: Array) -> None:
    """Breath, a tail that swings, ears that flick, a head that looks about while nothing else is done."""
    t = np.arange(len(motion)) / animal.fps + animal.idle_phase
    size = np.sqrt(animal.body.leg / 0.42)
    moved = np.r_[0.0, np.linalg.norm(np.diff(motion[:, [INDEX["x"], INDEX["y"]]], axis=0), axis=1)] * animal.fps
    width = max(3, int(0.5 * animal.fps))
    calm = np.convolve(np.pad(moved, width, mode="edge"), np.ones(2 * width + 1) / (2 * width + 1), mode="valid")
    calm = 1.0 - minimum_jerk(calm / (0.25 * np.sqrt(9.81 * animal.body.leg)))
    asleep = np.clip(motion[:, INDEX["lids"]] / LIDS_SHUT, 0.0, 1.0)
    calm = calm * (1.0 - asleep)
    breath = np.sin(2.0 * np.pi * t * (0.42 - 0.12 * bool(asleep.any())) / size)
    motion[:, INDEX["spine.pitch"]] += (0.010 + 0.035 * asleep) * breath  # deeper in sleep: the flank rises and falls
    motion[:, INDEX["z"]] += 0.010 * animal.body.leg * asleep * (1.0 + breath)
    motion[:, INDEX["neck.pitch"]] += 0.012 * (1.0 - asleep) * breath
    motion[:, INDEX["tail.yaw"]] += calm * 0.16 * np.sin(2.0 * np.pi * t * 0.31 / size)
    motion[:, INDEX["trunk.curl"]] += calm * 0.22 * np.sin(2.0 * np.pi * t * 0.17) + 0.05 * np.sin(2.5 * t)
    look = np.sin(2.0 * np.pi * t * 0.11) + 0.6 * np.sin(2.0 * np.pi * t * 0.23 + 1.3)
    motion[:, INDEX["head.yaw"]] += calm * 0.09 * look
    motion[:, INDEX["neck.yaw"]] += calm * 0.07 * look
    if animal.body.winged:  # held a little off, settling now and then
        motion[:, INDEX["wing.spread"]] += calm * 0.03 * (1.0 + np.sin(2.0 * np.pi * t * 0.13))
        motion[:, INDEX["wing.lift"]] += calm * 0.03 * np.sin(2.0 * np.pi * t * 0.21)
    flick = np.maximum(0.0, np.sin(2.0 * np.pi * t * 0.37 + 2.0) - 0.93) / 0.07
    motion[:, INDEX["ears"]] += 0.22 * calm * flick
    if animal.manner.wags:
        joy = np.zeros(len(motion))
        for first, last in animal.joy:
            joy[first : last + 1] = 1.0
        ease = max(3, int(0.3 * animal.fps))
        joy = np.convolve(np.pad(joy, ease, mode="edge"), np.ones(2 * ease + 1) / (2 * ease + 1), mode="valid")
        motion[:, INDEX["tail.yaw"]] += joy * 0.75 * np.sin(2.0 * np.pi * t * 2.4)
        motion[:, INDEX["tail.pitch"]] += 0.5 * joy
