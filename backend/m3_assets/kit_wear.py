"""Clothing that lies about: shoe, boot, helmet, glasses, crown, glove."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Part, Values
from .geometry import (
    cylinder,
    deformed,
    lathe,
    loft,
    merge,
    mirrored,
    rotated,
    rounded_box,
    superellipsoid,
    translated,
    tube,
)
from .geometry_grid import outward
from .geometry_loft import extrude
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line


def _sole_outline(count: int = 36) -> np.ndarray:
    """The print of a left shoe, toe to -Y, (count, 2): 28 cm long."""
    left = smooth_line(np.array([(0.0, -0.14), (0.036, -0.125), (0.05, -0.07), (0.044, 0.0), (0.036, 0.06),
                                 (0.036, 0.11), (0.018, 0.137), (0.0, 0.14)]), 5)
    right = smooth_line(np.array([(0.0, 0.14), (-0.018, 0.137), (-0.034, 0.11), (-0.029, 0.05), (-0.033, 0.0),
                                  (-0.047, -0.07), (-0.036, -0.125), (0.0, -0.14)]), 5)
    whole = np.vstack([left[:-1], right[:-1]])
    arc = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(np.vstack([whole, whole[:1]]), axis=0), axis=1))])
    at = np.linspace(0, arc[-1], count, endpoint=False)
    closed = np.vstack([whole, whole[:1]])
    return np.column_stack([np.interp(at, arc, closed[:, k]) for k in range(2)])


def _shoe_side(x: float, shaft: float, values: Values) -> list[Part]:
    """One shoe about `x`: rubber sole, upper with a rounded toe, an opening with a collar, tongue, laces, eyelets."""
    print_ = _sole_outline()
    sign = 1.0 if x > 0 else -1.0

    def ring(z: float, grow: float, toe_in: float, back_in: float) -> np.ndarray:
        points = print_ * (1 + grow)
        y = np.where(points[:, 1] < 0, points[:, 1] * (1 - toe_in), points[:, 1] * (1 - back_in))
        return np.column_stack([points[:, 0], y, np.full(len(points), z)])

    sole = outward(loft(np.array([ring(0.0, -0.03, 0.02, 0.0), ring(0.005, 0.02, 0, 0), ring(0.02, 0.03, 0, 0),
                                  ring(0.028, 0.01, 0, 0)])))
    rows = [ring(0.024, 0.0, 0.0, 0.0), ring(0.04, 0.03, 0.01, 0.0), ring(0.058, 0.0, 0.05, 0.0)]
    for z, squeeze, front, back in ((0.074, 0.86, -0.085, 0.135), (0.088, 0.78, -0.035, 0.132),
                                    (0.10, 0.74, 0.005, 0.13), (0.106, 0.72, 0.03, 0.13)):
        points = print_.copy()
        middle, half = 0.5 * (front + back), 0.5 * (back - front)
        rows.append(np.column_stack([points[:, 0] * squeeze, middle + points[:, 1] / 0.14 * half,
                                     np.full(len(points), z)]))
    if shaft > 0.05:
        for z, wide, half in ((0.13, 0.95, 0.058), (0.18, 1.0, 0.062), (0.106 + shaft, 1.08, 0.066)):
            turn = print_ / [0.05, 0.14]
            rows.append(np.column_stack([turn[:, 0] * 0.044 * wide, 0.072 + turn[:, 1] * half, np.full(len(turn), z)]))
    inner = rows[-1].copy()
    centre = inner[:, :2].mean(axis=0)
    lip = inner.copy()
    lip[:, :2] = centre + 0.88 * (lip[:, :2] - centre)
    lip[:, 2] -= 0.002
    deep = lip.copy()
    deep[:, 2] -= 0.055 if shaft < 0.05 else shaft
    deep[:, :2] = centre + 0.9 * (deep[:, :2] - centre)
    upper = outward(loft(np.array([*rows, lip, deep])))
    collar = tube(rows[-1], 0.0055, 8, closed_path=True)
    laces, eyelets = [], []
    steps = np.linspace(0.1, 0.95, 5)
    for k, u in enumerate(steps):
        y, z, half = -0.075 + 0.09 * u, 0.073 + 0.031 * u, 0.027 - 0.004 * u
        if shaft < 0.05:
            other = steps[min(k + 1, 4)]
            y2, z2 = -0.075 + 0.09 * other, 0.073 + 0.031 * other
            for s in (-1, 1):
                laces.append(tube(smooth_line([(half * s, y, z), (0, 0.5 * (y + y2), 0.5 * (z + z2) + 0.009),
                                               (-half * s, y2, z2)], 3), 0.0025, 6))
            eyelets += [superellipsoid((0.007, 0.007, 0.004), (half * s, y, z + 0.001), 2, 2) for s in (-1, 1)]
        else:
            y, z = (y, z) if k < 2 else (0.012 - 0.004 * k, 0.115 + 0.045 * (k - 2))
            for s in (-1, 1):
                laces.append(tube(smooth_line([(0.03 * s, y + 0.004, z), (0, y - 0.011, z + 0.014),
                                               (-0.03 * s, y + 0.002, z + 0.03)], 3), 0.003, 6))
            eyelets += [superellipsoid((0.008, 0.008, 0.008), (0.03 * s, y, z), 2, 2) for s in (-1, 1)]
    tongue = deformed(
        rounded_box((0.046, 0.1, 0.008), (0, -0.02, 0.086), 0.003, 2, (4, 6, 1)),
        lambda p: p + np.column_stack([0 * p[:, 0], 0 * p[:, 0], 0.36 * (p[:, 1] + 0.05) - 4 * p[:, 0] ** 2]),
    )
    stripes = [rotated(rounded_box((0.004, 0.011, 0.036), (0.0395, -0.01 + 0.022 * k, 0.052), 0.0015), 0.35, (1, 0, 0),
                       (0, -0.01 + 0.022 * k, 0.052)) for k in range(3)]
    treads = [rounded_box((0.07 * np.interp(y, [-0.13, -0.07, 0.13], [0.5, 1.0, 0.7]), 0.012, 0.006), (0, y, -0.001),
                          0.002) for y in np.linspace(-0.12, 0.12, 11)]
    pieces = [("sole", "Sole", merge([sole, *treads])), ("upper", "Upper", upper), ("collar", "Lining", collar),
              ("tongue", "Lining", tongue), ("laces", "Laces", merge(laces)),
              ("eyelets", "Eyelets", merge(eyelets))]
    if shaft < 0.05 and values["style"] == "sneaker":
        pieces.append(("stripes", "Laces", merge([*stripes, *(mirrored(s) for s in stripes)])))
    side = "L" if sign > 0 else "R"
    return [part(f"{name}.{side}", stuff, translated(piece if sign > 0 else mirrored(piece), (x, 0.02 * sign, 0.004)))
            for name, stuff, piece in pieces]


def _shoe(values: Values) -> Sketch:
    """A pair of shoes: sneakers with stripes, or boots with a shaft."""
    boot = values["style"] == "boot"
    upper, sole = fine(main_look("Upper", values), 0.06), look("Sole", "rubber", "#efece4" if not boot else "#1c1714")
    laces, lining = look("Laces", "cotton", "#f1eee6" if not boot else "#2a1c12"), fine(look("Lining", "fabric",
        "#3a3c40" if not boot else "#4a3524"), 0.05)
    shaft = 0.17 if boot else 0.0
    parts = [*_shoe_side(0.075, shaft, values), *_shoe_side(-0.075, shaft, values)]
    return Sketch(parts=parts, looks=[upper, sole, laces, lining, look("Eyelets", "chrome")], push=False, grip=True,
                  solids=tuple(solid(f"{n}.{s}", kind="hull") for s in "LR" for n in ("sole",)))


def _helmet(values: Values) -> Sketch:
    """A shell with vents and straps for a cyclist; closed with a visor for a rider; of steel with a nose guard
    and horns."""
    shell, dark = main_look("Shell", values), look("Visor", "lacquer", "#101318")
    lining, metal = look("Lining", "rubber", "#1b1c1e"), look("Metal", "steel")
    strap = fine(look("Straps", "fabric", "#1a1a1c"), 0.02)
    style = values["style"]
    if style == "motorcycle":
        dome = superellipsoid((0.25, 0.31, 0.27), (0, 0, 0.145), 2.3, 10)
        points = dome.vertices
        points[:, 2] = np.maximum(points[:, 2], 0.022 + 0.02 * points[:, 2])
        points[:, 1] -= 0.12 * np.clip(0.12 - points[:, 2], 0, 1) * (points[:, 1] < 0)
        visor = superellipsoid((0.232, 0.3, 0.115), (0, -0.012, 0.165), 2.6, 8)
        visor.vertices[:, 1] = np.minimum(visor.vertices[:, 1], -0.02 + 0.1 * (visor.vertices[:, 1] + 0.02))
        vents = [rounded_box((0.05, 0.02, 0.008), (0, -0.172, 0.062), 0.003),
                 *(rounded_box((0.03, 0.05, 0.008), (0.045 * s, -0.06, 0.272), 0.003) for s in (-1, 1))]
        hubs = [cylinder(0.02, 0.012, (0.122 * s, -0.02, 0.165), axis=0, segments=20) for s in (-1, 1)]
        rim = tube(np.column_stack([0.082 * np.cos(a := 2 * np.pi * np.arange(36) / 36), -0.006 + 0.107 * np.sin(a),
                                    0 * a + 0.024]), 0.010, 8, closed_path=True)
        stripe = deformed(
            rounded_box((0.03, 0.3, 0.004), (0, 0, 0), 0.0015, 2, (2, 24, 1)),
            lambda p: np.column_stack(
                [
                    p[:, 0],
                    0.158 * np.sin(p[:, 1] / 0.15 * 1.35),
                    0.145
                    + (0.137 + p[:, 2])
                    * np.sign(np.cos(p[:, 1] / 0.15 * 1.35))
                    * np.abs(np.cos(p[:, 1] / 0.15 * 1.35)) ** 0.86,
                ]
            ),
        )
        parts = [part("shell", "Shell", dome), part("visor", "Visor", visor), part("vents", "Lining", *vents),
                 part("hinges", "Metal", *hubs), part("rim", "Lining", rim), part("stripe", "Stripe", stripe)]
        return Sketch(parts=parts, looks=[shell, dark, lining, metal, look("Stripe", "lacquer", "#f1efe8")],
                      solids=(solid("shell", kind="sphere"),))
    if style == "viking":
        line = smooth_line(np.array([(0.112, 0.02), (0.112, 0.06), (0.095, 0.13), (0.05, 0.18), (0.01, 0.198)]), 4)
        cap = lathe(np.vstack([[0, 0.04], line, [0, 0.2]]), 36)
        bands = [lathe([(0.11, 0.018), (0.118, 0.018), (0.118, 0.05), (0.11, 0.05)], 36, True)]
        arch = np.linspace(-1.3, 1.3, 15)
        ridge = [tube(np.column_stack([0 * arch, 0.115 * np.sin(arch), 0.05 + 0.152 * np.cos(arch)]), 0.008, 8),
                 tube(np.column_stack([0.115 * np.sin(arch), 0 * arch, 0.05 + 0.152 * np.cos(arch)]), 0.008, 8)]
        nose = rounded_box((0.022, 0.008, 0.075), (0, -0.116, 0.0), 0.003)
        horns = [tube(smooth_line([(0.1, 0, 0.075), (0.16, 0, 0.085), (0.2, -0.01, 0.13), (0.205, -0.02, 0.19),
                                   (0.19, -0.025, 0.235)], 4), np.linspace(0.03, 0.004, 17), 14)]
        studs = [superellipsoid((0.012, 0.012, 0.012), (0.118 * np.cos(a), 0.118 * np.sin(a), 0.034), 2, 2)
                 for a in 2 * np.pi * np.arange(14) / 14]
        parts = [part("cap", "Metal", cap), part("bands", "Bands", *bands, *ridge, nose, *studs),
                 part("horns", "Horn", both_sides(*horns))]
        return Sketch(parts=parts, looks=[metal, look("Bands", "brass"), look("Horn", "plastic", "#dccba4")],
                      solids=(solid("cap", "bands"),))
    dome = superellipsoid((0.215, 0.29, 0.3), (0, 0, 0.06), 2.2, 12)
    dome.vertices[:, 2] = np.where(
        dome.vertices[:, 2] < 0.075,
        0.075
        + 0.03 * (dome.vertices[:, 2] - 0.075)
        + 0.10 * np.maximum(0.1 - np.hypot(dome.vertices[:, 0], 0.72 * dome.vertices[:, 1]), 0),
        dome.vertices[:, 2],
    )
    vents = []
    for x, y0, y1 in ((0.0, -0.115, 0.10), (0.042, -0.1, 0.09), (-0.042, -0.1, 0.09), (0.078, -0.07, 0.07),
                      (-0.078, -0.07, 0.07)):
        t = np.linspace(0, 1, 9)
        y = y0 + (y1 - y0) * t
        z = 0.06 + 0.15 * np.clip(1 - np.abs(x / 0.1075) ** 2.2 - np.abs(y / 0.145) ** 2.2, 0.02, 1) ** (1 / 2.2)
        for first, last in ((0, 5), (5, 9)):
            run = slice(first, last)
            vents.append(tube(np.column_stack([0 * y[run] + x, y[run], z[run] - 0.003]), 0.0085, 8,
                              edge=0.8))
    straps = [tube(smooth_line([(0.1, -0.05, 0.08), (0.09, -0.01, 0.035), (0.055, 0.0, 0.006), (0.0, -0.005, 0.004)],
                               4), 0.004, 8), tube(smooth_line([(0.1, 0.06, 0.08), (0.093, 0.03, 0.05),
                                                                (0.09, -0.005, 0.036)], 4), 0.004, 8)]
    rim = tube(np.column_stack([0.1 * np.cos(a := 2 * np.pi * np.arange(36) / 36), 0.137 * np.sin(a), 0 * a + 0.082]),
               0.009, 8, closed_path=True)
    parts = [part("shell", "Shell", dome), part("vents", "Lining", *vents), part("rim", "Lining", rim),
             part("straps", "Straps", both_sides(*straps)), part("buckle", "Lining", rounded_box((0.03, 0.012, 0.01),
                                                                                                 (0, -0.005, 0.005),
                                                                                                 0.003))]
    return Sketch(parts=parts, looks=[shell, lining, strap], solids=(solid("shell", "straps"),))


def _glasses(values: Values) -> Sketch:
    """Two rims with lenses, a bridge with pads, temples that bend at their ends and fold at hinges."""
    frame, lens = main_look("Frame", values), look("Lenses", *(("lacquer",
        "#17191c") if values["style"] == "sun" else ("glass", "")))
    metal = look("Hinges", "chrome")
    turn = 2 * np.pi * np.arange(32) / 32
    power = 2.6
    x = 0.0265 * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** (2 / power)
    z = 0.0215 * np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** (2 / power)
    rims = [tube(np.column_stack([0.0345 + x, -0.001 + 0 * x, 0.026 + z]), 0.0026, 8, closed_path=True)]
    panes = [extrude(np.column_stack([0.0345 + 0.96 * x, 0.026 + 0.96 * z]), 0.0018, plane="xz", center=-0.001,
                     edge=0.0005, caps="fan")]
    bridge = tube(smooth_line([(-0.009, -0.002, 0.031), (0, -0.004, 0.035), (0.009, -0.002, 0.031)], 4), 0.0026, 8)
    pads = [superellipsoid((0.004, 0.007, 0.012), (0.0105, 0.006, 0.02), 2.2, 3)]
    parts = [part("rims", "Frame", both_sides(*rims), bridge), part("lenses", "Lenses", both_sides(*panes)),
             part("pads", "Pads", both_sides(*pads))]
    joints = {}
    for side, s in (("L", 1.0), ("R", -1.0)):
        name = f"temple.{side}"
        line = smooth_line([(0.064 * s, 0.002, 0.035), (0.067 * s, 0.05, 0.035), (0.068 * s, 0.10, 0.033),
                            (0.067 * s, 0.125, 0.022), (0.066 * s, 0.14, 0.006)], 4)
        parts += [part(name, "Frame", tube(line, np.linspace(0.0024, 0.003, len(line)), 8), moves_with=name),
                  part(f"hinge.{side}", "Hinges", rounded_box((0.007, 0.007, 0.005), (0.0635 * s, 0.0, 0.035), 0.0015))]
        joints[name] = shapes.joint("hinge", (0.064 * s, 0.002, 0.035), (0, 0, 1), (0.0, 1.5) if s > 0 else (-1.5, 0.0))
    return Sketch(parts=parts, looks=[frame, lens, metal, look("Pads", "plastic", "#e9e6de")], joints=joints,
                  solids=(solid(""),))


def _crown(values: Values) -> Sketch:
    """A band with eight points, pearls on their tips, coloured stones round it, a velvet cap with ermine below."""
    gold, velvet = main_look("Gold", values), look("Velvet", "velvet", "#7a1030")
    ermine, pearl = look("Ermine", "wool", "#efece4"), look("Pearls", "ceramic", "#f4f0e6")
    ruby, blue = look("Rubies", "lacquer", "#a80f1c"), look("Sapphires", "lacquer", "#1638a0")
    count, r = 8, 0.098
    turn = 2 * np.pi * np.arange(64) / 64
    wave = 0.5 + 0.5 * np.cos(count * turn)
    high = 0.065 + 0.062 * wave**2.2
    outer_low = np.column_stack([r * np.cos(turn), r * np.sin(turn), 0 * turn + 0.02])
    outer_high = np.column_stack([1.14 * r * np.cos(turn), 1.14 * r * np.sin(turn), high])
    inner_high = np.column_stack([1.10 * r * np.cos(turn), 1.10 * r * np.sin(turn), high])
    inner_low = np.column_stack([0.95 * r * np.cos(turn), 0.95 * r * np.sin(turn), 0 * turn + 0.02])
    middle = 0.5 * (outer_low + outer_high)
    rings = [outer_low, middle, outer_high, inner_high, 0.5 * (inner_low + inner_high), inner_low]
    band = outward(loft(np.array(rings), closed_path=True))
    pearls = [superellipsoid((0.017, 0.017, 0.017), (1.12 * r * np.cos(a), 1.12 * r * np.sin(a), 0.134), 2, 4)
              for a in 2 * np.pi * np.arange(count) / count]
    gems = [superellipsoid((0.02, 0.02, 0.024), (1.04 * r * np.cos(a), 1.04 * r * np.sin(a), 0.052), 2.6, 3)
            for a in 2 * np.pi * (np.arange(count)) / count]
    fur = tube(np.column_stack([0.1 * np.cos(turn), 0.1 * np.sin(turn), 0 * turn + 0.016]), 0.017, 10, closed_path=True)
    cap = lathe(np.vstack([[0, 0.02], smooth_line(np.array([(0.088, 0.02), (0.098, 0.06), (0.07, 0.095),
                                                            (0.02, 0.105)]), 4), [0, 0.106]]), 32)
    spots = [superellipsoid((0.007, 0.007, 0.011), (0.117 * np.cos(a), 0.117 * np.sin(a), 0.016), 2, 2)
             for a in 2 * np.pi * np.arange(20) / 20]
    parts = [part("band", "Gold", band), part("pearls", "Pearls", *pearls), part("rubies", "Rubies", *gems[::2]),
             part("sapphires", "Sapphires", *gems[1::2]), part("cap", "Velvet", cap),
             part("ermine", "Ermine", fur), part("spots", "Spots", *spots)]
    return Sketch(parts=parts, looks=[gold, velvet, ermine, pearl, ruby, blue, look("Spots", "fabric", "#17120f")],
                  solids=(solid("band", "ermine", kind="cylinder"),))


CATEGORIES = (
    thing("shoe", "wear", (0.255, 0.33, 0.12), _shoe, material="leather", color="#c3201f", patterned=False, span=4,
          mass_kg=0.7,
          synonyms=("shoes", "sneaker", "sneakers", "tennis shoe", "boot", "boots", "running shoe"),
          colors=("#c3201f", "#1f4e9c", "#2a2c30", "#e9e6de"),
          extra=(shapes.choice("style", "sneaker", ("sneaker", "boot")),), sized={"boot": (0.255, 0.33, 0.29)},
          presets={w: {"style": "boot", "color": "#5a3620"} for w in ("boot", "boots")}),
    thing("helmet", "wear", (0.22, 0.29, 0.21), _helmet, material="lacquer", color="#1f62b0", span=3, mass_kg=0.6,
          synonyms=("bike helmet", "bicycle helmet", "motorcycle helmet", "viking helmet", "crash helmet"),
          colors=("#1f62b0", "#b3161c", "#e0a820"),
          extra=(shapes.choice("style", "bicycle", ("bicycle", "motorcycle", "viking")),),
          sized={"motorcycle": (0.25, 0.33, 0.28), "viking": (0.42, 0.25, 0.28)},
          presets={f"{w} helmet": {"style": w} for w in ("motorcycle", "viking")}),
    thing("glasses", "wear", (0.142, 0.146, 0.052), _glasses, material="plastic", color="#1b1b1d", span=3, mass_kg=0.03,
          synonyms=("eyeglasses", "sunglasses", "spectacles"),
          extra=(shapes.choice("style", "reading", ("reading", "sun")),), presets={"sunglasses": {"style": "sun"}}),
    thing("crown", "wear", (0.234, 0.234, 0.143), _crown, material="gold", span=3, mass_kg=1.2,
          synonyms=("tiara", "royal crown"), equal_sides=True),
)  # fmt: skip
