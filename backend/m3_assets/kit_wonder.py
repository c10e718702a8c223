"""Wonders of tales and what is found on the ground: a staff, a heap of gold, footprints."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, extrude, fillet, lathe, loft, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import cube_sphere, lump, outward
from .making import Look, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _staff(values: Values) -> Sketch:
    """A gnarled rod of a man's height, bound with leather where it is held, whose roots clasp a crystal at the top."""
    wood, stone = main_look("Wood", values), look("Crystal", "glass", str(values["second_color"]) or "#4fb8e8")
    leather, brass = look("Binding", "leather"), look("Rings", "brass", fill=0.4)
    z = np.array([0.0, 0.25, 0.55, 0.85, 1.15, 1.40, 1.50])
    sway = np.array([0.0, 0.008, -0.010, 0.006, -0.008, 0.004, 0.0])
    line = smooth_line(np.column_stack([sway, 0.7 * sway[::-1], z]), 5)
    radius = np.interp(line[:, 2], [0.0, 0.1, 0.9, 1.35, 1.5], [0.011, 0.014, 0.016, 0.019, 0.024])
    radius = radius * (1.0 + 0.09 * np.sin(23.0 * line[:, 2]))
    rod = tube(line, radius, 12)
    knots = [superellipsoid((0.046, 0.038, 0.05), (0.006, -0.004, h), 2.0, 4) for h in (0.36, 0.74, 1.30)]
    wrap = [rotated(translated(lathe(fillet([(0.012, -0.011), (0.0205, -0.011), (0.0205, 0.011), (0.012, 0.011)],
        0.004, 3,
                                            True), 18, True), (0, 0, 0)), 0.12 * (-1) ** k, (1, 0, 0))
                                            for k in range(7)]
    wrap = [translated(one, (0, 0, 1.03 + 0.021 * k)) for k, one in enumerate(wrap)]
    rings = [translated(lathe(fillet([(0.012, -0.006), (0.024, -0.006), (0.024, 0.006), (0.012, 0.006)], 0.003, 3,
        True), 20,
                              True), (0, 0, h)) for h in (1.008, 1.178, 1.42)]  # fmt: skip
    roots = []
    for k in range(5):
        a = 2 * np.pi * k / 5 + 0.3
        out = np.array([np.cos(a), np.sin(a), 0.0])
        way = [np.array([0, 0, 1.46]) + 0.008 * out, np.array([0, 0, 1.54]) + 0.050 * out,
               np.array([0, 0, 1.62]) + 0.058 * out, np.array([0, 0, 1.68]) + 0.028 * out]  # fmt: skip
        roots.append(tube(smooth_line(np.array(way), 4), np.linspace(0.014, 0.0045, 13), 8))
    crystal = lump(lambda d: 0.046 * (1.0 + 0.08 * np.cos(5 * np.arctan2(d[:, 1], d[:, 0]))), 5, (0.85, 0.85, 1.35))
    looks, shine = [wood, stone, leather, brass], []
    if values["glows"]:
        color = str(values["second_color"]) or "#4fb8e8"
        looks += [Look(glowing("Glow", color, 9.0), "glass", 0.01), Look(glowing("Sparks", color, 5.0), "glass", 0.01)]
        turn = np.linspace(0.0, 6.0 * np.pi, 40)
        away = 0.125 * np.sin(np.linspace(0.25, np.pi - 0.25, 40))
        rise = 1.60 + 0.13 * np.cos(np.linspace(0.25, np.pi - 0.25, 40))
        sizes = 0.010 + 0.012 * (0.5 + 0.5 * np.sin(11.0 * turn))
        shine = [part("glow", "Glow", superellipsoid((0.15, 0.15, 0.17), (0, 0, 1.60), 2.0, 6)),
                 part("sparks", "Sparks", *(superellipsoid((s, s, s), (r * np.cos(a), r * np.sin(a), h), 2.0, 3)
                                            for a, r, h, s in zip(turn, away, rise, sizes, strict=True)))]  # fmt: skip
    return Sketch(parts=[*shine, part("rod", "Wood", rod, *knots), part("roots", "Wood", *roots),
        part("binding", "Binding", *wrap),
                         part("rings", "Rings", *rings), part("crystal", "Crystal",
                         translated(crystal, (0, 0, 1.595)))],
                  looks=looks, push=False, grip=False,
                  places=[shapes.grip((0, 0, 1.09), 0.036, 0.14)])  # fmt: skip


def _coin(radius: float) -> Surface:
    return lathe([(0, -0.10 * radius), (0.90 * radius, -0.10 * radius), (radius, -0.05 * radius),
        (radius, 0.05 * radius),
                  (0.90 * radius, 0.10 * radius), (0, 0.10 * radius)], 10)  # fmt: skip


def _treasure(values: Values) -> Sketch:
    """A heap of coins, those on top each to be seen, with goblets, a crown, gems and a sword in it."""
    gold, dark = main_look("Gold", values), look("Gold Below", "gold", "#8a5a14")
    red, green, blue = (look(n, "glass", c) for n, c in (("Rubies", "#b0121e"), ("Emeralds", "#15803a"),
                                                         ("Sapphires", "#1c4fb0")))  # fmt: skip
    silver, pearl = look("Silver", "silver", fill=0.4), look("Pearls", "ceramic", "#efe8da")
    rng = np.random.default_rng(11)

    def height(x: float, y: float) -> float:
        r = np.hypot(x / 0.80, y / 0.70)
        wave = 1.0 + 0.10 * np.sin(5 * np.arctan2(y, x) + 1.0) + 0.06 * np.cos(3 * np.arctan2(y, x))
        return float(0.46 * max(0.0, 1.0 - (r / wave) ** 1.35))

    turn = 2 * np.pi * np.arange(36) / 36
    rings = []
    for share in (0.97, 0.85, 0.70, 0.55, 0.40, 0.25, 0.12, 0.04):
        wave = 1.0 + 0.10 * np.sin(5 * turn + 1.0) + 0.06 * np.cos(3 * turn)
        x, y = 0.80 * share * wave * np.cos(turn), 0.70 * share * wave * np.sin(turn)
        rings.append(np.column_stack([x, y, [max(0.004, height(a, b) - 0.014) for a, b in zip(x, y, strict=True)]]))
    first = rings[0].copy()
    first[:, 2] = 0.0
    heap = outward(loft(np.array([first, *rings])))
    coins, coin = [], _coin(0.042)
    for k in range(230):
        a, r = 2.399963 * k, np.sqrt((k + 0.5) / 230) * 1.02
        x, y = 0.80 * r * np.cos(a) + rng.normal(0, 0.015), 0.70 * r * np.sin(a) + rng.normal(0, 0.015)
        z, step = height(x, y), 0.02
        slope_x = (height(x + step, y) - height(x - step, y)) / (2 * step)
        slope_y = (height(x, y + step) - height(x, y - step)) / (2 * step)
        one = rotated(coin, float(np.arctan(slope_y)) + rng.normal(0, 0.30), (1, 0, 0))
        one = rotated(one, -float(np.arctan(slope_x)) + rng.normal(0, 0.30), (0, 1, 0))
        coins.append(translated(one, (x, y, max(0.006, z) + rng.uniform(0.0, 0.012))))
    low = min(float(c.vertices[:, 2].min()) for c in coins)
    coins = [translated(c, (0, 0, max(0.0, 0.001 - float(c.vertices[:, 2].min()))))
        for c in coins] if low < 0.001 else coins
    cup = lathe([(0, 0), (0.045, 0), (0.046, 0.008), (0.012, 0.022), (0.011, 0.075), (0.040, 0.10), (0.050, 0.165),
                 (0.046, 0.165), (0.036, 0.105), (0, 0.095)], 20)  # fmt: skip
    cups = [translated(rotated(cup, lean, (1, 0.3, 0)), (x, y, height(x, y) - 0.015)) for x, y, lean in
            ((-0.20, -0.22, 0.35), (0.30, 0.02, -0.9))]  # fmt: skip
    band = lathe(fillet([(0.085, -0.02), (0.092, -0.02), (0.092, 0.02), (0.085, 0.02)], 0.003, 2, True), 28, True)
    points = [translated(rotated(rounded_box((0.034, 0.007, 0.06), (0, 0, 0.03), 0.003), a, (0, 0, 1)),
                         (0.0885 * np.sin(a), -0.0885 * np.cos(a), 0.014)) for a in 2 * np.pi * np.arange(8) / 8]
    crown = [translated(rotated(one, -0.30, (1, 0.2, 0)), (0.06, -0.10, height(0.06, -0.10) + 0.016)) for one in (band,
             *points)]  # fmt: skip
    blade = [rounded_box((0.035, 0.007, 0.52), (0, 0, 0.42), 0.003),
        rounded_box((0.16, 0.022, 0.022), (0, 0, 0.69), 0.006)]
    grip = [cylinder(0.012, 0.11, (0, 0, 0.755), segments=12),
        superellipsoid((0.036, 0.036, 0.036), (0, 0, 0.82), 2.0, 4)]
    sword = [translated(rotated(one, -0.42, (0.3, 1, 0)), (0.02, 0.20, 0.12)) for one in blade]
    hilt = [translated(rotated(one, -0.42, (0.3, 1, 0)), (0.02, 0.20, 0.12)) for one in grip]
    gems: dict[str, list[Surface]] = {"Rubies": [], "Emeralds": [], "Sapphires": [], "Pearls": []}
    for k in range(28):
        a, r = 2.7 * k + 0.5, 0.18 + 0.72 * ((k * 0.618) % 1.0)
        x, y = 0.76 * r * np.cos(a), 0.66 * r * np.sin(a)
        name = ("Rubies", "Emeralds", "Sapphires", "Pearls")[k % 4]
        size = 0.018 if name == "Pearls" else 0.022
        gem = cube_sphere(size, 3) if name == "Pearls" else rotated(lathe([(0, -size), (1.0 * size, 0.1 * size),
            (0.65 * size,
                                                                     0.55 * size), (0, 0.55 * size)], 8),
                                                                     0.4 * (k % 3), (1, 0, 0))
        gems[name].append(translated(gem, (x, y, height(x, y) + 0.016)))
    return Sketch(
        parts=[part("heap", "Gold Below", heap), part("coins", "Gold", *coins), part("goblets", "Gold", *cups),
               part("crown", "Gold", *crown), part("blade", "Silver", *sword), part("hilt", "Gold", *hilt),
               *(part(name.lower(), name, *pieces) for name, pieces in gems.items())],
        looks=[gold, dark, red, green, blue, silver, pearl], grip=False, push=False,
        solids=(solid("heap", kind="hull"),),
        places=[shapes.surface_top("top", (0, 0, 0.40), 0.9, 0.8),
                shapes.affordance("lie", "lie_at", (0, 0, 0.40), (1.2, 1.0, 0.0))],
    )  # fmt: skip


def _outline(points: list[tuple[float, float]], radius: float) -> np.ndarray:
    return fillet(points, radius, 4, closed=True)


def _footprint(values: Values) -> Sketch:
    """The print of one shoe: sole with its tread, heel apart, in a rim of pushed-up earth; pressed in by its shade."""
    earth, rim = main_look("Print", values), look("Rim", "clay", "#6f5a42")
    sole = _outline([(-0.029, 0.012), (0.000, 0.016), (0.029, 0.012), (0.031, -0.020), (0.038, -0.060), (0.043, -0.095),
                     (0.040, -0.124), (0.027, -0.145), (0.006, -0.153), (-0.016, -0.148), (-0.033, -0.128),
                     (-0.041, -0.098), (-0.037, -0.060), (-0.028, -0.020)], 0.020)  # fmt: skip
    heel = _outline([(-0.029, 0.044), (0.000, 0.041), (0.029, 0.044), (0.033, 0.080), (0.029, 0.108), (0.016, 0.126),
                     (0.000, 0.131), (-0.016, 0.126), (-0.029, 0.108), (-0.033, 0.080)], 0.018)  # fmt: skip
    prints = [extrude(one[::-1] if _signed(one) < 0 else one, 0.0030, plane="xy", center=0.0017, edge=0.0006,
        caps="fan") for one
              in (sole, heel)]  # fmt: skip
    tread = [rounded_box((0.052 - 0.0006 * abs(y + 70), 0.006, 0.0012), (0.001, 0.001 * y, 0.0036), 0.0004)
             for y in range(-130, 4, 15)]  # fmt: skip
    tread += [rounded_box((0.046, 0.006, 0.0012), (0, y, 0.0036), 0.0004) for y in (0.060, 0.078, 0.096)]
    edge = []
    for one in (sole, heel):
        middle = one.mean(axis=0)
        grown = middle + (one - middle) * 1.09
        edge.append(tube(np.column_stack([grown, np.full(len(grown), 0.0022)]), 0.0040, 6, closed_path=True))
    low = min(float(e.vertices[:, 2].min()) for e in edge)
    edge = [translated(e, (0, 0, -low)) for e in edge]
    return Sketch(parts=[part("rim", "Rim", *edge), part("print", "Print", *prints), part("tread", "Rim", *tread)],
                  looks=[earth, rim], grip=False, push=False, solids=None)  # fmt: skip


def _signed(outline: np.ndarray) -> float:
    x, y = outline.T
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))


CATEGORIES = (
    thing("staff", "tool", (0.13, 0.13, 1.69), _staff, material="walnut", span=2.0, mass_kg=1.7,
          synonyms=("wizard staff", "wizard's staff", "magic staff", "walking staff", "wooden staff"),
          extra=(Parameter(name="second_color", value="", description="of the crystal"), shapes.flag("glows", False)),
          presets={"magic staff": {"glows": True, "width_m": 0.268, "depth_m": 0.268, "height_m": 1.74}}),
    thing("treasure pile", "decoration", (1.76, 1.56, 0.76), _treasure, material="gold", span=3.0, mass_kg=320.0,
          synonyms=("treasure", "pile of gold", "gold pile", "pile of coins", "heap of gold", "heap of coins", "hoard",
                    "treasure hoard", "pile of treasure", "gold coins", "riches"),
          presets={word: {"width_m": 3.5, "depth_m": 3.1, "height_m": 1.15} for word in ("pile of gold", "gold pile",
                   "hoard", "treasure hoard", "pile of treasure")}),
    thing("footprint", "terrain", (0.10, 0.292, 0.0062), _footprint, material="clay", color="#3c2f22", span=4.0,
          mass_kg=0.05, synonyms=("foot print", "shoe print", "footprints"), static=True),
)  # fmt: skip
