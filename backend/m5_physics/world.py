"""What an engine simulates: rigid bodies in SI units, each in the frame of its principal inertia."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from ..common import quat
from ..protocol.scene import CollisionShape

Array = NDArray[np.float64]
ShapeKind = Literal["box", "sphere", "capsule", "cylinder", "hull", "plane", "concave"]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One collider in the frame of its body."""

    kind: ShapeKind
    translation: Array
    """(3,) m"""
    rotation: Array
    """(4,)"""
    dimensions: Array
    """(3,) m full extents, as in `CollisionShape`; of a hull the extents of its points"""
    points: Array | None = None
    """(N, 3) in the frame of the shape"""
    triangles: NDArray[np.int32] | None = None

    @property
    def thickness_m(self) -> float:
        """The smallest extent: what a fast body can slip through."""
        return 1e3 if self.kind in ("plane", "concave") else float(np.min(self.dimensions))


@dataclass(frozen=True, kw_only=True)
class Hinge:
    """The axis in the world about which a body turns; without limits it swings freely."""

    pivot: Array
    """(3,) m"""
    axis: Array
    """(3,) unit"""
    limits_rad: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Body:
    """A rigid body; mass 0 never moves by itself."""

    id: str
    shapes: tuple[Shape, ...]
    translation: Array
    """(3,) m world position of the centre of mass"""
    rotation: Array
    """(4,) world, of the frame of principal inertia"""
    mass_kg: float = 0.0
    inertia_kg_m2: Array | None = None
    """(3,) about the axes of the frame; needed with a mass"""
    friction: float = 0.5
    restitution: float = 0.2
    rolling_friction: float = 0.0
    """resistance of a rolling ball as a share of its weight"""
    hinge: Hinge | None = None
    bone: bool = False
    """of a person: driven, and touches only loose bodies"""
    yielding: bool = False
    """stands still but gives way, as a net does: nothing bounces off it"""

    @property
    def thickness_m(self) -> float:
        return min((shape.thickness_m for shape in self.shapes), default=1e3)

    def corners(self) -> Array:
        """(N, 3) points of the body's frame whose hull holds all shapes."""
        boxes = [s.translation + quat.mul_vec(s.rotation, _BOX * 0.5 * s.dimensions) for s in self.shapes]
        return np.concatenate(boxes) if boxes else np.zeros((1, 3))


_BOX = np.array([[x, y, z] for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)])


def rotation_matrices(rotations: Array) -> Array:
    """(N, 4) to (N, 3, 3); the formula written out, which is much quicker than turning axes."""
    w, x, y, z = rotations.T
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    return np.array(rows).transpose(2, 0, 1)


def scaled_shape(shape: CollisionShape, scale: Array) -> Shape:
    """A shape of an asset in asset space, with the placement's scale applied; hulls get a frame at their middle."""
    rotation = quat.normalize(np.asarray(shape.transform.rotation, dtype=float))
    translation = np.asarray(shape.transform.translation, dtype=float) * scale
    if shape.points is not None:
        points = np.asarray(shape.points, dtype=float) * scale
        middle = 0.5 * (points.min(axis=0) + points.max(axis=0))
        return Shape(
            kind=shape.kind,
            translation=middle,
            rotation=quat.IDENTITY,
            dimensions=np.maximum(np.ptp(points, axis=0), 1e-4),
            points=points - middle,
            triangles=shape.triangles,
        )
    # How much longer each own axis gets: exact for turns by right angles and for even scales
    local = np.linalg.norm(quat.mul_vec(rotation, np.eye(3)) * scale, axis=1)
    size = np.asarray(shape.dimensions, dtype=float) * np.asarray(shape.transform.scale, dtype=float) * local
    if shape.kind == "sphere":
        size = np.full(3, size[0])
    elif shape.kind in ("capsule", "cylinder"):
        size = np.array([size[0], size[0], size[2]])
    return Shape(kind=shape.kind, translation=translation, rotation=rotation, dimensions=np.maximum(size, 1e-4))


def mass_properties(shapes: Sequence[Shape], mass_kg: float) -> tuple[Array, Array, Array]:
    """Centre of mass (3,), principal axes as a rotation (4,) and principal inertia (3,), at uniform density."""
    volumes, centres, inertias = zip(*(_volume_properties(shape) for shape in shapes), strict=True)
    density = mass_kg / sum(volumes)
    centre = np.average(np.array(centres), axis=0, weights=np.array(volumes))
    total = np.zeros((3, 3))
    for volume, middle, inertia in zip(volumes, centres, inertias, strict=True):
        arm = middle - centre
        total += density * (inertia + volume * (arm @ arm * np.eye(3) - np.outer(arm, arm)))
    off_diagonal = np.abs(total - np.diag(np.diag(total))).max()
    if off_diagonal < 1e-6 * np.trace(total):  # already principal: keep the asset's own axes
        return centre, quat.IDENTITY.copy(), np.diag(total).copy()
    moments, axes = np.linalg.eigh(total)
    axes *= np.where(np.take_along_axis(axes, np.abs(axes).argmax(axis=0)[None], axis=0) < 0.0, -1.0, 1.0)
    axes[:, 2] = np.cross(axes[:, 0], axes[:, 1])
    return centre, quat.from_matrix(axes), moments


def _volume_properties(shape: Shape) -> tuple[float, Array, Array]:
    """Volume, centre (3,) and inertia (3, 3) of a unit density about that centre, in the axes of the body."""
    x, y, z = shape.dimensions
    centre = shape.translation
    if shape.kind == "hull" and shape.points is not None:
        volume, middle, inertia = _hull_properties(shape.points)
        centre = centre + quat.mul_vec(shape.rotation, middle)
    elif shape.kind == "sphere":
        volume = np.pi / 6.0 * x**3
        inertia = np.eye(3) * 0.1 * volume * x**2
    elif shape.kind == "cylinder":
        volume = np.pi / 4.0 * x**2 * z
        inertia = volume * np.diag([x**2 / 16 + z**2 / 12, x**2 / 16 + z**2 / 12, x**2 / 8])
    elif shape.kind == "capsule":
        radius, length = 0.5 * x, max(z - x, 0.0)
        tube, caps = np.pi * radius**2 * length, 4.0 / 3.0 * np.pi * radius**3
        volume = tube + caps
        across = tube * (radius**2 / 4 + length**2 / 12) + caps * (
            0.4 * radius**2 + length**2 / 4 + 3.0 / 8.0 * length * radius
        )
        along = tube * radius**2 / 2 + caps * 0.4 * radius**2
        inertia = np.diag([across, across, along])
    else:
        volume = x * y * z
        inertia = volume / 12.0 * np.diag([y**2 + z**2, x**2 + z**2, x**2 + y**2])
    turn = quat.to_matrix(shape.rotation)
    return float(volume), centre, turn @ inertia @ turn.T


def _hull_properties(points: Array) -> tuple[float, Array, Array]:
    """Volume, centre and inertia (unit density) of a convex hull, from the tetrahedra to its middle."""
    hull = ConvexHull(points)
    middle = points[hull.vertices].mean(axis=0)
    corners = points[hull.simplices] - middle  # (F, 3, 3)
    volumes = np.abs(np.linalg.det(corners)) / 6.0
    volume = float(volumes.sum())
    centre = (volumes[:, None] * corners.sum(axis=1) / 4.0).sum(axis=0) / volume
    # Second moments of a tetrahedron with one corner at the origin (Tonon 2004).
    sums = corners.sum(axis=1)
    second = np.einsum("f,fi,fj->ij", volumes / 20.0, sums, sums)
    second += np.einsum("f,fki,fkj->ij", volumes / 20.0, corners, corners)
    second -= volume * np.outer(centre, centre)
    return volume, middle + centre, np.eye(3) * np.trace(second) - second
