"""A header from the edge of the water: crouch, swing, spring, over in an arc, hands first into it, up again gliding."""

from __future__ import annotations

import numpy as np

from ..protocol.conventions import GRAVITY_M_S2
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .lying import fall
from .performer import Segment, flat_direction, keyed
from .solve import ankle_of

_FAR, _UP_S = 1.15, 0.30
"""how far ahead the hands enter, statures, and how long the body rises after the feet leave"""
_DEEP, _UNDER_S, _GLIDE_S = 0.45, 1.5, 1.1
"""how deep the dive goes (statures), how long it is under water, and how long the glide lasts"""
_LOW = 0.035


def dive(act: Act) -> None:
    """From where somebody stands at the water's edge, the way they face; on land a fall at full length."""
    if not _is_water(act):
        fall(act)
        return
    performer, body, fps = act.performer, act.body, act.fps
    start, heading = performer.pose, performer.heading
    level = _level_m(act) - performer.floor_m
    ahead = flat_direction(heading)
    leg = body.leg
    ready = changed(start, {"arm.flex": 0.2, "elbow": 0.15})
    crouch = changed(start, {"hips.z": start[INDEX["hips.z"]] - 0.30 * leg, "hips.pitch": 0.75, "spine.pitch": 0.35,
                             "head.pitch": -0.45, "arm.flex": -0.9, "elbow": 0.1, "arm.abduct": 0.15,
                             "x": start[INDEX["x"]] + 0.02 * ahead[0],
                             "y": start[INDEX["y"]] + 0.02 * ahead[1]})  # fmt: skip
    spring = changed(start, {"hips.z": start[INDEX["hips.z"]] + 0.02 * leg, "hips.pitch": 0.55, "spine.pitch": 0.05,
                             "head.pitch": 0.1, "arm.flex": 2.7, "elbow": 0.05, "arm.abduct": 0.1,
                             "x": start[INDEX["x"]] + 0.30 * leg * ahead[0],
                             "y": start[INDEX["y"]] + 0.30 * leg * ahead[1],
                             "foot.pitch": 0.85, "toe": 0.8})  # fmt: skip
    motion, keys = keyed(body, fps, [0.0, 0.35, 0.85, 1.12], [start, ready, crouch, spring], sigma_s=0.03, lag_s=0.0)
    if performer.length == 0:
        performer.pose = motion[0].copy()
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
    flight = _through_the_air(body, performer.pose, heading, level, fps)
    last = len(flight)
    performer.play(Segment(motion=flight, keys=tuple(range(4, last, 6)), seam_s=0.12), act.action.id)
    performer.posture = "fall"


def _is_water(act: Act) -> bool:
    """Whether what somebody dives into is water: what is named, or else anything that is there."""
    asset = act.scene.asset(act.target_id) if act.target_id is not None else None
    if asset is not None:
        return asset.category == "water"
    return any(each.category == "water" for each in act.scene.assets.assets.values())


def _level_m(act: Act) -> float:
    """Height of the water that somebody dives into."""
    asset = act.scene.asset(act.target_id) if act.target_id is not None else None
    said = [float(p.value) for p in asset.parameters if p.name == "water_level_m"] if asset is not None else []
    return said[0] if said else 0.0


def _through_the_air(body: Body, start: Array, heading: float, level_m: float, fps: float) -> Array:
    """Channels (T, C): the hips on a parabola, the body turning over; then down, level, and up to the surface."""
    stature = body.stature
    ahead = flat_direction(heading)
    begin = np.array([start[INDEX["x"]], start[INDEX["y"]], start[INDEX["hips.z"]]])
    up = GRAVITY_M_S2 * _UP_S * 0.55
    fall = begin[2] - level_m
    air_s = (up + np.sqrt(up**2 + 2.0 * GRAVITY_M_S2 * fall)) / GRAVITY_M_S2
    speed = _FAR * stature / air_s
    total = air_s + _UNDER_S + _GLIDE_S
    t = np.arange(1, round(total * fps) + 1) / fps
    wet = np.clip((t - air_s) / _UNDER_S, 0.0, 1.0)
    along = np.where(t < air_s, speed * t, speed * air_s + 0.9 * speed * (1.0 - np.exp(-1.3 * (t - air_s))) / 1.3)
    surface = level_m - _LOW * stature
    z_air = begin[2] + up * t - 0.5 * GRAVITY_M_S2 * t**2
    sink = np.sin(np.pi * np.clip(wet * 1.02, 0.0, 1.0)) ** 1.2
    z_wet = surface + (level_m - surface) * (1.0 - minimum_jerk(wet * 6.0)) - _DEEP * stature * sink
    z = np.where(t < air_s, z_air, z_wet)
    over = minimum_jerk(np.clip(t / air_s, 0.0, 1.0))
    pitch = np.where(t < air_s, 0.55 + (2.35 - 0.55) * over, 2.35 + (1.20 - 2.35) * minimum_jerk(wet / 0.6))
    pitch = np.where(wet > 0.6, 1.20 + (1.5 - 1.20) * minimum_jerk((wet - 0.6) / 0.4), pitch)
    hips = begin * [1.0, 1.0, 0.0] + along[:, None] * ahead
    motion = np.repeat(body.standing(0.0, 0.0, heading)[None], len(t), axis=0)
    piked = np.sin(np.pi * np.clip(t / air_s, 0.0, 1.0)) ** 2
    values = {"x": hips[:, 0], "y": hips[:, 1], "hips.z": z, "heading": np.full(len(t), heading), "hips.pitch": pitch,
              "spine.pitch": 0.05 + 0.25 * piked, "head.pitch": 0.15 - 0.35 * minimum_jerk(wet / 0.8),
              "arm.flex.L": np.full(len(t), 2.95), "arm.flex.R": np.full(len(t), 2.95)}  # fmt: skip
    for name, track in values.items():
        motion[:, INDEX[name]] = track
    motion = changed(motion, {"elbow": 0.04, "arm.abduct": 0.06, "shoulder.lift": 0.25, "index": 0.05, "middle": 0.05,
                              "ring": 0.05, "pinky": 0.06, "thumb": 0.1})  # fmt: skip
    stretch_body(body, motion, hips, z, heading, pitch - 0.35 * piked)
    return motion


def stretch_body(body: Body, motion: Array, xy: Array, z: Array, heading: float, pitch: Array) -> None:
    """Both legs straight on from the hips, for a body that leans forward by `pitch` (T,), the toes pointed."""
    back = -flat_direction(heading)[:2]
    aside = np.array([np.cos(heading), np.sin(heading)])
    reach = 0.97 * body.leg
    for side in SIDES:
        for name, value in (("foot.pitch", pitch + 1.05), ("toe", -0.1), ("foot.yaw", heading), ("foot.roll", 0.0),
                            ("foot.level", 0.0), ("foot.x", 0.0), ("foot.y", 0.0), ("foot.z", 0.0),
                            ("knee", 0.0)):  # fmt: skip
            motion[:, INDEX[f"{name}.{side}"]] = value
        wished = np.column_stack([
            xy[:, :2] + (reach * np.sin(pitch))[:, None] * back + SIGN[side] * 0.05 * body.stature / 1.7 * aside,
            z - reach * np.cos(pitch),
        ])  # fmt: skip
        offset, _ = ankle_of(body, motion, side)
        for axis, track in zip("xyz", (wished - offset).T, strict=True):
            motion[:, INDEX[f"foot.{axis}.{side}"]] = track
