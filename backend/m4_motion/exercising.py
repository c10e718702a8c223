"""Exercises on the spot: push-ups, sit-ups, squats, jumping jacks, poses of yoga, meditation.

What a trainer would look at: in a push-up the body is one line from heel to head, and the hands stay under the
shoulders; in a sit-up the feet stay; in a squat the heels stay down and the weight is over them; in a jumping jack feet
and hands are out at the same moment, and the knees take the landing.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed
from .footsteps import Step, carry_weight, place_feet
from .idle import stay
from .lying import lie
from .performer import Segment, flat_direction, keyed, turned
from .reach import hand_rotation, with_hand
from .rising import get_up
from .solve import ankle_of, place

_TOES = {"foot.pitch": 1.30, "toe": 1.25, "foot.z": 0.0}
"""the heel stands over the ball of the foot"""
_STRAIGHT = {
    "hips.yaw": 0.0, "hips.roll": 0.0, "spine.yaw": 0.0, "spine.roll": 0.0, "spine.pitch": 0.0, "head.yaw": 0.0,
    "head.roll": 0.0, "head.pitch": -0.12, "shoulder.lift": 0.0, "shoulder.forward": 0.0, "knee": 0.0,
}  # fmt: skip
_FLAT_HAND = dict.fromkeys(("thumb", "index", "middle", "ring", "pinky"), 0.03)


Keys = tuple[list[float], list[Array]]
"""times s from 0 and the poses (C,) at them"""


def _repeated(begun: Keys, often: int, cycle_s: float, moments: list[tuple[float, Array]]) -> Keys:
    """The keys with some cycles after them, each with poses at shares of it."""
    times, poses = begun
    for number in range(often):
        start_s = begun[0][-1] + number * cycle_s
        times = [*times, *(start_s + share * cycle_s for share, _ in moments)]
        poses = [*poses, *(pose for _, pose in moments)]
    return times, poses


def _times(act: Act, usual: int, cycle_s: float) -> int:
    """How often: as said, as long as it shall take, or a few times."""
    if act.count is not None:
        return act.count
    return usual if act.duration_s is None else max(1, round(act.duration_s / cycle_s))


# --- on hands and toes --------------------------------------------------------------------------


def _on_hands(body: Body, feet: Array, heading: float, shoulder_m: float) -> Array:
    """The pose (C,) over toes that stay, straight from ankles to head, with the shoulders at a height."""
    ahead = flat_direction(heading)
    pose = changed(feet, {**_STRAIGHT, **_TOES, "heading": heading})
    ankle = np.mean([ankle_of(body, pose[None], side)[0][0] for side in SIDES], axis=0)
    leg = 0.992 * body.leg
    trunk = float(body.position("upper_arm.L")[2] - body.position("thigh.L")[2])
    rise = float(np.arcsin(np.clip((shoulder_m - ankle[2]) / (leg + trunk), -0.5, 0.9)))
    along = np.cos(rise) * ahead + np.array([0.0, 0.0, np.sin(rise)])
    pose = changed(pose, {"hips.pitch": 0.5 * np.pi - rise, "x": ankle[0], "y": ankle[1], "hips.z": 0.5 * body.leg})
    joints = place(body, pose[None]).positions[0]
    hip = np.mean([joints[body.index[f"thigh.{side}"]] for side in SIDES], axis=0)
    root = np.array([ankle[0], ankle[1], 0.5 * body.leg]) - hip  # from between the hip joints to the root
    hips = ankle + leg * along + root
    return changed(pose, {"x": float(hips[0]), "y": float(hips[1]), "hips.z": float(hips[2])})


def _with_palms(body: Body, pose: Array, spots: dict[str, Array], heading: float, weight: float = 1.0) -> Array:
    """Both palms flat on the floor at places (3,), the fingers ahead."""
    ahead = flat_direction(heading)
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    for side in SIDES:
        fingers = ahead - 0.15 * SIGN[side] * left
        rotation = hand_rotation(side, fingers / np.linalg.norm(fingers), np.array([0.0, 0.0, -1.0]))
        wrist = spots[side] + np.array([0.0, 0.0, 0.026 * body.stature]) - 0.2 * body.palm * ahead
        pose = with_hand(pose, side, wrist, rotation, weight)
        pose = changed(pose, {f"{name}.{side}": value for name, value in _FLAT_HAND.items()})
        pose = changed(pose, {f"hand.pole.{side}": 0.55})
    return pose


def push_up(act: Act) -> None:
    """Down over the hands, the feet go back, the arms bend and straighten, and up again."""
    performer, body, fps, tempo = act.performer, act.body, act.fps, act.style.tempo
    if performer.posture != "stand":
        get_up(act)
    start, heading = performer.pose, performer.heading
    ahead = flat_direction(heading)
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    high = 0.94 * body.arm + 0.026 * body.stature
    back = start.copy()  # the toes of the plank: behind where the feet stand
    step_m = 0.50 * body.stature
    for side in SIDES:
        back[INDEX[f"foot.x.{side}"]] -= step_m * ahead[0]
        back[INDEX[f"foot.y.{side}"]] -= step_m * ahead[1]
    up = _on_hands(body, back, heading, high)
    shoulders = place(body, up[None]).positions[0]
    spots = {
        side: (shoulders[body.index[f"upper_arm.{side}"]] + 0.045 * body.stature * SIGN[side] * left) * [1.0, 1.0, 0.0]
        for side in SIDES
    }
    down = _with_palms(body, _on_hands(body, back, heading, 0.42 * body.arm), spots, heading)
    up = _with_palms(body, up, spots, heading)
    squat = changed(start, {
        "hips.z": start[INDEX["hips.z"]] - 0.50 * body.leg, "hips.pitch": 1.05, "spine.pitch": 0.35, "head.pitch": -0.5,
        "foot.pitch": 0.6, "toe": 0.6, "knee": 0.25, "x": start[INDEX["x"]] + 0.06 * body.leg * ahead[0],
        "y": start[INDEX["y"]] + 0.06 * body.leg * ahead[1],
    })  # fmt: skip
    squat = _with_palms(body, squat, spots, heading)
    reaching = _with_palms(body, squat, {s: spot + np.array([0, 0, 0.25]) for s, spot in spots.items()}, heading, 0.0)
    jump = changed(squat + 0.55 * (up - squat), {"foot.z": 0.07, "hips.z": 0.62 * body.leg})
    cycle = act.value("seconds_each", 1.5 / tempo, 0.6, 6.0, "s", "of one push-up")
    begun = [wait / tempo for wait in (0.0, 0.55, 0.80, 1.02, 1.25)], [start, reaching, squat, jump, up]
    times, poses = _repeated(begun, _times(act, 3, cycle), cycle, [(0.50, down), (0.58, down), (1.0, up)])
    times = [*times, *(times[-1] + wait / tempo for wait in (0.28, 0.50, 0.75, 1.30))]
    poses = [*poses, jump, squat, reaching, start]
    motion, keys = keyed(body, fps, times, poses, sigma_s=0.05, lag_s=0.0)
    performer.play(Segment(motion=motion, keys=keys), act.action.id)


# --- on the back --------------------------------------------------------------------------------


def sit_up(act: Act) -> None:
    """Lies down with bent knees, hands at the head, and comes up to the knees each time."""
    performer, body, fps, tempo = act.performer, act.body, act.fps, act.style.tempo
    if performer.posture != "lie":
        lie(act)
    flat = performer.pose
    forward = flat_direction(performer.heading)
    bent = flat.copy()
    hips = flat[[INDEX["x"], INDEX["y"]]]
    for side in SIDES:
        aside = turned(performer.heading, np.array([SIGN[side] * 0.11, 0.0, 0.0]))
        foot = hips + (0.62 * body.leg * forward + aside)[:2]
        bent = changed(bent, {f"foot.x.{side}": foot[0], f"foot.y.{side}": foot[1], f"foot.z.{side}": 0.0,
                              f"foot.pitch.{side}": 0.0, f"foot.yaw.{side}": performer.heading})  # fmt: skip
    at_head = {"arm.flex": 1.25, "arm.abduct": 1.15, "arm.twist": 0.6, "elbow": 2.25, "wrist.flex": 0.2}
    lying = changed(bent, {**at_head, "head.pitch": 0.35, "knee": 0.08})
    up = changed(lying, {"hips.pitch": -0.42, "spine.pitch": 0.62, "head.pitch": 0.30, "arm.flex": 1.35})
    half = changed(lying, {"hips.pitch": -1.10, "spine.pitch": 0.55, "head.pitch": 0.40})
    cycle = act.value("seconds_each", 1.9 / tempo, 0.8, 6.0, "s", "of one sit-up")
    moments = [(0.24, half), (0.48, up), (0.56, up), (1.0, lying)]
    times, poses = _repeated(([0.0, 0.7 / tempo], [flat, lying]), _times(act, 3, cycle), cycle, moments)
    motion, keys = keyed(body, fps, times, poses, sigma_s=0.05)
    performer.play(Segment(motion=motion, keys=keys), act.action.id)


# --- standing -----------------------------------------------------------------------------------


def squats(act: Act) -> None:
    """Down until the thighs are level, arms ahead, heels on the floor; and up."""
    performer, body, fps, tempo = act.performer, act.body, act.fps, act.style.tempo
    if performer.posture != "stand":
        get_up(act)
    start = performer.pose
    ahead = flat_direction(performer.heading)
    low = changed(start, {
        "hips.z": start[INDEX["hips.z"]] - 0.47 * body.leg, "hips.pitch": 0.72, "spine.pitch": 0.05,
        "head.pitch": -0.55, "arm.flex": 1.95, "arm.abduct": 0.12, "elbow": 0.12, "knee": 0.22,
        "x": start[INDEX["x"]] - 0.20 * body.leg * ahead[0], "y": start[INDEX["y"]] - 0.20 * body.leg * ahead[1],
        **_FLAT_HAND,
    })  # fmt: skip
    cycle = act.value("seconds_each", 1.8 / tempo, 0.8, 6.0, "s", "of one squat")
    moments = [(0.45, low), (0.53, low), (1.0, start)]
    times, poses = _repeated(([0.0], [start]), _times(act, 3, cycle), cycle, moments)
    motion, keys = keyed(body, fps, times, poses, sigma_s=0.05)
    performer.play(Segment(motion=motion, keys=keys), act.action.id)


def jumping_jack(act: Act) -> None:
    """Feet and arms out in one jump and in again in the next."""
    performer, body, fps, tempo = act.performer, act.body, act.fps, act.style.tempo
    if performer.posture != "stand":
        get_up(act)
    start = performer.pose
    left = turned(performer.heading, np.array([1.0, 0.0, 0.0]))
    cycle = act.value("seconds_each", 1.05 / tempo, 0.6, 3.0, "s", "of one jumping jack")
    reps = _times(act, 4, cycle)
    count = round((reps * cycle + 0.2) * fps)
    t = np.arange(1, count + 1) / fps
    half = 0.5 * cycle
    number = np.minimum(t // half, 2 * reps - 1)
    u = np.clip((t - number * half) / half, 0.0, 1.0)
    air = np.clip((u - 0.28) / 0.52, 0.0, 1.0)  # crouch, fly, land
    share = channels.minimum_jerk(air)
    out = np.where(number % 2 == 0, share, 1.0 - share)
    flight = 4.0 * air * (1.0 - air) * (t < reps * cycle)
    dip = np.sin(np.pi * np.clip(u / 0.28, 0.0, 1.0)) ** 2 + np.sin(np.pi * np.clip((u - 0.80) / 0.20, 0.0, 1.0)) ** 2
    motion = np.repeat(start[None], count, axis=0)
    wide = 0.30 * body.leg
    motion[:, INDEX["hips.z"]] += 0.085 * body.leg * flight - 0.06 * body.leg * dip * (t < reps * cycle)
    motion[:, INDEX["hips.z"]] -= (body.leg - np.sqrt(body.leg**2 - wide**2)) * out
    motion[:, INDEX["spine.pitch"]] += 0.05 * dip
    for side in SIDES:
        for i, name in enumerate(("x", "y")):
            motion[:, INDEX[f"foot.{name}.{side}"]] += SIGN[side] * wide * left[i] * out
        motion[:, INDEX[f"foot.z.{side}"]] += 0.085 * body.leg * flight
        motion[:, INDEX[f"foot.pitch.{side}"]] += 0.45 * flight
        motion[:, INDEX[f"foot.yaw.{side}"]] += 0.22 * SIGN[side] * out
        raised = changed(start, {f"arm.abduct.{side}": 2.75, f"elbow.{side}": 0.25, f"arm.flex.{side}": 0.15})
        columns = channels.arm_columns(side)
        motion[:, columns] += out[:, None] * (raised - start)[columns]
    keys = sorted({min(count - 1, round(k * half * fps)) for k in range(1, 2 * reps + 1)})
    performer.play(Segment(motion=motion, keys=tuple(keys)), act.action.id)


def yoga(act: Act) -> None:
    """Arms overhead; a wide step and the warrior to one side, then to the other; and back."""
    performer, body, fps, tempo = act.performer, act.body, act.fps, act.style.tempo
    if performer.posture != "stand":
        get_up(act)
    start, heading = performer.pose, performer.heading
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    side = act.side
    hold = act.value("seconds_each", 2.0 / tempo, 0.5, 20.0, "s", "how long a pose is held")
    overhead = changed(start, {"arm.abduct": 2.85, "arm.flex": 0.15, "elbow": 0.55, "head.pitch": -0.22,
                               "spine.pitch": -0.06, "pronate": -0.4, **_FLAT_HAND})  # fmt: skip
    wide = 1.0 * body.leg * SIGN[side]
    home_of = {name: np.array([start[INDEX[f"foot.{axis}.{name}"]] for axis in ("x", "y")]) for name in SIDES}
    wide_of = {**home_of, side: home_of[side] + wide * left[:2]}
    middle = start[[INDEX["x"], INDEX["y"]]] + 0.5 * wide * left[:2]

    def warrior(front: str) -> Array:
        """The front knee bent over its foot, the other leg straight, arms level along the legs, eyes over the hand."""
        x, y = middle + 0.24 * body.leg * SIGN[front] * left[:2]
        return changed(start, {
            "x": float(x), "y": float(y), "hips.z": start[INDEX["hips.z"]] - 0.24 * body.leg,
            "hips.yaw": 0.25 * SIGN[front], "spine.yaw": -0.15 * SIGN[front], "head.yaw": 1.15 * SIGN[front],
            "arm.abduct": 1.52, "arm.flex": 0.0, "elbow": 0.04, "pronate": 0.5, f"knee.{front}": 0.1, **_FLAT_HAND,
        })  # fmt: skip

    open_legs = changed(start, {"x": float(middle[0]), "y": float(middle[1]), "arm.abduct": 1.3, **_FLAT_HAND,
                                "hips.z": start[INDEX["hips.z"]] - 0.14 * body.leg})  # fmt: skip
    other = "R" if side == "L" else "L"
    first, second = warrior(side), warrior(other)
    times, poses = [0.0], [start]
    for pose, move_s, stay_s in ((overhead, 1.2, hold), (open_legs, 1.3, 0.1), (first, 1.1, hold), (second, 1.7, hold),
                                 (open_legs, 1.1, 0.1), (start, 1.3, 0.1)):  # fmt: skip
        times += [times[-1] + move_s / tempo, times[-1] + move_s / tempo + stay_s]
        poses += [pose, pose]
    motion, keys = keyed(body, fps, times, poses, sigma_s=0.10)
    way_s, turn_s = 1.15 / tempo, 0.42 / tempo
    steps = [  # one foot goes out wide and comes back; between, each turns its toes out for its own warrior
        Step(foot, begin, begin + seconds, float(spot[0]), float(spot[1]), heading + turn * SIGN[foot])
        for begin, seconds, foot, spot, turn in (
            (times[2] + 0.10 / tempo, way_s, side, wide_of[side], 0.0),
            (times[4] + 0.10 / tempo, turn_s, side, wide_of[side], 1.35),
            (times[6] + 0.15 / tempo, turn_s, side, wide_of[side], 0.0),
            (times[6] + 0.75 / tempo, turn_s, other, wide_of[other], 1.35),
            (times[8] + 0.10 / tempo, turn_s, other, wide_of[other], 0.0),
            (times[10] + 0.05 / tempo, way_s, side, home_of[side], 0.0),
        )
    ]  # fmt: skip
    for column in (INDEX[f"foot.{axis}.{name}"] for name in SIDES for axis in ("x", "y", "yaw")):
        motion[:, column] = start[column]
    t = np.arange(1, len(motion) + 1) / fps
    swings = place_feet(motion, t, steps, 0.10)
    # the weight goes along with the foot that goes out wide, and toes that turn out leave it where it is
    turning = (t > times[2] + 0.35 * way_s) & (t < times[10] + 0.65 * way_s)
    stepping = {name: np.where(turning, -1.0, swing) for name, swing in swings.items()}
    carry_weight(body, motion, stepping, fps)
    performer.play(Segment(motion=motion, keys=keys), act.action.id)


# --- sitting ------------------------------------------------------------------------------------


def meditate(act: Act) -> None:
    """Sits cross-legged, the back upright, a hand on each knee, the eyes down; so from the start where it is the first
    that is said."""
    performer, body = act.performer, act.body
    start, heading = performer.pose, performer.heading
    ahead, left = flat_direction(heading), turned(heading, np.array([1.0, 0.0, 0.0]))
    hips = np.array([start[INDEX["x"]], start[INDEX["y"]], 0.085 * body.stature])
    goal = changed(start, {
        **_STRAIGHT, "hips.z": hips[2], "hips.pitch": 0.02, "spine.pitch": 0.05, "head.pitch": 0.14, "gaze.w": 0.0,
    })  # fmt: skip
    for side in SIDES:
        near = 0.30 if side == "R" else 0.40  # one shin lies before the other
        foot = hips + near * body.leg * ahead - 0.13 * SIGN[side] * body.leg * left
        goal = changed(goal, {
            f"foot.x.{side}": foot[0], f"foot.y.{side}": foot[1], f"foot.z.{side}": 0.012 * body.stature,
            f"foot.yaw.{side}": heading - 0.9 * SIGN[side], f"foot.pitch.{side}": 0.35,
            f"foot.roll.{side}": 0.75 * SIGN[side], f"toe.{side}": 0.0, f"knee.{side}": 1.35,
        })  # fmt: skip
    knees = place(body, goal[None]).positions[0]
    for side in SIDES:
        knee = knees[body.index[f"shin.{side}"]] + np.array([0.0, 0.0, 0.045 * body.stature])
        fingers = 0.9 * ahead + 0.45 * SIGN[side] * left - np.array([0.0, 0.0, 0.25])
        rotation = hand_rotation(side, fingers / np.linalg.norm(fingers), np.array([0.0, 0.0, -1.0]))
        goal = with_hand(goal, side, knee - 0.6 * body.palm * ahead, rotation)
        goal = changed(goal, {f"hand.pole.{side}": 0.2, **{f"{name}.{side}": 0.25 for name in _FLAT_HAND}})
    if performer.length:
        if performer.posture != "stand":
            get_up(act)
        crouch = changed(performer.pose + 0.6 * (goal - performer.pose), {"hips.pitch": 0.6, "spine.pitch": 0.3})
        motion, keys = keyed(body, act.fps, [0.0, 0.9, 1.8], [performer.pose, crouch, goal], sigma_s=0.07, lag_s=0.0)
        performer.play(Segment(motion=motion, keys=keys), act.action.id)
    performer.pose, performer.posture = goal, "sit"
    stay(replace(act, duration_s=act.duration_s or 4.0))


EXERCISES = {
    "push-up": push_up, "sit-up": sit_up, "squats": squats, "jumping jack": jumping_jack, "yoga": yoga,
    "meditate": meditate,
}  # fmt: skip
