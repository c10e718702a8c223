"""Reads passes from multilayer EXR files by what they mean: one part or many, old names or new."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import OpenImageIO as oiio
from numpy.typing import NDArray

from ..protocol.errors import PostprocessError

Image = NDArray[np.float32]

# Blender writes IndexOB in one part up to 4.x, Object Index in a part of its own from 5.0; EEVEE has Cryptomatte only.
_NAMES = {
    "combined": ("Combined", ""),
    "depth": ("Depth", "Z"),
    "normal": ("Normal",),
    "vector": ("Vector",),
    "index": ("CryptoObject00", "Object Index", "IndexOB"),
}
_ORDER = {"combined": "RGBA", "depth": "Z", "normal": "XYZ", "vector": "XYZW", "index": ""}
_HINT = "Render this frame again."
_NOTHING_M = 1e10
"""the depth that engines write where no ray hits"""


@dataclass(frozen=True)
class _Channels:
    """Where a pass stands in a file."""

    part: int
    first: int
    last: int
    order: tuple[int, ...]
    """channels of the result, counted from `first`"""


def read_passes(path: Path, wanted: Collection[str]) -> dict[str, Image]:
    """The wanted passes that the file has, float32.

    combined (H, W, 4) associated alpha, depth (H, W) m, normal (H, W, 3) world, vector (H, W, 4) pixels, index (H, W)
    one number for each object. Raises PostprocessError when the file cannot be read.
    """
    file = oiio.ImageInput.open(str(path)) if path.is_file() else None
    if file is None:
        reason = "is missing" if not path.is_file() else f"cannot be read: {oiio.geterror()}"
        raise PostprocessError(f"{path} {reason}.", hint=_HINT)
    try:
        found = _find(file)
        return {name: _read(file, found[name], name, path) for name in wanted if name in found}
    finally:
        file.close()


def passes_of(path: Path) -> tuple[str, ...]:
    """The passes that a file has, without reading their pixels; none where it is no EXR that can be read."""
    file = oiio.ImageInput.open(str(path))
    if file is None:
        oiio.geterror()
        return ()
    found = tuple(_find(file))
    file.close()
    return found


def size_of(path: Path) -> tuple[int, int]:
    """Width and height in pixels, 0 × 0 where the file cannot be read."""
    file = oiio.ImageInput.open(str(path))
    if file is None:
        oiio.geterror()
        return 0, 0
    size = file.spec().width, file.spec().height
    file.close()
    return size


def _find(file: oiio.ImageInput) -> dict[str, _Channels]:
    by_name: dict[str, tuple[int, list[tuple[int, str]]]] = {}
    part = 0
    while file.seek_subimage(part, 0):
        for number, full_name in enumerate(file.spec().channelnames):
            name, _, component = full_name.rpartition(".")
            by_name.setdefault(name, (part, []))[1].append((number, component.upper()))
        part += 1
    found: dict[str, _Channels] = {}
    for meaning, names in _NAMES.items():
        for name in names:
            # `ViewLayer.Depth`; the compositor's picture is what the artist has made of all layers
            layers = [full for full in by_name if full.rpartition(".")[2] == name]
            layers.sort(key=lambda full: not full.startswith("Composite."))
            if layers and meaning not in found:
                its_part, channels = by_name[layers[0]]
                found[meaning] = _ordered(meaning, its_part, channels)
    return found


def _ordered(meaning: str, part: int, channels: list[tuple[int, str]]) -> _Channels:
    numbers = {component: number for number, component in channels}
    first, last = channels[0][0], channels[-1][0] + 1
    wanted = [numbers[letter] for letter in _ORDER[meaning] if letter in numbers]
    if meaning == "index" or not wanted:
        wanted = [first]  # of Cryptomatte: the object that covers most of the pixel
    return _Channels(part, first, last, tuple(number - first for number in wanted))


def _read(file: oiio.ImageInput, channels: _Channels, name: str, path: Path) -> Image:
    pixels = file.read_image(channels.part, 0, channels.first, channels.last, oiio.FLOAT)
    if pixels is None:
        raise PostprocessError(f"The {name} pass of {path} cannot be read: {file.geterror()}.", hint=_HINT)
    if channels.order != tuple(range(pixels.shape[2])):
        pixels = np.ascontiguousarray(pixels[..., list(channels.order)])
    # A bad pixel of a renderer or of the disk would spread over everything
    if name == "combined":
        pixels = _with_alpha(pixels)
        if not np.isfinite(pixels).all():
            np.nan_to_num(pixels, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    elif name == "depth":
        np.nan_to_num(pixels, copy=False, nan=_NOTHING_M, posinf=_NOTHING_M, neginf=_NOTHING_M)
    return pixels[..., 0] if name in ("depth", "index") else pixels


def _with_alpha(pixels: Image) -> Image:
    if pixels.shape[2] == 4:
        return pixels
    colors = pixels if pixels.shape[2] == 3 else np.repeat(pixels[..., :1], 3, axis=2)
    return np.dstack([colors, np.ones(pixels.shape[:2], np.float32)])
