"""Where weights lie: one folder a model, outside the add-on, with a list of its files and their checksums.

A file bears its name only when its checksum was right; what is still coming ends in `.part`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from ...protocol.errors import InvalidRequestError, WeightsNotFoundError
from ...protocol.folders import user_data_folder
from ..progress import Progress, silent
from .catalogue import Model

MANIFEST = "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class ModelFile:
    """One file of a model."""

    path: str
    """within the model's folder, with `/`"""
    size: int
    sha256: str = ""
    """empty where the hub names only `git_sha1`, until the file is here"""
    git_sha1: str = ""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a model is made of."""

    repository: str
    commit: str
    licence: str
    files: tuple[ModelFile, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)

    @property
    def sha256(self) -> str:
        """Of all files together: what a provenance names."""
        lines = "".join(f"{file.sha256}  {file.path}\n" for file in sorted(self.files, key=lambda f: f.path))
        return hashlib.sha256(lines.encode()).hexdigest()


def models_folder(chosen: str = "") -> Path:
    """The chosen one, `$SCENELOOM_MODELS`, or `sceneloom/models` among the user's data, which no uninstalling takes."""
    named = chosen or os.environ.get("SCENELOOM_MODELS")
    return Path(named).expanduser() if named else user_data_folder() / "models"


def find_weights(name: str, chosen: str = "") -> Path | None:
    """A model's folder that holds safetensors, however they came there, in the chosen folder of models; or None.

    One that came with a list of its files (a download, a pack) counts only once all of them are there.
    """
    folder = models_folder(chosen) / name
    if not folder.is_dir() or next(folder.rglob("*.safetensors"), None) is None:
        return None
    return folder if not (folder / MANIFEST).is_file() or _has_all(folder) else None


def _has_all(folder: Path) -> bool:
    try:
        files = manifest_from_json(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))).files
    except (OSError, ValueError, KeyError, TypeError):
        return False
    places = [(folder / file.path, file.size) for file in files]
    return bool(files) and all(place.is_file() and place.stat().st_size == size for place, size in places)


def folder_of(model: Model) -> Path:
    return models_folder() / model.name


def manifest_of(model: Model) -> Manifest | None:
    """What is known of a model's files here; None before its download began."""
    path = folder_of(model) / MANIFEST
    try:
        return manifest_from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise WeightsNotFoundError(
            f"The list of files of {model.name} is damaged.",
            hint=f"Run: sceneloom models remove {model.name}, and download it again.",
        ) from error


def manifest_from_json(content: dict[str, object]) -> Manifest:
    """Raises ValueError, KeyError or TypeError for anything else."""
    files = content["files"]
    if not isinstance(files, list):
        raise TypeError("files")
    entries = tuple(ModelFile(**entry) for entry in files)
    if not all(is_inside(file.path) for file in entries):
        raise ValueError("a path leads out of the folder")
    return Manifest(
        repository=str(content["repository"]), commit=str(content["commit"]), licence=str(content["licence"]),
        files=entries,
    )  # fmt: skip


def is_inside(path: str) -> bool:
    """Whether a path stays in the folder that it is joined to, on every platform."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and not set(path) & set('\\:*?"<>|\0')


def write_manifest(model: Model, manifest: Manifest) -> None:
    folder = folder_of(model)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{MANIFEST}.{os.getpid()}"
    unfinished.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    unfinished.replace(folder / MANIFEST)


def is_complete(model: Model) -> bool:
    """Whether every file is here at its size; cheap, as files get their names only after the checksum."""
    return manifest_of(model) is not None and _has_all(folder_of(model))


def require(model: Model) -> Path:
    """The folder of a complete model. Raises WeightsNotFoundError with the command that brings it."""
    if not is_complete(model):
        began = manifest_of(model) is not None
        raise WeightsNotFoundError(
            f"The weights of {model.name} are {'incomplete' if began else 'not here'}.",
            hint=how_to_get(model),
        )
    return folder_of(model)


def how_to_get(*models: Model) -> str:
    """What to do for weights, in one sentence that holds in a shell and in Blender."""
    names = " and ".join(f"sceneloom models download {model.name}" for model in models)
    size = sum(model.about_mb for model in models)
    licences = ", ".join(dict.fromkeys(model.licence for model in models))
    return f"Run: {names} (about {size:,} MB, {licences}), or press Download Model in the add-on's preferences."


def checksum(path: Path, progress: Progress = silent) -> str:
    """sha256 of a file."""
    digest, done, size = hashlib.sha256(), 0, max(path.stat().st_size, 1)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            progress(done / size, path.name)
    return digest.hexdigest()


def matches(file: ModelFile, path: Path, sha256: str) -> bool:
    """Whether a file is what its entry says."""
    if path.stat().st_size != file.size:
        return False
    if file.sha256:
        return sha256 == file.sha256
    blob = hashlib.sha1(f"blob {file.size}\0".encode(), usedforsecurity=False)  # how git names what it holds
    blob.update(path.read_bytes())
    return blob.hexdigest() == file.git_sha1


def damaged_files(model: Model, progress: Progress = silent) -> list[str]:
    """Files that are missing or not what they were; reads everything. Raises WeightsNotFoundError without a model."""
    manifest = manifest_of(model)
    if manifest is None:
        require(model)
    assert manifest is not None
    folder = folder_of(model)
    return [
        file.path
        for file in manifest.files
        if not (folder / file.path).is_file()
        or not matches(file, folder / file.path, checksum(folder / file.path, progress))
    ]


def remove(model: Model) -> int:
    """Delete a model; returns the bytes that became free."""
    folder = folder_of(model)
    if not folder.exists():
        raise InvalidRequestError(f"The weights of {model.name} are not here.", hint="There is nothing to remove.")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder)
    return size


def pack(model: Model, out: Path) -> None:
    """Everything of a model in one .tar for machines without a network."""
    folder, manifest = require(model), manifest_of(model)
    assert manifest is not None
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with tarfile.open(unfinished, "w") as archive:
            for name in (MANIFEST, *(file.path for file in manifest.files)):
                archive.add(folder / name, arcname=f"{model.name}/{name}")
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(model: Model, source: Path, progress: Progress = silent) -> None:
    """A model from a pack or from a folder that holds the same. Raises InvalidRequestError where it is none, or a
    file in it is not what its list says."""
    if not source.exists():
        raise InvalidRequestError(f"There is no file {source}.", hint="Check the name after --from.")
    try:
        listed = [json.loads(place.read_bytes()) for _, place in _contents(model, source, {MANIFEST})]
        manifest = manifest_from_json(listed[0])
    except (OSError, tarfile.TarError, IndexError, KeyError, ValueError, TypeError) as error:
        raise InvalidRequestError(
            f"{source} is no pack of {model.name}.", hint=f"Make one with: sceneloom models pack {model.name}."
        ) from error
    write_manifest(model, manifest)
    wanted = {file.path: file for file in manifest.files}
    done = 0
    for name, place in _contents(model, source, set(wanted)):
        target = folder_of(model) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{target.name}.part")
        place.write_to(unfinished)
        if not matches(wanted[name], unfinished, checksum(unfinished)):
            unfinished.unlink()
            raise InvalidRequestError(f"{name} in {source.name} is damaged.", hint="Copy the pack again.")
        unfinished.replace(target)
        done += wanted[name].size
        progress(done / max(manifest.size, 1), name)
    require(model)


class _Content:
    """One file of a pack."""

    def __init__(self, source: Path, archive: tarfile.TarFile | None, member: tarfile.TarInfo | None) -> None:
        self._source, self._archive, self._member = source, archive, member

    def read_bytes(self) -> bytes:
        if self._archive is None or self._member is None:
            return self._source.read_bytes()
        stream = self._archive.extractfile(self._member)
        return b"" if stream is None else stream.read()

    def write_to(self, path: Path) -> None:
        if self._archive is None or self._member is None:
            shutil.copyfile(self._source, path)
            return
        stream = self._archive.extractfile(self._member)
        assert stream is not None
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file, _CHUNK)


def _contents(model: Model, source: Path, names: set[str]) -> Iterator[tuple[str, _Content]]:
    """The named files of a pack, or of a folder with the same layout."""
    if source.is_dir():
        base = source / model.name if (source / model.name / MANIFEST).is_file() else source
        yield from ((name, _Content(base / name, None, None)) for name in sorted(names) if (base / name).is_file())
        return
    with tarfile.open(source) as archive:
        for member in archive:
            name = member.name.removeprefix(f"{model.name}/")
            if member.isfile() and name in names:
                yield name, _Content(source, archive, member)
