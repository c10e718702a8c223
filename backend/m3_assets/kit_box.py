"""Boxes, crates, suitcases and dominoes."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import CollisionShape
from . import shapes
from .contract import Build, Category, Part, Values
from .geometry import cylinder, fillet, merge, rotated, rounded_box, translated, tube
from .making import look, main_look, make, size_of
from .sampler import sampler


def _hollow(width: float, depth: float, height: float, wall: float) -> list[CollisionShape]:
    """Floor and four walls."""
    return [
        shapes.collision_box((width, depth, wall), (0, 0, wall / 2)),
        *(shapes.collision_box((wall, depth, height), (s * (width - wall) / 2, 0, height / 2)) for s in (-1, 1)),
        *(shapes.collision_box((width, wall, height), (0, s * (depth - wall) / 2, height / 2)) for s in (-1, 1)),
    ]


def _build_box(values: Values) -> Build:
    """A cardboard box: closed with tape over its seam, or open with four flaps folded out."""
    width, depth, height = size_of(values)
    card, tape = main_look("Card", values), look("Tape", "plastic", "khaki")
    label, print_ = look("Label", "paper", "white"), look("Print", "plastic", "charcoal")
    small = min(width, depth, height)
    wall = max(0.004, 0.015 * small)
    parts = []
    is_open = values["state"] == "open"
    if is_open:
        floor = rounded_box((width, depth, wall), (0, 0, wall / 2), 0.3 * wall)
        sides = [
            *(
                rounded_box((wall, depth, height), (s * (width - wall) / 2, 0, height / 2), 0.3 * wall, grain=1)
                for s in (-1, 1)
            ),
            *(
                rounded_box(
                    (width - 2 * wall, wall, height), (0, s * (depth - wall) / 2, height / 2), 0.3 * wall, grain=0
                )
                for s in (-1, 1)
            ),
        ]
        reach = 0.46 * min(width, depth)
        flaps = []
        for s in (-1.0, 1.0):
            flap = rounded_box((depth * 0.98, reach, wall), (0, reach / 2, 0), 0.3 * wall)
            flap = rotated(rotated(flap, -0.5, (1, 0, 0)), -s * np.pi / 2, (0, 0, 1))
            flaps.append(translated(flap, (s * width / 2, 0, height - 0.5 * wall)))
            flap = rounded_box((width * 0.98, reach, wall), (0, reach / 2, 0), 0.3 * wall)
            flap = rotated(rotated(flap, -0.85, (1, 0, 0)), 0.0 if s > 0 else np.pi, (0, 0, 1))
            flaps.append(translated(flap, (0, s * depth / 2, height - 0.5 * wall)))
        low = min(float(flap.vertices[:, 2].min()) for flap in flaps)
        assert low > 0.0 or reach > height
        parts += [Part(name="walls", surface=merge([floor, *sides]), material="Card"),
                  Part(name="flaps", surface=merge(flaps), material="Card")]  # fmt: skip
        collisions = _hollow(width, depth, height, wall)
    else:
        gap = 0.003
        block = rounded_box((width, depth, height - wall), (0, 0, (height - wall) / 2), 0.006)
        flaps = [
            rounded_box(
                (width - 0.002, depth / 2 - gap / 2, wall), (0, s * (depth + gap) / 4, height - wall / 2), 0.4 * wall
            )
            for s in (-1, 1)
        ]
        parts = [
            Part(name="box", surface=block, material="Card"),
            Part(name="flaps", surface=merge(flaps), material="Card"),
        ]
        collisions = [shapes.collision_box((width, depth, height), (0, 0, height / 2))]
        if values["material"] == "cardboard":
            band = min(0.05, 0.14 * depth)
            tapes = [
                rounded_box((width + 0.0012, band, 0.0012), (0, 0, height + 0.0002), 0.0004),
                *(
                    rounded_box((0.0012, band, 0.22 * height), (s * width / 2, 0, height - 0.11 * height), 0.0004)
                    for s in (-1, 1)
                ),
            ]
            parts.append(Part(name="tape", surface=merge(tapes), material="Tape"))
            sticker = rounded_box(
                (0.3 * width, 0.0012, 0.26 * height), (0.22 * width, -depth / 2, 0.66 * height), 0.0004
            )
            lines = [
                rounded_box(
                    (0.2 * width, 0.0012, 0.018 * height),
                    (0.22 * width, -depth / 2 - 0.0008, (0.6 + 0.05 * k) * height),
                    0.0004,
                )
                for k in range(3)
            ]
            parts += [
                Part(name="label", surface=sticker, material="Label"),
                Part(name="print", surface=merge(lines), material="Print"),
            ]
    affordances = [*shapes.push_places(width, depth, height), shapes.grip((0, 0, 0.5 * height), min(width, depth))]
    if is_open:
        affordances.append(
            shapes.affordance("inside", "inside", (0, 0, wall), (width - 2 * wall, depth - 2 * wall, height - wall))
        )
    else:
        affordances.append(shapes.surface_top("top", (0, 0, height), 0.94 * width, 0.94 * depth))
    area = 2 * (width * depth + width * height + depth * height)
    return make(parts, [card, tape, label, print_], collisions, affordances,
                mass_kg=0.3 + 1.2 * area if values["material"] == "cardboard" else 0.012 * area * 600)  # fmt: skip


def _build_crate(values: Values) -> Build:
    """Slatted sides on corner battens with diagonal braces; open at the top unless closed."""
    width, depth, height = size_of(values)
    wood, nails = main_look("Wood", values), look("Nails", "iron")
    t = max(0.008, 0.028 * min(width, depth, height))
    post = 2.2 * t
    closed = values["state"] == "closed"
    count = max(3, round(height / 0.13))
    unit = (height - 2 * t) / count
    slats, battens, heads = [], [], []
    for k in range(count):
        z = t + unit * (k + 0.5)
        tall = unit - 0.008
        for s in (-1, 1):
            slats.append(rounded_box((width - 2 * t, t, tall), (0, s * (depth / 2 - 1.5 * t), z), 0.15 * t, grain=0))
            slats.append(rounded_box((t, depth - 4 * t, tall), (s * (width / 2 - 1.5 * t), 0, z), 0.15 * t, grain=1))
    for sx in (-1, 1):
        for sy in (-1, 1):
            battens.append(
                rounded_box((post, t, height), (sx * (width - post) / 2, sy * (depth - t) / 2, height / 2), 0.2 * t)
            )
            battens.append(
                rounded_box(
                    (t, post, height), (sx * (width - t) / 2, sy * (depth / 2 - t - post / 2), height / 2), 0.2 * t
                )
            )
            for z in (0.08 * height, 0.92 * height):
                heads.append(
                    cylinder(
                        0.16 * t + 0.002,
                        0.003,
                        (sx * (width - post) / 2, sy * depth / 2, z),
                        axis=1,
                        segments=8,
                        edge=0.001,
                    )
                )
    for s in (-1, 1):
        for z in (post / 2, height - post / 2):
            battens.append(rounded_box((width - 2 * post, t, post), (0, s * (depth - t) / 2, z), 0.2 * t))
            battens.append(rounded_box((t, depth - 2 * post - 2 * t, post), (s * (width - t) / 2, 0, z), 0.2 * t))
        span, rise = width - 2 * post, height - 2 * post
        lean = float(np.arctan2(rise, span))
        brace = rounded_box((np.hypot(span, rise) - 0.9 * post, 0.9 * t, 0.85 * post), (0, 0, 0), 0.2 * t)
        battens.append(translated(rotated(brace, -s * lean, (0, 1, 0)), (0, s * (depth - t) / 2, height / 2)))
        span = depth - 2 * post - 2 * t
        lean = float(np.arctan2(rise, span))
        brace = rounded_box((0.9 * t, np.hypot(span, rise) - 0.9 * post, 0.85 * post), (0, 0, 0), 0.2 * t)
        battens.append(translated(rotated(brace, s * lean, (1, 0, 0)), (s * (width - t) / 2, 0, height / 2)))
    boards = max(3, round(depth / 0.14))
    step = (depth - 4 * t) / boards
    floor = [
        rounded_box((width - 4 * t, step - 0.006, t), (0, -depth / 2 + 2 * t + step * (k + 0.5), 0.5 * t), 0.15 * t)
        for k in range(boards)
    ]
    parts = [
        Part(name="slats", surface=merge([*slats, *floor]), material="Wood"),
        Part(name="battens", surface=merge(battens), material="Wood"),
        Part(name="nails", surface=merge(heads), material="Nails"),
    ]
    affordances = [*shapes.push_places(width, depth, height), shapes.grip((0, 0, height / 2), min(width, depth))]
    if closed:
        step = (depth - 2 * t) / boards
        lid = [
            rounded_box(
                (width - 0.004, step - 0.006, t),
                (0, -depth / 2 + t + step * (k + 0.5), height - t / 2 + 0.001),
                0.15 * t,
            )
            for k in range(boards)
        ]
        parts.append(Part(name="lid", surface=merge(lid), material="Wood"))
        collisions = [shapes.collision_box((width, depth, height), (0, 0, height / 2))]
        affordances.append(shapes.surface_top("top", (0, 0, height), 0.94 * width, 0.94 * depth))
    else:
        collisions = _hollow(width, depth, height, 2 * t)
        affordances.append(shapes.affordance("inside", "inside", (0, 0, t), (width - 4 * t, depth - 4 * t, height - t)))
    return make(parts, [wood, nails], collisions, affordances)


def _build_suitcase(values: Values) -> Build:
    """A hard shell with grooves, a zip line, four wheels, a carrying handle and a pulled-out trolley handle."""
    width, depth, height = size_of(values)
    shell, dark, metal = (
        main_look("Shell", values),
        look("Trim", "plastic", "charcoal"),
        look("Rod", "aluminium", fill=0.3),
    )
    wheel = 0.055 * height
    trolley = 0.34 * height
    body_height = height - trolley - wheel
    z0 = wheel
    middle = z0 + body_height / 2
    block = rounded_box((width, depth, body_height), (0, 0, middle), 0.16 * width, 6, (2, 1, 2))
    parts = [Part(name="shell", surface=block, material="Shell")]
    count = 6
    ribs = []
    for s in (-1, 1):
        for k in range(count):
            x = width * 0.62 * ((k + 0.5) / count - 0.5)
            ribs.append(
                rounded_box(
                    (0.045 * width, 0.03 * depth, 0.74 * body_height), (x, s * depth / 2, middle), 0.012 * depth
                )
            )
    parts.append(Part(name="ribs", surface=merge(ribs), material="Shell"))
    corner = 0.16 * width
    outline = fillet(
        [(-width / 2, z0), (width / 2, z0), (width / 2, z0 + body_height), (-width / 2, z0 + body_height)],
        corner,
        5,
        closed=True,
    )
    zip_line = tube(
        np.column_stack([outline[:, 0], np.zeros(len(outline)), outline[:, 1]]),
        0.012 * width + 0.002,
        8,
        closed_path=True,
    )
    parts.append(Part(name="zip", surface=zip_line, material="Trim"))
    wheels, forks = [], []
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = sx * (width / 2 - 0.16 * width), sy * (depth / 2 - 0.16 * depth)
            wheels.append(
                cylinder(0.5 * wheel, 0.4 * wheel, (x, y, 0.5 * wheel), axis=0, segments=16, edge=0.08 * wheel)
            )
            forks.append(rounded_box((0.8 * wheel, 0.9 * wheel, 0.7 * wheel), (x, y, 0.95 * wheel), 0.15 * wheel))
    parts.append(Part(name="wheels", surface=merge(wheels), material="Trim"))
    top = z0 + body_height
    grip_path = [
        (-0.2 * width, 0, top - 0.01),
        (-0.18 * width, 0, top + 0.035),
        (0.18 * width, 0, top + 0.035),
        (0.2 * width, 0, top - 0.01),
    ]
    forks.append(tube(grip_path, 0.011, 10))
    y = 0.3 * depth
    rods = [
        cylinder(0.007, trolley + 0.04, (s * 0.24 * width, y, top + trolley / 2 - 0.025), segments=10, edge=0.002)
        for s in (-1, 1)
    ]
    forks.append(rounded_box((0.56 * width, 0.03, 0.03), (0, y, height - 0.015), 0.01, 4))
    parts += [
        Part(name="trolley_rods", surface=merge(rods), material="Rod"),
        Part(name="trim", surface=merge(forks), material="Trim"),
    ]
    return make(
        parts, [shell, dark, metal],
        [shapes.collision_box((width, depth, body_height + wheel), (0, 0, top / 2))],
        (shapes.grip((0, 0.3 * depth, height - 0.015), 0.03, 0.5 * width),
         shapes.affordance("push", "push_at", (0, y, height - 0.02), (0.5 * width, 0, height - 0.02), np.pi),
         shapes.surface_top("top", (0, -0.1 * depth, top), 0.5 * width, 0.3 * depth)),
        mass_kg=3.5 + 90 * width * depth * body_height,
    )  # fmt: skip


def _build_domino(values: Values) -> Build:
    """An upright stone with a dividing line and inlaid pips on its front."""
    width, depth, height = size_of(values)
    stone, ink = (
        main_look("Stone", values),
        look("Pips", "plastic", "white" if values["color"] in ("black", "charcoal", "ebony") else "charcoal"),
    )
    body = rounded_box((width, depth, height), (0, 0, height / 2), 0.12 * depth, 4)
    pips = []
    raised = 0.02 * depth
    radius = 0.075 * width
    spots = {
        1: [(0, 0)],
        2: [(-1, 1), (1, -1)],
        3: [(-1, 1), (0, 0), (1, -1)],
        4: [(-1, -1), (-1, 1), (1, -1), (1, 1)],
        5: [(-1, -1), (-1, 1), (1, -1), (1, 1), (0, 0)],
        6: [(-1, -1), (-1, 0), (-1, 1), (1, -1), (1, 0), (1, 1)],
    }
    for count, z in ((int(values["upper_pips"]), 0.75 * height), (int(values["lower_pips"]), 0.25 * height)):
        for px, pz in spots.get(count, []):
            centre = (0.24 * width * px, -depth / 2, z + 0.24 * width * pz)
            pips.append(cylinder(radius, 2 * raised, centre, axis=1, segments=12, edge=0.4 * raised))
    line = rounded_box((0.72 * width, 2 * raised, 0.025 * height), (0, -depth / 2, height / 2), 0.4 * raised)
    return make(
        [
            Part(name="stone", surface=body, material="Stone"),
            Part(name="pips", surface=merge([*pips, line]), material="Pips"),
        ],
        [stone, ink],
        [shapes.collision_box((width, depth, height), (0, 0, height / 2))],
        (shapes.grip((0, 0, 0.6 * height), depth), *shapes.push_places(width, depth, height, 0.9 * height)),
        mass_kg=1400 * width * depth * height,
    )


BOX = (
    *shapes.sizes((0.45, 0.05, 3.0), (0.35, 0.05, 3.0), (0.32, 0.04, 3.0)),
    shapes.choice("state", "closed", ("closed", "open")),
    *shapes.finish("cardboard"),
)
CRATE = (
    *shapes.sizes((0.6, 0.1, 3.0), (0.6, 0.1, 3.0), (0.55, 0.1, 3.0)),
    shapes.choice("state", "closed", ("closed", "open")),
    *shapes.finish("pine"),
)
SUITCASE = (*shapes.sizes((0.42, 0.25, 0.8), (0.26, 0.15, 0.5), (0.92, 0.4, 1.5)), *shapes.finish("plastic", "teal"))
DOMINO = (
    *shapes.sizes((0.05, 0.015, 1.5), (0.018, 0.005, 0.6), (0.1, 0.03, 3.0)),
    *shapes.finish("plastic", "ivory"),
    shapes.number("upper_pips", 5, 0, 6),
    shapes.number("lower_pips", 3, 0, 6),
)
CATEGORIES = (
    Category(
        name="box",
        family="boxy",
        synonyms=("cardboard box", "carton", "package", "parcel", "gift box", "cube", "block"),
        parameters=BOX,
        build=_build_box,
        sample=sampler(
            "box",
            BOX,
            use_prior=False,
            presets={
                "cube": {"material": "plastic", "color": "gray", "width_m": 0.4, "depth_m": 0.4, "height_m": 0.4},
                "block": {"material": "pine", "width_m": 0.3, "depth_m": 0.2, "height_m": 0.15},
            },
        ),
    ),
    Category(
        name="crate",
        family="boxy",
        synonyms=("wooden crate", "wooden box", "chest"),
        parameters=CRATE,
        build=_build_crate,
        sample=sampler("crate", CRATE, stuffs=("pine", "weathered wood"), use_prior=False),
    ),
    Category(
        name="suitcase",
        family="boxy",
        synonyms=("luggage", "trolley case", "travel bag"),
        parameters=SUITCASE,
        build=_build_suitcase,
        sample=sampler("suitcase", SUITCASE, colors=("teal", "crimson", "navy", "charcoal"), use_prior=False),
    ),
    Category(
        name="domino",
        family="boxy",
        synonyms=("domino tile", "domino stone"),
        parameters=DOMINO,
        build=_build_domino,
        sample=sampler("domino", DOMINO, use_prior=False),
    ),
)
