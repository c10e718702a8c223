"""What models made, kept in a library: found again by its recipe, whatever the artist calls it there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ...common import quat
from ...common.progress import Progress
from ...protocol.asset_sources import AssetSources
from ...protocol.scene import Asset, Entity, LibraryReference, Material, Transform
from ..materials import physics
from ..repair.affordances import affordances_of
from ..repair.chain import Wanted
from ..repair.placing import Placing, placed
from ..repair.surface import hulls
from .bodies import one_part
from .index import LibraryAsset, assets_of, read_files

_AS_IT_STANDS = Placing(rotation=np.eye(3), scale=1.0, steps=())
"""it was brought to its size when it was made, and may have been changed since"""


def find_made(recipe: str, sources: AssetSources, progress: Progress) -> LibraryAsset | None:
    """The asset with that recipe in the library that keeps such things, or in another of the user's; None where it was
    never made, or is gone. Raises ResourceError without a Blender."""
    if not sources.kept_in:
        return None
    for folder in dict.fromkeys((sources.kept_in, *sources.libraries)):
        if Path(folder).is_dir():
            assets, _ = assets_of(Path(folder), sources.blender, lambda _, text="": progress(0.0, text))
            found = next((one for one in assets if one.recipe == recipe and one.kind == "object"), None)
            if found is not None:
                return found
    return None


def made_asset(found: LibraryAsset, entity: Entity, wanted: Wanted, blender: str) -> Asset:
    """It with its whole surface, for layout, motion and physics; Blender appends the artist's own. Raises
    ResourceError."""
    told = _surface(found.file, Path(found.file).stat().st_mtime_ns, found.name, blender)
    points = np.array(told["vertices"], np.float64)
    triangles = np.array(told["triangles"], np.int64)
    vertices = placed(points, _AS_IT_STANDS)
    colors = told["colors"] or [[0.4, 0.4, 0.4]]
    return Asset(
        object_id=entity.object_ids[0],
        category=entity.category,
        label=wanted.label,
        role="prop",
        source="model",
        meshes=(one_part(vertices, triangles, np.array(told["material_index"]).clip(0, len(colors) - 1)),),
        materials=tuple(
            Material(name=f"Color {number}", kind="plain", base_color=np.array(color, np.float32))
            for number, color in enumerate(colors, start=1)
        ),
        bounds=np.stack([vertices.min(axis=0), vertices.max(axis=0)]).astype(np.float32),
        physics=physics(wanted.stuff, told["mass_kg"]),
        collision_shapes=hulls(vertices, triangles),
        affordances=affordances_of(entity.category, vertices, triangles),
        licence=found.licence,
        origin=told["origin"],
        recipe=found.recipe,
        library=LibraryReference(
            file=found.file, kind="object", name=found.name,
            placement=Transform(
                translation=(vertices[0] - points[0]).astype(np.float32),
                rotation=quat.from_matrix(_AS_IT_STANDS.rotation).astype(np.float32),
                scale=np.ones(3, dtype=np.float32),
            ),
            steps=(*told["repair"][1:], f"kept in {Path(found.file).name}, and taken from there"),
        ),
    )  # fmt: skip


@lru_cache(maxsize=8)
def _surface(file: str, changed_ns: int, name: str, blender: str) -> dict[str, Any]:
    """What Blender tells of an object in a file as it is since that time."""
    (entry,) = read_files([file], blender, surface_of=name)
    return next(one for one in entry["assets"] if one["kind"] == "object" and one["name"] == name)
