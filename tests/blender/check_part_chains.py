"""Moving parts that hang on moving parts, in Blender."""

from __future__ import annotations

import importlib
from pathlib import Path

import bpy
import hand_made_bundle as made
import numpy as np

building = importlib.import_module(f"{made.PACKAGE}.scene_builder.assets")


def check_a_moving_part_carries_another(folder: Path) -> None:
    """A lamp's arm on its arm: at rest both stand where they were built; turned, the upper one goes along."""
    across = np.array([1.0, 0.0, 0.0], dtype=np.float32)

    def hinge(height, carrier=""):
        origin = np.array([0.0, 0.0, height], dtype=np.float32)
        return made.scene.PartJoint(kind="hinge", origin=origin, axis=across, limits=(-2.0, 2.0), carrier=carrier)

    arm = made.box((-0.01, -0.01, 0.0), (0.01, 0.01, 0.4))
    meshes = [
        made.scene.AssetMesh(name="body", mesh=made.box((-0.1, -0.1, 0.0), (0.1, 0.1, 0.1)), part_names=("foot",)),
        made.scene.AssetMesh(name="lower", mesh=arm, part_names=("arm",), joint=hinge(0.1)),
        made.scene.AssetMesh(name="upper", mesh=arm, part_names=("arm",), joint=hinge(0.5, "lower")),
    ]
    lamp = made.asset("lamp_1", meshes, made.assets()["table_1"].materials[0])
    building.build_single_asset(lamp, bpy.context.scene)
    parts = {o["sceneloom_part"]: o for o in bpy.context.scene.objects if "sceneloom_part" in o}
    layer = bpy.context.view_layer

    def tip():
        layer.update()
        upper = parts["upper"]
        corners = np.array([upper.matrix_world @ vertex.co for vertex in upper.data.vertices])
        return corners[np.argsort(np.linalg.norm(corners - [0, 0, 0.1], axis=1))[-4:]].mean(axis=0)

    assert parts["upper"].parent == parts["lower"]
    assert np.allclose(tip(), [0.0, 0.0, 0.9], atol=1e-4), tip()
    parts["lower"].rotation_euler.z = np.pi / 2
    assert np.allclose(tip(), [0.0, -0.8, 0.1], atol=1e-4), tip()
    parts["upper"].rotation_euler.z = -np.pi / 2
    assert np.allclose(tip(), [0.0, -0.4, 0.5], atol=1e-4), tip()
