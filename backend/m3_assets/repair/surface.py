"""What a finished skin needs: UVs, colours with materials that show at once, convex hulls."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from ...common.colors import nearest_color_word
from ...protocol.scene import CollisionShape, Material
from ..shapes import at
from .triangles import ColorSamples, Floats, Ints, areas, spread

MAX_MATERIALS = 5
TEXTURED = "textured"
_SAME_COLOR = 0.13
"""distance of cube-root colours below which two are one material"""
_LEAST_SHARE = 0.01
"""of the surface that a material covers"""
_SPARSE, _ASKED, _ROUNDS = 4, 24, 3
"""one in so many points of the skin tells its colour, so many about each point are asked, and so often"""
_NOISES = 3.0
"""how far about a point that is, in sizes of the noise"""
_ALIKE = 0.12
"""steps of cube-root colours that are one colour"""
MAX_HULLS = 12
_HULL_FACES = 1_500
_HULL_VOXELS = 12_000
_HULL_DEPTH = 5
"""of the recursion; deeper ones gain little and take five times as long"""
_HULL_VERTICES = 24


def unwrapped(vertices: Floats, triangles: Ints, size_px: int) -> tuple[Floats, float]:
    """(3F, 2) UVs in 0…1 without overlap, two texels of an image of that size apart; and how many metres 1 is."""
    import xatlas

    atlas = xatlas.Atlas()
    atlas.add_mesh(np.asarray(vertices, np.float32), np.asarray(triangles, np.uint32))
    packing = xatlas.PackOptions()
    packing.resolution, packing.padding = size_px, 2
    atlas.generate(xatlas.ChartOptions(), packing)
    _, corners, uv = atlas[0]
    shape = np.array([atlas.width, atlas.height], np.float64)  # it gives shares of each side
    flat = (np.asarray(uv, np.float64) * shape / shape.max())[np.asarray(corners, np.int64)]  # (F, 3, 2)
    ahead, beside = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    uv_area = 0.5 * float(np.abs(ahead[:, 0] * beside[:, 1] - ahead[:, 1] * beside[:, 0]).sum())
    side_m = np.sqrt(float(areas(vertices, triangles).sum()) / uv_area) if uv_area > 0.0 else 1.0
    return flat.reshape(-1, 2), float(side_m)


def colors_at(points: Floats, samples: ColorSamples) -> Floats:
    """(N, 3) scene-linear colours of points near a coloured surface: the mean of the nearest samples."""
    count = min(4, len(samples.points))
    distance, index = cKDTree(samples.points).query(points, k=count)
    if count == 1:
        return samples.colors[index]
    weight = 1.0 / np.maximum(distance, 1e-9)
    return np.asarray((samples.colors[index] * weight[..., None]).sum(axis=1) / weight.sum(axis=1, keepdims=True))


def settled(samples: ColorSamples, vertices: Floats, triangles: Ints) -> ColorSamples:
    """Colours of a skin that was noisy: everywhere the one that most of the skin about it shows, as layers nearer to
    one another than the noise was large have come through one another."""
    face, weights = spread(vertices, triangles)
    points = np.einsum("nk,nkd->nd", weights, vertices[triangles[face]])
    colors = samples.colors[cKDTree(samples.points).query(points)[1]]
    asked = np.arange(0, len(points), _SPARSE)
    distance, index = cKDTree(points[asked]).query(points, k=_ASKED, distance_upper_bound=_NOISES * samples.noise)
    is_near, own = np.isfinite(distance), np.arange(len(points))[:, None]
    index = np.where(is_near, asked[index.clip(0, len(asked) - 1)], own)  # (N, K)
    kind = np.round(np.cbrt(colors) / _ALIKE).astype(np.int64) @ (1, 1_000, 1_000_000)  # nearly even to the eye
    for _ in range(_ROUNDS):
        around = kind[index]
        votes = [((around == around[:, k : k + 1]) & is_near).sum(axis=1) for k in range(_ASKED)]
        taken = index[np.arange(len(index)), np.argmax(votes, axis=0)]
        kind, colors = kind[taken], colors[taken]
    alike = (kind[index] == kind[:, None]).astype(np.float64)
    colors = (colors + np.einsum("nk,nkd->nd", alike, colors[index])) / (1.0 + alike.sum(axis=1, keepdims=True))
    return ColorSamples(points=points, colors=colors)


def palette(colors: Floats, triangles: Ints, area: Floats, roughness: float) -> tuple[tuple[Material, ...], Ints]:
    """Up to five materials named by their colour, and (F,) which one each face has.

    All show the mesh's texture when rendered; Solid view, which knows one colour a material, shows the palette.
    """
    face_color = np.cbrt(colors[triangles].mean(axis=1))  # nearly even to the eye
    centres = [np.average(face_color, axis=0, weights=area)]
    distance = np.linalg.norm(face_color - centres[0], axis=1)
    while len(centres) < MAX_MATERIALS and float(distance.max()) > _SAME_COLOR:
        candidate = face_color[int(np.argmax(distance))]  # the colour that is farthest from all so far
        near = np.linalg.norm(face_color - candidate, axis=1) <= _SAME_COLOR
        if area[near].sum() > _LEAST_SHARE * area.sum():
            centres.append(candidate)
            distance = np.minimum(distance, np.linalg.norm(face_color - candidate, axis=1))
        else:
            distance[near] = 0.0  # a speck
    middle = np.array(centres)
    for _ in range(8):
        chosen = np.argmin(np.linalg.norm(face_color[:, None] - middle[None], axis=2), axis=1)
        covered = np.bincount(chosen, area, len(middle))
        middle = middle[covered > _LEAST_SHARE * area.sum()]
        chosen = np.argmin(np.linalg.norm(face_color[:, None] - middle[None], axis=2), axis=1)
        covered = np.maximum(np.bincount(chosen, area, len(middle)), 1e-12)
        middle = np.stack([np.bincount(chosen, area * face_color[:, k], len(middle)) / covered for k in range(3)], -1)
    chosen = np.argmin(np.linalg.norm(face_color[:, None] - middle[None], axis=2), axis=1)
    names: list[str] = []
    for color in middle**3:
        word = nearest_color_word(color).title()
        names.append(word if word not in names else f"{word} {sum(name.startswith(word) for name in names) + 1}")
    materials = tuple(
        Material(name=name, kind=TEXTURED, base_color=color.astype(np.float32), roughness=roughness, bump=0.0)
        for name, color in zip(names, middle**3, strict=True)
    )
    return materials, chosen


def hulls(vertices: Floats, triangles: Ints) -> tuple[CollisionShape, ...]:
    """Convex pieces that fill the solid, at most twelve; one hull where the decomposition finds none."""
    import fast_simplification
    import vhacdx

    coarse, faces = np.asarray(vertices, np.float32), np.asarray(triangles, np.int32)
    if len(faces) > _HULL_FACES:
        coarse, faces = fast_simplification.simplify(coarse, faces, target_count=_HULL_FACES)
    rows = np.column_stack([np.full(len(faces), 3), faces]).ravel().astype(np.uint32)
    found = vhacdx.compute_vhacd(
        np.asarray(coarse, np.float64), rows, maxConvexHulls=MAX_HULLS, resolution=_HULL_VOXELS,
        maxRecursionDepth=_HULL_DEPTH, maxNumVerticesPerCH=_HULL_VERTICES, asyncACD=False,
    )  # fmt: skip
    low, high = vertices.min(axis=0), vertices.max(axis=0)  # voxels reach out a little
    clouds = [np.clip(np.asarray(points, np.float64).reshape(-1, 3), low, high) for points, _ in found]
    return hull_shapes([cloud for cloud in clouds if _has_volume(cloud)] or [np.asarray(coarse, np.float64)])


def hull_shapes(clouds: Sequence[Floats]) -> tuple[CollisionShape, ...]:
    """Collision shapes of point clouds (N, 3) in asset space."""
    return tuple(
        CollisionShape(
            kind="hull", transform=at((0, 0, 0)), dimensions=np.ptp(cloud, axis=0).astype(np.float32),
            points=cloud.astype(np.float32),
        )
        for cloud in clouds
    )  # fmt: skip


def _has_volume(cloud: Floats) -> bool:
    return len(cloud) >= 4 and float(np.ptp(cloud, axis=0).min()) > 1e-6
