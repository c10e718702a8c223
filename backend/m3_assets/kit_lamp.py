"""Lamps and candles."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity, Parameter
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import cylinder, fillet, lathe, merge, rotated, superellipsoid, translated, tube
from .making import Look, look, main_look, make, size_of
from .materials import glowing
from .sampler import Value, sampler

WARM = "#ffd9a0"


def _shade(radius_low: float, radius_high: float, low: float, high: float) -> Surface:
    """A conical lampshade: an open shell of 2 mm with rolled rims."""
    t = 0.0022
    outline = [(radius_low, low), (radius_high, high), (radius_high - t, high), (radius_low - t, low)]
    return lathe(fillet(outline, 0.0009, 2, closed=True), 36, closed_profile=True)


def _build_lamp(values: Values) -> Build:
    style = str(values["style"])
    if style == "candle":
        return _candle(values)
    if style == "desk":
        return _desk_lamp(values)
    width, _, height = size_of(values)
    base, metal = main_look("Base", values), look("Stem", "brass", fill=0.3)
    shade = look("Shade", "linen", str(values["shade_color"]), emission_w_m2=4.0)
    bulb = Look(glowing("Bulb", WARM, 60.0), "glass")
    radius = width / 2
    parts = []
    if style == "pendant":
        shade_h = min(0.6 * width, 0.4 * height)
        low = 0.0
        parts.append(
            Part(
                name="cord",
                surface=cylinder(
                    0.004, height - 0.8 * shade_h, (0, 0, 0.5 * (height + 0.8 * shade_h)), segments=10, edge=0.001
                ),
                material="Base",
            )
        )
        parts.append(
            Part(
                name="rose",
                surface=cylinder(0.05, 0.025, (0, 0, height - 0.0125), segments=20, edge=0.006),
                material="Base",
            )
        )
        collisions = [shapes.collision_cylinder(width, shade_h, (0, 0, shade_h / 2))]
        top_radius = 0.3 * radius
    else:
        floor = style == "floor"
        shade_h = min(0.2 * height, 0.34) if floor else 0.42 * height
        low = height - shade_h
        top_radius = 0.62 * radius if floor else 0.66 * radius
        if floor:
            foot = lathe(
                fillet(
                    [
                        (0, 0),
                        (0.62 * radius, 0),
                        (0.62 * radius, 0.02),
                        (0.1 * radius, 0.035),
                        (0.08 * radius, 0.06),
                        (0, 0.06),
                    ],
                    0.005,
                    3,
                ),
                32,
            )
            stem = cylinder(
                0.012, height - 0.3 * shade_h - 0.05, (0, 0, 0.05 + (height - 0.3 * shade_h - 0.05) / 2), segments=14
            )
            parts += [
                Part(name="foot", surface=foot, material="Base"),
                Part(name="stem", surface=stem, material="Base"),
            ]
            collisions = [
                shapes.collision_cylinder(1.24 * radius, 0.04, (0, 0, 0.02)),
                shapes.collision_cylinder(0.03, low, (0, 0, low / 2)),
            ]
        else:
            r, h = 0.62 * radius, low + 0.1 * shade_h
            profile = [
                (0, 0),
                (0.7 * r, 0),
                (0.72 * r, 0.03 * h),
                (0.55 * r, 0.08 * h),
                (0.9 * r, 0.32 * h),
                (0.96 * r, 0.46 * h),
                (0.75 * r, 0.66 * h),
                (0.3 * r, 0.84 * h),
                (0.2 * r, 0.9 * h),
                (0.26 * r, 0.96 * h),
                (0, 0.97 * h),
            ]
            parts.append(Part(name="base", surface=lathe(fillet(profile, 0.02, 4), 32), material="Base"))
            stem_low = 0.95 * h
            top = height - 0.4 * shade_h
            parts.append(
                Part(
                    name="stem",
                    surface=cylinder(0.008, top - stem_low, (0, 0, (top + stem_low) / 2), segments=12),
                    material="Stem",
                )
            )
            collisions = [shapes.collision_cylinder(1.3 * r, low, (0, 0, low / 2))]
        collisions.append(shapes.collision_cylinder(width, shade_h, (0, 0, low + shade_h / 2)))
    parts.append(Part(name="shade", surface=_shade(radius, top_radius, low, low + shade_h), material="Shade"))
    spokes = [
        rotated(
            cylinder(0.0025, 1.99 * top_radius, (0, 0, low + 0.94 * shade_h), axis=0, segments=6, edge=0.0008),
            k * np.pi / 3,
            (0, 0, 1),
        )
        for k in range(3)
    ]
    spokes.append(cylinder(0.014, 0.05, (0, 0, low + 0.92 * shade_h - 0.02), segments=12, edge=0.003))
    size = min(0.06, 0.5 * top_radius)
    bulb_z = low + 0.5 * shade_h
    parts += [
        Part(name="carrier", surface=merge(spokes), material="Stem"),
        Part(name="bulb", surface=superellipsoid((size, size, 1.3 * size), (0, 0, bulb_z)), material="Bulb"),
    ]
    return make(
        parts,
        [base, metal, shade, bulb],
        collisions,
        (shapes.grip((0, 0, 0.4 * low), 0.05), shapes.affordance("light", "hang_at", (0, 0, bulb_z), (0, 0, 0))),
        mass_kg=2.0 if style == "table" else 5.0,
    )


def _desk_lamp(values: Values) -> Build:
    """A heavy foot, two arms with joints, and a metal cone over a bulb."""
    width, depth, height = size_of(values)
    paint, metal = main_look("Paint", values), look("Joint", "chrome", fill=0.3)
    bulb = Look(glowing("Bulb", WARM, 60.0), "glass")
    foot_r = 0.3 * min(width, depth) + 0.02
    y0 = depth / 2 - foot_r
    knee = np.array([0.0, y0, 0.03])
    foot = lathe(fillet([(0, 0), (foot_r, 0), (foot_r, 0.018), (0.3 * foot_r, 0.032), (0, 0.034)], 0.006, 3), 32)
    r = 0.3 * min(width, depth)
    inner = lathe(
        [
            (0, 1.2 * r),
            (0.34 * r, 1.18 * r),
            (0.4 * r, 0.88 * r),
            (r - 0.003, 0),
            (r, 0),
            (0.43 * r, 0.9 * r),
            (0.37 * r, 1.25 * r),
            (0, 1.29 * r),
        ],
        28,
    )
    tilt = 0.6
    head = rotated(translated(inner, (0, 0, -1.1 * r)), tilt, (1, 0, 0))
    bulb_piece = rotated(superellipsoid((0.5 * r, 0.5 * r, 0.66 * r), (0, 0, -0.55 * r)), tilt, (1, 0, 0))
    reach = -0.5 * depth - float(head.vertices[:, 1].min())  # the shade ends where the lamp does
    elbow = np.array([0.0, y0 + 0.12 * depth, 0.56 * height])
    wrist = np.array([0.0, reach + 0.01, 0.93 * height])
    lower, upper = tube([knee, elbow], 0.008, 10), tube([elbow, wrist], 0.008, 10)
    shoulder = knee + np.array([0, 0, 0.02])
    knots = [cylinder(0.016, 0.03, p, axis=0, segments=16) for p in (shoulder, elbow, wrist)]
    offset = wrist - np.array([0, 0.01, 0.02])
    parts = [
        Part(name="foot", surface=translated(foot, (0, y0, 0)), material="Paint"),
        Part(name="joint_shoulder", surface=knots[0], material="Joint"),
        Part(name="arm_lower", surface=lower, material="Paint", moves_with="lower_arm"),
        Part(name="joint_elbow", surface=knots[1], material="Joint", moves_with="lower_arm"),
        Part(name="arm_upper", surface=upper, material="Paint", moves_with="upper_arm"),
        Part(name="joint_wrist", surface=knots[2], material="Joint", moves_with="upper_arm"),
        Part(name="head", surface=translated(head, offset), material="Paint", moves_with="shade"),
        Part(name="bulb", surface=translated(bulb_piece, offset), material="Bulb", moves_with="shade"),
    ]
    across = (1.0, 0.0, 0.0)
    joints = {
        "lower_arm": shapes.joint("hinge", shoulder, across, (-0.9, 0.5)),
        "upper_arm": shapes.joint("hinge", elbow, across, (-0.5, 1.2), "lower_arm"),
        "shade": shapes.joint("hinge", wrist, across, (-1.2, 0.6), "upper_arm"),
    }
    return make(
        parts,
        [paint, metal, bulb],
        [
            shapes.collision_cylinder(2 * foot_r, 0.03, (0, y0, 0.015)),
            shapes.collision_box((0.03, 0.06, height), (0, y0, height / 2)),
        ],
        (shapes.grip(elbow, 0.02),),
        joints,
        mass_kg=1.6,
    )


def _candle(values: Values) -> Build:
    """Wax with a molten rim, a wick, a flame, on a small plate."""
    width, _, height = size_of(values)
    wax, plate, wick = main_look("Wax", values), look("Plate", "brass"), look("Wick", "fabric", "charcoal")
    flame = Look(glowing("Flame", "#ffb347", 90.0), "paper")
    flame_h = min(0.24 * height, 0.05)
    body_h = height - flame_h - 0.012
    r = 0.3 * width
    dish = lathe(
        fillet(
            [(0, 0), (0.4 * width, 0), (0.5 * width, 0.014), (0.48 * width, 0.016), (0.38 * width, 0.005), (0, 0.005)],
            0.002,
            2,
        ),
        32,
    )
    body = lathe(
        fillet(
            [
                (0, 0.005),
                (r, 0.005),
                (r, body_h),
                (0.86 * r, body_h + 0.002),
                (0.6 * r, body_h - 0.05 * r),
                (0, body_h - 0.1 * r),
            ],
            0.1 * r,
            3,
        ),
        28,
    )
    fire = lathe([(0, 0), (0.1, 0.05), (0.17, 0.2), (0.18, 0.34), (0.13, 0.56), (0.06, 0.8), (0, 1.0)], 14)
    fire = translated(
        type(fire)(
            vertices=fire.vertices * flame_h,
            face_sizes=fire.face_sizes,
            face_vertices=fire.face_vertices,
            uv=fire.uv * flame_h,
        ),
        (0, 0, height - flame_h),
    )
    string = tube(
        [(0, 0, body_h - 0.1 * r), (0, 0, height - 0.8 * flame_h), (0.002, 0, height - 0.7 * flame_h)], 0.0013, 6
    )
    return make(
        [
            Part(name="wax", surface=body, material="Wax"),
            Part(name="plate", surface=dish, material="Plate"),
            Part(name="wick", surface=string, material="Wick"),
            Part(name="flame", surface=fire, material="Flame", moves_with="flame"),
        ],
        [wax, plate, wick, flame],
        [shapes.collision_cylinder(2 * r, body_h, (0, 0, body_h / 2))],
        (shapes.grip((0, 0, 0.4 * body_h), 2 * r),),
        {"flame": shapes.joint("slide", (0, 0, 0), (0, 0, -1), (0.0, 1.3 * (flame_h + 0.014)))},  # blown out: gone
        mass_kg=900 * 3.14 * r * r * body_h,
    )


LAMP = (
    *shapes.sizes((0.36, 0.04, 1.5), (0.36, 0.04, 1.5), (0.55, 0.05, 2.5)),
    shapes.choice("style", "table", ("table", "floor", "desk", "pendant", "candle")),
    *shapes.finish("ceramic", patterned=False),
    Parameter(name="shade_color", value="cream", description="colour of the shade"),
)


def _finish_lamp(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    values["depth_m"] = values["width_m"]
    colors = entity.values("color")
    if colors and values["style"] in ("table", "floor", "pendant"):
        values["shade_color"] = colors[0]
        values["color"] = ""
    if values["style"] == "table" and float(values["height_m"]) > 1.1:
        values["style"] = "floor"


FLOOR_LAMP: dict[str, Value] = {"style": "floor", "width_m": 0.42, "depth_m": 0.42, "height_m": 1.6, "material": "iron"}
CATEGORIES = (
    Category(
        name="lamp",
        family="lathe",
        synonyms=(
            "table lamp",
            "floor lamp",
            "standing lamp",
            "desk lamp",
            "reading lamp",
            "bedside lamp",
            "ceiling lamp",
            "pendant lamp",
            "candle",
            "lampshade",
            "light",
        ),
        parameters=LAMP,
        build=_build_lamp,
        sample=sampler(
            "lamp",
            LAMP,
            use_prior=False,
            finish=_finish_lamp,
            stuffs=("ceramic", "walnut", "brass"),
            presets={
                "floor lamp": FLOOR_LAMP,
                "standing lamp": FLOOR_LAMP,
                **{
                    n: {
                        "style": "desk",
                        "material": "painted metal",
                        "color": "teal",
                        "width_m": 0.28,
                        "depth_m": 0.38,
                        "height_m": 0.46,
                    }
                    for n in ("desk lamp", "reading lamp")
                },
                **{
                    n: {
                        "style": "pendant",
                        "material": "plastic",
                        "color": "charcoal",
                        "width_m": 0.45,
                        "depth_m": 0.45,
                        "height_m": 0.9,
                    }
                    for n in ("ceiling lamp", "pendant lamp")
                },
                "candle": {
                    "style": "candle",
                    "material": "plastic",
                    "color": "ivory",
                    "width_m": 0.11,
                    "depth_m": 0.11,
                    "height_m": 0.2,
                },
            },
        ),
    ),
)  # fmt: skip
