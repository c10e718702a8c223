"""One asset by itself, in a scene of the caller's: for files that hold a single thing."""

from __future__ import annotations

import bpy
from mathutils import Matrix

from .._vendor.backend.protocol.scene import Asset
from .armature import bind, build_armature
from .collections import WIDGETS, Generation
from .convert import about_pivot
from .rig_widgets import build_widgets
from .sliders import add_sliders
from .things import ThingBuilder, describe


def build_single_asset(asset: Asset, scene: bpy.types.Scene) -> bpy.types.Object:
    """Replace what is in `scene` by the asset at the origin; returns its root object or armature."""
    for block in list(scene.collection.all_objects):
        bpy.data.objects.remove(block)
    for child in list(scene.collection.children):
        bpy.data.collections.remove(child)
    generation = Generation(asset.label)
    generation.open()
    folder = generation.collection
    folder.name = asset.label
    scene.collection.children.link(folder)
    things = ThingBuilder(generation)
    if asset.skeleton is None:
        thing = things.build(asset, asset.label, folder)
        thing.matrix_world = about_pivot(Matrix.Identity(4), asset)
        return thing
    rig = generation.object(asset.label, generation.keep(bpy.data.armatures.new(asset.label)), folder)
    describe(rig, asset)
    hidden = generation.folder(WIDGETS)
    hidden.hide_render = hidden.hide_viewport = True
    widgets = build_widgets(lambda name, mesh: generation.object(name, generation.keep(mesh), hidden))
    build_armature(asset, rig, scene, widgets)
    bodies = [(things.mesh_object(asset, asset_mesh, asset.label, folder), asset_mesh) for asset_mesh in asset.meshes]
    for body, asset_mesh in bodies:
        bind(body, asset_mesh, rig)
    add_sliders(rig, bodies)
    return rig
