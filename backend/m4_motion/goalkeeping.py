"""A goalkeeper's dive: a spring to the side, long through the air, both hands where the ball passes; down again."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.toys import DIVE_SAVE, SAVING
from ..protocol.conventions import GRAVITY_M_S2
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .guiding import middle_of, track
from .idle import wait_until
from .limb_targets import with_ankle, with_wrist
from .performer import Happening, Segment, flat_direction, turned
from .reach import hand_rotation
from .scene_query import SceneQuery
from .solve import ankle_of

_CROUCH_S, _OFF_S, _LANDS_S, _SLIDES_S, _LIES_S = 0.85, 0.40, 0.27, 0.55, 1.3
"""before the ball passes: begins to crouch, leaves the ground; after it: lands, has slid, has lain"""
_HIPS_UP, _BESIDE_M, _SLIDE_M = 0.34, 0.30, 0.10
"""height of the hips when the ball passes, statures; how far from the hands a shot passes that goes in"""
_REACH, _SOLE = 0.97, 0.028
"""of the arms, of their length, and half the width of a sole (statures)"""
_CORNER, _HIGH_M = 0.38, 0.85
"""of the mouth's width from its middle, and how high a shot comes that a keeper dives for"""


def corner_of(scene: SceneQuery, goal: str, thing: str) -> Array | None:
    """(3,) where a shot at goal comes down that somebody dives for: to one side of the middle, off the floor."""
    asset, placed = scene.asset(goal), scene.transform(goal)
    dives = [a for a in scene.description.actions if a.verb == DIVE_SAVE and thing in scene.objects_of(a.target_id)]
    if not dives or asset is None or placed is None or not asset.affordances_of("doorway"):
        return None
    across = quat.mul_vec(np.asarray(placed.rotation, np.float64), np.array([1.0, 0.0, 0.0]))
    width = float(asset.dimensions[0] * placed.scale[0])
    middle = scene.centre(goal)
    return np.asarray(np.array([middle[0], middle[1], _HIGH_M]) + _CORNER * width * across)


def dive_save(act: Act) -> None:
    """Waits for the shot, and is there when it passes."""
    performer, body, fps, ball = act.performer, act.body, act.fps, act.target_id
    flight = act.scene.flights.get(ball) if ball is not None else None
    left, ahead = turned(performer.heading, np.array([1.0, 0.0, 0.0])), flat_direction(performer.heading)
    here = np.array([*performer.point, 0.0])
    saves, frame = SAVING in act.action.manner, performer.length + round(1.2 * fps)
    spot = here + 1.5 * left + np.array([0.0, 0.0, _HIGH_M]) + 0.3 * ahead
    if flight is not None:
        times = np.arange(0.0, flight.seconds, 0.01)
        places = np.array([flight.at(float(t)) for t in times])
        passes = int(np.argmin(np.abs((places - here) @ ahead - 0.30 * body.stature)))
        spot, frame = places[passes], flight.frame + round(float(times[passes]) * fps)
    wait_until(performer, max(performer.length, frame - round(_CROUCH_S * fps)))
    side = 1.0 if float((spot - here) @ left) >= 0.0 else -1.0
    if not saves:
        spot = spot - side * _BESIDE_M * left - np.array([0.0, 0.0, 0.10])
    seconds = (frame - performer.length) / fps
    t = np.arange(1, round((seconds + _SLIDES_S + _LIES_S) * fps) + 1) / fps - seconds
    motion, hands = _diving(body, performer.pose, here, performer.heading, side, spot, t)
    keys = tuple(round((moment + seconds) * fps) for moment in (-_OFF_S, 0.0, _LANDS_S, _SLIDES_S))
    happenings: tuple[Happening, ...] = ()
    if saves and flight is not None and ball is not None:
        start = performer.length
        air = np.arange(flight.frame + 1, frame + 1)
        way = np.concatenate([np.array([flight.at((k - flight.frame) / fps) for k in air]), hands[frame - start :]])
        still = np.broadcast_to(quat.IDENTITY, (len(way), 4))
        performer.happenings.append(Happening(
            kind="guide", frame=flight.frame + 1, joint="hand.R", target_id=ball,
            way=track(way - middle_of(act, ball), still),
        ))  # fmt: skip
    first = performer.length
    performer.play(Segment(motion=motion, keys=keys, happenings=happenings, seam_s=0.2), act.action.id)
    if flight is not None:
        performer.gazes.append((max(flight.frame - round(0.8 * fps), 0), flight.frame, flight.start, 1.0))
        performer.gazes.append((flight.frame, first + len(motion), spot, 1.0))
    performer.posture = "fall"


def _under_the_floor(body: Body, motion: Array, side: str) -> Array:
    """(T,) m by which the edges of a sole that is rolled over would be in the ground."""
    ankle, turn = ankle_of(body, motion, side)
    under = np.array([SIGN[side], 1.0, 1.0])
    lowest = np.full(len(motion), np.inf)
    for point in (body.heel, body.ball, body.toe_tip):
        for edge in (-_SOLE, 0.0, _SOLE):
            off = point * under * [1.0, 1.0, 0.0] + [edge * body.stature, 0.0, -body.ankle_height]
            lowest = np.minimum(lowest, (ankle + quat.mul_vec(turn, off))[:, 2])
    return np.asarray(np.maximum(-lowest, 0.0))


def _diving(
    body: Body, start: Array, here: Array, heading: float, side: float, spot: Array, t: Array
) -> tuple[Array, Array]:
    """(T, C) at times from the ball's passing on, and the middle between both palms (T, 3)."""
    flat = quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])
    back = quat.inv(flat)
    local = quat.mul_vec(back, spot - here)
    up_m = float(body.position("upper_arm.L")[2]) - body.hip_height
    reach = up_m + _REACH * body.arm + body.palm
    high = _HIPS_UP * body.stature
    lean = float(np.arccos(np.clip((local[2] - high) / reach, -0.15, 0.9)))
    off = np.array([side * local[0] - reach * np.sin(lean), local[1] + 0.06 * body.stature, high])
    ground = 0.100 * body.stature
    # 1. Where the hips are: down, off to the side, through the air, down on the side, a slide
    stand = float(start[INDEX["hips.z"]])
    moments = np.array([t[0], -_OFF_S - 0.20, -_OFF_S, 0.0])
    lands = 1.54 * off[0]
    ways = [0.0, 0.02, 0.34 * off[0], off[0], lands, lands + _SLIDE_M]
    across = np.interp(t, [*moments, _LANDS_S, _SLIDES_S], ways)
    falls = np.clip(t, 0.0, None)
    z = np.interp(t, moments, [stand, 0.78 * stand, 0.84 * stand, high])
    z = np.where(t > 0.0, np.maximum(high + 0.35 * falls - 0.5 * GRAVITY_M_S2 * falls**2, ground), z)
    phi = np.interp(t, [t[0], -_OFF_S - 0.20, -_OFF_S, 0.0, _LANDS_S, _SLIDES_S], [0.0, 0.08, 0.45, lean, 1.5, 1.52])
    along = np.interp(t, [t[0], -_OFF_S, 0.0], [0.0, 0.02, off[1]])
    kernel = np.ones(3) / 3.0
    across, z, phi, along = (np.convolve(np.pad(values, 1, mode="edge"), kernel, mode="valid")
                             for values in (across, z, phi, along))  # fmt: skip
    hips = np.stack([side * across, along, z], axis=-1)
    roll = quat.from_angle_axis(side * phi, [0.0, 1.0, 0.0])
    motion = np.repeat(start[None], len(t), axis=0)
    motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]] = here + quat.mul_vec(flat, hips)
    crouch = np.interp(t, [t[0], -_OFF_S - 0.20, -_OFF_S, 0.0], [0.1, 1.0, 0.5, 0.0])
    motion[:, INDEX["hips.roll"]] = side * phi
    motion[:, INDEX["hips.pitch"]] = 0.30 * crouch + 0.06
    motion[:, INDEX["spine.pitch"]] = 0.22 * crouch
    motion[:, INDEX["spine.roll"]] = -side * 0.10 * np.clip(phi / 1.4, 0.0, 1.0)
    motion[:, INDEX["head.roll"]] = -side * 0.35 * np.clip(phi / 1.4, 0.0, 1.0)
    # 2. Legs: the near one pushes off, both trail
    for foot in SIDES:
        near = SIGN[foot] == side
        planted = np.array([start[INDEX[f"foot.{axis}.{foot}"]] for axis in "xy"])
        ground_at = np.array([*planted, body.ankle_height])
        u = np.clip((t - t[0] - 0.1) / 0.3, 0.0, 1.0) if near else np.zeros(len(t))
        stands = ground_at + np.outer(side * 0.16 * body.stature * minimum_jerk(u),
                                      quat.mul_vec(flat, np.array([1.0, 0.0, 0.0])))  # fmt: skip
        stands[:, 2] += 0.06 * body.leg * np.sin(np.pi * u)
        gone = minimum_jerk((t + _OFF_S + (0.02 if near else 0.10)) / 0.26)
        bent = 0.98 if near else 0.86
        hip = hips + quat.mul_vec(roll, body.offsets[body.index[f"thigh.{foot}"]])
        spread = np.array([-0.05 * side if near else 0.06 * side, 0.16 if near else -0.10, -bent]) * body.leg
        trails = here + quat.mul_vec(flat, hip + quat.mul_vec(roll, spread))
        ankle = stands + gone[:, None] * (trails - stands)
        ankle[:, 2] = np.maximum(ankle[:, 2], 0.055 * body.stature * gone + body.ankle_height * (1.0 - gone))
        motion = with_ankle(body, motion, foot, ankle, 0.7 * gone, heading, side * phi * gone)
        motion[:, INDEX[f"foot.z.{foot}"]] += _under_the_floor(body, motion, foot)
    # 3. Both hands long over the head, palms to the ball
    stretch = np.interp(t, [t[0], -_OFF_S - 0.1, -0.06], [0.50, 0.55, 1.0])
    ahead = np.full(len(t), -0.06 * body.stature)
    middle = hips + quat.mul_vec(roll, np.stack([0.0 * t, ahead, reach * stretch], axis=-1))
    middle[:, 2] = np.maximum(middle[:, 2], 0.115)
    weight = minimum_jerk((t + _OFF_S + 0.30) / 0.30)
    for hand in SIDES:
        fingers, palm = np.array([0.10 * SIGN[hand], -0.25, 0.96]), np.array([-0.94 * SIGN[hand], -0.30, 0.02])
        fingers = fingers / np.linalg.norm(fingers)
        palm = palm - float(palm @ fingers) * fingers
        palm = palm / np.linalg.norm(palm)
        apart = np.array([SIGN[hand] * (0.105 + body.palm_flesh), 0.03, 0.0])
        wrist = middle + quat.mul_vec(roll, apart - fingers * body.palm)
        turn = quat.mul(quat.mul(flat, roll), hand_rotation(hand, fingers, palm))
        motion = with_wrist(motion, hand, here + quat.mul_vec(flat, wrist), turn, weight)
    motion = changed(motion, dict.fromkeys(("thumb", "index", "middle", "ring", "pinky"), 0.22))
    return motion, here + quat.mul_vec(flat, middle)
