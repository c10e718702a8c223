"""Road vehicles: car (sedan, hatchback, pickup, van look), truck and bus, with turning wheels and an interior."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Affordance, CollisionShape, Entity, Parameter, PartJoint, PhysicsProperties
from .contract import Build, Category, Part, Surface, Values
from .geometry import (
    cylinder,
    lathe,
    loft,
    merge,
    mirrored,
    rotated,
    rounded_box,
    scaled,
    superellipsoid,
    translated,
    tube,
)
from .geometry_grid import outward
from .sampler import Value, sampler, words_of
from .shapes import affordance, choice, collision_box, collision_cylinder, flag, joint, sizes, surface_top
from .sketch import sketched
from .vehicle_bonnet import bay_of, open_bonnet
from .vehicle_duty import DUTIES, DUTY_COLORS, DUTY_WORDS, duty_materials, duty_parts
from .vehicle_eras import FACES, VINTAGE_SIZE, vintage_car, white_wall
from .vehicle_geometry import (
    Silhouette,
    body_shell,
    brake,
    cabin_rings,
    flank_x,
    glass_shell,
    rim,
    seam,
    tyre,
)
from .vehicle_models import MODELS, PLAN, STYLE_WORDS, STYLES, VINTAGE, Model, car_materials

Array = NDArray[np.float64]


def build_car(values: Values) -> Build:
    """Body, glass cabin with seats, lights, bumpers, mirrors, and four jointed wheels."""
    width, depth, height = float(values["width_m"]), float(values["depth_m"]), float(values["height_m"])
    if values["style"] == VINTAGE:
        share = width * depth * height / 8.0
        return sketched(vintage_car(values), values, float(round(900.0 * share, 1)))
    model = MODELS[str(values["style"])]
    length = depth / model.whole
    f = np.array([width / 1.8, length / 4.5, height / 1.5])
    wheel_r, wheel_w = model.wheel * 0.325 * f[2], 0.215 * f[0]
    shape = Silhouette(
        deck=np.array(model.deck) * f[[1, 2]], plan=np.array(PLAN) * f[[1, 0]], sill_m=0.20 * f[2],
        widest_m=0.62 * f[2], tumble=0.14, axles=tuple(y * f[1] for y in model.axles), arch_m=1.16 * wheel_r,
        wheel_m=wheel_r,
    )  # fmt: skip
    cabin = np.array(model.cabin) * f[[1, 1, 2, 0]]
    if values["bonnet_open"]:
        shape = replace(shape, bay=bay_of(shape.deck, float(cabin[0, 0])))
    parts = [
        Part(name="body", surface=body_shell(shape), material="paint"),
        Part(name="underbody", material="trim", surface=rounded_box(
            (1.30 * f[0], length * 0.92, 0.30 * f[2]), (0, 0, 0.36 * f[2]), 0.03)),
        Part(name="wheel_wells", material="trim", surface=_wheel_wells(shape, wheel_w, f)),
        Part(name="windows", surface=glass_shell(cabin_rings(cabin)), material="glass"),
        Part(name="roof", surface=_roof(cabin, f), material="trim" if model.face == "light bar" else "paint"),
        Part(name="pillars", surface=_pillars(cabin, model, f), material="paint"),
        Part(name="interior", surface=_interior(model, f), material="interior"),
        Part(name="seams", material="trim", surface=_seams(shape, model, f)),
    ]  # fmt: skip
    parts += FACES.get(model.face, _front_and_back)(shape, f, length)
    parts += _side_details(shape, model, f)
    duty = str(values["duty"])
    if duty:
        parts += duty_parts(duty, shape, model, f, float(parts[4].surface.vertices[:, 2].max()))
    works: tuple[Affordance, ...] = ()
    if shape.bay is not None:
        opened, engine = open_bonnet(shape)
        parts, works = [*parts, *opened], (engine,)
    if values["style"] == "pickup":
        parts.append(Part(name="bed", material="trim", surface=_bed(f)))
    joints: dict[str, PartJoint] = {}
    collisions: list[CollisionShape] = []
    wheels = {
        sign: ((tyre(wheel_r, wheel_w), "tyre", "tyre"), (rim(wheel_r, wheel_w, sign), "rim", "rim"),
               (brake(wheel_r, wheel_w, sign), "brake", "trim"))
        for sign in (1.0, -1.0)
    }  # fmt: skip
    for axle, y in zip(("front", "back"), shape.axles, strict=True):
        for side, sign in ((".L", 1.0), (".R", -1.0)):
            name = f"wheel_{axle}{side}"
            centre = (sign * (0.85 * f[0] - 0.5 * wheel_w - 0.005), y, wheel_r)
            joints[name] = joint("wheel", centre, (1.0, 0.0, 0.0), (-1e4, 1e4))
            for piece, part, look in wheels[sign]:
                parts.append(
                    Part(name=f"{part}_{axle}{side}", surface=translated(piece, centre), material=look, moves_with=name)
                )
            if model.face == "chrome":
                wall = translated(white_wall(wheel_r, wheel_w, sign), centre)
                parts.append(Part(name=f"white_wall_{axle}{side}", surface=wall, material="plate", moves_with=name))
            collisions.append(collision_cylinder(2 * wheel_r, wheel_w, centre, axis=0))
    collisions.append(collision_box((1.70 * f[0], length, 0.74 * f[2]), (0, 0, 0.57 * f[2])))
    low, high = cabin[0], cabin[-1]
    collisions.append(
        collision_box(
            (2 * high[3], 0.5 * (low[1] - low[0] + high[1] - high[0]), 0.5 * f[2]),
            (0, 0.25 * (low[0] + low[1] + high[0] + high[1]), 1.22 * f[2]),
        )
    )
    color = str(values["color"]) or "#9aa0a6"
    return Build(
        parts=tuple(parts), materials=(*car_materials(color), *duty_materials(duty)), joints=joints,
        physics=PhysicsProperties(mass_kg=float(round(1400.0 * f.prod(), 1)), friction=0.8, restitution=0.1),
        collision_shapes=tuple(collisions),
        affordances=(
            affordance("driver", "sit_at", (0.36 * f[0], 0.12 * f[1], 0.52 * f[2]), (0.5, 0.5, 0.0)),
            affordance("passenger", "sit_at", (-0.36 * f[0], 0.12 * f[1], 0.52 * f[2]), (0.5, 0.5, 0.0)),
            *(affordance(f"back_seat{side}", "sit_at", np.array([x, y - 0.03, 0.52]) * f, (0.5, 0.5, 0.0))
              for y in model.seats[1:] for side, x in ((".L", 0.36), (".R", -0.36))),
            surface_top("roof", (0.0, 0.5 * (high[0] + high[1]), height), 1.6 * high[3], 0.8 * (high[1] - high[0])),
            surface_top("bonnet", (0.0, -1.55 * f[1], 0.86 * f[2]), 1.1 * f[0], 0.7 * f[1]),
            affordance("push_back", "push_at", (0.0, 0.5 * length, 0.9 * f[2]), (1.2 * f[0], 0.0, 0.9 * f[2]), np.pi),
            *works,
        ),
    )  # fmt: skip


def _wheel_wells(shape: Silhouette, wheel_w: float, f: Array) -> Surface:
    """Dark linings over the wheels, so that nobody sees through the arches."""
    wells, r = [], shape.arch_m
    for y in shape.axles:
        inner = 0.85 * f[0] - 1.25 * wheel_w
        for sign in (1.0, -1.0):
            wells.append(cylinder(0.80 * r, 0.05, (sign * inner, y, shape.wheel_m + 0.2 * r), axis=0, segments=12))
    return merge(wells)


def _roof(cabin: Array, f: Array) -> Surface:
    """A domed panel on the glass."""
    front, back, z, half = cabin[-1]
    rows = [
        (front - 0.05 * f[1], back + 0.07 * f[1], z - 0.020 * f[2], half + 0.016),
        (front - 0.055 * f[1], back + 0.075 * f[1], z - 0.004 * f[2], half + 0.022),
        (front - 0.02 * f[1], back + 0.05 * f[1], z + 0.028 * f[2], half - 0.004),
        (front + 0.10 * f[1], back - 0.06 * f[1], z + 0.056 * f[2], half - 0.10),
        (front + 0.34 * f[1], back - 0.30 * f[1], 1.5 * f[2] - 0.003, half - 0.28),
    ]  # fmt: skip
    rings = cabin_rings(np.array(rows))
    top = rings[-1].mean(axis=0)
    top[2] = 1.5 * f[2]
    return outward(loft(rings, end_point=top))


def _pillars(cabin: Array, model: Model, f: Array) -> Surface:
    """A, B and C posts that follow the glass from the beltline to the roof."""
    rings = cabin_rings(cabin, grow_m=0.002)
    posts = []
    for corner, size in ((2, 0.05), (7, 0.05), (12, 0.03), (17, 0.03)):
        line = rings[:, corner]
        posts.append(_post(line, size))
    for y in model.doors[1:-1] if len(model.doors) > 2 else ():
        for sign in (1.0, -1.0):
            line = np.array([[sign * (row[3] + 0.002), y * f[1], row[2]] for row in cabin])
            posts.append(_post(line, 0.034))
    return merge(posts)


def _post(line: Array, radius_m: float) -> Surface:
    return tube(line, radius_m, 8, edge=0.0)


def _interior(model: Model, f: Array) -> Surface:
    """Seat backs with headrests, the dashboard and the steering wheel, seen through the glass."""
    pieces = [rounded_box((1.36, 0.30, 0.14), (0.0, -0.66, 0.93), 0.05)]
    for row, y in enumerate(model.seats):
        for x in (-0.36, 0.36):
            back = rounded_box((0.48, 0.13, 0.42), (x, y + 0.22, 0.97), 0.05)
            pieces.append(rotated(back, -0.18, (1.0, 0.0, 0.0), (x, y + 0.22, 0.8)))
            pieces.append(superellipsoid((0.25, 0.10, 0.15), (x, y + 0.30, 1.24 if row == 0 else 1.20), 3.0, 2))
    ring = lathe(
        [(0.165, -0.013), (0.178, -0.012), (0.19, 0.0), (0.178, 0.012), (0.165, 0.013), (0.158, 0.0)],
        24,
        closed_profile=True,
    )
    hub = cylinder(0.05, 0.03, (0, 0, 0), segments=12)
    wheel = merge([ring, rounded_box((0.32, 0.05, 0.02), (0, 0, 0), 0.008), hub])
    pieces.append(translated(rotated(wheel, 1.15, (1.0, 0.0, 0.0)), (0.36, -0.42, 1.0)))
    return scaled(merge(pieces), f)


def _seams(shape: Silhouette, model: Model, f: Array) -> Surface:
    """Gaps round doors, and of the sills."""
    lines = []
    for y in model.doors:
        top = float(np.interp(y * f[1], shape.deck[:, 0], shape.deck[:, 1])) - 0.02
        zs = np.linspace(0.27 * f[2], top, 7)
        lines.append(seam(shape, np.column_stack([np.full(7, y * f[1]), zs])))
    ys = np.linspace(model.doors[0], model.doors[-1], 9) * f[1]
    lines.append(seam(shape, np.column_stack([ys, np.full(9, 0.27 * f[2])])))
    left = merge(lines)
    return merge([left, mirrored(left)])


def _front_and_back(shape: Silhouette, f: Array, length: float) -> list[Part]:
    """Lamps, grille, bumpers and number plates."""
    half = 0.5 * length
    front_y, back_y = -half + 0.142 * f[1], half - 0.095 * f[1]
    # lamps wrap the corners: they follow the flank wherever a body style has it
    front_x = float(flank_x(shape, front_y, np.array([0.625 * f[2]]))[0]) - 0.150 * f[0]
    back_x = float(flank_x(shape, back_y, np.array([0.79 * f[2]]))[0]) - 0.130 * f[0]
    lamp = superellipsoid((0.32 * f[0], 0.22 * f[1], 0.100 * f[2]), (front_x, front_y, 0.625 * f[2]), 5.0, 3)
    lamp = rotated(lamp, 0.42, (0.0, 0.0, 1.0), (front_x, front_y, 0.0))
    tail = superellipsoid((0.30 * f[0], 0.17 * f[1], 0.16 * f[2]), (back_x, back_y, 0.79 * f[2]), 5.0, 3)
    tail = rotated(tail, -0.30, (0.0, 0.0, 1.0), (back_x, back_y, 0.0))
    grille = [
        rounded_box((0.74 * f[0], 0.06, 0.12 * f[2]), (0.0, -half + 0.012, 0.52 * f[2]), 0.02),
        rounded_box((1.10 * f[0], 0.08, 0.10 * f[2]), (0.0, -half + 0.022, 0.315 * f[2]), 0.03),
        rounded_box((1.10 * f[0], 0.08, 0.12 * f[2]), (0.0, half - 0.022, 0.34 * f[2]), 0.03),
    ]
    bars = [
        rounded_box((0.72 * f[0], 0.02, 0.012 * f[2]), (0.0, -half - 0.018, (0.485 + 0.035 * k) * f[2]), 0.004)
        for k in range(3)
    ]
    badge = cylinder(0.045 * f[2], 0.02, (0.0, -half - 0.025, 0.52 * f[2]), axis=1, segments=20)
    plates = [
        rounded_box((0.46, 0.012, 0.11), (0.0, -half - 0.022, 0.40 * f[2]), 0.004),
        rounded_box((0.46, 0.012, 0.11), (0.0, half + 0.004, 0.62 * f[2]), 0.004),
    ]
    return [
        Part(name="headlights", surface=merge([lamp, mirrored(lamp)]), material="lamp_front"),
        Part(name="tail_lights", surface=merge([tail, mirrored(tail)]), material="lamp_back"),
        Part(name="bumpers", surface=merge(grille), material="trim"),
        Part(name="grille", surface=merge([*bars, badge]), material="chrome"),
        Part(name="number_plates", surface=merge(plates), material="plate"),
    ]


def _side_details(shape: Silhouette, model: Model, f: Array) -> list[Part]:
    """Mirrors, door handles, and the sill strip."""
    y = (model.doors[0] + 0.10) * f[1]
    z = 1.0 * f[2]
    base = float(flank_x(shape, y, np.array([0.9 * f[2]]))[0])
    mirror = superellipsoid((0.17 * f[0], 0.11 * f[1], 0.115 * f[2]), (0.90 * f[0] - 0.085 * f[0], y, z), 3.0, 2)
    arm = rounded_box((0.14 * f[0], 0.05, 0.03), (base - 0.02 * f[0], y + 0.01, 0.955 * f[2]), 0.01)
    handles = []
    for gap in model.doors[1:]:
        hy, hz = (gap - 0.14) * f[1], 0.80 * f[2]
        x = float(flank_x(shape, hy, np.array([hz]))[0])
        handles.append(rounded_box((0.035, 0.17 * f[1], 0.026), (x + 0.006, hy, hz), 0.009))
    trim = merge(handles)
    left = merge([mirror, arm])
    return [
        Part(name="mirrors", surface=merge([left, mirrored(left)]), material="paint"),
        Part(name="door_handles", surface=merge([trim, mirrored(trim)]), material="chrome"),
    ]


def _bed(f: Array) -> Surface:
    """The dark load floor of a pickup with its raised sides."""
    floor = rounded_box((1.34, 1.46, 0.02), (0.0, 1.39, 0.985), 0.006)
    sides = [rounded_box((0.06, 1.50, 0.05), (s * 0.69, 1.39, 0.99), 0.02) for s in (-1, 1)]
    back = rounded_box((1.40, 0.06, 0.05), (0.0, 2.13, 0.99), 0.02)
    return scaled(merge([floor, *sides, back]), f)


def _choose_car(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    words = set(words_of(entity))
    drawn = ("sedan", "hatchback")[int(rng.random() < 0.5)]
    if words & {"sports", "sport", "race", "racing", "coupe", "supercar", "ferrari", "lamborghini", "porsche"}:
        drawn = "sports"
        for key, factor in (("width_m", 1.05), ("height_m", 0.83)):
            values[key] = float(values[key]) * factor
        if not entity.values("color"):
            values["color"] = "#b3121c"
    elif words & {"pickup", "truck"}:
        drawn = "pickup"
    else:
        drawn = next((STYLE_WORDS[word] for word in words_of(entity) if word in STYLE_WORDS), drawn)
    if not words & set(STYLES) or drawn in (VINTAGE, "sports"):
        values["style"] = drawn
    size = VINTAGE_SIZE if values["style"] == VINTAGE else MODELS[str(values["style"])].size
    for key, factor in zip(("width_m", "depth_m", "height_m"), size, strict=True):
        values[key] = float(values[key]) * factor
    if values["style"] == "hatchback":
        values["depth_m"] = float(values["depth_m"]) * 0.92
    duty = next((DUTY_WORDS[word] for word in words_of(entity) if word in DUTY_WORDS), "")
    if duty:
        values["duty"] = duty
        if not entity.values("color"):
            values["color"] = DUTY_COLORS[duty]
    if words & {"toy"}:
        for key in ("width_m", "depth_m", "height_m"):
            values[key] = float(values[key]) * 0.045


_CAR = (
    *sizes((1.8, 0.06, 4.0), (4.4, 0.12, 9.0), (1.48, 0.05, 3.5)), choice("style", "sedan", STYLES),
    Parameter(name="color", value="", description="of the paint: a colour word or #rrggbb"),
    choice("duty", "", DUTIES, "whom it works for: lights and livery"),
    flag("bonnet_open", False),
)  # fmt: skip

CATEGORIES = (
    Category(
        name="car", family="vehicle", parameters=_CAR, build=build_car,
        synonyms=("automobile", "sedan", "hatchback", "taxi", "cab", "pickup", "pickup truck", "suv", "jeep",
                  "toy car", "sports car", "race car", "racing car", "coupe", "supercar", "oldtimer", "electric car",
                  "vintage car", "classic car", "limousine", "police car"),
        sample=sampler("car", _CAR, finish=_choose_car, use_prior=False,
                       colors=("#8c1d1d", "#1f4e8c", "#b9bcc0", "#2f3338", "#d8d8d4", "#3c5c45", "#c77d1e")),
    ),
)  # fmt: skip
