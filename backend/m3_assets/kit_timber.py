"""Wood as the forest leaves it: a log to sit on, a stump, a block with wood to chop."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import lathe, loft, rotated, translated, tube
from .geometry_loft import extrude
from .making import Look, look
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing


def _bark(radius: float, length: float, flare: float, seed: int) -> Surface:
    """A trunk from z = 0 to `length`, never quite round, `flare` times as wide at its foot; closed."""
    rng = np.random.default_rng(seed)
    phase, turn = rng.uniform(0.0, 2.0 * np.pi, 4), np.linspace(0.0, 2.0 * np.pi, 32, endpoint=False)
    rings = []
    for share in np.linspace(0.0, 1.0, 15):
        wide = radius * (1.0 - 0.06 * share + (flare - 1.0) * (1.0 - share) ** 5)
        roots = (flare - 1.0) * (1.0 - share) ** 3 * 0.35 * np.sin(5.0 * turn + phase[3])
        bumps = 0.025 * np.sin(3 * turn + phase[0] + 2.0 * share) + 0.018 * np.sin(7 * turn + phase[1] - 3.0 * share)
        knots = 0.03 * np.sin(2 * turn + phase[2]) * np.sin(4.0 * np.pi * share)
        reach = wide * (1.0 + bumps + knots + roots)
        rings.append(np.column_stack([reach * np.cos(turn), reach * np.sin(turn), np.full(32, share * length)]))
    return loft(np.array(rings), along_u=True)


def _cut(radius: float, z: float) -> Surface:
    """The sawn face: flat, with a bevelled edge, a finger's breadth inside the bark."""
    return lathe([(0.0, z - 0.02), (0.93 * radius, z - 0.02), (0.93 * radius, z - 0.002), (0.9 * radius, z + 0.003),
                  (0.0, z + 0.003)], 32)  # fmt: skip


def _looks(values: Values) -> list[Look]:
    kind = "birch bark" if values["kind"] == "birch" else "bark"
    return [Look(nature("Bark", kind, str(values["color"])), "oak"), look("Cut", "pine")]


def _log(values: Values) -> Sketch:
    """A sawn trunk that lies on its side, with the stubs of two boughs and room for two to sit."""
    length, radius = 1.7, 0.225
    stubs = [tube([(0.0, 0.0, at), (0.26 * np.cos(a), 0.26 * np.sin(a), at + 0.06)], [0.05, 0.036], 10)
             for at, a in ((0.45, 0.4), (1.2, 2.6))]  # fmt: skip
    ends = [rotated(_cut(radius, 0.0), np.pi, (1, 0, 0)), _cut(0.94 * radius, length)]
    pieces = [rotated(translated(one, (0.0, 0.0, -0.5 * length)), 0.5 * np.pi, (0, 1, 0))
              for one in (_bark(radius, length, 1.0, 5), *stubs, *ends)]  # fmt: skip
    return Sketch(
        parts=[part("bark", "Bark", pieces[0]), part("stubs", "Bark", *pieces[1:3]),
               part("cut_ends", "Cut", *pieces[3:])],
        looks=_looks(values), grip=False,
        places=[shapes.affordance(f"seat_{k}", "sit_at", (x, -0.02, radius), (0.6, 0.36, 0.0))
                for k, x in ((1, -0.4), (2, 0.4))],
    )  # fmt: skip


def _stump(values: Values) -> Sketch:
    """What is left of a felled tree: roots that spread, a sawn top with a step where it broke."""
    height, radius = 0.46, 0.27
    return Sketch(
        parts=[part("bark", "Bark", _bark(radius, height, 1.45, 9)),
               part("cut", "Cut", _cut(0.94 * radius, height))],
        looks=_looks(values), grip=False, push=False,
        places=[shapes.affordance("seat", "sit_at", (0.0, -0.02, height), (0.46, 0.46, 0.0)),
                shapes.surface_top("top", (0.0, 0.0, height), 0.36, 0.36)],
    )  # fmt: skip


_BLOCK_M, _BILLET_M, _BILLET_RADIUS_M = 0.36, 0.34, 0.085


def _chopping_block(values: Values) -> Sketch:
    """A broad sawn stump on which a billet stands on end, with a crack across it; struck, one half falls off."""
    height, radius, r = _BLOCK_M, 0.25, _BILLET_RADIUS_M
    top = height + _BILLET_M
    angle = np.linspace(-0.5 * np.pi, 0.5 * np.pi, 13)
    arc = np.column_stack([0.002 + r * np.cos(angle), r * np.sin(angle)])
    right = extrude(np.vstack([arc, [[0.002, 0.5 * r]], [[0.003, 0.0]]]), _BILLET_M, plane="xy",
                    center=height + 0.5 * _BILLET_M, edge=0.002, caps="fan")  # fmt: skip
    face = translated(extrude(0.9 * arc, 0.003, plane="xy", center=0.0, edge=0.001, caps="fan"),
                      (0.0, 0.0, top + 0.001))  # fmt: skip
    left, left_face = (rotated(one, np.pi, (0, 0, 1)) for one in (right, face))
    return Sketch(
        parts=[part("bark", "Bark", _bark(radius, height, 1.12, 9)), part("cut", "Cut", _cut(0.95 * radius, height)),
               part("billet", "Bark", right), part("billet_face", "Cut", face),
               part("half", "Bark", left, moves_with="half"), part("half_face", "Cut", left_face, moves_with="half")],
        looks=_looks(values), grip=False, push=False,
        joints={"half": shapes.joint("hinge", (-r, 0.0, height), (0, -1, 0), (0.0, 1.55))},
        solids=(solid("bark", "cut", kind="cylinder"), solid("billet")),
        places=[shapes.surface_top("top", (0.0, 0.0, top), 0.1, 0.1)],
    )  # fmt: skip


_KIND = (shapes.choice("kind", "oak", ("oak", "birch"), "of tree"),)
CATEGORIES = (
    thing("log", "plant", (1.7, 0.5, 0.46), _log, material="oak", extra=_KIND, span=4, mass_kg=180,
          synonyms=("tree trunk", "timber", "fallen tree", "wooden log")),
    thing("chopping block", "plant", (0.56, 0.56, 0.70), _chopping_block, material="oak", extra=_KIND, span=3,
          mass_kg=60, static=True, equal_sides=True, synonyms=("firewood", "wood block")),
    thing("stump", "plant", (0.78, 0.78, 0.46), _stump, material="oak", extra=_KIND, span=3, mass_kg=90, static=True,
          equal_sides=True, synonyms=("tree stump",)),
)  # fmt: skip
