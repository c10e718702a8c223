"""A skeleton measured once for the rig: lengths, offsets and rest frames, in the space of the standing figure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.skeleton import humanoid_skeleton, rest_pose
from ..protocol.scene import Asset, Skeleton
from . import channels
from .channels import FINGERS, SIDES, SIGN, Array
from .flesh import flesh_of, usual_flesh
from .girth import Girth, girths_of, usual_girths

# Segment masses as shares of the body, and where their centre lies from joint to joint (Winter 2009, table 4.1).
_SEGMENTS = (
    ("hips", "chest", 0.5, 0.25), ("chest", "neck", 0.5, 0.247), ("head", "head", 0.0, 0.081),
    *((f"upper_arm.{s}", f"forearm.{s}", 0.436, 0.028) for s in SIDES),
    *((f"forearm.{s}", f"hand.{s}", 0.5, 0.022) for s in SIDES),
    *((f"thigh.{s}", f"shin.{s}", 0.433, 0.100) for s in SIDES),
    *((f"shin.{s}", f"foot.{s}", 0.433, 0.0465) for s in SIDES),
    *((f"foot.{s}", f"toe.{s}", 0.5, 0.0145) for s in SIDES),
)  # fmt: skip

# A relaxed stance: wider than the hips, the right foot a little ahead (shares of the hip width and the stature).
_STANCE, _STAGGER = 1.22, 0.010

# From a saddle, which comes up between the legs, to the hips joint, in statures.
SADDLE_FLESH = 0.054

# Vertices up to this height count as sole: above it shoes and heels are rounded.
_SOLE_EDGE_M = 0.008


@dataclass(frozen=True)
class Body:
    """What the programs and the solver know of one person."""

    skeleton: Skeleton
    index: dict[str, int]
    rest_positions: Array
    """(J, 3) standing on the floor at the origin, facing -Y"""
    rest_rotations: Array
    """(J, 4) world"""
    offsets: Array
    """(J, 3) from the parent's head, unrotated"""
    stature: float
    leg: float
    """hip to ankle, m"""
    arm: float
    """shoulder to wrist, m"""
    ankle_height: float
    hip_height: float
    """of the hips joint when standing"""
    foot_width: float
    """distance of the footprints when standing"""
    heel: Array
    """(3,) of the left foot, from the footprint (the floor under the ankle)"""
    ball: Array
    """(3,) the toe joint of the left foot"""
    toe_tip: Array
    """(3,)"""
    palm: float
    """wrist to the middle of the palm, m"""
    palm_flesh: float
    """m from the bones of the hand to the palm's skin where it is thickest"""
    seat_flesh: float
    """m from the hips joint down to what a sitter sits on, flesh and clothes"""
    hang: dict[str, Array] = field(default_factory=dict)
    """(4,) per side: turns the rest arm to hang straight down"""
    girths: tuple[Girth, ...] = ()
    """trunk and thighs"""

    def position(self, name: str) -> Array:
        return np.asarray(self.rest_positions[self.index[name]])

    def foot_origin(self, side: str) -> Array:
        """(2,) the standing footprint."""
        return self.position(f"foot.{side}")[:2]

    def standing(self, x: float = 0.0, y: float = 0.0, heading: float = 0.0) -> Array:
        """A relaxed standing pose (C,): feet apart, one a little ahead, soft knees and elbows, no twinned hands."""
        turn = quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])
        values: dict[str, float] = {
            "x": x, "y": y, "heading": heading, "hips.z": self.hip_height - 0.006 * self.leg,
            "hips.pitch": 0.02, "spine.pitch": 0.02, "head.pitch": 0.02,
            "arm.flex": 0.02, "arm.abduct": 0.13, "arm.twist": 0.18, "elbow": 0.24, "pronate": 0.35,
            "thumb": 0.25, "index": 0.28, "middle": 0.36, "ring": 0.42, "pinky": 0.46, "spread": 0.02,
        }  # fmt: skip
        for side, extra in (("L", 0.0), ("R", 0.05)):
            across, along = self.foot_origin(side)
            ahead = _STAGGER * self.stature * SIGN[side]
            foot = quat.mul_vec(turn, np.array([_STANCE * across, along + ahead, 0.0]))
            values |= {
                f"foot.x.{side}": x + foot[0], f"foot.y.{side}": y + foot[1],
                f"foot.yaw.{side}": heading + SIGN[side] * (0.10 + extra), f"knee.{side}": 0.06,
                f"hand.qw.{side}": 1.0, f"elbow.{side}": 0.24 + extra, f"arm.flex.{side}": 0.03 - 1.2 * extra,
                **{f"{finger}.{side}": values[finger] * (1.0 + 3.0 * extra) for finger in FINGERS},
            }  # fmt: skip
        pose = channels.changed(np.zeros(channels.COUNT), values)
        # The weight rests a little before the ankles.
        centre = quat.mul_vec(turn, np.array([0.0, -0.004 * self.stature, 0.0]))
        return channels.changed(pose, {"x": x + centre[0], "y": y + centre[1]})

    def centre_of_mass(self, positions: Array) -> Array:
        """(T, J, 3) joint heads to (T, 3)."""
        total = np.zeros((*positions.shape[:-2], 3))
        for start, end, share, mass in _SEGMENTS:
            a, b = positions[..., self.index[start], :], positions[..., self.index[end], :]
            total += mass * (a + (b - a) * share)
        return total / sum(mass for *_, mass in _SEGMENTS)


def is_humanoid(skeleton: Skeleton) -> bool:
    """Whether the programs can drive this skeleton."""
    return set(humanoid_skeleton().joint_names) <= set(skeleton.joint_names)


def sole_of(asset: Asset) -> tuple[float, float] | None:
    """How far the sole that is seen (shoe or skin) reaches behind and before the left ankle, m; None without meshes."""
    skeleton = asset.skeleton
    if skeleton is None:
        return None
    foot = [skeleton.joint_names.index(name) for name in ("foot.L", "toe.L")]
    ankle = rest_pose(skeleton)[0][foot[0]]
    low: list[Array] = []
    for part in asset.meshes:
        mesh = part.mesh
        if mesh.skin_joints is None or mesh.skin_weights is None:
            continue
        own = (np.isin(mesh.skin_joints, foot) * mesh.skin_weights).sum(axis=1) > 0.5
        vertices = mesh.vertices[own].astype(np.float64)
        for key in mesh.shape_keys:
            vertices += key.value * key.offsets[own]
        low.append(vertices[vertices[:, 2] < _SOLE_EDGE_M, 1])
    along = np.concatenate(low) if low else np.zeros(0)
    if len(along) == 0:
        return None
    return float(along.max() - ankle[1]), float(ankle[1] - along.min())


def measure(skeleton: Skeleton, sole: tuple[float, float] | None = None) -> Body:
    """Lengths and rest frames of a skeleton with the joints of `humanoid_skeleton`; sole as `sole_of` gives it."""
    positions, rotations = rest_pose(skeleton)
    parents = skeleton.parents
    offsets = positions - np.where(parents[:, None] >= 0, positions[parents], 0.0)
    index = {name: i for i, name in enumerate(skeleton.joint_names)}

    def at(name: str) -> NDArray[np.float64]:
        return np.asarray(positions[index[name]])

    ankle, ball = at("foot.L"), at("toe.L")
    toe_tip = ball + quat.mul_vec(rotations[index["toe.L"]], [0.0, float(skeleton.bone_lengths[index["toe.L"]]), 0.0])
    stature = float(at("head")[2] + skeleton.bone_lengths[index["head"]])
    seat_flesh, palm_flesh = usual_flesh(stature)
    hang = {side: quat.from_angle_axis(np.array(np.pi / 4 * SIGN[side]), [0.0, 1.0, 0.0]) for side in SIDES}
    return Body(
        skeleton=skeleton,
        index=index,
        rest_positions=positions,
        rest_rotations=rotations,
        offsets=offsets,
        stature=stature,
        leg=float(np.linalg.norm(at("shin.L") - at("thigh.L")) + np.linalg.norm(ankle - at("shin.L"))),
        arm=float(np.linalg.norm(at("forearm.L") - at("upper_arm.L")) + np.linalg.norm(at("hand.L") - at("forearm.L"))),
        ankle_height=float(ankle[2]),
        hip_height=float(at("hips")[2]),
        foot_width=float(2.0 * ankle[0]),
        # Without a mesh to measure, the heel sticks out behind the ankle by about 3 % of the stature.
        heel=np.array([0.0, sole[0] if sole else 0.030 * stature, 0.0]),
        ball=np.array([ball[0] - ankle[0], ball[1] - ankle[1], ball[2]]),
        toe_tip=np.array([toe_tip[0] - ankle[0], -sole[1] if sole else toe_tip[1] - ankle[1], 0.0]),
        palm=float(0.9 * skeleton.bone_lengths[index["hand.L"]]),
        palm_flesh=palm_flesh,
        seat_flesh=seat_flesh,
        hang=hang,
        girths=usual_girths(stature),
    )


def measure_person(asset: Asset) -> Body:
    """Lengths, soles and girths of a person with meshes; the skeleton has the joints of `humanoid_skeleton`."""
    assert asset.skeleton is not None
    body = measure(asset.skeleton, sole_of(asset))
    seat_flesh, palm_flesh = flesh_of(asset, asset.skeleton, body.stature, body.hang)
    girths = girths_of(asset, asset.skeleton, body.stature)
    return replace(body, girths=girths, seat_flesh=seat_flesh, palm_flesh=palm_flesh)


@lru_cache(maxsize=1)
def default_body() -> Body:
    """A person of 1.70 m."""
    return measure(humanoid_skeleton())
