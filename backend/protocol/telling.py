"""Which frame of a clip stands for the whole: the still shows it, and the camera is chosen for it."""

from __future__ import annotations

import numpy as np

from .scene import MotionClip, MotionEvent, MotionSet, PoseTrack, Simulation

_WALK_M = 1.2
"""a segment whose body travels farther only goes somewhere"""
_LEAP_M = 0.12
_MOVING_M_S = 0.15
_AFTER_S, _LANDED_S = 0.6, 0.12
"""what a kick sets in motion is looked for so long after it; so long after it the leg and the ball are apart"""
_TRIPPED_S = 0.3
"""from when somebody loses the ground to when the fall is seen"""
_TAKES = frozenset({"grasp", "open"})
# how much an act tells; of equal ones the last, which shows what came before as well
_THROW, _STRIKE, _LEAP, _ACT, _WAY = 5, 4, 3, 2, 1


def telling_frame(motion: MotionSet, simulation: Simulation) -> int:
    """The 0-based frame that shows what the scene is about.

    A throw, else a kick with what it sets in motion, else a leap at its highest, else the last thing that somebody does
    on the spot, else the middle of a way; without people the moment when most things move.
    """
    moving = _moving_things(simulation)
    moments = [(_ACT, event.frame) for event in motion.events if event.kind == "sit"]
    moments += [_struck(event, moving, motion.timeline.fps) for event in motion.events if event.kind in ("kick", "hit")]
    expression = _expression(motion)
    moments += [(_STRIKE, event.frame + round(_TRIPPED_S * motion.timeline.fps)) for event in motion.events
                if event.kind == "fall"]  # fmt: skip
    moments += [(_THROW, event.frame) for event in motion.events if event.kind == "release" and _is_fast(event)]
    for actor_id, clip in motion.clips.items():
        mine = [event for event in motion.events if event.actor_id == actor_id]
        moments += [
            _acted(clip, first, last, mine, expression) for name, first, last in clip.segments if name != "idle"
        ]
    if moments:
        return max(moments)[1]
    busiest = np.flatnonzero(moving == moving.max())
    return int(busiest[len(busiest) // 2]) if moving.any() else 0


def _acted(
    clip: MotionClip, first: int, last: int, events: list[MotionEvent], expression: np.ndarray
) -> tuple[int, int]:
    """(how much it tells, frame) of one segment."""
    path = clip.root_translations[first : last + 1]
    taken = [event.frame for event in events if event.kind in _TAKES and first <= event.frame <= last]
    if taken:  # in the hand already, not yet at the end of the reach
        return _ACT, (taken[-1] + last) // 2
    set_down = [event.frame for event in events if event.kind == "release" and first <= event.frame <= last]
    if set_down:
        return _ACT, set_down[-1]
    air = ~clip.foot_contacts[first : last + 1].any(axis=1)
    stays = float(np.linalg.norm(path[-1, :2] - path[0, :2])) < _WALK_M
    if air.any() and stays and np.ptp(path[:, 2]) > _LEAP_M:
        return _LEAP, first + int(np.argmax(np.where(air, path[:, 2], -np.inf)))
    far = float(np.linalg.norm(np.diff(path[:, :2], axis=0), axis=1).sum()) > _WALK_M
    return (_WAY, (first + last) // 2) if far else (_ACT, first + int(np.argmax(expression[first : last + 1])))


def _expression(motion: MotionSet) -> np.ndarray:
    """(T,) how far the poses of all who act are from how their bodies stood at the start."""
    total = np.zeros(motion.timeline.frame_count)
    for clip in motion.clips.values():
        turned = 1.0 - np.abs((clip.joint_rotations[:, 1:] * clip.joint_rotations[:1, 1:]).sum(axis=-1)).mean(axis=1)
        for name, first, last in clip.segments:
            if name != "idle":
                total[first : last + 1] += turned[first : last + 1]
    return total


def _struck(event: MotionEvent, moving: np.ndarray, fps: float) -> tuple[int, int]:
    """A kick or a blow just after it landed, when most of what it hits is on its way."""
    window = moving[event.frame + 1 : event.frame + 2 + round(_AFTER_S * fps)]
    if window.max(initial=0) > 1:  # a stack on its way down
        return _STRIKE, event.frame + 1 + int(np.flatnonzero(window == window.max()).mean())
    return _STRIKE, min(event.frame + round(_LANDED_S * fps), len(moving) - 1)


def _moving_things(simulation: Simulation) -> np.ndarray:
    """(T,) how many things move at each frame."""
    count = np.zeros(simulation.timeline.frame_count, dtype=np.int64)
    for track in simulation.object_tracks.values():
        if len(track.translations) > 1:
            count += _speed_m_s(track, simulation.timeline.fps) > _MOVING_M_S
    return count


def _speed_m_s(track: PoseTrack, fps: float) -> np.ndarray:
    steps = np.linalg.norm(np.diff(track.translations, axis=0), axis=1) * fps
    return np.append(steps, 0.0)


def _is_fast(event: MotionEvent) -> bool:
    """Thrown rather than put down."""
    return event.velocity is not None and float(np.linalg.norm(event.velocity)) > 1.0
