"""The saxophone: a cone of brass with keys."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .contract import Surface, Values
from .geometry import cylinder, lathe, rotated, rounded_box, scaled, superellipsoid, translated, tube
from .geometry_grid import cube_sphere
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import ring
from .vessel_geometry import smooth_line

_DOWN, _UP = 0.0, 0.118
"""y of the body's middle, and of the bell's: the instrument is drawn upright, its bell in front (here +Y is front)"""


def _cone(z: float) -> float:
    """Radius of the body tube at a height: it widens downwards."""
    return float(np.interp(z, [0.10, 0.66], [0.0310, 0.0125]))


def _key_pieces() -> tuple[Surface, Surface]:
    """A padded cup of radius 1 with its domed lid, and the chimney below it; both look up."""
    lid = lathe([(0, 0.0), (1.0, 0.0), (1.08, 0.002), (1.02, 0.0052), (0.6, 0.0075), (0.25, 0.0058), (0, 0.0055)], 20)
    return lid, lathe([(0, -0.012), (0.9, -0.012), (0.9, -0.0005), (0, -0.0005)], 18)


def _placed_key(pieces: Iterable[Surface], z: float, size: float, turn: float) -> list[Surface]:
    """The pieces of a key over its tone hole in the body, `turn` from the front."""
    way = np.array([np.sin(turn), np.cos(turn), 0.0])
    at = (_cone(z) + 0.008) * way + np.array((0, 0, z))
    return [translated(rotated(rotated(scaled(one, (size, size, 1.0)), -0.5 * np.pi, (1, 0, 0)), -turn, (0, 0, 1)), at)
            for one in pieces]  # fmt: skip


def _saxophone(values: Values) -> Sketch:
    """An alto: black mouthpiece with a ligature, a bent neck with cork and octave key, a conical body that widens down
    to the bow and turns up into a wide flared bell; keys with pearl touches along rods, guards over the bell keys,
    a brace between body and bell. It lies on its side."""
    brass, nickel = main_look("Brass", values), look("Rods", "silver")
    black, pearl = look("Mouthpiece", "ebony"), look("Pearls", "ceramic", "#f4efe2")
    cork = look("Cork", "pine", "#b98a55")
    body = tube([(0, 0, z) for z in np.linspace(0.66, 0.09, 12)], [_cone(z) for z in np.linspace(0.66, 0.09, 12)], 24,
                edge=0.0)  # fmt: skip
    turn = np.linspace(np.pi, 2 * np.pi, 17)
    half = 0.5 * (_UP - _DOWN)
    bow = np.column_stack([0 * turn, half + half * np.cos(turn), 0.095 + half * 1.05 * np.sin(turn)])
    bow_ = tube(bow, np.linspace(0.0312, 0.0385, 17), 24, edge=0.0)
    bell = lathe([(0.0375, 0.0), (0.0400, 0.06), (0.0455, 0.12), (0.0530, 0.165), (0.0610, 0.192), (0.0635, 0.197),
                  (0.0625, 0.200), (0.0595, 0.1965), (0.0510, 0.168), (0.0435, 0.122), (0.0380, 0.06), (0.0355, 0.0)],
                 36, closed_profile=True)  # fmt: skip
    bell = translated(rotated(bell, -0.10, (1, 0, 0), (0, 0, 0)), (0, _UP, 0.095))
    neck_line = smooth_line([(0, 0, 0.655), (0, 0.000, 0.695), (0, -0.012, 0.728), (0, -0.042, 0.748),
                             (0, -0.085, 0.748), (0, -0.128, 0.728), (0, -0.150, 0.714)], 5)  # fmt: skip
    neck = tube(neck_line, np.linspace(0.0128, 0.0085, len(neck_line)), 16)
    tip, way = neck_line[-1], neck_line[-1] - neck_line[-2]
    way = way / np.linalg.norm(way)
    cork_ = tube([tip - 0.012 * way, tip + 0.012 * way], 0.0092, 14)
    mouth = tube([tip - 0.002 * way, tip + 0.012 * way, tip + 0.05 * way, tip + 0.085 * way],
                 [0.0115, 0.0125, 0.0118, 0.0045], 16)  # fmt: skip
    ligature = [tube([tip + k * way, tip + (k + 0.007) * way], 0.0133, 16) for k in (0.026, 0.038)]
    collars = [cylinder(_cone(z) + 0.0035, 0.009, (0, 0, z), segments=24, edge=0.003) for z in (0.655, 0.10)]
    collars += [cylinder(0.0172, 0.012, (0, 0, 0.666), segments=22, edge=0.004),
                translated(cylinder(0.0410, 0.010, segments=28, edge=0.003), (0, _UP, 0.098))]  # fmt: skip
    keys: list[Surface] = []
    pieces = _key_pieces()
    for z, size, at in ((0.585, 0.0085, 0.35), (0.545, 0.0095, 0.30), (0.500, 0.0105, 0.28), (0.452, 0.0120, 0.25),
                        (0.392, 0.0140, 0.30), (0.345, 0.0148, 0.28), (0.296, 0.0158, 0.25), (0.238, 0.0170, 0.25),
                        (0.560, 0.0085, -1.2), (0.610, 0.0080, -1.2), (0.430, 0.0110, -1.35), (0.200, 0.0175, -1.15),
                        (0.150, 0.0185, 0.9)):  # fmt: skip
        keys += _placed_key(pieces, z, size, at)
    for z, side in ((0.19, 1.0), (0.145, 1.0)):  # the low keys on the bell
        lying = rotated(scaled(pieces[0], (0.0185, 0.0185, 1.0)), 0.5 * np.pi * side, (0, 1, 0))
        keys.append(translated(lying, (0.0475 * side, _UP + 0.006, z)))
    guards = [tube(smooth_line([(0.044, _UP - 0.02, z), (0.068, _UP - 0.012, z), (0.068, _UP + 0.024, z),
                                (0.044, _UP + 0.032, z)], 3), 0.0024, 6) for z in (0.19, 0.145)]  # fmt: skip
    rods, posts = [], []
    for a, low, high in ((0.78, 0.13, 0.60), (1.05, 0.20, 0.64), (-0.55, 0.16, 0.62), (-1.75, 0.22, 0.60)):
        ends = [np.array([(_cone(z) + 0.010) * np.sin(a), (_cone(z) + 0.010) * np.cos(a), z]) for z in (low, high)]
        rods.append(tube(ends, 0.0023, 8))
        for share in np.linspace(0.02, 0.98, 5):
            at = ends[0] + share * (ends[1] - ends[0])
            inner = np.array([0.0, 0.0, at[2]]) + 0.6 * (at - [0, 0, at[2]])
            posts += [tube([inner, at], 0.0020, 6), translated(cube_sphere(0.00375, 3), at)]
    touches, arms = [], []
    pearl_ = lathe([(0, 0), (0.0082, 0), (0.0082, 0.0022), (0.006, 0.0034), (0, 0.0030)], 14)
    pearl_ = rotated(pearl_, -0.5 * np.pi, (1, 0, 0))
    for z in (0.520, 0.476, 0.424, 0.320, 0.272, 0.222):
        near = np.array([0.0, _cone(z) + 0.020, z])
        touches.append(translated(pearl_, near))
        arms.append(tube(near + np.array([(0, 0, 0), (0.014, -0.006, 0.006), (0.022, -0.018, 0.006)]), 0.0022, 6))
    palm = [superellipsoid((0.012, 0.022, 0.007), (-_cone(z) - 0.016, 0.004, z), 2.4, 3) for z in (0.57, 0.60, 0.63)]
    palm += [superellipsoid((0.022, 0.010, 0.010), (0.035, 0.0, z), 2.4, 3) for z in (0.36, 0.375)]
    octave = [tube(smooth_line([(0.013, 0.0, 0.665), (0.0165, -0.006, 0.715), (0.010, -0.04, 0.762),
                                (0, -0.075, 0.762)], 4), 0.0022, 6),
              translated(ring(0.0165, 0.0022, 22, 6), (0, -0.006, 0.70))]  # fmt: skip
    brace = [tube([(0, _cone(0.235), 0.235), (0, _UP - 0.042, 0.225)], 0.0045, 8),
             translated(rotated(ring(0.014, 0.003, 18, 6), 0.0, (0, 0, 1)), (0, 0.5 * (_UP - 0.012), 0.232))]
    hook = [tube(smooth_line([(-0.018, -0.018, 0.28), (-0.02, -0.035, 0.275), (-0.012, -0.045, 0.262)], 3), 0.003, 6),
            translated(ring(0.008, 0.002, 16, 6), (0, -_cone(0.47) - 0.006, 0.47))]  # fmt: skip
    low_guard = [rounded_box((0.03, 0.05, 0.004), (0, half, 0.095 - half * 1.05 - 0.0375), 0.0015)]
    parts = [part("body", "Brass", body), part("bow", "Brass", bow_, *low_guard), part("bell", "Brass", bell),
             part("collars", "Brass", *collars), part("neck", "Brass", neck), part("cork", "Cork", cork_),
             part("mouthpiece", "Mouthpiece", mouth), part("ligature", "Brass", *ligature),
             part("keys", "Brass", *keys), part("guards", "Brass", *guards), part("rods", "Rods", *rods, *posts),
             part("touches", "Pearls", *touches), part("arms", "Brass", *arms, *palm),
             part("octave_key", "Rods", *octave), part("brace", "Brass", *brace), part("hook", "Rods", *hook)]
    parts = [type(p)(name=p.name, surface=_laid(p.surface), material=p.material) for p in parts]
    return Sketch(parts=parts, looks=[brass, nickel, black, pearl, cork], grip=True, push=False,
                  solids=(solid("body", "neck", "mouthpiece"), solid("bell", "bow")))  # fmt: skip


def _laid(piece: Surface) -> Surface:
    """On its side, keys up, the bell toward who looks."""
    return rotated(rotated(piece, -0.5 * np.pi, (0, 1, 0)), np.pi - 0.3, (0, 0, 1))


CATEGORIES = (
    thing("saxophone", "music", (0.74, 0.40, 0.125), _saxophone, material="brass", span=2.5, mass_kg=2.5,
          synonyms=("sax", "alto saxophone", "tenor saxophone"), stuffs=("brass",)),
)  # fmt: skip
