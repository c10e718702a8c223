"""A dog that fetches: after what was thrown, down with the mouth to where it comes to rest, and back with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ...common import quat
from ...protocol.scene import MotionEvent, PoseTrack, Transform
from ..channels import Array, interpolate, minimum_jerk
from ..scene_query import Flight
from .gait import FROUDE, speed_at
from .going import travel
from .pose import INDEX, Body, solve

if TYPE_CHECKING:
    from .programs import Deed

_AFTER_S, _SLIDES_M, _SLIDE_S = 0.15, 0.35, 0.45
"""how long after the throw it starts, and how far and long what has landed slides on"""
_EAGER, _GIVES_S = 2.0, 0.2
"""how much quicker it turns and runs than usual, and how long it stands there with it"""
_BEFORE_M = 0.75
"""from the nose to whom it brings the thing"""
_TEETH = 0.78
"""where in the mouth it has the thing, from the head's joint to the nose"""
_SWINGS_HZ = 1.4
_DOWN_S, _BITES_S, _UP_S = 0.34, 0.46, 0.80
_JAW = 0.22

Turn = Callable[["Deed", float, float], None]


def fetch(deed: Deed, turn_to: Turn) -> None:
    """To where the thing lies or will lie, and with it in the mouth to who threw it, or back."""
    deed = replace(deed, style=replace(deed.style, tempo=_EAGER * deed.style.tempo))
    animal, scene, thing = deed.animal, deed.scene, deed.target_id
    asset, placed = (scene.asset(thing), scene.transform(thing)) if thing is not None else (None, None)
    if thing is None or asset is None or placed is None or asset.skeleton is not None:
        deed.notes.append(f"There is nothing to fetch for “{deed.action.text}”.")
        return
    flight, home = scene.flights.get(thing), animal.point.copy()
    size = asset.dimensions * placed.scale
    middle = (asset.bounds.mean(axis=0) * placed.scale).astype(np.float64)
    spot, yaw = scene.centre(thing), 0.0
    if flight is not None:
        way = flight.landing[:2] - animal.point  # all eyes on where it will go
        animal.face_from_start(float(np.arctan2(way[0], -way[1])))
        animal.rest(flight.frame + round(_AFTER_S * animal.fps) - animal.length)
        spot, yaw = _landing(flight, float(size[2]))
        thrower = scene.layout.placements.get(flight.actor_id)
        home = np.asarray(thrower.transform.translation[:2], np.float64) if thrower is not None else home
    elif (owner := _owner(deed)) is not None:
        home = np.asarray(scene.layout.placements[owner].transform.translation[:2], np.float64)

    # 1. There, so that the mouth comes down on it
    low, ahead = _mouth_down(animal.body, animal.pose, float(spot[2]))
    way = spot[:2] - animal.point
    heading = float(np.arctan2(way[0], -way[1]))
    end = spot[:2] - way / max(float(np.linalg.norm(way)), 1e-6) * ahead
    run_to(deed, end, heading, turn_to)

    # 2. Down, bite, up
    first, body = animal.length, animal.body
    down = animal.pose.copy()
    for name in ("neck.pitch", "head.pitch", "pitch", "z"):
        down[INDEX[name]] += low[INDEX[name]]
    opened, bitten, raised = down.copy(), down.copy(), animal.pose.copy()
    opened[INDEX["jaw"]], bitten[INDEX["jaw"]], raised[INDEX["jaw"]] = 2.0 * _JAW, _JAW, _JAW
    raised[INDEX["neck.pitch"]] += 0.25
    times = [0.0, _DOWN_S, _BITES_S, _BITES_S + 0.08, _UP_S]
    rows = np.stack([animal.pose, opened, opened, bitten, raised])
    t = np.arange(1, round(_UP_S * animal.fps) + 1) / animal.fps
    animal.play(interpolate(times, rows, t), deed.action.id, [round(x * animal.fps) for x in times[1:-1]])
    bite = first + round(_BITES_S * animal.fps)
    _events(deed, thing, flight, spot, yaw, middle, bite)

    # 3. Back with it
    back = home - animal.point
    distance = float(np.linalg.norm(back))
    if distance > 0.3:
        stop = max(distance - (body.nose + _BEFORE_M if flight is not None or _owner(deed) else 0.0), 0.2)
        run_to(deed, animal.point + back / distance * stop, float(np.arctan2(back[0], -back[1])), turn_to, "trot")
    animal.joy.append((animal.length, 10**6))
    animal.rest(round(_GIVES_S * animal.fps))


def _owner(deed: Deed) -> str | None:
    """The nearest person, to whom it brings what lay about."""
    people = [i for i in deed.scene.layout.placements
              if deed.scene.is_character(i) and (a := deed.scene.asset(i)) is not None and a.category == "person"]
    here = deed.animal.point
    return min(people, key=lambda i: float(np.linalg.norm(
        deed.scene.layout.placements[i].transform.translation[:2] - here)), default=None)  # fmt: skip


def run_to(deed: Deed, goal: Array, heading: float, turn_to: Turn, gait: str = "run") -> None:
    """Straight to a point, the mouth as it is."""
    animal = deed.animal
    way = goal - animal.point
    if float(np.linalg.norm(way)) < 0.1:
        turn_to(deed, heading, 0.1)
        return
    turn_to(deed, float(np.arctan2(way[0], -way[1])), 0.7)
    jaw, neck = (float(animal.pose[INDEX[name]]) for name in ("jaw", "neck.pitch"))
    speed = speed_at(FROUDE[gait], animal.body.leg) * deed.style.tempo
    points = np.stack([animal.point, goal])
    motion, keys = travel(animal.body, animal.pose, points, heading, speed, animal.manner, animal.fps)
    if jaw > 0.0:
        motion[:, INDEX["jaw"]] = jaw
        motion[:, INDEX["neck.pitch"]] += np.maximum(neck - motion[:, INDEX["neck.pitch"]], 0.0)
    animal.play(motion, deed.action.id, keys)


def _landing(flight: Flight, high: float) -> tuple[Array, float]:
    """(3,) where what was thrown comes to rest, and how it is turned there."""
    way = (flight.landing - flight.start) * [1.0, 1.0, 0.0]
    spot = flight.landing + _SLIDES_M * way / max(float(np.linalg.norm(way)), 1e-6)
    return np.array([spot[0], spot[1], 0.5 * high]), float(np.arctan2(way[0], -way[1])) + 0.5


def _mouth_down(body: Body, pose: Array, height: float) -> tuple[Array, float]:
    """What is added to channels (C,) to bring the teeth down to a height, and how far ahead of the hips they are."""
    neck, tilt = (grid.ravel() for grid in np.meshgrid(np.linspace(-2.1, 0.0, 36), np.linspace(-0.7, 0.9, 17)))
    more = np.zeros((len(neck), len(pose)))
    more[:, INDEX["neck.pitch"]], more[:, INDEX["head.pitch"]] = neck, tilt
    more[:, INDEX["pitch"]], more[:, INDEX["z"]] = 0.10 * neck, 0.055 * body.leg * neck
    rows = np.repeat(pose[None], len(neck), axis=0)
    rows = rows + more
    posed, head = solve(body, rows), body.index["head"]
    teeth = posed.positions[:, head] + quat.mul_vec(
        posed.turns[:, head], quat.mul_vec(body.rotations[head], teeth_of(body)))  # fmt: skip
    forward = np.array([np.sin(pose[INDEX["heading"]]), -np.cos(pose[INDEX["heading"]])])
    ahead = (teeth[:, :2] - pose[[INDEX["x"], INDEX["y"]]]) @ forward
    off = np.abs(teeth[:, 2] - height) / body.leg
    best = int(np.argmin(off + 0.02 * (neck**2 + tilt**2) - 0.05 * ahead / body.leg))
    return more[best], float(ahead[best])


def teeth_of(body: Body) -> Array:
    """(3,) in the frame of the head's joint."""
    return np.array([0.0, _TEETH * float(body.skeleton.bone_lengths[body.index["head"]]), 0.0])


def _events(
    deed: Deed, thing: str, flight: Flight | None, spot: Array, yaw: float, middle: Array, bite: int
) -> None:
    """The way of what was thrown until it lies, and the bite."""
    animal, body = deed.animal, deed.animal.body
    if flight is not None:
        animal.events.append(MotionEvent(
            kind="guide", frame=flight.frame + 1, actor_id=animal.actor_id, joint="head", target_id=thing,
            way=_thrown(flight, spot, yaw, middle, animal.fps),
        ))  # fmt: skip
    animal.events.append(MotionEvent(kind="grasp", frame=bite, actor_id=animal.actor_id, joint="head", target_id=thing,
                                     offset=in_the_mouth(body, middle)))  # fmt: skip


def in_the_mouth(body: Body, at: Array) -> Transform:
    """The pose in the head's frame of a thing that has its point (3,), scaled, between the teeth and its X across."""
    across = quat.inv(body.rotations[body.index["head"]])
    place = teeth_of(body) - quat.mul_vec(across, at)
    return Transform(translation=place.astype(np.float32), rotation=across.astype(np.float32))


def _thrown(flight: Flight, spot: Array, yaw: float, middle: Array, fps: float) -> PoseTrack:
    """From the hand through the air, turning end over end, a slide to where it lies flat."""
    air = np.arange(1, max(2, round(flight.seconds * fps)) + 1) / fps
    slide = np.arange(1, round(_SLIDE_S * fps) + 1) / fps
    down = np.array([*flight.landing[:2], spot[2]])
    places = [flight.at(float(t)) for t in air]
    places[-1] = down
    eased = 1.0 - (1.0 - slide / _SLIDE_S) ** 2
    way = np.concatenate([np.array(places), down + eased[:, None] * (spot - down)])
    t = np.concatenate([air, flight.seconds + slide])
    turns = 2.0 * np.pi * np.round(_SWINGS_HZ * flight.seconds)
    over = turns * (1.0 - np.clip(t / flight.seconds, 0.0, 1.0))
    flat = quat.from_angle_axis(yaw + 0.6 * (1.0 - minimum_jerk(t / t[-1])), [0.0, 0.0, 1.0])
    turn = quat.mul(flat, quat.from_angle_axis(over, [0.0, 1.0, 0.0]))
    return PoseTrack(translations=(way - quat.mul_vec(turn, middle)).astype(np.float32),
                     rotations=quat.unroll(turn).astype(np.float32))  # fmt: skip
