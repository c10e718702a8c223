"""What an artist has changed by hand: every generated object remembers how it was made, channel by channel.

placement   location, rotation, scale and parent of what no curve moves
shape       vertices, faces, layers, weights, shape keys; rest bones; a lamp's or camera's settings; keys of all that
materials   which materials, and what is in their nodes
motion      the generated curves, or keys on what was generated without any
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import bpy

from .collections import GENERATION_KEY, OBJECT_ID_KEY
from .digests import (
    GENERATED,
    KEY,
    TRANSFORMS,
    curves_of,
    digest,
    keys_of,
    material_of,
    placement_of,
    shape_of,
    strips_of,
    ties_of,
    world_of,
)

CHANNELS = ("placement", "shape", "materials", "motion")
_PRINTS = "sceneloom_fingerprints"
_NAME = "sceneloom_name"
_SHAPE = "sceneloom_shape"
MODIFIERS = "sceneloom_modifiers"
"""names of the modifiers that an object was made with"""
_LATER_NAME = re.compile(r"\.\d{3}$")


def remember(collection: bpy.types.Collection) -> None:
    """Let every object of a fresh generation remember its key, its name and its fingerprints."""
    printer = _Printer()
    seen: dict[str, int] = {}
    for target in collection.all_objects:
        key = key_of(target)
        seen[key] = seen.get(key, 0) + 1
        target[KEY] = key if seen[key] == 1 else f"{key} {seen[key]}"
        target[GENERATION_KEY] = collection[GENERATION_KEY]
    for target in collection.all_objects:
        target[_NAME] = target.name
        target[MODIFIERS] = [modifier.name for modifier in target.modifiers]
        target[_PRINTS] = json.dumps(printer.prints(target))


def key_of(target: bpy.types.Object) -> str:
    """`table_1`, `cabinet_1/Door.L`, `Camera Target`: the same for the same thing of another generation."""
    if OBJECT_ID_KEY in target:
        return target[OBJECT_ID_KEY]
    owner = target.parent
    name = _LATER_NAME.sub("", target.name)
    if owner is not None and OBJECT_ID_KEY in owner:
        return f"{owner[OBJECT_ID_KEY]}/{name.removeprefix(_LATER_NAME.sub('', owner.name)).strip()}"
    return name


def originals(collection: bpy.types.Collection) -> dict[str, bpy.types.Object]:
    """The generated objects by key; copies that the artist made of them are left out."""
    found: dict[str, bpy.types.Object] = {}
    for target in collection.all_objects:
        if target.get(GENERATION_KEY) != collection[GENERATION_KEY] or KEY not in target:
            continue
        key = target[KEY]
        if key not in found or (target.name == target[_NAME] and found[key].name != found[key][_NAME]):
            found[key] = target
    return found


def changed_by_hand(targets: Iterable[bpy.types.Object]) -> dict[str, set[str]]:
    """By key, the channels that are no longer as they were generated; untouched objects are left out."""
    printer = _Printer()
    found = {}
    for target in targets:
        before = json.loads(target.get(_PRINTS, "{}"))
        now = printer.prints(target)
        changed = {channel for channel in {**before, **now} if before.get(channel) != now.get(channel)}
        if changed:
            found[target[KEY]] = changed
    return found


def remember_shape(target: bpy.types.Object) -> None:
    """Let a mesh that takes the place of a generated one know how it was made."""
    target.data[_SHAPE] = digest(shape_of(target))


def modelled_by_hand(target: bpy.types.Object) -> bool:
    """Whether a mesh is no longer as it was generated or last rebuilt."""
    before = target.data.get(_SHAPE) or json.loads(target.get(_PRINTS, "{}")).get("shape")
    return before is not None and before != digest(shape_of(target))


def of_world(world: bpy.types.World | None) -> str:
    """Fingerprint of a sky."""
    return digest(world_of(world))


def was_renamed(target: bpy.types.Object) -> bool:
    return target.name != target.get(_NAME, target.name)


def adopt_prints(target: bpy.types.Object, fresh: bpy.types.Object, kept: set[str]) -> None:
    """Remember what is new; what was kept stays known as changed by hand."""
    old, new = (json.loads(o.get(_PRINTS, "{}")) for o in (target, fresh))
    target[_PRINTS] = json.dumps({**new, **{channel: old[channel] for channel in kept if channel in old}})


def take_as_made(target: bpy.types.Object, channel: str) -> None:
    """Count what an artist has done in a channel as generated: the next regeneration may replace it."""
    prints = json.loads(target.get(_PRINTS, "{}"))
    target[_PRINTS] = json.dumps({**prints, channel: _Printer().prints(target).get(channel, "")})


def differing(before: dict[str, bpy.types.Object], after: dict[str, bpy.types.Object], channel: str) -> set[str]:
    """Keys of the objects of which a channel was generated otherwise."""

    def made(target: bpy.types.Object) -> str | None:
        return json.loads(target.get(_PRINTS, "{}")).get(channel)

    return {key for key in before if key in after and made(before[key]) != made(after[key])}


def made_alike(target: bpy.types.Object, made: bpy.types.Object) -> set[str]:
    """Channels in which an object is made as it was before: there is nothing new to take."""
    old, new = (json.loads(o.get(_PRINTS, "{}")) for o in (target, made))
    return {channel for channel in CHANNELS if channel in old and old[channel] == new.get(channel)}


def generated_actions(target: bpy.types.Object) -> list[bpy.types.Action]:
    """The actions that hold generated curves: those in the generated track, else the active one."""
    data = target.animation_data
    if data is None:
        return []
    tracks = [track for track in data.nla_tracks if track.name == GENERATED]
    strips = list(dict.fromkeys(s.action for track in tracks for s in track.strips if s.action is not None))
    return strips or ([data.action] if data.action is not None else [])


def frames_of(target: bpy.types.Object) -> range:
    """The frames that generated motion covers; none where nothing moves."""
    ends = [action.frame_range for action in generated_actions(target)]
    if not ends:
        return range(0)
    return range(round(min(first for first, _ in ends)), round(max(last for _, last in ends)) + 1)


class _Printer:
    """Fingerprints; what several objects share is read once."""

    def __init__(self) -> None:
        self._shared: dict[bpy.types.ID, str] = {}

    def prints(self, target: bpy.types.Object) -> dict[str, str]:
        curves = [curve for action in generated_actions(target) for curve in curves_of(action)]
        moved = {curve.data_path for curve in curves} | ({"location"} if target.constraints.get("Take") else set())
        prints = {}
        if not moved & TRANSFORMS:
            prints["placement"] = digest(placement_of(target))
        if target.data is not None:
            prints["shape"] = self._once(target.data, shape_of(target))
        if target.type == "MESH" and target.material_slots:
            slots = [slot.material for slot in target.material_slots]
            prints["materials"] = digest([self._once(m, material_of(m)) if m is not None else "" for m in slots])
        if curves:
            keyed = [part for curve in curves for part in (curve.data_path, keys_of(curve))]
            prints["motion"] = digest([*keyed, *strips_of(target), *ties_of(target)])
        return prints

    def _once(self, block: bpy.types.ID, parts: Iterable[object]) -> str:
        if block not in self._shared:
            self._shared[block] = digest(parts)
        return self._shared[block]
