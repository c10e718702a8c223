"""Where things can stand: the carrying surfaces of an asset, and the height of its top at a point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..protocol.scene import Affordance, Asset
from .separation import Array
from .things import Thing


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A rectangle that carries things, in the asset space of its owner."""

    name: str
    kind: str
    centre: Array
    """(3,) m"""
    heading: float
    half: Array
    """(2,) m"""
    free_height: float
    """m above it; infinite where open"""
    uneven: bool = False
    """the height is read from the mesh under each thing"""


def surfaces_of(thing: Thing, *kinds: str) -> tuple[Surface, ...]:
    """The surfaces of the given affordance kinds, in order; highest first among `surface_top`."""
    found = [_surface(a) for kind in kinds for a in thing.asset.affordances_of(kind)]
    return tuple(sorted(found, key=lambda s: (kinds.index(s.kind), -s.centre[2])))


def top_surface(thing: Thing) -> Surface:
    """The middle of the top, for things that name no surface: a car's roof, a rock, a hill."""
    size = thing.extents
    share = 0.6 if thing.kind != "backdrop" else 0.3
    return Surface(
        name="top", kind="top", centre=np.array([*thing.centre, thing.top]), heading=0.0, half=share * size,
        free_height=np.inf, uneven=True,
    )  # fmt: skip


def _surface(affordance: Affordance) -> Surface:
    forward = quat.mul_vec(affordance.frame.rotation, np.array([0.0, -1.0, 0.0]))
    size = affordance.dimensions.astype(np.float64)
    open_above = affordance.kind not in ("surface_top", "inside") or size[2] <= 0.0
    return Surface(
        name=affordance.name, kind=affordance.kind, centre=affordance.frame.translation.astype(np.float64),
        heading=float(np.arctan2(forward[0], -forward[1])), half=0.5 * size[:2],
        free_height=np.inf if open_above else float(size[2]),
    )  # fmt: skip


def height_at(asset: Asset, points: Array) -> Array:
    """Height of the highest face over each point (N, 2) of asset space; -inf beside the asset."""
    heights = np.full(len(points), -np.inf)
    for part in asset.meshes:
        mesh = part.mesh
        origin = part.joint.origin if part.joint else np.zeros(3)
        vertices = mesh.vertices.astype(np.float64) + origin
        starts = np.concatenate([[0], np.cumsum(mesh.face_sizes)[:-1]])
        for corner in range(1, int(mesh.face_sizes.max(initial=2)) - 1):
            chosen = starts[mesh.face_sizes > corner + 1]
            triangles = vertices[
                np.stack([mesh.face_vertices[chosen + k] for k in (0, corner, corner + 1)], axis=1)
            ]  # (M, 3, 3)
            heights = np.maximum(heights, _triangle_heights(triangles, points))
    return heights


def _triangle_heights(triangles: Array, points: Array) -> Array:
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    ab, ac = b - a, c - a
    area = ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0]
    flat = np.abs(area) > 1e-12
    a, ab, ac, area = a[flat], ab[flat], ac[flat], area[flat]
    heights = np.full(len(points), -np.inf)
    for n, point in enumerate(points):
        offset = point - a[:, :2]
        u = (offset[:, 0] * ac[:, 1] - offset[:, 1] * ac[:, 0]) / area
        v = (ab[:, 0] * offset[:, 1] - ab[:, 1] * offset[:, 0]) / area
        inside = (u >= -1e-6) & (v >= -1e-6) & (u + v <= 1.0 + 1e-6)
        if inside.any():
            heights[n] = float((a[inside, 2] + u[inside] * ab[inside, 2] + v[inside] * ac[inside, 2]).max())
    return heights
