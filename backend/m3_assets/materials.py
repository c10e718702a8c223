"""Named materials: words of the prompt and of the builders become protocol materials.

Base colours are scene-linear Rec.709; densities (kg/m³) and friction are common handbook values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..common.colors import linear_color
from ..protocol.scene import Material, PhysicsProperties

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Stuff:
    """What a material word looks and weighs like."""

    kind: str
    color: Rgb
    second: Rgb | None = None
    roughness: float = 0.5
    metallic: float = 0.0
    transmission: float = 0.0
    bump: float = 0.1
    density_kg_m3: float = 700.0
    friction: float = 0.5
    restitution: float = 0.2


STUFF: dict[str, Stuff] = {
    "oak": Stuff("wood", (0.36, 0.20, 0.085), (0.22, 0.105, 0.04), 0.45, bump=0.15, density_kg_m3=700),
    "walnut": Stuff("wood", (0.13, 0.060, 0.030), (0.055, 0.024, 0.012), 0.4, bump=0.12, density_kg_m3=650),
    "pine": Stuff("wood", (0.52, 0.33, 0.15), (0.36, 0.19, 0.075), 0.5, bump=0.12, density_kg_m3=500),
    "birch": Stuff("wood", (0.58, 0.42, 0.25), (0.46, 0.30, 0.16), 0.5, bump=0.08, density_kg_m3=640),
    "mahogany": Stuff("wood", (0.17, 0.045, 0.020), (0.075, 0.018, 0.009), 0.35, bump=0.1, density_kg_m3=700),
    "ebony": Stuff("wood", (0.028, 0.022, 0.020), (0.014, 0.011, 0.010), 0.35, bump=0.08, density_kg_m3=1000),
    "bamboo": Stuff("wood", (0.50, 0.36, 0.14), (0.38, 0.25, 0.08), 0.45, bump=0.1, density_kg_m3=600),
    "weathered wood": Stuff("wood", (0.22, 0.17, 0.125), (0.11, 0.082, 0.06), 0.75, bump=0.35, density_kg_m3=550),
    "painted wood": Stuff("plain", (0.72, 0.70, 0.66), None, 0.38, bump=0.02, density_kg_m3=650),
    "lacquer": Stuff("plain", (0.72, 0.70, 0.66), None, 0.15, bump=0.0, density_kg_m3=700),
    "wicker": Stuff("wood", (0.42, 0.27, 0.12), (0.24, 0.14, 0.06), 0.6, bump=0.5, density_kg_m3=350),
    "metal": Stuff("metal", (0.50, 0.50, 0.52), None, 0.35, 1.0, bump=0.02, density_kg_m3=7800, friction=0.4),
    "steel": Stuff("metal", (0.55, 0.56, 0.58), None, 0.28, 1.0, bump=0.02, density_kg_m3=7850, friction=0.4),
    "chrome": Stuff("metal", (0.68, 0.69, 0.71), None, 0.08, 1.0, bump=0.0, density_kg_m3=7850, friction=0.3),
    "aluminium": Stuff("metal", (0.66, 0.67, 0.69), None, 0.32, 1.0, bump=0.02, density_kg_m3=2700, friction=0.4),
    "iron": Stuff("metal", (0.09, 0.09, 0.10), None, 0.5, 0.9, bump=0.12, density_kg_m3=7200, friction=0.45),
    "rust": Stuff("metal", (0.22, 0.085, 0.035), (0.10, 0.04, 0.02), 0.8, 0.3, bump=0.4, density_kg_m3=7200),
    "brass": Stuff("metal", (0.60, 0.39, 0.14), None, 0.25, 1.0, bump=0.02, density_kg_m3=8500, friction=0.4),
    "gold": Stuff("metal", (0.78, 0.50, 0.14), None, 0.2, 1.0, bump=0.0, density_kg_m3=19300, friction=0.4),
    "silver": Stuff("metal", (0.70, 0.70, 0.71), None, 0.18, 1.0, bump=0.0, density_kg_m3=10500, friction=0.4),
    "copper": Stuff("metal", (0.66, 0.29, 0.15), None, 0.3, 1.0, bump=0.03, density_kg_m3=8900, friction=0.4),
    "bronze": Stuff("metal", (0.36, 0.19, 0.07), None, 0.4, 1.0, bump=0.08, density_kg_m3=8800, friction=0.4),
    "painted metal": Stuff("plain", (0.55, 0.55, 0.56), None, 0.3, bump=0.02, density_kg_m3=7800, friction=0.4),
    "plastic": Stuff("plastic", (0.60, 0.60, 0.61), None, 0.32, bump=0.02, density_kg_m3=1000, friction=0.4),
    "rubber": Stuff("rubber", (0.03, 0.03, 0.032), None, 0.75, bump=0.08, density_kg_m3=1150, friction=0.9,
                    restitution=0.7),
    "glass": Stuff("glass", (0.80, 0.80, 0.80), None, 0.03, transmission=1.0, bump=0.0, density_kg_m3=2500,
                   friction=0.4, restitution=0.3),
    "ceramic": Stuff("ceramic", (0.74, 0.72, 0.68), None, 0.15, bump=0.03, density_kg_m3=2300, friction=0.45,
                     restitution=0.3),
    "clay": Stuff("plaster", (0.42, 0.17, 0.085), (0.34, 0.13, 0.065), 0.8, bump=0.12, density_kg_m3=1900),
    "stone": Stuff("stone", (0.34, 0.33, 0.31), (0.22, 0.21, 0.20), 0.8, bump=0.35, density_kg_m3=2600, friction=0.6),
    "marble": Stuff("marble", (0.74, 0.73, 0.71), (0.42, 0.42, 0.44), 0.18, bump=0.02, density_kg_m3=2700,
                    friction=0.45),
    "granite": Stuff("stone", (0.17, 0.17, 0.18), (0.34, 0.33, 0.33), 0.25, bump=0.04, density_kg_m3=2700,
                     friction=0.5),
    "concrete": Stuff("concrete", (0.36, 0.355, 0.34), (0.27, 0.265, 0.25), 0.85, bump=0.2, density_kg_m3=2400,
                      friction=0.65),
    "brick": Stuff("brick", (0.34, 0.105, 0.06), (0.48, 0.45, 0.40), 0.85, bump=0.4, density_kg_m3=1900,
                   friction=0.65),
    "plaster": Stuff("plaster", (0.70, 0.67, 0.61), (0.62, 0.59, 0.53), 0.85, bump=0.08, density_kg_m3=1200),
    "tile": Stuff("tile", (0.68, 0.67, 0.64), (0.34, 0.33, 0.31), 0.2, bump=0.15, density_kg_m3=2200),
    "paper": Stuff("paper", (0.74, 0.72, 0.66), None, 0.85, bump=0.03, density_kg_m3=800),
    "cardboard": Stuff("paper", (0.40, 0.25, 0.125), (0.32, 0.19, 0.09), 0.85, bump=0.08, density_kg_m3=150),
    "fabric": Stuff("fabric", (0.30, 0.32, 0.35), (0.23, 0.25, 0.28), 0.9, bump=0.2, density_kg_m3=80, friction=0.7),
    "cotton": Stuff("fabric", (0.70, 0.69, 0.66), (0.62, 0.61, 0.58), 0.9, bump=0.15, density_kg_m3=60, friction=0.7),
    "linen": Stuff("fabric", (0.56, 0.50, 0.40), (0.46, 0.40, 0.31), 0.92, bump=0.25, density_kg_m3=70, friction=0.7),
    "wool": Stuff("fabric", (0.46, 0.40, 0.33), (0.36, 0.31, 0.25), 0.95, bump=0.4, density_kg_m3=90, friction=0.8),
    "velvet": Stuff("fabric", (0.18, 0.03, 0.07), (0.28, 0.06, 0.11), 0.75, bump=0.05, density_kg_m3=90, friction=0.8),
    "leather": Stuff("leather", (0.15, 0.062, 0.028), (0.09, 0.035, 0.016), 0.42, bump=0.2, density_kg_m3=300,
                     friction=0.6),
    "straw": Stuff("wood", (0.62, 0.46, 0.18), (0.46, 0.31, 0.10), 0.8, bump=0.45, density_kg_m3=150),
    "screen": Stuff("screen", (0.012, 0.014, 0.018), None, 0.08, bump=0.0, density_kg_m3=2000),
}  # fmt: skip

ALIASES = {
    "wood": "oak", "wooden": "oak", "timber": "pine", "metallic": "metal", "aluminum": "aluminium",
    "golden": "gold", "cloth": "fabric", "textile": "fabric", "woollen": "wool", "woolen": "wool",
    "porcelain": "ceramic", "terracotta": "clay", "earthenware": "clay", "rattan": "wicker",
    "rusty": "rust", "stainless steel": "steel", "cement": "concrete", "denim": "fabric", "silk": "velvet",
    "crystal": "glass", "glassy": "glass", "rocky": "stone", "acrylic": "plastic", "vinyl": "plastic",
    "wrought iron": "iron", "carton": "cardboard", "suede": "leather", "foam": "fabric", "satin": "velvet",
}  # fmt: skip
WOODS = ("oak", "walnut", "pine", "birch", "mahogany", "ebony", "bamboo", "weathered wood")
PATTERNS = {
    "striped": "striped", "stripe": "striped", "checked": "checked", "checkered": "checked", "chequered": "checked",
    "plaid": "checked", "tartan": "checked", "checkerboard": "checked", "dotted": "dotted", "spotted": "dotted",
    "polka dot": "dotted", "polka-dot": "dotted", "polka dotted": "dotted", "brick": "brick",
}  # fmt: skip


def stuff_name(word: str) -> str | None:
    """The name in `STUFF` of a material word; None if it is none."""
    word = word.strip().lower()
    word = ALIASES.get(word, word)
    return word if word in STUFF else None


def material(
    name: str,
    stuff: str,
    color: str = "",
    *,
    pattern: str = "",
    second_color: str = "",
    pattern_scale_m: float = 0.1,
    roughness: float | None = None,
    emission_w_m2: float = 0.0,
) -> Material:
    """A material called `name` of a named stuff (`oak`, `steel`, …), tinted by a colour word where one is given.

    A colour stains woods, dyes cloth and paints metals that do not have that colour by nature.
    """
    known = STUFF[stuff_name(stuff) or "plastic"]
    base = np.array(known.color, dtype=np.float32)
    second = None if known.second is None else np.array(known.second, dtype=np.float32)
    kind, metallic, rough = known.kind, known.metallic, known.roughness
    tint = linear_color(color) if color else None
    if tint is not None:
        ratio = 1.0 if second is None else float(second.mean() / base.mean())
        base = tint
        if second is not None and known.kind not in ("brick", "tile"):
            second = np.clip(tint * ratio, 0.0, 0.85).astype(np.float32)
        if kind == "metal" and float(np.ptp(tint)) > 0.12 and color not in ("gold", "golden", "bronze", "copper"):
            kind, metallic, rough = "plain", 0.0, 0.3
        if kind == "glass":
            # what passes through the pane: light, but of that colour
            base = (0.12 + 0.88 * tint / max(float(tint.max()), 1e-6)).astype(np.float32) * 0.8
    if pattern and second_color:
        second = linear_color(second_color)
    elif pattern and pattern not in ("brick", "planks", "tiles"):
        # the other colour of a pattern nobody named: white on dark, dark on light
        light = float(base @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)) < 0.35
        second = np.array((0.75, 0.74, 0.71) if light else 0.3 * base, dtype=np.float32)
    return Material(
        name=name,
        kind=kind,
        base_color=base.astype(np.float32),
        second_color=second,
        roughness=rough if roughness is None else roughness,
        metallic=metallic,
        transmission=known.transmission,
        emission_w_m2=emission_w_m2,
        pattern=pattern or None,
        pattern_scale_m=pattern_scale_m,
        bump=known.bump,
    )


def glowing(name: str, color: str, watts_m2: float) -> Material:
    """A lit surface: lampshade, bulb, screen."""
    tint = linear_color(color)
    assert tint is not None
    return Material(name=name, kind="emission", base_color=tint, roughness=0.6, emission_w_m2=watts_m2, bump=0.0)


def burning(name: str, color: str, watts_m2: float) -> Material:
    """A tongue of fire: bright within, clear at its rim and tip."""
    return replace(glowing(name, color, watts_m2), kind="flame")


def physics(stuff: str, mass_kg: float, *, static: bool = False, rolling_friction: float = 0.0) -> PhysicsProperties:
    """Physical properties of a thing of one named stuff."""
    known = STUFF[stuff_name(stuff) or "plastic"]
    return PhysicsProperties(
        mass_kg=float(round(max(mass_kg, 0.001), 4)),
        friction=known.friction,
        restitution=known.restitution,
        rolling_friction=rolling_friction,
        static=static,
    )


def density(stuff: str) -> float:
    """kg/m³ of a named stuff."""
    return STUFF[stuff_name(stuff) or "plastic"].density_kg_m3
