"""What a hand holds: pens, keys, cutlery, swords, axes, hammers, shovels, brooms, shields."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import (
    cylinder,
    deformed,
    fillet,
    lathe,
    loft,
    merge,
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
from .vessel_geometry import smooth_line


def turned_x(line: list[tuple[float, float]], segments: int = 20) -> Surface:
    """A turned bar along X through [x, radius] points; ends at radius 0 close to a point."""
    profile = np.array([(r, x) for x, r in line])
    return rotated(lathe(profile, segments), np.pi / 2, (0, 1, 0))


def blade(rows: list[tuple[float, float, float]], across: int = 2) -> Surface:
    """A double-edged blade along X through [x, half width, half thickness] sections: a lens of eight corners."""
    rings = []
    for x, half, thick in rows:
        ring = [(half, 0), (0.5 * half, 0.75 * thick), (0, thick), (-0.5 * half, 0.75 * thick), (-half, 0),
                (-0.5 * half, -0.75 * thick), (0, -thick), (0.5 * half, -0.75 * thick)]  # fmt: skip
        rings.append([(x, a, b) for a, b in ring])
    return outward(loft(np.array(rings)))


def _lift(piece: Surface, z: float) -> Surface:
    return translated(piece, (0, 0, z - float(piece.vertices[:, 2].min())))


def _pen(values: Values) -> Sketch:
    """A barrel with a clip and a push button; a pencil has six sides, a cut point, a ferrule and a rubber."""
    body, metal = main_look("Body", values), look("Metal", "chrome")
    if values["style"] == "pencil":
        wood, lead = look("Wood", "pine"), look("Lead", "plastic", "#1c1c1e")
        rubber = look("Rubber", "rubber", "#d98a86")
        rod = lathe(fillet([(0, -0.065), (0.0037, -0.065), (0.0037, 0.062), (0, 0.062)], 0.0002, 1), 6)
        cone = lathe([(0, 0.0619), (0.0036, 0.062), (0.0011, 0.0795), (0, 0.0796)], 14)
        point = lathe([(0, 0.079), (0.0012, 0.0792), (0.0002, 0.0855), (0, 0.0857)], 10)
        ring = lathe([(0, -0.077), (0.0039, -0.077), (0.0036, -0.071), (0.0039, -0.065), (0, -0.0645)], 16)
        gum = lathe(fillet([(0, -0.087), (0.0033, -0.087), (0.0033, -0.0765), (0, -0.0765)], 0.001, 2), 14)
        pieces = (("body", "Body", rod), ("cone", "Wood", cone), ("lead", "Lead", point), ("ferrule", "Metal", ring),
                  ("rubber", "Rubber", gum))
        looks = [body, metal, wood, lead, rubber]
    else:
        barrel = lathe(fillet([(0, -0.062), (0.0042, -0.062), (0.0052, -0.045), (0.0052, 0.035), (0.0048, 0.046),
                               (0, 0.046)],
                              0.0006, 2), 20)
        tip = lathe([(0, 0.0455), (0.0046, 0.046), (0.0016, 0.066), (0.0005, 0.072), (0, 0.0721)], 16)
        button = lathe(fillet([(0, -0.075), (0.0024, -0.075), (0.0026, -0.0615), (0, -0.0615)], 0.0006, 1), 12)
        clip = merge([rounded_box((0.0028, 0.0012, 0.042), (0, -0.0075, -0.04), 0.0004),
                      rounded_box((0.0028, 0.006, 0.0025), (0, -0.005, -0.0595), 0.0006)])
        rings = merge([lathe([(0.005, z), (0.0056, z), (0.0056, z + 0.0015), (0.005, z + 0.0015)], 20, True)
                       for z in (-0.018, -0.001)])
        pieces = (("body", "Body", barrel), ("tip", "Metal", tip), ("button", "Metal", button), ("clip", "Metal", clip),
                  ("rings", "Metal", rings))
        looks = [body, metal]
    parts = [part(n, m, rotated(piece, np.pi / 2, (0, 1, 0))) for n, m, piece in pieces]
    return Sketch(parts=parts, looks=looks, solids=(solid("", kind="cylinder", axis=0),))


def _key(values: Values) -> Sketch:
    """A bow with a hole, a round shank with collars, a bit with two notches."""
    metal = main_look("Metal", values)
    turn = 2 * np.pi * np.arange(28) / 28
    lobes = 1 + 0.12 * np.cos(3 * turn)
    bow = tube(np.column_stack([-0.03 + 0.0125 * lobes * np.cos(turn), 0.0145 * lobes * np.sin(turn), 0 * turn]),
               0.0028, 10,
               closed_path=True)
    shank = turned_x([(-0.018, 0), (-0.018, 0.0032), (0.032, 0.0028), (0.035, 0.0018), (0.035, 0)], 14)
    collars = merge([turned_x([(x, 0), (x, 0.0045), (x + 0.003, 0.0045), (x + 0.003, 0)], 14)
                     for x in (-0.016, -0.010)])
    bits = merge([rounded_box((0.0045, 0.012, 0.0028), (x, -0.0075, 0), 0.0006) for x in (0.0205, 0.0305)]
                 + [rounded_box((0.014, 0.005, 0.0028), (0.0255, -0.0045, 0), 0.0006),
                    rounded_box((0.0025, 0.0085, 0.0028), (0.0255, -0.0062, 0), 0.0006)])
    return Sketch(parts=[part("bow", "Metal", bow), part("shank", "Metal", shank, collars), part("bit", "Metal", bits)],
                  looks=[metal])


def _knife(values: Values) -> Sketch:
    """A kitchen knife: a broad blade with a curved edge and a straight back, a bolster, riveted scales."""
    steel, wood, metal = look("Blade", "steel"), fine(main_look("Handle", values), 0.05), look("Rivets", "brass")
    edge = smooth_line([(0.0, -0.032), (0.08, -0.034), (0.14, -0.024), (0.185, -0.004), (0.2, 0.006)], 4)
    outline = np.vstack([edge, [(0.195, 0.008), (0.12, 0.012), (0.06, 0.0125), (0.0, 0.0125)]])
    outline = outline if len(outline) % 2 == 0 else np.delete(outline, 2, axis=0)
    sheet = extrude(outline, 0.0022, plane="xy", edge=0.0007, caps="ladder")
    grip_line = smooth_line([(-0.115, -0.004), (-0.117, -0.02), (-0.1, -0.018), (-0.06, -0.014), (-0.015, -0.016),
                             (-0.004, -0.014), (-0.004, 0.0125), (-0.06, 0.0125), (-0.1, 0.011)], 2)
    grip_line = grip_line if len(grip_line) % 2 == 0 else grip_line[:-1]
    handle = extrude(grip_line, 0.017, plane="xy", edge=0.005, caps="fan")
    rivets = [cylinder(0.0032, 0.0182, (x, -0.003, 0), segments=12, edge=0.0005) for x in (-0.095, -0.06, -0.025)]
    bolster = rounded_box((0.014, 0.034, 0.019), (-0.002, -0.0015, 0), 0.004)
    parts = [part("blade", "Blade", sheet), part("handle", "Handle", handle), part("rivets", "Rivets", *rivets),
             part("bolster", "Blade", bolster)]
    return Sketch(parts=parts, looks=[wood, steel, metal], places=(shapes.grip((-0.06, 0, 0), 0.02, 0.1),), grip=False)


def cutlery_handle(start: float, end: float) -> Surface:
    """A flat stem that widens to a rounded end, bent a little upwards."""
    rows = [(start, 0.003, 0.0011), (start - 0.02, 0.0026, 0.0012), (0.4 * start + 0.6 * end, 0.0045, 0.0013),
            (0.15 * start + 0.85 * end, 0.008, 0.0012), (end + 0.004, 0.008, 0.0010), (end, 0.004, 0.0008)]
    stem = blade(rows)
    return deformed(stem, lambda p: p + np.column_stack([0 * p[:, 0], 0 * p[:, 0],
                                                         0.006 * np.sin(np.pi * (start - p[:, 0]) / (start - end))]))


def _fork(values: Values) -> Sketch:
    """Four tines that curve, a neck and a handle."""
    metal = main_look("Metal", values)
    tines = []
    for k in range(4):
        y = -0.0087 + 0.0058 * k
        path = [(0.035, y, 0.002), (0.05, y, -0.001), (0.065, y, -0.0005), (0.08, y, 0.003), (0.09, 1.02 * y, 0.007)]
        tines.append(tube(smooth_line(path, 3), np.linspace(0.0016, 0.0008, 13), 6))
    root = superellipsoid((0.034, 0.0225, 0.004), (0.026, 0, 0.0025), 2.6, 4)
    handle = translated(cutlery_handle(0.012, -0.105), (0, 0, 0.002))
    return Sketch(parts=[part("tines", "Metal", *tines), part("root", "Metal", root), part("handle", "Metal", handle)],
                  looks=[metal])


def _spoon(values: Values) -> Sketch:
    """An oval bowl that is hollow, a neck and a handle."""
    metal = main_look("Metal", values)
    cup = lathe(np.vstack([[0, -0.0085], smooth_line(np.array([(0.007, -0.008), (0.0155, -0.004), (0.02, 0.001)]), 3),
                           smooth_line(np.array([(0.019, 0.0016), (0.0145, -0.0028), (0.0065, -0.0066)]), 3),
                           [0, -0.0072]]), 24)
    x, y, z = cup.vertices.T
    cup = type(cup)(vertices=np.column_stack([0.045 + 1.55 * x * (1 - 0.006 * x), y * (1 - 4 * np.maximum(x, 0)), z]),
                    face_sizes=cup.face_sizes, face_vertices=cup.face_vertices, uv=cup.uv)
    handle = translated(cutlery_handle(0.017, -0.11), (0, 0, -0.0005))
    return Sketch(parts=[part("bowl", "Metal", cup), part("handle", "Metal", handle)], looks=[metal])


def _sword(values: Values) -> Sketch:
    """A long double-edged blade with a fuller, a cross guard, a wrapped grip and a pommel; it lies flat. A katana is
    curved with a round guard, a lightsaber glows."""
    steel, gold = look("Blade", "steel", roughness=0.18), look("Guard", "brass")
    leather, wrap = fine(main_look("Grip", values), 0.05), look("Wrap", "leather", "#0f0c0a")
    rows = [(0.0, 0.025, 0.0035), (0.02, 0.0245, 0.0035), (0.55, 0.02, 0.0028), (0.7, 0.0165, 0.0025),
            (0.765, 0.008, 0.002),
            (0.79, 0.001, 0.0008)]
    sheet = blade(rows)
    fuller = [rounded_box((0.5, 0.007, 0.0012), (0.27, 0, z), 0.0005) for z in (-0.0032, 0.0032)]
    guard = [rotated(rounded_box((0.016, 0.20, 0.018), (0, 0, 0), 0.006, 4, (1, 8, 1)), 0, (0, 0, 1)),
             *(superellipsoid((0.026, 0.026, 0.024), (0.004, 0.1 * s, 0), 2, 3) for s in (-1, 1))]
    bent = [deformed(g, lambda p: p + np.column_stack([2.2 * p[:, 1] ** 2, 0 * p[:, 0], 0 * p[:, 0]])) for g in guard]
    grip = turned_x([(-0.155, 0), (-0.155, 0.0125), (-0.08, 0.0155), (-0.008, 0.013), (-0.008, 0)])
    rings = [turned_x([(x, 0), (x, 0.0165), (x + 0.004, 0.0165), (x + 0.004, 0)]) for x in np.linspace(-0.15, -0.02, 9)]
    pommel = superellipsoid((0.04, 0.042, 0.034), (-0.172, 0, 0), 2.3, 6)
    parts = [part("blade", "Blade", sheet), part("fuller", "Shade", *fuller), part("guard", "Guard", *bent),
             part("grip", "Grip", grip), part("wrap", "Wrap", *rings), part("pommel", "Guard", pommel)]
    looks = [leather, steel, gold, wrap, look("Shade", "steel", "#6d7075")]
    return Sketch(parts=parts, looks=looks, places=(shapes.grip((-0.08, 0, 0), 0.03, 0.14),), grip=False,
                  solids=(solid("blade"), solid("guard"), solid("grip", "pommel")))  # fmt: skip


def _axe(values: Values) -> Sketch:
    """A haft that is curved at its end, a wedge of a head with a bright edge."""
    wood, iron = main_look("Haft", values), look("Head", "iron")
    bright = look("Edge", "steel")
    line = smooth_line([(-0.36, -0.03, 0), (-0.3, -0.005, 0), (-0.1, 0.006, 0), (0.15, 0.0, 0), (0.37, 0.0, 0)], 5)
    section = fillet([(-0.013, -0.019), (0.013, -0.019), (0.013, 0.019), (-0.013, 0.019)], 0.011, 3, closed=True)
    haft = tube(line, np.interp(np.linspace(0, 1, len(line)), [0, 0.1, 0.5, 1], [0.021, 0.017, 0.015, 0.016]), 12)
    rings = []
    for y, half, thick in ((-0.045, 0.035, 0.017), (0.0, 0.032, 0.021), (0.03, 0.03, 0.016), (0.08, 0.045, 0.008),
                           (0.115, 0.062, 0.0035)):
        ring = 2 * np.array([(half, -thick), (half, thick), (-half, thick), (-half, -thick)]) / 2
        ring = fillet(ring, 0.4 * thick, 2, closed=True)
        rings.append(np.column_stack([0.31 + ring[:, 0], np.full(len(ring), -y), ring[:, 1]]))
    lip = []
    for y, half, thick in ((0.1145, 0.0618, 0.0037), (0.125, 0.066, 0.0016), (0.133, 0.068, 0.0003)):
        ring = fillet([(half, -thick), (half, thick), (-half, thick), (-half, -thick)], 0.3 * thick, 2, closed=True)
        lip.append(np.column_stack([0.31 + ring[:, 0], np.full(len(ring), -y), ring[:, 1]]))
    del section
    parts = [part("haft", "Haft", haft), part("head", "Head", outward(loft(np.array(rings), caps="fan"))),
             part("edge", "Edge", outward(loft(np.array(lip), caps="fan")))]
    return Sketch(parts=parts, looks=[wood, iron, bright], places=(shapes.grip((-0.25, 0, 0), 0.034, 0.15),),
                  grip=False,
                  solids=(solid("haft"), solid("head", "edge")))  # fmt: skip


def _hammer(values: Values) -> Sketch:
    """A handle with a soft grip, a head with a round face and two claws."""
    wood, steel = main_look("Handle", values), look("Head", "steel")
    rubber = look("Grip", "rubber", "#1b1c1f")
    handle = turned_x([(-0.17, 0), (-0.17, 0.013), (-0.1, 0.014), (0.0, 0.010), (0.13, 0.012), (0.145, 0.011),
                       (0.145, 0)], 18)
    grip = turned_x([(-0.172, 0), (-0.174, 0.0155), (-0.12, 0.0165), (-0.07, 0.015), (-0.065, 0.0)], 18)
    face = lathe(fillet([(0, -0.062), (0.0145, -0.062), (0.0155, -0.05), (0.0105, -0.042), (0.0125, -0.02), (0, -0.02)],
                        0.002, 2), 20)
    face = translated(rotated(face, -np.pi / 2, (1, 0, 0)), (0.122, 0, 0))
    cheek = rounded_box((0.032, 0.05, 0.03), (0.122, 0, 0), 0.008, 4)
    claws = []
    for s in (-1, 1):
        path = smooth_line([(0.122, 0.02, 0.006 * s), (0.12, 0.045, 0.008 * s), (0.11, 0.068, 0.0095 * s),
                            (0.092, 0.085, 0.011 * s)], 3)
        claws.append(tube(path, np.linspace(0.0085, 0.003, len(path)), 8))
    parts = [part("handle", "Handle", handle), part("grip", "Grip", grip), part("head", "Head", face, cheek),
             part("claws", "Head", *claws)]
    return Sketch(parts=parts, looks=[wood, steel, rubber], places=(shapes.grip((-0.12, 0, 0), 0.03, 0.1),), grip=False,
                  solids=(solid("handle", "grip"), solid("head", "claws")))  # fmt: skip


def _shovel(values: Values) -> Sketch:
    """A hollow pointed blade with a socket, a long shaft, a D of a handle; it lies on its back."""
    wood, iron = main_look("Shaft", values), look("Blade", "painted metal", "#3a3d40", fill=0.3)
    grid = []
    for u in np.linspace(0, 1, 11):
        half = 0.115 * np.interp(u, [0, 0.08, 0.6, 0.85, 1.0], [0.85, 1.0, 0.95, 0.6, 0.12])
        grid.append([(0.35 + 0.29 * u, half * v, 0.012 + 0.035 * v * v * (1 - 0.4 * u) + 0.03 * (1 - u) ** 2)
                     for v in np.linspace(-1, 1, 9)])
    from .geometry_grid import thick_sheet

    scoop = thick_sheet(np.array(grid), 0.004)
    socket = tube(smooth_line([(0.42, 0, 0.02), (0.35, 0, 0.048), (0.2, 0, 0.05)], 3), np.linspace(0.010, 0.021, 7), 12)
    shaft = cylinder(0.017, 0.82, (-0.15, 0, 0.05), axis=0, segments=14, edge=0.006)
    bow = tube(smooth_line([(-0.53, 0, 0.05), (-0.58, 0.05, 0.05), (-0.65, 0.055, 0.05)], 3), 0.013, 10)
    bow2 = tube(smooth_line([(-0.53, 0, 0.05), (-0.58, -0.05, 0.05), (-0.65, -0.055, 0.05)], 3), 0.013, 10)
    bar = cylinder(0.015, 0.13, (-0.65, 0, 0.05), axis=1, segments=14, edge=0.005)
    parts = [part("blade", "Blade", scoop), part("socket", "Blade", socket), part("shaft", "Shaft", shaft),
             part("handle", "Blade", bow, bow2, bar)]
    return Sketch(parts=parts, looks=[wood, iron], places=(shapes.grip((-0.2, 0, 0.05), 0.034, 0.4),), grip=False,
                  solids=(solid("shaft", "handle"), solid("blade", "socket")))  # fmt: skip


def _broom(values: Values) -> Sketch:
    """A stick, a cap, a bundle of bristles that spreads, sewn with two threads; it lies on the floor."""
    wood, straw = main_look("Stick", values), look("Bristles", "straw", str(values["color"]))
    thread = look("Thread", "cotton", "#a4291f")
    rows = []
    for x, half, thick in ((0.5, 0.025, 0.022), (0.56, 0.06, 0.03), (0.68, 0.11, 0.032), (0.85, 0.17, 0.034),
                           (0.93, 0.19, 0.036)):
        turn = 2 * np.pi * np.arange(44) / 44
        ribs = 1 + 0.05 * np.cos(22 * turn)
        rows.append(np.column_stack([x + 0.012 * np.cos(11 * turn) * (x > 0.9), half * ribs * np.cos(turn),
                                     thick * ribs * np.sin(turn)]))
    fan = outward(loft(np.array(rows)))
    seams = []
    for x, half, thick in ((0.64, 0.098, 0.034), (0.69, 0.117, 0.0345)):
        turn = 2 * np.pi * np.arange(28) / 28
        seams.append(tube(np.column_stack([0 * turn + x, half * np.cos(turn), thick * np.sin(turn)]), 0.003, 6,
                          closed_path=True))
    stick = cylinder(0.0135, 1.1, (-0.02, 0, 0), axis=0, segments=14, edge=0.008)
    cap = turned_x([(0.44, 0), (0.44, 0.018), (0.5, 0.027), (0.53, 0.027), (0.53, 0)], 20)
    parts = [part("stick", "Stick", stick), part("cap", "Thread", cap), part("bristles", "Bristles", fan),
             part("threads", "Thread", *seams)]
    return Sketch(parts=parts, looks=[wood, straw, thread], places=(shapes.grip((-0.2, 0, 0), 0.027, 0.4),), grip=False,
                  solids=(solid("stick"), solid("bristles")))  # fmt: skip


def _shield(values: Values) -> Sketch:
    """A curved heater shield in two colours with a rim, rivets and a boss, standing upright."""
    paint, other = main_look("Field", values), look("Cross", "painted wood", str(values["second_color"]) or "#ece6d6")
    metal = look("Rim", "steel")
    half = smooth_line([(0.0, 0.0), (0.12, 0.10), (0.21, 0.26), (0.245, 0.45), (0.25, 0.62)], 5)
    outline = np.vstack([half, half[::-1][:-1] * [-1, 1]])
    outline = outline if len(outline) % 2 == 0 else np.vstack([outline[:-1]])

    def bowed(points: np.ndarray) -> np.ndarray:
        moved = points.copy()
        moved[:, 1] += 1.1 * points[:, 0] ** 2 + 0.05 * (points[:, 2] - 0.35) ** 2
        return moved

    base = outline if len(outline) % 2 == 0 else outline[1:]
    field = deformed(extrude(base, 0.02, plane="xz", edge=0.004, caps="fan"), bowed)
    rim = deformed(tube(np.column_stack([base[:, 0], np.full(len(base), 0.0), base[:, 1]]), 0.013, 8, closed_path=True),
                   bowed)
    bars = [rounded_box((0.07, 0.006, 0.56), (0, -0.012, 0.34), 0.002, 2, (3, 1, 10)),
            rounded_box((0.46, 0.006, 0.07), (0, -0.012, 0.42), 0.002, 2, (12, 1, 2))]
    boss = superellipsoid((0.11, 0.06, 0.11), (0, -0.018, 0.42), 2, 6)
    studs = [superellipsoid((0.018, 0.018, 0.018), (float(x) * 0.9, -0.012, float(z)), 2, 2) for x,
             z in half[4::3] if x > 0.05]
    studs = [deformed(s, bowed) for s in studs]
    mirror = [type(s)(vertices=s.vertices * [-1, 1, 1], face_sizes=s.face_sizes,
                      face_vertices=s.face_vertices.reshape(-1, 4)[:, ::-1]
                      .reshape(-1), uv=s.uv.reshape(-1, 4, 2)[:, ::-1].reshape(-1, 2)) for s in studs]
    parts = [part("field", "Field", field), part("cross", "Cross", *(deformed(b, bowed) for b in bars)),
             part("rim", "Rim", rim),
             part("boss", "Rim", boss), part("studs", "Rim", *studs, *mirror)]
    return Sketch(parts=parts, looks=[paint, other, metal], grip=True, push=False)


def _saw(values: Values) -> Sketch:
    """A hand saw that lies on its side: a blade that narrows to the toe, a row of teeth along -Y, a closed handle."""
    wood, steel = main_look("Handle", values), look("Blade", "steel")
    brass = look("Screws", "brass")
    count, heel, toe = 46, -0.13, 0.36
    teeth = []
    for k in range(count):
        x = heel + (toe - heel) * k / count
        step = (toe - heel) / count
        teeth += [(x, -0.060), (x + 0.75 * step, -0.0545)]
    outline = np.array([*teeth, (toe, -0.058), (toe, -0.008), (heel, 0.048)])
    if len(outline) % 2:
        outline = np.vstack([outline, [(heel, 0.0)]])
    blade = extrude(outline, 0.0016, plane="xy", edge=0.0003, caps="fan")
    bow = smooth_line([(-0.10, 0.055, 0), (-0.16, 0.062, 0), (-0.225, 0.058, 0), (-0.245, 0.030, 0), (-0.232, -0.02, 0),
                       (-0.236, -0.055, 0), (-0.205, -0.072, 0), (-0.15, -0.062, 0), (-0.10, -0.055, 0)], 5)
    grip = tube(bow, 0.0125, 10)
    plate = rounded_box((0.055, 0.115, 0.018), (-0.112, 0.0, 0), 0.007, 4)
    screws = [cylinder(0.006, 0.021, (-0.112, y, 0), axis=2, segments=14, edge=0.001) for y in (-0.034, 0.0, 0.034)]
    parts = [part("blade", "Blade", blade), part("grip", "Handle", grip), part("plate", "Handle", plate),
             part("screws", "Screws", *screws)]
    return Sketch(parts=parts, looks=[wood, steel, brass], places=(shapes.grip((-0.234, 0, 0), 0.026, 0.09),),
                  grip=False, solids=(solid("blade", "plate"), solid("grip")))  # fmt: skip


def _hairbrush(values: Values) -> Sketch:
    """A long oval paddle that grows out of a shaped handle along X; a vented cushion to -Y, rows of pins with round
    tips, a ring to hang it by."""
    wood, cushion = main_look("Back", values), look("Cushion", "rubber", "#b5433f")
    pins_of, tips_of = look("Pins", "steel"), look("Tips", "plastic", "#15161a")
    path = np.array([(-0.135, 0, 0), (-0.128, 0, 0), (-0.09, 0, 0), (-0.04, 0, 0), (-0.008, 0, 0), (0.02, 0, 0)])
    grown = smooth_line(np.column_stack([path[:, 0], [0.005, 0.0095, 0.0125, 0.0105, 0.0085, 0.012]]), 5)
    rings = []
    turn = 2.0 * np.pi * np.arange(16) / 16
    for x, r in grown:
        rings.append(np.column_stack([np.full(16, x), 0.78 * r * np.cos(turn), 1.15 * r * np.sin(turn)]))
    handle = outward(loft(np.array(rings)))
    paddle = superellipsoid((0.135, 0.018, 0.072), (0.072, 0.002, 0), 2.5, 9)
    pad = superellipsoid((0.114, 0.015, 0.054), (0.073, -0.006, 0), 2.4, 8)
    spots = [(0.073 + x, z) for x in np.linspace(-0.046, 0.046, 9) for z in np.linspace(-0.019, 0.019, 5)
             if (x / 0.052) ** 2 + (z / 0.0235) ** 2 < 1.0]  # fmt: skip
    pins = [cylinder(0.0008, 0.021, (x, -0.021, z), axis=1, segments=6) for x, z in spots]
    tips = [superellipsoid((0.0034,) * 3, (x, -0.0315, z), 2.0, 2) for x, z in spots]
    loop = tube(np.column_stack([-0.141 - 0.009 * np.cos(turn), 0 * turn, 0.009 * np.sin(turn)]), 0.0014, 6,
                closed_path=True)  # fmt: skip
    band = cylinder(0.0115, 0.006, (-0.012, 0, 0), axis=0, segments=18)
    parts = [part("handle", "Back", handle), part("paddle", "Back", paddle), part("cushion", "Cushion", pad),
             part("bristles", "Pins", *pins), part("tips", "Tips", *tips),
             part("loop", "Pins", loop, band)]  # fmt: skip
    return Sketch(parts=parts, looks=[wood, cushion, pins_of, tips_of],
                  places=(shapes.grip((-0.07, 0, 0), 0.022, 0.1),), grip=False,
                  solids=(solid("handle", "paddle"),))  # fmt: skip


CATEGORIES = (
    thing("saw", "tool", (0.618, 0.147, 0.025), _saw, material="walnut", span=2, mass_kg=0.7,
          synonyms=("handsaw", "hand saw")),
    thing("hairbrush", "tool", (0.292, 0.044, 0.072), _hairbrush, material="walnut", span=2, mass_kg=0.12,
          synonyms=("hair brush", "comb")),
    thing("pen", "tool", (0.147, 0.0106, 0.0135), _pen, material="plastic", color="#1d4f9c", span=5, mass_kg=0.012,
          synonyms=("ballpoint pen", "pencil", "crayon", "marker"), colors=("#1d4f9c", "#15161a", "#b3161c"),
          extra=(shapes.choice("style", "pen", ("pen", "pencil")),), sized={"pencil": (0.173, 0.0075, 0.0075)},
          presets={w: {"style": "pencil", "material": "painted wood", "color": "#e8b21a"}
                   for w in ("pencil", "crayon")}),
    thing("key", "tool", (0.079, 0.0374, 0.009), _key, material="brass", span=6, mass_kg=0.03,
          synonyms=("keys", "door key")),
    thing("knife", "tool", (0.317, 0.047, 0.019), _knife, material="walnut", span=4, mass_kg=0.2,
          synonyms=("kitchen knife", "butter knife", "chef's knife")),
    thing("fork", "tool", (0.195, 0.023, 0.0135), _fork, material="steel", span=4, mass_kg=0.05),
    thing("spoon", "tool", (0.186, 0.039, 0.0145), _spoon, material="steel", span=7, mass_kg=0.05,
          synonyms=("tablespoon", "teaspoon", "ladle"), presets={
              "wooden spoon": {"width_m": 0.34, "depth_m": 0.062, "height_m": 0.03, "material": "birch"},
              "stirring spoon": {"width_m": 1.12, "depth_m": 0.10, "height_m": 0.055, "material": "birch"}}),
    thing("sword", "tool", (0.982, 0.226, 0.034), _sword, material="leather", color="#3a1f14", span=3, mass_kg=1.4,
          synonyms=("longsword", "broadsword", "dagger"), presets={"dagger": {"width_m": 0.36, "depth_m": 0.12,
                                                                              "height_m": 0.026}}),
    thing("axe", "tool", (0.76, 0.195, 0.042), _axe, material="oak", span=3, mass_kg=1.8, synonyms=("hatchet", "ax")),
    thing("hammer", "tool", (0.32, 0.155, 0.033), _hammer, material="oak", span=3, mass_kg=0.6, synonyms=("mallet",)),
    thing("shovel", "tool", (1.31, 0.23, 0.083), _shovel, material="pine", span=2.5, mass_kg=1.8, synonyms=("spade",)),
    thing("broom", "tool", (1.5, 0.39, 0.075), _broom, material="pine", span=2.5, mass_kg=0.7, synonyms=("besom",)),
    thing("shield", "tool", (0.53, 0.12, 0.65), _shield, material="painted wood", color="#8c1a1f", patterned=True,
          span=3,
          mass_kg=4, colors=("#8c1a1f", "#1d3f7c", "#2c5f34")),
)  # fmt: skip
