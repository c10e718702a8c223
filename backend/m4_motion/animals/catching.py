"""A dog that catches what flies: after it, up in a leap, the teeth on it at the highest point, and down with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import quat
from ...protocol.scene import MotionEvent, PoseTrack
from ..channels import Array, minimum_jerk
from ..scene_query import Flight
from .fetching import Turn, in_the_mouth, run_to, teeth_of
from .jumping import leap
from .pose import INDEX, solve

if TYPE_CHECKING:
    from .programs import Deed

_AFTER_S, _RUNS_M, _FROM_M, _HIGH_M = 0.2, 2.6, 4.5, 1.15
"""how long after the throw it starts, how far it runs, from how far behind it comes what nobody throws, and how high"""
_LEAP, _AHEAD = 0.95, 2.2
"""height and way of the leap, in heights of the hip"""
_FLOATS_M, _SPINS_HZ = 0.45, 2.5
_LOW = 0.45
"""m/s by which what is thrown at a dog is slower at the end than at first, of its mean speed"""


def catch_in_the_air(deed: Deed, turn_to: Turn) -> bool:
    """False where there is nothing that flies."""
    animal, scene, thing = deed.animal, deed.scene, deed.target_id
    asset, placed = (scene.asset(thing), scene.transform(thing)) if thing is not None else (None, None)
    if thing is None or asset is None or placed is None or asset.skeleton is not None:
        return False
    size = (asset.dimensions * placed.scale).astype(np.float64)
    middle = (asset.bounds.mean(axis=0) * placed.scale).astype(np.float64)
    flight, body, fps = scene.flights.get(thing), animal.body, animal.fps
    ahead, start, begins = _coming(deed, flight)

    # 1. After it, and up
    if flight is not None:
        animal.rest(flight.frame + round(_AFTER_S * fps) - animal.length)
    heading = float(np.arctan2(ahead[0], -ahead[1]))
    run_to(deed, animal.point + _RUNS_M * ahead[:2], heading, turn_to)
    first = animal.length
    leap(deed, _AHEAD * body.leg, 0.0, _LEAP * body.leg)
    motion = animal.pieces[-1]
    up = int(np.argmax(motion[:, INDEX["z"]]))
    opens = minimum_jerk((np.arange(len(motion)) - up) / (0.2 * fps) + 1.0)
    motion[:, INDEX["jaw"]] += np.where(np.arange(len(motion)) <= up, 0.5, 0.2) * opens
    left_s = (len(motion) - 1 - np.arange(len(motion))) / fps
    motion[:, INDEX["neck.pitch"]] += 0.25 * opens * minimum_jerk(left_s / 0.3)
    animal.pose = motion[-1].copy()

    # 2. It comes to where the teeth are
    posed, head = solve(body, motion), body.index["head"]
    frame = quat.mul(posed.turns[:, head], body.rotations[head])
    bite = first + up
    rim = middle + np.array([0.0, 0.5 * size[1], 0.0]) if min(size[:2]) > 0.12 else middle
    held = in_the_mouth(body, rim)
    turn = quat.mul(frame[up], held.rotation.astype(np.float64))
    end = posed.positions[up, head] + quat.mul_vec(frame[up], teeth_of(body)) - quat.mul_vec(turn, rim - middle)
    end = end + np.array([0.0, 0.0, animal.base])
    animal.events.append(MotionEvent(kind="guide", frame=begins, actor_id=animal.actor_id, joint="head",
                                     target_id=thing,
                                     way=_glide(start, end, turn, middle, bite - begins, fps)))  # fmt: skip
    animal.events.append(MotionEvent(kind="grasp", frame=bite, actor_id=animal.actor_id, joint="head", target_id=thing,
                                     offset=held))  # fmt: skip

    # 3. On with it, or back to who threw it
    home = animal.point + 1.2 * ahead[:2]
    if flight is not None:
        thrower = scene.layout.placements[flight.actor_id].transform.translation[:2].astype(np.float64)
        back = thrower - animal.point
        home = animal.point + back * max(0.0, 1.0 - (body.nose + 0.75) / max(float(np.linalg.norm(back)), 1e-6))
    way = home - animal.point
    run_to(deed, home, float(np.arctan2(way[0], -way[1])), turn_to, "trot")
    animal.joy.append((animal.length, 10**6))
    animal.rest(round(1.2 * fps))
    return True


def _coming(deed: Deed, flight: Flight | None) -> tuple[Array, Array, int]:
    """Which way (3,) it flies, from where (3,), and from which frame on; what nobody throws comes from behind."""
    animal = deed.animal
    if flight is not None:
        way = (flight.landing - flight.start) * [1.0, 1.0, 0.0]
        return way / max(float(np.linalg.norm(way)), 1e-6), flight.start, flight.frame + 1
    ahead = np.array([np.sin(animal.heading), -np.cos(animal.heading), 0.0])
    aside = np.array([ahead[1], -ahead[0], 0.0])
    here = np.array([*animal.point, 0.0])
    return ahead, here - _FROM_M * ahead + 0.9 * aside + np.array([0.0, 0.0, _HIGH_M]), 0


def _glide(start: Array, end: Array, turn: Array, middle: Array, count: int, fps: float) -> PoseTrack:
    """From one point to another, flat and spinning, up a little and slower and slower; at last as it is held."""
    u = np.arange(1, count + 1) / count
    along = u + _LOW * u * (1.0 - u)
    places = start + along[:, None] * (end - start)
    places[:, 2] += 4.0 * _FLOATS_M * u * (1.0 - u)
    left_s = (1.0 - u) * count / fps
    spin = quat.from_angle_axis(-2.0 * np.pi * _SPINS_HZ * left_s, [0.0, 0.0, 1.0])
    bank = quat.from_angle_axis(0.25 * np.sin(np.pi * u), [0.0, 1.0, 0.0])
    level = quat.mul(bank, quat.mul(quat.from_angle_axis(_yaw(turn), [0.0, 0.0, 1.0]), spin))
    last = minimum_jerk(1.0 - left_s / 0.15)[:, None]
    level = np.where(np.sum(level * turn, axis=-1, keepdims=True) < 0.0, -level, level)
    turns = quat.normalize(level + last * (turn - level))
    return PoseTrack(translations=(places - quat.mul_vec(turns, middle)).astype(np.float32),
                     rotations=quat.unroll(turns).astype(np.float32))  # fmt: skip


def _yaw(turn: Array) -> Array:
    axis = quat.mul_vec(turn, np.array([1.0, 0.0, 0.0]))
    return np.asarray(np.arctan2(axis[1], axis[0]))
