"""How thick trunk and thighs are, clothes included: what hands stay out of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common.skeleton import rest_pose
from ..protocol.scene import Asset, Skeleton
from .channels import SIDES, Array

SHARES = np.linspace(0.0, 1.0, 5)
"""where along a segment it is measured"""
_NEAR = 0.08
_SQUARELY = 0.9
"""how exactly a vertex is beside or before the axis to count"""

# Of a dressed adult, in statures, at the shares above: half the width, and from the axis to the front.
_USUAL = {
    "thigh": ((0.058, 0.056, 0.054, 0.041, 0.039), (0.060, 0.060, 0.058, 0.044, 0.040)),
    "hips": ((0.104, 0.092, 0.085, 0.080, 0.086), (0.072, 0.073, 0.072, 0.068, 0.078)),
    "chest": ((0.088, 0.098, 0.100, 0.080, 0.050), (0.079, 0.084, 0.088, 0.076, 0.050)),
}
_SEGMENTS = (("hips", "chest"), ("chest", "neck"), *((f"thigh.{side}", f"shin.{side}") for side in SIDES))
_TRUNK = ("hips", "spine", "chest", "upper_chest")


@dataclass(frozen=True)
class Girth:
    """One segment of the body as a tapered elliptical tube."""

    start: str
    end: str
    lateral_m: Array
    """(5,) half the width at `SHARES` of the way"""
    front_m: Array
    """(5,) to the front"""


def usual_girths(stature: float) -> tuple[Girth, ...]:
    """Of somebody whose meshes nobody has measured."""
    found = []
    for start, end in _SEGMENTS:
        lateral, front = _USUAL[start.split(".")[0]]
        found.append(Girth(start, end, stature * np.array(lateral), stature * np.array(front)))
    return tuple(found)


def girths_of(asset: Asset, skeleton: Skeleton, stature: float) -> tuple[Girth, ...]:
    """Measured on all that the person wears, at rest; where nothing is, as usual."""
    index = {name: i for i, name in enumerate(skeleton.joint_names)}
    places = rest_pose(skeleton)[0]
    found = []
    for usual in usual_girths(stature):
        joints = [index[name] for name in (_TRUNK if usual.start in _TRUNK else (usual.start,))]
        start, axis = places[index[usual.start]], places[index[usual.end]] - places[index[usual.start]]
        apart, share = [], []
        for part in asset.meshes:
            mesh = part.mesh
            if mesh.skin_joints is None or mesh.skin_weights is None:
                continue
            own = (np.isin(mesh.skin_joints, joints) * mesh.skin_weights).sum(axis=1) > 0.5
            vertices = mesh.vertices[own].astype(np.float64)
            for key in mesh.shape_keys:
                vertices += key.value * key.offsets[own]
            along = (vertices - start) @ axis / float(axis @ axis)
            apart.append(vertices - start - along[:, None] * axis)
            share.append(along)
        if not apart:
            found.append(usual)
            continue
        away, along = np.concatenate(apart), np.concatenate(share)
        radius = np.linalg.norm(away, axis=1)
        out = 1.0 if usual.start.endswith(".L") else -1.0 if usual.start.endswith(".R") else 0.0
        sideways = away[:, 0] * out if out else np.abs(away[:, 0])  # thighs touch inside: their outer side counts
        lateral = _profile(radius, along, sideways > _SQUARELY * radius, usual.lateral_m)
        front = _profile(radius, along, -away[:, 1] > _SQUARELY * radius, usual.front_m)
        found.append(Girth(usual.start, usual.end, lateral, front))
    return tuple(found)


def _profile(radius: Array, along: Array, side: Array, usual: Array) -> Array:
    """(5,) m; the top of the chest belongs to the shoulders and stays as usual."""
    found = usual.copy()
    for i, share in enumerate(SHARES[:4]):
        there = side.astype(bool) & (np.abs(along - share) < _NEAR)
        if there.sum() >= 3:
            found[i] = float(np.percentile(radius[there], 90))
    return found
