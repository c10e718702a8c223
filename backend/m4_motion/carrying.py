"""What is in the hands from the first frame on: the grip that fits it, the arms that carry it, and both hands level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.belongings import hangs_from_hand
from ..common.two_bone import unit
from ..protocol.scene import Asset, Transform
from .acts import Act
from .body import Body
from .channels import SIDES, SIGN, Array
from .gesture_layers import OTHER
from .grasping import flat_sided
from .holding import CUP, FLAT, SLAB, Hold, bring, grip_point, in_the_hand, placed_scale
from .limbs import arm_angles
from .overhead import FINGERS_RISE, LOW_HOLD, goes_overhead
from .performer import FLAT_M, Happening, Held, Performer
from .reach import PALM_THICKNESS, finger_curl, hand_rotation
from .scene_query import SceneQuery

_TWO_HANDS_M, _TWO_HANDS_KG = 0.20, 4.0
_ACROSS_M = 0.62
"""what is wider is carried with its narrow side across the body"""
_LONG_M, _SHAFT_M, _EDGE_M = 1.4, 0.2, 0.05
"""longer than the arms span is what is carried on edge, wider than a pole; and how thick its edge is"""
_RIM = 0.3
"""height of what is carried like a tray, of its width"""
_UPRIGHT = Hold((0.35, -0.93, 0.0), (0.93, 0.35, 0.0))
_HANGING = Hold((0.0, -0.12, -1.0), (1.0, 0.0, 0.0), along=1.7)


@dataclass(frozen=True)
class Manner:
    """How one hand has a thing."""

    hold: Hold
    point: tuple[float, float, float]
    """where the grip is: out to the side, ahead, up (statures)"""
    turn: Array
    """(4,) of the thing, while its holder faces -Y"""
    pole: tuple[float, float, float] = (0.45, 0.45, -0.75)


def have_one_from_start(act: Act, words: frozenset[str]) -> bool:
    """The first thing that one of these words names and nobody has yet is in the hands at frame 0."""
    for entity in act.scene.description.entities:
        if {entity.lemma, entity.category} & words:
            for name in act.scene.objects_of(entity.id):
                if name not in act.scene.taken_things:
                    return have_from_start(act.performer, act.scene, name)
    return False


def have_from_start(performer: Performer, scene: SceneQuery, thing: str) -> bool:
    """The thing is in the hands at frame 0, both where it is wide or heavy; False where nothing is known of it."""
    asset = scene.asset(thing)
    if asset is None:
        return False
    scale = placed_scale(scene, thing)
    grip, thickness = grip_point(scene, thing)
    if performer.held is not None:
        return _have_another(performer, scene, asset, scale, thing, grip, thickness)
    along = _carried_along(asset, scale)
    wide = thickness > _TWO_HANDS_M * performer.body.stature / 1.7 or asset.physics.mass_kg > _TWO_HANDS_KG
    if along is not None:
        held, offset = _at_the_side(performer, asset, scale, thing, along)
    elif wide and not hangs_from_hand(asset):
        held, offset = _with_both(performer, scene, asset, scale, thing)
    else:
        held, offset = _with_one(performer, asset, scale, thing, grip, thickness)
    performer.held = held
    _has(performer, scene, held, offset)
    return True


def _has(performer: Performer, scene: SceneQuery, held: Held, offset: Transform) -> None:
    scene.taken_things.add(held.object_id)
    performer.happenings.append(
        Happening(kind="grasp", frame=0, joint=f"hand.{held.side}", target_id=held.object_id, offset=offset)
    )


def _have_another(
    performer: Performer, scene: SceneQuery, asset: Asset, scale: Array, thing: str, grip: Array, thickness: float
) -> bool:
    """A second bucket, in the hand that the first has left free."""
    first = performer.held
    assert first is not None
    if performer.also_held is not None or first.two_hands or not hangs_from_hand(asset):
        return False
    held, offset = _with_one(performer, asset, scale, thing, grip, thickness, OTHER[first.side])
    performer.also_held = held
    _has(performer, scene, held, offset)
    return True


def _carried_along(asset: Asset, scale: Array) -> int | None:
    """The axis (0 or 1) that stands upright when a frame too long for two hands is carried on edge at the side, its
    upright edge along the way: a ladder, a plank; None for all else."""
    size = asset.dimensions * scale
    wide = int(np.argmax(size[:2]))
    return wide if size[2] > _LONG_M and size[wide] > _SHAFT_M and not asset.affordances_of("grip_at") else None


def _at_the_side(
    performer: Performer, asset: Asset, scale: Array, thing: str, wide: int
) -> tuple[Held, Transform]:
    """Hanging from one hand by the upper of its long edges."""
    body, side = performer.body, "R"
    grip = np.asarray(asset.bounds.mean(axis=0) * scale, dtype=np.float64)
    grip[wide] = float(asset.bounds[1][wide] * scale[wide]) - 0.5 * _EDGE_M
    axes = np.zeros((3, 3))  # where its own axes point while its holder faces -Y
    axes[:, 2], axes[:, wide] = [0.0, -1.0, 0.0], [0.0, 0.0, 1.0]
    axes[:, 1 - wide] = np.cross(axes[:, 2], axes[:, wide]) * (1.0 if wide == 0 else -1.0)
    hanging = 0.5 * float(asset.dimensions[wide] * scale[wide]) / body.stature
    height = max(0.44, min(0.62, 2.0 * hanging + 0.10))
    manner = Manner(_HANGING, (0.155, 0.02, height), quat.from_matrix(axes), (0.6, 0.6, 0.0))
    return _in_one_hand(performer, asset, scale, thing, grip, _EDGE_M, side, manner)


def _with_one(
    performer: Performer, asset: Asset, scale: Array, thing: str, grip: Array, thickness: float, side: str = "R"
) -> tuple[Held, Transform]:
    manner = _manner_of(asset, grip, scale, performer.body)
    return _in_one_hand(performer, asset, scale, thing, grip, thickness, side, manner)


def _in_one_hand(
    performer: Performer, asset: Asset, scale: Array, thing: str, grip: Array, thickness: float, side: str,
    manner: Manner,
) -> tuple[Held, Transform]:  # fmt: skip
    body = performer.body
    mirror = np.array([-SIGN[side], 1.0, 1.0])
    fingers, palm = unit(np.array(manner.hold.fingers) * mirror), unit(np.array(manner.hold.palm) * mirror)
    away = -palm * (0.5 * thickness + PALM_THICKNESS * body.stature / 1.7) - fingers * manner.hold.along * body.palm
    held = Held(
        object_id=thing, side=side, hand_rotation=hand_rotation(side, fingers, palm), wrist_from_grip=away, heading=0.0,
        grip_height=float(grip[2] - asset.bounds[0][2] * scale[2]), thickness=thickness, start=-int(performer.fps),
    )  # fmt: skip
    point = np.array(manner.point) * [SIGN[side], -1.0, 1.0] * body.stature
    arms = bring(body, held, point, quat.IDENTITY, manner.pole)
    held = Held(**{**held.__dict__, "arms": arms})
    return held, in_the_hand(body, held, grip, manner.turn)


def _manner_of(asset: Asset, grip: Array, scale: Array, body: Body) -> Manner:
    """By the shape of a thing, and where it is gripped."""
    size, low = asset.dimensions * scale, asset.bounds[0] * scale
    middle = asset.bounds.mean(axis=0) * scale
    quarter = quat.from_angle_axis(np.array(0.5 * np.pi), [0.0, 0.0, 1.0])
    if hangs_from_hand(asset):  # hanging beside the thigh, its long side ahead
        height = max(0.44, min(0.66, (float(grip[2] - low[2]) + 0.08) / body.stature))
        turn = quarter if size[0] > size[1] else quat.IDENTITY
        return Manner(_HANGING, (0.155, 0.02, height), turn, (0.25, 0.9, -0.1))
    if size[0] > 0.3 and size[2] < 0.3 * size[0] and abs(grip[0] - middle[0]) > 0.15 * size[0]:  # a sword that lies
        up = -np.sign(middle[0] - grip[0]) * 0.5 * np.pi
        upright = quat.mul(quarter, quat.from_angle_axis(np.array(up), [0.0, 1.0, 0.0]))
        return Manner(_UPRIGHT, (0.12, 0.20, 0.60), upright)
    if size[2] < 0.06 and size[:2].min() > 0.1:  # a book
        return Manner(FLAT, (0.06, 0.21, 0.63), quat.IDENTITY)
    if size[1] < 0.03 and size[2] > 0.1:  # a phone
        return Manner(SLAB, (0.06, 0.21, 0.68), quat.IDENTITY)
    if size[2] > 0.7:  # an umbrella: its canopy over the head
        return Manner(_UPRIGHT, (0.10, 0.10, 0.76), quat.IDENTITY)
    return Manner(CUP, (0.10, 0.20, 0.64), quat.IDENTITY)


def _with_both(
    performer: Performer, scene: SceneQuery, asset: Asset, scale: Array, thing: str
) -> tuple[Held, Transform]:
    body, size = performer.body, asset.dimensions * scale
    turn = quat.IDENTITY
    if size[0] > _ACROSS_M * body.stature / 1.7 and size[1] < size[0]:
        turn = quat.from_angle_axis(np.array(0.5 * np.pi), [0.0, 0.0, 1.0])
        size = size[[1, 0, 2]]
    flat = size[2] < _RIM * size[0]
    grip = asset.bounds.mean(axis=0) * scale
    shoulder = body.position("upper_arm.R")
    ahead = max(0.17 * body.stature, 0.09 * body.stature + 0.52 * float(size[1]))
    centre = np.array([0.0, shoulder[1] - ahead, shoulder[2] - 0.205 * body.stature])
    arms: dict[str, float] = {}
    wrists, rotations = {}, {}
    on_flat = not flat and flat_sided(asset)
    around = 0.03 if flat else FLAT_M if on_flat else float(size[0])
    overhead = goes_overhead(scene, performer.actor_id, thing)
    lower = 0.25 * size[2] if flat else LOW_HOLD * size[2] if overhead else 0.0
    centre[2] += lower if overhead else 0.0
    for side in SIDES:
        out = SIGN[side]
        fingers = unit(np.array([0.0, -0.95, FINGERS_RISE if overhead else -0.12]))
        palm = unit(np.array([-out, 0.0, 0.55 if flat else 0.0]))  # a tray lies on the hands a little
        edge = centre + np.array([out * 0.5 * size[0], 0.0, -lower])
        flesh = PALM_THICKNESS * body.stature / 1.7 if flat else body.palm_flesh  # round the edge, or on a side
        wrists[side] = edge - palm * flesh - fingers * body.palm
        rotations[side] = hand_rotation(side, fingers, palm)
        pole = np.array([out * 0.5, 0.5, -0.7])
        arms |= arm_angles(body, side, wrists[side] - body.position(f"upper_arm.{side}"), pole, rotations[side])
        arms |= {f"{name}.{side}": value for name, value in finger_curl(body, around).items()}
    held = Held(
        object_id=thing, side="R", hand_rotation=rotations["R"], wrist_from_grip=wrists["R"] - centre, heading=0.0,
        grip_height=float(grip[2] - asset.bounds[0][2] * scale[2]), thickness=float(size[0]), two_hands=True,
        other_wrist_from_grip=wrists["L"] - centre, other_hand_rotation=rotations["L"], arms=arms, level_at=centre,
        on_flat=on_flat, start=-int(performer.fps),
    )  # fmt: skip
    return held, in_the_hand(body, held, grip, turn)
