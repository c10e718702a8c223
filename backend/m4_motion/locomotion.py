"""Going along a path: footfalls that end exactly at the goal, and the fitted gait over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.ndimage import maximum_filter1d

from ..common import quat
from ..protocol.conventions import GRAVITY_M_S2
from .body import Body
from .channels import FINGERS, INDEX, SIDES, SIGN, Array, minimum_jerk, smooth
from .footsteps import Step, bell, place_feet, standing_point, standing_print
from .gait import Gait, Swing
from .solve import SPINE, heel_rise
from .variation import Strides
from .ways import Path
from .weight import leaning_in, off_the_feet, over_heel, shifted_onto

_RISE_SOFT_S = 0.05
"""softness of a heel that rises because the leg is too short"""
_LEAVES = 0.988
"""of its length that a leg whose heel rises is stretched to at most"""
_FIGURES_LOW = 0.010
"""leg lengths by which those captured go too low on their figures' legs: who stands still on them has the hips at 0.95
(median of 13 people), lower than who walks over a foot, 0.97, and knees that land read 8 to 24 degrees, where they are
about 5 (Perry & Burnfield 2010)"""
_LEAN_OF_HIPS = 0.35
"""of a lean, that the hips take; the spine has the rest"""
_FLAT = 0.05
"""rad, within which a series of some harmonics ripples about a flat foot"""
_TOES_STRAIGHT = 0.2
"""share of the swing after which toes that pushed off are straight again"""

_STRAIGHT, _AHEAD = 0.12, 0.22
"""rad, of an elbow that looks straight, and how far ahead of a walker's a soldier's arms swing"""
_SOFT_RAD = 0.04
"""how softly an arm that swings inward stays beside the body: a hard stop would be seen in the hand"""
_HANDS_LATE = 0.07
"""cycles by which hands follow the arms"""
_STYLE_LIFT = 0.06
"""leg lengths that a foot is lifted higher for each time that a style lifts it over the plain gait"""
_NARROWEST = 0.65
"""so near the line prints come, of how near they usually are: nearer feet would brush the other leg"""
_DRILL_LIFT = 0.30
"""leg lengths that soldiers lift a foot, with the thigh half-way to level"""
_DIP, _TALL = 0.006, 0.016
"""leg lengths by which one sinks over a sore foot and stands up on the good one"""
_ONTO = 0.045
"""leg lengths by which the weight goes over the foot that stays before the first step"""
_BANK_OF_HIPS, _BANK_OF_PELVIS = 0.85, 0.4
"""of a lean into a curve: how far the hips are off the feet, and how much of the trunk's is the pelvis's"""
_INTO, _AGAINST, _GIVES = 0.045, 0.11, 0.08
"""rad of a lean per m/s² into a start and against a stop, and leg lengths that knees give per g of braking"""
_SPARED, _SHORT = 0.22, 0.25
"""of a step, by which a sore foot carries for a shorter time, and by which the good one comes less far"""

Fitted = Callable[[str, Array], Array]
"""a channel of the gait at phases (T,)"""
Lived = Callable[[str, str, bool], Array]
"""a channel (T,) of one side, as this stride does it, now or as the hands follow"""


@dataclass(frozen=True)
class Style:
    """How something is done: factors on tempo and amplitude, and a posture on top."""

    tempo: float = 1.0
    amplitude: float = 1.0
    """of arm swing, bounce and gestures"""
    stride: float = 1.0
    lean: float = 0.0
    """rad, chest forward"""
    head: float = 0.0
    """rad, + looks down"""
    crouch: float = 0.0
    """share of the leg length"""
    shoulders: float = 0.0
    """rad, + raised"""
    bounce: float = 1.0
    arms_out: float = 0.0
    """rad"""
    clearance: float = 1.0
    duty: float = 0.0
    """added to the share of the stride that a foot stands"""
    width: float = 0.0
    """of the track, on each side, leg lengths"""
    arms_forward: float = 0.0
    """0…1 how far both arms are stretched out ahead"""
    limp: float = 0.0
    """0…1 how much the right leg is spared: a short stance, a dip and a lean over it"""
    sway: float = 0.0
    """how far from the way one reels, leg lengths, and how far the trunk rocks, rad"""
    unevenness: float = 1.0
    """how much strides differ, of what is usual"""
    drill: float = 0.0
    """0…1 how much one goes as soldiers do: knees up, feet set down flat, arms straight, shoulders square"""
    fists: float = 0.0
    """0…1"""
    chest: float = 0.0
    """rad, + shoulders drawn back, - rolled forward"""


def travel(
    body: Body, pose: Array, path: Path, gait: Gait, speed_m_s: float, style: Style, fps: float,
    strides: Strides | None = None,
) -> tuple[Array, list[int]]:  # fmt: skip
    """Walk or run along a path from standing to standing: motion (T, C) and the frames of its key poses.

    strides: how they differ; None: one is like the other.
    """
    # 1. Footfalls: shorter steps at both ends, the last foot closes
    leg = body.leg
    nominal = gait.step_length(speed_m_s, leg) * style.stride * (1.0 if strides is None else strides.stride)
    period = nominal / speed_m_s
    running = gait.name == "run"
    weights = _step_weights(path.length, nominal, running)
    turn = path.at(np.array([min(0.8, path.length)]))[1][0] - path.start_heading
    first = "L" if turn > 0.1 else "R" if strides is None or turn < -0.1 else strides.first
    sides = [first if k % 2 == 0 else ("R" if first == "L" else "L") for k in range(len(weights) + 1)]
    # The good foot does not come far: the sore one carries only so long
    weights = weights * np.array([1.0 - _SHORT * style.limp * SIGN[side] for side in sides[:-1]])
    lasting, aside = np.ones(len(weights)), np.zeros(len(weights) + 1)
    if strides is not None:
        longer, slower, aside = (style.unevenness * apart for apart in strides.steps(len(weights)))
        weights, lasting = weights * np.exp(longer), np.exp(slower - slower.mean())
        aside = np.r_[aside, 0.0]
    fall_s = np.cumsum(weights) * path.length / weights.sum()
    start_s = 0.22 if not running else 0.26
    fall_t = start_s + period * np.r_[1.05, 1.05 + np.cumsum(lasting)]
    fall_t[-1] += 0.12 * period
    # The good foot comes down soon after the sore one
    soon = np.array([-_SPARED * style.limp * period if side == "L" else 0.0 for side in sides])
    soon[-1] = 0.0
    fall_t = fall_t + soon
    froude = gait.froude(speed_m_s, leg)
    swing = gait.swing(froude)
    last_down = dict.fromkeys(SIDES, 0.0)
    reel = _reeling(style, leg, fall_t[0], fall_t[-1])
    steps = []
    for k, (time, side) in enumerate(zip(fall_t, sides, strict=True)):
        s = fall_s[min(k, len(fall_s) - 1)]
        land = time + 2.0 * period * swing.end
        lift = max(time + 2.0 * period * (swing.start + 0.5 * style.duty), last_down[side] + 0.04, 0.55 * start_s)
        if k >= len(fall_s) - 1:
            xy, heading = path.at(np.array([path.length]))
            x, y, yaw = standing_print(body, side, xy[0, 0], xy[0, 1], heading[0])
        else:
            xy, heading = path.at(np.array([s]))
            beside = gait.print_side + style.width
            beside = SIGN[side] * max(beside + SIGN[side] * float(aside[k]), _NARROWEST * beside)
            out = beside * leg + float(reel(np.array([land]))[0])
            x = float(xy[0, 0] + np.cos(heading[0]) * out + np.sin(heading[0]) * -body.foot_origin(side)[1])
            y = float(xy[0, 1] + np.sin(heading[0]) * out - np.cos(heading[0]) * -body.foot_origin(side)[1])
            yaw = float(heading[0] + SIGN[side] * 0.09)
        steps.append(Step(side, lift, land, x, y, yaw))
        last_down[side] = land
    end_t = fall_t[-1] + (0.30 if not running else 0.42)
    count = max(2, round(end_t * fps))
    t = np.arange(1, count + 1) / fps

    # 2. Phase, how much of the gait there is, and the way of the hips
    edge = 0.5 if sides[0] == "R" else 0.0
    falls = PchipInterpolator(np.r_[fall_t[0] - period, fall_t], 0.5 * np.arange(-1, len(fall_t)))
    phase = edge + falls(np.clip(t, fall_t[0] - period, fall_t[-1]))
    begun = minimum_jerk((t - 0.3 * start_s) / (1.25 * period))
    amount = begun * (1.0 - minimum_jerk((t - fall_t[-2] + 0.15 * period) / (1.35 * period)))
    # Arms come to rest after the body
    swung = begun * (1.0 - minimum_jerk((t - fall_t[-2]) / (end_t - fall_t[-2])))
    middle = 0.5 * (np.r_[0.0, fall_s[:-1]] + fall_s)
    # Half-way between two prints the hips are a quarter of a cycle before they pass over the later one.
    passing = 2.0 * period * (gait.pass_phase - 0.25)
    # They pass with what they are ahead of their mean way just then, which comes on top of it
    over = leg * float(gait.channel("hips.ahead", np.array([gait.pass_phase]), froude)[0])
    knots_t = np.r_[0.3 * start_s, fall_t[:-1] + passing, fall_t[-1] + 0.35 * period]
    knots_s = np.r_[0.0, middle - over, path.length]
    # One force drives on through several steps: the speed that comes and goes has no corners
    going = CubicSpline(knots_t, knots_s, bc_type="clamped")
    s = smooth(going(np.clip(t, knots_t[0], knots_t[-1])), 0.05 * fps)
    gained = smooth(np.gradient(np.gradient(s)) * fps * fps, 0.12 * fps)
    s = s + off_the_feet(body, gained) * minimum_jerk((end_t - t) / (end_t - fall_t[-2])) * minimum_jerk(t / fall_t[0])

    def fitted(name: str, at: Array = phase) -> Array:
        return gait.channel(name, at, froude)

    nothing: dict[str, Array] = {}
    apart, apart_late = (strides.apart(at) if strides else nothing for at in (phase, phase - _HANDS_LATE))

    def lived(name: str, side: str = "", late: bool = False) -> Array:
        """The same as this stride does it, of a side; late: as the hands follow."""
        mean = fitted(name, phase + 0.5 * (side == "R") - _HANDS_LATE * late)
        return mean + style.unevenness * (apart_late if late else apart).get(f"{name}.{side}" if side else name, 0.0)

    # Hips that go slower gain and lose less over each foot
    pace = np.minimum(amount, smooth(np.gradient(s) * fps / speed_m_s, 0.05 * fps))
    xy, heading = path.at(s + pace * leg * lived("hips.ahead"))
    goal = body.standing(0.0, 0.0, 0.0)
    motion = np.repeat(goal[None], count, axis=0)
    motion[:, INDEX["heading"]] = heading
    side_shift = amount * leg * lived("hips.side") + smooth(reel(t), 0.12 * fps)
    side_shift -= _ONTO * leg * SIGN[sides[0]] * shifted_onto(t, steps[0].lift_s, fall_t[0])
    # On a curve all of the body leans in over the feet, as the speed asks for
    bank = amount * leaning_in(heading, s, fps)
    side_shift += _BANK_OF_HIPS * body.hip_height * bank
    # Who stands has the hip joints before the ankles; the fit says when they are over them
    over_ankles = float(body.offsets[body.index["thigh.L"]][1]) - body.foot_origin("L")[1]
    ahead = -goal[INDEX["y"]] + pace * (goal[INDEX["y"]] + over_ankles)
    motion[:, INDEX["x"]] = xy[:, 0] + np.cos(heading) * side_shift + np.sin(heading) * ahead
    motion[:, INDEX["y"]] = xy[:, 1] + np.sin(heading) * side_shift - np.cos(heading) * ahead
    cycle = fitted("hips.z", np.linspace(0.0, 1.0, 32, endpoint=False))
    flatter = 1.0 if running else min(1.0, nominal / gait.usual_step(froude, leg)) ** 2
    # Between steps that are shorter than usual the hips sink less from where they are over a foot: by their square
    height = cycle.max() - flatter * (cycle.max() - cycle.mean() - (lived("hips.z") - cycle.mean()) * style.bounce)
    walking_z = body.hip_height + leg * (height + (0.0 if running else _FIGURES_LOW))
    motion[:, INDEX["hips.z"]] += amount * (walking_z - motion[:, INDEX["hips.z"]]) - amount * style.crouch * leg

    # 3. Trunk: hips and shoulders against each other, the head stays calm
    for name in ("hips.yaw", "hips.roll", "spine.yaw", "spine.roll"):
        motion[:, INDEX[name]] += amount * lived(name) * (0.5 + 0.5 * style.amplitude) * (1.0 - 0.6 * style.drill)
    rock = amount * style.sway * np.sin(2.0 * np.pi * t / 2.3)
    motion[:, INDEX["spine.roll"]] += 0.7 * rock
    motion[:, INDEX["head.roll"]] += 0.5 * amount * style.sway * np.sin(2.0 * np.pi * t / 2.3 - 0.9) - 0.5 * rock
    motion[:, INDEX["hips.roll"]] += _BANK_OF_PELVIS * bank
    motion[:, INDEX["spine.roll"]] += (1.0 - _BANK_OF_PELVIS) * bank
    line, bend = _trunk_line(body, goal)
    lean = amount * ((lived("spine.pitch") - line) / bend + style.lean)
    # Into the start, back against the stop
    braking = np.maximum(-gained, 0.0) * minimum_jerk((t - fall_t[0]) / period)
    lean = lean + np.minimum(_INTO * np.maximum(gained, 0.0), 0.20) - np.minimum(_AGAINST * braking, 0.38)
    motion[:, INDEX["hips.z"]] -= _GIVES * leg * smooth(braking, 0.06 * fps) / GRAVITY_M_S2
    motion[:, INDEX["hips.pitch"]] += _LEAN_OF_HIPS * lean
    motion[:, INDEX["spine.pitch"]] += (1.0 - _LEAN_OF_HIPS) * lean
    motion[:, INDEX["head.pitch"]] += -0.9 * lean + amount * style.head
    calm = motion[:, INDEX["hips.yaw"]] + motion[:, INDEX["spine.yaw"]]
    motion[:, INDEX["head.yaw"]] -= 0.9 * smooth(calm, 0.04 * fps)
    motion[:, INDEX["head.roll"]] -= 0.7 * (motion[:, INDEX["hips.roll"]] + motion[:, INDEX["spine.roll"]])

    sore = 0.5 + 0.5 * np.cos(2.0 * np.pi * (phase - 0.75))  # most while the right foot carries
    motion[:, INDEX["spine.roll"]] -= 0.16 * style.limp * amount * (sore - 0.35)
    motion[:, INDEX["hips.z"]] += leg * style.limp * amount * (_TALL * (1.0 - sore) - _DIP * sore)
    motion[:, INDEX["spine.pitch"]] += 0.07 * style.limp * amount * sore

    # 4. Feet, and arms that lag
    swings = place_feet_from(pose, motion, t, steps, swing, leg, style, nominal, path.length)
    for side in SIDES:
        pitch = amount * lived("foot.pitch", side)
        roll_foot(motion, side, swings[side], np.where(pitch < 0.0, (1.0 - 0.8 * style.drill) * pitch, pitch))
    over_heels = sum(over_heel(body, motion, side, amount * leg * lived("ankle.z", side)) for side in SIDES)
    motion[:, INDEX["hips.z"]] += smooth(np.asarray(over_heels), _RISE_SOFT_S * fps)
    for side in SIDES:
        rise = smooth(maximum_filter1d(heel_rise(body, motion, side, _LEAVES), 3), _RISE_SOFT_S * fps)
        motion[:, INDEX[f"foot.pitch.{side}"]] += rise
        motion[:, INDEX[f"toe.{side}"]] += rise * np.clip(1.0 - 2.0 * swings[side], 0.0, 1.0)
        _arm_swing(body, motion, side, phase, swung, fitted, lived, style, running)
    _head_leads(motion, path, s, fps)
    # Contact, down and passing; only as many as a quick step has room for
    frames_per_step = period * fps
    shares = (0.0, 0.28, 0.65) if frames_per_step >= 11.0 else (0.0, 0.5) if frames_per_step >= 7.0 else (0.0,)
    moments = [time + share * period for time in fall_t for share in shares]
    keys = sorted({int(np.clip(round(moment * fps) - 1, 0, count - 1)) for moment in moments})
    return motion, keys


def _trunk_line(body: Body, pose: Array) -> tuple[float, float]:
    """Pitch of the line from hips to neck in a pose since the rest pose, and how much of a lean it shows.

    The spine bends joint by joint, and what is below a bend does not lean with it.
    """
    neck, hips = body.position("neck")[2], body.position("hips")[2]
    shown = sum(share * (neck - body.position(name)[2]) / (neck - hips) for name, share in SPINE)
    line = float(pose[INDEX["hips.pitch"]] + shown * pose[INDEX["spine.pitch"]])
    return line, _LEAN_OF_HIPS + (1.0 - _LEAN_OF_HIPS) * float(shown)


def _reeling(style: Style, leg: float, start_s: float, end_s: float) -> Callable[[Array], Array]:
    """How far to the left of the way (T,) one is at times (T,): drunken curves that leave both ends where they are."""

    def reel(t: Array) -> Array:
        calm = minimum_jerk((t - start_s) / 0.8) * minimum_jerk((end_s - 0.5 - t) / 1.0)
        return style.sway * leg * calm * (0.34 * np.sin(2.0 * np.pi * t / 3.3) + 0.2 * np.sin(2.0 * np.pi * t / 1.9))

    return reel


def _step_weights(length: float, nominal: float, running: bool) -> Array:
    """Relative lengths of the steps that cover `length`: full ones, shorter where speed is gained and lost."""
    rise, fall = ([0.62, 0.86], [0.86, 0.64, 0.40]) if running else ([0.82], [0.78])
    number = max(1, round(length / nominal + len(rise) + len(fall) - sum(rise) - sum(fall)))
    weights = np.ones(number)
    if number > len(rise) + len(fall):
        weights[: len(rise)], weights[-len(fall) :] = rise, fall
    elif number > 1:
        weights[0], weights[-1] = 0.82, 0.7
    return weights


def place_feet_from(
    pose: Array,
    motion: Array,
    t: Array,
    steps: list[Step],
    swing: Swing,
    leg: float,
    style: Style,
    nominal: float,
    length: float,
) -> dict[str, Array]:
    """Feet start on the prints of `pose`, whose heading may count more turns than the path's."""
    for side in SIDES:
        for name in ("foot.x", "foot.y", "foot.z", "foot.yaw"):
            motion[:, INDEX[f"{name}.{side}"]] = pose[INDEX[f"{name}.{side}"]]
    u = np.linspace(0.0, 1.0, len(swing.clearance))
    lift = swing.clearance * min(style.clearance, 1.0)
    lift = lift + _STYLE_LIFT * max(style.clearance - 1.0, 0.0) * bell(u)
    lift = lift + _DRILL_LIFT * style.drill * bell(u**1.5)  # highest where the foot is ahead
    lift = lift * leg * float(np.clip(length / nominal, 0.5, 1.0))
    return place_feet(motion, t, steps, lift, swing.progress)


def roll_foot(motion: Array, side: str, swing: Array, pitch: Array) -> None:
    """Write a foot's pitch (T,) and its toes into a motion (T, C): small angles are a flat foot; toes stay down until
    they leave the floor.

    swing (T,): 0…1 in the air, below 0 on the floor.
    """
    pitch = pitch * (1.0 - np.exp(-((pitch / _FLAT) ** 2)))
    motion[:, INDEX[f"foot.pitch.{side}"]] = pitch
    toe_off = np.clip(1.0 - swing / _TOES_STRAIGHT, 0.0, 1.0)
    bend = np.where(swing < 0.0, 1.0, toe_off * toe_off * (3.0 - 2.0 * toe_off))
    raised = 0.12 * np.where(swing > 0.3, np.sin(np.pi * np.clip((swing - 0.3) / 0.7, 0.0, 1.0)), 0.0)
    motion[:, INDEX[f"toe.{side}"]] = np.clip(pitch, 0.0, None) * bend + raised


def _arm_swing(
    body: Body, motion: Array, side: str, phase: Array, amount: Array, fitted: Fitted, lived: Lived, style: Style,
    running: bool,
) -> None:  # fmt: skip
    """Shoulder, elbow and a late wrist from the fit; no two arms alike. They hang plumb, however the trunk leans."""
    uneven = 1.0 + 0.06 * SIGN[side]

    def blend(name: str, value: Array) -> None:
        column = INDEX[f"{name}.{side}"]
        motion[:, column] += amount * (value - motion[:, column])

    flex = lived("arm.flex", side, False)
    late = lived("arm.flex", side, True)
    mean = float(fitted("arm.flex", np.linspace(0.0, 1.0, 32, endpoint=False)).mean())
    ready = min(1.0, 7.0 * style.crouch)  # who sneaks keeps the hands before the body
    hangs = quat.mul_vec(body.hang[side], body.offsets[body.index[f"forearm.{side}"]])
    # An arm at rest is a little behind the plumb line, and leans with the chest
    plumb = np.arctan2(hangs[1], -hangs[2]) + motion[:, INDEX["hips.pitch"]] + motion[:, INDEX["spine.pitch"]]
    blend("arm.flex", mean + plumb + (flex - mean) * style.amplitude * uneven + 0.35 * ready + _AHEAD * style.drill)
    least, more = (0.15, 0.09) if running else (0.09, 0.05)  # beside the body, not through it
    out = lived("arm.abduct", side, False) - least
    blend("arm.abduct", least + 0.5 * (out + np.hypot(out, _SOFT_RAD)) + more + style.arms_out)
    reach = style.arms_forward * (1.30 + 0.13 * SIGN[side])
    motion[:, INDEX[f"arm.flex.{side}"]] += amount * (reach - style.arms_forward * motion[:, INDEX[f"arm.flex.{side}"]])
    paws = np.sin(2.0 * np.pi * phase) * SIGN[side]
    motion[:, INDEX[f"arm.flex.{side}"]] += amount * style.arms_forward * 0.07 * paws
    elbow = (1.0 - 0.6 * style.arms_forward) * lived("elbow", side, False)
    elbow = elbow * (0.7 + 0.3 * style.amplitude if style.amplitude > 1.0 else 0.45 + 0.55 * style.amplitude)
    blend("elbow", 0.7 * ready + elbow + style.drill * (_STRAIGHT - elbow))
    blend("arm.twist", np.full_like(phase, 0.06 if not running else 0.28))
    blend("wrist.flex", 0.08 + 0.10 * (late - flex) + 0.55 * style.arms_forward)
    blend("wrist.deviate", 0.45 * (late - flex))
    blend("shoulder.lift", np.full_like(phase, style.shoulders))
    blend("shoulder.forward", 0.12 * (flex - mean) - style.chest)
    closed = max(style.fists, 1.0 if running else 0.0)
    for finger, curl in zip(FINGERS, (0.45, 0.9, 1.0, 1.05, 1.05), strict=True):
        motion[:, INDEX[f"{finger}.{side}"]] += amount * closed * (curl - motion[:, INDEX[f"{finger}.{side}"]])


def _head_leads(motion: Array, path: Path, s: Array, fps: float) -> None:
    """Eyes and head look along the path, ahead of the body."""
    ahead = np.minimum(s + 0.9, path.length)
    _, now = path.at(s)
    _, soon = path.at(ahead)
    motion[:, INDEX["head.yaw"]] += np.clip(0.75 * smooth(soon - now, 0.05 * fps), -0.9, 0.9)
    motion[:, INDEX["spine.yaw"]] += np.clip(0.15 * smooth(soon - now, 0.08 * fps), -0.3, 0.3)


def end_point(body: Body, pose: Array) -> tuple[float, float, float]:
    """Where the person stands, for the next path."""
    return standing_point(body, pose)
