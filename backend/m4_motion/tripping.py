"""Tripping: come along at full speed to beside what is in the way, and fall from there without a stop."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Action
from .acts import Act
from .channels import INDEX, SIDES
from .moving import go
from .performer import Performer
from .scene_query import SceneQuery

_BEYOND_M = 4.0
"""how far the way seems to go on, so that nobody brakes before the fall"""


def come_to_trip(act: Act, obstacle_id: str) -> None:
    """Walk or run past a low thing so closely that a foot meets its side; the motion ends there, at full speed."""
    performer = act.performer
    asset, transform = act.scene.asset(obstacle_id), act.scene.transform(obstacle_id)
    assert asset is not None
    assert transform is not None
    centre = act.scene.centre(obstacle_id)[:2]
    ahead = (centre - performer.point) / max(float(np.linalg.norm(centre - performer.point)), 1e-6)
    heading = float(np.arctan2(ahead[0], -ahead[1]))
    half = 0.5 * float(np.min(np.asarray(asset.dimensions)[:2] * np.asarray(transform.scale)[:2]))
    beside = centre + (half + 0.10 * act.body.stature) * np.array([-ahead[1], ahead[0]])
    first = performer.length
    go(act, np.stack([performer.point, beside, beside + _BEYOND_M * ahead]), heading)
    motion = np.concatenate(performer.pieces)
    along = (motion[:, [INDEX["x"], INDEX["y"]]] - beside) @ ahead
    passing = first + int(np.argmax(along[first:] > -0.1))
    # The nearest moment with one foot on the floor and the other well on its way
    around = np.arange(max(first, passing - 4), min(len(motion), passing + 5))
    lifted = np.stack([motion[around, INDEX[f"foot.z.{side}"]] for side in SIDES])
    cut_short(performer, int(around[np.argmax(np.ptp(lifted, axis=0))]) + 1)


def cut_short(performer: Performer, length: int) -> None:
    """Drop all frames from `length` on."""
    performer.pieces = [np.concatenate(performer.pieces)[:length]]
    performer.length = length
    performer.pose = performer.pieces[-1][-1].copy()
    performer.keys = [key for key in performer.keys if key < length]
    performer.happenings = [h for h in performer.happenings if h.frame < length]
    performer.segments = [
        (name, start, min(end, length - 1)) for name, start, end in performer.segments if start < length
    ]


def obstacle_of(scene: SceneQuery, fall: Action, performer: Performer) -> str | None:
    """A thing that is low enough to fall over, and not yet under the feet."""
    thing = scene.target(fall, performer.actor_id, np.array([*performer.point, 0.0]))
    if thing is None or scene.is_character(thing) or scene.top(thing) > 0.4 * performer.body.stature:
        return None
    away = float(np.linalg.norm(scene.centre(thing)[:2] - performer.point))
    return thing if away > 1.2 else None
