"""Where training keeps what it makes on the way: the per-user cache of the checkout's environments."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_root() -> Path:
    """`sceneloom` in the user's cache folder of this platform."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "sceneloom"


def dataset_folder(name: str) -> Path:
    """Of a data set that was built."""
    return cache_root() / "m4_training" / name


def checkpoint_folder(name: str) -> Path:
    """Of a training's state."""
    return cache_root() / "m4_checkpoints" / name
