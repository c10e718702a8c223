"""A solved motion as the clip that crosses to the next stages: contacts, IK controls, key poses."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..protocol.conventions import BoolArray
from ..protocol.scene import MotionClip, Parameter, PoseTrack
from .body import Body
from .channels import INDEX, SIDES, Array
from .solve import Posed

_STILL_M_S = 0.02
_GROUND_M = 0.002
_SUNK_M = 0.05
"""how far under the floor a sole is that stands on nothing, in water"""


def foot_contacts(motion: Array, fps: float) -> BoolArray:
    """(T, 2) bool left, right: the sole is on the floor and its footprint does not move."""
    contacts = np.zeros((len(motion), 2), dtype=bool)
    for i, side in enumerate(SIDES):
        at = motion[:, [INDEX[f"foot.{axis}.{side}"] for axis in ("x", "y", "z", "level")]]
        speed = np.zeros(len(motion))
        if len(motion) > 1:
            steps = np.linalg.norm(np.diff(at, axis=0), axis=-1) * fps
            speed = np.minimum(np.r_[steps[:1], steps], np.r_[steps, steps[-1:]])
        on_floor = (at[:, 2] < _GROUND_M) & (at[:, 2] > -_SUNK_M)
        contacts[:, i] = on_floor & (speed < _STILL_M_S)
    return contacts


def make_clip(
    actor_id: str, body: Body, motion: Array, posed: Posed, fps: float, keys: list[int],
    segments: list[tuple[str, int, int]], parameters: list[Parameter], source: str,
) -> MotionClip:  # fmt: skip
    """Everything of one actor, as float32."""
    frames = len(motion)
    tracks: dict[str, PoseTrack] = {}
    world = quat.mul(posed.turns, body.rest_rotations)
    still = np.tile(np.array([1.0, 0.0, 0.0, 0.0], dtype=np.float32), (frames, 1))
    for base in ("foot", "hand"):
        for side in SIDES:
            joint = body.index[f"{base}.{side}"]
            tracks[f"{base}.{side}"] = PoseTrack(
                translations=posed.positions[:, joint].astype(np.float32),
                rotations=quat.unroll(quat.normalize(world[:, joint])).astype(np.float32),
            )
    away = 0.24 * body.stature
    for pole, upper, middle, front in (("knee", "thigh", "shin", 1.0), ("elbow", "upper_arm", "forearm", -1.0)):
        for side in SIDES:
            bend = quat.mul_vec(world[:, body.index[f"{upper}.{side}"]], np.array([0.0, 0.0, front * away]))
            at = posed.positions[:, body.index[f"{middle}.{side}"]] + bend
            tracks[f"{pole}.{side}"] = PoseTrack(translations=at.astype(np.float32), rotations=still)
    wanted = sorted({0, frames - 1, *(k for k in keys if 0 <= k < frames)})
    kept = [wanted[0]]
    for key in wanted[1:]:
        if key - kept[-1] >= 2:
            kept.append(key)
    if kept[-1] != frames - 1:
        kept[-1] = frames - 1 if len(kept) > 1 else kept[-1]
        if kept[-1] != frames - 1:
            kept.append(frames - 1)
    return MotionClip(
        actor_id=actor_id,
        root_translations=posed.root.astype(np.float32),
        joint_rotations=posed.joint_rotations.astype(np.float32),
        foot_contacts=foot_contacts(motion, fps),
        control_tracks=tracks,
        pose_frames=np.array(kept, dtype=np.int32),
        source=source,
        segments=tuple((name, first, min(last, frames - 1)) for name, first, last in segments if first < frames),
        parameters=tuple(parameters),
    )
