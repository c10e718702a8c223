"""A bell that is rung with a rope: it hangs high in a frame of timber, with a wheel that the rope turns."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rounded_box, superellipsoid, sweep, translated, tube
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line

_WHEEL_M = 0.42
"""radius of the wheel about which the rope goes"""
_AXLE_M, _END_M = 2.86, 0.62
"""height of the axle, and how high the rope's end is while the bell is to its side"""
_SWING_RAD = 0.60


def _shell(z: float, size: float) -> Surface:
    outside = smooth_line([(0.44, 0.0), (0.43, 0.03), (0.35, 0.16), (0.285, 0.38), (0.25, 0.57), (0.205, 0.665),
                           (0.10, 0.70)], 4)[::-1] * size  # fmt: skip
    inner = np.column_stack([outside[:, 0] - 0.035 * size, outside[:, 1] - 0.012 * size])
    keep = inner[(inner[:, 0] > 0.06 * size) & (inner[:, 1] < 0.65 * size)]
    profile = np.vstack([[0, 0.65 * size], keep, [0.41 * size, -0.004], outside[::-1], [0, 0.705 * size]])
    return translated(lathe(profile, 40), (0, 0, z))


def _church_bell(values: Values) -> Sketch:
    """Four posts with braces and beams; a bronze bell on a headstock that turns with its wheel; the rope comes down
    before it to where one pulls, with a thick woollen grip."""
    bronze, iron = main_look("Bell", values), look("Iron", "iron")
    wood, hemp, wool = look("Frame", "oak"), look("Rope", "straw"), look("Grip", "wool", "#b3262c")
    half, deep, top = 0.78, 0.42, 3.22
    posts = [rounded_box((0.13, 0.13, top), (half, y, 0.5 * top), 0.012) for y in (-deep + 0.10, deep)]
    posts += [rounded_box((0.14, 2 * deep + 0.34, 0.12), (half, 0.05, 0.06), 0.012),
              rounded_box((0.10, 2 * deep, 0.14), (half, 0.05, _AXLE_M - 0.13), 0.010)]  # fmt: skip
    beams = [rounded_box((2 * half + 0.2, 0.12, 0.14), (0, y, top - 0.07), 0.012) for y in (-deep + 0.10, deep)]
    beams += [rounded_box((2 * half - 0.1, 0.10, 0.12), (0, deep, 0.30), 0.010)]
    braces = [tube([(half, deep, top - 0.75), (half - 0.55, deep, top - 0.12)], 0.045, 8)]
    x = 0.50
    joints = {"bell": shapes.joint("hinge", (0, 0, _AXLE_M), (1, 0, 0), (-_SWING_RAD, _SWING_RAD)),
              "clapper": shapes.joint("hinge", (0, 0, _AXLE_M - 0.16), (1, 0, 0), (-0.5, 0.5), "bell"),
              "rope": shapes.joint("slide", (x, -_WHEEL_M, _END_M), (0, 0, -1), (0.0, 2.0 * _WHEEL_M * _SWING_RAD))}
    low = _AXLE_M - 0.82
    head = [rounded_box((0.52, 0.16, 0.20), (0, 0, _AXLE_M + 0.01), 0.02)]
    straps = [rounded_box((0.05, 0.18, 0.24), (x, 0, _AXLE_M - 0.01), 0.008) for x in (-0.12, 0.12)]
    axle = cylinder(0.032, 2 * half - 0.02, (0, 0, _AXLE_M), axis=0, segments=16)
    turn = 2.0 * np.pi * np.arange(40) / 40
    rim = np.column_stack([0 * turn + x, _WHEEL_M * np.cos(turn), _AXLE_M + _WHEEL_M * np.sin(turn)])
    section = fillet([(-0.03, -0.018), (0.03, -0.018), (0.03, 0.018), (-0.03, 0.018)], 0.005, 2, closed=True)
    spokes = [tube([(x, 0, _AXLE_M), (x, _WHEEL_M * np.cos(a), _AXLE_M + _WHEEL_M * np.sin(a))], 0.018, 8)
              for a in 2.0 * np.pi * np.arange(6) / 6]  # fmt: skip
    tongue = [tube([(0, 0, _AXLE_M - 0.16), (0, 0, low + 0.10)], 0.017, 10),
              superellipsoid((0.11, 0.11, 0.13), (0, 0, low + 0.07), 2.0, 5)]  # fmt: skip
    still = tube([(x, -_WHEEL_M, 2.15), (x, -_WHEEL_M, _AXLE_M)], 0.0125, 8)
    rope = [tube([(x, -_WHEEL_M, _END_M + 0.02), (x, -_WHEEL_M, 2.68)], 0.0125, 8),
            superellipsoid((0.05, 0.05, 0.08), (x, -_WHEEL_M, _END_M + 0.02), 2.0, 4)]  # fmt: skip
    sally = tube([(x, -_WHEEL_M, z) for z in (1.36, 1.42, 1.60, 1.92, 2.0)], [0.013, 0.020, 0.022, 0.020, 0.013], 12)
    parts = [part("posts", "Frame", both_sides(*posts), *beams, both_sides(*braces)), part("rope_above", "Rope", still),
             part("shell", "Bell", _shell(low, 1.0), moves_with="bell"),
             part("headstock", "Frame", *head, moves_with="bell"),
             part("ironwork", "Iron", *straps, axle, moves_with="bell"),
             part("wheel", "Frame", sweep(rim, section, closed_path=True), *spokes, moves_with="bell"),
             part("tongue", "Iron", *tongue, moves_with="clapper"),
             part("rope", "Rope", *rope, moves_with="rope"),
             part("sally", "Grip", sally, moves_with="rope")]  # fmt: skip
    return Sketch(
        parts=parts, looks=[bronze, iron, wood, hemp, wool], joints=joints, grip=False, push=False,
        solids=(solid("posts", kind="hull"),),
        places=[shapes.affordance("rope", "hang_at", (x, -_WHEEL_M, 1.6), (0.0, 0.0, 0.0))],
    )  # fmt: skip


CATEGORIES = (
    thing("church bell", "relic", (1.76, 1.18, 3.298), _church_bell, material="bronze", span=2.0, mass_kg=700,
          static=True, synonyms=("tower bell", "temple bell", "bell tower bell", "bell with a rope")),
)  # fmt: skip
