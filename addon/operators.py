"""What the artist can do. Every operator runs to the end in `execute` and step by step in a window."""

from __future__ import annotations

import dataclasses
import json
import time

import bpy
from bpy.props import BoolProperty, EnumProperty, FloatProperty, IntProperty, StringProperty

from . import asset_sources, correction, installation, job, startup, work_modes
from ._vendor.backend.protocol.errors import BackendStartError, SceneBackendError
from ._vendor.backend.protocol.job import GenerateJob, checked_request
from ._vendor.backend.protocol.messages import AssetRequest
from ._vendor.backend.protocol.scene import Evidence
from .backend_process import Backend, default_log_path
from .finding import Found
from .modal import JobOperator, redraw
from .preferences import makehuman_folder
from .reporting import report
from .scene_builder import rebuild
from .scene_builder.build import BuildOptions
from .scene_builder.collections import GENERATION_KEY
from .session import SESSION
from .understood_operators import learn_words, read


class SCENELOOM_OT_generate(JobOperator, bpy.types.Operator):
    """Turn the prompt into a scene"""

    bl_idname = "sceneloom.generate"
    bl_label = "Generate"
    bl_options = {"REGISTER", "UNDO"}

    prompt: StringProperty(name="Prompt", options={"SKIP_SAVE"})
    seed: IntProperty(name="Seed", min=0, options={"SKIP_SAVE"})
    duration_s: FloatProperty(
        name="Duration", description="0 means as long as the action takes", min=0.0, options={"SKIP_SAVE"}
    )
    physicality: FloatProperty(name="Physicality", default=1.0, min=0.0, max=1.0, options={"SKIP_SAVE"})
    asset_source: EnumProperty(name="Things From", items=asset_sources.ITEMS, options={"SKIP_SAVE"})
    in_this_scene: BoolProperty(name="In This Scene", options={"SKIP_SAVE"})
    replace_startup: BoolProperty(
        name="Replace Start-up Objects", description="In this scene, where they are untouched", options={"SKIP_SAVE"}
    )
    from_list: BoolProperty(
        name="From List", description="Build what the list says instead of reading the prompt", options={"SKIP_SAVE"}
    )

    @classmethod
    def description(cls, context: bpy.types.Context, properties: bpy.types.OperatorProperties) -> str:
        return "Build what the list says, as corrected" if properties.from_list else "Turn the prompt into a scene"

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        settings = context.scene.sceneloom
        if not self.properties.is_property_set("prompt"):
            self.prompt = settings.understood.prompt if self.from_list else settings.prompt
            self.seed = settings.seed
            self.duration_s = settings.duration_s if settings.use_duration else 0.0
            self.physicality = settings.physicality
            self.asset_source = settings.asset_source
            self.in_this_scene = settings.target == "THIS"
            self.replace_startup = settings.replace_startup
        return JobOperator.invoke(self, context, event)

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> job.Steps:
        request = checked_request(self.prompt, self.seed, self.duration_s or None)
        request = dataclasses.replace(request, physicality=self.physicality, makehuman_folder=makehuman_folder())
        sources, understood = asset_sources.chosen_sources(self.asset_source), context.scene.sceneloom.understood
        if self.from_list or understood.prompt == request.prompt:
            sources = asset_sources.with_choices(sources, understood.things, by_id=self.from_list)
        request = dataclasses.replace(request, sources=sources)
        if self.from_list:
            corrected = correction.description_of(understood)
            request = dataclasses.replace(request, description=corrected)
        backend = SESSION.backend()
        options = BuildOptions(
            scene=context.scene if self.in_this_scene else None,
            anchor=tuple(context.scene.cursor.location) if self.in_this_scene else (0.0, 0.0, 0.0),
            passed_over=frozenset(o.name for o in startup.untouched(context.scene) if self.replace_startup),
        )
        return self._generate(GenerateJob(request=request), backend, options, wait_s)

    def _generate(self, order: GenerateJob, backend: Backend, options: BuildOptions, wait_s: float) -> job.Steps:
        outcome = yield from job.generate(order, backend, options, wait_s=wait_s)
        if order.request.description is not None:
            yield from learn_words(backend, wait_s=wait_s)
            return outcome, ()
        reply = yield from read(order.request.prompt, backend, wait_s=wait_s)
        return outcome, reply.evidence

    def finish(
        self, context: bpy.types.Context, outcome: tuple[job.Outcome, tuple[Evidence, ...]]
    ) -> set[str]:
        outcome, evidence = outcome
        outcome.scene.sceneloom.report_json = json.dumps(outcome.report, ensure_ascii=False)
        if self.in_this_scene and self.replace_startup:
            cameras = [o for o in outcome.collection.all_objects if o.type == "CAMERA"]
            startup.replace(outcome.scene, cameras[0] if cameras else None)
        settings = outcome.scene.sceneloom
        settings.generation = outcome.collection[GENERATION_KEY]
        settings.history_index = bpy.data.collections.find(outcome.collection.name)
        listed = context.scene.sceneloom.understood
        correction.show(settings.understood, outcome.bundle.description, evidence, before=listed)
        correction.mark_stand_ins(settings.understood, outcome.report["stand_ins"])
        settings.prompt, settings.seed = self.prompt, self.seed
        settings.use_duration, settings.duration_s = bool(self.duration_s), self.duration_s or settings.duration_s
        if context.window is not None:
            _leave_local_views(context)
            context.window.scene = outcome.scene
            if outcome.scene.camera in outcome.collection.all_objects[:]:
                _look_through_camera(context)
        misses = len(outcome.report["warnings"])
        redraw(context)
        self.report({"INFO"}, f"The scene is ready{f'; {misses} wishes unmet, see the panel' if misses else ''}")
        return {"FINISHED"}


def _leave_local_views(context: bpy.types.Context) -> None:
    """Nothing new is seen in them; before another scene is shown, for a view that leaves it then keeps the camera of
    the old one."""
    for area in _views(context):
        if area.spaces.active.local_view is not None:
            region = next(region for region in area.regions if region.type == "WINDOW")
            with context.temp_override(area=area, region=region):
                bpy.ops.view3d.localview(frame_selected=False)


def _look_through_camera(context: bpy.types.Context) -> None:
    for area in _views(context):
        area.spaces.active.region_3d.view_perspective = "CAMERA"


def _views(context: bpy.types.Context) -> list[bpy.types.Area]:
    return [area for area in context.window.screen.areas if area.type == "VIEW_3D"]


class SCENELOOM_OT_rebuild(JobOperator, bpy.types.Operator):
    """Make this object anew from its parameters; name, animation, children and material edits stay"""

    bl_idname = "sceneloom.rebuild"
    bl_label = "Rebuild"
    bl_options = {"REGISTER", "UNDO"}

    modelled: EnumProperty(
        name="My Shape",
        items=(
            ("VARIANT", "Keep Mine as a Variant", "What I have modelled stays beside it as a hidden object"),
            ("REPLACE", "Replace Mine", "What I have modelled goes"),
        ),
        options={"SKIP_SAVE"},
    )

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        target = context.object
        if target is None or target.type != "MESH" or "sceneloom_parameters" not in target.data:
            cls.poll_message_set("Select an object that Sceneloom made from parameters")
            return False
        return super().poll(context)

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        work_modes.leave()
        modelled = rebuild.modelled_pieces(context.object)
        work_modes.give_back()
        if not self.properties.is_property_set("modelled") and modelled:
            title = "You have changed this shape by hand"
            context.window_manager.popup_menu(_ask_about_shape, title=title, icon="QUESTION")
            return {"CANCELLED"}
        return JobOperator.invoke(self, context, event)

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> job.Steps:
        target = context.object
        request = AssetRequest(
            category=target["sceneloom_category"],
            object_id=target["sceneloom_object_id"],
            values=rebuild.edited_values(target),
        )
        return self._rebuild(Found(bpy.data.objects, target), request, SESSION.backend(), wait_s)

    def _rebuild(self, found: Found, request: AssetRequest, backend: Backend, wait_s: float) -> job.Steps:
        reply = yield from job.ask(backend, request, share=0.9, wait_s=wait_s)
        target = found.get()
        work_modes.leave()
        modelled = rebuild.modelled_pieces(target) if self.modelled == "VARIANT" else []
        variants = [rebuild.keep_as_variant(piece).name for piece in modelled]
        rebuild.rebuild_in_place(target, reply.asset)
        yield 1.0, "done"
        return variants

    def finish(self, context: bpy.types.Context, outcome: list[str]) -> set[str]:
        if outcome:
            self.report({"INFO"}, f"What you had modelled is kept, hidden, as {', '.join(outcome)}")
        return {"FINISHED"}


def _ask_about_shape(menu: bpy.types.Menu, context: bpy.types.Context) -> None:
    for choice in SCENELOOM_OT_rebuild.bl_rna.properties["modelled"].enum_items:
        menu.layout.operator("sceneloom.rebuild", text=choice.name).modelled = choice.identifier


class SCENELOOM_OT_cancel(bpy.types.Operator):
    """Stop generating; what was built so far is removed"""

    bl_idname = "sceneloom.cancel"
    bl_label = "Cancel"

    def execute(self, context: bpy.types.Context) -> set[str]:
        SESSION.cancel_asked = True
        return {"FINISHED"}


class SCENELOOM_OT_restart_backend(bpy.types.Operator):
    """Stop the backend; the next generation starts it again"""

    bl_idname = "sceneloom.restart_backend"
    bl_label = "Restart Backend"

    def execute(self, context: bpy.types.Context) -> set[str]:
        SESSION.end_job()
        SESSION.stop_backend()
        SESSION.error = None
        try:
            SESSION.backend()
        except SceneBackendError as error:
            SESSION.error = error
            report(self, error)
            return {"CANCELLED"}
        return {"FINISHED"}


class SCENELOOM_OT_open_log(bpy.types.Operator):
    """Show the backend's log in a text editor of Blender"""

    bl_idname = "sceneloom.open_log"
    bl_label = "Open Log"

    def execute(self, context: bpy.types.Context) -> set[str]:
        path = default_log_path()
        if not path.exists():
            self.report({"INFO"}, "There is no log yet")
            return {"CANCELLED"}
        bpy.data.texts.load(str(path))
        self.report({"INFO"}, f"{path.name} is in the Text Editor's list")
        return {"FINISHED"}


class SCENELOOM_OT_set_up_backend(bpy.types.Operator):
    """Install the backend's Python packages into a folder of their own (about 1.4 GB)"""

    bl_idname = "sceneloom.set_up_backend"
    bl_label = "Set Up Backend"

    _timer: bpy.types.Timer | None = None

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if installation.RUNNING is not None:
            cls.poll_message_set("The set-up is running")
            return False
        if not bpy.app.online_access:
            cls.poll_message_set("Allow Online Access in Preferences > System first")
            return False
        return True

    def execute(self, context: bpy.types.Context) -> set[str]:
        try:
            running = installation.start()
            while not running.poll():
                time.sleep(0.2)
        except BackendStartError as error:
            report(self, error)
            return {"CANCELLED"}
        return {"FINISHED"}

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        try:
            installation.RUNNING = installation.start()
        except BackendStartError as error:
            report(self, error)
            return {"CANCELLED"}
        self._timer = context.window_manager.event_timer_add(0.25, window=context.window)
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        running = installation.RUNNING
        assert running is not None
        if event.type == "ESC":
            running.cancel()
            return self._end(context, {"CANCELLED"})
        if event.type != "TIMER":
            return {"PASS_THROUGH"}
        redraw(context)
        try:
            if not running.poll():
                return {"PASS_THROUGH"}
        except BackendStartError as error:
            report(self, error)
            return self._end(context, {"CANCELLED"})
        SESSION.error = None
        self.report({"INFO"}, "The backend is set up")
        return self._end(context, {"FINISHED"})

    def _end(self, context: bpy.types.Context, result: set[str]) -> set[str]:
        installation.RUNNING = None
        context.window_manager.event_timer_remove(self._timer)
        redraw(context)
        return result


CLASSES = (
    SCENELOOM_OT_generate,
    SCENELOOM_OT_rebuild,
    SCENELOOM_OT_cancel,
    SCENELOOM_OT_restart_backend,
    SCENELOOM_OT_open_log,
    SCENELOOM_OT_set_up_backend,
)
