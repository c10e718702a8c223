"""Makes the backend's environment: `python set_up_environment.py FOLDER LOCK`. Standard library only.

Prints `progress FRACTION TEXT` lines. The folder gets its name when everything is in it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path


def main() -> int:
    folder, lock = Path(sys.argv[1]), Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    print("progress 0.02 makes the environment", flush=True)
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    total = len(re.findall(r"^[A-Za-z0-9_.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    # Every package that is needed is in the lock, so that none brings in others.
    command = [str(python), "-m", "pip", "install", "--no-deps", "--require-hashes", "--no-input", "-r", str(lock)]
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert pip.stdout is not None
    collected = 0
    for line in pip.stdout:
        print(line, end="", flush=True)
        if line.startswith("Collecting"):
            collected += 1
            print(f"progress {0.05 + 0.75 * collected / max(total, 1):.2f} gets {line.split()[1]}", flush=True)
        elif line.startswith("Installing"):
            print("progress 0.85 installs", flush=True)
    if pip.wait() != 0:
        shutil.rmtree(folder, ignore_errors=True)
        return 1
    print("progress 1.00 done", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
