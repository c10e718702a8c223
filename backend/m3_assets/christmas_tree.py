"""The Christmas tree: a dense fir in a red pot, with baubles, a garland of tinsel, small lights and a star."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Material
from .contract import Part
from .geometry import extrude, lathe, merge, translated, tube
from .geometry_grid import cube_sphere
from .materials import glowing, material
from .tree_geometry import pine_parts

_POT_SHARE, _STAR_SHARE = 0.10, 0.07
"""of the whole height"""
_GOLDEN_RAD = np.pi * (3.0 - np.sqrt(5.0))
BAUBLES = {"Red Baubles": "#b3121d", "Golden Baubles": "#d9a521", "Blue Baubles": "#2349a8"}


def christmas_parts(height_m: float, width_m: float, rng: np.random.Generator) -> list[Part]:
    """The parts of a tree on the floor, its trunk first."""
    pot, star = _POT_SHARE * height_m, _STAR_SHARE * height_m
    tall = height_m - 0.7 * pot - 0.8 * star
    foot = 0.6 * pot
    parts = [
        Part(name=p.name, surface=translated(p.surface, (0.0, 0.0, foot)), material=p.material, closed=p.closed)
        for p in pine_parts(tall, width_m, rng, tiers=16, per_branch=18)
    ]

    def at(share: float, turn_rad: float, out: float) -> np.ndarray:
        """A place on the crown: `share` of its height, `out` times its radius from the trunk."""
        radius = 0.5 * width_m * ((1.0 - share) ** 0.82 * 0.96 + 0.035) * out
        z = foot + tall * (0.10 + 0.86 * share**0.92) - 0.12 * radius
        return np.array([radius * np.cos(turn_rad), radius * np.sin(turn_rad), z])

    ball = cube_sphere(0.019 * height_m, 3)
    shares = 1.0 - np.sqrt(np.linspace(0.97, 0.012, 54))  # as many on every patch of the cone
    places = [at(share, k * _GOLDEN_RAD, 0.98) for k, share in enumerate(shares)]
    for number, name in enumerate(BAUBLES):
        hung_here = [translated(ball, place) for place in places[number :: len(BAUBLES)]]
        parts.append(Part(name=name.lower(), surface=merge(hung_here), material=name))
    turn = np.linspace(0.0, 2.0 * np.pi * 5.5, 110)
    along = np.linspace(0.03, 0.93, len(turn))
    hung = 0.02 * height_m * np.cos(7.0 * turn) * (1.0 - along)
    line = np.array([at(s, t, 0.93) for s, t in zip(along, turn, strict=True)]) + hung[:, None] * [0.0, 0.0, 1.0]
    parts.append(Part(name="garland", surface=tube(line, np.full(len(line), 0.0048 * height_m), 4), material="Tinsel"))
    bulb = cube_sphere(0.0055 * height_m, 1)
    lit = [at(share, 1.9 + k * _GOLDEN_RAD, 0.94) for k, share in enumerate(1.0 - np.sqrt(np.linspace(0.95, 0.02, 70)))]
    parts.append(Part(name="lights", surface=merge([translated(bulb, place) for place in lit]), material="Lights"))
    angle = 0.5 * np.pi + np.pi * np.arange(10) / 5.0
    reach = np.where(np.arange(10) % 2 == 0, 0.5, 0.21) * star * 1.05
    points = np.stack([reach * np.cos(angle), reach * np.sin(angle)], -1)
    top = translated(extrude(points, 0.16 * star, caps="fan"), (0.0, 0.0, height_m - 0.53 * star))
    parts.append(Part(name="star", surface=top, material="Star"))
    wall = pot * np.array([(0.0, 0.0), (0.62, 0.0), (0.66, 0.05), (0.82, 0.95), (0.80, 1.0), (0.74, 1.0), (0.72, 0.9),
                           (0.0, 0.88)])  # fmt: skip
    parts.append(Part(name="pot", surface=lathe(wall, 28), material="Pot"))
    return parts


def christmas_looks() -> dict[str, Material]:
    """The materials of what hangs on it, by name."""
    return {
        **{name: material(name, "ceramic", color) for name, color in BAUBLES.items()},
        "Tinsel": material("Tinsel", "gold"), "Star": material("Star", "gold", "#f2c230"),
        "Lights": glowing("Lights", "#ffd27a", 60.0), "Pot": material("Pot", "ceramic", "#8e1f22"),
    }  # fmt: skip
