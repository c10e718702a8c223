"""Chairs and stools."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Affordance, Entity
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import (
    cushion,
    cylinder,
    deformed,
    fillet,
    flattened,
    leg,
    merge,
    rotated,
    rounded_box,
    sweep,
    tube,
)
from .geometry_core import Floats
from .making import end, look, main_look, make, number_of, side, size_of
from .sampler import Value, sampler


def _bowed(piece: Surface, half_width: float, depth: float) -> Surface:
    """Bent backwards in its middle by `depth`, as a chair's back rail."""

    def bend(points: Floats) -> Floats:
        moved = points.copy()
        moved[:, 1] += depth * (1.0 - (points[:, 0] / half_width) ** 2)
        return moved

    return deformed(piece, bend)


def _seat_places(width: float, depth: float, seat: float) -> tuple[Affordance, ...]:
    return (shapes.affordance("seat", "sit_at", (0, -0.02, seat), (width, depth, 0)),)


def _build_chair(values: Values) -> Build:
    style = str(values["style"])
    if style == "office":
        return _office_chair(values)
    if style == "stool":
        return _stool(values)
    if style == "modern":
        return _shell_chair(values)
    return _wooden_chair(values)


def _wooden_chair(values: Values) -> Build:
    """Seat, aprons, tapered front legs, raked back posts, slats or a ladder back, perhaps a pad or rockers."""
    width, depth, height = size_of(values)
    seat = min(number_of(values, "seat_height_m"), 0.62 * height)
    body = main_look("Wood", values)
    pad = look("Cushion", "linen", str(values["second_color"]) or "beige")
    old, rustic = values["style"] == "old", values["style"] == "rustic"
    size = 0.042 if rustic else 0.036
    x, front, back = width / 2 - 0.025, -depth / 2 + 0.035, depth / 2 - 0.09
    rake = depth / 2 - 0.02 - back
    lift = 0.05 if values["rockers"] else 0.0
    parts = [
        Part(name="seat", material="Wood",
             surface=rounded_box((width, depth - 0.09, 0.03), (0, -0.045, seat - 0.015), 0.01, 4)),
    ]  # fmt: skip
    aprons = [
        rounded_box((2 * x, 0.018, 0.055), (0, front, seat - 0.055), 0.003),
        rounded_box((2 * x, 0.018, 0.055), (0, back, seat - 0.055), 0.003),
        *(rounded_box((0.018, back - front, 0.055), (s * x, (front + back) / 2, seat - 0.055), 0.003) for s in (-1, 1)),
    ]
    parts.append(Part(name="apron", surface=merge(aprons), material="Wood"))
    section = fillet(
        [(-size / 2, -size / 2), (size / 2, -size / 2), (size / 2, size / 2), (-size / 2, size / 2)],
        0.006,
        2,
        closed=True,
    )
    collisions = [shapes.collision_box((width, depth - 0.09, 0.03), (0, -0.045, seat - 0.015))]
    for s in (1.0, -1.0):
        taper = 1.0 if rustic else 0.68
        parts.append(
            Part(
                name=f"leg_front.{side(s)}",
                material="Wood",
                surface=leg(
                    (s * x, front, seat - 0.03), (s * x, front, lift), (size, size), (taper * size, taper * size)
                ),
            )
        )
        path = [(s * x, back + 0.05, lift), (s * x, back + 0.015, 0.5 * seat), (s * x, back, 0.9 * seat),
                (s * x, back + 0.005, 1.1 * seat), (s * x, back + 0.45 * rake, 0.5 * (seat + height) + 0.03),
                (s * x, back + rake, height - 0.01)]  # fmt: skip
        post = sweep(path, section, scales=[0.75, 0.9, 1.0, 1.0, 0.9, 0.72], up=(0, -1, 0))
        post = flattened(post, lift, height)
        parts.append(Part(name=f"leg_back.{side(s)}", surface=post, material="Wood"))
        collisions.append(shapes.collision_box((size, size, seat), (s * x, front, seat / 2)))
        collisions.append(shapes.collision_box((size, size, seat), (s * x, back + 0.02, seat / 2)))
    span = 2 * x - size + 0.01
    gap = height - seat

    def rail(share: float, tall: float) -> Surface:
        z = seat + share * gap
        y = back + rake * max(0.0, (z - 1.1 * seat) / (height - 1.1 * seat))
        board = rounded_box((span, 0.018, tall), (0, y, z), 0.006, divisions=(8, 1, 1), grain=0)
        return _bowed(board, span / 2, 0.025)

    if old or rustic:
        rails = [rail(share, 0.16 * gap) for share in ((0.88, 0.6, 0.32) if rustic else (0.86, 0.2))]
    else:
        rails = [rail(0.86, 0.24 * gap), rail(0.25, 0.08 * gap)]
    parts.append(Part(name="back_rails", surface=merge(rails), material="Wood"))
    if not rustic:
        count = 7 if old else int(values["slat_count"])
        slats = []
        for k in range(count):
            sx = span * ((k + 0.5) / count - 0.5) * 0.86
            bow = 0.025 * (1 - (2 * sx / span) ** 2)
            low_z, high_z = seat + 0.22 * gap, seat + 0.8 * gap
            y0, y1 = (back + bow + rake * max(0.0, (z - 1.1 * seat) / (height - 1.1 * seat)) for z in (low_z, high_z))
            if old:
                slats.append(tube([(sx, y0, low_z), (sx, (y0 + y1) / 2, (low_z + high_z) / 2), (sx, y1, high_z)],
                                  [0.006, 0.0095, 0.006], 8))  # fmt: skip
            else:
                slats.append(leg((sx, y1, high_z), (sx, y0, low_z), (0.042, 0.01), (0.036, 0.01), 0.003))
        parts.append(Part(name="slats", surface=merge(slats), material="Wood"))
    if old or rustic:
        bars = [tube([(s * x, front, 0.4 * seat), (s * x, back + 0.02, 0.42 * seat)], 0.011, 8) for s in (-1, 1)]
        bars.append(tube([(-x, 0.5 * (front + back), 0.41 * seat), (x, 0.5 * (front + back), 0.41 * seat)], 0.011, 8))
        parts.append(Part(name="stretchers", surface=merge(bars), material="Wood"))
    if values["seat_pad"]:
        pad_surface = cushion((width - 0.05, depth - 0.15, 0.05), (0, -0.05, seat + 0.02), 0.02, 0.012)
        parts.append(Part(name="seat_pad", surface=pad_surface, material="Cushion"))
    if values["rockers"]:
        parts.append(Part(name="rockers", surface=_rockers(x, depth, lift), material="Wood"))
    collisions.append(shapes.collision_box((width, 0.06, gap), (0, back + 0.5 * rake, seat + gap / 2)))
    return make(parts, [body, pad], collisions,
                (*_seat_places(width, depth - 0.1, seat + (0.035 if values["seat_pad"] else 0.0)),
                 *shapes.push_places(width, depth, height, min(0.9 * height, 1.0))))  # fmt: skip


def _rockers(x: float, depth: float, lift: float) -> Surface:
    reach = 0.62 * depth
    y = np.linspace(-reach, reach, 13)
    z = 0.016 + 0.9 * y**2 / (2 * reach) * 0.5
    section = fillet([(-0.016, -0.014), (0.016, -0.014), (0.016, 0.014), (-0.016, 0.014)], 0.005, 2, closed=True)
    bars = [sweep(np.column_stack([np.full(13, s * x), y, z]), section, caps="ladder") for s in (-1, 1)]
    low = min(float(bar.vertices[:, 2].min()) for bar in bars)
    return deformed(merge(bars), lambda points: points - np.array([0.0, 0.0, low]))


def _shell_chair(values: Values) -> Build:
    """A moulded shell of seat and back in one sweep, on four splayed legs."""
    width, depth, height = size_of(values)
    seat = min(number_of(values, "seat_height_m"), 0.62 * height)
    shell_look = main_look("Shell", values)
    wooden_legs = shell_look.stuff not in ("metal", "steel", "chrome")
    legs = look("Legs", "birch") if wooden_legs else look("Legs", "chrome", fill=0.3)
    half, rake = depth / 2, 0.1
    line = fillet(
        [(-half, seat - 0.015), (-half + 0.05, seat + 0.006), (half - 0.14, seat - 0.016), (half - 0.05, seat + 0.13),
         (half - 0.02 - rake * 0.3, 0.5 * (seat + height)), (half - 0.006, height)],
        [0, 0.05, 0.12, 0.12, 0.3, 0], 5,
    )  # fmt: skip
    t = 0.011
    section = fillet([(-0.5, -t / 2), (0.5, -t / 2), (0.5, t / 2), (-0.5, t / 2)], 0.005, 3, closed=True)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    share = along / along[-1]
    path = np.column_stack([np.zeros(len(line)), line])
    shell = sweep(path, _divided(section), up=(0, 0, 1), caps="ladder")
    # width along the way, dished seat, wrapped back
    middle = path

    def form(points: Floats) -> Floats:
        nearest = np.argmin(np.linalg.norm(points[:, None, 1:] - middle[None, :, 1:], axis=-1), axis=1)
        s = share[nearest]
        wide = width * np.interp(s, [0.0, 0.1, 0.5, 0.7, 0.93, 1.0], [0.86, 0.98, 1.0, 0.96, 0.84, 0.66])
        x = points[:, 0]
        moved = points.copy()
        moved[:, 0] = x * wide
        curl = (2 * x) ** 2
        moved[:, 2] += np.where(s < 0.5, 0.022 * curl, 0.0)
        moved[:, 1] -= np.where(s > 0.55, 0.05 * curl * np.clip((s - 0.55) * 6, 0, 1), 0.0)
        return moved

    parts = [Part(name="shell", surface=deformed(shell, form), material="Shell")]
    collisions = [
        shapes.collision_box((width, depth - 0.06, 0.03), (0, -0.03, seat - 0.015)),
        shapes.collision_box((width, 0.06, height - seat), (0, half - 0.06, (seat + height) / 2)),
    ]
    under = seat - 0.024
    for sx in (1.0, -1.0):
        for sy in (-1.0, 1.0):
            top = (sx * 0.26 * width, -0.02 + sy * 0.24 * depth, under)
            foot = (sx * 0.46 * width, -0.01 + sy * 0.44 * depth, 0.0)
            parts.append(
                Part(
                    name=f"leg_{end(sy)}.{side(sx)}",
                    material="Legs",
                    surface=flattened(tube([top, foot], [0.0165, 0.0105], 12, edge=0.3), 0.0, under),
                )
            )
            collisions.append(shapes.collision_box((0.03, 0.03, under), (0.9 * foot[0], 0.9 * foot[1], under / 2)))
    plate = rounded_box((0.6 * width, 0.56 * depth, 0.016), (0, -0.02, under + 0.004), 0.005)
    parts.append(Part(name="plate", surface=plate, material="Legs"))
    return make(
        parts,
        [shell_look, legs],
        collisions,
        (*_seat_places(width, depth - 0.1, seat), *shapes.push_places(width, depth, height, 0.9 * height)),
    )


def _divided(section: Floats) -> Floats:
    """The outline of a sheet of unit width with nine points along each face, so that it can bend across its width."""
    bottom = float(section[:, 1].min())
    x = np.linspace(-0.45, 0.45, 9)
    return np.array([(-0.5, 0.0), *((v, bottom) for v in x), (0.5, 0.0), *((v, -bottom) for v in x[::-1])])


def _stool(values: Values) -> Build:
    """A round seat on four splayed legs with a ring of rungs."""
    width, depth, height = size_of(values)
    body = main_look("Wood", values)
    thickness = 0.035
    parts = [Part(name="seat", material="Wood",
                  surface=cylinder(0.5 * min(width, depth), thickness, (0, 0, height - thickness / 2), edge=0.012,
                                   segments=32))]  # fmt: skip
    collisions = [shapes.collision_cylinder(min(width, depth), thickness, (0, 0, height - thickness / 2))]
    inner, outer = 0.3 * min(width, depth), 0.44 * min(width, depth)
    rungs = []
    share = 0.34
    feet = [(sx * outer * 0.75, sy * outer * 0.75) for sx, sy in ((1, -1), (1, 1), (-1, 1), (-1, -1))]
    tops = [(sx * inner * 0.75, sy * inner * 0.75) for sx, sy in ((1, -1), (1, 1), (-1, 1), (-1, -1))]
    under = height - thickness
    for foot, top in zip(feet, tops, strict=True):
        bar = flattened(tube([(*top, under), (*foot, 0.0)], [0.019, 0.014], 12), 0.0, under)
        parts.append(Part(name=f"leg_{end(foot[1])}.{side(foot[0])}", surface=bar, material="Wood"))
        collisions.append(shapes.collision_box((0.03, 0.03, under), (*(0.5 * (np.array(foot) + top)), under / 2)))
    for k in range(4):
        z = under * (share + 0.06 * (k % 2))
        a, b = (
            np.array([*(np.array(feet[i]) + (np.array(tops[i]) - feet[i]) * z / under), z]) for i in (k, (k + 1) % 4)
        )
        rungs.append(tube([a, b], 0.0095, 8))
    parts.append(Part(name="rungs", surface=merge(rungs), material="Wood"))
    return make(parts, [body], collisions,
                (shapes.affordance("seat", "sit_at", (0, 0, height), (width, depth, 0)),
                 shapes.surface_top("top", (0, 0, height), 0.6 * width, 0.6 * depth)))  # fmt: skip


def _office_chair(values: Values) -> Build:
    """Padded seat and back, arm rests, gas column, five-star foot on castors."""
    width, depth, height = size_of(values)
    seat = min(max(number_of(values, "seat_height_m"), 0.42), 0.55 * height)
    cloth, dark = main_look("Upholstery", values), look("Frame", "plastic", "charcoal")
    steel = look("Column", "chrome", fill=0.3)
    half = 0.36 * width
    parts = [
        Part(name="seat", material="Upholstery",
             surface=cushion((0.8 * width, 0.76 * depth, 0.085), (0, -0.06 * depth, seat - 0.04), 0.035, 0.015)),
        Part(name="column", material="Column", surface=cylinder(0.025, seat - 0.16, (0, 0, 0.5 * seat), segments=16)),
    ]  # fmt: skip
    gap = height - seat
    back = cushion((0.74 * width, 0.075, 0.78 * gap), (0, 0.33 * depth, seat + 0.6 * gap), 0.03, 0.012, axis=1)
    back = rotated(back, -0.12, (1, 0, 0), (0, 0.33 * depth, seat))
    top = float(back.vertices[:, 2].max())
    back = deformed(back, lambda p: p + np.array([0, 0, height - top]))
    parts.append(Part(name="back", surface=_bowed(back, half, 0.03), material="Upholstery"))
    spine = tube([(0, 0.1 * depth, seat - 0.1), (0, 0.36 * depth, seat - 0.06), (0, 0.42 * depth, seat + 0.1),
                  (0, 0.44 * depth, seat + 0.5 * gap)], 0.02, 10)  # fmt: skip
    frame = [spine, rounded_box((0.18, 0.2, 0.035), (0, 0, seat - 0.1), 0.008)]
    for s in (-1.0, 1.0):
        frame.append(rounded_box((0.06, 0.24, 0.026), (s * 0.46 * width, -0.02, seat + 0.2), 0.012, 4))
        frame.append(
            tube(
                [
                    (s * 0.2 * width, 0.02, seat - 0.1),
                    (s * 0.44 * width, 0.02, seat - 0.08),
                    (s * 0.46 * width, 0.02, seat + 0.02),
                    (s * 0.46 * width, 0.02, seat + 0.19),
                ],
                0.014,
                8,
            )
        )
    star, castors = [], []
    for k in range(5):
        angle = np.pi / 2 + k * 2 * np.pi / 5
        reach = 0.46 * width
        tip = (reach * np.cos(angle), reach * np.sin(angle))
        star.append(tube([(0, 0, 0.12), (0.5 * tip[0], 0.5 * tip[1], 0.1), (*tip, 0.07)], [0.03, 0.024, 0.016], 8))
        star.append(cylinder(0.011, 0.05, (*tip, 0.06), segments=8, edge=0.002))
        castors.append(cylinder(0.03, 0.026, (*tip, 0.03), axis=0, segments=16, edge=0.006))
    frame.append(cylinder(0.045, 0.08, (0, 0, 0.12), segments=16, edge=0.01))
    parts += [
        Part(name="frame", surface=merge([*frame, *star]), material="Frame"),
        Part(name="castors", surface=merge(castors), material="Frame"),
    ]
    collisions = [shapes.collision_box((0.8 * width, 0.76 * depth, 0.085), (0, -0.06 * depth, seat - 0.04)),
                  shapes.collision_box((0.74 * width, 0.1, 0.8 * gap), (0, 0.37 * depth, seat + 0.6 * gap)),
                  shapes.collision_cylinder(0.07, seat - 0.1, (0, 0, seat / 2)),
                  shapes.collision_cylinder(0.95 * width, 0.1, (0, 0, 0.05))]  # fmt: skip
    return make(
        parts,
        [cloth, dark, steel],
        collisions,
        (*_seat_places(0.8 * width, 0.7 * depth, seat), *shapes.push_places(width, depth, height, 0.9 * height)),
        mass_kg=13.0,
    )


CHAIR = (
    *shapes.sizes((0.45, 0.28, 0.9), (0.52, 0.28, 1.0), (0.88, 0.3, 1.5)),
    shapes.choice("style", "classic", ("classic", "modern", "old", "rustic", "office", "stool")),
    *shapes.finish("oak"),
    shapes.length("seat_height_m", 0.45, 0.2, 0.8),
    shapes.number("slat_count", 4, 2, 8),
    shapes.flag("seat_pad", False),
    shapes.flag("rockers", False),
)


def _finish_chair(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    draw = rng.random(2)
    said = set(entity.values("material")) | set(entity.values("style")) | set(entity.values("age"))
    if values["material"] in ("plastic", "metal", "steel", "chrome", "aluminium") and values["style"] == "classic":
        values["style"] = "modern"
    if values["material"] in ("fabric", "leather", "velvet", "cotton", "linen") and values["style"] in (
        "classic",
        "modern",
    ):
        values["style"] = "office" if values["material"] == "leather" else "modern"
    if not said and entity.lemma == "chair" and values["style"] == "classic":
        values["seat_pad"] = bool(draw[0] < 0.3)
    if values["style"] == "modern" and not entity.values("material") and not entity.values("color"):
        values["material"], values["color"] = "plastic", ("white", "teal", "charcoal", "mustard")[int(draw[1] * 4)]
    elif values["style"] == "modern" and values["material"] == "painted wood":
        values["material"] = "plastic"
    if values["style"] == "stool":
        values["seat_height_m"] = values["height_m"]


NATURAL_WOODS = ("oak", "walnut", "birch")


CATEGORIES = (
    Category(
        name="chair", family="legged",
        synonyms=("dining chair", "kitchen chair", "wooden chair", "seat", "stool", "bar stool", "barstool",
                  "rocking chair", "office chair", "desk chair", "swivel chair"),
        parameters=CHAIR, build=_build_chair,
        sample=sampler(
            "chair", CHAIR, stuffs=NATURAL_WOODS, ergonomic=True, use_prior=False, finish=_finish_chair,
            presets={
                "stool": {"style": "stool", "width_m": 0.36, "depth_m": 0.36, "height_m": 0.48},
                "bar stool": {"style": "stool", "width_m": 0.38, "depth_m": 0.38, "height_m": 0.74},
                "barstool": {"style": "stool", "width_m": 0.38, "depth_m": 0.38, "height_m": 0.74},
                "rocking chair": {"rockers": True, "style": "old", "width_m": 0.56, "depth_m": 0.6, "height_m": 1.08},
                **{name: {"style": "office", "material": "fabric", "color": "charcoal", "width_m": 0.62,
                          "depth_m": 0.6, "height_m": 1.02, "seat_height_m": 0.47}
                   for name in ("office chair", "desk chair", "swivel chair")},
            },
        ),
    ),
)  # fmt: skip
