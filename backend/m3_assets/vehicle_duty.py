"""What a car has on it that works for somebody: a police car's lights and doors, a taxi's sign and chequers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Material
from .contract import Part, Surface
from .geometry import extrude, merge, mirrored, rounded_box, superellipsoid, translated
from .geometry_grid import thick_sheet
from .materials import glowing, material
from .vehicle_geometry import Silhouette, flank_x
from .vehicle_models import Model

DUTIES = ("", "police", "taxi")
DUTY_WORDS = {"police": "police", "cop": "police", "sheriff": "police", "taxi": "taxi", "cab": "taxi",
              "taxicab": "taxi"}  # fmt: skip
DUTY_COLORS = {"police": "#121418", "taxi": "#f0b000"}


def duty_parts(duty: str, shape: Silhouette, model: Model, f: NDArray[np.float64], roof_m: float) -> list[Part]:
    """The parts of `duty` on a body of this shape, scaled by `f` (3,); its roof is `roof_m` high."""
    middle = 0.5 * (model.cabin[-1][0] + model.cabin[-1][1]) * f[1]
    if duty == "police":
        foot = rounded_box((1.06 * f[0], 0.24 * f[1], 0.035), (0, middle, roof_m + 0.008), 0.012)
        lamps = {s: superellipsoid((0.44 * f[0], 0.27 * f[1], 0.115), (s * 0.30 * f[0], middle, roof_m + 0.075), 4.0, 4)
                 for s in (-1, 1)}  # fmt: skip
        centre = rounded_box((0.14 * f[0], 0.25 * f[1], 0.10), (0, middle, roof_m + 0.07), 0.02)
        panel = _on_flank(shape, model.doors[0] * f[1] + 0.02, model.doors[-1] * f[1] - 0.02, 0.32 * f[2], 0.86 * f[2])
        star = _star(shape, 0.5 * (model.doors[0] + model.doors[1]) * f[1], 0.62 * f[2], 0.17 * f[2])
        return [Part(name="light_bar", surface=merge([foot, centre]), material="trim"),
                Part(name="light_blue", surface=lamps[1], material="light blue"),
                Part(name="light_red", surface=lamps[-1], material="light red"),
                Part(name="door_panels", surface=panel, material="livery"),
                Part(name="badges", surface=star, material="badge")]  # fmt: skip
    box = rounded_box((0.46 * f[0], 0.15 * f[1], 0.13), (0, middle, roof_m + 0.062), 0.035, 4)
    foot = rounded_box((0.50 * f[0], 0.19 * f[1], 0.02), (0, middle, roof_m + 0.004), 0.006)
    letters = [rounded_box((0.055, 0.012, 0.065), (x * f[0], middle + s * 0.078 * f[1], roof_m + 0.065), 0.008)
               for s in (-1, 1) for x in (-0.13, -0.045, 0.045, 0.13)]  # fmt: skip
    start, stop, step = model.doors[0] * f[1] - 0.35, model.doors[-1] * f[1] + 0.25, 0.105
    squares = [_on_flank(shape, y, y + step, z * f[2], (z + 0.055) * f[2])
               for row, z in enumerate((0.66, 0.715)) for y in np.arange(start + row * step, stop, 2 * step)]
    return [Part(name="taxi_sign", surface=box, material="sign"), Part(name="sign_foot", surface=foot, material="trim"),
            Part(name="sign_letters", surface=merge(letters), material="trim"),
            Part(name="chequers", surface=merge(squares), material="trim")]  # fmt: skip


def duty_materials(duty: str) -> tuple[Material, ...]:
    """By name, of the parts above."""
    if duty == "police":
        return (glowing("light blue", "#1f5fff", 14.0), glowing("light red", "#ff2a1f", 14.0),
                material("livery", "painted metal", "#eef0f2"), material("badge", "gold"))  # fmt: skip
    return (glowing("sign", "#ffe9a8", 6.0),) if duty == "taxi" else ()


def _on_flank(shape: Silhouette, start: float, stop: float, low: float, high: float, off_m: float = 0.004) -> Surface:
    """A thin panel that follows both flanks."""
    ys = np.linspace(start, stop, 2 + int((stop - start) / 0.2))
    zs = np.linspace(low, high, 2 + int((high - low) / 0.1))
    grid = np.array([[(x + off_m, y, z) for x, z in zip(flank_x(shape, float(y), zs), zs, strict=True)] for y in ys])
    left = thick_sheet(grid, 0.006)
    return merge([left, mirrored(left)])


def _star(shape: Silhouette, y: float, z: float, radius: float) -> Surface:
    """A five-pointed badge on both front doors."""
    turn = np.pi * np.arange(10) / 5
    reach = np.where(np.arange(10) % 2 == 0, radius, 0.45 * radius)
    outline = np.column_stack([reach * np.sin(turn), reach * np.cos(turn)])
    star = extrude(outline, 0.012, plane="yz", edge=0.003, caps="fan")
    x = float(flank_x(shape, y, np.array([z]))[0])
    left = translated(star, (x + 0.010, y, z))
    return merge([left, mirrored(left)])
