"""How an error reaches the artist: one sentence, the way out, and a button where there is one."""

from __future__ import annotations

import bpy

from ._vendor.backend.protocol.errors import (
    BackendNotInstalledError,
    BackendProcessError,
    InternalError,
    InvalidRequestError,
    JobCancelled,
    SceneBackendError,
    VersionMismatchError,
)

_SPOKEN = {
    "starting": "Starting",
    "backend starts": "Starting the Backend",
    "scene": "Looking at the Scene",
    "sent": "Asking the Backend",
    "parse": "Reading the Prompt",
    "assets": "Making Things",
    "layout": "Placing Things",
    "motion": "Planning Motion",
    "physics": "Simulating",
    "curves": "Fitting Curves",
    "frame": "Rendering Frame",
    "passes": "Rendering Passes",
    "post": "Post-Processing",
    "encode": "Encoding",
    "enhance": "Repainting",
    "render": "Waiting for the Render",
    "done": "Done",
}  # fmt: skip


def spoken(text: str) -> str:
    """`assets: chair` -> `Making Things: chair`; a text that names no stage names what is built."""
    stage, _, what = text.partition(": ")
    if stage not in _SPOKEN:
        return f"Building {text}"
    return f"{_SPOKEN[stage]}: {what}" if what else _SPOKEN[stage]


def is_building(text: str) -> bool:
    """Whether the step that a job comes from has left something in the file that is not finished yet."""
    stage = text.partition(": ")[0]
    return stage not in _SPOKEN or stage == "done"


def report(operator: bpy.types.Operator, error: SceneBackendError) -> None:
    """Cancelled is information, what the user can mend a warning, the rest an error."""
    if isinstance(error, JobCancelled):
        level = "INFO"
    elif isinstance(error, InvalidRequestError | BackendNotInstalledError):
        level = "WARNING"
    else:
        level = "ERROR"
    operator.report({level}, str(error))


def repairing_operator(error: SceneBackendError) -> tuple[str, str] | None:
    """Operator and label of the button that repairs an error; None where there is none."""
    if isinstance(error, BackendNotInstalledError | VersionMismatchError):
        return "sceneloom.set_up_backend", "Set Up Backend"
    if isinstance(error, BackendProcessError):
        return "sceneloom.restart_backend", "Restart Backend"
    return None


def has_log(error: SceneBackendError) -> bool:
    """Whether the backend's log tells more: of what it, not the request, is to blame for."""
    return isinstance(error, BackendProcessError | InternalError) and not isinstance(error, BackendNotInstalledError)
