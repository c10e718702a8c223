"""One frame before and after the look, as an image that follows the settings while they are changed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import bpy
import numpy as np

from ._vendor.backend.protocol.enhancement import Enhancement

IMAGE_NAME = "Sceneloom Preview"
_SETTLED_S = 0.15
_LINE_PX = 2


class _Preview:
    """The frame that was rendered for it, and its two pictures."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.frame = 0
        self.enhancement: Enhancement | None = None
        """how it is repainted, if it is"""
        self.before: np.ndarray | None = None
        """(H, W, 4) display-referred, from the top"""
        self.after: np.ndarray | None = None


PREVIEW = _Preview()


def new_folder() -> Path:
    """An empty folder for the frame; the one before it goes."""
    forget()
    PREVIEW.folder = Path(tempfile.mkdtemp(prefix="sceneloom-preview-"))
    return PREVIEW.folder


def forget() -> None:
    """Remove what is on the disk and stop following the settings."""
    if bpy.app.timers.is_registered(_refresh):
        bpy.app.timers.unregister(_refresh)
    if PREVIEW.folder is not None:
        shutil.rmtree(PREVIEW.folder, ignore_errors=True)
    PREVIEW.folder = PREVIEW.before = PREVIEW.after = PREVIEW.enhancement = None


def ask_for_another() -> None:
    """A value has changed: look again when it has settled."""
    if PREVIEW.before is None or PREVIEW.folder is None or bpy.app.background or bpy.app.timers.is_registered(_refresh):
        return
    bpy.app.timers.register(_refresh, first_interval=_SETTLED_S)


def _refresh() -> float | None:
    if PREVIEW.before is None or PREVIEW.folder is None:
        return None
    if not bpy.ops.sceneloom.refresh_preview.poll():  # another job is running
        return _SETTLED_S
    bpy.ops.sceneloom.refresh_preview("INVOKE_DEFAULT")
    return None


def compare(context: bpy.types.Context, before: np.ndarray, after: np.ndarray) -> None:
    """Show two pictures (H, W, 4) on both sides of the wipe, in the Image Editor."""
    PREVIEW.before, PREVIEW.after = before, after
    show(context.scene.sceneloom.look.wipe)
    if context.window is not None and not bpy.app.background:
        bpy.app.timers.register(_show_in_image_editor)  # a window that opens within an operator takes its context away


def _show_in_image_editor() -> None:
    """In one that is open, else in a new window, as Blender does with renders."""
    image, windows = bpy.data.images.get(IMAGE_NAME), bpy.context.window_manager.windows
    if image is None:
        return
    editors = [area for window in windows for area in window.screen.areas if area.type == "IMAGE_EDITOR"]
    if not editors:
        with bpy.context.temp_override(window=windows[0]):
            bpy.ops.wm.window_new()
        editors = [windows[-1].screen.areas[0]]
        editors[0].type = "IMAGE_EDITOR"
        bpy.app.timers.register(_fit_into_new_window, first_interval=_SETTLED_S)  # it gets its size with a redraw
    editors[0].spaces.active.image = image


def _fit_into_new_window() -> None:
    window = bpy.context.window_manager.windows[-1]
    area = window.screen.areas[0]
    region = next((region for region in area.regions if region.type == "WINDOW"), None)
    if area.type == "IMAGE_EDITOR" and region is not None:
        with bpy.context.temp_override(window=window, area=area, region=region):
            bpy.ops.image.view_all(fit_view=True)


def show(wipe: float) -> bpy.types.Image | None:
    """Put the pictures into Blender's image: left of `wipe` (0…1 of the width) without the look, right of it with."""
    before, after = PREVIEW.before, PREVIEW.after
    if before is None or after is None:
        return None
    height, width = after.shape[:2]
    image = bpy.data.images.get(IMAGE_NAME)
    if image is not None and tuple(image.size) != (width, height):
        bpy.data.images.remove(image)
        image = None
    if image is None:
        image = bpy.data.images.new(IMAGE_NAME, width, height, alpha=False)
        image.colorspace_settings.name = "sRGB"
    shown = np.empty(after.shape, np.float32)  # Blender takes native floats only, not a message's little-endian ones
    shown[:] = after
    edge = round(wipe * width)
    shown[:, :edge] = before[:, :edge]
    if 0 < edge < width:
        shown[:, max(edge - _LINE_PX // 2, 0) : edge + _LINE_PX // 2] = 1.0
    image.pixels.foreach_set(np.ascontiguousarray(shown[::-1]).ravel())
    image.update()
    return image
