"""`sceneloom bench repair`: 200 broken meshes through the chain, and how long many faces take.

What became of each mesh is kept in the output folder, so that a run that was stopped, or a part that `--only` names,
adds to one table. Another mesh, or another line of code in this package, is another case.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from ...common.memory import peak_memory_mb
from ...common.object_priors import object_prior
from ...protocol.errors import InvalidRequestError
from ...protocol.scene import Asset
from ..geometry_check import problems
from .broken import BREAKS, MOVED, SOURCES, fine_sphere, sound_mesh
from .chain import MAX_FACES, Wanted, repaired
from .surface import TEXTURED
from .triangles import Floats, TriangleMesh, spread

FACE_COUNTS = (100_000, 1_000_000)
FACE_BARS_S = (6.0, 40.0)
MEMORY_BAR_MB = 3000
_FLOOR_M = 1e-4


@dataclass(frozen=True, kw_only=True)
class Case:
    """What became of one broken mesh."""

    key: str
    """equal for the same mesh and the same code"""
    way: str
    source: str
    outcome: str
    """`sound`, `refused` or `wrong`"""
    text: str
    """the reason, or what is wrong"""
    worked_s: float
    """of processors"""


def broken_mesh(source: str, way: str) -> TriangleMesh:
    """A thing of `SOURCES` broken in a way of `BREAKS`, the same every time."""
    mesh = sound_mesh(source)
    rng = np.random.default_rng(zlib.crc32(f"{source} {way}".encode()))
    vertices, triangles = BREAKS[way](mesh.vertices, mesh.triangles, rng)
    colors = mesh.colors
    if colors is not None and way in MOVED:  # they lie on the surface, wherever that went
        face, weights = spread(mesh.vertices, mesh.triangles)
        colors = replace(colors, points=np.einsum("nk,nkd->nd", weights, vertices[mesh.triangles[face]]))
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


def run(out: Path, ways: Sequence[str] = ()) -> bool:
    """Put every broken mesh (or those of some ways) through the chain, print one table of all that are known; whether
    none is wrong and the bars hold. Raises InvalidRequestError for a way that there is none of."""
    for name in ways:
        if name not in BREAKS:
            raise InvalidRequestError(f"There is no way to break {name!r}.", hint=f"Choose from {', '.join(BREAKS)}.")
    kept = _Kept(out / "repair.json")
    cases = [case for way in BREAKS for source in SOURCES if (case := kept.case(way, source, way in (ways or BREAKS)))]
    for line in _table(cases):
        print(line, flush=True)
    is_quick = True
    if not ways:
        for count, bar_s in zip(FACE_COUNTS, FACE_BARS_S, strict=True):
            # in a process of its own, so that its peak is that of this mesh
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                text, is_within = pool.apply(_many_faces, (count, bar_s))
            print(text, flush=True)
            is_quick &= is_within
    return is_quick and not any(case.outcome == "wrong" for case in cases)


class _Kept:
    """Cases of this and earlier runs, in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        rows = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
        self._known = {case.key: case for case in (Case(**row) for row in rows)}
        code = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
        self._code = hashlib.sha256(code).digest()

    def case(self, way: str, source: str, may_run: bool) -> Case | None:
        """The case; None where it is not known and not wanted now."""
        mesh = broken_mesh(source, way)
        key = hashlib.sha256(self._code + mesh.vertices.tobytes() + mesh.triangles.tobytes()).hexdigest()[:16]
        if key not in self._known and may_run:
            self._known[key] = case = _put_through(mesh, way, source, key)
            unfinished = self._path.with_suffix(".unfinished")
            unfinished.write_text(json.dumps([asdict(one) for one in self._known.values()], indent=0), encoding="utf-8")
            unfinished.replace(self._path)
            print(f"  {way} {source}: {case.outcome} in {case.worked_s:.1f} s of work", flush=True)
        return self._known.get(key)


def _put_through(mesh: TriangleMesh, way: str, source: str, key: str) -> Case:
    wish, start_s = wanted(source), time.process_time()
    try:
        found = faults(repaired(mesh, wish), wish.usual_m)
        outcome, text = ("wrong" if found else "sound"), ", ".join(found)
    except InvalidRequestError as error:
        outcome, text = "refused", error.message
    worked_s = round(time.process_time() - start_s, 2)
    return Case(key=key, way=way, source=source, outcome=outcome, text=text, worked_s=worked_s)


def _table(cases: Sequence[Case]) -> list[str]:
    """The lines of a table: a row for each way, the sum, then what was refused and what is wrong."""
    total = len(BREAKS) * len(SOURCES)
    lines = [f"{'broken by':<18}{'within':>8}{'refused':>9}{'wrong':>7}{'not run':>9}{'median s':>10}{'most s':>8}"]
    for name, of in [*((way, [case for case in cases if case.way == way]) for way in BREAKS), ("all", list(cases))]:
        count = Counter(case.outcome for case in of)
        worked_s = [case.worked_s for case in of] or [0.0]
        missing = (total if name == "all" else len(SOURCES)) - len(of)
        lines.append(f"{name:<18}{count['sound']:>8}{count['refused']:>9}{count['wrong']:>7}{missing:>9}"
                     f"{float(np.median(worked_s)):>10.2f}{max(worked_s):>8.2f}")  # fmt: skip
    reasons = Counter((case.way, case.text) for case in cases if case.outcome == "refused")
    lines += [f"  refused {number} × {way}: {reason}" for (way, reason), number in reasons.items()]
    return lines + [f"  wrong {case.way} {case.source}: {case.text}" for case in cases if case.outcome == "wrong"]


def _many_faces(count: int, bar_s: float) -> tuple[str, bool]:
    """The figures of a mesh with that many faces in words, and whether they are within their bars."""
    mesh, wish = fine_sphere(count), wanted("ball")
    start_s, worked_s = time.perf_counter(), time.process_time()
    asset = repaired(mesh, wish)
    taken_s, worked_s = time.perf_counter() - start_s, time.process_time() - worked_s
    found, peak_mb = faults(asset, wish.usual_m), peak_memory_mb()
    text = (f"{len(mesh.triangles):,} faces in {taken_s:.1f} s (bar {bar_s:g}; {worked_s:.1f} s of work), "
            f"to {len(asset.meshes[0].mesh.face_sizes):,}; {', '.join(found) or 'within the contract'}; "
            f"peak memory {peak_mb:.0f} MB (bar {MEMORY_BAR_MB})")  # fmt: skip
    return text, taken_s <= bar_s and peak_mb <= MEMORY_BAR_MB and not found
