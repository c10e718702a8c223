"""Rebuild: a parametric asset made anew from edited parameters, in place.

Name, transform, animation, constraints, children and material edits survive; only the mesh data is exchanged.
"""

from __future__ import annotations

import json

import bpy

from .._vendor.backend.protocol.scene import Asset, AssetMesh
from .collections import Generation
from .joints import hang_on_joint
from .meshes import add_vertex_groups, build_mesh, store_parameters
from .things import PART_KEY, ThingBuilder, describe

_LOOK_PARAMETERS = ("material", "color", "pattern", "second_color", "style")
"""parameters whose change asks for new materials"""


def edited_values(target: bpy.types.Object) -> dict[str, float | int | bool | str]:
    """The parameters on an object's mesh, as the artist left them."""
    names = json.loads(target.data["sceneloom_parameters"])
    return {name: target.data[name] for name in names}


def rebuild_in_place(target: bpy.types.Object, asset: Asset) -> None:
    """Exchange the mesh of a root object, and of its jointed parts, by those of the asset."""
    before = json.loads(target["sceneloom_parameters"])
    after = {parameter.name: parameter.value for parameter in asset.parameters}
    same_look = all(before.get(name) == after.get(name) for name in _LOOK_PARAMETERS)
    generation = Generation(asset.label)
    things = ThingBuilder(generation)
    materials = tuple(target.data.materials) if same_look and len(target.data.materials) == len(asset.materials) else ()
    materials = materials or tuple(things.materials(asset))

    root, *parts = asset.meshes
    _exchange(target, root, materials)
    store_parameters(target.data, asset)
    children = {child[PART_KEY]: child for child in target.children if PART_KEY in child}
    for part in parts:
        child = children.pop(part.name, None)
        if child is None:
            mesh = build_mesh(part, f"{target.name} {part.name}", materials)
            child = generation.object(mesh.name, mesh, target.users_collection[0])
            add_vertex_groups(child, part, ())
        else:
            _exchange(child, part, materials)
        hang_on_joint(child, target, part.joint)
        child[PART_KEY] = part.name
    for gone in children.values():  # a cabinet with fewer drawers
        bpy.data.objects.remove(gone)
    describe(target, asset)


def _exchange(target: bpy.types.Object, asset_mesh: AssetMesh, materials: tuple[bpy.types.Material, ...]) -> None:
    """New mesh data for one object; others that share the old data keep it."""
    old = target.data
    name = old.name
    mesh = build_mesh(asset_mesh, name, materials)
    target.data = mesh
    target.vertex_groups.clear()
    add_vertex_groups(target, asset_mesh, ())
    if old.users == 0:
        bpy.data.meshes.remove(old)
        mesh.name = name
    for constraint in [c for c in target.constraints if c.name == "Joint Limits"]:
        target.constraints.remove(constraint)
