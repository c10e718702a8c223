"""How a Blender without a window ends when it is told to, or when the process that started it is gone.

Signals reach Python only between its own instructions, and a render is one long instruction: minutes of a clip. So a
thread waits for them; it never touches Blender, it only ends the process where the ordinary way takes too long.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
import time
from pathlib import Path

UNFINISHED: set[Path] = set()
"""files being written, which must not outlive this process"""
_GRACE_S = 3.0
_EXIT_CANCELLED = 130


def end_when_told(parent: int | None = None) -> None:
    """Turn SIGTERM and ctrl-C into KeyboardInterrupt, and end the process for certain soon after one of them.

    parent: file descriptor that ends with the starting process, which keeps it open and writes nothing more to it.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _raise)
    watched = [] if parent is None else [parent]
    if sys.platform != "win32":  # there, a process that is told to end does so at once
        heard, told = os.pipe()
        os.set_blocking(told, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        watched.append(heard)
    if watched:
        threading.Thread(target=_end_after, args=(watched,), daemon=True).start()


def _raise(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _end_after(watched: list[int]) -> None:
    if sys.platform == "win32":  # select knows only sockets there
        while os.read(watched[0], 64):
            pass
    else:
        select.select(watched, [], [])
        time.sleep(_GRACE_S)  # for the ordinary way: the job is closed, and the starting process told
    for path in UNFINISHED.copy():
        with contextlib.suppress(OSError):
            path.unlink()
    os._exit(_EXIT_CANCELLED)
