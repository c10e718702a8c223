"""Motion as 251 values per frame: the layout of KIT-ML in the format of Guo et al. (CVPR 2022), both ways.

    0        turn about Y to the next frame: arcsin(y of q[t+1] * inv(q[t])), half the angle, rad per frame
    1:3      root velocity x, z to the next frame, in the heading frame of t + 1, length per frame
    3        root height
    4:64     joints 1…20: x, z from the root, y absolute, heading removed
    64:184   rotations of joints 1…20 in their parent's frame, the first two columns of the matrix
    184:247  velocity of joints 0…20 to the next frame, in the heading frame of t
    247:251  contacts: joints 14, 15 (left), 19, 20 (right)

Two kinds exist and never mix: `OWN` (right-handed, metres, 20 fps, left is +X when facing +Z, captured rotations) and
`KIT` (as published: a mirror image in millimetres of a figure one metre tall, 12.5 fps, left joints at -X).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import gaussian_filter1d

from ...common import quat
from ...protocol.errors import InvalidRequestError
from .joints import COUNT, INDEX, PARENTS, PELVIS, Array, JointMotion, from_points

WIDTH = 251
TURN, TRAVEL, HEIGHT = slice(0, 1), slice(1, 3), slice(3, 4)
POSITIONS, ROTATIONS, VELOCITIES, CONTACTS = slice(4, 64), slice(64, 184), slice(184, 247), slice(247, 251)
GROUPS = {
    "turn": TURN, "travel": TRAVEL, "height": HEIGHT, "positions": POSITIONS, "rotations": ROTATIONS,
    "velocities": VELOCITIES, "contacts": CONTACTS,
}  # fmt: skip
FEET = (14, 15, 19, 20)
_UP = np.array([0.0, 1.0, 0.0])
_ACROSS = ((11, 16), (5, 8))
"""pairs of joints whose difference points to the left of a right-handed figure"""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One kind of 251-value files."""

    fps: float
    mirrored: bool
    """left joints at -X"""
    heading_sigma_s: float
    """the heading is smoothed over time"""
    contact_speed: float
    """length per second below which a foot joint stands"""
    contact_height: float
    """and how high over its lowest it may be"""


OWN = Layout(fps=20.0, mirrored=False, heading_sigma_s=0.15, contact_speed=0.30, contact_height=0.05)
KIT = Layout(fps=12.5, mirrored=True, heading_sigma_s=1.6, contact_speed=190.0, contact_height=30.0)
KIT_JOINTS_M, KIT_PATH_M = 1.75e-3, 1.0e-3
"""metres per unit of a KIT-ML file: of the figure that is one metre tall, and of the path that is the real person's"""


def scene_to_features(vectors: Array) -> Array:
    """(..., 3) from Z up facing -Y to Y up facing +Z."""
    return np.stack([vectors[..., 0], vectors[..., 2], -vectors[..., 1]], axis=-1)


def features_to_scene(vectors: Array) -> Array:
    """(..., 3) back."""
    return np.stack([vectors[..., 0], -vectors[..., 2], vectors[..., 1]], axis=-1)


def _turned(turns: Array, convert: object) -> Array:
    return np.concatenate([turns[..., :1], convert(turns[..., 1:])], axis=-1)  # type: ignore[operator]


# --- Points and rotations <-> values --------------------------------------------------------------------------------


def encode(points: Array, rotations: Array, layout: Layout, fps: float) -> Array:
    """(T - 1, 251) from joints (T, 21, 3), Y up in the layout's unit, and world turns (T, 21, 4) of the bones."""
    if len(points) < 2:
        raise InvalidRequestError("A motion needs two frames at least to have features.")
    heading = heading_of(points, layout, fps)  # (T, 4) turns +Z to the facing direction
    back = quat.inv(heading)
    root = points[:, 0]

    # 1. Root
    turn = quat.mul(back[:-1], heading[1:])
    half_angle = np.arcsin(np.clip(turn[:, 2:3] * np.sign(turn[:, :1] + 1e-12), -1.0, 1.0))
    travel = quat.mul_vec(back[1:], np.diff(root, axis=0))[:, [0, 2]]

    # 2. Joints
    local = points.copy()
    local[..., [0, 2]] -= root[:, None, [0, 2]]
    local = quat.mul_vec(back[:, None], local)
    velocity = quat.mul_vec(back[:-1, None], np.diff(points, axis=0))
    own = parent_relative(heading, rotations)
    columns = quat.to_matrix(own)[..., :2]  # (T, 20, 3, 2)
    six = np.swapaxes(columns, -1, -2).reshape(len(points), -1)

    # 3. Contacts
    feet = points[:, FEET]
    speed = np.linalg.norm(np.diff(feet, axis=0), axis=-1) * fps
    low = feet[:-1, :, 1] - feet[..., 1].min(axis=0) < layout.contact_height
    contacts = (speed < layout.contact_speed) & low
    return np.concatenate(
        [half_angle, travel, root[:-1, 1:2], local[:-1, 1:].reshape(len(points) - 1, -1), six[:-1],
         velocity.reshape(len(points) - 1, -1), contacts.astype(np.float64)], axis=1,
    )  # fmt: skip


def decode(features: Array) -> tuple[Array, Array]:
    """Joints (T, 21, 3) and world turns (T, 21, 4), Y up, starting over the origin and facing +Z, from (T, 251)."""
    heading, root = root_path(features)
    local = np.concatenate([np.zeros((len(features), 3)), features[:, POSITIONS]], axis=1).reshape(-1, COUNT, 3)
    local[:, 0, 1] = features[:, 3]
    points = quat.mul_vec(heading[:, None], local)
    points[..., [0, 2]] += root[:, None, [0, 2]]
    return points, world_turns(heading, features[:, ROTATIONS])


def root_path(features: Array) -> tuple[Array, Array]:
    """Heading (T, 4) and root (T, 3) from the first four values."""
    half = np.concatenate([[0.0], np.cumsum(features[:-1, 0])])
    heading = np.stack([np.cos(half), 0.0 * half, np.sin(half), 0.0 * half], axis=-1)
    travel = np.stack([features[:-1, 1], 0.0 * features[:-1, 1], features[:-1, 2]], axis=-1)
    root = np.concatenate([np.zeros((1, 3)), np.cumsum(quat.mul_vec(heading[1:], travel), axis=0)])
    root[:, 1] = features[:, 3]
    return heading, root


def parent_relative(heading: Array, turns: Array) -> Array:
    """(T, 20, 4) of joints 1…20 along the chains; the root's own turn is the heading alone."""
    world = turns.copy()
    world[:, 0] = heading
    return np.asarray(quat.mul(quat.inv(world[:, PARENTS[1:]]), world[:, 1:]))


def world_turns(heading: Array, six: Array) -> Array:
    """(T, 21, 4) from the six values of joints 1…20; the root carries the mean of what the pelvis' bones say."""
    own = quat.from_matrix(from_six(six.reshape(len(six), COUNT - 1, 2, 3)))
    world = np.empty((len(six), COUNT, 4))
    world[:, 0] = heading
    for joint in range(1, COUNT):
        world[:, joint] = quat.mul(world[:, PARENTS[joint]], own[:, joint - 1])
    pelvis = world[:, PELVIS[1:]]
    pelvis = np.where(np.sum(pelvis * pelvis[:, :1], axis=-1, keepdims=True) < 0.0, -pelvis, pelvis)
    world[:, PELVIS] = quat.normalize(pelvis.mean(axis=1))[:, None]
    return world


def from_six(six: Array) -> Array:
    """Rotation matrices (..., 3, 3) from their first two columns (..., 2, 3) (Zhou et al., CVPR 2019)."""
    first = six[..., 0, :] / np.maximum(np.linalg.norm(six[..., 0, :], axis=-1, keepdims=True), 1e-8)
    second = six[..., 1, :] - np.sum(six[..., 1, :] * first, axis=-1, keepdims=True) * first
    second /= np.maximum(np.linalg.norm(second, axis=-1, keepdims=True), 1e-8)
    return np.stack([first, second, np.cross(first, second)], axis=-1)


def heading_of(points: Array, layout: Layout, fps: float) -> Array:
    """(T, 4) the turn about Y that brings +Z to where the body faces, from hips and shoulders."""
    across = sum(points[:, left] - points[:, right] for left, right in _ACROSS)
    facing = np.cross(_UP, across) if layout.mirrored else np.cross(across, _UP)
    facing = facing / np.maximum(np.linalg.norm(facing, axis=-1, keepdims=True), 1e-9)
    facing = gaussian_filter1d(facing, layout.heading_sigma_s * fps, axis=0, mode="nearest")
    half = 0.5 * np.unwrap(np.arctan2(facing[:, 0], facing[:, 2]))
    return np.stack([np.cos(half), 0.0 * half, np.sin(half), 0.0 * half], axis=-1)


# --- Motions of our body --------------------------------------------------------------------------------------------


def from_motion(motion: JointMotion) -> Array:
    """(T - 1, 251) float32 of our own kind; the motion is brought to 20 fps, its floor is z = 0."""
    motion = motion.resampled(OWN.fps)
    points, turns = scene_to_features(motion.points), _turned(motion.turns, scene_to_features)
    return np.asarray(encode(points, turns, OWN, OWN.fps), dtype=np.float32)


def to_motion(features: ArrayLike) -> JointMotion:
    """The motion of values of our own kind, on our body, from the origin, facing -Y.

    Joint places come from the rotations, except where the legs' ends are: they follow in the physics pass.
    """
    values = np.asarray(features, dtype=np.float64)
    heading, root = root_path(values)
    turns = world_turns(heading, values[:, ROTATIONS])
    return JointMotion(fps=OWN.fps, root=features_to_scene(root), turns=quat.unroll(_turned(turns, features_to_scene)))


def standing_feet(features: ArrayLike, threshold: float = 0.5) -> NDArray[np.bool_]:
    """(T, 2) which foot stands, by the contact values of our own kind."""
    contacts = np.asarray(features, dtype=np.float64)[:, CONTACTS]
    return np.stack([contacts[:, :2].max(axis=1) > threshold, contacts[:, 2:].max(axis=1) > threshold], axis=1)


def placed_at_origin(motion: JointMotion) -> JointMotion:
    """Moved and turned as `to_motion` gives it: first root over the origin, facing -Y."""
    heading = heading_of(scene_to_features(motion.points), OWN, motion.fps)[0]
    angle = 2.0 * float(np.arctan2(heading[2], heading[0]))
    start = motion.root[0] * np.array([1.0, 1.0, 0.0])
    return motion.moved(-start, -angle, start)


# --- KIT-ML files ---------------------------------------------------------------------------------------------------


def kit_to_motion(features: Array) -> JointMotion:
    """A KIT-ML file (T, 251) as a motion of our body at its own 12.5 fps.

    Positions alone are used: the mirror image is undone and the path brought to the size of the figure.
    """
    features = np.asarray(features, dtype=np.float64)
    if features.ndim != 2 or features.shape[1] != WIDTH or len(features) < 3:
        raise InvalidRequestError(f"These are no KIT-ML features: shape {features.shape}, expected (frames, {WIDTH}).")
    heading, root = root_path(features)
    local = np.concatenate([np.zeros((len(features), 3)), features[:, POSITIONS]], axis=1).reshape(-1, COUNT, 3)
    local[:, 0, 1] = features[:, 3]
    points = quat.mul_vec(heading[:, None], local) * KIT_JOINTS_M
    points[..., [0, 2]] += KIT_PATH_M * root[:, None, [0, 2]]
    points[..., 0] *= -1.0
    return from_points(features_to_scene(points), KIT.fps)


def motion_to_kit(motion: JointMotion) -> Array:
    """(T - 1, 251) float32 as KIT-ML has them: 12.5 fps, millimetres of a figure one metre tall, mirrored.

    Rotations are those of the recipe: from rest directions to bones, without twist.
    """
    motion = placed_at_origin(motion.resampled(KIT.fps))
    points = scene_to_features(motion.points)
    points[..., 0] *= -1.0
    root = points[:, :1].copy()
    scaled = (points - root * np.array([1.0, 0.0, 1.0])) / KIT_JOINTS_M
    scaled[..., 1] -= scaled[..., 1].min()
    scaled[..., [0, 2]] += root[..., [0, 2]] / KIT_PATH_M
    heading = heading_of(scaled, KIT, KIT.fps)
    return np.asarray(encode(scaled, _bone_turns(scaled, heading), KIT, KIT.fps), dtype=np.float32)


_REST_WAYS = np.zeros((COUNT, 3))
for _names, _way in ((("BP", "BT", "BLN", "BUN"), _UP), (("LS", "LH"), [1.0, 0.0, 0.0]), (("RS", "RH"), [-1.0, 0, 0]),
                     (("LE", "LW", "RE", "RW", "LK", "LA", "RK", "RA"), -_UP),
                     (("LMrot", "LF", "RMrot", "RF"), [0.0, 0.0, 1.0])):  # fmt: skip
    for _name in _names:
        _REST_WAYS[INDEX[_name]] = _way


def _bone_turns(points: Array, heading: Array) -> Array:
    """World turns (T, 21, 4): along each chain the shortest turn, in the parent's frame, from rest way to bone."""
    world = np.empty((*points.shape[:-1], 4))
    world[:, 0] = heading
    for joint in range(1, COUNT):
        parent = world[:, PARENTS[joint]]
        way = quat.mul_vec(quat.inv(parent), points[:, joint] - points[:, PARENTS[joint]])
        world[:, joint] = quat.mul(parent, quat.between(_REST_WAYS[joint], way))
    return world
