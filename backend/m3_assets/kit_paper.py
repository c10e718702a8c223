"""Paper as it lies about: written sheets, a scroll."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .making import Look, look, main_look
from .sketch import Sketch, part, solid, thing

_THICK_M = 0.0012
"""of one sheet: thicker than paper is, so that its edge catches light from arm's length"""


def _sheet(
    wide: float, deep: float, z: float, *, turn: float = 0.0, at: tuple[float, float] = (0.0, 0.0), curl: float = 0.0
) -> Surface:
    """A sheet that lies nearly flat; its corners lift by `curl`."""
    u, v = np.linspace(-1.0, 1.0, 13), np.linspace(-1.0, 1.0, 9)
    x, y = np.meshgrid(u, v)
    lift = curl * (np.abs(x * y) ** 3 + 0.35 * np.clip(x, 0.0, 1.0) ** 4 + 0.12 * (1.0 + np.sin(3.0 * x + 2.0 * y)))
    grid = np.stack([0.5 * wide * x, 0.5 * deep * y, z + 0.5 * _THICK_M + lift], axis=-1)
    return translated(rotated(thick_sheet(grid, _THICK_M), turn, (0, 0, 1)), (*at, 0.0))


def _lines(wide: float, deep: float, z: float, count: int, *, indent: float = 0.0) -> list[Surface]:
    """Lines of print, each a run of words; z is the paper's top."""
    rng = np.random.default_rng(count)
    pieces = []
    for row, y in enumerate(np.linspace(0.5 * deep, -0.5 * deep, count)):
        x, end = -0.5 * wide + (indent if row == 0 else 0.0), 0.5 * wide * (0.1 if row == count - 1 else 1.0)
        while x < end - 0.012:
            word = min(float(rng.uniform(0.014, 0.042)), end - x)
            pieces.append(rounded_box((word, 0.0034, 0.0004), (x + 0.5 * word, y, z + 0.0003), 0.0001))
            x += word + 0.006
    return pieces


def _sheets(values: Values, looks: list[Look]) -> Sketch:
    """Three sheets of A4, not quite on each other, the upper one written on."""
    under = [_sheet(0.210, 0.297, 0.0, turn=0.10, at=(0.006, -0.004)), _sheet(0.210, 0.297, 0.0016, turn=-0.05)]
    top = _sheet(0.210, 0.297, 0.0034, curl=0.0012)
    ink = _lines(0.150, 0.200, 0.0056, 15, indent=0.02)
    title = rounded_box((0.07, 0.006, 0.0004), (-0.04, 0.122, 0.0058), 0.0001)
    return Sketch(parts=[part("sheets", "Paper", *under, top), part("writing", "Ink", *ink, title)], looks=looks)


def _scroll(values: Values, looks: list[Look]) -> Sketch:
    """A scroll half open: two rolls on turned rods, lines of writing between."""
    wide, deep, roll = 0.24, 0.20, 0.016
    spiral = np.linspace(0.0, 3.4 * np.pi, 40)
    pieces = []
    for s in (-1, 1):
        reach = roll * (1.0 - 0.045 * spiral / np.pi)
        y, z = reach * np.sin(spiral) * s, roll - reach * np.cos(spiral)
        rows = np.stack([np.column_stack([np.full(40, x), s * 0.5 * deep + y, z + 0.001])
                         for x in np.linspace(-0.5 * wide, 0.5 * wide, 3)])  # fmt: skip
        pieces.append(thick_sheet(rows if s < 0 else rows[::-1], _THICK_M))
    flat = _sheet(wide, deep, 0.0)
    rods = [tube([(x, s * 0.5 * deep, roll) for x in (-0.155, 0.155)], 0.0055, 12) for s in (-1, 1)]
    knobs = [superellipsoid((0.022, 0.022, 0.022), (t * 0.160, s * 0.5 * deep, roll), 6)
             for s in (-1, 1) for t in (-1, 1)]
    ink = _lines(0.18, 0.13, _THICK_M + 0.0007, 10)
    return Sketch(parts=[part("scroll", "Paper", flat, *pieces), part("rods", "Rod", *rods, *knobs),
                         part("writing", "Ink", *ink)], looks=looks)  # fmt: skip


_KINDS = {"sheets": _sheets, "scroll": _scroll}
_SIZES = {"sheets": (0.235, 0.315, 0.0062), "scroll": (0.34, 0.235, 0.034)}


def _paper(values: Values) -> Sketch:
    kind = str(values["kind"])
    own = "#d8c08a" if kind == "scroll" else "#efece3"
    paper = look("Paper", "paper", str(values["color"]) or own)
    if values["pattern"]:
        paper = main_look("Paper", {**values, "color": values["color"] or own}, 0.03)
    looks = [paper, look("Ink", "paper", "#22242c"), look("Rod", "mahogany")]
    sketch = _KINDS[kind](values, looks)
    return Sketch(parts=sketch.parts, looks=looks, solids=(solid("sheet", "pages", "scroll"),), push=False, grip=True)


def _paper_plane(values: Values) -> Sketch:
    """A folded dart: two wings that rise a little, and the fold between them that is held."""
    paper = look("Paper", "paper", str(values["color"]) or "#efece3")
    along = np.linspace(0.03, 1.0, 9)
    wings, folds = [], []
    for s in (-1, 1):
        rows = np.array([[(s * (0.003 + 0.080 * u * t), -0.13 + 0.26 * t, 0.040 + 0.016 * u * t)
                          for u in np.linspace(0.0, 1.0, 5)] for t in along])  # fmt: skip
        keel = np.array([[(s * (0.003 - 0.0024 * u), -0.13 + 0.26 * t, 0.040 - u * (0.006 + 0.034 * t))
                          for u in np.linspace(0.0, 1.0, 4)] for t in along])  # fmt: skip
        wings.append(thick_sheet(rows if s < 0 else rows[:, ::-1], _THICK_M))
        folds.append(thick_sheet(keel if s > 0 else keel[:, ::-1], _THICK_M))
    return Sketch(parts=[part("wings", "Paper", *wings), part("fold", "Paper", *folds)], looks=[paper], push=False,
                  solids=(solid("wings", "fold", kind="hull"),),
                  places=(shapes.grip((0.0, 0.02, 0.022), 0.008),))  # fmt: skip


CATEGORIES = (
    thing("paper plane", "decoration", (0.166, 0.252, 0.056), _paper_plane, material="paper", span=4, mass_kg=0.006,
          synonyms=("paper airplane", "paper aeroplane", "paper aircraft", "paper jet")),
    thing("paper", "decoration", _SIZES["sheets"], _paper, material="paper", patterned=True, span=4, mass_kg=0.02,
          synonyms=("sheet of paper", "paper sheet", "sheet", "document", "note", "page", "scroll", "homework",
                    "contract", "report"),
          extra=(shapes.choice("kind", "sheets", tuple(_KINDS)),), sized=_SIZES,
          presets={"scroll": {"kind": "scroll"}}),
)  # fmt: skip
