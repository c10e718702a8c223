"""Where one stands who pushes somebody on a swing: behind it, as far as the seat comes and the arms are long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.swinging import PUSH_SWING, pushed_on_swing, swing_rad
from ..protocol.scene import Action
from .stand import to_world

if TYPE_CHECKING:
    from .choreography import Choreography

_ARMS, _BACK = 0.235, 0.055
"""from the back of who is pushed to the middle of who pushes, and from a seat to the back over it: statures"""


def push_on_swing(plan: Choreography, actor: str, action: Action, target: str | None) -> bool:
    """Puts who pushes somebody on a swing behind them; False for other deeds."""
    pushed = pushed_on_swing(plan.scene.description, action) if target is not None else None
    if action.verb != PUSH_SWING or pushed is None:
        return False
    for sitter in plan.present(pushed[0]):
        support = plan.scene.supports[sitter]
        holder = plan.scene.things.get(support.parent_id or "")
        if holder is None or support.surface is None or support.kind != "seat":
            continue
        stand = plan.scene.stands[holder.object_id]
        joints = {part.name: part.joint for part in holder.asset.meshes if part.joint is not None}
        hook = joints.get(support.surface.name)
        if hook is None:
            continue
        length = float(hook.origin[2] - support.surface.centre[2])
        deed = next(a for a in plan.scene.description.actions if a.id == action.during)
        behind = length * np.sin(swing_rad(deed))
        behind += _BACK * plan.scene.things[sitter].top + _ARMS * plan.scene.things[actor].top
        heading = stand.pose[2] + support.surface.heading
        back = -np.array([np.sin(heading), -np.cos(heading)])
        spot = to_world(holder, stand, support.surface.centre)[:2] + behind * back
        plan.put_first(actor, np.array([*spot, heading]))
        return True
    return False
