"""Juggling: throws inside, catches outside, hand after hand; every flight is a parabola (Shannon's theorem)."""

from __future__ import annotations

import numpy as np

from ..common import quat
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .guiding import middle_of
from .holding import placed_scale
from .in_use import use
from .limb_targets import with_wrist
from .reach import PALM_THICKNESS, finger_curl, hand_rotation

_BEAT_S, _HELD_S, _USUAL_BEATS = 0.29, 0.34, 24
"""from one throw to the next, and how long a hand has what it caught"""
_INSIDE, _OUTSIDE, _AHEAD, _HIGH = 0.055, 0.165, 0.205, 0.575
"""where hands throw and catch, to the side and ahead, and how high, statures"""
_SCOOP = 0.052
"""how far the hand goes down with what it has, statures"""
_GRAVITY_M_S2 = 9.81


def juggle(act: Act) -> None:
    """A cascade of an odd number of things, or as many in each hand."""
    performer, body = act.performer, act.body
    company = act.scene.description.entity_of(performer.actor_id)
    things = [i for i in act.scene.objects_of(act.action.target_id) if not act.scene.is_character(i)]
    if company is not None and company.count > 1:
        things = things[company.object_ids.index(performer.actor_id) :: company.count]
    if len(things) < 2:
        act.notes.append(f"There is not enough to juggle for “{act.action.text}”; {act.actor} stays.")
        return
    number = len(things)
    standing = body.standing(*performer.xy, performer.heading)
    standing = changed(standing, {"hips.z": standing[INDEX["hips.z"]] - 0.012 * body.leg})
    flat = quat.from_angle_axis(np.array(performer.heading), [0.0, 0.0, 1.0])
    here = np.array([*performer.point, 0.0])
    asset = act.scene.asset(things[0])
    assert asset is not None
    across = float((asset.dimensions * placed_scale(act.scene, things[0])).min())
    middles = [middle_of(act, thing) for thing in things]

    def rows(t: Array, out: Array) -> Array:
        motion = np.repeat(standing[None], len(t), axis=0)
        beat = 2.0 * np.pi * t / (2.0 * _BEAT_S)
        motion[:, INDEX["hips.z"]] -= 0.006 * body.leg * (1.0 + np.cos(2.0 * beat))
        motion[:, INDEX["spine.roll"]] += 0.025 * np.sin(beat)
        motion[:, INDEX["hips.pitch"]] += 0.02
        motion[:, INDEX["head.pitch"]] -= 0.24 * (1.0 - minimum_jerk(np.abs(out) / 0.4))
        for side in SIDES:
            fingers, palm = np.array([-0.10 * SIGN[side], -0.96, 0.10]), np.array([-0.08 * SIGN[side], 0.10, 0.98])
            fingers, palm = fingers / np.linalg.norm(fingers), palm / np.linalg.norm(palm)
            up = palm * (0.5 * across + PALM_THICKNESS * body.stature / 1.7)
            local = _hand(body, side, t) - up - fingers * body.palm
            motion = with_wrist(motion, side, here + quat.mul_vec(flat, local),
                                quat.mul(flat, hand_rotation(side, fingers, palm)))  # fmt: skip
            curl = {f"{name}.{side}": 0.62 * v for name, v in finger_curl(body, across).items()}
            motion = changed(motion, curl)
        return motion

    begun_before = performer.length == 0

    def ways(t: Array, out: Array) -> dict[str, tuple[Array, Array]]:
        found = {}
        for k, thing in enumerate(things):
            ball = _ball(body, k, number, t)
            kept = _hand(body, _side_of(k), t) + (k // 2) * np.array([0.0, -0.5 * across, 0.6 * across])
            if not begun_before:
                ball = np.where((t < k * _BEAT_S)[:, None], kept, ball)
            ball = ball + minimum_jerk(out / 0.35)[:, None] * (kept - ball)
            place = here + quat.mul_vec(flat, ball)
            turn = quat.from_rotation_vector(np.outer(2.5 * t, [1.0, 0.3 * k, 0.2]))
            found[thing] = (place - quat.mul_vec(turn, middles[k]), turn)
        return found

    top = here + quat.mul_vec(flat, np.array([0.0, -_AHEAD * body.stature, (_HIGH + 0.30) * body.stature]))
    use(act, rows, ways, seconds=act.duration_s or _USUAL_BEATS * _BEAT_S, beat_s=_BEAT_S, cycle_s=2.0 * _BEAT_S,
        gaze=(top, 0.9))  # fmt: skip


def _side_of(beat: int) -> str:
    return "R" if beat % 2 == 0 else "L"


def _throw_point(body: Body, side: str) -> Array:
    return body.stature * np.array([SIGN[side] * _INSIDE, -_AHEAD, _HIGH])


def _catch_point(body: Body, side: str) -> Array:
    return body.stature * np.array([SIGN[side] * _OUTSIDE, -_AHEAD, _HIGH])


def _hand(body: Body, side: str, t: Array) -> Array:
    """(T, 3) where the middle of what this hand has is, or would be, in the body's frame."""
    period = 2.0 * _BEAT_S
    start = 0.0 if side == "R" else _BEAT_S  # a throw
    since = (t - start) % period
    empty_s = period - _HELD_S
    throw, catch = _throw_point(body, side), _catch_point(body, side)
    up = np.array([0.0, 0.0, 1.0])
    returning = minimum_jerk(since / empty_s)[:, None]
    empty = throw + returning * (catch - throw) + 0.25 * _SCOOP * body.stature * np.outer(
        np.sin(np.pi * np.clip(since / empty_s, 0.0, 1.0)), up)  # fmt: skip
    held = np.clip((since - empty_s) / _HELD_S, 0.0, 1.0)
    scoop = catch + minimum_jerk(held)[:, None] * (throw - catch) - _SCOOP * body.stature * np.outer(
        np.sin(np.pi * held), up)  # fmt: skip
    return np.asarray(np.where((since < empty_s)[:, None], empty, scoop))


def _ball(body: Body, k: int, number: int, t: Array) -> Array:
    """(T, 3) of one of several things: thrown at every beat that leaves the same rest when divided by their number."""
    cycle = number * _BEAT_S
    flight_s = cycle - _HELD_S
    throws = np.floor((t - k * _BEAT_S) / cycle).astype(int)  # since the last throw
    since = t - k * _BEAT_S - throws * cycle
    beats = k + throws * number
    place = np.zeros((len(t), 3))
    for side in SIDES:
        other = side if number % 2 == 0 else ("L" if side == "R" else "R")
        mine = np.array([_side_of(int(b)) == side for b in beats])
        u = np.clip(since / flight_s, 0.0, 1.0)[:, None]
        start, end = _throw_point(body, side), _catch_point(body, other)
        rise = 0.5 * _GRAVITY_M_S2 * since * np.maximum(flight_s - since, 0.0)
        air = start + u * (end - start) + np.outer(rise, [0.0, 0.0, 1.0])
        in_hand = _hand(body, other, t)
        own = np.where((since < flight_s)[:, None], air, in_hand)
        place[mine] = own[mine]
    return place
