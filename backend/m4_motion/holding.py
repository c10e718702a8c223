"""Things that are used in the hand: taken from where they stand or held from the start, brought where they are used."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from ..protocol.scene import Asset, Transform
from .acts import Act
from .body import Body
from .channels import SIGN, Array
from .grasping import pick_up, put_down
from .limbs import arm_angles
from .performer import Happening, Held
from .reach import PALM_THICKNESS, finger_curl, hand_rotation
from .scene_query import SceneQuery

_LIGHT_KG, _SMALL_M, _LIFTED_KG = 4.0, 1.25, 40.0
"""what one carries about without its being said how it got into the hand, and what one lifts at all"""


@dataclass(frozen=True)
class Hold:
    """How the right hand holds a thing that faces -Y and stands upright: where its fingers and palm point."""

    fingers: tuple[float, float, float]
    palm: tuple[float, float, float]
    along: float = 1.0
    """how far from the wrist it is held: 1 in the palm, 2 at the fingers"""
    thickness_m: float | None = None
    """between palm and fingers; None: of the place where it is held"""
    at_edge: bool = False
    """at its side, not at its grip or middle"""


CUP = Hold((0.25, -0.95, 0.0), (0.95, 0.25, 0.0))
"""from the side, the thumb up"""
FLAT = Hold((0.35, -0.93, 0.0), (0.0, 0.0, 1.0))
"""lying on the palm"""
BRUSH = Hold((0.55, 0.0, 0.83), (0.0, -1.0, 0.0))
"""round a handle that lies along X, the palm where the bristles look"""
SLAB = Hold((0.25, 0.0, 0.97), (0.0, -1.0, 0.0), along=1.7)
"""by the fingers, from behind"""
SHEET = Hold((-0.50, 0.80, -0.25), (-0.45, 0.0, 0.90), along=1.4, thickness_m=0.006, at_edge=True)
"""by its edge, the fingers behind it"""
HANDLE = Hold((0.75, -0.65, 0.0), (0.55, 0.75, 0.0))
"""round an upright handle before the body"""


def hold_from_start(act: Act, hold: Hold) -> bool:
    """Whether the thing of this act may be in the hand from the first frame on, and then it is."""
    performer, thing = act.performer, act.target_id
    asset = act.scene.asset(thing) if thing is not None else None
    if thing is None or asset is None or performer.held is not None or act.scene.is_character(thing):
        return False
    used = any(h.kind == "grasp" for h in performer.happenings)
    size = asset.dimensions * placed_scale(act.scene, thing)
    light = 0.0 < asset.physics.mass_kg < _LIGHT_KG and float(size.max()) < _SMALL_M and not asset.physics.static
    if used or not light or act.scene.support_of(thing) is not None or thing in act.scene.taken_things:
        return False
    take_in_hand(act, thing, hold)
    return True


def take_in_hand(act: Act, thing: str, hold: Hold) -> Held:
    """A thing is in the hand from the first frame on; how."""
    performer, asset = act.performer, act.scene.asset(thing)
    assert asset is not None
    size = asset.dimensions * placed_scale(act.scene, thing)
    body, side = act.body, act.side
    grip, thickness = grip_point(act.scene, thing)
    thickness = hold.thickness_m or thickness
    if hold.at_edge:
        grip = np.asarray(asset.bounds.mean(axis=0) * placed_scale(act.scene, thing), dtype=np.float64)
        grip = grip - SIGN[side] * np.array([0.5 * size[0] - 0.02, 0.0, 0.0])
    mirror = np.array([-SIGN[side], 1.0, 1.0])
    fingers, palm = unit(np.array(hold.fingers) * mirror), unit(np.array(hold.palm) * mirror)
    if hold is HANDLE and size[:2].max() > size[2]:
        fingers, palm = _round_a_lying_handle(asset, grip, side)
    from_grip = -palm * (0.5 * thickness + PALM_THICKNESS * body.stature / 1.7) - fingers * hold.along * body.palm
    held = Held(
        object_id=thing, side=side, hand_rotation=hand_rotation(side, fingers, palm), wrist_from_grip=from_grip,
        heading=0.0, grip_height=float(grip[2] - asset.bounds[0][2]), thickness=thickness, start=-int(act.fps),
    )  # fmt: skip
    performer.held = held
    act.scene.taken_things.add(thing)
    performer.happenings.append(
        Happening(
            kind="grasp", frame=0, joint=f"hand.{side}", target_id=thing, offset=in_the_hand(body, held, grip)
        )
    )
    return held


def _round_a_lying_handle(asset: Asset, grip: Array, side: str) -> tuple[Array, Array]:
    """Where fingers and palm point, the thumb towards the blade or head and the knuckles where its edge looks."""
    away = asset.bounds.mean(axis=0).astype(np.float64) - grip
    along, edge = (0, 1) if asset.dimensions[0] > asset.dimensions[1] else (1, 0)
    thumb, fingers = np.zeros(3), np.zeros(3)
    thumb[along] = 1.0 if away[along] > 0.0 else -1.0
    fingers[edge] = 1.0 if away[edge] > 0.0 else -1.0
    return fingers, np.cross(thumb, fingers) * -SIGN[side]


def placed_scale(scene: SceneQuery, thing: str) -> Array:
    """(3,) of an object."""
    transform = scene.transform(thing)
    return np.ones(3) if transform is None else np.asarray(transform.scale, dtype=np.float64)


def grip_point(scene: SceneQuery, thing: str) -> tuple[Array, float]:
    """Where a thing is held (3,), in its own space, and how thick it is there."""
    asset = scene.asset(thing)
    assert asset is not None
    scale = placed_scale(scene, thing)
    for affordance in asset.affordances_of("grip_at"):
        return np.asarray(affordance.frame.translation) * scale, max(float(affordance.dimensions[0] * scale[0]), 0.004)
    size = asset.dimensions * scale
    return np.asarray(asset.bounds.mean(axis=0) * scale, dtype=np.float64), float(min(size[0], size[1]))


def in_the_hand(body: Body, held: Held, grip: Array, turn: Array = quat.IDENTITY) -> Transform:
    """The pose in the joint's frame of a thing that is turned by (4,) while its holder faces -Y."""
    joint = quat.mul(held.hand_rotation, quat.mul(body.hang[held.side], body.rest_rotations[_hand(body, held.side)]))
    back = quat.inv(joint)
    at = quat.mul_vec(back, -held.wrist_from_grip - quat.mul_vec(turn, grip))
    return Transform(translation=at.astype(np.float32), rotation=quat.mul(back, turn).astype(np.float32))


def _hand(body: Body, side: str) -> int:
    return body.index[f"hand.{side}"]


def take(act: Act, hold: Hold) -> str | None:
    """Have the thing of this act in the hand, by picking it up where that is needed; what it stood on."""
    performer, thing = act.performer, act.target_id
    if performer.held is not None or thing is None or act.scene.asset(thing) is None or act.scene.is_character(thing):
        return None
    if hold_from_start(act, hold):
        return None
    asset = act.scene.asset(thing)
    assert asset is not None
    if asset.physics.static or not 0.0 < asset.physics.mass_kg < _LIFTED_KG:
        return None  # it stays where it is
    support = act.scene.support_of(thing)
    pick_up(act)
    return support if performer.held is not None else None


def put_back(act: Act, support: str | None) -> None:
    """Set what was taken for this act where it stood."""
    if support is not None and act.performer.held is not None:
        put_down(replace(act, target_id=support))


def upright(held: Held) -> Array:
    """(4,) of the hanging hand, in the body's frame, while the thing stands upright and faces as the body does."""
    return quat.mul(quat.from_angle_axis(np.array(-held.heading), [0.0, 0.0, 1.0]), held.hand_rotation)


def bring(body: Body, held: Held, point: Array, turn: Array, pole: tuple[float, float, float]) -> dict[str, float]:
    """Arm channels with the grip of a held thing at a point of the standing body (3,), the thing turned by (4,)."""
    side = held.side
    away = quat.mul_vec(quat.from_angle_axis(np.array(-held.heading), [0.0, 0.0, 1.0]), held.wrist_from_grip)
    wrist = point + quat.mul_vec(turn, away)
    shoulder = body.position(f"upper_arm.{side}")
    out = np.array(pole) * [SIGN[side], 1.0, 1.0]
    values = arm_angles(body, side, wrist - shoulder, out, quat.mul(turn, upright(held)))
    return values | {f"{name}.{side}": value for name, value in finger_curl(body, held.around_m).items()}


def mouth_of(body: Body) -> Array:
    """(3,) of the standing body, between the lips."""
    eyes = 0.5 * (body.position("eye.L") + body.position("eye.R"))
    rise = float(eyes[2] - body.position("head")[2])  # grows with the head, which is larger in children
    return eyes + rise * np.array([0.0, -0.32, -0.67])


def ear_of(body: Body, side: str) -> Array:
    """(3,) of the standing body."""
    eye = body.position(f"eye.{side}")
    return np.array([SIGN[side] * 0.047 * body.stature, eye[1] + 0.045 * body.stature, eye[2] - 0.008 * body.stature])


def rim_of(act: Act, held: Held) -> Array:
    """(3,) from the grip of an upright thing to the edge that is next to the body."""
    asset = act.scene.asset(held.object_id)
    grip, thickness = grip_point(act.scene, held.object_id)
    top = float(asset.bounds[1][2] * placed_scale(act.scene, held.object_id)[2]) if asset is not None else 0.08
    return np.array([0.0, 0.42 * thickness, top - grip[2]])

