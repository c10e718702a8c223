"""Benches and couches."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import (
    cushion,
    deformed,
    fillet,
    flattened,
    leg,
    merge,
    pillow,
    rotated,
    rounded_box,
    sweep,
    tube,
)
from .making import look, main_look, make, side, size_of
from .sampler import Value, sampler


def _build_bench(values: Values) -> Build:
    """Slats on end frames; with a back it is a park bench."""
    width, depth, height = size_of(values)
    wood = main_look("Slats", values)
    frame_stuff = "iron" if values["style"] in ("park", "old") else wood.stuff
    frame = look("Frame", frame_stuff, "" if frame_stuff == "iron" else str(values["color"]), fill=0.5)
    has_back = bool(values["has_back"])
    seat = min(0.45, 0.56 * height) if has_back else height
    t, board = 0.03, 0.085
    parts, collisions = [], []
    seat_depth = depth * (0.8 if has_back else 1.0)
    count = max(2, int(values["slat_count"]))
    gap = (seat_depth - count * board) / max(count - 1, 1)
    board = board if gap > 0.004 else (seat_depth - 0.008 * (count - 1)) / count
    gap = (seat_depth - count * board) / (count - 1)
    y0 = -depth / 2
    slats = [rounded_box((width, board, t), (0, y0 + board / 2 + k * (board + gap), seat - t / 2), 0.006)
             for k in range(count)]  # fmt: skip
    parts.append(Part(name="seat_slats", surface=merge(slats), material="Slats"))
    collisions.append(shapes.collision_box((width, seat_depth, t), (0, y0 + seat_depth / 2, seat - t / 2)))
    rake = 0.16 * (height - seat)
    back_y = y0 + seat_depth + 0.01
    if has_back:
        backs = []
        for k in range(3):
            z = seat + (height - seat) * (0.3 + 0.3 * k)
            y = back_y + rake * (z - seat) / (height - seat)
            tall = 0.24 * (height - seat)
            board_back = rounded_box((width, 0.026, tall), (0, y, min(z, height - tall / 2)), 0.006)
            backs.append(rotated(board_back, -0.15, (1, 0, 0), (0, y, z)))
        parts.append(Part(name="back_slats", surface=_lowered(merge(backs), height), material="Slats"))
        collisions.append(
            shapes.collision_box((width, 0.08, height - seat), (0, back_y + rake / 2, (seat + height) / 2))
        )
    section = fillet([(-0.022, -0.022), (0.022, -0.022), (0.022, 0.022), (-0.022, 0.022)], 0.007, 2, closed=True)
    x = width / 2 - min(0.16, 0.12 * width)
    under = seat - t
    for s in (1.0, -1.0):
        front, back = y0 + 0.05, y0 + seat_depth - 0.05
        pieces = [
            leg((s * x, front, under), (s * x, front - 0.02, 0), (0.05, 0.05), (0.045, 0.05), 0.006),
            leg(
                (s * x, back, under),
                (s * x, min(back + 0.04, depth / 2 - 0.025), 0),
                (0.05, 0.05),
                (0.045, 0.05),
                0.006,
            ),
            rounded_box((0.045, back - front + 0.1, 0.05), (s * x, (front + back) / 2, under - 0.024), 0.006),
        ]
        if has_back:
            pieces.append(
                flattened(
                    sweep(
                        [
                            (s * x, back, under - 0.03),
                            (s * x, back_y + 0.012, seat + 0.02),
                            (s * x, back_y + 0.03 + rake, height),
                        ],
                        section,
                        up=(0, -1, 0),
                    ),
                    0.0,
                    height - 0.004,
                )
            )
            arm = seat + 0.22
            pieces.append(tube([(s * (x + 0.06), front, under - 0.02), (s * (x + 0.06), front, arm - 0.04),
                                (s * (x + 0.06), front + 0.05, arm), (s * (x + 0.06), back, arm),
                                (s * (x + 0.03), back_y + 0.05, arm + 0.01)], 0.015, 8))  # fmt: skip
        parts.append(Part(name=f"frame.{side(s)}", surface=merge(pieces), material="Frame"))
        for y in (front, back):
            collisions.append(shapes.collision_box((0.06, 0.06, under), (s * x, y, under / 2)))
    places = max(1, int(width / 0.55))
    seats = tuple(
        shapes.affordance(f"seat_{k + 1}", "sit_at",
                          (width * ((k + 0.5) / places - 0.5) * -1, y0 + 0.5 * seat_depth - 0.03, seat),
                          (width / places, seat_depth, 0))
        for k in range(places)
    )  # fmt: skip
    return make(parts, [wood, frame], collisions,
                (*seats, shapes.surface_top("seat", (0, y0 + seat_depth / 2, seat), 0.9 * width, 0.8 * seat_depth),
                 *shapes.push_places(width, depth, height, 0.9 * height)))  # fmt: skip


def _lowered(piece: Surface, top: float) -> Surface:
    over = float(piece.vertices[:, 2].max()) - top
    return deformed(piece, lambda points: points - np.array([0.0, 0.0, over]))


def _build_couch(values: Values) -> Build:
    """Base, arms, back, as many seat and back cushions as people, feet, throw pillows."""
    width, depth, height = size_of(values)
    count = int(values["seat_count"])
    cloth = main_look("Upholstery", values)
    feet, accent = look("Feet", "walnut"), look("Pillow", "cotton", str(values["second_color"]) or "mustard")
    arm = min(0.2 if values["style"] != "modern" else 0.14, 0.18 * width)
    foot, seat = 0.1, min(0.44, 0.55 * height)
    back_depth, base = 0.2, 0.26
    inner = width - 2 * arm
    arm_height = seat + 0.17
    soft = 0.05 if values["style"] != "modern" else 0.025
    parts = [
        Part(name="base", material="Upholstery",
             surface=rounded_box((width - 0.02, depth - 0.03, base - foot), (0, 0.005, (base + foot) / 2), 0.02, 4)),
        Part(name="back", material="Upholstery",
             surface=cushion((width - 0.02, back_depth, height - foot - 0.02),
                             (0, depth / 2 - back_depth / 2, (height + foot) / 2 - 0.01), soft, 0.01, axis=1)),
    ]  # fmt: skip
    for s in (1.0, -1.0):
        block = cushion((arm, depth - 0.02, arm_height - foot), (s * (width - arm) / 2, -0.01, (arm_height + foot) / 2),
                        min(soft, 0.3 * arm), 0.01)  # fmt: skip
        parts.append(Part(name=f"arm.{side(s)}", surface=block, material="Upholstery"))
    unit = inner / count
    seat_depth = depth - back_depth + 0.01
    seats, backs, places = [], [], []
    for k in range(count):
        x = -inner / 2 + unit * (k + 0.5)
        y = -depth / 2 + seat_depth / 2
        seats.append(
            cushion((unit - 0.006, seat_depth, seat - base + 0.02), (x, y, (seat + base) / 2 + 0.01), 0.05, 0.025)
        )
        tall = height - seat + 0.05
        block = cushion(
            (unit - 0.012, 0.17, tall), (x, depth / 2 - back_depth - 0.06, seat + tall / 2), 0.06, 0.03, axis=1
        )
        backs.append(rotated(block, -0.16, (1, 0, 0), (0, depth / 2 - back_depth - 0.06, seat)))
        places.append(
            shapes.affordance(f"seat_{count - k}", "sit_at", (x, y - 0.02, seat + 0.015), (unit, seat_depth - 0.2, 0))
        )
    parts += [
        Part(name="seat_cushions", surface=merge(seats), material="Upholstery"),
        Part(name="back_cushions", surface=merge(backs), material="Upholstery"),
    ]
    legs = [leg((s * (width / 2 - 0.09), y, foot + 0.01), (s * (width / 2 - 0.075), y * 1.02, 0), (0.055, 0.055),
                (0.035, 0.035), 0.005) for s in (-1, 1) for y in (-depth / 2 + 0.08, depth / 2 - 0.08)]  # fmt: skip
    parts.append(Part(name="feet", surface=merge(legs), material="Feet"))
    if count > 1 and values["throw_pillows"]:
        throws = []
        for s in (-1.0, 1.0):
            one = pillow((0.42, 0.42, 0.13), (0, 0, 0))
            one = rotated(one, np.pi / 2 - 0.35, (1, 0, 0))
            one = rotated(one, 0.35 * s, (0, 0, 1))
            throws.append(deformed(one, lambda p, s=s: p + np.array(
                [s * (inner / 2 - 0.24), depth / 2 - back_depth - 0.235, seat + 0.235])))  # type: ignore[misc]  # fmt: skip
        parts.append(Part(name="throw_pillows", surface=merge(throws), material="Pillow"))
    collisions = [
        shapes.collision_box((inner, depth, seat), (0, 0, seat / 2)),
        shapes.collision_box(
            (width, back_depth + 0.1, height - seat), (0, depth / 2 - back_depth / 2 - 0.05, (height + seat) / 2)
        ),
        *(shapes.collision_box((arm, depth, arm_height), (s * (width - arm) / 2, 0, arm_height / 2)) for s in (-1, 1)),
    ]
    lie = (
        (shapes.affordance("lie", "lie_at", (0, -depth / 2 + 0.3, seat + 0.01), (0.5, inner, 0), np.pi / 2),)
        if inner > 1.5
        else ()
    )
    return make(
        parts, [cloth, feet, accent], collisions,
        (*places, *lie, shapes.surface_top("seat", (0, -depth / 2 + 0.3, seat + 0.015), 0.8 * inner, 0.4),
         *shapes.push_places(width, depth, height, arm_height)),
        mass_kg=12.0 + 18.0 * width * depth,
    )  # fmt: skip


BENCH = (
    *shapes.sizes((1.5, 0.6, 4.0), (0.55, 0.28, 0.9), (0.82, 0.3, 1.2)),
    shapes.choice("style", "park", ("park", "rustic", "modern", "old")),
    *shapes.finish("oak"),
    shapes.number("slat_count", 5, 2, 10),
    shapes.flag("has_back", True),
)


COUCH = (
    *shapes.sizes((2.1, 0.75, 3.6), (0.92, 0.7, 1.3), (0.84, 0.65, 1.2)),
    shapes.choice("style", "classic", ("classic", "modern")),
    *shapes.finish("fabric"),
    shapes.number("seat_count", 3, 1, 5),
    shapes.flag("throw_pillows", True),
)


def _finish_bench(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    if float(values["height_m"]) < 0.6:
        values["has_back"] = False
    if values["style"] == "rustic":
        values["slat_count"] = 3
    if entity.lemma in ("ottoman", "footstool"):
        values["has_back"] = False


def _finish_couch(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    if entity.lemma not in ("armchair", "recliner", "easy chair"):
        values["seat_count"] = max(1, min(5, round((float(values["width_m"]) - 0.36) / 0.62)))


CATEGORIES = (
    Category(
        name="bench",
        family="legged",
        synonyms=("park bench", "garden bench", "pew", "footstool", "piano bench"),
        parameters=BENCH,
        build=_build_bench,
        sample=sampler(
            "bench",
            BENCH,
            stuffs=("oak", "pine", "weathered wood"),
            ergonomic=True,
            use_prior=False,
            finish=_finish_bench,
            presets={
                "footstool": {"width_m": 0.6, "depth_m": 0.32, "height_m": 0.34, "has_back": False, "slat_count": 3},
                "piano bench": {
                    "width_m": 0.75,
                    "depth_m": 0.35,
                    "height_m": 0.48,
                    "has_back": False,
                    "style": "modern",
                },
            },
        ),
    ),
    Category(
        name="couch",
        family="legged",
        synonyms=("sofa", "settee", "loveseat", "armchair", "recliner", "easy chair", "futon"),
        parameters=COUCH,
        build=_build_couch,
        sample=sampler(
            "couch",
            COUCH,
            stuffs=("fabric", "fabric", "linen"),
            colors=("gray", "beige", "teal", "navy", "olive"),
            ergonomic=True,
            use_prior=False,
            finish=_finish_couch,
            presets={
                **{
                    name: {"width_m": 0.95, "depth_m": 0.9, "height_m": 0.86, "seat_count": 1, "throw_pillows": False}
                    for name in ("armchair", "recliner", "easy chair")
                },
                "loveseat": {"width_m": 1.6},
            },
        ),
    ),
)
