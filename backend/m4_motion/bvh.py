"""Clips as BVH files: Y up, metres, facing +Z, the standing rest pose as zero."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.skeleton import rest_pose
from ..protocol.scene import MotionClip, Skeleton
from .channels import Array


def scene_to_bvh(vectors: Array) -> Array:
    """(..., 3) from Z up facing -Y to Y up facing +Z; left stays +X."""
    return np.stack([vectors[..., 0], vectors[..., 2], -vectors[..., 1]], axis=-1)


def euler_zxy_degrees(q: Array) -> Array:
    """(..., 4) to angles (..., 3) about Z, X, Y with q = Z * X * Y, degrees."""
    m = quat.to_matrix(q)
    x = np.arcsin(np.clip(m[..., 2, 1], -1.0, 1.0))
    z = np.arctan2(-m[..., 0, 1], m[..., 1, 1])
    y = np.arctan2(-m[..., 2, 0], m[..., 2, 2])
    return np.asarray(np.degrees(np.stack([z, x, y], axis=-1)))


def write_bvh(skeleton: Skeleton, clip: MotionClip, fps: int) -> str:
    """The text of a BVH file: hierarchy in the skeleton's joint order (depth first), one line per frame."""
    positions, rotations = rest_pose(skeleton)
    parents = skeleton.parents
    children: list[list[int]] = [[] for _ in parents]
    for joint, parent in enumerate(parents):
        if parent >= 0:
            children[parent].append(joint)
    order: list[int] = []
    lines = ["HIERARCHY"]

    def offset(v: Array) -> str:
        return "OFFSET " + " ".join(f"{value:.6f}" for value in scene_to_bvh(v))

    def add(joint: int, depth: int) -> None:
        order.append(joint)
        pad = "\t" * depth
        lines.append(f"{pad}{'ROOT' if depth == 0 else 'JOINT'} {skeleton.joint_names[joint]}")
        lines.append(pad + "{")
        place = np.zeros(3) if depth == 0 else positions[joint] - positions[parents[joint]]
        lines.append(f"{pad}\t{offset(place)}")
        channels = "6 Xposition Yposition Zposition" if depth == 0 else "3"
        lines.append(f"{pad}\tCHANNELS {channels} Zrotation Xrotation Yrotation")
        for child in children[joint]:
            add(child, depth + 1)
        if not children[joint]:
            tip = quat.mul_vec(rotations[joint], np.array([0.0, float(skeleton.bone_lengths[joint]), 0.0]))
            lines.extend([f"{pad}\tEnd Site", f"{pad}\t{{", f"{pad}\t\t{offset(tip)}", f"{pad}\t}}"])
        lines.append(pad + "}")

    add(0, 0)
    # Rotations from the rest pose, in the axes of the standing figure
    turns = quat.mul(rotations, quat.mul(clip.joint_rotations, quat.inv(rotations)))
    turns = np.asarray(np.concatenate([turns[..., :1], scene_to_bvh(turns[..., 1:])], axis=-1))
    angles = euler_zxy_degrees(turns)[:, order]
    angles = np.degrees(np.unwrap(np.radians(angles), axis=0))
    rows = np.concatenate([scene_to_bvh(np.asarray(clip.root_translations)), angles.reshape(len(angles), -1)], axis=1)
    lines += ["MOTION", f"Frames: {len(rows)}", f"Frame Time: {1.0 / fps:.8f}"]
    lines += [" ".join(f"{value:.5f}" for value in row) for row in rows]
    return "\n".join(lines) + "\n"
