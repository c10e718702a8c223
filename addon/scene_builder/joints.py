"""Doors, drawers and wheels: children of the root mesh that move about their joint only."""

from __future__ import annotations

import math
from collections.abc import Sequence

import bpy
from mathutils import Matrix

from .._vendor.backend.protocol.conventions import FloatArray
from .._vendor.backend.protocol.scene import AssetMesh, PartJoint
from .convert import axis_rotation, to_vector

_FREE_RAD = 2.0 * math.pi
"""limits at least this far apart are none: a wheel"""


def hang_parts(
    root: bpy.types.Object, parts: Sequence[tuple[AssetMesh, bpy.types.Object]], pivot: FloatArray
) -> None:
    """Parent moving parts to the root, or to the part that carries them.

    A part's local Z is its joint's axis, its own transform is zero at rest.
    pivot  (3,) where the root's origin lies in asset space
    """
    objects = {part.name: child for part, child in parts}
    joints = {part.name: part.joint for part, _ in parts}
    for part, child in parts:
        child.parent = root
        if part.joint is None:
            continue
        place = _rest(part.joint, pivot)
        carrier = joints.get(part.joint.carrier)
        if carrier is not None:
            child.parent = objects[part.joint.carrier]
            place = _rest(carrier, pivot).inverted() @ place
        child.matrix_parent_inverse = place
        _limit(child, part.joint)


def _rest(joint: PartJoint, pivot: FloatArray) -> Matrix:
    """Where a part is at rest, from the root's origin."""
    return Matrix.Translation(to_vector(joint.origin - pivot)) @ axis_rotation(joint.axis).to_matrix().to_4x4()


def _limit(part: bpy.types.Object, joint: PartJoint) -> None:
    """Only what the joint lets move is free, within its limits."""
    turn = axis_rotation(joint.axis).to_matrix().to_4x4()
    if "sceneloom_joint" not in part.data:  # shared by all instances: turn it once
        part.data.transform(turn.inverted())
        part.data["sceneloom_joint"] = joint.kind
    slides = joint.kind == "slide"
    part.lock_location = (True, True, not slides)
    part.lock_rotation = (True, True, slides)
    part.lock_scale = (True, True, True)
    low, high = joint.limits
    if not slides and high - low >= _FREE_RAD:
        return
    limit = part.constraints.new("LIMIT_LOCATION" if slides else "LIMIT_ROTATION")
    limit.name = "Joint Limits"
    limit.owner_space = "LOCAL"
    limit.use_transform_limit = True
    if slides:
        limit.use_min_z = limit.use_max_z = True
    else:
        limit.use_limit_z = True
    limit.min_z, limit.max_z = low, high
