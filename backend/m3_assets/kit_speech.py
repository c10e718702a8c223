"""Where one speaks, and what hands swing or hold on a handle: a lectern, a jump rope, a frying pan."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _lectern(values: Values) -> Sketch:
    """A panelled body on a plinth, a sloping desk with an edge that holds the papers, sheets, a microphone on a bent
    neck; the speaker stands behind it."""
    wood, dark = main_look("Wood", values), look("Black", "plastic", "#17181b")
    paper, brass = look("Paper", "paper"), look("Emblem", "brass", fill=0.4)
    plinth = [rounded_box((0.62, 0.52, 0.07), (0, 0, 0.035), 0.012),
        rounded_box((0.56, 0.46, 0.04), (0, 0, 0.085), 0.012)]
    body = [rounded_box((0.50, 0.40, 0.90), (0, 0, 0.54), 0.008)]
    frame = [rounded_box((w, 0.022, h), (x, -0.205, z), 0.006) for w, h, x,
        z in ((0.06, 0.88, -0.215, 0.54), (0.06, 0.88, 0.215,
             0.54), (0.40, 0.06, 0, 0.13), (0.40, 0.06, 0, 0.95))]  # fmt: skip
    frame += [rounded_box((0.022, w, h), (s * 0.255, y, z), 0.006) for s in (-1, 1) for w, h, y,
        z in ((0.05, 0.88, -0.17, 0.54), (
              0.05, 0.88, 0.17, 0.54), (0.32, 0.06, 0, 0.13), (0.32, 0.06, 0, 0.95))]  # fmt: skip
    lean = -0.30

    def on_desk(piece: Surface) -> Surface:
        return translated(rotated(piece, lean, (1, 0, 0)), (0, 0.0, 1.075))

    desk = [on_desk(rounded_box((0.64, 0.50, 0.035), (0, 0, 0), 0.010)),
        on_desk(rounded_box((0.64, 0.022, 0.035), (0, 0.238,
            0.030), 0.008))]  # fmt: skip
    neck = [rounded_box((0.46, 0.36, 0.09), (0, 0, 1.02), 0.008)]
    sheets = [on_desk(rounded_box((0.21, 0.297, 0.004), (x, 0.055, 0.0195 + 0.003 * k), 0.001)) for k,
        x in enumerate((-0.012, 0.012))]
    way = smooth_line(np.array([(0.0, -0.20, 1.155), (0.0, -0.20, 1.27), (0.0, -0.165, 1.36), (0.0, -0.09, 1.40)]), 5)
    stalk = [tube(way, 0.006, 10), cylinder(0.022, 0.02, (0, -0.20, 1.155), segments=20)]
    head = [translated(rotated(superellipsoid((0.034, 0.075, 0.034), (0, 0, 0), 2.2, 5), 0.42, (1, 0, 0)),
        (0, -0.065, 1.413))]
    emblem = [translated(rotated(lathe(fillet([(0, -0.006), (0.085, -0.006), (0.09, 0.0), (0.085, 0.006), (0, 0.006)],
        [0, 0.002, 0.003,
              0.002, 0], 2), 36), 0.5 * np.pi, (1, 0, 0)), (0, -0.203, 0.58))]  # fmt: skip
    return Sketch(
        parts=[part("plinth", "Wood", *plinth), part("body", "Wood", *body), part("frame", "Wood", *frame, *neck),
               part("desk", "Wood", *desk), part("papers", "Paper", *sheets),
               part("microphone", "Black", *stalk, *head),
               part("emblem", "Emblem", *emblem)],
        looks=[wood, dark, paper, brass], grip=False, push=True,
        solids=(solid("plinth"), solid("body"), solid("desk", kind="hull")),
        places=[shapes.surface_top("desk", (0, 0.02, 1.10), 0.5, 0.3)],
    )  # fmt: skip


TURNED_M, LONG_M = (0.7902, 0.0344, 0.6972), (3.26, 0.0344, 0.6572)
"""size of a jump rope while it turns about a child (about its handles), and of a long one between two children"""
_AXLE_M, _LONG_AXLE_M = 0.68, 0.76
"""how high the axle is about which it turns, with its middle on the floor"""


def _turned_rope(values: Values) -> Sketch:
    """The loop that a rope makes while it turns: handles in line with its axle, or led round it at both ends of a long
    one; the lowest point is its middle."""
    long = values["style"] == "long"
    rope, wood = main_look("Rope", values), look("Handles", "pine")
    band = look("Bands", "plastic", str(values["second_color"]) or "#c8321f")
    axle, hand, out = (_LONG_AXLE_M, 1.56, 0.07) if long else (_AXLE_M, 0.29, 0.10)
    high = axle - (0.12 if long else 0.0)
    grips, rings = [], []
    for s in (-1, 1):
        grip = lathe([(0, -0.07), (0.013, -0.068), (0.016, -0.045), (0.0135, 0.0), (0.0155, 0.045), (0.011, 0.068),
            (0, 0.07)], 20)
        x = hand + (0.03 if not long else 0.0)
        grips.append(translated(rotated(grip, 0.5 * np.pi, (0, 1, 0)), (s * x, 0, high)))
        rings += [translated(rotated(cylinder(0.0172, 0.012, (0, 0, 0), segments=20, edge=0.002), 0.5 * np.pi,
                                     (0, 1, 0)), (s * (x + d), 0, high)) for d in (-0.035, 0.04)]  # fmt: skip
    end = (hand - out) if long else hand + out
    across = end * np.sin(np.linspace(-0.5 * np.pi, 0.5 * np.pi, 45))
    line = np.column_stack([across, 0 * across, high * np.abs(across / end) ** 2.5 + 0.0055])
    return Sketch(
        parts=[part("rope", "Rope", tube(line, 0.0055, 8)), part("handles", "Handles", *grips),
               part("bands", "Bands", *rings)],
        looks=[rope, wood, band], push=False, grip=False,
        places=[shapes.affordance("grip", "grip_at", (-hand, 0, high), (0.03, 0.1, 0.0)),
                shapes.affordance("grip_other", "grip_at", (hand, 0, high), (0.03, 0.1, 0.0)),
                shapes.affordance("axle", "hang_at", (0, 0, axle), (0.0, 0.0, 0.0))],
    )  # fmt: skip


def _jump_rope(values: Values) -> Sketch:
    """Two turned handles with a rope between them, that hangs in a loop as it does before one jumps; or as it turns."""
    if values["style"] != "hanging":
        return _turned_rope(values)
    rope, wood = main_look("Rope", values), look("Handles", "pine")
    band = look("Bands", "plastic", str(values["second_color"]) or "#c8321f")
    grips, rings = [], []
    for s in (-1, 1):
        grip = lathe([(0, -0.07), (0.013, -0.068), (0.016, -0.045), (0.0135, 0.0), (0.0155, 0.045), (0.011, 0.068),
            (0, 0.07)], 20)
        grips.append(translated(grip, (s * 0.24, 0, 0.94)))
        rings += [translated(lathe(fillet([(0.010, -0.006), (0.0172, -0.006), (0.0172, 0.006), (0.010, 0.006)], 0.002,
            2, True), 20,
                                   True), (s * 0.24, 0, z)) for z in (0.905, 0.98)]  # fmt: skip
    line = smooth_line(np.array([(-0.24, 0, 0.88), (-0.245, 0.005, 0.60), (-0.21, 0.03, 0.25), (-0.10, 0.06, 0.02),
        (0.0, 0.07,
                                 0.006), (0.10, 0.06, 0.02), (0.21, 0.03, 0.25), (0.245, 0.005, 0.60),
                                 (0.24, 0, 0.88)]), 6)
    return Sketch(parts=[part("rope", "Rope", tube(line, 0.0055, 8)), part("handles", "Handles", *grips),
        part("bands", "Bands",
                         *rings)], looks=[rope, wood, band], push=False, grip=False,
                  places=[shapes.grip((-0.24, 0, 0.94), 0.03, 0.1),
                  shapes.affordance("grip_other", "grip_at", (0.24, 0, 0.94),
                          (0.03, 0.1, 0.0))])  # fmt: skip


def _frying_pan(values: Values) -> Sketch:
    """A shallow pan with a poured rim, dark inside, and a long handle with a hole, riveted on."""
    metal, inside = main_look("Pan", values), look("Coating", "iron", "#1c1d1f")
    black, steel = look("Handle", "plastic", "#17181a"), look("Rivets", "steel")
    shell = lathe(fillet([(0, 0), (0.098, 0), (0.134, 0.046), (0.137, 0.0475), (0.1375, 0.050), (0.131, 0.0495),
        (0.096, 0.0055), (0,
                          0.0055)], [0, 0.012, 0.001, 0.001, 0.001, 0.002, 0.012, 0], 3), 40)  # fmt: skip
    coat = lathe([(0, 0.0052), (0.093, 0.0052), (0.098, 0.0085), (0.096, 0.0100), (0.091, 0.0068), (0, 0.0068)], 40)
    way = smooth_line(np.array([(0, -0.128, 0.036), (0, -0.165, 0.047), (0, -0.23, 0.060), (0, -0.318, 0.066)]), 5)
    wide = np.interp(np.linspace(0, 1, len(way)), [0, 0.2, 0.7, 0.95, 1.0], [0.010, 0.0105, 0.0140, 0.0125, 0.008])
    grip = tube(way, wide, 14)
    grip.vertices[:, 0] *= 1.15
    plate = [rounded_box((0.046, 0.006, 0.026), (0, -0.1315, 0.036), 0.002)]
    rivets = [superellipsoid((0.009, 0.006, 0.009), (x, -0.1255, 0.037), 2.0, 3) for x in (-0.014, 0.014)]
    loop = [translated(lathe(fillet([(0.0055, -0.003), (0.010, -0.003), (0.010, 0.003), (0.0055, 0.003)], 0.0012, 2,
        True), 18, True),
                       (0, -0.326, 0.067))]  # fmt: skip
    return Sketch(parts=[part("pan", "Pan", shell), part("coating", "Coating", coat), part("handle", "Handle", grip),
        part("plate",
                         "Rivets", *plate, *rivets, *loop)], looks=[metal, inside, black, steel], push=False,
                         grip=False,
                  solids=(solid("pan", kind="cylinder"), solid("handle")),
                  places=[shapes.grip((0, -0.25, 0.062), 0.026, 0.1),
                  shapes.surface_top("inside", (0, 0, 0.007), 0.18, 0.18)],
                  )  # fmt: skip


CATEGORIES = (
    thing("lectern", "furniture", (0.64, 0.522, 1.434), _lectern, material="mahogany", span=2.0, mass_kg=34.0,
          synonyms=("podium", "pulpit", "speaker's desk"), stuffs=("mahogany", "oak", "walnut")),
    thing("jump rope", "sport", (0.52, 0.09, 1.01), _jump_rope, material="plastic", color="#e0792a", span=2.5,
    mass_kg=0.25,
          extra=(shapes.choice("style", "hanging", ("hanging", "turned", "long"), "in which it is seen"),),
          sized={"turned": TURNED_M, "long": LONG_M},
          patterned=True, synonyms=("skipping rope", "skip rope"), colors=("#e0792a", "#2f79b8", "#c73b6a")),
    thing("frying pan", "kitchen", (0.275, 0.474, 0.0745), _frying_pan, material="steel", span=3.0, mass_kg=1.1,
          synonyms=("pan", "skillet", "griddle pan"), stuffs=("steel", "iron", "copper")),
)  # fmt: skip
