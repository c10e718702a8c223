"""Skin in Blender equals the checks' own skinning, with dual quaternions and, as other programs show it, without."""

from __future__ import annotations

import dataclasses
import importlib
from pathlib import Path

import bpy
import numpy as np
from hand_made_tracks import PACKAGE, quat
from mathutils import Quaternion

POSES = ("squat", "arms_up", "run_left", "twist", "arms_crossed")


def backend(name: str):
    return importlib.import_module(f"{PACKAGE}._vendor.backend.{name}")


def person():
    """A man as the assets' stage builds him: the body alone needs no scipy."""
    build = backend("m3_assets.character.build")
    scene = backend("protocol.scene")
    entity = scene.Entity(id="p_1", lemma="man", category="person", role="character")
    return build.build_character(entity, (), np.random.default_rng(0))


def built(asset) -> bpy.types.Object:
    module = importlib.import_module(f"{PACKAGE}.scene_builder.assets")
    rig = module.build_single_asset(asset, bpy.context.scene)
    for bone in rig.pose.bones:
        if "ik_fk" in bone:
            bone["ik_fk"] = 0.0
    for child in rig.children:
        for modifier in list(child.modifiers):
            if modifier.type in {"MASK", "SUBSURF"}:
                child.modifiers.remove(modifier)
    return rig


def skin(body: bpy.types.Object) -> np.ndarray:
    bpy.context.view_layer.update()
    evaluated = body.evaluated_get(bpy.context.evaluated_depsgraph_get())
    mesh = evaluated.to_mesh()
    points = np.empty(3 * len(mesh.vertices), dtype=np.float32)
    mesh.vertices.foreach_get("co", points)
    evaluated.to_mesh_clear()
    return points.reshape(-1, 3)


def check_skin_deforms_as_the_checks_say(folder: Path) -> None:
    poses = backend("m3_assets.character.poses")
    asset = person()
    rig = built(asset)
    body = next(child for child in rig.children if "sceneloom_parameters" in child.data)
    assert rig["smile"] == 0.0, "a person by themselves has sliders, too"
    groups = [group.name for group in body.vertex_groups]
    assert {"DEF-elbow.L", "DEF-knee.R", "DEF-forearm_twist.L", "DEF-thigh_twist.R"} <= set(groups)
    assert (
        max(sum(g.weight > 0.0005 for g in v.groups if groups[g.group] in rig.data.bones) for v in body.data.vertices)
        <= 4
    )
    root = asset.meshes[0].mesh
    for pose in POSES:
        rotations = poses.pose_rotations(asset.skeleton, poses.POSES[pose])
        hand = asset.skeleton.joint_names.index("hand.L")
        rotations[hand] = quat.mul(rotations[hand], quat.from_angle_axis(1.2, np.array([0.0, 1.0, 0.0])))
        for name, turn in zip(asset.skeleton.joint_names, rotations, strict=True):
            rig.pose.bones[name].rotation_mode = "QUATERNION"
            rig.pose.bones[name].rotation_quaternion = Quaternion(turn)
        for preserving in (True, False):
            for modifier in body.modifiers:
                if modifier.name == "Armature, Preserve Volume":
                    modifier.show_viewport = preserving
            mesh = root if preserving else dataclasses.replace(root, preserve_volume=None)
            wanted = poses.deformed(asset.skeleton, mesh, poses.shaped(mesh), rotations)
            off = np.linalg.norm(skin(body) - wanted, axis=1)
            # groups hold weights in thousandths, and shares of dual quaternions in fiftieths
            assert off.max() < 0.004, (pose, preserving, off.max())
            assert np.percentile(off, 99) < 0.0015, (pose, preserving, np.percentile(off, 99))
