"""`sceneloom bench repair`: 200 broken meshes through the chain, and how long many faces take."""

from __future__ import annotations

import time
import zlib
from collections import Counter
from dataclasses import replace

import numpy as np

from ...common.memory import peak_memory_mb
from ...common.object_priors import object_prior
from ...protocol.errors import InvalidRequestError
from ...protocol.scene import Asset
from ..geometry_check import problems
from .broken import BREAKS, RESIZED, SOURCES, fine_sphere, sound_mesh
from .chain import MAX_FACES, Wanted, repaired
from .surface import TEXTURED
from .triangles import Floats, TriangleMesh

FACE_COUNTS = (100_000, 1_000_000)
_FLOOR_M = 1e-4


def broken_mesh(source: str, way: str) -> TriangleMesh:
    """A thing of `SOURCES` broken in a way of `BREAKS`, the same every time."""
    mesh = sound_mesh(source)
    rng = np.random.default_rng(zlib.crc32(f"{source} {way}".encode()))
    vertices, triangles = BREAKS[way](mesh.vertices, mesh.triangles, rng)
    colors = mesh.colors
    if colors is not None and way in RESIZED:  # they lie on the surface, in its units
        colors = replace(colors, points=BREAKS[way](colors.points, mesh.triangles, rng)[0])
    return TriangleMesh(vertices=vertices, triangles=triangles, colors=colors)


def wanted(source: str) -> Wanted:
    """That thing as somebody would ask for it."""
    prior = object_prior(source)
    usual = None if prior is None else np.array([prior.width_m, prior.depth_m, prior.height_m])
    return Wanted(object_id=f"{source}_1", category=source, label=source, usual_m=usual, licence="CC0-1.0")


def faults(asset: Asset, usual_m: Floats | None, max_faces: int = MAX_FACES) -> list[str]:
    """What breaks the contract, in words; empty for a sound asset."""
    from ..contract import Surface

    mesh = asset.meshes[0].mesh
    piece = Surface(
        vertices=mesh.vertices.astype(np.float64), face_sizes=mesh.face_sizes, face_vertices=mesh.face_vertices,
        uv=mesh.uv.astype(np.float64),
    )  # fmt: skip
    found = problems(piece, min_quad_share=0.0, min_face_area_m2=0.0)
    num_triangles = int((mesh.face_sizes - 2).sum())
    if num_triangles > max_faces:
        found.append(f"{num_triangles} triangles")
    low, high = asset.bounds.astype(np.float64)
    size = high - low
    if abs(low[2]) > _FLOOR_M * size.max() or np.abs(0.5 * (low + high)[:2]).max() > _FLOOR_M * size.max():
        found.append("does not stand over its origin")
    if usual_m is not None and not 0.4 <= float(np.exp(np.mean(np.log(size / usual_m)))) <= 2.5:
        found.append(f"{size} m where {usual_m} m is usual")
    if not asset.collision_shapes or not 0.0 < asset.physics.mass_kg < 1e7:
        found.append("no body for physics")
    if asset.materials[0].kind == TEXTURED and mesh.texture is None:
        found.append("no texture for its materials")
    if not asset.licence or asset.repair is None:
        found.append("no licence or no figures")
    return found


def run() -> None:
    """Print the figures, as they come."""
    inside, refusals, wrong, seconds = 0, Counter[str](), [], []
    for way in BREAKS:
        before = inside
        for source in SOURCES:
            mesh, wish = broken_mesh(source, way), wanted(source)
            start_s = time.process_time()
            try:
                found = faults(repaired(mesh, wish), wish.usual_m)
            except InvalidRequestError as error:
                refusals[f"{way} {source}: {error.message}"] += 1
                continue
            finally:
                seconds.append(time.process_time() - start_s)
            inside += not found
            if found:
                wrong.append(f"{source} {way}: {', '.join(found)}")
        print(f"  {way:<16}{inside - before} of {len(SOURCES)} within the contract", flush=True)
    total = len(BREAKS) * len(SOURCES)
    print(f"{inside} of {total} broken meshes within the contract, {sum(refusals.values())} refused with the reason, "
          f"{len(wrong)} wrong", flush=True)
    print(f"{float(np.median(seconds)):.2f} s of work each (median), {max(seconds):.2f} s at most")
    for reason in refusals:
        print(f"  refused {reason}")
    for line in wrong:
        print(f"  wrong: {line}", flush=True)
    for count in FACE_COUNTS:
        mesh = fine_sphere(count)
        start_s, worked_s = time.perf_counter(), time.process_time()
        asset = repaired(mesh, wanted("ball"))
        taken_s, worked_s = time.perf_counter() - start_s, time.process_time() - worked_s
        print(f"{len(mesh.triangles):,} faces in {taken_s:.1f} s ({worked_s:.1f} s of work), "
              f"to {len(asset.meshes[0].mesh.face_sizes):,}; "
              f"{', '.join(faults(asset, wanted('ball').usual_m)) or 'within the contract'}; "
              f"peak memory {peak_memory_mb():.0f} MB", flush=True)  # fmt: skip
