"""The sidebar: prompt, progress, and what became of it."""

from __future__ import annotations

import json

import bpy

from . import generation_panels, installation, startup, understood_panel
from .asset_figures import stored_lines
from .layout import Sidebar, characters_per_line, paragraph
from .preferences import is_ready
from .reporting import has_log, repairing_operator
from .scene_builder import motion_values
from .session import SESSION


class SCENELOOM_PT_generate(Sidebar, bpy.types.Panel):
    bl_label = "Sceneloom"

    def draw(self, context: bpy.types.Context) -> None:
        layout, settings = self.layout, context.scene.sceneloom
        prompt = layout.column()
        prompt.prop(settings, "prompt", text="", placeholder="What the scene shows and what happens")
        if len(settings.prompt) > characters_per_line(context):  # more than the field shows
            paragraph(prompt, context, settings.prompt)
        if SESSION.job is None:
            buttons = layout.row(align=True)
            buttons.scale_y = 1.5
            buttons.operator("sceneloom.generate", icon="PLAY")
            buttons.operator("sceneloom.read", text="", icon="VIEWZOOM")
        else:
            row = layout.row()
            row.progress(factor=SESSION.fraction, text=SESSION.text)
            row.operator("sceneloom.cancel", text="", icon="X")
        self._draw_error(context)

    def _draw_error(self, context: bpy.types.Context) -> None:
        layout = self.layout
        if installation.RUNNING is not None:
            layout.progress(factor=installation.RUNNING.fraction, text=f"Setting Up: {installation.RUNNING.text}")
        elif SESSION.error is not None:
            box = layout.box()
            paragraph(box, context, SESSION.error.message, icon="ERROR")
            if SESSION.error.hint:
                paragraph(box, context, SESSION.error.hint)
            row = box.row(align=True)
            repair = repairing_operator(SESSION.error)
            if repair is not None:
                row.operator(repair[0], text=repair[1], icon="FILE_REFRESH")
            if has_log(SESSION.error):
                row.operator("sceneloom.open_log", icon="TEXT")
        elif not is_ready():
            box = layout.box()
            paragraph(box, context, "The backend is not set up yet.", icon="INFO")
            column = box.column(align=True)
            if not bpy.app.online_access:
                paragraph(box, context, "Setting it up needs Online Access.")
                column.operator("extensions.userpref_allow_online", text="Allow Online Access", icon="INTERNET")
            column.operator("sceneloom.set_up_backend", icon="IMPORT")
            column.operator("screen.userpref_show", text="Preferences", icon="PREFERENCES")


class SCENELOOM_PT_options(Sidebar, bpy.types.Panel):
    bl_label = "Options"
    bl_parent_id = "SCENELOOM_PT_generate"
    bl_options = {"DEFAULT_CLOSED"}

    def draw_header_preset(self, context: bpy.types.Context) -> None:
        generation_panels.SCENELOOM_PT_presets.draw_panel_header(self.layout)

    def draw(self, context: bpy.types.Context) -> None:
        layout, settings = self.layout, context.scene.sceneloom
        layout.use_property_split = True
        layout.use_property_decorate = False
        layout.prop(settings, "target")
        if settings.target == "THIS" and startup.untouched(context.scene):
            layout.prop(settings, "replace_startup")
        row = layout.row(heading="Duration")
        row.prop(settings, "use_duration", text="")
        value = row.row()
        value.active = settings.use_duration
        value.prop(settings, "duration_s", text="")
        layout.prop(settings, "seed")
        layout.prop(settings, "physicality", slider=True)
        layout.prop(settings, "asset_source")


class SCENELOOM_PT_asset(Sidebar, bpy.types.Panel):
    bl_label = "Selected Object"
    bl_parent_id = "SCENELOOM_PT_generate"

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        target = context.object
        return target is not None and target.type == "MESH" and "sceneloom_parameters" in target.data

    def draw(self, context: bpy.types.Context) -> None:
        layout, target = self.layout, context.object
        layout.use_property_split = True
        layout.use_property_decorate = False
        stand_in = target.get("sceneloom_stand_in_for", "")
        if stand_in:
            layout.label(text=f"Stands in for “{stand_in}”", icon="INFO")
        for line in stored_lines(target.get("sceneloom_repair", "")):
            paragraph(layout, context, line)
        column = layout.column(align=True)
        for name in json.loads(target.data["sceneloom_parameters"]):
            column.prop(target.data, f'["{name}"]', text=_title(name))
        if json.loads(target.data["sceneloom_parameters"]):
            layout.operator("sceneloom.rebuild", icon="FILE_REFRESH")
        row = layout.row(align=True)
        row.operator("sceneloom.remake", icon="IMPORT")
        row.operator("sceneloom.add_to_library", icon="ASSET_MANAGER")


class SCENELOOM_PT_motion(Sidebar, bpy.types.Panel):
    bl_label = "Motion of Selected"
    bl_parent_id = "SCENELOOM_PT_generate"

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return motion_values.owner_of(context.object) is not None

    def draw(self, context: bpy.types.Context) -> None:
        layout, rig = self.layout, motion_values.owner_of(context.object)
        layout.use_property_split = True
        layout.use_property_decorate = False
        for text, names in motion_values.acts_of(rig):
            box = layout.box()
            paragraph(box, context, text[:1].upper() + text[1:], icon="ACTION")
            column = box.column(align=True)
            for name in names:
                column.prop(rig, f'["{name}"]', text=_title(name))
        row = layout.row()
        row.scale_y = 1.2
        row.operator("sceneloom.regenerate", text="Edit Motion", icon="FILE_REFRESH").what = "EDIT"


def _title(name: str) -> str:
    """`walk_a1.speed_m_s` -> `Speed (m/s)`"""
    own = name.rpartition(".")[2]
    for ending, unit in (("_m_s", "m/s"), ("_rad", "rad"), ("_m", "m"), ("_s", "s")):
        if own.endswith(ending):
            return f"{own.removesuffix(ending).replace('_', ' ').title()} ({unit})"
    return own.replace("_", " ").title()


CLASSES = (
    SCENELOOM_PT_generate,
    SCENELOOM_PT_options,
    *understood_panel.CLASSES,
    SCENELOOM_PT_asset,
    SCENELOOM_PT_motion,
    *generation_panels.CLASSES,
)
