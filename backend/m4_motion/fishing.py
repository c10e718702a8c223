"""Fishing with a rod: it is held out over the water, the line down in it; now and then it is lifted a little."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common import quat
from ..common.fishing import HELD_RAD
from .acts import Act
from .gesture_layers import lay, room
from .holding import HANDLE, bring, take_in_hand
from .performer import Held, flat_direction

_SECONDS = 5.0
_NIBBLE_RAD = 0.10


def hold_rod(act: Act) -> bool:
    """Who fishes has the rod out before them from the start, and keeps it there."""
    performer = act.performer
    for entity in act.scene.description.entities:
        if {entity.lemma, entity.category} & {"fishing rod", "rod"}:
            for name in act.scene.objects_of(entity.id):
                if name not in act.scene.taken_things and performer.held is None:
                    held = take_in_hand(act, name, HANDLE)
                    performer.held = replace(held, arms=_held_out(act, held, 0.0))
                    return True
    return False


def _held_out(act: Act, held: Held, lift_rad: float) -> dict[str, float]:
    """Arm channels with the grip beside the belly and the tip up."""
    sign = 1.0 if held.side == "L" else -1.0
    grip = np.array([0.10 * sign, -0.26, 1.02]) * act.body.stature / 1.7
    turn = quat.from_angle_axis(np.array(-HELD_RAD - lift_rad), np.array([1.0, 0.0, 0.0]))
    return bring(act.body, held, grip, turn, (0.75, 0.35, -0.6))


def fish(act: Act, start: int, frames: int | None) -> None:
    """The rod stays as it is held; a twitch, and still again."""
    performer, held = act.performer, act.performer.held
    start = performer.length if frames is None else start
    count = room(act, start, frames, max(act.duration_s or _SECONDS, 2.0))
    if held is None:
        act.notes.append(f"There is no fishing rod at hand for “{act.action.text}”.")
        return
    seconds = count / act.fps
    lifts = ((0.0, 0.0), (0.35, 0.0), (0.42, _NIBBLE_RAD), (0.52, 0.0), (0.78, 0.0), (0.83, 0.6 * _NIBBLE_RAD),
             (0.92, 0.0))  # fmt: skip
    poses = [_held_out(act, held, lift) for _, lift in lifts]
    lay(act, start, count, poses, [time * seconds for time, _ in lifts], 0.3, 0.3)
    at = np.array([*performer.point, 0.0]) + 2.6 * flat_direction(performer.heading)
    performer.gazes.append((start, start + count, at, 0.7))
