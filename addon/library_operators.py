"""Things into and out of asset libraries: add one to a library, or make a selected one anew from another source."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import bpy
from bpy.props import BoolProperty, EnumProperty, StringProperty
from mathutils import Matrix

from . import asset_sources, job
from ._vendor.backend.protocol.errors import InvalidRequestError, JobCancelled, ResourceError, SceneBackendError
from ._vendor.backend.protocol.messages import AssetRequest
from .asset_catalogs import catalog_id
from .asset_gallery import corners_of, prepare_picture, set_stage
from .backend_process import Backend
from .modal import JobOperator
from .reporting import report
from .scene_builder import rebuild
from .scene_builder.collections import OBJECT_ID_KEY
from .session import SESSION

_PREVIEW_PX = 256
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


def add_to_library(
    target: bpy.types.Object, folder: Path, *, catalog: str, tags: list[str], author: str, licence: str, preview: bool
) -> Path:
    """Write a copy of an object with its children as a marked asset; returns the new .blend.

    Raises ResourceError where the library cannot be written to.
    """
    name = target.name
    copies = _copies(target)
    block = copies[0]
    group = None
    if len(copies) > 1:
        group = block = bpy.data.collections.new(name)
        for copy in copies:
            group.objects.link(copy)
    names = _lend_names(target, copies, group)
    try:
        block.asset_mark()
        facts = block.asset_data
        if catalog.strip():
            facts.catalog_id = catalog_id(folder, catalog)
        facts.author = author
        facts.license = licence or target.get("sceneloom_licence", "")
        facts.description = target.get("sceneloom_origin", "") or target.get("sceneloom_label", "")
        for tag in tags:
            facts.tags.new(tag, skip_if_exists=True)
        if preview:
            _render_preview(block, copies)
        path = _free_name(folder, name)
        unfinished = path.with_name(f".{path.stem}.{os.getpid()}.blend")
        try:
            bpy.data.libraries.write(str(unfinished), {block}, fake_user=True, compress=True)
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error).strip()
        raise ResourceError(f"The library {folder} cannot be written to: {reason}.", hint="Choose another.") from error
    finally:
        if group is not None:
            bpy.data.collections.remove(group)
        bpy.data.batch_remove(copies)
        for owner, own in names.items():
            owner.name = own
    return path


def _copies(target: bpy.types.Object) -> list[bpy.types.Object]:
    """The object and its children at the origin, without motion, named as they are; data is shared."""
    originals = [target, *target.children_recursive]
    copies = {original: original.copy() for original in originals}
    for original, copy in copies.items():
        copy.animation_data_clear()
        copy.parent = copies.get(original.parent)
        if copy.parent is not None:
            copy.matrix_parent_inverse = original.matrix_parent_inverse
        for constraint in list(copy.constraints):
            copy.constraints.remove(constraint)
    root = copies[target]
    scale = target.matrix_world.to_scale()
    root.matrix_basis = Matrix.LocRotScale(None, None, scale)
    return list(copies.values())


def _lend_names(
    target: bpy.types.Object, copies: list[bpy.types.Object], group: bpy.types.Collection | None
) -> dict[bpy.types.ID, str]:
    """In the library they bear the names of the originals, which get them back: returns these by owner."""
    pairs = list(zip([target, *target.children_recursive], copies, strict=True))
    names: dict[bpy.types.ID, str] = {original: original.name for original, _ in pairs}
    namesake = bpy.data.collections.get(target.name) if group is not None else None
    if namesake not in (None, group):
        names[namesake] = namesake.name
        namesake.name += " (lent)"
    if group is not None:
        group.name = target.name
    for original, copy in pairs:
        original.name += " (lent)"
        copy.name = names[original]
    return names


def _free_name(folder: Path, name: str) -> Path:
    stem = "".join(c if c.isalnum() or c in " -_" else "_" for c in name).strip() or "asset"
    names = [stem, *(f"{stem} {number}" for number in range(2, 1000))]
    return next(folder / f"{one}.blend" for one in names if not (folder / f"{one}.blend").exists())


def _render_preview(block: bpy.types.ID, copies: list[bpy.types.Object]) -> None:
    """A picture in the studio of the asset gallery becomes the preview; scene and files of its own."""
    scene = bpy.data.scenes.new("Sceneloom Preview")
    before = {kind: set(getattr(bpy.data, kind)) for kind in ("objects", "meshes", "lights", "cameras", "worlds",
                                                              "materials", "images")}  # fmt: skip
    try:
        for copy in copies:
            scene.collection.objects.link(copy)
        scene.view_layers[0].update()
        corners = corners_of(copies)
        if not len(corners):
            return
        floor = prepare_picture(scene, _PREVIEW_PX)
        set_stage(scene, corners, floor)
        with tempfile.TemporaryDirectory(prefix="sceneloom-preview-") as folder:
            path = str(Path(folder) / "preview.png")
            scene.render.filepath = path
            bpy.ops.render.render(write_still=True, scene=scene.name)
            image = bpy.data.images.load(path)
            shown = block.preview_ensure()
            shown.image_size = image.size
            shown.image_pixels_float = image.pixels[:]
    finally:
        for copy in copies:
            if copy.name in scene.collection.objects:
                scene.collection.objects.unlink(copy)
        for kind, known in before.items():
            bpy.data.batch_remove(set(getattr(bpy.data, kind)) - known)
        bpy.data.scenes.remove(scene)


class SCENELOOM_OT_remake(JobOperator, bpy.types.Operator):
    """Make the active object anew from another source: your libraries, a pretrained model, or a mesh file"""

    bl_idname = "sceneloom.remake"
    bl_label = "Make From…"
    bl_options = {"REGISTER", "UNDO"}

    source: EnumProperty(
        name="Source",
        items=(*asset_sources.ITEMS[2:], ("file", "Mesh File", "A .glb, .obj, .ply or .stl of yours, repaired")),
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
        return self._remake(target.name, request, SESSION.backend(), wait_s)

    def _remake(self, name: str, request: AssetRequest, backend: Backend, wait_s: float) -> job.Steps:
        reply = yield from job.ask(backend, request, share=0.9, wait_s=wait_s)
        target = bpy.data.objects.get(name)  # looked up again: an undo in between makes new objects
        if target is None:
            raise JobCancelled(f"{name} is gone; nothing was made.")
        rebuild.rebuild_in_place(target, reply.asset)
        yield 1.0, "done"

    def finish(self, context: bpy.types.Context, outcome: None) -> set[str]:
        return {"FINISHED"}


CLASSES = (SCENELOOM_OT_add_to_library, SCENELOOM_OT_remake)
