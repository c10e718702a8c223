"""How an error reaches the artist: one sentence, the way out, and a button where there is one."""

from __future__ import annotations

import bpy

from ._vendor.backend.protocol.errors import (
    BackendNotInstalledError,
    BackendProcessError,
    InvalidRequestError,
    JobCancelled,
    SceneBackendError,
    VersionMismatchError,
)


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
