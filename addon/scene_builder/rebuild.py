"""Rebuild: a parametric asset made anew from edited parameters, in place.

Name, transform, animation, constraints, children and material edits survive; only the mesh data is exchanged.
"""

from __future__ import annotations

import json

import bpy
from mathutils import Quaternion, Vector

from .._vendor.backend.protocol.scene import Asset, AssetMesh
from . import fingerprints
from .animation import curves_of
from .collections import Generation
from .joints import hang_parts
from .library_things import append_in_place
from .meshes import add_vertex_groups, build_mesh, store_parameters
from .things import PART_KEY, PIVOT_KEY, ThingBuilder, describe

_LOOK_PARAMETERS = ("material", "color", "pattern", "second_color", "style", "condition", "era", "rendition")
"""parameters whose change asks for new materials"""


def edited_values(target: bpy.types.Object) -> dict[str, float | int | bool | str]:
    """The parameters on an object's mesh, as the artist left them."""
    names = json.loads(target.data["sceneloom_parameters"])
    return {name: target.data[name] for name in names}


def modelled_pieces(target: bpy.types.Object) -> list[bpy.types.Object]:
    """The object and its jointed parts, as far as somebody has modelled them."""
    return [piece for piece in _pieces(target) if fingerprints.modelled_by_hand(piece)]


def _pieces(target: bpy.types.Object) -> list[bpy.types.Object]:
    return [target, *(child for child in target.children_recursive if PART_KEY in child and child.type == "MESH")]


def keep_as_variant(piece: bpy.types.Object) -> bpy.types.Object:
    """A hidden copy of an object with the mesh as it is now, in the same place and with the same motion."""
    variant = piece.copy()
    variant.name = f"{piece.name} · Mine"
    for name in [key for key in list(variant.keys()) if key.startswith("sceneloom")]:
        del variant[name]
    for folder in piece.users_collection:
        folder.objects.link(variant)
    variant.hide_render = variant.hide_viewport = True
    return variant


def rebuild_in_place(target: bpy.types.Object, asset: Asset) -> None:
    """Exchange the mesh of a root object, and of its jointed parts, by those of the asset."""
    if asset.library is not None:
        _take_from_library(target, asset)
        return
    before = json.loads(target["sceneloom_parameters"])
    after = {parameter.name: parameter.value for parameter in asset.parameters}
    same_look = all(before.get(name) == after.get(name) for name in _LOOK_PARAMETERS)
    generation = Generation(asset.label)
    things = ThingBuilder(generation)
    _keep_origin(target, asset)
    materials = tuple(target.data.materials) if same_look and len(target.data.materials) == len(asset.materials) else ()
    materials = materials or tuple(things.materials(asset, target.name))

    root, *parts = asset.meshes
    _exchange(target, asset, root, materials)
    store_parameters(target.data, asset)
    children = {child[PART_KEY]: child for child in target.children_recursive if PART_KEY in child}
    moving = []
    for part in parts:
        child = children.pop(part.name, None)
        if child is None:
            mesh = build_mesh(asset, part, f"{target.name} {part.name}", materials)
            child = generation.object(mesh.name, mesh, target.users_collection[0])
            add_vertex_groups(child, part, ())
        else:
            _exchange(child, asset, part, materials)
        child[PART_KEY] = part.name
        moving.append((part, child))
    hang_parts(target, moving, asset.pivot)
    for gone in children.values():  # a cabinet with fewer drawers
        bpy.data.objects.remove(gone)
    describe(target, asset)
    for piece in _pieces(target):
        fingerprints.remember_shape(piece)


def _take_from_library(target: bpy.types.Object, asset: Asset) -> None:
    """What is in the library takes the place of mesh and jointed parts."""
    _keep_origin(target, asset)
    old, gone = target.data, [child for child in target.children_recursive if PART_KEY in child]
    for piece in append_in_place(target, asset):
        piece[PART_KEY] = piece.name
    bpy.data.batch_remove(gone)
    if old.users == 0:
        name = old.name
        bpy.data.meshes.remove(old)
        target.data.name = name
    store_parameters(target.data, asset)
    describe(target, asset)
    for piece in _pieces(target):
        fingerprints.remember_shape(piece)


def _keep_origin(target: bpy.types.Object, asset: Asset) -> None:
    """Move an object, and its keys, as its pivot moves, so that a ball that grew still lies on the floor."""
    local = Vector(asset.pivot.tolist()) - Vector(target.get(PIVOT_KEY, (0.0, 0.0, 0.0)))
    if local.length < 1e-6:
        return
    curves = [c for c in curves_of(target) if c.data_path == "location"]
    rotation = [c for c in curves_of(target) if c.data_path == "rotation_quaternion"]
    turn = target.matrix_basis.to_quaternion()
    if len(rotation) == 4:  # as it stood at the first key: later it may have rolled on
        turn = Quaternion([c.keyframe_points[0].co.y for c in sorted(rotation, key=lambda c: c.array_index)])
    shift = turn @ (local * target.scale)
    if not curves:
        target.location += shift
    for curve in curves:
        for key in curve.keyframe_points:
            key.co.y += shift[curve.array_index]
            key.handle_left.y += shift[curve.array_index]
            key.handle_right.y += shift[curve.array_index]
        curve.update()


def _exchange(
    target: bpy.types.Object, asset: Asset, asset_mesh: AssetMesh, materials: tuple[bpy.types.Material, ...]
) -> None:
    """New mesh data for one object; others that share the old data keep it."""
    old = target.data
    name = old.name
    mesh = build_mesh(asset, asset_mesh, name, materials)
    target.data = mesh
    target.vertex_groups.clear()
    add_vertex_groups(target, asset_mesh, ())
    if old.users == 0:
        bpy.data.meshes.remove(old)
        mesh.name = name
    for constraint in [c for c in target.constraints if c.name == "Joint Limits"]:
        target.constraints.remove(constraint)
