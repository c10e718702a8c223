"""What an artist does with a finished scene: choose what was made, merge layers, hand on a file without add-on data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy
from bpy.props import EnumProperty, StringProperty

from . import generations
from ._vendor.backend.protocol.errors import SceneBackendError
from .property_copies import give_back, values_of
from .reporting import report
from .scene_builder import fingerprints
from .scene_builder.merge_action import can_merge, merge_to_one_action
from .whole_files import finished_file

_OURS = "sceneloom"


class SCENELOOM_OT_select_generated(bpy.types.Operator):
    """Select the objects of the shown generation"""

    bl_idname = "sceneloom.select_generated"
    bl_label = "Select Generated"
    bl_options = {"REGISTER", "UNDO"}

    which: EnumProperty(
        name="Which",
        items=(
            ("ALL", "All", "Everything that was generated"),
            ("CHANGED", "Changed by Hand", "What is no longer as it was generated"),
            ("UNTOUCHED", "Untouched", "What is still as it was generated"),
        ),
    )

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if generations.shown(context.scene) is None:
            cls.poll_message_set("There is no generation in this scene yet")
            return False
        return context.mode == "OBJECT"

    def execute(self, context: bpy.types.Context) -> set[str]:
        originals = fingerprints.originals(generations.shown(context.scene))
        changed = set(fingerprints.changed_by_hand(originals.values())) if self.which != "ALL" else set(originals)
        keys = set(originals) - changed if self.which == "UNTOUCHED" else changed
        num_selected = 0
        for target in context.view_layer.objects:
            target.select_set(False)
        for key in keys:
            if originals[key].name in context.view_layer.objects and originals[key].visible_get():
                originals[key].select_set(True)
                num_selected += 1
        self.report({"INFO"}, f"{num_selected} objects selected")
        return {"FINISHED"}


class SCENELOOM_OT_merge_action(bpy.types.Operator):
    """Put the generated motion and the keys above it into one Action for each selected person"""

    bl_idname = "sceneloom.merge_action"
    bl_label = "Merge to One Action"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if not any(can_merge(target) for target in context.selected_objects):
            cls.poll_message_set("Select a person with generated motion")
            return False
        return True

    def execute(self, context: bpy.types.Context) -> set[str]:
        merged = [merge_to_one_action(o).name for o in context.selected_objects if can_merge(o)]
        self.report({"INFO"}, f"Merged: {', '.join(merged)}")
        return {"FINISHED"}


class SCENELOOM_OT_clean_copy(bpy.types.Operator):
    """Save a copy of this file that holds nothing of the add-on's; the open file stays as it is"""

    bl_idname = "sceneloom.clean_copy"
    bl_label = "Save Clean Copy"

    filepath: StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})
    filter_glob: StringProperty(default="*.blend", options={"HIDDEN"})

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        stem = bpy.path.basename(bpy.data.filepath).removesuffix(".blend") or "scene"
        self.filepath = bpy.path.abspath(f"//{stem}_clean.blend") if bpy.data.filepath else f"{stem}_clean.blend"
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: bpy.types.Context) -> set[str]:
        path = bpy.path.ensure_ext(self.filepath, ".blend")
        taken = [(block, name, block[name]) for block in _blocks() for name in list(block.keys()) if _is_ours(name)]
        kept = {(block, name): _plain(value) for block, name, value in taken}
        settings = [(scene, values_of(scene.sceneloom)) for scene in bpy.data.scenes]
        for scene, _ in settings:
            scene.property_unset(_OURS)
        for block, name in kept:
            del block[name]
        try:
            with finished_file(path) as unfinished:
                bpy.ops.wm.save_as_mainfile(filepath=unfinished, copy=True, check_existing=False)
        except SceneBackendError as error:
            report(self, error)
            return {"CANCELLED"}
        finally:
            for (block, name), value in kept.items():
                block[name] = value
            for scene, values in settings:
                give_back(scene.sceneloom, values)
        self.report({"INFO"}, f"Saved {bpy.path.basename(path)}")
        return {"FINISHED"}


def _is_ours(name: str) -> bool:
    return name.startswith(f"{_OURS}_")


def _plain(value: Any) -> Any:
    return value.to_list() if hasattr(value, "to_list") else value


def _blocks() -> Iterator[bpy.types.ID]:
    for kind in ("objects", "meshes", "collections", "materials", "actions", "worlds", "armatures", "scenes"):
        yield from getattr(bpy.data, kind)


CLASSES = (SCENELOOM_OT_select_generated, SCENELOOM_OT_merge_action, SCENELOOM_OT_clean_copy)
