"""The 64 values per frame that tell PhysicsSSM how a motion stands with gravity, floor and goal.

    0      gravity prior: how far free fall would take the centre of mass from what it does, m/s²
    1      pelvis height, m              2, 3   its vertical velocity m/s and acceleration m/s²
    4:7    root linear velocity          7:10   root angular velocity, rad/s
    10:12  foot contacts left, right     12:15  centre-of-mass velocity      15:18  its acceleration
    18:21  root position from the first frame   21:24  angular momentum of the whole body, m²/s
    24:30  heights of heel, ball and tip, left then right       30:36  their horizontal speeds
    36:42  their depths below the floor  42:44  support margins: centre of mass to the feet's nearest standing part
    44:46  time to touchdown, s          46:50  direction of the goal (sine, cosine), distance, time left, s
    50:56  wrists from the pelvis        56:62  wrist velocities             62:64  leg lengths, share of full reach

Vectors are in the heading frame of their frame: left, forward, up. The goal of a clip without one is where it ends.
"""

from __future__ import annotations

import numpy as np

from ...common import quat
from ...protocol.conventions import GRAVITY_M_S2
from ..body import default_body
from .joints import Array, JointMotion
from .projection import Bools, contacts_of, sole_points, spans_of

WIDTH = 64
# joint, joint, share and mass of a segment (Winter 2009, table 4.1), on the 21 joints
_SEGMENTS = ((0, 3, 0.45, 0.497), (3, 4, 1.0, 0.081), (5, 6, 0.436, 0.028), (8, 9, 0.436, 0.028), (6, 7, 0.6, 0.022),
             (9, 10, 0.6, 0.022), (11, 12, 0.433, 0.1), (16, 17, 0.433, 0.1), (12, 13, 0.433, 0.0465),
             (17, 18, 0.433, 0.0465), (13, 14, 0.5, 0.0145), (18, 19, 0.5, 0.0145))  # fmt: skip
_FAR_S, _LEFT_S = 1.0, 5.0


def physics_state(motion: JointMotion, goal: Array | None = None) -> Array:
    """(T, 64) float32; goal (2,) m on the floor."""
    fps, points = motion.fps, motion.points
    soles = sole_points(motion, points)
    contacts = np.asarray(contacts_of(soles, fps).any(axis=2))
    pelvis = motion.turns[:, 0]
    ahead = quat.mul_vec(pelvis, np.array([0.0, -1.0, 0.0]))
    heading = np.arctan2(ahead[:, 0], -ahead[:, 1])
    back = quat.from_angle_axis(-heading, np.array([0.0, 0.0, 1.0]))

    def local(vectors: Array) -> Array:
        turned = quat.mul_vec(back, vectors)
        return np.asarray(turned * np.array([1.0, -1.0, 1.0]))  # left, forward, up

    def rate(values: Array) -> Array:
        return np.gradient(values, axis=0) * fps if len(values) > 1 else np.zeros_like(values)

    masses = np.array([mass for *_, mass in _SEGMENTS]) / sum(mass for *_, mass in _SEGMENTS)
    centres = np.stack([points[:, a] + share * (points[:, b] - points[:, a]) for a, b, share, _ in _SEGMENTS], axis=1)
    centre = np.einsum("s,tsx->tx", masses, centres)
    velocity, acceleration = rate(centre), rate(rate(centre))
    root_velocity = rate(motion.root)
    step = quat.to_rotation_vector(quat.mul(pelvis[1:], quat.inv(pelvis[:-1]))) * fps
    spin = np.concatenate([step, step[-1:]]) if len(step) else np.zeros((len(points), 3))
    momentum = np.einsum("s,tsx->tx", masses, np.cross(centres - centre[:, None], rate(centres) - velocity[:, None]))
    heights = soles[..., 2].reshape(len(points), 6)
    speeds = np.linalg.norm(rate(soles)[..., :2], axis=-1).reshape(len(points), 6)
    goal = motion.root[-1, :2] if goal is None else goal
    way = np.concatenate([goal - motion.root[:, :2], np.zeros((len(points), 1))], axis=1)
    toward = local(way)
    distance = np.linalg.norm(way, axis=1)
    direction = toward[:, :2] / np.maximum(distance, 0.05)[:, None]
    left_s = np.minimum((len(points) - 1 - np.arange(len(points))) / fps, _LEFT_S)
    wrists = points[:, [7, 10]]
    reach = np.stack([np.linalg.norm(points[:, hip] - points[:, hip + 2], axis=-1) for hip in (11, 16)], axis=1)
    free = np.linalg.norm(acceleration + np.array([0.0, 0.0, GRAVITY_M_S2]), axis=1)
    state = np.concatenate(
        [
            free[:, None], motion.root[:, 2:], root_velocity[:, 2:], rate(rate(motion.root))[:, 2:],
            local(root_velocity), local(spin), contacts.astype(np.float64), local(velocity), local(acceleration),
            local(motion.root - motion.root[0] * [1.0, 1.0, 0.0]), local(momentum), heights, speeds,
            np.maximum(-heights, 0.0), _margins(soles, contacts, centre), _touchdown(contacts, fps),
            direction, distance[:, None], left_s[:, None],
            np.concatenate([local(wrists[:, k] - motion.root) for k in range(2)], axis=1),
            np.concatenate([local(rate(wrists[:, k])) for k in range(2)], axis=1), reach / default_body().leg,
        ],
        axis=1,
    )  # fmt: skip
    return state.astype(np.float32)


def _margins(soles: Array, contacts: Bools, centre: Array) -> Array:
    """(T, 2) how far the centre of mass is from each foot's middle over the floor, m; 1 for a foot in the air."""
    middle = soles[:, :, :2].mean(axis=2)[..., :2]
    apart = np.linalg.norm(middle - centre[:, None, :2], axis=-1)
    return np.where(contacts, np.minimum(apart, 1.0), 1.0)


def _touchdown(contacts: Bools, fps: float) -> Array:
    """(T, 2) seconds until each foot stands, up to one."""
    waits = np.full(contacts.shape, _FAR_S)
    for foot in range(2):
        starts = [first for first, _ in spans_of(contacts[:, foot])]
        for t in range(len(contacts)):
            later = [first for first in starts if first >= t]
            if contacts[t, foot]:
                waits[t, foot] = 0.0
            elif later:
                waits[t, foot] = min((later[0] - t) / fps, _FAR_S)
    return waits
