"""A motion of the 21 joints as the animator's rig has it: the inverse of `solve`, with standing feet pinned.

From here on a learned clip is like a motion program's: feet are footprints in the world, so what stands cannot slide
and nothing is below the floor, whoever's legs it is played on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from ...common import quat
from ...common.two_bone import unit
from ..body import Body, default_body
from ..channels import INDEX, SIDES, SIGN, Array, minimum_jerk
from ..solve import ankle_of
from .joints import JointMotion, neck_and_head, points_of
from .projection import contacts_of, sole_points, spans_of

_LATERAL = np.array([1.0, 0.0, 0.0])
_HEADING_SIGMA_S = 0.15
_RAMP_S = 0.12
_HAND = ("pronate", "thumb", "index", "middle", "ring", "pinky", "spread")
_SLOTS = {"L": ((5, 6, 7), (11, 12, 13, 14, 15)), "R": ((8, 9, 10), (16, 17, 18, 19, 20))}


def to_channels(body: Body, motion: JointMotion) -> Array:
    """(T, C) rig channels of a motion on a person's own body; ways and heights grow with the legs."""
    scale = body.hip_height / default_body().hip_height
    root, turns = motion.root * scale, motion.turns
    rows = np.tile(body.standing(), (len(root), 1))
    points = points_of(body, root, turns)

    def put(name: str, values: Array) -> None:
        rows[:, INDEX[name]] = values

    # 1. Hips: where the body faces is the slow part of their turn
    pitch, roll, yaw = _pitch_roll_yaw(turns[:, 0])
    yaw = np.unwrap(yaw)
    heading = gaussian_filter1d(yaw, _HEADING_SIGMA_S * motion.fps, mode="nearest")
    for name, values in (("x", root[:, 0]), ("y", root[:, 1]), ("hips.z", root[:, 2]), ("heading", heading),
                         ("hips.pitch", pitch), ("hips.roll", roll), ("hips.yaw", yaw - heading)):  # fmt: skip
        put(name, values)

    # 2. Spine and head, as bends that their joints share
    chest = turns[:, 3]
    _, head = neck_and_head(turns)
    for name, bend in (("spine", quat.mul(quat.inv(turns[:, 0]), chest)), ("head", quat.mul(quat.inv(chest), head))):
        for axis, values in zip(("pitch", "roll", "yaw"), _pitch_roll_yaw(bend), strict=True):
            put(f"{name}.{axis}", np.unwrap(values))

    # 3. Arms as angles, hands as they hang
    for side in SIDES:
        sign, ((shoulder, upper, fore), _) = SIGN[side], _SLOTS[side]
        _, lift, forward = _pitch_roll_yaw(quat.mul(quat.inv(chest), turns[:, shoulder]))
        m = quat.to_matrix(
            quat.mul(quat.inv(turns[:, shoulder]), turns[:, upper])
        )  # Rx(-flex) Ry(-s abduct) Rz(-s twist)
        flex, twist = (np.unwrap(np.arctan2(a, b)) for a, b in ((m[:, 1, 2], m[:, 2, 2]), (m[:, 0, 1], m[:, 0, 0])))
        elbow = -quat.to_rotation_vector(quat.mul(quat.inv(turns[:, upper]), turns[:, fore]))[:, 0]
        for name, values in (("shoulder.lift", -sign * lift), ("shoulder.forward", -sign * forward), ("arm.flex", flex),
                             ("arm.abduct", -sign * np.arcsin(np.clip(m[:, 0, 2], -1.0, 1.0))),
                             ("arm.twist", sign * twist), ("elbow", np.maximum(elbow, 0.0))):  # fmt: skip
            put(f"{name}.{side}", values)

    # 4. Feet as footprints, pinned where they stand
    soles = sole_points(motion) * scale
    contacts = contacts_of(soles, motion.fps)
    for foot, side in enumerate(SIDES):
        _put_foot(body, rows, points, turns, side, contacts[:, foot], motion.fps)
    return rows


def _put_foot(
    body: Body, rows: Array, points: Array, turns: Array, side: str, contacts: NDArray[np.bool_], fps: float
) -> None:
    hip, knee, ankle, foot, toe = _SLOTS[side][1]
    pitch, roll, yaw = _pitch_roll_yaw(turns[:, foot])
    bend = -quat.to_rotation_vector(quat.mul(quat.inv(turns[:, foot]), turns[:, toe]))[:, 0]
    zero = np.zeros(len(rows))
    values = {"foot.x": zero, "foot.y": zero, "foot.z": zero, "toe": np.clip(bend, -0.6, 1.2),
              "foot.yaw": np.unwrap(yaw), "foot.pitch": pitch, "foot.roll": roll}  # fmt: skip
    for name, value in values.items():
        rows[:, INDEX[f"{name}.{side}"]] = value
    own, _ = ankle_of(body, rows, side)
    place = points[:, ankle] - own
    place[:, 2] = np.maximum(place[:, 2], 0.0)
    yaw = rows[:, INDEX[f"foot.yaw.{side}"]]
    ramp = max(1, round(_RAMP_S * fps))
    for first, end in spans_of(np.asarray(contacts.any(axis=1))):
        held = np.array([*np.median(place[first:end, :2], axis=0), 0.0, np.median(yaw[first:end])])
        low, high = max(0, first - ramp), min(len(rows), end + ramp)
        ease = np.ones(high - low)
        ease[: first - low] = minimum_jerk(np.linspace(0.0, 1.0, first - low + 2)[1:-1])
        ease[len(ease) - (high - end) :] = minimum_jerk(np.linspace(1.0, 0.0, high - end + 2)[1:-1])
        for column, values_now in enumerate((place[:, 0], place[:, 1], place[:, 2], yaw)):
            values_now[low:high] += ease * (held[column] - values_now[low:high])
    for column, axis in enumerate("xyz"):
        rows[:, INDEX[f"foot.{axis}.{side}"]] = place[:, column]

    # the knee's swivel: from where `solve` would put the hinge to where it is
    reach = unit(points[:, ankle] - points[:, hip])
    flat = quat.from_angle_axis(yaw, [0.0, 0.0, 1.0])
    usual = unit(quat.mul_vec(turns[:, 0], _LATERAL) + quat.mul_vec(flat, _LATERAL))
    wanted = quat.mul_vec(turns[:, knee], _LATERAL)
    usual, wanted = (unit(v - np.sum(v * reach, axis=-1, keepdims=True) * reach) for v in (usual, wanted))
    angle = np.arctan2(np.sum(reach * np.cross(usual, wanted), axis=-1), np.sum(usual * wanted, axis=-1))
    rows[:, INDEX[f"knee.{side}"]] = -SIGN[side] * np.clip(angle, -1.2, 1.2)


def _pitch_roll_yaw(q: Array) -> tuple[Array, Array, Array]:
    """Angles (T,) with q = yaw about z * roll about y * pitch about x, as `limbs.euler` builds it."""
    m = quat.to_matrix(q)
    return (
        np.arctan2(m[..., 2, 1], m[..., 2, 2]), -np.arcsin(np.clip(m[..., 2, 0], -1.0, 1.0)),
        np.arctan2(m[..., 1, 0], m[..., 0, 0]),
    )  # fmt: skip
