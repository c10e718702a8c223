"""A retargeted motion as a clip with its curves: what the add-on asks for."""

from __future__ import annotations

import numpy as np

from ...protocol.messages import RetargetReply, RetargetRequest
from ...protocol.scene import MotionClip, PoseTrack, Skeleton
from .. import quat
from ..actor_curves import fit_actor
from . import retarget
from .bodies import SIDES
from .frames import Array, posed_frames
from .standing import leg_length
from .transport import Body

_LIMBS = (("foot", "thigh", "shin", "knee", 1.0), ("hand", "upper_arm", "forearm", "elbow", -1.0))
"""of our own people: end, upper and lower joint, pole, side of the upper joint's local Z that the pole stands on"""
_POLE_DISTANCE = 1.1
"""of the upper bone's length, as the rig's poles stand at rest"""
_STRAIGHT = 0.02
_LOW, _SLOW_M_S = 0.03, 0.25
"""a foot stands that is lower than this share of its leg's length, and slower than this"""


def retarget_motion(request: RetargetRequest) -> RetargetReply:
    """Answer a request; InvalidRequestError where the target is no body."""
    done = retarget(
        request.source,
        request.root_translations,
        request.joint_rotations,
        request.target,
        fps=request.fps,
        keep_path=request.keep_path,
        grips=request.grips,
    )
    target, names = request.target, request.target.joint_names
    places, turns = done.places.astype(np.float64), done.joint_rotations.astype(np.float64)
    heads, rotations = posed_frames(target, done.parts.hips, places, turns)
    clip = MotionClip(
        actor_id="target",
        root_translations=done.places,
        joint_rotations=done.joint_rotations,
        foot_contacts=_contacts(Body(target, done.parts), heads, request.fps),
        control_tracks=_controls(target, heads, rotations),
        pose_frames=request.pose_frames,
        source="retargeted",
    )
    return RetargetReply(
        parts={role: names[joint] for role, joint in done.parts.joints.items()},
        moved=names[done.parts.hips],
        clip=clip,
        curves=fit_actor(clip, target),
    )


def _contacts(body: Body, heads: Array, fps: float) -> np.ndarray:
    """(T, 2) left, right: lower and slower than a foot that is lifted."""
    columns = []
    for side in SIDES:
        role = "toe" + side if "toe" + side in body.joints else "foot" + side
        place = heads[:, body.joints[role]]
        speed = np.linalg.norm(np.gradient(place, axis=0), axis=1) * fps
        columns.append((place[:, 2] - place[:, 2].min() < _LOW * leg_length(body)) & (speed < _SLOW_M_S))
    return np.stack(columns, axis=1)


def _controls(skeleton: Skeleton, heads: Array, rotations: Array) -> dict[str, PoseTrack]:
    """World poses of the IK controls of a person of ours; nothing for other armatures."""
    index = {name: joint for joint, name in enumerate(skeleton.joint_names)}
    tracks = {}
    for end, upper, lower, pole, away in _LIMBS:
        for side in SIDES:
            if not {end + side, upper + side, lower + side} <= index.keys():
                return {}
            start, knee, stop = (heads[:, index[name + side]] for name in (upper, lower, end))
            tracks[end + side] = _track(stop, quat.unroll(rotations[:, index[end + side]]))
            line = stop - start
            line = line / np.linalg.norm(line, axis=1, keepdims=True)
            bent = _across(knee - start, line)
            straight = _across(quat.mul_vec(rotations[:, index[upper + side]], np.array([0.0, 0.0, away])), line)
            length = float(skeleton.bone_lengths[index[upper + side]])
            share = np.clip(np.linalg.norm(bent, axis=1, keepdims=True) / (_STRAIGHT * 2.0 * length) - 0.5, 0.0, 1.0)
            toward = share * _unit(bent) + (1.0 - share) * _unit(straight)
            tracks[pole + side] = _track(
                knee + _unit(toward) * length * _POLE_DISTANCE, np.tile(quat.IDENTITY, (len(knee), 1))
            )
    return tracks


def _across(vectors: Array, line: Array) -> Array:
    return np.asarray(vectors - np.sum(vectors * line, axis=1, keepdims=True) * line)


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


def _track(places: Array, rotations: Array) -> PoseTrack:
    return PoseTrack(translations=places.astype(np.float32), rotations=rotations.astype(np.float32))
