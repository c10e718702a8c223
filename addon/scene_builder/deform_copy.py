"""A character as other programs can take it: deform bones only, every frame keyed, no drivers, no hidden skin."""

from __future__ import annotations

import bmesh
import bpy
import numpy as np
from mathutils import Matrix

from .animation import ActionWriter
from .meshes import COVERED_GROUP
from .playing import played
from .rig_motion import every_frame


def deform_copy(rig: bpy.types.Object, scene: bpy.types.Scene, frames: range) -> list[bpy.types.Object]:
    """The armature and its meshes, linked to `scene` (which holds nothing else); the originals stay as they are."""
    links = _deform_links(rig)
    poses, sliders = _sampled(rig, links, frames)
    copy = bpy.data.objects.new(rig.name, rig.data.copy())
    scene.collection.objects.link(copy)
    copy.matrix_world = rig.matrix_world
    _keep_only(copy, scene, links)
    writer = ActionWriter(f"{rig.name} · Motion", frames.start)
    for number, (name, above) in enumerate(links.items()):
        rest = rig.data.bones[name].matrix_local
        rows = []
        for row in poses:
            under = row[list(links).index(above)] @ rig.data.bones[above].matrix_local.inverted() if above else Matrix()
            rows.append(((under @ rest).inverted() @ row[number]).decompose())
        turns = np.array([turn for _, turn, _ in rows])
        flips = np.cumsum(np.sum(turns[1:] * turns[:-1], axis=1) < 0.0) % 2
        turns[1:] *= np.where(flips == 1, -1.0, 1.0)[:, None]
        copy.pose.bones[name].rotation_mode = "QUATERNION"
        writer.write(f'pose.bones["{name}"].location', every_frame(np.array([place for place, _, _ in rows])), name)
        writer.write(f'pose.bones["{name}"].rotation_quaternion', every_frame(turns), name)
    writer.assign(copy)
    meshes = [child for child in rig.children if child.type == "MESH" and not child.hide_render]
    return [copy, *(_mesh_copy(child, copy, scene, sliders, frames) for child in meshes)]


def _deform_links(rig: bpy.types.Object) -> dict[str, str | None]:
    """Every deform bone, parents first, and the deform bone that it hangs on."""
    names = {bone.name for bone in rig.data.bones if bone.use_deform}
    return {
        bone.name: next((above.name for above in bone.parent_recursive if above.name in names), None)
        for bone in rig.data.bones
        if bone.name in names
    }


def _sampled(
    rig: bpy.types.Object, links: dict[str, str | None], frames: range
) -> tuple[list[list[Matrix]], dict[str, list[float]]]:
    """Poses of the bones, and values of the sliders, frame by frame."""
    names = [name for name in rig.keys() if isinstance(rig[name], float)]  # noqa: SIM118 (no mapping)
    poses: list[list[Matrix]] = []
    sliders: dict[str, list[float]] = {name: [] for name in names}
    for evaluated in played(rig, frames):
        poses.append([evaluated.pose.bones[name].matrix.copy() for name in links])
        for name in names:
            sliders[name].append(float(evaluated[name]))
    return poses, sliders


def _keep_only(copy: bpy.types.Object, scene: bpy.types.Scene, links: dict[str, str | None]) -> None:
    layer = scene.view_layers[0]
    layer.objects.active = copy
    with bpy.context.temp_override(scene=scene, view_layer=layer, object=copy, active_object=copy):
        bpy.ops.object.mode_set(mode="EDIT")
        bones = copy.data.edit_bones
        for name, above in links.items():
            if bones[name].parent is not None and bones[name].parent.name != above:
                bones[name].use_connect = False
                bones[name].parent = bones[above] if above is not None else None
        for bone in [bone for bone in bones if bone.name not in links]:
            bones.remove(bone)
        bpy.ops.object.mode_set(mode="OBJECT")
    for bone in copy.pose.bones:
        bone.custom_shape = None
        for constraint in list(bone.constraints):
            bone.constraints.remove(constraint)


def _mesh_copy(
    source: bpy.types.Object,
    rig: bpy.types.Object,
    scene: bpy.types.Scene,
    sliders: dict[str, list[float]],
    frames: range,
) -> bpy.types.Object:
    copy = source.copy()
    copy.data = source.data.copy()
    copy.animation_data_clear()
    scene.collection.objects.link(copy)
    copy.parent, copy.matrix_parent_inverse = rig, Matrix.Identity(4)
    for modifier in list(copy.modifiers):
        if modifier.name != "Armature":
            copy.modifiers.remove(modifier)
        else:
            modifier.object = rig
    _delete_covered(copy)
    keys = copy.data.shape_keys
    if keys is not None:
        keys.animation_data_clear()
        writer = None
        for block in keys.key_blocks[1:]:
            values = np.array(sliders.get(block.name, [block.value]))
            block.value = values[0]
            if np.ptp(values) > 1e-6:
                writer = writer or ActionWriter(f"{source.name} · Face", frames.start, kind="KEY")
                writer.write(f'key_blocks["{block.name}"].value', every_frame(values[:, None]), "Face")
        if writer is not None:
            writer.assign(keys)
    return copy


def _delete_covered(target: bpy.types.Object) -> None:
    """Skin under clothes goes: no other program knows the mask."""
    group = target.vertex_groups.get(COVERED_GROUP)
    if group is None:
        return
    mesh = bmesh.new()
    mesh.from_mesh(target.data)
    weights = mesh.verts.layers.deform.verify()
    hidden = [vertex for vertex in mesh.verts if group.index in vertex[weights]]
    bmesh.ops.delete(mesh, geom=hidden, context="VERTS")
    mesh.to_mesh(target.data)
    mesh.free()
    target.vertex_groups.remove(group)
