"""What is set up before others: stage with its curtain, spotlight, easel with a painting, blackboard."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .making import Look, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def pleats(start: tuple[float, float], end: tuple[float, float], low: float, high: float, *, fold: float,
           depth: float, gather: float = 0.0) -> Surface:  # fmt: skip
    """Cloth in folds `fold` wide and `depth` deep from one point (x, y) to another; `gather` draws its middle in."""
    first, last = np.array(start), np.array(end)
    length = float(np.linalg.norm(last - first))
    folds = max(2, round(length / fold))
    u, v = np.linspace(0.0, 1.0, 4 * folds + 1), np.linspace(0.0, 1.0, 7 if gather else 3)
    way = (last - first) / length
    across = np.array([-way[1], way[0]])
    rows = []
    for share in v:
        drawn = 1.0 - gather * np.sin(np.pi * min(1.0, 1.15 * (1.0 - share))) ** 2
        wave = depth * (0.7 + 0.3 * (1.0 - share)) * np.sin(2.0 * np.pi * folds * u + 0.5 * np.sin(7.0 * u))
        flat = first + np.outer(u * drawn * length, way) + np.outer(wave, across)
        rows.append(np.column_stack([flat, np.full(len(u), low + share * (high - low))]))
    return thick_sheet(np.array(rows), 0.012)


def _stage(values: Values) -> Sketch:
    """A raised floor of boards, a skirt in folds, steps; a red curtain behind, drawn wings and a valance."""
    boards, curtain = main_look("Boards", values), look("Curtain", "velvet", str(values["second_color"]) or "#8e1420")
    skirt, metal, gold = look("Skirt", "cotton", "#17151a"), look("Frame", "iron"), look("Trim", "gold")
    width, deep, top = 6.0, 4.0, 0.80
    planks = [rounded_box((width / 15 - 0.006, deep, 0.05), ((k - 7) * width / 15, 0.0, top - 0.025), 0.006)
              for k in range(15)]
    frame = [rounded_box((width - 0.1, deep - 0.1, 0.06), (0, 0, top - 0.085), 0.006),
             *(rounded_box((0.1, 0.1, top - 0.11), (x, y, 0.5 * (top - 0.11)), 0.006)
               for x in (-2.85, 0.0, 2.85) for y in (-1.85, 1.85))]
    edge = [rounded_box((width + 0.06, 0.05, 0.12), (0, -0.5 * deep - 0.01, top - 0.06), 0.012),
            *(rounded_box((0.05, deep, 0.12), (s * (0.5 * width + 0.01), 0.015, top - 0.06), 0.012) for s in (-1, 1))]
    cloth = [pleats((-2.96, -1.98), (2.96, -1.98), 0.02, top - 0.12, fold=0.16, depth=0.022),
             *(pleats((s * 2.97, -1.94), (s * 2.97, 1.94), 0.02, top - 0.12, fold=0.16, depth=0.02) for s in (-1, 1))]
    steps = [rounded_box((1.0, 0.28, 0.20 * (3 - k)), (2.1, -2.17 - 0.28 * k, 0.10 * (3 - k)), 0.012)
             for k in range(3)]
    high = 3.7
    posts = [tube([(s * 2.95, 1.86, top - 0.1), (s * 2.95, 1.86, high)], 0.045, 12) for s in (-1, 1)]
    posts += [tube([(s * 2.95, -1.2, top - 0.1), (s * 2.95, -1.2, high)], 0.045, 12) for s in (-1, 1)]
    rails = [tube([(-2.95, y, high - 0.05), (2.95, y, high - 0.05)], 0.04, 12) for y in (1.86, -1.2)]
    rails += [tube([(s * 2.95, -1.2, high - 0.05), (s * 2.95, 1.86, high - 0.05)], 0.035, 12) for s in (-1, 1)]
    back = [pleats((-2.85, 1.72), (2.85, 1.72), top + 0.02, high - 0.1, fold=0.26, depth=0.055)]
    wings = [pleats((s * 2.88, -1.14), (s * 1.75, -1.14), top + 0.02, high - 0.1, fold=0.19, depth=0.05, gather=0.5)
             for s in (-1, 1)]
    valance = [pleats((-2.9, -1.24), (2.9, -1.24), high - 0.62, high + 0.02, fold=0.24, depth=0.04)]
    fringe = [rounded_box((5.8, 0.10, 0.06), (0, -1.24, high - 0.64), 0.02),
              *(cylinder(0.025, 0.22, (s * 2.28, -1.16, top + 1.23), axis=0, segments=12) for s in (-1, 1))]
    return Sketch(
        parts=[part("floor", "Boards", *planks), part("edge", "Boards", *edge), part("frame", "Frame", *frame),
               part("skirt", "Skirt", *cloth, closed=False), part("steps", "Boards", *steps),
               part("posts", "Frame", *posts, *rails), part("curtain", "Curtain", *back, *wings, closed=False),
               part("valance", "Curtain", *valance, closed=False), part("trim", "Trim", *fringe)],
        looks=[boards, curtain, skirt, metal, gold], grip=False, push=False,
        solids=(solid("floor", "edge", "frame"), solid("steps")),
        places=[shapes.surface_top("top", (0.0, -0.1, top), 3.5, 2.8),
                shapes.affordance("stage", "stand_at", (0.0, -0.5, top), (3.6, 1.6, 0.0))],
    )  # fmt: skip


def _spotlight(values: Values) -> Sketch:
    """A can with cooling fins, a bright lens and four barn doors, in a yoke on a tripod."""
    paint, steel = main_look("Housing", values), look("Stand", "steel")
    lens = Look(glowing("Lens", "#ffe2ab", 40.0), "glass")
    hub = 1.12
    legs = [tube([(0.03 * np.cos(a), 0.03 * np.sin(a), 0.46), (0.40 * np.cos(a), 0.40 * np.sin(a), 0.015)], 0.014, 10)
            for a in 2 * np.pi * np.arange(3) / 3 + np.pi / 2]
    braces = [tube([(0.02 * np.cos(a), 0.02 * np.sin(a), 0.16), (0.245 * np.cos(a), 0.245 * np.sin(a), 0.19)], 0.007, 8)
              for a in 2 * np.pi * np.arange(3) / 3 + np.pi / 2]
    column = [tube([(0, 0, 0.12), (0, 0, 0.80)], 0.019, 14), tube([(0, 0, 0.78), (0, 0, hub + 0.22)], 0.014, 14),
              cylinder(0.034, 0.07, (0, 0, 0.46)), cylinder(0.030, 0.06, (0, 0, 0.80))]
    middle = np.array([0.0, 0.0, hub + 0.50])

    def along(y: float) -> tuple[float, float, float]:
        return 0.0, y, hub + 0.50

    yoke = [tube(smooth_line([(-0.19, 0, middle[2]), (-0.19, 0, hub + 0.30), (-0.12, 0, hub + 0.22),
                              (0.12, 0, hub + 0.22), (0.19, 0, hub + 0.30), (0.19, 0, middle[2])], 4), 0.013, 10)]
    knobs = [cylinder(0.032, 0.04, (s * 0.205, 0, middle[2]), axis=0, segments=14) for s in (-1, 1)]
    can = [cylinder(0.155, 0.30, middle, axis=1, segments=28, edge=0.012),
           cylinder(0.165, 0.03, along(-0.15), axis=1, segments=28, edge=0.006),
           superellipsoid((0.25, 0.18, 0.25), along(0.17), 4, 2)]
    fins = [cylinder(0.163, 0.012, along(0.03 + 0.035 * k), axis=1, segments=28) for k in range(4)]
    glass = [cylinder(0.140, 0.02, along(-0.163), axis=1, segments=28, edge=0.008)]
    doors = []
    for k in range(4):
        leaf = rounded_box((0.24 if k % 2 == 0 else 0.20, 0.19, 0.006), (0, -0.095, 0), 0.002)
        leaf = translated(rotated(leaf, 0.42, (1, 0, 0)), (0, -0.165, -0.150))
        doors.append(translated(rotated(leaf, k * np.pi / 2, (0, 1, 0)), middle))

    def tilted(pieces: list[Surface]) -> list[Surface]:
        return [rotated(piece, 0.30, (1, 0, 0), middle) for piece in pieces]

    return Sketch(
        parts=[part("tripod", "Stand", *legs, *braces, *column), part("yoke", "Stand", *yoke, *knobs),
               part("housing", "Housing", *tilted(can), *tilted(fins)), part("lens", "Lens", *tilted(glass)),
               part("barn_doors", "Housing", *tilted(doors))],
        looks=[paint, steel, lens], grip=False,
        solids=(solid("tripod", kind="hull"), solid("housing", kind="hull")),
        places=[shapes.grip((0.0, 0.0, 0.65), 0.04)],
    )  # fmt: skip


def _easel(values: Values) -> Sketch:
    """Two front legs that meet above, a rear leg, a ledge and a canvas on it: a landscape half painted."""
    wood = main_look("Wood", values)
    lean = 0.20  # rad that the front leans back

    def up(x: float, z: float, off: float = 0.0) -> tuple[float, float, float]:
        return x, float(z * np.tan(lean) - off), z

    legs = [tube([up(s * 0.36, 0.0), up(s * 0.05, 1.72)], 0.020, 8) for s in (-1, 1)]
    mast = [tube([up(0, 0.42), up(0, 1.86)], 0.017, 8), tube([up(-0.29, 0.42), up(0.29, 0.42)], 0.016, 8)]
    rear = [tube([(0, 0.92, 0.0), up(0, 1.60, -0.02)], 0.020, 8)]
    ledge = rotated(rounded_box((0.66, 0.10, 0.028), (0, -0.045, 0.72), 0.006), -lean, (1, 0, 0), (0, 0, 0.72))
    shift = (0.0, 0.72 * float(np.tan(lean)), 0.0)
    clamp = translated(rotated(rounded_box((0.09, 0.06, 0.05), (0, -0.045, 1.53), 0.008), -lean, (1, 0, 0),
                               (0, 0, 0.72)), shift)

    def on_canvas(size: tuple[float, float], centre: tuple[float, float], thick: float, edge: float = 0.004) -> Surface:
        box = rounded_box((size[0], thick, size[1]), (centre[0], -0.03 - 0.5 * thick, 0.74 + centre[1]), edge)
        return translated(rotated(box, -lean, (1, 0, 0), (0, 0, 0.72)), shift)

    def blob(size: tuple[float, float], centre: tuple[float, float], thick: float) -> Surface:
        body = superellipsoid((size[0], thick, size[1]), (centre[0], -0.051, 0.74 + centre[1]), 6, 2)
        return translated(rotated(body, -lean, (1, 0, 0), (0, 0, 0.72)), shift)

    canvas = on_canvas((0.84, 0.64), (0, 0.33), 0.020)
    sky = on_canvas((0.76, 0.32), (0, 0.45), 0.0225, 0.002)
    field = on_canvas((0.76, 0.22), (0, 0.16), 0.0228, 0.002)
    sun = blob((0.10, 0.10), (0.20, 0.50), 0.010)
    hills = [blob((0.44, 0.17), (-0.15, 0.27), 0.008), blob((0.34, 0.12), (0.19, 0.265), 0.009)]
    tree = [blob((0.10, 0.14), (-0.24, 0.28), 0.016), blob((0.025, 0.10), (-0.24, 0.19), 0.012)]
    return Sketch(
        parts=[part("legs", "Wood", *legs, *rear), part("mast", "Wood", *mast, clamp),
               part("ledge", "Wood", translated(ledge, shift)),
               part("canvas", "Canvas", canvas), part("sky", "Sky", sky), part("meadow", "Meadow", field),
               part("sun", "Sun", sun), part("hills", "Hills", *hills), part("tree", "Tree", *tree)],
        looks=[wood, look("Canvas", "cotton", "#efe9db"), look("Sky", "paper", "#7fb2d6"),
               look("Meadow", "paper", "#8fae4d"), look("Sun", "paper", "#f2b632"), look("Hills", "paper", "#4f7a5a"),
               look("Tree", "paper", "#2f4a2c")],
        grip=False, solids=(solid("canvas", "ledge", kind="hull"), solid("legs", kind="hull")),
    )  # fmt: skip


def _blackboard(values: Values) -> Sketch:
    """A framed dark board on two feet, a ledge with chalk and sponge, a sum and a house in chalk on it."""
    wood, slate = main_look("Frame", values), look("Slate", "paper", str(values["second_color"]) or "#1f3a2e")
    chalk, sponge = look("Chalk", "paper", "#f1efe6"), look("Sponge", "wool", "#d9b64a")
    wide, low, high = 1.8, 0.72, 1.84
    middle = 0.5 * (low + high)
    board = rounded_box((wide, 0.03, high - low), (0, 0, middle), 0.004)
    rails = [rounded_box((wide + 0.12, 0.05, 0.06), (0, 0, z), 0.008) for z in (low, high)]
    rails += [rounded_box((0.06, 0.05, high - low), (s * (0.5 * wide + 0.03), 0, middle), 0.008) for s in (-1, 1)]
    posts = [rounded_box((0.06, 0.05, high - 0.02), (s * (0.5 * wide + 0.09), 0.03, 0.5 * high), 0.008)
             for s in (-1, 1)]
    feet = [rounded_box((0.07, 0.56, 0.06), (s * (0.5 * wide + 0.09), 0.03, 0.03), 0.012) for s in (-1, 1)]
    feet += [rounded_box((wide + 0.14, 0.035, 0.07), (0, 0.03, 0.22), 0.008)]
    ledge = [rounded_box((wide, 0.09, 0.018), (0, -0.065, low - 0.012), 0.005),
             rounded_box((wide, 0.012, 0.03), (0, -0.108, low + 0.003), 0.004)]
    sticks = [cylinder(0.007, 0.08, (x, -0.07, low + 0.005), axis=0, segments=10) for x in (-0.5, -0.38, 0.3)]
    eraser = [rounded_box((0.14, 0.05, 0.035), (0.55, -0.068, low + 0.014), 0.008)]

    def stroke(*points: tuple[float, float]) -> Surface:
        return tube([(x, -0.017, z) for x, z in points], 0.0065, 6)

    def ring(x: float, z: float, r: float, start: float = 0.0, end: float = 2 * np.pi) -> Surface:
        a = np.linspace(start, end, 18)
        return stroke(*((float(x + r * np.cos(t)), float(z + 1.2 * r * np.sin(t))) for t in a))

    def two(x: float, z: float) -> list[Surface]:
        return [stroke(*((float(x + 0.055 * np.cos(t)), float(z + 0.075 + 0.06 * np.sin(t)))
                         for t in np.linspace(2.9, -0.6, 12)), (x - 0.055, z - 0.10), (x + 0.065, z - 0.10))]

    y = 1.50
    marks = [*two(-0.66, y), stroke((-0.54, y), (-0.44, y)), stroke((-0.49, y + 0.05), (-0.49, y - 0.05)),
             *two(-0.33, y),
             stroke((-0.20, y + 0.03), (-0.10, y + 0.03)), stroke((-0.20, y - 0.03), (-0.10, y - 0.03)),
             stroke((0.06, y - 0.13), (0.06, y + 0.13), (-0.03, y - 0.03), (0.11, y - 0.03)),
             stroke((0.36, 1.02), (0.36, 1.30), (0.53, 1.46), (0.70, 1.30), (0.70, 1.02), (0.36, 1.02)),
             stroke((0.36, 1.30), (0.70, 1.30)), stroke((0.49, 1.02), (0.49, 1.17), (0.57, 1.17), (0.57, 1.02)),
             ring(0.78, 1.62, 0.06), stroke((-0.70, 1.14), (-0.55, 1.18), (-0.40, 1.12), (-0.25, 1.18), (-0.10, 1.13)),
             stroke((-0.70, 1.00), (-0.52, 1.04), (-0.36, 0.99), (-0.20, 1.03))]
    return Sketch(
        parts=[part("board", "Slate", board), part("frame", "Frame", *rails), part("stand", "Frame", *posts, *feet),
               part("ledge", "Frame", *ledge), part("chalk_marks", "Chalk", *marks), part("chalk", "Chalk", *sticks),
               part("eraser", "Sponge", *eraser)],
        looks=[wood, slate, chalk, sponge], grip=False,
        solids=(solid("board", "frame"), solid("stand", kind="hull")),
    )  # fmt: skip


def _second(description: str) -> tuple[Parameter, ...]:
    return (Parameter(name="second_color", value="", description=description),)


CATEGORIES = (
    thing("stage", "structure", (6.2, 4.9, 3.74), _stage, material="oak", span=3, mass_kg=900, static=True,
          synonyms=("concert stage", "theater stage", "theatre stage", "theatre", "theater"),
          extra=_second("of the curtain")),
    thing("spotlight", "lamp", (0.80, 0.80, 1.85), _spotlight, material="painted metal", color="#1d1d20", span=3,
          mass_kg=9, synonyms=("stage light", "studio light", "spot light")),
    thing("easel", "decoration", (0.86, 0.98, 1.86), _easel, material="pine", span=3, mass_kg=5,
          synonyms=("canvas", "painter's easel", "easel and canvas")),
    thing("blackboard", "decoration", (2.05, 0.56, 1.87), _blackboard, material="oak", span=3, mass_kg=35,
          synonyms=("chalkboard", "school board"), extra=_second("of the board")),
)  # fmt: skip
