"""How well a body bends: volume at the joints, limbs that pass through one another, skin that comes through cloth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ...common.skeleton import rest_pose
from ...protocol.scene import Asset, Mesh
from .poses import Array, deformed, shaped

# radius of what counts as a joint's surroundings, as a share of the stature
JOINTS = {"forearm": 0.050, "shin": 0.065, "thigh": 0.105, "upper_arm": 0.085}
_APART, _APART_AT_JOINT = 0.085, 0.17
"""of the stature: skin at least this far away at rest is no fold; farther where the two bones share a joint"""
_CLOSE_M = 0.020
"""skin farther from cloth than this is beyond its edge (a chin over a collar, a hand before a cuff), not under it"""


def quads_of(mesh: Mesh) -> NDArray[np.int32]:
    return mesh.face_vertices.reshape(-1, 4)


def vertex_normals(points: Array, quads: NDArray[np.int32]) -> Array:
    """(V, 3) unit, from the diagonals of the quads around."""
    face = np.cross(points[quads[:, 2]] - points[quads[:, 0]], points[quads[:, 3]] - points[quads[:, 1]])
    normals = np.zeros_like(points)
    for corner in range(4):
        np.add.at(normals, quads[:, corner], face)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))


def region_volume(points: Array, quads: NDArray[np.int32]) -> float:
    """Volume of a patch of skin whose open edges are closed by fans, m³."""
    a, b, c, d = (points[quads[:, k]] for k in range(4))
    total = float(np.sum(np.cross(a, b) * c) + np.sum(np.cross(a, c) * d))
    edges = np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2)
    known = {(int(u), int(v)) for u, v in edges}
    following = {v: u for u, v in known if (v, u) not in known}  # an open edge, run backward
    while following:
        start, at = next(iter(following.items()))
        del following[start]
        loop = [start]
        while at != start and at in following:
            loop.append(at)
            at = following.pop(at)
        ring = points[loop]
        middle = ring.mean(axis=0)
        total += float(np.sum(np.cross(ring, np.roll(ring, -1, axis=0)) * middle))
    return total / 6.0


def joint_volumes(asset: Asset, rotations: Array) -> dict[str, float]:
    """Joint to the volume of its surroundings in a pose, as a share of that at rest."""
    assert asset.skeleton is not None
    skeleton, body = asset.skeleton, asset.meshes[0].mesh
    heads, _ = rest_pose(skeleton)
    stature = float(heads[skeleton.joint_names.index("head"), 2] + skeleton.bone_lengths[
        skeleton.joint_names.index("head")])  # fmt: skip
    rest = shaped(body)
    bent = deformed(skeleton, body, rest, rotations)
    quads = quads_of(body)
    shares = {}
    for base, radius in JOINTS.items():
        for side in (".L", ".R"):
            head = heads[skeleton.joint_names.index(base + side)]
            near = np.linalg.norm(rest - head, axis=1) < radius * stature
            patch = quads[near[quads].all(axis=1)]
            shares[base + side] = region_volume(bent, patch) / region_volume(rest, patch)
    return shares


def self_intersection_m(asset: Asset, rotations: Array) -> float:
    """How deep the skin lies inside skin that is far from it at rest, at most."""
    assert asset.skeleton is not None
    body = asset.meshes[0].mesh
    rest = shaped(body)
    bent = deformed(asset.skeleton, body, rest, rotations)
    normals = vertex_normals(bent, quads_of(body))
    stature = float(np.ptp(rest[:, 2]))
    _, near = cKDTree(bent).query(bent, k=60)
    offset = bent[:, None] - bent[near]
    height = np.einsum("vka,vka->vk", offset, normals[near])
    across = np.linalg.norm(offset - height[..., None] * normals[near], axis=2)
    assert body.skin_joints is not None
    bone = body.skin_joints[:, 0]
    parents = asset.skeleton.parents
    adjacent = (parents[bone][:, None] == bone[near]) | (parents[bone[near]] == bone[:, None])
    least = np.where(adjacent, _APART_AT_JOINT, _APART) * stature
    other = bone[:, None] != bone[near]  # the far side of one's own limb is no intersection
    far = other & (np.linalg.norm(rest[:, None] - rest[near], axis=2) > least)
    opposed = np.einsum("va,vka->vk", normals, normals[near]) < 0.2
    inside = far & opposed & (across < 0.006 * stature) & (height < 0.0)
    return abs(float(np.where(inside, height, 0.0).min()))


def poking_vertices(asset: Asset, rotations: Array) -> tuple[int, float]:
    """Shown skin that lies under cloth at rest and comes out of it in a pose: how many vertices, and how far (m)."""
    assert asset.skeleton is not None
    skeleton, body = asset.skeleton, asset.meshes[0].mesh
    rest = shaped(body)
    bent = deformed(skeleton, body, rest, rotations)
    shown = np.ones(len(rest), dtype=bool) if body.covered is None else ~body.covered
    count, deepest = 0, 0.0
    for worn in asset.meshes[1:]:
        mesh = worn.mesh
        if worn.name in ("eyes", "brows", "lashes", "beard") or worn.name.startswith("hair"):
            continue
        cloth = shaped(mesh)
        quads = _outside(cloth, quads_of(mesh), rest)
        _, near = cKDTree(_middles_and_normals(cloth, quads)[0]).query(rest, k=4)
        height, distance = _over(cloth, quads, rest, np.asarray(near))
        under = shown & (height < -0.0015) & (distance < _CLOSE_M)
        if not under.any():
            continue
        # over the cloth that lay on it: an arm that comes down lies over that of the trunk
        posed = deformed(skeleton, mesh, cloth, rotations)
        height, distance = _over(posed, quads, bent[under], np.asarray(near)[under])
        out = (height > 0.001) & (distance < _CLOSE_M)
        count += int(out.sum())
        deepest = max(deepest, float(np.where(out, height, 0.0).max()))
    return count, deepest


def _outside(cloth: Array, quads: NDArray[np.int32], skin: Array) -> NDArray[np.int32]:
    """The faces that look away from the skin: not the inside of a hem, over which all skin would lie."""
    middles, normals = _middles_and_normals(cloth, quads)
    _, near = cKDTree(skin).query(middles)
    return np.asarray(quads[np.einsum("fa,fa->f", middles - skin[near], normals) > 0.0])


def _middles_and_normals(cloth: Array, quads: NDArray[np.int32]) -> tuple[Array, Array]:
    normals = np.cross(cloth[quads[:, 2]] - cloth[quads[:, 0]], cloth[quads[:, 3]] - cloth[quads[:, 1]])
    return cloth[quads].mean(axis=1), normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)


def _over(cloth: Array, quads: NDArray[np.int32], points: Array, near: NDArray[np.intp]) -> tuple[Array, Array]:
    """Height of points over the faces `near` them (P, K) of a cloth (negative under it), and distance to them."""
    middles, normals = _middles_and_normals(cloth, quads)
    away = points[:, None] - middles[near]
    height = np.einsum("pka,pka->pk", away, normals[near])
    return np.asarray(np.median(height, axis=1)), np.asarray(np.linalg.norm(away, axis=2).min(axis=1))
