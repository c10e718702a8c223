"""Tables: tops with overhang, aprons, legs or a pedestal."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import circle, extrude, fillet, lathe, leg, loft, merge, rounded_box, sweep, translated
from .making import end, look, main_look, make, number_of, side, size_of
from .materials import WOODS
from .sampler import Value, sampler

STYLES = ("modern", "classic", "old", "rustic")


TURNED_LEG = [
    (0.55, 0.0), (0.75, 0.02), (0.8, 0.05), (0.55, 0.08), (0.6, 0.12), (0.95, 0.32), (1.0, 0.42), (0.9, 0.5),
    (0.6, 0.56), (0.85, 0.6), (0.85, 0.63), (0.62, 0.66), (0.75, 0.72), (1.0, 0.76),
]  # fmt: skip
"""radius and height as shares, foot to the square block that holds the apron (a turned baluster leg)"""


def planks(width: float, depth: float, thickness: float, z: float, count: int, edge: float = 0.004) -> Surface:
    """Boards along X side by side, with a hair's gap between them; `z` is their top."""
    board = depth / count
    return merge(
        rounded_box((width, board - 0.002, thickness), (0, -depth / 2 + board * (k + 0.5), z - thickness / 2), edge)
        for k in range(count)
    )


def turned_leg(x: float, y: float, height: float, radius: float) -> Surface:
    """A lathe-turned leg with a square block on top."""
    profile = fillet([(0, 0), *((r * radius, z * height) for r, z in TURNED_LEG), (0, 0.76 * height)], 0.004, 2)
    turned = translated(lathe(profile, 16), (x, y, 0))
    block = rounded_box((1.9 * radius, 1.9 * radius, 0.25 * height), (x, y, 0.875 * height), 0.004)
    return merge([turned, block])


def _round_top(width: float, depth: float, thickness: float, z: float) -> Surface:
    """A disc or oval with a rounded rim; the grain runs along X."""
    outline = circle(1.0, 48) * (width / 2, depth / 2)
    return extrude(outline, thickness, plane="xy", center=z - thickness / 2, edge=min(0.4 * thickness, 0.01))


def _legs_at(width: float, depth: float, inset: float) -> list[tuple[float, float]]:
    x, y = width / 2 - inset, depth / 2 - inset
    return [(x, -y), (-x, -y), (x, y), (-x, y)]


def _build_table(values: Values) -> Build:
    width, depth, height = size_of(values)
    shape, style = str(values["shape"]), str(values["style"])
    if shape in ("square", "round"):
        depth = width
    top_look = main_look("Top", values)
    wooden = top_look.stuff in (*WOODS, "painted wood")
    under = top_look if wooden or top_look.stuff in ("plastic", "metal", "steel") else look("Frame", "iron", fill=0.15)
    if top_look.stuff in ("marble", "granite", "stone"):
        under = look("Frame", "walnut")
    looks = [top_look] if under is top_look else [top_look, under]
    wood = under.material.name
    thickness = min(
        number_of(values, "top_thickness_m") * {"rustic": 1.6, "modern": 0.85}.get(style, 1.0), 0.15 * height
    )
    if top_look.stuff == "glass":
        thickness = min(thickness, 0.012)
    parts: list[Part] = []
    leg_size = number_of(values, "leg_size_m") * {"rustic": 1.4, "modern": 0.8, "old": 1.15}.get(style, 1.0)
    leg_size = min(leg_size, 0.12 * min(width, depth))
    under_top = height - thickness
    if shape in ("round", "oval"):
        top = _round_top(width, depth, thickness, height)
    elif style in ("rustic", "old"):
        top = planks(width, depth, thickness, height, max(3, round(depth / 0.16)), 0.006)
    else:
        top = rounded_box((width, depth, thickness), (0, 0, height - thickness / 2), min(0.006, 0.3 * thickness))
    parts.append(Part(name="top", surface=top, material="Top"))
    collisions = [
        shapes.collision_cylinder(width, thickness, (0, 0, height - thickness / 2))
        if shape == "round"
        else shapes.collision_box((width, depth, thickness), (0, 0, height - thickness / 2))
    ]
    if shape == "round" and style in ("classic", "old") and int(values["leg_count"]) != 3:
        parts += _pedestal(width, under_top, wood)
        collisions.append(shapes.collision_cylinder(0.14 * width, under_top, (0, 0, under_top / 2)))
        collisions.append(shapes.collision_cylinder(0.6 * width, 0.06, (0, 0, 0.03)))
    else:
        if shape in ("round", "oval"):
            count = int(values["leg_count"])
            angles = np.pi / count + np.arange(count) * 2 * np.pi / count
            spots = [(0.36 * width * np.cos(a), 0.36 * depth * np.sin(a)) for a in angles]
        else:
            spots = _legs_at(width, depth, 0.5 * leg_size + 0.035 * min(width, depth))
        apron_height = min(0.09, 0.15 * height)
        splay = 0.05 * min(width, depth) if style == "modern" or shape in ("round", "oval") else 0.0
        for k, (x, y) in enumerate(spots):
            name = f"leg_{end(y)}.{side(x)}" if len(spots) == 4 else f"leg_{k + 1}"
            if style == "old" and height > 0.3:
                surface = turned_leg(x, y, under_top, 0.5 * leg_size)
            elif style == "modern" and top_look.stuff in WOODS:
                out = splay / float(np.hypot(x, y))
                surface = _round_leg((x, y, under_top), (x * (1 + out), y * (1 + out), 0.0), 0.55 * leg_size)
            else:
                taper = 1.0 if style == "rustic" else 0.62
                out = splay / float(np.hypot(x, y))
                surface = leg((x, y, under_top), (x * (1 + out), y * (1 + out), 0.0), (leg_size, leg_size),
                              (taper * leg_size, taper * leg_size))  # fmt: skip
            parts.append(Part(name=name, surface=surface, material=wood))
            collisions.append(shapes.collision_box((leg_size, leg_size, under_top), (x, y, under_top / 2)))
        parts.append(Part(name="apron", surface=_apron(spots, shape, width, depth, apron_height, under_top),
                          material=wood))  # fmt: skip
        if style == "rustic" and shape not in ("round", "oval") and height > 0.5:
            parts.append(Part(name="stretcher", surface=_stretcher(spots, leg_size, 0.18 * height), material=wood))
    return make(
        parts,
        looks,
        collisions,
        (
            shapes.surface_top(
                "top",
                (0, 0, height),
                *(0.92 * np.array((width, depth)) * (0.75 if shape in ("round", "oval") else 1.0)),
            ),
            *shapes.push_places(width, depth, height, palm_height=height - thickness),
        ),
    )


def _round_leg(top: tuple[float, float, float], bottom: tuple[float, float, float], radius: float) -> Surface:
    """A slim round leg, thickest at a third from the top."""
    a, b = np.array(top), np.array(bottom)
    shares = np.array([0.0, 0.04, 0.35, 0.7, 1.0])
    path = a + shares[:, None] * (b - a)
    rings = [
        np.column_stack([circle(radius * r, 14) + p[:2], np.full(14, p[2])])
        for p, r in zip(path[::-1], (0.5, 0.72, 1.0, 0.96, 0.9), strict=True)
    ]
    rings.insert(1, np.column_stack([circle(radius * 0.56, 14) + path[-1][:2], np.full(14, path[-1][2] + 0.003)]))
    return loft(np.array(rings))


def _apron(
    spots: list[tuple[float, float]], shape: str, width: float, depth: float, height: float, top: float
) -> Surface:
    """Boards between the legs under the top; a ring under round tops."""
    z = top - height / 2
    if shape in ("round", "oval"):
        ring = lathe(
            fillet([(0.37, -0.5), (0.39, -0.5), (0.39, 0.5), (0.37, 0.5)], 0.004, 2, closed=True),
            40,
            closed_profile=True,
        )
        scale = np.array([width, depth, height])
        return Surface(
            vertices=ring.vertices * scale + np.array([0.0, 0.0, z]),
            face_sizes=ring.face_sizes, face_vertices=ring.face_vertices, uv=ring.uv * float(width),
        )  # fmt: skip
    x, y = abs(spots[0][0]), abs(spots[0][1])
    return merge(
        [
            rounded_box((2 * x, 0.02, height), (0, -y, z), 0.003),
            rounded_box((2 * x, 0.02, height), (0, y, z), 0.003),
            rounded_box((0.02, 2 * y, height), (-x, 0, z), 0.003),
            rounded_box((0.02, 2 * y, height), (x, 0, z), 0.003),
        ]
    )


def _stretcher(spots: list[tuple[float, float]], leg_size: float, z: float) -> Surface:
    """An H of bars near the floor."""
    x, y = abs(spots[0][0]), abs(spots[0][1])
    bar = 0.6 * leg_size
    return merge(
        [
            rounded_box((bar, 2 * y, bar), (-x, 0, z), 0.004),
            rounded_box((bar, 2 * y, bar), (x, 0, z), 0.004),
            rounded_box((2 * x, bar, bar), (0, 0, z), 0.004),
        ]
    )


def _pedestal(width: float, height: float, material: str) -> list[Part]:
    """A turned column on four curved feet."""
    r = 0.055 * min(width, 1.2)
    profile = [
        (0, 0.1), (1.5, 0.1), (1.6, 0.16), (1.0, 0.24), (0.8, 0.3), (1.25, 0.42), (1.4, 0.5), (1.1, 0.62),
        (0.75, 0.74), (0.8, 0.82), (1.4, 0.9), (3.2, 0.96), (3.4, 1.0), (0, 1.0),
    ]  # fmt: skip
    column = lathe(fillet([(a * r, b * height) for a, b in profile], 0.01, 3), 24)
    reach = 0.36 * width
    section = fillet([(-0.028, -0.035), (0.028, -0.035), (0.028, 0.035), (-0.028, 0.035)], 0.012, 2, closed=True)
    feet = []
    for k in range(4):
        angle = np.pi / 4 + k * np.pi / 2
        along = np.array([0.0, 0.25, 0.55, 0.85, 1.0]) * reach
        rise = np.array([0.24, 0.22, 0.13, 0.065, 0.043]) * min(height, 0.75)
        path = np.column_stack([along * np.cos(angle), along * np.sin(angle), rise])
        scales = np.array([1.25, 1.2, 1.0, 0.8, 0.75]) * min(height / 0.72, 1.0)
        foot = sweep(path, section, scales=scales)
        feet.append(
            translated(foot, (0, 0, -min(0.0, foot.vertices[:, 2].min()) - max(0.0, foot.vertices[:, 2].min())))
        )
    return [
        Part(name="column", surface=column, material=material),
        Part(name="feet", surface=merge(feet), material=material),
    ]


TABLE = (
    *shapes.sizes((1.4, 0.3, 8.0), (0.85, 0.25, 4.0), (0.75, 0.2, 2.0)),
    shapes.choice("shape", "rectangular", ("rectangular", "round", "square", "oval")),
    shapes.choice("style", "classic", STYLES),
    *shapes.finish("oak"),
    shapes.length("top_thickness_m", 0.032, 0.01, 0.12),
    shapes.length("leg_size_m", 0.065, 0.02, 0.2),
    shapes.number("leg_count", 4, 3, 8, "legs of a round or oval top"),
)


def _finish_table(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    if values["shape"] == "round" and entity.lemma == "table":
        values["width_m"] = float(values["width_m"]) * 0.8
    if values["shape"] == "square":
        values["width_m"] = float(values["width_m"]) * 0.68
    if values["shape"] in ("square", "round"):
        values["depth_m"] = values["width_m"]
    if float(values["depth_m"]) > float(values["width_m"]):
        values["width_m"], values["depth_m"] = values["depth_m"], values["width_m"]


NATURAL_WOODS = ("oak", "walnut", "pine")


CATEGORIES = (
    Category(
        name="table",
        family="legged",
        synonyms=("dining table", "kitchen table", "coffee table", "side table", "end table", "console table",
                  "bedside table", "nightstand", "picnic table", "dinner table", "tea table"),
        parameters=TABLE,
        build=_build_table,
        sample=sampler(
            "table", TABLE, stuffs=NATURAL_WOODS, ergonomic=True, finish=_finish_table,
            presets={
                "coffee table": {"width_m": 1.1, "depth_m": 0.6, "height_m": 0.43, "style": "modern"},
                "side table": {"width_m": 0.5, "depth_m": 0.5, "height_m": 0.55, "shape": "round", "style": "modern"},
                "nightstand": {"width_m": 0.48, "depth_m": 0.4, "height_m": 0.55},
                "picnic table": {"style": "rustic", "material": "pine"},
            },
        ),
    ),
)  # fmt: skip
