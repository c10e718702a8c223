"""Who has no weight hovers: a hand's breadth over the floor, with a slow bob instead of steps that rock the hips."""

from __future__ import annotations

import numpy as np

from .channels import INDEX, SIDES, Array, smooth

_LIFT, _BOB = 0.085, 0.030
"""of the stature"""
_PERIOD_S, _STEADY_S = 2.8, 0.55
_ROCKING = ("hips.roll", "hips.yaw", "hips.pitch", "spine.roll", "spine.yaw", "spine.pitch", "arm.flex.L", "arm.flex.R")


def hover(motion: Array, stature_m: float, fps: float, phase: float) -> None:
    """Lift a whole motion (T, C) off the floor, in place; what steps rock comes and goes as slowly as the bob."""
    for name in ("hips.z", *_ROCKING):
        motion[:, INDEX[name]] = smooth(motion[:, INDEX[name]], _STEADY_S * fps)
    turn = 2.0 * np.pi * np.arange(len(motion)) / (fps * _PERIOD_S) + phase
    lift_m = stature_m * (_LIFT + _BOB * np.sin(turn))
    motion[:, INDEX["hips.z"]] += lift_m
    motion[:, INDEX["spine.roll"]] += 0.05 * np.sin(0.5 * turn)
    for side in SIDES:
        motion[:, INDEX[f"foot.level.{side}"]] += lift_m
