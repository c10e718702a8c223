"""Getting down and up again: sit, stand up, kneel, crouch, lie, fall."""

from __future__ import annotations

import numpy as np

from ..common import quat
from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed
from .footsteps import shuffle
from .limbs import arm_angles
from .performer import Happening, Segment, flat_direction, keyed, turned
from .reach import hand_rotation
from .scene_query import Place
from .solve import solve

# From the surface of a seat up to the hips joint, in statures: flesh and bone of the seat.
SEAT_FLESH = 0.054
_SHIN_LEAN = 0.12


def arm_to(body: Body, pose: Array, side: str, wrist: Array, rotation: Array, pole: Array) -> dict[str, float]:
    """Arm channels that bring the wrist to a world point when the body is in `pose`; directions in the world."""
    posed = solve(body, pose[None], None)
    chest = posed.turns[0, body.index["upper_chest"]]
    back = quat.inv(chest)
    shoulder = posed.positions[0, body.index[f"upper_arm.{side}"]]
    return arm_angles(
        body, side, quat.mul_vec(back, wrist - shoulder), quat.mul_vec(back, pole), quat.mul(back, rotation)
    )


def seated_pose(body: Body, seat: Place) -> Array:
    """Sitting upright: seat on the surface, thighs along it, shins a little back, hands on the thighs."""
    facing = seat.axis(0.0, -1.0, 0.0)
    heading = float(np.arctan2(facing[0], -facing[1]))
    thigh = float(np.linalg.norm(body.offsets[body.index["shin.L"]]))
    shin = float(np.linalg.norm(body.offsets[body.index["foot.L"]]))
    hip_z = float(seat.translation[2]) + SEAT_FLESH * body.stature
    knee_z = body.ankle_height + shin * np.cos(_SHIN_LEAN)
    lift = 0.0
    if hip_z - knee_z > 0.35 * thigh:  # too high a seat: the legs hang
        lift = hip_z - 0.35 * thigh - knee_z
    drop = hip_z - knee_z - lift
    ahead = float(np.sqrt(max(thigh**2 - drop**2, (0.3 * thigh) ** 2))) + shin * np.sin(_SHIN_LEAN)
    pose = body.standing(float(seat.translation[0]), float(seat.translation[1]), heading)
    feet: dict[str, float] = {}
    for side in SIDES:
        spot = seat.translation + turned(heading, np.array([SIGN[side] * 0.082 * body.stature / 1.7 * 1.2, -ahead, 0.0]))
        feet |= {
            f"foot.x.{side}": float(spot[0]), f"foot.y.{side}": float(spot[1]), f"foot.z.{side}": lift,
            f"foot.yaw.{side}": heading + SIGN[side] * 0.12, f"foot.pitch.{side}": 0.25 if lift > 0.0 else 0.0,
        }  # fmt: skip
    pose = changed(
        pose,
        {"x": float(seat.translation[0]), "y": float(seat.translation[1]), "hips.z": hip_z, "hips.pitch": -0.12,
         "spine.pitch": 0.16, "head.pitch": -0.02, "knee": 0.16, **feet},
    )  # fmt: skip
    return _hands_on_thighs(body, pose, heading)


def _hands_on_thighs(body: Body, pose: Array, heading: float) -> Array:
    posed = solve(body, pose[None], None)
    values: dict[str, float] = {}
    for side in SIDES:
        hip, knee = (posed.positions[0, body.index[f"{name}.{side}"]] for name in ("thigh", "shin"))
        along = (knee - hip) / np.linalg.norm(knee - hip)
        share = 0.52 if side == "L" else 0.46
        wrist = hip + share * (knee - hip) + np.array([0.0, 0.0, 0.058 * body.stature])
        left = turned(heading, np.array([1.0, 0.0, 0.0]))
        rotation = hand_rotation(side, along - 0.25 * SIGN[side] * left - np.array([0, 0, 0.12]), np.array([0.0, 0.0, -1.0]))
        pole = 0.7 * SIGN[side] * left - 0.5 * along - np.array([0.0, 0.0, 0.5])
        values |= arm_to(body, pose, side, wrist, rotation, pole)
        values |= {f"{finger}.{side}": 0.22 for finger in channels.FINGERS}
    return changed(pose, values)


def seat_of(act: Act) -> tuple[Place, str] | None:
    """The free seat of the target that is nearest to the person."""
    if act.target_id is None:
        return None
    free = [
        (place, name)
        for affordance, place in act.scene.places(act.target_id, "sit_at")
        for name in [affordance.name]
        if (act.target_id, name) not in act.scene.taken_seats
    ]
    here = act.performer.point
    return min(free, key=lambda seat: float(np.linalg.norm(seat[0].translation[:2] - here)), default=None)


def sit(act: Act) -> None:
    """Back up to the seat, hips back and down with the trunk forward, then upright; without a seat, on the floor."""
    performer, body, fps = act.performer, act.body, act.fps
    if performer.posture == "sit":
        return
    if performer.posture != "stand":
        get_up(act)
    found = seat_of(act)
    if found is not None:
        seat, name = found
        act.scene.taken_seats.add((str(act.target_id), name))
    else:
        if act.target_id is not None and not act.scene.is_character(act.target_id):
            act.notes.append(f"The {act.name_of(act.target_id)} has no free seat; the floor serves.")
        seat = _floor_seat(act)
    goal = seated_pose(body, seat)
    on_floor = float(seat.translation[2]) < 0.15
    heading = float(goal[INDEX["heading"]])
    # Stand where the feet will be
    feet = np.mean([[goal[INDEX[f"foot.{axis}.{side}"]] for axis in ("x", "y")] for side in SIDES], axis=0)
    stand = feet - turned(heading, np.array([0.0, body.foot_origin("L")[1], 0.0]))[:2]
    turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    if np.linalg.norm(stand - performer.point) > 0.03 or abs(turn) > 0.06:
        motion = shuffle(body, performer.pose, float(stand[0]), float(stand[1]), performer.heading + turn, fps, act.style.tempo)
        performer.play(Segment(motion=motion, keys=(len(motion) // 2,)), act.action.id)
    start = performer.pose
    goal[INDEX["heading"]] = start[INDEX["heading"]]
    for column in channels.FEET:
        if channels.NAMES[column].startswith(("foot.x", "foot.y", "foot.yaw")) and goal[INDEX["foot.z.L"]] == 0.0:
            goal[column] = start[column]
    back = {"x": goal[INDEX["x"]] - start[INDEX["x"]], "y": goal[INDEX["y"]] - start[INDEX["y"]]}
    z0, z1 = start[INDEX["hips.z"]], goal[INDEX["hips.z"]]

    def part(share: float, down: float, lean: float, spine: float) -> Array:
        pose = start + share * (goal - start)
        reach = 0.62 * lean
        return changed(pose, {
            "x": start[INDEX["x"]] + share * back["x"], "y": start[INDEX["y"]] + share * back["y"],
            "hips.z": z0 + down * (z1 - z0), "hips.pitch": lean, "spine.pitch": spine, "head.pitch": -0.35 * lean,
            "arm.flex": 0.25 + reach, "elbow": 0.7, "arm.abduct": 0.22, "knee": 0.12,
            **{f"foot.{axis}.{s}": start[INDEX[f"foot.{axis}.{s}"]] for axis in ("x", "y", "z", "yaw") for s in SIDES},
            "foot.pitch": 0.0, "toe": 0.0,
        })  # fmt: skip

    tempo = act.style.tempo
    half, touch = part(0.55, 0.42, 0.62, 0.30), part(1.0, 0.985, 0.50, 0.34)
    if on_floor:
        touch = part(1.0, 0.97, 0.1, 0.55)
    times = [0.0, 0.55 / tempo, 1.0 / tempo, 1.12 / tempo, 1.75 / tempo]
    sunk = touch.copy()
    sunk[INDEX["hips.z"]] = z1
    motion, keys = keyed(body, fps, times, [start, half, touch, sunk, goal], sigma_s=0.05)
    frame = min(len(motion) - 1, round(times[3] * fps) - 1)
    performer.play(
        Segment(
            motion=motion, keys=keys,
            happenings=(Happening(kind="sit", frame=frame, joint="hips", target_id=act.target_id if found else None),),
            parameters=(act.parameter("seat_height_m", float(seat.translation[2]), 0.0, 1.2, "m", "height of the seat"),),
        ),
        act.action.id,
    )  # fmt: skip
    performer.posture = "sit"


def _floor_seat(act: Act) -> Place:
    here = np.array([*act.performer.point, 0.0])
    heading = act.performer.heading
    return Place(
        translation=here - flat_direction(heading) * 0.42 * act.body.leg,
        rotation=quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0]), dimensions=np.zeros(3),
    )  # fmt: skip


def start_seated(act: Act) -> bool:
    """Someone who gets up first sat before: put them on the nearest seat of what is named. True where there is one."""
    found = seat_of(act)
    if found is None:
        return False
    seat, name = found
    act.scene.taken_seats.add((str(act.target_id), name))
    act.performer.pose = seated_pose(act.body, seat)
    act.performer.posture = "sit"
    return True


def stand_up(act: Act) -> None:
    """Rise from whatever posture; someone who stands already stays."""
    if act.performer.posture == "stand":
        return
    get_up(act)


def get_up(act: Act) -> None:
    """Trunk forward over the feet, then legs: back to standing over the feet."""
    performer, body, fps = act.performer, act.body, act.fps
    start, tempo = performer.pose, act.style.tempo
    heading = performer.heading
    if performer.posture in ("lie", "fall"):
        _to_kneeling(act)
        start = performer.pose
    feet = np.array([[start[INDEX[f"foot.{axis}.{side}"]] for axis in ("x", "y")] for side in SIDES])
    spot = feet.mean(axis=0) - turned(heading, np.array([0.0, body.foot_origin("L")[1], 0.0]))[:2]
    if performer.posture == "kneel":
        front = feet[0]
        side = turned(heading, np.array([body.foot_origin("L")[0], body.foot_origin("L")[1], 0.0]))[:2]
        spot = front - side
    goal = body.standing(float(spot[0]), float(spot[1]), heading)
    if performer.posture == "sit" or performer.posture == "crouch":
        for column in channels.FEET:
            if channels.NAMES[column].startswith(("foot.x", "foot.y", "foot.yaw")) and start[INDEX["foot.z.L"]] < 0.01:
                goal[column] = start[column]
    forward = flat_direction(heading)
    leaning = changed(start, {
        "hips.pitch": 0.78, "spine.pitch": 0.32, "head.pitch": -0.45, "arm.flex": 0.55, "elbow": 0.75, "arm.abduct": 0.2,
        "x": start[INDEX["x"]] + 0.10 * forward[0], "y": start[INDEX["y"]] + 0.10 * forward[1],
        "hips.z": start[INDEX["hips.z"]] + 0.01,
    })  # fmt: skip
    rising = start + 0.62 * (goal - start)
    rising = changed(rising, {"hips.pitch": 0.62, "spine.pitch": 0.28, "head.pitch": -0.3, "arm.flex": 0.35, "elbow": 0.6})
    for side in SIDES:
        if goal[INDEX[f"foot.z.{side}"]] == 0.0 and start[INDEX[f"foot.z.{side}"]] < 0.01:
            for name in ("foot.x", "foot.y", "foot.yaw"):
                column = INDEX[f"{name}.{side}"]
                if performer.posture != "kneel":
                    rising[column] = goal[column] = start[column]
    if performer.posture == "kneel":
        leaning = changed(leaning, {"hips.pitch": 0.35, "hips.z": start[INDEX["hips.z"]] + 0.03})
        rising = changed(rising, {"foot.z.R": 0.04, "foot.pitch.R": 0.5, "foot.pitch.L": 0.0, "toe.R": 0.1})
        for name in ("foot.x", "foot.y", "foot.yaw"):
            goal[INDEX[f"{name}.L"]] = rising[INDEX[f"{name}.L"]] = start[INDEX[f"{name}.L"]]
    motion, keys = keyed(
        body, fps, [0.0, 0.45 / tempo, 0.85 / tempo, 1.35 / tempo], [start, leaning, rising, goal], sigma_s=0.05
    )
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
        "arm.flex.L": 0.75, "elbow.L": 0.75, "arm.flex.R": 0.12,
    })  # fmt: skip
    rows[:, INDEX["hips.z"]] = np.linspace(0.9, 1.35, 24) * thigh
    knee = solve(body, rows, None).positions[:, body.index["shin.R"], 2]
    return np.asarray(rows[int(np.argmin(np.abs(knee - 0.045 * body.stature)))])


def kneel(act: Act) -> None:
    """Down on one knee."""
    _settle_into(act, kneeling_pose(act.body, act.pose), "kneel", 1.25, step=True)


def crouch(act: Act) -> None:
    """Deep knees, trunk forward, weight over the feet."""
    body, pose = act.body, act.pose
    forward = flat_direction(act.performer.heading)
    low = changed(pose, {
        "hips.z": pose[INDEX["hips.z"]] - 0.48 * body.leg, "hips.pitch": 0.42, "spine.pitch": 0.38, "head.pitch": -0.4,
        "knee": 0.3, "foot.pitch": 0.22, "toe": 0.22, "arm.flex": 1.0, "elbow": 0.9, "arm.abduct": 0.15,
    })  # fmt: skip
    for _ in range(2):
        mass = body.centre_of_mass(solve(body, low[None], None).positions)[0]
        drift = (mass[:2] - act.performer.point) @ forward[:2] - 0.03 * body.stature
        low = changed(low, {"x": low[INDEX["x"]] - forward[0] * drift, "y": low[INDEX["y"]] - forward[1] * drift})
    _settle_into(act, low, "crouch", 0.85)


def _settle_into(act: Act, goal: Array, posture: str, seconds: float, step: bool = False) -> None:
    performer, fps = act.performer, act.fps
    if performer.posture == posture:
        return
    if performer.posture != "stand":
        get_up(act)
    start = performer.pose
    seconds /= act.style.tempo
    middle = start + 0.55 * (goal - start)
    middle[INDEX["hips.pitch"]] += 0.16
    if step:  # the right foot goes back through the air
        middle = changed(middle, {"foot.z.R": 0.05, "foot.pitch.R": 0.6})
    over = goal.copy()
    over[INDEX["hips.z"]] -= 0.004
    motion, keys = keyed(act.body, fps, [0.0, 0.5 * seconds, seconds, seconds + 0.25], [start, middle, over, goal])
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
    performer.posture = posture
    if act.duration_s:
        from .moving import stay

        stay(act)


def _to_kneeling(act: Act) -> None:
    """From lying or fallen to one knee."""
    performer, body = act.performer, act.body
    start, heading = performer.pose, performer.heading
    hips = np.array([start[INDEX["x"]], start[INDEX["y"]]])
    base = body.standing(float(hips[0]), float(hips[1]), heading)
    goal = kneeling_pose(body, base)
    middle = start + 0.5 * (goal - start)
    face_down = start[INDEX["hips.pitch"]] > 0.0
    middle = changed(middle, {"hips.z": 0.40 * body.leg, "hips.pitch": 1.0 if face_down else 0.1,
                              "spine.pitch": 0.2 if face_down else 0.6, "foot.z": 0.04})
    motion, keys = keyed(body, act.fps, [0.0, 0.8, 1.6], [start, middle, goal], sigma_s=0.06)
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
    performer.posture = "kneel"


def lying_pose(body: Body, spot: Array, heading: float, height: float) -> Array:
    """On the back: hips at `spot` (2,), head behind, legs along `heading`, arms beside the body."""
    pose = body.standing(float(spot[0]), float(spot[1]), heading)
    forward = flat_direction(heading)
    values: dict[str, float] = {
        "x": float(spot[0]), "y": float(spot[1]), "hips.z": height + 0.062 * body.stature, "hips.pitch": -1.53,
        "spine.pitch": -0.02, "head.pitch": 0.16, "arm.abduct": 0.30, "arm.flex": 0.10, "elbow": 0.22, "knee": 0.18,
    }  # fmt: skip
    for side in SIDES:
        heel = np.array([*spot, 0.0]) + forward * (body.leg * 0.975) + turned(heading, np.array([SIGN[side] * 0.10, 0, 0]))
        values |= {
            f"foot.x.{side}": heel[0], f"foot.y.{side}": heel[1], f"foot.z.{side}": height, f"foot.pitch.{side}": -1.15,
            f"foot.yaw.{side}": heading + SIGN[side] * 0.25, f"toe.{side}": 0.0,
        }  # fmt: skip
    return changed(pose, values)


def lie(act: Act) -> None:
    """Sit down first, then swing the legs up and lie back."""
    performer, body = act.performer, act.body
    place = None
    if act.target_id is not None:
        place = act.scene.nearest_place(act.target_id, "lie_at", np.array([*performer.point, 0.0]))
    if performer.posture != "sit":
        sit(act)
    start = performer.pose
    height, heading = 0.0, performer.heading
    spot = np.array([start[INDEX["x"]], start[INDEX["y"]]])
    if place is not None:
        head = place.axis(0.0, 1.0, 0.0)
        heading = float(np.arctan2(-head[0], head[1]))
        height = float(place.translation[2])
        spot = (place.translation - head * 0.06 * body.stature)[:2]
    turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    goal = lying_pose(body, spot, performer.heading + turn, height)
    half = start + 0.5 * (goal - start)
    half = changed(half, {"hips.z": max(start[INDEX["hips.z"]], goal[INDEX["hips.z"]]) + 0.02, "hips.pitch": -0.65,
                          "spine.pitch": 0.35, "head.pitch": 0.2, "foot.z": height + 0.16, "arm.flex": -0.35,
                          "arm.abduct": 0.35, "elbow": 0.7, "foot.pitch": -0.2})
    motion, keys = keyed(body, act.fps, [0.0, 1.1 / act.style.tempo, 2.3 / act.style.tempo], [start, half, goal], sigma_s=0.07)
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
    performer.posture = "lie"


def fall(act: Act) -> None:
    """Trip, pitch forward with the hands out, land on knees and hands, end face down."""
    performer, body, fps = act.performer, act.body, act.fps
    start, heading = performer.pose, performer.heading
    forward = flat_direction(heading)
    here = np.array([start[INDEX["x"]], start[INDEX["y"]], 0.0])
    stature, leg = body.stature, body.leg
    stumble = changed(start, {
        "x": here[0] + 0.20 * forward[0], "y": here[1] + 0.20 * forward[1], "hips.z": start[INDEX["hips.z"]] - 0.10 * leg,
        "hips.pitch": 0.55, "spine.pitch": 0.35, "head.pitch": -0.5, "arm.flex": 1.0, "arm.abduct": 0.5, "elbow": 0.8,
        "foot.pitch": 0.45, "toe": 0.45, "arm.flex.L": 0.5,
    })  # fmt: skip
    hips = here + 0.62 * forward * leg
    knees = changed(stumble, {
        "x": hips[0], "y": hips[1], "hips.z": 0.46 * leg, "hips.pitch": 0.95, "spine.pitch": 0.15, "head.pitch": -0.65,
        "arm.flex": 2.0, "elbow": 0.5, "foot.pitch": 1.0, "toe": 0.95,
    })  # fmt: skip
    flat = here + 0.98 * forward * leg
    down = changed(knees, {
        "x": flat[0], "y": flat[1], "hips.z": 0.072 * stature, "hips.pitch": 1.50, "spine.pitch": -0.06, "head.pitch": -0.3,
        "head.yaw": 0.5, "foot.pitch": 1.30, "toe": 0.35, "knee": 0.15,
    })  # fmt: skip
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    for side in SIDES:
        palm_spot = flat + forward * (0.30 * stature) + left * SIGN[side] * 0.155 * stature
        rotation = hand_rotation(side, forward * 0.95 - 0.25 * SIGN[side] * left, np.array([0.0, 0.0, -1.0]))
        wrist = palm_spot + np.array([0.0, 0.0, 0.035]) - forward * body.palm
        down = changed(down, arm_to(body, down, side, wrist, rotation, left * SIGN[side] + np.array([0.0, 0.0, 0.35])))
    t = [0.0, 0.32, 0.66, 0.86, 0.98, 1.5]
    bounce = changed(down, {"hips.z": 0.088 * stature, "hips.pitch": 1.46})
    motion, keys = keyed(body, fps, t, [start, stumble, knees, down, bounce, down], sigma_s=0.025, lag_s=0.02)
    performer.play(
        Segment(motion=motion, keys=keys,
                happenings=(Happening(kind="fall", frame=round(0.32 * fps), joint="hips", target_id=act.target_id),)),
        act.action.id,
    )  # fmt: skip
    performer.posture = "fall"
