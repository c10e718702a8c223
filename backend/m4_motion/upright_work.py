"""Work on what stands upright before the body: writing on a board, planting a flag."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.naming import capitalized
from ..common.two_bone import unit
from . import channels
from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, changed
from .facing import face
from .handiwork import handiwork
from .moving import get_to
from .performer import Segment, flat_direction, keyed, turned
from .planting import plant_flag
from .reach import Grip, finger_curl, hand_rotation, reaching_pose, with_hand

_BOARDS = frozenset({"blackboard", "easel", "wall", "sign", "picture", "mirror", "window", "door"})
_HIGH, _OFF = 0.86, 0.27
"""where the hand begins to write, and how far from the board one stands (statures)"""
_LINE_M, _ACROSS_M, _PER_LINE_S = 0.10, 0.34, 1.8
_POLE_M = 0.045
"""from the middle of a pole to the wrists' side of the palms"""
_CHALK = {"thumb": 0.5, "index": 0.7, "middle": 0.75, "ring": 0.95, "pinky": 1.0}


def write(act: Act) -> None:
    """On a board: line by line with the chalk at arm's height; else on what lies before the body."""
    asset = act.scene.asset(act.target_id or "")
    if asset is None or act.performer.posture != "stand" or not _is_board(act, str(act.target_id)):
        handiwork(act)
        return
    board = str(act.target_id)
    body, performer = act.body, act.performer
    front, normal, half = _front_of(act, board)
    along = np.array([-normal[1], normal[0], 0.0])
    away = float(np.clip((np.array([*performer.point, 0.0]) - front) @ along, -half, half))
    size = body.stature
    spot = front + along * float(np.clip(away, -max(half - 0.35, 0.0), max(half - 0.35, 0.0))) + normal * _OFF * size
    heading = float(np.arctan2(-normal[0], normal[1]))
    turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    if (far := float(np.linalg.norm(spot[:2] - performer.point))) > 0.06 or abs(turn) > 0.2:
        get_to(act, spot[:2], performer.heading + turn, far)
    side = act.side
    left = turned(performer.heading, np.array([1.0, 0.0, 0.0]))
    into = -normal
    high = min(_HIGH * size, act.scene.top(board) - 0.12)
    begin = np.array([spot[0], spot[1], high]) + into * (_OFF * size - 0.03) + left * 0.10
    fingers = unit(into + np.array([0.0, 0.0, 0.55]))
    palm = unit(np.cross(fingers, np.cross(into * 0.6 - SIGN[side] * left * 0.8, fingers)))
    rotation = hand_rotation(side, fingers, palm)
    grip = Grip(wrist=begin - fingers * 1.7 * body.palm, rotation=rotation, normal=palm)
    at, _ = reaching_pose(body, performer.pose, {side: grip})
    at = changed(at, {f"{finger}.{side}": value for finger, value in _CHALK.items()})
    start = with_hand(performer.pose, side, grip.wrist, rotation, 0.0)
    tempo = act.style.tempo
    work = act.value("seconds", act.duration_s or 2.0 * _PER_LINE_S, 0.5, 40.0, "s", "how long it goes on")
    motion, keys = keyed(
        body, act.fps, [0.0, 0.8 / tempo, 0.8 / tempo + work, 1.6 / tempo + work], [start, at, at, start]
    )
    t = np.arange(1, len(motion) + 1) / act.fps - 0.8 / tempo
    busy = channels.minimum_jerk(t / 0.1) * channels.minimum_jerk((work - t) / 0.1)
    lines = np.clip(t, 0.0, work) * tempo / _PER_LINE_S
    line, through = np.floor(lines), np.mod(lines, 1.0)
    back = channels.minimum_jerk((through - 0.82) / 0.18)  # off the board and to the next line
    across = _ACROSS_M * (np.minimum(through / 0.82, 1.0) - back)
    down = _LINE_M * np.minimum(line + back, max(0.0, (high - 0.62 * size) / _LINE_M))
    letters = np.where(through < 0.82, 1.0, 0.0)[:, None] * np.stack(
        [0.012 * np.sin(2 * np.pi * 3.1 * t * tempo), 0.018 * np.sin(2 * np.pi * 3.7 * t * tempo + 1.0)], axis=-1
    )
    offset = (
        -left * (across + letters[:, 0])[:, None]
        + np.array([0.0, 0.0, 1.0]) * (letters[:, 1] - down)[:, None]
        + normal * (0.03 * np.sin(np.pi * np.clip((through - 0.82) / 0.18, 0.0, 1.0)))[:, None]
    )
    offset = channels.smooth(offset, 0.03 * act.fps) * busy[:, None]
    for axis, name in enumerate("xyz"):
        motion[:, INDEX[f"hand.{name}.{side}"]] += offset[:, axis]
    first = performer.length
    performer.gazes.append((first, first + len(motion), begin - left * 0.5 * _ACROSS_M, 0.9))
    performer.play(Segment(motion=motion, keys=keys), act.action.id)


def _is_board(act: Act, thing: str) -> bool:
    asset = act.scene.asset(thing)
    return asset is not None and asset.category in _BOARDS and act.scene.top(thing) > 0.6 * act.body.stature


def _front_of(act: Act, board: str) -> tuple[Array, Array, float]:
    """Middle of a board's front at the floor (3,), its normal (3,), and half its width."""
    asset, placed = act.scene.asset(board), act.scene.transform(board)
    assert asset is not None
    assert placed is not None
    scale = np.asarray(placed.scale, dtype=np.float64)
    size = asset.dimensions * scale
    normal = quat.mul_vec(placed.rotation, np.array([0.0, -1.0, 0.0]))
    centre = act.scene.centre(board)
    if float((np.array([*act.performer.point, 0.0]) - centre) @ normal) < 0.0 and asset.category in ("wall", "door"):
        normal = -normal
    normal = unit(np.array([normal[0], normal[1], 0.0]))
    front = np.array([centre[0], centre[1], 0.0]) + normal * 0.5 * float(size[1])
    return front, normal, 0.5 * float(size[0])


def plant(act: Act) -> None:
    """Both hands round a pole that is driven into the ground with the weight of the body, or at the foot of a plant."""
    performer, body, thing = act.performer, act.body, act.target_id
    asset = act.scene.asset(thing) if thing is not None else None
    if thing is None or asset is None:
        act.notes.append(f"There is nothing to plant for “{act.action.text}”.")
        return
    if asset.category == "flag" and performer.length == 0 and performer.posture == "stand":
        plant_flag(act, thing)
        return
    centre, top = act.scene.centre(thing), act.scene.top(thing)
    placed = act.scene.transform(thing)
    pole = asset.category in ("flag", "pole", "sign") and placed is not None
    stem = np.array([*(placed.translation[:2] if pole and placed is not None else centre[:2]), 0.0])
    away = stem[:2] - performer.point
    far = float(np.linalg.norm(away))
    near = 0.20 * body.stature if pole else 0.24 * body.stature + 0.3 * act.scene.radius(thing)
    if performer.posture == "stand" and abs(far - near) > 0.08 and far > 1e-3:
        heading = float(np.arctan2(away[0], -away[1]))
        turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
        get_to(act, stem[:2] - away / far * near, performer.heading + turn, abs(far - near))
    face(act, stem, act.name_of(thing), 0.1)
    ahead = flat_direction(performer.heading)
    left = turned(performer.heading, np.array([1.0, 0.0, 0.0]))
    grips = {}
    for side in SIDES:
        if pole:
            high = (0.64 if side == act.side else 0.54) * body.stature
            palm = unit(-SIGN[side] * left + 0.3 * ahead)
            fingers = unit(ahead + SIGN[side] * 0.3 * left)
            wrist = np.array([stem[0], stem[1], min(high, 0.9 * top)]) - palm * _POLE_M - fingers * body.palm
        else:
            palm = unit(np.array([0.0, 0.0, -1.0]) - 0.5 * SIGN[side] * left)
            fingers = unit(ahead + np.array([0.0, 0.0, -0.35]))
            wrist = stem + SIGN[side] * left * 0.12 + np.array([0.0, 0.0, 0.06]) - fingers * 1.6 * body.palm
        grips[side] = Grip(wrist=wrist, rotation=hand_rotation(side, fingers, palm), normal=palm)
    at, missing = reaching_pose(body, performer.pose, grips)
    if missing > 0.08:
        act.notes.append(capitalized(f"{act.said(thing)} is {missing * 100:.0f} cm out of reach for both hands."))
    curl = finger_curl(body, 0.03) if pole else dict.fromkeys(("index", "middle", "ring", "pinky"), 0.2)
    at = changed(at, {f"{name}.{side}": value for side in SIDES for name, value in curl.items()})
    down = changed(
        at, {"hips.z": at[INDEX["hips.z"]] - 0.06 * body.leg, "spine.pitch": at[INDEX["spine.pitch"]] + 0.10}
    )
    start = performer.pose
    press = np.array([0.0, 0.0, -0.03])
    for side, grip in grips.items():
        start = with_hand(start, side, grip.wrist, grip.rotation, 0.0)
        if not pole:
            down = with_hand(down, side, grip.wrist + press, grip.rotation)
    tempo, beat = act.style.tempo, 0.42 / act.style.tempo
    times, poses = [0.0, 0.9 / tempo], [start, at]
    for _ in range(act.count or 3):
        times += [times[-1] + beat, times[-1] + 2.0 * beat]
        poses += [down, at]
    times.append(times[-1] + 0.9 / tempo)
    poses.append(start)
    motion, keys = keyed(body, act.fps, times, poses)
    first = performer.length
    look = stem + np.array([0.0, 0.0, 0.35 * body.stature if pole else 0.1])
    performer.gazes.append((first, first + len(motion) - round(0.5 * act.fps), look, 0.9))
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
