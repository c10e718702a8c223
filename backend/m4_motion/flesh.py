"""How thick flesh and clothes are where a body meets things, measured on its meshes: under the seat, in the palms."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.skeleton import rest_pose
from ..protocol.scene import Asset, Mesh, Skeleton
from .channels import SIDES, Array

SAT_ON = ("body", "trousers", "shorts", "jeans")
"""what is between the bones and a seat; skirts and coats fall beside it"""
_USUAL_SEAT, _USUAL_PALM = 0.081, 0.0124
"""statures, of somebody whose meshes nobody has measured"""
_TILT_RAD, _SIT_RAD = 0.12, 1.4
"""how far a sitter's pelvis and thighs are turned"""
_BESIDE, _BELOW = 0.075, 0.17
"""how far from the hips joint, statures, skin is that can come to be the seat's lowest"""


def usual_flesh(stature: float) -> tuple[float, float]:
    """Seat and palm of somebody without meshes, m."""
    return _USUAL_SEAT * stature, _USUAL_PALM * stature


def flesh_of(asset: Asset, skeleton: Skeleton, stature: float, hang: dict[str, Array]) -> tuple[float, float]:
    """m from the hips joint down to a sitter's seat, and from the bones of a hand to its palm where it is thickest.

    hang: per side, the turn of the resting arm to hang straight down, palms inward.
    """
    index = {name: i for i, name in enumerate(skeleton.joint_names)}
    places = rest_pose(skeleton)[0].astype(np.float64)
    hips = places[index["hips"]]
    back, forward = (quat.from_angle_axis(np.array(-angle), [1.0, 0.0, 0.0]) for angle in (_TILT_RAD, _SIT_RAD))
    seats, palms = [], []
    for mesh, vertices in _close_to_skin(asset):
        weight = _weight_of(mesh, [index["hips"], *(index[f"thigh.{side}"] for side in SIDES)])
        beside = np.linalg.norm(vertices[:, :2] - hips[:2], axis=1) < 2.0 * _BESIDE * stature
        rows = np.flatnonzero((weight > 0.5) & beside & (vertices[:, 2] > hips[2] - _BELOW * stature))
        bent = hips + quat.mul_vec(back, vertices[rows] - hips)
        for side in SIDES:
            thigh = index[f"thigh.{side}"]
            share = _weight_of(mesh, _from(skeleton, thigh))[rows, None]
            pivot = hips + quat.mul_vec(back, places[thigh] - hips)
            bent += share * (pivot + quat.mul_vec(forward, vertices[rows] - places[thigh]) - bent)
        seats.append(bent[np.linalg.norm(bent[:, :2] - hips[:2], axis=1) < _BESIDE * stature, 2])
        inward = quat.mul_vec(quat.inv(hang["L"]), np.array([-1.0, 0.0, 0.0]))
        hand = vertices[_weight_of(mesh, [index["hand.L"]]) > 0.5]
        palms.append((hand - places[index["hand.L"]]) @ inward)
    seat, palm = (np.concatenate(values) if values else np.zeros(0) for values in (seats, palms))
    usual_seat, usual_palm = usual_flesh(stature)
    return (
        float(hips[2] - seat.min()) if len(seat) else usual_seat, float(palm.max()) if len(palm) else usual_palm
    )  # fmt: skip


def _close_to_skin(asset: Asset) -> Iterator[tuple[Mesh, Array]]:
    """The body and what fits it closely, with their vertices (V, 3), shape keys included."""
    for part in asset.meshes:
        mesh = part.mesh
        if part.name in SAT_ON and mesh.skin_joints is not None and mesh.skin_weights is not None:
            vertices = mesh.vertices.astype(np.float64)
            for key in mesh.shape_keys:
                if key.value:
                    vertices += key.value * key.offsets
            yield mesh, vertices


def _weight_of(mesh: Mesh, joints: list[int]) -> Array:
    """(V,) how much of every vertex follows these joints."""
    assert mesh.skin_joints is not None
    assert mesh.skin_weights is not None
    return np.asarray((np.isin(mesh.skin_joints, joints) * mesh.skin_weights).sum(axis=1), dtype=np.float64)


def _from(skeleton: Skeleton, joint: int) -> list[int]:
    """A joint and all that hang on it."""
    below: NDArray[np.bool_] = np.arange(len(skeleton.parents)) == joint
    for j, parent in enumerate(skeleton.parents):
        below[j] |= parent >= 0 and below[parent]
    return np.flatnonzero(below).tolist()
