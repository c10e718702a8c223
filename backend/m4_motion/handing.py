"""Handing something over: two people meet, the thing is held out, the other takes it before it is let go."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from .acts import Act
from .channels import Array, changed
from .gesture_layers import OTHER
from .grasping import grip_of, let_go
from .holding import CUP, take
from .meeting import met
from .performer import Happening, Held, Segment, flat_direction, keyed
from .reach import Grip, finger_curl, grip_on, reaching_pose, with_hand

_APART = 0.50
"""from one to the other, in mean statures"""
_HEIGHT = 0.62
"""of the hand-over, in statures of the smaller one"""
_HELD_S, _CLOSED_S, _LET_GO_S, _BACK_S = 0.75, 1.15, 1.32, 2.0


def receiver_of(act: Act) -> str | None:
    """The person (object id) whom something is given to."""
    words = ("give to", "hand to", "offer to", "present to", "hand over to")
    for relation in act.scene.description.relations:
        if relation.subject_id == act.action.actor_id and relation.predicate in words:
            found = [i for i in act.scene.objects_of(relation.object_id) if i in act.performers]
            if found:
                return found[0]
    others = [i for i in act.performers if i != act.performer.actor_id]
    return others[0] if len(others) == 1 else None


def hand_over(act: Act) -> None:
    """Fetch it where that is needed, step up, hold it out; the other's hand closes, then this one opens."""
    thing, receiver = act.target_id, receiver_of(act)
    if thing is None or receiver is None or act.scene.is_character(thing):
        act.notes.append(f"There is nobody, or nothing, to {act.action.verb} for “{act.action.text}”.")
        return
    take(act, CUP)
    held = act.performer.held
    if held is None or held.object_id != thing or held.two_hands:
        act.notes.append(f"The {act.name_of(thing)} is not in one hand for “{act.action.text}”.")
        return
    pair = met(replace(act, target_id=receiver), _APART)
    if pair is None or pair.other.performer.held is not None:
        act.notes.append(f"The {act.name_of(receiver)} has no hand free for the {act.name_of(thing)}.")
        return
    own, other = pair.own, pair.other
    lower = min(own.body.stature, other.body.stature)
    spot = np.array([*pair.middle, _HEIGHT * lower])
    turn = quat.from_angle_axis(np.array(own.performer.heading - held.heading), [0.0, 0.0, 1.0])
    giving = Grip(
        wrist=spot + quat.mul_vec(turn, held.wrist_from_grip), rotation=quat.mul(turn, held.hand_rotation),
        normal=unit(-quat.mul_vec(turn, held.wrist_from_grip)),
    )  # fmt: skip
    side = OTHER[held.side] if other.performer.held is not None else "R"
    taking = grip_on(other.body, side, spot, held.thickness, None, other.performer.heading)
    start = _held_out(own, held.side, giving, held.thickness, opens=True)
    frame = start + round(_CLOSED_S / act.style.tempo * act.fps)
    _held_out(other, side, taking, held.thickness, opens=False)
    release = start + round(_LET_GO_S / act.style.tempo * act.fps) - 1
    own.performer.happenings.append(
        Happening(kind="release", frame=release, joint=f"hand.{held.side}", target_id=thing, velocity=np.zeros(3))
    )
    other.performer.happenings.append(
        Happening(kind="grasp", frame=release + 1, joint=f"hand.{side}", target_id=thing)
    )
    let_go(own, release)
    centre, thickness, _ = grip_of(own, thing)
    bottom = float(centre[2] - act.scene.bottom(thing))
    other.performer.held = Held(
        object_id=thing, side=side, hand_rotation=taking.rotation, wrist_from_grip=taking.wrist - spot,
        heading=other.performer.heading, grip_height=bottom, thickness=thickness, start=frame,
    )  # fmt: skip


def _held_out(act: Act, side: str, grip: Grip, thickness: float, opens: bool) -> int:
    """One person's part; its first frame. The hand opens (or closes) round the thing while both are on it."""
    body, performer, tempo = act.body, act.performer, act.style.tempo
    shut = {f"{name}.{side}": value for name, value in finger_curl(body, thickness).items()}
    wide = {f"{name}.{side}": 0.6 * value for name, value in finger_curl(body, thickness * 1.25 + 0.05).items()}
    start = with_hand(performer.pose, side, grip.wrist, grip.rotation, 0.0)
    at, missing = reaching_pose(body, performer.pose, {side: grip})
    if missing > 0.04:
        act.notes.append(f"The hands of {performer.actor_id} are {missing * 100:.0f} cm short for the hand-over.")
    before, after = (shut, wide) if opens else (wide, shut)
    away = flat_direction(performer.heading) * -0.10
    if opens:
        left = with_hand(at, side, grip.wrist + away - [0.0, 0.0, 0.02], grip.rotation)
        rest: Array = changed(with_hand(performer.pose, side, grip.wrist + away, grip.rotation, 0.0), {})
        times = [0.0, _HELD_S, _CLOSED_S, _LET_GO_S, _LET_GO_S + 0.18, _BACK_S]
        poses = [start, changed(at, before), changed(at, before), changed(at, after), changed(left, after), rest]
    else:
        near = with_hand(at, side, grip.wrist - grip.normal * 0.07, grip.rotation)
        times = [0.0, _HELD_S + 0.1, _CLOSED_S - 0.08, _CLOSED_S + 0.08, _LET_GO_S + 0.08, _BACK_S + 0.15]
        poses = [start, changed(near, before), changed(at, before), changed(at, after), changed(at, after),
                 changed(start, after)]  # fmt: skip
    motion, keys = keyed(body, act.fps, [time / tempo for time in times], poses, sigma_s=0.03, lag_s=0.0)
    first, _ = performer.play(Segment(motion=motion, keys=keys), act.action.id)
    return first
