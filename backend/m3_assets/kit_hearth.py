"""Stone in place: a fireplace with its fire, a cliff."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import shapes
from .contract import Values
from .geometry import deformed, rounded_box, superellipsoid, translated, tube
from .kit_camp import tongues
from .making import Look, look, main_look
from .materials import burning, glowing
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing

Array = NDArray[np.float64]


def _fireplace(values: Values) -> Sketch:
    """Jambs and lintel round a sooty opening, a mantel shelf on brackets, a hearth slab, a grate, logs and flames."""
    stone, shelf = main_look("Surround", values), look("Mantel", "oak")
    soot, iron, wood = look("Firebox", "stone", "#191614"), look("Grate", "iron"), look("Logs", "weathered wood")
    slab = look("Hearth", "granite")
    flames, heart = Look(burning("Flames", "#ff6410", 5.5), "paper"), Look(burning("Heart", "#ffae1c", 10.0), "paper")
    ember = Look(glowing("Embers", "#ff3a0c", 2.0), "paper")
    wide, open_w, open_h, high, deep = 1.60, 0.92, 0.74, 1.16, 0.42
    jamb = 0.5 * (wide - open_w)
    jambs = [rounded_box((jamb, deep, open_h), (s * 0.5 * (open_w + jamb), 0, 0.5 * open_h + 0.05), 0.012)
             for s in (-1, 1)]
    lintel = rounded_box((wide, deep, high - open_h - 0.05), (0, 0, 0.5 * (high + open_h + 0.05)), 0.012)
    plinths = [rounded_box((jamb + 0.04, deep + 0.04, 0.12), (s * 0.5 * (open_w + jamb), -0.01, 0.11), 0.01)
               for s in (-1, 1)]
    key = rounded_box((0.18, 0.05, 0.24), (0, -0.5 * deep - 0.012, open_h + 0.16), 0.012)
    mantel = [rounded_box((wide + 0.24, deep + 0.16, 0.07), (0, -0.06, high + 0.075), 0.012),
              rounded_box((wide + 0.10, deep + 0.06, 0.045), (0, -0.02, high + 0.020), 0.010)]
    brackets = [rounded_box((0.10, 0.10, 0.16), (s * 0.62, -0.5 * deep - 0.035, high - 0.08), 0.02) for s in (-1, 1)]
    back = rounded_box((open_w + 0.02, 0.05, open_h), (0, 0.5 * deep - 0.03, 0.5 * open_h + 0.05), 0.004)
    lining = [rounded_box((0.02, deep - 0.03, open_h), (s * 0.5 * (open_w - 0.018), 0.01, 0.5 * open_h + 0.05), 0.004)
              for s in (-1, 1)]
    lining += [rounded_box((open_w, deep - 0.03, 0.02), (0, 0.01, open_h + 0.042), 0.004)]
    hearth = rounded_box((wide + 0.16, deep + 0.50, 0.05), (0, -0.25, 0.025), 0.010)
    bars = [tube([(x, -0.12, 0.12), (x, 0.12, 0.12)], 0.009, 8) for x in np.linspace(-0.26, 0.26, 7)]
    bars += [tube([(-0.29, y, 0.12), (0.29, y, 0.12)], 0.010, 8) for y in (-0.12, 0.12)]
    bars += [tube([(x, y, 0.05), (x, y, 0.19 if y < 0 else 0.12)], 0.011, 8)
             for x in (-0.27, 0.27) for y in (-0.12, 0.12)]
    logs = [tube([(-0.27, 0.05, 0.17), (0.26, 0.06, 0.17)], 0.052, 12),
            tube([(-0.25, -0.06, 0.165), (0.28, -0.05, 0.165)], 0.046, 12),
            tube([(-0.20, -0.06, 0.25), (0.22, 0.06, 0.245)], 0.044, 12)]
    outer, inner = tongues(0.16, 0.42, 8, 11)
    rng = np.random.default_rng(3)
    embers = [superellipsoid((0.06, 0.05, 0.035), (rng.uniform(-0.25, 0.25), rng.uniform(-0.10, 0.10), 0.075), 3, 2)
              for _ in range(12)]
    return Sketch(
        parts=[part("jambs", "Surround", *jambs, *plinths), part("lintel", "Surround", lintel, key),
               part("mantel", "Mantel", *mantel, *brackets), part("firebox", "Firebox", back, *lining),
               part("hearth", "Hearth", hearth), part("grate", "Grate", *bars), part("logs", "Logs", *logs),
               part("embers", "Embers", *embers),
               part("flames", "Flames", *(translated(f, (0, 0.02, 0.20)) for f in outer)),
               part("heart", "Heart", *(translated(f, (0, 0.0, 0.20)) for f in inner))],
        looks=[stone, shelf, soot, iron, wood, slab, flames, heart, ember], grip=False, push=False,
        solids=(solid("jambs"), solid("lintel", "mantel"), solid("firebox"), solid("hearth")),
        places=[shapes.surface_top("mantel", (0.0, -0.06, high + 0.11), 1.7, 0.42)],
    )  # fmt: skip


_LAYERS = 13
"""of rock in a cliff"""


def ledges(points: Array) -> Array:
    """Points of a block 8 x 4 x 6 m: layers of rock set back and forth and broken by clefts, leaning back upward."""
    rng = np.random.default_rng(17)
    x, y, z = points.T
    tilt = z + 0.10 * x + 0.12 * np.sin(1.1 * x + 0.6)  # strata dip
    layer = np.clip(np.floor((tilt / 6.0) * _LAYERS).astype(int) + 2, 0, _LAYERS + 3)
    jut = rng.uniform(-0.30, 0.30, _LAYERS + 4)[layer]
    share = (tilt / 6.0) * _LAYERS % 1.0
    jut = jut - 0.16 * np.clip((share - 0.8) / 0.2, 0.0, 1.0)  # soft layers between are worn
    rough = 0.10 * np.sin(3.1 * x + 1.7 * layer) + 0.06 * np.sin(7.3 * x + 2.9 * layer + 3.0 * z)
    clefts = ((-2.6, 0.7), (-0.3, 0.45), (2.1, 0.9))  # place and depth
    cleft = sum(-deep * np.exp(-(((x - at - 0.15 * np.sin(z)) / 0.22) ** 2)) for at, deep in clefts)
    plan = 0.55 * np.sin(0.75 * x + 0.4) + 0.25 * np.sin(1.9 * x)
    amount = jut + rough + np.asarray(cleft)
    front = np.clip(0.5 - y / 4.0, 0.0, 1.0)
    sides = np.clip(np.abs(x) / 4.0, 0.0, 1.0) ** 6
    lean = 0.9 * (z / 6.0) ** 1.5
    moved_y = y - front * (amount + plan - lean)
    moved_x = x + np.sign(x) * sides * (0.8 * jut + 0.2 * np.sin(2.3 * y + layer) - 0.35 * lean)
    brink = np.clip(np.maximum(np.abs(x) / 4.0, -y / 2.0), 0.0, 1.0) ** 5  # level where people stand
    crest = brink * np.clip(z / 6.0, 0.0, 1.0) ** 4 * (0.25 * np.sin(0.9 * x + 1.0) + 0.18 * np.sin(1.3 * y))
    return np.column_stack([moved_x, moved_y, z + crest])


def _cliff(values: Values) -> Sketch:
    """A wall of layered rock with ledges and clefts, grass over its edge, fallen blocks at its foot."""
    rock, turf = Look(nature("Rock", "cliff", str(values["color"])), "stone"), Look(nature("Grass", "grass"), "straw")
    block = rounded_box((8.0, 4.0, 6.0), (0, 0, 3.0), 0.10, 2, (44, 10, 40))
    wall = deformed(block, ledges)
    sod = rounded_box((8.05, 4.1, 0.30), (0, 0.0, 6.02), 0.12, 2, (44, 14, 1))

    def draped(points: Array) -> Array:
        flat = points.copy()
        flat[:, 2] = 6.0
        under = ledges(flat)
        hang = 0.12 * np.sin(5.1 * points[:, 0]) + 0.08 * np.sin(11.0 * points[:, 0])
        edge = np.clip(-points[:, 1] / 2.0, 0.0, 1.0) ** 8
        under[:, 2] += points[:, 2] - 6.0 - edge * np.where(points[:, 2] < 6.02, 0.14 + hang, 0.05)
        under[:, 1] -= 0.10 * edge
        return under

    rng = np.random.default_rng(5)
    stones = []
    for k in range(11):
        size = rng.uniform(0.35, 1.0)
        x = float(rng.uniform(-3.6, 3.6))
        front = float(ledges(np.array([[x, -2.0, 0.2]]))[0, 1])
        stones.append(superellipsoid((1.3 * size, size, 0.8 * size),
                                     (x, front - rng.uniform(-0.1, 0.5), 0.33 * size - 0.02 * (k % 2)), 4, 3))
    return Sketch(
        parts=[part("rock", "Rock", wall), part("turf", "Grass", deformed(sod, draped)),
               part("blocks", "Rock", *stones)],
        looks=[rock, turf], grip=False, push=False, solids=(solid("rock", kind="hull"),),
        places=[shapes.surface_top("top", (0.0, 0.5, 6.15), 5.5, 2.2)],
    )  # fmt: skip


CATEGORIES = (
    thing("fireplace", "fire", (1.84, 0.92, 1.27), _fireplace, material="stone", span=3, mass_kg=700, static=True,
          stuffs=("stone", "brick", "marble"), synonyms=("hearth", "open fire")),
    thing("cliff", "terrain", (8.6, 5.2, 6.5), _cliff, material="stone", span=8, mass_kg=400_000, static=True,
          synonyms=("cliffs", "rock face", "precipice", "sea cliff")),
)  # fmt: skip
