"""Turning toward what one is about to do something to."""

from __future__ import annotations

import numpy as np

from .acts import Act
from .channels import Array
from .footsteps import shuffle
from .performer import Segment


def face(act: Act, point: Array, name: str, tolerance_rad: float = 0.45) -> None:
    """Turn on the spot toward a point, if the body does not face it yet."""
    performer = act.performer
    away = point[:2] - performer.point
    if np.linalg.norm(away) < 0.05:
        return
    wished = float(np.arctan2(away[0], -away[1]))
    turn = (wished - performer.heading + np.pi) % (2 * np.pi) - np.pi
    if abs(turn) > tolerance_rad:
        motion = shuffle(act.body, performer.pose, *performer.xy, performer.heading + turn, act.fps, act.style.tempo)
        performer.play(Segment(motion=motion, keys=(len(motion) // 2,)), act.action.id)
