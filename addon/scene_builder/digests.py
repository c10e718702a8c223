"""What counts as a state of an object: the parts of its placement, shape, materials and motion, to compare.

Values that curves or drivers move are left out (they differ from frame to frame); what moves them counts instead.
So are values that nobody has set: a newer Blender has settings and sockets that an older one had not. Whoever changes
what counts raises `RULES`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

import bpy
import numpy as np
from mathutils import Euler, Vector

RULES = 1
"""of this module: states by other rules cannot be compared"""
KEY = "sceneloom_key"
"""custom property: which object of its generation this is, the same in every generation of one description"""
GENERATED = "Generated"
"""the NLA track that holds generated motion; what is above it is the artist's"""
MADE_CONSTRAINTS = re.compile(r"Take|Held \d+ .+|Joint Limits|Look At")
"""names of the constraints of generated objects"""
TRANSFORMS = {"location", "rotation_quaternion", "rotation_euler", "scale"}
_DIGITS = 4


def digest(parts: Iterable[object]) -> str:
    state = hashlib.blake2b(digest_size=8)
    for part in parts:
        state.update(part.tobytes() if isinstance(part, np.ndarray) else str(part).encode())
        state.update(b"|")
    return state.hexdigest()


def _rounded(value: object) -> list[float]:
    return [round(v, _DIGITS) + 0.0 for v in np.ravel(value).tolist()]  # + 0.0: no negative zeros


def placement_of(target: bpy.types.Object) -> Iterator[object]:
    yield target.parent.get(KEY, target.parent.name) if target.parent is not None else ""
    for row in target.matrix_basis:
        yield _rounded(row)


# --- What moves -----------------------------------------------------------------------------------------------------


def curves_of(action: bpy.types.Action) -> Iterator[bpy.types.FCurve]:
    """All curves of an action, with slots or without."""
    if hasattr(action, "layers"):
        for layer in action.layers:
            for strip in layer.strips:
                for bag in strip.channelbags:
                    yield from bag.fcurves
    else:
        yield from action.fcurves


def keys_of(curve: bpy.types.FCurve) -> np.ndarray:
    points = curve.keyframe_points
    values = np.empty((3, 2 * len(points)), dtype=np.float32)
    for row, name in zip(values, ("co", "handle_left", "handle_right"), strict=True):
        points.foreach_get(name, row)
    return np.round(values, 3) + 0.0


def strips_of(target: bpy.types.Object) -> Iterator[object]:
    """When the acts of the generated track play, where there is one."""
    track = target.animation_data.nla_tracks.get(GENERATED)
    for strip in track.strips if track is not None else ():
        ends = (strip.frame_start, strip.frame_end, strip.action_frame_start, strip.action_frame_end)
        yield [round(end, 2) for end in ends], strip.mute


def ties_of(target: bpy.types.Object) -> Iterator[object]:
    """To what a moving object is tied by the generated constraints, and where it stands where no curve says so."""
    for constraint in target.constraints:
        if MADE_CONSTRAINTS.fullmatch(constraint.name):
            owner = getattr(constraint, "target", None)
            yield constraint.name, owner.get(KEY, owner.name) if owner is not None else ""
            for row in getattr(constraint, "inverse_matrix", ()):
                yield _rounded(row)
    if not TRANSFORMS & {curve.data_path for curve in _curves_on(target)}:
        yield from placement_of(target)


def _animation_of(block: bpy.types.ID | None) -> Iterator[object]:
    """Keys and drivers of a data-block."""
    for curve in _curves_on(block):
        yield from (curve.data_path, keys_of(curve))
    for curve in _drivers_on(block):
        yield curve.data_path, curve.array_index, curve.driver.type, curve.driver.expression


def _curves_on(block: bpy.types.ID | None) -> list[bpy.types.FCurve]:
    data = block.animation_data if block is not None else None
    if data is None:
        return []
    strips = [strip.action for track in data.nla_tracks for strip in track.strips]
    return [curve for action in dict.fromkeys([data.action, *strips]) if action is not None
            for curve in curves_of(action)]  # fmt: skip


def _drivers_on(block: bpy.types.ID | None) -> list[bpy.types.FCurve]:
    data = block.animation_data if block is not None else None
    return list(data.drivers) if data is not None else []


def _moved_on(block: bpy.types.ID | None) -> set[str]:
    """Paths whose values follow curves or drivers."""
    return {curve.data_path for curve in (*_curves_on(block), *_drivers_on(block))}


# --- Shapes ---------------------------------------------------------------------------------------------------------


def shape_of(target: bpy.types.Object) -> Iterator[object]:
    """A mesh with layers and weights, an armature's rest bones, the settings of a lamp or camera; with their keys."""
    data = target.data
    yield from _animation_of(data)
    if isinstance(data, bpy.types.Mesh):
        yield from _mesh(data)
        yield from _weights(target)
    elif isinstance(data, bpy.types.Armature):
        for bone in data.bones:
            yield bone.name, [_rounded(row) for row in bone.matrix_local], round(bone.length, 4)
    else:
        yield from _settings(data, _moved_on(data))
        if isinstance(data, bpy.types.Camera):
            focus = data.dof.focus_object
            yield focus.get(KEY, focus.name) if focus is not None else ""
            yield from _settings(data.dof, _moved_on(data), "dof.")
            yield len(data.background_images)
        elif isinstance(data, bpy.types.Light) and data.node_tree is not None:
            tree = list(_tree(data.node_tree))
            yield from tree if sorted(map(str, tree)) != _TREE_OF_LAMPS else ()


_TREE_OF_LAMPS = sorted(map(str, (
    ("ShaderNodeEmission", "Emission"), ("Color", [1.0, 1.0, 1.0, 1.0]), ("Strength", [1.0]),
    ("ShaderNodeOutputLight", "Light Output"), ("is_active_output", True),
    ("Emission", "Emission", "Light Output", "Surface"),
)))  # fmt: skip
"""what every lamp has in a newer Blender, also where nobody has asked for it"""
_FLAGS = (("edges", "use_seam", bool), ("edges", "use_edge_sharp", bool), ("polygons", "use_smooth", bool),
          ("polygons", "material_index", np.int32))  # fmt: skip
_VALUES = {
    "FLOAT": ("value", 1, np.float32),
    "INT": ("value", 1, np.int32),
    "BOOLEAN": ("value", 1, bool),
    "FLOAT2": ("vector", 2, np.float32),
    "FLOAT_VECTOR": ("vector", 3, np.float32),
    "FLOAT_COLOR": ("color", 4, np.float32),
    "BYTE_COLOR": ("color", 4, np.float32),
}
"""type of an attribute: property, width and kind of its values; of others only the names count"""
_NO_LAYERS = {"sharp_edge", "sharp_face", "material_index", "uv_seam", "custom_normal"}
"""Blender's own names of the flags, which differ by version"""


def _mesh(data: bpy.types.Mesh) -> Iterator[object]:
    if ".corner_vert" in data.attributes:  # not where there are no faces
        yield _values_of(data.attributes[".corner_vert"].data, "value", 1, np.int32)
    for items, name, kind in _FLAGS:
        yield _values_of(getattr(data, items), name, 1, kind)
    for layer in sorted(data.attributes, key=lambda layer: layer.name):
        if layer.name.startswith(".") or layer.name in _NO_LAYERS:
            continue
        yield layer.name, layer.domain
        if layer.data_type in _VALUES:
            yield _values_of(layer.data, *_VALUES[layer.data_type])
    keys = data.shape_keys
    moved = _moved_on(keys)
    yield from _animation_of(keys)
    for key in keys.key_blocks if keys is not None else ():
        value = None if f'key_blocks["{key.name}"].value' in moved else round(key.value, _DIGITS)
        yield from ((key.name, value), _values_of(key.data, "co", 3, np.float32))


def _values_of(items: bpy.types.bpy_prop_collection, name: str, width: int, kind: type) -> np.ndarray:
    array = np.empty(width * len(items), dtype=kind)
    items.foreach_get(name, array)
    return array


def _weights(target: bpy.types.Object) -> Iterator[object]:
    """Names of the vertex groups, then vertex, group and weight of each member."""
    if target.vertex_groups:
        yield [group.name for group in target.vertex_groups]
        rows = [(v.index, g.group, g.weight) for v in target.data.vertices for g in v.groups]
        yield np.array(rows, dtype=np.float32)


def _settings(block: bpy.types.bpy_struct, moved: set[str], prefix: str = "") -> Iterator[object]:
    """Plain values of a lamp, a camera, a node; how a node is drawn does not count."""
    drawn = _DRAWN if isinstance(block, bpy.types.Node) else ()
    for prop in block.bl_rna.properties:
        name = prop.identifier
        if prop.is_readonly or prop.type in {"POINTER", "COLLECTION"} or name in drawn or name.startswith(_NO_SETTINGS):
            continue
        if f"{prefix}{name}" in moved:
            continue
        value = _comparable(prop, getattr(block, name))
        if value != _comparable(prop, _default_of(prop)):
            yield name, value


def _default_of(prop: bpy.types.Property) -> object:
    if prop.type == "ENUM" and prop.is_enum_flag:
        return prop.default_flag
    return prop.default_array if getattr(prop, "is_array", False) else prop.default


def _comparable(prop: bpy.types.Property, value: object) -> object:
    if prop.type == "FLOAT":
        return _rounded(value)
    if isinstance(value, set):
        return sorted(value)
    if isinstance(value, str):
        return value.removesuffix("_LEGACY")  # what a newer Blender calls the way of an older one
    return list(value) if prop.type in {"INT", "BOOLEAN"} and prop.is_array else value


_NO_SETTINGS = ("name", "tag", "use_fake_user", "use_extra_user", "is_runtime_data", "show_", "active", "select", "bl_",
                "shadow_buffer_", "contact_shadow_", "use_nodes")  # fmt: skip
"""how a name begins that is no setting, or one that newer Blenders do without"""
_DRAWN = {"location", "location_absolute", "hide", "width", "height", "color", "use_custom_color", "label",
          "warning_propagation"}  # fmt: skip


# --- Materials and skies --------------------------------------------------------------------------------------------


def material_of(material: bpy.types.Material) -> Iterator[object]:
    yield from _animation_of(material)
    yield _rounded(material.diffuse_color)
    for name in ("use_backface_culling", "displacement_method", "surface_render_method", "pass_index"):
        yield getattr(material, name, None)
    if material.node_tree is not None:
        yield from _tree(material.node_tree)


def world_of(world: bpy.types.World | None) -> Iterator[object]:
    if world is not None and world.node_tree is not None:
        yield from _animation_of(world)
        yield from _tree(world.node_tree)


def _tree(tree: bpy.types.NodeTree) -> Iterator[object]:
    yield from _animation_of(tree)
    moved = _moved_on(tree)
    for node in tree.nodes:
        path = f'nodes["{node.name}"]'
        yield node.bl_idname, node.name
        yield from _settings(node, moved, f"{path}.")
        sockets = [(f"inputs[{index}]", socket) for index, socket in enumerate(node.inputs)]
        if not sockets:  # what is chosen in a value or colour node is in its output
            sockets = [(f"outputs[{index}]", socket) for index, socket in enumerate(node.outputs)]
        for name, socket in sockets:
            value = _plain(getattr(socket, "default_value", None))
            if f"{path}.{name}.default_value" not in moved and np.any(value):
                yield socket.identifier, value
        if hasattr(node, "color_ramp"):
            for stop in node.color_ramp.elements:
                yield round(stop.position, _DIGITS), _rounded(stop.color)
        if hasattr(node, "mapping") and hasattr(node.mapping, "curves"):
            yield [_rounded(point.location) for curve in node.mapping.curves for point in curve.points]
        for name in ("node_tree", "image"):
            if getattr(node, name, None) is not None:
                yield getattr(node, name).name
    for link in tree.links:
        yield link.from_node.name, link.from_socket.identifier, link.to_node.name, link.to_socket.identifier


def _plain(value: object) -> object:
    return _rounded(value) if isinstance(value, float | bpy.types.bpy_prop_array | Vector | Euler) else value
