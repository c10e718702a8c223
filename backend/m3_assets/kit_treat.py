"""Fruit and sweets with a face of their own: pineapple, strawberry, cupcake, corn, grapes."""

from __future__ import annotations

import numpy as np

from .contract import Surface, Values
from .geometry import extrude, lathe, rotated, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line

GOLDEN = np.pi * (3.0 - 5.0**0.5)
"""rad between one eye, grain or leaf and the next"""


def leaf(length: float, width: float, bend: float, thick: float = 0.0012) -> Surface:
    """A pointed blade from the origin up +Z that bends towards +X at its tip."""
    u = np.linspace(0.0, 1.0, 9)[:, None]
    v = np.linspace(-1.0, 1.0, 5)[None]
    wide = width * (1.0 - u) ** 0.7 * (0.75 + 0.5 * u) + 0.02 * width
    x = bend * length * u**2 + 0.25 * wide * v**2
    return thick_sheet(np.stack([x + 0 * v, wide * v, length * (u - 0.25 * bend * u**2) + 0 * v], axis=-1), thick)


def crowned(count: int, length: float, width: float, radius: float, z: float) -> list[Surface]:
    """Leaves in a rosette: those outside lean out, those within stand up."""
    found = []
    for k in range(count):
        share = k / max(count - 1, 1)
        blade = rotated(leaf(length * (0.72 + 0.28 * share), width, 0.55 - 0.5 * share), 0.85 - 0.78 * share, (0, 1, 0))
        found.append(translated(rotated(translated(blade, (radius * (1.0 - share), 0, z + 0.12 * length * share)),
                                        GOLDEN * k, (0, 0, 1)), (0, 0, 0)))  # fmt: skip
    return found


def _pineapple(values: Values) -> Sketch:
    """A barrel of spiralling eyes, each with a thorn, under a crown of stiff leaves."""
    rind, thorn = main_look("Rind", values), look("Thorns", "wood", "#8a6a2a")
    green = fine(look("Leaves", "plastic", "#4c7a3a"), 0.05)
    core = superellipsoid((0.118, 0.118, 0.182), (0, 0, 0.092), 2.5, 8)
    eyes, thorns = [], []
    for k in range(92):
        t = (k + 0.5) / 92
        z = 0.012 + 0.160 * t
        radius = 0.0585 * (1.0 - abs((z - 0.092) / 0.0925) ** 2.5) ** (1.0 / 2.5)
        a = GOLDEN * k
        tilt = 1.1 * (0.092 - z) / 0.092 * (abs(z - 0.092) > 0.045)
        eye = superellipsoid((0.0125, 0.0212, 0.0205), (0, 0, 0), 2.6, 1)
        eye = translated(rotated(eye, tilt, (0, 1, 0)), (radius, 0, z))
        spike = translated(rotated(lathe([(0, 0), (0.0024, 0), (0.0004, 0.0085), (0, 0.009)], 6), 0.75, (0, 1, 0)),
                           (radius + 0.004, 0, z + 0.002))  # fmt: skip
        eyes.append(rotated(eye, a, (0, 0, 1)))
        thorns.append(rotated(spike, a, (0, 0, 1)))
    parts = [part("core", "Rind", core), part("eyes", "Rind", *eyes), part("thorns", "Thorns", *thorns),
             part("crown", "Leaves", *crowned(26, 0.135, 0.011, 0.026, 0.172), closed=False)]  # fmt: skip
    return Sketch(parts=parts, looks=[rind, thorn, green], grip=True, push=False,
                  solids=(solid("core", kind="cylinder"), solid("crown", kind="cylinder")))  # fmt: skip


def _strawberry(values: Values) -> Sketch:
    """A heart-shaped berry set with seeds, a star of green leaves, a stalk."""
    flesh, seed = main_look("Flesh", values), look("Seeds", "plastic", "#e3c25a")
    green = fine(look("Leaves", "plastic", "#4a8a35"), 0.05)
    line = smooth_line(np.array([(0.0015, 0.0), (0.0075, 0.004), (0.0145, 0.015), (0.0178, 0.026), (0.0150, 0.0345),
                                 (0.006, 0.0375)]), 5)  # fmt: skip
    berry = lathe(np.vstack([[0, 0], line, [0, 0.0372]]), 32)
    seeds = []
    for k in range(64):
        z = 0.0035 + 0.030 * ((k + 0.5) / 64) ** 0.8
        radius = float(np.interp(z, line[:, 1], line[:, 0]))
        slope = float(np.interp(z, line[:, 1], np.gradient(line[:, 0], line[:, 1])))
        grain = rotated(superellipsoid((0.0009, 0.0013, 0.0022), (0, 0, 0), 2.0, 2), float(np.arctan(slope)), (0, 1, 0))
        seeds.append(rotated(translated(grain, (radius - 0.0001, 0, z)), GOLDEN * k, (0, 0, 1)))
    leaves = []
    for k in range(9):
        blade = rotated(leaf(0.0165, 0.0042, 0.35, 0.0005), 1.35 if k % 2 else 1.15, (0, 1, 0))
        leaves.append(rotated(translated(blade, (0.0015, 0, 0.0375 + 0.0006 * (k % 2))), 2 * np.pi * k / 9, (0, 0, 1)))
    stalk = tube(smooth_line([(0, 0, 0.0365), (0, 0, 0.045), (0.003, 0, 0.053)], 4), 0.0011, 8)
    parts = [part("berry", "Flesh", berry), part("seeds", "Seeds", *seeds),
             part("leaves", "Leaves", *leaves, closed=False), part("stalk", "Leaves", stalk)]  # fmt: skip
    return Sketch(parts=parts, looks=[flesh, seed, green], grip=True, push=False,
                  solids=(solid("berry", kind="hull"),))  # fmt: skip


def _cupcake(values: Values) -> Sketch:
    """A pleated paper cup, a domed cake, a piped swirl of icing with sprinkles, a cherry on its stalk."""
    icing, cake = fine(main_look("Icing", values), 0.02), look("Cake", "clay", "#b9813f")
    paper, cherry = look("Paper", "paper", "#f0e6d4"), look("Cherry", "plastic", "#b3101c")
    pleats = 28
    cup = lathe([(0, 0), (0.025, 0.0), (0.0265, 0.002), (0.0365, 0.036), (0.0352, 0.0362), (0.0255, 0.0035), (0,
                0.0035)],
                4 * pleats)  # fmt: skip
    angle = np.arctan2(cup.vertices[:, 1], cup.vertices[:, 0])
    cup.vertices[:, :2] *= (1.0 + 0.035 * np.clip(cup.vertices[:, 2] / 0.01, 0, 1) * np.cos(pleats * angle))[:, None]
    dome = lathe([(0, 0.028), (0.0345, 0.030), (0.0375, 0.038), (0.0335, 0.045), (0.018, 0.049), (0, 0.0495)], 28)
    t = np.linspace(0.0, 1.0, 78)
    spin = 3.4 * 2.0 * np.pi * t
    out = 0.0255 * (1.0 - t) ** 0.85
    line = np.column_stack([out * np.cos(spin), out * np.sin(spin), 0.0505 + 0.033 * t**0.9])
    swirl = tube(line, 0.0105 * (1.0 - 0.72 * t), 12, edge=0.6)
    under = lathe([(0, 0.046), (0.028, 0.047), (0.024, 0.058), (0.012, 0.073), (0, 0.076)], 24)
    colors = ("#2f80c2", "#e8c31a", "#4aa84a", "#d9468a")
    rng = np.random.default_rng(7)
    rods: dict[str, list[Surface]] = {color: [] for color in colors}
    for k in range(34):
        j = int(rng.integers(4, 66))
        a = spin[j] + rng.uniform(-0.2, 0.2)
        spot = line[j] + 0.0095 * (1.0 - 0.72 * t[j]) * np.array([0.75 * np.cos(a), 0.75 * np.sin(a), 0.66])
        way = rng.normal(size=3) * [1, 1, 0.4]
        way *= 0.0024 / np.linalg.norm(way)
        rods[colors[k % 4]].append(tube([spot - way, spot + way], 0.0007, 6, edge=0.5))
    fruit = superellipsoid((0.0165, 0.0165, 0.0155), (0, 0, 0.0895), 2.0, 5)
    stalk = tube(smooth_line([(0, 0, 0.096), (0.002, 0, 0.104), (0.007, 0, 0.112)], 4), 0.0006, 6)
    looks = [icing, cake, paper, cherry, look("Stalk", "plastic", "#4a5a22")]
    looks += [look(f"Sprinkles {k + 1}", "plastic", color) for k, color in enumerate(colors)]
    parts = [part("paper", "Paper", cup), part("cake", "Cake", dome), part("icing", "Icing", swirl, under),
             part("cherry", "Cherry", fruit), part("stalk", "Stalk", stalk),
             *(part(f"sprinkles_{k + 1}", f"Sprinkles {k + 1}", *rods[color]) for k, color in enumerate(colors))]
    return Sketch(parts=parts, looks=looks, grip=True, push=False,
                  solids=(solid("paper", kind="cylinder"), solid("icing", kind="cylinder")))  # fmt: skip


def _corn(values: Values) -> Sketch:
    """A cob in rows of grains, its husk peeled back on both sides, some silk."""
    grain, green = main_look("Grains", values), fine(look("Husk", "plastic", "#7d9a4a"), 0.1)
    silk = look("Silk", "straw")
    core = lathe(np.vstack([[0, 0.0], smooth_line(np.array([(0.012, 0.0), (0.0195, 0.03), (0.02, 0.09), (0.015, 0.15),
                                                            (0.006, 0.175)]), 4), [0, 0.177]]), 20)  # fmt: skip
    grains = []
    for row in range(11):
        for k in range(16):
            z = 0.012 + 0.158 * (k + 0.5) / 16
            radius = float(np.interp(z, [0.0, 0.03, 0.09, 0.15, 0.175], [0.012, 0.0195, 0.02, 0.015, 0.006])) + 0.0008
            wide = 2.0 * np.pi * radius / 11.4
            one = superellipsoid((0.0068, wide, 0.0108), (radius, 0, z), 3.0, 1)
            grains.append(rotated(one, 2 * np.pi * row / 11 + 0.06 * (k % 2), (0, 0, 1)))
    husks = []
    for a, bend, length in ((0.3, 0.14, 0.13), (1.9, 0.2, 0.115), (3.3, 0.16, 0.135), (4.9, 0.22, 0.11)):
        blade = rotated(leaf(length, 0.026, bend, 0.0009), 0.14, (0, 1, 0))
        husks.append(rotated(translated(blade, (0.012, 0, 0.002)), a, (0, 0, 1)))
    stalk = lathe([(0, -0.03), (0.007, -0.03), (0.0085, -0.01), (0.0125, 0.004), (0, 0.006)], 14)
    threads = [tube(smooth_line([(0, 0, 0.172), (0.006 * np.cos(a), 0.006 * np.sin(a), 0.186),
                                 (0.016 * np.cos(a), 0.016 * np.sin(a), 0.192)], 3), 0.0006, 6)
               for a in np.arange(7) * 0.9]  # fmt: skip

    def lying(*pieces: Surface) -> list[Surface]:
        return [rotated(one, 0.5 * np.pi, (0, 1, 0)) for one in pieces]

    parts = [part("core", "Grains", *lying(core)), part("grains", "Grains", *lying(*grains)),
             part("husk", "Husk", *lying(*husks), closed=False), part("stalk", "Husk", *lying(stalk)),
             part("silk", "Silk", *lying(*threads))]  # fmt: skip
    return Sketch(parts=parts, looks=[grain, green, silk], grip=True, push=False, solids=(solid("core", "husk"),))


def _grapes(values: Values) -> Sketch:
    """A bunch that narrows to its end, on a branching stalk with a leaf."""
    skin, wood = main_look("Grapes", values), look("Stalk", "oak", "#6d5a2c")
    green = fine(look("Leaf", "plastic", "#4f7f38"), 0.05)
    balls, stems = [], []
    rng = np.random.default_rng(3)
    for layer in range(8):
        y = -0.075 + 0.0195 * layer
        half = 0.012 + 0.034 * (layer / 7.0) ** 0.8 if layer < 7 else 0.03
        count = max(1, round(2.0 * np.pi * half / 0.0205))
        for k in range(count):
            a = 2.0 * np.pi * (k + 0.5 * (layer % 2)) / count
            place = np.array([half * np.cos(a), y + rng.uniform(-0.003, 0.003), 0.72 * half * np.sin(a)])
            balls.append(superellipsoid((0.0205, 0.0215, 0.0205), place, 2.0, 2))
            stems.append(tube(np.array([place, (0.25 * place[0], y + 0.012, 0.25 * place[2])]), 0.0009, 6))
    main = tube(smooth_line([(0, -0.06, 0), (0, 0.03, 0.0), (0.0, 0.085, 0.012), (0.012, 0.115, 0.02)], 5), 0.0022, 8)
    turn = np.linspace(0, 2 * np.pi, 25)[:-1]
    radius = 0.034 * (0.75 + 0.25 * np.cos(5 * turn))
    blade = extrude(np.column_stack([radius * np.sin(turn), radius * np.cos(turn)]), 0.0014, plane="xy", edge=0.0004,
                    caps="fan")  # fmt: skip
    blade = translated(rotated(rotated(blade, 0.5, (1, 0, 0)), -0.5, (0, 1, 0)), (0.036, 0.098, 0.036))
    parts = [part("grapes", "Grapes", *balls), part("stems", "Stalk", main, *stems), part("leaf", "Leaf", blade)]
    return Sketch(parts=parts, looks=[skin, wood, green], grip=True, push=False, solids=(solid("grapes"),))


CATEGORIES = (
    thing("pineapple", "food", (0.236, 0.236, 0.32), _pineapple, material="plastic", color="#c07a1e", span=4,
          mass_kg=1.4,
          equal_sides=True),
    thing("strawberry", "food", (0.036, 0.036, 0.053), _strawberry, material="plastic", color="#c3141c", span=8,
          mass_kg=0.02, equal_sides=True, synonyms=("strawberries",)),
    thing("cupcake", "food", (0.075, 0.075, 0.112), _cupcake, material="plastic", color="#ef9fbf", span=5, mass_kg=0.09,
          equal_sides=True, synonyms=("muffin", "fairy cake"), colors=("#ef9fbf", "#f3e9d8", "#8fd0c0")),
    thing("corn", "food", (0.222, 0.098, 0.097), _corn, material="plastic", color="#e8b81c", span=4, mass_kg=0.25,
          synonyms=("corn cob", "corn on the cob", "maize")),
    thing("grapes", "food", (0.114, 0.216, 0.096), _grapes, material="plastic", color="#4a1f4e", span=4, mass_kg=0.4,
          synonyms=("grape", "bunch of grapes"), colors=("#4a1f4e", "#7f9a2e", "#5a1a30")),
)  # fmt: skip
