"""Cartwheels and handstands: the body turns over hands and feet that stay where they are set.

What a coach would look at: hands and feet come down one after another on one line, the shoulders over the hands and the
arms straight, the legs straight and apart, the eyes on the hands; nothing that is on the floor slides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.interpolate import make_interp_spline

from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .gesture_layers import OTHER
from .performer import Segment, flat_direction, turned
from .reach import hand_rotation
from .rising import get_up
from .solve import ankle_of, place

OVERHEAD = {
    "arm.abduct": 2.62, "arm.flex": 0.12, "arm.twist": 0.0, "elbow": 0.08, "shoulder.lift": 0.25, "pronate": 0.0,
    "thumb": 0.05, "index": 0.03, "middle": 0.03, "ring": 0.03, "pinky": 0.03, "spread": 0.12,
}  # fmt: skip
_UPRIGHT = {"hips.pitch": 0.0, "hips.roll": 0.0, "hips.yaw": 0.0, "spine.pitch": 0.0, "spine.roll": 0.0,
            "spine.yaw": 0.0, "head.yaw": 0.0, "head.roll": 0.0, "knee": 0.0}  # fmt: skip
WRIST_M = 0.0229
"""of a palm flat on the floor, statures"""
_SOLE_EDGE = 0.028
"""half as wide is a sole, statures"""
_LIFT = 0.08
"""at least as high a foot is carried that has left the floor, statures"""
_LEAVES_S = 0.34
"""how long a foot or hand takes between the floor and where the body carries it"""
_LONGEST, _BENT = 0.993, 0.88
"""a limb that carries at its longest, and an arm at its shortest, of its length"""
_KNOT_S = 0.08


@dataclass(frozen=True)
class Support:
    """A foot or hand on the floor: from when to when (s), and how far along the way (m)."""

    limb: str
    """`foot.L`, `hand.R`, …"""
    begin_s: float
    end_s: float
    along_m: float


@dataclass(frozen=True)
class Plane:
    """The upright plane in which a body turns over: sideways (`side`) or forwards (None)."""

    body: Body
    origin: Array
    """(3,) on the floor under the hips at the start"""
    heading: float
    side: str | None

    @property
    def way(self) -> Array:
        """(3,) where it goes"""
        if self.side is None:
            return flat_direction(self.heading)
        return turned(self.heading, np.array([SIGN[self.side], 0.0, 0.0]))

    def split(self, vectors: Array) -> tuple[Array, Array]:
        """Vectors (..., 3) of the upright body: their part in the plane (..., 2) along and up, and across it (...)."""
        across = vectors[..., 1] if self.side else vectors[..., 0]
        along = SIGN[self.side] * vectors[..., 0] if self.side else -vectors[..., 1]
        return np.stack([along, vectors[..., 2]], axis=-1), across

    def world(self, flat: Array, across: Array | float = 0.0) -> Array:
        """(..., 2) along and up from the origin, and across the plane, to the world (..., 3)."""
        beside = turned(self.heading, np.array([0.0, 1.0, 0.0]) if self.side else np.array([1.0, 0.0, 0.0]))
        up = np.array([0.0, 0.0, 1.0])
        aside = np.asarray(across)[..., None] * beside
        return np.asarray(self.origin + flat[..., :1] * self.way + flat[..., 1:] * up + aside)


def _turn(flat: Array, angle: Array) -> Array:
    """In-plane vectors (..., 2) turned over by angles (...)."""
    along, up = flat[..., 0], flat[..., 1]
    cos, sin = np.cos(angle), np.sin(angle)
    return np.stack([along * cos + up * sin, up * cos - along * sin], axis=-1)


def _joints(plane: Plane, pose: Array) -> dict[str, tuple[Array, float]]:
    """Of each limb the joint that it hangs on, from the hips of the upright body: in the plane (2,), and across."""
    body = plane.body
    upright = place(body, changed(pose, {"heading": 0.0, "gaze.w": 0.0, **_UPRIGHT, **OVERHEAD})[None]).positions[0]
    found = {}
    for side in SIDES:
        for limb, joint in (("foot", "thigh"), ("hand", "upper_arm")):
            flat, across = plane.split(upright[body.index[f"{joint}.{side}"]] - upright[0])
            found[f"{limb}.{side}"] = flat, float(across)
    return found


def hips_way(plane: Plane, t: Array, over: Array, supports: list[Support], through: Array, pose: Array) -> Array:
    """Where the hips go, (T, 2) along and up: smoothly by points (K, 3) of s, along and up, as near to them as the
    limbs on the floor reach, arms nearly straight (Gauss-Newton)."""
    body = plane.body
    count = max(6, round((t[-1] - t[0]) / _KNOT_S))
    ends = np.linspace(t[0], t[-1], count)
    spline = make_interp_spline(ends, np.eye(count), k=3)
    basis, at_points = spline(t), spline(np.clip(through[:, 0], t[0], t[-1]))
    joints = _joints(plane, pose)
    carried = []
    for support in supports:
        rows = np.flatnonzero((t >= support.begin_s) & (t <= support.end_s))
        hand = support.limb.startswith("hand")
        joint, across = joints[support.limb]
        aside = 0.0 if plane.side else abs(across - _spread(plane, support.limb))
        length, high = (body.arm, WRIST_M * body.stature) if hand else (body.leg, body.ankle_height)
        from_place = _turn(joint, over[rows]) - np.array([support.along_m, high])
        carried.append((rows, from_place, aside, length, _BENT if hand else 0.0))
    knots = make_interp_spline(through[:, 0], through[:, 1:], k=3, bc_type="natural")(ends)
    smooth = np.kron(np.diff(np.eye(count), 3, axis=0) * 0.25, np.eye(2))
    near = np.kron(at_points, np.eye(2))
    for _ in range(14):
        slopes, wrong = [smooth, near], [smooth @ knots.ravel(), near @ knots.ravel() - through[:, 1:].ravel()]
        hips = basis @ knots
        for rows, offset, aside, length, least in carried:
            away = hips[rows] + offset
            distance = np.sqrt(np.sum(away**2, axis=-1) + aside**2)
            excess = distance - np.clip(distance, least * length, _LONGEST * length)
            weight = np.where(excess > 0.0, 12.0, 2.0 * (excess < 0.0))
            slope = (away / distance[:, None])[:, None, :] * basis[rows][:, :, None]
            slopes.append((weight[:, None, None] * slope).reshape(len(rows), -1))
            wrong.append(weight * excess)
        step = np.linalg.lstsq(np.concatenate(slopes), -np.concatenate(wrong), rcond=None)[0]
        knots = knots + step.reshape(count, 2)
        if np.abs(step).max() < 1e-4:
            break
    return np.asarray(basis @ knots)


def _spread(plane: Plane, limb: str) -> float:
    """How far beside the middle a limb comes down where the body turns over forwards, m, + to the left."""
    kind, side = limb.split(".")
    return SIGN[side] * (0.115 * plane.body.stature if kind == "hand" else 0.55 * plane.body.foot_width)


def _off_floor(t: Array, spans: list[Support]) -> tuple[Array, Array]:
    """How far (T,) a limb has left the floor, 0…1, and where along the way (T,) it last was or comes down."""
    off, along = np.ones_like(t), np.full_like(t, spans[0].along_m if spans else 0.0)
    for support in spans:
        off[(t >= support.begin_s) & (t <= support.end_s)] = 0.0
        along[t >= support.begin_s] = support.along_m
        off = np.where(t > support.end_s, off * minimum_jerk((t - support.end_s) / _LEAVES_S), off)
        off = np.where(t < support.begin_s, off * minimum_jerk((support.begin_s - t) / _LEAVES_S), off)
    for before, after in pairwise(spans):
        between = (t > before.end_s) & (t < after.begin_s)
        share = minimum_jerk((t[between] - before.end_s) / (after.begin_s - before.end_s))
        along[between] = before.along_m + share * (after.along_m - before.along_m)
    return off, along


def tumble(
    plane: Plane, pose: Array, t: Array, over: Array, apart: Array, supports: list[Support], through: Array, lead: str
) -> Array:
    """A motion (T, C) of a body turned over by angles (T,) rad, its legs `apart` (T,) rad each, on its supports."""
    body, stature = plane.body, plane.body.stature
    motion = np.repeat(changed(pose, {**_UPRIGHT, **OVERHEAD})[None], len(t), axis=0)
    joints = _joints(plane, pose)
    hips = hips_way(plane, t, over, supports, through, pose)
    sign = SIGN[plane.side] if plane.side else 1.0
    root = plane.world(hips)
    motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]] = root
    motion[:, INDEX["hips.roll" if plane.side else "hips.pitch"]] = sign * over
    motion[:, INDEX["head.pitch"]] = -0.55 * np.sin(0.5 * over) ** 2  # looks at the hands
    if plane.side:  # the head is kept up from the floor while the body is level
        motion[:, INDEX["head.roll"]] = -0.55 * sign * np.sin(over)
    for side in SIDES:
        # 1. Feet: on the floor, or straight out from the hip with pointed toes
        off, along = _off_floor(t, [s for s in supports if s.limb == f"foot.{side}"])
        joint, across = joints[f"foot.{side}"]
        opens = apart if side == lead else -apart
        leg = 0.985 * body.leg * np.stack([np.sin(opens), -np.cos(opens)], axis=-1)
        free = hips + _turn(joint, over) + _turn(leg, over)
        stands = across if plane.side else _spread(plane, f"foot.{side}")
        ankle = np.stack([along, np.full_like(along, body.ankle_height)], axis=-1)
        goal = plane.world(ankle + off[:, None] * (free - ankle), stands + off * (across - stands))
        yaw = plane.heading + 0.15 * SIGN[side]
        motion[:, INDEX[f"foot.yaw.{side}"]] = yaw - 0.15 * SIGN[side] * off
        turned_over = over if plane.side else np.clip(over, 0.0, None)
        roll = sign * (turned_over - opens) if plane.side else np.zeros_like(over)
        pitch = 0.9 if plane.side else turned_over - opens + 0.9
        motion[:, INDEX[f"foot.roll.{side}"]] = _nearest_turn(roll, off)
        motion[:, INDEX[f"foot.pitch.{side}"]] = off**2 * pitch
        motion[:, INDEX[f"toe.{side}"]] = 0.0
        put_ankle(body, motion, side, goal)
        edge = stature * (_SOLE_EDGE * np.abs(np.sin(motion[:, INDEX[f"foot.roll.{side}"]])) + _LIFT * off)
        motion[:, INDEX[f"foot.z.{side}"]] = np.maximum(motion[:, INDEX[f"foot.z.{side}"]], edge)
        # 2. Hands: on the floor with the fingers to the back of the body, or over the head
        off, along = _off_floor(t, [s for s in supports if s.limb == f"hand.{side}"])
        wrist = plane.world(np.stack([along, np.full_like(along, WRIST_M * stature)], axis=-1),
                            0.0 if plane.side else _spread(plane, f"hand.{side}"))  # fmt: skip
        back = -flat_direction(plane.heading) if plane.side else flat_direction(plane.heading)
        rotation = hand_rotation(side, back, np.array([0.0, 0.0, -1.0]))
        motion[:, INDEX[f"hand.w.{side}"]] = 1.0 - off
        motion[:, [INDEX[f"hand.{axis}.{side}"] for axis in "xyz"]] = wrist
        motion[:, [INDEX[f"hand.q{axis}.{side}"] for axis in "wxyz"]] = rotation
        motion[:, INDEX[f"hand.pole.{side}"]] = 0.3
    return motion


def _nearest_turn(roll: Array, off: Array) -> Array:
    """What a foot off the floor is rolled by, faded out to whole turns where it stands."""
    whole = 2.0 * np.pi * np.round(roll / (2.0 * np.pi))
    return np.asarray(whole + off * (roll - whole))


def put_ankle(body: Body, motion: Array, side: str, ankle: Array) -> None:
    """Writes the footprint and clearance with which the ankle is at (T, 3), for the foot's angles as they are."""
    columns = [INDEX[f"foot.{axis}.{side}"] for axis in "xyz"]
    motion[:, columns] = 0.0
    motion[:, INDEX[f"foot.level.{side}"]] = 0.0
    motion[:, columns] = ankle - ankle_of(body, motion, side)[0]


# --- sideways -----------------------------------------------------------------------------------

_LEANS_RAD, _BETWEEN_RAD = 0.25, 0.42
"""how far the leg leans over the foot as the first hand comes down, and how much later the second one does"""
_HAND_AT, _FOOT_OFF, _OTHER_AT = 0.345, 0.36, 0.405
"""shares of a cartwheel's time: a hand comes down, the foot leaves, the other hand comes down; the same backwards"""


def _leaning(body: Body) -> Array:
    """Where the hips (2,) are from the foot that carries, along and up, as a hand comes down: the knee gives."""
    return 0.90 * body.leg * np.array([np.sin(_LEANS_RAD), np.cos(_LEANS_RAD)]) + [0.0, body.ankle_height]


def _first_hand(plane: Plane, pose: Array, lead: str) -> tuple[float, float]:
    """How far the body is turned over as the first hand comes to the floor, rad, and how far from the foot, m."""
    body, (along, up) = plane.body, _joints(plane, pose)[f"hand.{lead}"][0]
    over = np.linspace(1.0, 3.0, 400)
    hips = _leaning(body)
    shoulder = hips + _turn(np.broadcast_to(np.array([along, up]), (400, 2)), over)
    low = np.argmin(np.abs(shoulder[:, 1] - 0.95 * body.arm - WRIST_M * body.stature))
    return float(over[low]), float(shoulder[low, 0])


def _wheel(u: Array, hand_rad: float) -> Array:
    """How far (T,) the body is turned over, rad, from the shares (T,) of one cartwheel."""
    first = np.array([(0.0, 0.0), (0.12, 0.26), (0.22, 0.42 * hand_rad), (_HAND_AT, hand_rad),
                      (_OTHER_AT, hand_rad + _BETWEEN_RAD), (0.5, np.pi)])  # fmt: skip
    both = np.concatenate([first, np.stack([1.0 - first[-2::-1, 0], 2.0 * np.pi - first[-2::-1, 1]], axis=-1)])
    return channels.interpolate(both[:, 0].tolist(), both[:, 1:], u)[:, 0]


def cartwheel(act: Act) -> None:
    """Arms up, a wide step, hand, hand, the legs over, foot, foot; one after another where more are said."""
    performer, body, fps, tempo = act.performer, act.body, act.fps, act.style.tempo
    if performer.posture != "stand":
        get_up(act)
    start, lead, stature = performer.pose, act.side, body.stature
    trail = OTHER[lead]
    cycle = act.value("seconds_each", 2.1 / tempo, 1.0, 4.0, "s", "of one cartwheel")
    apart_rad = act.value("apart_rad", 0.85, 0.2, 1.2, "rad", "how far each leg is spread from the body's line")
    ready, often = 0.55 / tempo, act.count or 1
    plane = Plane(body, np.array([start[INDEX["x"]], start[INDEX["y"]], 0.0]), performer.heading, lead)
    hand_rad, reach = _first_hand(plane, start, lead)
    wide, hands, stands = 0.36 * stature, 0.19 * stature, float(start[INDEX["hips.z"]])
    leaning = _leaning(body)
    over_hands = 0.97 * body.arm + _joints(plane, start)[f"hand.{lead}"][0][1] + WRIST_M * stature
    feet = {side: float(np.dot([start[INDEX[f"foot.{axis}.{side}"]] for axis in "xy"] - plane.origin[:2],
                               plane.way[:2])) for side in SIDES}  # fmt: skip
    first = feet[trail] + wide
    supports = [Support(f"foot.{lead}", 0.0, ready - 0.08 * cycle, feet[lead])]
    floor = {trail: (0.0, feet[trail]), lead: (ready + 0.12 * cycle, first)}  # since when each foot stands where
    through = [(0.0, 0.0, stands), (0.6 * ready, 0.0, stands)]
    for number in range(often):
        begun = ready + number * cycle
        near, far = floor[lead][1] + reach, floor[lead][1] + reach + hands
        middle = 0.5 * (near + far)
        supports += [
            Support(f"foot.{trail}", floor[trail][0], begun + 0.20 * cycle, floor[trail][1]),
            Support(f"foot.{lead}", floor[lead][0], begun + _FOOT_OFF * cycle, floor[lead][1]),
            Support(f"hand.{lead}", begun + _HAND_AT * cycle, begun + (1.0 - _OTHER_AT) * cycle, near),
            Support(f"hand.{trail}", begun + _OTHER_AT * cycle, begun + (1.0 - _HAND_AT) * cycle, far),
        ]
        goes = [(0.12, floor[lead][1] - 0.35 * wide, 0.95 * stands), (0.22, floor[lead][1], 0.97 * stands),
                (_HAND_AT, floor[lead][1] + leaning[0], leaning[1])]  # fmt: skip
        back = [(1.0 - share, 2.0 * middle - along, up) for share, along, up in reversed(goes)]
        goes += [(0.5, middle, over_hands), *back]
        through += [(begun + share * cycle, along, up) for share, along, up in goes]
        floor = {trail: (begun + (1.0 - _FOOT_OFF) * cycle, far + reach),
                 lead: (begun + 0.80 * cycle, far + reach + wide)}  # fmt: skip
    over_s = ready + often * cycle
    closed, end = floor[lead][1] - abs(feet["L"] - feet["R"]), over_s + 0.45 / tempo
    done = end + 0.35 / tempo
    supports += [Support(f"foot.{trail}", floor[trail][0], over_s + 0.05, floor[trail][1]),
                 Support(f"foot.{lead}", floor[lead][0], done, floor[lead][1]),
                 Support(f"foot.{trail}", end, done, closed)]  # fmt: skip
    rests = floor[lead][1] - feet[lead]
    through += [(end, rests, stands), (done, rests, stands)]
    t = np.arange(1, round(done * fps) + 1) / fps
    turns = np.clip(np.floor((t - ready) / cycle), 0, often - 1)
    over = 2.0 * np.pi * turns + _wheel(np.clip((t - ready) / cycle - turns, 0.0, 1.0), hand_rad)
    apart = apart_rad * np.sin(0.5 * over) ** 2
    apart = np.maximum(apart, 0.45 * minimum_jerk((t - 0.3 * ready) / 0.4) * minimum_jerk((over_s - t) / 0.3))
    motion = tumble(plane, start, t, over, apart, supports, np.array(through), lead)
    _arms_join(motion, start, t, ready, over_s)
    keys = [round((ready + (k + share) * cycle) * fps) for k in range(often) for share in (0.12, 0.36, 0.5, 0.64, 0.8)]
    performer.play(Segment(motion=motion, keys=tuple(keys)), act.action.id)
    performer.pose = performer.pose.copy()
    for name in ("hips.roll", "foot.roll.L", "foot.roll.R"):  # whole turns are none
        performer.pose[INDEX[name]] -= 2.0 * np.pi * often * SIGN[lead]


def _arms_join(motion: Array, start: Array, t: Array, up_s: float, down_s: float | None = None) -> None:
    """The arms come up from how they hang before, and go down to it again after."""
    hanging = 1.0 - minimum_jerk(t / up_s)
    if down_s is not None:
        hanging = hanging + minimum_jerk((t - down_s) / (t[-1] - down_s))
    for side in SIDES:
        columns = channels.arm_columns(side)
        motion[:, columns] += hanging[:, None] * (start - motion[0])[columns]


# --- forwards -----------------------------------------------------------------------------------


def handstand(act: Act) -> None:
    """A long step, both hands down, one leg after the other up, straight over the hands; and down the same way."""
    performer, body, fps, tempo = act.performer, act.body, act.fps, act.style.tempo
    if performer.posture != "stand":
        get_up(act)
    start, lead, stature = performer.pose, act.side, body.stature
    trail = OTHER[lead]
    hold = act.value("seconds", act.duration_s or 1.6, 0.1, 20.0, "s", "how long one stands on the hands")
    ready, up_s = 0.5 / tempo, 1.5 / tempo
    done = ready + up_s
    plane = Plane(body, np.array([start[INDEX["x"]], start[INDEX["y"]], 0.0]), performer.heading, None)
    hand_rad, reach = _first_hand(plane, start, lead)
    stands = float(start[INDEX["hips.z"]])
    feet = {side: float(np.dot([start[INDEX[f"foot.{axis}.{side}"]] for axis in "xy"] - plane.origin[:2],
                               plane.way[:2])) for side in SIDES}  # fmt: skip
    stepped = feet[lead] + 0.30 * stature
    near, leaning = stepped + reach, _leaning(body)
    supports = [
        Support(f"foot.{trail}", 0.0, ready + 0.32 * up_s, feet[trail]),
        Support(f"foot.{lead}", 0.0, ready - 0.05 * up_s, feet[lead]),
        Support(f"foot.{lead}", ready + 0.15 * up_s, ready + 0.58 * up_s, stepped),
        *(Support(f"hand.{side}", ready + 0.48 * up_s, done, near) for side in SIDES),
    ]
    over_hands = 0.97 * body.arm + _joints(plane, start)[f"hand.{lead}"][0][1] + WRIST_M * stature
    through = np.array([
        (0.0, 0.0, stands), (0.6 * ready, 0.0, stands), (ready + 0.15 * up_s, 0.45 * stepped, 0.95 * stands),
        (ready + 0.32 * up_s, stepped, 0.95 * stands), (ready + 0.48 * up_s, stepped + leaning[0], leaning[1]),
        (ready + 0.85 * up_s, near - 0.02 * stature, over_hands), (done, near, over_hands),
    ])  # fmt: skip
    t = np.arange(1, round(done * fps) + 1) / fps
    shares = [0.0, ready, ready + 0.32 * up_s, ready + 0.48 * up_s, ready + 0.66 * up_s, done]
    angles = np.array([0.0, 0.05, 0.45 * hand_rad, hand_rad, hand_rad + 0.62 * (np.pi - hand_rad), np.pi])
    over = channels.interpolate(shares, angles[:, None], t)[:, 0]
    rise = (t - ready) / up_s
    apart = 0.75 * minimum_jerk((rise - 0.12) / 0.35) * minimum_jerk((1.0 - rise) / 0.42)
    motion = tumble(plane, start, t, over, apart, supports, through, lead)
    _arms_join(motion, start, t, ready)
    still = np.repeat(motion[-1:], round(hold * fps), axis=0)
    wave = np.sin(2.0 * np.pi * 0.6 * np.arange(1, len(still) + 1) / fps) * channels.minimum_jerk(
        np.minimum(np.arange(len(still)), np.arange(len(still))[::-1]) / (0.3 * fps)
    )
    still[:, INDEX["spine.pitch"]] += 0.03 * wave  # never quite still
    still[:, INDEX["hips.pitch"]] -= 0.02 * wave
    motion = np.concatenate([motion, still, motion[::-1]])
    up = [round(share * fps) for share in (ready, ready + 0.15 * up_s, ready + 0.48 * up_s, ready + 0.66 * up_s, done)]
    keys = sorted({*up, len(motion) // 2, *(len(motion) - 1 - key for key in up)})
    performer.play(Segment(motion=motion, keys=tuple(keys)), act.action.id)


TUMBLING = {"cartwheel": cartwheel, "handstand": handstand}
