"""A small studio about one thing: floor, three lights, a camera from three quarters."""

from __future__ import annotations

import math
from collections.abc import Iterable

import bpy
import numpy as np
from mathutils import Vector

from . import render

Corners = np.ndarray[tuple[int, int], np.dtype[np.float64]]
SAMPLES = 4
"""enough for a picture of this size behind the denoiser; time goes with it, and there are hundreds of pictures"""
_AZIMUTH, _ELEVATION, _ELEVATION_FLAT = math.radians(32.0), math.radians(16.0), math.radians(36.0)
"""of the camera: right of the front, above the floor (of what lies flat)"""
_FLAT = 0.18
"""height as a share of the width below which a thing lies flat"""
_LENS_MM = 60.0
_MARGIN = 1.15
# place relative to the subject's middle, diameter, share of the key's power, colour: the studio of the default look
_LIGHTS = (
    ("Key", (-2.2, -2.6, 2.2), 1.6, 1.0, (1.0, 0.93, 0.84)),
    ("Fill", (3.2, -2.2, 0.9), 3.0, 0.3, (0.82, 0.9, 1.0)),
    ("Rim", (1.6, 2.8, 2.2), 1.2, 0.8, (0.9, 0.95, 1.0)),
)
_KEY_W_PER_M2 = 160.0
"""power of the key light for a subject of 1 m radius; it grows with the square of the radius"""


def prepare_picture(scene: bpy.types.Scene, size_px: int) -> bpy.types.Material:
    """Engine, size and surroundings of a picture; returns the floor's material."""
    scene.view_settings.view_transform, scene.view_settings.look = "AgX", "AgX - Medium High Contrast"
    render.set_up_engine(scene, "cycles", clip=False)
    scene.cycles.samples = SAMPLES
    scene.render.resolution_x = scene.render.resolution_y = size_px
    scene.render.resolution_percentage = 100
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGB"
    scene.render.use_persistent_data = False
    scene.world = _surroundings()
    return _floor_material()


def corners_of(objects: Iterable[bpy.types.Object]) -> Corners:
    """(N, 3) the vertices of all meshes among the objects, in the world."""
    found = [np.zeros((0, 3))]
    for one in objects:
        if one.type == "MESH":
            flat = np.empty(3 * len(one.data.vertices))
            one.data.vertices.foreach_get("co", flat)
            to_world = np.array(one.matrix_world)
            found.append(flat.reshape(-1, 3) @ to_world[:3, :3].T + to_world[:3, 3])
    return np.concatenate(found)


def set_stage(scene: bpy.types.Scene, corners: Corners, floor: bpy.types.Material) -> None:
    """Floor, three lights and a camera about what has these corners (N, 3); it fills the picture."""
    low, high = Vector(corners.min(axis=0)), Vector(corners.max(axis=0))
    middle, radius = 0.5 * (low + high), 0.5 * (high - low).length
    ground = bpy.data.meshes.new("Floor")
    reach = 60.0 * radius
    edges = [(-reach, -reach, low.z), (reach, -reach, low.z), (reach, reach, low.z), (-reach, reach, low.z)]
    ground.from_pydata(edges, [], [(0, 1, 2, 3)])
    ground.materials.append(floor)
    _link(scene, bpy.data.objects.new("Floor", ground))
    for name, place, diameter, share, color in _LIGHTS:
        lamp = bpy.data.lights.new(name, "AREA")
        lamp.shape, lamp.size = "DISK", diameter * radius
        lamp.energy, lamp.color = share * _KEY_W_PER_M2 * radius**2, color
        light = _link(scene, bpy.data.objects.new(name, lamp))
        light.location = middle + radius * Vector(place)
        light.rotation_euler = (middle - light.location).to_track_quat("-Z", "Y").to_euler()
    camera = _link(scene, bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera")))
    camera.data.lens = _LENS_MM
    camera.data.clip_start, camera.data.clip_end = 0.01 * radius, 200.0 * radius
    elevation = _ELEVATION if high.z - low.z > _FLAT * (high - low).xy.length else _ELEVATION_FLAT
    flat = math.cos(elevation)
    away = Vector((math.sin(_AZIMUTH) * flat, -math.cos(_AZIMUTH) * flat, math.sin(elevation)))
    turn = away.to_track_quat("Z", "Y")
    camera.rotation_euler = turn.to_euler()
    # as far off as the corner that needs most: its offset across the view fits into the lens's half angle
    half = _MARGIN * _LENS_MM / (0.5 * camera.data.sensor_width)
    seen = (corners - np.array(middle)) @ np.array(turn.to_matrix())
    aim = 0.5 * (seen[:, :2].min(axis=0) + seen[:, :2].max(axis=0))
    away_m = float((half * np.abs(seen[:, :2] - aim).max(axis=1) + seen[:, 2]).max())
    camera.location = middle + turn @ Vector((*aim, away_m))
    scene.camera = camera


def _link(scene: bpy.types.Scene, target: bpy.types.Object) -> bpy.types.Object:
    scene.collection.objects.link(target)
    return target


def _surroundings() -> bpy.types.World:
    world = bpy.data.worlds.new("Studio")
    if world.node_tree is None:
        world.use_nodes = True
    background = next(node for node in world.node_tree.nodes if node.type == "BACKGROUND")
    background.inputs["Color"].default_value = (0.5, 0.55, 0.62, 1.0)
    background.inputs["Strength"].default_value = 0.35
    return world


def _floor_material() -> bpy.types.Material:
    material = bpy.data.materials.new("Floor")
    material.use_fake_user = True  # outlives the purge between two pictures
    if material.node_tree is None:
        material.use_nodes = True
    shader = next(node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED")
    shader.inputs["Base Color"].default_value = (0.42, 0.42, 0.42, 1.0)
    shader.inputs["Roughness"].default_value = 0.6
    return material
