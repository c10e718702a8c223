"""Somersaults in the air: off both feet, tucked, once round, and onto the feet again.

What a coach would look at: the arms lead the jump, the body is stretched as it leaves the floor, its centre of mass
flies on a parabola, it turns quickly while it is tucked and slowly while it is long, and the knees take the landing.
"""

from __future__ import annotations

import numpy as np

from . import channels
from .acts import Act
from .channels import ARMS, INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .performer import Segment, flat_direction
from .rising import get_up
from .solve import place
from .tumbling import put_ankle

_G_M_S2 = 9.81
_ALOFT_M = 9.0
"""where the shape of the body is measured: no foot is near a floor"""
_LONG = {"arm.flex": 2.75, "arm.abduct": 0.2, "elbow": 0.15, "spine.pitch": -0.12, "head.pitch": -0.15}
_TUCKED = {"arm.flex": 0.95, "arm.abduct": 0.12, "elbow": 0.75, "spine.pitch": 0.75, "head.pitch": 0.45}
_OPEN = {"arm.flex": 1.35, "arm.abduct": 0.45, "elbow": 0.35, "spine.pitch": 0.20, "head.pitch": 0.10}
_CROUCH_S, _PUSH_S, _SOAK_S, _RISE_S, _SWING_S = 0.45, 0.22, 0.20, 0.65, 0.22


def flip(act: Act) -> None:
    """Forwards, or backwards where it is a backflip; as often as said."""
    performer, body = act.performer, act.body
    if performer.posture != "stand":
        get_up(act)
    back = act.verb == "backflip" or act.direction == "back"
    height = act.value("height_m", 0.50 * body.leg, 0.3, 1.2, "m", "how high the centre of mass rises in the air")
    along = act.value("forward_m", (-0.35 if back else 0.55) * body.leg, -1.5, 1.5, "m", "how far ahead one lands")
    for _ in range(act.count or 1):
        motion, keys, turned = _flip(act, performer.pose, back, height, along)
        performer.play(Segment(motion=motion, keys=keys), act.action.id)
        performer.pose = performer.pose.copy()
        for name in ("hips.pitch", "foot.pitch.L", "foot.pitch.R"):  # a whole turn is none
            performer.pose[INDEX[name]] -= turned


def _flip(act: Act, start: Array, back: bool, height: float, along: float) -> tuple[Array, tuple[int, ...], float]:
    """The motion (T, C), its key frames, and by how much the body has turned, rad."""
    body, fps, tempo = act.body, act.fps, act.style.tempo
    leg, ahead = body.leg, flat_direction(float(start[INDEX["heading"]]))
    stands = float(start[INDEX["hips.z"]])
    sign = -1.0 if back else 1.0
    # 1. On the floor: bend with the arms behind, and stretch, ever quicker, up to the toes
    bent = changed(start, {"hips.z": stands - 0.34 * leg, "hips.pitch": 0.55, "spine.pitch": 0.30, "head.pitch": -0.35,
                           "arm.flex": -0.75, "elbow": 0.2, "arm.abduct": 0.2})  # fmt: skip
    stretched = _LONG if back else {**_LONG, "arm.flex": 1.7}  # forwards the arms lead ahead, not over the head
    off = changed(start, {**stretched, "hips.z": stands + 0.08 * leg, "hips.pitch": 0.10 * sign, "foot.pitch": 0.75,
                          "toe": 0.7, "knee": 0.08})  # fmt: skip
    crouch_s, push_s = _CROUCH_S / tempo, _PUSH_S
    before = np.arange(1, round((crouch_s + push_s) * fps) + 1) / fps
    down = minimum_jerk(before / crouch_s)[:, None]
    pushing = np.clip((before - crouch_s) / push_s, 0.0, 1.0)[:, None]
    rising = start + down * (bent - start) + pushing**2 * (off - bent)
    swung = minimum_jerk((before - crouch_s + _SWING_S) / (push_s + _SWING_S))[:, None]  # the arms lead
    rising[:, ARMS] = (start + down * (bent - start) + swung * (off - bent))[:, ARMS]
    # 2. In the air: the shape of the body, turned over, its centre of mass on a parabola
    landing = changed(start, {**_OPEN, "hips.z": stands - 0.06 * leg, "hips.pitch": 0.30})
    launch_m, touch_m = (_centre(act, pose) for pose in (off, landing))
    up_s = np.sqrt(2.0 * height / _G_M_S2)
    flight = float(up_s + np.sqrt(2.0 * max(height + launch_m[2] - touch_m[2], 0.05) / _G_M_S2))
    s = np.arange(1, round(flight * fps)) / fps
    share = s / flight
    tuck = minimum_jerk((share - 0.04) / 0.42) * minimum_jerk((0.96 - share) / 0.34)
    opened = minimum_jerk((share - 0.55) / 0.40)
    flying = np.repeat(changed(start, {"foot.level": 0.0})[None], len(s), axis=0)
    for name in stretched:
        for column in [INDEX[name]] if name in INDEX else [INDEX[f"{name}.{side}"] for side in SIDES]:
            ends = stretched[name] + opened * (_OPEN[name] - stretched[name])
            flying[:, column] = ends + tuck * (_TUCKED[name] - ends)
    quick = channels.smooth(np.cumsum(0.55 + tuck)[:, None], 1.0)[:, 0]
    over = (quick - quick[0]) / (quick[-1] - quick[0])
    turn = sign * 2.0 * np.pi * over + (1.0 - over) * 0.10 * sign + over * 0.30
    flying[:, INDEX["hips.pitch"]] = turn
    middle = np.array([start[INDEX["x"]], start[INDEX["y"]], _ALOFT_M])
    flying[:, INDEX["hips.z"]] = _ALOFT_M
    heading = float(start[INDEX["heading"]])
    left = np.array([np.cos(heading), np.sin(heading), 0.0])
    straight, folded, reached = (np.array(v) * leg for v in ((0.02, -0.985), (0.34, -0.26), (0.26, -0.88)))
    ends = straight + opened[:, None] * (reached - straight)
    ankle = ends + tuck[:, None] * (folded - ends)  # ahead and up of the hip, in the body's frame
    hip = body.position("thigh.L") - body.position("hips")
    for side in SIDES:
        forward, high = ankle[:, 0] - hip[1], ankle[:, 1] + hip[2]
        turned = np.stack([forward * np.cos(turn) + high * np.sin(turn), high * np.cos(turn) - forward * np.sin(turn)])
        goal = middle + turned[0][:, None] * ahead + turned[1][:, None] * [0.0, 0.0, 1.0]
        goal += SIGN[side] * abs(hip[0]) * left
        own = 0.75 * (1.0 - opened) + 0.35 * tuck
        flying[:, INDEX[f"foot.pitch.{side}"]] = turn - over * 0.30 - (1.0 - over) * 0.10 * sign + own
        flying[:, INDEX[f"toe.{side}"]] = 0.7 * minimum_jerk(1.0 - share / 0.15)
        put_ankle(body, flying, side, goal)
    centre = body.centre_of_mass(place(body, flying).positions)
    rise = (launch_m[2] + np.sqrt(2.0 * _G_M_S2 * height) * s - 0.5 * _G_M_S2 * s**2)[:, None] * [0.0, 0.0, 1.0]
    path = launch_m * [1.0, 1.0, 0.0] + share[:, None] * (touch_m + along * ahead - launch_m) * [1.0, 1.0, 0.0] + rise
    moved = path - centre
    for names in (("x", "y", "hips.z"), *((f"foot.x.{side}", f"foot.y.{side}", f"foot.z.{side}") for side in SIDES)):
        flying[:, [INDEX[name] for name in names]] += moved
    # 3. On the floor again: the knees take it, and up
    shifted = along * ahead
    for pose in (landing, rest := start.copy()):
        for columns in (("x", "y"), *((f"foot.x.{side}", f"foot.y.{side}") for side in SIDES)):
            pose[[INDEX[name] for name in columns]] += shifted[:2]
    soaked = changed(landing, {"hips.z": stands - 0.30 * leg, "hips.pitch": 0.62, "spine.pitch": 0.35, "arm.flex": 1.0,
                               "head.pitch": -0.2})  # fmt: skip
    rise_s = _RISE_S / tempo
    after = np.arange(0, round((_SOAK_S + rise_s) * fps) + 1) / fps
    soak = (1.0 - (1.0 - np.clip(after / _SOAK_S, 0.0, 1.0)) ** 2)[:, None]
    upright = minimum_jerk((after - _SOAK_S) / rise_s)[:, None]
    landed = landing + soak * (soaked - landing) + upright * (rest - soaked)
    whole = sign * 2.0 * np.pi
    for name in ("hips.pitch", "foot.pitch.L", "foot.pitch.R"):
        landed[:, INDEX[name]] += whole
    motion = np.concatenate([rising, flying, landed])
    beats = np.cumsum([round(crouch_s * fps), round(push_s * fps), round(0.5 * flight * fps), round(0.5 * flight * fps),
                       round(_SOAK_S * fps)])  # fmt: skip
    return motion, tuple(int(beat) for beat in beats), whole


def _centre(act: Act, pose: Array) -> Array:
    """(3,) the centre of mass of a pose."""
    return np.asarray(act.body.centre_of_mass(place(act.body, pose[None]).positions)[0])


FLIPS = {"flip": flip, "backflip": flip}
