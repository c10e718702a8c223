"""What goes into an asset library: a copy of an object as a marked asset, in a file of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import bpy
from mathutils import Matrix

from . import asset_sources
from ._vendor.backend.protocol.errors import ResourceError
from ._vendor.backend.protocol.scene import Asset
from .asset_catalogs import catalog_id
from .asset_studio import corners_of, prepare_picture, set_stage
from .whole_files import check_whole

_PREVIEW_PX = 256
_CATALOG_OF_MADE = "Sceneloom/Generated"


def keep_made(made: Iterable[tuple[Asset, bpy.types.Object]], library: str) -> list[str]:
    """Write what models made into their library, each thing once; returns what could not be written, in words.

    Whoever asks for the same again gets it from there.
    """
    known: set[str] = set()
    unkept = []
    for asset, target in made:
        if not library or not asset.recipe or asset.library is not None or asset.recipe in known:
            continue
        known.add(asset.recipe)
        words = [asset.category, *asset.label.lower().split()]
        try:
            folder = asset_sources.made_library_at(Path(library))
            add_to_library(
                target, folder, catalog=_CATALOG_OF_MADE, author="Sceneloom", licence=asset.licence, preview=True,
                tags=list(dict.fromkeys(word for word in words if word.isalpha())),
            )  # fmt: skip
        except ResourceError as error:
            unkept.append(f"“{asset.label}” is not kept for the next time: {error}")
    return unkept


def add_to_library(
    target: bpy.types.Object, folder: Path, *, catalog: str, tags: list[str], author: str, licence: str, preview: bool
) -> Path:
    """Write a copy of an object with its children as a marked asset; returns the new .blend.

    Raises ResourceError where the library cannot be written to.
    """
    name = target.name
    copies = _copies(target)
    block = copies[0]
    group = None
    if len(copies) > 1:
        group = block = bpy.data.collections.new(name)
        for copy in copies:
            group.objects.link(copy)
    names = _lend_names(target, copies, group)
    try:
        block.asset_mark()
        facts = block.asset_data
        if catalog.strip():
            facts.catalog_id = catalog_id(folder, catalog)
        facts.author = author
        facts.license = licence or target.get("sceneloom_licence", "")
        facts.description = target.get("sceneloom_origin", "") or target.get("sceneloom_label", "")
        for tag in tags:
            facts.tags.new(tag, skip_if_exists=True)
        if preview:
            _render_preview(block, copies)
        path = _free_name(folder, name)
        unfinished = path.with_name(f".{path.stem}.{os.getpid()}.blend")
        try:
            bpy.data.libraries.write(str(unfinished), {block}, fake_user=True, compress=True)
            check_whole(unfinished)
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error).strip()
        raise ResourceError(f"The library {folder} cannot be written to: {reason}.", hint="Choose another.") from error
    finally:
        if group is not None:
            bpy.data.collections.remove(group)
        bpy.data.batch_remove(copies)
        for owner, own in names.items():
            owner.name = own
    return path


def _copies(target: bpy.types.Object) -> list[bpy.types.Object]:
    """The object and its children at the origin, without motion, named as they are; data is shared."""
    originals = [target, *target.children_recursive]
    copies = {original: original.copy() for original in originals}
    for original, copy in copies.items():
        copy.animation_data_clear()
        copy.parent = copies.get(original.parent)
        if copy.parent is not None:
            copy.matrix_parent_inverse = original.matrix_parent_inverse
        for constraint in list(copy.constraints):
            copy.constraints.remove(constraint)
    root = copies[target]
    scale = target.matrix_world.to_scale()
    root.matrix_basis = Matrix.LocRotScale(None, None, scale)
    return list(copies.values())


def _lend_names(
    target: bpy.types.Object, copies: list[bpy.types.Object], group: bpy.types.Collection | None
) -> dict[bpy.types.ID, str]:
    """In the library they bear the names of the originals, which get them back: returns these by owner."""
    pairs = list(zip([target, *target.children_recursive], copies, strict=True))
    names: dict[bpy.types.ID, str] = {original: original.name for original, _ in pairs}
    namesake = bpy.data.collections.get(target.name) if group is not None else None
    if namesake not in (None, group):
        names[namesake] = namesake.name
        namesake.name += " (lent)"
    if group is not None:
        group.name = target.name
    for original, copy in pairs:
        original.name += " (lent)"
        copy.name = names[original]
    return names


def _free_name(folder: Path, name: str) -> Path:
    stem = "".join(c if c.isalnum() or c in " -_" else "_" for c in name).strip() or "asset"
    names = [stem, *(f"{stem} {number}" for number in range(2, 1000))]
    return next(folder / f"{one}.blend" for one in names if not (folder / f"{one}.blend").exists())


def _render_preview(block: bpy.types.ID, copies: list[bpy.types.Object]) -> None:
    """A picture in the studio of the asset gallery becomes the preview; scene and files of its own."""
    scene = bpy.data.scenes.new("Sceneloom Preview")
    before = {kind: set(getattr(bpy.data, kind)) for kind in ("objects", "meshes", "lights", "cameras", "worlds",
                                                              "materials", "images")}  # fmt: skip
    try:
        for copy in copies:
            scene.collection.objects.link(copy)
        scene.view_layers[0].update()
        corners = corners_of(copies)
        if not len(corners):
            return
        floor = prepare_picture(scene, _PREVIEW_PX)
        set_stage(scene, corners, floor)
        with tempfile.TemporaryDirectory(prefix="sceneloom-preview-") as folder:
            path = str(Path(folder) / "preview.png")
            scene.render.filepath = path
            bpy.ops.render.render(write_still=True, scene=scene.name)
            image = bpy.data.images.load(path)
            shown = block.preview_ensure()
            shown.image_size = image.size
            shown.image_pixels_float = image.pixels[:]
    finally:
        for copy in copies:
            if copy.name in scene.collection.objects:
                scene.collection.objects.unlink(copy)
        for kind, known in before.items():
            bpy.data.batch_remove(set(getattr(bpy.data, kind)) - known)
        bpy.data.scenes.remove(scene)
