"""Sceneloom: a prompt becomes an editable, animated scene."""

from __future__ import annotations

import bpy

from . import (
    batch,
    character_export,
    enhance_operators,
    finishing_operators,
    history_operators,
    library_operators,
    live_operators,
    live_preview,
    model_operators,
    operators,
    panels,
    post_operators,
    post_panels,
    preferences,
    properties,
    regenerate_operators,
    retarget_operators,
    rig_operators,
    session,
    understood_operators,
)

_CLASSES = (
    *properties.CLASSES,
    *preferences.CLASSES,
    *operators.CLASSES,
    *understood_operators.CLASSES,
    *regenerate_operators.CLASSES,
    *history_operators.CLASSES,
    *finishing_operators.CLASSES,
    *panels.CLASSES,
    *post_operators.CLASSES,
    *enhance_operators.CLASSES,
    *post_panels.CLASSES,
    *retarget_operators.CLASSES,
    *character_export.CLASSES,
    *rig_operators.CLASSES,
    *live_operators.CLASSES,
    *library_operators.CLASSES,
    *model_operators.CLASSES,
)
_commands: list[object] = []


def register() -> None:
    for cls in _CLASSES:
        bpy.utils.register_class(cls)
    properties.attach()
    session.attach()
    _commands.append(bpy.utils.register_cli_command("sceneloom", batch.command))


def unregister() -> None:
    while _commands:
        bpy.utils.unregister_cli_command(_commands.pop())
    live_preview.forget()
    session.detach()
    properties.detach()
    for cls in reversed(_CLASSES):
        bpy.utils.unregister_class(cls)
