"""A shot at the basket: dip, jump, the ball leaves one hand at the top with backspin and comes down through it."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from ..common import quat
from ..common.ballistics import launch_velocity, position
from ..protocol.conventions import GRAVITY_M_S2
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, Array, changed, interpolate, minimum_jerk
from .guiding import middle_of, track
from .holding import placed_scale
from .limb_targets import with_wrist
from .performer import Happening, Segment, flat_direction
from .reach import PALM_THICKNESS, hand_rotation
from .rope_skipping import together

_TIMES = (0.0, 0.45, 0.85, 1.15, 1.36, 1.52, 2.1, 2.75)
"""s: holds, holds, has dipped, ball over the forehead, lets go, arm long, arm still up, stands"""
_RELEASE = 4
_BALL = ((0.0, -0.20, 0.66), (0.0, -0.20, 0.66), (-0.03, -0.19, 0.58), (-0.055, -0.105, 1.02), (-0.055, -0.24, 1.17))
"""of the ball's middle at those times: to the left, back, up from the floor, statures; without the jump"""
_ARCH_M, _NET_M, _NET_M_S = 0.85, 0.42, 2.3
"""how far over the ring the ball rises, how deep the net is, and how fast the ball leaves it"""
_SPIN_HZ = 1.6
_JUMP_S = (1.18, 1.62)


def shoot_basket(act: Act) -> None:
    """Ball in both hands from the first frame on, and through the ring."""
    performer, body, fps = act.performer, act.body, act.fps
    ring, ball = _ring_of(act), act.target_id
    if ring is None or ball is None or performer.length > 0:
        act.notes.append(f"There is no basket before “{act.action.text}”; {act.actor} keeps the ball.")
        return
    heading = float(np.arctan2(*((ring[:2] - performer.point) * [1.0, -1.0])))
    standing = together(body.standing(*performer.xy, heading))
    flat = quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])
    here = np.array([*performer.point, 0.0])
    middle = middle_of(act, ball)
    asset = act.scene.asset(ball)
    assert asset is not None
    radius = 0.5 * float((asset.dimensions * placed_scale(act.scene, ball)).mean())
    t = np.arange(round(_TIMES[-1] * fps)) / fps
    release = round(_TIMES[_RELEASE] * fps)
    motion, held = _shooting(body, standing, here, flat, radius, t)

    # The ball: with the hands, over to the ring, down through its net
    start = held[release]
    seconds, velocity = _flight(start, ring)
    in_air = np.arange(1, round(seconds * fps) + 1) / fps
    air = position(start, velocity, in_air * seconds / in_air[-1])
    falls = np.arange(1, max(2, round(_NET_M / _NET_M_S * fps)) + 1) / fps
    net = ring + np.outer(falls, [0.0, 0.0, -_NET_M_S])
    places = np.concatenate([held[: release + 1], air, net])
    way = flat_direction(heading)
    gone = np.maximum(np.arange(len(places)) - release, 0) / fps
    turns = quat.mul(quat.from_rotation_vector(np.outer(2.0 * np.pi * _SPIN_HZ * gone, np.cross(way, [0.0, 0.0, 1.0]))),
                     flat)  # fmt: skip
    performer.pose = motion[0].copy()
    out = 0.15 * way + np.array([0.0, 0.0, -_NET_M_S])
    keys = tuple(round(moment * fps) for moment in _TIMES[1:-1])
    performer.play(
        Segment(motion=motion, keys=keys, seam_s=0.0,
                happenings=(Happening(kind="guide", frame=0, joint="hand.R", target_id=ball, velocity=out,
                                      way=track(places - quat.mul_vec(turns, middle), turns)),)),
        act.action.id,
    )  # fmt: skip
    act.scene.taken_things.add(ball)
    performer.gazes.append((0, len(places) + round(fps), ring, 1.0))


def _ring_of(act: Act) -> Array | None:
    """(3,) the middle of the ring that the words say."""
    entity = act.scene.related(act.action.actor_id, ("shoot",))
    for name in act.scene.objects_of(entity):
        for _, spot in act.scene.places(name, "hang_at"):
            return spot.translation
    return None


def _flight(start: Array, ring: Array) -> tuple[float, Array]:
    """Seconds, and the velocity (3,) at the start, of an arch that comes down on the ring."""
    top = max(start[2], ring[2]) + _ARCH_M
    seconds = float(np.sqrt(2.0 * (top - start[2]) / GRAVITY_M_S2) + np.sqrt(2.0 * (top - ring[2]) / GRAVITY_M_S2))
    return seconds, launch_velocity(start, ring, seconds)


def _shooting(
    body: Body, standing: Array, here: Array, flat: Array, radius: float, t: Array
) -> tuple[Array, Array]:
    """(T, C) of the shot, and the ball's middle (T, 3) as long as it is in the hands."""
    z = standing[INDEX["hips.z"]]
    calm = {"spine.pitch": 0.08, "hips.pitch": 0.05, "knee": 0.06, "hips.z": z - 0.03 * body.leg}
    dipped = calm | {"hips.z": z - 0.20 * body.leg, "hips.pitch": 0.34, "spine.pitch": 0.16, "head.pitch": -0.35,
                     "knee": 0.14}  # fmt: skip
    high = {"hips.z": z - 0.02 * body.leg, "hips.pitch": 0.02, "spine.pitch": -0.05, "head.pitch": -0.22}
    long = high | {"hips.z": z + 0.03 * body.leg, "spine.pitch": 0.0}
    landed = calm | {"hips.z": z - 0.09 * body.leg, "hips.pitch": 0.16}
    poses = np.stack([changed(standing, each) for each in (calm, calm, dipped, high, long, high, landed, calm)])
    motion = interpolate(_TIMES, poses, t)
    flight_s = _JUMP_S[1] - _JUMP_S[0]
    air = np.clip(t - _JUMP_S[0], 0.0, flight_s)
    up = 0.5 * GRAVITY_M_S2 * air * (flight_s - air)
    motion[:, INDEX["hips.z"]] += up
    pushed = minimum_jerk((t - 0.98) / 0.2) * (1.0 - minimum_jerk((t - 1.60) / 0.14))
    for side in SIDES:
        motion[:, INDEX[f"foot.z.{side}"]] = up
        motion[:, INDEX[f"foot.pitch.{side}"]] = 0.55 * pushed
        motion[:, INDEX[f"toe.{side}"]] = 0.45 * pushed * (up < 1e-3)
    local = PchipInterpolator(_TIMES[: _RELEASE + 1], body.stature * np.array(_BALL))(np.clip(t, 0.0, _TIMES[_RELEASE]))
    ball = here + quat.mul_vec(flat, local) + np.outer(up, [0.0, 0.0, 1.0])

    # The right hand behind and under the ball, then over it; the left one at its side until it leaves
    left_over = minimum_jerk((t - _TIMES[_RELEASE] + 0.03) / 0.18)
    over = minimum_jerk((t - 0.85) / 0.30)
    away = minimum_jerk((t - _TIMES[5] - 0.25) / 0.55)
    flesh = PALM_THICKNESS * body.stature / 1.7
    hands = {
        "R": (((-0.55, 0.62, -0.55), (0.25, -0.80, -0.35)), ((0.05, 0.72, -0.69), (0.0, 0.25, 0.97))),
        "L": (((0.95, 0.10, -0.30), (-0.05, -0.90, 0.42)), ((0.98, 0.05, -0.15), (0.0, -0.25, 0.97))),
    }
    for side, ((low_spot, low_fingers), (high_spot, high_fingers)) in hands.items():
        spot = _between(low_spot, high_spot, over)
        wish = _between(low_fingers, high_fingers, over)
        if side == "R":  # the wrist snaps over
            wish = wish + left_over[:, None] * (np.array([0.0, -0.85, -0.35]) - wish)
        fingers = wish - np.sum(wish * spot, axis=-1, keepdims=True) * spot * (1.0 - left_over[:, None])
        fingers = fingers / np.linalg.norm(fingers, axis=-1, keepdims=True)
        palm = -spot + np.sum(spot * fingers, axis=-1, keepdims=True) * fingers
        palm = palm / np.linalg.norm(palm, axis=-1, keepdims=True)
        wrist = local + np.outer(up, [0.0, 0.0, 1.0]) + spot * (radius + flesh) - fingers * body.palm
        if side == "R":  # the arm goes on to its length
            wrist = wrist + np.outer(left_over, body.stature * np.array([0.0, -0.03, 0.035]))
        turn = np.stack([hand_rotation(side, f, p) for f, p in zip(fingers, palm, strict=True)])
        weight = (1.0 - left_over) if side == "L" else (1.0 - away)
        motion = with_wrist(motion, side, here + quat.mul_vec(flat, wrist), quat.mul(flat, turn), weight)
        motion = changed(motion, {f"{name}.{side}": 0.18 for name in ("thumb", "index", "middle", "ring", "pinky")})
    return motion, ball


def _between(low: tuple[float, float, float], high: tuple[float, float, float], share: Array) -> Array:
    """(T, 3) unit vectors from one direction to another."""
    way = np.array(low) + share[:, None] * (np.array(high) - np.array(low))
    return np.asarray(way / np.linalg.norm(way, axis=-1, keepdims=True))
