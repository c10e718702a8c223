"""One person on the timeline: segments one after another, layers over them, seams inertialised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from ..common import quat
from ..protocol.scene import PoseTrack, Transform
from . import channels
from .body import Body
from .channels import INDEX, Array, decay, minimum_jerk
from .footsteps import standing_point
from .locomotion import Style
from .parameters import Choices

if TYPE_CHECKING:
    from .in_use import InUse

FLAT_M = 100.0
"""as thick is what a hand lies on as if it had no bend at all"""
_SEAM_S = 0.30
# World channels are never blended across a seam: feet stay where they are, hands go to their targets.
_UNBLENDED = np.array(
    [
        i
        for i, name in enumerate(channels.NAMES)
        if name.startswith(("foot.x", "foot.y", "foot.yaw", "foot.z", "foot.level", "hand.", "gaze"))
    ]
)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something a body does to a thing, `frame` counted from the start of its segment."""

    kind: str
    frame: int
    joint: str
    target_id: str | None
    velocity: Array | None = None
    frame_end: int | None = None
    landing: tuple[Array, float] | None = None
    """of a throw: where the thing should be, and seconds after the release"""
    offset: Transform | None = None
    """of a grasp: the thing's pose in the joint's frame; None: as it stands"""
    way: PoseTrack | None = None
    """of a guide: the thing's own way from the frame on, over the floor that the person stands on"""
    turns: Mapping[str, Array] = field(default_factory=dict)
    """of a turn: (N,) values of jointed parts from the frame on"""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """What a program makes: whole-body motion from the current pose on."""

    motion: Array
    """(T, C)"""
    keys: tuple[int, ...] = ()
    happenings: tuple[Happening, ...] = ()
    seam_s: float = _SEAM_S


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Channels laid over whatever the body does, from a frame of the timeline on."""

    start: int
    columns: tuple[int, ...]
    values: Array
    """(T, K)"""
    weight: Array
    """(T,) or (T, K) 0…1"""
    additive: bool = False


@dataclass(frozen=True, kw_only=True)
class Held:
    """A thing in the hand."""

    object_id: str
    side: str
    hand_rotation: Array
    """(4,) world rotation of the hanging hand when it was grasped"""
    wrist_from_grip: Array
    """(3,) world, at the grasp"""
    heading: float
    grip_height: float
    """of the grip over the thing's lowest point"""
    thickness: float
    two_hands: bool = False
    other_wrist_from_grip: Array | None = None
    other_hand_rotation: Array | None = None
    """(4,) as `hand_rotation`; None: a palm on its side"""
    arms: Mapping[str, float] | None = None
    """the angles that carry it; None: as its size asks"""
    level_at: Array | None = None
    """(3,) of the standing body, where both hands keep it level; None: it goes with the arms"""
    on_flat: bool = False
    """whether the hand lies on a side that is wider than it, not round the thing"""
    raised_m: float = 0.0
    """how much higher than usual it is carried, to stay above the edge of what it was taken from"""
    start: int = 0

    @property
    def around_m(self) -> float:
        """How thick what the fingers bend about is: a flat side is as the side of something huge."""
        return FLAT_M if self.on_flat else self.thickness


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A thing that somebody has thrown to a person."""

    frame: int
    """of its arrival"""
    point: Array
    """(3,) of its arrival"""
    held: Held
    """as it was held"""
    thrower: str
    action_id: str
    """the throw"""


@dataclass
class Performer:
    """The state of one actor while the score is played."""

    actor_id: str
    body: Body
    fps: float
    pose: Array
    """(C,) the last pose"""
    floor_m: float = 0.0
    """height of what the person stands on: all this is planned as if it were the ground"""
    pieces: list[Array] = field(default_factory=list)
    length: int = 0
    layers: list[Layer] = field(default_factory=list)
    gazes: list[tuple[int, int, Array | str, float]] = field(default_factory=list)
    """first frame, last frame, point or actor id, weight"""
    happenings: list[Happening] = field(default_factory=list)
    segments: list[tuple[str, int, int]] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    choices: Choices = field(default_factory=Choices)
    held: Held | None = None
    also_held: Held | None = None
    """what hangs from the other hand"""
    carried: list[tuple[Held, int]] = field(default_factory=list)
    """everything that was held, and the frame from which it no longer is"""
    thrown: list[Held] = field(default_factory=list)
    """what left the hands flying"""
    incoming: Incoming | None = None
    """what flies toward this person"""
    travelled: list[tuple[int, int]] = field(default_factory=list)
    """first and last frame of every way that was walked or run"""
    moods: list[tuple[int, int, Style]] = field(default_factory=list)
    """first frame, last frame, style whose posture is kept while nothing else shapes the body"""
    climbed: tuple[Array, list[int]] | None = None
    """the way up to where one stands, and its key frames"""
    posture: str = "stand"
    seat_heading: float = 0.0
    goes_on: Callable[[int], Array] | None = None
    """what one does instead of idling until something else is to be done: so many more frames (N, C)"""
    comes_to_end: Callable[[], None] | None = None
    """how one gets out of what goes on"""
    in_use: list[InUse] = field(default_factory=list)
    """deeds with toys"""
    idle_phase: float = 0.0
    stride_seed: int = 0
    """of how this person's strides differ"""
    hovers: bool = False
    """over the floor, as ghosts do"""
    learned: list[str] = field(default_factory=list)
    """of every act that a learned source performed: the source, the nearest caption, how sure it was"""

    @property
    def point(self) -> Array:
        """(2,) where the person stands."""
        x, y, _ = standing_point(self.body, self.pose)
        return np.array([x, y])

    @property
    def xy(self) -> tuple[float, float]:
        """The same as two numbers."""
        x, y, _ = standing_point(self.body, self.pose)
        return x, y

    def upright(self) -> Array:
        """(C,) standing at rest, with the feet where they are now."""
        rest = self.body.standing(*self.xy, self.heading)
        columns = [INDEX[f"foot.{name}.{side}"] for name in ("x", "y", "yaw") for side in ("L", "R")]
        rest[columns] = self.pose[columns]
        return rest

    @property
    def speed_m_s(self) -> float:
        """Of the hips over the floor, now."""
        if not self.pieces or len(self.pieces[-1]) < 4:
            return 0.0
        moved = self.pieces[-1][-1] - self.pieces[-1][-4]
        return float(np.hypot(moved[INDEX["x"]], moved[INDEX["y"]]) * self.fps / 3.0)

    @property
    def heading(self) -> float:
        return float(self.pose[INDEX["heading"]])

    def leave_off(self) -> None:
        """End what goes on by itself: what was turned stays so, what was led is let go."""
        if self.goes_on is None:
            return
        if self.comes_to_end is not None:
            self.comes_to_end()
        self.goes_on = self.comes_to_end = None
        for number, h in enumerate(self.happenings):
            left = max(self.length - h.frame, 1)
            turns = {part: values[:left] for part, values in h.turns.items()}
            if h.way is not None and len(h.way.translations) > left:
                way = PoseTrack(translations=h.way.translations[:left], rotations=h.way.rotations[:left])
                h = replace(h, way=way, velocity=np.zeros(3))
            self.happenings[number] = replace(h, turns=turns)

    def play(self, segment: Segment, name: str) -> tuple[int, int]:
        """Append a segment; the jump from the last pose decays over its first frames. Returns its frame span."""
        motion = segment.motion.copy()
        if self.length and segment.seam_s > 0.0:
            recent = np.concatenate(self.pieces[-2:])[-3:] if len(self.pieces) > 1 else self.pieces[-1][-3:]
            moved = recent[-1] - recent[-2] if len(recent) > 1 else np.zeros(channels.COUNT)
            # A tumble's whole turns are taken off between two pieces: nothing has moved by them
            before = (moved - 2.0 * np.pi * np.round(moved / (2.0 * np.pi))) * self.fps
            # The pose that would follow if the old motion went on, against where the new one starts.
            offset = self.pose + before / self.fps - motion[0]
            after = (motion[1] - motion[0]) * self.fps if len(motion) > 1 else np.zeros(channels.COUNT)
            velocity = before - after
            offset[_UNBLENDED], velocity[_UNBLENDED] = 0.0, 0.0
            motion += decay(offset, velocity, np.arange(len(motion)) / self.fps, segment.seam_s)
        first = self.length
        self.pieces.append(motion)
        self.length += len(motion)
        self.pose = motion[-1].copy()
        self.keys += [first, *(first + k for k in segment.keys), self.length - 1]
        for h in segment.happenings:
            end = None if h.frame_end is None else first + h.frame_end
            self.happenings.append(replace(h, frame=first + h.frame, frame_end=end))
        if self.segments and self.segments[-1][0] == name and self.segments[-1][2] == first - 1:
            self.segments[-1] = (name, self.segments[-1][1], self.length - 1)
        else:
            self.segments.append((name, first, self.length - 1))
        return first, self.length - 1

    def motion(self) -> Array:
        """All segments with their layers, (T, C)."""
        motion = np.concatenate(self.pieces)
        for layer in self.layers:
            start, stop = max(0, layer.start), min(len(motion), layer.start + len(layer.values))
            if stop <= start:
                continue
            part = slice(start - layer.start, stop - layer.start)
            weight = layer.weight[part] if layer.weight.ndim == 2 else layer.weight[part, None]
            columns = list(layer.columns)
            block = motion[start:stop, columns]
            if layer.additive:
                motion[start:stop, columns] = block + weight * layer.values[part]
            else:
                motion[start:stop, columns] = block + weight * (layer.values[part] - block)
        return motion


def ramp(count: int, fps: float, rise_s: float, fall_s: float) -> Array:
    """Weight (count,) that rises at the start and falls at the end, minimum jerk."""
    t = np.arange(count) / fps
    up = minimum_jerk(t / rise_s) if rise_s > 0.0 else np.ones(count)
    down = minimum_jerk((t[-1] - t) / fall_s) if fall_s > 0.0 and count else np.ones(count)
    return np.asarray(up * down)


def flat_direction(heading: float) -> Array:
    """(3,) where a heading looks."""
    return np.array([np.sin(heading), -np.cos(heading), 0.0])


def turned(heading: float, v: Array) -> Array:
    """A vector of the body's frame in the world."""
    return quat.mul_vec(quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0]), v)


def keyed(
    body: Body, fps: float, times: list[float], poses: list[Array], sigma_s: float = 0.04, lag_s: float = 0.045
) -> tuple[Array, tuple[int, ...]]:
    """Key poses (times from 0) to a motion, softened, with arms and head a little after the body; key frames too.

    Feet and hand targets keep their exact times.
    """
    count = max(2, round(times[-1] * fps))
    t = np.arange(1, count + 1) / fps
    rows = np.stack(poses)
    motion = channels.interpolate(times, rows, t)
    late = channels.interpolate(times, rows, t - lag_s)
    soft = [i for i in range(channels.COUNT) if i not in set(_UNBLENDED.tolist())]
    feet = set(channels.FEET)
    dragged = [i for i in channels.ARMS if i not in feet]
    motion[:, dragged] = late[:, dragged]
    free = [i for i in soft if i not in feet]
    motion[:, free] = channels.smooth(motion[:, free], sigma_s * fps)
    return motion, tuple(sorted({min(count - 1, max(0, round(time * fps) - 1)) for time in times[1:]}))
