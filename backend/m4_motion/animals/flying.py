"""Animals with wings of skin in the air: off the ground, along a way, onto a tower, and how they beat their wings.

A beat follows what high-speed film of large bats shows: the arm leads and the hand trails it, so that the wing is flat
and wide on its way down, and drawn in with drooping tips on its way up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.interpolate import PchipInterpolator

from ...common import quat
from ...common.picture import way_in_view
from ...common.wings import passed_in_flight
from ..channels import Array, minimum_jerk, smooth
from .pose import INDEX, LEGS, Body, misses, solve

if TYPE_CHECKING:
    from .performer import Animal
    from .programs import Deed

_BEATS_HZ, _SLOWEST_HZ = 1.9, 0.75
"""of a metre of span, slower by the square root of the span; and what is seen as a beat"""
_SPAN = 6.4
"""of the height at the withers"""
_MID_RAD, _LIFT_RAD, _LAG_RAD = 0.16, 0.58, 0.34
_BOB = 0.16
"""of the hip's height: the body goes down while the wings go up"""
_CROUCH_S, _LEAP_S, _FLARE_S, _SETTLE_S = 0.55, 0.55, 1.5, 1.1
_SPEED = 2.4
"""of a flight, in roots of g times the span"""
_FLIGHT_S = 6.0
_AWAY = frozenset({"away", "off"})
_ROUND = frozenset({"around", "round"})


def span_of(body: Body) -> float:
    """Metres from tip to tip."""
    return _SPAN * body.withers


def fly(deed: Deed) -> None:
    """Over, round or past what is named, or ahead; from the ground it leaps off first. It stays in the air."""
    animal = deed.animal
    seconds = deed.duration_s or _FLIGHT_S
    first = animal.length == 0 and animal.posture == "fly"
    words = {*deed.action.text.lower().split(), *deed.action.verb.split()}
    if first and not words & _AWAY:
        _pass(deed, seconds)
        return
    if animal.posture != "fly":
        take_off(deed)
    motion, keys = onward(animal, round(seconds * animal.fps), deed.action.verb.split()[0] == "hover")
    animal.play(motion, deed.action.id, keys)


def _pass(deed: Deed, seconds: float) -> None:
    """Its place is the middle of its way, as far as the picture shows it; or a ring about what it circles."""
    animal, body = deed.animal, deed.animal.body
    count = round(seconds * animal.fps)
    t = np.arange(count) / animal.fps
    start, ahead = animal.point, _forward(animal)
    high = animal.base_m
    span, speed = span_of(body), _speed(deed)
    how = passed_in_flight(deed.scene.description, deed.action)
    verb = deed.action.verb.split()[0]
    if verb == "hover":
        place = np.repeat(np.array([[*start, high]]), count, axis=0)
        heading = np.full(count, animal.heading)
    elif verb == "circle" or (how is not None and how[1] in _ROUND):
        centre = start + 0.9 * span * np.array([-ahead[1], ahead[0]])
        radius = 0.9 * span
        for thing in deed.scene.objects_of(how[0]) if how is not None else ():
            centre = deed.scene.centre(thing)[:2]
            radius = max(radius, deed.scene.radius(thing) + 0.7 * span)
            break
        away = start - centre
        begin = float(np.arctan2(away[1], away[0])) if float(np.hypot(*away)) > 0.2 * span else -2.2
        angle = begin + 0.6 * speed * t / radius
        place = np.column_stack([centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle),
                                 np.full(count, high)])  # fmt: skip
        heading = np.unwrap(np.arctan2(-np.sin(angle), -np.cos(angle)))
    else:
        way = np.array([*ahead, 0.0])
        seen = way_in_view(deed.scene.layout, np.array([*start, high]), way, 4.0 * span)
        reach = min(0.5 * speed * seconds, max(seen, 0.8 * span))
        u = 2.0 * t / max(float(t[-1]), 1e-6) - 1.0
        place = np.array([*start, high]) + u[:, None] * reach * way
        place[:, 2] += 0.12 * span * (np.cos(np.pi * u) - 0.3)
        place[:, :2] += 0.10 * span * np.sin(np.pi * u)[:, None] * np.array([-ahead[1], ahead[0]])
        heading = _headings(place, animal.heading, animal.fps)
    motion, keys = airborne(animal, place, heading, np.ones(count), np.ones(count))
    animal.play(motion, deed.action.id, keys, np.zeros(count))


def take_off(deed: Deed) -> None:
    """Crouch with the wings up, leap into the first beat down, climb away."""
    animal, body = deed.animal, deed.animal.body
    ground = body.standing(float(animal.point[0]), float(animal.point[1]), animal.heading)
    climb_s = 1.6
    count = round((_CROUCH_S + _LEAP_S + climb_s) * animal.fps)
    t = np.arange(1, count + 1) / animal.fps
    gone = np.clip(t - _CROUCH_S, 0.0, None)
    ahead = 0.5 * 0.55 * _speed(deed) / (_LEAP_S + climb_s) * gone**2
    up = 0.36 * span_of(body) * (minimum_jerk(gone / (_LEAP_S + climb_s)) * 0.6 + 0.4 * gone / (_LEAP_S + climb_s))
    place = np.column_stack([animal.point + ahead[:, None] * _forward(animal), up])
    free = minimum_jerk((t - _CROUCH_S - 0.12) / (_LEAP_S + 0.3))
    effort = 1.0 + 0.35 * minimum_jerk((t - _CROUCH_S) / 0.3)
    phase0 = -2.0 * np.pi * _frequency(body) * 1.2 * _CROUCH_S
    motion, keys = airborne(animal, place, np.full(count, animal.heading), effort, free, phase0, 1.2, ground)
    crouch = np.sin(np.pi * np.clip(t / (_CROUCH_S + 0.1), 0.0, 1.0)) ** 2
    motion[:, INDEX["z"]] -= 0.24 * body.leg * crouch
    ready = minimum_jerk(t / _CROUCH_S)
    for name, value in (("wing.spread", 1.0), ("wing.lift", 0.95)):
        held = t < _CROUCH_S
        motion[held, INDEX[name]] = value * ready[held]
    motion[:, INDEX["pitch"]] += 0.30 * minimum_jerk((t - 0.7 * _CROUCH_S) / 0.4) * (1.0 - minimum_jerk(
        (t - _CROUCH_S - _LEAP_S) / climb_s))  # fmt: skip
    _reach_down(body, motion, free)
    animal.play(motion, deed.action.id, sorted({*keys, round(0.8 * _CROUCH_S * animal.fps)}))
    animal.posture = "fly"


def land(deed: Deed) -> None:
    """Down onto what is named, or onto the ground ahead: it comes in from behind, flares, and folds its wings."""
    animal, body = deed.animal, deed.animal.body
    span = span_of(body)
    first = animal.length == 0
    perch = None if deed.target_id is None or deed.scene.is_character(deed.target_id) else deed.target_id
    level = animal.base_m if first and animal.posture != "fly" else 0.0
    spot, heading = animal.point, animal.heading
    if perch is not None:
        level, spot = _roof(deed, perch)
    elif not first:
        spot = animal.point + 2.2 * span * _forward(animal)
    way = np.array([np.sin(heading), -np.cos(heading)])
    if first:  # it is in the air before
        here = np.array([*(spot - 2.6 * span * way), level + 0.75 * span])
        animal.posture = "fly"
    else:
        here = np.array([*animal.point, animal.pose[INDEX["z"]] + animal.base])
        way = spot - animal.point
        way = way / max(float(np.hypot(*way)), 1e-6)
        heading = float(np.arctan2(way[0], -way[1]))
        heading = animal.heading + (heading - animal.heading + np.pi) % (2.0 * np.pi) - np.pi
    points = np.array([here, [*(spot - 0.9 * span * way), level + 0.22 * span],
                       [*(spot - 0.25 * span * way), level + 0.10 * span], [*spot, level]])  # fmt: skip
    length = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    seconds = max(float(length[-1]) / (0.62 * _speed(deed)), 2.6)
    count = round((seconds + _SETTLE_S) * animal.fps)
    t = np.arange(1, count + 1) / animal.fps
    u = np.clip(t / seconds, 0.0, 1.0)
    gone = length[-1] * (1.0 - (1.0 - u) ** 2.0)  # slower and slower
    place = np.column_stack([PchipInterpolator(length, points[:, k])(gone) for k in range(3)])
    level_now = np.where(t >= seconds, level, animal.base if not first else 0.0)
    ground = body.standing(float(spot[0]), float(spot[1]), heading)
    down = 1.0 - minimum_jerk((t - seconds + 0.75) / 0.75)
    effort = 1.0 + 0.5 * minimum_jerk((t - seconds + _FLARE_S) / 0.6)
    turned = animal.heading + (heading - animal.heading) * minimum_jerk(u / 0.6)
    motion, keys = airborne(animal, place, turned, effort, down, 0.0, 1.15, ground, level)
    flare = minimum_jerk((t - seconds + _FLARE_S) / 0.8) * (1.0 - minimum_jerk((t - seconds + 0.25) / 0.5))
    motion[:, INDEX["pitch"]] += 0.55 * flare
    motion[:, INDEX["neck.pitch"]] -= 0.25 * flare
    for leg in LEGS:
        motion[:, INDEX[f"foot.z.{leg}"]] += level * (1.0 - down)
    motion[:, INDEX["z"]] -= 0.20 * body.leg * np.sin(np.pi * np.clip((t - seconds + 0.05) / 0.7, 0.0, 1.0))
    folding = minimum_jerk((t - seconds - 0.1) / 0.9)
    for name in ("wing.spread", "wing.lift", "wing.tip", "wing.sweep"):
        motion[:, INDEX[name]] *= 1.0 - folding
    for name in ("z", *(f"foot.z.{leg}" for leg in LEGS)):
        motion[:, INDEX[name]] -= level_now
    _reach_down(body, motion, down)
    animal.play(motion, deed.action.id, sorted({*keys, round(seconds * animal.fps)}), level_now)
    animal.posture, animal.base_m = "stand", level


def _roof(deed: Deed, perch: str) -> tuple[float, Array]:
    """The height and the middle of the highest level of a thing that is wide enough to stand on."""
    place = deed.scene.nearest_place(perch, "surface_top", np.array([*deed.animal.point, 0.0]))
    if place is not None:
        return float(place.translation[2]), np.asarray(place.translation[:2])
    return deed.scene.top(perch), deed.scene.centre(perch)[:2]


def onward(animal: Animal, count: int, hovers: bool = False) -> tuple[Array, list[int]]:
    """Straight on at its height in a wide bend: (T, C) and its keys."""
    t = np.arange(1, count + 1) / animal.fps
    recent = np.concatenate(animal.pieces[-2:])[-4:] if animal.pieces else np.zeros((0, 0))
    speed = 0.0 if hovers else 0.5 * _SPEED * float(np.sqrt(9.81 * span_of(animal.body)))
    if len(recent) > 1 and not hovers:
        way = (recent[-1] - recent[0])[[INDEX["x"], INDEX["y"]]] * animal.fps / (len(recent) - 1)
        speed = max(speed, float(np.hypot(*way)))
    heading = animal.heading + 0.16 * (t - (1.0 - np.exp(-t)))
    step = speed / animal.fps
    way = np.column_stack([np.sin(heading), -np.cos(heading)])
    ground = animal.point + np.cumsum(way * step, axis=0)
    high = animal.pose[INDEX["z"]] * np.ones(len(t))
    place = np.column_stack([ground, high])
    motion, keys = airborne(animal, place, heading, np.ones(len(t)), np.ones(len(t)))
    return motion, keys


def airborne(
    animal: Animal, place: Array, heading: Array, effort: Array, free: Array, phase: float = 0.0, quick: float = 1.0,
    ground: Array | None = None, floor: float = 0.0,
) -> tuple[Array, list[int]]:  # fmt: skip
    """A motion (T, C) through places (T, 3) of the trunk (height above its height at rest), and its key frames.

    effort: how far the wings beat, of a level flight's; free: 0 the feet stand as in `ground`, 1 they are drawn up;
    floor: height of what is below, over which the wings are carried higher
    """
    body, fps = animal.body, animal.fps
    count = len(place)
    t = np.arange(1, count + 1) / fps
    motion = np.repeat((animal.pose if ground is None else ground)[None], count, axis=0)
    for name, i in INDEX.items():
        if not name.startswith("foot."):
            motion[:, i] = 0.0
    rate = _frequency(body) * quick
    angle = 2.0 * np.pi * rate * t + phase
    beat, going = np.cos(angle), np.sin(angle)
    motion[:, INDEX["x"]], motion[:, INDEX["y"]], motion[:, INDEX["heading"]] = place[:, 0], place[:, 1], heading
    motion[:, INDEX["z"]] = place[:, 2] - _BOB * body.leg * effort * beat * free
    way = np.gradient(place, axis=0) * fps
    flat = np.hypot(way[:, 0], way[:, 1])
    climb = smooth(np.arctan2(way[:, 2], np.maximum(flat, 0.6 * np.sqrt(9.81 * body.leg))), 0.12 * fps)
    motion[:, INDEX["pitch"]] = free * (0.55 * climb + 0.04 * going)
    turning = smooth(np.gradient(np.unwrap(heading)), 0.2 * fps) * fps
    bank = np.clip(-np.arctan2(turning * flat, 9.81), -0.6, 0.6)
    motion[:, INDEX["roll"]] = free * smooth(bank, 0.2 * fps)
    motion[:, INDEX["wing.spread"]] = 0.90 + 0.10 * going
    near = 1.0 - minimum_jerk((place[:, 2] - floor) / (0.42 * span_of(body)))
    motion[:, INDEX["wing.lift"]] = _MID_RAD + 0.42 * near + effort * (1.0 - 0.35 * near) * _LIFT_RAD * beat
    motion[:, INDEX["wing.tip"]] = effort * _LAG_RAD * going
    motion[:, INDEX["wing.sweep"]] = 0.10 * (1.0 - going) * free
    motion[:, INDEX["neck.pitch"]] = free * (-0.62 + 0.05 * beat)
    motion[:, INDEX["head.pitch"]] = free * (0.42 - 0.6 * np.clip(climb, -0.5, 0.3))
    motion[:, INDEX["neck.yaw"]] = free * np.clip(0.6 * turning, -0.5, 0.5)
    motion[:, INDEX["tail.pitch"]] = free * (0.10 - 0.10 * beat)
    motion[:, INDEX["tail.yaw"]] = 0.14 * np.sin(0.5 * angle)
    motion[:, INDEX["spine.pitch"]] = free * 0.04 * beat
    _draw_up(body, motion, free)
    quarter = 1.0 / (4.0 * rate) * fps
    first = (-phase / (0.5 * np.pi)) % 1.0
    keys = [round((k + first) * quarter) for k in range(int(count / quarter) + 1)]
    return motion, [key for key in keys if 0 < key < count]


def _draw_up(body: Body, motion: Array, free: Array) -> None:
    """The fore feet below the chest, the hind feet stretched back, as far as the feet are free."""
    ends = [f"{name}.{side}" for name in ("leg_back_upper", "shoulder") for side in "LR"]
    rest = np.mean([body.at(name) for name in ends], axis=0)
    facing = _about(2, motion[:, INDEX["heading"]])
    leaning = quat.mul(_about(0, -motion[:, INDEX["pitch"]]), _about(1, motion[:, INDEX["roll"]]))
    turned = quat.mul(facing, leaning)
    middle = quat.mul_vec(facing, rest) + motion[:, [INDEX["x"], INDEX["y"], INDEX["z"]]]
    for leg in LEGS:
        fore = leg.startswith("front")
        shift = np.array([0.0, 0.22, 0.46]) if fore else np.array([0.0, 0.72, 0.40])
        there = middle + quat.mul_vec(turned, body.toes[leg] - rest + shift * body.leg)
        columns = [INDEX[f"foot.{axis}.{leg}"] for axis in ("x", "y", "z")]
        motion[:, columns] += free[:, None] * (there - motion[:, columns])
        yaw = INDEX[f"foot.yaw.{leg}"]
        motion[:, yaw] += free * (motion[:, INDEX["heading"]] - motion[:, yaw])
        motion[:, INDEX[f"foot.pitch.{leg}"]] = free * (0.8 if fore else 1.5)
        motion[:, INDEX[f"foot.fold.{leg}"]] = free * (0.55 if fore else 0.0)
        motion[:, INDEX[f"foot.flat.{leg}"]] = 0.0


def _reach_down(body: Body, motion: Array, free: Array) -> None:
    """A foot that the leg cannot bring to the ground yet comes up to where it can."""
    posed = solve(body, motion)
    short = misses(body, posed, motion)
    for number, leg in enumerate(LEGS):
        late = np.where((free > 1e-3) & (free < 1.0), short[:, number], 0.0)
        motion[:, INDEX[f"foot.z.{leg}"]] += 0.8 * late


def _about(axis: int, angle: Array) -> Array:
    return quat.from_angle_axis(angle, np.eye(3)[axis])


def _frequency(body: Body) -> float:
    return max(_BEATS_HZ / float(np.sqrt(span_of(body))), _SLOWEST_HZ)


def _speed(deed: Deed) -> float:
    return _SPEED * float(np.sqrt(9.81 * span_of(deed.animal.body))) * 0.5 * deed.style.tempo


def _forward(animal: Animal) -> Array:
    return np.array([np.sin(animal.heading), -np.cos(animal.heading)])


def _headings(place: Array, before: float, fps: float) -> Array:
    way = np.gradient(place, axis=0)
    heading = np.unwrap(np.arctan2(way[:, 0], -way[:, 1]))
    return smooth(heading + 2.0 * np.pi * np.round((before - heading[len(heading) // 2]) / (2.0 * np.pi)), 0.1 * fps)
