"""Getting up again, from a seat, a knee or the floor."""

from __future__ import annotations

import numpy as np

from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, Array, changed, minimum_jerk, smooth
from .footsteps import Step, carry_weight, place_feet
from .performer import Happening, Performer, Segment, flat_direction, keyed, turned
from .reach import hands_on_thighs
from .solve import place


def stand_up(act: Act) -> None:
    """Rise from whatever posture; someone who stands already stays."""
    if act.performer.posture == "stand":
        return
    get_up(act)


def get_up(act: Act) -> None:
    """Trunk forward over the feet, then legs: back to standing over the feet."""
    performer, body, fps = act.performer, act.body, act.fps
    if performer.posture == "ride":
        _get_off(performer, act.action.id)
        return
    if performer.posture == "climb" and performer.climbed is not None:  # down as one came up
        way, moments = performer.climbed
        back = tuple(sorted(len(way) - 1 - moment for moment in moments))
        performer.play(Segment(motion=way[::-1].copy(), keys=back), act.action.id)
        performer.climbed, performer.posture = None, "stand"
        return
    start, tempo = performer.pose, act.style.tempo
    heading = performer.heading
    if performer.posture in ("lie", "fall"):
        _to_kneeling(act)
        start = performer.pose
    feet = np.array([[start[INDEX[f"foot.{axis}.{side}"]] for axis in ("x", "y")] for side in SIDES])
    spot = feet.mean(axis=0) - turned(heading, np.array([0.0, body.foot_origin("L")[1], 0.0]))[:2]
    if performer.posture == "kneel":
        front = feet[0]
        spot = front - turned(heading, np.array([*body.foot_origin("L"), 0.0]))[:2]
    goal = body.standing(float(spot[0]), float(spot[1]), heading)
    forward = flat_direction(heading)
    leaning = changed(start, {
        "hips.pitch": 0.66, "spine.pitch": 0.20, "head.pitch": -0.40, "arm.flex": 0.55, "elbow": 0.75,
        "arm.abduct": 0.2,
        "x": start[INDEX["x"]] + 0.10 * forward[0], "y": start[INDEX["y"]] + 0.10 * forward[1],
        "hips.z": start[INDEX["hips.z"]] + 0.01,
    })  # fmt: skip
    rising = start + 0.62 * (goal - start)
    rising = changed(
        rising, {"hips.pitch": 0.52, "spine.pitch": 0.20, "head.pitch": -0.3, "arm.flex": 0.35, "elbow": 0.6}
    )
    if performer.posture == "sit" and start[INDEX["hips.z"]] > 0.35 * body.leg:  # the hands push on the thighs
        leaning = hands_on_thighs(body, leaning, heading)
        arms = hands_on_thighs(body, rising, heading)
        rising[channels.ARMS] = 0.6 * arms[channels.ARMS] + 0.4 * goal[channels.ARMS]
    for side in SIDES:  # feet on the floor stay where they are; only the kneeling one comes forward
        if start[INDEX[f"foot.z.{side}"]] < 0.01 and (performer.posture, side) != ("kneel", "R"):
            for name in ("foot.x", "foot.y", "foot.yaw"):
                column = INDEX[f"{name}.{side}"]
                rising[column] = goal[column] = start[column]
    if performer.posture == "kneel":
        leaning = changed(leaning, {"hips.pitch": 0.35, "hips.z": start[INDEX["hips.z"]] + 0.03})
        rising = changed(rising, {"foot.pitch.R": 0.5, "foot.pitch.L": 0.0, "toe.R": 0.1})
    motion, keys = keyed(
        body, fps, [0.0, 0.45 / tempo, 0.85 / tempo, 1.35 / tempo], [start, leaning, rising, goal], sigma_s=0.05
    )
    if performer.posture == "kneel":
        x, y, yaw = (float(goal[INDEX[f"foot.{name}.R"]]) for name in ("x", "y", "yaw"))
        for name in ("foot.x", "foot.y", "foot.yaw", "foot.z"):
            motion[:, INDEX[f"{name}.R"]] = start[INDEX[f"{name}.R"]]
        t = np.arange(1, len(motion) + 1) / fps
        swings = place_feet(motion, t, [Step("R", 0.45 / tempo, 1.05 / tempo, x, y, yaw)], 0.05)
        carry_weight(body, motion, swings, fps)
    performer.play(
        Segment(motion=motion, keys=keys,
                happenings=(Happening(kind="stand", frame=round(0.5 / tempo * fps), joint="hips", target_id=None),)),
        act.action.id,
    )  # fmt: skip
    performer.posture = "stand"


def kneeling_pose(body: Body, pose: Array) -> Array:
    """One knee (right) on the floor, the left foot flat in front."""
    heading = float(pose[INDEX["heading"]])
    thigh = float(np.linalg.norm(body.offsets[body.index["shin.L"]]))
    left = np.array([pose[INDEX["foot.x.L"]], pose[INDEX["foot.y.L"]], 0.0])
    hips = left + turned(heading, np.array([-0.085 * body.stature / 1.7, 0.36 * body.leg, 0.0]))
    right = hips + turned(heading, np.array([-0.10, 0.40 * body.leg, 0.0]))
    rows = np.repeat(pose[None], 24, axis=0)
    rows = changed(rows, {
        "x": hips[0], "y": hips[1], "hips.pitch": 0.05, "spine.pitch": 0.06, "foot.x.R": right[0], "foot.y.R": right[1],
        "foot.yaw.R": heading - 0.05, "foot.pitch.R": 1.15, "toe.R": 1.1, "knee.R": 0.05, "knee.L": 0.1,
        "arm.flex.R": 0.12,
    })  # fmt: skip
    rows[:, INDEX["hips.z"]] = np.linspace(0.9, 1.35, 24) * thigh
    knee = place(body, rows).positions[:, body.index["shin.R"], 2]
    down = rows[int(np.argmin(np.abs(knee - 0.045 * body.stature)))]
    resting = hands_on_thighs(body, down, heading)  # the left hand on the knee that is up
    down[channels.arm_columns("L")] = resting[channels.arm_columns("L")]
    return np.asarray(down)


def _to_kneeling(act: Act) -> None:
    """From lying or fallen to one knee."""
    performer, body = act.performer, act.body
    start, heading = performer.pose, performer.heading
    hips = np.array([start[INDEX["x"]], start[INDEX["y"]]])
    base = body.standing(float(hips[0]), float(hips[1]), heading)
    goal = kneeling_pose(body, base)
    middle = start + 0.5 * (goal - start)
    face_down = start[INDEX["hips.pitch"]] > 0.0
    middle = changed(
        middle,
        {
            "hips.z": 0.40 * body.leg,
            "hips.pitch": 1.0 if face_down else 0.1,
            "spine.pitch": 0.2 if face_down else 0.6,
            "foot.z": 0.04,
        },
    )
    motion, keys = keyed(body, act.fps, [0.0, 0.8, 1.6], [start, middle, goal], sigma_s=0.06)
    knees_on_floor(body, motion)
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
    performer.posture = "kneel"


def knees_on_floor(body: Body, motion: Array) -> None:
    """Lift the hips wherever a knee would be under the floor, in place."""
    for _ in range(3):
        positions = place(body, motion).positions
        knees = np.minimum(*(positions[:, body.index[f"shin.{side}"], 2] for side in SIDES))
        under = np.maximum(0.027 * body.stature - knees, 0.0)
        motion[:, INDEX["hips.z"]] += smooth(1.4 * under, 1.0)


def _get_off(performer: Performer, name: str) -> None:
    """Stand beside what was ridden, which is let go."""
    ridden = [h.target_id for h in performer.happenings if h.joint == "hips" and h.offset is not None]
    thing = ridden[-1] if ridden else None
    performer.happenings.append(
        Happening(kind="release", frame=performer.length, joint="hips", target_id=thing, velocity=np.zeros(3))
    )
    side = turned(performer.heading, np.array([0.55, 0.0, 0.0]))
    x, y = performer.pose[[INDEX["x"], INDEX["y"]]] + side[:2]
    goal = performer.body.standing(float(x), float(y), performer.heading)
    count = round(1.1 * performer.fps)
    u = minimum_jerk(np.arange(1, count + 1) / count)
    motion = performer.pose + u[:, None] * (goal - performer.pose)
    for hand in SIDES:
        motion[:, INDEX[f"hand.w.{hand}"]] = 1.0 - minimum_jerk(np.arange(1, count + 1) / (0.4 * count))
    performer.play(Segment(motion=motion, keys=(count // 2,)), name)
    performer.posture = "stand"
