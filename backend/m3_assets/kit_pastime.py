"""What everyday pastimes need: a pool table with its balls and a cue, a golf club, a toothbrush."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, lathe, loft, rounded_box, superellipsoid, translated
from .geometry_grid import cube_sphere, outward
from .making import look, main_look
from .sketch import Sketch, part, solid, thing

_BED_M, _LONG_M, _WIDE_M = 0.79, 2.24, 1.12
"""height, length and width of the playing surface of an eight-foot table"""
_RAIL_M = 0.13
_BALL_M = 0.0286
"""radius of a ball (WPA: 2 1/4 inches across)"""
_BALL_COLORS = ("#e8c21c", "#1d47a8", "#c3201c", "#4a1f6e", "#d9661a", "#1d6b37", "#6b1a22", "#16171a")


def _rails() -> list[Surface]:
    """Six rails with a gap at each pocket."""
    x, y, z = 0.5 * _LONG_M + 0.5 * _RAIL_M, 0.5 * _WIDE_M + 0.5 * _RAIL_M, _BED_M + 0.012
    half = 0.5 * _LONG_M - 0.13
    long = [rounded_box((half, _RAIL_M, 0.06), (sx * (0.065 + 0.5 * half), sy * y, z), 0.012)
            for sx in (-1, 1) for sy in (-1, 1)]  # fmt: skip
    return long + [rounded_box((_RAIL_M, _WIDE_M - 0.13, 0.06), (sx * x, 0, z), 0.012) for sx in (-1, 1)]


def _cushions() -> list[Surface]:
    """Cloth-covered noses along the rails."""
    half, z = 0.5 * _LONG_M - 0.13, _BED_M + 0.018
    long = [rounded_box((half, 0.05, 0.04), (sx * (0.065 + 0.5 * half), sy * (0.5 * _WIDE_M - 0.018), z), 0.01)
            for sx in (-1, 1) for sy in (-1, 1)]  # fmt: skip
    return long + [rounded_box((0.05, _WIDE_M - 0.15, 0.04), (sx * (0.5 * _LONG_M - 0.018), 0, z), 0.01)
                   for sx in (-1, 1)]  # fmt: skip


def _balls() -> dict[str, list[Surface]]:
    """Balls as they lie after the break, by colour: the cue ball and one of each of eight colours."""
    spots = ((0.62, 0.05), (-0.31, 0.22), (-0.66, -0.19), (0.20, -0.33), (-0.12, -0.06), (-0.82, 0.31), (0.05, 0.36),
             (-0.48, 0.02), (0.38, 0.27))  # fmt: skip
    ball = cube_sphere((_BALL_M,) * 3, 5)
    placed = [translated(ball, (x, y, _BED_M + _BALL_M)) for x, y in spots]
    return {"#f4f1e6": placed[:1]} | {color: [one] for color, one in zip(_BALL_COLORS, placed[1:], strict=True)}


def _pool_table(values: Values) -> Sketch:
    """A slate bed under green cloth, wooden rails with cushions and six pockets, an apron, turned legs, balls on it."""
    wood, cloth = main_look("Wood", values), look("Cloth", "cotton", str(values["second_color"]) or "#1f6b45")
    pocket, brass = look("Pocket", "leather", "#1a1614"), look("Sights", "brass")
    bed = rounded_box((_LONG_M + 0.1, _WIDE_M + 0.1, 0.05), (0, 0, _BED_M - 0.025), 0.004)
    apron = rounded_box((_LONG_M + 0.16, _WIDE_M + 0.16, 0.16), (0, 0, _BED_M - 0.12), 0.02)
    leg = lathe([(0, 0), (0.05, 0), (0.06, 0.02), (0.045, 0.06), (0.04, 0.1), (0.075, 0.3), (0.08, 0.42), (0.055, 0.5),
                 (0.085, 0.56), (0.085, _BED_M - 0.18), (0, _BED_M - 0.18)], 28)  # fmt: skip
    legs = [translated(leg, (sx * 0.88, sy * 0.42, 0)) for sx in (-1, 1) for sy in (-1, 1)]
    places = [(sx * (0.5 * _LONG_M + 0.03), sy * (0.5 * _WIDE_M + 0.03)) for sx in (-1, 1) for sy in (-1, 1)]
    places += [(0.0, sy * (0.5 * _WIDE_M + 0.05)) for sy in (-1, 1)]
    pockets = [cylinder(0.068, 0.14, (x, y, _BED_M - 0.05), segments=24, edge=0.006) for x, y in places]
    corners = [superellipsoid((0.19, 0.19, 0.062), (x * 1.04, y * 1.06, _BED_M + 0.008), 3.0, 6)
               for x, y in places[:4]]  # fmt: skip
    rail = 0.5 * _WIDE_M + 0.6 * _RAIL_M
    sights = [cylinder(0.008, 0.004, (sx * s * 0.25 * (_LONG_M - 0.2), sy * rail, _BED_M + 0.043), segments=12)
              for sx in (-1, 1) for sy in (-1, 1) for s in (0.5, 1.0, 1.5)]  # fmt: skip
    balls = _balls()
    looks = [look(f"Ball {k + 1}", "lacquer", color) for k, color in enumerate(balls)]
    parts = [part("bed", "Cloth", bed), part("cushions", "Cloth", *_cushions()), part("rails", "Wood", *_rails()),
             part("corners", "Wood", *corners), part("apron", "Wood", apron), part("legs", "Wood", *legs),
             part("pockets", "Pocket", *pockets), part("sights", "Sights", *sights),
             *(part(f"ball_{k + 1}", f"Ball {k + 1}", *balls[color]) for k, color in enumerate(balls))]  # fmt: skip
    return Sketch(parts=parts, looks=[wood, cloth, pocket, brass, *looks], grip=False,
                  solids=(solid("bed", "rails", "apron"), solid("legs")))  # fmt: skip


def _toothbrush(values: Values) -> Sketch:
    """A handle along X that is waisted behind the thumb, a slim neck, a small head with tufts to -Y."""
    handle, tufts_of = main_look("Handle", values), look("Tufts", "plastic", "#f2f4f6")
    grip = look("Grip", "rubber", str(values["second_color"]) or "#f2f4f6")
    turn = 2.0 * np.pi * np.arange(14) / 14
    rings = []
    for x, wide, thick in ((-0.120, 0.0004, 0.0004), (-0.119, 0.0040, 0.0030), (-0.10, 0.0062, 0.0050),
                           (-0.06, 0.0070, 0.0058), (-0.03, 0.0055, 0.0046), (-0.01, 0.0060, 0.0046),
                           (0.02, 0.0030, 0.0030), (0.042, 0.0034, 0.0026), (0.050, 0.0060, 0.0024),
                           (0.068, 0.0062, 0.0024), (0.0745, 0.0035, 0.0020), (0.0755, 0.0004, 0.0004)):  # fmt: skip
        rings.append(np.column_stack([np.full(14, x), thick * np.cos(turn), wide * np.sin(turn)]))
    body = outward(loft(np.array(rings)))
    tufts = [cylinder(0.0012, 0.011, (x, -0.0075, z), axis=1, segments=8)
             for x in np.linspace(0.049, 0.071, 8) for z in (-0.0036, 0.0, 0.0036)]  # fmt: skip
    pad = superellipsoid((0.05, 0.003, 0.008), (-0.070, 0.0052, 0), 2.4, 6)
    return Sketch(parts=[part("handle", "Handle", body), part("grip", "Grip", pad),
                         part("bristles", "Tufts", *tufts)],
                  looks=[handle, grip, tufts_of], places=(shapes.grip((-0.06, 0, 0), 0.013, 0.08),), grip=False,
                  solids=(solid("handle"),))  # fmt: skip


def _pool_cue(values: Values) -> Sketch:
    """A long taper from a dark butt with a ring to a white ferrule and a leather tip, upright."""
    shaft, butt = main_look("Shaft", values), look("Butt", "mahogany", "#3a1d14")
    ring, white, tip = look("Ring", "brass"), look("Ferrule", "plastic", "#f4f1e6"), look("Tip", "leather", "#2c4f7a")
    lower = lathe([(0, 0), (0.013, 0), (0.0148, 0.012), (0.0135, 0.40), (0.0115, 0.72), (0, 0.72)], 20)
    upper = lathe([(0, 0.72), (0.0113, 0.72), (0.0088, 1.1), (0.0066, 1.43), (0, 1.43)], 20)
    return Sketch(parts=[part("butt", "Butt", lower), part("shaft", "Shaft", upper),
                         part("ring", "Ring", cylinder(0.0128, 0.016, (0, 0, 0.72), segments=20)),
                         part("ferrule", "Ferrule", cylinder(0.0068, 0.022, (0, 0, 1.44), segments=16)),
                         part("tip", "Tip", cylinder(0.0066, 0.007, (0, 0, 1.4545), segments=16))],
                  looks=[shaft, butt, ring, white, tip], grip=False, push=False,
                  places=(shapes.grip((0, 0, 0.92), 0.024, 0.2),),
                  solids=(solid("butt", "shaft", kind="cylinder"),))  # fmt: skip


def _golf_club(values: Values) -> Sketch:
    """An iron on its side along X: a rubber grip, a steel shaft, a hosel and a lofted blade with grooves."""
    steel, rubber = main_look("Steel", values), look("Grip", "rubber", "#1b1c1e")
    shaft = cylinder(0.0052, 0.70, (-0.60, 0, 0), axis=0, segments=14)
    grip = cylinder(0.0125, 0.26, (-0.13, 0, 0), axis=0, segments=18, edge=0.003)
    hosel = cylinder(0.0075, 0.08, (-0.97, 0, 0), axis=0, segments=16, edge=0.002)
    blade = rounded_box((0.058, 0.016, 0.088), (-1.025, 0, 0.036), 0.006, 4)
    grooves = [rounded_box((0.0016, 0.0172, 0.05), (-1.012 - 0.007 * k, 0, 0.038), 0.0003) for k in range(5)]
    return Sketch(parts=[part("shaft", "Steel", shaft, hosel), part("head", "Steel", blade),
                         part("grooves", "Grip", *grooves), part("grip", "Grip", grip)], looks=[steel, rubber],
                  places=(shapes.grip((-0.12, 0, 0.0), 0.028, 0.2),), solids=(solid("shaft", "grip"),))  # fmt: skip


_SECOND = Parameter(name="second_color", value="")
CATEGORIES = (
    thing("pool table", "table", (2.52, 1.4, 0.85), _pool_table, material="mahogany", span=1.6, mass_kg=320,
          synonyms=("billiard table", "snooker table"), extra=(_SECOND,)),
    thing("pool cue", "tool", (0.0296, 0.0296, 1.458), _pool_cue, material="birch", span=1.5, mass_kg=0.55,
          synonyms=("cue", "cue stick", "billiard cue")),
    thing("golf club", "sports", (1.054, 0.025, 0.0925), _golf_club, material="steel", span=1.6, mass_kg=0.4,
          synonyms=("golf iron", "putter")),
    thing("toothbrush", "tool", (0.196, 0.018, 0.0142), _toothbrush, material="plastic", color="#2277c9", span=2,
          mass_kg=0.02, extra=(_SECOND,), colors=("#2277c9", "#c9307a", "#2f9a5b", "#e08a1c")),
)  # fmt: skip
