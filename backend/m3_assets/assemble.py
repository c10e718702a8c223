"""A build becomes an asset: static parts in one root mesh, jointed parts as meshes of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..protocol.conventions import FloatArray
from ..protocol.scene import Asset, AssetMesh, CollisionShape, Mesh, Parameter, PartJoint
from .contract import Build, Category, Part, Values
from .flutter import wind_keys
from .geometry_core import CHART_GAP_M

ROOT = "body"


def assemble(category: Category, values: Values, object_id: str, label: str, stand_in_for: str | None = None) -> Asset:
    """Builds `category` with `values` (missing ones take their default) into an asset."""
    full = complete_values(category, values)
    build = category.build(full)
    return asset_of(
        build,
        object_id=object_id,
        category=category.name,
        label=label,
        parameters=with_values(category.parameters, full),
        static=category.static,
        stand_in_for=stand_in_for,
    )


def complete_values(category: Category, values: Values) -> Values:
    """All parameters of a category: `values` over the defaults."""
    return {parameter.name: values.get(parameter.name, parameter.value) for parameter in category.parameters}


def with_values(parameters: Sequence[Parameter], values: Values) -> tuple[Parameter, ...]:
    """The parameters with their current values."""
    return tuple(
        Parameter(
            name=p.name, value=values[p.name], minimum=p.minimum, maximum=p.maximum, choices=p.choices,
            unit=p.unit, description=p.description,
        )
        for p in parameters
    )  # fmt: skip


def asset_of(
    build: Build,
    *,
    object_id: str,
    category: str,
    label: str,
    parameters: tuple[Parameter, ...] = (),
    static: bool = False,
    stand_in_for: str | None = None,
    role: str = "prop",
) -> Asset:
    """The asset of a build; its bounds are those of all parts at rest."""
    material_of = {material.name: index for index, material in enumerate(build.materials)}
    groups: dict[str, list[Part]] = {ROOT: []}
    for part in build.parts:
        groups.setdefault(part.moves_with or ROOT, []).append(part)
    meshes = tuple(
        _mesh(name, parts, build.joints.get(name), build.instances.get(name), material_of, build.smooth)
        for name, parts in groups.items()
        if parts
    )
    corners = np.concatenate([_corners(part, build.instances.get(part.moves_with or ROOT)) for part in build.parts])
    low, high = corners.min(axis=0), corners.max(axis=0)
    return Asset(
        object_id=object_id,
        category=category,
        label=label,
        role="structure" if static and role == "prop" else role,  # type: ignore[arg-type]
        source="parametric",
        meshes=meshes,
        materials=build.materials,
        bounds=np.stack([low, high]).astype(np.float32),
        physics=build.physics,
        collision_shapes=build.collision_shapes,
        pivot=_pivot(build.collision_shapes),
        affordances=build.affordances,
        parameters=parameters,
        stand_in_for=stand_in_for,
    )


def _pivot(shapes: Sequence[CollisionShape]) -> FloatArray:
    """The centre of what rolls to all sides, so that it turns in place; else the origin, on the floor."""
    if len(shapes) == 1 and shapes[0].kind == "sphere":
        return shapes[0].transform.translation.astype(np.float32)
    return np.zeros(3, dtype=np.float32)


def _corners(part: Part, places: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """(2, 3) least and greatest coordinates of a part, wherever it stands and however it is turned there."""
    points = part.surface.vertices
    if places is None:
        return np.stack([points.min(axis=0), points.max(axis=0)])
    reach = float(np.hypot(points[:, 0], points[:, 1]).max())
    size = places[:, 4:5]
    low = places[:, :3] + size * np.array([-reach, -reach, points[:, 2].min()])
    high = places[:, :3] + size * np.array([reach, reach, points[:, 2].max()])
    return np.stack([low.min(axis=0), high.max(axis=0)])


def _mesh(
    name: str, parts: Sequence[Part], joint: PartJoint | None, places: NDArray[np.float64] | None,
    material_of: dict[str, int], smooth: bool,
) -> AssetMesh:  # fmt: skip
    origin = np.zeros(3) if joint is None else np.asarray(joint.origin, dtype=np.float64)
    names = tuple(dict.fromkeys(part.name for part in parts))
    first = np.cumsum([0, *(len(part.surface.vertices) for part in parts)])
    faces = [len(part.surface.face_sizes) for part in parts]
    mesh = Mesh(
        vertices=(np.concatenate([part.surface.vertices for part in parts]) - origin).astype(np.float32),
        face_sizes=np.concatenate([part.surface.face_sizes for part in parts]).astype(np.int32),
        face_vertices=np.concatenate(
            [part.surface.face_vertices + start for part, start in zip(parts, first, strict=False)]
        ).astype(np.int32),
        uv=_side_by_side(parts),
        material_index=np.repeat([material_of[part.material] for part in parts], faces).astype(np.int32),
        part_index=np.repeat([names.index(part.name) for part in parts], faces).astype(np.int32),
        smooth=smooth,
        shape_keys=wind_keys(parts),
    )
    instances = None if places is None else places.astype(np.float32)
    return AssetMesh(name=name, mesh=mesh, part_names=names, joint=joint, instances=instances)


def _side_by_side(parts: Sequence[Part]) -> np.ndarray:
    """UVs of all parts (L, 2), their boxes set on shelves so that nothing overlaps."""
    boxes = [(part.surface.uv.min(axis=0), part.surface.uv.max(axis=0)) for part in parts]
    sizes = np.array([high - low for low, high in boxes])
    shelf_width = max(float(sizes[:, 0].max()), float(np.sqrt(np.prod(sizes + CHART_GAP_M, axis=1).sum())))
    out, u, v, shelf_height = [], 0.0, 0.0, 0.0
    for part, (low, _), (width, height) in zip(parts, boxes, sizes, strict=True):
        if u > 0.0 and u + width > shelf_width:
            u, v, shelf_height = 0.0, v + shelf_height + CHART_GAP_M, 0.0
        out.append(part.surface.uv - low + np.array([u, v]))
        u += width + CHART_GAP_M
        shelf_height = max(shelf_height, height)
    return np.concatenate(out).astype(np.float32)
