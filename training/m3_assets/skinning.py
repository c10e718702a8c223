"""Skin weights: every vertex starts on one bone by where it lies, then the weights spread over the mesh like heat.

One implicit step of (I + t L) w = w0 with the umbrella Laplacian: the spread follows the mesh, not straight lines,
    and is
about sqrt(t) edges wide, so it is narrow where loops are dense (fingers, knees) and wide where they are not (hips).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import diags, identity
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree

from backend.common.skeleton import humanoid_skeleton, rest_pose

from .cage import Points, QuadMesh
from .figure import ARM_ALONG, SHOULDER
from .shape import neighbour_mean

FINGERS = ("index", "middle", "ring", "pinky", "thumb")


def bone_of(point: Points, part: str, heads: dict[str, Points]) -> str:
    """The bone that a vertex starts on."""
    base, side = part.split(".")[0], "." + part.split(".")[1] if "." in part else ""
    x, y, z = abs(point[0]), point[1], point[2]
    along = (np.array([x, y, z]) - SHOULDER) @ ARM_ALONG
    if base in FINGERS:
        joints = [heads[f"{base}_{n}.L"] for n in (2, 3)]
        mirrored = np.array([x, y, z])
        axis = heads[f"{base}_3.L"] - heads[f"{base}_1.L"]
        passed = sum((mirrored - joint) @ axis > 0 for joint in joints)
        return f"{base}_{1 + passed}{side}"
    if base == "hand":
        return "hand" + side
    if base == "arm":
        return ("upper_arm" if along < 0.172 else "forearm" if along < 0.322 else "hand") + side
    if base == "foot" or (base == "leg" and z < 0.052):
        return ("toe" if y < -0.078 else "foot") + side
    if base == "leg":
        return ("thigh" if z > 0.285 else "shin") + side
    if base in ("head", "lips", "mouth", "lid", "ear"):
        return "head"
    if base == "neck":
        return "shoulder" + side if x > 0.062 else "neck" if z > 0.834 or (x < 0.045 and z > 0.84) else "upper_chest"
    if side and x > 0.062 and z > 0.790:
        return "shoulder" + side
    if side and z < 0.470 + 1.15 * (x - 0.012) and z < 0.545:
        return "thigh" + side
    return "hips" if z < 0.585 else "spine" if z < 0.655 else "chest" if z < 0.732 else "upper_chest"


def skin_weights(mesh: QuadMesh) -> tuple[np.ndarray, np.ndarray]:
    """(V, 4) joints, heaviest first, and (V, 4) weights that sum to 1."""
    skeleton = humanoid_skeleton(1.0)
    names = list(skeleton.joint_names)
    positions, _ = rest_pose(skeleton)
    heads = dict(zip(names, positions, strict=True))
    count = len(mesh.points)
    start = np.zeros((count, len(names)))
    spread = np.full(count, 3.0)
    for i, (point, part) in enumerate(zip(mesh.points, mesh.parts, strict=True)):
        bone = bone_of(point, part, heads)
        start[i, names.index(bone)] = 1.0
        if bone.startswith(("thigh", "hips")) and point[2] > 0.38:
            spread[i] = 2.5
        elif bone.startswith(("shoulder", "upper_arm", "upper_chest")) and abs(point[0]) > 0.04:
            spread[i] = 5.0
        elif bone == "head":
            spread[i] = 1.0
    mean = neighbour_mean(mesh.quads, count)
    solver = splu((identity(count) + diags(spread) @ (identity(count) - mean)).tocsc())
    weights = solver.solve(start)
    for _ in range(4):
        weights = 0.5 * weights + 0.5 * (mean @ weights)
    weights = 0.5 * (weights + weights[mesh.mirror][:, [names.index(_other(n)) for n in names]])
    # between the legs the trunk leads: what hangs on both thighs there would be drawn into the crease
    thighs = [names.index("thigh" + side) for side in (".L", ".R")]
    middle = (1.0 - np.clip(np.abs(mesh.points[:, 0]) / 0.034, 0.0, 1.0)) * (mesh.points[:, 2] > 0.44)
    taken = 0.75 * middle[:, None] * weights[:, thighs]
    weights[:, thighs] -= taken
    weights[:, names.index("hips")] += taken.sum(axis=1)
    return _four(weights)


_SEAM_M = 0.012
"""from the middle of a skirt to where it goes with one leg only"""


def _four(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The four heaviest of dense weights (V, J)."""
    weights = np.where(weights < 0.01, 0.0, weights)
    joints = np.argsort(-weights, axis=1, kind="stable")[:, :4]
    best = np.take_along_axis(weights, joints, axis=1)
    best /= best.sum(axis=1, keepdims=True)
    return np.where(best > 0, joints, 0).astype(np.uint8), best.astype(np.float32)


def _other(name: str) -> str:
    return name[:-1] + {"L": "R", "R": "L"}[name[-1]] if name.endswith((".L", ".R")) else name


def transferred_weights(
    mesh: QuadMesh, body: QuadMesh, joints: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Weights of a garment from the six nearest body vertices of the same side and limb, then smoothed."""
    count = len(mesh.points)
    dense_body = np.zeros((len(body.points), 64))
    np.put_along_axis(dense_body, joints.astype(int), weights, axis=1)
    dense = np.zeros((count, 64))
    body_limb = np.array([_limb(p) for p in body.parts])
    for limb in sorted({_limb(p) for p in mesh.parts}):
        mine = np.flatnonzero([_limb(p) == limb for p in mesh.parts])
        allowed = np.isin(body_limb, _NEAR[limb])
        for side in (-1.0, 1.0):
            here = mine[(mesh.points[mine, 0] * side > 1e-6) | ((side > 0) & (np.abs(mesh.points[mine, 0]) <= 1e-6))]
            theirs = np.flatnonzero(allowed & (body.points[:, 0] * side >= -1e-6))
            if len(here) == 0:
                continue
            distance, nearest = cKDTree(body.points[theirs]).query(mesh.points[here], k=6)
            share = 1.0 / (distance + 0.002) ** 2
            share /= share.sum(axis=1, keepdims=True)
            dense[here] = np.einsum("vk,vkj->vj", share, dense_body[theirs[nearest]])
    # a vertex on the symmetry plane belongs to both sides
    names = list(humanoid_skeleton(1.0).joint_names)
    swap = np.array([names.index(_other(n)) for n in names] + list(range(len(names), 64)))
    dense = 0.5 * (dense + dense[mesh.mirror][:, swap])
    # cloth over the hips hangs from them more than from the thighs below, a cape does all the way down
    limbs = np.array([_limb(p) for p in mesh.parts])
    loose = np.where((limbs == "trunk") & (mesh.points[:, 2] > 0.47), 0.4, np.where(limbs == "cape", 0.7, 0.0))
    shins = np.where(limbs == "cape", 0.7, 0.0)
    for bone, share in (("thigh", loose), ("shin", shins)):
        for side in (".L", ".R"):
            taken = share * dense[:, names.index(bone + side)]
            dense[:, names.index(bone + side)] -= taken
            dense[:, names.index("hips")] += taken
    mean = neighbour_mean(mesh.quads, count)
    for _ in range(4):
        dense = 0.5 * dense + 0.5 * (mean @ dense)
    # before and behind the legs a skirt goes with one of them: with both it would sink into a leg that comes up
    if "skirt" in {part.split(".")[0] for part in mesh.parts}:
        left = np.clip(0.5 + mesh.points[:, 0] / (2.0 * _SEAM_M), 0.0, 1.0)
        split = np.clip((0.50 - mesh.points[:, 2]) / 0.04, 0.0, 1.0) * (limbs == "trunk")
        for bone in ("thigh", "shin"):
            both = [names.index(bone + side) for side in (".L", ".R")]
            shares = np.stack([left, 1.0 - left], axis=1) * dense[:, both].sum(axis=1, keepdims=True)
            dense[:, both] += split[:, None] * (shares - dense[:, both])
    # where a lining lies close under its cloth it goes with it, or it would come through
    lining = np.array([_limb(p) == "lining" for p in mesh.parts])
    if lining.any():
        distance, nearest = cKDTree(mesh.points[~lining]).query(mesh.points[lining], k=6)
        share = 1.0 / (distance + 0.002) ** 2
        share /= share.sum(axis=1, keepdims=True)
        cloth = np.einsum("vk,vkj->vj", share, dense[~lining][nearest])
        high, before = (mesh.points[lining, 2] - 0.380) / 0.05, -mesh.points[lining, 1] / 0.02
        near_m = 0.022 + 0.040 * np.clip(high, 0.0, 1.0) * np.clip(before, 0.0, 1.0)  # farther on the lap
        close = np.clip((near_m - distance[:, 0]) / 0.012, 0.0, 1.0)[:, None]
        dense[lining] = close * cloth + (1.0 - close) * dense[lining]
    return _four(dense)


_NEAR = {
    "trunk": ("trunk", "leg"), "arm": ("arm", "trunk"), "leg": ("leg", "trunk"), "head": ("head",),
    "lining": ("trunk", "leg"), "cape": ("trunk", "leg"),
}  # fmt: skip


def _limb(part: str) -> str:
    base = part.split(".")[0]
    return {
        "torso": "trunk", "neck": "trunk", "skirt": "trunk", "leg": "leg", "foot": "leg", "sole": "leg",
        "arm": "arm", "hand": "arm", "lining": "lining", "cape": "cape",
    }.get(base, "arm" if base in FINGERS else "head")  # fmt: skip


_ISLAND = 30
"""vertices: skin between hidden skin, no hand and no foot"""
_OPENINGS = {"arm": (20.0, 0.300), "leg": (10.0, 0.100), "neck": (6.0, 0.060), "": (3.0, 0.036)}
"""how far one looks into an opening (sleeves, legs, neck, and hems), for every metre that the cloth stands off from the
skin there, and at most (m): along a straight arm up to the top of the shoulder"""


def covered_vertices(mesh: QuadMesh, body: QuadMesh, margin_m: float = 0.014, most_m: float = np.inf) -> np.ndarray:
    """(V,) body vertices that lie under the garment, farther from its open edges than one looks in.

    That is `margin_m`, and more where an edge gapes, at most `most_m`: a hole in the skin must not be seen in a wide
    sleeve.
    """
    edges: dict[tuple[int, int], int] = {}
    for quad in mesh.quads:
        for a, b in zip(quad, np.roll(quad, -1), strict=True):
            edges[(min(a, b), max(a, b))] = edges.get((min(a, b), max(a, b)), 0) + 1
    border = sorted({v for edge, faces in edges.items() if faces == 1 for v in edge})
    normals = vertex_normals(mesh.points, mesh.quads)
    distance, nearest = cKDTree(mesh.points).query(body.points, k=4)
    offset = mesh.points[nearest] - body.points[:, None]
    inside = np.einsum("vka,vka->vk", offset, normals[nearest]).mean(axis=1) > 0.0
    covered = inside & (distance[:, 0] < 0.040)
    kinds = np.array([next(k for k in _OPENINGS if mesh.parts[vertex].startswith(k)) for vertex in border], dtype=str)
    for kind, (per_gap, farthest_m) in _OPENINGS.items():
        if not (kinds == kind).any():
            continue
        edge = mesh.points[np.array(border)[kinds == kind]]
        gapes, _ = cKDTree(body.points).query(edge)
        from_edge, nearest_edge = cKDTree(edge).query(body.points)
        gap = gapes[nearest_edge]
        covered &= from_edge > np.minimum(margin_m + per_gap * gap, min(farthest_m, most_m))
    # single vertices that the cloth stands off from, with hidden skin on all sides
    mean = neighbour_mean(body.quads, len(body.points))
    for _ in range(2):
        covered |= np.asarray(mean @ covered.astype(float)) > 0.70
    # and islands of it, as between the legs of wide trousers
    shown = np.flatnonzero(~covered)
    _, island = connected_components(mean[shown][:, shown])
    covered[shown[np.bincount(island)[island] < _ISLAND]] = True
    return np.asarray(covered)


def vertex_normals(points: Points, quads: np.ndarray) -> Points:
    """(V, 3) unit, from the diagonals of the quads around."""
    a, b, c, d = (points[quads[:, k]] for k in range(4))
    face = np.cross(c - a, d - b)
    normals = np.zeros_like(points)
    for k in range(4):
        np.add.at(normals, quads[:, k], face)
    return normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
