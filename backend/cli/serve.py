"""`sceneloom serve`: what the add-on starts; the key comes on standard input."""

from __future__ import annotations

import argparse

from ..server import serve, start_logging


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sceneloom serve", description=__doc__)
    parser.add_argument("--address", required=True, help="Unix socket or named pipe to listen on")
    parser.add_argument("--log", default="", help="log file")
    options = parser.parse_args(arguments)
    start_logging(options.log)
    return serve(options.address, options.log)
