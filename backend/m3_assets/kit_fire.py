"""What puts fires out: a hose with its nozzle and the jet that comes out of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, superellipsoid, tube
from .geometry_core import rotated
from .making import Look, look, main_look
from .materials import material
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line

NOZZLE_RISE_RAD = 0.40
"""how far the nozzle points up where the hose lies level on the floor"""
_JET_M_S, _JET_S, _GRAVITY_M_S2 = 12.0, 0.66, 9.81
_HELD_M = 1.0
"""height of the rear grip over the floor"""
_MUZZLE_M = 0.34
_DROPS, _STRANDS = 80, 6


def _flight(seconds: np.ndarray) -> np.ndarray:
    """(N, 3) m of water that left the muzzle so long ago: ahead along X, up along Z."""
    ahead, up = _JET_M_S * np.cos(NOZZLE_RISE_RAD), _JET_M_S * np.sin(NOZZLE_RISE_RAD)
    start = _MUZZLE_M * np.array([np.cos(NOZZLE_RISE_RAD), 0.0, np.sin(NOZZLE_RISE_RAD)])
    way = np.column_stack([ahead * seconds, 0.0 * seconds, up * seconds - 0.5 * _GRAVITY_M_S2 * seconds**2])
    return np.asarray(start + way)


def _jet() -> tuple[list[Surface], list[Surface]]:
    """A clear core that widens, and white strands and drops that leave it."""
    rng = np.random.default_rng(3)
    t = np.linspace(0.0, _JET_S, 26)
    share = t / _JET_S
    core = [tube(_flight(t), 0.018 + 0.085 * share**1.2, 12)]
    foam = []
    for k in range(_STRANDS):
        turn, first = 2.0 * np.pi * k / _STRANDS + rng.uniform(-0.4, 0.4), int(rng.integers(0, 6))
        away = (0.012 + 0.15 * share**1.4)[:, None] * np.array([0.0, np.cos(turn), np.sin(turn)])
        wave = 0.02 * share[:, None] * np.sin(9.0 * share + turn)[:, None] * np.array([0.0, 1.0, 0.6])
        foam.append(tube((_flight(t) + away + wave)[first:], (0.006 + 0.030 * share)[first:], 8))
    for _ in range(_DROPS):
        at = _JET_S * rng.uniform(0.25, 1.06)
        wide = 0.05 + 0.30 * (at / _JET_S) ** 2
        place = _flight(np.array([at]))[0] + rng.normal(0.0, 0.5 * wide, 3)
        size = rng.uniform(0.02, 0.075)
        foam.append(superellipsoid((1.7 * size, size, size), place, 2.0, 2))
    return core, foam


def _fire_hose(values: Values) -> Sketch:
    """A nozzle with two grips that points up, the jet out of it, the hose that runs down beside who has it and away
    over the floor."""
    cloth, brass = main_look("Hose", values), look("Nozzle", "brass")
    water = Look(replace(material("Jet", "glass", "#cfe6ee", roughness=0.2), kind="plain", transmission=0.35,
                         base_color=np.array([0.50, 0.64, 0.74], np.float32)), "glass", 0.2)  # fmt: skip
    spray = Look(replace(material("Spray", "glass", "#f2f8fb", roughness=0.5), kind="plain", transmission=0.1,
                         base_color=np.array([0.80, 0.88, 0.92], np.float32)), "glass", 0.2)  # fmt: skip
    nozzle = [cylinder(0.027, 0.30, (0.03, 0, 0), axis=0, segments=20, edge=0.006),
              cylinder(0.036, 0.05, (-0.13, 0, 0), axis=0, segments=20, edge=0.006),
              tube([(0.16, 0, 0), (0.28, 0, 0), (_MUZZLE_M, 0, 0)], [0.034, 0.022, 0.028], 18)]  # fmt: skip
    nozzle = [rotated(piece, -NOZZLE_RISE_RAD, (0.0, 1.0, 0.0)) for piece in nozzle]
    start = -0.13 * np.array([np.cos(NOZZLE_RISE_RAD), 0.0, np.sin(NOZZLE_RISE_RAD)])
    floor = 0.035 - _HELD_M
    line = smooth_line(np.array([
        start, 1.9 * start, (-0.42, -0.10, -0.28), (-0.60, -0.16, -0.62), (-0.85, -0.18, floor + 0.06),
        (-1.25, -0.12, floor), (-1.9, 0.15, floor), (-2.6, 0.05, floor), (-3.3, -0.45, floor), (-4.2, -0.3, floor),
    ]), 6)  # fmt: skip
    core, foam = _jet()
    grips = [shapes.affordance(name, "grip_at", (x * np.cos(NOZZLE_RISE_RAD), 0.0, x * np.sin(NOZZLE_RISE_RAD)),
                               (0.056, 0.1, 0.0)) for name, x in (("grip", -0.10), ("grip_front", 0.13))]  # fmt: skip
    return Sketch(
        parts=[part("nozzle", "Nozzle", *nozzle), part("hose", "Hose", tube(line, 0.032, 14)),
               part("jet", "Jet", *core), part("spray", "Spray", *foam)],
        looks=[cloth, brass, water, spray], grip=False, push=False, solids=(solid("nozzle"),), places=grips,
    )  # fmt: skip


CATEGORIES = (
    thing("fire hose", "tool", (12.184, 0.952, 2.4), _fire_hose, material="cotton", color="#b3402a", span=1.5,
          mass_kg=6.0,
          synonyms=("firehose", "fireman's hose")),
)  # fmt: skip
