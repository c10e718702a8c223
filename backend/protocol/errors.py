"""Everything that can go wrong, as one tree.

    SceneBackendError            code, message (one sentence for the artist), hint, stage
    +- InvalidRequestError       the user can fix it
    +- StageError                SceneParsing, LayoutInfeasible, AssetNotFound, MotionGeneration,
    |                            SimulationDiverged, Postprocess, Enhancement
    +- ResourceError             WeightsNotFound, DeviceOutOfMemory
    +- JobCancelled
    +- ProtocolError             VersionMismatch, MalformedFrame
    +- InternalError             anything unforeseen; the traceback goes to the log file
    +- BackendProcessError       NotInstalled, Start, Died        (add-on side only)

Errors are raised where the fault is and name the thing. `server.py` maps them to a message once;
`error_from_code` rebuilds them on the other side.
"""

from __future__ import annotations


class SceneBackendError(Exception):
    """Base: `message` is one sentence for the artist, `hint` the way out."""

    code = "backend"

    def __init__(self, message: str, *, hint: str = "", stage: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.stage = stage

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InvalidRequestError(SceneBackendError):
    """The request is wrong and the user can fix it."""

    code = "invalid_request"


class StageError(SceneBackendError):
    """A stage could not do its work."""

    code = "stage"


class SceneParsingError(StageError):
    """M1 could not read the prompt."""

    code = "scene_parsing"


class LayoutInfeasibleError(StageError):
    """M2 found no place for the named objects."""

    code = "layout_infeasible"


class AssetNotFoundError(StageError):
    """M3 has no category of that name."""

    code = "asset_not_found"


class MotionGenerationError(StageError):
    """M4 could not make the motion."""

    code = "motion_generation"


class SimulationDivergedError(StageError):
    """M5 produced a non-finite state."""

    code = "simulation_diverged"


class PostprocessError(StageError):
    """M7 failed on a frame."""

    code = "postprocess"


class EnhancementError(StageError):
    """M8 failed on a frame."""

    code = "enhancement"


class ResourceError(SceneBackendError):
    """Something the work needs is not there."""

    code = "resource"


class WeightsNotFoundError(ResourceError):
    """A model file is missing or does not match."""

    code = "weights_not_found"


class DeviceOutOfMemoryError(ResourceError):
    """A device ran out of memory."""

    code = "device_out_of_memory"


class JobCancelled(SceneBackendError):
    """The user cancelled; nothing arrives late."""

    code = "cancelled"

    def __init__(self, message: str = "Cancelled.", *, hint: str = "", stage: str = "") -> None:
        super().__init__(message, hint=hint, stage=stage)


class ProtocolError(SceneBackendError):
    """The two sides do not understand each other."""

    code = "protocol"


class VersionMismatchError(ProtocolError):
    """The add-on and the backend are of different versions."""

    code = "version_mismatch"


class MalformedFrameError(ProtocolError):
    """A frame's sizes, offsets or types do not add up."""

    code = "malformed_frame"


class InternalError(SceneBackendError):
    """Anything unforeseen; the traceback is in the log file."""

    code = "internal"


class BackendProcessError(SceneBackendError):
    """The backend process is not usable (raised on the add-on's side)."""

    code = "backend_process"


class BackendNotInstalledError(BackendProcessError):
    """No backend environment is set up."""

    code = "backend_not_installed"


class BackendStartError(BackendProcessError):
    """The backend did not start."""

    code = "backend_start"


class BackendDiedError(BackendProcessError):
    """The backend ended while it was needed."""

    code = "backend_died"


def _by_code(base: type[SceneBackendError]) -> dict[str, type[SceneBackendError]]:
    found = {base.code: base}
    for child in base.__subclasses__():
        found.update(_by_code(child))
    return found


def error_from_code(code: str, message: str, hint: str, stage: str) -> SceneBackendError:
    """Rebuild an error that crossed the wire; an unknown code becomes an InternalError."""
    return _by_code(SceneBackendError).get(code, InternalError)(message, hint=hint, stage=stage)
