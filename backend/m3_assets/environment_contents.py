"""What fills a place of its kind, all of it built in: rows of seats, benches, shelves with goods, consoles, a pool."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .contract import Surface
from .environment_fitting import CLEAR_M, Fitting, Maker, box, look, on_side, rows_behind, steps
from .geometry import cylinder, merge, rounded_box
from .materials import glowing, material
from .shapes import collision_around

Array = NDArray[np.float64]
Stock = dict[str, tuple[tuple[str, str, float, float, float], ...]]

_STOCK: Stock = {  # what is on shelves: (stuff, colour, width, depth, height) m; round where depth is 0
    "groceries": (("cardboard", "#b5372f", 0.2, 0.2, 0.26), ("cardboard", "#2f66a0", 0.16, 0.2, 0.22),
                  ("cardboard", "#d8a22f", 0.24, 0.2, 0.18), ("plastic", "#4f8a4a", 0.11, 0.0, 0.24)),
    "medicine": (("cardboard", "#e8ebe9", 0.12, 0.1, 0.16), ("cardboard", "#4f9d7a", 0.1, 0.1, 0.12),
                 ("plastic", "#c06a35", 0.07, 0.0, 0.13), ("cardboard", "#6f9fc9", 0.14, 0.1, 0.1)),
    "bread": (("pine", "#b5793c", 0.3, 0.16, 0.12), ("pine", "#8a5426", 0.2, 0.18, 0.14),
              ("pine", "#c99652", 0.14, 0.0, 0.09)),
    "bottles": (("lacquer", "#2f4a2c", 0.08, 0.0, 0.3), ("lacquer", "#6b3a1c", 0.08, 0.0, 0.28),
                ("lacquer", "#b58a3a", 0.09, 0.0, 0.25), ("lacquer", "#7a2430", 0.07, 0.0, 0.31)),
    "flasks": (("lacquer", "#3f8fa8", 0.09, 0.0, 0.16), ("lacquer", "#5aa06a", 0.12, 0.0, 0.2),
               ("lacquer", "#c99a3a", 0.07, 0.0, 0.22)),
    "instruments": (("steel", "", 0.26, 0.16, 0.06), ("steel", "", 0.1, 0.0, 0.12)),
}  # fmt: skip


def _goods(f: Fitting, of: str, left: float, right: float, y: float, z: float, rng: np.random.Generator,
           gap: float = 0.03, deep: float = 0.3) -> None:  # fmt: skip
    """A row of goods along X whose fronts are near `y`, standing at `z`."""
    kinds = _STOCK[of]
    pieces: dict[int, list[Surface]] = {}
    x = left
    while True:
        k = int(rng.integers(len(kinds)))
        _, _, wide, thick, high = kinds[k]
        count = int(rng.integers(1, 4)) if thick else 1
        for _ in range(count):
            if x + wide > right:
                break
            middle = (x + 0.5 * wide, y + 0.5 * min(deep, max(thick, wide)), z)
            if thick:
                piece = rounded_box((wide, min(thick, deep), high), (*middle[:2], z + 0.5 * high), 0.006)
            else:
                piece = merge([cylinder(0.5 * wide, 0.72 * high, (*middle[:2], z + 0.36 * high), segments=12),
                               cylinder(0.17 * wide, 0.3 * high, (*middle[:2], z + 0.84 * high),
                                     segments=10)])  # fmt: skip
            pieces.setdefault(k, []).append(piece)
            x += wide + gap
        x += gap * float(rng.uniform(0.0, 3.0))
        if x + min(kind[2] for kind in kinds) > right:
            break
    for k, row in pieces.items():
        stuff, color = kinds[k][:2]
        f.add(f"{of}_{k + 1}", material(f"{of} {k + 1}", stuff, color), *row)


def _rack(f: Fitting, of: str, wide: float, y: float, levels: tuple[float, ...], rng: np.random.Generator,
          x: float = 0.0, deep: float = 0.34, stuff: str = "walnut", color: str = "") -> None:  # fmt: skip
    """Shelves against a back at `y` with goods on each level."""
    left, right, top = x - 0.5 * wide, x + 0.5 * wide, levels[-1] + 0.45
    boards = [box((left, y - deep, z - 0.03), (right, y, z)) for z in (*levels, top)]
    ends = [box((e - 0.02, y - deep, 0.0), (e + 0.02, y, top)) for e in (left, right)]
    back = box((left, y - 0.02, 0.0), (right, y, top), 0.004)
    f.add("rack", material("rack", stuff, color), *boards, *ends, back)
    whole = box((left, y - deep, 0.0), (right, y, top))
    f.solids.append(collision_around(whole))
    for z in levels:
        _goods(f, of, left + 0.06, right - 0.06, y - deep + 0.03, z, rng, deep=deep - 0.06)


def _shelves(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """Shelves along the back wall, as wide as it leaves room for."""
    (x0, _, _), (x1, y1, high) = bounds
    first = 0.95 if of == "bottles" else 0.45
    _rack(f, of, min(0.62 * (x1 - x0), 5.0), y1 - 0.01, tuple(np.arange(first, min(2.1, high - 0.7), 0.42)), rng)


def _aisles(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """Racks along the side walls and the back, and one that runs back in the middle of each half."""
    (x0, _, _), (x1, y1, _) = bounds
    levels = (0.2, 0.62, 1.04, 1.46)
    _rack(f, of, x1 - x0 - 1.4, y1 - 0.01, levels, rng, stuff="painted metal", color="#d5d7d8")
    for side in (-1, 1):
        for off, start in ((0.0, 0.2), (2.5, CLEAR_M)):
            own = Fitting()
            long = y1 - 1.6 - start
            if long < 1.0:
                continue
            _rack(own, of, long, -0.01, levels, rng, stuff="painted metal", color="#d5d7d8")
            middle = start + 0.5 * long
            for one in own.parts:
                f.add(one.name, own.looks[one.material], on_side(one.surface, bounds, side, middle, off))
            f.solids.append(collision_around(on_side(box((-0.5 * long, -0.35, 0.0), (0.5 * long, 0.0, 1.9)), bounds,
                  side, middle, off)))


def _bench(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """A long bench along the back wall with apparatus on it, and a shelf over it."""
    (x0, _, _), (x1, y1, _) = bounds
    half = 0.5 * (x1 - x0) - 0.5
    top = box((-half, y1 - 0.7, 0.86), (half, y1, 0.9))
    doors = [box((x - 0.42, y1 - 0.66, 0.1), (x + 0.42, y1 - 0.05, 0.86)) for x in steps(-half + 0.45, half - 0.45,
          0.9)]
    f.add("bench_top", material("bench top", "lacquer", "#3c4146"), top, solid=True)
    f.add("bench_doors", material("bench doors", "painted wood", "#c9cfd0"), *doors, solid=True)
    shelf = box((-half, y1 - 0.28, 1.55), (half, y1, 1.58))
    f.add("bench_shelf", material("bench shelf", "painted metal", "#b9bdbf"), shelf)
    _goods(f, of, -half + 0.1, half - 0.1, y1 - 0.24, 1.58, rng, gap=0.08, deep=0.2)
    _goods(f, of, -half + 0.2, half - 0.2, y1 - 0.6, 0.9, rng, gap=0.22, deep=0.3)
    screens = steps(-0.5 * half, 0.5 * half, half)
    f.add("screen_cases", material("screen cases", "plastic", "#2c2f33"),
          *[box((x - 0.3, y1 - 0.3, 0.98), (x + 0.3, y1 - 0.26, 1.36)) for x in screens],
          *[box((x - 0.1, y1 - 0.34, 0.9), (x + 0.1, y1 - 0.22, 0.98)) for x in screens])  # fmt: skip
    f.add("screens", glowing("screens", "#7fc4e0", 2.0),
          *[box((x - 0.28, y1 - 0.304, 1.0), (x + 0.28, y1 - 0.298, 1.34), 0.001) for x in screens])  # fmt: skip


def _pews(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    rows = rows_behind(bounds, 1.4, 1.7, 1.15, 1.4)
    f.stand("bench", [(x, y, np.pi) for x, y in rows], width=1.6, depth=0.5, height=0.95, material="walnut")


def _seats(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    rows = rows_behind(bounds, 1.4, 0.72, 1.1, 0.5)
    cloth, frame = material("upholstery", "velvet", of), material("seat frames", "walnut")
    f.add("seats", cloth, *[merge([rounded_box((0.54, 0.5, 0.14), (x, y, 0.42), 0.05),
                                   rounded_box((0.54, 0.12, 0.62), (x, y - 0.28, 0.72), 0.05)]) for x, y in rows],
          solid=True)  # fmt: skip
    f.add("seat_frames", frame, *[box((x + s * 0.31 - 0.03, y - 0.3, 0.0), (x + s * 0.31 + 0.03, y + 0.2, 0.6), 0.012)
                                  for x, y in rows for s in (-1, 1)])  # fmt: skip


def _desks(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """Pupils' desks, each with its chair, toward the blackboard at the back."""
    rows = rows_behind(bounds, 1.3, 1.5, 1.5, 0.4)
    f.stand("desk", [(x, y + 0.4, np.pi) for x, y in rows], width=1.1, depth=0.5, height=0.74)
    f.stand("chair", [(x, y - 0.1, np.pi) for x, y in rows], height=0.8)


def _meeting(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (_, _, _), (_, y1, _) = bounds
    y = max(CLEAR_M + 0.9, 0.5 * y1)
    f.stand("table", [(0.0, y, 0.0)], width=3.2, depth=1.2, height=0.74)
    f.stand("chair", [(x, y + 0.85, 0.0) for x in (-1.1, 0.0, 1.1)] + [(s * 1.95, y, s * -0.5 * np.pi) for s in (-1,
          1)])
    screen = box((-1.1, y1 - 0.06, 1.05), (1.1, y1, 2.2), 0.01)
    f.add("wall_screen", material("wall screen", "plastic", "#1d2023"), screen)
    f.add("wall_picture", glowing("wall picture", "#9cc3dd", 1.6), box((-1.06, y1 - 0.064, 1.09),
          (1.06, y1 - 0.058, 2.16), 0.001))


def _tables(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """Long tables along both sides, benches at them."""
    (x0, _, _), (x1, y1, _) = bounds
    spots = [(s * (0.5 * (x1 - x0) - 1.5), y) for y in steps(CLEAR_M + 0.9, y1 - 2.0, 2.6) for s in (-1, 1)]
    f.stand("table", [(x, y, 0.5 * np.pi) for x, y in spots], width=2.4, depth=0.8, height=0.76, material="walnut")
    f.stand("bench", [(x - np.sign(x) * 0.75, y, 0.5 * np.pi) for x, y in spots], width=2.0, height=0.45,
          material="walnut")


def _altar(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (_, _, _), (_, y1, _) = bounds
    step = look("stone", "steps")
    f.add("steps", step, box((-2.2, y1 - 2.0, 0.0), (2.2, y1, 0.16)), box((-1.8, y1 - 1.7, 0.16), (1.8, y1, 0.32)),
          solid=True)
    f.add("altar", look("marble", "altar"), box((-0.9, y1 - 1.2, 0.32), (0.9, y1 - 0.55, 1.2)),
          box((-1.0, y1 - 1.25, 1.2), (1.0, y1 - 0.5, 1.28)))  # fmt: skip
    f.add("cloth", material("cloth", "cotton", "#e6e0d0"), box((-0.35, y1 - 1.265, 0.62), (0.35, y1 - 0.49, 1.29),
          0.004))
    sticks = [cylinder(0.03, 0.35, (x, y1 - 0.8, 1.45), segments=12) for x in (-0.75, 0.75)]
    f.add("candlesticks", material("candlesticks", "brass"), *sticks)
    f.add("candle_light", glowing("candle light", "#ffd08a", 30.0),
          *[cylinder(0.02, 0.06, (x, y1 - 0.8, 1.67), top_radius=0.004, segments=10) for x in (-0.75,
                0.75)])  # fmt: skip


def _judges_bench(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (_, _, _), (_, y1, _) = bounds
    wood = material("bench wood", "mahogany")
    f.add("platform", wood, box((-2.4, y1 - 2.2, 0.0), (2.4, y1, 0.3)), solid=True)
    f.add("front", wood, box((-1.9, y1 - 2.0, 0.3), (1.9, y1 - 1.3, 1.3)), box((-2.05, y1 - 2.1, 1.3),
          (2.05, y1 - 1.2, 1.36)),
          *[box((x - 0.4, y1 - 2.03, 0.45), (x + 0.4, y1 - 1.98, 1.15), 0.01) for x in (-1.2, 0.0, 1.2)])  # fmt: skip
    f.add("chair_back", material("chair back", "leather"), box((-0.4, y1 - 0.7, 0.5), (0.4, y1 - 0.55, 1.95), 0.05))
    f.add("seal", material("seal", "brass"), cylinder(0.42, 0.05, (0.0, y1 - 0.04, 2.7), axis=1, segments=32))
    rail = [box((s * 0.8, CLEAR_M, 0.82), (s * 3.4, CLEAR_M + 0.08, 0.9)) for s in (-1, 1)]
    posts = [box((s * x - 0.03, CLEAR_M, 0.0), (s * x + 0.03, CLEAR_M + 0.06, 0.82)) for s in (-1, 1)
          for x in np.arange(0.9, 3.4, 0.25)]
    f.add("rail", wood, *rail, *posts, solid=False)


def _proscenium(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    """A stage at the back: its floor, a curtain drawn aside, a gilded frame. `floor`: the whole room is that stage."""
    (x0, _, _), (x1, y1, high) = bounds
    half, top = 0.5 * (x1 - x0) - 0.9, 0.82 * high
    floor = 0.0 if of == "floor" else 0.85
    if floor:
        f.add("stage_floor", material("stage floor", "oak"), box((-half, y1 - 2.0, 0.0), (half, y1, floor)), solid=True)
    folds = [cylinder(0.13, top - floor, (s * x, y1 - 1.6 + 0.05 * (n % 2), 0.5 * (top + floor)), segments=14)
             for s in (-1, 1) for n, x in enumerate(np.arange(half - 1.5, half, 0.2))]  # fmt: skip
    valance = [cylinder(0.15, 1.0, (x, y1 - 1.7, top - 0.45), segments=12) for x in np.arange(-half, half, 0.26)]
    f.add("curtain", material("curtain", "velvet", "#8c1f26"), *folds, *valance)
    f.add("frame", material("frame", "gold"), box((-half - 0.25, y1 - 1.95, 0.0), (-half, y1 - 1.7, top + 0.25)),
          box((half, y1 - 1.95, 0.0), (half + 0.25, y1 - 1.7, top + 0.25)),
          box((-half - 0.25, y1 - 1.95, top), (half + 0.25, y1 - 1.7, top + 0.3)))  # fmt: skip
    f.add("backcloth", glowing("backcloth", "#5b7fa8", 0.8), box((-half, y1 - 0.1, floor), (half, y1 - 0.08, top),
          0.002))


def _screen(f: Fitting, bounds: Array, of: str, rng: np.random.Generator) -> None:
    (x0, _, _), (x1, y1, high) = bounds
    half = 0.5 * (x1 - x0) - 0.9
    tall = min(2.0 * half / 2.2, high - 1.5)
    f.add("border", material("border", "fabric", "#15151a"), box((-half - 0.1, y1 - 0.08, 1.0), (half + 0.1, y1,
          1.2 + tall)))
    f.add("picture", glowing("picture", "#bcd3ea", 2.6), box((-half, y1 - 0.085, 1.1), (half, y1 - 0.079, 1.1 + tall),
          0.001))


CONTENTS: dict[str, Maker] = {
    "aisles": _aisles, "altar": _altar, "bench": _bench, "desks": _desks, "judge's bench": _judges_bench,
    "meeting": _meeting, "pews": _pews, "proscenium": _proscenium, "screen": _screen, "seats": _seats,
    "shelves": _shelves, "tables": _tables,
}  # fmt: skip
