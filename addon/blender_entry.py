"""Runs one job for the process that started this Blender: `python blender_entry.py`, or `blender -b --python …`.

That process hands over one JSON line on standard input: where to connect, and what to do.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

ADDON = Path(__file__).resolve().parent


def main() -> None:
    order = json.loads(sys.stdin.buffer.readline())
    sys.path.insert(0, str(ADDON.parent))
    importlib.import_module(f"{ADDON.name}.interruption").end_when_told(sys.stdin.fileno())
    try:
        importlib.import_module(f"{ADDON.name}.batch").run(order)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)  # an ordinary end waits for, or trips over, what Blender still holds


if __name__ == "__main__":
    main()
