"""Where people are who look out of windows, into mirrors or at pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..protocol.conventions import direction_heading
from ..protocol.scene import Action
from .casting import looks_into, looks_through
from .exchanges import stand_at
from .separation import turn
from .things import Thing

if TYPE_CHECKING:
    from .choreography import Choreography

_BEFORE_MIRROR_M = 0.9
_BEFORE_PICTURE_M, _ASIDE_M = 1.5, 0.55
"""from a picture to who looks at it, and how far to its side: it is seen past them"""
_PICTURES = frozenset({"picture", "painting", "poster", "portrait", "photograph", "map"})


def come_to_see(plan: Choreography, actor: str, action: Action) -> None:
    """Who looks out of a window, into a mirror or at a picture is at it from the start."""
    if actor not in plan.where and (window := looks_through(plan.scene, action)) is not None:
        stand_at(plan, actor, window)
    if not plan.has_way(actor) and (mirror := looks_into(plan.scene, action)) is not None:
        stand_before(plan, actor, mirror)
    seen = next((i for i in plan.present(action.target_id) if i in plan.scene.stands), None)
    if seen is not None and not plan.has_way(actor) and _is_picture(plan.scene.things[seen]):
        _stand_to_look(plan, actor, seen)


def _is_picture(thing: Thing) -> bool:
    return thing.kind == "wall" and bool(thing.words & _PICTURES)


def _stand_to_look(plan: Choreography, actor: str, picture: str) -> None:
    """Somebody before a picture on a wall, a step to its side, turned to it."""
    stand = plan.stand_of(picture)
    for aside in (-_ASIDE_M, _ASIDE_M):
        spot = stand.pose[:2] + turn(float(stand.pose[2]), np.array([aside, -_BEFORE_PICTURE_M]))
        if float(plan.floor_plan(actor).clearance(spot[None])[0]) > 0.0 and actor not in plan.scene.held:
            plan.put(actor, np.array([*spot, direction_heading(stand.pose[:2] - spot)]))
            return


def stand_before(plan: Choreography, actor: str, mirror: str) -> None:
    """Somebody who looks into a mirror stands a step from its front, and sees their face."""
    stand = plan.stand_of(mirror)
    front = turn(float(stand.pose[2]), np.array([0.0, -1.0]))
    spot = stand.pose[:2] + front * (float(plan.scene.things[mirror].extents[1]) + _BEFORE_MIRROR_M)
    if actor not in plan.scene.held:
        plan.put(actor, np.array([*spot, direction_heading(-front)]))
