"""Weights of pretrained models: interrupted anywhere, a download goes on; nothing wrong is ever accepted."""

from __future__ import annotations

import hashlib
import io
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from backend.cli import main
from backend.common.models import store
from backend.common.models.catalogue import MODELS
from backend.common.models.download import check_reachable, download, fetch_manifest
from backend.protocol.errors import InvalidRequestError, ResourceError, WeightsNotFoundError

TRIPOSR = MODELS["triposr"]
CONTENT = {
    "config.yaml": b"cond_image_size: 512\n",
    "model.ckpt": np.random.default_rng(0).integers(0, 256, 300_000, dtype=np.uint8).tobytes(),
    "README.md": b"not needed",
}


class Hub(ThreadingHTTPServer):
    """A model hub on this machine that can be told to misbehave."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.content = dict(CONTENT)
        self.cut_after: int | None = None
        self.ranges = True
        self.slow = False
        self.asked: list[tuple[str, str | None]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answer(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Range")))
        if self.path.startswith("/api/models/"):
            siblings = [_entry(name, content) for name, content in CONTENT.items()]
            self._send(200, json.dumps({"sha": "c0ffee" * 6, "siblings": siblings}).encode())
            return
        name = self.path.rpartition("/")[2]
        if name not in self.server.content:
            self._send(404, b"")
            return
        content, start = self.server.content[name], 0
        if self.server.ranges and (wanted := self.headers.get("Range")):
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
        self._send(206 if start else 200, content[start:], start, len(content))

    def _send(self, status: int, body: bytes, start: int = 0, total: int = 0) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        self.end_headers()
        cut = None if b"siblings" in body else self.server.cut_after
        sent = body if cut is None else body[:cut]
        for at in range(0, len(sent), 20_000):
            self.wfile.write(sent[at : at + 20_000])
            if self.server.slow:
                time.sleep(0.05)
        self.close_connection = True


def _entry(name: str, content: bytes) -> dict[str, object]:
    blob = hashlib.sha1(f"blob {len(content)}\0".encode() + content).hexdigest()
    entry: dict[str, object] = {"rfilename": name, "size": len(content), "blobId": blob}
    if len(content) > 1000:
        entry["lfs"] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return entry


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("SCENELOOM_MODELS", str(tmp_path / "models"))
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(hub: Hub) -> None:
    download(TRIPOSR, fetch_manifest(TRIPOSR, hub.address), hub.address)


def here() -> dict[str, bytes]:
    folder = store.folder_of(TRIPOSR)
    return {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != store.MANIFEST}


def test_a_model_comes_with_what_it_needs_and_no_more(hub: Hub) -> None:
    fetch(hub)
    assert here() == {name: CONTENT[name] for name in ("config.yaml", "model.ckpt")}
    assert store.is_complete(TRIPOSR)
    assert store.damaged_files(TRIPOSR) == []
    manifest = store.manifest_of(TRIPOSR)
    assert manifest is not None
    assert all(len(file.sha256) == 64 for file in manifest.files)


@pytest.mark.parametrize("cut_after", [0, 1, 20, 21, 65_536, 262_144, 299_999])
def test_interrupted_at_any_byte_it_goes_on(hub: Hub, cut_after: int) -> None:
    hub.cut_after = cut_after
    with pytest.raises(ResourceError, match="interrupted"):
        fetch(hub)
    assert not store.is_complete(TRIPOSR)
    assert "model.ckpt" not in here()
    hub.cut_after = None
    hub.asked.clear()
    fetch(hub)
    assert here() == {name: CONTENT[name] for name in ("config.yaml", "model.ckpt")}
    if cut_after > 21:
        assert hub.asked[-1][1] == f"bytes={cut_after}-", "it did not begin anew"


def test_whatever_a_kill_left_it_goes_on_there(hub: Hub) -> None:
    """A killed download leaves the beginning of a file, of any length."""
    content, folder = CONTENT["model.ckpt"], store.folder_of(TRIPOSR)
    manifest = fetch_manifest(TRIPOSR, hub.address)
    anywhere = np.random.default_rng(1).integers(2, len(content) - 1, size=40).tolist()
    for have in (0, 1, *anywhere, len(content) - 1, len(content)):
        store.write_manifest(TRIPOSR, manifest)
        (folder / "model.ckpt").unlink(missing_ok=True)
        (folder / "model.ckpt.part").write_bytes(content[:have])
        hub.asked.clear()
        assert not store.is_complete(TRIPOSR)
        download(TRIPOSR, manifest, hub.address)
        assert here() == {name: CONTENT[name] for name in ("config.yaml", "model.ckpt")}
        wanted = [] if have == len(content) else [None if have == 0 else f"bytes={have}-"]
        assert [span for path, span in hub.asked if path.endswith("model.ckpt")] == wanted
    (folder / "model.ckpt").unlink()
    (folder / "model.ckpt.part").write_bytes(b"something else" + content[14:9_000])
    with pytest.raises(WeightsNotFoundError, match="checksum is wrong"):
        download(TRIPOSR, manifest, hub.address)
    assert "model.ckpt" not in here()


def test_a_hub_without_ranges_begins_anew(hub: Hub) -> None:
    hub.cut_after = 100_000
    with pytest.raises(ResourceError):
        fetch(hub)
    hub.cut_after, hub.ranges = None, False
    fetch(hub)
    assert here()["model.ckpt"] == CONTENT["model.ckpt"]


@pytest.mark.parametrize("at", [0, 150_000, 299_999])
def test_a_wrong_byte_is_never_accepted(hub: Hub, at: int) -> None:
    wrong = bytearray(CONTENT["model.ckpt"])
    wrong[at] ^= 1
    hub.content["model.ckpt"] = bytes(wrong)
    with pytest.raises(WeightsNotFoundError, match="checksum is wrong"):
        fetch(hub)
    assert "model.ckpt" not in here()
    assert not store.is_complete(TRIPOSR)
    with pytest.raises(WeightsNotFoundError, match="sceneloom models download triposr"):
        store.require(TRIPOSR)
    hub.content["model.ckpt"] = CONTENT["model.ckpt"]
    fetch(hub)
    assert store.is_complete(TRIPOSR)


def test_killed_in_the_middle_it_goes_on(hub: Hub) -> None:
    hub.slow = True
    command = [sys.executable, "-m", "backend", "models", "download", "triposr", "--yes", "--mirror", hub.address]
    child = subprocess.Popen(
        command, cwd=Path(__file__).resolve().parents[2], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    part = store.folder_of(TRIPOSR) / "model.ckpt.part"
    deadline = time.monotonic() + 60
    while not (part.is_file() and part.stat().st_size > 0) and time.monotonic() < deadline and child.poll() is None:
        time.sleep(0.005)
    child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    child.wait()
    assert 0 < part.stat().st_size < len(CONTENT["model.ckpt"])
    hub.slow = False
    fetch(hub)
    assert here()["model.ckpt"] == CONTENT["model.ckpt"]


def test_a_pack_brings_it_to_a_machine_without_a_network(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(hub)
    store.pack(TRIPOSR, tmp_path / "triposr.tar")
    monkeypatch.setenv("SCENELOOM_MODELS", str(tmp_path / "elsewhere"))
    assert not store.is_complete(TRIPOSR)
    assert main(["models", "download", "triposr", "--from", str(tmp_path / "triposr.tar")]) == 0
    assert here()["model.ckpt"] == CONTENT["model.ckpt"]
    damaged = bytearray((tmp_path / "triposr.tar").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "triposr.tar").write_bytes(damaged)
    assert store.remove(TRIPOSR) > 300_000
    with pytest.raises(InvalidRequestError, match="damaged"):
        store.unpack(TRIPOSR, tmp_path / "triposr.tar")
    assert not store.is_complete(TRIPOSR)
    with pytest.raises(InvalidRequestError, match="no pack"):
        store.unpack(TRIPOSR, Path(__file__))


def test_it_asks_before_it_downloads(
    hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["models", "download", "triposr", "--mirror", hub.address]) == 2
    said = capsys.readouterr().err
    assert "MIT" in said
    assert str(store.folder_of(TRIPOSR)) in said
    assert "--yes" in said
    assert not any("resolve" in path for path, _ in hub.asked)


def test_without_a_network_it_says_so_within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for hub in ("http://192.0.2.1", "http://hub.invalid", "http://127.0.0.1:9"):  # nobody answers there
        start_s = time.monotonic()
        with pytest.raises(ResourceError, match="cannot be reached"):
            check_reachable(hub)
        assert time.monotonic() - start_s < 1.0
    monkeypatch.setenv("SCENELOOM_OFFLINE", "1")
    with pytest.raises(ResourceError, match="Allow Online Access"):
        check_reachable("https://hub.invalid")


@pytest.mark.parametrize("path", ["../evil", "/etc/passwd", "a/../../b", "C:\\x", ""])
def test_no_path_leads_out_of_the_folder(path: str) -> None:
    with pytest.raises(ValueError, match="out of the folder"):
        store.manifest_from_json(
            {"repository": "a/b", "commit": "c", "licence": "MIT", "files": [{"path": path, "size": 1}]}
        )
