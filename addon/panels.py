"""The sidebar: prompt, progress, and what became of it."""

from __future__ import annotations

import json
import textwrap

import bpy

from . import installation
from .preferences import backend_python
from .reporting import repairing_operator
from .session import SESSION

_PIXELS_PER_CHARACTER = 7.2


class _Sidebar:
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Sceneloom"


class SCENELOOM_PT_generate(_Sidebar, bpy.types.Panel):
    bl_label = "Sceneloom"

    def draw(self, context: bpy.types.Context) -> None:
        layout, settings = self.layout, context.scene.sceneloom
        layout.use_property_split = True
        layout.use_property_decorate = False
        prompt = layout.column()
        prompt.use_property_split = False
        prompt.prop(settings, "prompt", text="", placeholder="What the scene shows and what happens")
        if len(settings.prompt) > _characters(context):  # more than the field shows
            _paragraph(prompt, context, settings.prompt)
        row = layout.row(heading="Duration")
        row.prop(settings, "use_duration", text="")
        value = row.row()
        value.active = settings.use_duration
        value.prop(settings, "duration_s", text="")
        layout.prop(settings, "seed")
        layout.prop(settings, "physicality", slider=True)
        layout.prop(settings, "target")
        if SESSION.job is None:
            button = layout.row()
            button.scale_y = 1.5
            button.operator("sceneloom.generate", icon="PLAY")
        else:
            row = layout.row()
            row.progress(factor=SESSION.fraction, text=SESSION.text)
            row.operator("sceneloom.cancel", text="", icon="X")
        self._draw_error(context)

    def _draw_error(self, context: bpy.types.Context) -> None:
        layout = self.layout
        if installation.RUNNING is not None:
            layout.progress(factor=installation.RUNNING.fraction, text=f"Set-up: {installation.RUNNING.text}")
        elif SESSION.error is not None:
            box = layout.box()
            _paragraph(box, context, str(SESSION.error), icon="ERROR")
            repair = repairing_operator(SESSION.error)
            if repair is not None:
                box.operator(repair[0], text=repair[1])
        elif not backend_python():
            box = layout.box()
            _paragraph(box, context, "The backend is not set up yet.", icon="INFO")
            if not bpy.app.online_access:
                _paragraph(box, context, "Setting it up needs Online Access (Preferences, System).")
            box.operator("sceneloom.set_up_backend")
            box.operator("screen.userpref_show", text="Preferences", icon="PREFERENCES")


class SCENELOOM_PT_result(_Sidebar, bpy.types.Panel):
    bl_label = "Understood"
    bl_parent_id = "SCENELOOM_PT_generate"

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return bool(context.scene.sceneloom.report_json)

    def draw(self, context: bpy.types.Context) -> None:
        report = json.loads(context.scene.sceneloom.report_json)
        layout = self.layout
        understood = report["understood"]
        for heading, icon, lines in (
            ("Things", "OBJECT_DATA", understood["things"]),
            ("Relations", "LINKED", understood["relations"]),
            ("Actions", "ACTION", understood["actions"]),
        ):
            if lines:
                column = layout.column(align=True)
                column.label(text=heading, icon=icon)
                for line in lines:
                    _paragraph(column, context, line)
        stand_ins = report["stand_ins"]
        missed = [*report["warnings"], *(f"{name} is a stand-in: {of}" for name, of in stand_ins.items())]
        if missed:
            box = layout.box()
            box.label(text="Not as asked", icon="INFO")
            for line in missed:
                _paragraph(box.column(align=True), context, line)
        else:
            layout.label(text="Everything was understood", icon="CHECKMARK")
        seconds = report["seconds"]["total"]
        layout.label(text=f"{report['frames']} frames, seed {report['seed']}, made in {seconds:.1f} s")


class SCENELOOM_PT_asset(_Sidebar, bpy.types.Panel):
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
        column = layout.column(align=True)
        for name in json.loads(target.data["sceneloom_parameters"]):
            column.prop(target.data, f'["{name}"]', text=name.replace("_", " ").title())
        layout.operator("sceneloom.rebuild", icon="FILE_REFRESH")


def _paragraph(layout: bpy.types.UILayout, context: bpy.types.Context, text: str, icon: str = "NONE") -> None:
    """Text over as many lines as the panel's width asks for."""
    characters = _characters(context) - (3 if icon != "NONE" else 0)
    column = layout.column(align=True)
    column.scale_y = 0.8
    for index, line in enumerate(textwrap.wrap(text, characters)):
        column.label(text=line, icon=icon if index == 0 else ("BLANK1" if icon != "NONE" else "NONE"))


def _characters(context: bpy.types.Context) -> int:
    """How many characters fit into a line of the panel."""
    scale = context.preferences.system.ui_scale
    width = context.region.width if context.region else 300
    return max(16, int(width / (_PIXELS_PER_CHARACTER * scale)) - 4)


CLASSES = (SCENELOOM_PT_generate, SCENELOOM_PT_result, SCENELOOM_PT_asset)
