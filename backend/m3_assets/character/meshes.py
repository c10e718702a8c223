"""Protocol meshes of the body, its eyes and what it wears."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ...common.skeleton import rest_pose
from ...protocol.scene import AssetMesh, Mesh, ShapeKey
from .figure_data import Array, FigureMesh, SkeletonFit
from .proportions import age_and_sex

EYE_RADIUS_M = 0.0148
"""of a figure 1 m tall; a little less than EYE_RADIUS in training/m3_assets/figure.py, on which the lids lie"""
CHILD_EYE, CHILD_EYE_SIZE = (0.0207, -0.0405, 0.9260), 1.20
"""a child's left eye, for a figure 1 m tall, and how large it is; equal to those in training/m3_assets/growth.py"""
_EYE_COLUMNS = 24
# angle from the axis (degrees) and distance from the centre (radii) of each ring of the eye, and the part up to it:
# the iris is a shallow dish, so that light from above gathers in its lower half, as in an eye behind a cornea
_EYE_RINGS = (
    ("pupil", 13.0, 0.972), ("iris", 14.0, 0.960), ("iris", 24.0, 0.972), ("iris_edge", 31.0, 0.992),
    ("iris_edge", 34.5, 1.0), ("eye_white", 42.0, 1.0), ("eye_white", 60.0, 1.0), ("eye_white", 85.0, 1.0),
    ("eye_white", 120.0, 1.0), ("eye_white", 155.0, 1.0),
)  # fmt: skip
# the light that an eye catches: towards (right, up) of the axis in degrees, angular radius
_GLINTS = ((-13.0, 15.0, 7.0), (12.0, -14.0, 3.2))
EYE_PARTS = ("pupil", "iris", "iris_edge", "eye_white", "glint")


def skinned_mesh(
    name: str,
    mesh: FigureMesh,
    fit: SkeletonFit,
    stature_m: float,
    morph_values: Mapping[str, float],
    keys: Mapping[str, tuple[float, tuple[float, float]]],
    materials: Mapping[str, int],
    covered: NDArray[np.bool_] | None = None,
    hangs: bool = False,
) -> AssetMesh:
    """`keys`: the morphs that stay sliders, with value and range; `materials`: part name to index (the rest `""`)."""
    parts = np.array([materials.get(part, materials[""]) for part in mesh.part_names], dtype=np.int32)
    shape_keys: tuple[ShapeKey, ...] = tuple(
        fit.shape_key(mesh, key, value, limits, morph_values)
        for key, (value, limits) in keys.items()
        if key in mesh.morphs
    ) + age_and_sex(mesh, fit, morph_values)
    return AssetMesh(
        name=name,
        part_names=mesh.part_names,
        mesh=Mesh(
            vertices=fit.apply(mesh, morph_values).astype(np.float32),
            face_sizes=np.full(len(mesh.quads), 4, dtype=np.int32),
            face_vertices=mesh.quads.reshape(-1).copy(),
            uv=(mesh.uv.reshape(-1, 2) * stature_m).astype(np.float32),
            material_index=parts[mesh.quad_part],
            part_index=mesh.quad_part.copy(),
            skin_joints=mesh.skin_joints.copy(),
            skin_weights=mesh.skin_weights.astype(np.float32),
            preserve_volume=_preserve_volume(mesh, fit.skeleton.joint_names),
            shape_keys=shape_keys,
            covered=covered,
            hangs=hangs,
            subdivision_levels=1,
        ),
    )


_ROOTS = {"upper_arm": ("shoulder", "upper_chest", "chest"), "thigh": ("hips", "spine")}
_AT_ROOTS = 0.0
"""of dual quaternions at shoulders and hips, which swell with them as much as they shrink without"""


def _preserve_volume(mesh: FigureMesh, joint_names: tuple[str, ...]) -> NDArray[np.float32]:
    """(V,) 1 but where a limb's weights mix with those of the trunk."""
    bases = np.array([name.split(".")[0] for name in joint_names])
    mixed = np.zeros(len(mesh.vertices))
    for limb, trunk in _ROOTS.items():
        own = (mesh.skin_weights * (bases[mesh.skin_joints] == limb)).sum(axis=1)
        others = (mesh.skin_weights * np.isin(bases[mesh.skin_joints], trunk)).sum(axis=1)
        mixed = np.maximum(mixed, np.clip(6.0 * own * others, 0.0, 1.0))
    return (1.0 - (1.0 - _AT_ROOTS) * mixed).astype(np.float32)


def _eyeball() -> tuple[Array, list[tuple[int, ...]], list[str]]:
    """Vertices on the unit sphere that looks along -Y, faces and the part of each face; glints are no mirror image."""
    turn = 2 * np.pi * np.arange(_EYE_COLUMNS) / _EYE_COLUMNS
    shape = [np.array([[0.0, -_EYE_RINGS[0][2], 0.0]])]
    for _, degrees, reach in _EYE_RINGS:
        angle = np.radians(degrees)
        across = reach * np.sin(angle)
        shape.append(
            np.stack([across * np.cos(turn), np.full(_EYE_COLUMNS, -reach * np.cos(angle)), across * np.sin(turn)], 1)
        )
    shape.append(np.array([[0.0, 1.0, 0.0]]))
    columns = np.arange(_EYE_COLUMNS)
    following = (columns + 1) % _EYE_COLUMNS
    faces: list[tuple[int, ...]] = [(0, 1 + int(n), 1 + int(c)) for c, n in zip(columns, following, strict=True)]
    parts = [_EYE_RINGS[0][0]] * _EYE_COLUMNS
    for r in range(1, len(_EYE_RINGS)):
        low, high = 1 + (r - 1) * _EYE_COLUMNS, 1 + r * _EYE_COLUMNS
        around = zip(columns, following, strict=True)
        faces += [(low + int(c), low + int(n), high + int(n), high + int(c)) for c, n in around]
        parts += [_EYE_RINGS[r][0]] * _EYE_COLUMNS
    start, last = 1 + (len(_EYE_RINGS) - 1) * _EYE_COLUMNS, 1 + len(_EYE_RINGS) * _EYE_COLUMNS
    faces += [(start + int(c), start + int(n), last) for c, n in zip(columns, following, strict=True)]
    parts += ["eye_white"] * _EYE_COLUMNS
    count = last + 1
    for right, up, size in _GLINTS:
        middle = np.array([np.sin(np.radians(right)), -1.0, np.sin(np.radians(up))])
        middle /= np.linalg.norm(middle)
        side = np.cross(middle, [0.0, 0.0, 1.0])
        side /= np.linalg.norm(side)
        across = np.sin(np.radians(size)) * (
            np.cos(turn[::2])[:, None] * side + np.sin(turn[::2])[:, None] * np.cross(side, middle)
        )
        disc = middle + across
        # over the sunken iris, and under a closed lid
        shape.append(0.994 * disc / np.linalg.norm(disc, axis=1, keepdims=True))
        faces.append(tuple(range(count, count + _EYE_COLUMNS // 2))[::-1])
        parts.append("glint")
        count += _EYE_COLUMNS // 2
    return np.concatenate(shape), faces, parts


def eye_places(fit: SkeletonFit, age: str) -> tuple[dict[str, Array], float]:
    """Centres of both eyes of a fitted figure, m, by side, and their radius."""
    names = fit.skeleton.joint_names
    heads, _ = rest_pose(fit.skeleton)
    size = CHILD_EYE_SIZE if age == "child" else 1.0
    radius_m = size * EYE_RADIUS_M * float(fit.linear[names.index("eye.L")][0, 0])
    return {side: heads[names.index("eye" + side)] for side in (".L", ".R")}, radius_m


def eyeballs(
    centres: Mapping[str, Array], radius_m: float, joint_names: tuple[str, ...], materials: Mapping[str, int]
) -> AssetMesh:
    """Two spheres with pupil, iris and white as rings of faces round the axis that looks forward, and their glints."""
    sphere, faces, kinds = _eyeball()
    vertices: list[Array] = []
    joints: list[int] = []
    sizes: list[int] = []
    corners: list[int] = []
    kind: list[int] = []
    for side, centre in centres.items():
        corners += [vertex + len(vertices) * len(sphere) for face in faces for vertex in face]
        vertices.append(centre + radius_m * sphere)
        joints += [joint_names.index("eye" + side)] * len(sphere)
        sizes += [len(face) for face in faces]
        kind += [EYE_PARTS.index(part) for part in kinds]
    points = np.concatenate(vertices)
    index = np.array(corners, dtype=np.int32)
    uv = points[index][:, [0, 2]]
    part = np.array(kind, dtype=np.int32)
    order = np.array([materials[name] for name in EYE_PARTS], dtype=np.int32)
    skin_joints = np.zeros((len(points), 4), dtype=np.int32)
    skin_joints[:, 0] = joints
    skin_weights = np.zeros((len(points), 4), dtype=np.float32)
    skin_weights[:, 0] = 1.0
    return AssetMesh(
        name="eyes",
        part_names=EYE_PARTS,
        mesh=Mesh(
            vertices=points.astype(np.float32), face_sizes=np.array(sizes, dtype=np.int32), face_vertices=index,
            uv=uv.astype(np.float32), material_index=order[part], part_index=part,
            skin_joints=skin_joints, skin_weights=skin_weights,
        ),
    )  # fmt: skip
