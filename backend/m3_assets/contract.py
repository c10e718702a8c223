"""What a parametric category is: a deterministic builder of named parts, and the words that steer it.

A category module (one kit or family per file) exports `CATEGORIES`, a tuple of `Category`.
`catalogue.py` gathers them, `assemble.py` turns a `Build` into an `Asset`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import (
    Affordance,
    CollisionShape,
    Entity,
    Material,
    Parameter,
    PartJoint,
    PhysicsProperties,
)
from .flutter import Flutter

Values = Mapping[str, float | int | bool | str]


@dataclass(frozen=True, kw_only=True)
class Surface:
    """Bare polygons of one part, in asset space (metres, Z up, front -Y, origin on the floor under the centre)."""

    vertices: NDArray[np.float64]
    """(V, 3)"""
    face_sizes: NDArray[np.int32]
    """(F,)"""
    face_vertices: NDArray[np.int32]
    """(L,) counter-clockwise from outside"""
    uv: NDArray[np.float64]
    """(L, 2) metres along the surface"""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A named piece of one material."""

    name: str
    """`seat`, `leg_front.L`, `wheel_back.R`"""
    surface: Surface
    material: str
    """name of one of the build's materials"""
    closed: bool = True
    """False for leaves, cloth, curtains, ground and backdrops"""
    moves_with: str | None = None
    """name of the object (in `Build.joints` or `Build.instances`) that this part belongs to; None = the static root"""
    flutter: Flutter | None = None
    """how the wind moves it"""


@dataclass(frozen=True, kw_only=True)
class Build:
    """Everything a builder knows about one object."""

    parts: tuple[Part, ...]
    materials: tuple[Material, ...]
    physics: PhysicsProperties
    collision_shapes: tuple[CollisionShape, ...]
    affordances: tuple[Affordance, ...] = ()
    joints: Mapping[str, PartJoint] = field(default_factory=dict)
    """object name (`door.L`) to joint; its parts are given in asset space at rest"""
    instances: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    """object name (`tree_1`) to the places (N, 5) x, y, z, turn, scale where that object stands, each an instance"""
    smooth: bool = True
    """False: every face is flat, as in a low-poly model"""


@dataclass(frozen=True, kw_only=True)
class Category:
    """One thing people ask for."""

    name: str
    """canonical, e.g. `table`"""
    family: str
    """legged, boxy, panel, lathe, sweep, ball, building, vehicle, plant, terrain, sky, …"""
    synonyms: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    """with default values; the first three are width_m, depth_m, height_m"""
    build: Callable[[Values], Build]
    """deterministic: same values, same bytes"""
    sample: Callable[[Entity, np.random.Generator], dict[str, float | int | bool | str]]
    """reads the entity's words and draws natural variation; returns values for `build` (all or some parameters)"""
    static: bool = False
    """stays where it is in physics (buildings, ground)"""
