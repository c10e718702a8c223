"""Meshes with faces left out: clothes in rags, fur that no clothes lie on."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .figure_data import Array, FigureMesh, load_mesh

_TORN = ("shirt", "t_shirt", "undershirt", "trousers", "shorts", "jacket", "coat", "dress", "gown", "skirt")
# where a tear ends, for a figure 1 m tall: along the left and the right arm from its shoulder, height of the legs
_SLEEVES, _LEGS, _HEM = (0.235, 0.150), (0.150, 0.235), 0.512
_POINTS, _DEPTH_M = 6, 0.034
# middles of holes, and their radii
_HOLES = ((-0.055, -0.045, 0.300, 0.022), (0.060, -0.065, 0.650, 0.020), (-0.075, -0.020, 0.720, 0.018),
          (0.040, -0.060, 0.420, 0.017), (0.030, 0.060, 0.700, 0.024))  # fmt: skip


@lru_cache(maxsize=16)
def ragged(name: str) -> FigureMesh:
    """The garment of that name with what is torn away left out, and the skin there no longer covered."""
    mesh = load_mesh(name)
    if name not in _TORN:
        return mesh
    from scipy.spatial import cKDTree  # what reads the figure in Blender has none

    middles = mesh.vertices[mesh.quads].mean(axis=1)
    torn = _torn(name, middles)
    if not torn.any() or mesh.covers is None:
        return mesh
    covered = np.flatnonzero(mesh.covers)
    # under a tear, and a little round it, so that no edge of the skin shows
    distance, _ = cKDTree(middles[torn]).query(load_mesh("body").vertices[covered])
    covers = mesh.covers.copy()
    covers[covered[distance < 0.030]] = False
    return replace(_without(mesh, torn), covers=covers)


def outside(name: str, covered: NDArray[np.bool_]) -> FigureMesh:
    """Fur or bandages where the skin under them is not `covered` (body V,): they would come through the cloth."""
    under = covered[_skin_under(name)]
    return _without(load_mesh(name), under) if under.any() else load_mesh(name)


@lru_cache(maxsize=4)
def _skin_under(name: str) -> NDArray[np.int64]:
    """(F,) the vertex of the body nearest to each face of a mesh."""
    from scipy.spatial import cKDTree

    mesh = load_mesh(name)
    _, nearest = cKDTree(load_mesh("body").vertices).query(mesh.vertices[mesh.quads].mean(axis=1))
    return np.asarray(nearest, dtype=np.int64)


def _without(mesh: FigureMesh, left_out: NDArray[np.bool_]) -> FigureMesh:
    """The mesh without the faces that `left_out` (F,) tells, and without vertices of no face."""
    kept = mesh.quads[~left_out]
    used = np.unique(kept)
    place = np.zeros(len(mesh.vertices), dtype=np.int32)
    place[used] = np.arange(len(used))
    return replace(
        mesh,
        vertices=mesh.vertices[used],
        quads=place[kept],
        uv=mesh.uv[~left_out],
        skin_joints=mesh.skin_joints[used],
        skin_weights=mesh.skin_weights[used],
        quad_part=mesh.quad_part[~left_out],
        morphs={key: offsets[used] for key, offsets in mesh.morphs.items()},
    )


def _torn(name: str, middles: Array) -> NDArray[np.bool_]:
    """(F,) which faces are torn away."""
    x, y, z = middles.T
    along = (np.abs(x) - 0.100 - (z - 0.815)) * np.sqrt(0.5)
    on_arm = (np.abs(x) - 0.100 + (z - 0.815) > -0.075) & (along > 0.045)
    turn = np.arctan2(y - 0.006, np.where(on_arm, np.abs(x) + z - 0.915, np.abs(x) - 0.0525))
    saw = _DEPTH_M * np.abs(((_POINTS * turn / (2 * np.pi)) % 1.0) - 0.5) * 2.0
    left = x > 0.0
    torn = on_arm & (along > np.where(left, *_SLEEVES) + saw)
    if name in ("trousers", "shorts", "dress", "gown", "skirt", "coat"):
        shorter = 0.16 if name == "shorts" else 0.0
        torn |= ~on_arm & (z < np.where(left, *_LEGS) + shorter + saw)
    else:
        wide = np.arctan2(y, x)
        torn |= ~on_arm & (z < _HEM + 0.9 * _DEPTH_M * np.abs(((9 * wide / (2 * np.pi)) % 1.0) - 0.5) * 2.0)
    for hole_x, hole_y, hole_z, radius in _HOLES:
        torn |= np.linalg.norm((middles - (hole_x, hole_y, hole_z)) * (1.0, 0.55, 0.7), axis=1) < radius
    return np.asarray(torn)
