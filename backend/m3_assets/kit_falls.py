"""Water and light in a landscape: waterfall, rainbow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common.colors import linear_color
from . import shapes
from .contract import Surface, Values
from .geometry import deformed, fillet, lathe, loft, rounded_box, superellipsoid
from .geometry_grid import outward, thick_sheet
from .kit_hearth import ledges
from .making import Look
from .materials import material
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing

_LIP_M, _LEFT, _RIGHT = 5.75, -1.35, 0.85
"""height of the lip that the water falls over, and its sides"""


def _wall(points: np.ndarray) -> np.ndarray:
    """The layered rock of a cliff with the bed of a stream worn into its top and its face."""
    x, y, z = points.T
    bed = np.exp(-(((x + 0.25) / 1.05) ** 4))
    moved = ledges(points)
    moved[:, 2] -= bed * 0.55 * np.clip((z - 5.0) / 1.0, 0.0, 1.0)
    moved[:, 1] += bed * 0.35 * np.clip(0.5 - y / 4.0, 0.0, 1.0)
    return moved


def _waterfall(values: Values) -> Sketch:
    """A wall of layered rock, a stream that comes over its lip and falls in white strands before it, a second step on a
    ledge, a pool with foam and mist where it lands, boulders, grass on top."""
    rock, turf = Look(nature("Rock", "cliff", str(values["color"])), "stone"), Look(nature("Grass", "grass"), "straw")
    water, foam = Look(nature("Water", "water"), "glass", 0.4), Look(nature("Foam", "foam"), "glass", 0.1)
    fall = Look(replace(material("Falling Water", "glass", "#cfe6ee", roughness=0.25), kind="plain", transmission=0.35,
                        base_color=np.array([0.50, 0.62, 0.68], np.float32)), "glass", 0.2)  # fmt: skip
    mist = Look(nature("Mist", "cloud"), "glass", 0.01)
    wall = deformed(rounded_box((8.0, 4.0, 6.0), (0, 0, 3.0), 0.10, 2, (28, 6, 26)), _wall)
    sods = []
    for low, high in ((-4.02, _LEFT - 0.1), (_RIGHT + 0.1, 4.02)):
        sod = rounded_box((high - low, 4.1, 0.30), (0.5 * (low + high), 0, 6.02), 0.12, 2, (14, 10, 1))

        def draped(points: np.ndarray) -> np.ndarray:
            under = ledges(np.column_stack([points[:, :2], np.full(len(points), 6.0)]))
            edge = np.clip(-points[:, 1] / 2.0, 0.0, 1.0) ** 8
            hang = 0.12 * np.sin(5.1 * points[:, 0])
            under[:, 2] += points[:, 2] - 6.0 - edge * np.where(points[:, 2] < 6.02, 0.14 + hang, 0.05)
            return under

        sods.append(deformed(sod, draped))
    rng = np.random.default_rng(11)
    line = float(_wall(np.array([[x, -2.0, z] for x in (-1.0, -0.25, 0.5) for z in (1.0, 3.0, 5.5)]))[:, 1].min())

    def curtain(left: float, right: float, off: float, thick: float, end: float, wave: float) -> Surface:
        """A sheet that runs level over the lip and falls, further out the farther it falls."""
        u = np.linspace(0.0, 1.0, 13)
        rows = []
        for y, z in ((1.9, _LIP_M + 0.06), (0.4, _LIP_M + 0.05), (line + 0.35, _LIP_M + 0.03),
                     (line + 0.02, _LIP_M - 0.06),
                     *((line - 0.10 - 0.085 * np.sqrt(s), _LIP_M - s) for s in np.linspace(0.25, _LIP_M - end, 15))):
            fell = max(0.0, _LIP_M - z)
            spread = 1.0 + 0.035 * fell
            x = 0.5 * (left + right) + (right - left) * (u - 0.5) * spread
            ripple = wave * np.sin(11.0 * u + 1.3 * off + 0.5 * fell) + 0.5 * wave * np.sin(29.0 * u + 0.8 * fell)
            level = y > line + 0.3
            rows.append(np.column_stack([x, y - off * (not level) + ripple * (not level),
                                         np.full_like(x, z) + 0.4 * ripple * level + 0.3 * off * level]))
        return thick_sheet(np.array(rows)[::-1], thick)

    sheets = [curtain(_LEFT, _RIGHT, 0.0, 0.05, 0.05, 0.045)]
    strands = []
    for _ in range(22):
        x, wide = float(rng.uniform(_LEFT + 0.06, _RIGHT - 0.06)), float(rng.uniform(0.04, 0.15))
        top, off = _LIP_M - float(rng.uniform(0.0, 2.6)), float(rng.uniform(0.03, 0.16))
        end = max(0.05, top - float(rng.uniform(1.4, 5.0)))
        v = np.linspace(0.0, 1.0, 11)[:, None]
        u = np.linspace(-1.0, 1.0, 4)[None]
        z = top + (end - top) * v
        half = 0.5 * wide * np.sin(np.pi * np.clip(v, 0.03, 0.97)) ** 0.5
        fell = np.maximum(_LIP_M - z, 0.0)
        gx = (x + 0.25) * (1.0 + 0.035 * fell) - 0.25 + half * u + 0.015 * np.sin(9 * v + 5 * x)
        gy = line - 0.10 - 0.085 * np.sqrt(fell) - off + 0 * u
        strands.append(thick_sheet(np.stack([gx, gy, z + 0 * u], -1)[::-1], 0.02))
    foot = line - 0.35
    turn = np.linspace(0.0, 2 * np.pi, 40, endpoint=False)

    def pond(z: float, grow: float, thick: float) -> Surface:
        unit = lathe(fillet([(0, 0), (1.0, 0), (1.0, thick), (0, thick)], 0.01, 2), 40)
        a = np.arctan2(unit.vertices[:, 1], unit.vertices[:, 0])
        reach = grow * (1.0 + 0.07 * np.sin(3 * a + 0.5) + 0.05 * np.sin(5 * a))
        flat = np.column_stack([3.0 * reach * unit.vertices[:, 0] - 0.25,
                                foot - 1.2 + 2.2 * reach * unit.vertices[:, 1],
                                unit.vertices[:, 2] + z])  # fmt: skip
        return Surface(vertices=flat, face_sizes=unit.face_sizes, face_vertices=unit.face_vertices, uv=unit.uv * 2.5)

    pool = [pond(0.0, 1.0, 0.06)]
    froth = [superellipsoid((s, 0.8 * s, 0.16 * s), (float(x), foot + float(y), 0.07), 2.0, 3)
             for s, x, y in zip(rng.uniform(0.3, 0.7, 14), rng.uniform(-1.9, 1.4, 14), rng.uniform(-0.75, 0.15, 14),
                                strict=True)]  # fmt: skip
    puffs = [superellipsoid((w, 0.8 * w, 0.6 * w), (x, foot - 0.15, 0.25 + 0.1 * (k % 2)), 2.0, 4)
             for k, (w, x) in enumerate(((0.9, -1.2), (1.1, -0.5), (1.0, 0.2), (0.8, 0.8)))]  # fmt: skip
    stones = []
    for a in turn[::4]:
        size = float(rng.uniform(0.35, 0.95))
        x, y = -0.25 + 3.1 * np.cos(a), foot - 1.2 + 2.3 * np.sin(a)
        if y > line - 0.2 or (abs(x) < 1.2 and y < foot - 2.2):
            continue
        stones.append(superellipsoid((1.3 * size, size, 0.75 * size), (float(x), float(y), 0.28 * size), 3.4, 3))
        stones.append(superellipsoid((0.5 * size, 0.45 * size, 0.35 * size),
                                     (float(1.12 * x + 0.1), float(y - 0.35), 0.12 * size), 3.0, 3))  # fmt: skip
    return Sketch(
        parts=[part("rock", "Rock", wall), part("turf", "Grass", *sods), part("stones", "Rock", *stones),
               part("fall", "Falling Water", *map(outward, sheets)), part("strands", "Foam", *map(outward, strands)),
               part("pool", "Water", *pool), part("foam", "Foam", *froth), part("mist", "Mist", *puffs)],
        looks=[rock, turf, fall, foam, water, mist], grip=False, push=False, solids=(solid("rock", kind="hull"),),
        places=[shapes.affordance("pool", "stand_at", (-0.25, foot - 1.4, 0.06), (2.5, 1.6, 0.0))],
    )  # fmt: skip


_BANDS = (("red", "#e0202a"), ("orange", "#f07818"), ("yellow", "#f2d21e"), ("green", "#2fb84a"), ("blue", "#2a7be0"),
          ("indigo", "#3b3fc0"), ("violet", "#8a3fc8"))  # fmt: skip
_RADIUS_M, _BAND_M = 22.0, 0.42


def _rainbow(values: Values) -> Sketch:
    """Half a ring of seven bands of light, red without and violet within, that adds to what is behind it."""
    a = np.linspace(0.0, np.pi, 65)
    parts, looks = [], []
    for k, (name, color) in enumerate(_BANDS):
        outer, inner = _RADIUS_M - _BAND_M * k, _RADIUS_M - _BAND_M * (k + 1)
        rings = []
        for t in a:
            way = np.array([np.cos(t), 0.0, np.sin(t)])
            section = [inner * way + [0, -0.03, 0], outer * way + [0, -0.03, 0], outer * way + [0, 0.03, 0],
                       inner * way + [0, 0.03, 0]]  # fmt: skip
            rings.append(section)
        parts.append(part(f"band_{name}", name.capitalize(), outward(loft(np.array(rings), caps="ladder"))))
        tint = linear_color(str(values["color"])) if values["color"] else linear_color(color)
        assert tint is not None
        shade = 1.0 - 0.09 * k if values["color"] else 1.0
        looks.append(Look(replace(material(name.capitalize(), "plastic"), kind="light", roughness=1.0, bump=0.0,
                                  base_color=(shade * tint).astype(np.float32)), "plastic", 0.0))  # fmt: skip
    return Sketch(parts=parts, looks=looks, grip=False, push=False)


CATEGORIES = (
    thing("waterfall", "terrain", (8.425, 8.453, 6.657), _waterfall, material="stone", span=5, mass_kg=300_000,
          static=True,
          synonyms=("waterfalls", "cascade")),
    thing("rainbow", "sky", (44.0, 0.06, 22.0), _rainbow, material="glass", span=3, mass_kg=1.0, static=True),
)  # fmt: skip
