"""Bare polygon surfaces: make, move, mirror, bend and join them.

Charts of a surface lie side by side in UV space, in metres, so that no two faces overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..common import quat
from .contract import Surface

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

CHART_GAP_M = 0.02


def surface(vertices: ArrayLike, faces: Sequence[Sequence[int]] | Ints, uv: ArrayLike) -> Surface:
    """From vertices (V, 3), faces (F lists of corners, or an (F, 4) array) and uv (L, 2) in metres."""
    if isinstance(faces, np.ndarray):
        sizes = np.full(len(faces), faces.shape[1], dtype=np.int32)
        corners = faces.reshape(-1).astype(np.int32)
    else:
        sizes = np.array([len(face) for face in faces], dtype=np.int32)
        corners = np.array([corner for face in faces for corner in face], dtype=np.int32)
    return Surface(
        vertices=np.asarray(vertices, dtype=np.float64),
        face_sizes=sizes,
        face_vertices=corners,
        uv=np.asarray(uv, dtype=np.float64).reshape(-1, 2),
    )


def merge(surfaces: Iterable[Surface]) -> Surface:
    """One surface of all; their charts are set side by side along U."""
    pieces = list(surfaces)
    if len(pieces) == 1:
        return pieces[0]
    vertices, corners, uvs, first, u_end = [], [], [], 0, 0.0
    for piece in pieces:
        low, high = piece.uv.min(axis=0), piece.uv.max(axis=0)
        vertices.append(piece.vertices)
        corners.append(piece.face_vertices + first)
        uvs.append(piece.uv + np.array([u_end - low[0], -low[1]]))
        first += len(piece.vertices)
        u_end += high[0] - low[0] + CHART_GAP_M
    return Surface(
        vertices=np.concatenate(vertices),
        face_sizes=np.concatenate([piece.face_sizes for piece in pieces]),
        face_vertices=np.concatenate(corners).astype(np.int32),
        uv=np.concatenate(uvs),
    )


def translated(piece: Surface, offset: ArrayLike) -> Surface:
    """Moved by `offset` (3,) m."""
    return replace(piece, vertices=piece.vertices + np.asarray(offset, dtype=np.float64))


def rotated(piece: Surface, angle_rad: float, axis: ArrayLike, pivot: ArrayLike = (0.0, 0.0, 0.0)) -> Surface:
    """Turned about a unit axis (3,) through `pivot` (3,)."""
    pivot = np.asarray(pivot, dtype=np.float64)
    turn = quat.from_angle_axis(np.float64(angle_rad), axis)
    return replace(piece, vertices=quat.mul_vec(turn, piece.vertices - pivot) + pivot)


def scaled(piece: Surface, factors: ArrayLike, pivot: ArrayLike = (0.0, 0.0, 0.0)) -> Surface:
    """Scaled about `pivot` by positive factors (3,); the UVs follow by the mean factor."""
    factors = np.broadcast_to(np.asarray(factors, dtype=np.float64), (3,))
    pivot = np.asarray(pivot, dtype=np.float64)
    return replace(
        piece,
        vertices=(piece.vertices - pivot) * factors + pivot,
        uv=piece.uv * float(np.prod(factors)) ** (1.0 / 3.0),
    )


def mirrored(piece: Surface, axis: int = 0) -> Surface:
    """The other hand of a piece, across the plane through the origin; faces are turned to keep looking outward."""
    vertices = piece.vertices.copy()
    vertices[:, axis] *= -1.0
    starts = np.concatenate([[0], np.cumsum(piece.face_sizes)[:-1]])
    face_of = np.repeat(np.arange(len(piece.face_sizes)), piece.face_sizes)
    within = np.arange(len(piece.face_vertices)) - starts[face_of]
    order = starts[face_of] + piece.face_sizes[face_of] - 1 - within
    uv = piece.uv[order] * np.array([-1.0, 1.0])
    return replace(piece, vertices=vertices, face_vertices=piece.face_vertices[order], uv=uv)


def deformed(piece: Surface, bend: Callable[[Floats], Floats]) -> Surface:
    """Every vertex moved by a function (V, 3) -> (V, 3) that keeps the inside inside."""
    return replace(piece, vertices=bend(piece.vertices))


def tapered(piece: Surface, axis: int, scale_start: float, scale_end: float, pivot: ArrayLike | None = None) -> Surface:
    """Cross-sections scaled linearly along `axis`, from its low to its high end, about `pivot` (default: middle)."""
    low, high = piece.vertices.min(axis=0), piece.vertices.max(axis=0)
    centre = 0.5 * (low + high) if pivot is None else np.asarray(pivot, dtype=np.float64)
    fraction = (piece.vertices[:, axis] - low[axis]) / (high[axis] - low[axis])
    factor = scale_start + (scale_end - scale_start) * fraction
    vertices = piece.vertices.copy()
    for other in range(3):
        if other != axis:
            vertices[:, other] = centre[other] + (vertices[:, other] - centre[other]) * factor
    return replace(piece, vertices=vertices)


def flattened(piece: Surface, low: float, high: float) -> Surface:
    """Ends cut level: heights kept between `low` and `high`."""
    return deformed(piece, lambda points: np.column_stack([points[:, :2], np.clip(points[:, 2], low, high)]))


def bounds_of(pieces: Iterable[Surface]) -> Floats:
    """(2, 3) min and max."""
    points = [piece.vertices for piece in pieces]
    return np.stack([np.min([p.min(axis=0) for p in points], axis=0), np.max([p.max(axis=0) for p in points], axis=0)])


def fillet(points: ArrayLike, radius: float | Sequence[float], segments: int = 3, closed: bool = False) -> Floats:
    """A polyline (N, 2) with its corners rounded: (M, 2). `radius` is one for all or one per point; 0 keeps a corner.

    The radius is cut to what half of the shorter neighbouring edge allows.
    """
    corners = np.asarray(points, dtype=np.float64)
    radii = np.broadcast_to(np.asarray(radius, dtype=np.float64), (len(corners),))
    out: list[Floats] = []
    for i, (corner, wanted) in enumerate(zip(corners, radii, strict=True)):
        if not closed and i in (0, len(corners) - 1):
            out.append(corner[None])
            continue
        before, after = corners[i - 1] - corner, corners[(i + 1) % len(corners)] - corner
        length_before, length_after = float(np.hypot(*before)), float(np.hypot(*after))
        before, after = before / length_before, after / length_after
        turn = np.pi - np.arccos(np.clip(before @ after, -1.0, 1.0))
        cut = min(wanted * np.tan(turn / 2), 0.48 * length_before, 0.48 * length_after)
        if wanted <= 0.0 or turn < 0.03:
            out.append(corner[None])
            continue
        real = cut / np.tan(turn / 2)
        bisector = before + after
        centre = corner + bisector / np.hypot(*bisector) * np.hypot(cut, real)
        start = corner + before * cut - centre
        side = np.sign(after[0] * before[1] - after[1] * before[0])
        angles = np.linspace(0.0, turn, segments + 1) * side
        cosine, sine = np.cos(angles), np.sin(angles)
        arc = np.stack([cosine * start[0] - sine * start[1], sine * start[0] + cosine * start[1]], axis=-1)
        out.append(centre + arc)
    return np.concatenate(out)
