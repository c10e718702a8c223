"""Three small scenes in which motion blur and depth of field are easily judged: lit by a sky, textured, quick."""

from __future__ import annotations

import math

import bpy
from mathutils import Vector

SIZE_PX = (320, 180)
FRAME = 5


def _material(name: str, color: tuple[float, float, float], scale: float, contrast: float = 0.5) -> bpy.types.Material:
    material = bpy.data.materials.new(name)
    if material.node_tree is None:  # 5.x warns where there is nothing to switch on
        material.use_nodes = True
    tree = material.node_tree
    checker = tree.nodes.new("ShaderNodeTexChecker")
    checker.inputs["Color1"].default_value = (*color, 1.0)
    checker.inputs["Color2"].default_value = (*(channel * (1.0 - contrast) for channel in color), 1.0)
    checker.inputs["Scale"].default_value = scale
    places = tree.nodes.new("ShaderNodeTexCoord")
    tree.links.new(places.outputs["Generated"], checker.inputs["Vector"])
    shader = tree.nodes["Principled BSDF"]
    shader.inputs["Roughness"].default_value = 0.9
    tree.links.new(checker.outputs["Color"], shader.inputs["Base Color"])
    return material


def _start() -> bpy.types.Scene:
    scene = bpy.context.scene
    for target in list(scene.objects):
        bpy.data.objects.remove(target)
    scene.world = bpy.data.worlds.new("World")
    scene.world.color = (0.7, 0.75, 0.8)
    tree = scene.world.node_tree
    if tree is None:
        scene.world.use_nodes = True
        tree = scene.world.node_tree
    tree.nodes["Background"].inputs["Color"].default_value = (0.7, 0.75, 0.8, 1.0)
    sun = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
    sun.data.energy, sun.data.angle = 2.0, 0.02
    sun.rotation_euler = (0.6, 0.3, 0.0)
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.location, camera.rotation_euler = (0.0, -7.0, 1.6), (math.radians(86.0), 0.0, 0.0)
    for target in (sun, camera):
        scene.collection.objects.link(target)
    scene.camera = camera
    scene.frame_set(FRAME)
    return scene


def _add(
    kind: str, place: tuple[float, float, float], material: bpy.types.Material, **sizes: float
) -> bpy.types.Object:
    getattr(bpy.ops.mesh, f"primitive_{kind}_add")(location=place, **sizes)
    target = bpy.context.object
    target.data.materials.append(material)
    if kind == "uv_sphere":
        bpy.ops.object.shade_smooth()
    return target


def _ground() -> None:
    _add("plane", (0.0, 20.0, 0.0), _material("Ground", (0.35, 0.4, 0.3), 60.0, 0.25), size=60.0)
    wall = _add("plane", (0.0, 12.0, 4.0), _material("Wall", (0.5, 0.42, 0.36), 24.0, 0.3), size=24.0)
    wall.rotation_euler = (math.pi / 2.0, 0.0, 0.0)


def _moves(
    target: bpy.types.Object, step: tuple[float, float, float], turn: tuple[float, float, float] = (0, 0, 0)
) -> None:
    """Evenly by `step` and `turn` a frame, through its place at FRAME."""
    place, rotation = target.location.copy(), Vector(target.rotation_euler)
    for frame in (FRAME - 2, FRAME + 2):
        target.location = place + Vector(step) * (frame - FRAME)
        target.rotation_euler = rotation + Vector(turn) * (frame - FRAME)
        target.keyframe_insert("location", frame=frame)
        target.keyframe_insert("rotation_euler", frame=frame)
    curves = target.animation_data.action
    layers = getattr(curves, "layers", None)
    strips = [strip for layer in layers for strip in layer.strips] if layers else []
    bags = [bag for strip in strips for bag in strip.channelbags]
    for curve in [c for bag in bags for c in bag.fcurves] if bags else curves.fcurves:
        for key in curve.keyframe_points:
            key.interpolation = "LINEAR"


def crossing() -> bpy.types.Scene:
    """Two things cross before a still background, one before the other."""
    scene = _start()
    _ground()
    _moves(_add("uv_sphere", (-0.9, 0.0, 0.8), _material("Red", (0.7, 0.12, 0.08), 6.0), radius=0.8), (0.6, 0.0, 0.0))
    _moves(_add("cube", (1.3, 2.5, 0.8), _material("Blue", (0.1, 0.2, 0.6), 4.0), size=1.6), (-0.5, 0.0, 0.12))
    return scene


def pan() -> bpy.types.Scene:
    """The camera passes posts that stand at many distances."""
    scene = _start()
    _ground()
    for index in range(7):
        color = (0.15 + 0.1 * index, 0.5 - 0.05 * index, 0.2 + 0.05 * index)
        _add("cube", (-3.6 + 1.2 * index, -2.0 + 1.6 * index, 0.9), _material(f"Post {index}", color, 5.0), size=0.7)
    _moves(scene.camera, (0.4, 0.0, 0.0), (0.0, 0.0, 0.02))
    return scene


def turning() -> bpy.types.Scene:
    """Something turns on the spot, something falls, something comes nearer."""
    scene = _start()
    _ground()
    wheel = _add("cylinder", (-1.5, 0.5, 1.1), _material("Wheel", (0.6, 0.5, 0.15), 5.0), radius=1.0, depth=0.4)
    wheel.rotation_euler = (math.pi / 2.0, 0.0, 0.0)
    _moves(wheel, (0.0, 0.0, 0.0), (0.0, 0.3, 0.0))
    _moves(_add("uv_sphere", (0.9, 1.0, 1.9), _material("Ball", (0.1, 0.45, 0.5), 5.0), radius=0.5), (0.0, 0.0, -0.5))
    _moves(_add("cube", (2.5, -1.0, 0.7), _material("Box", (0.5, 0.2, 0.5), 3.0), size=1.2), (0.0, -0.4, 0.0))
    return scene


def row() -> bpy.types.Scene:
    """For depth of field: things from very near to far, the middle one in focus."""
    scene = _start()
    _ground()
    colors = ((0.7, 0.2, 0.1), (0.15, 0.5, 0.2), (0.7, 0.6, 0.1), (0.2, 0.3, 0.7), (0.5, 0.2, 0.5))
    places = ((-1.0, -4.0), (-0.9, -2.0), (0.1, 0.5), (1.4, 3.0), (3.4, 7.0))
    for (x, y), color in zip(places, colors, strict=True):
        _add("uv_sphere", (x, y, 0.7), _material(f"Ball {y}", color, 6.0), radius=0.7)
    return scene


SCENES = {"crossing": crossing, "pan": pan, "turning": turning, "row": row}
