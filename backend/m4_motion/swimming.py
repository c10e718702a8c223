"""The front crawl: face down at the surface, one arm after the other over the water and through it, legs fluttering."""

from __future__ import annotations

import numpy as np

from ..common.naming import capitalized
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .idle import stay
from .performer import Segment, flat_direction
from .solve import ankle_of
from .ways import Path

_CYCLE_S, _BEATS = 1.7, 3
"""a stroke of both arms, and the kicks of one leg in that time"""
_SPEED_M_S, _USUAL_S, _GLIDE_S = 1.0, 4.0, 0.7
_LOW = 0.022
"""how far the hips are below the surface, statures: the back of the head, the shoulders and the seat come out"""
_ROLL_RAD, _KICK = 0.42, 0.085
"""how far the shoulders roll to the arm that pulls, and how far an ankle goes up and down, statures"""
_PULL = 0.55
"""share of a stroke in which the hand is in the water"""


def swim(act: Act) -> None:
    """Along the layout's way at the height that it has, or straight on for some seconds."""
    performer, body = act.performer, act.body
    if all(entity.category != "water" for entity in act.scene.description.entities):
        act.notes.append(capitalized(f"{act.actor} has no water to swim in and stays; name a lake, a pool or the sea."))
        stay(act)
        return
    path = act.scene.path(performer.actor_id, act.action.id)
    level = 0.0
    if path is not None and len(path.points) > 1:
        points = np.asarray(path.points[:, :2], dtype=np.float64)
        level = float(path.points[0, 2]) - performer.floor_m
    else:
        ahead = flat_direction(performer.heading)[:2]
        seconds = act.duration_s or _USUAL_S
        points = np.stack([performer.point, performer.point + _SPEED_M_S * seconds * ahead])
    start = performer.heading
    way = Path(points, start, start)
    usual = _SPEED_M_S * act.style.tempo * float(np.sqrt(body.stature / 1.7))
    speed = act.value("speed_m_s", usual, 0.2, 2.5, "m/s", "speed on the way")
    count = max(2, round((way.length / speed + _GLIDE_S) * act.fps))
    t = np.arange(count) / act.fps
    cycle = _CYCLE_S * float(np.sqrt(body.stature / 1.7)) / act.style.tempo
    motion = crawl_stroke(body, way, t, speed, cycle, level)
    keys = tuple(range(round(0.25 * cycle * act.fps), count, max(1, round(0.25 * cycle * act.fps))))
    if not performer.length:
        performer.pose = motion[0].copy()
    span = performer.play(Segment(motion=motion, keys=keys), act.action.id)
    performer.travelled.append(span)
    performer.posture = "fall"


def crawl_stroke(body: Body, way: Path, t: Array, speed_m_s: float, cycle_s: float, level_m: float) -> Array:
    """Channels (T, C) at times (T,), the water's surface at `level_m`; at the end the arms stay ahead and it glides."""
    along = np.minimum(speed_m_s * t, way.length + 0.35 * np.maximum(t - way.length / speed_m_s, 0.0) * speed_m_s)
    xy, heading = way.at(along)
    calm = minimum_jerk((t[-1] - t) / _GLIDE_S)  # 1 while swimming, 0 at the end
    phase = t / cycle_s
    motion = np.repeat(body.standing(0.0, 0.0, 0.0)[None], len(t), axis=0)
    roll = _ROLL_RAD * calm * np.sin(2.0 * np.pi * phase)
    breath = np.maximum(0.0, np.sin(2.0 * np.pi * (0.5 * phase - 0.05))) ** 6 * calm  # every other stroke, to one side
    values = {"x": xy[:, 0], "y": xy[:, 1], "heading": heading,
              "hips.z": level_m - _LOW * body.stature + 0.012 * np.sin(4.0 * np.pi * phase),
              "hips.pitch": np.full(len(t), 1.50), "hips.yaw": np.zeros(len(t)), "spine.pitch": np.full(len(t), -0.06),
              "spine.yaw": roll, "head.pitch": np.full(len(t), -0.22),
              "head.yaw": 1.0 * breath - 0.6 * roll}  # fmt: skip
    for name, track in values.items():
        motion[:, INDEX[name]] = track
    for number, side in enumerate(SIDES):
        _arm(motion, side, phase + 0.5 * number, calm)
        _leg(body, motion, side, xy, heading, phase, calm, level_m)
    flat = {"thumb": 0.1, "index": 0.05, "middle": 0.05, "ring": 0.05, "pinky": 0.06, "spread": 0.0}
    return changed(motion, flat)


def _arm(motion: Array, side: str, phase: Array, calm: Array) -> None:
    """Ahead, down and back through the water, out at the hip and over the water again, the elbow high."""
    share = np.mod(phase, 1.0)
    pulled = np.clip(share / _PULL, 0.0, 1.0)
    over = np.clip((share - _PULL) / (1.0 - _PULL), 0.0, 1.0)
    # the hand waits ahead, pulls ever faster, and swings over evenly
    turn = np.pi * (1.0 - pulled**1.35) - np.pi * over
    lifted, bent = np.sin(np.pi * over), np.sin(np.pi * pulled)
    turn = np.unwrap(turn)
    ahead = np.pi + 2.0 * np.pi * np.round((turn[-1] - np.pi) / (2.0 * np.pi))  # where the hand comes to rest
    motion[:, INDEX[f"arm.flex.{side}"]] = ahead + calm * (turn - ahead)
    motion[:, INDEX[f"arm.abduct.{side}"]] = calm * (0.10 + 0.75 * lifted)
    motion[:, INDEX[f"elbow.{side}"]] = 0.08 + calm * (1.15 * lifted + 0.85 * bent)
    motion[:, INDEX[f"arm.twist.{side}"]] = calm * 0.45 * lifted
    motion[:, INDEX[f"shoulder.lift.{side}"]] = 0.25


def _leg(
    body: Body, motion: Array, side: str, xy: Array, heading: Array, phase: Array, calm: Array, level_m: float
) -> None:
    """Straight behind the hips, the toes pointed, up and down in turn with the other."""
    kick = calm * SIGN[side] * np.sin(2.0 * np.pi * _BEATS * phase)
    names = {"foot.pitch": 2.62 + 0.22 * np.roll(kick, 2), "toe": np.full(len(phase), -0.15), "foot.yaw": heading,
             "foot.roll": np.zeros(len(phase)), "foot.level": np.zeros(len(phase)), "foot.x": np.zeros(len(phase)),
             "foot.y": np.zeros(len(phase)), "foot.z": np.zeros(len(phase)), "knee": np.zeros(len(phase))}  # fmt: skip
    for name, track in names.items():
        motion[:, INDEX[f"{name}.{side}"]] = track
    back = np.stack([-np.sin(heading), np.cos(heading)], axis=-1)
    aside = np.stack([np.cos(heading), np.sin(heading)], axis=-1)
    wished = np.column_stack([
        xy + 0.965 * body.leg * back + SIGN[side] * 0.075 * body.stature / 1.7 * aside,
        level_m - 1.3 * _LOW * body.stature + _KICK * body.stature * kick,
    ])  # fmt: skip
    offset, _ = ankle_of(body, motion, side)
    for axis, track in zip("xyz", (wished - offset).T, strict=True):
        motion[:, INDEX[f"foot.{axis}.{side}"]] = track
