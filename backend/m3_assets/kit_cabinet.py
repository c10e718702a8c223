"""Cabinets, dressers and wardrobes whose doors and drawers open."""

from __future__ import annotations

from ..protocol.scene import PartJoint
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .cupboard_geometry import carcass, drawer, panel_door
from .geometry import cylinder, leg, merge, rounded_box
from .making import look, main_look, make, side, size_of
from .sampler import sampler


def _build_cabinet(values: Values) -> Build:
    """A carcass on feet with rows of drawers above doors; everything opens."""
    width, depth, height = size_of(values)
    wood, metal = main_look("Wood", values), look("Handle", str(values["handle_material"]))
    dark = look("Inside", "walnut" if str(values["material"]) != "walnut" else "oak")
    foot, board = min(0.12, 0.14 * height), 0.02
    drawers, doors = int(values["drawer_rows"]), int(values["door_count"])
    parts = [Part(name="carcass", surface=carcass(width, depth - 0.02, foot, height, board), material="Wood")]
    feet = [
        leg(
            (s * (width / 2 - 0.05), y, foot + 0.002),
            (s * (width / 2 - 0.045), y, 0),
            (0.06, 0.06),
            (0.036, 0.036),
            0.005,
        )
        for s in (-1, 1)
        for y in (-depth / 2 + 0.06, depth / 2 - 0.06)
    ]
    parts.append(Part(name="feet", surface=merge(feet), material="Wood"))
    joints: dict[str, PartJoint] = {}
    front_y = -depth / 2
    low, high = foot + board, height - board
    inner = high - low
    drawer_height = inner / drawers if not doors else min(0.2, 0.55 * inner / max(drawers, 1))
    columns = 2 if drawers and width > 0.75 and (doors or width > 1.0) else 1
    x_span = width - 2 * board - 0.004
    z = high
    for row in range(drawers):
        for column in range(columns):
            unit = x_span / columns
            x = -x_span / 2 + unit * (column + 0.5)
            name = f"drawer_{row * columns + column + 1}"
            body, handle = drawer(x, front_y, z - drawer_height / 2, unit - 0.005, depth - 0.05, drawer_height - 0.006)
            parts.append(Part(name=name, surface=body, material="Wood", moves_with=name))
            parts.append(Part(name=f"{name}_handle", surface=handle, material="Handle", moves_with=name))
            joints[name] = shapes.joint("slide", (x, front_y, z - drawer_height / 2), (0, -1, 0), (0.0, 0.7 * depth))
        z -= drawer_height
    if doors:
        tall = z - low
        if drawers:
            parts.append(
                Part(
                    name="divider",
                    material="Wood",
                    surface=rounded_box((x_span, depth - 0.04, board), (0, 0, z - board / 2), 0.003),
                )
            )
        unit = x_span / doors
        for k in range(doors):
            x = x_span / 2 - unit * (k + 0.5)  # left (+X) first
            left_hinge = k < doors / 2 and doors > 1
            name = "door" if doors == 1 else f"door.{side(x)}" if doors == 2 else f"door_{k + 1}"
            hinge_x = x + (unit / 2 if left_hinge else -unit / 2)
            if doors > 2:
                left_hinge = k % 2 == 0
                hinge_x = x + (unit / 2 if left_hinge else -unit / 2)
            panel = panel_door(x, front_y, low + tall / 2, unit - 0.004, tall - 0.004)
            knob_x = x + (-1 if left_hinge else 1) * (unit / 2 - 0.035)
            knob_z = low + tall * (0.62 if height < 1.3 else 0.5)
            knob = _knob(knob_x, front_y, knob_z, height > 1.3)
            parts.append(Part(name=name, surface=panel, material="Wood", moves_with=name))
            parts.append(Part(name=f"{name}_handle", surface=knob, material="Handle", moves_with=name))
            limits = (0.0, 1.9) if left_hinge else (-1.9, 0.0)
            joints[name] = shapes.joint("hinge", (hinge_x, front_y + 0.02, low), (0, 0, 1), limits)
        if tall > 0.5:
            parts.append(
                Part(
                    name="shelf",
                    material="Inside",
                    surface=rounded_box((x_span, depth - 0.06, board), (0, 0.01, low + tall / 2), 0.003),
                )
            )
    return make(
        parts,
        [wood, metal, dark],
        [shapes.collision_box((width, depth, height - foot), (0, 0, foot + (height - foot) / 2)),
         *(shapes.collision_box((0.05, 0.05, foot), (s * (width / 2 - 0.05), y, foot / 2))
           for s in (-1, 1) for y in (-depth / 2 + 0.06, depth / 2 - 0.06))],
        (shapes.surface_top("top", (0, 0, height), 0.94 * width, 0.88 * depth),
         *shapes.push_places(width, depth, height, min(1.1, 0.8 * height))),
        joints,
    )  # fmt: skip


def _knob(x: float, front_y: float, z: float, bar: bool) -> Surface:
    """A knob, or on tall doors an upright bar."""
    if bar:
        return merge(
            [
                rounded_box((0.012, 0.01, 0.2), (x, front_y - 0.026, z), 0.004),
                *(
                    cylinder(0.004, 0.024, (x, front_y - 0.012, z + s * 0.08), axis=1, segments=10, edge=0.001)
                    for s in (-1, 1)
                ),
            ]
        )
    stem = cylinder(0.006, 0.014, (x, front_y - 0.006, z), axis=1, segments=12, edge=0.001)
    head = cylinder(0.014, 0.016, (x, front_y - 0.02, z), axis=1, segments=16, edge=0.006)
    return merge([stem, head])


CABINET = (
    *shapes.sizes((0.9, 0.3, 3.0), (0.45, 0.25, 1.0), (0.92, 0.35, 2.6)),
    *shapes.finish("oak"),
    shapes.number("drawer_rows", 1, 0, 6),
    shapes.number("door_count", 2, 0, 6),
    shapes.choice("handle_material", "brass", ("brass", "steel", "iron", "chrome")),
)


WOODS = ("oak", "walnut", "pine")


CATEGORIES = (
    Category(
        name="cabinet",
        family="boxy",
        synonyms=(
            "cupboard",
            "dresser",
            "wardrobe",
            "closet",
            "drawer",
            "chest of drawers",
            "sideboard",
            "tv stand",
            "filing cabinet",
            "bathroom cabinet",
            "armoire",
            "buffet",
        ),
        parameters=CABINET,
        build=_build_cabinet,
        sample=sampler(
            "cabinet",
            CABINET,
            stuffs=WOODS,
            use_prior=False,
            presets={
                "dresser": {"width_m": 1.15, "depth_m": 0.48, "height_m": 0.95, "drawer_rows": 3, "door_count": 0},
                "drawer": {"width_m": 0.8, "depth_m": 0.45, "height_m": 0.85, "drawer_rows": 4, "door_count": 0},
                "chest of drawers": {
                    "width_m": 0.85,
                    "depth_m": 0.48,
                    "height_m": 1.0,
                    "drawer_rows": 4,
                    "door_count": 0,
                },
                "wardrobe": {"width_m": 1.2, "depth_m": 0.6, "height_m": 2.0, "drawer_rows": 0, "door_count": 2},
                "armoire": {"width_m": 1.2, "depth_m": 0.6, "height_m": 2.0, "drawer_rows": 0, "door_count": 2},
                "closet": {"width_m": 1.4, "depth_m": 0.6, "height_m": 2.1, "drawer_rows": 0, "door_count": 2},
                "sideboard": {"width_m": 1.5, "depth_m": 0.45, "height_m": 0.8, "door_count": 4},
                "buffet": {"width_m": 1.5, "depth_m": 0.45, "height_m": 0.85, "door_count": 4},
                "tv stand": {"width_m": 1.4, "depth_m": 0.42, "height_m": 0.5, "drawer_rows": 0, "door_count": 4},
                "filing cabinet": {
                    "width_m": 0.42,
                    "depth_m": 0.5,
                    "height_m": 1.05,
                    "drawer_rows": 4,
                    "door_count": 0,
                    "material": "painted metal",
                    "color": "gray",
                    "handle_material": "steel",
                },
            },
        ),
    ),
)  # fmt: skip
