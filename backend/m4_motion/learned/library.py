"""The retriever: clips of library folders found by what their captions say.

A folder (KIT-ML format, or BVH files with captions) is read once: motions on our body and sentence embeddings lie in
the per-user cache, and only files that have changed are read again. Search is the exact inner product of unit vectors
(FAISS).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...common import quat
from ...common.user_cache import cache_root
from ...protocol.errors import InvalidRequestError, SceneBackendError
from .features import OWN
from .joints import JointMotion
from .library_files import LibraryFile, library_files
from .projection import contacts_of, floor_of, sole_points
from .tags import Tags, conflicts, tags_of

Floats = NDArray[np.float32]
Encode = Callable[[list[str]], Floats]
FORMAT = "1"
"""raised when what is cached changes"""
_LEAST_FRAMES = 12
_CONFLICT = 0.15
_MOVES_M, _FITS = 0.15, 0.12
"""how far joints must go, on the mean, in a cycle, and the misfit of its ends as a share of that"""


@dataclass(frozen=True, kw_only=True)
class LibraryClip:
    """One clip of a library, at 20 fps, with what is known of it."""

    id: str
    captions: tuple[str, ...]
    tags: Tags
    motion: JointMotion
    loop: tuple[int, int] | None
    """first frame and the frame after the last one of a cycle that repeats, where there is one"""
    cuts: tuple[int, ...]
    """frames at which the body is quiet and both feet stand: where it may begin and end"""


@dataclass(frozen=True, kw_only=True)
class Match:
    """A clip that was found, by the caption that is nearest."""

    clip: LibraryClip
    caption: str
    similarity: float
    """cosine of the sentence embeddings, -1…1, less for a side or direction that is another one"""


class MotionLibrary:
    """Clips by caption."""

    def __init__(self, clips: Sequence[LibraryClip], embeddings: Floats, encode: Encode) -> None:
        import faiss

        self.clips, self._encode = tuple(clips), encode
        self._rows = [(clip, caption) for clip in self.clips for caption in clip.captions]
        self._index = faiss.IndexFlatIP(embeddings.shape[1])
        self._index.add(np.ascontiguousarray(embeddings, dtype=np.float32))

    @classmethod
    def load(cls, folders: Sequence[Path], encode: Encode, cache: Path | None = None) -> MotionLibrary:
        """Index folders; InvalidRequestError where one is missing or holds nothing that can be read."""
        clips: list[LibraryClip] = []
        embeddings: list[Floats] = []
        for folder in folders:
            own, vectors = _indexed(folder.resolve(), encode, cache or cache_folder())
            clips += own
            embeddings.append(vectors)
        if not clips:
            raise InvalidRequestError("The motion libraries hold no clip that can be used.")
        return cls(clips, np.concatenate(embeddings), encode)

    def search(self, text: str, count: int = 5) -> list[Match]:
        """The nearest clips, best first, each once; sentence embeddings hardly know left from right, tags do."""
        asked = tags_of([text])
        scores, rows = self._index.search(self._encode([text]).astype(np.float32), min(4 * count + 8, len(self._rows)))
        found: dict[str, Match] = {}
        for score, row in zip(scores[0].tolist(), rows[0].tolist(), strict=True):
            clip, caption = self._rows[row]
            likeness = float(score) - _CONFLICT * conflicts(asked, clip.tags)
            known = found.get(clip.id)
            if known is None or likeness > known.similarity:
                found[clip.id] = Match(clip=clip, caption=caption, similarity=likeness)
        return sorted(found.values(), key=lambda match: -match.similarity)[:count]


def cache_folder() -> Path:
    """Of indexed libraries: the user's own cache."""
    return cache_root() / "motion_libraries"


def _indexed(folder: Path, encode: Encode, cache: Path) -> tuple[list[LibraryClip], Floats]:
    """Clips and caption embeddings (N, 384) of one folder; what is in the cache and unchanged is not read again."""
    place = cache / hashlib.sha256(f"{FORMAT} {folder}".encode()).hexdigest()[:16]
    known: dict[str, dict[str, Any]] = {}
    if (place / "index.json").is_file():
        known = {entry["key"]: entry for entry in json.loads((place / "index.json").read_text(encoding="utf-8"))}
    entries, fresh = [], 0
    place.mkdir(parents=True, exist_ok=True)
    for file in library_files(folder):
        key = _key(file, folder)
        entry = known.get(key)
        if entry is None or not (place / entry["file"]).is_file():
            entry = _read(file, key, place, encode)
            fresh += 1
        entries.append(entry)
    usable = [entry for entry in entries if not entry["error"]]
    if not usable:
        reason = f" The first one: {entries[0]['error']}" if entries else ""
        raise InvalidRequestError(f"None of the {len(entries)} clips in {folder} can be used.{reason}")
    if fresh or len(entries) != len(known):
        unfinished = place / f".index.{os.getpid()}.json"
        unfinished.write_text(json.dumps(entries), encoding="utf-8")
        unfinished.replace(place / "index.json")
        kept = {entry["file"] for entry in entries} | {"index.json"}
        for old in place.iterdir():
            if old.name not in kept and not old.name.startswith("."):
                old.unlink(missing_ok=True)
    clips, vectors = [], []
    for entry in usable:
        arrays = np.load(place / entry["file"])
        motion = JointMotion(
            fps=OWN.fps, root=arrays["root"].astype(np.float64), turns=arrays["turns"].astype(np.float64)
        )
        clips.append(
            LibraryClip(id=entry["id"], captions=tuple(entry["captions"]), tags=Tags(**entry["tags"]), motion=motion,
                        loop=tuple(entry["loop"]) if entry["loop"] else None, cuts=tuple(entry["cuts"]))
        )  # fmt: skip
        vectors.append(arrays["embeddings"])
    return clips, np.concatenate(vectors)


def _key(file: LibraryFile, folder: Path) -> str:
    """Changes when the file or its captions do."""
    state = file.path.stat()
    said = hashlib.sha256("\n".join(file.captions).encode()).hexdigest()[:12]
    return f"{file.path.relative_to(folder)} {file.span_s} {state.st_size} {state.st_mtime_ns} {said}"


def _read(file: LibraryFile, key: str, place: Path, encode: Encode) -> dict[str, Any]:
    """Convert one clip into the cache; one that cannot be read is remembered with the reason."""
    name = f"{hashlib.sha256(key.encode()).hexdigest()[:20]}.npz"
    entry: dict[str, Any] = {"key": key, "id": file.id, "file": name, "captions": list(file.captions), "error": "",
                             "tags": tags_of(file.captions).as_json(), "loop": None, "cuts": []}  # fmt: skip
    try:
        motion = file.motion().resampled(OWN.fps)
        if len(motion.root) < _LEAST_FRAMES or not np.isfinite(motion.root).all():
            raise InvalidRequestError(f"{file.path.name} is too short or not a number.")
    except SceneBackendError as error:
        empty = np.zeros((0, 3), np.float32)
        np.savez(place / name, root=empty)
        return entry | {"error": error.message}
    motion = motion.moved(np.array([0.0, 0.0, -floor_of(sole_points(motion))]))
    entry |= {"loop": loop_of(motion), "cuts": cut_points(motion)}
    unfinished = place / f".{os.getpid()}.{name}"
    np.savez(unfinished, root=motion.root.astype(np.float32), turns=quat.normalize(motion.turns).astype(np.float32),
             embeddings=encode(list(file.captions)))  # fmt: skip
    unfinished.replace(place / name)
    return entry


def cut_points(motion: JointMotion) -> list[int]:
    """Frames where the body is quiet and a foot stands, a third of a second apart; both ends are among them."""
    points, count = motion.points, len(motion.root)
    speed = np.linalg.norm(np.gradient(points, axis=0), axis=-1).mean(axis=1) * motion.fps
    standing = contacts_of(sole_points(motion, points), motion.fps).any(axis=(1, 2))
    quiet = np.flatnonzero(standing & (speed < np.percentile(speed, 30) + 1e-9))
    kept = [0]
    for frame in quiet.tolist():
        if frame - kept[-1] >= motion.fps / 3.0:
            kept.append(frame)
    if kept[-1] != count - 1:
        kept.append(count - 1)
    return kept


def loop_of(motion: JointMotion) -> list[int] | None:
    """The cycle whose end fits its beginning best, pose and velocity, between .6 and 4 s; None where none fits."""
    points = motion.points - motion.root[:, None] * np.array([1.0, 1.0, 0.0])
    ahead = quat.mul_vec(motion.turns[:, 0], np.array([0.0, -1.0, 0.0]))
    back = quat.from_angle_axis(-np.arctan2(ahead[:, 0], -ahead[:, 1]), np.array([0.0, 0.0, 1.0]))
    local = quat.mul_vec(back[:, None], points).reshape(len(points), -1)
    shortest, longest = round(0.6 * motion.fps), round(4.0 * motion.fps)
    if len(local) <= shortest + 2:
        return None
    rate = np.asarray(np.gradient(local, axis=0))
    seen = np.concatenate([local, rate * 0.1 * motion.fps], axis=1)
    # How much a cycle moves: where nothing happens every end fits every beginning
    change = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(local, axis=0), axis=1))] / np.sqrt(local.shape[1])
    best: tuple[float, int, int] | None = None
    for length in range(shortest, min(longest, len(seen) - 1)):
        apart = np.sqrt(((seen[length:] - seen[:-length]) ** 2).mean(axis=1))
        moved = (change[length:] - change[:-length])[: len(apart)]
        misfit = np.where(moved > _MOVES_M, apart / np.maximum(moved, 1e-9), np.inf)
        first = int(np.argmin(misfit))
        # of cycles that fit equally well the shorter one is taken: a stride, not two
        if best is None or misfit[first] < 0.7 * best[0]:
            best = float(misfit[first]), first, first + length
    return [best[1], best[2]] if best is not None and best[0] < _FITS else None
