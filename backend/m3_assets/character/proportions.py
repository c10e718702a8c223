"""Sliders of the whole figure, on everything it wears: height, head size, age and sex, as they were generated at 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ...common.skeleton import rest_pose
from ...protocol.scene import AssetMesh, ShapeKey, Skeleton
from .figure_data import FigureMesh, SkeletonFit

_HEIGHT_M, _HEAD_SHARE = (-0.3, 0.3), (-0.25, 0.35)
_MORPHS = {"age": "old", "sex": "woman"}
_HEAD = ("head", "eye.L", "eye.R")


def with_proportions(asset_mesh: AssetMesh, skeleton: Skeleton, stature_m: float) -> AssetMesh:
    """Height in metres more or less, head size as a share more or less about the head's joint."""
    mesh = asset_mesh.mesh
    assert mesh.skin_joints is not None
    assert mesh.skin_weights is not None
    names = skeleton.joint_names
    pivot = rest_pose(skeleton)[0][names.index("head")]
    on_head = (np.isin(mesh.skin_joints, [names.index(name) for name in _HEAD]) * mesh.skin_weights).sum(axis=1)
    made = [ShapeKey(name="height", offsets=(mesh.vertices / stature_m).astype(np.float32), range=_HEIGHT_M)]
    if on_head.any():
        offsets = on_head[:, None] * (mesh.vertices - pivot)
        made.append(ShapeKey(name="head_size", offsets=offsets.astype(np.float32), range=_HEAD_SHARE))
    return replace(asset_mesh, mesh=replace(mesh, shape_keys=(*mesh.shape_keys, *made)))


def age_and_sex(mesh: FigureMesh, fit: SkeletonFit, baked: Mapping[str, float]) -> tuple[ShapeKey, ...]:
    """The morphs of an adult that are built in already, as sliders to either side of where they are."""
    if baked["child"] > 0.0:
        return ()
    return tuple(
        replace(fit.shape_key(mesh, morph, 0.0, (-baked[morph], 1.0 - baked[morph]), {}), name=name)
        for name, morph in _MORPHS.items()
        if morph in mesh.morphs
    )
