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
    pieces = [generation.keep(piece) for piece in _append(asset.library)]
    placement = _matrix(asset.library)
    if len(pieces) == 1 and pieces[0].type == "MESH":
        root = pieces[0]
        root.data = _placed_mesh(root, placement)
        root.parent = None
        root.matrix_basis = Matrix.Identity(4)
        return generation.adopt(root, name, folder)
    root = generation.object(name, None, folder)
    root.empty_display_size = 0.5 * float(asset.dimensions.max())
    for piece in pieces:
        generation.adopt(piece, f"{name} {piece.name}", folder)
    _hang(pieces, root, placement)
    return root


def append_in_place(target: bpy.types.Object, asset: Asset) -> list[bpy.types.Object]:
    """The asset becomes the mesh of an object, or hangs on it, which then has none; returns what hangs on it.

    Raises AssetNotFoundError where the file no longer has it.
    """
    pieces, placement = _append(asset.library), _matrix(asset.library)
    if len(pieces) == 1 and pieces[0].type == "MESH":
        target.data = _placed_mesh(pieces[0], placement)
        bpy.data.objects.remove(pieces[0])
        return []
    target.data = bpy.data.meshes.new(target.name)
    for piece in pieces:
        piece.name = f"{target.name} {piece.name}"
        for folder in target.users_collection:
            folder.objects.link(piece)
    _hang(pieces, target, placement)
    return pieces


def _placed_mesh(piece: bpy.types.Object, placement: Matrix) -> bpy.types.Mesh:
    """Its mesh, for it alone, in asset space."""
    mesh = piece.data if piece.data.users == 1 else piece.data.copy()
    mesh.transform(placement @ piece.matrix_basis)
    mesh.update()
    return mesh


def _hang(pieces: list[bpy.types.Object], root: bpy.types.Object, placement: Matrix) -> None:
    for piece in [piece for piece in pieces if piece.parent not in pieces]:
        piece.parent = root
        piece.matrix_parent_inverse = Matrix.Identity(4)
        piece.matrix_basis = placement @ piece.matrix_basis


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
