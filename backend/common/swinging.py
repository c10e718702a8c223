"""How a swing and a seesaw go: the same for who sits on them, for who pushes, and for where everybody is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..protocol.conventions import GRAVITY_M_S2
from ..protocol.scene import Action, Entity, SceneDescription

Array = NDArray[np.float64]

SWING, PUSH_SWING, SEESAW, SLIDE = "swing on", "push swing", "seesaw", "slide down"
"""verbs of the deeds that are done on a playground"""
SEATED = {SWING: "swing", SEESAW: "seesaw", SLIDE: "slide"}
"""deeds that are done sitting from the start, and on what"""
SWING_RAD = 0.62
"""how far a swing goes to each side"""
_GENTLY = frozenset({"gently", "slowly", "softly", "lightly", "calmly", "quietly"})
_HIGH = frozenset({"high", "wildly", "fast", "higher", "hard"})
SEESAW_S = 2.8
_DWELL = 1.7
"""how much longer the ends of a seesaw last than those of a sine"""


def is_seated_play(action: Action, target: Entity | None) -> bool:
    """Whether an action is done sitting on what it is about, from the first frame on."""
    return target is not None and SEATED.get(action.verb) == target.category


def pushed_on_swing(description: SceneDescription, action: Action) -> tuple[str, str] | None:
    """Who (entity id) is pushed on which swing (entity id) by an action."""
    if action.verb != PUSH_SWING:
        return None
    return next(
        ((other.actor_id, other.target_id) for other in description.actions
         if other.verb == SWING and other.actor_id == action.target_id and other.target_id is not None), None
    )  # fmt: skip


def swing_rad(action: Action) -> float:
    """How far a swing goes to each side, by what is said of it."""
    words = {*action.manner, *action.text.lower().split()}
    return SWING_RAD * (0.35 if words & _GENTLY else 1.25 if words & _HIGH else 1.0)


def swing_period_s(length_m: float, rad: float = SWING_RAD) -> float:
    """Of a pendulum of a length, with the first term of its series for wide swings."""
    return float(2.0 * np.pi * np.sqrt(length_m / GRAVITY_M_S2) * (1.0 + rad**2 / 16.0))


def swing_angle(seconds: Array, length_m: float, rad: float = SWING_RAD) -> Array:
    """(T,) rad ahead of the plumb line; it begins behind it, at rest."""
    return np.asarray(-rad * np.cos(2.0 * np.pi * seconds / swing_period_s(length_m, rad)))


def seesaw_share(seconds: Array) -> Array:
    """(T,) -1 where the first seat is down, as it is at the beginning, to 1 where it is up; it dwells at both ends."""
    return np.asarray(-np.tanh(_DWELL * np.cos(2.0 * np.pi * seconds / SEESAW_S)) / np.tanh(_DWELL))
