"""Motion blur from the Vector pass.

Tiles of the longest motion (McGuire et al. 2012, "A Reconstruction Filter for Plausible Motion Blur") say along which
line a pixel is looked for in its neighbourhood. A sample counts for the share of the exposure in which it covers the
pixel, by its own motion where it is in front, by the pixel's where it is behind (after Guertin et al. 2014 and
Jimenez 2014); what nothing covers stays as it is, so that a static background beside a mover is untouched.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .compiling import compiled

Image = NDArray[np.float32]
_LEAST_PX = 0.5
"""half-spreads below that are not seen"""
_LONGEST = 0.08
"""longest half-spread, of the picture's diagonal: beyond, a pixel says nothing of where it came from"""
_SOFT = 0.02
"""depths that differ less, relative to the nearer one, blend"""


def motion_blurred(image: Image, vector: Image, depth: Image, shutter: float) -> Image:
    """The image as exposed for `shutter` frames about the frame's own time.

    image: (H, W, 4) associated alpha; vector: (H, W, 4) Blender's Vector pass, pixels, Y up: the previous place minus
    this one, and this one minus the next; depth: (H, W) m. Returns the same array where nothing moves.
    """
    spread = half_spread(vector, shutter)
    longest_px = float(np.sqrt((spread**2).sum(axis=-1).max(initial=0.0)))
    if longest_px < _LEAST_PX:
        return image
    tile_px = max(8, math.ceil(longest_px))
    blurred = np.empty_like(image)
    near = np.minimum(depth, np.float32(1e6))
    _blur(image, near, spread, _longest_around(spread, tile_px), tile_px, blurred)
    return blurred


def half_spread(vector: Image, shutter: float) -> Image:
    """How far a pixel moves in half of the exposure: (H, W, 2) pixels, right and down."""
    height, width = vector.shape[:2]
    spread = vector[..., :2] + vector[..., 2:]
    spread *= np.array([-0.25 * shutter, 0.25 * shutter], dtype=np.float32)
    np.nan_to_num(spread, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    _shorten(spread, _LONGEST * math.hypot(height, width))
    return spread


@compiled
def _shorten(spread: Any, limit_px: float) -> None:
    for y in range(spread.shape[0]):
        for x in range(spread.shape[1]):
            length = math.sqrt(spread[y, x, 0] ** 2 + spread[y, x, 1] ** 2)
            if length > limit_px:
                spread[y, x, 0] *= limit_px / length
                spread[y, x, 1] *= limit_px / length


@compiled
def _longest_around(spread: Any, tile_px: int) -> Any:
    """The longest half-spread of each tile and its eight neighbours: (rows, columns, 2)."""
    height, width = spread.shape[:2]
    rows, columns = (height + tile_px - 1) // tile_px, (width + tile_px - 1) // tile_px
    longest = np.zeros((rows, columns, 2), np.float32)
    for y in range(height):
        for x in range(width):
            best = longest[y // tile_px, x // tile_px]
            if spread[y, x, 0] ** 2 + spread[y, x, 1] ** 2 > best[0] ** 2 + best[1] ** 2:
                best[0], best[1] = spread[y, x, 0], spread[y, x, 1]
    around = np.zeros_like(longest)
    for row in range(rows):
        for column in range(columns):
            best = around[row, column]
            for r in range(max(row - 1, 0), min(row + 2, rows)):
                for c in range(max(column - 1, 0), min(column + 2, columns)):
                    other = longest[r, c]
                    if other[0] ** 2 + other[1] ** 2 > best[0] ** 2 + best[1] ** 2:
                        best[0], best[1] = other[0], other[1]
    return around


@compiled
def _blur(image: Any, depth: Any, spread: Any, around: Any, tile_px: int, blurred: Any) -> None:
    height, width = depth.shape
    for y in range(height):
        for x in range(width):
            near = around[y // tile_px, x // tile_px]
            near_px = max(abs(near[0]), abs(near[1]))  # pixel by pixel along the axis that it moves most along
            for channel in range(4):
                blurred[y, x, channel] = image[y, x, channel]
            if near_px < _LEAST_PX:
                continue
            own_px = max(abs(spread[y, x, 0]), abs(spread[y, x, 1]))
            moves = own_px >= _LEAST_PX
            here_m, soft_m = depth[y, x], _SOFT * depth[y, x]
            front = front_r = front_g = front_b = front_a = 0.0
            rest = rest_r = rest_g = rest_b = rest_a = 0.0
            # 1. along the longest motion around: what passes in front; 2. along its own: itself and what it uncovers
            for line in range(2):
                if line == 1 and not moves:
                    break
                length = near_px if line == 0 else own_px
                step_x = near[0] / near_px if line == 0 else spread[y, x, 0] / own_px
                step_y = near[1] / near_px if line == 0 else spread[y, x, 1] / own_px
                reach = int(length + 0.5)
                for number in range(-reach, reach + 1):
                    away = float(abs(number))
                    if number == 0 and line != 1:
                        continue
                    tap_x, tap_y = round(x + number * step_x), round(y + number * step_y)
                    if tap_x < 0 or tap_x >= width or tap_y < 0 or tap_y >= height:
                        # beyond the border it goes on as here
                        if line == 1:
                            share = min(max(length + 0.5 - away, 0.0), 1.0) / (2.0 * length)
                            rest += share
                            rest_r += share * image[y, x, 0]
                            rest_g += share * image[y, x, 1]
                            rest_b += share * image[y, x, 2]
                            rest_a += share * image[y, x, 3]
                        continue
                    nearer = here_m - depth[tap_y, tap_x]
                    in_front = min(max(nearer / soft_m, 0.0), 1.0)
                    if line == 0 and moves and in_front == 0.0:
                        continue
                    if line == 1 and in_front == 1.0:
                        continue
                    tap_px = max(abs(spread[tap_y, tap_x, 0]), abs(spread[tap_y, tap_x, 1]))
                    covers = 0.0
                    if tap_px >= _LEAST_PX:
                        along = abs(spread[tap_y, tap_x, 0] * step_x + spread[tap_y, tap_x, 1] * step_y)
                        along /= math.sqrt(
                            (spread[tap_y, tap_x, 0] ** 2 + spread[tap_y, tap_x, 1] ** 2) * (step_x**2 + step_y**2)
                        )
                        covers = along * min(max(tap_px + 0.5 - away, 0.0), 1.0) / (2.0 * tap_px)
                    if line == 0:
                        share = covers * (in_front if moves else min(max(1.0 + nearer / soft_m, 0.0), 1.0))
                    else:
                        uncovered = min(max(length + 0.5 - away, 0.0), 1.0) / (2.0 * length)
                        not_behind = min(max(1.0 + nearer / soft_m, 0.0), 1.0)
                        not_before = min(max(1.0 - nearer / soft_m, 0.0), 1.0)
                        share = (1.0 - in_front) * max(not_behind * covers, not_before * uncovered)
                    if share == 0.0:
                        continue
                    red, green = image[tap_y, tap_x, 0], image[tap_y, tap_x, 1]
                    blue, alpha = image[tap_y, tap_x, 2], image[tap_y, tap_x, 3]
                    if line == 0:
                        front += share
                        front_r += share * red
                        front_g += share * green
                        front_b += share * blue
                        front_a += share * alpha
                    else:
                        rest += share
                        rest_r += share * red
                        rest_g += share * green
                        rest_b += share * blue
                        rest_a += share * alpha
            if front == 0.0 and rest == 0.0:
                continue
            scale = 1.0 / front if front > 1.0 else 1.0
            left = 1.0 - min(front, 1.0)
            rest_scale = left / rest if rest > left else 1.0
            own = left - rest * rest_scale
            blurred[y, x, 0] = scale * front_r + rest_scale * rest_r + own * image[y, x, 0]
            blurred[y, x, 1] = scale * front_g + rest_scale * rest_g + own * image[y, x, 1]
            blurred[y, x, 2] = scale * front_b + rest_scale * rest_b + own * image[y, x, 2]
            blurred[y, x, 3] = scale * front_a + rest_scale * rest_a + own * image[y, x, 3]
