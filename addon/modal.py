"""What every long-running operator shares: run to the end in `execute`, step by step in a window."""

from __future__ import annotations

import time

import bpy

from . import job
from ._vendor.backend.protocol.errors import JobCancelled, SceneBackendError
from .reporting import report, spoken
from .session import SESSION

_TICK_S = 0.02
_STEP_BUDGET_S = 0.01
_SETTLED_S = 0.4
"""by then, panels that have just appeared have found their place"""


class JobOperator:
    """Mixed into an operator that has two methods of its own:

    `steps(context, *, wait_s)`, the job (raises SceneBackendError when it cannot even begin), and
    `finish(context, outcome)`, what is left to do in Blender when the job is done.
    """

    _timer: bpy.types.Timer | None = None

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if SESSION.job is not None:
            cls.poll_message_set("Sceneloom is at work")
            return False
        return True

    def execute(self, context: bpy.types.Context) -> set[str]:
        try:
            outcome = job.run_to_end(self.steps(context, wait_s=0.05), lambda fraction, text: None)
        except SceneBackendError as error:
            report(self, error)
            return {"CANCELLED"}
        return self.finish(context, outcome)

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        SESSION.error, SESSION.fraction, SESSION.text = None, 0.0, spoken("starting")
        try:
            SESSION.job = self.steps(context, wait_s=0.0)
        except SceneBackendError as error:
            return self._fail(context, error)
        SESSION.cancel_asked = False
        self._timer = context.window_manager.event_timer_add(_TICK_S, window=context.window)
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        if SESSION.job is None:  # ended from outside: another file was loaded
            self._remove_timer(context)
            return {"CANCELLED"}
        if event.type == "ESC" or SESSION.cancel_asked:
            return self._fail(context, JobCancelled())
        if event.type != "TIMER" or context.window_manager.is_interface_locked:
            return {"PASS_THROUGH"}
        end_s = time.perf_counter() + _STEP_BUDGET_S
        try:
            while time.perf_counter() < end_s:
                before = SESSION.fraction, SESSION.text
                SESSION.fraction, text = next(SESSION.job)
                SESSION.text = spoken(text)
                if before == (SESSION.fraction, SESSION.text):
                    break  # waiting for the backend: leave the time to Blender
        except StopIteration as stop:
            SESSION.job = None
            self._remove_timer(context)
            bpy.app.timers.register(_redraw_once, first_interval=_SETTLED_S)
            return self.finish(context, stop.value)
        except SceneBackendError as error:
            return self._fail(context, error)
        except Exception:
            # Whatever it is, no timer and no half-built scene may stay; Blender shows the traceback.
            SESSION.end_job()
            self._remove_timer(context)
            raise
        redraw(context)
        return {"PASS_THROUGH"}

    def _fail(self, context: bpy.types.Context, error: SceneBackendError) -> set[str]:
        SESSION.end_job()
        self._remove_timer(context)
        SESSION.error = None if isinstance(error, JobCancelled) else error
        report(self, error)
        redraw(context)
        return {"CANCELLED"}

    def _remove_timer(self, context: bpy.types.Context) -> None:
        if self._timer is not None:
            context.window_manager.event_timer_remove(self._timer)
            self._timer = None


def _redraw_once() -> None:
    redraw(bpy.context)


def redraw(context: bpy.types.Context) -> None:
    """Show new progress wherever the add-on draws."""
    for window in context.window_manager.windows:
        for area in window.screen.areas:
            if area.type in {"VIEW_3D", "PREFERENCES"}:
                area.tag_redraw()
