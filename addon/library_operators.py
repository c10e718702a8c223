"""Things into and out of asset libraries: add one to a library, or make a selected one anew from another source."""

from __future__ import annotations

from pathlib import Path

import bpy
from bpy.props import BoolProperty, EnumProperty, StringProperty

from . import asset_sources, job, work_modes
from ._vendor.backend.protocol.errors import InvalidRequestError, SceneBackendError
from ._vendor.backend.protocol.messages import AssetRequest
from .asset_library import add_to_library, keep_made
from .backend_process import Backend
from .finding import Found
from .modal import JobOperator
from .reporting import report
from .scene_builder import rebuild
from .scene_builder.collections import OBJECT_ID_KEY
from .session import SESSION

_KEPT: list[tuple[str, str, str]] = []
"""Blender does not keep the items of a dynamic enum itself"""


def _library_items(self: object, context: bpy.types.Context) -> list[tuple[str, str, str]]:
    _KEPT[:] = [(name, name, str(folder)) for name, folder in asset_sources.user_libraries().items()]
    return _KEPT or [("", "None", "Add one in Preferences > File Paths > Asset Libraries")]


class SCENELOOM_OT_add_to_library(bpy.types.Operator):
    """Write the active object, with its children, as an asset into one of your libraries; this file stays as it is"""

    bl_idname = "sceneloom.add_to_library"
    bl_label = "Add to My Library"

    library: EnumProperty(name="Library", items=_library_items)
    catalog: StringProperty(name="Catalog", description="A path such as Furniture/Seats", default="Sceneloom")
    tags: StringProperty(name="Tags", description="Words to find it by, with commas between them")
    author: StringProperty(name="Author")
    licence: StringProperty(name="Licence", description="Empty keeps the one that the object has")
    preview: BoolProperty(name="Render Preview", default=True)

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if context.object is None or context.mode != "OBJECT":
            cls.poll_message_set("Select an object in Object Mode")
            return False
        if not asset_sources.user_libraries():
            cls.poll_message_set("Add an asset library in Preferences > File Paths first")
            return False
        return True

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        words = [context.object.get("sceneloom_category", ""), *context.object.name.lower().split()]
        self.tags = self.tags or ", ".join(dict.fromkeys(word for word in words if word.isalpha()))
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: bpy.types.Context) -> set[str]:
        folder = asset_sources.user_libraries().get(self.library)
        try:
            if folder is None:
                raise InvalidRequestError("That asset library is not there.", hint="Choose another.")
            path = add_to_library(
                context.object, folder, catalog=self.catalog, author=self.author, preview=self.preview,
                tags=[tag.strip() for tag in self.tags.split(",") if tag.strip()], licence=self.licence,
            )  # fmt: skip
        except SceneBackendError as error:
            report(self, error)
            return {"CANCELLED"}
        self.report({"INFO"}, f"{context.object.name} is in {self.library} as {path.name}")
        return {"FINISHED"}


class SCENELOOM_OT_remake(JobOperator, bpy.types.Operator):
    """Make the active object anew from another source: your libraries, a pretrained model, or a mesh file"""

    bl_idname = "sceneloom.remake"
    bl_label = "Make From…"
    bl_options = {"REGISTER", "UNDO"}

    source: EnumProperty(
        name="Source",
        items=(*asset_sources.ITEMS[1:], ("file", "Mesh File", "A .glb, .obj, .ply or .stl of yours, repaired")),
    )
    words: StringProperty(name="Words", description="What it is; empty takes what the object is called")
    filepath: StringProperty(name="File", description="The picture, or the mesh", subtype="FILE_PATH")

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        target = context.object
        if target is None or target.type != "MESH" or OBJECT_ID_KEY not in target:
            cls.poll_message_set("Select a thing that Sceneloom made")
            return False
        return super().poll(context)

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        if not self.words:
            self.words = context.object.get("sceneloom_label", context.object.name)
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: bpy.types.Context) -> set[str]:
        # the dialog has been: with a window, step by step from here on
        if context.window is not None and not bpy.app.background:
            return JobOperator.invoke(self, context, None)
        return JobOperator.execute(self, context)

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> job.Steps:
        target = context.object
        path = bpy.path.abspath(self.filepath) if self.filepath else ""
        if self.source == "file" and not Path(path).is_file():
            raise InvalidRequestError("No mesh file is named.", hint="Choose a .glb, .obj, .ply or .stl.")
        sources = asset_sources.chosen_sources(
            "parametric" if self.source == "file" else self.source, path if self.source == "triposr" else ""
        )
        request = AssetRequest(
            category=self.words or target.get("sceneloom_label", target.name), object_id=target[OBJECT_ID_KEY],
            values={}, sources=sources, mesh_file=path if self.source == "file" else "",
        )  # fmt: skip
        return self._remake(Found(bpy.data.objects, target), request, SESSION.backend(), wait_s)

    def _remake(self, found: Found, request: AssetRequest, backend: Backend, wait_s: float) -> job.Steps:
        reply = yield from job.ask(backend, request, share=0.9, wait_s=wait_s)
        target = found.get()
        work_modes.leave()
        variants = [rebuild.keep_as_variant(piece).name for piece in rebuild.modelled_pieces(target)]
        rebuild.rebuild_in_place(target, reply.asset)
        yield 0.95, "keep"
        said = [f"What you had modelled is kept, hidden, as {', '.join(variants)}"] if variants else []
        return said + keep_made([(reply.asset, found.get())], request.sources.kept_in)

    def finish(self, context: bpy.types.Context, outcome: list[str]) -> set[str]:
        for line in outcome:
            self.report({"WARNING"}, line)
        return {"FINISHED"}


CLASSES = (SCENELOOM_OT_add_to_library, SCENELOOM_OT_remake)
