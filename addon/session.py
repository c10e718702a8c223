"""What lives as long as this Blender: the backend, and the job that is running."""

from __future__ import annotations

import time

import bpy
from bpy.app.handlers import persistent

from ._vendor.backend.protocol.errors import BackendStartError, SceneBackendError
from .backend_process import Backend, default_log_path
from .job import Steps

_FAILURE_LIMIT = 4
_FAILURE_WINDOW_S = 60.0


class Session:
    """One backend for each Blender, one job at a time."""

    def __init__(self) -> None:
        self._backend: Backend | None = None
        self._starts_s: list[float] = []
        self.job: Steps | None = None
        self.fraction = 0.0
        self.text = ""
        self.error: SceneBackendError | None = None
        self.cancel_asked = False
        self.vocabulary: dict[str, tuple[str, ...]] = {}
        """the backend's words by what they are for; empty until it was asked"""

    def backend(self, python: str) -> Backend:
        """The running backend, or a new one. Raises BackendProcessError, also when it keeps ending."""
        if self._backend is None or not self._backend.alive:
            self.stop_backend()
            now_s = time.monotonic()
            self._starts_s = [s for s in self._starts_s if now_s - s < _FAILURE_WINDOW_S]
            if len(self._starts_s) >= _FAILURE_LIMIT:
                raise BackendStartError(
                    f"The backend ended {_FAILURE_LIMIT} times within a minute.",
                    hint=f"Wait a minute, or look into its log: {default_log_path()}.",
                )
            self._starts_s.append(now_s)
            self._backend = Backend.start(python, default_log_path())
        return self._backend

    @property
    def backend_runs(self) -> bool:
        return self._backend is not None and self._backend.alive

    def stop_backend(self) -> None:
        if self._backend is not None:
            self._backend.stop()
            self._backend = None

    def end_job(self) -> None:
        """Stop the running job, if any; what it has built so far goes away."""
        if self.job is not None:
            self.job.close()
        self.job = None
        self.cancel_asked = False


SESSION = Session()


@persistent
def _before_load(*_: object) -> None:
    SESSION.end_job()


@persistent
def _before_undo(*_: object) -> None:
    # Undo throws away the data-blocks that a running job holds.
    SESSION.cancel_asked = SESSION.job is not None


def attach() -> None:
    bpy.app.handlers.load_pre.append(_before_load)
    bpy.app.handlers.undo_pre.append(_before_undo)


def detach() -> None:
    bpy.app.handlers.load_pre.remove(_before_load)
    bpy.app.handlers.undo_pre.remove(_before_undo)
    SESSION.end_job()
    SESSION.stop_backend()
