"""What lives as long as this Blender: the backend, and the job that is running."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import bpy
from bpy.app.handlers import persistent

from . import generations, live_preview
from ._vendor.backend.protocol.errors import BackendStartError, SceneBackendError
from ._vendor.backend.protocol.messages import EnhancerStateReply
from .backend_process import Backend, default_log_path
from .job import Steps
from .preferences import backend_settings, is_shared, open_backend, open_backend_beside

_BACK_OFF_S = (0.0, 0.0, 1.0, 3.0)
"""how long a start waits after so many ends within the window"""
_FAILURE_WINDOW_S = 60.0


class Session:
    """One backend for each Blender, beside a shared one another of this machine; one job at a time."""

    def __init__(self) -> None:
        self._backend: Backend | None = None
        self._beside: Backend | None = None
        self._ends_s: list[float] = []
        """when a backend was found to have ended by itself"""
        self.job: Steps | None = None
        self.is_building = False
        """whether the job has begun to change the file"""
        self.fraction = 0.0
        self.text = ""
        self.error: SceneBackendError | None = None
        self.cancel_asked = False
        self.enhancer: EnhancerStateReply | None = None
        """what the backend last said of the enhancer"""
        self.vocabulary: dict[str, tuple[str, ...]] = {}
        """the backend's words by what they are for; empty until it was asked"""

    def backend(self) -> Backend:
        """The running backend, or a new one, also where the preferences tell it something else now.

        Raises SceneBackendError, also when it keeps ending by itself.
        """
        if self.backend_runs and self._backend.settings != backend_settings() and not self._backend.is_shared:
            self.stop_backend()
        self._backend = self._running(self._backend, open_backend)
        return self._backend

    def backend_of_this_machine(self) -> Backend:
        """The backend that sees the files here: where a shared one is chosen, a process of our own beside it."""
        if not is_shared():
            return self.backend()
        self._beside = self._running(self._beside, open_backend_beside)
        return self._beside

    def _running(self, backend: Backend | None, open_one: Callable[[float], Backend]) -> Backend:
        if backend is not None and backend.alive:
            return backend
        self._end(backend)
        now_s = time.monotonic()
        self._ends_s = [s for s in self._ends_s if now_s - s < _FAILURE_WINDOW_S]
        if len(self._ends_s) >= len(_BACK_OFF_S):
            raise BackendStartError(
                f"The backend ended by itself {len(self._ends_s)} times within a minute.",
                hint=f"Wait a minute, or look into its log: {default_log_path()}.",
            )
        return open_one(_BACK_OFF_S[len(self._ends_s)])

    @property
    def backend_runs(self) -> bool:
        return self._backend is not None and self._backend.alive

    def stop_backend(self) -> None:
        self._end(self._backend)
        self._end(self._beside)
        self._backend = self._beside = None

    def _end(self, backend: Backend | None) -> None:
        if backend is not None:
            if not backend.alive:
                self._ends_s.append(time.monotonic())
            backend.stop()

    def rest(self) -> None:
        """Leave the memory (and a GPU's) to a render that starts, unless a job is running."""
        for backend in (self._backend, self._beside):
            if backend is not None and self.job is None:
                backend.rest()

    def end_job(self) -> None:
        """Stop the running job, if any; what it has built so far goes away."""
        ended, self.job = self.job, None
        self.cancel_asked = self.is_building = False
        if ended is not None:
            ended.close()

    def complete_building(self) -> None:
        """Bring a job that has begun to build to its end at once; what it returns or raises is there for its next step.
        """
        if self.job is None or not self.is_building or self.job.gi_running:
            return
        try:
            while True:
                next(self.job)
        except StopIteration as stop:
            self.job = _ended(stop.value, None)
        except SceneBackendError as error:
            self.job = _ended(None, error)


def _ended(value: Any, error: SceneBackendError | None) -> Steps:
    """The rest of a job that has come to its end."""
    if error is not None:
        raise error
    return value
    yield


SESSION = Session()


@persistent
def _before_load(*_: object) -> None:
    SESSION.end_job()
    live_preview.forget()


@persistent
def _before_undo(*_: object) -> None:
    SESSION.end_job()  # now, while the data-blocks that it has made are still there to be taken away


@persistent
def _before_save(*_: object) -> None:
    SESSION.complete_building()  # no half-built scene gets into a file


@persistent
def _after_import(*_: object) -> None:
    generations.tell_apart()


@persistent
def _before_render(*_: object) -> None:
    SESSION.rest()


def attach() -> None:
    bpy.app.handlers.load_pre.append(_before_load)
    bpy.app.handlers.undo_pre.append(_before_undo)
    bpy.app.handlers.save_pre.append(_before_save)
    if hasattr(bpy.app.handlers, "blend_import_post"):  # 4.3
        bpy.app.handlers.blend_import_post.append(_after_import)
    bpy.app.handlers.render_init.append(_before_render)


def detach() -> None:
    bpy.app.handlers.load_pre.remove(_before_load)
    bpy.app.handlers.undo_pre.remove(_before_undo)
    bpy.app.handlers.save_pre.remove(_before_save)
    if hasattr(bpy.app.handlers, "blend_import_post"):
        bpy.app.handlers.blend_import_post.remove(_after_import)
    bpy.app.handlers.render_init.remove(_before_render)
    SESSION.end_job()
    SESSION.stop_backend()
