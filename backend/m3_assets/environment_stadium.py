"""The stands of a stadium, full of people: steps that rise on three sides of a pitch, a roof, floodlights, boards."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .contract import Part, Surface
from .environment_fitting import Fitting, box
from .geometry import cylinder, merge, rotated, translated
from .geometry_grid import cube_sphere, lump
from .materials import glowing, material

Array = NDArray[np.float64]

_STEPS, _STEP_M, _RISE_M, _SEAT_M = 16, 0.85, 0.5, 0.62
_FAR_M, _SIDE_M, _HALF_M = 34.0, 25.0, 42.0
"""from the middle of the pitch to the stand behind its goal line and to those at its sides; half a stand's length"""
_SHIRTS = ("#b3262a", "#e8e4da", "#2a4f9c", "#e0b02a", "#3a3f47")


def stadium(f: Fitting, stage_m: float, rng: np.random.Generator) -> None:
    """Three stands about a pitch whose long axis runs away from the viewer."""
    steps: list[Surface] = []
    roofs: list[Surface] = []
    seats: list[Array] = []
    boards: dict[str, list[Surface]] = {color: [] for color in ("#b3262a", "#2a4f9c", "#e8e4da")}
    sides = [(turn, _SIDE_M, _HALF_M) for turn in (-0.5 * np.pi, 0.5 * np.pi)]
    for turn, off, half in ((0.0, _FAR_M, _SIDE_M + 3.0), *sides):
        made, at_seats = _stand(off, half)
        steps += [rotated(piece, turn, (0.0, 0.0, 1.0)) for piece in made]
        deep = off + _STEPS * _STEP_M
        roof = box((-half, off + 3.0, 13.4), (half, deep + 2.0, 13.8), 0.05)
        posts = [cylinder(0.25, 13.4, (x, deep + 1.4, 6.7), segments=10) for x in np.linspace(-half + 2, half - 2, 6)]
        roofs += [rotated(piece, turn, (0.0, 0.0, 1.0)) for piece in (roof, *posts)]
        c, s = np.cos(turn), np.sin(turn)
        spin = at_seats[:, :2] @ np.array([[c, s], [-s, c]])
        kept = rng.uniform(size=len(spin)) < 0.86
        seats.append(np.column_stack([spin, at_seats[:, 2], np.full(len(spin), turn)])[kept])
        for k, x in enumerate(np.arange(-half + 3.0, half - 2.0, 6.0)):
            board = box((x - 2.9, off - 1.6, 0.0), (x + 2.9, off - 1.5, 0.95), 0.01)
            list(boards.values())[k % 3].append(rotated(board, turn, (0.0, 0.0, 1.0)))
    f.add("steps", material("stand", "concrete", "#8b8d90"), *steps)
    f.add("roof", material("stand roof", "painted metal", "#c9ced2"), *roofs)
    for color, pieces in boards.items():
        f.add(f"boards_{color[1:]}", material(f"board {color}", "painted metal", color), *pieces)
    corners = [(x, y) for x in (-31.0, 31.0) for y in (-20.0, 44.0)]
    masts = [cylinder(0.3, 24.0, (x, y, 12.0), top_radius=0.18, segments=10) for x, y in corners]
    f.add("masts", material("mast", "steel"), *masts)
    f.add("floodlights", glowing("floodlight", "#fff4dc", 30.0),
          *[box((x - 1.6, y - 0.2, 23.4), (x + 1.6, y + 0.2, 25.6), 0.03) for x, y in corners])
    _crowd(f, np.concatenate(seats), rng)


def _stand(off_m: float, half_m: float) -> tuple[list[Surface], Array]:
    """Steps along X that rise behind y = `off_m`, and the places (N, 3) of their seats."""
    made, seats = [], []
    for k in range(_STEPS):
        y, high = off_m + k * _STEP_M, 1.1 + k * _RISE_M
        made.append(box((-half_m, y, 0.0), (half_m, y + _STEP_M, high), 0.02))
        x = np.arange(-half_m + 0.6, half_m - 0.5, _SEAT_M)
        x = x[np.abs((x + 100.0) % 12.0 - 6.0) > 0.6]  # the ways up
        seats.append(np.column_stack([x, np.full_like(x, y + 0.45), np.full_like(x, high)]))
    return made, np.concatenate(seats)


def _crowd(f: Fitting, places: Array, rng: np.random.Generator) -> None:
    """People as they are seen from forty metres: a few shapes in shirts of several colours, some with their arms up."""
    skin = material("crowd skin", "plaster", "#b98668")
    f.looks.setdefault(skin.name, skin)
    order = rng.permutation(len(places))
    for k, color in enumerate(_SHIRTS):
        own, group = places[order[k :: len(_SHIRTS)]], f"spectators_{k + 1}"
        shirt = material(f"crowd {k + 1}", "cotton", color)
        f.looks[shirt.name] = shirt
        body = lump(lambda directions: np.full(len(directions), 1.0), 2, (0.22, 0.16, 0.36))
        pieces = [translated(body, (0.0, 0.0, 0.62))]
        if k % 2 == 0:  # cheers
            pieces += [cylinder(0.05, 0.5, (s * 0.24, 0.0, 1.15), segments=6) for s in (-1, 1)]
        head = translated(cube_sphere(0.12, 2), (0.0, -0.02, 1.13))
        for name, piece, look in ((f"shirts_{k + 1}", merge(pieces), shirt.name), (f"heads_{k + 1}", head, skin.name)):
            f.parts.append(Part(name=name, surface=piece, material=look, moves_with=group))
        f.instances[group] = np.column_stack([own[:, :3], own[:, 3] + rng.normal(0.0, 0.25, len(own)),
                                              rng.uniform(0.88, 1.1, len(own))])  # fmt: skip
