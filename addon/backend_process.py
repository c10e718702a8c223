"""The backend as a child process: started on demand, spoken to without ever blocking Blender."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from ._vendor.backend import __version__
from ._vendor.backend.protocol.errors import (
    BackendDiedError,
    BackendNotInstalledError,
    BackendStartError,
    SceneBackendError,
    error_from_code,
)
from ._vendor.backend.protocol.messages import PROTOCOL_VERSION, Failure, Hello, Message, Shutdown, Unload
from ._vendor.backend.protocol.secure import SecureConnection, split_address
from ._vendor.backend.protocol.transport import (
    Channel,
    ChannelClosed,
    check_hello,
    connect_channel,
    new_address,
    new_key,
    remove_address,
)

VENDORED = Path(__file__).resolve().parent / "_vendor"
START_LIMIT_S = 180.0
"""on a machine that is busy rendering it takes long, and Esc ends the wait"""


def clean_environment() -> dict[str, str]:
    """Ours, without what would lead another Python to Blender's modules."""
    return {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP")}


class Backend:
    """One backend: `ready()` until it says so, then `send` and `receive`."""

    def __init__(
        self,
        address: str,
        key: bytes,
        process: subprocess.Popen[bytes] | None,
        log_path: Path | None,
        shared: Channel | None = None,
    ) -> None:
        self._address = address
        self._key = key
        self._process = process
        self._channel = shared
        self._is_shared = shared is not None
        self._is_lost = False
        self._greeted = False
        self._python = ""
        """of a process that is still to be started"""
        self._start_s = time.monotonic()
        self.log_path = log_path
        self.settings: dict[str, str] = {}
        """environment variables that it was started with"""

    @classmethod
    def start(
        cls, python: str, log_path: Path, delay_s: float = 0.0, settings: Mapping[str, str] | None = None
    ) -> Backend:
        """A child process of this Blender with the interpreter of the backend's environment.

        settings: further environment variables. delay_s: `ready` starts it then, so that one that keeps ending does
        not keep the machine busy
        """
        if not python or not Path(python).exists():
            raise BackendNotInstalledError(
                f"The backend is not set up: there is no Python at {python or '(nothing chosen)'}.",
                hint="Press Set Up Backend in the add-on's preferences.",
            )
        backend = cls(new_address(), new_key(), None, log_path)
        backend._python, backend._start_s = python, time.monotonic() + delay_s
        backend.settings = dict(settings or {})
        if delay_s == 0.0:
            backend._launch()
        return backend

    def _launch(self) -> None:
        python, self._python = self._python, ""
        environment = clean_environment() | self.settings
        try:
            self.log_path.parent.mkdir(parents=True, exist_ok=True)
            with open(self.log_path, "ab") as log:
                self._process = subprocess.Popen(
                    [python, "-m", "backend", "serve", "--address", self._address, "--log", str(self.log_path)],
                    stdin=subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                    cwd=VENDORED,
                    env=environment,
                    creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
                )
        except OSError as error:
            raise BackendStartError(
                f"The backend did not start: {error.strerror}.", hint="Choose another Python in the preferences."
            ) from error
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # `ready` says why it ended
            self._process.stdin.write(self._key.hex().encode() + b"\n")
            self._process.stdin.flush()

    @classmethod
    def attach(cls, address: str, key: bytes) -> Backend:
        """Speak to the process that started this Blender."""
        return cls(address, key, None, None)

    @classmethod
    def connect(cls, address: str, token: str, certificate: str) -> Backend:
        """Speak to a shared backend at `host:port` over TLS, trusting what is signed by the certificate's file."""
        host, port = split_address(address)
        try:
            connection = SecureConnection.to_server(host, port, certificate, token)
        except ConnectionError as error:
            raise _unreachable(address, error) from error
        return cls(address, b"", None, None, Channel(connection))

    @property
    def is_shared(self) -> bool:
        """Whether it runs on another machine, for others as well."""
        return self._is_shared

    @property
    def alive(self) -> bool:
        """Whether requests still make sense."""
        return not self._is_lost and (self._process is None or self._process.poll() is None)

    def ready(self) -> bool:
        """Whether the handshake is done; call again until it is. Raises BackendProcessError, VersionMismatchError."""
        if self._greeted:
            return True
        if self._python:
            if time.monotonic() >= self._start_s:
                self._launch()
            return False
        if not self.alive:
            raise self._died(BackendStartError, "The backend ended while it started")
        if time.monotonic() - self._start_s > START_LIMIT_S:
            self.stop()
            who = f"The shared backend at {self._address}" if self._is_shared else "The backend"
            raise BackendStartError(f"{who} did not answer within {START_LIMIT_S:.0f} s.", hint=self._log_hint())
        if self._channel is None:
            self._channel = connect_channel(self._address, self._key)
            return False
        message = self.receive()
        if message is None:
            return False
        if isinstance(message, Failure):
            self.stop()
            raise error_from_code(message.code, message.message, message.hint, message.stage)
        check_hello(message, __version__)
        self.send(Hello(protocol_version=PROTOCOL_VERSION, backend_version=__version__))
        self._greeted = True
        return True

    def send(self, message: Message) -> None:
        """Send a message. Raises BackendDiedError."""
        assert self._channel is not None
        try:
            self._channel.send(message)
        except ChannelClosed as error:
            raise self._died(BackendDiedError, "The backend ended unexpectedly", error) from error

    def receive(self, timeout_s: float = 0.0) -> Message | None:
        """The next message, or None. Raises BackendDiedError, ProtocolError."""
        assert self._channel is not None
        try:
            return self._channel.receive(timeout_s)
        except ChannelClosed as error:
            raise self._died(BackendDiedError, "The backend ended unexpectedly", error) from error

    def rest(self) -> None:
        """Let it unload its models until the next request, where it is there to hear that."""
        if self._greeted and self._channel is not None and self.alive:
            with contextlib.suppress(ChannelClosed):  # the next request says so
                self._channel.send(Unload())

    def stop(self) -> None:
        """End the process, politely first; safe to call twice."""
        if self._channel is not None:
            with contextlib.suppress(ChannelClosed):
                self._channel.send(Shutdown())
            self._channel.close()
            self._channel = None
        self._is_lost = self._is_lost or self._is_shared
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()  # the backend ends with it
            try:
                self._process.wait(timeout=2.0)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            remove_address(self._address)

    def _died(self, kind: type[SceneBackendError], what: str, closed: ChannelClosed | None = None) -> SceneBackendError:
        self._is_lost = True
        if self._is_shared:
            return _unreachable(self._address, closed.__cause__ if closed is not None else None)
        exit_code = None
        if self._process is not None:
            try:
                exit_code = self._process.wait(timeout=2.0)
            except subprocess.TimeoutExpired:
                self._process.kill()
        code = f" (exit code {exit_code})" if exit_code is not None else ""
        return kind(f"{what}{code}.", hint=f"Generate again to restart it. {self._log_hint()}".strip())

    def _log_hint(self) -> str:
        if self.log_path is None or not self.log_path.exists():
            return ""
        last = [line for line in self.log_path.read_text("utf-8", "replace").splitlines() if line.strip()][-1:]
        return f"Last log line: “{last[0][:160]}”; log: {self.log_path}." if last else f"Log: {self.log_path}."


def _unreachable(address: str, reason: BaseException | None) -> BackendDiedError:
    said = str(reason) if reason is not None and str(reason) else "it closed the connection"
    return BackendDiedError(
        f"The shared backend at {address} cannot be reached: {said}.",
        hint="Check its address, token and certificate in the preferences, or clear them to use one of your own.",
    )


def default_log_path() -> Path:
    """One log per user, in the temporary folder, which all users of a machine may share."""
    user = f"sceneloom-{os.getuid()}" if hasattr(os, "getuid") else "sceneloom"
    return Path(tempfile.gettempdir()) / user / "backend.log"
