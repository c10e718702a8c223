"""People as the picture that OpenPose draws of them: 18 key points, 17 limbs, each in its own colour.

Points and colours after OpenPose's COCO model (Cao et al. 2019) as ControlNet 1.1 was trained on them. The points are
projected from the armatures, so nothing is estimated; a joint that something hides is left out, as a detector would.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ..common.retargeting.names import parts_by_name

Image = NDArray[np.float32]
Pixels = NDArray[np.uint8]

POINTS = (
    "nose", "neck",
    "upper_arm.R", "forearm.R", "hand.R", "upper_arm.L", "forearm.L", "hand.L",
    "thigh.R", "shin.R", "foot.R", "thigh.L", "shin.L", "foot.L",
    "eye.R", "eye.L", "ear.R", "ear.L",
)  # fmt: skip
"""key points by the part that begins there, in COCO's order; the neck is halfway between the shoulders"""
LIMBS = (
    (1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (6, 7), (1, 8), (8, 9), (9, 10), (1, 11), (11, 12), (12, 13),
    (1, 0), (0, 14), (14, 16), (0, 15), (15, 17),
)  # fmt: skip
COLORS = (
    (255, 0, 0), (255, 85, 0), (255, 170, 0), (255, 255, 0), (170, 255, 0), (85, 255, 0), (0, 255, 0), (0, 255, 85),
    (0, 255, 170), (0, 255, 255), (0, 170, 255), (0, 85, 255), (0, 0, 255), (85, 0, 255), (170, 0, 255), (255, 0, 255),
    (255, 0, 170), (255, 0, 85),
)  # fmt: skip
"""of limbs and of points, by their number"""
_FACE = ("nose", "eye.R", "eye.L", "ear.R", "ear.L")
_LIMB_SHARE = 0.6
"""limbs are darker than points"""
_STICK_PX = 4.0
"""half the width of a limb and the radius of a point in a picture 512 pixels high"""
_INSIDE_M, _FACE_INSIDE_M = 0.20, 0.06
"""a joint lies that deep below the skin at most; a face's points lie on it"""


def key_points(person: Mapping[str, Any]) -> Image:
    """The 18 points of one of `pose.json`'s people, (18, 3): x, y in pixels and the depth in m; NaN for what it lacks.

    All NaN for what has no arms and legs: a dog, a crane.
    """
    points = np.full((len(POINTS), 3), np.nan, np.float32)
    names = tuple(person["joints"])
    parts = parts_by_name(names, [-1] * len(names))
    if not all(f"{part}{side}" in parts for part in ("upper_arm", "forearm", "thigh", "shin") for side in (".L", ".R")):
        return points
    for number, part in enumerate(POINTS):
        if part in person.get("face", {}):
            points[number] = person["face"][part]
        elif part in parts and part not in _FACE:
            points[number] = person["joints"][names[parts[part]]]["head"]
    points[POINTS.index("neck")] = (points[POINTS.index("upper_arm.R")] + points[POINTS.index("upper_arm.L")]) / 2.0
    return points


def visible(points: Image, depth: Image | None, size_px: tuple[int, int]) -> Image:
    """The points with NaN for those outside the picture of `size_px`, behind the camera, or behind what `depth` shows.

    depth: (H, W) m, of any size; None: nothing hides anything.
    """
    width, height = size_px
    kept = points.copy()
    for number, (x, y, depth_m) in enumerate(points):
        if not (0.0 <= x < width and 0.0 <= y < height and depth_m > 0.0):
            kept[number] = np.nan
            continue
        if depth is None:
            continue
        row = int(y / height * depth.shape[0])
        column = int(x / width * depth.shape[1])
        allowed_m = _FACE_INSIDE_M if POINTS[number] in _FACE else _INSIDE_M
        if depth_m - depth[row, column] > allowed_m:
            kept[number] = np.nan
    return kept


def drawn(people: list[Image], from_px: tuple[int, int], size_px: tuple[int, int], line: float = 1.0) -> Pixels:
    """Points of people in pixels of `from_px` as a picture (H, W, 3) of `size_px`: limbs below, points above.

    line: times the usual thickness.
    """
    width, height = size_px
    canvas = np.zeros((height, width, 3), np.uint8)
    share = np.array([width / from_px[0], height / from_px[1]], np.float32)
    stick_px = max(line * _STICK_PX * min(width, height) / 512.0, 1.0)
    for points in people:
        places = points[:, :2] * share
        for number, (start, end) in enumerate(LIMBS):
            if np.isfinite(places[[start, end]]).all():
                color = tuple(int(channel * _LIMB_SHARE) for channel in COLORS[number])
                _draw_limb(canvas, places[start], places[end], stick_px, color)
    for points in people:
        for number, place in enumerate(points[:, :2] * share):
            if np.isfinite(place).all():
                x, y = (int(value) for value in place)
                cv2.circle(canvas, (x, y), max(round(stick_px), 1), COLORS[number], -1)
    return canvas


def _draw_limb(canvas: Pixels, start: Image, end: Image, stick_px: float, color: tuple[int, ...]) -> None:
    """An ellipse from joint to joint."""
    middle, way = (start + end) / 2.0, end - start
    axes = (max(int(np.linalg.norm(way) / 2.0), 1), max(round(stick_px), 1))
    angle = int(math.degrees(math.atan2(float(way[1]), float(way[0]))))
    outline = cv2.ellipse2Poly((int(middle[0]), int(middle[1])), axes, angle, 0, 360, 1)
    cv2.fillConvexPoly(canvas, outline, color)
