"""Folders of clips with captions: KIT-ML and HumanML3D (`new_joint_vecs`, `texts`), BVH files with captions.

A BVH's captions are the lines of a text file of its name, or of `captions.csv` / `captions.json` in the folder, or of
an index like that of the CMU database (`…index….txt`, lines `01_05 playground - climb`); without any, its own name.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...common import quat
from ...protocol.errors import InvalidRequestError
from .bvh_files import read_bvh
from .features import WIDTH, features_to_scene, kit_to_motion
from .joints import Array, JointMotion, from_points

_TRIAL = re.compile(r"(\d+_\d+)\s+(.+)")
HUMANML_WIDTH, HUMANML_FPS, _HUMANML_JOINTS = 263, 20.0, 22
# SMPL joints of HumanML3D for the 21 of KIT; toes' ends are led on from ankle and foot
_FROM_SMPL = (0, 3, 6, 12, 15, 16, 18, 20, 17, 19, 21, 1, 4, 7, 10, None, 2, 5, 8, 11, None)


@dataclass(frozen=True, kw_only=True)
class LibraryFile:
    """One clip of a folder, not yet read."""

    path: Path
    captions: tuple[str, ...]
    span_s: tuple[float, float] | None
    """of the file, where the captions speak of a part of it"""
    read: Callable[[Path], JointMotion]

    @property
    def id(self) -> str:
        part = "" if self.span_s is None else f"_{self.span_s[0]:g}-{self.span_s[1]:g}"
        return f"{self.path.stem}{part}"

    def motion(self) -> JointMotion:
        """The clip on our body, cut to its span."""
        motion = self.read(self.path)
        if self.span_s is None:
            return motion
        first, last = (round(second * motion.fps) for second in self.span_s)
        return motion.cut(first, max(last, first + 2))


def library_files(folder: Path) -> Iterator[LibraryFile]:
    """The clips of a folder, in order of their names; InvalidRequestError where the folder holds none."""
    if not folder.is_dir():
        raise InvalidRequestError(f"The library folder {folder} is not there.")
    if (folder / "new_joint_vecs").is_dir():
        yield from _kit_files(folder)
        return
    files = sorted(folder.rglob("*.bvh"))
    if not files:
        raise InvalidRequestError(
            f"{folder} holds no motion library.",
            hint="A library is a folder with new_joint_vecs and texts (KIT-ML, HumanML3D), or with BVH files.",
        )
    captions = _caption_tables(folder)
    for path in files:
        own = path.with_suffix(".txt")
        said = tuple(_lines(own)) if own.is_file() else captions.get(path.stem, ())
        yield LibraryFile(path=path, captions=said or (spoken_name(path.stem),), span_s=None, read=read_bvh)


def _kit_files(folder: Path) -> Iterator[LibraryFile]:
    for path in sorted((folder / "new_joint_vecs").glob("*.npy")):
        texts = folder / "texts" / f"{path.stem}.txt"
        spans: dict[tuple[float, float] | None, list[str]] = {}
        for line in _lines(texts) if texts.is_file() else ():
            parts = line.split("#")
            start, end = (_seconds(value) for value in (*parts, "0", "0")[2:4]) if len(parts) >= 4 else (0.0, 0.0)
            spans.setdefault((start, end) if end > start else None, []).append(parts[0].strip())
        for span, captions in spans.items():
            yield LibraryFile(path=path, captions=tuple(captions), span_s=span, read=read_vectors)


def read_vectors(path: Path) -> JointMotion:
    """A file of `new_joint_vecs` on our body: 251 values are KIT-ML's, 263 HumanML3D's."""
    try:
        values = np.load(path, allow_pickle=False)
    except (ValueError, OSError) as error:
        raise InvalidRequestError(f"{path.name} is no array of motion features.") from error
    if values.ndim == 2 and values.shape[1] == HUMANML_WIDTH:
        return humanml_to_motion(values)
    if values.ndim != 2 or values.shape[1] != WIDTH:
        raise InvalidRequestError(
            f"{path.name} has the shape {values.shape}; motion features have 251 (KIT-ML) or 263 (HumanML3D) values."
        )
    return kit_to_motion(values)


def humanml_to_motion(features: Array) -> JointMotion:
    """HumanML3D's 263 values (T, 263): right-handed, metres, 20 fps, 22 SMPL joints."""
    features = np.asarray(features, dtype=np.float64)
    half = np.concatenate([[0.0], np.cumsum(features[:-1, 0])])
    heading = np.stack([np.cos(half), 0.0 * half, np.sin(half), 0.0 * half], axis=-1)
    travel = np.stack([features[:-1, 1], 0.0 * features[:-1, 1], features[:-1, 2]], axis=-1)
    root = np.concatenate([np.zeros((1, 3)), np.cumsum(quat.mul_vec(heading[1:], travel), axis=0)])
    local = np.concatenate([np.zeros((len(features), 3)), features[:, 4 : 4 + 63]], axis=1)
    smpl = local.reshape(-1, _HUMANML_JOINTS, 3)
    smpl[:, 0, 1] = features[:, 3]
    smpl = quat.mul_vec(heading[:, None], smpl)
    smpl[..., [0, 2]] += root[:, None, [0, 2]]
    points = np.stack([smpl[:, 0 if j is None else j] for j in _FROM_SMPL], axis=1)
    for tip in (15, 20):
        points[:, tip] = points[:, tip - 1] + 0.4 * (points[:, tip - 1] - points[:, tip - 2]) * [1.0, 0.0, 1.0]
    return from_points(features_to_scene(points), HUMANML_FPS)


def spoken_name(stem: str) -> str:
    """`Walk_Forward03` as words."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\-\d]+", " ", stem).lower().split()
    return " ".join(words) or stem


def _caption_tables(folder: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    table = folder / "captions.csv"
    if table.is_file():
        with table.open(newline="", encoding="utf-8") as stream:
            for row in csv.reader(stream):
                if len(row) >= 2 and row[0].strip().lower() not in ("file", "name", "id"):
                    found.setdefault(Path(row[0].strip()).stem, []).append(row[1].strip())
    for index in sorted(folder.glob("*index*.txt")):
        for line in _lines(index):
            trial = _TRIAL.match(line)
            if trial:
                found.setdefault(trial[1], []).append(trial[2].strip())
    listing = folder / "captions.json"
    if listing.is_file():
        for name, said in json.loads(listing.read_text(encoding="utf-8")).items():
            found.setdefault(Path(name).stem, []).extend([said] if isinstance(said, str) else said)
    return {name: tuple(captions) for name, captions in found.items()}


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]


def _seconds(value: str) -> float:
    """KIT-ML writes nan where a caption is of the whole clip."""
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return seconds if np.isfinite(seconds) else 0.0
