"""Wall clocks and alarm clocks."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity, Parameter
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import cylinder, fillet, lathe, merge, rotated, rounded_box, translated
from .making import look, main_look, make, size_of
from .sampler import Value, sampler


def _build_clock(values: Values) -> Build:
    """A round case and face with twelve marks and two hands; an alarm clock has bells and feet."""
    width, depth, height = size_of(values)
    case, face, dark = main_look("Case", values), look("Face", "paper", "white"), look("Hands", "plastic", "black")
    metal = look("Bells", "brass", fill=0.3)
    alarm = values["style"] == "alarm"
    radius = 0.5 * min(width, height * (0.72 if alarm else 1.0))
    lift = 0.1 * height if alarm else 0.0
    z = lift + radius
    rim = 0.11 * radius
    ring = lathe(
        fillet(
            [(radius - rim, -0.5 * depth), (radius, -0.5 * depth), (radius, 0.5 * depth), (radius - rim, 0.5 * depth)],
            0.3 * rim,
            3,
            closed=True,
        ),
        48,
        closed_profile=True,
    )

    def to_front(piece: Surface) -> Surface:
        return translated(rotated(piece, np.pi / 2, (1, 0, 0)), (0, 0, z))

    disc = lathe(
        fillet(
            [
                (0, -0.4 * depth),
                (radius - 0.5 * rim, -0.4 * depth),
                (radius - 0.5 * rim, 0.2 * depth),
                (0, 0.2 * depth),
            ],
            0.001,
            1,
        ),
        48,
    )
    parts = [
        Part(name="case", surface=to_front(ring), material="Case"),
        Part(name="face", surface=to_front(disc), material="Face"),
    ]
    front = -0.2 * depth - 0.001
    marks = []
    for k in range(12):
        long = 0.16 if k % 3 == 0 else 0.09
        mark = rounded_box(
            ((0.045 if k % 3 == 0 else 0.026) * radius, 0.002, long * radius),
            (0, front, z + (0.84 - long / 2) * radius),
            0.0006,
        )
        marks.append(rotated(mark, k * np.pi / 6, (0, 1, 0), (0, 0, z)))
    parts.append(Part(name="marks", surface=merge(marks), material="Hands"))
    hours = float(values["hour"])
    for name, angle, length, wide in (
        ("hour_hand", hours * np.pi / 6, 0.5, 0.055),
        ("minute_hand", hours % 1 * 2 * np.pi, 0.76, 0.036),
    ):
        hand = rounded_box(
            (wide * radius, 0.002, length * radius), (0, front - 0.003, z + 0.42 * length * radius), 0.0008
        )
        joint_name = name
        parts.append(
            Part(name=name, surface=rotated(hand, angle, (0, 1, 0), (0, 0, z)), material="Hands", moves_with=joint_name)
        )
    parts.append(
        Part(
            name="pin",
            surface=cylinder(0.05 * radius, 0.012, (0, front - 0.002, z), axis=1, segments=14, edge=0.001),
            material="Hands",
        )
    )
    joints = {
        name: shapes.joint("wheel", (0, front - 0.003, z), (0, 1, 0), (-1e4, 1e4))
        for name in ("hour_hand", "minute_hand")
    }
    if alarm:
        bells = [
            rotated(
                translated(
                    lathe(
                        fillet(
                            [
                                (0, 0),
                                (0.4 * radius, 0),
                                (0.38 * radius, 0.14 * radius),
                                (0.2 * radius, 0.3 * radius),
                                (0, 0.32 * radius),
                            ],
                            0.03 * radius,
                            3,
                        ),
                        20,
                    ),
                    (0, 0, z + 1.06 * radius),
                ),
                s * 0.55,
                (0, 1, 0),
                (0, 0, z),
            )
            for s in (-1, 1)
        ]
        parts.append(Part(name="bells", surface=merge(bells), material="Bells"))
        feet = [
            rotated(
                cylinder(0.05 * radius, 0.42 * radius, (0, 0, z - 1.1 * radius), top_radius=0.08 * radius, segments=10),
                s * 0.6,
                (0, 1, 0),
                (0, 0, z),
            )
            for s in (-1, 1)
        ]
        feet.append(rounded_box((0.3 * radius, 0.05 * radius, 0.06 * radius), (0, 0, z + 1.34 * radius), 0.02 * radius))
        feet.append(cylinder(0.035 * radius, 0.4 * radius, (0, 0, z + 1.15 * radius), segments=8))
        parts.append(Part(name="feet", surface=merge(feet), material="Bells"))
        low = min(float(part.surface.vertices[:, 2].min()) for part in parts)
        parts = [
            Part(name=p.name, surface=translated(p.surface, (0, 0, -low)), material=p.material, moves_with=p.moves_with)
            for p in parts
        ]
        joints = {name: shapes.joint("wheel", (0, front - 0.003, z - low), (0, 1, 0), (-1e4, 1e4)) for name in joints}
    return make(
        parts,
        [case, face, dark, metal],
        [shapes.collision_box((2 * radius, depth, height), (0, 0, height / 2))],
        (
            shapes.grip((0, 0, z), depth, radius),
            shapes.affordance("hook", "hang_at", (0, depth / 2, z + 0.8 * radius), (0, 0, 0)),
        ),
        joints,
        mass_kg=max(0.2, 25 * width * height * depth / 0.04 * 0.3),
    )


CLOCK = (
    *shapes.sizes((0.32, 0.06, 3.0), (0.05, 0.02, 0.5), (0.32, 0.06, 3.0)),
    shapes.choice("style", "wall", ("wall", "alarm")),
    *shapes.finish("walnut", patterned=False),
    Parameter(name="hour", value=10.17, minimum=0.0, maximum=12.0, unit="h", description="time shown"),
)


def _finish_clock(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    values["hour"] = round(float(rng.uniform(0, 12)) * 12) / 12
    if values["style"] == "wall":
        values["height_m"] = values["width_m"]
    del entity


CATEGORIES = (
    Category(
        name="clock",
        family="electronics",
        synonyms=("wall clock", "alarm clock"),
        parameters=CLOCK,
        build=_build_clock,
        sample=sampler(
            "clock",
            CLOCK,
            stuffs=("walnut", "oak"),
            use_prior=False,
            finish=_finish_clock,
            presets={
                "alarm clock": {
                    "style": "alarm",
                    "width_m": 0.12,
                    "depth_m": 0.055,
                    "height_m": 0.17,
                    "material": "painted metal",
                    "color": "red",
                }
            },
        ),
    ),
)  # fmt: skip
