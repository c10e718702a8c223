"""Dancing: phrases of eight beats, each a move and its mirror image, over bouncing knees."""

from __future__ import annotations

import numpy as np

from .acts import Act
from .channels import ARMS, INDEX, SIDES, SIGN, Array, changed, interpolate, minimum_jerk, mirrored_names, smooth
from .choreography import MOVES, Beat, Move
from .footsteps import Step, place_feet, shuffle, standing_print
from .performer import Segment, turned

_BEAT_S = 0.50
_ADDED = ("hips.roll", "hips.yaw", "spine.pitch", "spine.roll", "spine.yaw", "head.pitch", "head.roll", "head.yaw")
_OTHER = {"L": "R", "R": "L"}
_ROOM = 0.80
"""from dancer to dancer, statures"""
_CARRIES = 0.66
"""share of the weight on the foot that carries"""


def dance(act: Act) -> None:
    """Moves in an order of the seed's, for the asked time; the last beats bring the feet home."""
    performer, body, fps = act.performer, act.body, act.fps
    _step_apart(act)
    per_minute = 60.0 * act.style.tempo / _BEAT_S
    beat = 60.0 / act.value("beats_per_minute", per_minute, 60.0, 180.0, "1/min", "tempo of the dance")
    phrases = max(1, round((act.duration_s or 16 * _BEAT_S) / beat / 8.0))
    order: list[Move] = []
    while len(order) < phrases:
        order += [MOVES[i] for i in act.rng.permutation(len(MOVES)).tolist()]
    side = "R" if act.rng.random() < 0.5 else "L"
    beats: list[tuple[Beat, str, float]] = []
    for move in order[:phrases]:
        for near in (side, _OTHER[side]):
            sign = -SIGN[near]
            beats += [(b, near, sign * turn) for b, turn in zip(move.beats, move.turn, strict=True)]
    count = round(((len(beats) + 1) * beat + 0.35) * fps)
    t = np.arange(1, count + 1) / fps
    times = [0.0, *(beat * (number + 1) for number in range(len(beats))), float(t[-1])]
    motion = np.repeat(performer.pose[None], count, axis=0)
    size = act.style.amplitude

    # 1. Feet land on the beat; the hips go over the one that carries
    prints, steps = _footwork(act, beats, beat)
    swings = place_feet(motion, t, steps, 0.055)
    weights = np.array([*prints, prints[-1]])
    hips = interpolate(times, np.concatenate([weights[:1] * 0.0, weights[:-1], weights[-1:] * 0.0]), t)
    for i, name in enumerate(("x", "y")):
        motion[:, INDEX[name]] += smooth(hips[:, i : i + 1], 0.05 * fps)[:, 0]

    # 2. Key poses on the beat; arms a little after the body
    home = performer.pose
    rows = [home]
    for beat_pose, near, turn in beats:
        pose = mirrored_names(beat_pose.pose, near)
        body_part = {name: home[INDEX[name]] + size * pose[name] for name in _ADDED}
        arms = {name: value for name, value in pose.items() if name not in _ADDED}
        row = changed(home, body_part | arms)
        row[ARMS] = home[ARMS] + min(1.0, 0.25 + 0.75 * size) * (row[ARMS] - home[ARMS])
        row[INDEX["hips.z"]] -= beat_pose.low * size * body.leg
        row[INDEX["heading"]] += turn
        rows.append(row)
    rows.append(home)
    keyed = interpolate(times, np.stack(rows), t)
    late = interpolate(times, np.stack(rows), t - 0.05)
    for name in (*_ADDED, "hips.z", "heading"):
        motion[:, INDEX[name]] = smooth(keyed[:, [INDEX[name]]], 0.03 * fps)[:, 0]
    motion[:, ARMS] = smooth(late[:, ARMS], 0.045 * fps)

    # 3. Bounce: down on every beat, the chest and head after it, heels up in the steps
    grow = size * minimum_jerk(t / beat) * minimum_jerk((t[-1] - t) / beat)
    phase = 2.0 * np.pi * t / beat
    motion[:, INDEX["hips.z"]] -= (0.022 + 0.020 * np.cos(phase)) * body.leg * grow
    motion[:, INDEX["spine.pitch"]] += 0.045 * np.cos(phase - 0.6) * grow
    motion[:, INDEX["head.pitch"]] += 0.06 * np.cos(phase - 1.1) * grow
    for foot in SIDES:
        motion[:, INDEX[f"shoulder.lift.{foot}"]] += 0.05 * np.cos(phase - 0.4) * grow
        motion[:, INDEX[f"wrist.flex.{foot}"]] += 0.25 * np.sin(0.5 * phase + SIGN[foot]) * grow
        motion[:, INDEX[f"knee.{foot}"]] += 0.10 * grow
        rise = np.where(swings[foot] >= 0.0, np.sin(np.pi * np.clip(swings[foot], 0.0, 1.0)), 0.0)
        motion[:, INDEX[f"foot.pitch.{foot}"]] = 0.40 * rise**2
    performer.play(
        Segment(
            motion=motion,
            keys=tuple(min(count - 1, round(time * fps) - 1) for time in times[1:]),
        ),
        act.action.id,
    )


def _step_apart(act: Act) -> None:
    """Who stands too near to somebody for swinging arms goes half of the missing way back, facing as before."""
    performer, body = act.performer, act.body
    others = [other.point for name, other in act.performers.items() if name != performer.actor_id]
    away = [performer.point - point for point in others]
    nearest = min(away, key=lambda way: float(np.linalg.norm(way)), default=np.array([np.inf, 0.0]))
    apart = float(np.linalg.norm(nearest))
    missing = _ROOM * body.stature - apart
    if performer.posture != "stand" or missing <= 0.05 or apart < 1e-3:
        return
    x, y = performer.point + 0.5 * missing * nearest / apart
    motion = shuffle(body, performer.pose, float(x), float(y), performer.heading, act.fps, act.style.tempo)
    performer.play(Segment(motion=motion, keys=(len(motion) // 2,)), act.action.id)


def _footwork(act: Act, beats: list[tuple[Beat, str, float]], beat_s: float) -> tuple[list[Array], list[Step]]:
    """Per beat where the weight is (2,), from home, in the world; and the steps."""
    performer, body = act.performer, act.body
    x, y = performer.point
    heading = performer.heading
    size = float(np.clip(act.style.amplitude, 0.5, 1.15)) * body.leg

    def stand(side: str, right: float, ahead: float, turn: float) -> tuple[float, float, float]:
        shift = turned(heading, np.array([-right * size, -ahead * size, 0.0]))
        return standing_print(body, side, x + float(shift[0]), y + float(shift[1]), heading + turn)

    at = {side: stand(side, 0.0, 0.0, 0.0) for side in SIDES}
    middle = np.mean([at[side][:2] for side in SIDES], axis=0)
    weights: list[Array] = []
    steps: list[Step] = []
    for number, (beat, near, _) in enumerate(beats):
        land = (number + 1) * beat_s
        sign = 1.0 if near == "R" else -1.0
        if beat.step is not None:
            foot, right, ahead, turn = beat.step
            side = near if foot == "near" else _OTHER[near]
            at[side] = stand(side, sign * right, ahead, sign * turn)
            steps.append(Step(side, land - 0.66 * beat_s, land, *at[side]))
        share = dict.fromkeys(SIDES, 0.5)
        if beat.weight is not None:
            carrying = near if beat.weight == "near" else _OTHER[near]
            share = {carrying: _CARRIES, _OTHER[carrying]: 1.0 - _CARRIES}
        weights.append(np.sum([share[side] * np.array(at[side][:2]) for side in SIDES], axis=0) - middle)
    for side, delay in zip(SIDES, (0.55, 1.0), strict=True):  # home again
        if np.linalg.norm(np.array(at[side][:2]) - stand(side, 0.0, 0.0, 0.0)[:2]) > 0.01:
            land = (len(beats) + delay) * beat_s
            steps.append(Step(side, land - 0.45 * beat_s, land, *stand(side, 0.0, 0.0, 0.0)))
    return weights, steps
