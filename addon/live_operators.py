"""Make Live and Restore Baked Motion, and where they are found."""

from __future__ import annotations

import bpy

from .layout import Sidebar
from .scene_builder.rigid_bodies import can_be_live, is_live, make_live, restore


class SCENELOOM_OT_make_live(bpy.types.Operator):
    """Simulate the selected objects in Blender from their baked motion on; what is around them collides"""

    bl_idname = "sceneloom.make_live"
    bl_label = "Make Live"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if not any(can_be_live(target) for target in context.selected_objects):
            cls.poll_message_set("Select generated things that can move")
            return False
        return context.mode == "OBJECT"

    def execute(self, context: bpy.types.Context) -> set[str]:
        targets = [target for target in context.selected_objects if can_be_live(target)]
        make_live(context.scene, targets)
        self.report({"INFO"}, f"{len(targets)} live; play from the first frame")
        return {"FINISHED"}


class SCENELOOM_OT_restore_baked_motion(bpy.types.Operator):
    """Take the rigid bodies off the selected objects; they move as they were generated"""

    bl_idname = "sceneloom.restore_baked_motion"
    bl_label = "Restore Baked Motion"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if not any(is_live(target) for target in context.selected_objects):
            cls.poll_message_set("Select objects that were made live")
            return False
        return context.mode == "OBJECT"

    def execute(self, context: bpy.types.Context) -> set[str]:
        restore(context.scene, [target for target in context.selected_objects if is_live(target)])
        return {"FINISHED"}


class SCENELOOM_PT_physics(Sidebar, bpy.types.Panel):
    bl_label = "Physics"

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return any(can_be_live(target) or is_live(target) for target in context.selected_objects)

    def draw(self, context: bpy.types.Context) -> None:
        column = self.layout.column(align=True)
        column.operator("sceneloom.make_live", icon="RIGID_BODY")
        column.operator("sceneloom.restore_baked_motion", icon="LOOP_BACK")


CLASSES = (SCENELOOM_OT_make_live, SCENELOOM_OT_restore_baked_motion, SCENELOOM_PT_physics)
