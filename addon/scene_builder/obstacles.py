"""What an artist's scene holds already, as boxes that a new generation is placed and walks around."""

from __future__ import annotations

from collections.abc import Generator

import bpy
import numpy as np
from mathutils import Matrix, Vector

from .._vendor.backend.protocol.conventions import STEP_OVER_M
from .._vendor.backend.protocol.scene import Obstacle
from .collections import GENERATION_KEY

REACH_M = 20.0
"""from the anchor; nobody walks farther"""
CELL_M = 0.4
_MAX_BOXES = 600
_OVERHEAD_M = 2.2
_SAMPLE_M = 0.15
_MAX_SAMPLES_ALONG = 160
_ALIKE_M = 0.3
_SOLID_KINDS = {"MESH", "CURVE", "SURFACE", "FONT", "META"}


def survey(
    scene: bpy.types.Scene, origin: Matrix, passed_over: frozenset[str]
) -> Generator[tuple[float, str], None, tuple[Obstacle, ...]]:
    """Look at one object after another; returns boxes in the space of a bundle whose origin is there, nearest first.

    Each visible object is cut into cells seen from above, so that a turned wall, an L-shaped couch or a room as one
    mesh keep their shape. What the anchor lies in is a room, open inside; all else is solid down to its foot.
    passed_over: names of objects that are not in the way.
    """
    layer = scene.view_layers[0]
    layer.update()
    boxes = [np.zeros((0, 2, 3))]
    for name, matrix in _solid(layer.depsgraph, origin.inverted(), passed_over):
        yield 0.0, "scene"
        target = scene.objects.get(name) or bpy.data.objects.get(name)
        if target is not None:  # it may have gone in the meantime
            boxes.append(_boxes(*_surface(target.evaluated_get(layer.depsgraph), matrix)))
    found = np.concatenate(boxes)
    nearest = np.linalg.norm(np.maximum(np.maximum(found[:, 0, :2], -found[:, 1, :2]), 0.0), axis=1)
    order = np.argsort(nearest, kind="stable")[:_MAX_BOXES]
    return tuple(
        Obstacle(low=box[0].astype(np.float32), high=box[1].astype(np.float32))
        for box in found[order[nearest[order] < REACH_M]]
    )


def _solid(
    depsgraph: bpy.types.Depsgraph, to_bundle: Matrix, passed_over: frozenset[str]
) -> list[tuple[str, np.ndarray]]:
    """Name and matrix (4, 4) into the bundle's space of everything solid within reach, instances included."""
    found = []
    for instance in depsgraph.object_instances:
        target = instance.object
        owner = instance.parent if instance.is_instance else target
        if not instance.show_self or target.type not in _SOLID_KINDS or owner.original.name in passed_over:
            continue
        if target.hide_render or target.display_type in {"BOUNDS", "WIRE"}:
            continue  # drawn for the artist only, a volume's domain
        if GENERATION_KEY in target.original and target.hide_select:
            continue  # rain
        matrix = to_bundle @ instance.matrix_world
        corners = np.array([matrix @ Vector(corner) for corner in target.bound_box])
        low, high = corners.min(axis=0), corners.max(axis=0)
        if high[2] > STEP_OVER_M and np.all(low[:2] < REACH_M) and np.all(high[:2] > -REACH_M):
            found.append((target.original.name, np.array(matrix)))
    return found


def _surface(target: bpy.types.Object, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Vertices (V, 3) in m and triangles (M, 3) of an evaluated object."""
    mesh = target.to_mesh()
    if mesh is None:
        return np.zeros((0, 3)), np.zeros((0, 3), dtype=np.int32)
    mesh.calc_loop_triangles()
    vertices = np.empty(3 * len(mesh.vertices), dtype=np.float32)
    mesh.vertices.foreach_get("co", vertices)
    triangles = np.empty(3 * len(mesh.loop_triangles), dtype=np.int32)
    mesh.loop_triangles.foreach_get("vertices", triangles)
    target.to_mesh_clear()
    return vertices.reshape(-1, 3) @ matrix[:3, :3].T + matrix[:3, 3], triangles.reshape(-1, 3)


def _boxes(vertices: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Boxes (B, 2, 3) of one surface: along each row of cells as long as they reach alike."""
    points = _samples(vertices[triangles])
    if not len(points):
        return np.zeros((0, 2, 3))
    low, high = points.min(axis=0), points.max(axis=0)
    is_room = bool(np.all(low[:2] < 0.0) and np.all(high[:2] > 0.0))
    points = points[points[:, 2] > STEP_OVER_M]
    if is_room:
        points = points[points[:, 2] < _OVERHEAD_M]
    if not len(points):
        return np.zeros((0, 2, 3))
    cells, owner = np.unique(np.floor(points[:, [1, 0]] / CELL_M).astype(np.int64), axis=0, return_inverse=True)
    owner = owner.ravel()
    lows, highs = np.full((len(cells), 3), np.inf), np.full((len(cells), 3), -np.inf)
    np.minimum.at(lows, owner, points)
    np.maximum.at(highs, owner, points)
    if not is_room:
        lows[:, 2] = low[2]
    follows = (np.diff(cells[:, 0]) == 0) & (np.diff(cells[:, 1]) == 1)
    alike = (np.abs(np.diff(lows[:, 2])) < _ALIKE_M) & (np.abs(np.diff(highs[:, 2])) < _ALIKE_M)
    starts = np.flatnonzero(np.append(True, ~(follows & alike)))
    return np.stack([np.minimum.reduceat(lows, starts), np.maximum.reduceat(highs, starts)], axis=1)


def _samples(corners: np.ndarray) -> np.ndarray:
    """Points (N, 3) on triangles (M, 3, 3), their corners included, no farther apart than the cells are fine."""
    edges = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1, initial=0.0)
    counts = np.clip(np.ceil(edges / _SAMPLE_M), 1, _MAX_SAMPLES_ALONG).astype(int)
    found = [np.zeros((0, 3))]
    for count in np.unique(counts):
        i, j = np.meshgrid(np.arange(count + 1), np.arange(count + 1), indexing="ij")
        inside = i + j <= count
        weights = np.stack([i[inside], j[inside], (count - i - j)[inside]], axis=1) / count
        found.append(np.einsum("kc,mcd->mkd", weights, corners[counts == count]).reshape(-1, 3))
    return np.concatenate(found)
