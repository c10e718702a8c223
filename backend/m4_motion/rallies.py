"""Rallies: two with rackets, or several in a ring with their hands, send a ball to and fro without end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.sports import RALLY, VOLLEY
from ..common.two_bone import unit
from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed
from .club_swings import Club, club_of, hand_on_shaft, own_of
from .guiding import Way, guided, middle_of
from .holding import placed_scale
from .limb_targets import with_wrist
from .performer import Performer
from .reach import finger_curl, hand_rotation
from .solve import place

_RACKETS = frozenset({"tennis racket"})
_BEAT_S = {RALLY: 1.25, VOLLEY: 1.15}
"""from one stroke to the next"""
_FIRST = 0.62
"""of a beat, until the first stroke: the ball comes at once"""
_AIR, _BEFORE = 0.66, 0.74
"""of the time and of the way that a tennis ball flies before it bounces"""
_SECONDS, _GRAVITY_M_S2 = 7.0, 9.81
_GRIP_M, _HAND_M, _REACH = 0.03, 0.06, 0.985

# Seconds from the stroke; the racket hand (x to the left, statures), where the racket points, its strings look; body.
_Vector = tuple[float, float, float]
_Row = tuple[float, _Vector, _Vector, _Vector, dict[str, float]]
_READY: _Row = (0.0, (-0.10, -0.22, 0.55), (0.35, -0.72, 0.60), (0.3, -0.9, -0.6), {})
_FOREHAND: tuple[_Row, ...] = (
    (-0.50, (-0.27, 0.00, 0.60), (-0.50, 0.55, 0.67), (-0.7, -0.7, 0.0), {"hips.yaw": -0.35, "spine.yaw": -0.45}),
    (-0.13, (-0.29, -0.06, 0.48), (-0.80, 0.58, -0.15), (-0.5, -0.8, 0.1), {"hips.yaw": -0.20, "spine.yaw": -0.35}),
    (0.0, (-0.23, -0.25, 0.49), (-0.90, -0.42, 0.05), (-0.35, -0.93, 0.1), {"hips.yaw": 0.10, "spine.yaw": 0.0}),
    (0.13, (-0.04, -0.32, 0.60), (-0.15, -0.80, 0.58), (0.6, -0.7, -0.4), {"hips.yaw": 0.25, "spine.yaw": 0.25}),
    (0.36, (0.12, -0.20, 0.72), (0.60, 0.40, 0.69), (0.6, -0.2, -0.7), {"hips.yaw": 0.30, "spine.yaw": 0.35}),
)  # fmt: skip


@dataclass(frozen=True)
class Rally:
    """Who sends the ball to whom, and when."""

    players: tuple[Performer, ...]
    meets: tuple[Array, ...]
    """(3,) of each, where the ball is met"""
    beat_s: float
    verb: str

    @property
    def cycle_s(self) -> float:
        return self.beat_s * len(self.players)

    def since(self, number: int, t: Array) -> Array:
        """(T,) seconds since the nearest stroke of a player."""
        first = self.beat_s * (_FIRST + number)
        return np.asarray((t - first + 0.5 * self.cycle_s) % self.cycle_s - 0.5 * self.cycle_s)

    def ball(self, t: Array, radius: float) -> Array:
        """(T, 3) of the ball."""
        beat = t / self.beat_s - _FIRST
        count = len(self.players)
        last = np.floor(beat).astype(int)
        u = (beat - last)[:, None]
        points = np.stack(self.meets)
        start, end = points[last % count], points[(last + 1) % count]
        if self.verb == VOLLEY:
            rise = 0.5 * _GRAVITY_M_S2 * self.beat_s**2 * u * (1.0 - u)
            return np.asarray(start + u * (end - start) + rise * [0.0, 0.0, 1.0])
        bounce = start + _BEFORE * (end - start)
        bounce[:, 2] = radius
        early = u < _AIR
        share = np.where(early, u / _AIR, (u - _AIR) / (1.0 - _AIR))
        seconds = self.beat_s * np.where(early, _AIR, 1.0 - _AIR)
        line = np.where(early, start + share * (bounce - start), bounce + share * (end - bounce))
        return np.asarray(line + 0.5 * _GRAVITY_M_S2 * seconds**2 * share * (1.0 - share) * [0.0, 0.0, 1.0])


def rally(act: Act) -> None:
    """Ready on bent knees, the stroke as the ball comes, ready again; the first of them leads the ball."""
    ring = _ring(act)
    ball = act.target_id
    asset = act.scene.asset(ball) if ball is not None else None
    club = None
    racket = own_of(act, _RACKETS) if act.verb == RALLY else None
    if racket is not None:
        club = club_of(act, racket)
    if asset is None or ball is None or len(ring) < 2 or (act.verb == RALLY and club is None):
        act.notes.append(f"“{act.action.text}” needs a partner and a ball; {act.actor} stands instead.")
        return
    size = 0.5 * float((asset.dimensions * placed_scale(act.scene, ball)).min())
    heads = [_head_at_hit(act, other, club) if club is not None else _over_the_head(other, size) for other in ring]
    game = Rally(players=tuple(ring), meets=tuple(heads), beat_s=_BEAT_S[act.verb], verb=act.verb)
    number = next(n for n, one in enumerate(ring) if one is act.performer)
    middle = middle_of(act, ball)
    about = quat.from_angle_axis(np.array(act.performer.heading), [0.0, 0.0, 1.0])
    here = np.array([*act.performer.point, 0.0])
    standing = _ready(act.body, act.performer)

    def rows(t: Array) -> Array:
        since = game.since(number, t)
        if club is None:
            return _set_with_hands(act.body, standing, here, about, since, game, size)
        return _forehand(act.body, standing, here, about, since, game)[0]

    def ways(t: Array) -> Mapping[str, Way]:
        found: dict[str, Way] = {}
        if club is not None and racket is not None:
            _, hand, shaft, face = _forehand(act.body, standing, here, about, game.since(number, t), game)
            turn = club.turn(shaft, face)
            found[racket] = (hand - shaft * _HAND_M - quat.mul_vec(turn, club.butt), turn)
        if number == 0:
            found[ball] = (game.ball(t, size) - middle, np.tile(quat.IDENTITY, (len(t), 1)))
        return found

    guided(act, rows, ways, act.duration_s or _SECONDS, game.beat_s)
    for beat in range(round(_SECONDS / game.beat_s) + 1):
        at = game.meets[beat % len(ring)]
        frames = [round((beat + _FIRST - share) * game.beat_s * act.fps) for share in (0.6, -0.35)]
        if beat % len(ring) == number:
            act.performer.gazes.append((max(frames[0], 0), frames[1], at, 0.8))
        else:
            act.performer.gazes.append((max(frames[0], 0), frames[1], ring[beat % len(ring)].actor_id, 0.7))


def _ring(act: Act) -> list[Performer]:
    """All who play with this ball, in the order in which the words name them."""
    found: list[Performer] = []
    for action in act.scene.description.actions:
        if action.verb == act.action.verb and action.target_id == act.action.target_id:
            found += [act.performers[i] for i in act.scene.objects_of(action.actor_id) if i in act.performers]
    return [player for number, player in enumerate(found) if all(player is not one for one in found[:number])]


def _ready(body: Body, performer: Performer) -> Array:
    """(C,) knees bent, feet apart, the free arm away from the body."""
    pose = body.standing(*performer.xy, performer.heading)
    return changed(pose, {"hips.z": pose[INDEX["hips.z"]] - 0.05 * body.leg, "hips.pitch": 0.16, "spine.pitch": 0.12,
                          "head.pitch": -0.12, "arm.abduct.L": 0.45, "arm.flex.L": 0.55, "elbow.L": 0.85})  # fmt: skip


def _keys(game: Rally, rows: tuple[_Row, ...]) -> tuple[list[float], tuple[_Row, ...]]:
    """The stroke with the ready stance at both ends of a cycle."""
    half, back = 0.5 * game.cycle_s, min(0.9, 0.45 * game.cycle_s)
    every = (_READY, _READY, *rows, _READY, _READY)
    return [-half, -back, *(row[0] for row in rows), back, half], every


def _forehand(
    body: Body, standing: Array, here: Array, about: Array, since: Array, game: Rally
) -> tuple[Array, Array, Array, Array]:
    """(T, C) of a player; with it the racket hand (T, 3), where the racket points and where its strings look."""
    times, keys = _keys(game, _FOREHAND)
    names = ("hips.yaw", "spine.yaw")
    table = np.array([[*(v * body.stature for v in row[1]), *unit(np.array(row[2])), *unit(np.array(row[3])),
                       *(row[4].get(name, 0.0) for name in names)] for row in keys])  # fmt: skip
    values = channels.interpolate(times, table, since)
    motion = np.repeat(standing[None], len(since), axis=0)
    for column, name in enumerate(names):
        motion[:, INDEX[name]] += values[:, 9 + column]
    hand = here + quat.mul_vec(about, values[:, :3])
    shaft = quat.mul_vec(about, unit(values[:, 3:6]))
    face = quat.mul_vec(about, values[:, 6:9])
    looks = unit(face - np.sum(face * shaft, axis=-1, keepdims=True) * shaft)
    shoulder = place(body, motion).positions[:, body.index["upper_arm.R"]]
    for _ in range(3):
        wrist, rotation = hand_on_shaft(body, "R", hand, shaft, looks)
        away = wrist - shoulder
        far = np.linalg.norm(away, axis=-1, keepdims=True)
        hand = hand - away / far * np.maximum(far - _REACH * body.arm, 0.0)
    wrist, rotation = hand_on_shaft(body, "R", hand, shaft, looks)
    motion = with_wrist(motion, "R", wrist, rotation)
    motion = changed(motion, {f"{name}.R": value for name, value in finger_curl(body, _GRIP_M).items()})
    return motion, hand, shaft, looks


def _head_at_hit(act: Act, player: Performer, club: Club) -> Array:
    """(3,) the middle of a player's strings as they meet the ball."""
    about = quat.from_angle_axis(np.array(player.heading), [0.0, 0.0, 1.0])
    game = Rally(players=(player, player), meets=(), beat_s=_BEAT_S[act.verb], verb=act.verb)
    here = np.array([*player.point, 0.0])
    _, hand, shaft, face = _forehand(player.body, _ready(player.body, player), here, about, np.zeros(1), game)
    turn = club.turn(shaft, face)[0]
    return np.asarray(hand[0] - shaft[0] * _HAND_M + quat.mul_vec(turn, club.frame @ club.head))


def _over_the_head(player: Performer, radius: float) -> Array:
    """(3,) where a player's hands meet a ball: over the brow."""
    ahead = quat.mul_vec(quat.from_angle_axis(np.array(player.heading), [0.0, 0.0, 1.0]), np.array([0.0, -0.13, 0.0]))
    high = 1.13 * player.body.stature + radius
    return np.asarray(np.array([*player.point, 0.0]) + ahead * player.body.stature + np.array([0.0, 0.0, high]))


def _set_with_hands(
    body: Body, standing: Array, here: Array, about: Array, since: Array, game: Rally, radius: float
) -> Array:
    """(T, C) of who sets a ball: knees give, both hands go up to it, push it on, and come down."""
    back = min(1.0, 0.48 * game.cycle_s)
    times = [-back, -0.55, -0.14, 0.0, 0.22, 0.7, back]
    up = channels.interpolate(times, np.array([[0.0], [0.35], [0.86], [1.0], [1.02], [0.1], [0.0]]), since)
    dip = channels.interpolate(times, np.array([[0.0], [0.4], [1.0], [0.1], [-0.5], [0.0], [0.0]]), since)[:, 0]
    motion = np.repeat(standing[None], len(since), axis=0)
    motion[:, INDEX["hips.z"]] -= 0.06 * body.leg * dip
    motion[:, INDEX["head.pitch"]] -= 0.45 * np.clip(up[:, 0], 0.0, 1.0)
    rises = np.clip(-dip, 0.0, 1.0)
    for side in SIDES:
        motion[:, INDEX[f"foot.pitch.{side}"]] += 0.5 * rises
        motion[:, INDEX[f"toe.{side}"]] += 0.5 * rises
        out = SIGN[side]
        low = np.array([0.11 * out, -0.20, 0.66]) * body.stature
        high = np.array([out * (0.35 * radius + 0.05 * body.stature), -0.10 * body.stature, 1.11 * body.stature])
        palm = unit(np.array([-0.5 * out, -0.25, 0.83]))
        fingers = unit(np.array([-0.25 * out, 0.10, 0.96]))
        fingers = unit(fingers - float(fingers @ palm) * palm + 0.3 * np.array([0.0, 0.3, 0.6]))
        fingers = unit(fingers - float(fingers @ palm) * palm)
        wrist = low + up * (high - low) - fingers * body.palm
        motion = with_wrist(motion, side, here + quat.mul_vec(about, wrist),
                            quat.mul(about, hand_rotation(side, fingers, palm)))  # fmt: skip
        motion = changed(motion, {f"{n}.{side}": v for n, v in finger_curl(body, 2.0 * radius).items()})
    return motion
