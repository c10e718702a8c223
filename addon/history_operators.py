"""Variations of a generation, and the way back to earlier ones."""

from __future__ import annotations

import dataclasses
import json

import bpy
from bl_operators.presets import AddPresetBase
from bpy.props import IntProperty

from . import correction, generations, job
from ._vendor.backend.protocol.codec_json import description_to_json
from ._vendor.backend.protocol.job import GenerateJob
from ._vendor.backend.protocol.messages import GenerateRequest
from .backend_process import Backend
from .finding import Found
from .modal import JobOperator, redraw
from .scene_builder.build import BuildOptions
from .scene_builder.collections import GENERATION_KEY
from .session import SESSION

_REPORT = "sceneloom_report"


class SCENELOOM_OT_vary(JobOperator, bpy.types.Operator):
    """Build the shown generation again with other seeds, each as a collection of its own, and show the first"""

    bl_idname = "sceneloom.vary"
    bl_label = "New Variations"
    bl_options = {"REGISTER", "UNDO"}

    count: IntProperty(name="Count", min=1, max=8, default=1, options={"SKIP_SAVE"})

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return _has_generation(cls, context) and super().poll(context)

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        if not self.properties.is_property_set("count"):
            self.count = context.scene.sceneloom.num_variations
        return JobOperator.invoke(self, context, event)

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> job.Steps:
        first = generations.shown(context.scene)
        asked = generations.request_of(first)
        seeds = [generations.request_of(other)["seed"] for other in generations.family_of(context.scene, first)]
        request = GenerateRequest(**{**asked, "seed": (max(seeds) + 1) % 2**32, "stage_seeds": {}})
        options = BuildOptions(
            scene=None if generations.has_stage(first) else context.scene,
            anchor=tuple(generations.origin_of(first).translation),
            passed_over=generations.names_in_family(context.scene, first),
        )
        backend = SESSION.backend()
        places = Found(bpy.data.scenes, context.scene), Found(bpy.data.collections, first)
        return self._vary(places, request, options, backend, wait_s)

    def _vary(
        self,
        places: tuple[Found, Found],
        request: GenerateRequest,
        options: BuildOptions,
        backend: Backend,
        wait_s: float,
    ) -> job.Steps:
        made: list[job.Outcome] = []
        with job.taken_back(made, options):
            for number in range(self.count):
                order = GenerateJob(request=dataclasses.replace(request, seed=(request.seed + number) % 2**32))
                steps = job.generate(order, backend, options, wait_s=wait_s)
                made.append((yield from _shared(steps, number, self.count)))
            scene, first = (place.get() for place in places)
        for outcome in made:
            outcome.collection[_REPORT] = json.dumps(outcome.report, ensure_ascii=False)
            generations.add_variation(scene, outcome.scene, outcome.collection, first)
        return scene, made[0].collection

    def finish(self, context: bpy.types.Context, outcome: tuple[bpy.types.Scene, bpy.types.Collection]) -> set[str]:
        scene, collection = outcome
        show(scene, collection)
        redraw(context)
        return {"FINISHED"}


def _shared(steps: job.Steps, number: int, count: int) -> job.Steps:
    """The progress of one of several jobs, which returns what that job returns."""
    try:
        while True:
            fraction, text = next(steps)
            yield (number + fraction) / count, text
    except StopIteration as stop:
        return stop.value
    finally:
        steps.close()


def show(scene: bpy.types.Scene, collection: bpy.types.Collection) -> None:
    """Show a generation, and let the panel speak of it; a list with corrections that are not built yet stays."""
    settings = scene.sceneloom
    before = generations.shown(scene)
    untouched = before is None or not generations.has_request(before) or _is_built(settings.understood, before)
    generations.keep_stage(scene)
    if before is not None and settings.report_json:
        before[_REPORT] = settings.report_json
    generations.show(scene, collection)
    settings.report_json = collection.get(_REPORT, "")
    if untouched:
        restore(settings, collection)
        stand_ins = json.loads(settings.report_json)["stand_ins"] if settings.report_json else ()
        correction.mark_stand_ins(settings.understood, stand_ins)


def restore(settings: bpy.types.PropertyGroup, collection: bpy.types.Collection) -> None:
    """Prompt, seed, duration and list as they were for a generation."""
    asked = generations.request_of(collection)
    settings.prompt, settings.seed, settings.physicality = asked["prompt"], asked["seed"], asked["physicality"]
    settings.use_duration = asked["duration_s"] is not None
    settings.duration_s = asked["duration_s"] or settings.duration_s
    correction.show(settings.understood, asked["description"])


def _is_built(understood: bpy.types.PropertyGroup, collection: bpy.types.Collection) -> bool:
    built = dataclasses.replace(generations.request_of(collection)["description"], unparsed=())
    return description_to_json(correction.description_of(understood)) == description_to_json(built)


class SCENELOOM_OT_show_generation(bpy.types.Operator):
    """Show this generation, with its camera, light and frame range"""

    bl_idname = "sceneloom.show_generation"
    bl_label = "Show Generation"
    bl_options = {"REGISTER", "UNDO"}

    number: IntProperty(name="Number", options={"SKIP_SAVE"})

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return _has_no_job(cls)

    def execute(self, context: bpy.types.Context) -> set[str]:
        generations.tell_apart()
        for scene in (context.scene, *(s for s in bpy.data.scenes if s != context.scene)):
            for collection in generations.of_scene(scene):
                if collection[GENERATION_KEY] == self.number:
                    show(scene, collection)
                    if context.window is not None:
                        context.window.scene = scene
                    redraw(context)
                    return {"FINISHED"}
        self.report({"WARNING"}, "That generation is in no scene any more")
        return {"CANCELLED"}


class SCENELOOM_OT_step_variation(bpy.types.Operator):
    """Show the next or the previous variation"""

    bl_idname = "sceneloom.step_variation"
    bl_label = "Step Through Variations"
    bl_options = {"REGISTER", "UNDO"}

    step: IntProperty(default=1, options={"SKIP_SAVE"})

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if not _has_generation(cls, context) or not _has_no_job(cls):
            return False
        if len(generations.family_of(context.scene, generations.shown(context.scene))) < 2:
            cls.poll_message_set("There are no variations yet")
            return False
        return True

    def execute(self, context: bpy.types.Context) -> set[str]:
        generations.tell_apart()
        now = generations.shown(context.scene)
        family = generations.family_of(context.scene, now)
        show(context.scene, family[(family.index(now) + self.step) % len(family)])
        redraw(context)
        return {"FINISHED"}


class SCENELOOM_OT_restore_settings(bpy.types.Operator):
    """Bring prompt, seed, duration and list back as they were for the chosen generation"""

    bl_idname = "sceneloom.restore_settings"
    bl_label = "Restore Settings"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return _has_chosen(cls, context)

    def execute(self, context: bpy.types.Context) -> set[str]:
        restore(context.scene.sceneloom, _chosen(context))
        redraw(context)
        return {"FINISHED"}


class SCENELOOM_OT_remove_generation(bpy.types.Operator):
    """Remove the chosen generation and everything that only it uses"""

    bl_idname = "sceneloom.remove_generation"
    bl_label = "Remove Generation"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return _has_no_job(cls) and _has_chosen(cls, context)

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        return context.window_manager.invoke_confirm(self, event)

    def execute(self, context: bpy.types.Context) -> set[str]:
        generations.tell_apart()
        collection = _chosen(context)
        scene = next((s for s in bpy.data.scenes if collection in generations.of_scene(s)), None)
        family = generations.family_of(scene, collection) if scene is not None else []
        was_shown = scene is not None and generations.shown(scene) == collection
        others = [other for other in family if other != collection]
        if was_shown and others:
            show(scene, others[-1])
        generations.remove(collection)
        redraw(context)
        return {"FINISHED"}


class SCENELOOM_OT_add_preset(AddPresetBase, bpy.types.Operator):
    """Keep these options under a name, or remove the named ones"""

    bl_idname = "sceneloom.add_preset"
    bl_label = "Add Options Preset"
    preset_menu = "SCENELOOM_PT_presets"
    preset_defines = ("settings = bpy.context.scene.sceneloom",)
    preset_values = (
        "settings.target",
        "settings.use_duration",
        "settings.duration_s",
        "settings.seed",
        "settings.physicality",
        "settings.num_variations",
        "settings.keep",
    )
    preset_subdir = "sceneloom"


def _chosen(context: bpy.types.Context) -> bpy.types.Collection | None:
    """The generation chosen in the history, which lists the collections of the file."""
    index = context.scene.sceneloom.history_index
    collection = bpy.data.collections[index] if index < len(bpy.data.collections) else None
    return collection if collection is not None and generations.has_request(collection) else None


def _has_chosen(operator: type[bpy.types.Operator], context: bpy.types.Context) -> bool:
    if _chosen(context) is None:
        operator.poll_message_set("Choose a generation in the history")
        return False
    return True


def _has_generation(operator: type[bpy.types.Operator], context: bpy.types.Context) -> bool:
    collection = generations.shown(context.scene)
    if collection is None or not generations.has_request(collection):
        operator.poll_message_set("There is no generation in this scene yet")
        return False
    return True


def _has_no_job(operator: type[bpy.types.Operator]) -> bool:
    if SESSION.job is not None:
        operator.poll_message_set("Sceneloom is at work")
        return False
    return True


CLASSES = (
    SCENELOOM_OT_vary,
    SCENELOOM_OT_show_generation,
    SCENELOOM_OT_step_variation,
    SCENELOOM_OT_restore_settings,
    SCENELOOM_OT_remove_generation,
    SCENELOOM_OT_add_preset,
)
