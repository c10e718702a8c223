"""What both hands lift over the head: past the face, then back over the crown, upright, on arms nearly straight."""

from __future__ import annotations

import numpy as np

from ..common import quat
from . import channels
from .acts import Act
from .body import Body
from .carry_layers import carry_arms_of, other_rotation
from .channels import INDEX, SIDES, Array, changed
from .gesture_layers import OTHER
from .performer import Held, Layer, ramp
from .scene_query import SceneQuery
from .solve import place
from .verbs import program_for

RISE_S, LIFTED_S = 1.5, 4.4
"""of a lift, and of lifting, keeping and lowering"""
FINGERS_RISE = 0.25
"""how steeply fingers point up that will lift something over the head; those that only carry point down"""
LOW_HOLD = 0.28
"""how far below the middle of a thing they hold it, of its height: from there the arms reach further over the head"""
_BEFORE_FACE, _CLEAR, _BACK = 0.10, 0.012, 0.03
"""from the shoulders to before the nose, over the crown, and how far before the shoulders the wrists end (statures)"""
_STRAIGHT, _LIFT_RAD = 0.965, 0.38
_GRIPPED_S = 0.2
"""until the hands carry by themselves what the arms carried"""


def goes_overhead(scene: SceneQuery, actor_id: str, thing: str) -> bool:
    """Whether somebody is to lift this thing over the head."""
    return any(
        action.target_id is not None and thing in scene.objects_of(action.target_id)
        for action in scene.description.actions
        if action.actor_id == actor_id and program_for(action)[0] == "raise"
    )


def lift_over(act: Act, held: Held, start: int, count: int) -> None:
    """World targets for both hands over `count` frames of a body that stands; the thing stays upright."""
    body, performer, fps = act.body, act.performer, act.fps
    rise_s = min(RISE_S, 0.36 * count / fps)
    turn = quat.from_angle_axis(np.array(-held.heading), [0.0, 0.0, 1.0])
    hands = {held.side: (held.wrist_from_grip, held.hand_rotation)}
    if held.other_wrist_from_grip is not None:
        hands[OTHER[held.side]] = (held.other_wrist_from_grip, other_rotation(body, held))
    wrists = {side: quat.mul_vec(turn, away) for side, (away, _) in hands.items()}
    way = _way(act, held, wrists)
    seconds = (count - 1) / fps
    times = [0.0, 0.34 * rise_s, 0.7 * rise_s, rise_s]
    times += [max(seconds - time, rise_s + 0.01 * (k + 1)) for k, time in enumerate(reversed(times))]
    grip = channels.interpolate(times, np.concatenate([way, way[::-1]]), np.arange(count) / fps)

    standing = body.standing()
    columns = [INDEX["x"], INDEX["y"], INDEX["hips.z"]]
    motion = np.concatenate(performer.pieces)[start : start + count]
    heading = quat.from_angle_axis(motion[:, INDEX["heading"]], np.array([0.0, 0.0, 1.0]))
    grasped = ramp(count, fps, _GRIPPED_S, _GRIPPED_S)
    if held.level_at is not None:
        grasped = np.ones(count)  # their targets keep it level before and after
    up = ramp(count, fps, rise_s, rise_s)
    for side, (_, rotation) in hands.items():
        wrist = motion[:, columns] + quat.mul_vec(heading, grip + wrists[side] - standing[columns])
        turned = quat.unroll(quat.mul(heading, quat.mul(turn, rotation)))
        targets = [INDEX[f"hand.{name}.{side}"] for name in ("w", "x", "y", "z", "qw", "qx", "qy", "qz", "pole")]
        values = np.concatenate([grasped[:, None], wrist, turned, 0.35 * up[:, None]], axis=1)
        performer.layers.append(Layer(start=start, columns=tuple(targets), values=values, weight=np.ones(count)))
    lifted = tuple(INDEX[f"shoulder.lift.{side}"] for side in SIDES)
    performer.layers.append(
        Layer(start=start, columns=lifted, values=np.full((count, 2), _LIFT_RAD), weight=up, additive=True)
    )
    performer.keys += [start + round(time * fps) for time in times[1:-1]]


def _way(act: Act, held: Held, wrists: dict[str, Array]) -> Array:
    """(4, 3) of the grip of a standing body that faces -Y: as carried, before the face, above it, over the crown."""
    body = act.body
    posed = place(body, changed(body.standing(), {f"shoulder.lift.{side}": _LIFT_RAD for side in SIDES})[None])
    shoulders = {side: posed.positions[0, body.index[f"upper_arm.{side}"]] for side in SIDES}
    front = float(shoulders["R"][1]) - _BEFORE_FACE * body.stature - 0.5 * _depth_m(act, held)
    over = float(shoulders["R"][1]) - _BACK * body.stature - float(wrists[held.side][1])
    needed = (1.0 + _CLEAR) * body.stature + held.grip_height
    reached = min(
        float(shoulders[side][2] - away[2]) + np.sqrt(max((_STRAIGHT * body.arm) ** 2 - _across(
            np.array([0.0, over, 0.0]) + away - shoulders[side]), 0.0))
        for side, away in wrists.items()
    )  # fmt: skip
    above = min(needed, reached)
    if reached < needed:
        act.notes.append(
            f"{act.said(held.object_id)} is too tall for the arms: it is lifted before the face.".capitalize()
        )
        over = front
    middle = 0.5 * (body.position("neck")[2] + body.position("eye.R")[2])
    return np.array([_carried(body, held), [0.0, front, middle], [0.0, front, above], [0.0, over, max(reached, above)]])


def _across(away: Array) -> float:
    return float(away[0] ** 2 + away[1] ** 2)


def _carried(body: Body, held: Held) -> Array:
    """(3,) the grip of a standing body that carries it."""
    if held.level_at is not None:
        return held.level_at
    posed = place(body, changed(body.standing(), carry_arms_of(body, held))[None])
    away = quat.mul_vec(quat.from_angle_axis(np.array(-held.heading), [0.0, 0.0, 1.0]), held.wrist_from_grip)
    return np.array([0.0, *(posed.positions[0, body.index[f"hand.{held.side}"]] - away)[1:]])


def _depth_m(act: Act, held: Held) -> float:
    """Of a held thing from the body outward: what its other side measures than the one between the hands."""
    asset, transform = act.scene.asset(held.object_id), act.scene.transform(held.object_id)
    assert asset is not None
    assert transform is not None
    sides = (asset.dimensions * transform.scale)[:2]
    return float(sides[int(np.argmax(np.abs(sides - held.thickness)))])
