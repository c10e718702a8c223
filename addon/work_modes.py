"""The mode an artist works in: a job leaves it where it changes data, and gives it back when it is done."""

from __future__ import annotations

import contextlib

import bpy

_left: tuple[int, str] | None = None
"""number of the object that was worked on, and its mode"""


def leave() -> None:
    """Go to Object Mode: what was modelled is in its mesh only then, and data can be exchanged only then."""
    global _left
    active = bpy.context.object
    if bpy.context.mode == "OBJECT" or active is None:
        return
    _left = (active.session_uid, active.mode)
    bpy.ops.object.mode_set(mode="OBJECT")


def give_back() -> None:
    """Return to the mode that was left, where the same object is active still."""
    global _left
    left, _left = _left, None
    active = bpy.context.object
    if left is not None and active is not None and active.session_uid == left[0] and bpy.context.mode == "OBJECT":
        with contextlib.suppress(RuntimeError):  # it was hidden in the meantime
            bpy.ops.object.mode_set(mode=left[1])
