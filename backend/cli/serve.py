"""`sceneloom serve`: what the add-on starts; the key comes on standard input, which the parent keeps open."""

from __future__ import annotations

import argparse
import os
import sys
import threading

from ..protocol.transport import remove_address


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sceneloom serve", description=__doc__)
    parser.add_argument("--address", required=True, help="Unix socket or named pipe to listen on")
    parser.add_argument("--log", default="", help="log file")
    options = parser.parse_args(arguments)
    key = bytes.fromhex(sys.stdin.buffer.readline().decode("ascii").strip())
    watch = threading.Thread(target=_end_with_parent, args=(sys.stdin.fileno(), options.address), daemon=True)
    watch.start()

    # Only now, because it takes a while: a parent that goes away meanwhile takes this process along.
    from ..server import serve, start_logging

    start_logging(options.log)
    return serve(options.address, key, options.log)


def _end_with_parent(standard_input: int, address: str) -> None:
    """Standard input ends when the parent does. Unbuffered: a buffered reader's lock would abort an ordinary exit."""
    while os.read(standard_input, 64):
        pass
    remove_address(address)
    os._exit(0)
