"""Folders of the user's own that add-on and backend both know: what lies there outlives the add-on."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def user_data_folder() -> Path:
    """`sceneloom` among the user's data, which no uninstalling takes."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "sceneloom"


def made_library(chosen: str = "") -> Path:
    """The asset library in which what models make is kept: the chosen one, `$SCENELOOM_LIBRARY`, or `library` among
    the user's data."""
    named = chosen or os.environ.get("SCENELOOM_LIBRARY")
    return Path(named).expanduser().absolute() if named else user_data_folder() / "library"
