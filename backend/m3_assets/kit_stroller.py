"""What a small child is pushed and put to sleep in: stroller, crib."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Part, Surface, Values
from .geometry import cushion, cylinder, fillet, loft, pillow, rounded_box, superellipsoid, tube
from .geometry_grid import thick_sheet
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line

_BAR_M = 1.02
"""height of the bar that hands push"""


def _tub() -> Surface:
    """A carrycot: rounded ends, sides that flare a little, hollow."""
    rows = []
    for z, share in ((0.46, 0.80), (0.47, 0.86), (0.56, 0.95), (0.70, 1.0), (0.715, 1.0)):
        outline = fillet([(-0.20, -0.40), (0.20, -0.40), (0.20, 0.34), (-0.20, 0.34)], 0.13, 6, closed=True) * share
        rows.append(np.column_stack([outline, np.full(len(outline), z)]))
    inner = [np.column_stack([row[:, :2] * 0.93, row[:, 2] + lift])
             for row, lift in zip(rows[::-1], (0.001, 0.0, 0.0, 0.02, 0.022), strict=True)]  # fmt: skip
    return loft(np.array([*rows, *inner]))


def _hood() -> tuple[Surface, list[Surface]]:
    """Half a bellows over the head end, and its bows."""
    turns = np.linspace(0.02, 1.70, 17)  # from the rim at the back up and forward, about an axle across
    sheet, bows = [], []
    for number, a in enumerate(turns):
        reach = 0.325 - 0.006 * (number % 4 in (1, 2, 3))
        t = np.linspace(0.05, np.pi - 0.05, 21)
        side, out = 0.205 * np.cos(t), reach * np.sin(t) ** 0.75
        line = np.stack([side, 0.03 + out * np.cos(a), 0.712 + out * np.sin(a)], -1)
        sheet.append(line)
        if number % 4 == 0:
            bows.append(tube(line * [1.008, 1.0, 1.0] + [0, 0, 0.002], 0.0045, 6))
    return thick_sheet(np.array(sheet), 0.006), bows


def _wheel(radius: float, x: float, y: float, name: str) -> list[Part]:
    """A rubber tyre on a bright rim, seven spokes, a hub."""
    middle = np.array([x, y, radius])
    turn = np.linspace(0.0, 2.0 * np.pi, 36, endpoint=False)

    def hoop(r: float, thick: float, sides: int) -> Surface:
        return tube(middle + np.column_stack([0 * turn, r * np.cos(turn), r * np.sin(turn)]), thick, sides,
                    closed_path=True)  # fmt: skip

    spokes = [tube([middle, middle + (radius - 0.02) * np.array([0.0, np.cos(a), np.sin(a)])], 0.004, 6, edge=0.0)
              for a in 2.0 * np.pi * np.arange(7) / 7]  # fmt: skip
    return [part(f"{name}_tyre", "Tyres", hoop(radius - 0.0135, 0.0135, 10), moves_with=name),
            part(f"{name}_rim", "Frame", hoop(radius - 0.027, 0.006, 6), *spokes,
                 cylinder(0.02, 0.04, middle, axis=0, segments=14), moves_with=name)]  # fmt: skip


def _stroller(values: Values) -> Sketch:
    """A carrycot with a folding hood on a chromed frame, four spoked wheels, a basket below, a bar to push."""
    cloth, frame = main_look("Cloth", values), look("Frame", "chrome", fill=0.2)
    tyre, grip = look("Tyres", "rubber"), look("Bar", "leather", "#3a2418")
    linen, wire = look("Bedding", "cotton", "#ece7da"), look("Basket", "fabric", "#3a3d42")
    hood, bows = _hood()
    sides = []
    for s in (-1, 1):
        sides += [
            # from the front axle up under the carrycot and on to the bar; a second leg to the back axle
            tube(smooth_line([(0.225 * s, -0.30, 0.11), (0.23 * s, -0.12, 0.30), (0.235 * s, 0.10, 0.50),
                              (0.235 * s, 0.34, 0.74), (0.225 * s, 0.53, 0.95), (0.205 * s, 0.58, _BAR_M)], 4),
                 0.0115, 8),
            tube(smooth_line([(0.225 * s, 0.36, 0.15), (0.232 * s, 0.20, 0.30), (0.234 * s, -0.02, 0.42),
                              (0.222 * s, -0.22, 0.50)], 4), 0.0105, 8),
            cylinder(0.019, 0.03, (0.236 * s, 0.03, 0.44), axis=0, segments=16),
        ]  # fmt: skip
    cross = [cylinder(0.010, 0.47, (0, y, z), axis=0, segments=10)
             for y, z in ((-0.30, 0.11), (0.36, 0.15), (-0.20, 0.455), (0.09, 0.463))]  # fmt: skip
    bar = tube(smooth_line([(-0.205, 0.58, _BAR_M), (-0.19, 0.592, _BAR_M + 0.006), (0.0, 0.598, _BAR_M + 0.008),
                            (0.19, 0.592, _BAR_M + 0.006), (0.205, 0.58, _BAR_M)], 4), 0.0165, 12)  # fmt: skip
    low = fillet([(-0.19, -0.24), (0.19, -0.24), (0.19, 0.30), (-0.19, 0.30)], 0.05, 4, closed=True)
    walls = [np.column_stack([low * k, np.full(len(low), z)])
             for k, z in ((0.90, 0.165), (0.93, 0.162), (1.0, 0.275), (0.97, 0.275), (0.90, 0.175))]  # fmt: skip
    rim = tube(np.column_stack([fillet([(-0.20, -0.40), (0.20, -0.40), (0.20, 0.34), (-0.20, 0.34)], 0.13, 6,
                                       closed=True), np.full(28, 0.716)]), 0.012, 8, closed_path=True)  # fmt: skip
    cover = [cushion((0.34, 0.40, 0.09), (0, -0.17, 0.69), 0.04, 0.02), pillow((0.26, 0.17, 0.07), (0, 0.20, 0.67))]
    mattress = rounded_box((0.31, 0.60, 0.10), (0, -0.02, 0.58), 0.03, 4)
    parts = [part("carrycot", "Cloth", _tub(), rim), part("hood", "Cloth", hood), part("bows", "Frame", *bows),
             part("frame", "Frame", *sides, *cross), part("bar", "Bar", bar),
             part("basket", "Basket", loft(np.array(walls))), part("bedding", "Bedding", *cover, mattress)]  # fmt: skip
    joints = {}
    for name, radius, x, y in (("wheel_front.L", 0.11, 0.262, -0.30), ("wheel_front.R", 0.11, -0.262, -0.30),
                               ("wheel_back.L", 0.15, 0.262, 0.36), ("wheel_back.R", 0.15, -0.262, 0.36)):  # fmt: skip
        parts += _wheel(radius, x, y, name)
        joints[name] = shapes.joint("wheel", (x, y, radius), (1, 0, 0), (-1e4, 1e4))
    # a stroller is pushed by its bar and from nowhere else
    places = [shapes.affordance("push_back", "push_at", (0, 0.60, _BAR_M), (0.4, 0.0, _BAR_M), np.pi),
              shapes.affordance("inside", "inside", (0, 0, 0.60), (0.32, 0.62, 0.25))]  # fmt: skip
    return Sketch(parts=parts, looks=[cloth, frame, tyre, grip, linen, wire], joints=joints, grip=False, push=False,
                  solids=(solid("carrycot", "hood", kind="hull"), solid("frame"), solid("bar"),
                          *(solid(name, kind="cylinder", axis=0) for name in joints)), places=places)  # fmt: skip


def _crib(values: Values) -> Sketch:
    """A child's bed behind bars: posts with knobs, two rails a side, a mattress, a blanket turned down, a pillow."""
    wood = main_look("Wood", values)
    linen, blanket = look("Linen", "cotton", "#ece7da"), look("Blanket", "cotton", "#7fa3bf")
    wide, deep, high = 0.70, 1.30, 0.92
    posts = [rounded_box((0.05, 0.05, high), (sx * (wide / 2 - 0.025), sy * (deep / 2 - 0.025), high / 2), 0.008)
             for sx in (-1, 1) for sy in (-1, 1)]  # fmt: skip
    posts += [_knob(sx * (wide / 2 - 0.025), sy * (deep / 2 - 0.025), high) for sx in (-1, 1) for sy in (-1, 1)]
    rails, bars = [], []
    for s in (-1, 1):
        for z in (0.30, 0.85):
            rails += [rounded_box((0.028, deep - 0.06, 0.05), (s * (wide / 2 - 0.025), 0, z), 0.008),
                      rounded_box((wide - 0.06, 0.028, 0.05), (0, s * (deep / 2 - 0.025), z), 0.008)]  # fmt: skip
        bars += [cylinder(0.009, 0.52, (s * (wide / 2 - 0.025), y, 0.575), segments=8, edge=0.0)
                 for y in np.linspace(-deep / 2 + 0.11, deep / 2 - 0.11, 13)]  # fmt: skip
        bars += [cylinder(0.009, 0.52, (x, s * (deep / 2 - 0.025), 0.575), segments=8, edge=0.0)
                 for x in np.linspace(-wide / 2 + 0.11, wide / 2 - 0.11, 6)]  # fmt: skip
    cups = [cylinder(0.032, 0.02, (sx * (wide / 2 - 0.025), sy * (deep / 2 - 0.025), 0.009), segments=16, edge=0.006)
            for sx in (-1, 1) for sy in (-1, 1)]  # fmt: skip
    base = rounded_box((wide - 0.07, deep - 0.07, 0.03), (0, 0, 0.31), 0.006)
    bed = cushion((wide - 0.09, deep - 0.09, 0.12), (0, 0, 0.385), 0.03, 0.008)
    cover = cushion((wide - 0.085, 0.72, 0.05), (0, -0.24, 0.455), 0.022, 0.008)
    fold = cushion((wide - 0.085, 0.14, 0.05), (0, 0.09, 0.472), 0.022, 0.006)
    parts = [part("posts", "Wood", *posts), part("rails", "Wood", *rails, base), part("bars", "Wood", *bars),
             part("mattress", "Linen", bed, fold, pillow((0.42, 0.26, 0.1), (0, 0.42, 0.49))),
             part("blanket", "Blanket", cover), part("feet", "Feet", *cups)]  # fmt: skip
    return Sketch(parts=parts, looks=[wood, linen, blanket, look("Feet", "rubber")], grip=False,
                  solids=(solid("rails", "bars"), solid("mattress"), solid("feet")),
                  places=(shapes.affordance("lie", "lie_at", (0, 0, 0.46), (wide - 0.1, deep - 0.1, 0.0)),
                          shapes.surface_top("mattress", (0, 0, 0.47), wide - 0.12, deep - 0.12)))  # fmt: skip


def _knob(x: float, y: float, z: float) -> Surface:
    return superellipsoid((0.046, 0.046, 0.046), (x, y, z + 0.012), 2.0, 4)


CATEGORIES = (
    thing("stroller", "vehicle", (0.56, 1.07, 1.05), _stroller, material="fabric", color="#27406b", patterned=True,
          span=2.0, mass_kg=12.0, synonyms=("pram", "baby carriage", "pushchair", "perambulator", "baby stroller"),
          colors=("#27406b", "#7a2230", "#3f5c46", "#33363c")),
    thing("crib", "furniture", (0.70, 1.30, 0.955), _crib, material="painted wood", span=2.0, mass_kg=22.0,
          synonyms=("cradle", "bassinet", "baby bed", "baby cot"), color="", stuffs=("painted wood", "pine")),
)  # fmt: skip
