"""A generation made anew in the place of an old one: what was changed by hand stays, channel by channel.

The old objects stay and take over what is new, so that everything that hangs on them (modifiers, constraints, children,
drivers, collections, the artist's own keys) keeps hanging on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import bpy

from . import fingerprints, motion_values
from .collections import GENERATION_KEY
from .fingerprints import GENERATED, KEY
from .rig_controls import set_switch, was_switched
from .strips import copy_strips

KEPT = "Kept by Hand"
"""collection of what the new description has no place for any more, but an artist has worked on"""
_KEYS = "sceneloom_keys"
_MADE_CONSTRAINTS = re.compile(r"Take|Held \d+ .+|Joint Limits|Look At")
_MADE_BY_US = ("sceneloom_", "part_names")
_WITH_THE_MOTION = ("sceneloom_motion_values", "sceneloom_motion_acts")


@dataclass(kw_only=True)
class Kept:
    """What a regeneration left as it was, in words for the artist."""

    channels: dict[str, set[str]] = field(default_factory=dict)
    """by object name"""
    left_over: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    set_aside: dict[str, str] = field(default_factory=dict)
    """by object name, the muted track that holds the motion with the artist's changes"""

    @property
    def words(self) -> list[str]:
        lines = [f"{name}: kept {', '.join(sorted(channels))}" for name, channels in self.channels.items()]
        lines += [f"{name}: no longer asked for, kept in “{KEPT}”" for name in self.left_over]
        lines += [f"{name}: the motion as you changed it is in the muted track “{track}”"
                  for name, track in self.set_aside.items()]
        return lines + [f"{name}: stays deleted" for name in self.deleted]


def remember_members(collection: bpy.types.Collection) -> None:
    """Remember which objects there are, to tell later which of them the artist has deleted."""
    collection[_KEYS] = [target[KEY] for target in fingerprints.originals(collection).values()]


def merge(
    old: bpy.types.Collection,
    new: bpy.types.Collection,
    *,
    keep: set[str],
    take: set[str] = frozenset(fingerprints.CHANNELS),
    only: set[str] | None = None,
) -> Kept:
    """Let the objects of the generation `old` take over what `new` holds, which is gone afterwards.

    `keep`: channels in which work by hand wins. `take`: channels that are renewed at all. `only`: keys of the objects
    that are renewed; None = all, and then objects come and go as the new description says.
    """
    before, fresh = fingerprints.originals(old), fingerprints.originals(new)
    changed = fingerprints.changed_by_hand(before.values())
    old_blocks, new_blocks = _blocks_of(before.values()), _blocks_of(fresh.values())
    kept = Kept()
    for key, target in list(before.items()):
        made = fresh.get(key)
        if made is None or (only is not None and key not in only):
            continue
        mine = changed.get(key, set()) & keep
        if mine:
            kept.channels[target.name] = mine
        if made.type == target.type and _same_bones(made, target):
            _take_over(target, made, leave=mine | (set(fingerprints.CHANNELS) - take))
        else:
            before[key] = _replace(target, made, leave=mine)
    if only is None:
        _come_and_go(old, new, before, fresh, changed if keep else {}, kept)
    _take_references(before, fresh)
    bpy.data.batch_remove([made for key, made in fresh.items() if before.get(key) != made])
    if only is None:
        _take_facts(old, new)
    remove(new)
    _drop_unused(old_blocks, new_blocks)
    return kept


def _come_and_go(
    old: bpy.types.Collection,
    new: bpy.types.Collection,
    before: dict[str, bpy.types.Object],
    fresh: dict[str, bpy.types.Object],
    changed: dict[str, set[str]],
    kept: Kept,
) -> None:
    once = set(old.get(_KEYS, []))
    for key, made in fresh.items():
        if key in before:
            continue
        if key in once and kept is not None:
            kept.deleted.append(made.name)
            continue
        for folder in made.users_collection:
            _folder_like(old, new, folder).objects.link(made)
            folder.objects.unlink(made)
        made[GENERATION_KEY] = old[GENERATION_KEY]
        before[key] = made
    for key in [key for key in before if key not in fresh]:
        target = before.pop(key)
        if key in changed:
            kept.left_over.append(target.name)
            _move(target, old, _child(old, KEPT))
        else:
            bpy.data.objects.remove(target)


# --- One object -----------------------------------------------------------------------------------------------------


def _take_over(target: bpy.types.Object, made: bpy.types.Object, *, leave: set[str]) -> None:
    """Channel by channel, what is new of `made`; references are put right later, for all objects at once."""
    materials = [slot.material for slot in target.material_slots]
    if "shape" not in leave and target.data is not None:
        target.data = made.data
    if "materials" in leave and target.type == "MESH" and len(materials) == len(target.data.materials):
        for index, material in enumerate(materials):
            target.data.materials[index] = material
    elif "materials" not in leave and target.type == "MESH" and "shape" in leave:
        fresh = [slot.material for slot in made.material_slots]
        if len(fresh) == len(materials):
            for index, material in enumerate(fresh):
                target.data.materials[index] = material
    if "placement" not in leave:
        target.parent = made.parent
        target.matrix_parent_inverse = made.matrix_parent_inverse
        target.rotation_mode = made.rotation_mode
        target.location, target.scale = made.location, made.scale
        target.rotation_quaternion, target.rotation_euler = made.rotation_quaternion, made.rotation_euler
    if "motion" not in leave:
        _take_motion(target, made)
        _take_constraints(target, made)
        if target.type == "ARMATURE":
            _take_pose(target, made)
            motion_values.take_over(target, made)
    _take_modifiers(target, made)
    for name in list(made.keys()):
        own = ("sceneloom_fingerprints", "sceneloom_name", GENERATION_KEY, *_WITH_THE_MOTION)
        if name.startswith(_MADE_BY_US) and name not in own:
            target[name] = made[name]
    fingerprints.adopt_prints(target, made, leave)
    _take_name(target, made)


def _take_name(target: bpy.types.Object, made: bpy.types.Object) -> None:
    if fingerprints.was_renamed(target):
        return
    wanted = made.name.rsplit(".", 1)[0] if made.name[-4:-3] == "." else made.name
    made.name = f"{wanted} (gone)"
    target.name = wanted
    target["sceneloom_name"] = target.name


def _take_motion(target: bpy.types.Object, made: bpy.types.Object) -> None:
    source = made.animation_data
    if source is None:
        if target.animation_data is not None and not target.animation_data.nla_tracks:
            target.animation_data.action = None
        return
    data = target.animation_data or target.animation_data_create()
    track = data.nla_tracks.get(GENERATED)
    fresh = source.nla_tracks.get(GENERATED)
    if fresh is None or not fresh.strips:
        if track is None:
            _assign(data, source)
        return
    if track is None:
        track = data.nla_tracks.new(prev=None)
        track.name = GENERATED
    copy_strips(fresh, track)
    if data.action is None:
        _assign(data, source)


def _assign(data: bpy.types.AnimData, source: bpy.types.AnimData) -> None:
    data.action = source.action
    if source.action is not None and hasattr(source, "action_slot"):
        data.action_slot = source.action_slot
    data.action_blend_type, data.action_extrapolation = source.action_blend_type, source.action_extrapolation


def _take_constraints(target: bpy.types.Object, made: bpy.types.Object) -> None:
    for constraint in [c for c in target.constraints if _MADE_CONSTRAINTS.fullmatch(c.name)]:
        target.constraints.remove(constraint)
    for number, constraint in enumerate(made.constraints):
        target.constraints.copy(constraint)
        target.constraints.move(len(target.constraints) - 1, number)


def _take_pose(target: bpy.types.Object, made: bpy.types.Object) -> None:
    """Bones that no curve moves are posed; controls keep their looks and switches."""
    for bone in made.pose.bones:
        own = target.pose.bones[bone.name]
        own.matrix_basis = bone.matrix_basis
        own.custom_shape_scale_xyz = bone.custom_shape_scale_xyz
        for name in list(bone.keys()):
            if name not in own or not isinstance(own[name], float):
                own[name] = bone[name]
            elif not was_switched(own, name):
                set_switch(own, name, bone[name])


def _take_modifiers(target: bpy.types.Object, made: bpy.types.Object) -> None:
    for modifier in made.modifiers:
        if modifier.name not in target.modifiers:
            own = target.modifiers.new(modifier.name, modifier.type)
            for prop in modifier.bl_rna.properties:
                if not prop.is_readonly and prop.identifier not in {"name", "execution_time"}:
                    setattr(own, prop.identifier, getattr(modifier, prop.identifier))


def _same_bones(made: bpy.types.Object, target: bpy.types.Object) -> bool:
    if made.type != "ARMATURE":
        return True
    return {bone.name for bone in made.data.bones} == {bone.name for bone in target.data.bones}


def _replace(target: bpy.types.Object, made: bpy.types.Object, *, leave: set[str]) -> bpy.types.Object:
    """Another kind of object in the place of the old one; returns it. Where it stands, and the hand keys, stay."""
    for folder in target.users_collection:
        folder.objects.link(made)
    if "placement" in leave:
        made.parent, made.matrix_world = target.parent, target.matrix_world
    if target.animation_data is not None and made.animation_data is not None:
        made.animation_data.action = target.animation_data.action
    made[GENERATION_KEY] = target[GENERATION_KEY]
    name = target.name
    target.user_remap(made)
    bpy.data.objects.remove(target)
    made.name = name
    return made


# --- All at once ----------------------------------------------------------------------------------------------------


def _take_references(before: dict[str, bpy.types.Object], fresh: dict[str, bpy.types.Object]) -> None:
    """Whatever points at a new object points at the one that took over from it."""
    for key, made in fresh.items():
        target = before.get(key)
        if target is not None and target != made:
            made.user_remap(target)


def _take_facts(old: bpy.types.Collection, new: bpy.types.Collection) -> None:
    """Prompt, seed, warnings and the readable text of the new generation."""
    for name in list(new.keys()):
        if name != GENERATION_KEY:
            old[name] = new[name]
    text, fresh = bpy.data.texts.get(old.name), bpy.data.texts.get(new.name)
    if text is not None and fresh is not None:
        text.clear()
        text.write(fresh.as_string())
        bpy.data.texts.remove(fresh)


def remove(collection: bpy.types.Collection) -> None:
    """A generation with its folders, and what nothing uses any more of what it held."""
    held = list(collection.all_objects)
    blocks = _blocks_of(held)
    for child in [collection, *collection.children_recursive]:
        bpy.data.collections.remove(child)
    bpy.data.batch_remove([target for target in held if not target.users_collection])
    _drop_unused(blocks, [])


def _blocks_of(targets: Iterable[bpy.types.Object]) -> list[bpy.types.ID]:
    """What belongs to objects: data, materials, actions; each once."""
    found: dict[bpy.types.ID, None] = {}
    for target in targets:
        blocks = [target.data, *(slot.material for slot in target.material_slots)]
        if target.animation_data is not None:
            blocks += [target.animation_data.action, *fingerprints.generated_actions(target)]
        found.update(dict.fromkeys(block for block in blocks if block is not None))
    return list(found)


def _drop_unused(old: list[bpy.types.ID], new: list[bpy.types.ID]) -> None:
    """Old blocks that nothing uses go, and the new ones get the names that are free then."""
    left = list(dict.fromkeys([*old, *new]))
    while unused := [block for block in left if block.users == 0]:  # a mesh that goes frees its materials
        left = [block for block in left if block not in unused]
        bpy.data.batch_remove(unused)
    for block in left:
        if block.name[-4:-3] == "." and block.name[-3:].isdigit():
            wanted = block.name[:-4]
            block.name = wanted if wanted not in _same_kind(block) else block.name


def _same_kind(block: bpy.types.ID) -> bpy.types.bpy_prop_collection:
    kinds = {
        bpy.types.Action: bpy.data.actions,
        bpy.types.Armature: bpy.data.armatures,
        bpy.types.Camera: bpy.data.cameras,
        bpy.types.Material: bpy.data.materials,
        bpy.types.Mesh: bpy.data.meshes,
    }
    return next((blocks for kind, blocks in kinds.items() if isinstance(block, kind)), bpy.data.lights)


def _folder_like(
    old: bpy.types.Collection, new: bpy.types.Collection, folder: bpy.types.Collection
) -> bpy.types.Collection:
    """The folder of the old generation that is named like one of the new."""
    if folder == new:
        return old
    name = folder.name.rsplit(".", 1)[0] if folder.name[-4:-3] == "." else folder.name
    for child in old.children_recursive:
        if child.name == name or child.name.startswith(f"{name}."):
            return child
    parent = next((c for c in (new, *new.children_recursive) if folder.name in c.children), new)
    return _child(_folder_like(old, new, parent), name)


def _child(parent: bpy.types.Collection, name: str) -> bpy.types.Collection:
    found = next((c for c in parent.children if c.name == name or c.name.startswith(f"{name}.")), None)
    if found is None:
        found = bpy.data.collections.new(name)
        parent.children.link(found)
    return found


def _move(target: bpy.types.Object, generation: bpy.types.Collection, folder: bpy.types.Collection) -> None:
    inside = {generation, *generation.children_recursive}
    for own in [c for c in target.users_collection if c in inside]:
        own.objects.unlink(target)
    folder.objects.link(target)
