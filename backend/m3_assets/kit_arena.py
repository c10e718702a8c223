"""What one fights, aims and lifts at: boxing ring, bowling pin and lane, archery target, dartboard, dumbbell."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, extrude, fillet, lathe, rotated, rounded_box, translated, tube
from .kit_show import pleats
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line

_ROPES_M = ((0.46, "Red"), (0.86, "White"), (1.26, "Blue"))
"""heights above the canvas, and their colours"""


def _boxing_ring(values: Values) -> Sketch:
    """A platform with a canvas and a skirt, four corner posts with turnbuckles and pads (red, blue, two white), three
    ropes a side held together by ties, steps at the red and the blue corner."""
    canvas, skirt = main_look("Canvas", values), look("Skirt", "cotton", "#1c2230")
    steel, dark = look("Posts", "painted metal", "#b9bec4", fill=0.2), look("Frame", "painted metal", "#565c66")
    red, white, blue = (look(name, "leather", color) for name, color in
                        (("Red", "#b01d22"), ("White", "#e9e6df"), ("Blue", "#1f3f94")))  # fmt: skip
    half, inner, top = 3.0, 2.45, 1.0
    cloth = [rounded_box((2 * half, 2 * half, 0.05), (0, 0, top - 0.025), 0.02)]
    band = [rounded_box((2 * half + 0.03, 0.03, 0.14), (0, half, top - 0.09), 0.012)]
    hang = [pleats((-half + 0.02, -half + 0.02), (half - 0.02, -half + 0.02), 0.02, top - 0.14, fold=0.22, depth=0.02)]
    band, hang = ([rotated(piece, 0.5 * np.pi * k, (0, 0, 1)) for k in range(4) for piece in one]
                  for one in (band, hang))  # fmt: skip
    frame = [rounded_box((2 * half - 0.1, 2 * half - 0.1, 0.08), (0, 0, top - 0.10), 0.01)]
    frame += [rounded_box((0.1, 0.1, top - 0.12), (x, y, 0.5 * (top - 0.12)), 0.01)
              for x in (-2.8, 2.8) for y in (-2.8, 2.8)]  # fmt: skip
    pads: dict[str, list[Surface]] = {"Red": [], "Blue": [], "White": []}
    posts, links = [], []
    post_at = inner + 0.28
    for sx, sy, color in ((-1, -1, "Red"), (1, 1, "Blue"), (1, -1, "White"), (-1, 1, "White")):
        posts += [cylinder(0.055, 1.46, (sx * post_at, sy * post_at, top + 0.72), edge=0.012, segments=20)]
        way = np.array([-sx, -sy, 0.0]) / np.sqrt(2.0)
        for z, _ in _ROPES_M:
            ends = [np.array([sx * post_at, sy * post_at, top + z]) + d * way for d in (0.03, 0.28)]
            links.append(tube(ends, 0.018, 10))
        pad = rounded_box((0.24, 0.14, 1.10), (0, 0, top + 0.88), 0.055, 4)
        turned = rotated(pad, float(np.arctan2(way[1], way[0])) - 0.5 * np.pi, (0, 0, 1))
        pads[color].append(translated(turned, (sx * inner - 0.02 * sx, sy * inner - 0.02 * sy, 0)))
    ropes: dict[str, list[Surface]] = {"Red": [], "Blue": [], "White": []}
    for z, color in _ROPES_M:
        line = [(-inner, -inner, top + z), (-0.8, -inner, top + z - 0.012), (0.8, -inner, top + z - 0.012),
                (inner, -inner, top + z)]  # fmt: skip
        ropes[color] += [rotated(tube(line, 0.028, 10), 0.5 * np.pi * k, (0, 0, 1)) for k in range(4)]
    low, high = top + _ROPES_M[0][0] - 0.05, top + _ROPES_M[-1][0] + 0.04
    ties = [rotated(rounded_box((0.03, 0.05, high - low), (x, -inner, 0.5 * (low + high)), 0.008), 0.5 * np.pi * k,
                    (0, 0, 1)) for k in range(4) for x in (-0.85, 0.85)]  # fmt: skip
    steps = []
    for s in (-1, 1):
        run = [rounded_box((0.9, 0.30, 0.25 * (3 - k)), (-2.0, -half - 0.17 - 0.30 * k, 0.125 * (3 - k)), 0.012)
               for k in range(3)]  # fmt: skip
        steps += [piece if s < 0 else rotated(piece, np.pi, (0, 0, 1)) for piece in run]
    mark = lathe([(0.78, top - 0.01), (0.82, top - 0.01), (0.82, top + 0.002), (0.78, top + 0.002)], 64, True)
    parts = [
        part("canvas", "Canvas", *cloth), part("canvas_ring", "Blue", mark), part("edge", "Canvas", *band),
        part("frame", "Frame", *frame), part("skirt", "Skirt", *hang, closed=False), part("posts", "Posts", *posts),
        part("turnbuckles", "Posts", *links), part("ties", "White", *ties), part("steps", "Frame", *steps),
        *(part(f"ropes_{color.lower()}", color, *pieces) for color, pieces in ropes.items()),
        *(part(f"pads_{color.lower()}", color, *pieces) for color, pieces in pads.items()),
    ]  # fmt: skip
    return Sketch(
        parts=parts, looks=[canvas, skirt, steel, dark, red, white, blue], grip=False, push=False,
        solids=(solid("canvas", "frame"), solid("steps", kind="hull")),
        places=[shapes.surface_top("top", (0.0, 0.0, top), 4.2, 4.2),
                shapes.affordance("stage", "stand_at", (0.0, 0.0, top), (3.6, 3.0, 0.0))],
    )  # fmt: skip


def _bowling_pin(values: Values) -> Sketch:
    """The belly, the waist, the head of a tenpin on its flat foot, two stripes about its neck."""
    coat, stripe = main_look("Coat", values), look("Stripes", "lacquer", str(values["second_color"]) or "#b3171d")
    foot = look("Foot", "plastic", "#d9d2bd")
    # heights and radii of the rules of the sport, in m
    outline = [(0.0258, 0.0), (0.0359, 0.019), (0.0496, 0.0572), (0.0573, 0.0857), (0.0605, 0.1143), (0.0580, 0.1492),
               (0.0470, 0.1842), (0.0314, 0.2191), (0.0250, 0.2381), (0.0228, 0.254), (0.0237, 0.2762),
               (0.0266, 0.2985), (0.0306, 0.3207), (0.0323, 0.3429), (0.0285, 0.3640), (0.0165, 0.3775)]  # fmt: skip
    curve = smooth_line(np.array(outline), 3)
    body = lathe([(0, 0.0), *map(tuple, curve), (0.0, 0.381)], 32)

    def band(low: float, high: float) -> Surface:
        z = np.linspace(low, high, 5)
        r = np.interp(z, curve[:, 1], curve[:, 0])
        return lathe([*zip(r - 0.002, z, strict=True), *zip(r[::-1] + 0.0006, z[::-1], strict=True)][::-1], 40, True)

    ring = lathe([(0, -0.0005), (0.024, -0.0005), (0.0275, 0.004), (0, 0.004)], 32)
    return Sketch(parts=[part("body", "Coat", body), part("stripes", "Stripes", band(0.232, 0.247), band(0.259, 0.274)),
                         part("foot", "Foot", ring)],
                  looks=[coat, stripe, foot], push=False, solids=(solid("body", "foot", kind="hull"),),
                  places=[shapes.grip((0, 0, 0.25), 0.046, 0.05)])  # fmt: skip


def _bowling_lane(values: Values) -> Sketch:
    """Narrow boards from the foul line on, dark gutters at both sides with their kerbs, arrows and dots to aim by."""
    boards, dark = main_look("Boards", values), look("Gutters", "plastic", "#26282c")
    mark, kerb = look("Marks", "plastic", "#7a2a1c"), look("Kerbs", "walnut")
    long, half = 7.0, 0.53
    wide = 2.0 * half / 20
    strips = [rounded_box((wide - 0.0015, long, 0.016), (wide * (k - 9.5), 0, 0.008), 0.002) for k in range(20)]
    gutters, kerbs = [], []
    for s in (-1, 1):
        trough = [(-0.112, 0.015), (-0.10, 0.015), (-0.06, 0.003), (0.06, 0.003), (0.10, 0.015), (0.112, 0.015),
                  (0.112, 0.0), (-0.112, 0.0)]  # fmt: skip
        gutters.append(extrude([(x + s * (half + 0.115), z) for x, z in trough], long, plane="xz", edge=0.001))
        kerbs.append(rounded_box((0.06, long, 0.024), (s * (half + 0.26), 0, 0.012), 0.006))
    arrow = np.array([(0.0, 0.085), (-0.022, -0.04), (0.0, -0.02), (0.022, -0.04)])
    marks = [translated(extrude(arrow, 0.004, plane="xy", edge=0.0005, caps="fan"),
                        (0.15 * k, -1.0 - 0.14 * abs(k), 0.0165))
             for k in range(-3, 4)]  # fmt: skip
    marks += [cylinder(0.016, 0.004, (0.10 * k, -2.6, 0.0165), segments=14, edge=0.001) for k in (-4, -3, -2, 2, 3, 4)]
    marks += [rounded_box((2 * half, 0.03, 0.004), (0, -0.5 * long + 0.05, 0.0165), 0.001)]
    return Sketch(parts=[part("boards", "Boards", *strips), part("gutters", "Gutters", *gutters),
                         part("kerbs", "Kerbs", *kerbs), part("marks", "Marks", *marks)],
                  looks=[boards, dark, mark, kerb], grip=False, push=False, solids=None,
                  places=[shapes.surface_top("top", (0, 0, 0.018), 2 * half, long)])  # fmt: skip


def _archery_target(values: Values) -> Sketch:
    """A thick round of coiled straw with the five coloured rings of its paper face, leaning on a wooden stand with two
    front legs, a rear leg, a rail and a ledge."""
    wood, straw = main_look("Wood", values), look("Straw", "straw")
    rings = ("#e9e6df", "#191a1d", "#2b77c4", "#c3262c", "#e8c22a")
    radius, thick, middle, lean = 0.61, 0.14, 1.12, 0.16

    def leaning(*pieces: Surface) -> list[Surface]:
        return [rotated(translated(piece, (0, 0, middle)), -lean, (1, 0, 0), (0, 0, 0.0)) for piece in pieces]

    coils = [(radius - 0.012 + 0.012 * np.cos(a), 0.5 * thick * t) for t in np.linspace(-0.9, 0.9, 7)
             for a in (-1.6, 0.0, 1.6)]  # fmt: skip
    boss = rotated(lathe([(0, -0.5 * thick), *coils, (0, 0.5 * thick)], 56), 0.5 * np.pi, (1, 0, 0))
    face = []
    for k in range(5):
        outer, out = radius * 0.94 * (1.0 - 0.2 * k), -0.5 * thick - 0.001 - 0.0012 * (k + 1)
        disc = cylinder(outer, 0.012, (0, out, 0), axis=1, segments=56, edge=0.001)
        face.append(part(f"ring_{k + 1}", f"Ring {k + 1}", *leaning(disc)))
    back = 0.5 * thick + 0.03
    legs = leaning(*(tube([(s * 0.34, back, -1.12), (s * 0.20, back, 0.72)], 0.030, 10) for s in (-1, 1)))
    legs += leaning(rounded_box((0.76, 0.05, 0.07), (0, back - 0.01, -0.34), 0.008),
                    rounded_box((0.46, 0.05, 0.07), (0, back - 0.01, 0.52), 0.008),
                    rounded_box((0.72, 0.22, 0.04), (0, -0.02, -radius - 0.015), 0.008))  # fmt: skip
    legs += [tube([(0, back + 1.02, 0.03), (0, back + 0.30, 1.66)], 0.030, 10)]
    return Sketch(parts=[part("boss", "Straw", *leaning(boss)), *face, part("stand", "Wood", *legs)],
                  looks=[wood, straw, *(look(f"Ring {k + 1}", "paper", c) for k, c in enumerate(rings))], grip=False,
                  solids=(solid("boss", kind="hull"), solid("stand", kind="hull")))  # fmt: skip


def _sectors(inner: float, outer: float, depth: float, center: float) -> list[Surface]:
    """The twentieths of a ring in the plane of X and Z, clockwise from the top."""
    a = 2.0 * np.pi / 20 * np.linspace(-0.5, 0.5, 5)
    points = [(outer * np.sin(t), outer * np.cos(t)) for t in a] + [(inner * np.sin(t), inner * np.cos(t))
                                                                    for t in a[::-1]]  # fmt: skip
    first = extrude(points, depth, plane="xz", center=center, edge=0.0006)
    return [rotated(first, 2.0 * np.pi * k / 20, (0, 1, 0)) for k in range(20)]


_STROKES = {
    "0": ((0, 0), (0, 2), (1, 2), (1, 0), (0, 0)), "1": ((0.5, 0), (0.5, 2)),
    "2": ((0, 2), (1, 2), (1, 1), (0, 1), (0, 0), (1, 0)), "3": ((0, 2), (1, 2), (1, 1), (0.3, 1), (1, 0.9), (1, 0),
    (0, 0)), "4": ((0.8, 0), (0.8, 2), (0, 0.7), (1, 0.7)), "5": ((1, 2), (0, 2), (0, 1), (1, 1), (1, 0), (0, 0)),
    "6": ((1, 2), (0, 2), (0, 0), (1, 0), (1, 1), (0, 1)), "7": ((0, 2), (1, 2), (0.4, 0)),
    "8": ((0, 1), (0, 2), (1, 2), (1, 0), (0, 0), (0, 1), (1, 1)),
    "9": ((1, 1), (0, 1), (0, 2), (1, 2), (1, 0), (0, 0)),
}  # fmt: skip
"""the wire of digits one wide and two high: x, z"""
_NUMBERS = (20, 1, 18, 4, 13, 6, 10, 15, 2, 17, 3, 19, 7, 16, 8, 11, 14, 9, 12, 5)
"""of a dartboard, clockwise from the top"""


def _dartboard(values: Values) -> Sketch:
    """Twenty sectors in black and cream with double and treble rings in red and green, a bull, wires between them, the
    ring of numbers on a round of black; a rim about it."""
    rim = main_look("Rim", values)
    y = -0.020
    bull, treble, double = 0.0159, (0.099, 0.107), (0.162, 0.170)
    plain = zip(_sectors(bull, treble[0], 0.004, y), _sectors(treble[1], double[0], 0.004, y), strict=True)
    scored = zip(_sectors(*treble, 0.004, y), _sectors(*double, 0.004, y), strict=True)
    fields: dict[str, list[Surface]] = {"Black": [], "Cream": [], "Red": [], "Green": []}
    for number, (wide, narrow) in enumerate(zip(plain, scored, strict=True)):
        fields["Cream" if number % 2 else "Black"] += wide
        fields["Green" if number % 2 else "Red"] += narrow
    fields["Green"].append(cylinder(bull, 0.005, (0, y, 0), axis=1, segments=28, edge=0.0006))
    fields["Red"].append(cylinder(0.0064, 0.0065, (0, y, 0), axis=1, segments=20, edge=0.0006))
    round_ = cylinder(0.2255, 0.036, (0, 0, 0), axis=1, segments=60, edge=0.004)
    edge = rotated(lathe(fillet([(0.218, -0.024), (0.234, -0.024), (0.234, 0.019), (0.218, 0.019)], 0.003, 2, True), 60,
                         True), 0.5 * np.pi, (1, 0, 0))  # fmt: skip
    turn = np.linspace(0.0, 2.0 * np.pi, 48, endpoint=False)
    wires = [tube(np.column_stack([r * np.cos(turn), 0 * turn + y - 0.0025, r * np.sin(turn)]), 0.0008, 4,
                  closed_path=True) for r in (bull, *treble, *double)]  # fmt: skip
    spoke = tube([(0, y - 0.0025, bull), (0, y - 0.0025, double[1])], 0.0008, 4)
    wires += [rotated(spoke, 2.0 * np.pi * (k + 0.5) / 20, (0, 1, 0)) for k in range(20)]
    glyphs = {
        digit: tube([(0.011 * x - 0.0055, y - 0.001, 0.183 + 0.012 * z) for x, z in line], 0.0016, 4)
        for digit, line in _STROKES.items()
    }  # fmt: skip
    digits = []
    for k, text in enumerate(map(str, _NUMBERS)):
        for place, digit in enumerate(text):
            one = translated(glyphs[digit], (0.016 * (place - 0.5 * (len(text) - 1)), 0.0, 0.0))
            digits.append(rotated(one, 2.0 * np.pi * k / 20, (0, 1, 0)))
    colors = {"Black": "#17181a", "Cream": "#e6d8b4", "Red": "#b3202a", "Green": "#1e7a45"}
    return Sketch(
        parts=[part("board", "Black", round_), part("rim", "Rim", edge),
               *(part(f"fields_{name.lower()}", name, *pieces) for name, pieces in fields.items()),
               part("wires", "Wire", *wires), part("numbers", "Wire", *digits)],
        looks=[rim, *(fine(look(name, "linen", color)) for name, color in colors.items()), look("Wire", "chrome")],
        push=False)  # fmt: skip


def _dumbbell(values: Values) -> Sketch:
    """Two six-sided heads with soft edges, plates on their ends, a knurled steel handle that swells in the middle."""
    rubber, steel = main_look("Heads", values), look("Handle", "chrome", fill=0.9)
    heads, plates = [], []
    turn = 2.0 * np.pi * np.arange(6) / 6
    outline = fillet(0.072 * np.stack([np.cos(turn), np.sin(turn)], -1), 0.012, 3, closed=True)
    for s in (-1, 1):
        head = extrude(outline, 0.105, plane="yz", center=s * 0.118, edge=0.014, caps="fan")
        heads.append(head)
        plates.append(cylinder(0.034, 0.006, (s * 0.1715, 0, 0), axis=0, segments=28, edge=0.002))
    z = np.linspace(-0.068, 0.068, 15)
    swell = 0.0145 + 0.0028 * np.cos(z / 0.068 * 0.5 * np.pi)
    bar = rotated(lathe([(0, z[0]), *zip(swell, z, strict=True), (0, z[-1])], 24), 0.5 * np.pi, (0, 1, 0))
    grooves = [rotated(lathe([(r, c - 0.0012), (r + 0.0009, c - 0.0012), (r + 0.0009, c + 0.0012), (r, c + 0.0012)], 24,
                             True), 0.5 * np.pi, (0, 1, 0)) for c in np.linspace(-0.05, 0.05, 15)
               for r in [float(np.interp(c, z, swell)) - 0.0004]]  # fmt: skip
    collars = [cylinder(0.023, 0.012, (s * 0.062, 0, 0), axis=0, segments=24) for s in (-1, 1)]
    return Sketch(parts=[part("heads", "Heads", *heads), part("plates", "Handle", *plates),
                         part("handle", "Handle", bar, *grooves), part("collars", "Handle", *collars)],
                  looks=[rubber, steel], grip=False, push=False,
                  solids=(solid("heads", kind="box"),),
                  places=[shapes.affordance("handle", "grip_at", (0, 0, 0), (0.034, 0.12, 0.0))])  # fmt: skip


_SECOND = Parameter(name="second_color", value="", description="of the stripes")
CATEGORIES = (
    thing("boxing ring", "structure", (6.03, 7.84, 2.45), _boxing_ring, material="cotton", color="#b9c4cd", span=2.0,
          static=True, mass_kg=1200, synonyms=("wrestling ring", "fighting ring", "fight ring", "mma ring")),
    thing("bowling pin", "sports", (0.121, 0.121, 0.3815), _bowling_pin, material="lacquer", color="#f1ede2", span=4.0,
          mass_kg=1.55, synonyms=("tenpin", "skittle", "pin", "ninepin"), extra=(_SECOND,)),
    thing("bowling lane", "structure", (1.64, 7, 0.024), _bowling_lane, material="birch", span=2.0, static=True,
          mass_kg=400, synonyms=("bowling alley",)),
    thing("archery target", "sports", (1.22, 1.195, 1.825), _archery_target, material="pine", span=2.5, mass_kg=22,
          synonyms=("target", "bullseye", "archery butt", "bull's eye")),
    thing("dartboard", "sports", (0.468, 0.0473, 0.468), _dartboard, material="rubber", color="#1b1c1f", span=3.0,
          mass_kg=4.5, synonyms=("dart board",)),
    thing("dumbbell", "sports", (0.349, 0.14, 0.125), _dumbbell, material="rubber", color="#1f2124", span=3.0,
          mass_kg=10,
          synonyms=("hand weight", "free weight")),
)  # fmt: skip
