"""Programs that take a person somewhere: walk, run, turn, wait, jump."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..protocol.scene import WalkPath
from .acts import Act
from .channels import INDEX, SIDES, Array, changed, minimum_jerk
from .facing import face
from .footsteps import shuffle
from .idle import wait_until
from .locomotion import Style, travel
from .performer import Segment, flat_direction, keyed
from .rising import get_up
from .scene_query import Flight
from .ways import Path

_NEAR_STAND_M = 0.6
_DONE_IN_HAND = ("drink", "eat", "phone", "read", "look", "play guitar", "swing bat", "swing sword")
"""what is in the hands is looked at and tasted where one stands"""
_CHASE_S, _SETS_OUT_S = 8.0, 0.7
"""how long one runs after something at most, and what starting and turning costs"""
_BACKWARDS = frozenset({"backward", "backwards", "rearward"})
_ASIDE, _STEPS = frozenset({"sideways", "aside", "sideward", "sidewards"}), frozenset({"step", "shuffle", "sidestep"})
_RUN_UP_M_S = 1.9
"""to a kick: brisk, but no run, in two steps"""
_SPEED_M_S = {"march": 1.5, "limp": 1.1, "walk": 1.28, "sneak": 1.35, "jog": 2.5, "run": 3.6}


def travel_to(act: Act) -> None:
    """Walk, run, jog or sneak straight on for the asked time; the layout's path, if any, is walked before."""
    if act.scene.path(act.performer.actor_id, act.action.id) is not None:
        return  # `approach` went there already, in this verb's gait
    performer = act.performer
    speed = _speed(act)
    seconds = act.duration_s or (3.0 if act.count is None else 0.6 * act.count)
    heading = performer.heading + {"left": np.pi / 2, "right": -np.pi / 2, "back": np.pi}.get(act.direction or "", 0.0)
    goal = performer.point + flat_direction(heading)[:2] * speed * seconds
    go(act, np.stack([performer.point, goal]), heading)


Stand = Callable[[Act], tuple[Array, float] | None]
"""where one stands (2,) and faces to begin a program, from about there"""


def approach(act: Act, stand: Stand | None = None) -> None:
    """Follow the layout's path of this action to its stand-off point, or to where the program wants to stand."""
    performer = act.performer
    path = act.scene.path(performer.actor_id, act.action.id)
    held = performer.held is not None and performer.held.object_id == act.target_id
    held = held or act.target_id in act.scene.taken_things
    if path is None or (held and act.verb in _DONE_IN_HAND):
        return
    goal = np.asarray(path.points[-1, :2], dtype=np.float64)
    if performer.posture != "stand" and float(np.linalg.norm(goal - performer.point)) < 0.9:
        return  # a gesture of someone who sits
    if float(np.linalg.norm(goal - performer.point)) < 0.12 and len(path.points) < 2:
        _turn_to(act, path.end_heading_rad)
        return
    flight = act.scene.flights.get(act.target_id or "")
    if flight is not None and flight.actor_id != performer.actor_id:
        if act.verb in _SPEED_M_S:
            away = _catching_up(act, flight) - performer.point
            distance = max(float(np.linalg.norm(away)), 1e-6)
            goal = performer.point + away * max(0.0, 1.0 - 0.6 / distance)
            go(act, np.stack([performer.point, goal]), float(np.arctan2(away[0], -away[1])))
        return  # for a gesture there is no way to go: it is gone already
    points, heading = continued(path, performer.point), path.end_heading_rad
    if stand is not None and len(path.points) > 1:
        arrived = replace(performer, pose=act.body.standing(float(goal[0]), float(goal[1]), heading))
        place = stand(replace(act, performer=arrived))
        if place is not None and np.linalg.norm(place[0] - goal) < _NEAR_STAND_M:
            points[-1], heading = place
    go(act, points, heading)


def _catching_up(act: Act, flight: Flight) -> Array:
    """Where (2,) one who sets out now meets what flies and rolls on."""
    since = (act.performer.length - flight.frame) / act.fps
    speed = _speed(act)
    for seconds in np.arange(0.0, _CHASE_S, 0.1):
        there = flight.at(since + seconds)[:2]
        if float(np.linalg.norm(there - act.performer.point)) <= speed * max(seconds - _SETS_OUT_S, 0.0) + 0.6:
            break
    return there


def continued(path: WalkPath, here: Array) -> Array:
    """The path's points from where the person really stands."""
    points = np.asarray(path.points[:, :2], dtype=np.float64)
    if len(points) > 1 and np.linalg.norm(points[0] - here) < 0.6:
        points = points[1:]
    return np.concatenate([here[None], points])


def go(act: Act, points: Array, end_heading: float, speed_m_s: float | None = None) -> None:
    """Turn toward the way where it starts sideways, travel, turn to the end heading."""
    performer, body, fps = act.performer, act.body, act.fps
    if performer.posture != "stand":
        get_up(act)
        points = np.concatenate([performer.point[None], points[1:]])
    length = float(np.sum(np.linalg.norm(np.diff(points, axis=0), axis=-1)))
    said = set(" ".join(act.action.manner).lower().split())
    if said & _BACKWARDS and act.verb in _SPEED_M_S and length > 0.5:
        _go_backwards(act, points)
        return
    aside = said & _ASIDE or (act.action.verb in _STEPS and said & {"left", "right"})
    if aside and act.target_id is None and length > 0.12:
        _step_aside(act, points)
        return
    if length < 0.12:
        _turn_to(act, end_heading)
        return
    first = points[min(len(points) - 1, 1)] - points[0]
    start_heading = float(np.arctan2(first[0], -first[1]))
    turn = (start_heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    if length < 0.45:
        _play(
            act,
            shuffle(
                body, performer.pose, float(points[-1][0]), float(points[-1][1]), end_heading, fps, act.style.tempo
            ),
        )
        return
    if abs(turn) > 0.95:
        _turn_to(act, performer.heading + turn, tempo=1.2)
    speed = speed_m_s or _speed(act)
    gait = act.gaits["run" if speed > 2.05 else "walk"]
    path = Path(points, performer.heading, end_heading)
    if act.duration_s and act.verb in _SPEED_M_S and act.pace_m_s is None:
        speed = float(np.clip(path.length / max(act.duration_s - 0.8, 0.5), 0.5 * speed, 1.6 * speed))
        gait = act.gaits["run" if speed > 2.05 else "walk"]
    speed = act.value("speed_m_s", speed, 0.3, 6.0, "m/s", "speed on the way")
    gait = act.gaits["run" if speed > 2.05 else "walk"]
    style = _gait_style(act, gait.name == "run")
    at_once = performer.length == 0 and len(act.performers) > 1 and act.pace_m_s is None
    strides = gait.variation.strides(performer.stride_seed, performer.length, at_once)
    if strides.waits_s > 0.0:
        wait_until(performer, round(strides.waits_s * fps))
    motion, keys = travel(body, performer.pose, path, gait, speed, style, fps, strides)
    first_frame = performer.length
    target = act.target_id
    ahead = target is not None and act.pace_m_s is None  # who is chased moves on
    if target is not None and ahead and (performer.held is None or performer.held.object_id != target):
        performer.gazes.append(
            (first_frame + int(0.6 * fps), first_frame + len(motion), act.scene.centre(target), 0.55)
        )
    span = performer.play(Segment(motion=motion, keys=tuple(keys)), act.action.id)
    performer.travelled.append(span)
    _turn_to(act, end_heading, tolerance_rad=0.06)


def _go_backwards(act: Act, points: Array) -> None:
    """Walking backwards is walking forwards played in reverse (Winter, Pluck & Yang 1989)."""
    performer, body = act.performer, act.body
    back = points[-2] - points[-1]
    facing = [float(np.arctan2(d[0], -d[1])) for d in (points[0] - points[1], back)]
    if performer.length == 0:
        performer.pose = body.standing(*performer.xy, facing[0])
    else:
        turn = (facing[0] - performer.heading + np.pi) % (2 * np.pi) - np.pi
        performer.play(
            Segment(motion=shuffle(body, performer.pose, *performer.xy, performer.heading + turn, act.fps)),
            act.action.id,
        )
    end = body.standing(float(points[-1][0]), float(points[-1][1]), facing[1])
    path = Path(points[::-1], facing[1], performer.heading)
    speed = act.value("speed_m_s", 0.68 * _speed(act), 0.3, 2.0, "m/s", "speed on the way")
    strides = act.gaits["walk"].variation.strides(performer.stride_seed, performer.length)
    motion, keys = travel(body, end, path, act.gaits["walk"], speed, _gait_style(act, False), act.fps, strides)
    motion = motion[::-1].copy()
    motion[:, INDEX["heading"]] += performer.heading - motion[0, INDEX["heading"]]
    span = performer.play(
        Segment(motion=motion, keys=tuple(sorted(len(motion) - 1 - key for key in keys))), act.action.id
    )
    performer.travelled.append(span)


def _step_aside(act: Act, points: Array) -> None:
    """Side steps toward the goal, facing across the way, as nearly as one faced before or to the viewer."""
    performer, body = act.performer, act.body
    way = points[-1] - points[0]
    length = float(np.linalg.norm(way))
    across = float(np.arctan2(way[0], -way[1])) + np.pi / 2
    wished = 0.0 if performer.length == 0 else performer.heading
    heading = min((across, across + np.pi), key=lambda h: -np.cos(h - wished))
    if performer.length == 0:
        performer.pose = body.standing(*performer.xy, heading)
    else:
        _turn_to(act, heading, tolerance_rad=0.4)
    far = act.value("distance_m", min(length, 0.5 * (act.count or 2)), 0.2, 4.0, "m", "how far aside")
    goal = performer.point + way / length * far
    motion = shuffle(
        body, performer.pose, float(goal[0]), float(goal[1]), performer.heading, act.fps, act.style.tempo
    )
    _play(act, motion)


def _gait_style(act: Act, running: bool) -> Style:
    """How one goes: the action's style with the artist's own values."""
    style = act.style
    return replace(
        style,
        stride=act.value("stride", style.stride, 0.5, 1.5, "", "length of the steps, of what is usual at this speed"),
        amplitude=act.value("arm_swing", style.amplitude, 0.0, 2.0, "", "amplitude of the arms"),
        lean=act.value("lean_rad", style.lean, -0.3, 0.8, "rad", "how far the chest leans forward"),
        head=act.value("head_rad", style.head, -0.5, 0.8, "rad", "how far the head looks down"),
        bounce=act.value("bounce", style.bounce, 0.0, 2.5, "", "rise and fall"),
        clearance=act.value("foot_lift", style.clearance, 0.4, 3.5, "", "how high the feet are lifted"),
        width=act.value("width", style.width, -0.03, 0.12, "", "of the track on each side, more leg lengths"),
        crouch=0.0 if running else act.value("crouch", style.crouch, 0.0, 0.25, "", "of the hips, in leg lengths"),
    )


def usual_speed(verb: str, leg_m: float) -> float:
    """m/s of a way of going, for legs of a length: equal Froude numbers."""
    pace = _RUN_UP_M_S if verb == "kick" else _SPEED_M_S.get(verb, _SPEED_M_S["walk"])
    return float(pace * np.sqrt(leg_m / 0.82))


def _speed(act: Act) -> float:
    if act.pace_m_s is not None:
        return act.pace_m_s  # however old or tired one of them is
    return float(usual_speed(act.verb, act.body.leg) * act.style.tempo * act.style.stride)


def _play(act: Act, motion: Array) -> None:
    act.performer.play(Segment(motion=motion, keys=(len(motion) // 2,)), act.action.id)


def _turn_to(act: Act, heading: float, tolerance_rad: float = 0.2, tempo: float = 1.0) -> None:
    performer = act.performer
    turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    if abs(turn) > tolerance_rad:
        goal = performer.heading + turn
        _play(act, shuffle(act.body, performer.pose, *performer.xy, goal, act.fps, act.style.tempo * tempo))


def get_to(act: Act, point: Array, heading: float, away: float) -> None:
    """A few steps (or a short walk) to a stand point."""
    performer = act.performer
    if away < 0.7:
        motion = shuffle(
            act.body, performer.pose, float(point[0]), float(point[1]), heading, act.fps, act.style.tempo * 1.15
        )
        performer.play(Segment(motion=motion, keys=(len(motion) // 2,)), act.action.id)
        return
    go(act, np.stack([performer.point, point]), heading)


def turn_on_spot(act: Act) -> None:
    """Turn left, right or around, or toward a thing; with a count, that many whole turns."""
    performer = act.performer
    if act.target_id is not None:
        face(act, act.scene.centre(act.target_id), act.name_of(act.target_id), 0.1)
        return
    whole = act.action.verb in ("spin", "twirl", "rotate")
    angle = {"left": np.pi / 2, "right": -np.pi / 2, "around": np.pi, "back": np.pi}.get(act.direction or "", np.pi)
    if whole or act.count:
        angle = np.copysign(2 * np.pi, angle) * (act.count or 1)
    pieces = max(1, int(np.ceil(abs(angle) / (1.02 * np.pi))))
    for _ in range(pieces):
        goal = performer.heading + angle / pieces
        _play(
            act,
            shuffle(act.body, performer.pose, *performer.xy, goal, act.fps, act.style.tempo * (1.3 if whole else 1.0)),
        )


def jump_in_place(act: Act) -> None:
    """Anticipate, take off, fly in a parabola, land on the balls and give in; forward when said or going somewhere."""
    performer, body, fps = act.performer, act.body, act.fps
    for _ in range(act.count or 1):
        height = 0.30 * body.leg * act.style.amplitude
        height = act.value("height_m", height, 0.05, 0.8, "m", "of the hips above take-off")
        forward = {"forward": 0.7, "back": -0.4}.get(act.direction or "", 0.0) * body.leg
        forward = act.value("forward_m", forward, -0.8, 1.5, "m", "how far ahead one lands")
        performer.play(_jump(act, performer.pose, height, forward, fps), act.action.id)


def _jump(act: Act, pose: Array, height: float, forward: float, fps: float) -> Segment:
    body = act.body
    g = 9.81
    rise = 0.10 * body.leg  # hips at take-off above standing: legs and toes straight
    flight = 2.0 * float(np.sqrt(2.0 * height / g))
    wind, push, land, rest = 0.42 / act.style.tempo, 0.25, 0.22, 0.55
    stand = act.body.standing(*act.performer.xy, act.performer.heading)
    times = np.cumsum([0.0, wind, push, flight * 0.5, flight * 0.5, land, rest]).tolist()
    z = float(stand[INDEX["hips.z"]])
    crouched = changed(
        pose,
        {
            "hips.z": z - 0.30 * body.leg,
            "hips.pitch": 0.50,
            "spine.pitch": 0.32,
            "head.pitch": -0.35,
            "arm.flex": -0.6,
            "elbow": 0.25,
            "arm.abduct": 0.2,
            "knee": 0.15,
        },
    )
    off = changed(
        pose,
        {
            "hips.z": z + rise,
            "hips.pitch": 0.04,
            "spine.pitch": -0.06,
            "head.pitch": -0.15,
            "arm.flex": 1.7,
            "elbow": 0.45,
            "arm.abduct": 0.25,
            "shoulder.lift": 0.2,
            "foot.pitch": 0.85,
            "toe": 0.8,
            "knee": 0.08,
        },
    )
    apex = changed(
        off,
        {
            "hips.z": z + rise + height,
            "arm.flex": 2.05,
            "hips.pitch": 0.12,
            "spine.pitch": 0.1,
            "foot.pitch": 0.55,
            "toe": 0.1,
        },
    )
    touch = changed(
        off,
        {
            "hips.z": z - 0.01,
            "arm.flex": 1.2,
            "arm.abduct": 0.45,
            "elbow": 0.5,
            "hips.pitch": 0.22,
            "spine.pitch": 0.12,
            "foot.pitch": 0.35,
            "toe": 0.15,
        },
    )
    soak = changed(
        crouched,
        {
            "hips.z": z - 0.22 * body.leg,
            "arm.flex": 0.35,
            "arm.abduct": 0.35,
            "hips.pitch": 0.42,
            "foot.pitch": 0.0,
            "toe": 0.0,
        },
    )
    poses = [pose, crouched, off, apex, touch, soak, stand]
    motion, keys = keyed(body, fps, times, poses, sigma_s=0.045, lag_s=0.02)
    t = np.arange(1, len(motion) + 1) / fps
    # In the air the hips fly, the feet hang under them
    air = (t > times[2]) & (t < times[4])
    s = t - times[2]
    up = 0.5 * g * s * (flight - s)
    drop = np.interp(t, [times[2], times[4]], [z + rise, z - 0.01])
    motion[air, INDEX["hips.z"]] = (drop + up)[air]
    u = minimum_jerk((t - times[1]) / (times[4] - times[1]))
    linear = np.clip((t - times[2]) / flight, 0.0, 1.0)
    ahead = flat_direction(act.performer.heading)[:2] * forward
    for i, name in enumerate(("x", "y")):
        motion[:, INDEX[name]] += ahead[i] * (0.3 * u + 0.7 * linear)
        for side in SIDES:
            motion[:, INDEX[f"foot.{name}.{side}"]] = pose[INDEX[f"foot.{name}.{side}"]] + ahead[i] * minimum_jerk(
                linear
            )
    tuck = np.where(air, up + 0.10 * body.leg * np.sin(np.pi * linear) * 0.5, 0.0)
    for side in SIDES:
        motion[:, INDEX[f"foot.z.{side}"]] = tuck
    return Segment(motion=motion, keys=keys)
