"""The channel: authenticated, private, and dead when the other side is."""

import os
import sys
import threading
from multiprocessing import AuthenticationError

import numpy as np
import pytest

from backend.protocol.errors import ProtocolError, VersionMismatchError
from backend.protocol.messages import PROTOCOL_VERSION, AssetReply, Hello, ProgressReport
from backend.protocol.transport import (
    Channel,
    ChannelClosed,
    accept_channel,
    check_hello,
    connect_channel,
    listen,
    new_address,
    new_key,
    remove_address,
)


def _pair() -> tuple[Channel, Channel, str]:
    address, key = new_address(), new_key()
    accepted: list[Channel] = []
    with listen(address, key) as listener:
        thread = threading.Thread(target=lambda: accepted.append(accept_channel(listener)))
        thread.start()
        client = connect_channel(address, key)
        thread.join()
    assert client is not None
    return accepted[0], client, address


def test_messages_cross_both_ways_and_receive_does_not_block() -> None:
    server, client, address = _pair()
    assert client.receive(0) is None
    server.send(ProgressReport(fraction=0.5, text="half"))
    assert client.receive(1.0) == ProgressReport(fraction=0.5, text="half")
    client.send(ProgressReport(fraction=1.0, text="done"))
    assert server.receive(1.0) == ProgressReport(fraction=1.0, text="done")
    server.close()
    with pytest.raises(ChannelClosed):
        client.receive(1.0)
    remove_address(address)
    assert not os.path.exists(os.path.dirname(address))


def test_nobody_listening_is_no_error() -> None:
    address = new_address()
    assert connect_channel(address, new_key()) is None
    remove_address(address)


def test_wrong_key_is_refused() -> None:
    address = new_address()
    failures: list[BaseException] = []

    def serve() -> None:
        try:
            accept_channel(listener)
        except AuthenticationError as error:
            failures.append(error)

    with listen(address, new_key()) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises((AuthenticationError, EOFError)):
            connect_channel(address, new_key())
        thread.join()
    assert failures
    remove_address(address)


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes have no mode bits")
def test_address_is_private() -> None:
    address = new_address()
    assert os.stat(os.path.dirname(address)).st_mode & 0o077 == 0
    remove_address(address)


def test_versions_must_match() -> None:
    assert check_hello(Hello(protocol_version=PROTOCOL_VERSION, backend_version="1.0"), "1.0")
    with pytest.raises(VersionMismatchError, match=r"2\.0.*1\.0"):
        check_hello(Hello(protocol_version=PROTOCOL_VERSION, backend_version="1.0"), "2.0")
    with pytest.raises(ProtocolError):
        check_hello(None, "1.0")


def test_reply_type_is_checked_before_sending() -> None:
    server, client, address = _pair()
    with pytest.raises(TypeError):
        server.send(AssetReply(asset=np.zeros(3)))  # type: ignore[arg-type]
    client.close()
    remove_address(address)
