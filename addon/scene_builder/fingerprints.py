"""What an artist has changed by hand: every generated object remembers how it was made, channel by channel.

placement   location, rotation, scale and parent of what no curve moves
shape       vertices, faces, UVs, shape keys; rest bones; a lamp's or camera's settings
materials   which materials, and what is in their nodes
motion      the generated curves
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator

import bpy
import numpy as np
from mathutils import Euler, Vector

from .collections import GENERATION_KEY, OBJECT_ID_KEY

CHANNELS = ("placement", "shape", "materials", "motion")
KEY = "sceneloom_key"
"""custom property: which object of its generation this is, the same in every generation of one description"""
_PRINTS = "sceneloom_fingerprints"
_NAME = "sceneloom_name"
_SHAPE = "sceneloom_shape"
_LATER_NAME = re.compile(r"\.\d{3}$")
_DIGITS = 4
GENERATED = "Generated"
"""the NLA track that holds generated motion; what is above it is the artist's"""


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
    """By key, the channels that are no longer as they were generated; untouched objects are left out."""
    printer = _Printer()
    found = {}
    for target in targets:
        before = json.loads(target.get(_PRINTS, "{}"))
        now = printer.prints(target)
        changed = {channel for channel in before if before[channel] != now.get(channel)}
        if changed:
            found[target[KEY]] = changed
    return found


def remember_shape(target: bpy.types.Object) -> None:
    """Let a mesh that takes the place of a generated one know how it was made."""
    target.data[_SHAPE] = _digest(_shape(target.data))


def modelled_by_hand(target: bpy.types.Object) -> bool:
    """Whether a mesh is no longer as it was generated or last rebuilt."""
    before = target.data.get(_SHAPE) or json.loads(target.get(_PRINTS, "{}")).get("shape")
    return before is not None and before != _digest(_shape(target.data))


def of_world(world: bpy.types.World | None) -> str:
    """Fingerprint of a sky."""
    return _digest(_tree(world.node_tree)) if world is not None and world.node_tree is not None else ""


def was_renamed(target: bpy.types.Object) -> bool:
    return target.name != target.get(_NAME, target.name)


def adopt_prints(target: bpy.types.Object, fresh: bpy.types.Object, kept: set[str]) -> None:
    """Remember what is new; what was kept stays known as changed by hand."""
    old, new = (json.loads(o.get(_PRINTS, "{}")) for o in (target, fresh))
    target[_PRINTS] = json.dumps({**new, **{channel: old[channel] for channel in kept if channel in old}})


def take_as_made(target: bpy.types.Object, channel: str) -> None:
    """Count what an artist has done in a channel as generated: the next regeneration may replace it."""
    prints = json.loads(target.get(_PRINTS, "{}"))
    target[_PRINTS] = json.dumps({**prints, channel: _Printer().prints(target).get(channel, "")})


def differing(before: dict[str, bpy.types.Object], after: dict[str, bpy.types.Object], channel: str) -> set[str]:
    """Keys of the objects of which a channel was generated otherwise."""

    def made(target: bpy.types.Object) -> str | None:
        return json.loads(target.get(_PRINTS, "{}")).get(channel)

    return {key for key in before if key in after and made(before[key]) != made(after[key])}


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


def curves_of(action: bpy.types.Action) -> Iterator[bpy.types.FCurve]:
    """All curves of an action, with slots or without."""
    if hasattr(action, "layers"):
        for layer in action.layers:
            for strip in layer.strips:
                for bag in strip.channelbags:
                    yield from bag.fcurves
    else:
        yield from action.fcurves


class _Printer:
    """Fingerprints; what several objects share is read once."""

    def __init__(self) -> None:
        self._shared: dict[bpy.types.ID, str] = {}

    def prints(self, target: bpy.types.Object) -> dict[str, str]:
        curves = [curve for action in generated_actions(target) for curve in curves_of(action)]
        moved = {curve.data_path for curve in curves} | ({"location"} if target.constraints.get("Take") else set())
        prints = {}
        if not moved & {"location", "rotation_quaternion", "rotation_euler", "scale"}:
            prints["placement"] = _digest(_placement(target))
        if target.data is not None:
            prints["shape"] = self._once(target.data, _shape)
        if target.type == "MESH" and target.material_slots:
            slots = [slot.material for slot in target.material_slots]
            prints["materials"] = _digest([self._once(m, _material) if m is not None else "" for m in slots])
        if curves:
            keyed = [part for curve in curves for part in (curve.data_path, _keys(curve))]
            prints["motion"] = _digest([*keyed, *_strips(target)])
        return prints

    def _once(self, block: bpy.types.ID, read) -> str:
        if block not in self._shared:
            self._shared[block] = _digest(read(block))
        return self._shared[block]


def _digest(parts: Iterable[object]) -> str:
    state = hashlib.blake2b(digest_size=8)
    for part in parts:
        state.update(part.tobytes() if isinstance(part, np.ndarray) else str(part).encode())
        state.update(b"|")
    return state.hexdigest()


def _placement(target: bpy.types.Object) -> Iterator[object]:
    yield target.parent.get(KEY, target.parent.name) if target.parent is not None else ""
    for row in target.matrix_basis:
        yield [round(value, _DIGITS) + 0.0 for value in row]  # + 0.0: no negative zeros


def _strips(target: bpy.types.Object) -> Iterator[object]:
    """When the acts of the generated track play, where there is one."""
    track = target.animation_data.nla_tracks.get(GENERATED)
    for strip in track.strips if track is not None else ():
        ends = (strip.frame_start, strip.frame_end, strip.action_frame_start, strip.action_frame_end)
        yield [round(end, 2) for end in ends], strip.mute


def _keys(curve: bpy.types.FCurve) -> np.ndarray:
    points = curve.keyframe_points
    values = np.empty((3, 2 * len(points)), dtype=np.float32)
    for row, name in zip(values, ("co", "handle_left", "handle_right"), strict=True):
        points.foreach_get(name, row)
    return np.round(values, 3) + 0.0


def _shape(data: bpy.types.ID) -> Iterator[object]:
    if isinstance(data, bpy.types.Mesh):
        for name, kind, width in (("position", "vector", 3), (".corner_vert", "value", 1), ("UVMap", "vector", 2)):
            if name in data.attributes:
                values = data.attributes[name].data
                array = np.empty(width * len(values), dtype=np.int32 if width == 1 else np.float32)
                values.foreach_get(kind, array)
                yield array
        driven = _driven(data.shape_keys)
        for key in data.shape_keys.key_blocks if data.shape_keys is not None else ():
            points = np.empty(3 * len(key.data), dtype=np.float32)
            key.data.foreach_get("co", points)
            value = None if f'key_blocks["{key.name}"].value' in driven else round(key.value, _DIGITS)
            yield from ((key.name, value), points)
    elif isinstance(data, bpy.types.Armature):
        for bone in data.bones:
            yield bone.name, [round(v, _DIGITS) + 0.0 for row in bone.matrix_local for v in row], round(bone.length, 4)
    else:
        yield from _settings(data)


def _driven(block: bpy.types.ID | None) -> set[str]:
    """Paths whose values follow something else."""
    data = block.animation_data if block is not None else None
    return {curve.data_path for curve in data.drivers} if data is not None else set()


def _settings(block: bpy.types.bpy_struct) -> Iterator[object]:
    """Plain values of a lamp, a camera, a node; how a node is drawn does not count."""
    drawn = _DRAWN if isinstance(block, bpy.types.Node) else ()
    for prop in block.bl_rna.properties:
        name = prop.identifier
        if prop.is_readonly or prop.type in {"POINTER", "COLLECTION"} or name in drawn or name.startswith(_NO_SETTINGS):
            continue
        value = getattr(block, name)
        if prop.type == "FLOAT":
            value = [round(v, _DIGITS) + 0.0 for v in np.ravel(value).tolist()]
        elif isinstance(value, set):
            value = sorted(value)
        elif prop.type in {"INT", "BOOLEAN"} and prop.is_array:
            value = list(value)
        yield name, value


_NO_SETTINGS = ("name", "tag", "use_fake_user", "use_extra_user", "is_runtime_data", "show_", "active", "select")
_DRAWN = {"location", "location_absolute", "hide", "width", "height", "color", "use_custom_color", "label"}


def _material(material: bpy.types.Material) -> Iterator[object]:
    yield [round(v, _DIGITS) for v in material.diffuse_color]
    if material.node_tree is not None:
        yield from _tree(material.node_tree)


def _tree(tree: bpy.types.NodeTree) -> Iterator[object]:
    for node in tree.nodes:
        yield node.bl_idname, node.name
        yield from _settings(node)
        for socket in node.inputs:
            value = getattr(socket, "default_value", None)
            if isinstance(value, float | bpy.types.bpy_prop_array | Vector | Euler):
                value = [round(v, _DIGITS) + 0.0 for v in np.ravel(value).tolist()]
            yield value
        if hasattr(node, "color_ramp"):
            for stop in node.color_ramp.elements:
                yield round(stop.position, _DIGITS), [round(v, _DIGITS) for v in stop.color]
        if getattr(node, "node_tree", None) is not None:
            yield node.node_tree.name
    for link in tree.links:
        yield link.from_node.name, link.from_socket.identifier, link.to_node.name, link.to_socket.identifier
