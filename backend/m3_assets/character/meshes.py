"""Protocol meshes of the body, its eyes and what it wears."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ...protocol.scene import AssetMesh, Mesh, ShapeKey
from .figure_data import Array, FigureMesh, SkeletonFit

EYE_RADIUS_M = 0.0114
"""of a figure 1 m tall"""


def skinned_mesh(
    name: str,
    mesh: FigureMesh,
    fit: SkeletonFit,
    stature_m: float,
    morph_values: Mapping[str, float],
    keys: Mapping[str, tuple[float, tuple[float, float]]],
    materials: Mapping[str, int],
    covered: NDArray[np.bool_] | None = None,
) -> AssetMesh:
    """`keys`: the morphs that stay sliders, with value and range; `materials`: part name to index (the rest `""`)."""
    parts = np.array([materials.get(part, materials[""]) for part in mesh.part_names], dtype=np.int32)
    shape_keys: tuple[ShapeKey, ...] = tuple(
        fit.shape_key(mesh, key, value, limits) for key, (value, limits) in keys.items() if key in mesh.morphs
    )
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
            shape_keys=shape_keys,
            covered=covered,
            subdivision_levels=1,
        ),
    )


def eyeballs(fit: SkeletonFit, materials: Mapping[str, int]) -> AssetMesh:
    """Two spheres with pupil, iris and white as rings of faces round the axis that looks forward."""
    columns = 24
    # angle from the axis of each ring, and the part of the faces up to it
    rings = np.radians([11.0, 15.5, 29.0, 33.5, 50.0, 70.0, 95.0, 125.0, 155.0])
    parts = [0, 0, 1, 1, 2, 2, 2, 2, 2, 2]
    turn = 2 * np.pi * np.arange(columns) / columns
    shape = [np.array([[0.0, -1.0, 0.0]])]
    for angle in rings:
        across = np.sin(angle)
        shape.append(np.stack([across * np.cos(turn), np.full(columns, -np.cos(angle)), across * np.sin(turn)], axis=1))
    shape.append(np.array([[0.0, 1.0, 0.0]]))
    sphere = np.concatenate(shape)
    # a flat iris sits a little inside the cornea's curve
    faces: list[tuple[int, ...]] = [(0, 1 + (c + 1) % columns, 1 + c) for c in range(columns)]
    kinds = [parts[0]] * columns
    for r in range(len(rings) - 1):
        low, high = 1 + r * columns, 1 + (r + 1) * columns
        for c in range(columns):
            n = (c + 1) % columns
            faces.append((low + c, low + n, high + n, high + c))
            kinds.append(parts[r + 1])
    last, start = len(sphere) - 1, 1 + (len(rings) - 1) * columns
    faces += [(start + c, start + (c + 1) % columns, last) for c in range(columns)]
    kinds += [parts[-1]] * columns

    names = fit.skeleton.joint_names
    vertices: list[Array] = []
    joints: list[int] = []
    sizes: list[int] = []
    corners: list[int] = []
    kind: list[int] = []
    for side in (".L", ".R"):
        joint = names.index("eye" + side)
        centre = fit.linear[joint] @ _UNIT_EYE[side] + fit.offset[joint]
        size = EYE_RADIUS_M * float(fit.linear[joint][0, 0])
        corners += [vertex + len(vertices) * len(sphere) for face in faces for vertex in face]
        vertices.append(centre + size * sphere)
        joints += [joint] * len(sphere)
        sizes += [len(face) for face in faces]
        kind += kinds
    points = np.concatenate(vertices)
    index = np.array(corners, dtype=np.int32)
    uv = points[index][:, [0, 2]]
    part = np.array(kind, dtype=np.int32)
    order = np.array([materials["pupil"], materials["iris"], materials["eye_white"]], dtype=np.int32)
    skin_joints = np.zeros((len(points), 4), dtype=np.int32)
    skin_joints[:, 0] = joints
    skin_weights = np.zeros((len(points), 4), dtype=np.float32)
    skin_weights[:, 0] = 1.0
    return AssetMesh(
        name="eyes",
        part_names=("pupil", "iris", "eye_white"),
        mesh=Mesh(
            vertices=points.astype(np.float32), face_sizes=np.array(sizes, dtype=np.int32), face_vertices=index,
            uv=uv.astype(np.float32), material_index=order[part], part_index=part,
            skin_joints=skin_joints, skin_weights=skin_weights,
        ),
    )  # fmt: skip


_UNIT_EYE = {".L": np.array([0.0185, -0.0462, 0.938]), ".R": np.array([-0.0185, -0.0462, 0.938])}
"""centres of the eyes of the unit figure; equal to EYE in training/m3_assets/figure.py"""
