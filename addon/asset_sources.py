"""Where things come from, as the panel and the preferences say."""

from __future__ import annotations

from pathlib import Path

import bpy

from ._vendor.backend.protocol.asset_sources import AssetSources

ITEMS = (
    ("parametric", "Built", "Built from parameters: named parts, editable sizes, always there"),
    ("library", "My Libraries", "From your asset libraries where they have it, else built"),
    ("shap-e", "Shap-E", "Made of the words by a pretrained model that runs on this computer"),
    ("triposr", "TripoSR", "Made of a picture by a pretrained model that runs on this computer"),
)


def user_libraries() -> dict[str, Path]:
    """Name to folder of the asset libraries in Blender's preferences that are there."""
    found = {}
    for library in bpy.context.preferences.filepaths.asset_libraries:
        folder = Path(bpy.path.abspath(library.path)) if library.path else Path()
        if library.path and folder.is_dir():
            found[library.name] = folder
    return found


def chosen_sources(default: str, image: str = "") -> AssetSources:
    """The wish of a request that is sent from this Blender."""
    return AssetSources(
        default=default,
        images={"": bpy.path.abspath(image)} if image else {},
        libraries=tuple(str(folder) for folder in user_libraries().values()),
        blender=bpy.app.binary_path or "",
    )
