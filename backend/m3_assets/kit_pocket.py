"""What one hand holds: scissors, flashlight, coin, soda can, acorn."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, extrude, lathe, loft, merge, rotated, rounded_box, translated, tube
from .geometry_grid import cube_sphere, thick_sheet
from .kit_optics import knurled, turned_y
from .making import Look, fine, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _half(side: float) -> tuple[Surface, Surface]:
    """One blade with its shank, lying along -Y about the pivot at the origin, and the loop for the fingers."""
    outline = [(-0.010, 0.012), (-0.0095, -0.012), (-0.0075, -0.05), (-0.0040, -0.10), (-0.0006, -0.118),
               (0.0016, -0.117), (0.0022, -0.05), (0.0045, -0.010), (0.010, 0.012), (0.011, 0.034), (0.0035, 0.040),
               (-0.0035, 0.030)]  # fmt: skip
    blade = extrude(np.array(outline) * [side, 1.0], 0.0022, plane="xy", center=-0.0012 * side, edge=0.0007)
    wide, long = (0.0185, 0.024) if side > 0 else (0.0200, 0.031)
    turn = np.linspace(0.0, 2.0 * np.pi, 28, endpoint=False)
    oval = np.column_stack([wide * np.cos(turn), long * np.sin(turn), 0 * turn])
    lean = 0.25 * side
    oval = oval @ np.array([[np.cos(lean), np.sin(lean), 0], [-np.sin(lean), np.cos(lean), 0], [0, 0, 1]])
    ring = tube(oval + np.array((0.0235 * side, 0.040 + long, 0)), 0.0050, 10, closed_path=True)
    sleeve = tube([(0.0065 * side, 0.018, 0), (0.0085 * side, 0.032, 0), (0.0125 * side, 0.048, 0)],
                  [0.0058, 0.0066, 0.0060], 12)  # fmt: skip
    return blade, merge([ring, sleeve])


def _scissors(values: Values) -> Sketch:
    """Two pointed blades that cross on a screw, opened a little, each with a moulded loop: one round for the thumb,
    one long for the fingers."""
    plastic, steel = main_look("Handles", values), look("Blades", "steel")
    brass = look("Screw", "chrome")
    parts = []
    for name, side in (("left", 1.0), ("right", -1.0)):
        blade, loop = (rotated(one, -0.24 * side, (0, 0, 1)) for one in _half(side))
        parts += [part(f"blade_{name}", "Blades", blade, moves_with="blade" if side > 0 else None),
                  part(f"handle_{name}", "Handles", loop, moves_with="blade" if side > 0 else None)]
    screw = merge([cylinder(0.0048, 0.0075, segments=18, edge=0.001), rounded_box((0.0075, 0.001, 0.0010),
                                                                                 (0, 0, 0.0038), 0.0003)])
    parts.append(part("screw", "Screw", screw))
    return Sketch(parts=parts, looks=[fine(plastic), steel, brass], grip=False,
                  joints={"blade": shapes.joint("hinge", (0, 0, 0), (0, 0, 1), (-0.46, 0.5))},
                  places=(shapes.grip((0, 0.06, 0), 0.012, 0.05),))  # fmt: skip


def _flashlight(values: Values) -> Sketch:
    """A knurled tube that widens to a ribbed head; bezel, reflector, lamp and glass in front; a switch on top, a tail
    cap with its loop of cord."""
    body, trim = main_look("Body", values), look("Trim", "aluminium", "#c9ccd0")
    glass, reflector = look("Glass", "glass", "#e8eef2"), look("Reflector", "chrome")
    rubber, bulb = look("Rubber", "rubber"), Look(glowing("Lamp", "#fff2cf", float(values["light_w_m2"])), "glass")
    cord = look("Cord", "fabric", "#23262b")
    tube_ = turned_y([(0, -0.062), (0.0158, -0.062), (0.0162, -0.060), (0.0162, 0.028), (0.0175, 0.032),
                      (0.0235, 0.052), (0.0245, 0.055), (0.0245, 0.088), (0.0228, 0.089), (0.0210, 0.080),
                      (0.0060, 0.058), (0, 0.058)], segments=32)  # fmt: skip
    grip = []
    for y in np.linspace(-0.045, 0.018, 6):
        grip.append(knurled(0.0169, 0.0068, (0, -y, 0), axis=1, teeth=18))
    ribs = [turned_y([(0.0242, y), (0.0254, y + 0.001), (0.0254, y + 0.003), (0.0242, y + 0.004)], segments=32)
            for y in (0.058, 0.065, 0.072)]  # fmt: skip
    bezel = turned_y([(0.0215, 0.084), (0.0252, 0.084), (0.0258, 0.087), (0.0258, 0.093), (0.0240, 0.0955),
                      (0.0215, 0.0925)], segments=32)  # fmt: skip
    cup = turned_y([(0.0040, 0.0590), (0.0120, 0.0640), (0.0185, 0.0745), (0.0212, 0.0860), (0.0206, 0.0862),
                    (0.0178, 0.0755), (0.0112, 0.0655), (0.0040, 0.0605)], segments=28)  # fmt: skip
    led = turned_y([(0, 0.060), (0.0046, 0.060), (0.0046, 0.0655), (0.0032, 0.0690), (0, 0.0700)], segments=14)
    pane = turned_y([(0, 0.0880), (0.0214, 0.0880), (0.0214, 0.0900), (0, 0.0900)], segments=28)
    tail = [turned_y([(0, -0.083), (0.0130, -0.083), (0.0162, -0.080), (0.0168, -0.062), (0, -0.062)], segments=28),
            knurled(0.0172, 0.010, (0, 0.070, 0), axis=1, teeth=18)]  # fmt: skip
    switch = [rounded_box((0.013, 0.026, 0.006), (0, -0.038, 0.0185), 0.0025, 4),
              rounded_box((0.008, 0.011, 0.005), (0, -0.041, 0.0215), 0.002, 4)]  # fmt: skip
    loop = tube(smooth_line([(0, 0.082, 0.004), (0.006, 0.10, -0.004), (0.022, 0.13, -0.019), (0.034, 0.16, -0.0225),
                             (0.022, 0.185, -0.0225), (0.004, 0.175, -0.0225), (-0.002, 0.14, -0.019),
                             (-0.003, 0.10, -0.006), (0, 0.082, -0.003)], 5), 0.0017, 6)  # fmt: skip
    parts = [part("body", "Body", tube_), part("grip", "Body", *grip), part("ribs", "Trim", *ribs),
             part("bezel", "Trim", bezel), part("reflector", "Reflector", cup), part("lamp", "Lamp", led),
             part("glass", "Glass", pane), part("tail_cap", "Trim", *tail), part("switch", "Rubber", *switch),
             part("cord", "Cord", loop)]  # fmt: skip
    return Sketch(parts=parts, looks=[body, trim, glass, reflector, rubber, bulb, cord], grip=False,
                  solids=(solid("body", "bezel", "tail_cap"),),
                  places=(shapes.grip((0, 0.01, 0.0), 0.034, 0.09),))  # fmt: skip


def _coin(values: Values) -> Sketch:
    """A thick disc with a raised rim, a reeded edge, a ring of beads, a faceted star within a laurel."""
    metal = main_look("Metal", values)
    r, thick = 0.0150, 0.0024
    disc = lathe([(0, 0), (0.0128, 0), (0.0133, -0.0006), (0.0145, -0.0006), (r, 0.0), (r, thick),
                  (0.0145, thick + 0.0006), (0.0133, thick + 0.0006), (0.0128, thick), (0, thick)], 60)  # fmt: skip
    edge = np.hypot(disc.vertices[:, 0], disc.vertices[:, 1]) > 0.99 * r
    turn = np.arctan2(disc.vertices[:, 1], disc.vertices[:, 0])
    disc.vertices[edge, :2] *= (1.0 - 0.012 * (np.round(turn[edge] / (2 * np.pi / 60)) % 2))[:, None]
    top = thick
    beads = [translated(cube_sphere((0.00045, 0.00045, 0.00035), 2), (0.0119 * np.cos(a), 0.0119 * np.sin(a), top))
             for a in 2 * np.pi * np.arange(40) / 40]  # fmt: skip
    turn = 0.5 * np.pi + np.pi * np.arange(10) / 5
    reach = np.where(np.arange(10) % 2, 0.0029, 0.0068)
    points = np.column_stack([reach * np.cos(turn), reach * np.sin(turn)])
    rings = [np.column_stack([points * k, np.full(10, z)]) for k, z in ((1.0, top - 0.0003), (0.96, top + 0.0002))]
    star = loft(np.array(rings), end_point=(0, 0, top + 0.0017))
    leaves = []
    for s in (-1, 1):
        for k in range(6):
            a = -0.5 * np.pi + s * (0.30 + 0.33 * k)
            leaf = cube_sphere((0.0006, 0.0015, 0.00045), 3)
            leaves.append(translated(rotated(leaf, a + s * 0.45, (0, 0, 1)),
                                     (0.0091 * np.cos(a), 0.0091 * np.sin(a), top)))
    parts = [part("disc", "Metal", disc), part("beads", "Metal", *beads),
             part("star", "Metal", star), part("laurel", "Metal", *leaves)]  # fmt: skip
    return Sketch(parts=parts, looks=[fine(metal, 0.0)], solids=(solid("disc", kind="cylinder"),), grip=True)


def _soda_can(values: Values) -> Sketch:
    """A painted wall that narrows at both ends, bright lid with its raised rim, a pull tab with two holes over the
    mouth's score, a domed bottom; a swoosh and a disc on the wall."""
    paint, metal = main_look("Paint", values), look("Aluminium", "aluminium")
    white = look("Label", "lacquer", str(values["second_color"]) or "#f4f3ee")
    radius, high = 0.033, 0.122
    wall = lathe([(0.0260, 0.0085), (radius - 0.0005, 0.0125), (radius, 0.0145), (radius, high - 0.016),
                  (radius - 0.0006, high - 0.013), (0.0272, high - 0.0045), (0.0262, high - 0.0045),
                  (0.0262, 0.0085)], 40, closed_profile=True)  # fmt: skip
    base = lathe([(0, 0.010), (0.012, 0.0085), (0.020, 0.004), (0.0232, 0.0), (0.0250, 0.0), (0.0262, 0.0035),
                  (0.0268, 0.0090), (0.0240, 0.0120), (0, 0.0140)], 36)  # fmt: skip
    lid = lathe([(0, high - 0.0085), (0.0262, high - 0.0085), (0.0272, high - 0.0042), (0.0276, high - 0.0012),
                 (0.0270, high), (0.0262, high - 0.0010), (0.0245, high - 0.0050), (0.0238, high - 0.0055),
                 (0.0228, high - 0.0042), (0, high - 0.0042)], 40)  # fmt: skip
    top = high - 0.0042
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    mouth = tube(np.column_stack([0.0085 * np.cos(turn), -0.0115 + 0.0078 * np.sin(turn), 0 * turn + top]), 0.0005, 4,
                 closed_path=True)  # fmt: skip
    tab = [tube(np.column_stack([0.0062 * np.cos(turn), 0.0052 + 0.0105 * np.sin(turn), 0 * turn + top + 0.0012]),
                0.0011, 6, closed_path=True),
           rounded_box((0.0115, 0.0085, 0.0013), (0, -0.0004, top + 0.0012), 0.0005),
           cylinder(0.0022, 0.0024, (0, -0.0015, top + 0.0014), segments=12, edge=0.0006)]  # fmt: skip
    label = []
    for low, swing, wide in ((0.050, 0.012, 0.0085), (0.038, 0.010, 0.003)):
        along = np.linspace(-1.15, 1.15, 25)
        rows = [[((radius + 0.0003) * np.sin(a), -(radius + 0.0003) * np.cos(a),
                  low + wide * v * (1 - 0.7 * abs(a) / 1.15) + swing * np.sin(2.2 * a)) for a in along]
                for v in (0.0, 0.5, 1.0)]  # fmt: skip
        label.append(thick_sheet(np.array(rows), 0.0003))
    disc = np.array([[((radius + 0.00035) * np.sin(x / radius), -(radius + 0.00035) * np.cos(x / radius), 0.083 + z)
                      for x, z in ((0.0125 * rr * np.cos(a), 0.0125 * rr * np.sin(a))
                                   for a in np.linspace(0.0, 2 * np.pi * 23 / 24, 24))]
                     for rr in (0.72, 1.0)])  # fmt: skip
    closed = np.concatenate([disc, disc[:, :1]], axis=1)
    label.append(thick_sheet(closed, 0.0003))
    parts = [part("wall", "Paint", wall), part("bottom", "Aluminium", base), part("lid", "Aluminium", lid, mouth),
             part("tab", "Aluminium", *tab), part("label", "Label", *label)]  # fmt: skip
    return Sketch(parts=parts, looks=[fine(paint), metal, white], grip=False,
                  solids=(solid("wall", "bottom", "lid", kind="cylinder"),),
                  places=(shapes.grip((0, 0, 0.06), 0.066, 0.09),))  # fmt: skip


def _acorn(values: Values) -> Sketch:
    """A smooth nut that ends in a point, a cup of overlapping scales, a curved stalk; it lies on its side."""
    nut, cup = main_look("Nut", values), look("Cup", "pine", "#6b4a25", roughness=0.85)
    kernel = lathe([(0, -0.0165), (0.0012, -0.0150), (0.0035, -0.0135), (0.0070, -0.0090), (0.0088, -0.0030),
                    (0.0090, 0.0030), (0.0080, 0.0075), (0, 0.0090)], 28)  # fmt: skip
    bowl = lathe([(0.0086, 0.0015), (0.0100, 0.0010), (0.0108, 0.0030), (0.0104, 0.0070), (0.0075, 0.0108),
                  (0.0025, 0.0126), (0, 0.0128)], 28)  # fmt: skip
    scales = []
    for row, (r, z, lean, count) in enumerate(((0.0104, 0.0025, 0.1, 22), (0.0107, 0.0043, 0.25, 22),
                                               (0.0102, 0.0063, 0.55, 20), (0.0088, 0.0085, 0.85, 17),
                                               (0.0066, 0.0104, 1.1, 13), (0.0040, 0.0119, 1.3, 8))):
        scale = cube_sphere((0.00155, 0.00055, 0.00155), 2)
        scale = rotated(scale, -lean, (1, 0, 0))
        for k in range(count):
            scales.append(rotated(translated(scale, (0, r, z)), 2 * np.pi * (k + 0.5 * (row % 2)) / count, (0, 0, 1)))
    stalk = tube(smooth_line([(0, 0, 0.0122), (0, 0.0005, 0.0155), (0, 0.0022, 0.0190)], 3), [0.0013, *[0.0011] * 6],
                 8)  # fmt: skip
    parts = [part("nut", "Nut", kernel), part("cup", "Cup", bowl), part("scales", "Cup", *scales),
             part("stalk", "Cup", stalk)]  # fmt: skip
    parts = [type(p)(name=p.name, surface=rotated(rotated(p.surface, -1.42, (1, 0, 0)), 0.9, (0, 0, 1)),
                     material=p.material) for p in parts]  # fmt: skip
    return Sketch(parts=parts, looks=[fine(nut), fine(cup, 0.1)], grip=True)


CATEGORIES = (
    thing("scissors", "tool", (0.111, 0.212, 0.011), _scissors, material="plastic", color="#c22a1e", span=4,
          mass_kg=0.09, synonyms=("shears", "pair of scissors"), colors=("#c22a1e", "#1d4f8a", "#26282c", "#2f7d4a")),
    thing("flashlight", "lamp", (0.052, 0.28, 0.052), _flashlight, material="painted metal", color="#23262b", span=4,
          mass_kg=0.25, synonyms=("torchlight", "pocket lamp", "headlamp"),
          extra=(Parameter(name="light_w_m2", value=60.0, minimum=0.0, maximum=2000.0, unit="W/m²"),),
          colors=("#23262b", "#7a1b1b", "#1f3f6e", "#c9a21a")),
    thing("coin", "money", (0.03, 0.03, 0.0042), _coin, material="gold", span=8, mass_kg=0.009,
          synonyms=("gold coin", "medal", "token"), stuffs=("gold",)),
    thing("soda can", "container", (0.066, 0.066, 0.122), _soda_can, material="lacquer", color="#c3141c", span=4,
          mass_kg=0.35, synonyms=("can", "beer can", "coke", "tin can", "tin"),
          extra=(Parameter(name="second_color", value="", description="of the label"),),
          colors=("#c3141c", "#1650a0", "#1f7d3a", "#d9781a")),
    thing("acorn", "nature", (0.026, 0.034, 0.0216), _acorn, material="lacquer", color="#8a5a22", span=6,
          mass_kg=0.006, colors=("#8a5a22", "#9a7a34", "#6e4219")),
)  # fmt: skip
