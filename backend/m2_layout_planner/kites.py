"""Where a kite is that somebody flies: at the end of its line, beside its flyer in the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.kites import KITE_WIDTH_M, LINE_M, RISE_RAD
from ..protocol.conventions import direction_heading
from .first_place import free_spot
from .stand import Stand

if TYPE_CHECKING:
    from .choreography import Choreography


def fly_kite(plan: Choreography, actor: str, kite: str) -> None:
    """The kite to one side of the picture, high up at the end of its line; who flies it looks that way."""
    if actor not in plan.where:
        plan.put(actor, free_spot(plan.scene, plan.floor_plan(actor, leave_out=(kite,))))
    side = 1.0 if plan.rng.random() < 0.5 else -1.0
    away = np.array([side, 0.12]) / np.hypot(1.0, 0.12)
    here = plan.where[actor]
    plan.face_at_start(actor, direction_heading(away))
    length = LINE_M * float(plan.scene.things[kite].asset.dimensions[0] / KITE_WIDTH_M)
    hand_m = 0.75 * plan.scene.things[actor].top
    place = here[:2] + length * np.cos(RISE_RAD) * away
    base = hand_m + length * float(np.sin(RISE_RAD)) - float(plan.scene.things[kite].top)
    plan.scene.stands[kite] = Stand(pose=np.array([*place, direction_heading(-away)]), base=max(base, 0.5))
