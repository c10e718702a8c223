"""Tools and weapons on long shafts: rake, hoe, pitchfork, mop, spear, trident. They stand upright, head up or down."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Part, Surface, Values
from .geometry import cylinder, lathe, loft, rounded_box, superellipsoid, translated, tube
from .geometry_grid import outward
from .making import Look, look, main_look
from .sketch import Sketch, part, thing
from .vessel_geometry import smooth_line


def _shaft(low: float, high: float, radius: float = 0.0145) -> Surface:
    """A turned pole with a rounded end at the top."""
    return lathe([(0, low), (0.9 * radius, low), (radius, low + 0.1), (0.92 * radius, high - 0.02),
        (0.5 * radius, high), (0, high +
                  0.004)], 14)  # fmt: skip


def _held(parts: list[Part], looks: list[Look], at_z: float) -> Sketch:
    return Sketch(parts=parts, looks=looks, push=False, grip=False, places=[shapes.grip((0, 0, at_z), 0.029, 0.3)])


def _rake(values: Values) -> Sketch:
    """A bowed head of tines on two stays, socket, shaft."""
    wood, iron = main_look("Shaft", values), look("Head", "iron")
    bar = [rounded_box((0.40, 0.022, 0.020), (0, 0, 0.085), 0.005)]
    tines = [tube(smooth_line(np.array([(x, 0, 0.085), (x, -0.028, 0.070), (x, -0.045, 0.0)]), 3),
        [0.0062] * 4 + [0.0055, 0.0045,
             0.0025], 8) for x in np.linspace(-0.19, 0.19, 13)]  # fmt: skip
    stays = [tube(smooth_line(np.array([(0, 0, 0.22), (s * 0.06, 0, 0.16), (s * 0.15, 0, 0.090)]), 4), 0.006, 8)
        for s in (-1, 1)]
    socket = [lathe([(0, 0.18), (0.012, 0.18), (0.018, 0.21), (0.0175, 0.31), (0, 0.31)], 16)]
    return _held([part("shaft", "Shaft", _shaft(0.24, 1.60)), part("head", "Head", *bar, *stays, *socket),
        part("tines", "Head",
                 *tines)], [wood, iron], 1.05)  # fmt: skip


def _hoe(values: Values) -> Sketch:
    """A flat blade on a swan neck."""
    wood, iron = main_look("Shaft", values), look("Blade", "steel")
    neck = [tube(smooth_line(np.array([(0, 0, 0.24), (0, -0.005, 0.15), (0, -0.04, 0.10), (0, -0.075, 0.085)]), 4),
        0.0075, 10)]
    blade = [rounded_box((0.16, 0.006, 0.10), (0, -0.078, 0.050), 0.002)]
    socket = [lathe([(0, 0.20), (0.010, 0.20), (0.018, 0.23), (0.0175, 0.32), (0, 0.32)], 16)]
    return _held([part("shaft", "Shaft", _shaft(0.26, 1.55)), part("neck", "Blade", *neck, *socket),
        part("blade", "Blade", *blade)],
                 [wood, iron], 1.0)  # fmt: skip


def _prongs(count: int, wide: float, low: float, high: float, radius: float) -> list[Surface]:
    """Tines from a yoke up to points, side by side."""
    made = []
    for x in np.linspace(-wide, wide, count):
        way = smooth_line(np.array([(0, 0, low), (0.75 * x, 0, low + 0.05), (x, 0, low + 0.13), (x, -0.012, high)]), 5)
        made.append(tube(way, np.interp(np.linspace(0, 1, len(way)), [0, 0.85, 1.0],
            [radius, 0.85 * radius, 0.15 * radius]), 8))
    return made


def _pitchfork(values: Values) -> Sketch:
    """Four long tines on a yoke, points up."""
    wood, iron = main_look("Shaft", values), look("Tines", "iron")
    socket = [lathe([(0, 1.22), (0.0175, 1.22), (0.018, 1.30), (0.012, 1.34), (0, 1.34)], 16)]
    return _held([part("shaft", "Shaft", _shaft(0.0, 1.26)), part("socket", "Tines", *socket),
        part("tines", "Tines", *_prongs(
                 4, 0.10, 1.33, 1.68, 0.0075))], [wood, iron], 0.95)  # fmt: skip


def _blade(low: float, length: float, wide: float, thick: float) -> Surface:
    """A leaf with a ridge."""
    rings = []
    for t, w in ((0, 0.35), (0.10, 0.75), (0.28, 1.0), (0.55, 0.72), (0.85, 0.28), (1.0, 0.03)):
        half, ridge = wide * w, thick * max(w, 0.2)
        rings.append([(half, 0, low + t * length), (0, ridge, low + t * length), (-half, 0, low + t * length),
            (0, -ridge, low + t *
                      length)])  # fmt: skip
    return outward(loft(np.array(rings, dtype=float)))


def _spear(values: Values) -> Sketch:
    """A leaf-shaped blade on a socket, bindings of leather, a metal shoe."""
    wood, steel, hide = main_look("Shaft", values), look("Blade", "steel"), look("Binding", "leather")
    socket = [lathe([(0, 1.70), (0.017, 1.70), (0.0165, 1.78), (0.010, 1.84), (0, 1.84)], 16)]
    binding = [translated(lathe([(0, -0.05), (0.0165, -0.05), (0.0175, -0.04), (0.0175, 0.04), (0.0165, 0.05),
        (0, 0.05)], 16), (0, 0,
               z)) for z in (1.05, 1.64)]  # fmt: skip
    shoe = [lathe([(0, 0.0), (0.004, 0.004), (0.0155, 0.06), (0.0155, 0.10), (0, 0.10)], 16)]
    return _held([part("shaft", "Shaft", _shaft(0.07, 1.75)),
        part("blade", "Blade", _blade(1.82, 0.28, 0.036, 0.008), *socket, *shoe),
                  part("binding", "Binding", *binding)], [wood, steel, hide], 1.05)  # fmt: skip


def _trident(values: Values) -> Sketch:
    """Three barbed prongs on a yoke, rings along the shaft, a knob at its end."""
    metal, second = main_look("Shaft", values), look("Prongs", "brass")
    yoke = [tube(smooth_line(np.array([(-0.115, 0, 1.60), (-0.10, 0, 1.52), (0, 0, 1.47), (0.10, 0, 1.52),
        (0.115, 0, 1.60)]), 5), 0.012,
                 10)]  # fmt: skip
    prongs = [tube([(x, 0, low), (x, 0, high - 0.09)], [0.0105, 0.009], 10) for x, low,
        high in ((-0.115, 1.58, 1.82), (0.0, 1.46, 1.92),
              (0.115, 1.58, 1.82))]  # fmt: skip
    points = [translated(_blade(0.0, 0.13, 0.030, 0.008), (x, 0, high - 0.10)) for x,
        high in ((-0.115, 1.82), (0.0, 1.92), (0.115,
              1.82))]  # fmt: skip
    rings = [translated(superellipsoid((0.05, 0.05, 0.022), (0, 0, 0), 2.2, 4), (0, 0, z)) for z in (0.35, 1.0, 1.42)]
    knob = [superellipsoid((0.05, 0.05, 0.05), (0, 0, 0.025), 2.0, 5)]
    return _held([part("shaft", "Shaft", _shaft(0.03, 1.50)), part("prongs", "Prongs", *prongs, *points, *yoke),
        part("rings", "Prongs",
                 *rings, *knob)], [metal, second], 1.1)  # fmt: skip


def _mop(values: Values) -> Sketch:
    """Strings of yarn that spread on the floor from a clamp, a shaft with a grip."""
    yarn, wood = main_look("Yarn", values), look("Shaft", "pine")
    red, rng = look("Clamp", "plastic", "#b3261c"), np.random.default_rng(2)
    strings = []
    for k in range(44):
        a, r = 2.399963 * k, 0.035 + 0.115 * np.sqrt((k + 0.5) / 44)
        out = np.array([np.cos(a), np.sin(a), 0.0])
        tip = r * out + rng.normal(0, 0.008, 3) * (1, 1, 0)
        way = [0.020 * out + [0, 0, 0.185], 0.55 * r * out + [0, 0, 0.16], 0.85 * r * out + [0, 0, 0.07],
            tip + np.array([0, 0, 0.008])]
        strings.append(tube(smooth_line(np.array(way), 3), 0.0075, 6))
    clamp = [rounded_box((0.10, 0.045, 0.05), (0, 0, 0.195), 0.012), cylinder(0.019, 0.07, (0, 0, 0.245), segments=16)]
    return _held([part("strings", "Yarn", *strings), part("shaft", "Shaft", _shaft(0.22, 1.40)),
        part("clamp", "Clamp", *clamp)],
                 [yarn, wood, red], 0.95)  # fmt: skip


CATEGORIES = (
    thing("rake", "tool", (0.40, 0.063, 1.604), _rake, material="pine", span=2.0, mass_kg=1.6,
          synonyms=("garden rake",)),
    thing("hoe", "tool", (0.16, 0.099, 1.554), _hoe, material="pine", span=2.0, mass_kg=1.4, synonyms=("garden hoe",)),
    thing("pitchfork", "tool", (0.214, 0.033, 1.68), _pitchfork, material="pine", span=2.0, mass_kg=1.8,
          synonyms=("hay fork", "hayfork", "garden fork")),
    thing("spear", "tool", (0.072, 0.035, 2.10), _spear, material="oak", span=2.0, mass_kg=1.8,
          synonyms=("lance", "javelin", "pike", "harpoon")),
    thing("trident", "tool", (0.29, 0.05, 1.95), _trident, material="bronze", span=2.0, mass_kg=3.0),
    thing("mop", "tool", (0.32, 0.31, 1.404), _mop, material="cotton", span=2.0, mass_kg=0.9, synonyms=("floor mop",)),
)  # fmt: skip
