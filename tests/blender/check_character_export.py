"""Characters in other programs' files: joints where they were, in a Blender that knows nothing of ours."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import unittest
from pathlib import Path

import bpy
import numpy as np

VERSIONS = ("4.2", "5.2")  # the oldest and the newest are enough for what takes seconds
PROMPT = "A woman in a red shirt waves, smiling"


def joint_names(rig: bpy.types.Object) -> list[str]:
    links = importlib.import_module("bl_ext.user_default.sceneloom.scene_builder.rig_motion").joint_links(rig)
    return [name for name in links if not name.startswith("eye")]


def heads(scene: bpy.types.Scene, rig: bpy.types.Object, names: list[str]) -> np.ndarray:
    evaluated = rig.evaluated_get(scene.view_layers[0].depsgraph)
    return np.array([(evaluated.matrix_world @ evaluated.pose.bones[name].matrix).translation for name in names])


def skin_height(scene: bpy.types.Scene, rig: bpy.types.Object) -> float:
    tops = []
    for child in (o for o in scene.objects if o.type == "MESH" and not o.name.startswith(("WGT", "Icosphere"))):
        if child.parent != rig and not any(m.type == "ARMATURE" for m in child.modifiers):
            continue
        evaluated = child.evaluated_get(scene.view_layers[0].depsgraph)
        mesh = evaluated.to_mesh()
        points = np.empty(3 * len(mesh.vertices))
        mesh.vertices.foreach_get("co", points)
        row = np.array(evaluated.matrix_world)[2]
        tops.append(float((points.reshape(-1, 3) @ row[:3]).max() + row[3]))
        evaluated.to_mesh_clear()
    return max(tops)


def show(scene: bpy.types.Scene, rig: bpy.types.Object) -> None:
    bpy.context.window_manager.windows[0].scene = scene
    scene.view_layers[0].objects.active = rig


def importers(path: Path) -> None:
    if path.suffix == ".fbx":
        if "fbx_import" in dir(bpy.ops.wm):
            bpy.ops.wm.fbx_import(filepath=str(path))
        else:
            bpy.ops.import_scene.fbx(filepath=str(path))
    elif path.suffix == ".glb":
        bpy.ops.import_scene.gltf(filepath=str(path), bone_heuristic="TEMPERANCE")
    elif path.suffix == ".usdc":
        bpy.ops.wm.usd_import(filepath=str(path))
    else:
        bpy.ops.import_anim.bvh(filepath=str(path), axis_forward="-Z", axis_up="Y", update_scene_fps=False)


def check_joints_are_where_they_were_in_every_format(folder: Path) -> None:
    before = set(bpy.data.scenes)
    assert bpy.ops.sceneloom.generate(prompt=PROMPT, seed=1) == {"FINISHED"}
    scene = (set(bpy.data.scenes) - before).pop()
    rig = next(o for o in scene.objects if o.type == "ARMATURE")
    names = joint_names(rig)
    fps, frames = scene.render.fps, list(range(scene.frame_start, scene.frame_end + 1, 7))
    wanted, tall = [], []
    for frame in frames:
        scene.frame_set(frame)
        wanted.append(heads(scene, rig, names))
        tall.append(skin_height(scene, rig))
    blocks = {kind: len(getattr(bpy.data, kind)) for kind in ("objects", "meshes", "actions", "materials", "armatures")}
    show(scene, rig)
    paths = [folder / f"woman{suffix}" for suffix in (".fbx", ".glb", ".usdc", ".bvh")]
    for path in paths:
        if path.suffix == ".usdc" and "usd_export" not in dir(bpy.ops.wm):
            continue  # Debian's Blender has no USD
        assert bpy.ops.sceneloom.export_character(filepath=str(path), textures=False) == {"FINISHED"}
        assert path.stat().st_size > 10_000
    assert blocks == {kind: len(getattr(bpy.data, kind)) for kind in blocks}, "nothing of the copies stays"
    assert not rig.hide_render
    for path in (path for path in paths if path.exists()):
        bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
        fresh = bpy.context.scene
        fresh.render.fps = fps
        importers(path)
        made = next(o for o in bpy.data.objects if o.type == "ARMATURE")
        known = {bone.name.replace("_", "."): bone.name for bone in made.data.bones}
        bones = [known.get(name.replace("_", "."), name) for name in names]
        first = min(action.frame_range[0] for action in bpy.data.actions)
        worst, skin = 0.0, 0.0
        for frame, expected, top in zip(frames, wanted, tall, strict=True):
            fresh.frame_set(round(first) + frame - frames[0])
            worst = max(worst, float(np.linalg.norm(heads(fresh, made, bones) - expected, axis=1).max()))
            if path.suffix != ".bvh":
                skin = max(skin, abs(skin_height(fresh, made) - top))
        print(f"{path.suffix}: joints {1000 * worst:.3f} mm, skin {1000 * skin:.1f} mm")
        assert worst < 0.001, (path.suffix, worst)
        assert skin < 0.02, (path.suffix, skin)  # no subdivision and no dual quaternions there


def check_gltf_passes_the_validator(folder: Path) -> None:
    """With images in the place of nodes. `npm install gltf-validator` somewhere, and NODE_PATH says where."""
    script = Path(__file__).with_name("validate_gltf.js")
    known = shutil.which("node") and subprocess.run(
        ["node", "-e", "require('gltf-validator')"], capture_output=True, check=False
    )
    if not known or known.returncode != 0:
        raise unittest.SkipTest("node knows no gltf-validator (npm install gltf-validator, NODE_PATH=…/node_modules)")
    before = set(bpy.data.scenes)
    assert bpy.ops.sceneloom.generate(prompt="An old man in a hat and a coat waves", seed=1) == {"FINISHED"}
    scene = (set(bpy.data.scenes) - before).pop()
    rig = next(o for o in scene.objects if o.type == "ARMATURE")
    show(scene, rig)
    path = folder / "man.glb"
    assert bpy.ops.sceneloom.export_character(filepath=str(path)) == {"FINISHED"}
    done = subprocess.run(["node", str(script), str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout.strip())
