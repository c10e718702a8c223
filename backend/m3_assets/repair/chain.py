"""The repair chain, read from top to bottom: a mesh from anywhere becomes an asset within the contract.

The contract of such an asset: closed pieces, two faces on every edge, outward winding, every face with an area, at most
`max_faces` faces; metres, Z up, front -Y, on the floor under its centre, of the usual size; UVs in metres without
overlap; materials that show at once; collision hulls, mass, licence and origin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...common.progress import Progress, silent
from ...protocol.scene import Asset, AssetMesh, Material, Mesh, MeshRepair
from ..assemble import ROOT
from ..materials import density, material, physics
from .affordances import affordances_of
from .cleaning import cleaned
from .closing import closed
from .placing import placed, placing
from .solids import joined, thinned
from .surface import colors_at, hulls, palette, unwrapped
from .triangles import Floats, Ints, TriangleMesh, areas, figures, pieces_of, signed_volumes

MAX_FACES = 8_000
_HOLLOW_FROM_M3, _HOLLOW_FILL = 0.001, 0.3
"""what is larger than a litre is seldom solid"""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the mesh is meant to be."""

    object_id: str
    category: str
    label: str
    usual_m: Floats | None = None
    """(3,) usual width, depth and height; None where nobody knows"""
    is_real_size: bool = True
    """whether the mesh may be in metres already"""
    stuff: str = "plastic"
    """what it is made of (a name of `materials.STUFF`)"""
    color: str = ""
    """colour word for a mesh without colours of its own"""
    mass_kg: float | None = None
    """of the usual size; None = by volume"""
    max_faces: int = MAX_FACES
    source: Literal["model", "library"] = "model"
    licence: str = ""
    origin: str = ""


def repaired(mesh: TriangleMesh, wanted: Wanted, progress: Progress = silent) -> Asset:
    """The asset. Raises InvalidRequestError with the reason where the mesh cannot be used."""
    before = figures(mesh.vertices, mesh.triangles)

    # 1. Clean: numbers, doubles, welds, crumbs; from here on in a cube of edge 1
    progress(0.05, "clean")
    vertices, triangles, cube, steps = cleaned(mesh.vertices, mesh.triangles)

    # 2. Close: winding, tangles, holes, sheets, inside-out pieces
    progress(0.2, "close")
    vertices, triangles, done = closed(vertices, triangles)
    steps += done

    # 3. Join what overlaps, and thin it to the face budget
    progress(0.4, "join")
    vertices, triangles, done = joined(vertices, triangles)
    steps += done
    progress(0.55, "thin")
    vertices, triangles, done = thinned(vertices, triangles, wanted.max_faces)
    steps += done

    # 4. Colours, where the old surface is
    samples = None if mesh.colors is None else colors_at(vertices * cube.size + cube.middle, mesh.colors)

    # 5. Stand it up at its size
    points = vertices * cube.size
    how = placing(points, wanted.usual_m, mesh.up_axis, mesh.turn_rad, wanted.is_real_size)
    vertices = placed(points, how)
    steps += how.steps

    # 6. UVs, materials, hulls
    progress(0.7, "unwrap")
    uv = unwrapped(vertices, triangles)
    materials, material_index = _materials(wanted, samples, vertices, triangles)
    progress(0.9, "collision")
    shapes = hulls(vertices, triangles)
    progress(1.0, "")

    bounds = np.stack([vertices.min(axis=0), vertices.max(axis=0)]).astype(np.float32)
    return Asset(
        object_id=wanted.object_id,
        category=wanted.category,
        label=wanted.label,
        role="prop",
        source=wanted.source,
        meshes=(AssetMesh(name=ROOT, part_names=(ROOT,), mesh=Mesh(
            vertices=vertices.astype(np.float32),
            face_sizes=np.full(len(triangles), 3, dtype=np.int32),
            face_vertices=triangles.reshape(-1).astype(np.int32),
            uv=uv.astype(np.float32),
            material_index=material_index.astype(np.int32),
            part_index=np.zeros(len(triangles), dtype=np.int32),
            colors=None if samples is None else samples.astype(np.float32),
        )),),
        materials=materials,
        bounds=bounds,
        physics=physics(wanted.stuff, _mass(wanted, vertices, triangles)),
        collision_shapes=shapes,
        affordances=affordances_of(wanted.category, vertices, triangles),
        licence=wanted.licence,
        origin=wanted.origin,
        repair=MeshRepair(before=before, after=figures(vertices, triangles, weld=False), steps=tuple(steps)),
    )  # fmt: skip


def _materials(
    wanted: Wanted, colors: Floats | None, vertices: Floats, triangles: Ints
) -> tuple[tuple[Material, ...], Ints]:
    if colors is not None:
        roughness = material("", wanted.stuff).roughness
        return palette(colors, triangles, areas(vertices, triangles), max(roughness, 0.35))
    return (material("Surface", wanted.stuff, wanted.color),), np.zeros(len(triangles), dtype=np.int64)


def _mass(wanted: Wanted, vertices: Floats, triangles: Ints) -> float:
    """kg: the usual mass, as much more as it is larger than usual; else volume times density."""
    if wanted.mass_kg is not None and wanted.usual_m is not None:
        return wanted.mass_kg * float(np.prod(np.ptp(vertices, axis=0) / wanted.usual_m))
    volume = float(signed_volumes(vertices, triangles, pieces_of(triangles)).sum())
    return volume * density(wanted.stuff) * (_HOLLOW_FILL if volume > _HOLLOW_FROM_M3 else 1.0)
