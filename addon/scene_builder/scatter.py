"""Meshes that stand at many places: a few as linked objects to move one by one, many as instances on faces."""

from __future__ import annotations

from collections.abc import Iterable

import bpy
import numpy as np
from mathutils import Matrix

from .._vendor.backend.protocol.scene import Asset
from .convert import to_matrix
from .meshes import polygon_mesh

MAX_LINKED = 80
"""up to so many places, every instance is an object of its own"""
_LOW_M = 0.15
"""a shape that starts lower than this covers the ground"""


def covered_ground(assets: Iterable[tuple[Asset, Matrix]]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Footprints of what covers the ground (roads, ponds, houses): (inverse (3, 4), half extents (2,)) of each box."""
    boxes = []
    for asset, pose in assets:
        for shape in asset.collision_shapes:
            turned = pose @ to_matrix(shape.transform)
            low = turned.translation.z - 0.5 * float(shape.dimensions[2])
            if shape.kind == "box" and low < _LOW_M and float(np.prod(shape.dimensions[:2])) > 0.5:
                inverse = np.array(turned.inverted())[:3]
                boxes.append((inverse, 0.5 * np.asarray(shape.dimensions[:2], dtype=np.float64)))
    return boxes


def off_the_covered(places: np.ndarray, covered: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """The places (N, 5) that no footprint covers."""
    points = np.concatenate([places[:, :3], np.ones((len(places), 1))], axis=1).astype(np.float64)
    free = np.ones(len(places), dtype=bool)
    for inverse, half in covered:
        local = points @ inverse.T
        free &= (np.abs(local[:, 0]) > half[0]) | (np.abs(local[:, 1]) > half[1])
    return places[free]


def place_matrix(place: np.ndarray) -> Matrix:
    """The transform of one place: x, y, z, turn, scale."""
    x, y, z, turn, scale = (float(value) for value in place)
    return Matrix.Translation((x, y, z)) @ Matrix.Rotation(turn, 4, "Z") @ Matrix.Scale(scale, 4)


def places_mesh(name: str, places: np.ndarray) -> bpy.types.Mesh:
    """One small level square per place, turned and sized: what stands on it takes its turn and size."""
    half = 0.5 * places[:, 4:5].astype(np.float64)
    turn = places[:, 3:4] + np.pi * (0.25 + 0.5 * np.arange(4))
    radius = half * np.sqrt(2.0)
    corners = np.stack([np.cos(turn) * radius, np.sin(turn) * radius, np.zeros_like(turn)], -1)
    vertices = (places[:, None, :3] + corners).reshape(-1, 3)
    mesh = polygon_mesh(name, vertices, np.full(len(places), 4), np.arange(4 * len(places)))
    mesh.update(calc_edges=True)
    return mesh


def stand_on_faces(carrier: bpy.types.Object) -> None:
    """Let the children of a mesh object stand on each of its faces instead of once; the faces do not show."""
    carrier.instance_type = "FACES"
    carrier.use_instance_faces_scale = True
    carrier.instance_faces_scale = 1.0
    carrier.show_instancer_for_render = carrier.show_instancer_for_viewport = False
