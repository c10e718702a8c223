"""Where things come from, as the panel and the preferences say."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

import bpy

from ._vendor.backend.protocol.asset_sources import PARAMETRIC, TRIPOSR, AssetSources
from ._vendor.backend.protocol.errors import ResourceError
from ._vendor.backend.protocol.folders import made_library
from .preferences import is_shared, library_of_made

ITEMS = (
    ("parametric", "Built", "Built from parameters: named parts, editable sizes, always there"),
    ("library", "My Libraries", "From your asset libraries where they have it, else built"),
    ("shap-e", "Shap-E", "Made of the words by a pretrained model that runs on this computer"),
    ("triposr", "TripoSR", "Made of a picture, yours or one painted of the words, by a model on this computer"),
)
AS_SCENE = "scene"
ITEMS_OF_THING = ((AS_SCENE, "As the Scene", "From where the scene's things come, see Options"), *ITEMS)


def user_libraries() -> dict[str, Path]:
    """Name to folder of the asset libraries in Blender's preferences that are there."""
    found = {}
    for library in bpy.context.preferences.filepaths.asset_libraries:
        folder = Path(bpy.path.abspath(library.path)) if library.path else Path()
        if library.path and folder.is_dir():
            found[library.name] = folder
    return found


def made_library_at(folder: Path) -> Path:
    """The library of what models make, made and shown in the Asset Browser where it is not yet.

    Raises ResourceError where the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ResourceError(
            f"The library {folder} cannot be made: {error.strerror}.", hint="Choose another in the preferences."
        ) from error
    if folder.resolve() not in [known.resolve() for known in user_libraries().values()]:
        bpy.context.preferences.filepaths.asset_libraries.new(name="Sceneloom", directory=str(folder))
    return folder


def with_choices(
    sources: AssetSources, things: Iterable[bpy.types.PropertyGroup], *, by_id: bool
) -> AssetSources:
    """The wish with what is chosen for single things of the list: by their ids, or by the words said where the prompt
    is read anew."""
    chosen = {thing.entity_id if by_id else thing.lemma: thing for thing in things if thing.source != AS_SCENE}
    pictured = {key: thing.image for key, thing in chosen.items() if thing.image and uses_picture(thing.source)}
    images = {key: bpy.path.abspath(image) for key, image in pictured.items()}
    return dataclasses.replace(
        sources, by_thing={key: thing.source for key, thing in chosen.items()}, images={**sources.images, **images}
    )


def uses_picture(source: str) -> bool:
    return source == TRIPOSR


def chosen_sources(default: str = PARAMETRIC, image: str = "") -> AssetSources:
    """The wish of a request that is sent from this Blender."""
    return AssetSources(
        default=default,
        images={"": bpy.path.abspath(image)} if image else {},
        libraries=tuple(str(folder) for folder in user_libraries().values()),
        kept_in="" if is_shared() else str(made_library(library_of_made())),  # a shared backend does not see it
        blender=bpy.app.binary_path or "",
    )
