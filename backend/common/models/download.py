"""Files from a model hub, or a mirror that answers like one: resumed where they stopped, accepted only when right."""

from __future__ import annotations

import http.client
import json
import os
import socket
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...protocol.errors import ResourceError, WeightsNotFoundError
from ..progress import Progress, silent
from .catalogue import Model
from .store import Manifest, ModelFile, checksum, folder_of, is_inside, manifest_of, matches, write_manifest

DEFAULT_HUB = "https://huggingface.co"
_REACH_S = 0.8
"""how long anybody waits to hear that there is no network"""
_TIMEOUT_S = 30.0
_CHUNK = 1 << 18
_OFFLINE = "SCENELOOM_OFFLINE"


def hub_address(mirror: str = "") -> str:
    """Where files come from: the mirror that is named, `$SCENELOOM_MODEL_MIRROR`, or the public hub."""
    return (mirror or os.environ.get("SCENELOOM_MODEL_MIRROR") or DEFAULT_HUB).rstrip("/")


def check_reachable(hub: str) -> None:
    """Raises ResourceError within a second where the hub cannot be reached or the network is not to be used."""
    parts = urllib.parse.urlsplit(hub)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ResourceError(f"{hub} is no address of a model hub.", hint="Use https://HOST.")
    if os.environ.get(_OFFLINE) == "1" and not _is_this_machine(parts.hostname):
        raise ResourceError(
            "The network is not to be used here.",
            hint="Allow Online Access in Blender's Preferences > System, or use a pack: sceneloom models download "
            "NAME --from FILE.tar.",
        )
    proxy = urllib.request.getproxies().get(parts.scheme)
    through = urllib.parse.urlsplit(proxy) if proxy and not urllib.request.proxy_bypass(parts.hostname) else parts
    default_port = 443 if through.scheme == "https" else 80
    reached: list[bool] = []

    def try_it() -> None:  # names are looked up without a time limit, so this may outlive us
        try:
            socket.create_connection((through.hostname or "", through.port or default_port), timeout=_REACH_S).close()
            reached.append(True)
        except OSError:
            pass

    thread = threading.Thread(target=try_it, daemon=True)
    thread.start()
    thread.join(_REACH_S)
    if not reached:
        raise ResourceError(
            f"{parts.hostname} cannot be reached.",
            hint="Check the network, name a mirror with --mirror, or use a pack with --from.",
        )


def _is_this_machine(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1")


def fetch_manifest(model: Model, hub: str) -> Manifest:
    """The list of needed files as the hub knows it now; the one that a download began with is kept."""
    known = manifest_of(model)
    if known is not None:
        return known
    address = f"{hub}/api/models/{model.repository}/revision/{model.revision}?blobs=true"
    try:
        with urllib.request.urlopen(_request(address), timeout=_TIMEOUT_S) as reply:
            answer: dict[str, Any] = json.load(reply)
        paths = frozenset(str(entry["rfilename"]) for entry in answer["siblings"])
        files = tuple(
            _model_file(entry) for entry in answer["siblings"] if model.needs(str(entry["rfilename"]), paths)
        )
        commit = str(answer["sha"])
    except urllib.error.HTTPError as error:
        raise _not_there(model, hub, f"error {error.code}") from error
    except (OSError, http.client.HTTPException) as error:
        raise _interrupted(model, error) from error
    except (ValueError, KeyError, TypeError) as error:
        raise _not_there(model, hub, "an answer that is none") from error
    if not files or not all(is_inside(file.path) for file in files):
        raise _not_there(model, hub, "a list without the files that are needed")
    return Manifest(repository=model.repository, commit=commit, licence=model.licence, files=files)


def _model_file(entry: dict[str, Any]) -> ModelFile:
    large = entry.get("lfs")
    if large:
        return ModelFile(path=str(entry["rfilename"]), size=int(large["size"]), sha256=str(large["sha256"]))
    return ModelFile(path=str(entry["rfilename"]), size=int(entry["size"]), git_sha1=str(entry["blobId"]))


def download(model: Model, manifest: Manifest, hub: str, progress: Progress = silent) -> None:
    """Everything that is still missing. Raises ResourceError; what came so far stays and is gone on with."""
    write_manifest(model, manifest)
    finished: list[ModelFile] = []
    done = 0
    for file in manifest.files:
        target = folder_of(model) / file.path

        def report(fraction: float, text: str = "", file: ModelFile = file, done: int = done) -> None:
            progress((done + fraction * file.size) / max(manifest.size, 1), text)

        if target.is_file() and target.stat().st_size == file.size and file.sha256:
            finished.append(file)
        else:
            address = f"{hub}/{model.repository}/resolve/{manifest.commit}/{urllib.parse.quote(file.path)}"
            finished.append(replace(file, sha256=_fetch(model, file, address, target, report)))
        done += file.size
    write_manifest(model, replace(manifest, files=tuple(finished)))  # now with the sha256 of every file
    progress(1.0, "done")


def _fetch(model: Model, file: ModelFile, address: str, target: Path, progress: Progress) -> str:
    """One file, gone on with where it stopped; returns its sha256."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.part")
    if target.is_file():  # from before its checksum was known
        target.replace(unfinished)
    have = unfinished.stat().st_size if unfinished.is_file() else 0
    if have > file.size:
        unfinished.unlink()
        have = 0
    if have < file.size or not unfinished.is_file():
        try:
            _append(address, unfinished, have, file, progress)
        except urllib.error.HTTPError as error:
            raise _not_there(model, address, f"error {error.code}") from error
        except (OSError, http.client.HTTPException) as error:
            raise _interrupted(model, error) from error
    if unfinished.stat().st_size < file.size:
        raise _interrupted(model, EOFError("it ended early"))
    sha256 = checksum(unfinished)
    if not matches(file, unfinished, sha256):
        unfinished.unlink()
        raise WeightsNotFoundError(
            f"{file.path} of {model.name} did not come as it should: its checksum is wrong.",
            hint=f"It was deleted; run: sceneloom models download {model.name} again, or use another mirror.",
        )
    unfinished.replace(target)
    return sha256


def _append(address: str, unfinished: Path, have: int, file: ModelFile, progress: Progress) -> None:
    request = _request(address)
    if have:
        request.add_header("Range", f"bytes={have}-")
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as reply:
        goes_on = reply.status == 206 and str(reply.headers.get("Content-Range", "")).startswith(f"bytes {have}-")
        with unfinished.open("ab" if goes_on else "wb") as out:
            size = have if goes_on else 0
            while size <= file.size and (chunk := reply.read(_CHUNK)):
                out.write(chunk)
                size += len(chunk)
                progress(min(size / max(file.size, 1), 1.0), file.path)


def _request(address: str) -> urllib.request.Request:
    return urllib.request.Request(address, headers={"User-Agent": "sceneloom", "Accept-Encoding": "identity"})


def _not_there(model: Model, hub: str, what: str) -> ResourceError:
    host = urllib.parse.urlsplit(hub).hostname
    return ResourceError(
        f"{host} has no {model.name}: it gave {what}.", hint="Check the mirror, or try the public hub without one."
    )


def _interrupted(model: Model, error: BaseException) -> ResourceError:
    reason = getattr(error, "reason", None) or error
    return ResourceError(
        f"The download of {model.name} was interrupted: {reason}.",
        hint=f"Run: sceneloom models download {model.name} again; it goes on where it stopped.",
    )
