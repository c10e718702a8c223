"""Spraying with a hose: its nozzle in both hands, braced, the jet goes slowly from side to side over what burns."""

from __future__ import annotations

import numpy as np

from .acts import Act
from .facing import face
from .performer import turned
from .tools import step_ahead, tool_thing
from .wielding import HOSE, Stroke, have_tool, tool_at_hand, wield

_SWAY_RAD, _SWAY_S = 0.085, 2.6
"""how far and how slowly the jet goes to and fro"""
_KEYS = 6


def take_hose(act: Act) -> bool:
    """The hose is in the hands from the start."""
    return have_tool(act, tool_thing(act), HOSE)


def spray(act: Act) -> None:
    """Braced against the jet; without a hose nothing comes out, and that is said."""
    thing, held = tool_thing(act), act.performer.held
    tool = tool_at_hand(act.scene, thing, HOSE, act.side)
    if tool is None or held is None or held.object_id != thing:
        act.notes.append(f"There is no hose at hand for “{act.action.text}”; {act.actor} stands instead.")
        return
    performer, body = act.performer, act.body
    if act.target_id is not None and act.scene.asset(act.target_id) is not None:
        face(act, act.scene.centre(act.target_id), act.name_of(act.target_id), 0.1)
    seconds = act.value("seconds", act.duration_s or 5.2, 1.0, 60.0, "s", "how long it goes on")
    rounds = max(1, round(seconds / _SWAY_S))
    at, along, upper = HOSE.carry
    place = np.array([-at[0], -at[1], at[2]]) * body.stature
    place[0] = -at[0] * body.stature * (-1.0 if tool.lead == "R" else 1.0)
    strokes = []
    for key in range(rounds * _KEYS + 1):
        turn = 2.0 * np.pi * key / _KEYS
        angle = _SWAY_RAD * float(np.sin(turn))
        ways = [turned(angle, np.array(way)) for way in (along, upper)]
        tip = turned(angle, place)
        strokes.append(
            Stroke(0.6 + key * _SWAY_S / _KEYS, tip, (float(ways[0][0]), float(ways[0][1]), float(ways[0][2])),
                   (float(ways[1][0]), float(ways[1][1]), float(ways[1][2])),
                   {"spine.yaw": 0.8 * angle, "spine.pitch": 0.05, "hips.z": -0.03 * body.leg})
        )  # fmt: skip
    segment = wield(act, tool, strokes, sigma_s=0.12)
    step_ahead(act, segment.motion)
    performer.play(segment, act.action.id)
