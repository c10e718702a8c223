"""Short ways to write parameters, collision shapes, affordances and joints."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from ..common import quat
from ..protocol.conventions import heading_quaternion
from ..protocol.scene import Affordance, CollisionShape, Parameter, PartJoint, Transform
from .contract import Surface

IDENTITY = np.array([1.0, 0.0, 0.0, 0.0], dtype=np.float32)


def at(translation: ArrayLike, rotation: ArrayLike = IDENTITY) -> Transform:
    """A transform without scale."""
    return Transform(
        translation=np.asarray(translation, dtype=np.float32), rotation=np.asarray(rotation, dtype=np.float32)
    )


def sizes(
    width: tuple[float, float, float], depth: tuple[float, float, float], height: tuple[float, float, float]
) -> tuple[Parameter, ...]:
    """The first three parameters of every category, each as (default, minimum, maximum) in metres."""
    return tuple(
        length(name, *values) for name, values in (("width_m", width), ("depth_m", depth), ("height_m", height))
    )


def length(name: str, value: float, minimum: float, maximum: float, description: str = "") -> Parameter:
    """A size in metres."""
    return Parameter(name=name, value=float(value), minimum=minimum, maximum=maximum, unit="m", description=description)


def number(name: str, value: int, minimum: int, maximum: int, description: str = "") -> Parameter:
    """A count."""
    return Parameter(name=name, value=int(value), minimum=minimum, maximum=maximum, description=description)


def choice(name: str, value: str, choices: tuple[str, ...], description: str = "") -> Parameter:
    """One of several words."""
    return Parameter(name=name, value=value, choices=choices, description=description)


def flag(name: str, value: bool, description: str = "") -> Parameter:
    """Yes or no."""
    return Parameter(name=name, value=value, description=description)


def finish(material: str, color: str = "", patterned: bool = True) -> tuple[Parameter, ...]:
    """`material`, `color`, and where cloth or paint may have one: `pattern` and its `second_color`."""
    base = (
        Parameter(name="material", value=material, description="what it is made of"),
        Parameter(name="color", value=color, description="a colour word or #rrggbb; empty: the material's own"),
    )
    if not patterned:
        return base
    return (
        *base,
        Parameter(name="pattern", value="", choices=("", "striped", "checked", "dotted")),
        Parameter(name="second_color", value="", description="the pattern's other colour"),
    )


def collision_box(size: ArrayLike, center: ArrayLike, rotation: ArrayLike = IDENTITY) -> CollisionShape:
    """A box of full extents `size` (3,) m."""
    return CollisionShape(kind="box", transform=at(center, rotation), dimensions=np.asarray(size, dtype=np.float32))


def collision_around(surface: Surface) -> CollisionShape:
    """The axis-aligned box of a surface."""
    low, high = surface.vertices.min(axis=0), surface.vertices.max(axis=0)
    return collision_box(high - low, 0.5 * (low + high))


def collision_cylinder(diameter: float, height: float, center: ArrayLike, axis: int = 2) -> CollisionShape:
    """An upright cylinder, or one along x (0) or y (1)."""
    turn = IDENTITY if axis == 2 else quat.between((0.0, 0.0, 1.0), np.eye(3)[axis]).astype(np.float32)
    return CollisionShape(
        kind="cylinder", transform=at(center, turn), dimensions=np.array([diameter, diameter, height], np.float32)
    )


def affordance(
    name: str, kind: str, translation: ArrayLike, dimensions: ArrayLike, heading_rad: float = 0.0
) -> Affordance:
    """A place to use; `heading_rad` turns it about Z (0 faces -Y, the front)."""
    return Affordance(
        name=name,
        kind=kind,
        frame=at(translation, heading_quaternion(heading_rad)),
        dimensions=np.asarray(dimensions, dtype=np.float32),
    )


def surface_top(name: str, center: ArrayLike, width: float, depth: float, free_height: float = 0.0) -> Affordance:
    """A surface that carries things; `free_height` 0 = open above."""
    return affordance(name, "surface_top", center, (width, depth, free_height))


def grip(center: ArrayLike, thickness: float, length_m: float = 0.0) -> Affordance:
    """Where a hand takes hold."""
    return affordance("grip", "grip_at", center, (thickness, length_m, 0.0))


def push_places(width: float, depth: float, height: float, palm_height: float | None = None) -> tuple[Affordance, ...]:
    """Palms on the four sides of a standing thing."""
    palms = min(0.85 * height, 1.1) if palm_height is None else palm_height
    half_turn = np.pi / 2
    return (
        affordance("push_front", "push_at", (0.0, -depth / 2, palms), (width, 0.0, palms), 0.0),
        affordance("push_left", "push_at", (width / 2, 0.0, palms), (depth, 0.0, palms), half_turn),
        affordance("push_back", "push_at", (0.0, depth / 2, palms), (width, 0.0, palms), 2 * half_turn),
        affordance("push_right", "push_at", (-width / 2, 0.0, palms), (depth, 0.0, palms), -half_turn),
    )


def joint(
    kind: Literal["hinge", "slide", "wheel"], origin: ArrayLike, axis: ArrayLike, limits: tuple[float, float],
    carrier: str = "",
) -> PartJoint:
    """How a part moves, on the root or on the moving part `carrier`."""
    return PartJoint(
        kind=kind,
        origin=np.asarray(origin, dtype=np.float32),
        axis=np.asarray(axis, dtype=np.float32),
        limits=(float(limits[0]), float(limits[1])),
        carrier=carrier,
    )
