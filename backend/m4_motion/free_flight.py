"""Where a thing that is thrown to nobody flies: as it was asked, or as near to it as nothing stands in its way."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.ballistics import flight_time
from .acts import Act
from .channels import Array
from .performer import turned
from .scene_query import Flight

_TURNS_RAD = np.radians([0.0, 10.0, -10.0, 20.0, -20.0, 30.0, -30.0, 40.0, -40.0])
"""how far beside the asked direction it may go, the nearest first: still to the right where that was said"""
_PERSON_HALF_M = 0.3
_LOW_M = 0.05
"""what is no higher is flown over and rolled over"""
_ROLLS_M = 1.5
"""that have to be free beyond the landing"""


def free_landing(act: Act, thing: str, radius: float, landing: Array, speed_m_s: float) -> Array:
    """The landing (3,) turned about the thrower to the nearest direction in which nothing is hit, else as asked."""
    here = np.array([*act.performer.point, 0.0])
    hand = here + np.array([0.0, 0.0, 0.95 * act.body.stature])
    boxes = _boxes(act, thing)
    for turn_rad in _TURNS_RAD:
        to = here + turned(turn_rad, landing - here)
        seconds = flight_time(hand, to, speed_m_s)
        flight = Flight(actor_id=act.performer.actor_id, frame=0, seconds=seconds, start=hand, landing=to)
        way = np.stack([flight.at(share * seconds) for share in np.linspace(0.0, 1.0, 24)])
        ahead = (to - hand) * np.array([1.0, 1.0, 0.0])
        ahead /= max(float(np.linalg.norm(ahead)), 1e-6)
        way = np.concatenate([way, to + np.linspace(0.1, _ROLLS_M, 8)[:, None] * ahead])
        if not any(_meets(way, radius, *box) for box in boxes):
            return to
    return landing


def _boxes(act: Act, thing: str) -> list[tuple[Array, Array, Array]]:
    """Centre (3,), rotation (4,) and half size (3,) of what could be hit; not what the thrower is on, in or beside."""
    scene, boxes = act.scene, []
    for other in scene.layout.placements:
        asset, transform = scene.asset(other), scene.transform(other)
        if other in (thing, act.performer.actor_id) or asset is None or transform is None:
            continue
        if (performer := act.performers.get(other)) is not None:
            half = np.array([_PERSON_HALF_M, _PERSON_HALF_M, 0.5 * performer.body.stature])
            boxes.append((np.array([*performer.point, half[2]]), np.array([1.0, 0.0, 0.0, 0.0]), half))
            continue
        half = 0.5 * np.asarray(asset.dimensions, dtype=np.float64) * np.asarray(transform.scale, dtype=np.float64)
        box = (scene.centre(other), np.asarray(transform.rotation, dtype=np.float64), half)
        if not _meets(np.array([[*act.performer.point, box[0][2]]]), 0.1, *box):
            boxes.append(box)
    return boxes


def _meets(way: Array, radius: float, centre: Array, rotation: Array, half: Array) -> bool:
    """Whether a ball whose middle goes along `way` (N, 3) comes into a box that is higher than a rug."""
    if centre[2] + half[2] < _LOW_M:
        return False
    beside = np.abs(quat.mul_vec(quat.inv(rotation), way - centre)) - half
    return bool(np.any(np.max(beside, axis=1) < 0.9 * radius))
