"""The backend as a child process: started on demand, spoken to without ever blocking Blender."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ._vendor.backend import __version__
from ._vendor.backend.protocol.errors import (
    BackendDiedError,
    BackendNotInstalledError,
    BackendStartError,
    SceneBackendError,
)
from ._vendor.backend.protocol.messages import PROTOCOL_VERSION, Hello, Message, Shutdown
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
START_LIMIT_S = 60.0


class Backend:
    """One backend: `ready()` until it says so, then `send` and `receive`."""

    def __init__(
        self, address: str, key: bytes, process: subprocess.Popen[bytes] | None, log_path: Path | None
    ) -> None:
        self._address = address
        self._key = key
        self._process = process
        self._channel: Channel | None = None
        self._greeted = False
        self._start_s = time.monotonic()
        self.log_path = log_path

    @classmethod
    def start(cls, python: str, log_path: Path) -> Backend:
        """Start a child process of this Blender with the interpreter of the backend's environment."""
        if not python or not Path(python).exists():
            raise BackendNotInstalledError(
                f"The backend is not set up: there is no Python at {python or '(nothing chosen)'}.",
                hint="Press Set Up Backend in the add-on's preferences.",
            )
        address, key = new_address(), new_key()
        environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP")}
        log_path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(log_path, "ab") as log:
                process = subprocess.Popen(
                    [python, "-m", "backend", "serve", "--address", address, "--log", str(log_path)],
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
        assert process.stdin is not None
        try:
            process.stdin.write(key.hex().encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            pass  # `ready` says why it ended
        return cls(address, key, process, log_path)

    @classmethod
    def attach(cls, address: str, key: bytes) -> Backend:
        """Speak to the process that started this Blender."""
        return cls(address, key, None, None)

    @property
    def alive(self) -> bool:
        """Whether requests still make sense."""
        return self._process is None or self._process.poll() is None

    def ready(self) -> bool:
        """Whether the handshake is done; call again until it is. Raises BackendProcessError, VersionMismatchError."""
        if self._greeted:
            return True
        if not self.alive:
            raise self._died(BackendStartError, "The backend ended while it started")
        if time.monotonic() - self._start_s > START_LIMIT_S:
            self.stop()
            raise BackendStartError(f"The backend did not answer within {START_LIMIT_S:.0f} s.", hint=self._log_hint())
        if self._channel is None:
            self._channel = connect_channel(self._address, self._key)
            return False
        message = self.receive()
        if message is None:
            return False
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
            raise self._died(BackendDiedError, "The backend ended unexpectedly") from error

    def receive(self, timeout_s: float = 0.0) -> Message | None:
        """The next message, or None. Raises BackendDiedError, ProtocolError."""
        assert self._channel is not None
        try:
            return self._channel.receive(timeout_s)
        except ChannelClosed as error:
            raise self._died(BackendDiedError, "The backend ended unexpectedly") from error

    def stop(self) -> None:
        """End the process, politely first; safe to call twice."""
        if self._channel is not None:
            with contextlib.suppress(ChannelClosed):
                self._channel.send(Shutdown())
            self._channel.close()
            self._channel = None
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()  # the backend ends with it
            try:
                self._process.wait(timeout=2.0)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            remove_address(self._address)

    def _died(self, kind: type[SceneBackendError], what: str) -> SceneBackendError:
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


def default_log_path() -> Path:
    """One log per user, in the temporary folder."""
    return Path(tempfile.gettempdir()) / "sceneloom" / "backend.log"
