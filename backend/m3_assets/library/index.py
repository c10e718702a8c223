"""What an asset library holds, read by Blender once and again where a file has changed, and kept between runs."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...common.blender_command import blender_command, clean_environment
from ...common.progress import Progress
from ...common.user_cache import cache_root
from ...protocol.errors import ResourceError

CATALOGS = "blender_assets.cats.txt"
_VERSION = 2
_FILES_AT_ONCE = 40
"""read by one Blender, so that a cancel is heard in time"""
_LIMIT_S = 600.0
Embed = Callable[[list[str]], NDArray[np.float32]]


@dataclass(frozen=True, kw_only=True)
class LibraryAsset:
    """One marked asset of a library."""

    file: str
    """absolute path of its .blend"""
    kind: str
    """object or collection"""
    name: str
    tags: tuple[str, ...]
    catalog: str
    """its catalog's path, `Furniture/Seats`; empty where it is in none"""
    description: str
    author: str
    licence: str
    num_faces: int
    low: tuple[float, float, float]
    high: tuple[float, float, float]
    outline: tuple[tuple[float, float, float], ...]
    """points of its convex outline, in the space of its file"""
    recipe: str = ""
    """`Asset.recipe` of what a model made"""

    @property
    def text(self) -> str:
        """What is compared by meaning."""
        extra = [*self.tags, self.catalog.rpartition("/")[2], self.description]
        said = ", ".join(dict.fromkeys(word.strip().lower() for word in extra if word.strip()))
        name = _plain(self.name)
        return f"{name} ({said})" if said else name

    @property
    def words(self) -> frozenset[str]:
        """Of its name and tags, singular as far as an s goes."""
        found = _plain(" ".join([self.name, *self.tags])).split()
        return frozenset({*found, *(word[:-1] for word in found if word.endswith("s") and len(word) > 3)})


@dataclass(frozen=True, kw_only=True)
class LibraryIndex:
    """The assets of one library, with an embedding each."""

    assets: tuple[LibraryAsset, ...]
    embeddings: NDArray[np.float32]
    """(N, 384) unit"""
    unread: tuple[str, ...]
    """files that Blender could not read, with the reason"""


def index_of(folder: Path, blender: str, embed: Embed, progress: Progress) -> LibraryIndex:
    """The library of a folder, ready to be searched. Raises ResourceError without a Blender."""
    assets, unread = assets_of(folder, blender, lambda f, m="": progress(0.6 * f, m))
    kept, texts = _kept_at(folder).with_suffix(".npz"), [one.text for one in assets]
    embeddings = _embedded(kept, texts, embed, lambda f, m="": progress(0.6 + 0.4 * f, m))
    return LibraryIndex(assets=assets, embeddings=embeddings, unread=unread)


def assets_of(folder: Path, blender: str, progress: Progress) -> tuple[tuple[LibraryAsset, ...], tuple[str, ...]]:
    """What a folder's files hold, and those that Blender could not read, with the reason; only files that are new or
    changed are read. Raises ResourceError without a Blender."""
    catalogs = read_catalogs(folder / CATALOGS)
    stamps = {str(file): _stamp(file) for file in sorted(folder.rglob("*.blend")) if not file.name.startswith(".")}
    kept = _kept_at(folder)
    known = _read_kept(kept)
    wanted = [file for file, stamp in stamps.items() if known.get(file, {}).get("stamp") != stamp]
    entries = {file: known[file] for file in stamps if file not in wanted}
    for start in range(0, len(wanted), _FILES_AT_ONCE):
        progress(start / len(wanted), f"reads {folder.name}")
        for line in read_files(wanted[start : start + _FILES_AT_ONCE], blender):
            entries[line["file"]] = {**line, "stamp": stamps[line["file"]]}
    assets = tuple(
        LibraryAsset(
            file=file, kind=one["kind"], name=one["name"], tags=tuple(one["tags"]),
            catalog=catalogs.get(one["catalog_id"], ""), description=one["description"], author=one["author"],
            licence=one["licence"], num_faces=one["num_faces"], low=tuple(one["low"]), high=tuple(one["high"]),
            outline=tuple(tuple(point) for point in one["outline"]), recipe=one["recipe"],
        )
        for file in stamps
        for one in entries[file]["assets"]
    )  # fmt: skip
    if wanted or set(known) != set(stamps):
        _write(kept, json.dumps({"version": _VERSION, "files": entries}).encode())
    unread = tuple(f"{Path(file).name}: {entries[file]['error']}" for file in stamps if "error" in entries[file])
    return assets, unread


def stamp_of(folder: Path) -> str:
    """Changes when a file of the library does."""
    stamps = [(str(file), _stamp(file)) for file in sorted(folder.rglob("*.blend"))]
    catalogs = folder / CATALOGS
    return json.dumps([stamps, _stamp(catalogs) if catalogs.is_file() else None])


def read_files(files: Sequence[str], blender: str, surface_of: str = "") -> list[dict[str, Any]]:
    """What Blender says of .blend files, one entry for each; of the objects of that name their surface too. Raises
    ResourceError."""
    with tempfile.TemporaryDirectory(prefix="sceneloom-library-") as folder:
        order, answer = Path(folder) / "order.json", Path(folder) / "answer.jsonl"
        told = {"files": list(files), "surface_of": surface_of, "answer": str(answer)}
        order.write_text(json.dumps(told), encoding="utf-8")
        command = blender_command("library_reader.py", blender)
        command += ["--", str(order)] if blender else [str(order)]
        try:
            done = subprocess.run(
                command, env=clean_environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=_LIMIT_S,
                check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ResourceError(
                "Blender could not read the asset library.", hint="Check the Blender that is named.", stage="assets"
            ) from error
        lines = answer.read_text(encoding="utf-8").splitlines() if answer.is_file() else []
    entries = [json.loads(line) for line in lines]
    if len(entries) < len(files):
        failed = Path(files[len(entries)]).name
        if not entries and done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason"]
            raise ResourceError(f"Blender could not read {failed}: {said[0][:160]}.", stage="assets")
        # a file that ends Blender is left out, and reading goes on after it
        entries.append({"file": files[len(entries)], "assets": [], "error": "Blender ended while it read it"})
        rest = files[len(entries) :]
        entries += read_files(rest, blender) if rest else []
    return entries


def read_catalogs(path: Path) -> dict[str, str]:
    """Catalog UUID to path, of Blender's own file; empty where there is none."""
    if not path.is_file():
        return {}
    found = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(":")
        if len(fields) >= 2 and not line.startswith("#") and fields[0] != "VERSION":
            found[fields[0].strip()] = fields[1].strip()
    return found


def _embedded(path: Path, texts: list[str], embed: Embed, progress: Progress) -> NDArray[np.float32]:
    """Embeddings of texts; those that were kept are not made again."""
    kept: dict[str, NDArray[np.float32]] = {}
    if path.is_file():
        try:
            with np.load(path, allow_pickle=False) as content:
                kept = dict(zip(content["texts"].tolist(), content["embeddings"], strict=True))
        except (OSError, ValueError, KeyError):
            kept = {}
    fresh = [text for text in dict.fromkeys(texts) if text not in kept]
    for start in range(0, len(fresh), 64):
        progress(start / len(fresh), "learns the names")
        batch = fresh[start : start + 64]
        kept.update(zip(batch, embed(batch), strict=True))
    if not texts:
        return np.zeros((0, 384), dtype=np.float32)
    result = np.stack([kept[text] for text in texts]).astype(np.float32)
    if fresh:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.stem}.{os.getpid()}.npz")
        np.savez(unfinished, texts=np.array(texts), embeddings=result)
        unfinished.replace(path)
    return result


def _plain(name: str) -> str:
    """`Chair_Oak.001` to `chair oak`."""
    letters = "".join(character if character.isalpha() else " " for character in name)
    return " ".join(letters.lower().split())


def _stamp(file: Path) -> list[int]:
    state = file.stat()
    return [state.st_mtime_ns, state.st_size]


def _kept_at(folder: Path) -> Path:
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return cache_root() / "libraries" / f"{digest}.json"


def _read_kept(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return dict(content["files"]) if content.get("version") == _VERSION else {}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
