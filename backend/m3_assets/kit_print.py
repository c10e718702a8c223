"""Printed and written paper: newspaper, magazine, letter, envelope, map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import loft, merge, rounded_box
from .geometry_grid import thick_sheet
from .making import fine, look, main_look
from .sketch import Sketch, part, thing

Lie = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""height in m of a sheet over x and y"""
Rect = tuple[float, float, float, float]
"""left, right, low, high edge in m"""

_INK_M = 0.0003


def _sheet(lie: Lie, rect: Rect, thickness_m: float, lift_m: float = 0.0, cells: tuple[int, int] = (24, 6)) -> Surface:
    """A sheet, or ink, that follows how the paper lies."""
    x, y = np.meshgrid(np.linspace(rect[0], rect[1], cells[0] + 1), np.linspace(rect[2], rect[3], cells[1] + 1))
    return thick_sheet(np.stack([x, y, lie(x, y) + lift_m], -1), thickness_m)


def _flat(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How a sheet lies that lies flat."""
    return np.zeros_like(x)


def _ink(lie: Lie, rects: Sequence[Rect], lift_m: float, across_m: float = 0.02) -> Surface:
    """Blocks of ink, each cut as finely as the paper bends."""
    return merge([_sheet(lie, r, _INK_M, lift_m, (max(1, round((r[1] - r[0]) / across_m)), 1)) for r in rects])


def _column(rng: np.random.Generator, rect: Rect, line_m: float, indent: bool = True) -> list[Rect]:
    """Lines of text that fill a column; paragraphs end short."""
    left, right, low, high = rect
    lines: list[Rect] = []
    z = high
    while z - line_m >= low:
        short = rng.random() < 0.22
        end = right - (right - left) * (rng.uniform(0.2, 0.6) if short else rng.uniform(0.0, 0.03))
        start = left + (0.06 * (right - left) if indent and lines and rng.random() < 0.2 else 0.0)
        lines.append((start, end, z - 0.55 * line_m, z))
        z -= line_m * (1.5 if short else 1.0)
    return lines


def _words(rng: np.random.Generator, rect: Rect, words: int, gap_m: float) -> list[Rect]:
    """A headline: one row of words."""
    left, right, low, high = rect
    shares = rng.uniform(0.5, 1.5, words)
    widths = shares / shares.sum() * (right - left - gap_m * (words - 1))
    starts = left + np.concatenate([[0.0], np.cumsum(widths[:-1] + gap_m)])
    return [(float(a), float(a + w), low, high) for a, w in zip(starts, widths, strict=True)]


def _front_page(rng: np.random.Generator, left: float, right: float, low: float, high: float) -> dict[str, list[Rect]]:
    """Masthead, headline, a picture with its caption, and columns round it."""
    wide = right - left
    column, gap = wide / 3.0, 0.006
    text: list[Rect] = [(left, right, high - 0.041, high - 0.0398)]
    bold = _words(rng, (left + 0.1 * wide, right - 0.1 * wide, high - 0.034, high - 0.012), 3, 0.008)
    bold += _words(rng, (left, right, high - 0.066, high - 0.049), 4, 0.006)
    picture = (left, left + 2 * column - gap, high - 0.165, high - 0.076)
    text += [(left, left + 1.5 * column, high - 0.1725, high - 0.170)]
    for k in range(3):
        top = high - (0.182 if k < 2 else 0.076)
        text += _column(rng, (left + k * column, left + (k + 1) * column - gap, low, top), 0.0058)
    return {"text": text, "bold": bold, "picture": [picture]}


def _inner_page(rng: np.random.Generator, left: float, right: float, low: float, high: float) -> dict[str, list[Rect]]:
    """A small headline over three columns; a picture low in the last."""
    column, gap = (right - left) / 3.0, 0.006
    bold = _words(rng, (left, right - 0.3 * column, high - 0.013, high), 4, 0.005)
    picture = (right - column, right - gap, low, low + 0.075)
    text: list[Rect] = []
    for k in range(3):
        foot = low if k < 2 else low + 0.083
        text += _column(rng, (left + k * column, left + (k + 1) * column - gap, foot, high - 0.022), 0.0058)
    return {"text": text, "bold": bold, "picture": [picture]}


def _newspaper(values: Values) -> Sketch:
    """Three sheets spread at the fold, the free edges parting a little; pages printed inside and out."""
    paper = look("Newsprint", "paper", str(values["color"]) or "#d9d3c4")
    grey, black = look("Text", "paper", "#6a6866"), look("Headline", "paper", "#1c1b1b")
    photo = look("Photograph", "paper", "#8f8d8a")
    dark = look("Photograph Shade", "paper", "#403f3f")
    wide, deep = 0.36, 0.30
    rng = np.random.default_rng(11)

    def lie(level: float) -> Lie:
        def height(x: np.ndarray, y: np.ndarray) -> np.ndarray:
            share = np.abs(x) / (0.5 * wide)
            belly = 0.010 * np.sin(np.pi * np.clip(share, 0.0, 1.0)) * (1.0 + 0.25 * np.cos(9.0 * y))
            return np.asarray(0.004 + belly + level * (0.0012 + 0.0042 * share**2))

        return height

    sheets = [_sheet(lie(k), (-0.5 * wide + 0.002 * (2 - k), 0.5 * wide - 0.002 * (2 - k), -0.5 * deep, 0.5 * deep),
                     0.0006) for k in range(3)]  # fmt: skip
    edge = 0.014
    halves = [(-0.5 * wide + edge, -edge), (edge, 0.5 * wide - edge)]
    layers: dict[str, list[Surface]] = {"text": [], "bold": [], "picture": []}
    shade = []
    for surface_lie, lift, pages in ((lie(2), 0.00035, (_inner_page, _inner_page)),
                                     (lie(0), -0.00035, (_inner_page, _front_page))):  # fmt: skip
        for (left, right), page in zip(halves, pages, strict=True):
            printed = page(rng, left, right, -0.5 * deep + edge, 0.5 * deep - edge)
            if lift < 0.0:  # seen from below, where left and right change places
                printed = {k: [(left + right - b, left + right - a, c, d) for a, b, c, d in v]
                           for k, v in printed.items()}  # fmt: skip
            for name, rects in printed.items():
                layers[name].append(_ink(surface_lie, rects, lift))
            a, b, c, d = printed["picture"][0]
            u, v = b - a, d - c
            shapes_in = [(a, b, c, c + 0.3 * v), (a + 0.2 * u, a + 0.38 * u, c + 0.3 * v, c + 0.68 * v),
                         (a + 0.24 * u, a + 0.34 * u, c + 0.70 * v, c + 0.85 * v),
                         (a + 0.55 * u, a + 0.9 * u, c + 0.3 * v, c + 0.8 * v)]  # fmt: skip
            shade.append(_ink(surface_lie, shapes_in, 1.6 * lift))
    parts = [part("sheets", "Newsprint", *sheets), part("text", "Text", *layers["text"]),
             part("headlines", "Headline", *layers["bold"]), part("photographs", "Photograph", *layers["picture"]),
             part("photograph_shade", "Photograph Shade", *shade)]  # fmt: skip
    return Sketch(parts=parts, looks=[paper, grey, black, photo, dark], grip=False,
                  places=(shapes.grip((0.0, -0.4 * deep, 0.009), 0.008, 0.12),))  # fmt: skip


def _magazine(values: Values) -> Sketch:
    """Leaves between glossy covers that spring open a little: a title, a portrait and lines of type on the front."""
    cover = fine(look("Cover", "lacquer", str(values["color"]), roughness=0.22), 0.0)
    pages, white = look("Pages", "paper", "#e9e6df"), look("Type", "lacquer", "#f4f1ea")
    skin, hair = look("Portrait", "lacquer", "#c98f6b"), look("Hair", "lacquer", "#2a1a12")
    coat = look("Coat", "lacquer", "#1d2a3d")
    wide, deep, thick = 0.21, 0.28, 0.0075

    def spring(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        share = np.clip((x + 0.5 * wide) / wide, 0.0, 1.0)
        return np.asarray(thick + 0.004 * share**1.6 * (1.0 + 0.1 * np.cos(8.0 * y)))

    rect = (-0.5 * wide, 0.5 * wide, -0.5 * deep, 0.5 * deep)
    block = rounded_box((wide - 0.005, deep - 0.004, thick - 0.0012), (-0.001, 0, 0.5 * thick + 0.0004), 0.001, grain=1)
    spine = rounded_box((0.0022, deep, thick + 0.0006), (-0.5 * wide + 0.0007, 0, 0.5 * thick + 0.0003), 0.0006)
    covers = [_sheet(spring, rect, 0.0007), _sheet(_flat, rect, 0.0007, 0.0006), spine]
    rng = np.random.default_rng(5)
    type_rects = [(-0.088, 0.088, 0.098, 0.124), *_column(rng, (-0.088, -0.042, -0.09, 0.02), 0.014, False)]
    type_rects += [(0.03, 0.088, -0.124, -0.108)]
    back = [(-0.08, 0.08, -0.02, 0.1), (-0.08, 0.02, -0.06, -0.048), (-0.08, 0.05, -0.085, -0.075)]

    def blob(center: tuple[float, float], size: tuple[float, float], lift: float) -> Surface:
        rows = []
        for v in np.linspace(-1.0, 1.0, 13):
            half = 0.5 * size[0] * np.sqrt(max(1.0 - v * v, 0.02))
            x = center[0] + np.linspace(-half, half, 7)
            y = np.full(7, center[1] + 0.5 * size[1] * v)
            rows.append(np.stack([x, y, spring(x, y) + lift], -1))
        return thick_sheet(np.array(rows), _INK_M)

    shoulders = []
    for v in np.linspace(0.0, 1.0, 9):
        half = 0.072 * (1.0 - 0.72 * v**2.5)
        x = 0.022 + np.linspace(-half, half, 7)
        y = np.full(7, -0.138 + 0.118 * v)
        shoulders.append(np.stack([x, y, spring(x, y) + 0.0005], -1))
    parts = [part("cover", "Cover", *covers), part("pages", "Pages", block),
             part("type", "Type", _ink(spring, type_rects, 0.0010), _ink(_flat, back, 0.0002)),
             part("coat", "Coat", thick_sheet(np.array(shoulders), _INK_M)),
             part("hair", "Hair", blob((0.022, 0.038), (0.094, 0.118), 0.0006)),
             part("portrait", "Portrait", blob((0.022, 0.022), (0.066, 0.094), 0.0009),
                  _ink(spring, [(0.007, 0.037, -0.052, -0.012)], 0.0009))]  # fmt: skip
    return Sketch(parts=parts, looks=[cover, pages, white, skin, hair, coat], grip=False,
                  places=(shapes.grip((0.0, -0.4 * deep, 0.5 * thick), thick, 0.1),))  # fmt: skip


def _letter(values: Values) -> Sketch:
    """A written sheet that has been folded in three and does not lie quite flat."""
    paper, ink = main_look("Paper", values), look("Ink", "paper", "#27305a")
    wide, deep = 0.21, 0.297

    def lie(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        third = np.abs((y / deep + 0.5) * 3.0 % 1.0 - 0.5)  # a ridge or a valley at each crease
        return np.asarray(0.001 + 0.010 * (0.5 - third) ** 2.0 * 4.0 * 0.35 + 0.004 * (2.0 * np.abs(y) / deep) ** 2)

    rng = np.random.default_rng(3)
    lines = [(0.02, 0.08, 0.110, 0.1125), (-0.08, -0.03, 0.088, 0.0905)]
    lines += [word for row in _column(rng, (-0.08, 0.08, -0.075, 0.072), 0.0105, False)
              for word in _words(rng, (row[0], row[1], row[2] + 0.003, row[3]), 7, 0.0028)]  # fmt: skip
    lines += [(0.02, 0.07, -0.104, -0.099)]
    parts = [part("sheet", "Paper", _sheet(lie, (-wide / 2, wide / 2, -deep / 2, deep / 2), 0.0005, 0.0, (8, 24))),
             part("writing", "Ink", _ink(lie, lines, 0.0004))]  # fmt: skip
    return Sketch(parts=parts, looks=[paper, ink], grip=False,
                  places=(shapes.grip((0.0, -0.4 * deep, 0.002), 0.002, 0.08),))  # fmt: skip


def _envelope(values: Values) -> Sketch:
    """An envelope face down: the pointed flap, its seams and a seal of wax; address and stamp on the other side."""
    paper, wax = main_look("Paper", values), fine(look("Seal", "lacquer", "#8a1520", roughness=0.3), 0.05)
    seam, ink = look("Seams", "paper", "#a79d88"), look("Ink", "paper", "#26262c")
    stamp = look("Stamp", "paper", "#2f6f8f")
    wide, deep, thick = 0.22, 0.14, 0.0032
    body = rounded_box((wide, deep, thick), (0, 0, 0.5 * thick), 0.001, 2, (6, 4, 1))

    def flap(inset_m: float, lift: float, reach: float) -> Surface:
        rows = []
        for v in np.linspace(0.0, 1.0, 9):
            half = (0.5 * wide - inset_m) * (1.0 - 0.93 * v)
            x = np.linspace(-half, half, 9)
            rows.append(np.stack([x, np.full(9, 0.5 * deep - inset_m - reach * v), np.full(9, thick + lift)], -1))
        return thick_sheet(np.array(rows)[::-1], 0.0006)

    turn = np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False)
    rim = 0.0135 + 0.0012 * np.sin(5.0 * turn) + 0.0006 * np.sin(9.0 * turn + 1.0)
    rings = [np.column_stack([r * rim * np.cos(turn), r * rim * np.sin(turn) - 0.012, np.full(24, z)])
             for r, z in ((1.0, thick + 0.0008), (1.03, thick + 0.002), (0.86, thick + 0.0032), (0.62, thick + 0.0024),
                          (0.2, thick + 0.0024))]  # fmt: skip
    parts = [part("envelope", "Paper", body), part("flap", "Paper", flap(0.003, 0.0011, 0.086)),
             part("flap_edge", "Seams", flap(0.001, 0.0005, 0.0905)), part("seal", "Seal", loft(np.array(rings))),
             part("address", "Ink", _ink(_flat, [(-0.03, 0.05, -0.005, -0.001), (-0.03, 0.06, -0.019, -0.015),
                                                (-0.03, 0.03, -0.033, -0.029)], -0.0001)),
             part("stamp", "Stamp", _ink(_flat, [(-0.1, -0.076, 0.028, 0.058)], -0.0001))]  # fmt: skip
    return Sketch(parts=parts, looks=[paper, wax, seam, ink, stamp], grip=False,
                  places=(shapes.grip((0.0, -0.4 * deep, 0.5 * thick), thick, 0.08),))  # fmt: skip



CATEGORIES = (
    thing("newspaper", "paper", (0.36, 0.30, 0.026), _newspaper, material="paper", color="", span=2.5, mass_kg=0.12,
          synonyms=("newspapers", "tabloid", "gazette")),
    thing("magazine", "paper", (0.21, 0.28, 0.012), _magazine, material="paper", color="#b3202c", span=2.5, mass_kg=0.2,
          synonyms=("comic book", "comic", "catalog", "catalogue", "brochure", "menu"),
          colors=("#b3202c", "#1f5c8f", "#d99a1c", "#2f7d5a", "#6b2f7d")),
    thing("letter", "paper", (0.21, 0.297, 0.006), _letter, material="paper", color="#e6e0d0", span=3, mass_kg=0.005,
          synonyms=("love letter",)),
    thing("envelope", "paper", (0.22, 0.14, 0.0065), _envelope, material="paper", color="#d8c7a2", span=3, mass_kg=0.02,
          synonyms=("mail",), colors=("#d8c7a2", "#e6e0d0", "#c9a87a")),
)  # fmt: skip
