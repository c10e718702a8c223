"""Stirring: a spoon in one hand or a long paddle in both goes round in a vessel, its end in what is in there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .acts import Act
from .channels import SIGN, Array
from .exertions import named_beside
from .facing import face
from .handiwork import handiwork
from .moving import get_to
from .performer import flat_direction, turned
from .tools import tool_thing
from .wielding import PADDLE, SPOON, Manner, Stroke, have_tool, tool_at_hand, wield

_LONG_M = 0.7
"""from which length on a spoon takes both hands"""
_KEYS = 8
"""moments of one round"""
_SPOON_S, _PADDLE_S = 0.95, 1.7
"""of one round"""
_ROUND, _DEEP = 0.5, 0.55
"""how far the end goes from the middle, and how far down, as shares of the opening's half width and the height"""
_FARTHEST, _BEFORE = 0.42, 0.30
"""how far one reaches over a vessel, and how far from it one goes for that, statures"""
_FREE_M = 0.19
"""between a body and a vessel on the floor"""


def _manner(act: Act, thing: str | None) -> Manner:
    asset = act.scene.asset(thing) if thing is not None else None
    return PADDLE if asset is not None and asset.dimensions[0] > _LONG_M else SPOON


def take_spoon(act: Act) -> bool:
    """The spoon is in the hand from the start, a long one in both."""
    thing = tool_thing(act)
    return have_tool(act, thing, _manner(act, thing))


def stir(act: Act) -> None:
    """The end goes in over the rim and round and round; without a spoon, or a vessel to stir in, the hands do it."""
    thing, vessel = tool_thing(act), act.target_id or named_beside(act)
    manner = _manner(act, thing)
    tool = tool_at_hand(act.scene, thing, manner, act.side)
    opening = act.scene.places(vessel, "inside") if vessel is not None else []
    held = act.performer.held
    if tool is None or held is None or held.object_id != thing or vessel is None or not opening:
        handiwork(act)
        return
    performer, tempo = act.performer, act.style.tempo
    _, inside = opening[0]
    middle = inside.translation.astype(np.float64)
    _stand_before(act, vessel, middle)
    local = turned(-performer.heading, middle - np.array([*performer.point, 0.0]))
    rim = act.scene.top(vessel)
    radius = _ROUND * 0.5 * float(min(inside.dimensions[:2]))
    depth = rim - _DEEP * (rim - act.scene.bottom(vessel))
    length = float(tool.tip[0] - min(tool.grips[side][0] for side in tool.grips))
    both, lead = manner.helper is not None, SIGN[tool.lead]
    # the far end hardly moves: the stick turns about it as about a pivot, leaning to who has it
    pivot = np.array([0.0, local[1] + (0.24 if both else 0.16) * length, depth + (0.96 if both else 1.7) * length])
    each = (_PADDLE_S if both else _SPOON_S) / tempo
    seconds = act.value("seconds", act.duration_s or 4.6, 1.0, 40.0, "s", "how long it goes on")
    rounds = act.count or max(2, round(seconds / each))

    def stroke(at: float, tip: Array, share: float, turn: float) -> Stroke:
        along = tip - pivot
        lean = {"spine.yaw": 0.07 * np.sin(turn), "spine.pitch": -0.05 * np.cos(turn)} if both else {}
        upper = (0.0, -0.9, -0.4)
        return Stroke(at, tip, (float(along[0]), float(along[1]), float(along[2])), upper,
                      {name: share * float(value) for name, value in lean.items()})  # fmt: skip

    def tip_at(turn: float, z: float) -> Array:
        return np.array([local[0] + lead * radius * np.sin(turn), local[1] - radius * np.cos(turn), z])

    begin = 1.0 / tempo
    strokes = [stroke(0.65 / tempo, np.array([local[0], local[1], rim + 0.10]), 0.0, 0.0)]
    for key in range(rounds * _KEYS + 1):
        turn = 2.0 * np.pi * key / _KEYS
        strokes.append(stroke(begin + key * each / _KEYS, tip_at(turn, depth), 1.0, turn))
    out = strokes[-1].seconds + 0.4 / tempo
    strokes.append(replace(strokes[0], seconds=out))
    segment = wield(act, tool, strokes, sigma_s=0.05)
    first = performer.length
    performer.gazes.append((first, first + len(segment.motion) - round(0.5 * act.fps), middle, 0.8))
    performer.play(segment, act.action.id)


def _stand_before(act: Act, vessel: str, middle: Array) -> None:
    """Near enough to look into it, and not in it."""
    performer, body = act.performer, act.body
    if performer.posture != "stand":
        return
    face(act, middle, act.name_of(vessel), 0.1)
    ahead = flat_direction(performer.heading)[:2]
    far = float((middle[:2] - performer.point) @ ahead)
    nearest = act.scene.radius(vessel) + _FREE_M if act.scene.support_of(vessel) is None else 0.0
    wanted = float(np.clip(far, nearest, max(nearest, _FARTHEST * body.stature)))
    if far > _FARTHEST * body.stature:
        wanted = max(nearest, _BEFORE * body.stature)
    if abs(wanted - far) > 0.03:
        get_to(act, middle[:2] - wanted * ahead, performer.heading, abs(wanted - far))
