"""What is done with a thing that is in the hands already: keep it, carry it on, lift it overhead."""

from __future__ import annotations

import itertools

import numpy as np

from ..common import quat
from ..common.belongings import goes_along
from .acts import Act
from .body import Body
from .channels import SIGN, Array, changed
from .gesture_layers import OPEN, hand_at, lay, room
from .grasping import pick_up
from .holding import bring, upright
from .overhead import LIFTED_S, lift_over
from .performer import Held
from .solve import place

_KEPT_S, _RAISED_S = 1.6, 3.0
_OUT, _AHEAD, _UP = (0.08, 0.16), (0.10, 0.18, 0.26, 0.34), (0.98, 1.06, 1.14)
"""where a grip may be when it is raised (statures); the place is taken where the wrist keeps the thing upright"""
_TURNS_RAD = (-0.9, -0.45, 0.0, 0.45, 0.9)
_HIGH = 3.0
"""what a stature of height is worth, of tilt in rad"""


def hold(act: Act) -> None:
    """Take it where it is not in the hands yet; else stand with it, unless it goes along or was brought somewhere."""
    performer = act.performer
    if performer.held is None or performer.held.object_id != act.target_id:
        pick_up(act)
        return
    entity = act.scene.description.entity_of(act.target_id)
    carried = {held.object_id for p in act.performers.values() for held in (p.held, p.also_held) if held is not None}
    if entity is not None and set(entity.object_ids) - carried:
        act.notes.append(f"Not every {act.name_of(act.target_id)} is carried: the hands are full.")
    walked = act.scene.path(performer.actor_id, act.action.id)
    if goes_along(act.scene.description, act.action) and act.duration_s is None:
        return
    if walked is not None and len(walked.points) > 1 and act.duration_s is None:
        return
    room(act, performer.length, None, _KEPT_S / act.style.tempo)


def raise_up(act: Act) -> None:
    """Lift what is in the hands (or what is named, or just the hand) over the head, and lower it again."""
    performer, body = act.performer, act.body
    thing = act.target_id if act.scene.asset(act.target_id or "") is not None else None
    if thing is not None and (performer.held is None or performer.held.object_id != thing):
        pick_up(act)
        if performer.held is None or performer.held.object_id != thing:
            return
    start = performer.length
    held = performer.held
    both = held is not None and held.two_hands
    count = room(act, start, None, (LIFTED_S if both else _RAISED_S) / act.style.tempo)
    seconds = count / act.fps
    rise_s, fall_s = min(0.9, 0.3 * seconds), min(0.9, 0.3 * seconds)
    if held is None:
        pose = hand_at(
            body, act.side, (0.16, -0.20, 0.92), (0.0, -0.1, 1.0), (0.0, -1.0, 0.1), (0.9, 0.0, -0.3), OPEN
        )
        lay(act, start, count, [pose], [0.0], rise_s, fall_s)
    elif held.two_hands:
        lift_over(act, held, start, count)
    else:
        lay(act, start, count, [_overhead(body, held)], [0.0], rise_s, fall_s)
    lay(act, start, count, [{"head.pitch": -0.16, "spine.pitch": -0.05}], [0.0], rise_s, fall_s, additive=True)


def _overhead(body: Body, held: Held) -> dict[str, float]:
    """Arm channels with the thing over the head, as upright as the wrist allows."""
    poses = []
    for out, ahead, up, turn in itertools.product(_OUT, _AHEAD, _UP, _TURNS_RAD):
        point: Array = np.array([SIGN[held.side] * out, -ahead, up]) * body.stature
        about = quat.from_angle_axis(np.array(turn), [0.0, 0.0, 1.0])
        poses.append(bring(body, held, point, about, (0.8, 0.1, -0.4)))
    posed = place(body, np.stack([changed(body.standing(), pose) for pose in poses]))
    joint = body.index[f"hand.{held.side}"]
    hanging = quat.mul(posed.turns[:, joint], quat.inv(body.hang[held.side]))
    axis = quat.mul_vec(quat.mul(hanging, quat.inv(upright(held))), np.array([0.0, 0.0, 1.0]))
    tilt = np.arccos(np.clip(axis[:, 2], -1.0, 1.0))
    high = posed.positions[:, joint, 2] / body.stature
    return poses[int(np.argmin(np.round(tilt - _HIGH * high, 6)))]
