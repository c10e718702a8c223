"""`sceneloom serve`: what the add-on starts, or with --listen a backend that several share.

The add-on's key comes on standard input, which the parent keeps open. A shared backend answers each client in a process
of its own, over TLS, after the client has shown the token.
"""

from __future__ import annotations

import argparse
import os
import secrets
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path

from ..protocol.errors import InvalidRequestError
from ..protocol.messages import Failure
from ..protocol.secure import SecureConnection, split_address
from ..protocol.transport import Channel, ChannelClosed, remove_address

_TOKEN_LIMIT_S = 30.0
_REFUSAL_S = 1.0
"""slows guessing down"""


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sceneloom serve", description=__doc__)
    parser.add_argument("--address", help="Unix socket or named pipe to listen on, for the add-on that starts this")
    parser.add_argument("--listen", metavar="HOST:PORT", help="share this backend over TLS; port 0 takes a free one")
    parser.add_argument("--certificate", metavar="CERT.pem", help="of the shared backend; clients trust it")
    parser.add_argument("--private-key", metavar="KEY.pem", help="of the certificate")
    parser.add_argument("--token-file", metavar="FILE", help="what clients must know (default: a new one, printed)")
    parser.add_argument("--clients", type=int, default=4, help="how many are served at the same time (default 4)")
    parser.add_argument("--connection", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--log", default="", help="log file")
    options = parser.parse_args(arguments)
    if options.listen:
        return _share(options)
    if not options.address and options.connection is None:
        raise InvalidRequestError("There is no address to serve at.", hint="Use --listen HOST:PORT to share.")
    secret = sys.stdin.buffer.readline().decode("ascii").strip()
    watch = threading.Thread(target=_end_with_parent, args=(sys.stdin.fileno(), options.address), daemon=True)
    watch.start()

    channel = None
    if options.connection is not None:
        channel = _admitted(options, secret)
        if channel is None:
            return 0

    # Only now, because it takes a while: a parent that goes away meanwhile takes this process along.
    from ..server import serve, serve_client, start_logging

    start_logging(options.log)
    if channel is None:
        return serve(options.address, bytes.fromhex(secret), options.log)
    serve_client(channel, "")
    return 0


def _admitted(options: argparse.Namespace, token: str) -> Channel | None:
    """The channel to a client that has shown the token."""
    plain = socket.socket(fileno=options.connection)
    connection = SecureConnection.of_client(plain, options.certificate, options.private_key)
    channel = Channel(connection)
    try:
        if connection.check_token(token, _TOKEN_LIMIT_S):
            return channel
        time.sleep(_REFUSAL_S)
        hint = "Enter the one that the shared backend shows."
        channel.send(Failure(code=InvalidRequestError.code, message="The token is wrong.", hint=hint, stage=""))
    except (ConnectionError, EOFError, ChannelClosed):
        pass  # nobody who speaks as our clients do
    channel.close()
    return None


def _share(options: argparse.Namespace) -> int:
    """Serve whoever comes and knows the token, until interrupted."""
    host, port = split_address(options.listen, lowest_port=0)
    if sys.platform == "win32":
        raise InvalidRequestError("A backend cannot be shared from Windows.", hint="Share it from Linux or macOS.")
    for path, name in ((options.certificate, "--certificate"), (options.private_key, "--private-key")):
        if not path or not Path(path).is_file():
            raise InvalidRequestError(
                f"There is no file for {name}.", hint="README.md has a line that makes both with openssl."
            )
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(options.certificate, options.private_key)
    except ssl.SSLError as error:
        hint = "Make both anew with openssl, as README.md says."
        raise InvalidRequestError("The certificate and the private key do not belong together.", hint=hint) from error
    token = Path(options.token_file).read_text("utf-8").strip() if options.token_file else secrets.token_urlsafe(24)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise InvalidRequestError(f"{options.listen} cannot be listened on: {error.strerror}.") from error
    print(f"sharing at {host}:{listener.getsockname()[1]}", flush=True)
    if not options.token_file:
        print(f"token {token}", flush=True)
    serving: list[subprocess.Popen[bytes]] = []
    try:
        with listener:
            while True:
                plain, _ = listener.accept()
                with plain:
                    serving.append(_serve_in_a_process(plain, token, options))
                while len(serving := [child for child in serving if child.poll() is None]) >= options.clients:
                    time.sleep(0.1)
    finally:
        for child in serving:
            child.kill()
            child.wait()


def _serve_in_a_process(plain: socket.socket, token: str, options: argparse.Namespace) -> subprocess.Popen[bytes]:
    files = ["--certificate", options.certificate, "--private-key", options.private_key, "--log", options.log]
    command = [sys.executable, "-m", "backend", "serve", "--connection", str(plain.fileno()), *files]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=(plain.fileno(),), env=_environment())
    assert child.stdin is not None
    child.stdin.write(token.encode() + b"\n")  # it stays open: the child ends with this process
    child.stdin.flush()
    return child


def _environment() -> dict[str, str]:
    """This process's, with the folder that holds this package on the path."""
    package_parent = str(Path(__file__).resolve().parents[2])
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [package_parent, os.environ.get("PYTHONPATH")]))}


def _end_with_parent(standard_input: int, address: str | None) -> None:
    """Standard input ends when the parent does. Unbuffered: a buffered reader's lock would abort an ordinary exit."""
    while os.read(standard_input, 64):
        pass
    if address:
        remove_address(address)
    os._exit(0)
