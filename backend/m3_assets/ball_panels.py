"""The panels and seams of sports balls, on a unit-free sphere of the given radius about the origin."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .contract import Surface
from .geometry import loft, merge, scaled, tube
from .geometry_grid import grid_corners, grid_rim, outward, panel

Array = NDArray[np.float64]

_PANEL_STEPS = np.array([0.0, 0.36, 0.72, 0.93, 1.0])  # from the panel's centre line to its seam
_PANEL_DEPTHS = np.array([1.0, 1.0, 1.0, 0.994, 0.972])  # radius there: the leather dives into the seam


@lru_cache(maxsize=1)
def _truncated_icosahedron() -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    """Corner directions of the 12 pentagons (5, 3) and 20 hexagons (6, 3), counter-clockwise from outside."""
    golden = 0.5 * (1.0 + np.sqrt(5.0))
    corners = np.array([p for a in (-1.0, 1.0) for b in (-golden, golden) for p in ((0, a, b), (a, b, 0), (b, 0, a))])
    corners = corners[np.lexsort(np.round(corners, 6).T)]
    distance = np.linalg.norm(corners[:, None] - corners[None], axis=-1)
    near = np.abs(distance - 2.0) < 1e-6

    def ordered(points: Array) -> Array:
        middle = points.mean(axis=0)
        normal = middle / np.linalg.norm(middle)
        first = points[0] - middle
        first /= np.linalg.norm(first)
        second = np.cross(normal, first)
        turn = np.arctan2((points - middle) @ second, (points - middle) @ first)
        return points[np.argsort(np.round(turn, 9), kind="stable")]

    pentagons = tuple(
        ordered(np.array([(2.0 * corners[i] + corners[j]) / 3.0 for j in np.flatnonzero(near[i])])) for i in range(12)
    )
    hexagons = []
    for i in range(12):
        for j in range(i + 1, 12):
            for k in range(j + 1, 12):
                if near[i, j] and near[j, k] and near[i, k]:
                    pairs = [(a, b) for a in (i, j, k) for b in (i, j, k) if a != b]
                    hexagons.append(ordered(np.array([(2.0 * corners[a] + corners[b]) / 3.0 for a, b in pairs])))
    return pentagons, tuple(hexagons)


def _polygon_panel(corners: Array, radius_m: float) -> Surface:
    """One leather panel: quads from its centre to its seams, bulged onto the sphere, closed."""
    sides = len(corners)
    centre = corners.mean(axis=0)
    steps = len(_PANEL_STEPS) - 1
    # each corner owns one quadrilateral: centre, mid-edge, corner, mid-edge; its two far sides are seams
    index: dict[tuple[float, float, float], int] = {}
    points: list[Array] = []
    depths: list[float] = []
    faces: list[tuple[int, int, int, int]] = []

    def vertex(point: Array, depth: float) -> int:
        x, y, z = np.round(point, 8)
        key = (float(x) + 0.0, float(y) + 0.0, float(z) + 0.0)
        if key not in index:
            index[key] = len(points)
            points.append(point)
            depths.append(depth)
        return index[key]

    for k in range(sides):
        corner = corners[k]
        before = 0.5 * (corners[k - 1] + corner)
        after = 0.5 * (corner + corners[(k + 1) % sides])
        ids = np.empty((steps + 1, steps + 1), dtype=np.int32)
        for i, s in enumerate(_PANEL_STEPS):
            for j, t in enumerate(_PANEL_STEPS):
                point = (1 - s) * (1 - t) * centre + s * (1 - t) * before + (1 - s) * t * after + s * t * corner
                ids[i, j] = vertex(point, float(_PANEL_DEPTHS[max(i, j)]))
        for i in range(steps):
            for j in range(steps):
                faces.append((int(ids[i, j]), int(ids[i + 1, j]), int(ids[i + 1, j + 1]), int(ids[i, j + 1])))
    flat = np.array(points)
    directions = flat / np.linalg.norm(flat, axis=1, keepdims=True)
    normal = centre / np.linalg.norm(centre)
    # the seam: a narrow gap on either side of the edge
    directions = normal + (directions - normal) * (1.0 - 0.012 * np.max(1.0 - np.array(depths)) / 0.028)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    outer = directions * (radius_m * np.array(depths))[:, None]
    inner = directions * radius_m * 0.955
    corner_ids = np.array(faces, dtype=np.int32)
    u_axis = corners[0] - centre
    u_axis /= np.linalg.norm(u_axis)
    uv = np.stack([outer @ u_axis, outer @ np.cross(normal, u_axis)], -1)
    return panel(outer, inner, corner_ids, uv)


@lru_cache(maxsize=1)
def _unit_soccer_panels() -> tuple[Surface, Surface]:
    pentagons, hexagons = _truncated_icosahedron()
    return merge([_polygon_panel(p, 1.0) for p in pentagons]), merge([_polygon_panel(h, 1.0) for h in hexagons])


def soccer_panels(radius_m: float) -> tuple[Surface, Surface]:
    """The 12 pentagons and the 20 hexagons of a truncated icosahedron, each panel closed."""
    pentagons, hexagons = _unit_soccer_panels()
    return scaled(pentagons, [radius_m] * 3), scaled(hexagons, [radius_m] * 3)


def gore(radius_m: float, index: int, count: int) -> Surface:
    """One of `count` slices of a beach ball between its two end caps, closed."""
    half_cap = np.radians(11.0)
    polar = np.linspace(np.pi - half_cap, half_cap, 19)
    gap = 0.006
    width = 2.0 * np.pi / count
    across = index * width + width * np.array([gap, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0 - gap])
    depth = np.array([0.978, 0.997, 1.0, 1.0, 1.0, 0.997, 0.978])
    theta, phi = np.meshgrid(polar, across, indexing="ij")
    directions = np.stack([np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), np.cos(theta)], -1)
    outer = (directions * (radius_m * depth)[None, :, None]).reshape(-1, 3)
    inner = directions.reshape(-1, 3) * radius_m * 0.955
    corners = grid_corners(*theta.shape)
    uv = radius_m * np.stack([(phi - phi.mean()) * np.sin(theta), np.pi - theta], -1).reshape(-1, 2)
    return panel(outer, inner, corners, uv, grid_rim(*theta.shape))


def end_caps(radius_m: float) -> Surface:
    """The two round ends that cover where the gores meet, each closed."""
    rings = [(0.0, 13.0, 0.972), (1.0, 13.5, 0.998), (2.0, 12.8, 1.008), (3.0, 6.0, 1.012)]
    angle = 2.0 * np.pi * np.arange(24) / 24
    caps = []
    for sign in (1.0, -1.0):
        polar = np.radians([degrees for _, degrees, _ in rings])
        height = np.array([factor for _, _, factor in rings]) * radius_m
        grid = np.stack(
            [
                np.outer(np.sin(polar) * height, np.cos(angle)),
                np.outer(np.sin(polar) * height, np.sin(angle)),
                np.repeat((np.cos(polar) * height)[:, None], 24, axis=1) * sign,
            ],
            -1,
        )
        caps.append(outward(loft(grid)))
    return merge(caps)


def basketball_seams(radius_m: float) -> Surface:
    """Two great circles and two side curves, as thin tubes that lie in the skin."""
    t = 2.0 * np.pi * np.arange(64) / 64
    zero = np.zeros_like(t)
    lines = [np.stack([np.cos(t), np.sin(t), zero], -1), np.stack([zero, np.cos(t), np.sin(t)], -1)]
    for sign in (1.0, -1.0):
        opening = np.radians(50.0 + 11.0 * np.cos(2.0 * t))
        lines.append(np.stack([sign * np.cos(opening), np.sin(opening) * np.cos(t), np.sin(opening) * np.sin(t)], -1))
    return merge([tube(line * radius_m * 0.992, radius_m * 0.021, segments=6, closed_path=True) for line in lines])


def _parting(count: int) -> Array:
    """The one curve that parts a ball in two equal dumb-bells: directions (count, 3)."""
    t = 2.0 * np.pi * np.arange(count) / count
    a, b = 0.78, 0.22
    curve = np.stack(
        [a * np.cos(t) + b * np.cos(3 * t), a * np.sin(t) - b * np.sin(3 * t), 2.0 * np.sqrt(a * b) * np.sin(2 * t)], -1
    )
    return np.asarray(curve / np.linalg.norm(curve, axis=1, keepdims=True))


def tennis_seam(radius_m: float, width: float = 0.05) -> Surface:
    """The curve that parts a tennis ball, as a flat tube in the felt."""
    curve = _parting(80)
    return tube(curve * radius_m * (1.006 - 0.42 * width), radius_m * width, segments=8, closed_path=True)


def baseball_stitches(radius_m: float, pairs: int = 54) -> Surface:
    """V after V of thread along the parting curve: from its middle back and out over either panel."""
    middle = _parting(2 * pairs) * radius_m
    ways = np.roll(middle, -1, axis=0) - np.roll(middle, 1, axis=0)
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    sides = np.cross(middle / radius_m, ways)
    thick = 0.0135 * radius_m
    thread = tube([(0.0, 0.0, 0.0), (0.5, 0.0, 0.8 * thick), (1.0, 0.0, -0.2 * thick)], 1.0, 4, edge=0.0)
    across, up = thick * thread.vertices[:, 1], thread.vertices[:, 2]
    threads = []
    for k in range(0, 2 * pairs, 2):
        for s in (-1.0, 1.0):
            start, end = middle[k], middle[k] + radius_m * (0.105 * s * sides[k] - 0.055 * ways[k])
            end *= radius_m / np.linalg.norm(end)
            along = end - start
            normal = 0.5 * (start + end) / radius_m
            beside = np.cross(normal, along) / np.linalg.norm(along)
            share = np.clip(thread.vertices[:, 0], 0.0, 1.0)
            placed = start + share[:, None] * along + across[:, None] * beside + (thick * up)[:, None] * normal
            threads.append(replace(thread, vertices=placed, uv=thread.uv * thick))
    return outward(merge(threads))
