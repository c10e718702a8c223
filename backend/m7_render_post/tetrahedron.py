"""Tetrahedral interpolation in a table of colours."""

from __future__ import annotations

from typing import Any

from .compiling import compiled


@compiled
def corners(fr: Any, fg: Any, fb: Any) -> Any:
    """How the lower corner of a cell is left for the upper one: along the axis with the greatest rest first.

    Returns the second and third corner (red, green, blue steps each) and the rests from the greatest to the least.
    """
    if fr >= fg:
        if fg >= fb:
            return 1, 0, 0, 1, 1, 0, fr, fg, fb
        if fr >= fb:
            return 1, 0, 0, 1, 0, 1, fr, fb, fg
        return 0, 0, 1, 1, 0, 1, fb, fr, fg
    if fb > fg:
        return 0, 0, 1, 0, 1, 1, fb, fg, fr
    if fb > fr:
        return 0, 1, 0, 0, 1, 1, fg, fb, fr
    return 0, 1, 0, 1, 1, 0, fg, fr, fb
