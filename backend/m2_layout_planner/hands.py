"""What people have in their hands at the start: where it is, and what stands on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .separation import Array, turn
from .stand import Stand

if TYPE_CHECKING:
    from .placing import Scene

_BEFORE, _FARTHEST, _HEIGHT = 0.17, 0.34, 0.62
"""how far ahead of the body the middle of a held thing is, and how high (statures); M4 has the exact pose"""


def in_hands(scene: Scene) -> dict[str, str]:
    """Things that somebody holds, and what stands on those, with their holder."""
    found: dict[str, str] = {}
    for object_id in scene.things:
        at: str | None = object_id
        while at is not None:
            support = scene.supports[at]
            if support.kind == "hands" and support.parent_id is not None:
                found[object_id] = support.parent_id
                break
            at = support.parent_id
    return found


def hold_out(scene: Scene, fixed: frozenset[str]) -> None:
    """A first stand for held things, so that what stands on them finds its place."""
    for object_id, support in scene.supports.items():
        if support.kind == "hands" and object_id not in fixed:
            scene.stands[object_id] = Stand(pose=np.zeros(3), base=1.0)


def put_in_hands(scene: Scene, fixed: frozenset[str]) -> None:
    """Held things to where their holders stand, with what stands on them."""
    for object_id, support in scene.supports.items():
        if support.kind != "hands" or support.parent_id is None or object_id in fixed:
            continue
        thing, person, body = scene.things[object_id], scene.things[support.parent_id], scene.stands[support.parent_id]
        ahead = float(np.clip(0.09 * person.top + 1.1 * thing.extents[1], _BEFORE * person.top, _FARTHEST * person.top))
        pose = np.array([*(body.pose[:2] + turn(body.pose[2], np.array([0.0, -ahead]))), body.pose[2]])
        old, base = scene.stands[object_id], body.base + _HEIGHT * person.top - 0.5 * (thing.bottom + thing.top)
        for other in scene.things:
            if other == object_id or _stands_on(scene, other, object_id):
                scene.stands[other] = moved_along(scene.stands[other], old, pose, base)


def _stands_on(scene: Scene, object_id: str, holder_id: str) -> bool:
    at = scene.supports[object_id].parent_id
    while at is not None and at != holder_id:
        at = scene.supports[at].parent_id
    return at == holder_id and holder_id in scene.stands


def moved_along(stand: Stand, old: Stand, pose: Array, base: float) -> Stand:
    """A stand that goes with another one, which goes from `old` to `pose` and `base`."""
    angle = float(pose[2] - old.pose[2])
    there = pose[:2] + turn(angle, stand.pose[:2] - old.pose[:2])
    return replace(stand, pose=np.array([*there, stand.pose[2] + angle]), base=stand.base + base - old.base)
