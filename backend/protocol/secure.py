"""A connection over TCP with TLS that has the byte calls of `multiprocessing.connection`: for a shared backend.

A frame is its length (8 bytes, big-endian) and its bytes. `poll(0)` never blocks, not even while the connection is
opened, so that a window stays alive. The client's first frame is the token; until it was checked, a server takes only
short frames.
"""

from __future__ import annotations

import errno
import hmac
import os
import select
import socket
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .errors import InvalidRequestError
from .transport import MAX_FRAME_BYTES

HEADER_BYTES = 8
LARGEST_TOKEN_BYTES = 1024
_READ_BYTES = 1 << 18
_UNDER_WAY = (0, errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", errno.EWOULDBLOCK))


@dataclass(frozen=True)
class _Place:
    """An address that a name stands for."""

    family: int
    address: Any
    """as `socket` has it for the family"""


def _approach(places: list[_Place]) -> socket.socket:
    """A socket on its way to the first of the places that can be set out for; those tried are taken off the list.

    Whether it gets there, its SO_ERROR tells. Raises OSError where no place is left.
    """
    while True:
        place = places.pop(0)
        plain = socket.socket(place.family, socket.SOCK_STREAM)
        plain.setblocking(False)
        code = plain.connect_ex(place.address)
        if code in _UNDER_WAY:
            return plain
        plain.close()
        if not places:
            raise OSError(code, "")


class SecureConnection:
    """One end; raises ConnectionError or EOFError where the other end cannot be reached, trusted or is gone."""

    def __init__(
        self, plain: socket.socket, context: ssl.SSLContext, server_name: str | None, others: Sequence[_Place] = ()
    ) -> None:
        plain.setblocking(False)
        self._plain = plain
        self._context = context
        self._server_name = server_name
        self._others = list(others)
        """where the server may be as well: a name can stand for an address of IPv6 and one of IPv4"""
        self._secure: ssl.SSLSocket | None = None
        self._is_open = False
        self._outgoing = bytearray()
        self._incoming = bytearray()
        self.max_frame_bytes = MAX_FRAME_BYTES

    @classmethod
    def to_server(cls, host: str, port: int, certificate: str, token: str) -> SecureConnection:
        """The client's end, which opens as it is polled. Raises ConnectionError.

        certificate: file of the authority, or of a self-signed server, to trust; empty = those the system trusts
        """
        try:
            context = ssl.create_default_context(cafile=certificate or None)
        except OSError as error:
            raise ConnectionError(f"its certificate {certificate} cannot be read: {reason_of(error)}") from error
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            places = [_Place(kind, address) for kind, _, _, _, address in found]
            connection = cls(_approach(places), context, host, places)
        except OSError as error:
            raise ConnectionError(reason_of(error)) from error
        connection.send_bytes(token.encode())
        return connection

    @classmethod
    def of_client(cls, plain: socket.socket, certificate: str, private_key: str) -> SecureConnection:
        """The server's end of an accepted connection."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(certificate, private_key)
        return cls(plain, context, None)

    def check_token(self, token: str, limit_s: float) -> bool:
        """Whether the client's first frame, within the limit, is the token; compared in constant time."""
        self.max_frame_bytes = LARGEST_TOKEN_BYTES
        is_right = self.poll(limit_s) and hmac.compare_digest(self.recv_bytes(), token.encode())
        self.max_frame_bytes = MAX_FRAME_BYTES
        return is_right

    def send_bytes(self, frame: bytes | bytearray | memoryview) -> None:
        """Send one frame; kept until the connection is open."""
        self._outgoing += len(frame).to_bytes(HEADER_BYTES, "big")
        self._outgoing += frame
        while self._is_open and self._outgoing:
            self._step(None)

    def poll(self, timeout_s: float = 0.0) -> bool:
        """Whether a whole frame is there, waiting for it as long as asked."""
        end_s = time.monotonic() + timeout_s
        while self._frame_size() is None:
            if not self._step(max(0.0, end_s - time.monotonic())):
                return self._frame_size() is not None
        return True

    def recv_bytes(self, maxlength: int | None = None) -> bytes:
        """The next frame."""
        while (size := self._frame_size()) is None:
            self._step(None)
        end = HEADER_BYTES + size
        frame = bytes(memoryview(self._incoming)[HEADER_BYTES:end])
        del self._incoming[:end]
        return frame

    def close(self) -> None:
        self._plain_end().close()

    def _frame_size(self) -> int | None:
        """Bytes of the frame that is complete, None while none is."""
        if len(self._incoming) < HEADER_BYTES:
            return None
        size = int.from_bytes(self._incoming[:HEADER_BYTES], "big")
        if size > self.max_frame_bytes:
            self.close()
            raise ConnectionError("it sent more than is allowed")
        return size if len(self._incoming) >= HEADER_BYTES + size else None

    def _step(self, timeout_s: float | None) -> bool:
        """Go on with what can be done; False when nothing could within the time."""
        try:
            if self._secure is None:
                return self._reach(timeout_s)
            if not self._is_open:
                self._secure.do_handshake()
                self._is_open = True
                return True
            if self._outgoing:
                del self._outgoing[: self._secure.send(memoryview(self._outgoing)[:_READ_BYTES].tobytes())]
                return True
            received = self._secure.recv(_READ_BYTES)
        except ssl.SSLWantReadError:
            return bool(select.select([self._plain_end()], [], [], timeout_s)[0])
        except ssl.SSLWantWriteError:
            return bool(select.select([], [self._plain_end()], [], timeout_s)[1])
        except OSError as error:
            self.close()
            raise ConnectionError(reason_of(error)) from error
        if not received:
            self.close()
            raise EOFError
        self._incoming += received
        return True

    def _plain_end(self) -> socket.socket:
        return self._secure or self._plain

    def _reach(self, timeout_s: float | None) -> bool:
        _, writable, failed = select.select([], [self._plain], [self._plain], timeout_s)
        if not writable and not failed:
            return False
        code = self._plain.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            self._plain.close()
            if not self._others:
                raise OSError(code, "")
            self._plain = _approach(self._others)
            return True
        self._plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._secure = self._context.wrap_socket(
            self._plain,
            server_side=self._server_name is None,
            server_hostname=self._server_name,
            do_handshake_on_connect=False,
        )
        return True


def reason_of(error: OSError) -> str:
    """What went wrong, in words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, socket.gaierror):
        return "there is no computer of that name"
    if isinstance(error, ssl.SSLError):
        return f"it does not speak TLS as expected ({error.reason or error})"
    return os.strerror(error.errno).lower() if error.errno else str(error)


def split_address(address: str, lowest_port: int = 1) -> tuple[str, int]:
    """Host and port of `host:port` or `[::1]:port`. Raises InvalidRequestError."""
    host, _, port = address.strip().rpartition(":")
    if not host or not port.isdigit() or not lowest_port <= int(port) < 65536:
        raise InvalidRequestError(f"{address} is no address of a shared backend.", hint="Write it as computer:port.")
    return host.strip("[]"), int(port)
