"""A light meter for the studio: it foretells the picture from points on what is seen, and from it sets the exposure and
the tone of the paper, so that the subject stands out and the picture is neither dull nor burnt out.

It is as coarse as a meter may be: 80 x 45 pixels, hard shadows, light from sky and paper by the half space that a
surface sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..protocol.scene import Asset, Camera, Light, Material, World
from .framing import ASPECT, SENSOR_MM, on_frame
from .separation import Array

TONES = (0.13, 0.18, 0.24, 0.34)
"""albedo of the papers to choose from"""
CURVE_M = 3.0
"""radius of the sweep between floor and wall"""
_SIZE_PX = (80, 45)
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_STOPS = np.arange(-8.0, 6.01, 0.5)
_SHOWN = np.array([
    0.0, 0.0, 0.001, 0.002, 0.005, 0.009, 0.016, 0.028, 0.047, 0.071, 0.1, 0.136, 0.178, 0.232, 0.296, 0.373, 0.461,
    0.55, 0.632, 0.702, 0.764, 0.816, 0.86, 0.898, 0.931, 0.958, 0.982, 1.0, 1.0,
])  # fmt: skip
"""what AgX with medium high contrast shows of a grey so many stops above .18, measured in Blender 5.0"""
_BRIGHT, _MEAN = 0.77, 0.58
"""the 95th percentile to aim at, and the mean not to pass"""
_DULL, _PALE = 0.75, 0.635
"""a picture whose 95th percentile is still below that may have a higher mean, up to this"""
_SPLAT_PX = 5
_SHADOW_PX, _SHADOW_TAN, _SHADOW_BIAS = 64, 0.6, 0.03
"""cells across a lamp's view, the tangent of half its angle, and by how much of the way a shadow is behind its cause"""
_SHEEN = 0.06
"""what a surface that is no metal reflects besides its colour"""
_OPEN = 0.85
"""of the half space that is not taken up by what stands near"""
_CLEAR = 0.35
"""contrast along the outline beyond which more of it is no better"""


@dataclass(frozen=True, kw_only=True)
class Surface:
    """Points spread evenly over what a thing shows of itself."""

    points: Array
    """(N, 3) m, world"""
    normals: Array
    """(N, 3)"""
    albedo: Array
    """(N,) diffuse"""
    mirror: Array
    """(N,) share of the light from around that it gives back as a metal does"""
    warmth: Array
    """(N,) of the diffuse colour, from blue -1 to red 1"""
    spacing_m: float
    """between neighbouring points"""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the meter says."""

    tone: float
    """albedo of the paper"""
    exposure: float
    """stops"""
    bright: float
    """95th percentile of the luminance that will be shown"""
    mean: float
    contrast: float
    """along the subject's outline"""


def meter(
    surfaces: Sequence[Surface], main: int, camera: Camera, lights: Sequence[Light], world: World, wall_y: float,
    fraction: float = 1.0,
) -> Reading:  # fmt: skip
    """The paper and the exposure for a picture of these surfaces, of which number `main` is the subject.

    `wall_y`: m, where the paper's wall is; `fraction`: of the take, the moment of the picture.
    """
    eye, aim = _at(camera, fraction)
    paper_points, paper_normals = _paper(eye, aim, camera.lens_mm, wall_y)
    owner, seen = _visible(surfaces, eye, aim, camera.lens_mm)
    points, normals = paper_points.copy(), paper_normals.copy()
    albedo, mirror = np.full(owner.shape, np.nan), np.zeros(owner.shape)
    for number, surface in enumerate(surfaces):
        there = owner == number
        points[there], normals[there] = surface.points[seen[there]], surface.normals[seen[there]]
        albedo[there], mirror[there] = surface.albedo[seen[there]], surface.mirror[seen[there]]
    blockers = np.concatenate([s.points for s in surfaces])
    direct = _irradiance(points, normals, lights, blockers)
    sky = float(world.colors[0] @ _LUMINANCE) * world.strength
    readings = [_reading(tone, owner, main, albedo, mirror, normals[..., 2], direct, sky) for tone in TONES]
    return max(readings, key=_worth)


def surface_of(asset: Asset, rotation: Array, translation: Array, scale: Array, count: int = 2000) -> Surface:
    """`count` points on an asset that stands there, at rest: as many on each square metre, skin under clothes left out.

    rotation (3, 3), translation and scale (3,).
    """
    places, facings, looks, sizes = [], [], [], []
    colors = np.array([_color(m) for m in asset.materials])
    luminance = colors @ _LUMINANCE
    warm = (colors[:, 0] - colors[:, 2]) / np.maximum(colors.sum(axis=1), 1e-6)
    metal = np.array([m.metallic for m in asset.materials])
    clear = np.array([m.transmission < 0.5 for m in asset.materials])
    for part in asset.meshes:
        mesh = part.mesh
        first = np.cumsum(mesh.face_sizes) - mesh.face_sizes
        corner = np.repeat(first, mesh.face_sizes - 2)  # a fan of triangles about each face's first corner
        face = np.repeat(np.arange(len(first)), mesh.face_sizes - 2)
        step = np.arange(len(corner)) - (np.cumsum(mesh.face_sizes - 2) - (mesh.face_sizes - 2))[face]
        triangle = mesh.face_vertices[np.stack([corner, corner + step + 1, corner + step + 2], -1)]
        origin = np.zeros(3) if part.joint is None else part.joint.origin
        a, b, c = (mesh.vertices[triangle[:, k]].astype(np.float64) + origin for k in range(3))
        cross = np.cross(b - a, c - a)
        area = 0.5 * np.linalg.norm(cross, axis=1) * clear[mesh.material_index[face]]
        if mesh.covered is not None:
            area = area * ~mesh.covered[triangle[:, 0]]
        places.append(np.stack([a, b, c], 1))
        facings.append(cross)
        sizes.append(area)
        looks.append(mesh.material_index[face])
    corners, cross, area = np.concatenate(places), np.concatenate(facings), np.concatenate(sizes)
    if not area.sum() > 0.0:
        return Surface(points=np.zeros((0, 3)), normals=np.zeros((0, 3)), albedo=np.zeros(0), mirror=np.zeros(0),
                       warmth=np.zeros(0), spacing_m=0.0)  # fmt: skip
    picked = np.searchsorted(np.cumsum(area), (np.arange(count) + 0.5) / count * area.sum()).clip(0, len(area) - 1)
    # the R2 sequence spreads the points within the triangles (Roberts 2018)
    u, v = (np.arange(count) * 0.7548776662) % 1.0, (np.arange(count) * 0.5698402910) % 1.0
    u, v = np.where(u + v > 1.0, 1.0 - u, u), np.where(u + v > 1.0, 1.0 - v, v)
    look = np.concatenate(looks)[picked]
    a, b, c = (corners[picked, k] for k in range(3))
    local = (a + u[:, None] * (b - a) + v[:, None] * (c - a)) * scale
    normals = (cross[picked] / np.maximum(np.linalg.norm(cross[picked], axis=1, keepdims=True), 1e-12)) @ rotation.T
    return Surface(
        points=local @ rotation.T + translation, normals=normals,
        albedo=luminance[look], mirror=metal[look], warmth=warm[look],
        spacing_m=float(np.sqrt(area.sum() / count) * scale.max()),
    )  # fmt: skip


def _color(material: Material) -> Array:
    """Diffuse colour (3,) of a material, the mean of those of its pattern or grain."""
    second = material.base_color if material.second_color is None else material.second_color
    return np.asarray(0.5 * (material.base_color.astype(np.float64) + second))


def _at(camera: Camera, fraction: float) -> tuple[Array, Array]:
    """Where the camera is, and what it aims at, at a moment of the take."""
    moments = [key.fraction for key in camera.keys]
    rows = np.array([np.concatenate([key.translation, key.target]) for key in camera.keys], dtype=np.float64)
    now = np.array([np.interp(fraction, moments, rows[:, k]) for k in range(6)])
    return now[:3], now[3:]


def _visible(
    surfaces: Sequence[Surface], eye: Array, aim: Array, lens_mm: float
) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Per pixel (H, W) which surface is nearest (-1: none), and which of its points."""
    width, height = _SIZE_PX
    owners, numbers = np.full((height, width), -1), np.zeros((height, width), int)
    depths = np.full((height, width), np.inf)
    pixel = SENSOR_MM / lens_mm / width  # of a metre, at one metre
    for owner, surface in enumerate(surfaces):
        toward = eye - surface.points
        shown = np.flatnonzero(np.einsum("ij,ij->i", surface.normals, toward) > 0.0)
        if not len(shown):
            continue
        across = on_frame(surface.points[shown], eye, aim, lens_mm)
        depth = np.linalg.norm(toward[shown], axis=1)
        column = np.floor(0.5 * (1.0 + across[:, 0]) * width).astype(int)
        row = np.floor(0.5 * (1.0 - across[:, 1]) * height).astype(int)
        # each point is a square as wide as the way to its neighbours, so that near surfaces have no holes
        size = np.clip(np.rint(surface.spacing_m / (pixel * depth)), 1, _SPLAT_PX).astype(int)
        far_first = np.argsort(-depth, kind="stable")
        for dx in range(_SPLAT_PX):
            for dy in range(_SPLAT_PX):
                x, y = column + dx - (size - 1) // 2, row + dy - (size - 1) // 2
                fits = (dx < size) & (dy < size) & (x >= 0) & (x < width) & (y >= 0) & (y < height)
                use = far_first[fits[far_first]]
                use = use[depth[use] < depths[y[use], x[use]]]
                depths[y[use], x[use]], owners[y[use], x[use]], numbers[y[use], x[use]] = depth[use], owner, shown[use]
    return owners, numbers


def _paper(eye: Array, aim: Array, lens_mm: float, wall_y: float) -> tuple[Array, Array]:
    """What each pixel sees of the paper where nothing stands before it: points and normals (H, W, 3)."""
    width, height = _SIZE_PX
    forward = (aim - eye) / np.linalg.norm(aim - eye)
    right = np.cross(forward, [0.0, 0.0, 1.0])
    right /= max(float(np.linalg.norm(right)), 1e-9)
    half = SENSOR_MM / (2.0 * lens_mm)
    x = half * (2.0 * (np.arange(width) + 0.5) / width - 1.0)
    y = half / ASPECT * (1.0 - 2.0 * (np.arange(height) + 0.5) / height)
    rays = forward + x[None, :, None] * right + y[:, None, None] * np.cross(right, forward)
    down, ahead = np.minimum(rays[..., 2], -1e-6), np.maximum(rays[..., 1], 1e-6)
    floor = eye + rays * (eye[2] / -down)[..., None]
    wall = eye + rays * (np.maximum(wall_y - eye[1], 0.1) / ahead)[..., None]
    # the curve between them is seen about halfway, at half a right angle
    curve = eye + rays * (np.maximum(wall_y - 0.3 * CURVE_M - eye[1], 0.1) / ahead)[..., None]
    on_floor = (rays[..., 2] < 0.0) & (floor[..., 1] < wall_y - 0.7 * CURVE_M)
    on_wall = ~on_floor & (wall[..., 2] > 0.7 * CURVE_M)
    points = np.where(on_floor[..., None], floor, np.where(on_wall[..., None], wall, curve))
    slope = np.sqrt(0.5)
    normals = np.where(
        on_floor[..., None], [0.0, 0.0, 1.0], np.where(on_wall[..., None], [0.0, -1.0, 0.0], [0.0, -slope, slope])
    )
    return points, normals


def _irradiance(points: Array, normals: Array, lights: Sequence[Light], blockers: Array) -> Array:
    """W/m² (…) that discs which glow evenly throw on surfaces, by their luminance, past points (N, 3) in the way."""
    total = np.zeros(points.shape[:-1])
    for light in lights:
        place = light.transform.translation.astype(np.float64)
        aim = quat.mul_vec(light.transform.rotation, np.array([0.0, 0.0, -1.0]))
        offset = place - points
        square = np.einsum("...k,...k->...", offset, offset)
        toward = offset / np.sqrt(square)[..., None]
        from_lamp = np.maximum(-(toward @ aim), 0.0)
        on_surface = np.maximum(np.einsum("...k,...k->...", toward, normals), 0.0)
        # a disc of radius r on its axis: P sin² / (π A) = P / (π (d² + r²))
        spread = np.pi * (square + (0.5 * light.size_m) ** 2)
        lit = ~_in_shadow(points, blockers, place, aim)
        total += light.power_w * float(light.color @ _LUMINANCE) * from_lamp * on_surface * lit / spread
    return total


def _in_shadow(points: Array, blockers: Array, place: Array, aim: Array) -> NDArray[np.bool_]:
    """(…) whether something stands between a lamp and points, by the nearest blocker in each cell of its view."""
    side = np.cross(aim, [0.0, 1e-6, 1.0])
    side /= np.linalg.norm(side)
    axes = np.stack([side, np.cross(side, aim), aim], axis=-1)

    def cells(where: Array) -> tuple[NDArray[np.int_], Array]:
        local = (where - place) @ axes
        depth = np.maximum(local[..., 2], 1e-3)
        cell = np.floor((0.5 + 0.5 * local[..., :2] / depth[..., None] / _SHADOW_TAN) * _SHADOW_PX).astype(int)
        inside = ((cell >= 0) & (cell < _SHADOW_PX)).all(axis=-1) & (local[..., 2] > 0.0)
        return np.where(inside, cell[..., 1] * _SHADOW_PX + cell[..., 0], _SHADOW_PX**2), depth

    nearest = np.full(_SHADOW_PX**2 + 1, np.inf)
    index, depth = cells(blockers)
    np.minimum.at(nearest, index, depth)
    nearest[-1] = np.inf
    index, depth = cells(points)
    return np.asarray(depth > (1.0 + _SHADOW_BIAS) * nearest[index])


def _reading(
    tone: float, owner: NDArray[np.int_], main: int, albedo: Array, mirror: Array, up: Array, direct: Array, sky: float
) -> Reading:
    """What a paper of this tone gives, at the exposure that is right for it."""
    paper = owner < 0
    share_up = 0.5 * (1.0 + up)
    on_paper = float(direct[paper].mean() + np.pi * sky) if paper.any() else np.pi * sky
    glow = tone * on_paper / np.pi  # radiance of the paper, which lights what looks down on it
    around = sky * share_up + glow * (1.0 - share_up)
    diffuse = np.where(paper, tone, albedo) + _SHEEN
    radiance = (1.0 - mirror) * diffuse * (direct / np.pi + _OPEN * around) + mirror * 0.7 * (glow + sky) / 2.0

    def shown(exposure: float) -> Array:
        return np.asarray(np.interp(np.log2(np.maximum(radiance, 1e-6) / 0.18) + exposure, _STOPS, _SHOWN))

    low, high = -1.0, 2.5
    for _ in range(12):
        middle = 0.5 * (low + high)
        picture = shown(middle)
        bright, mean = float(np.percentile(picture, 95)), float(picture.mean())
        too_bright = bright > _BRIGHT or mean > (_MEAN if bright > _DULL else _PALE)
        low, high = (low, middle) if too_bright else (middle, high)
    picture = shown(low)
    return Reading(tone=tone, exposure=low, bright=float(np.percentile(picture, 95)), mean=float(picture.mean()),
                   contrast=_along_outline(picture, owner == main))  # fmt: skip


def _along_outline(picture: Array, subject: NDArray[np.bool_]) -> float:
    """Mean difference of luminance between neighbours of which one is the subject."""
    steps = []
    for axis in (0, 1):
        border = np.diff(subject.astype(int), axis=axis) != 0
        steps.append(np.abs(np.diff(picture, axis=axis))[border])
    found = np.concatenate(steps)
    return float(found.mean()) if len(found) else 0.0


def _worth(reading: Reading) -> float:
    """A clear outline first, then light in the picture."""
    return min(reading.contrast, _CLEAR) / _CLEAR + min(reading.bright - _BRIGHT, 0.0) * 4.0
