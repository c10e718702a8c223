"""What an animator does with a generated rig: match the two ways of moving a limb, and bake to one of them."""

from __future__ import annotations

import bpy
from bpy.props import EnumProperty

from .layout import Sidebar
from .scene_builder.limb_matching import Limb, bake_to_joints, is_character, limbs_in, snap_controls, snap_joints
from .scene_builder.refit import slider_values
from .scene_builder.rig_controls import IK_SWITCH
from .scene_builder.rig_roll_look import EYES_FOLLOW, HEAD_FOLLOWS, LOOK_AT


class _OfRig:
    """Mixed into operators that work on the active character."""

    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if not is_character(context.object):
            cls.poll_message_set("Make a generated person or animal the active object")
            return False
        return True


class SCENELOOM_OT_snap_limbs(_OfRig, bpy.types.Operator):
    """Bring controls and joints together at this frame, key them, and let the ones that moved lead"""

    bl_idname = "sceneloom.snap_limbs"
    bl_label = "Snap Limbs"

    what: EnumProperty(
        name="What",
        items=(
            ("IK_TO_FK", "IK to FK", "Controls go to where the joints are, and lead"),
            ("FK_TO_IK", "FK to IK", "Joints take over the pose that the controls make, and lead"),
        ),
    )

    def execute(self, context: bpy.types.Context) -> set[str]:
        rig = context.object
        snap = snap_controls if self.what == "IK_TO_FK" else snap_joints
        limbs = _chosen(context, rig)
        for limb in limbs:
            for bone, path in snap(rig, limb):
                rig.pose.bones[bone].keyframe_insert(path)
        rig.update_tag()
        context.view_layer.update()
        self.report({"INFO"}, f"Snapped: {', '.join(limb.end for limb in limbs)}")
        return {"FINISHED"}


def _chosen(context: bpy.types.Context, rig: bpy.types.Object) -> list[Limb]:
    """The limbs of which a bone is selected, else all."""
    limbs = limbs_in(rig)
    if context.mode != "POSE":
        return limbs
    selected = {bone.name for bone in context.selected_pose_bones or ()}
    return [limb for limb in limbs if selected & {*limb.joints, limb.control, limb.pole, limb.roll}] or limbs


class SCENELOOM_OT_bake_to_fk(_OfRig, bpy.types.Operator):
    """Key the joints with all that plays now, edits included, and switch IK and looking off"""

    bl_idname = "sceneloom.bake_to_fk"
    bl_label = "Bake to FK"

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if not super().poll(context):
            return False
        data = context.object.animation_data
        if data is None or (data.action is None and not data.nla_tracks):
            cls.poll_message_set("This character has no motion to bake")
            return False
        return True

    def execute(self, context: bpy.types.Context) -> set[str]:
        first, last = bake_to_joints(context.object)
        context.scene.frame_set(context.scene.frame_current)
        self.report({"INFO"}, f"Frames {first} to {last} baked to the joints")
        return {"FINISHED"}


class SCENELOOM_PT_rig(Sidebar, bpy.types.Panel):
    bl_label = "Rig"

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return context.object is not None and context.object.type == "ARMATURE"

    def draw(self, context: bpy.types.Context) -> None:
        if is_character(context.object):
            self._draw_character(context)
        else:
            self.layout.operator("sceneloom.retarget", icon="ARMATURE_DATA")

    def _draw_character(self, context: bpy.types.Context) -> None:
        layout, bones = self.layout, context.object.pose.bones
        column = layout.column(align=True)
        for limb in limbs_in(context.object):
            name = limb.control.replace("_ik", "").replace("_", " ")
            column.prop(bones[limb.control], f'["{IK_SWITCH}"]', text=f"IK {name.title()}", slider=True)
        if LOOK_AT in bones:
            column = layout.column(align=True)
            for switch in (HEAD_FOLLOWS, EYES_FOLLOW):
                if switch in bones[LOOK_AT]:
                    text = switch.replace("_", " ").title()
                    column.prop(bones[LOOK_AT], f'["{switch}"]', text=text, slider=True)
        row = layout.row(align=True)
        row.operator("sceneloom.snap_limbs", text="Snap IK to FK").what = "IK_TO_FK"
        row.operator("sceneloom.snap_limbs", text="Snap FK to IK").what = "FK_TO_IK"
        column = layout.column(align=True)
        column.operator("sceneloom.bake_to_fk", icon="KEYTYPE_KEYFRAME_VEC")
        column.operator("sceneloom.export_character", icon="EXPORT")
        body = slider_values(context.object)
        if body:
            column = layout.column(align=True)
            for name in body:
                column.prop(context.object, f'["{name}"]', text=name.replace("_", " ").title(), slider=True)
            column.operator("sceneloom.refit_rig", icon="MOD_ARMATURE")


CLASSES = (SCENELOOM_OT_snap_limbs, SCENELOOM_OT_bake_to_fk, SCENELOOM_PT_rig)
