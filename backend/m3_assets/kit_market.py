"""What is sold, built and lifted outdoors: market stall, sandcastle, barbell, cookie."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, deformed, fillet, lathe, merge, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import lump, thick_sheet
from .making import Look, look, main_look
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing

_WARES = (("Oranges", "#d9731a", 0.040), ("Apples", "#a51f22", 0.040), ("Limes", "#6f9a2e", 0.034))


def _awning(width: float, depth: float, stripes: int) -> tuple[list[Surface], list[Surface]]:
    """A cloth roof that slopes to the front and sags, in stripes of two colours, a scalloped valance at its edge."""
    lots: tuple[list[Surface], list[Surface]] = ([], [])
    edges = np.linspace(-0.5 * width, 0.5 * width, stripes + 1)
    v = np.linspace(0.0, 1.0, 9)
    for k in range(stripes):
        u = np.linspace(edges[k], edges[k + 1], 5)
        gx, gv = np.meshgrid(u, v, indexing="xy")
        sag = -0.05 * np.sin(np.pi * gv) * (1.0 - 0.3 * np.cos(2.0 * np.pi * gx / width))
        roof = np.stack([gx, (0.5 - gv) * depth, 2.36 - 0.42 * gv + sag], -1)
        lots[k % 2].append(thick_sheet(roof[::-1], 0.006))
        round_edge = 0.10 + 0.07 * np.sin(np.pi * (u - edges[k]) / (edges[k + 1] - edges[k]))
        drop = np.linspace(0.0, 1.0, 4)[:, None] * round_edge[None, :]
        hang = np.stack([np.broadcast_to(u, drop.shape), np.full(drop.shape, -0.5 * depth - 0.004), 1.94 - drop], -1)
        lots[k % 2].append(thick_sheet(hang[::-1], 0.006))
    return lots


def _crate(width: float, depth: float) -> Surface:
    """A shallow slatted tray, its bottom at height 0."""
    slats = [rounded_box((width, depth, 0.012), (0, 0, 0.006), 0.003)]
    for s in (-1, 1):
        for z in (0.035, 0.085):
            slats.append(rounded_box((width, 0.012, 0.04), (0, s * (0.5 * depth - 0.006), z), 0.003))
            slats.append(rounded_box((0.012, depth - 0.024, 0.04), (s * (0.5 * width - 0.006), 0, z), 0.003))
    return merge(slats)


def _heap(width: float, depth: float, radius: float, rng: np.random.Generator) -> Surface:
    """Round fruit in a tray: what is seen of it, a full layer and a few on top."""
    pitch = 2.05 * radius
    counts = np.array([int((side - 0.03) / pitch) for side in (width, depth)])
    spots = [((float(i), float(j)), 0.0) for i in range(counts[0]) for j in range(counts[1])]
    spots += [((i + 0.5, j + 0.5), 1.35) for i in range(1, counts[0] - 2, 2) for j in range(1, counts[1] - 2)]
    fruit = []
    for cell, level in spots:
        x, y = (np.array(cell) - 0.5 * (counts - 1)) * pitch
        ball = lump(lambda directions: np.full(len(directions), radius), 3, tuple(rng.uniform(0.93, 1.0, 3)))
        fruit.append(translated(ball, (float(x), float(y), 0.07 + radius * level)))
    return merge(fruit)


def _stall(values: Values) -> Sketch:
    """A table under a striped awning on four posts, a cloth before it, tilted crates of fruit on it."""
    cloth, wood = main_look("Awning", values), look("Wood", "oak")
    white, apron = look("White Stripes", "cotton", "#e9e4d8"), look("Apron", "linen", "#cdbf9f")
    width, depth, rng = 2.3, 1.5, np.random.default_rng(7)
    colored, pale = _awning(width + 0.3, depth + 0.3, 9)
    posts = [rounded_box((0.07, 0.07, h), (sx * 0.5 * width, y, 0.5 * h), 0.008)
             for sx in (-1, 1) for y, h in ((-0.5 * depth, 1.91), (0.5 * depth, 2.28))]  # fmt: skip
    rails = [rounded_box((width + 0.07, 0.05, 0.06), (0, y, z), 0.008) for y, z in
             ((-0.5 * depth, 1.87), (0.5 * depth, 2.24), (0.5 * depth, 0.75))]  # fmt: skip
    table = [rounded_box((width - 0.05, depth - 0.35, 0.04), (0, -0.1, 0.80), 0.008)]
    table += [rounded_box((0.06, 0.06, 0.78), (sx * (0.5 * width - 0.14), y, 0.39), 0.006)
              for sx in (-1, 1) for y in (-0.58, 0.38)]  # fmt: skip
    u = np.linspace(-0.5 * width + 0.05, 0.5 * width - 0.05, 49)
    fold = 0.012 * np.sin(2.0 * np.pi * 9.0 * u / width)
    drop = np.linspace(0.815, 0.10, 7)
    swing = np.linspace(0.0, 1.0, 7)[:, None] * fold[None, :]
    sheet = np.stack([np.broadcast_to(u, swing.shape), -0.685 - swing, np.repeat(drop[:, None], len(u), 1)], -1)
    parts = [part("awning", "Awning", *colored), part("awning_stripes", "White Stripes", *pale),
             part("frame", "Wood", *posts, *rails), part("table", "Wood", *table),
             part("apron", "Apron", thick_sheet(sheet[::-1], 0.005))]  # fmt: skip
    looks = [cloth, white, wood, apron]
    for k, (name, color, radius) in enumerate(_WARES):
        x = (k - 1) * 0.7

        def laid(surface: Surface, x: float = x) -> Surface:
            return translated(rotated(surface, 0.32, (1, 0, 0)), (x, -0.32, 0.905))

        parts += [part(f"crate_{k + 1}", "Wood", laid(_crate(0.62, 0.46)),
                       rounded_box((0.6, 0.05, 0.16), (x, -0.12, 0.90), 0.006)),
                  part(name.lower(), name, laid(_heap(0.62, 0.46, radius, rng)))]  # fmt: skip
        looks.append(look(name, "plastic", color))
    return Sketch(parts=parts, looks=looks, grip=False, push=False, solids=(solid("table"), solid("awning"),
                  solid("crate")))  # fmt: skip


def _tower(radius: float, height: float, roof: bool) -> list[Surface]:
    """A pail of sand turned over: a little narrower above, a ring of merlons, or a cone on it."""
    body = lathe(fillet([(0, 0), (1.15 * radius, 0), (radius, height), (0, height)], [0, 0.01, 0.006, 0], 2), 24)
    if roof:
        cone = lathe(fillet([(0, height), (1.08 * radius, height), (0.0, height + 1.9 * radius)], [0, 0.006, 0], 2), 24)
        return [body, cone]
    teeth = [
        rotated(rounded_box((0.42 * radius, 0.3 * radius, 0.34 * radius), (0, -0.84 * radius, height + 0.15 * radius),
                            0.004), 2 * np.pi * k / 7, (0, 0, 1)) for k in range(7)
    ]  # fmt: skip
    return [body, *teeth]


def _sandcastle(values: Values) -> Sketch:
    """A heap of sand with walls between four towers, a keep with a cone, a gate, a flag, shells."""
    sand = Look(nature("Sand", "sand", str(values["color"])), "plaster")
    dark, flag, stick = look("Gate", "clay", "#4a3523"), look("Flag", "cotton", "#b3272d"), look("Stick", "oak")
    shell = look("Shells", "ceramic", "#e8d3bd")
    mound = lathe(fillet([(0, 0), (0.52, 0), (0.43, 0.055), (0.36, 0.07), (0, 0.07)], [0, 0.02, 0.03, 0.02, 0], 3), 40)
    towers: list[Surface] = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            towers += [translated(piece, (0.24 * sx, 0.24 * sy, 0.06)) for piece in _tower(0.075, 0.20, False)]
    keep = [translated(piece, (0, 0.02, 0.06)) for piece in _tower(0.115, 0.30, False)]
    keep += [translated(piece, (0, 0.02, 0.36)) for piece in _tower(0.062, 0.10, True)]
    walls = []
    for turn in range(4):
        row = [rounded_box((0.40, 0.05, 0.14), (0, -0.24, 0.13), 0.01)]
        row += [rounded_box((0.035, 0.045, 0.03), (x, -0.24, 0.213), 0.005) for x in np.linspace(-0.13, 0.13, 5)]
        walls += [rotated(piece, 0.5 * np.pi * turn, (0, 0, 1)) for piece in row]
    gate = [rounded_box((0.075, 0.02, 0.09), (0, -0.262, 0.105), 0.008),
            cylinder(0.0375, 0.02, (0, -0.262, 0.15), axis=1, segments=20)]  # fmt: skip
    windows = [rotated(rounded_box((0.022, 0.02, 0.045), (0, -0.112, 0.27), 0.004), a, (0, 0, 1), (0, 0, 0))
               for a in (-0.5, 0.5)]  # fmt: skip
    u, v = np.meshgrid(np.linspace(0, 0.10, 7), np.linspace(0, 0.06, 4), indexing="xy")
    cloth = np.stack([u, 0.02 + 0.01 * np.sin(40 * u), 0.70 - v * (1.0 - 4.0 * u)], -1)
    shells = [superellipsoid((0.035, 0.028, 0.016), (0.43 * np.cos(a), 0.43 * np.sin(a), 0.062), 2.0, 3)
              for a in (-1.2, -1.9, -2.4, 0.4)]  # fmt: skip
    parts = [part("mound", "Sand", mound), part("towers", "Sand", *towers), part("keep", "Sand", *keep),
             part("walls", "Sand", *walls), part("gate", "Gate", *gate, *windows),
             part("pole", "Stick", tube([(0, 0.02, 0.50), (0, 0.02, 0.71)], 0.004, 8)),
             part("flag", "Flag", thick_sheet(cloth[::-1], 0.003)), part("shells", "Shells", *shells)]  # fmt: skip
    return Sketch(parts=parts, looks=[sand, dark, flag, stick, shell], grip=False, push=False,
                  solids=(solid("mound", "towers", "walls", kind="hull"),))  # fmt: skip


def _barbell(values: Values) -> Sketch:
    """A knurled steel bar with thicker sleeves, rubber discs of two sizes on each, and collars."""
    disc, steel = main_look("Discs", values), look("Steel", "steel")
    bar = [cylinder(0.014, 1.32, axis=0, segments=16)]
    bar += [cylinder(0.025, 0.42, (0.87 * s, 0, 0), axis=0, segments=20) for s in (-1, 1)]
    bar += [cylinder(0.037, 0.03, (0.66 * s, 0, 0), axis=0, segments=24) for s in (-1, 1)]
    plates, rims = [], []
    for s in (-1, 1):
        for x, radius, thick in ((0.715, 0.225, 0.065), (0.785, 0.225, 0.065), (0.845, 0.16, 0.045)):
            profile = fillet([(0.03, -0.5 * thick), (radius, -0.5 * thick), (radius, 0.5 * thick), (0.03, 0.5 * thick)],
                             [0.002, 0.012, 0.012, 0.002], 3, closed=True)  # fmt: skip
            plates.append(translated(rotated(lathe(profile, 40, True), 0.5 * np.pi, (0, 1, 0)), (s * x, 0, 0)))
        rims.append(cylinder(0.04, 0.05, (0.90 * s, 0, 0), axis=0, segments=24))
    grip = shapes.affordance("bar", "grip_at", (0, 0, 0), (0.6, 0.028, 0.028))
    return Sketch(parts=[part("bar", "Steel", *bar), part("discs", "Discs", *plates), part("collars", "Steel", *rims)],
                  looks=[steel, disc], grip=False, solids=(solid("discs", kind="cylinder", axis=0),),
                  places=(grip,))  # fmt: skip


def _cookie(values: Values) -> Sketch:
    """A round biscuit, cracked at its edge, with chips of chocolate."""
    dough, chips = main_look("Dough", values), look("Chips", "plastic", "#2b170d")
    rng = np.random.default_rng(3)
    ways, heights = rng.normal(size=(26, 3)), rng.uniform(-1.0, 1.0, 26)
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)

    def baked(way: np.ndarray) -> np.ndarray:
        """Uneven, with broad cracks where the top has risen: the valleys between the two nearest humps."""
        near = np.sort(np.linalg.norm(way[:, None] - ways, axis=2) - 0.06 * heights, axis=1)
        crack = np.exp(-(((near[:, 1] - near[:, 0]) / 0.05) ** 2))
        return np.asarray(0.0375 * (1.0 - 0.045 * crack * (way[:, 2] > -0.2) + 0.012 * np.sin(5 * way[:, 0])))

    body = lump(baked, 22, (1.0, 1.0, 0.27))
    body = translated(deformed(body, lambda p: np.column_stack([p[:, :2], np.maximum(p[:, 2], -0.0055)])),
                      (0.0, 0.0, 0.0055))  # fmt: skip
    golden = np.pi * (3.0 - 5.0**0.5)
    bits = []
    for k in range(17):
        reach, turn = 0.031 * np.sqrt((k + 0.6) / 17) + rng.uniform(-0.002, 0.002), golden * k
        high = 0.0055 + 0.0098 * np.sqrt(max(1.0 - (reach / 0.0375) ** 2, 0.0))
        bit = superellipsoid((*rng.uniform(0.006, 0.0095, 2), 0.006), (0.0, 0.0, 0.0), 3.0, 3)
        bits.append(translated(rotated(bit, rng.uniform(0, 3), (0.2, 0.3, 1.0)),
                               (reach * np.cos(turn), reach * np.sin(turn), high)))  # fmt: skip
    return Sketch(parts=[part("dough", "Dough", body), part("chips", "Chips", *bits)], looks=[dough, chips])


CATEGORIES = (
    thing("market stall", "furniture", (2.6, 1.8, 2.4), _stall, material="cotton", color="#a3342c", span=2.0,
          synonyms=("stall", "fruit stand", "market stand", "fruit stall", "food stall", "vegetable stand",
                    "food stand"),
          mass_kg=90.0, colors=("#a3342c", "#2f6b46", "#2c4f86", "#c48a22")),
    thing("sandcastle", "toy", (1.04, 1.04, 0.71), _sandcastle, material="plaster", span=4.0, mass_kg=60.0,
          synonyms=("sand castle",), static=True),
    thing("barbell", "sport", (2.16, 0.45, 0.45), _barbell, material="rubber", color="#1d1f22", span=2.0, mass_kg=24.0,
          synonyms=("weights", "barbell weight")),
    thing("cookie", "food", (0.075, 0.075, 0.019), _cookie, material="clay", color="#a8733c", span=4.0, mass_kg=0.02,
          synonyms=("biscuit", "chocolate chip cookie", "cracker")),
)  # fmt: skip
