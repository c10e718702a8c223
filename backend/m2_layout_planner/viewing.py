"""Where people are who look out of windows or into mirrors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..protocol.conventions import direction_heading
from ..protocol.scene import Action
from .casting import looks_into, looks_through
from .exchanges import stand_at
from .separation import turn

if TYPE_CHECKING:
    from .choreography import Choreography

_BEFORE_MIRROR_M = 0.9


def come_to_see(plan: Choreography, actor: str, action: Action) -> None:
    """Who looks out of a window or into a mirror is at it from the start."""
    if actor not in plan.where and (window := looks_through(plan.scene, action)) is not None:
        stand_at(plan, actor, window)
    if not plan.has_way(actor) and (mirror := looks_into(plan.scene, action)) is not None:
        stand_before(plan, actor, mirror)


def stand_before(plan: Choreography, actor: str, mirror: str) -> None:
    """Somebody who looks into a mirror stands a step from its front, and sees their face."""
    stand = plan.stand_of(mirror)
    front = turn(float(stand.pose[2]), np.array([0.0, -1.0]))
    spot = stand.pose[:2] + front * (float(plan.scene.things[mirror].extents[1]) + _BEFORE_MIRROR_M)
    if actor not in plan.scene.held:
        plan.put(actor, np.array([*spot, direction_heading(-front)]))
