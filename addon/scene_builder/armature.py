"""Characters: an armature whose bones equal the skeleton's rest frames, and the meshes it deforms."""

from __future__ import annotations

import bpy
from mathutils import Matrix

from .._vendor.backend.protocol.scene import Asset, AssetMesh, Skeleton
from .convert import rest_matrices
from .deform_bones import add_deform_bones, constrain_deform_bones
from .meshes import COVERED_GROUP, PRESERVE_GROUP, add_share_group
from .rig_controls import add_bone, add_control_bones, constrain_limbs
from .rig_roll_look import add_roll_and_look_bones, constrain_roll_and_look
from .rig_widgets import dress_controls

_TOUCHING_M = 1e-5
"""a bone whose head lies this near its parent's tail is drawn connected"""


def build_armature(
    asset: Asset, target: bpy.types.Object, scene: bpy.types.Scene, widgets: dict[str, bpy.types.Object]
) -> None:
    """Fill the armature object `target`, which is linked to `scene`, with bones, limbs and controls."""
    skeleton = asset.skeleton
    place_bones(target, scene, skeleton)
    constrain_limbs(target, skeleton)
    constrain_roll_and_look(target, skeleton)
    constrain_deform_bones(target, skeleton)
    dress_controls(target, skeleton, widgets)
    target.data.display_type = "STICK"
    target.show_in_front = True


def place_bones(target: bpy.types.Object, scene: bpy.types.Scene, skeleton: Skeleton) -> None:
    """Joints and controls at rest; those that are there already are moved."""
    rest = rest_matrices(skeleton)
    bones = target.data.edit_bones
    layer = scene.view_layers[0]
    active_before = layer.objects.active
    layer.objects.active = target
    with bpy.context.temp_override(scene=scene, view_layer=layer, object=target, active_object=target):
        bpy.ops.object.mode_set(mode="EDIT")
        _add_joint_bones(bones, skeleton, rest)
        add_control_bones(bones, skeleton, rest)
        frames = dict(zip(skeleton.joint_names, rest, strict=True))
        add_roll_and_look_bones(bones, skeleton, frames)
        add_deform_bones(bones, skeleton, frames)
        bpy.ops.object.mode_set(mode="OBJECT")
    layer.objects.active = active_before


def _add_joint_bones(bones: bpy.types.ArmatureEditBones, skeleton: Skeleton, rest: list[Matrix]) -> None:
    for bone in bones:
        bone.use_connect = False  # else a bone that is moved takes its parent's tail along
    for joint, name in enumerate(skeleton.joint_names):
        parent = int(skeleton.parents[joint])
        above = bones[skeleton.joint_names[parent]] if parent >= 0 else None
        bone = add_bone(bones, name, rest[joint], float(skeleton.bone_lengths[joint]), above)
        bone.use_deform = True
        if above is not None:
            bone.use_connect = (bone.head - above.tail).length < _TOUCHING_M
            bone.matrix = rest[joint]


def bind(body: bpy.types.Object, asset_mesh: AssetMesh, armature: bpy.types.Object) -> None:
    """Deform a mesh object by the armature, hide the skin under clothes, and smooth what is left."""
    body.parent = armature
    if asset_mesh.mesh.covered is not None and asset_mesh.mesh.covered.any():
        mask = body.modifiers.new("Hide Covered Skin", "MASK")
        mask.vertex_group = COVERED_GROUP
        mask.invert_vertex_group = True
    deform = body.modifiers.new("Armature", "ARMATURE")
    deform.object = armature
    share = asset_mesh.mesh.preserve_volume
    if share is not None:
        add_share_group(body, PRESERVE_GROUP, share)
        preserve = body.modifiers.new("Armature, Preserve Volume", "ARMATURE")
        preserve.object = armature
        preserve.use_deform_preserve_volume = True
        preserve.use_multi_modifier = True  # mixed with the one above by the group
        preserve.vertex_group = PRESERVE_GROUP
    add_subdivision(body, asset_mesh)


def add_subdivision(target: bpy.types.Object, asset_mesh: AssetMesh) -> None:
    """A subdivision surface where the asset asks for one."""
    levels = asset_mesh.mesh.subdivision_levels
    if levels > 0:
        modifier = target.modifiers.new("Subdivision", "SUBSURF")
        modifier.levels = modifier.render_levels = levels
        modifier.boundary_smooth = "PRESERVE_CORNERS"
