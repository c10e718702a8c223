"""Lamps, candles, street and traffic lights, poles."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import cylinder, fillet, lathe, merge, rotated, rounded_box, superellipsoid, translated, tube
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
        parts.append(Part(name="cord", surface=cylinder(0.004, height - 0.8 * shade_h, (0, 0, 0.5 * (height + 0.8 * shade_h)), segments=10, edge=0.001), material="Base"))
        parts.append(Part(name="rose", surface=cylinder(0.05, 0.025, (0, 0, height - 0.0125), segments=20, edge=0.006), material="Base"))
        collisions = [shapes.collision_cylinder(width, shade_h, (0, 0, shade_h / 2))]
        top_radius = 0.3 * radius
    else:
        floor = style == "floor"
        shade_h = min(0.2 * height, 0.34) if floor else 0.42 * height
        low = height - shade_h
        top_radius = 0.62 * radius if floor else 0.66 * radius
        if floor:
            foot = lathe(fillet([(0, 0), (0.62 * radius, 0), (0.62 * radius, 0.02), (0.1 * radius, 0.035), (0.08 * radius, 0.06), (0, 0.06)], 0.005, 3), 32)
            stem = cylinder(0.012, height - 0.3 * shade_h - 0.05, (0, 0, 0.05 + (height - 0.3 * shade_h - 0.05) / 2), segments=14)
            parts += [Part(name="foot", surface=foot, material="Base"), Part(name="stem", surface=stem, material="Base")]
            collisions = [shapes.collision_cylinder(1.24 * radius, 0.04, (0, 0, 0.02)), shapes.collision_cylinder(0.03, low, (0, 0, low / 2))]
        else:
            r, h = 0.62 * radius, low + 0.1 * shade_h
            profile = [(0, 0), (0.7 * r, 0), (0.72 * r, 0.03 * h), (0.55 * r, 0.08 * h), (0.9 * r, 0.32 * h), (0.96 * r, 0.46 * h),
                       (0.75 * r, 0.66 * h), (0.3 * r, 0.84 * h), (0.2 * r, 0.9 * h), (0.26 * r, 0.96 * h), (0, 0.97 * h)]  # fmt: skip
            parts.append(Part(name="base", surface=lathe(fillet(profile, 0.02, 4), 32), material="Base"))
            stem_low = 0.95 * h
            top = height - 0.4 * shade_h
            parts.append(Part(name="stem", surface=cylinder(0.008, top - stem_low, (0, 0, (top + stem_low) / 2), segments=12), material="Stem"))
            collisions = [shapes.collision_cylinder(1.3 * r, low, (0, 0, low / 2))]
        collisions.append(shapes.collision_cylinder(width, shade_h, (0, 0, low + shade_h / 2)))
    parts.append(Part(name="shade", surface=_shade(radius, top_radius, low, low + shade_h), material="Shade"))
    spokes = [rotated(cylinder(0.0025, 1.99 * top_radius, (0, 0, low + 0.94 * shade_h), axis=0, segments=6, edge=0.0008), k * np.pi / 3, (0, 0, 1)) for k in range(3)]
    spokes.append(cylinder(0.014, 0.05, (0, 0, low + 0.92 * shade_h - 0.02), segments=12, edge=0.003))
    size = min(0.06, 0.5 * top_radius)
    bulb_z = low + 0.5 * shade_h
    parts += [Part(name="carrier", surface=merge(spokes), material="Stem"),
              Part(name="bulb", surface=superellipsoid((size, size, 1.3 * size), (0, 0, bulb_z)), material="Bulb")]  # fmt: skip
    return make(parts, [base, metal, shade, bulb], collisions,
                (shapes.grip((0, 0, 0.4 * low), 0.05), shapes.affordance("light", "hang_at", (0, 0, bulb_z), (0, 0, 0))),
                mass_kg=2.0 if style == "table" else 5.0)  # fmt: skip


def _desk_lamp(values: Values) -> Build:
    """A heavy foot, two arms with joints, and a metal cone over a bulb."""
    width, depth, height = size_of(values)
    paint, metal = main_look("Paint", values), look("Joint", "chrome", fill=0.3)
    bulb = Look(glowing("Bulb", WARM, 60.0), "glass")
    foot_r = 0.3 * min(width, depth) + 0.02
    y0 = depth / 2 - foot_r
    elbow = np.array([0.0, y0 + 0.3 * foot_r, 0.56 * height])
    wrist = np.array([0.0, -0.12 * depth, 0.93 * height])
    knee = np.array([0.0, y0, 0.03])
    arms = [tube([knee, elbow], 0.008, 10), tube([elbow, wrist], 0.008, 10)]
    knots = [cylinder(0.016, 0.03, p, axis=0, segments=16) for p in (knee + (0, 0, 0.02), elbow, wrist)]
    foot = lathe(fillet([(0, 0), (foot_r, 0), (foot_r, 0.018), (0.3 * foot_r, 0.032), (0, 0.034)], 0.006, 3), 32)
    r = 0.3 * min(width, depth)
    inner = lathe([(0, 1.2 * r), (0.34 * r, 1.18 * r), (0.4 * r, 0.88 * r), (r - 0.003, 0), (r, 0), (0.43 * r, 0.9 * r), (0.37 * r, 1.25 * r), (0, 1.29 * r)], 28)
    tilt = 0.6
    head = rotated(translated(inner, (0, 0, -1.1 * r)), tilt, (1, 0, 0))
    bulb_piece = rotated(superellipsoid((0.5 * r, 0.5 * r, 0.66 * r), (0, 0, -0.55 * r)), tilt, (1, 0, 0))
    offset = wrist - (0, 0.01, 0.02)
    parts = [Part(name="foot", surface=translated(foot, (0, y0, 0)), material="Paint"),
             Part(name="arms", surface=merge(arms), material="Paint"), Part(name="joints", surface=merge(knots), material="Joint"),
             Part(name="head", surface=translated(head, offset), material="Paint"),
             Part(name="bulb", surface=translated(bulb_piece, offset), material="Bulb")]  # fmt: skip
    return make(parts, [paint, metal, bulb],
                [shapes.collision_cylinder(2 * foot_r, 0.03, (0, y0, 0.015)), shapes.collision_box((0.03, 0.06, height), (0, y0, height / 2))],
                (shapes.grip(elbow, 0.02),), mass_kg=1.6)  # fmt: skip


def _candle(values: Values) -> Build:
    """Wax with a molten rim, a wick, a flame, on a small plate."""
    width, _, height = size_of(values)
    wax, plate, wick = main_look("Wax", values), look("Plate", "brass"), look("Wick", "fabric", "charcoal")
    flame = Look(glowing("Flame", "#ffb347", 90.0), "paper")
    flame_h = min(0.24 * height, 0.05)
    body_h = height - flame_h - 0.012
    r = 0.3 * width
    dish = lathe(fillet([(0, 0), (0.4 * width, 0), (0.5 * width, 0.014), (0.48 * width, 0.016), (0.38 * width, 0.005), (0, 0.005)], 0.002, 2), 32)
    body = lathe(fillet([(0, 0.005), (r, 0.005), (r, body_h), (0.86 * r, body_h + 0.002), (0.6 * r, body_h - 0.05 * r), (0, body_h - 0.1 * r)], 0.1 * r, 3), 28)
    fire = lathe([(0, 0), (0.1, 0.05), (0.17, 0.2), (0.18, 0.34), (0.13, 0.56), (0.06, 0.8), (0, 1.0)], 14)
    fire = translated(type(fire)(vertices=fire.vertices * flame_h, face_sizes=fire.face_sizes, face_vertices=fire.face_vertices, uv=fire.uv * flame_h), (0, 0, height - flame_h))
    string = tube([(0, 0, body_h - 0.1 * r), (0, 0, height - 0.8 * flame_h), (0.002, 0, height - 0.7 * flame_h)], 0.0013, 6)
    return make([Part(name="wax", surface=body, material="Wax"), Part(name="plate", surface=dish, material="Plate"),
                 Part(name="wick", surface=string, material="Wick"), Part(name="flame", surface=fire, material="Flame")],
                [wax, plate, wick, flame], [shapes.collision_cylinder(2 * r, body_h, (0, 0, body_h / 2))],
                (shapes.grip((0, 0, 0.4 * body_h), 2 * r),), mass_kg=900 * 3.14 * r * r * body_h)  # fmt: skip


def _build_street_light(values: Values) -> Build:
    """A tapered mast on a base, a bent arm and a head with a lit panel; or a traffic light with three lenses."""
    width, depth, height = size_of(values)
    mast = main_look("Mast", values)
    light = Look(glowing("Light", WARM, 120.0), "glass")
    base_r = min(0.12, 0.02 * height + 0.02)
    if values["style"] == "traffic":
        return _traffic_light(width, depth, height, mast)
    reach = depth - base_r
    y0 = depth / 2 - base_r
    foot = lathe(fillet([(0, 0), (base_r, 0), (base_r, 0.03), (0.8 * base_r, 0.05), (0.78 * base_r, 0.11 * height), (0.55 * base_r, 0.125 * height), (0, 0.125 * height)], 0.012, 3), 20)
    bend = min(0.14 * height, 0.6 * reach)
    line = fillet([(y0, 0.12 * height), (y0, height - 0.05), (-depth / 2 + 0.3 * reach, height - 0.03)], [0, bend, 0], 8)
    path = np.column_stack([np.zeros(len(line)), line])
    radii = np.interp(np.linspace(0, 1, len(line)), [0, 1], [0.55 * base_r, 0.3 * base_r])
    head_l, head_w = 0.34 * reach, min(width, 0.5 * 0.34 * reach + 0.1)
    head_y, head_z = -depth / 2 + head_l / 2, height - 0.05
    parts = [Part(name="base", surface=translated(foot, (0, y0, 0)), material="Mast"),
             Part(name="mast", surface=tube(path, radii, 16), material="Mast"),
             Part(name="head", surface=superellipsoid((head_w, head_l, 0.1), (0, head_y, head_z), 4.0, 6), material="Mast"),
             Part(name="light", surface=rounded_box((0.7 * head_w, 0.7 * head_l, 0.02), (0, head_y, head_z - 0.048), 0.006), material="Light")]  # fmt: skip
    return make(parts, [mast, light], [shapes.collision_cylinder(2 * base_r, height, (0, y0, height / 2))],
                (shapes.affordance("light", "hang_at", (0, head_y, head_z - 0.06), (0, 0, 0)),), mass_kg=18.0 * height, static=True)  # fmt: skip


def _traffic_light(width: float, depth: float, height: float, mast: Look) -> Build:
    box_h = min(0.95, 0.32 * height)
    box_w = min(width, 0.36 * box_h)
    r = 0.05 * box_h + 0.03
    dark = look("Housing", "plastic", "charcoal")
    colors = (("Red light", "#ff2010"), ("Amber light", "#3a2600"), ("Green light", "#003312"))
    looks = [mast, dark]
    y = depth / 2 - r
    front = y - r - 0.11 * box_h
    z = height - box_h / 2
    parts = [Part(name="mast", surface=cylinder(r, height - 0.1 * box_h, (0, y, (height - 0.1 * box_h) / 2), segments=18, edge=0.01), material="Mast"),
             Part(name="base", surface=cylinder(1.0 * r + 0.001, 0.3, (0, y, 0.15), segments=18, edge=0.02), material="Mast"),
             Part(name="housing", surface=rounded_box((box_w, 0.22 * box_h, box_h), (0, front + 0.02, z), 0.03, 4), material="Housing")]  # fmt: skip
    hoods = []
    for k, (name, color) in enumerate(colors):
        cz = z + (1 - k) * 0.31 * box_h
        lens_r = 0.115 * box_h
        looks.append(Look(glowing(name, color, 80.0 if k == 0 else 2.0), "glass"))
        parts.append(Part(name=name.lower().replace(" ", "_"), material=name,
                          surface=superellipsoid((2 * lens_r, 0.05, 2 * lens_r), (0, front + 0.02 - 0.11 * box_h, cz))))  # fmt: skip
        hood = lathe(fillet([(lens_r, 0), (1.12 * lens_r, 0), (1.12 * lens_r, 1.0 * lens_r), (lens_r, 1.0 * lens_r)], 0.002, 2, closed=True), 24, closed_profile=True)
        hood = rotated(hood, np.pi / 2, (1, 0, 0))
        vertices = hood.vertices.copy()  # the visor is cut slanting: long above, short below
        vertices[:, 1] *= 0.55 + 0.45 * np.clip(vertices[:, 2] / lens_r, -1, 1)
        hoods.append(translated(type(hood)(vertices=vertices, face_sizes=hood.face_sizes, face_vertices=hood.face_vertices, uv=hood.uv), (0, front + 0.02 - 0.1 * box_h, cz)))
    parts.append(Part(name="visors", surface=merge(hoods), material="Housing"))
    low_y = min(float(p.surface.vertices[:, 1].min()) for p in parts)
    high_y = max(float(p.surface.vertices[:, 1].max()) for p in parts)
    shift = (0, -(low_y + high_y) / 2, 0)
    parts = [Part(name=p.name, surface=translated(p.surface, shift), material=p.material) for p in parts]
    return make(parts, looks, [shapes.collision_cylinder(2 * r, height, (0, y + shift[1], height / 2)), shapes.collision_box((box_w, 0.22 * box_h, box_h), (0, front + 0.02 + shift[1], z))],
                (), mass_kg=60.0, static=True)  # fmt: skip


def _build_pole(values: Values) -> Build:
    """A tapered pole on a flange with a ball on top; a telephone pole has cross-arms with insulators."""
    width, depth, height = size_of(values)
    look_of = main_look("Pole", values)
    r = 0.5 * min(width, depth)
    if values["style"] == "telephone":
        r = min(0.16, 0.016 * height)
        white = look("Insulators", "ceramic")
        arms, cups = [], []
        for z in (0.93 * height, 0.85 * height):
            arms.append(rounded_box((width, 0.1, 0.12), (0, -r, z), 0.012))
            cups += [cylinder(0.045, 0.12, (x * width / 2, -r, z + 0.12), top_radius=0.03, segments=12, edge=0.012) for x in (-0.9, -0.5, 0.5, 0.9)]
        parts = [Part(name="pole", surface=cylinder(r, height, (0, 0.05, height / 2), top_radius=0.7 * r, segments=18, edge=0.02), material="Pole"),
                 Part(name="cross_arms", surface=merge(arms), material="Pole"), Part(name="insulators", surface=merge(cups), material="Insulators")]  # fmt: skip
        low = min(float(p.surface.vertices[:, 1].min()) for p in parts)
        high = max(float(p.surface.vertices[:, 1].max()) for p in parts)
        parts = [Part(name=p.name, surface=translated(p.surface, (0, -(low + high) / 2, 0)), material=p.material) for p in parts]
        return make(parts, [look_of, white], [shapes.collision_cylinder(2 * r, height, (0, 0, height / 2))], mass_kg=400.0, static=True)
    shaft = 0.55 * r
    ball = 1.5 * shaft
    parts = [Part(name="pole", surface=cylinder(shaft, height - 1.4 * ball, (0, 0, (height - 1.4 * ball) / 2), top_radius=0.75 * shaft, segments=20), material="Pole"),
             Part(name="flange", surface=lathe(fillet([(0, 0), (r, 0), (r, 0.3 * r), (0.75 * shaft + 0.2 * r, 0.6 * r), (shaft, 0.9 * r), (0, 0.9 * r)], 0.06 * r, 3), 24), material="Pole"),
             Part(name="cap", surface=superellipsoid((2 * ball * 0.8, 2 * ball * 0.8, 2 * ball * 0.8), (0, 0, height - 0.8 * ball)), material="Pole")]  # fmt: skip
    return make(parts, [look_of], [shapes.collision_cylinder(2 * shaft, height, (0, 0, height / 2))],
                (shapes.grip((0, 0, min(1.1, 0.5 * height)), 2 * shaft, 0.0),), mass_kg=10.0 * height, static=True)  # fmt: skip


LAMP = (*shapes.sizes((0.36, 0.04, 1.5), (0.36, 0.04, 1.5), (0.55, 0.05, 2.5)),
        shapes.choice("style", "table", ("table", "floor", "desk", "pendant", "candle")), *shapes.finish("ceramic", patterned=False),
        shapes.Parameter(name="shade_color", value="cream", description="colour of the shade"))  # fmt: skip
STREET_LIGHT = (*shapes.sizes((0.34, 0.15, 1.5), (1.8, 0.2, 5.0), (6.0, 1.0, 14.0)),
                shapes.choice("style", "street", ("street", "traffic")), *shapes.finish("painted metal", "charcoal", patterned=False))  # fmt: skip
POLE = (*shapes.sizes((0.18, 0.02, 4.0), (0.18, 0.02, 1.0), (3.5, 0.3, 20.0)),
        shapes.choice("style", "plain", ("plain", "telephone")), *shapes.finish("steel", patterned=False))  # fmt: skip


def _finish_lamp(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    values["depth_m"] = values["width_m"]
    colors = entity.values("color")
    if colors and values["style"] in ("table", "floor", "pendant"):
        values["shade_color"] = colors[0]
        values["color"] = ""
    if values["style"] == "table" and float(values["height_m"]) > 1.1:
        values["style"] = "floor"


def _finish_street_light(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del entity, rng
    if values["style"] == "traffic":
        values["depth_m"] = min(float(values["depth_m"]), 0.6)


FLOOR_LAMP: dict[str, Value] = {"style": "floor", "width_m": 0.42, "depth_m": 0.42, "height_m": 1.6, "material": "iron"}
CATEGORIES = (
    Category(name="lamp", family="lathe",
             synonyms=("table lamp", "floor lamp", "standing lamp", "desk lamp", "reading lamp", "bedside lamp", "ceiling lamp",
                       "pendant lamp", "candle", "lampshade", "light"),
             parameters=LAMP, build=_build_lamp,
             sample=sampler("lamp", LAMP, use_prior=False, finish=_finish_lamp, stuffs=("ceramic", "walnut", "brass"), presets={
                 "floor lamp": FLOOR_LAMP, "standing lamp": FLOOR_LAMP,
                 **{n: {"style": "desk", "material": "painted metal", "color": "teal", "width_m": 0.28, "depth_m": 0.28, "height_m": 0.46}
                    for n in ("desk lamp", "reading lamp")},
                 **{n: {"style": "pendant", "material": "plastic", "color": "charcoal", "width_m": 0.45, "depth_m": 0.45, "height_m": 0.9}
                    for n in ("ceiling lamp", "pendant lamp")},
                 "candle": {"style": "candle", "material": "plastic", "color": "ivory", "width_m": 0.11, "depth_m": 0.11, "height_m": 0.2}})),
    Category(name="street light", family="sweep",
             synonyms=("streetlight", "street lamp", "lamp post", "lamppost", "streetlamp", "traffic light", "stoplight"),
             parameters=STREET_LIGHT, build=_build_street_light,
             sample=sampler("street light", STREET_LIGHT, use_prior=False, finish=_finish_street_light, presets={
                 n: {"style": "traffic", "width_m": 0.36, "depth_m": 0.5, "height_m": 3.2} for n in ("traffic light", "stoplight")}),
             static=True),
    Category(name="pole", family="sweep", synonyms=("post", "pillar", "flagpole", "telephone pole", "utility pole", "rod"),
             parameters=POLE, build=_build_pole,
             sample=sampler("pole", POLE, use_prior=False, presets={
                 n: {"style": "telephone", "material": "weathered wood", "width_m": 2.0, "depth_m": 0.5, "height_m": 8.0}
                 for n in ("telephone pole", "utility pole")}), static=True),
)  # fmt: skip
