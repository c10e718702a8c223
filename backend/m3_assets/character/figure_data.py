"""The built meshes of `blender_assets/characters/`, fitted to a person's morphs and skeleton.

Files hold a figure 1 m tall; how they are made is in `training/m3_assets/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...common import quat
from ...common.resources import resource_path
from ...common.skeleton import humanoid_skeleton, rest_pose
from ...protocol.scene import ShapeKey, Skeleton

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class FigureMesh:
    """A mesh of the file, for a stature of 1 m."""

    vertices: Array
    """(V, 3)"""
    quads: NDArray[np.int32]
    """(F, 4)"""
    uv: Array
    """(F, 4, 2)"""
    skin_joints: NDArray[np.int32]
    """(V, 4)"""
    skin_weights: Array
    """(V, 4)"""
    part_names: tuple[str, ...]
    quad_part: NDArray[np.int32]
    """(F,) into `part_names`"""
    morphs: Mapping[str, Array]
    """name to (V, 3) offsets"""
    covers: NDArray[np.bool_] | None
    """(body V,) the skin a garment hides"""
    tucks: Array | None
    """(body V, 3) how the skin makes room under a garment, also where one may look in and it is not hidden"""


@lru_cache(maxsize=64)
def load_mesh(name: str) -> FigureMesh:
    """One file of `blender_assets/characters/`."""
    with np.load(resource_path("characters", f"{name}.npz"), allow_pickle=False) as file:
        names = [str(n) for n in file["morph_names"]]
        return FigureMesh(
            vertices=file["vertices"].astype(np.float64),
            quads=file["quads"].astype(np.int32),
            uv=file["uv"].astype(np.float64),
            skin_joints=file["skin_joints"].astype(np.int32),
            skin_weights=file["skin_weights"].astype(np.float64),
            part_names=tuple(str(n) for n in file["part_names"]),
            quad_part=file["quad_part"].astype(np.int32),
            morphs=dict(zip(names, file["morphs"].astype(np.float64), strict=True)),
            covers=file.get("covers"),
            tucks=file["tucks"].astype(np.float64) if "tucks" in file else None,
        )


@dataclass(frozen=True, kw_only=True)
class SkeletonFit:
    """How every joint's surroundings go from the unit skeleton to a person's: v -> linear v + offset."""

    skeleton: Skeleton
    linear: Array
    """(J, 3, 3)"""
    offset: Array
    """(J, 3)"""

    def apply(self, mesh: FigureMesh, morph_values: Mapping[str, float]) -> Array:
        """(V, 3) m: morphed, then carried along by the joints."""
        vertices = mesh.vertices.copy()
        for name, value in morph_values.items():
            if name in mesh.morphs and value != 0.0:
                vertices += value * mesh.morphs[name]
        return self._carry(mesh, vertices, self.offset)

    def shape_key(
        self, mesh: FigureMesh, name: str, value: float, limits: tuple[float, float], baked: Mapping[str, float]
    ) -> ShapeKey:
        """A morph that stays a slider, with what it needs on top of the `baked` ones (`woman:blink`)."""
        morph = mesh.morphs[name].copy()
        for base, share in baked.items():
            morph += share * mesh.morphs.get(f"{base}:{name}", 0.0)
        offsets = self._carry(mesh, morph, np.zeros_like(self.offset))
        return ShapeKey(name=name, offsets=offsets.astype(np.float32), value=value, range=limits)

    def _carry(self, mesh: FigureMesh, vectors: Array, offset: Array) -> Array:
        linear = np.einsum("vk,vkab->vab", mesh.skin_weights, self.linear[mesh.skin_joints])
        moved = np.einsum("vk,vka->va", mesh.skin_weights, offset[mesh.skin_joints])
        return np.asarray(np.einsum("vab,vb->va", linear, vectors) + moved)


def fit_skeleton(skeleton: Skeleton, girth: float) -> SkeletonFit:
    """Lengths follow the bones; across them limbs and trunk are `girth` times as thick as the stature asks for."""
    unit = humanoid_skeleton(1.0)
    unit_heads, rotations = rest_pose(unit)
    heads, _ = rest_pose(skeleton)
    names = skeleton.joint_names
    # the trunk's own length tells the scale that no proportion changes
    scale = float(skeleton.bone_lengths[names.index("chest")] / unit.bone_lengths[names.index("chest")])
    along = skeleton.bone_lengths / unit.bone_lengths
    head_size = float(along[names.index("head")])
    ankle = names.index("foot.L")
    hip = names.index("thigh.L")
    hip_width = float(heads[hip, 0] / unit_heads[hip, 0])
    linear = np.zeros((len(names), 3, 3))
    for j, name in enumerate(names):
        base = name.split(".")[0]
        across = scale * girth
        if base in ("head", "eye"):
            local = np.eye(3) * head_size
        elif base in ("foot", "toe"):
            size = 0.5 * (scale * girth + head_size) if girth > 1.0 else scale
            linear[j] = np.diag([size, scale, heads[ankle, 2] / unit_heads[ankle, 2]])
            continue
        elif base == "hand" or base[-1].isdigit():
            local = np.eye(3) * along[j]
        elif base == "hips":
            local = np.diag([0.5 * (hip_width + across), along[j], across])
        elif base == "neck":
            local = np.diag([0.5 * (head_size + across), along[j], 0.5 * (head_size + across)])
        else:
            local = np.diag([across, along[j], across])
        matrix = quat.to_matrix(rotations[j])
        linear[j] = matrix @ local @ matrix.T
    offset = heads - np.einsum("jab,jb->ja", linear, unit_heads)
    offset[[i for i, name in enumerate(names) if name.startswith(("foot", "toe"))], 2] = 0.0  # soles stay on the floor
    return SkeletonFit(skeleton=skeleton, linear=linear, offset=offset)
