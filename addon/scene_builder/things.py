"""Objects from assets: the root mesh, its jointed parts, shared meshes and materials, and facts to read later."""

from __future__ import annotations

import json
from collections.abc import Iterator

import bpy
import numpy as np

from .._vendor.backend.protocol.scene import Asset, AssetMesh
from ..asset_figures import repair_lines
from .armature import add_subdivision
from .collections import OBJECT_ID_KEY, Generation, title_case
from .joints import hang_parts
from .library_things import append_thing
from .materials import build_image, build_material, material_key
from .meshes import add_shape_keys, add_vertex_groups, build_mesh, mesh_key, store_parameters
from .rigid_bodies import describe_physics
from .scatter import MAX_LINKED, off_the_covered, place_matrix, places_mesh, stand_on_faces
from .waves import raise_waves
from .wind import let_flutter

PART_KEY = "sceneloom_part"
"""custom property of a jointed part's object: its name in the asset"""
PIVOT_KEY = "sceneloom_pivot_m"
"""custom property: where the object's origin lies in asset space, whose own origin is on the floor"""

_MAX_WEIGHTED_FACES = 200_000
_ON_THE_HEAD = {"hair", "brows", "lashes", "eyes"}


class ThingBuilder:
    """Builds objects of one generation; equal meshes and materials are made once."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._materials: dict[object, bpy.types.Material] = {}
        self._meshes: dict[object, bpy.types.Mesh] = {}
        self._images: dict[int, bpy.types.Image] = {}
        self.air: bpy.types.NodeTree | None = None
        """what large surfaces outdoors fade into with distance, see `air.air_group`"""
        self.covered: list[tuple[np.ndarray, np.ndarray]] = []
        """footprints where nothing grows, see `scatter.covered_ground`"""

    def build(self, asset: Asset, name: str, folder: bpy.types.Collection) -> bpy.types.Object:
        """A thing without a skeleton: its root mesh object, with jointed parts as children."""
        if asset.library is not None:
            result = append_thing(self._generation, asset, name, folder)
            if result.type == "MESH":
                store_parameters(result.data, asset)
            describe(result, asset)
            return result
        root, *parts = asset.meshes
        result = self.mesh_object(asset, root, name, folder)
        moving = []
        for part in parts:
            if part.instances is not None:
                self._repeat(asset, part, name, folder, result)
                continue
            child = self.mesh_object(asset, part, name, folder)
            child[PART_KEY] = part.name
            moving.append((part, child))
        hang_parts(result, moving, asset.pivot)
        raise_waves(result, asset)
        describe(result, asset)
        result.display.show_shadows = asset.role != "environment"
        return result

    def _repeat(
        self, asset: Asset, part: AssetMesh, owner: str, folder: bpy.types.Collection, root: bpy.types.Object
    ) -> None:
        """The instances of a mesh, children of the root."""
        places = off_the_covered(part.instances, self.covered)
        if len(places) > MAX_LINKED:
            name = f"{owner} {title_case(part.name)} Places"
            carrier = self._generation.object(name, self._generation.keep(places_mesh(name, places)), folder)
            carrier.parent = root
            stand_on_faces(carrier)
            child = self.mesh_object(asset, part, owner, folder)
            child.parent = carrier
            child[PART_KEY] = part.name
            carrier.display.show_shadows = child.display.show_shadows = False
            return
        for number, place in enumerate(places, start=1):
            child = self.mesh_object(asset, part, owner, folder, f"{owner} {title_case(part.name)} {number}")
            child[PART_KEY] = part.name
            child.parent = root
            child.matrix_local = place_matrix(place)
            # Open leaf cards cast shadow volumes that take Workbench three times as long as all the rest.
            child.display.show_shadows = asset.role != "environment"

    def mesh_object(
        self, asset: Asset, asset_mesh: AssetMesh, owner: str, folder: bpy.types.Collection, name: str = ""
    ) -> bpy.types.Object:
        """One mesh of an asset as an object; things that are equal share their mesh data.

        `owner` is the thing's name, which its root mesh bears; people's is their armature's. `name` overrides it.
        """
        skinned = asset.skeleton is not None
        is_root = asset_mesh is asset.meshes[0] and not skinned
        name = name or (owner if is_root else f"{owner} {title_case(asset_mesh.name)}")
        materials = tuple(self.materials(asset, owner))
        key = mesh_key(asset_mesh, materials)
        mesh = None if skinned else self._meshes.get(key)
        first = mesh is None
        if mesh is None:
            mesh = self._meshes[key] = self._generation.keep(build_mesh(asset, asset_mesh, name, materials))
            if asset_mesh is asset.meshes[0]:
                store_parameters(mesh, asset)
        result = self._generation.object(name, mesh, folder)
        # Their shadow volumes take as long as the body's, and the head's shadow is where theirs would be.
        result.display.show_shadows = asset_mesh.name.split("_")[0] not in _ON_THE_HEAD
        if first:
            add_vertex_groups(result, asset_mesh, asset.skeleton)
            add_shape_keys(result, asset_mesh.mesh)
            let_flutter(result, asset_mesh.mesh)
        if not skinned and asset_mesh.instances is None:  # a modifier would make every instance a mesh of its own
            _smooth(result, asset_mesh)
        return result

    def materials(self, asset: Asset, owner: str) -> Iterator[bpy.types.Material]:
        """The materials of an asset, one by one; equal ones are made once, but every person has their own. None of a
        library's, which brings its own."""
        if asset.library is not None:
            return
        person = asset.skeleton is not None
        air = self.air if asset.role in ("environment", "structure") else None
        image = self._image(asset, owner)
        for material in asset.materials:
            texture = "" if image is None else image.name
            key = (asset.object_id if person else "", air is None, texture, *material_key(material))
            if key not in self._materials:
                words = title_case(f"{owner if person else asset.category} {material.name}").split()
                name = " ".join(word for i, word in enumerate(words) if word not in words[:i])
                self._materials[key] = self._generation.keep(build_material(material, name, air, image))
            yield self._materials[key]

    def _image(self, asset: Asset, owner: str) -> bpy.types.Image | None:
        """What its root mesh is painted with; equal things share it."""
        texture = asset.meshes[0].mesh.texture
        if texture is None:
            return None
        place = texture.__array_interface__["data"][0]
        if place not in self._images:
            self._images[place] = self._generation.keep(build_image(texture, f"{owner} Color"))
        return self._images[place]


def is_studio(asset: Asset) -> bool:
    """Whether this is the paper of the studio."""
    return asset.role == "environment" and any((p.name, p.value) == ("place", "studio") for p in asset.parameters)


def part_of(root: bpy.types.Object, name: str) -> bpy.types.Object:
    """The object of a jointed part."""
    return next(child for child in root.children_recursive if child.get(PART_KEY) == name)


def describe(target: bpy.types.Object, asset: Asset) -> None:
    """What operators, benches and people need to know of an object, as custom properties."""
    facts = {
        OBJECT_ID_KEY: asset.object_id,
        "sceneloom_category": asset.category,
        "sceneloom_label": asset.label,
        "sceneloom_role": asset.role,
        "sceneloom_source": asset.source,
        "sceneloom_licence": asset.licence,
        "sceneloom_origin": asset.origin,
        "sceneloom_recipe": asset.recipe,
        "sceneloom_repair": json.dumps(repair_lines(asset), ensure_ascii=False),
        "sceneloom_stand_in_for": asset.stand_in_for or "",
        "sceneloom_mass_kg": float(asset.physics.mass_kg),
        "sceneloom_dimensions_m": asset.dimensions.tolist(),
        PIVOT_KEY: asset.pivot.tolist(),
        "sceneloom_parameters": json.dumps({p.name: p.value for p in asset.parameters}),
    }
    for key, value in facts.items():
        target[key] = value
    if asset.skeleton is None:
        describe_physics(target, asset)


def _smooth(target: bpy.types.Object, asset_mesh: AssetMesh) -> None:
    """Subdivide what asks for it; else let large faces lead the normals, so that flats look flat beside fillets."""
    add_subdivision(target, asset_mesh)
    mesh = asset_mesh.mesh
    if mesh.smooth and mesh.subdivision_levels == 0 and len(mesh.face_sizes) <= _MAX_WEIGHTED_FACES:
        modifier = target.modifiers.new("Weighted Normal", "WEIGHTED_NORMAL")
        modifier.keep_sharp = True
