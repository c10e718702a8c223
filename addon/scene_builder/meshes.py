"""Mesh data by array, without Python loops over vertices."""

from __future__ import annotations

import json
import math

import bpy
import numpy as np

from .._vendor.backend.protocol.scene import Asset, AssetMesh, Mesh, Parameter, Skeleton
from .deform_bones import skin_of

SHARP_ANGLE_RAD = math.radians(50.0)
"""a fillet of two segments bends 45 degrees in its middle and must stay smooth"""
PART_ATTRIBUTE = "part"
MARKINGS_ATTRIBUTE = "markings"
COVERED_GROUP = "covered"
PRESERVE_GROUP = "preserve volume"


def mesh_key(asset_mesh: AssetMesh, materials: tuple[bpy.types.Material, ...]) -> tuple[object, ...]:
    """Meshes whose arrays lie at the same place in memory, with the same materials, share one data-block."""
    mesh = asset_mesh.mesh
    arrays = (mesh.vertices, mesh.face_vertices, mesh.material_index, mesh.uv)
    places = tuple((array.__array_interface__["data"][0], array.shape) for array in arrays)
    return (asset_mesh.name, places, tuple(material.name for material in materials))


def build_mesh(
    asset: Asset, asset_mesh: AssetMesh, name: str, materials: tuple[bpy.types.Material, ...]
) -> bpy.types.Mesh:
    """Polygons about the asset's pivot (or the part's joint), UV map (in metres, or from 0 to 1 where there is a
    texture to paint on), materials, part attribute, smooth shading with sharp edges over 50 degrees."""
    source = asset_mesh.mesh
    vertices = source.vertices if asset_mesh.joint is not None else source.vertices - asset.pivot
    mesh = polygon_mesh(name, vertices, source.face_sizes, source.face_vertices)
    mesh.uv_layers.new(name="UVMap", do_init=False)
    uv = source.uv if source.texture is None else source.uv / source.texture_side_m
    mesh.attributes["UVMap"].data.foreach_set("vector", _flat(uv, np.float32))
    _face_attribute(mesh, "material_index", source.material_index)
    _face_attribute(mesh, PART_ATTRIBUTE, source.part_index)
    if source.markings is not None:
        mesh.attributes.new(MARKINGS_ATTRIBUTE, "FLOAT", "POINT").data.foreach_set(
            "value", _flat(source.markings, np.float32)
        )
    mesh["part_names"] = json.dumps(asset_mesh.part_names)
    for material in materials:
        mesh.materials.append(material)
    mesh.update(calc_edges=True)
    if source.smooth:
        mesh.set_sharp_from_angle(angle=SHARP_ANGLE_RAD)
        _mark_sharp(mesh, source)
    else:
        mesh.shade_flat()
    return mesh


def polygon_mesh(name: str, vertices: np.ndarray, sizes: np.ndarray, corners: np.ndarray) -> bpy.types.Mesh:
    """Bare polygons of vertices (V, 3), corners per face (F,), vertex of each corner (L,); call `update` to use it."""
    mesh = bpy.data.meshes.new(name)
    mesh.vertices.add(len(vertices))
    mesh.loops.add(len(corners))
    mesh.polygons.add(len(sizes))
    mesh.attributes["position"].data.foreach_set("vector", _flat(vertices, np.float32))
    mesh.attributes[".corner_vert"].data.foreach_set("value", _flat(corners, np.int32))
    mesh.polygons.foreach_set("loop_start", np.concatenate([[0], np.cumsum(sizes[:-1])]).astype(np.int32))
    return mesh


def add_vertex_groups(target: bpy.types.Object, asset_mesh: AssetMesh, skeleton: Skeleton | None) -> None:
    """Groups of an object by part name; joint weights where the mesh is skinned; the skin under clothes."""
    mesh = asset_mesh.mesh
    if skeleton is not None and mesh.skin_joints is not None and mesh.skin_weights is not None:
        _add_skin(target, *skin_of(mesh, skeleton))
    elif len(asset_mesh.part_names) > 1:
        face_of_corner = np.repeat(np.arange(len(mesh.face_sizes)), mesh.face_sizes)
        part_of_corner = mesh.part_index[face_of_corner]
        for part, name in enumerate(asset_mesh.part_names):
            members = np.unique(mesh.face_vertices[part_of_corner == part])
            target.vertex_groups.new(name=name).add(members.tolist(), 1.0, "REPLACE")
    if mesh.covered is not None and mesh.covered.any():
        target.vertex_groups.new(name=COVERED_GROUP).add(np.flatnonzero(mesh.covered).tolist(), 1.0, "REPLACE")


def add_share_group(target: bpy.types.Object, name: str, shares: np.ndarray) -> None:
    """A vertex group from (V,) shares, rounded to 1/50 so that equal ones go in at once."""
    group = target.vertex_groups.new(name=name)
    steps = np.rint(shares * 50.0).astype(np.int64)
    for step in np.unique(steps[steps > 0]).tolist():
        group.add(np.flatnonzero(steps == step).tolist(), step / 50.0, "REPLACE")


def add_shape_keys(target: bpy.types.Object, mesh: Mesh) -> None:
    """One slider per shape key, at the value that the body was made with."""
    if not mesh.shape_keys:
        return
    target.shape_key_add(name="Basis", from_mix=False)
    for key in mesh.shape_keys:
        block = target.shape_key_add(name=key.name, from_mix=False)
        block.data.foreach_set("co", _flat(mesh.vertices + key.offsets, np.float32))
        block.slider_min, block.slider_max = key.range
        block.value = key.value


def store_parameters(mesh: bpy.types.Mesh, asset: Asset) -> None:
    """Parameters as custom properties of the mesh, with their ranges."""
    for parameter in asset.parameters:
        mesh[parameter.name] = parameter.value
        mesh.id_properties_ui(parameter.name).update(**_ui(parameter))
    mesh["sceneloom_category"] = asset.category
    mesh["sceneloom_parameters"] = json.dumps([parameter.name for parameter in asset.parameters])


def _ui(parameter: Parameter) -> dict[str, object]:
    """What Blender shows of a custom property."""
    described: dict[str, object] = {"description": parameter.description or parameter.name.replace("_", " ")}
    if isinstance(parameter.value, bool | str):
        return described
    whole = isinstance(parameter.value, int)
    for side, value in (("min", parameter.minimum), ("max", parameter.maximum)):
        if value is not None:
            described[side] = described[f"soft_{side}"] = int(value) if whole else float(value)
    if not whole and parameter.unit == "m":
        described["subtype"] = "DISTANCE"
    return described


def _flat(values: np.ndarray, dtype: type) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=dtype).reshape(-1)


def _face_attribute(mesh: bpy.types.Mesh, name: str, values: np.ndarray) -> None:
    attribute = mesh.attributes.get(name) or mesh.attributes.new(name, "INT", "FACE")
    attribute.data.foreach_set("value", _flat(values, np.int32))


def _mark_sharp(mesh: bpy.types.Mesh, source: Mesh) -> None:
    """Mark the further sharp edges that the asset asks for."""
    if source.sharp_edges is None or len(source.sharp_edges) == 0:
        return
    edges = np.empty(2 * len(mesh.edges), dtype=np.int32)
    mesh.attributes[".edge_verts"].data.foreach_get("value", edges)
    count = len(source.vertices)
    wanted = np.sort(source.sharp_edges.astype(np.int64), axis=1) @ np.array([count, 1])
    present = np.sort(edges.reshape(-1, 2).astype(np.int64), axis=1) @ np.array([count, 1])
    attribute = mesh.attributes.get("sharp_edge") or mesh.attributes.new("sharp_edge", "BOOLEAN", "EDGE")
    sharp = np.zeros(len(mesh.edges), dtype=bool)
    attribute.data.foreach_get("value", sharp)
    attribute.data.foreach_set("value", sharp | np.isin(present, wanted))


def _add_skin(
    target: bpy.types.Object, names: tuple[str, ...], skin_joints: np.ndarray, skin_weights: np.ndarray
) -> None:
    """Vertex groups from (V, 4) joints and weights; weights are rounded to 1/1000 so that equal ones go in at once."""
    vertices = np.repeat(np.arange(len(skin_joints)), skin_joints.shape[1])
    joints = skin_joints.reshape(-1)
    thousandths = np.rint(skin_weights.reshape(-1) * 1000.0).astype(np.int64)
    used = thousandths > 0
    keys = joints[used].astype(np.int64) * 1001 + thousandths[used]
    order = np.argsort(keys, kind="stable")
    keys, members = keys[order], vertices[used][order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    groups = [target.vertex_groups.new(name=name) for name in names]
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(keys)], strict=True):
        joint, weight = divmod(int(keys[start]), 1001)
        groups[joint].add(members[start:end].tolist(), weight / 1000.0, "REPLACE")
