"""Who drives and who rides along: seated in the car from the first frame on, each in a seat of their own."""

from __future__ import annotations

import numpy as np

from ..common.mounts import DRIVING
from ..protocol.scene import Affordance
from .acts import Act
from .body import SADDLE_FLESH
from .channels import INDEX, SIDES, SIGN, changed, minimum_jerk
from .holding import placed_scale
from .mounted import foot_at, hand_at
from .performer import Happening, Segment
from .riding import attached_to_hips, placed_rows
from .scene_query import Ride
from .ways import Path

_DRIVE_M_S = 5.0
_KEY_S = 0.4
_UP = np.array([0.0, 0.0, 1.0])
_WHEEL_M = np.array([0.0, -0.54, 0.48])
"""the middle of the steering wheel from the driver's seat"""
_LAP = np.array([0.095, -0.17, 0.060])
"""a hand on the thigh, from the hips, statures"""
_ASIDE = 0.45
"""of the ride that is over when a passenger has turned to who sits beside"""


def drive(act: Act) -> None:
    """In a seat of the car while it goes along the layout's way: the driver steers, the others have their hands in
    their laps and look about; who finds no seat is told and stays."""
    performer, body, fps, thing = act.performer, act.body, act.fps, act.target_id
    seat = _seat_of(act, thing)
    ride = _ride_of(act, thing) if thing is not None and seat is not None and performer.length == 0 else None
    if thing is None or seat is None or ride is None:
        why = "there is no free seat" if seat is None else "it comes after something else"
        act.notes.append(f"“{act.action.text}” cannot be shown, {why}; {act.actor} stays there.")
        return
    scale, steers = placed_scale(act.scene, thing), seat.name == "driver"
    act.scene.taken_seats.add((thing, seat.name))
    count, headings = len(ride.headings), ride.headings
    # 1. On the seat, the feet before it
    place = np.asarray(seat.frame.translation, dtype=np.float64) * scale
    hips = ride.origin + placed_rows(headings, place + SADDLE_FLESH * body.stature * _UP)
    pose = changed(body.standing(), {"hips.pitch": -0.30, "spine.pitch": 0.10, "head.pitch": 0.12, "knee": 0.18})
    motion = np.repeat(pose[None], count, axis=0)
    motion[:, INDEX["heading"]] = headings
    motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]] = hips
    rate = np.gradient(np.unwrap(headings)) * fps
    size = body.stature / 1.7
    for side in SIDES:
        foot = np.array([SIGN[side] * 0.09, -0.74 * size, -0.24 - 0.05 * size])
        motion = foot_at(body, motion, side, hips, headings, foot, pitch=-0.55, toes_out=0.06)
    # 2. Hands and eyes
    for side in SIDES:
        if steers:
            t = np.arange(1, count + 1) / fps
            wheel = _WHEEL_M * scale - SADDLE_FLESH * body.stature * _UP
            turn = np.clip(1.6 * rate, -0.7, 0.7) + 0.02 * np.sin(2.0 * np.pi * 0.4 * t)
            rim = wheel + np.stack([0.17 * SIGN[side] * np.cos(turn), 0.17 * SIGN[side] * 0.4 * np.sin(turn) + 0.0 * t,
                                    0.04 - 0.15 * SIGN[side] * np.sin(turn)], axis=-1)  # fmt: skip
            fingers, palm = np.array([-0.25 * SIGN[side], -0.8, 0.55]), np.array([-0.8 * SIGN[side], -0.55, -0.2])
            motion = hand_at(body, motion, side, hips, headings, rim, fingers, palm, 0.026)
        else:
            lap = _LAP * [SIGN[side], 1.0, 1.0] * body.stature
            fingers, palm = np.array([-0.25 * SIGN[side], -0.95, -0.1]), np.array([0.0, -0.1, -1.0])
            motion = hand_at(body, motion, side, hips, headings, lap, fingers, palm, 0.10)
    motion[:, INDEX["head.yaw"]] += np.clip(0.5 * rate, -0.5, 0.5)
    performer.pose = motion[0].copy()
    if thing in act.scene.taken_things:  # it goes with who got in first
        _look_about(act, thing, count)
    else:
        act.scene.taken_things.add(thing)
        offset = attached_to_hips(body, motion[0], ride.origin[0], float(headings[0]))
        performer.happenings.append(Happening(kind="grasp", frame=0, joint="hips", target_id=thing, offset=offset))
    keys = tuple(range(0, count, max(2, round(_KEY_S * fps))))
    performer.play(Segment(motion=motion, keys=keys, seam_s=0.0), act.action.id)
    performer.posture = "ride"


def _seat_of(act: Act, thing: str | None) -> Affordance | None:
    """The free seat that is this person's: the wheel for who drives or for the first of those who do, then the one
    beside it; None where none is left."""
    asset = act.scene.asset(thing) if thing is not None else None
    if asset is None or thing is None:
        return None
    seats = [seat for seat in asset.affordances_of("sit_at") if (thing, seat.name) not in act.scene.taken_seats]
    drivers = [
        name for action in act.scene.description.actions
        if action.verb.split()[0] in DRIVING and thing in act.scene.objects_of(action.target_id)
        for name in act.scene.objects_of(action.actor_id)
    ]  # fmt: skip
    if drivers and act.performer.actor_id != drivers[0]:
        seats = [seat for seat in seats if seat.name != "driver"]
    return seats[0] if seats else None


def _ride_of(act: Act, thing: str) -> Ride | None:
    """Away with a gentle start, then at an even speed to the end of the way; the same for all in the car."""
    path = act.scene.path(act.performer.actor_id, act.action.id)
    if thing not in act.scene.rides and path is not None and len(path.points) > 1:
        points = np.asarray(path.points[:, :2], dtype=np.float64)
        way = Path(points, path.start_heading_rad, path.end_heading_rad)
        speed = act.value("speed_m_s", _DRIVE_M_S * act.style.tempo, 0.5, 30.0, "m/s", "speed on the way")
        count = max(2, round((act.duration_s or way.length / speed) * act.fps))
        u = np.arange(1, count + 1) / count
        xy, headings = way.at(way.length * (0.85 * u + 0.15 * minimum_jerk(u)))
        act.scene.rides[thing] = Ride(origin=np.column_stack([xy, np.zeros(count)]), headings=headings)
    return act.scene.rides.get(thing)


def _look_about(act: Act, thing: str, count: int) -> None:
    """At who sits beside for a while, as people who ride along do."""
    beside = [
        name for name, other in act.performers.items()
        if name != act.performer.actor_id and any(h.target_id == thing for h in other.happenings)
    ]  # fmt: skip
    if beside:
        act.performer.gazes.append((round(0.2 * count), round(_ASIDE * count), beside[0], 0.6))
