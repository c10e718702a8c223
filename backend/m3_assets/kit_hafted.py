"""What is swung, dipped or thrown: scythe, pickaxe, hockey stick, oar, paintbrush, boomerang, mace, lasso, whip.

They lie along X with the working end at +X, edges and heads to -Y.
"""

from __future__ import annotations

import numpy as np

from . import shapes
from .bar_geometry import shaped_bar
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_loft import extrude
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _scythe(values: Values) -> Sketch:
    """A bent snath with two handles and a long curved blade that tapers to a point."""
    wood, steel = main_look("Snath", values), look("Blade", "steel")
    snath = shaped_bar([(-0.75, 0.10, 0.10), (-0.40, 0.03, 0.075), (0.0, 0.0, 0.050), (0.40, 0.03, 0.035),
                        (0.74, 0.0, 0.022)], [0.030, 0.032, 0.034, 0.034, 0.032],
                       [0.030, 0.032, 0.034, 0.034, 0.032], roundness=2.0)  # fmt: skip
    handles = [tube(smooth_line(np.array([(x, y, z), (x - 0.01, y - 0.01, z + 0.06), (x - 0.04, y - 0.02, z + 0.13)]),
                                3), 0.0145, 12) for x, y, z in ((-0.33, 0.02, 0.07), (0.12, 0.008, 0.045))]
    collars = [cylinder(0.022, 0.035, (x, y, z), axis=0, segments=16, edge=0.004)
               for x, y, z in ((-0.33, 0.022, 0.070), (0.12, 0.006, 0.046), (0.70, 0.004, 0.023))]
    turn = np.linspace(0.0, 1.0, 7)
    line = np.column_stack([0.75 - 0.16 * turn + 0.12 * np.sin(np.pi * turn), -0.78 * turn, 0.012 + 0 * turn])
    blade = shaped_bar(line, [0.050, 0.080, 0.078, 0.070, 0.056, 0.036, 0.003], [0.005] * 6 + [0.002], roundness=3.0)
    spine = tube(line + np.array([0.030, 0, 0.003]) * np.linspace(1.0, 0.05, 7)[:, None], 0.004, 8)
    tang = shaped_bar([(0.68, 0.008, 0.032), (0.74, -0.002, 0.03), (0.755, -0.03, 0.014)], [0.02, 0.024, 0.045],
                      [0.008, 0.009, 0.006])  # fmt: skip
    return Sketch(parts=[part("snath", "Snath", snath), part("handles", "Snath", *handles),
                         part("collars", "Blade", *collars), part("blade", "Blade", blade, spine, tang)],
                  looks=[wood, steel], push=False, grip=False, places=[shapes.grip((-0.10, 0.0, 0.056), 0.034, 0.2)],
                  solids=(solid("snath"), solid("blade")))  # fmt: skip


def _pickaxe(values: Values) -> Sketch:
    """An ash haft that swells into the eye of a curved head with a point and a chisel."""
    wood, iron = main_look("Haft", values), look("Head", "iron", "#4a4d52")
    haft = shaped_bar([(-0.45, 0, 0.030), (-0.43, 0, 0.030), (0.0, 0, 0.030), (0.33, 0, 0.030), (0.42, 0, 0.030)],
                      [0.030, 0.040, 0.034, 0.038, 0.062], [0.024, 0.030, 0.026, 0.028, 0.040], roundness=2.4)
    eye = rounded_box((0.060, 0.105, 0.060), (0.385, 0, 0.030), 0.012, 4)
    turn = np.linspace(-1.0, 1.0, 9)
    line = np.column_stack([0.392 - 0.115 * turn**2, 0.29 * turn, 0.030 + 0 * turn])
    head = shaped_bar(line, [0.004, 0.020, 0.030, 0.040, 0.052, 0.040, 0.034, 0.026, 0.010],
                      [0.006, 0.022, 0.030, 0.036, 0.044, 0.036, 0.034, 0.042, 0.058], roundness=3.4)  # fmt: skip
    return Sketch(parts=[part("haft", "Haft", haft), part("head", "Head", head, eye)], looks=[wood, iron], push=False,
                  grip=False, places=[shapes.grip((-0.22, 0, 0.030), 0.034, 0.2)],
                  solids=(solid("haft"), solid("head")))  # fmt: skip


def _oar(values: Values) -> Sketch:
    """A round loom with a turned handle, a leather collar, a long thin blade with a ridge."""
    wood, leather = main_look("Wood", values), look("Collar", "leather")
    paint = look("Tip", "painted wood", str(values["second_color"]) or "#b33a2b")
    paddle = values["style"] == "paddle"
    if paddle:
        loom = shaped_bar([(-0.70, 0, 0.020), (-0.2, 0, 0.020), (0.25, 0, 0.020), (0.62, 0, 0.020)],
                          [0.030, 0.030, 0.032, 0.016], [0.030, 0.030, 0.030, 0.018], roundness=2.0)  # fmt: skip
        handle = [cylinder(0.016, 0.125, (-0.715, 0, 0.020), axis=1, segments=16, edge=0.008)]
        blade = shaped_bar([(0.20, 0, 0.020), (0.32, 0, 0.020), (0.50, 0, 0.020), (0.68, 0, 0.020), (0.75, 0, 0.020)],
                           [0.034, 0.12, 0.19, 0.20, 0.11], [0.024, 0.016, 0.012, 0.010, 0.006], roundness=3.0)
        tip = shaped_bar([(0.60, 0, 0.020), (0.68, 0, 0.020), (0.752, 0, 0.020)], [0.202, 0.203, 0.112],
                         [0.0135, 0.0125, 0.008], roundness=3.0)  # fmt: skip
        collar: list[Surface] = []
        hold = (-0.10, 0.0, 0.020)
    else:
        loom = shaped_bar([(-1.05, 0, 0.026), (-0.80, 0, 0.026), (-0.3, 0, 0.026), (0.4, 0, 0.026), (0.95, 0, 0.026)],
                          [0.046, 0.050, 0.052, 0.044, 0.018], [0.046, 0.050, 0.052, 0.044, 0.020], roundness=2.0)
        handle = [cylinder(0.0175, 0.13, (-1.11, 0, 0.026), axis=0, segments=16, edge=0.006)]
        blade = shaped_bar([(0.42, 0, 0.026), (0.56, 0, 0.026), (0.85, 0, 0.026), (1.12, 0, 0.026), (1.16, 0, 0.026)],
                           [0.042, 0.090, 0.145, 0.165, 0.130], [0.040, 0.022, 0.014, 0.010, 0.006], roundness=3.4)
        tip = shaped_bar([(0.98, 0, 0.026), (1.12, 0, 0.026), (1.163, 0, 0.026)], [0.158, 0.167, 0.132],
                         [0.0145, 0.0125, 0.008], roundness=3.4)  # fmt: skip
        collar = [cylinder(0.0285, 0.22, (-0.32, 0, 0.026), axis=0, segments=18, edge=0.004)]
        hold = (-0.90, 0.0, 0.026)
    parts = [part("loom", "Wood", loom), part("handle", "Wood", *handle), part("blade", "Wood", blade),
             part("tip", "Tip", tip)] + ([part("collar", "Collar", *collar)] if collar else [])  # fmt: skip
    return Sketch(parts=parts, looks=[wood, leather, paint], push=False, grip=False,
                  places=[shapes.grip(hold, 0.034, 0.2)], solids=(solid("loom", "handle"), solid("blade")))


def _paintbrush(values: Values) -> Sketch:
    """A handle that swells and tapers, a crimped ferrule, hair dipped in paint."""
    wood, metal = main_look("Handle", values), look("Ferrule", "silver")
    hair, wet = look("Hair", "wool", "#6b4a2a"), look("Paint", "plastic", str(values["second_color"]) or "#c8321f")
    if values["style"] == "flat":
        handle = shaped_bar([(-0.135, 0, 0.016), (-0.115, 0, 0.016), (-0.06, 0, 0.016), (-0.01, 0, 0.016),
                             (0.012, 0, 0.016)], [0.016, 0.026, 0.022, 0.038, 0.050],
                            [0.012, 0.017, 0.017, 0.016, 0.014], roundness=2.6)  # fmt: skip
        ferrule = [rounded_box((0.040, 0.056, 0.020), (0.030, 0, 0.016), 0.004, 4),
                   *(rounded_box((0.003, 0.058, 0.022), (x, 0, 0.016), 0.001) for x in (0.018, 0.042))]
        tuft = shaped_bar([(0.048, 0, 0.016), (0.075, 0, 0.016), (0.108, 0, 0.016)], [0.053, 0.057, 0.058],
                          [0.017, 0.018, 0.010], roundness=5.0)  # fmt: skip
        dip = shaped_bar([(0.082, 0, 0.016), (0.100, 0, 0.016), (0.112, 0, 0.016)], [0.0595, 0.0605, 0.056],
                         [0.0185, 0.0140, 0.007], roundness=5.0)  # fmt: skip
        hold = (-0.06, 0.0, 0.016)
    else:
        handle = shaped_bar([(-0.150, 0, 0.007), (-0.12, 0, 0.007), (-0.02, 0, 0.007), (0.045, 0, 0.007),
                             (0.075, 0, 0.007)], [0.002, 0.005, 0.0075, 0.0105, 0.0072],
                            [0.002, 0.005, 0.0075, 0.0105, 0.0072], roundness=2.0)  # fmt: skip
        ferrule = [lathe([(0.0, 0.0), (0.0038, 0.0), (0.0040, 0.012), (0.0046, 0.026), (0.0042, 0.030), (0.0, 0.030)],
                         16)]  # fmt: skip
        ferrule = [translated(rotated(ferrule[0], 0.5 * np.pi, (0, 1, 0)), (0.072, 0, 0.007))]
        tuft = shaped_bar([(0.099, 0, 0.007), (0.111, 0, 0.007), (0.125, 0, 0.007)], [0.0080, 0.0108, 0.006],
                          [0.0080, 0.0108, 0.006], roundness=2.0)  # fmt: skip
        dip = shaped_bar([(0.113, 0, 0.007), (0.123, 0, 0.007), (0.137, 0, 0.007)], [0.0110, 0.0088, 0.0012],
                         [0.0110, 0.0088, 0.0012], roundness=2.0)  # fmt: skip
        hold = (0.02, 0.0, 0.007)
    return Sketch(parts=[part("handle", "Handle", handle), part("ferrule", "Ferrule", *ferrule),
                         part("hair", "Hair", tuft), part("paint", "Paint", dip)],
                  looks=[wood, metal, hair, wet], push=False, grip=False, places=[shapes.grip(hold, 0.012, 0.05)])


def _boomerang(values: Values) -> Sketch:
    """A bent wing of wood with rounded ends and painted rings."""
    wood = main_look("Wood", values)
    paint = look("Bands", "painted wood", str(values["second_color"]) or "#c8391f")
    white = look("Dots", "painted wood", "#f1ead8")
    line = np.array([(-0.20, 0.12, 0.006), (-0.12, 0.052, 0.006), (-0.04, 0.003, 0.006), (0.04, 0.003, 0.006),
                     (0.12, 0.052, 0.006), (0.20, 0.12, 0.006)])  # fmt: skip
    wing = shaped_bar(line, [0.034, 0.050, 0.058, 0.058, 0.050, 0.034], [0.006, 0.011, 0.012, 0.012, 0.011, 0.006],
                      roundness=2.2)  # fmt: skip
    bands = []
    for s in (-1, 1):
        for t, wide in ((0.155, 0.050), (0.125, 0.053)):
            a = np.array([(s * t, float(np.interp(t, [0.12, 0.20], [0.052, 0.12])), 0.006)] * 2)
            a[0] -= np.array([0.006 * s, 0.005, 0])
            a[1] += np.array([0.006 * s, 0.005, 0])
            bands.append(shaped_bar(a, [wide] * 2, [0.0118] * 2, roundness=2.2))
    dots = [superellipsoid((0.010, 0.010, 0.004), (x, y, 0.0115), 2.0, 3)
            for x, y in ((-0.05, 0.010), (-0.025, 0.003), (0.0, 0.0), (0.025, 0.003), (0.05, 0.010))]
    return Sketch(parts=[part("wing", "Wood", wing), part("bands", "Bands", *bands), part("dots", "Dots", *dots)],
                  looks=[wood, paint, white], push=False, grip=False,
                  places=[shapes.grip((-0.16, 0.085, 0.006), 0.02, 0.04)])  # fmt: skip


def _mace(values: Values) -> Sketch:
    """A steel shaft with a bound grip and a round head set with flanges and spikes."""
    steel, leather = main_look("Steel", values), look("Grip", "leather")
    shaft = cylinder(0.0135, 0.52, (-0.02, 0, 0.062), axis=0, segments=16, edge=0.004)
    grip = [cylinder(0.0175, 0.16, (-0.20, 0, 0.062), axis=0, segments=18, edge=0.004),
            *(cylinder(0.0192, 0.008, (-0.27 + 0.02 * k, 0, 0.062), axis=0, segments=16, edge=0.003) for k in range(8))]
    rings = [superellipsoid((0.034, 0.046, 0.046), (-0.295, 0, 0.062), 2.0, 4),
             cylinder(0.024, 0.016, (-0.112, 0, 0.062), axis=0, segments=18, edge=0.005),
             cylinder(0.024, 0.020, (0.20, 0, 0.062), axis=0, segments=18, edge=0.005)]  # fmt: skip
    ball = superellipsoid((0.088, 0.088, 0.088), (0.265, 0, 0.062), 2.0, 6)
    spikes = []
    spike = lathe([(0.0, 0.036), (0.0105, 0.036), (0.0092, 0.044), (0.0012, 0.068), (0.0, 0.0685)], 8)
    for turn in range(8):
        spikes.append(translated(rotated(spike, 2 * np.pi * (turn + 0.5) / 8, (1, 0, 0)), (0.265, 0, 0.062)))
    for lean in (0.9, -0.9):
        for turn in range(6):
            leaning = rotated(spike, lean, (0, 1, 0))
            spikes.append(translated(rotated(leaning, 2 * np.pi * turn / 6, (1, 0, 0)), (0.265, 0, 0.062)))
    spikes.append(translated(rotated(spike, 0.5 * np.pi, (0, 1, 0)), (0.265, 0, 0.062)))
    return Sketch(parts=[part("shaft", "Steel", shaft, *rings), part("grip", "Grip", *grip),
                         part("head", "Steel", ball), part("spikes", "Steel", *spikes)],
                  looks=[steel, leather], push=False, grip=False, places=[shapes.grip((-0.20, 0, 0.062), 0.034, 0.14)],
                  solids=(solid("shaft", "grip"), solid("head", kind="sphere")))  # fmt: skip


def _lasso(values: Values) -> Sketch:
    """Rope that lies in coils and runs out into a wide noose with its honda."""
    rope = main_look("Rope", values)
    turn = np.linspace(0.0, 6.0 * np.pi, 90)
    coils = np.column_stack([-0.28 + (0.13 + 0.004 * np.sin(3.1 * turn)) * np.cos(turn),
                             (0.11 + 0.004 * np.cos(2.3 * turn)) * np.sin(turn), 0.008 + 0.013 * turn / (2 * np.pi)])
    out = np.array([(-0.08, -0.05, 0.030), (0.0, -0.09, 0.012), (0.07, -0.055, 0.008)])
    a = np.linspace(-0.85 * np.pi, 0.85 * np.pi, 40)
    noose = np.column_stack([0.33 + 0.27 * np.cos(a), 0.20 * np.sin(a), 0.008 + 0 * a])
    line = smooth_line(np.vstack([coils[:-3], out, [(0.085, -0.02, 0.012)], noose[1:-1], [(0.085, 0.02, 0.012)]]), 2)
    honda = tube(smooth_line(np.array([(0.055, -0.02, 0.011), (0.10, -0.035, 0.011), (0.12, 0.0, 0.013),
                                       (0.10, 0.035, 0.011), (0.06, 0.02, 0.011)]), 4), 0.0085, 8)  # fmt: skip
    knot = superellipsoid((0.036, 0.05, 0.026), (0.072, 0.0, 0.013), 2.2, 4)
    return Sketch(parts=[part("rope", "Rope", tube(line, 0.0062, 8)), part("honda", "Rope", honda, knot)],
                  looks=[rope], push=False, grip=False, places=[shapes.grip((-0.28, -0.11, 0.025), 0.035, 0.05)])


def _whip(values: Values) -> Sketch:
    """A braided handle, a tapering thong that lies in waves, a cracker."""
    leather = main_look("Leather", values)
    bands = look("Bands", "brass")
    handle = [cylinder(0.0135, 0.22, (-0.48, 0, 0.0145), axis=0, segments=16, edge=0.004),
              superellipsoid((0.036, 0.036, 0.036), (-0.595, 0, 0.018), 2.0, 4)]  # fmt: skip
    rings = [cylinder(0.0155, 0.012, (x, 0, 0.0155), axis=0, segments=16, edge=0.003) for x in (-0.575, -0.375)]
    t = np.linspace(0.0, 1.0, 60)
    line = np.column_stack([-0.372 + 0.95 * t, 0.16 * np.sin(8.5 * t) * t**0.7, 0.012 - 0.008 * t])
    return Sketch(parts=[part("handle", "Leather", *handle), part("bands", "Bands", *rings),
                         part("thong", "Leather", tube(line, np.linspace(0.0105, 0.0022, 60), 8))],
                  looks=[leather, bands], push=False, grip=False, places=[shapes.grip((-0.48, 0, 0.0145), 0.027, 0.16)],
                  solids=(solid("handle"), solid("thong")))  # fmt: skip


def _halberd(values: Values) -> Sketch:
    """A long shaft with an axe blade, a hook behind it and a spike on top."""
    wood, steel = main_look("Shaft", values), look("Steel", "steel")
    shaft = cylinder(0.017, 1.75, (-0.10, 0, 0.024), axis=0, segments=16, edge=0.004)
    socket = [cylinder(0.0225, 0.26, (0.78, 0, 0.024), axis=0, segments=16, edge=0.004),
              cylinder(0.022, 0.05, (-0.96, 0, 0.024), axis=0, segments=16, edge=0.004)]  # fmt: skip
    blade = extrude(fillet([(0.70, -0.015), (0.66, -0.16), (0.71, -0.205), (0.79, -0.225), (0.87, -0.205),
                            (0.92, -0.16), (0.88, -0.015)], 0.012, 3, closed=True), 0.010, plane="xy", center=0.024,
                    edge=0.003, caps="fan")  # fmt: skip
    hook = shaped_bar([(0.80, 0.010, 0.024), (0.80, 0.07, 0.024), (0.775, 0.125, 0.024), (0.74, 0.15, 0.024)],
                      [0.075, 0.050, 0.032, 0.004], [0.012, 0.011, 0.009, 0.003], roundness=3.0)  # fmt: skip
    spike = shaped_bar([(0.88, 0, 0.024), (0.93, 0, 0.024), (1.02, 0, 0.024), (1.17, 0, 0.024)],
                       [0.030, 0.046, 0.034, 0.002], [0.030, 0.020, 0.016, 0.002], roundness=2.4)  # fmt: skip
    return Sketch(parts=[part("shaft", "Shaft", shaft), part("socket", "Steel", *socket),
                         part("blade", "Steel", blade), part("hook", "Steel", hook), part("spike", "Steel", spike)],
                  looks=[wood, steel], push=False, grip=False, places=[shapes.grip((-0.30, 0, 0.024), 0.034, 0.2)],
                  solids=(solid("shaft"), solid("blade", "hook")))  # fmt: skip


_SECOND = shapes.finish("", "", True)[3:]
CATEGORIES = (
    thing("scythe", "tool", (1.5929, 0.8965, 0.204), _scythe, material="oak", span=2.0, mass_kg=2.2,
          synonyms=("sickle",)),
    thing("pickaxe", "tool", (0.8856, 0.5841, 0.06), _pickaxe, material="oak", span=2.0, mass_kg=3.0,
          synonyms=("pick", "pickax", "mattock")),
    thing("oar", "tool", (2.338, 0.167, 0.0561), _oar, material="pine", span=2.0, mass_kg=2.4,
          extra=(*_SECOND, shapes.choice("style", "oar", ("oar", "paddle"), "long, or for a canoe")),
          sized={"paddle": (1.484, 0.203, 0.036)}, synonyms=("rowing oar", "paddle", "canoe paddle")),
    thing("paintbrush", "tool", (0.287, 0.011, 0.011), _paintbrush, material="lacquer", color="#9c2a1e", span=2.5,
          mass_kg=0.02, extra=(*_SECOND, shapes.choice("style", "artist", ("artist", "flat"),
                                                       "a painter's or a wall's")),
          colors=("#9c2a1e", "#1f3f6b", "#d9a441"), sized={"flat": (0.247, 0.0605, 0.0222)},
          synonyms=("paint brush", "artist brush", "painter's brush")),
    thing("boomerang", "tool", (0.4223, 0.1649, 0.0134), _boomerang, material="oak", span=2.0, mass_kg=0.15,
          extra=_SECOND),
    thing("mace", "tool", (0.6455, 0.1266, 0.1266), _mace, material="steel", span=2.0, mass_kg=1.6,
          synonyms=("morning star", "spiked mace")),
    thing("lasso", "tool", (1.0216, 0.4123, 0.0526), _lasso, material="linen", color="#b08a4f", span=2.0, mass_kg=0.9,
          synonyms=("lariat",)),
    thing("whip", "tool", (1.192, 0.2673, 0.036), _whip, material="leather", span=2.0, mass_kg=0.5,
          synonyms=("bullwhip",)),
    thing("halberd", "tool", (2.155, 0.3763, 0.045), _halberd, material="oak", span=2.0, mass_kg=2.6,
          synonyms=("poleaxe", "polearm")),
)  # fmt: skip
