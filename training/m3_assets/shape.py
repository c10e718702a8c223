"""One figure as a mesh: build the cage, mirror it, let the joints between limbs relax on the implicit surface."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, diags

from .body import ARM_ROWS, add_arm, add_foot, add_leg, add_torso, fill_torso, leg_field, torso_field
from .cage import Cage, Indices, Points, QuadMesh, mirrored
from .figure import Figure
from .hand import add_hand
from .head import add_head
from .implicit import Field, arm, figure_field, project


def build_figure(figure: Figure) -> QuadMesh:
    """The body. Same topology for every figure, so that differences are shape keys."""
    cage = Cage()
    rows = add_torso(cage, torso_field(figure))
    fill_torso(cage, rows)
    add_hand(cage, add_arm(cage, rows, lambda p: arm(p, figure), ARM_ROWS)[-1])
    solid = leg_field(figure)
    add_foot(cage, add_leg(cage, rows, solid)[-1], solid)
    add_head(cage, rows, figure)
    mesh = mirrored(cage)
    hand = np.array([p.startswith(("hand", "thumb")) for p in mesh.parts])
    points = relaxed(mesh, figure_field(figure), free=hand)
    sole = np.array([p.startswith("foot") for p in mesh.parts]) & (points[:, 2] < 0.004)
    points[:, 2] = np.where(sole, 0.0, points[:, 2])
    return replace(mesh, points=symmetric(points, mesh.mirror))


def neighbour_mean(quads: Indices, count: int) -> csr_matrix:
    """(V, V) sparse: the mean of the vertices one edge away."""
    a = quads.ravel()
    b = np.roll(quads, -1, axis=1).ravel()
    adjacency = coo_matrix(
        (np.ones(2 * len(a)), (np.concatenate([a, b]), np.concatenate([b, a]))), (count, count)
    ).tocsr()
    adjacency.data[:] = 1.0
    return diags(1.0 / np.asarray(adjacency.sum(axis=1)).ravel()) @ adjacency


def symmetric(points: Points, mirror: Indices) -> Points:
    """The mean of both sides."""
    flipped = points[mirror] * np.array([-1.0, 1.0, 1.0])
    return 0.5 * (points + flipped)


def relaxed(mesh: QuadMesh, field: Field, free: NDArray[np.bool_]) -> Points:
    """Even out the soft vertices and keep them on the surface; `free` ones only for three steps and off it."""
    points = mesh.points.copy()
    mean = neighbour_mean(mesh.quads, len(points))
    on_surface = (mesh.softness > 0.0) & ~free
    amount = mesh.softness[:, None] * 0.5
    for step in range(30):
        points = points + np.where(on_surface[:, None], amount, 0.0) * (mean @ points - points)
        if step < 3:
            points = points + np.where(free[:, None], amount, 0.0) * (mean @ points - points)
        if step % 5 == 4:
            side = np.where(points[on_surface, :1] < 0, -1.0, 1.0) * np.array([1.0, 0, 0]) + np.array([0, 1.0, 1.0])
            moved = project(points[on_surface] * side, field, 2, np.abs(points[on_surface, 0]) < 1e-9)
            points[on_surface] = moved * side
        points = symmetric(points, mesh.mirror)
    return points
