"""The table of motion programs, by verb."""

from __future__ import annotations

from collections.abc import Callable

from .acts import Act
from .grasping import pick_up, put_down
from .moving import jump_in_place, stay, travel_to, turn_on_spot

PROGRAMS: dict[str, Callable[[Act], None]] = {
    "stand": stay,
    "walk": travel_to,
    "run": travel_to,
    "jog": travel_to,
    "sneak": travel_to,
    "turn": turn_on_spot,
    "jump": jump_in_place,
    "pick up": pick_up,
    "put down": put_down,
}

OVERLAYS: dict[str, Callable[[Act, int, int | None], None]] = {}
"""Gestures: laid over what the body does from a frame on, for a number of frames (None: as long as they take)."""
