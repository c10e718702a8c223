"""The list of what was understood: things, relations, actions, place and camera, open to correction."""

from __future__ import annotations

import json

import bpy

from . import asset_sources
from .layout import Sidebar, paragraph
from .understood import SceneloomAction, SceneloomRelation, SceneloomThing, SceneloomUnderstood

_ROLE_ICONS = {"character": "OUTLINER_OB_ARMATURE", "structure": "HOME"}


class SCENELOOM_UL_things(bpy.types.UIList):
    def draw_item(self, context, layout, data, item: SceneloomThing, icon, active_data, active_property) -> None:
        row = layout.row()
        row.label(text=item.words[:1].upper() + item.words[1:], icon=_ROLE_ICONS.get(item.role, "MESH_CUBE"))
        if item.stand_in:
            row.label(text="Stand-in", icon="QUESTION")
        _reader(row, item)


class SCENELOOM_UL_relations(bpy.types.UIList):
    def draw_item(self, context, layout, data, item: SceneloomRelation, icon, active_data, active_property) -> None:
        row = layout.row()
        row.label(text=f"{item.subject or '?'} {item.word or '?'} {(item.object or '?')}", icon="LINKED")
        _reader(row, item)

    def filter_items(
        self, context: bpy.types.Context, data: SceneloomUnderstood, property_name: str
    ) -> tuple[list[int], list[int]]:
        """What only says an action again is not shown."""
        return [0 if item.action else self.bitflag_filter_item for item in getattr(data, property_name)], []


class SCENELOOM_UL_actions(bpy.types.UIList):
    def draw_item(self, context, layout, data, item: SceneloomAction, icon, active_data, active_property) -> None:
        words = " ".join(filter(None, [item.actor or "?", item.verb, item.target]))
        row = layout.row()
        row.label(text=words, icon="ACTION")
        _reader(row, item)


class SCENELOOM_PT_understood(Sidebar, bpy.types.Panel):
    bl_label = "Understood"
    bl_parent_id = "SCENELOOM_PT_generate"

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return bool(context.scene.sceneloom.understood.prompt)

    def draw(self, context: bpy.types.Context) -> None:
        layout, settings = self.layout, context.scene.sceneloom
        understood = settings.understood
        row = layout.row(align=True)
        row.scale_y = 1.2
        row.operator("sceneloom.generate", text="Build from This List", icon="FILE_REFRESH").from_list = True
        row.operator("sceneloom.add_in_words", text="", icon="ADD")
        if understood.prompt != settings.prompt.strip():
            paragraph(layout, context, "The prompt has changed since it was read.", icon="INFO")
        misses = _misses(settings)
        if misses:
            box = layout.box()
            box.label(text="Not as Asked", icon="INFO")
            for miss in misses:
                paragraph(box, context, miss)


class _Part(Sidebar):
    bl_parent_id = "SCENELOOM_PT_understood"


class SCENELOOM_PT_things(_Part, bpy.types.Panel):
    bl_label = "Things"

    def draw(self, context: bpy.types.Context) -> None:
        layout, understood = self.layout, context.scene.sceneloom.understood
        _list(layout, understood, "things", rows=min(max(len(understood.things), 3), 6))
        if understood.thing_index < len(understood.things):
            self._draw_thing(context, layout, understood.things[understood.thing_index])

    def _draw_thing(
        self, context: bpy.types.Context, layout: bpy.types.UILayout, thing: SceneloomThing
    ) -> None:
        box = layout.box()
        column = box.column()
        column.use_property_split, column.use_property_decorate = True, False
        column.prop(thing, "lemma")
        column.prop(thing, "category", placeholder="Nearest")
        if thing.nearness < 1.0 and thing.category == thing.found_category:
            column.label(text=f"Nearest there is: {100.0 * thing.nearness:.0f} %", icon="INFO")
        column.prop(thing, "count")
        if thing.role != "character":
            column.prop(thing, "source")
            if asset_sources.uses_picture(thing.source):
                column.prop(thing, "image", placeholder="From the Words")
        words = box.column(align=True)
        for index, attribute in enumerate(thing.attributes):
            row = words.row(align=True).split(factor=0.4, align=True)
            row.prop(attribute, "type", text="")
            row = row.row(align=True)
            row.prop(attribute, "value", text="")
            row.operator("sceneloom.remove_attribute", text="", icon="X").index = index
        words.operator("sceneloom.add_attribute", icon="ADD")
        _said(box, context, thing)


class SCENELOOM_PT_relations(_Part, bpy.types.Panel):
    bl_label = "Relations"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        layout, understood = self.layout, context.scene.sceneloom.understood
        layout.use_property_split, layout.use_property_decorate = True, False
        _list(layout, understood, "relations", rows=3)
        if understood.relation_index >= len(understood.relations):
            return
        relation = understood.relations[understood.relation_index]
        if relation.action:
            return
        column = layout.column()
        column.prop_search(relation, "subject", understood, "things", icon="MESH_CUBE")
        column.prop(relation, "word")
        column.prop_search(relation, "object", understood, "things", icon="MESH_CUBE")
        _said(layout, context, relation)


class SCENELOOM_PT_actions(_Part, bpy.types.Panel):
    bl_label = "Actions"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        layout, understood = self.layout, context.scene.sceneloom.understood
        layout.use_property_split, layout.use_property_decorate = True, False
        _list(layout, understood, "actions", rows=3)
        if understood.action_index >= len(understood.actions):
            return
        action = understood.actions[understood.action_index]
        column = layout.column()
        column.prop_search(action, "actor", understood, "things", icon="OUTLINER_OB_ARMATURE")
        column.prop(action, "verb")
        column.prop_search(action, "target", understood, "things", icon="MESH_CUBE")
        column.prop(action, "manner", placeholder="slowly, twice")
        column.prop(action, "duration_s")
        column.prop_search(action, "after", understood, "actions", icon="ACTION")
        column.prop_search(action, "during", understood, "actions", icon="ACTION")
        _said(layout, context, action)


class SCENELOOM_PT_surroundings(_Part, bpy.types.Panel):
    bl_label = "Place, Light & Camera"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        layout, understood = self.layout, context.scene.sceneloom.understood
        layout.use_property_split, layout.use_property_decorate = True, False
        column = layout.column()
        column.prop(understood, "place")
        column.prop(understood, "indoor")
        column = layout.column()
        for name in ("time_of_day", "weather", "mood"):
            column.prop(understood, name)
        column = layout.column()
        for name in ("shot_size", "angle", "movement"):
            column.prop(understood, name)
        column.prop_search(understood, "subject", understood, "things", icon="MESH_CUBE")
        layout.prop(understood, "excluded", placeholder="lamp, tree")


def _reader(row: bpy.types.UILayout, line: SceneloomThing | SceneloomRelation | SceneloomAction) -> None:
    """Who read a line, and how sure, at its end."""
    if line.reader:
        end = row.row()
        end.alignment, end.active = "RIGHT", False
        end.label(text=line.reader_words)


def _said(
    layout: bpy.types.UILayout, context: bpy.types.Context, line: SceneloomThing | SceneloomRelation | SceneloomAction
) -> None:
    """The words that the active line came from."""
    if line.said:
        paragraph(layout, context, f"From “{line.said}”")
    elif line.reader in ("rules", "neural", "both"):
        paragraph(layout, context, "Goes without saying")


def _list(layout: bpy.types.UILayout, understood: SceneloomUnderstood, kind: str, rows: int) -> None:
    row = layout.row()
    index = f"{kind[:-1]}_index"
    row.template_list(f"SCENELOOM_UL_{kind}", "", understood, kind, understood, index, rows=rows, maxrows=8)
    buttons = row.column(align=True)
    buttons.operator("sceneloom.add_item", text="", icon="ADD").kind = kind
    buttons.operator("sceneloom.remove_item", text="", icon="REMOVE").kind = kind


def _misses(settings: bpy.types.PropertyGroup) -> list[str]:
    """Words that nothing used, and the wishes that the last generation did not meet."""
    unused = [f"“{word}” was not understood." for word in settings.understood.unused.splitlines()]
    warnings = json.loads(settings.report_json)["warnings"] if settings.report_json else []
    return list(dict.fromkeys([*unused, *warnings]))


CLASSES = (
    SCENELOOM_UL_things,
    SCENELOOM_UL_relations,
    SCENELOOM_UL_actions,
    SCENELOOM_PT_understood,
    SCENELOOM_PT_things,
    SCENELOOM_PT_relations,
    SCENELOOM_PT_actions,
    SCENELOOM_PT_surroundings,
)
