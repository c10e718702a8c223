"""How a script of the add-on is run inside Blender: the bpy module of a checkout, or an executable."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ..protocol.errors import ResourceError

ADDON = Path(__file__).resolve().parents[3]
"""the add-on's folder, whose `_vendor` holds this package"""


def blender_command(script: str, blender: str | None) -> list[str]:
    """The command that runs a script of the add-on's folder. Raises ResourceError where there is no Blender."""
    entry = str(ADDON / script)
    if blender:
        return [blender, "--background", "--factory-startup", "--python-exit-code", "1", "--python", entry]
    return [bpy_python(), entry]


def clean_environment() -> dict[str, str]:
    """This process's, without what would lead Blender's Python astray."""
    return {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME")}


def bpy_python() -> str:
    """The Python that has the bpy module: $SCENELOOM_BPY_PYTHON, or the checkout's .venv-blender."""
    configured = os.environ.get("SCENELOOM_BPY_PYTHON")
    if configured:
        return configured
    script = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    python = ADDON.parent / ".venv-blender" / script
    if not python.exists():
        raise ResourceError(
            "There is no Blender here: the environment .venv-blender is missing.",
            hint="Run: make setup, or name an executable with --blender PATH.",
        )
    return str(python)
