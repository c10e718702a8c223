"""After the render: choose a look, see it, render through it."""

from __future__ import annotations

import bpy

from ._vendor.backend.protocol.errors import WeightsNotFoundError
from ._vendor.backend.protocol.look import GROUPS
from .enhance_properties import prompt_of
from .layout import Sidebar, paragraph
from .live_preview import PREVIEW
from .look_properties import property_name, values_of
from .model_operators import fetched_with
from .session import SESSION

_TITLES = {"optics": "Lens", "exposure": "Exposure"}


class SCENELOOM_PT_post(Sidebar, bpy.types.Panel):
    bl_label = "Render and Post"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        layout, settings = self.layout, context.scene.sceneloom
        row = layout.row(align=True)
        row.prop(settings.look, "look", text="")
        row.operator("sceneloom.load_look", text="", icon="FILE_FOLDER")
        row.operator("sceneloom.save_look", text="", icon="FILE_TICK").filepath = f"{settings.look.look}.json"
        layout.prop(settings.look, "strength", slider=True)
        layout.operator("sceneloom.preview_look", icon="IMAGE_DATA")
        row = layout.row()
        row.active = PREVIEW.after is not None
        row.prop(settings.look, "wipe", slider=True)
        column = layout.column(align=True)
        column.prop(settings, "post_output", text="")
        text = "Render, Post, Enhance" if settings.enhancement.is_on else "Render and Post"
        column.operator("sceneloom.render_and_post", text=text, icon="RENDER_ANIMATION")
        if SESSION.job is not None:
            row = layout.row()
            row.progress(factor=SESSION.fraction, text=SESSION.text)
            row.operator("sceneloom.cancel", text="", icon="X")
        column = layout.column()
        column.use_property_split = True
        column.use_property_decorate = False
        column.prop(settings, "post_frames")
        if settings.post_frames:
            column.prop(settings, "post_keep_existing")
        column.prop(settings, "post_add_strip")


class SCENELOOM_PT_enhance(Sidebar, bpy.types.Panel):
    bl_label = "Enhance"
    bl_parent_id = "SCENELOOM_PT_post"
    bl_options = {"DEFAULT_CLOSED"}

    def draw_header(self, context: bpy.types.Context) -> None:
        self.layout.prop(context.scene.sceneloom.enhancement, "is_on", text="")

    def draw(self, context: bpy.types.Context) -> None:
        layout, scene = self.layout, context.scene
        settings, state = scene.sceneloom.enhancement, SESSION.enhancer
        layout.prop(settings, "prompt", text="", placeholder=prompt_of(scene) or "What the picture shows")
        layout.prop(settings, "strength", slider=True)
        row = layout.row(align=True)
        row.operator("sceneloom.preview_enhanced", icon="IMAGE_DATA")
        row.operator("sceneloom.check_enhancer", text="", icon="FILE_REFRESH")
        if state is not None:
            download = fetched_with(state.text) if state.code == WeightsNotFoundError.code else ""
            told = state.text if state.is_available or download else f"{state.text} {state.hint}"
            paragraph(layout, context, told, icon="CHECKMARK" if state.is_available else "INFO")
            if download:
                layout.operator("sceneloom.download_model", icon="IMPORT").model = download
        column = layout.column()
        column.use_property_split = True
        column.use_property_decorate = False
        column.prop(settings, "negative")
        column.prop(settings, "model")
        column.prop(settings, "base")
        column.prop(settings, "seed")
        column.prop(settings, "steps")
        column.prop(settings, "few_steps")
        column.prop(settings, "lora")
        if settings.lora:
            column.prop(settings, "lora_weight")


class _OfLook(Sidebar):
    bl_parent_id = "SCENELOOM_PT_post"
    bl_options = {"DEFAULT_CLOSED"}
    group = ""

    def draw(self, context: bpy.types.Context) -> None:
        layout, look = self.layout, context.scene.sceneloom.look
        layout.use_property_split = True
        layout.use_property_decorate = False
        if self.group == "depth_of_field" and not _has_focus(context.scene.camera):
            paragraph(layout, context, "The camera has no focus yet: turn on its Depth of Field.", icon="INFO")
        for name in values_of(self.group):
            layout.prop(look, property_name(self.group, name))


def _has_focus(camera: bpy.types.Object | None) -> bool:
    if camera is None or camera.type != "CAMERA":
        return False
    return camera.data.dof.use_dof or camera.data.dof.focus_object is not None


def _panel(group: str) -> type:
    title = _TITLES.get(group, group.replace("_", " ").title().replace(" Of ", " of "))
    return type(f"SCENELOOM_PT_look_{group}", (_OfLook, bpy.types.Panel), {"bl_label": title, "group": group})


CLASSES = (SCENELOOM_PT_post, SCENELOOM_PT_enhance, *(_panel(group) for group in GROUPS))
