"""From a performance to a clip: fill the time, breathe, carry, look, solve; and the events with their numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.ballistics import launch_velocity
from ..protocol.scene import MotionClip, MotionEvent, PoseTrack
from .body import Body
from .carry_layers import follow_with_other_hand, lay_carrying
from .channels import INDEX, Array, minimum_jerk
from .clip import make_clip
from .hovering import hover
from .idle import breathe, wait_until
from .in_use import lay_in_use
from .levels import raised
from .performer import Happening, Held, Performer
from .solve import Posed, solve
from .styles import hold_postures


def finish(
    performer: Performer, everybody: dict[str, Performer], frames: int, source: str
) -> tuple[MotionClip, list[MotionEvent]]:
    """Solve one performer for `frames` frames."""
    # 1. The rest of the time
    wait_until(performer, frames)
    for held in (performer.held, performer.also_held):
        if held is not None:
            lay_carrying(performer, held, performer.length + int(performer.fps))

    lay_in_use(performer)

    # 2. Layers, breath, gaze
    motion = performer.motion()[:frames]
    breathe(motion, performer.fps, performer.idle_phase)
    hold_postures(performer, motion)
    if performer.hovers:
        hover(motion, performer.body.stature, performer.fps, performer.idle_phase)
    _gaze(performer, everybody, motion)
    motion = raised(motion, performer.floor_m)
    motion[:, INDEX["gaze.z"]] += performer.floor_m
    follow_with_other_hand(performer, motion)

    # 3. Solve and pack
    posed = solve(performer.body, motion, performer.fps)
    events = [
        event for h in performer.happenings if h.frame < frames for event in [_event(performer, h, posed, frames)]
    ]
    clip = make_clip(
        performer.actor_id, performer.body, motion, posed, performer.fps, performer.keys, performer.segments,
        list(performer.choices.used.values()), source,
    )  # fmt: skip
    return clip, events


def _gaze(performer: Performer, everybody: dict[str, Performer], motion: Array) -> None:
    """Write the gaze points into the motion: smooth weights, points that jump as eyes do."""
    frames = len(motion)
    ease = max(2, int(0.22 * performer.fps))
    columns = [INDEX[f"gaze.{axis}"] for axis in "xyz"]
    weight = np.zeros(frames)
    for first, last, point, strength in performer.gazes:
        first, last = max(0, first), min(frames - 1, last)
        if last - first < 2:
            continue
        span = np.arange(first, last + 1)
        own = strength * minimum_jerk((span - first + 1) / ease) * minimum_jerk((last - span + 1) / ease)
        target = _head_of(everybody[point], span) if isinstance(point, str) else np.broadcast_to(point, (len(span), 3))
        stronger = own >= weight[span]
        motion[span[stronger][:, None], columns] = target[stronger]
        weight[span] = np.maximum(weight[span], own)
    motion[:, INDEX["gaze.w"]] = weight
    # Between two looks the point stays where it was, so that the head does not swing through the origin.
    known = np.flatnonzero(weight > 0.0)
    if len(known):
        nearest = (
            known[np.argmin(np.abs(np.arange(frames)[:, None] - known[None]), axis=1)]
            if frames * len(known) < 4_000_000
            else None
        )
        if nearest is not None:
            motion[:, columns] = motion[nearest][:, columns]


def _head_of(other: Performer, frames: NDArray[np.integer[Any]]) -> Array:
    """Where another person's eyes are, near enough (N, 3)."""
    motion = np.concatenate(other.pieces) if other.pieces else other.pose[None]
    rows = motion[np.clip(frames, 0, len(motion) - 1)]
    height = rows[:, INDEX["hips.z"]] + (other.body.position("eye.L")[2] - other.body.hip_height)
    return np.stack([rows[:, INDEX["x"]], rows[:, INDEX["y"]], height], axis=-1)


def _event(performer: Performer, h: Happening, posed: Posed, frames: int) -> MotionEvent:
    """An event as M5 needs it; a throw gets the velocity that brings the thing to its landing point."""
    velocity = h.velocity
    if h.landing is not None:
        held = next((x for x in performer.thrown if x.object_id == h.target_id), None)
        start = (
            held_position(performer.body, held, posed, h.frame)
            if held
            else posed.positions[h.frame, performer.body.index[h.joint]]
        )
        point, seconds = h.landing
        velocity = launch_velocity(start, point + np.array([0.0, 0.0, performer.floor_m]), seconds)
    return MotionEvent(
        kind=h.kind,  # type: ignore[arg-type]
        frame=h.frame, actor_id=performer.actor_id, joint=h.joint, target_id=h.target_id,
        velocity=None if velocity is None else np.asarray(velocity, dtype=np.float32),
        frame_end=None if h.frame_end is None else min(h.frame_end, frames - 1), offset=h.offset,
        way=None if h.way is None else _way(h.way, frames - h.frame, performer.floor_m),
        turns={part: values[: frames - h.frame].astype(np.float32) for part, values in h.turns.items()},
    )  # fmt: skip


def _way(way: PoseTrack, frames: int, floor_m: float) -> PoseTrack:
    """What is seen of a way, on the floor that the person stands on."""
    up = np.array([0.0, 0.0, floor_m], dtype=np.float32)
    return PoseTrack(translations=way.translations[:frames] + up, rotations=way.rotations[:frames])


def held_position(body: Body, held: Held, posed: Posed, frame: int) -> Array:
    """Where the grip of a held thing is at a frame: it moves with the hand since the grasp."""
    joint = body.index[f"hand.{held.side}"]
    to_grip = quat.mul_vec(quat.inv(held.hand_rotation), -held.wrist_from_grip)
    hanging = quat.mul(posed.turns[frame, joint], quat.inv(body.hang[held.side]))
    return np.asarray(posed.positions[frame, joint] + quat.mul_vec(hanging, to_grip))
