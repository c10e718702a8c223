"""Playing the violin: it lies on the left shoulder under the chin, the bow goes to and fro over its strings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from ..protocol.scene import Transform
from .acts import Act
from .body import Body
from .channels import SIGN, Array
from .gesture_layers import lay, room
from .holding import in_the_hand
from .limbs import arm_angles
from .performer import Happening, Held
from .reach import PALM_THICKNESS, hand_rotation

_WORN_BY = "chest"
_NECK = unit(np.array([0.66, -0.74, 0.04]))
"""where the neck of a violin under the chin points, in the frame of the standing body"""
_FRONT = unit(np.array([-0.30, -0.16, 0.94]))
_BRIDGE_M, _HAND_M = 0.195, 0.50
"""from its lower end to where the bow crosses the strings, and to the left hand"""
_GRIP_M, _NEAR_M, _STROKE_M = 0.055, 0.13, 0.36
"""on the bow, from its end to the hand; the least from there to the strings, and how long a stroke is, at most"""
_STICK_M, _BEAT_S = 0.011, 0.62


@dataclass(frozen=True)
class _Pose:
    """A violin on the standing body, and the bow on its strings."""

    turn: Array
    """(4,) of the violin"""
    origin: Array
    """(3,) of the violin"""
    contact: Array
    """(3,) where the hair meets the strings"""
    neck: Array
    """(3,) its direction, unit"""
    front: Array
    """(3,) unit, out of its belly"""

    @property
    def to_frog(self) -> Array:
        """(3,) unit, from the strings along the bow to the hand."""
        return unit(np.cross(self.neck, self.front))

    @property
    def end(self) -> Array:
        """(3,) the lower end, under the chin."""
        return self.contact - _BRIDGE_M * self.neck


def take_violin(act: Act) -> None:
    """The violin is under the chin and its bow in the right hand from the start."""
    performer, body, thing = act.performer, act.body, act.target_id
    placed = _placed(act)
    bow = _bow_of(act)
    if placed is None or thing is None or bow is None or thing in act.scene.taken_things:
        return
    joint = body.index[_WORN_BY]
    back = quat.inv(body.rest_rotations[joint])
    offset = Transform(
        translation=quat.mul_vec(back, placed.origin - body.rest_positions[joint]).astype(np.float32),
        rotation=quat.mul(back, placed.turn).astype(np.float32),
    )
    act.scene.taken_things |= {thing, bow}
    rotation, wrist = _bow_hand(body, placed)
    held = Held(object_id=bow, side="R", hand_rotation=rotation, wrist_from_grip=wrist, heading=0.0, grip_height=0.0,
                thickness=_STICK_M)  # fmt: skip
    asset = act.scene.asset(bow)
    assert asset is not None
    grip = np.array([float(asset.bounds[0, 0]) + _GRIP_M, 0.0, float(asset.bounds[1, 2]) - 0.5 * _STICK_M])
    along = -placed.to_frog
    turn = quat.from_matrix(np.stack([along, np.cross(placed.front, along), placed.front], axis=-1))
    performer.happenings += [
        Happening(kind="grasp", frame=0, joint=_WORN_BY, target_id=thing, offset=offset),
        Happening(kind="grasp", frame=0, joint="hand.R", target_id=bow, offset=in_the_hand(body, held, grip, turn)),
    ]


def play_violin(act: Act, start: int, frames: int | None) -> None:
    """Long and short strokes, down and up, the left hand changes its place on the neck; the body goes along."""
    body, placed = act.body, _placed(act)
    count = room(act, start, frames, 7.0)
    if placed is None or _bow_of(act) is None:
        act.notes.append(f"There is no violin with a bow at hand for “{act.action.text}”.")
        return
    seconds, rng, beat = count / act.fps, act.rng, _BEAT_S / act.style.tempo
    longest = float(np.clip(0.98 * body.arm - 0.14, 0.10, _STROKE_M))

    # 1. The bow: from where it is to the other end, a little way or a long one
    times, shares = [0.0], [0.5]
    while times[-1] < seconds:
        long = bool(rng.random() < 0.45)
        far = 1.0 if shares[-1] < 0.5 else 0.0
        times.append(times[-1] + beat * (1.6 if long else 0.8))
        shares.append(far if long else float(np.clip(shares[-1] + (0.42 if far else -0.42), 0.0, 1.0)))
    lay(act, start, count, [_stroke(body, placed, _NEAR_M + longest * share) for share in shares], times, 0.05, 0.05)

    # 2. The left hand on the neck
    places = [float(rng.uniform(0.90, 1.0)) for _ in range(max(2, int(seconds / (2.0 * beat))))]
    hold_times = np.arange(len(places)) * 2.0 * beat
    lay(act, start, count, [_fingered(body, placed, share, rng) for share in places], hold_times.tolist(), 0.05, 0.05)

    # 3. The head lies on the chin rest, the trunk sways with the phrases
    rest = {"head.yaw": 0.42, "head.pitch": 0.13, "head.roll": 0.10}
    lay(act, start, count, [rest], [0.0], 0.05, 0.05, additive=True)
    sways = [{"spine.roll": 0.05 * (-1.0) ** k, "spine.yaw": 0.05 * (-1.0) ** k, "spine.pitch": -0.02 * (k % 2)}
             for k in range(max(2, int(seconds / (3.0 * beat))))]  # fmt: skip
    lay(act, start, count, sways, [0.4 + 3.0 * beat * k for k in range(len(sways))], 0.5, 0.5, additive=True)


def _bow_of(act: Act) -> str | None:
    """The bow (object id) of this player: one each."""
    bows = [i for e in act.scene.description.entities if e.category == "violin bow" for i in e.object_ids]
    bows = [i for i in bows if i in act.scene.layout.placements]
    entity = act.scene.description.entity_of(act.performer.actor_id)
    number = entity.object_ids.index(act.performer.actor_id) if entity is not None else 0
    return bows[number % len(bows)] if bows else None


def _placed(act: Act) -> _Pose | None:
    """Where the violin of this act is on the standing body; None where it is none."""
    asset = act.scene.asset(act.target_id) if act.target_id is not None else None
    if asset is None or asset.category != "violin":
        return None
    mesh, names = asset.meshes[0].mesh, asset.meshes[0].part_names
    corner_part = np.repeat(mesh.part_index, mesh.face_sizes)

    def points(name: str) -> Array:
        own = np.unique(mesh.face_vertices[corner_part == names.index(name)])
        return np.asarray(mesh.vertices[own], dtype=np.float64)

    body, board, strings = points("body"), points("fingerboard"), points("strings")
    along = unit((board.mean(axis=0) - body.mean(axis=0)) * [1.0, 1.0, 0.0])
    up = np.array([0.0, 0.0, 1.0])
    middle = body.mean(axis=0)
    low = float(((body - middle) @ along).min())
    bridge = middle + (low + _BRIDGE_M) * along
    bridge[2] = float(strings[:, 2].max()) - 0.001
    front = unit(_FRONT - float(_FRONT @ _NECK) * _NECK)
    own = np.stack([along, up, np.cross(along, up)], axis=-1)
    turn = quat.from_matrix(np.stack([_NECK, front, np.cross(_NECK, front)], axis=-1) @ own.T)
    size = act.body.stature / 1.7
    shoulder = act.body.position("upper_arm.L")
    chin = np.array([0.28 * shoulder[0], shoulder[1] - 0.075 * size, shoulder[2] + 0.055 * size])
    end = middle + low * along
    end[2] = float(body[:, 2].max())
    origin = chin - quat.mul_vec(turn, end)
    return _Pose(turn=turn, origin=origin, contact=origin + quat.mul_vec(turn, bridge), neck=_NECK, front=front)


def _bow_hand(body: Body, placed: _Pose) -> tuple[Array, Array]:
    """Rotation (4,) of the right hand on the bow, and its wrist from the grip (3,)."""
    fingers = unit(0.62 * placed.neck - 0.62 * placed.front - 0.42 * placed.to_frog)
    palm = -0.70 * placed.front - 0.55 * placed.neck
    palm = unit(palm - float(palm @ fingers) * fingers)
    away = 0.5 * _STICK_M + 0.7 * PALM_THICKNESS * body.stature / 1.7
    return hand_rotation("R", fingers, palm), -palm * away - fingers * 1.25 * body.palm


def _stroke(body: Body, placed: _Pose, from_strings_m: float) -> dict[str, float]:
    """The right arm with the bow's grip so far from the strings."""
    rotation, wrist = _bow_hand(body, placed)
    grip = placed.contact + from_strings_m * placed.to_frog + 0.016 * placed.front
    pole = np.array([-0.85, 0.15, -0.50])
    values = arm_angles(body, "R", grip + wrist - body.position("upper_arm.R"), pole, rotation)
    bends = {"thumb": 0.45, "index": 0.50, "middle": 0.65, "ring": 0.62, "pinky": 0.42}
    return values | {f"{finger}.R": bend for finger, bend in bends.items()}


def _fingered(body: Body, placed: _Pose, share: float, rng: np.random.Generator) -> dict[str, float]:
    """The left hand round the neck from below, fingers curled over onto the strings."""
    far = min(_HAND_M, 0.88 * body.arm) * share
    place = placed.end + far * placed.neck - 0.012 * placed.front
    across = np.cross(placed.neck, placed.front)
    across = across if across[0] < 0.0 else -across  # toward the player's right
    fingers = unit(0.75 * placed.front + 0.55 * across)
    palm = unit(0.75 * across - 0.50 * placed.front - 0.15 * placed.neck)
    palm = unit(palm - float(palm @ fingers) * fingers)
    wrist = place - palm * 0.028 - fingers * 0.80 * body.palm
    pole = np.array([0.55 * SIGN["L"], 0.10, -0.85])
    values = arm_angles(body, "L", wrist - body.position("upper_arm.L"), pole, hand_rotation("L", fingers, palm))
    bends = {"thumb": 0.25, "index": 0.85, "middle": 0.90, "ring": 0.95, "pinky": 0.90}
    return values | {f"{name}.L": bend * float(rng.uniform(0.80, 1.0)) for name, bend in bends.items()}
