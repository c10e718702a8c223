"""Depth of field from the depth pass and the camera's own lens.

Every pixel is spread over its circle of confusion (or the aperture's polygon), with its own radius, in layers of
depth that are laid over one another from the back to the front. What a blurred edge uncovers is filled from around
it, so that a foreground bleeds over what is behind it, and nothing sharp bleeds into a blurred background.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import FrameCamera
from .compiling import compiled
from .outline import fill, outline_of

Image = NDArray[np.float32]
_SHARP_PX = 0.5
_LARGEST = 0.05
"""largest radius, of the picture's width"""
_BANDS_PX = 64
_LAYERS_OF_SIDE = (0.12, 0.4, 1.0)
"""where layers end, of the greatest radius before and behind the focus"""
_TABLE = 512


def confusion_radius_px(depth: Image, camera: FrameCamera, f_stop: float, strength: float = 1.0) -> Image:
    """Signed radius of the circle of confusion, (H, W) pixels: below 0 before the focus, above 0 behind it.

    The diameter on the sensor is A·f·|z − zf| / (z·(zf − f)) with aperture A = f / N (thin lens).
    """
    focal_m, focus_m = camera.lens_mm / 1000.0, max(camera.focus_m, 1.01 * camera.lens_mm / 1000.0)
    aperture_m = focal_m / f_stop
    at_infinity_m = aperture_m * focal_m / (focus_m - focal_m)
    scale = np.float32(0.5 * 1000.0 * camera.pixels_per_mm * at_infinity_m * strength)
    z = np.clip(depth, np.float32(1e-3), np.float32(1e9))
    radius: Image = scale * (np.float32(1.0) - np.float32(focus_m) / z)
    return radius


def depth_blurred(image: Image, radius_px: Image, blades: int = 0) -> Image:
    """The image (H, W, 4) with every pixel spread over its own circle; the same array where all is sharp."""
    height, width = radius_px.shape
    largest = _LARGEST * width
    radius_px = np.clip(radius_px, -largest, largest)
    reach = math.ceil(float(np.abs(radius_px).max(initial=0.0)))
    if reach < 1:
        return image
    # What is beyond the border is taken to be as what is inside of it.
    border = min(reach + 1, height - 1, width - 1)
    padded = cv2.copyMakeBorder(image, border, border, border, border, cv2.BORDER_REFLECT_101)
    radii = cv2.copyMakeBorder(radius_px, border, border, border, border, cv2.BORDER_REFLECT_101)
    layers = _layers(radii)
    half_width = _half_widths(blades)
    area = _areas(half_width, reach)
    numbers = [number for number in range(2 * len(_LAYERS_OF_SIDE) + 1) if np.any(layers == number)]
    outline = outline_of(padded, radii, layers == len(_LAYERS_OF_SIDE), layers < len(_LAYERS_OF_SIDE))
    outline.take_out(padded)
    behind = np.zeros_like(padded)
    known = np.zeros(radii.shape, np.float32)
    for number in numbers:  # from the back to the front
        if number == len(_LAYERS_OF_SIDE):
            in_focus = layers == number
            background = outline.background(behind, known)
            np.copyto(behind, padded, where=in_focus[..., None])
            behind[outline.rows, outline.columns] = outline.over(background)
            known[in_focus] = 1.0
            continue
        if number != numbers[0]:
            fill(behind, known)
        continued = _continued(radii, layers, number)
        _lay_over(padded, radii, layers, continued, number, half_width, area, behind, known)
    result = behind[border : border + height, border : border + width]
    seen = known[border : border + height, border : border + width]
    if float(seen.min()) < 1.0:
        whole, share = np.ascontiguousarray(result), np.ascontiguousarray(seen)
        fill(whole, share)
        return whole
    return np.ascontiguousarray(result)


def _layers(radii: Image) -> NDArray[np.int8]:
    """Number of each pixel's layer: 0 is the farthest, the middle one is in focus."""
    sides = len(_LAYERS_OF_SIDE)
    layers = np.full(radii.shape, sides, np.int8)
    for sign, step in ((1.0, -1), (-1.0, 1)):
        greatest = float((sign * radii).max(initial=0.0))
        if greatest <= _SHARP_PX:
            continue
        starts = [_SHARP_PX, *(max(share * greatest, _SHARP_PX) for share in _LAYERS_OF_SIDE[:-1])]
        for index, start in enumerate(starts):
            layers[sign * radii > start] = sides + step * (index + 1)
    return layers


def _continued(radii: Image, layers: NDArray[np.int8], number: int) -> Image:
    """How wide a layer would spread if it went on where what is behind it shows, (H, W) pixels; 0 far from its border.

    Only that uncovers what is behind, not that an even slope spreads unevenly.
    """
    is_behind = layers < number
    if not is_behind.any():
        return np.zeros(radii.shape, np.float32)
    is_own = layers == number
    distance, labels = cv2.distanceTransformWithLabels(
        (~is_own).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    radius_of_label = np.zeros(int(labels.max()) + 1, np.float32)
    radius_of_label[labels[is_own]] = np.abs(radii[is_own])
    continued = radius_of_label[labels]
    continued[~is_behind | (distance > 2.0 * continued + 1.0)] = 0.0
    return continued


def _half_widths(blades: int) -> NDArray[np.float32]:
    """Half the width of an aperture of radius 1 at heights from -1 to 1."""
    height = np.linspace(-1.0, 1.0, _TABLE)
    if blades < 3:
        disc: NDArray[np.float32] = np.sqrt(np.maximum(1.0 - height**2, 0.0)).astype(np.float32)
        return disc
    # The polygon is symmetric about the vertical; its sides have distance `apothem` from the centre.
    normals = (np.arange(blades) + 0.5) * 2.0 * math.pi / blades + 0.5 * math.pi
    apothem = math.cos(math.pi / blades)
    reach = np.full(_TABLE, np.inf)
    for angle in normals:
        across, up = math.cos(angle), math.sin(angle)
        if across > 1e-9:
            reach = np.minimum(reach, (apothem - up * height) / across)
        else:
            reach = np.where(abs(across) <= 1e-9, np.where(up * height <= apothem, reach, 0.0), reach)
    polygon: NDArray[np.float32] = np.maximum(reach, 0.0).astype(np.float32)
    return polygon


_PER_PIXEL = 16


@compiled
def _areas(half_width: Any, reach: int) -> Any:
    """What the rows of a circle add up to, for radii in steps of 1/16 px."""
    area = np.zeros((reach + 2) * _PER_PIXEL + 2, np.float32)
    for index in range(area.shape[0]):
        radius = index / _PER_PIXEL
        rows = int(radius)
        total = 0.0
        for row in range(-rows, rows + 1):
            place = (row / radius + 1.0) * 0.5 * (half_width.shape[0] - 1) if radius > 0.0 else 0.0
            low = min(int(place), half_width.shape[0] - 2)
            total += 2.0 * radius * (half_width[low] + (place - low) * (half_width[low + 1] - half_width[low]))
        area[index] = total
    return area


@compiled
def _lay_over(
    image: Any,
    radii: Any,
    layers: Any,
    continued: Any,
    number: int,
    half_width: Any,
    area: Any,
    behind: Any,
    known: Any,
) -> None:
    """Spread the pixels of one layer and lay them over what is behind.

    Each row of a circle is an interval: its ends are noted as differences, and a running sum along the row fills it,
    so the work for a pixel grows with its radius, not with its area. Sums are float64: a highlight leaves no trace.
    """
    height, width = radii.shape
    reach = 0
    for y in range(height):
        for x in range(width):
            if layers[y, x] == number:
                reach = max(reach, int(abs(radii[y, x])) + 1)
    difference = np.zeros((_BANDS_PX, width + 2, 6), np.float64)
    for first in range(0, height, _BANDS_PX):
        last = min(first + _BANDS_PX, height)
        difference[:] = 0.0
        for y in range(max(first - reach, 0), min(last + reach, height)):
            for x in range(width):
                is_own = layers[y, x] == number
                radius = abs(radii[y, x]) if is_own else continued[y, x]
                if radius <= _SHARP_PX:
                    continue
                rows = int(radius)
                place = radius * _PER_PIXEL
                low = int(place)
                weight = 1.0 / (area[low] + (place - low) * (area[low + 1] - area[low]))
                red, green = weight * image[y, x, 0], weight * image[y, x, 1]
                blue, alpha = weight * image[y, x, 2], weight * image[y, x, 3]
                for row in range(max(first - y, -rows), min(last - 1 - y, rows) + 1):
                    place = (row / radius + 1.0) * 0.5 * (half_width.shape[0] - 1)
                    low = min(int(place), half_width.shape[0] - 2)
                    half = radius * (half_width[low] + (place - low) * (half_width[low + 1] - half_width[low]))
                    line = difference[y + row - first]
                    for end in range(2):
                        edge = x + 0.5 - half if end == 0 else x + 0.5 + half
                        sign = 1.0 if end == 0 else -1.0
                        edge = min(max(edge, 0.0), float(width))
                        cell = int(edge)
                        share = sign * (edge - cell)
                        rest = sign - share
                        if not is_own:
                            line[cell, 5] += rest * weight
                            line[cell + 1, 5] += share * weight
                            continue
                        line[cell, 0] += rest * red
                        line[cell, 1] += rest * green
                        line[cell, 2] += rest * blue
                        line[cell, 3] += rest * alpha
                        line[cell, 4] += rest * weight
                        line[cell + 1, 0] += share * red
                        line[cell + 1, 1] += share * green
                        line[cell + 1, 2] += share * blue
                        line[cell + 1, 3] += share * alpha
                        line[cell + 1, 4] += share * weight
        for y in range(first, last):
            red = green = blue = alpha = covered = uncovered = 0.0
            for x in range(width):
                red += difference[y - first, x, 0]
                green += difference[y - first, x, 1]
                blue += difference[y - first, x, 2]
                alpha += difference[y - first, x, 3]
                covered += difference[y - first, x, 4]
                uncovered += difference[y - first, x, 5]
                # Where circles of unlike size pile up, they share the pixel.
                scale = 1.0 / covered if covered > 1.0 else 1.0
                left = 1.0 - covered * scale
                if layers[y, x] > number:  # what is nearer hides this place: only what reaches it is known of it
                    left = 0.0
                elif layers[y, x] == number:
                    left = min(uncovered, 1.0) * scale
                share = covered * scale + left * known[y, x]
                if layers[y, x] == number and share > 1e-3:  # seen here, so nothing nearer has a part in it
                    scale, left, share = scale / share, left / share, 1.0
                behind[y, x, 0] = scale * red + left * behind[y, x, 0]
                behind[y, x, 1] = scale * green + left * behind[y, x, 1]
                behind[y, x, 2] = scale * blue + left * behind[y, x, 2]
                behind[y, x, 3] = scale * alpha + left * behind[y, x, 3]
                known[y, x] = share
