"""Stairs and ladders: foot after foot on their real steps, and down again as one came up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, interpolate, minimum_jerk, smooth
from .levels import raised
from .moving import get_to, go
from .performer import Segment, flat_direction, turned
from .reach import finger_curl, hand_rotation, with_hand
from .rising import get_up
from .solve import heel_rise

_STAIR_S, _RUNG_S = 0.58, 0.62
_BEFORE_M = 0.24
"""from the first step to the toes of who stands before it"""
_STEEP = 1.2
"""rise over run from which hands are needed"""
_DOWN_WORDS = frozenset({"down", "descend", "downstairs"})


@dataclass(frozen=True)
class Climb:
    """What there is to climb, in the world."""

    holds: Array
    """(N, 3) middles of the treads or rungs, from below"""
    ahead: Array
    """(3,) where one looks"""
    steep: bool

    @property
    def heading(self) -> float:
        return float(np.arctan2(self.ahead[0], -self.ahead[1]))


def climb(act: Act) -> None:
    """Step by step to the top, or down from it; on a ladder hand and foot go together."""
    performer, thing = act.performer, act.target_id
    way = _way_up(act)
    if way is None or thing is None:
        name = act.name_of(thing) if thing else "thing to climb"
        act.notes.append(f"There are no steps on the {name} for “{act.action.text}”.")
        return
    down = bool(set(act.action.text.lower().split()) & _DOWN_WORDS)
    if performer.posture == "climb":
        if down:
            get_up(act)
        return
    pace = act.value("step_s", (_RUNG_S if way.steep else _STAIR_S) / act.style.tempo, 0.3, 2.0, "s", "for one step")
    if down and performer.length == 0:
        foot = _foot_of(act.body, way)
        start = act.body.standing(float(foot[0]), float(foot[1]), way.heading)
        motion, keys = _up(act, way, start, pace)
        performer.pose = motion[-1].copy()
        performer.climbed, performer.posture = (motion, keys), "climb"
        get_up(act)
        return
    foot = _foot_of(act.body, way)
    go(act, _round(performer.point, foot, way, act.scene.radius(thing)), way.heading)
    turn = (way.heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    away = float(np.linalg.norm(foot - performer.point))
    if away > 0.03 or abs(turn) > 0.03:
        get_to(act, foot, performer.heading + turn, away)
    motion, keys = _up(act, way, performer.pose, pace)
    performer.gazes.append((performer.length, performer.length + len(motion) // 2, way.holds[-1], 0.6))
    performer.play(Segment(motion=motion, keys=tuple(keys)), act.action.id)
    performer.climbed = (motion, keys)
    performer.posture = "climb"


def up_there(act: Act, program: Callable[[Act], None]) -> None:
    """A program of who stands on the floor, done on top of the stairs."""
    performer = act.performer
    level = float(min(performer.pose[INDEX["foot.level.L"]], performer.pose[INDEX["foot.level.R"]]))
    done = len(performer.pieces)
    performer.pose, performer.posture = raised(performer.pose, -level), "stand"
    program(act)
    for number in range(done, len(performer.pieces)):
        performer.pieces[number] = raised(performer.pieces[number], level)
    performer.pose, performer.posture = raised(performer.pose, level), "climb"


def _way_up(act: Act) -> Climb | None:
    if act.target_id is None:
        return None
    found = [place.translation for _, place in act.scene.places(act.target_id, "stand_at")]
    if len(found) < 2:
        return None
    holds = np.array(sorted(found, key=lambda hold: float(hold[2])))
    transform = act.scene.transform(act.target_id)
    assert transform is not None
    along = holds[-1] - holds[0]
    run = float(np.hypot(along[0], along[1]))
    yaw = 2.0 * float(np.arctan2(transform.rotation[3], transform.rotation[0]))
    ahead = turned(yaw, np.array([0.0, 1.0, 0.0]))  # steps rise to the thing's back
    return Climb(holds=holds, ahead=ahead, steep=float(along[2]) > _STEEP * max(run, 1e-6))


def _round(here: Array, foot: Array, way: Climb, half: float) -> Array:
    """Points (K, 2) from where one is to before the steps, beside them where one comes from behind."""
    left = turned(way.heading, np.array([1.0, 0.0, 0.0]))[:2]
    from_foot = here - foot
    if float(from_foot @ way.ahead[:2]) < 0.1 * half:
        return np.stack([here, foot])
    width = 0.5 if way.steep else 1.0
    aside = np.copysign(width, float(from_foot @ left) or 1.0)
    corner = foot + left * aside - way.ahead[:2] * 0.15
    far = foot + left * aside * 1.1 + way.ahead[:2] * float(from_foot @ way.ahead[:2])
    passes = abs(float(from_foot @ left)) < width
    return np.stack([here, far, corner, foot] if passes else [here, corner, foot])


def _foot_of(body: Body, way: Climb) -> Array:
    """(2,) where one stands before the first step."""
    first = way.holds[0]
    tread = 0.5 * float(np.linalg.norm((way.holds[1] - first)[:2])) if not way.steep else 0.02
    back = tread + _BEFORE_M * body.stature / 1.7 + (0.08 if way.steep else 0.0)
    return np.asarray(first[:2] - way.ahead[:2] * back)


def _up(act: Act, way: Climb, start: Array, pace: float) -> tuple[Array, list[int]]:
    """The motion (T, C) from standing before the steps to standing on the last one that is reached."""
    body, fps = act.body, act.fps
    holds = way.holds
    if way.steep:  # as far as the hands still find something to hold
        holds = holds[: max(1, len(holds) - max(1, round(0.62 * body.stature / (holds[1, 2] - holds[0, 2]))))]
    left = turned(way.heading, np.array([1.0, 0.0, 0.0]))
    count_steps = len(holds)
    swing_s = 0.62 * pace
    begin = 0.25
    lands = begin + pace * np.arange(count_steps) + swing_s
    closing = lands[-1] + pace
    count = round((closing + 0.35) * fps)
    t = np.arange(1, count + 1) / fps
    motion = np.repeat(start[None], count, axis=0)
    prints = {side: start[[INDEX[f"foot.{name}.{side}"] for name in ("x", "y", "yaw")]].copy() for side in SIDES}
    levels = dict.fromkeys(SIDES, 0.0)
    swings = {side: np.full(count, -1.0) for side in SIDES}
    track = {side: [np.full(count, value) for value in (*prints[side], 0.0, 0.0)] for side in SIDES}
    order = [("R" if k % 2 == 0 else "L") for k in range(count_steps)]
    moves = [(side, holds[k], float(lands[k])) for k, side in enumerate(order)]
    moves.append(("L" if order[-1] == "R" else "R", holds[-1], float(closing)))
    back = 0.10 * body.stature / 1.7 if way.steep else 0.02  # the ball of the foot on a rung, the whole foot on a tread
    for side, hold, land in moves:
        goal = np.array([*(hold[:2] - way.ahead[:2] * back), way.heading + 0.06 * SIGN[side]])
        goal[:2] += (left * SIGN[side] * (0.5 * body.foot_width if not way.steep else 0.10))[:2]
        u = np.clip((t - (land - swing_s)) / swing_s, 0.0, 1.0)
        moving, later = (u > 0.0) & (u < 1.0), u > 0.0
        goal[2] = prints[side][2] + (goal[2] - prints[side][2] + np.pi) % (2 * np.pi) - np.pi
        over = minimum_jerk(np.clip((u - 0.22) / 0.78, 0.0, 1.0))  # up first, then ahead
        for i in range(3):
            track[side][i][later] = (prints[side][i] + (goal[i] - prints[side][i]) * over)[later]
        up = minimum_jerk(np.clip(u / 0.72, 0.0, 1.0))
        track[side][3][later] = (levels[side] + (float(hold[2]) - levels[side]) * up)[later]
        track[side][4] = np.where(moving, 0.05 * 16.0 * u**2 * (1.0 - u) ** 2, track[side][4])
        swings[side] = np.where(moving, u, swings[side])
        prints[side], levels[side] = goal, float(hold[2])
    for side in SIDES:
        for i, name in enumerate(("x", "y", "yaw", "level", "z")):
            motion[:, INDEX[f"foot.{name}.{side}"]] = track[side][i]
    # Hips go over each foot in turn, and up behind it
    below = np.array([0.0, *holds[:-1, 2]])
    spots = np.vstack([np.array([*act.performer.point, 0.0])[None], holds])
    middles = 0.5 * (spots[:-1] + spots[1:])
    top = body.standing(float(holds[-1][0]), float(holds[-1][1]), way.heading)
    lag = way.ahead * (0.24 * body.stature if way.steep else 0.02)
    height = (0.93 if way.steep else 0.975) * body.hip_height
    knots_t = np.array([0.0, begin, *lands, closing + 0.2])
    if way.steep:
        ends = [np.array([*(holds[-1] - lag)[:2], float(holds[-1][2]) + height])]
    else:
        ends = [np.array([top[INDEX["x"]], top[INDEX["y"]], float(holds[-1][2]) + top[INDEX["hips.z"]]])]
    first = np.array([start[INDEX["x"]], start[INDEX["y"]], start[INDEX["hips.z"]]])
    between = [np.array([*(middle - lag)[:2], z + height]) for middle, z in zip(middles, below, strict=True)]
    knots = np.vstack([first, first, *between, *ends])
    way_of_hips = smooth(interpolate(knots_t.tolist(), knots, t), 0.07 * fps)
    for i, name in enumerate(("x", "y", "hips.z")):
        motion[:, INDEX[name]] = way_of_hips[:, i]
    busy = minimum_jerk((t - 0.1) / 0.5) * (1.0 if way.steep else minimum_jerk((t[-1] - t) / 0.4))
    motion[:, INDEX["heading"]] += minimum_jerk(t / 0.4) * (
        (way.heading - start[INDEX["heading"]] + np.pi) % (2 * np.pi) - np.pi
    )
    motion[:, INDEX["hips.pitch"]] += 0.08 * busy
    motion[:, INDEX["spine.pitch"]] += (0.02 if way.steep else 0.12) * busy
    motion[:, INDEX["head.pitch"]] -= 0.05 * busy
    for side in SIDES:
        rise = smooth(heel_rise(body, motion, side), 0.04 * fps)
        motion[:, INDEX[f"foot.pitch.{side}"]] += rise
        motion[:, INDEX[f"toe.{side}"]] += rise * np.clip(1.0 - 2.0 * swings[side], 0.0, 1.0)
        other = "L" if side == "R" else "R"
        forward = smooth((swings[other] >= 0.0).astype(float), 0.12 * fps)
        motion[:, INDEX[f"arm.flex.{side}"]] += 0.45 * busy * (forward - 0.4) * act.style.amplitude
        motion[:, INDEX[f"elbow.{side}"]] += 0.3 * busy
    if way.steep:
        _hands_on_rungs(act, motion, way, moves, swing_s, t)
    moments = (*lands, *(lands - swing_s), closing)
    keys = sorted({int(np.clip(round(moment * fps) - 1, 0, count - 1)) for moment in moments})
    return motion, keys


def _hands_on_rungs(
    act: Act, motion: Array, way: Climb, moves: list[tuple[str, Array, float]], swing_s: float, t: Array
) -> None:
    """Each hand goes up with the opposite foot, from rung to rung, written into a motion."""
    body, fps = act.body, act.fps
    left = turned(way.heading, np.array([1.0, 0.0, 0.0]))
    wanted = 0.76 * body.stature
    fingers = flat_direction(way.heading) * 0.6 + np.array([0.0, 0.0, 0.8])
    fingers = fingers / np.linalg.norm(fingers)

    def rung(height: float) -> Array:
        return np.asarray(way.holds[int(np.argmin(np.abs(way.holds[:, 2] - height)))])

    for side in SIDES:
        foot = "L" if side == "R" else "R"
        own = [move for move in moves if move[0] == foot]
        spots = [rung(wanted)] + [rung(float(hold[2]) + wanted) for _, hold, _ in own]
        palm = way.ahead * 0.8 + np.array([0.0, 0.0, -0.6])
        rotation = hand_rotation(side, fingers, palm)
        places = [
            spot + left * SIGN[side] * 0.13 - fingers * 0.85 * body.palm - palm * 0.02 for spot in spots
        ]
        track = np.repeat(places[0][None], len(t), axis=0)
        for before, after, (_, _, land) in zip(places[:-1], places[1:], own, strict=True):
            u = minimum_jerk((t - (land - swing_s)) / swing_s)
            off = np.sin(np.pi * np.clip((t - (land - swing_s)) / swing_s, 0.0, 1.0))
            moved = before + u[:, None] * (after - before) - off[:, None] * way.ahead * 0.06
            track = np.where((u > 0.0)[:, None], moved, track)
        weight = minimum_jerk(t / 0.45)
        posed = with_hand(changed(motion, {f"{k}.{side}": v for k, v in finger_curl(body, 0.035).items()}), side,
                          places[0], rotation)  # fmt: skip
        columns = channels.arm_columns(side)[9:] + channels.hand_columns(side)
        motion[:, columns] = posed[:, columns]
        motion[:, INDEX[f"hand.w.{side}"]] = weight
        for i, axis in enumerate("xyz"):
            motion[:, INDEX[f"hand.{axis}.{side}"]] = smooth(track, 0.02 * fps)[:, i]
