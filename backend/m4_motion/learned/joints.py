"""The 21 joints of KIT-ML on our body: from and to the character's joints, and from points of any figure.

A `JointMotion` lives on one body (`default_body`, 1.70 m), in scene axes: metres, Z up, facing -Y, left +X.
`turns[:, j]` is the world turn, since the standing pose with hanging arms, of the bone that ends at joint j, as in the
recipe of Guo et al. (CVPR 2022): slots 0, 1, 11 and 16 carry the pelvis, 5 and 8 the collars. Slot 4 (upper neck) lies
along the neck and twists as the head does, so that a look to the side survives. Fingers, eyes and wrists are not in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...common import quat
from ...common.skeleton import forward_kinematics
from ...common.two_bone import unit
from ..body import Body, default_body
from ..channels import SIDES
from ..limbs import bone_frame, twist_about

Array = NDArray[np.float64]

NAMES = ("root", "BP", "BT", "BLN", "BUN", "LS", "LE", "LW", "RS", "RE", "RW",
         "LH", "LK", "LA", "LMrot", "LF", "RH", "RK", "RA", "RMrot", "RF")  # fmt: skip
PARENTS = (-1, 0, 1, 2, 3, 3, 5, 6, 3, 8, 9, 0, 11, 12, 13, 14, 0, 16, 17, 18, 19)
COUNT = len(NAMES)
INDEX = {name: joint for joint, name in enumerate(NAMES)}
MIRRORED = tuple(INDEX[{"L": "R", "R": "L"}[n[0]] + n[1:]] if n[0] in "LR" else INDEX[n] for n in NAMES)
"""the joint on the other side"""
PELVIS = (0, 1, 11, 16)
_CARRIED_BY = ("hips", "hips", "spine", "upper_chest", "head", "shoulder.L", "upper_arm.L", "forearm.L", "shoulder.R",
               "upper_arm.R", "forearm.R", "hips", "thigh.L", "shin.L", "foot.L", "toe.L", "hips", "thigh.R", "shin.R",
               "foot.R", "toe.R")  # fmt: skip
"""the character's joint whose turn each slot is"""
_NECK_SHARE = 0.4
"""of the head's turn, as the motion programs bend the neck"""
_LIMBS = {"L": ((5, 6, 7), (11, 12, 13)), "R": ((8, 9, 10), (16, 17, 18))}
"""shoulder, elbow, wrist and hip, knee, ankle"""
_UP, _LEFT, _FORWARD = np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0]), np.array([0.0, -1.0, 0.0])


@dataclass(frozen=True, kw_only=True)
class JointMotion:
    """Motion of the 21 joints on the default body."""

    fps: float
    root: Array
    """(T, 3) m, the hips joint"""
    turns: Array
    """(T, 21, 4)"""

    @property
    def points(self) -> Array:
        """(T, 21, 3) m, where the joints are."""
        return points_of(default_body(), self.root, self.turns)

    def cut(self, first: int, end: int) -> JointMotion:
        """Frames first to end - 1."""
        return replace(self, root=self.root[first:end], turns=self.turns[first:end])

    def resampled(self, fps: float) -> JointMotion:
        """The same motion at another rate; it begins at the same moment and ends within a frame of the old end."""
        if fps == self.fps:
            return self
        count = int(np.floor((len(self.root) - 1) * fps / self.fps + 1e-6)) + 1
        return self.at(np.arange(count) / fps * self.fps, fps)

    def at(self, frames: Array, fps: float | None = None) -> JointMotion:
        """Poses at fractional frames (N,) of this motion."""
        frames = np.clip(frames, 0, len(self.root) - 1)
        low = np.minimum(frames.astype(int), max(len(self.root) - 2, 0))
        high = np.minimum(low + 1, len(self.root) - 1)
        share = frames - low
        root = self.root[low] + share[:, None] * (self.root[high] - self.root[low])
        turns = quat.slerp(self.turns[low], self.turns[high], share[:, None])
        return JointMotion(fps=fps or self.fps, root=root, turns=quat.unroll(quat.normalize(turns)))

    def mirrored(self) -> JointMotion:
        """Left and right exchanged."""
        turns = self.turns[:, MIRRORED] * np.array([1.0, 1.0, -1.0, -1.0])
        return replace(self, root=self.root * np.array([-1.0, 1.0, 1.0]), turns=turns)

    def moved(self, shift: Array, angle_rad: float = 0.0, about: Array | None = None) -> JointMotion:
        """Turned about the vertical through `about` (3,), then shifted by (3,) m."""
        turn = quat.from_angle_axis(np.array(angle_rad), _UP)
        centre = np.zeros(3) if about is None else about
        root = centre + quat.mul_vec(turn, self.root - centre) + shift
        return replace(self, root=root, turns=quat.mul(turn, self.turns))


def points_of(body: Body, root: Array, turns: Array) -> Array:
    """(..., 21, 3) from the hips joint (..., 3) and the slots' turns (..., 21, 4)."""
    points = np.empty((*turns.shape[:-1], 3))

    def offset(name: str) -> Array:
        return np.asarray(body.offsets[body.index[name]])

    def step(start: Array, slot: int, way: Array) -> Array:
        return np.asarray(start + quat.mul_vec(turns[..., slot, :], way))

    points[..., 0, :] = root
    points[..., 1, :] = step(root, 1, offset("spine"))
    points[..., 2, :] = step(points[..., 1, :], 2, offset("chest"))
    # two joints of the character between BT and the neck: the lower one is half way
    half = quat.slerp(turns[..., 2, :], turns[..., 3, :], 0.5)
    upper = points[..., 2, :] + quat.mul_vec(half, offset("upper_chest"))
    points[..., 3, :] = step(upper, 3, offset("neck"))
    points[..., 4, :] = step(points[..., 3, :], 4, offset("head"))
    for side in SIDES:
        (shoulder, elbow, wrist), (hip, knee, ankle) = _LIMBS[side]
        collar = step(upper, 3, offset(f"shoulder.{side}"))
        points[..., shoulder, :] = step(collar, shoulder, offset(f"upper_arm.{side}"))
        hang = body.hang[side]
        points[..., elbow, :] = step(points[..., shoulder, :], elbow, quat.mul_vec(hang, offset(f"forearm.{side}")))
        points[..., wrist, :] = step(points[..., elbow, :], wrist, quat.mul_vec(hang, offset(f"hand.{side}")))
        points[..., hip, :] = step(root, hip, offset(f"thigh.{side}"))
        points[..., knee, :] = step(points[..., hip, :], knee, offset(f"shin.{side}"))
        points[..., ankle, :] = step(points[..., knee, :], ankle, offset(f"foot.{side}"))
        points[..., ankle + 1, :] = step(points[..., ankle, :], ankle + 1, offset(f"toe.{side}"))
        points[..., ankle + 2, :] = step(points[..., ankle + 1, :], ankle + 2, toe_way(body, side))
    return points


def toe_way(body: Body, side: str) -> Array:
    """(3,) from the toe joint to the end of its bone, standing."""
    toe = body.index[f"toe.{side}"]
    length = float(body.skeleton.bone_lengths[toe])
    return np.asarray(quat.mul_vec(body.rest_rotations[toe], np.array([0.0, length, 0.0])))


# --- The character --------------------------------------------------------------------------------------------------


def from_character(body: Body, root: Array, joint_rotations: Array, fps: float) -> JointMotion:
    """A clip of a person of ours: root (T, 3), joint_rotations (T, J, 4) as in `MotionClip`.

    Ways and heights are scaled with the legs onto the default body.
    """
    _, world = forward_kinematics(body.skeleton, root, joint_rotations)
    since_rest = quat.mul(world, quat.inv(body.rest_rotations))
    turns = np.stack([since_rest[:, body.index[name]] for name in _CARRIED_BY], axis=1)
    for side in SIDES:
        (_, elbow, wrist), _ = _LIMBS[side]
        for slot in (elbow, wrist):
            turns[:, slot] = quat.mul(turns[:, slot], quat.inv(body.hang[side]))
    neck = since_rest[:, body.index["neck"]]
    turns[:, 4] = _laid_along(turns[:, 4], body.offsets[body.index["head"]], neck)
    scale = default_body().hip_height / body.hip_height
    return JointMotion(fps=fps, root=np.asarray(root, dtype=np.float64) * scale, turns=quat.unroll(turns))


def to_character(body: Body, motion: JointMotion) -> tuple[Array, Array]:
    """Root (T, 3) and joint rotations (T, J, 4) of a person of ours; what the 21 joints do not tell rests."""
    frames, turns = len(motion.root), motion.turns
    since_rest = {name: turns[:, slot] for slot, name in enumerate(_CARRIED_BY) if slot not in (4, 11, 16)}
    since_rest["chest"] = quat.slerp(turns[:, 2], turns[:, 3], 0.5)
    since_rest["neck"], since_rest["head"] = neck_and_head(turns)
    for side in SIDES:
        for name in ("upper_arm", "forearm"):
            since_rest[f"{name}.{side}"] = quat.mul(since_rest[f"{name}.{side}"], body.hang[side])
    own = np.tile(quat.IDENTITY, (frames, len(body.offsets), 1))
    world = np.zeros_like(own)
    for name, joint in body.index.items():
        parent = int(body.skeleton.parents[joint])
        rest = body.skeleton.rest_rotations[joint].astype(np.float64)
        at_rest = quat.mul(world[:, parent], rest) if parent >= 0 else np.broadcast_to(rest, (frames, 4))
        world[:, joint] = at_rest
        if name in since_rest:
            world[:, joint] = quat.mul(since_rest[name], body.rest_rotations[joint])
            own[:, joint] = quat.mul(quat.inv(at_rest), world[:, joint])
    scale = body.hip_height / default_body().hip_height
    return motion.root * scale, quat.unroll(quat.normalize(own))


def neck_and_head(turns: Array) -> tuple[Array, Array]:
    """World turns (T, 4) of both from slots 3 and 4: the neck lies along its bone and takes its share of the twist, the
    head bends on as far as its share."""
    chest, upper = turns[..., 3, :], turns[..., 4, :]
    way = unit(default_body().offsets[default_body().index["head"]])
    relative = quat.mul(quat.inv(chest), upper)
    twist = quat.from_angle_axis(twist_about(relative, way), way)
    swing = quat.mul(relative, quat.inv(twist))
    neck = quat.mul(swing, quat.from_rotation_vector(_NECK_SHARE * quat.to_rotation_vector(twist)))
    further = quat.from_rotation_vector(quat.to_rotation_vector(swing) * (1.0 / _NECK_SHARE - 1.0))
    head = quat.mul(further, quat.mul(swing, twist))
    return quat.mul(chest, neck), quat.mul(chest, head)


def _laid_along(turn: Array, way: Array, bone: Array) -> Array:
    """`turn`, swung the shortest way so that it brings `way` where the turn `bone` brings it."""
    return np.asarray(quat.mul(quat.between(quat.mul_vec(turn, way), quat.mul_vec(bone, way)), turn))


# --- Points of any figure -------------------------------------------------------------------------------------------


def from_points(points: Array, fps: float, turned: dict[int, Array] | None = None) -> JointMotion:
    """Points (T, 21, 3) m of any figure, Z up, on our body: directions are kept, bones are ours.

    turned: world turns (T, 4) since a standing rest pose by slot, where the capture has them (pelvis 0, trunk 2 and 3,
    head 4, collars 5 and 8, feet 14, 15, 19, 20); what is missing is read from the points.
    """
    body, known = default_body(), turned or {}
    turns = np.tile(quat.IDENTITY, (*points.shape[:-1], 1))
    standing = points_of(body, np.zeros(3), np.tile(quat.IDENTITY, (COUNT, 1)))
    p = {name: points[:, joint] for name, joint in INDEX.items()}

    # 1. Trunk, neck and head
    at_rest = {name: standing[joint] for name, joint in INDEX.items()}
    pelvis = known[0] if 0 in known else quat.mul(_pelvis(p), quat.inv(_pelvis(at_rest)))
    chest = known[3] if 3 in known else quat.mul(_chest(p), quat.inv(_chest(at_rest)))
    for slot in PELVIS:
        turns[:, slot] = pelvis
    turns[:, 3] = chest
    turns[:, 2] = known.get(2, quat.slerp(pelvis, chest, 0.35))
    neck_way = unit(body.offsets[body.index["head"]])
    head = known.get(4, chest)
    turns[:, 4] = quat.mul(quat.between(quat.mul_vec(head, neck_way), p["BUN"] - p["BLN"]), head)

    # 2. Limbs: along their bones, bent about their hinges
    for side in SIDES:
        (shoulder, elbow, wrist), (hip, knee, ankle) = _LIMBS[side]
        turns[:, shoulder] = known.get(shoulder, chest)
        hang = body.hang[side]
        rests = [quat.mul_vec(hang, body.offsets[body.index[f"{name}.{side}"]]) for name in ("forearm", "hand")]
        usual = quat.mul_vec(chest, -_LEFT)
        turns[:, elbow], turns[:, wrist] = _limb(points, (shoulder, elbow, wrist), rests, -_LEFT, usual)
        rests = [body.offsets[body.index[f"{name}.{side}"]] for name in ("shin", "foot")]
        usual = quat.mul_vec(pelvis, _LEFT)
        turns[:, knee], turns[:, ankle] = _limb(points, (hip, knee, ankle), rests, _LEFT, usual)

        # 3. Feet
        for slot in (ankle + 1, ankle + 2):
            turns[:, slot] = known[slot] if slot in known else _foot(points, slot, fps, turns[:, ankle])

    # 4. Hips between the hip joints, heights and ways scaled with the legs
    scale = _leg(body) / float(np.median(_leg_of(points)))
    middle = 0.5 * (p["LH"] + p["RH"]) * scale
    sockets = 0.5 * (body.offsets[body.index["thigh.L"]] + body.offsets[body.index["thigh.R"]])
    root = middle - quat.mul_vec(pelvis, sockets)
    return JointMotion(fps=fps, root=root, turns=quat.unroll(quat.normalize(turns)))


def _pelvis(p: dict[str, Array]) -> Array:
    return _frame(p["LH"] - p["RH"], p["BT"] - 0.5 * (p["LH"] + p["RH"]))


def _chest(p: dict[str, Array]) -> Array:
    return _frame(p["LS"] - p["RS"], p["BLN"] - p["BP"])


def _frame(left: Array, up: Array) -> Array:
    """Turn (T, 4) from standing to the frame with this left and this up, both (T, 3)."""
    x = unit(left)
    z = unit(up - np.sum(up * x, axis=-1, keepdims=True) * x)
    return quat.from_matrix(np.stack([x, np.cross(z, x), z], axis=-1))


def _limb(
    points: Array, joints: tuple[int, int, int], rests: list[Array], rest_hinge: Array, usual: Array
) -> tuple[Array, Array]:
    """Turns (T, 4) of both bones; the straighter the limb, the more its hinge is the `usual` one (T, 3)."""
    first, second = (unit(points[:, b] - points[:, a]) for a, b in (joints[:2], joints[1:]))
    hinge = np.cross(first, second) + 0.12 * usual
    return (
        quat.mul(bone_frame(first, hinge), quat.inv(bone_frame(rests[0], rest_hinge))),
        quat.mul(bone_frame(second, hinge), quat.inv(bone_frame(rests[1], rest_hinge))),
    )


def _foot(points: Array, slot: int, fps: float, shin: Array) -> Array:
    """Turn (T, 4) of a foot or toe bone from its direction: flat is its slope while it stands low and still."""
    way = points[:, slot] - points[:, slot - 1]
    flat_length = np.linalg.norm(way[:, :2], axis=-1)
    slope = np.arctan2(-way[:, 2], flat_length)
    end = points[:, slot]
    speed = np.linalg.norm(np.gradient(end, axis=0), axis=-1) * fps if len(end) > 1 else np.zeros(len(end))
    low = end[:, 2] < np.percentile(end[:, 2], 40)
    still = low & (speed <= np.percentile(speed[low], 50)) if low.any() else np.ones(len(end), dtype=bool)
    pitch = slope - np.median(slope[still]) if still.any() else slope
    # a foot that hangs straight down has no yaw of its own: the shin's is taken
    ahead = quat.mul_vec(shin, _FORWARD)[:, :2]
    along = way[:, :2] + 0.15 * np.linalg.norm(way, axis=-1, keepdims=True) * ahead
    yaw = np.arctan2(along[:, 0], -along[:, 1])
    return quat.mul(quat.from_angle_axis(yaw, _UP), quat.from_angle_axis(pitch, _LEFT))


def _leg_of(points: Array) -> Array:
    """(T,) hip to ankle along the bones, mean of both sides."""
    ways = [np.linalg.norm(points[:, b] - points[:, a], axis=-1) for a, b in ((11, 12), (12, 13), (16, 17), (17, 18))]
    return np.asarray(0.5 * sum(ways))


def _leg(body: Body) -> float:
    return body.leg
