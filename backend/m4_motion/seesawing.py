"""On a seesaw: the legs push off where the seat is down, hang where it is up; both hands have the bar."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.swinging import SEESAW_S, seesaw_share
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .limb_targets import hanging_legs, with_ankle, with_wrist
from .performer import Happening
from .postures import seat_of
from .reach import PALM_THICKNESS, finger_curl, hand_rotation
from .scene_query import Place, SceneQuery
from .swinging import LONGEST_S, begin_with

_USUAL_TIMES = 3
_BAR_M, _BAR_AHEAD_M, _BAR_UP_M, _HANDS_APART_M = 0.032, 0.29, 0.185, 0.105
"""of the handle: thickness, how far ahead of the seat and over it along the plank, and where on it each hand is"""
_ASTRIDE_M = 0.19
"""from the plank's middle to each foot on the ground"""
_OFF, _HANGS = 0.30, 0.62
"""share of the way up at which the feet leave the ground, and from which the legs hang"""


@dataclass(frozen=True)
class Seesaw:
    """A plank on its axle, and one of its seats."""

    part: str
    pivot: Array
    """(3,)"""
    seat: Array
    """(3,) from the pivot, in the frame of who sits there (ahead is -Y), as built"""
    heading: float
    sign: float
    """of the joint's values in that frame"""
    limit: float
    """rad, the joint's value with the other end down"""
    first: bool
    """whether this end is up as built"""

    def value(self, t: Array) -> Array:
        """(T,) rad of the joint; the end that is down as built begins there."""
        return np.asarray(self.limit * (0.5 + 0.5 * seesaw_share(t)))

    @property
    def built(self) -> float:
        """rad by which the plank leans ahead of who sits here, as built: to one side, half of the joint's way."""
        return -0.5 * self.sign * self.limit

    def lean(self, t: Array) -> Array:
        """(T,) rad by which the plank leans ahead of who sits here, more than as built."""
        return np.asarray(self.sign * self.value(t))

    def turn(self, t: Array) -> Array:
        """(T, 4) from the sitter's frame as built to the world."""
        lean = quat.from_angle_axis(self.lean(t), [1.0, 0.0, 0.0])
        return quat.mul(quat.from_angle_axis(np.array(self.heading), [0.0, 0.0, 1.0]), lean)

    def up(self, t: Array) -> Array:
        """(T,) 0 with this seat down, 1 with it up."""
        share = 0.5 + 0.5 * seesaw_share(t)
        return np.asarray(1.0 - share if self.first else share)


def _seesaw_at(scene: SceneQuery, owner: str, seat: Place) -> Seesaw | None:
    asset, placed = scene.asset(owner), scene.transform(owner)
    part = next((m for m in asset.meshes if m.joint is not None and m.joint.kind == "hinge"), None) if asset else None
    if part is None or part.joint is None or placed is None:
        return None
    joint = part.joint
    pivot = np.asarray(placed.translation + quat.mul_vec(placed.rotation, joint.origin * placed.scale), np.float64)
    axis = quat.mul_vec(np.asarray(placed.rotation, np.float64), joint.axis.astype(np.float64))
    facing = seat.axis(0.0, -1.0, 0.0)
    heading = float(np.arctan2(facing[0], -facing[1]))
    back = quat.from_angle_axis(np.array(-heading), [0.0, 0.0, 1.0])
    limit = max(joint.limits, key=abs)
    return Seesaw(
        part=part.name, pivot=pivot, seat=quat.mul_vec(back, seat.translation - pivot), heading=heading,
        sign=float(np.sign(quat.mul_vec(back, axis)[0])), limit=float(limit),
        first=bool(seat.translation[2] > pivot[2]),
    )  # fmt: skip


def seesaw(act: Act) -> None:
    """From the first frame on, up and down, and on until something else is to be done."""
    performer, body, fps = act.performer, act.body, act.fps
    found = seat_of(act)
    own = _seesaw_at(act.scene, found[2], found[0]) if found is not None else None
    if found is None or own is None or performer.length > 0:
        act.notes.append(f"There is no free seat on a seesaw for “{act.action.text}”; {act.actor} stays as before.")
        return
    act.scene.taken_seats.add((found[2], found[1]))
    standing = body.standing(*performer.xy, own.heading)
    seconds = act.duration_s or _USUAL_TIMES * SEESAW_S
    t = np.arange(max(2, round(seconds * fps))) / fps
    keys = tuple(k for n in range(int(4 * seconds / SEESAW_S) + 1) if (k := round(0.25 * n * SEESAW_S * fps)) < len(t))
    turns = {own.part: own.value(np.arange(round(LONGEST_S * fps)) / fps)}
    begin_with(performer, act.action.id, lambda at: _riding(body, standing, own, at), t, keys,
               Happening(kind="turn", frame=0, joint="hips", target_id=found[2], turns=turns))  # fmt: skip
    others = [other for other in act.performers.values() if other is not performer]
    across = own.pivot + quat.mul_vec(own.turn(np.zeros(1)), np.array([0.0, -1.24, 0.5]))[0]
    near = [o for o in others if float(np.linalg.norm(o.pose[[INDEX["x"], INDEX["y"]]] - across[:2])) < 0.5]
    performer.gazes.append((0, round(LONGEST_S * fps), near[0].actor_id if near else across, 0.8))
    performer.posture = "sit"


def _riding(body: Body, standing: Array, own: Seesaw, t: Array) -> Array:
    """(T, C) of who sits astride the plank."""
    turn, up, count = own.turn(t), own.up(t), len(t)
    flat = quat.from_angle_axis(np.array(own.heading), [0.0, 0.0, 1.0])
    tilt = own.built + own.lean(t)
    seat = own.pivot + quat.mul_vec(turn, own.seat)
    motion = np.repeat(standing[None], count, axis=0)
    push = minimum_jerk((_HANGS - up) / _HANGS)
    motion[:, [INDEX["x"], INDEX["y"]]] = seat[:, :2]
    motion[:, INDEX["hips.z"]] = seat[:, 2] + body.seat_flesh - 0.004
    motion[:, INDEX["heading"]] = own.heading
    motion[:, INDEX["hips.pitch"]] = 0.75 * tilt + 0.04
    motion[:, INDEX["spine.pitch"]] = 0.16 - 0.45 * tilt
    motion[:, INDEX["head.pitch"]] = -0.06
    hips = motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]]
    lean = quat.mul(flat, quat.from_angle_axis(motion[:, INDEX["hips.pitch"]], [1.0, 0.0, 0.0]))
    leg = 0.985 * body.leg
    for side in SIDES:
        hip = hips + quat.mul_vec(lean, body.offsets[body.index[f"thigh.{side}"]])
        # 1. On the ground beside the plank, a little ahead of the seat that is down
        low = own.pivot + _lowest(own, flat)
        spot = low + quat.mul_vec(flat, np.array([SIGN[side] * _ASTRIDE_M, -0.24 * body.leg, 0.0]))
        ground = np.array([spot[0], spot[1], body.ankle_height])
        heel = 0.75 * minimum_jerk((np.linalg.norm(hip - ground, axis=-1) / leg - 0.88) / 0.16)
        stands = ground + np.outer(np.sin(heel) * 0.6 * abs(float(body.ball[1])), [0.0, 0.0, 1.0])
        # 2. Hanging from the seat that is up
        relaxed = hanging_legs(body, np.zeros((count, 3)), np.full(count, 0.55), np.full(count, -0.05))
        hangs = quat.mul_vec(flat, relaxed)
        hangs = hip + hangs + quat.mul_vec(flat, np.array([SIGN[side] * 0.055, 0.0, 0.0]))
        off = minimum_jerk((up - _OFF) / (_HANGS - _OFF))
        ankle = stands + off[:, None] * (hangs - stands)
        far = ankle - hip
        reach = np.linalg.norm(far, axis=-1, keepdims=True)
        ankle = hip + far * np.minimum(1.0, leg / reach)
        pitch = heel * (1.0 - off) + 0.35 * off
        motion = with_ankle(body, motion, side, ankle, pitch, own.heading + 0.30 * SIGN[side])
        motion[:, INDEX[f"toe.{side}"]] = heel * (1.0 - off)
        palm, fingers = np.array([0.0, -0.45, -0.90]), np.array([0.0, -0.90, 0.43])
        bar = own.seat + np.array([SIGN[side] * _HANDS_APART_M, 0.0, 0.0]) + _bar(own)
        wrist = bar - palm * (0.5 * _BAR_M + PALM_THICKNESS * body.stature / 1.7) - fingers * body.palm
        motion = with_wrist(motion, side, own.pivot + quat.mul_vec(turn, wrist),
                            quat.mul(turn, hand_rotation(side, fingers, palm)))  # fmt: skip
        motion = changed(motion, {f"{name}.{side}": value for name, value in finger_curl(body, _BAR_M).items()})
    motion[:, INDEX["spine.pitch"]] += 0.10 * push
    return changed(motion, {"knee": 0.30, "hand.pole": 0.25})


def _lowest(own: Seesaw, flat: Array) -> Array:
    """(3,) from the pivot to the seat where it is down."""
    lean = quat.from_angle_axis(np.array(own.sign * own.limit if own.first else 0.0), [1.0, 0.0, 0.0])
    return np.asarray(quat.mul_vec(quat.mul(flat, lean), own.seat))


def _bar(own: Seesaw) -> Array:
    """(3,) from a seat to the middle of the bar before it, as built."""
    turn = quat.from_angle_axis(np.array(own.built), [1.0, 0.0, 0.0])
    return np.asarray(quat.mul_vec(turn, np.array([0.0, -_BAR_AHEAD_M, _BAR_UP_M])))
