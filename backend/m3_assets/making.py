"""What every kit does with its parts: looks by name, mass by volume, left and right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..protocol.scene import Affordance, CollisionShape, Material, PartJoint
from .contract import Build, Part, Surface, Values
from .materials import density, material, physics


@dataclass(frozen=True)
class Look:
    """A material and the stuff that gives it weight."""

    material: Material
    stuff: str
    fill: float = 1.0
    """share of the volume that is stuff: tubes and boards of metal are hollow"""


def look(name: str, stuff: str, color: str = "", fill: float = 1.0, **options: float | str) -> Look:
    """A look of a named stuff, tinted by a colour word; options as in `materials.material`."""
    return Look(material(name, stuff, color, **options), stuff, fill)  # type: ignore[arg-type]


def fine(one: Look, bump: float = 0.02) -> Look:
    """The same look for small things, whose grain cannot be seen."""
    return replace(one, material=replace(one.material, bump=bump))


def main_look(name: str, values: Values, pattern_scale_m: float = 0.1) -> Look:
    """The look that the parameters material, color, pattern and second_color describe."""
    return look(
        name,
        str(values["material"]),
        str(values["color"]),
        pattern=str(values.get("pattern", "")),
        second_color=str(values.get("second_color", "")),
        pattern_scale_m=pattern_scale_m,
        fill=0.2 if density(str(values["material"])) > 2600 else 1.0,
    )


def volume(piece: Surface) -> float:
    """m³ inside a closed surface."""
    starts = np.concatenate([[0], np.cumsum(piece.face_sizes)[:-1]])
    origin = piece.vertices.mean(axis=0)
    total = 0.0
    for size in np.unique(piece.face_sizes):
        faces = starts[piece.face_sizes == size]
        corners = piece.vertices[piece.face_vertices[faces[:, None] + np.arange(size)]] - origin
        for k in range(1, int(size) - 1):
            total += float(np.einsum("ij,ij->", corners[:, 0], np.cross(corners[:, k], corners[:, k + 1]))) / 6.0
    return total


def mass_of(parts: Sequence[Part], looks: Sequence[Look]) -> float:
    """kg: volume times density of every closed part."""
    weight = {one.material.name: density(one.stuff) * one.fill for one in looks}
    return sum(volume(part.surface) * weight[part.material] for part in parts if part.closed)


def make(
    parts: Sequence[Part],
    looks: Sequence[Look],
    collision_shapes: Sequence[CollisionShape],
    affordances: Sequence[Affordance] = (),
    joints: Mapping[str, PartJoint] | None = None,
    *,
    mass_kg: float | None = None,
    static: bool = False,
) -> Build:
    """A build whose physics follow its first look; mass by volume unless given. Unused looks are dropped."""
    used = {part.material for part in parts}
    return Build(
        parts=tuple(parts),
        materials=tuple(one.material for one in looks if one.material.name in used),
        physics=physics(looks[0].stuff, mass_of(parts, looks) if mass_kg is None else mass_kg, static=static),
        collision_shapes=tuple(collision_shapes),
        affordances=tuple(affordances),
        joints=joints or {},
    )


def number_of(values: Values, name: str) -> float:
    """A numeric parameter."""
    return float(values[name])


def size_of(values: Values) -> tuple[float, float, float]:
    """width, depth, height in metres."""
    return number_of(values, "width_m"), number_of(values, "depth_m"), number_of(values, "height_m")


def side(x: float) -> str:
    """`L` for +X, `R` for -X (the left and right of a thing that faces -Y)."""
    return "L" if x > 0 else "R"


def end(y: float) -> str:
    """`front` for -Y, `back` for +Y."""
    return "front" if y < 0 else "back"
