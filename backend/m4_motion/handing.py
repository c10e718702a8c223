"""What a hand holds out: a thing to somebody who takes it, food to an animal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common import quat
from ..common.belongings import thrown_to
from ..common.naming import capitalized
from ..common.two_bone import unit
from ..protocol.scene import Transform
from .acts import Act
from .carry_layers import carry_arms_of, other_rotation
from .channels import Array, changed
from .facing import face
from .gesture_layers import OTHER
from .grasping import let_go, pick_up
from .holding import CUP
from .meeting import meet
from .moving import get_to
from .performer import Happening, Held, Performer, Segment, flat_direction, keyed, turned
from .reach import PALM_THICKNESS, Grip, finger_curl, hand_rotation, reaching_pose, side_grip, with_hand
from .scene_query import in_world

_NEAR, _FAR = 0.36, 0.66
"""between two who hand something to each other, in mean statures; as they stand where that is within it"""
_HEIGHT = 0.60
"""where it changes hands, of the mean stature"""
_BELOW_M = 0.045
"""the taker's hand is that much under the giver's, or a third of the thing"""
_FEEDS, _MOUTH_M = 0.34, 0.07
"""from the feet to the animal's mouth (statures), and the palm below it"""
_TOSSES_M = 1.6
"""from farther than this nobody goes up to it: the layout had its reasons"""
_PALM_UP = {"thumb": 0.1, "index": 0.12, "middle": 0.12, "ring": 0.15, "pinky": 0.18}


def hand_over(act: Act) -> None:
    """Go up to the other, hold the thing out, and let go when it is taken; the other keeps it."""
    performer, scene = act.performer, act.scene
    partner = thrown_to(scene.description, act.action, performer.actor_id, scene.assets.assets)
    if partner is None or partner not in act.performers:
        act.notes.append(f"There is nobody to take it for “{act.action.text}”.")
        return
    if performer.held is None and act.target_id is not None and not scene.is_character(act.target_id):
        pick_up(act)
    other = act.performers[partner]
    held = performer.held
    if held is None or other.held is not None:
        full = "has nothing to give" if held is None else "gives nothing: the other's hands are full"
        act.notes.append(capitalized(f"{act.actor} {full}."))
        return
    statures = 0.5 * (act.body.stature + other.body.stature)
    apart = float(np.clip(np.linalg.norm(other.point - performer.point) / statures, _NEAR, _FAR))
    pair = meet(replace(act, target_id=partner), apart)
    if pair is None:
        act.notes.append(capitalized(f"{act.said(partner)} does not stand and takes nothing."))
        return
    spot = np.array([*pair.middle, _HEIGHT * statures])
    asset = scene.asset(held.object_id)
    tall = float(asset.dimensions[2]) if asset is not None else 0.1
    below = np.array([0.0, 0.0, min(_BELOW_M, tall / 3.0)])
    taken = _takes(pair.other, held, spot - below)
    tempo = act.style.tempo
    out_s, gone_s = 0.80 / tempo, 1.10 / tempo
    first = performer.length
    grips = _as_held(performer, held, spot)
    _give(pair.own, held, grips, out_s, gone_s)
    _take(pair.other, taken, spot - below, out_s, gone_s, first)
    old = scene.transform(held.object_id)
    if old is not None:
        scene.moved[held.object_id] = Transform(
            translation=spot.astype(np.float32), rotation=old.rotation, scale=old.scale
        )


def _as_held(performer: Performer, held: Held, spot: Array) -> dict[str, Grip]:
    """The hands that have the thing, with its grip at a spot, turned as their owner is."""
    turn = quat.from_angle_axis(np.array(performer.heading - held.heading), [0.0, 0.0, 1.0])
    sides = {held.side: (held.wrist_from_grip, held.hand_rotation)}
    if held.two_hands and held.other_wrist_from_grip is not None:
        sides[OTHER[held.side]] = (held.other_wrist_from_grip, other_rotation(performer.body, held))
    grips = {}
    for side, (away, rotation) in sides.items():
        reach = quat.mul_vec(turn, away)
        grips[side] = Grip(wrist=spot + reach, rotation=quat.mul(turn, rotation), normal=-unit(reach))
    return grips


def _takes(act: Act, held: Held, spot: Array) -> Held:
    """How the other has the thing: by both sides, or with one hand round it."""
    body, heading, side = act.body, act.performer.heading, act.side
    if held.two_hands:
        grips = {s: side_grip(body, s, spot, held.thickness, heading) for s in (side, OTHER[side])}
        return replace(
            held, side=side, hand_rotation=grips[side].rotation, wrist_from_grip=grips[side].wrist - spot,
            heading=heading, other_wrist_from_grip=grips[OTHER[side]].wrist - spot, other_hand_rotation=None, arms=None,
            level_at=None,
        )  # fmt: skip
    mirror = np.array([1.0 if side == "R" else -1.0, 1.0, 1.0])
    fingers, palm = (turned(heading, unit(np.array(way) * mirror)) for way in (CUP.fingers, CUP.palm))
    away = -palm * (0.5 * held.thickness + PALM_THICKNESS * body.stature / 1.7) - fingers * CUP.along * body.palm
    return replace(
        held, side=side, hand_rotation=hand_rotation(side, fingers, palm), wrist_from_grip=away, heading=heading,
        arms=None, level_at=None,
    )  # fmt: skip


def _give(act: Act, held: Held, grips: dict[str, Grip], out_s: float, gone_s: float) -> None:
    body, performer, fps = act.body, act.performer, act.fps
    start = performer.pose
    out, missing = reaching_pose(body, start, grips)
    if missing > 0.03:
        act.notes.append(f"The hands of {act.actor} are {missing * 100:.0f} cm short of handing it over.")
    closed = {f"{k}.{s}": v for s in grips for k, v in finger_curl(body, held.around_m).items()}
    opened = {f"{k}.{s}": v * 0.6 for s in grips for k, v in finger_curl(body, held.around_m * 1.3 + 0.05).items()}
    back = out
    for side, grip in grips.items():
        start = with_hand(start, side, grip.wrist, grip.rotation, 0.0)
        wrist = grip.wrist - grip.normal * 0.05 - flat_direction(performer.heading) * 0.10
        back = with_hand(back, side, wrist, grip.rotation)
    rest = performer.upright()
    for side, grip in grips.items():
        rest = with_hand(rest, side, grip.wrist, grip.rotation, 0.0)
    out, back = changed(out, closed), changed(back, opened)
    motion, keys = keyed(
        body, fps, [0.0, out_s, gone_s, gone_s + 0.25, gone_s + 1.0], [start, out, out, back, rest], lag_s=0.0
    )
    first = performer.length
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
    let_go(act, first + round(gone_s * fps))


def _take(act: Act, taken: Held, spot: Array, out_s: float, gone_s: float, first: int) -> None:
    body, performer, fps = act.body, act.performer, act.fps
    grips = {taken.side: Grip(wrist=spot + taken.wrist_from_grip, rotation=taken.hand_rotation,
                              normal=-unit(taken.wrist_from_grip))}  # fmt: skip
    if taken.two_hands and taken.other_wrist_from_grip is not None:
        grips[OTHER[taken.side]] = side_grip(body, OTHER[taken.side], spot, taken.thickness, performer.heading)
    start = performer.pose
    reached, missing = reaching_pose(body, start, grips)
    if missing > 0.03:
        act.notes.append(f"The hands of {act.actor} are {missing * 100:.0f} cm short of taking it.")
    opened = {f"{k}.{s}": v * 0.6 for s in grips for k, v in finger_curl(body, taken.thickness * 1.3 + 0.05).items()}
    closed = {f"{k}.{s}": v for s in grips for k, v in finger_curl(body, taken.thickness).items()}
    ready = reached
    for side, grip in grips.items():
        start = with_hand(start, side, grip.wrist, grip.rotation, 0.0)
        ready = with_hand(ready, side, grip.wrist - grip.normal * 0.07, grip.rotation)
    end = changed(performer.upright(), carry_arms_of(body, taken))
    for side, grip in grips.items():
        drawn = grip.wrist - flat_direction(performer.heading) * 0.12
        end = with_hand(end, side, drawn, grip.rotation, 0.0)
    grasp_s = gone_s - 0.05
    times = [0.0, 0.25 * out_s, out_s, grasp_s - 0.06, grasp_s, gone_s + 0.15, gone_s + 1.1]
    held_now = changed(reached, closed)
    poses = [start, start, changed(ready, opened), changed(reached, opened), held_now, held_now, end]
    motion, keys = keyed(body, fps, times, poses, lag_s=0.0)
    frame = round(grasp_s * fps)
    performer.gazes.append((first, first + frame + round(0.4 * fps), spot, 0.9))
    performer.play(
        Segment(motion=motion, keys=keys,
                happenings=(Happening(kind="grasp", frame=frame, joint=f"hand.{taken.side}",
                                      target_id=taken.object_id),)),
        act.action.id,
    )  # fmt: skip
    performer.held = replace(taken, start=first + frame)


def feed(act: Act) -> None:
    """Step up to the animal's mouth and hold out a flat palm under it."""
    performer, body, animal = act.performer, act.body, act.target_id
    asset = act.scene.asset(animal) if animal is not None else None
    placed = act.scene.transform(animal) if animal is not None else None
    if asset is None or placed is None:
        act.notes.append(f"There is nobody to feed for “{act.action.text}”.")
        return
    high = 0.74 if asset.dimensions[2] > 0.5 else 0.55
    nose = Transform(
        translation=np.array([0.0, asset.bounds[0][1], high * asset.bounds[1][2]], dtype=np.float32),
        rotation=np.array([1.0, 0.0, 0.0, 0.0], dtype=np.float32),
    )  # fmt: skip
    mouth = in_world(nose, placed).translation
    away = mouth[:2] - act.scene.centre(str(animal))[:2]
    away = away / max(float(np.linalg.norm(away)), 1e-6)
    spot = mouth[:2] + away * _FEEDS * body.stature
    heading = float(np.arctan2(-away[0], away[1]))
    if float(np.linalg.norm(spot - performer.point)) > _TOSSES_M:  # across water: something is held out to it
        toward = mouth[:2] - performer.point
        toward = toward / float(np.linalg.norm(toward))
        low = 0.42 * body.stature
        mouth = np.array([*(performer.point + toward * 0.36 * body.stature), low])
    elif performer.posture == "stand" and (far := float(np.linalg.norm(spot - performer.point))) > 0.12:
        turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
        get_to(act, spot, performer.heading + turn, far)
    face(act, mouth, act.name_of(animal), 0.1)
    side, ahead = act.side, flat_direction(performer.heading)
    fingers, palm = unit(ahead + np.array([0.0, 0.0, -0.08])), np.array([0.0, 0.0, 1.0])
    hand = mouth - np.array([0.0, 0.0, _MOUTH_M]) - ahead * 0.02
    grip = Grip(wrist=hand - fingers * 1.2 * body.palm, rotation=hand_rotation(side, fingers, palm), normal=palm)
    offered, missing = reaching_pose(body, performer.pose, {side: grip}, performer.posture == "sit")
    if missing > 0.08:
        act.notes.append(f"The mouth of {act.said(animal)} is {missing * 100:.0f} cm out of reach.")
    offered = changed(offered, {f"{finger}.{side}": value for finger, value in _PALM_UP.items()})
    start = with_hand(performer.pose, side, grip.wrist, grip.rotation, 0.0)
    nearer = with_hand(offered, side, grip.wrist + np.array([0.0, 0.0, 0.02]) + 0.02 * ahead, grip.rotation)
    tempo = act.style.tempo
    long = act.value("seconds", act.duration_s or 2.4, 0.5, 30.0, "s", "how long the hand is held out")
    times = [0.0, 0.9 / tempo, 0.9 / tempo + 0.5 * long, 0.9 / tempo + long, 1.8 / tempo + long]
    motion, keys = keyed(body, act.fps, times, [start, offered, nearer, offered, start])
    first = performer.length
    performer.gazes.append((first, first + len(motion), mouth, 0.9))
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
