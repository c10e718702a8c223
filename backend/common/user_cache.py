"""The user's own cache folder, where what is built or indexed once is kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_root() -> Path:
    """`sceneloom` in the cache folder of this platform; `setup_environments.py`, which runs before anything, agrees."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "sceneloom"
