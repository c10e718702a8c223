"""Rolling over the ground: lying, sideways like a log, and forwards over a round back.

What a coach would look at: the body rolls without slipping on what of it is lowest, long and straight with the arms
overhead when it lies, and round with the chin on the chest when it goes over the back; nothing goes through the floor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy.ndimage import maximum_filter1d

from ..common import quat
from .acts import Act
from .body import Body
from .channels import FINGERS, INDEX, SIDES, SIGN, Array, changed, minimum_jerk, smooth
from .girth import SHARES
from .lying import lie, lying_pose
from .performer import Segment, flat_direction, turned
from .reach import hand_rotation
from .rising import get_up
from .solve import ankle_of, place
from .tumbling import OVERHEAD, WRIST_M, put_ankle

_ROUND = {"head": 0.072, "neck": 0.045, "upper_arm": 0.036, "forearm": 0.028, "hand": 0.048, "shin": 0.034}
"""how far skin is below a joint, statures; hair below the middle of the head"""
_HAIR, _SEAT = 0.024, 0.055
"""how thick hair is over the crown and how round a seat is, statures"""
_BACK_FLESH = 0.85
"""how thick a trunk is to the back, of what it is to the front"""
_POINTED_RAD = 0.9
"""how far a foot is stretched from a right angle with the shin"""
_BED_M = 0.08
"""higher than that over the floor lies who lies on something, statures"""
_LOG_S, _READY_S, _EASE_S = 1.6, 0.9, 0.5
"""one turn, how long the arms go overhead, and how long a roll gains and loses speed"""


def roll(act: Act) -> None:
    """Forwards where that is said, else over the ground lying."""
    if act.direction == "forward" or "forward" in act.action.text.lower().split():
        _forwards(act)
    else:
        _sideways(act)


def lowest(body: Body, motion: Array, arms: bool = True) -> Array:
    """How far (T,) below the hips joint the lowest of trunk, head, knees and, where they carry, arms is."""
    placed = place(body, motion)
    height = placed.positions[..., 2]
    found = [np.full(len(motion), np.inf)]
    for name, radius in _ROUND.items():
        if name in ("forearm", "hand") and not arms:
            continue
        for joint in [name] if name in body.index else [f"{name}.{side}" for side in SIDES]:
            middle = height[:, body.index[joint]]
            if name == "head":
                up = quat.mul_vec(placed.turns[:, body.index[joint]], np.array([0.0, 0.0, 1.0]))
                crown = body.stature - body.position("head")[2] + _HAIR * body.stature
                middle = middle + (crown - radius * body.stature) * up[:, 2]
            found.append(middle - radius * body.stature)
    seat = body.seat_flesh - _SEAT * body.stature
    behind = quat.mul_vec(placed.turns[:, 0], seat * np.array([0.0, np.sqrt(0.5), -np.sqrt(0.5)]))
    found.append(height[:, 0] + behind[:, 2] - _SEAT * body.stature)
    for girth in body.girths:
        start, end = body.index[girth.start], body.index[girth.end]
        across, ahead = (
            quat.mul_vec(placed.turns[:, start], np.array(axis))[:, 2] for axis in ([1.0, 0.0, 0.0], [0.0, -1.0, 0.0])
        )
        thick = np.where(ahead > 0.0, _BACK_FLESH, 1.0)
        for share, lateral, front in zip(SHARES, girth.lateral_m, girth.front_m, strict=True):
            middle = height[:, start] + share * (height[:, end] - height[:, start])
            found.append(middle - np.hypot(lateral * across, front * thick * ahead))
    return np.asarray(height[:, 0] - np.min(found, axis=0))


def _rolled(t: Array, turns: float, each_s: float, tall: Callable[[Array], Array]) -> Array:
    """Angle (T,) rad of a body that rolls from rest to rest, slower where it stands tall."""
    fine = np.linspace(0.0, 2.0 * np.pi * turns, max(64, round(96 * turns)))
    height = tall(fine)
    slow = height / height.mean()
    moments = np.r_[0.0, np.cumsum(0.5 * (slow[1:] + slow[:-1]) * np.diff(fine))]
    seconds = turns * each_s
    return np.asarray(np.interp(_flow(t / seconds, _EASE_S / seconds), moments / moments[-1], fine))


def _flow(u: Array, ease: float) -> Array:
    """0…1 from rest to rest at (T,) 0…1, at one pace but for a share at both ends."""
    pace = np.linspace(0.0, 1.0, 400)
    speed = minimum_jerk(pace / ease) * minimum_jerk((1.0 - pace) / ease)
    gone = np.r_[0.0, np.cumsum(0.5 * (speed[1:] + speed[:-1]))]
    return np.asarray(np.interp(u, pace, gone / gone[-1]))


# --- sideways -----------------------------------------------------------------------------------


def _sideways(act: Act) -> None:
    """Down on the back, arms overhead, over and over to one side."""
    performer, body, fps, tempo = act.performer, act.body, act.fps, act.style.tempo
    if performer.posture != "lie":
        lie(replace(act, target_id=None))
    start = performer.pose
    level = float(start[INDEX["hips.z"]] - lying_pose(body, np.zeros(2), 0.0, 0.0)[INDEX["hips.z"]])
    on_bed = level > _BED_M * body.stature  # there one turns over where one is
    toward = "R" if act.direction == "right" or (act.direction != "left" and act.side == "R") else "L"
    each_s = act.value("seconds_each", _LOG_S / tempo, 0.8, 4.0, "s", "of one turn")
    turns = int(act.value("turns", float(act.count or (1 if on_bed else 2)), 1.0, 12.0, "", "how often one rolls over"))
    along = turned(performer.heading, np.array([SIGN[toward], 0.0, 0.0]))

    # 1. How high the hips are at each angle, and how far the body has come
    angles = np.linspace(0.0, 2.0 * np.pi, 73)
    over = _logs(body, start, angles, toward)
    high = lowest(body, over)
    high = 0.5 * (high + np.interp((2.0 * np.pi - angles), angles, high))
    way = np.r_[0.0, np.cumsum(0.5 * (high[1:] + high[:-1]) * np.diff(angles))]

    def tall(angle: Array) -> Array:
        return np.asarray(np.interp(angle % (2.0 * np.pi), angles, high))

    def gone(angle: Array) -> Array:
        whole = np.floor(angle / (2.0 * np.pi))
        return np.asarray(way[-1] * whole + np.interp(angle - 2.0 * np.pi * whole, angles, way))

    # 2. Arms up, over and over, and at rest again
    ready, rest = round(_READY_S / tempo * fps), round(0.8 * _READY_S / tempo * fps)
    rolling = round(turns * each_s * fps)
    angle = _rolled(np.arange(1, rolling + 1) / fps, turns, each_s, tall)
    angle = np.r_[np.zeros(ready), angle, np.full(rest, angle[-1])]
    motion = _logs(body, start, angle, toward)
    motion[:, INDEX["hips.z"]] += level + smooth(tall(angle), 0.03 * fps)
    moved = (gone(angle)[:, None] * along)[:, :2] * (not on_bed)
    motion[:, [INDEX["x"], INDEX["y"]]] += moved
    for side in SIDES:
        _point(body, motion, side, toward, angle, level)
    end = lying_pose(body, start[[INDEX["x"], INDEX["y"]]] + moved[-1], performer.heading, level)
    whole = SIGN[toward] * 2.0 * np.pi * turns
    for name in ("hips.roll", "foot.roll.L", "foot.roll.R"):
        end[INDEX[name]] += whole
    up = minimum_jerk(np.arange(1, ready + 1) / ready)[:, None]
    motion[:ready] = start + up * (motion[:ready] - start)
    down = minimum_jerk(np.arange(1, rest + 1) / rest)[:, None]
    motion[-rest:] += down * (end - motion[-rest:])
    keys = [ready, *(ready + round((k + 0.25 * q) * each_s * fps) for k in range(turns) for q in range(1, 5))]
    performer.play(Segment(motion=motion, keys=tuple(min(key, len(motion) - 1) for key in keys)), act.action.id)
    performer.pose = performer.pose.copy()
    for name in ("hips.roll", "foot.roll.L", "foot.roll.R"):  # whole turns are none
        performer.pose[INDEX[name]] -= whole


def _logs(body: Body, start: Array, angle: Array, toward: str) -> Array:
    """(T, C) long on the back, turned by angles (T,), with the hips on the floor at the start."""
    long = changed(start, {
        **OVERHEAD, "hips.z": 0.0, "hips.pitch": -0.5 * np.pi, "hips.yaw": 0.0, "spine.pitch": 0.0, "spine.yaw": 0.0,
        "head.pitch": 0.10, "head.roll": 0.0, "head.yaw": 0.0, "arm.abduct": 2.75, "foot.z": 1.0,
    })  # fmt: skip
    motion = np.repeat(long[None], len(angle), axis=0)
    motion[:, INDEX["hips.roll"]] = SIGN[toward] * angle
    # The shoulders are broader than the hips: on the side the trunk bends up to them
    motion[:, INDEX["spine.roll"]] = -0.10 * np.sin(SIGN[toward] * angle)
    return motion


def _point(body: Body, motion: Array, side: str, toward: str, angle: Array, level: float) -> None:
    """Straight legs, side by side, the toes pointed, the heels or toes on the floor."""
    placed = place(body, motion)
    hips, turn = placed.positions[:, 0], placed.turns[:, 0]
    thigh = placed.positions[:, body.index[f"thigh.{side}"]]
    length = 0.985 * body.leg
    aside = quat.mul_vec(turn, np.array([SIGN[side] * 0.030 * body.stature, 0.0, 0.0]))
    down = quat.mul_vec(turn, np.array([0.0, 0.0, -1.0]))
    ankle = hips + aside + down * length
    on_side, face_down = np.sin(angle) ** 2, np.clip(-np.cos(angle), 0.0, 1.0)
    middle = body.stature * (0.062 + 0.016 * on_side + 0.020 * face_down)
    ankle[:, 2] = level + middle + aside[:, 2]
    away = ankle - thigh
    ankle = thigh + away * np.minimum(1.0, length / np.linalg.norm(away, axis=-1))[:, None]
    motion[:, INDEX[f"foot.yaw.{side}"]] = motion[:, INDEX["heading"]]
    motion[:, INDEX[f"foot.roll.{side}"]] = SIGN[toward] * angle
    motion[:, INDEX[f"foot.pitch.{side}"]] = -0.5 * np.pi + _POINTED_RAD
    motion[:, INDEX[f"toe.{side}"]] = 0.0
    motion[:, INDEX[f"knee.{side}"]] = 0.0
    put_ankle(body, motion, side, ankle)


# --- forwards -----------------------------------------------------------------------------------

_SQUAT = {"hips.pitch": 1.15, "spine.pitch": 0.70, "head.pitch": -0.30, "arm.flex": 1.3, "arm.abduct": 0.15,
          "elbow": 0.35, "foot.pitch": 0.45, "toe": 0.45, "knee": 0.25}  # fmt: skip
_LANDED = {**_SQUAT, "hips.pitch": 0.65, "spine.pitch": 0.35, "head.pitch": -0.15}
_BALL = {"hips.roll": 0.0, "hips.yaw": 0.0, "spine.pitch": 0.95, "spine.roll": 0.0, "spine.yaw": 0.0,
         "head.pitch": 0.70, "head.roll": 0.0, "head.yaw": 0.0, "arm.flex": 0.85, "arm.abduct": 0.20, "elbow": 1.0,
         "wrist.flex": 0.0, "thumb": 0.2, "index": 0.3, "middle": 0.3, "ring": 0.3, "pinky": 0.3,
         "foot.z": 1.0}  # fmt: skip
_SQUAT_S, _OVER_S, _UP_S, _RISES = 0.75, 1.35, 0.55, 0.80
"""down, over and up, and the share of the second at which the third begins"""
_TIPS_RAD, _ON_BACK_RAD, _LANDS_RAD = 1.45, 2.2, 5.3
"""turned so far the feet leave, the neck is on the floor, and the feet are down again"""
_ANKLE_OF_BALL = (0.36, -0.34)
"""ahead of and above the hip, leg lengths, in the body's frame"""
_FINGERS = (*FINGERS, "spread")
_HANDS_AHEAD, _HANDS_ASIDE = 0.34, 0.13
"""of the footprints, statures"""


def _forwards(act: Act) -> None:
    """Down on the balls of the feet, hands to the floor, over the round back, and up onto the feet."""
    performer = act.performer
    if performer.posture != "stand":
        get_up(act)
    each_s = act.value("seconds_each", _OVER_S / act.style.tempo, 0.7, 3.0, "s", "from the hands to the feet")
    for _ in range(act.count or 1):
        motion, keys = _forward_roll(act, performer.pose, each_s)
        performer.play(Segment(motion=motion, keys=keys), act.action.id)
        performer.pose = performer.pose.copy()
        for name in ("hips.pitch", "foot.pitch.L", "foot.pitch.R"):  # a whole turn is none
            performer.pose[INDEX[name]] -= 2.0 * np.pi


def _forward_roll(act: Act, start: Array, each_s: float) -> tuple[Array, tuple[int, ...]]:
    """The motion (T, C), a whole turn further, and its key frames."""
    body, fps, tempo = act.body, act.fps, act.style.tempo
    heading = act.performer.heading
    ahead, whole = flat_direction(heading), 2.0 * np.pi
    feet = np.array([[start[INDEX[f"foot.{axis}.{side}"]] for axis in "xy"] for side in SIDES])
    here = np.array([*feet.mean(axis=0), 0.0]) + 0.5 * body.ball[1] * -ahead  # over the balls of the feet
    low = 0.44 * body.leg

    # 1. How high the hips are and how far they have come at each angle of the ball
    angles = np.linspace(_SQUAT["hips.pitch"], whole + _LANDED["hips.pitch"], 160)
    ball = np.repeat(changed(start, {**_BALL, "hips.z": 0.0})[None], len(angles), axis=0)
    ball[:, INDEX["hips.pitch"]] = angles
    high = smooth(lowest(body, ball, arms=False), 3.0)
    on_feet = 1.0 - minimum_jerk((angles - _TIPS_RAD) / (_ON_BACK_RAD - _TIPS_RAD))
    up_again = minimum_jerk((angles - _LANDS_RAD) / (angles[-1] - _LANDS_RAD))
    over_hands = float(np.interp(_ON_BACK_RAD, angles, high))
    tipping = low + (over_hands - low) * minimum_jerk((angles - angles[0]) / (_ON_BACK_RAD - angles[0]))
    high = high + on_feet * (tipping - high) + up_again * (low - high)
    reached = 0.24 * body.stature  # of the hips, before the neck is down
    rolls = np.r_[0.0, np.cumsum(0.5 * (high[1:] + high[:-1]) * np.diff(angles))]
    begun = float(np.interp(_ON_BACK_RAD, angles, rolls))
    gone = np.where(
        angles < _ON_BACK_RAD, reached * minimum_jerk((angles - angles[0]) / (_ON_BACK_RAD - angles[0])) ** 0.8,
        reached + rolls - begun,
    )  # fmt: skip
    prints = float(np.interp(_LANDS_RAD, angles, gone)) + 0.44 * body.leg
    gone = smooth(gone + up_again * (prints - gone), 4.0)

    # 2. The way from standing to standing: down, over, up
    spot = here + prints * ahead
    stands = spot - 0.5 * body.ball[1] * -ahead
    rest = body.standing(float(stands[0]), float(stands[1]), heading)
    counts = [round(seconds * fps) for seconds in (_SQUAT_S / tempo, each_s, _UP_S / tempo)]
    down, over = (np.arange(1, count + 1) / count for count in counts[:2])
    squat = changed(start, {**_SQUAT, "x": here[0], "y": here[1], "hips.z": low})
    turned_by = angles[0] + (angles[-1] - angles[0]) * _flow(over, 0.4)
    round_ = minimum_jerk((turned_by - angles[0]) / 0.9) * minimum_jerk((angles[-1] - turned_by) / 1.2)
    end = changed(rest, {**_LANDED, "x": spot[0], "y": spot[1], "hips.z": low})
    end[INDEX["hips.pitch"]] += whole
    rolling = squat + minimum_jerk(over)[:, None] * (end - squat)
    rolling += round_[:, None] * (changed(rolling, _BALL) - rolling)
    rolling[:, INDEX["hips.pitch"]] = turned_by
    place_ = here + np.interp(turned_by, angles, gone)[:, None] * ahead
    rolling[:, [INDEX["x"], INDEX["y"]]] = place_[:, :2]
    rolling[:, INDEX["hips.z"]] = np.interp(turned_by, angles, high)
    for side in SIDES:
        _feet_over(body, rolling, side, start, end, turned_by)
    rest[INDEX["hips.pitch"]] += whole
    for side in SIDES:
        for pose in (rest, end):
            pose[INDEX[f"foot.pitch.{side}"]] += whole
    goes_on = np.concatenate([rolling, np.repeat(end[None], counts[2], axis=0)])  # up while it still comes over
    since = np.arange(len(goes_on), dtype=np.float64) - _RISES * counts[1]
    rises = minimum_jerk(since / since[-1])
    motion = np.concatenate([
        start + minimum_jerk(down)[:, None] * (squat - start), goes_on + rises[:, None] * (rest - goes_on),
    ])  # fmt: skip
    for _ in range(2):
        under = np.maximum(lowest(body, motion, arms=False) - motion[:, INDEX["hips.z"]], 0.0)
        motion[:, INDEX["hips.z"]] += smooth(maximum_filter1d(under, 3), 0.03 * fps)
    _hands_down(body, motion, here + _HANDS_AHEAD * body.stature * ahead, heading, counts[0], turned_by)
    beats = [counts[0], *(counts[0] + int(np.searchsorted(turned_by, at)) for at in (1.6, 2.6, 3.8, 5.0))]
    return motion, (*beats, counts[0] + counts[1])


def _feet_over(body: Body, motion: Array, side: str, start: Array, end: Array, turned_by: Array) -> None:
    """A foot stands, goes over with the ball, and stands where it comes down, in place."""
    ahead = flat_direction(float(start[INDEX["heading"]]))
    hips = motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]]
    hip = body.position(f"thigh.{side}") - body.position("hips")
    forward = _ANKLE_OF_BALL[0] * body.leg - hip[1]
    high = _ANKLE_OF_BALL[1] * body.leg + hip[2]
    cos, sin = np.cos(turned_by), np.sin(turned_by)
    left = turned(float(start[INDEX["heading"]]), np.array([1.0, 0.0, 0.0]))
    free = hips + (forward * cos + high * sin)[:, None] * ahead + hip[0] * left
    free[:, 2] += high * cos - forward * sin
    leaves = minimum_jerk((turned_by - _TIPS_RAD + 0.2) / 1.7)
    lands = minimum_jerk((turned_by - _LANDS_RAD + 1.3) / 1.3)
    before, after = (np.repeat(changed(pose, {"foot.pitch": _SQUAT["foot.pitch"], "toe": _SQUAT["toe"]})[None],
                               len(motion), axis=0) for pose in (start, end))  # fmt: skip
    ankles = [ankle_of(body, rows, side)[0] for rows in (before, after)]
    ankle = ankles[0] + leaves[:, None] * (free - ankles[0])
    ankle = ankle + lands[:, None] * (ankles[1] - ankle)
    pitch = _SQUAT["foot.pitch"] + leaves * (turned_by + 0.35 - _SQUAT["foot.pitch"])
    pitch = pitch + lands * (2.0 * np.pi + _SQUAT["foot.pitch"] - pitch)
    motion[:, INDEX[f"foot.pitch.{side}"]] = pitch
    motion[:, INDEX[f"toe.{side}"]] = _SQUAT["toe"] * (1.0 - leaves * (1.0 - lands))
    for name in ("foot.yaw", "foot.roll"):
        column = INDEX[f"{name}.{side}"]
        motion[:, column] = start[column] + lands * (end[column] - start[column])
    put_ankle(body, motion, side, ankle)
    column = INDEX[f"foot.z.{side}"]
    motion[:, column] = np.maximum(motion[:, column], 0.0)


def _hands_down(body: Body, motion: Array, spot: Array, heading: float, first: int, turned_by: Array) -> None:
    """Palms on the floor from the end of the squat until the neck is down, in place."""
    ahead, left = flat_direction(heading), turned(heading, np.array([1.0, 0.0, 0.0]))
    weight = np.zeros(len(motion))
    weight[:first] = minimum_jerk((np.arange(1, first + 1) / first - 0.35) / 0.65)
    weight[first : first + len(turned_by)] = 1.0 - minimum_jerk((turned_by - _ON_BACK_RAD + 0.35) / 1.3)
    for side in SIDES:
        wrist = spot + SIGN[side] * _HANDS_ASIDE * body.stature * left + [0.0, 0.0, WRIST_M * body.stature]
        flat = weight[:, None] * np.array([OVERHEAD[name] for name in _FINGERS])
        columns = [INDEX[f"{name}.{side}"] for name in _FINGERS]
        motion[:, columns] += flat - weight[:, None] * motion[:, columns]
        motion[:, INDEX[f"hand.w.{side}"]] = weight
        motion[:, [INDEX[f"hand.{axis}.{side}"] for axis in "xyz"]] = wrist
        rotation = hand_rotation(side, ahead, np.array([0.0, 0.0, -1.0]))
        motion[:, [INDEX[f"hand.q{axis}.{side}"] for axis in "wxyz"]] = rotation
