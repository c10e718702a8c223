"""How a body carries what it has in its hands, between grasp and release: the arms' angles, and both hands level."""

from __future__ import annotations

import numpy as np

from ..common import quat
from . import channels
from .body import Body
from .channels import INDEX, Array, changed
from .gesture_layers import OTHER
from .limbs import arm_angles
from .performer import Held, Layer, Performer
from .reach import Grip, finger_curl, hand_rotation, side_grip
from .scene_query import Place
from .solve import place

_SMOOTH_S = 0.10
_LEAVES_S, _IS_OFF_S = 0.95, 0.25
"""before the hands open: when they leave the level, and when they go by themselves"""
_EDGE_M, _MOST_RAISED = 0.03, 0.5
"""how clear of an edge a thing is carried, and how much higher than usual at most (arm lengths)"""
_AROUND_S = 0.3
"""of a motion, on both sides of what is looked at, that its softness reaches"""


def carry_arms_of(body: Body, held: Held) -> dict[str, float]:
    """Joint angles that carry a thing: small ones in a bent arm at the side, big ones before the belly in both."""
    if held.arms is not None:
        return dict(held.arms)
    inward = -1.0 if held.side == "L" else 1.0
    curl = {f"{name}.{held.side}": value for name, value in finger_curl(body, held.around_m).items()}
    if not held.two_hands:
        fingers = np.array([inward * 0.10, -0.92, 0.10])
        palm = np.array([inward * 0.75, 0.1, -0.55])
        shoulder_to_wrist = np.array([0.02 * -inward, -0.46 * body.arm, held.raised_m - 0.58 * body.arm])
        pole = np.array([-inward * 0.35, 0.6, -0.7])
        return curl | arm_angles(body, held.side, shoulder_to_wrist, pole, hand_rotation(held.side, fingers, palm))
    values: dict[str, float] = dict(curl)
    for side in ("L", "R"):
        sign = 1.0 if side == "L" else -1.0
        shoulder = body.position(f"upper_arm.{side}")
        # Before the belly, as near as the thing's own depth lets it
        reach = 0.09 * body.stature + 0.55 * held.thickness
        height = shoulder[2] - 0.195 * body.stature + held.raised_m
        centre = np.array([0.0, shoulder[1] - max(0.17 * body.stature, reach), height])
        rotation = hand_rotation(side, np.array([0.0, -0.9, -0.2]), np.array([-sign, 0.0, 0.0]))
        if held.other_hand_rotation is not None:  # as it was taken, so that it stays upright
            ahead = quat.from_angle_axis(np.array(-held.heading), [0.0, 0.0, 1.0])
            rotation = quat.mul(ahead, held.hand_rotation if side == held.side else held.other_hand_rotation)
        fingers = quat.mul_vec(rotation, np.array([0.0, 0.0, -1.0]))
        wrist = centre + np.array([sign * (0.5 * held.thickness + 0.015), 0.0, 0.0]) - fingers * body.palm
        pole = np.array([sign * 0.5, 0.5, -0.7])
        values |= arm_angles(body, side, wrist - shoulder, pole, rotation)
        values |= {f"{name}.{side}": value for name, value in finger_curl(body, held.around_m).items()}
    return values


def rise_over_edge(performer: Performer, held: Held, grip: Grip, points: Array, surface: Place) -> float:
    """How much higher than usual (m) a thing has to be carried by who stays at the surface that it was taken from.

    grip: of the hand that has it; points: (N, 3) of the thing where it stood. A child's chest is no higher than a
    table, and what it holds before it would be in the table's edge.
    """
    body = performer.body
    posed = place(body, changed(performer.pose, carry_arms_of(body, held))[None])
    hand = body.index[f"hand.{held.side}"]
    hanging = quat.mul(posed.turns[0, hand], quat.inv(body.hang[held.side]))
    since = quat.mul(hanging, quat.inv(held.hand_rotation))
    fingers = quat.mul_vec(held.hand_rotation, np.array([0.0, 0.0, -2.0 * body.palm]))
    reached = np.concatenate([points - grip.wrist, [np.zeros(3), fingers]])
    carried = posed.positions[0, hand] + quat.mul_vec(since, reached)
    local = quat.mul_vec(quat.inv(surface.rotation), carried - surface.translation)
    if not np.all(np.abs(local[:, :2]) < 0.5 * surface.dimensions[:2] + _EDGE_M, axis=1).any():
        return 0.0
    return float(np.clip(_EDGE_M - local[:, 2].min(), 0.0, _MOST_RAISED * body.arm))


def carry_layer(performer: Performer, held: Held, end: int, angles: dict[str, float]) -> Layer | None:
    """The carrying arm over everything between grasp and release; a little of the swing stays in one hand."""
    count = end - held.start
    if count < 2:
        return None
    sides = ("L", "R") if held.two_hands else (held.side,)
    columns = [i for side in sides for i in channels.arm_columns(side)]
    pose = changed(performer.body.standing(), angles)
    t = np.arange(count) / performer.fps
    keep = 0.97 if held.two_hands or held.arms is not None else 0.86
    weight = keep * channels.minimum_jerk(t / 0.4) * channels.minimum_jerk((t[-1] - t) / 0.25)
    values = np.repeat(pose[None, columns], count, axis=0)
    # What a walker has in the hand stays plumb however the trunk leans
    motion = np.concatenate(performer.pieces)
    trunk = [INDEX["hips.pitch"], INDEX["spine.pitch"]]
    for first, last in performer.travelled:
        rows = np.arange(max(first, held.start), min(last + 1, end, len(motion)))
        lean = (motion[rows][:, trunk] - pose[trunk]).sum(axis=1)
        for side in sides:
            values[rows - held.start, columns.index(INDEX[f"arm.flex.{side}"])] += lean
    return Layer(start=held.start, columns=tuple(columns), values=values, weight=weight)


def level_layer(performer: Performer, held: Held, end: int) -> Layer | None:
    """World targets of the hands that keep a thing level before the body, up to a frame at which they let go.

    What a hand does with the thing meanwhile, by targets of its own, goes before.
    """
    if held.level_at is None:
        return None
    hands = [(held.side, held.wrist_from_grip, held.hand_rotation)]
    if held.other_wrist_from_grip is not None and held.other_hand_rotation is not None:
        hands.append((OTHER[held.side], held.other_wrist_from_grip, held.other_hand_rotation))
    start = max(0, held.start)
    motion = np.concatenate(performer.pieces)[start:end]
    if len(motion) < 2:
        return None
    standing = performer.body.standing()
    columns = [INDEX["x"], INDEX["y"], INDEX["hips.z"]]
    root = channels.smooth(motion[:, columns], _SMOOTH_S * performer.fps)
    heading = quat.from_angle_axis(motion[:, INDEX["heading"]], np.array([0.0, 0.0, 1.0]))
    values, targets = [], []
    for side, away, rotation in hands:
        wrist = root + quat.mul_vec(heading, held.level_at + away - standing[columns])
        turned = quat.mul(heading, rotation)
        base = motion[:, [INDEX[f"hand.q{axis}.{side}"] for axis in "wxyz"]]
        turned = turned * np.where(np.sum(turned * base, axis=1) < 0.0, -1.0, 1.0)[:, None]
        values += [np.ones((len(motion), 1)), wrist, turned]
        targets += [INDEX[f"hand.{name}.{side}"] for name in ("w", "x", "y", "z", "qw", "qx", "qy", "qz")]
    left_s = (end - start - 1 - np.arange(len(motion))) / performer.fps
    weight = channels.minimum_jerk((left_s - _IS_OFF_S) / (_LEAVES_S - _IS_OFF_S))
    weight = weight * (1.0 - motion[:, INDEX[f"hand.w.{held.side}"]])
    return Layer(start=start, columns=tuple(targets), values=np.concatenate(values, axis=1), weight=weight)


def other_rotation(body: Body, held: Held) -> Array:
    """(4,) how the other hand was turned at the grasp, as `hand_rotation` says it of the first."""
    if held.other_hand_rotation is not None:
        return held.other_hand_rotation
    return side_grip(body, OTHER[held.side], np.zeros(3), held.thickness, held.heading).rotation


def follow_with_other_hand(performer: Performer, motion: Array) -> None:
    """What is carried goes with one hand, wherever it takes it, and the other stays on it; written into a motion."""
    body, fps = performer.body, performer.fps
    for held, end in performer.carried:
        first, last = max(0, held.start), min(end, len(motion))
        if held.other_wrist_from_grip is None or held.level_at is not None or last - first < 2:
            continue
        around = round(_AROUND_S * fps)
        begin = max(0, first - around)
        posed = place(body, motion[begin : last + around], fps)
        hand, rows = body.index[f"hand.{held.side}"], slice(first - begin, last - begin)
        hanging = quat.mul(posed.turns[rows, hand], quat.inv(body.hang[held.side]))
        since = quat.mul(hanging, quat.inv(held.hand_rotation))
        wrist = posed.positions[rows, hand] + quat.mul_vec(since, held.other_wrist_from_grip - held.wrist_from_grip)
        rotation = quat.unroll(quat.mul(since, other_rotation(body, held)))
        side = OTHER[held.side]
        motion[first:last, [INDEX[f"hand.{axis}.{side}"] for axis in "xyz"]] = wrist
        motion[first:last, [INDEX[f"hand.q{axis}.{side}"] for axis in "wxyz"]] = rotation
        left_s = (end - 1 - np.arange(first, last)) / fps
        weight = motion[first:last, INDEX[f"hand.w.{side}"]]
        weight += channels.minimum_jerk(left_s / _SMOOTH_S) * (1.0 - weight)


def lay_carrying(performer: Performer, held: Held, end: int) -> None:
    """The layers of a thing that is carried up to a frame, below those of gestures with it."""
    performer.carried.append((held, end))
    arms = carry_layer(performer, held, end, carry_arms_of(performer.body, held))
    for layer in (level_layer(performer, held, end), arms):
        if layer is not None:
            performer.layers.insert(0, layer)
