"""Shape sliders of a person: one custom property on the armature drives the key of that name on every mesh.

Body, clothes, hair, brows and lashes follow together, and a face is animated by keys on the armature's own action.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import bpy

from .._vendor.backend.protocol.scene import AssetMesh, Curve
from .animation import ActionWriter

FACE_GROUP = "Face"


def add_sliders(rig: bpy.types.Object, meshes: Iterable[tuple[bpy.types.Object, AssetMesh]]) -> None:
    """Properties on the armature object with the keys' ranges, and a driver per key; plain sums, no scripts."""
    for target, asset_mesh in meshes:
        for key in asset_mesh.mesh.shape_keys:
            if key.name not in rig:
                rig[key.name] = float(key.value)
                low, high = (float(limit) for limit in key.range)
                rig.id_properties_ui(key.name).update(
                    min=low, max=high, soft_min=low, soft_max=high, default=float(key.value),
                    description=key.name.replace("_", " ").capitalize(),
                )  # fmt: skip
            _drive(target.data.shape_keys.key_blocks[key.name], rig, key.name)


def _drive(block: bpy.types.ShapeKey, rig: bpy.types.Object, name: str) -> None:
    driver = block.driver_add("value").driver
    driver.type = "SUM"
    variable = driver.variables.new()
    variable.name = name
    variable.targets[0].id = rig
    variable.targets[0].data_path = f'["{name}"]'


def animate_face(rig: bpy.types.Object, face: Mapping[str, Curve], writer: ActionWriter) -> None:
    """Keys of the sliders; one that never changes is only set."""
    for name, curve in face.items():
        if name not in rig:
            continue
        rig[name] = float(curve.values[0, 0])
        if len(curve.frames) > 1:
            writer.write(f'["{name}"]', curve, FACE_GROUP)
