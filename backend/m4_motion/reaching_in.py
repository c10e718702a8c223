"""How a hand gets at what lies in something, and out again with it: from above over a rim, or through an open door."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.openings import opening_of
from .channels import Array
from .scene_query import SceneQuery

_OVER_M, _BEFORE_M = 0.06, 0.10
"""above a rim, and before a thing on a shelf"""
_LIFTED_M = 0.015


@dataclass(frozen=True)
class WayOut:
    """From the grip of a thing: where the hand comes from (3,), and where it takes the thing (3,), in the world."""

    come: Array
    leave: Array


def holder_of(scene: SceneQuery, thing: str) -> str | None:
    """What a thing is in from the start on, and has not been taken out of."""
    placement = scene.layout.placements.get(thing)
    holder = placement.support_id if placement is not None else None
    if holder is None or thing in scene.moved or not scene.places(holder, "inside"):
        return None
    low, centre = scene.bottom(thing), scene.centre(thing)
    for _, place in scene.places(holder, "inside"):
        local = quat.mul_vec(quat.inv(place.rotation), centre - place.translation)
        if abs(low - place.translation[2]) < 0.03 and np.all(np.abs(local[:2]) <= 0.5 * place.dimensions[:2]):
            return holder
    return None


def closed_around(scene: SceneQuery, thing: str) -> str | None:
    """What has to be opened before a hand gets at a thing."""
    holder = holder_of(scene, thing)
    asset = scene.asset(holder or "")
    shut = asset is not None and opening_of(asset, "") is not None and holder not in scene.opened
    return holder if shut else None


def way_out_of(scene: SceneQuery, thing: str) -> WayOut | None:
    """Through the door of what a thing is in, else up over its rim; None for what is in nothing."""
    holder = holder_of(scene, thing)
    asset, transform = scene.asset(holder or ""), scene.transform(holder or "")
    if holder is None or asset is None or transform is None:
        return None
    place = scene.nearest_place(holder, "inside", scene.centre(thing))
    assert place is not None
    opening = opening_of(asset, "")
    upright = opening is not None and opening.joint.kind == "hinge" and abs(float(opening.joint.axis[2])) > 0.7
    if upright:
        out = quat.mul_vec(transform.rotation, np.array([0.0, -1.0, 0.0]))
        deep = float((scene.centre(thing) - transform.translation) @ -out)
        front = -float(asset.bounds[0][1] * transform.scale[1])
        far = front + deep + scene.radius(thing)
        up = np.array([0.0, 0.0, _LIFTED_M])
        return WayOut(come=_BEFORE_M * out + up, leave=far * out + up)
    rim = float(place.translation[2] + place.dimensions[2])
    height = scene.top(thing) - scene.bottom(thing)
    over = max(0.18, rim - scene.bottom(thing) + _OVER_M)
    come = max(0.08, min(over, rim - scene.bottom(thing) - 0.5 * height + _OVER_M))
    return WayOut(come=np.array([0.0, 0.0, come]), leave=np.array([0.0, 0.0, over]))
