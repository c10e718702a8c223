"""Grading of display-referred colours: ASC CDL, lift/gamma/gain, curves, tables."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..protocol.look import Grade, Points
from .compiling import compiled
from .lut import Lut, looked_up, read_cube

Image = NDArray[np.float32]
_CURVE_ENTRIES = 4096


def graded(image: Image, grade: Grade) -> Image:
    """The image (H, W, 4) after the grade; the same array where it is neutral."""
    neutral = Grade()
    if (grade.slope, grade.offset, grade.power, grade.saturation, grade.lift, grade.gamma, grade.gain) != (
        neutral.slope, neutral.offset, neutral.power, neutral.saturation, neutral.lift, neutral.gamma, neutral.gain
    ):  # fmt: skip
        image = _primary(image, grade)
    curves = [grade.red_curve or grade.curve, grade.green_curve or grade.curve, grade.blue_curve or grade.curve]
    if any(curves):
        master = _curve(grade.curve)
        table = [
            master if not own else _curve(own)[_places(master)]
            for own in (grade.red_curve, grade.green_curve, grade.blue_curve)
        ]
        values = np.ascontiguousarray(np.stack(table, axis=1), dtype=np.float32)
        image = looked_up(image, Lut(values, np.zeros(3, np.float32), np.ones(3, np.float32)))
    if grade.lut and grade.lut_strength > 0.0:
        image = looked_up(image, table_of(grade.lut), grade.lut_interpolation, grade.lut_strength)
    return image


def table_of(name: str) -> Lut:
    """The .cube file, read once as long as it stays as it is. Raises InvalidRequestError."""
    path = Path(name).expanduser()
    return _read(path, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=4)
def _read(path: Path, changed_ns: int) -> Lut:
    return read_cube(path)


def _places(values: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.round(np.clip(values, 0.0, 1.0) * (_CURVE_ENTRIES - 1)).astype(np.int64)


def _curve(points: Points) -> NDArray[np.float64]:
    """A smooth curve through points that never overshoots them (Fritsch and Carlson 1980), level beyond the ends."""
    places = np.linspace(0.0, 1.0, _CURVE_ENTRIES)
    if not points:
        return places
    x, y = np.array(points, dtype=np.float64).T
    slope = np.diff(y) / np.diff(x)
    tangent = np.concatenate([slope[:1], 0.5 * (slope[:-1] + slope[1:]), slope[-1:]])
    for index, steep in enumerate(slope):
        if steep == 0.0:
            tangent[index] = tangent[index + 1] = 0.0
            continue
        a, b = tangent[index] / steep, tangent[index + 1] / steep
        if a < 0.0:
            tangent[index] = a = 0.0
        if b < 0.0:
            tangent[index + 1] = b = 0.0
        if a * a + b * b > 9.0:
            shrink = 3.0 / np.hypot(a, b)
            tangent[index], tangent[index + 1] = shrink * a * steep, shrink * b * steep
    piece = np.clip(np.searchsorted(x, places, side="right") - 1, 0, len(x) - 2)
    width = np.diff(x)[piece]
    t = np.clip((places - x[piece]) / width, 0.0, 1.0)
    curve: NDArray[np.float64] = (
        (2 * t**3 - 3 * t**2 + 1) * y[piece]
        + (t**3 - 2 * t**2 + t) * width * tangent[piece]
        + (3 * t**2 - 2 * t**3) * y[piece + 1]
        + (t**3 - t**2) * width * tangent[piece + 1]
    )
    return curve


def _primary(image: Image, grade: Grade) -> Image:
    result = np.empty_like(image)
    slope, offset, power, lift, gain = (
        np.array(triple, np.float32) for triple in (grade.slope, grade.offset, grade.power, grade.lift, grade.gain)
    )
    inverse_gamma = (1.0 / np.array(grade.gamma)).astype(np.float32)
    _cdl_and_wheels(image, slope, offset, power, lift, gain, inverse_gamma, np.float32(grade.saturation), result)
    return result


@compiled
def _cdl_and_wheels(
    image: Any,
    slope: Any,
    offset: Any,
    power: Any,
    lift: Any,
    gain: Any,
    inverse_gamma: Any,
    saturation: Any,
    result: Any,
) -> None:
    """ASC CDL v1.2: out = clamp(in·slope + offset)^power, then saturation about Rec.709 luma without clamping.

    Lift, gamma, gain: ((in + lift·(1 − in))·gain)^(1/gamma).
    """
    zero, one = np.float32(0.0), np.float32(1.0)
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            for channel in range(3):
                value = min(max(image[y, x, channel] * slope[channel] + offset[channel], zero), one)
                result[y, x, channel] = value if power[channel] == one else value ** power[channel]
            red, green, blue = result[y, x, 0], result[y, x, 1], result[y, x, 2]
            luma = np.float32(0.2126) * red + np.float32(0.7152) * green + np.float32(0.0722) * blue
            for channel in range(3):
                value = result[y, x, channel]
                if saturation != one:
                    value = luma + saturation * (value - luma)
                value = (value + lift[channel] * (one - value)) * gain[channel]
                if inverse_gamma[channel] != one:
                    value = max(value, zero) ** inverse_gamma[channel]
                result[y, x, channel] = value
            result[y, x, 3] = image[y, x, 3]
