"""A chair that rolls: the wheelchair."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Part, Values
from .geometry import cushion, cylinder, fillet, rounded_box, sweep, translated, tube
from .kit_cycle import spoked_wheel
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides, ring
from .vessel_geometry import smooth_line

_BIG_M, _SMALL_M = 0.30, 0.09
"""radius of the wheels that are driven by hand, and of the castors"""


def _driven_wheel(side: str, s: float) -> list[Part]:
    """A spoked wheel with the bright hoop beside it that hands push."""
    name = f"wheel_back.{side}"
    x = 0.275 * s
    wheel = [part(one.name, one.material, translated(one.surface, (x, 0, 0)), moves_with=name)
             for one in spoked_wheel(name, _BIG_M, 0.014, 24, 0.14)]  # fmt: skip
    hoop = translated(ring(0.262, 0.0095, 40, 8), (x + 0.048 * s, 0.14, _BIG_M))
    tabs = [tube([(x + 0.004 * s, 0.14 + 0.265 * np.cos(a), _BIG_M + 0.265 * np.sin(a)),
                  (x + 0.048 * s, 0.14 + 0.262 * np.cos(a), _BIG_M + 0.262 * np.sin(a))], 0.005, 6)
            for a in 2 * np.pi * (np.arange(6) + 0.5) / 6]  # fmt: skip
    return [*wheel, part(f"push_rim.{side}", "Metal", hoop, *tabs, moves_with=name)]


def _castor(side: str, s: float) -> list[Part]:
    name, at = f"castor.{side}", (0.225 * s, -0.29, _SMALL_M)
    return [part(f"castor_tyre.{side}", "Tyre", translated(ring(_SMALL_M - 0.019, 0.019, 28, 8), at), moves_with=name),
            part(f"castor_disc.{side}", "Metal", cylinder(_SMALL_M - 0.02, 0.016, at, axis=0, segments=20),
                 cylinder(0.02, 0.05, at, axis=0, segments=14), moves_with=name)]  # fmt: skip


def _wheelchair(values: Values) -> Sketch:
    """Two large spoked wheels with push rims, two castors in their forks; a slung seat with a cushion and a slung back,
    arm rests with pads and side guards, two foot plates on their hangers, push handles with grips, brake levers, a
    cross under the seat."""
    frame, cloth = look("Frame", "chrome", fill=0.2), main_look("Cloth", values)
    tyre, pad = look("Tyre", "rubber"), look("Pads", "leather", "#1d1c1e")
    metal, plate = look("Metal", "aluminium"), look("Plates", "plastic", "#26282b")
    tubes = []
    x = 0.215
    # seat rail that turns down to the foot plate, back cane that bends to the push handle, the lower rail
    tubes.append(tube(smooth_line([(x, 0.21, 0.49), (x, -0.16, 0.50), (x, -0.235, 0.485), (x, -0.275, 0.43),
                                   (x, -0.36, 0.19), (x - 0.01, -0.375, 0.14)], 4), 0.0115, 10))  # fmt: skip
    tubes.append(tube(smooth_line([(x, 0.20, 0.16), (x, 0.21, 0.50), (x, 0.245, 0.86), (x, 0.262, 0.905),
                                   (x, 0.32, 0.92), (x, 0.42, 0.915)], 4), 0.0115, 10))  # fmt: skip
    tubes.append(tube([(x, 0.20, 0.18), (x, -0.25, 0.20), (x, -0.285, 0.215)], 0.0105, 10))
    tubes.append(tube(smooth_line([(x, -0.215, 0.20), (x, -0.21, 0.49), (x + 0.006, -0.20, 0.67),
                                   (x + 0.006, -0.16, 0.70), (x + 0.006, 0.21, 0.705)], 4), 0.0105, 10))  # fmt: skip
    tubes.append(tube([(x, 0.14, _BIG_M), (x, 0.205, _BIG_M)], 0.016, 10))
    tubes.append(cylinder(0.012, 0.09, (x + 0.035, 0.14, _BIG_M), axis=0, segments=12))
    for tine in (-1, 1):  # the fork of a castor
        tubes.append(tube(smooth_line([(x + 0.01, -0.275, 0.215), (x + 0.01 + 0.030 * tine, -0.280, 0.195),
                                       (x + 0.01 + 0.031 * tine, -0.29, _SMALL_M)], 3), 0.007, 8))  # fmt: skip
    tubes.append(cylinder(0.016, 0.05, (x + 0.01, -0.272, 0.225), segments=14))
    cross = [tube([(s * 0.205, -0.02, 0.48), (-s * 0.205, -0.02, 0.20)], 0.0105, 10) for s in (-1, 1)]
    cross.append(cylinder(0.018, 0.035, (0, -0.02, 0.34), axis=1, segments=14))
    bars = [cylinder(0.008, 2 * x, (0, 0.252, 0.70), axis=0, segments=10)]
    sag = np.linspace(-0.215, 0.215, 11)
    band = fillet([(-0.2, -0.003), (0.2, -0.003), (0.2, 0.003), (-0.2, 0.003)], 0.0025, 1, closed=True)
    seat = sweep(np.column_stack([sag, 0 * sag + 0.01, 0.507 + 0.35 * (sag**2 - 0.046)]), band, up=(0, 0, 1),
                 caps="ladder")  # fmt: skip
    pads = [cushion((0.40, 0.40, 0.06), (0, 0.0, 0.522), 0.022, 0.012)]
    rows = np.column_stack([sag, 0.258 + 0.5 * (0.046 - sag**2), 0 * sag + 0.72])
    high = fillet([(-0.003, -0.165), (0.003, -0.165), (0.003, 0.165), (-0.003, 0.165)], 0.0025, 1, closed=True)
    back = sweep(rows, high, up=(0, 0, 1), caps="ladder")
    seams = [tube(rows + np.array((0, -0.004, z)), 0.0035, 6) for z in (-0.15, 0.0, 0.15)]
    arms = [rounded_box((0.052, 0.30, 0.032), (x + 0.006, 0.03, 0.722), 0.012, 4)]
    guards = [rounded_box((0.006, 0.36, 0.16), (x + 0.004, 0.0, 0.60), 0.003)]
    grips = [tube([(x, 0.325, 0.919), (x, 0.445, 0.914)], 0.0175, 12)]
    feet = [rounded_box((0.155, 0.17, 0.014), (0.108, -0.43, 0.118), 0.006),
            rounded_box((0.155, 0.012, 0.04), (0.108, -0.35, 0.135), 0.005)]  # fmt: skip
    straps = [tube(smooth_line([(x - 0.01, -0.30, 0.33), (0.1, -0.27, 0.31), (0, -0.262, 0.31)], 4), 0.009, 8)]
    brakes = [tube([(x + 0.02, -0.16, 0.48), (x + 0.035, -0.20, 0.60)], 0.006, 8),
              cylinder(0.011, 0.05, (x + 0.037, -0.205, 0.615), segments=12, edge=0.004),
              rounded_box((0.05, 0.022, 0.02), (x + 0.045, -0.165, 0.47), 0.006)]  # fmt: skip
    joints = {}
    wheels: list[Part] = []
    for side, s in (("L", 1.0), ("R", -1.0)):
        wheels += _driven_wheel(side, s) + _castor(side, s)
        joints[f"wheel_back.{side}"] = shapes.joint("wheel", (0.275 * s, 0.14, _BIG_M), (1, 0, 0), (-1e4, 1e4))
        joints[f"castor.{side}"] = shapes.joint("wheel", (0.225 * s, -0.29, _SMALL_M), (1, 0, 0), (-1e4, 1e4))
    parts = [part("frame", "Frame", both_sides(*tubes), *bars), part("cross", "Frame", *cross),
             part("seat", "Cloth", seat), part("cushion", "Cloth", *pads), part("back", "Cloth", back, *seams),
             part("arm_rests", "Pads", both_sides(*arms)), part("side_guards", "Plates", both_sides(*guards)),
             part("push_handles", "Pads", both_sides(*grips)), part("foot_plates", "Plates", both_sides(*feet)),
             part("calf_strap", "Cloth", both_sides(*straps)), part("brakes", "Plates", both_sides(*brakes)), *wheels]
    places = [shapes.affordance("seat", "sit_at", (0, -0.02, 0.55), (0.42, 0.40, 0)),
              shapes.affordance("push_back", "push_at", (0.0, 0.44, 0.91), (0.43, 0.0, 0.91), np.pi)]  # fmt: skip
    return Sketch(parts=parts, looks=[cloth, frame, tyre, pad, metal, plate], joints=joints, grip=False, push=False,
                  solids=(solid("seat", "cushion"), solid("back"), solid("foot_plates"),
                          *(solid(f"wheel_back.{side}_tyre", kind="cylinder", axis=0) for side in "LR"),
                          *(solid(f"castor_tyre.{side}", kind="cylinder", axis=0) for side in "LR")),
                  places=places)  # fmt: skip


CATEGORIES = (
    thing("wheelchair", "furniture", (0.69, 0.96, 0.93), _wheelchair, material="fabric", color="#1f2a44",
          patterned=True, span=2.0, mass_kg=16.0, colors=("#1f2a44", "#26282b", "#5a1f26", "#23483a")),
)  # fmt: skip
