"""Where birds and bees live: a branch to sit on, a nest with eggs, a straw beehive."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, lathe, merge, rotated, rounded_box, superellipsoid, translated, tube
from .making import Look, look, main_look
from .nature_materials import nature
from .plant_geometry import bark, bough, leaf_cards
from .sketch import Sketch, part, solid, thing

_GOLDEN = 2.39996


def _branch(values: Values) -> Sketch:
    """A long bough from a broken stem, forked, with twigs and a few leaves; its back is where one perches."""
    wood, leaf = Look(nature("Bark", "bark", str(values["color"])), "oak"), Look(nature("Leaves", "leaf"), "straw")
    rng = np.random.default_rng(11)
    t = np.linspace(0.0, 1.0, 9)
    stem = np.stack([-0.62 + 0.03 * np.sin(3.0 * t), 0.02 * np.sin(4.0 * t), 1.42 * t], axis=-1)
    girth = 0.085 * (1.0 + 0.7 * np.exp(-t / 0.07)) * (1.0 - 0.22 * t)
    splinters = [tube([(*(stem[-1, :2] + 0.045 * np.array([np.cos(a), np.sin(a)])), 1.38),
                       (*(stem[-1, :2] + 0.028 * np.array([np.cos(a), np.sin(a)])), 1.47 + 0.05 * np.cos(2.0 * a))],
                      np.array([0.030, 0.006]), 6, edge=0.0) for a in np.arange(5) * _GOLDEN]  # fmt: skip
    x = np.linspace(0.0, 1.0, 13)
    back = np.stack([-0.62 + 1.36 * x, -0.03 * np.sin(5.0 * x), 1.10 + 0.10 * np.sin(2.2 * x) + 0.03 * np.sin(9.0 * x)],
                    axis=-1)  # fmt: skip
    limb = tube(back, 0.052 * (1.0 - 0.72 * x) + 0.03 * np.exp(-x / 0.05), 12, edge=0.0)
    forks = ((4, -1, 0.30), (6, 1, 0.38), (8, -1, 0.34), (9, 1, 0.26), (11, -1, 0.22))  # where, which side, how long
    twigs = [bough(back[k], side * 1.05 + 0.2 * rng.normal(), 0.55, reach, 0.016, rng, segments=5, taper=0.2)
             for k, side, reach in forks]  # fmt: skip
    twigs.append(bough((-0.60, 0.02, 0.62), 2.6, 0.6, 0.30, 0.020, rng, upturn=0.4, segments=5, taper=0.2))
    base, along = [], []
    for twig in twigs:
        way = twig.points[-1] - twig.points[-2]
        for share in np.linspace(0.45, 1.0, 6):
            index = share * (len(twig.points) - 1)
            low = min(int(index), len(twig.points) - 2)
            base.append(twig.points[low] + (index - low) * (twig.points[low + 1] - twig.points[low]))
            along.append(way / np.linalg.norm(way) + 0.75 * rng.normal(size=3) * [1.0, 1.0, 0.5])
    out = np.array(along) / np.linalg.norm(along, axis=1, keepdims=True)
    up = np.tile([0.0, 0.0, 1.0], (len(out), 1)) + 0.3 * rng.normal(size=(len(out), 3))
    leaves = leaf_cards(np.array(base), out, up / np.linalg.norm(up, axis=1, keepdims=True), np.full(len(out), 0.085))
    top = float(back[7, 2]) + 0.024
    parts = [part("stem", "Bark", tube(stem, girth, 14, edge=0.0), *splinters), part("bough", "Bark", limb),
             part("twigs", "Bark", bark(twigs, 6)), part("leaves", "Leaves", leaves, closed=False)]  # fmt: skip
    return Sketch(parts=parts, looks=[wood, leaf], grip=False, push=False, solids=None,  # it is rooted
                  places=[shapes.surface_top("bough", (float(back[6, 0]), float(back[6, 1]), top), 0.62, 0.05)],
                  )  # fmt: skip


def _coil(radius: float, z: float, thick: float) -> Surface:
    turn = np.linspace(0.0, 2.0 * np.pi, 33)[:-1]
    path = np.stack([radius * np.cos(turn), radius * np.sin(turn), np.full(32, z)], axis=-1)
    return tube(path, thick, 8, closed_path=True)


def _beehive(values: Values) -> Sketch:
    """A dome wound of ropes of straw with a round way in, on a low wooden stand."""
    straw, wood = main_look("Straw", values), look("Wood", "pine")
    dark, binding = look("Hole", "rubber", "#17120c"), look("Binding", "leather", "#7a5a2a")
    legs = [cylinder(0.026, 0.40, (s * 0.20, r * 0.17, 0.20), top_radius=0.024, segments=12)
            for s in (-1, 1) for r in (-1, 1)]  # fmt: skip
    board = [rounded_box((0.58, 0.17, 0.030), (0.0, y, 0.412), 0.006) for y in (-0.18, 0.0, 0.18)]
    board += [rounded_box((0.05, 0.52, 0.036), (s * 0.20, 0.0, 0.382), 0.006) for s in (-1, 1)]
    levels = np.arange(11)
    height = 0.445 + 0.038 * levels
    reach = 0.235 * np.sqrt(np.clip(1.0 - (np.clip(levels - 2.5, 0.0, None) / 8.2) ** 2, 0.02, 1.0))
    ropes = [_coil(float(r), float(z), 0.0215) for r, z in zip(reach, height, strict=True)]
    core = lathe([(0.0, 0.428), (0.232, 0.428), *zip(reach.tolist(), height.tolist(), strict=True), (0.0, 0.858)], 32)
    tip = superellipsoid((0.10, 0.10, 0.07), (0.0, 0.0, 0.855), 2.2, 5)
    loop = tube([(0.022 * np.sin(a), 0.0, 0.895 + 0.024 * (1.0 - np.cos(a))) for a in np.linspace(-2.6, 2.6, 11)],
                0.007, 6)  # fmt: skip
    hole = rotated(lathe([(0.0, 0.0), (0.043, 0.0), (0.043, 0.012), (0.0, 0.012)], 20), 0.5 * np.pi, (1, 0, 0))
    rim = rotated(tube([(0.046 * np.cos(a), 0.046 * np.sin(a), 0.006) for a in np.linspace(0, 2 * np.pi, 21)[:-1]],
                       0.010, 8, closed_path=True), 0.5 * np.pi, (1, 0, 0))  # fmt: skip
    stitches = [translated(rounded_box((0.010, 0.012, 0.034), (0.0, 0.0, 0.0), 0.003),
                           (r * np.cos(a), r * np.sin(a), z + 0.019))
                for k, (r, z) in enumerate(zip(1.075 * reach[:-2], height[:-2], strict=True))
                for a in np.arange(12) * np.pi / 6.0 + 0.26 * (k % 2)]  # fmt: skip
    parts = [part("straw", "Straw", core, *ropes, tip), part("stitches", "Binding", *stitches, loop),
             part("hole", "Hole", translated(hole, (0.0, -0.238, 0.525))),
             part("hole_rim", "Binding", translated(rim, (0.0, -0.240, 0.525))),
             part("stand", "Wood", *legs, *board)]  # fmt: skip
    return Sketch(parts=parts, looks=[straw, wood, dark, binding], grip=False, push=False,
                  solids=(solid("straw", kind="hull"), solid("stand")))  # fmt: skip


def _nest(values: Values) -> Sketch:
    """A bowl of twigs wound round and stuck through one another, soft inside, three eggs in it."""
    twig, soft = main_look("Twigs", values), look("Lining", "straw", "#8a7142")
    egg = look("Eggs", "ceramic", "#9fc4c9")
    rng = np.random.default_rng(5)
    bowl = lathe([(0.0, 0.010), (0.060, 0.008), (0.094, 0.034), (0.104, 0.066), (0.096, 0.074), (0.082, 0.060),
                  (0.058, 0.034), (0.0, 0.026)], 28)  # fmt: skip
    twigs = []
    for k in range(104):
        start, span = k * _GOLDEN, rng.uniform(0.9, 1.9)
        level = 0.014 + 0.062 * rng.uniform() ** 0.7
        wide = 0.076 + 0.032 * np.sin(np.clip(level / 0.074, 0.0, 1.0) * 0.5 * np.pi)
        turn = start + np.linspace(0.0, span, 7)
        out = wide + np.linspace(-0.010, 0.016, 7) * rng.choice([-1.0, 1.0]) + rng.uniform(-0.003, 0.003)
        rise = np.clip(level + np.linspace(-1.0, 1.0, 7) * rng.uniform(-0.014, 0.014), 0.006, None)
        path = np.stack([out * np.cos(turn), out * np.sin(turn), rise], axis=-1)
        twigs.append(tube(path, np.linspace(0.0034, 0.0020, 7), 4, edge=0.0))
    whole = merge(twigs)
    low = float(whole.vertices[:, 2].min())
    egg_shape = superellipsoid((0.036, 0.036, 0.048), (0.0, 0.0, 0.0), 2.0, 6)
    eggs = [rotated(egg_shape, lean, (1, 0, 0)) for lean in (1.2, 1.0, 1.4)]
    eggs = [rotated(one, k * 2.1, (0, 0, 1)) for k, one in enumerate(eggs)]
    eggs = [translated(one, (0.026 * np.cos(2.1 * k + 0.4), 0.026 * np.sin(2.1 * k + 0.4), 0.050))
            for k, one in enumerate(eggs)]  # fmt: skip
    parts = [part("twigs", "Twigs", translated(whole, (0, 0, -low))), part("lining", "Lining", bowl),
             part("eggs", "Eggs", *eggs)]
    return Sketch(parts=parts, looks=[twig, soft, egg], grip=False, push=False, solids=(solid("twigs", kind="hull"),),
                  places=[shapes.affordance("hollow", "inside", (0.0, 0.0, 0.026), (0.18, 0.18, 0.5))])  # fmt: skip


CATEGORIES = (
    thing("branch", "garden", (1.75, 0.75, 1.55), _branch, material="oak", span=3.0, static=True, mass_kg=25.0,
          synonyms=("tree branch", "bough")),
    thing("beehive", "garden", (0.58, 0.54, 0.92), _beehive, material="straw", color="#c79a4b", span=3.0, mass_kg=9.0,
          synonyms=("hive", "bee hive", "skep")),
    thing("nest", "garden", (0.23, 0.23, 0.08), _nest, material="oak", color="#5a4632", span=4.0, mass_kg=0.08,
          synonyms=("bird nest", "bird's nest", "birds nest")),
)  # fmt: skip
