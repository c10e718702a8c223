"""Data-blocks that a job comes back to: an undo makes new Python objects of them, and they may be renamed or gone."""

from __future__ import annotations

from typing import Any

import bpy

from ._vendor.backend.protocol.errors import JobCancelled


class Found:
    """Remembers a data-block by Blender's own number; `get()` finds it again."""

    def __init__(self, blocks: bpy.types.bpy_prop_collection, block: bpy.types.ID) -> None:
        self._blocks, self._number, self._name = blocks, block.session_uid, block.name

    def get(self) -> Any:
        """Raises JobCancelled where it is gone."""
        found = next((block for block in self._blocks if block.session_uid == self._number), None)
        if found is None:
            raise JobCancelled(f"{self._name} is gone; nothing was changed.")
        return found
