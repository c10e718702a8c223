"""Blender's view transform: its own OpenColorIO configuration, evaluated as OpenColorIO does or from a table of it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import OpenImageIO as oiio
from numpy.typing import NDArray

from ..protocol.errors import PostprocessError
from ..protocol.scene import ViewSettings
from .compiling import compiled
from .tetrahedron import corners

Image = NDArray[np.float32]

_NODES = 97
_DARKEST, _STOPS = 2.0**-9, 18
"""nodes are even in the bits of (light + _DARKEST) as float32, nearly its logarithm, from 0 up to 2^9"""


def viewed(image: Image, view: ViewSettings, color_space: str) -> Image:
    """Scene-linear to display-referred, (H, W, 4); alpha must be one or not associated."""
    if view.exposure_ev != 0.0:
        gain = 2.0**view.exposure_ev
        image = cv2.multiply(image, (gain, gain, gain, 1.0))
    if not view.config:
        shown = _srgb_encoded(image)
    elif not view.look and view.view in ("Standard", "Raw"):  # quick by itself, and a table would round its corner off
        shown = np.clip(_transformed(image, view, color_space), 0.0, 1.0)
    else:
        shown = np.empty_like(image)
        table = _table(view.config, view.display, view.view, view.look, color_space)
        _look_up(image, _bits(image), table, shown)
    if view.gamma != 1.0:
        shown = np.power(np.maximum(shown, 0.0), np.array([1.0 / view.gamma] * 3 + [1.0], np.float32))
    return shown


def _srgb_encoded(image: Image) -> Image:
    """IEC 61966-2-1, for files that say nothing of how they are to be shown."""
    shown = np.clip(image, 0.0, 1.0)
    colors = shown[..., :3]
    low = colors <= 0.0031308
    encoded = 1.055 * np.power(colors, np.float32(1.0 / 2.4)) - 0.055
    shown[..., :3] = np.where(low, 12.92 * colors, encoded)
    return shown


def _transformed(image: Image, view: ViewSettings, color_space: str) -> Image:
    """OpenColorIO's own result. Raises PostprocessError with what it says."""
    config = view.config if Path(view.config).is_file() else os.environ.get("OCIO", "")
    if not Path(config).is_file():
        raise PostprocessError(
            f"Blender's colour configuration {view.config} is not here.",
            hint="Set OCIO to the datafiles/colormanagement/config.ocio of a Blender on this machine.",
        )
    source = oiio.ImageBuf(np.ascontiguousarray(image))
    shown = oiio.ImageBufAlgo.ociodisplay(
        source, view.display, view.view, color_space, view.look, False, False, "", "", config
    )
    if shown.has_error:
        raise PostprocessError(
            f"The view {view.view!r} of {view.display!r} is not in {config}: {shown.geterror()}.",
            hint="Choose another view transform in the scene's colour management.",
        )
    pixels: Any = shown.get_pixels(oiio.FLOAT)
    pixels[..., 3] = image[..., 3]
    result: Image = pixels
    return result


@lru_cache(maxsize=4)
def _table(config: str, display: str, view: str, look: str, color_space: str) -> Image:
    """The transform at 97³ places, (97, 97, 97, 3), blue, green, red.

    OpenColorIO itself takes seconds a frame for AgX with a look. Colours of rendered pictures are within 1/255 of it.
    """
    settings = ViewSettings(config=config, display=display, view=view, look=look)
    bits = _FIRST_BITS + np.round(np.arange(_NODES) * _BITS_OF_NODE).astype(np.int32)
    light = bits.view(np.float32) - np.float32(_DARKEST)
    blue, green, red = np.meshgrid(light, light, light, indexing="ij")
    colors = np.stack([red, green, blue, np.ones_like(red)], axis=-1).reshape(_NODES, -1, 4)
    values = np.clip(_transformed(colors, settings, color_space)[..., :3], 0.0, 1.0)
    return np.ascontiguousarray(values.reshape(_NODES, _NODES, _NODES, 3))


_BITS_OF_NODE = _STOPS * 2.0**23 / (_NODES - 1)
_FIRST_BITS = int(np.float32(_DARKEST).view(np.int32))


def _bits(image: Image) -> NDArray[np.int32]:
    light = np.maximum(image, np.float32(0.0))
    light += np.float32(_DARKEST)
    bits: NDArray[np.int32] = light.view(np.int32)
    return bits


@compiled
def _look_up(image: Any, bits: Any, values: Any, shown: Any) -> None:
    """Tetrahedral interpolation between the nodes."""
    height, width = image.shape[:2]
    first, scale, most = np.int32(_FIRST_BITS), np.float32(1.0 / _BITS_OF_NODE), np.float32(_NODES - 1)
    for y in range(height):
        for x in range(width):
            place_r = min(np.float32(bits[y, x, 0] - first) * scale, most)
            place_g = min(np.float32(bits[y, x, 1] - first) * scale, most)
            place_b = min(np.float32(bits[y, x, 2] - first) * scale, most)
            r, g, b = min(int(place_r), _NODES - 2), min(int(place_g), _NODES - 2), min(int(place_b), _NODES - 2)
            fr, fg, fb = place_r - r, place_g - g, place_b - b
            r1, g1, b1, r2, g2, b2, first_part, middle, last_part = corners(fr, fg, fb)
            for channel in range(3):
                origin = values[b, g, r, channel]
                one, two = values[b + b1, g + g1, r + r1, channel], values[b + b2, g + g2, r + r2, channel]
                opposite = values[b + 1, g + 1, r + 1, channel]
                result = origin + first_part * (one - origin) + middle * (two - one) + last_part * (opposite - two)
                shown[y, x, channel] = min(max(result, np.float32(0.0)), np.float32(1.0))
            shown[y, x, 3] = image[y, x, 3]
