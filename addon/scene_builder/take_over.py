"""One generated object takes over, channel by channel, what is new of another that was made for the same thing.

What hangs on the old one (modifiers, constraints, children, drivers, collections, the artist's own keys) keeps hanging.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import bpy

from . import fingerprints, motion_values
from .collections import GENERATION_KEY
from .digests import GENERATED, MADE_CONSTRAINTS
from .rig_controls import set_switch, was_switched
from .strips import copy_strips
from .things import PIVOT_KEY

_MADE_BY_US = ("sceneloom_", "part_names")
_WITH_THE_MOTION = ("sceneloom_motion_values", "sceneloom_motion_acts")
_WITH_THE_SHAPE = ("sceneloom_parameters", "sceneloom_dimensions_m", PIVOT_KEY)
_OWN = ("sceneloom_fingerprints", "sceneloom_name", fingerprints.MODIFIERS, GENERATION_KEY, *_WITH_THE_MOTION)


def take_over(target: bpy.types.Object, made: bpy.types.Object, *, leave: set[str]) -> None:
    """Take what is new in all channels but those to `leave`; references are put right later, for all at once."""
    materials = [slot.material for slot in target.material_slots]
    if "shape" not in leave and target.data is not None:
        _take_data(target, made)
    if target.type == "MESH" and ("materials" in leave) != ("shape" in leave):
        if "shape" in leave:
            materials = [slot.material for slot in made.material_slots]
        _set_materials(target.data, materials)
    if target.type == "MESH" and "materials" not in leave:
        for slot in target.material_slots:
            slot.link = "DATA"
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
        _take_pose(target, made, leave)
    _take_modifiers(target, made)
    for name in list(made.keys()):
        of_shape = name in _WITH_THE_SHAPE and "shape" in leave
        if name.startswith(_MADE_BY_US) and name not in _OWN and not of_shape:
            target[name] = made[name]
    fingerprints.adopt_prints(target, made, leave)
    _take_name(target, made)


def fits(target: bpy.types.Object, made: bpy.types.Object) -> bool:
    """Whether they are of one kind: an armature also where bones were added or deleted by hand."""
    if made.type != target.type or made.type != "ARMATURE":
        return made.type == target.type
    names = {bone.name for bone in made.data.bones}
    return 2 * len(names & {bone.name for bone in target.data.bones}) > len(names)


def has_same_bones(target: bpy.types.Object, made: bpy.types.Object) -> bool:
    if made.type != "ARMATURE":
        return True
    return {bone.name for bone in made.data.bones} == {bone.name for bone in target.data.bones}


def is_worked_on(target: bpy.types.Object) -> bool:
    """Whether something of the artist's hangs on an object: children, modifiers, constraints, layers of animation."""
    made = set(target.get(fingerprints.MODIFIERS, [m.name for m in target.modifiers]))
    layers = target.animation_data.nla_tracks if target.animation_data is not None else ()
    return (
        any(GENERATION_KEY not in child for child in target.children)
        or any(modifier.name not in made for modifier in target.modifiers)
        or any(not MADE_CONSTRAINTS.fullmatch(constraint.name) for constraint in target.constraints)
        or any(layer.name != GENERATED for layer in layers)
    )


def replace(target: bpy.types.Object, made: bpy.types.Object, *, leave: set[str]) -> bpy.types.Object:
    """Another kind of object in the place of the old one; returns it. Where it stands, and what the artist has keyed
    and hung on it, stay."""
    for folder in target.users_collection:
        folder.objects.link(made)
    if "placement" in leave:
        made.parent, made.matrix_world = target.parent, target.matrix_world
    if target.animation_data is not None and made.animation_data is not None:
        made.animation_data.action = target.animation_data.action
        for track in target.animation_data.nla_tracks:
            if track.name != GENERATED:
                own = made.animation_data.nla_tracks.new()
                own.name, own.mute = track.name, track.mute
                copy_strips(track, own)
    for constraint in target.constraints:
        if not MADE_CONSTRAINTS.fullmatch(constraint.name):
            made.constraints.copy(constraint)
    made[GENERATION_KEY] = target[GENERATION_KEY]
    name = target.name
    target.user_remap(made)
    bpy.data.objects.remove(target)
    made.name = name
    return made


def _take_name(target: bpy.types.Object, made: bpy.types.Object) -> None:
    if fingerprints.was_renamed(target):
        return
    wanted = made.name.rsplit(".", 1)[0] if made.name[-4:-3] == "." else made.name
    made.name = f"{wanted} (gone)"
    target.name = wanted
    target["sceneloom_name"] = target.name


# --- Data -----------------------------------------------------------------------------------------------------------


def _take_data(target: bpy.types.Object, made: bpy.types.Object) -> None:
    """The new data, with the custom properties and the looks of bones that an artist has set on the old."""
    old = target.data
    target.data = made.data
    names = {*json.loads(old.get("sceneloom_parameters", "[]")), *made.data.keys()}
    for name in list(old.keys()):
        if name not in names and not name.startswith(_MADE_BY_US):
            made.data[name] = old[name]
    if isinstance(old, bpy.types.Armature):
        _take_bone_looks(made.data, old)


def _take_bone_looks(armature: bpy.types.Armature, old: bpy.types.Armature) -> None:
    """Colours, and what is hidden or locked."""
    for bone in armature.bones:
        before = old.bones.get(bone.name)
        if before is None:
            continue
        bone.hide, bone.hide_select = before.hide, before.hide_select
        bone.color.palette = before.color.palette
        for shade in ("normal", "select", "active") if before.color.palette == "CUSTOM" else ():
            setattr(bone.color.custom, shade, getattr(before.color.custom, shade))
    _take_bone_groups(armature, old)


def _take_bone_groups(armature: bpy.types.Armature, old: bpy.types.Armature) -> None:
    """The collections of bones as they are on the old; of the new ones only what holds bones that the old has not."""
    made = {group.name: [bone for bone in group.bones if bone.name in old.bones] for group in armature.collections_all}
    for name, bones in made.items():
        for bone in bones:
            armature.collections_all[name].unassign(bone)
    for group in old.collections_all:
        above = armature.collections_all.get(group.parent.name) if group.parent is not None else None
        own = armature.collections_all.get(group.name) or armature.collections.new(group.name, parent=above)
        own.is_visible, own.is_solo = group.is_visible, group.is_solo
        for bone in group.bones:
            if bone.name in armature.bones:
                own.assign(armature.bones[bone.name])
    for name in made:
        group = armature.collections_all[name]
        if name not in old.collections_all and not group.bones and not group.children:
            armature.collections.remove(group)


def _set_materials(mesh: bpy.types.Mesh, materials: Sequence[bpy.types.Material | None]) -> None:
    """Material by material; slots that faces use and the list does not reach keep theirs."""
    for index, material in enumerate(materials):
        if index < len(mesh.materials):
            mesh.materials[index] = material
        else:
            mesh.materials.append(material)


def _take_modifiers(target: bpy.types.Object, made: bpy.types.Object) -> None:
    """What the old generation had no use for yet; a modifier that the artist has applied or removed stays away."""
    once = set(target.get(fingerprints.MODIFIERS, ()))
    for modifier in made.modifiers:
        if modifier.name not in target.modifiers and modifier.name not in once:
            own = target.modifiers.new(modifier.name, modifier.type)
            for prop in modifier.bl_rna.properties:
                if not prop.is_readonly and prop.identifier not in {"name", "execution_time"}:
                    setattr(own, prop.identifier, getattr(modifier, prop.identifier))
    target[fingerprints.MODIFIERS] = sorted({*once, *(modifier.name for modifier in made.modifiers)})


# --- Motion ---------------------------------------------------------------------------------------------------------


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
    for constraint in [c for c in target.constraints if MADE_CONSTRAINTS.fullmatch(c.name)]:
        target.constraints.remove(constraint)
    for number, constraint in enumerate(made.constraints):
        target.constraints.copy(constraint)
        target.constraints.move(len(target.constraints) - 1, number)


def _take_pose(target: bpy.types.Object, made: bpy.types.Object, leave: set[str]) -> None:
    """With the motion: bones that no curve moves are posed, switches set; with the shape: controls get their size."""
    for bone in made.pose.bones:
        own = target.pose.bones.get(bone.name)
        if own is None:
            continue
        if "shape" not in leave:
            own.custom_shape_scale_xyz = bone.custom_shape_scale_xyz
        if "motion" in leave:
            continue
        own.matrix_basis = bone.matrix_basis
        for name in list(bone.keys()):
            if name not in own or not isinstance(own[name], float):
                own[name] = bone[name]
            elif not was_switched(own, name):
                set_switch(own, name, bone[name])
    if "motion" not in leave:
        motion_values.take_over(target, made)
