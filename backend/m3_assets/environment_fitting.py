"""What a fitting of a room is made of, and where fittings are: along the walls and behind the middle, where people are,
so that nothing comes between them and the camera, which looks in from the front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import CollisionShape, Material, PhysicsProperties
from . import catalogue
from .assemble import complete_values
from .contract import Build, Part, Surface
from .geometry import rotated, rounded_box, translated
from .materials import material, stuff_name
from .shapes import collision_box
from .sketch import part

Array = NDArray[np.float64]
Point = tuple[float, float, float]

CLEAR_M = 1.1
"""how far behind the middle of the room what stands on its floor begins"""
Z = (0.0, 0.0, 1.0)


@dataclass
class Fitting:
    """What one kind of fitting is made of, in the room's own space."""

    parts: list[Part] = field(default_factory=list)
    looks: dict[str, Material] = field(default_factory=dict)
    instances: dict[str, Array] = field(default_factory=dict)
    solids: list[CollisionShape] = field(default_factory=list)

    def add(self, name: str, look: Material, *pieces: Surface, solid: bool = False) -> None:
        """Pieces of one look; `solid` ones are in the way of people."""
        self.looks.setdefault(look.name, look)
        self.parts.append(part(name, look.name, *pieces))
        for piece in pieces if solid else ():
            low, high = piece.vertices.min(axis=0), piece.vertices.max(axis=0)
            self.solids.append(collision_box(high - low, 0.5 * (low + high)))

    def stand(self, category: str, places: Sequence[tuple[float, float, float]], z: float = 0.0,
          **values: object) -> None:
        """Things of the catalogue at places (x, y, heading), their feet at `z`; the first is the mesh of the rest."""
        if not places:
            return
        found = catalogue.category(category)
        build = found.build(complete_values(found, values))  # type: ignore[arg-type]
        name = f"{category.replace(' ', '_')}_{len(self.instances) + 1}"
        self.looks |= {f"{name} {one.name}": replace(one, name=f"{name} {one.name}") for one in build.materials}
        x, y, heading = places[0]
        for one in build.parts:
            here = replace(one, material=f"{name} {one.material}", moves_with=None)
            self.parts.append(replace(here, surface=translated(rotated(one.surface, heading, Z), (x, y, z))))
            if len(places) > 1:
                self.parts.append(replace(here, moves_with=name))
        if len(places) > 1:
            self.instances[name] = np.array([[x, y, z, heading, 1.0] for x, y, heading in places[1:]])
        corners = np.concatenate([one.surface.vertices for one in build.parts])
        low, high = corners.min(axis=0), corners.max(axis=0)
        for x, y, heading in places:
            half = 0.5 * (high - low)
            half[:2] = half[:2] if abs(np.sin(heading)) < 0.7 else half[1::-1]
            self.solids.append(collision_box(2.0 * half, (x, y, z + 0.5 * (low[2] + high[2]))))

    def build(self) -> Build:
        return Build(
            parts=tuple(self.parts), materials=tuple(self.looks.values()), instances=self.instances,
            collision_shapes=tuple(self.solids),
            physics=PhysicsProperties(mass_kg=0.0, friction=0.6, restitution=0.3, static=True),
        )  # fmt: skip


Maker = Callable[[Fitting, Array, str, np.random.Generator], None]
"""(fitting to fill, (2, 3) m inner bounds of the room, what it is of, generator)"""


def look(of: str, name: str = "") -> Material:
    """A material by its name, or plaster of a colour (`#8c4032`)."""
    name = name or of
    return material(name, of) if stuff_name(of) else material(name, "painted wood", of)


def box(low: Point, high: Point, radius: float = 0.01) -> Surface:
    """A box between two opposite corners."""
    return rounded_box(np.abs(np.subtract(high, low)), 0.5 * np.add(low, high), radius)


def steps(first: float, last: float, apart: float) -> Array:
    """Places from `first` to `last`, evenly about `apart`; none where there is no room."""
    if last < first:
        return np.zeros(0)
    return np.linspace(first, last, max(1, round((last - first) / apart) + 1))


def on_side(piece: Surface, bounds: Array, side: int, y: float, off: float = 0.0) -> Surface:
    """What is drawn on a wall at the back (it faces -Y at y = 0) set on the left (-1) or right (1) wall at `y`."""
    x = bounds[0, 0] + off if side < 0 else bounds[1, 0] - off
    return translated(rotated(piece, -side * 0.5 * np.pi, Z), (x, y, 0.0))


def rows_behind(bounds: Array, aisle: float, wide: float, apart: float, margin: float) -> list[tuple[float, float]]:
    """Middles (x, y) of what stands in rows behind the middle, left and right of an aisle."""
    (x0, _, _), (x1, y1, _) = bounds
    half = 0.5 * (x1 - x0) - margin
    across = steps(0.5 * (aisle + wide), half - 0.5 * wide, wide)
    return [(s * x, y) for y in steps(CLEAR_M, y1 - 2.2, apart) for x in across for s in (-1, 1)]
