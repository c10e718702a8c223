"""Small rodents that sit still: mouse, rat, hamster."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Values
from .creature_geometry import blob, flowing, skin
from .geometry import rotated, tube
from .making import fine, look
from .sampler import Value
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line


def _mouse(values: Values) -> Sketch:
    """A round back over haunches, a head that tapers to a pink nose, thin round ears, bead eyes, whiskers, forepaws
    before the chest, a long bare tail."""
    fur, pale = skin(values, "Fur", 0.25), fine(look("Belly", "wool", "#e9e1d6"), 0.2)
    pink, dark = look("Pink", "plastic", "#d8a09a"), look("Eyes", "plastic", "#0d0a09", roughness=0.12)
    body = flowing([(0, 0.215, 0.075), (0, 0.15, 0.115), (0, 0.02, 0.125), (0, -0.11, 0.115), (0, -0.19, 0.105),
                    (0, -0.265, 0.085), (0, -0.30, 0.072)],
                   [(0.035, 0.035), (0.098, 0.105), (0.108, 0.115), (0.082, 0.088), (0.068, 0.070), (0.036, 0.038),
                    (0.015, 0.015)], 28)  # fmt: skip
    ear = rotated(blob(0.058, -0.145, 0.205, 0.082, 0.018, 0.088, 6), 0.35, (0, 0, 1), (0.058, -0.145, 0.205))
    inner = rotated(blob(0.060, -0.151, 0.204, 0.060, 0.016, 0.066, 5), 0.35, (0, 0, 1), (0.058, -0.145, 0.205))
    haunch = blob(0.078, 0.12, 0.068, 0.075, 0.17, 0.125, 6)
    hind = blob(0.088, 0.045, 0.011, 0.034, 0.125, 0.022, 4)
    arm = tube(smooth_line([(0.052, -0.12, 0.075), (0.050, -0.15, 0.045), (0.042, -0.172, 0.018)], 3),
               np.linspace(0.020, 0.011, 7), 10)  # fmt: skip
    fore = blob(0.040, -0.185, 0.011, 0.026, 0.05, 0.02, 4)
    whiskers = [tube([(0.020, -0.278, 0.084), (0.075, -0.29, 0.084 + 0.018 * k), (0.115, -0.27, 0.08 + 0.032 * k)],
                     0.0012, 4, edge=0.0) for k in (-1, 0, 1)]  # fmt: skip
    parts = [
        part("body", "Fur", body), part("ears", "Fur", both_sides(ear)), part("inner_ears", "Pink", both_sides(inner)),
        part("belly", "Belly", blob(0, 0.0, 0.075, 0.165, 0.34, 0.13, 6)),
        part("nose", "Pink", blob(0, -0.312, 0.074, 0.020, 0.016, 0.016, 4)),
        part("eyes", "Eyes", both_sides(blob(0.049, -0.215, 0.135, 0.022, 0.026, 0.026, 5))),
        part("haunches", "Fur", both_sides(haunch, arm)), part("feet", "Pink", both_sides(hind, fore)),
        part("whiskers", "Belly", both_sides(*whiskers)),
    ]  # fmt: skip
    if values["tail"]:
        line = smooth_line([(0, 0.205, 0.07), (0.01, 0.27, 0.03), (0.06, 0.37, 0.016), (0.15, 0.45, 0.013),
                            (0.17, 0.54, 0.010), (0.11, 0.60, 0.008)], 6)  # fmt: skip
        parts.append(part("tail", "Pink", tube(line, np.linspace(0.017, 0.004, len(line)), 10)))
    return Sketch(parts=parts, looks=[fur, pale, pink, dark], push=False, grip=True,
                  solids=(solid("body", "haunches", "feet", kind="hull"),))  # fmt: skip


_KINDS: dict[str, dict[str, Value]] = {
    "rat": {"color": "#6d5a4a", "width_m": 0.105, "depth_m": 0.37, "height_m": 0.102},
    "hamster": {"color": "#c98f52", "tail": False, "width_m": 0.072, "depth_m": 0.115, "height_m": 0.066},
}
CATEGORIES = (
    thing("mouse", "animal", (0.050, 0.175, 0.048), _mouse, material="wool", color="#8b8079", span=4.0, mass_kg=0.03,
          synonyms=tuple(_KINDS), presets=_KINDS, colors=("#8b8079", "#a08872", "#e8e3dc"),
          extra=(shapes.flag("tail", True, "a long bare tail"),)),
)  # fmt: skip
