"""Reads Blender asset libraries: `python library_reader.py ORDER.json`, or `blender -b --python … -- ORDER.json`.

The order names .blend files; the answer (one JSON line a file, at the path that the order names) lists their marked
assets with tags, catalog, size and outline; of objects with the name that the order names also their surface. It needs
nothing of the add-on, and changes no file.
"""

import json
import os
import sys
from pathlib import Path

import bpy
import numpy as np

_MAX_OUTLINE = 96
"""points kept of an asset's outline: those that lie farthest out in as many directions"""

_SOLID_GAMMA = 0.7
"""Solid view's colours of our materials are the base colours to that power, see `scene_builder/materials.py`"""


def main() -> None:
    order = json.loads(Path(sys.argv[-1]).read_text(encoding="utf-8"))
    directions = _directions(_MAX_OUTLINE)
    with Path(order["answer"]).open("w", encoding="utf-8") as answer:
        for file in order["files"]:
            bpy.ops.wm.read_factory_settings(use_empty=True)
            try:
                line = {"file": file, "assets": _assets_of(file, directions, order["surface_of"])}
            except (OSError, RuntimeError) as error:
                line = {"file": file, "assets": [], "error": str(error).strip().splitlines()[-1]}
            answer.write(json.dumps(line) + "\n")
            answer.flush()


def _assets_of(file: str, directions: np.ndarray, surface_of: str = "") -> list[dict[str, object]]:
    with bpy.data.libraries.load(file, link=True, assets_only=True) as (source, target):
        target.objects, target.collections = list(source.objects), list(source.collections)
    found = []
    for kind, blocks in (("object", target.objects), ("collection", target.collections)):
        for block in blocks:
            if block is None or block.asset_data is None:
                continue
            points, num_faces = _points_of([block] if kind == "object" else list(block.all_objects))
            if not len(points):
                continue  # a lamp, a camera, an empty
            facts = block.asset_data
            found.append({
                "kind": kind,
                "name": block.name,
                "tags": [tag.name for tag in facts.tags],
                "catalog_id": facts.catalog_id,
                "description": facts.description or "",
                "author": facts.author or "",
                "licence": facts.license or "",
                "num_faces": num_faces,
                "low": points.min(axis=0).tolist(),
                "high": points.max(axis=0).tolist(),
                "outline": points[np.unique(np.argmax(points @ directions.T, axis=0))].round(5).tolist(),
                "recipe": block.get("sceneloom_recipe", ""),
                **(_surface_of(block) if kind == "object" and block.name == surface_of else {}),
            })  # fmt: skip
    return found


def _surface_of(block: bpy.types.Object) -> dict[str, object]:
    """Its triangles (F, 3) of vertices (V, 3), the material of each, their colours, and what is known of it."""
    mesh = block.data
    mesh.calc_loop_triangles()
    corners = np.empty(3 * len(mesh.loop_triangles), dtype=np.int32)
    mesh.loop_triangles.foreach_get("vertices", corners)
    material_index = np.empty(len(mesh.loop_triangles), dtype=np.int32)
    mesh.loop_triangles.foreach_get("material_index", material_index)
    points, _ = _points_of([block])
    return {
        "vertices": points.tolist(),
        "triangles": corners.reshape(-1, 3).tolist(),
        "material_index": material_index.tolist(),
        "colors": [[c ** (1.0 / _SOLID_GAMMA) for c in one.diffuse_color[:3]] for one in mesh.materials if one],
        "mass_kg": block.get("sceneloom_mass_kg", 0.0),
        "origin": block.get("sceneloom_origin", ""),
        "repair": json.loads(block.get("sceneloom_repair", "[]")),
    }


def _points_of(objects: list) -> tuple[np.ndarray, int]:
    """All mesh vertices (N, 3) where the objects put them, and the number of faces."""
    clouds, num_faces = [np.zeros((0, 3))], 0
    for one in objects:
        if one.type != "MESH":
            continue
        flat = np.empty(3 * len(one.data.vertices), dtype=np.float32)
        one.data.attributes["position"].data.foreach_get("vector", flat)
        matrix = np.array(_placed(one))
        clouds.append(flat.reshape(-1, 3).astype(float) @ matrix[:3, :3].T + matrix[:3, 3])
        num_faces += len(one.data.polygons)
    return np.concatenate(clouds), num_faces


def _placed(one):
    """Where parents put an object; linked objects are in no scene, so nothing is evaluated."""
    matrix = one.matrix_basis
    if one.parent is not None:
        matrix = _placed(one.parent) @ one.matrix_parent_inverse @ matrix
    return matrix


def _directions(count: int) -> np.ndarray:
    """Spread evenly over the sphere (Fibonacci), the six axes first."""
    index = np.arange(count - 6) + 0.5
    height = 1.0 - 2.0 * index / (count - 6)
    angle = index * np.pi * (3.0 - 5.0**0.5)
    ring = np.sqrt(1.0 - height**2)
    spread = np.stack([ring * np.cos(angle), ring * np.sin(angle), height], axis=1)
    return np.concatenate([np.eye(3), -np.eye(3), spread])


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
