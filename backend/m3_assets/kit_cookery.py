"""Cooking over a fire and at the counter: cauldron, barbecue, blender, rolling pin."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .making import Look, look, main_look
from .materials import glowing, material
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _cauldron(values: Values) -> Sketch:
    """A round iron pot with a rolled rim on three feet, a bail of wire, a brew with bubbles up to below the rim."""
    iron, brew = main_look("Iron", values), Look(glowing("Brew", str(values["second_color"]) or "#5fbf3a", 1.5),
        "glass")
    pot = lathe(fillet([(0, 0.06), (0.16, 0.08), (0.29, 0.22), (0.275, 0.40), (0.225, 0.47), (0.255, 0.50),
        (0.262, 0.515), (0.245, 0.520),
                        (0.212, 0.475), (0.262, 0.395), (0.272, 0.23), (0.15, 0.10), (0, 0.082)],
                        [0, 0.05, 0.09, 0.06, 0.02, 0.01,
                        0.006, 0.006, 0.02, 0.06, 0.08, 0.05, 0], 3), 36)  # fmt: skip
    feet = [tube(smooth_line(np.array([(0.17 * np.cos(a), 0.17 * np.sin(a), 0.12),
        (0.21 * np.cos(a), 0.21 * np.sin(a), 0.06), (0.215 *
            np.cos(a), 0.215 * np.sin(a), 0.0)]), 3), [0.034] * 3 + [0.028] * 2 + [0.032] * 2, 10) for a in (1.57,
            3.66, 5.76)]
    ears = [tube([(s * 0.262, 0, 0.475), (s * 0.305, 0, 0.478), (s * 0.305, 0, 0.440)], 0.014, 8) for s in (-1, 1)]
    bail = [tube(smooth_line(np.array([(-0.303, 0, 0.46), (-0.30, 0.06, 0.40), (-0.20, 0.30, 0.33), (0, 0.36, 0.32),
        (0.20, 0.30, 0.33),
                                       (0.30, 0.06, 0.40), (0.303, 0, 0.46)]), 5), 0.0085, 8)]  # fmt: skip
    liquid = [lathe([(0, 0.36), (0.262, 0.36), (0.2625, 0.41), (0, 0.412)], 32)]
    rng = np.random.default_rng(6)
    for _ in range(11):
        a, r, size = rng.uniform(0, 6.28), 0.20 * np.sqrt(rng.random()), rng.uniform(0.03, 0.075)
        liquid.append(superellipsoid((size, size, 0.8 * size), (r * np.cos(a), r * np.sin(a), 0.412), 2.0, 4))
    return Sketch(parts=[part("pot", "Iron", pot), part("feet", "Iron", *feet), part("bail", "Iron", *ears, *bail),
        part("brew", "Brew",
                         *liquid)], looks=[iron, brew], grip=False, push=False,
                  solids=(solid("pot", "feet", kind="hull"),),
                  places=[shapes.affordance("inside", "inside", (0, 0, 0.42), (0.38, 0.38, 0.1))])  # fmt: skip


def _barbecue(values: Values) -> Sketch:
    """A kettle of enamel on three legs with two wheels: coals that glow, a grate with sausages and steaks, the lid hung
    on the back, a shelf below."""
    enamel, steel = main_look("Kettle", values), look("Grate", "steel")
    coal = Look(glowing("Embers", "#ff5a1a", 5.0), "stone")
    ash, meat, red = look("Coals", "stone", "#2a2725"), look("Steaks", "leather", "#5c2c16"), look("Sausages",
        "leather", "#8f3b1b")
    black = look("Black", "plastic", "#17181a")
    bowl = lathe(fillet([(0, 0.56), (0.12, 0.57), (0.24, 0.66), (0.285, 0.79), (0.292, 0.80), (0.280, 0.802),
        (0.225, 0.67), (0.11, 0.585),
                         (0, 0.578)], [0, 0.03, 0.07, 0.01, 0.004, 0.006, 0.07, 0.03, 0], 3), 36)  # fmt: skip
    dome = lathe(fillet([(0, 0.24), (0.12, 0.225), (0.24, 0.14), (0.290, 0.012), (0.292, 0.0), (0.282, 0.0),
        (0.225, 0.135), (0.11, 0.212),
                         (0, 0.226)][::-1], [0, 0.04, 0.07, 0.003, 0.003, 0.01, 0.07, 0.04, 0], 3), 36)  # fmt: skip
    lid = translated(rotated(dome, -1.42, (1, 0, 0)), (0, 0.315, 0.99))
    knob = [translated(rotated(rounded_box((0.14, 0.03, 0.03), (0, 0, 0.275), 0.012, 4), -1.42, (1, 0, 0)),
        (0, 0.315, 0.99))]
    legs = [tube([(x0, y0, 0.64), (x1, y1, 0.0 if y1 < 0 else 0.09)], 0.0125, 10) for x0, y0, x1,
        y1 in ((0.0, -0.20, 0.0, -0.36), (-0.18,
            0.12, -0.29, 0.24), (0.18, 0.12, 0.29, 0.24))]  # fmt: skip
    wheels = [cylinder(0.09, 0.035, (s * 0.315, 0.24, 0.09), axis=0, segments=28) for s in (-1, 1)]
    shelf = [tube([(-0.26, 0.19, 0.26), (0.26, 0.19, 0.26)], 0.007, 8)]
    shelf += [tube([(x, 0.19, 0.26), (0.28 * x, -0.29, 0.24)], 0.005, 8) for x in np.linspace(-0.24, 0.24, 7)]
    grate = [tube([(x, -np.sqrt(max(0.0, 0.272**2 - x * x)), 0.80), (x, np.sqrt(max(0.0, 0.272**2 - x * x)), 0.80)],
        0.0035, 6) for x in
             np.linspace(-0.25, 0.25, 17)]  # fmt: skip
    rng = np.random.default_rng(8)
    lumps: list[Surface] = []
    embers: list[Surface] = []
    for k in range(34):
        a, r = 2.4 * k, 0.215 * np.sqrt((k + 0.5) / 34)
        one = superellipsoid((0.07, 0.055, 0.05), (0, 0, 0), 3.0, 2)
        one = translated(rotated(one, rng.uniform(0, 3), (0.3, 0.2, 1)),
            (r * np.cos(a), r * np.sin(a), 0.705 + 0.02 * rng.random()))
        (embers if k % 3 == 0 else lumps).append(one)
    steaks = [superellipsoid((0.13, 0.09, 0.028), (x, y, 0.816), 2.6, 4) for x, y in ((-0.12, 0.08), (0.10, 0.12))]
    links = [tube(smooth_line(np.array([(x - 0.06, y, 0.818), (x, y - 0.012, 0.818), (x + 0.06, y, 0.818)]), 4), 0.016,
        10) for x, y in (
             (-0.10, -0.06), (-0.09, -0.12), (0.09, -0.04), (0.08, -0.10), (0.06, -0.16))]  # fmt: skip
    handles = [tube(smooth_line(np.array([(s * 0.285, -0.06, 0.765), (s * 0.335, -0.05, 0.77), (s * 0.335, 0.05, 0.77),
        (s * 0.285, 0.06,
               0.765)]), 4), 0.010, 8) for s in (-1, 1)]  # fmt: skip
    return Sketch(
        parts=[part("kettle", "Kettle", bowl), part("lid", "Kettle", lid),
        part("lid_handle", "Black", *knob, *handles), part("legs",
               "Grate", *legs), part("wheels", "Black", *wheels), part("shelf", "Grate", *shelf),
               part("grate", "Grate", *grate), part(
               "coals", "Coals", *lumps), part("embers", "Embers", *embers), part("steaks", "Steaks", *steaks),
               part("sausages",
               "Sausages", *links)],
        looks=[enamel, steel, coal, ash, meat, red, black], grip=False, push=False,
        solids=(solid("kettle", kind="hull"), solid("legs", kind="hull"), solid("lid", kind="hull")),
        places=[shapes.surface_top("grate", (0, 0, 0.805), 0.4, 0.4)],
    )  # fmt: skip


def _blender(values: Values) -> Sketch:
    """A motor base with a knob and buttons, a jug with a handle and blades, a smoothie in it, a lid."""
    shell, glass = main_look("Base", values), Look(material("Jug", "glass", "#e2ecee", roughness=0.03), "glass")
    dark, steel = look("Black", "plastic", "#1b1c1f"), look("Blades", "steel")
    drink = look("Smoothie", "plastic", str(values["second_color"]) or "#c9476a")
    base = [lathe(fillet([(0, 0.0), (0.088, 0.0), (0.092, 0.02), (0.072, 0.13), (0.058, 0.155), (0, 0.155)],
        [0, 0.006, 0.02, 0.03, 0.012,
                          0], 3), 32)]  # fmt: skip
    knob = [translated(rotated(lathe([(0, -0.004), (0.020, -0.004), (0.017, 0.016), (0, 0.018)], 20), 0.5 * np.pi,
        (1, 0, 0)), (0, -0.081,
            0.07))]  # fmt: skip
    collar = [cylinder(0.052, 0.024, (0, 0, 0.165), segments=28)]
    jug = lathe(fillet([(0, 0.176), (0.048, 0.176), (0.072, 0.40), (0.0755, 0.40), (0.0505, 0.172), (0, 0.172)][::-1],
        0.001, 2), 32)
    inside = [lathe([(0, 0.179), (0.0465, 0.179), (0.0615, 0.325), (0, 0.328)], 28)]
    lid = [lathe(fillet([(0, 0.398), (0.077, 0.398), (0.077, 0.418), (0.034, 0.424), (0.030, 0.445), (0, 0.445)],
        [0, 0.004, 0.006, 0.004,
                         0.006, 0], 2), 28)]  # fmt: skip
    grip = [tube(smooth_line(np.array([(0.066, 0, 0.375), (0.125, 0, 0.37), (0.13, 0, 0.26), (0.060, 0, 0.225)]), 5),
        0.011, 10)]
    blades = [rotated(rounded_box((0.06, 0.008, 0.002), (0, 0, 0.190), 0.0008), a, (0, 0, 1)) for a in (0.4, 1.97)]
    return Sketch(parts=[part("base", "Base", *base), part("knob", "Black", *knob, *collar), part("jug", "Jug", jug),
        part("smoothie",
                         "Smoothie", *inside), part("lid", "Black", *lid), part("handle", "Black", *grip),
                         part("blades", "Blades",
                         *blades)], looks=[shell, glass, dark, steel, drink], grip=False, push=False,
                  solids=(solid("base", "jug", kind="hull"),),
                  places=[shapes.grip((0.13, 0, 0.3), 0.022, 0.1)])  # fmt: skip


def _rolling_pin(values: Values) -> Sketch:
    """A barrel with two turned handles, lying."""
    wood, pale = main_look("Barrel", values), look("Handles", "walnut")
    barrel = cylinder(0.030, 0.26, (0, 0, 0.030), axis=0, segments=28, edge=0.004)
    grips = []
    for s in (-1, 1):
        one = lathe([(0, 0.128), (0.008, 0.128), (0.009, 0.138), (0.0145, 0.152), (0.0165, 0.185), (0.0125, 0.215),
            (0.0135, 0.225), (0.009,
                     0.232), (0, 0.232)], 18)  # fmt: skip
        grips.append(translated(rotated(one, s * 0.5 * np.pi, (0, 1, 0)), (0, 0, 0.030)))
    return Sketch(parts=[part("barrel", "Barrel", barrel), part("handles", "Handles", *grips)], looks=[wood, pale],
        push=False,
                  grip=True, solids=(solid("barrel", kind="cylinder", axis=0),))  # fmt: skip


_CONTENT = "of what is in it"
CATEGORIES = (
    thing("cauldron", "kitchen", (0.638, 0.65, 0.52), _cauldron, material="iron", span=3.0, mass_kg=18.0,
          synonyms=("witch's cauldron", "witches cauldron", "bubbling cauldron"),
          extra=(Parameter(name="second_color", value="", description=_CONTENT),)),
    thing("barbecue", "garden", (0.70, 1.05, 1.28), _barbecue, material="painted metal", color="#1c1d20", span=2.0,
    mass_kg=18.0,
          synonyms=("bbq", "barbecue grill", "charcoal grill", "kettle grill", "barbeque"),
          colors=("#1c1d20", "#8c1f1a", "#1f3a5c")),
    thing("blender", "kitchen", (0.24, 0.19, 0.445), _blender, material="plastic", color="#b3261c", span=2.0,
    mass_kg=2.6,
          synonyms=("smoothie maker", "juicer"), colors=("#b3261c", "#e6e3da", "#2b2e33"),
          extra=(Parameter(name="second_color", value="", description=_CONTENT),)),
    thing("rolling pin", "kitchen", (0.464, 0.06, 0.06), _rolling_pin, material="birch", span=2.0, mass_kg=0.6),
)  # fmt: skip
