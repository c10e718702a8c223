"""On hands and knees: down over the toes, opposite hand and knee together, up again when something else is done."""

from __future__ import annotations

import numpy as np

from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk, smooth
from .performer import Segment, flat_direction, keyed, turned
from .reach import hand_rotation, with_hand
from .rising import get_up, knees_on_floor
from .solve import ankle_of, place
from .ways import Path

_CYCLE_S, _STANCE = 1.15, 0.62
_KNEE = 0.030
"""height of the knee joint of who kneels on it, statures"""
_TRUNK = {"hips.pitch": 1.30, "spine.pitch": 0.14, "head.pitch": -0.80}
_FEET = {"foot.pitch": 2.45, "toe": 0.1, "knee": 0.05, "foot.z": 0.0}


def crawl(act: Act) -> None:
    """Along the layout's way, or straight on for some seconds."""
    performer = act.performer
    if performer.posture != "stand":
        get_up(act)
    path = act.scene.path(performer.actor_id, act.action.id)
    here = performer.point
    if path is not None and len(path.points) > 1:
        points = np.asarray(path.points[:, :2], dtype=np.float64)
    else:
        seconds = act.duration_s or 3.0
        points = np.stack([here, here + flat_direction(performer.heading)[:2] * 0.45 * seconds])
    if path is None and act.target_id is not None:
        away = act.scene.centre(act.target_id)[:2] - here
        far = max(float(np.linalg.norm(away)), 1e-6)
        points = np.stack([here, here + away / far * max(far - 0.8, 0.3)])
    _get_down(act, points)
    _go(act, points)
    performer.posture = "fall"


def _all_fours(body: Body, feet: Array, heading: float) -> Array:
    """The pose over feet (C,) that stay on their toes: thighs and arms upright, the head looks ahead."""
    ahead = flat_direction(heading)
    thigh = float(np.linalg.norm(body.offsets[body.index["shin.L"]]))
    shin = float(np.linalg.norm(body.offsets[body.index["foot.L"]]))
    pose = changed(feet, {**_TRUNK, **_FEET, "heading": heading, "hips.z": thigh + _KNEE * body.stature})
    ankles = np.mean([ankle_of(body, pose[None], side)[0][0] for side in SIDES], axis=0)
    hips = ankles + ahead * 0.985 * shin
    pose = changed(pose, {"x": float(hips[0]), "y": float(hips[1])})
    shoulders = place(body, pose[None]).positions[0]
    for side in SIDES:
        spot = shoulders[body.index[f"upper_arm.{side}"]] + 0.02 * ahead
        pose = _with_palm(body, pose, side, np.array([spot[0], spot[1], 0.0]), heading, 1.0)
    return pose


def _with_palm(body: Body, pose: Array, side: str, spot: Array, heading: float, weight: float) -> Array:
    """A palm flat on the floor below a shoulder."""
    ahead = flat_direction(heading)
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    fingers = ahead - 0.2 * SIGN[side] * left
    rotation = hand_rotation(side, fingers / np.linalg.norm(fingers), np.array([0.0, 0.0, -1.0]))
    wrist = spot + np.array([0.0, 0.0, 0.026 * body.stature]) - 0.2 * body.palm * ahead
    pose = with_hand(pose, side, wrist, rotation, weight)
    flat = {f"{finger}.{side}": 0.05 for finger in ("thumb", "index", "middle", "ring", "pinky")}
    return changed(pose, {**flat, f"hand.pole.{side}": 0.25})


def _get_down(act: Act, points: Array) -> None:
    performer, body, fps = act.performer, act.body, act.fps
    start, heading, tempo = performer.pose, performer.heading, act.style.tempo
    goal = _all_fours(body, start, heading)
    ahead = flat_direction(heading)
    first = start.copy()
    for side in SIDES:
        columns = [INDEX[f"hand.{axis}.{side}"] for axis in "xyz"]
        spot = goal[columns]
        first = _with_palm(body, first, side, np.array([*(spot[:2]), 0.30]), heading, 0.0)
    squat = changed(first, {
        "hips.z": start[INDEX["hips.z"]] - 0.42 * body.leg, "hips.pitch": 0.75, "spine.pitch": 0.35,
        "head.pitch": -0.5, "foot.pitch": 0.75, "toe": 0.75, "knee": 0.1,
        "x": start[INDEX["x"]] + 0.10 * body.leg * ahead[0], "y": start[INDEX["y"]] + 0.10 * body.leg * ahead[1],
        "arm.flex": 1.3, "elbow": 0.5,
    })  # fmt: skip
    knees = changed(first + 0.8 * (goal - first), {"hips.pitch": 1.0, "hips.z": goal[INDEX["hips.z"]] + 0.05})
    for side in SIDES:
        knees[INDEX[f"hand.w.{side}"]] = 0.9
    motion, keys = keyed(
        body, fps, [0.0, 0.55 / tempo, 1.05 / tempo, 1.35 / tempo], [first, squat, knees, goal], lag_s=0.0
    )
    knees_on_floor(body, motion)
    performer.gazes.append((performer.length, performer.length + len(motion), np.array([*points[-1], 0.3]), 0.5))
    performer.play(Segment(motion=motion, keys=keys), act.action.id)


def _go(act: Act, points: Array) -> None:
    """Opposite hand and knee swing together; what is on the floor stays where it is."""
    performer, body, fps = act.performer, act.body, act.fps
    start = performer.pose
    here = start[[INDEX["x"], INDEX["y"]]]
    rest = [point for point in points if float((point - here) @ flat_direction(performer.heading)[:2]) > 0.05]
    if not rest:
        return
    path = Path(np.stack([here, *rest]), performer.heading, performer.heading)
    usual = 0.62 * act.style.tempo * float(np.sqrt(body.leg / 0.82))
    speed = act.value("speed_m_s", usual, 0.15, 1.5, "m/s", "speed on the way")
    cycle = _CYCLE_S * np.sqrt(body.leg / 0.82) / act.style.tempo
    seconds = path.length / speed + 0.5 * cycle
    count = max(2, round((seconds + 0.5 * cycle) * fps))
    t = np.arange(1, count + 1) / fps

    def along(times: Array | float) -> Array:
        u = np.clip(np.asarray(times, dtype=np.float64) / seconds, 0.0, 1.0)
        return np.asarray(path.length * (0.75 * u + 0.25 * minimum_jerk(u)))

    xy, heading = path.at(along(t))
    motion = np.repeat(start[None], count, axis=0)
    begin = path.start_heading
    motion[:, INDEX["x"]], motion[:, INDEX["y"]] = xy[:, 0], xy[:, 1]
    motion[:, INDEX["heading"]] = start[INDEX["heading"]] + heading - begin
    keys: set[int] = set()
    for kind, lift_m, names in (("foot", 0.012, ("x", "y")), ("hand", 0.05, ("x", "y"))):
        for side in SIDES:
            first = 0.0 if (side == "L") == (kind == "foot") else 0.5
            columns = [INDEX[f"{kind}.{name}.{side}"] for name in names]
            home = turned(-begin, np.array([*(start[columns] - here), 0.0]))
            current = start[columns].copy()
            track = np.repeat(current[None], count, axis=0)
            up = np.zeros(count)
            number = 0
            while True:
                lift = (number + first) * cycle + 0.08
                land = lift + (1.0 - _STANCE) * cycle
                if lift > seconds or land > t[-1]:
                    break
                middle = min(land + 0.5 * _STANCE * cycle, seconds)
                place, facing = path.at(along(np.array([middle])))
                goal = place[0] + turned(float(facing[0]), home)[:2]
                u = np.clip((t - lift) / (land - lift), 0.0, 1.0)
                track = np.where((u > 0.0)[:, None], current + minimum_jerk(u)[:, None] * (goal - current), track)
                up += np.where((u > 0.0) & (u < 1.0), 16.0 * u**2 * (1.0 - u) ** 2, 0.0)
                keys |= {round(lift * fps), round(land * fps)}
                current, number = goal, number + 1
            motion[:, columns] = track
            motion[:, INDEX[f"{kind}.z.{side}"]] += lift_m * body.stature / 1.7 * up
            if kind == "foot":
                motion[:, INDEX[f"foot.yaw.{side}"]] += heading - begin
    sway = smooth(np.sin(2.0 * np.pi * t / cycle), 1.0) * minimum_jerk(t / 0.4) * minimum_jerk((t[-1] - t) / 0.4)
    motion[:, INDEX["hips.yaw"]] += 0.09 * sway
    motion[:, INDEX["spine.yaw"]] -= 0.13 * sway
    motion[:, INDEX["hips.roll"]] += 0.04 * sway
    knees_on_floor(body, motion)
    span = performer.play(Segment(motion=motion, keys=tuple(sorted(k for k in keys if 0 < k < count))), act.action.id)
    performer.travelled.append(span)
