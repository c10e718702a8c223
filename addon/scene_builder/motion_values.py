"""The values of motion programs as custom properties of whom they move: ranges, units, and what the artist has set."""

from __future__ import annotations

import json

import bpy

from .._vendor.backend.protocol.scene import MotionClip, Parameter, SceneDescription

_VALUES = "sceneloom_motion_values"
"""JSON: name of each value and what it was when the motion was made"""
_ACTS = "sceneloom_motion_acts"
"""JSON: `walk_a1` and what the prompt says of it"""


def store(rig: bpy.types.Object, clip: MotionClip, description: SceneDescription) -> None:
    """Properties with ranges and tool tips for everything that can be set of a motion."""
    words = {action.id: action.text for action in description.actions}
    for parameter in clip.parameters:
        _store_one(rig, parameter)
    acts = dict.fromkeys(parameter.name.partition(".")[0] for parameter in clip.parameters)
    rig[_VALUES] = json.dumps({parameter.name: parameter.value for parameter in clip.parameters})
    rig[_ACTS] = json.dumps({act: words.get(act.rpartition("_")[2], act) for act in acts}, ensure_ascii=False)


def _store_one(rig: bpy.types.Object, parameter: Parameter) -> None:
    rig[parameter.name] = parameter.value
    look = rig.id_properties_ui(parameter.name)
    if isinstance(parameter.value, bool):
        look.update(description=parameter.description, default=parameter.value)
        return
    low, high = float(parameter.minimum), float(parameter.maximum)
    described = f"{parameter.description} ({parameter.unit})" if parameter.unit else parameter.description
    look.update(
        min=low, max=high, soft_min=low, soft_max=high, description=described, default=float(parameter.value),
        precision=2,
    )  # fmt: skip


def owner_of(target: bpy.types.Object | None) -> bpy.types.Object | None:
    """The armature with motion values that an object is or hangs on."""
    while target is not None and _VALUES not in target:
        target = target.parent
    return target


def acts_of(rig: bpy.types.Object) -> list[tuple[str, list[str]]]:
    """What the prompt says of each act, and the names of its values."""
    names = list(json.loads(rig[_VALUES]))
    return [
        (text, [name for name in names if name.startswith(f"{act}.")]) for act, text in json.loads(rig[_ACTS]).items()
    ]


def set_by_hand(rig: bpy.types.Object) -> dict[str, float | bool]:
    """The values that are no longer what the motion was made with."""
    made = json.loads(rig[_VALUES])
    now = {name: rig[name] for name in made if name in rig}
    return {
        name: bool(value) if isinstance(made[name], bool) else float(value)
        for name, value in now.items()
        if (bool(value) != made[name] if isinstance(made[name], bool) else abs(value - made[name]) > 1e-4)
    }


def take_over(target: bpy.types.Object, made: bpy.types.Object) -> None:
    """Let a rig have the values of the motion that another one was made with."""
    if _VALUES not in made:
        return
    for name in json.loads(target.get(_VALUES, "{}")):
        if name in target:
            del target[name]
    for name in json.loads(made[_VALUES]):
        target[name] = made[name]
        target.id_properties_ui(name).update(**made.id_properties_ui(name).as_dict())
    target[_VALUES], target[_ACTS] = made[_VALUES], made[_ACTS]
