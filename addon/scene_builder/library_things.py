"""Assets of the user's own libraries: appended whole, turned and scaled to asset space, under one root object."""

from __future__ import annotations

from pathlib import Path

import bpy
from mathutils import Matrix, Quaternion

from .._vendor.backend.protocol.errors import AssetNotFoundError
from .._vendor.backend.protocol.scene import Asset, LibraryReference
from .collections import Generation


def append_thing(
    generation: Generation, asset: Asset, name: str, folder: bpy.types.Collection
) -> bpy.types.Object:
    """The asset as local objects; a single mesh is the root itself, anything else hangs on an Empty.

    Raises AssetNotFoundError where the file no longer has it.
    """
    reference = asset.library
    pieces = [generation.keep(piece) for piece in _append(reference)]
    placement = _matrix(reference)
    tops = [piece for piece in pieces if piece.parent not in pieces]
    if len(pieces) == 1 and pieces[0].type == "MESH":
        root = pieces[0]
        if root.data.users > 1:
            root.data = root.data.copy()
        root.data.transform(placement @ root.matrix_basis)
        root.data.update()
        root.parent = None
        root.matrix_basis = Matrix.Identity(4)
        return generation.adopt(root, name, folder)
    root = generation.object(name, None, folder)
    root.empty_display_size = 0.5 * float(asset.dimensions.max())
    for piece in pieces:
        generation.adopt(piece, f"{name} {piece.name}", folder)
    for piece in tops:
        piece.parent = root
        piece.matrix_parent_inverse = Matrix.Identity(4)
        piece.matrix_basis = placement @ piece.matrix_basis
    return root


def _append(reference: LibraryReference) -> list[bpy.types.Object]:
    """Fresh local objects that are in no collection yet, and no assets of this file."""
    group = "objects" if reference.kind == "object" else "collections"
    gone = AssetNotFoundError(
        f"“{reference.name}” is no longer in {Path(reference.file).name}.", hint="Generate again to look anew."
    )
    try:
        with bpy.data.libraries.load(reference.file, link=False) as (source, target):
            if reference.name not in getattr(source, group):
                raise gone
            setattr(target, group, [reference.name])
    except OSError as error:
        raise gone from error
    block = getattr(target, group)[0]
    if reference.kind == "object":
        pieces = [block]
    else:
        pieces = list(block.all_objects)
    for piece in pieces:
        for owner in list(piece.users_collection):
            owner.objects.unlink(piece)
        if piece.asset_data is not None:
            piece.asset_clear()
    if reference.kind == "collection":
        bpy.data.collections.remove(block)
    return pieces


def _matrix(reference: LibraryReference) -> Matrix:
    placement = reference.placement
    return Matrix.LocRotScale(
        placement.translation.tolist(), Quaternion(placement.rotation.tolist()), placement.scale.tolist()
    )
