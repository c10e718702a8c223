"""Files of other people: .glb, .gltf, .obj, .ply, .stl, .off, .3mf as triangles with their colours.

glTF and OBJ are Y up with the front to +Z (glTF by its specification, OBJ by custom), the others Z up.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np

from ...protocol.errors import InvalidRequestError
from .triangles import ColorSamples, Floats, TriangleMesh, areas, finite

SUFFIXES = (".glb", ".gltf", ".obj", ".ply", ".stl", ".off", ".3mf")
_Y_UP = (".glb", ".gltf", ".obj")
_SAMPLES = 150_000
"""points at which a texture is looked up"""
_FAULTS = (ValueError, KeyError, IndexError, TypeError, AttributeError, NotImplementedError, OSError, EOFError,
           struct.error, ImportError, AssertionError, RecursionError, MemoryError, OverflowError)  # fmt: skip


def read_mesh(path: Path) -> TriangleMesh:
    """All triangles of a file in its own units. Raises InvalidRequestError naming it when it holds none."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InvalidRequestError(f"{path.name} is no mesh file.", hint=f"Use {', '.join(SUFFIXES)}.", stage="assets")
    if not path.is_file():
        raise InvalidRequestError(f"There is no file {path}.", hint="Check its name.", stage="assets")
    import trimesh

    try:
        scene = trimesh.load_scene(str(path), process=False, skip_materials=False)
        pieces = [piece for piece in scene.dump() if isinstance(piece, trimesh.Trimesh) and len(piece.faces)]
        colored = [_colors(piece, suffix) for piece in pieces]
    except _FAULTS as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise InvalidRequestError(
            f"{path.name} cannot be read: {reason[:160]}.", hint="Export it again as .glb.", stage="assets"
        ) from error
    if not pieces:
        raise InvalidRequestError(f"{path.name} holds no faces.", hint="Export it again as .glb.", stage="assets")
    first = np.cumsum([0, *(len(piece.vertices) for piece in pieces)])
    samples = [one for one in colored if one is not None]
    return TriangleMesh(
        vertices=np.concatenate([np.asarray(piece.vertices, np.float64) for piece in pieces]),
        triangles=np.concatenate(
            [np.asarray(piece.faces, np.int64) + start for piece, start in zip(pieces, first, strict=False)]
        ),
        colors=None if not samples else ColorSamples(
            points=np.concatenate([one.points for one in samples]),
            colors=np.concatenate([one.colors for one in samples]),
        ),
        up_axis=1 if suffix in _Y_UP else 2,
    )  # fmt: skip


def _colors(piece: Any, suffix: str) -> ColorSamples | None:
    """Of a trimesh.Trimesh: from its texture, its vertices or its faces; None where it has none."""
    visual = piece.visual
    if visual.kind == "texture":
        return _texture_colors(piece)
    if visual.kind not in ("vertex", "face"):
        return None
    colors = np.asarray(visual.vertex_colors, np.float64)[:, :3] / 255.0
    linear = colors if suffix in (".glb", ".gltf") else _linear(colors)  # glTF's are linear by its specification
    usable = finite(piece.vertices)
    return ColorSamples(points=np.asarray(piece.vertices, np.float64)[usable], colors=linear[usable])


def _texture_colors(piece: Any) -> ColorSamples | None:
    visual = piece.visual
    material = visual.material
    image = getattr(material, "baseColorTexture", None) or getattr(material, "image", None)
    factor = getattr(material, "baseColorFactor", None)
    if factor is None:
        factor = getattr(material, "diffuse", None)
    tint = np.ones(3) if factor is None else np.asarray(factor, np.float64)[:3]
    tint = tint / 255.0 if tint.max() > 1.0 or np.asarray(factor).dtype == np.uint8 else tint
    if image is None or visual.uv is None:
        if factor is None:
            return None
        points = np.asarray(piece.vertices, np.float64)[finite(piece.vertices)]
        return ColorSamples(points=points, colors=np.tile(tint, (len(points), 1)))
    points, uv = _spread(piece)
    pixels = np.asarray(image.convert("RGB"), np.float64) / 255.0
    height, width = pixels.shape[:2]
    column = np.floor((uv[:, 0] % 1.0) * width).astype(int).clip(0, width - 1)
    row = np.floor((1.0 - uv[:, 1] % 1.0) * height).astype(int).clip(0, height - 1)
    scale = tint if getattr(material, "baseColorTexture", None) is not None else 1.0
    return ColorSamples(points=points, colors=_linear(pixels[row, column]) * scale)


def _spread(piece: Any) -> tuple[Floats, Floats]:
    """Points (N, 3) all over the surface and their UVs (N, 2), the same for the same file."""
    vertices, faces = np.asarray(piece.vertices, np.float64), np.asarray(piece.faces, np.int64)
    faces = faces[finite(vertices)[faces].all(axis=1)]
    area = np.cumsum(areas(vertices, faces))
    count = _SAMPLES if len(faces) < _SAMPLES else len(faces)
    face = np.searchsorted(area, (np.arange(count) + 0.5) / count * area[-1]).clip(0, len(faces) - 1)
    # the R2 sequence spreads the points within the triangles (Roberts 2018)
    u, v = (np.arange(count) * 0.7548776662) % 1.0, (np.arange(count) * 0.5698402910) % 1.0
    u, v = np.where(u + v > 1.0, 1.0 - u, u), np.where(u + v > 1.0, 1.0 - v, v)
    weight = np.stack([1.0 - u - v, u, v], axis=1)[..., None]
    uv = np.asarray(piece.visual.uv, np.float64)
    return (weight * vertices[faces[face]]).sum(axis=1), (weight * uv[faces[face]]).sum(axis=1)


def _linear(srgb: Floats) -> Floats:
    """sRGB 0…1 to scene-linear, of any shape (IEC 61966-2-1)."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
