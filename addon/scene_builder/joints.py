"""Doors, drawers and wheels: children of the root mesh that move about their joint only."""

from __future__ import annotations

import math

import bpy
from mathutils import Matrix

from .._vendor.backend.protocol.conventions import FloatArray
from .._vendor.backend.protocol.scene import PartJoint
from .convert import axis_rotation, to_vector

_FREE_RAD = 2.0 * math.pi
"""limits at least this far apart are none: a wheel"""


def hang_on_joint(part: bpy.types.Object, root: bpy.types.Object, joint: PartJoint | None, pivot: FloatArray) -> None:
    """Parent a part to the root. Its local Z is the joint's axis, its own transform is zero at rest.

    pivot  (3,) where the root's origin lies in asset space
    """
    part.parent = root
    if joint is None:
        return
    turn = axis_rotation(joint.axis).to_matrix().to_4x4()
    if "sceneloom_joint" not in part.data:  # shared by all instances: turn it once
        part.data.transform(turn.inverted())
        part.data["sceneloom_joint"] = joint.kind
    part.matrix_parent_inverse = Matrix.Translation(to_vector(joint.origin - pivot)) @ turn
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
