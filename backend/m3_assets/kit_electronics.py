"""Laptops, televisions and monitors."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity, Parameter
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import cylinder, merge, rotated, rounded_box, superellipsoid, translated
from .geometry_grid import thick_sheet
from .making import Look, look, main_look, make, size_of
from .materials import glowing
from .sampler import Value, sampler


def _desktop(wide: float, deep: float) -> dict[str, list[Surface]]:
    """What a lit screen shows, lying face down about the origin, its upper edge toward -Y: two windows with lines of
    text, a bar with icons."""

    def pane(x: float, y: float, w: float, d: float, lift: float) -> Surface:
        return rounded_box((w * wide, d * deep, 0.0004), (x * wide, -y * deep, -0.0001 * lift), 0.0001)

    lines = [pane(-0.36 + 0.5 * w, 0.20 - 0.075 * k, w, 0.018, 3.0)
             for k, w in enumerate((0.30, 0.24, 0.28, 0.18, 0.26, 0.22))]  # fmt: skip
    return {
        "Windows": [pane(-0.18, 0.06, 0.44, 0.58, 1.0), pane(0.24, 0.16, 0.34, 0.38, 1.0)],
        "Bars": [pane(-0.18, 0.325, 0.44, 0.05, 2.0), pane(0.24, 0.325, 0.34, 0.05, 2.0),
                 pane(0, -0.455, 1.0, 0.085, 1.0), *lines],
        "Icons": [*(pane(-0.20 + 0.08 * k, -0.455, 0.045, 0.052, 2.0) for k in range(6)),
                  pane(0.24, 0.10, 0.22, 0.16, 2.0)],
    }  # fmt: skip


def _build_laptop(values: Values) -> Build:
    """A base with a keyboard grid and touch pad, and a lid with a screen on a hinge."""
    width, depth, _ = size_of(values)
    shell, keys, screen = main_look("Shell", values), look("Keys", "plastic", "charcoal"), look("Screen", "screen")
    if values["on"]:
        screen = Look(glowing("Screen", "#1f5c94", 1.6), "screen")
    opening = float(values["opening_deg"]) * np.pi / 180
    thin = 0.011 * width / 0.34 + 0.004
    lid_thin = 0.55 * thin
    base_depth = depth if opening <= np.pi / 2 else depth / (1.0 + abs(np.cos(opening)) * 0.98)
    back = -depth / 2 + base_depth
    parts = [
        Part(
            name="base",
            material="Shell",
            surface=rounded_box(
                (width, base_depth, thin), (0, back - base_depth / 2, 0.5 * thin + 0.001), 0.4 * thin, 4
            ),
        )
    ]
    key_rows = []
    columns, rows = 14, 5
    area_x, area_y = 0.86 * width, 0.44 * base_depth
    top = thin + 0.001
    front = back - 0.08 * base_depth - area_y
    unit_x, unit_y = area_x / columns, area_y / (rows + 1)
    for row in range(rows):
        for column in range(columns):
            x = -area_x / 2 + unit_x * (column + 0.5)
            y = front + unit_y * (row + 1.5)
            key_rows.append(rounded_box((0.84 * unit_x, 0.84 * unit_y, 0.003), (x, y, top + 0.0006), 0.0009, grain=0))
    for x0, x1 in ((0, 1), (1, 2), (2, 3), (3, 4), (4, 9), (9, 10), (10, 11), (11, 12), (12, 13), (13, 14)):
        x = -area_x / 2 + unit_x * (x0 + x1) / 2
        key_rows.append(
            rounded_box(
                ((x1 - x0 - 0.16) * unit_x, 0.84 * unit_y, 0.003),
                (x, front + 0.5 * unit_y, top + 0.0006),
                0.0009,
                grain=0,
            )
        )
    parts.append(Part(name="keys", surface=merge(key_rows), material="Keys"))
    pad_y = (front - (back - base_depth)) / 2 + back - base_depth
    parts.append(
        Part(
            name="touch_pad",
            material="Pad",
            surface=rounded_box((0.32 * width, 0.78 * (front - back + base_depth), 0.0012), (0, pad_y, top), 0.0005),
        )
    )
    parts.append(
        Part(
            name="feet",
            material="Keys",
            surface=merge(
                rounded_box(
                    (0.06 * width, 0.02, 0.002),
                    (sx * 0.4 * width, back - base_depth / 2 + sy * 0.4 * base_depth, 0.001),
                    0.0008,
                )
                for sx in (-1, 1)
                for sy in (-1, 1)
            ),
        )
    )
    hinge = (0.0, back - 0.004, top)
    length = 0.98 * base_depth

    def on_lid(piece: Surface) -> Surface:
        # made lying closed over the base with its inner face down at the hinge's height, then swung open
        return rotated(piece, -opening, (1, 0, 0), hinge)

    lid_z = top + lid_thin / 2 + 0.001
    lid = rounded_box((width, length, lid_thin), (0, back - 0.004 - length / 2, lid_z), 0.4 * lid_thin, 4)
    glass = rounded_box((0.94 * width, 0.84 * length, 0.0014), (0, back - 0.004 - 0.5 * length, top + 0.0008), 0.0005)
    bezel = rounded_box((0.98 * width, 0.95 * length, 0.001), (0, back - 0.004 - 0.5 * length, top + 0.0012), 0.0004)
    logo = cylinder(
        0.045 * width, 0.0008, (0, back - 0.004 - 0.5 * length, top + lid_thin + 0.001), segments=20, edge=0.0003
    )
    bar = cylinder(0.45 * thin, 0.8 * width, (0, back - 0.004, top), axis=0, segments=12, edge=0.001)
    for name, piece, material in (
        ("lid", lid, "Shell"),
        ("bezel", bezel, "Keys"),
        ("screen", glass, "Screen"),
        ("logo", logo, "Pad"),
        ("hinge", bar, "Keys"),
    ):
        parts.append(Part(name=name, surface=on_lid(piece), material=material, moves_with="screen"))
    if values["on"]:
        for name, pieces in _desktop(0.94 * width, 0.84 * length).items():
            placed = [translated(piece, (0, back - 0.004 - 0.5 * length, top + 0.0001)) for piece in pieces]
            parts.append(Part(name=name.lower(), surface=on_lid(merge(placed)), material=name, moves_with="screen"))
    half = -opening / 2
    tilt = np.array([np.cos(half), np.sin(half), 0, 0], dtype=np.float32)
    middle = np.array(hinge) + length / 2 * np.array([0, -np.cos(opening), np.sin(opening)])
    return make(
        parts, [shell, keys, screen, look("Pad", "aluminium", "#8f9296"),
                Look(glowing("Windows", "#e9edf2", 2.6), "screen"),
                Look(glowing("Bars", "#16324f", 1.0), "screen"), Look(glowing("Icons", "#f2a93b", 2.2), "screen")],
        [shapes.collision_box((width, base_depth, thin), (0, back - base_depth / 2, thin / 2)),
         shapes.collision_box((width, length, lid_thin), middle, tilt)],
        (shapes.grip((0, back - 0.9 * base_depth, thin / 2), thin, 0.6 * width),),
        {"screen": shapes.joint("hinge", hinge, (1, 0, 0), (opening - 2.3, opening))},
        mass_kg=1.6 * (width / 0.34) ** 2,
    )  # fmt: skip


def _build_tv(values: Values) -> Build:
    """A flat screen with a thin bezel, on two feet or one stand; old ones have a deep tube and knobs."""
    width, depth, height = size_of(values)
    shell, screen = main_look("Shell", values), look("Screen", "screen")
    metal = look("Stand", "aluminium", "charcoal", fill=0.3)
    if values["style"] == "old":
        return _old_tv(width, depth, height, values)
    thin = min(0.035, 0.06 * width)
    foot = 0.09 * height if values["style"] == "modern" else 0.2 * height
    panel = height - foot
    z = foot + panel / 2
    bezel = 0.012 * width + 0.002
    parts = [
        Part(name="panel", surface=rounded_box((width, thin, panel), (0, 0, z), 0.006, 4), material="Shell"),
        Part(
            name="screen",
            material="Screen",
            surface=rounded_box(
                (width - 2 * bezel, 0.004, panel - 2.4 * bezel), (0, -thin / 2, z + 0.2 * bezel), 0.0015
            ),
        ),
        Part(
            name="back",
            surface=rounded_box((0.6 * width, 0.7 * thin, 0.55 * panel), (0, 0.6 * thin, z - 0.12 * panel), 0.008),
            material="Shell",
        ),
    ]
    looks = [shell, screen, metal]
    if values["on"]:
        shown, lit = _picture(width - 2.4 * bezel, panel - 2.8 * bezel, -thin / 2 - 0.002, z + 0.2 * bezel)
        parts += shown
        looks = [shell, Look(glowing("Screen", "#8fb8dc", 1.6), "screen"), metal, *lit]
    collisions = [shapes.collision_box((width, 1.6 * thin, panel), (0, 0.2 * thin, z))]
    if values["style"] == "modern":
        for s in (1.0, -1.0):
            pieces = []
            for sy in (-1.0, 1.0):
                bar = rounded_box((0.022, float(np.hypot(depth / 2 - 0.02, foot)), 0.012), (0, 0, 0), 0.004)
                lean = float(np.arctan2(foot, depth / 2 - 0.02))
                bar = rotated(bar, -sy * lean, (1, 0, 0))
                pieces.append(translated(bar, (s * 0.38 * width, sy * (depth / 2 - 0.02) / 2, foot / 2 + 0.006)))
            foot_piece = merge(pieces)
            low = float(foot_piece.vertices[:, 2].min())
            parts.append(
                Part(
                    name=f"foot.{'L' if s > 0 else 'R'}", surface=translated(foot_piece, (0, 0, -low)), material="Stand"
                )
            )
            collisions.append(shapes.collision_box((0.03, depth, 0.02), (s * 0.38 * width, 0, 0.01)))
    else:
        neck = rounded_box((0.1 * width, 0.02, foot + 0.3 * panel), (0, 0.9 * thin, (foot + 0.3 * panel) / 2), 0.005)
        plate = rounded_box((0.42 * width, depth, 0.012), (0, 0, 0.006), 0.005)
        parts.append(Part(name="stand", surface=merge([neck, plate]), material="Stand"))
        collisions.append(shapes.collision_box((0.42 * width, depth, 0.02), (0, 0, 0.01)))
    return make(
        parts,
        looks,
        collisions,
        (shapes.grip((0, 0, z), thin, width), *shapes.push_places(width, depth, height, z)),
        mass_kg=16.0 * width * panel,
    )


def _picture(wide: float, tall: float, y: float, z: float) -> tuple[list[Part], list[Look]]:
    """What a lit television shows on a screen `wide` by `tall` m about (0, y, z): hills under a low sun."""
    across = np.linspace(-0.5, 0.5, 25)
    parts, looks = [], []
    ridges = (("Far Hills", "#4d6f9e", 0.06, 0.11, 5.0, 0.4), ("Near Hills", "#2f5d3a", -0.13, 0.09, 8.0, 1.7),
              ("Meadow", "#6fa23c", -0.30, 0.04, 11.0, 0.9))  # fmt: skip
    for k, (name, color, level, swing, waves, phase) in enumerate(ridges):
        top = (level + swing * np.sin(waves * across + phase)) * tall
        flat = np.full(len(across), y - 0.0004 * (k + 2))
        rows = [np.column_stack([across * wide, flat, z - 0.5 * tall + share * (top + 0.5 * tall)]) for share in (0, 1)]
        hill = thick_sheet(np.array(rows), 0.0006)
        parts.append(Part(name=name.lower().replace(" ", "_"), surface=hill, material=name))
        looks.append(Look(glowing(name, color, 1.6), "screen"))
    sun = cylinder(0.07 * tall, 0.0006, (0.2 * wide, y - 0.0004, z + 0.2 * tall), axis=1, segments=28, edge=0.0001)
    parts.append(Part(name="sun", surface=sun, material="Sun"))
    return parts, [*looks, Look(glowing("Sun", "#ffd98a", 5.0), "screen")]


def _old_tv(width: float, depth: float, height: float, values: Values) -> Build:
    """A tube set: wooden case, bulging screen, two knobs, a speaker grille, legs and an aerial."""
    case, screen, dark = look("Case", "walnut"), look("Screen", "screen"), look("Panel", "plastic", "charcoal")
    metal = look("Metal", "chrome", fill=0.2)
    del values
    depth = max(depth, 0.5 * width)
    aerial = 0.28 * height
    foot = 0.12 * height
    body = height - aerial - foot
    z = foot + body / 2
    parts = [
        Part(name="case", surface=rounded_box((width, depth, body), (0, 0, z), 0.03 * width, 4), material="Case"),
        Part(
            name="front",
            surface=rounded_box((0.94 * width, 0.02, 0.9 * body), (0, -depth / 2, z), 0.008),
            material="Panel",
        ),
    ]
    parts.append(
        Part(
            name="screen",
            material="Screen",
            surface=superellipsoid(
                (0.64 * width, 0.09 * width, 0.78 * body), (-0.12 * width, -depth / 2 - 0.004, z), 5.0, 8
            ),
        )
    )
    knobs = [
        cylinder(
            0.045 * width, 0.03, (0.34 * width, -depth / 2 - 0.02, z + k * 0.2 * body), axis=1, segments=18, edge=0.006
        )
        for k in (0.2, 1.3)
    ]
    grille = [
        rounded_box(
            (0.16 * width, 0.008, 0.012 * body), (0.34 * width, -depth / 2 - 0.01, z - (0.14 + 0.05 * k) * body), 0.002
        )
        for k in range(6)
    ]
    parts.append(Part(name="knobs", surface=merge([*knobs, *grille]), material="Metal"))
    feet = [
        cylinder(
            0.012, foot + 0.01, (sx * 0.4 * width, sy * 0.36 * depth, foot / 2 + 0.005), top_radius=0.02, segments=10
        )
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    parts.append(Part(name="feet", surface=merge(feet), material="Case"))
    rods = [
        rotated(
            cylinder(0.004, aerial * 1.1, (0, 0.1 * depth, foot + body + 0.5 * aerial), segments=8, edge=0.001),
            s * 0.42,
            (0, 1, 0),
            (0, 0.1 * depth, foot + body),
        )
        for s in (-1, 1)
    ]
    rods.append(cylinder(0.03, 0.02, (0, 0.1 * depth, foot + body + 0.005), segments=14, edge=0.005))
    parts.append(Part(name="aerial", surface=merge(rods), material="Metal"))
    return make(
        parts,
        [case, screen, dark, metal],
        [shapes.collision_box((width, depth, body + foot), (0, 0, (body + foot) / 2))],
        shapes.push_places(width, depth, body + foot),
        mass_kg=22.0 * width / 0.6,
    )


LAPTOP = (
    *shapes.sizes((0.34, 0.2, 1.0), (0.31, 0.18, 1.0), (0.235, 0.1, 0.8)),
    *shapes.finish("aluminium", patterned=False),
    Parameter(name="opening_deg", value=108.0, minimum=5.0, maximum=135.0, unit="deg"),
    shapes.flag("on", True, "whether its screen is lit"),
)


TV = (
    *shapes.sizes((1.2, 0.3, 4.0), (0.26, 0.1, 1.0), (0.75, 0.25, 2.6)),
    shapes.choice("style", "modern", ("modern", "monitor", "old")),
    *shapes.finish("plastic", "charcoal", patterned=False),
    shapes.flag("on", True, "whether it shows a picture; old sets stay dark"),
)


def _finish_tv(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    if values["style"] == "old" and entity.lemma in ("tv", "television"):
        values["width_m"], values["depth_m"], values["height_m"] = 0.62, 0.42, 0.78


def _finish_laptop(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    if "closed" in [a.value for a in entity.attributes]:
        values["opening_deg"] = 5.0
    values["depth_m"], values["height_m"] = 0.92 * float(values["width_m"]), 0.66 * float(values["width_m"])


CATEGORIES = (
    Category(
        name="laptop",
        family="electronics",
        synonyms=("notebook computer", "laptop computer", "computer"),
        parameters=LAPTOP,
        build=_build_laptop,
        sample=sampler("laptop", LAPTOP, use_prior=False, finish=_finish_laptop),
    ),
    Category(
        name="tv",
        family="electronics",
        synonyms=("television", "tv set", "flat screen", "monitor", "computer monitor", "screen"),
        parameters=TV,
        build=_build_tv,
        sample=sampler(
            "tv",
            TV,
            use_prior=False,
            finish=_finish_tv,
            presets={
                name: {"style": "monitor", "width_m": 0.6, "depth_m": 0.2, "height_m": 0.46}
                for name in ("monitor", "computer monitor")
            },
        ),
    ),
)  # fmt: skip
