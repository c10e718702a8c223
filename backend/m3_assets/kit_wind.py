"""Instruments for which one needs breath, bellows, fingers or mallets: accordion, flute, trombone, harp, xylophone."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, loft, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import outward
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _along_x(profile: list[tuple[float, float]], segments: int = 20) -> Surface:
    """A profile [radius, x] turned about X."""
    return rotated(lathe(profile, segments), 0.5 * np.pi, (0, 1, 0))


def _accordion(values: Values) -> Sketch:
    """Two lacquered boxes with grilles, folded bellows between them with metal corners, piano keys on the one side and
    rows of bass buttons on the other, straps."""
    shell, fold = main_look("Shell", values), look("Bellows", "leather", "#1b1b1f")
    ivory, ebony = look("Keys", "ceramic", "#f1ede2"), look("Black Keys", "plastic", "#131315")
    chrome, strap = look("Chrome", "chrome", fill=0.3), look("Straps", "leather", "#2a1c14")
    deep, high = 0.19, 0.40
    cases = [rounded_box((0.115, deep, high), (x, 0, 0.5 * high), 0.022, 4) for x in (-0.185, 0.185)]
    count, rings = 13, []
    for k in range(2 * count + 1):
        x = -0.128 + 0.256 * k / (2 * count)
        grow = 0.0 if k % 2 == 0 else 0.014
        section = fillet([(-0.5 * deep + 0.012 - grow, 0.012 - grow), (0.5 * deep - 0.012 + grow, 0.012 - grow),
                          (0.5 * deep - 0.012 + grow, high - 0.012 + grow),
                          (-0.5 * deep + 0.012 - grow, high - 0.012 + grow)], 0.012, 2, closed=True)  # fmt: skip
        rings.append(np.column_stack([np.full(len(section), x), section]))
    bellows = outward(loft(np.array(rings), caps="ladder"))
    corners = [superellipsoid((0.007, 0.024, 0.024), (-0.128 + 0.256 * (k + 0.5) / count, sy * (0.5 * deep - 0.004), z),
                              4.0, 2) for k in range(count) for sy in (-1,) for z in (0.004, high - 0.004)]  # fmt: skip
    board = rounded_box((0.05, 0.085, high - 0.02), (-0.262, -0.045, 0.5 * high), 0.008)
    keys = [rounded_box((0.062, 0.10, 0.0205), (-0.268, -0.075, 0.022 + 0.0222 * k), 0.004) for k in range(17)]
    black = [rounded_box((0.044, 0.10, 0.012), (-0.258, -0.086, 0.033 + 0.0222 * k), 0.004)
             for k in range(16) if k % 7 not in (2, 6)]  # fmt: skip
    bass = rounded_box((0.03, 0.12, high - 0.04), (0.252, -0.01, 0.5 * high), 0.01)
    dot = cylinder(0.0062, 0.012, (0, 0, 0), axis=0, segments=8, edge=0.002)
    buttons = [translated(dot, (0.270, -0.055 + 0.018 * j, 0.06 + 0.021 * k + 0.006 * j)) for j in range(5)
               for k in range(13)]  # fmt: skip
    slot = rounded_box((0.075, 0.006, 0.010), (0, 0, 0), 0.003)
    grille = [translated(slot, (x, -0.5 * deep - 0.001, 0.06 + 0.0255 * k)) for x in (-0.185, 0.185) for k in range(12)]
    bands = [rounded_box((0.010, deep + 0.006, high + 0.006), (x, 0, 0.5 * high), 0.003) for x in (-0.130, 0.130)]
    straps = [tube(smooth_line([(x, 0.5 * deep - 0.01, 0.04), (x, 0.5 * deep + 0.05, 0.12),
                                (x, 0.5 * deep + 0.05, high - 0.12), (x, 0.5 * deep - 0.01, high - 0.03)], 4), 0.012, 8)
              for x in (-0.21, -0.13)]  # fmt: skip
    hand = [tube(smooth_line([(0.24, -0.05, 0.05), (0.285, 0.03, 0.12), (0.285, 0.03, 0.28), (0.24, -0.05, 0.35)], 4),
                 0.010, 8)]  # fmt: skip
    return Sketch(
        parts=[part("cases", "Shell", *cases, board, bass), part("bellows", "Bellows", bellows),
               part("corners", "Chrome", *corners, *bands), part("keys", "Keys", *keys),
               part("black_keys", "Black Keys", *black), part("buttons", "Keys", *buttons),
               part("grilles", "Chrome", *grille), part("straps", "Straps", *straps, *hand)],
        looks=[shell, fold, ivory, ebony, chrome, strap], push=False, grip=True,
    )  # fmt: skip


def _flute(values: Values) -> Sketch:
    """A tube of three joints with thicker rings where they meet, a lip plate with its hole, round keys on their rods,
    a crown at the end."""
    silver, dark = main_look("Tube", values), look("Hole", "plastic", "#101012")
    r = 0.0095
    body = _along_x([(0, -0.335), (r, -0.335), (r, 0.335), (0, 0.335)], 20)
    rings = [_along_x([(0.008, x - w), (r + 0.002, x - w), (r + 0.002, x + w), (0.008, x + w)], 20)
             for x, w in ((-0.13, 0.014), (0.222, 0.010), (0.332, 0.005), (-0.332, 0.004))]  # fmt: skip
    crown = [_along_x([(0, -0.352), (0.006, -0.352), (0.0095, -0.347), (0.0095, -0.334), (0, -0.333)], 20)]
    plate = [superellipsoid((0.038, 0.026, 0.008), (-0.235, -0.002, r - 0.0002), 2.4, 5)]
    hole = [superellipsoid((0.012, 0.009, 0.004), (-0.235, -0.003, r + 0.0036), 2.0, 4)]
    cup = lathe(fillet([(0, 0), (0.0088, 0), (0.0088, 0.0038), (0.004, 0.0046), (0, 0.0046)], [0, 0, 0.001, 0, 0], 2),
                20)
    chimney = cylinder(0.007, 0.006, (0, 0, 0), segments=16)
    places = (-0.085, -0.055, -0.03, -0.008, 0.014, 0.037, 0.082, 0.105, 0.128, 0.152, 0.178, 0.25, 0.276, 0.30)
    keys = [translated(cup, (x, 0, r + 0.003)) for x in places]
    stacks = [translated(chimney, (x, 0, r)) for x in places]
    rods = [tube([(a, 0.0125, 0.006), (b, 0.0125, 0.006)], 0.0017, 8) for a, b in ((-0.095, 0.19), (0.238, 0.31))]
    arms = [tube([(x, 0.0125, 0.006), (x, 0.004, r + 0.006)], 0.0015, 6) for x in places[::2]]
    posts = [tube([(x, 0.009, 0.004), (x, 0.013, 0.007)], 0.0022, 6) for x in (-0.095, 0.05, 0.19, 0.238, 0.31)]
    levers = [superellipsoid((0.035, 0.010, 0.004), (x, -0.0125, 0.003), 2.4, 4) for x in (-0.04, 0.205, 0.24)]
    return Sketch(parts=[part("tube", "Tube", body), part("rings", "Tube", *rings, *crown),
                         part("lip_plate", "Tube", *plate), part("mouth_hole", "Hole", *hole),
                         part("keys", "Tube", *keys, *stacks, *levers), part("rods", "Tube", *rods, *arms, *posts)],
                  looks=[silver, dark], push=False, grip=True)  # fmt: skip


def _trombone(values: Values) -> Sketch:
    """A mouthpiece, the long U of the slide with its grips and bow, a bell that flares behind it, a tuning bow with a
    brace; the slide draws out."""
    brass, nickel = main_look("Brass", values), look("Nickel", "chrome", fill=0.3)
    r, half = 0.0072, 0.042

    def along_y(profile: list[tuple[float, float]], place: tuple[float, float, float], segments: int = 24) -> Surface:
        return translated(rotated(lathe(profile, segments), 0.5 * np.pi, (1, 0, 0)), place)

    inner = [tube([(s * half, 0.10, 0), (s * half, -0.52, 0)], r, 12) for s in (-1, 1)]
    bow = [(s * half * np.cos(a), -0.70 - half * np.sin(a), 0.0) for s, turns in ((1, np.linspace(0, np.pi, 13)),)
           for a in turns]  # fmt: skip
    outer = tube([(half, -0.10, 0), (half, -0.60, 0), *bow, (-half, -0.60, 0), (-half, -0.10, 0)], r + 0.0022, 12)
    hand = [tube([(-half, y, 0), (half, y, 0)], 0.006, 10) for y in (-0.12,)]
    brace = [tube([(-half, 0.06, 0), (half, 0.06, 0)], 0.006, 10)]
    sleeves = [along_y([(0.006, -0.02), (r + 0.005, -0.02), (r + 0.005, 0.02), (0.006, 0.02)], (s * half, -0.10, 0), 16)
               for s in (-1, 1)]  # fmt: skip
    mouth = outward(along_y([(0, 0), (0.0062, 0.0), (0.0062, -0.045), (0.012, -0.065), (0.0135, -0.082),
                             (0.0115, -0.083), (0.006, -0.070), (0, -0.068)], (half, 0.10, 0), 20))  # fmt: skip
    # the other tube of the slide goes on behind, bends up into the bell, which comes forward again
    gooseneck = smooth_line([(-half, 0.08, 0), (-half, 0.30, 0.0), (-half, 0.47, 0.005), (-half, 0.535, 0.055),
                             (-half, 0.47, 0.112), (-half, 0.30, 0.118), (-half, 0.16, 0.118)], 5)  # fmt: skip
    neck = tube(gooseneck, np.linspace(0.0078, 0.0125, len(gooseneck)), 14)
    y = np.array([0.0, 0.10, 0.20, 0.28, 0.34, 0.375, 0.395])
    flare = np.array([0.0125, 0.0155, 0.021, 0.031, 0.050, 0.078, 0.106])
    curve = smooth_line(np.column_stack([flare, y]), 4)
    back = [(max(q - 0.0015, 0.0), h) for q, h in curve[::-1]]
    bell = along_y([*map(tuple, curve), (0.1072, 0.398), (0.1055, 0.3985), *back[1:]], (-half, 0.165, 0.118), 36)
    bell = outward(bell)
    ties = [tube([(-half, 0.22, 0.008), (-half, 0.22, 0.108)], 0.005, 10),
            tube([(-half, 0.40, 0.008), (-half, 0.40, 0.108)], 0.005, 10)]  # fmt: skip
    key = along_y([(0, -0.012), (0.011, -0.012), (0.011, 0.012), (0, 0.012)], (0.0, -0.742, 0), 14)
    slide = shapes.joint("slide", (0, -0.3, 0), (0, -1, 0), (0.0, 0.35))
    return Sketch(
        parts=[part("bell", "Brass", bell), part("neck", "Brass", neck), part("inner_slide", "Nickel", *inner),
               part("braces", "Nickel", *brace, *ties), part("mouthpiece", "Nickel", mouth),
               part("slide", "Brass", outer, moves_with="slide"),
               part("slide_brace", "Nickel", *hand, *sleeves, key, moves_with="slide")],
        looks=[brass, nickel], joints={"slide": slide}, push=False, grip=False,
        places=[shapes.grip((0, 0.06, 0), 0.04, 0.06)],
    )  # fmt: skip


def _harp(values: Values) -> Sketch:
    """A fluted pillar with its capital and base, the S of the neck with tuning pins, a soundbox that widens downward,
    strings from the one to the other: red, black and plain ones; pedals."""
    gold, gut = main_look("Frame", values), look("Strings", "plastic", "#eae4d2")
    red, black, brass = (
        look("C Strings", "plastic", "#a3202a"), look("F Strings", "plastic", "#222"),
        look("Pins", "brass")
    )
    # seen from the side: x runs from the pillar to the player
    pillar = lathe(fillet([(0, 0.12), (0.075, 0.12), (0.062, 0.20), (0.042, 0.26), (0.036, 0.9), (0.036, 1.5),
                           (0.05, 1.56),
                           (0.062, 1.62), (0.045, 1.66), (0.060, 1.72), (0.066, 1.79), (0.03, 1.83), (0, 1.84)],
                          [0, 0.008, 0.01, 0.02, 0.0, 0.02, 0.006, 0.008, 0.006, 0.01, 0.012, 0.01, 0], 3),
                          28)  # fmt: skip
    wave = 1.0 - 0.07 * (np.cos(14 * np.arctan2(pillar.vertices[:, 1], pillar.vertices[:, 0])) > 0) * (
        (pillar.vertices[:, 2] > 0.28) & (pillar.vertices[:, 2] < 1.5))
    pillar.vertices[:, :2] *= wave[:, None]
    pillar = translated(pillar, (-0.40, 0, 0))
    crest = smooth_line([(-0.40, 0, 1.70), (-0.26, 0, 1.745), (-0.10, 0, 1.66), (0.06, 0, 1.53), (0.20, 0, 1.50),
                         (0.33, 0, 1.56), (0.415, 0, 1.56), (0.44, 0, 1.49)], 5)  # fmt: skip
    share = np.linspace(0, 1, len(crest))
    neck = tube(crest, 0.032 + 0.024 * np.sin(np.pi * share) ** 0.7, 14, edge=0.5)
    neck.vertices[:, 1] *= 0.72
    top, foot = np.array([0.43, 0, 1.47]), np.array([-0.20, 0, 0.13])
    rings = []
    for s in np.linspace(0.0, 1.0, 12):
        middle, wide = top + (foot - top) * s, 0.045 + 0.155 * s**0.9
        turn = 2 * np.pi * np.arange(16) / 16
        across = np.array([0.0, 1.0, 0.0])
        out = np.array([np.sqrt(0.5), 0, -0.45]) * 1.1
        rings.append(middle + np.outer(wide * np.cos(turn), across) + np.outer(np.where(np.sin(turn) > 0,
                     0.9 * wide * np.sin(turn), 0.05 * wide * np.sin(turn)), out))  # fmt: skip
    box = outward(loft(np.array(rings)))
    base = [rounded_box((0.62, 0.46, 0.10), (-0.20, 0, 0.11), 0.035, 4)]
    feet = [superellipsoid((0.10, 0.10, 0.07), (x, y, 0.035), 2.4, 4) for x in (-0.46, 0.04) for y in (-0.17, 0.17)]
    pedals = [tube([(0.08, y, 0.09), (0.16, y * 1.15, 0.075), (0.19, y * 1.2, 0.07)], 0.010, 8)
              for y in (-0.18, -0.12, -0.06, 0.0, 0.06, 0.12, 0.18)]  # fmt: skip
    lots: dict[str, list[Surface]] = {"Strings": [], "C Strings": [], "F Strings": []}
    pins = []
    for k in range(34):
        u = k / 33.0
        low = top + (foot - top) * (0.06 + 0.86 * (1.0 - u))
        x = float(low[0] - 0.02 - 0.07 * u)
        z = float(np.interp(x, crest[:, 0], crest[:, 2])) if x > -0.39 else 1.7
        kind = "C Strings" if k % 7 == 0 else "F Strings" if k % 7 == 3 else "Strings"
        lots[kind].append(tube([(float(low[0]), 0.0, float(low[2])), (x, -0.005, z - 0.01)], 0.0018, 4, edge=0.0))
        pins.append((x, z))
    pin = cylinder(0.005, 0.10, (0, 0, 0), axis=1, segments=8)
    return Sketch(
        parts=[part("pillar", "Frame", pillar), part("neck", "Frame", neck), part("soundbox", "Frame", box),
               part("base", "Frame", *base, *feet),
               part("pins", "Pins", *(translated(pin, (x, 0, z)) for x, z in pins)),
               part("pedals", "Pins", *pedals),
               *(part(name.lower().replace(" ", "_"), name, *pieces) for name, pieces in lots.items())],
        looks=[gold, gut, red, black, brass], grip=False, push=False,
        solids=(solid("base"), solid("pillar", "neck", kind="hull"), solid("soundbox", kind="hull")),
        places=[shapes.affordance("strings", "reach_at", (0.0, 0.0, 1.05), (0.5, 0.1, 0.5))],
    )  # fmt: skip


_BAR_COLORS = ("#c3262c", "#e07a1f", "#e8c22a", "#55a13a", "#2b9aa0", "#2b5fb4", "#6a3d9a", "#b53f8f")


def _xylophone(values: Values) -> Sketch:
    """Eight bars that grow shorter, each a colour of the rainbow, pinned on two rails; two mallets on them."""
    wood, pin = main_look("Rails", values), look("Pins", "chrome")
    bars, pins = [], []
    for k, color in enumerate(_BAR_COLORS):
        x, long = -0.175 + 0.05 * k, 0.215 - 0.0135 * k
        bars.append((part(f"bar_{k + 1}", f"Bar {k + 1}", rounded_box((0.042, long, 0.008), (x, 0, 0.046), 0.003)),
                     color))
        dome = lathe([(0, 0.050), (0.0055, 0.050), (0.004, 0.0535), (0, 0.0545)], 12)
        pins += [translated(dome, (x, s * 0.31 * long, 0)) for s in (-1, 1)]
    rails = [rounded_box((0.44, 0.022, 0.034), (0, 0, 0), 0.006) for _ in (0, 1)]
    rails = [translated(rotated(rail, -s * 0.042, (0, 0, 1)), (0, s * 0.054, 0.025)) for rail, s in
             zip(rails, (-1, 1), strict=True)]  # fmt: skip
    rails += [rounded_box((0.022, long, 0.03), (x, 0, 0.022), 0.006) for x, long in ((-0.205, 0.15), (0.205, 0.11))]
    mallets, heads = [], []
    for s in (-1, 1):
        ends = np.array([(-0.15, 0.02 + 0.035 * s, 0.060), (0.10, -0.03 + 0.05 * s, 0.0625)])
        mallets.append(tube(ends, 0.0042, 10))
        heads.append(superellipsoid((0.024, 0.024, 0.024), ends[0] + [0, 0, 0.002], 2.0, 6))
    return Sketch(
        parts=[part("rails", "Rails", *rails), *(bar for bar, _ in bars), part("pins", "Pins", *pins),
               part("mallets", "Rails", *mallets), part("mallet_heads", "Heads", *heads)],
        looks=[wood, pin, look("Heads", "rubber", "#d8d2c4"),
               *(look(f"Bar {k + 1}", "painted metal", color, fill=0.5) for k, (_, color) in enumerate(bars))],
        push=False, grip=True,
    )  # fmt: skip


CATEGORIES = (
    thing("accordion", "music", (0.5993, 0.3005, 0.416), _accordion, material="lacquer", color="#9a1620", span=2.5,
          mass_kg=9,
          synonyms=("squeezebox", "concertina", "bandoneon"), colors=("#9a1620", "#17181b", "#1f3f7a")),
    thing("flute", "music", (0.689, 0.0317, 0.0286), _flute, material="silver", span=2.5, mass_kg=0.45,
          synonyms=("piccolo", "concert flute")),
    thing("trombone", "music", (0.2144, 1.299, 0.2387), _trombone, material="brass", span=2.0, mass_kg=1.6),
    thing("harp", "music", (0.9807, 0.46, 1.84), _harp, material="gold", span=2.5, mass_kg=36,
          synonyms=("concert harp", "lyre"), static=False),
    thing("xylophone", "music", (0.44, 0.215, 0.067), _xylophone, material="birch", span=4.0, mass_kg=0.9,
          synonyms=("glockenspiel", "marimba", "toy xylophone")),
)  # fmt: skip
