"""Beside a Blender without a window: `watch.py PID [FD]`, a process that needs only the standard library.

Standard input names the files and folders that Blender is writing (`+path`, and `-path` when one is done) and ends
with Blender; what is unfinished then goes. FD ends with the process that started Blender; then Blender is ended.
"""

import contextlib
import os
import select
import shutil
import signal
import sys


def main(blender: int, parent: int | None) -> None:
    files: set[bytes] = set()
    rest = b""
    watched = [0] if parent is None else [0, parent]
    while True:
        ready = select.select(watched, [], [])[0] if sys.platform != "win32" else [0]
        if parent in ready and not os.read(parent, 64):
            watched.remove(parent)
            with contextlib.suppress(ProcessLookupError):
                os.kill(blender, signal.SIGKILL)
        if 0 in ready:
            told = os.read(0, 65536)
            if not told:
                break
            *lines, rest = (rest + told).split(b"\n")
            for line in lines:
                (files.add if line[:1] == b"+" else files.discard)(line[1:])
    for path in files:
        with contextlib.suppress(OSError):
            if os.path.isdir(path):
                shutil.rmtree(path, ignore_errors=True)
            else:
                os.unlink(path)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
