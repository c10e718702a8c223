"""Motions of the 21 joints as rows of stick figures, from the side and from the front: to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from backend.m4_motion.learned.joints import PARENTS, JointMotion

_WIDTH, _HEIGHT, _SPAN_M = 96, 128, 2.1
_INK = ((70, 70, 70), (200, 70, 30), (40, 60, 210))
"""trunk, left, right (BGR)"""


def strip(motion: JointMotion, title: str, pictures: int = 10) -> np.ndarray:
    """Two rows of pictures over the whole motion, BGR."""
    points = motion.points
    frames = np.linspace(0, len(points) - 1, pictures).round().astype(int)
    rows = []
    for view in ((0.0, -1.0), (1.0, 0.0)):
        rows.append(np.hstack([_picture(points[frame], view) for frame in frames]))
    sheet = np.vstack(rows)
    cv2.putText(sheet, title.encode("ascii", "replace").decode(), (5, 13), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0), 1,
                cv2.LINE_AA)  # fmt: skip
    return sheet


def _picture(points: np.ndarray, view: tuple[float, float]) -> np.ndarray:
    picture = np.full((_HEIGHT, _WIDTH, 3), 245, np.uint8)
    scale, floor = _WIDTH / _SPAN_M, round(0.88 * _HEIGHT)
    cv2.line(picture, (0, floor), (_WIDTH, floor), (205, 205, 205), 1)
    across = (points[:, 0] - points[0, 0]) * view[0] + (points[:, 1] - points[0, 1]) * view[1]
    x, y = np.round(_WIDTH / 2 + across * scale).astype(int), np.round(floor - points[:, 2] * scale).astype(int)
    for joint, parent in enumerate(PARENTS):
        if parent >= 0:
            ink = _INK[0 if joint < 5 else 1 if joint in (5, 6, 7, 11, 12, 13, 14, 15) else 2]
            ends = (int(x[joint]), int(y[joint])), (int(x[parent]), int(y[parent]))
            cv2.line(picture, *ends, ink, 2, cv2.LINE_AA)
    return picture


def write_sheets(
    motions: Sequence[tuple[str, JointMotion]], folder: Path, name: str, per_sheet: int = 10
) -> list[Path]:
    """`name_1.png` … with ten strips each."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(0, len(motions), per_sheet):
        path = folder / f"{name}_{number // per_sheet + 1}.png"
        shown = motions[number : number + per_sheet]
        cv2.imwrite(str(path), np.vstack([strip(motion, title) for title, motion in shown]))
        paths.append(path)
    return paths
