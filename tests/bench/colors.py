"""Albedo of a thing rendered alone, in OKLCH (Ottosson 2020)."""

from __future__ import annotations

import os
import tempfile
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector

from .recording import Recording, Thing

_SIZE_PX = 96
_albedo: dict[tuple[str, bool], np.ndarray] = {}


def color_share(recording: Recording, thing: Thing, family: dict[str, Any], torso: bool = False) -> float:
    """The share of the thing's pixels whose albedo lies in a colour family."""
    lightness, chroma, hue = to_oklch(albedo(recording, thing, torso))
    inside = (lightness >= family["lightness"][0]) & (lightness <= family["lightness"][1])
    inside &= (chroma >= family["chroma"][0]) & (chroma <= family["chroma"][1])
    if family["hue_deg"] is not None:
        low, high = family["hue_deg"]
        inside &= (hue - low) % 360 <= (high - low) % 360
    return float(inside.mean()) if len(inside) else 0.0


def to_oklch(linear: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Linear Rec.709 (N, 3) to lightness, chroma, hue in degrees."""
    to_lms = np.array(
        [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
         [0.0883024619, 0.2817188376, 0.6299787005]]
    )  # fmt: skip
    to_lab = np.array(
        [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
         [0.0259040371, 0.7827717662, -0.8086757660]]
    )  # fmt: skip
    lab = np.cbrt(np.maximum(linear, 0) @ to_lms.T) @ to_lab.T
    return lab[:, 0], np.hypot(lab[:, 1], lab[:, 2]), np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) % 360


def albedo(recording: Recording, thing: Thing, torso: bool = False) -> np.ndarray:
    """(N, 3) linear base colours of the pixels that show the thing, seen from the camera's side."""
    key = (thing.name, torso)
    if key not in _albedo:
        _albedo[key] = _render(recording, thing, torso)
    return _albedo[key]


def _render(recording: Recording, thing: Thing, torso: bool) -> np.ndarray:
    scene = recording.scene
    scene.frame_set(scene.frame_start)
    box = thing.box
    if torso:
        hips, neck = thing.heads["hips"][0], thing.heads["neck"][0]
        half_width = 0.11 * thing.standing_height / 1.7
        center, radius = (hips + neck) / 2, np.linalg.norm(neck - hips) / 2
    else:
        center, radius = box.mean(0), np.linalg.norm(box[1] - box[0]) / 2
    direction = recording.camera[0, :3, 3] - center
    direction /= np.linalg.norm(direction)
    studio = bpy.data.scenes.new("measure")
    for mesh_object in thing.meshes:
        studio.collection.objects.link(mesh_object)
    if thing.is_person:
        studio.collection.objects.link(thing.root)
    camera_data = bpy.data.cameras.new("measure")
    camera_data.type = "ORTHO"
    camera_data.ortho_scale = 2.0 * radius
    camera_data.clip_end = 1000
    camera = bpy.data.objects.new("measure", camera_data)
    studio.collection.objects.link(camera)
    facing = Vector(direction).to_track_quat("Z", "Y").to_matrix().to_4x4()
    camera.matrix_world = Matrix.Translation(Vector(center + direction * (3 * radius + 1))) @ facing
    studio.camera = camera
    studio.render.engine = "CYCLES"
    studio.cycles.samples = 4
    studio.cycles.use_denoising = False
    studio.render.film_transparent = True
    studio.render.resolution_x = studio.render.resolution_y = _SIZE_PX
    if torso:
        studio.render.resolution_x = max(8, int(_SIZE_PX * min(1.0, half_width / radius)))
    studio.view_settings.view_transform = "Raw"
    studio.frame_set(scene.frame_start)
    restore = [_emit_base_color(m) for m in {s.material for o in thing.meshes for s in o.material_slots if s.material}]
    path = os.path.join(tempfile.mkdtemp(), "albedo.exr")
    settings = studio.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "IMAGE"
    settings.file_format, settings.color_mode, settings.color_depth = "OPEN_EXR", "RGBA", "32"
    studio.render.filepath = path
    bpy.ops.render.render(write_still=True, scene=studio.name)
    image = bpy.data.images.load(path)
    image.colorspace_settings.name = "Non-Color"
    pixels = np.array(image.pixels[:]).reshape(-1, 4)
    for undo in restore:
        undo()
    bpy.data.images.remove(image)
    bpy.data.scenes.remove(studio)
    bpy.data.objects.remove(camera)
    seen = pixels[:, 3] > 0.95
    return pixels[seen, :3] / pixels[seen, 3:]


def _emit_base_color(material: bpy.types.Material):
    """Show the base colour as emission; returns what undoes it."""
    tree = material.node_tree
    output = next(n for n in tree.nodes if n.type == "OUTPUT_MATERIAL" and n.is_active_output)
    link = output.inputs["Surface"].links
    before = link[0].from_socket if link else None
    shader = next((n for n in tree.nodes if n.type == "BSDF_PRINCIPLED"), None)
    emission = tree.nodes.new("ShaderNodeEmission")
    if shader is not None:
        base = shader.inputs["Base Color"]
        if base.links:
            tree.links.new(base.links[0].from_socket, emission.inputs["Color"])
        else:
            emission.inputs["Color"].default_value = base.default_value
    tree.links.new(emission.outputs[0], output.inputs["Surface"])

    def undo() -> None:
        tree.nodes.remove(emission)
        if before is not None:
            tree.links.new(before, output.inputs["Surface"])

    return undo
