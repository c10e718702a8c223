"""Musical instruments: guitar, violin, piano, drum, trumpet."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, loft, merge, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_loft import extrude
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def waisted(points: list[tuple[float, float]], steps: int = 5) -> np.ndarray:
    """A closed outline (x, z) mirrored about the Z axis from its left half, bottom to top."""
    half = smooth_line(np.array(points), steps)
    return np.vstack([half, (half * [-1, 1])[::-1][1:-1]])


def _guitar(values: Values) -> Sketch:
    """A waisted body with a sound hole, rosette, bridge, pick guard and binding; neck with frets, head with
    six pegs, six strings. An electric one is a solid body with horns, two pickups, knobs."""
    wood, dark = main_look("Body", values), look("Fingerboard", "ebony")
    neck_wood, metal = look("Neck", "mahogany"), look("Metal", "chrome")
    cream, back = look("Binding", "plastic", "#efe6cf"), look("Sides", "mahogany")
    electric = values["style"] == "electric"
    top = 0.99
    if electric:
        outline = waisted([(0.0, 0.0), (0.12, 0.012), (0.165, 0.09), (0.145, 0.19), (0.125, 0.25), (0.145, 0.33),
                           (0.13, 0.40),
                           (0.085, 0.40), (0.06, 0.345), (0.03, 0.32), (0.0, 0.32)])  # fmt: skip
        body = extrude(outline, 0.045, plane="xz", edge=0.012, caps="fan")
        parts = [part("body", "Body", body)]
        front = -0.0225
        guard = extrude(waisted([(0.0, 0.05), (0.075, 0.08), (0.085, 0.2), (0.09, 0.29), (0.05, 0.33), (0.0, 0.31)]),
                        0.003, plane="xz", center=front - 0.001, edge=0.001, caps="fan")
        pickups = [rounded_box((0.085, 0.012, 0.022), (0, front - 0.006, z), 0.004) for z in (0.16, 0.25)]
        knobs = [cylinder(0.012, 0.016, (x, front - 0.01, z), axis=1, segments=18) for x,
                 z in ((0.075, 0.13), (0.1, 0.09), (0.065, 0.075))]
        parts += [part("pick_guard", "Binding", guard), part("pickups", "Fingerboard", *pickups),
                  part("knobs", "Metal", *knobs)]
        bridge_z, nut_z, body_top = 0.09, 0.84, 0.32
        bridge = rounded_box((0.085, 0.014, 0.03), (0, front - 0.007, bridge_z), 0.003)
        parts.append(part("bridge", "Metal", bridge))
    else:
        outline = waisted([(0.0, 0.0), (0.13, 0.012), (0.195, 0.11), (0.165, 0.22), (0.125, 0.28), (0.14, 0.37),
                           (0.10, 0.455), (0.0, 0.48)])
        parts = [part("sides", "Sides", extrude(outline, 0.096, plane="xz", edge=0.004, caps="fan")),
                 part("top", "Body", extrude(outline * [0.985, 0.985] + [0, 0.0035], 0.006, plane="xz", center=-0.0495,
                                             edge=0.0015, caps="fan"))]
        front = -0.0525
        rim = np.column_stack([outline[:, 0] * 0.992, np.full(len(outline), -0.0485), outline[:, 1] * 0.992 + 0.0018])
        rings = [translated(rotated(lathe([(r, 0), (r + 0.003, 0), (r + 0.003, 0.0012), (r, 0.0012)], 40, True),
                                    np.pi / 2, (1, 0, 0)), (0, front, 0.31)) for r in (0.05, 0.057)]
        hole = cylinder(0.048, 0.002, (0, front + 0.0002, 0.31), axis=1, segments=36, edge=0.0005)
        guard = extrude(fillet([(-0.115, 0.2), (-0.055, 0.23), (-0.052, 0.30), (-0.085, 0.33), (-0.11, 0.29)], 0.02, 3,
                               closed=True), 0.0016, plane="xz", center=front - 0.0006, edge=0.0005, caps="fan")
        bridge_z, nut_z, body_top = 0.13, 0.83, 0.48
        saddle = [rounded_box((0.17, 0.012, 0.03), (0, front - 0.005, bridge_z), 0.004),
                  rounded_box((0.075, 0.006, 0.003), (0, front - 0.012, bridge_z + 0.004), 0.001)]
        parts += [part("binding", "Binding", tube(rim, 0.0035, 6, closed_path=True), *rings),
                  part("sound_hole", "Fingerboard", hole), part("pick_guard", "Fingerboard", guard),
                  part("bridge", "Fingerboard", *saddle)]
    neck = rounded_box((0.05, 0.028, nut_z - body_top + 0.05), (0, front + 0.012, 0.5 * (nut_z + body_top - 0.05)),
                       0.012, 4)
    board_low = body_top - (0.08 if not electric else 0.03)
    board = rounded_box((0.055, 0.008, nut_z - board_low), (0, front - 0.006, 0.5 * (nut_z + board_low)), 0.002)
    scale = nut_z - bridge_z
    frets = [rounded_box((0.054, 0.003, 0.002), (0, front - 0.0105, nut_z - scale * (1 - 2 ** (-k / 12))), 0.0006)
             for k in range(1, 20)
             if nut_z - scale * (1 - 2 ** (-k / 12)) > board_low]
    dots = [cylinder(0.004, 0.002,
        (0, front - 0.0102, nut_z - scale * (1 - 0.5 * (2 ** (-k / 12) + 2 ** (-(k - 1) / 12)))), axis=1, segments=12,
        edge=0.0004) for k in (3, 5, 7, 9, 12)]
    head = extrude(fillet([(-0.026, nut_z), (0.026, nut_z), (0.036, nut_z + 0.04), (0.038, top), (-0.038, top),
                           (-0.036, nut_z + 0.04)], 0.008, 3, closed=True), 0.017, plane="xz",
                   center=front + 0.006, edge=0.003, caps="fan")
    pegs, posts = [], []
    for k in range(3):
        for s in (-1, 1):
            z = nut_z + 0.05 + 0.04 * k
            pegs += [cylinder(0.003, 0.03, (0.046 * s, front + 0.008, z), axis=0, segments=8),
                     superellipsoid((0.012, 0.009, 0.019), (0.062 * s, front + 0.008, z), 2.6, 3)]
            posts.append(cylinder(0.0035, 0.012, (0.022 * s, front - 0.007, z), axis=1, segments=10))
    strings = []
    for k in range(6):
        x = -0.02 + 0.008 * k
        s = -1 if k < 3 else 1
        z = nut_z + 0.05 + 0.04 * (2 - k if k < 3 else k - 3)
        strings.append(tube([(1.25 * x, front - 0.0145, bridge_z), (x, front - 0.0115, nut_z),
                             (0.022 * s, front - 0.010, z)], 0.0009 - 0.0001 * k, 4, edge=0.0))
    parts += [part("neck", "Neck", neck, rounded_box((0.06, 0.05, 0.06), (0, 0.0, body_top + 0.01), 0.012, 4)),
              part("fingerboard", "Fingerboard", board), part("frets", "Metal", *frets),
              part("dots", "Binding", *dots), part("head", "Neck", head), part("pegs", "Metal", *pegs, *posts),
              part("nut", "Binding", rounded_box((0.05, 0.01, 0.005), (0, front - 0.007, nut_z), 0.0015)),
              part("strings", "Metal", *strings)]
    lean = -0.2
    parts = [type(p)(name=p.name, surface=rotated(p.surface, lean, (1, 0, 0)), material=p.material) for p in parts]
    return Sketch(parts=parts, looks=[wood, dark, neck_wood, metal, cream, back], push=False, grip=False,
                  solids=(solid("top" if not electric else "body", "sides"), solid("neck", "head")),
                  places=(shapes.grip((0, 0.095, 0.67), 0.05, 0.0),))


def _violin(values: Values) -> Sketch:
    """A body with C-bouts and f-holes, a black fingerboard and tailpiece, a scroll with pegs, strings, a bow
    beside it."""
    wood, dark = main_look("Body", values), look("Fittings", "ebony")
    metal, hair = look("Strings", "steel"), look("Hair", "cotton", "#f0ece0")
    outline = waisted([(0.0, 0.0), (0.07, 0.006), (0.102, 0.055), (0.088, 0.115), (0.092, 0.125), (0.058, 0.165),
                       (0.074, 0.215), (0.07, 0.222), (0.082, 0.265), (0.06, 0.335), (0.0, 0.355)], 3)
    body = extrude(outline, 0.034, plane="xz", edge=0.007, caps="fan")
    front = -0.017
    belly = [superellipsoid((0.17, 0.018, 0.3), (0, front + 0.002, 0.175), 2.6, 8), superellipsoid((0.17, 0.018, 0.3),
                                                                                                   (0, -front - 0.002,
                                                                                                    0.175), 2.6, 8)]
    holes = []
    for s in (-1, 1):
        line = smooth_line([(0.036 * s, 0, 0.205), (0.031 * s, 0, 0.2), (0.036 * s, 0, 0.175), (0.046 * s, 0, 0.15),
                            (0.05 * s, 0, 0.138), (0.044 * s, 0, 0.134)], 4)
        line[:, 1] = front - 0.0055
        holes.append(tube(line, 0.0022, 6))
    board = rounded_box((0.034, 0.01, 0.26), (0, front - 0.02, 0.41), 0.004, 4)
    neck = tube(smooth_line([(0, -0.004, 0.34), (0, front - 0.008, 0.38), (0, front - 0.008, 0.48),
                             (0, front - 0.002, 0.52)], 3), 0.0135, 10)
    box = rounded_box((0.026, 0.022, 0.07), (0, front + 0.002, 0.55), 0.006, 4)
    turn = np.linspace(0, 4.4 * np.pi, 40)
    radius = np.linspace(0.017, 0.004, 40)
    scroll = tube(np.column_stack([0 * turn, front + 0.006 + radius * np.cos(turn + 2.2),
                                   0.595 + radius * np.sin(turn + 2.2)]), np.linspace(0.0075, 0.0045, 40), 8)
    wide = merge([scroll, translated(cylinder(0.006, 0.03, axis=0, segments=12), (0, front + 0.006, 0.595))])
    pegs = [merge([cylinder(0.0035, 0.06, (0.02 * s, front + 0.002, 0.53 + 0.013 * k), axis=0, segments=8),
                   superellipsoid((0.012, 0.008, 0.018), (0.055 * s, front + 0.002, 0.53 + 0.013 * k), 2.4, 3)])
            for k, s in enumerate((-1, 1, -1, 1))]
    tail = rounded_box((0.036, 0.008, 0.1), (0, front - 0.017, 0.062), 0.004, 4)
    bridge = rounded_box((0.044, 0.005, 0.004), (0, front - 0.012, 0.165), 0.0015), rounded_box((0.04, 0.026, 0.0035),
                                                                                                (0, front - 0.017,
                                                                                                 0.165), 0.0012)
    strings = [tube([(0.0045 * k, front - 0.02, 0.105), (0.006 * k, front - 0.031, 0.165), (0.0035 * k, front - 0.026,
                                                                                            0.53)], 0.0006, 4,
                                                                                            edge=0.0) for k in (-1.5,
                                                                                                                -0.5,
                                                                                                                0.5,
                                                                                                                1.5)]
    rest = superellipsoid((0.07, 0.03, 0.05), (0.055, front - 0.014, 0.035), 2.4, 5)
    stick = tube(smooth_line([(0.16, 0, 0.0), (0.158, -0.004, 0.35), (0.16, 0, 0.7), (0.152, 0, 0.735)], 5), 0.0042, 8)
    ribbon = rounded_box((0.004, 0.008, 0.66), (0.145, 0, 0.39), 0.0012)
    frog = rounded_box((0.024, 0.01, 0.045), (0.152, 0, 0.05), 0.003)
    parts = [part("body", "Body", body, *belly), part("f_holes", "Fittings", *holes), part("fingerboard", "Fittings",
                                                                                           board),
                                                                                           part("neck", "Body", neck,
                                                                                                box),
                                                                                                part("scroll", "Body",
                                                                                                     wide),
             part("pegs", "Fittings", *pegs), part("tailpiece", "Fittings", tail, rest),
             part("bridge", "Body", *bridge), part("strings", "Strings", *strings)]
    if values["bow"]:
        parts += [part("bow", "Bow", stick), part("bow_hair", "Hair", ribbon), part("frog", "Fittings", frog)]
    parts = [type(p)(name=p.name, surface=rotated(p.surface, -np.pi / 2, (1, 0, 0)), material=p.material)
             for p in parts]
    parts = [type(p)(name=p.name, surface=rotated(p.surface, 0.9, (0, 0, 1)), material=p.material) for p in parts]
    return Sketch(parts=parts, looks=[fine(wood, 0.03), dark, metal, hair, look("Bow", "mahogany")], push=False,
                  grip=True, solids=(solid("body"), solid("fingerboard", "scroll")))


def _violin_bow(values: Values) -> Sketch:
    """A stick that bends toward the hair, a frog with its screw at one end, a pointed head at the other."""
    wood, dark = main_look("Bow", values), look("Frog", "ebony")
    hair, metal = look("Hair", "cotton", "#f0ece0"), look("Screw", "silver")
    x = np.linspace(-0.36, 0.355, 15)
    stick = np.column_stack([x, 0 * x, 0.026 - 0.010 * np.cos(np.pi * x / 0.75)])
    rings = [[(0.355 + x, y, z) for x, y in ((-w, -0.004), (w, -0.004), (w, 0.004), (-w, 0.004))]
             for w, z in ((0.010, 0.002), (0.008, 0.014), (0.005, 0.026))]  # fmt: skip
    head = loft(np.array(rings))
    parts = [
        part("bow", "Bow", tube(stick, np.linspace(0.0048, 0.0034, 15), 8), head),
        part("bow_hair", "Hair", rounded_box((0.66, 0.010, 0.0016), (0.02, 0.0, 0.001), 0.0006)),
        part("frog", "Frog", rounded_box((0.045, 0.011, 0.022), (-0.312, 0.0, 0.011), 0.003)),
        part("screw", "Screw", cylinder(0.0052, 0.02, (-0.368, 0.0, 0.026), axis=0, segments=12)),
    ]
    return Sketch(parts=parts, looks=[fine(wood, 0.03), dark, hair, metal], push=False,
                  places=(shapes.grip((-0.305, 0.0, 0.02), 0.011, 0.03),))  # fmt: skip


def keys_of(width: float, octaves: int, front: float, z: float, length: float) -> tuple[list[Surface], list[Surface]]:
    """White and black keys of a keyboard about x = 0, their fronts at y = `front`."""
    count = 7 * octaves + 1
    unit = width / count
    white = [rounded_box((unit - 0.0012, length, 0.018), (-width / 2 + unit * (k + 0.5), front + length / 2, z), 0.0025)
             for k in range(count)]
    black = [rounded_box((0.55 * unit, 0.62 * length, 0.014), (-width / 2 + unit * (k + 1), front + 0.69 * length,
                                                               z + 0.014),
                                                               0.003) for k in range(count - 1) if k % 7 not in (2, 6)]
    return white, black


def _piano(values: Values) -> Sketch:
    """A grand piano: a curved case on three legs, a lid on its prop, keys with a fall board, a music stand, pedals."""
    case, ivory = main_look("Case", values), look("White Keys", "ceramic", "#f2efe6")
    black, gold = look("Black Keys", "ebony"), look("Brass", "brass")
    frame, string = look("Frame", "gold", "#8c6a2a", roughness=0.45, fill=0.2), look("Strings", "steel", fill=0.2)
    outline = np.vstack([[(-0.74, -0.35), (0.74, -0.35)], smooth_line(np.array([(0.74, 0.0), (0.73, 0.25), (0.6, 0.5),
                                                                                (0.36, 0.68), (0.12, 0.92), (-0.1, 1.2),
                                                                                (-0.36, 1.36), (-0.6, 1.3),
                                                                                (-0.73, 1.1), (-0.74, 0.9)]), 3)])
    rim = extrude(outline, 0.3, plane="xy", center=0.82, edge=0.012, caps="fan")
    plate = extrude(outline * 0.955 + [0, 0.02], 0.01, plane="xy", center=0.975, edge=0.003, caps="fan")
    strings = []
    for k in range(24):
        x = -0.64 + 0.052 * k
        far = float(np.interp(x, [-0.74, -0.6, -0.36, -0.1, 0.12, 0.36, 0.6, 0.74], [1.0, 1.24, 1.28, 1.12, 0.85, 0.6,
                                                                                     0.42, 0.2]))
        strings.append(rounded_box((0.004, far + 0.22, 0.004), (x, 0.5 * (far - 0.22), 0.984), 0.0012))
    hinge = np.array([-0.74, 0.0, 0.98])
    lid = extrude(outline, 0.022, plane="xy", center=0.99, edge=0.006, caps="fan")
    lid = rotated(lid, -0.66, (0, 1, 0), hinge)
    prop = tube([(0.55, 0.05, 0.97), (0.29, 0.05, 1.74)], 0.012, 8)
    white, dark = keys_of(1.22, 7, -0.62, 0.75, 0.15)
    bed = rounded_box((1.48, 0.34, 0.06), (0, -0.49, 0.70), 0.01)
    cheeks = [rounded_box((0.12, 0.34, 0.16), (0.68 * s, -0.5, 0.76), 0.02, 4) for s in (-1, 1)]
    fall = rotated(rounded_box((1.24, 0.02, 0.14), (0, -0.40, 0.84), 0.006), 0.25, (1, 0, 0), (0, -0.40, 0.78))
    stand = rotated(rounded_box((0.7, 0.016, 0.24), (0, -0.2, 1.1), 0.008), -0.25, (1, 0, 0), (0, -0.2, 0.98))
    legs = [lathe(fillet([(0, 0.06), (0.03, 0.06), (0.035, 0.12), (0.065, 0.5), (0.075, 0.66), (0.08, 0.68), (0, 0.68)],
                         0.008, 2), 20) for _ in range(3)]
    legs = [translated(p, (x, y, 0)) for p, (x, y) in zip(legs, ((-0.62, -0.4), (0.62, -0.4), (-0.35, 1.05)),
                                                          strict=True)]
    casters = [translated(superellipsoid((0.05, 0.05, 0.06), (0, 0, 0.03), 2.4, 3), (x, y, 0)) for x,
               y in ((-0.62, -0.4), (0.62, -0.4), (-0.35, 1.05))]
    lyre = [rounded_box((0.05, 0.03, 0.55), (0.1 * s, -0.12, 0.4), 0.01)
            for s in (-1, 1)] + [rounded_box((0.32, 0.09, 0.08), (0, -0.13, 0.14), 0.02)]
    pedals = [rounded_box((0.03, 0.14, 0.014), (0.07 * k, -0.22, 0.11), 0.005) for k in (-1, 0, 1)]
    parts = [part("case", "Case", rim, bed, *cheeks), part("frame", "Frame", plate), part("strings", "Strings",
                                                                                          *strings),
                                                                                          part("white_keys",
                                                                                               "White Keys", *white),
                                                                                               part("black_keys",
                                                                                                    "Black Keys",
                                                                                                    *dark),
             part("fall_board", "Case", fall), part("music_stand", "Case", stand), part("legs", "Case", *legs),
             part("casters", "Brass", *casters), part("lyre", "Case", *lyre), part("pedals", "Brass", *pedals),
             part("prop", "Case", prop), part("lid", "Case", lid, moves_with="lid")]
    joints = {"lid": shapes.joint("hinge", hinge, (0, 1, 0), (0.0, 0.66))}
    return Sketch(parts=parts, looks=[case, ivory, black, gold, frame, string], joints=joints, grip=False, push=True,
                  solids=(solid("case", "legs"),))


def _drum(values: Values) -> Sketch:
    """A shell between two heads, hoops with tension rods, two sticks lying on top."""
    shell, skin = main_look("Shell", values), look("Head", "plastic", "#efece2")
    metal, wood = look("Hoops", "chrome", fill=0.3), look("Sticks", "birch")
    body = lathe(fillet([(0, 0.0), (0.2, 0.0), (0.2, 0.26), (0, 0.26)], 0.003, 1), 40)
    heads = [lathe(fillet([(0, z), (0.196, z), (0.196, z + 0.006), (0, z + 0.006)], 0.002, 1), 40)
             for z in (-0.004, 0.258)]
    hoops = [lathe(fillet([(0.2, z), (0.214, z), (0.214, z + 0.03), (0.2, z + 0.03)], 0.004, 2, closed=True), 40, True)
             for z in (-0.012, 0.244)]
    rods = []
    for a in 2 * np.pi * np.arange(8) / 8:
        x, y = 0.221 * np.cos(a), 0.221 * np.sin(a)
        rods += [cylinder(0.004, 0.26, (x, y, 0.13), segments=8),
                 rotated(rounded_box((0.026, 0.02, 0.06), (0.213, 0, 0.13), 0.006), a, (0, 0, 1))]
        rods += [rotated(rounded_box((0.02, 0.018, 0.012), (0.218, 0, z), 0.003), a, (0, 0, 1))
                 for z in (0.262, -0.002)]
    stick = merge([cylinder(0.0075, 0.36, axis=0, segments=12, top_radius=0.0055), superellipsoid((0.026, 0.016, 0.016),
                                                                                                  (0.188, 0, 0), 2, 4)])
    sticks = [translated(rotated(stick, a, (0, 0, 1)), (0.0, y, 0.276 + dz)) for a, y, dz in ((0.3, -0.04, 0.0),
                                                                                              (2.5, 0.03, 0.006))]
    parts = [part("shell", "Shell", body), part("heads", "Head", *heads), part("hoops", "Hoops", *hoops),
             part("rods", "Hoops", *rods), part("sticks", "Sticks", *sticks)]
    return Sketch(parts=parts, looks=[shell, skin, metal, wood], solids=(solid("shell", "hoops", kind="cylinder"),),
                  push=False,
                  places=(shapes.surface_top("head", (0, 0, 0.264), 0.3, 0.3),))


def _trumpet(values: Values) -> Sketch:
    """A bell that flares, a tube that folds back, three valves with caps, a mouthpiece; it lies on its side."""
    metal, dark = main_look("Metal", values), look("Valves", "silver")
    bell = lathe(fillet([(0.0095, 0.0), (0.013, 0.1), (0.022, 0.17), (0.06, 0.205), (0.059, 0.208), (0.02, 0.174),
                         (0.011, 0.1), (0.0075, 0.0)], 0.002, 2, closed=True), 36, True)
    bell = translated(rotated(bell, np.pi / 2, (0, 1, 0)), (0.1, 0.035, 0))
    loop = smooth_line([(0.1, 0.035, 0), (-0.1, 0.035, 0), (-0.145, 0.02, 0), (-0.158, -0.01, 0), (-0.145, -0.04, 0),
                        (-0.1, -0.053, 0), (0.1, -0.053, 0), (0.145, -0.06, 0)], 5)
    lead = [tube([(-0.25, -0.02, 0.012), (0.13, -0.02, 0.012)], 0.0065, 10),
            tube(smooth_line([(0.13, -0.02, 0.012), (0.165, -0.026, 0.01), (0.172, -0.04, 0.004), (0.16, -0.053, 0),
                              (0.1, -0.053, 0)], 4), 0.0075, 10)]
    valves = [merge([cylinder(0.0125, 0.1, (-0.01 + 0.028 * k, -0.01, 0), axis=1, segments=16),
                     cylinder(0.0145, 0.012, (-0.01 + 0.028 * k, 0.038, 0), axis=1, segments=16),
                     cylinder(0.004, 0.03, (-0.01 + 0.028 * k, 0.056, 0), axis=1, segments=8),
                     cylinder(0.0095, 0.006, (-0.01 + 0.028 * k, 0.072, 0), axis=1, segments=14),
                     cylinder(0.0135, 0.012, (-0.01 + 0.028 * k, -0.06, 0), axis=1, segments=16)]) for k in range(3)]
    mouth = lathe(fillet([(0, -0.05), (0.005, -0.05), (0.006, 0.02), (0.0135, 0.036), (0.0135, 0.042), (0.004, 0.03),
                          (0, 0.03)], 0.001, 1), 18)
    mouth = translated(rotated(mouth, -np.pi / 2, (0, 1, 0)), (-0.25, -0.02, 0.012))
    ring = tube(np.column_stack([0.085 + 0.014 * np.cos(a := 2 * np.pi * np.arange(18) / 18),
                                 -0.075 + 0.014 * np.sin(a), 0 * a]), 0.003, 6, closed_path=True)
    parts = [part("bell", "Metal", bell), part("tubing", "Metal", tube(loop, 0.0075, 10), *lead),
             part("valves", "Valves", *valves), part("mouthpiece", "Valves", mouth), part("ring", "Metal", ring)]
    return Sketch(parts=parts, looks=[metal, dark], grip=True)


CATEGORIES = (
    thing("guitar", "music", (0.39, 0.31, 0.99), _guitar, material="pine", color="#c98a44", span=2.5, mass_kg=2.2,
          synonyms=("acoustic guitar", "electric guitar", "ukulele", "bass guitar"),
          extra=(shapes.choice("style", "acoustic", ("acoustic", "electric")),), sized={"electric": (0.33, 0.25, 0.99)},
          colors=("#c98a44", "#a8622a"),
          presets={w: {"style": "electric", "material": "lacquer", "color": "#b3161c"} for w in ("electric guitar",
                                                                                                 "bass guitar")}),
    thing("violin", "music", (0.6, 0.55, 0.08), _violin, material="mahogany", color="#8c4a1c", span=2.5, mass_kg=0.5,
          synonyms=("fiddle", "viola"), extra=(shapes.flag("bow", True, "its bow beside it"),)),
    thing("violin bow", "music", (0.745, 0.011, 0.03), _violin_bow, material="mahogany", color="#5a2614", span=2.5,
          mass_kg=0.06, synonyms=("fiddle bow",)),
    thing("piano", "music", (1.5, 2.02, 1.75), _piano, material="lacquer", color="#101012", span=2, mass_kg=320,
          synonyms=("grand piano",), colors=("#101012", "#101012", "#3a1f14")),
    thing("drum", "music", (0.46, 0.46, 0.3), _drum, material="lacquer", color="#a8161c", span=3, mass_kg=3.5,
          synonyms=("snare drum", "drums", "bongo"), colors=("#a8161c", "#1d4f8a", "#2a2a2c")),
    thing("trumpet", "music", (0.6, 0.17, 0.12), _trumpet, material="brass", span=3, mass_kg=1.1,
          synonyms=("horn", "bugle", "cornet")),
)  # fmt: skip
