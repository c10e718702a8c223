"""A finished .blend as numbers: where every thing, bone and sole is at every frame. Runs inside Blender."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property

import bpy
import numpy as np
from mathutils.bvhtree import BVHTree

_FEET = {"L": ("foot.L", "toe.L"), "R": ("foot.R", "toe.R")}


@dataclass(eq=False)
class Thing:
    """One root object with its jointed parts; for a person, the armature with everything it deforms."""

    root: bpy.types.Object
    meshes: list[bpy.types.Object]
    category: str
    parameters: dict[str, object]
    matrices: np.ndarray = field(default_factory=lambda: np.zeros((0, 4, 4)))
    """(T, 4, 4) world"""
    vertices: np.ndarray = field(default_factory=lambda: np.zeros((0, 3)))
    """(V, 3) world, evaluated, first frame"""
    last_vertices: np.ndarray = field(default_factory=lambda: np.zeros((0, 3)))
    polygons: list[tuple[int, ...]] = field(default_factory=list)
    last_polygons: list[tuple[int, ...]] = field(default_factory=list)
    heads: dict[str, np.ndarray] = field(default_factory=dict)
    """bone name to (T, 3) world"""
    axes: dict[str, np.ndarray] = field(default_factory=dict)
    """bone name to (T, 3, 3) world, columns are the bone's axes"""
    soles: np.ndarray = field(default_factory=lambda: np.zeros((0, 2)))
    """(T, 2) height of the lowest vertex of each foot"""
    sole_points: np.ndarray = field(default_factory=lambda: np.zeros((0, 2, 3)))

    @property
    def name(self) -> str:
        return self.root.name

    @property
    def is_person(self) -> bool:
        return self.root.type == "ARMATURE"

    @cached_property
    def box(self) -> np.ndarray:
        """(2, 3) world, first frame"""
        return np.stack([self.vertices.min(0), self.vertices.max(0)])

    @cached_property
    def last_box(self) -> np.ndarray:
        return np.stack([self.last_vertices.min(0), self.last_vertices.max(0)])

    @cached_property
    def tree(self) -> BVHTree:
        return BVHTree.FromPolygons(self.vertices.tolist(), self.polygons)

    @cached_property
    def last_tree(self) -> BVHTree:
        return BVHTree.FromPolygons(self.last_vertices.tolist(), self.last_polygons)

    @cached_property
    def local_box(self) -> np.ndarray:
        inverse = np.linalg.inv(self.matrices[0])
        local = self.vertices @ inverse[:3, :3].T + inverse[:3, 3]
        return np.stack([local.min(0), local.max(0)])

    @cached_property
    def size(self) -> np.ndarray:
        """(3,) m: local box times scale"""
        scale = np.linalg.norm(self.matrices[0][:3, :3], axis=0)
        return (self.local_box[1] - self.local_box[0]) * scale

    @cached_property
    def centers(self) -> np.ndarray:
        """(T, 3) world centre of the box; of a person, the pelvis"""
        if self.is_person:
            return self.heads["hips"]
        middle = np.append(self.local_box.mean(0), 1.0)
        return (self.matrices @ middle)[:, :3]

    @cached_property
    def standing_height(self) -> float:
        height = self.parameters.get("stature_m")
        return float(height) if height else float(self.size[2])

    def box_at(self, frame: int) -> np.ndarray:
        """(2, 3) world box at a frame, of the rigidly moved first-frame vertices."""
        if self.is_person:
            joints = np.stack([h[frame] for h in self.heads.values()])
            return np.stack([joints.min(0) - 0.08, joints.max(0) + 0.1])
        moved = self.matrices[frame] @ np.linalg.inv(self.matrices[0])
        points = self.vertices @ moved[:3, :3].T + moved[:3, 3]
        return np.stack([points.min(0), points.max(0)])

    def surface_distance(self, frame: int, point: np.ndarray) -> float:
        """Distance of a point to the rigid surface at a frame."""
        moved = self.matrices[0] @ np.linalg.inv(self.matrices[frame])
        local = moved[:3, :3] @ point + moved[:3, 3]
        found = self.tree.find_nearest(local.tolist())
        return float(found[3]) if found[3] is not None else np.inf


@dataclass
class Recording:
    """All things of the scene, with the camera."""

    scene: bpy.types.Scene
    fps: float
    things: list[Thing]
    camera: np.ndarray
    """(T, 4, 4) world"""
    surroundings: list[Thing]
    """ground, room and its walls: found only by their own names"""

    @property
    def frame_count(self) -> int:
        return len(self.camera)

    @cached_property
    def right(self) -> np.ndarray:
        """The camera's right on the floor, first frame."""
        axis = self.camera[0, :3, 0] * [1, 1, 0]
        return axis / np.linalg.norm(axis)

    @cached_property
    def away(self) -> np.ndarray:
        """Away from the camera on the floor, first frame; of a camera that looks straight down, its up."""
        forward = -self.camera[0, :3, 2] * [1, 1, 0]
        if np.linalg.norm(forward) < 0.2:
            forward = self.camera[0, :3, 1] * [1, 1, 0]
        return forward / np.linalg.norm(forward)


def record() -> Recording:
    """Step through the open file once."""
    scene = bpy.context.scene
    things, surroundings = [], []
    for root in scene.objects:
        if root.get("sceneloom_role") == "environment":
            surroundings.append(_thing(root))
            surroundings += [_wall(child) for child in root.children if "wall" in child.name.lower()]
        elif "sceneloom_object_id" in root:
            things.append(_thing(root))
    everything = [*things, *surroundings]
    camera = []
    for frame in range(scene.frame_start, scene.frame_end + 1):
        scene.frame_set(frame)
        camera.append(np.array(scene.camera.matrix_world))
        graph = bpy.context.evaluated_depsgraph_get()
        for thing in everything:
            _note_frame(thing, graph)
        if frame == scene.frame_start:
            for thing in everything:
                thing.vertices, thing.polygons = _evaluated(thing, graph)
        if frame == scene.frame_end:
            for thing in everything:
                thing.last_vertices, thing.last_polygons = _evaluated(thing, graph)
    for thing in everything:
        thing.matrices = np.array(thing.matrices)
        thing.heads = {name: np.array(values) for name, values in thing.heads.items()}
        thing.axes = {name: np.array(values) for name, values in thing.axes.items()}
        if thing.is_person:
            thing.sole_points = np.array(thing.sole_points)
            thing.soles = thing.sole_points[:, :, 2]
    fps = scene.render.fps / scene.render.fps_base
    return Recording(scene, fps, things, np.array(camera), surroundings)


def _thing(root: bpy.types.Object) -> Thing:
    meshes = [o for o in (root, *root.children_recursive) if o.type == "MESH" and not o.hide_render]
    if root.type == "ARMATURE":
        skinned = {o for o in bpy.data.objects if o.type == "MESH" and o.find_armature() == root}
        meshes = sorted({*meshes, *skinned}, key=lambda o: o.name)
    categories = [o.data.get("sceneloom_category") for o in meshes if "sceneloom_category" in o.data]
    parameters = json.loads(root.get("sceneloom_parameters", "{}"))
    thing = Thing(root, meshes, categories[0] if categories else "", parameters)
    thing.matrices, thing.sole_points = [], []
    return thing


def _wall(part: bpy.types.Object) -> Thing:
    thing = Thing(part, [part], "wall", {})
    thing.matrices, thing.sole_points = [], []
    return thing


def _note_frame(thing: Thing, graph: bpy.types.Depsgraph) -> None:
    evaluated = thing.root.evaluated_get(graph)
    world = np.array(evaluated.matrix_world)
    thing.matrices.append(world)
    if not thing.is_person:
        return
    for bone in evaluated.pose.bones:
        if not bone.bone.use_deform:
            continue  # poles and other controls are no part of the body
        matrix = world @ np.array(bone.matrix)
        thing.heads.setdefault(bone.name, []).append(matrix[:3, 3])
        thing.axes.setdefault(bone.name, []).append(matrix[:3, :3])
    thing.sole_points.append([_lowest(thing, graph, side) for side in ("L", "R")])


def _lowest(thing: Thing, graph: bpy.types.Depsgraph, side: str) -> np.ndarray:
    """The lowest evaluated vertex that the foot and toe of a side move."""
    best = np.array([0.0, 0.0, np.inf])
    for mesh_object in thing.meshes:
        evaluated = mesh_object.evaluated_get(graph)
        mesh = evaluated.data
        groups = [mesh_object.vertex_groups.find(name) for name in _FEET[side]]
        if max(groups) < 0:
            continue
        wanted = _foot_vertices(mesh_object, mesh, tuple(groups))
        if not len(wanted):
            continue
        points = _points(mesh)[wanted] @ np.array(evaluated.matrix_world)[:3, :3].T
        points = points + np.array(evaluated.matrix_world)[:3, 3]
        low = points[np.argmin(points[:, 2])]
        if low[2] < best[2]:
            best = low
    return best


_FOOT_VERTICES: dict[tuple[str, tuple[int, ...], int], np.ndarray] = {}


def _foot_vertices(owner: bpy.types.Object, mesh: bpy.types.Mesh, groups: tuple[int, ...]) -> np.ndarray:
    key = (owner.name, groups, len(mesh.vertices))
    if key not in _FOOT_VERTICES:
        _FOOT_VERTICES[key] = np.array(
            [v.index for v in mesh.vertices if sum(g.weight for g in v.groups if g.group in groups) > 0.5], dtype=int
        )
    return _FOOT_VERTICES[key]


def _points(mesh: bpy.types.Mesh) -> np.ndarray:
    flat = np.empty(3 * len(mesh.vertices), dtype=np.float32)
    mesh.attributes["position"].data.foreach_get("vector", flat)
    return flat.reshape(-1, 3).astype(float)


def _evaluated(thing: Thing, graph: bpy.types.Depsgraph) -> tuple[np.ndarray, list[tuple[int, ...]]]:
    points, polygons, start = [], [], 0
    for mesh_object in thing.meshes:
        evaluated = mesh_object.evaluated_get(graph)
        mesh, world = evaluated.data, np.array(evaluated.matrix_world)
        points.append(_points(mesh) @ world[:3, :3].T + world[:3, 3])
        polygons += [tuple(start + i for i in polygon.vertices) for polygon in mesh.polygons]
        start += len(mesh.vertices)
    return np.concatenate(points) if points else np.zeros((1, 3)), polygons
