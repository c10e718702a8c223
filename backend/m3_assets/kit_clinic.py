"""At the doctor's: a stethoscope that lies as it was put down, a syringe, a thermometer, a first aid kit."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .making import Look, look, main_look
from .materials import material
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _stethoscope(values: Values) -> Sketch:
    """Two ear tubes with tips, a spring between them, a fork, a tube in a curve, a chestpiece with its diaphragm."""
    hose, steel = main_look("Tube", values), look("Steel", "chrome", fill=0.4)
    dark, pale = look("Tips", "rubber", "#1b1c1f"), look("Diaphragm", "plastic", "#e9e7e0")
    z = 0.008
    line = smooth_line(np.array([(0, 0.02, z), (0, -0.05, z), (0.035, -0.12, z), (0.095, -0.16, z), (0.135, -0.11, z),
                                 (0.11, -0.045, z), (0.085, -0.01, z + 0.006)]), 6)  # fmt: skip
    ears = [smooth_line(np.array([(0.0 + s * 0.004, 0.015, z), (s * 0.030, 0.065, z), (s * 0.058, 0.13, z),
                                  (s * 0.052, 0.195, z), (s * 0.026, 0.235, z + 0.004)]), 6) for s in (-1, 1)]
    fork = [tube(one[:8], 0.0052, 10) for one in ears]
    rods = [tube(one[6:], 0.0028, 10) for one in ears]
    spring = [tube(smooth_line(np.array([(-0.036, 0.083, z), (-0.02, 0.055, z), (0.02, 0.055, z), (0.036, 0.083, z)]),
        5),
                   0.0022, 8)]  # fmt: skip
    tips = [superellipsoid((0.013, 0.013, 0.013), tuple(one[-1]), 2.0, 4) for one in ears]
    at = (0.074, 0.012, 0.0)
    bell = [translated(lathe(fillet([(0, 0.001), (0.0215, 0.001), (0.0225, 0.006), (0.013, 0.013), (0.007, 0.016),
        (0.006, 0.022),
                                     (0.011, 0.030), (0, 0.030)], [0, 0.001, 0.002, 0.003, 0.002, 0.002, 0.002, 0], 2),
                                     28), at)]
    skin = [translated(cylinder(0.019, 0.002, (0, 0, 0.001), segments=28), at)]
    stem = [tube([(0.085, -0.010, 0.0145), (0.074, 0.012, 0.019)], 0.004, 10)]
    return Sketch(parts=[part("tube", "Tube", tube(line, 0.0056, 12), *fork),
        part("ear_tubes", "Steel", *rods, *spring),
                         part("ear_tips", "Tips", *tips), part("chestpiece", "Steel", *bell, *stem),
                         part("diaphragm", "Diaphragm", *skin)],
                  looks=[hose, steel, dark, pale], push=False, grip=False,
                  places=[shapes.grip((0.074, 0.012, 0.018), 0.03, 0.04)])  # fmt: skip


def _syringe(values: Values) -> Sketch:
    """A clear barrel with marks and its liquid, a plunger with a thumb rest, finger flanges, hub and needle."""
    clear = Look(material("Barrel", "glass", "#dfeaf0", roughness=0.03), "glass")
    liquid, white = main_look("Liquid", values), look("Plunger", "plastic", "#eceae4")
    dark, steel = look("Marks", "plastic", "#23272b"), look("Needle", "steel")

    def along(profile: list[tuple[float, float]], segments: int = 18) -> Surface:
        return translated(rotated(lathe(profile, segments), 0.5 * np.pi, (1, 0, 0)), (0, 0, 0.012))

    barrel = along([(0, -0.040), (0.0095, -0.040), (0.0095, 0.045), (0.0035, 0.050), (0, 0.050)])
    fluid = along([(0, -0.010), (0.0088, -0.010), (0.0088, 0.044), (0, 0.046)])
    rod = [along([(0, -0.100), (0.0042, -0.100), (0.0042, -0.020), (0, -0.020)], 10),
        along([(0, -0.105), (0.0115, -0.105), (0.0115,
           -0.101), (0, -0.101)])]  # fmt: skip
    stop = [along([(0, -0.022), (0.0090, -0.022), (0.0090, -0.011), (0, -0.009)])]
    flange = [rounded_box((0.038, 0.004, 0.016), (0, 0.040, 0.012), 0.0018)]
    hub = [along([(0, 0.049), (0.0040, 0.049), (0.0030, 0.062), (0, 0.062)], 12)]
    needle = [along([(0, 0.060), (0.0007, 0.060), (0.0005, 0.095), (0, 0.097)], 8)]
    marks = [rounded_box((0.008 if k % 2 else 0.012, 0.0010, 0.0006), (0, 0.030 - 0.008 * k, 0.0217), 0.0002)
        for k in range(9)]
    return Sketch(parts=[part("barrel", "Barrel", barrel), part("liquid", "Liquid", fluid),
        part("plunger", "Plunger", *rod, *flange,
                         *hub), part("stopper", "Marks", *stop), part("marks", "Marks", *marks),
                         part("needle", "Needle",
                         *needle)], looks=[clear, liquid, white, dark, steel], push=False, grip=True)  # fmt: skip


def _thermometer(values: Values) -> Sketch:
    """A fever thermometer: a flat body with a lit window, a button, a soft tip with a metal end."""
    body, window = main_look("Body", values), look("Window", "screen", "#9fb59a")
    dark, steel, blue = look("Digits", "plastic", "#20241f"), look("Tip", "chrome"), look("Button", "plastic",
        "#2f79b8")
    shell = [rounded_box((0.020, 0.088, 0.011), (0, 0.016, 0.0055), 0.005, 4)]
    neck = [tube([(0, -0.026, 0.0055), (0, -0.058, 0.0050)], [0.0052, 0.0028], 12)]
    tip = [tube([(0, -0.056, 0.0050), (0, -0.068, 0.0050)], [0.0026, 0.0018], 12)]
    pane = [rounded_box((0.013, 0.030, 0.0012), (0, 0.010, 0.0112), 0.0005)]
    digits = [rounded_box((0.0016, 0.0052, 0.0006), (x, 0.010 + y, 0.0120), 0.0002) for x,
        y in ((-0.003, 0.008), (0.003, 0.008),
              (-0.003, 0.0), (0.003, 0.0), (0.003, -0.008))]  # fmt: skip
    button = [rounded_box((0.009, 0.012, 0.0022), (0, 0.045, 0.0115), 0.001)]
    return Sketch(parts=[part("body", "Body", *shell, *neck), part("tip", "Tip", *tip), part("window", "Window", *pane),
                         part("digits", "Digits", *digits), part("button", "Button", *button)],
                  looks=[body, window, dark, steel, blue], push=False, grip=True)  # fmt: skip


def _first_aid_kit(values: Values) -> Sketch:
    """A case with a lid line, a handle, two clasps and a cross on its front."""
    case, white = main_look("Case", values), look("Cross", "plastic", "#f4f3ee")
    steel, dark = look("Clasps", "steel"), look("Handle", "plastic", "#2a2c30")
    box = [rounded_box((0.34, 0.12, 0.13), (0, 0, 0.066), 0.018, 4),
        rounded_box((0.34, 0.12, 0.10), (0, 0, 0.187), 0.018, 4)]
    lip = [rounded_box((0.346, 0.126, 0.010), (0, 0, 0.1345), 0.004)]
    cross = [rounded_box((w, 0.006, h), (0, -0.0615, 0.125), 0.002) for w, h in ((0.115, 0.036), (0.036, 0.115))]
    clasps = [rounded_box((0.03, 0.010, 0.034), (s * 0.115, -0.0635, 0.1345), 0.003) for s in (-1, 1)]
    grip = [tube(smooth_line(np.array([(-0.06, 0, 0.236), (-0.055, 0, 0.268), (0.055, 0, 0.268), (0.06, 0, 0.236)]),
        5), 0.009, 12)]
    return Sketch(parts=[part("case", "Case", *box), part("lip", "Handle", *lip), part("cross", "Cross", *cross),
                         part("clasps", "Clasps", *clasps), part("handle", "Handle", *grip)],
                  looks=[case, white, steel, dark], push=False, grip=False, solids=(solid("case"),),
                  places=[shapes.grip((0, 0, 0.27), 0.02, 0.1)])  # fmt: skip


CATEGORIES = (
    thing("stethoscope", "tool", (0.206, 0.403, 0.030), _stethoscope, material="rubber", color="#1f2a44", span=2.5,
    mass_kg=0.2,
          colors=("#1f2a44", "#17181b", "#6b1526", "#1d5a4a")),
    thing("syringe", "tool", (0.038, 0.202, 0.0235), _syringe, material="plastic", color="#7ec4d8", span=4.0,
    mass_kg=0.012,
          synonyms=("injection", "needle and syringe"), colors=("#7ec4d8", "#e0b84a", "#8fce8a")),
    thing("thermometer", "tool", (0.02, 0.129, 0.0126), _thermometer, material="plastic", color="#f0eee8", span=4.0,
          mass_kg=0.02, synonyms=("fever thermometer",), extra=(Parameter(name="second_color", value=""),)),
    thing("first aid kit", "box", (0.346, 0.133, 0.277), _first_aid_kit, material="plastic", color="#b3161c", span=3.0,
          mass_kg=1.4, synonyms=("first-aid kit", "medical kit", "first aid box", "doctor's bag")),
)  # fmt: skip
