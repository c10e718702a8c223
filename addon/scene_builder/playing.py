"""An object as it plays, frame by frame, without the rest of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import bpy


def played(target: bpy.types.Object, frames: Iterable[int]) -> Iterator[bpy.types.Object]:
    """The object as it is evaluated at each frame; in a scene by itself, so that it is quick in a full file."""
    alone = bpy.data.scenes.new("Alone")
    alone.collection.objects.link(target)
    try:
        for frame in frames:
            alone.frame_set(frame)
            yield target.evaluated_get(alone.view_layers[0].depsgraph)
    finally:
        bpy.data.scenes.remove(alone)


@contextmanager
def without_edits(target: bpy.types.Object) -> Iterator[None]:
    """While only the strips play, not the action above them."""
    data = target.animation_data
    influence, data.action_influence = data.action_influence, 0.0
    try:
        yield
    finally:
        data.action_influence = influence
