"""How finely a frame must be cut, from rules that were measured on PyBullet at 240 Hz."""

from __future__ import annotations

import math

STEPS_PER_S = 240
MAX_SUBSTEPS = 32
_HEAVY_RATIO = 30.0
_SMALL_M = 0.04


def steps_per_frame(fps: int) -> int:
    """Whole steps of 1/240 s or shorter."""
    return math.ceil(STEPS_PER_S / fps)


def substeps(
    dt_s: float, *, reach_m: float, gap_m: float, mass_ratio: float = 1.0, smallest_m: float = 1.0
) -> tuple[int, int]:
    """Sub-steps of a step of `dt_s`, and iterations of the solver.

    reach_m     way of the fastest body in one step
    gap_m       its radius plus the thickness of the thinnest thing in its way: the way per sub-step stays below half
                of that, or it passes through
    mass_ratio  heaviest over lightest of the loose bodies near each other: a light one under a heavy one gives way
    smallest_m  smallest extent of a loose body that is no ball: stacks of small things fall over by themselves
    """
    count = max(1, math.ceil(reach_m / max(0.5 * gap_m, 1e-4)))
    iterations = 50
    if smallest_m < _SMALL_M:
        count = max(count, 4)
    if mass_ratio > _HEAVY_RATIO:
        count, iterations = max(count, 4), 100
    return min(count, MAX_SUBSTEPS), iterations
