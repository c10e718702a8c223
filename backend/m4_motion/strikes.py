"""Kicking and pushing: the foot or the palms meet the thing, and it goes where it should."""

from __future__ import annotations

import numpy as np

from ..common.ballistics import launch_velocity
from . import channels
from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, changed, mirrored_names
from .facing import face
from .flights import landing_of, receiver_of
from .footsteps import Step, place_feet, shuffle
from .locomotion import Path, travel
from .moving import go
from .performer import Happening, Segment, flat_direction, keyed, turned
from .reach import PALM_THICKNESS, hand_rotation, with_hand
from .scene_query import Place

_OTHER = {"L": "R", "R": "L"}


def kick(act: Act) -> None:
    """Plant the other foot beside the ball, swing through it, follow, set the foot down."""
    performer, body, fps, thing = act.performer, act.body, act.fps, act.target_id
    if thing is None or act.scene.asset(thing) is None:
        centre, radius, direction = _air(act)
    else:
        place = act.scene.nearest_place(thing, "kick_at", np.array([*performer.point, 0.0]))
        centre, radius, direction = _ball(act, thing, place)
    heading = float(np.arctan2(direction[0], -direction[1]))
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    side, other = act.side, _OTHER[act.side]
    scale = body.stature / 1.7
    toe = (0.15 + 0.03) * scale
    # Stand so that the supporting foot needs one step to come beside the ball
    support = centre + left * SIGN[other] * 0.17 * scale - direction * (radius + 0.10 * scale)
    stand = support - direction * 0.36 * scale - left * SIGN[other] * body.foot_origin("L")[0]
    stand[2] = 0.0
    turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    away = float(np.linalg.norm(stand[:2] - performer.point))
    if away > 0.06 or abs(turn) > 0.09:
        _get_to(act, stand[:2], performer.heading + turn, away)
    heading = performer.heading
    start = performer.pose
    tempo = act.style.tempo
    swing_back, contact, follow, down, settle = (
        0.50 / tempo,
        0.50 / tempo + 0.125,
        0.50 / tempo + 0.30,
        0.5 / tempo + 0.80,
        0.5 / tempo + 1.25,
    )
    height = float(np.clip(centre[2] * 0.8, 0.03, 0.6 * body.leg))
    plant = support[:2]
    foot_line = centre - direction * (radius + toe)

    def foot(at: Array, z: float, pitch: float) -> dict[str, float]:
        return {
            f"foot.x.{side}": float(at[0]),
            f"foot.y.{side}": float(at[1]),
            f"foot.z.{side}": z,
            f"foot.pitch.{side}": pitch,
            f"foot.yaw.{side}": heading + SIGN[side] * 0.12,
            f"toe.{side}": 0.05,
        }

    def hips(at: Array, low: float) -> dict[str, float]:
        return {"x": float(at[0]), "y": float(at[1]), "hips.z": float(start[INDEX["hips.z"]]) - low * body.leg}

    over = np.array([*plant, 0.0]) - left * SIGN[other] * 0.05
    cocked = changed(
        start,
        hips(over - direction * 0.20, 0.05)
        | foot(foot_line - direction * 0.74 * body.leg, 0.36 * body.leg, 1.2)
        | mirrored_names(
            {
                "hips.yaw": -0.30,
                "spine.yaw": 0.45,
                "spine.pitch": -0.04,
                "hips.pitch": 0.10,
                "arm.abduct.far": 0.9,
                "arm.flex.far": 0.7,
                "elbow.far": 0.4,
                "arm.flex.near": -0.6,
                "arm.abduct.near": 0.45,
                "elbow.near": 0.4,
                "head.pitch": 0.25,
            },
            side,
        ),
    )
    hit = changed(
        start,
        hips(over - direction * 0.11, 0.035)
        | foot(foot_line, height, 0.62)
        | mirrored_names(
            {
                "hips.yaw": 0.15,
                "spine.yaw": -0.2,
                "spine.pitch": 0.22,
                "hips.pitch": -0.12,
                "arm.abduct.far": 0.75,
                "arm.flex.far": -0.1,
                "elbow.far": 0.4,
                "arm.flex.near": 0.3,
                "arm.abduct.near": 0.4,
                "elbow.near": 0.5,
                "head.pitch": 0.2,
            },
            side,
        ),
    )
    high = float(np.clip(0.45 * act.style.amplitude, 0.2, 0.6)) * body.leg
    through = changed(
        start,
        hips(over - direction * 0.01, 0.03)
        | foot(foot_line + direction * (0.88 * body.leg), high, 0.25)
        | mirrored_names(
            {
                "hips.yaw": 0.35,
                "spine.yaw": -0.45,
                "spine.pitch": 0.20,
                "hips.pitch": -0.20,
                "arm.abduct.far": 0.55,
                "arm.flex.far": -0.55,
                "elbow.far": 0.4,
                "arm.flex.near": 0.9,
                "arm.abduct.near": 0.3,
                "elbow.near": 0.6,
                "head.pitch": -0.05,
            },
            side,
        ),
    )
    end_point = plant + direction[:2] * 0.10 - (left * SIGN[other] * body.foot_origin("L")[0])[:2]
    goal = body.standing(float(end_point[0]), float(end_point[1]), heading)
    for row in (cocked, hit, through):
        for name in ("foot.x", "foot.y", "foot.z", "foot.yaw"):
            row[INDEX[f"{name}.{other}"]] = start[INDEX[f"{name}.{other}"]]
    set_down = changed(goal, {"hips.z": goal[INDEX["hips.z"]] - 0.02 * body.leg, f"foot.z.{side}": 0.02})
    motion, keys = keyed(
        body, fps, [0.0, swing_back, contact, follow, down, settle], [start, cocked, hit, through, set_down, goal],
        sigma_s=0.02, lag_s=0.0,
    )  # fmt: skip
    t = np.arange(1, len(motion) + 1) / fps
    yaw = float(start[INDEX[f"foot.yaw.{other}"]])
    for name in ("foot.x", "foot.y", "foot.z", "foot.yaw"):
        motion[:, INDEX[f"{name}.{other}"]] = start[INDEX[f"{name}.{other}"]]
    last = goal[[INDEX[f"foot.{name}.{other}"] for name in ("x", "y")]]
    steps = [
        Step(other, 0.12 / tempo, swing_back - 0.10 / tempo, float(plant[0]), float(plant[1]), yaw),
        Step(other, down + 0.02, settle - 0.03, float(last[0]), float(last[1]), yaw),
    ]
    _kicking_foot(motion, side, t, swing_back, contact, start, foot_line, height)
    own = motion[:, channels.foot_columns(side)].copy()
    place_feet(motion, t, steps, None, None, 0.06)
    motion[:, channels.foot_columns(side)] = own
    frame = min(len(motion) - 1, round(contact * fps) - 1)
    first = performer.length
    performer.gazes.append((first - round(0.4 * fps), first + frame + 2, centre, 1.0))
    happenings: tuple[Happening, ...] = ()
    if thing is not None and act.scene.asset(thing) is not None:
        velocity, landing = _ball_velocity(act, thing, centre, direction)
        performer.gazes.append((first + frame + 2, first + len(motion) + round(0.6 * fps), landing, 0.9))
        happenings = (Happening(kind="kick", frame=frame, joint=f"foot.{side}", target_id=thing, velocity=velocity),)
    performer.play(
        Segment(motion=motion, keys=keys, happenings=happenings,
                parameters=(act.parameter("follow_m", high, 0.1, 0.8, "m", "height of the foot after the kick"),)),
        act.action.id,
    )  # fmt: skip


def _kicking_foot(
    motion: Array, side: str, t: Array, back: float, contact: float, start: Array, line: Array, height: float
) -> None:
    """The foot leaves the floor heel first, and passes the contact point at full speed."""
    leave = channels.minimum_jerk((t - 0.10) / max(0.05, back - 0.10))
    early = t < back
    for name in ("foot.x", "foot.y", "foot.z", "foot.pitch"):
        column = INDEX[f"{name}.{side}"]
        goal = np.interp(back, t, motion[:, column])
        motion[early, column] = (start[column] + leave * (goal - start[column]))[early]
    lifting = early & (t > 0.10)
    motion[lifting, INDEX[f"foot.z.{side}"]] = np.maximum(motion[lifting, INDEX[f"foot.z.{side}"]], 0.012)
    hit = int(np.argmin(np.abs(t - contact)))
    for i, name in enumerate(("foot.x", "foot.y")):
        motion[hit, INDEX[f"{name}.{side}"]] = line[i]
    motion[hit, INDEX[f"foot.z.{side}"]] = height


def _air(act: Act) -> tuple[Array, float, Array]:
    """A kick at nothing: a ball's height, an arm's length ahead."""
    direction = flat_direction(act.performer.heading)
    ahead = np.array([*act.performer.point, 0.25]) + direction * 0.62 * act.body.stature / 1.7
    return ahead, 0.1, direction


def _ball(act: Act, thing: str, place: Place | None) -> tuple[Array, float, Array]:
    """Centre (3,), radius, and direction (3,) of the kick."""
    performer = act.performer
    asset, transform = act.scene.asset(thing), act.scene.transform(thing)
    assert asset is not None
    assert transform is not None
    if place is not None:
        centre, radius = place.translation, 0.5 * float(place.dimensions[0])
    else:
        size = np.asarray(asset.dimensions) * transform.scale
        centre = act.scene.centre(thing)
        away = centre[:2] - performer.point
        radius = 0.5 * float(min(size[0], size[1]) if np.linalg.norm(away) > 0 else size[0])
        centre = np.array([centre[0], centre[1], min(centre[2], 0.35 * act.body.stature)])
    direction = flat_direction(performer.heading)
    landing, _ = landing_of(act, thing, 6.0)
    aim = landing[:2] - centre[:2]
    if np.linalg.norm(aim) > 0.3:
        direction = np.array([*(aim / np.linalg.norm(aim)), 0.0])
    if np.dot(direction[:2], centre[:2] - performer.point) < 0.0 and act.target_id is not None:
        # No goal was named: away from the kicker
        away = centre[:2] - performer.point
        direction = np.array([*(away / max(float(np.linalg.norm(away)), 1e-6)), 0.0])
    return centre, radius, direction


def _ball_velocity(act: Act, thing: str, centre: Array, direction: Array) -> tuple[Array, Array]:
    """Velocity after the kick: flat and fast, on target where there is one."""
    words = set(act.action.manner)
    speed = (
        4.5
        if words & {"gently", "softly", "slowly"}
        else 14.0
        if words & {"hard", "strongly", "quickly", "angrily"}
        else 9.0
    )
    asset = act.scene.asset(thing)
    if asset is not None and asset.physics.mass_kg > 3.0:
        speed *= float(np.sqrt(3.0 / asset.physics.mass_kg))
    landing, catcher = landing_of(act, thing, 6.0)
    if receiver_of(act, thing)[0] is None and catcher is None:
        rise = np.radians(14.0)
        return speed * (np.cos(rise) * direction + np.array([0.0, 0.0, np.sin(rise)])), centre + 6.0 * direction
    seconds = max(0.25, float(np.linalg.norm((landing - centre)[:2])) / speed)
    return launch_velocity(centre, landing, seconds), landing


def _get_to(act: Act, point: Array, heading: float, away: float) -> None:
    """A few steps (or a short walk) to a stand point."""
    performer = act.performer
    if away < 0.7:
        motion = shuffle(
            act.body, performer.pose, float(point[0]), float(point[1]), heading, act.fps, act.style.tempo * 1.15
        )
        performer.play(Segment(motion=motion, keys=(len(motion) // 2,)), act.action.id)
        return
    go(act, np.stack([performer.point, point]), heading)


def push(act: Act) -> None:
    """Palms on the thing, body leaning into it, small strong steps while it moves."""
    performer, body, fps, thing = act.performer, act.body, act.fps, act.target_id
    if thing is None or act.scene.asset(thing) is None:
        act.notes.append(f"There is nothing to push for “{act.action.text}”.")
        return
    face(act, act.scene.centre(thing), act.name_of(thing), 0.3)
    spot, direction, width = _push_place(act, thing)
    heading = float(np.arctan2(direction[0], -direction[1]))
    light = float(act.scene.centre(thing)[2]) < 0.3 * body.stature
    height = float(np.clip(spot[2], 0.42 * body.stature if light else 0.55 * body.stature, 0.76 * body.stature))
    top = act.scene.top(thing)
    height = min(height, max(top - 0.06, 0.25))
    spot = np.array([spot[0], spot[1], height])
    lean = float(np.clip(0.26 + 1.3 * max(0.0, 0.62 - height / body.stature), 0.22, 1.0))
    distance = body.arm * 0.80 + 0.10 * body.stature * np.sin(lean) + 0.05
    stand = spot[:2] - direction[:2] * distance
    turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    away = float(np.linalg.norm(stand - performer.point))
    if away > 0.05 or abs(turn) > 0.08:
        _get_to(act, stand, performer.heading + turn, away)
    heading = performer.heading
    speed = 0.62 * act.style.tempo
    seconds = act.duration_s or 2.0
    way = Path(np.stack([performer.point, performer.point + direction[:2] * speed * seconds]), heading, heading)
    start = performer.pose
    # 1. Hands on, lean in
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    palms: dict[str, tuple[Array, Array]] = {}
    for side in SIDES:
        half = min(0.17 * body.stature / 1.7, 0.4 * width)
        fingers = np.array([0.0, 0.0, 1.0]) + 0.12 * -SIGN[side] * left + 0.1 * direction
        rotation = hand_rotation(side, fingers, direction)
        fingers = fingers / np.linalg.norm(fingers)
        wrist = (
            spot
            + SIGN[side] * half * left
            - direction * PALM_THICKNESS * body.stature / 1.7
            - fingers * 0.7 * body.palm
        )
        palms[side] = (wrist, rotation)
    leaning = {
        "hips.pitch": 0.45 * lean,
        "spine.pitch": 0.5 * lean,
        "head.pitch": -0.5 * lean,
        "hips.z": start[INDEX["hips.z"]] - 0.05 * body.leg,
        "thumb": 0.2,
        "index": 0.08,
        "middle": 0.08,
        "ring": 0.1,
        "pinky": 0.12,
        "spread": 0.08,
        "elbow": 0.7,
    }
    ready = _with_palms(changed(start, leaning), palms, 1.0)
    on, keys = keyed(body, fps, [0.0, 0.7 / act.style.tempo], [_with_palms(start, palms, 0.0), ready])
    performer.play(Segment(motion=on, keys=keys), act.action.id)
    # 2. Walk against it: the palms go as the hips go
    steps, more = travel(body, performer.pose, way, act.gaits["walk"], max(speed, 0.5), act.style, fps)
    forward = steps[:, [INDEX["x"], INDEX["y"]]] - performer.pose[[INDEX["x"], INDEX["y"]]]
    progress = np.maximum.accumulate(channels.smooth((forward @ direction[:2])[:, None], 0.10 * fps)[:, 0])
    progress = np.maximum(progress - progress[0], 0.0)
    for name, value in leaning.items():
        if name in INDEX:
            base = steps[:, INDEX[name]]
            steps[:, INDEX[name]] = value + (0.5 * (base - base.mean()) if name != "hips.z" else base - base.mean())
        else:
            for side in SIDES:
                steps[:, INDEX[f"{name}.{side}"]] = value
    for side, (wrist, rotation) in palms.items():
        steps[:, INDEX[f"hand.w.{side}"]] = 1.0
        for i, axis in enumerate("xyz"):
            steps[:, INDEX[f"hand.{axis}.{side}"]] = wrist[i] + progress * direction[i]
        for i, axis in enumerate("wxyz"):
            steps[:, INDEX[f"hand.q{axis}.{side}"]] = rotation[i]
    moving = np.flatnonzero(progress > 0.004)
    begin = int(moving[0]) - 1 if len(moving) else 0
    stop = int(np.argmax(progress > progress[-1] - 0.01))
    velocity = direction * float(progress[-1]) / max((stop - begin) / fps, 0.1)
    performer.gazes.append((performer.length, performer.length + len(steps), spot + 1.5 * direction, 0.6))
    performer.play(
        Segment(
            motion=steps, keys=tuple(more), seam_s=0.2,
            happenings=(Happening(kind="push", frame=max(0, begin), joint="hand.R", target_id=thing, velocity=velocity,
                                  frame_end=max(stop, begin + 2)),),
            parameters=(act.parameter("distance_m", float(progress[-1]), 0.1, 5.0, "m", "how far it is pushed"),),
        ),
        act.action.id,
    )  # fmt: skip
    # 3. Let go and straighten
    last = performer.pose
    x, y = performer.point
    rest = body.standing(x, y, heading)
    for column in channels.FEET:
        rest[column] = last[column]
    for side in SIDES:
        rest[channels.hand_columns(side)] = last[channels.hand_columns(side)]
        rest[INDEX[f"hand.w.{side}"]] = 0.0
    off, keys = keyed(body, fps, [0.0, 0.12, 0.85 / act.style.tempo], [last, last, rest])
    performer.play(Segment(motion=off, keys=keys, seam_s=0.15), act.action.id)


def _with_palms(pose: Array, palms: dict[str, tuple[Array, Array]], weight: float) -> Array:
    for side, (wrist, rotation) in palms.items():
        pose = with_hand(pose, side, wrist, rotation, weight)
    return pose


def _push_place(act: Act, thing: str) -> tuple[Array, Array, float]:
    """Where the palms go (3,), the direction of the push (3,), and how wide the face is."""
    here = np.array([*act.performer.point, 0.0])
    place = act.scene.nearest_place(thing, "push_at", here)
    if place is not None:
        inward = -place.axis(0.0, -1.0, 0.0)
        inward[2] = 0.0
        return place.translation, inward / np.linalg.norm(inward), float(place.dimensions[0])
    centre = act.scene.centre(thing)
    asset, transform = act.scene.asset(thing), act.scene.transform(thing)
    away = centre - here
    away[2] = 0.0
    direction = away / max(float(np.linalg.norm(away)), 1e-6)
    size = np.asarray(asset.dimensions) * transform.scale if asset is not None and transform is not None else np.ones(3)
    face_at = centre - direction * 0.5 * float(min(size[0], size[1]))
    return np.array([face_at[0], face_at[1], 0.8 * size[2]]), direction, float(size[0])
