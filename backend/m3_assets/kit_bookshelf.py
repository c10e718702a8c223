"""Bookshelves with books, open shelves, and books."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..protocol.scene import Entity, Parameter
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .cupboard_geometry import carcass
from .geometry import extrude, merge, rotated, rounded_box
from .making import Look, look, main_look, make, size_of
from .sampler import Value, sampler

BOOK_COLORS = ("crimson", "navy", "olive", "mustard", "teal", "cream", "charcoal", "maroon")


def standing_book(x: float, back_y: float, z: float, thick: float, deep: float, tall: float, lean: float) -> Surface:
    """A book on its foot, spine to the front; `x` is its left lower edge."""
    block = rounded_box((thick, deep, tall), (x + thick / 2, back_y - deep / 2, z + tall / 2), 0.0025, grain=2)
    return rotated(block, lean, (0, 1, 0), (x, 0, z)) if lean else block


def _row_of_books(
    x0: float, x1: float, back_y: float, z: float, free: float, depth: float, rng: np.random.Generator
) -> list[tuple[int, Surface]]:
    """Books from x0 towards x1, some leaning, at times a lying stack; each with the number of its colour."""
    books: list[tuple[int, Surface]] = []
    x = x0
    while True:
        thick = float(rng.uniform(0.022, 0.05))
        tall = float(min(rng.uniform(0.68, 0.92) * free, 0.32))
        deep = float(min(depth * rng.uniform(0.72, 0.9), 0.24))
        color = int(rng.integers(len(BOOK_COLORS)))
        if x + thick > x1:
            return books
        if rng.random() < 0.07 and x + 0.24 < x1 and books:
            level = z
            for _ in range(int(rng.integers(2, 4))):
                flat = float(rng.uniform(0.022, 0.04))
                turn = float(rng.uniform(-0.08, 0.08))
                lying = rounded_box(
                    (0.2, deep, flat), (x + 0.115, back_y - deep / 2, level + flat / 2), 0.0025, grain=0
                )
                books.append((int(rng.integers(len(BOOK_COLORS))), rotated(lying, turn, (0, 0, 1), (x + 0.115, 0, 0))))
                level += flat
            x += 0.245
            continue
        books.append((color, standing_book(x, back_y, z, thick, deep, tall, 0.0)))
        x += thick + 0.001


def _build_bookshelf(values: Values) -> Build:
    """Sides, boards, back, plinth and cornice, and real books with free space on every board."""
    width, depth, height = size_of(values)
    rng = np.random.Generator(np.random.PCG64(int(values["arrangement"])))
    wood = main_look("Wood", values)
    board, plinth = 0.022, 0.07
    count = int(values["shelf_count"])
    inner = height - plinth - 2 * board
    parts = [
        Part(name="carcass", surface=carcass(width, depth, plinth - 0.001, height, board), material="Wood"),
        Part(name="plinth", material="Wood",
             surface=rounded_box((width - 0.01, depth - 0.03, plinth), (0, 0.01, plinth / 2), 0.003)),
    ]  # fmt: skip
    collisions = [
        shapes.collision_box((board, depth, height), (s * (width - board) / 2, 0, height / 2)) for s in (-1, 1)
    ]
    collisions.append(shapes.collision_box((width, 0.02, height), (0, depth / 2 - 0.01, height / 2)))
    spacing = (inner + board) / count
    tops = []
    rows: list[list[Surface]] = [[] for _ in BOOK_COLORS]
    boards = []
    x0, x1 = -width / 2 + board + 0.008, width / 2 - board - 0.008
    for k in range(count):
        z = plinth + board + spacing * k
        if k:
            boards.append(rounded_box((width - 2 * board, depth - 0.015, board), (0, -0.003, z - board / 2), 0.003))
        collisions.append(shapes.collision_box((width, depth, board), (0, 0, z - board / 2)))
        free = spacing - board
        filled = x0 + (x1 - x0) * (float(rng.uniform(0.55, 0.85)) if k != 2 else 0.6) * float(values["fullness"])
        for number, one in _row_of_books(x0, filled, depth / 2 - 0.02, z, free, depth, rng):
            rows[number].append(one)
        gap = x1 - filled - 0.03
        tops.append(shapes.surface_top(f"shelf_{k + 1}", (x1 - gap / 2, -0.01, z), max(gap, 0.02), 0.85 * depth, free))
    if boards:
        parts.append(Part(name="boards", surface=merge(boards), material="Wood"))
    covers: list[Look] = []
    for color, books in zip(BOOK_COLORS, rows, strict=True):
        if books:
            covers.append(look(f"Book {color}", "paper", color, fill=0.6, roughness=0.55))
            parts.append(Part(name=f"books_{color}", surface=merge(books), material=f"Book {color}"))
    collisions.append(shapes.collision_box((width, depth, board), (0, 0, height - board / 2)))
    return make(parts, [wood, *covers], collisions,
                (*tops, shapes.surface_top("top", (0, 0, height), 0.95 * width, 0.9 * depth),
                 *shapes.push_places(width, depth, height, min(1.1, 0.6 * height))))  # fmt: skip


def _build_shelf(values: Values) -> Build:
    """An open rack: boards between ladder-like uprights with cross braces."""
    width, depth, height = size_of(values)
    boards_look = main_look("Boards", values)
    frame = look("Frame", "iron", fill=0.25) if values["style"] == "modern" else main_look("Boards", values)
    count = int(values["shelf_count"])
    post, thick = 0.03, 0.024
    parts, collisions, tops, uprights = [], [], [], []
    x, y = width / 2 - post / 2, depth / 2 - post / 2
    frame_name = frame.material.name
    for sx in (-1, 1):
        for sy in (-1, 1):
            uprights.append(rounded_box((post, post, height), (sx * x, sy * y, height / 2), 0.004))
            collisions.append(shapes.collision_box((post, post, height), (sx * x, sy * y, height / 2)))
        uprights.append(rounded_box((post, 2 * y, post), (sx * x, 0, height - 0.03), 0.004))
    parts.append(Part(name="uprights", surface=merge(uprights), material=frame_name))
    boards = []
    for k in range(count):
        z = 0.12 + (height - 0.2) * k / max(count - 1, 1) + thick
        boards.append(rounded_box((width - 0.006, depth - 0.006, thick), (0, 0, z - thick / 2), 0.004))
        collisions.append(shapes.collision_box((width, depth, thick), (0, 0, z - thick / 2)))
        free = (height - 0.2) / max(count - 1, 1) - thick if k < count - 1 else 0.0
        tops.append(shapes.surface_top(f"board_{k + 1}", (0, 0, z), 0.9 * width, 0.85 * depth, free))
    parts.append(Part(name="boards", surface=merge(boards), material="Boards"))
    lean = np.arctan2(height - 0.3, width)
    length = float(np.hypot(height - 0.3, width)) - 0.06
    braces = [
        rotated(
            rounded_box((length, 0.004, 0.018), (0, depth / 2 - 0.004, height / 2), 0.0015),
            s * lean,
            (0, 1, 0),
            (0, 0, height / 2),
        )
        for s in (-1, 1)
    ]
    parts.append(Part(name="braces", surface=merge(braces), material=frame_name))
    looks = [boards_look] if frame_name == "Boards" else [boards_look, frame]
    return make(parts, looks, collisions, (*tops, *shapes.push_places(width, depth, height, min(1.1, 0.6 * height))))


def book_parts(width: float, depth: float, height: float) -> Sequence[Part]:
    """A closed hardback lying flat: cover with a rounded spine on -X, pages set back from its edges."""
    t = min(0.0035, 0.12 * height)
    # the section as a strip, inner line one way and outer line back, which ladder caps fill
    inner = [(width / 2, t), (0.2 * width, t), (-0.2 * width, t), (-width / 2 + t, t), (-width / 2 + t, height - t),
             (-0.2 * width, height - t), (0.2 * width, height - t), (width / 2, height - t)]  # fmt: skip
    outer = [(width / 2, 0.0), (0.2 * width, 0.0), (-0.2 * width, 0.0), (-width / 2, 0.0), (-width / 2, height),
             (-0.2 * width, height), (0.2 * width, height), (width / 2, height)]  # fmt: skip
    strip = np.array([*inner, *outer[::-1]])
    shell = extrude(strip, depth, plane="xz", edge=min(0.0008, 0.2 * t))
    margin = min(0.004, 0.03 * width)
    pages = rounded_box((width - t - margin - 0.001, depth - 2 * margin, height - 2 * t),
                        (0.5 * (t - margin), 0, height / 2), 0.001, grain=1)  # fmt: skip
    return (Part(name="cover", surface=shell, material="Cover"), Part(name="pages", surface=pages, material="Pages"))


def _build_book(values: Values) -> Build:
    width, depth, height = size_of(values)
    cover, pages = main_look("Cover", values), look("Pages", "paper")
    title = look("Title", "paper", str(values["second_color"]) or "gold")
    parts = list(book_parts(width, depth, height))
    label = merge(
        [
            rounded_box((0.62 * width, 0.1 * depth, 0.0012), (0.02 * width, 0.2 * depth, height), 0.0005),
            rounded_box((0.4 * width, 0.025 * depth, 0.0012), (0.02 * width, 0.08 * depth, height), 0.0005),
            rounded_box((0.3 * width, 0.025 * depth, 0.0012), (0.02 * width, -0.32 * depth, height), 0.0005),
        ]
    )
    parts.append(Part(name="title", surface=label, material="Title"))
    return make(
        parts, [cover, pages, title],
        [shapes.collision_box((width, depth, height), (0, 0, height / 2))],
        (shapes.grip((0, -0.4 * depth, height / 2), height, 0.5 * width),
         shapes.surface_top("top", (0, 0, height), 0.8 * width, 0.8 * depth)),
        mass_kg=620.0 * width * depth * height,
    )  # fmt: skip


BOOKSHELF = (
    *shapes.sizes((0.9, 0.4, 3.0), (0.3, 0.2, 0.6), (1.85, 0.6, 3.0)),
    *shapes.finish("oak"),
    shapes.number("shelf_count", 5, 1, 9),
    Parameter(name="fullness", value=1.0, minimum=0.0, maximum=1.15, description="share filled with books"),
    shapes.number("arrangement", 1, 0, 10000, "another number puts other books on it"),
)


SHELF = (
    *shapes.sizes((0.95, 0.3, 3.0), (0.36, 0.2, 0.8), (1.6, 0.4, 3.0)),
    shapes.choice("style", "modern", ("modern", "rustic")),
    *shapes.finish("oak"),
    shapes.number("shelf_count", 4, 2, 8),
)


BOOK = (*shapes.sizes((0.16, 0.06, 0.6), (0.235, 0.08, 0.8), (0.032, 0.006, 0.15)), *shapes.finish("paper"))


def _finish_bookshelf(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    values["arrangement"] = int(rng.integers(1, 10000))
    values["shelf_count"] = max(1, round(float(values["height_m"]) / 0.36))
    said = [a.value for a in entity.attributes]
    if "empty" in said:
        values["fullness"] = 0.0


def _finish_shelf(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del entity, rng
    values["shelf_count"] = max(2, round(float(values["height_m"]) / 0.4))


WOODS = ("oak", "walnut", "pine")


CATEGORIES = (
    Category(
        name="bookshelf",
        family="boxy",
        synonyms=("bookcase", "book shelf", "library shelf"),
        parameters=BOOKSHELF,
        build=_build_bookshelf,
        sample=sampler("bookshelf", BOOKSHELF, stuffs=WOODS, finish=_finish_bookshelf, use_prior=False),
    ),
    Category(
        name="shelf",
        family="boxy",
        synonyms=("shelves", "shelving unit", "rack", "storage rack"),
        parameters=SHELF,
        build=_build_shelf,
        sample=sampler("shelf", SHELF, stuffs=WOODS, finish=_finish_shelf, use_prior=False),
    ),
    Category(
        name="book",
        family="boxy",
        synonyms=("novel", "notebook", "textbook", "diary", "journal"),
        parameters=BOOK,
        build=_build_book,
        sample=sampler(
            "book",
            BOOK,
            colors=("crimson", "navy", "olive", "teal", "maroon"),
            use_prior=False,
            presets={
                "notebook": {"height_m": 0.016},
            },
        ),
    ),
)  # fmt: skip
