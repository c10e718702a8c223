"""The repair chain, read from top to bottom: a mesh from anywhere becomes an asset within the contract.

The contract of such an asset: closed pieces without noise, two faces on every edge, outward winding, every face with
an area, quads where it is flat, at most `max_faces` triangles; metres, Z up, front -Y, on the floor under its centre,
of the usual size; UVs in metres without overlap; a texture, and materials that show at once; collision hulls, mass,
licence and origin.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from .quads import quads_of
from .smoothing import smoothed
from .solids import joined, thinned
from .surface import colors_at, hulls, palette, settled, unwrapped
from .texture import LEAST_PX, baked, size_for
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
    said_length: tuple[int, float] | None = None
    """axis and length in metres, where somebody said one"""
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
    vertices, triangles, done = closed(vertices, triangles, mesh.up_axis)
    steps += done

    # 3. Smooth what scanners and marching cubes left on it; its colours go along
    progress(0.35, "smooth")
    own = mesh.colors
    samples = None if own is None else replace(own, points=(own.points - cube.middle) / cube.size)
    vertices, triangles, samples, done = smoothed(vertices, triangles, samples)
    steps += done

    # 4. Join what overlaps, and thin it to the face budget
    progress(0.4, "join")
    vertices, triangles, done = joined(vertices, triangles)
    steps += done
    progress(0.55, "thin")
    vertices, triangles, done = thinned(vertices, triangles, wanted.max_faces)
    steps += done

    # 5. Stand it up at its size
    in_cube, points = vertices, vertices * cube.size
    how = placing(points, wanted.usual_m, mesh.up_axis, mesh.turn_rad, wanted.is_real_size, wanted.said_length)
    vertices = placed(points, how)
    steps += how.steps

    # 6. UVs, a texture where the old surface has colours, materials
    progress(0.7, "unwrap")
    size_px = LEAST_PX if samples is None else size_for(samples)
    uv, side_m = unwrapped(vertices, triangles, size_px)
    progress(0.8, "colours")
    if samples is not None and samples.noise > 0.0:
        samples = settled(samples, in_cube, triangles)
    texture = None if samples is None else baked(in_cube, triangles, uv, samples, size_px)
    colors = None if samples is None else colors_at(in_cube, samples)
    materials, material_index = _materials(wanted, colors, vertices, triangles)

    # 7. Quads, hulls
    progress(0.9, "collision")
    sizes, corners, uv, material_index, num_quads = quads_of(vertices, triangles, uv, material_index)
    if num_quads:
        steps.append(f"joined {2 * num_quads:,} triangles to {num_quads:,} quads")
    shapes = hulls(vertices, triangles)
    after = replace(figures(vertices, triangles, weld=False), num_faces=len(sizes))
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
            face_sizes=sizes.astype(np.int32),
            face_vertices=corners.astype(np.int32),
            uv=(side_m * uv).astype(np.float32),
            material_index=material_index.astype(np.int32),
            part_index=np.zeros(len(sizes), dtype=np.int32),
            texture=texture,
            texture_side_m=side_m,
        )),),
        materials=materials,
        bounds=bounds,
        physics=physics(wanted.stuff, _mass(wanted, vertices, triangles)),
        collision_shapes=shapes,
        affordances=affordances_of(wanted.category, vertices, triangles),
        licence=wanted.licence,
        origin=wanted.origin,
        repair=MeshRepair(before=before, after=after, steps=tuple(steps)),
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
