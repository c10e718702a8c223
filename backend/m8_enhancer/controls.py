"""Render passes as the pictures that ControlNets were trained on: depth, normals, people, outlines.

All are (H, W, 3) of 8 bits. Depth: 1/z over the whole shot, near is white (MiDaS as in ControlNet 1.1). Normals: in
camera space, red to the left, green up, blue to the camera (the protocol of ControlNet 1.1's normalbae). Outlines: a
white line of one pixel where an object ends or a surface bends, as Canny would draw them.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from ..common import quat

Image = NDArray[np.float32]
Pixels = NDArray[np.uint8]
CONTROLS = ("depth", "normal", "openpose", "canny")
PASSES_OF_CONTROL = {"depth": ("depth",), "normal": ("normal",), "openpose": ("depth",), "canny": ("index", "normal")}
_FAR_M = 1e5
"""what is farther is nothing: the engines write 1e10 where no ray hits"""
_TRIMMED = 0.5
"""percent of a frame's pixels that may be nearer than white: one leaf before the lens makes nothing grey"""
_BEND_COS = float(np.cos(np.radians(28.0)))
_LEAST_LINE = 0.03
"""pixels of the shortest line, as a share of the picture's height"""
_FACING = np.array([0.0, 0.0, 1.0], np.float32)


def inverse_depth(depth: Image) -> Image:
    """1/m, 0 where there is nothing: (H, W)."""
    inverse = np.zeros_like(depth)
    there = np.isfinite(depth) & (depth > 1e-4) & (depth < _FAR_M)
    np.divide(1.0, depth, out=inverse, where=there)
    return inverse


def depth_range(depths: Iterable[Image]) -> tuple[float, float]:
    """Inverse depths that are black and white, over all frames of a shot, so that nothing pumps when one leaves."""
    low, high = np.inf, 0.0
    for depth in depths:
        inverse = inverse_depth(depth)
        high = max(high, float(np.percentile(inverse, 100.0 - _TRIMMED)))
        low = min(low, float(inverse.min()))
    return (low, high) if high > low else (0.0, high or 1.0)


def depth_picture(depth: Image, limits: tuple[float, float], size_px: tuple[int, int]) -> Pixels:
    """depth (H, W) m; limits in 1/m as of `depth_range`."""
    inverse = _resized(inverse_depth(depth), size_px)
    return _gray((inverse - limits[0]) / (limits[1] - limits[0]))


def normal_picture(normal: Image, camera_rotation: Iterable[float], size_px: tuple[int, int]) -> Pixels:
    """normal (H, W, 3) in world space; camera_rotation (w, x, y, z) from the camera's space to the world's.

    What has no normal faces the camera.
    """
    view = _in_camera_space(normal, camera_rotation)
    view = _resized(view, size_px)
    length = np.linalg.norm(view, axis=-1, keepdims=True)
    view = np.where(length > 1e-3, view / np.maximum(length, 1e-3), _FACING)
    encoded = (view * np.array([-1.0, 1.0, 1.0], np.float32) + 1.0) * 0.5
    return _bytes(encoded)


def outline_picture(index: Image | None, normal: Image | None, size_px: tuple[int, int]) -> Pixels:
    """White where the object (H, W) changes or the surface's normal (H, W, 3) bends sharply, black elsewhere."""
    width, height = size_px
    lines = np.zeros((height, width), np.bool_)
    if index is not None:
        objects = np.ascontiguousarray(cv2.resize(index, size_px, interpolation=cv2.INTER_NEAREST)).view(np.int32)
        lines[:, :-1] |= objects[:, :-1] != objects[:, 1:]
        lines[:-1] |= objects[:-1] != objects[1:]
    if normal is not None:
        small = cv2.resize(normal, size_px, interpolation=cv2.INTER_NEAREST)
        there = np.linalg.norm(small, axis=-1) > 0.5
        across = (small[:, :-1] * small[:, 1:]).sum(axis=-1) < _BEND_COS
        down = (small[:-1] * small[1:]).sum(axis=-1) < _BEND_COS
        lines[:, :-1] |= across & there[:, :-1] & there[:, 1:]
        lines[:-1] |= down & there[:-1] & there[1:]
    return np.repeat(np.where(_without_specks(lines), 255, 0).astype(np.uint8)[..., None], 3, axis=2)


def _without_specks(lines: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Single facets of a mesh bend too; what is no line goes."""
    least_px = max(2, round(_LEAST_LINE * min(lines.shape)))
    _, labels, figures, _ = cv2.connectedComponentsWithStats(lines.astype(np.uint8), connectivity=8)
    kept: NDArray[np.bool_] = lines & (figures[:, cv2.CC_STAT_AREA] >= least_px)[labels]
    return kept


def _in_camera_space(normal: Image, camera_rotation: Iterable[float]) -> Image:
    to_world = quat.to_matrix(np.array(tuple(camera_rotation), dtype=np.float64))
    view: Image = np.nan_to_num(normal) @ to_world.astype(np.float32)  # v' = Rᵀ v, as a row
    return view


def _resized(values: Image, size_px: tuple[int, int]) -> Image:
    height, width = values.shape[:2]
    if (width, height) == size_px:
        return values
    smaller = size_px[0] <= width and size_px[1] <= height
    resized: Image = cv2.resize(values, size_px, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    return resized


def _gray(values: Image) -> Pixels:
    return np.repeat(_bytes(values)[..., None], 3, axis=2)


def _bytes(values: Image) -> Pixels:
    return np.clip(np.round(values * 255.0), 0.0, 255.0).astype(np.uint8)
