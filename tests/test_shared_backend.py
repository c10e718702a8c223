"""A backend that several share: over TLS, with a token, a process for each client."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend import __version__
from backend.protocol.errors import InvalidRequestError
from backend.protocol.messages import (
    PROTOCOL_VERSION,
    Failure,
    GenerateReply,
    GenerateRequest,
    Hello,
    Message,
    ProgressReport,
)
from backend.protocol.secure import SecureConnection, split_address
from backend.protocol.transport import Channel, ChannelClosed
from tests.processes import runs, until

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="process checks read /proc")


@dataclass(frozen=True)
class Keys:
    certificate: str
    private_key: str


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder = tmp_path_factory.mktemp("keys")
    made = Keys(str(folder / "certificate.pem"), str(folder / "private.pem"))
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=sceneloom"]
    command += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", made.private_key]
    try:
        subprocess.run([*command, "-out", made.certificate], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no openssl to make a certificate with")
    return made


@dataclass(frozen=True)
class Shared:
    process: subprocess.Popen[str]
    port: int
    token: str
    keys: Keys

    def connect(self, token: str = "", certificate: str = "", host: str = "localhost") -> Channel:
        certificate = certificate or self.keys.certificate
        return Channel(SecureConnection.to_server(host, self.port, certificate, token or self.token))


@pytest.fixture(scope="module")
def shared(keys: Keys) -> Iterator[Shared]:
    command = [sys.executable, "-m", "backend", "serve", "--listen", "127.0.0.1:0", "--certificate", keys.certificate]
    process = subprocess.Popen(
        [*command, "--private-key", keys.private_key], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    port = int(process.stdout.readline().rpartition(":")[2])
    yield Shared(process, port, process.stdout.readline().split()[1], keys)
    process.terminate()
    process.wait(20)
    process.stdout.close()


def greeted(channel: Channel) -> Channel:
    hello = channel.receive(30)
    assert isinstance(hello, Hello), hello
    channel.send(Hello(protocol_version=PROTOCOL_VERSION, backend_version=__version__))
    return channel


def answer(channel: Channel) -> Message:
    end_s = time.monotonic() + 60
    while time.monotonic() < end_s:
        message = channel.receive(1.0)
        if message is not None and not isinstance(message, ProgressReport):
            return message
    raise AssertionError("no answer")


def test_two_artists_are_served_side_by_side(shared: Shared) -> None:
    first, second = greeted(shared.connect()), greeted(shared.connect())
    for channel, prompt in ((first, "a red chair"), (second, "two blue balls")):
        channel.send(GenerateRequest(prompt=prompt))
    things = []
    for channel in (first, second):
        reply = answer(channel)
        assert isinstance(reply, GenerateReply), reply
        things.append(sorted(a.category for a in reply.bundle.assets.assets.values() if a.role == "prop"))
    assert things == [["chair"], ["ball", "ball"]]
    children = Path(f"/proc/{shared.process.pid}/task/{shared.process.pid}/children").read_text().split()
    assert len(children) == 2
    for channel in (first, second):
        channel.close()
    until(lambda: not any(runs(int(child)) for child in children), 20)


def test_a_wrong_token_is_said_and_gets_nothing(shared: Shared) -> None:
    channel = shared.connect(token="guessed")
    refusal = channel.receive(30)
    assert isinstance(refusal, Failure)
    assert "token" in refusal.message
    with pytest.raises(ChannelClosed):
        channel.receive(10)


def test_a_client_trusts_only_its_certificate(shared: Shared, tmp_path: Path) -> None:
    with pytest.raises(ChannelClosed) as closed:
        Channel(SecureConnection.to_server("127.0.0.1", shared.port, _another_certificate(tmp_path), "x")).receive(30)
    assert "certificate is not trusted" in str(closed.value.__cause__)


def _another_certificate(folder: Path) -> str:
    made = folder / "other.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=other"]
    subprocess.run([*command, "-keyout", str(folder / "key.pem"), "-out", str(made)], check=True, capture_output=True)
    return str(made)


def test_who_speaks_no_tls_or_sends_too_much_is_dropped(shared: Shared) -> None:
    with socket.create_connection(("127.0.0.1", shared.port), timeout=30) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
        with contextlib.suppress(ConnectionResetError):
            while plain.recv(4096):
                pass
    connection = SecureConnection.to_server("127.0.0.1", shared.port, shared.keys.certificate, "x" * 5000)
    with pytest.raises((ConnectionError, EOFError)):
        connection.poll(30)
    channel = greeted(shared.connect())  # it serves on
    channel.close()


def test_every_address_of_a_name_is_tried(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a name for two addresses, the server listens at the second."""
    nowhere = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.9", shared.port))
    found = socket.getaddrinfo

    def two(*arguments: object, **options: object) -> list[object]:
        return [nowhere, *found(*arguments, **options)]  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", two)
    greeted(shared.connect(host="127.0.0.1")).close()


def test_nobody_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises((ConnectionError, ChannelClosed), match="refused"):
        SecureConnection.to_server("127.0.0.1", port, "", "x").poll(10)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 3_000_000), min_size=1, max_size=4))
def test_frames_of_every_size_cross_whole_and_in_order(keys: Keys, sizes: list[int]) -> None:
    frames = [os.urandom(size) for size in sizes]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = SecureConnection.to_server("127.0.0.1", listener.getsockname()[1], keys.certificate, "token")
        server = SecureConnection.of_client(listener.accept()[0], keys.certificate, keys.private_key)

    def echo() -> None:
        assert server.check_token("token", 10)
        for _ in frames:
            server.send_bytes(server.recv_bytes())

    other = threading.Thread(target=echo)
    other.start()
    assert not client.poll(0.0)
    for frame in frames:
        client.send_bytes(frame)
        assert client.recv_bytes() == frame
    other.join()
    client.close()
    server.close()


@pytest.mark.parametrize("address", ["", "somewhere", "host:", "host:0", "host:99999", ":80", "host:http"])
def test_wrong_addresses_are_one_sentence(address: str) -> None:
    with pytest.raises(InvalidRequestError, match="computer:port"):
        split_address(address)


def test_the_server_ends_with_its_clients_processes(keys: Keys) -> None:
    command = [sys.executable, "-m", "backend", "serve", "--listen", "127.0.0.1:0", "--certificate", keys.certificate]
    process = subprocess.Popen(
        [*command, "--private-key", keys.private_key], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    port, token = int(process.stdout.readline().rpartition(":")[2]), process.stdout.readline().split()[1]
    channel = greeted(Channel(SecureConnection.to_server("127.0.0.1", port, keys.certificate, token)))
    child = int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0])
    process.kill()
    process.wait()
    process.stdout.close()
    until(lambda: not runs(child), 20)
    with pytest.raises(ChannelClosed):
        channel.receive(5)
