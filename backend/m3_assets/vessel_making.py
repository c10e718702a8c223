"""What turned vessels share: paint, mass, the inside, the build, the category."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ..protocol.scene import Affordance, Entity, Material, Parameter
from .contract import Build, Category, Part, Values
from .materials import density, material, physics
from .sampler import Value, sampler
from .shapes import affordance, collision_cylinder, finish, sizes

Adjust = Callable[[dict[str, Value], Entity, np.random.Generator], None]


def paint(values: Values, name: str, fallback_color: str = "") -> Material:
    return material(
        name,
        str(values["material"]),
        str(values["color"]) or fallback_color,
        pattern=str(values.get("pattern", "")),
        second_color=str(values.get("second_color", "")),
        pattern_scale_m=max(0.02, 0.25 * float(values["height_m"])),
    )


def shell_mass_kg(diameter_m: float, height_m: float, thickness_m: float, stuff: str) -> float:
    """Wall and floor of a vessel."""
    skin = np.pi * diameter_m * height_m * 0.9 + np.pi * diameter_m**2 / 4.0
    return float(skin * thickness_m * density(stuff))


def inside_of(radius_m: float, floor_m: float, height_m: float) -> Affordance:
    return affordance("inside", "inside", (0.0, 0.0, floor_m), (1.4 * radius_m, 1.4 * radius_m, height_m - floor_m))


def round_build(
    parts: Sequence[Part], materials: Sequence[Material], values: Values, mass_kg: float,
    affordances: tuple[Affordance, ...], diameter_m: float, center_x: float = 0.0, stuff: str = "",
) -> Build:  # fmt: skip
    height = float(values["height_m"])
    return Build(
        parts=tuple(parts), materials=tuple(materials),
        physics=physics(stuff or str(values["material"]), mass_kg, rolling_friction=0.002),
        collision_shapes=(collision_cylinder(diameter_m, height, (center_x, 0.0, 0.5 * height)),),
        affordances=affordances,
    )  # fmt: skip


def same_depth(values: dict[str, Value], _: Entity, __: np.random.Generator) -> None:
    values["depth_m"] = values["width_m"]


def vessel_category(
    name: str, size: tuple[float, float], build: Callable[[Values], Build], synonyms: tuple[str, ...], stuff: str,
    extra: Sequence[Parameter] = (), adjust: Adjust = same_depth,
    presets: Mapping[str, Mapping[str, Value]] | None = None, colors: Sequence[str] = (), stuffs: Sequence[str] = (),
    depth_share: float = 1.0,
) -> Category:  # fmt: skip
    wide, high = size
    deep = depth_share * wide
    parameters = (
        *sizes((wide, 0.25 * wide, 6 * wide), (deep, 0.2 * wide, 6 * wide), (high, 0.25 * high, 6 * high)),
        *finish(stuff), *extra,
    )  # fmt: skip
    return Category(
        name=name, family="lathe", synonyms=synonyms, parameters=parameters, build=build,
        sample=sampler(name, parameters, finish=adjust, presets=presets, colors=colors, stuffs=stuffs,
                       use_prior=False),
    )  # fmt: skip
