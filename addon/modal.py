"""What every long-running operator shares: run to the end in `execute`, step by step in a window."""

from __future__ import annotations

import time
import traceback

import bpy

from . import generations, job, work_modes
from ._vendor.backend.protocol.errors import InternalError, JobCancelled, SceneBackendError
from .reporting import is_building, report, spoken
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

    changes_scene = True
    """whether it works on what is in the scene, for which a mode like Edit Mode is left until it is done"""
    _timer: bpy.types.Timer | None = None

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if SESSION.job is not None:
            cls.poll_message_set("Sceneloom is at work")
            return False
        return True

    def execute(self, context: bpy.types.Context) -> set[str]:
        try:
            self._begin()
            outcome = job.run_to_end(self.steps(context, wait_s=0.05), lambda fraction, text: None)
            return self.finish(context, outcome)
        except SceneBackendError as error:
            report(self, error)
            return {"CANCELLED"}
        finally:
            work_modes.give_back()

    def _begin(self) -> None:
        if self.changes_scene:
            generations.tell_apart()
            work_modes.leave()

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        SESSION.error, SESSION.fraction, SESSION.text = None, 0.0, spoken("starting")
        try:
            self._begin()
            SESSION.job = self.steps(context, wait_s=0.0)
        except SceneBackendError as error:
            return self._fail(context, error)
        SESSION.cancel_asked = False
        self._timer = context.window_manager.event_timer_add(_TICK_S, window=context.window)
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        if SESSION.job is None:  # ended from outside: by an undo, or another file was loaded
            return self._fail(context, JobCancelled())
        if context.window_manager.is_interface_locked or bpy.app.is_job_running("RENDER"):
            # It reads in its own thread what would be changed here, also by a cancel; Esc is meant for it.
            if event.type == "TIMER" and SESSION.text != spoken("render"):
                SESSION.text = spoken("render")
                redraw(context)
            return {"PASS_THROUGH"}
        if event.type == "ESC" or SESSION.cancel_asked:
            return self._fail(context, JobCancelled())
        if event.type != "TIMER":
            return {"PASS_THROUGH"}
        end_s = time.perf_counter() + _STEP_BUDGET_S
        try:
            while time.perf_counter() < end_s:
                before = SESSION.fraction, SESSION.text
                if self.changes_scene and SESSION.is_building:
                    work_modes.leave()
                SESSION.fraction, text = next(SESSION.job)
                SESSION.text, SESSION.is_building = spoken(text), is_building(text)
                if before == (SESSION.fraction, SESSION.text):
                    break  # waiting for the backend: leave the time to Blender
        except StopIteration as stop:
            SESSION.job = None
            self._remove_timer(context)
            bpy.app.timers.register(_redraw_once, first_interval=_SETTLED_S)
            try:
                result = self.finish(context, stop.value)
            except ReferenceError:
                traceback.print_exc()
                return self._fail(context, JobCancelled("What was made has been deleted in the meantime."))
            work_modes.give_back()
            return result
        except SceneBackendError as error:
            return self._fail(context, error)
        except Exception as error:  # whatever it is, no timer and no half-built scene may stay
            traceback.print_exc()
            hint = "Blender's console says where."
            return self._fail(context, InternalError(f"{self.bl_label} failed: {error}.", hint=hint))
        redraw(context)
        return {"PASS_THROUGH"}

    def cancel(self, context: bpy.types.Context) -> None:
        """The window that it was started in is closed."""
        SESSION.end_job()
        self._remove_timer(context)

    def _fail(self, context: bpy.types.Context, error: SceneBackendError) -> set[str]:
        SESSION.end_job()
        self._remove_timer(context)
        SESSION.error = None if isinstance(error, JobCancelled) else error
        work_modes.give_back()
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
