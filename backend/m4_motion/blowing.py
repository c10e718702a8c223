"""Blowing at something: candles go out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common.openings import opening_of
from .acts import Act
from .gesture_layers import lay, room
from .performer import Happening, flat_direction

_BREATH_S, _LEAN_S, _OUT_S = 0.7, 1.35, 1.75
"""from the beginning: the chest is full, the mouth is at the flames, the last of them is out"""
_LEAST, _MOST = 0.22, 0.95
_OVER_M = 0.05


def blow(act: Act, start: int, frames: int | None) -> None:
    """A deep breath, the trunk leans over until the mouth is at the flames, a long breath out; then back up."""
    body, performer, fps = act.body, act.performer, act.fps
    thing = act.target_id
    asset = act.scene.asset(thing) if thing is not None else None
    first = performer.length if frames is None else start
    count = room(act, start, frames, 3.4 / act.style.tempo)
    tempo = act.style.tempo
    mouth_m = float(body.position("eye.L")[2]) - 0.06 * body.stature / 1.7
    aim_m = act.scene.top(thing) - performer.floor_m + _OVER_M if thing is not None else mouth_m - 0.3
    depth = float(np.clip((mouth_m - aim_m) / (0.42 * body.stature), _LEAST, _MOST))
    forward = flat_direction(performer.heading)
    back = 0.085 * body.stature * depth
    seated = performer.posture != "stand"
    full = {"hips.pitch": 0.0, "spine.pitch": -0.10, "head.pitch": -0.10, "arm.flex": -0.06, "elbow": 0.10,
            "shoulder.lift": 0.10, "x": 0.0, "y": 0.0, "hips.z": 0.0}  # fmt: skip
    over = {"hips.pitch": 0.0 if seated else 0.62 * depth, "spine.pitch": (0.62 if seated else 0.34) * depth,
            "head.pitch": -0.30 * depth, "arm.flex": -0.30 * depth, "elbow": 0.45, "shoulder.lift": 0.04,
            "x": 0.0 if seated else -forward[0] * back, "y": 0.0 if seated else -forward[1] * back,
            "hips.z": 0.0 if seated else -0.012}  # fmt: skip
    nearer = over | {"head.pitch": -0.42 * depth, "spine.pitch": over["spine.pitch"] + 0.08, "shoulder.lift": 0.0}
    calm: Mapping[str, float] = dict.fromkeys(full, 0.0)
    times = [0.0, _BREATH_S / tempo, _LEAN_S / tempo, (_OUT_S + 0.25) / tempo, count / fps - 0.1]
    lay(act, first, count, [calm, full, over, nearer, calm], times, 0.1, 0.1, additive=True)
    if thing is None:
        return
    performer.gazes.append((first, first + count, act.scene.centre(thing), 0.9))
    if asset is not None and opening_of(asset, "") is not None and act.scene.asset(thing) is not None:
        frame, end = first + round(_LEAN_S / tempo * fps) + 2, first + round(_OUT_S / tempo * fps)
        performer.happenings.append(
            Happening(kind="open", frame=frame, joint="head", target_id=thing, frame_end=end)
        )
