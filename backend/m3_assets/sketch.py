"""Things modelled at their usual size and brought to the size asked for: what turns on an axle stays round.

A kit draws its parts in metres wherever they lie best; `sketched` centres them on the floor, scales parts, joints,
solids and places together, and `thing` writes the category down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..common.object_priors import object_prior
from ..protocol.scene import Affordance, CollisionShape, Parameter, PartJoint
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .flutter import Flutter
from .geometry import bounds_of, merge
from .making import Look, make, mass_of, size_of
from .sampler import Value, sampler

Array = NDArray[np.float64]
Size = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Solid:
    """A collision body about the named parts."""

    names: tuple[str, ...]
    """all parts whose name begins with one of these"""
    kind: str = "box"
    """box, hull, cylinder or sphere"""
    axis: int = 2
    """of a cylinder"""


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A thing at its usual size, in metres, facing -Y, anywhere in space."""

    parts: Sequence[Part]
    looks: Sequence[Look]
    solids: Sequence[Solid] | None = ()
    """empty: one box about all; None: nothing, it lies flat under what rolls over it"""
    joints: Mapping[str, PartJoint] = field(default_factory=dict)
    places: Sequence[Affordance] = ()
    grip: bool | None = None
    """whether a hand takes it by its middle; None: where it is small enough"""
    push: bool = True
    """whether palms can push it, where it is large enough"""


def part(
    name: str, material: str, *pieces: Surface, moves_with: str | None = None, closed: bool = True,
    flutter: Flutter | None = None,
) -> Part:  # fmt: skip
    """A part of one or several pieces."""
    return Part(name=name, surface=merge(pieces), material=material, moves_with=moves_with, closed=closed,
                flutter=flutter)  # fmt: skip


def solid(*names: str, kind: str = "box", axis: int = 2) -> Solid:
    """A collision body about the parts whose names begin with one of `names`."""
    return Solid(names=names, kind=kind, axis=axis)


def sketched(sketch: Sketch, values: Values, mass_kg: float | None = None) -> Build:
    """The sketch at the size that `values` ask for; `mass_kg` by default is its volume times density."""
    low, high = bounds_of([one.surface for one in sketch.parts])
    usual, wanted = high - low, np.array(size_of(values))
    factors = wanted / usual
    offset = _to_floor(low, high) * factors
    if sketch.joints:  # what stays round may reach farther than the rest
        moved = bounds_of([_moved(one, sketch, factors, offset).surface for one in sketch.parts])
        offset = offset + _to_floor(*moved)
    joints = {name: _moved_joint(joint, factors, offset) for name, joint in sketch.joints.items()}
    parts = [_moved(one, sketch, factors, offset) for one in sketch.parts]
    places = [_moved_place(place, factors, offset) for place in sketch.places]
    width, depth, height = (float(size) for size in wanted)
    held = any(place.kind == "grip_at" for place in places)
    if sketch.grip or (sketch.grip is None and not held and min(wanted) < 0.25 and max(wanted) < 0.9):
        places.append(shapes.grip((0.0, 0.0, height / 2), min(width, depth)))
    if sketch.push and height > 0.3 and max(width, depth) > 0.25:
        places.extend(shapes.push_places(width, depth, height))
    if mass_kg is None:
        mass_kg = mass_of(parts, sketch.looks)
    bodies = () if sketch.solids is None else sketch.solids or (Solid(names=("",)),)
    return make(parts, sketch.looks, [_body(one, parts) for one in bodies], places, joints, mass_kg=mass_kg,
                static=sketch.solids is None)  # fmt: skip


def _moved_joint(joint: PartJoint, factors: Array, offset: Array) -> PartJoint:
    axis = joint.axis.astype(np.float64)
    along = float(np.linalg.norm(axis * factors))
    limits = joint.limits if joint.kind != "slide" else (joint.limits[0] * along, joint.limits[1] * along)
    return shapes.joint(joint.kind, joint.origin * factors + offset, axis, limits, joint.carrier)


def _to_floor(low: Array, high: Array) -> Array:
    """The way of a box to where it stands on the floor about the origin."""
    return -np.array([0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]), low[2]])


def _moved(one: Part, sketch: Sketch, factors: Array, offset: Array) -> Part:
    piece, own = one.surface, factors
    joint = sketch.joints.get(one.moves_with or "")
    if joint is not None and joint.kind == "wheel":
        # round its axle everything grows alike, so that it stays round: by as much as the height, to stay on the floor
        across = factors[2] if abs(joint.axis[2]) < 0.5 else factors[:2].mean()
        own = np.where(np.abs(joint.axis) > 0.5, factors, across)
    pivot = np.zeros(3) if joint is None else joint.origin.astype(np.float64)
    vertices = (piece.vertices - pivot) * own + pivot * factors + offset
    uv = piece.uv * float(np.prod(own)) ** (1.0 / 3.0)
    return replace(one, surface=replace(piece, vertices=vertices, uv=uv))


def _moved_place(place: Affordance, factors: Array, offset: Array) -> Affordance:
    at = place.frame.translation * factors + offset
    size = place.dimensions * (factors if place.kind in ("surface_top", "inside", "lie_at") else factors.mean())
    frame = replace(place.frame, translation=at.astype(np.float32))
    return replace(place, frame=frame, dimensions=size.astype(np.float32))


def _body(one: Solid, parts: Sequence[Part]) -> CollisionShape:
    piece = merge([p.surface for p in parts if p.name.startswith(one.names)])
    low, high = piece.vertices.min(axis=0), piece.vertices.max(axis=0)
    middle, size = 0.5 * (low + high), high - low
    if one.kind == "box":
        return shapes.collision_around(piece)
    if one.kind == "cylinder":
        across = [size[k] for k in range(3) if k != one.axis]
        return shapes.collision_cylinder(float(np.mean(across)), float(size[one.axis]), middle, one.axis)
    if one.kind == "sphere":
        return CollisionShape(
            kind="sphere", transform=shapes.at(middle), dimensions=np.full(3, size.mean(), dtype=np.float32)
        )
    return CollisionShape(
        kind="hull", transform=shapes.at((0.0, 0.0, 0.0)), dimensions=size.astype(np.float32),
        points=hull_points(piece.vertices),
    )  # fmt: skip


def hull_points(vertices: ArrayLike, directions: int = 64) -> NDArray[np.float32]:
    """(N, 3) the outermost vertices along evenly spread directions: a light hull."""
    points = np.asarray(vertices, dtype=np.float64)
    k = np.arange(directions) + 0.5
    z = 1.0 - 2.0 * k / directions
    turn = np.pi * (1.0 + 5.0**0.5) * k
    flat = np.sqrt(1.0 - z**2)
    ways = np.stack([flat * np.cos(turn), flat * np.sin(turn), z], axis=-1)
    spread = (points - points.mean(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-9)
    outermost = np.unique(np.argmax(spread @ ways.T, axis=0))
    return np.asarray(points[outermost], dtype=np.float32)


def thing(
    name: str,
    family: str,
    size: Size,
    draw: Callable[[Values], Sketch],
    *,
    synonyms: Sequence[str] = (),
    material: str = "plastic",
    color: str = "",
    patterned: bool = False,
    extra: Sequence[Parameter] = (),
    stuffs: Sequence[str] = (),
    colors: Sequence[str] = (),
    presets: Mapping[str, Mapping[str, Value]] | None = None,
    mass_kg: float | None = None,
    span: float = 5.0,
    static: bool = False,
    use_prior: bool = False,
    equal_sides: bool = False,
    sized: Mapping[str, Size] = MappingProxyType({}),
) -> Category:
    """A category of sketched things. `size`: usual width, depth, height in m; `span`: how many times as large or small
    it may be; `mass_kg` at that size (default: the knowledge base's, else by volume); `equal_sides`: as deep as wide;
    `sized`: usual sizes of the choices that have another one."""
    ranges = [(one, min(k, one) / span, max(k, one) * span)
              for one, k in zip(size, np.mean([size, *sized.values()], axis=0), strict=True)]  # fmt: skip
    width, depth, height = ranges
    parameters = (*shapes.sizes(width, depth, height), *shapes.finish(material, color, patterned), *extra)
    prior = object_prior(name)
    usual_kg = mass_kg or (prior.mass_kg if prior is not None and prior.name == name else None)

    def build(values: Values) -> Build:
        grown = float(np.prod(np.array(size_of(values)) / np.array(size)))
        return sketched(draw(values), values, None if usual_kg is None else usual_kg * grown)

    def finish(values: dict[str, Value], *_: object) -> None:
        for chosen in [sized[word] for word in map(str, values.values()) if word in sized]:
            for parameter, usual, own in zip(parameters, size, chosen, strict=False):
                values[parameter.name] = float(values[parameter.name]) * own / usual
        if equal_sides:
            values["depth_m"] = values["width_m"]

    return Category(
        name=name, family=family, synonyms=tuple(synonyms), parameters=parameters, build=build, static=static,
        sample=sampler(name, parameters, stuffs=stuffs, colors=colors, presets=presets, use_prior=use_prior,
                       finish=finish),
    )  # fmt: skip
