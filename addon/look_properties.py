"""The look that the artist has chosen, as properties: one for each value of the backend's look, with its range."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import bpy
from bpy.props import EnumProperty, FloatProperty, FloatVectorProperty, IntProperty, StringProperty

from . import live_preview
from ._vendor.backend.protocol.errors import InvalidRequestError
from ._vendor.backend.protocol.look import BUILT_IN_LOOKS, GROUPS, Look, look_from_json, look_to_json
from .backend_process import VENDORED

_LOOKS = VENDORED / "blender_assets" / "looks"
_NEUTRAL = Look()
_CURVES = ("curve", "red_curve", "green_curve", "blue_curve")


def property_name(group: str, name: str) -> str:
    """`grain`, `strength` -> `grain_strength`"""
    return f"{group}_{name}"


def values_of(group: str) -> list[str]:
    """Names of a group's values that have a property; curves have none."""
    return [item.name for item in fields(getattr(_NEUTRAL, group)) if item.name not in _CURVES]


def load_preset(settings: SceneloomLook, path: Path) -> None:
    """Set all values from a look's file. Raises InvalidRequestError when it is none."""
    try:
        look = look_from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InvalidRequestError(
            f"The look {path} cannot be read: {reason}.", hint="Save one from here first."
        ) from error
    for group in GROUPS:
        for name in values_of(group):
            setattr(settings, property_name(group, name), getattr(getattr(look, group), name))
    settings.curves_json = json.dumps({name: getattr(look.grade, name) for name in _CURVES})


def look_of(settings: SceneloomLook) -> Look:
    """The look as the properties have it."""
    plain: dict[str, Any] = {"name": settings.look}
    for group in GROUPS:
        values = {}
        for name in values_of(group):
            value = getattr(settings, property_name(group, name))
            values[name] = list(value) if hasattr(value, "__len__") and not isinstance(value, str) else value
        plain[group] = values
    if plain["grade"]["lut"]:
        plain["grade"]["lut"] = bpy.path.abspath(plain["grade"]["lut"])
    if settings.curves_json:
        plain["grade"] |= json.loads(settings.curves_json)
    return look_from_json(_within_ranges(plain))


def _within_ranges(plain: dict[str, Any]) -> dict[str, Any]:
    """Blender's single-precision values may lie a last digit beyond their range."""
    for group in GROUPS:
        for item in fields(getattr(_NEUTRAL, group)):
            value, low, high = plain[group].get(item.name), item.metadata.get("low"), item.metadata.get("high")
            if isinstance(value, float):
                plain[group][item.name] = min(max(round(value, 6), low), high)
            elif isinstance(value, list) and value and isinstance(value[0], float):
                plain[group][item.name] = [min(max(round(single, 6), low), high) for single in value]
    return plain


def look_json(settings: SceneloomLook) -> str:
    """The look as the backend and files take it."""
    return json.dumps(look_to_json(look_of(settings)), indent=1)


def _chosen(settings: SceneloomLook, context: bpy.types.Context) -> None:
    if settings.look in BUILT_IN_LOOKS:
        load_preset(settings, _LOOKS / f"{settings.look}.json")
    _changed(settings, context)


def _changed(settings: SceneloomLook, context: bpy.types.Context) -> None:
    live_preview.ask_for_another()


def _wiped(settings: SceneloomLook, context: bpy.types.Context) -> None:
    live_preview.show(settings.wipe)


def _property(group: str, name: str) -> Any:
    item = next(item for item in fields(getattr(_NEUTRAL, group)) if item.name == name)
    title = name.removesuffix("_k").removesuffix("_ev").removeprefix("chromatic_").replace("_", " ").title()
    title = title.replace("Lut", "LUT")
    told = {"name": title, "description": item.metadata.get("text", title), "update": _changed}
    if isinstance(item.default, str):
        choices = item.metadata.get("choices")
        if choices:
            return EnumProperty(items=[(choice, choice.title(), "") for choice in choices], **told)
        return StringProperty(subtype="FILE_PATH", **told)
    limits = {"min": item.metadata["low"], "max": item.metadata["high"]}
    if isinstance(item.default, tuple):
        return FloatVectorProperty(size=3, default=item.default, precision=3, step=1, **limits, **told)
    if isinstance(item.default, int):
        return IntProperty(default=item.default, min=int(limits["min"]), max=int(limits["max"]), **told)
    digits = 4 if limits["max"] < 0.1 else 3
    return FloatProperty(default=item.default, precision=digits, step=1, **limits, **told)


class SceneloomLook(bpy.types.PropertyGroup):
    look: EnumProperty(
        name="Look",
        description="What post-processing makes of the rendered frames",
        items=[(name, name.replace("_", " ").title(), text) for name, text in BUILT_IN_LOOKS.items()]
        + [("custom", "Custom", "From a file")],
        update=_chosen,
    )
    strength: FloatProperty(
        name="Strength",
        description="How much of the look is mixed in",
        default=1.0,
        min=0.0,
        max=1.0,
        subtype="FACTOR",
        update=_changed,
    )
    wipe: FloatProperty(
        name="Before / After",
        description="How much of the preview shows the picture without the look",
        default=0.0,
        min=0.0,
        max=1.0,
        subtype="FACTOR",
        update=_wiped,
    )
    curves_json: StringProperty(options={"HIDDEN"})


SceneloomLook.__annotations__ |= {
    property_name(group, name): _property(group, name) for group in GROUPS for name in values_of(group)
}
