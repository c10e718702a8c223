"""Where pretrained models lie: the one place that finds their folders. It downloads nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "SCENELOOM_MODELS"


def models_root(chosen: str = "") -> Path:
    """The folder with one folder for each model: the chosen one, $SCENELOOM_MODELS, or that in the user's data."""
    named = chosen or os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "sceneloom" / "models"


def find_model(name: str, chosen: str = "") -> Path | None:
    """The folder of a model (the last word of its hub name) that holds safetensors weights, or None."""
    folder = models_root(chosen) / name
    return folder if folder.is_dir() and next(folder.rglob("*.safetensors"), None) is not None else None
