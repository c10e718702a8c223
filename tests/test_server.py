"""The backend as a real child process: it serves, cancels, reports errors, and ends with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backend import __version__
from backend.protocol.messages import (
    PROTOCOL_VERSION,
    AssetReply,
    AssetRequest,
    Cancel,
    Failure,
    GenerateReply,
    GenerateRequest,
    Hello,
    Message,
    ParseReply,
    ParseRequest,
    ProgressReport,
    Shutdown,
    Unload,
    VocabularyReply,
    VocabularyRequest,
)
from backend.protocol.transport import Channel, connect_channel, new_address, new_key, remove_address
from tests.processes import runs, until

ROOT = Path(__file__).resolve().parents[1]
PROMPT = "A woman walks to a wooden table and picks up the red ball on it"


class Served:
    """A started backend and the channel to it."""

    def __init__(self, log_path: Path) -> None:
        self.address, key = new_address(), new_key()
        command = [sys.executable, "-m", "backend", "serve", "--address", self.address, "--log", str(log_path)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT)
        assert self.process.stdin is not None
        self.process.stdin.write(key.hex().encode() + b"\n")
        self.process.stdin.flush()
        self.channel = self._connected(key)

    def _connected(self, key: bytes) -> Channel:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            channel = connect_channel(self.address, key)
            if channel is not None:
                return channel
            time.sleep(0.01)
        raise AssertionError("the backend did not listen")

    def greet(self, version: str = __version__) -> Message | None:
        hello = self.channel.receive(30)
        self.channel.send(Hello(protocol_version=PROTOCOL_VERSION, backend_version=version))
        return hello

    def answer(self, limit_s: float = 60.0) -> Message:
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            message = self.channel.receive(1.0)
            if message is not None and not isinstance(message, ProgressReport):
                return message
        raise AssertionError("no answer")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.channel.close()
        remove_address(self.address)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    backend = Served(tmp_path / "backend.log")
    yield backend
    backend.stop()


def test_generates_twice_and_says_how_long_each_stage_took(served: Served) -> None:
    hello = served.greet()
    assert isinstance(hello, Hello)
    assert hello.backend_version == __version__
    bundles = []
    for _ in range(2):
        served.channel.send(GenerateRequest(prompt=PROMPT, seed=3))
        reply = served.answer()
        assert isinstance(reply, GenerateReply), reply
        assert {"parse", "assets", "layout", "motion", "physics", "curves"} <= set(reply.stage_seconds)
        bundles.append(reply.bundle)
    assert bundles[0].assets.assets.keys() == bundles[1].assets.assets.keys()
    assert bundles[0].timeline.frame_count > 24


def test_reads_only_and_builds_from_a_corrected_description(served: Served) -> None:
    served.greet()
    served.channel.send(ParseRequest(prompt="a red ball on a table"))
    reply = served.answer()
    assert isinstance(reply, ParseReply), reply
    ball, table = reply.description.entities
    served.channel.send(VocabularyRequest())
    vocabulary = served.answer()
    assert isinstance(vocabulary, VocabularyReply)
    assert {"table", "woman"} <= set(vocabulary.words["thing"])
    assert "on" in vocabulary.words["relation"]
    assert "walk" in vocabulary.words["verb"]
    assert "red" in vocabulary.words["color"]
    corrected = replace(reply.description, entities=(ball, replace(table, lemma="desk", category="", count=2)))
    served.channel.send(GenerateRequest(prompt="a red ball on a table", description=corrected))
    generated = served.answer()
    assert isinstance(generated, GenerateReply), generated
    assert [a.category for a in generated.bundle.assets.assets.values() if a.role == "prop"] == ["ball", "desk", "desk"]


def test_cancel_stops_the_job_and_the_next_one_runs(served: Served) -> None:
    served.greet()
    served.channel.send(GenerateRequest(prompt=PROMPT))
    served.channel.send(Cancel())
    answer = served.answer()
    assert isinstance(answer, Failure)
    assert answer.code == "cancelled"
    served.channel.send(GenerateRequest(prompt="chair"))
    assert isinstance(served.answer(), GenerateReply)


def test_wrong_requests_come_back_as_errors_and_the_process_lives_on(served: Served) -> None:
    served.greet()
    served.channel.send(AssetRequest(category="no such thing", object_id="x", values={}))
    answer = served.answer()
    assert isinstance(answer, Failure)
    assert "no such thing" in answer.message
    served.channel.send(AssetRequest(category="table", object_id="table_1", values={"width_m": 1.4}))
    reply = served.answer()
    assert isinstance(reply, AssetReply)
    assert reply.asset.dimensions[0] == pytest.approx(1.4, abs=0.05)


def test_models_are_unloaded_for_a_render_and_come_back(served: Served) -> None:
    """A word that no table knows brings in the sentence model, 90 MB."""
    served.greet()
    memory_mb, things = [], []
    for _ in range(2):
        served.channel.send(ParseRequest(prompt="a zorblax beside a footstool"))
        reply = served.answer()
        assert isinstance(reply, ParseReply), reply
        things.append([entity.category for entity in reply.description.entities])
        memory_mb.append(resident_mb(served.process.pid))
        served.channel.send(Unload())
        until(lambda: resident_mb(served.process.pid) < memory_mb[-1] - 50, 20)
    assert things[0] == things[1]


def resident_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_version_mismatch_ends_the_connection(served: Served, tmp_path: Path) -> None:
    served.greet(version="0.0.0")
    assert served.process.wait(20) != 0 or "VersionMismatch" in (tmp_path / "backend.log").read_text()


def test_shutdown_ends_the_process(served: Served) -> None:
    served.greet()
    served.channel.send(Shutdown())
    assert served.process.wait(20) == 0


def test_ends_with_its_parent(tmp_path: Path) -> None:
    """A parent that is killed takes the backend with it, also in the middle of a start."""
    script = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-m', 'backend', 'serve', '--address', sys.argv[1]],\n"
        "                         stdin=subprocess.PIPE)\n"
        "child.stdin.write(b'00' * 32 + b'\\n'); child.stdin.flush()\n"
        "print(child.pid, flush=True); time.sleep(60)\n"
    )
    address = new_address()
    parent = subprocess.Popen([sys.executable, "-c", script, address], stdout=subprocess.PIPE, cwd=ROOT)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(0.5)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 60
    while runs(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not runs(child)
    remove_address(address)


pytestmark = pytest.mark.skipif(not os.path.isdir("/proc"), reason="process checks read /proc")
