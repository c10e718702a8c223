"""Meshes as broken as people's are, made from sound ones: what the repair chain is measured on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...protocol.scene import Asset
from .. import catalogue
from ..assemble import assemble
from .triangles import ColorSamples, Floats, Ints, TriangleMesh, spread_colors

SOURCES = ("chair", "table", "teddy bear", "car", "tree", "guitar", "cup", "couch", "bicycle", "house")
Break = Callable[[Floats, Ints, np.random.Generator], tuple[Floats, Ints]]


def sound_mesh(name: str) -> TriangleMesh:
    """A parametric asset as bare triangles, with colours."""
    return mesh_of(assemble(catalogue.category(name), {}, f"{name}_1", name))


def mesh_of(asset: Asset) -> TriangleMesh:
    """All meshes of an asset at rest as bare triangles with the base colours of their materials."""
    vertices, triangles, colors, first = [], [], [], 0
    for part in asset.meshes:
        mesh = part.mesh
        starts = np.cumsum(mesh.face_sizes) - mesh.face_sizes
        base = np.array([material.base_color for material in asset.materials], np.float64)
        for k in range(1, int(mesh.face_sizes.max()) - 1):
            has = mesh.face_sizes > k + 1
            fan = mesh.face_vertices[np.stack([starts[has], starts[has] + k, starts[has] + k + 1], axis=1)]
            triangles.append(fan.astype(np.int64) + first)
            colors.append(base[np.repeat(mesh.material_index[has, None], 3, axis=1)])
        own = mesh.vertices.astype(np.float64) + (0.0 if part.joint is None else part.joint.origin)
        vertices.append(own)
        first += len(own)
    points, faces = np.concatenate(vertices), np.concatenate(triangles)
    return TriangleMesh(
        vertices=points, triangles=faces, colors=spread_colors(points, faces, np.concatenate(colors))
    )


def fine_sphere(num_faces: int, seed: int = 0) -> TriangleMesh:
    """A lumpy ball of about that many triangles, as a marching-cubes generator would make one."""
    rows = max(4, round((num_faces / 4) ** 0.5))
    theta = np.linspace(0.0, np.pi, rows + 1)[1:-1]
    phi = np.linspace(0.0, 2.0 * np.pi, 2 * rows, endpoint=False)
    across, down = np.meshgrid(phi, theta)
    rng = np.random.default_rng(seed)
    radius = 1.0 + sum(
        rng.uniform(0.02, 0.08) * np.cos(m * across + rng.uniform(0, 6)) * np.sin(down) ** m for m in range(1, 7)
    )
    ring = np.stack([np.sin(down) * np.cos(across), np.sin(down) * np.sin(across), np.cos(down)], -1)
    ring *= radius[..., None]
    vertices = np.concatenate([ring.reshape(-1, 3), [[0, 0, 1.0], [0, 0, -1.0]]])
    index = np.arange((rows - 1) * 2 * rows).reshape(rows - 1, 2 * rows)
    a, b = index[:-1], np.roll(index, -1, axis=1)[:-1]
    c, d = np.roll(index, -1, axis=1)[1:], index[1:]
    sides = np.concatenate([np.stack([a, d, c], -1).reshape(-1, 3), np.stack([a, c, b], -1).reshape(-1, 3)])
    top, bottom = len(vertices) - 2, len(vertices) - 1
    caps = [np.stack([index[0], np.roll(index[0], -1), np.full(2 * rows, top)], -1),
            np.stack([np.roll(index[-1], -1), index[-1], np.full(2 * rows, bottom)], -1)]  # fmt: skip
    colors = 0.5 + 0.3 * np.stack([ring[..., 0], ring[..., 1], ring[..., 2]], -1).reshape(-1, 3)
    samples = ColorSamples(points=vertices, colors=np.concatenate([colors, [[0.5, 0.5, 0.8], [0.5, 0.5, 0.2]]]))
    return TriangleMesh(vertices=vertices, triangles=np.concatenate([sides, *caps]), colors=samples)


# --- Ways to break a mesh -------------------------------------------------------------------------------------------


def holes(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    return v, t[rng.random(len(t)) > 0.08]


def flipped(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    return v, t[:, ::-1]


def half_flipped(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    return v, np.where((rng.random(len(t)) < 0.4)[:, None], t[:, ::-1], t)


def fins(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """Further faces on edges that have two."""
    chosen = t[rng.choice(len(t), max(3, len(t) // 20), replace=False)]
    tips = v[chosen].mean(axis=1) + 0.05 * np.ptp(v, axis=0).max() * rng.normal(size=(len(chosen), 3))
    return np.concatenate([v, tips]), np.concatenate(
        [t, np.stack([chosen[:, 0], chosen[:, 1], len(v) + np.arange(len(chosen))], 1)]
    )


def inner_shell(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    middle = v.mean(axis=0)
    return np.concatenate([v, middle + 0.6 * (v - middle)]), np.concatenate([t, t[:, ::-1] + len(v)])


def doubled(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    return v, np.concatenate([t, t[rng.random(len(t)) < 0.3], t[rng.random(len(t)) < 0.2][:, ::-1]])


def not_numbers(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    v = v.copy()
    v[rng.choice(len(v), max(1, len(v) // 100), replace=False)] = rng.choice([np.nan, np.inf, -np.inf])
    return v, t


def unwelded(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    noise = 1e-7 * np.ptp(v, axis=0).max() * rng.normal(size=(3 * len(t), 3))
    return v[t.reshape(-1)] + noise, np.arange(3 * len(t)).reshape(-1, 3)


def degenerate(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    lines = t[rng.random(len(t)) < 0.2].copy()
    lines[:, 2] = lines[:, 1]
    return v, np.concatenate([t, lines])


def overlapping(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    shift = 0.2 * np.ptp(v, axis=0) * rng.uniform(-1, 1, 3)
    return np.concatenate([v, v + shift]), np.concatenate([t, t + len(v)])


def crumbs(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """Specks floating about, as marching cubes leave them."""
    low, size = v.min(axis=0), float(np.ptp(v, axis=0).max())
    places = low + rng.random((200, 1, 3)) * np.ptp(v, axis=0)
    specks = places + 1e-4 * size * rng.normal(size=(200, 3, 3))
    return np.concatenate([v, specks.reshape(-1, 3)]), np.concatenate([t, len(v) + np.arange(600).reshape(-1, 3)])


def cut_open(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """Without what lies below a height, as a scan of a thing that stood on a table."""
    height = v[:, 2].min() + 0.12 * np.ptp(v[:, 2])
    return v, t[v[t][..., 2].min(axis=1) > height]


def sheet(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """Only the half that a camera saw."""
    a, b, c = (v[t[:, k]] for k in range(3))
    return v, t[np.cross(b - a, c - a)[:, 1] < 0.0]


def noisy(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    return v + 0.01 * np.ptp(v, axis=0).max() * rng.normal(size=v.shape), t


def thousand_pieces(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    corner = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1.0]])
    faces = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]])
    places = v[rng.integers(len(v), size=1000)][:, None]
    points = places + 0.03 * np.ptp(v, axis=0).max() * corner
    return points.reshape(-1, 3), (faces[None] + 4 * np.arange(1000)[:, None, None]).reshape(-1, 3)


def moebius(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """A band without an inside."""
    angle = np.linspace(0.0, 2.0 * np.pi, 60, endpoint=False)
    half = np.stack([np.cos(angle / 2) * np.cos(angle), np.cos(angle / 2) * np.sin(angle), np.sin(angle / 2)], 1)
    ring = 3.0 * np.stack([np.cos(angle), np.sin(angle), np.zeros(60)], 1)
    band = np.concatenate([ring - half, ring + half])
    i, j = np.arange(59), np.arange(1, 60)
    quads = np.concatenate([np.stack([i, j, j + 60, i + 60], 1), [[59, 60, 0, 119]]])
    return band, np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def huge(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    return 1e7 * v + 1e8, t


def minute(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    return 1e-7 * v, t


def many_faces(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """Every face in sixteen, with a little noise."""
    for _ in range(2):
        edges = np.sort(np.stack([t, np.roll(t, -1, axis=1)], -1).reshape(-1, 2), axis=1)
        unique, inverse = np.unique(edges, axis=0, return_inverse=True)
        middle = inverse.reshape(-1, 3) + len(v)
        v = np.concatenate([v, v[unique].mean(axis=1)])
        t = np.concatenate([np.stack([t[:, k], middle[:, k], middle[:, (k + 2) % 3]], 1) for k in range(3)] + [middle])
    return v + 1e-4 * np.ptp(v, axis=0).max() * rng.normal(size=v.shape), t


def nothing(v: Floats, t: Ints, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """No faces, one point, one line or only numbers that are none, by chance."""
    kinds = ((v, t[:0]), (np.zeros_like(v), t), (v * [1.0, 0.0, 0.0], t), (np.full_like(v, np.nan), t))
    return kinds[int(rng.integers(4))]


BREAKS: dict[str, Break] = {
    one.__name__: one
    for one in (
        holes, flipped, half_flipped, fins, inner_shell, doubled, not_numbers, unwelded, degenerate, overlapping,
        crumbs, cut_open, sheet, noisy, thousand_pieces, moebius, huge, minute, many_faces, nothing,
    )
}  # fmt: skip
MOVED = ("huge", "minute", "noisy")
"""those that leave all triangles where they are among the vertices"""
