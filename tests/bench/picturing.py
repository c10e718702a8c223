"""Where the camera's subject is on the still, for the look gate. `outline` runs inside Blender, the rest beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

_NEAR = 0.02
"""of the picture's height: how far in and out of the subject's outline its contrast is judged (a Gaussian's sigma)"""


def outline(recording: Any, frame: int) -> dict[str, np.ndarray]:
    """The focused subject at a 0-based frame: points (V, 2) on the picture 0…1, its polygons as sizes and corners, and
    of a face that is seen its middle and radius (x, y, r), r in heights of the picture."""
    import bpy
    from bpy_extras.object_utils import world_to_camera_view
    from mathutils import Vector

    from .recording import _evaluated

    scene = recording.scene
    scene.frame_set(scene.frame_start + frame)
    focus = scene.camera.data.dof.focus_object
    thing = next((t for t in recording.things if t.root == focus), None)
    if thing is None:
        return {}
    vertices, polygons = _evaluated(thing, bpy.context.evaluated_depsgraph_get())

    def seen(point: np.ndarray) -> np.ndarray:
        return np.array(world_to_camera_view(scene, scene.camera, Vector(point)))[:2] * [1, -1] + [0, 1]

    points = np.array([seen(vertex) for vertex in vertices])
    corners = np.concatenate([np.array(p) for p in polygons]) if polygons else np.zeros(0, int)
    found = {"points": points, "sizes": np.array([len(p) for p in polygons]), "corners": corners}
    if {"eye.L", "eye.R"} <= set(thing.heads):
        eyes = np.array([thing.heads[name][frame] for name in ("eye.L", "eye.R")])
        front = thing.axes["eye.L"][frame][:, 1]  # an eye's bone points where it looks
        toward = np.array(scene.camera.matrix_world.translation) - eyes.mean(0)
        if front @ toward > 0.35 * np.linalg.norm(toward):
            middle, above = (seen(eyes.mean(0) + np.array([0, 0, z])) for z in (-0.02, 0.035))
            found["face"] = np.append(middle, abs(above[1] - middle[1]))
    return found


def subject_misses(picture: np.ndarray, luminance: np.ndarray, where: Path) -> list[str]:
    """What subject and face miss of the gate: a face of luminance .3, a contrast of .1 to what is around."""
    import cv2

    if not where.exists():
        return []
    found = np.load(where)
    if "points" not in found:
        return []
    height, width = luminance.shape
    pixels = np.rint(found["points"] * [width, height]).astype(np.int32)
    mask = np.zeros((height, width), np.uint8)
    for polygon in np.split(found["corners"], np.cumsum(found["sizes"])[:-1]):
        cv2.fillConvexPoly(mask, pixels[polygon], 1)
    misses: list[str] = []
    contrast = _outline_contrast(cv2.cvtColor(picture, cv2.COLOR_BGR2LAB) / 100.0, mask)
    if contrast is not None and contrast < 0.1:
        misses.append(f"subject contrast {contrast:.2f}")
    if "face" in found:
        x, y, radius = found["face"] * [width, height, height]
        disc = np.zeros((height, width), np.uint8)
        cv2.circle(disc, (round(x), round(y)), max(2, round(radius)), 1, -1)
        face = float(np.median(luminance[disc == 1])) if disc.any() else 0.0
        if face < 0.3:
            misses.append(f"face luminance {face:.2f}")
    return misses


def _outline_contrast(lab: np.ndarray, mask: np.ndarray) -> float | None:
    """How far the subject's colour (H, W, 3) in CIELAB / 100 is from the background's, on the mean along its
    outline; None without one. Between greys that is their difference in lightness.

    Compared where they meet: a white shirt over dark trousers stands out of a lawn although their mean is the lawn's,
    and a red house does although it is as light as the lawn.
    """
    import cv2

    wide = np.ones((3, 3), np.uint8)
    edge = cv2.dilate(mask, wide) != mask
    if mask.sum() <= 50 or edge.sum() <= 50:
        return None
    sigma = _NEAR * len(mask)

    def near(where: np.ndarray) -> np.ndarray:
        share = where.astype(np.float32)[..., None]
        blurred, total = (cv2.GaussianBlur(plane, (0, 0), sigma) for plane in (lab * share, share))
        return np.asarray(blurred / np.maximum(total, 1e-4)[..., None])

    apart = np.linalg.norm(near(mask == 1) - near(cv2.dilate(mask, wide) == 0), axis=-1)
    return float(apart[edge].mean())

