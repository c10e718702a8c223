"""Variations, history, and making anew."""

from __future__ import annotations

import json

import bpy
from bl_ui.utils import PresetPanel

from . import generations
from .layout import Sidebar, paragraph
from .scene_builder.collections import GENERATION_KEY


class SCENELOOM_PT_presets(PresetPanel, bpy.types.Panel):
    bl_label = "Options Presets"
    preset_subdir = "sceneloom"
    preset_operator = "script.execute_preset"
    preset_add_operator = "sceneloom.add_preset"


class _OfGeneration(Sidebar):
    bl_parent_id = "SCENELOOM_PT_generate"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        collection = generations.shown(context.scene)
        return collection is not None and generations.has_request(collection)


class SCENELOOM_PT_variations(_OfGeneration, bpy.types.Panel):
    bl_label = "Variations"

    def draw(self, context: bpy.types.Context) -> None:
        layout, scene = self.layout, context.scene
        now = generations.shown(scene)
        family = generations.family_of(scene, now)
        row = layout.row(align=True)
        row.operator("sceneloom.step_variation", text="", icon="TRIA_LEFT").step = -1
        middle = row.row(align=True)
        middle.alignment = "CENTER"
        middle.label(text=f"{family.index(now) + 1} of {len(family)} · Seed {now['sceneloom_seed']}")
        row.operator("sceneloom.step_variation", text="", icon="TRIA_RIGHT").step = 1
        row = layout.row(align=True)
        row.operator("sceneloom.vary", icon="DUPLICATE")
        count = row.row(align=True)
        count.ui_units_x = 2.5
        count.prop(scene.sceneloom, "num_variations", text="")


class SCENELOOM_UL_history(bpy.types.UIList):
    def draw_item(self, context, layout, data, item, icon, active_data, active_property) -> None:
        now = generations.shown(context.scene)
        row = layout.row(align=True)
        is_shown = now == item
        eye = row.row(align=True)
        eye.emboss = "NONE"
        button = eye.operator("sceneloom.show_generation", text="", icon="HIDE_OFF" if is_shown else "HIDE_ON")
        button.number = item[GENERATION_KEY]
        row.label(text=f"{item[GENERATION_KEY]} · Seed {item['sceneloom_seed']} · {item['sceneloom_prompt']}")

    def filter_items(self, context, data, property_name) -> tuple[list[int], list[int]]:
        collections = getattr(data, property_name)
        return [self.bitflag_filter_item if generations.has_request(c) else 0 for c in collections], []


class SCENELOOM_PT_history(Sidebar, bpy.types.Panel):
    bl_label = "History"
    bl_parent_id = "SCENELOOM_PT_generate"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return any(generations.has_request(collection) for collection in bpy.data.collections)

    def draw(self, context: bpy.types.Context) -> None:
        layout, settings = self.layout, context.scene.sceneloom
        row = layout.row()
        row.template_list(
            "SCENELOOM_UL_history", "", bpy.data, "collections", settings, "history_index", rows=3, maxrows=8
        )
        row.column().operator("sceneloom.remove_generation", text="", icon="REMOVE")
        layout.operator("sceneloom.restore_settings", icon="LOOP_BACK")


class SCENELOOM_PT_regenerate(_OfGeneration, bpy.types.Panel):
    bl_label = "Regenerate"

    def draw(self, context: bpy.types.Context) -> None:
        layout, settings = self.layout, context.scene.sceneloom
        column = layout.column(align=True)
        column.label(text="Keep What I Changed by Hand")
        grid = column.grid_flow(columns=2, align=True, row_major=True)
        grid.prop(settings, "keep")
        row = layout.row()
        row.scale_y = 1.2
        row.operator("sceneloom.regenerate", icon="FILE_REFRESH").what = "ALL"
        column = layout.column(align=True)
        column.operator("sceneloom.regenerate", text="Another Look for Selected", icon="MOD_NOISE").what = "LOOK"
        column.operator("sceneloom.regenerate", text="Another Motion", icon="ACTION").what = "MOTION"
        report = json.loads(settings.report_json) if settings.report_json else {}
        if report.get("kept"):
            box = layout.box()
            box.label(text="Kept", icon="CHECKMARK")
            for line in report["kept"]:
                paragraph(box, context, line)
            if report.get("untold"):
                button = box.operator("sceneloom.regenerate", text="Make Anew Except Selected", icon="QUESTION")
                button.what, button.untold = "ALL", "ANEW"


class SCENELOOM_PT_finishing(_OfGeneration, bpy.types.Panel):
    bl_label = "Finishing"

    def draw(self, context: bpy.types.Context) -> None:
        column = self.layout.column(align=True)
        column.operator_menu_enum("sceneloom.select_generated", "which", icon="RESTRICT_SELECT_OFF")
        column.operator("sceneloom.merge_action", icon="NLA_PUSHDOWN")
        column.operator("sceneloom.clean_copy", icon="FILE_TICK")


CLASSES = (
    SCENELOOM_PT_presets,
    SCENELOOM_PT_regenerate,
    SCENELOOM_PT_variations,
    SCENELOOM_UL_history,
    SCENELOOM_PT_history,
    SCENELOOM_PT_finishing,
)
