"""Read a prompt without building it, and correct what was understood."""

from __future__ import annotations

import bpy
from bpy.props import EnumProperty, IntProperty, StringProperty

from . import correction, job
from ._vendor.backend.protocol.errors import InvalidRequestError, SceneBackendError
from ._vendor.backend.protocol.job import checked_request
from ._vendor.backend.protocol.messages import ParseReply, ParseRequest, VocabularyRequest
from .backend_process import Backend
from .modal import JobOperator, redraw
from .reporting import report
from .session import SESSION

_KINDS = (("things", "Thing", ""), ("relations", "Relation", ""), ("actions", "Action", ""))
_INDEX_OF = {"things": "thing_index", "relations": "relation_index", "actions": "action_index"}


def read(prompt: str, backend: Backend, *, wait_s: float) -> job.Steps:
    """What a prompt says, as a ParseReply; learns the words to choose from on the way."""
    reply = yield from job.ask(backend, ParseRequest(prompt=prompt), share=0.8, wait_s=wait_s)
    yield from learn_words(backend, wait_s=wait_s)
    return reply


def learn_words(backend: Backend, *, wait_s: float) -> job.Steps:
    """Ask once for the words that an artist may choose from."""
    if not SESSION.vocabulary:
        reply = yield from job.ask(backend, VocabularyRequest(), share=1.0, wait_s=wait_s)
        SESSION.vocabulary = reply.words


class SCENELOOM_OT_read(JobOperator, bpy.types.Operator):
    """Show what is understood of the prompt, to correct it before anything is built"""

    bl_idname = "sceneloom.read"
    bl_label = "Read"
    bl_options = {"REGISTER", "UNDO"}
    changes_scene = False

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> job.Steps:
        request = checked_request(context.scene.sceneloom.prompt)
        return read(request.prompt, SESSION.backend(), wait_s=wait_s)

    def finish(self, context: bpy.types.Context, outcome: ParseReply) -> set[str]:
        correction.show(context.scene.sceneloom.understood, outcome.description, outcome.evidence)
        redraw(context)
        return {"FINISHED"}


class SCENELOOM_OT_add_in_words(bpy.types.Operator):
    """Add to the list by saying it, for example “a blue lamp on the table” or “the woman waves”"""

    bl_idname = "sceneloom.add_in_words"
    bl_label = "Add in Words"
    bl_options = {"REGISTER", "UNDO"}

    words: StringProperty(name="Words", options={"SKIP_SAVE"})

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        return context.window_manager.invoke_props_dialog(self, width=360, title="Add in Words", confirm_text="Add")

    def draw(self, context: bpy.types.Context) -> None:
        row = self.layout.row()
        row.activate_init = True
        row.prop(self, "words", text="", placeholder="a blue lamp on the table")

    def execute(self, context: bpy.types.Context) -> set[str]:
        target = context.scene.sceneloom.understood
        try:
            request = checked_request(self.words)
            steps = read(request.prompt, SESSION.backend(), wait_s=0.05)
            reply = job.run_to_end(steps, lambda fraction, text: None)
            num_added = correction.append(target, reply.description, self.words)
            if not num_added:
                raise InvalidRequestError(f"Nothing in “{self.words}” was understood.", hint="Say it in other words.")
        except SceneBackendError as error:
            report(self, error)
            return {"CANCELLED"}
        redraw(context)
        return {"FINISHED"}


class _ItemOperator:
    """On the active item of one of the lists."""

    bl_options = {"REGISTER", "UNDO", "INTERNAL"}

    kind: EnumProperty(items=_KINDS, options={"SKIP_SAVE"})

    def items(self, context: bpy.types.Context) -> bpy.types.bpy_prop_collection:
        return getattr(context.scene.sceneloom.understood, self.kind)

    def index(self, context: bpy.types.Context) -> int:
        return getattr(context.scene.sceneloom.understood, _INDEX_OF[self.kind])

    def select(self, context: bpy.types.Context, index: int) -> None:
        setattr(context.scene.sceneloom.understood, _INDEX_OF[self.kind], max(0, index))


class SCENELOOM_OT_add_item(_ItemOperator, bpy.types.Operator):
    """Add an empty line to the list"""

    bl_idname = "sceneloom.add_item"
    bl_label = "Add Line"

    kind: EnumProperty(items=_KINDS, options={"SKIP_SAVE"})

    def execute(self, context: bpy.types.Context) -> set[str]:
        correction.add_empty(context.scene.sceneloom.understood, self.kind)
        self.select(context, len(self.items(context)) - 1)
        return {"FINISHED"}


class SCENELOOM_OT_remove_item(_ItemOperator, bpy.types.Operator):
    """Remove the chosen line; relations and actions of a removed thing go with it"""

    bl_idname = "sceneloom.remove_item"
    bl_label = "Remove Line"

    kind: EnumProperty(items=_KINDS, options={"SKIP_SAVE"})

    def execute(self, context: bpy.types.Context) -> set[str]:
        index = self.index(context)
        if index >= len(self.items(context)):
            return {"CANCELLED"}
        correction.remove(context.scene.sceneloom.understood, self.kind, index)
        self.select(context, min(index, len(self.items(context)) - 1))
        return {"FINISHED"}


class SCENELOOM_OT_add_attribute(bpy.types.Operator):
    """Say one more word of the thing"""

    bl_idname = "sceneloom.add_attribute"
    bl_label = "Add Word"
    bl_options = {"REGISTER", "UNDO", "INTERNAL"}

    def execute(self, context: bpy.types.Context) -> set[str]:
        target = context.scene.sceneloom.understood
        target.things[target.thing_index].attributes.add()
        return {"FINISHED"}


class SCENELOOM_OT_remove_attribute(bpy.types.Operator):
    """Take this word away"""

    bl_idname = "sceneloom.remove_attribute"
    bl_label = "Remove Word"
    bl_options = {"REGISTER", "UNDO", "INTERNAL"}

    index: IntProperty(options={"SKIP_SAVE"})

    def execute(self, context: bpy.types.Context) -> set[str]:
        target = context.scene.sceneloom.understood
        target.things[target.thing_index].attributes.remove(self.index)
        return {"FINISHED"}


CLASSES = (
    SCENELOOM_OT_read,
    SCENELOOM_OT_add_in_words,
    SCENELOOM_OT_add_item,
    SCENELOOM_OT_remove_item,
    SCENELOOM_OT_add_attribute,
    SCENELOOM_OT_remove_attribute,
)
