"""Which frame of a clip stands for the whole: the still shows it, and the camera is chosen for it."""

from __future__ import annotations

import numpy as np

from .scene import MotionEvent, MotionSet, Simulation

_DONE = frozenset({"kick", "push", "hit", "sit"})


def telling_frame(motion: MotionSet, simulation: Simulation) -> int:
    """The 0-based frame that shows what the scene is about: a throw, else the first deed, else the middle of an act."""
    thrown = [e.frame for e in motion.events if e.kind == "release" and _is_fast(e)]
    done = thrown or [e.frame for e in motion.events if e.kind in _DONE]
    done = done or [e.frame for e in motion.events if e.kind == "grasp"]
    acts = [first + (last - first) // 2 for clip in motion.clips.values() for name, first, last in clip.segments
            if name != "idle"]  # fmt: skip
    moves = any(len(track.translations) > 1 for track in simulation.object_tracks.values())
    if done:
        return min(done)
    if acts:
        return acts[0]
    return simulation.timeline.frame_count // 2 if moves else 0


def _is_fast(event: MotionEvent) -> bool:
    """Thrown rather than put down."""
    return event.velocity is not None and float(np.linalg.norm(event.velocity)) > 1.0
