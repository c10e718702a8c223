"""Strokes with both hands on one shaft: a golf swing, a bat at a pitched ball, a slap shot; the head of the club meets
the ball, which goes where it is hit to.

Written for who plays right-handed: the left shoulder looks to where the ball goes, the left hand is at the butt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..common import quat
from ..common.sports import BAT, GOLF, SLAP_SHOT
from ..common.two_bone import unit
from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed
from .guiding import middle_of, track
from .holding import placed_scale
from .limb_targets import with_wrist
from .performer import Happening, Segment, turned
from .reach import PALM_THICKNESS, finger_curl, hand_rotation
from .solve import place

Vector = tuple[float, float, float]
_SHAFT_M, _APART_M, _BUTT_M = 0.03, 0.095, 0.06
"""thickness of a shaft, from hand to hand on it, from its grip's middle to the hand at the butt"""
_REACH = 0.985
"""of an arm, of its length"""
_ALONG = 0.9
"""how far the fingers point along the shaft, of how far they go round it: it lies across the palm aslant"""
_REST_S, _PITCH_M_S = 0.5, 5.5
_GRAVITY_M_S2 = 9.81


@dataclass(frozen=True)
class Key:
    """Where hands and club are at a moment, for who faces -Y: x to the left, where the ball goes; statures."""

    seconds: float
    hands: Vector
    shaft: Vector
    """from the hands to the head"""
    face: Vector
    """where the hitting side looks"""
    body: Mapping[str, float] = field(default_factory=dict)
    """channels on top of the stance"""


@dataclass(frozen=True)
class Swing:
    """One kind of stroke."""

    keys: tuple[Key, ...]
    contact: int
    """the key at which the head meets the ball"""
    stance: float
    """how much farther apart the feet are, to each side, statures"""
    posture: Mapping[str, float]
    on_floor: bool
    """whether the ball lies on the floor until it is hit"""


_BENT = {"hips.pitch": 0.52, "spine.pitch": 0.30, "head.pitch": -0.05}
_UP = {"hips.yaw": -0.38, "spine.yaw": -0.62, "spine.roll": 0.05}
_FINISHED = {"hips.yaw": 0.85, "spine.yaw": 0.55, "hips.pitch": -0.44, "spine.pitch": -0.34, "x": 0.035,
             "foot.pitch.R": 0.95, "toe.R": 0.8, "foot.yaw.R": 0.55, "knee.R": 0.2}  # fmt: skip
_WATCHING = {"hips.yaw": 0.55, "spine.yaw": 0.20, "hips.pitch": -0.30, "spine.pitch": -0.18, "x": 0.03,
             "foot.pitch.R": 0.45, "toe.R": 0.4, "foot.yaw.R": 0.35}  # fmt: skip
"""where the ball goes, the club coming down"""
SWINGS: dict[str, Swing] = {
    GOLF: Swing(
        (Key(0.0, (0.01, -0.22, 0.49), (0.0, -0.6, -0.8), (1.0, 0.0, 0.0)),
         Key(0.75, (0.01, -0.22, 0.49), (0.0, -0.6, -0.8), (1.0, 0.0, 0.0)),
         Key(1.15, (-0.14, -0.25, 0.50), (-0.85, -0.40, -0.30), (0.15, -1.0, 0.2), {"hips.yaw": -0.15,
             "spine.yaw": -0.30}),
         Key(1.45, (-0.22, -0.17, 0.64), (-0.55, 0.05, 0.83), (0.2, -0.9, 0.3), {"hips.yaw": -0.32,
             "spine.yaw": -0.52}),
         Key(1.80, (-0.17, -0.06, 0.82), (0.80, 0.35, 0.42), (0.0, -0.6, 0.8), _UP),
         Key(1.92, (-0.18, -0.07, 0.81), (0.78, 0.38, 0.42), (0.0, -0.6, 0.8), {**_UP, "hips.yaw": -0.20, "x": 0.012}),
         Key(2.04, (-0.21, -0.17, 0.62), (-0.45, 0.30, 0.84), (0.1, -0.9, 0.3), {"hips.yaw": 0.05, "spine.yaw": -0.50,
             "x": 0.02}),
         Key(2.12, (-0.07, -0.24, 0.50), (-0.92, -0.30, -0.22), (0.1, -1.0, 0.2), {"hips.yaw": 0.22,
             "spine.yaw": -0.35, "x": 0.025}),
         Key(2.20, (0.03, -0.22, 0.49), (0.0, -0.6, -0.8), (1.0, 0.0, 0.0), {"hips.yaw": 0.38, "spine.yaw": -0.10,
             "x": 0.028, "foot.pitch.R": 0.25, "toe.R": 0.2}),
         Key(2.30, (0.16, -0.23, 0.53), (0.88, -0.42, -0.22), (0.1, 0.9, 0.3), {"hips.yaw": 0.55, "spine.yaw": 0.15,
             "x": 0.03, "foot.pitch.R": 0.5, "toe.R": 0.45}),
         Key(2.44, (0.22, -0.16, 0.72), (0.45, 0.05, 0.90), (-0.9, 0.2, 0.3), {**_FINISHED, "hips.yaw": 0.70,
             "spine.yaw": 0.40, "foot.pitch.R": 0.75, "toe.R": 0.7}),
         Key(2.80, (0.12, -0.07, 0.85), (-0.55, 0.72, -0.10), (-0.5, -0.5, 0.6), _FINISHED),
         Key(3.20, (0.13, -0.09, 0.83), (-0.50, 0.74, 0.05), (-0.5, -0.5, 0.6), _FINISHED),
         Key(3.75, (0.16, -0.20, 0.66), (0.30, -0.15, 0.94), (-0.9, 0.2, 0.3), {**_WATCHING, "spine.yaw": 0.35}),
         Key(4.45, (0.08, -0.20, 0.50), (0.55, -0.62, -0.56), (0.8, 0.5, 0.0), _WATCHING),
         Key(5.00, (0.08, -0.20, 0.50), (0.52, -0.62, -0.58), (0.8, 0.5, 0.0), _WATCHING)),
        8, 0.035, _BENT, True),
    SLAP_SHOT: Swing(
        (Key(0.0, (0.03, -0.23, 0.48), (-0.2, -0.75, -0.62), (1.0, 0.0, 0.0)),
         Key(0.55, (0.03, -0.23, 0.48), (-0.2, -0.75, -0.62), (1.0, 0.0, 0.0)),
         Key(1.00, (-0.12, -0.22, 0.52), (-0.90, 0.15, 0.30), (0.1, -1.0, 0.2), {"hips.yaw": -0.25,
             "spine.yaw": -0.55}),
         Key(1.12, (-0.13, -0.21, 0.53), (-0.88, 0.18, 0.34), (0.1, -1.0, 0.2), {"hips.yaw": -0.18, "spine.yaw": -0.55,
             "x": 0.02}),
         Key(1.24, (-0.05, -0.25, 0.46), (-0.85, -0.45, -0.25), (0.3, -0.9, 0.2), {"hips.yaw": 0.15,
             "spine.yaw": -0.25, "x": 0.035}),
         Key(1.32, (0.05, -0.23, 0.48), (-0.2, -0.75, -0.62), (1.0, 0.0, 0.0), {"hips.yaw": 0.30, "spine.yaw": 0.0,
             "x": 0.04}),
         Key(1.44, (0.18, -0.25, 0.48), (0.80, -0.50, -0.20), (0.3, 0.9, 0.2), {"hips.yaw": 0.45, "spine.yaw": 0.25,
             "x": 0.045, "foot.pitch.R": 0.3, "toe.R": 0.3}),
         Key(1.70, (0.20, -0.23, 0.56), (0.88, -0.30, 0.32), (0.1, 0.9, 0.3), {"hips.yaw": 0.50, "spine.yaw": 0.35,
             "x": 0.045, "foot.pitch.R": 0.4, "toe.R": 0.4}),
         Key(2.40, (0.05, -0.23, 0.46), (0.10, -0.80, -0.55), (1.0, 0.2, 0.0), {"hips.yaw": 0.1, "x": 0.01})),
        5, 0.05, {"hips.pitch": 0.50, "spine.pitch": 0.28, "head.pitch": -0.25}, True),
    BAT: Swing(
        (Key(0.0, (-0.09, -0.14, 0.77), (-0.30, 0.35, 0.88), (0.6, -0.6, 0.0), {"spine.yaw": -0.25}),
         Key(0.60, (-0.11, -0.13, 0.78), (-0.30, 0.30, 0.90), (0.6, -0.6, 0.0), {"hips.yaw": -0.12,
             "spine.yaw": -0.40}),
         Key(0.88, (-0.14, -0.11, 0.78), (-0.42, 0.40, 0.82), (0.6, -0.6, 0.0), {"hips.yaw": -0.10, "spine.yaw": -0.52,
             "x": -0.012}),
         Key(1.00, (-0.09, -0.19, 0.67), (-0.80, 0.48, 0.35), (0.4, -0.9, 0.0), {"hips.yaw": 0.25, "spine.yaw": -0.45,
             "x": 0.01}),
         Key(1.08, (0.00, -0.28, 0.60), (-0.85, -0.50, 0.05), (0.5, -0.85, 0.0), {"hips.yaw": 0.50, "spine.yaw": -0.20,
             "x": 0.02, "foot.pitch.R": 0.2, "toe.R": 0.2}),
         Key(1.15, (0.11, -0.29, 0.57), (0.05, -0.98, -0.14), (1.0, 0.0, 0.0), {"hips.yaw": 0.65, "spine.yaw": 0.10,
             "x": 0.024, "foot.pitch.R": 0.45, "toe.R": 0.45}),
         Key(1.23, (0.20, -0.25, 0.60), (0.90, -0.42, 0.02), (0.4, 0.9, 0.0), {"hips.yaw": 0.75, "spine.yaw": 0.35,
             "x": 0.026, "foot.pitch.R": 0.55, "toe.R": 0.5}),
         Key(1.36, (0.16, -0.14, 0.72), (0.60, 0.72, 0.35), (-0.7, 0.6, 0.0), {"hips.yaw": 0.85, "spine.yaw": 0.60,
             "x": 0.026, "foot.pitch.R": 0.65, "toe.R": 0.6}),
         Key(1.70, (0.09, -0.09, 0.78), (-0.35, 0.92, 0.15), (-0.7, -0.3, 0.4), {"hips.yaw": 0.85, "spine.yaw": 0.70,
             "x": 0.026, "foot.pitch.R": 0.7, "toe.R": 0.65}),
         Key(2.20, (0.09, -0.09, 0.77), (-0.35, 0.92, 0.10), (-0.7, -0.3, 0.4), {"hips.yaw": 0.80, "spine.yaw": 0.65,
             "x": 0.026, "foot.pitch.R": 0.6, "toe.R": 0.55})),
        5, 0.05, {"hips.pitch": 0.20, "spine.pitch": 0.10, "head.pitch": -0.05}, False),
}  # fmt: skip
_CLUBS: dict[str, frozenset[str]] = {
    GOLF: frozenset({"golf club"}), SLAP_SHOT: frozenset({"hockey stick"}), BAT: frozenset({"bat"}),
}  # fmt: skip


@dataclass(frozen=True)
class Club:
    """A club in its own space, scaled, m."""

    butt: Array
    """(3,) where the hand at the butt has it"""
    frame: Array
    """(3, 3) columns: along the shaft to the head, where the hitting side looks, what is square to both"""
    head: Array
    """(3,) what meets the ball, from the butt, in that frame"""

    def turn(self, shaft: Array, face: Array) -> Array:
        """(T, 4) of the club whose shaft and hitting side look there."""
        along = unit(shaft)
        looks = unit(face - np.sum(face * along, axis=-1, keepdims=True) * along)
        axes = np.stack([along, looks, np.cross(along, looks)], axis=-1)
        return quat.unroll(quat.from_matrix(axes @ self.frame.T))


def stroke(act: Act) -> None:
    """From the address to the held finish; the ball, hit on its way, goes to its goal."""
    performer, body, fps = act.performer, act.body, act.fps
    swing = SWINGS[act.verb]
    club_id, ball = own_of(act, _CLUBS[act.verb]), act.target_id
    club = club_of(act, club_id) if club_id is not None else None
    if club is None or club_id is None or ball is None or act.scene.asset(ball) is None or performer.length > 0:
        act.notes.append(f"“{act.action.text}” needs its club and ball from the beginning; {act.actor} stands.")
        return
    # 1. Where the ball goes, and the stance beside it
    goal = _goal(act, ball)
    here = np.array([*performer.point, 0.0])
    way = (goal - here) * [1.0, 1.0, 0.0]
    heading = float(np.arctan2(way[1], way[0])) if np.linalg.norm(way) > 0.5 else performer.heading
    standing = _stance(body, performer.xy, heading, swing)
    hit_s = round(swing.keys[swing.contact].seconds / act.style.tempo * fps) / fps
    pace = hit_s / swing.keys[swing.contact].seconds
    times = [key.seconds * pace for key in swing.keys]

    # 2. The ball's way, which says how long all is watched
    size = 0.5 * float((act.scene.asset(ball).dimensions * placed_scale(act.scene, ball)).min())  # type: ignore[union-attr]
    shafts = np.array([unit(np.array(key.shaft)) for key in swing.keys])
    hands = np.array([key.hands for key in swing.keys]) * body.stature
    faces = np.array([unit(np.array(key.face)) for key in swing.keys])
    if swing.on_floor:
        low = _reach_down(club, hands[swing.contact], shafts[swing.contact], faces[swing.contact], size)
        for number in (0, 1, swing.contact):
            shafts[number] = low
    about = quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])
    contact = hands[swing.contact] + quat.mul_vec(
        club.turn(shafts[swing.contact][None], faces[swing.contact][None])[0], club.frame @ club.head
    )
    at = here + quat.mul_vec(about, contact)
    flown = _flown(act, at, goal, size)
    count = round((hit_s + len(flown) / fps + _REST_S) * fps) if swing.on_floor else round((times[-1] + _REST_S) * fps)
    count = max(count, round((times[-1] + _REST_S) * fps))
    t = np.arange(count) / fps

    # 3. Body, hands, club
    names = sorted({name for key in swing.keys for name in key.body})
    rows = np.array([[key.body.get(name, 0.0) for name in names] for key in swing.keys])
    moved = channels.smooth(channels.interpolate(times, rows, t), 0.03 * fps)
    motion = np.repeat(standing[None], count, axis=0)
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    for column, name in enumerate(names):
        if name == "x":  # the weight goes to the left foot
            motion[:, [INDEX["x"], INDEX["y"]]] += body.stature * moved[:, column, None] * left[:2]
        else:
            motion[:, INDEX[name]] += moved[:, column]
    shaft = quat.mul_vec(about, unit(channels.interpolate(times, shafts, t)))
    face = quat.mul_vec(about, channels.interpolate(times, faces, t))
    grip = here + quat.mul_vec(about, channels.interpolate(times, hands, t))
    turn = club.turn(shaft, face)
    looks = quat.mul_vec(turn, club.frame[:, 1])
    grip = _within_reach(body, motion, grip, shaft, looks)
    for side in SIDES:
        wrist, rotation = hand_on_shaft(body, side, _on_shaft(body, side, grip, shaft), shaft, looks)
        motion = with_wrist(motion, side, wrist, rotation)
        motion = changed(motion, {f"{name}.{side}": v for name, v in finger_curl(body, _SHAFT_M).items()})

    # 4. The ball: waiting or coming, then hit
    hit = round(hit_s * fps)
    off = grip[hit] + quat.mul_vec(turn[hit], club.frame @ club.head) - at  # what the arms could not reach
    before = np.repeat(at[None], hit, axis=0) if swing.on_floor else _pitched(at, left, t[:hit], hit_s)
    places = np.concatenate([before, flown])
    places[:hit] += off * [1.0, 1.0, 0.0] * (1.0 if swing.on_floor else (np.arange(hit) / max(hit, 1))[:, None])
    places[hit:] += off * [1.0, 1.0, 0.0] * np.linspace(1.0, 0.0, len(flown))[:, None]
    middle = middle_of(act, ball)
    still = np.tile(quat.IDENTITY, (len(places), 1))
    performer.pose = motion[0].copy()
    happenings = (
        Happening(kind="guide", frame=0, joint="hand.L", target_id=club_id,
                  way=track(grip - quat.mul_vec(turn, club.butt), turn)),
        Happening(kind="guide", frame=0, joint="hand.R", target_id=ball, way=track(places - middle, still)),
    )  # fmt: skip
    keys = tuple(round(moment * fps) for moment in times)
    performer.play(Segment(motion=motion, keys=keys, seam_s=0.0, happenings=happenings), act.action.id)
    rest = motion[-1]
    performer.goes_on = lambda more: np.repeat(rest[None], more, axis=0)
    act.scene.taken_things |= {club_id, ball}
    watched = hit + round(0.12 * fps)
    if not swing.on_floor:
        performer.gazes.append((0, hit - round(0.3 * fps), at + 6.0 * left, 1.0))
    performer.gazes.append((0 if swing.on_floor else hit - round(0.3 * fps), watched, at, 1.0))
    performer.gazes.append((watched, count, places[-1], 1.0))


def own_of(act: Act, words: frozenset[str]) -> str | None:
    """This player's club: the first one that nobody has yet."""
    things = [i for e in act.scene.description.entities if {e.category, e.lemma} & words
              for i in act.scene.objects_of(e.id) if i not in act.scene.taken_things]  # fmt: skip
    return things[0] if things else None


def club_of(act: Act, thing: str) -> Club | None:
    """A club or a racket measured: its longest axis is the shaft, its head is where the grip is not; a blade reaches up
    as it lies, strings lie flat."""
    asset = act.scene.asset(thing)
    grips = asset.affordances_of("grip_at") if asset is not None else ()
    if asset is None or not grips:
        return None
    scale = placed_scale(act.scene, thing)
    low, high = asset.bounds[0] * scale, asset.bounds[1] * scale
    grip, axis = np.asarray(grips[0].frame.translation * scale, dtype=np.float64), int(np.argmax(high - low))
    sign = 1.0 if 0.5 * (low + high)[axis] > grip[axis] else -1.0
    along, toe = np.zeros(3), np.array([0.0, 0.0, 1.0])
    along[axis] = sign
    flat = (high - low)[2] < 0.3 * np.sort(high - low)[1]
    frame = np.stack([along, toe, np.cross(along, toe)] if flat else [along, np.cross(toe, along), toe], axis=-1)
    butt = grip - along * _BUTT_M
    end = (high if sign > 0.0 else low)[axis]
    length = abs(float(end - butt[axis]))
    rises = float(high[2] - grip[2])  # the blade, as far as there is one
    blade = rises > 0.06
    head = np.array([length - (0.03 if blade else 0.16), 0.0, 0.55 * rises if blade else 0.0])
    return Club(butt=butt, frame=frame, head=head)


def _goal(act: Act, ball: str) -> Array:
    """(3,) where the ball goes: into what it is hit to, else far off to the left of who stands there."""
    named = [r.object_id for r in act.scene.description.relations if r.subject_id == act.action.actor_id
             and r.predicate == f"{act.verb} to"]  # fmt: skip
    things = [i for name in named for i in act.scene.objects_of(name)]
    if not things:
        across = turned(act.performer.heading, np.array([1.0, 0.0, 0.0]))
        return np.array([*act.performer.point, 0.0]) + 12.0 * across
    cup = act.scene.part_points(things[0], "cup")
    return cup.mean(axis=0) if len(cup) else act.scene.centre(things[0]) * [1.0, 1.0, 0.0]


def _stance(body: Body, xy: tuple[float, float], heading: float, swing: Swing) -> Array:
    """Feet apart in line with the goal, knees soft, bent from the hips."""
    pose = body.standing(*xy, heading)
    across = turned(heading, np.array([1.0, 0.0, 0.0]))
    for side in SIDES:
        for axis, share in zip("xy", across[:2], strict=True):
            pose[INDEX[f"foot.{axis}.{side}"]] += swing.stance * body.stature * SIGN[side] * share
        pose[INDEX[f"foot.yaw.{side}"]] = heading + (0.25 if side == "L" else -0.05)
    pose = changed(pose, swing.posture)
    back = turned(heading, np.array([0.0, 0.055 * body.stature * swing.posture["hips.pitch"] / 0.3, 0.0]))
    return changed(pose, {"hips.z": pose[INDEX["hips.z"]] - 0.035 * body.leg, "x": pose[INDEX["x"]] + back[0],
                          "y": pose[INDEX["y"]] + back[1]})  # fmt: skip


def _reach_down(club: Club, hands: Array, shaft: Array, face: Array, height: float) -> Array:
    """(3,) the shaft, as steep as brings the head down to a height."""
    flat = unit(shaft * [1.0, 1.0, 0.0])
    low, high = 0.05, 1.5
    for _ in range(30):
        angle = 0.5 * (low + high)
        found = np.cos(angle) * flat - np.sin(angle) * np.array([0.0, 0.0, 1.0])
        head = hands + quat.mul_vec(club.turn(found[None], face[None])[0], club.frame @ club.head)
        low, high = (angle, high) if head[2] > height else (low, angle)
    return np.asarray(found)


def hand_on_shaft(body: Body, side: str, centre: Array, shaft: Array, looks: Array) -> tuple[Array, Array]:
    """Wrists (T, 3) and rotations (T, 4) of a hand that has a shaft at points (T, 3): the right palm looks where its
    hitting side does, the left one against it."""
    palm = -SIGN[side] * looks
    fingers = unit(np.cross(looks, shaft) + _ALONG * shaft)
    wrist = centre - palm * (0.5 * _SHAFT_M + PALM_THICKNESS * body.stature / 1.7) - fingers * body.palm
    return wrist, hand_rotation(side, fingers, palm)


def _on_shaft(body: Body, side: str, grip: Array, shaft: Array) -> Array:
    """(T, 3) where a hand has it: the left one at the butt, the right one below."""
    return np.asarray(grip + shaft * (0.0 if side == "L" else _APART_M * body.stature / 1.7))


def _within_reach(body: Body, motion: Array, grip: Array, shaft: Array, looks: Array) -> Array:
    """Grips (T, 3), drawn in as far as both arms reach."""
    joints = place(body, motion).positions
    for _ in range(4):
        for side in SIDES:
            wrist, _ = hand_on_shaft(body, side, _on_shaft(body, side, grip, shaft), shaft, looks)
            away = wrist - joints[:, body.index[f"upper_arm.{side}"]]
            far = np.linalg.norm(away, axis=-1, keepdims=True)
            grip = grip - away / far * np.maximum(far - _REACH * body.arm, 0.0)
    return grip


def _flown(act: Act, start: Array, goal: Array, radius: float) -> Array:
    """(T, 3) of the ball from the hit on."""
    fps, way = act.fps, (goal - start) * [1.0, 1.0, 0.0]
    far = float(np.linalg.norm(way))
    toward = way / max(far, 1e-6)
    if act.verb == SLAP_SHOT:  # along the ice, into the net
        speed = act.value("ball_speed_m_s", 11.0, 2.0, 40.0, "m/s", "of what is hit")
        s = np.arange(1, round(far / speed * fps) + 1) / fps * speed
        return np.asarray(start + np.minimum(s, far)[:, None] * toward)
    if act.verb == BAT:
        speed = act.value("ball_speed_m_s", 10.0, 2.0, 50.0, "m/s", "of what is hit")
        rise, t = np.radians(28.0), np.arange(1, round(1.2 * fps) + 1) / fps
        high = start[2] + speed * np.sin(rise) * t - 0.5 * _GRAVITY_M_S2 * t**2
        away = speed * np.cos(rise) * t
        down = high > radius
        return np.column_stack([start[:2] + away[down, None] * toward[:2], high[down]])
    # a chip on to the green that rolls out, and drops into the cup
    share = act.value("carry", 0.55, 0.0, 0.95, "", "share of the way that the ball flies")
    carry, hop = share * far, 0.12 * far
    pieces, begin = [], 0.0
    for length, tangent in ((carry, 0.75), (hop, 0.45)):
        seconds = float(np.sqrt(max(2.0 * length * tangent / _GRAVITY_M_S2, 1e-4)))
        u = np.arange(1, max(2, round(seconds * fps)) + 1) / max(2, round(seconds * fps))
        pieces.append(np.column_stack([begin + u * length, radius + 4.0 * u * (1.0 - u) * 0.25 * length * tangent]))
        begin += length
    left, speed = far - begin, hop / float(np.sqrt(2.0 * hop * 0.45 / _GRAVITY_M_S2)) * 0.8
    seconds = 2.0 * left / max(speed, 0.5)
    u = np.arange(1, round(seconds * fps) + 1) / max(round(seconds * fps), 1)
    rolls = begin + left * u * (2.0 - u)
    pieces.append(np.column_stack([rolls, np.full(len(rolls), radius)]))
    drop = np.arange(1, 6) / 5.0
    pieces.append(np.column_stack([np.full(5, far), radius - (2.6 * radius) * drop**2]))
    s, z = np.concatenate(pieces).T
    return np.column_stack([start[:2] + s[:, None] * toward[:2], z])


def _pitched(at: Array, left: Array, t: Array, hit_s: float) -> Array:
    """(T, 3) of a ball that comes in flat from where it will be hit back to."""
    ahead = hit_s - t
    rise = 0.5 * _GRAVITY_M_S2 * ahead * t
    return np.asarray(at + (_PITCH_M_S * ahead)[:, None] * left + rise[:, None] * np.array([0.0, 0.0, 1.0]))
