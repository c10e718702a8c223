"""Umbrellas and parasols."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity
from . import shapes
from .contract import Build, Category, Part, Values
from .geometry import cylinder, deformed, lathe, merge, tube
from .geometry_core import Floats
from .making import look, main_look, make, size_of
from .sampler import Value, sampler


def _build_umbrella(values: Values) -> Build:
    """An open canopy of eight panels over ribs and a shaft, with a crook; beach umbrellas have a plain pole."""
    width, depth, height = size_of(values)
    cloth, steel, wood = main_look("Canopy", values, 0.16), look("Shaft", "steel", fill=0.5), look("Handle", "walnut")
    radius = 0.5 * min(width, depth)
    dome = min(0.34 * radius + 0.05, 0.4 * height)
    tip = 0.05 * height
    rim = height - tip - dome
    t = 0.0025
    count, ribs = 8, []
    share = np.linspace(1.0, 0.0, 9)
    outside = [(radius * s, rim + dome * (1 - s**2)) for s in share]
    inside = [(max(r - 0.3 * t, 0.0), z - t) for r, z in outside]
    canopy = lathe([*reversed(inside), *outside], 48)

    def stretch(points: Floats) -> Floats:
        x, y, z = points.T
        r = np.hypot(x, y)
        angle = np.arctan2(y, x)
        between = np.abs(np.sin(0.5 * count * angle)) ** 1.3  # 0 on a rib, 1 halfway to the next
        out = (r / radius) ** 2
        factor = 1.0 - 0.085 * between * out
        return np.column_stack(
            [
                x * factor,
                y * factor,
                z - 0.05 * radius * between * (r / radius) * (1 - 0.4 * out) + 0.02 * radius * between * out,
            ]
        )

    for k in range(count):
        angle = 2 * np.pi * k / count
        path = [(0.985 * r * np.cos(angle), 0.985 * r * np.sin(angle), z - 2.4 * t) for r, z in outside[:-1]]
        ribs.append(tube(path, 0.0028, 6))
        mid = outside[4]
        slide = rim - 0.05 * height
        ribs.append(
            tube(
                [
                    (0.012 * np.cos(angle), 0.012 * np.sin(angle), slide),
                    (0.98 * mid[0] * np.cos(angle), 0.98 * mid[0] * np.sin(angle), mid[1] - 3 * t),
                ],
                0.0024,
                6,
            )
        )
    beach = values["style"] == "beach"
    r = 0.02 if beach else 0.0065
    crook = 0.0 if beach else 0.055 * min(height, 1.0)
    shaft = (
        cylinder(r, height - 0.06 * height, (0, 0, height / 2), segments=12)
        if not beach
        else cylinder(r, height - 0.02, (0, 0, height / 2 - 0.01), segments=14)
    )
    top = cylinder(1.3 * r, tip + 0.01, (0, 0, height - tip / 2 - 0.005), top_radius=0.6 * r, segments=12)
    ribs.append(cylinder(1.9 * r, 0.04 * height, (0, 0, rim - 0.05 * height), segments=12))
    parts = [
        Part(name="canopy", surface=deformed(canopy, stretch), material="Canopy"),
        Part(name="ribs", surface=merge(ribs), material="Shaft"),
        Part(name="shaft", surface=merge([shaft, top]), material="Shaft" if not beach else "Handle"),
    ]
    if not beach:
        bend = np.linspace(0.0, np.pi, 9)
        hook = np.column_stack([np.zeros(9), crook * (np.cos(bend) - 1.0), crook + 0.012 - crook * np.sin(bend)])
        line = np.concatenate([[(0, 0, 0.24 * height)], hook, [(0, -2 * crook, crook + 0.035)]])
        handle = tube(line, 0.012, 12)
        low = float(handle.vertices[:, 2].min())
        parts.append(
            Part(name="handle", surface=deformed(handle, lambda p: p - np.array([0, 0, low])), material="Handle")
        )
    return make(
        parts,
        [cloth, steel, wood],
        [
            shapes.collision_cylinder(2 * radius, dome, (0, 0, rim + dome / 2)),
            shapes.collision_cylinder(max(2 * r, 0.02), rim, (0, 0, rim / 2)),
        ],
        (shapes.grip((0, 0, 0.16 * height), 0.024 if not beach else 2 * r),),
        mass_kg=0.5 if not beach else 4.0,
        static=beach,
    )


UMBRELLA = (
    *shapes.sizes((1.0, 0.4, 4.0), (1.0, 0.4, 4.0), (0.9, 0.4, 3.5)),
    shapes.choice("style", "hand", ("hand", "beach")),
    *shapes.finish("fabric"),
)


def _finish_umbrella(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del entity, rng
    values["depth_m"] = values["width_m"]


CATEGORIES = (
    Category(
        name="umbrella",
        family="sweep",
        synonyms=("parasol", "beach umbrella"),
        parameters=UMBRELLA,
        build=_build_umbrella,
        sample=sampler(
            "umbrella",
            UMBRELLA,
            colors=("crimson", "navy", "mustard", "teal"),
            use_prior=False,
            finish=_finish_umbrella,
            presets={
                n: {"style": "beach", "width_m": 2.0, "height_m": 2.2, "pattern": "striped"}
                for n in ("beach umbrella", "parasol")
            },
        ),
    ),
)  # fmt: skip
