"""How a Blender without a window ends when it is told to, or when the process that started it is gone.

Signals reach Python only between its own instructions, and a render is one long instruction: minutes of a clip. So
while Blender renders, they end it at once, and a small process beside it (`watch.py`) removes the files that were being
written; it also ends Blender when the starting process is gone.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_watcher: subprocess.Popen[bytes] | None = None


def end_when_told(parent: int | None = None) -> None:
    """Let SIGTERM and ctrl-C be KeyboardInterrupts, and have this process watched.

    parent: file descriptor that ends with the starting process, which keeps it open and writes nothing more to it
    """
    global _watcher
    for number in _SIGNALS:
        signal.signal(number, _raise)
    watch = [sys.executable, "-S", str(Path(__file__).with_name("watch.py")), str(os.getpid())]
    if sys.platform == "win32":  # a pipe cannot be waited for there
        _watcher = subprocess.Popen(watch, stdin=subprocess.PIPE, creationflags=subprocess.CREATE_NO_WINDOW)
        return
    shared = [] if parent is None else [os.dup(parent)]  # its own standard input is another one
    _watcher = subprocess.Popen(
        [*watch, *map(str, shared)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        pass_fds=shared, start_new_session=True,
    )  # fmt: skip


def _raise(number: int, frame: object) -> None:
    raise KeyboardInterrupt


@contextlib.contextmanager
def unfinished(path: Path) -> Iterator[None]:
    """A file or folder that must not outlive this process while the block runs."""
    _tell("+", path)
    try:
        yield
    finally:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.exists():  # not where even its folder could not be made
            path.unlink()
        _tell("-", path)


def _tell(sign: str, path: Path) -> None:
    if _watcher is not None and _watcher.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            _watcher.stdin.write(os.fsencode(f"{sign}{path}\n"))
            _watcher.stdin.flush()


@contextlib.contextmanager
def ended_at_once() -> Iterator[None]:
    """Signals end this process without further ado while Python does not run; only where it is watched."""
    before = {number: signal.getsignal(number) for number in _SIGNALS} if _watcher is not None else {}
    try:
        for number in before:
            signal.signal(number, signal.SIG_DFL)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
