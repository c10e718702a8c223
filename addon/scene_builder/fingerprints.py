"""What an artist has changed by hand: every generated object remembers how it was made, channel by channel.

placement   location, rotation, scale and parent of what no curve moves
shape       vertices, faces, layers, weights, shape keys; rest bones; a lamp's or camera's settings; keys of all that
materials   which materials, and what is in their nodes
motion      the generated curves, or keys on what was generated without any

A fingerprint says by which rules, and in which Blender, it was taken. One that is equal tells that nothing was changed;
one that differs tells something only where both were taken alike: otherwise it cannot be told (`untold`).
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
    RULES,
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
_TAKEN_BY = f"{RULES}/{bpy.app.version[0]}.{bpy.app.version[1]}:"
"""how a fingerprint begins that was taken as they are taken now; what follows is the digest"""
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
    """By key, the channels that are no longer as they were generated, or of which that cannot be told; untouched
    objects are left out."""
    printer = _Printer()
    found = {}
    for target in targets:
        before, now = _prints_on(target), printer.prints(target)
        changed = {channel for channel in {**before, **now} if not is_same(before.get(channel), now.get(channel))}
        if changed:
            found[target[KEY]] = changed
    return found


def untold(changed: dict[str, set[str]], targets: dict[str, bpy.types.Object]) -> dict[str, set[str]]:
    """Of the changed channels those that may be as they were generated: in another version their state was told
    otherwise. Both by key."""
    found = {}
    for key, channels in changed.items():
        before = _prints_on(targets[key])
        foreign = {channel for channel in channels if not before.get(channel, _TAKEN_BY).startswith(_TAKEN_BY)}
        if foreign:
            found[key] = foreign
    return found


def is_same(before: str | None, now: str | None) -> bool:
    """Whether two fingerprints are of the same state, whoever took them."""
    return before is not None and now is not None and before.rpartition(":")[2] == now.rpartition(":")[2]


def _prints_on(target: bpy.types.Object) -> dict[str, str]:
    """By channel, how an object was made."""
    return json.loads(target.get(_PRINTS, "{}"))


def _print(parts: Iterable[object]) -> str:
    return _TAKEN_BY + digest(parts)


def remember_shape(target: bpy.types.Object) -> None:
    """Let a mesh that takes the place of a generated one know how it was made."""
    target.data[_SHAPE] = _print(shape_of(target))


def modelled_by_hand(target: bpy.types.Object) -> bool:
    """Whether a mesh is no longer as it was generated or last rebuilt, or that cannot be told."""
    before = target.data.get(_SHAPE) or _prints_on(target).get("shape")
    return before is not None and not is_same(before, _print(shape_of(target)))


def of_world(world: bpy.types.World | None) -> str:
    """Fingerprint of a sky."""
    return _print(world_of(world))


def was_renamed(target: bpy.types.Object) -> bool:
    return target.name != target.get(_NAME, target.name)


def take_name_as_given(target: bpy.types.Object) -> None:
    """Where a generated object is a copy, Blender has given it another name, not the artist."""
    if _NAME in target and _LATER_NAME.sub("", target.name) == _LATER_NAME.sub("", target[_NAME]):
        target[_NAME] = target.name


def adopt_prints(target: bpy.types.Object, fresh: bpy.types.Object, kept: set[str]) -> None:
    """Remember what is new; what was kept stays known as changed by hand."""
    old, new = _prints_on(target), _prints_on(fresh)
    target[_PRINTS] = json.dumps({**new, **{channel: old[channel] for channel in kept if channel in old}})


def take_as_made(target: bpy.types.Object, channel: str) -> None:
    """Count what an artist has done in a channel as generated: the next regeneration may replace it."""
    target[_PRINTS] = json.dumps({**_prints_on(target), channel: _Printer().prints(target).get(channel, "")})


def take_as_mine(target: bpy.types.Object, channel: str) -> None:
    """Count a channel as changed by hand, whatever is there."""
    target[_PRINTS] = json.dumps({**_prints_on(target), channel: f"{_TAKEN_BY}changed"})


def differing(before: dict[str, bpy.types.Object], after: dict[str, bpy.types.Object], channel: str) -> set[str]:
    """Keys of the objects of which a channel was generated otherwise."""

    def made(target: bpy.types.Object) -> str:
        return _prints_on(target).get(channel, "")

    return {key for key in before if key in after and not is_same(made(before[key]), made(after[key]))}


def as_made_anew(target: bpy.types.Object, made: bpy.types.Object) -> set[str]:
    """Channels in which an object is now what is made anew for it: whatever was done to it, nothing of it is lost. Not
    where it stands: what was moved is asked for at its new place.
    """
    now, new = _Printer().prints(target), _prints_on(made)
    return {channel for channel in CHANNELS[1:] if is_same(now.get(channel), new.get(channel))}


def made_alike(target: bpy.types.Object, made: bpy.types.Object) -> set[str]:
    """Channels in which an object is made as it was before: there is nothing new to take."""
    old, new = _prints_on(target), _prints_on(made)
    return {channel for channel in CHANNELS if is_same(old.get(channel), new.get(channel))}


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
            prints["placement"] = _print(placement_of(target))
        if target.data is not None:
            prints["shape"] = _TAKEN_BY + self._once(target.data, shape_of(target))
        if target.type == "MESH" and target.material_slots:
            slots = [slot.material for slot in target.material_slots]
            prints["materials"] = _print([self._once(m, material_of(m)) if m is not None else "" for m in slots])
        if curves:
            keyed = [part for curve in curves for part in (curve.data_path, keys_of(curve))]
            prints["motion"] = _print([*keyed, *strips_of(target), *ties_of(target)])
        return prints

    def _once(self, block: bpy.types.ID, parts: Iterable[object]) -> str:
        if block not in self._shared:
            self._shared[block] = digest(parts)
        return self._shared[block]
