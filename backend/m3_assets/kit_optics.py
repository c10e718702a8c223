"""What one looks through: telescope, binoculars, microscope."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, extrude, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .making import Look, look, main_look
from .materials import material
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides

Point = tuple[float, float, float]


def turned_y(profile: Sequence[tuple[float, float]], place: Point = (0.0, 0.0, 0.0), segments: int = 24) -> Surface:
    """A profile [radius, -y] turned about Y: it begins at the back and goes forward."""
    return translated(rotated(lathe(profile, segments), 0.5 * np.pi, (1.0, 0.0, 0.0)), place)


def knurled(radius: float, height: float, place: Point, axis: int = 0, teeth: int = 16) -> Surface:
    """A knob with grooves for the fingers."""
    knob = cylinder(radius, height, (0, 0, 0), axis=axis, segments=2 * teeth, edge=0.15 * radius)
    across = [k for k in range(3) if k != axis]
    turn = np.arctan2(knob.vertices[:, across[1]], knob.vertices[:, across[0]])
    knob.vertices[:, across] *= (1.0 - 0.04 * (np.cos(teeth * turn) > 0.0))[:, None]
    return translated(knob, place)


def _clear() -> Look:
    return Look(material("Lens", "glass", "#5a7fa8", roughness=0.02), "glass")


def _telescope(values: Values) -> Sketch:
    """A refractor on a wooden tripod: tube with dew shield and brass rings, focuser with knobs, an eyepiece in its
    star diagonal, a finder, a fork mount with slow-motion knobs, a tray between the legs."""
    shell, brass = main_look("Tube", values), look("Brass", "brass", fill=0.4)
    wood, dark = look("Legs", "walnut"), look("Black", "plastic", "#17181b")
    top, tilt = 1.02, 0.62

    def aimed(*pieces: Surface) -> list[Surface]:
        return [translated(rotated(one, -tilt, (1, 0, 0)), (0, 0, top + 0.15)) for one in pieces]

    main = turned_y([(0, -0.34), (0.050, -0.34), (0.050, 0.34), (0, 0.34)])
    shield = turned_y([(0.048, 0.30), (0.060, 0.30), (0.061, 0.48), (0.058, 0.50), (0.054, 0.50), (0.053, 0.36),
                       (0.048, 0.34)], segments=24)  # fmt: skip
    lens = turned_y([(0, 0.335), (0.0535, 0.335), (0.0535, 0.352), (0.03, 0.362), (0, 0.365)])
    rings = [turned_y([(0.050, y), (0.0545, y + 0.003), (0.0545, y + 0.019), (0.050, y + 0.022)])
             for y in (-0.335, 0.285)]  # fmt: skip
    cell = turned_y([(0, -0.40), (0.036, -0.40), (0.042, -0.34), (0, -0.335)])
    drawtube = turned_y([(0, -0.50), (0.024, -0.50), (0.024, -0.39), (0, -0.39)])
    knobs = [knurled(0.02, 0.018, (x, 0.395, -0.032)) for x in (-0.045, 0.045)]
    axle = cylinder(0.005, 0.09, (0, 0.395, -0.032), axis=0, segments=8)
    diagonal = [rounded_box((0.046, 0.05, 0.05), (0, 0.522, 0.0), 0.008),
                cylinder(0.019, 0.05, (0, 0.525, 0.045), segments=18)]  # fmt: skip
    eyepiece = translated(lathe([(0, 0), (0.017, 0), (0.017, 0.03), (0.021, 0.036), (0.022, 0.062), (0.016, 0.066),
                                 (0.012, 0.058), (0, 0.056)], 20), (0, 0.525, 0.066))  # fmt: skip
    finder = [turned_y([(0, -0.10), (0.011, -0.10), (0.012, 0.06), (0.017, 0.085), (0.017, 0.10), (0, 0.098)],
                       (0, 0.20, 0.088), 16)]  # fmt: skip
    finder += [rounded_box((0.01, 0.012, 0.045), (0, y, 0.066), 0.003) for y in (0.16, 0.26)]
    saddle = rounded_box((0.05, 0.22, 0.025), (0, 0.02, -0.058), 0.006)
    fork = [rounded_box((0.018, 0.05, 0.17), (0.052, 0, top + 0.11), 0.006)]
    base = [cylinder(0.052, 0.03, (0, 0, top + 0.02), segments=24), rounded_box((0.125, 0.05, 0.02),
                                                                                (0, 0, top + 0.04), 0.006)]  # fmt: skip
    pivots = [knurled(0.019, 0.016, (0.07, 0, top + 0.15))]
    rod = [tube([(0.062, 0.03, top + 0.03), (0.10, 0.20, top - 0.02)], 0.006, 8),
           knurled(0.012, 0.03, (0.10, 0.21, top - 0.02), axis=1, teeth=10)]  # fmt: skip
    legs, feet, links, clamps = [], [], [], []
    for k in range(3):
        a = 2.0 * np.pi * k / 3.0 + 0.5 * np.pi
        out = np.array([np.cos(a), np.sin(a), 0.0])
        side = np.array([-np.sin(a), np.cos(a), 0.0])
        for s in (-1, 1):
            ends = [0.045 * out + 0.024 * s * side + [0, 0, top], 0.24 * out + 0.022 * s * side + [0, 0, 0.48]]
            legs.append(tube(ends, 0.0125, 8))
        lower = [0.21 * out + [0, 0, 0.56], 0.415 * out + [0, 0, 0.03]]
        legs.append(tube(lower, 0.0135, 8))
        clamps += [superellipsoid((0.075, 0.075, 0.035), 0.24 * out + [0, 0, 0.49], 3.0, 3),
                   superellipsoid((0.06, 0.06, 0.05), 0.045 * out + [0, 0, top - 0.01], 3.0, 3)]  # fmt: skip
        feet.append(tube([0.405 * out + [0, 0, 0.055], 0.425 * out + [0, 0, 0.0]], [0.017, 0.012], 10))
        links.append(tube([0.02 * out + [0, 0, 0.50], 0.235 * out + [0, 0, 0.50]], 0.007, 8))
    tray = cylinder(0.10, 0.012, (0, 0, 0.507), segments=24)
    parts = [
        part("tube", "Tube", *aimed(main, shield)), part("lens", "Lens", *aimed(lens)),
        part("rings", "Brass", *aimed(*rings, cell)), part("focuser", "Black", *aimed(drawtube, axle)),
        part("focus_knobs", "Brass", *aimed(*knobs)), part("diagonal", "Black", *aimed(*diagonal)),
        part("eyepiece", "Black", *aimed(eyepiece)), part("finder", "Black", *aimed(*finder)),
        part("saddle", "Black", *aimed(saddle)), part("mount", "Black", both_sides(*fork), *base, *rod),
        part("mount_knobs", "Brass", both_sides(*pivots)), part("legs", "Legs", *legs),
        part("clamps", "Brass", *clamps), part("feet", "Black", *feet), part("tray", "Black", tray, *links),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[shell, brass, wood, dark, _clear()], grip=False,
                  solids=(solid("legs", "feet", kind="hull"), solid("tube", "focuser")))  # fmt: skip


def _binoculars(values: Values) -> Sketch:
    """Two stepped barrels with prisms, joined by a hinge with its focus wheel; eyecups, lenses, ribbed rubber."""
    body, metal = main_look("Body", values), look("Metal", "aluminium", "#30333a")
    rubber = look("Rubber", "rubber")
    barrels = [turned_y([(0, -0.078), (0.016, -0.078), (0.0185, -0.05), (0.0185, -0.03), (0.0, -0.029)],
                        (0.035, 0, 0.03), 20),
               turned_y([(0, 0.005), (0.021, 0.005), (0.0245, 0.05), (0.0265, 0.078), (0.0265, 0.085), (0.0235, 0.086),
                         (0.0225, 0.078), (0, 0.076)], (0.038, 0, 0.03), 24)]  # fmt: skip
    prism = [superellipsoid((0.058, 0.062, 0.056), (0.036, 0.012, 0.03), 3.6, 6)]
    cups = [turned_y([(0.010, -0.098), (0.0175, -0.098), (0.019, -0.094), (0.019, -0.072), (0.014, -0.072),
                      (0.0125, -0.09)], (0.035, 0, 0.03), 20)]  # fmt: skip
    lenses = [turned_y([(0, 0.073), (0.0222, 0.073), (0.0222, 0.077), (0.012, 0.081), (0, 0.0822)], (0.038, 0, 0.03)),
              turned_y([(0, -0.0905), (0.013, -0.0905), (0.013, -0.084), (0, -0.084)], (0.035, 0, 0.03))]
    ribs = [turned_y([(0.0255, y), (0.0280, y + 0.001), (0.0280, y + 0.004), (0.0255, y + 0.005)], (0.038, 0, 0.03))
            for y in (0.056, 0.064, 0.072)]  # fmt: skip
    hinge = [cylinder(0.0085, 0.10, (0, -0.005, 0.030), axis=1, segments=16),
             rounded_box((0.05, 0.016, 0.012), (0, -0.038, 0.032), 0.004),
             rounded_box((0.05, 0.014, 0.012), (0, 0.036, 0.032), 0.004)]  # fmt: skip
    wheel = knurled(0.0135, 0.026, (0, 0.003, 0.033), axis=1, teeth=14)
    parts = [part("barrels", "Body", both_sides(*barrels, *prism)), part("eyecups", "Rubber", both_sides(*cups)),
             part("ribs", "Rubber", both_sides(*ribs)), part("lenses", "Lens", both_sides(*lenses)),
             part("hinge", "Metal", *hinge), part("focus_wheel", "Rubber", wheel)]  # fmt: skip
    return Sketch(parts=parts, looks=[body, metal, rubber, _clear()], grip=True)


def _microscope(values: Values) -> Sketch:
    """A horseshoe foot with a lamp, a curved arm with coarse and fine knobs, a stage with clips and a slide, a
    revolver with three objectives, an inclined tube with its eyepiece."""
    shell, steel = main_look("Stand", values), look("Steel", "chrome", fill=0.4)
    dark = look("Black", "plastic", "#16171a")
    foot = [rounded_box((0.17, 0.05, 0.032), (0, 0.075, 0.016), 0.012, 4),
            *(rounded_box((0.05, 0.19, 0.03), (x, 0.0, 0.015), 0.012, 4) for x in (-0.06, 0.06))]
    lamp = [cylinder(0.03, 0.035, (0, -0.02, 0.0175), segments=24), rounded_box((0.08, 0.04, 0.012), (0, 0.03, 0.006),
                                                                                0.005)]  # fmt: skip
    glow = cylinder(0.022, 0.006, (0, -0.02, 0.037), segments=20)
    arm = extrude([(0.055, 0.02), (0.100, 0.02), (0.105, 0.16), (0.085, 0.26), (0.035, 0.325), (-0.005, 0.335),
                   (-0.005, 0.285), (0.025, 0.275), (0.055, 0.22), (0.06, 0.15)], 0.042, plane="yz", edge=0.01,
                  caps="fan")  # fmt: skip
    knobs = [knurled(0.026, 0.022, (0.036, 0.085, 0.075)), knurled(0.015, 0.02, (0.056, 0.085, 0.075), teeth=12)]
    stage = [rounded_box((0.15, 0.13, 0.012), (0, -0.02, 0.135), 0.004),
             rounded_box((0.04, 0.07, 0.03), (0, 0.05, 0.12), 0.006)]  # fmt: skip
    clips = [tube([(0.055, 0.035, 0.147), (0.05, 0.0, 0.149), (0.03, -0.03, 0.146)], 0.0028, 8)]
    slide = rounded_box((0.076, 0.026, 0.0025), (0, -0.022, 0.1425), 0.0008)
    nose = [lathe([(0, 0), (0.030, 0.0), (0.036, 0.012), (0.034, 0.026), (0.024, 0.04), (0, 0.04)], 24)]
    nose = [translated(nose[0], (0, -0.022, 0.232))]
    objectives = []
    for k, high in enumerate((0.062, 0.05, 0.04)):
        one = lathe([(0, -high), (0.005, -high), (0.0075, -0.8 * high), (0.0115, -0.55 * high), (0.0115, 0), (0, 0)],
                    16)
        lean = rotated(translated(one, (0.0, -0.016, 0.0)), -0.28, (1, 0, 0))
        objectives.append(translated(rotated(lean, 2.0 * np.pi * k / 3.0, (0, 0, 1)), (0, -0.022, 0.237)))
    head = [rounded_box((0.062, 0.075, 0.06), (0, -0.012, 0.30), 0.018, 4)]
    cylinder_up = lathe([(0, 0), (0.0165, 0), (0.0165, 0.085), (0.0195, 0.09), (0.0195, 0.112), (0, 0.112)], 20)
    ocular = lathe([(0, 0.11), (0.0215, 0.11), (0.0225, 0.135), (0.017, 0.14), (0.012, 0.134), (0, 0.133)], 20)
    back, pivot = -0.62, (0.0, 0.0, 0.31)
    tube_up, eye = (rotated(translated(one, (0, 0.0, 0.31)), back, (1, 0, 0), pivot) for one in (cylinder_up, ocular))
    parts = [part("foot", "Stand", *foot), part("arm", "Stand", arm), part("head", "Stand", *head),
             part("lamp", "Black", *lamp), part("lamp_glass", "Lens", glow), part("knobs", "Steel", both_sides(*knobs)),
             part("stage", "Black", *stage), part("clips", "Steel", both_sides(*clips)), part("slide", "Lens", slide),
             part("revolver", "Black", *nose), part("objectives", "Steel", *objectives),
             part("tube", "Stand", tube_up), part("eyepiece", "Black", eye)]  # fmt: skip
    return Sketch(parts=parts, looks=[shell, steel, dark, _clear()], grip=False,
                  places=(shapes.grip((0.0, 0.10, 0.2), 0.042, 0.1),),
                  solids=(solid("foot"), solid("arm", "head", "stage")))  # fmt: skip


def _magnifying_glass(values: Values) -> Sketch:
    """A thick lens in a rim of metal, a collar, a turned handle with a cap; it lies on its rim."""
    rim, handle = main_look("Rim", values), look("Handle", "ebony")
    lens = Look(material("Lens", "glass", "#cfe2ea", roughness=0.01), "glass")
    radius = 0.050
    ring = lathe(fillet([(radius - 0.002, -0.006), (radius + 0.004, -0.006), (radius + 0.004, 0.006),
                         (radius - 0.002, 0.006)], 0.0025, 3, True), 40, True)  # fmt: skip
    disc = lathe([(0, -0.0055), (0.55 * radius, -0.0042), (radius - 0.001, -0.0012), (radius - 0.001, 0.0012),
                  (0.55 * radius, 0.0042), (0, 0.0055)], 36)  # fmt: skip
    collar = turned_y([(0, radius), (0.0052, radius), (0.0052, radius + 0.014), (0.0085, radius + 0.017),
                       (0.0085, radius + 0.027), (0, radius + 0.027)], segments=18)  # fmt: skip
    grip = turned_y([(0, radius + 0.026), (0.0078, radius + 0.026), (0.0100, radius + 0.055), (0.0118, radius + 0.095),
                     (0.0104, radius + 0.125), (0, radius + 0.125)], segments=20)  # fmt: skip
    cap = turned_y([(0, radius + 0.124), (0.0112, radius + 0.124), (0.0122, radius + 0.131), (0.0080, radius + 0.139),
                    (0, radius + 0.140)], segments=20)  # fmt: skip
    return Sketch(parts=[part("rim", "Rim", ring), part("lens", "Lens", disc), part("collar", "Rim", collar, cap),
                         part("handle", "Handle", grip)],
                  looks=[rim, lens, handle], push=False, grip=False,
                  places=[shapes.grip((0, -radius - 0.085, 0), 0.022, 0.08)])  # fmt: skip


CATEGORIES = (
    thing("magnifying glass", "tool", (0.108, 0.244, 0.0244), _magnifying_glass, material="brass", span=3.0,
    mass_kg=0.16,
          synonyms=("magnifier", "hand lens", "loupe"), stuffs=("brass", "chrome", "silver")),
    thing("telescope", "gadget", (0.81, 1.03, 1.62), _telescope, material="painted metal", color="#e8e6df", span=3,
          mass_kg=9, synonyms=("spyglass",), colors=("#e8e6df", "#23406e", "#7a1b1b")),
    thing("binoculars", "gadget", (0.132, 0.184, 0.056), _binoculars, material="rubber", color="#2b3027", span=3,
          mass_kg=0.7, synonyms=("binocular", "field glasses"), colors=("#2b3027", "#26282c", "#4a3a24")),
    thing("microscope", "gadget", (0.17, 0.206, 0.434), _microscope, material="painted metal", color="#dfe2e4", span=3,
          mass_kg=4, colors=("#dfe2e4", "#20242a", "#3d5a73")),
)  # fmt: skip
