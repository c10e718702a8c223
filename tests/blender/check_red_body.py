"""Red-body render: skin that lies under cloth at rest is red, all else grey, and no red may show in twelve poses.

Skin just inside an opening (a collar, a cuff) may be seen there and stays grey. A few bodies, poses and views by
default; SCENELOOM_ALL_BODIES=1 takes all twelve bodies in twelve poses from eight sides (minutes).
"""

from __future__ import annotations

import importlib
import math
import os
import unittest
from pathlib import Path

import bpy
import numpy as np
from hand_made_tracks import PACKAGE
from mathutils import Quaternion, Vector
from mathutils.bvhtree import BVHTree
from mathutils.kdtree import KDTree

SIZE_PX = 220
FEW = (4,)  # old man in a coat
FEW_POSES = ("squat", "arms_up", "twist", "run_left")
SIDES = [2.0 * math.pi * k / 8 + 0.2 for k in range(8)]
RED, GREY = (1.0, 0.0, 0.0, 1.0), (0.7, 0.7, 0.7, 1.0)
UNDER_M, NEAR_M, INSIDE_M = 0.0015, 0.015, 0.024
"""skin that must not be seen: this far under cloth, no farther from it (a neck in a wide collar may be seen), and as
far from its openings as the mask begins"""
NOT_CLOTH = ("Eyes", "Brows", "Lashes", "Beard", "Hair")


def backend(name: str):
    return importlib.import_module(f"{PACKAGE}._vendor.backend.{name}")


def paint_covered(rig: bpy.types.Object) -> int:
    """Red where skin that is shown lies under cloth at rest, deeper than the faces at openings; how many."""
    body = next(child for child in rig.children if "sceneloom_parameters" in child.data)
    hidden = body.vertex_groups.get("covered")
    masked = {v.index for v in body.data.vertices for g in v.groups if hidden is not None and g.group == hidden.index}
    red: set[int] = set()
    for worn in rig.children:
        if worn == body or any(word in worn.name for word in NOT_CLOTH):
            continue
        corners = [tuple(face.vertices) for face in worn.data.polygons]
        count: dict[tuple[int, int], int] = {}
        for face in worn.data.polygons:
            for edge in face.edge_keys:
                count[edge] = count.get(edge, 0) + 1
        rim = {vertex for edge, faces in count.items() if faces == 1 for vertex in edge}
        openings = KDTree(max(len(rim), 1))
        for vertex in rim:
            openings.insert(worn.data.vertices[vertex].co, vertex)
        openings.balance()
        tree = BVHTree.FromPolygons([v.co for v in worn.data.vertices], corners)

        def lies_under(point: Vector, tree: BVHTree = tree, openings: KDTree = openings) -> bool:
            place, normal, _, distance = tree.find_nearest(point, NEAR_M)
            if place is None or (point - place).dot(normal) > -UNDER_M or distance > NEAR_M:
                return False
            near = openings.find(point)[2]
            return near is None or near > INSIDE_M

        under = {v.index for v in body.data.vertices if v.index not in masked and lies_under(v.co)}
        red |= {face.index for face in body.data.polygons if under >= {*face.vertices}}
    skin = bpy.data.materials.new("Seen")
    under = bpy.data.materials.new("Under Cloth")
    skin.diffuse_color, under.diffuse_color = GREY, RED
    for child in rig.children:
        child.data.materials.clear()
        child.data.materials.append(skin)
    body.data.materials.append(under)
    for face in body.data.polygons:
        face.material_index = int(face.index in red)
    return len(red)


def check_no_skin_shows_through_cloth(folder: Path) -> None:
    if bpy.app.version[:2] != (5, 0):
        raise unittest.SkipTest("one version is enough for what takes seconds")
    whole = bool(os.environ.get("SCENELOOM_ALL_BODIES"))
    poses = backend("m3_assets.character.poses")
    found = {}
    for body in bodies() if whole else [bodies()[number] for number in FEW]:
        asset, rig = built(body)
        painted = paint_covered(rig)
        for pose in poses.POSES if whole else FEW_POSES:
            for side in SIDES if whole else SIDES[1:2]:
                red = red_px(asset, rig, pose, side, folder)
                if red:
                    found[body[:2], pose, round(math.degrees(side))] = red
        print(f"red: {' '.join(body[:2])}: {painted} faces painted, {found}")
    assert not found, found


def check_red_skin_would_be_seen(folder: Path) -> None:
    """The measure can fail: without the mask, in cloth that does not move along."""
    if bpy.app.version[:2] != (5, 0):
        raise unittest.SkipTest("one version is enough for what takes seconds")
    asset, rig = built(bodies()[1])  # in a t-shirt and trousers that lie close
    body = next(child for child in rig.children if "sceneloom_parameters" in child.data)
    body.vertex_groups.remove(body.vertex_groups["covered"])
    body.modifiers.remove(body.modifiers["Hide Covered Skin"])
    assert paint_covered(rig) > 150
    for child in rig.children:
        if child != body:
            child.modifiers.clear()
    assert red_px(asset, rig, "run_left", SIDES[0], folder) > 300


def bodies():
    return backend("m3_assets.character.bodies").BODIES


def built(body):
    """A dressed person in a scene by itself, and what it was built from."""
    asset = backend("m3_assets.character.bodies").dressed(*body)
    rig = importlib.import_module(f"{PACKAGE}.scene_builder.assets").build_single_asset(asset, bpy.context.scene)
    set_up(rig)
    return asset, rig


def red_px(asset, rig: bpy.types.Object, pose: str, side: float, folder: Path) -> int:
    poses = backend("m3_assets.character.poses")
    rotations = poses.pose_rotations(asset.skeleton, poses.POSES[pose])
    for name, turn in zip(asset.skeleton.joint_names, rotations, strict=True):
        rig.pose.bones[name].rotation_quaternion = Quaternion(turn)
    image = rendered(rig, side, folder)
    assert (image[..., 3] > 0.5).sum() > 2000, "the figure is in the picture"
    return int(((image[..., 0] > 0.5) & (image[..., 1] < 0.2)).sum())


def set_up(rig: bpy.types.Object) -> None:
    scene = bpy.context.scene
    scene.render.engine = "BLENDER_WORKBENCH"
    scene.render.resolution_x = scene.render.resolution_y = SIZE_PX
    scene.render.resolution_percentage = 100
    scene.render.film_transparent = True
    scene.display.render_aa = "OFF"
    scene.display.shading.light, scene.display.shading.color_type = "FLAT", "MATERIAL"
    scene.view_settings.view_transform = "Standard"
    scene.camera = bpy.data.objects.new("Eye", bpy.data.cameras.new("Eye"))
    scene.collection.objects.link(scene.camera)
    scene.camera.data.type, scene.camera.rotation_mode = "ORTHO", "QUATERNION"
    for bone in rig.pose.bones:
        if "ik_fk" in bone:
            bone["ik_fk"] = 0.0


def rendered(rig: bpy.types.Object, side: float, folder: Path) -> np.ndarray:
    scene = bpy.context.scene
    bpy.context.view_layer.update()
    points = [rig.matrix_world @ bone.tail for bone in rig.pose.bones if bone.bone.use_deform]
    low, high = (Vector(tuple(pick(p[i] for p in points) for i in range(3))) for pick in (min, max))
    away = Vector((math.sin(side), -math.cos(side), 0.12))
    camera = scene.camera
    camera.location = 0.5 * (low + high) + 4.0 * away
    camera.rotation_quaternion = away.to_track_quat("Z", "Y")
    camera.data.ortho_scale = 1.25 * max(high - low)
    scene.render.filepath = str(folder / "red.png")
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(scene.render.filepath)
    pixels = np.array(image.pixels[:]).reshape(SIZE_PX, SIZE_PX, 4)
    bpy.data.images.remove(image)
    return pixels
