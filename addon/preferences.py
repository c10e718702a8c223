"""Preferences: where the backend's Python is, and how it gets there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import bpy
from bpy.props import BoolProperty, StringProperty

from . import installation
from ._vendor.backend.protocol.errors import InvalidRequestError
from ._vendor.backend.protocol.secure import split_address
from .backend_process import Backend, default_log_path


class SceneloomPreferences(bpy.types.AddonPreferences):
    bl_idname = __package__

    backend_python: StringProperty(
        name="Backend Python",
        description="Python of an existing environment; empty uses the one that Set Up Backend makes",
        subtype="FILE_PATH",
    )
    use_makehuman: BoolProperty(
        name="People from MakeHuman",
        description="Build people from MakeHuman's data, where there is some: the folder below, or the MPFB extension",
        default=True,
    )
    makehuman_folder: StringProperty(
        name="MakeHuman Data",
        description="Folder with base.obj, rigs, targets and clothes; empty takes what the MPFB extension has",
        subtype="DIR_PATH",
    )
    models_folder: StringProperty(
        name="Model Weights",
        description="Folder with pretrained models, one folder each; empty: SCENELOOM_MODELS, or your data folder",
        subtype="DIR_PATH",
    )
    made_library: StringProperty(
        name="Generated Assets",
        description="Asset library for what Shap-E and TripoSR make; the same words and seed come from there again. "
        "Empty: SCENELOOM_LIBRARY, or your data folder",
        subtype="DIR_PATH",
    )
    shared_address: StringProperty(
        name="Shared Backend", description="computer:port of a backend that several share; empty starts your own"
    )
    shared_token: StringProperty(name="Token", description="What the shared backend asks for", subtype="PASSWORD")
    shared_certificate: StringProperty(
        name="Certificate",
        description="Trust what this file signs; empty trusts what the system does",
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
        row.operator("sceneloom.download_model", icon="MESH_MONKEY")
        row.operator("sceneloom.open_log", icon="TEXT")
        column.prop(self, "backend_python")
        column.prop(self, "use_makehuman")
        if self.use_makehuman:
            column.prop(self, "makehuman_folder")
            column.label(text=f"People are built from {makehuman_folder() or 'the embedded figures'}")
        column.prop(self, "models_folder")
        column.prop(self, "made_library")
        column.prop(self, "shared_address")
        if self.shared_address:
            column.prop(self, "shared_token")
            column.prop(self, "shared_certificate")
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


def makehuman_folder() -> str:
    """Where people are built from: the chosen folder, that of an enabled MPFB extension, or ''."""
    addons = bpy.context.preferences.addons
    own = addons.get(__package__)
    if own is None or not own.preferences.use_makehuman:
        return ""
    if own.preferences.makehuman_folder:
        return bpy.path.abspath(own.preferences.makehuman_folder)
    for name in [addon.module for addon in addons]:
        module = sys.modules.get(name)
        if name.split(".")[-1] == "mpfb" and module is not None and module.__file__:
            data = Path(module.__file__).parent / "data"
            if (data / "3dobjs" / "base.obj").exists():
                return str(data)
    return ""


def models_folder() -> str:
    """Where the weights of pretrained models lie: the chosen folder, or '' for the backend's own place."""
    addon = bpy.context.preferences.addons.get(__package__)
    return bpy.path.abspath(addon.preferences.models_folder) if addon and addon.preferences.models_folder else ""


def library_of_made() -> str:
    """The asset library that was chosen for what models make, or '' for the usual place."""
    addon = bpy.context.preferences.addons.get(__package__)
    return bpy.path.abspath(addon.preferences.made_library) if addon and addon.preferences.made_library else ""


def backend_settings() -> dict[str, str]:
    """What a backend of our own is told when it starts, as environment variables."""
    settings = {} if bpy.app.online_access else {"SCENELOOM_OFFLINE": "1"}
    return {**settings, "SCENELOOM_MODELS": models_folder()} if models_folder() else settings


def is_ready() -> bool:
    """Whether there is a backend to start or to speak to."""
    return bool(backend_python() or _shared_address())


def is_shared() -> bool:
    """Whether a backend on another machine is chosen."""
    return bool(_shared_address())


def open_backend(delay_s: float = 0.0) -> Backend:
    """A backend of the kind that is chosen: the shared one, else a process of our own. Raises SceneBackendError."""
    if not _shared_address():
        return Backend.start(backend_python(), default_log_path(), delay_s, backend_settings())
    chosen = bpy.context.preferences.addons[__package__].preferences
    host, _ = split_address(chosen.shared_address)
    if not bpy.app.online_access and host not in {"localhost", "127.0.0.1", "::1"}:
        raise InvalidRequestError(
            "The shared backend is on another computer.", hint="Allow Online Access in Preferences > System first."
        )
    certificate = bpy.path.abspath(chosen.shared_certificate) if chosen.shared_certificate else ""
    return Backend.connect(chosen.shared_address, chosen.shared_token, certificate)


def open_backend_beside(delay_s: float = 0.0) -> Backend:
    """A process of our own beside a shared backend, which does not see this machine's frames. Raises as it starts."""
    if not backend_python():
        raise InvalidRequestError(
            "A shared backend does not see the frames on this machine, and this machine has no backend of its own.",
            hint="Press Set Up Backend in the add-on's preferences; the shared one goes on making the scenes.",
        )
    return Backend.start(backend_python(), default_log_path(), delay_s, backend_settings())


def _shared_address() -> str:
    addon = bpy.context.preferences.addons.get(__package__)
    return addon.preferences.shared_address if addon is not None else ""


CLASSES = (SceneloomPreferences,)
