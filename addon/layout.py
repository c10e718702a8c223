"""What all panels share: where they stand, and text that wraps."""

from __future__ import annotations

import textwrap

import bpy

_PIXELS_PER_CHARACTER = 7.2


class Sidebar:
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Sceneloom"


def paragraph(layout: bpy.types.UILayout, context: bpy.types.Context, text: str, icon: str = "NONE") -> None:
    """Text over as many lines as the panel's width asks for."""
    characters = characters_per_line(context) - (3 if icon != "NONE" else 0)
    column = layout.column(align=True)
    column.scale_y = 0.8
    for index, line in enumerate(textwrap.wrap(text, characters)):
        column.label(text=line, icon=icon if index == 0 else ("BLANK1" if icon != "NONE" else "NONE"))


def characters_per_line(context: bpy.types.Context) -> int:
    """How many characters fit into a line of the panel."""
    scale = context.preferences.system.ui_scale
    width = context.region.width if context.region else 300
    return max(16, int(width / (_PIXELS_PER_CHARACTER * scale)) - 4)
