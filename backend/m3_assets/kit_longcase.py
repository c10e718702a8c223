"""Clocks that swing: a grandfather clock with its pendulum, a metronome."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .making import Look, look, main_look
from .materials import material
from .sketch import Sketch, part, solid, thing

_HOUR = 10.17


def _grandfather_clock(values: Values) -> Sketch:
    """A plinth, a tall case open behind glass, a hood with columns and an arched crown, a dial with hands, weights, and
    a pendulum that swings."""
    wood, brass = main_look("Wood", values), look("Brass", "brass", fill=0.4)
    face, dark = look("Face", "paper", "#efe7d2"), look("Hands", "plastic", "#141416")
    inside = look("Inside", "walnut", "#3a2416")
    pane = Look(material("Pane", "glass", "#eef3f3", roughness=0.03), "glass")
    plinth = [rounded_box((0.52, 0.30, 0.06), (0, 0, 0.03), 0.008),
              rounded_box((0.48, 0.27, 0.40), (0, 0, 0.26), 0.010),
              rounded_box((0.34, 0.012, 0.24), (0, -0.138, 0.26), 0.006),
              rounded_box((0.52, 0.30, 0.035), (0, 0, 0.475), 0.010)]  # fmt: skip
    case = [rounded_box((0.40, 0.022, 1.02), (0, 0.10, 1.00), 0.004)]
    case += [rounded_box((0.045, 0.235, 1.02), (s * 0.1875, 0, 1.00), 0.006) for s in (-1, 1)]
    case += [rounded_box((0.33, 0.03, h), (0, -0.102, z), 0.005) for h, z in ((0.09, 0.535), (0.12, 1.455))]
    hood = [rounded_box((0.50, 0.30, 0.05), (0, 0, 1.525), 0.012),
            rounded_box((0.46, 0.24, 0.46), (0, 0.01, 1.775), 0.008),
            rounded_box((0.52, 0.31, 0.05), (0, 0, 2.025), 0.014), rounded_box((0.44, 0.26, 0.05), (0, 0, 2.07), 0.014)]
    column = lathe(fillet([(0, 1.55), (0.020, 1.55), (0.016, 1.58), (0.013, 1.78), (0.016, 1.97), (0.020, 2.0),
                           (0, 2.0)], [0, 0.003, 0.004, 0.02, 0.004, 0.003, 0], 2), 16)  # fmt: skip
    hood += [translated(column, (s * 0.225, -0.125, 0)) for s in (-1, 1)]
    balls = [superellipsoid((0.05, 0.05, 0.06), (x, -0.05, 2.122), 2.0, 4) for x in (-0.2, 0.0, 0.2)]
    z, front = 1.775, -0.114

    dial = [cylinder(0.178, 0.012, (0, front, z), axis=1, segments=48, edge=0.001)]
    ring = lathe([(0.172, -0.008), (0.190, -0.008), (0.190, 0.010), (0.172, 0.010)], 48, True)
    rim = [translated(rotated(ring, 0.5 * np.pi, (1, 0, 0)), (0, front - 0.004, z))]
    marks = [rotated(rounded_box((0.007 if k % 3 else 0.013, 0.002, 0.026), (0, front - 0.0075, z + 0.150), 0.0006),
                     k * np.pi / 6, (0, 1, 0), (0, 0, z)) for k in range(12)]  # fmt: skip
    hands, joints = [], {}
    for name, turn, long, wide, y in (("hour_hand", _HOUR * np.pi / 6, 0.088, 0.011, -0.010),
                                      ("minute_hand", _HOUR % 1 * 2 * np.pi, 0.135, 0.008, -0.013)):  # fmt: skip
        hand = rounded_box((wide, 0.002, long), (0, front + y, z + 0.42 * long), 0.0008)
        hands.append(part(name, "Hands", rotated(hand, turn, (0, 1, 0), (0, 0, z)), moves_with=name))
        joints[name] = shapes.joint("wheel", (0, front + y, z), (0, 1, 0), (-1e4, 1e4))
    bob = lathe(fillet([(0, -0.012), (0.062, -0.010), (0.074, 0.0), (0.062, 0.010), (0, 0.012)],
                       [0, 0.006, 0.004, 0.006, 0], 2), 40)  # fmt: skip
    bob = translated(rotated(bob, 0.5 * np.pi, (1, 0, 0)), (0, -0.02, 0.74))
    rod = rounded_box((0.012, 0.005, 0.76), (0, -0.02, 1.12), 0.001)
    joints["pendulum"] = shapes.joint("hinge", (0, -0.02, 1.50), (0, 1, 0), (-0.14, 0.14))
    weights = [cylinder(0.021, 0.17, (s * 0.085, 0.045, 1.08), segments=24, edge=0.004) for s in (-1, 1)]
    cords = [tube([(s * 0.085, 0.045, 1.16), (s * 0.085, 0.045, 1.51)], 0.0022, 6) for s in (-1, 1)]
    return Sketch(
        parts=[part("plinth", "Wood", *plinth), part("case", "Wood", *case), part("hood", "Wood", *hood),
               part("balls", "Brass", *balls),
               part("back", "Inside", rounded_box((0.33, 0.004, 1.0), (0, 0.086, 1.0), 0.001)),
               part("dial", "Face", *dial), part("rim", "Brass", *rim), part("marks", "Hands", *marks), *hands,
               part("weights", "Brass", *weights, *cords),
               part("rod", "Brass", rod, moves_with="pendulum"), part("bob", "Brass", bob, moves_with="pendulum"),
               part("pane", "Pane", rounded_box((0.33, 0.004, 0.82), (0, -0.108, 0.985), 0.001))],
        looks=[wood, brass, face, dark, inside, pane], joints=joints, grip=False, push=False,
        solids=(solid("plinth", "case", "hood"),),
    )  # fmt: skip


def _metronome(values: Values) -> Sketch:
    """A little pyramid of wood on four feet, open in front, a scale, a rod with its weight that swings to and fro."""
    wood, metal = main_look("Wood", values), look("Metal", "steel")
    paper, dark = look("Scale", "paper", "#f1ead6"), look("Slot", "plastic", "#16130f")
    body = lathe([(0, 0.008), (0.074, 0.008), (0.074, 0.026), (0.066, 0.030), (0.031, 0.205), (0.020, 0.220),
                  (0, 0.222)], 4)  # fmt: skip
    body = rotated(body, 0.25 * np.pi, (0, 0, 1))
    lean = float(np.arctan2(0.035 * 0.7071, 0.175))

    def on_front(piece: Surface, out: float) -> Surface:
        return translated(rotated(piece, -lean, (1, 0, 0)), (0, -0.0385 - out, 0.112))

    scale = on_front(rounded_box((0.022, 0.0016, 0.145), (0, 0, 0), 0.0004), 0.0)
    slot = on_front(rounded_box((0.050, 0.0012, 0.155), (0, 0, 0), 0.0004), -0.0006)
    feet = [cylinder(0.008, 0.009, (sx * 0.040, sy * 0.040, 0.0045), segments=12) for sx in (-1, 1) for sy in (-1, 1)]
    rod = on_front(rounded_box((0.0032, 0.0016, 0.175), (0, 0, 0.012), 0.0004), 0.004)
    weight = on_front(rounded_box((0.020, 0.006, 0.015), (0, 0, 0.052), 0.002), 0.005)
    origin = (0.0, -0.0385 - 0.004 - 0.075 * np.sin(lean), 0.112 - 0.075 * np.cos(lean))
    axis = np.array([0.0, np.cos(lean), np.sin(lean)])
    return Sketch(
        parts=[part("body", "Wood", body), part("feet", "Slot", *feet), part("slot", "Slot", slot),
               part("scale", "Scale", scale), part("needle", "Metal", rod, weight, moves_with="needle")],
        looks=[wood, metal, paper, dark], push=False,
        joints={"needle": shapes.joint("hinge", origin, axis, (-0.42, 0.42))},
    )  # fmt: skip


CATEGORIES = (
    thing("grandfather clock", "furniture", (0.52, 0.311, 2.152), _grandfather_clock, material="mahogany", span=2.0,
          mass_kg=45.0, synonyms=("longcase clock", "pendulum clock", "grandmother clock"),
          stuffs=("mahogany", "walnut", "oak")),
    thing("metronome", "music", (0.1047, 0.1061, 0.222), _metronome, material="mahogany", span=2.0, mass_kg=0.5,
          stuffs=("mahogany", "walnut", "cherry")),
)  # fmt: skip
