"""Surfaces from rings: loft, lathe, cylinder, leg, sweep, tube, extrusion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .contract import Surface
from .geometry_core import CHART_GAP_M, Floats, fillet, surface

Cap = Literal["fan", "ladder", "open"]


def loft(
    rings: ArrayLike,
    *,
    caps: Cap = "fan",
    closed_path: bool = False,
    start_point: ArrayLike | None = None,
    end_point: ArrayLike | None = None,
    along_u: bool | None = None,
) -> Surface:
    """Quads between rings (K, N, 3), N even, each counter-clockwise seen from where the path goes.

    Caps: `fan` = quads round a middle vertex (`start_point`, `end_point`, default the ring's centre), `ladder` =
    quads across (long flat sections), `open` = none. U runs along the path if it is the longer way (`along_u`).
    """
    rings = np.asarray(rings, dtype=np.float64)
    count, size = rings.shape[:2]
    index = np.arange(count * size).reshape(count, size)
    following = np.concatenate([index[1:], index[:1]]) if closed_path else index[1:]
    lower = index if closed_path else index[:-1]
    quads = [np.stack([lower, np.roll(lower, -1, 1), np.roll(following, -1, 1), following], axis=-1).reshape(-1, 4)]
    vertices = [rings.reshape(-1, 3)]
    uvs, u_end, flats = _side_charts(rings, closed_path, along_u)
    if not closed_path and caps != "open":
        for ring, ring_index, point, at_end in (
            (rings[0], index[0], start_point, False), (rings[-1], index[-1], end_point, True),
        ):  # fmt: skip
            if caps == "ladder":
                half = size // 2 - 1
                a, b = ring_index[:half], ring_index[1 : half + 1]
                c, d = ring_index[::-1][1 : half + 1], ring_index[::-1][:half]
                faces = np.stack([a, b, c, d], axis=-1)
                points = ring
                lookup = dict(zip(ring_index.tolist(), range(size), strict=True))
                local = np.vectorize(lookup.__getitem__)(faces)
            else:
                middle = sum(len(v) for v in vertices)
                centre = ring.mean(axis=0) if point is None else np.asarray(point, dtype=np.float64)
                vertices.append(centre[None])
                even = np.arange(0, size, 2)
                local = np.stack([np.full(size // 2, size), even, even + 1, (even + 2) % size], axis=-1)
                points = np.concatenate([ring, centre[None]])
                faces = np.append(ring_index, middle)[local]
            if not at_end:
                faces, local = faces[:, ::-1], local[:, ::-1]
            flat = _planar(points, ring, at_end)[local].reshape(-1, 2)
            offset = flats.get(at_end)
            if offset is None:
                offset = np.array([u_end - flat[:, 0].min(), -flat[:, 1].min()])
                u_end += float(np.ptp(flat[:, 0])) + CHART_GAP_M
            quads.append(faces)
            uvs.append(flat + offset)
    return surface(np.concatenate(vertices), np.concatenate(quads).astype(np.int32), np.concatenate(uvs))


def _planar(points: Floats, ring: Floats, up: bool) -> Floats:
    """Points (N, 3) in the plane of a ring, seen from the side its cap looks to: (N, 2)."""
    normal = np.sum(np.cross(ring, np.roll(ring, -1, axis=0)), axis=0)
    normal /= max(float(np.linalg.norm(normal)), 1e-12)
    first = np.array([1.0, 0.0, 0.0]) if abs(normal[0]) < 0.9 else np.array([0.0, 1.0, 0.0])
    first = first - normal * (first @ normal)
    first /= np.linalg.norm(first)
    second = np.cross(normal, first)
    return np.stack([points @ first, points @ second * (1.0 if up else -1.0)], axis=-1)


def _side_charts(
    rings: Floats, closed_path: bool, along_u: bool | None
) -> tuple[list[Floats], float, dict[bool, Floats]]:
    """UVs of the quads between rings, row by row; tube-like runs unroll, flat runs project.

    Returns uv blocks, the end along U, and the offsets of flat charts that the start and end cap may continue.
    """
    count, size = rings.shape[:2]
    loop = np.concatenate([rings, rings[:, :1]], axis=1)
    edges = np.linalg.norm(np.diff(loop, axis=1), axis=-1)  # (K, N)
    perimeter = edges.sum(axis=1)
    arc = np.concatenate([np.zeros((count, 1)), np.cumsum(edges, axis=1)], axis=1)
    arc /= np.maximum(perimeter, 1e-12)[:, None]
    after = np.concatenate([rings[1:], rings[:1]]) if closed_path else rings[1:]
    rows = len(after)
    steps = np.linalg.norm(after - rings[:rows], axis=-1).mean(axis=1)
    next_perimeter = np.concatenate([perimeter[1:], perimeter[:1]])[:rows]
    growth = (next_perimeter - perimeter[:rows]) / (2 * np.pi)
    kind = np.where(growth > 0.75 * steps, 1, np.where(growth < -0.75 * steps, -1, 0))
    runs: list[tuple[int, int]] = []
    for row in range(rows):
        same = runs and kind[row] == kind[row - 1]
        if same and kind[row] == 0:
            span = np.concatenate([perimeter[runs[-1][0] : row + 1], next_perimeter[row : row + 1]])
            same = span.max() <= 1.9 * span.min()
        if same:
            runs[-1] = (runs[-1][0], row + 1)
        else:
            runs.append((row, row + 1))
    if along_u is None:
        along_u = float(steps.sum()) > float(perimeter.max())
    blocks, u_end, flats = [], 0.0, {}
    for first, last in runs:
        corners = []
        for row in range(first, last):
            other = (row + 1) % count
            if kind[first] == 0:
                mean = perimeter[first : last + 1].mean()
                low, high = steps[first:row].sum(), steps[first : row + 1].sum()
                a0, a1 = arc[row] * mean, arc[other] * mean
                quad = np.stack(
                    [
                        np.stack([a0[:-1], np.full(size, low)], -1), np.stack([a0[1:], np.full(size, low)], -1),
                        np.stack([a1[1:], np.full(size, high)], -1), np.stack([a1[:-1], np.full(size, high)], -1),
                    ],
                    axis=1,
                )  # fmt: skip
                if along_u:
                    quad = np.stack([quad[..., 1], -quad[..., 0]], axis=-1)
            else:
                up = bool(kind[first] < 0)
                widest = rings[last % count] if kind[first] > 0 else rings[first]
                p0, p1 = _planar(loop[row], widest, up), _planar(loop[other], widest, up)
                quad = np.stack([p0[:-1], p0[1:], p1[1:], p1[:-1]], axis=1)
            corners.append(quad.reshape(-1, 2))
        block = np.concatenate(corners)
        offset = np.array([u_end - block[:, 0].min(), -block[:, 1].min()])
        if kind[first] > 0 and first == 0:
            flats[False] = offset
        if kind[first] < 0 and last == rows:
            flats[True] = offset
        u_end += float(np.ptp(block[:, 0])) + CHART_GAP_M
        blocks.append(block + offset)
    return blocks, u_end, flats


def circle(radius: float, segments: int) -> Floats:
    """Counter-clockwise points (N, 2)."""
    angle = np.arange(segments) * (2 * np.pi / segments)
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)


def lathe(profile: ArrayLike, segments: int = 24, closed_profile: bool = False, along_u: bool | None = None) -> Surface:
    """A profile (K, 2) of [radius, z] turned about Z. Outside is on the right of the way along the profile:
    go from the bottom axis point outwards and up, over a rim and down the inside to the axis again.

    An end at radius 0 becomes a pole of quads, an end at another radius a flat cap; `closed_profile` makes a ring.
    """
    profile = np.asarray(profile, dtype=np.float64)
    start, end = profile[0, 0] < 1e-9, profile[-1, 0] < 1e-9
    start_point = (0.0, 0.0, profile[0, 1])
    end_point = (0.0, 0.0, profile[-1, 1])
    if not closed_profile:
        profile = profile[1 if start else 0 : len(profile) - 1 if end else len(profile)]
    unit = circle(1.0, segments)
    rings = np.concatenate(
        [
            profile[:, :1, None] * unit[None],
            np.broadcast_to(profile[:, 1:, None], (len(profile), segments, 1)),
        ],
        axis=-1,
    )
    return loft(rings, closed_path=closed_profile, start_point=start_point, end_point=end_point, along_u=along_u)


def cylinder(
    radius: float,
    height: float,
    center: ArrayLike = (0.0, 0.0, 0.0),
    *,
    top_radius: float | None = None,
    edge: float = 0.003,
    segments: int = 20,
    axis: int = 2,
) -> Surface:
    """A closed round bar of `height` about `center` along `axis`, tapering to `top_radius`, edges rounded by `edge`."""
    top = radius if top_radius is None else top_radius
    edge = min(edge, 0.45 * height, 0.8 * min(radius, top))
    half = 0.5 * height
    profile = fillet([(0.0, -half), (radius, -half), (top, half), (0.0, half)], edge, 2)
    bar = lathe(profile, segments)
    vertices = bar.vertices if axis == 2 else np.roll(bar.vertices, axis - 2, axis=1)
    return Surface(
        vertices=vertices + np.asarray(center, dtype=np.float64),
        face_sizes=bar.face_sizes, face_vertices=bar.face_vertices, uv=bar.uv,
    )  # fmt: skip


def leg(
    top: ArrayLike,
    bottom: ArrayLike,
    top_size: tuple[float, float],
    bottom_size: tuple[float, float],
    radius: float = 0.004,
) -> Surface:
    """A straight tapered leg of rounded rectangular section (x, y sizes) between two floor-parallel ends."""
    rings = []
    top, bottom = np.asarray(top, dtype=np.float64), np.asarray(bottom, dtype=np.float64)
    edge = min(radius, 0.3 * float(np.linalg.norm(top - bottom)))
    along = edge / float(np.linalg.norm(top - bottom))
    for fraction, inset in ((0.0, edge), (0.3 * along, 0.3 * edge), (along, 0.0),
                            (1 - along, 0.0), (1 - 0.3 * along, 0.3 * edge), (1.0, edge)):  # fmt: skip
        sx, sy = (np.array(bottom_size) * (1 - fraction) + np.array(top_size) * fraction) / 2 - 0.7 * inset
        section = fillet([(-sx, -sy), (sx, -sy), (sx, sy), (-sx, sy)], min(radius, 0.4 * sx, 0.4 * sy), 2, closed=True)
        centre = bottom * (1 - fraction) + top * fraction
        rings.append(np.column_stack([section + centre[:2], np.full(len(section), centre[2])]))
    return loft(np.array(rings), caps="ladder", along_u=True)


def sweep(
    path: ArrayLike,
    cross_section: ArrayLike,
    *,
    scales: Sequence[float] | NDArray[np.float64] | None = None,
    closed_path: bool = False,
    up: ArrayLike = (0.0, 0.0, 1.0),
    caps: Cap = "fan",
) -> Surface:
    """A cross-section (N, 2) counter-clockwise of [side, up] carried along a path (K, 3), twisting least.

    `scales` (K,) shrink or grow it; `up` (3,) sets where its second axis looks at the start.
    """
    path = np.asarray(path, dtype=np.float64)
    section = np.asarray(cross_section, dtype=np.float64)
    count = len(path)
    if closed_path:
        tangents = np.roll(path, -1, axis=0) - np.roll(path, 1, axis=0)
    else:
        tangents = np.gradient(path, axis=0)
    tangents /= np.linalg.norm(tangents, axis=-1, keepdims=True)
    second = np.asarray(up, dtype=np.float64)
    if abs(second @ tangents[0]) > 0.98:
        second = np.array([0.0, -1.0, 0.0])
    factor = np.ones(count) if scales is None else np.asarray(scales, dtype=np.float64)
    rings = np.empty((count, len(section), 3))
    for k in range(count):
        second = second - tangents[k] * (second @ tangents[k])
        second /= np.linalg.norm(second)
        first = np.cross(second, tangents[k])
        rings[k] = path[k] + factor[k] * (section[:, :1] * first + section[:, 1:] * second)
    return loft(rings, closed_path=closed_path, caps=caps)


def tube(
    path: ArrayLike,
    radius: float | Sequence[float] | Floats,
    segments: int = 10,
    closed_path: bool = False,
    edge: float = 0.2,
) -> Surface:
    """A round bar along a path (K, 3), one radius or one per point; its ends are rounded by `edge` of the radius."""
    path = np.asarray(path, dtype=np.float64)
    radii = np.broadcast_to(np.asarray(radius, dtype=np.float64), (len(path),)).astype(np.float64)
    if not closed_path and edge > 0.0:
        ends = []
        for tip, inner, r in ((path[0], path[1], radii[0]), (path[-1], path[-2], radii[-1])):
            length = float(np.linalg.norm(inner - tip))
            ends.append(tip + (inner - tip) * min(edge * r / length, 0.4))
        path = np.concatenate([path[:1], ends[0][None], path[1:-1], ends[1][None], path[-1:]])
        radii = np.concatenate([[radii[0] * (1 - edge)], radii[:1], radii[1:-1], radii[-1:], [radii[-1] * (1 - edge)]])
    return sweep(path, circle(1.0, segments), scales=radii, closed_path=closed_path)


def inset(polygon: ArrayLike, distance: float) -> Floats:
    """A counter-clockwise polygon (N, 2) moved inwards by `distance`."""
    polygon = np.asarray(polygon, dtype=np.float64)
    before = polygon - np.roll(polygon, 1, axis=0)
    after = np.roll(polygon, -1, axis=0) - polygon
    normal_before = np.stack([-before[:, 1], before[:, 0]], -1) / np.linalg.norm(before, axis=-1, keepdims=True)
    normal_after = np.stack([-after[:, 1], after[:, 0]], -1) / np.linalg.norm(after, axis=-1, keepdims=True)
    bisector = normal_before + normal_after
    scale = 2.0 / np.maximum(np.sum(bisector**2, axis=-1, keepdims=True), 0.3)
    return np.asarray(polygon + distance * scale * bisector)


def _even_outline(polygon: Floats) -> Floats:
    """The polygon counter-clockwise, with a point more on its longest edge where their number is odd."""
    following = np.roll(polygon, -1, axis=0)
    if np.sum(polygon[:, 0] * following[:, 1] - following[:, 0] * polygon[:, 1]) < 0.0:
        polygon = polygon[::-1]
        following = np.roll(polygon, -1, axis=0)
    if len(polygon) % 2 == 0:
        return polygon
    longest = int(np.argmax(np.linalg.norm(following - polygon, axis=1)))
    return np.insert(polygon, longest + 1, 0.5 * (polygon[longest] + following[longest]), axis=0)


def extrude(
    polygon: ArrayLike,
    depth: float,
    *,
    plane: Literal["xy", "xz", "yz"] = "xz",
    center: float = 0.0,
    edge: float = 0.003,
    caps: Cap = "ladder",
) -> Surface:
    """A polygon (N, 2) given thickness `depth` about `center` across its plane.

    Its rims are rounded by `edge`. `ladder` caps pair point i with N-1-i, so begin at one end of a long shape;
    `fan` suits shapes seen whole from their middle.
    """
    polygon = _even_outline(np.asarray(polygon, dtype=np.float64))
    edge = min(edge, 0.45 * depth)
    sign = -1.0 if plane == "xz" else 1.0  # x cross z looks to -y
    rings = []
    for along, inward in ((-1.0, 1.0), (-1.0, 0.3), (-1.0, 0.0), (1.0, 0.0), (1.0, 0.3), (1.0, 1.0)):
        outline = inset(polygon, inward * edge) if inward else polygon
        shift = along * (0.5 * depth - {1.0: 0.0, 0.3: 0.3, 0.0: 1.0}[inward] * edge)
        third = np.full(len(polygon), center + sign * shift)
        columns = {"xy": (0, 1, 2), "xz": (0, 2, 1), "yz": (1, 2, 0)}[plane]
        ring = np.empty((len(polygon), 3))
        ring[:, columns[0]], ring[:, columns[1]], ring[:, columns[2]] = outline[:, 0], outline[:, 1], third
        rings.append(ring)
    return loft(np.array(rings), caps=caps)
