"""3D and 1D tables from .cube files (Adobe, "Cube LUT Specification 1.0"): red runs fastest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..protocol.errors import InvalidRequestError
from .compiling import compiled
from .tetrahedron import corners

Image = NDArray[np.float32]
_LARGEST_3D, _LARGEST_1D = 256, 65536


@dataclass(frozen=True)
class Lut:
    """A table of colours over a box of input colours."""

    values: Image
    """(N, N, N, 3) blue, green, red; or (N, 3) for three curves"""
    low: Image
    """(3,) input of the first entry"""
    high: Image
    """(3,) input of the last"""


def read_cube(path: Path) -> Lut:
    """Raises InvalidRequestError that names the line."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise InvalidRequestError(
            f"The table {path} cannot be read: {error.strerror}.", hint="Name a .cube file."
        ) from error
    size, dimensions = 0, 3
    low, high = [0.0] * 3, [1.0] * 3
    rows: list[list[float]] = []
    for number, line in enumerate(lines, start=1):
        words = line.split("#")[0].split()
        if not words or words[0] == "TITLE":
            continue
        try:
            if words[0] in ("LUT_3D_SIZE", "LUT_1D_SIZE"):
                size, dimensions = int(words[1]), int(words[0][4])
            elif words[0] == "DOMAIN_MIN":
                low = [float(word) for word in words[1:4]]
            elif words[0] == "DOMAIN_MAX":
                high = [float(word) for word in words[1:4]]
            elif words[0] in ("LUT_3D_INPUT_RANGE", "LUT_1D_INPUT_RANGE"):
                low, high = [float(words[1])] * 3, [float(words[2])] * 3
            else:
                red, green, blue = (float(word) for word in words)
                rows.append([red, green, blue])
        except (ValueError, IndexError) as error:
            hint = "A .cube file has LUT_3D_SIZE and three numbers a line."
            raise InvalidRequestError(
                f"{path.name}, line {number}: “{line.strip()[:40]}” is no entry.", hint=hint
            ) from error
    largest = _LARGEST_3D if dimensions == 3 else _LARGEST_1D
    if (
        not 2 <= size <= largest
        or len(rows) != size**dimensions
        or not all(a < b for a, b in zip(low, high, strict=True))
    ):
        raise InvalidRequestError(
            f"{path.name} is no whole table: {len(rows)} entries for a size of {size}.", hint="Export the table again."
        )
    values = np.array(rows, np.float32)
    if not np.isfinite(values).all():
        raise InvalidRequestError(f"{path.name} has entries that are no numbers.", hint="Export the table again.")
    if dimensions == 3:
        values = values.reshape(size, size, size, 3)
    return Lut(values, np.array(low, np.float32), np.array(high, np.float32))


def looked_up(image: Image, lut: Lut, interpolation: str = "tetrahedral", strength: float = 1.0) -> Image:
    """The colours of the image (H, W, 4) by the table; beyond its box as at its border.

    interpolation: `tetrahedral` or `trilinear` between the entries of a 3D table.
    """
    result = np.empty_like(image)
    scale = ((lut.values.shape[0] - 1) / (lut.high - lut.low)).astype(np.float32)
    share = np.float32(strength)
    if lut.values.ndim == 2:
        _curves(image, lut.values, lut.low, scale, share, result)
    elif interpolation == "trilinear":
        _trilinear(image, lut.values, lut.low, scale, share, result)
    else:
        _tetrahedral(image, lut.values, lut.low, scale, share, result)
    return result


@compiled
def _curves(image: Any, values: Any, low: Any, scale: Any, share: Any, result: Any) -> None:
    most = values.shape[0] - 1
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            for channel in range(3):
                place = min(
                    max((image[y, x, channel] - low[channel]) * scale[channel], np.float32(0.0)), np.float32(most)
                )
                number = min(int(place), most - 1)
                rest = place - np.float32(number)
                here = values[number, channel]
                value = here + rest * (values[number + 1, channel] - here)
                result[y, x, channel] = image[y, x, channel] + share * (value - image[y, x, channel])
            result[y, x, 3] = image[y, x, 3]


@compiled
def _trilinear(image: Any, values: Any, low: Any, scale: Any, share: Any, result: Any) -> None:
    most = values.shape[0] - 1
    zero, last, one = np.float32(0.0), np.float32(most), np.float32(1.0)
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            place_r = min(max((image[y, x, 0] - low[0]) * scale[0], zero), last)
            place_g = min(max((image[y, x, 1] - low[1]) * scale[1], zero), last)
            place_b = min(max((image[y, x, 2] - low[2]) * scale[2], zero), last)
            r, g, b = min(int(place_r), most - 1), min(int(place_g), most - 1), min(int(place_b), most - 1)
            fr, fg, fb = place_r - np.float32(r), place_g - np.float32(g), place_b - np.float32(b)
            for channel in range(3):
                a00 = values[b, g, r, channel] * (one - fr) + values[b, g, r + 1, channel] * fr
                a01 = values[b, g + 1, r, channel] * (one - fr) + values[b, g + 1, r + 1, channel] * fr
                a10 = values[b + 1, g, r, channel] * (one - fr) + values[b + 1, g, r + 1, channel] * fr
                a11 = values[b + 1, g + 1, r, channel] * (one - fr) + values[b + 1, g + 1, r + 1, channel] * fr
                value = (a00 * (one - fg) + a01 * fg) * (one - fb) + (a10 * (one - fg) + a11 * fg) * fb
                result[y, x, channel] = image[y, x, channel] + share * (value - image[y, x, channel])
            result[y, x, 3] = image[y, x, 3]


@compiled
def _tetrahedral(image: Any, values: Any, low: Any, scale: Any, share: Any, result: Any) -> None:
    """Between the four corners of the tetrahedron that the colour lies in, which keeps greys grey."""
    most = values.shape[0] - 1
    zero, last = np.float32(0.0), np.float32(most)
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            place_r = min(max((image[y, x, 0] - low[0]) * scale[0], zero), last)
            place_g = min(max((image[y, x, 1] - low[1]) * scale[1], zero), last)
            place_b = min(max((image[y, x, 2] - low[2]) * scale[2], zero), last)
            r, g, b = min(int(place_r), most - 1), min(int(place_g), most - 1), min(int(place_b), most - 1)
            fr, fg, fb = place_r - np.float32(r), place_g - np.float32(g), place_b - np.float32(b)
            r1, g1, b1, r2, g2, b2, first, middle, last_part = corners(fr, fg, fb)
            for channel in range(3):
                origin = values[b, g, r, channel]
                one, two = values[b + b1, g + g1, r + r1, channel], values[b + b2, g + g2, r + r2, channel]
                opposite = values[b + 1, g + 1, r + 1, channel]
                value = origin + first * (one - origin) + middle * (two - one) + last_part * (opposite - two)
                result[y, x, channel] = image[y, x, channel] + share * (value - image[y, x, channel])
            result[y, x, 3] = image[y, x, 3]
