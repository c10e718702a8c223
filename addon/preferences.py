"""Preferences: where the backend's Python is, and how it gets there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import bpy
from bpy.props import StringProperty

from . import installation
from .backend_process import default_log_path


class SceneloomPreferences(bpy.types.AddonPreferences):
    bl_idname = __package__

    backend_python: StringProperty(
        name="Backend Python",
        description="Python of an existing environment; empty uses the one that Set Up Backend makes",
        subtype="FILE_PATH",
    )

    def draw(self, context: bpy.types.Context) -> None:
        layout = self.layout
        python = backend_python()
        column = layout.column()
        if python and Path(python).exists():
            column.label(text=f"The backend is set up: {python}", icon="CHECKMARK")
        else:
            column.label(text="The backend is not set up yet", icon="INFO")
        if installation.RUNNING is not None:
            column.progress(factor=installation.RUNNING.fraction, text=installation.RUNNING.text)
        row = column.row()
        row.operator("sceneloom.set_up_backend", icon="IMPORT")
        row.operator("sceneloom.open_log", icon="TEXT")
        column.prop(self, "backend_python")
        column.label(text=f"Log: {default_log_path()}")


def backend_python() -> str:
    """The interpreter that runs the backend: $SCENELOOM_PYTHON, the chosen one, the one set up here, or ''."""
    if os.environ.get("SCENELOOM_PYTHON"):
        return os.environ["SCENELOOM_PYTHON"]
    addon = bpy.context.preferences.addons.get(__package__)
    if addon is not None and addon.preferences.backend_python:
        return bpy.path.abspath(addon.preferences.backend_python)
    own = installation.environment_folder() / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    return str(own) if own.exists() else ""


CLASSES = (SceneloomPreferences,)
