"""A channel between two processes: whole frames over a Unix socket or a named pipe, with a key per launch.

`secure.py` has the connection to a backend on another computer; the channel is the same.

`multiprocessing.connection` authenticates both ways and opens no network port. Only its byte calls are used,
never the pickling ones.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from multiprocessing.connection import Client, Listener
from typing import Protocol

from .codec import decode, encode
from .errors import ProtocolError, VersionMismatchError
from .messages import MESSAGE_TYPES, PROTOCOL_VERSION, Hello, Message

MAX_FRAME_BYTES = 2**31 - 1


class ChannelClosed(Exception):
    """The other process closed the channel or ended."""


class Connection(Protocol):
    """Whole frames of bytes, as `multiprocessing.connection` sends them."""

    def send_bytes(self, buf: bytes | bytearray, /) -> None: ...

    def recv_bytes(self, maxlength: int | None = None, /) -> bytes: ...

    def poll(self, timeout: float = 0.0, /) -> bool: ...

    def close(self) -> None: ...


class Channel:
    """Sends and receives whole messages; `receive(0)` never blocks on an idle channel."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def send(self, message: Message) -> None:
        """Send one message. Raises ChannelClosed when nobody is there."""
        try:
            self._connection.send_bytes(encode(message))
        except (BrokenPipeError, ConnectionError, EOFError) as error:
            raise ChannelClosed from error

    def receive(self, timeout_s: float = 0.0) -> Message | None:
        """The next message, or None when none arrives in time. Raises ChannelClosed, ProtocolError."""
        try:
            if not self._connection.poll(timeout_s):
                return None
            frame = self._connection.recv_bytes(MAX_FRAME_BYTES)
        except (EOFError, ConnectionError, BrokenPipeError) as error:
            raise ChannelClosed from error
        message: Message = decode(frame, MESSAGE_TYPES)
        return message

    def close(self) -> None:
        self._connection.close()


def new_address() -> str:
    """A fresh address that only this user can open."""
    if sys.platform == "win32":
        return rf"\\.\pipe\sceneloom-{secrets.token_hex(8)}"
    return os.path.join(tempfile.mkdtemp(prefix="sceneloom-"), "channel")


def remove_address(address: str) -> None:
    """Delete what `new_address` made."""
    if sys.platform != "win32":
        if os.path.exists(address):
            os.unlink(address)
        if os.path.isdir(os.path.dirname(address)):
            os.rmdir(os.path.dirname(address))


def new_key() -> bytes:
    """A secret for one launch."""
    return secrets.token_bytes(32)


def listen(address: str, key: bytes) -> Listener:
    """The serving end; `accept_channel` waits for the one client."""
    family = "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"
    return Listener(address, family=family, backlog=1, authkey=key)


def accept_channel(listener: Listener) -> Channel:
    """Wait for a client. Raises multiprocessing.AuthenticationError for one with a wrong key."""
    return Channel(listener.accept())


def connect_channel(address: str, key: bytes) -> Channel | None:
    """The client's end; None while nobody listens there yet."""
    try:
        return Channel(Client(address, authkey=key))
    except (FileNotFoundError, ConnectionRefusedError):
        return None


def check_hello(message: Message | None, own_version: str) -> Hello:
    """The other side's Hello. Raises VersionMismatchError naming both versions."""
    if not isinstance(message, Hello):
        raise ProtocolError("The other process did not introduce itself.", hint="Restart the backend.")
    if message.protocol_version != PROTOCOL_VERSION or message.backend_version != own_version:
        raise VersionMismatchError(
            f"The add-on is version {own_version} (protocol {PROTOCOL_VERSION}), the backend is version "
            f"{message.backend_version} (protocol {message.protocol_version}).",
            hint="Set up the backend again from the add-on's preferences.",
        )
    return message
