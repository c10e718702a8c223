"""Joint groups that the physics gate decides for, and which of the 251 values belongs to which."""

from __future__ import annotations

from .features import CONTACTS, POSITIONS, ROTATIONS, VELOCITIES, WIDTH
from .joints import COUNT

GROUP_NAMES = ("root", "trunk", "arm.L", "arm.R", "leg.L", "leg.R")
_OF_JOINT = (0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5)


def _channel_groups() -> tuple[int, ...]:
    groups = [0] * WIDTH
    for joint in range(COUNT):
        for first, width, offset in ((POSITIONS.start, 3, 1), (ROTATIONS.start, 6, 1), (VELOCITIES.start, 3, 0)):
            place = first + width * (joint - offset)
            if joint >= offset:
                groups[place : place + width] = [_OF_JOINT[joint]] * width
    groups[CONTACTS] = [4, 4, 5, 5]
    return tuple(groups)


CHANNEL_GROUPS = _channel_groups()
"""(251,) group of each value"""
JOINT_GROUPS = _OF_JOINT
