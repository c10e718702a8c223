"""What is played with in the hands or about the body: hula hoop, yo-yo, soap bubbles, hand bell, stick."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rotated, superellipsoid, translated, tube
from .making import Look, look, main_look
from .materials import material
from .sketch import Sketch, part, thing
from .vessel_geometry import smooth_line

HULA_HOOP_M = (0.826, 0.826, 0.026)
"""of a child"""


def _hula_hoop(values: Values) -> Sketch:
    """A ring of tube in two colours by turns, lying."""
    one, other = main_look("Tube", values), look("Stripes", "plastic", str(values["second_color"]) or "#f3efe6")
    arcs: tuple[list[Surface], list[Surface]] = ([], [])
    for k in range(12):
        a = 2.0 * np.pi * (k + np.linspace(0.0, 1.008, 9)) / 12
        arcs[k % 2].append(tube(np.column_stack([0.40 * np.cos(a), 0.40 * np.sin(a), 0 * a + 0.013]), 0.013, 12))
    return Sketch(parts=[part("tube", "Tube", *arcs[0]), part("stripes", "Stripes", *arcs[1])], looks=[one, other],
                  push=False, grip=False, places=[shapes.grip((0.0, -0.40, 0.013), 0.026, 0.2)])  # fmt: skip


_STRING_M, _PIECES = 0.66, 6
"""length of a yo-yo's string, and of how many pieces it is, which the yo-yo takes along on its way up"""
PLAYED_M = (0.0444, 0.058, 0.6981)


def _yo_yo(values: Values) -> Sketch:
    """Two rounded halves on an axle along X; a ring of metal on each side. One that is played with hangs on its string,
    which grows shorter as it comes up."""
    body, metal = main_look("Halves", values), look("Rings", "steel", fill=0.3)
    profile = fillet([(0.0, 0.004), (0.010, 0.003), (0.029, 0.0045), (0.029, 0.016), (0.016, 0.021), (0.0, 0.021)],
                     [0, 0.001, 0.002, 0.006, 0.004, 0], 3)  # fmt: skip
    halves, rings = [], []
    for s in (-1, 1):
        halves.append(rotated(lathe(profile, 32), s * 0.5 * np.pi, (0, 1, 0)))
        ring = lathe([(0.010, 0.0205), (0.013, 0.0205), (0.013, 0.0222), (0.010, 0.0222)], 24, True)
        rings.append(rotated(ring, s * 0.5 * np.pi, (0, 1, 0)))
    axle = cylinder(0.0045, 0.012, (0, 0, 0), axis=0, segments=12)
    if values["style"] == "played":
        cord = look("String", "cotton", "#f1ede2")
        a = np.linspace(0.0, 2.0 * np.pi, 12, endpoint=False)
        loop = tube(np.column_stack([0.008 * np.cos(a), 0 * a, _STRING_M + 0.008 * np.sin(a)]), 0.0011, 6,
                    closed_path=True)  # fmt: skip
        each = _STRING_M / _PIECES
        parts = [part("loop", "String", loop)]
        joints = {"drop": shapes.joint("slide", (0, 0, 0), (0, 0, 1), (0.0, _STRING_M - 0.055)),
                  "halves": shapes.joint("hinge", (0, 0, 0), (1, 0, 0), (-1e4, 1e4), "drop")}  # fmt: skip
        for k in range(_PIECES):
            name = f"string_{k + 1}"
            piece = tube([(0, 0, k * each), (0, 0, (k + 1) * each)], 0.0010, 6)
            joints[name] = shapes.joint("slide", (0, 0, k * each), (0, 0, 1), (0.0, _STRING_M - 0.055 - k * each))
            parts.append(part(name, "String", piece, moves_with=name))
        parts += [part("axle", "Rings", axle, moves_with="drop"),
                  part("halves", "Halves", *halves, moves_with="halves"),
                  part("rings", "Rings", *rings, moves_with="halves")]  # fmt: skip
        return Sketch(parts=parts, looks=[body, metal, cord], joints=joints, push=False, grip=False,
                      places=[shapes.grip((0, 0, _STRING_M), 0.004, 0.0)])  # fmt: skip
    return Sketch(parts=[part("halves", "Halves", *halves), part("rings", "Rings", *rings, axle)],
                  looks=[body, metal], push=False, grip=True)  # fmt: skip


def _soap_bubble(values: Values) -> Sketch:
    """A clear ball that shimmers a little."""
    skin = Look(material("Skin", "glass", "#e6eef8", roughness=0.02), "glass")
    del values
    return Sketch(parts=[part("skin", "Skin", superellipsoid((0.08, 0.08, 0.08), (0, 0, 0.04), 2.0, 6))], looks=[skin],
                  push=False, grip=False)  # fmt: skip


def _bubble_wand(values: Values) -> Sketch:
    """A ribbed ring on a stick, upright."""
    plastic = main_look("Wand", values)
    a = np.linspace(0.0, 2.0 * np.pi, 28, endpoint=False)
    ring = tube(np.column_stack([0.024 * np.cos(a), 0 * a, 0.176 + 0.024 * np.sin(a)]), 0.0036, 8, closed_path=True)
    stick = cylinder(0.0042, 0.15, (0, 0, 0.077), segments=10, edge=0.001)
    knob = superellipsoid((0.016, 0.010, 0.016), (0, 0, 0.008), 2.2, 3)
    return Sketch(parts=[part("ring", "Wand", ring), part("stick", "Wand", stick, knob)], looks=[plastic], push=False,
                  grip=False,
                  places=[shapes.grip((0, 0, 0.05), 0.012, 0.08),
                          shapes.affordance("ring", "hang_at", (0, 0, 0.176), (0.0, 0.0, 0.0))])  # fmt: skip


def _hand_bell(values: Values) -> Sketch:
    """A brass bell with a turned handle above it; its clapper hangs free."""
    brass, wood = main_look("Bell", values), look("Handle", "walnut")
    iron = look("Clapper", "iron")
    shell = lathe(fillet([(0.0, 0.088), (0.018, 0.088), (0.030, 0.070), (0.036, 0.035), (0.050, 0.006), (0.053, 0.0),
                          (0.049, 0.0), (0.033, 0.035), (0.027, 0.068), (0.0, 0.083)],
                         [0, 0.004, 0.012, 0.02, 0.006, 0.001, 0.001, 0.02, 0.012, 0], 3)[::-1], 36)  # fmt: skip
    handle = lathe(fillet([(0.0, 0.088), (0.010, 0.088), (0.008, 0.105), (0.0135, 0.130), (0.0115, 0.165),
                           (0.014, 0.180), (0.0, 0.186)], [0, 0.002, 0.004, 0.01, 0.01, 0.005, 0], 3), 20)  # fmt: skip
    collar = cylinder(0.0115, 0.006, (0, 0, 0.091), segments=20, edge=0.001)
    ball = superellipsoid((0.022, 0.022, 0.024), (0, 0, 0.014), 2.0, 4)
    rod = cylinder(0.0022, 0.062, (0, 0, 0.052), segments=8)
    return Sketch(
        parts=[part("shell", "Bell", shell, collar), part("handle", "Handle", translated(handle, (0, 0, 0.0))),
               part("tongue", "Clapper", ball, rod, moves_with="clapper")],
        joints={"clapper": shapes.joint("hinge", (0, 0, 0.083), (1, 0, 0), (-0.4, 0.4))},
        looks=[brass, wood, iron], push=False, grip=False,
        places=[shapes.grip((0, 0, 0.145), 0.026, 0.08)],
    )  # fmt: skip


def _stick(values: Values) -> Sketch:
    """A crooked piece of a branch with a stub, lying along X."""
    bark = main_look("Bark", values)
    wood = look("Ends", "birch", fill=0.2)
    line = smooth_line(np.array([(-0.23, 0.004, 0.016), (-0.10, -0.008, 0.018), (0.05, 0.006, 0.015),
                                 (0.15, -0.004, 0.019), (0.23, 0.010, 0.016)]), 4)  # fmt: skip
    thick = np.interp(np.linspace(0, 1, len(line)), [0, 0.3, 0.7, 1.0], [0.0115, 0.0135, 0.0125, 0.009])
    stub = tube([(0.06, 0.004, 0.016), (0.085, 0.030, 0.024)], [0.0075, 0.0055], 8)
    ends = [cylinder(0.0088, 0.003, (s * 0.2305, 0.004 if s < 0 else 0.010, 0.016), axis=0, segments=12)
            for s in (-1, 1)]  # fmt: skip
    return Sketch(parts=[part("bark", "Bark", tube(line, thick, 10), stub), part("ends", "Ends", *ends)],
                  looks=[bark, wood], push=False, grip=False,
                  places=[shapes.grip((0.0, 0.0, 0.017), 0.026, 0.2)])  # fmt: skip


_SECOND = (Parameter(name="second_color", value="", description="of the stripes"),)
CATEGORIES = (
    thing("hula hoop", "sport", HULA_HOOP_M, _hula_hoop, material="plastic", color="#e0418c", span=2.0, mass_kg=0.3,
          extra=_SECOND, equal_sides=True, synonyms=("hula-hoop", "hulahoop"),
          colors=("#e0418c", "#2f8fd8", "#f2a71c", "#3aa655")),
    thing("yo-yo", "toy", (0.0444, 0.058, 0.058), _yo_yo, material="plastic", color="#d42f24", span=2.0, mass_kg=0.07,
          synonyms=("yoyo", "yo yo"), sized={"played": PLAYED_M},
          extra=(shapes.choice("style", "wound", ("wound", "played"), "how it is seen"),),
          colors=("#d42f24", "#2f79b8", "#e0a81c")),
    thing("soap bubble", "toy", (0.08, 0.08, 0.08), _soap_bubble, material="glass", span=3.0, mass_kg=0.002,
          equal_sides=True),
    thing("bubble wand", "toy", (0.0552, 0.0097, 0.2034), _bubble_wand, material="plastic", color="#e0418c", span=1.5,
          mass_kg=0.02, colors=("#e0418c", "#2f8fd8", "#f2a71c")),
    thing("stick", "plant", (0.464, 0.0542, 0.0279), _stick, material="weathered wood", span=2.5, mass_kg=0.15,
          synonyms=("twig", "fetch stick")),
    thing("hand bell", "music", (0.1047, 0.1047, 0.186), _hand_bell, material="brass", span=2.0, mass_kg=0.6,
          synonyms=("handbell", "school bell", "dinner bell")),
)  # fmt: skip
