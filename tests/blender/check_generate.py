"""The operators as scripts and farms call them: generate, rebuild, and what happens when the backend dies."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import bpy
import numpy as np
from mathutils import Matrix, Vector

PACKAGE = "bl_ext.user_default.sceneloom"
PROMPT = "A woman walks to a wooden cabinet and picks up the red ball on it"
GENERATED = "sceneloom_generation"


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def check_generate_makes_a_scene_beside_the_artists_own(folder: Path) -> None:
    before = set(bpy.data.scenes["Scene"].objects.keys())
    assert bpy.ops.sceneloom.generate(prompt=PROMPT, seed=1) == {"FINISHED"}
    assert set(bpy.data.scenes["Scene"].objects.keys()) == before
    (scene,) = (s for s in bpy.data.scenes if s.name != "Scene")
    names = set(scene.objects.keys())
    assert {"Woman", "Wooden Cabinet", "Red Ball"} <= names, names
    report = json.loads(scene.sceneloom.report_json)
    assert report["understood"]["actions"]
    assert scene.camera is not None
    rig = scene.objects["Woman"]
    assert rig.animation_data.action is not None, "an empty layer for the artist's keys"
    assert len(rig.animation_data.nla_tracks) >= 1

    # rebuild: wider, everything else stays
    cabinet = scene.objects["Wooden Cabinet"]
    place, material = cabinet.matrix_world.copy(), cabinet.data.materials[0]
    children = sorted(child.name for child in cabinet.children)
    cabinet.data["width_m"] = 1.25
    with bpy.context.temp_override(scene=scene, object=cabinet, active_object=cabinet):
        assert bpy.ops.sceneloom.rebuild() == {"FINISHED"}
    cabinet = scene.objects["Wooden Cabinet"]
    bpy.context.view_layer.update()
    assert abs(cabinet.dimensions.x - 1.25) < 0.06, cabinet.dimensions
    assert cabinet.matrix_world == place
    assert cabinet.data.materials[0] == material
    assert {child.name for child in cabinet.children} >= set(children)

    # a ball turns about its centre; a larger one lies on the floor as before
    ball = scene.objects["Red Ball"]
    bottom = min((ball.matrix_world @ v.co).z for v in ball.data.vertices)
    assert abs(min(v.co.z for v in ball.data.vertices) + max(v.co.z for v in ball.data.vertices)) < 0.005
    ball.data["width_m"] = ball.data["depth_m"] = ball.data["height_m"] = 2.0 * ball.data["width_m"]
    with bpy.context.temp_override(scene=scene, object=ball, active_object=ball):
        assert bpy.ops.sceneloom.rebuild() == {"FINISHED"}
    bpy.context.view_layer.update()
    ball = scene.objects["Red Ball"]
    scene.frame_set(scene.frame_start)
    assert abs(min((ball.matrix_world @ v.co).z for v in ball.data.vertices) - bottom) < 0.003


def check_rebuild_keeps_what_was_modelled_by_hand(folder: Path) -> None:
    assert bpy.ops.sceneloom.generate(prompt="a wooden cabinet", seed=2) == {"FINISHED"}
    (scene,) = (s for s in bpy.data.scenes if s.name != "Scene")
    cabinet = scene.objects["Wooden Cabinet"]
    part = next(child for child in cabinet.children if child.type == "MESH")
    modelled = {}
    for target in (cabinet, part):
        target.data.vertices[0].co.z += 0.123
        modelled[target.name] = target.data.vertices[0].co.copy()
    width = cabinet.data["width_m"]
    for rebuilt, expected in ((1, set(modelled)), (2, set())):  # what a rebuild made is nobody's handiwork
        before = set(scene.objects)
        cabinet.data["width_m"] = width * (1.0 + 0.1 * rebuilt)
        with bpy.context.temp_override(scene=scene, object=cabinet, active_object=cabinet):
            assert bpy.ops.sceneloom.rebuild() == {"FINISHED"}
        variants = {o.name.removesuffix(" · Mine"): o for o in set(scene.objects) - before}
        assert set(variants) == expected, variants
        for name, variant in variants.items():
            assert (variant.data.vertices[0].co - modelled[name]).length < 1e-6
            assert variant.hide_render
            assert not any(key.startswith("sceneloom") for key in list(variant.keys()))
    cabinet.data.vertices[0].co.z += 0.2
    count = len(scene.objects)
    with bpy.context.temp_override(scene=scene, object=cabinet, active_object=cabinet):
        assert bpy.ops.sceneloom.rebuild(modelled="REPLACE") == {"FINISHED"}
    assert len(scene.objects) == count


def check_generate_in_this_scene_keeps_what_is_there(folder: Path) -> None:
    scene = bpy.context.scene
    scene.frame_end, world, camera = 77, scene.world, scene.camera
    scene.cursor.location = (5.0, 0.0, 0.0)
    assert bpy.ops.sceneloom.generate(prompt="a chair", in_this_scene=True) == {"FINISHED"}
    assert (scene.frame_end, scene.world, scene.camera) == (77, world, camera)
    assert {"Cube", "Light", "Camera", "Chair"} <= set(scene.objects.keys())
    bpy.context.view_layer.update()
    assert abs(scene.objects["Chair"].matrix_world.translation.x - 5.0) < 1.5


def check_this_scene_is_built_around_what_stands_there(folder: Path) -> None:
    """A turned wall, a table at the cursor and an instanced block: nothing is built or walked through them."""
    scene = bpy.context.scene
    scene.render.fps, scene.frame_start, scene.frame_end = 30, 101, 180
    bpy.data.objects.remove(scene.objects["Cube"])
    scene.cursor.location = (4.0, 0.0, 1.0)
    own = [box_at((4.0, 0.0, 1.4), (1.6, 0.8, 0.8)), box_at((4.0, -1.6, 2.2), (5.0, 0.2, 2.4), turned=0.5)]
    block = bpy.data.collections.new("Block")
    block.objects.link(box_at((0.0, 0.0, 0.5), (1.0, 1.0, 1.0)))
    instance = bpy.data.objects.new("Instance", None)
    instance.instance_type, instance.instance_collection, instance.location = "COLLECTION", block, (2.0, 1.0, 1.0)
    for target in (*own, instance):
        scene.collection.objects.link(target)
    bpy.context.view_layer.update()
    kept = (scene.world, scene.camera, scene.render.engine, [o.matrix_world.copy() for o in own])

    prompt = "a woman walks to a wooden table, a tree is left of the table"
    assert bpy.ops.sceneloom.generate(prompt=prompt, in_this_scene=True) == {"FINISHED"}
    assert (scene.world, scene.camera, scene.render.engine, [o.matrix_world for o in own]) == kept
    assert (scene.render.fps, scene.frame_start, scene.frame_end) == (30, 101, 180)
    assert not bpy.data.collections.get("Environment"), "a ground and its trees in the artist's set"
    report = json.loads(scene.sceneloom.report_json)
    assert report["fps"] == 30
    assert not [w for w in report["warnings"] if "overlaps" in w], report["warnings"]

    made = frozenset(o.name for o in scene.objects if GENERATED in o)
    looks = module("scene_builder.obstacles").survey(scene, Matrix.Translation(scene.cursor.location), made)
    obstacles = module("job").run_to_end(looks, lambda fraction, text: None)
    assert len(obstacles) > 10, "the turned wall is cut into pieces"
    rig = scene.objects["Woman"]
    moved = 0.0
    for frame in range(101, 181, 4):
        scene.frame_set(frame)
        hips = rig.matrix_world @ rig.pose.bones["hips"].head - Vector(scene.cursor.location)
        moved = max(moved, (hips - rig.location).length)
        for box in obstacles:
            apart = max(max(box.low[k] - hips[k], hips[k] - box.high[k]) for k in (0, 1))
            assert apart > 0.1, (frame, hips, box)
    assert moved > 0.5, "she walks within the frame range of the scene"
    for target in scene.objects:
        if target.type == "MESH" and GENERATED in target and target.parent is None:
            for box in obstacles:
                corners = [target.matrix_world @ Vector(c) - Vector(scene.cursor.location) for c in target.bound_box]
                low, high = (np.array([f(c[k] for c in corners) for k in range(3)]) for f in (min, max))
                inside = np.minimum(high, box.high) - np.maximum(low, box.low)
                assert target.name.startswith("Tree") or inside.min() < 0.02, (target.name, box)


Triple = tuple[float, float, float]


def box_at(location: Triple, size: Triple, turned: float = 0.0) -> bpy.types.Object:
    mesh = bpy.data.meshes.new("Own")
    x, y, z = (0.5 * extent for extent in size)
    corners = [(i * x, j * y, k * z) for i in (-1, 1) for j in (-1, 1) for k in (-1, 1)]
    mesh.from_pydata(corners, [], [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)])
    made = bpy.data.objects.new("Own", mesh)
    made.location, made.rotation_euler.z = location, turned
    return made


def check_wrong_requests_are_one_sentence(folder: Path) -> None:
    scenes = len(bpy.data.scenes)
    assert bpy.ops.sceneloom.generate(prompt="   ") == {"CANCELLED"}
    assert len(bpy.data.scenes) == scenes
