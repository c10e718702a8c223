"""On a swing: the seat goes as a pendulum, the body pumps with it, both hands have the chains; and who pushes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.swinging import pushed_on_swing, swing_angle, swing_period_s, swing_rad
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .limb_targets import hanging_legs, with_ankle, with_wrist
from .performer import Happening, Performer, Segment, flat_direction, turned
from .postures import seat_of
from .reach import PALM_THICKNESS, finger_curl, hand_rotation
from .scene_query import Place, SceneQuery
from .solve import place

LONGEST_S = 120.0
"""for so long it is planned what goes on by itself"""
_USUAL_SWINGS = 3
_CHAIN_M, _CHAIN_APART_M = 0.022, 0.236
"""thickness of a chain, and half the distance of two of them where hands are"""
_GRIP_UP = 0.30
"""of the hands over the seat, statures"""
_PUMP_LEAD = 0.25 * np.pi
"""how much earlier than the seat the legs are ahead"""
_YIELDS_M = 0.004
_OUT_OF_STEP = 0.37
"""share of a period"""


@dataclass(frozen=True)
class Swing:
    """One seat of a swing in the world."""

    part: str
    pivot: Array
    """(3,) the middle between the hooks of its chains"""
    heading: float
    length: float
    """m from there to the seat"""
    rad: float

    @property
    def period_s(self) -> float:
        return swing_period_s(self.length, self.rad)

    @property
    def ahead_s(self) -> float:
        """How much earlier it is where it goes than the first seat: two beside each other do not go in step."""
        return 0.0 if self.part.endswith("1") else _OUT_OF_STEP * self.period_s

    def angle(self, t: Array) -> Array:
        """(T,) rad ahead of the plumb line."""
        return swing_angle(t + self.ahead_s, self.length, self.rad)

    def phase(self, t: Array) -> Array:
        """(T,) rad since it was behind."""
        return np.asarray(2.0 * np.pi * (t + self.ahead_s) / self.period_s)

    def turn(self, t: Array) -> Array:
        """(T, 4) of what hangs there and faces -Y at rest."""
        back = quat.from_angle_axis(-self.angle(t), [1.0, 0.0, 0.0])
        return quat.mul(quat.from_angle_axis(np.array(self.heading), [0.0, 0.0, 1.0]), back)

    def world(self, t: Array, local: Array) -> Array:
        """(T, 3) of points of the hanging seat, from its pivot."""
        return np.asarray(self.pivot + quat.mul_vec(self.turn(t), local))


def swing_at(scene: SceneQuery, owner: str, name: str, seat: Place, rad: float) -> Swing | None:
    """The swing that a seat hangs from; None where the thing has no such moving part."""
    asset, placed = scene.asset(owner), scene.transform(owner)
    part = next((m for m in asset.meshes if m.name == name and m.joint is not None), None) if asset else None
    if part is None or part.joint is None or placed is None:
        return None
    pivot = np.asarray(placed.translation + quat.mul_vec(placed.rotation, part.joint.origin * placed.scale), np.float64)
    facing = seat.axis(0.0, -1.0, 0.0)
    return Swing(name, pivot, float(np.arctan2(facing[0], -facing[1])), float(pivot[2] - seat.translation[2]), rad)


def swinging(body: Body, standing: Array, swing: Swing, t: Array) -> Array:
    """(T, C) of who swings: legs out and leaning back on the way ahead, legs under the seat on the way back."""
    phase = swing.phase(t)
    effort = min(1.0, swing.rad / 0.55)
    out = effort * (0.5 - 0.5 * np.cos(phase + _PUMP_LEAD)) + (1.0 - effort) * 0.35
    angle, zero = swing.angle(t), np.zeros(len(t))
    pitch = 0.06 - 0.36 * out
    hips = np.stack([zero, zero, zero - swing.length + body.seat_flesh - _YIELDS_M], axis=-1)
    motion = np.repeat(standing[None], len(t), axis=0)
    motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]] = swing.world(t, hips)
    motion[:, INDEX["heading"]] = swing.heading
    motion[:, INDEX["hips.pitch"]] = pitch - angle
    motion[:, INDEX["spine.pitch"]] = 0.20 - 0.26 * out
    motion[:, INDEX["head.pitch"]] = -0.10 + 0.35 * out + 0.45 * angle
    for side in SIDES:
        lean = quat.from_angle_axis(pitch, [1.0, 0.0, 0.0])
        hip = hips + quat.mul_vec(lean, body.offsets[body.index[f"thigh.{side}"]])
        ankle = hanging_legs(body, hip, 0.16 - 0.20 * out, -0.55 + 1.85 * out)
        foot = 0.10 - (-0.55 + 1.85 * out) + 0.55 * out - angle
        motion = with_ankle(body, motion, side, swing.world(t, ankle), foot, swing.heading + 0.06 * SIGN[side])
        inward = np.array([-SIGN[side], 0.0, 0.0])
        fingers = np.array([0.0, -0.94, 0.34])
        chain = np.array([SIGN[side] * _CHAIN_APART_M, 0.0, _GRIP_UP * body.stature - swing.length])
        off = 0.5 * _CHAIN_M + PALM_THICKNESS * body.stature / 1.7
        wrist = chain - inward * off - fingers * body.palm
        grip = quat.mul(swing.turn(t), hand_rotation(side, fingers, inward))
        motion = with_wrist(motion, side, swing.world(t, np.broadcast_to(wrist, (len(t), 3))), grip)
        motion = changed(motion, {f"{name}.{side}": value for name, value in finger_curl(body, _CHAIN_M).items()})
    return changed(motion, {"knee": 0.02})


def swing(act: Act) -> None:
    """From the first frame on, three times to and fro, and on until something else is to be done."""
    performer, body, fps = act.performer, act.body, act.fps
    found = seat_of(act)
    own = swing_at(act.scene, found[2], found[1], found[0], swing_rad(act.action)) if found is not None else None
    if found is None or own is None or performer.length > 0:
        act.notes.append(f"There is no free swing for “{act.action.text}”; {act.actor} stays as before.")
        return
    act.scene.taken_seats.add((found[2], found[1]))
    standing = body.standing(*performer.xy, own.heading)
    period = own.period_s
    seconds = act.duration_s or _USUAL_SWINGS * period
    t = np.arange(max(2, round(seconds * fps))) / fps
    turns = {own.part: -own.angle(np.arange(round(LONGEST_S * fps)) / fps)}
    extremes = tuple(k for k in (round(n * 0.25 * period * fps) for n in range(int(4 * seconds / period) + 1))
                     if k < len(t))  # fmt: skip
    begin_with(performer, act.action.id, lambda at: swinging(body, standing, own, at), t, extremes,
               Happening(kind="turn", frame=0, joint="hips", target_id=found[2], turns=turns))  # fmt: skip
    ahead = own.pivot + 6.0 * flat_direction(own.heading) - np.array([0.0, 0.0, 0.8])
    performer.gazes.append((0, round(LONGEST_S * fps), ahead, 0.35))
    performer.posture = "sit"


def begin_with(
    performer: Performer, name: str, at: Callable[[Array], Array], t: Array, keys: tuple[int, ...],
    happening: Happening,
) -> None:  # fmt: skip
    """What somebody does from the first frame on, at times (T,), and goes on with: `at` gives its rows (T, C)."""
    performer.pose = at(t[:1])[0]
    performer.play(Segment(motion=at(t), keys=keys, seam_s=0.0, happenings=(happening,)), name)
    performer.goes_on = lambda count: at((performer.length + np.arange(count)) / performer.fps)


# --- who pushes ------------------------------------------------------------------------------------------------------

_MEETS, _LETS_GO = 0.55, 0.85
"""phases of a swing before and after its end behind in which the palms are on the back, rad"""
_COMES, _LEAVES = 0.55, 0.6
_PALMS_UP, _PALMS_APART = 0.62, 0.24
"""where on the back, from the hips to the neck, and how far apart, in half widths of the chest"""


def push_swing(act: Act) -> None:
    """Behind the swing: both palms meet the back where it stops, give way, push until the arms are long."""
    pushed = pushed_on_swing(act.scene.description, act.action)
    who = act.target_id if act.target_id in act.performers else None
    sitter = act.performers[who] if who is not None else None
    swings = act.scene.objects_of(pushed[1]) if pushed is not None else ()
    seat = next((s for s in (_seat_under(act.scene, sitter, owner) for owner in swings) if s is not None), None) \
        if sitter is not None else None  # fmt: skip
    deed = next((a for a in act.scene.description.actions if a.id == act.action.during), act.action)
    own = swing_at(act.scene, seat[0], seat[1], seat[2], swing_rad(deed)) if seat is not None else None
    if own is None or sitter is None or act.performer.length > 0:
        act.notes.append(f"Nobody swings for “{act.action.text}”; {act.actor} waits.")
        return
    performer, body, fps = act.performer, act.body, act.fps
    child, period = sitter.body, own.period_s
    seated = child.standing(*sitter.xy, own.heading)
    stance, end = _stance(body, performer, own.heading), _palm_spots(child, seated, own, np.full(1, -own.ahead_s))

    def at(t: Array) -> Array:
        return _pushing(body, stance, own, t, _palm_spots(child, seated, own, t), end)

    seconds = act.duration_s or _USUAL_SWINGS * period
    t = np.arange(max(2, round(seconds * fps))) / fps
    performer.pose = at(t[:1])[0]
    performer.play(Segment(motion=at(t), seam_s=0.0), act.action.id)
    performer.goes_on = lambda count: at((performer.length + np.arange(count)) / fps)
    performer.gazes.append((0, round(LONGEST_S * fps), sitter.actor_id, 0.8))


def _seat_under(scene: SceneQuery, sitter: Performer, owner: str) -> tuple[str, str, Place] | None:
    """Owner, name and place at rest of the seat that somebody was put on."""
    placed = scene.layout.placements[sitter.actor_id].transform.translation
    found = [(owner, affordance.name, spot) for affordance, spot in scene.places(owner, "sit_at")]
    near = min(found, key=lambda f: float(np.linalg.norm(f[2].translation[:2] - placed[:2])), default=None)
    return near if near is not None and float(np.linalg.norm(near[2].translation[:2] - placed[:2])) < 0.6 else None


def _palm_spots(child: Body, seated: Array, own: Swing, t: Array) -> Array:
    """(T, 3) the middle of the back of who swings, where two palms go, on the clothes."""
    rows = swinging(child, seated, own, t)
    posed = place(child, rows)
    low, high = (posed.positions[:, child.index[name]] for name in ("chest", "neck"))
    thick = next(g for g in child.girths if g.start == "chest").front_m[2]
    back = quat.mul_vec(posed.turns[:, child.index["chest"]], np.array([0.0, 1.0, 0.0]))
    return np.asarray(low + 0.45 * (high - low) + float(thick) * back)


def _stance(body: Body, performer: Performer, heading: float) -> Array:
    """One foot ahead of the other, in line with the swing."""
    pose = body.standing(*performer.xy, heading)
    ahead = flat_direction(heading)
    for side, share in (("L", 0.24), ("R", -0.24)):
        for axis, name in enumerate(("x", "y")):
            pose[INDEX[f"foot.{name}.{side}"]] += share * body.leg * ahead[axis]
    return changed(pose, {"hips.z": pose[INDEX["hips.z"]] - 0.035 * body.leg})


def _pushing(body: Body, stance: Array, own: Swing, t: Array, spots: Array, end: Array) -> Array:
    """(T, C) of who pushes: palms on spots (T, 3) while these are near their end behind (1, 3), else drawn back."""
    phase = (own.phase(t) + np.pi) % (2.0 * np.pi) - np.pi
    on = minimum_jerk((phase + _MEETS + _COMES) / _COMES) * minimum_jerk((_LETS_GO + _LEAVES - phase) / _LEAVES)
    ahead = flat_direction(own.heading)
    left = turned(own.heading, np.array([1.0, 0.0, 0.0]))
    drawn = end + 0.16 * body.stature / 1.7 * (ahead - np.array([0.0, 0.0, 0.5]))
    centre = drawn + on[:, None] * (spots - drawn)
    gone = (centre - end) @ ahead
    motion = np.repeat(stance[None], len(t), axis=0)
    lean = np.clip(gone / 0.45, -0.2, 1.0)
    for name, share in (("x", ahead[0]), ("y", ahead[1])):
        motion[:, INDEX[name]] += share * 0.24 * body.leg * lean
    motion[:, INDEX["hips.pitch"]] += 0.10 + 0.12 * lean
    motion[:, INDEX["spine.pitch"]] += 0.04 + 0.14 * lean
    motion[:, INDEX["hips.z"]] -= 0.02 * body.leg * np.abs(lean)
    rear = np.clip(lean, 0.0, 1.0) * 0.45
    motion[:, INDEX["foot.pitch.R"]] = motion[:, INDEX["toe.R"]] = rear
    for side in SIDES:
        fingers, palm = np.array([-0.12 * SIGN[side], -0.30, 0.95]), np.array([0.0, -1.0, -0.30])
        apart = _PALMS_APART * body.foot_width * 1.7
        wrist = (centre + SIGN[side] * apart * left - ahead * (body.palm_flesh)
                 - turned(own.heading, fingers) * body.palm)  # fmt: skip
        hand = hand_rotation(side, fingers / np.linalg.norm(fingers), palm / np.linalg.norm(palm))
        grip = quat.mul(quat.from_angle_axis(np.array(own.heading), [0.0, 0.0, 1.0]), hand)
        motion = with_wrist(motion, side, wrist, grip)
    return changed(motion, {"thumb": 0.2, "index": 0.1, "middle": 0.12, "ring": 0.14, "pinky": 0.16, "knee": 0.08})
