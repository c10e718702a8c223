"""Reads MakeHuman's files (base mesh "hm08"): its own folders, or those of the MPFB extension for Blender.

Formats: Wavefront OBJ; targets as lines `vertex dx dy dz`; rigs and weights as JSON; clothes as `.mhclo`. Points are in
decimetres with Y up, facing +Z, as the files have them.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ...protocol.errors import InvalidRequestError

Array = NDArray[np.float64]
Indices = NDArray[np.int32]

BODY_VERTICES = 13380
_PLACES = ("", "3dobjs", "rigs", "rigs/standard")
_SUIT_NEAR_DM = 0.12
"""skin this near the body suit is hidden under it"""
_RIG, _WEIGHTS = "rig.game_engine.json", "weights.game_engine.json"


@dataclass(frozen=True)
class Garment:
    """A mesh that is fitted to the base mesh: every vertex lies by three of its vertices."""

    name: str
    quads: Indices
    """(F, 4)"""
    uv: Array
    """(F, 4, 2)"""
    anchors: Indices
    """(V, 3) vertices of the base mesh"""
    weights: Array
    """(V, 3)"""
    offsets: Array
    """(V, 3)"""
    scales: tuple[tuple[int, int, float], ...]
    """per axis: two vertices of the base mesh and their distance along it at which an offset is as it stands"""
    hides: Indices
    """vertices of the base mesh under it"""

    def fitted(self, points: Array) -> Array:
        """(V, 3) on a shape of the base mesh."""
        scale = [abs(points[a, axis] - points[b, axis]) / size for axis, (a, b, size) in enumerate(self.scales)]
        return np.asarray(np.einsum("vk,vka->va", self.weights, points[self.anchors]) + self.offsets * np.array(scale))


@dataclass(frozen=True, eq=False)
class HumanData:
    """What a folder holds."""

    folder: Path
    points: Array
    """(V, 3)"""
    groups: dict[str, Indices]
    """name to faces (F, 4)"""
    face_uv: dict[str, Array]
    """name to (F, 4, 2)"""
    bones: dict[str, tuple[str, Indices, Indices]]
    """name to parent, and the vertices whose mean is its head, and its tail"""
    weights: dict[str, tuple[Indices, Array]]
    """bone to vertices and weights"""

    def target(self, name: str) -> Array:
        """(V, 3) offsets at 1; `name` from `targets/` on, without ending."""
        return _target(self.folder, name, len(self.points))

    def has_target(self, name: str) -> bool:
        return (self.folder / "targets" / f"{name}.target.gz").exists()

    def garment(self, kind: str, name: str) -> Garment | None:
        """A mesh of `clothes`, `hair`, … where the folder has it."""
        found = next(iter(sorted((self.folder / kind).rglob(f"{name}.mhclo"))), None)
        return None if found is None else _garment(found)


def body_suit(data: HumanData) -> Garment:
    """The shell round trunk and limbs that belongs to the base mesh: clothes where a folder has none."""
    quads = data.groups["helper-tights"]
    own, corners = np.unique(quads, return_inverse=True)
    inside = np.unique(data.groups["body"])
    near, _ = cKDTree(data.points[own]).query(data.points[inside])
    return Garment(
        name="body_suit",
        quads=corners.reshape(-1, 4).astype(np.int32),
        uv=data.face_uv["helper-tights"],
        anchors=np.repeat(own[:, None], 3, axis=1).astype(np.int32),
        weights=np.tile([1.0, 0.0, 0.0], (len(own), 1)),
        offsets=np.zeros((len(own), 3)),
        scales=((0, 1, 1.0),) * 3,
        hides=inside[near < _SUIT_NEAR_DM].astype(np.int32),
    )


def find_data(folder: str) -> HumanData:
    """The data of a folder. Raises InvalidRequestError where it is not MakeHuman's."""
    return _read(Path(folder).expanduser())


@lru_cache(maxsize=2)
def _read(folder: Path) -> HumanData:
    found: dict[str, Path] = {}
    for name in ("base.obj", _RIG, _WEIGHTS):
        paths = [folder / place / name for place in _PLACES]
        path = next((path for path in paths if path.exists()), None)
        if path is None or not (folder / "targets" / "macrodetails").is_dir():
            raise InvalidRequestError(
                f"There is no MakeHuman data in {folder}: {'targets/macrodetails' if path else name} is missing.",
                hint="Choose the data folder of the MPFB extension, or a folder with base.obj, rigs and targets.",
                stage="assets",
            )
        found[name] = path
    points, groups, face_uv = read_obj(found["base.obj"])
    rig = json.loads(found[_RIG].read_text(encoding="utf-8"))
    bones = {}
    for name, bone in rig.get("bones", rig).items():
        bones[name] = (str(bone["parent"]), _joint(bone["head"], groups), _joint(bone["tail"], groups))
    listed = json.loads(found[_WEIGHTS].read_text(encoding="utf-8"))["weights"]
    weights = {}
    for name, pairs in listed.items():
        if pairs:
            table = np.array(pairs, dtype=np.float64)
            weights[name] = (table[:, 0].astype(np.int32), table[:, 1])
    return HumanData(folder, points, groups, face_uv, bones, weights)


def _joint(end: dict[str, object], groups: dict[str, Indices]) -> Indices:
    """The vertices whose mean is a joint."""
    if end["strategy"] == "CUBE":
        return np.unique(groups[str(end["cube_name"])])
    return np.array(end["vertex_indices"], dtype=np.int32)


def read_obj(path: Path) -> tuple[Array, dict[str, Indices], dict[str, Array]]:
    """Vertices (V, 3), and by group faces of four corners (F, 4) and their UVs (F, 4, 2)."""
    points: list[list[float]] = []
    uv: list[list[float]] = []
    corners: dict[str, list[list[tuple[int, int]]]] = {}
    group = ""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            points.append([float(value) for value in rest.split()[:3]])
        elif kind == "vt":
            uv.append([float(value) for value in rest.split()[:2]])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f":
            pairs = [corner.split("/") for corner in rest.split()]
            face = [(int(pair[0]) - 1, int(pair[1]) - 1 if len(pair) > 1 and pair[1] else -1) for pair in pairs]
            if len(face) == 4:
                corners.setdefault(group, []).append(face)
    places = np.array([*uv, [0.0, 0.0]])
    tables = {name: np.array(faces, dtype=np.int32) for name, faces in corners.items()}
    return (
        np.array(points),
        {name: np.ascontiguousarray(table[..., 0]) for name, table in tables.items()},
        {name: places[table[..., 1]] for name, table in tables.items()},
    )


@lru_cache(maxsize=64)
def _target(folder: Path, name: str, count: int) -> Array:
    path = folder / "targets" / f"{name}.target.gz"
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        rows = [line.split() for line in file if line[:1].isdigit()]
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    offsets = np.zeros((count, 3))
    offsets[table[:, 0].astype(np.intp)] = table[:, 1:]
    return offsets


@lru_cache(maxsize=32)
def _garment(path: Path) -> Garment:
    named: dict[str, list[str]] = {}
    rows: list[list[float]] = []
    hides: list[int] = []
    section = ""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] in ("verts", "delete_verts"):
            section = words[0]
        elif section == "verts" and words[0].lstrip("-").isdigit():
            row = [float(word) for word in words]
            rows.append(row if len(row) == 9 else [row[0], row[0], row[0], 1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
        elif section == "delete_verts":
            hides += _ranges(words)
        else:
            named[words[0]] = words[1:]
    table = np.array(rows)
    scales = [named[f"{axis}_scale"] for axis in "xyz"]
    points, groups, face_uv = read_obj(path.parent / named["obj_file"][0])
    if len(points) != len(table):
        raise InvalidRequestError(
            f"{path.name} places {len(table)} vertices, and its mesh has {len(points)}.",
            hint="Download this piece of clothing again.",
            stage="assets",
        )
    return Garment(
        name=path.stem,
        quads=np.concatenate(list(groups.values())),
        uv=np.concatenate(list(face_uv.values())),
        anchors=table[:, :3].astype(np.int32),
        weights=table[:, 3:6],
        offsets=table[:, 6:9],
        scales=tuple((int(a), int(b), float(size)) for a, b, size in scales),
        hides=np.array(sorted({v for v in hides if v < BODY_VERTICES}), dtype=np.int32),
    )


def _ranges(words: list[str]) -> Iterator[int]:
    """`3 - 5 9` -> 3, 4, 5, 9"""
    numbers = iter(words)
    last = -1
    for word in numbers:
        if word == "-":
            yield from range(last + 1, int(next(numbers)) + 1)
        else:
            last = int(word)
            yield last
