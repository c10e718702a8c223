"""The colours of a surface as an image over its UVs: finer than the thinned mesh's own vertices could hold them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from .surface import colors_at
from .triangles import ColorSamples, Floats, Ints

LEAST_PX, MOST_PX = 256, 1024
_TEXELS_A_SAMPLE = 1.5
_AT_ONCE = 2_000_000
"""texels looked at together"""
_EDGE = 0.02
"""how far outside a triangle (as a share of it) a texel's middle may lie and still be painted"""


def size_for(samples: ColorSamples) -> int:
    """Pixels along each side: enough for every sample, a power of two."""
    wanted = (_TEXELS_A_SAMPLE * len(samples.points)) ** 0.5
    return int(np.clip(2 ** np.ceil(np.log2(max(wanted, 1.0))), LEAST_PX, MOST_PX))


def baked(vertices: Floats, triangles: Ints, uv: Floats, samples: ColorSamples, size_px: int) -> NDArray[np.uint8]:
    """(size_px, size_px, 3) sRGB, row 0 at V = 0; what no triangle covers has the colour of the nearest that one does.

    uv: (3F, 2) 0…1. samples: about the surface of the vertices, in the same space.
    """
    image, is_painted = np.zeros((size_px, size_px, 3)), np.zeros((size_px, size_px), dtype=bool)
    corners = uv.reshape(-1, 3, 2) * size_px
    for face, weights, column, row in _covered(corners, size_px):
        points = np.einsum("nk,nkd->nd", weights, vertices[triangles[face]])
        image[row, column] = colors_at(points, samples)
        is_painted[row, column] = True
    if not is_painted.all():
        rows, columns = distance_transform_edt(~is_painted, return_distances=False, return_indices=True)
        image = image[rows, columns]
    image = np.clip(image, 0.0, 1.0)
    srgb = np.where(image <= 0.0031308, 12.92 * image, 1.055 * image ** (1.0 / 2.4) - 0.055)  # IEC 61966-2-1
    return np.round(255.0 * srgb).astype(np.uint8)


def _covered(corners: Floats, size_px: int) -> Iterator[tuple[Ints, Floats, Ints, Ints]]:
    """Texels whose middles lie in triangles (F, 3, 2): triangle (N,), weights of its corners (N, 3), column, row; each
    texel once."""
    low = np.floor(corners.min(axis=1)).astype(np.int64).clip(0, size_px - 1)
    high = np.ceil(corners.max(axis=1)).astype(np.int64).clip(1, size_px)
    wide, tall = (np.maximum(high - low, 1)).T
    taken = np.zeros(size_px * size_px, dtype=bool)
    batch = np.cumsum(wide * tall) // _AT_ONCE
    for faces in np.split(np.arange(len(corners)), np.flatnonzero(np.diff(batch)) + 1):
        counts = (wide * tall)[faces]
        face = np.repeat(faces, counts)
        place = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        column, row = low[face, 0] + place % wide[face], low[face, 1] + place // wide[face]
        weights = _weights(corners[face], np.stack([column + 0.5, row + 0.5], axis=1))
        inside = np.flatnonzero((weights >= -_EDGE).all(axis=1))
        texel = row[inside] * size_px + column[inside]
        _, first = np.unique(texel, return_index=True)
        first = first[~taken[texel[first]]]
        taken[texel[first]] = True
        chosen = inside[first]
        yield face[chosen], weights[chosen].clip(0.0, 1.0), column[chosen], row[chosen]


def _weights(corners: Floats, points: Floats) -> Floats:
    """(N, 3) barycentric coordinates of points (N, 2); negative ones of triangles without an area."""
    a, b, c = np.moveaxis(corners, 1, 0)
    ahead, beside, own = b - a, c - a, points - a
    area = ahead[:, 0] * beside[:, 1] - ahead[:, 1] * beside[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        second = (own[:, 0] * beside[:, 1] - own[:, 1] * beside[:, 0]) / area
        third = (ahead[:, 0] * own[:, 1] - ahead[:, 1] * own[:, 0]) / area
        weights = np.stack([1.0 - second - third, second, third], axis=1)
    weights[np.abs(area) < 1e-12] = -1.0
    return weights
