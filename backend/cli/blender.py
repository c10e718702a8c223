"""Runs a job inside Blender (the bpy module or an executable) and serves it from this process."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..common.blender_command import blender_command, clean_environment
from ..common.progress import Progress
from ..interrupting import heard
from ..pipeline import Stages
from ..protocol.errors import InternalError, ResourceError, SceneBackendError, error_from_code
from ..protocol.messages import JobFinished
from ..protocol.transport import Channel, accept_channel, listen, new_address, new_key, remove_address
from ..server import serve_client, start_logging


def run_in_blender(kind: str, job: dict[str, Any], blender: str | None, on_progress: Progress) -> str:
    """Run the job of that kind (`generate`, `asset`) and return what Blender says of it when it is done.

    Blender starts while this process loads its stages. Raises SceneBackendError with what went wrong.
    """
    address, key = new_address(), new_key()
    log_path = str(Path(tempfile.gettempdir()) / f"sceneloom-{os.getpid()}.log")
    start_logging(log_path)
    with listen(address, key) as listener, open(log_path, "ab") as log, _blender_process(blender, log) as child:
        assert child.stdin is not None
        hand_over = {"address": address, "key": key.hex(), "kind": kind, "job": job}
        with contextlib.suppress(BrokenPipeError):  # it has ended already; the loop below says so
            child.stdin.write(json.dumps(hand_over).encode() + b"\n")
            child.stdin.flush()
        waiting: list[Channel] = []
        accepting = threading.Thread(target=lambda: waiting.append(accept_channel(listener)), daemon=True)
        accepting.start()
        stages = Stages.load()
        while not waiting:
            accepting.join(timeout=0.02)
            if child.poll() is not None and not waiting:
                raise InternalError(
                    f"Blender ended before it began (exit code {child.returncode}).",
                    hint=f"What it said is in {log_path}.",
                )
        finished = serve_client(waiting[0], log_path, stages, on_progress)
        waiting[0].close()
        child.wait()
    remove_address(address)
    message = _checked(finished, child.returncode, log_path)
    os.unlink(log_path)
    return message


def _checked(finished: JobFinished | None, exit_code: int, log_path: str) -> str:
    if finished is None:
        raise InternalError(
            f"Blender ended in the middle of the job (exit code {exit_code}).", hint=f"What it said is in {log_path}."
        )
    if finished.code:
        raise error_from_code(finished.code, finished.message, finished.hint, "")
    return finished.message


@contextlib.contextmanager
def _blender_process(blender: str | None, log: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A Blender that runs the add-on's entry script; it is gone when the block is left, however that is."""
    command, environment = blender_command("blender_entry.py", blender), clean_environment()
    try:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment)
    except OSError as error:
        raise ResourceError(
            f"Blender cannot be started as {command[0]}: {error.strerror}.", hint="Check --blender."
        ) from error
    try:
        yield child
    except (SceneBackendError, KeyboardInterrupt):
        heard()
        child.terminate()
        raise
    finally:
        if child.stdin:
            with contextlib.suppress(BrokenPipeError):
                child.stdin.close()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
