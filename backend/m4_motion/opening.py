"""Opening and closing doors, drawers and lids: a hand takes the handle, goes with it, and lets it swing on."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.naming import capitalized
from ..common.openings import Opening, eased, opening_of
from ..protocol.scene import Transform
from . import channels
from .acts import Act
from .channels import INDEX, Array, changed
from .facing import face
from .moving import get_to
from .performer import Happening, Segment, keyed, turned
from .reach import Grip, finger_curl, grip_on, reaching_pose
from .scene_query import in_world

_HANDLE_M = 0.025
_ASIDE_M, _BEFORE_M = 0.18, 0.50
_SHARES, _EASILY_M = (1.0, 0.8, 0.75, 0.7), 0.02
_GOES_WITH_M = 0.45
"""how far a hand follows the handle before it lets go"""


def open_or_close(act: Act) -> None:
    """Reach for the handle, pull or push it as far as the arm goes, let go while it moves on."""
    performer, body, fps, thing = act.performer, act.body, act.fps, act.target_id
    opening = _opening(act)
    if thing is None or opening is None:
        act.notes.append(f"There is nothing to {act.verb} for “{act.action.text}”.")
        return
    (act.scene.opened.add if act.verb == "open" else act.scene.opened.discard)(thing)
    begin, end = _ends(act, opening)
    place = opening_stand(act)
    if place is not None and performer.posture == "stand":
        spot, heading = place
        away = float(np.linalg.norm(spot - performer.point))
        turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
        if away > 0.05 or abs(turn) > 0.08:
            get_to(act, spot, performer.heading + turn, away)
    face(act, _handle(act, opening, begin), act.name_of(thing), 0.3)

    # 1. The way of the handle
    frames = max(2, round(opening.seconds / act.style.tempo * fps))
    values = begin + (end - begin) * eased(np.arange(frames + 1) / frames)
    handles = np.array([_handle(act, opening, float(value)) for value in values])
    away_m = np.linalg.norm(handles - handles[0], axis=1)
    far = np.flatnonzero(away_m > _GOES_WITH_M * body.stature / 1.7)
    held = int(far[0]) if len(far) else frames

    # 2. The postures: hand on it, hand as far as it goes with it
    local = turned(-performer.heading, handles[0] - np.array([*performer.point, 0.0]))
    side = act.side if abs(local[0]) < 0.12 else ("L" if local[0] > 0.0 else "R")
    grip = grip_on(body, side, handles[0], _HANDLE_M, None, performer.heading)
    axis = quat.mul_vec(_rotation(act), opening.joint.axis.astype(float))
    upright = opening.joint.kind == "hinge" and abs(float(axis[2])) > 0.7
    turns = quat.from_angle_axis((values - begin) * (1.0 if upright else 0.0), axis)
    wrists = handles + quat.mul_vec(turns, grip.wrist - handles[0])
    rotations = quat.mul(turns, grip.rotation)
    sitting = performer.posture == "sit"
    contact, missing = reaching_pose(body, performer.pose, {side: grip}, sitting)
    for share in _SHARES:  # as far as the arm goes with it
        held = int(share * held)
        last = Grip(wrist=wrists[held], rotation=rotations[held], normal=grip.normal)
        gone, missing_then = reaching_pose(body, performer.pose, {side: last}, sitting)
        if missing_then < _EASILY_M:
            break
    if max(missing, missing_then) > 0.05:
        act.notes.append(capitalized(f"{act.said(thing)} is {max(missing, missing_then) * 100:.0f} cm out of reach."))
    fingers = {f"{name}.{side}": value for name, value in finger_curl(body, _HANDLE_M).items()}
    loose = {name: 0.4 * value for name, value in fingers.items()}
    start = performer.pose.copy()
    start[channels.hand_columns(side)] = contact[channels.hand_columns(side)]
    start[INDEX[f"hand.w.{side}"]] = 0.0
    rest = performer.pose.copy()
    rest[channels.hand_columns(side)] = gone[channels.hand_columns(side)]
    rest[INDEX[f"hand.w.{side}"]] = 0.0
    reach_s, close_s = 0.7 / act.style.tempo, 0.14 / act.style.tempo
    hold_s = held / fps
    done_s = reach_s + close_s + max(hold_s + 0.8, frames / fps + 0.2)
    times = [0.0, reach_s, reach_s + close_s, reach_s + close_s + hold_s, reach_s + close_s + hold_s + 0.1, done_s]
    poses = [
        start,
        changed(contact, loose),
        changed(contact, fingers),
        changed(gone, fingers),
        changed(gone, loose),
        rest,
    ]
    motion, keys = keyed(body, fps, times, poses)

    # 3. While it is held the hand goes exactly with the handle
    first = round((reach_s + close_s) * fps)
    rows = slice(first, min(first + held + 1, len(motion)))
    count = len(motion[rows])
    motion[rows, INDEX[f"hand.w.{side}"]] = 1.0
    for i, name in enumerate("xyz"):
        motion[rows, INDEX[f"hand.{name}.{side}"]] = wrists[:count, i]
    for i, name in enumerate("wxyz"):
        motion[rows, INDEX[f"hand.q{name}.{side}"]] = rotations[:count, i]
    performer.gazes.append((performer.length, performer.length + first + held, handles[min(held, 6)], 0.5))
    performer.play(
        Segment(
            motion=motion, keys=keys,
            happenings=(Happening(kind=act.verb, frame=first, joint=f"hand.{side}", target_id=thing,
                                  frame_end=first + frames),),
        ),
        act.action.id,
    )  # fmt: skip


def opening_stand(act: Act) -> tuple[Array, float] | None:
    """Beside the handle, clear of what swings or slides out; None where a table decides the place."""
    opening = _opening(act)
    if opening is None or act.target_id is None or act.scene.layout.placements[act.target_id].support_id is not None:
        return None
    begin, end = _ends(act, opening)
    out = quat.mul_vec(_rotation(act), np.array([0.0, -1.0, 0.0]))
    handle = _handle(act, opening, begin)
    hinge = quat.mul_vec(_rotation(act), opening.handle - opening.joint.origin.astype(float))
    edge = hinge - (hinge @ out) * out
    edge[2] = 0.0
    aside = edge / max(float(np.linalg.norm(edge)), 1e-6) if opening.joint.kind == "hinge" else np.zeros(3)
    size = act.body.stature / 1.7
    drawn = abs(opening.opened) if opening.joint.kind == "slide" and end != opening.closed else 0.0
    spot = handle + (_BEFORE_M * size + 0.5 * drawn) * out + _ASIDE_M * aside
    to = handle - spot
    return spot[:2], float(np.arctan2(to[0], -to[1]))


def _opening(act: Act) -> Opening | None:
    asset = act.scene.asset(act.target_id) if act.target_id is not None else None
    return opening_of(asset, act.name_of(act.target_id)) if asset is not None else None


def _ends(act: Act, opening: Opening) -> tuple[float, float]:
    return (opening.closed, opening.opened) if act.verb == "open" else (opening.opened, opening.closed)


def _rotation(act: Act) -> Array:
    transform = act.scene.transform(str(act.target_id))
    assert transform is not None
    return np.asarray(transform.rotation, dtype=np.float64)


def _handle(act: Act, opening: Opening, value: float) -> Array:
    """(3,) world."""
    transform = act.scene.transform(str(act.target_id))
    assert transform is not None
    frame = Transform(
        translation=opening.handle_at(value).astype(np.float32), rotation=np.array([1.0, 0.0, 0.0, 0.0], np.float32)
    )
    return in_world(frame, transform).translation
