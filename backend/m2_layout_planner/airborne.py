"""Where things are that fly by themselves: over what they pass, across the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.wings import flight_of, passed_in_flight
from ..protocol.scene import SceneDescription
from .stand import Stand
from .things import Thing

if TYPE_CHECKING:
    from .placing import Scene

_ACROSS_RAD = 1.15
"""heading of what flies across the picture, a little toward the camera"""
_LOW_M = 3.0
"""up to which height of the thing below a flight passes well above it"""
_BEYOND = frozenset({"past", "by", "around", "round"})


def flown_past(description: SceneDescription, things: dict[str, Thing], object_id: str) -> str | None:
    """The thing (object id) that something flies over or past; None for what flies nowhere in particular."""
    action = flight_of(description, object_id)
    found = None if action is None else passed_in_flight(description, action)
    entity = next((e for e in description.entities if found is not None and e.id == found[0]), None)
    present = [i for i in entity.object_ids if i in things] if entity is not None else []
    present = [i for i in present if things[i].kind not in ("environment", "ground", "sky") and i != object_id]
    return present[len(present) // 2] if present else None


def in_flight(scene: Scene, object_id: str, number: int, rng: np.random.Generator, usual_m: float) -> Stand | None:
    """Where something is in the middle of its flight; None for what does not fly by itself."""
    action = flight_of(scene.description, object_id)
    if action is None:
        return None
    thing = scene.things[object_id]
    side = -1.0 if rng.random() < 0.5 else 1.0
    heading = side * (_ACROSS_RAD + rng.uniform(-0.1, 0.1))
    apart = np.array([0.9, 0.6]) * thing.reach * (number % 2 * 2 - 1) * ((number + 1) // 2)
    other = flown_past(scene.description, scene.things, object_id)
    if other is None or other not in scene.stands:
        height = usual_m + 0.25 * thing.height
        return Stand(pose=np.array([apart[0], apart[1] + 0.8 * height, heading]), base=height + 0.4 * abs(apart[1]))
    below, stand = scene.things[other], scene.stands[other]
    how = passed_in_flight(scene.description, action)
    if how is not None and how[1] in _BEYOND:
        base = stand.base + max(0.6 * below.top, min(usual_m, 1.2 * below.top))
        before = np.array([0.0, -(float(below.extents[1]) + thing.reach + 0.5)])
    else:
        gap = 0.5 * thing.height + (0.9 if below.top < _LOW_M else 0.06 * below.top)
        base, before = stand.base + below.top + gap, np.array([0.0, -0.1 * float(below.extents[1])])
    return Stand(pose=np.array([*(stand.pose[:2] + before + apart), heading]), base=base + 0.4 * abs(float(apart[1])))
