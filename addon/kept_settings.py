"""What a render changes is given back: every plain setting of these parts of a scene, whatever the engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import bpy

_PLAIN = {"BOOLEAN", "INT", "FLOAT", "STRING", "ENUM"}
_FIRST = ("media_type", "file_format", "engine", "display_device", "view_transform")
"""others can only be set once these are as they were"""


@contextmanager
def kept_settings(scene: bpy.types.Scene) -> Iterator[None]:
    """Render, output, colour, engine and pass settings, the cameras' depth of field, and the frame are as before."""
    owners = [
        scene.render,
        scene.render.image_settings,
        scene.display_settings,
        scene.view_settings,
        scene.display,
        scene.display.shading,
        scene.eevee,
        getattr(scene.eevee, "ray_tracing_options", None),
        getattr(scene, "cycles", None),
        *(layer for layer in scene.view_layers),
        *(layer.cycles for layer in scene.view_layers if hasattr(layer, "cycles")),
        *(camera.dof for camera in {o.data for o in scene.objects if o.type == "CAMERA"}),
    ]
    kept = [(owner, name, value) for owner in owners if owner is not None for name, value in _values(owner)]
    kept.sort(key=lambda setting: _FIRST.index(setting[1]) if setting[1] in _FIRST else len(_FIRST))
    frame, subframe = scene.frame_current, scene.frame_subframe
    try:
        yield
    finally:
        for owner, name, value in kept:
            if _value(owner, name) != value:
                with suppress(TypeError, AttributeError):  # an item that is offered only while another one is chosen
                    setattr(owner, name, value)
        scene.frame_set(frame, subframe=subframe)


def _values(owner: Any) -> Iterator[tuple[str, Any]]:
    for item in owner.bl_rna.properties:
        if item.type in _PLAIN and not item.is_readonly:
            yield item.identifier, _value(owner, item.identifier)


def _value(owner: Any, name: str) -> Any:
    value = getattr(owner, name)
    return value if isinstance(value, str | int | float | set) else tuple(value)
