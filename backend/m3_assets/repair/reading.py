"""Files of other people: .glb, .gltf, .obj, .ply, .stl, .off, .3mf as triangles with their colours.

glTF and OBJ are Y up with the front to +Z (glTF by its specification, OBJ by custom), the others Z up.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np

from ...protocol.errors import InvalidRequestError
from .triangles import ColorSamples, Floats, Ints, TriangleMesh, areas, finite, spread, spread_colors

SUFFIXES = (".glb", ".gltf", ".obj", ".ply", ".stl", ".off", ".3mf")
_Y_UP = (".glb", ".gltf", ".obj")
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
    vertices, faces = np.asarray(piece.vertices, np.float64), np.asarray(piece.faces, np.int64)
    usable = finite(vertices)[faces].all(axis=1)
    faces = faces[usable]
    if visual.kind not in ("texture", "vertex", "face") or not (areas(vertices, faces) > 0.0).any():
        return None
    if visual.kind == "texture":
        return _texture_colors(piece, vertices, faces)
    if visual.kind == "face":
        corners = np.repeat(np.asarray(visual.face_colors, np.float64)[usable, None, :3], 3, axis=1)
    else:
        corners = np.asarray(visual.vertex_colors, np.float64)[faces, :3]
    linear = corners / 255.0 if suffix in (".glb", ".gltf") else _linear(corners / 255.0)  # glTF's are linear
    return spread_colors(vertices, faces, linear)


def _texture_colors(piece: Any, vertices: Floats, faces: Ints) -> ColorSamples | None:
    visual = piece.visual
    material = visual.material
    image = getattr(material, "baseColorTexture", None) or getattr(material, "image", None)
    factor = getattr(material, "baseColorFactor", None)
    if factor is None:
        factor = getattr(material, "diffuse", None)
    tint = np.ones(3) if factor is None else np.asarray(factor, np.float64)[:3]
    tint = tint / 255.0 if tint.max() > 1.0 or np.asarray(factor).dtype == np.uint8 else tint
    if image is None or visual.uv is None:
        return None if factor is None else spread_colors(vertices, faces, np.tile(tint, (len(faces), 3, 1)))
    face, weights = spread(vertices, faces)
    uv = np.einsum("nk,nkd->nd", weights, np.asarray(visual.uv, np.float64)[faces[face]])
    pixels = np.asarray(image.convert("RGB"), np.float64) / 255.0
    height, width = pixels.shape[:2]
    column = np.floor((uv[:, 0] % 1.0) * width).astype(int).clip(0, width - 1)
    row = np.floor((1.0 - uv[:, 1] % 1.0) * height).astype(int).clip(0, height - 1)
    scale = tint if getattr(material, "baseColorTexture", None) is not None else 1.0
    points = np.einsum("nk,nkd->nd", weights, vertices[faces[face]])
    return ColorSamples(points=points, colors=_linear(pixels[row, column]) * scale)


def _linear(srgb: Floats) -> Floats:
    """sRGB 0…1 to scene-linear, of any shape (IEC 61966-2-1)."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
