"""All that a group of properties holds, groups and lists within it too, as plain values, and back."""

from __future__ import annotations

from typing import Any

import bpy

_PASSES = 3
"""a value may set others when it is set"""


def values_of(group: bpy.types.PropertyGroup) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in group.bl_rna.properties:
        if item.identifier == "rna_type":
            continue
        value = getattr(group, item.identifier)
        if item.type == "COLLECTION":
            found[item.identifier] = [values_of(part) for part in value]
        elif isinstance(value, bpy.types.PropertyGroup):
            found[item.identifier] = values_of(value)
        elif item.type != "POINTER" and not item.is_readonly:
            found[item.identifier] = value if isinstance(value, str | int | float | set) else tuple(value)
    return found


def give_back(group: bpy.types.PropertyGroup, values: dict[str, Any]) -> None:
    for _ in range(_PASSES):
        _give_back(group, values)


def _give_back(group: bpy.types.PropertyGroup, values: dict[str, Any]) -> None:
    for name, value in values.items():
        now = getattr(group, name)
        if isinstance(value, dict):
            _give_back(now, value)
        elif isinstance(value, list):
            if len(now) != len(value):
                now.clear()
            for index, part in enumerate(value):
                _give_back(now[index] if index < len(now) else now.add(), part)
        elif (now if isinstance(now, str | int | float | set) else tuple(now)) != value:
            setattr(group, name, value)
