"""Balls: plain, beach, soccer, basketball, tennis, baseball-sized toys; each a true sphere in physics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ..protocol.scene import CollisionShape, Entity, Material, Parameter, PhysicsProperties
from .ball_panels import baseball_stitches, basketball_seams, end_caps, gore, soccer_panels, tennis_seam
from .contract import Build, Category, Part, Values
from .geometry import lathe, merge, rotated, translated
from .geometry_grid import cube_sphere
from .materials import density, material
from .sampler import Value, sampler
from .shapes import affordance, at, finish, sizes

BEACH_COLORS = ("#d8232a", "#f5f5f0", "#1f6fd0", "#f7c61c", "#f5f5f0", "#2a9d4a")
RESTITUTION = {
    "rubber": 0.75, "plastic": 0.65, "leather": 0.6, "fabric": 0.4, "steel": 0.5, "glass": 0.55, "oak": 0.45,
    "stone": 0.3, "wool": 0.25,
}  # fmt: skip


def _parameters(diameter_m: float, largest_m: float, extra: Sequence[Parameter] = ()) -> tuple[Parameter, ...]:
    bounds = (diameter_m, 0.02, largest_m)
    return (*sizes(bounds, bounds, bounds), *extra)


def _build(
    diameter_m: float, parts: Sequence[Part], materials: Sequence[Material], mass_kg: float, restitution: float,
    friction: float = 0.6, rolling_friction: float = 0.004,
) -> Build:  # fmt: skip
    """Lifts parts made about the origin onto the floor."""
    radius = 0.5 * diameter_m
    centre = (0.0, 0.0, radius)
    lifted = tuple(
        Part(name=p.name, surface=translated(p.surface, centre), material=p.material, closed=p.closed) for p in parts
    )
    low = min(float(p.surface.vertices[:, 2].min()) for p in lifted)
    lifted = tuple(
        Part(name=p.name, surface=translated(p.surface, (0.0, 0.0, -low)), material=p.material, closed=p.closed)
        for p in lifted
    )
    return Build(
        parts=lifted,
        materials=tuple(materials),
        physics=PhysicsProperties(
            mass_kg=float(round(mass_kg, 4)), friction=friction, restitution=restitution,
            rolling_friction=rolling_friction,
        ),
        collision_shapes=(
            CollisionShape(kind="sphere", transform=at(centre), dimensions=np.full(3, diameter_m, dtype=np.float32)),
        ),
        affordances=(
            affordance("grip", "grip_at", centre, (diameter_m, 0.0, 0.0)),
            affordance("kick", "kick_at", centre, (diameter_m, 0.0, 0.0)),
        ),
    )  # fmt: skip


def _hollow_mass_kg(diameter_m: float, stuff: str, solid: bool) -> float:
    """A skin of 3 % of the diameter, or a full sphere."""
    volume = np.pi * diameter_m**3 / 6.0
    return float(volume * density(stuff) * (1.0 if solid else 1.0 - 0.94**3))


# --- plain and beach balls ------------------------------------------------------------------------


def build_ball(values: Values) -> Build:
    """A smooth ball with a valve, or six coloured gores when striped."""
    diameter, stuff, color = float(values["width_m"]), str(values["material"]), str(values["color"])
    radius = 0.5 * diameter
    if values["pattern"] == "striped":
        return _beach_ball(diameter, color, str(values["second_color"]))
    soft = stuff in ("rubber", "plastic", "leather")
    paint = material(
        "ball",
        stuff,
        color or ("#c8281e" if soft else ""),
        pattern=str(values["pattern"]),
        second_color=str(values["second_color"]),
        pattern_scale_m=0.35 * diameter,
        roughness=0.42 if soft else None,
    )
    parts = [Part(name="ball", surface=cube_sphere(radius, 12), material="ball")]
    materials = [paint]
    if soft:
        # a moulded seam round the waist and the valve beside it: what tells a ball from a bare sphere
        seam = lathe(
            [
                (radius * 0.985, -0.010 * radius),
                (radius * 1.004, -0.006 * radius),
                (radius * 1.004, 0.006 * radius),
                (radius * 0.985, 0.010 * radius),
            ],
            48,
            closed_profile=True,
        )
        valve = lathe(
            [
                (0.0, 0.98 * radius),
                (0.055 * radius, 0.98 * radius),
                (0.055 * radius, 1.002 * radius),
                (0.030 * radius, 1.008 * radius),
                (0.018 * radius, 0.992 * radius),
                (0.0, 0.992 * radius),
            ],
            16,
        )
        dark = 0.62 * paint.base_color
        materials.append(
            Material(name="valve", kind=paint.kind, base_color=dark.astype(np.float32), roughness=0.5, bump=0.0)
        )
        parts.append(Part(name="seam", surface=rotated(seam, 0.35, (1.0, 0.0, 0.0)), material="ball"))
        parts.append(Part(name="valve", surface=rotated(valve, 1.0, (0.8, 0.6, 0.0)), material="valve"))
    solid = not soft
    return _build(
        diameter,
        parts,
        materials,
        _hollow_mass_kg(diameter, stuff, solid),
        RESTITUTION.get(stuff, 0.4),
        rolling_friction=0.001 if solid else 0.004,
    )


def _beach_ball(diameter_m: float, color: str, second_color: str) -> Build:
    radius = 0.5 * diameter_m
    colors = (color, second_color or "#f5f5f0") * 3 if color else BEACH_COLORS
    names = [f"gore_{k + 1}" for k in range(6)]
    materials = [material(name, "plastic", said, roughness=0.28) for name, said in zip(names, colors, strict=True)]
    materials.append(material("cap", "plastic", "#f5f5f0", roughness=0.28))
    tilt = 0.6
    parts = [
        Part(name=name, surface=rotated(gore(radius, k, 6), tilt, (1.0, 0.3, 0.0)), material=name)
        for k, name in enumerate(names)
    ]
    parts.append(Part(name="lining", surface=cube_sphere(0.96 * radius, 8), material="cap"))
    parts.append(Part(name="caps", surface=rotated(end_caps(radius), tilt, (1.0, 0.3, 0.0)), material="cap"))
    return _build(diameter_m, parts, materials, 0.12, 0.6, rolling_friction=0.01)


def _choose_stripes(values: dict[str, Value], entity: Entity, _: np.random.Generator) -> None:
    if "beach" in entity.lemma.split() or (entity.values("pattern") and "strip" in entity.values("pattern")[0]):
        values["pattern"] = "striped"
        if not entity.values("color"):
            values["color"] = ""  # every gore another colour
    size = max(float(values["width_m"]), 0.02)
    values.update(width_m=size, depth_m=size, height_m=size)


# --- sports balls ---------------------------------------------------------------------------------


def build_soccer_ball(values: Values) -> Build:
    """Twelve dark pentagons and twenty light hexagons of leather over a bladder."""
    diameter = float(values["width_m"])
    color = str(values["color"])
    pentagons, hexagons = soccer_panels(0.5 * diameter)
    tilt = (0.42, (1.0, 0.25, 0.1))
    parts = [
        Part(name="panels_light", surface=rotated(hexagons, *_unit(tilt)), material="panel_light"),
        Part(name="panels_dark", surface=rotated(pentagons, *_unit(tilt)), material="panel_dark"),
        Part(name="bladder", surface=cube_sphere(0.475 * diameter, 8), material="seam"),
    ]
    materials = [
        material("panel_light", "leather", color or "#efeeea", roughness=0.38),
        material("panel_dark", "leather", str(values["second_color"]) or "#141416", roughness=0.38),
        material("seam", "rubber", "#1a1a1c"),
    ]
    return _build(diameter, parts, materials, 0.43 * (diameter / 0.22) ** 3, 0.65, rolling_friction=0.006)


def _unit(turn: tuple[float, tuple[float, float, float]]) -> tuple[float, tuple[float, float, float]]:
    axis = np.array(turn[1]) / np.linalg.norm(turn[1])
    return turn[0], (float(axis[0]), float(axis[1]), float(axis[2]))


def build_basketball(values: Values) -> Build:
    """An orange pebbled sphere with its eight black seams."""
    diameter = float(values["width_m"])
    turn = _unit((0.5, (0.4, 0.8, 0.3)))
    parts = [
        Part(name="ball", surface=rotated(cube_sphere(0.5 * diameter, 12), *turn), material="ball"),
        Part(name="seams", surface=rotated(basketball_seams(0.5 * diameter), *turn), material="seam"),
    ]
    materials = [
        material("ball", "leather", str(values["color"]) or "#d47a2c", roughness=0.62),
        material("seam", "rubber", "#161412"),
    ]
    return _build(diameter, parts, materials, 0.62 * (diameter / 0.24) ** 3, 0.76, friction=0.8)


def build_tennis_ball(values: Values) -> Build:
    """Yellow felt and one white curve."""
    diameter = float(values["width_m"])
    turn = _unit((0.7, (0.2, 0.5, 1.0)))
    parts = [
        Part(name="felt", surface=rotated(cube_sphere(0.5 * diameter, 10), *turn), material="felt"),
        Part(name="seam", surface=rotated(tennis_seam(0.5 * diameter), *turn), material="seam"),
    ]
    materials = [
        material("felt", "wool", str(values["color"]) or "#c9dc2c"),
        material("seam", "rubber", "#eceae0"),
    ]
    return _build(diameter, parts, materials, 0.058 * (diameter / 0.067) ** 3, 0.73, rolling_friction=0.006)


def build_baseball(values: Values) -> Build:
    """White leather in two dumb-bells, sewn together with red Vs."""
    diameter = float(values["width_m"])
    turn = _unit((0.5, (0.2, 0.5, 1.0)))
    radius = 0.5 * diameter
    parts = [
        Part(name="hide", surface=rotated(cube_sphere(radius, 10), *turn), material="hide"),
        Part(name="seam", surface=rotated(tennis_seam(radius, 0.010), *turn), material="groove"),
        Part(name="stitches", surface=rotated(baseball_stitches(radius), *turn), material="stitch"),
    ]
    materials = [
        material("hide", "leather", str(values["color"]) or "#ece8de", roughness=0.5),
        material("groove", "leather", "#a89f8c"),
        material("stitch", "cotton", "#b3181c"),
    ]
    return _build(diameter, parts, materials, 0.145 * (diameter / 0.074) ** 3, 0.5)


def _even(values: dict[str, Value], _: Entity, __: np.random.Generator) -> None:
    size = float(values["width_m"])
    values.update(depth_m=size, height_m=size)


def build_golf_ball(values: Values) -> Build:
    """A small white polished ball."""
    diameter = float(values["width_m"])
    parts = [Part(name="ball", surface=cube_sphere(0.5 * diameter, 10), material="coat")]
    materials = [material("coat", "lacquer", str(values["color"]) or "#f6f6f1", roughness=0.25)]
    return _build(diameter, parts, materials, 0.0459 * (diameter / 0.043) ** 3, 0.5)


def build_bowling_ball(values: Values) -> Build:
    """A heavy polished ball with two holes for fingers and one for the thumb."""
    diameter = float(values["width_m"])
    radius = 0.5 * diameter
    hole = lathe([(0.0, 0.98 * radius), (0.125 * radius, 0.98 * radius), (0.125 * radius, 0.9955 * radius),
                  (0.11 * radius, 1.0005 * radius), (0.0, 1.001 * radius)], 18)  # fmt: skip
    holes = [rotated(rotated(hole, lean, (1.0, 0.0, 0.0)), turn, (0.0, 0.0, 1.0))
             for lean, turn in ((0.17, 0.9), (0.17, -0.9), (-0.24, 0.0))]  # fmt: skip
    tilt = (0.75, (0.9, 0.3, 0.0))
    parts = [
        Part(name="ball", surface=cube_sphere(radius, 14), material="coat"),
        Part(name="holes", surface=rotated(merge(holes), *_unit(tilt)), material="holes"),
    ]
    materials = [
        material("coat", "lacquer", str(values["color"]) or "#1d2c66", roughness=0.12),
        material("holes", "rubber", "#0c0c0e"),
    ]
    return _build(diameter, parts, materials, 6.4 * (diameter / 0.216) ** 3, 0.1, friction=0.3, rolling_friction=0.001)


def _category(
    name: str, diameter_m: float, build: Callable[[Values], Build], synonyms: tuple[str, ...],
    extra: Sequence[Parameter], presets: Mapping[str, Mapping[str, Value]] | None = None,
) -> Category:  # fmt: skip
    parameters = _parameters(diameter_m, 2.5 * diameter_m, extra)
    return Category(
        name=name, family="ball", synonyms=synonyms, parameters=parameters, build=build,
        sample=sampler(name, parameters, finish=_even, presets=presets, use_prior=False),
    )  # fmt: skip


_COLOR = (Parameter(name="color", value="", description="a colour word or #rrggbb; empty: the usual one"),)
_TWO = (*_COLOR, Parameter(name="second_color", value="", description="of the pentagons"))
_BALL = (
    *sizes((0.23, 0.02, 3.0), (0.23, 0.02, 3.0), (0.23, 0.02, 3.0)),
    *finish("rubber"),
)

CATEGORIES = (
    Category(
        name="ball", family="ball",
        synonyms=("beach ball", "rubber ball", "toy ball", "marble", "sphere"),
        parameters=_BALL, build=build_ball,
        sample=sampler(
            "ball", _BALL, finish=_choose_stripes, use_prior=False, colors=("red", "blue", "yellow", "teal", "orange"),
            presets={
                "beach ball": {"width_m": 0.4, "material": "plastic", "color": ""},
                "marble": {"width_m": 0.025, "material": "glass", "color": "blue"},
            },
        ),
    ),
    _category("soccer ball", 0.22, build_soccer_ball, ("football", "soccerball"), _TWO),
    _category("basketball", 0.24, build_basketball, ("basket ball",), _COLOR),
    _category("tennis ball", 0.067, build_tennis_ball, (), _COLOR),
    _category("golf ball", 0.043, build_golf_ball, (), _COLOR),
    _category("bowling ball", 0.216, build_bowling_ball, (), _COLOR),
    _category("baseball", 0.074, build_baseball, ("softball",), _COLOR),
)  # fmt: skip
