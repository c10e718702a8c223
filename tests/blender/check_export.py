"""Exported assets look as they do in Blender: procedural colours come as images."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import bpy
import numpy as np

VERSIONS = ("4.2", "5.2")
PACKAGE = "bl_ext.user_default.sceneloom"
WHITE_XYZ = np.array([0.9505, 1.0, 1.089])
LINEAR_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def exported(category: str, out: Path, **values: object) -> bpy.types.Scene:
    """Write an asset; the scene holds it as it was before, built anew."""
    backend = module("session").SESSION.backend()
    request = module("_vendor.backend.protocol.messages").AssetRequest(
        category=category, object_id=f"{category}_1", values=values
    )
    job = module("job")
    steps = module("asset_export").export_asset(request, str(out), backend, wait_s=0.05)
    job.run_to_end(steps, lambda fraction, text: None)
    bpy.ops.wm.read_homefile(use_factory_startup=True)
    reply = job.run_to_end(job.ask(backend, request, share=1.0, wait_s=0.05), lambda fraction, text: None)
    module("scene_builder.assets").build_single_asset(reply.asset, bpy.context.scene)
    return bpy.context.scene


def mean_lab(folder: Path, name: str) -> np.ndarray:
    """CIELAB of the mean colour of what the scene shows under an even white sky."""
    scene = bpy.context.scene
    scene.world = bpy.data.worlds.new("White")
    if scene.world.node_tree is None:
        scene.world.use_nodes = True
    background = next(n for n in scene.world.node_tree.nodes if n.type == "BACKGROUND")
    background.inputs["Color"].default_value = (1, 1, 1, 1)
    camera = bpy.data.objects.new("Eye", bpy.data.cameras.new("Eye"))
    scene.collection.objects.link(camera)
    scene.camera = camera
    corners = np.array([(o.matrix_world @ v.co)[:] for o in scene.objects if o.type == "MESH" for v in o.data.vertices])
    centre, size = corners.mean(axis=0), float(np.ptp(corners, axis=0).max())
    camera.location = centre + size * np.array([1.2, -1.6, 0.9])
    camera.rotation_mode = "QUATERNION"
    camera.rotation_quaternion = (camera.location - camera.location.__class__(centre)).to_track_quat("Z", "Y")
    scene.render.engine, scene.cycles.samples, scene.cycles.use_denoising = "CYCLES", 16, False
    scene.render.film_transparent, scene.view_settings.view_transform = True, "Standard"
    scene.render.resolution_x = scene.render.resolution_y = 96
    scene.render.filepath = str(folder / f"{name}.png")
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(scene.render.filepath)
    pixels = np.array(image.pixels[:]).reshape(-1, 4)
    shown = pixels[pixels[:, 3] > 0.99, :3]
    assert len(shown) > 300, len(shown)
    linear = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4).mean(axis=0)
    xyz = LINEAR_TO_XYZ @ linear / WHITE_XYZ
    f = np.cbrt(xyz)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def check_colours_survive_the_way_to_other_programs(folder: Path) -> None:
    for category, suffix, values in (
        ("chair", ".glb", {}),
        ("cabinet", ".obj", {"color": "blue"}),
    ):
        out = folder / f"{category}{suffix}"
        exported(category, out, **values)
        before = mean_lab(folder, f"{category}_before")
        bpy.ops.wm.read_homefile(use_factory_startup=True)
        for target in list(bpy.context.scene.objects):
            bpy.data.objects.remove(target)
        if suffix == ".glb":
            bpy.ops.import_scene.gltf(filepath=str(out))
        else:
            bpy.ops.wm.obj_import(filepath=str(out))
        images = [image for image in bpy.data.images if image.size[0] == 1024]
        assert len(images) == (3 if suffix == ".glb" else 1), [image.name for image in bpy.data.images]
        after = mean_lab(folder, f"{category}_after")
        distance = float(np.linalg.norm(after - before))
        print(f"{category}: {distance:.2f} between {before} and {after}")
        assert distance <= 5.0, (category, distance, before, after)
        bpy.ops.wm.read_homefile(use_factory_startup=True)
