"""Turned and coopered containers of the house and the yard: plant pot, bucket, barrel, basket, candle."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..protocol.scene import Affordance, Entity, Material, Parameter
from .contract import Build, Category, Part, Surface, Values
from .geometry import cylinder, lathe, merge, rotated, translated, tube
from .geometry_grid import cube_sphere, ring_tube, thick_sheet
from .materials import density, glowing, material, physics
from .nature_materials import nature
from .plant_geometry import petal
from .sampler import Value, sampler, words_of
from .shapes import affordance, collision_cylinder, finish, flag, grip, sizes, surface_top
from .vessel_geometry import line_through, smooth_line, vessel


def _build(
    parts: Sequence[Part], materials: Sequence[Material], mass_kg: float, stuff: str, diameter_m: float,
    height_m: float, affordances: tuple[Affordance, ...], rolling: float = 0.002,
) -> Build:  # fmt: skip
    return Build(
        parts=tuple(parts),
        materials=tuple(materials),
        physics=physics(stuff, mass_kg, rolling_friction=rolling),
        collision_shapes=(collision_cylinder(diameter_m, height_m, (0.0, 0.0, 0.5 * height_m)),),
        affordances=affordances,
    )


def build_pot(values: Values) -> Build:
    """A terracotta pot with a thick rim, soil, and a leafy plant; or a cooking pot with two ears, its lid on, or open
    with what is cooked in it."""
    width, height = float(values["width_m"]), float(values["height_m"])
    stuff, color = str(values["material"]), str(values["color"])
    if values["style"] != "plant":
        return _cooking_pot(width, height, stuff, color, values["style"] == "open")
    plant = bool(values["plant"])
    pot_h = 0.42 * height if plant else height
    radius = 0.5 * width * (0.62 if plant else 1.0)
    outside = np.array(
        [(0.66, 0.0), (0.69, 0.012), (0.885, 0.74), (0.89, 0.75), (0.985, 0.755), (1.0, 0.775), (1.0, 0.985)]
    )
    body = vessel(outside * (radius, pot_h), 0.075 * radius, 0.06 * pot_h, 32)
    soil = lathe(
        [
            (0.0, 0.80 * pot_h),
            (0.895 * radius, 0.80 * pot_h),
            (0.86 * radius, 0.845 * pot_h),
            (0.45 * radius, 0.87 * pot_h),
            (0.0, 0.865 * pot_h),
        ],
        28,
    )
    parts = [Part(name="pot", surface=body, material="pot"), Part(name="soil", surface=soil, material="soil")]
    materials = [material("pot", stuff, color), nature("soil", "soil")]
    if plant:
        rng = np.random.default_rng(11)
        blades = []
        grow = height - 0.86 * pot_h
        for k in range(17):
            lean = 0.25 + 0.9 * (k / 16) ** 0.8
            long = grow / max(np.cos(0.55 * lean), 0.45) * (1.0 - 0.20 * (k / 16)) * rng.uniform(0.88, 1.0)
            sheet = thick_sheet(petal(long, 0.23 * long, -0.9 * lean, 6, 0.6), 0.006 * long)
            sheet = rotated(rotated(sheet, 0.5 * np.pi - 0.35 * lean, (1.0, 0.0, 0.0)), 2.399 * k, (0.0, 0.0, 1.0))
            blades.append(translated(sheet, (0.0, 0.0, 0.84 * pot_h)))
        leaves = merge(blades)
        low, high = leaves.vertices[:, :2].min(axis=0), leaves.vertices[:, :2].max(axis=0)
        leaves.vertices[:, :2] = (leaves.vertices[:, :2] - 0.5 * (low + high)) * (width / (high - low))
        over = leaves.vertices[:, 2] > 0.84 * pot_h
        top = float(leaves.vertices[:, 2].max())
        leaves.vertices[over, 2] = 0.84 * pot_h + (leaves.vertices[over, 2] - 0.84 * pot_h) * (
            (height - 0.84 * pot_h) / (top - 0.84 * pot_h)
        )
        parts.append(Part(name="leaves", surface=leaves, material="leaves"))
        materials.append(nature("leaves", "leaf"))
    mass = np.pi * radius**2 * pot_h * (0.25 * density(stuff) + 0.6 * 1300.0)
    hold = grip((0.0, 0.0, 0.6 * pot_h), 2 * radius)
    inside = affordance("inside", "inside", (0.0, 0.0, 0.86 * pot_h), (1.2 * radius, 1.2 * radius, 0.14 * pot_h))
    return _build(parts, materials, float(mass), stuff, 2 * radius, pot_h, (hold, inside))


def _cooking_pot(width: float, height: float, stuff: str, color: str, is_open: bool) -> Build:
    radius = 0.40 * width
    body_h = 0.74 * height
    outside = np.concatenate(
        [
            smooth_line(np.array([(0.80, 0.0), (0.93, 0.03), (0.99, 0.10)]) * (radius, body_h), 3),
            np.array([(1.0, 0.15), (1.0, 0.93), (1.045, 0.955), (1.045, 0.985)]) * (radius, body_h),
        ]
    )
    lid = lathe(np.array([(0.0, 0.97), (0.98, 0.97), (1.06, 0.985), (1.06, 1.01), (0.95, 1.05), (0.55, 1.13),
                          (0.2, 1.16), (0.07, 1.165), (0.06, 1.22), (0.15, 1.25), (0.16, 1.31), (0.10, 1.345),
                          (0.0, 1.35)])
                * (radius, body_h), 32)  # fmt: skip
    ears = []
    for s in (-1.0, 1.0):
        line = radius * smooth_line([(0.98, -0.24), (1.18, -0.20), (1.25, 0.0), (1.18, 0.20), (0.98, 0.24)], 4)
        path = np.column_stack([s * line[:, 0], line[:, 1], np.full(len(line), 0.78 * body_h)])
        ears.append(tube(path, 0.05 * radius, 8))
    soup = lathe(np.array([(0.0, 0.62), (0.985, 0.62), (0.985, 0.70), (0.0, 0.705)]) * (radius, body_h), 32)
    top = (Part(name="soup", surface=soup, material="soup") if is_open else
           Part(name="lid", surface=lid, material="pot"))  # fmt: skip
    parts = [
        Part(name="pot", surface=vessel(outside, 0.003, 0.005, 32), material="pot"),
        top, Part(name="handles", surface=merge(ears), material="grip"),
    ]  # fmt: skip
    materials = [material("pot", stuff, color), material("grip", "plastic", "#1c1c1e")]
    hold = grip((1.2 * radius, 0.0, 0.78 * body_h), 0.05 * radius, 0.4 * radius)
    if not is_open:
        return _build(parts, materials, 2.0, stuff, 2 * radius, height, (hold,))
    inside = affordance("inside", "inside", (0.0, 0.0, 0.06 * body_h), (1.9 * radius, 1.9 * radius, 0.9 * body_h))
    return _build(parts, [*materials, material("soup", "plastic", "#c8662a", roughness=0.25)], 4.0, stuff, 2 * radius,
                  body_h, (hold, inside))  # fmt: skip


def build_bucket(values: Values) -> Build:
    """A tapered pail with a rolled rim, two hoops, ears and a wire bail with a grip."""
    width, height = float(values["width_m"]), float(values["height_m"])
    body_h, radius = 0.80 * height, 0.5 * width * 0.97
    outside = np.array([(0.70, 0.0), (0.715, 0.01), (0.72, 0.03), (0.97, 0.975), (1.0, 0.985)]) * (radius, body_h)
    parts = [Part(name="pail", surface=vessel(outside, 0.0025, 0.004, 36), material="pail")]
    hoops = []
    for share in (0.30, 0.78):
        r = radius * (0.72 + 0.25 * (share - 0.03) / 0.945)
        z = share * body_h
        hoops.append(
            lathe(
                [(r - 0.002, z - 0.008), (r + 0.004, z - 0.006), (r + 0.004, z + 0.006), (r, z + 0.008)],
                36,
                closed_profile=True,
            )
        )
    rim = 2.0 * np.pi * np.arange(36) / 36
    ring = np.column_stack([radius * np.cos(rim), radius * np.sin(rim), np.full(36, body_h * 0.985)])
    hoops.append(ring_tube(ring, 0.006))
    parts.append(Part(name="hoops", surface=merge(hoops), material="pail"))
    turn = np.linspace(0.0, np.pi, 21)
    x = 1.02 * radius
    rise = height - 0.012 - 0.90 * body_h
    bail = np.column_stack([x * np.cos(turn), 0.0 * turn, 0.90 * body_h + rise * np.sin(turn)])
    ears = [cylinder(0.018, 0.012, (s * x, 0.0, 0.90 * body_h), axis=0, segments=12) for s in (-1.0, 1.0)]
    parts.append(Part(name="bail", surface=merge([tube(bail, 0.003, 6), *ears]), material="wire"))
    handle = tube(bail[8:13], 0.011, 10)
    parts.append(Part(name="grip", surface=handle, material="grip"))
    stuff = str(values["material"])
    materials = (material("pail", stuff, str(values["color"])), material("wire", "steel"), material("grip", "oak"))
    mass = np.pi * width * body_h * 0.0022 * density(stuff)
    inside = affordance("inside", "inside", (0.0, 0.0, 0.005), (radius, radius, body_h))
    return _build(parts, materials, float(mass), stuff, 1.7 * radius, body_h,
                  (grip((0.0, 0.0, height - 0.012), 0.022, 0.09), inside))  # fmt: skip


def build_barrel(values: Values) -> Build:
    """Staves with gaps, four hoops, sunk heads, a bung; or a ribbed steel drum."""
    width, height = float(values["width_m"]), float(values["height_m"])
    stuff, color, radius = str(values["material"]), str(values["color"]), 0.5 * width
    if stuff in ("steel", "metal", "painted metal", "iron", "rust", "plastic"):
        profile = [(0.0, 0.012), (0.90, 0.012), (0.92, 0.0), (0.96, 0.0), (0.97, 0.02)]
        for z in (0.34, 0.66):
            profile += [(0.97, z - 0.03), (1.0, z - 0.012), (1.0, z + 0.012), (0.97, z + 0.03)]
        profile += [(0.97, 0.98), (0.96, 1.0), (0.92, 1.0), (0.90, 0.985), (0.0, 0.985)]
        parts = [Part(name="drum", surface=lathe(np.array(profile) * (radius, height), 40), material="staves")]
        cap = cylinder(0.09 * radius, 0.02, (0.5 * radius, 0.2 * radius, 0.985 * height), segments=16)
        parts.append(Part(name="cap", surface=cap, material="hoops"))
        hoops = "steel"
    else:
        count = 18
        share_up = np.linspace(0.002, 0.998, 9)
        bulge = 0.80 + 0.18 * np.sin(np.pi * share_up)
        staves: list[Surface] = []
        for k in range(count):
            a = 2 * np.pi * (k + np.array([-0.485, -0.25, 0.0, 0.25, 0.485])) / count
            drop = np.array([0.985, 1.0, 1.002, 1.0, 0.985])
            grid = np.stack(
                [
                    (radius * bulge)[:, None] * drop * np.cos(a),
                    (radius * bulge)[:, None] * drop * np.sin(a),
                    np.repeat((share_up * height)[:, None], 5, axis=1),
                ],
                -1,
            )
            staves.append(thick_sheet(grid, 0.05 * radius))
        heads = lathe(
            [
                (0.0, 0.045 * height),
                (0.80 * radius, 0.045 * height),
                (0.80 * radius, 0.07 * height),
                (0.90 * radius, 0.3 * height),
                (0.90 * radius, 0.7 * height),
                (0.80 * radius, 0.93 * height),
                (0.80 * radius, 0.955 * height),
                (0.0, 0.955 * height),
            ],
            36,
        )
        bands = []
        for share in (0.07, 0.30, 0.70, 0.93):
            spread = np.array([share - 0.032, share + 0.032])
            r = radius * (0.80 + 0.18 * np.sin(np.pi * spread)) * 1.006 + 0.034 * radius
            bands.append(
                lathe(
                    [
                        (r[0] - 0.03 * radius, spread[0] * height),
                        (r[0], spread[0] * height + 0.002),
                        (r[1], spread[1] * height - 0.002),
                        (r[1] - 0.03 * radius, spread[1] * height),
                    ],
                    36,
                    closed_profile=True,
                )
            )
        bung = cylinder(0.055 * radius, 0.08 * radius, (0.0, -1.0 * radius, 0.5 * height), axis=1, segments=14)
        parts = [
            Part(name="staves", surface=merge(staves), material="staves"),
            Part(name="heads", surface=heads, material="heads"),
            Part(name="hoops", surface=merge(bands), material="hoops"),
            Part(name="bung", surface=bung, material="heads"),
        ]
        hoops = "iron"
    materials = [material("staves", stuff, color), material("hoops", hoops)]
    if any(part.material == "heads" for part in parts):
        materials.append(material("heads", stuff, color))
    mass = 0.16 * np.pi * radius**2 * height * min(density(stuff), 900.0)
    return _build(parts, materials, float(mass), stuff, 2 * radius, height,
                  (surface_top("top", (0.0, 0.0, 0.955 * height), 1.2 * radius, 1.2 * radius),
                   affordance("push", "push_at", (0.0, -radius, 0.8 * height), (radius, 0, 0.8 * height))))  # fmt: skip


def build_basket(values: Values) -> Build:
    """A woven basket: upright stakes, strands that pass before and behind them, a plaited rim and an arched handle."""
    width, height = float(values["width_m"]), float(values["height_m"])
    radius, body_h = 0.5 * width * 0.96, 0.58 * height
    stakes_n, rows = 24, 9
    strand_parts: list[Surface] = []
    turn = 2 * np.pi * np.arange(2 * stakes_n) / (2 * stakes_n)
    thick = 0.5 * body_h / rows
    for row in range(rows):
        share = (row + 0.5) / rows
        r = radius * (0.72 + 0.26 * np.sin(0.5 * np.pi * share))
        sway = 0.028 * radius * np.cos(stakes_n * turn + np.pi * (row % 2))
        r = r + sway
        path = np.column_stack([r * np.cos(turn), r * np.sin(turn), np.full(len(turn), share * body_h)])
        strand_parts.append(ring_tube(path, 0.92 * thick))
    t = np.linspace(0.0, 1.0, 6)
    stakes = []
    for k in range(stakes_n):
        a = 2 * np.pi * k / stakes_n
        r = radius * (0.72 + 0.26 * np.sin(0.5 * np.pi * t))
        line = np.column_stack([r * np.cos(a), r * np.sin(a), t * body_h])
        stakes.append(tube(line, 0.016 * radius, 4, edge=0.0))
    base = cylinder(0.70 * radius, 0.06 * body_h, (0.0, 0.0, 0.03 * body_h), segments=28)
    ring = np.column_stack([0.985 * radius * np.cos(turn), 0.985 * radius * np.sin(turn), np.full(len(turn), body_h)])
    rim = ring_tube(ring, 0.05 * radius, 8)
    arc = np.linspace(0.0, np.pi, 17)
    line = np.column_stack(
        [0.97 * radius * np.cos(arc), 0.0 * arc, 0.86 * body_h + (height - 0.05 * radius - 0.86 * body_h) * np.sin(arc)]
    )
    parts = [
        Part(name="weave", surface=merge(strand_parts), material="wicker"),
        Part(name="stakes", surface=merge([*stakes, base]), material="dark"),
        Part(name="rim", surface=rim, material="wicker"),
        Part(name="handle", surface=tube(line, 0.045 * radius, 8), material="wicker"),
    ]
    wicker = material("wicker", str(values["material"]), str(values["color"]))
    dark = Material(
        name="dark", kind=wicker.kind, base_color=(0.55 * wicker.base_color).astype(np.float32), roughness=0.7
    )
    inside = affordance("inside", "inside", (0.0, 0.0, 0.06 * body_h), (1.2 * radius, 1.2 * radius, 0.94 * body_h))
    return _build(parts, (wicker, dark), 0.8 * (width / 0.4) ** 2, "wicker", 1.8 * radius, body_h,
                  (grip((0.0, 0.0, height - 0.05 * radius), 0.09 * radius, 0.2 * radius), inside))  # fmt: skip


def build_candle(values: Values) -> Build:
    """Wax with a melted rim, a wick, a flame when lit, on a small dish."""
    width, height = float(values["width_m"]), float(values["height_m"])
    lit = bool(values["lit"])
    dish_r = 0.5 * width
    flame_h = min(0.04, 0.28 * height) if lit else 0.0
    wax_h = height - flame_h - 0.012
    radius = 0.60 * dish_r
    dish = vessel(
        np.array([(0.55, 0.0), (0.62, 0.002), (0.8, 0.008), (0.97, 0.02), (1.0, 0.024)])
        * (dish_r, min(1.0, height / 0.1)),
        0.0025,
        0.003,
        28,
    )
    wax = lathe(
        np.concatenate(
            [
                [[0.0, 0.006], [0.96 * radius, 0.006]],
                line_through(
                    [
                        (1.0, 0.03),
                        (0.985, 0.5),
                        (1.0, 0.965),
                        (0.985, 0.995),
                        (0.90, 0.995),
                        (0.72, 0.95),
                        (0.3, 0.935),
                    ],
                    radius,
                    wax_h,
                    3,
                ),
                [[0.0, 0.93 * wax_h]],
            ]
        ),
        28,
    )
    drips = [
        translated(
            cube_sphere((0.12 * radius, 0.10 * radius, long * wax_h), 3),
            (radius * np.cos(a), radius * np.sin(a), (0.97 - long) * wax_h),
        )
        for a, long in ((0.6, 0.14), (2.1, 0.22), (3.9, 0.10), (5.0, 0.18))
    ]
    wick = tube(np.array([(0, 0, 0.92 * wax_h), (0.0004, 0, 0.97 * wax_h), (0.0012, 0, wax_h + 0.012)]), 0.0011, 6)
    parts = [
        Part(name="dish", surface=dish, material="dish"),
        Part(name="wax", surface=merge([wax, *drips]), material="wax"),
        Part(name="wick", surface=wick, material="wick"),
    ]
    materials = [
        material("dish", "brass"), material("wax", "ceramic", str(values["color"]) or "#ece2c8", roughness=0.5),
        material("wick", "rubber", "#161210"),
    ]  # fmt: skip
    if lit:
        f = line_through([(0.25, 0.0), (0.9, 0.2), (1.0, 0.34), (0.72, 0.6), (0.3, 0.86)], 0.26 * flame_h, flame_h, 2)
        flame = lathe(np.concatenate([[[0.0, 0.0]], f, [[0.0, flame_h]]]), 14)
        parts.append(Part(name="flame", surface=translated(flame, (0.001, 0.0, height - flame_h)), material="flame"))
        materials.append(glowing("flame", "#ffb347", 900.0))
    mass = np.pi * radius**2 * wax_h * 930.0 + 0.05
    return _build(parts, materials, float(mass), "ceramic", 2 * dish_r, height,
                  (grip((0.0, 0.0, 0.4 * wax_h), 2 * radius),))  # fmt: skip


def _same_depth(values: dict[str, Value], _: Entity, __: np.random.Generator) -> None:
    values["depth_m"] = values["width_m"]


def _finish_pot(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    words = set(words_of(entity))
    if words & {"cooking", "saucepan", "cauldron", "stew"}:
        values.update(style="cooking", plant=False, width_m=0.32, height_m=0.24)
        if not entity.values("material"):
            values["material"] = "steel"
    elif words & {"empty", "flowerpot"}:
        values.update(plant=False, height_m=0.62 * float(values["width_m"]))
    _same_depth(values, entity, rng)


def _category(
    name: str, size: tuple[float, float], build: Callable[[Values], Build], synonyms: tuple[str, ...], stuff: str,
    extra: tuple[Parameter, ...] = (), stuffs: Sequence[str] = (), colors: Sequence[str] = (),
    adjust: Callable[[dict[str, Value], Entity, np.random.Generator], None] = _same_depth,
) -> Category:  # fmt: skip
    wide, high = size
    parameters = (*sizes((wide, 0.2 * wide, 6 * wide), (wide, 0.2 * wide, 6 * wide), (high, 0.2 * high, 6 * high)),
                  *finish(stuff, patterned=False), *extra)  # fmt: skip
    return Category(
        name=name,
        family="lathe",
        synonyms=synonyms,
        parameters=parameters,
        build=build,
        sample=sampler(name, parameters, finish=adjust, use_prior=False, stuffs=stuffs, colors=colors),
    )


CATEGORIES = (
    _category("pot", (0.42, 0.62), build_pot, ("plant pot", "flowerpot", "flower pot", "potted plant", "planter",
              "houseplant", "house plant", "indoor plant", "plant", "fern", "cooking pot", "saucepan"), "clay",
              (flag("plant", True), Parameter(name="style", value="plant", choices=("plant", "cooking", "open"))),
              adjust=_finish_pot),
    _category("bucket", (0.30, 0.38), build_bucket, ("pail",), "steel"),
    _category("barrel", (0.62, 0.90), build_barrel, ("keg", "drum", "oil drum", "cask"), "oak"),
    _category("basket", (0.40, 0.40), build_basket, ("wicker basket", "picnic basket"), "wicker"),
    _category("candle", (0.10, 0.16), build_candle, ("candlestick",), "brass", (flag("lit", True),)),
)  # fmt: skip
