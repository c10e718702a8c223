"""Hats and caps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from ..protocol.scene import Entity, Parameter
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import deformed, fillet, lathe, merge, rounded_box, tube
from .geometry_core import Floats
from .making import look, main_look, make, size_of
from .sampler import Value, sampler


def _build_hat(values: Values) -> Build:
    """A crown with a pinch, a brim that rolls up at the sides, a band; or a cap with a visor, or a top hat."""
    width, depth, height = size_of(values)
    felt, band = main_look("Felt", values), look("Band", "fabric", str(values["band_color"]))
    style = str(values["style"])
    t = 0.0025
    if style == "cap":
        return _cap(width, depth, height)(values)
    tall = {"top": 1.0, "sun": 0.55}.get(style, 0.86)
    crown_r = {"top": 0.33, "sun": 0.24}.get(style, 0.29)
    crown_top = {"top": 0.36, "sun": 0.21}.get(style, 0.235)
    h = height * (1.0 if style == "top" else 0.92)
    brim_z = height - h * tall if style == "top" else 0.1 * height
    out = [
        (0.5, brim_z),
        (crown_r + 0.02, brim_z + 0.004),
        (crown_r, brim_z + 0.012),
        (crown_top, height - 0.1 * h),
        (crown_top - 0.04, height),
        (0.0, height - (0.0 if style != "fedora" else 0.02)),
    ]
    outer = [(r * min(width, depth), z) for r, z in out]
    inner = [(max(r - t, 0.0) if r > 0 else 0.0, z - t) for r, z in outer]
    inner[0] = (outer[0][0] - 0.0006, outer[0][1] - t)
    profile = fillet(
        [*reversed(inner), *outer],
        [
            0,
            *[0.012 if style != "top" else 0.006] * 3,
            0.006,
            0.0009,
            0.0009,
            0.006,
            *[0.014 if style != "top" else 0.008] * 3,
            0,
        ],
        4,
    )
    shell = _resampled_lathe(profile, 40)
    small = min(width, depth)

    def shape(points: Floats) -> Floats:
        x, y, z = points.T
        radius = np.hypot(x, y) / small
        moved = points * np.array([width / small, depth / small, 1.0])
        brim = np.clip((radius - crown_r - 0.02) / (0.5 - crown_r), 0.0, 1.0) ** 2
        if style in ("fedora", "cowboy"):
            curl = {"fedora": 0.1, "cowboy": 0.34}[style] * height
            turn = (x / np.maximum(np.hypot(x, y), 1e-9)) ** 2
            moved[:, 2] += brim * (curl * turn - 0.25 * curl * (1 - turn))
            upper = np.clip((z - 0.45 * height) / (0.55 * height), 0.0, 1.0)
            pinch = np.exp(-((x / (0.11 * small)) ** 2))
            moved[:, 2] -= 0.2 * height * upper**2 * pinch * np.clip(1.2 - radius / 0.25, 0.0, 1.0)
            moved[:, 0] *= 1.0 - 0.16 * upper * np.clip(-y / (0.2 * small), 0.0, 1.0)
        elif style == "sun":
            moved[:, 2] += brim * 0.05 * height * np.sin(3 * np.arctan2(y, x)) - 0.08 * height * brim
        return np.asarray(moved)

    body = deformed(shell, shape)
    low = float(body.vertices[:, 2].min())
    body = deformed(body, lambda p: p - np.array([0, 0, low]))
    r0 = crown_r * small
    ring = [
        (r0 - 0.003, brim_z + 0.008),
        (r0 + 0.003, brim_z + 0.008),
        (r0 - 0.0 + 0.001, brim_z + 0.03 * (height / 0.13)),
        (r0 - 0.005, brim_z + 0.03 * (height / 0.13)),
    ]
    strip = deformed(lathe(fillet(ring, 0.001, 2, closed=True), 40, closed_profile=True), shape)
    strip = deformed(strip, lambda p: p - np.array([0, 0, low]))
    return make(
        [Part(name="hat", surface=body, material="Felt"), Part(name="band", surface=strip, material="Band")],
        [felt, band],
        [
            shapes.collision_cylinder(small, 0.15 * height, (0, 0, 0.075 * height)),
            shapes.collision_cylinder(0.6 * small, height, (0, 0, height / 2)),
        ],
        (shapes.grip((0, -0.45 * depth, 0.1 * height), 0.005, 0.3 * width),),
        mass_kg=0.12,
    )


def _resampled_lathe(profile: Floats, segments: int) -> Surface:
    """A lathe whose long straight runs are cut, so that it can be bent."""
    points = [profile[0]]
    for a, b in pairwise(profile):
        cuts = max(1, int(np.hypot(*(b - a)) / 0.014))
        points += [a + (b - a) * k / cuts for k in range(1, cuts + 1)]
    return lathe(np.array(points), segments)


def _cap(width: float, depth: float, height: float) -> Callable[[Values], Build]:
    """A baseball cap of that size."""

    def build(values: Values) -> Build:
        cloth, visor_look = main_look("Felt", values), look("Visor", "fabric", str(values["band_color"]))
        r, reach = width / 2, depth - width
        t = 0.003
        angles = np.linspace(0.0, np.pi / 2, 10)
        outer = np.column_stack([np.cos(angles), np.sin(angles)])
        outer[:, 0] = outer[:, 0] ** 0.85
        outside = outer * (r, height - 0.008)
        inside = outer * (r - t, height - 0.008 - t)
        dome = lathe(
            [
                (0.0, inside[-1, 1]),
                *(tuple(p) for p in inside[-2:0:-1]),
                (r - t, 0.0),
                (r, 0.0),
                *(tuple(p) for p in outside[1:-1]),
                (0.0, outside[-1, 1]),
            ],
            36,
        )
        centre = depth / 2 - r
        dome = deformed(dome, lambda p: p + np.array([0, centre, 0]))
        button = deformed(
            lathe([(0, 0), (0.011, 0), (0.009, 0.006), (0, 0.008)], 14),
            lambda p: p + np.array([0, centre, height - 0.008]),
        )
        seams = []
        for k in range(6):
            angle = np.pi / 6 + k * np.pi / 3
            path = [
                (
                    (r * c**0.85 + 0.0004) * np.cos(angle),
                    centre + (r * c**0.85 + 0.0004) * np.sin(angle),
                    (height - 0.008) * s,
                )
                for c, s in zip(np.cos(angles[:-1]), np.sin(angles[:-1]), strict=True)
            ]
            seams.append(tube(path, 0.0012, 6))
        visor = rounded_box((1.0, 1.0, 0.004), (0, 0, 0), 0.0018, divisions=(14, 8, 1))

        def bend(points: Floats) -> Floats:
            u, v = np.clip(points[:, 0] * 2, -1, 1), points[:, 1] + 0.5  # across, and 0 at the tip … 1 at the dome
            half = 0.94 * r
            x = u * half * (0.93 + 0.07 * v)
            root = centre - np.sqrt(np.maximum((0.985 * r) ** 2 - x**2, 0.0)) * 0.97
            tip = -depth / 2 + (1 - np.sqrt(np.maximum(1 - 0.96 * u**2, 0.0))) * (reach + 0.55 * r)
            y = tip + (root - tip) * v
            z = 0.016 + points[:, 2] - 0.22 * r * u**2 * (1 - v) * 0.5 - 0.018 * (1 - v) + 0.014 * (1 - u**2)
            return np.column_stack([x, np.minimum(y, root), z])

        piece = deformed(visor, bend)
        low = min(0.0, float(piece.vertices[:, 2].min()))
        parts = [
            Part(name="crown", surface=dome, material="Felt"),
            Part(name="seams", surface=merge([*seams, button]), material="Felt"),
            Part(name="visor", surface=piece, material="Visor"),
        ]
        parts = [
            Part(name=p.name, surface=deformed(p.surface, lambda q: q - np.array([0, 0, low])), material=p.material)
            for p in parts
        ]
        return make(parts, [cloth, visor_look], [shapes.collision_cylinder(width, height, (0, centre, height / 2))],
                    (shapes.grip((0, -0.4 * depth, 0.01), 0.004, 0.1),), mass_kg=0.09)  # fmt: skip

    return build


HAT = (
    *shapes.sizes((0.31, 0.15, 1.0), (0.34, 0.15, 1.0), (0.135, 0.06, 0.5)),
    shapes.choice("style", "fedora", ("fedora", "cowboy", "sun", "top", "cap")),
    *shapes.finish("wool"),
    Parameter(name="band_color", value="charcoal", description="colour of the band or the visor"),
)


def _finish_hat(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    colors = entity.values("color")
    if len(colors) > 1:
        values["band_color"] = colors[1]
    elif colors and colors[0] in ("black", "charcoal"):
        values["band_color"] = "burgundy"
    elif values["style"] == "cap" and colors:
        values["band_color"] = colors[0]


CATEGORIES = (
    Category(
        name="hat",
        family="lathe",
        synonyms=("fedora", "cowboy hat", "sun hat", "straw hat", "top hat", "cap", "baseball cap"),
        parameters=HAT,
        build=_build_hat,
        sample=sampler(
            "hat",
            HAT,
            use_prior=False,
            colors=("tan", "charcoal", "brown"),
            finish=_finish_hat,
            presets={
                "cowboy hat": {
                    "style": "cowboy",
                    "material": "leather",
                    "color": "",
                    "width_m": 0.36,
                    "depth_m": 0.4,
                    "height_m": 0.16,
                },
                "sun hat": {
                    "style": "sun",
                    "material": "straw",
                    "color": "",
                    "width_m": 0.42,
                    "depth_m": 0.42,
                    "height_m": 0.12,
                },
                "straw hat": {
                    "style": "sun",
                    "material": "straw",
                    "color": "",
                    "width_m": 0.42,
                    "depth_m": 0.42,
                    "height_m": 0.12,
                },
                "top hat": {"style": "top", "color": "black", "band_color": "burgundy", "height_m": 0.17},
                **{
                    n: {
                        "style": "cap",
                        "material": "cotton",
                        "color": "navy",
                        "band_color": "navy",
                        "width_m": 0.18,
                        "depth_m": 0.27,
                        "height_m": 0.12,
                    }
                    for n in ("cap", "baseball cap")
                },
            },
        ),
    ),
)  # fmt: skip
