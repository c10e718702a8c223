"""What layout and physics see of a thing that Blender has: triangles of one part, without a texture."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...protocol.scene import AssetMesh, Mesh
from ..assemble import ROOT
from ..repair.triangles import Floats, Ints


def one_part(vertices: Floats, triangles: Ints, material_index: ArrayLike) -> AssetMesh:
    """From vertices (N, 3), m, triangles (T, 3) and a material for each of them (T,)."""
    return AssetMesh(name=ROOT, part_names=(ROOT,), mesh=Mesh(
        vertices=vertices.astype(np.float32),
        face_sizes=np.full(len(triangles), 3, dtype=np.int32),
        face_vertices=triangles.reshape(-1).astype(np.int32),
        uv=np.zeros((3 * len(triangles), 2), dtype=np.float32),
        material_index=np.asarray(material_index, dtype=np.int32),
        part_index=np.zeros(len(triangles), dtype=np.int32),
    ))  # fmt: skip
