"""Small food: apple, orange, banana, pizza, cake, doughnut."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ..protocol.scene import CollisionShape, Entity, Material, Parameter, PhysicsProperties
from .contract import Build, Category, Part, Surface, Values
from .geometry import cylinder, lathe, loft, merge, rotated, rounded_box, translated, tube
from .geometry_grid import cube_sphere, outward, ring_tube, thick_sheet
from .materials import glowing, material
from .nature_materials import nature
from .plant_geometry import petal
from .sampler import Value, sampler
from .shapes import affordance, at, collision_cylinder, joint, number, sizes, surface_top
from .tree_geometry import fitted
from .vessel_geometry import smooth_line


def _flesh(name: str, color: str, roughness: float = 0.4) -> Material:
    """Skin or crumb of something to eat."""
    made = material(name, "plastic", color, roughness=roughness)
    return Material(name=name, kind="plain", base_color=made.base_color, roughness=roughness, bump=0.05)


def _build(
    parts: Sequence[Part], materials: Sequence[Material], values: Values, mass_kg: float, *, ball: bool
) -> Build:
    """Fits the parts to the size asked for; round fruit rolls, the rest lies."""
    size = (float(values["width_m"]), float(values["depth_m"]), float(values["height_m"]))
    done, _ = fitted(list(parts), size)
    middle = (0.0, 0.0, 0.5 * size[2])
    if ball:
        shape = CollisionShape(kind="sphere", transform=at(middle), dimensions=np.full(3, min(size), dtype=np.float32))
    else:
        shape = collision_cylinder(0.95 * min(size[:2]), size[2], middle)
    return Build(
        parts=done,
        materials=tuple(materials),
        physics=PhysicsProperties(
            mass_kg=round(mass_kg, 4), friction=0.6, restitution=0.2, rolling_friction=0.003 if ball else 0.0
        ),
        collision_shapes=(shape,),
        affordances=(affordance("grip", "grip_at", middle, (min(size), 0.0, 0.0)),),
    )


def build_apple(values: Values) -> Build:
    """A heart-shaped fruit with dimples, five lobes, a stem and a leaf."""
    line = smooth_line([(0.0, 0.10), (0.16, 0.02), (0.34, 0.0), (0.62, 0.14), (0.90, 0.46), (1.0, 0.82), (0.90, 1.16),
                        (0.62, 1.38), (0.34, 1.42), (0.14, 1.33), (0.0, 1.22)], 3)  # fmt: skip
    line[0, 0] = line[-1, 0] = 0.0
    fruit = lathe(np.maximum(line, [0.0, -1.0]), 28)
    angle = np.arctan2(fruit.vertices[:, 1], fruit.vertices[:, 0])
    lobes = 1.0 + 0.035 * np.cos(5 * angle) * np.clip(1.0 - fruit.vertices[:, 2] / 1.1, 0.0, 1.0)
    fruit.vertices[:, :2] *= lobes[:, None]
    stem = tube(np.array([(0.0, 0.0, 1.18), (0.02, 0.0, 1.40), (0.09, 0.0, 1.60)]), [0.035, 0.028, 0.045], 8)
    leaf = rotated(thick_sheet(petal(0.55, 0.28, -0.7, 6, 0.7), 0.012), 0.5, (1.0, 0.0, 0.0))
    leaf = translated(rotated(leaf, -1.2, (0.0, 0.0, 1.0)), (0.03, 0.0, 1.44))
    parts = [Part(name="fruit", surface=fruit, material="skin"), Part(name="stem", surface=stem, material="stem"),
             Part(name="leaf", surface=leaf, material="leaf")]  # fmt: skip
    looks = [_flesh("skin", str(values["color"]) or "#b3201c", 0.25), nature("stem", "bark"), nature("leaf", "leaf")]
    return _build(parts, looks, values, 0.18, ball=True)


def build_orange(values: Values) -> Build:
    """A pitted sphere with its green button."""
    fruit = cube_sphere((1.0, 1.0, 0.95), 12)
    button = lathe([(0.0, 0.88), (0.13, 0.90), (0.11, 0.965), (0.04, 0.985), (0.0, 0.98)], 10)
    navel = lathe([(0.0, -0.965), (0.09, -0.955), (0.05, -0.93), (0.0, -0.92)], 10)
    parts = [Part(name="fruit", surface=fruit, material="skin"),
             Part(name="button", surface=merge([button, navel]), material="leaf")]  # fmt: skip
    skin = material("skin", "leather", str(values["color"]) or "#e8780f", roughness=0.45)
    return _build(parts, [skin, nature("leaf", "leaf")], values, 0.16, ball=True)


def build_banana(values: Values) -> Build:
    """A bent five-sided fruit with a dark tip and a stem."""
    t = np.linspace(0.0, 1.0, 15)
    bend = np.radians(-60.0 + 120.0 * t)
    centre = np.column_stack([np.sin(bend), 1.0 - np.cos(bend), np.zeros(15)])
    girth = 0.19 * np.clip(np.sin(np.pi * (0.06 + 0.86 * t)), 0.0, 1.0) ** 0.45
    girth[:2] = (0.045, 0.07)
    girth[-2:] = (0.075, 0.04)
    turn = 2.0 * np.pi * np.arange(20) / 20
    ribs = 1.0 + 0.055 * np.cos(5.0 * turn)
    outwards = np.column_stack([np.sin(bend), -np.cos(bend), np.zeros(15)])
    up = np.array([0.0, 0.0, 1.0])
    rings = centre[:, None] + (girth[:, None] * ribs)[..., None] * (
        np.cos(turn)[None, :, None] * outwards[:, None] + np.sin(turn)[None, :, None] * up
    )
    body = outward(loft(rings))
    tip = translated(cube_sphere((0.05, 0.05, 0.05), 3), centre[0])
    along = np.array([centre[-1], centre[-1] + [0.10, 0.13, 0.0], centre[-1] + [0.16, 0.26, 0.0]])
    stem = tube(along, [0.055, 0.045, 0.06], 8)
    parts = [Part(name="fruit", surface=body, material="skin"), Part(name="tip", surface=tip, material="tip"),
             Part(name="stem", surface=stem, material="stem")]  # fmt: skip
    looks = [
        _flesh("skin", str(values["color"]) or "#e9c12b", 0.4),
        _flesh("tip", "#2a1c10"),
        _flesh("stem", "#8a8a2c"),
    ]
    return _build(parts, looks, values, 0.12, ball=False)


def build_pizza(values: Values) -> Build:
    """A crust, sauce and cheese, slices of salami, olives and leaves of basil."""
    rng = np.random.default_rng(int(values["seed"]))
    turn = 2.0 * np.pi * np.arange(48) / 48
    puff = 1.0 + 0.012 * np.sin(7 * turn + 1.0) + 0.010 * np.sin(13 * turn)
    path = np.column_stack([0.94 * puff * np.cos(turn), 0.94 * puff * np.sin(turn), np.full(48, 0.075)])
    crust = [ring_tube(path, 0.07, 8), lathe([(0.0, 0.0), (0.92, 0.0), (0.95, 0.03), (0.95, 0.055), (0.0, 0.055)], 40)]
    cheese = lathe([(0.0, 0.05), (0.90, 0.05), (0.895, 0.075), (0.7, 0.083), (0.0, 0.08)], 40)
    cheese.vertices[:, :2] *= (1.0 + 0.02 * np.sin(9 * np.arctan2(cheese.vertices[:, 1], cheese.vertices[:, 0])))[
        :, None
    ]
    salami: list[Surface] = []
    olives: list[Surface] = []
    leaves: list[Surface] = []
    for k in range(11):
        r, a = 0.74 * np.sqrt((k + 0.4) / 11), 2.399 * k + rng.uniform(-0.15, 0.15)
        spot = (r * np.cos(a), r * np.sin(a), 0.09)
        salami.append(translated(rotated(cylinder(0.125, 0.018, edge=0.006, segments=18), rng.normal(0.0, 0.08),
                                         (1.0, 0.0, 0.0)), spot))  # fmt: skip
    for k in range(12):
        r, a = rng.uniform(0.1, 0.82), rng.uniform(0.0, 2.0 * np.pi)
        spot = (r * np.cos(a), r * np.sin(a), 0.104)
        if k % 3 == 0:
            sheet = thick_sheet(petal(0.2, 0.12, -0.4, 4, 0.6), 0.006)
            leaves.append(translated(rotated(sheet, rng.uniform(0.0, 6.0), (0.0, 0.0, 1.0)), spot))
        else:
            ring = 2.0 * np.pi * np.arange(12) / 12
            loop = ring_tube(np.column_stack([0.035 * np.cos(ring), 0.035 * np.sin(ring), 0.0 * ring]), 0.017)
            olives.append(translated(loop, spot))
    parts = [Part(name="crust", surface=merge(crust), material="crust"),
             Part(name="cheese", surface=cheese, material="cheese"),
             Part(name="salami", surface=merge(salami), material="salami"),
             Part(name="olives", surface=merge(olives), material="olive"),
             Part(name="basil", surface=merge(leaves), material="basil")]  # fmt: skip
    looks = [_flesh("crust", "#b9803f", 0.7), _flesh("cheese", "#e8b54a", 0.45), _flesh("salami", "#9c2a1c", 0.45),
             _flesh("olive", "#1d1a18", 0.3), nature("basil", "leaf")]  # fmt: skip
    return _build(parts, looks, values, 0.8, ball=False)


def build_cake(values: Values) -> Build:
    """Two layers with icing that runs down, piped swirls, cherries and candles on a stand."""
    candles = int(values["candles"])
    board = lathe([(0.0, 0.0), (0.97, 0.0), (1.0, 0.02), (1.0, 0.04), (0.0, 0.04)], 40)
    sponge = lathe([(0.0, 0.04), (0.84, 0.04), (0.85, 0.06), (0.85, 0.30), (0.83, 0.32), (0.85, 0.34), (0.85, 0.60),
                    (0.0, 0.60)], 40)  # fmt: skip
    cream = lathe([(0.80, 0.285), (0.865, 0.29), (0.875, 0.32), (0.865, 0.35), (0.80, 0.355)], 40, closed_profile=True)
    icing = lathe([(0.0, 0.58), (0.865, 0.50), (0.885, 0.53), (0.885, 0.63), (0.86, 0.665), (0.0, 0.67)], 64)
    angle = np.arctan2(icing.vertices[:, 1], icing.vertices[:, 0])
    runs = 0.5 + 0.5 * np.sin(11 * angle + 1.3 * np.sin(3 * angle))
    lower = (icing.vertices[:, 2] < 0.56) & (np.hypot(icing.vertices[:, 0], icing.vertices[:, 1]) > 0.5)
    icing.vertices[lower, 2] -= 0.16 * runs[lower]
    swirl = lathe(
        [(0.0, 0.0), (0.085, 0.0), (0.095, 0.03), (0.07, 0.055), (0.075, 0.075), (0.045, 0.10), (0.0, 0.125)], 14
    )
    rosettes, cherries = [], []
    for k in range(10):
        a = 2.0 * np.pi * k / 10
        rosettes.append(translated(swirl, (0.72 * np.cos(a), 0.72 * np.sin(a), 0.66)))
        cherries.append(translated(cube_sphere(0.05, 4), (0.72 * np.cos(a), 0.72 * np.sin(a), 0.79)))
    parts = [Part(name="board", surface=board, material="board"),
             Part(name="sponge", surface=sponge, material="sponge"),
             Part(name="cream", surface=merge([cream, *rosettes]), material="cream"),
             Part(name="icing", surface=icing, material="icing"),
             Part(name="cherries", surface=merge(cherries), material="cherry")]  # fmt: skip
    looks = [material("board", "ceramic", "#d9d6cf"), _flesh("sponge", "#c58f4a", 0.8), _flesh("cream", "#efe6d2", 0.5),
             _flesh("icing", str(values["color"]) or "#5a2c1a", 0.3), _flesh("cherry", "#a80f1c", 0.15)]  # fmt: skip
    if candles:
        sticks, flames = [], []
        for k in range(candles):
            a = 2.0 * np.pi * k / candles
            r = 0.42 if candles > 1 else 0.0
            sticks.append(cylinder(0.026, 0.30, (r * np.cos(a), r * np.sin(a), 0.80), segments=12))
            flame = lathe([(0.0, 0.0), (0.020, 0.02), (0.023, 0.045), (0.012, 0.085), (0.0, 0.12)], 10)
            flames.append(translated(flame, (r * np.cos(a), r * np.sin(a), 0.955)))
        parts += [Part(name="candles", surface=merge(sticks), material="candle"),
                  Part(name="flames", surface=merge(flames), material="flame", moves_with="flames")]  # fmt: skip
        looks += [_flesh("candle", "#7fb3d9", 0.5), glowing("flame", "#ffb347", 900.0)]
    build = _build(parts, looks, values, 1.2, ball=False)
    size = float(values["width_m"])
    return Build(
        parts=build.parts, materials=build.materials, physics=build.physics, collision_shapes=build.collision_shapes,
        affordances=(*build.affordances, surface_top("top", (0.0, 0.0, 0.6 * float(values["height_m"])), 0.4 * size,
                                                     0.4 * size)),
        joints={"flames": joint("slide", (0.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.0, 0.17 * float(values["height_m"])))}
        if candles else {},
    )  # fmt: skip


def build_doughnut(values: Values) -> Build:
    """A ring of dough, icing with a wavy edge, sprinkles."""
    turn = 2.0 * np.pi * np.arange(40) / 40
    dough = ring_tube(np.column_stack([0.66 * np.cos(turn), 0.66 * np.sin(turn), np.full(40, 0.32)]), 0.33, 16)
    coat = ring_tube(np.column_stack([0.66 * np.cos(turn), 0.66 * np.sin(turn), np.full(40, 0.335)]), 0.352, 16)
    angle = np.arctan2(coat.vertices[:, 1], coat.vertices[:, 0])
    hem = 0.36 + 0.05 * np.sin(6 * angle) + 0.03 * np.sin(11 * angle + 1.0)
    # below its hem the coat hides inside the dough
    below = coat.vertices[:, 2] < hem
    middle = np.column_stack([0.66 * np.cos(angle), 0.66 * np.sin(angle), np.full(len(angle), 0.32)])
    coat.vertices[below] = middle[below] + 0.86 * (coat.vertices[below] - middle[below])
    rng = np.random.default_rng(3)
    colors = ("#e8c93a", "#4fa3d9", "#e8e4da")
    sprinkles: dict[str, list[Surface]] = {f"sprinkles_{k + 1}": [] for k in range(3)}
    for k in range(42):
        a, tilt = rng.uniform(0.0, 2.0 * np.pi), rng.uniform(-0.9, 0.9)
        r = 0.66 + 0.36 * np.sin(tilt)
        stick = rotated(
            rounded_box((0.085, 0.026, 0.026), (0.0, 0.0, 0.0), 0.011), rng.uniform(0, 3.1), (0.0, 0.0, 1.0)
        )
        spot = (r * np.cos(a), r * np.sin(a), 0.335 + 0.36 * np.cos(tilt))
        sprinkles[f"sprinkles_{k % 3 + 1}"].append(translated(stick, spot))
    parts = [Part(name="dough", surface=dough, material="dough"), Part(name="icing", surface=coat, material="icing")]
    looks = [_flesh("dough", "#c08848", 0.7), _flesh("icing", str(values["color"]) or "#d9718f", 0.25)]
    for (name, pieces), color in zip(sprinkles.items(), colors, strict=True):
        parts.append(Part(name=name, surface=merge(pieces), material=name))
        looks.append(_flesh(name, color))
    return _build(parts, looks, values, 0.06, ball=False)


def _seeded(values: dict[str, Value], _: Entity, rng: np.random.Generator) -> None:
    if "seed" in values:
        values["seed"] = int(rng.integers(1, 10_000))
    if values["width_m"] != values["depth_m"] and "candles" not in values and "seed" not in values:
        return
    values["depth_m"] = values["width_m"]


_COLOR = Parameter(name="color", value="", description="of the skin or icing: a colour word or #rrggbb")


def _category(
    name: str, size: tuple[float, float, float], build: Callable[[Values], Build], synonyms: tuple[str, ...],
    extra: tuple[Parameter, ...] = (), colors: Sequence[str] = (),
    presets: Mapping[str, Mapping[str, Value]] | None = None,
) -> Category:  # fmt: skip
    parameters = (*sizes(*((s, 0.2 * s, 8 * s) for s in size)), _COLOR, *extra)
    return Category(
        name=name, family="food", synonyms=synonyms, parameters=parameters, build=build,
        sample=sampler(name, parameters, use_prior=False, colors=colors, finish=_seeded, presets=presets),
    )  # fmt: skip


CATEGORIES = (
    _category("apple", (0.080, 0.080, 0.088), build_apple, (), colors=("", "", "#7fa32a", "#c23a22")),
    _category("orange", (0.080, 0.080, 0.077), build_orange, ("tangerine", "mandarin", "clementine")),
    _category("banana", (0.185, 0.100, 0.038), build_banana, ()),
    _category("pizza", (0.32, 0.32, 0.024), build_pizza, (), (number("seed", 1, 0, 1_000_000),)),
    _category("cake", (0.28, 0.28, 0.15), build_cake, ("birthday cake", "wedding cake"),
              (number("candles", 0, 0, 24, "on it, burning"),),
              presets={"birthday cake": {"candles": 7},
                       "wedding cake": {"color": "#ece6d8", "width_m": 0.42, "height_m": 0.3}}),
    _category("donut", (0.095, 0.095, 0.036), build_doughnut, ("doughnut",)),
)
