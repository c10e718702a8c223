"""Cloth that the wind moves: drivers on its wave's two shape keys, plain expressions of the frame, no scripts."""

from __future__ import annotations

import math

import bpy

from .._vendor.backend.protocol.conventions import WIND_KEYS
from .._vendor.backend.protocol.scene import Mesh

_WAVES_HZ = 1.1


def let_flutter(target: bpy.types.Object, mesh: Mesh) -> None:
    """A wave runs along what has the keys for it, as long as the scene lasts; mute a driver to stop it."""
    if {key.name for key in mesh.shape_keys} != set(WIND_KEYS):
        return
    phase = f"frame / fps * {2.0 * math.pi * _WAVES_HZ:.4f}"
    for name, value in zip(WIND_KEYS, (f"cos({phase}) - 1", f"-sin({phase})"), strict=True):
        driver = target.data.shape_keys.key_blocks[name].driver_add("value").driver
        driver.type, driver.expression = "SCRIPTED", value
        fps = driver.variables.new()
        fps.name, fps.type = "fps", "CONTEXT_PROP"
        fps.targets[0].context_property, fps.targets[0].data_path = "ACTIVE_SCENE", "render.fps"
