"""What grows, lies and flows outdoors: colours are scene-linear and kept between .03 and .8 of albedo."""

from __future__ import annotations

import numpy as np

from ..common.colors import linear_color
from ..protocol.scene import Material

_LOOKS: dict[str, tuple[str, tuple[float, float, float], tuple[float, float, float] | None, float, float]] = {
    # kind, base, second, roughness, bump
    "bark": ("bark", (0.105, 0.066, 0.042), (0.05, 0.032, 0.022), 0.9, 0.6),
    "birch bark": ("bark", (0.58, 0.56, 0.52), (0.06, 0.055, 0.05), 0.8, 0.3),
    "palm bark": ("bark", (0.22, 0.155, 0.10), (0.12, 0.08, 0.05), 0.9, 0.6),
    "leaf": ("foliage", (0.20, 0.30, 0.062), (0.095, 0.19, 0.036), 0.6, 0.1),
    "leaf shade": ("foliage", (0.105, 0.19, 0.042), (0.055, 0.115, 0.026), 0.75, 0.1),
    # crowns seen from a hundred metres, whose leaves' own shadows are not modelled
    "wood": ("canopy", (0.062, 0.125, 0.026), (0.030, 0.068, 0.016), 0.9, 0.6),
    "birch leaf": ("foliage", (0.26, 0.34, 0.075), (0.14, 0.22, 0.045), 0.6, 0.1),
    "needle": ("foliage", (0.085, 0.155, 0.062), (0.045, 0.100, 0.044), 0.7, 0.1),
    "needle shade": ("foliage", (0.055, 0.105, 0.046), (0.032, 0.066, 0.034), 0.8, 0.1),
    "palm leaf": ("foliage", (0.09, 0.20, 0.04), (0.05, 0.12, 0.02), 0.45, 0.1),
    # a lawn reflects a tenth of daylight: brighter, it swallows light clothes
    "grass": ("grass", (0.098, 0.146, 0.036), (0.068, 0.111, 0.026), 0.85, 0.3),
    "grass blade": ("foliage", (0.111, 0.169, 0.039), (0.065, 0.120, 0.027), 0.7, 0.0),
    "lawn blade": ("foliage", (0.098, 0.172, 0.038), (0.062, 0.124, 0.027), 0.7, 0.0),
    "dry blade": ("foliage", (0.36, 0.31, 0.115), (0.24, 0.24, 0.07), 0.8, 0.0),
    "beach grass": ("foliage", (0.30, 0.31, 0.13), (0.19, 0.22, 0.085), 0.75, 0.0),
    "desert shrub": ("foliage", (0.27, 0.235, 0.12), (0.16, 0.15, 0.075), 0.85, 0.0),
    "fern": ("foliage", (0.11, 0.205, 0.045), (0.06, 0.125, 0.03), 0.65, 0.0),
    "petal": ("foliage", (0.78, 0.76, 0.70), (0.72, 0.66, 0.58), 0.7, 0.0),
    "dry grass": ("grass", (0.23, 0.20, 0.075), (0.15, 0.13, 0.05), 0.9, 0.3),
    "lawn": ("grass", (0.085, 0.146, 0.036), (0.065, 0.120, 0.029), 0.85, 0.2),
    "soil": ("soil", (0.085, 0.055, 0.036), (0.05, 0.032, 0.02), 0.95, 0.5),
    "sand": ("sand", (0.335, 0.235, 0.125), (0.275, 0.19, 0.1), 0.9, 0.2),
    "desert sand": ("sand", (0.52, 0.325, 0.16), (0.43, 0.26, 0.12), 0.9, 0.25),
    "moon dust": ("sand", (0.185, 0.180, 0.172), (0.135, 0.131, 0.126), 0.95, 0.35),
    "moon rock": ("stone", (0.150, 0.146, 0.140), (0.090, 0.088, 0.085), 0.95, 0.6),
    "mars dust": ("sand", (0.330, 0.150, 0.072), (0.245, 0.105, 0.050), 0.95, 0.3),
    "mars rock": ("stone", (0.190, 0.088, 0.050), (0.110, 0.052, 0.032), 0.9, 0.6),
    "snow": ("snow", (0.78, 0.80, 0.82), (0.70, 0.74, 0.79), 0.75, 0.15),
    "ice": ("snow", (0.56, 0.66, 0.73), (0.47, 0.58, 0.67), 0.14, 0.02),
    "water": ("water", (0.03, 0.085, 0.10), (0.02, 0.055, 0.07), 0.06, 0.12),
    "sea": ("water", (0.02, 0.095, 0.115), (0.015, 0.06, 0.085), 0.25, 0.05),
    "rock": ("stone", (0.235, 0.222, 0.205), (0.15, 0.142, 0.132), 0.88, 0.5),
    "cliff": ("stone", (0.20, 0.19, 0.185), (0.13, 0.125, 0.125), 0.9, 0.5),
    # of one mountain: each knows what lies above and below it
    "mountain grass": ("mountain_grass", (0.085, 0.125, 0.038), None, 0.9, 0.3),
    "mountain rock": ("mountain_rock", (0.20, 0.19, 0.185), None, 0.9, 0.5),
    "mountain snow": ("mountain_snow", (0.76, 0.79, 0.82), None, 0.75, 0.2),
    "asphalt": ("asphalt", (0.088, 0.087, 0.088), (0.062, 0.061, 0.062), 0.88, 0.25),
    "paving": ("concrete", (0.34, 0.33, 0.315), (0.27, 0.262, 0.25), 0.85, 0.15),
    "kerb": ("concrete", (0.42, 0.41, 0.40), (0.34, 0.335, 0.325), 0.8, 0.1),
    "marking": ("plain", (0.72, 0.71, 0.68), None, 0.6, 0.05),
    "foam": ("snow", (0.76, 0.79, 0.79), (0.66, 0.70, 0.70), 0.7, 0.2),
    "cloud top": ("snow", (0.80, 0.81, 0.83), (0.66, 0.70, 0.77), 1.0, 0.0),
    "cloud": ("cloud", (0.80, 0.80, 0.80), (0.70, 0.72, 0.76), 1.0, 0.0),
}


def nature(name: str, look: str, color: str = "", pattern: str | None = None, pattern_scale_m: float = 0.1) -> Material:
    """A material called `name` with one of the looks above, tinted by a colour word where one is given."""
    kind, base, second, roughness, bump = _LOOKS[look]
    first = np.array(base, dtype=np.float32)
    other = None if second is None else np.array(second, dtype=np.float32)
    tint = linear_color(color) if color else None
    if tint is not None:
        ratio = 0.62 if other is None else float(other.mean() / first.mean())
        first = np.clip(tint, 0.02, 0.8).astype(np.float32)
        other = (first * ratio).astype(np.float32)
    return Material(
        name=name,
        kind=kind,
        base_color=first,
        second_color=other,
        roughness=roughness,
        bump=bump,
        pattern=pattern,
        pattern_scale_m=pattern_scale_m,
    )


def hazed(material: Material, amount: float, haze: tuple[float, float, float] = (0.46, 0.53, 0.60)) -> Material:
    """The material as seen through air: `amount` 0…1 of the haze's colour."""
    air = np.array(haze, dtype=np.float32)
    second = material.second_color
    return Material(
        name=material.name,
        kind=material.kind,
        base_color=((1 - amount) * material.base_color + amount * air).astype(np.float32),
        second_color=None if second is None else ((1 - amount) * second + amount * air).astype(np.float32),
        roughness=0.95,
        bump=0.0,
    )
