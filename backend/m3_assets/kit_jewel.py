"""What glitters and grows in stone: cut gems, crystal clusters, coral."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import lathe, rotated, superellipsoid, translated, tube
from .making import Look, look, main_look
from .materials import material
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _gem(values: Values) -> Sketch:
    """A brilliant: flat table, crown and girdle of facets, a pavilion that runs to a point; upright on its point."""
    stone = Look(material("Stone", "glass", str(values["color"]), roughness=0.02), "glass")
    profile = [(0.0, 0.0), (0.009, 0.010), (0.26, 0.300), (0.50, 0.575), (0.50, 0.600), (0.42, 0.690), (0.285, 0.755),
               (0.0, 0.756)]  # fmt: skip
    body = lathe(np.array(profile), 16)
    turn = np.arctan2(body.vertices[:, 1], body.vertices[:, 0])
    level = np.round(body.vertices[:, 2], 3)
    for z, twist in ((0.30, 1.0), (0.69, 1.0)):
        rows = np.isclose(level, z)
        radius = np.hypot(body.vertices[rows, 0], body.vertices[rows, 1])
        lean = turn[rows] + twist * np.pi / 16
        body.vertices[rows, 0], body.vertices[rows, 1] = radius * np.cos(lean), radius * np.sin(lean)
    return Sketch(parts=[part("stone", "Stone", body)], looks=[stone], push=False, grip=False,
                  places=[shapes.grip((0, 0, 0.5), 0.9)], solids=(solid("stone", kind="hull"),))  # fmt: skip


def _shard(length: float, radius: float) -> Surface:
    """A six-sided prism up +Z with a pointed end."""
    profile = [(0.0, 0.0), (0.82 * radius, 0.0), (radius, 0.12 * length), (0.94 * radius, 0.74 * length),
               (0.10 * radius, 0.99 * length), (0.0, length)]  # fmt: skip
    return lathe(np.array(profile), 6)


def _crystal(values: Values) -> Sketch:
    """Six-sided spears of different length that lean apart out of a lump of stone."""
    clear = Look(material("Crystal", "glass", str(values["color"]), roughness=0.06), "glass")
    second = Look(material("Small Crystals", "glass", str(values["color"]), roughness=0.12), "glass")
    rock = look("Rock", "stone", "#5a5550")
    rng = np.random.default_rng(11)
    tall = [(0.0, 0.0, 0.62, 0.088)]
    tall += [(2 * np.pi * k / 6 + 0.3 * rng.random(), 0.30 + 0.16 * rng.random(), 0.34 + 0.16 * rng.random(),
              0.050 + 0.026 * rng.random()) for k in range(6)]  # fmt: skip
    small = [(2 * np.pi * (k + 0.5) / 11 + 0.2 * rng.random(), 0.75 + 0.4 * rng.random(), 0.14 + 0.10 * rng.random(),
              0.026 + 0.014 * rng.random()) for k in range(11)]  # fmt: skip
    made: list[list[Surface]] = []
    for group in (tall, small):
        made.append([])
        for a, lean, length, radius in group:
            spear = rotated(_shard(length, radius), lean, (0, 1, 0))
            spear = translated(spear, (0.10 * min(lean, 1.0) * 1.4, 0, 0.045))
            made[-1].append(rotated(spear, a, (0, 0, 1)))
    base = superellipsoid((0.46, 0.44, 0.18), (0, 0, 0.05), 2.2, 6)
    base.vertices[:] *= 1.0 + 0.05 * np.sin(31 * base.vertices[:, :1]) * np.cos(27 * base.vertices[:, 1:2])
    base.vertices[:, 2] = np.maximum(base.vertices[:, 2], 0.0)
    return Sketch(parts=[part("crystals", "Crystal", *made[0]), part("small_crystals", "Small Crystals", *made[1]),
                         part("rock", "Rock", base)], looks=[clear, second, rock], grip=True, push=False,
                  solids=(solid("crystals", "rock", kind="hull"),))  # fmt: skip


def _branching(rng: np.random.Generator, count: int, tall: float, spread: float, thick: float) -> list[Surface]:
    """Forked stems with round tips."""
    stems: list[Surface] = []
    for k in range(count):
        a = 2 * np.pi * (k + 0.4 * rng.random()) / count
        out = spread * (0.35 + 0.65 * rng.random())
        top = np.array([out * np.cos(a), out * np.sin(a), tall * (0.7 + 0.3 * rng.random())])
        line = smooth_line(np.array([(0, 0, 0), 0.45 * top * [0.6, 0.6, 1.0], top]), 4)
        stems.append(tube(line, np.linspace(thick, 0.62 * thick, len(line)), 8, edge=0.6))
        for turn in (-0.9, 0.2, 1.1):
            way = np.array([np.cos(a + turn), np.sin(a + turn), 0.0])
            start = line[int(len(line) * (0.45 + 0.14 * (turn + 0.9)))]
            end = start + way * 0.36 * spread + np.array([0, 0, tall * (0.20 + 0.14 * rng.random())])
            fork = smooth_line(np.array([start, 0.5 * (start + end) + way * 0.05, end]), 3)
            stems.append(tube(fork, np.linspace(0.66 * thick, 0.45 * thick, len(fork)), 8, edge=0.6))
    return stems


def _coral(values: Values) -> Sketch:
    """A reef head: rock with branching antlers, a round brain coral with grooves, tubes, and a fan."""
    antler, second = main_look("Antlers", values), look("Brain", "clay", str(values["second_color"]) or "#d98a3c")
    tube_of, fan_of = look("Tubes", "clay", "#8a4fb0"), look("Fan", "clay", "#d8425f")
    rock = look("Rock", "stone", "#8b8272")
    rng = np.random.default_rng(5)
    base = superellipsoid((0.86, 0.80, 0.34), (0, 0, 0.06), 2.2, 7)
    wobble = np.sin(9 * base.vertices[:, :1]) * np.cos(8 * base.vertices[:, 1:2] + 1.0)
    base.vertices[:] *= 1.0 + 0.07 * wobble
    base.vertices[:, 2] = np.maximum(base.vertices[:, 2], 0.0)
    antlers = [translated(one, (0.08, 0.10, 0.14)) for one in _branching(rng, 7, 0.46, 0.24, 0.028)]
    brain = superellipsoid((0.34, 0.34, 0.27), (-0.20, -0.16, 0.20), 2.0, 14)
    p = brain.vertices - np.array([-0.20, -0.16, 0.20])
    groove = np.sin(95 * p[:, 0] + 5 * np.sin(38 * p[:, 1])) * np.cos(60 * p[:, 2] + 3 * np.sin(30 * p[:, 0]))
    brain.vertices[:] += p * (0.045 * groove)[:, None]
    pipes = []
    for k in range(7):
        a = 2 * np.pi * k / 7
        foot = np.array([0.27 + 0.07 * np.cos(a), -0.15 + 0.07 * np.sin(a), 0.12])
        height = 0.16 + 0.13 * rng.random()
        profile = [(0.026, 0.0), (0.030, height), (0.034, height + 0.008), (0.026, height + 0.010),
                   (0.020, height - 0.03),
                   (0.020, 0.0)]  # fmt: skip
        pipe = rotated(lathe(np.array(profile), 12, True), 0.22, (-np.sin(a), np.cos(a), 0.0))
        pipes.append(translated(pipe, foot))
    veins = []
    for k in range(13):
        lean = (k - 6) / 6 * 1.05
        reach = 0.42 - 0.06 * abs(lean)
        line = np.column_stack([reach * np.sin(lean) * np.linspace(0, 1, 6) ** 1.2, 0.02 * np.sin(np.linspace(0, 3, 6)),
                                reach * np.cos(lean) * np.linspace(0, 1, 6)])  # fmt: skip
        veins.append(tube(line, np.linspace(0.010, 0.005, 6), 6, edge=0.5))
    for r in (0.14, 0.22, 0.30, 0.37):
        across = np.linspace(-0.95, 0.95, 12)
        rib = np.column_stack([r * np.sin(across), 0 * across + 0.01, r * np.cos(across)])
        veins.append(tube(rib, 0.0045, 6))
    fan = [translated(rotated(one, 0.5, (0, 0, 1)), (-0.15, 0.22, 0.16)) for one in veins]
    return Sketch(parts=[part("rock", "Rock", base), part("antlers", "Antlers", *antlers),
                         part("brain", "Brain", brain),
                         part("tubes", "Tubes", *pipes), part("fan", "Fan", *fan)],
                  looks=[antler, second, tube_of, fan_of, rock], grip=False, push=False,
                  solids=(solid("rock", kind="hull"),))  # fmt: skip


CATEGORIES = (
    thing("gem", "decoration", (0.07, 0.07, 0.053), _gem, material="glass", color="#dfeefb", span=30.0,
          mass_kg=0.2, equal_sides=True, synonyms=("diamond", "jewel", "gemstone", "ruby", "emerald", "sapphire"),
          presets={"ruby": {"color": "#c3122b"}, "emerald": {"color": "#12a150"}, "sapphire": {"color": "#1f4fc8"},
                   "diamond": {"color": "#e6f2ff"}},
          colors=("#dfeefb", "#c3122b", "#12a150", "#1f4fc8", "#8a3fc0")),
    thing("crystal", "decoration", (0.24, 0.24, 0.28), _crystal, material="glass", color="#a45fe0", span=12.0,
          mass_kg=2.0, synonyms=("crystals", "crystal cluster", "quartz", "amethyst"),
          presets={"quartz": {"color": "#e8eef5"}}, colors=("#a45fe0", "#5fc8e8", "#e86fb0", "#7fe0a0")),
    thing("coral", "nature", (0.8657, 0.8066, 0.59), _coral, material="clay", color="#e0694c", span=5.0, mass_kg=30,
          extra=(Parameter(name="second_color", value=""),), synonyms=("coral reef", "reef"),
          colors=("#e0694c", "#e8a03c", "#d85fa0", "#f0d9c0")),
)  # fmt: skip
