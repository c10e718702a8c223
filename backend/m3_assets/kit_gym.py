"""What one trains with: a punching bag on its stand."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Values
from .geometry import cylinder, fillet, lathe, merge, rounded_box, tube
from .making import look, main_look
from .sketch import Sketch, part, solid, thing

_HOOK_M, _BAG_TOP_M, _BAG_LOW_M, _BAG_RADIUS_M = 2.12, 1.74, 0.66, 0.175


def _punching_bag(values: Values) -> Sketch:
    """A leather bag with seams, bands and a lower cap on four chains, hung from the arm of a steel stand that stands on
    two long feet behind it; the bag swings about its hook."""
    leather, steel = main_look("Leather", values), look("Steel", "painted metal", "#26282b", fill=0.2)
    band, chain = look("Bands", "leather", "#e4e1da"), look("Chain", "steel", fill=0.3)
    r, low, top = _BAG_RADIUS_M, _BAG_LOW_M, _BAG_TOP_M
    side = [(0, low), (0.93 * r, low), (r, low + 0.06), (r, top - 0.06), (0.93 * r, top), (0, top)]
    bag = lathe(fillet(side, 0.03, 4), 40)
    bands = [lathe([(r - 0.006, z), (r + 0.004, z), (r + 0.004, z + 0.05), (r - 0.006, z + 0.05)], 40, True)
             for z in (low + 0.09, top - 0.17)]  # fmt: skip
    seams = [tube([(r * np.cos(a), r * np.sin(a), low + 0.10), (r * np.cos(a), r * np.sin(a), top - 0.10)], 0.004, 6)
             for a in (0.6, 0.6 + np.pi)]  # fmt: skip
    links = []
    for k in range(4):
        a = 0.25 * np.pi + 0.5 * np.pi * k
        foot = np.array([0.8 * r * np.cos(a), 0.8 * r * np.sin(a), top - 0.005])
        ring = np.array([0.0, 0.0, _HOOK_M - 0.10])
        for n in range(7):
            ends = [foot + (ring - foot) * (n + share) / 7.0 for share in (-0.1, 1.1)]
            links.append(tube(ends, 0.0055, 8))
    links.append(cylinder(0.02, 0.035, (0, 0, _HOOK_M - 0.09), segments=16))
    links.append(tube([(0, 0, _HOOK_M - 0.08), (0, 0, _HOOK_M)], 0.007, 8))
    post = [rounded_box((0.07, 0.07, 2.14), (0, 0.78, 1.09), 0.008),
            rounded_box((0.07, 0.90, 0.07), (0, 0.37, 2.16), 0.008),
            tube([(0, 0.76, 1.62), (0, 0.28, 2.14)], 0.022, 10)]  # fmt: skip
    feet = [rounded_box((0.95, 0.08, 0.06), (0, 0.78, 0.03), 0.012)]
    feet += [rounded_box((0.07, 1.05, 0.05), (0.44 * s, 0.30, 0.026), 0.012) for s in (-1, 1)]
    parts = [
        part("stand", "Steel", *post, merge(feet)), part("bag", "Leather", bag, moves_with="bag"),
        part("bands", "Bands", *bands, *seams, moves_with="bag"), part("chains", "Chain", *links, moves_with="bag"),
    ]  # fmt: skip
    joints = {"bag": shapes.joint("hinge", (0, 0, _HOOK_M), (1, 0, 0), (-0.6, 0.6))}
    return Sketch(parts=parts, looks=[leather, band, chain, steel], joints=joints, push=False, grip=False,
                  solids=(solid("bag", kind="cylinder"), solid("stand")),
                  places=(shapes.affordance("bag", "strike_at", (0, -r, 1.25), (2 * r, 0, top - low)),))  # fmt: skip


CATEGORIES = (
    thing("punching bag", "sports", (0.95, 1.17, 2.2), _punching_bag, material="leather", color="#8c1f1a", span=2.0,
          static=True, mass_kg=70, synonyms=("punchbag", "punch bag", "boxing bag", "heavy bag", "sandbag"),
          colors=("#8c1f1a", "#1e1f22")),
)  # fmt: skip
