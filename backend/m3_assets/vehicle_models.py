"""The body styles of cars, by kind and by age, and what cars are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..protocol.scene import Material
from .materials import material


@dataclass(frozen=True, kw_only=True)
class Model:
    """A body style at 1.8 x 4.5 x 1.5 m; other sizes scale it, wheels stay round."""

    deck: tuple[tuple[float, float], ...]
    cabin: tuple[tuple[float, float, float, float], ...]
    """[front, back, z, half width] of the glass from the beltline up"""
    doors: tuple[float, ...]
    """y of the door gaps"""
    axles: tuple[float, float] = (-1.38, 1.32)
    seats: tuple[float, ...] = (0.15, 1.0)
    wheel: float = 1.0
    """radius of the wheels, of the usual one"""
    face: Literal["usual", "chrome", "light bar"] = "usual"
    """what the front and the back look like"""
    whole: float = 1.014
    """length with number plates, lamps and bumpers, of the body's"""
    size: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """width, length and height, of a sedan's"""


MODELS = {
    "sedan": Model(
        deck=((-2.25, 0.60), (-2.20, 0.68), (-2.0, 0.755), (-1.1, 0.90), (-0.85, 0.925), (1.35, 0.965), (1.65, 0.985),
              (2.12, 0.965), (2.21, 0.93), (2.25, 0.84)),
        cabin=((-0.98, 1.72, 0.90, 0.755), (-0.72, 1.46, 1.08, 0.715), (-0.36, 1.12, 1.33, 0.640),
               (-0.20, 0.97, 1.425, 0.590)),
        doors=(-0.72, 0.22, 1.08),
    ),
    "hatchback": Model(
        deck=((-2.25, 0.62), (-2.20, 0.70), (-2.0, 0.78), (-1.2, 0.92), (-0.95, 0.94), (2.05, 1.0), (2.18, 0.98),
              (2.25, 0.86)),
        cabin=((-1.08, 2.02, 0.93, 0.735), (-0.80, 1.99, 1.09, 0.715), (-0.42, 1.86, 1.34, 0.650),
               (-0.26, 1.72, 1.425, 0.610)),
        doors=(-0.72, 0.22, 1.12), axles=(-1.42, 1.44), seats=(0.15, 1.1),
    ),
    "sports": Model(  # a wedge: low nose, cabin drawn back, tail cut off
        deck=((-2.25, 0.44), (-2.21, 0.52), (-1.95, 0.635), (-1.38, 0.800), (-0.80, 0.860), (0.60, 0.935),
              (1.45, 0.985), (2.12, 0.985), (2.21, 0.95), (2.25, 0.82)),
        cabin=((-0.86, 1.92, 0.86, 0.735), (-0.44, 1.52, 1.06, 0.675), (0.02, 1.02, 1.31, 0.580),
               (0.22, 0.72, 1.385, 0.520)),
        doors=(-0.62, 0.62), axles=(-1.38, 1.36), seats=(0.30,),
    ),
    "pickup": Model(
        deck=((-2.25, 0.66), (-2.21, 0.76), (-2.0, 0.84), (-1.2, 0.93), (-1.0, 0.94), (0.60, 0.96), (2.18, 0.96),
              (2.25, 0.90)),
        cabin=((-1.05, 0.62, 0.92, 0.755), (-0.82, 0.60, 1.10, 0.725), (-0.50, 0.55, 1.34, 0.665),
               (-0.36, 0.48, 1.425, 0.615)),
        doors=(-0.72, 0.45), axles=(-1.42, 1.38), seats=(0.05,),
    ),
    "classic": Model(  # the fifties: long, low and square, fins, chrome all round
        deck=((-2.25, 0.70), (-2.22, 0.84), (-2.08, 0.905), (-1.1, 0.955), (-0.85, 0.965), (1.20, 0.975),
              (1.95, 0.955), (2.20, 0.93), (2.25, 0.80)),
        cabin=((-0.80, 1.16, 0.93, 0.745), (-0.66, 1.10, 1.10, 0.730), (-0.47, 0.92, 1.34, 0.665),
               (-0.36, 0.80, 1.425, 0.620)),
        doors=(-0.60, 0.52), axles=(-1.42, 1.26), seats=(0.10, 0.85), face="chrome", whole=1.073,
        size=(1.08, 1.16, 0.98),
    ),
    "electric": Model(  # of today: one bow from nose to tail, big wheels in the corners, light bars for a face
        deck=((-2.25, 0.60), (-2.21, 0.70), (-2.0, 0.83), (-1.45, 0.95), (-1.15, 0.985), (1.3, 1.05), (2.02, 1.09),
              (2.18, 1.06), (2.25, 0.90)),
        cabin=((-1.40, 2.00, 0.97, 0.735), (-1.02, 1.86, 1.13, 0.705), (-0.42, 1.52, 1.36, 0.630),
               (-0.06, 1.16, 1.435, 0.570)),
        doors=(-0.66, 0.28, 1.20), axles=(-1.52, 1.52), seats=(0.15, 1.05), wheel=1.13, face="light bar",
        size=(1.04, 0.98, 1.04),
    ),
}  # fmt: skip
VINTAGE = "vintage"
"""the thirties: a style of its own build"""
STYLES = (*MODELS, VINTAGE)
STYLE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("vintage", "antique", "thirties", "1930s", "1920s", "oldtimer", "rustic", "gangster", "hot rod"),
                    VINTAGE),
    **dict.fromkeys(("old", "classic", "retro", "fifties", "sixties", "1950s", "1960s", "cadillac", "american"),
                    "classic"),
    **dict.fromkeys(("modern", "electric", "futuristic", "sci-fi", "contemporary", "new", "tesla", "sleek"),
                    "electric"),
}  # fmt: skip
PLAN = ((-2.25, 0.62), (-2.19, 0.72), (-2.05, 0.79), (-1.7, 0.835), (-0.4, 0.85), (1.2, 0.85), (1.9, 0.81),
        (2.15, 0.75), (2.21, 0.70), (2.25, 0.62))  # fmt: skip


def car_materials(color: str) -> tuple[Material, ...]:
    """By name: paint, glass, tyre, rim, trim, interior, chrome, lamps and plates."""
    def plain(name: str, rgb: tuple[float, float, float], rough: float, metallic: float = 0.0) -> Material:
        return Material(
            name=name,
            kind="plain" if not metallic else "metal",
            base_color=np.array(rgb, dtype=np.float32),
            roughness=rough,
            metallic=metallic,
            bump=0.0,
        )

    return (
        material("paint", "painted metal", color, roughness=0.22),
        Material(name="glass", kind="glass", base_color=np.array([0.34, 0.38, 0.40], dtype=np.float32), roughness=0.02,
                 transmission=1.0, bump=0.0),
        material("tyre", "rubber"), material("rim", "aluminium", roughness=0.28),
        plain("trim", (0.018, 0.018, 0.02), 0.55), plain("interior", (0.05, 0.046, 0.042), 0.8),
        plain("chrome", (0.6, 0.61, 0.63), 0.12, 1.0), plain("lamp_front", (0.78, 0.79, 0.78), 0.06),
        plain("lamp_back", (0.42, 0.012, 0.012), 0.12), plain("plate", (0.72, 0.71, 0.66), 0.5),
    )  # fmt: skip
