"""Parts that a prompt describes, for things that no category knows: wheels, arms, legs, wings, eyes, lamps, screens.

`read` says which are described, `build` puts them on a plain body.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ..protocol.scene import Entity, PartJoint, SceneDescription
from . import catalogue, shapes
from .animal.build import is_animal
from .contract import Part, Surface, Values
from .geometry import cylinder, lathe, merge, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .making import Look, look
from .materials import glowing
from .sampler import Value

KINDS: Mapping[str, tuple[str, ...]] = {
    "wheels": ("wheel", "tire", "tyre", "track"), "legs": ("leg", "foot"), "arms": ("arm", "claw", "tentacle", "hand"),
    "wings": ("wing", "fin", "sail"), "eyes": ("eye",), "antennas": ("antenna", "horn", "feeler", "aerial"),
    "lights": ("light", "lamp", "headlight", "bulb"), "screens": ("screen", "display", "monitor"),
    "propellers": ("propeller", "rotor", "fan", "blade"), "pipes": ("pipe", "tube", "chimney", "exhaust"),
    "tails": ("tail",),
}  # fmt: skip
"""parameter -> words for such a part"""
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
_MOST = 12
_COLORS = ("black", "white", "red", "orange", "yellow", "green", "blue", "purple")
_BASE = 0.30
"""share of the height that wheels or legs take"""
PARAMETERS = (
    *(shapes.number(kind, 0, 0, _MOST, f"how many {kind} it has") for kind in KINDS),
    shapes.choice("limbs", "usual", ("short", "usual", "long"), "how long arms, legs and antennas are"),
    shapes.choice("parts_color", "", ("", *_COLORS)),
)
_REACH = {"short": 0.6, "usual": 1.0, "long": 1.7}


def read(description: SceneDescription) -> tuple[frozenset[str], dict[str, dict[str, Value]]]:
    """Ids of the entities that are parts of a thing no category knows, and per thing the values of PARAMETERS."""
    by_id = {entity.id: entity for entity in description.entities}
    placed = {relation.subject_id for relation in description.relations if relation.spatial is not None}
    acting = {action.actor_id for action in description.actions} | {a.target_id for a in description.actions}
    parts: set[str] = set()
    values: dict[str, dict[str, Value]] = {}
    for relation in description.relations:
        owner, part = by_id.get(relation.subject_id), by_id.get(relation.object_id)
        if owner is None or part is None or relation.predicate not in ("with", "have") or _is_known(owner):
            continue
        kind = _KIND_OF.get(part.lemma.split()[-1])
        if kind is None or part.id in placed | acting:
            continue
        parts.add(part.id)
        found = values.setdefault(owner.id, {})
        found[kind] = min(_MOST, int(found.get(kind, 0)) + part.count)
        length = next((word for word in ("long", "short") if word in part.values("size")), None)
        if length is not None:
            found["limbs"] = length
        color = next((word for word in part.values("color") if word in _COLORS), None)
        if color is not None:
            found["parts_color"] = color
    return frozenset(parts), values


def _is_known(entity: Entity) -> bool:
    return entity.category == "person" or is_animal(entity) or catalogue.canonical(entity.lemma) is not None


@dataclass(frozen=True)
class Described:
    """What is put on the plain body."""

    base_m: float
    """the body begins at that height"""
    body: tuple[float, float, float]
    """its size, m"""
    parts: tuple[Part, ...]
    looks: tuple[Look, ...]
    joints: Mapping[str, PartJoint]


def count_of(values: Values) -> int:
    """All described parts together."""
    return sum(int(values[kind]) for kind in KINDS)


def build(values: Values) -> Described:
    """Wheels turn on their axles; everything else is part of the body. The thing faces -Y."""
    width, depth, height = (float(values[key]) for key in ("width_m", "depth_m", "height_m"))
    base = _BASE * height if int(values["wheels"]) + int(values["legs"]) else 0.0
    body = (0.66 * width, 0.86 * depth, (height - base) * (0.72 if int(values["propellers"]) else 0.86))
    color = str(values["parts_color"])
    looks = (
        look("Limbs", "painted metal", color or "#3a3d42"), look("Joints", "steel"), look("Tyres", "rubber"),
        look("Glass", "screen"), look("Whites", "plastic", "white"), look("Wings", "painted metal", color or "#c9ccd0"),
        Look(glowing("Lit", color or "#ffd27a", 12.0), "glass"),
    )  # fmt: skip
    parts: list[Part] = []
    joints: dict[str, PartJoint] = {}
    for number, (place, radius, thick) in enumerate(_wheel_places(int(values["wheels"]), body, base), start=1):
        name = f"wheel_{number}"
        tyre = cylinder(radius, thick, place, axis=0, edge=0.3 * thick, segments=28)
        hub = merge([cylinder(0.55 * radius, 1.08 * thick, place, axis=0, segments=20),
                     cylinder(0.16 * radius, 1.3 * thick, place, axis=0, segments=12)])  # fmt: skip
        parts += [Part(name=f"{name}_tyre", surface=tyre, material="Tyres", moves_with=name),
                  Part(name=f"{name}_hub", surface=hub, material="Joints", moves_with=name)]  # fmt: skip
        joints[name] = shapes.joint("wheel", place, (1.0, 0.0, 0.0), (-1e6, 1e6))
    reach = _REACH[str(values["limbs"])]
    for kind, draw in _DRAWN.items():
        for number in range(int(values[kind])):
            pieces = draw(number, int(values[kind]), body, base, reach)
            parts += [Part(name=f"{kind.removesuffix('s')}_{number + 1}_{material.lower()}", surface=piece,
                           material=material) for material, piece in pieces.items()]  # fmt: skip
    return Described(base, body, tuple(parts), looks, joints)


_Size = tuple[float, float, float]


def _sides(number: int, count: int) -> tuple[float, float]:
    """The side (-1, 0 middle, 1) of one of several, and where along the body (-1 front … 1 back) its pair is."""
    pairs = (count + 1) // 2
    row = number // 2
    along = 0.0 if pairs == 1 else -1.0 + 2.0 * row / (pairs - 1)
    alone = count % 2 == 1 and number == count - 1
    return (0.0 if alone else -1.0 if number % 2 else 1.0), along


def _wheel_places(count: int, body: _Size, base: float) -> list[tuple[tuple[float, float, float], float, float]]:
    found = []
    for number in range(count):
        side, along = _sides(number, count)
        radius = 0.95 * base if count <= 2 else 0.75 * base
        thick = min(0.4 * radius, 0.2 * body[0])
        x = side * (0.5 * body[0] + 0.62 * thick)
        y = along * max(0.5 * body[1] - 0.8 * radius, 0.0)
        found.append(((x, y, radius), radius, thick))
    return found


def _leg(number: int, count: int, body: _Size, base: float, reach: float) -> dict[str, Surface]:
    side, along = _sides(number, count)
    x, y, r = 0.40 * body[0] * side, 0.40 * body[1] * along, 0.09 * min(body[0], body[1])
    out = 1.0 + 0.25 * reach
    foot = (out * x, out * y, 0.0)
    limb = tube([(x, y, base + 0.1 * body[2]), (1.08 * out * x, 1.08 * out * y, 0.55 * base), (*foot[:2], 0.03 * base)],
                [r, 0.8 * r, 0.7 * r], 14)  # fmt: skip
    knee = superellipsoid((2.2 * r, 2.2 * r, 2.2 * r), (1.08 * out * x, 1.08 * out * y, 0.55 * base))
    pad = cylinder(1.7 * r, 0.08 * base, (foot[0], foot[1], 0.04 * base))
    return {"Limbs": merge([limb, pad]), "Joints": knee}


def _arm(number: int, count: int, body: _Size, base: float, reach: float) -> dict[str, Surface]:
    side, _ = _sides(number, count)
    length = reach * 0.62 * max(body)
    r = 0.085 * min(body)
    z = base + body[2] * (0.74 - 0.16 * (number // 2))
    if side:
        shoulder = np.array([side * (0.5 * body[0] + 0.4 * r), 0.0, z])
        elbow = shoulder + length * np.array([0.30 * side, -0.25, 0.34])
        wrist = elbow + length * np.array([0.06 * side, -0.62, -0.30])
    else:  # one by itself stands on top, as a crane's does, and reaches over the front
        shoulder = np.array([0.0, 0.12 * body[1], base + body[2] + 0.5 * r])
        elbow = shoulder + length * np.array([0.20, 0.10, 0.55])
        wrist = elbow + length * np.array([0.36, -0.60, -0.16])
    limb = [tube([shoulder, elbow], [r, 0.85 * r], 14), tube([elbow, wrist], [0.85 * r, 0.65 * r], 14)]
    balls = [superellipsoid((2.6 * r,) * 3, shoulder), superellipsoid((2.3 * r,) * 3, elbow),
             superellipsoid((1.9 * r,) * 3, wrist)]  # fmt: skip
    fingers = [tube([wrist, wrist + r * np.array([1.6 * s, -1.8, -0.4]), wrist + r * np.array([0.5 * s, -3.8, -0.9])],
                    [0.5 * r, 0.45 * r, 0.3 * r], 10) for s in (-1.0, 1.0)]  # fmt: skip
    return {"Limbs": merge(limb), "Joints": merge([*balls, *fingers])}


def _wing(number: int, count: int, body: _Size, base: float, reach: float) -> dict[str, Surface]:
    side, along = _sides(number, count)
    side = 1.0 if side == 0.0 else side
    span, chord = 0.85 * max(body), 0.5 * body[1]
    u, v = np.linspace(0.0, 1.0, 7), np.linspace(-0.5, 0.5, 5)
    rows = [np.column_stack([np.full(5, side * (0.46 * body[0] + share * span)),
                             0.25 * along * body[1] + chord * (1.0 - 0.55 * share) * v + 0.15 * span * share,
                             base + 0.62 * body[2] + 0.16 * span * share + 0.03 * chord * (1.0 - 4.0 * v**2)])
            for share in u]  # fmt: skip
    return {"Wings": thick_sheet(np.array(rows if side < 0 else rows[::-1]), 0.03 * chord)}


def _spread(number: int, count: int, width: float) -> float:
    return 0.0 if count == 1 else width * (number / (count - 1) - 0.5)


def _eye(number: int, count: int, body: _Size, base: float, reach: float) -> dict[str, Surface]:
    r = 0.16 * min(body[0], body[2]) / max(1.0, 0.45 * count)
    x, z = _spread(number, count, 0.56 * body[0]), base + 0.76 * body[2]
    ball = superellipsoid((2 * r, 1.6 * r, 2 * r), (x, -0.5 * body[1], z))
    pupil = superellipsoid((0.9 * r, 0.5 * r, 0.9 * r), (x, -0.5 * body[1] - 0.66 * r, z))
    return {"Whites": ball, "Glass": pupil}


def _antenna(number: int, count: int, body: _Size, base: float, reach: float) -> dict[str, Surface]:
    x, top = _spread(number, count, 0.5 * body[0]), base + body[2]
    rise, r = 0.34 * reach * body[2], 0.022 * min(body)
    tip = (1.7 * x, 0.1 * rise, top + rise)
    rod = tube([(x, 0.0, top - 0.02 * body[2]), (1.25 * x, 0.0, top + 0.5 * rise), tip], [1.3 * r, r, 0.8 * r], 10)
    return {"Joints": rod, "Limbs": superellipsoid((5 * r,) * 3, tip)}


def _light(number: int, count: int, body: _Size, base: float, reach: float) -> dict[str, Surface]:
    r = 0.11 * min(body[0], body[2]) / max(1.0, 0.4 * count)
    x, z = _spread(number, count, 0.66 * body[0]), base + 0.40 * body[2]
    rim = cylinder(1.15 * r, 0.7 * r, (x, -0.5 * body[1] - 0.2 * r, z), axis=1)
    return {"Joints": rim, "Lit": superellipsoid((1.8 * r, 1.0 * r, 1.8 * r), (x, -0.5 * body[1] - 0.5 * r, z))}


def _screen(number: int, count: int, body: _Size, base: float, reach: float) -> dict[str, Surface]:
    wide = 0.72 * body[0] / count
    x, z = _spread(number, count, body[0] * (1.0 - 1.0 / count) * 0.92), base + 0.62 * body[2]
    size = np.array([wide, 0.05 * body[1], 0.32 * body[2]])
    frame = rounded_box(size, (x, -0.5 * body[1], z), 0.008)
    pane = rounded_box(size * (0.86, 0.3, 0.8), (x, -0.5 * body[1] - 0.5 * size[1], z), 0.004)
    return {"Joints": frame, "Glass": pane}


def _propeller(number: int, count: int, body: _Size, base: float, reach: float) -> dict[str, Surface]:
    x, top, span = _spread(number, count, 0.6 * body[0]), base + body[2], 0.5 * max(body[0], body[1]) / count**0.5
    shaft = cylinder(0.04 * span, 0.34 * span, (x, 0.0, top + 0.15 * span))
    cap = superellipsoid((0.2 * span, 0.2 * span, 0.16 * span), (x, 0.0, top + 0.32 * span))
    blades = [rotated(rotated(translated(rounded_box((span, 0.2 * span, 0.02 * span)), (0.55 * span, 0.0, 0.0)),
                              0.3, (1, 0, 0)), k * 2.0 * np.pi / 3.0, (0, 0, 1)) for k in range(3)]  # fmt: skip
    return {"Joints": merge([shaft, cap]), "Wings": merge([translated(b, (x, 0.0, top + 0.32 * span)) for b in blades])}


def _pipe(number: int, count: int, body: _Size, base: float, reach: float) -> dict[str, Surface]:
    x, top, r = _spread(number, count, 0.6 * body[0]), base + body[2], 0.09 * min(body[0], body[1])
    rise = 0.36 * reach * body[2]
    wall = [(0.0, 0.0), (r, 0.0), (r, 0.82 * rise), (1.25 * r, 0.86 * rise), (1.25 * r, rise), (0.85 * r, rise),
            (0.85 * r, 0.2 * rise), (0.0, 0.2 * rise)]  # fmt: skip
    return {"Joints": translated(lathe(wall, 20), (x, 0.22 * body[1], top - 0.02 * rise))}


def _tail(number: int, count: int, body: _Size, base: float, reach: float) -> dict[str, Surface]:
    length, r, z = reach * 0.7 * max(body), 0.08 * min(body), base + 0.4 * body[2]
    x = _spread(number, count, 0.5 * body[0])
    t = np.linspace(0.0, 1.0, 9)
    way = np.column_stack([x + 0.1 * length * np.sin(3 * t), 0.48 * body[1] + length * t, z + 0.35 * length * t**2])
    return {"Limbs": tube(way, r * (1.0 - 0.75 * t), 12)}


_DRAWN: Mapping[str, Callable[[int, int, _Size, float, float], dict[str, Surface]]] = {
    "legs": _leg, "arms": _arm, "wings": _wing, "eyes": _eye, "antennas": _antenna, "lights": _light,
    "screens": _screen, "propellers": _propeller, "pipes": _pipe, "tails": _tail,
}  # fmt: skip
