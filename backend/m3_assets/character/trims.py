"""What the trimmed parts of worn meshes are made of; parts not named here are of the garment's own material."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...protocol.scene import Material

_FIXED: dict[str, tuple[str, tuple[float, float, float], float, float]] = {
    # part: kind, colour, roughness, metallic
    "belt": ("leather", (0.060, 0.030, 0.016), 0.45, 0.0),
    "buckle": ("metal", (0.60, 0.44, 0.16), 0.28, 1.0),
    "band": ("metal", (0.72, 0.48, 0.13), 0.22, 1.0),
    "tie": ("cloth", (0.180, 0.016, 0.026), 0.7, 0.0),
    "stone": ("ceramic", (0.45, 0.012, 0.030), 0.08, 0.0),
    "slit": ("plain", (0.006, 0.006, 0.006), 0.6, 0.0),
    "dark": ("plastic", (0.010, 0.011, 0.013), 0.15, 0.0),
    "fluff": ("cloth", (0.66, 0.64, 0.60), 0.95, 0.0),
    "plume": ("cloth", (0.45, 0.015, 0.020), 0.85, 0.0),
    "visor": ("metal", (0.80, 0.46, 0.10), 0.07, 1.0),
    "ring": ("plastic", (0.17, 0.18, 0.20), 0.4, 0.0),
    "red": ("plastic", (0.50, 0.020, 0.020), 0.35, 0.0),
    "blue": ("plastic", (0.020, 0.070, 0.40), 0.35, 0.0),
    "joint": ("rubber", (0.030, 0.032, 0.036), 0.5, 0.0),
    "steel": ("metal", (0.50, 0.51, 0.53), 0.28, 1.0),
    "tooth": ("ceramic", (0.68, 0.63, 0.48), 0.30, 0.0),
    "horn": ("plastic", (0.24, 0.17, 0.10), 0.45, 0.0),
    "claw": ("plastic", (0.035, 0.030, 0.026), 0.30, 0.0),
    "eye_white": ("ceramic", (0.78, 0.77, 0.74), 0.12, 0.0),
    "eye_color": ("ceramic", (0.72, 0.40, 0.02), 0.12, 0.0),
    "mouth_red": ("leather", (0.14, 0.020, 0.022), 0.45, 0.0),
    "nose_dark": ("plastic", (0.025, 0.018, 0.022), 0.25, 0.0),
    "collar_lining": ("cloth", (0.34, 0.008, 0.014), 0.7, 0.0),
    "lacing": ("cloth", (0.50, 0.34, 0.10), 0.8, 0.0),
    "sash": ("cloth", (0.42, 0.36, 0.26), 0.85, 0.0),
    "gold_cloth": ("cloth", (0.70, 0.42, 0.02), 0.5, 0.0),
    "cushion": ("leather", (0.012, 0.012, 0.013), 0.6, 0.0),
    "shaft": ("wood", (0.42, 0.27, 0.13), 0.6, 0.0),
    "feather": ("cloth", (0.50, 0.040, 0.030), 0.8, 0.0),
    "strap": ("leather", (0.040, 0.020, 0.011), 0.5, 0.0),
    "glass": ("ceramic", (0.010, 0.016, 0.034), 0.04, 0.0),
    "hero_mark": ("cloth", (0.50, 0.012, 0.015), 0.5, 0.0),
}
_LIGHTS = {"lens": ((0.06, 0.60, 0.85), 9.0), "red_glow": ((0.90, 0.02, 0.01), 8.0), "glow": ((0.95, 0.66, 0.16), 6.0)}
"""colour and W/m²"""
_SHADES = {"flesh_dark": 0.55, "membrane": 0.55, "fin": 0.60, "vein": 0.70}
"""parts of a darker shade of the same"""


def trim(part: str, garment: Material) -> Material | None:
    """The material of a part; None where it is the garment's own."""
    if part in _FIXED:
        kind, fixed, roughness, metallic = _FIXED[part]
        return Material(
            name=part, kind=kind, base_color=np.array(fixed, dtype=np.float32), roughness=roughness, metallic=metallic,
            bump=0.05,
        )  # fmt: skip
    color = garment.base_color
    if part == "sole":
        light = float(color.mean()) > 0.30
        sole = np.full(3, 0.55) if light else np.clip(0.35 * color, 0.012, 1.0)
        return replace(garment, name="sole", kind="rubber", base_color=sole.astype(np.float32), roughness=0.7)
    if part in ("laces", "buttons"):
        pale = float(color.mean()) < 0.18
        shade = np.array((0.62, 0.60, 0.55) if pale else (0.10, 0.085, 0.07), dtype=np.float32)
        kind = "cloth" if part == "laces" else "plastic"
        return Material(name=part, kind=kind, base_color=shade, roughness=0.5, bump=0.05)
    if part == "trim":
        if garment.metallic > 0.5:
            brass = np.array((0.55, 0.38, 0.14), dtype=np.float32)
            return replace(garment, name=f"{garment.name} trim", base_color=brass)
        return replace(garment, name=f"{garment.name} trim", base_color=(0.72 * color).astype(np.float32), pattern=None)
    if part == "lining":
        shade = (0.45 * color).astype(np.float32)
        return replace(garment, name=f"{garment.name} lining", base_color=shade, pattern=None)
    if part == "shell":
        return replace(garment, name="shell", kind="plastic", roughness=0.28, metallic=0.0, bump=0.0)
    if part in _LIGHTS:
        glow, emission_w_m2 = _LIGHTS[part]
        return Material(
            name=part, kind="emission", base_color=np.array(glow, dtype=np.float32), emission_w_m2=emission_w_m2,
            bump=0.0
        )
    if part in _SHADES:
        shade = (_SHADES[part] * color).astype(np.float32)
        return replace(garment, name=f"{garment.name} {part}", base_color=shade, pattern=None)
    return None
