"""Paper as it lies about: sheets, a letter in its envelope, a newspaper, a map, a scroll, paper money."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import extrude, rotated, rounded_box, superellipsoid, translated, tube
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


def _envelope(values: Values, looks: list[Look]) -> Sketch:
    """The back of an envelope: flaps that meet in the middle, a seal of wax."""
    wide, deep = 0.220, 0.150
    body = rounded_box((wide, deep, 0.004), (0, 0, 0.002), 0.0012)
    flaps = []
    corners = [(-0.5 * wide, 0.5 * deep), (0.5 * wide, 0.5 * deep), (0.5 * wide, -0.5 * deep),
               (-0.5 * wide, -0.5 * deep)]  # fmt: skip
    order = ((1, 0.0042), (3, 0.0042), (2, 0.0050), (0, 0.0060))
    for side, z in order:
        a, b = corners[side], corners[(side + 1) % 4]
        tip = (0.0, -0.012 if side == 0 else 0.0)
        flaps.append(translated(extrude([b, a, tip], 0.0008), (0.0, 0.0, z)))
    seal = superellipsoid((0.030, 0.030, 0.006), (0.0, -0.010, 0.0078), 4)
    return Sketch(parts=[part("envelope", "Paper", body), part("flaps", "Paper", *flaps), part("seal", "Seal", seal)],
                  looks=looks)  # fmt: skip


def _newspaper(values: Values, looks: list[Look]) -> Sketch:
    """A folded paper: pages that fan out at the open edge, a masthead, columns about a picture."""
    wide, deep = 0.300, 0.380
    pages = [_sheet(wide - 0.003 * k, deep - 0.002 * k, 0.0022 * k, at=(0.0015 * k, 0.0), curl=0.0006 * k)
             for k in range(5)]  # fmt: skip
    fold = tube([(-0.5 * wide, y, 0.006) for y in np.linspace(-0.5 * deep, 0.5 * deep, 5)], 0.006, 10)
    top = 0.0022 * 4 + _THICK_M + 0.0012
    ink = [rounded_box((0.24, 0.030, 0.0005), (0.0, 0.150, top), 0.0001),
           rounded_box((0.26, 0.0022, 0.0005), (0.0, 0.126, top), 0.0001),
           rounded_box((0.25, 0.012, 0.0005), (0.0, 0.108, top), 0.0001)]
    for x, y, tall, count in ((-0.092, 0.0, 0.18, 16), (0.0, -0.105, 0.13, 12), (0.092, 0.0, 0.18, 16),
                              (-0.092, -0.145, 0.05, 6), (0.092, -0.145, 0.05, 6)):  # fmt: skip
        ink += [translated(line, (x, y, 0.0)) for line in _lines(0.072, tall, top, count)]
    photo = rounded_box((0.078, 0.105, 0.0005), (0.0, 0.040, top), 0.0001)
    return Sketch(parts=[part("pages", "Paper", *pages, fold), part("print", "Ink", *ink),
                         part("photo", "Photo", photo)], looks=looks)  # fmt: skip


def _map(values: Values, looks: list[Look]) -> Sketch:
    """An unfolded map: eight panels in relief, sea and land, a road with a red cross at its end."""
    wide, deep, across = 0.60, 0.42, 49
    u, v = np.linspace(-0.5, 0.5, across), np.linspace(-0.5, 0.5, 17)
    x, y = np.meshgrid(u, v)
    ridge = 0.007 * np.abs(((4.0 * (x + 0.5)) % 2.0) - 1.0) + 0.004 * np.abs(((2.0 * (y + 0.5)) % 2.0) - 1.0)

    def height(at_x: float, at_y: float) -> float:
        fold = 0.007 * abs(((4.0 * (at_x / wide + 0.5)) % 2.0) - 1.0)
        return fold + 0.004 * abs(((2.0 * (at_y / deep + 0.5)) % 2.0) - 1.0) + _THICK_M + 0.0006

    sheet = thick_sheet(np.stack([wide * x, deep * y, ridge + 0.5 * _THICK_M], axis=-1), _THICK_M)

    def blot(at_x: float, at_y: float, radius: float, seed: int) -> Surface:
        phase = np.random.default_rng(seed).uniform(0.0, 6.28, 3)
        t = np.linspace(0.0, 2.0 * np.pi, 29)
        edge = radius * (1.0 + 0.22 * np.sin(2 * t + phase[0]) + 0.12 * np.sin(3 * t + phase[1])
                         + 0.05 * np.sin(7 * t + phase[2]))  # fmt: skip
        rows = []
        for share in (0.02, 0.35, 0.7, 1.0):
            px, py = at_x + share * edge * np.cos(t), at_y + 0.75 * share * edge * np.sin(t)
            rows.append(np.column_stack([px, py, [height(a, b) for a, b in zip(px, py, strict=True)]]))
        return thick_sheet(np.array(rows)[::-1], 0.0005)

    land = [blot(-0.12, 0.03, 0.12, 1), blot(0.17, -0.05, 0.085, 5), blot(0.05, 0.14, 0.04, 9)]
    way = np.column_stack([np.linspace(-0.19, 0.17, 33), 0.03 * np.sin(np.linspace(0.0, 6.0, 33))])
    dashes = [tube([(a, b, height(a, b) + 0.0008) for a, b in way[k : k + 2]], 0.0022, 6) for k in range(0, 32, 2)]
    cross = [tube([(0.19 + s * 0.016, 0.0 - 0.016, height(0.19, 0.0) + 0.0012),
                   (0.19 - s * 0.016, 0.0 + 0.016, height(0.19, 0.0) + 0.0012)], 0.0032, 6) for s in (-1, 1)]
    return Sketch(parts=[part("sheet", "Sea", sheet), part("land", "Land", *land),
                         part("route", "Seal", *dashes, *cross)], looks=looks)  # fmt: skip


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


_KINDS = {"sheets": _sheets, "envelope": _envelope, "newspaper": _newspaper, "map": _map, "scroll": _scroll}
_SIZES = {"sheets": (0.235, 0.315, 0.0062), "envelope": (0.22, 0.15, 0.0108), "newspaper": (0.31, 0.38, 0.014),
          "map": (0.60, 0.42, 0.014), "scroll": (0.34, 0.235, 0.034)}  # fmt: skip


def _paper(values: Values) -> Sketch:
    kind = str(values["kind"])
    own = {"newspaper": "#cfcabc", "scroll": "#d8c08a", "envelope": "#e3d7bd"}.get(kind, "#efece3")
    paper = look("Paper", "paper", str(values["color"]) or own)
    if values["pattern"]:
        paper = main_look("Paper", {**values, "color": values["color"] or own}, 0.03)
    looks = [paper, look("Ink", "paper", "#22242c"), look("Seal", "plastic", "#a3201c", roughness=0.3),
             look("Photo", "paper", "#6d6f72"), look("Land", "paper", "#c9bf86"),
             look("Sea", "paper", str(values["color"]) or "#9cc0cc"), look("Rod", "mahogany")]  # fmt: skip
    sketch = _KINDS[kind](values, looks)
    first = {"map": 5}.get(kind, 0)  # the sheet itself says how it slides
    return Sketch(parts=sketch.parts, looks=[looks[first], *(one for k, one in enumerate(looks) if k != first)],
                  solids=(solid("sheet", "envelope", "pages", "scroll"),), push=False, grip=True)  # fmt: skip


CATEGORIES = (
    thing("paper", "decoration", _SIZES["sheets"], _paper, material="paper", patterned=True, span=4, mass_kg=0.02,
          synonyms=("sheet of paper", "paper sheet", "sheet", "document", "note", "page", "letter", "envelope",
                    "newspaper", "scroll", "treasure map", "homework", "contract"),
          extra=(shapes.choice("kind", "sheets", tuple(_KINDS)),), sized=_SIZES,
          presets={word: {"kind": kind} for word, kind in (
              ("envelope", "envelope"), ("letter", "envelope"), ("newspaper", "newspaper"),
              ("treasure map", "map"), ("scroll", "scroll"))}),
)  # fmt: skip
