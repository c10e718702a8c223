"""Archery: side-on, the bow comes up, the string to the chin and the limbs bend, the arrow flies and sticks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.ballistics import launch_velocity, position
from ..common.two_bone import unit
from ..protocol.scene import Asset
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .guiding import middle_of, track
from .holding import placed_scale
from .limb_targets import with_wrist
from .performer import Happening, Segment, turned
from .reach import PALM_THICKNESS, finger_curl, hand_rotation
from .solve import place

_UP_S, _DRAW_S, _FULL_S, _LOOSE_S, _DOWN_S, _END_S = 0.55, 1.15, 2.15, 2.85, 3.7, 4.6
_ARROW_M_S = 20.0
_STICKS_M = 0.10
"""how deep an arrow goes in"""
_REACH, _FINGERS = 0.955, 1.72
"""of the bow arm, of its length; from the wrist to the fingers that have the string, in palms"""
_GRIP_M = 0.034


@dataclass(frozen=True)
class Bow:
    """A bow in its own space, scaled: it faces -Y and stands upright; places from its grip (m, back and up)."""

    brace: float
    """from the grip to the string at rest"""
    hinge: Array
    """(2,) back, up: where the upper limb bends"""
    tip: Array
    """(2,) from there"""
    half: float
    """of the string"""

    def bent(self, drawn: float) -> tuple[float, float]:
        """rad about X of the upper limb, and of its half of the string on it, for a nock so far behind the grip."""
        low, high = -0.7, 0.0
        for _ in range(40):
            middle = 0.5 * (low + high)
            tip = self._tip(middle)
            if np.hypot(drawn - tip[0], tip[1]) > self.half:
                high = middle
            else:
                low = middle
        limb = 0.5 * (low + high)
        tip = self._tip(limb)
        line = float(np.arctan2(drawn - tip[0], tip[1]))
        return limb, line - limb

    def _tip(self, angle: float) -> Array:
        y, z = self.tip
        c, s = np.cos(angle), np.sin(angle)
        return np.array([self.hinge[0] + y * c - z * s, self.hinge[1] + y * s + z * c])


def _bow_of(asset: Asset, scale: Array) -> tuple[Bow, Array] | None:
    """The bow, and its grip in asset space, scaled (3,)."""
    grips, nocks = asset.affordances_of("grip_at"), asset.affordances_of("hang_at")
    joints = {part.name: part.joint for part in asset.meshes if part.joint is not None}
    limb, string = joints.get("limb_upper"), joints.get("string_upper")
    if not grips or not nocks or limb is None or string is None:
        return None
    grip = np.asarray(grips[0].frame.translation * scale, dtype=np.float64)
    nock = nocks[0].frame.translation * scale - grip
    hinge, tip = (joint.origin * scale - grip for joint in (limb, string))
    return Bow(brace=float(nock[1]), hinge=hinge[1:], tip=(tip - hinge)[1:], half=float(tip[2] - nock[2])), grip


def shoot_arrow(act: Act) -> None:
    """From a bow held low, arrow on the string, to the arrow in the target and the bow down again."""
    performer, body, fps = act.performer, act.body, act.fps
    bow_id, arrow = _own(act, "bow"), _own(act, "arrow")
    asset = act.scene.asset(bow_id) if bow_id is not None else None
    found = _bow_of(asset, placed_scale(act.scene, bow_id)) if asset is not None and bow_id is not None else None
    if found is None or bow_id is None or arrow is None or act.target_id is None or performer.length > 0:
        act.notes.append(f"“{act.action.text}” needs bow, arrow and a target from the beginning; {act.actor} stands.")
        return
    bow, grip = found
    spot = _bullseye(act, act.target_id)
    here = np.array([*performer.point, 0.0])
    way = (spot - here) * [1.0, 1.0, 0.0]
    toward = way / np.linalg.norm(way)
    heading = float(np.arctan2(toward[1], toward[0]))  # the left shoulder to the target
    standing = _stance(body, performer.xy, heading)
    t = np.arange(round(_END_S * fps)) / fps
    motion, hand, aim, drawn = _drawing(body, standing, bow, spot, t)

    # 1. The bow in the hand, its limbs and string
    up = np.array([0.0, 0.0, 1.0])
    back = unit(-aim)
    across = unit(np.cross(back, up))  # asset +X when -Y looks along the aim
    frames = np.stack([across, back, np.cross(across, back)], axis=-1)
    turn = quat.unroll(quat.from_matrix(frames))
    bends = np.array([bow.bent(float(d)) for d in drawn])
    turns = {"limb_upper": bends[:, 0], "string_upper": bends[:, 1], "limb_lower": -bends[:, 0],
             "string_lower": -bends[:, 1]}  # fmt: skip

    # 2. The arrow on the string, in the air, in the target
    size = placed_scale(act.scene, arrow)
    shaft = act.scene.asset(arrow)
    assert shaft is not None
    middle = middle_of(act, arrow)
    half = 0.5 * float(shaft.dimensions[1] * size[1])
    loose = round(_LOOSE_S * fps)
    nock = hand + back * drawn[:, None]
    on_string = nock[: loose + 1] + aim[: loose + 1] * half
    end = spot - aim[loose] * (half - _STICKS_M)
    seconds = float(np.linalg.norm(end - on_string[-1])) / _ARROW_M_S
    velocity = launch_velocity(on_string[-1], end, seconds)
    count = max(2, round(seconds * fps))
    after = np.arange(1, count + 1) / count * seconds
    air = position(on_string[-1], velocity, after)
    fall = velocity + np.outer(after, [0.0, 0.0, -9.81])
    directions = np.concatenate([aim[: loose + 1], unit(fall)])
    places = np.concatenate([on_string, air])
    left = unit(np.cross(-directions, up))
    shaft_turn = quat.unroll(quat.from_matrix(np.stack([left, -directions, np.cross(left, -directions)], axis=-1)))

    performer.pose = motion[0].copy()
    happenings = (
        Happening(kind="guide", frame=0, joint="hand.L", target_id=bow_id,
                  way=track(hand - quat.mul_vec(turn, grip), turn)),
        Happening(kind="turn", frame=0, joint="hand.R", target_id=bow_id, turns=turns),
        Happening(kind="guide", frame=0, joint="hand.R", target_id=arrow,
                  way=track(places - quat.mul_vec(shaft_turn, middle), shaft_turn)),
    )  # fmt: skip
    keys = tuple(round(moment * fps) for moment in (_UP_S, _DRAW_S, _FULL_S, _LOOSE_S, _DOWN_S))
    performer.play(Segment(motion=motion, keys=keys, seam_s=0.0, happenings=happenings), act.action.id)
    rest = motion[-1]
    performer.goes_on = lambda count: np.repeat(rest[None], count, axis=0)
    act.scene.taken_things |= {bow_id, arrow}
    performer.gazes.append((0, len(t) + round(2.0 * fps), spot, 1.0))


def _own(act: Act, category: str) -> str | None:
    """The bow or arrow of this archer: of several, that of the same number."""
    entity = next((e for e in act.scene.description.entities if e.category == category), None)
    things = act.scene.objects_of(entity.id) if entity is not None else ()
    company = act.scene.description.entity_of(act.performer.actor_id)
    number = company.object_ids.index(act.performer.actor_id) if company is not None else 0
    return things[number % len(things)] if things else None


def _bullseye(act: Act, target: str) -> Array:
    """(3,) the middle of the smallest ring, or of the thing."""
    points = act.scene.part_points(target, "ring_5")
    return points.mean(axis=0) if len(points) else act.scene.centre(target)


def _stance(body: Body, xy: tuple[float, float], heading: float) -> Array:
    """Feet apart in line with the target, the body square across it."""
    pose = body.standing(*xy, heading)
    across = turned(heading, np.array([1.0, 0.0, 0.0]))
    for side in SIDES:
        for axis, share in zip("xy", across[:2], strict=True):
            pose[INDEX[f"foot.{axis}.{side}"]] += 0.055 * body.stature * SIGN[side] * share
        pose[INDEX[f"foot.yaw.{side}"]] = heading + (0.35 if side == "L" else 0.0)
    return changed(pose, {"hips.z": pose[INDEX["hips.z"]] - 0.022 * body.leg, "spine.yaw": 0.12, "head.yaw": 0.75})


def _drawing(
    body: Body, standing: Array, bow: Bow, spot: Array, t: Array
) -> tuple[Array, Array, Array, Array]:
    """(T, C) of the archer; with it the bow's grip (T, 3), where it looks (T, 3), and the nock's way back (T,)."""
    posed = place(body, standing[None])
    shoulder = posed.positions[0, body.index["upper_arm.L"]]
    head = posed.positions[0, body.index["head"]]
    toward = unit((spot - shoulder) * [1.0, 1.0, 0.0])
    front = np.cross([0.0, 0.0, 1.0], toward) * -1.0  # where the chest looks
    size = body.stature / 1.7
    chin = head + size * (0.045 * toward + 0.060 * front + np.array([0.0, 0.0, 0.035]))
    lift = _elevation(chin, spot)
    aim = unit(np.array([*(spot - chin)[:2], float(np.linalg.norm((spot - chin)[:2])) * np.tan(lift)]))
    reach = _REACH * body.arm + 0.9 * body.palm
    along = float((shoulder - chin) @ aim)
    off = shoulder - chin - along * aim
    full = along + float(np.sqrt(max(reach**2 - float(off @ off), 0.01)))

    raised = minimum_jerk((t - _UP_S) / (_DRAW_S - _UP_S)) * (1.0 - minimum_jerk((t - _DOWN_S) / (_END_S - _DOWN_S)))
    pull = minimum_jerk((t - _DRAW_S) / (_FULL_S - _DRAW_S))
    shot = (t > _LOOSE_S).astype(float)
    low_aim = unit(toward + 0.35 * front + np.array([0.0, 0.0, -0.75]))
    low = shoulder + body.arm * (0.52 * toward + 0.34 * front + np.array([0.0, 0.0, -0.55]))
    way = unit(low_aim + raised[:, None] * (aim - low_aim))
    hand = low + raised[:, None] * (chin + full * aim - low)
    drawn = bow.brace + pull * (full - bow.brace) * (1.0 - shot)
    nock = hand - way * drawn[:, None]

    motion = np.repeat(standing[None], len(t), axis=0)
    motion[:, INDEX["spine.yaw"]] += 0.10 * pull * (1.0 - shot)
    motion[:, INDEX["spine.roll"]] -= 0.03 * pull
    up = np.array([0.0, 0.0, 1.0])
    flesh = PALM_THICKNESS * size
    side_on = unit(np.cross(up, way)) * -1.0  # to the archer's front
    # The left hand pushes the grip, thumb up
    fingers = unit(way + 0.30 * side_on - 0.30 * up)
    palm = unit(side_on - np.sum(side_on * fingers, axis=-1, keepdims=True) * fingers)
    wrist = hand - palm * (0.5 * _GRIP_M + flesh) - fingers * 0.92 * body.palm
    turn = np.stack([hand_rotation("L", f, p) for f, p in zip(fingers, palm, strict=True)])
    motion = with_wrist(motion, "L", wrist, turn)
    motion = changed(motion, {f"{name}.L": v for name, v in finger_curl(body, _GRIP_M).items()})
    # Three fingers of the right hand have the string, and leave it backwards along the neck
    gone = minimum_jerk((t - _LOOSE_S) / 0.16)
    drops = minimum_jerk((t - _LOOSE_S - 0.45) / 0.8)
    held_at = np.where(t[:, None] > _LOOSE_S, chin, nock)
    fingers = unit(way + 0.08 * up)
    palm = unit(-side_on + np.sum(side_on * fingers, axis=-1, keepdims=True) * fingers)
    wrist = held_at - fingers * _FINGERS * body.palm - 0.10 * size * gone[:, None] * way
    turn = np.stack([hand_rotation("R", f, p) for f, p in zip(fingers, palm, strict=True)])
    motion = with_wrist(motion, "R", wrist, turn, 1.0 - drops)
    for name, curl in (("index", 0.85), ("middle", 0.9), ("ring", 0.9), ("pinky", 1.1), ("thumb", 0.5)):
        motion[:, INDEX[f"{name}.R"]] = curl * (1.0 - 0.72 * gone)
    motion[:, INDEX["hand.pole.R"]] = 1.5 * raised
    return motion, hand, way, drawn


def _elevation(start: Array, spot: Array) -> float:
    """rad over the level at which an arrow leaves to come down on the spot."""
    way = spot - start
    seconds = float(np.linalg.norm(way)) / _ARROW_M_S
    velocity = launch_velocity(start, spot, seconds)
    return float(np.arctan2(velocity[2], np.hypot(velocity[0], velocity[1])))
